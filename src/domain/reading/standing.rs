//! Which sentences of a statement say something when they stand alone, as
//! they do on a card: whole, the nominee's own, and not leaning on the
//! sentence before.
//!
//! Most of it is read from marks that every script has. The word lists are an
//! extra for the languages that they name; elsewhere a leaning sentence may pass.

use crate::domain::document::{Document, Kind, Place};
use crate::domain::text::{fold_into, is_letter};

/// A sentence, and how well it stands alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub place: Place,
    /// The index of its section.
    pub section: usize,
    /// Columns that it takes: characters, wide ones twice.
    pub width: usize,
    /// How well it stands alone.
    pub standing: Standing,
    /// Whether some word in it points to what was said before.
    pub points: bool,
}

/// How well a sentence stands alone, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A sentence of a paragraph.
    Whole,
    /// A sentence of a list's entry.
    Listed,
    /// Of a paragraph, without a full stop or a capital.
    Loose,
    /// The same of a list's entry.
    LooselyListed,
    /// It leans on what stands before it, greets, thanks, asks, or is no sentence.
    Not,
}

/// Sentences that are looked at, the first of a statement.
const MOST_READ: usize = 2000;
/// Those of them that stand alone and are kept.
pub const MOST_STANDING: usize = 160;
/// The others that are kept: they tell what a statement is about.
pub const MOST_OTHERS: usize = 128;

/// Bytes of a sentence that anybody would put beside a name.
const MOST_BYTES: usize = 4000;
/// Less, in columns, is a heading, a name or an interjection.
const LEAST_WIDTH: usize = 28;
/// The same, in words.
const LEAST_WORDS: usize = 5;
/// The least of a sentence without a full stop, in words.
const LEAST_LOOSE_WORDS: usize = 7;
/// Columns in which the label of a list's entry ends.
const LABEL: usize = 24;

/// First words that lean on the sentence before or greet, folded: English,
/// German, French, Spanish, Portuguese.
const LEANING: &str = " this that these those however but and or nor also it its they them their he she his \
her so then thus hence therefore too yet still instead otherwise moreover furthermore additionally besides \
nevertheless nonetheless although though because which such similarly likewise consequently accordingly \
meanwhile afterwards anyway finally lastly secondly thirdly second third another other others both neither \
either rather indeed conversely ergo hi hello hey dear greetings please cheers welcome \
dies diese dieser dieses dazu dabei damit dadurch darum deshalb daher aber und oder auch trotzdem jedoch \
ausserdem zudem dann hallo liebe lieber \
cela ceci cette cet ces ce mais et ou aussi donc ainsi cependant toutefois pourtant ils elles bonjour \
esto esta este estos estas eso esa ese pero tambien ademas asi ellos ellas hola \
isto isso mas tambem alem assim eles elas ola ";

/// Openings of more words that lean, folded: English.
const LEANING_OPENINGS: [&str; 18] = [
    "in addition",
    "in particular",
    "in fact",
    "in turn",
    "in contrast",
    "in the meantime",
    "as such",
    "as stated",
    "as mentioned",
    "as a result",
    "for example",
    "for instance",
    "of course",
    "since then",
    "shortly after",
    "along the way",
    "the other ",
    "the same ",
];

/// How leaning sentences and greetings begin where words are not spaced: Chinese, Japanese.
const LEANING_UNSPACED: [&str; 26] = [
    "这",
    "那",
    "但",
    "因此",
    "所以",
    "而且",
    "它",
    "他",
    "她",
    "此外",
    "另外",
    "谢谢",
    "感谢",
    "大家好",
    "你好",
    "これ",
    "それ",
    "その",
    "この",
    "しかし",
    "でも",
    "また",
    "そして",
    "ありがとう",
    "こんにちは",
    "はじめまして",
];

