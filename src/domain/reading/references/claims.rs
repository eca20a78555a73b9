//! Whose a work is, from the words of its sentence.

use std::ops::Range;

use super::Mention;
use crate::domain::reading::context::Claim;
use crate::domain::reading::english::{
    ABOUT, AUTHOR, DEEDS, DELEGATE, FIRST, MAKER, NOT, SPONSOR, THIRD, WISH,
};
use crate::domain::reading::scan::{Scan, Sentence};

/// Whose the works of a sentence are, from the words before each.
pub(super) fn said(scan: &Scan<'_>, sentence: &Sentence, mentions: &mut [Mention]) {
    /// Words between what somebody did and what it was done to.
    const FURTHEST: usize = 12;
    let words = sentence.words.clone();
    let (mut first, mut others, mut denied) = (false, false, false);
    let mut said: Option<(Claim, usize)> = None;
    let mut mentions = mentions.iter_mut().peekable();
    let mut at = words.start;
    while at < words.end && mentions.peek().is_some() {
        if let Some(mention) = mentions.next_if(|mention| mention.words.start <= at) {
            let mine = at > words.start && scan.word(at - 1) == "my";
            said = said.filter(|(_, since)| at - since <= FURTHEST).or(mine.then_some((Claim::Own, at)));
            at = mention.words.end.max(at);
            if let Some((claim, _)) = said {
                said = Some((claim, at));
                if mention.claim.is_none() && !mention.listed {
                    mention.claim = Some(claim);
                }
            }
            continue;
        }
        let class = scan.class(at);
        if class & FIRST != 0 {
            (first, others) = (true, false);
            if scan.word(at) != "my" {
                (said, denied) = (None, false);
            }
        } else if class & THIRD != 0 {
            (first, others, said) = (false, true, None);
        }
        if class & (NOT | WISH) != 0 {
            (denied, said) = (true, None);
        }
        if class & (AUTHOR | MAKER | DELEGATE | SPONSOR) != 0 || is_lead(scan, at, &words) {
            let by = scan.is(at + 1, words.end, "by") && scan.class(at + 2) & FIRST == 0;
            let opens = !others && at - words.start <= 3 && (words.start..at).all(|at| begins(scan, at));
            if (first || opens) && !denied && !by {
                let co = scan.word(at).starts_with("co") || at > words.start && scan.word(at - 1) == "co";
                let now = match class {
                    class if class & DELEGATE != 0 => Claim::Delegate,
                    class if class & SPONSOR != 0 => Claim::Sponsor,
                    class if class & AUTHOR == 0 => Claim::Own,
                    _ if co => Claim::CoAuthor,
                    _ => Claim::Author,
                };
                // "author or co-author of"
                let both =
                    matches!((said, now), (Some((Claim::Author, since)), Claim::CoAuthor) if at - since <= 3);
                said = Some((if both { Claim::Own } else { now }, at));
            }
        } else if class & DEEDS != 0 && at > words.start && scan.word(at - 1) == "my" {
            said = Some((Claim::Own, at));
        } else if class & ABOUT != 0 {
            said = None;
        }
        at += 1;
    }
}

/// What may stand before the word that says what an entry's author did: no name.
fn begins(scan: &Scan<'_>, at: usize) -> bool {
    let class = scan.class(at) & (AUTHOR | MAKER | SPONSOR) != 0;
    class
        || matches!(
            scan.word(at),
            "also" | "an" | "and" | "bdfl" | "co" | "main" | "or" | "pep" | "primary" | "the"
        )
}

/// "Lead: …" begins an entry.
fn is_lead(scan: &Scan<'_>, at: usize, words: &Range<usize>) -> bool {
    at - words.start <= 1 && scan.word(at) == "lead"
}
