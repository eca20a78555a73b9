//! A statement as text to be read: its blocks' words in the order in which
//! they stand, by section and by sentence. What is read from it keeps its
//! place here, and every quotation is cut out of these words and no others.

use std::ops::Range;

use super::blocks::{Block, plain};
use super::text::{ascii_run, is_letter};

/// A statement as text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// The words, block by block, in the order in which they stand.
    pub leaves: Vec<Leaf>,
    /// At least one: the first is what stands before the first heading.
    pub sections: Vec<Section>,
}

/// The words of one block that has no blocks in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// What the block is.
    pub kind: Kind,
    /// The index of its section.
    pub section: usize,
    /// Its words, without their shape; a line break is `\n`.
    pub text: String,
}

/// What a leaf is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A heading.
    Heading,
    /// A paragraph.
    Prose,
    /// An entry of a list, or a paragraph of one; the depth of the list, from 1.
    Item(usize),
    /// A cell of a table.
    Cell,
    /// A paragraph of somebody else's words.
    Quoted,
    /// Preformatted text.
    Code,
}

/// A heading and what stands under it, up to the next heading of any level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// 1 to 6; 0 for what stands before the first heading.
    pub level: u8,
    /// Its heading's anchor; empty for what stands before the first heading.
    pub anchor: String,
    /// Its heading's words; empty for what stands before the first heading.
    pub title: String,
    /// Its leaves, the heading's first.
    pub leaves: Range<usize>,
}

/// A stretch of one leaf, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The index of the leaf.
    pub leaf: usize,
    /// Bytes of its text.
    pub bytes: Range<usize>,
}

impl Document {
    /// The words of a statement's blocks.
    #[must_use]
    pub fn new(blocks: &[Block]) -> Self {
        let opening = Section { level: 0, anchor: String::new(), title: String::new(), leaves: 0..0 };
        let mut document = Self { leaves: Vec::new(), sections: vec![opening] };
        document.add(blocks, None);
        document
    }

    fn add(&mut self, blocks: &[Block], within: Option<Kind>) {
        for block in blocks {
            match block {
                Block::Heading { level, anchor, words } => {
                    let title = plain(words);
                    let start = self.leaves.len();
                    let anchor = anchor.clone();
                    let leaves = start..start;
                    self.sections.push(Section { level: *level, anchor, title: title.clone(), leaves });
                    self.push(Kind::Heading, title);
                }
                Block::Paragraph(words) => self.push(within.unwrap_or(Kind::Prose), plain(words)),
                Block::List(_, items) => {
                    let depth = match within {
                        Some(Kind::Item(depth)) => depth,
                        _ => 0,
                    };
                    let kind =
                        if within == Some(Kind::Quoted) { Kind::Quoted } else { Kind::Item(depth + 1) };
                    items.iter().for_each(|item| self.add(item, Some(kind)));
                }
                Block::Quote(_, blocks) => self.add(blocks, Some(Kind::Quoted)),
                Block::Details(summary, blocks) => {
                    self.push(within.unwrap_or(Kind::Prose), plain(summary));
                    self.add(blocks, within);
                }
                Block::Note(_, blocks) => self.add(blocks, within),
                Block::Code(code) => self.push(Kind::Code, code.clone()),
                Block::Table(_, rows) => {
                    rows.iter().flatten().for_each(|cell| self.push(Kind::Cell, plain(cell)));
                }
                Block::Rule => {}
            }
        }
    }

    fn push(&mut self, kind: Kind, text: String) {
        let section = self.sections.len().saturating_sub(1);
        self.leaves.push(Leaf { kind, section, text });
        if let Some(section) = self.sections.last_mut() {
            section.leaves.end = self.leaves.len();
        }
    }

    /// The words at a place.
    #[must_use]
    pub fn text(&self, place: &Place) -> &str {
        self.leaves.get(place.leaf).and_then(|leaf| leaf.text.get(place.bytes.clone())).unwrap_or_default()
    }

    /// The anchor of the section that a place is in.
    #[must_use]
    pub fn anchor(&self, place: &Place) -> &str {
        let section = self.leaves.get(place.leaf).and_then(|leaf| self.sections.get(leaf.section));
        section.map_or("", |section| &section.anchor)
    }

    /// The sentences of one leaf.
    pub fn sentences(&self, leaf: usize) -> impl Iterator<Item = Place> + '_ {
        let text = self.leaves.get(leaf).map_or("", |leaf| &leaf.text);
        sentences(text).map(move |bytes| Place { leaf, bytes })
    }
}

/// Words that end with a full stop in the middle of a sentence.
const SHORT_FORMS: [&str; 28] = [
    "e.g", "i.e", "etc", "ex", "cf", "vs", "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "no", "vol",
    "fig", "inc", "ltd", "approx", "aka", "a.k.a", "w.r.t", "z.b", "d.h", "bzw", "p.ej", "resp",
];

