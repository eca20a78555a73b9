//! A statement as folded words, and what introduces each of its lines: what
//! all readers of facts and references look at. Everything is read once, in
//! the order of the text, so that no text can make it slow.

use std::ops::Range;

use super::context::{Context, context};
use super::endorsement::{Endorsement, endorsement};
use super::english::{Class, NAMED, OPENS};
use super::lexicon::{Lexicon, series};
use crate::domain::blocks::{Block, Inline, plain};
use crate::domain::document::{Document, Kind, Place, sentences};
use crate::domain::text::{ascii_run, fold_into, is_letter};
use crate::feed::Href;

/// A statement made ready to be read.
pub struct Scan<'a> {
    /// The words as they stand.
    pub document: &'a Document,
    /// Its lines, in order.
    pub lines: Vec<Line>,
    /// Its sentences, in order; none goes over the end of a line.
    pub sentences: Vec<Sentence>,
    /// Its links, in order.
    pub links: Vec<Linked<'a>>,
    /// What somebody else says of the nominee at the end.
    pub endorsement: Option<Endorsement>,
    words: Vec<Word>,
    folded: String,
    lexicon: &'static Lexicon,
}

/// A word of a leaf, and where it stands when folded.
struct Word {
    bytes: Range<usize>,
    folded: Range<usize>,
    class: Class,
}

/// A line of a leaf.
pub struct Line {
    /// Where it stands.
    pub place: Place,
    /// What its leaf is.
    pub kind: Kind,
    /// Indices of its words.
    pub words: Range<usize>,
    /// What any of its words may be.
    pub classes: Class,
    /// Indices of its sentences.
    pub sentences: Range<usize>,
    /// What the headings above it, and the lines that introduce its list, say of it.
    pub context: Context,
    /// What it says of the lines that it introduces.
    pub says: Context,
    /// An earlier line on its level that ends with a colon: a list that lost
    /// its levels has the entry and what belongs to it side by side.
    pub flat: Option<usize>,
    /// Where it stands in a table.
    pub cell: Option<Cell>,
}

/// A place in a table.
#[derive(Clone, Copy)]
pub struct Cell {
    /// Counts the tables of the text.
    pub table: usize,
    /// From 0; the head too where there is one.
    pub row: usize,
    /// From 0.
    pub column: usize,
}

/// A sentence.
pub struct Sentence {
    /// Where it stands.
    pub place: Place,
    /// The index of its line.
    pub line: usize,
    /// Indices of its words.
    pub words: Range<usize>,
    /// What any of them may be.
    pub classes: Class,
}

/// A link and its words.
pub struct Linked<'a> {
    /// Where its words stand.
    pub place: Place,
    /// Where it leads.
    pub href: &'a Href,
}

impl<'a> Scan<'a> {
    /// Makes a statement ready. The document is that of the blocks.
    #[must_use]
    pub fn new(blocks: &'a [Block], document: &'a Document) -> Self {
        /// Bytes of a word and what stands after it.
        const WORD: usize = 6;
        let length = document.leaves.iter().map(|leaf| leaf.text.len()).sum();
        let mut scan = Self {
            document,
            lines: Vec::new(),
            sentences: Vec::new(),
            links: Vec::new(),
            endorsement: endorsement(document),
            words: Vec::with_capacity(length / WORD),
            folded: String::with_capacity(length),
            lexicon: Lexicon::known(),
        };
        Walk { scan: &mut scan, leaf: 0, tables: 0, headings: Vec::new() }.blocks(blocks, Context::default());
        scan
    }

    /// A word, folded.
    #[must_use]
    pub fn word(&self, at: usize) -> &str {
        self.words.get(at).and_then(|word| self.folded.get(word.folded.clone())).unwrap_or_default()
    }

    /// What a word may be.
    #[must_use]
    pub fn class(&self, at: usize) -> Class {
        self.words.get(at).map_or(0, |word| word.class)
    }

    /// The series that a word names, and whether it names several of its works.
    #[must_use]
    pub fn series(&self, at: usize) -> Option<(&'static str, bool)> {
        if self.class(at) & NAMED == 0 { None } else { series(self.word(at)) }
    }

