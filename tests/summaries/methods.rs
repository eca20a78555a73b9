//! The methods that were compared. Each sees the same sentences of a statement
//! and may take the same ones, as many as fit; only what they take differs.

use hustings::domain::document::{Document, Place};
use hustings::domain::reading::likeness::{Likeness, Term, log2, terms};
use hustings::domain::reading::standing::{Sentence, sentences};
use hustings::domain::reading::summary;

/// What a method sees of one statement.
pub struct Case<'a> {
    pub document: &'a Document,
    pub sentences: Vec<Sentence>,
    /// Whether a sentence may be taken.
    pub free: Vec<bool>,
    pub limit: usize,
}

/// A method: its name, and which sentences it takes, in the order in which they stand.
pub type Method = (&'static str, fn(&Case<'_>) -> Vec<usize>);

/// What ships.
pub const CHOSEN: &str = "degree, best set";

pub const METHODS: [Method; 15] = [
    ("opening, unfiltered", opening),
    ("random", random),
    ("longest first", longest),
    ("lead", lead),
    ("first of each section", first_of_sections),
    ("SumBasic", sumbasic),
    ("centroid (MEAD)", |case| case.fill(&by_score(&centroids(case)))),
    ("TextRank", |case| case.fill(&by_score(&textranks(case)))),
    ("LexRank", |case| case.fill(&by_score(&lexranks(case)))),
    ("LexRank, MMR", |case| mmr(case, &lexranks(case))),
    ("submodular (Lin, Bilmes)", submodular),
    ("random, best set", |case| best_set(case, &randoms(case))),
    ("TextRank, best set", |case| best_set(case, &textranks(case))),
    ("LexRank, best set", |case| best_set(case, &lexranks(case))),
    (CHOSEN, chosen),
];

impl<'a> Case<'a> {
    pub fn new(document: &'a Document, limit: usize) -> Self {
        let sentences = sentences(document);
        let mut free = vec![false; sentences.len()];
        summary::free(&sentences, limit).into_iter().for_each(|at| free[at] = true);
        Self { document, sentences, free, limit }
    }

    pub fn text(&self, at: usize) -> &'a str {
        self.document.text(&self.sentences[at].place)
    }

    fn count(&self) -> usize {
        self.sentences.len()
    }

    fn terms(&self) -> Vec<Term> {
        terms((0..self.count()).map(|at| self.text(at)))
    }

    fn likeness(&self) -> Likeness {
        Likeness::new(&self.terms(), self.count())
    }

    /// Columns that a sentence takes beside others.
    fn room(&self, at: usize) -> usize {
        self.sentences[at].width + 3
    }

    /// Takes in an order what fits.
    fn fill(&self, order: &[usize]) -> Vec<usize> {
        let mut room = self.limit + 3;
        let mut taken = Vec::new();
        for at in order.iter().copied() {
            if self.free[at] && self.room(at) <= room {
                room -= self.room(at);
                taken.push(at);
            }
        }
        taken.sort_unstable();
        taken
    }

    /// Takes what is worth most of what fits, and asks again.
    fn greedy(&self, mut worth: impl FnMut(&[usize], usize) -> f32) -> Vec<usize> {
        let mut room = self.limit + 3;
        let mut taken: Vec<usize> = Vec::new();
        loop {
            let fitting = (0..self.count())
                .filter(|at| self.free[*at] && !taken.contains(at) && self.room(*at) <= room);
            let worths: Vec<(f32, usize)> = fitting.map(|at| (worth(&taken, at), at)).collect();
            let Some((_, next)) = worths.into_iter().max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
            else {
                break;
            };
            room -= self.room(next);
            taken.push(next);
        }
        taken.sort_unstable();
        taken
    }
}

fn by_score(scores: &[f32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    order
}

/// What a reader gets who cuts the text after the last sentence that fits.
fn opening(case: &Case<'_>) -> Vec<usize> {
    let mut room = case.limit + 3;
    let fits = |at: &usize| {
        let fits = case.room(*at) <= room;
        room = room.saturating_sub(case.room(*at));
        fits
    };
    (0..case.count()).take_while(fits).collect()
}

fn randoms(case: &Case<'_>) -> Vec<f32> {
    let mut state = case.count() as u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1 << 24) as f32
    };
    (0..case.count()).map(|_| next()).collect()
}

fn random(case: &Case<'_>) -> Vec<usize> {
    case.fill(&by_score(&randoms(case)))
}

fn longest(case: &Case<'_>) -> Vec<usize> {
    let widths: Vec<f32> = case.sentences.iter().map(|sentence| sentence.width as f32).collect();
    case.fill(&by_score(&widths))
}

fn lead(case: &Case<'_>) -> Vec<usize> {
    case.fill(&(0..case.count()).collect::<Vec<_>>())
}

/// The first of each section, then the second of each.
fn first_of_sections(case: &Case<'_>) -> Vec<usize> {
    let mut order: Vec<(usize, usize)> = Vec::new();
    let (mut section, mut place) = (usize::MAX, 0);
    for (at, sentence) in case.sentences.iter().enumerate() {
        if sentence.section != section {
            (section, place) = (sentence.section, 0);
        }
        if case.free[at] {
            order.push((place, at));
            place += 1;
        }
    }
    order.sort_unstable();
    case.fill(&order.into_iter().map(|(_, at)| at).collect::<Vec<_>>())
}

