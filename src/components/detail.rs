//! Everything a feed says of one nomination: what a card opens to.

use yew::prelude::*;

use super::blocks::view_blocks;
use super::parts::{attr, view_editor, view_fact, view_link, view_quote};
use super::references::view_references;
use crate::feed::{Endorsement, Head, Nomination, Stance, Statement, Text, Topic};
use crate::state::Reading;

pub fn view_detail(nomination: &Nomination, head: &Head, reading: &Reading) -> Html {
    html! {
        <div class="detail" part="detail">
            <div class="reading">
                {view_stances(nomination, head)}
                {view_statement(nomination, reading)}
                {view_endorsements(nomination)}
            </div>
            <div class="margin">
                {view_all_facts(nomination, head)}
                if !nomination.references.is_empty() {
                    <h4>{"References"}</h4>
                    {view_references(nomination)}
                }
                {view_links(nomination)}
                {view_provenance(nomination)}
            </div>
        </div>
    }
}

fn view_stances(nomination: &Nomination, head: &Head) -> Html {
    let (said, silent): (Vec<_>, Vec<_>) =
        head.topics.iter().partition(|topic| nomination.stances_on(&topic.id).next().is_some());
    if said.is_empty() {
        return Html::default();
    }
    let silent: Vec<_> = silent.iter().map(|topic| &*topic.label).collect();
    html! {
        <>
            <h4>{"Topic by topic"}</h4>
            <dl class="stances">
                { for said.into_iter().map(|topic| view_topic(nomination, topic)) }
            </dl>
            if !silent.is_empty() {
                <p class="absent">{"Not mentioned: "}{silent.join(", ")}</p>
            }
        </>
    }
}

fn view_topic(nomination: &Nomination, topic: &Topic) -> Html {
    html! {
        <>
            <dt dir="auto">{attr(&topic.label)}</dt>
            <dd>{ for nomination.stances_on(&topic.id).map(|stance| view_stance(stance, nomination)) }</dd>
        </>
    }
}

/// One stance: whose words they are is said of each.
pub fn view_stance(stance: &Stance, nomination: &Nomination) -> Html {
    html! {
        <>
            if let Some(quote) = &stance.quote {
                {view_quote(quote, stance.url.as_ref(), &nomination.candidate.name)}
            }
            if let Some(summary) = &stance.summary {
                {view_editor(summary)}
                if let (None, Some(url)) = (&stance.quote, &stance.url) {
                    <p class="quiet">{view_link(url, "", html! { {"source"} })}</p>
                }
            }
        </>
    }
}

fn view_statement(nomination: &Nomination, reading: &Reading) -> Html {
    let Some(statement) = &nomination.statement else { return Html::default() };
    let lang = nomination.language.as_ref().map(attr);
    html! {
        <>
            <h4>{"In their own words"}</h4>
            <div class="statement" part="statement" {lang}>
                { match reading {
                    Reading::Done(blocks) => view_blocks(blocks),
                    Reading::Unread | Reading::Waiting => html! { <p class="quiet">{"Reading…"}</p> },
                    Reading::Failed(text) => view_unread(statement, text.as_ref()),
                } }
            </div>
        </>
    }
}

/// Nothing is lost where a statement can't be set in type: its text as written, or the way to it.
fn view_unread(statement: &Statement, text: Option<&Text>) -> Html {
    html! {
        <>
            <p class="quiet">{"The statement couldn’t be loaded in full; here is what there is."}</p>
            if let Some(text) = text { <div class="plain" dir="auto">{attr(text)}</div> }
            if let Statement::At(url) = statement {
                <p>{view_link(url, "", html! { {"Read the statement where it was published"} })}</p>
            }
        </>
    }
}

fn view_endorsements(nomination: &Nomination) -> Html {
    if nomination.endorsements.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h4>{"Endorsements"}</h4>
            { for nomination.endorsements.iter().map(view_endorsement) }
        </>
    }
}

fn view_endorsement(endorsement: &Endorsement) -> Html {
    let by = endorsement.by.clone().unwrap_or_else(|| "Unnamed".into());
    html! {
        <div class="endorsement">
            if let Some(quote) = &endorsement.quote {
                {view_quote(quote, endorsement.url.as_ref(), &by)}
            } else {
                <p class="label" dir="auto">
                    { match &endorsement.url {
                        Some(url) => view_link(url, "", html! { {attr(&by)} }),
                        None => html! { {attr(&by)} },
                    } }
                </p>
            }
            if let Some(summary) = &endorsement.summary { {view_editor(summary)} }
        </div>
    }
}

fn view_all_facts(nomination: &Nomination, head: &Head) -> Html {
    let facts = nomination.facts.iter().filter_map(|(id, fact)| Some((head.fact(id)?, fact)));
    let nominated_by = nomination.nominated_by.as_ref();
    if nomination.facts.is_empty() && nominated_by.is_none() {
        return Html::default();
    }
    html! {
        <>
            <h4>{"Facts"}</h4>
            <dl class="facts">
                if let Some(name) = nominated_by {
                    <dt>{"Nominated by"}</dt><dd dir="auto">{attr(name)}</dd>
                }
                { for facts.map(|(definition, fact)| html! {
                    <>
                        <dt dir="auto">{attr(&definition.label)}</dt>
                        <dd>{view_fact(fact, definition)}</dd>
                    </>
                }) }
            </dl>
        </>
    }
}

fn view_links(nomination: &Nomination) -> Html {
    if nomination.links.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h4>{"Links"}</h4>
            <ul class="links">
                { for nomination.links.iter().map(|link| html! {
                    <li>{view_link(&link.url, "", html! { <bdi>{attr(&link.label)}</bdi> })}</li>
                }) }
            </ul>
        </>
    }
}

/// Where this comes from and how old it is.
fn view_provenance(nomination: &Nomination) -> Html {
    html! {
        <p class="quiet">
            if let Some(date) = nomination.published {
                {"Published "}<time datetime={date.iso()}>{date.to_string()}</time>{". "}
            }
            if let Some(date) = nomination.as_of {
                {"Facts as of "}<time datetime={date.iso()}>{date.to_string()}</time>{". "}
            }
            if let Some(url) = &nomination.url {
                {view_link(url, "", html! { {"Original post"} })}
            }
        </p>
    }
}
