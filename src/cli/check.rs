//! `hustings check`: every fault of a feed, before its readers meet it.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use super::folder::{self, Folder};
use super::inspect::{Inspector, Remark};
use super::places;
use super::progress;
use super::report::{Finding, MOST_LISTED, Report, Severity, Spot, told};
use super::source::{self, Root, unreadable};
use super::web::Web;
use super::write;
use crate::feed::{
    ErrorKind, FeedError, Known, MAX_BYTES, Nomination, Page, Progress, Statement, Warning, megabytes,
};

/// What was found, and in how much.
#[derive(Debug, Default)]
pub struct Checked {
    /// What is wrong.
    pub report: Report,
    /// Nominations that can be shown.
    pub nominations: usize,
}

/// Checks a feed's file, a folder of nominations, an address, or `-` for stdin.
///
/// # Errors
/// When there is nothing to check.
pub fn check(target: &str, history: bool) -> Result<Checked, Finding> {
    if target.starts_with("http://") || target.starts_with("https://") {
        return pages(&Place::Web(target.to_owned()));
    }
    if target == "-" {
        let mut checker = Checker::default();
        let mut spool = tempfile::tempfile().map_err(|error| unreadable("-", &error))?;
        io::copy(&mut io::stdin().lock().take(MAX_BYTES as u64 + 1), &mut spool)
            .map_err(|error| unreadable("-", &error))?;
        spool.rewind().map_err(|error| unreadable("-", &error))?;
        checker.document("-", &mut spool, &|_| None, &|_| None)?;
        return Ok(checker.end(&|_| None));
    }
    let path = Path::new(target);
    if path.is_dir() {
        let root = Root::new(path)?;
        return Ok(folder(&root, &mut folder::read(&root, history)?));
    }
    pages(&Place::File(path.to_owned()))
}

/// Checks what a folder says, as it would be published.
pub fn folder(root: &Root, folder: &mut Folder) -> Checked {
    let bytes = write::feed(folder);
    let mut report = std::mem::take(&mut folder.report);
    let mut checker = Checker::default();
    let place = |path: &str| folder.place(root, path);
    // What stands in memory can be read.
    let statement = |_: &str| None;
    if let Err(finding) = checker.document(&root.told(""), &mut io::Cursor::new(bytes), &place, &statement) {
        report.add(finding);
    }
    let checked = checker.end(&place);
    report.extend(checked.report);
    Checked { report, nominations: checked.nominations }
}

/// Where a page of a feed is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Place {
    File(PathBuf),
    Web(String),
}

impl Place {
    fn told(&self) -> String {
        match self {
            Self::File(path) => told(path),
            Self::Web(address) => address.clone(),
        }
    }

    /// Where an address leads from here.
    fn next(&self, address: &str) -> Option<Self> {
        if address.contains("://") {
            return Some(Self::Web(address.to_owned()));
        }
        match self {
            // A feed names files beside it and below, and no others of this machine.
            Self::File(path) => write::beside_and_below(path, address).map(Self::File),
            Self::Web(base) => super::web::resolve(base, address).map(Self::Web),
        }
    }
}

/// Checks a feed page by page.
fn pages(first: &Place) -> Result<Checked, Finding> {
    /// More are a circle that never says so.
    const MOST_PAGES: usize = 10_000;
    let mut checker = Checker::default();
    let web = Web::new();
    let mut seen = HashSet::new();
    let mut next = Some(first.clone());
    while let Some(place) = next.take() {
        let name = place.told();
        if !seen.insert(place.clone()) || seen.len() > MOST_PAGES {
            let problem = "next_url leads to a page that came before";
            checker.report.add(Finding::error(&name, problem, "Take the next_url of the last page away"));
            break;
        }
        let document = match &place {
            Place::File(path) => source::open(path, &name),
            Place::Web(address) => web.spool(address),
        };
        let address = match document {
            Ok(mut document) => {
                let statement = |address: &str| statement(&place, address);
                checker.document(&name, &mut document, &|_| None, &statement)?
            }
            Err(finding) if seen.len() == 1 => return Err(finding),
            Err(finding) => {
                checker.report.add(finding);
                None
            }
        };
        next = address.and_then(|address| place.next(&address));
    }
    Ok(checker.end(&|_| None))
}

/// What stands at the address of a statement, where it is looked at.
type Fetch<'a> = &'a dyn Fn(&str) -> Option<Result<String, Finding>>;

