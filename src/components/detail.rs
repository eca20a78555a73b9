//! Everything a feed says of one nomination: what a card opens to.

use yew::prelude::*;

use super::parts::{attr, el, view_date, view_editor, view_fact, view_link, view_quote, words};
use super::references::view_references;
use super::shortlist::view_own;
use super::stance::{view_stance, view_way};
use super::statement::view_statement;
use crate::domain::shortlist::Entry;
use crate::domain::space::Space;
use crate::domain::text::plural;
use crate::feed::{Endorsement, Fact, FactDefinition, Head, Nomination, Passage, Shared, Text, Topic};
use crate::state::{Action, Keeping, Reading, Sought};

/// An open card.
pub struct Opened<'a> {
    pub nomination: &'a Nomination,
    pub head: &'a Head,
    pub reading: &'a Reading,
    pub sought: Option<&'a Sought>,
    /// What the reader keeps of it, and how long.
    pub entry: Option<&'a Shared<Entry>>,
    pub keeping: Keeping,
}

pub fn view_detail(opened: &Opened<'_>, dispatch: &Callback<Action>) -> Html {
    let Opened { nomination, head, reading, sought, entry, keeping } = *opened;
    html! {
        <div class="detail" part="detail">
            {view_own(nomination, head, entry, keeping, dispatch)}
            <div class="reading">
                {view_stances(nomination, head, sought, dispatch)}
                {view_own_words(nomination, reading, sought, dispatch)}
                {view_endorsements(nomination, dispatch)}
            </div>
            <div class="margin">
                {view_all_facts(nomination, head, dispatch)}
                if !nomination.references.is_empty() {
                    {el("h4", "", html! { {"References"} })}
                    {view_references(nomination)}
                }
                {view_links(nomination)}
                {view_provenance(nomination)}
                {view_how(nomination)}
            </div>
        </div>
    }
}

fn view_stances(
    nomination: &Nomination,
    head: &Head,
    sought: Option<&Sought>,
    dispatch: &Callback<Action>,
) -> Html {
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
                { for said.into_iter().map(|topic| {
                    let is_sought = matches!(sought, Some(Sought::Stance(id)) if *id == topic.id);
                    view_topic(nomination, topic, is_sought, dispatch)
                }) }
            </dl>
            if !silent.is_empty() {
                {el("p", "absent", html! { {format!("Not mentioned: {}", silent.join(", "))} })}
            }
        </>
    }
}

fn view_topic(nomination: &Nomination, topic: &Topic, sought: bool, dispatch: &Callback<Action>) -> Html {
    let stances = nomination
        .stances_on(&topic.id)
        .map(|stance| view_stance(stance, nomination, &mut Space::without_end(), dispatch));
    let sought = sought.then_some("");
    html! {
        // Topics may come before it while it has the focus.
        <key={&*topic.id}>
            <dt dir="auto" tabindex={sought.map(|_| "-1")} data-target={sought}>{attr(&topic.label)}</dt>
            {el("dd", "", stances.collect())}
        </>
    }
}

/// What the statement says, and the whole of it.
fn view_own_words(
    nomination: &Nomination,
    reading: &Reading,
    sought: Option<&Sought>,
    dispatch: &Callback<Action>,
) -> Html {
    if nomination.statement.is_none() {
        return Html::default();
    }
    let heading = el("h4", "", html! { {"In their own words"} });
    html! { <>{heading}{view_statement(nomination, reading, sought, dispatch)}</> }
}

fn view_endorsements(nomination: &Nomination, dispatch: &Callback<Action>) -> Html {
    if nomination.endorsements.is_empty() {
        return Html::default();
    }
    html! {
        <>
            {el("h4", "", html! { {"Endorsements"} })}
            { for nomination.endorsements.iter().map(|endorsement| view_endorsement(endorsement, nomination, dispatch)) }
        </>
    }
}

