//! Small pictures that several components show.

use yew::prelude::*;

use crate::domain::text::{initials, number, ordinal};
use crate::feed::{Candidate, Fact, FactDefinition, Href, Nomination, Outcome, Text};

/// Props equal by value, so that a component can skip what did not change.
pub fn attr(text: &Text) -> AttrValue {
    AttrValue::from(text.clone())
}

/// A link out of the page. What people wrote must not gain by it, and the
/// other side must not reach back.
pub fn view_link(href: &Href, class: &'static str, words: Html) -> Html {
    html! {
        <a {class} href={href.text()} rel="noopener nofollow ugc" target="_blank">{words}</a>
    }
}

/// The same room for everybody: two letters, no portraits for a few.
pub fn view_initials(candidate: &Candidate) -> Html {
    html! { <span class="initials" aria-hidden="true">{initials(&candidate.name)}</span> }
}

/// "Elected · 63 votes · 1st".
pub fn view_standing(nomination: &Nomination) -> Html {
    let status = nomination.status.map(|status| status.label().to_owned());
    let outcome = nomination.outcome.as_ref().map(outcome_text).filter(|text| !text.is_empty());
    let parts: Vec<_> = status.into_iter().chain(outcome).collect();
    html! { {parts.join(" · ")} }
}

/// "63 votes · 1st".
pub fn outcome_text(outcome: &Outcome) -> String {
    let value = outcome.value.map(|value| {
        let unit = outcome.unit.as_deref().unwrap_or_default();
        format!("{} {unit}", number(value)).trim_end().to_owned()
    });
    let rank = outcome.rank.map(|rank| {
        let tied = if outcome.tied { "tied " } else { "" };
        format!("{tied}{}", ordinal(rank))
    });
    value.into_iter().chain(rank).collect::<Vec<_>>().join(" · ")
}

/// The value of a fact, with the unit that its definition names.
pub fn view_fact(fact: &Fact, definition: &FactDefinition) -> Html {
    match fact {
        Fact::Text(text) => html! { <span dir="auto">{attr(text)}</span> },
        Fact::Number(value) => {
            let unit = definition.unit.as_deref().unwrap_or_default();
            html! { {format!("{} {unit}", number(*value)).trim_end().to_owned()} }
        }
        Fact::Date(date) => html! { <time datetime={date.iso()}>{date.to_string()}</time> },
        Fact::List(list) => html! {
            <ul class="values">
                { for list.iter().map(|fact| html! { <li>{view_fact(fact, definition)}</li> }) }
            </ul>
        },
        Fact::Link(link) => view_link(&link.url, "", html! { <bdi>{attr(&link.label)}</bdi> }),
        Fact::Reference(reference) => super::references::view_reference(reference, false),
    }
}

/// What is not there says so, and never looks like an answer.
pub fn view_absent(words: &'static str) -> Html {
    html! { <span class="absent">{words}</span> }
}

/// What the publisher of the feed says about a nomination: never mixed with
/// what the candidate says.
pub fn view_editor(text: &Text) -> Html {
    html! {
        <p class="editor" part="editor" dir="auto">
            <span class="who">{"Editor’s words: "}</span>{attr(text)}
        </p>
    }
}

/// What the candidate says, verbatim, with a way to the place.
pub fn view_quote(quote: &Text, source: Option<&Href>, name: &Text) -> Html {
    html! {
        <figure class="own" part="quote">
            <blockquote dir="auto">{attr(quote)}</blockquote>
            <figcaption>
                <bdi>{attr(name)}</bdi>{", in their own words"}
                if let Some(source) = source {
                    {" · "}{view_link(source, "", html! { {"source"} })}
                }
            </figcaption>
        </figure>
    }
}
