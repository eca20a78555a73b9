//! What a feed may do that its words allow and its readers would mind: what `check` tells beside what the reader of
//! feeds finds wrong.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use regex::Regex;

use super::report::{Finding, Spot};
use crate::domain::blocks::{Block, Sink, Tag, plain_blocks};
use crate::domain::html::native;
use crate::domain::markdown;
use crate::domain::passage::mark;
use crate::domain::reading::{self, Kind, MAX_BYTES, Means};
use crate::feed::{Fact, FactKind, Head, Nomination, Statement, Text};

/// Looks at nominations one after the other; what it keeps of each is some bytes.
#[derive(Default)]
pub struct Inspector {
    /// What the page at hand is called.
    page: Rc<str>,
    /// By election.
    elections: HashMap<Option<Text>, Vec<Measure>>,
}

/// How much room a nomination takes.
struct Measure {
    page: Rc<str>,
    path: String,
    name: Text,
    words: u32,
    summary: u32,
    image: bool,
}

/// What is wrong with one nomination: where in the feed, and how many lines into the statement.
pub struct Remark {
    /// Without its file.
    pub finding: Finding,
    /// Lines of the statement before it.
    pub lines: usize,
}

impl Inspector {
    /// Turns to another page of the feed.
    pub fn turn(&mut self, page: &str) {
        self.page = page.into();
    }

    /// Looks at the nomination at a path (`items[3]`).
    pub fn look(&mut self, path: &str, nomination: &Nomination, head: &Head) -> Vec<Remark> {
        let mut remarks = Vec::new();
        let read = Read::of(nomination);
        remark_private(path, nomination, &read, &mut remarks);
        remark_addresses(path, nomination, head, &read, &mut remarks);
        remark_quotes(path, nomination, &read, &mut remarks);
        remark_facts(path, nomination, head, &mut remarks);
        let words = read.words.split_whitespace().count() as u32;
        let measure = Measure {
            page: self.page.clone(),
            path: path.to_owned(),
            name: nomination.candidate.name.clone(),
            words,
            summary: nomination.summary.as_ref().map_or(0, |text| text.chars().count() as u32),
            image: nomination.candidate.image.is_some(),
        };
        self.elections.entry(nomination.election.clone()).or_default().push(measure);
        remarks
    }

    /// What is uneven between the nominations of an election: each is to have the same room.
    #[must_use]
    pub fn compare(self) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for measures in self.elections.into_values() {
            remark_lengths(&measures, &mut remarks);
            let has = |is: fn(&Measure) -> bool| measures.iter().filter(|measure| is(measure)).count();
            let total = measures.len();
            for (some, what, where_, remedy) in [
                (
                    has(|one| one.image),
                    "an image",
                    "_hustings.candidate.image",
                    "Give everyone one, or nobody",
                ),
                (
                    has(|one| one.summary > 0),
                    "a summary",
                    "summary",
                    "Write one for everyone, at the same length",
                ),
            ] {
                if some == 0 || some == total || total < 2 {
                    continue;
                }
                let problem =
                    format!("{some} of {total} nominees of an election have {what}, the others none");
                let with =
                    measures.iter().find(|one| if what == "an image" { one.image } else { one.summary > 0 });
                let Some(with) = with else { continue };
                let path = format!("{}.{where_}", with.path);
                remarks.push(on_page(with, remark(&path, problem, remedy)));
            }
        }
        remarks.sort_by(|one, other| one.finding.path.cmp(&other.finding.path));
        remarks
    }
}

/// One nominee's words beside what is usual in the same election.
fn remark_lengths(measures: &[Measure], remarks: &mut Vec<Remark>) {
    /// A comparison needs some to compare.
    const FEWEST: usize = 3;
    /// So many times the usual is far more.
    const TIMES: u32 = 4;
    /// Below so many words, and characters of a summary, nobody has too much room.
    const SHORT: u32 = 400;
    for (of, what, member, unit) in [
        ((|one: &Measure| one.words) as fn(&Measure) -> u32, "statement", "_hustings.statement", "words"),
        (|one: &Measure| one.summary, "summary", "summary", "characters"),
    ] {
        let mut lengths: Vec<u32> = measures.iter().map(of).filter(|length| *length > 0).collect();
        if lengths.len() < FEWEST {
            continue;
        }
        lengths.sort_unstable();
        let usual = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
        for one in measures.iter().filter(|one| of(one) > SHORT && of(one) > TIMES * usual) {
            let (own, name) = (of(one), &one.name);
            let problem =
                format!("the {what} of {name} has {own} {unit}; half of the others have {usual} or fewer");
            let remedy = "Set the same limit for everyone, or tell voters why there is none";
            remarks.push(on_page(one, remark(&format!("{}.{member}", one.path), problem, remedy)));
        }
    }
}

