//! The rules by which HTML becomes blocks: the same for a post that a browser
//! or html5ever has parsed, and for the tags that stand in Markdown. What is
//! not named here leaves its words and nothing else.
//!
//! Class names are those that Discourse serves (a set to tolerate, never a
//! closed list); where they are absent the element counts.

#[cfg(not(target_arch = "wasm32"))]
pub mod native;
pub mod tokens;

use super::blocks::{Sink, Tag};

/// What a parser knows of an element: its attributes, by name.
pub type Attribute<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What became of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entered {
    /// It is open: what is in it goes in, then it is left.
    Open,
    /// It has no content, and nothing is to be left.
    Whole,
    /// It is left out with all that is in it.
    Skipped,
}

/// Hands the elements of an HTML text to a sink.
#[derive(Debug)]
pub struct Walker<'a, S: Sink> {
    sink: &'a mut S,
    /// How many open elements keep their white space.
    preformatted: usize,
    open: Vec<Context>,
    /// Whether the words so far end in white space.
    spaced: bool,
}

/// What an open element means for those in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Context {
    Plain,
    /// White space counts.
    Preformatted,
    /// A forum's quotation: its heading repeats whose words they are.
    Quote,
}

impl<'a, S: Sink> Walker<'a, S> {
    /// Writes to `sink`.
    pub fn new(sink: &'a mut S) -> Self {
        Self { sink, preformatted: 0, open: Vec::new(), spaced: true }
    }

    /// Where a parser of another language writes what stands between the tags.
    pub fn sink(&mut self) -> &mut S {
        self.spaced = false;
        self.sink
    }

    /// Begins an element.
    pub fn enter(&mut self, name: &str, attribute: Attribute<'_>) -> Entered {
        let class = attribute("class").unwrap_or_default();
        let has_class = |wanted: &str| class.split_ascii_whitespace().any(|class| class == wanted);
        if is_left_out(name) || has_class("footnote-backref") || has_class("anchor") || has_class("avatar") {
            return Entered::Skipped;
        }
        if has_class("title") && self.open.last() == Some(&Context::Quote) {
            return Entered::Skipped;
        }
        let chrome = ["quote-controls", "poll-info", "meta", "footnotes-sep", "hashtag-icon-placeholder"];
        if matches!(name, "div" | "hr" | "span") && chrome.into_iter().any(has_class) {
            return Entered::Skipped;
        }
        let value = |name: &str| attribute(name).unwrap_or_default();
        match name {
            "br" => {
                self.sink.line_break();
                self.spaced = true;
                return Entered::Whole;
            }
            "hr" => {
                self.sink.rule();
                self.spaced = true;
                return Entered::Whole;
            }
            // The shortcode is the alternative text: it is read like one that was typed.
            "img" if has_class("emoji") => {
                self.text(&value("alt"));
                return Entered::Whole;
            }
            "img" => {
                self.sink.open(Tag::Image(value("src")));
                self.sink.text(&value("alt"));
                self.sink.close();
                self.spaced = false;
                return Entered::Whole;
            }
            "input" if value("type").eq_ignore_ascii_case("checkbox") => {
                self.sink.open(Tag::Task(attribute("checked").is_some()));
                self.sink.close();
                self.spaced = false;
                return Entered::Whole;
            }
            // A box of a forum's list.
            "span" if has_class("chcklst-box") => {
                self.sink.open(Tag::Task(has_class("checked")));
                self.sink.close();
                self.spaced = false;
                return Entered::Whole;
            }
            "input" | "wbr" | "col" | "source" | "track" | "area" | "param" | "keygen" => {
                return Entered::Whole;
            }
            _ => {}
        }
        let preformatted = matches!(name, "pre" | "textarea" | "listing" | "xmp");
        self.preformatted += usize::from(preformatted);
        let tag = tag(name, attribute, &has_class, self.preformatted > 0);
        self.open.push(match tag {
            _ if preformatted => Context::Preformatted,
            Tag::Quote(Some(_)) => Context::Quote,
            _ => Context::Plain,
        });
        if !is_within_a_line(&tag) {
            self.spaced = true;
        }
        self.sink.open(tag);
        Entered::Open
    }

