//! Emoji by the shortcodes that forums use for them.

/// The names and what they stand for: from emojibase's sets for GitHub and
/// JoyPixels, which Discourse's names are a part of. `cargo xtask emoji` makes
/// the file; a page fetches it when a statement needs it.
#[derive(Debug)]
pub struct Emoji {
    table: String,
    /// Where the lines begin; they stand in the order of their names.
    lines: Vec<u32>,
}

impl Emoji {
    /// From lines of a name, a space and an emoji, sorted by name.
    #[must_use]
    pub fn new(table: String) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in table.split_inclusive('\n') {
            lines.push(start);
            start += line.len() as u32;
        }
        Self { table, lines }
    }

    /// What a name stands for.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&str> {
        let entry = |start: u32| self.table.get(start as usize..)?.lines().next()?.split_once(' ');
        let at = self.lines.binary_search_by(|start| entry(*start).map_or("", |(known, _)| known).cmp(name));
        at.ok().and_then(|at| entry(*self.lines.get(at)?)).map(|(_, emoji)| emoji)
    }
}

/// The first shortcode of a text and what stands before and after it:
/// ":tada:" between "so " and "!". A skin tone (":t3:") belongs to it.
#[must_use]
pub fn shortcode(text: &str) -> Option<(&str, &str, &str)> {
    const LONGEST: usize = 60;
    let mut from = 0;
    while let Some(start) = text.get(from..)?.find(':').map(|at| from + at) {
        let rest = &text[start + 1..];
        let name = rest.bytes().take(LONGEST).take_while(|byte| is_of_name(*byte)).count();
        let outside = !text[..start].ends_with(|c: char| c.is_ascii_alphanumeric());
        if name > 0 && outside && rest[name..].starts_with(':') {
            let after = &rest[name + 1..];
            let tone = after.strip_prefix('t').filter(|rest| rest.as_bytes().get(1) == Some(&b':'));
            let tone = tone.filter(|rest| matches!(rest.as_bytes().first(), Some(b'1'..=b'6')));
            return Some((&text[..start], &rest[..name], tone.map_or(after, |rest| &rest[2..])));
        }
        from = start + 1;
    }
    None
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-' | b'+')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn emoji() -> Emoji {
        Emoji::new(include_str!("../../../www/element/hustings_emoji.txt").to_owned())
    }

    #[test]
    fn every_name_of_the_table_is_found() {
        let emoji = emoji();
        let table = include_str!("../../../www/element/hustings_emoji.txt");
        assert!(table.lines().count() > 2500);
        for line in table.lines() {
            let (name, sign) = line.split_once(' ').unwrap();
            assert_eq!(emoji.find(name), Some(sign), "{name}");
            assert!(name.bytes().all(is_of_name), "{name}");
        }
        assert_eq!(emoji.find("no_such_thing"), None);
        assert_eq!(emoji.find("slight_smile"), Some("🙂"));
    }

    #[test]
    fn shortcodes_stand_apart_from_times_and_addresses() {
        assert_eq!(shortcode("so :tada:!"), Some(("so ", "tada", "!")));
        assert_eq!(shortcode(":wave:t3: hi"), Some(("", "wave", " hi")));
        for text in ["at 10:30:45", "std::fmt::Write", "a:b:c", ":not closed", "::", ""] {
            let known = shortcode(text).and_then(|(_, name, _)| emoji().find(name).map(str::to_owned));
            assert_eq!(known, None, "{text}");
        }
    }
}
