//! Every check there is, cheapest first; the first that fails ends the run.

use crate::package::{self, Kind};
use crate::sizes::Sizes;
use crate::steps::{command, run as step, watch};
use crate::{root, setup};
use anyhow::{Context, Result};
use std::process::Command;

/// Runs the checks. What it prints ends with the test runners' own summaries.
pub(crate) fn run(quick: bool) -> Result<()> {
    setup::for_building()?;
    setup::for_checking()?;
    if !quick {
        setup::for_browsing()?;
    }

    check(
        "check the format",
        "cargo fmt --all --check -- --files-with-diff",
        "These files are not formatted, or can't be; `cargo fmt --all` tells.",
    )?;
    for script in ["hustings.js", "inside.js", "more.js", "frame.js", "parent.js"] {
        check(
            &format!("check the syntax of {script}"),
            &format!("node --check www/element/{script}"),
            "The element's JavaScript has a mistake.",
        )?;
    }
    for script in ["builder", "editor", "previews", "preview", "told", "copy", "store", "worker"] {
        check(
            &format!("check the syntax of the builder's {script}.js"),
            &format!("node --check www/builder/{script}.js"),
            "The builder's JavaScript has a mistake.",
        )?;
    }
    check(
        "test the links",
        "node --test www/element/link.test.js",
        "A link is not written or read as it should be.",
    )?;
    check(
        "test the builder",
        "node --test www/builder/places.test.js www/builder/faults.test.js www/builder/snippet.test.js",
        "The builder says something wrong of a feed, or writes wrong lines.",
    )?;
    check("test what is kept", "node --test www/element/notes.test.js", "What readers keep may be lost.")?;
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
        "cargo test --features hustings/cli --package hustings --package hustings-bench --package hustings-reader --package xtask",
    );
    let mut summaries = watch("native tests", &mut native).context("A native test fails.")?;
    check("build the docs", "cargo doc --no-deps --features cli", "The docs have a mistake.")?;

    package::build(Kind::Release).context("The widget could not be built.")?;
    let sizes = Sizes::measure()?;
    sizes.print();
    sizes.within_budget()?;

    if !quick {
        let mut browser = in_browser("cargo test --package hustings-browser-tests");
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
    std::fs::create_dir_all(&found)?;
    let mut fuzz = words("cargo-fuzz fuzz run statement --sanitizer none");
    // Its coverage counters are of the unstable kind.
    fuzz.env("RUSTC_BOOTSTRAP", "1").arg(found).arg(root().join("fuzz/corpus/statement"));
    fuzz.args(["--", "-timeout=10", "-max_len=20000", &format!("-max_total_time={seconds}")]);
    watch("fuzz the readers", &mut fuzz).map(drop).context("A text breaks a reader: see fuzz/artifacts.")
}

/// A command that finds the package and the demo.
fn in_browser(line: &str) -> Command {
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