    /// Ends the element that was opened last.
    pub fn leave(&mut self) {
        if let Some(context) = self.open.pop() {
            self.preformatted -= usize::from(context == Context::Preformatted);
            self.sink.close();
        }
    }

    /// Words, their white space as the page would show it.
    pub fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            self.sink.text(text);
            self.spaced = false;
            return;
        }
        let mut words = String::with_capacity(text.len());
        for c in text.chars() {
            let space = matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}');
            if !space {
                words.push(c);
            } else if !self.spaced {
                words.push(' ');
            }
            self.spaced = space;
        }
        self.sink.text(&words);
    }
}

/// What carries no words of a text.
fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "noembed"
            | "noframes"
            | "iframe"
            | "object"
            | "embed"
            | "applet"
            | "base"
            | "link"
            | "head"
            | "title"
            | "svg"
            | "math"
            | "audio"
            | "video"
            | "canvas"
            | "select"
            | "datalist"
            | "plaintext"
    )
}

fn tag(name: &str, attribute: Attribute<'_>, has_class: &dyn Fn(&str) -> bool, preformatted: bool) -> Tag {
    let value = |name: &str| attribute(name).unwrap_or_default();
    match name {
        "h1" => Tag::Heading(1),
        "h2" => Tag::Heading(2),
        "h3" => Tag::Heading(3),
        "h4" => Tag::Heading(4),
        "h5" => Tag::Heading(5),
        "h6" => Tag::Heading(6),
        "aside" if has_class("quote") => {
            Tag::Quote(Some(value("data-username")).filter(|name| !name.is_empty()))
        }
        "aside" if has_class("onebox") => Tag::Quote(Some("Link preview".to_owned())),
        "div" if has_class("poll") => Tag::Quote(Some("Poll".to_owned())),
        "span" if has_class("bbcode-b") => Tag::Strong,
        "span" if has_class("bbcode-i") => Tag::Emphasis,
        "span" if has_class("bbcode-s") => Tag::Struck,
        "span" | "div" if has_class("spoiler") || has_class("spoiled") => Tag::Spoiler,
        "details" => Tag::Details,
        "summary" => Tag::Summary,
        "a" if value("href").starts_with("#footnote-") => {
            Tag::NoteMark(value("href").rsplit('-').next().unwrap_or_default().to_owned())
        }
        "li" if has_class("footnote-item") => {
            Tag::Note(value("id").rsplit('-').next().unwrap_or_default().to_owned())
        }
        "ol" if has_class("footnotes-list") => Tag::Other,
        "p" | "div" | "section" | "article" | "aside" | "nav" | "figure" | "header" | "footer" | "main"
        | "dl" | "dt" | "dd" | "address" | "figcaption" | "center" | "form" | "fieldset" | "legend"
        | "hgroup" | "search" | "caption" | "dialog" => Tag::Paragraph,
        "ul" | "menu" | "dir" => Tag::List(None),
        "ol" => Tag::List(Some(value("start").parse().unwrap_or(1))),
        "li" => Tag::Item,
        "blockquote" => Tag::Quote(None),
        "pre" | "textarea" | "listing" | "xmp" => Tag::Pre,
        "table" => Tag::Table,
        "thead" => Tag::Rows(true),
        "tbody" | "tfoot" => Tag::Rows(false),
        "tr" => Tag::Row(false),
        "td" | "th" => Tag::Cell,
        "em" | "i" | "cite" | "dfn" | "var" => Tag::Emphasis,
        "strong" | "b" => Tag::Strong,
        "del" | "s" | "strike" => Tag::Struck,
        "code" | "kbd" | "samp" | "tt" if !preformatted => Tag::Code,
        // Where profiles live is for the feed to say.
        "a" if has_class("mention") || has_class("mention-group") => Tag::Other,
        "a" => Tag::Link(value("href")),
        _ => Tag::Other,
    }
}

fn is_within_a_line(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Struck | Tag::Code | Tag::Link(_) | Tag::Spoiler | Tag::Other
    )
}