/// PageRank over weighted edges, damped by 0.85.
fn rank(weights: &[Vec<f32>]) -> Vec<f32> {
    let count = weights.len();
    let even = 1.0 / count as f32;
    let sums: Vec<f32> = weights.iter().map(|row| row.iter().sum()).collect();
    let mut ranks = vec![even; count];
    for _ in 0..50 {
        let mut next = vec![0.15 * even; count];
        for from in 0..count {
            for to in 0..count {
                let share = if sums[from] > 0.0 { weights[from][to] / sums[from] } else { even };
                next[to] += 0.85 * share * ranks[from];
            }
        }
        ranks = next;
    }
    ranks
}

/// Mihalcea and Tarau 2004: shared words by the logarithms of the lengths.
fn textranks(case: &Case<'_>) -> Vec<f32> {
    let count = case.count();
    let terms = case.terms();
    let mut lengths = vec![0.0_f32; count];
    let mut weights = vec![vec![0.0_f32; count]; count];
    for same in terms.chunk_by(|a, b| a.term() == b.term()) {
        for one in same {
            lengths[one.sentence()] += 1.0;
            for other in same.iter().filter(|other| other.sentence() != one.sentence()) {
                weights[one.sentence()][other.sentence()] += 1.0;
            }
        }
    }
    for (a, row) in weights.iter_mut().enumerate() {
        for (b, weight) in row.iter_mut().enumerate() {
            let size = lengths[a].max(1.0).ln() + lengths[b].max(1.0).ln();
            *weight = if size > 0.0 { *weight / size } else { 0.0 };
        }
    }
    rank(&weights)
}

/// Erkan and Radev 2004: cosines of TF-IDF, not cut by a threshold.
fn lexranks(case: &Case<'_>) -> Vec<f32> {
    let likeness = case.likeness();
    rank(&(0..case.count()).map(|at| likeness.row(at).to_vec()).collect::<Vec<_>>())
}

/// Radev, Jing, Styś and Tam 2004: what its terms weigh in the statement's centroid.
fn centroids(case: &Case<'_>) -> Vec<f32> {
    let count = case.count() as f32;
    let mut scores = vec![0.0; case.count()];
    for same in case.terms().chunk_by(|a, b| a.term() == b.term()) {
        let weight = same.len() as f32 * log2(count / same.len() as f32);
        if same.len() > 1 {
            same.iter().for_each(|one| scores[one.sentence()] += weight);
        }
    }
    scores
}

/// Carbonell and Goldstein 1998, with 0.7 for relevance.
fn mmr(case: &Case<'_>, scores: &[f32]) -> Vec<usize> {
    let likeness = case.likeness();
    let best = scores.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    case.greedy(|taken, at| {
        let nearest = taken.iter().map(|other| likeness.of(at, *other)).fold(0.0, f32::max);
        0.7 * scores[at] / best - 0.3 * nearest
    })
}

/// Nenkova and Vanderwende 2005: frequent words, each less once it is said.
/// Stop words are those of more than a third of the sentences.
fn sumbasic(case: &Case<'_>) -> Vec<usize> {
    let terms = case.terms();
    let groups: Vec<(f32, Vec<usize>)> = terms
        .chunk_by(|a, b| a.term() == b.term())
        .filter(|same| 3 * same.len() <= case.count() || case.count() < 10)
        .map(|same| {
            let share = same.len() as f32 / terms.len() as f32;
            (share, same.iter().map(|one| one.sentence()).collect())
        })
        .collect();
    case.greedy(|taken, at| {
        let of: Vec<f32> = groups
            .iter()
            .filter(|(_, sentences)| sentences.contains(&at))
            .map(|(share, sentences)| {
                let said = taken.iter().filter(|other| sentences.contains(other)).count();
                (0..said).fold(*share, |share, _| share * share)
            })
            .collect();
        of.iter().sum::<f32>() / (of.len() as f32).max(1.0)
    })
}

/// Lin and Bilmes 2011: what is covered, and a reward for each section; taken
/// greedily without regard to cost, the best of their settings here.
fn submodular(case: &Case<'_>) -> Vec<usize> {
    let count = case.count();
    let likeness = case.likeness();
    let total = |i: usize| 1.0 + likeness.row(i).iter().sum::<f32>();
    let totals: Vec<f32> = (0..count).map(total).collect();
    let all: f32 = totals.iter().sum();
    let saturated = (2.0 / count as f32).min(1.0);
    let value = |set: &[usize]| {
        let covered = |i: usize| {
            let sum: f32 = set.iter().map(|at| if i == *at { 1.0 } else { likeness.of(i, *at) }).sum();
            sum.min(saturated * totals[i])
        };
        let coverage = (0..count).map(covered).sum::<f32>() * count as f32 / all;
        let mut sections: Vec<(usize, f32)> = Vec::new();
        for at in set {
            let section = case.sentences[*at].section;
            let single = totals[*at] / count as f32;
            match sections.iter_mut().find(|(known, _)| *known == section) {
                Some((_, sum)) => *sum += single,
                None => sections.push((section, single)),
            }
        }
        coverage + sections.iter().map(|(_, sum)| sum.sqrt()).sum::<f32>()
    };
    case.greedy(|taken, at| value(&[taken, &[at]].concat()) - value(taken))
}

/// The set that ships, with another rank.
fn best_set(case: &Case<'_>, scores: &[f32]) -> Vec<usize> {
    let mut picked = Vec::new();
    for place in summary::best_set(&case.sentences, scores, &case.likeness(), case.limit) {
        picked.push(case.sentences.iter().position(|sentence| sentence.place == place).unwrap());
    }
    picked
}

fn chosen(case: &Case<'_>) -> Vec<usize> {
    let places = summary::extract(case.document, case.limit);
    let at = |place: &Place| case.sentences.iter().position(|sentence| sentence.place == *place).unwrap();
    places.iter().map(at).collect()
}
