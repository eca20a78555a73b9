//! What is next in an election, and a fold for all its dates.

use yew::prelude::*;

use super::parts::el;
use crate::domain::timeline::Timeline;
use crate::feed::Election;

/// One line, which opens into the dates, where there are any. What they are in
/// the election's zone and in the reader's is told by `more.js`, which only
/// readers who open it need: it fills the list.
pub fn view_timeline(election: &Election, timeline: &Timeline, now: i64) -> Option<Html> {
    let (event, what, when) = timeline.next(now)?;
    let zone = election.time_zone.as_deref().unwrap_or_default();
    let mut dates = format!("{zone}\u{1f}{}", election.dates_note.as_deref().unwrap_or_default());
    for event in &timeline.events {
        let edge = if event.milestone.closes() { "end" } else { "start" };
        // In minutes, which have room in 32 bits: nobody reads the seconds of a deadline.
        let minutes = if event.certain { (event.second / 60) as u32 } else { u32::MAX };
        let (label, _) = event.milestone.labels();
        dates += &format!("\u{1f}{label}\u{1f}{}\u{1f}{edge}\u{1f}{minutes}", event.moment.text);
    }
    let datetime = event.moment.text.to_string();
    let next = html! { <>{what}{" "}<time {datetime} data-dates={dates}>{when}</time>{" · Dates"}</> };
    let fold = html! { <>{el("summary", "", next)}{el("dl", "facts", Html::default())}</> };
    Some(el("details", "dates quiet", fold))
}