/// The sentences of a text, in bytes, without the space around them. A line
/// break ends a sentence only where the line does.
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(start..)?;
            let skipped = rest.len() - rest.trim_start().len();
            start += skipped;
            let rest = &rest[skipped..];
            if rest.is_empty() {
                return None;
            }
            let length = sentence_end(rest);
            let sentence = rest[..length].trim_end();
            let range = start..start + sentence.len();
            start += length;
            if !sentence.is_empty() {
                return Some(range);
            }
        }
    })
}

/// Where the first sentence of a text ends, its closing marks included.
fn sentence_end(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let ends = |byte| matches!(byte, b'\n' | b'.' | b'!' | b'?');
        at += ascii_run(rest, |byte| !ends(byte));
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return text.len() };
        let after = at + c.len_utf8();
        match c {
            '\n' => return after,
            '。' | '！' | '？' | '।' | '۔' => return closed(text, after),
            '.' | '!' | '?' | '…' | '؟' => {
                let end = closed(text, after);
                let rest = &text[end..];
                let ends = rest.is_empty()
                    || (rest.starts_with(char::is_whitespace)
                        && !goes_on(rest.trim_start())
                        && (c != '.' || !is_short_form(&text[..at], rest)));
                if ends {
                    return end;
                }
                // "..." is one mark.
                at = end;
            }
            _ => at = after,
        }
    }
}

/// The end of the marks that belong to a full stop: further stops, closing quotation marks and brackets.
fn closed(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    let marks = ['.', '!', '?', '…', '"', '\'', '”', '’', '»', ')', ']', '」', '』', '）'];
    from + rest.len() - rest.trim_start_matches(marks).len()
}

/// Whether what follows a full stop is no new sentence: it begins with a small letter.
fn goes_on(rest: &str) -> bool {
    rest.chars().next().is_some_and(char::is_lowercase)
}

/// Whether the word before a full stop is one that has its own.
fn is_short_form(before: &str, after: &str) -> bool {
    let word =
        before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"')).next().unwrap_or("");
    let mut letters = word.chars();
    let single = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    // "etc." may well be the last word of a sentence.
    let lower = word.to_lowercase();
    let last = lower == "etc" && after.trim_start().starts_with(char::is_uppercase);
    // The initial of a name; "I" ends sentences.
    (single && word != "I") || (!last && SHORT_FORMS.contains(&lower.as_str()))
}

/// Words of a text, in bytes: letters and figures, with what stands inside a word.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_letter(c) && !matches!(c, '\'' | '’' | '-' | '+' | '#'))
        .map(|word| word.trim_matches(['\'', '’', '-']))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_would_end_them() {
        for (text, expected) in [
            ("One. Two!  Three?", &["One.", "Two!", "Three?"][..]),
            (
                "Use e.g. this, i.e. that. Then 3.11 came (really.) Yes",
                &["Use e.g. this, i.e. that.", "Then 3.11 came (really.)", "Yes"],
            ),
            ("J. R. Doe said “no.” She left... and came", &["J. R. Doe said “no.”", "She left... and came"]),
            ("So do I. More, etc. And more", &["So do I.", "More, etc.", "And more"]),
            ("first line\nsecond line", &["first line", "second line"]),
            ("日本語。次の文。", &["日本語。", "次の文。"]),
            ("Wait!!! What?! … ", &["Wait!!!", "What?!", "…"]),
            ("  ", &[]),
        ] {
            let found: Vec<_> = sentences(text).map(|range| &text[range]).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn sections_hold_the_leaves_below_their_heading() {
        let text = |words: &str| vec![super::super::blocks::Inline::Text(words.into())];
        let document = Document::new(&[
            Block::Paragraph(text("Dear all.")),
            Block::Heading { level: 2, anchor: "why".into(), words: text("Why") },
            Block::List(
                None,
                vec![vec![
                    Block::Paragraph(text("a")),
                    Block::List(None, vec![vec![Block::Paragraph(text("b"))]]),
                ]],
            ),
            Block::Quote(None, vec![Block::Paragraph(text("said"))]),
        ]);
        let kinds: Vec<_> = document.leaves.iter().map(|leaf| (leaf.kind, leaf.section)).collect();
        assert_eq!(
            kinds,
            [(Kind::Prose, 0), (Kind::Heading, 1), (Kind::Item(1), 1), (Kind::Item(2), 1), (Kind::Quoted, 1)]
        );
        assert_eq!(document.sections[0].leaves, 0..1);
        assert_eq!(document.sections[1].leaves, 1..5);
        assert_eq!(document.anchor(&Place { leaf: 3, bytes: 0..1 }), "why");
    }
}
