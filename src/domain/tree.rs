//! A tree of blocks as one string, to hand it from one WebAssembly module to
//! another: whoever reads it needs none of what builds trees, and checks every
//! link again.
//!
//! A node is its letter, its texts (each ended by `\0`) and its lists (each
//! ended by `\u{2}`; a list of lists begins each with `\u{1}`).

use super::blocks::{Block, Inline};
use crate::feed::{Href, Resolve};

const END: char = '\u{2}';
const BEGIN: char = '\u{1}';

/// The tree as a string.
#[must_use]
pub fn write(blocks: &[Block]) -> String {
    let mut out = String::new();
    write_blocks(blocks, &mut out);
    out
}

fn write_text(text: &str, out: &mut String) {
    for (at, part) in text.split('\0').enumerate() {
        if at > 0 {
            out.push(char::REPLACEMENT_CHARACTER);
        }
        out.push_str(part);
    }
    out.push('\0');
}

fn write_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Heading { level, anchor, words } => {
                out.push('h');
                out.push(char::from(b'0' + level % 10));
                write_text(anchor, out);
                write_line(words, out);
            }
            Block::Paragraph(words) => {
                out.push('p');
                write_line(words, out);
            }
            Block::List(start, items) => {
                out.push(if start.is_some() { 'o' } else { 'u' });
                write_text(&start.unwrap_or_default().to_string(), out);
                for item in items {
                    out.push(BEGIN);
                    write_blocks(item, out);
                }
                out.push(END);
            }
            Block::Quote(whose, blocks) => {
                out.push(if whose.is_some() { 'Q' } else { 'q' });
                write_text(whose.as_deref().unwrap_or_default(), out);
                write_blocks(blocks, out);
            }
            Block::Details(summary, blocks) => {
                out.push('d');
                write_line(summary, out);
                write_blocks(blocks, out);
            }
            Block::Note(label, blocks) => {
                out.push('n');
                write_text(label, out);
                write_blocks(blocks, out);
            }
            Block::Code(code) => {
                out.push('c');
                write_text(code, out);
            }
            Block::Table(head, rows) => {
                out.push(if *head { 'T' } else { 't' });
                for row in rows {
                    out.push(BEGIN);
                    for cell in row {
                        out.push(BEGIN);
                        write_line(cell, out);
                    }
                    out.push(END);
                }
                out.push(END);
            }
            Block::Rule => out.push('r'),
        }
    }
    out.push(END);
}

fn write_line(line: &[Inline], out: &mut String) {
    for inline in line {
        let (letter, text, words): (char, Option<&str>, Option<&[Inline]>) = match inline {
            Inline::Text(text) => ('w', Some(text), None),
            Inline::Emphasis(words) => ('e', None, Some(words)),
            Inline::Strong(words) => ('s', None, Some(words)),
            Inline::Struck(words) => ('x', None, Some(words)),
            Inline::Spoiler(words) => ('l', None, Some(words)),
            Inline::Mark(words) => ('m', None, Some(words)),
            Inline::Code(code) => ('k', Some(code), None),
            Inline::Link(href, words) => ('a', Some(href.as_str()), Some(words)),
            Inline::Image(href, words) => {
                out.push('i');
                write_text(href.as_str(), out);
                write_text(words, out);
                continue;
            }
            Inline::Note(label) => ('n', Some(label), None),
            Inline::Task(done) => (if *done { 'Y' } else { 'y' }, None, None),
            Inline::Break => ('b', None, None),
        };
        out.push(letter);
        if let Some(text) = text {
            write_text(text, out);
        }
        if let Some(words) = words {
            write_line(words, out);
        }
    }
    out.push(END);
}

/// The tree that a string says; what it can't say is passed over. Images are
/// shown of these hosts; elsewhere an image is a link to itself.
#[must_use]
pub fn read(text: &str, resolve: Resolve<'_>, images: &[String]) -> Vec<Block> {
    Reader { rest: text, resolve, images, depth: 0, linked: false }.blocks()
}

struct Reader<'a> {
    rest: &'a str,
    resolve: Resolve<'a>,
    images: &'a [String],
    depth: usize,
    /// Whether what is read stands in a link: another in it would take its clicks.
    linked: bool,
}

/// Deeper than any tree that a builder makes.
const MAX_DEPTH: usize = 200;

