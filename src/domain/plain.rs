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
        if matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}') {
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
}
