//! What is wrong, where, and what to do: for a person, for a program, for a forge.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use serde_json::json;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something is missing or shown otherwise than meant.
    Warning,
    /// A nomination or the whole feed is lost.
    Error,
}

impl Severity {
    fn word(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    fn style(self) -> Style {
        let color = match self {
            Self::Warning => AnsiColor::Yellow,
            Self::Error => AnsiColor::Red,
        };
        color.on_default().bold()
    }
}

/// A line and a column, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// A file's path as the command was given it, or an address.
    pub file: String,
    /// Where in the file, where that is known.
    pub spot: Option<Spot>,
    /// Where in the feed, as `items[3]._hustings.status`; empty for what is no member of a feed.
    pub path: String,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

impl Finding {
    /// Something that is shown otherwise than meant.
    pub fn warning(file: &str, problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            file: file.to_owned(),
            spot: None,
            path: String::new(),
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }

    /// Something that is lost.
    pub fn error(file: &str, problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { severity: Severity::Error, ..Self::warning(file, problem, remedy) }
    }

    /// The same at a place in its file.
    #[must_use]
    pub fn at(self, spot: Spot) -> Self {
        Self { spot: Some(spot), ..self }
    }

    /// The same at a place in the feed.
    #[must_use]
    pub fn on(self, path: impl Into<String>) -> Self {
        Self { path: path.into(), ..self }
    }

    /// The same without what would move a terminal's cursor or begin a line.
    fn tame(&self) -> Self {
        let tame = |text: &str| -> String {
            text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
        };
        let Self { severity, file, spot, path, problem, remedy } = self;
        let [file, path, problem, remedy] = [file, path, problem, remedy].map(|text| tame(text));
        Self { severity: *severity, file, spot: *spot, path, problem, remedy }
    }

    fn on_a_line(self) -> Self {
        let line = |text: String| text.replace('\n', "\u{fffd}");
        let Self { severity, file, spot, path, problem, remedy } = self;
        let [file, path, problem, remedy] = [file, path, problem, remedy].map(line);
        Self { severity, file, spot, path, problem, remedy }
    }

    /// `nominations/ann.md:4:9`.
    fn place(&self) -> String {
        match self.spot {
            Some(Spot { line, column }) => format!("{}:{line}:{column}", self.file),
            None => self.file.clone(),
        }
    }
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// For a person.
    #[default]
    Text,
    /// One JSON document.
    Json,
    /// Annotations of a workflow on GitHub.
    Github,
}

/// Findings that are listed; a feed with more has one fault many times.
pub const MOST_LISTED: usize = 10_000;

/// Everything that was found.
#[derive(Debug, Default)]
pub struct Report {
    /// As many as are listed, in the order in which they were found.
    pub findings: Vec<Finding>,
    /// All of them.
    pub errors: usize,
    /// All of them.
    pub warnings: usize,
}

impl From<Finding> for Report {
    fn from(finding: Finding) -> Self {
        let mut report = Self::default();
        report.add(finding);
        report
    }
}

impl Report {
    /// Counts one that is not listed.
    pub fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
    }

    /// Adds one.
    pub fn add(&mut self, finding: Finding) {
        self.count(finding.severity);
        if self.findings.len() < MOST_LISTED {
            self.findings.push(finding);
        }
    }

    /// Adds all of another.
    pub fn extend(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        let room = MOST_LISTED - self.findings.len();
        self.findings.extend(other.findings.into_iter().take(room));
    }

    /// "2 errors, 1 warning", or that there is nothing.
    #[must_use]
    pub fn summary(&self) -> String {
        let count = |count: usize, word: &str| {
            let many = if count == 1 { "" } else { "s" };
            (count > 0).then(|| format!("{count} {word}{many}"))
        };
        let parts: Vec<_> =
            [count(self.errors, "error"), count(self.warnings, "warning")].into_iter().flatten().collect();
        if parts.is_empty() { "nothing to mend".to_owned() } else { parts.join(", ") }
    }

    fn unlisted(&self) -> usize {
        self.errors + self.warnings - self.findings.len()
    }

    /// Writes all: what a program reads to stdout, what a person reads to stderr.
    ///
    /// # Errors
    /// When the stream is closed.
    pub fn write(&self, format: Format) -> io::Result<()> {
        match format {
            Format::Text => write!(anstream::stderr(), "{}", self.text()),
            Format::Json => writeln!(io::stdout(), "{}", self.json()),
            Format::Github => write!(io::stdout(), "{}", self.github()),
        }
    }