impl<'a> Reader<'a> {
    /// The next letter of a list; `None` at its end.
    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        (c != END && self.depth < MAX_DEPTH).then_some(c)
    }

    fn text(&mut self) -> &'a str {
        let (text, rest) = self.rest.split_once('\0').unwrap_or((self.rest, ""));
        self.rest = rest;
        text
    }

    fn blocks(&mut self) -> Vec<Block> {
        self.depth += 1;
        let mut out = Vec::new();
        while let Some(letter) = self.next() {
            out.push(match letter {
                'h' => {
                    let level = self.next().and_then(|c| c.to_digit(10)).unwrap_or(6) as u8;
                    Block::Heading { level, anchor: self.text().to_owned(), words: self.line() }
                }
                'p' => Block::Paragraph(self.line()),
                'o' | 'u' => {
                    let start = self.text().parse().ok().filter(|_| letter == 'o');
                    Block::List(start, self.each(Self::blocks))
                }
                'q' | 'Q' => {
                    let whose = self.text().to_owned();
                    Block::Quote((letter == 'Q').then_some(whose), self.blocks())
                }
                'd' => Block::Details(self.line(), self.blocks()),
                'n' => Block::Note(self.text().to_owned(), self.blocks()),
                'c' => Block::Code(self.text().to_owned()),
                't' | 'T' => Block::Table(letter == 'T', self.each(|reader| reader.each(Self::line))),
                _ => Block::Rule,
            });
        }
        self.depth -= 1;
        out
    }

    fn each<T>(&mut self, read: fn(&mut Self) -> T) -> Vec<T> {
        let mut out = Vec::new();
        while self.next().is_some() {
            out.push(read(self));
        }
        out
    }

    fn line(&mut self) -> Vec<Inline> {
        self.depth += 1;
        let mut out = Vec::new();
        while let Some(letter) = self.next() {
            let inline = match letter {
                'e' => Inline::Emphasis(self.line()),
                's' => Inline::Strong(self.line()),
                'x' => Inline::Struck(self.line()),
                'l' => Inline::Spoiler(self.line()),
                'm' => Inline::Mark(self.line()),
                'k' => Inline::Code(self.text().to_owned()),
                'a' => {
                    let href = self.href().filter(|_| !self.linked);
                    let before = self.linked;
                    self.linked |= href.is_some();
                    let mut words = self.line();
                    self.linked = before;
                    match href {
                        Some(href) => Inline::Link(href, words),
                        None => {
                            out.append(&mut words);
                            continue;
                        }
                    }
                }
                'i' => {
                    let href = self.href();
                    let words = self.text().to_owned();
                    // Where it is not shown, something has to stand for it.
                    let shown = href.as_ref().is_some_and(|href| self.shows(href));
                    let words = if words.trim().is_empty() && !shown { "Image".to_owned() } else { words };
                    match href {
                        Some(href) if shown => Inline::Image(href, words),
                        Some(href) if !self.linked => Inline::Link(href, vec![Inline::Text(words)]),
                        _ => Inline::Text(words),
                    }
                }
                'n' => Inline::Note(self.text().to_owned()),
                'y' | 'Y' => Inline::Task(letter == 'Y'),
                'b' => Inline::Break,
                _ => Inline::Text(self.text().to_owned()),
            };
            out.push(inline);
        }
        self.depth -= 1;
        out
    }

    fn href(&mut self) -> Option<Href> {
        Href::parse(self.text(), self.resolve)
    }

    fn shows(&self, image: &Href) -> bool {
        self.images.iter().any(|host| Some(&**host) == image.host())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(address: &str) -> Option<String> {
        Some(address.to_owned())
    }

    #[test]
    fn an_unsafe_link_leaves_its_words() {
        let line = |text: &str| read(text, &resolve, &[]);
        let text = "pajavascript:x\0wwords\0\u{2}\u{2}\u{2}";
        assert_eq!(line(text), [Block::Paragraph(vec![Inline::Text("words".into())])]);
        let text = "pi//x.example/i.png\0seen\0\u{2}\u{2}";
        assert!(
            matches!(&line(text)[..], [Block::Paragraph(words)] if matches!(words[..], [Inline::Link(..)]))
        );
        let shown = read("pihttps://x.example/i.png\0seen\0\u{2}\u{2}", &resolve, &["x.example".to_owned()]);
        assert!(matches!(&shown[..], [Block::Paragraph(words)] if matches!(words[..], [Inline::Image(..)])));
    }

    #[cfg(feature = "markdown")]
    #[test]
    fn an_image_that_is_not_shown_is_a_link_with_a_name_or_its_words() {
        let text = |markdown: &str, hosts: &[String]| {
            let blocks = super::super::markdown::blocks(markdown, &resolve);
            format!("{:?}", read(&write(&blocks), &resolve, hosts))
        };
        let image = "![](https://a.example/x.png)";
        assert_eq!(
            text(image, &[]),
            r#"[Paragraph([Link(Href("https://a.example/x.png"), [Text("Image")])])]"#
        );
        assert_eq!(
            text(image, &["a.example".to_owned()]),
            r#"[Paragraph([Image(Href("https://a.example/x.png"), "")])]"#
        );
        assert_eq!(
            text("[![The mill|690x400, 50%](/small)](/whole)", &[]),
            r#"[Paragraph([Link(Href("/whole"), [Text("The mill")])])]"#
        );
    }

    #[test]
    fn nonsense_is_harmless() {
        let deep = ["q\0".repeat(100_000), "pe".repeat(100_000)];
        for text in ["", "p", "ha", "\u{1}\u{2}\u{2}\u{2}", "o\u{1}\u{1}p", &deep[0], &deep[1]] {
            let _ = read(text, &resolve, &[]);
        }
    }

    #[cfg(feature = "markdown")]
    #[test]
    fn a_string_says_what_the_tree_said() {
        let text = "# A *b* `c`\n\n1. x\n2. [y](z)\\\n  ~~w~~\n\n| a |\n|---|\n| **b** |\n\n> q\n\n---\n\n    pre\n\n- u\n- [x] done[^1] ![i](https://j.example/i)\n\n[^1]: note\n\n<details><summary>s</summary>t</details>\n\n<span class=spoiler>s</span>";
        let blocks = super::super::markdown::blocks(text, &resolve);
        assert_eq!(read(&write(&blocks), &resolve, &["j.example".to_owned()]), blocks);
    }
}