/// The sentences of a statement's paragraphs and lists, in order: at most
/// [`MOST_STANDING`] that stand alone and [`MOST_OTHERS`] that don't.
#[must_use]
pub fn sentences(document: &Document) -> Vec<Sentence> {
    let mut out = Vec::new();
    let (mut read, mut standing, mut others) = (0, 0, 0);
    for (at, leaf) in document.leaves.iter().enumerate() {
        let listed = match leaf.kind {
            Kind::Prose => false,
            Kind::Item(_) => true,
            _ => continue,
        };
        let mut marks = Marks::default();
        for place in document.sentences(at) {
            let text = document.text(&place);
            let sentence = sentence(text, marks.close(text), listed, place, leaf.section);
            let stands = sentence.standing != Standing::Not;
            let (count, most) =
                if stands { (&mut standing, MOST_STANDING) } else { (&mut others, MOST_OTHERS) };
            if *count < most {
                *count += 1;
                out.push(sentence);
            }
            read += 1;
            if standing == MOST_STANDING || read == MOST_READ {
                return out;
            }
        }
    }
    out
}

fn sentence(text: &str, closed: bool, listed: bool, place: Place, section: usize) -> Sentence {
    let form = if closed && text.len() <= MOST_BYTES { form(text) } else { None };
    let standing = match (&form, listed) {
        (None, _) => Standing::Not,
        (Some(form), false) if form.full => Standing::Whole,
        (Some(form), true) if form.full => Standing::Listed,
        (Some(_), false) => Standing::Loose,
        (Some(_), true) => Standing::LooselyListed,
    };
    let points = form.is_some_and(|form| form.points);
    Sentence { place, section, width: width(text), standing, points }
}

/// Columns that a text takes: characters, wide ones twice.
#[must_use]
pub fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// Characters that are drawn twice as wide as a Latin letter.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..)
}

/// Letters of scripts that put no space between words, or hang endings and
/// particles on them: what counts there are pairs of letters.
#[must_use]
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}'
        | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The words of a text: letters and figures that stand together, those of an
/// unspaced script apart from the others.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c| !is_letter(c));
        let unspaced = is_unspaced(rest.chars().next()?);
        let end = rest.find(|c| !is_letter(c) || is_unspaced(c) != unspaced).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

/// Quotation marks and brackets that are open where a leaf is read.
#[derive(Default)]
struct Marks {
    quoted: bool,
    brackets: usize,
}

impl Marks {
    /// Reads on; whether all was closed before and is after, and nothing is
    /// closed that was not open. Quotation marks are told by turns, since
    /// languages disagree on which of them opens.
    fn close(&mut self, text: &str) -> bool {
        let mut closed = !self.quoted && self.brackets == 0;
        for c in text.chars() {
            match c {
                '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' => {
                    self.quoted = !self.quoted;
                }
                '(' | '[' | '（' => self.brackets += 1,
                ')' | ']' | '）' => {
                    closed &= self.brackets > 0;
                    self.brackets = self.brackets.saturating_sub(1);
                }
                _ => {}
            }
        }
        closed && !self.quoted && self.brackets == 0
    }
}

/// A sentence that stands alone.
struct Form {
    /// It has a capital, where its script has any, and a full stop.
    full: bool,
    points: bool,
}

/// The form of a sentence; `None` where it does not stand alone.
fn form(text: &str) -> Option<Form> {
    let first = text.chars().next()?;
    let rest = text.trim_start_matches(['"', '“', '„', '«', '「', '『', '\'', '‘', '¿', '¡', '(']);
    let initial = rest.chars().next().filter(|c| is_letter(*c))?;
    let core = text.trim_end_matches(['"', '”', '“', '»', '\'', '’', ')', '）', '」', '』']);
    // Somebody else's words, or a remark in brackets.
    if core.len() < text.len() && !is_letter(first) {
        return None;
    }
    let stopped = match core.chars().next_back()? {
        // Unfinished.
        '.' if core.ends_with("..") => return None,
        '.' | '!' | '。' | '！' | '．' | '।' | '۔' | '։' | '።' | '။' | '។' => true,
        last if is_letter(last) => false,
        // A question, an opening of a list, a part of a sentence.
        _ => return None,
    };
    // Addresses, accounts, lists and tables that lost their shape.
    if text.contains(['@', '•', '|', '\t']) || text.contains("://") || text.contains("www.") {
        return None;
    }
    let words = Words::of(text)?;
    if words.count < LEAST_WORDS || width(text) < LEAST_WIDTH {
        return None;
    }
    let points = words.points;
    if stopped && 2 * words.named <= words.count && !initial.is_lowercase() {
        return Some(Form { full: true, points });
    }
    let labelled = text.chars().take(LABEL).any(|c| c == ':');
    let loose = !labelled && words.count >= LEAST_LOOSE_WORDS && 3 * words.named <= words.count;
    loose.then_some(Form { full: false, points })
}

