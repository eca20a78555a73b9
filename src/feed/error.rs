//! What can be wrong with a feed, in words for its author and for its reader.

use std::fmt;

/// Why nothing of a feed can be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedError {
    /// Where the feed was looked for; empty for one given by the page itself.
    pub source: String,
    /// What is wrong.
    pub kind: ErrorKind,
}

/// The kinds of [`FeedError`].
#[derive(Debug, Clone, PartialEq)]
pub enum ErrorKind {
    /// The text is not JSON.
    Syntax {
        /// From 1.
        line: usize,
        /// From 1, in bytes.
        column: usize,
        /// What the parser says.
        reason: String,
    },
    /// The bytes are not UTF-8.
    NotUtf8 {
        /// Bytes before the first wrong one.
        offset: usize,
    },
    /// JSON, but no JSON Feed.
    NotFeed {
        /// What a feed would have there.
        reason: &'static str,
    },
    /// Not JSON, and announced as something else.
    WrongType {
        /// The announced media type.
        mime: String,
    },
    /// The server answered with an error.
    Status {
        /// The HTTP status.
        status: u16,
    },
    /// No answer: the network, a wrong address, or another origin without CORS.
    Unreachable {
        /// What the browser says.
        reason: String,
    },
    /// No whole answer in time.
    Timeout {
        /// Seconds waited.
        seconds: u32,
    },
    /// More than a page should load.
    TooLarge {
        /// Bytes announced or read.
        bytes: usize,
    },
    /// The page names no feed at all.
    NoSource,
}

/// The largest page of a feed that is read, in bytes.
pub const MAX_BYTES: usize = 128_000_000;

/// Warnings kept for one feed: a feed with more faults has one fault many times.
pub const MAX_WARNINGS: usize = 500;

/// From this size on, in bytes, a feed should be split into pages.
pub const LARGE_BYTES: usize = 4_000_000;

impl ErrorKind {
    /// A short name for programs: it stays the same when the words change.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "not-json",
            Self::NotUtf8 { .. } => "not-utf-8",
            Self::NotFeed { .. } => "not-a-feed",
            Self::WrongType { .. } => "wrong-type",
            Self::Status { .. } => "http-status",
            Self::Unreachable { .. } => "unreachable",
            Self::Timeout { .. } => "timeout",
            Self::TooLarge { .. } => "too-large",
            Self::NoSource => "no-source",
        }
    }

    /// One sentence for the reader of the page.
    #[must_use]
    pub fn for_reader(&self) -> String {
        match self {
            Self::Syntax { .. } | Self::NotUtf8 { .. } => "The list of nominations is damaged.".into(),
            Self::NotFeed { .. } => "The file is there, but it isn’t a list of nominations.".into(),
            Self::WrongType { .. } => "A web page came instead of the list of nominations.".into(),
            Self::Status { status: 404 | 410 } => {
                "The list of nominations isn’t where this page looks for it.".into()
            }
            Self::Status { status: 401 | 403 } => "The list of nominations isn’t open to everyone.".into(),
            Self::Status { status } => {
                format!("The server couldn’t give the list of nominations (status {status}).")
            }
            Self::Unreachable { .. } => "The list of nominations couldn’t be reached.".into(),
            Self::Timeout { seconds } => {
                format!("The list of nominations didn’t arrive within {seconds} seconds.")
            }
            Self::TooLarge { bytes } => {
                format!("The list of nominations is too large to show here ({}).", megabytes(*bytes))
            }
            Self::NoSource => "This page doesn’t say where its nominations are.".into(),
        }
    }

    /// Whether asking again may help.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Status { status } => *status >= 500 || *status == 429,
            Self::Unreachable { .. } | Self::Timeout { .. } => true,
            _ => false,
        }
    }
}

