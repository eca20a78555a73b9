//! Every check there is, cheapest first; the first that fails ends the run, once its tests have all had their turn.

use crate::package::{self, Kind};
use crate::sizes::Sizes;
use crate::steps::{command, output, run as step, step as timed, watch};
use crate::{discourse, root, setup};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs the checks. What it prints ends with the test runners' own summaries.
pub(crate) fn run(quick: bool) -> Result<()> {
    setup::for_building()?;
    setup::for_checking()?;
    if !quick {
        setup::for_browsing()?;
        setup::for_frameworks()?;
    }

    check(
        "check the format",
        "cargo fmt --all --check -- --files-with-diff",
        "These files are not formatted, or can't be; `cargo fmt --all` tells.",
    )?;
    javascript()?;
    check(
        "check the element's types",
        "tsc --noEmit --strict --target es2022 --lib es2022,dom,dom.iterable www/element/hustings.d.ts",
        "The element's types have a mistake.",
    )?;
    check(
        "lint for this machine",
        "cargo clippy --workspace --all-targets --features hustings/cli -- -D warnings",
        "Clippy objects to the code above.",
    )?;
    check(
        "lint for the browser",
        "cargo clippy --package hustings --lib --no-default-features --features widget --target wasm32-unknown-unknown -- -D warnings",
        "Clippy objects to the code above, as it is compiled for the browser.",
    )?;
    let mut native = words(
        "cargo test --no-fail-fast --features hustings/cli --package hustings --package hustings-bench --package hustings-reader --package xtask",
    );
    let mut summaries = watch("native tests", &mut native).context("A native test fails.")?;
    check("build the docs", "cargo doc --no-deps --features cli", "The docs have a mistake.")?;

    package::build(Kind::Release).context("The widget could not be built.")?;
    let sizes = Sizes::measure()?;
    sizes.print();
    sizes.within_budget()?;

    let component = discourse::assemble().context("The Discourse theme component can't be put together.")?;

    if !quick {
        check(
            "check the types in React, Vue and Svelte",
            "npm --prefix tests/frameworks run --silent types",
            "The tag is not typed as it should be.",
        )?;
        let mut browser = in_browser("cargo test --no-fail-fast --package hustings-browser-tests");
        browser.env("HUSTINGS_DISCOURSE", component);
        summaries.extend(watch("browser tests", &mut browser).context("A test in the browser fails.")?);
    }

    // Tests that passed have no voice of their own: what they left out is said here.
    if !root().join("../shared/data").is_dir() {
        eprintln!("Skipped: the feeds were not compared with the facts, since ../shared/data is not there.");
    }
    let left_out = if quick { " but the browser's" } else { "" };
    eprintln!("Every check{left_out} passed:");
    for summary in summaries {
        println!("{summary}");
    }
    Ok(())
}

/// Where JavaScript is written by hand that a browser or a server runs as it stands.
const SCRIPTS: [&str; 4] = ["www/element", "www/builder", "www/demo", "integrations/discourse"];

/// The syntax of all JavaScript, and the tests that stand beside it and need no browser.
fn javascript() -> Result<()> {
    let (mut scripts, mut tests) = (Vec::new(), Vec::new());
    for folder in SCRIPTS {
        for script in scripts_in(&root().join(folder))? {
            let list = if script.to_string_lossy().ends_with(".test.js") { &mut tests } else { &mut scripts };
            list.push(script);
        }
    }
    timed("check the syntax of the JavaScript", || {
        scripts.iter().try_for_each(|script| output(command("node").arg("--check").arg(script)).map(drop))
    })
    .context("A script has a mistake.")?;
    step("test the JavaScript that needs no browser", command("node").arg("--test").args(tests))
        .context("Links, notes, wraps, the builder or the tag on a server are not as they should be.")
}

/// The scripts in a folder and those below it.
fn scripts_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut scripts = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            scripts.extend(scripts_in(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "js") {
            scripts.push(path);
        }
    }
    scripts.sort();
    Ok(scripts)
}

/// Prints what the widget costs the reader's main thread.
pub(crate) fn measure(part: Option<&str>) -> Result<()> {
    setup::for_browsing()?;
    package::build(Kind::Release).context("The widget could not be built.")?;
    let mut measure = in_browser("cargo run --package hustings-browser-tests --bin measure");
    watch("measure in the browser", measure.arg("--").args(part)).map(drop)
}

/// Throws bytes at the readers of statements. What breaks them is kept in `fuzz/artifacts`, and
/// belongs into `fuzz/corpus` once it is mended: the native tests read all of that.
pub(crate) fn fuzz(seconds: u32) -> Result<()> {
    setup::for_fuzzing()?;
    // What grows while it runs is not for the repository.
    let found = root().join("target/fuzz-corpus");
    fs::create_dir_all(&found)?;
    let mut fuzz = words("cargo-fuzz fuzz run statement --sanitizer none");
    // Its coverage counters are of the unstable kind.
    fuzz.env("RUSTC_BOOTSTRAP", "1").arg(found).arg(root().join("fuzz/corpus/statement"));
    fuzz.args(["--", "-timeout=10", "-max_len=20000", &format!("-max_total_time={seconds}")]);
    watch("fuzz the readers", &mut fuzz).map(drop).context("A text breaks a reader: see fuzz/artifacts.")
}

/// A command that finds the package and the demo.
pub(crate) fn in_browser(line: &str) -> Command {
    let mut command = words(line);
    command.env("HUSTINGS_PKG", root().join("pkg")).env("HUSTINGS_WWW", root().join("www"));
    command
}

fn check(what: &str, line: &str, failed: &'static str) -> Result<()> {
    step(what, words(line).env("RUSTDOCFLAGS", "-D warnings")).context(failed)
}

fn words(line: &str) -> Command {
    let (program, args) = line.split_once(' ').unwrap_or((line, ""));
    let mut command = command(program);
    command.args(args.split(' '));
    command
}
