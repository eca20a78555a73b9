//! A statement in a few of its own sentences, as many for one nominee as for
//! the next.
//!
//! Sentences are ranked by degree centrality (G. Erkan and D. R. Radev, LexRank,
//! 2004): who is like most of the statement says what it is about. Of the first
//! in rank the set is taken that is worth most and repeats itself least
//! (R. McDonald, A study of global inference algorithms, 2007), here with a
//! price for taking more from one section and for leaving room unused.
//! docs/summaries.md compares it with other methods.

use super::likeness::{Likeness, terms};
use super::standing::{Sentence, Standing, sentences};
use crate::domain::document::{Document, Place};

/// Columns of a summary: characters, wide ones twice.
pub const LENGTH: usize = 320;
/// What stands between two sentences that do not follow each other.
const GAP: &str = " … ";
/// Its columns.
const GAP_WIDTH: usize = 3;

/// Sentences that a set is made of: the first in rank.
const SHORTLIST: usize = 14;
/// What likeness within a set costs.
const REPETITION: f32 = 0.5;
/// What the room taken by a second sentence of a section costs.
const SAME_SECTION: f32 = 0.3;
/// What unused room costs.
const UNUSED: f32 = 0.75;
/// The part of the room beyond which a sentence is worth no more.
const WIDE: f32 = 0.5;
/// What a sentence is worth that points to what was said before, to one that doesn't.
const POINTING: f32 = 0.5;

/// Whole sentences of a statement that sum it up, in the order in which they
/// stand: shown with " … " between them they take at most `limit` columns,
/// and as nearly as many as whole sentences allow. None where no sentence
/// stands alone within the limit.
#[must_use]
pub fn extract(document: &Document, limit: usize) -> Vec<Place> {
    let sentences = sentences(document);
    let texts = sentences.iter().map(|sentence| document.text(&sentence.place));
    let likeness = Likeness::new(&terms(texts), sentences.len());
    let degrees: Vec<f32> = (0..sentences.len()).map(|at| likeness.row(at).iter().sum()).collect();
    best_set(&sentences, &degrees, &likeness, limit)
}

/// The best set of the sentences with the highest ranks, a rank for each sentence.
#[must_use]
pub fn best_set(sentences: &[Sentence], ranks: &[f32], likeness: &Likeness, limit: usize) -> Vec<Place> {
    let highest = ranks.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    let mut choices = Vec::new();
    let mut free = free(sentences, limit);
    // One that leaves no room for another is taken only where others are scarce.
    let narrow = |at: &usize| sentences.get(*at).is_some_and(|sentence| sentence.width <= limit / 5 * 3);
    let narrow: Vec<usize> = free.iter().copied().filter(narrow).collect();
    if is_enough(sentences, &narrow, limit) {
        free = narrow;
    }
    for at in free {
        let (Some(sentence), Some(rank)) = (sentences.get(at), ranks.get(at)) else { continue };
        let share = sentence.width as f32 / limit as f32;
        let points = if sentence.points { POINTING } else { 1.0 };
        // A short sentence is rarely more than a filler: worth grows faster than
        // width, up to the width that leaves no room for another section.
        let wide = f32::min(share, WIDE);
        let worth = rank / highest * points * wide * f32::sqrt(wide);
        let choice = Choice { at, section: sentence.section, width: sentence.width, share, worth };
        // Behind those that are worth as much: the list stays in order, and short.
        let place = choices.iter().position(|other: &Choice| other.worth < worth).unwrap_or(choices.len());
        choices.insert(place, choice);
        choices.truncate(SHORTLIST);
    }
    let mut search = Search { choices: &choices, likeness, limit, best: f32::MIN, set: 0 };
    search.from(0, 0, 0, 0.0);
    let taken = |at: usize| choices.iter().enumerate().any(|(i, one)| search.has(i) && one.at == at);
    let taken = sentences.iter().enumerate().filter(|(at, _)| taken(*at));
    taken.map(|(_, sentence)| sentence.place.clone()).collect()
}

