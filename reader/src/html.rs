//! HTML as events, read by the browser's own parser in a document that is
//! never attached: nothing in it is fetched or run.

use hustings::domain::html::{Entered, Walker};
use hustings::domain::tape::Tape;
use wasm_bindgen::JsCast;
use web_sys::{Document, DomParser, Element, Node, SupportedType};

/// The events of an HTML text, as a tape.
pub(crate) fn tape(html: &str) -> String {
    let mut tape = Tape::default();
    if let Some(body) = parse(html).and_then(|document| document.body()) {
        walk(&body, &mut Walker::new(&mut tape));
    }
    tape.into_string()
}

fn parse(html: &str) -> Option<Document> {
    DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()
}

/// Depth first and without recursion: a text may be nested as deep as it likes.
fn walk(root: &Node, walker: &mut Walker<'_, Tape>) {
    let mut next = root.first_child();
    while let Some(node) = next {
        let entered = enter(&node, walker);
        next = node.first_child().filter(|_| entered);
        let mut at = node;
        if next.is_none() && entered {
            walker.leave();
        }
        while next.is_none() {
            if let Some(sibling) = at.next_sibling() {
                next = Some(sibling);
                break;
            }
            let Some(up) = at.parent_node().filter(|up| up != root) else { return };
            walker.leave();
            at = up;
        }
    }
}

/// Opens what a node stands for; `false` where there is nothing in it to read.
fn enter(node: &Node, walker: &mut Walker<'_, Tape>) -> bool {
    let Some(element) = node.dyn_ref::<Element>() else {
        if node.node_type() == Node::TEXT_NODE {
            walker.text(&node.text_content().unwrap_or_default());
        }
        return false;
    };
    let attribute = |name: &str| element.get_attribute(name);
    walker.enter(&element.local_name(), &attribute) == Entered::Open
}
