//! `hustings import`: nominations that stand elsewhere, as a folder of files to go on with.

mod discourse;
mod draft;
mod posts;
mod table;

use std::process::ExitCode;

use serde_json::{Map, Value};

use self::draft::{Draft, Drafts, line};
use super::args::{FromFeed, Import, Into};
use super::report::{Finding, Report, told};
use super::write::save;

/// Imports, and tells what came of it.
///
/// # Errors
/// When there is nothing to import, or nothing can be written.
pub fn run(source: &Import) -> Result<ExitCode, Finding> {
    let mut report = Report::default();
    let into = match source {
        Import::Discourse(args) => {
            discourse::run(args, &mut report)?;
            &args.into
        }
        Import::Jsonfeed(args) => {
            let (drafts, head) = posts::json_feed(&args.source, &mut report)?;
            begin_as(&args.into, &head)?;
            put(args, drafts, &mut report)
        }
        Import::Rss(args) => put(args, posts::rss(&args.source)?, &mut report),
        Import::Csv(args) => put(args, table::read(&args.source)?, &mut report),
    };
    begin(into)?;
    if report.errors == 0 {
        super::say(&format!("Look at it: hustings serve {}", told(&into.output)));
    }
    Ok(super::end(&report, super::args::Telling::plain()))
}

fn put<'a>(args: &'a FromFeed, drafts: Vec<Draft>, report: &mut Report) -> &'a Into {
    let mut folder = Drafts::new(&args.into.output, args.into.election.clone());
    for draft in drafts {
        match folder.put(draft) {
            Ok(outcome) => super::say(&line(&outcome)),
            Err(finding) => report.add(finding),
        }
    }
    &args.into
}

fn has_election(into: &Into) -> bool {
    super::election::NAMES.iter().any(|name| into.output.join(name).exists())
}

/// A folder without an election file gets that of the feed: what its nominations name stands there.
fn begin_as(into: &Into, head: &Map<String, Value>) -> Result<(), Finding> {
    let Some(own) = head.get("_hustings").and_then(Value::as_object).filter(|_| !has_election(into)) else {
        return Ok(());
    };
    let mut text = String::new();
    for name in ["title", "description", "home_page_url", "feed_url", "language", "expired"] {
        if let Some(value) = head.get(name) {
            draft::member(name, value, 0, &mut text);
        }
    }
    for name in ["about", "profiles", "elections", "topics", "facts"] {
        if let Some(value) = own.get(name) {
            draft::member(name, value, 0, &mut text);
        }
    }
    let path = into.output.join("election.yml");
    save(&path, text.as_bytes())?;
    super::say(&format!("{} written, as the feed has it", told(&path)));
    Ok(())
}

/// A folder without an election file gets one to go on with.
fn begin(into: &Into) -> Result<(), Finding> {
    if has_election(into) || !into.output.is_dir() {
        return Ok(());
    }
    let path = into.output.join("election.yml");
    let id = into.election.as_deref().unwrap_or("election");
    save(&path, super::starter::election(id).as_bytes())?;
    super::say(&format!("{} written: say there what the nominations are for", told(&path)));
    Ok(())
}
