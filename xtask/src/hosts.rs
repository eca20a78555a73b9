//! The widget in posts of real hosts: the recipes in `tests/hosts`, built or started, and read in the browser.

use crate::package::{self, Kind};
use crate::steps::watch;
use crate::{checks, root, setup};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;

/// Runs the recipes of these names, or all. Prints a Markdown table, and ends with the test runner's summary.
pub(crate) fn run(asked: &[String]) -> Result<()> {
    let known = names()?;
    if let Some(unknown) = asked.iter().find(|name| !known.contains(name)) {
        bail!("there is no recipe `{unknown}` in tests/hosts, but {}", known.join(", "));
    }
    setup::for_browsing()?;
    package::build(Kind::Release).context("The widget could not be built.")?;
    let names = if asked.is_empty() { &known } else { asked };
    for name in names {
        let _ = fs::remove_file(outcome(name));
    }
    let mut cargo = checks::in_browser("cargo test --package hustings-host-tests --test posts -- --exact");
    let tests = names.iter().map(|name| name.replace('-', "_"));
    let watched = watch("posts of real hosts", cargo.args(tests)).context("A post is not as it should be.");

    println!("| host | version | what was done |\n| --- | --- | --- |");
    for name in names {
        let line = fs::read_to_string(outcome(name)).unwrap_or_else(|_| format!("{name}\t–\tfailed"));
        println!("| {} |", line.trim_end().replace('\t', " | "));
    }
    for summary in watched? {
        println!("{summary}");
    }
    Ok(())
}

/// The folders of the recipes, in the order of their names.
fn names() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("tests/hosts"))? {
        let entry = entry?;
        if entry.path().join("start.sh").exists() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// What a test has noted of its host.
fn outcome(name: &str) -> PathBuf {
    root().join("target/hosts").join(name).join("outcome")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recipe_is_run_and_told_of() {
        let tests = fs::read_to_string(root().join("tests/hosts/tests/posts.rs")).unwrap();
        let docs = fs::read_to_string(root().join("docs/hosts.md")).unwrap();
        let names = names().unwrap();
        assert!(names.len() >= 8, "{names:?}");
        for name in names {
            assert!(tests.contains(&format!("fn {}()", name.replace('-', "_"))), "posts.rs: {name}");
            assert!(tests.contains(&format!("read_post(\"{name}\")")), "posts.rs: {name}");
            assert!(docs.contains(&format!("../tests/hosts/{name})")), "docs/hosts.md has no link to {name}");
        }
    }
}
