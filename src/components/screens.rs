//! What stands where nominations would: on the way, failed, none, none found.

use yew::prelude::*;

use super::parts::attr;
use crate::domain::query::Query;
use crate::domain::text::plural;
use crate::feed::{FeedError, Head, megabytes};
use crate::state::{Action, Notice};

/// Room for the cards that are on their way.
pub fn view_loading() -> Html {
    html! {
        <div class="skeleton" part="notice" role="status">
            <p class="quiet">{"Loading nominations…"}</p>
            <div class="cards" aria-hidden="true">
                { for (0..3).map(|_| html! { <div class="ghost"><i /><i /><i /><i /></div> }) }
            </div>
        </div>
    }
}

/// What happened and what the reader can do; the page's own fallback stands below it.
pub fn view_failed(error: &FeedError, dispatch: &Callback<Action>) -> Html {
    let retry = dispatch.reform(|_: MouseEvent| Action::Retry);
    html! {
        <div class="notice failed" part="notice" role="alert">
            <p><b>{error.kind.for_reader()}</b></p>
            if error.kind.may_pass() {
                <p><button type="button" onclick={retry}>{"Try again"}</button></p>
            } else {
                <p>{"Whoever keeps this page can mend it; the browser’s console says how."}</p>
            }
        </div>
    }
}

/// A feed without a single nomination.
pub fn view_empty(head: &Head) -> Html {
    html! {
        <div class="notice" part="notice" role="status">
            <p><b>{"There are no nominations yet."}</b></p>
            if let Some(description) = &head.description {
                <p dir="auto">{attr(description)}</p>
            }
        </div>
    }
}

/// Nothing fits: what was asked, and how to ask for less.
pub fn view_nothing_found(query: &Query, total: usize, dispatch: &Callback<Action>) -> Html {
    let words = query.text.trim();
    let clear = dispatch.reform(|_: MouseEvent| Action::Ask(Query::default()));
    html! {
        <div class="notice" part="notice">
            <p><b>{"No nomination fits."}</b></p>
            if !words.is_empty() {
                <p>{"Nothing has all the words of “"}<bdi>{words.to_owned()}</bdi>{"”. Try fewer or shorter ones."}</p>
            } else {
                <p>{"Each filter is fine on its own; together they leave nobody. Take one away."}</p>
            }
            <p><button type="button" onclick={clear}>{format!("Show all {total}")}</button></p>
        </div>
    }
}

/// What the reader should know about the list as a whole.
pub fn view_notice(notice: &Notice) -> Html {
    let words = match notice {
        Notice::LeftOut(1) => "1 nomination can’t be shown: the feed has a fault there.".to_owned(),
        Notice::LeftOut(count) => {
            format!("{count} nominations can’t be shown: the feed has faults there.")
        }
        Notice::Incomplete => "The list may be incomplete: a part of it couldn’t be loaded.".to_owned(),
        Notice::Large(bytes) => format!("This is a large list: {} were loaded.", megabytes(*bytes)),
    };
    html! { <p class="notice" part="notice" role="status">{words}</p> }
}

/// "12 of 77 nominations", said aloud when it changes.
pub fn view_count(count: usize, total: usize) -> Html {
    let all = plural(total, "nomination", "nominations");
    html! {
        <p class="count" part="count" role="status">
            { if count == total { all } else { format!("{count} of {all}") } }
        </p>
    }
}
