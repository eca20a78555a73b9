//! `hustings import`: nominations that stand elsewhere, as a folder of files to go on with.

mod discourse;
mod draft;
mod posts;
mod table;

use std::path::Path;
use std::process::ExitCode;

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
        Import::Jsonfeed(args) => put(args, posts::json_feed(&args.source, &mut report)?)?,
        Import::Rss(args) => put(args, posts::rss(&args.source)?)?,
        Import::Csv(args) => put(args, table::read(&args.source)?)?,
    };
    begin(into)?;
    if report.errors == 0 {
        super::say(&format!("Look at it: hustings serve {}", told(&into.output)));
    }
    Ok(super::end(&report, super::args::Telling::plain()))
}

fn put(args: &FromFeed, drafts: Vec<Draft>) -> Result<&Into, Finding> {
    let mut folder = Drafts::new(&args.into.output, args.into.election.clone());
    for draft in drafts {
        super::say(&line(&folder.put(draft)?));
    }
    Ok(&args.into)
}

/// A folder without an election file gets one to go on with.
fn begin(into: &Into) -> Result<(), Finding> {
    let has = |name: &str| into.output.join(name).exists();
    if super::election::NAMES.iter().any(|name| has(name)) || !into.output.is_dir() {
        return Ok(());
    }
    let path: &Path = &into.output.join("election.yml");
    let id = into.election.as_deref().unwrap_or("election");
    let text = super::starter::election(id);
    save(path, text.as_bytes())?;
    super::say(&format!("{} written: say there what the nominations are for", told(path)));
    Ok(())
}
