//! Stances by topic: which passages of a statement are about which topic, in
//! the nominee's own words, with the reason why they are thought to be.
//! docs/topics.md has the method and how well it does.

use std::cmp::Reverse;
use std::fmt;
use std::ops::Range;

use super::forms::{Forms, Start, is_joining, is_unspaced};
use crate::domain::document::{Document, Kind, Place, words};
use crate::domain::text::is_letter;
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
pub fn lay(document: &Document, topics: &[Topic]) -> Vec<Laid> {
    Keywords::of(topics).lay(document)
}

/// The first topics of a feed are looked for, and no more than this.
const MOST_TOPICS: usize = 100;
/// Keywords of one topic.
const MOST_KEYWORDS: usize = 200;
/// Keywords that begin with the same word.
const MOST_ALIKE: usize = 32;
/// First words of keywords that begin with each other: of CJK, or of those with `*`.
const MOST_NESTED: usize = 4;
/// Passages of one statement on one topic.
const MOST_PASSAGES: usize = 40;
/// Bytes of a keyword.
const LONGEST_KEYWORD: usize = 80;
/// Words of a keyword.
const MOST_KEYWORD_WORDS: usize = 6;
/// Words of a statement; a long book has no more.
const MOST_WORDS: usize = 100_000;

/// Keywords in one paragraph.
const MOST_HITS: usize = 1000;

/// Words that may stand between two words of a keyword.
const GAP: usize = 1;
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
    /// One bit for each beginning that a head has: most words have none of them.
    beginnings: Beginnings,
    topics: usize,
}

/// A set of beginnings, by their first three bytes.
#[derive(Debug)]
struct Beginnings([u64; 64]);

impl Default for Beginnings {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl Beginnings {
    /// The word of the set and the bit in it; `None` for what is shorter, and no
    /// word of a single letter.
    fn place(form: &str) -> Option<(usize, u32)> {
        let (first, second, third) = match form.as_bytes() {
            [first, b' ', ..] => (*first, b' ', 0),
            [first, second, third, ..] => (*first, *second, *third),
            _ => return None,
        };
        let bit = (u32::from(first) * 31 + u32::from(second)) * 31 + u32::from(third);
        Some((bit as usize / 64 % 64, bit % 64))
    }

    fn insert(&mut self, form: &str) {
        match Self::place(form).and_then(|(at, bit)| Some((self.0.get_mut(at)?, bit))) {
            Some((bits, bit)) => *bits |= 1 << bit,
            // A letter or two that any other may follow.
            None => self.0 = [u64::MAX; 64],
        }
    }

    /// Whether something that begins like this may be in the set.
    fn has(&self, form: &str) -> bool {
        Self::place(form).is_none_or(|(at, bit)| self.0.get(at).is_none_or(|bits| bits >> bit & 1 == 1))
    }
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
    /// The form of its first word.
    head: String,
    /// The forms of the further words; after a hyphen, "-" stands before it.
    rest: Vec<String>,
    topic: usize,
    /// As the feed has it.
    keyword: Text,
    case: Case,
}

/// What the capitals of a keyword say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    /// "Release Team": a name, however it is written.
    Name,
    /// "mentoring": a word, and so not part of a name.
    Word,
    /// "CI": not "ci".
    Exact,
}

impl Keywords {
    /// The labels and keywords of topics.
    #[must_use]
    pub fn of(topics: &[Topic]) -> Self {
        let mut entries = Vec::new();
        let mut forms = Forms::default();
        for (index, topic) in topics.iter().take(MOST_TOPICS).enumerate() {
            entries.extend(Entry::new(&topic.label, true, index, &mut forms));
            for keyword in topic.keywords.iter().take(MOST_KEYWORDS) {
                entries.extend(Entry::new(keyword, false, index, &mut forms));
            }
            // Of a label without keywords, "Diversity & inclusion", each part is one.
            let parts =
                topic.label.split([',', ';', '/', '&', '(', ')']).filter(|_| topic.keywords.is_empty());
            for part in parts.flat_map(|part| part.split(" and ")) {
                entries.extend(Entry::new(&part.trim().into(), true, index, &mut forms));
            }
        }
        // Of the same words, those that find more stay.
        entries.sort_by(|a, b| (&a.head, &a.rest, a.topic, a.case).cmp(&(&b.head, &b.rest, b.topic, b.case)));
        entries.dedup_by(|b, a| (&a.head, &a.rest, a.topic) == (&b.head, &b.rest, b.topic));
        let heads = heads(&entries);
        let mut beginnings = Beginnings::default();
        heads.iter().for_each(|head| beginnings.insert(&head.form));
        Self { heads, entries, beginnings, topics: topics.len().min(MOST_TOPICS) }
    }

