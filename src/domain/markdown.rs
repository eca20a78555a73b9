//! Markdown as blocks.

use pulldown_cmark::{Event, Options, Parser, Tag as Md, TagEnd};

use super::blocks::{Block, Builder, Tag};
use crate::feed::Resolve;

/// The blocks of a Markdown text. Raw HTML in it loses its tags and keeps its words.
#[must_use]
pub fn blocks(text: &str, resolve: Resolve<'_>) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut builder = Builder::new(resolve);
    // A block of HTML comes line by line, and a script may span lines.
    let mut html = String::new();
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(tag) => builder.open(opened(tag)),
            Event::End(TagEnd::HtmlBlock) => {
                builder.text(words_of_html(&std::mem::take(&mut html)).trim_end());
                builder.close();
            }
            Event::End(_) => builder.close(),
            Event::Text(text) => builder.text(&text),
            Event::Html(line) => html.push_str(&line),
            Event::Code(code) => {
                builder.open(Tag::Code);
                builder.text(&code);
                builder.close();
            }
            Event::SoftBreak => builder.text(" "),
            Event::HardBreak => builder.line_break(),
            Event::Rule => builder.rule(),
            // Tags inside a line come without their words.
            _ => {}
        }
    }
    builder.finish()
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

/// The words of an HTML text, without its tags, comments, scripts and styles.
///
/// For search and for openings, where only words count: what is shown as HTML
/// was read by the browser's own parser.
#[must_use]
pub fn words_of_html(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        push_unescaped(&rest[..start], &mut out);
        rest = &rest[start..];
        let name: String = rest[1..]
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '!' | '-'))
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let hidden_until = match name.as_str() {
            _ if name.starts_with("!--") => Some("-->"),
            "script" => Some("</script"),
            "style" => Some("</style"),
            "" => {
                out.push('<');
                rest = &rest[1..];
                continue;
            }
            _ => None,
        };
        if let Some(end) = hidden_until {
            rest = find_ignoring_case(rest, end).map_or("", |at| &rest[at..]);
        }
        rest = rest.find('>').map_or("", |end| &rest[end + 1..]);
        let inside_a_line = matches!(
            name.trim_start_matches('/'),
            "a" | "abbr" | "b" | "code" | "em" | "i" | "span" | "strong" | "sub" | "sup" | "u"
        );
        if !inside_a_line && !out.ends_with(['\n', ' ']) && !out.is_empty() {
            out.push('\n');
        }
    }
    push_unescaped(rest, &mut out);
    out
}

fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    text.as_bytes().windows(needle.len()).position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}

/// The character references that writers of HTML cannot do without.
fn push_unescaped(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let reference = rest.get(1..).and_then(|rest| rest.split_once(';')).map(|(name, _)| name);
        let c = reference.and_then(|name| match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{a0}'),
            _ => {
                let number = name.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)
            }
        });
        let length = match (c, reference) {
            (Some(c), Some(name)) => {
                out.push(c);
                name.len() + 2
            }
            _ => {
                out.push('&');
                1
            }
        };
        rest = &rest[length..];
    }
    out.push_str(rest);
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
    fn words_of_html_are_only_words() {
        for (html, words) in [
            ("<p>One &amp; <em>two</em>.</p><p>Three</p>", "One & two.\nThree\n"),
            ("a < b &lt; c & d &unknown; &#233;&#xE9; &#x110000;", "a < b < c & d &unknown; éé &#x110000;"),
            ("<SCRIPT>alert(1)</script>x<!-- <p>hidden --> y", "x\n y"),
            ("<style>p{}", ""),
            ("cut <p off", "cut "),
        ] {
            assert_eq!(words_of_html(html), words);
        }
    }

    #[test]
    fn a_hostile_depth_is_flattened() {
        let text = "> ".repeat(5_000) + "deep";
        assert!(plain_blocks(&blocks(&text, &|_| None)).contains("deep"));
    }
}