fn on_page(of: &Measure, mut remark: Remark) -> Remark {
    remark.finding.file = of.page.to_string();
    remark
}

fn remark(path: &str, problem: impl Into<String>, remedy: &str) -> Remark {
    Remark { finding: Finding::warning("", problem, remedy).on(path), lines: 0 }
}

/// A statement as it is read.
struct Read {
    blocks: Vec<Block>,
    words: String,
    links: Vec<String>,
    /// The member that it stands in.
    member: &'static str,
}

impl Read {
    fn of(nomination: &Nomination) -> Self {
        let resolve = |address: &str| Some(address.to_owned());
        let mut links = Links::default();
        let (blocks, member) = match &nomination.statement {
            Some(Statement::Markdown(text)) => {
                markdown::read(reading::head(text).0, &mut links);
                (reading::read(text, Kind::Markdown, &Means::default(), &resolve).0, "_hustings.statement")
            }
            Some(Statement::Plain(text)) => {
                (reading::read(text, Kind::Plain, &Means::default(), &resolve).0, "content_text")
            }
            Some(Statement::Html(text)) => {
                let head = text.get(..text.floor_char_boundary(MAX_BYTES)).unwrap_or_default();
                native::read(head, &mut links);
                let mut blocks = native::blocks(head, &resolve);
                crate::domain::blocks::give_anchors(&mut blocks);
                (blocks, "_hustings.statement_html")
            }
            Some(Statement::At(_)) | None => (Vec::new(), "_hustings.statement_url"),
        };
        let words = plain_blocks(&blocks);
        Self { blocks, words, links: links.0, member }
    }
}

/// The addresses of a text, safe or not.
#[derive(Default)]
struct Links(Vec<String>);

impl Sink for Links {
    fn open(&mut self, tag: Tag) {
        if let Tag::Link(address) | Tag::Image(address) = tag {
            self.0.push(address);
        }
    }

    fn close(&mut self) {}
    fn text(&mut self, _: &str) {}
    fn line_break(&mut self) {}
    fn rule(&mut self) {}
}

#[allow(clippy::expect_used, reason = "a pattern that is wrong fails every test")]
static MAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}\b").expect("a pattern")
});

/// A number in international form, or one that is called a phone's.
#[allow(clippy::expect_used, reason = "a pattern that is wrong fails every test")]
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)
        (?:^|[\s(:])(?P<a>\+\d{1,3}[\s.\-/()]*(?:\d[\s.\-/()]*){7,13})
        | \b(?:phone|tel|telephone|mobile|cell|call\ me|whatsapp|signal)\b[^\n\d+]{0,12}(?P<b>\(?\d[\d\s.\-/()]{6,}\d)",
    )
    .expect("a pattern")
});

fn remark_private(path: &str, nomination: &Nomination, read: &Read, remarks: &mut Vec<Remark>) {
    let mut seen = Vec::new();
    let written = written(nomination);
    let mails = MAIL.find_iter(&read.words).map(|found| (found.as_str(), "mail address"));
    let phones = PHONE.captures_iter(&read.words).filter_map(|found| {
        let found = found.name("a").or_else(|| found.name("b"))?;
        Some((found.as_str().trim_matches(|c: char| !c.is_ascii_digit() && c != '+'), "phone number"))
    });
    for (text, what) in mails.chain(phones) {
        if seen.contains(&text) {
            continue;
        }
        seen.push(text);
        let lines = lines_before(written, text);
        let problem =
            format!("the {what} {text} stands in a statement; programs that gather such will find it");
        let remedy = "Ask whether it is meant to be public, or link to a page instead";
        let finding = Finding::warning("", problem, remedy).on(format!("{path}.{}", read.member));
        remarks.push(Remark { finding, lines });
    }
}

/// A statement as written.
fn written(nomination: &Nomination) -> &str {
    match &nomination.statement {
        Some(Statement::Markdown(text) | Statement::Plain(text) | Statement::Html(text)) => text,
        _ => "",
    }
}

fn lines_before(text: &str, part: &str) -> usize {
    text.find(part).map_or(0, |at| text.get(..at).unwrap_or_default().matches('\n').count())
}

