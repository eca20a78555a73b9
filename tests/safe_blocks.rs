//! Foreign text becomes blocks: nothing of CommonMark's examples is lost, and
//! nothing of what attacks sanitizers gets through, by way of Markdown or of HTML.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

mod shared;

use hustings::domain::blocks::{Block, Inline};
use hustings::domain::reading::{Kind, Means, read};
use hustings::domain::{html, markdown};
use serde_json::Value;

/// Every character but white space, in the order in which they stand: what a text says,
/// without what differs from one shape to another.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn words(blocks: &[Block]) -> String {
    hustings::domain::blocks::plain_blocks(blocks)
}

fn resolve(address: &str) -> Option<String> {
    Some(address.to_owned())
}

/// What a browser would show of an HTML text.
fn shown(html: &str) -> String {
    let document = scraper::Html::parse_document(html);
    let hidden = ["script", "style", "title", "iframe", "noscript"];
    let texts = document.root_element().descendants().filter_map(|node| {
        let text = node.value().as_text()?;
        let above = node.parent()?;
        let name = above.value().as_element().map_or("", |element| element.name());
        (!hidden.contains(&name)).then(|| text.to_string())
    });
    texts.collect()
}

#[test]
fn no_example_of_commonmark_loses_its_text() {
    let Some(text) = shared::read("security/commonmark-0.31.2-spec.json") else { return };
    let examples: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(examples.len(), 652);
    let mut lost = Vec::new();
    for example in &examples {
        let [markdown, cooked] = ["markdown", "html"].map(|name| example[name].as_str().unwrap());
        // What stands for an image is an attribute, which is no text of the HTML.
        let wanted = letters(&shown(cooked));
        let images = cooked.contains("<img");
        for (way, blocks) in [
            ("Markdown", markdown::blocks(markdown, &resolve)),
            ("HTML", html::native::blocks(cooked, &resolve)),
            ("statement", read(markdown, Kind::Markdown, &Means::default(), &resolve).0),
        ] {
            let found = letters(&words(&blocks));
            let kept = if images { is_within(&wanted, &found) } else { found == wanted };
            if !kept {
                lost.push(format!(
                    "{} by {way}: {markdown:?}\n  wanted {wanted:?}\n  found  {found:?}",
                    example["example"]
                ));
            }
        }
    }
    assert!(lost.is_empty(), "{} lose text:\n{}", lost.len(), lost.join("\n"));
}

/// Whether the letters of one stand in the other in the same order.
fn is_within(wanted: &str, found: &str) -> bool {
    let mut found = found.chars();
    wanted.chars().all(|c| found.any(|other| other == c))
}

#[test]
fn no_attack_on_sanitizers_leaves_a_foreign_scheme() {
    let Some(text) = shared::read("security/dompurify-expect.json") else { return };
    let attacks: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(attacks.len(), 223);
    for attack in &attacks {
        let payload = attack["payload"].as_str().unwrap();
        for blocks in [markdown::blocks(payload, &resolve), html::native::blocks(payload, &resolve)] {
            for address in addresses(&blocks) {
                let scheme = address.split(['/', '?', '#']).next().unwrap();
                let safe = !scheme.contains(':')
                    || ["http:", "https:", "mailto:"]
                        .iter()
                        .any(|safe| scheme.to_lowercase().starts_with(safe));
                assert!(safe, "{payload}\nleads to {address}");
            }
        }
    }
}

fn addresses(blocks: &[Block]) -> Vec<String> {
    fn of_line(line: &[Inline], out: &mut Vec<String>) {
        for inline in line {
            match inline {
                Inline::Link(href, words) => {
                    out.push(href.as_str().to_owned());
                    of_line(words, out);
                }
                Inline::Image(href, _) => out.push(href.as_str().to_owned()),
                Inline::Emphasis(words)
                | Inline::Strong(words)
                | Inline::Struck(words)
                | Inline::Mark(words)
                | Inline::Spoiler(words) => {
                    of_line(words, out);
                }
                Inline::Text(_) | Inline::Code(_) | Inline::Note(_) | Inline::Task(_) | Inline::Break => {}
            }
        }
    }
    fn of_blocks(blocks: &[Block], out: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Heading { words, .. } | Block::Paragraph(words) => of_line(words, out),
                Block::List(_, items) => items.iter().for_each(|item| of_blocks(item, out)),
                Block::Quote(_, blocks) | Block::Note(_, blocks) => of_blocks(blocks, out),
                Block::Details(summary, blocks) => {
                    of_line(summary, out);
                    of_blocks(blocks, out);
                }
                Block::Table(_, rows) => rows.iter().flatten().for_each(|cell| of_line(cell, out)),
                Block::Code(_) | Block::Rule => {}
            }
        }
    }
    let mut out = Vec::new();
    of_blocks(blocks, &mut out);
    out
}
