//! Roles that a nominee has, and groups that the nominee works in.
//!
//! A role is read from an entry that is nothing but its name ("Release
//! manager for 3.10"), and from a sentence in which the nominee says to have
//! it ("I'm a chair of …"). A group is read from a list of groups, and where a
//! statement has none, from what the nominee says of their own work.

use std::ops::Range;

use super::context::About;
use super::english::{
    BEFORE, BEGAN, BODY, CONNECTORS, FIRST, FORMER, GROUP, HAVE, JOB, MEMBERS, MODIFIERS, MORE_ROLES,
    NO_ROLES, NOT, ORGANISATIONS, ROLE, STILL, THIRD, TITLES, WAS, WISH, WORKS,
};
use super::facts::alike::Name;
use super::facts::{FactKind, Findings, has_ended};
use super::scan::{Line, Scan, Sentence};
use crate::domain::document::{Kind, Place};

/// Reads the roles and the groups of a statement.
pub(super) fn roles(found: &mut Findings<'_, '_>) {
    let scan = found.scan;
    let own = |line: &&Line| {
        scan.is_own(line.place.leaf) && !matches!(line.kind, Kind::Heading | Kind::Code | Kind::Cell)
    };
    let over = over(scan);
    let listed = scan.lines.iter().filter(own).any(|line| line.context.section == Some(About::Groups));
    for line in scan.lines.iter().filter(own) {
        let section = line.context.section;
        let elsewhere = matches!(
            section,
            Some(
                About::Plans | About::Pages | About::People | About::Support | About::Time | About::Workplace
            )
        );
        if elsewhere || line.context.past {
            continue;
        }
        let roles = line.classes & (ROLE | BODY | JOB) != 0;
        let named = roles && matches!(line.kind, Kind::Item(_)) && entry(found, line);
        for sentence in scan.sentences.get(line.sentences.clone()).unwrap_or_default() {
            let opens = scan.class(sentence.words.start) & STILL != 0
                || scan.one_of(sentence.words.start, sentence.words.end, &MORE_ROLES).is_some();
            let spoken =
                (opens || sentence.classes & FIRST != 0) && sentence.classes & (ROLE | BODY | JOB) != 0;
            if !named && spoken {
                said(found, line, sentence, &over);
            }
            if sentence.classes & (GROUP | WORKS) != 0 && (!listed || section == Some(About::Groups)) {
                groups(found, line, sentence, listed);
            }
        }
        if section == Some(About::Groups) {
            label(found, line);
        }
    }
}

/// The names of roles in lists of those that are over.
fn over(scan: &Scan<'_>) -> Vec<Name> {
    const MOST: usize = 32;
    const LONGEST: usize = 12;
    let past = |line: &&Line| {
        line.context.past && matches!(line.kind, Kind::Item(_)) && (1..=LONGEST).contains(&line.words.len())
    };
    let past = scan.lines.iter().filter(past).take(MOST);
    past.map(|line| Name::of(scan.text(line.place.leaf, line.place.bytes.clone()))).collect()
}

