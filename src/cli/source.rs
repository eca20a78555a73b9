//! Files that somebody else wrote: read without trust.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::report::{Finding, Report, Spot, told};

/// The longest file of a nomination or an election, in bytes: a hundred times the longest statement that we know.
pub const MOST_BYTES: u64 = 4_000_000;

/// A folder, and how its files are called to whoever gave it.
#[derive(Debug, Clone)]
pub struct Root {
    /// As given.
    given: PathBuf,
    /// As it is, with no link in it.
    real: PathBuf,
}

impl Root {
    /// A folder.
    ///
    /// # Errors
    /// When there is no such folder.
    pub fn new(given: &Path) -> Result<Self, Finding> {
        let file = told(given);
        let real = given.canonicalize().map_err(|error| {
            Finding::error(&file, format!("can't be opened ({error})"), "Name a folder that is there")
        })?;
        if !real.is_dir() {
            return Err(Finding::error(&file, "no folder", "Name the folder that the nominations are in"));
        }
        Ok(Self { given: given.to_owned(), real })
    }

    /// The folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.given
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> String {
        self.real.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// How a file in it is told.
    #[must_use]
    pub fn told(&self, relative: &str) -> String {
        told(&self.given.join(relative))
    }

    /// A file's text, with line ends of one kind.
    ///
    /// # Errors
    /// When it is no plain file in the folder, too long, or not UTF-8.
    pub fn read(&self, relative: &str) -> Result<String, Finding> {
        let path = self.given.join(relative);
        let file = told(&path);
        let fault = |problem: String, remedy: &str| Finding::error(&file, problem, remedy);
        let real = path.canonicalize().map_err(|error| unreadable(&file, &error))?;
        if !real.starts_with(&self.real) {
            let problem = "a link that leads out of the folder; left out".to_owned();
            return Err(fault(problem, "Put the file itself there"));
        }
        read(&real, &file, MOST_BYTES)
    }

    /// The files below it, by their paths from here with slashes, in order; what is hidden or begins with `_` is
    /// passed over. Folders are not followed through links, which may go round in circles.
    ///
    /// # Errors
    /// When a folder can't be listed.
    pub fn files(&self, report: &mut Report) -> Result<Vec<String>, Finding> {
        let mut out = Vec::new();
        self.walk("", 0, &mut out, report)?;
        Ok(out)
    }

    /// Whether a file is below it, with no link in its path.
    #[must_use]
    pub fn holds(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|real| real.starts_with(&self.real))
    }

    fn walk(
        &self,
        folder: &str,
        depth: usize,
        out: &mut Vec<String>,
        report: &mut Report,
    ) -> Result<(), Finding> {
        /// Deeper is no folder of nominations.
        const MOST_DEEP: usize = 16;
        let path = self.given.join(folder);
        let entries = fs::read_dir(&path).map_err(|error| unreadable(&told(&path), &error))?;
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&told(&path), &error))?;
            let mut passed = |problem: &str, remedy: &str| {
                report.add(Finding::warning(&told(&entry.path()), format!("{problem}; passed over"), remedy));
            };
            let Ok(name) = entry.file_name().into_string() else {
                passed("a name that is not UTF-8", "Give the file another name");
                continue;
            };
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if !is_folder && entry.path().is_dir() && !name.starts_with(['.', '_']) {
                passed("a link to a folder", "Put the folder itself there");
                continue;
            }
            let passed_over = name.starts_with(['.', '_']) || is_folder && name == "node_modules";
            if !passed_over {
                names.push((name, is_folder));
            }
        }
        names.sort();
        for (name, is_folder) in names {
            let relative = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if !is_folder {
                out.push(relative);
            } else if depth < MOST_DEEP {
                self.walk(&relative, depth + 1, out, report)?;
            } else {
                let problem = "a folder too deep in others; passed over";
                report.add(Finding::warning(&self.told(&relative), problem, "Move it up"));
            }
        }
        Ok(())
    }
}

/// A plain file's text, with line ends of one kind, called `file` in faults.
///
/// # Errors
/// When it is no plain file, too long, or not UTF-8.
pub fn read(path: &Path, file: &str, most: u64) -> Result<String, Finding> {
    let mut bytes = Vec::new();
    let mut opened = open(path, file)?.take(most + 1);
    opened.read_to_end(&mut bytes).map_err(|error| unreadable(file, &error))?;
    if bytes.len() as u64 > most {
        let problem = format!("longer than {} kB; left out", most / 1000);
        return Err(Finding::error(file, problem, "Shorten it, or link to the long text instead"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(error.as_bytes().get(..valid).unwrap_or_default()).into_owned();
        Finding::error(file, "not UTF-8; left out", "Save the file as UTF-8").at(end_of(&before))
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(text.replace("\r\n", "\n"))
}

/// A plain file, opened: anything else (a pipe, a device) could keep us waiting for ever.
///
/// # Errors
/// When it is none, or can't be opened.
pub fn open(path: &Path, file: &str) -> Result<File, Finding> {
    let about = fs::metadata(path).map_err(|error| unreadable(file, &error))?;
    if !about.is_file() {
        return Err(Finding::error(file, "no plain file; left out", "Put a plain file there"));
    }
    File::open(path).map_err(|error| unreadable(file, &error))
}

/// A file or folder that can't be read.
#[must_use]
pub fn unreadable(file: &str, error: &std::io::Error) -> Finding {
    Finding::error(file, format!("can't be read ({error})"), "Check that it is there and may be read")
}

/// The place after a text.
#[must_use]
pub fn end_of(text: &str) -> Spot {
    let line = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let last = text.rsplit('\n').next().unwrap_or_default();
    Spot { line, column: last.chars().count() + 1 }
}
