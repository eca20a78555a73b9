//! A picture of the widget where nothing moves: without what only a script can answer.

use ego_tree::NodeId;
use scraper::{ElementRef, Html, Node, Selector};

use super::render::escape;
use crate::feed::Date;

/// What a script answers to, or shows only then.
const SCRIPTED: [&str; 8] =
    ["input", "select", "textarea", "dialog", ".note-on", ".tools", ".pager", ".contents"];

/// Attributes that only a script reads, or that tell of more than is there.
const MOVING: [&str; 5] = ["data-chunk", "data-dates", "tabindex", "aria-posinset", "aria-setsize"];

/// What holds nothing but controls, and goes with them.
const HOLDERS: &str = "p, .way, .cell, .bar, footer.controls, .told";

/// What is for looks, or shown on some widths only.
const LOOKS: &str = ".initials, .contrast, .place, .by, .sources, .comparison .whom";

/// The same picture, still. Buttons that say something beside what they do become words; what is folded and filled by a
/// script is filled. Where it will have no style, what is only for looks goes, too.
#[must_use]
pub fn still(html: &str, styled: bool) -> String {
    let mut picture = Picture(Html::parse_fragment(html));
    picture.fill_dates();
    for id in picture.find("button") {
        if picture.says_something(id) {
            picture.make_words(id);
        } else {
            picture.take_away(id);
        }
    }
    for scripted in SCRIPTED {
        picture.find(scripted).into_iter().for_each(|id| picture.take_away(id));
    }
    if !styled {
        picture.find(LOOKS).into_iter().for_each(|id| picture.take_away(id));
    }
    for id in picture.find(HOLDERS) {
        if picture.is_empty(id) {
            picture.take_away(id);
        }
    }
    // Nothing scrolls in it that would need a name.
    for id in picture.find(".scroller") {
        picture.keep_class_alone(id);
    }
    picture.drop_attributes(styled);
    picture.0.root_element().inner_html()
}

struct Picture(Html);

impl Picture {
    fn find(&self, selector: &str) -> Vec<NodeId> {
        let Ok(selector) = Selector::parse(selector) else { return Vec::new() };
        self.0.select(&selector).map(|found| found.id()).collect()
    }

    fn element(&self, id: NodeId) -> Option<ElementRef<'_>> {
        self.0.tree.get(id).and_then(ElementRef::wrap)
    }

    fn take_away(&mut self, id: NodeId) {
        if let Some(mut node) = self.0.tree.get_mut(id) {
            node.detach();
        }
    }

    /// Whether a button's words are of use where nobody can press it: a topic, how many references.
    fn says_something(&self, id: NodeId) -> bool {
        let node = self.element(id);
        let parent = node.and_then(|node| node.parent()).and_then(ElementRef::wrap);
        let has = |node: Option<ElementRef<'_>>, class: &str| {
            node.is_some_and(|node| node.value().classes().any(|own| own == class))
        };
        has(node, "topic") || has(parent, "tally")
    }

    fn make_words(&mut self, id: NodeId) {
        if let Some(mut node) = self.0.tree.get_mut(id)
            && let Node::Element(element) = node.value()
        {
            element.name.local = "span".into();
        }
        self.keep_class_alone(id);
    }

    fn keep_class_alone(&mut self, id: NodeId) {
        if let Some(mut node) = self.0.tree.get_mut(id)
            && let Node::Element(element) = node.value()
        {
            element.attrs.retain(|(name, _)| &*name.local == "class");
        }
    }

    fn drop_attributes(&mut self, styled: bool) {
        let ids: Vec<NodeId> = self.0.tree.nodes().map(|node| node.id()).collect();
        for id in ids {
            if let Some(mut node) = self.0.tree.get_mut(id)
                && let Node::Element(element) = node.value()
            {
                // A page may have classes of the same names.
                let stays = |name: &str, value: &str| {
                    !MOVING.contains(&name) && (styled || name != "class" || value == "hustings")
                };
                element.attrs.retain(|(name, value)| stays(&name.local, value));
            }
        }
    }

    /// Whether it has no element, and of words at most a dot between two others.
    fn is_empty(&self, id: NodeId) -> bool {
        self.element(id).is_some_and(|node| {
            node.text().all(|text| text.trim_matches([' ', '·', '\n']).is_empty())
                && node.children().all(|child| !child.value().is_element())
        })
    }

    /// The dates of an election, which the widget's script tells when somebody opens them.
    fn fill_dates(&mut self) {
        for id in self.find("details.dates") {
            let Some(fold) = self.element(id) else { continue };
            let Ok(time) = Selector::parse("time[data-dates]") else { continue };
            let told = fold.select(&time).next().and_then(|time| time.attr("data-dates")).map(dates);
            let list =
                fold.children().filter_map(ElementRef::wrap).find(|child| child.value().name() == "dl");
            let (Some(told), Some(list)) = (told, list.map(|list| list.id())) else { continue };
            let rows = self.0.tree.extend_tree(Html::parse_fragment(&told).tree).id();
            let root = self.0.tree.get(rows).and_then(|node| node.first_child());
            let rows: Vec<NodeId> =
                root.into_iter().flat_map(|root| root.children()).map(|row| row.id()).collect();
            if let Some(mut list) = self.0.tree.get_mut(list) {
                for row in rows {
                    list.append_id(row);
                }
            }
        }
    }
}

