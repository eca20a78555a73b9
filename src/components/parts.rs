//! Small pictures that several components show.

use yew::prelude::*;

use crate::domain::text::{initials, number, ordinal};
use crate::feed::{Candidate, Date, Fact, FactDefinition, Href, Nomination, Outcome, Text};
use crate::state::Action;

/// Props equal by value, so that a component can skip what did not change.
pub fn attr(text: &Text) -> AttrValue {
    AttrValue::from(text.clone())
}

/// An element with a class. What `html!` makes of one is some 300 bytes in
/// every reader's browser, each time; this is a call.
#[inline(never)]
pub fn el(tag: &'static str, class: &'static str, children: Html) -> Html {
    html! { <@{tag} class={(!class.is_empty()).then_some(class)}>{children}</@> }
}

/// An element around words that somebody wrote, in whatever direction they run.
#[inline(never)]
pub fn words(tag: &'static str, class: &'static str, text: &Text) -> Html {
    html! { <@{tag} class={(!class.is_empty()).then_some(class)} dir="auto">{attr(text)}</@> }
}

/// What a button is beside its words.
#[derive(Default)]
pub struct Button {
    /// Its class.
    pub class: &'static str,
    /// What it is called where its words alone don't say.
    pub label: Option<String>,
    /// Whether it is pressed, where it stays so.
    pub pressed: Option<bool>,
    /// Whether what it opens is open.
    pub expanded: Option<bool>,
}

/// A button that does one thing.
#[inline(never)]
pub fn view_button(button: Button, words: Html, dispatch: &Callback<Action>, action: Action) -> Html {
    let Button { class, label, pressed, expanded } = button;
    let state = |state: Option<bool>| state.map(|on| if on { "true" } else { "false" });
    let onclick = dispatch.reform(move |_: MouseEvent| action.clone());
    html! {
        <button type="button" {class} aria-label={label} aria-pressed={state(pressed)}
            aria-expanded={state(expanded)} {onclick}>{words}</button>
    }
}

/// A button with a name on it that takes that name away.
pub fn view_chip(name: &Text, dispatch: &Callback<Action>, action: Action) -> Html {
    let button = Button { class: "chip", label: Some(format!("Take away: {name}")), ..Button::default() };
    let cross = html! { <span aria-hidden="true">{" ×"}</span> };
    view_button(button, html! { <>{words("bdi", "", name)}{cross}</> }, dispatch, action)
}

/// A day, readable for programs too.
#[inline(never)]
pub fn view_date(date: Date) -> Html {
    html! { <time datetime={date.iso()}>{date.to_string()}</time> }
}

/// A link out of the page. What people wrote must not gain by it, and the
/// other side must not reach back.
#[inline(never)]
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
        Fact::Text(text) => words("span", "", text),
        Fact::Number(value) => {
            let unit = definition.unit.as_deref().unwrap_or_default();
            html! { {format!("{} {unit}", number(*value)).trim_end().to_owned()} }
        }
        Fact::Date(date) => view_date(*date),
        Fact::List(list) => {
            let values = list.iter().map(|fact| el("li", "", view_fact(fact, definition)));
            el("ul", "values", values.collect())
        }
        Fact::Link(link) => view_link(&link.url, "", words("bdi", "", &link.label)),
        Fact::Quoted(value, _) => words("span", "", value),
        Fact::Reference(reference) => super::references::view_reference(reference, false),
    }
}

/// What is not there says so, and never looks like an answer.
pub fn view_absent(words: &'static str) -> Html {
    el("span", "absent", html! { {words} })
}

/// Whose words follow: said of each text, so that the editor's and the
/// candidate's are never taken for each other.
pub fn view_whose(whose: &'static str) -> Html {
    html! { <>{el("span", "whose", html! { {whose} })}{" "}</> }
}

/// Whose words a summary is: of a post without our extension that is not said.
pub fn summarised_by(nomination: &Nomination) -> &'static str {
    if nomination.status.is_some() { "Editor’s words:" } else { "Summary:" }
}

/// What the publisher of the feed says about a nomination: never mixed with
/// what the candidate says.
pub fn view_editor(text: &Text) -> Html {
    view_told("Editor’s words:", text)
}

/// What somebody says about a nomination, marked as whose words they are.
pub fn view_told(whose: &'static str, text: &Text) -> Html {
    html! { <p class="editor" part="editor" dir="auto">{view_whose(whose)}{attr(text)}</p> }
}

/// What the candidate says, verbatim, with a way to the place.
pub fn view_quote(quote: &Text, source: Option<&Href>, name: &Text) -> Html {
    html! {
        <figure class="own" part="quote">
            <blockquote dir="auto">{attr(quote)}</blockquote>
            <figcaption>
                {words("bdi", "", name)}{", in their own words"}
                if let Some(source) = source {
                    {" · "}{view_link(source, "", html! { {"source"} })}
                }
            </figcaption>
        </figure>
    }
}
