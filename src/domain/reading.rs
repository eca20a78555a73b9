//! From a statement as written to what a reader wants of it: pure, the same
//! for every nominee, and explained in the interface. What ships to a browser
//! of it is the reader's module, fetched when the first statement is needed.

pub mod emoji;
pub mod engine;
pub mod habits;
pub mod headings;
pub mod likeness;
pub mod source;
pub mod standing;
pub mod summary;

use self::emoji::Emoji;
use super::blocks::{Block, Builder, Inline, from_plain, give_anchors};
use super::{markdown, tape};
use crate::feed::Resolve;

/// What a statement is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Markdown.
    Markdown,
    /// HTML, as the tape of the events that a parser made of it.
    Tape,
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

/// The blocks of a statement, with the habits of forums understood.
#[must_use]
pub fn blocks(text: &str, kind: Kind, means: &Means<'_>, resolve: Resolve<'_>) -> Vec<Block> {
    let mut blocks = match kind {
        Kind::Tape => tape::blocks(text, resolve),
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
    let cell = |text: String| vec![Inline::Text(text)];
    Block::Table(false, fields.into_iter().map(|(name, value)| vec![cell(name), cell(value)]).collect())
}
