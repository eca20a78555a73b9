//! Whose a work is, from the words of its sentence.

use std::ops::Range;

use super::Mention;
use crate::domain::reading::context::{About, Claim};
use crate::domain::reading::english::{
    ABOUT, AUTHOR, DEEDS, DELEGATE, DOING, FIRST, GOES_ON, HELPED, MAKER, NOT, PERSON, SPENT, SPONSOR, THIRD,
    WISH,
};
use crate::domain::reading::scan::{Scan, Sentence};

/// Words between what somebody did and what it was done to.
const FURTHEST: usize = 12;

/// Whose the works of a sentence are, from the words before each.
pub(super) fn said(scan: &Scan<'_>, before: Option<&Sentence>, sentence: &Sentence, works: &mut [Mention]) {
    let words = sentence.words.clone();
    let mut reading = Reading::new(scan, sentence);
    // "I've driven this and that. These include …"
    if let Some(before) = before.filter(|before| before.place.leaf == sentence.place.leaf)
        && let Some(start) = scan.one_of(words.start, words.end, &GOES_ON)
    {
        let mut above = Reading::new(scan, before);
        before.words.clone().for_each(|at| above.word(at));
        reading.said = above.said.map(|(claim, _)| (claim, start));
    }
    let mut works = works.iter_mut().peekable();
    let mut at = words.start;
    while at < words.end && works.peek().is_some() {
        let Some(work) = works.next_if(|work| work.words.start <= at) else {
            reading.word(at);
            at += 1;
            continue;
        };
        let mine = at > words.start && scan.word(at - 1) == "my";
        let said = reading.said.filter(|(_, since)| at.saturating_sub(*since) <= FURTHEST);
        let said = said.or(mine.then_some((Claim::Own, at)));
        at = work.words.end.max(at);
        reading.said = said.map(|(claim, _)| (claim, at));
        if let Some((claim, _)) = said
            && work.claim.is_none()
            && !work.listed
        {
            work.claim = Some(claim);
        }
    }
}

/// What is known of a sentence up to a word.
struct Reading<'s, 'a> {
    scan: &'s Scan<'a>,
    leaf: usize,
    words: Range<usize>,
    section: Option<About>,
    /// Whether the nominee is the last who was named, or somebody else.
    first: bool,
    others: bool,
    denied: bool,
    /// Whether time was named, or what is not the work itself.
    time: bool,
    about: bool,
    /// What was said of the works that follow, and where.
    said: Option<(Claim, usize)>,
}

impl<'s, 'a> Reading<'s, 'a> {
    fn new(scan: &'s Scan<'a>, sentence: &Sentence) -> Self {
        let section = scan.lines.get(sentence.line).and_then(|line| line.context.section);
        let words = sentence.words.clone();
        let (first, others, denied, time, about) = (false, false, false, false, false);
        Self {
            scan,
            leaf: sentence.place.leaf,
            words,
            section,
            first,
            others,
            denied,
            time,
            about,
            said: None,
        }
    }

    /// "I saw Ada improving …"
    fn is_anothers(&self, at: usize) -> bool {
        let before = at.saturating_sub(1);
        at > self.words.start
            && self.scan.class(before) & FIRST == 0
            && self.scan.gap(self.leaf, before) == " "
            && self.scan.written(self.leaf, before).starts_with(char::is_uppercase)
    }

    fn word(&mut self, at: usize) {
        let (scan, words) = (self.scan, &self.words);
        let (class, word) = (scan.class(at), scan.word(at));
        if class & FIRST != 0 {
            (self.first, self.others) = (true, false);
            if word != "my" {
                (self.said, self.denied, self.about) = (None, false, false);
            }
        } else if class & THIRD != 0 {
            (self.first, self.others, self.said) = (false, true, None);
        }
        if class & (NOT | WISH) != 0 {
            (self.denied, self.said) = (true, None);
        }
        self.time |= SPENT.contains(&word);
        self.about |= class & PERSON != 0;
        let deeds = self.section == Some(About::Deeds) && !self.others && !self.denied;
        if class & (AUTHOR | MAKER | DELEGATE | SPONSOR) != 0 || is_lead(scan, at, words) {
            let by = scan.is(at + 1, words.end, "by") && scan.class(at + 2) & FIRST == 0;
            let opens = !self.others
                && self.section != Some(About::Plans)
                && word != "drive"
                && at - words.start <= 3
                && (words.start..at).all(|at| begins(scan, at));
            if (self.first || opens) && !self.denied && !by {
                let co = word.starts_with("co") || at > words.start && scan.word(at - 1) == "co";
                let now = match class {
                    class if class & DELEGATE != 0 => Claim::Delegate,
                    class if class & SPONSOR != 0 => Claim::Sponsor,
                    class if class & AUTHOR == 0 => Claim::Own,
                    _ if co => Claim::CoAuthor,
                    _ => Claim::Author,
                };
                // "author or co-author of"
                let both = matches!((self.said, now), (Some((Claim::Author, since)), Claim::CoAuthor) if at - since <= 3);
                self.said = Some((if both { Claim::Own } else { now }, at));
            }
        } else if class & DEEDS != 0 && at > words.start && scan.word(at - 1) == "my"
            // "The past years have gone by pushing …", "I helped extend …"
            || deeds && (self.first || self.time) && !self.about && DOING.contains(&word) && !self.is_anothers(at)
            || deeds && self.first && word.starts_with("help") && HELPED.contains(&scan.word(at + 1))
        {
            self.said = Some((Claim::Own, at));
        } else if class & ABOUT != 0 {
            (self.said, self.about) = (None, true);
        }
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
