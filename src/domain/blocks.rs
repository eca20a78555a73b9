//! The allow-listed tree that every statement becomes, whatever it was
//! written in. What is not named here can't reach the page.

use super::text::{push_visible, visible};
use crate::feed::{Href, Resolve, Text};

/// A paragraph-like part of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading; level 1 is the highest.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its slug, unique in the text.
        anchor: String,
        /// Its words.
        words: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list; a numbered one with its first number.
    List(Option<u64>, Vec<Vec<Block>>),
    /// Somebody else's words, and whose or what they are where that is said.
    Quote(Option<String>, Vec<Block>),
    /// What opens when its summary is asked.
    Details(Vec<Inline>, Vec<Block>),
    /// A footnote and its mark.
    Note(String, Vec<Block>),
    /// Preformatted text.
    Code(String),
    /// A table: its rows of cells, the first row a head where the flag says so.
    Table(bool, Vec<Vec<Vec<Inline>>>),
    /// A change of subject.
    Rule,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Stressed.
    Emphasis(Vec<Inline>),
    /// Strongly stressed.
    Strong(Vec<Inline>),
    /// Struck out.
    Struck(Vec<Inline>),
    /// Code.
    Code(String),
    /// A link.
    Link(Href, Vec<Inline>),
    /// An image and the words that stand for it.
    Image(Href, String),
    /// Words that the reader asks for.
    Spoiler(Vec<Inline>),
    /// The mark of a footnote.
    Note(String),
    /// A box of a list of tasks, ticked or not.
    Task(bool),
    /// Words that somebody looks for.
    Mark(Vec<Inline>),
    /// A line break.
    Break,
}

/// What a reader of Markdown or of HTML may open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tag {
    /// See [`Block::Heading`].
    Heading(u8),
    /// See [`Block::Paragraph`].
    Paragraph,
    /// See [`Block::List`].
    List(Option<u64>),
    /// One entry of a list.
    Item,
    /// See [`Block::Quote`].
    Quote(Option<String>),
    /// See [`Block::Details`].
    Details,
    /// The summary of [`Block::Details`].
    Summary,
    /// See [`Block::Note`].
    Note(String),
    /// See [`Block::Code`].
    Pre,
    /// See [`Block::Table`].
    Table,
    /// Rows of a table that belong together: its head where the flag says so, its body.
    Rows(bool),
    /// One row of a table; a head row where the flag says so.
    Row(bool),
    /// One cell of a row.
    Cell,
    /// See [`Inline::Emphasis`].
    Emphasis,
    /// See [`Inline::Strong`].
    Strong,
    /// See [`Inline::Struck`].
    Struck,
    /// See [`Inline::Code`].
    Code,
    /// See [`Inline::Link`]; the address is checked when it opens.
    Link(String),
    /// See [`Inline::Image`]; the address is checked as a link's.
    Image(String),
    /// See [`Inline::Spoiler`].
    Spoiler,
    /// See [`Inline::Note`].
    NoteMark(String),
    /// See [`Inline::Task`].
    Task(bool),
    /// Anything else: its content is kept, itself not.
    Other,
}

/// Takes the events of a parser.
pub trait Sink {
    /// Opens a part.
    fn open(&mut self, tag: Tag);
    /// Closes the part opened last.
    fn close(&mut self);
    /// Adds words.
    fn text(&mut self, text: &str);
    /// Adds a line break.
    fn line_break(&mut self);
    /// Adds a change of subject.
    fn rule(&mut self);
}

/// Nesting beyond this many levels is flattened: deeper text is kept, deeper
/// structure is not, so that no text can exhaust the stack.
const MAX_DEPTH: usize = 48;

/// Makes the tree from the events of a parser, and is the only way to make
/// one from foreign text: the same rules for Markdown and for HTML.
pub struct Builder<'a> {
    resolve: Resolve<'a>,
    open: Vec<Frame>,
    /// Tags opened beyond the depth that is kept.
    beyond: usize,
}

