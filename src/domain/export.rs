//! A comparison to take along: as a Markdown table and as quotes for a forum,
//! to paste; as CSV and as JSON, to keep.
//!
//! What people wrote stays words wherever it is pasted: it makes no markup, no
//! formula and no mention of anybody, and turns no line around.

use super::compare::{Cell, Comparison, Contrast, Row, Subject};
use super::references::tally;
use super::words::{self, EDITOR, summarised_by};
use crate::feed::{Head, Href, Nomination, Reference, Stance};

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

    /// The text.
    #[must_use]
    pub fn write(self, comparison: &Comparison, head: &Head) -> String {
        let mut out = String::new();
        match self {
            Self::Markdown => write_table(&mut out, comparison, head),
            Self::Quotes => write_quotes(&mut out, comparison, head),
            Self::Csv => write_csv(&mut out, comparison, head),
            Self::Json => write_json(&mut out, comparison, head),
        }
        out
    }
}

/// One thing that a cell says.
struct Said<'a> {
    whose: Whose,
    words: String,
    source: Option<&'a Href>,
}

enum Whose {
    Nominee,
    /// Said of somebody, after these words.
    Told(&'static str),
    Feed,
    /// There is nothing, and these words say so.
    Nobody,
}

fn said<'a>(whose: Whose, words: impl Into<String>, source: Option<&'a Href>) -> Said<'a> {
    Said { whose, words: words.into(), source }
}

fn cell<'a>(comparison: &'a Comparison, row: &'a Row, column: usize) -> Vec<Said<'a>> {
    let (Some(cell), Some(nomination)) = (row.cells.get(column), comparison.columns.get(column)) else {
        return Vec::new();
    };
    match (cell, &row.subject) {
        (Cell::Summary(text), _) => vec![said(Whose::Told(summarised_by(nomination)), &**text, None)],
        (Cell::Stances(stances), _) => stances.iter().flat_map(stance).collect(),
        (Cell::Fact(fact), Subject::Fact(definition)) => {
            let source = match fact {
                crate::feed::Fact::Link(link) => Some(&link.url),
                crate::feed::Fact::Reference(reference) => reference.url.as_ref(),
                _ => None,
            };
            vec![said(Whose::Feed, words::fact(fact, definition), source)]
        }
        (Cell::References(works), _) => {
            let counts = tally(&nomination.references);
            let counts: Vec<_> = counts.iter().map(|tally| said(Whose::Feed, tally.line(), None)).collect();
            let works = works.iter().map(|work| {
                let mut words = words::reference(&work.reference);
                let also = comparison.also(work, column);
                if !also.is_empty() {
                    words.push_str(&format!(" ({also})"));
                }
                said(Whose::Feed, words, work.reference.url.as_ref())
            });
            counts.into_iter().chain(works).collect()
        }
        (Cell::Outcome(outcome), _) => vec![said(Whose::Feed, words::outcome(outcome), None)],
        (cell, subject) => vec![said(Whose::Nobody, words::absent(cell, subject, nomination), None)],
    }
}

fn stance(stance: &Stance) -> impl Iterator<Item = Said<'_>> {
    let quote = stance.quote.as_ref().map(|quote| said(Whose::Nominee, &**quote, stance.url.as_ref()));
    let source = stance.url.as_ref().filter(|_| quote.is_none());
    let told = stance.summary.as_ref().map(|summary| said(Whose::Told(EDITOR), &**summary, source));
    quote.into_iter().chain(told)
}

/// The name, and the election where the columns are of several.
fn name(comparison: &Comparison, nomination: &Nomination, head: &Head) -> String {
    let one = comparison.columns.windows(2).all(|pair| pair[0].election == pair[1].election);
    let election = nomination.election.as_ref().filter(|_| !one).and_then(|id| head.election(id));
    let name = &nomination.candidate.name;
    election.map_or(name.to_string(), |election| format!("{name} ({})", election.short_name()))
}

// Markdown.

fn write_table(out: &mut String, comparison: &Comparison, head: &Head) {
    out.push_str("| Topic |");
    for nomination in &comparison.columns {
        out.push(' ');
        push_link(out, &name(comparison, nomination, head), nomination.url.as_ref());
        out.push_str(" |");
    }
    out.push_str("\n| --- |");
    for _ in &comparison.columns {
        out.push_str(" --- |");
    }
    for row in &comparison.rows {
        out.push_str("\n| ");
        push_words(out, &row.subject.label());
        out.push_str(" |");
        for column in 0..row.cells.len() {
            let mut gap = " ";
            for said in cell(comparison, row, column) {
                out.push_str(gap);
                gap = "<br>";
                push_said(out, &said);
            }
            out.push_str(" |");
        }
    }
    push_foot(out, head);
}

