//! Text as it is searched: folded words, each after one space, so that a
//! word's beginning is found as " begin" wherever it stands.

use super::table::{SEED, end, step};
use super::text::{fold_into, is_letter, is_unspaced};

/// A text's words, folded: " so is a text ". Letters of scripts that put no
/// space between words have none here either; apostrophes are no letters.
#[derive(Debug, Default)]
pub struct Plain {
    /// The words.
    pub text: String,
}

impl Plain {
    /// The words of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut out = Self::default();
        out.push(text);
        out
    }

    /// Adds the words of another text. Between two texts no phrase is found.
    pub fn push(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let mut walk = Walk::default();
        for c in text.chars() {
            walk.push(c, &mut self.text);
        }
        walk.end(&mut self.text);
    }

    /// The same with the place in the text that each byte comes from.
    #[must_use]
    pub fn with_places(text: &str) -> (Self, Vec<usize>) {
        let (mut out, mut walk, mut places) = (Self::default(), Walk::default(), Vec::new());
        for (at, c) in text.char_indices() {
            walk.push(c, &mut out.text);
            places.resize(out.text.len(), at);
        }
        walk.end(&mut out.text);
        places.resize(out.text.len(), text.len());
        (out, places)
    }
}

/// What stands before the next letter.
#[derive(Default, PartialEq)]
enum Walk {
    /// The beginning, or what is no letter.
    #[default]
    Gap,
    /// A word.
    Word,
    /// A letter of a script without spaces.
    Dense,
}

impl Walk {
    fn push(&mut self, c: char, out: &mut String) {
        if is_passed_over(c) {
            return;
        }
        // "C++", "C#"
        let letter = is_letter(c) || (matches!(c, '+' | '#') && *self == Self::Word);
        let next = match letter {
            false => Self::Gap,
            true if is_unspaced(c) => Self::Dense,
            true => Self::Word,
        };
        if next == Self::Gap {
            self.end(out);
            return;
        }
        if next == Self::Word && *self != Self::Word && !out.ends_with(' ') {
            out.push(' ');
        }
        if next == Self::Dense && *self == Self::Word {
            out.push(' ');
        }
        fold_into(c.encode_utf8(&mut [0; 4]), out);
        *self = next;
    }

    fn end(&mut self, out: &mut String) {
        if std::mem::take(self) != Self::Gap {
            out.push(' ');
        }
    }
}

/// What is no letter and ends no word either.
fn is_passed_over(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}')
}

/// Bytes of a word that are told; of longer ones, their beginnings.
pub const LONGEST: usize = 48;

/// One word of a text, as a vocabulary has it.
#[derive(Debug)]
pub struct Letters {
    bytes: [u8; LONGEST],
    length: usize,
    hash: u32,
    /// A bit for each letter that it has, as far as 32 bits tell letters apart.
    pub set: u32,
}

impl Letters {
    const NONE: Self = Self { bytes: [0; LONGEST], length: 0, hash: SEED, set: 0 };

    /// Of the first letters of a word.
    #[must_use]
    pub fn of(word: &str) -> Self {
        let mut letters = Self::NONE;
        word.bytes().for_each(|byte| letters.push(byte));
        letters
    }

    /// Folded, in UTF-8, which ends anywhere where the word was longer.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// As a [`Table`](super::table::Table) takes it.
    #[must_use]
    pub fn hash(&self) -> u32 {
        end(self.hash)
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
            self.hash = step(self.hash, byte);
            self.set |= 1 << (byte % 32);
        }
    }

    fn push_char(&mut self, c: char) {
        c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| self.push(byte));
    }

    /// Tells the word, if there is one, and begins another.
    fn end(&mut self, each: &mut impl FnMut(&Self)) {
        if self.length > 0 {
            each(self);
            (self.length, self.hash, self.set) = (0, SEED, 0);
        }
    }
}

/// What an ASCII character is to words: its small letter, or one of these.
const GAP: u8 = 0;
const PASSED_OVER: u8 = 1;
const WITHIN: u8 = 2;
const ASCII: [u8; 128] = {
    let mut all = [GAP; 128];
    let mut byte = 0;
    while byte < 128 {
        all[byte as usize] = match byte {
            b'a'..=b'z' | b'0'..=b'9' => byte,
            b'A'..=b'Z' => byte + 32,
            b'\'' => PASSED_OVER,
            b'+' | b'#' => WITHIN,
            _ => GAP,
        };
        byte += 1;
    }
    all
};

