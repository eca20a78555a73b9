//! How like each other sentences are, in any language.
//!
//! A term is a word's first letters, without case and accents, or a pair of
//! letters where words are not spaced. A term weighs the less the more
//! sentences of the same statement it stands in: stop words are the
//! statement's own.

use super::standing::{is_unspaced, words};
use crate::domain::text::fold_into;

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
        for same in terms.chunk_by(|a, b| a.term == b.term) {
            let weight = log2(count as f32 / same.len() as f32);
            let square = weight * weight;
            for (at, one) in same.iter().enumerate() {
                let row = one.sentence as usize;
                if let Some(norm) = norms.get_mut(row) {
                    *norm += square;
                }
                for other in same.get(at + 1..).unwrap_or_default() {
                    if let Some(sum) = cosines.get_mut(row * count + other.sentence as usize) {
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
pub struct Term {
    /// The term.
    pub term: u32,
    /// The index of the sentence.
    pub sentence: u32,
}

/// The terms of some sentences, by term and then by sentence, each once.
#[must_use]
pub fn terms<'a>(sentences: impl Iterator<Item = &'a str>) -> Vec<Term> {
    let mut out = Vec::new();
    let mut folded = String::new();
    for (sentence, text) in (0..).zip(sentences) {
        folded.clear();
        let end = text.char_indices().nth(MOST_CHARACTERS).map_or(text.len(), |(end, _)| end);
        fold_into(text.get(..end).unwrap_or_default(), &mut folded);
        let most = out.len() + MOST_TERMS;
        for word in words(&folded) {
            if out.len() >= most {
                break;
            }
            let Some(first) = word.chars().next() else { continue };
            if is_unspaced(first) {
                let pairs = word.chars().zip(word.chars().skip(1)).take(most - out.len());
                out.extend(pairs.map(|(a, b)| Term { term: hash([a, b].into_iter()), sentence }));
            } else if word.len() > 1 && !word.bytes().all(|byte| byte.is_ascii_digit()) {
                out.push(Term { term: hash(word.chars().take(STEM)), sentence });
            }
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// FNV-1a.
fn hash(letters: impl Iterator<Item = char>) -> u32 {
    letters.fold(0x811c_9dc5, |hash, c| (hash ^ c as u32).wrapping_mul(0x0100_0193))
}

/// The binary logarithm to a tenth, by straight lines between the powers of
/// two: the same on every machine, and nothing to download.
#[must_use]
pub fn log2(value: f32) -> f32 {
    value.to_bits() as f32 / 8_388_608.0 - 127.0
}