/// An entry that is the name of a role.
fn entry(found: &mut Findings<'_, '_>, line: &Line) -> bool {
    const LONGEST: usize = 16;
    /// What has no shorter name in it.
    const WHOLE: usize = 20;
    let scan = found.scan;
    let leaf = line.place.leaf;
    let start = line.words.start;
    // An address is no part of the name.
    let address = line.words.clone().find(|at| matches!(scan.word(*at), "http" | "https"));
    let mut words = start..address.unwrap_or(line.words.end);
    if words.len() > LONGEST {
        // "Chair of the mill: what there was to do …"
        let parts = |at: &usize| {
            [": ", " - ", " – ", " — ", "; ", " ("].iter().any(|part| scan.gap(leaf, *at).contains(part))
        };
        let cut = (start..start + LONGEST).find(parts).map_or(words.end, |at| at + 1);
        let named =
            (start..cut).any(|at| is_role(scan, leaf, at, cut) || is_body(scan, leaf, at, &(start..cut)));
        if named || words.len() > WHOLE {
            words.end = cut;
        }
    }
    if words.is_empty() || words.len() > WHOLE || is_verb(scan, leaf, start) {
        return false;
    }
    let spoken = words.clone().any(|at| scan.class(at) & (FIRST | WISH | NOT) != 0);
    let verbs = words.clone().any(|at| scan.class(at) & WAS != 0);
    if line.context.section == Some(About::Acts) || spoken || verbs {
        return false;
    }
    let role =
        words.clone().find(|at| is_role(scan, leaf, *at, words.end) || is_body(scan, leaf, *at, &words));
    let Some(role) = role else { return false };
    // "Example Mills (2010-2012), lead" tells of a past employer.
    let before = words.start..role;
    let dated = before.clone().any(|at| at > before.start && scan.gap(leaf, at - 1).ends_with('('));
    if dated && has_ended(scan, leaf, &before) {
        return false;
    }
    let value = scan.place(leaf, words.clone());
    // A bracket that opens in the name closes in it.
    let text = scan.text(leaf, value.bytes.start..line.place.bytes.end);
    let length = value.bytes.len();
    let open = text[..length].matches('(').count() > text[..length].matches(')').count();
    let close = text[length..].find(')').filter(|at| *at <= 2).map(|at| length + at + 1);
    let end = if open { close.or(text[..length].rfind('(')).unwrap_or(length) } else { length };
    let bytes = value.bytes.start..value.bytes.start + end;
    if has_ended(scan, leaf, &line.words) && !has_ended(scan, leaf, &words) {
        return false;
    }
    found.add(FactKind::Role, &Place { leaf, bytes }, &line.place);
    true
}

/// A verb begins what somebody did, not what somebody is.
fn is_verb(scan: &Scan<'_>, leaf: usize, at: usize) -> bool {
    let word = scan.word(at);
    let small = !scan.written(leaf, at).starts_with(char::is_uppercase);
    let form = (word.ends_with("ed") || word.ends_with("ing")) && !MODIFIERS.contains(&word);
    form || small
        && scan.class(at) & (ROLE | GROUP | JOB | FORMER) == 0
        && !MODIFIERS.contains(&word)
        && !word.starts_with(|c: char| c.is_ascii_digit() || c == 'v')
}

/// Whether a word is the one that makes a role, and no other's: "chair", not "chair role".
fn is_role(scan: &Scan<'_>, leaf: usize, at: usize, end: usize) -> bool {
    let word = scan.word(at);
    let before = if at == 0 { "" } else { scan.word(at - 1) };
    let title = TITLES.iter().any(|(first, second)| *first == before && *second == word);
    let member = word == "member" && at > 0 && scan.class(at - 1) & BODY != 0;
    if !(title || member || scan.class(at) & ROLE != 0) {
        return false;
    }
    if at + 1 >= end {
        return true;
    }
    let gap = scan.gap(leaf, at).trim();
    let next = scan.word(at + 1);
    let small = scan.written(leaf, at + 1).starts_with(char::is_lowercase);
    if matches!(gap, "" | "-") && NO_ROLES.contains(&next) {
        return false;
    }
    !matches!(gap, "" | "-" | "'" | "’")
        || !small
        || CONNECTORS.contains(&next)
        || scan.class(at + 1) & (ROLE | JOB | FORMER | STILL) != 0
        || next == "member"
}

/// "Code of Conduct Committee", with nothing but a name before it.
fn is_body(scan: &Scan<'_>, leaf: usize, at: usize, words: &Range<usize>) -> bool {
    let named = |at: usize| {
        scan.written(leaf, at).starts_with(char::is_uppercase)
            || matches!(scan.word(at), "of" | "the" | "for" | "member")
    };
    let close = |at: usize| matches!(scan.gap(leaf, at), " " | "-" | ", ");
    let before = words.start..at;
    scan.class(at) & BODY != 0
        && (1..=6).contains(&before.len())
        && words.end - at <= 5
        && before.clone().all(|at| named(at) && close(at))
        && named(at)
        || scan.is(at, words.end, "member of")
            && at - words.start <= 2
            && member_of(scan, leaf, at, words.end).is_some()
}

