//! What the reader sees: pictures of their props.
//!
//! [`Root`] holds the state and is the only component that decides; everything
//! below it is a function of its props, and sends [`Action`](crate::state::Action)s up.

mod blocks;
mod card;
mod cards;
mod comparison;
mod detail;
mod parts;
mod references;
mod root;
mod screens;
mod toolbar;

pub use root::{Change, Root, RootProps};

use std::rc::Rc;

use yew::Callback;

use crate::domain::blocks::Block;
use crate::domain::{blocks::from_plain, markdown};
use crate::feed::Statement;

/// Reads a statement as blocks. The page hands in one that has the browser's
/// own HTML parser; [`read_natively`] does without.
pub type ReadStatement = Callback<Statement, Rc<Vec<Block>>>;

/// Reads Markdown and plain text as they are, and of HTML only the words.
#[must_use]
pub fn read_natively() -> ReadStatement {
    Callback::from(|statement: Statement| {
        Rc::new(match &statement {
            Statement::Markdown(text) => markdown::blocks(text, &|address| Some(address.to_owned())),
            Statement::Html(html) => from_plain(&markdown::words_of_html(html).into()),
            Statement::Plain(text) => from_plain(text),
            Statement::At(_) => Vec::new(),
        })
    })
}
