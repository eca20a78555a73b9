//! Summaries of statements: how methods compare, and what holds for all of
//! them. `cargo test --test summaries -- --nocapture` prints the table of
//! docs/summaries.md; `EXTRACTS=1` before it prints what was chosen, to be read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

mod measures;
mod methods;
#[path = "../shared/mod.rs"]
#[allow(dead_code, reason = "other tests read single files")]
mod shared;

use std::fs;
use std::path::{Path, PathBuf};

use hustings::domain::document::{Document, Kind};
use hustings::domain::reading::endorsement::endorsement;
use hustings::domain::reading::likeness::{MOST_TERMS, terms};
use hustings::domain::reading::standing::{self, MOST_OTHERS, MOST_STANDING, Standing};
use hustings::domain::reading::summary::{LENGTH, extract, text};
use hustings::domain::reading::{self, Means};
use measures::{Marks, Row, leans, opening, rouge, without};
use methods::{CHOSEN, Case, METHODS};

/// A statement as the widget reads it: others' words at its end are quoted.
fn document(text: &str) -> Document {
    let resolve = |address: &str| Some(address.to_owned());
    let (blocks, _) = reading::read(text, reading::Kind::Markdown, &Means::default(), &resolve);
    let mut document = Document::new(&blocks);
    if let Some(endorsement) = endorsement(&document) {
        document.leaves[endorsement.leaves].iter_mut().for_each(|leaf| leaf.kind = Kind::Quoted);
    }
    document
}

/// The shared statements by file; none, and a word about it, where they are absent.
fn statements() -> Vec<(String, Document)> {
    let root = shared::data().join("statements");
    if !root.is_dir() {
        eprintln!("Skipped: no statement was summed up, since {} is not there.", root.display());
        return Vec::new();
    }
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    paths.sort();
    let name = |path: &Path| path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|path| (name(path), document(&fs::read_to_string(path).unwrap()))).collect()
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => walk(&path, out),
            false => out.push(path),
        }
    }
}

