//! The widget's search and Markdown as a module of their own, so that they can be timed without a
//! page: the same code, the same flags, another door.

use hustings::domain::blocks::plain_blocks;
use hustings::domain::markdown::blocks;
use hustings::domain::order::{Order, folded};
use hustings::domain::query::Query;
use hustings::domain::select::{Index, Request, select};
use hustings::domain::tree;
use hustings::feed::{Head, Known, Page, Shared};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// The nominations of one feed.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Inside {
    head: Shared<Head>,
    index: Index,
}

#[wasm_bindgen]
impl Inside {
    /// Reads a feed. One that can't be read has nobody in it, as the counts will tell.
    #[wasm_bindgen(constructor)]
    #[must_use]
    #[allow(clippy::needless_pass_by_value)] // What JavaScript hands over is owned.
    pub fn new(feed: Vec<u8>) -> Self {
        let mut warnings = Vec::new();
        let resolve = |address: &str| Some(address.to_owned());
        let mut index = Index::default();
        let mut known = Known::default();
        if let Ok((_, read)) = Page::read_whole(&feed, &mut known, &resolve, &mut warnings) {
            index.extend(read);
        }
        Self { head: Shared::new(known.head), index }
    }

    /// Makes ready what is searched, for so many milliseconds; says whether it is.
    pub fn prepare(&mut self, time: f64) -> bool {
        let end = now() + time;
        self.index.prepare(&self.head, &mut || now() < end)
    }

    /// How many fit what a reader typed. They are put in order too, as the widget does.
    pub fn find(&mut self, query: &str) -> usize {
        let query = Query { text: query.to_owned(), ..Query::default() };
        let request = Request {
            query: &query,
            scope: None,
            order: Order::Name,
            seed: 0,
            collation: Some(folded),
            language: "",
        };
        select(&mut self.index, &self.head, request).count
    }
}

/// Texts in Markdown as trees in which only what is allowed can stand, written as the reader's
/// module hands them on.
#[wasm_bindgen]
#[must_use]
#[allow(clippy::needless_pass_by_value)] // What JavaScript hands over is owned.
pub fn trees(texts: Vec<String>) -> Vec<String> {
    texts.iter().map(|text| tree::write(&blocks(text, &|address| Some(address.to_owned())))).collect()
}

/// The words of the same texts.
#[wasm_bindgen]
#[must_use]
#[allow(clippy::needless_pass_by_value)]
pub fn plain(texts: Vec<String>) -> Vec<String> {
    texts.iter().map(|text| plain_blocks(&blocks(text, &|address| Some(address.to_owned())))).collect()
}
