//! HTML as events, read by the browser's own parser in a document that is
//! never attached: nothing in it is fetched or run.

use hustings::domain::html::tokens::without_styles;
use hustings::domain::html::{Entered, Walker};
use hustings::domain::tape::Tape;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::Function;
use web_sys::{Document, Element, HtmlFormElement, Node, TreeWalker};

/// The events of an HTML text, as a tape.
pub(crate) fn tape(html: &str, parse: &Function) -> String {
    let mut tape = Tape::default();
    // What was read before a fault is kept.
    let _ = nodes(html, parse).and_then(|nodes| walk(&nodes, &mut Walker::new(&mut tape)));
    tape.into_string()
}

/// A way through all nodes. A document and a form answer for their own
/// properties with elements of that name (`<input name=parentNode>`), so that
/// nothing is asked of them: the way is another document's.
fn nodes(html: &str, parse: &Function) -> Result<TreeWalker, JsValue> {
    let parsed = parse.call1(&JsValue::UNDEFINED, &JsValue::from_str(&without_styles(html)))?;
    Document::new()?.create_tree_walker(parsed.unchecked_ref::<Node>())
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