    /// For a person.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        let quiet = Style::new().dimmed();
        for finding in self.findings.iter().map(Finding::tame) {
            // Each is a line.
            let finding = finding.on_a_line();
            let style = finding.severity.style();
            let word = finding.severity.word();
            let Finding { problem, remedy, path, .. } = &finding;
            let path = if path.is_empty() { String::new() } else { format!(" {quiet}[{path}]{quiet:#}") };
            let place = finding.place();
            // Nothing here fails: a text grows.
            let _ = writeln!(out, "{style}{word}{style:#}: {place}: {problem}. {remedy}.{path}");
        }
        if self.unlisted() > 0 {
            let _ = writeln!(out, "… and {} more of the same kind.", self.unlisted());
        }
        out
    }

    fn json(&self) -> serde_json::Value {
        let findings = self.findings.iter().map(|finding| {
            json!({
                "severity": finding.severity.word(),
                "file": finding.file,
                "line": finding.spot.map(|spot| spot.line),
                "column": finding.spot.map(|spot| spot.column),
                "path": (!finding.path.is_empty()).then_some(&finding.path),
                "problem": finding.problem,
                "remedy": finding.remedy,
            })
        });
        json!({
            "findings": findings.collect::<Vec<_>>(),
            "unlisted": self.unlisted(),
            "errors": self.errors,
            "warnings": self.warnings,
        })
    }

    /// The commands that a workflow's output may have.
    fn github(&self) -> String {
        let value = |text: &str| {
            let escapes = [("%", "%25"), ("\r", "%0D"), ("\n", "%0A")];
            escapes.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
        };
        let property = |text: &str| value(text).replace(':', "%3A").replace(',', "%2C");
        let mut out = String::new();
        for finding in self.findings.iter().map(Finding::tame) {
            let Finding { severity, file, spot, path, problem, remedy } = &finding;
            let spot = spot.map(|spot| format!(",line={},col={}", spot.line, spot.column));
            let path = if path.is_empty() { String::new() } else { format!(" [{path}]") };
            let _ = writeln!(
                out,
                "::{} file={}{},title=hustings::{}",
                severity.word(),
                property(file),
                spot.unwrap_or_default(),
                value(&format!("{problem}. {remedy}.{path}"))
            );
        }
        out
    }
}

/// A path as it is told: with slashes everywhere.
#[must_use]
pub fn told(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    fn report() -> Report {
        let mut report = Report::default();
        report.add(
            Finding::warning("a,b/ann.md", "status “x”\nis not known", "Use nominated")
                .at(Spot { line: 4, column: 9 })
                .on("items[0]._hustings.status"),
        );
        report.add(Finding::error("feed.json", "100% lost", "Mend it"));
        report
    }

    #[test]
    fn a_person_a_program_and_a_forge_are_told_the_same() {
        let report = report();
        assert_eq!(report.summary(), "1 error, 1 warning");
        expect![[r#"
            warning: a,b/ann.md:4:9: status “x”�is not known. Use nominated. [items[0]._hustings.status]
            error: feed.json: 100% lost. Mend it.
        "#]]
        .assert_eq(&anstream::adapter::strip_str(&report.text()).to_string());
        expect![[r#"
            ::warning file=a%2Cb/ann.md,line=4,col=9,title=hustings::status “x”%0Ais not known. Use nominated. [items[0]._hustings.status]
            ::error file=feed.json,title=hustings::100%25 lost. Mend it.
        "#]]
        .assert_eq(&report.github());
        let json = report.json();
        assert_eq!(json["findings"][0]["line"], 4);
        assert_eq!(json["errors"], 1);
    }

    #[test]
    fn a_fault_that_is_everywhere_is_counted_and_not_listed_for_ever() {
        let mut report = Report::default();
        for _ in 0..=MOST_LISTED {
            report.add(Finding::warning("x", "y", "z"));
        }
        assert_eq!((report.findings.len(), report.warnings), (MOST_LISTED, MOST_LISTED + 1));
        assert!(report.text().ends_with("… and 1 more of the same kind.\n"));
        let mut all = Report::default();
        all.extend(report);
        assert_eq!(all.warnings, MOST_LISTED + 1);
    }
}
