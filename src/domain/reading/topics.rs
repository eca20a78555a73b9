//! Stances by topic: which passages of a statement are about which topic, in
//! the nominee's own words, with the reason why they are thought to be.
//! docs/topics.md has the method and how well it does.

use std::fmt;
use std::ops::Range;
use std::rc::Rc;

use super::forms::{Forms, is_joining, is_unspaced};
use crate::domain::document::{Document, Kind, Place, words};
use crate::feed::{Text, Topic};

/// A passage that is about a topic: whole sentences of one leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Laid {
    /// The index of the topic.
    pub topic: usize,
    /// Where the passage stands.
    pub place: Place,
    /// The anchor of its section.
    pub anchor: String,
    /// Why it is laid to the topic.
    pub reason: Reason,
}

/// Why a passage is laid to a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The heading above it names the topic.
    Heading,
    /// It has this keyword of the topic.
    Keyword(Text),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heading => f.write_str("heading"),
            Self::Keyword(keyword) => {
                f.write_str("keyword: ")?;
                f.write_str(keyword)
            }
        }
    }
}

/// The passages of a statement that are about these topics, in the order of the text.
#[must_use]
pub fn lay(document: &Document, topics: &[Rc<Topic>]) -> Vec<Laid> {
    Keywords::of(topics).lay(document)
}

/// The first topics of a feed are looked for, and no more than this.
const MOST_TOPICS: usize = 100;
/// Keywords of one topic.
const MOST_KEYWORDS: usize = 200;
/// Keywords that begin with the same word.
const MOST_ALIKE: usize = 32;
/// Passages of one statement on one topic.
const MOST_PASSAGES: usize = 40;
/// Bytes of a keyword.
const LONGEST_KEYWORD: usize = 80;

/// Keywords in one paragraph.
const MOST_HITS: usize = 1000;

/// Words that may stand between two words of a keyword.
const GAP: usize = 2;
/// A heading of more words than this is a sentence.
const LONGEST_HEADING: usize = 12;
/// Paragraphs and list entries that a heading is taken to speak for.
const MOST_UNDER_HEADING: usize = 24;

/// The keywords of topics, made ready once for any number of statements.
#[derive(Debug, Default)]
pub struct Keywords {
    /// The first words, sorted.
    heads: Vec<Head>,
    /// Sorted by first word.
    entries: Vec<Entry>,
    topics: usize,
}

/// What a keyword begins with.
#[derive(Debug)]
struct Head {
    /// A form with the space after it; without it where any ending fits.
    form: String,
    /// The longest other head that this one begins with.
    up: Option<usize>,
    /// The keywords that begin with it.
    entries: Range<usize>,
}

#[derive(Debug)]
struct Entry {
    head: String,
    /// The forms of the further words.
    rest: String,
    topic: usize,
    /// As the feed has it.
    keyword: Text,
    case: Case,
}

/// What the capitals of a keyword say.
#[derive(Debug, PartialEq, Eq)]
enum Case {
    /// "mentoring": a word, and so not part of a name.
    Word,
    /// "Release Team": a name, however it is written.
    Name,
    /// "CI": not "ci".
    Exact,
}

impl Keywords {
    /// The labels and keywords of topics.
    #[must_use]
    pub fn of(topics: &[Rc<Topic>]) -> Self {
        let mut entries = Vec::new();
        let mut forms = Forms::default();
        for (index, topic) in topics.iter().take(MOST_TOPICS).enumerate() {
            entries.extend(Entry::new(&topic.label, true, index, &mut forms));
            for keyword in topic.keywords.iter().take(MOST_KEYWORDS) {
                entries.extend(Entry::new(keyword, false, index, &mut forms));
            }
        }
        entries.sort_by(|a, b| (&a.head, &a.rest, a.topic).cmp(&(&b.head, &b.rest, b.topic)));
        entries.dedup_by(|b, a| (&a.head, &a.rest, a.topic) == (&b.head, &b.rest, b.topic));
        let heads = heads(&entries);
        Self { heads, entries, topics: topics.len().min(MOST_TOPICS) }
    }

    /// The passages of a statement that are about these topics, in the order of the text.
    #[must_use]
    pub fn lay(&self, document: &Document) -> Vec<Laid> {
        let mut reader = Reader { keywords: self, document, forms: Forms::default(), laid: Vec::new(), counts: vec![0; self.topics] };
        if !self.heads.is_empty() {
            reader.read();
        }
        reader.laid
    }