    /// The passages of a statement that are about these topics, in the order of the text.
    #[must_use]
    pub fn lay(&self, document: &Document) -> Vec<Laid> {
        let tallies = vec![Tally::default(); self.topics];
        let noun_capitals = has_noun_capitals(document);
        let (forms, laid) = (Forms::default(), Vec::new());
        let mut reader = Reader { keywords: self, document, forms, laid, tallies, words: 0, noun_capitals };
        if !self.heads.is_empty() {
            reader.read();
        }
        reader.laid
    }

    /// Calls `found` for each keyword of a text that was read into `forms`, with its bytes,
    /// of which the bytes before `titled` are a title.
    fn find<'a>(
        &'a self,
        text: &str,
        forms: &Forms,
        titled: usize,
        mut found: impl FnMut(&'a Entry, Range<usize>),
    ) {
        for (index, start) in forms.starts.iter().take(MOST_WORDS).enumerate() {
            let rest = forms.from(start);
            if !self.beginnings.has(rest) {
                continue;
            }
            // What the word begins with is the last head that is not after it, or what that begins with.
            let after = self.heads.partition_point(|head| head.form.as_str() <= rest);
            let mut at = after.checked_sub(1);
            let mut nested = 0;
            while let Some(head) = at.and_then(|at| self.heads.get(at)).filter(|_| nested < MOST_NESTED) {
                if rest.starts_with(&head.form) {
                    nested += 1;
                    let entries = self.entries.get(head.entries.clone()).unwrap_or_default();
                    for entry in entries {
                        if let Some(end) = entry.end_at(index, text, forms, titled) {
                            found(entry, start.source.start..end);
                        }
                    }
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
        let mut words: Vec<String> = Vec::new();
        let (mut at, mut end) = (0, 0);
        while let Some(start) = forms.starts.get(at) {
            // Letters of a script without spaces are one word.
            let form = forms.word_at(at);
            let next = forms.next(at, form.len());
            let ends_open = form.ends_with(|last| is_unspaced(last) || is_joining(last));
            let open = ends_open || (next >= forms.starts.len() && keyword.trim_end().ends_with('*'));
            let joined = !words.is_empty()
                && keyword.get(end..start.source.start).is_none_or(|between| between == "-");
            let mut word = String::from(if joined { "-" } else { "" });
            word.push_str(form);
            word.push_str(if open { "" } else { " " });
            words.push(word);
            end = forms.starts.get(next - 1).map_or(0, |last| last.source.end);
            at = next;
        }
        let mut words = words.into_iter();
        let head = words.next()?;
        let rest: Vec<_> = words.collect();
        let letters = keyword.trim();
        let case = if letters.len() <= 3 && letters.bytes().all(|byte| byte.is_ascii_uppercase()) {
            Case::Exact
        } else if letters.chars().skip(usize::from(is_label)).any(char::is_uppercase) {
            Case::Name
        } else {
            Case::Word
        };
        let keyword = keyword.clone();
        (rest.len() < MOST_KEYWORD_WORDS).then_some(Self { head, rest, topic, keyword, case })
    }

    /// Where the keyword ends whose first word begins at this start, if it is there;
    /// the bytes of the text before `titled` are a title.
    fn end_at(&self, first: usize, text: &str, forms: &Forms, titled: usize) -> Option<usize> {
        let from = |byte: usize| text.get(byte..).unwrap_or_default();
        let named = |at: usize, start: &Start| {
            let byte = start.source.start;
            self.case == Case::Word && at > 0 && byte >= titled && from(byte).starts_with(char::is_uppercase)
        };
        let start = forms.starts.get(first)?;
        if named(first, start)
            || (self.case == Case::Exact && !from(start.source.start).starts_with(self.keyword.trim()))
        {
            return None;
        }
        let mut next = forms.next(first, self.head.trim_end().len());
        let mut end = start.source.end;
        let all = self.rest.iter().all(|word| {
            let (word, gap) = word.strip_prefix('-').map_or((word.as_str(), GAP), |word| (word, 0));
            let near = forms.starts.get(next..).unwrap_or_default().iter().take(gap + 1);
            let found = near.enumerate().find(|(_, start)| forms.from(start).starts_with(word));
            let Some((skipped, start)) = found else { return false };
            let between = text.get(end..start.source.start).unwrap_or_default();
            // What a comma parts is no phrase, unless the keyword has it.
            let apart = skipped > 0 && between.contains([',', ';', ':', '(', ')']);
            let at = next + skipped;
            next = forms.next(at, word.trim_end().len());
            end = forms.starts.get(next - 1).map_or(end, |last| last.source.end);
            !apart && !named(at, start)
        });
        all.then_some(end)
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
    const WORDS: usize = 200;
    let (mut all, mut names) = (0, 0);
    // The first letter of the word at hand, until it is counted.
    let (mut first, mut inside) = (None, false);
    // What stands in an address is neither.
    let pieces = || text.split(char::is_whitespace).filter(|piece| !piece.contains("://"));
    let prose = text.contains("://").then(|| pieces().collect::<Vec<_>>().join(" "));
    for c in prose.as_deref().unwrap_or(text).chars().chain([' ']) {
        if is_letter(c) {
            let figure = c.is_ascii_digit() && !inside;
            if figure {
                (all, names) = (all + 1, names + 1);
            } else if let Some(first) = first.take() {
                // "I" alone is neither.
                all += 1;
                names += usize::from(char::is_uppercase(first));
            } else if !inside {
                first = Some(c);
            }
            inside = true;
        } else if !(inside && matches!(c, '-' | '\'' | '’')) {
            (first, inside) = (None, false);
            if all >= WORDS {
                break;
            }
        }
    }
    names * 2 >= all
}

/// Whether a statement is in German, whose nouns have capitals as elsewhere only names do.
pub(super) fn has_noun_capitals(document: &Document) -> bool {
    const COMMON: [&str; 5] = ["und", "ich", "ist", "nicht", "mit"];
    const WORDS: usize = 150;
    let all = document.leaves.iter().flat_map(|leaf| words(&leaf.text)).take(WORDS);
    let (mut count, mut common) = (0, 0);
    for word in all {
        count += 1;
        common += usize::from(COMMON.contains(&word));
    }
    common * 40 > count
}

/// The end of the words that head a paragraph: "Growing reviewers: I will…".
pub(super) fn lead_in(text: &str) -> usize {
    const LONGEST: usize = 6;
    const LEAST: usize = 4;
    const BYTES: usize = 120;
    let start = text.get(..text.floor_char_boundary(BYTES)).unwrap_or_default();
    let Some(rest) = start.find(": ").and_then(|end| text.get(end + 2..)) else { return 0 };
    let lead = text.get(..text.len() - rest.len() - 2).unwrap_or_default();
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

/// What is known of a topic while a statement is read.
#[derive(Debug, Default, Clone)]
struct Tally {
    /// Passages laid to it.
    passages: usize,
    /// The last of them, as an index and one more.
    last: usize,
    /// Keywords in the leaf at hand.
    hits: usize,
}

struct Reader<'a> {
    keywords: &'a Keywords,
    document: &'a Document,
    forms: Forms,
    laid: Vec<Laid>,
    /// By topic.
    tallies: Vec<Tally>,
    /// Words read so far.
    words: usize,
    /// Whether a capital says nothing of a word.
    noun_capitals: bool,
}

impl Reader<'_> {
    fn read(&mut self) {
        // The topics of a heading that has nothing but deeper headings under it.
        let (mut above, mut from_above) = (0, Vec::new());
        for (index, section) in self.document.sections.iter().enumerate() {
            let mut topics = self.heading(&section.title);
            if section.level <= above {
                from_above.clear();
            }
            topics.extend_from_slice(&from_above);
            topics.sort_unstable();
            topics.dedup();
            // The first heading is the title of the whole.
            let empty = section.leaves.len() <= 1 && index > 1;
            if empty && section.level > 0 {
                (above, from_above) = (section.level, topics.clone());
            }
            for (under, leaf) in section.leaves.clone().enumerate() {
                // The heading itself is the first of them.
                let headed: &[usize] = if under <= MOST_UNDER_HEADING { &topics } else { &[] };
                self.leaf(leaf, headed);
            }
        }
    }

    /// The topics that a heading names.
    fn heading(&mut self, title: &str) -> Vec<usize> {
        let mut topics = Vec::new();
        self.forms.read(title);
        if self.forms.starts.len() <= LONGEST_HEADING {
            self.keywords.find(title, &self.forms, usize::MAX, |entry, _| topics.push(entry.topic));
        }
        topics
    }

    fn leaf(&mut self, leaf: usize, headed: &[usize]) {
        let document = self.document;
        let Some(words) = document.leaves.get(leaf) else { return };
        let whole = words.text.len() - words.text.trim_start().len()..words.text.trim_end().len();
        if !matches!(words.kind, Kind::Prose | Kind::Item(_)) || whole.is_empty() {
            return;
        }
        for topic in headed {
            self.push(*topic, Place { leaf, bytes: whole.clone() }, Reason::Heading);
        }
        let item = matches!(words.kind, Kind::Item(_));
        let hits = self.hits(leaf, &words.text, item.then_some(&whole));
        if hits.is_empty() || (!self.noun_capitals && is_names(&words.text)) {
            return;
        }
        let first = self.laid.len();
        self.tallies.iter_mut().for_each(|tally| tally.hits = 0);
        for hit in &hits {
            if let Some(tally) = self.tallies.get_mut(hit.topic) {
                tally.hits += 1;
            }
        }
        for hit in hits {
            let Some(tally) = self.tallies.get(hit.topic) else { continue };
            // Under a heading that names a topic, one word of another is an aside.
            if headed.contains(&hit.topic) || (!headed.is_empty() && tally.hits < 2) {
                continue;
            }
            let last =
                self.laid.get_mut(first..).and_then(|own| own.get_mut(tally.last.checked_sub(first + 1)?));
            let adjacent = last.filter(|laid| {
                let gap = laid.place.bytes.end..hit.bytes.start.max(laid.place.bytes.end);
                words.text.get(gap).is_some_and(|gap| gap.trim().is_empty())
            });
            match adjacent {
                Some(laid) => laid.place.bytes.end = hit.bytes.end,
                None => self.push(hit.topic, Place { leaf, bytes: hit.bytes }, Reason::Keyword(hit.keyword)),
            }
        }
    }

    /// The keywords in a leaf, each with its sentence, or with the whole of an entry of a list.
    fn hits(&mut self, leaf: usize, words: &str, whole: Option<&Range<usize>>) -> Vec<Hit> {
        let document = self.document;
        let lead = lead_in(words);
        let last = words.trim_end().len();
        let mut hits: Vec<Hit> = Vec::new();
        for place in document.sentences(leaf) {
            let text = document.text(&place);
            // "I would like to work on these:" says nothing yet.
            if self.words > MOST_WORDS || (whole.is_none() && place.bytes.end == last && text.ends_with(':'))
            {
                break;
            }
            self.forms.read(text);
            self.words += self.forms.starts.len();
            let titled = lead.saturating_sub(place.bytes.start);
            let bytes = whole.unwrap_or(&place.bytes);
            let mut found: Vec<(&Entry, Range<usize>)> = Vec::new();
            self.keywords.find(text, &self.forms, titled, |entry, at| {
                if hits.len() + found.len() < MOST_HITS {
                    found.push((entry, at));
                }
            });
            // "geographically diverse" is not of another topic's "diverse".
            found.sort_by_key(|(_, at)| (at.start, Reverse(at.end)));
            let (mut end, mut most) = (0, 0);
            for (entry, at) in found {
                if at.end > end {
                    (end, most) = (at.end, entry.rest.len());
                } else if entry.rest.len() < most {
                    continue;
                }
                hits.push(Hit { topic: entry.topic, keyword: entry.keyword.clone(), bytes: bytes.clone() });
            }
        }
        hits
    }

    fn push(&mut self, topic: usize, place: Place, reason: Reason) {
        let next = self.laid.len() + 1;
        if let Some(tally) = self.tallies.get_mut(topic).filter(|tally| tally.passages < MOST_PASSAGES) {
            tally.passages += 1;
            tally.last = next;
            let anchor = self.document.anchor(&place).to_owned();
            self.laid.push(Laid { topic, place, anchor, reason });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::markdown;

    fn topic(label: &str, keywords: &[&str]) -> Topic {
        let keywords = keywords.iter().map(|keyword| Text::from(*keyword)).collect();
        Topic { id: label.into(), label: label.into(), keywords }
    }

    /// What is laid: the topic's number, the words, the reason.
    fn check(text: &str, topics: &[Topic], expected: &[(usize, &str, &str)]) {
        let document = Document::new(&markdown::blocks(text, &|_| None));
        let laid: Vec<_> = lay(&document, topics)
            .iter()
            .map(|laid| (laid.topic, document.text(&laid.place).to_owned(), laid.reason.to_string()))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(topic, words, reason)| (*topic, (*words).into(), (*reason).into()))
            .collect();
        assert_eq!(laid, expected, "{text}");
    }

    /// Whether a keyword is found in a sentence.
    fn finds(keyword: &str, text: &str) -> bool {
        let document = Document::new(&markdown::blocks(text, &|_| None));
        !lay(&document, &[topic("?", &[keyword])]).is_empty()
    }

    #[test]
    fn a_sentence_with_a_keyword_is_laid_and_its_neighbours_are_not() {
        check(
            "I have sailed for years. Every winter I mentor two apprentices. The sea was kind to us.",
            &[topic("Mentoring", &[])],
            &[(0, "Every winter I mentor two apprentices.", "keyword: Mentoring")],
        );
    }

    #[test]
    fn sentences_that_follow_each_other_are_one_passage() {
        check(
            "We lack mentors. A mentor takes time. The quay is long. Let us pay mentors.",
            &[topic("Mentoring", &["mentor"])],
            &[
                (0, "We lack mentors. A mentor takes time.", "keyword: Mentoring"),
                (0, "Let us pay mentors.", "keyword: Mentoring"),
            ],
        );
    }

    #[test]
    fn a_heading_speaks_for_what_stands_under_it() {
        check(
            "# Anna Zabel\n\nDear all.\n\n## Mentoring\n\nI was lucky once.\n\n- two a year\n\n```\ncode\n```\n\n> quoted\n\n## Else\n\nNothing.",
            &[topic("Mentoring", &[])],
            &[(0, "I was lucky once.", "heading"), (0, "two a year", "heading")],
        );
    }

    #[test]
    fn a_heading_without_words_of_its_own_speaks_for_the_deeper_ones() {
        check(
            "# Ada\n\n## Mentoring\n\n### Now\n\nTwo of them.\n\n### Then\n\nFour.\n\n## Boats\n\nThree.",
            &[topic("Mentoring", &[])],
            &[(0, "Two of them.", "heading"), (0, "Four.", "heading")],
        );
    }

    #[test]
    fn under_a_heading_that_names_a_topic_another_needs_two_words() {
        let topics = [topic("Mentoring", &[]), topic("Funding", &["money"])];
        check(
            "## Mentoring\n\nIt costs money.\n\nThe money is there. Funding is not hard to find.",
            &topics,
            &[
                (0, "It costs money.", "heading"),
                (0, "The money is there. Funding is not hard to find.", "heading"),
                (1, "The money is there. Funding is not hard to find.", "keyword: money"),
            ],
        );
    }

    #[test]
    fn an_entry_of_a_list_is_laid_whole() {
        check(
            "- I mentor two apprentices. They sail well.\n- Boats.",
            &[topic("Mentoring", &[])],
            &[(0, "I mentor two apprentices. They sail well.", "keyword: Mentoring")],
        );
    }

    #[test]
    fn lists_of_names_and_the_words_of_others_say_nothing() {
        let topics = [topic("Harbour", &["harbour", "mentor"])];
        check("- Harbour Board Chair\n- Mentor, SIG Quay (2019)\n", &topics, &[]);
        check(
            "> I mentor two.\n\n| mentor | two |\n|---|---|\n| mentor | two |\n\n    mentor\n",
            &topics,
            &[],
        );
        check("I would like to work on the harbour:", &topics, &[]);
    }

    #[test]
    fn a_name_is_no_word_unless_the_feed_names_it() {
        assert!(!finds("code of conduct", "She joined the Code of Conduct Committee of the port."));
        assert!(finds("Code of Conduct", "She joined the Code of Conduct Committee of the port."));
        assert!(finds("code of conduct", "Code of conduct cases take too long, and nobody is told."));
        assert!(finds("contributor experience", "Contributor Experience: we answer each letter in a week."));
        assert!(!finds("CI", "The ci of the thing is down again, as it was."));
        assert!(finds("CI", "The CI of the thing is down again, as it was."));
        assert!(!finds("docs", "Release 1.19 docs - https://example.org/the/team/of/the/release"));
        // The keyword that finds more stays, in whichever order they are.
        for keywords in [["harbour board", "Harbour Board"], ["Harbour Board", "harbour board"]] {
            let text = "I would like to work with the Harbour Board.";
            check(text, &[topic("?", &keywords)], &[(0, text, "keyword: Harbour Board")]);
        }
    }

    #[test]
    fn a_keyword_within_a_longer_one_does_not_speak() {
        let topics = [topic("Diversity", &["diverse"]), topic("Regions", &["geographically diverse"])];
        let text = "The board should be geographically diverse.";
        check(text, &topics, &[(1, text, "keyword: geographically diverse")]);
        let text = "A geographically diverse board is a diverse board.";
        check(text, &topics, &[(1, text, "keyword: geographically diverse"), (0, text, "keyword: diverse")]);
        // Of as many words, both do.
        let topics = [topic("New", &["new people"]), topic("Help", &["help people"])];
        let text = "I help new people.";
        check(text, &topics, &[(1, text, "keyword: help people"), (0, text, "keyword: new people")]);
    }

    #[test]
    fn words_of_a_keyword_stand_near_each_other_and_in_order() {
        assert!(finds("grow reviewers", "We must grow new reviewers."));
        assert!(!finds("grow reviewers", "We must grow and be kind to reviewers."));
        assert!(!finds("grow reviewers", "We must grow the garden that all of our reviewers love."));
        assert!(!finds("grow reviewers", "Our reviewers grow."));
        assert!(!finds("committee can", "As a member of the committee, I can help."));
        assert!(!finds("well-being", "It went well last being checked."));
        assert!(finds("well-being", "I care for the well-being of all."));
        assert!(!finds("ownership", "The owner of the boat is away."));
        assert!(finds("owner", "I took ownership of the boat."));
    }

    #[test]
    fn keywords_of_any_language_are_found() {
        for (keyword, text) in [
            ("mentoría", "Quiero que las mentorías sean para todos."),
            ("Nachwuchs", "Für den NACHWUCHS tue ich alles, was ich kann."),
            ("Transparenz", "- Ich stehe für mehr Transparenz bei Entscheidungen.\n- Das ist nicht alles."),
            ("наставник", "Я помогаю наставникам находить время."),
            ("توجيه", "أهتم بالتوجيه وبمن يبدأ معنا."),
            ("导师", "我希望为新人安排导师，帮助他们。"),
            ("メンター", "新しい人のためにメンターを増やします。"),
            ("멘토링", "저는 멘토링을 더 넓히고 싶습니다."),
            ("governa*", "La governabilidad del puerto me importa."),
            ("新人 导师", "新人和导师一起工作。"),
        ] {
            assert!(finds(keyword, text), "{keyword}");
        }
        assert!(!finds("art", "The party starts."));
        assert!(!finds("멘토", "아멘토"));
    }

    #[test]
    fn a_label_without_keywords_is_taken_apart() {
        check(
            "Diversity matters to me here.\n\nAnd inclusion does.",
            &[topic("Diversity & inclusion", &[])],
            &[
                (0, "Diversity matters to me here.", "keyword: Diversity"),
                (0, "And inclusion does.", "keyword: inclusion"),
            ],
        );
        assert!(!finds("?", "Diversity matters to me here."));
    }

    #[test]
    fn many_keywords_that_begin_alike_are_all_found() {
        let keywords = ["港", "港湾", "港湾局", "port", "port*", "port authority"];
        let topics: Vec<_> = keywords.iter().map(|keyword| topic("?", &[keyword])).collect();
        let document =
            Document::new(&markdown::blocks("港湾局へ the port authority says that the port", &|_| None));
        let mut found: Vec<_> = Keywords::of(&topics).lay(&document).iter().map(|laid| laid.topic).collect();
        found.sort_unstable();
        assert_eq!(found, [0, 1, 2, 3, 4, 5]);
    }
}
