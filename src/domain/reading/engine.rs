//! What reads the statements of one feed: it keeps what it read, since topics
//! that the feed does not name are found in all of them together.

use super::emoji::{Emoji, shortcode};
use super::{Kind, Means, read};
use crate::domain::blocks::Block;
use crate::domain::document::Document;
use crate::domain::json::Writer;
use crate::feed::Resolve;

/// Reads the statements of one feed.
#[derive(Debug, Default)]
pub struct Engine {
    emoji: Option<Emoji>,
    profiles: Option<String>,
    /// By the ids of their nominations.
    documents: Vec<(String, Document)>,
}

impl Engine {
    /// Gives it the emoji by their shortcodes.
    pub fn set_emoji(&mut self, table: String) {
        self.emoji = Some(Emoji::new(table));
    }

    /// Whether a text has shortcodes and the emoji are not there yet.
    #[must_use]
    pub fn wants_emoji(&self, text: &str) -> bool {
        self.emoji.is_none() && shortcode(text).is_some()
    }

    /// Where people's profiles are, as an address with `{handle}` in it, and
    /// the topics of the feed: id, label and keywords, each followed by
    /// `\u{1f}`, each topic by `\u{1e}`. Without any, those found stay.
    pub fn set_feed(&mut self, profiles: String, _topics: &str) {
        self.profiles = Some(profiles).filter(|profiles| !profiles.is_empty());
    }

    /// Finds topics in all that was read, and lays it to them: the JSON that
    /// [`Discovered`](crate::feed::Discovered) reads.
    pub fn discover(&mut self) -> String {
        String::new()
    }

    /// Reads a nomination's statement: its blocks, and what was found in it as
    /// the JSON that [`Found`](crate::feed::Found) reads.
    pub fn read(&mut self, id: &str, text: &str, kind: Kind, resolve: Resolve<'_>) -> (Vec<Block>, String) {
        let means = Means { emoji: self.emoji.as_ref(), profiles: self.profiles.as_deref() };
        let (blocks, cut) = read(text, kind, &means, resolve);
        let document = Document::new(&blocks);
        let mut json = Writer::default();
        json.object(|json| {
            if cut {
                json.member_flag("cut", true);
            }
        });
        self.documents.retain(|(known, _)| known != id);
        self.documents.push((id.to_owned(), document));
        (blocks, json.finish())
    }
}
