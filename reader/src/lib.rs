//! Reads statements for the widget. A module of its own: the parsers, their
//! tables and the readers weigh more than the widget, and a page whose feed
//! sums up its nominations needs none of it until a statement is opened.

mod html;

use hustings::domain::export::{Format, paste};
use hustings::domain::reading::engine::Engine;
use hustings::domain::reading::{Kind, head};
use hustings::domain::{passage, tree};
use wasm_bindgen::prelude::*;
use web_sys::js_sys::Function;

/// Reads the statements of one feed.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Reader {
    engine: Engine,
    /// Parses HTML in a document that is never attached.
    parse: Function,
}

#[wasm_bindgen]
impl Reader {
    /// Has read nothing yet. `parse` makes of an HTML text a document that is never attached: who enforces Trusted
    /// Types lets only scripts do that.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(parse: Function) -> Self {
        Self { engine: Engine::default(), parse }
    }

    /// Whether a text has shortcodes of emoji and [`Reader::set_emoji`] was not called.
    #[must_use]
    pub fn wants_emoji(&self, text: &str) -> bool {
        self.engine.wants_emoji(text)
    }

    /// The emoji: lines of a shortcode, a space and the emoji, sorted.
    pub fn set_emoji(&mut self, table: String) {
        self.engine.set_emoji(table);
    }

    /// Where people's profiles are (`https://forum.example/u/{handle}`), and the
    /// topics of the feed: id, label and keywords, each followed by `\u{1f}`,
    /// each topic by `\u{1e}`.
    pub fn set_feed(&mut self, profiles: String, topics: &str) {
        self.engine.set_feed(profiles, topics);
    }

    /// A comparison's JSON in another format, by the name that the widget has for it.
    pub fn export(&self, format: &str, json: &str) -> String {
        Format::from_id(format).map(|format| paste::write(format, json)).unwrap_or_default()
    }

    /// Finds topics in all that was read, as JSON.
    pub fn discover(&mut self) -> String {
        self.engine.discover()
    }

    /// What a statement that was read says on the topics found, as JSON.
    pub fn lay(&self, id: &str) -> String {
        self.engine.lay(id)
    }

    /// Reads a nomination's statement in Markdown, HTML or plain text: "m",
    /// "h" or "p". Gives its blocks as [`tree`] writes them, `\u{6}`, and the
    /// findings as JSON.
    pub fn read(&mut self, id: &str, text: &str, format: char) -> String {
        // Addresses are made absolute, and checked again, where they are shown.
        let resolve = |address: &str| Some(address.to_owned());
        let found = match format {
            'h' => {
                let (text, cut) = head(text);
                self.engine.read(id, &html::tape(text, &self.parse), Kind::Tape(cut), &resolve)
            }
            'p' => self.engine.read(id, text, Kind::Plain, &resolve),
            _ => self.engine.read(id, text, Kind::Markdown, &resolve),
        };
        let mut out = tree::write(self.engine.blocks(id));
        out.push('\u{6}');
        out.push_str(&found);
        out
    }

    /// The blocks of a statement that was read, with the words of a quotation
    /// marked in them, first in the section with the anchor, if any; empty where they
    /// don't stand.
    pub fn mark(&self, id: &str, quote: &str, anchor: &str) -> String {
        let mut blocks = self.engine.blocks(id).to_vec();
        let found = passage::mark(&mut blocks, quote, Some(anchor).filter(|anchor| !anchor.is_empty()));
        if found { tree::write(&blocks) } else { String::new() }
    }
}
