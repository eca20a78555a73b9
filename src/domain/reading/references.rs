//! The numbered works that a statement names, and the pages that it links to.
//!
//! A work counts as the nominee's only where the text says so; all others are
//! mentioned. It says so
//! - in a sentence, before the work: "I'm the author of …", "I wrote …",
//!   "I led …", "my PEP …", or an entry that begins with such a word. Not
//!   where it is denied or wished, where somebody else does it, or where the
//!   verb is about something else: "I led the discussion of …". What was done
//!   goes on in "These include …", and under a heading of what the nominee has
//!   done "years of pushing …" and "I helped extend …" say it, too;
//! - above a list whose entry begins with the work, or a table that has it:
//!   "Authored PEPs:", "PEPs", "Contributions", "What I have done", and not
//!   "PEPs I like"; the nearest line that says anything decides, and nothing
//!   under a heading of plans is done.

mod claims;
mod tables;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::address;
use super::context::{About, Claim};
use super::english::{ADDRESS, FIGURE, GROUP, JOINED, NAMED};
use super::scan::{Line, Scan};
use super::works::{Group, beside, work_at};
use crate::domain::document::{Kind, Place};
use crate::domain::text::is_letter;

/// What a statement refers to.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct References {
    /// Numbered works, one entry each, in the order of the text.
    pub works: Vec<FoundWork>,
    /// Other pages, one entry each, in the order of the text.
    pub links: Vec<FoundLink>,
}

/// A numbered work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundWork {
    /// "PEP".
    pub series: &'static str,
    /// Its number.
    pub number: u32,
    /// Its title.
    pub title: Option<Place>,
    /// Its status, as its series writes it.
    pub status: Option<&'static str>,
    /// The release that carries it.
    pub version: Option<Place>,
    /// The nominee's part, where the text says it: "author", "co-author", "delegate", "sponsor".
    pub role: Option<&'static str>,
    /// Whether the text only mentions it: it is not the nominee's.
    pub mentioned: bool,
    /// Where it is named.
    pub place: Place,
    /// The sentence or the entry that names it.
    pub evidence: Place,
    /// Its page, where the statement links to it.
    pub address: Option<String>,
}

impl FoundWork {
    /// Its page: the one that the statement links to, or else where its series keeps it.
    #[must_use]
    pub fn page(&self) -> Option<String> {
        let number = self.number;
        self.address.clone().or_else(|| match self.series {
            "PEP" => Some(format!("https://peps.python.org/pep-{number:04}/")),
            "KEP" => Some(format!("https://kep.k8s.io/{number}")),
            _ => None,
        })
    }
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundLink {
    /// What the statement calls it.
    pub label: Place,
    /// Where it is.
    pub address: String,
    /// What it is.
    pub kind: LinkKind,
    /// Whether an entry of a list is about it.
    pub listed: bool,
}

/// What a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// A report or a request at a code host.
    Issue,
    /// A change that was offered at a code host.
    Change,
    /// Anything else.
    Page,
}

/// More works or links than this are not read.
pub const MOST: usize = 1000;

/// One place where a work is named.
struct Mention {
    series: &'static str,
    number: u32,
    place: Place,
    evidence: Place,
    words: Range<usize>,
    line: usize,
    claim: Option<Claim>,
    title: Option<Place>,
    version: Option<Place>,
    status: Option<&'static str>,
    address: Option<String>,
    /// Whether it begins an entry of a list or stands in a table.
    listed: bool,
}

/// Reads the references of a statement.
#[must_use]
pub fn references(scan: &Scan<'_>) -> References {
    let mut reader = Reader { scan, mentions: Vec::new(), links: Vec::new(), link: 0, flat: None };
    for at in 0..scan.lines.len() {
        reader.line(at);
    }
    reader.tables();
    reader.sentences();
    References { works: merged(&reader.mentions), links: distinct(&reader.links) }
}

struct Reader<'s, 'a> {
    scan: &'s Scan<'a>,
    mentions: Vec<Mention>,
    links: Vec<FoundLink>,
    /// The next link of the text.
    link: usize,
    /// The line with a colon whose flattened list goes on, and its last entry.
    flat: Option<(usize, usize)>,
}

