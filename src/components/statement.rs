//! A statement, sectioned, with what the reader looks for marked in it.

use yew::prelude::*;

use super::blocks::view_blocks;
use super::parts::{Button, attr, el, view_button, view_link, words};
use crate::domain::blocks::{Block, plain};
use crate::feed::{Nomination, Passage, Statement, Text};
use crate::state::{Action, Reading, Sought, State};

/// The statement in the open card. What the reader looks for carries the mark
/// that [`Root`](super::Root) leads to.
pub fn view_statement(
    nomination: &Nomination,
    reading: &Reading,
    sought: Option<&Sought>,
    dispatch: &Callback<Action>,
) -> Html {
    let Some(statement) = &nomination.statement else { return Html::default() };
    let lang = nomination.language.as_ref().map(attr);
    html! {
        <div class="statement" part="statement" {lang}>
            { match reading {
                Reading::Done(blocks, cut) => html! {
                    <>
                        {view_contents(nomination, blocks, dispatch)}
                        {view_sought(blocks, sought)}
                        if *cut { {view_cut(nomination)} }
                    </>
                },
                Reading::Unread | Reading::Waiting => el("p", "quiet", html! { {"Reading…"} }),
                Reading::Failed(text) => view_unread(statement, text.as_ref()),
            } }
        </div>
    }
}

/// The blocks, and in them the section that the reader is led to.
fn view_sought(blocks: &[Block], sought: Option<&Sought>) -> Html {
    let section = match sought {
        Some(Sought::Section(anchor)) => Some(&**anchor).filter(|anchor| has_heading(blocks, anchor)),
        _ => None,
    };
    // Who is led to a text without the place should at least stand before it.
    let lost = section.is_none() && matches!(sought, Some(Sought::Section(_) | Sought::Start));
    let start = lost.then(|| html! { <span tabindex="-1" data-target="" /> });
    html! { <>{ for start }{view_blocks(blocks, section)}</> }
}

fn has_heading(blocks: &[Block], wanted: &str) -> bool {
    blocks.iter().any(|block| matches!(block, Block::Heading { anchor, .. } if anchor == wanted))
}

/// The headings, as a way to their sections. A short statement needs none.
fn view_contents(nomination: &Nomination, blocks: &[Block], dispatch: &Callback<Action>) -> Html {
    const FEWEST: usize = 3;
    const MOST: usize = 60;
    let headings: Vec<_> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { anchor, words, .. } => Some((anchor, plain(words))),
            _ => None,
        })
        .take(MOST)
        .collect();
    if headings.len() < FEWEST {
        return Html::default();
    }
    let entries = headings.into_iter().map(|(anchor, words)| {
        let passage = Passage { anchor: Some(anchor.as_str().into()), quote: None };
        let show = Action::ShowPassage(nomination.id.clone(), passage);
        let button = Button { class: "quiet", ..Button::default() };
        el("li", "", view_button(button, html! { <bdi>{words}</bdi> }, dispatch, show))
    });
    html! {
        <details class="contents">
            <summary>{"Contents"}</summary>
            <nav aria-label={format!("Contents of the statement of {}", nomination.candidate.name)}>
                <ul>{ for entries }</ul>
            </nav>
        </details>
    }
}

fn view_cut(nomination: &Nomination) -> Html {
    let whole = nomination
        .url
        .as_ref()
        .map(|url| view_link(url, "", html! { {"Read it whole where it was published"} }));
    html! { <p class="notice" part="notice">{"This statement is longer than can be shown here. "}{ for whole }</p> }
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

/// A statement over the comparison, opened at a passage. The element's
/// JavaScript tells when the browser closes it.
pub fn view_sheet(state: &State, sheet: &NodeRef, dispatch: &Callback<Action>) -> Html {
    let Some(nomination) = state.sheet() else { return Html::default() };
    let (reading, sought) = (state.reading(&nomination.id), state.sought(&nomination.id));
    let name = &nomination.candidate.name;
    html! {
        <dialog class="sheet" part="dialog" ref={sheet.clone()} aria-label={format!("Statement of {name}")}>
            <header>
                {words("h3", "", name)}
                <form method="dialog"><button>{"Close"}</button></form>
            </header>
            {view_statement(nomination, &reading, sought.as_ref(), dispatch)}
        </dialog>
    }
}
