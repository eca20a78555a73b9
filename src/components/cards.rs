//! The cards, election by election, and the tray of picks.

use yew::prelude::*;

use super::card::Card;
use super::parts::{attr, view_link};
use crate::domain::select::Group;
use crate::domain::text::plural;
use crate::feed::{Election, Nomination, Shared, Span, Text};
use crate::state::{Action, State, View};

/// The selection as far as it is rendered, and what comes after it.
pub fn view_cards(state: &State, dispatch: &Callback<Action>) -> Html {
    let selection = state.selection();
    let limit = state.rendered.min(state.allowed);
    let mut left = limit;
    let groups = selection.groups.iter().map_while(|group| {
        let count = left.min(group.nominations.len());
        left -= count;
        (count > 0).then(|| view_group(state, group, count, dispatch))
    });
    html! {
        <>
            { for groups }
            if selection.count > state.allowed && limit == state.allowed {
                <p class="more">
                    <button type="button" onclick={dispatch.reform(|_: MouseEvent| Action::More)}>
                        {format!("Show more ({} left)", selection.count - limit)}
                    </button>
                </p>
            }
        </>
    }
}

fn view_group(state: &State, group: &Group, count: usize, dispatch: &Callback<Action>) -> Html {
    let key = group.election.as_ref().map_or("", |election| &election.id).to_owned();
    html! {
        <section class="group" {key}>
            if let Some(election) = &group.election {
                {view_election(election, group, dispatch)}
            }
            <ul class="cards">
                { for group.nominations.iter().take(count).map(|nomination| html! {
                    <Card
                        key={&*nomination.id}
                        nomination={nomination.clone()}
                        head={state.head.clone()}
                        layout={group.layout.clone()}
                        picked={state.picks.contains(&nomination.id)}
                        open={state.open.contains(&nomination.id)}
                        unfolded={state.unfolded.contains(&nomination.id)}
                        reading={state.reading(&nomination.id)}
                        dispatch={dispatch.clone()}
                    />
                }) }
            </ul>
        </section>
    }
}

/// The contest above its nominations.
fn view_election(election: &Election, group: &Group, dispatch: &Callback<Action>) -> Html {
    let ids: Vec<Text> = group.nominations.iter().map(|nomination| nomination.id.clone()).collect();
    let nominees = ids.len();
    let compare_all = dispatch.reform(move |_: MouseEvent| Action::CompareThese(ids.clone()));
    html! {
        <header class="election" part="election">
            <h2 dir="auto">{attr(&election.name)}</h2>
            <p class="quiet">
                {election_line(election, nominees)}
                if let Some(url) = &election.url {
                    {" · "}{view_link(url, "", html! { {"about this election"} })}
                }
            </p>
            if let Some(note) = &election.note { <p class="quiet" dir="auto">{attr(note)}</p> }
            if nominees > 1 {
                <button type="button" class="quiet" onclick={compare_all}>
                    {format!("Compare all {nominees}")}
                </button>
            }
        </header>
    }
}

fn election_line(election: &Election, nominees: usize) -> String {
    let seats = election.seats.map(|seats| plural(seats as usize, "seat", "seats"));
    let method = election.method.as_ref().map(|method| method.to_string());
    let turnout = match (election.eligible_voters, election.ballots_cast) {
        (Some(eligible), Some(cast)) => Some(format!("{cast} of {eligible} voted")),
        _ => None,
    };
    let dates = [(election.nominations, "nominations"), (election.voting, "vote")]
        .into_iter()
        .filter_map(|(span, what)| span_text(span).map(|text| format!("{what} {text}")));
    let parts = [Some(plural(nominees, "nominee", "nominees")), seats, method, turnout];
    parts.into_iter().flatten().chain(dates).collect::<Vec<_>>().join(" · ")
}

fn span_text(span: Span) -> Option<String> {
    match (span.open, span.close) {
        (Some(open), Some(close)) if open == close => Some(open.to_string()),
        (Some(open), Some(close)) => Some(format!("{open} – {close}")),
        (Some(open), None) => Some(format!("from {open}")),
        (None, Some(close)) => Some(format!("until {close}")),
        (None, None) => None,
    }
}

/// The picks, always at hand while there are any.
pub fn view_tray(picked: &[Shared<Nomination>], dispatch: &Callback<Action>) -> Html {
    let compare = dispatch.reform(|_: MouseEvent| Action::Show(View::Compare));
    let clear = dispatch.reform(|_: MouseEvent| Action::SetPicks(Vec::new()));
    html! {
        <div class="tray" part="tray" role="region" aria-label="Picked to compare">
            <p><b>{format!("{} picked", picked.len())}</b></p>
            <ul class="picks">
                { for picked.iter().map(|nomination| view_pick(nomination, dispatch)) }
            </ul>
            <button type="button" class="main" onclick={compare}>{"Side by side"}</button>
            <button type="button" class="quiet" onclick={clear}>{"Take all away"}</button>
        </div>
    }
}

fn view_pick(nomination: &Nomination, dispatch: &Callback<Action>) -> Html {
    let id = nomination.id.clone();
    let onclick = dispatch.reform(move |_: MouseEvent| Action::Pick(id.clone()));
    let name = &nomination.candidate.name;
    html! {
        <li key={&*nomination.id}>
            <button type="button" class="chip" aria-label={format!("Take away: {name}")} {onclick}>
                <bdi>{attr(name)}</bdi><span aria-hidden="true">{" ×"}</span>
            </button>
        </li>
    }
}
