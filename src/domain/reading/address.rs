//! Addresses that stand among words without a mark: where they end, and what
//! after them belongs to the sentence.

use std::ops::Range;

use crate::domain::text::is_letter;

/// Where the first one of a text stands.
#[must_use]
pub fn find(text: &str) -> Option<Range<usize>> {
    let mut from = 0;
    loop {
        let mark = from + text.get(from..)?.find("://")?;
        let start = ["https", "http"].iter().find_map(|scheme| {
            let start = mark.checked_sub(scheme.len())?;
            text.get(start..mark)?.eq_ignore_ascii_case(scheme).then_some(start)
        });
        let apart = start.filter(|start| !text[..*start].ends_with(|c: char| c.is_ascii_alphanumeric()));
        if let Some(length) = length(&text[mark + 3..]).filter(|_| apart.is_some()) {
            return Some(apart?..mark + 3 + length);
        }
        from = mark + 3;
    }
}

/// How long an address is whose scheme is read; `None` where no host follows.
/// A name before the host is none that a reader would look for there.
#[must_use]
pub fn length(text: &str) -> Option<usize> {
    let host = text.find(|c| is_end(c) || matches!(c, '/' | '?' | '#')).map_or(text, |end| &text[..end]);
    if !host.starts_with(is_letter) || host.contains('@') {
        return None;
    }
    let mut address = &text[..text.find(is_end).unwrap_or(text.len())];
    let count = |mark: u8| address.bytes().filter(|byte| *byte == mark).count();
    let mut unopened =
        [(b'(', b')'), (b'[', b']')].map(|(open, close)| count(close).saturating_sub(count(open)));
    while let Some(last) = address.as_bytes().last() {
        match last {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'*' | b'_' | b'~' | b'\'' => {}
            // A bracket belongs to it where it opened one.
            b')' if unopened[0] > 0 => unopened[0] -= 1,
            b']' if unopened[1] > 0 => unopened[1] -= 1,
            _ => break,
        }
        address = &address[..address.len() - 1];
    }
    Some(address.len())
}

/// What no address has in it: white space, brackets of tags, quotation marks, dashes.
fn is_end(c: char) -> bool {
    match c {
        '<' | '>' | '"' | '`' | '|' | '\\' => true,
        '\0'..='\u{7f}' => c <= ' ' || c == '\u{7f}',
        _ => !is_letter(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_where_its_sentence_goes_on() {
        for (text, address) in [
            ("See https://mill.example.", Some("https://mill.example")),
            ("(https://mill.example/a_(b)), it says", Some("https://mill.example/a_(b)")),
            ("at HTTP://mill.example:80/?a=b&c#d!", Some("HTTP://mill.example:80/?a=b&c#d")),
            ("**https://mill.example/**", Some("https://mill.example/")),
            ("[https://mill.example]", Some("https://mill.example")),
            ("„https://mühle.example/ä“ – so", Some("https://mühle.example/ä")),
            ("水車はhttps://mill.example。", Some("https://mill.example")),
            ("https://one.example/~ada https://two.example", Some("https://one.example/~ada")),
            ("http:// and https://mill.example", Some("https://mill.example")),
            (
                "https://web.example/2020/https://mill.example/",
                Some("https://web.example/2020/https://mill.example/"),
            ),
            ("http://localhost", Some("http://localhost")),
            ("https://…, http://.x, ftp://mill.example", None),
            ("xhttps://mill.example", None),
            ("https://bank.example@mill.example/", None),
            ("www.mill.example", None),
            ("://", None),
            ("https://", None),
        ] {
            assert_eq!(find(text).map(|range| &text[range]), address, "{text}");
        }
    }
}