struct Frame {
    tag: Tag,
    href: Option<Href>,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    /// Entries of a list.
    items: Vec<Vec<Block>>,
    /// Rows of a table, and whether the first is a head.
    rows: Vec<Vec<Vec<Inline>>>,
    head: bool,
    /// Cells of a row.
    cells: Vec<Vec<Inline>>,
    /// The summary of details.
    summary: Vec<Inline>,
}

impl Frame {
    fn new(tag: Tag, href: Option<Href>) -> Self {
        Self {
            tag,
            href,
            blocks: Vec::new(),
            inlines: Vec::new(),
            items: Vec::new(),
            rows: Vec::new(),
            head: false,
            cells: Vec::new(),
            summary: Vec::new(),
        }
    }

    /// Text that stands beside blocks becomes a paragraph of its own.
    fn settle(&mut self) {
        let mut inlines = std::mem::take(&mut self.inlines);
        trim(&mut inlines);
        let blank = inlines.iter().all(|inline| match inline {
            Inline::Text(text) => text.trim().is_empty(),
            Inline::Break => true,
            _ => false,
        });
        if !blank {
            self.blocks.push(Block::Paragraph(inlines));
        }
    }
}

impl<'a> Builder<'a> {
    /// An empty text.
    #[must_use]
    pub fn new(resolve: Resolve<'a>) -> Self {
        Self { resolve, open: vec![Frame::new(Tag::Other, None)], beyond: 0 }
    }

    /// The whole text, once everything is closed.
    #[must_use]
    pub fn finish(mut self) -> Vec<Block> {
        self.beyond = 0;
        while self.open.len() > 1 {
            self.close();
        }
        let Some(mut root) = self.open.pop() else { return Vec::new() };
        root.settle();
        give_anchors(&mut root.blocks);
        root.blocks
    }
}

