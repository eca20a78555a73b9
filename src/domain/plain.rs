//! Text as it is searched: folded words, each after one space, so that a
//! word's beginning is found as " begin" wherever it stands.

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

/// One word of a text, as a vocabulary has it: folded, in UTF-8, which ends
/// anywhere where the word was longer.
#[derive(Debug)]
pub struct Letters {
    /// The first eight bytes as one number, the first one lowest: most words are
    /// told apart by these alone.
    pub head: u64,
    tail: [u8; LONGEST - HEAD],
    /// Of the tail.
    hash: u32,
    /// How many bytes.
    pub length: usize,
}

/// Bytes of [`Letters::head`].
pub const HEAD: usize = 8;

impl Letters {
    const NONE: Self = Self { head: 0, tail: [0; LONGEST - HEAD], hash: 0, length: 0 };

    /// Of the first bytes of a word.
    #[must_use]
    pub fn of(word: &str) -> Self {
        let mut letters = Self::NONE;
        word.bytes().for_each(|byte| letters.push(byte));
        letters
    }

    /// The bytes after the first eight.
    #[must_use]
    pub fn tail(&self) -> &[u8] {
        self.tail.get(..self.length.saturating_sub(HEAD)).unwrap_or_default()
    }

    /// Adds all bytes to some.
    pub fn write(&self, out: &mut Vec<u8>) {
        let head = self.head.to_le_bytes();
        out.extend_from_slice(head.get(..self.length).unwrap_or(&head));
        out.extend_from_slice(self.tail());
    }

    /// As a [`Table`](super::table::Table) takes it.
    #[inline(always)]
    #[must_use]
    pub fn hash(&self) -> u32 {
        // Fibonacci hashing, whose high bits are the good ones.
        let hash = (self.head ^ u64::from(self.hash)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (hash >> 32) as u32
    }

    #[inline(always)]
    fn push(&mut self, byte: u8) {
        if self.length < HEAD {
            self.head |= u64::from(byte) << (self.length * 8);
            self.length += 1;
        } else if let Some(place) = self.tail.get_mut(self.length - HEAD) {
            *place = byte;
            self.hash = (self.hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            self.length += 1;
        }
    }

    /// Tells the word, if there is one, and begins another.
    #[inline(always)]
    fn end(&mut self, each: &mut impl FnMut(&Self)) {
        if self.length > 0 {
            each(self);
            (self.head, self.hash, self.length) = (0, 0, 0);
        }
    }
}

/// What a byte is to words: the small letter of ASCII, or one of these.
const GAP: u8 = 0;
const PASSED_OVER: u8 = 1;
const WITHIN: u8 = 2;
const OTHER: u8 = 3;
const LETTERS: [u8; 256] = {
    let mut all = [OTHER; 256];
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
    loop {
        let next = loop {
            let Some(byte) = text.as_bytes().get(at) else { break None };
            let letter = LETTERS[usize::from(*byte)];
            if letter <= OTHER {
                break Some(letter);
            }
            letters.push(letter);
            at += 1;
        };
        let c = match next {
            Some(OTHER) => text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' '),
            _ => ' ',
        };
        at += c.len_utf8();
        let goes_on = match next {
            Some(PASSED_OVER) => continue,
            // "C++", "C#"
            Some(WITHIN) => letters.length > 0,
            Some(OTHER) if is_passed_over(c) => continue,
            Some(OTHER) => is_letter(c) && !is_unspaced(c),
            _ => false,
        };
        if letters.length > 0 || !is_unspaced(c) || !is_letter(c) {
            end_dense(&mut dense, each);
        }
        if !goes_on {
            letters.end(each);
        }
        match next {
            None => return,
            Some(WITHIN | OTHER) => {
                folded.clear();
                if goes_on {
                    let own = text.get(at - c.len_utf8()..at).unwrap_or_default();
                    fold_into(own, &mut folded);
                } else if c != ' ' && is_letter(c) {
                    if let Some((before, _)) = dense {
                        folded.extend([before, c]);
                        each(&Letters::of(&folded));
                        folded.clear();
                    }
                    dense = Some((c, dense.is_none()));
                }
                folded.bytes().for_each(|byte| letters.push(byte));
            }
            _ => {}
        }
    }
}

fn end_dense(dense: &mut Option<(char, bool)>, each: &mut impl FnMut(&Letters)) {
    if let Some((only, true)) = dense.take() {
        each(&Letters::of(only.encode_utf8(&mut [0; 4])));
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

    fn bytes(letters: &Letters) -> Vec<u8> {
        let mut bytes = Vec::new();
        letters.write(&mut bytes);
        bytes
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
            split(text, &mut |letters| told.push(String::from_utf8(bytes(letters)).unwrap()));
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
        split(&"Ab".repeat(100), &mut |letters| told.push((bytes(letters), letters.hash())));
        let beginning = "ab".repeat(LONGEST / 2);
        assert_eq!(told, [(beginning.clone().into_bytes(), Letters::of(&beginning).hash())]);
    }
}
