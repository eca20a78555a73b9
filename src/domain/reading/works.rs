//! Numbered works as people write them: "PEP 703", "pep-0703", "PEPs 1, 2 and
//! 3", an address; and what is said of one beside its number.

use std::ops::Range;

use super::context::known_status;
use super::english::{ALONG, JOINED, REMARKS};
use super::scan::{Scan, series};
use crate::domain::document::sentences;
use crate::domain::text::{fold, is_letter};

/// The numbers of works that stand together.
pub struct Group {
    /// "PEP".
    pub series: &'static str,
    /// Each number and the words that say it.
    pub numbers: Vec<(u32, Range<usize>)>,
}

/// More numbers than this in one range are no range of works.
const WIDEST: u32 = 12;

impl Group {
    /// The works named at a word; nothing after `end` is looked at.
    #[must_use]
    pub fn at(scan: &Scan<'_>, leaf: usize, at: usize, end: usize) -> Option<Self> {
        let (series, several, mut next, first) = match scan.series(at) {
            Some((series, several)) => {
                let gap = scan.gap(leaf, at);
                let close = gap.len() <= 4
                    && gap.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '#' | ':' | '_') || is_dash(c));
                if at + 1 >= end || !close {
                    return None;
                }
                (series, several, at + 2, number(scan.word(at + 1))?)
            }
            None => {
                let word = scan.word(at);
                let digits = word.find(|c: char| c.is_ascii_digit())?;
                let (name, several) = series(&word[..digits])?;
                (name, several, at + 1, number(&word[digits..])?)
            }
        };
        let mut numbers = vec![(first, at..next)];
        while let Some((number, from, range)) = further(scan, leaf, next, end, several) {
            let last = numbers.last().map_or(first, |(last, _)| *last);
            if range {
                if number <= last || number - last > WIDEST {
                    break;
                }
                numbers.extend((last + 1..number).map(|number| (number, from..from + 1)));
            }
            numbers.push((number, from..from + 1));
            next = from + 1;
        }
        Some(Self { series, numbers })
    }

    /// The end of its last word.
    #[must_use]
    pub fn end(&self) -> usize {
        self.numbers.last().map_or(0, |(_, words)| words.end)
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−')
}

/// A number of a work: a few digits, and no version.
fn number(word: &str) -> Option<u32> {
    let digits = word.strip_suffix("'s").unwrap_or(word);
    let fits = !digits.is_empty() && digits.len() <= 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if fits { digits.parse().ok() } else { None }
}

/// The next number of an enumeration, its word, and whether it ends a range.
fn further(scan: &Scan<'_>, leaf: usize, at: usize, end: usize, several: bool) -> Option<(u32, usize, bool)> {
    if at == 0 || at >= end {
        return None;
    }
    let gap = scan.gap(leaf, at - 1).trim();
    let joined = JOINED.contains(&scan.word(at));
    let through = several && gap.is_empty() && matches!(scan.word(at), "to" | "through");
    let from = if joined || through { at + 1 } else { at };
    let number = if from < end { number(scan.word(from))? } else { return None };
    let dash = !joined && gap.chars().count() == 1 && gap.chars().all(is_dash);
    let listed = if joined || through {
        matches!(gap, "" | ",") && scan.gap(leaf, at).trim().is_empty()
    } else {
        matches!(gap, "," | "/" | "&" | "+" | ";" | ", #")
    };
    if !listed && !dash && !through {
        return None;
    }
    // "In PEP 8, 20 people …"
    let after = scan.gap(leaf, from);
    let counts = from + 1 < end && after.trim().is_empty() && !JOINED.contains(&scan.word(from + 1));
    let long = scan.word(from).len() >= 3;
    let sure = several || gap == "/" || !counts || joined && long;
    (sure && (!dash || several || long)).then_some((number, from, dash || through))
}

/// The work that an address is the page of.
#[must_use]
pub fn work_at(address: &str) -> Option<(&'static str, u32)> {
    const LONGEST: usize = 300;
    let end = address.char_indices().nth(LONGEST).map_or(address.len(), |(at, _)| at);
    let address = address[..end].to_ascii_lowercase();
    let rest = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let (host, path) = rest.split_once('/')?;
    let after = |mark: &str| path.split_once(mark).and_then(|(_, rest)| leading_number(rest));
    match host {
        "peps.python.org" | "python.org" => leading_number(path.strip_prefix("pep-").unwrap_or_default())
            .or_else(|| after("/pep-"))
            .map(|n| ("PEP", n)),
        "github.com" if path.starts_with("python/peps/") => after("/pep-").map(|number| ("PEP", number)),
        "github.com" if path.starts_with("kubernetes/enhancements/") => {
            let issue = path.strip_prefix("kubernetes/enhancements/issues/").and_then(leading_number);
            // keps/sig-x/1234-what-it-is-about
            let folder =
                || path.split_once("/keps/").and_then(|(_, rest)| leading_number(rest.split_once('/')?.1));
            issue.or_else(folder).map(|number| ("KEP", number))
        }
        "kep.k8s.io" => leading_number(path).map(|number| ("KEP", number)),
        "rfc-editor.org" | "datatracker.ietf.org" | "tools.ietf.org" => after("/rfc")
            .or_else(|| leading_number(path.strip_prefix("rfc").unwrap_or_default()))
            .map(|n| ("RFC", n)),
        _ => None,
    }
}

fn leading_number(text: &str) -> Option<u32> {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    number(&text[..end])
}

