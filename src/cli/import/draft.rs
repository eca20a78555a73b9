//! An imported nomination as a file: front matter and statement, for a person to go on with.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::cli::front::divide;
use crate::cli::node::Node;
use crate::cli::report::{Finding, told};
use crate::cli::source::{MOST_BYTES, read};
use crate::cli::write::{self, save};
use crate::domain::blocks::slug;

/// A nomination that somebody else published.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// What the file is called, without its ending.
    pub name: String,
    /// Its front matter.
    pub members: Map<String, Value>,
    /// As published.
    pub statement: String,
    /// Whether that is HTML.
    pub html: bool,
    /// Where it is from: the same for ever for one post.
    pub source: String,
    /// The version of the post, where it has one.
    pub version: Option<u64>,
}

/// What became of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is a new file, or a newer version of one.
    Written(PathBuf),
    /// It is there already.
    Known(PathBuf),
    /// The file was changed by hand, so the newer version stands beside it.
    Beside(PathBuf, PathBuf),
}

/// Puts drafts into a folder.
#[derive(Debug)]
pub struct Drafts {
    folder: PathBuf,
    election: Option<String>,
    /// The names that this run gave.
    given: Vec<String>,
}

impl Drafts {
    /// Into this folder, all of one election where it has an id.
    #[must_use]
    pub fn new(folder: &Path, election: Option<String>) -> Self {
        Self { folder: folder.to_owned(), election, given: Vec::new() }
    }

    /// Puts one there. What a person changed since the last import is not touched.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn put(&mut self, mut draft: Draft) -> Result<Outcome, Finding> {
        if let Some(election) = &self.election {
            draft.members.insert("election".into(), election.clone().into());
        }
        draft.members.retain(|name, _| !name.starts_with('_'));
        let text = text(&draft);
        // What can't be read back is no file to go on with.
        if let Err(fault) = divide(&text) {
            let problem =
                format!("“{}” can't be written as front matter ({}); left out", draft.name, fault.problem);
            return Err(Finding::error(&draft.source, problem, "Write a file for it by hand"));
        }
        let path = self.path(&draft);
        let Ok(there) = read(&path, "", MOST_BYTES) else {
            save(&path, text.as_bytes())?;
            return Ok(Outcome::Written(path));
        };
        if there == text {
            return Ok(Outcome::Known(path));
        }
        // As it was imported, nobody changed it.
        if mark(&there).is_some_and(|mark| mark.sum == sum(&there)) {
            save(&path, text.as_bytes())?;
            return Ok(Outcome::Written(path));
        }
        if draft.version.is_some() && mark(&there).is_some_and(|mark| mark.version == draft.version) {
            return Ok(Outcome::Known(path));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let beside = path.with_file_name(format!("{name}.new"));
        save(&beside, text.as_bytes())?;
        Ok(Outcome::Beside(path, beside))
    }

    /// The file of a draft: the one that came from the same post, or a name that is free.
    fn path(&mut self, draft: &Draft) -> PathBuf {
        let ending = if draft.html { "html" } else { "md" };
        /// A file's name has room for so many bytes.
        const LONGEST: usize = 100;
        let mut base = slug(&draft.name);
        base.truncate(base.floor_char_boundary(LONGEST));
        // Names that a build passes over, or that are none.
        if matches!(base.as_str(), "" | "readme" | "index" | "contributing" | "license" | "changelog") {
            base = format!("nomination-{base}").trim_end_matches('-').to_owned();
        }
        for at in 1.. {
            let name = if at == 1 { base.clone() } else { format!("{base}-{at}") };
            if self.given.contains(&name) {
                continue;
            }
            let paths = [ending, "md", "html"].map(|ending| self.folder.join(format!("{name}.{ending}")));
            let taken = paths.iter().find(|path| path.exists());
            let own = taken.is_none_or(|path| {
                let there = read(path, "", MOST_BYTES).unwrap_or_default();
                mark(&there).is_some_and(|mark| mark.source == draft.source)
            });
            if own {
                let path = taken.cloned().unwrap_or_else(|| paths[0].clone());
                self.given.push(name);
                return path;
            }
        }
        self.folder.join(format!("{base}.{ending}"))
    }
}

/// What an import leaves in a file to know it by.
struct Mark {
    source: String,
    version: Option<u64>,
    sum: String,
}

fn mark(text: &str) -> Option<Mark> {
    let front = divide(text).ok()?;
    let imported = front.node.get("_imported")?;
    let words = |name: &str| imported.get(name).and_then(Node::words).map(str::to_owned);
    Some(Mark {
        source: words("from")?,
        version: words("version").and_then(|version| version.parse().ok()),
        sum: words("sum")?,
    })
}