impl Sink for Builder<'_> {
    fn open(&mut self, tag: Tag) {
        if self.open.len() >= MAX_DEPTH {
            self.beyond += 1;
            return;
        }
        let href = match &tag {
            Tag::Link(address) if !self.is_linked() => self.href(address),
            Tag::Image(address) => self.href(address),
            _ => None,
        };
        self.open.push(Frame::new(tag, href));
    }

    fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        if self.open.len() < 2 {
            return;
        }
        let Some(mut frame) = self.open.pop() else { return };
        let linked = matches!(frame.tag, Tag::Image(_)) && self.is_linked();
        let Some(up) = self.open.last_mut() else { return };
        let tag = std::mem::replace(&mut frame.tag, Tag::Other);
        let inline: fn(Vec<Inline>) -> Inline = match tag {
            Tag::Heading(level) => {
                up.settle();
                // Blocks inside a heading are its words too.
                if !frame.blocks.is_empty() {
                    frame.settle();
                    frame.inlines = vec![Inline::Text(plain_blocks(&frame.blocks).replace('\n', " "))];
                    frame.blocks.clear();
                }
                let mut words = frame.inlines;
                trim(&mut words);
                if !words.is_empty() {
                    let level = level.clamp(1, 6);
                    up.blocks.push(Block::Heading { level, anchor: String::new(), words });
                }
                up.blocks.append(&mut frame.blocks);
                return;
            }
            Tag::Paragraph | Tag::Other if !frame.blocks.is_empty() => {
                up.settle();
                frame.settle();
                up.blocks.append(&mut frame.blocks);
                return;
            }
            Tag::Paragraph => {
                up.settle();
                up.inlines = frame.inlines;
                up.settle();
                return;
            }
            Tag::List(start) => {
                frame.settle();
                if !frame.blocks.is_empty() {
                    frame.items.push(frame.blocks);
                }
                if !matches!(up.tag, Tag::List(_)) {
                    up.settle();
                }
                if frame.items.is_empty() {
                    return;
                }
                let list = Block::List(start, frame.items);
                if !matches!(up.tag, Tag::List(_)) {
                    up.blocks.push(list);
                // A list beside the entries of another goes on with the last of them.
                } else if let Some(last) = up.items.last_mut() {
                    last.push(list);
                } else {
                    up.items.push(vec![list]);
                }
                return;
            }
            Tag::Item => {
                frame.settle();
                if matches!(up.tag, Tag::List(_)) {
                    up.items.push(frame.blocks);
                } else {
                    up.settle();
                    up.blocks.append(&mut frame.blocks);
                }
                return;
            }
            Tag::Quote(whose) => {
                frame.settle();
                up.settle();
                let mut blocks = match (&whose, frame.blocks.as_mut_slice()) {
                    // A forum's quotation holds one that names nobody.
                    (Some(_), [Block::Quote(None, inner)]) => std::mem::take(inner),
                    _ => frame.blocks,
                };
                // The title of a preview or a poll is no section of this text.
                for block in blocks.iter_mut().filter(|_| whose.is_some()) {
                    if let Block::Heading { words, .. } = block {
                        *block = Block::Paragraph(vec![Inline::Strong(std::mem::take(words))]);
                    }
                }
                if !blocks.is_empty() {
                    up.blocks.push(Block::Quote(whose.map(|whose| visible(&whose, false)), blocks));
                }
                return;
            }
            Tag::Details => {
                frame.settle();
                up.settle();
                if frame.summary.is_empty() {
                    up.blocks.append(&mut frame.blocks);
                } else {
                    up.blocks.push(Block::Details(frame.summary, frame.blocks));
                }
                return;
            }
            Tag::Summary => {
                trim(&mut frame.inlines);
                let inside = matches!(up.tag, Tag::Details) && up.summary.is_empty();
                if inside && frame.blocks.is_empty() {
                    up.summary = frame.inlines;
                } else {
                    frame.settle();
                    up.settle();
                    up.blocks.append(&mut frame.blocks);
                }
                return;
            }
            Tag::Note(label) => {
                frame.settle();
                up.settle();
                if !frame.blocks.is_empty() {
                    up.blocks.push(Block::Note(visible(&label, false), frame.blocks));
                }
                return;
            }
            Tag::Pre => {
                let code = if frame.blocks.is_empty() {
                    plain(&frame.inlines)
                } else {
                    frame.settle();
                    plain_blocks(&frame.blocks)
                };
                up.settle();
                up.blocks.push(Block::Code(code));
                return;
            }
            Tag::Table => {
                up.settle();
                frame.settle();
                up.blocks.append(&mut frame.blocks);
                if !frame.rows.is_empty() {
                    up.blocks.push(Block::Table(frame.head, frame.rows));
                }
                return;
            }
            Tag::Rows(head) => {
                up.head |= (head || frame.head) && up.rows.is_empty();
                up.rows.append(&mut frame.rows);
                frame.settle();
                up.blocks.append(&mut frame.blocks);
                return;
            }
            Tag::Row(head) => {
                // What stands beside the cells is one more.
                frame.settle();
                if !frame.blocks.is_empty() {
                    frame.cells.push(vec![Inline::Text(plain_blocks(&frame.blocks))]);
                }
                up.head |= head && up.rows.is_empty();
                up.rows.push(frame.cells);
                return;
            }
            Tag::Cell => {
                if !frame.blocks.is_empty() {
                    frame.settle();
                    frame.inlines = vec![Inline::Text(plain_blocks(&frame.blocks))];
                }
                up.cells.push(frame.inlines);
                return;
            }
            Tag::Emphasis => Inline::Emphasis,
            Tag::Strong => Inline::Strong,
            Tag::Struck => Inline::Struck,
            Tag::Code => |words| Inline::Code(plain(&words)),
            Tag::Spoiler if !frame.blocks.is_empty() => {
                frame.settle();
                up.settle();
                hide(frame.blocks, &mut up.blocks);
                return;
            }
            Tag::Spoiler => Inline::Spoiler,
            Tag::NoteMark(label) => {
                up.inlines.push(Inline::Note(visible(&label, false)));
                return;
            }
            Tag::Task(done) => {
                up.inlines.push(Inline::Task(done));
                return;
            }
            Tag::Image(_) => {
                let (words, plays) = name_of_image(plain(&frame.inlines));
                up.inlines.push(match frame.href {
                    Some(href) if plays && !linked => Inline::Link(href, vec![Inline::Text(words)]),
                    Some(href) if !plays => Inline::Image(href, words),
                    _ => Inline::Text(words),
                });
                return;
            }
            Tag::Link(_) | Tag::Other => {
                // "[plan.pdf|attachment](…)"
                if matches!(tag, Tag::Link(_))
                    && let Some(Inline::Text(last)) = frame.inlines.last_mut()
                    && let Some(name) = last.strip_suffix("|attachment")
                {
                    last.truncate(name.len());
                }
                match frame.href {
                    Some(href) if !frame.inlines.is_empty() => {
                        up.inlines.push(Inline::Link(href, frame.inlines));
                    }
                    _ => up.inlines.append(&mut frame.inlines),
                }
                if !frame.blocks.is_empty() {
                    up.settle();
                    up.blocks.append(&mut frame.blocks);
                }
                return;
            }
        };
        // Blocks inside a part of a line: the line ends there.
        if !frame.blocks.is_empty() {
            up.settle();
            up.blocks.append(&mut frame.blocks);
        }
        if !frame.inlines.is_empty() {
            up.inlines.push(inline(frame.inlines));
        }
    }

    fn text(&mut self, text: &str) {
        let code = self.open.iter().any(|frame| matches!(frame.tag, Tag::Code | Tag::Pre));
        let Some(top) = self.open.last_mut() else { return };
        if let Some(Inline::Text(last)) = top.inlines.last_mut() {
            push_visible(text, code, last);
        } else if !text.is_empty() {
            top.inlines.push(Inline::Text(visible(text, code)));
        }
    }

    fn line_break(&mut self) {
        if let Some(top) = self.open.last_mut() {
            top.inlines.push(Inline::Break);
        }
    }

    fn rule(&mut self) {
        if let Some(top) = self.open.last_mut() {
            top.settle();
            top.blocks.push(Block::Rule);
        }
    }
}

