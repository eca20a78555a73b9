//! The cards, election by election, and the tray of picks.

use std::ops::Range;

use yew::prelude::*;

use super::card::Card;
use super::parts::{Button, el, view_button, view_chip, view_link, words};
use super::timeline::view_timeline;
use crate::domain::select::Group;
use crate::domain::text::plural;
use crate::feed::{Election, Nomination, Shared};
use crate::state::{Action, FIRST_CARDS, Part, State, View};

/// The selection as far as it is drawn, and what comes after it.
pub fn view_cards(state: &State, dispatch: &Callback<Action>) -> Html {
    let selection = state.selection();
    let groups = selection.groups.iter().zip(state.parts());
    html! {
        <>
            { for groups.map(|(group, parts)| view_group(state, group, parts, dispatch)) }
            // What would only be pushed away by the next picture waits for it.
            if selection.count > state.allowed && !state.is_beginning() {
                {view_more(selection.count, state.allowed, dispatch)}
            }
        </>
    }
}

/// The whole selection, however long.
#[cfg(not(target_arch = "wasm32"))]
pub fn view_whole(state: &State, dispatch: &Callback<Action>) -> Html {
    let all = |group: &Group| vec![Part::Cards(0, 0..group.nominations.len())];
    let groups = state.selection().groups.iter();
    html! { { for groups.map(|group| view_group(state, group, all(group), dispatch)) } }
}

fn view_more(count: usize, shown: usize, dispatch: &Callback<Action>) -> Html {
    let left = count - shown;
    let button = |class, words: String, action| {
        view_button(Button { class, ..Button::default() }, html! { {words} }, dispatch, action)
    };
    let more = button("", format!("Show more ({left} left)"), Action::More);
    let all = (left > FIRST_CARDS).then(|| button("quiet", format!("Show all {count}"), Action::All));
    el("p", "more", html! { <>{more}{ for all }</> })
}

fn view_group(state: &State, group: &Group, parts: Vec<Part>, dispatch: &Callback<Action>) -> Html {
    let key = group.election.as_ref().map_or("", |election| &election.id).to_owned();
    html! {
        <section class="group" {key}>
            { match &group.election {
                Some(election) => view_election(state, election, group, dispatch),
                // Cards are headings of the third level: the page's outline must not jump.
                None => el("h2", "hidden", html! { {"Nominations"} }),
            } }
            <ul class="cards">
                { for parts.into_iter().flat_map(|part| view_part(state, group, part, dispatch)) }
            </ul>
        </section>
    }
}

fn view_part(state: &State, group: &Group, part: Part, dispatch: &Callback<Action>) -> Vec<Html> {
    let (chunk, cards) = match part {
        Part::Cards(chunk, cards) => (chunk, cards),
        Part::Gap(chunk, chunks, cards) => return vec![view_gap(state, group, chunk, chunks, cards)],
    };
    let total = group.nominations.len();
    let places = group.nominations.get(cards.clone()).unwrap_or_default();
    let card = |(at, nomination): (usize, &Shared<Nomination>)| {
        html! {
            <Card
                key={&*nomination.id}
                nomination={nomination.clone()}
                head={state.head.clone()}
                layout={group.layout.clone()}
                place={(chunk, at + 1, total)}
                picked={state.picks.contains(&nomination.id)}
                open={state.open.contains(&nomination.id)}
                more={state.more}
                unfolded={state.unfolded.contains(&nomination.id)}
                reading={state.reading(&nomination.id)}
                entry={state.own.list.get(&nomination.id).cloned()}
                keeping={state.own.keeping}
                sought={state.sought(&nomination.id)}
                words={state.selection().words.clone()}
                dispatch={dispatch.clone()}
            />
        }
    };
    cards.zip(state.at(places)).map(card).collect()
}

/// The room of cards that are away from the screen. The element's JavaScript
/// (`window.js`) gives it its height, and asks for its cards when it comes near.
/// The browser's own search looks for names in it, where it is one chunk's.
fn view_gap(state: &State, group: &Group, chunk: u32, chunks: u32, cards: Range<usize>) -> Html {
    let mut names = String::new();
    if chunks == 1 {
        for nomination in state.at(group.nominations.get(cards).unwrap_or_default()) {
            names.extend([&*nomination.candidate.name, " · "]);
        }
    }
    html! {
        <li class="gap" key={format!("\u{1f}{chunk}+{chunks}")} data-chunk={chunk.to_string()}
            data-chunks={chunks.to_string()} aria-hidden="true">{names}</li>
    }
}

/// The contest above its nominations.
fn view_election(state: &State, election: &Election, group: &Group, dispatch: &Callback<Action>) -> Html {
    let nominees = group.nominations.len();
    let about = election.url.as_ref().map(|url| view_link(url, "", html! { {"About this election"} }));
    let line = el(
        "p",
        "quiet",
        html! { <>{election_line(election, nominees)}{ for about.map(|about| html! { <>{" · "}{about}</> }) }</> },
    );
    let timeline = state.timelines.iter().find(|timeline| timeline.election == election.id);
    let dates = timeline.and_then(|timeline| view_timeline(election, timeline, state.now));
    let notes = [&election.note, if dates.is_none() { &election.dates_note } else { &None }];
    html! {
        <header class="election" part="election">
            {words("h2", "", &election.name)}
            if nominees > 1 {
                {view_button(
                    Button { class: "quiet", ..Button::default() },
                    html! { {format!("Compare all {nominees}")} },
                    dispatch,
                    Action::CompareAll(election.id.clone()),
                )}
            }
            {line}
            { for notes.into_iter().flatten().map(|note| words("p", "quiet", note)) }
            { for dates }
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
    let parts = [Some(plural(nominees, "nominee", "nominees")), seats, method, turnout];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The picks, always at hand while there are any.
pub fn view_tray(picked: &[Shared<Nomination>], dispatch: &Callback<Action>) -> Html {
    let picks = picked.iter().map(|nomination| {
        let chip = view_chip(&nomination.candidate.name, dispatch, Action::Pick(nomination.id.clone()));
        html! { <li key={&*nomination.id}>{chip}</li> }
    });
    let button = |class| Button { class, ..Button::default() };
    html! {
        <div class="tray" part="tray" lang="en" role="region" aria-label="Picked to compare">
            {el("p", "", el("b", "", html! { {format!("{} picked", picked.len())} }))}
            <ul class="picks">{ for picks }</ul>
            {view_button(button("main"), html! { {"Side by side"} }, dispatch, Action::Show(View::Compare))}
            {view_button(button("quiet"), html! { {"Take all away"} }, dispatch, Action::SetPicks(Vec::new()))}
        </div>
    }
}