fn push_said(out: &mut String, said: &Said) {
    match said.whose {
        Whose::Nominee => {
            out.push('“');
            push_words(out, &said.words);
            out.push('”');
        }
        Whose::Nobody => {
            out.push('*');
            out.push_str(&said.words);
            out.push('*');
        }
        // What has an address and no speaker is a thing, and its name the link.
        Whose::Feed => return push_link(out, &said.words, said.source),
        Whose::Told(whose) => {
            out.push_str(whose);
            out.push(' ');
            push_words(out, &said.words);
        }
    }
    push_source(out, said.source);
}

fn push_source(out: &mut String, source: Option<&Href>) {
    if source.is_some() {
        out.push_str(" (");
        push_link(out, "source", source);
        out.push(')');
    }
}

/// The nominees' words, topic by topic; who says nothing is named, too.
fn write_quotes(out: &mut String, comparison: &Comparison, head: &Head) {
    let rows = comparison.rows.iter();
    for row in rows.filter(|row| matches!(row.subject, Subject::Summary | Subject::Topic(_))) {
        out.push_str("### ");
        push_words(out, &row.subject.label());
        out.push_str("\n\n");
        for (column, nomination) in comparison.columns.iter().enumerate() {
            out.push_str("**");
            push_link(out, &name(comparison, nomination, head), nomination.url.as_ref());
            out.push_str("**");
            for said in cell(comparison, row, column) {
                if let Whose::Nominee = said.whose {
                    out.push_str("\n\n");
                    push_quote(out, &said.words);
                    if said.source.is_some() {
                        out.push_str("\n>\n> ");
                        push_link(out, "source", said.source);
                    }
                } else {
                    let gap = if matches!(said.whose, Whose::Nobody) { ": " } else { "\n\n" };
                    out.push_str(gap);
                    push_said(out, &said);
                }
            }
            out.push_str("\n\n");
        }
    }
    out.truncate(out.trim_end().len());
    push_foot(out, head);
}

fn push_quote(out: &mut String, text: &str) {
    let lines = text.trim().split('\n').map(str::trim);
    for (at, line) in lines.enumerate() {
        out.push_str(if at > 0 { "\n>" } else { ">" });
        if !line.is_empty() {
            out.push(' ');
            push_words(out, line);
        }
    }
}

/// Where all of it comes from.
fn push_foot(out: &mut String, head: &Head) {
    if let Some(title) = &head.title {
        out.push_str("\n\nFrom: ");
        push_link(out, title, head.home_page.as_ref());
    }
    out.push('\n');
}

fn push_link(out: &mut String, words: &str, target: Option<&Href>) {
    let Some(target) = target else { return push_words(out, words) };
    out.push('[');
    push_words(out, words);
    out.push_str("](");
    for c in target.as_str().chars() {
        match c {
            // What would end the address, the cell or the link.
            '\0'..=' ' | '"' | '(' | ')' | '<' | '>' | '\\' | '`' | '|' => {
                out.push_str(&format!("%{:02X}", c as u32));
            }
            c if is_dropped(c) => {}
            c => out.push(c),
        }
    }
    out.push(')');
}

/// Words on one line, as words: nothing in them is markup any more.
fn push_words(out: &mut String, text: &str) {
    let mut gap = false;
    for word in text.split_whitespace() {
        if gap {
            out.push(' ');
        }
        // A line that begins with a figure and a stop would be a list.
        let mut figures = !gap;
        let mut first = !gap;
        for c in word.chars().filter(|c| !is_dropped(*c)) {
            let marks = match c {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '@' | '#' | '$' => true,
                '-' | '+' | '=' => first,
                '.' | ')' => figures && !first,
                _ => false,
            };
            if marks {
                out.push('\\');
            }
            out.push(c);
            figures &= c.is_ascii_digit();
            first = false;
        }
        gap = true;
    }
}

/// What is no word and no space: control characters, and those that turn the
/// direction of whatever comes after them.
fn is_dropped(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') || c.is_control()
}

// CSV.

fn write_csv(out: &mut String, comparison: &Comparison, head: &Head) {
    // Without this mark spreadsheets take the text for that of another century.
    out.push('\u{feff}');
    push_field(out, "Topic");
    for nomination in &comparison.columns {
        out.push(',');
        push_field(out, &name(comparison, nomination, head));
    }
    out.push_str("\r\n");
    push_field(out, "Nomination");
    for nomination in &comparison.columns {
        out.push(',');
        push_field(out, nomination.url.as_ref().map_or("", |url| url.as_str()));
    }
    out.push_str("\r\n");
    for row in &comparison.rows {
        push_field(out, &row.subject.label());
        for column in 0..row.cells.len() {
            let lines: Vec<_> = cell(comparison, row, column).iter().map(line).collect();
            out.push(',');
            push_field(out, &lines.join("\n"));
        }
        out.push_str("\r\n");
    }
}

fn line(said: &Said) -> String {
    let words = said.words.trim();
    let mut line = match said.whose {
        Whose::Nominee => format!("“{words}”"),
        Whose::Told(whose) => format!("{whose} {words}"),
        Whose::Feed | Whose::Nobody => words.to_owned(),
    };
    if let Some(source) = said.source {
        line.push_str(&format!(" ({})", source.as_str()));
    }
    line
}