impl Builder<'_> {
    /// Whether a link is open: one in it would take its clicks.
    fn is_linked(&self) -> bool {
        self.open.iter().any(|frame| frame.href.is_some())
    }

    /// Where a link leads; one to a place on its own page leads nowhere here.
    fn href(&self, address: &str) -> Option<Href> {
        (!address.starts_with('#')).then(|| Href::parse(address, self.resolve)).flatten()
    }
}

/// Paragraphs that the reader asks for word by word, and what else there is as a whole.
fn hide(blocks: Vec<Block>, out: &mut Vec<Block>) {
    if !blocks.iter().all(|block| matches!(block, Block::Paragraph(_))) {
        out.push(Block::Details(vec![Inline::Text("Spoiler".to_owned())], blocks));
        return;
    }
    out.extend(blocks.into_iter().map(|block| match block {
        Block::Paragraph(words) => Block::Paragraph(vec![Inline::Spoiler(words)]),
        other => other,
    }));
}

/// The words for an image without what forums write behind them,
/// "|690x400, 50%|thumbnail", and whether it is none, but a film or a sound.
fn name_of_image(mut words: String) -> (String, bool) {
    let mut plays = false;
    while let Some((before, word)) = words.rsplit_once('|') {
        let is_film = matches!(word, "video" | "audio");
        if !is_film && word != "thumbnail" && !is_size(word) {
            break;
        }
        plays |= is_film;
        words.truncate(before.len());
    }
    if plays && words.trim().is_empty() {
        words.push_str("Video");
    }
    (words, plays)
}

/// "690x400", "690x400, 50%"
fn is_size(text: &str) -> bool {
    text.split_once('x').is_some_and(|(width, height)| {
        let size = |c: char| c.is_ascii_digit() || matches!(c, ',' | ' ' | '%' | '.' | 'x');
        !width.is_empty() && width.bytes().all(|byte| byte.is_ascii_digit()) && height.chars().all(size)
    })
}

/// White space at the ends of a line says nothing.
fn trim(line: &mut Vec<Inline>) {
    while line.last().is_some_and(|last| match last {
        Inline::Text(text) => text.trim().is_empty(),
        last => *last == Inline::Break,
    }) {
        line.pop();
    }
    if let Some(Inline::Text(text)) = line.last_mut() {
        text.truncate(text.trim_end().len());
    }
    if let Some(Inline::Text(text)) = line.first_mut()
        && text.starts_with(char::is_whitespace)
    {
        *text = text.trim_start().to_owned();
    }
}

