//! HTML as events, read by the browser's own parser in a document that is
//! never attached: nothing in it is fetched or run.

use hustings::domain::html::tokens::without_styles;
use hustings::domain::html::{Entered, Walker};
use hustings::domain::tape::Tape;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, DomParser, Element, HtmlFormElement, Node, SupportedType, TreeWalker};

/// The events of an HTML text, as a tape.
pub(crate) fn tape(html: &str) -> String {
    let mut tape = Tape::default();
    // What was read before a fault is kept.
    let _ = nodes(html).and_then(|nodes| walk(&nodes, &mut Walker::new(&mut tape)));
    tape.into_string()
}

/// A way through all nodes. A document and a form answer for their own
/// properties with elements of that name (`<input name=parentNode>`), so that
/// nothing is asked of them: the way is another document's.
fn nodes(html: &str) -> Result<TreeWalker, JsValue> {
    let parsed = DomParser::new()?.parse_from_string(&without_styles(html), SupportedType::TextHtml)?;
    Document::new()?.create_tree_walker(&parsed)
}

/// Depth first and without recursion: a text may be nested as deep as it likes.
fn walk(nodes: &TreeWalker, walker: &mut Walker<'_, Tape>) -> Result<(), JsValue> {
    let mut depth = 0_usize;
    let mut next = nodes.first_child()?;
    while let Some(node) = next {
        let entered = enter(&node, walker);
        next = if entered { nodes.first_child()? } else { None };
        if next.is_some() {
            depth += 1;
            continue;
        }
        if entered {
            walker.leave();
        }
        loop {
            next = nodes.next_sibling()?;
            if next.is_some() || depth == 0 {
                break;
            }
            nodes.parent_node()?;
            walker.leave();
            depth -= 1;
        }
    }
    Ok(())
}

/// Opens what a node stands for; `false` where there is nothing in it to read.
fn enter(node: &Node, walker: &mut Walker<'_, Tape>) -> bool {
    if node.has_type::<HtmlFormElement>() {
        return walker.enter("form", &|_| None) == Entered::Open;
    }
    let Some(element) = node.dyn_ref::<Element>() else {
        if node.node_type() == Node::TEXT_NODE {
            walker.text(&node.text_content().unwrap_or_default());
        }
        return false;
    };
    let attribute = |name: &str| element.get_attribute(name);
    walker.enter(&element.local_name(), &attribute) == Entered::Open
}
