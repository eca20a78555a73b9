//! The words of all nominations, where readers' words are looked for.
//!
//! Plain text one after the other in one buffer, each nomination's in the order
//! of its zones: a word is found by going through it, and where it is found
//! first tells how much it says. A word that stands nowhere is looked for with
//! its typing errors mended, among the different words that there are.

use std::ops::Range;

use super::plain::Plain;
use super::text::without_tags;
use crate::feed::{Fact, Head, Nomination, Shared, Statement};

/// Where a word of a nomination may stand, the place that says most first: its
/// name; what it is called and takes up; what is said of it; its statement.
const ZONES: usize = 4;

/// No zone.
pub const NOWHERE: u8 = u8::MAX;

/// Letters from which one and two typing errors are mended: fewer say too little.
const ONE_ERROR: usize = 4;
const TWO_ERRORS: usize = 8;
/// Letters of a word that errors are mended in.
const LONGEST: usize = 32;
/// Words that one may have been meant as.
const MOST_MEANT: usize = 12;

/// The words of all nominations.
#[derive(Debug, Default, PartialEq)]
pub struct Corpus {
    text: String,
    /// Where each zone of each nomination begins, and the last one ends.
    places: Vec<[u32; ZONES + 1]>,
    words: Words,
}

impl Corpus {
    /// Adds the nominations that are not there yet.
    pub fn extend(&mut self, nominations: &[Shared<Nomination>], head: &Head) {
        for nomination in nominations.iter().skip(self.places.len()) {
            let place = self.push(nomination, head);
            self.places.push(place);
        }
    }

    /// Another nomination takes a place; the words of the one before it stay in
    /// the buffer, where nobody looks for them.
    pub fn replace(&mut self, at: usize, nomination: &Nomination, head: &Head) {
        if at < self.places.len() {
            let place = self.push(nomination, head);
            if let Some(known) = self.places.get_mut(at) {
                *known = place;
            }
        }
    }

    fn push(&mut self, nomination: &Nomination, head: &Head) -> [u32; ZONES + 1] {
        let mut place = [0; ZONES + 1];
        let mut plain = Plain { text: std::mem::take(&mut self.text) };
        for (zone, start) in place.iter_mut().enumerate() {
            *start = plain.text.len() as u32;
            texts(nomination, head, zone, &mut |text| plain.push(text));
        }
        self.text = plain.text;
        place
    }

    /// The zone in which a nomination has this first, counted from the best.
    fn zone(&self, at: usize, plain: &str) -> Option<u8> {
        let place = self.places.get(at)?;
        let [start, .., end] = *place;
        let found = self.text.get(start as usize..end as usize)?.find(plain)?;
        let found = start + found as u32;
        Some(place.iter().filter(|begin| **begin <= found).count() as u8 - 1)
    }

    /// For each nomination the zone in which it has one of these first, or
    /// [`NOWHERE`]; says whether any has one.
    pub fn zones(&self, plain: &[String], zones: &mut Vec<u8>) -> bool {
        zones.clear();
        zones.resize(self.places.len(), NOWHERE);
        let mut any = false;
        for (at, best) in zones.iter_mut().enumerate() {
            for plain in plain {
                if let Some(zone) = self.zone(at, plain) {
                    any = true;
                    *best = (*best).min(zone);
                }
            }
        }
        any
    }

    /// What a word may have been meant as that no nomination has, the likeliest first.
    pub fn meant(&mut self, plain: &str) -> Vec<String> {
        let word: Vec<char> = plain.trim_start().chars().collect();
        // Neither several words nor a script without spaces.
        if !plain.starts_with(' ') || word.contains(&' ') || word.len() > LONGEST {
            return Vec::new();
        }
        let most = usize::from(word.len() >= ONE_ERROR) + usize::from(word.len() >= TWO_ERRORS);
        if most == 0 {
            return Vec::new();
        }
        self.words.extend(&self.text);
        // The likeliest first; without an error it would have been found.
        let mut found = Vec::new();
        for errors_wanted in 1..=most {
            for known in &self.words.all {
                let known = self.text.get(known.start as usize..known.end as usize).unwrap_or_default();
                if found.len() < MOST_MEANT && errors(&word, known, errors_wanted) == Some(errors_wanted) {
                    found.push(format!(" {known}"));
                }
            }
        }
        found
    }
}