/// The sentences at some places as one text: " … " stands for what was left out.
#[must_use]
pub fn text(document: &Document, places: &[Place]) -> String {
    let mut out = String::new();
    let mut before: Option<&Place> = None;
    for place in places {
        let follows = before.is_some_and(|before| {
            let between = before.bytes.end..place.bytes.start;
            let leaf = document.leaves.get(place.leaf).filter(|_| before.leaf == place.leaf);
            leaf.and_then(|leaf| leaf.text.get(between)).is_some_and(|text| text.trim().is_empty())
        });
        match before {
            Some(_) if follows => out.push(' '),
            Some(_) => out.push_str(GAP),
            None => {}
        }
        out.push_str(document.text(place));
        before = Some(place);
    }
    out
}

/// The sentences that may be taken: those of paragraphs; where these are
/// scarce, those of lists too; then what has no full stop.
#[must_use]
pub fn free(sentences: &[Sentence], limit: usize) -> Vec<usize> {
    let mut found = Vec::new();
    for least in [Standing::Whole, Standing::Listed, Standing::Loose, Standing::LooselyListed] {
        found.clear();
        for (at, sentence) in sentences.iter().enumerate() {
            if sentence.standing <= least && sentence.width <= limit {
                found.push(at);
            }
        }
        if is_enough(sentences, &found, limit) {
            break;
        }
    }
    found
}

/// Whether there is a choice among some sentences: they fill a summary twice.
fn is_enough(sentences: &[Sentence], of: &[usize], limit: usize) -> bool {
    let widths = of.iter().filter_map(|at| Some(sentences.get(*at)?.width));
    widths.sum::<usize>() / 2 >= limit
}

/// A sentence of the shortlist.
struct Choice {
    /// Its index among the statement's sentences.
    at: usize,
    section: usize,
    width: usize,
    /// The part of the limit that it takes.
    share: f32,
    worth: f32,
}

/// Looks for the best set that fits.
struct Search<'a> {
    choices: &'a [Choice],
    likeness: &'a Likeness,
    limit: usize,
    /// What the best set so far is worth.
    best: f32,
    /// It: a bit for each choice.
    set: u32,
}

