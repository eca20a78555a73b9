//! What a reader keeps for themself: a fold in the toolbar, and a note and a draft in each open card.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::parts::{Button, attr, el, view_button, view_link, words};
use crate::domain::ballot::{Ballot, Draft, MOST_RANK, MOST_SCORE};
use crate::domain::rules::{Kept, Rule, Standing, standings};
use crate::domain::shortlist::{Entry, MOST_NOTE};
use crate::domain::text::{lead, plural};
use crate::feed::{Head, Nomination, Shared, Status, Text};
use crate::state::{Action, Keeping, Own, State, Wish};

/// The button in the toolbar, and what it opens; nothing where nothing is kept.
pub fn view_shortlist(state: &State, dispatch: &Callback<Action>) -> [Html; 2] {
    let own = &state.own;
    if own.list.is_empty() && !own.open {
        return [Html::default(), Html::default()];
    }
    let kept = state.kept();
    let button = Button { class: "fold", expanded: Some(own.open), ..Button::default() };
    let label = html! { {format!("Shortlist ({})", kept.len())} };
    let button = view_button(button, label, dispatch, wish(Wish::Look(!own.open)));
    let list = if own.open { view_list(state, kept, dispatch) } else { Html::default() };
    [button, list]
}

fn wish(wish: Wish) -> Action {
    Action::Shortlist(wish)
}

fn view_list(state: &State, kept: Vec<Kept>, dispatch: &Callback<Action>) -> Html {
    let own = &state.own;
    let elsewhere = own.list.iter().count().saturating_sub(kept.len());
    let standings = standings(kept, &state.head);
    html! {
        <section class="own" part="notes" aria-label="Your shortlist">
            {view_keeping(own.keeping)}
            if standings.is_empty() && elsewhere == 0 {
                {el("p", "", html! { {"Nothing is on it. “Shortlist” on a card puts somebody here, and so does a note."} })}
            }
            { for standings.iter().map(|standing| view_standing(standing, state, dispatch)) }
            if elsewhere > 0 {
                {el("p", "quiet", html! {
                    {format!("{elsewhere} {} kept of nominations that are not shown here.", if elsewhere == 1 { "is" } else { "are" })}
                })}
            }
            {view_told(state, dispatch)}
            {view_actions(own, &standings, dispatch)}
        </section>
    }
}

/// How long it is kept: said before anybody relies on it.
fn view_keeping(keeping: Keeping) -> Html {
    let (class, words) = match keeping {
        Keeping::Device => {
            ("quiet", "Kept on this device only: nothing of it is sent anywhere, or in a link.")
        }
        Keeping::Page => (
            "notice",
            "Kept only until this page is closed: the browser keeps nothing for it. Save it to have it later.",
        ),
        Keeping::Behind => (
            "notice",
            "The last change is not kept: the browser has no room left for this site. What was kept before still is. \
             Save it to lose nothing.",
        ),
        Keeping::Later => (
            "notice",
            "Kept only until this page is closed: a later version of this program keeps your shortlist on this device, \
             and this version can’t read it. It stays as it is. Save this one to have it later.",
        ),
    };
    html! { <p {class} role="status">{words}</p> }
}

fn view_standing(standing: &Standing, state: &State, dispatch: &Callback<Action>) -> Html {
    let limits = standing.election.as_ref().map(|election| &election.limits[..]).unwrap_or_default();
    let name = standing.election.as_ref().map(|election| words("p", "label", &election.name));
    html! {
        <div class="standing">
            { for name }
            <ul aria-label={standing.election.as_ref().map(|election| attr(&election.name))}>
                { for standing.kept.iter().map(|kept| view_kept(kept, dispatch)) }
            </ul>
            { for standing.rules.iter().map(|rule| {
                let limit = match rule {
                    Rule::Shared { limit, .. }
                    | Rule::Holds { limit }
                    | Rule::Unknown { limit, of_all: true, .. } => limits.get(*limit),
                    _ => None,
                };
                let source = limit.and_then(|limit| limit.url.as_ref());
                let source = source.map(|url| html! { <>{" · "}{view_link(url, "", html! { {"the rule"} })}</> });
                let broken = matches!((rule, limit), (Rule::Shared { who, .. }, Some(limit)) if who.len() > limit.most as usize);
                let allowed = limit.map(|limit| limit.words(&state.head)).unwrap_or_default();
                let class = if broken { "rule broken" } else { "rule quiet" };
                el("p", class, html! { <>{view_rule(rule, broken, &allowed)}{ for source }</> })
            }) }
        </div>
    }
}

