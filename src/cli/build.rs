//! `hustings build`: a folder of nominations becomes a feed.

use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use notify::{RecursiveMode, Watcher};

use super::args::Build;
use super::check::{Checked, folder as check};
use super::folder;
use super::nomination::Item;
use super::report::Finding;
use super::source::Root;
use super::write::{self, File};

/// What a build came to.
#[derive(Debug)]
pub struct Built {
    /// What is wrong; nothing is written where something is lost.
    pub checked: Checked,
    /// Files that are others than before.
    pub written: usize,
    /// Files of the build before that are gone.
    pub swept: usize,
}

/// Builds once.
///
/// # Errors
/// When there is no such folder, or a file can't be written.
pub fn build(args: &Build) -> Result<Built, Finding> {
    let root = Root::new(&args.folder)?;
    let mut folder = folder::read(&root, !args.no_git)?;
    let checked = check(&root, &mut folder);
    let mut built = Built { checked, written: 0, swept: 0 };
    if built.checked.report.errors > 0 {
        return Ok(built);
    }
    if args.output.as_os_str() == "-" {
        // Whoever reads it may have had enough.
        let _ = std::io::stdout().write_all(&write::feed(&folder));
        return Ok(built);
    }
    let output = super::report::told(&args.output);
    let there = args.output.canonicalize().ok();
    let is_there = |item: &Item| args.folder.join(&item.path).canonicalize().ok() == there;
    if there.is_some() && folder.items.iter().any(is_there) {
        let problem = "is a nomination of the folder; nothing was written";
        return Err(Finding::error(&output, problem, "Name another file for the feed"));
    }
    let name = args.output.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = args.output.parent().unwrap_or(Path::new(""));
    let earlier = write::beside(beside, &name);
    let files = match args.pages {
        Some(size) => write::pages(&folder, &name, size as usize),
        None => vec![File { path: name.clone(), bytes: write::feed(&folder) }],
    };
    built.written = write::write(beside, &files)?;
    built.swept = write::sweep(beside, &earlier, &files)?;
    Ok(built)
}

/// One line on what a build came to.
#[must_use]
pub fn told(args: &Build, built: &Built) -> String {
    let Built { checked: Checked { report, nominations }, written, swept } = built;
    let many = if *nominations == 1 { "" } else { "s" };
    let output = super::report::told(&args.output);
    if report.errors > 0 {
        return format!("{output} stays as it was: {}", report.summary());
    }
    let what = match written {
        0 => "is up to date".to_owned(),
        1 => "written".to_owned(),
        files => format!("written ({files} files)"),
    };
    let what = match swept {
        0 => what,
        gone => format!("{what}, {gone} that it named before taken away"),
    };
    format!("{output} {what}: {nominations} nomination{many}, {}", report.summary())
}

/// Calls `again` whenever something in a folder changes, until the end of time.
///
/// # Errors
/// When the system does not tell of changes.
pub fn watch(folder: &Path, mut again: impl FnMut()) -> Result<(), Finding> {
    /// An editor writes a file in several steps.
    const CALM: Duration = Duration::from_millis(150);
    let (tell, told) = std::sync::mpsc::channel();
    let fault = |error: notify::Error| {
        let remedy = "Build without --watch, or raise the system's limit of watched folders";
        Finding::error(&super::report::told(folder), format!("can't be watched ({error})"), remedy)
    };
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Whoever reads is no change.
        if event.is_ok_and(|event| !event.kind.is_access()) {
            let _ = tell.send(());
        }
    })
    .map_err(fault)?;
    watcher.watch(folder, RecursiveMode::Recursive).map_err(fault)?;
    while told.recv().is_ok() {
        while told.recv_timeout(CALM).is_ok() {}
        again();
    }
    Ok(())
}