/// Gives every heading an anchor of its own, in the order of the text.
pub fn give_anchors(blocks: &mut [Block]) {
    give_anchors_after(blocks, &mut Vec::new());
}

/// `given` has the anchors so far, and how many headings wanted each.
fn give_anchors_after(blocks: &mut [Block], given: &mut Vec<(String, usize)>) {
    // Who writes more headings than this does not link to them.
    const MOST: usize = 1000;
    for block in blocks {
        match block {
            Block::Heading { anchor, words, .. } => {
                if given.len() >= MOST {
                    given.push((String::new(), 0));
                    *anchor = format!("section-{}", given.len());
                    continue;
                }
                let slug = slug(&plain(words));
                anchor.clone_from(&slug);
                while let Some((_, count)) = given.iter_mut().find(|(known, _)| known == anchor) {
                    *count += 1;
                    let count = *count;
                    *anchor = format!("{slug}-{count}");
                    // The next one of that name begins where this one ended.
                    if let Some((_, first)) = given.iter_mut().find(|(known, _)| *known == slug) {
                        *first = count.max(*first);
                    }
                }
                given.push((anchor.clone(), 1));
            }
            Block::List(_, items) => items.iter_mut().for_each(|item| give_anchors_after(item, given)),
            Block::Quote(_, blocks) | Block::Details(_, blocks) | Block::Note(_, blocks) => {
                give_anchors_after(blocks, given);
            }
            Block::Paragraph(_) | Block::Code(_) | Block::Table(..) | Block::Rule => {}
        }
    }
}

/// A heading as part of an address: "What I’ll do" is `what-ill-do`.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in crate::domain::text::fold(text).chars() {
        if crate::domain::text::is_letter(c) {
            out.push(c);
        } else if (c.is_whitespace() || c == '-' || c == '_') && !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "section".to_owned() } else { out.to_owned() }
}

/// The words of a line, without their shape.
#[must_use]
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_plain(inlines, &mut out);
    out
}

fn push_plain(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Emphasis(words)
            | Inline::Strong(words)
            | Inline::Struck(words)
            | Inline::Spoiler(words)
            | Inline::Mark(words)
            | Inline::Link(_, words) => {
                push_plain(words, out);
            }
            Inline::Image(_, words) => out.push_str(words),
            Inline::Break => out.push('\n'),
            // Marks, not words.
            Inline::Note(_) | Inline::Task(_) => {}
        }
    }
}

/// The words of a text, without their shape; a line for each block.
#[must_use]
pub fn plain_blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    push_blocks(blocks, &mut out);
    out
}

fn push_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        match block {
            Block::Heading { words, .. } | Block::Paragraph(words) => push_plain(words, out),
            Block::List(_, items) => items.iter().for_each(|item| push_blocks(item, out)),
            Block::Quote(_, blocks) | Block::Note(_, blocks) => push_blocks(blocks, out),
            Block::Details(summary, blocks) => {
                push_plain(summary, out);
                push_blocks(blocks, out);
            }
            Block::Code(text) => out.push_str(text),
            Block::Table(_, rows) => {
                for cell in rows.iter().flatten() {
                    push_plain(cell, out);
                    out.push(' ');
                }
            }
            Block::Rule => {}
        }
    }
}

/// The first paragraph of a text that is long enough to say something.
#[must_use]
pub fn opening(blocks: &[Block]) -> Option<String> {
    let paragraphs = || {
        blocks.iter().filter_map(|block| match block {
            Block::Paragraph(words) => Some(plain(words)),
            _ => None,
        })
    };
    paragraphs().find(|text| text.chars().count() >= 60).or_else(|| paragraphs().next())
}

