//! What a heading, or the line that introduces a list, says of what stands
//! below it: whose works they are, and whether it is done, planned or over.

use std::ops::Range;

use super::english::{
    ABOUT, AUTHOR, Class, DEEDS, DELEGATE, DONE, EMPLOYER, FIRST, FORMER, GROUP, GROUPS, NOT, PAGES, PEOPLE,
    PLANS, SERIES, SPONSOR, STATUSES, STILL, SUPPORT, THIRD, TIME, WHICH, WISH, WORKPLACE,
};
use super::scan::Scan;

/// What is known of a line from those above it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Context {
    /// What its section is about.
    pub section: Option<About>,
    /// Whether it is over.
    pub past: bool,
    /// Whose works stand there.
    pub claim: Option<Claim>,
    /// The status of the works.
    pub status: Option<&'static str>,
}

/// What a section is about, as far as it matters to what is read from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// What the nominee would do.
    Plans,
    /// What the nominee has done.
    Deeds,
    /// What the nominee has done something to.
    Acts,
    /// Groups that the nominee works in.
    Groups,
    /// For whom the nominee works.
    Workplace,
    /// The time that the nominee offers.
    Time,
    /// Talks, profiles and other pages.
    Pages,
    /// People, by their names.
    People,
    /// Who supports the nominee.
    Support,
}

/// The nominee's part in a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// The nominee's, without saying how.
    Own,
    /// Wrote it.
    Author,
    /// Wrote it with others.
    CoAuthor,
    /// Decides on it in others' place.
    Delegate,
    /// Vouches for it.
    Sponsor,
    /// Not the nominee's.
    Nobody,
}

impl Claim {
    /// As a feed says it.
    #[must_use]
    pub fn role(self) -> Option<&'static str> {
        match self {
            Self::Own | Self::Nobody => None,
            Self::Author => Some("author"),
            Self::CoAuthor => Some("co-author"),
            Self::Delegate => Some("delegate"),
            Self::Sponsor => Some("sponsor"),
        }
    }
}

impl Context {
    /// This, and what stands above it.
    #[must_use]
    pub fn within(self, outer: &Self) -> Self {
        Self {
            section: match (self.section, outer.section) {
                // "There is work to do" among the plans.
                (Some(About::Deeds | About::Acts), Some(About::Plans)) => outer.section,
                (own, outer) => own.or(outer),
            },
            past: self.past || outer.past,
            claim: self.claim.or(outer.claim),
            status: self.status.or(outer.status),
        }
    }
}

/// What a line says of those below it. A long one says nothing.
#[must_use]
pub fn context(scan: &Scan<'_>, words: Range<usize>, heading: bool) -> Context {
    const LONGEST: usize = 40;
    let count = words.len();
    if count == 0 || count > LONGEST {
        return Context::default();
    }
    let all = words.clone().fold(0, |all, at| all | scan.class(at));
    let section = section(scan, words.clone(), all, heading);
    let past = count <= 4 && all & FORMER != 0 && all & STILL == 0;
    let claim = claim(scan, words.clone(), all);
    let status = if count <= 3 { status(scan, words) } else { None };
    Context { section, past, claim, status }
}

fn section(scan: &Scan<'_>, words: Range<usize>, all: Class, heading: bool) -> Option<About> {
    let count = words.len();
    let has = |phrases: &[&str]| scan.has(words.clone(), phrases);
    if has(&PLANS) {
        return Some(About::Plans);
    }
    if heading && count <= 5 && (has(&WORKPLACE) || all & EMPLOYER != 0 && count <= 2) {
        return Some(About::Workplace);
    }
    if heading && count <= 6 && has(&TIME) {
        return Some(About::Time);
    }
    if count <= 5 && has(&SUPPORT) {
        return Some(About::Support);
    }
    if count <= 6 && has(&PAGES) {
        return Some(About::Pages);
    }
    let grouped = |at: usize| scan.class(at) & GROUP != 0 || GROUPS.contains(&scan.word(at));
    if heading && (all & GROUP != 0 || has(&["groups"])) && words.clone().all(grouped) {
        return Some(About::Groups);
    }
    if all & FIRST == 0 && has(&PEOPLE) {
        return Some(About::People);
    }
    // "Shepherding new roles in the mill"
    let first = scan.word(words.start);
    if !heading && count >= 4 && (first.ends_with("ing") || first.ends_with("ed")) {
        return Some(About::Acts);
    }
    (has(&DONE) || all & DEEDS != 0 && all & WISH == 0).then_some(About::Deeds)
}

/// Whose works a line introduces.
fn claim(scan: &Scan<'_>, words: Range<usize>, all: Class) -> Option<Claim> {
    let end = words.end;
    let series = all & SERIES != 0 || words.clone().any(|at| scan.series(at).is_some());
    if all & DELEGATE != 0 && (series || words.len() <= 4) {
        return Some(Claim::Delegate);
    }
    let (mut author, mut co_author, mut denied) = (false, false, false);
    for at in words.clone() {
        let class = scan.class(at);
        if class & AUTHOR != 0 {
            let co = scan.word(at).starts_with("co") || at > words.start && scan.word(at - 1) == "co";
            author |= !co;
            co_author |= co;
            // "Written by Ada"
            denied |= scan.is(at + 1, end, "by") && scan.class(at + 2) & FIRST == 0;
        } else if class & NOT != 0 && !author && !co_author {
            denied = true;
        }
    }
    let own = all & FIRST != 0 || all & THIRD == 0;
    if author || co_author {
        return Some(match (author, co_author) {
            _ if denied || !own => Claim::Nobody,
            (true, false) => Claim::Author,
            (false, _) => Claim::CoAuthor,
            (true, true) => Claim::Own,
        });
    }
    if all & SPONSOR != 0 && series {
        return Some(Claim::Sponsor);
    }
    if series {
        let only = |at| {
            scan.class(at) & (SERIES | WHICH) != 0
                || scan.series(at).is_some()
                || scan.word(at).bytes().all(|byte| byte.is_ascii_digit())
        };
        if words.clone().all(only) {
            return Some(Claim::Own);
        }
        if denied || all & (ABOUT | WISH) != 0 || !own {
            return Some(Claim::Nobody);
        }
    }
    let deeds = words.len() <= 6 && all & DEEDS != 0 && all & WISH == 0;
    (deeds || scan.has(words, &DONE)).then_some(Claim::Own)
}

/// "Final", "Accepted PEPs".
fn status(scan: &Scan<'_>, words: Range<usize>) -> Option<&'static str> {
    let mut found = None;
    for at in words {
        match known_status(scan.word(at)) {
            Some(status) if found.is_none() => found = Some(status),
            _ if scan.class(at) & SERIES != 0 => {}
            _ => return None,
        }
    }
    found
}

/// A status as its series writes it, from the folded word.
#[must_use]
pub fn known_status(word: &str) -> Option<&'static str> {
    STATUSES.iter().copied().find(|status| status.eq_ignore_ascii_case(word))
}
