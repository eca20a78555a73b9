//! One nomination.

use yew::prelude::*;

use super::detail::Opened;
use super::more::more;
use super::parts::{
    Button, attr, el, view_absent, view_button, view_date, view_fact, view_initials, view_link, view_marked,
    view_standing, view_whose, words,
};
use super::references::view_tally;
use super::screens::view_coming;
use crate::domain::blocks::{opening, plain_blocks};
use crate::domain::marks::{bare, marks, piece};
use crate::domain::select::Layout;
use crate::domain::shortlist::Entry;
use crate::domain::text::{lead, without_tags};
use crate::domain::words::{EDITOR, STATEMENT, summarised_by};
use crate::feed::{Head, Nomination, Shared, Statement};
use crate::state::{Action, Arrival, Keeping, Reading, Sought, Wish};

#[derive(Properties, PartialEq)]
pub struct CardProps {
    pub nomination: Shared<Nomination>,
    pub head: Shared<Head>,
    pub layout: Shared<Layout>,
    /// The chunk it is drawn with, and which of how many it is.
    pub place: (u32, usize, usize),
    pub picked: bool,
    pub open: bool,
    pub unfolded: bool,
    pub more: Arrival,
    pub reading: Reading,
    /// What the reader keeps of it, and how long.
    pub entry: Option<Shared<Entry>>,
    pub keeping: Keeping,
    pub sought: Option<Sought>,
    /// What the reader looks for, as [`marks`](crate::domain::marks) takes it.
    pub words: Shared<Vec<String>>,
    pub dispatch: Callback<Action>,
}

/// One nomination: the same parts in the same places for everyone.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let CardProps { nomination, layout, place: (chunk, at, total), picked, open, .. } = props;
    let cells = [
        layout.summary.then(|| html! { <>{view_summary(props)}{view_piece(props)}</> }),
        layout.topics.then(|| view_topics(props)),
        layout.references.then(|| view_works(props)),
        (!layout.facts.is_empty()).then(|| view_facts(props)),
    ];
    let cells = cells.map(|cell| el("div", "cell", cell.unwrap_or_default()));
    let class = classes!("card", picked.then_some("picked"), open.then_some("open"));
    html! {
        <li {class} data-chunk={chunk.to_string()} aria-posinset={at.to_string()} aria-setsize={total.to_string()}>
            <article part="card" data-id={attr(&nomination.id)} aria-label={attr(&nomination.candidate.name)}>
                {view_head(nomination, &props.words)}
                { for cells }
                {view_controls(props)}
                if *open { {view_open(props)} }
            </article>
        </li>
    }
}

fn view_open(props: &CardProps) -> Html {
    let CardProps { nomination, head, reading, dispatch, .. } = props;
    let (sought, entry) = (props.sought.as_ref(), props.entry.as_ref());
    let opened = Opened { nomination, head, reading, sought, entry, keeping: props.keeping };
    match more() {
        Some(more) => (more.view_detail)(&opened, dispatch),
        None => view_coming(props.more, dispatch),
    }
}

fn view_head(nomination: &Nomination, looked_for: &[String]) -> Html {
    let title = nomination.title.as_ref().map(|title| words("span", "", title));
    let date = nomination.published.filter(|_| nomination.status.is_none()).map(view_date);
    html! {
        <header class="who">
            {view_initials(&nomination.candidate)}
            <h3 part="name" dir="auto">{view_marked(&nomination.candidate.name, looked_for)}</h3>
            {el("p", "quiet", html! { <>{view_standing(nomination)}{title}{ for date.map(|date| html! { <>{" · "}{date}</> }) }</> })}
        </header>
    }
}

/// The editor's summary, or else how the statement opens: marked as whose words they are.
fn view_summary(props: &CardProps) -> Html {
    const LENGTH: usize = 320;
    let nomination = &props.nomination;
    let lang = nomination.language.as_ref().map(attr);
    if let Some(summary) = &nomination.summary {
        return html! { <p class="summary" part="summary" {lang} dir="auto">{view_whose(summarised_by(nomination))}{view_marked(summary, &props.words)}</p> };
    }
    let opening = match &props.reading {
        // No sentence of it could stand for the others.
        Reading::Done(blocks, _) => opening(blocks),
        Reading::Waiting => return html! { <p class="summary" part="summary">{"…"}</p> },
        Reading::Failed(text) => text.as_ref().map(|text| text.to_string()),
        Reading::Unread => None,
    };
    match opening {
        Some(text) => html! {
            <p class="summary" part="summary" {lang} dir="auto">
                {view_whose("Their own words:")}<q>{lead(&text, LENGTH)}</q>
                // What follows may turn the words round: that there is more is said.
                if text.chars().count() > LENGTH { {" […]"} }
            </p>
        },
        None => html! { <p class="summary" part="summary">{view_absent("No summary.")}</p> },
    }
}

