//! What people write on forums and mean something by: addresses without a mark,
//! shortcodes of emoji, and the names of others.

use super::Means;
use super::address;
use super::emoji::shortcode;
use crate::domain::blocks::{Block, Inline};
use crate::feed::{Href, Resolve};

/// Reads them, in words; code stays as it is.
pub fn apply(blocks: &mut [Block], means: &Means<'_>, resolve: Resolve<'_>) {
    let habits = Habits { means, resolve };
    habits.blocks(blocks);
}

struct Habits<'a> {
    means: &'a Means<'a>,
    resolve: Resolve<'a>,
}

impl Habits<'_> {
    fn blocks(&self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Heading { words, .. } | Block::Paragraph(words) => self.line(words, true),
                Block::List(_, items) => items.iter_mut().for_each(|item| self.blocks(item)),
                Block::Quote(_, blocks) | Block::Note(_, blocks) => self.blocks(blocks),
                Block::Details(summary, blocks) => {
                    self.line(summary, false);
                    self.blocks(blocks);
                }
                Block::Table(_, rows) => rows.iter_mut().flatten().for_each(|cell| self.line(cell, true)),
                Block::Code(_) | Block::Rule => {}
            }
        }
    }

    fn line(&self, line: &mut Vec<Inline>, links: bool) {
        let mut out = Vec::with_capacity(line.len());
        for mut inline in line.drain(..) {
            match &mut inline {
                Inline::Text(text) if links => {
                    self.with_addresses(text, &mut out);
                    continue;
                }
                // The words of a link may be its address.
                Inline::Text(text) if text.contains("://") => {}
                Inline::Text(text) => {
                    if let Some(with) = self.with_emoji(text) {
                        *text = with;
                    }
                }
                Inline::Link(_, words) => self.line(words, false),
                Inline::Emphasis(words)
                | Inline::Strong(words)
                | Inline::Struck(words)
                | Inline::Mark(words)
                | Inline::Spoiler(words) => self.line(words, links),
                Inline::Code(_) | Inline::Image(..) | Inline::Note(_) | Inline::Task(_) | Inline::Break => {}
            }
            out.push(inline);
        }
        *line = out;
    }

    /// The text with links for addresses, and for the names between them.
    fn with_addresses(&self, text: &str, out: &mut Vec<Inline>) {
        let mut rest = text;
        while let Some(found) = address::find(rest) {
            let address = &rest[found.clone()];
            let words = vec![Inline::Text(address.to_owned())];
            match Href::parse(address, self.resolve) {
                Some(href) => {
                    self.with_mentions(&rest[..found.start], out);
                    out.push(Inline::Link(href, words));
                }
                None => out.push(Inline::Text(rest[..found.end].to_owned())),
            }
            rest = &rest[found.end..];
        }
        self.with_mentions(rest, out);
    }

    /// The text with signs for shortcodes; what is no known one stays.
    fn with_emoji(&self, text: &str) -> Option<String> {
        let emoji = self.means.emoji?;
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, name, after)) = shortcode(rest) {
            out.push_str(before);
            match emoji.find(name) {
                Some(sign) => {
                    out.push_str(sign);
                    rest = after;
                }
                // Its closing colon may open another.
                None => {
                    let kept = before.len() + 1 + name.len();
                    out.push_str(&rest[before.len()..kept]);
                    rest = &rest[kept..];
                }
            }
        }
        out.push_str(rest);
        Some(out)
    }

    /// The text with links for mentions where the feed says where profiles live.
    fn with_mentions(&self, text: &str, out: &mut Vec<Inline>) {
        let with = self.with_emoji(text);
        let mut rest = with.as_deref().unwrap_or(text);
        let mut plain = String::new();
        while let Some(at) = rest.find('@') {
            let (before, after) = rest.split_at(at);
            let handle = handle(&after[1..]);
            let outside =
                !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/'));
            plain.push_str(before);
            let mention = &after[..1 + handle.len()];
            rest = &after[mention.len()..];
            let href = self.profile(handle).filter(|_| outside);
            match href {
                Some(href) => {
                    if !plain.is_empty() {
                        out.push(Inline::Text(std::mem::take(&mut plain)));
                    }
                    out.push(Inline::Link(href, vec![Inline::Text(mention.to_owned())]));
                }
                None => plain.push_str(mention),
            }
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            out.push(Inline::Text(plain));
        }
    }

    fn profile(&self, handle: &str) -> Option<Href> {
        let profiles = self.means.profiles.filter(|_| !handle.is_empty())?;
        Href::parse(&profiles.replace("{handle}", handle), self.resolve)
    }
}

/// The name at the start of a text, as forums and code hosts allow them.
fn handle(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')));
    text[..end.unwrap_or(text.len())].trim_end_matches(['.', '-'])
}

#[cfg(test)]
mod tests {
    use super::super::emoji::Emoji;
    use super::super::{Kind, blocks};
    use super::*;

    fn read(text: &str, profiles: Option<&str>) -> String {
        let emoji = Emoji::new("+1 👍\ntada 🎉\n".to_owned());
        let means = Means { emoji: Some(&emoji), profiles };
        blocks(text, Kind::Markdown, &means, &|text| Some(text.to_owned()))
            .iter()
            .map(|block| match block {
                Block::Paragraph(words) => format!("{words:?}"),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn shortcodes_become_emoji_outside_code() {
        assert_eq!(
            read("Hi :tada::+1: :none: `:tada:`", None),
            r#"[Text("Hi 🎉👍 :none: "), Code(":tada:")]"#
        );
    }

    #[test]
    fn mentions_are_links_where_the_feed_says_where_profiles_live() {
        let profiles = Some("https://forum.example/u/{handle}");
        assert_eq!(
            read("With @ada-l and me@mill.example.", None),
            r#"[Text("With @ada-l and me@mill.example.")]"#
        );
        assert_eq!(
            read("With @ada-l, me@mill.example.", profiles),
            r#"[Text("With "), Link(Href("https://forum.example/u/ada-l"), [Text("@ada-l")]), Text(", me@mill.example.")]"#
        );
        assert_eq!(read("[@x](/y)", profiles), r#"[Link(Href("/y"), [Text("@x")])]"#);
    }
}
