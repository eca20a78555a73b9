//! A parser's events as one string: what a browser's parser says of an HTML
//! text, until a builder makes a tree of it.
//!
//! A part is opened by `\u{1}`, its letter, its argument and `\0`; closed by
//! `\u{2}`; words stand between `\u{3}` and `\0`; `\u{4}` breaks a line and
//! `\u{5}` changes the subject.

use super::blocks::{Block, Builder, Sink, Tag};
use crate::feed::Resolve;

/// Writes events down.
#[derive(Debug, Default)]
pub struct Tape(String);

impl Tape {
    /// What was written.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }

    fn push_words(&mut self, words: &str) {
        self.0.extend(words.chars().map(|c| if c == '\0' { char::REPLACEMENT_CHARACTER } else { c }));
        self.0.push('\0');
    }
}

impl Sink for Tape {
    fn open(&mut self, tag: Tag) {
        let (letter, argument) = match tag {
            Tag::Heading(level) => ('h', level.to_string()),
            Tag::Paragraph => ('p', String::new()),
            Tag::List(None) => ('u', String::new()),
            Tag::List(Some(start)) => ('o', start.to_string()),
            Tag::Item => ('i', String::new()),
            Tag::Quote(None) => ('q', String::new()),
            Tag::Quote(Some(whose)) => ('Q', whose),
            Tag::Details => ('D', String::new()),
            Tag::Summary => ('S', String::new()),
            Tag::Note(label) => ('n', label),
            Tag::Pre => ('P', String::new()),
            Tag::Table => ('t', String::new()),
            Tag::Rows(false) => ('R', String::new()),
            Tag::Rows(true) => ('T', String::new()),
            Tag::Row(true) => ('H', String::new()),
            Tag::Row(false) => ('r', String::new()),
            Tag::Cell => ('c', String::new()),
            Tag::Emphasis => ('e', String::new()),
            Tag::Strong => ('s', String::new()),
            Tag::Struck => ('d', String::new()),
            Tag::Code => ('k', String::new()),
            Tag::Link(address) => ('a', address),
            Tag::Image(address) => ('I', address),
            Tag::Spoiler => ('l', String::new()),
            Tag::NoteMark(label) => ('N', label),
            Tag::Task(false) => ('b', String::new()),
            Tag::Task(true) => ('B', String::new()),
            Tag::Other => ('x', String::new()),
        };
        self.0.push('\u{1}');
        self.0.push(letter);
        self.push_words(&argument);
    }

    fn close(&mut self) {
        self.0.push('\u{2}');
    }

    fn text(&mut self, text: &str) {
        self.0.push('\u{3}');
        self.push_words(text);
    }

    fn line_break(&mut self) {
        self.0.push('\u{4}');
    }

    fn rule(&mut self) {
        self.0.push('\u{5}');
    }
}

/// The tree of what a tape says; what it can't say is passed over.
#[must_use]
pub fn blocks(tape: &str, resolve: Resolve<'_>) -> Vec<Block> {
    let mut builder = Builder::new(resolve);
    let mut rest = tape;
    while let Some(event) = rest.chars().next() {
        rest = &rest[event.len_utf8()..];
        match event {
            '\u{1}' | '\u{3}' => {
                let (words, after) = rest.split_once('\0').unwrap_or((rest, ""));
                rest = after;
                if event == '\u{3}' {
                    builder.text(words);
                } else {
                    builder.open(opened(words));
                }
            }
            '\u{2}' => builder.close(),
            '\u{4}' => builder.line_break(),
            '\u{5}' => builder.rule(),
            _ => {}
        }
    }
    builder.finish()
}

fn opened(words: &str) -> Tag {
    let mut letters = words.chars();
    let letter = letters.next();
    let argument = letters.as_str();
    match letter {
        Some('h') => Tag::Heading(argument.parse().unwrap_or(6)),
        Some('p') => Tag::Paragraph,
        Some('u') => Tag::List(None),
        Some('o') => Tag::List(argument.parse().ok()),
        Some('i') => Tag::Item,
        Some('q') => Tag::Quote(None),
        Some('Q') => Tag::Quote(Some(argument.to_owned())),
        Some('D') => Tag::Details,
        Some('S') => Tag::Summary,
        Some('n') => Tag::Note(argument.to_owned()),
        Some('P') => Tag::Pre,
        Some('t') => Tag::Table,
        Some('R') => Tag::Rows(false),
        Some('T') => Tag::Rows(true),
        Some('H') => Tag::Row(true),
        Some('r') => Tag::Row(false),
        Some('c') => Tag::Cell,
        Some('e') => Tag::Emphasis,
        Some('s') => Tag::Strong,
        Some('d') => Tag::Struck,
        Some('k') => Tag::Code,
        Some('a') => Tag::Link(argument.to_owned()),
        Some('I') => Tag::Image(argument.to_owned()),
        Some('l') => Tag::Spoiler,
        Some('N') => Tag::NoteMark(argument.to_owned()),
        Some('b') => Tag::Task(false),
        Some('B') => Tag::Task(true),
        _ => Tag::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::markdown;

    #[test]
    fn a_tape_says_what_the_parser_said() {
        let text = "# A *b* `c`\n\n1. x\n2. [y](z)\\\n  ~~w~~\n\n| a |\n|---|\n| **b** |\n\n> q\n\n---\n\n    pre\n\n- u";
        let resolve = |address: &str| Some(address.to_owned());
        let mut tape = Tape::default();
        markdown::read(text, &mut tape);
        assert_eq!(blocks(&tape.into_string(), &resolve), markdown::blocks(text, &resolve));
    }

    #[test]
    fn a_tape_of_nonsense_is_harmless() {
        let blocks =
            blocks("\u{2}x\u{1}ajavascript:x\0\u{3}words\0\u{1}", &|address| Some(address.to_owned()));
        assert_eq!(super::super::blocks::plain_blocks(&blocks), "words");
    }
}
