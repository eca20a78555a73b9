//! How like each other sentences are, in any language.
//!
//! A term is a word's first letters, without case and accents, or a pair of
//! letters where words are not spaced. A term weighs the less the more
//! sentences of the same statement it stands in: stop words are the
//! statement's own.

use super::standing::is_unspaced;
use crate::domain::text::{fold_into, is_letter};

/// Letters of a word that count, so that "mentor" and "mentoring" are one
/// term without a stemmer for each language.
const STEM: usize = 6;
/// Terms of a sentence that count.
pub const MOST_TERMS: usize = 96;
/// Characters of a sentence that are looked at.
const MOST_CHARACTERS: usize = 1500;

/// How like each other some sentences are: the cosines of their terms.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    count: usize,
    /// By row and column; 0 for a sentence with itself.
    cosines: Vec<f32>,
}

impl Likeness {
    /// Compares `count` sentences by their terms.
    #[must_use]
    pub fn new(terms: &[Term], count: usize) -> Self {
        let mut cosines = vec![0.0; count * count];
        let mut norms = vec![0.0; count];
        for same in terms.chunk_by(|a, b| a.term() == b.term()) {
            let weight = log2(count as f32 / same.len() as f32);
            let square = weight * weight;
            for (at, one) in same.iter().enumerate() {
                let row = one.sentence();
                if let Some(norm) = norms.get_mut(row) {
                    *norm += square;
                }
                for other in same.get(at + 1..).unwrap_or_default() {
                    if let Some(sum) = cosines.get_mut(row * count + other.sentence()) {
                        *sum += square;
                    }
                }
            }
        }
        for (row, row_norm) in norms.iter().enumerate() {
            for (column, norm) in norms.iter().enumerate().skip(row + 1) {
                let product = f32::sqrt(row_norm * norm);
                let Some(sum) = cosines.get_mut(row * count + column) else { continue };
                let cosine = if product > 0.0 { *sum / product } else { 0.0 };
                *sum = cosine;
                if let Some(mirrored) = cosines.get_mut(column * count + row) {
                    *mirrored = cosine;
                }
            }
        }
        Self { count, cosines }
    }

    /// How like sentence `row` each sentence is.
    #[must_use]
    pub fn row(&self, row: usize) -> &[f32] {
        self.cosines.get(row * self.count..(row + 1) * self.count).unwrap_or_default()
    }

    /// How like each other two sentences are, from 0 to 1.
    #[must_use]
    pub fn of(&self, one: usize, other: usize) -> f32 {
        self.row(one).get(other).copied().unwrap_or_default()
    }
}

/// A term that stands in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term(u64);

impl Term {
    /// The term.
    #[must_use]
    pub fn term(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// The index of the sentence.
    #[must_use]
    pub fn sentence(self) -> usize {
        self.0 as u32 as usize
    }
}

/// The terms of some sentences, by term and then by sentence, each once.
#[must_use]
pub fn terms<'a>(sentences: impl Iterator<Item = &'a str>) -> Vec<Term> {
    let mut out = Vec::new();
    for (sentence, text) in (0..).zip(sentences) {
        let mut word = Hash::default();
        let mut before = None;
        let mut count = 0;
        // The last word ends like the others.
        for c in text.chars().take(MOST_CHARACTERS).chain([' ']) {
            let unspaced = is_unspaced(c);
            let mut term = None;
            if is_letter(c) && !unspaced {
                word.add(c);
            } else {
                // Figures and single letters say little.
                term = (word.letters > 1 && word.spelled).then_some(word.hash);
                word = Hash::default();
            }
            if let (Some(before), true) = (before, unspaced) {
                let mut pair = Hash::default();
                pair.add(before);
                pair.add(c);
                term = term.or(Some(pair.hash));
            }
            before = unspaced.then_some(c);
            if let Some(term) = term {
                out.push(Term(u64::from(term) << 32 | sentence));
                count += 1;
            }
            if count == MOST_TERMS {
                break;
            }
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// FNV-1a of the first letters of a word.
struct Hash {
    hash: u32,
    letters: usize,
    /// Whether some of them is no figure.
    spelled: bool,
}

impl Default for Hash {
    fn default() -> Self {
        Self { hash: 0x811c_9dc5, letters: 0, spelled: false }
    }
}

impl Hash {
    fn add(&mut self, c: char) {
        if c.is_ascii() {
            self.letter(c.to_ascii_lowercase());
        } else {
            let mut folded = String::new();
            fold_into(c.encode_utf8(&mut [0; 4]), &mut folded);
            folded.chars().for_each(|c| self.letter(c));
        }
    }

    fn letter(&mut self, c: char) {
        if self.letters < STEM {
            self.hash = (self.hash ^ c as u32).wrapping_mul(0x0100_0193);
        }
        self.letters += 1;
        self.spelled |= !c.is_ascii_digit();
    }
}

/// The binary logarithm to a tenth, by straight lines between the powers of
/// two: the same on every machine, and nothing to download.
#[must_use]
pub fn log2(value: f32) -> f32 {
    value.to_bits() as f32 / 8_388_608.0 - 127.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(texts: &[&str]) -> Likeness {
        Likeness::new(&terms(texts.iter().copied()), texts.len())
    }

    #[test]
    fn sentences_are_like_those_that_share_rare_words() {
        let likeness = likeness(&[
            "I mentor the new reviewers.",
            "I like mentoring, and a reviewer needs it.",
            "I keep the servers running.",
            "I have moved to the coast.",
        ]);
        assert!(likeness.of(0, 1) > 10.0 * likeness.of(0, 2), "{likeness:?}");
        assert_eq!(likeness.of(2, 3), likeness.of(3, 2));
        assert_eq!(likeness.of(0, 9), 0.0);
    }

    #[test]
    fn pairs_of_letters_stand_for_words_that_are_not_spaced() {
        let likeness =
            likeness(&["新しい貢献者を助ける。", "貢献者が増える。", "海辺に住む。", "文書を書く。"]);
        assert!(likeness.of(0, 1) > 0.05, "{likeness:?}");
        assert_eq!(likeness.of(1, 2), 0.0);
    }

    #[test]
    fn nothing_is_like_nothing() {
        assert_eq!(likeness(&[]).of(0, 0), 0.0);
        assert_eq!(likeness(&["", "…", "12 34"]).of(0, 1), 0.0);
        assert_eq!(likeness(&["the same", "the same"]).of(0, 1), 0.0);
    }

    #[test]
    fn a_long_sentence_has_no_more_terms_than_others() {
        let words: String = (0..10_000).map(|n| format!("word{n} ")).collect();
        assert!(terms([words.as_str()].into_iter()).len() <= MOST_TERMS);
        let endless = "界".repeat(1_000_000);
        assert!(terms([endless.as_str()].into_iter()).len() <= MOST_TERMS);
    }

    #[test]
    fn logarithms_are_near() {
        for value in [1.0_f32, 1.5, 2.0, 3.0, 7.0, 160.0] {
            assert!((log2(value) - value.log2()).abs() < 0.09, "{value}");
        }
    }
}
