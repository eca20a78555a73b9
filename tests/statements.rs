//! What is read from the statements that people wrote: by offset, number and
//! kind, since their sentences are theirs. `BLESS=1` rewrites the snapshot,
//! which is then read beside the texts.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

mod shared;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use hustings::domain::document::{Document, Place};
use hustings::domain::reading::facts::{FactKind, facts};
use hustings::domain::reading::references::{FoundWork, LinkKind, references};
use hustings::domain::reading::scan::Scan;
use hustings::domain::reading::{Kind, Means, blocks};
use hustings::domain::text::is_letter;
use serde_json::Value;

/// Where each word of a document stands in its source.
struct Offsets {
    /// By leaf: the byte of a word in the leaf, and in the source.
    leaves: Vec<Vec<(usize, usize)>>,
    /// Words that were not found in the source, in their order.
    lost: usize,
}

impl Offsets {
    fn new(document: &Document, source: &str) -> Self {
        // Marks may stand between words, but not this many.
        const FURTHEST: usize = 4000;
        let source = without_addresses(source);
        let (mut cursor, mut lost) = (0, 0);
        let mut leaves = Vec::new();
        for leaf in &document.leaves {
            let mut words = Vec::new();
            for (at, word) in words_of(&leaf.text) {
                let found =
                    source[cursor..].match_indices(word).map(|(found, _)| cursor + found).find(|found| {
                        let before = source[..*found].chars().next_back();
                        let after = source[found + word.len()..].chars().next();
                        !before.is_some_and(is_letter) && !after.is_some_and(is_letter)
                    });
                match found.filter(|found| found - cursor < FURTHEST) {
                    Some(found) => {
                        words.push((at, found));
                        cursor = found + word.len();
                    }
                    None => lost += 1,
                }
            }
            leaves.push(words);
        }
        Self { leaves, lost }
    }

    /// Where a place begins in the source: at its first word.
    fn at(&self, place: &Place) -> usize {
        let words = &self.leaves[place.leaf];
        let word = words.iter().find(|(at, _)| *at >= place.bytes.start).or(words.last());
        word.map_or(usize::MAX, |(_, found)| *found)
    }
}

/// Runs of letters and figures, and where they stand.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = text.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty());
    words.map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// A source with blanks for what readers don't see: the addresses of links and the tags of HTML.
fn without_addresses(source: &str) -> String {
    let mut out = String::new();
    let mut rest = source;
    let hide = |text: &str, out: &mut String| out.extend(std::iter::repeat_n(' ', text.len()));
    while let Some(at) = rest.find(['[', ']', '<']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let line_begins = out.is_empty() || out.ends_with('\n');
        let hidden = if from.starts_with("](") {
            // An address may hold brackets of its own.
            let mut depth = 0;
            from.char_indices().find_map(|(at, c)| {
                depth += i32::from(c == '(') - i32::from(c == ')');
                (at > 1 && depth == 0).then_some(at + 1)
            })
        } else if from.starts_with("][") {
            from[2..].find(']').map(|end| end + 3)
        } else if line_begins
            && from.starts_with('[')
            && from.split_once(']').is_some_and(|(_, rest)| rest.starts_with(": "))
        {
            from.find('\n')
        } else if from.starts_with("<!--") {
            from.find("-->").map(|end| end + 3)
        } else if from.starts_with('<') && !from.starts_with("<http") {
            from.find('>').map(|end| end + 1)
        } else {
            None
        };
        let length = hidden.unwrap_or(1);
        hide(&from[..length], &mut out);
        rest = &from[length..];
    }
    out.push_str(rest);
    assert_eq!(out.len(), source.len());
    out
}

/// Everything that was read from one statement.
fn shape(source: &str) -> String {
    let blocks = blocks(source, Kind::Markdown, &Means::default(), &|address| Some(address.to_owned()));
    let document = Document::new(&blocks);
    let offsets = Offsets::new(&document, source);
    let scan = Scan::new(&blocks, &document);
    let mut out = String::new();
    for section in document.sections.iter().skip(1) {
        let heading = Place { leaf: section.leaves.start, bytes: 0..0 };
        writeln!(out, "  section {} at {}", section.level, offsets.at(&heading)).unwrap();
    }
    let found = references(&scan);
    for work in &found.works {
        writeln!(out, "  {} at {}", work_shape(work, &document), offsets.at(&work.place)).unwrap();
    }
    for fact in facts(&scan) {
        let (at, evidence) = (offsets.at(&fact.place), offsets.at(&fact.evidence));
        writeln!(out, "  {} at {at}, {} long, in {evidence}", fact.kind.id(), fact.value.len()).unwrap();
    }
    if let Some(endorsement) = &scan.endorsement {
        let first = Place { leaf: endorsement.leaves.start, bytes: 0..0 };
        let by = endorsement.by.as_ref().map(|by| format!(", by {}", offsets.at(by))).unwrap_or_default();
        writeln!(out, "  endorsement at {}{by}", offsets.at(&first)).unwrap();
    }
    let count = |kind| found.links.iter().filter(|link| link.kind == kind).count();
    let (pages, issues, changes) = (count(LinkKind::Page), count(LinkKind::Issue), count(LinkKind::Change));
    let listed = found.links.iter().filter(|link| link.listed).count();
    writeln!(out, "  links: {pages} pages, {issues} issues, {changes} changes; {listed} listed").unwrap();
    // What stands for an image, or a word that a bracket parts in two.
    assert!(offsets.lost <= 1, "{} words were lost", offsets.lost);
    out
}