fn remark_addresses(
    path: &str,
    nomination: &Nomination,
    head: &Head,
    read: &Read,
    remarks: &mut Vec<Remark>,
) {
    if let Some(image) = &nomination.candidate.image
        && let Some(host) = image.host()
        && head.feed_url.as_ref().and_then(|url| url.host()).is_none_or(|own| own != host)
    {
        let problem = format!("the image comes from {host}, which learns of every reader that looks at it");
        let remedy = if head.feed_url.is_some() {
            "Put the image beside the feed"
        } else {
            "Put the image beside the feed, or write feed_url if the feed is on the same host"
        };
        remarks.push(remark(&format!("{path}._hustings.candidate.image"), problem, remedy));
    }
    let member = format!("{path}.{}", read.member);
    let written = written(nomination);
    let remark_on = |link: &str, problem: String, remedy: &str| {
        let mut remark = remark(&member, problem, remedy);
        remark.lines = lines_before(written, link);
        remark
    };
    let mut seen: Vec<&String> = Vec::new();
    for link in &read.links {
        if seen.contains(&link) {
            continue;
        }
        seen.push(link);
        let scheme = link.split_once(':').map(|(scheme, _)| scheme.trim().to_lowercase());
        let is_scheme = |scheme: &String| {
            !scheme.is_empty()
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        };
        match scheme.filter(is_scheme).as_deref() {
            Some("http" | "https" | "mailto") => {}
            Some(other) => {
                let problem =
                    format!("a link to “{link}”: nobody can follow {other}: here, so its words stand alone");
                remarks.push(remark_on(link, problem, "Use an http, https or mailto address"));
            }
            None if link.starts_with("//") || link.starts_with('#') || link.is_empty() => {}
            None if head.feed_url.is_none() && nomination.base.is_empty() => {
                let problem = format!("a link to “{link}”, which depends on where the feed is published");
                remarks.push(remark_on(
                    link,
                    problem,
                    "Write the whole address, or the feed's own in feed_url",
                ));
            }
            None => {}
        }
    }
}

/// What should be a figure and is not can neither be filtered nor put beside others.
fn remark_facts(path: &str, nomination: &Nomination, head: &Head, remarks: &mut Vec<Remark>) {
    for (id, fact) in &nomination.facts {
        let is_number = head.fact(id).is_some_and(|definition| definition.kind == FactKind::Number);
        if is_number && let Fact::Text(text) = fact {
            let problem = format!("“{text}” is no number, and “{id}” is one");
            let remedy = "Write a figure, without its unit";
            remarks.push(remark(&format!("{path}._hustings.facts.{id}"), problem, remedy));
        }
    }
}

fn remark_quotes(path: &str, nomination: &Nomination, read: &Read, remarks: &mut Vec<Remark>) {
    if read.blocks.is_empty() {
        return;
    }
    let anchors: Vec<&str> = read
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { anchor, .. } => Some(anchor.as_str()),
            _ => None,
        })
        .collect();
    // A statement is marked for each quote: nobody has more.
    const MOST_QUOTES: usize = 200;
    if nomination.stances.len() > MOST_QUOTES {
        let problem = format!(
            "only the first {MOST_QUOTES} of {} stances are compared with the statement",
            nomination.stances.len()
        );
        remarks.push(remark(
            &format!("{path}._hustings.stances"),
            &problem,
            "Look at the others yourself, or state fewer",
        ));
    }
    for (at, stance) in nomination.stances.iter().take(MOST_QUOTES).enumerate() {
        let path = format!("{path}._hustings.stances[{at}]");
        if let Some(quote) = &stance.quote
            && !mark(&mut read.blocks.clone(), quote, None)
        {
            let problem = "the quote does not stand in the statement, word for word";
            remarks.push(remark(
                &format!("{path}.quote"),
                problem,
                "Copy the words from the statement, or write a summary",
            ));
        }
        if let Some(anchor) = &stance.anchor
            && !anchors.contains(&&**anchor)
        {
            let problem = format!("no heading of the statement has the anchor “{anchor}”");
            let near = super::shape::nearest(anchor, anchors.iter().copied());
            let remedy = match near {
                Some(near) => format!("Write “{near}”, if that is meant"),
                None if anchors.is_empty() => "Take it away: the statement has no headings".to_owned(),
                None => format!("Use one of these: {}", anchors.join(", ")),
            };
            remarks.push(remark(&format!("{path}.anchor"), problem, &remedy));
        }
    }
}

impl Remark {
    /// Where it stands in a file, given where the statement begins there.
    #[must_use]
    pub fn lowered(&self, spot: Spot) -> Spot {
        if self.lines == 0 { spot } else { Spot { line: spot.line + self.lines, column: 1 } }
    }
}
