//! HTML as blocks, read by the browser's own parser in a document that is
//! never attached: nothing in it is fetched or run.

use wasm_bindgen::JsCast;
use web_sys::{Document, DomParser, Element, Node, SupportedType};

use crate::domain::blocks::{Block, Builder, Sink, Tag};
use crate::feed::Resolve;

/// The blocks of an HTML text.
pub(super) fn blocks(html: &str, resolve: Resolve<'_>) -> Vec<Block> {
    let mut builder = Builder::new(resolve);
    if let Some(body) = parse(html).and_then(|document| document.body()) {
        walk(&body, &mut builder);
    }
    builder.finish()
}

fn parse(html: &str) -> Option<Document> {
    DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()
}

/// Depth first and without recursion: a text may be nested as deep as it likes.
fn walk(root: &Node, builder: &mut Builder<'_>) {
    let mut next = root.first_child();
    while let Some(node) = next {
        let entered = enter(&node, builder);
        next = node.first_child().filter(|_| entered);
        let mut at = node;
        if next.is_none() && entered {
            builder.close();
        }
        while next.is_none() {
            if let Some(sibling) = at.next_sibling() {
                next = Some(sibling);
                break;
            }
            let Some(up) = at.parent_node().filter(|up| up != root) else { return };
            builder.close();
            at = up;
        }
    }
}

/// Opens what a node stands for; `false` where it and all in it is left out.
fn enter(node: &Node, builder: &mut Builder<'_>) -> bool {
    let Some(element) = node.dyn_ref::<Element>() else {
        if node.node_type() == Node::TEXT_NODE {
            builder.text(&node.text_content().unwrap_or_default());
        }
        return false;
    };
    let attribute = |name: &str| element.get_attribute(name).unwrap_or_default();
    builder.open(match element.local_name().as_str() {
        "script" | "style" | "template" | "noscript" | "iframe" | "object" | "head" | "title" | "svg"
        | "math" | "textarea" | "select" => return false,
        "br" => {
            builder.line_break();
            return false;
        }
        "hr" => {
            builder.rule();
            return false;
        }
        // An image is a link to itself: nothing is fetched from elsewhere.
        "img" => {
            builder.open(Tag::Link(attribute("src")));
            builder.text(&attribute("alt"));
            builder.close();
            return false;
        }
        "h1" => Tag::Heading(1),
        "h2" => Tag::Heading(2),
        "h3" => Tag::Heading(3),
        "h4" => Tag::Heading(4),
        "h5" => Tag::Heading(5),
        "h6" => Tag::Heading(6),
        "p" | "div" | "section" | "article" | "figure" | "header" | "footer" | "main" | "details"
        | "summary" | "dl" | "dt" | "dd" | "address" | "figcaption" => Tag::Paragraph,
        "ul" | "menu" => Tag::List(None),
        "ol" => Tag::List(Some(attribute("start").parse().unwrap_or(1))),
        "li" => Tag::Item,
        "blockquote" => Tag::Quote,
        "pre" => Tag::Pre,
        "table" => Tag::Table,
        "thead" | "tbody" | "tfoot" => Tag::Rows,
        "tr" => Tag::Row(element.parent_element().is_some_and(|up| up.local_name() == "thead")),
        "td" | "th" => Tag::Cell,
        "em" | "i" | "cite" | "dfn" => Tag::Emphasis,
        "strong" | "b" => Tag::Strong,
        "del" | "s" | "strike" => Tag::Struck,
        "code" | "kbd" | "samp" if !inside_pre(element) => Tag::Code,
        "a" => Tag::Link(attribute("href")),
        _ => Tag::Other,
    });
    true
}

fn inside_pre(element: &Element) -> bool {
    element.parent_element().is_some_and(|up| up.local_name() == "pre")
}
