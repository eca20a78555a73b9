//! Words as they are compared, so that "mentor" finds "Mentors", "mentoring"
//! and "mentorship": folded, and without the endings that most often only
//! bend a word. Text and keyword lose the same endings, whatever the
//! language; where an ending is unknown, only the word as it stands is found.

use std::ops::Range;

use crate::domain::text::{fold_into, is_letter};

/// The words of a text, each followed by a space. Scripts that put no space
/// between words have none here either, and each of their letters is a place
/// at which a keyword may begin.
#[derive(Debug, Default, PartialEq)]
pub struct Forms {
    /// The words, folded and without endings.
    pub text: String,
    /// Where a keyword may begin.
    pub starts: Vec<Start>,
}

/// The beginning of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// Byte of the forms.
    pub at: usize,
    /// Bytes of the text that was read.
    pub source: Range<usize>,
}

impl Forms {
    /// The words of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut forms = Self::default();
        forms.read(text);
        forms
    }

    /// The words of another text, in the same memory.
    pub fn read(&mut self, text: &str) {
        self.text.clear();
        self.starts.clear();
        let mut from = None;
        // Whether the letters before this one have no space after them yet.
        let mut dense = false;
        let mut at = 0;
        while let Some(byte) = text.as_bytes().get(at) {
            if from.is_some() && byte.is_ascii_alphanumeric() {
                at += 1;
                continue;
            }
            let (c, length) = match byte {
                0..0x80 => (char::from(*byte), 1),
                _ => text
                    .get(at..)
                    .and_then(|rest| rest.chars().next())
                    .map_or((' ', 1), |c| (c, c.len_utf8())),
            };
            let letter = is_letter(c);
            let unspaced = letter && length > 2 && is_unspaced(c);
            if (letter && !unspaced) || (matches!(c, '+' | '#') && from.is_some()) {
                if dense {
                    self.text.push(' ');
                    dense = false;
                }
                from = from.or(Some(at));
                at += length;
                continue;
            }
            if let Some(from) = from.take() {
                if let Some(address) = address(text, from..at) {
                    at += address;
                    continue;
                }
                self.word(text, from..at);
            }
            if unspaced {
                self.starts.push(Start { at: self.text.len(), source: at..at + length });
                self.text.push(c);
                dense = true;
            } else if dense {
                self.text.push(' ');
                dense = false;
            }
            at += length;
        }
        if let Some(from) = from {
            self.word(text, from..text.len());
        }
        if dense {
            self.text.push(' ');
        }
    }

    fn word(&mut self, text: &str, source: Range<usize>) {
        // "nominee's" is a form of "nominee".
        let word = text.get(source.clone()).unwrap_or_default();
        if word.len() == 1 && matches!(word, "s" | "S") && text[..source.start].ends_with(['\'', '’']) {
            return;
        }
        let at = self.text.len();
        // Most words are in small letters without accents.
        if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            self.text.push_str(word);
        } else {
            fold_into(word, &mut self.text);
        }
        cut_ending(&mut self.text, at);
        self.starts.push(Start { at, source: source.clone() });
        // "mentor" finds "mentorship", but "ownership" doesn't find "owner":
        // the ending is a word of its own.
        if self.text.ends_with("ship") && self.text.len() >= at + 8 {
            let at = self.text.len() - 4;
            self.text.insert(at, ' ');
            self.starts.push(Start { at: at + 1, source });
        }
        self.text.push(' ');
    }

    /// The forms from here on.
    #[must_use]
    pub fn from(&self, start: &Start) -> &str {
        self.text.get(start.at..).unwrap_or_default()
    }

    /// The form of the word that begins here; of a script without spaces, what
    /// follows to the next mark.
    #[must_use]
    pub fn word_at(&self, start: usize) -> &str {
        let rest = self.starts.get(start).map_or("", |start| self.from(start));
        rest.split(' ').next().unwrap_or_default()
    }

    /// The first start after a form of so many bytes that begins here; later than this one.
    #[must_use]
    pub fn next(&self, start: usize, bytes: usize) -> usize {
        let end = self.starts.get(start).map_or(usize::MAX, |start| start.at + bytes);
        let more = self.starts.get(start + 1..).unwrap_or_default();
        start + 1 + more.iter().take_while(|next| next.at < end).count()
    }
}

/// The bytes of an address that follow its first word: what stands in it is no prose.
fn address(text: &str, first: Range<usize>) -> Option<usize> {
    let rest = text.get(first.end..)?;
    let begins = match text.get(first)? {
        "http" | "https" => rest.starts_with("://"),
        "www" => rest.starts_with('.'),
        _ => false,
    };
    begins.then(|| rest.find(char::is_whitespace).unwrap_or(rest.len()))
}

/// Whether the script of a letter puts no space between words: Thai to
/// Myanmar, Khmer, kana, Han.
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Whether words of this letter's script carry what others write apart: a
/// keyword is found at their beginning.
pub fn is_joining(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}')
}

/// Endings of Russian and its neighbours, the longer before the shorter.
const CYRILLIC: [&str; 40] = [
    "ами", "ями", "ого", "его", "ому", "ему", "ыми", "ими", "ах", "ях", "ов", "ев", "ей", "ом", "ем", "ам",
    "ям", "ой", "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ых", "их", "ую", "юю", "а", "я", "о", "е",
    "ы", "и", "у", "ю", "ь", "й",
];