/// The end of "member of the … Committee".
fn member_of(scan: &Scan<'_>, leaf: usize, at: usize, end: usize) -> Option<usize> {
    const FURTHEST: usize = 9;
    let last = end.min(at + FURTHEST);
    let body = (at + 2..last).find(|at| scan.class(*at) & BODY != 0)?;
    (at + 1..body).all(|at| matches!(scan.gap(leaf, at), " " | "-" | "/" | " / ")).then_some(body + 1)
}

/// Roles in a sentence of which the nominee is the subject.
fn said(found: &mut Findings<'_, '_>, line: &Line, sentence: &Sentence, over: &[Name]) {
    let scan = found.scan;
    let leaf = sentence.place.leaf;
    let words = sentence.words.clone();
    let end = words.end;
    let listed = scan.one_of(words.start, end, &MORE_ROLES).is_some();
    let (mut first, mut clean) = (false, true);
    let mut at = words.start;
    while at < end {
        let class = scan.class(at);
        if class & FIRST != 0 {
            (first, clean) = (true, true);
        } else if class & THIRD != 0 {
            first = false;
        }
        let from_here = if first { scan.one_of(at, end, &BEGAN) } else { None };
        let served = scan.word(at) == "served" && at > words.start && scan.class(at - 1) & HAVE == 0;
        clean &= class & (NOT | WISH | FORMER | WAS) == 0 && !served;
        // "Currently chair of …"
        let opens = at == words.start && class & STILL != 0 && scan.class(at + 1) & (FIRST | STILL) == 0;
        let from = if opens {
            Some(at + 1)
        } else if clean {
            trigger(scan, leaf, at, end, first)
        } else {
            None
        };
        match from.or(from_here).and_then(|from| role_from(scan, leaf, from, end)) {
            Some(role) => {
                // "a chair of …, a member of …"
                let mut next = Some(role);
                while let Some(role) = next {
                    at = role.end;
                    let place = of_what(scan, line, &role).unwrap_or_else(|| bracketed(scan, leaf, role));
                    let name = Name::of(scan.text(leaf, place.bytes.clone()));
                    if !over.iter().any(|over| name.is_part_of(over)) {
                        found.add(FactKind::Role, &place, &sentence.place);
                    }
                    next = another(scan, leaf, at, end, listed)
                        .and_then(|from| role_from(scan, leaf, from, end));
                }
            }
            None => at += 1,
        }
    }
}

/// "SIG Docs: I am chair" is an entry that says of what.
fn of_what(scan: &Scan<'_>, line: &Line, role: &Range<usize>) -> Option<Place> {
    const LONGEST: usize = 8;
    let fits = role.len() <= 2
        && matches!(line.kind, Kind::Item(_))
        && line.words.len() <= LONGEST
        && role.end == line.words.end
        && scan.class(line.words.start) & GROUP != 0;
    fits.then(|| scan.place(line.place.leaf, line.words.clone()))
}

/// The words as a place, with the bracket that closes behind them.
fn bracketed(scan: &Scan<'_>, leaf: usize, words: Range<usize>) -> Place {
    let mut place = scan.place(leaf, words.clone());
    let opened = scan.text(leaf, place.bytes.clone()).contains('(');
    if opened && scan.gap(leaf, words.end - 1).starts_with(')') {
        place.bytes.end += 1;
    }
    place
}

