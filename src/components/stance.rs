//! What a nominee says on a topic, or an editor says they say.

use yew::prelude::*;

use super::parts::{Button, attr, el, view_button, view_own, view_said, view_source, words};
use crate::domain::space::Space;
use crate::domain::words::EDITOR;
use crate::feed::{Nomination, Passage, Stance, Text};
use crate::state::Action;

/// One stance: whose words they are is said of each.
pub fn view_stance(
    stance: &Stance,
    nomination: &Nomination,
    space: &mut Space,
    dispatch: &Callback<Action>,
) -> Html {
    let source = stance.url.as_ref();
    let quote = stance.quote.as_ref().map(|quote| view_passage(quote, stance, nomination, space, dispatch));
    let told = stance.summary.as_ref().map(|summary| view_words_of(EDITOR, summary, nomination, space));
    let alone = source.filter(|_| stance.quote.is_none() && stance.summary.is_some());
    let reason = stance
        .reason
        .as_ref()
        .map(|reason| el("p", "why-here", html! { <>{"found by "}{words("bdi", "", reason)}</> }));
    html! {
        <>
            { for quote }
            { for told }
            { for alone.map(|source| el("p", "quiet way", view_source(source))) }
            { for reason }
        </>
    }
}

/// A quote, and the way to its place in the statement.
fn view_passage(
    quote: &Text,
    stance: &Stance,
    nomination: &Nomination,
    space: &mut Space,
    dispatch: &Callback<Action>,
) -> Html {
    let (waits, quoted) = view_text(quote, space);
    let passage = nomination.statement.as_ref().map(|_| {
        let passage = Passage { anchor: stance.anchor.clone(), quote: Some(quote.clone()) };
        el("span", "way", html! { <>{" · "}{view_way(nomination, passage, dispatch)}</> })
    });
    let source = stance.url.as_ref();
    let source = source.map(|source| el("span", "way", html! { <>{" · "}{view_source(source)}</> }));
    // In a column of the comparison the head says whose; the style leaves the name out there.
    let name = el("span", "whom", html! { <>{words("bdi", "", &nomination.candidate.name)}{", "}</> });
    view_own(
        waits,
        quoted,
        html! { <>{name}{"in their own words"}{ for passage }{ for source }</> },
        nomination.language.as_ref(),
    )
}

/// The way to a passage of the statement.
pub fn view_way(nomination: &Nomination, passage: Passage, dispatch: &Callback<Action>) -> Html {
    let quote = passage.quote.as_deref().unwrap_or_default();
    let button = Button {
        class: "quiet",
        label: Some(format!("in the statement of {}: {}", nomination.candidate.name, opening(quote))),
        ..Button::default()
    };
    let show = Action::ShowPassage(nomination.id.clone(), passage);
    view_button(button, html! { {"in the statement"} }, dispatch, show)
}

/// The first words of a quote tell one passage from another.
fn opening(quote: &str) -> String {
    let words: Vec<_> = quote.split_whitespace().take(5).collect();
    words.join(" ")
}

/// What somebody says, as far as there is space for it.
pub fn view_words_of(whose: &'static str, text: &Text, nomination: &Nomination, space: &mut Space) -> Html {
    let (waits, words) = view_text(text, space);
    view_said(waits, whose, words, nomination.language.as_ref())
}

/// A text as far as there is space for it, and the rest, which the style
/// hides until the reader reads on; and whether all of it waits.
pub fn view_text(text: &Text, space: &mut Space) -> (bool, Html) {
    let (head, rest) = space.take(text);
    if rest.is_empty() || head.is_empty() {
        return (!rest.is_empty(), html! { {attr(text)} });
    }
    let gap = el("span", "gap", html! { {" […]"} });
    let rest = el("span", "rest", html! { {rest.to_owned()} });
    (false, html! { <>{head.to_owned()}{gap}{rest}</> })
}