fn view_endorsement(endorsement: &Endorsement, nomination: &Nomination, dispatch: &Callback<Action>) -> Html {
    let by = endorsement.by.clone().unwrap_or_else(|| "Unnamed".into());
    let said = match (&endorsement.quote, &endorsement.url) {
        (Some(quote), url) => view_quote(quote, url.as_ref(), &by),
        (None, Some(url)) => el("p", "label", view_link(url, "", words("bdi", "", &by))),
        (None, None) => words("p", "label", &by),
    };
    let told = endorsement.summary.as_ref().map(view_editor);
    // Read from the statement: it stands there.
    let passage = Passage { anchor: endorsement.anchor.clone(), quote: endorsement.quote.clone() };
    let way = (endorsement.url.is_none() && passage.quote.is_some())
        .then(|| el("p", "quiet", view_way(nomination, passage, dispatch)));
    el("div", "endorsement", html! { <>{said}{told}{ for way }</> })
}

fn view_all_facts(nomination: &Nomination, head: &Head, dispatch: &Callback<Action>) -> Html {
    let facts = nomination.facts.iter().filter_map(|(id, fact)| {
        let definition = head.fact(id)?;
        Some((definition.label.clone(), view_evident(fact, definition, nomination, dispatch)))
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

/// A fact; one that was read, with the way to where it stands.
fn view_evident(
    fact: &Fact,
    definition: &FactDefinition,
    nomination: &Nomination,
    dispatch: &Callback<Action>,
) -> Html {
    match fact {
        Fact::List(list) => {
            let values = list.iter().map(|fact| view_evident(fact, definition, nomination, dispatch));
            el("ul", "values", values.map(|value| el("li", "", value)).collect())
        }
        Fact::Quoted(_, passage) if passage.quote.is_some() => {
            let way = el("span", "quiet", view_way(nomination, passage.clone(), dispatch));
            html! { <>{view_fact(fact, definition)}{" "}{way}</> }
        }
        _ => view_fact(fact, definition),
    }
}

/// Whether a program read it from the statement.
fn is_read(fact: &Fact) -> bool {
    match fact {
        Fact::Quoted(..) => true,
        Fact::List(list) => list.iter().any(is_read),
        _ => false,
    }
}

fn view_links(nomination: &Nomination) -> Html {
    if nomination.links.is_empty() {
        return Html::default();
    }
    let links = nomination.links.iter();
    let links = links.map(|link| el("li", "", view_link(&link.url, "", words("bdi", "", &link.label))));
    html! { <>{el("h4", "", html! { {"Links"} })}{el("ul", "links", links.collect())}</> }
}

/// What a program read is said to be, and how it read.
fn view_how(nomination: &Nomination) -> Html {
    let read = nomination.extract
        || nomination.stances.iter().any(|stance| stance.reason.is_some())
        || nomination.facts.iter().any(|(_, fact)| is_read(fact));
    if !read {
        return Html::default();
    }
    html! {
        <details class="why">
            <summary>{"How this was made"}</summary>
            <p class="quiet">{HOW}</p>
        </details>
    }
}

/// The same words for everyone, as the reading is.
const HOW: &str = "Where the feed leaves something out, a program in your browser reads it in the statement, by \
    the same rules for everyone. A summary is whole sentences of the statement, those that share most with \
    the others; a passage is laid to a topic by its heading or by a word; facts and references lead to the \
    words they were read in. Programs miss things: the statement is what counts.";

/// Where this comes from and how old it is.
/// What was changed since: a voter may have read it before.
fn view_edits(nomination: &Nomination) -> Html {
    if nomination.edits.is_empty() {
        return Html::default();
    }
    let edits = nomination.edits.iter().map(|edit| {
        let date = edit.date.map(view_date);
        let note = edit.note.as_ref().map(|note| words("bdi", "", note));
        el("li", "", html! { <>{ for date }{" "}{ for note }</> })
    });
    html! {
        <details class="edits">
            <summary>{format!("Changed {}", plural(nomination.edits.len(), "time", "times"))}</summary>
            <ol class="quiet">{ for edits }</ol>
        </details>
    }
}

fn view_provenance(nomination: &Nomination) -> Html {
    let dates = [
        ("Published ", nomination.published),
        ("Last changed ", nomination.modified),
        ("Facts as of ", nomination.as_of),
    ];
    let dates = dates.into_iter().filter_map(|(what, date)| {
        let date = view_date(date?);
        Some(html! { <>{what}{date}{". "}</> })
    });
    let post = nomination.url.as_ref().map(|url| view_link(url, "", html! { {"Original post"} }));
    html! { <>{el("p", "quiet", html! { <>{ for dates }{post}</> })}{view_edits(nomination)}</> }
}
