//! A comparison to take along: as a Markdown table and as quotes for a forum,
//! to paste; as CSV and as JSON, to keep. The widget writes the JSON; the other
//! formats are made of it where there is room for that.

#[cfg(feature = "markdown")]
pub mod paste;

use super::compare::{Cell, Comparison, Contrast, Row, Subject};
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
}

impl Format {
    /// In the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Quotes, Self::Csv, Self::Json];

    /// What a reader does with it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Markdown => "Copy as a Markdown table",
            Self::Quotes => "Copy as forum quotes",
            Self::Csv => "Save as CSV",
            Self::Json => "Save as JSON",
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
    let mut json = Writer::default();
    json.object(|json| {
        json.member("title", head.title.as_deref());
        json.member("home_page_url", head.home_page.as_ref().map(Href::as_str));
        json.member_list("columns", |json| {
            for nomination in &comparison.columns {
                json.object(|json| {
                    json.member("heading", &*name(comparison, nomination, head));
                    write_column(json, nomination);
                });
            }
        });
        json.member_list("rows", |json| {
            for row in &comparison.rows {
                json.object(|json| write_row(json, row, comparison));
            }
        });
        json.member_list("shared", |json| {
            for (work, columns) in shared(comparison) {
                json.object(|json| {
                    // What part somebody has in it stands in the column.
                    write_reference(json, &Reference { role: None, ..work.clone() });
                    write_texts(json, "columns", columns);
                });
            }
        });
        write_texts(json, "mentioned_by_none", comparison.silent.iter().map(|label| &**label));
        write_texts(json, "not_in_feed", comparison.unknown.iter().map(|label| &**label));
    });
    json.finish()
}

fn write_texts<'a>(json: &mut Writer, name: &str, texts: impl IntoIterator<Item = &'a str>) {
    json.member_list(name, |json| texts.into_iter().for_each(|text| json.text(text)));
}

fn write_column(json: &mut Writer, nomination: &Nomination) {
    json.member("id", &*nomination.id);
    json.member("name", &*nomination.candidate.name);
    json.member("handle", nomination.candidate.handle.as_deref());
    json.member("election", nomination.election.as_deref());
    json.member("status", nomination.status.map(|status| status.id()));
    json.member("url", nomination.url.as_ref().map(Href::as_str));
    json.member("as_of", nomination.as_of.map(|date| date.iso()).as_deref());
}

fn write_row(json: &mut Writer, row: &Row, comparison: &Comparison) {
    json.member("kind", row.subject.kind());
    json.member("id", Some(row.subject.id()).filter(|id| !id.is_empty()));
    json.member("label", &*row.subject.label());
    json.member(
        "contrast",
        match row.contrast {
            Contrast::Same => "same",
            Contrast::All => "all",
            Contrast::Some { .. } => "some",
        },
    );
    json.member_list("cells", |json| {
        for column in 0..row.cells.len() {
            json.object(|json| write_cell(json, comparison, row, column));
        }
    });
}

fn write_cell(json: &mut Writer, comparison: &Comparison, row: &Row, column: usize) {
    let (Some(cell), Some(nomination)) = (row.cells.get(column), comparison.columns.get(column)) else {
        return;
    };
    match (cell, &row.subject) {
        (Cell::Stances(stances), _) => json.member_list("stances", |json| {
            for stance in stances {
                json.object(|json| {
                    json.member("quote", stance.quote.as_deref());
                    json.member("summary", stance.summary.as_deref());
                    json.member("anchor", stance.anchor.as_deref());
                    json.member("reason", stance.reason.as_deref());
                    json.member("url", stance.url.as_ref().map(Href::as_str));
                });
            }
        }),
        (Cell::References(works), _) => {
            json.member_list("counts", |json| {
                tally(&nomination.references).iter().for_each(|tally| json.text(&tally.line()));
            });
            json.member_list("references", |json| {
                for work in works {
                    json.object(|json| {
                        let also = comparison.also(work, column);
                        json.member("words", &*words::reference(&work.reference));
                        json.member("also", Some(&*also).filter(|also| !also.is_empty()));
                        write_reference(json, &work.reference);
                    });
                }
            });
        }
        (Cell::Summary(text), _) => {
            json.member("text", &**text);
            let editor = nomination.status.map(|_| "editor");
            json.member("whose", if nomination.extract { Some("nominee") } else { editor });
            json.member("before", summarised_by(nomination));
        }
        (Cell::Fact(fact), Subject::Fact(definition)) => {
            json.member("text", &*words::fact(fact, definition));
            json.member(
                "url",
                match fact {
                    Fact::Link(link) => Some(link.url.as_str()),
                    Fact::Reference(reference) => reference.url.as_ref().map(Href::as_str),
                    _ => None,
                },
            );
        }
        (Cell::Outcome(outcome), _) => json.member("text", &*words::outcome(outcome)),
        (cell, subject) => json.member("absent", words::absent(cell, subject, nomination)),
    }
}

/// The works that several people have, each once, and the ids of their columns.
fn shared(comparison: &Comparison) -> Vec<(&Reference, Vec<&str>)> {
    let cells = comparison.rows.iter().filter(|row| matches!(row.subject, Subject::References));
    let cells = cells.flat_map(|row| row.cells.iter().enumerate());
    let mut shared = Vec::new();
    for (column, cell) in cells {
        let Cell::References(works) = cell else { continue };
        for work in works {
            let Some(holders) = work.holders.as_ref().filter(|holders| holders.first() == Some(&column))
            else {
                continue;
            };
            let ids = holders.iter().filter_map(|holder| comparison.columns.get(*holder));
            shared.push((&work.reference, ids.map(|nomination| &*nomination.id).collect()));
        }
    }
    shared
}

fn write_reference(json: &mut Writer, reference: &Reference) {
    let Reference { kind, number, title, status, version, role, url, .. } = reference;
    let members = [
        ("type", kind),
        ("number", number),
        ("title", title),
        ("status", status),
        ("version", version),
        ("role", role),
    ];
    for (name, value) in members {
        json.member(name, value.as_deref());
    }
    json.member("url", url.as_ref().map(Href::as_str));
}
