//! Numbered works: counts by status that open into a list.

use yew::prelude::*;

use super::parts::{Button, attr, el, view_button, view_link, words};
use crate::domain::references::tally;
use crate::feed::{Nomination, Reference};
use crate::state::Action;

/// "11 PEPs: 10 Final, 1 Active", which opens into the list.
pub fn view_tally(nomination: &Nomination, unfolded: bool, dispatch: &Callback<Action>) -> Html {
    let tallies = tally(&nomination.references);
    let counts = tallies.iter().map(|tally| {
        let button = Button {
            class: "quiet",
            label: Some(format!("{} of {}", tally.count(), nomination.candidate.name)),
            expanded: Some(unfolded),
            ..Button::default()
        };
        let unfold = Action::Unfold(nomination.id.clone());
        let count = view_button(button, html! { {tally.count()} }, dispatch, unfold);
        let rest = tally.line().split_off(tally.count().len());
        el("p", "tally", html! { <>{count}{rest}</> })
    });
    html! {
        <div part="references">
            { for counts }
            if unfolded { {view_references(nomination)} }
        </div>
    }
}

/// The whole list, status by status.
pub fn view_references(nomination: &Nomination) -> Html {
    let tallies = tally(&nomination.references);
    let lists = tallies.iter().map(|tally| {
        let label = el("p", "label", html! { {tally.count()} });
        let by_status = tally.by_status.iter().map(|(status, references)| {
            let works = references.iter().map(|reference| el("li", "", view_reference(reference, "")));
            let works = el("ul", "", works.collect());
            let status = match status {
                Some(status) => words("p", "quiet", status),
                None if tally.by_status.len() > 1 => el("p", "quiet", html! { {"Without status"} }),
                None => Html::default(),
            };
            html! { <>{status}{works}</> }
        });
        html! { <>{label}{ for by_status }</> }
    });
    let as_of = nomination.as_of.map(|date| el("p", "quiet", html! { {format!("Status as of {date}.")} }));
    el("div", "references", html! { <>{ for lists }{as_of}</> })
}

/// The name of a work, as a link where it has a page; its number alone where
/// the series is known.
pub fn view_reference_name(reference: &Reference, series: bool) -> Html {
    let name = match &reference.number {
        Some(number) if series => html! { {attr(number)} },
        _ => html! { {reference.name()} },
    };
    match &reference.url {
        Some(url) => view_link(url, "", name),
        None => name,
    }
}

/// One work: its name, then what is known of it, then who else has it.
pub fn view_reference(reference: &Reference, also: &str) -> Html {
    let name = view_reference_name(reference, false);
    let title = reference.title.as_ref().filter(|_| reference.number.is_some());
    let known = [&reference.version, &reference.role].into_iter().flatten();
    let mut rest: String = known.map(|text| format!(" · {text}")).collect();
    if !also.is_empty() {
        rest.push_str(" · ");
        rest.push_str(also);
    }
    let class = if also.is_empty() { "reference" } else { "reference shared" };
    el(
        "span",
        class,
        html! {
            <>{name}{" "}{ for title.map(|title| words("bdi", "", title)) }{el("span", "quiet", html! { {rest} })}</>
        },
    )
}
