//! What is measured of an extract.

use std::collections::{BTreeMap, HashMap};

use hustings::domain::document::{Document, Kind};
use hustings::domain::text::{fold, is_letter};

use crate::methods::Case;

/// What a reader marked, before any method had been run, in the sentences that
/// stand alone: `true` for one that belongs in a summary, `false` for one that
/// should not stand beside a person's name.
pub struct Marks(HashMap<(String, u32), bool>);

impl Marks {
    /// The marks by file; a sentence is known by [`fingerprint`], not by its words.
    pub fn read() -> Self {
        let mut marks = HashMap::new();
        let mut file = "";
        for line in include_str!("marks.txt").lines() {
            match line.strip_prefix(' ') {
                None => file = line,
                Some(line) => {
                    let mut fields = line.split(' ');
                    let sign = fields.next() == Some("+");
                    for mark in fields {
                        marks.insert((file.to_owned(), u32::from_str_radix(mark, 16).unwrap()), sign);
                    }
                }
            }
        }
        Self(marks)
    }

    pub fn of(&self, file: &str, text: &str) -> Option<bool> {
        self.0.get(&(file.to_owned(), fingerprint(text))).copied()
    }

    pub fn count(&self, sign: bool) -> usize {
        self.0.values().filter(|one| **one == sign).count()
    }
}

