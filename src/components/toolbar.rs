//! Search, facets, order and count: one line, and what is active below it.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::more::more;
use super::parts::{Button, el, view_button, view_chip, words};
use super::screens::{view_coming, view_count};
use super::taken::{told, view_told};
use crate::domain::export::Format;
use crate::domain::order::Order;
use crate::domain::query::{Facet, Query};
use crate::domain::select::by_recency;
use crate::feed::{Status, Text};
use crate::state::{Action, Arrival, State};

/// One value that a facet offers.
struct Choice {
    facet: Facet,
    label: Text,
}

/// Search, facets, order and count.
pub fn view_toolbar(state: &State, dispatch: &Callback<Action>) -> Html {
    let query = &state.query;
    let selection = state.selection();
    let oninput = dispatch.reform(|event: InputEvent| {
        Action::Search(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let facets = facets(state);
    let [shortlist, list] = match more() {
        Some(more) => (more.view_shortlist)(state, dispatch),
        None if state.own.waits() && state.more == Arrival::Failed => {
            [Html::default(), view_coming(state.more, dispatch)]
        }
        None => Default::default(),
    };
    html! {
        <div class="toolbar" part="toolbar" role="group" aria-label="Find nominations">
            <input class="search" part="search" type="search" aria-label="Search nominations"
                placeholder="Search" autocomplete="off" spellcheck="false"
                value={query.text.clone()} {oninput} />
            { for facets.iter().map(|(name, choices)| view_facet(name, choices, query, dispatch)) }
            {view_order(state, dispatch)}
            {shortlist}
            {el("div", "end", html! { <>{view_count(selection.count, selection.total)}{view_copy(state, dispatch)}</> })}
            {view_active(&facets, query, dispatch)}
            {list}
        </div>
    }
}

/// The facets that have something to choose between.
fn facets(state: &State) -> Vec<(&'static str, Vec<Choice>)> {
    let head = &state.head;
    let elections = by_recency(head).into_iter().map(|election| Choice {
        facet: Facet::Election(election.id.clone()),
        label: election.short_name().clone(),
    });
    let topics = head
        .topics
        .iter()
        .map(|topic| Choice { facet: Facet::Topic(topic.id.clone()), label: topic.label.clone() });
    let statuses = Status::ALL
        .into_iter()
        .filter(|status| state.has_status(*status))
        .map(|status| Choice { facet: Facet::Status(status), label: status.label().into() });
    let facets = [
        ("Election", if state.scope.is_some() { Vec::new() } else { elections.collect() }),
        ("Topic", topics.collect()),
        ("Status", statuses.collect::<Vec<_>>()),
    ];
    facets.into_iter().filter(|(_, choices)| choices.len() > 1).collect()
}

fn view_facet(name: &'static str, choices: &[Choice], query: &Query, dispatch: &Callback<Action>) -> Html {
    let active = choices.iter().filter(|choice| query.has(&choice.facet)).count();
    html! {
        <details class="facet" part="facet" name="hustings-facet" key={name}>
            <summary>
                {name}
                if active > 0 { {el("span", "number", html! { {format!(" {active}")} })} }
            </summary>
            <fieldset class="panel">
                <legend class="hidden">{name}</legend>
                { for choices.iter().map(|choice| view_choice(choice, query, dispatch)) }
            </fieldset>
        </details>
    }
}

fn view_choice(choice: &Choice, query: &Query, dispatch: &Callback<Action>) -> Html {
    let facet = choice.facet.clone();
    let onchange = dispatch.reform(move |_: Event| Action::Toggle(facet.clone()));
    html! {
        <label class="choice">
            <input type="checkbox" checked={query.has(&choice.facet)} {onchange} />
            {words("bdi", "", &choice.label)}
        </label>
    }
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
fn view_active(facets: &[(&'static str, Vec<Choice>)], query: &Query, dispatch: &Callback<Action>) -> Html {
    if query.is_empty() {
        return Html::default();
    }
    let active = facets.iter().flat_map(|(_, choices)| choices).filter(|choice| query.has(&choice.facet));
    let chips = active.map(|choice| view_chip(&choice.label, dispatch, Action::Toggle(choice.facet.clone())));
    let clear = Button { class: "clear", ..Button::default() };
    let clear = view_button(clear, html! { {"Clear"} }, dispatch, Action::Ask(Query::default()));
    el("div", "active", html! { <>{ for chips }{clear}</> })
}