/// A file's text: the sum is that of everything else.
fn text(draft: &Draft) -> String {
    let mut out = "---\n".to_owned();
    for (name, value) in &draft.members {
        member(name, value, 0, &mut out);
    }
    let mut imported = json!({ "from": draft.source });
    if let (Some(members), Some(version)) = (imported.as_object_mut(), draft.version) {
        members.insert("version".into(), version.into());
    }
    member("_imported", &imported, 0, &mut out);
    let rest = format!("---\n\n{}\n", draft.statement.trim());
    let mut whole = format!("{out}  sum: \"\"\n{rest}");
    let sum = sum(&whole);
    whole.replace_range(out.len()..whole.len() - rest.len(), &format!("  sum: \"{sum}\"\n"));
    whole
}

/// A sum of a file's text without its own line: not for safety, only to see whether somebody wrote in it.
fn sum(text: &str) -> String {
    // The first one is ours: it stands in the front matter, where no member of a nomination is called so.
    let start = text.find("\n  sum: \"").unwrap_or(text.len());
    let end = text.get(start + 1..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| start + 1 + at);
    let rest = [text.get(..start), text.get(end..)].into_iter().flatten();
    write::sum(rest.flat_map(str::bytes))
}

/// A member as YAML; words stand in quotation marks, as JSON and YAML both have them.
pub fn member(name: &str, value: &Value, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    // Nothing here fails: a text grows.
    let _ = match value {
        Value::Object(members) if !members.is_empty() => {
            let _ = writeln!(out, "{indent}{}:", key(name));
            members.iter().for_each(|(name, value)| member(name, value, depth + 1, out));
            Ok(())
        }
        // YAML takes what JSON is.
        other => writeln!(out, "{indent}{}: {other}", key(name)),
    };
}

/// A name, in quotation marks where it could be taken for something else.
fn key(name: &str) -> String {
    let plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
        && !matches!(name, "true" | "false" | "null" | "yes" | "no");
    if plain { name.to_owned() } else { Value::from(name).to_string() }
}

/// What became of a draft, in a line.
#[must_use]
pub fn line(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Written(path) => format!("{} written", told(path)),
        Outcome::Known(path) => format!("{} is up to date", told(path)),
        Outcome::Beside(path, beside) => {
            format!("{} was changed by hand; the newer post is {}", told(path), told(beside))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn draft(statement: &str, version: u64) -> Draft {
        let members = json!({
            "candidate": { "name": "Ann: \"Ash\"", "handle": "ann" },
            "tags": ["a", "b"],
            "facts": { "on call?": true },
        });
        Draft {
            name: "Ann Ash".into(),
            members: members.as_object().unwrap().clone(),
            statement: statement.into(),
            html: false,
            source: "https://forum.example/t/1".into(),
            version: Some(version),
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let front = divide(&text(&draft("# Hello\n\n---\n\nMore.", 1))).unwrap();
        let candidate = front.node.get("candidate").unwrap();
        assert_eq!(candidate.get("name").and_then(Node::words), Some("Ann: \"Ash\""));
        assert_eq!(front.statement, "# Hello\n\n---\n\nMore.");
        assert!(front.node.get("facts").unwrap().get("on call?").is_some());
    }

    #[test]
    fn a_newer_post_replaces_what_nobody_changed() {
        let folder = tempfile::tempdir().unwrap();
        let put = |statement: &str, version| {
            Drafts::new(folder.path(), None).put(draft(statement, version)).unwrap()
        };
        let path = folder.path().join("ann-ash.md");
        assert_eq!(put("One.", 1), Outcome::Written(path.clone()));
        assert_eq!(put("One.", 1), Outcome::Known(path.clone()));
        assert_eq!(put("Two.", 2), Outcome::Written(path.clone()));
        let mine = fs::read_to_string(&path).unwrap().replace("Two.", "Mine.\n\n  sum: total");
        fs::write(&path, &mine).unwrap();
        assert_eq!(put("Two.", 2), Outcome::Known(path.clone()));
        let beside = folder.path().join("ann-ash.md.new");
        assert_eq!(put("Three.", 3), Outcome::Beside(path.clone(), beside.clone()));
        assert_eq!(fs::read_to_string(&path).unwrap(), mine);
        assert!(fs::read_to_string(beside).unwrap().contains("Three."));
    }

    #[test]
    fn two_of_one_name_get_two_files() {
        let folder = tempfile::tempdir().unwrap();
        let mut drafts = Drafts::new(folder.path(), Some("board".into()));
        let other = Draft { source: "https://forum.example/t/2".into(), ..draft("Other.", 1) };
        for _ in 0..2 {
            let mut drafts = Drafts::new(folder.path(), Some("board".into()));
            drafts.put(draft("One.", 1)).unwrap();
            drafts.put(other.clone()).unwrap();
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        assert_eq!(drafts.put(other).unwrap(), Outcome::Known(folder.path().join("ann-ash-2.md")));
    }
}