impl Reader<'_, '_> {
    fn line(&mut self, at: usize) {
        let scan = self.scan;
        let Some(line) = scan.lines.get(at) else { return };
        let (leaf, end) = (line.place.leaf, line.words.end);
        if line.kind == Kind::Code || !scan.is_own(leaf) {
            return;
        }
        let first = self.mentions.len();
        let mut next = if line.classes & (NAMED | FIGURE | ADDRESS) == 0 { end } else { line.words.start };
        while next < end {
            if let Some(address) = bare_address(scan, line, next) {
                let words = next..scan.word_at(line, address.bytes.end);
                if !scan.is_linked(leaf, address.bytes.start) {
                    self.address(at, scan.text(leaf, address.bytes.clone()), &address, words.clone(), true);
                }
                next = words.end.max(next + 1);
                continue;
            }
            match Group::at(scan, leaf, next, end) {
                Some(group) => {
                    next = group.end();
                    self.group(at, group);
                }
                None => next += 1,
            }
        }
        self.linked(at, first);
        self.shorthands(at);
        let mentions = self.mentions.get_mut(first..).unwrap_or_default();
        mentions.sort_by_key(|mention| mention.place.bytes.start);
        self.beside(at, first);
        self.listed(at, first);
    }

    /// The works of one group of numbers.
    fn group(&mut self, at: usize, group: Group) {
        let Some(line) = self.scan.lines.get(at) else { return };
        for (number, words) in group.numbers {
            let place = self.scan.place(line.place.leaf, words.clone());
            self.mention(at, (group.series, number), place, words);
        }
    }