fn view_kept((nomination, entry): &Kept, dispatch: &Callback<Action>) -> Html {
    const BEGINNING: usize = 90;
    let name = &nomination.candidate.name;
    let remove = Button {
        class: "quiet",
        label: Some(format!("Remove {name} from your shortlist and notes")),
        ..Button::default()
    };
    let star = entry.star.then(|| html! { <span aria-hidden="true">{"★ "}</span> });
    let facts = [
        (!entry.star).then(|| "not shortlisted".to_owned()),
        (nomination.status == Some(Status::Withdrawn)).then(|| "has withdrawn".to_owned()),
        entry.draft.map(|draft| format!("{} (draft)", draft.words())),
    ];
    let facts: Vec<_> = facts.into_iter().flatten().collect();
    let mut note = entry.note.split_whitespace().collect::<Vec<_>>().join(" ");
    if note.chars().count() > BEGINNING {
        note = lead(&note, BEGINNING) + " […]";
    }
    html! {
        <li key={&*nomination.id}>
            <p>
                { for star }{view_name(nomination)}
                if !facts.is_empty() { {el("span", "quiet", html! { {format!(" · {}", facts.join(" · "))} })} }
            </p>
            {view_button(remove, html! { {"Remove"} }, dispatch, wish(Wish::Remove(nomination.id.clone())))}
            if !note.is_empty() { {words("p", "quiet", &note.into())} }
        </li>
    }
}

fn view_name(nomination: &Nomination) -> Html {
    let name = words("bdi", "", &nomination.candidate.name);
    match &nomination.url {
        Some(url) => view_link(url, "", name),
        None => name,
    }
}

fn view_names(who: &[Shared<Nomination>]) -> Html {
    who.iter()
        .enumerate()
        .map(|(at, nomination)| html! { <>{if at > 0 { ", " } else { "" }}{view_name(nomination)}</> })
        .collect()
}

fn view_rule(rule: &Rule, broken: bool, allowed: &str) -> Html {
    match rule {
        Rule::Seats { starred, seats, withdrawn } => {
            let seats = plural(*seats as usize, "seat", "seats");
            let gone = match withdrawn {
                0 => String::new(),
                1 => "; 1 has withdrawn and doesn’t count".to_owned(),
                many => format!("; {many} have withdrawn and don’t count"),
            };
            html! { {format!("{starred} shortlisted for {seats}{gone}.")} }
        }
        Rule::Shared { value, who, .. } => html! {
            <>
                {format!("{} of ", who.len())}{words("bdi", "", value)}{" ("}{view_names(who)}{") – "}
                { if broken { format!("the rules allow {allowed}.") } else { format!("as many as the rules allow: {allowed}.") } }
            </>
        },
        Rule::Holds { .. } => html! { {format!("Holds: the rules allow {allowed}.")} },
        Rule::Unknown { of_all: true, label, .. } => html! {
            <>{format!("The rules allow {allowed}. Nobody’s ")}{words("bdi", "", label)}{" is stated here, so nobody is counted."}</>
        },
        Rule::Unknown { label, who, .. } => html! {
            <>{words("bdi", "", label)}{" not stated, so not counted: "}{view_names(who)}{"."}</>
        },
        Rule::SameRank { rank, who } => {
            html! { <>{format!("Rank {rank} is given to several: ")}{view_names(who)}{"."}</> }
        }
    }
}

/// What became of the last wish, and the way back.
fn view_told(state: &State, dispatch: &Callback<Action>) -> Html {
    let own = &state.own;
    let taken = own.taken.as_ref().and_then(|(id, _)| state.nomination(id));
    let taken = taken.map(|nomination| {
        let undo = view_button(
            Button { class: "quiet", ..Button::default() },
            html! { {"Undo"} },
            dispatch,
            wish(Wish::Undo),
        );
        html! { <>{words("bdi", "", &nomination.candidate.name)}{" is removed. "}{undo}</> }
    });
    html! { <p class="told" role="status">{own.told.clone()}{ for taken }</p> }
}

fn view_actions(own: &Own, standings: &[Standing], dispatch: &Callback<Action>) -> Html {
    let quiet = |words: &'static str, action| {
        view_button(Button { class: "quiet", ..Button::default() }, html! { {words} }, dispatch, action)
    };
    if own.asked {
        return html! {
            <div class="tools" role="group" aria-label="Forget everything">
                {el("p", "", html! { {"Forget every star, note and draft kept for this list? This can’t be undone."} })}
                {view_button(Button { class: "main", ..Button::default() }, html! { {"Forget everything"} }, dispatch, wish(Wish::Forget))}
                {quiet("Keep it", wish(Wish::Ask(false)))}
            </div>
        };
    }
    let starred = standings.iter().flat_map(|standing| &standing.kept).filter(|(_, entry)| entry.star);
    let starred: Vec<Text> = starred.map(|(nomination, _)| nomination.id.clone()).collect();
    html! {
        <div class="tools">
            if starred.len() > 1 {
                {view_button(Button::default(), html! { {"Compare these"} }, dispatch, Action::CompareThese(starred))}
            }
            if !own.list.is_empty() {
                {quiet("Save as a file", wish(Wish::Take(true)))}
                {quiet("Copy", wish(Wish::Take(false)))}
            }
            // What is chosen is read by the page's JavaScript (www/element/notes.js).
            <label class="file">{"Import a file"}<input type="file" accept=".json,application/json" data-notes="" /></label>
            if !own.list.is_empty() { {quiet("Forget everything", wish(Wish::Ask(true)))} }
        </div>
    }
}

