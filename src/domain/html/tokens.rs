//! The tags of an HTML text, one after the other, for where there is no parser:
//! in Markdown, and where only the words count. What it gets wrong can't
//! harm: tags only choose among the blocks that there are. (html5gum reads by
//! the standard's letter, and weighs 32 kB more in every reader's download.)

/// A part of an HTML text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token<'a> {
    /// A start tag: its name in small letters, and its attributes as written.
    Open(String, &'a str),
    /// An end tag.
    Close(String),
    /// What stands between tags, with its character references.
    Text(&'a str),
}

/// The parts of a text; comments and declarations are none. What stands in a
/// script, a style or a title is one text, whatever it looks like.
pub fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = html;
    let mut raw: Option<String> = None;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            if let Some(name) = raw.take() {
                let end = find_ignoring_case(rest, &["</", &name].concat()).unwrap_or(rest.len());
                let text = &rest[..end];
                rest = &rest[end..];
                if !text.is_empty() {
                    return Some(Token::Text(text));
                }
                continue;
            }
            let Some(start) = tag_start(rest) else {
                return Some(Token::Text(std::mem::take(&mut rest)));
            };
            if start > 0 {
                let text = &rest[..start];
                rest = &rest[start..];
                return Some(Token::Text(text));
            }
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            let end = tag_end(rest);
            let tag = rest.get(1..end).unwrap_or_default();
            rest = rest.get(end + 1..).unwrap_or_default();
            let (closing, tag) = match tag.strip_prefix('/') {
                Some(tag) => (true, tag),
                None => (false, tag),
            };
            let length = tag.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(tag.len());
            let (name, attributes) = tag.split_at(length);
            let name = name.to_ascii_lowercase();
            match closing {
                true if !name.is_empty() => return Some(Token::Close(name)),
                false if name.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    if matches!(
                        &*name,
                        "script" | "style" | "title" | "textarea" | "xmp" | "iframe" | "noembed" | "noframes"
                    ) {
                        raw = Some(name.clone());
                    }
                    return Some(Token::Open(name, attributes));
                }
                _ => {}
            }
        }
        None
    })
}

/// Where the next tag, comment or declaration begins.
fn tag_start(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find('<').map(|at| from + at) {
        let next = text.as_bytes().get(at + 1).copied().unwrap_or_default();
        if next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?') {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// Where a tag ends: at the first `>` that is not quoted.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    let mut before = 0;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            // Only a value is quoted.
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(mark), _) if byte == mark => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    // Never closed: in a text that is a tag all the same, up to a quote that may never end either.
    tag.find('>').unwrap_or(tag.len())
}

/// The value of an attribute as written; empty where it has none.
#[must_use]
pub fn attribute<'a>(given: &'a str, wanted: &str) -> Option<&'a str> {
    let found = attributes(given).find(|(name, _)| name.eq_ignore_ascii_case(wanted));
    found.map(|(_, value)| value)
}

/// The names and values of attributes, as written.
fn attributes(given: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = given;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len());
        // A stray sign of equality belongs to no name.
        let end = end.max(1);
        let name = rest.get(..end)?;
        let after = rest.get(end..)?;
        let mut value = "";
        rest = after;
        if let Some(given) = after.trim_start().strip_prefix('=') {
            let given = given.trim_start();
            let quote = given.chars().next().filter(|c| matches!(c, '"' | '\''));
            (value, rest) = match quote {
                Some(quote) => given.get(1..)?.split_once(quote).unwrap_or((given.get(1..)?, "")),
                None => given.split_at(given.find(char::is_whitespace).unwrap_or(given.len())),
            };
        }
        Some((name, value))
    })
}

/// The text with its `style` attributes and elements named otherwise. Nothing of
/// them is read; but a browser that parses them tells a page whose policy forbids
/// them of each, even in a document that is never shown.
#[must_use]
pub fn without_styles(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    for token in tokens(html) {
        let Token::Open(_, given) = token else { continue };
        for (name, _) in attributes(given) {
            if !name.eq_ignore_ascii_case("style") {
                continue;
            }
            // A name is a part of the text: so far into what is left of it.
            let at = (name.as_ptr() as usize).wrapping_sub(rest.as_ptr() as usize);
            let Some((before, after)) = rest.split_at_checked(at) else { continue };
            out.push_str(before);
            out.push('x');
            rest = after.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    without_style_elements(&out)
}

/// The text with each `<style>` as `<noframes>`: parsers take both for the same, up
/// to the end tag of its name.
fn without_style_elements(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) =
        find_ignoring_case(rest, "style").and_then(|at| rest.split_at_checked(at))
    {
        let (name, after) = after.split_at("style".len());
        let is_tag = (before.ends_with('<') || before.ends_with("</"))
            && after.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'));
        out.push_str(before);
        out.push_str(if is_tag { "noframes" } else { name });
        rest = after;
    }
    out.push_str(rest);
    out
}

fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    text.as_bytes().windows(needle.len()).position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &[&str]) {
        let found: Vec<_> = tokens(html)
            .map(|token| match token {
                Token::Open(name, attributes) => format!("<{name}|{attributes}"),
                Token::Close(name) => format!("/{name}"),
                Token::Text(text) => text.to_owned(),
            })
            .collect();
        assert_eq!(found, expected, "{html}");
    }

    #[test]
    fn tags_stand_apart_from_words() {
        check("a<B class='x>y'>b</b >c < d<br/>", &["a", "<b| class='x>y'", "b", "/b", "c < d", "<br|/"]);
        check("<!-- <p> -->x<!doctype html>y<?z?>", &["x", "y"]);
        check("<script>a<b></SCRIPT>c", &["<script|", "a<b>", "/script", "c"]);
        check("<p title=\"no end>x", &["<p| title=\"no end", "x"]);
        check("<", &["<"]);
        check("<p", &["<p|"]);
    }

    #[test]
    fn styles_of_elements_are_named_otherwise() {
        for (html, without) in [
            (
                "<p style=\"a\">style=b</p><th STYLE = c style>",
                "<p xtyle=\"a\">style=b</p><th xTYLE = c xtyle>",
            ),
            (
                "<img alt='my style=x' data-style=y>é <!-- <p style=z> -->",
                "<img alt='my style=x' data-style=y>é <!-- <p style=z> -->",
            ),
            (
                "<textarea><p style=a></textarea><p\nstyle='é'",
                "<textarea><p style=a></textarea><p\nxtyle='é'",
            ),
            (
                "<STYLE>p{}</Style ><style media=x>a</style><styles> style </x style>é",
                "<noframes>p{}</noframes ><noframes media=x>a</noframes><styles> style </x style>é",
            ),
            ("", ""),
        ] {
            assert_eq!(without_styles(html), without);
        }
    }

    #[test]
    fn attributes_are_found_by_name() {
        let attributes = " a = 'x y' B=\"z\" checked c=d/e / =f";
        for (name, value) in
            [("a", Some("x y")), ("b", Some("z")), ("checked", Some("")), ("c", Some("d/e")), ("x", None)]
        {
            assert_eq!(attribute(attributes, name), value, "{name}");
        }
    }
}