fn work_shape(work: &FoundWork, document: &Document) -> String {
    let mut out = format!("{} {}", work.series, work.number);
    out += if work.mentioned { " mentioned" } else { " own" };
    let version = work.version.as_ref().map(|version| document.text(version));
    for part in [work.role, version, work.status].into_iter().flatten() {
        write!(out, " {part}").unwrap();
    }
    if let Some(title) = &work.title {
        write!(out, " title {} long", title.bytes.len()).unwrap();
    }
    out
}

/// The statements, by their paths below the folder.
fn statements() -> Vec<(String, String)> {
    let folder = shared::data().join("statements");
    let mut paths: Vec<PathBuf> = Vec::new();
    let entries =
        |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    paths.extend(entries(&folder.join("python")));
    for year in entries(&folder.join("kubernetes")) {
        paths.extend(entries(&year));
    }
    paths.sort();
    let name = |path: &Path| path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
    paths.into_iter().map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect()
}

/// Whether the statements are there; a newcomer's clone doesn't have them.
fn present() -> bool {
    shared::read("statements/python/stinner-2022.txt").is_some()
}

#[test]
fn everything_that_was_read_is_as_it_was_checked() {
    if !present() {
        return;
    }
    let statements = statements();
    assert_eq!(statements.len(), 74);
    let found: String = statements.iter().map(|(name, text)| format!("{name}\n{}", shape(text))).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/statements.txt");
    if env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &found).unwrap();
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    let changed = found.lines().zip(known.lines()).find(|(found, known)| found != known);
    assert!(found == known, "it changed, first at {changed:?}: read it beside the text, then BLESS=1");
}

/// Reads one of the two seeds.
fn with_seed(name: &str, check: impl Fn(&str, &Document, &Scan<'_>)) {
    let Some(source) = shared::read(&format!("statements/python/{name}")) else { return };
    let blocks = blocks(&source, Kind::Markdown, &Means::default(), &|address| Some(address.to_owned()));
    let document = Document::new(&blocks);
    check(&source, &document, &Scan::new(&blocks, &document));
}

#[test]
fn stinner_2022_claims_eleven_peps_with_their_versions_and_titles() {
    let Some(facts) = shared::read("elections/stinner-2022-pep-check.json") else { return };
    let facts: Value = serde_json::from_str(&facts).unwrap();
    with_seed("stinner-2022.txt", |_, document, scan| {
        let works = references(scan).works;
        let (mentioned, own): (Vec<_>, Vec<_>) = works.iter().partition(|work| work.mentioned);
        let rows = facts["rows"].as_array().unwrap();
        assert_eq!(own.len(), rows.len());
        for (work, row) in own.iter().zip(rows) {
            let text = |place: &Option<Place>| place.as_ref().map(|place| document.text(place).to_owned());
            assert_eq!((work.series, u64::from(work.number)), ("PEP", row["pep"].as_u64().unwrap()));
            assert_eq!(text(&work.version).as_deref(), row["seed_version"].as_str());
            assert_eq!(work.status, row["seed_status"].as_str());
            assert_eq!(text(&work.title).as_deref(), row["seed_title"].as_str());
            assert_eq!(work.role.is_some(), row["seed_names_coauthors"].as_bool().unwrap());
        }
        let mentioned: Vec<_> = mentioned.iter().map(|work| work.number).collect();
        assert_eq!(mentioned, [670]);
    });
}

#[test]
fn the_end_of_stinner_2022_is_anothers() {
    with_seed("stinner-2022.txt", |_, document, scan| {
        let endorsement = scan.endorsement.as_ref().unwrap();
        assert_eq!(endorsement.leaves, document.leaves.len() - 6..document.leaves.len());
        assert!(endorsement.by.is_some());
        assert!(facts(scan).iter().all(|fact| !endorsement.leaves.contains(&fact.place.leaf)));
    });
}

#[test]
fn galindo_salgado_2025_has_its_sections_in_order_and_its_facts() {
    /// The lines of the source that are headings.
    const LINES: [usize; 12] = [6, 7, 9, 15, 17, 19, 21, 25, 70, 71, 73, 75];
    with_seed("galindo-salgado-2025.txt", |source, document, scan| {
        let offsets = Offsets::new(document, source);
        let starts: Vec<usize> = source
            .split_inclusive('\n')
            .scan(0, |at, line| Some(std::mem::replace(at, *at + line.len())))
            .collect();
        let headings: Vec<usize> = document
            .sections
            .iter()
            .skip(1)
            .map(|section| {
                let at = offsets.at(&Place { leaf: section.leaves.start, bytes: 0..0 });
                starts.iter().position(|start| *start == at).unwrap() + 1
            })
            .collect();
        assert_eq!(headings, LINES);
        let works = references(scan).works;
        let own: Vec<_> = works.iter().map(|work| (work.number, work.mentioned)).collect();
        assert_eq!(own, [(703, true), (13, true), (657, false)]);
        let kinds: Vec<_> = facts(scan).iter().map(|fact| fact.kind).collect();
        for kind in [FactKind::Affiliation, FactKind::Role, FactKind::Availability, FactKind::Mentoring] {
            assert!(kinds.contains(&kind), "{kind:?}");
        }
    });
}
