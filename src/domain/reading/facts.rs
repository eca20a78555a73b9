//! What a statement says of the nominee that can be compared: employer, roles,
//! groups, time offered, mentoring. A value is a stretch of the text, and its
//! evidence the whole sentence or entry. Nothing is guessed: what is denied,
//! over or only wished is no fact, and neither are others' words.

pub(super) mod alike;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::alike::{Name, names};
use super::context::About;
use super::english::{
    EMPLOYER, ENDED, FIRST, FORMER, GROUP, HAVE, JOB, JOINERS, MENTOR, NO_EMPLOYER, NOT, NUMBERS, PER,
    PERSON, PROMOTED, SHARE, STILL, THIRD, UNIT, UP_TO, WISH, WORKS,
};
use super::roles::roles;
use super::scan::{Line, Scan, Sentence};
use crate::domain::document::{Kind, Place};
use crate::domain::text::{fold, is_letter};

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactKind {
    /// For whom the nominee works.
    Affiliation,
    /// What the nominee is in the project.
    Role,
    /// Where in the project the nominee works.
    Group,
    /// How much time the nominee can give.
    Availability,
    /// Whom the nominee has mentored.
    Mentoring,
}

impl FactKind {
    /// Every kind, in the order in which facts are shown.
    pub const ALL: [Self; 5] =
        [Self::Affiliation, Self::Role, Self::Group, Self::Availability, Self::Mentoring];

    /// As a feed names it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Affiliation => "affiliation",
            Self::Role => "roles",
            Self::Group => "groups",
            Self::Availability => "availability",
            Self::Mentoring => "mentoring",
        }
    }

    /// More facts of a kind than this are not shown: the first stand for all.
    fn most(self) -> usize {
        match self {
            Self::Affiliation | Self::Mentoring => 3,
            Self::Availability => 2,
            Self::Role | Self::Group => 12,
        }
    }
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFact {
    /// What it is about.
    pub kind: FactKind,
    /// The words at its place.
    pub value: String,
    /// Where the value stands.
    pub place: Place,
    /// The sentence or the entry that says it.
    pub evidence: Place,
}

/// Reads the facts of a statement, by kind and in the order of the text.
#[must_use]
pub fn facts(scan: &Scan<'_>) -> Vec<FoundFact> {
    let mut found = Findings { scan, all: Vec::new(), vague: Vec::new() };
    for line in &scan.lines {
        if scan.is_own(line.place.leaf) && !matches!(line.kind, Kind::Heading | Kind::Code) {
            found.labelled(line);
            found.workplace(line);
        }
    }
    found.cells();
    for sentence in &scan.sentences {
        let Some(line) = scan.lines.get(sentence.line) else { continue };
        if scan.is_own(line.place.leaf) && !matches!(line.kind, Kind::Heading | Kind::Code) {
            // Most sentences say nothing of this.
            if sentence.classes & (WORKS | JOB) != 0 {
                found.employer(line, sentence);
            }
            if sentence.classes & UNIT != 0 || line.context.section == Some(About::Time) {
                found.time(line, sentence);
            }
            if sentence.classes & MENTOR != 0 {
                found.mentoring(line, sentence);
            }
        }
    }
    roles(&mut found);
    found.finish()
}

/// The facts found so far.
pub(super) struct Findings<'s, 'a> {
    pub(super) scan: &'s Scan<'a>,
    all: Vec<FoundFact>,
    /// Time offered without a figure: it counts where no figure is given.
    vague: Vec<FoundFact>,
}

impl Findings<'_, '_> {
    /// Adds a fact whose value stands at a place.
    pub(super) fn add(&mut self, kind: FactKind, place: &Place, evidence: &Place) {
        if let Some(fact) = self.fact(kind, place, evidence) {
            self.all.push(fact);
        }
    }

