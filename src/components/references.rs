//! Numbered works: counts by status that open into a list.

use yew::prelude::*;

use super::parts::{attr, view_link};
use crate::domain::references::tally;
use crate::feed::{Nomination, Reference};
use crate::state::Action;

/// "11 PEPs: 10 Final, 1 Active", which opens into the list.
pub fn view_tally(nomination: &Nomination, unfolded: bool, dispatch: &Callback<Action>) -> Html {
    let id = nomination.id.clone();
    let onclick = dispatch.reform(move |_: MouseEvent| Action::Unfold(id.clone()));
    let name = &nomination.candidate.name;
    html! {
        <>
            { for tally(&nomination.references).iter().map(|tally| html! {
                <p class="tally" part="references">
                    <button type="button" class="quiet" aria-expanded={unfolded.to_string()}
                        aria-label={format!("{} of {name}", tally.count())} onclick={onclick.clone()}>
                        {tally.count()}
                    </button>
                    if !tally.statuses().is_empty() { {" "}{tally.statuses()} }
                </p>
            }) }
            if unfolded { {view_references(nomination)} }
        </>
    }
}

/// The whole list, status by status.
pub fn view_references(nomination: &Nomination) -> Html {
    let as_of = nomination.as_of.map(|date| format!("Status as of {date}."));
    html! {
        <div class="references">
            { for tally(&nomination.references).iter().map(|tally| html! {
                <>
                    <p class="label">{tally.count()}</p>
                    { for tally.by_status.iter().map(|(status, references)| html! {
                        <>
                            if let Some(status) = status { <p class="quiet">{attr(status)}</p> }
                            <ul>
                                { for references.iter().map(|reference| html! { <li>{view_reference(reference, false)}</li> }) }
                            </ul>
                        </>
                    }) }
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
