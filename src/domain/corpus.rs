//! The words of all nominations, where readers' words are looked for.
//!
//! A vocabulary tells who has a word, without their text, which is not kept.
//! What is more than one word is looked for in the texts of those who have all
//! its words, which are folded once more for it. A word that stands nowhere is
//! looked for with its typing errors mended.

use super::bits::Bits;
use super::plain::{self, Letters, Plain};
use super::text::{is_unspaced, without_tags};
use super::vocabulary::{Vocabulary, set};
use crate::feed::{Fact, Head, Nomination, Shared, Statement};

/// Where a word of a nomination may stand, the place that says most first: its
/// name; what it is called and takes up; what is said of it; its statement.
const ZONES: u8 = 4;

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
    vocabulary: Vocabulary,
    /// Whom the vocabulary's owners stand for: a nomination's place in the feed,
    /// or [`GONE`]. Another one in the same place has its words told anew, by a
    /// number of its own.
    owners: Vec<u32>,
    /// How many nominations were read.
    read: usize,
}

const GONE: u32 = u32::MAX;

/// Where something is found.
#[derive(Debug, Default, PartialEq)]
pub struct Places {
    /// Who has it.
    pub bits: Bits,
    /// By nomination, the zone in which it has it first, or [`NOWHERE`].
    pub zones: Vec<u8>,
}

impl Places {
    fn none(count: usize) -> Self {
        Self { bits: Bits::none(count), zones: vec![NOWHERE; count] }
    }

    fn add(&mut self, at: u32, zone: u8) {
        if let Some(best) = self.zones.get_mut(at as usize) {
            if *best == NOWHERE {
                self.bits.set(at);
            }
            *best = zone.min(*best);
        }
    }
}

/// What a word of the vocabulary must be like.
enum Like {
    Whole,
    Beginning,
    /// Of a script without spaces: this letter, alone or beside any other.
    Letter,
}

impl Corpus {
    /// How many nominations were read, the first ones of the feed.
    #[must_use]
    pub fn read(&self) -> usize {
        self.read
    }

    /// Reads the nominations that are not read yet, while it may go on; says whether all are read.
    pub fn extend(
        &mut self,
        nominations: &[Shared<Nomination>],
        head: &Head,
        goes_on: &mut dyn FnMut() -> bool,
    ) -> bool {
        /// Nominations between two looks at the clock.
        const OFTEN: usize = 8;
        while let Some(nomination) = nominations.get(self.read) {
            if self.read.is_multiple_of(OFTEN) && !goes_on() {
                return false;
            }
            self.push(self.read as u32, nomination, head);
            self.read += 1;
        }
        true
    }

    /// Another nomination takes a place.
    pub fn replace(&mut self, at: u32, nomination: &Nomination, head: &Head) {
        if (at as usize) < self.read {
            if let Some(owner) = self.owners.iter_mut().find(|owner| **owner == at) {
                *owner = GONE;
            }
            self.push(at, nomination, head);
        }
    }

    fn push(&mut self, at: u32, nomination: &Nomination, head: &Head) {
        let Self { vocabulary, owners, .. } = self;
        let owner = owners.len() as u32;
        owners.push(at);
        for zone in 0..ZONES {
            texts(nomination, head, zone, &mut |text| {
                plain::split(text, &mut |word| vocabulary.add(word, owner, zone));
            });
        }
    }

    /// Where one of these is found, each as [`Plain`] has it; among some, where it is
    /// known to be with no others.
    pub fn find(
        &self,
        all: &[String],
        among: Option<&Bits>,
        nominations: &[Shared<Nomination>],
        head: &Head,
    ) -> Places {
        let mut places = Places::none(nominations.len());
        for plain in all {
            let mut having: Option<Bits> = None;
            let (parts, enough) = parts(plain);
            for (word, like) in &parts {
                if enough {
                    self.tell(word, like, &mut places);
                    continue;
                }
                let mut have = Places::none(nominations.len());
                self.tell(word, like, &mut have);
                match &mut having {
                    Some(having) => having.and(&have.bits),
                    None => having = Some(have.bits),
                }
            }
            let Some(mut having) = having else { continue };
            if let Some(among) = among {
                having.and(among);
            }
            for at in having.iter() {
                if let Some(zone) = nominations.get(at as usize).and_then(|one| zone(one, head, plain)) {
                    places.add(at, zone);
                }
            }
        }
        places
    }

    /// Adds who has a word that is like these letters.
    fn tell(&self, word: &str, like: &Like, places: &mut Places) {
        let mut add = |number| {
            self.vocabulary.owners(number, &mut |owner, zone| {
                // Whoever is gone is beyond all places.
                places.add(self.owners.get(owner as usize).copied().unwrap_or(GONE), zone);
            });
        };
        let bytes = word.as_bytes();
        let bytes = bytes.get(..plain::LONGEST).unwrap_or(bytes);
        if matches!(like, Like::Whole) {
            self.vocabulary.get(&Letters::of(word)).into_iter().for_each(add);
            return;
        }
        let anywhere = matches!(like, Like::Letter);
        self.vocabulary.all(set(bytes), 0, &mut |number, word| {
            if word.starts_with(bytes) || anywhere && word.ends_with(bytes) {
                add(number);
            }
        });
    }

