//! How well passages are laid to topics: against labels that say, for real
//! statements, which bytes are about what. docs/topics.md has the method.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

mod shared;

use hustings::domain::document::{Document, Place, words};
use hustings::domain::reading::topics::{Keywords, Reason};
use hustings::domain::reading::{Kind, Means, blocks};
use hustings::domain::text::fold;
use hustings::feed::Topic;
use serde_json::Value;

fn label_file(name: &str) -> Value {
    let mut path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labels").join(name);
    if name == "keywords.json"
        && let Some(other) = std::env::var_os("KW")
    {
        path = other.into();
    }
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn text(value: &Value) -> Rc<str> {
    value.as_str().unwrap().into()
}

/// The topics of one set, with their keywords.
fn topics(set: &str) -> Vec<Topic> {
    let (topics, keywords) = (label_file("topics.json"), label_file("keywords.json"));
    let topic = |topic: &Value| {
        let id = text(&topic["id"]);
        let keywords = keywords[set][&*id].as_array().unwrap().iter().map(text).collect();
        Topic { label: text(&topic["label"]), id, keywords }
    };
    topics["sets"][set].as_array().unwrap().iter().map(topic).collect()
}

/// Where each word of a document stands in its source: the longest row of
/// words that both have, marks aside.
struct Alignment {
    /// Per leaf: bytes of its text, bytes of the source.
    words: Vec<Vec<(Range<usize>, Option<Range<usize>>)>>,
}

impl Alignment {
    fn new(document: &Document, source: &str) -> Self {
        let parts = |text: &str| -> Vec<(Range<usize>, String)> {
            let at = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
            let pieces =
                words(text).flat_map(|word| word.split(['-', '\'', '’']).filter(|part| !part.is_empty()));
            pieces.map(|word| (at(word)..at(word) + word.len(), fold(word))).collect()
        };
        let there = parts(source);
        let here: Vec<_> = document.leaves.iter().map(|leaf| parts(&leaf.text)).collect();
        let flat: Vec<_> = here.iter().flatten().map(|(_, word)| word).collect();
        let (rows, columns) = (flat.len(), there.len());
        let width = columns + 1;
        let mut common = vec![0_u16; (rows + 1) * width];
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                common[row * width + column] = if *flat[row] == there[column].1 {
                    common[(row + 1) * width + column + 1] + 1
                } else {
                    common[(row + 1) * width + column].max(common[row * width + column + 1])
                };
            }
        }
        let (mut row, mut column) = (0, 0);
        let mut found = vec![None; rows];
        while row < rows && column < columns {
            if *flat[row] == there[column].1 {
                found[row] = Some(there[column].0.clone());
                (row, column) = (row + 1, column + 1);
            } else if common[(row + 1) * width + column] >= common[row * width + column + 1] {
                row += 1;
            } else {
                column += 1;
            }
        }
        let mut found = found.into_iter();
        let with = |word: (Range<usize>, String)| (word.0, found.next().unwrap());
        let mut with = with;
        let words = here.into_iter().map(|leaf| leaf.into_iter().map(&mut with).collect()).collect();
        Self { words }
    }

    /// The bytes of the source that a place was read from.
    fn source(&self, place: &Place) -> Option<Range<usize>> {
        let inside = self.words[place.leaf]
            .iter()
            .filter(|(at, _)| place.bytes.start <= at.start && at.end <= place.bytes.end)
            .filter_map(|(_, source)| source.clone());
        inside.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
    }
}

#[derive(Debug, Default, Clone, Copy)]
struct Score {
    laid: usize,
    right: usize,
    labelled: usize,
    found: usize,
    /// Characters: laid, labelled, both.
    covered: [usize; 3],
}

impl Score {
    fn add(&mut self, other: Self) {
        self.laid += other.laid;
        self.right += other.right;
        self.labelled += other.labelled;
        self.found += other.found;
        for (to, from) in self.covered.iter_mut().zip(other.covered) {
            *to += from;
        }
    }

    fn precision(&self) -> f64 {
        self.right as f64 / self.laid.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.found as f64 / self.labelled.max(1) as f64
    }

