//! A statement's blocks as elements: the only way from foreign text to the page.

use yew::prelude::*;

use super::parts::{el, view_link};
use crate::domain::blocks::{Block, Inline};

/// A statement, its headings below the card's own. The heading with the anchor
/// `target` is what the reader looks for.
pub fn view_blocks(blocks: &[Block], target: Option<&str>) -> Html {
    let levels = blocks.iter().filter_map(|block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    });
    let top = levels.min().unwrap_or(1);
    blocks.iter().map(|block| view_block(block, top, target)).collect()
}

fn view_block(block: &Block, top: u8, target: Option<&str>) -> Html {
    match block {
        Block::Heading { level, anchor, words } => view_heading(*level == top, anchor, words, target),
        Block::Paragraph(words) => html! { <p dir="auto">{view_words(words)}</p> },
        Block::List(start, items) => view_list(*start, items),
        Block::Quote(whose, blocks) => html! {
            <blockquote dir="auto">
                if let Some(whose) = whose { <p class="quiet"><bdi>{whose.clone()}</bdi>{":"}</p> }
                {view_blocks(blocks, None)}
            </blockquote>
        },
        Block::Details(summary, blocks) => html! {
            <details><summary dir="auto">{view_words(summary)}</summary>{view_blocks(blocks, None)}</details>
        },
        Block::Note(label, blocks) => html! {
            <div class="note" dir="auto"><sup>{label.clone()}</sup>{view_blocks(blocks, None)}</div>
        },
        Block::Code(code) => html! { <pre tabindex="0"><code>{code.clone()}</code></pre> },
        Block::Table(head, rows) => view_table(*head, rows),
        Block::Rule => html! { <hr /> },
    }
}

/// The page's outline goes down to the parts of an open card (4); a statement's
/// goes on from there, whatever level its own highest headings have.
fn view_heading(top: bool, anchor: &str, words: &[Inline], target: Option<&str>) -> Html {
    let words = view_words(words);
    let sought = (target == Some(anchor)).then_some("");
    let tag = if top { "h5" } else { "h6" };
    html! {
        <@{tag} dir="auto" tabindex={sought.map(|_| "-1")} data-target={sought} data-anchor={anchor.to_owned()}>{words}</@>
    }
}

fn view_list(start: Option<u64>, items: &[Vec<Block>]) -> Html {
    let items = items.iter().map(|blocks| match blocks.as_slice() {
        // A single line needs no paragraph of its own.
        [Block::Paragraph(words)] => html! { <li dir="auto">{view_words(words)}</li> },
        blocks => html! { <li dir="auto">{view_blocks(blocks, None)}</li> },
    });
    match start {
        Some(start) => html! { <ol start={start.to_string()}>{ for items }</ol> },
        None => html! { <ul>{ for items }</ul> },
    }
}

fn view_table(head: bool, rows: &[Vec<Vec<Inline>>]) -> Html {
    let rows = rows.iter().enumerate().map(|(at, cells)| {
        let cells = cells.iter().map(|words| {
            let words = view_words(words);
            if head && at == 0 {
                html! { <th scope="col" dir="auto">{words}</th> }
            } else {
                html! { <td dir="auto">{words}</td> }
            }
        });
        html! { <tr>{ for cells }</tr> }
    });
    html! {
        <div class="scroller" tabindex="0" role="group" aria-label="Table">
            <table><tbody>{ for rows }</tbody></table>
        </div>
    }
}

fn view_words(words: &[Inline]) -> Html {
    words
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => html! { {text.clone()} },
            Inline::Emphasis(words) => el("em", "", view_words(words)),
            Inline::Strong(words) => el("strong", "", view_words(words)),
            Inline::Struck(words) => el("s", "", view_words(words)),
            Inline::Code(code) => el("code", "", html! { {code.clone()} }),
            Inline::Link(href, words) => view_link(href, "", view_words(words)),
            Inline::Image(href, words) => html! {
                <img src={href.text()} alt={words.clone()} loading="lazy" referrerpolicy="no-referrer" />
            },
            Inline::Spoiler(words) => html! { <span class="spoiler" tabindex="0">{view_words(words)}</span> },
            Inline::Mark(words) => {
                html! { <mark part="passage" tabindex="-1" data-target="">{view_words(words)}</mark> }
            }
            Inline::Note(label) => html! { <sup>{label.clone()}</sup> },
            Inline::Task(done) => html! { <input type="checkbox" disabled=true checked={*done} /> },
            Inline::Break => html! { <br /> },
        })
        .collect()
}
