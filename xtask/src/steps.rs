//! How a step is run and told: one line each, with the time it took.

use crate::root;
use anyhow::{Context, Result, bail};
use std::env;
use std::fmt;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, IsTerminal};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

/// What of the caller's cargo settings may stay: how to reach a registry, and how to look.
/// Everything else (flags, profiles, target directories of the outer cargo) would change what is
/// built.
const KEPT: [&str; 8] = [
    "CARGO_HOME",
    "CARGO_BUILD_JOBS",
    "CARGO_HTTP_",
    "CARGO_NET_",
    "CARGO_REGISTRIES_",
    "CARGO_REGISTRY_",
    "CARGO_SOURCE_",
    "CARGO_TERM_",
];

const FLAGS: [&str; 6] =
    ["RUSTFLAGS", "RUSTDOCFLAGS", "RUSTC_BOOTSTRAP", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER", "RUSTDOC"];

/// A program started in the repository's root, with the project's own tools first in `PATH` and
/// without the caller's compiler flags.
pub(crate) fn command(program: &str) -> Command {
    let root = root();
    let mut command = Command::new(program);
    command.current_dir(&root).stdin(Stdio::null());
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        let foreign = name.starts_with("CARGO_") && !KEPT.iter().any(|kept| name.starts_with(kept));
        if foreign || FLAGS.contains(&&*name) {
            command.env_remove(&*name);
        }
    }
    let ours = [root.join("target/tools/bin"), root.join("node_modules/.bin")];
    let theirs = env::var_os("PATH").unwrap_or_default();
    if let Ok(path) = env::join_paths(ours.into_iter().chain(env::split_paths(&theirs))) {
        command.env("PATH", path);
    }
    if std::io::stderr().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    command
}

/// Two commands at once would write the same files; the second waits until the first lets go.
pub(crate) fn alone() -> Result<File> {
    let folder = root().join("target/xtask");
    fs::create_dir_all(&folder)?;
    let lock = File::create(folder.join("lock"))?;
    if lock.try_lock().is_err() {
        eprintln!("waiting for another `cargo xtask` to end its build …");
        lock.lock()?;
    }
    Ok(lock)
}

/// Says `what` is being done, does it, and says how long it took.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprint!("{what} … ");
    let started = Instant::now();
    let result = work();
    let outcome = if result.is_ok() { "" } else { "failed after " };
    eprintln!("{outcome}{:.1} s", started.elapsed().as_secs_f64());
    result
}

/// A step that is one program. Its output is shown only when it fails.
pub(crate) fn run(what: &str, command: &mut Command) -> Result<()> {
    step(what, || output(command.env("CARGO_TERM_QUIET", "true"))).map(drop)
}

/// What a program prints to stdout.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| cannot_start(command))?;
    let stdout = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        bail!(Failed { line: told(command), status: output.status, said: format!("{stdout}{stderr}") });
    }
    Ok(stdout.into_owned())
}

/// A program that ended badly, and what it said that nobody has seen yet.
#[derive(Debug)]
pub(crate) struct Failed {
    line: String,
    status: ExitStatus,
    pub(crate) said: String,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` failed ({})", self.line, self.status)
    }
}

impl std::error::Error for Failed {}

/// A step whose output is shown while it runs. Returns the runners' summary lines.
pub(crate) fn watch(what: &str, command: &mut Command) -> Result<Vec<String>> {
    eprintln!("{what} …");
    let started = Instant::now();
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| cannot_start(command))?;
    let mut summaries = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            println!("{line}");
            // A file without tests has nothing to sum up.
            if line.starts_with("test result: ") && !line.starts_with("test result: ok. 0 passed") {
                summaries.push(line);
            }
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!(Failed { line: told(command), status, said: String::new() });
    }
    eprintln!("{what} … {:.1} s", started.elapsed().as_secs_f64());
    Ok(summaries)
}

/// The command as one would type it.
fn told(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn cannot_start(command: &Command) -> String {
    format!("`{}` can't be started", command.get_program().to_string_lossy())
}
