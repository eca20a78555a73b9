//! What the tag's JavaScript hands over. It has checked the values already.

use serde::Deserialize;

/// What a page asks of a widget; absent members stay as they are.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Options {
    pub(super) view: Option<String>,
    pub(super) election: Option<String>,
    pub(super) query: Option<String>,
    pub(super) picks: Option<Vec<String>>,
    pub(super) order: Option<String>,
    pub(super) seed: Option<u32>,
}

/// Where the feed is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Source {
    /// Its absolute address.
    pub(super) src: Option<String>,
    /// Its text, where the page has it already.
    pub(super) feed: Option<String>,
    /// The address of the page.
    pub(super) base: String,
    /// Seconds to wait for each document.
    pub(super) timeout: f64,
}
