//! Markdown as blocks.

use pulldown_cmark::{Event, Options, Parser, Tag as Md, TagEnd};

use super::blocks::{Block, Builder, Sink, Tag};
use super::markup::words_of_html;
use crate::feed::Resolve;

/// The blocks of a Markdown text. Raw HTML in it loses its tags and keeps its words.
#[must_use]
pub fn blocks(text: &str, resolve: Resolve<'_>) -> Vec<Block> {
    let mut builder = Builder::new(resolve);
    read(text, &mut builder);
    builder.finish()
}

/// Reads a Markdown text into a sink.
pub fn read(text: &str, sink: &mut impl Sink) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    // A block of HTML comes line by line, and a script may span lines.
    let mut html = String::new();
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(tag) => sink.open(opened(tag)),
            Event::End(TagEnd::HtmlBlock) => {
                sink.text(words_of_html(&std::mem::take(&mut html)).trim_end());
                sink.close();
            }
            Event::End(_) => sink.close(),
            Event::Text(text) => sink.text(&text),
            Event::Html(line) => html.push_str(&line),
            Event::Code(code) => {
                sink.open(Tag::Code);
                sink.text(&code);
                sink.close();
            }
            Event::SoftBreak => sink.text(" "),
            Event::HardBreak => sink.line_break(),
            Event::Rule => sink.rule(),
            Event::InlineHtml(tag) if tag.starts_with("<br") => sink.line_break(),
            // Tags inside a line come without their words.
            _ => {}
        }
    }
}

fn opened(tag: Md<'_>) -> Tag {
    match tag {
        Md::Paragraph => Tag::Paragraph,
        Md::Heading { level, .. } => Tag::Heading(level as u8),
        Md::BlockQuote(_) => Tag::Quote,
        Md::CodeBlock(_) => Tag::Pre,
        Md::List(start) => Tag::List(start),
        Md::Item => Tag::Item,
        Md::Table(_) => Tag::Table,
        Md::TableHead => Tag::Row(true),
        Md::TableRow => Tag::Row(false),
        Md::TableCell => Tag::Cell,
        Md::Emphasis => Tag::Emphasis,
        Md::Strong => Tag::Strong,
        Md::Strikethrough => Tag::Struck,
        // An image is a link to itself: nothing is fetched from elsewhere.
        Md::Link { dest_url, .. } | Md::Image { dest_url, .. } => Tag::Link(dest_url.into_string()),
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
                Quote([Paragraph([Text("quoted")])])
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
    fn html_and_scripts_in_markdown_leave_only_words() {
        check(
            "<div onclick=\"x\">kept <b>too</b></div>\n\n<script>\ngone()\n</script>\n\n[x](javascript:y) ![i](https://example.org/i.png)",
            &expect![[r#"
                Paragraph([Text("kept too")])
                Paragraph([Text("x "), Link(Href("https://example.org/i.png"), [Text("i")])])
            "#]],
        );
    }

    #[test]
    fn a_hostile_depth_is_flattened() {
        let text = "> ".repeat(5_000) + "deep";
        assert!(plain_blocks(&blocks(&text, &|_| None)).contains("deep"));
    }
}