/// The word after one that says that a role follows.
fn trigger(scan: &Scan<'_>, leaf: usize, at: usize, end: usize, first: bool) -> Option<usize> {
    let phrase = |phrases: &[&str]| scan.one_of(at, end, phrases);
    if first
        && let Some(next) = phrase(&[
            "i'm",
            "i am",
            "i've been",
            "i have been",
            "i've also been",
            "i have also been",
            "serve as",
            "serving as",
            "i've served as",
            "i have served as",
            "i act as",
            "became",
            "become",
            "promoted to",
            "elected to",
            "elected as",
            "selected as",
            "appointed",
        ])
    {
        return Some(next);
    }
    if let Some(next) = phrase(&MORE_ROLES) {
        return Some(next);
    }
    // "As a chair of …, I …"
    let as_one = phrase(&["as a", "as an", "as the", "acting as"]).or_else(|| {
        let capital = scan.written(leaf, at + 1).starts_with(char::is_uppercase);
        if at + 1 < end && capital { phrase(&["as"]) } else { None }
    })?;
    let near = (at..end.min(at + 20)).any(|at| scan.class(at) & FIRST != 0);
    (first || near).then_some(as_one)
}

/// After a comma or "and": another role of the same sentence, with an article or where there can be no other.
fn another(scan: &Scan<'_>, leaf: usize, at: usize, end: usize, listed: bool) -> Option<usize> {
    if at == 0 || at >= end {
        return None;
    }
    let comma = matches!(scan.gap(leaf, at - 1).trim(), "," | "),");
    let from = at + usize::from(scan.word(at) == "and");
    let article = matches!(scan.word(from), "a" | "an" | "the");
    // A capital after a comma may begin somebody's name: "As chair, Lead Ada …"
    let plain = from == at && scan.written(leaf, from).starts_with(char::is_lowercase) || listed;
    (article && (comma || from > at) || comma && plain).then_some(from + usize::from(article))
}

/// The name of a role that begins at a word.
fn role_from(scan: &Scan<'_>, leaf: usize, from: usize, end: usize) -> Option<Range<usize>> {
    const FURTHEST: usize = 8;
    let mut start = from;
    while start < end
        && (matches!(scan.word(start), "a" | "an" | "the" | "also" | "now" | "proud" | "still")
            || scan.class(start) & STILL != 0 && scan.word(start) != "current")
    {
        start += 1;
    }
    let mut at = start;
    loop {
        if at >= end.min(start + FURTHEST) {
            return None;
        }
        let class = scan.class(at);
        if class & (NOT | WISH | FORMER | WAS | THIRD) != 0 {
            return None;
        }
        if is_role(scan, leaf, at, end) {
            break;
        }
        if scan.is(at, end, "member of")
            && let Some(last) = member_of(scan, leaf, at, end)
        {
            return Some(start..extended(scan, leaf, last, end));
        }
        let word = scan.word(at);
        let named = scan.written(leaf, at).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let fits = named || MODIFIERS.contains(&word) || class & (GROUP | BODY | STILL) != 0;
        let gap = scan.gap(leaf, at);
        if !fits || !matches!(gap, " " | "-" | "/" | " / " | " & ") {
            return None;
        }
        at += 1;
    }
    Some(start..extended(scan, leaf, at + 1, end))
}

/// The end of a role's name: "chair" goes on with "of SIG Docs since early 2022".
fn extended(scan: &Scan<'_>, leaf: usize, from: usize, end: usize) -> usize {
    const LONGEST: usize = 16;
    let limit = end.min(from + LONGEST);
    let fits = |at: usize| {
        let named = scan.written(leaf, at).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || scan
                .word(at)
                .strip_prefix('v')
                .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        at < limit
            && (named && scan.class(at) & FIRST == 0
                || scan.class(at) & (ROLE | GROUP | BODY | FORMER) != 0
                || matches!(scan.word(at), "early" | "late" | "mid" | "member")
                || is_role(scan, leaf, at, limit))
    };
    let mut last = from;
    let mut open = false;
    while last < limit {
        let gap = scan.gap(leaf, last - 1);
        let closes = open && gap == ") ";
        if !closes && !matches!(gap, " " | "-" | "–" | "—" | "/" | " / " | " & " | " (") {
            break;
        }
        open = gap == " (" || open && !closes;
        if fits(last) {
            last += 1;
            continue;
        }
        let joint = CONNECTORS.contains(&scan.word(last)) && (closes || gap == " ");
        let next = last + 1 + usize::from(scan.word(last + 1) == "the");
        // "technical lead and core developer"
        let skip = usize::from(next < limit && MODIFIERS.contains(&scan.word(next)) && !fits(next));
        if !joint || !fits(next + skip) || scan.gap(leaf, last) != " " {
            break;
        }
        last = next + skip + 1;
    }
    last
}

