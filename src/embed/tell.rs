//! What the page is told.

use std::rc::Rc;

use serde::Serialize;
use wasm_bindgen::JsValue;

use super::Inner;
use crate::components::{Change, Move};
use crate::feed::{ErrorKind, FeedError, Head, Warning};

/// The tag's ear.
pub(super) struct Tell(js_sys::Function);

#[derive(Serialize)]
struct Filtered<'a> {
    query: &'a str,
    count: usize,
    total: usize,
}

#[derive(Serialize)]
struct Picked<'a> {
    picks: Vec<&'a str>,
}

#[derive(Serialize)]
struct Loaded<'a> {
    /// Empty where the feed has none.
    title: &'a str,
    count: usize,
    /// Their ids, in the order of the feed.
    elections: Vec<&'a str>,
    warnings: Vec<WarningDetail<'a>>,
}

#[derive(Serialize)]
struct WarningDetail<'a> {
    path: &'a str,
    problem: &'a str,
    remedy: &'a str,
}

#[derive(Serialize)]
struct Failed<'a> {
    code: &'static str,
    message: String,
    source: &'a str,
    line: Option<usize>,
    column: Option<usize>,
}

impl Tell {
    pub(super) fn new(tell: js_sys::Function) -> Self {
        Self(tell)
    }

    pub(super) fn say(&self, name: &str, detail: &impl Serialize) {
        let detail = serde_wasm_bindgen::to_value(detail).unwrap_or(JsValue::UNDEFINED);
        // A page's own listener may throw; the browser reports that by itself.
        let _ = self.0.call2(&JsValue::NULL, &name.into(), &detail);
    }

    pub(super) fn change(&self, inner: &Rc<Inner>, change: Change) {
        match change {
            Change::Retry => self.say("load", &()),
            Change::More => {
                self.say("more", &());
                inner.fetch_more(true);
            }
            Change::Drawn => self.say("drawn", &()),
            Change::Errand((what, text)) => self.say("notes", &[what, &*text]),
            Change::Waiting => inner.render_soon(),
            Change::Uncounted => inner.count_soon(),
            Change::Unprepared => inner.prepare_soon(),
            Change::Export(format, json) => super::read::export(inner, format, json),
            Change::Unread(nominations) => super::read::read(inner, nominations),
            Change::Unmarked(id, passage) => super::read::mark(inner, id, passage),
            Change::Topicless => super::read::discover(inner),
            Change::Shown(view) => self.say("shown", &view.id()),
            Change::Moved(pieces, why) => {
                let name = match why {
                    Move::Led => "led",
                    Move::Change => "changed",
                    Move::Step => "stepped",
                };
                self.say(name, &pieces.iter().map(|piece| &**piece).collect::<Vec<&str>>());
            }
            Change::Filtered { query, count, total } => {
                self.say("filtered", &Filtered { query: &query, count, total });
            }
            Change::Picked(picks) => {
                self.say("picked", &Picked { picks: picks.iter().map(|id| &**id).collect() });
            }
        }
    }

    /// The first nominations are there, of the feed that is named so.
    pub(super) fn ready(&self, head: &Head) {
        let url = head.feed_url.as_ref().map(|url| url.as_str()).unwrap_or_default();
        self.say("ready", &[url, head.title.as_deref().unwrap_or_default()]);
    }

    /// All nominations are there.
    pub(super) fn loaded(&self, head: &Head, count: usize, warnings: &[Warning]) {
        warn(warnings);
        let warnings = warnings
            .iter()
            .map(|Warning { path, problem, remedy, .. }| WarningDetail { path, problem, remedy })
            .collect();
        let title = head.title.as_deref().unwrap_or_default();
        let elections = head.elections.iter().map(|election| &*election.id).collect();
        self.say("loaded", &Loaded { title, count, elections, warnings });
    }

    /// Nothing can be shown.
    pub(super) fn failed(&self, error: &FeedError) {
        let (line, column) = match error.kind {
            ErrorKind::Syntax { line, column, .. } => (Some(line), Some(column)),
            _ => (None, None),
        };
        let (code, message) = (error.kind.code(), error.to_string());
        self.say("failed", &Failed { code, message, source: &error.source, line, column });
    }
}

/// Warnings on the console: all are in the event, here only as many as one reads.
fn warn(warnings: &[Warning]) {
    const MOST: usize = 20;
    for warning in warnings.iter().take(MOST) {
        web_sys::console::warn_1(&format!("hustings-widget: {warning}").into());
    }
    if warnings.len() > MOST {
        let more = warnings.len() - MOST;
        web_sys::console::warn_1(
            &format!("hustings-widget: {more} more warnings, all in the event hustings-loaded.").into(),
        );
    }
}
