//! The panel of filters: facets with their values, and how many nominations have each.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::parts::{Button, attr, el, view_button, words};
use crate::domain::facets::{Choice, Offer};
use crate::domain::query::{Facet, Query, Value};
use crate::domain::text::plural;
use crate::feed::{FactKind, Text};
use crate::state::{Action, State};

/// The panel, once what it offers is counted.
pub fn view_filters(state: &State, dispatch: &Callback<Action>) -> Html {
    let Some(offers) = state.offers() else {
        return html! { <p class="quiet" role="status">{"Counting…"}</p> };
    };
    if offers.is_empty() {
        return html! { <p class="quiet">{"All nominations are alike in what could be filtered by."}</p> };
    }
    let clear = Button { class: "clear", ..Button::default() };
    let clear = view_button(clear, html! { {"Clear all"} }, dispatch, Action::Ask(Query::default()));
    let shown = plural(state.selection().count, "nomination", "nominations");
    html! {
        <>
            <div class="offers">{ for offers.iter().map(|offer| view_offer(offer, state, dispatch)) }</div>
            <p class="done">
                // The element's JavaScript closes the panel.
                <button class="main" data-close="">{format!("Show {shown}")}</button>
                if !state.query.is_empty() { {clear} }
            </p>
        </>
    }
}

fn view_offer(offer: &Offer, state: &State, dispatch: &Callback<Action>) -> Html {
    let key = offer.facet.name();
    html! {
        <fieldset part="facet" {key}>
            <legend>{words("bdi", "", &offer.label)}</legend>
            if offer.long { {view_find(offer, state, dispatch)} }
            if offer.several && offer.choices.len() > 1 { {view_any_or_all(offer, dispatch)} }
            if let Some(kind) = offer.measured { {view_between(offer, kind, state, dispatch)} }
            // Apart, since beside what has no key the browser's focus would get lost.
            <div>{ for offer.choices.iter().map(|choice| view_choice(offer, choice, dispatch)) }</div>
            if offer.left > 0 {
                {el("p", "quiet", html! { {format!("{} more: look for one by its name.", offer.left)} })}
            }
        </fieldset>
    }
}

/// One value, and "n of total": how many of those who have it fit what else is asked.
fn view_choice(offer: &Offer, choice: &Choice, dispatch: &Callback<Action>) -> Html {
    let action = Action::Toggle(offer.facet.clone(), choice.value.clone());
    let onchange = dispatch.reform(move |_: Event| action.clone());
    let Choice { label, count, total, active, .. } = choice;
    let numbers = match (count, total) {
        (0, total) if *active => format!("none of {total} with what else is asked"),
        (count, total) if count == total => total.to_string(),
        (count, total) => format!("{count} of {total}"),
    };
    let key = if let Value::Is(id) = &choice.value { id.to_string() } else { String::new() };
    let class = classes!("choice", (*count == 0 && !active).then_some("absent"));
    html! {
        <label {class} {key}>
            <input type="checkbox" checked={*active} {onchange} />
            {words("bdi", "", label)}
            {el("span", "quiet", html! { {numbers} })}
        </label>
    }
}

fn view_find(offer: &Offer, state: &State, dispatch: &Callback<Action>) -> Html {
    let facet = offer.facet.clone();
    let value = state.sought_value.as_ref().filter(|(sought, _)| *sought == facet);
    let value = value.map(|(_, text)| text.clone()).unwrap_or_default();
    let oninput = dispatch.reform(move |event: InputEvent| {
        Action::Find(facet.clone(), event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let label = format!("Look for a value of {}", offer.label);
    html! {
        <input class="search" type="search" aria-label={label} placeholder="Look for one"
            autocomplete="off" spellcheck="false" {value} {oninput} />
    }
}

/// Where a nomination may have several values.
fn view_any_or_all(offer: &Offer, dispatch: &Callback<Action>) -> Html {
    let name = format!("hustings-{}", offer.facet.name());
    let choice = |all: bool, label: &'static str| {
        let facet = offer.facet.clone();
        let onchange = dispatch.reform(move |_: Event| Action::AllOf(facet.clone(), all));
        html! {
            <label class="choice">
                <input type="radio" name={name.clone()} checked={offer.all == all} {onchange} />
                {label}
            </label>
        }
    };
    html! { <div class="ways" role="group" aria-label="Which of these">{choice(false, "any of these")}{choice(true, "all of these")}</div> }
}

/// Figures or days from one to another.
fn view_between(offer: &Offer, kind: FactKind, state: &State, dispatch: &Callback<Action>) -> Html {
    let Offer { facet, between: (from, to), .. } = offer;
    let bound = |label: &'static str, value: &Text, action: fn(Facet, Text, &(Text, Text)) -> Action| {
        let (facet, between) = (facet.clone(), offer.between.clone());
        // A figure counts as it is typed: what a picture in between finds would be put back else. A
        // day is none before it is whole.
        let change = move |value: String| action(facet.clone(), value.into(), &between);
        let value_of = |input: HtmlInputElement| input.value();
        if kind == FactKind::Date {
            let onchange =
                dispatch.reform(move |event: Event| change(value_of(event.target_unchecked_into())));
            html! { <label>{label}{" "}<input type="date" value={attr(value)} {onchange} /></label> }
        } else {
            let oninput =
                dispatch.reform(move |event: InputEvent| change(value_of(event.target_unchecked_into())));
            html! { <label>{label}{" "}<input type="number" step="any" value={attr(value)} {oninput} /></label> }
        }
    };
    let definition = if let Facet::Fact(id) = facet { state.head.fact(id) } else { None };
    let unit = definition.and_then(|definition| definition.unit.as_ref());
    html! {
        <p class="between">
            {bound("from", from, |facet, from, (_, to)| Action::Between(facet, from, to.clone()))}
            {" "}
            {bound("to", to, |facet, to, (from, _)| Action::Between(facet, from.clone(), to))}
            { for unit.map(|unit| html! { <>{" "}{words("span", "quiet", unit)}</> }) }
        </p>
    }
}