    fn fact(&self, kind: FactKind, place: &Place, evidence: &Place) -> Option<FoundFact> {
        let text = self.scan.text(place.leaf, place.bytes.clone());
        let mark = |c: char| {
            c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '-' | '–' | '—' | '|' | '*' | '/')
        };
        let start = place.bytes.start + text.len() - text.trim_start_matches(mark).len();
        let value = text.trim_matches(mark);
        let place = Place { leaf: place.leaf, bytes: start..start + value.len() };
        let evidence = evidence.clone();
        value.contains(is_letter).then(|| FoundFact { kind, value: value.to_owned(), place, evidence })
    }

    fn finish(mut self) -> Vec<FoundFact> {
        if !self.all.iter().any(|fact| fact.kind == FactKind::Availability) {
            self.all.append(&mut self.vague);
        }
        self.all.sort_by_key(|fact| (fact.kind, fact.place.leaf, fact.place.bytes.start));
        let mut kept: Vec<(FoundFact, String)> = Vec::new();
        let mut roles: Vec<(FoundFact, Name)> = Vec::new();
        for fact in self.all {
            if fact.kind == FactKind::Role {
                add_role(&mut roles, fact);
                continue;
            }
            let same = kept.iter().rev().take_while(|(known, _)| known.kind == fact.kind);
            if same.clone().count() >= fact.kind.most() {
                continue;
            }
            let folded = comparable(&fact.value);
            let at = kept.len() - same.clone().count();
            let same = kept.get_mut(at..).unwrap_or_default();
            if same
                .iter()
                .any(|(known, value)| value.contains(&*folded) || overlaps(&known.place, &fact.place))
            {
                continue;
            }
            // "Example Mills" says less than "Example Mills and Bakeries".
            match same.iter_mut().find(|(_, value)| folded.contains(&**value)) {
                Some(known) => *known = (fact, folded),
                None => kept.push((fact, folded)),
            }
        }
        let kept = kept.into_iter().map(|(fact, _)| fact);
        let mut facts: Vec<FoundFact> = kept.chain(roles.into_iter().map(|(fact, _)| fact)).collect();
        facts.sort_by_key(|fact| (fact.kind, fact.place.leaf, fact.place.bytes.start));
        facts
    }

    /// "Employer: Example Mills".
    fn labelled(&mut self, line: &Line) {
        const LONGEST: usize = 16;
        let scan = self.scan;
        let first = line.words.start;
        if line.words.len() < 2 || line.words.len() > LONGEST || line.cell.is_some() {
            return;
        }
        let current = usize::from(matches!(scan.word(first), "current" | "my"));
        let label = first + current;
        let leaf = line.place.leaf;
        if scan.class(label) & EMPLOYER != 0 && scan.gap(leaf, label).trim_start().starts_with([':', '：']) {
            self.named_employer(line, label + 1..line.words.end);
        }
    }

    /// "Employer" beside "Example Mills" in a table.
    fn cells(&mut self) {
        let scan = self.scan;
        for (key, value) in scan.lines.iter().zip(scan.lines.iter().skip(1)) {
            let (Some(left), Some(right)) = (key.cell, value.cell) else { continue };
            let beside = left.table == right.table && left.row == right.row && left.column == 0;
            let label = key.words.len() == 1 && scan.class(key.words.start) & EMPLOYER != 0;
            if beside && label && right.column == 1 && scan.is_own(key.place.leaf) {
                self.named_employer(value, value.words.clone());
            }
        }
    }

    fn named_employer(&mut self, line: &Line, words: Range<usize>) {
        let scan = self.scan;
        if words.is_empty() || scan.one_of(words.start, words.end, &NO_EMPLOYER) == Some(words.end) {
            return;
        }
        let bytes = scan.bytes(words.start).start..line.place.bytes.end;
        self.add(FactKind::Affiliation, &Place { leaf: line.place.leaf, bytes }, &line.place);
    }

    /// "Where I work" above "Example Mills".
    fn workplace(&mut self, line: &Line) {
        const LONGEST: usize = 8;
        let scan = self.scan;
        let leaf = line.place.leaf;
        let plain =
            line.words.len() <= LONGEST && scan.class(line.words.start) & (FIRST | THIRD | FORMER) == 0;
        if line.context.section != Some(About::Workplace) || line.words.is_empty() || !plain {
            return;
        }
        // What follows the name is a remark.
        let text = scan.text(leaf, line.place.bytes.clone());
        let name = text.find([',', ';', '(']).filter(|at| *at > 0).unwrap_or(text.len());
        let capital = scan.written(leaf, line.words.start).starts_with(char::is_uppercase);
        if capital && !scan.has(line.words.clone(), &ENDED) {
            let bytes = line.place.bytes.start..line.place.bytes.start + name;
            self.add(FactKind::Affiliation, &Place { leaf, bytes }, &line.place);
        }
    }

    /// "I work for Example Mills."
    fn employer(&mut self, line: &Line, sentence: &Sentence) {
        let scan = self.scan;
        let leaf = line.place.leaf;
        let words = sentence.words.clone();
        let end = words.end;
        let (mut first, mut over) = (false, false);
        let mut at = words.start;
        while at < end {
            let class = scan.class(at);
            if class & FIRST != 0 {
                (first, over) = (true, false);
            } else if class & THIRD != 0 {
                first = false;
            }
            over |= class & (FORMER | NOT | WISH) != 0;
            if class & WORKS == 0 && at > words.start {
                at += 1;
                continue;
            }
            let name = match scan.word(at) {
                _ if over || at > words.start && scan.word(at - 1) == "my" && scan.word(at) != "employer" => {
                    None
                }
                "work" | "working" | "employed" if first && is_own_verb(scan, at, words.start) => {
                    after_verb(scan, leaf, at, end)
                }
                "worked" if first && (at..end.min(at + 20)).any(|at| scan.word(at) == "since") => {
                    after_verb(scan, leaf, at, end)
                }
                "i'm" | "am" if first => after_job(scan, leaf, at + 1, end, 8),
                "employer" if at > words.start && scan.word(at - 1) == "my" => {
                    let next = at + 1 + usize::from(matches!(scan.word(at + 1), "is"));
                    let gap = scan.gap(leaf, at);
                    let gap_fits = gap.len() <= 4 && !gap.contains(['.', '!', '?']);
                    if gap_fits { name_at(scan, leaf, next, end) } else { None }
                }
                // "At Example Mills, my team …"
                "at" => name_at(scan, leaf, at + 1, end).filter(|name| {
                    let comma = scan.gap(leaf, name.end - 1).trim() == ",";
                    comma
                        && scan
                            .one_of(name.end, end, &["my team", "my company", "my employer", "my job"])
                            .is_some()
                }),
                // "Engineer at Example Mills"
                _ if at == words.start && matches!(line.kind, Kind::Item(_)) && !line.context.past => {
                    let ended = has_ended(scan, leaf, &words);
                    if ended { None } else { after_job(scan, leaf, at, end, 6) }
                }
                _ => None,
            };
            match name {
                Some(name) => {
                    at = name.end;
                    self.add(FactKind::Affiliation, &scan.place(leaf, name), &sentence.place);
                }
                None => at += 1,
            }
        }
    }

    /// "10 hours a week", "up to 50% of my time".
    fn time(&mut self, line: &Line, sentence: &Sentence) {
        const LONGEST: usize = 12;
        let scan = self.scan;
        let leaf = line.place.leaf;
        let words = sentence.words.clone();
        let end = words.end;
        let section = line.context.section == Some(About::Time);
        let before = self.all.len() + self.vague.len();
        let mut first = section;
        for at in words.clone() {
            let class = scan.class(at);
            first |= class & FIRST != 0;
            let figure = is_figure(scan.word(at));
            if !first || !(figure || class & SHARE != 0 || matches!(scan.word(at), "full" | "part")) {
                continue;
            }
            let denied = (words.start.max(at.saturating_sub(4))..at)
                .any(|at| scan.class(at) & NOT != 0 || matches!(scan.word(at), "used" | "spent"));
            if denied {
                continue;
            }
            let found =
                if figure { share(scan, leaf, at, end).or_else(|| hours(scan, leaf, at, end)) } else { None };
            let vague = if found.is_none() {
                share(scan, leaf, at, end).or_else(|| full_time(scan, at, end))
            } else {
                None
            };
            let Some(last) = found.or(vague) else { continue };
            let article = class & SHARE != 0 && at > words.start && scan.word(at - 1) == "a";
            let from = (words.start.max(at.saturating_sub(3))..at)
                .find(|from| UP_TO.iter().any(|phrase| scan.phrase(*from, at, phrase) == Some(at)));
            let from = from.or(article.then(|| at - 1));
            let place = scan.place(leaf, from.unwrap_or(at)..last);
            let fact = self.fact(FactKind::Availability, &place, &sentence.place);
            if found.is_some() { self.all.extend(fact) } else { self.vague.extend(fact) }
        }
        let none = before == self.all.len() + self.vague.len();
        if section && none && words.len() <= LONGEST && sentence.place.bytes.start == line.place.bytes.start {
            let fact = self.fact(FactKind::Availability, &sentence.place, &sentence.place);
            self.vague.extend(fact);
        }
    }

    /// "Mentored three developers".
    fn mentoring(&mut self, line: &Line, sentence: &Sentence) {
        let scan = self.scan;
        let leaf = line.place.leaf;
        let words = sentence.words.clone();
        let section = line.context.section;
        if matches!(section, Some(About::Plans | About::Pages | About::Support)) {
            return;
        }
        let entry = matches!(line.kind, Kind::Item(_));
        let (mut first, mut wished, mut others) = (false, false, false);
        for at in words.clone() {
            let class = scan.class(at);
            first |= class & FIRST != 0;
            wished |= class & WISH != 0 || class & NOT != 0 && !scan.is(at, words.end, "not least");
            others |= class & PERSON != 0;
            if class & MENTOR == 0 {
                continue;
            }
            let word = scan.word(at);
            // "As a developer, reviewer or mentor" says too little, and who promotes a fair has not mentored it.
            let whom = |at| PROMOTED.contains(&scan.word(at));
            let aside = word == "mentor" && at > words.start && scan.word(at - 1) == "or";
            if aside || word == "promoted" && !(at..words.end.min(at + 6)).any(whom) {
                continue;
            }
            let done = matches!(word, "mentored" | "promoted");
            let deed = matches!(section, Some(About::Deeds | About::Acts));
            let told = first || entry && (at == words.start && done || deed && words.len() >= 4);
            if told && !wished && !others {
                let value = clause(scan, leaf, at, &words);
                self.add(FactKind::Mentoring, &scan.place(leaf, value), &sentence.place);
                return;
            }
        }
    }
}

