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
use super::text::is_letter;

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
    /// What a forum cut off of a mail: its summary is three dots.
    Elided,
    /// A picture that a forum enlarges: a part of it says how large it is.
    Lightbox,
    /// A heading's link to itself, with a sign or with the heading's words.
    Anchor,
    /// What plays, until its source is found: the rest is for browsers that can't.
    Film,
    /// What plays, and has its link.
    Played,
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
        let value = |name: &str| attribute(name).unwrap_or_default();
        let above = self.open.last().copied().unwrap_or(Context::Plain);
        let whole = if is_void(name) { Entered::Whole } else { Entered::Skipped };
        if matches!(above, Context::Film | Context::Played) {
            if name == "source" && above == Context::Film && !value("src").is_empty() {
                self.film(value("src"), "");
                self.open.pop();
                self.open.push(Context::Played);
            }
            return whole;
        }
        let left_out = match name {
            "img" => {
                // Signs and pictures of a preview that no words stand for.
                let preview = has_class("site-icon") || has_class("thumbnail");
                has_class("avatar") || preview && value("alt").is_empty()
            }
            "hr" => has_class("footnotes-sep"),
            "a" => has_class("footnote-backref"),
            "div" if has_class("title") => above == Context::Quote,
            "div" if has_class("meta") => above == Context::Lightbox,
            "div" => has_class("quote-controls") || has_class("poll-info"),
            _ => is_left_out(name),
        };
        if left_out {
            return whole;
        }
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
            // It was never uploaded.
            "img" if value("src").ends_with("/images/transparent.png") => {
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
            // A sign stands there.
            "span" if has_class("hashtag-icon-placeholder") => {
                self.text("#");
                return Entered::Skipped;
            }
            "span" if has_class("discourse-local-date") && !value("data-date").is_empty() => {
                let [day, time, zone] = ["data-date", "data-time", "data-timezone"].map(value);
                self.text(&moment(&day, &time, &zone));
                return Entered::Skipped;
            }
            "summary" if above == Context::Elided => {
                self.sink.open(Tag::Summary);
                self.sink.text("Trimmed text");
                self.sink.close();
                return Entered::Skipped;
            }
            "div" if has_class("lazy-video-container") => {
                let site = match &*value("data-provider-name") {
                    "youtube" => "https://www.youtube.com/watch?v=",
                    "vimeo" => "https://vimeo.com/",
                    _ => "",
                };
                let id = value("data-video-id");
                if !site.is_empty() && !id.is_empty() {
                    self.film([site, &id].concat(), &value("data-video-title"));
                    return Entered::Skipped;
                }
            }
            "div" if has_class("video-placeholder-container") => {
                self.film(value("data-video-src"), &value("title"));
                return Entered::Skipped;
            }
            "video" | "audio" if attribute("src").is_some() => {
                self.film(value("src"), &value("title"));
                return Entered::Skipped;
            }
            _ if is_void(name) => return Entered::Whole,
            _ => {}
        }
        let preformatted = matches!(name, "pre" | "textarea" | "listing" | "xmp");
        self.preformatted += usize::from(preformatted);
        let tag = tag(name, attribute, &has_class, self.preformatted > 0);
        self.open.push(match tag {
            _ if preformatted => Context::Preformatted,
            Tag::Quote(Some(_)) => Context::Quote,
            Tag::Details if has_class("elided") => Context::Elided,
            _ if name == "a" && has_class("lightbox") => Context::Lightbox,
            _ if name == "a" && has_class("anchor") => Context::Anchor,
            _ if matches!(name, "video" | "audio") => Context::Film,
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

    /// A film or a sound is a link to it.
    fn film(&mut self, address: String, title: &str) {
        self.sink.open(Tag::Paragraph);
        self.sink.open(Tag::Link(address));
        self.sink.text(if title.is_empty() { "Video" } else { title });
        self.sink.close();
        self.sink.close();
        self.spaced = true;
    }

    /// Words, their white space as the page would show it.
    pub fn text(&mut self, text: &str) {
        match self.open.last() {
            Some(Context::Film | Context::Played) => return,
            Some(Context::Anchor) if !text.contains(is_letter) => return,
            _ => {}
        }
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
            | "canvas"
            | "select"
            | "datalist"
            | "plaintext"
    )
}

/// What has no content, so that nothing ends it.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// "2022-08-15 14:00 (Europe/Paris)", of what is known of it.
#[must_use]
pub fn moment(day: &str, time: &str, zone: &str) -> String {
    let mut out = day.to_owned();
    if !time.is_empty() {
        out.extend([" ", time.get(..5).unwrap_or(time)]);
    }
    if !zone.is_empty() {
        out.extend([" (", zone, ")"]);
    }
    out
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
        | "hgroup" | "search" | "caption" | "dialog" | "video" | "audio" => Tag::Paragraph,
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
        // Where profiles live is for the feed to say; a group has none.
        "a" if has_class("mention") => Tag::Other,
        "a" if has_class("anchor") || attribute("data-orig-href").is_some() => Tag::Other,
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
