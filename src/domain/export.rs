//! A comparison to take along: as a Markdown table and as quotes for a forum,
//! to paste; as CSV and as JSON, to keep. The widget writes the JSON; the other
//! formats are made of it where there is room for that.

#[cfg(feature = "markdown")]
pub mod paste;

use super::compare::{Cell, Comparison, Contrast, Subject, Work};
use super::json::Writer;
use super::references::tally;
use super::words::{self, summarised_by};
use crate::feed::{Fact, Head, Href, Nomination, Reference};

/// What a comparison can be taken along as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table in Markdown.
    Markdown,
    /// The nominees' words as quotations in Markdown: forums that have a
    /// notation of their own for quotations know this one, too.
    Quotes,
    /// Comma-separated values, as RFC 4180 has them.
    Csv,
    /// For programs.
    Json,
    /// An address that leads to the same view: the page writes it.
    Link,
}

impl Format {
    /// In the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Link, Self::Markdown, Self::Quotes, Self::Csv, Self::Json];

    /// What a reader does with it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Markdown => "Copy as a Markdown table",
            Self::Quotes => "Copy as forum quotes",
            Self::Csv => "Save as CSV",
            Self::Json => "Save as JSON",
            Self::Link => "Copy link",
        }
    }

    /// What the page calls it; of a file, how its name ends.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Markdown => "copy-table",
            Self::Quotes => "copy-quotes",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Link => "copy-link",
        }
    }

    /// What the page calls by this name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.id() == id)
    }
}

/// The name, and the election where the columns are of several.
fn name(comparison: &Comparison, nomination: &Nomination, head: &Head) -> String {
    let one = comparison.columns.windows(2).all(|pair| pair[0].election == pair[1].election);
    let election = nomination.election.as_ref().filter(|_| !one).and_then(|id| head.election(id));
    let name = &nomination.candidate.name;
    election.map_or(name.to_string(), |election| format!("{name} ({})", election.short_name()))
}

/// The comparison as JSON: for programs, and for [`paste`] to write the rest from.
#[must_use]
pub fn json(comparison: &Comparison, head: &Head) -> String {
    // Loops, not closures: each of those would be a function in every reader's browser.
    let mut json = Writer::default();
    json.begin("", '{');
    json.member("title", head.title.as_deref());
    json.member("home_page_url", head.home_page.as_ref().map(Href::as_str));
    json.begin("columns", '[');
    for nomination in &comparison.columns {
        json.begin("", '{');
        json.member("heading", &*name(comparison, nomination, head));
        json.member("id", &*nomination.id);
        json.member("name", &*nomination.candidate.name);
        json.member("handle", nomination.candidate.handle.as_deref());
        json.member("election", nomination.election.as_deref());
        json.member("status", nomination.status.map(|status| status.id()));
        json.member("url", nomination.url.as_ref().map(Href::as_str));
        json.member("as_of", nomination.as_of.map(|date| date.iso()).as_deref());
        json.end('}');
    }
    json.end(']');
    json.begin("rows", '[');
    for row in &comparison.rows {
        json.begin("", '{');
        json.member("kind", row.subject.kind());
        json.member("id", Some(row.subject.id()).filter(|id| !id.is_empty()));
        json.member("label", &*row.subject.label());
        let contrast = match row.contrast {
            Contrast::Same => "same",
            Contrast::All => "all",
            Contrast::Some { .. } => "some",
        };
        json.member("contrast", contrast);
        json.begin("cells", '[');
        for (column, (cell, nomination)) in row.cells.iter().zip(&comparison.columns).enumerate() {
            json.begin("", '{');
            match (cell, &row.subject) {
                (Cell::References(works), _) => {
                    write_works(&mut json, comparison, nomination, works, column);
                }
                (cell, subject) => write_cell(&mut json, cell, subject, nomination),
            }
            json.end('}');
        }
        json.end(']');
        json.end('}');
    }
    json.end(']');
    write_shared(&mut json, comparison);
    for (name, labels) in [("mentioned_by_none", &comparison.silent), ("not_in_feed", &comparison.unknown)] {
        json.begin(name, '[');
        for label in labels {
            json.text(label);
        }
        json.end(']');
    }
    json.end('}');
    json.finish()
}

fn write_cell(json: &mut Writer, cell: &Cell, subject: &Subject, nomination: &Nomination) {
    match (cell, subject) {
        (Cell::Stances(stances), _) => {
            json.begin("stances", '[');
            for stance in stances {
                json.begin("", '{');
                json.member("quote", stance.quote.as_deref());
                json.member("summary", stance.summary.as_deref());
                json.member("anchor", stance.anchor.as_deref());
                json.member("reason", stance.reason.as_deref());
                json.member("url", stance.url.as_ref().map(Href::as_str));
                json.end('}');
            }
            json.end(']');
        }
        (Cell::Summary(text), _) => {
            json.member("text", &**text);
            let editor = nomination.status.map(|_| "editor");
            json.member("whose", if nomination.extract { Some("nominee") } else { editor });
            json.member("before", summarised_by(nomination));
        }
        (Cell::Fact(fact), Subject::Fact(definition)) => {
            json.member("text", &*words::fact(fact, definition));
            let url = match fact {
                Fact::Link(link) => Some(&link.url),
                Fact::Reference(reference) => reference.url.as_ref(),
                _ => None,
            };
            json.member("url", url.map(Href::as_str));
        }
        (Cell::Outcome(outcome), _) => json.member("text", &*words::outcome(outcome)),
        (cell, subject) => json.member("absent", words::absent(cell, subject, nomination)),
    }
}

fn write_works(
    json: &mut Writer,
    comparison: &Comparison,
    nomination: &Nomination,
    works: &[Work],
    column: usize,
) {
    json.begin("counts", '[');
    for tally in tally(&nomination.references) {
        json.text(&tally.line());
    }
    json.end(']');
    json.begin("references", '[');
    for work in works {
        let also = comparison.also(work, column);
        json.begin("", '{');
        json.member("words", &*words::reference(&work.reference));
        json.member("also", Some(&*also).filter(|also| !also.is_empty()));
        write_reference(json, &work.reference);
        json.member("role", work.reference.role.as_deref());
        json.end('}');
    }
    json.end(']');
}

/// The works that several people have, each once, and the ids of their columns.
fn write_shared(json: &mut Writer, comparison: &Comparison) {
    json.begin("shared", '[');
    for row in &comparison.rows {
        for (column, cell) in row.cells.iter().enumerate() {
            let Cell::References(works) = cell else { continue };
            for work in works {
                let Some(holders) = work.holders.as_ref().filter(|holders| holders[0] == column) else {
                    continue;
                };
                json.begin("", '{');
                write_reference(json, &work.reference);
                json.begin("columns", '[');
                for holder in holders.iter() {
                    json.text(comparison.columns.get(*holder).map_or("", |nomination| &nomination.id));
                }
                json.end(']');
                json.end('}');
            }
        }
    }
    json.end(']');
}

fn write_reference(json: &mut Writer, reference: &Reference) {
    let Reference { kind, number, title, status, version, url, .. } = reference;
    json.member("type", kind.as_deref());
    json.member("number", number.as_deref());
    json.member("title", title.as_deref());
    json.member("status", status.as_deref());
    json.member("version", version.as_deref());
    json.member("url", url.as_ref().map(Href::as_str));
}