/// The groups that a sentence names as those the nominee works in.
fn groups(found: &mut Findings<'_, '_>, line: &Line, sentence: &Sentence, listed: bool) {
    let scan = found.scan;
    let leaf = line.place.leaf;
    let words = sentence.words.clone();
    // A long entry may be a tale of others as well.
    const LONGEST: usize = 16;
    let short = line.words.len() <= LONGEST || scan.class(line.words.start) & GROUP != 0;
    let mut first = listed || matches!(line.kind, Kind::Item(_)) && short;
    for at in words.clone() {
        let class = scan.class(at);
        first |= class & FIRST != 0;
        if class & (WISH | NOT) != 0 && !listed {
            return;
        }
        // "As a member of SIG Docs, I …"
        let mut soon = at..words.end.min(at + 8);
        let first = first || class & GROUP != 0 && soon.any(|at| scan.class(at) & FIRST != 0);
        let entry = matches!(line.kind, Kind::Item(_))
            && (at == words.start || at == words.start + 1 && scan.gap(leaf, at - 1).starts_with(':'));
        if let Some(name) = group_at(scan, leaf, at, &words, listed).filter(|_| first) {
            let last = name.end;
            found.add(FactKind::Group, &scan.place(leaf, name), &sentence.place);
            if entry {
                others(found, sentence, last);
            }
        } else if first && matches!(scan.word(at), "sigs" | "wgs") {
            // "SIGs like Docs and Release"
            let like = scan.one_of(at + 1, words.end, &["like", "such as"]);
            if let Some(from) = like.filter(|_| scan.gap(leaf, at) == " ") {
                others(found, sentence, from);
            }
        }
    }
}

/// "SIG Docs, Release, Node": the names after the first, as far as they are nothing else.
fn others(found: &mut Findings<'_, '_>, sentence: &Sentence, from: usize) {
    const LONGEST: usize = 3;
    let scan = found.scan;
    let leaf = sentence.place.leaf;
    let end = sentence.words.end;
    let other = ROLE | BODY | JOB | GROUP | FIRST | THIRD | FORMER | STILL;
    let named = |at: usize| {
        at < end
            && scan.written(leaf, at).starts_with(char::is_uppercase)
            && scan.class(at) & other == 0
            && !TITLES.iter().any(|(first, _)| *first == scan.word(at))
            && !matches!(scan.word(at), "tech" | "technical" | "co")
    };
    let mut at = from;
    while at > 0 && at < end {
        let gap = scan.gap(leaf, at - 1);
        let joint = scan.word(at) == "and" && matches!(gap, " " | ", ");
        let like = at == from && gap == " " && matches!(scan.word(at - 1), "like" | "as");
        if !(joint || like || gap == ", ") {
            return;
        }
        let start = at + usize::from(joint);
        let mut last = start;
        while named(last) && (last == start || matches!(scan.gap(leaf, last - 1), " " | "-")) {
            last += 1;
        }
        let after = if last < end { scan.gap(leaf, last - 1) } else { "" };
        let done = last == end
            || after.starts_with([',', '.', ';', '(', ')'])
            || after == " ("
            || after == " " && matches!(scan.word(last), "and" | "etc");
        if last == start || last - start > LONGEST || !done {
            return;
        }
        found.add(FactKind::Group, &scan.place(leaf, start..last), &sentence.place);
        at = last;
    }
}

