//! Everything a feed says of one nomination: what a card opens to.

use yew::prelude::*;

use super::blocks::view_blocks;
use super::parts::{attr, el, view_date, view_editor, view_fact, view_link, view_quote, words};
use super::references::view_references;
use super::stance::view_stance;
use crate::domain::space::Space;
use crate::feed::{Endorsement, Head, Nomination, Statement, Text, Topic};
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
                    {el("h4", "", html! { {"References"} })}
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
            {el("h4", "", html! { {"Topic by topic"} })}
            <dl class="stances">
                { for said.into_iter().map(|topic| view_topic(nomination, topic)) }
            </dl>
            if !silent.is_empty() {
                {el("p", "absent", html! { {format!("Not mentioned: {}", silent.join(", "))} })}
            }
        </>
    }
}

fn view_topic(nomination: &Nomination, topic: &Topic) -> Html {
    let stances = nomination
        .stances_on(&topic.id)
        .map(|stance| view_stance(stance, nomination, &mut Space::without_end(), None));
    html! { <>{words("dt", "", &topic.label)}{el("dd", "", stances.collect())}</> }
}

fn view_statement(nomination: &Nomination, reading: &Reading) -> Html {
    let Some(statement) = &nomination.statement else { return Html::default() };
    let lang = nomination.language.as_ref().map(attr);
    html! {
        <>
            {el("h4", "", html! { {"In their own words"} })}
            <div class="statement" part="statement" {lang}>
                { match reading {
                    Reading::Done(blocks) => view_blocks(blocks),
                    Reading::Unread | Reading::Waiting => el("p", "quiet", html! { {"Reading…"} }),
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
            {el("h4", "", html! { {"Endorsements"} })}
            { for nomination.endorsements.iter().map(view_endorsement) }
        </>
    }
}

fn view_endorsement(endorsement: &Endorsement) -> Html {
    let by = endorsement.by.clone().unwrap_or_else(|| "Unnamed".into());
    let said = match (&endorsement.quote, &endorsement.url) {
        (Some(quote), url) => view_quote(quote, url.as_ref(), &by),
        (None, Some(url)) => el("p", "label", view_link(url, "", words("bdi", "", &by))),
        (None, None) => words("p", "label", &by),
    };
    let told = endorsement.summary.as_ref().map(view_editor);
    el("div", "endorsement", html! { <>{said}{told}</> })
}

fn view_all_facts(nomination: &Nomination, head: &Head) -> Html {
    let facts = nomination.facts.iter().filter_map(|(id, fact)| {
        let definition = head.fact(id)?;
        Some((definition.label.clone(), view_fact(fact, definition)))
    });
    let by = nomination.nominated_by.as_ref().map(|name| ("Nominated by".into(), words("span", "", name)));
    let rows: Vec<(Text, Html)> = by.into_iter().chain(facts).collect();
    if rows.is_empty() {
        return Html::default();
    }
    let rows = rows.into_iter().map(|(label, value)| {
        html! { <>{words("dt", "", &label)}{el("dd", "", value)}</> }
    });
    html! { <>{el("h4", "", html! { {"Facts"} })}<dl class="facts" part="facts">{ for rows }</dl></> }
}

fn view_links(nomination: &Nomination) -> Html {
    if nomination.links.is_empty() {
        return Html::default();
    }
    let links = nomination.links.iter();
    let links = links.map(|link| el("li", "", view_link(&link.url, "", words("bdi", "", &link.label))));
    html! { <>{el("h4", "", html! { {"Links"} })}{el("ul", "links", links.collect())}</> }
}

/// Where this comes from and how old it is.
fn view_provenance(nomination: &Nomination) -> Html {
    let dates = [("Published ", nomination.published), ("Facts as of ", nomination.as_of)];
    let dates = dates.into_iter().filter_map(|(what, date)| {
        let date = view_date(date?);
        Some(html! { <>{what}{date}{". "}</> })
    });
    let post = nomination.url.as_ref().map(|url| view_link(url, "", html! { {"Original post"} }));
    el("p", "quiet", html! { <>{ for dates }{post}</> })
}
