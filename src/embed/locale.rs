//! What the browser knows of the reader's clock and language: what time it is,
//! for the dates of the elections, and how names are sorted.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::Inner;
use crate::domain::timeline::Timeline;
use crate::feed::{Head, Shared};
use crate::state::Action;

impl Inner {
    /// The elections are known: tells their dates, and from now on the time.
    pub(super) fn know_dates(self: &Rc<Self>, head: &Head) {
        let timelines = head.elections.iter().map(|election| Timeline::of(election, ahead));
        self.timelines.replace(Shared::new(timelines.collect()));
        self.tell_time();
    }

    /// Tells what time it is, and again when what is next may have changed.
    fn tell_time(self: &Rc<Self>) {
        let now = (js_sys::Date::now() / 1000.0) as i64;
        let timelines = self.timelines.borrow().clone();
        let wait = timelines.iter().filter_map(|timeline| timeline.changes_in(now)).min();
        self.clock.replace(wait.map(|seconds| self.later(seconds as u32 * 1000, Self::tell_time)));
        self.send([Action::Time(timelines, now)]);
    }
}

/// The seconds that a zone is ahead of UTC at a moment.
fn ahead(zone: &str, at: i64) -> Option<i64> {
    let ahead = seconds_ahead(zone, at as f64);
    (!ahead.is_nan()).then_some(ahead as i64)
}

#[wasm_bindgen(module = "/www/element/locale.js")]
extern "C" {
    /// The same; not a number where the browser doesn't know the zone.
    fn seconds_ahead(zone: &str, at: f64) -> f64;

    /// The place of each name in a language, or in the reader's own; separators stand between them.
    pub(super) fn places(language: &str, names: &str) -> Vec<u32>;
}