/// Adds a role unless it is known in other words; one that says more takes the place of those that say less.
fn add_role(roles: &mut Vec<(FoundFact, Name)>, fact: FoundFact) {
    let known = |known: &FoundFact| known.value == fact.value || overlaps(&known.place, &fact.place);
    if roles.len() >= fact.kind.most() || roles.iter().any(|(role, _)| known(role)) {
        return;
    }
    let name = Name::of(&fact.value);
    if let Some(known) = roles.iter_mut().find(|(_, known)| name.dates(known)) {
        *known = (fact, name);
        return;
    }
    if names(&fact.value).iter().all(|name| roles.iter().any(|(_, known)| name.is_within(known))) {
        return;
    }
    roles.retain(|(_, known)| !known.is_within(&name));
    roles.push((fact, name));
}

/// Equal values are one.
fn comparable(value: &str) -> String {
    let folded = fold(value);
    let words = folded.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty());
    // With a space at either end, so that whole words are compared.
    words.fold(String::from(" "), |all, word| all + word + " ")
}

fn overlaps(a: &Place, b: &Place) -> bool {
    a.leaf == b.leaf && a.bytes.start < b.bytes.end && b.bytes.start < a.bytes.end
}

/// "I currently work", and not "a talk about my work".
fn is_own_verb(scan: &Scan<'_>, at: usize, start: usize) -> bool {
    let before = if at > start { scan.word(at - 1) } else { "" };
    scan.class(at.saturating_sub(1)) & (FIRST | STILL | HAVE) != 0 && at > start && before != "my"
        || matches!(before, "am" | "been" | "also" | "still" | "and")
        || before.ends_with("ly")
}