/// One value, quoted. What a spreadsheet would take for a formula begins with
/// an apostrophe, which it takes for "this is text".
fn push_field(out: &mut String, text: &str) {
    out.push('"');
    let text = || text.chars().filter(|c| *c == '\n' || !is_dropped(*c));
    if matches!(text().find(|c| !c.is_whitespace()), Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
    {
        out.push('\'');
    }
    for c in text() {
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    out.push('"');
}

// JSON.

fn write_json(out: &mut String, comparison: &Comparison, head: &Head) {
    out.push('{');
    push_member(out, "title", head.title.as_deref());
    push_member(out, "home_page_url", head.home_page.as_ref().map(Href::as_str));
    push_list(out, "columns", &comparison.columns, |out, nomination| {
        out.push('{');
        push_member(out, "id", Some(&nomination.id));
        push_member(out, "name", Some(&nomination.candidate.name));
        push_member(out, "handle", nomination.candidate.handle.as_deref());
        push_member(out, "election", nomination.election.as_deref());
        push_member(out, "status", nomination.status.map(|status| status.id()));
        push_member(out, "url", nomination.url.as_ref().map(Href::as_str));
        push_member(out, "as_of", nomination.as_of.map(|date| date.iso()).as_deref());
        out.push('}');
    });
    push_list(out, "rows", &comparison.rows, |out, row| {
        out.push('{');
        push_member(out, "kind", Some(row.subject.kind()));
        push_member(out, "id", Some(row.subject.id()).filter(|id| !id.is_empty()));
        push_member(out, "label", Some(&row.subject.label()));
        push_name(out, "same");
        out.push_str(if row.contrast == Contrast::Same { "true" } else { "false" });
        let cells: Vec<_> = row.cells.iter().zip(&comparison.columns).collect();
        push_list(out, "cells", &cells, |out, (cell, nomination)| {
            push_cell(out, cell, &row.subject, nomination);
        });
        out.push('}');
    });
    push_list(out, "shared", &shared(comparison), |out, (work, holders)| {
        out.push('{');
        // What part somebody has in it stands in the column.
        push_reference(out, &Reference { role: None, ..(*work).clone() });
        push_list(out, "columns", holders, |out, id| push_string(out, id));
        out.push('}');
    });
    push_list(out, "mentioned_by_none", &comparison.silent, |out, label| push_string(out, label));
    push_list(out, "not_in_feed", &comparison.unknown, |out, label| push_string(out, label));
    out.push_str("}\n");
}

fn push_cell(out: &mut String, cell: &Cell, subject: &Subject, nomination: &Nomination) {
    out.push('{');
    match (cell, subject) {
        (Cell::Stances(stances), _) => push_list(out, "stances", stances, |out, stance| {
            out.push('{');
            push_member(out, "quote", stance.quote.as_deref());
            push_member(out, "summary", stance.summary.as_deref());
            push_member(out, "anchor", stance.anchor.as_deref());
            push_member(out, "url", stance.url.as_ref().map(Href::as_str));
            out.push('}');
        }),
        (Cell::References(works), _) => push_list(out, "references", works, |out, work| {
            out.push('{');
            push_reference(out, &work.reference);
            out.push('}');
        }),
        (Cell::Summary(text), _) => push_member(out, "text", Some(text)),
        (Cell::Fact(fact), Subject::Fact(definition)) => {
            push_member(out, "text", Some(&words::fact(fact, definition)));
        }
        (Cell::Outcome(outcome), _) => push_member(out, "text", Some(&words::outcome(outcome))),
        (cell, subject) => push_member(out, "absent", Some(words::absent(cell, subject, nomination))),
    }
    out.push('}');
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

fn push_reference(out: &mut String, reference: &Reference) {
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
        push_member(out, name, value.as_deref());
    }
    push_member(out, "url", url.as_ref().map(Href::as_str));
}

fn push_list<T>(out: &mut String, name: &str, list: &[T], each: impl Fn(&mut String, &T)) {
    push_name(out, name);
    out.push('[');
    for (at, item) in list.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        each(out, item);
    }
    out.push(']');
}

/// A member that is absent is left out.
fn push_member(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        push_name(out, name);
        push_string(out, value);
    }
}

fn push_name(out: &mut String, name: &str) {
    if !out.ends_with('{') {
        out.push(',');
    }
    push_string(out, name);
    out.push(':');
}

fn push_string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            // Also what turns lines around, and what ends one in a script.
            '\u{2028}' | '\u{2029}' => push_escape(out, c),
            c if is_dropped(c) => push_escape(out, c),
            c => out.push(c),
        }
    }
    out.push('"');
}

fn push_escape(out: &mut String, c: char) {
    out.push_str(&format!("\\u{:04x}", c as u32));
}
