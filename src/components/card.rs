//! One nomination.

use yew::prelude::*;

use super::detail::view_detail;
use super::parts::{attr, view_absent, view_fact, view_initials, view_link, view_standing};
use super::references::view_tally;
use crate::domain::blocks::opening;
use crate::domain::select::Layout;
use crate::domain::text::lead;
use crate::feed::{Head, Nomination, Shared};
use crate::state::{Action, Reading};

#[derive(Properties, PartialEq)]
pub struct CardProps {
    pub nomination: Shared<Nomination>,
    pub head: Shared<Head>,
    pub layout: Shared<Layout>,
    pub picked: bool,
    pub open: bool,
    pub unfolded: bool,
    pub reading: Reading,
    pub dispatch: Callback<Action>,
}

/// One nomination: the same parts in the same places for everyone.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let CardProps { nomination, layout, picked, open, .. } = props;
    let class = classes!("card", picked.then_some("picked"), open.then_some("open"));
    html! {
        <li {class}>
            <article part="card" data-id={attr(&nomination.id)} aria-label={attr(&nomination.candidate.name)}>
                {view_head(nomination)}
                <div class="cell">if layout.summary { {view_summary(props)} }</div>
                <div class="cell">if layout.topics { {view_topics(props)} }</div>
                <div class="cell">if layout.references { {view_works(props)} }</div>
                <div class="cell">if !layout.facts.is_empty() { {view_facts(props)} }</div>
                {view_controls(props)}
                if *open {
                    {view_detail(nomination, &props.head, &props.reading)}
                }
            </article>
        </li>
    }
}

fn view_head(nomination: &Nomination) -> Html {
    html! {
        <header class="who">
            {view_initials(&nomination.candidate)}
            <h3 part="name" dir="auto">{attr(&nomination.candidate.name)}</h3>
            <p class="quiet">
                {view_standing(nomination)}
                if let Some(title) = &nomination.title { <span dir="auto">{attr(title)}</span> }
                if let (None, Some(date)) = (nomination.status, nomination.published) {
                    {" "}<time datetime={date.iso()}>{date.to_string()}</time>
                }
            </p>
        </header>
    }
}

/// The editor's summary, or else how the statement opens: marked as whose words they are.
fn view_summary(props: &CardProps) -> Html {
    const LENGTH: usize = 320;
    let nomination = &props.nomination;
    if let Some(summary) = &nomination.summary {
        return html! {
            <p class="summary" part="summary" dir="auto" title="The editor’s summary">{attr(summary)}</p>
        };
    }
    let opening = match &props.reading {
        Reading::Done(blocks) => opening(blocks),
        Reading::Waiting => return html! { <p class="summary" part="summary">{"…"}</p> },
        Reading::Unread | Reading::Failed(_) => None,
    };
    match opening {
        Some(text) => html! {
            <p class="summary opening" part="summary" dir="auto" title="How the statement opens">
                <q>{lead(&text, LENGTH)}</q>
            </p>
        },
        None => html! { <p class="summary" part="summary">{view_absent("No summary.")}</p> },
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
        return html! { <p class="topics">{view_absent("No topics listed.")}</p> };
    }
    html! {
        <ul class="topics" aria-label="Topics">
            { for topics.map(|topic| html! { <li class="topic" dir="auto">{attr(&topic.label)}</li> }) }
        </ul>
    }
}

fn view_works(props: &CardProps) -> Html {
    if props.nomination.references.is_empty() {
        return html! { <p class="tally">{view_absent("No references.")}</p> };
    }
    view_tally(&props.nomination, props.unfolded, &props.dispatch)
}

fn view_facts(props: &CardProps) -> Html {
    html! {
        <dl class="facts" part="facts">
            { for props.layout.facts.iter().map(|definition| html! {
                <>
                    <dt dir="auto">{attr(&definition.label)}</dt>
                    <dd>{ match props.nomination.fact(&definition.id) {
                        Some(fact) => view_fact(fact, definition),
                        None => view_absent("not stated"),
                    } }</dd>
                </>
            }) }
        </dl>
    }
}

fn view_controls(props: &CardProps) -> Html {
    let CardProps { nomination, picked, open, dispatch, .. } = props;
    let name = &nomination.candidate.name;
    let id = nomination.id.clone();
    let pick = dispatch.reform(move |_: MouseEvent| Action::Pick(id.clone()));
    let id = nomination.id.clone();
    let toggle = dispatch.reform(move |_: MouseEvent| Action::Open(id.clone()));
    html! {
        <footer class="controls">
            <button type="button" class="pick" aria-pressed={picked.to_string()}
                aria-label={format!("Compare {name}")} onclick={pick}>{"Compare"}</button>
            <button type="button" class="quiet" aria-expanded={open.to_string()}
                aria-label={format!("{} about {name}", if *open { "Less" } else { "More" })} onclick={toggle}>
                { if *open { "Less" } else { "More" } }
            </button>
            if let Some(url) = &nomination.url {
                {view_link(url, "source", html! { {"Original post"} })}
            }
        </footer>
    }
}