/// "work at NAME", "work as an engineer at NAME".
fn after_verb(scan: &Scan<'_>, leaf: usize, verb: usize, end: usize) -> Option<Range<usize>> {
    const FURTHEST: usize = 8;
    for at in verb + 1..end.min(verb + FURTHEST) {
        if scan.gap(leaf, at - 1).contains([',', ';', ':', '(']) || scan.class(at) & THIRD != 0 {
            return None;
        }
        let joint = match scan.word(at) {
            "at" => true,
            "for" | "by" => at == verb + 1 || scan.word(at - 1) == "time",
            _ => false,
        };
        if joint && let Some(name) = name_at(scan, leaf, at + 1, end) {
            return Some(name);
        }
    }
    None
}

/// "an engineer at NAME": the profession stands within so many words.
fn after_job(scan: &Scan<'_>, leaf: usize, from: usize, end: usize, within: usize) -> Option<Range<usize>> {
    let last = end.min(from + within);
    let job = (from..last).find(|at| scan.class(*at) & JOB != 0)?;
    let clean = (from..job).all(|at| scan.class(at) & (FORMER | NOT | WISH | FIRST | THIRD) == 0);
    let at = (job + 1..end.min(job + 4)).find(|at| scan.word(*at) == "at")?;
    if clean { name_at(scan, leaf, at + 1, end) } else { None }
}