    /// Calls `found` for each keyword of a text that was read into `forms`,
    /// of which the bytes before `titled` are a title.
    fn find(&self, text: &str, forms: &Forms, titled: usize, mut found: impl FnMut(&Entry)) {
        for (index, start) in forms.starts.iter().enumerate() {
            let Some(rest) = forms.text.get(start.at..) else { continue };
            let after = self.heads.partition_point(|head| head.form.as_str() <= rest);
            let mut at = after.checked_sub(1);
            while let Some(head) = at.and_then(|at| self.heads.get(at)) {
                if rest.starts_with(&head.form) {
                    let entries = self.entries.get(head.entries.clone()).unwrap_or_default();
                    entries.iter().filter(|entry| entry.is_at(index, text, forms, titled)).for_each(&mut found);
                }
                at = head.up;
            }
        }
    }
}

impl Entry {
    fn new(keyword: &Text, is_label: bool, topic: usize, forms: &mut Forms) -> Option<Self> {
        if keyword.len() > LONGEST_KEYWORD {
            return None;
        }
        forms.read(keyword);
        let open = keyword.trim_end().ends_with('*');
        let (mut head, mut rest) = (String::new(), String::new());
        let count = forms.starts.len();
        let mut end = 0;
        for (at, start) in forms.starts.iter().enumerate() {
            // Letters of a script without spaces are one word.
            let form = forms.text.get(start.at..).and_then(|text| text.split_inclusive(' ').next())?;
            if start.at < end {
                continue;
            }
            end = start.at + form.len();
            let last = form.trim_end().chars().next_back()?;
            let any_ending = (open && at + 1 == count) || is_unspaced(last) || is_joining(last);
            let form = if any_ending { form.trim_end() } else { form };
            if at == 0 {
                head.push_str(form);
                continue;
            }
            // What a hyphen joins stays together.
            let before = forms.starts.get(at - 1).map_or(0, |before| before.source.end);
            if keyword.get(before..start.source.start).is_none_or(|between| between == "-") {
                rest.push('-');
            }
            rest.push_str(form);
        }
        if head.is_empty() {
            return None;
        }
        let letters = keyword.trim();
        let case = if letters.len() <= 3 && letters.bytes().all(|byte| byte.is_ascii_uppercase()) {
            Case::Exact
        } else if letters.chars().skip(usize::from(is_label)).any(char::is_uppercase) {
            Case::Name
        } else {
            Case::Word
        };
        Some(Self { head, rest, topic, keyword: keyword.clone(), case })
    }

    /// Whether the keyword, whose first word begins at this start, is there.
    fn is_at(&self, first: usize, text: &str, forms: &Forms, titled: usize) -> bool {
        let word = |at: usize| {
            let start = forms.starts.get(at).map_or(text.len(), |start| start.source.start);
            text.get(start..).unwrap_or_default()
        };
        let named = |at: usize| {
            self.case == Case::Word
                && at > 0
                && forms.starts.get(at).is_some_and(|start| start.source.start >= titled)
                && word(at).starts_with(char::is_uppercase)
        };
        if named(first) || (self.case == Case::Exact && !word(first).starts_with(self.keyword.trim())) {
            return false;
        }
        // Whether a comma or the like stands between two words.
        let apart = |one: usize, other: usize| {
            let ends = forms.starts.get(one).zip(forms.starts.get(other));
            let between = ends.and_then(|(one, other)| text.get(one.source.end..other.source.start));
            between.is_some_and(|between| between.contains([',', ';', ':', '(', ')']))
        };
        let mut from = first + 1;
        self.rest.split_inclusive(' ').all(|form| {
            let (form, gap) = form.strip_prefix('-').map_or((form, GAP), |form| (form, 0));
            let mut near = forms.starts.iter().skip(from).take(gap + 1);
            let at = near.position(|start| forms.text.get(start.at..).is_some_and(|text| text.starts_with(form)));
            let skipped = at.unwrap_or(0);
            from += skipped + 1;
            at.is_some() && !named(from - 1) && (skipped == 0 || !apart(from - 2 - skipped, from - 1))
        })
    }
}

fn heads(entries: &[Entry]) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        if let Some(head) = heads.last_mut().filter(|head| head.form == entry.head) {
            if head.entries.len() < MOST_ALIKE {
                head.entries.end = at + 1;
            }
            continue;
        }
        // In this order, what a head begins with is the one before, or what that begins with.
        let mut up = heads.len().checked_sub(1);
        while let Some(head) = up.and_then(|up| heads.get(up)) {
            if entry.head.starts_with(&head.form) {
                break;
            }
            up = head.up;
        }
        heads.push(Head { form: entry.head.clone(), up, entries: at..at + 1 });
    }
    heads
}

