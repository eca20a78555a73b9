//! The words of texts with markup.

use super::html::tokens::{Token, tokens};
use super::text::is_letter;

/// The words of an HTML text, without its tags, comments, scripts and styles.
///
/// For search and for openings, where only words count: what is shown as HTML
/// was read by the browser's own parser.
#[must_use]
pub fn words_of_html(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut hidden = false;
    for token in tokens(html) {
        let name = match token {
            Token::Text(text) if !hidden => {
                push_unescaped(text, &mut out);
                continue;
            }
            Token::Text(_) => continue,
            Token::Open(name, _) => {
                hidden = matches!(&*name, "script" | "style" | "title");
                name
            }
            Token::Close(name) => {
                hidden = false;
                name
            }
        };
        let inside_a_line = matches!(
            &*name,
            "a" | "abbr"
                | "b"
                | "bdi"
                | "button"
                | "cite"
                | "code"
                | "del"
                | "em"
                | "i"
                | "ins"
                | "kbd"
                | "mark"
                | "q"
                | "s"
                | "small"
                | "span"
                | "strong"
                | "sub"
                | "sup"
                | "time"
                | "u"
        );
        if !inside_a_line && !out.ends_with(['\n', ' ']) && !out.is_empty() {
            out.push('\n');
        }
    }
    out
}

/// The first paragraph of a Markdown text that says something, without its
/// marks: good enough for a glance, where the whole parser would have to be
/// fetched first. What is no plain paragraph is passed over.
#[must_use]
pub fn opening_of_markdown(text: &str) -> Option<String> {
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| {
        let marked = ['#', '>', '-', '*', '+', '|', '<', '`', '~', '[', '=', '•'];
        let numbered = paragraph.starts_with(|c: char| c.is_ascii_digit());
        let underlined = paragraph.contains("\n--") || paragraph.contains("\n==");
        !paragraph.is_empty()
            && !numbered
            && !underlined
            && (paragraph.starts_with("**") || !paragraph.starts_with(marked))
    });
    let plain = |paragraph: &str| {
        let words = without_marks(&words_of_html(paragraph));
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut paragraphs = paragraphs.map(plain).peekable();
    let first = paragraphs.peek().cloned();
    paragraphs.find(|paragraph| paragraph.chars().count() >= 60).or(first)
}

/// A line of Markdown without stress, code and link marks, and without the addresses of links.
fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['*', '`', '[', ']', '_', '\\']) {
        out.push_str(&rest[..at]);
        let (mark, after) = rest[at..].split_at(1);
        rest = after;
        match mark {
            // The words of a link stay, its address goes.
            "]" => {
                let end = match rest.as_bytes().first() {
                    Some(b'(') => rest.find(')'),
                    Some(b'[') => rest.find(']'),
                    _ => None,
                };
                rest = end.map_or(rest, |end| &rest[end + 1..]);
            }
            // Inside a word it belongs to the word.
            "_" if out.ends_with(is_letter) && rest.starts_with(is_letter) => out.push('_'),
            "\\" => {
                let c = rest.chars().next();
                out.extend(c);
                rest = &rest[c.map_or(0, char::len_utf8)..];
            }
            _ => {}
        }
    }
    out.push_str(rest);
    out
}

/// The character references that writers of HTML cannot do without.
pub(super) fn push_unescaped(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        // No reference that is read here is longer: a text of nothing but "&" stays quick.
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        let reference = end.and_then(|end| rest.get(1..end));
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
    use super::*;

    #[test]
    fn an_opening_is_the_first_paragraph_that_says_something() {
        let long = "I have *kept* the [pump](https://example.org/a_b) since `2008`, and snake_case stays, \\*as is\\*.";
        let said = "I have kept the pump since 2008, and snake_case stays, *as is*.";
        for (text, opening) in [
            (format!("# Why\n\nDear all,\n\n{long}\n\nMore."), Some(said)),
            ("- a\n- b\n\nShort.".to_owned(), Some("Short.")),
            ("Title\n-----\n\n> quoted\n\n1. one".to_owned(), None),
            (String::new(), None),
            ("x [y".to_owned(), Some("x y")),
        ] {
            assert_eq!(opening_of_markdown(&text).as_deref(), opening);
        }
    }

    #[test]
    fn words_of_html_are_only_words() {
        for (html, words) in [
            ("<p>One &amp; <em>two</em>.</p><p>Three</p>", "One & two.\nThree\n"),
            ("a < b &lt; c & d &unknown; &#233;&#xE9; &#x110000;", "a < b < c & d &unknown; éé &#x110000;"),
            ("<SCRIPT>alert(1)</script>x<!-- <p>hidden --> y", "x y"),
            ("<style>p{}", ""),
            ("cut <p off", "cut "),
        ] {
            assert_eq!(words_of_html(html), words);
        }
    }
}
