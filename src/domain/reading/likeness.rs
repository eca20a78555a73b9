//! How like each other sentences are, in any language.
//!
//! A term is a word's first letters, without case and accents, or a pair of
//! letters where words are not spaced. A term weighs the less the more
//! sentences of the same statement it stands in: stop words are the
//! statement's own.

use crate::domain::text::{fold_into, is_letter, is_unspaced};

/// Letters of a word that count, so that "mentor" and "mentoring" are one
/// term without a stemmer for each language.
const STEM: usize = 6;
/// Terms of a sentence that count.
pub const MOST_TERMS: usize = 96;
/// Bytes of a sentence that are looked at.
const MOST_BYTES: usize = 4000;

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
        let most = out.len() + MOST_TERMS;
        let mut word = Hash::default();
        let mut before = None;
        let mut at = 0;
        while at < MOST_BYTES && out.len() < most {
            if let Some(byte) = text.as_bytes().get(at).filter(|byte| byte.is_ascii_alphanumeric()) {
                word.letter(u32::from(byte.to_ascii_lowercase()));
                before = None;
                at += 1;
                continue;
            }
            let c = text.get(at..).and_then(|rest| rest.chars().next());
            let letter = c.filter(|c| is_letter(*c));
            let unspaced = letter.filter(|c| is_unspaced(*c));
            if let (Some(letter), None) = (letter, unspaced) {
                word.add(letter);
            } else {
                // Figures and single letters say little.
                if word.letters > 1 && word.spelled {
                    out.push(Term(u64::from(word.hash) << 32 | sentence));
                }
                word = Hash::default();
            }
            if let (Some(first), Some(second)) = (before, unspaced) {
                let mut pair = Hash::default();
                pair.add(first);
                pair.add(second);
                out.push(Term(u64::from(pair.hash) << 32 | sentence));
            }
            before = unspaced;
            let Some(c) = c else { break };
            at += c.len_utf8();
        }
    }
    sort(&mut out);
    out.dedup();
    out
}

/// Sorts by term and leaves those of one term in the order in which they are:
/// by its bytes, from the last to the first. (The standard library's sorting
/// would weigh 8 kB in every reader's browser.)
fn sort(terms: &mut Vec<Term>) {
    let mut sorted = terms.clone();
    for shift in [32, 40, 48, 56] {
        let byte = |term: &Term| (term.0 >> shift) as usize & 0xff;
        let mut starts = [0_usize; 257];
        for term in terms.iter() {
            starts[byte(term) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        for term in terms.iter() {
            let start = &mut starts[byte(term)];
            if let Some(place) = sorted.get_mut(*start) {
                *place = *term;
            }
            *start += 1;
        }
        std::mem::swap(terms, &mut sorted);
    }
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
        let mut folded = String::new();
        fold_into(c.encode_utf8(&mut [0; 4]), &mut folded);
        folded.chars().for_each(|c| self.letter(u32::from(c)));
    }

    fn letter(&mut self, c: u32) {
        if self.letters < STEM {
            self.hash = (self.hash ^ c).wrapping_mul(0x0100_0193);
        }
        self.letters += 1;
        self.spelled |= c > u32::from('9');
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
    fn terms_are_sorted_and_each_once() {
        let found = terms(["ships ships and a harbour", "harbour and ships", "ship, Ships!"].into_iter());
        assert!(found.is_sorted());
        let harbour: Vec<_> = found.chunk_by(|a, b| a.term() == b.term()).map(<[Term]>::len).collect();
        assert_eq!(harbour.iter().sum::<usize>(), found.len());
        assert_eq!(found.len(), 8);
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
