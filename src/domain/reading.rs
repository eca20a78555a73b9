//! From a statement as written to what a reader wants of it: pure, the same
//! for every nominee, and explained in the interface. What ships to a browser
//! of it is the reader's module, fetched when the first statement is needed.

pub mod address;
pub mod context;
pub mod discover;
pub mod emoji;
pub mod endorsement;
pub mod engine;
pub mod english;
pub mod facts;
pub mod forms;
pub mod habits;
pub mod headings;
pub mod lexicon;
pub mod likeness;
pub mod references;
pub mod roles;
pub mod scan;
pub mod source;
pub mod standing;
pub mod summary;
pub mod topics;
pub mod works;

use self::emoji::Emoji;
use super::blocks::{Block, Builder, Inline, from_plain, give_anchors};
use super::text::visible;
use super::{markdown, tape};
use crate::feed::Resolve;

/// What a statement is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Markdown.
    Markdown,
    /// HTML, as the tape of the events that a parser made of it, and whether
    /// that parser was given less than all.
    Tape(bool),
    /// Plain text.
    Plain,
}

/// What a statement is read with.
#[derive(Default)]
pub struct Means<'a> {
    /// The emoji by their shortcodes; without them shortcodes stay as they are.
    pub emoji: Option<&'a Emoji>,
    /// Where people's profiles are: an address with `{handle}` in it.
    pub profiles: Option<&'a str>,
}

/// Bytes of a statement that are read: thrice the longest that we know. More
/// would hold up the reader's page.
pub const MAX_BYTES: usize = 60_000;
/// Paragraphs, entries and headings of a statement that are shown, for the same reason.
pub const MAX_LEAVES: usize = 600;

/// The blocks of a statement, with the habits of forums understood, and
/// whether some of it was too much.
#[must_use]
pub fn read(text: &str, kind: Kind, means: &Means<'_>, resolve: Resolve<'_>) -> (Vec<Block>, bool) {
    let (text, mut cut) = match kind {
        Kind::Tape(cut) => (text, cut),
        Kind::Markdown | Kind::Plain => head(text),
    };
    let mut blocks = blocks(text, kind, means, resolve);
    let whole = keep(&mut blocks, &mut { MAX_LEAVES });
    cut |= !whole;
    (blocks, cut)
}

/// As much of a text as is read, and whether there is more.
#[must_use]
pub fn head(text: &str) -> (&str, bool) {
    let (head, rest) = text.split_at(text.floor_char_boundary(MAX_BYTES));
    (head, !rest.is_empty())
}

/// Keeps so many leaves from the first; says whether that was all.
fn keep(blocks: &mut Vec<Block>, left: &mut usize) -> bool {
    let mut whole = true;
    let mut kept = 0;
    for block in blocks.iter_mut() {
        if *left == 0 {
            whole = false;
            break;
        }
        kept += 1;
        match block {
            Block::List(_, items) => {
                let mut some = 0;
                while let Some(item) = items.get_mut(some).filter(|item| *left > 0 || item.is_empty()) {
                    whole &= keep(item, left);
                    some += 1;
                }
                whole &= some == items.len();
                items.truncate(some);
            }
            Block::Quote(_, blocks) | Block::Details(_, blocks) | Block::Note(_, blocks) => {
                whole &= keep(blocks, left);
            }
            Block::Table(_, rows) => {
                let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(1);
                whole &= rows.len() * columns <= *left;
                rows.truncate(*left / columns);
                *left = left.saturating_sub(rows.len() * columns);
            }
            _ => *left -= 1,
        }
    }
    blocks.truncate(kept);
    whole
}

/// The same, whatever its length.
pub(crate) fn blocks(text: &str, kind: Kind, means: &Means<'_>, resolve: Resolve<'_>) -> Vec<Block> {
    let mut blocks = match kind {
        Kind::Tape(_) => tape::blocks(text, resolve),
        Kind::Plain => from_plain(&text.into()),
        Kind::Markdown => {
            let (header, body) = source::header(text);
            let mut builder = Builder::new(resolve);
            markdown::read(&source::prepare(body), &mut builder);
            let mut blocks = builder.finish();
            if !header.is_empty() {
                blocks.insert(0, table(header));
            }
            blocks
        }
    };
    headings::find(&mut blocks);
    habits::apply(&mut blocks, means, resolve);
    give_anchors(&mut blocks);
    blocks
}

/// A header's fields, so that nothing of the statement is lost.
fn table(fields: Vec<(String, String)>) -> Block {
    let cell = |text: String| vec![Inline::Text(visible(&text, false))];
    Block::Table(false, fields.into_iter().map(|(name, value)| vec![cell(name), cell(value)]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> (usize, bool) {
        let (blocks, cut) = read(text, Kind::Markdown, &Means::default(), &|_| None);
        (crate::domain::document::Document::new(&blocks).leaves.len(), cut)
    }

    #[test]
    fn too_much_is_cut_and_said_to_be() {
        assert_eq!(count("One.\n\n- two\n- three"), (3, false));
        assert_eq!(count(&"# x\n\n".repeat(MAX_LEAVES)), (MAX_LEAVES, false));
        assert_eq!(count(&"# x\n\n".repeat(MAX_LEAVES + 1)), (MAX_LEAVES, true));
        assert_eq!(count(&"- x\n".repeat(MAX_LEAVES + 1)), (MAX_LEAVES, true));
        assert_eq!(count(&"é".repeat(MAX_BYTES / 2 + 1)), (1, true));
        assert!(count(&format!("| a | b |\n|---|---|\n{}", "| 1 | 2 |\n".repeat(MAX_LEAVES))).1);
    }
}