impl Search<'_> {
    /// Whether a choice is in the best set.
    fn has(&self, choice: usize) -> bool {
        self.set >> choice & 1 == 1
    }

    /// Tries a set with each of the choices from `next` on.
    fn from(&mut self, next: usize, set: u32, used: usize, worth: f32) {
        let unused = 1.0 - used as f32 / self.limit.max(1) as f32;
        let total = worth - UNUSED * unused;
        if total > self.best {
            self.best = total;
            self.set = set;
        }
        let choices = self.choices;
        for (i, choice) in choices.iter().enumerate().skip(next) {
            let gap = if set == 0 { 0 } else { GAP_WIDTH };
            let used = used + gap + choice.width;
            if used > self.limit {
                continue;
            }
            let mut worth = worth + choice.worth;
            for (_, other) in choices.iter().enumerate().filter(|(j, _)| set >> j & 1 == 1) {
                worth -= REPETITION * self.likeness.of(choice.at, other.at);
                if choice.section == other.section {
                    worth -= SAME_SECTION * f32::min(choice.share, other.share);
                }
            }
            self.from(i + 1, set | 1 << i, used, worth);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::blocks::{Block, Inline};

    fn words(text: &str) -> Vec<Inline> {
        vec![Inline::Text(text.to_owned())]
    }

    fn heading(text: &str) -> Block {
        Block::Heading { level: 2, anchor: text.to_lowercase(), words: words(text) }
    }

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(words(text))
    }

    fn list(entries: &[&str]) -> Block {
        Block::List(None, entries.iter().map(|entry| vec![paragraph(entry)]).collect())
    }

    fn summary(blocks: &[Block], limit: usize) -> String {
        let document = Document::new(blocks);
        text(&document, &extract(&document, limit))
    }

    /// Ada's statement: what was done, what shall be done, and what no card needs.
    fn ada() -> Vec<Block> {
        vec![
            paragraph("Hello everybody!"),
            heading("What I have done"),
            paragraph(
                "I have kept the build servers of Lighthouse running since 2016. It was a lot of fun. \
                 I lead the group that answers for the build servers and their costs. I live by the sea.",
            ),
            heading("What I will do"),
            paragraph(
                "New contributors wait too long for a review. I will find a second reviewer for every team, \
                 so that new contributors hear from a reviewer within a week. However, this takes money.",
            ),
            heading("Thanks"),
            paragraph("Thank you for reading about the build servers and the new contributors."),
            Block::Code("new contributors, build servers, reviewers, teams".into()),
            Block::Quote(None, vec![paragraph("Ada answers for the build servers and new contributors.")]),
        ]
    }

    #[test]
    fn a_summary_is_of_several_sections_and_in_order() {
        let text = summary(&ada(), 200);
        assert_eq!(
            text,
            "I lead the group that answers for the build servers and their costs. … I will find a second \
             reviewer for every team, so that new contributors hear from a reviewer within a week."
        );
    }

    #[test]
    fn a_summary_fits_and_cuts_no_sentence() {
        let document = Document::new(&ada());
        for limit in [0, 20, 70, 100, 150, 200, 320, 1000, usize::MAX] {
            let places = extract(&document, limit);
            let shown = text(&document, &places);
            assert!(shown.chars().count() <= limit, "{limit}: {shown}");
            assert!(
                places
                    .windows(2)
                    .all(|two| (two[0].leaf, two[0].bytes.end) <= (two[1].leaf, two[1].bytes.start))
            );
            for place in &places {
                assert!(document.sentences(place.leaf).any(|sentence| sentence == *place), "{limit}");
            }
        }
        assert_eq!(extract(&document, 20), []);
    }

    #[test]
    fn sentences_that_follow_each_other_are_not_parted() {
        let text =
            summary(&[paragraph("I write the news of the harbour. I count the ships of the harbour.")], 320);
        assert_eq!(text, "I write the news of the harbour. I count the ships of the harbour.");
    }

    #[test]
    fn lists_are_taken_where_paragraphs_are_scarce() {
        let entries = ["I will publish the costs of every server each month.", "SIG Harbour", "Slack: @ben"];
        let text =
            summary(&[paragraph("I have kept the books of Lighthouse since 2016."), list(&entries)], 320);
        assert_eq!(
            text,
            "I have kept the books of Lighthouse since 2016. … I will publish the costs of every server each month."
        );
        let own =
            "I have kept the books of Lighthouse for years, and I will publish what every server costs. ";
        assert!(!summary(&[paragraph(&own.repeat(9)), list(&entries)], 320).contains("each month"));
    }

    #[test]
    fn entries_without_a_full_stop_are_the_last_resort() {
        let entries =
            ["find a second reviewer for every team of the project", "Reviewers", "Ben Harbour, Ada Coast"];
        assert_eq!(summary(&[heading("Goals"), list(&entries)], 320), entries[0]);
    }

    #[test]
    fn what_is_said_twice_is_taken_once() {
        let text = summary(
            &[
                paragraph("I will publish the costs of every server each month."),
                paragraph("I will publish the costs of every server each month."),
                paragraph("I have mentored reviewers of three teams at the harbour."),
            ],
            120,
        );
        assert_eq!(text.matches("publish the costs").count(), 1, "{text}");
    }

    #[test]
    fn wide_letters_take_twice_the_room() {
        let sentence = "私は三年間リリースチームで働き、文書の翻訳を支えてきました。";
        let text = summary(&[paragraph(&sentence.repeat(20))], 130);
        assert_eq!(text, sentence.repeat(2).replace("。私", "。 私"));
    }

    #[test]
    fn nothing_is_made_of_nothing() {
        for blocks in [
            vec![],
            vec![heading("Why")],
            vec![paragraph("🎉🎉🎉 🚀")],
            vec![paragraph(&"word".repeat(250_000))],
            vec![Block::Code("I have kept the build servers running since 2016.".into())],
        ] {
            assert_eq!(summary(&blocks, LENGTH), "");
        }
    }
}
