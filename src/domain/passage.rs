//! A quotation marked in the text that it was taken from.

use std::ops::Range;

use super::blocks::{Block, Inline, plain};
use super::text::{fold, fold_into, is_letter};

/// Marks the words of a quotation where they stand, first in the section with
/// the anchor, then anywhere; says whether they were found. White space, case
/// and marks may differ: a feed's quotation may have been typed anew.
pub fn mark(blocks: &mut [Block], quote: &str, anchor: Option<&str>) -> bool {
    let letters = letters(quote);
    if letters.is_empty() {
        return false;
    }
    let mut marker = Marker { letters, anchor, reached: anchor.is_none(), found: false };
    marker.blocks(blocks);
    if !marker.found && anchor.is_some() {
        marker.reached = true;
        marker.anchor = None;
        marker.blocks(blocks);
    }
    marker.found
}

struct Marker<'a> {
    letters: String,
    anchor: Option<&'a str>,
    /// Whether the section was reached.
    reached: bool,
    found: bool,
}

impl Marker<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Heading { anchor, words, .. } => {
                    self.reached |= self.anchor == Some(anchor);
                    self.line(words);
                }
                Block::Paragraph(words) => self.line(words),
                Block::List(_, items) => items.iter_mut().for_each(|item| self.blocks(item)),
                Block::Quote(_, blocks) | Block::Note(_, blocks) => self.blocks(blocks),
                Block::Details(summary, blocks) => {
                    self.line(summary);
                    self.blocks(blocks);
                }
                Block::Table(_, rows) => rows.iter_mut().flatten().for_each(|cell| self.line(cell)),
                Block::Code(_) | Block::Rule => {}
            }
        }
    }

    fn line(&mut self, line: &mut Vec<Inline>) {
        if !self.reached || self.found {
            return;
        }
        let text = plain(line);
        let (own, places) = letters_and_places(&text);
        let Some(at) = own.find(&self.letters) else { return };
        let last = at + self.letters.len() - 1;
        let (Some(first), Some(last)) = (places.get(at), places.get(last)) else { return };
        self.found = true;
        // Up to the mark that ends the sentence.
        let rest = &text[last.end..];
        let stop = rest.find(|c: char| is_letter(c) || c.is_whitespace()).unwrap_or(rest.len());
        *line = split(std::mem::take(line), &mut 0, &(first.start..last.end + stop));
    }
}

/// The letters and figures of a text, folded.
fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| is_letter(*c)).collect()
}

/// The same, and for each byte of it the bytes of the character it stands for.
fn letters_and_places(text: &str) -> (String, Vec<Range<usize>>) {
    let (mut letters, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    let mut folded = String::new();
    for (at, c) in text.char_indices() {
        folded.clear();
        fold_into(c.encode_utf8(&mut [0; 4]), &mut folded);
        letters.extend(folded.chars().filter(|c| is_letter(*c)));
        places.resize(letters.len(), at..at + c.len_utf8());
    }
    (letters, places)
}

/// A line with a stretch of its plain text marked. `at` counts the text's bytes.
fn split(line: Vec<Inline>, at: &mut usize, stretch: &Range<usize>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(line.len() + 2);
    for inline in line {
        let start = *at;
        let end = start + plain(std::slice::from_ref(&inline)).len();
        let touched = start < stretch.end && stretch.start < end;
        match inline {
            Inline::Text(text) if touched => {
                let cut = |place: usize| place.clamp(start, end) - start;
                let (from, to) = (cut(stretch.start), cut(stretch.end));
                let parts = [(0..from, false), (from..to, true), (to..text.len(), false)];
                for (part, marked) in parts {
                    if let Some(words) = text.get(part).filter(|words| !words.is_empty()) {
                        push(Inline::Text(words.to_owned()), marked, &mut out);
                    }
                }
            }
            Inline::Emphasis(words) if touched => out.push(Inline::Emphasis(split(words, at, stretch))),
            Inline::Strong(words) if touched => out.push(Inline::Strong(split(words, at, stretch))),
            Inline::Struck(words) if touched => out.push(Inline::Struck(split(words, at, stretch))),
            Inline::Spoiler(words) if touched => out.push(Inline::Spoiler(split(words, at, stretch))),
            Inline::Link(href, words) if touched => out.push(Inline::Link(href, split(words, at, stretch))),
            other => push(other, touched, &mut out),
        }
        *at = end;
    }
    out
}

fn push(inline: Inline, marked: bool, out: &mut Vec<Inline>) {
    match out.last_mut() {
        Some(Inline::Mark(words)) if marked => words.push(inline),
        _ if marked => out.push(Inline::Mark(vec![inline])),
        _ => out.push(inline),
    }
}

#[cfg(test)]
mod tests {
    use super::super::markdown;
    use super::*;

    fn marked(text: &str, quote: &str, anchor: Option<&str>) -> String {
        let mut blocks = markdown::blocks(text, &|address| Some(address.to_owned()));
        if !mark(&mut blocks, quote, anchor) {
            return "not found".to_owned();
        }
        let lines = blocks.iter().filter(|block| format!("{block:?}").contains("Mark"));
        lines.map(|block| format!("{block:?}")).collect()
    }

    #[test]
    fn the_words_are_marked_up_to_their_stop() {
        assert_eq!(
            marked("One. The mill *turns* now! Two.", "the MILL turns   now", None),
            r#"Paragraph([Text("One. "), Mark([Text("The mill ")]), Emphasis([Mark([Text("turns")])]), Mark([Text(" now!")]), Text(" Two.")])"#
        );
        assert_eq!(
            marked("[a link](/x) and é", "link and e", None),
            r#"Paragraph([Link(Href("/x"), [Text("a "), Mark([Text("link")])]), Mark([Text(" and é")])])"#
        );
    }

    #[test]
    fn the_section_is_looked_at_first_and_the_rest_after_it() {
        let text = "# A\n\nSame words.\n\n# B\n\n- Same words.";
        assert!(marked(text, "Same words.", Some("b")).starts_with("List"));
        assert!(marked(text, "Same words.", Some("gone")).starts_with("Paragraph"));
        assert_eq!(marked(text, "Other words.", Some("b")), "not found");
        assert_eq!(marked(text, "…", None), "not found");
    }
}