/// Calls `add` with each text of a zone.
fn texts(nomination: &Nomination, head: &Head, zone: usize, add: &mut dyn FnMut(&str)) {
    let Nomination { candidate, .. } = nomination;
    match zone {
        0 => add(&candidate.name),
        1 => {
            let texts = [&candidate.handle, &nomination.title, &nomination.nominated_by];
            texts.into_iter().flatten().for_each(|text| add(text));
            if let Some(election) = nomination.election.as_ref().and_then(|id| head.election(id)) {
                add(&election.name);
            }
            let topics = nomination.stances.iter().filter_map(|stance| head.topic(&stance.topic));
            topics.for_each(|topic| add(&topic.label));
        }
        2 => {
            nomination.summary.iter().for_each(|text| add(text));
            for stance in &nomination.stances {
                [&stance.summary, &stance.quote].into_iter().flatten().for_each(|text| add(text));
            }
            nomination.facts.iter().for_each(|(_, fact)| add_fact(fact, add));
            for reference in &nomination.references {
                add(&reference.name());
                reference.title.iter().for_each(|title| add(title));
            }
            for endorsement in &nomination.endorsements {
                let texts = [&endorsement.by, &endorsement.summary, &endorsement.quote];
                texts.into_iter().flatten().for_each(|text| add(text));
            }
            nomination.tags.iter().for_each(|tag| add(tag));
        }
        3 => match &nomination.statement {
            Some(Statement::Markdown(text) | Statement::Plain(text)) => add(text),
            Some(Statement::Html(html)) => add(&without_tags(html)),
            Some(Statement::At(_)) | None => {}
        },
        _ => {}
    }
}

fn add_fact(fact: &Fact, add: &mut dyn FnMut(&str)) {
    match fact {
        Fact::Text(text) => add(text),
        Fact::Number(_) | Fact::Date(_) => {}
        Fact::List(list) => list.iter().for_each(|fact| add_fact(fact, add)),
        Fact::Link(link) => add(&link.label),
        Fact::Quoted(value, _) => add(value),
        Fact::Reference(reference) => add(&reference.name()),
    }
}

/// The different words of a text, found when somebody mistyped.
#[derive(Debug, Default, PartialEq)]
struct Words {
    all: Vec<Range<u32>>,
    /// By hash, with room for as many again: an index into `all` and one more, or 0.
    slots: Vec<u32>,
    /// How many bytes of the text were read.
    read: usize,
}

impl Words {
    /// Reads what was added to the text.
    fn extend(&mut self, text: &str) {
        let rest = text.get(self.read..).unwrap_or_default();
        let mut start = self.read;
        for word in rest.split(' ') {
            if (ONE_ERROR - 1..=LONGEST).contains(&word.len()) {
                self.insert(text, start as u32..(start + word.len()) as u32);
            }
            start += word.len() + 1;
        }
        self.read = text.len();
    }

    fn insert(&mut self, text: &str, range: Range<u32>) {
        if self.slots.len() <= self.all.len() * 2 {
            self.slots = vec![0; (self.slots.len() * 2).max(1024)];
            for at in 0..self.all.len() {
                if let Some(range) = self.all.get(at).cloned()
                    && let Some(slot) = self.slot(text, &range)
                    && let Some(slot) = self.slots.get_mut(slot)
                {
                    *slot = at as u32 + 1;
                }
            }
        }
        if let Some(slot) = self.slot(text, &range)
            && let Some(slot) = self.slots.get_mut(slot)
        {
            self.all.push(range);
            *slot = self.all.len() as u32;
        }
    }

    /// The free slot of a word; `None` where it has one already.
    fn slot(&self, text: &str, range: &Range<u32>) -> Option<usize> {
        let word = |range: &Range<u32>| text.as_bytes().get(range.start as usize..range.end as usize);
        let wanted = word(range)?;
        let hash = wanted
            .iter()
            .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
        // There are powers of two.
        let last = self.slots.len().checked_sub(1)?;
        let mut at = (hash ^ (hash >> 15)) as usize & last;
        loop {
            match self.slots.get(at)? {
                0 => return Some(at),
                known if word(self.all.get(*known as usize - 1)?)? == wanted => return None,
                _ => at = (at + 1) & last,
            }
        }
    }
}