/// What `data-dates` says: zone, note, and of each date its label, how it is written, and whether a day means its start
/// or its end.
fn dates(told: &str) -> String {
    let parts: Vec<&str> = told.split('\u{1f}').collect();
    let [zone, note, dates @ ..] = parts.as_slice() else { return String::new() };
    let row = |label: &str, value: &str| format!("<dt>{}</dt><dd>{}</dd>", escape(label), escape(value));
    let mut out = String::new();
    for date in dates.chunks(4) {
        if let [label, text, edge, ..] = date {
            let value = match Date::parse(text).filter(|_| text.len() == 10) {
                Some(day) => format!("{edge} of {day}"),
                None => text.replace('T', " "),
            };
            out.push_str(&row(label, &value));
        }
    }
    let anywhere = ["aoe", "etc/gmt+12", "-12:00"].contains(&zone.to_lowercase().as_str());
    let zone = match *zone {
        _ if anywhere => "Anywhere on Earth (UTC−12)",
        "" => "not named",
        zone => zone,
    };
    out.push_str(&row("Time zone", zone));
    if !note.is_empty() {
        out.push_str(&row("Note", note));
    }
    out
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn what_moves_goes_and_what_it_said_stays() {
        let html = "<ul><li data-chunk=\"0\" class=\"card\"><span class=\"initials\">AA</span>\
            <button class=\"topic\" aria-label=\"x\"><bdi>Water</bdi></button>\
            <p class=\"tally\"><button>2 PEPs</button>: 2 Final</p>\
            <span class=\"way\"> · <button>in the statement</button></span><p><button>Compare</button></p></li></ul>";
        expect!["<ul><li><span><bdi>Water</bdi></span><p><span>2 PEPs</span>: 2 Final</p></li></ul>"]
            .assert_eq(&still(html, false));
    }

    #[test]
    fn dates_are_told_as_the_feed_has_them() {
        let html = "<details class=\"dates\"><summary><time data-dates=\"AoE\u{1f}A &lt;b&gt;note&lt;/b&gt;.\u{1f}Voting closes\u{1f}2024-12-09\u{1f}end\u{1f}1\">soon</time></summary><dl></dl></details>";
        expect![[r#"<details class="dates"><summary><time>soon</time></summary><dl><dt>Voting closes</dt><dd>end of 9 December 2024</dd><dt>Time zone</dt><dd>Anywhere on Earth (UTC−12)</dd><dt>Note</dt><dd>A &lt;b&gt;note&lt;/b&gt;.</dd></dl></details>"#]]
            .assert_eq(&still(html, true));
    }
}