/// A statement beside a feed's file. Those of a feed on the web are not fetched: there may be thousands.
fn statement(page: &Place, address: &str) -> Option<Result<String, Finding>> {
    let Place::File(path) = page.next(address)? else { return None };
    let file = told(&path);
    let text = source::read(&path, &file, source::MOST_BYTES);
    Some(text.map_err(|finding| Finding {
        problem: format!("the statement {file} {}", finding.problem),
        remedy: "Publish the statement beside the feed, or build the feed again".to_owned(),
        ..finding
    }))
}

/// The way from a path of the feed to a file and a place in it.
type Locate<'a> = &'a dyn Fn(&str) -> Option<(String, Option<Spot>)>;

#[derive(Default)]
struct Checker {
    known: Known,
    inspector: Inspector,
    report: Report,
    nominations: usize,
    /// The place of each nomination that may still be named once all are known, where it has one.
    file: String,
}

impl Checker {
    /// Reads one document of the feed; gives the address of the next.
    fn document(
        &mut self,
        name: &str,
        document: &mut (impl Read + Seek),
        locate: Locate<'_>,
        statement: Fetch<'_>,
    ) -> Result<Option<String>, Finding> {
        let first = self.file.is_empty();
        if first {
            self.file = name.to_owned();
        }
        let mut page = Page::default();
        let mut remarks = Vec::new();
        self.inspector.turn(name);
        let read = self.read(&mut page, document, &mut remarks, statement);
        if let Err(error) = read {
            return self.failed(name, error, first);
        }
        self.place(name, document, &remarks, locate);
        Ok(page.next.map(|next| next.as_str().to_owned()))
    }

    fn failed(&mut self, name: &str, error: Stop, first: bool) -> Result<Option<String>, Finding> {
        let finding = match error {
            Stop::Read(error) => unreadable(name, &error),
            Stop::Kind(kind) => fault(name, &kind),
        };
        // Without its first page there is no feed; without a later one there is less of it.
        if first && self.nominations == 0 {
            return Err(finding);
        }
        self.report.add(finding);
        Ok(None)
    }