#[test]
fn the_table_of_methods() {
    let statements = statements();
    if statements.is_empty() {
        return;
    }
    let marks = Marks::read();
    let mut rows: Vec<Row> = METHODS.iter().map(|_| Row::default()).collect();
    let mut openings = 0;
    for (file, document) in &statements {
        let case = Case::new(document, LENGTH);
        for (row, (_, method)) in rows.iter_mut().zip(METHODS) {
            row.add(&case, &method(&case), file, &marks);
        }
        if std::env::var_os("EXTRACTS").is_some() {
            println!("{file}: {}", text(document, &extract(document, LENGTH)));
        }
        let Some(section) = opening(document) else { continue };
        let (rest, reference) = without(document, section);
        let case = Case::new(&rest, LENGTH);
        let enough: usize =
            (0..case.free.len()).filter(|at| case.free[*at]).map(|at| case.sentences[at].width).sum();
        if enough < LENGTH {
            continue;
        }
        openings += 1;
        for (row, (_, method)) in rows.iter_mut().zip(METHODS) {
            let words: Vec<&str> = method(&case).into_iter().map(|at| case.text(at)).collect();
            let words = words.join("\n");
            row.rouge.push((rouge(1, &words, &reference), rouge(2, &words, &reference)));
        }
    }
    println!(
        "{} statements, {openings} with an opening; marked {} good, {} bad",
        statements.len(),
        marks.count(true),
        marks.count(false)
    );
    println!(
        "| method | good | bad | with bad | R-1 | R-2 | R-1 to the chosen | sections | leaning | columns |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    let chosen = METHODS.iter().position(|(name, _)| *name == CHOSEN).unwrap();
    for (row, (name, _)) in rows.iter().zip(METHODS) {
        row.print(name, &rows[chosen]);
    }
    for possible in 1..4 {
        let taken = &rows[chosen].spread[possible][1..=possible];
        println!("chosen, of {possible} sections that it could have had: {taken:?} with one, two, three");
    }
    let mut widths = rows[chosen].widths.clone();
    widths.sort_unstable();
    let within = |least: usize| widths.iter().filter(|width| **width * 100 >= LENGTH * least).count();
    println!("chosen, filled by 75, 80, 85, 90, 95 %: {:?}", [75, 80, 85, 90, 95].map(within));
}

/// What holds for every extract.
fn check(name: &str, document: &Document, limit: usize) -> usize {
    let places = extract(document, limit);
    let shown = standing::width(&text(document, &places));
    assert!(shown <= limit, "{name}: {shown} columns of {limit}");
    for two in places.windows(2) {
        let places = [&two[0], &two[1]].map(|place| (place.leaf, place.bytes.start));
        assert!(places[0] < places[1], "{name}: not in the order in which they stand");
    }
    for place in &places {
        let text = document.text(place);
        let own = matches!(document.leaves[place.leaf].kind, Kind::Prose | Kind::Item(_));
        assert!(own, "{name}: not the nominee's own running text: {text}");
        let whole = document.sentences(place.leaf).any(|sentence| sentence == *place);
        assert!(whole, "{name}: cut: {text}");
        assert!(!leans(text), "{name}: leans on the sentence before: {text}");
        assert!(!text.ends_with([':', '?', ',', '-']) && !text.ends_with(".."), "{name}: {text}");
        assert!(!text.contains("://") && !text.contains('@'), "{name}: {text}");
        assert!(!document.sections.iter().any(|section| section.title == text), "{name}: a heading: {text}");
    }
    shown
}

#[test]
fn every_statement_has_a_summary_of_nearly_the_same_length() {
    for (file, document) in statements() {
        let shown = check(&file, &document, LENGTH);
        assert!(shown >= LENGTH * 3 / 4, "{file}: {shown} columns");
        for limit in [0, 40, 100, 160, 640, 5000] {
            check(&file, &document, limit);
        }
        assert_eq!(extract(&document, LENGTH), extract(&document, LENGTH), "{file}");
    }
}

#[test]
fn hostile_statements_are_summed_up_from_their_beginning() {
    let short = |count: usize| -> String {
        (0..count).map(|n| format!("Harbour number {n} needs another ship and a crew of {n}. ")).collect()
    };
    let lines = |count: usize| -> String { (0..count).map(|n| format!("- Ship {n}\n")).collect() };
    let same = "the ships of the harbour need the crews of the harbour. ".repeat(20_000);
    let texts = [
        ("empty", String::new()),
        ("only emoji", "🎉🚀 ".repeat(10_000)),
        ("one endless word", "word".repeat(250_000)),
        ("one endless ideograph", "界".repeat(300_000)),
        ("one endless sentence", "word ".repeat(200_000)),
        ("one endless row of full stops", ".".repeat(1_000_000)),
        ("initials", "A. ".repeat(300_000)),
        ("short forms", "e.g. ".repeat(200_000)),
        ("open brackets", "(so ".repeat(250_000)),
        ("open quotations", "“so. ".repeat(150_000)),
        ("sentences that are all the same", same),
        ("100,000 sentences", short(100_000)),
        ("100,000 entries of a list", lines(100_000)),
        ("50,000 headings", (0..50_000).map(|n| format!("## Ship {n}\n\n")).collect()),
        ("100,000 paragraphs", short(1) + &"Ship.\n\n".repeat(100_000)),
    ];
    for (name, text) in &texts {
        let document = document(text);
        check(name, &document, LENGTH);
        // Work goes by what is kept, whatever the length: each sentence's terms,
        // each pair of sentences, each set of a shortlist.
        let sentences = standing::sentences(&document);
        let stand = sentences.iter().filter(|sentence| sentence.standing != Standing::Not).count();
        assert!(stand <= MOST_STANDING && sentences.len() - stand <= MOST_OTHERS, "{name}");
        let terms = terms(sentences.iter().map(|sentence| document.text(&sentence.place)));
        assert!(terms.len() <= MOST_TERMS * (MOST_STANDING + MOST_OTHERS), "{name}");
    }
    let [many, first] = [short(100_000), short(MOST_STANDING)].map(|text| document(&text));
    assert_eq!(extract(&many, LENGTH), extract(&first, LENGTH), "what comes later is not looked at");
    assert!(!extract(&first, LENGTH).is_empty());
}

/// `cargo test --release --test summaries time -- --ignored --nocapture`
#[test]
#[ignore = "a measurement, not a check"]
fn the_time_that_it_takes() {
    let mut texts: Vec<(String, Document)> = statements();
    texts.sort_by_key(|(_, document)| {
        std::cmp::Reverse(document.leaves.iter().map(|leaf| leaf.text.len()).sum::<usize>())
    });
    texts.truncate(4);
    let long = texts.first().map_or_else(String::new, |(_, document)| {
        document.leaves.iter().map(|leaf| leaf.text.clone() + "\n\n").collect::<String>()
    });
    texts.push(("the longest, seventy times over".into(), document(&long.repeat(70))));
    texts.push(("one endless word of 1 MB".into(), document(&"word".repeat(250_000))));
    for (name, document) in &texts {
        let bytes: usize = document.leaves.iter().map(|leaf| leaf.text.len()).sum();
        let times = (0..200).map(|_| {
            let start = std::time::Instant::now();
            std::hint::black_box(extract(std::hint::black_box(document), LENGTH));
            start.elapsed()
        });
        let least = times.min().unwrap();
        println!("{name}: {bytes} bytes, {} sentences, {least:?}", standing::sentences(document).len());
    }
}