/// Tells the words of a text, those that [`Plain`] has, and of a row of letters
/// without spaces each two that stand together, or the only one. Everything
/// that is searched goes through here, so that ASCII, which is most of it, has
/// a way of its own.
pub fn split(text: &str, each: &mut impl FnMut(&Letters)) {
    let mut letters = Letters::NONE;
    // The last letter of a row without spaces, and whether it is the first one.
    let mut dense = None;
    let mut folded = String::new();
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let known = ASCII.get(usize::from(*byte));
        let c = if known.is_some() { ' ' } else { char_at(text, at) };
        at += if known.is_some() { 1 } else { c.len_utf8() };
        match known.copied() {
            Some(PASSED_OVER) => {}
            Some(GAP) => {
                end_dense(&mut dense, &mut letters, each);
                letters.end(each);
            }
            // "C++", "C#"
            Some(WITHIN) if letters.length > 0 => letters.push(*byte),
            Some(WITHIN) => end_dense(&mut dense, &mut letters, each),
            Some(letter) => {
                if dense.is_some() {
                    end_dense(&mut dense, &mut letters, each);
                }
                letters.push(letter);
            }
            None if is_passed_over(c) => {}
            None if !is_letter(c) => {
                end_dense(&mut dense, &mut letters, each);
                letters.end(each);
            }
            None if is_unspaced(c) => {
                letters.end(each);
                if let Some((before, _)) = dense {
                    letters.push_char(before);
                    letters.push_char(c);
                    letters.end(each);
                }
                dense = Some((c, dense.is_none()));
            }
            None => {
                end_dense(&mut dense, &mut letters, each);
                folded.clear();
                fold_into(c.encode_utf8(&mut [0; 4]), &mut folded);
                folded.bytes().for_each(|byte| letters.push(byte));
            }
        }
    }
    end_dense(&mut dense, &mut letters, each);
    letters.end(each);
}

fn char_at(text: &str, at: usize) -> char {
    text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ')
}

fn end_dense(dense: &mut Option<(char, bool)>, letters: &mut Letters, each: &mut impl FnMut(&Letters)) {
    if let Some((only, true)) = dense.take() {
        letters.push_char(only);
        letters.end(each);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_after_one_space() {
        for (text, plain) in [
            ("", ""),
            (" — ", ""),
            ("So is, a TEXT!", " so is a text "),
            ("Don’t free-thread C++", " dont free thread c++ "),
            ("我希望为新人安排导师, PEP 8", "我希望为新人安排导师 pep 8 "),
            ("用Python写", "用 python 写 "),
            ("Cafe\u{301} İstanbul ılık", " cafe istanbul ilik "),
        ] {
            assert_eq!(Plain::of(text).text, plain, "{text}");
            assert_eq!(Plain::with_places(text).0.text, plain, "{text}");
        }
    }

    #[test]
    fn each_byte_knows_where_it_comes_from() {
        let (plain, places) = Plain::with_places("Æ, straße");
        assert_eq!(plain.text, " ae strasse ");
        assert_eq!(places.len(), plain.text.len());
        assert_eq!(places[1..4], [0, 0, 2]);
        assert_eq!(places[plain.text.find("sse").unwrap()], "Æ, stra".len());
    }

    #[test]
    fn the_words_that_are_told_are_those_of_the_text() {
        for text in [
            "So is, a TEXT! Don’t free-thread C++ and C# + # '",
            "我希望为新人安排导师, PEP 8",
            "用Python写 用# 导'师",
            "Cafe\u{301} İstanbul ılık Straße ΓΙΏΡΓΟΣ",
            "김 导 สวัสดี",
            "",
        ] {
            let mut told = Vec::new();
            split(text, &mut |letters| told.push(String::from_utf8(letters.bytes().to_vec()).unwrap()));
            let mut expected = Vec::new();
            for word in Plain::of(text).text.split_whitespace() {
                let chars: Vec<char> = word.chars().collect();
                match is_unspaced(chars[0]) && chars.len() > 1 {
                    true => expected.extend(chars.windows(2).map(|two| two.iter().collect::<String>())),
                    false => expected.push(word.to_owned()),
                }
            }
            assert_eq!(told, expected, "{text}");
        }
        let mut told = Vec::new();
        split(&"Ab".repeat(100), &mut |letters| told.push((letters.bytes().to_vec(), letters.hash())));
        let beginning = "ab".repeat(LONGEST / 2);
        assert_eq!(told, [(beginning.clone().into_bytes(), Letters::of(&beginning).hash())]);
    }
}
