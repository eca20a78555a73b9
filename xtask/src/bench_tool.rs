//! How long the feed tool takes, beside a static site generator on the same folder.

use crate::root;
use crate::steps::{alone, command, output, step};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const FILES: usize = 10_000;
const NOMINATIONS: usize = 100_000;
/// Repetitions; the median counts.
const RUNS: usize = 5;

/// Prints a Markdown table. Hugo is measured where it is installed (Debian's `hugo`).
pub(crate) fn run() -> Result<()> {
    let _alone = alone()?;
    let mut compile = command("cargo");
    compile.args(["build", "--release", "--features", "cli", "--bin", "hustings"]);
    step("compile the feed tool", || output(&mut compile))?;
    let folder = root().join("target/bench-tool");
    let _ = fs::remove_dir_all(&folder);
    let files = folder.join("content");
    fs::create_dir_all(&files)?;
    for (name, count) in [("small.json", FILES), ("large.json", NOMINATIONS)] {
        let feed = step(&format!("write a feed of {count}"), || {
            let args =
                ["run", "--quiet", "--package", "hustings-bench", "--", "--write-feed", &count.to_string()];
            output(command("cargo").args(args))
        })?;
        fs::write(folder.join(name), feed)?;
    }
    let tool = root().join("target/release/hustings");
    let hustings = |args: &[&str]| {
        let mut command = Command::new(&tool);
        command.current_dir(&folder).args(args);
        command
    };
    step("write a file for each nomination", || {
        output(&mut hustings(&["import", "jsonfeed", "small.json", "-o", "content"]))
    })?;
    hugo_site(&folder)?;

    println!("| what | seconds | memory, MB |\n| --- | ---: | ---: |");
    measure(
        &format!("`hustings build`, {FILES} files, checked"),
        || hustings(&["build", "content", "-o", "out.json", "--no-git"]),
        || fs::remove_file(folder.join("out.json")),
    )?;
    measure(
        &format!("`hustings check`, the same {FILES} files"),
        || hustings(&["check", "content"]),
        || Ok(()),
    )?;
    measure(
        &format!("`hustings check`, a feed of {NOMINATIONS}"),
        || hustings(&["check", "large.json"]),
        || Ok(()),
    )?;
    if Command::new("hugo").arg("version").output().is_ok_and(|output| output.status.success()) {
        let hugo = || {
            let mut command = Command::new("hugo");
            command.current_dir(&folder).args(["--quiet", "--destination", "public"]);
            command
        };
        measure(&format!("Hugo, the same {FILES} files"), hugo, || {
            fs::remove_dir_all(folder.join("public"))
        })?;
    } else {
        eprintln!("Hugo is not here, so it was not measured: install Debian's hugo.");
    }
    Ok(())
}

/// The least site that shows every file.
fn hugo_site(folder: &Path) -> Result<()> {
    fs::write(
        folder.join("config.toml"),
        "title = \"Board\"\nbaseURL = \"https://example.org/\"\ndisableKinds = [\"taxonomy\", \"term\"]\n",
    )?;
    let layouts = folder.join("layouts/_default");
    fs::create_dir_all(&layouts)?;
    fs::write(layouts.join("single.html"), "<h1>{{ .Params.candidate.name }}</h1>{{ .Content }}")?;
    fs::write(
        layouts.join("list.html"),
        "{{ range .Pages }}<a href=\"{{ .RelPermalink }}\">{{ .Params.candidate.name }}</a>{{ end }}",
    )?;
    Ok(())
}

/// Runs a program some times, and prints a line of the table.
fn measure(what: &str, start: impl Fn() -> Command, clear: impl Fn() -> std::io::Result<()>) -> Result<()> {
    let mut times = Vec::new();
    let mut memory: u64 = 0;
    for _ in 0..RUNS {
        // What the last one left may not be there.
        let _ = clear();
        let begun = Instant::now();
        let mut child =
            start().stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("can't be started")?;
        let status = format!("/proc/{}/status", child.id());
        while child.try_wait()?.is_none() {
            let told = fs::read_to_string(&status).unwrap_or_default();
            let peak = told
                .lines()
                .find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
            memory = memory.max(peak.unwrap_or(0));
            std::thread::sleep(Duration::from_millis(5));
        }
        times.push(begun.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    println!("| {what} | {:.2} | {:.0} |", times[RUNS / 2], memory as f64 / 1000.0);
    Ok(())
}