/// What, where and what to do: for the author of the page or of the feed.
impl fmt::Display for FeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = if self.source.is_empty() { "the feed given by the page" } else { &self.source };
        match &self.kind {
            ErrorKind::Syntax { line, column, reason } => write!(
                f,
                "{source}, line {line}, column {column}: not JSON ({reason}). Mend the file there; any JSON checker shows the place."
            ),
            ErrorKind::NotUtf8 { offset } => {
                write!(f, "{source}, byte {offset}: not UTF-8. Save the file as UTF-8.")
            }
            ErrorKind::NotFeed { reason } => write!(
                f,
                "{source}: JSON, but not a JSON Feed: {reason}. See https://jsonfeed.org/version/1.1 for what a feed holds."
            ),
            ErrorKind::WrongType { mime } => write!(
                f,
                "{source}: answered with {mime}, not with JSON. Check the address: a site’s own “not found” page often comes so."
            ),
            ErrorKind::Status { status } => write!(
                f,
                "{source}: the server answered with status {status}. Check the address in src, and that the file is published."
            ),
            ErrorKind::Unreachable { reason } => write!(
                f,
                "{source}: no answer ({reason}). Check the address in src; from another origin the server must send Access-Control-Allow-Origin, and this page’s connect-src must allow it."
            ),
            ErrorKind::Timeout { seconds } => write!(
                f,
                "{source}: no whole answer within {seconds} seconds. Make the feed smaller, split it with next_url, or raise the timeout attribute."
            ),
            ErrorKind::TooLarge { bytes } => write!(
                f,
                "{source}: {} is more than a page should load (at most {}). Split the feed with next_url.",
                megabytes(*bytes),
                megabytes(MAX_BYTES)
            ),
            ErrorKind::NoSource => f.write_str(
                "hustings-widget has neither src, nor feed, nor a feed inside. Add src=\"nominations.json\".",
            ),
        }
    }
}

impl std::error::Error for FeedError {}

/// Something in a feed that was left out or mended, and how to put it right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Where, as a path from the document's root: `items[3]._hustings.status`.
    pub path: String,
    /// What is wrong, and what was done about it.
    pub problem: String,
    /// What to do.
    pub remedy: String,
    /// Whether a nomination is missing because of it.
    pub loses_nomination: bool,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, problem, remedy, .. } = self;
        write!(f, "{path}: {problem}. {remedy}.")
    }
}

/// "5.2 MB".
#[must_use]
pub fn megabytes(bytes: usize) -> String {
    let tenths = (bytes + 50_000) / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    fn check(kind: ErrorKind, expected: &expect_test::Expect) {
        let error = FeedError { source: "nominations.json".into(), kind };
        expected.assert_eq(&format!("{}\n{}\n{error}", error.kind.code(), error.kind.for_reader()));
    }

    #[test]
    fn every_error_says_what_where_and_what_to_do() {
        check(
            ErrorKind::Syntax { line: 3, column: 7, reason: "expected `,` or `}`".into() },
            &expect![[r#"
                not-json
                The list of nominations is damaged.
                nominations.json, line 3, column 7: not JSON (expected `,` or `}`). Mend the file there; any JSON checker shows the place."#]],
        );
        check(
            ErrorKind::Status { status: 404 },
            &expect![[r#"
                http-status
                The list of nominations isn’t where this page looks for it.
                nominations.json: the server answered with status 404. Check the address in src, and that the file is published."#]],
        );
        check(
            ErrorKind::WrongType { mime: "text/html".into() },
            &expect![[r#"
                wrong-type
                A web page came instead of the list of nominations.
                nominations.json: answered with text/html, not with JSON. Check the address: a site’s own “not found” page often comes so."#]],
        );
        check(
            ErrorKind::TooLarge { bytes: 200_000_000 },
            &expect![[r#"
                too-large
                The list of nominations is too large to show here (200.0 MB).
                nominations.json: 200.0 MB is more than a page should load (at most 128.0 MB). Split the feed with next_url."#]],
        );
    }

    #[test]
    fn a_feed_given_by_the_page_is_named_so() {
        let error = FeedError { source: String::new(), kind: ErrorKind::NotUtf8 { offset: 12 } };
        assert!(error.to_string().starts_with("the feed given by the page, byte 12"));
    }
}