    /// Where a word stands in its leaf.
    #[must_use]
    pub fn bytes(&self, at: usize) -> Range<usize> {
        self.words.get(at).map_or(0..0, |word| word.bytes.clone())
    }

    /// A word as it is written.
    #[must_use]
    pub fn written(&self, leaf: usize, at: usize) -> &'a str {
        self.text(leaf, self.bytes(at))
    }

    /// A stretch of a leaf.
    #[must_use]
    pub fn text(&self, leaf: usize, bytes: Range<usize>) -> &'a str {
        self.document.leaves.get(leaf).and_then(|leaf| leaf.text.get(bytes)).unwrap_or_default()
    }

    /// What stands between a word and the next.
    #[must_use]
    pub fn gap(&self, leaf: usize, at: usize) -> &'a str {
        self.text(leaf, self.bytes(at).end..self.bytes(at + 1).start)
    }

    /// Whether the words from `at` are these, and stand before `end`.
    #[must_use]
    pub fn is(&self, at: usize, end: usize, phrase: &str) -> bool {
        self.phrase(at, end, phrase).is_some()
    }

    /// The first word of a line that begins at or after a byte.
    #[must_use]
    pub fn word_at(&self, line: &Line, byte: usize) -> usize {
        let words = self.words.get(line.words.clone()).unwrap_or_default();
        line.words.start + words.partition_point(|word| word.bytes.start < byte)
    }

    /// The end of a phrase that begins at a word.
    #[must_use]
    pub fn phrase(&self, at: usize, end: usize, phrase: &str) -> Option<usize> {
        let mut next = at;
        for word in phrase.split(' ') {
            if next >= end || self.word(next) != word {
                return None;
            }
            next += 1;
        }
        Some(next)
    }

    /// The end of the first of some phrases that begins at a word.
    #[must_use]
    pub fn one_of(&self, at: usize, end: usize, phrases: &[&str]) -> Option<usize> {
        phrases.iter().find_map(|phrase| self.phrase(at, end, phrase))
    }

    /// Whether a stretch of words has one of these in it: phrases of `HEADINGS`.
    #[must_use]
    pub fn has(&self, words: Range<usize>, phrases: &[&str]) -> bool {
        let end = words.end;
        words.into_iter().any(|at| self.class(at) & OPENS != 0 && self.one_of(at, end, phrases).is_some())
    }

    /// From the first of some words to the last, as a place.
    #[must_use]
    pub fn place(&self, leaf: usize, words: Range<usize>) -> Place {
        let last = words.end.saturating_sub(1).max(words.start);
        Place { leaf, bytes: self.bytes(words.start).start..self.bytes(last).end }
    }

    /// Whether a byte of a leaf belongs to the words of a link.
    #[must_use]
    pub fn is_linked(&self, leaf: usize, byte: usize) -> bool {
        self.link_end(leaf, byte).is_some()
    }

    /// The end of the link whose words a byte belongs to.
    #[must_use]
    pub fn link_end(&self, leaf: usize, byte: usize) -> Option<usize> {
        let after =
            self.links.partition_point(|link| (link.place.leaf, link.place.bytes.start) <= (leaf, byte));
        let link = self.links.get(after.checked_sub(1)?)?;
        (link.place.leaf == leaf && link.place.bytes.contains(&byte)).then_some(link.place.bytes.end)
    }

    /// Whether a leaf has the nominee's own words: no quotation, nothing of an endorsement.
    #[must_use]
    pub fn is_own(&self, leaf: usize) -> bool {
        let quoted = self.document.leaves.get(leaf).is_none_or(|leaf| leaf.kind == Kind::Quoted);
        !quoted && self.endorsement.as_ref().is_none_or(|endorsement| !endorsement.leaves.contains(&leaf))
    }

    /// Adds the lines, sentences and words of one leaf.
    fn add(&mut self, leaf: usize, outer: Context, flat: Option<usize>, cell: Option<Cell>) {
        let document = self.document;
        let Some(known) = document.leaves.get(leaf) else { return };
        let text = known.text.as_str();
        let (first_word, first_sentence) = (self.words.len(), self.sentences.len());
        self.add_words(text);
        let mut word = first_word;
        for bytes in sentences(text) {
            let start = word;
            word = self.skip_to(word, bytes.end);
            let place = Place { leaf, bytes };
            let classes = self.classes(start..word);
            self.sentences.push(Sentence { place, line: 0, words: start..word, classes });
        }
        let (mut word, mut sentence, mut from) = (first_word, first_sentence, 0);
        let (mut above, mut flat) = (outer, flat);
        for line in text.split('\n') {
            let bytes = from..from + line.len();
            from = bytes.end + 1;
            let (first_word, first_sentence) = (word, sentence);
            word = self.skip_to(word, bytes.end);
            while let Some(known) = self.sentences.get_mut(sentence)
                && known.place.bytes.end <= bytes.end
            {
                known.line = self.lines.len();
                sentence += 1;
            }
            // Lines of one block introduce one another.
            if let Some(before) = self.lines.last()
                && before.place.leaf == leaf
                && self.ends_with_colon(self.lines.len() - 1)
            {
                above = before.says.within(&above);
                flat = Some(self.lines.len() - 1);
            }
            let words = first_word..word;
            let heading = known.kind == Kind::Heading;
            let introduces = heading || words.len() <= 8 || line.trim_end().ends_with([':', '：']);
            let says = if introduces { context(self, words.clone(), heading) } else { Context::default() };
            let sentences = first_sentence..sentence;
            let place = Place { leaf, bytes };
            let classes = self.classes(words.clone());
            self.lines.push(Line {
                place,
                kind: known.kind,
                words,
                classes,
                sentences,
                context: above,
                says,
                flat,
                cell,
            });
        }
    }

    /// What a line says of those that it introduces.
    fn says(&mut self, at: usize) -> Context {
        let known = self.lines.get(at).map(|line| (line.words.clone(), line.kind == Kind::Heading));
        let Some((words, heading)) = known else { return Context::default() };
        let says = context(self, words, heading);
        if let Some(line) = self.lines.get_mut(at) {
            line.says = says;
        }
        says
    }

    /// The first word from `at` that begins at or after a byte of its leaf.
    fn skip_to(&self, mut at: usize, byte: usize) -> usize {
        while self.words.get(at).is_some_and(|word| word.bytes.start < byte) {
            at += 1;
        }
        at
    }

    /// Whether a line announces what follows.
    fn ends_with_colon(&self, line: usize) -> bool {
        self.lines.get(line).is_some_and(|line| {
            let text = self.text(line.place.leaf, line.place.bytes.clone()).trim_end();
            text.ends_with(':') || text.ends_with('：')
        })
    }

    /// What any of some words may be.
    fn classes(&self, words: Range<usize>) -> Class {
        self.words.get(words).unwrap_or_default().iter().fold(0, |all, word| all | word.class)
    }

    fn add_words(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        let run = |at: usize, letters: bool| {
            ascii_run(text.get(at..).unwrap_or_default(), |byte| byte.is_ascii_alphanumeric() == letters)
        };
        loop {
            at += run(at, false);
            let start = at;
            let mut marked = false;
            loop {
                at += run(at, true);
                let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                let after = at + c.len_utf8();
                // "I’m", "3.8"
                let inside = match c {
                    _ if !c.is_ascii() && is_letter(c) => true,
                    '\'' | '’' => at > start && letter_at(text, after),
                    '.' => at > start && digit_at(bytes, at - 1) && digit_at(bytes, after),
                    _ => false,
                };
                if !inside {
                    break;
                }
                marked |= c == '’';
                at = after;
            }
            if at > start {
                self.add_word(text, start..at, marked);
            } else if let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
                at += c.len_utf8();
            } else {
                return;
            }
        }
    }

    fn add_word(&mut self, text: &str, bytes: Range<usize>, marked: bool) {
        let from = self.folded.len();
        let word = text.get(bytes.clone()).unwrap_or_default();
        if word.is_ascii() {
            self.folded.push_str(word);
            if let Some(folded) = self.folded.get_mut(from..) {
                folded.make_ascii_lowercase();
            }
        } else if marked {
            fold_into(&word.replace('’', "'"), &mut self.folded);
        } else {
            fold_into(word, &mut self.folded);
        }
        let class = self.lexicon.class(self.folded.get(from..).unwrap_or_default());
        self.words.push(Word { bytes, folded: from..self.folded.len(), class });
    }
}

