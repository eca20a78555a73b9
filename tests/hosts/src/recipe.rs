//! A recipe is run: what its `start.sh` is given, and what it answers.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

/// The longest that a host may take until it stands, with all that it downloads.
const PATIENCE: Duration = Duration::from_secs(20 * 60);

/// How long a server may take to end when it is asked to.
const FAREWELL: Duration = Duration::from_secs(10);

/// A host with its post. A server ends with this value.
pub(crate) struct Host {
    pub(crate) place: Place,
    /// As the recipe tells it, or a dash.
    pub(crate) version: String,
    pub(crate) feed: Value,
    work: PathBuf,
    _process: Process,
}

/// Where the post is.
pub(crate) enum Place {
    /// A folder to be served, and the post's path there.
    Site { folder: PathBuf, path: String },
    /// A server that runs.
    Address(String),
}

impl Place {
    /// What the recipe did, in a word.
    pub(crate) fn done(&self) -> &'static str {
        match self {
            Self::Site { .. } => "built",
            Self::Address(_) => "started",
        }
    }
}

/// A line of `start.sh`.
enum Answer {
    Version(String),
    Place(Place),
}

impl Answer {
    fn read(line: &str) -> Option<Self> {
        let (kind, rest) = line.split_once(' ')?;
        match kind {
            "version" => Some(Self::Version(rest.to_owned())),
            "site" => {
                let (folder, path) = rest.rsplit_once(' ')?;
                path.starts_with('/')
                    .then(|| Self::Place(Place::Site { folder: folder.into(), path: path.to_owned() }))
            }
            "address" => rest.starts_with("http").then(|| Self::Place(Place::Address(rest.to_owned()))),
            _ => None,
        }
    }
}

impl Host {
    /// Runs a recipe until it has answered where the post is.
    pub(crate) fn start(name: &str) -> Result<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.join("../..").canonicalize()?;
        let set = |variable: &str, unset: &str| {
            std::env::var_os(variable).map_or_else(|| root.join(unset), PathBuf::from)
        };
        let pkg = set("HUSTINGS_PKG", "pkg");
        ensure!(
            pkg.join("hustings.js").exists(),
            "There is no package in {}: run `cargo xtask hosts`, or let HUSTINGS_PKG name its folder.",
            pkg.display()
        );
        let feed = set("HUSTINGS_FEED", "www/python-steering-council.json");
        let text = fs::read_to_string(&feed).with_context(|| format!("{} can’t be read", feed.display()))?;
        let work = root.join("target/hosts").join(name);
        fs::create_dir_all(&work)?;
        let log = work.join("start.log");

        let script = here.join(name).join("start.sh");
        // It ends this script's whole group once the test lets go of standard input, or is no more.
        let watched = here.join("watched.sh");
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut command = Command::new("bash");
        command
            .arg(&watched)
            .arg(&script)
            .env("HUSTINGS_PKG", &pkg)
            .env("HUSTINGS_FEED", &feed)
            .env("WORK", &work)
            .env("PORT", port.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?)
            // A server may have started others: they end together.
            .process_group(0);
        let mut process = Process::new(command.spawn().context("bash doesn’t start")?);
        let lines = process.lines();
        let (version, place) = process.answers(&lines).with_context(|| {
            let log = fs::read_to_string(&log).unwrap_or_default();
            let last: Vec<&str> = log.lines().rev().take(20).collect();
            let last: Vec<&str> = last.into_iter().rev().collect();
            format!("{} has not got to the post; it last said:\n{}", script.display(), last.join("\n"))
        })?;
        Ok(Self { place, version, feed: serde_json::from_str(&text)?, work, _process: process })
    }

    /// Leaves a line for whoever asked for the run.
    pub(crate) fn note(&self, line: &str) -> Result<()> {
        Ok(fs::write(self.work.join("outcome"), line)?)
    }
}

/// A recipe's process, and those that it started.
struct Process {
    child: Child,
    /// What keeps them: taken from the child, since whoever waits for a child closes what it reads.
    _hold: Option<ChildStdin>,
}

impl Process {
    fn new(mut child: Child) -> Self {
        let hold = child.stdin.take();
        Self { child, _hold: hold }
    }

    /// What it prints, as it comes; what nobody waits for is read all the same, so that it never blocks.
    fn lines(&mut self) -> Receiver<String> {
        let (sender, receiver) = channel();
        if let Some(stdout) = self.child.stdout.take() {
            thread::spawn(move || {
                for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        }
        receiver
    }

    fn answers(&mut self, lines: &Receiver<String>) -> Result<(String, Place)> {
        let start = Instant::now();
        let mut version = "–".to_owned();
        loop {
            let line = match lines.recv_timeout(PATIENCE.saturating_sub(start.elapsed())) {
                Ok(line) => line,
                Err(RecvTimeoutError::Timeout) => bail!("it took more than {} s", PATIENCE.as_secs()),
                Err(RecvTimeoutError::Disconnected) => {
                    bail!("it ended without an answer ({})", self.child.wait()?)
                }
            };
            match Answer::read(&line) {
                Some(Answer::Version(told)) => version = told,
                Some(Answer::Place(place)) => {
                    if let Place::Site { .. } = place {
                        let status = self.child.wait()?;
                        ensure!(status.success(), "it failed after its answer ({status})");
                    }
                    return Ok((version, place));
                }
                None => bail!(
                    "it printed “{line}”, but takes `version …`, `site <folder> <path>` or `address <url>`"
                ),
            }
        }
    }

    /// Sends a signal to the whole group, which may be gone already.
    fn signal(&self, signal: &str) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args([signal, "--", &group]).stderr(Stdio::null()).status();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        self.signal("-TERM");
        let start = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) && start.elapsed() < FAREWELL {
            thread::sleep(Duration::from_millis(50));
        }
        // The leader may be gone and others not.
        self.signal("-KILL");
        let _ = self.child.wait();
    }
}
