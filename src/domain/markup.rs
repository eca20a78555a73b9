//! The words of texts with markup.

use super::html::tokens::{Token, tokens};

/// The words of an HTML text, without its tags, comments, scripts and styles.
///
/// For where only words count: what is shown as HTML was read by a parser.
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
