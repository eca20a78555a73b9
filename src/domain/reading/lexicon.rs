//! The words that statements are read by, made quick to look up.

use std::sync::OnceLock;

use super::english::{Class, FIGURE, HEADINGS, NAMED, OPENS, SERIES_NAMES, SERIES_WORDS, WORDS};

/// The series that a folded word names, and whether it names several of its works.
#[must_use]
pub fn series(word: &str) -> Option<(&'static str, bool)> {
    let (word, several) = match word.strip_suffix('s') {
        Some(word) => (word, true),
        None => (word, false),
    };
    let name = SERIES_NAMES.iter().find(|name| name.eq_ignore_ascii_case(word))?;
    Some((name, several))
}

/// What each of the known words may be: a table by the sum of their letters,
/// since every word of a statement is looked up.
pub struct Lexicon {
    slots: Vec<(&'static str, Class)>,
}

static LEXICON: OnceLock<Lexicon> = OnceLock::new();

impl Lexicon {
    /// Twice as many as there are words, and a power of two.
    const SLOTS: usize = 1024;

    /// The one that all statements are read with.
    #[must_use]
    pub fn known() -> &'static Self {
        LEXICON.get_or_init(Self::new)
    }

    fn new() -> Self {
        let mut lexicon = Self { slots: vec![("", 0); Self::SLOTS] };
        for (class, list) in WORDS {
            list.split(' ').for_each(|word| lexicon.add(word, class));
        }
        for phrase in HEADINGS.iter().flat_map(|phrases| phrases.iter()) {
            lexicon.add(phrase.split(' ').next().unwrap_or_default(), OPENS);
        }
        SERIES_WORDS.iter().for_each(|word| lexicon.add(word, NAMED));
        lexicon
    }

    fn add(&mut self, word: &'static str, class: Class) {
        let slot = self.slot(word);
        if let Some((own, classes)) = self.slots.get_mut(slot) {
            *own = word;
            *classes |= class;
        }
    }

    /// Where a word stands, or would.
    fn slot(&self, word: &str) -> usize {
        let sum = word.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31) ^ u32::from(byte));
        let mut slot = (sum ^ (sum >> 10)) as usize % Self::SLOTS;
        // There are more slots than words.
        while self.slots.get(slot).is_some_and(|(own, _)| !own.is_empty() && *own != word) {
            slot = (slot + 1) % Self::SLOTS;
        }
        slot
    }

    /// What a folded word may be.
    #[must_use]
    pub fn class(&self, word: &str) -> Class {
        /// No known word is longer.
        const LONGEST: usize = 16;
        let known = if word.len() <= LONGEST { self.slots.get(self.slot(word)) } else { None };
        let class = known.map_or(0, |(_, class)| *class);
        if class == 0 && word.bytes().any(|byte| byte.is_ascii_digit()) { FIGURE } else { class }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_all_classes_can_be_found() {
        let lexicon = Lexicon::new();
        let known = lexicon.slots.iter().filter(|(word, _)| !word.is_empty()).count();
        assert!(known * 3 < Lexicon::SLOTS * 2, "{known} words need more slots");
        for (class, list) in WORDS {
            assert!(list.split(' ').all(|word| lexicon.class(word) & class != 0), "{list}");
        }
        assert_eq!(lexicon.class("wheel"), 0);
    }
}