    fn mention(&mut self, at: usize, work: (&'static str, u32), place: Place, words: Range<usize>) {
        let Some(line) = self.scan.lines.get(at) else { return };
        self.mentions.push(Mention {
            series: work.0,
            number: work.1,
            evidence: line.place.clone(),
            place,
            words,
            line: at,
            claim: None,
            title: None,
            version: None,
            status: None,
            address: None,
            listed: false,
        });
    }

    /// The links of a line, by their addresses; the works from `first` were named in its words.
    fn linked(&mut self, at: usize, first: usize) {
        let scan = self.scan;
        let Some(line) = scan.lines.get(at) else { return };
        let before =
            |place: &Place| (place.leaf, place.bytes.start) < (line.place.leaf, line.place.bytes.start);
        while scan.links.get(self.link).is_some_and(|link| before(&link.place)) {
            self.link += 1;
        }
        let within =
            |place: &Place| place.leaf == line.place.leaf && place.bytes.start < line.place.bytes.end;
        let mut named = first;
        while let Some(link) = scan.links.get(self.link).filter(|link| within(&link.place)) {
            self.link += 1;
            let address = link.href.as_str();
            let work = work_at(address);
            // The words of the link name works themselves.
            let mut names = false;
            while let Some(mention) = self.mentions.get_mut(named)
                && mention.line == at
                && mention.place.bytes.start < link.place.bytes.end
            {
                named += 1;
                if mention.place.bytes.start >= link.place.bytes.start {
                    names = true;
                    if work == Some((mention.series, mention.number)) {
                        mention.address = Some(address.to_owned());
                    }
                }
            }
            let start = scan.word_at(line, link.place.bytes.start);
            let words = start..scan.word_at(line, link.place.bytes.end).max(start);
            self.address(at, address, &link.place, words, names);
        }
    }

    /// A page and, unless its words did, the work that it is about.
    fn address(&mut self, at: usize, address: &str, place: &Place, words: Range<usize>, plain: bool) {
        let scan = self.scan;
        let Some(line) = scan.lines.get(at) else { return };
        let written = scan.text(place.leaf, place.bytes.clone());
        let bare = written.contains("://");
        match work_at(address) {
            Some(work) if !plain || bare => {
                self.mention(at, work, place.clone(), words.clone());
                let Some(mention) = self.mentions.last_mut() else { return };
                mention.address = Some(address.to_owned());
                let small = written.starts_with(char::is_lowercase);
                let several = (words.len() >= 2 || !small) && scan.class(words.start) & GROUP == 0;
                let pointing =
                    matches!(scan.word(words.start), "the" | "this" | "that" | "here" | "my" | "see");
                if several && !bare && !pointing {
                    mention.title = Some(place.clone());
                }
            }
            Some(_) => {}
            None if address.starts_with("mailto:") || self.links.len() >= MOST => {}
            None => {
                let before = words.start.saturating_sub(line.words.start);
                let listed = matches!(line.kind, Kind::Item(_) | Kind::Cell) && before <= 4;
                let address = address.to_owned();
                let kind = link_kind(&address);
                self.links.push(FoundLink { label: place.clone(), address, kind, listed });
            }
        }
    }

    /// "owner/repository#12".
    fn shorthands(&mut self, at: usize) {
        let scan = self.scan;
        let Some(line) = scan.lines.get(at) else { return };
        let leaf = line.place.leaf;
        let text = scan.text(leaf, line.place.bytes.clone());
        let mut from = 0;
        while let Some(mark) = text[from..].find('#').map(|found| from + found) {
            let start = from;
            from = mark + 1;
            let part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/');
            let name =
                text.as_bytes()[start..mark].iter().rev().take(100).take_while(|byte| part(**byte)).count();
            let digits =
                text.as_bytes()[from..].iter().take(8).take_while(|byte| byte.is_ascii_digit()).count();
            let Some((owner, repository)) = text[mark - name..mark].split_once('/') else { continue };
            let (owner, repository) = match (owner, repository) {
                ("k", "k") => ("kubernetes", "kubernetes"),
                ("k", repository) => ("kubernetes", repository),
                known => known,
            };
            let number = &text[from..from + digits];
            if owner.is_empty() || repository.is_empty() || repository.contains('/') || digits == 0 {
                continue;
            }
            let base = line.place.bytes.start;
            let place = Place { leaf, bytes: base + mark - name..base + from + digits };
            // The words of a link have their address already.
            if scan.is_linked(leaf, place.bytes.start) {
                continue;
            }
            let address = format!("https://github.com/{owner}/{repository}/issues/{number}");
            let words = scan.word_at(line, place.bytes.start)..scan.word_at(line, place.bytes.end);
            self.address(at, &address, &place, words, false);
        }
    }

    /// What stands beside the works of a line, up to the next of them.
    fn beside(&mut self, at: usize, first: usize) {
        let scan = self.scan;
        let Some(line) = scan.lines.get(at) else { return };
        let leaf = line.place.leaf;
        let mut run = first;
        while run < self.mentions.len() {
            let gap = |mentions: &[Mention], after: usize| {
                let start = mentions.get(after).map_or(0, |mention| mention.place.bytes.end);
                let next =
                    mentions.get(after + 1).map_or(line.place.bytes.end, |next| next.place.bytes.start);
                // The words of its link say what the work is, those after it something else.
                let next = scan.link_end(leaf, start).map_or(next, |end| end.min(next));
                (start, scan.text(leaf, start..next.max(start)))
            };
            // Works that are enumerated share what is said of them.
            let mut last = run;
            while last + 1 < self.mentions.len() && is_joint(gap(&self.mentions, last).1) {
                last += 1;
            }
            let (start, text) = gap(&self.mentions, last);
            let opens = self.mentions.get(run).is_some_and(|mention| mention.words.start == line.words.start);
            let rest = text.trim_start();
            let mut said = beside(text, opens && line.kind != Kind::Prose);
            let named = said.title.is_some() || said.version.is_some() || said.status.is_some();
            let mut listed = opens && (named || !rest.starts_with(is_letter));
            let place = |range: &Range<usize>| Place { leaf, bytes: start + range.start..start + range.end };
            // "Title (PEP 1)"
            let words = self.mentions.get(run).map_or(0..0, |mention| line.words.start..mention.words.start);
            let before = self.mentions.get(run).map_or(0, |mention| mention.place.bytes.start);
            let bracket = scan.text(leaf, line.place.bytes.start..before).trim_end().ends_with(['(', '[']);
            let entry = matches!(line.kind, Kind::Item(_)) && run == first;
            let titled = entry && bracket && (2..=14).contains(&words.len());
            listed |= titled;
            said.shared &= listed;
            for index in run..=last {
                let Some(mention) = self.mentions.get_mut(index) else { return };
                mention.listed = listed;
                mention.version = said.version.as_ref().map(place);
                mention.status = said.status;
                if titled {
                    mention.title = Some(scan.place(leaf, words.clone()));
                } else if mention.title.is_none() && last == run {
                    mention.title = said.title.as_ref().map(place);
                }
                if said.shared {
                    mention.claim = Some(Claim::CoAuthor);
                }
                if !listed && let Some(place) = sentence_of(scan, line, mention.words.start) {
                    mention.evidence = place;
                }
                // The words of a link may go over the ends of the sentence.
                let (evidence, place) = (&mut mention.evidence.bytes, &mention.place.bytes);
                *evidence = evidence.start.min(place.start)..evidence.end.max(place.end);
            }
            run = last + 1;
        }
    }

    /// Whose the works of an entry are, from what stands above it.
    fn listed(&mut self, at: usize, first: usize) {
        let scan = self.scan;
        let Some(line) = scan.lines.get(at) else { return };
        let begins = self.mentions.get(first).is_some_and(|mention| mention.listed);
        if !begins {
            self.flat = None;
            return;
        }
        // A flattened list goes on as long as its entries begin with works.
        let lead = line.flat.filter(|flat| match self.flat {
            Some((lead, last)) => lead == *flat && last + 1 == at,
            None => flat + 1 == at,
        });
        self.flat = lead.map(|lead| (lead, at));
        let above = lead.and_then(|lead| scan.lines.get(lead)).map(|lead| lead.says);
        let context = above.map_or(line.context, |above| above.within(&line.context));
        let planned = context.section == Some(About::Plans);
        for mention in self.mentions.get_mut(first..).unwrap_or_default() {
            if !mention.listed {
                break;
            }
            mention.status = mention.status.or(context.status);
            mention.claim = match (context.claim, mention.claim) {
                _ if planned => None,
                (Some(Claim::Own | Claim::Author), Some(Claim::CoAuthor)) => Some(Claim::CoAuthor),
                (claim, _) => claim,
            };
        }
    }

    /// What the sentences say of the works in them.
    fn sentences(&mut self) {
        let (mut next, mut before) = (0, None);
        self.mentions.sort_by_key(|mention| mention.words.start);
        for sentence in &self.scan.sentences {
            let first = next;
            while self.mentions.get(next).is_some_and(|mention| mention.words.start < sentence.words.end) {
                next += 1;
            }
            if let Some(mentions) = self.mentions.get_mut(first..next).filter(|mentions| !mentions.is_empty())
            {
                claims::said(self.scan, before, sentence, mentions);
            }
            before = Some(sentence);
        }
    }
}

/// Whether a text only joins what stands before and after it.
fn is_joint(text: &str) -> bool {
    text.len() <= 12
        && text.split(|c: char| !is_letter(c)).all(|word| word.is_empty() || JOINED.contains(&word))
}

/// The sentence of a line that a word is in.
fn sentence_of(scan: &Scan<'_>, line: &Line, word: usize) -> Option<Place> {
    let sentences = scan.sentences.get(line.sentences.clone())?;
    let at = sentences.partition_point(|sentence| sentence.words.end <= word);
    sentences.get(at).map(|sentence| sentence.place.clone())
}

/// The address that stands in the words themselves, beginning at a word.
fn bare_address(scan: &Scan<'_>, line: &Line, at: usize) -> Option<Place> {
    if scan.class(at) & ADDRESS == 0 {
        return None;
    }
    let start = scan.bytes(at).start;
    let rest = scan.text(line.place.leaf, start..line.place.bytes.end);
    let scheme = scan.bytes(at).len();
    let after = rest.get(scheme..)?.strip_prefix("://")?;
    let bytes = start..start + scheme + "://".len() + address::length(after)?;
    Some(Place { leaf: line.place.leaf, bytes })
}

/// What the address of a page says that it is.
fn link_kind(address: &str) -> LinkKind {
    let follows = |mark: &str| {
        let after = address.split_once(mark).map(|(_, rest)| rest);
        after.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    if follows("/issues/") {
        LinkKind::Issue
    } else if follows("/pull/") || follows("/merge_requests/") {
        LinkKind::Change
    } else {
        LinkKind::Page
    }
}

/// One entry for each work: the richest mention says what it is, the first
/// where it stands; of a work that is the nominee's, the first that says so.
fn merged(mentions: &[Mention]) -> Vec<FoundWork> {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    let key = |mention: &Mention| (mention.series, mention.number);
    order.sort_by_key(|at| mentions.get(*at).map(key));
    let mut works = Vec::new();
    for same in order.chunk_by(|a, b| mentions.get(*a).map(key) == mentions.get(*b).map(key)) {
        let all = || same.iter().filter_map(|at| mentions.get(*at));
        let owned = |mention: &&Mention| mention.claim.is_some_and(|claim| claim != Claim::Nobody);
        let Some(first) = all().find(owned).or_else(|| all().next()) else { continue };
        let rich = |mention: &&Mention| {
            let known = [mention.title.is_some(), mention.status.is_some(), mention.version.is_some()];
            (known.iter().filter(|known| **known).count(), mention.listed)
        };
        // The first of several that are as rich.
        let Some(richest) = all().rev().max_by_key(rich) else { continue };
        works.push(FoundWork {
            series: first.series,
            number: first.number,
            title: richest.title.clone().or_else(|| all().find_map(|mention| mention.title.clone())),
            status: richest.status.or_else(|| all().find_map(|mention| mention.status)),
            version: richest.version.clone().or_else(|| all().find_map(|mention| mention.version.clone())),
            role: all().filter(owned).find_map(|mention| mention.claim.and_then(Claim::role)),
            mentioned: !owned(&first),
            place: first.place.clone(),
            evidence: first.evidence.clone(),
            address: all().find_map(|mention| mention.address.clone()),
        });
    }
    works.sort_by_key(|work| (work.place.leaf, work.place.bytes.start));
    works.truncate(MOST);
    works
}

/// One entry for each page.
fn distinct(links: &[FoundLink]) -> Vec<FoundLink> {
    let mut order: Vec<usize> = (0..links.len()).collect();
    order.sort_by_key(|at| links.get(*at).map(|link| &link.address));
    order.dedup_by_key(|at| links.get(*at).map(|link| &link.address));
    order.sort_unstable();
    order.into_iter().filter_map(|at| links.get(at).cloned()).collect()
}
