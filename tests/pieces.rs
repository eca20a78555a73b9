//! A feed reads the same however it comes: whole, byte by byte, or in pieces of any length.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

use std::fs;
use std::path::{Path, PathBuf};

use hustings::feed::{ErrorKind, Head, Known, Nomination, Page, Progress, Shared, Warning};

fn resolve(address: &str) -> Option<String> {
    Some(format!("https://feeds.example/{address}"))
}

/// All that a document comes to.
type Reading = (Result<(Option<String>, Vec<Nomination>), ErrorKind>, Head, usize, Vec<Warning>);

/// Reads what comes in these pieces, as far as it goes after each.
fn read<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Reading {
    let (mut page, mut known, mut warnings) = (Page::default(), Known::default(), Vec::new());
    let mut nominations: Vec<Shared<Nomination>> = Vec::new();
    let mut pieces = pieces.map(Some).chain([None]);
    let outcome = loop {
        let step = match page.read(&mut known, &resolve, &mut warnings, &mut nominations) {
            Ok(Progress::Wait) => match pieces.next().unwrap() {
                Some(bytes) => page.push(bytes),
                None => page.finish(),
            },
            Ok(Progress::On) => Ok(()),
            Ok(Progress::Done) => break Ok(()),
            Err(error) => Err(error),
        };
        if step.is_err() {
            break step;
        }
    };
    let outcome = outcome.map(|()| {
        let next = page.next.map(|next| next.as_str().to_owned());
        (next, nominations.iter().map(|nomination| Nomination::clone(nomination)).collect())
    });
    // What was read before a fault is thrown away with it.
    let said = if outcome.is_ok() { (known.head, known.lost, warnings) } else { <_>::default() };
    (outcome, said.0, said.1, said.2)
}

fn whole(bytes: &[u8]) -> Reading {
    read(std::iter::once(bytes))
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "json")).collect()
}

const SMALL: &str = "\u{feff}{ \"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Ünï 😀\", \
    \"_hustings\": {\"version\": 1, \"topics\": [{\"id\": \"t\", \"label\": \"Thé\"}]},\r\n \"items\": [ \
    {\"id\": \"a\", \"title\": \"\\u00e9 \\ud83d\\ude00 \\\\\\\"]}\", \"content_text\": \"é😀 [{\\\"\"}\n ,\
    {\"id\": 12.0, \"tags\": [1, \"x\"], \"_hustings\": {\"election\": \"e\", \"stances\": [{\"topic\": \"u\", \"quote\": \"q\"}]}},\
    -1.5e3, null, \"\\ud800\", {\"id\": \"a\"}, [[{}]] ], \"next_url\": \"2.json\", \"language\": \"fr\" } \n";

/// Feeds with one fault or oddity each.
const ODD: [&str; 26] = [
    "",
    " ",
    "\u{feff}\u{feff}{}",
    "{",
    "[1, 2]",
    "null",
    "12",
    r#"{"items": {}}"#,
    r#"{"_hustings": {}, "items": []}"#,
    r#"{"_hustings": {}, "items": [],}"#,
    r#"{"_hustings": {}, "items": [1,]}"#,
    r#"{"_hustings": {}, "items": [,1]}"#,
    r#"{"_hustings": {}, "items": [1 2]}"#,
    r#"{"_hustings": {}, "items": [1] "a": 1}"#,
    r#"{"_hustings": {}, "items": [1], "a" 1}"#,
    r#"{"_hustings": {}, "items": [1], "a": tru}"#,
    r#"{"_hustings": {}, "items": [1]} x"#,
    r#"{"_hustings": {}, "items": [{"id": "a"}, é], "title": "é"}"#,
    "{\"_hustings\": {},\n \"items\": [{\"id\": \"é\"},\n {\"id\": \"\u{1}\"}]}",
    "{\"_hustings\": {}, \"items\": [{\"id\": \"a\"},\n {\"id\": \"é\", \"b\" }], \"c\": 1}",
    r#"{"_hustings": {}, "items": [{"id": "a", "title": "\x"}]}"#,
    r#"{"_hustings": {}, "items": [{"id": "a"}], "items": [{"id": "b"}], "title": 5}"#,
    r#"{"items": [{"id": "a", "_hustings": {"election": "e"}}], "_hustings": {"elections": [{"id": "e"}]}}"#,
    r#"{"items": [{"id": "a"}, {]}], "_hustings": {}}"#,
    r#"{"_hustings": 5, "items": [{"id": "a", "_hustings": {"election": "e"}}], "_hustings": {"elections": [{"id": "e", "name": "E"}]}}"#,
    r#"{"_hustings": {}, "items": [007]}"#,
];

