//! HTML where there is no browser: parsed by html5ever, read by the same rules.

use scraper::{Html, Node};

use super::{Entered, Walker};
use crate::domain::blocks::{Block, Builder, Sink};
use crate::feed::Resolve;

/// The blocks of an HTML text.
#[must_use]
pub fn blocks(html: &str, resolve: Resolve<'_>) -> Vec<Block> {
    let mut builder = Builder::new(resolve);
    read(html, &mut builder);
    builder.finish()
}

/// Reads an HTML text into a sink: depth first and without recursion, since a
/// text may be nested as deep as it likes.
pub fn read(html: &str, sink: &mut impl Sink) {
    let document = Html::parse_document(html);
    let mut walker = Walker::new(sink);
    let root = document.tree.root();
    let mut at = root;
    loop {
        let entered = match at.value() {
            Node::Text(text) => {
                walker.text(text);
                Entered::Whole
            }
            Node::Element(element) => {
                let attribute = |name: &str| element.attr(name).map(str::to_owned);
                walker.enter(element.name(), &attribute)
            }
            Node::Document | Node::Fragment => Entered::Open,
            _ => Entered::Skipped,
        };
        let mut next = at.first_child().filter(|_| entered == Entered::Open);
        if next.is_none() && entered == Entered::Open {
            walker.leave();
        }
        while next.is_none() {
            if at == root {
                return;
            }
            next = at.next_sibling();
            if next.is_none() {
                let Some(up) = at.parent() else { return };
                if up == root {
                    return;
                }
                walker.leave();
                at = up;
            }
        }
        let Some(node) = next else { return };
        at = node;
    }
}
