//! What becomes of a feed: each file in `tests/feeds` is read, and beside it
//! stands what the reader made of it. `BLESS=1 cargo test` rewrites those.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use hustings::feed::{Fact, Head, Known, Moment, Nomination, Page, Reference, Statement};

/// Relative addresses start here.
fn resolve(address: &str) -> Option<String> {
    match address.contains(':') || address.starts_with("//") {
        true => Some(address.to_owned()),
        false => Some(format!("https://feeds.example/{address}")),
    }
}

/// Everything that was read, as lines.
fn read(bytes: &[u8]) -> String {
    let mut warnings = Vec::new();
    let mut out = String::new();
    let mut known = Known::default();
    match Page::read_whole(bytes, &mut known, &resolve, &mut warnings) {
        Err(error) => writeln!(out, "error: {error:?}").unwrap(),
        Ok((page, nominations)) => {
            write_head(&known.head, &mut out);
            if let Some(next) = &page.next {
                writeln!(out, "next page: {}", next.as_str()).unwrap();
            }
            nominations.iter().for_each(|nomination| write_nomination(nomination, &mut out));
        }
    }
    for warning in warnings {
        let lost = if warning.loses_nomination { " (a nomination is lost)" } else { "" };
        writeln!(out, "warning: {warning}{lost}").unwrap();
    }
    out
}

fn write_head(head: &Head, out: &mut String) {
    writeln!(out, "feed: {:?}, language {:?}, expired {}", head.title, head.language, head.expired).unwrap();
    for election in &head.elections {
        writeln!(
            out,
            "election {}: {} ({:?}), {:?} seats, {:?}, dates {:?}",
            election.id,
            election.name,
            election.term,
            election.seats,
            election.method,
            election.dates.each_ref().map(|date| date.as_ref().map(moment))
        )
        .unwrap();
    }
    for topic in &head.topics {
        writeln!(out, "topic {}: {} {:?}", topic.id, topic.label, topic.keywords).unwrap();
    }
    for fact in &head.facts {
        let unit = fact.unit.as_deref().unwrap_or("");
        writeln!(
            out,
            "fact {}: {} {:?} {unit} filter {} compare {}",
            fact.id, fact.label, fact.kind, fact.filter, fact.compare
        )
        .unwrap();
    }
}

/// A day, or a day and the seconds of it and of its zone.
fn moment(moment: &Moment) -> String {
    let Moment { date, second, offset, .. } = moment;
    second.map_or(date.iso(), |second| format!("{} + {second}, {offset:?}", date.iso()))
}

fn write_nomination(nomination: &Nomination, out: &mut String) {
    let Nomination { id, candidate, election, status, .. } = nomination;
    writeln!(out, "\nnomination {id}: {} in {election:?}, {status:?}", candidate.name).unwrap();
    let url = nomination.url.as_ref().map(|url| url.as_str().to_owned());
    writeln!(out, "  url {url:?}, title {:?}, summary {:?}", nomination.title, nomination.summary).unwrap();
    let statement = nomination.statement.as_ref().map(|statement| match statement {
        Statement::Markdown(text) => format!("Markdown {text:?}"),
        Statement::Html(text) => format!("HTML {text:?}"),
        Statement::Plain(text) => format!("text {text:?}"),
        Statement::At(url) => format!("at {}", url.as_str()),
    });
    writeln!(out, "  statement: {}", statement.as_deref().unwrap_or("none")).unwrap();
    for stance in &nomination.stances {
        writeln!(
            out,
            "  on {}: editor {:?}, quote {:?}, at {:?}",
            stance.topic, stance.summary, stance.quote, stance.anchor
        )
        .unwrap();
    }
    for (id, fact) in &nomination.facts {
        writeln!(out, "  {id} = {}", show(fact)).unwrap();
    }
    for reference in &nomination.references {
        writeln!(out, "  reference {}", show_reference(reference)).unwrap();
    }
    for endorsement in &nomination.endorsements {
        writeln!(
            out,
            "  endorsed by {:?}: {:?} {:?}",
            endorsement.by, endorsement.summary, endorsement.quote
        )
        .unwrap();
    }
    for link in &nomination.links {
        writeln!(out, "  link {}: {}", link.label, link.url.as_str()).unwrap();
    }
    if let Some(outcome) = &nomination.outcome {
        writeln!(out, "  {outcome:?}").unwrap();
    }
    if let Some(as_of) = nomination.as_of {
        writeln!(out, "  as of {as_of}").unwrap();
    }
}

fn show(fact: &Fact) -> String {
    match fact {
        Fact::Text(text) => format!("{text:?}"),
        Fact::Number(number) => number.to_string(),
        Fact::Date(date) => date.to_string(),
        Fact::List(list) => format!("[{}]", list.iter().map(show).collect::<Vec<_>>().join(", ")),
        Fact::Link(link) => format!("link {} {}", link.label, link.url.as_str()),
        Fact::Quoted(value, passage) => format!("{value} ({:?} in {:?})", passage.quote, passage.anchor),
        Fact::Reference(reference) => show_reference(reference),
    }
}

fn show_reference(reference: &Reference) -> String {
    let Reference { title, status, version, role, url, .. } = reference;
    let url = url.as_ref().map(|url| url.as_str().to_owned());
    format!("{} {title:?} {status:?} {version:?} {role:?} {url:?}", reference.name())
}

#[test]
fn each_feed_reads_as_the_file_beside_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds");
    let mut checked = 0;
    let mut differing = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        checked += 1;
        let reading = read(&fs::read(&path).unwrap());
        let beside = path.with_extension("txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&beside, &reading).unwrap();
        } else if fs::read_to_string(&beside).is_ok_and(|expected| expected == reading) {
            continue;
        } else {
            differing.push(format!("{}:\n{reading}", path.display()));
        }
    }
    assert!(checked >= 12, "the feeds were not found");
    assert!(
        differing.is_empty(),
        "not as the file beside it says; BLESS=1 rewrites:\n{}",
        differing.join("\n")
    );
}

#[test]
fn the_projects_own_feeds_read_without_a_warning() {
    let www = Path::new(env!("CARGO_MANIFEST_DIR")).join("www");
    for (feed, count) in [
        ("python-steering-council", 77),
        ("kubernetes-steering", 72),
        ("sample-election", 8),
        ("minimal", 2),
        ("plain-feed", 4),
    ] {
        let bytes = fs::read(www.join(feed).with_extension("json")).unwrap();
        let mut warnings = Vec::new();
        let (_, read) = Page::read_whole(&bytes, &mut Known::default(), &resolve, &mut warnings).unwrap();
        assert_eq!((read.len(), warnings), (count, vec![]), "{feed}");
    }
}

#[test]
fn every_cut_of_a_feed_is_an_error_and_no_panic() {
    let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("www/minimal.json")).unwrap();
    for end in 0..bytes.len() - 2 {
        let read = Page::read_whole(&bytes[..end], &mut Known::default(), &resolve, &mut Vec::new());
        assert!(read.is_err(), "cut at {end}");
    }
}

#[test]
fn a_feed_of_nothing_but_faults_is_told_in_some_hundred_warnings() {
    let items = vec!["1"; 20_000].join(",");
    let feed =
        format!(r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{items}]}}"#);
    let mut warnings = Vec::new();
    let mut known = Known::default();
    let (_, read) = Page::read_whole(feed.as_bytes(), &mut known, &resolve, &mut warnings).unwrap();
    assert!(read.is_empty());
    assert_eq!((warnings.len(), known.lost), (hustings::feed::MAX_WARNINGS, 20_000));
    assert!(warnings.last().unwrap().problem.contains("not listed"));
}