#[test]
fn a_small_feed_may_be_cut_anywhere() {
    let feeds = files("tests/feeds").into_iter().map(|path| fs::read(path).unwrap());
    let feeds = feeds.chain(ODD.iter().chain([&SMALL]).map(|feed| feed.as_bytes().to_vec()));
    let mut checked = 0;
    for feed in feeds.filter(|feed| feed.len() < 3000) {
        checked += 1;
        let expected = whole(&feed);
        let shown = String::from_utf8_lossy(&feed);
        assert_eq!(read(feed.chunks(1)), expected, "byte by byte: {shown}");
        for cut in 0..=feed.len() {
            let (before, after) = feed.split_at(cut);
            assert_eq!(read([before, after].into_iter()), expected, "cut at {cut}: {shown}");
        }
    }
    assert!(checked > ODD.len() + 10, "the feeds were not found");
}

#[test]
fn a_larger_feed_may_come_in_pieces_of_any_length() {
    let mut seed = 1_u32;
    for path in files("tests/feeds").into_iter().chain(files("www")) {
        let feed = fs::read(&path).unwrap();
        let expected = whole(&feed);
        for most in [7, 300, 5_000, 70_000] {
            let mut rest = &feed[..];
            let pieces = std::iter::from_fn(|| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let length = rest.len().min(1 + seed as usize % most);
                let (piece, after) = rest.split_at(length);
                rest = after;
                (length > 0).then_some(piece)
            });
            assert_eq!(read(pieces), expected, "{}, up to {most} bytes", path.display());
        }
    }
}

#[test]
fn every_wrong_byte_is_told_alike() {
    let feed = SMALL.as_bytes();
    for at in 0..feed.len() {
        for wrong in [0xff, b'"', b'}', b'\\', b'\n'] {
            let mut feed = feed.to_vec();
            feed[at] = wrong;
            let expected = whole(&feed);
            assert_eq!(read(feed.chunks(1)), expected, "{wrong} at {at}");
            assert_eq!(read(feed.chunks(40)), expected, "{wrong} at {at}");
        }
    }
}

#[test]
fn nominations_are_there_before_the_document_is() {
    let feed = SMALL.split_once("-1.5e3").unwrap().0;
    let (mut page, mut known, mut read) = (Page::default(), Known::default(), Vec::new());
    page.push(feed.as_bytes()).unwrap();
    while page.read(&mut known, &resolve, &mut Vec::new(), &mut read).unwrap() != Progress::Wait {}
    let ids: Vec<_> = read.iter().map(|nomination| nomination.id.to_string()).collect();
    assert_eq!(ids, ["a", "12"]);
    assert_eq!(known.head.topics.iter().map(|topic| &*topic.label).collect::<Vec<_>>(), ["Thé", "u"]);
}

#[test]
fn a_document_that_describes_its_items_after_them_is_waited_for() {
    let feed = ODD.iter().find(|feed| feed.starts_with(r#"{"items": [{"id": "a", "_hustings""#)).unwrap();
    let (outcome, head, _, warnings) = whole(feed.as_bytes());
    assert_eq!(outcome.unwrap().1.len(), 1);
    assert_eq!(head.elections.len(), 1);
    assert!(!warnings.iter().any(|warning| warning.path.ends_with("election")), "{warnings:?}");
}

#[test]
fn what_is_wrong_with_the_head_is_told_first_wherever_it_stands() {
    let item = r#"{"id": 1, "summary": 1}"#;
    let feed =
        format!(r#"{{"_hustings": {{"topics": 1}}, "items": [{item}, {item}], "title": 1, "version": 1}}"#);
    let (_, _, lost, warnings) = whole(feed.as_bytes());
    let paths: Vec<_> = warnings.iter().map(|warning| &*warning.path).collect();
    let expected = [
        "version",
        "version",
        "title",
        "_hustings.topics",
        "items[0].summary",
        "items[1].summary",
        "items[1]",
    ];
    assert_eq!((lost, paths), (1, expected.to_vec()));
}