    /// What a word may have been meant as that no nomination has, the likeliest first.
    #[must_use]
    pub fn meant(&self, plain: &str) -> Vec<String> {
        let word: Vec<char> = plain.trim_start().chars().collect();
        // Neither several words nor a script without spaces.
        if !plain.starts_with(' ') || word.contains(&' ') || word.len() > LONGEST {
            return Vec::new();
        }
        let most = usize::from(word.len() >= ONE_ERROR) + usize::from(word.len() >= TWO_ERRORS);
        if most == 0 {
            return Vec::new();
        }
        // An error costs one letter; of others than ASCII's, all the bytes that it is written in.
        let lacking = if plain.is_ascii() { most } else { most * 4 };
        let set = set(plain.trim_start().as_bytes());
        // With one error and with two; without any it would have been found.
        let mut found = [Vec::new(), Vec::new()];
        self.vocabulary.all(set, lacking as u32, &mut |_, known| {
            if (ONE_ERROR - 1..=LONGEST).contains(&known.len())
                && let Ok(known) = std::str::from_utf8(known)
                && let Some(errors @ 1..) = errors(&word, known, most)
                && let Some(found) = found.get_mut(errors - 1).filter(|found| found.len() < MOST_MEANT)
            {
                found.push(format!(" {known}"));
            }
        });
        let mut found = found.concat();
        found.truncate(MOST_MEANT);
        found
    }
}

/// What the vocabulary must have for a text to have this, and whether that is enough.
fn parts(plain: &str) -> (Vec<(&str, Like)>, bool) {
    let mut parts = Vec::new();
    let (open, mut enough) = (!plain.ends_with(' '), true);
    let mut words = plain.split(' ').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let last = words.peek().is_none();
        // Of what is cut, only the beginning is known.
        enough &= parts.is_empty() && last && word.len() < plain::LONGEST;
        if !word.starts_with(is_unspaced) {
            parts.push((word, if last && open { Like::Beginning } else { Like::Whole }));
            continue;
        }
        // Its first and its last letter may stand within a longer row.
        enough &= open && word.chars().count() <= 2;
        let places = word.char_indices().zip(word.char_indices().skip(1));
        let two = places.filter_map(|((start, _), (at, c))| word.get(start..at + c.len_utf8()));
        let count = parts.len();
        parts.extend(two.map(|two| (two, Like::Whole)));
        if parts.len() == count {
            parts.push((word, Like::Letter));
        }
    }
    (parts, enough)
}

/// The zone in which a nomination has this first, counted from the best.
fn zone(nomination: &Nomination, head: &Head, plain: &str) -> Option<u8> {
    (0..ZONES).find(|zone| {
        let mut all = Plain::default();
        texts(nomination, head, *zone, &mut |text| all.push(text));
        all.text.contains(plain)
    })
}