/// What the reader looks for and finds neither in the name nor in the summary:
/// the place that has it in the nominee's words, or in those about them.
fn view_piece(props: &CardProps) -> Html {
    let CardProps { nomination, words, reading, .. } = props;
    let mut missing = words.to_vec();
    for text in [Some(&nomination.candidate.name), nomination.summary.as_ref()].into_iter().flatten() {
        missing.retain(|word| marks(text, std::slice::from_ref(word)).is_empty());
    }
    if missing.is_empty() {
        return Html::default();
    }
    let statement = match (reading, &nomination.statement) {
        (Reading::Done(blocks, _), _) => plain_blocks(blocks),
        (_, Some(Statement::Markdown(text))) => bare(text),
        (_, Some(Statement::Plain(text))) => text.to_string(),
        (_, Some(Statement::Html(html))) => without_tags(html),
        _ => String::new(),
    };
    let mut found = piece(&statement, &missing).map(|found| (STATEMENT, found));
    for stance in &nomination.stances {
        for (whose, text) in [("Their own words:", &stance.quote), (EDITOR, &stance.summary)] {
            if found.is_none() {
                found = text.as_ref().and_then(|text| piece(text, &missing)).map(|found| (whose, found));
            }
        }
    }
    let Some((whose, (text, [before, after]))) = found else { return Html::default() };
    let more = |more: bool| if more { "… " } else { "" };
    html! {
        <p class="quiet" part="piece" dir="auto">
            {view_whose(whose)}{more(before)}{view_marked(&text.into(), words)}{more(after).trim_end()}
        </p>
    }
}

/// The topics that the nominee takes up, in the order of the feed for everyone.
fn view_topics(props: &CardProps) -> Html {
    let stances = &props.nomination.stances;
    let mut topics = props
        .head
        .topics
        .iter()
        .filter(|topic| stances.iter().any(|stance| stance.topic == topic.id))
        .peekable();
    if topics.peek().is_none() {
        let absent = if props.nomination.is_silent() {
            "The statement is not in this feed."
        } else {
            "No topics listed."
        };
        return el("p", "topics", view_absent(absent));
    }
    html! {
        <ul class="topics" aria-label="Topics">
            { for topics.map(|topic| {
                let button = Button {
                    class: "topic",
                    label: Some(format!("{} on {}", props.nomination.candidate.name, topic.label)),
                    ..Button::default()
                };
                let show = Action::ShowStance(props.nomination.id.clone(), topic.id.clone());
                el("li", "", view_button(button, html! { <bdi dir="auto">{view_marked(&topic.label, &props.words)}</bdi> }, &props.dispatch, show))
            }) }
        </ul>
    }
}

fn view_works(props: &CardProps) -> Html {
    if props.nomination.references.is_empty() {
        return el("p", "tally", view_absent("No references."));
    }
    view_tally(&props.nomination, props.unfolded, &props.dispatch)
}

fn view_facts(props: &CardProps) -> Html {
    let facts = props.layout.facts.iter().map(|definition| {
        let value = match props.nomination.fact(&definition.id) {
            Some(fact) => view_fact(fact, definition),
            None if props.nomination.is_silent() => view_absent("not in this feed"),
            None => view_absent("not stated"),
        };
        html! { <>{words("dt", "", &definition.label)}{el("dd", "", value)}</> }
    });
    html! { <dl class="facts" part="facts">{ for facts }</dl> }
}

fn view_controls(props: &CardProps) -> Html {
    let CardProps { nomination, picked, open, entry, dispatch, .. } = props;
    let name = &nomination.candidate.name;
    let more = if *open { "Less" } else { "More" };
    let pick = Button {
        class: "pick",
        label: Some(format!("Compare {name}")),
        pressed: Some(*picked),
        ..Button::default()
    };
    let starred = entry.as_ref().is_some_and(|entry| entry.star);
    let star = Button {
        class: "quiet star",
        part: Some("shortlist"),
        // Its state is told by itself, and by the star before it.
        label: Some(format!("Shortlist {name}")),
        pressed: Some(starred),
        ..Button::default()
    };
    let toggle = Button {
        class: "quiet",
        label: Some(format!("{more} about {name}")),
        expanded: Some(*open),
        ..Button::default()
    };
    let post = nomination.url.as_ref().map(|url| view_link(url, "source", html! { {"Original post"} }));
    let pick = view_button(pick, html! { {"Compare"} }, dispatch, Action::Pick(nomination.id.clone()));
    let star = view_button(
        star,
        html! { {"Shortlist"} },
        dispatch,
        Action::Shortlist(Wish::Star(nomination.id.clone())),
    );
    let toggle = view_button(toggle, html! { {more} }, dispatch, Action::Open(nomination.id.clone()));
    html! { <footer class="controls" lang="en">{pick}{star}{toggle}{post}</footer> }
}
