//! When a file was written and changed, as the folder's history tells.

use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};

/// What the history tells of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// The commits that wrote or changed it, the latest first.
    pub edits: Vec<Edit>,
}

/// One commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// As RFC 3339.
    pub date: String,
    /// Its first line.
    pub subject: String,
}

/// The histories of a folder's files, by their paths from there.
#[derive(Debug, Default)]
pub struct Histories {
    by_path: HashMap<String, History>,
    /// Whether the history is cut off, so that it tells nothing about beginnings.
    pub shallow: bool,
}

impl Histories {
    /// Asks git for all files of a folder at once. Without git, or outside of a repository, there is nothing to
    /// tell; that is no fault.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        let shallow = git(folder, &["rev-parse", "--is-shallow-repository"]);
        let Some(shallow) = shallow else { return Self::default() };
        if shallow.trim() == "true" {
            return Self { shallow: true, ..Self::default() };
        }
        // A name may have any byte but zero: that ends each field, and only a commit begins with an empty one.
        let log = git(
            folder,
            &[
                "log",
                "--no-show-signature",
                "--relative",
                "--name-status",
                "--find-renames",
                "-z",
                "--format=%x00%x01%aI%x02%s",
                "--",
                ".",
            ],
        );
        Self { by_path: log.map(|log| read(&log)).unwrap_or_default(), shallow: false }
    }

    /// What is told of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&History> {
        self.by_path.get(path)
    }
}

fn git(folder: &Path, args: &[&str]) -> Option<String> {
    // A folder that came from elsewhere has settings of its own: none of them may name a program, or change the log.
    const OURS: [&str; 4] =
        ["log.showSignature=false", "log.showRoot=true", "core.fsmonitor=false", "protocol.allow=never"];
    let mut command = Command::new("git");
    for setting in OURS {
        command.args(["-c", setting]);
    }
    command.arg("-C").arg(folder).args(args).stdin(Stdio::null()).env("GIT_NO_LAZY_FETCH", "1");
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Reads the log, from the latest commit back: a file that was called otherwise before goes on under that name.
fn read(log: &str) -> HashMap<String, History> {
    let mut histories: HashMap<String, History> = HashMap::new();
    // By the name of then, the name of today.
    let mut today: HashMap<String, String> = HashMap::new();
    for commit in format!("\0{log}").split("\0\0\u{1}").skip(1) {
        let Some((head, files)) = commit.split_once('\0').or(Some((commit, ""))) else { continue };
        let Some((date, subject)) = head.trim_end().split_once('\u{2}') else { continue };
        let edit = Edit { date: date.to_owned(), subject: subject.to_owned() };
        let mut fields = files.split('\0').map(|field| field.trim_start_matches('\n'));
        let mut renamed = Vec::new();
        while let Some(status) = fields.next().filter(|status| !status.is_empty()) {
            let Some(path) = fields.next() else { break };
            let path = if status.starts_with(['R', 'C']) {
                let Some(new) = fields.next() else { break };
                if status.starts_with('R') {
                    renamed.push((path.to_owned(), new.to_owned()));
                }
                new
            } else {
                path
            };
            if status.starts_with('D') {
                // What had this name before is another file.
                today.insert(path.to_owned(), String::new());
                continue;
            }
            let name = today.get(path).cloned().unwrap_or_else(|| path.to_owned());
            if !name.is_empty() {
                histories.entry(name).or_default().edits.push(edit.clone());
            }
        }
        for (old, new) in renamed {
            let name = today.remove(&new).unwrap_or(new);
            today.insert(old, name);
        }
    }
    histories
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_its_history_under_another_name() {
        let log = "\0\u{1}2026-03-01T00:00:00Z\u{2}Third\0\nM\0b.md\0\
                   \0\u{1}2026-02-01T00:00:00Z\u{2}Second\0\nR100\0a.md\0b.md\0A\0c.md\0\
                   \0\u{1}2026-01-01T00:00:00Z\u{2}First\0\nA\0a.md\0";
        let histories = read(log);
        let dates = |path: &str| -> Vec<&str> {
            histories[path].edits.iter().map(|edit| edit.date.get(..10).unwrap_or_default()).collect()
        };
        assert_eq!(dates("b.md"), ["2026-03-01", "2026-02-01", "2026-01-01"]);
        assert_eq!(dates("c.md"), ["2026-02-01"]);
        assert_eq!(histories["b.md"].edits[0].subject, "Third");
    }

    #[test]
    fn a_name_that_was_free_again_begins_anew() {
        let log = "\0\u{1}2026-01-01T00:00:00Z\u{2}Another Ann\0\nA\0ann.md\0A\0\u{1}odd.md\0\
                   \0\u{1}2025-01-01T00:00:00Z\u{2}Gone\0\nD\0ann.md\0\
                   \0\u{1}2024-01-01T00:00:00Z\u{2}Ann\0\nA\0ann.md\0";
        let histories = read(log);
        assert_eq!(histories["ann.md"].edits.len(), 1);
        assert_eq!(histories["\u{1}odd.md"].edits.len(), 1);
    }
}