/// "SIG Docs", "sig-docs", "Structured Logging WG", around the word that says what it is.
fn group_at(
    scan: &Scan<'_>,
    leaf: usize,
    at: usize,
    words: &Range<usize>,
    listed: bool,
) -> Option<Range<usize>> {
    const LONGEST: usize = 4;
    let working = scan.word(at) == "working" && scan.is(at, words.end, "working group");
    if scan.class(at) & GROUP == 0 && !working {
        return None;
    }
    let titled = |at: usize| {
        scan.class(at) & (ROLE | STILL) != 0
            || TITLES.iter().any(|(first, second)| *first == scan.word(at) && *second == scan.word(at + 1))
            || matches!(scan.word(at), "tech" | "technical" | "co")
    };
    let capital = |at: usize| scan.written(leaf, at).starts_with(|c: char| c.is_uppercase());
    if !working {
        // "sig-api-machinery member" is parted by spaces from what follows.
        let hyphens = !capital(at) && matches!(scan.gap(leaf, at), "-" | "–");
        let run = |fits: &dyn Fn(usize) -> bool| {
            let mut end = at + 1;
            while end < words.end && end - at <= LONGEST && !titled(end) && scan.class(end) & GROUP == 0 {
                let gap = scan.gap(leaf, end - 1);
                if !(matches!(gap, "-" | "–") || gap == " " && !hyphens && fits(end)) {
                    break;
                }
                end += 1;
            }
            end
        };
        let mut end = run(&capital);
        // In a list of groups a name may be small, as long as nothing but a name stands there.
        if listed && at == words.start {
            let whole = run(&|at| capital(at) || scan.class(at) == 0 && !MEMBERS.contains(&scan.word(at)));
            let parted = whole >= words.end || !matches!(scan.gap(leaf, whole - 1), " ") || titled(whole);
            let one = end == at + 1 && whole > end;
            end = if parted || MEMBERS.contains(&scan.word(whole)) { whole } else { end + usize::from(one) };
        }
        // "TAG Grain Flour WG" is one name.
        let twice = end > at + 1
            && end < words.end
            && scan.class(end) & GROUP != 0
            && scan.gap(leaf, end - 1) == " "
            && (end + 1 >= words.end || titled(end + 1) || scan.gap(leaf, end) != " ");
        end += usize::from(twice);
        if end > at + 1 && scan.gap(leaf, end - 1) != " & " {
            return Some(at..end);
        }
    }
    let mut start = at;
    while start > words.start
        && at - start < LONGEST
        && capital(start - 1)
        && matches!(scan.gap(leaf, start - 1), " " | "-")
        && !titled(start - 1)
    {
        start -= 1;
    }
    let end = at + 1 + usize::from(working);
    let singular = scan.word(at) != "sigs" && scan.word(at) != "wgs";
    // The name may begin with a small word before.
    let whole = start == words.start
        || scan.gap(leaf, start - 1) != " "
        || capital(start - 1)
        || BEFORE.contains(&scan.word(start - 1));
    (start < at && singular && whole && scan.class(start) & FIRST == 0).then_some(start..end)
}

/// "Docs: …" in a list of groups.
fn label(found: &mut Findings<'_, '_>, line: &Line) {
    const LONGEST: usize = 3;
    let scan = found.scan;
    let leaf = line.place.leaf;
    if !matches!(line.kind, Kind::Item(1)) || line.words.is_empty() {
        return;
    }
    let start = line.words.start;
    let mut end = start + 1;
    while end < line.words.end && matches!(scan.gap(leaf, end - 1), " " | "-") {
        end += 1;
    }
    let gap = if end < line.words.end {
        scan.gap(leaf, end - 1).trim()
    } else {
        scan.text(leaf, scan.bytes(end - 1).end..line.place.bytes.end).trim()
    };
    let parted = gap.starts_with([':', '(', '/', '-', '–', '—']);
    let plain = (start..end).all(|at| {
        let class = scan.class(at);
        class & (ROLE | BODY | GROUP | FIRST | WISH | JOB) == 0
            && scan.written(leaf, at).starts_with(|c: char| c.is_uppercase())
            && !matches!(scan.word(at), "member" | "occasionally" | "http" | "https")
            && !ORGANISATIONS.contains(&scan.word(at))
    });
    if parted && plain && end - start <= LONGEST {
        found.add(FactKind::Group, &scan.place(leaf, start..end), &line.place);
    }
}
