//! Markdown as blocks; the tags that stand in it are read by the rules of HTML.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag as Md, TagEnd};

use super::blocks::{Block, Builder, Sink, Tag};
use super::html::tokens::{Token, attribute, tokens};
use super::html::{Entered, Walker};
use crate::feed::Resolve;

/// The blocks of a Markdown text.
#[must_use]
pub fn blocks(text: &str, resolve: Resolve<'_>) -> Vec<Block> {
    let mut builder = Builder::new(resolve);
    read(text, &mut builder);
    builder.finish()
}

/// Reads a Markdown text into a sink.
pub fn read(text: &str, sink: &mut impl Sink) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let mut mixed = Mixed { walker: Walker::new(sink), open: Vec::new(), skipped: None, html: String::new() };
    for event in Parser::new_ext(text, options) {
        mixed.event(event);
    }
    // The last one may never have been closed.
    mixed.flush();
}

/// Two languages in one text: each closes what it opened, and Markdown closes
/// what HTML left open inside.
struct Mixed<'a, S: Sink> {
    walker: Walker<'a, S>,
    open: Vec<Opened>,
    /// The element that is left out with all that is in it, and where it was opened.
    skipped: Option<(String, usize)>,
    /// A block of HTML comes line by line, and a tag may span lines.
    html: String,
}

enum Opened {
    Markdown,
    Html(String),
}

impl<S: Sink> Mixed<'_, S> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Md::HtmlBlock) => {}
            Event::Html(line) => self.html.push_str(&line),
            Event::End(TagEnd::HtmlBlock) => self.flush(),
            Event::InlineHtml(tag) => {
                self.html.push_str(&tag);
                self.flush();
            }
            Event::Start(tag) => {
                let open = self.skipped.is_none();
                self.open.push(Opened::Markdown);
                if open {
                    self.walker.sink().open(opened(tag));
                }
            }
            Event::End(_) => self.end_markdown(),
            _ if self.skipped.is_some() => {}
            Event::Text(text) => self.walker.sink().text(&text),
            Event::Code(code) => {
                self.walker.sink().open(Tag::Code);
                self.walker.sink().text(&code);
                self.walker.sink().close();
            }
            Event::SoftBreak => self.walker.sink().text(" "),
            Event::HardBreak => self.walker.sink().line_break(),
            Event::Rule => self.walker.sink().rule(),
            Event::FootnoteReference(label) => self.mark(Tag::NoteMark(label.into_string())),
            Event::TaskListMarker(done) => {
                self.mark(Tag::Task(done));
                self.walker.sink().text(" ");
            }
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn mark(&mut self, tag: Tag) {
        self.walker.sink().open(tag);
        self.walker.sink().close();
    }

    fn end_markdown(&mut self) {
        while let Some(opened) = self.open.pop() {
            let depth = self.open.len();
            match &self.skipped {
                // Opened before what is left out.
                Some((_, at)) if depth < *at => self.skipped = None,
                // Opened inside it.
                Some(_) => {
                    if matches!(opened, Opened::Markdown) {
                        return;
                    }
                    continue;
                }
                None => {}
            }
            match opened {
                Opened::Html(_) => self.walker.leave(),
                Opened::Markdown => return self.walker.sink().close(),
            }
        }
    }

    /// Reads the HTML that came so far.
    fn flush(&mut self) {
        let html = std::mem::take(&mut self.html);
        for token in tokens(&html) {
            match token {
                Token::Open(name, attributes) if self.skipped.is_none() => {
                    let value = |name: &str| attribute(attributes, name).map(unescaped);
                    match self.walker.enter(&name, &value) {
                        Entered::Open => self.open.push(Opened::Html(name)),
                        Entered::Skipped => self.skipped = Some((name, self.open.len())),
                        Entered::Whole => {}
                    }
                }
                Token::Close(name) => self.end_html(&name),
                Token::Text(text) if self.skipped.is_none() => self.walker.text(&unescaped(text)),
                Token::Open(..) | Token::Text(_) => {}
            }
        }
    }

    /// Closes the element of that name that was opened last, unless Markdown opened something since.
    fn end_html(&mut self, name: &str) {
        if let Some((skipped, _)) = &self.skipped {
            if skipped == name {
                self.skipped = None;
            }
            return;
        }
        let since = self.open.iter().rev().take_while(|opened| matches!(opened, Opened::Html(_)));
        let mut inside = 0;
        for opened in since {
            inside += 1;
            if matches!(opened, Opened::Html(own) if own == name) {
                self.open.truncate(self.open.len() - inside);
                for _ in 0..inside {
                    self.walker.leave();
                }
                return;
            }
        }
    }
}

