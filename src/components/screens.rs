//! What stands where nominations would: on the way, failed, none, none found.

use yew::prelude::*;

use super::parts::{Button, el, view_button, words};
use crate::domain::query::Query;
use crate::domain::text::plural;
use crate::feed::{FeedError, Head, megabytes};
use crate::state::{Action, Arrival, Notice};

/// Room for the cards that are on their way.
pub fn view_loading() -> Html {
    html! {
        <div class="skeleton" part="notice" role="status">
            {el("p", "quiet", html! { {"Loading nominations…"} })}
            <div class="cards" aria-hidden="true">
                { for (0..3).map(|_| html! { <div class="ghost"><i /><i /><i /><i /></div> }) }
            </div>
        </div>
    }
}

/// What happened and what the reader can do; the page's own fallback stands below it.
pub fn view_failed(error: &FeedError, dispatch: &Callback<Action>) -> Html {
    let help = if error.kind.may_pass() {
        view_button(Button::default(), html! { {"Try again"} }, dispatch, Action::Retry)
    } else {
        html! { {"The owner of this page can fix this; the browser’s console says how."} }
    };
    view_screen("alert", html! { {error.kind.for_reader()} }, help)
}

/// What a reader opened is on its way, or couldn't be had.
pub fn view_coming(arrival: Arrival, dispatch: &Callback<Action>) -> Html {
    if arrival != Arrival::Failed {
        return html! { <p class="quiet" role="status">{"Loading…"}</p> };
    }
    let again = Action::Arrive(Arrival::Awaited);
    let help = view_button(Button::default(), html! { {"Try again"} }, dispatch, again);
    view_screen("alert", html! { {"This part couldn’t be loaded."} }, help)
}

/// A feed without a single nomination.
pub fn view_empty(head: &Head) -> Html {
    let about = head.description.as_ref().map(|text| words("span", "", text)).unwrap_or_default();
    view_screen("status", html! { {"There are no nominations yet."} }, about)
}

/// The page keeps to an election that the feed doesn't have, or has nobody in.
pub fn view_nobody_stands() -> Html {
    view_screen(
        "status",
        html! { {"Nobody stands in this election."} },
        html! { {"At least the list of nominations names nobody."} },
    )
}

/// Nothing fits: what was asked, and how to ask for less.
pub fn view_nothing_found(query: &Query, total: usize, dispatch: &Callback<Action>) -> Html {
    let asked = query.text.trim();
    let advice = if asked.is_empty() {
        "No nomination matches all these filters. Take one away.".to_owned()
    } else {
        let filtered = !query.filters.is_empty();
        let filters = if filtered { " with these filters" } else { "" };
        format!("Nothing matches “\u{2068}{asked}\u{2069}”{filters}. Try fewer or shorter words.")
    };
    let all = html! { {format!("Show all {total}")} };
    let clear = view_button(Button::default(), all, dispatch, Action::Ask(Query::default()));
    view_screen("", html! { {"No nominations match."} }, html! { <>{advice}{" "}{clear}</> })
}

/// What happened, in bold, and what to do about it.
fn view_screen(role: &'static str, what: Html, help: Html) -> Html {
    html! {
        <div class="notice" part="notice" role={(!role.is_empty()).then_some(role)}>
            {el("p", "", el("b", "", what))}
            {el("p", "", help)}
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