/// A note on a nomination, and the draft of a ballot where its election's method is known.
pub fn view_own(
    nomination: &Nomination,
    head: &Head,
    entry: Option<&Shared<Entry>>,
    keeping: Keeping,
    dispatch: &Callback<Action>,
) -> Html {
    let id = nomination.id.clone();
    let oninput = dispatch.reform(move |event: InputEvent| {
        let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
        wish(Wish::Note(id.clone(), text.into()))
    });
    let note = entry.map(|entry| attr(&entry.note)).unwrap_or_default();
    let label = match keeping {
        Keeping::Device => "Your note – kept on this device only",
        Keeping::Page | Keeping::Later => "Your note – kept only until this page is closed",
        Keeping::Behind => "Your note – the last change is not kept: the browser has no room left",
    };
    let election = nomination.election.as_deref().and_then(|id| head.election(id));
    let ballot = election.and_then(|election| Ballot::of(election.method.as_deref()?));
    let draft = entry.and_then(|entry| entry.draft);
    let look = Button { class: "quiet", ..Button::default() };
    html! {
        <div class={if note.is_empty() { "note-on blank" } else { "note-on" }} part="note">
            <label>
                {el("span", "label", html! { {label} })}
                <textarea dir="auto" rows="2" maxlength={MOST_NOTE.to_string()} value={note.clone()} {oninput} />
            </label>
            <div class="tools">
                { for ballot.map(|ballot| view_ballot(ballot, nomination, draft, dispatch)) }
                {view_button(look, html! { {"All your notes"} }, dispatch, wish(Wish::Show))}
            </div>
        </div>
    }
}

fn view_ballot(
    ballot: Ballot,
    nomination: &Nomination,
    draft: Option<Draft>,
    dispatch: &Callback<Action>,
) -> Html {
    let id = &nomination.id;
    let draft = draft.filter(|draft| ballot.takes(*draft));
    match ballot {
        Ballot::Approval => {
            let id = id.clone();
            let onchange = dispatch.reform(move |event: Event| {
                let yes = event.target_unchecked_into::<HtmlInputElement>().checked();
                wish(Wish::Draft(id.clone(), yes.then_some(Draft::Approve)))
            });
            html! {
                <label class="choice">
                    <input type="checkbox" checked={draft.is_some()} {onchange} />{"Approve (draft)"}
                </label>
            }
        }
        Ballot::Scores => {
            let scores = [None].into_iter().chain((0..=MOST_SCORE).map(Some));
            html! {
                <fieldset class="scores">
                    <legend class="label">{"Score (draft)"}</legend>
                    { for scores.map(|score| view_score(id, score.map(Draft::Score), draft, dispatch)) }
                </fieldset>
            }
        }
        Ballot::Ranks => {
            let id = id.clone();
            // As it is typed: half a number that nobody knows of would be gone with the next change elsewhere.
            let oninput = dispatch.reform(move |event: InputEvent| {
                let rank: Option<u8> = event.target_unchecked_into::<HtmlInputElement>().value().parse().ok();
                let rank = rank.filter(|rank| (1..=MOST_RANK).contains(rank));
                wish(Wish::Draft(id.clone(), rank.map(Draft::Rank)))
            });
            let value = if let Some(Draft::Rank(rank)) = draft { rank.to_string() } else { String::new() };
            html! {
                <label>
                    {"Rank (draft) "}
                    <input type="number" inputmode="numeric" min="1" max={MOST_RANK.to_string()} {value} {oninput} />
                </label>
            }
        }
    }
}

fn view_score(id: &Text, score: Option<Draft>, draft: Option<Draft>, dispatch: &Callback<Action>) -> Html {
    let words = match score {
        Some(Draft::Score(score)) => score.to_string(),
        _ => "no score".to_owned(),
    };
    let name = format!("score {id}");
    let id = id.clone();
    let onchange = dispatch.reform(move |_: Event| wish(Wish::Draft(id.clone(), score)));
    html! {
        <label class="choice"><input type="radio" {name} checked={score == draft} {onchange} />{words}</label>
    }
}