/// What the words of a sentence tell.
#[derive(Default)]
struct Words {
    /// How many; two letters count as one where words are not spaced.
    count: usize,
    /// Those that begin with a capital or a figure, but for the first and for single letters.
    named: usize,
    points: bool,
}

impl Words {
    /// `None` where they lean on the sentence before, greet, thank or ask for a vote.
    fn of(text: &str) -> Option<Self> {
        let mut folded = String::with_capacity(text.len());
        fold_into(text, &mut folded);
        if LEANING_UNSPACED.iter().any(|opening| folded.starts_with(opening))
            || LEANING_OPENINGS.iter().any(|opening| folded.starts_with(opening))
        {
            return None;
        }
        let mut told = Self::default();
        told.count(text);
        let mut before = "";
        for (at, word) in words(&folded).enumerate() {
            let leans = match at {
                0 => LEANING.split(' ').any(|leaning| leaning == word),
                1 => is_pointing(word) || (word == "that" && is_preposition(before)),
                2 => is_pointing(word),
                _ => false,
            };
            if leans || is_courtesy(before, word) || is_of_another(word) {
                return None;
            }
            told.points |= is_pointing(word)
                || matches!(word, "also" | "too" | "above" | "previous" | "mentioned" | "you" | "your");
            before = word;
        }
        // What it is about was said before.
        let open = is_pointing(before) || matches!(before, "that" | "those" | "them" | "it");
        (!open).then_some(told)
    }

    fn count(&mut self, text: &str) {
        for word in words(text) {
            let mut letters = word.chars();
            let Some(initial) = letters.next() else { continue };
            if is_unspaced(initial) {
                self.count += word.chars().count().div_ceil(2);
                continue;
            }
            let named = initial.is_uppercase() || initial.is_ascii_digit();
            self.named += usize::from(self.count > 0 && named && letters.next().is_some());
            self.count += 1;
        }
    }
}

/// Words that point back: English.
fn is_pointing(word: &str) -> bool {
    matches!(word, "this" | "these" | "those" | "such")
}

/// Words of somebody who speaks of the nominee, or of somebody named before: English.
fn is_of_another(word: &str) -> bool {
    matches!(word, "he" | "she" | "him" | "his" | "her")
}

/// Words that "that" points back after: English.
fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "in" | "on"
            | "at"
            | "to"
            | "for"
            | "with"
            | "within"
            | "during"
            | "by"
            | "from"
            | "beside"
            | "after"
            | "before"
            | "since"
            | "of"
            | "over"
            | "through"
    )
}

/// Thanks, and what is said to the reader: English, German, French, Spanish, Portuguese, Italian.
fn is_courtesy(before: &str, word: &str) -> bool {
    matches!(
        word,
        "thank"
            | "thanks"
            | "thankful"
            | "grateful"
            | "sorry"
            | "apologize"
            | "apologise"
            | "apologies"
            | "danke"
            | "merci"
            | "gracias"
            | "obrigado"
            | "obrigada"
            | "grazie"
    ) || matches!(
        (before, word),
        ("consider" | "reach" | "contact" | "ping" | "find", "me")
            | ("vote", "for")
            | ("your", "consideration" | "vote" | "support")
    )
}