/// The name that begins at a word, after "the".
fn name_at(scan: &Scan<'_>, leaf: usize, at: usize, end: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 8;
    let start = at + usize::from(scan.word(at) == "the");
    let capital = |at: usize| {
        at < end && scan.written(leaf, at).starts_with(char::is_uppercase) && scan.word(at) != "i"
    };
    if !capital(start) || scan.class(start) & GROUP != 0 {
        return None;
    }
    let mut last = start;
    while last + 1 < end.min(start + LONGEST) {
        let next = last + 1;
        let gap = scan.gap(leaf, last);
        let close = matches!(gap, " " | "-" | "/" | " / " | " & " | "&" | "+");
        if close && capital(next) {
            last = next;
        } else if gap == " "
            && JOINERS.contains(&scan.word(next))
            && scan.gap(leaf, next) == " "
            && capital(next + 1)
        {
            last = next + 1;
        } else {
            break;
        }
    }
    Some(start..last + 1)
}

/// "2010–2012" says that it is over.
pub(super) fn has_ended(scan: &Scan<'_>, leaf: usize, words: &Range<usize>) -> bool {
    let year = |at: usize| {
        let word = scan.word(at);
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|b| b.is_ascii_digit())
    };
    let dash = |at: usize| {
        let gap = scan.gap(leaf, at).trim();
        gap.chars().count() == 1 && gap.chars().all(|c| matches!(c, '-' | '–' | '—'))
    };
    words.clone().any(|at| at + 1 < words.end && year(at) && dash(at) && year(at + 1))
}