/// Calls `add` with each text of a zone.
fn texts(nomination: &Nomination, head: &Head, zone: u8, add: &mut dyn FnMut(&str)) {
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

    /// Nominations and their words.
    struct Both(Vec<Shared<Nomination>>, Corpus);

    fn corpus(texts: &[(&str, &str)]) -> Both {
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
        assert!(corpus.extend(&nominations, &Head::default(), &mut || true));
        Both(nominations, corpus)
    }

    fn zones(Both(nominations, corpus): &Both, plain: &[&str]) -> Vec<u8> {
        let plain: Vec<_> = plain.iter().map(|plain| (*plain).to_owned()).collect();
        let Places { bits, zones } = corpus.find(&plain, None, nominations, &Head::default());
        let found = zones.iter().enumerate().filter(|(_, zone)| **zone != NOWHERE).map(|(at, _)| at as u32);
        assert_eq!(bits.iter().collect::<Vec<_>>(), found.collect::<Vec<_>>());
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
        let three = Shared::new(three);
        corpus.1.replace(0, &three, &Head::default());
        corpus.0[0] = three;
        assert_eq!(zones(&corpus, &[" one"]), [NOWHERE; 2]);
        assert_eq!(zones(&corpus, &[" three", " two"]), [3, 3]);
    }

    #[test]
    fn a_mistyped_word_finds_what_was_meant() {
        let Both(_, corpus) = corpus(&[("Pablo Sörensen", "Mentoring contributors, documentation; 导师。")]);
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
    fn a_corpus_is_read_while_it_may_go_on() {
        let nominations = vec![Shared::new(Nomination::default()); 20];
        let mut corpus = Corpus::default();
        let mut turns = 0;
        while !corpus.extend(&nominations, &Head::default(), &mut || {
            turns += 1;
            turns % 2 == 1
        }) {
            assert_eq!(corpus.read() % 8, 0);
        }
        assert_eq!((corpus.read(), turns), (20, 5));
    }

    /// Numbers that look drawn by lot, the same each time.
    struct Lot(u64);

    impl Lot {
        fn below(&mut self, end: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % end
        }

        fn text(&mut self, most: usize) -> String {
            const WORDS: [&str; 28] = [
                "weir",
                "Weird",
                "we",
                "weirs",
                "free-threading",
                "Free",
                "threading",
                "C++",
                "c#",
                "PEP 8",
                "8",
                "Łukasz",
                "lukas",
                "Škarvada’s",
                "щукин",
                "Щука",
                "γιωργος",
                "محمد",
                "导师",
                "新人导师好",
                "导",
                "用Python写",
                "김철수",
                "스",
                "ราชการ",
                "don't",
                "Straße",
                "https://example.org/a/very/long/path/to-nowhere",
            ];
            const GAPS: [&str; 6] = [" ", " ", ", ", "\n", "", "—"];
            let count = self.below(most + 1);
            (0..count)
                .map(|_| [WORDS[self.below(WORDS.len())], GAPS[self.below(GAPS.len())]].concat())
                .collect()
        }

        fn nomination(&mut self) -> Shared<Nomination> {
            Shared::new(Nomination {
                candidate: Candidate { name: self.text(2).into(), ..Candidate::default() },
                title: Some(self.text(2).into()),
                summary: Some(self.text(4).into()),
                statement: Some(Statement::Plain(self.text(12).into())),
                ..Nomination::default()
            })
        }
    }

    /// What a reader means: the text that was typed, in the text that is there.
    fn naive(nominations: &[Shared<Nomination>], plain: &str) -> Vec<u8> {
        let zone = |nomination: &Shared<Nomination>| {
            let said = |zone| {
                let mut all = Plain::default();
                texts(nomination, &Head::default(), zone, &mut |text| all.push(text));
                all.text.contains(plain)
            };
            (0..ZONES).find(|zone| said(*zone)).unwrap_or(NOWHERE)
        };
        nominations.iter().map(zone).collect()
    }

    #[test]
    fn whatever_is_typed_is_found_where_a_scan_of_all_text_finds_it() {
        let mut found = 0;
        for seed in 0..8 {
            let mut lot = Lot(seed);
            let mut both = Both(Vec::new(), Corpus::default());
            for _ in 0..4 {
                let more = lot.below(60);
                both.0.extend((0..more).map(|_| lot.nomination()));
                let Both(nominations, corpus) = &mut both;
                assert!(corpus.extend(nominations, &Head::default(), &mut || true));
                for _ in 0..lot.below(8).min(nominations.len()) {
                    let at = lot.below(nominations.len());
                    nominations[at] = lot.nomination();
                    corpus.replace(at as u32, &nominations[at], &Head::default());
                }
                for _ in 0..60 {
                    let typed = Plain::of(&lot.text(3)).text;
                    let cut: String = typed.chars().take(lot.below(typed.chars().count() + 1)).collect();
                    for typed in [typed.trim_end(), &cut, &typed] {
                        if !typed.trim().is_empty() {
                            let expected = naive(&both.0, typed);
                            found += usize::from(expected.iter().any(|zone| *zone != NOWHERE));
                            assert_eq!(zones(&both, &[typed]), expected, "{seed}: “{typed}”");
                        }
                    }
                }
            }
        }
        assert!(found > 1_000, "{found}");
    }

    #[test]
    fn what_was_meant_is_what_trying_every_word_finds() {
        let mut lot = Lot(1);
        let mut word =
            |most| (0..4 + lot.below(most)).map(|_| ['a', 'b', 'c', 'é', 'ж'][lot.below(5)]).collect();
        let known: Vec<String> = (0..2_000).map(|_| word(7)).collect();
        let Both(_, corpus) = corpus(&[("Ada", &known.join(" "))]);
        for _ in 0..300 {
            let typed: String = Plain::of(&word(7)).text.trim_end().to_owned();
            let letters: Vec<char> = typed.trim().chars().collect();
            let mut expected: Vec<String> = Vec::new();
            for wanted in 1..=if letters.len() < TWO_ERRORS { 1 } else { 2 } {
                corpus.vocabulary.all(0, 0, &mut |_, known| {
                    let known = std::str::from_utf8(known).unwrap();
                    if known.len() >= ONE_ERROR - 1 && errors(&letters, known, wanted) == Some(wanted) {
                        expected.push(format!(" {known}"));
                    }
                });
            }
            expected.truncate(MOST_MEANT);
            assert_eq!(corpus.meant(&typed), expected, "{typed}");
        }
    }
}
