//! Search, filters, order and count: one line, and what is active below it.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::more::more;
use super::parts::{Button, el, view_button, view_chip};
use super::screens::{view_coming, view_count};
use super::taken::{told, view_told};
use crate::domain::export::Format;
use crate::domain::order::Order;
use crate::domain::query::{Filter, Query};
use crate::state::{Action, Arrival, State};

/// Search, filters, order and count.
pub fn view_toolbar(state: &State, dispatch: &Callback<Action>) -> Html {
    let query = &state.query;
    let selection = state.selection();
    let oninput = dispatch.reform(|event: InputEvent| {
        Action::Search(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    // Whoever turns to the search box will type in a moment.
    let onfocus = dispatch.reform(|_: FocusEvent| Action::Turn);
    let [shortlist, list] = match more() {
        Some(more) => (more.view_shortlist)(state, dispatch),
        None if state.own.waits() && state.more == Arrival::Failed => {
            [Html::default(), view_coming(state.more, dispatch)]
        }
        None => Default::default(),
    };
    html! {
        <div class="toolbar" part="toolbar" lang="en" role="group" aria-label="Find nominations">
            <input class="search" part="search" type="search" aria-label="Search nominations"
                placeholder="Search" autocomplete="off" spellcheck="false"
                value={query.text.clone()} {oninput} {onfocus} />
            {view_filters(state, dispatch)}
            {view_order(state, dispatch)}
            {shortlist}
            {el("div", "end", html! { <>{view_count(selection.count, selection.total)}{view_copy(state, dispatch)}</> })}
            {view_active(state, dispatch)}
            {view_told(mended(&selection.mended))}
            {list}
        </div>
    }
}

/// The panel of filters. The element's JavaScript tells that it was opened or closed.
fn view_filters(state: &State, dispatch: &Callback<Action>) -> Html {
    let active = state.query.filters.iter().map(|filter| filter.values.len()).sum::<usize>();
    let panel = match more() {
        _ if !state.filtering => Html::default(),
        Some(more) => (more.view_filters)(state, dispatch),
        None => view_coming(state.more, dispatch),
    };
    html! {
        <details class="facet filters" part="filters" name="hustings-facet">
            <summary>
                {"Filters"}
                if active > 0 { {el("span", "number", html! { {format!(" {active}")} })} }
            </summary>
            <div class="panel">{panel}</div>
        </details>
    }
}

/// What was looked for instead of words that nobody has.
fn mended(mended: &[(String, Vec<String>)]) -> String {
    const MOST: usize = 3;
    let mut out = Vec::new();
    for (typed, meant) in mended {
        let few: Vec<String> = meant.iter().take(MOST).map(|word| quoted(word)).collect();
        let more = if meant.len() > MOST { " and the like" } else { "" };
        out.push(format!("Showing results for {}{more} instead of {}.", few.join(", "), quoted(typed)));
    }
    out.join(" ")
}

/// In quotation marks, whatever way its script runs.
fn quoted(word: &str) -> String {
    format!("“\u{2068}{word}\u{2069}”")
}

/// A way to share what is seen, and what came of it.
fn view_copy(state: &State, dispatch: &Callback<Action>) -> Html {
    let copy = Button { class: "quiet", ..Button::default() };
    let copy = view_button(copy, html! { {Format::Link.label()} }, dispatch, Action::Export(Format::Link));
    html! { <>{copy}{view_told(told(state))}</> }
}

fn view_order(state: &State, dispatch: &Callback<Action>) -> Html {
    let onchange = dispatch.reform(|event: Event| {
        let id = event.target_unchecked_into::<HtmlSelectElement>().value();
        Action::Sort(Order::from_id(&id).unwrap_or_default())
    });
    let order = state.order;
    // What the page asked for is named, even where it makes no difference.
    let is_offered = |choice: &&Order| **choice == order || state.selection().offers(**choice);
    let choices = Order::ALL.iter().filter(is_offered);
    html! {
        <>
            <label class="order">
                {el("span", "quiet", html! { {"Order "} })}
                <select {onchange}>
                    { for choices.map(|choice| html! {
                        <option value={choice.id()} selected={*choice == order}>{choice.label()}</option>
                    }) }
                </select>
            </label>
            <details class="facet why" name="hustings-facet">
                <summary>{"Why this order?"}</summary>
                <p class="panel">
                    if !state.selection().words.is_empty() {
                        {"While you search, those come first who have your words in their name, then in their \
                            topics, in what is said of them, in their statement. "}
                    }
                    {why(order)}
                </p>
            </details>
        </>
    }
}

/// "Why this order?"
fn why(order: Order) -> &'static str {
    match order {
        Order::Shuffled => {
            "Being first in a list wins votes. So each reader sees the nominees in a random order of their own, \
             kept on this device; a link brings that of whoever shared it. The newest elections come first."
        }
        Order::Name => {
            "Sorted by name, as in your language. Being first in a list wins votes, so the shuffled order is fairer."
        }
        Order::Date => {
            "The newest come first. Being first in a list wins votes, so the shuffled order is fairer."
        }
        Order::Result => {
            "Sorted by result within each election, never across elections. Ties, and elections without \
             results, keep the shuffled order."
        }
    }
}

/// What is asked for, each with a way to take it back, and one to take back all.
fn view_active(state: &State, dispatch: &Callback<Action>) -> Html {
    let State { query, head, .. } = state;
    if query.is_empty() {
        return Html::default();
    }
    let mut chips = Vec::new();
    for Filter { facet, all, values } in &query.filters {
        for value in values {
            let label = facet.asked_label(value, head);
            chips.push(view_chip(&label, dispatch, Action::Toggle(facet.clone(), value.clone())));
        }
        if *all && values.len() > 1 {
            let label = format!("{}: all of them", facet.label(head)).into();
            chips.push(view_chip(&label, dispatch, Action::AllOf(facet.clone(), false)));
        }
    }
    let clear = Button { class: "clear", ..Button::default() };
    let clear = view_button(clear, html! { {"Clear all"} }, dispatch, Action::Ask(Query::default()));
    el("div", "active", html! { <>{ for chips }{clear}</> })
}
