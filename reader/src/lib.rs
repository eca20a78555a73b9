//! Reads Markdown for the widget. A module of its own: the parser and its
//! tables weigh half as much as the widget, and a page without an opened
//! statement needs neither.

use hustings::domain::{markdown, tape::Tape};
use wasm_bindgen::prelude::*;

/// The events of a Markdown text, as [`hustings::domain::tape`] writes them.
#[wasm_bindgen]
#[must_use]
pub fn read(markdown: &str) -> String {
    let mut tape = Tape::default();
    markdown::read(markdown, &mut tape);
    tape.into_string()
}