/// FNV-1a of a sentence's ASCII letters and figures, in lower case.
pub fn fingerprint(text: &str) -> u32 {
    let letters = text.bytes().map(|byte| byte.to_ascii_lowercase()).filter(u8::is_ascii_alphanumeric);
    letters.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The section that an author wrote as opening or summary: one that is titled
/// so, or else the first with a paragraph; at least 150 columns of sentences.
pub fn opening(document: &Document) -> Option<usize> {
    let width = |section: usize| -> usize {
        let leaves = document.leaves.iter().filter(|leaf| leaf.section == section);
        leaves.filter(|leaf| leaf.kind == Kind::Prose).map(|leaf| leaf.text.chars().count()).sum()
    };
    let long: Vec<usize> = (0..document.sections.len()).filter(|section| width(*section) >= 150).collect();
    let titled = long.iter().find(|section| {
        let title = fold(&document.sections[**section].title);
        let mut words = title.split(|c| !is_letter(c));
        words.any(|word| matches!(word, "summary" | "about" | "why" | "tl" | "pitch" | "overview"))
    });
    titled.or(long.first()).copied()
}

/// A document without the words of a section, and those.
pub fn without(document: &Document, section: usize) -> (Document, String) {
    let mut rest = document.clone();
    let mut words = String::new();
    for leaf in rest.leaves.iter_mut().filter(|leaf| leaf.section == section) {
        if leaf.kind != Kind::Heading {
            words.push_str(&leaf.text);
            words.push('\n');
        }
        leaf.kind = Kind::Code;
    }
    (rest, words)
}

/// ROUGE-N (C.-Y. Lin 2004), F1: shared runs of `n` words, without case and accents.
pub fn rouge(n: usize, extract: &str, reference: &str) -> f32 {
    let count = |text: &str| {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(|c| !is_letter(c)).filter(|word| !word.is_empty()).collect();
        let mut counts: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for run in words.windows(n) {
            *counts.entry(run.iter().map(|word| (*word).to_owned()).collect()).or_default() += 1;
        }
        counts
    };
    let (ours, theirs) = (count(extract), count(reference));
    let total = |counts: &BTreeMap<Vec<String>, usize>| counts.values().sum::<usize>() as f32;
    let shared: usize =
        ours.iter().map(|(run, times)| (*times).min(theirs.get(run).copied().unwrap_or(0))).sum();
    let sum = total(&ours) + total(&theirs);
    if sum > 0.0 { 2.0 * shared as f32 / sum } else { 0.0 }
}

/// What is told of a method.
#[derive(Default)]
pub struct Row {
    /// Columns with either mark, and with none.
    good: usize,
    bad: usize,
    columns: usize,
    /// Extracts with a sentence that should not be there.
    with_bad: usize,
    /// Extracts in which a sentence leans on one before.
    leaning: usize,
    /// Widths of extracts.
    pub widths: Vec<usize>,
    /// Sections in an extract, and those of three at most that it could have had.
    sections: usize,
    possible: usize,
    /// Extracts by the sections in them, of statements that have one section, two, three or more.
    pub spread: [[usize; 4]; 4],
    /// ROUGE-1 and ROUGE-2 against the opening, by statement.
    pub rouge: Vec<(f32, f32)>,
}

impl Row {
    pub fn add(&mut self, case: &Case<'_>, taken: &[usize], file: &str, marks: &Marks) {
        let mut bad = false;
        for at in taken {
            let width = case.sentences[*at].width;
            self.columns += width;
            match marks.of(file, case.text(*at)) {
                Some(true) => self.good += width,
                Some(false) => {
                    self.bad += width;
                    bad = true;
                }
                None => {}
            }
        }
        self.with_bad += usize::from(bad);
        self.leaning += usize::from(taken.iter().any(|at| leans(case.text(*at))));
        let widths = taken.iter().map(|at| case.sentences[*at].width + 3);
        self.widths.push(widths.sum::<usize>().saturating_sub(3));
        let sections = |of: Vec<usize>| {
            let mut sections: Vec<usize> = of.iter().map(|at| case.sentences[*at].section).collect();
            sections.dedup();
            sections.len()
        };
        let possible = (0..case.sentences.len()).filter(|at| case.free[*at]).collect();
        let possible = sections(possible).min(3);
        self.possible += possible;
        let taken = sections(taken.to_vec()).min(possible);
        self.sections += taken;
        self.spread[possible][taken] += 1;
    }

    /// The row, and how its ROUGE differs from the chosen method's, with the standard error.
    pub fn print(&self, name: &str, chosen: &Self) {
        let share = |part: usize, whole: usize| part as f32 / whole.max(1) as f32;
        let mut widths = self.widths.clone();
        widths.sort_unstable();
        let at = |part: usize| widths[(widths.len() - 1) * part / 100];
        let count = self.rouge.len() as f32;
        let mean = |of: fn(&(f32, f32)) -> f32| self.rouge.iter().map(of).sum::<f32>() / count;
        let differences: Vec<f32> =
            self.rouge.iter().zip(&chosen.rouge).map(|(one, other)| one.0 - other.0).collect();
        let difference = differences.iter().sum::<f32>() / count;
        let squares: f32 = differences.iter().map(|one| (one - difference).powi(2)).sum();
        let error = (squares / (count - 1.0) / count).sqrt();
        println!(
            "| {name} | {:.2} | {:.2} | {} | {:.3} | {:.3} | {difference:+.3} ± {error:.3} | {:.2} | {} | {} / {} / {} / {} |",
            share(self.good, self.columns),
            share(self.bad, self.columns),
            self.with_bad,
            mean(|one| one.0),
            mean(|one| one.1),
            share(self.sections, self.possible),
            self.leaning,
            widths[0],
            at(10),
            at(50),
            widths[widths.len() - 1],
        );
    }
}

/// Whether a sentence begins with a word that leans on the sentence before, as the issue names them.
pub fn leans(text: &str) -> bool {
    let first = fold(text).split(|c| !is_letter(c)).find(|word| !word.is_empty()).unwrap_or("").to_owned();
    matches!(
        first.as_str(),
        "this"
            | "that"
            | "these"
            | "those"
            | "however"
            | "but"
            | "and"
            | "also"
            | "it"
            | "they"
            | "so"
            | "then"
            | "he"
            | "she"
            | "although"
            | "therefore"
            | "furthermore"
            | "moreover"
            | "finally"
    )
}
