//! Headings that lost their marks: a line in bold alone, and in a text without
//! any headings a short line without a full stop that prose follows.

use crate::domain::blocks::{Block, Inline, plain};
use crate::domain::text::is_letter;

/// A heading has no more characters than this.
const LONGEST: usize = 80;
/// A heading has no more words than this.
const MOST_WORDS: usize = 11;
/// The level of what is found where no heading stands above.
const LEVEL: u8 = 2;

/// Finds them and marks them again. Anchors are given afterwards.
pub fn find(blocks: &mut [Block]) {
    let marked = blocks.iter().any(|block| matches!(block, Block::Heading { .. }));
    let mut level = None;
    // From the end, so that what follows is known: a heading may be followed by one.
    let mut found: Vec<(usize, bool)> = Vec::new();
    for at in (0..blocks.len()).rev() {
        let next = blocks.get(at + 1);
        let heads = found.last().is_some_and(|(after, _)| *after == at + 1) || next.is_some_and(is_body);
        let Block::Paragraph(words) = &blocks[at] else { continue };
        let bold = is_bold(words);
        if heads && (bold || !marked) && is_title(&plain(words), bold) {
            found.push((at, bold));
        }
    }
    // One alone in a text is as likely a line that lost its stop.
    if !marked && found.len() < 2 && !found.iter().any(|(_, bold)| *bold) {
        return;
    }
    let mut found = found.into_iter().rev().peekable();
    for (at, block) in blocks.iter_mut().enumerate() {
        match block {
            Block::Heading { level: own, .. } => level = Some(*own),
            Block::Paragraph(words) if found.next_if(|(index, _)| *index == at).is_some() => {
                let words = match &mut words[..] {
                    [Inline::Strong(inner)] => std::mem::take(inner),
                    _ => std::mem::take(words),
                };
                let level = level.map_or(LEVEL, |above| (above + 1).min(6));
                *block = Block::Heading { level, anchor: String::new(), words };
            }
            _ => {}
        }
    }
}

/// What may stand under a heading.
fn is_body(block: &Block) -> bool {
    match block {
        Block::Paragraph(words) => plain(words).chars().count() > LONGEST || ends_a_sentence(&plain(words)),
        Block::List(..) | Block::Quote(..) | Block::Table(..) | Block::Details(..) => true,
        Block::Heading { .. } | Block::Code(_) | Block::Note(..) | Block::Rule => false,
    }
}

fn is_bold(words: &[Inline]) -> bool {
    matches!(words, [Inline::Strong(_)])
}

fn is_title(text: &str, bold: bool) -> bool {
    let text = text.trim();
    let text = if bold { text.trim_end_matches(':') } else { text };
    let Some(first) = text.chars().find(|c| is_letter(*c)) else { return false };
    let words = text.split_whitespace().count();
    !first.is_lowercase()
        && text.chars().nth(LONGEST).is_none()
        && words <= MOST_WORDS
        && !text.contains(['\n', '@'])
        && !text.contains("://")
        && !text.ends_with([',', ';', ':', '-', '–', '—'])
        && (bold || !ends_a_sentence(text))
        && !is_greeting(text)
}

fn ends_a_sentence(text: &str) -> bool {
    text.trim_end_matches([')', '"', '”', '’', '\'', ']'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', ':'])
}

/// How letters begin and end, in the languages of the statements that we know.
fn is_greeting(text: &str) -> bool {
    const WORDS: [&str; 22] = [
        "hi",
        "hey",
        "hello",
        "dear",
        "greetings",
        "thanks",
        "thank",
        "cheers",
        "regards",
        "sincerely",
        "best",
        "yours",
        "kind",
        "hallo",
        "liebe",
        "bonjour",
        "salut",
        "merci",
        "hola",
        "gracias",
        "ciao",
        "ola",
    ];
    let first = text.split(|c: char| !is_letter(c)).find(|word| !word.is_empty()).unwrap_or_default();
    WORDS.contains(&crate::domain::text::fold(first).as_str())
}