/// A text with its character references read. The parser of Markdown has the
/// table of all 2,125; a second one would be a second download.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        const LONGEST: usize = 40;
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';').map_or(1, |end| end + 1);
        let reference = rest.get(..end).unwrap_or("&");
        for event in Parser::new(reference) {
            if let Event::Text(text) = event {
                out.push_str(&text);
            }
        }
        rest = rest.get(reference.len()..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn opened(tag: Md<'_>) -> Tag {
    match tag {
        Md::Paragraph => Tag::Paragraph,
        Md::Heading { level, .. } => Tag::Heading(level as u8),
        Md::BlockQuote(_) => Tag::Quote(None),
        Md::CodeBlock(_) => Tag::Pre,
        Md::List(start) => Tag::List(start),
        Md::Item => Tag::Item,
        Md::FootnoteDefinition(label) => Tag::Note(label.into_string()),
        Md::Table(_) => Tag::Table,
        Md::TableHead => Tag::Row(true),
        Md::TableRow => Tag::Row(false),
        Md::TableCell => Tag::Cell,
        Md::Emphasis => Tag::Emphasis,
        Md::Strong => Tag::Strong,
        Md::Strikethrough => Tag::Struck,
        Md::Link { link_type: LinkType::Email, dest_url, .. } => Tag::Link(["mailto:", &dest_url].concat()),
        Md::Link { dest_url, .. } => Tag::Link(dest_url.into_string()),
        Md::Image { dest_url, .. } => Tag::Image(dest_url.into_string()),
        _ => Tag::Other,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::blocks::plain_blocks;
    use super::*;

    fn check(text: &str, expected: &expect_test::Expect) {
        let blocks = blocks(text, &|text| Some(text.to_owned()));
        let lines: Vec<_> = blocks.iter().map(|block| format!("{block:?}\n")).collect();
        expected.assert_eq(&lines.concat());
    }

    #[test]
    fn markdown_becomes_blocks() {
        check(
            "# Why\n\nI *do* [care](https://example.org).\n\n- one\n- two\n\n> quoted\n",
            &expect![[r#"
                Heading { level: 1, anchor: "why", words: [Text("Why")] }
                Paragraph([Text("I "), Emphasis([Text("do")]), Text(" "), Link(Href("https://example.org"), [Text("care")]), Text(".")])
                List(None, [[Paragraph([Text("one")])], [Paragraph([Text("two")])]])
                Quote(None, [Paragraph([Text("quoted")])])
            "#]],
        );
        check(
            "| a | b |\n|---|---|\n| 1 | ~~2~~ |\n\n    code\n\n---\n3. three",
            &expect![[r#"
                Table(true, [[[Text("a")], [Text("b")]], [[Text("1")], [Struck([Text("2")])]]])
                Code("code\n")
                Rule
                List(Some(3), [[Paragraph([Text("three")])]])
            "#]],
        );
    }

    #[test]
    fn a_mail_address_in_brackets_is_one() {
        check(
            "<ada@mill.example>",
            &expect![[r#"
                Paragraph([Link(Href("mailto:ada@mill.example"), [Text("ada@mill.example")])])
            "#]],
        );
    }

    #[test]
    fn what_has_no_end_takes_nothing_with_it() {
        check(
            "a <img class=avatar> <link> <embed> b\n\n<hr class=footnotes-sep>\nc",
            &expect![[r#"
                Paragraph([Text("a    b")])
                Paragraph([Text("c")])
            "#]],
        );
    }

    #[test]
    fn html_and_scripts_in_markdown_leave_only_words() {
        check(
            "<div onclick=\"x\">kept <b>too</b></div>\n\n<script>\ngone()\n</script>\n\n[x](javascript:y) ![i](https://example.org/i.png)",
            &expect![[r#"
                Paragraph([Text("kept "), Strong([Text("too")])])
                Paragraph([Text("x "), Image(Href("https://example.org/i.png"), "i")])
            "#]],
        );
    }

    #[test]
    fn a_hostile_depth_is_flattened() {
        let text = "> ".repeat(5_000) + "deep";
        assert!(plain_blocks(&blocks(&text, &|_| None)).contains("deep"));
    }
}
