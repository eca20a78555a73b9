//! Numbered works: counts by status that open into a list.

use yew::prelude::*;

use super::parts::{attr, view_link};
use crate::domain::references::tally;
use crate::feed::{Nomination, Reference, Shared};

#[derive(Properties, PartialEq)]
pub struct ReferencesProps {
    pub nomination: Shared<Nomination>,
}

/// "11 PEPs: 10 Final, 1 Active", which opens into the list.
#[component]
pub fn References(props: &ReferencesProps) -> Html {
    let open = use_state_eq(|| false);
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    html! {
        <>
            { for tally(&props.nomination.references).iter().map(|tally| html! {
                <p class="tally" part="references">
                    <button type="button" class="quiet" aria-expanded={open.to_string()} onclick={onclick.clone()}>
                        <b>{tally.count()}</b>
                    </button>
                    if !tally.statuses().is_empty() { {" "}{tally.statuses()} }
                </p>
            }) }
            if *open { {view_references(&props.nomination)} }
        </>
    }
}

/// The whole list, status by status.
pub fn view_references(nomination: &Nomination) -> Html {
    let as_of = nomination.as_of.map(|date| format!("Status as of {date}."));
    html! {
        <div class="references">
            { for tally(&nomination.references).iter().flat_map(|tally| &tally.by_status).map(|(status, references)| html! {
                <>
                    <p class="label">{status.map_or("Without status", |status| status)}</p>
                    <ul>
                        { for references.iter().map(|reference| html! { <li>{view_reference(reference, false)}</li> }) }
                    </ul>
                </>
            }) }
            if let Some(as_of) = as_of { <p class="quiet">{as_of}</p> }
        </div>
    }
}

/// One work: its name as a link, then what is known of it.
pub fn view_reference(reference: &Reference, shared: bool) -> Html {
    let name = html! { {reference.name()} };
    let known = [&reference.version, &reference.role].into_iter().flatten();
    html! {
        <span class={classes!("reference", shared.then_some("shared"))}>
            { match &reference.url {
                Some(url) => view_link(url, "", name),
                None => name,
            } }
            if let (Some(title), Some(_)) = (&reference.title, &reference.number) {
                {" "}<bdi>{attr(title)}</bdi>
            }
            { for known.map(|text| html! { <span class="quiet">{" · "}{attr(text)}</span> }) }
            if shared { <span class="quiet">{" · shared"}</span> }
        </span>
    }
}