/// Whether a text is made of names more than of words: an entry of a list of
/// memberships, the title of a talk.
pub(super) fn is_names(text: &str) -> bool {
    let (mut all, mut names) = (0, 0);
    for word in words(text) {
        all += 1;
        names += usize::from(!word.starts_with(char::is_lowercase) && word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    }
    names * 2 >= all
}

/// The end of the words that head a paragraph: "Growing reviewers: I will…".
pub(super) fn lead_in(text: &str) -> usize {
    const LONGEST: usize = 6;
    const LEAST: usize = 4;
    let Some((lead, rest)) = text.split_once(": ") else { return 0 };
    let short = words(lead).take(LONGEST + 1).count() <= LONGEST;
    let prose = words(rest).take(LEAST).count() == LEAST && !rest.trim_start().starts_with("http");
    if short && prose && !is_names(rest) { lead.len() } else { 0 }
}

/// A keyword, and the passage that it speaks for.
struct Hit {
    topic: usize,
    keyword: Text,
    bytes: Range<usize>,
}

struct Reader<'a> {
    keywords: &'a Keywords,
    document: &'a Document,
    forms: Forms,
    laid: Vec<Laid>,
    /// Passages laid to each topic.
    counts: Vec<usize>,
}

impl Reader<'_> {
    fn read(&mut self) {
        for (index, section) in self.document.sections.iter().enumerate() {
            let topics = self.heading(index);
            let mut under = 0;
            for leaf in section.leaves.clone() {
                let _ = leaf;
                under += 1;
                let topics = if under <= MOST_UNDER_HEADING { &topics[..] } else { &[] };
                self.leaf(leaf, topics);
            }
        }
    }

    /// The topics that a section's heading names.
    fn heading(&mut self, section: usize) -> Vec<usize> {
        let mut topics = Vec::new();
        if let Some(section) = self.document.sections.get(section) {
            self.forms.read(&section.title);
            if self.forms.starts.len() <= LONGEST_HEADING {
                self.keywords.find(&section.title, &self.forms, usize::MAX, |entry| topics.push(entry.topic));
            }
        }
        topics.sort_unstable();
        topics.dedup();
        topics
    }

    fn leaf(&mut self, leaf: usize, headed: &[usize]) {
        let document = self.document;
        let Some(words) = document.leaves.get(leaf) else { return };
        if !matches!(words.kind, Kind::Prose | Kind::Item(_)) || words.text.trim().is_empty() {
            return;
        }
        for topic in headed {
            let start = words.text.len() - words.text.trim_start().len();
            self.push(*topic, Place { leaf, bytes: start..words.text.trim_end().len() }, Reason::Heading);
        }
        if is_names(&words.text) {
            return;
        }
        let hits = self.hits(leaf, &words.text, matches!(words.kind, Kind::Item(_)));
        let first = self.laid.len();
        for hit in &hits {
            // Under a heading that names a topic, one word of another is an aside.
            let alone = hits.iter().filter(|other| other.topic == hit.topic).count() < 2;
            if headed.contains(&hit.topic) || (!headed.is_empty() && alone) {
                continue;
            }
            let before = self.laid.get_mut(first..).unwrap_or_default();
            let near = before.iter_mut().rev().find(|laid| {
                let gap = laid.place.bytes.end..hit.bytes.start.max(laid.place.bytes.end);
                laid.topic == hit.topic && words.text.get(gap).is_some_and(|gap| gap.trim().is_empty())
            });
            match near {
                Some(laid) => laid.place.bytes.end = hit.bytes.end,
                None => {
                    let place = Place { leaf, bytes: hit.bytes.clone() };
                    self.push(hit.topic, place, Reason::Keyword(hit.keyword.clone()));
                }
            }
        }
    }

    /// The keywords in a leaf, each with its sentence; with the whole of an entry of a list.
    fn hits(&mut self, leaf: usize, words: &str, item: bool) -> Vec<Hit> {
        let document = self.document;
        let lead = lead_in(words);
        let last = words.trim_end().len();
        let mut hits: Vec<Hit> = Vec::new();
        for place in document.sentences(leaf) {
            // "I would like to work on these:" says nothing yet.
            let text = document.text(&place);
            if !item && place.bytes.end == last && text.ends_with(':') {
                continue;
            }
            self.forms.read(text);
            let titled = lead.saturating_sub(place.bytes.start);
            let bytes = match item {
                true => words.len() - words.trim_start().len()..last,
                false => place.bytes.clone(),
            };
            self.keywords.find(text, &self.forms, titled, |entry| {
                if hits.len() < MOST_HITS {
                    hits.push(Hit { topic: entry.topic, keyword: entry.keyword.clone(), bytes: bytes.clone() });
                }
            });
        }
        hits
    }

    fn push(&mut self, topic: usize, place: Place, reason: Reason) {
        if let Some(count) = self.counts.get_mut(topic).filter(|count| **count < MOST_PASSAGES) {
            *count += 1;
            let anchor = self.document.anchor(&place).to_owned();
            self.laid.push(Laid { topic, place, anchor, reason });
        }
    }
}