/// How many typing errors make a word the beginning of another, if at most so
/// many: a letter too many, missing, wrong, or changed places with the next.
fn errors(word: &[char], known: &str, most: usize) -> Option<usize> {
    const COLUMN: usize = LONGEST + 1;
    // The errors between the first letters of the word and the first ones of the other.
    let mut column: [u8; COLUMN] = std::array::from_fn(|at| at as u8);
    let mut before = column;
    let mut fewest = usize::from(*column.get(word.len())?);
    let mut last = '\0';
    for (at, c) in known.chars().take(word.len() + most).enumerate() {
        let older = std::mem::replace(&mut before, column);
        column[0] = at as u8 + 1;
        let mut least = column[0];
        for (row, letter) in word.iter().enumerate() {
            let wrong = before[row] + u8::from(*letter != c);
            let mut errors = wrong.min(before[row + 1] + 1).min(column[row] + 1);
            if row > 0 && *letter == last && word[row - 1] == c {
                errors = errors.min(older[row - 1] + 1);
            }
            column[row + 1] = errors;
            least = least.min(errors);
        }
        fewest = fewest.min(usize::from(column[word.len()]));
        if usize::from(least) > most {
            break;
        }
        last = c;
    }
    (fewest <= most).then_some(fewest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::Candidate;

    fn corpus(texts: &[(&str, &str)]) -> Corpus {
        let nominations: Vec<_> = texts
            .iter()
            .map(|(name, statement)| {
                Shared::new(Nomination {
                    candidate: Candidate { name: (*name).into(), ..Candidate::default() },
                    statement: Some(Statement::Plain((*statement).into())),
                    ..Nomination::default()
                })
            })
            .collect();
        let mut corpus = Corpus::default();
        corpus.extend(&nominations, &Head::default());
        corpus
    }

    fn zones(corpus: &Corpus, plain: &[&str]) -> Vec<u8> {
        let plain: Vec<_> = plain.iter().map(|plain| (*plain).to_owned()).collect();
        let mut zones = Vec::new();
        let any = corpus.zones(&plain, &mut zones);
        assert_eq!(any, zones.iter().any(|zone| *zone != NOWHERE));
        zones
    }

    #[test]
    fn a_words_beginning_is_found_where_it_says_most() {
        let corpus =
            corpus(&[("Ada Weir", "The weir leaks."), ("Bo", "A weird weir."), ("Cy", "Aweir. 导师很好")]);
        assert_eq!(zones(&corpus, &[" weir"]), [0, 3, NOWHERE]);
        assert_eq!(zones(&corpus, &[" weir "]), [0, 3, NOWHERE]);
        assert_eq!(zones(&corpus, &["师很"]), [NOWHERE, NOWHERE, 3]);
        // Two texts are no phrase.
        assert_eq!(zones(&corpus, &[" weir the"]), [NOWHERE; 3]);
    }

    #[test]
    fn another_nomination_takes_a_place() {
        let mut corpus = corpus(&[("Ada", "One."), ("Bo", "Two.")]);
        let three =
            Nomination { statement: Some(Statement::Plain("Three.".into())), ..Nomination::default() };
        corpus.replace(0, &three, &Head::default());
        assert_eq!(zones(&corpus, &[" one"]), [NOWHERE; 2]);
        assert_eq!(zones(&corpus, &[" three", " two"]), [3, 3]);
    }

    #[test]
    fn a_mistyped_word_finds_what_was_meant() {
        let mut corpus = corpus(&[("Pablo Sörensen", "Mentoring contributors, documentation; 导师。")]);
        for (typed, meant) in [
            (" pabol", &[" pablo"][..]),
            (" pblo", &[" pablo"]),
            (" paablo", &[" pablo"]),
            (" bablo", &[" pablo"]),
            (" sorenson", &[" sorensen"]),
            // The beginning of a longer word.
            (" mentro", &[" mentoring"]),
            (" documnetatoin", &[" documentation"]),
            (" contribtuers", &[" contributors"]),
            // Two errors in a short word, three in a long one, one in three letters.
            (" pbalo", &[" pablo"]),
            (" bpalo", &[]),
            (" docmnettion", &[]),
            (" pba", &[]),
            ("导帅", &[]),
            (" pablo x", &[]),
        ] {
            assert_eq!(corpus.meant(typed), meant, "{typed}");
        }
    }

    #[test]
    fn errors_are_counted_as_people_make_them() {
        let count = |word: &str, known| errors(&word.chars().collect::<Vec<_>>(), known, 2);
        assert_eq!(count("word", "word"), Some(0));
        assert_eq!(count("word", "words"), Some(0));
        assert_eq!(count("wrod", "word"), Some(1));
        assert_eq!(count("abcdef", "badcfe"), None);
        assert_eq!(count("", "any"), Some(0));
    }

    #[test]
    fn many_words_are_told_apart() {
        let text: String = (0..5_000).map(|index| format!("word{index} ")).collect();
        let mut corpus = corpus(&[("Ada", &text), ("Bo", &text)]);
        assert!(corpus.meant(" wrod4999").contains(&" word4999".to_owned()));
        assert_eq!(corpus.words.all.len(), 5_001);
    }
}