fn letter_at(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_letter)
}

fn digit_at(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_digit)
}

/// Goes through blocks in the order of the document's leaves.
struct Walk<'s, 'a> {
    scan: &'s mut Scan<'a>,
    leaf: usize,
    tables: usize,
    /// The open sections' levels, and what they and those above them say.
    headings: Vec<(u8, Context)>,
}

impl<'a> Walk<'_, 'a> {
    /// `outer` is what introduces these blocks: the lines above their list.
    fn blocks(&mut self, blocks: &'a [Block], outer: Context) {
        self.run(blocks, outer, None, false);
    }

    /// Gives back the last line where it announces what follows.
    fn run(
        &mut self,
        blocks: &'a [Block],
        outer: Context,
        mut flat: Option<usize>,
        in_item: bool,
    ) -> Option<usize> {
        // The line that stands just before.
        let mut before: Option<usize> = None;
        let mut colon = None;
        for block in blocks {
            let lead = before.take();
            let introduced = match lead {
                Some(at) => self.scan.says(at).within(&outer),
                None => outer,
            };
            match block {
                Block::Heading { level, words, .. } => {
                    while self.headings.last().is_some_and(|(open, _)| open >= level) {
                        self.headings.pop();
                    }
                    self.line(words, Context::default(), None, None);
                    let says = self.scan.lines.last().map_or_else(Context::default, |line| line.says);
                    let within = self.section();
                    self.headings.push((*level, says.within(&within)));
                    (flat, colon) = (None, None);
                }
                Block::Paragraph(words) => {
                    let first = self.scan.lines.len();
                    self.line(words, outer, flat, None);
                    let last = self.scan.lines.len().saturating_sub(1);
                    let short = self.scan.lines.get(last).is_some_and(|line| line.words.len() <= 8);
                    if first <= last && (in_item || short || self.scan.ends_with_colon(last)) {
                        before = Some(last);
                    }
                    if self.scan.ends_with_colon(last) {
                        (flat, colon) = (Some(last), Some(last));
                    }
                }
                Block::List(_, items) => {
                    let mut flat = None;
                    for item in items {
                        if let Some(line) = self.run(item, introduced, flat, true) {
                            flat = Some(line);
                        }
                    }
                    colon = None;
                }
                Block::Quote(_, blocks) | Block::Note(_, blocks) => {
                    self.run(blocks, outer, None, in_item);
                }
                Block::Details(summary, blocks) => {
                    self.line(summary, outer, None, None);
                    let says = self.scan.lines.last().map_or_else(Context::default, |line| line.says);
                    self.run(blocks, says.within(&outer), None, in_item);
                }
                Block::Code(_) => self.line(&[], introduced, lead, None),
                Block::Table(_, rows) => {
                    for (row, cells) in rows.iter().enumerate() {
                        for (column, words) in cells.iter().enumerate() {
                            let cell = Cell { table: self.tables, row, column };
                            self.line(words, introduced, None, Some(cell));
                        }
                    }
                    self.tables += 1;
                }
                Block::Rule => {}
            }
        }
        colon
    }

    /// What the headings above say.
    fn section(&self) -> Context {
        self.headings.last().map_or_else(Context::default, |(_, says)| *says)
    }

    fn line(&mut self, words: &'a [Inline], outer: Context, flat: Option<usize>, cell: Option<Cell>) {
        let context = outer.within(&self.section());
        self.scan.add(self.leaf, context, flat, cell);
        self.links(words, &mut 0);
        self.leaf += 1;
    }

    fn links(&mut self, words: &'a [Inline], at: &mut usize) {
        for inline in words {
            let start = *at;
            match inline {
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Struck(inner)
                | Inline::Spoiler(inner) => {
                    self.links(inner, at);
                    continue;
                }
                _ => *at += plain(std::slice::from_ref(inline)).len(),
            }
            if let Inline::Link(href, _) = inline {
                let place = Place { leaf: self.leaf, bytes: start..*at };
                self.scan.links.push(Linked { place, href });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reading::{Kind as Source, Means, blocks};

    fn with(text: &str, check: impl Fn(&Scan<'_>)) {
        let blocks = blocks(text, Source::Markdown, &Means::default(), &|address| Some(address.to_owned()));
        let document = Document::new(&blocks);
        check(&Scan::new(&blocks, &document));
    }

    const EVERYTHING: &str = "---\nname: Ada\n---\n\nOne. Two [*three*](https://example.org/3) `four`![five](https://example.org/5).\\\nSix: [seven](https://example.org/7)\n\n## Eight\n\n> nine\n\n- [x] ten\n  - eleven [twelve](https://example.org/12)\n\n```\nthirteen\n```\n\n| a | b |\n|---|---|\n| [c](https://example.org/c) | d |\n\n[details=\"More\"]\n- e[^1]\n[/details]\n\n[^1]: [note](https://example.org/n)\n\n[spoiler][f](https://example.org/f)[/spoiler]\n";

    #[test]
    fn lines_sentences_and_words_are_those_of_the_document() {
        with(EVERYTHING, |scan| {
            let leaves: Vec<usize> = scan.lines.iter().map(|line| line.place.leaf).collect();
            let mut known = leaves.clone();
            known.dedup();
            assert_eq!(known, (0..scan.document.leaves.len()).collect::<Vec<_>>());
            for line in &scan.lines {
                let leaf = &scan.document.leaves[line.place.leaf];
                let text = &leaf.text[line.place.bytes.clone()];
                assert_eq!((line.kind, text.contains('\n')), (leaf.kind, false));
                let words: Vec<_> = line.words.clone().map(|at| scan.written(line.place.leaf, at)).collect();
                let expected = text.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty());
                assert_eq!(words, expected.collect::<Vec<_>>());
                let sentences = &scan.sentences[line.sentences.clone()];
                assert!(sentences.iter().all(|sentence| sentence.place.leaf == line.place.leaf));
                let in_sentences: usize = sentences.iter().map(|sentence| sentence.words.len()).sum();
                assert_eq!(in_sentences, words.len());
            }
        });
    }

    #[test]
    fn links_stand_where_their_words_do() {
        with(EVERYTHING, |scan| {
            let links: Vec<_> = scan
                .links
                .iter()
                .map(|link| (scan.document.text(&link.place), link.href.as_str().rsplit('/').next().unwrap()))
                .collect();
            assert_eq!(
                links,
                [("three", "3"), ("seven", "7"), ("twelve", "12"), ("c", "c"), ("note", "n"), ("f", "f")]
            );
        });
    }

    #[test]
    fn words_are_folded_and_hyphens_part_them() {
        with("I’m a co-author of 3.8’s “Façade”.", |scan| {
            let words: Vec<_> = (0..7).map(|at| scan.word(at)).collect();
            assert_eq!(words, ["i'm", "a", "co", "author", "of", "3.8's", "facade"]);
        });
    }

    #[test]
    fn a_line_knows_what_introduces_it() {
        use super::super::context::{About, Claim};
        with("# What I'll do\n\n- a\n\n## Contributions\n\nPEP-delegate for:\n\n- b\n  - c\n\nd", |scan| {
            let known: Vec<_> = scan
                .lines
                .iter()
                .filter(|line| line.kind != Kind::Heading)
                .map(|line| (line.context.section, line.context.claim))
                .collect();
            let plans = Some(About::Plans);
            assert_eq!(
                known,
                [
                    (plans, None),
                    (plans, Some(Claim::Own)),
                    (plans, Some(Claim::Delegate)),
                    (plans, Some(Claim::Delegate)),
                    (plans, Some(Claim::Own)),
                ]
            );
        });
    }
}
