//! The different words of all nominations, and for each who has it, and where it
//! says most: an index that is built word by word and never sorted.

use super::plain::{HEAD, Letters};
use super::table::Table;

/// The different words, in the order in which they came.
#[derive(Debug, Default, PartialEq)]
pub struct Vocabulary {
    /// All words, one after the other.
    letters: Vec<u8>,
    words: Vec<Word>,
    numbers: Table,
}

#[derive(Debug, PartialEq)]
struct Word {
    /// As [`Letters`] has it.
    head: u64,
    /// Where its letters begin and end.
    start: u32,
    end: u32,
    /// Which letters it has, as [`set`] tells.
    set: u32,
    /// The first who may still be said to have it: they come in order.
    next: u32,
    /// For each who has it how many don't since the last one who does, and in
    /// the two lowest bits the zone; seven bits to a byte, the lowest first. Most
    /// take one byte, which keeps 100,000 nominations' words in some megabytes.
    owners: Vec<u8>,
}

impl Vocabulary {
    /// Somebody, not before those who were told already, has this word in this
    /// zone, not a better one than was told of them.
    pub fn add(&mut self, word: &Letters, owner: u32, zone: u8) {
        let number = self.get(word).unwrap_or_else(|| self.put(word));
        let Some(word) = self.words.get_mut(number as usize) else { return };
        // The first time says most.
        if word.next > owner {
            return;
        }
        let mut rest = (owner - word.next) << 2 | u32::from(zone);
        word.next = owner + 1;
        while rest > 127 {
            word.owners.push(rest as u8 | 128);
            rest >>= 7;
        }
        word.owners.push(rest as u8);
    }

    fn put(&mut self, word: &Letters) -> u32 {
        let start = self.letters.len() as u32;
        word.write(&mut self.letters);
        let number = self.words.len() as u32;
        self.numbers.insert(word.hash(), number);
        let end = self.letters.len() as u32;
        let set = set(self.letters.get(start as usize..).unwrap_or_default());
        self.words.push(Word { head: word.head, start, end, set, next: 0, owners: Vec::new() });
        number
    }

    /// The word with just these letters.
    #[inline(always)]
    #[must_use]
    pub fn get(&self, word: &Letters) -> Option<u32> {
        let is = |known: &Word| {
            let tail = known.start as usize + HEAD..known.end as usize;
            known.head == word.head
                && (known.end - known.start) as usize == word.length
                && (word.length <= HEAD || self.letters.get(tail) == Some(word.tail()))
        };
        self.numbers.find(word.hash(), |number| self.words.get(number as usize).is_some_and(is))
    }

    /// Tells the words that have at least all but so many of these letters.
    pub fn all(&self, set: u32, lacking: u32, each: &mut dyn FnMut(u32, &[u8])) {
        for (number, word) in self.words.iter().enumerate() {
            if (set & !word.set).count_ones() <= lacking
                && let Some(letters) = self.letters.get(word.start as usize..word.end as usize)
            {
                each(number as u32, letters);
            }
        }
    }

    /// Tells who has a word, in order, and in which zone first.
    pub fn owners(&self, number: u32, each: &mut dyn FnMut(u32, u8)) {
        let (mut next, mut value, mut shift) = (0, 0, 0);
        for byte in self.words.get(number as usize).map_or(&[][..], |word| &word.owners) {
            value |= u32::from(byte & 127) << shift;
            shift += 7;
            if *byte < 128 {
                let owner = next + (value >> 2);
                each(owner, value as u8 & 3);
                (next, value, shift) = (owner + 1, 0, 0);
            }
        }
    }
}

/// A bit for each of these letters, as far as 32 bits tell letters apart.
#[must_use]
pub fn set(letters: &[u8]) -> u32 {
    letters.iter().fold(0, |set, letter| set | 1 << (letter % 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owners(vocabulary: &Vocabulary, word: &str) -> Vec<(u32, u8)> {
        let mut found = Vec::new();
        let number = vocabulary.get(&Letters::of(word));
        number
            .iter()
            .for_each(|number| vocabulary.owners(*number, &mut |owner, zone| found.push((owner, zone))));
        found
    }

    #[test]
    fn who_has_a_word_is_told_in_order_and_once() {
        let mut vocabulary = Vocabulary::default();
        let told = [(0, 3), (1, 0), (30, 1), (31, 2), (70, 0), (5_000, 3), (90_000_000, 1)];
        for (owner, zone) in told {
            vocabulary.add(&Letters::of("weir"), owner, zone);
            vocabulary.add(&Letters::of("weir"), owner, 3);
        }
        vocabulary.add(&Letters::of("weird"), 2, 0);
        assert_eq!(owners(&vocabulary, "weir"), told);
        assert_eq!(owners(&vocabulary, "weird"), [(2, 0)]);
        assert_eq!(owners(&vocabulary, "wei"), []);
    }

    #[test]
    fn words_are_found_by_the_letters_that_they_have() {
        let mut vocabulary = Vocabulary::default();
        let words: Vec<String> = (0..3_000).map(|number| format!("word{number}")).collect();
        words.iter().for_each(|word| vocabulary.add(&Letters::of(word), 0, 0));
        let wanted = Letters::of("word2999");
        let found = |lacking| {
            let mut count = 0;
            vocabulary.all(set(b"word2999"), lacking, &mut |_, word| count += usize::from(word.len() == 8));
            count
        };
        assert!(vocabulary.get(&wanted) == Some(2_999) && (1..2_000).contains(&found(0)));
        assert!(found(0) < found(1) && found(9) == 2_000);
    }
}