    fn row(&self, name: &str) -> String {
        let [laid, labelled, both] = self.covered.map(|count| count as f64);
        format!(
            "| {name} | {} | {} | {:.2} | {:.2} | {:.2} | {:.2} |",
            self.laid,
            self.labelled,
            self.precision(),
            self.recall(),
            both / laid.max(1.0),
            both / labelled.max(1.0),
        )
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

#[test]
fn passages_are_laid_to_the_topics_that_they_are_about() {
    let labels = label_file("passages.json");
    let verbose = std::env::var("TOPICS").unwrap_or_default();
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for statement in labels["statements"].as_array().unwrap() {
        let name = statement["file"].as_str().unwrap();
        let Some(source) = shared::read(&format!("statements/{name}")) else { return };
        let (set, split) = (statement["set"].as_str().unwrap(), statement["split"].as_str().unwrap());
        let topics = topics(set);
        let document = read(&source);
        let alignment = Alignment::new(&document, &source);
        let laid = Keywords::of(&topics).lay(&document);
        let labelled: Vec<(&str, Range<usize>)> = statement["passages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|passage| {
                let at = |name: &str| passage[name].as_u64().unwrap() as usize;
                (passage["topic"].as_str().unwrap(), at("start")..at("end"))
            })
            .collect();
        for (index, topic) in topics.iter().enumerate() {
            let mine: Vec<_> = laid.iter().filter(|laid| laid.topic == index).collect();
            let places: Vec<_> = mine.iter().map(|laid| alignment.source(&laid.place)).collect();
            let theirs: Vec<_> =
                labelled.iter().filter(|(id, _)| *id == &*topic.id).map(|(_, range)| range).collect();
            let mut score = Score { laid: mine.len(), labelled: theirs.len(), ..Score::default() };
            for (laid, place) in mine.iter().zip(&places) {
                let right =
                    place.as_ref().is_some_and(|place| theirs.iter().any(|label| overlap(place, label)));
                score.right += usize::from(right);
                let reason = match laid.reason {
                    Reason::Heading => "heading",
                    Reason::Keyword(_) => "keyword",
                };
                let by_reason = Score { laid: 1, right: usize::from(right), ..Score::default() };
                scores.entry(format!("3 {split} reason {reason}")).or_default().add(by_reason);
                if verbose == split {
                    let leaf = &document.leaves[laid.place.leaf];
                    println!(
                        "LAID\t{}\t{}\t{}\t{:?}\t{}\t{}\t{}\t{}\t{}",
                        u8::from(right),
                        set,
                        topic.id,
                        leaf.kind,
                        laid.reason,
                        mine.len(),
                        document.sections[leaf.section].title,
                        name,
                        document.text(&laid.place).replace('\n', " ")
                    );
                }
                if !right && verbose == split {
                    println!("WRONG {name} {} ({}): {}", topic.id, laid.reason, document.text(&laid.place));
                }
            }
            for label in &theirs {
                let found = places.iter().flatten().any(|place| overlap(place, label));
                score.found += usize::from(found);
                if !found && verbose == split {
                    println!("MISSED {name} {}: {}", topic.id, &source[(*label).clone()]);
                }
            }
            let letters = |range: &Range<usize>| {
                range.clone().filter(|at| source.as_bytes()[*at].is_ascii_alphanumeric())
            };
            let covered = |ranges: &[Range<usize>]| {
                let mut bytes = vec![false; source.len()];
                ranges.iter().flat_map(letters).for_each(|at| bytes[at] = true);
                bytes
            };
            let places = covered(&places.into_iter().flatten().collect::<Vec<_>>());
            let theirs = covered(&theirs.into_iter().cloned().collect::<Vec<_>>());
            let count = |both: &mut dyn Iterator<Item = bool>| both.filter(|is| *is).count();
            score.covered = [
                count(&mut places.iter().copied()),
                count(&mut theirs.iter().copied()),
                count(&mut places.iter().zip(&theirs).map(|(a, b)| *a && *b)),
            ];
            for name in [
                format!("1 {set} {split}"),
                format!("0 {split}"),
                "0 all".into(),
                format!("2 {set} {split} {}", topic.id),
            ] {
                scores.entry(name).or_default().add(score);
            }
        }
    }
    println!("| | laid | labelled | precision | recall | letters: precision | recall |");
    // Who tunes the method or the keywords looks at these figures only.
    let tuning = verbose == "develop";
    for (name, score) in scores.iter().filter(|(name, _)| !tuning || name.contains("develop")) {
        println!("{}", score.row(name));
    }
}

fn read(source: &str) -> Document {
    Document::new(&blocks(source, Kind::Markdown, &Means::default(), &|address| Some(address.to_owned())))
}

#[test]
fn nominees_share_topics() {
    let folder = shared::data().join("statements");
    for year in ["2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025", ""] {
        let mut documents = Vec::new();
        let mut files: Vec<_> = walk(&folder.join("kubernetes").join(year));
        files.sort();
        for file in files {
            documents.push(read(&fs::read_to_string(file).unwrap()));
        }
        let documents: Vec<_> = documents.iter().collect();
        let start = std::time::Instant::now();
        let topics = hustings::domain::reading::discover::discover(&documents);
        println!("== {year} {} in {:?}", documents.len(), start.elapsed());
        for topic in topics {
            println!("   {:24} {:?}", topic.label, topic.keywords);
        }
    }
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries
        .flat_map(|entry| {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path) } else { vec![path] }
        })
        .collect()
}