/// What stands beside the number of a work.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// The release that carries it.
    pub version: Option<Range<usize>>,
    /// Its status.
    pub status: Option<&'static str>,
    /// Its title.
    pub title: Option<Range<usize>>,
    /// Whether it names others who wrote it too.
    pub shared: bool,
}

/// Reads "3.8 Final Title – co-written with …" after the number of a work. In
/// an entry of a list the rest is the title; elsewhere only what looks like one.
#[must_use]
pub fn beside(text: &str, listed: bool) -> Beside {
    const LONGEST: usize = 400;
    let cut = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    let text = &text[..cut];
    let mut found = Beside::default();
    let mut at = 0;
    let mut parted = false;
    loop {
        let rest = &text[at..];
        let trimmed = rest.trim_start_matches(is_separator);
        let skipped = &rest[..rest.len() - trimmed.len()];
        parted |= skipped.contains(|c: char| is_dash(c) || matches!(c, ':' | '|'));
        at += skipped.len();
        let length = match bracketed(trimmed) {
            Some(inner) if found.take(&text[at + 1..at + 1 + inner], at + 1, true) => inner + 2,
            _ => {
                let word = first_word(trimmed);
                let release = word.eq_ignore_ascii_case("python")
                    && is_version(first_word(trimmed[word.len()..].trim_start()));
                if !release && !found.take(word, at, false) {
                    break;
                }
                word.len()
            }
        };
        at += length;
        parted = true;
    }
    let title = text.get(at..).unwrap_or_default();
    let starts = title.chars().next();
    let capital = starts.is_some_and(|c| c.is_uppercase() || is_quote(c));
    if if listed { parted || capital } else { parted && capital && !is_clause(title) } {
        let title = found.without_remarks(title, at);
        let long = title.len() > 200 || !text[at + title.start..at + title.end].chars().any(is_letter);
        found.title = (!long).then_some(at + title.start..at + title.end);
    }
    found
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '(' | ':'));
    &text[..end.unwrap_or(text.len())]
}

impl Beside {
    /// Takes a version or a status, between brackets several of them; whether that is all there is.
    fn take(&mut self, text: &str, at: usize, bracket: bool) -> bool {
        let (mut version, mut status) = (None, None);
        let mut from = 0;
        for part in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | ':' | '|')) {
            let start = at + from;
            from += part.len() + text[from + part.len()..].chars().next().map_or(0, char::len_utf8);
            let known = known_status(part).filter(|_| bracket || part.starts_with(char::is_uppercase));
            if is_version(part) {
                version = Some(start..start + part.len());
            } else if known.is_some() {
                status = known;
            } else if !(part.is_empty() || bracket && part.eq_ignore_ascii_case("python")) {
                return false;
            }
        }
        let taken = version.is_some() || status.is_some();
        self.version = self.version.take().or(version);
        self.status = self.status.or(status);
        taken
    }

    /// A title without what is said of it after it.
    fn without_remarks(&mut self, text: &str, from: usize) -> Range<usize> {
        let sentence = sentences(text).next().map_or(0, |first| first.end);
        let mut end = sentence;
        let mut before = ' ';
        for (at, c) in text[..sentence].char_indices() {
            let bracket = matches!(c, '(' | '[') && before == ' ';
            let opens = bracket || matches!(c, ',' | ';') || is_dash(c) && before == ' ';
            before = c;
            if !opens || at == 0 {
                continue;
            }
            let remark = text[at + c.len_utf8()..sentence].trim_start();
            let word: String = remark.chars().take_while(|c| is_letter(*c)).take(16).collect();
            let word = fold(&word);
            let along = ALONG.contains(&&*word);
            let aside = bracket && remark.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
            let stated = bracketed(&text[at..sentence])
                .filter(|_| bracket)
                .is_some_and(|inner| self.take(&text[at + 1..at + 1 + inner], from + at + 1, true));
            if along || aside || stated || REMARKS.contains(&&*word) {
                self.shared = along;
                end = at;
                break;
            }
        }
        let mark = |c: char| is_separator(c) || is_quote(c);
        let start = text.len() - text.trim_start_matches(mark).len();
        let title = text[..end].trim_end_matches(|c: char| mark(c) || c == '.');
        start.min(title.len())..title.len()
    }
}

/// "3.8", "v1.21".
fn is_version(word: &str) -> bool {
    let digits = word.strip_prefix(['v', 'V']).unwrap_or(word);
    let mut parts = digits.split('.');
    let figures =
        |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    digits.len() <= 9 && parts.clone().count() >= 2 && parts.all(figures)
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || is_dash(c) || matches!(c, ':' | '|' | ',' | ';' | '·' | '•' | '*' | '_')
}

/// The length of what stands between the brackets that a text begins with.
fn bracketed(text: &str) -> Option<usize> {
    const LONGEST: usize = 40;
    let close = match text.as_bytes().first()? {
        b'(' => b')',
        b'[' => b']',
        _ => return None,
    };
    text.bytes().take(LONGEST).position(|byte| byte == close).map(|end| end - 1)
}

/// Whether what follows a dash goes on with a sentence.
fn is_clause(text: &str) -> bool {
    let first = text.split(|c: char| !is_letter(c) && !matches!(c, '\'' | '’')).next().unwrap_or_default();
    let first = fold(&first.replace('’', "'"));
    ["i", "i'm", "i've", "we", "it", "it's", "this", "that", "they", "he", "she", "which", "my", "our"]
        .contains(&&*first)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}
