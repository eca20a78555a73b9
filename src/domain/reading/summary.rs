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
    for at in free(sentences, limit) {
        let (Some(sentence), Some(rank)) = (sentences.get(at), ranks.get(at)) else { continue };
        let share = sentence.width as f32 / limit as f32;
        let points = if sentence.points { POINTING } else { 1.0 };
        // A short sentence is rarely more than a filler: worth grows faster than
        // width, up to the width that leaves no room for another section.
        let wide = f32::min(share, WIDE);
        let worth = rank / highest * points * wide * f32::sqrt(wide);
        choices.push(Choice { at, section: sentence.section, width: sentence.width, share, worth });
    }
    choices.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(a.at.cmp(&b.at)));
    choices.truncate(SHORTLIST);
    let mut search = Search { choices: &choices, likeness, limit, best: f32::MIN, set: 0 };
    search.from(0, 0, 0, 0.0);
    let taken = choices.iter().enumerate().filter(|(i, _)| search.set >> i & 1 == 1);
    let mut taken: Vec<usize> = taken.map(|(_, choice)| choice.at).collect();
    taken.sort_unstable();
    taken.into_iter().filter_map(|at| Some(sentences.get(at)?.place.clone())).collect()
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
    let fit = |least: Standing| {
        let fits = move |sentence: &&Sentence| sentence.standing <= least && sentence.width <= limit;
        sentences.iter().filter(fits)
    };
    let mut least = Standing::Whole;
    for next in [Standing::Listed, Standing::Loose, Standing::LooselyListed] {
        if fit(least).map(|sentence| sentence.width).sum::<usize>() >= 2 * limit {
            break;
        }
        least = next;
    }
    let fits = |at: &usize| {
        sentences.get(*at).is_some_and(|sentence| sentence.standing <= least && sentence.width <= limit)
    };
    (0..sentences.len()).filter(fits).collect()
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