/// What is left of a Cyrillic word has at least so many bytes: four letters.
const CYRILLIC_LEAST: usize = 8;

/// Articles that Arabic writes as part of the word.
const ARABIC: [&str; 5] = ["وال", "بال", "كال", "لل", "ال"];

/// Takes the ending off the word that begins at `from`.
fn cut_ending(text: &mut String, from: usize) {
    let word = &text[from..];
    match word.as_bytes().last() {
        Some(b's' | b'g' | b'd' | b'n' | b'e' | b'a' | b'o') => return cut_latin(text, from),
        None | Some(0..0x80) => return,
        _ => {}
    }
    match word.chars().next_back().unwrap_or(' ') {
        'а'..='я' => {
            let ending = CYRILLIC.iter().find(|ending| word.ends_with(**ending));
            let cut = ending.map_or(0, |ending| ending.len());
            if word.len() >= CYRILLIC_LEAST + cut {
                text.truncate(text.len() - cut);
            }
        }
        '\u{620}'..='\u{64a}' => {
            let article = ARABIC.iter().find(|article| word.starts_with(**article));
            let cut = article.map_or(0, |article| article.len());
            // At least three letters are left.
            if cut > 0 && word.len() >= cut + 6 {
                text.drain(from..from + cut);
            }
        }
        _ => {}
    }
}

/// English endings, and those of other languages that do it no harm: the -n
/// of "Mentoren", the -es of "mentores", the -a of "organizadora".
fn cut_latin(text: &mut String, from: usize) {
    let word = text.as_bytes().get(from..).unwrap_or_default();
    let plural = match word {
        [_, _, .., b'i', b'e', b's'] => 3,
        [.., b's' | b'x' | b'z', b'e', b's'] | [.., b's' | b'c', b'h', b'e', b's'] => 2,
        [.., b's' | b'u' | b'i', b's'] | [_, b's'] => 0,
        [.., b's'] => 1,
        _ => 0,
    };
    text.truncate(text.len() - plural);
    if plural == 3 {
        text.push('y');
    }

    let word = text.as_bytes().get(from..).unwrap_or_default();
    let (rest, cut) = match word {
        [rest @ .., b'i', b'n', b'g'] => (rest, 3),
        [.., b'e', b'e', b'd'] => (word, 0),
        [rest @ .., b'e', b'd'] => (rest, 2),
        [rest @ .., b'e', b'n'] if rest.len() >= 5 => (rest, 2),
        _ => (word, 0),
    };
    let of_verb = cut > 0 && !word.ends_with(b"en");
    if cut > 0 && rest.len() >= 3 && rest.iter().any(|byte| b"aeiouy".contains(byte)) {
        // "planning" is of "plan", "calling" of "call".
        let twice = match rest {
            [_, _, .., a, b] => of_verb && a == b && !b"lszaeiou".contains(b),
            _ => false,
        };
        text.truncate(text.len() - cut - usize::from(twice));
    }

    let ending = match text.as_bytes().get(from..).unwrap_or_default() {
        [_, _, _, .., b'e'] => 1,
        [_, _, _, _, _, _, _, .., b'a' | b'o'] => 1,
        _ => 0,
    };
    text.truncate(text.len() - ending);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(words: &[&str]) {
        let forms: Vec<_> = words.iter().map(|word| Forms::of(word).text).collect();
        assert!(forms.windows(2).all(|pair| pair[0] == pair[1]), "{words:?} are {forms:?}");
    }

    #[test]
    fn forms_of_a_word_are_one() {
        same(&["mentor", "Mentors", "mentoring", "mentored", "mentor's", "MENTOR’S"]);
        same(&["release", "releases", "releasing", "released"]);
        same(&["community", "communities"]);
        same(&["process", "processes"]);
        same(&["plan", "plans", "planning", "planned"]);
        same(&["Mentor", "Mentoren"]);
        same(&["Spende", "Spenden"]);
        same(&["Beiträge", "Beiträgen", "BEITRAGE"]);
        same(&["mentoría", "mentorias"]);
        same(&["organizador", "organizadora", "organizadores", "organizadoras"]);
        same(&["наставник", "наставники", "наставников", "наставникам"]);
        same(&["توجيه", "التوجيه", "والتوجيه"]);
    }

    #[test]
    fn different_words_stay_different() {
        for (one, other) in [
            ("spring", "spr"),
            ("need", "ne"),
            ("list", "listen"),
            ("contain", "container"),
            ("maintain", "maintainer"),
            ("status", "statu"),
            ("C", "C++"),
            ("C", "C#"),
            ("king", "k"),
            ("owner", "ownership"),
        ] {
            assert_ne!(Forms::of(one).text, Forms::of(other).text);
        }
        assert_eq!(Forms::of("ownerships").text, "owner ship ");
    }

    #[test]
    fn scripts_without_spaces_are_read_letter_by_letter() {
        let forms = Forms::of("Python開発。次 ok");
        assert_eq!(forms.text, "python 開発 次 ok ");
        let starts: Vec<_> = forms.starts.iter().map(|start| start.source.clone()).collect();
        assert_eq!(starts, [0..6, 6..9, 9..12, 15..18, 19..21]);
        assert_eq!(Forms::of("開発tools").text, "開発 tool ");
        assert_eq!(Forms::of("").text, "");
        assert_eq!(
            Forms::of("See https://example.org/a-b, or www.example.org/c d http").text,
            "see or d http "
        );
    }
}
