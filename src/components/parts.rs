//! Small pictures that several components show.

use yew::prelude::*;

use crate::domain::marks::marks;
use crate::domain::text::initials;
use crate::domain::words::{EDITOR, fact as plain_fact, outcome};
use crate::feed::{Candidate, Date, Fact, FactDefinition, Href, Nomination, Text};
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

/// A text with the words marked in it that the reader looks for.
pub fn view_marked(text: &Text, words: &[String]) -> Html {
    if words.is_empty() {
        return html! { {attr(text)} };
    }
    let mut from = 0;
    let mut parts = Vec::new();
    for range in marks(text, words) {
        let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default().to_owned();
        parts.push(html! { {part(from..range.start)} });
        from = range.end;
        parts.push(el("mark", "", html! { {part(range)} }));
    }
    parts.push(html! { {text.get(from..).unwrap_or_default().to_owned()} });
    parts.into_iter().collect()
}

/// What a button is beside its words.
#[derive(Default)]
pub struct Button {
    /// Its class.
    pub class: &'static str,
    /// What a page may style it by.
    pub part: Option<&'static str>,
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
    let Button { class, part, label, pressed, expanded } = button;
    let state = |state: Option<bool>| state.map(|on| if on { "true" } else { "false" });
    let onclick = dispatch.reform(move |_: MouseEvent| action.clone());
    html! {
        <button type="button" {class} {part} aria-label={label} aria-pressed={state(pressed)}
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
    let outcome = nomination.outcome.as_ref().map(outcome).filter(|text| !text.is_empty());
    let parts: Vec<_> = status.into_iter().chain(outcome).collect();
    html! { {parts.join(" · ")} }
}

/// The value of a fact, with the unit that its definition names.
pub fn view_fact(fact: &Fact, definition: &FactDefinition) -> Html {
    match fact {
        Fact::Text(text) => words("span", "", text),
        Fact::Number(_) => html! { {plain_fact(fact, definition)} },
        Fact::Date(date) => view_date(*date),
        Fact::List(list) => {
            let values = list.iter().map(|fact| el("li", "", view_fact(fact, definition)));
            el("ul", "values", values.collect())
        }
        Fact::Link(link) => view_link(&link.url, "", words("bdi", "", &link.label)),
        Fact::Quoted(value, _) => words("span", "", value),
        Fact::Reference(reference) => super::references::view_reference(reference, ""),
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

/// What the publisher of the feed says about a nomination: never mixed with
/// what the candidate says.
pub fn view_editor(text: &Text) -> Html {
    view_told(EDITOR, text)
}

/// What somebody says about a nomination, marked as whose words they are.
pub fn view_told(whose: &'static str, text: &Text) -> Html {
    view_said(false, whose, html! { {attr(text)} }, None)
}

/// The same of a text, in a language of its own, that may wait until the reader reads on.
pub fn view_said(waits: bool, whose: &'static str, text: Html, lang: Option<&Text>) -> Html {
    let class = if waits { "editor rest" } else { "editor" };
    html! { <p {class} part="editor" lang={lang.map(attr)} dir="auto">{view_whose(whose)}{text}</p> }
}

/// What somebody says, verbatim, with a way to the place.
pub fn view_quote(quote: &Text, source: Option<&Href>, name: &Text) -> Html {
    let source = source.map(|source| html! { <>{" · "}{view_source(source)}</> });
    let whose = html! { <>{words("bdi", "", name)}{", in their own words"}{ for source }</> };
    view_own(false, html! { {attr(quote)} }, whose, None)
}

/// Words of somebody, in a language of their own, and below them whose they are. They may wait as a whole
/// until the reader reads on.
pub fn view_own(waits: bool, quote: Html, whose: Html, lang: Option<&Text>) -> Html {
    html! {
        <figure class={if waits { "own rest" } else { "own" }} part="quote">
            <blockquote lang={lang.map(attr)} dir="auto">{quote}</blockquote>
            <figcaption>{whose}</figcaption>
        </figure>
    }
}

/// A link to the evidence.
pub fn view_source(source: &Href) -> Html {
    view_link(source, "", html! { {"source"} })
}