    fn read(
        &mut self,
        page: &mut Page,
        document: &mut (impl Read + Seek),
        remarks: &mut Vec<Remark>,
        statement: Fetch<'_>,
    ) -> Result<(), Stop> {
        let length =
            document.seek(io::SeekFrom::End(0)).and_then(|length| document.rewind().map(|()| length));
        let bar = progress::over_bytes(length.ok());
        let resolve = |address: &str| Some(address.to_owned());
        let mut chunk = vec![0; 1 << 16];
        let (mut warnings, mut read) = (Vec::new(), Vec::new());
        let mut whole = false;
        while !whole {
            let length = document.read(&mut chunk).map_err(Stop::Read)?;
            if length == 0 {
                page.finish().map_err(Stop::Kind)?;
                whole = true;
            } else {
                bar.inc(length as u64);
                page.push(chunk.get(..length).unwrap_or_default()).map_err(Stop::Kind)?;
                if page.bytes() > MAX_BYTES {
                    return Err(Stop::Kind(ErrorKind::TooLarge { bytes: page.bytes() }));
                }
            }
            loop {
                let progress =
                    page.read(&mut self.known, &resolve, &mut warnings, &mut read).map_err(Stop::Kind)?;
                self.take(warnings.drain(..).map(of_warning), remarks);
                for nomination in read.drain(..) {
                    self.nominations += 1;
                    let path = format!("items[{}]", page.items().saturating_sub(1));
                    let elsewhere = match &nomination.statement {
                        Some(Statement::At(address)) => statement(address.as_str()),
                        _ => None,
                    };
                    let found = match elsewhere {
                        Some(Err(finding)) => {
                            let path = format!("{path}._hustings.statement_url");
                            vec![Remark { finding: finding.on(path), lines: 0 }]
                        }
                        Some(Ok(text)) => {
                            let whole = Nomination {
                                statement: Some(Statement::Markdown(text.into())),
                                ..Nomination::clone(&nomination)
                            };
                            let mut found = self.inspector.look(&path, &whole, &self.known.head);
                            for Remark { finding, .. } in &mut found {
                                if finding.path.ends_with("._hustings.statement") {
                                    finding.path.push_str("_url");
                                }
                            }
                            found
                        }
                        None => self.inspector.look(&path, &nomination, &self.known.head),
                    };
                    self.take(found.into_iter(), remarks);
                }
                if progress != Progress::On {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Keeps as many as are listed, and counts the others.
    fn take(&mut self, found: impl Iterator<Item = Remark>, remarks: &mut Vec<Remark>) {
        for remark in found {
            if remarks.len() + self.report.findings.len() < MOST_LISTED {
                remarks.push(remark);
            } else {
                self.report.count(remark.finding.severity);
            }
        }
    }

    /// Adds remarks with their places.
    fn place(
        &mut self,
        name: &str,
        document: &mut (impl Read + Seek),
        remarks: &[Remark],
        locate: Locate<'_>,
    ) {
        if remarks.is_empty() {
            return;
        }
        let located: Vec<_> = remarks.iter().map(|remark| locate(&remark.finding.path)).collect();
        let unlocated = remarks.iter().zip(&located).filter(|(_, located)| located.is_none());
        let wanted: HashSet<&str> = unlocated.map(|(remark, _)| remark.finding.path.as_str()).collect();
        let spots = if wanted.is_empty() || document.rewind().is_err() {
            HashMap::new()
        } else {
            places::find(document, &wanted)
        };
        for (remark, located) in remarks.iter().zip(located) {
            let (file, spot) = match located {
                Some((file, spot)) => (file, spot.map(|spot| remark.lowered(spot))),
                None => (name.to_owned(), spots.get(&remark.finding.path).copied()),
            };
            let mut finding = Finding { file, spot, ..remark.finding.clone() };
            // Whoever writes files has no `_hustings`.
            if wanted.is_empty()
                && let Some((before, list)) = finding.remedy.split_once("in _hustings.")
            {
                finding.remedy = format!("{before}under {list} in election.yml");
            }
            self.report.add(finding);
        }
    }

    /// What only all nominations together tell.
    fn end(self, locate: Locate<'_>) -> Checked {
        let Self { inspector, mut report, nominations, file, known, .. } = self;
        for Remark { finding, .. } in inspector.compare() {
            let (file, spot) = locate(&finding.path).unwrap_or_else(|| {
                // It names its page; where that is a file, the place is looked for there.
                let wanted = [finding.path.as_str()].into_iter().collect();
                let spots = fs::File::open(&finding.file).map(|page| places::find(page, &wanted));
                let spot = spots.ok().and_then(|spots| spots.get(&finding.path).copied());
                (finding.file.clone(), spot)
            });
            report.add(Finding { file, spot, ..finding });
        }
        if nominations == 0 && report.errors == 0 && report.findings.is_empty() {
            report.add(Finding::warning(&file, "no nomination in it as yet", "Add one to its items"));
        }
        for election in &known.head.elections {
            for limit in election.limits.iter().filter(|limit| known.head.fact(&limit.fact).is_none()) {
                let problem = format!(
                    "election “{}” limits the fact “{}”, which is not there",
                    election.id, limit.fact
                );
                let known = known.head.facts.iter().map(|fact| &*fact.id);
                report.add(Finding::warning(&file, problem, super::election::near(&limit.fact, known)));
            }
        }
        Checked { report, nominations }
    }
}

enum Stop {
    Read(io::Error),
    Kind(ErrorKind),
}

fn of_warning(warning: Warning) -> Remark {
    let Warning { path, problem, remedy, loses_nomination } = warning;
    let severity = if loses_nomination { Severity::Error } else { Severity::Warning };
    let path = if path == "the feed" { String::new() } else { path };
    Remark { finding: Finding { severity, ..Finding::warning("", problem, remedy).on(path) }, lines: 0 }
}

/// Why nothing of a document can be read.
fn fault(name: &str, kind: &ErrorKind) -> Finding {
    let (problem, remedy, spot) = match kind {
        ErrorKind::Syntax { line, column, reason } => (
            format!("not JSON ({reason})"),
            "Mend the file there".to_owned(),
            Some(Spot { line: *line, column: *column }),
        ),
        ErrorKind::NotUtf8 { offset } => {
            (format!("not UTF-8 after {offset} bytes"), "Save the file as UTF-8".to_owned(), None)
        }
        ErrorKind::NotFeed { reason } => (
            format!("JSON, but not a JSON Feed: {reason}"),
            "See https://jsonfeed.org/version/1.1 for what a feed holds".to_owned(),
            None,
        ),
        ErrorKind::TooLarge { bytes } => (
            format!("{} and more, where a page may load at most {}", megabytes(*bytes), megabytes(MAX_BYTES)),
            "Split the feed: hustings build --pages 500".to_owned(),
            None,
        ),
        other => (
            FeedError { source: name.to_owned(), kind: other.clone() }.to_string(),
            "See above".to_owned(),
            None,
        ),
    };
    let finding = Finding::error(name, problem, remedy);
    spot.map_or(finding.clone(), |spot| finding.at(spot))
}
