//! The cards, election by election, and the tray of picks.

use yew::prelude::*;

use super::card::Card;
use super::parts::{Button, el, view_button, view_chip, view_link, words};
use super::timeline::view_timeline;
use crate::domain::select::Group;
use crate::domain::text::plural;
use crate::feed::{Election, Nomination, Shared, Text};
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
                {view_more(selection.count - limit, dispatch)}
            }
        </>
    }
}

fn view_more(left: usize, dispatch: &Callback<Action>) -> Html {
    let words = html! { {format!("Show more ({left} left)")} };
    el("p", "more", view_button(Button::default(), words, dispatch, Action::More))
}

fn view_group(state: &State, group: &Group, count: usize, dispatch: &Callback<Action>) -> Html {
    let key = group.election.as_ref().map_or("", |election| &election.id).to_owned();
    html! {
        <section class="group" {key}>
            { match &group.election {
                Some(election) => view_election(state, election, group, dispatch),
                // Cards are headings of the third level: the page's outline must not jump.
                None => el("h2", "hidden", html! { {"Nominations"} }),
            } }
            <ul class="cards">
                { for group.nominations.iter().take(count).map(|nomination| html! {
                    <Card
                        key={&*nomination.id}
                        nomination={nomination.clone()}
                        head={state.head.clone()}
                        layout={group.layout.clone()}
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
                }) }
            </ul>
        </section>
    }
}

/// The contest above its nominations.
fn view_election(state: &State, election: &Election, group: &Group, dispatch: &Callback<Action>) -> Html {
    let ids: Vec<Text> = group.nominations.iter().map(|nomination| nomination.id.clone()).collect();
    let nominees = ids.len();
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
                    Action::CompareThese(ids),
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
        <div class="tray" part="tray" role="region" aria-label="Picked to compare">
            {el("p", "", el("b", "", html! { {format!("{} picked", picked.len())} }))}
            <ul class="picks">{ for picks }</ul>
            {view_button(button("main"), html! { {"Side by side"} }, dispatch, Action::Show(View::Compare))}
            {view_button(button("quiet"), html! { {"Take all away"} }, dispatch, Action::SetPicks(Vec::new()))}
        </div>
    }
}