fn is_figure(word: &str) -> bool {
    NUMBERS.contains(&word)
        || word.len() <= 3 && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// "50% of my time", "half of my free time": the end of its last word.
fn share(scan: &Scan<'_>, leaf: usize, at: usize, end: usize) -> Option<usize> {
    let figure = is_figure(scan.word(at)) && scan.word(at) != "half";
    let percent = scan.gap(leaf, at).trim_start().starts_with('%') || scan.word(at + 1) == "percent";
    if figure && !percent {
        return None;
    }
    let of = (at + 1..end.min(at + 4)).find(|at| scan.is(*at, end, "of my"))?;
    let time = (of + 2..end.min(of + 5)).find(|at| matches!(scan.word(*at), "time" | "week" | "hours"))?;
    // "most of my time on the committee" is what was.
    Some(time + 1)
}

/// "10 hours a week", "5-10 h/week".
fn hours(scan: &Scan<'_>, leaf: usize, at: usize, end: usize) -> Option<usize> {
    // A range has its second figure between.
    let unit = at + 1 + usize::from(is_figure(scan.word(at + 1)));
    let unit = unit + usize::from(scan.is(at + 1, end, "to") || scan.is(at + 1, end, "or")) * 2;
    if unit >= end || !matches!(scan.word(unit), "hour" | "hours" | "hrs" | "h" | "day" | "days") {
        return None;
    }
    let next = unit + 1;
    if next < end && scan.word(next) == "weekly" {
        return Some(next + 1);
    }
    let slash = scan.gap(leaf, unit).trim() == "/";
    let per = if slash { next } else { scan.one_of(next, end, &PER)? };
    (per < end && scan.class(per) & UNIT != 0).then_some(per + 1)
}

/// "I am a part-time contributor", "I work on it full time".
fn full_time(scan: &Scan<'_>, at: usize, end: usize) -> Option<usize> {
    const NEAR: usize = 6;
    let time = scan.phrase(at, end, "full time").or_else(|| scan.phrase(at, end, "part time"))?;
    let from = at.saturating_sub(NEAR);
    let now = (from..at)
        .rev()
        .find(|at| scan.one_of(*at, end, &["i'm", "i am", "i work", "i can", "me to work"]).is_some())?;
    let clean =
        (now..at).all(|at| scan.class(at) & (FORMER | NOT | THIRD | WISH) == 0 || scan.word(at) == "can");
    // "part-time contributor"
    let noun = time < end && scan.word(time).ends_with(['r', 't']) && scan.word(time).len() > 6;
    clean.then_some(time + usize::from(noun))
}

/// The part of a sentence that a word is in, from that word where it is long.
fn clause(scan: &Scan<'_>, leaf: usize, at: usize, words: &Range<usize>) -> Range<usize> {
    const LONGEST: usize = 12;
    let breaks = |at: usize| {
        let gap = scan.gap(leaf, at);
        gap.contains([',', ';', '(', ')', '—', '–', '"', '“', '”', '…'])
            || gap.contains(" - ")
            || gap.contains(": ")
    };
    let near = words.start.max(at.saturating_sub(LONGEST));
    let start = (near..at).rev().find(|before| breaks(*before)).map_or(near, |before| before + 1);
    let far = words.end.min(at + LONGEST);
    let end = (at..far).find(|at| at + 1 < far && breaks(*at)).map_or(far, |at| at + 1);
    // A verb says it without what stands before.
    let verb = match scan.word(at) {
        "mentored" | "promoted" => true,
        "mentor" => at > words.start && matches!(scan.word(at - 1), "i" | "to" | "and" | "also" | "help"),
        _ => false,
    };
    let start = match end - start > LONGEST {
        _ if verb => at,
        true => {
            let opens = |at: &usize| matches!(scan.word(*at), "as" | "by" | "for" | "of" | "through" | "via");
            (start.max(at.saturating_sub(4))..at).find(opens).map_or(at, |at| at + 1)
        }
        false => start,
    };
    // What was cut does not end with "of".
    let cut = end == far && far < words.end;
    let small =
        |at: usize| scan.written(leaf, at).starts_with(char::is_lowercase) && scan.word(at).len() <= 4;
    let end = if cut { (at + 1..end).rev().find(|at| !small(*at)).map_or(end, |at| at + 1) } else { end };
    start..end
}