/// Plain text as blocks: an empty line ends a paragraph.
#[must_use]
pub fn from_plain(text: &Text) -> Vec<Block> {
    text.replace("\r\n", "\n")
        .split("\n\n")
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| Block::Paragraph(vec![Inline::Text(visible(part, false))]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(events: impl FnOnce(&mut Builder<'_>)) -> Vec<Block> {
        let resolve = |text: &str| Some(text.to_owned());
        let mut builder = Builder::new(&resolve);
        events(&mut builder);
        builder.finish()
    }

    #[test]
    fn text_beside_blocks_becomes_a_paragraph() {
        let blocks = build(|b| {
            b.open(Tag::Other);
            b.text("loose");
            b.open(Tag::Paragraph);
            b.text("held");
            b.close();
            b.text("after");
        });
        assert_eq!(plain_blocks(&blocks), "loose\nheld\nafter");
        assert_eq!(blocks.len(), 3);
    }

    #[test]
    fn an_unsafe_link_leaves_its_words() {
        let blocks = build(|b| {
            b.open(Tag::Link("javascript:alert(1)".into()));
            b.text("here");
            b.close();
        });
        assert_eq!(blocks, [Block::Paragraph(vec![Inline::Text("here".into())])]);
    }

    #[test]
    fn a_spoiler_hides_whole_paragraphs_too() {
        let hidden = build(|b| {
            b.open(Tag::Spoiler);
            b.open(Tag::Paragraph);
            b.text("end");
            b.close();
            b.close();
            b.open(Tag::Spoiler);
            b.open(Tag::Pre);
            b.text("code");
        });
        let text = |text: &str| vec![Inline::Text(text.to_owned())];
        assert_eq!(
            hidden,
            [
                Block::Paragraph(vec![Inline::Spoiler(text("end"))]),
                Block::Details(text("Spoiler"), vec![Block::Code("code".into())]),
            ]
        );
    }

    #[test]
    fn an_image_is_named_without_its_size() {
        for (words, name, plays) in [
            ("Wheel|690x400, 50%", "Wheel", false),
            ("Wheel|690x400|thumbnail", "Wheel", false),
            ("Wheel|video", "Wheel", true),
            ("|690x400|video", "Video", true),
            ("Mill|xylophone", "Mill|xylophone", false),
            ("Mill|2x a day", "Mill|2x a day", false),
            ("|", "|", false),
        ] {
            assert_eq!(name_of_image(words.to_owned()), (name.to_owned(), plays));
        }
    }

    #[test]
    fn what_stands_in_preformatted_text_is_kept() {
        let blocks = build(|b| {
            b.open(Tag::Pre);
            b.text("a");
            b.open(Tag::Paragraph);
            b.text("b");
            b.close();
            b.text("c");
        });
        assert_eq!(blocks, [Block::Code("a\nb\nc".into())]);
    }

    #[test]
    fn a_link_in_a_link_leaves_its_words() {
        let blocks = build(|b| {
            b.open(Tag::Link("/out".into()));
            b.open(Tag::Link("/in".into()));
            b.text("here");
        });
        assert!(matches!(&blocks[..], [Block::Paragraph(words)]
            if matches!(&words[..], [Inline::Link(href, inner)] if href.as_str() == "/out" && *inner == [Inline::Text("here".into())])));
    }

    #[test]
    fn deep_nesting_keeps_the_words_and_the_stack() {
        let blocks = build(|b| {
            (0..10_000).for_each(|_| b.open(Tag::Quote(None)));
            b.text("deep");
        });
        assert_eq!(plain_blocks(&blocks), "deep");
    }

    #[test]
    fn a_close_too_many_is_nothing() {
        let blocks = build(|b| {
            b.close();
            b.text("kept");
            b.close();
        });
        assert_eq!(plain_blocks(&blocks), "kept");
    }

    #[test]
    fn anchors_are_slugs_and_never_the_same_twice() {
        let blocks = build(|b| {
            for _ in 0..2 {
                b.open(Tag::Heading(2));
                b.text("What I’ll do, mañana!");
                b.close();
            }
        });
        let anchors: Vec<_> = blocks
            .iter()
            .map(|block| match block {
                Block::Heading { anchor, .. } => anchor.as_str(),
                _ => "",
            })
            .collect();
        assert_eq!(anchors, ["what-ill-do-manana", "what-ill-do-manana-2"]);
    }
}
