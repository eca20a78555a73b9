//! A comparison to take along: as a Markdown table and as quotes for a forum,
//! to paste; as CSV and as JSON, to keep.
//!
//! What people wrote stays words wherever it is pasted: it makes no markup, no
//! formula and no mention of anybody, and turns no line around.

use super::compare::{Cell, Comparison, Contrast, Row, Subject};
use super::json::Writer;
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
            Self::Json => return write_json(comparison, head),
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

fn write_json(comparison: &Comparison, head: &Head) -> String {
    let mut json = Writer::default();
    json.object(|json| {
        json.member("title", head.title.as_deref());
        json.member("home_page_url", head.home_page.as_ref().map(Href::as_str));
        json.member_list("columns", |json| {
            for nomination in &comparison.columns {
                json.object(|json| write_column(json, nomination));
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
        for (cell, nomination) in row.cells.iter().zip(&comparison.columns) {
            json.object(|json| write_cell(json, cell, &row.subject, nomination));
        }
    });
}

fn write_cell(json: &mut Writer, cell: &Cell, subject: &Subject, nomination: &Nomination) {
    match (cell, subject) {
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
        (Cell::References(works), _) => json.member_list("references", |json| {
            for work in works {
                json.object(|json| write_reference(json, &work.reference));
            }
        }),
        (Cell::Summary(text), _) => {
            json.member("text", &**text);
            let editor = nomination.status.map(|_| "editor");
            json.member("whose", if nomination.extract { Some("nominee") } else { editor });
        }
        (Cell::Fact(fact), Subject::Fact(definition)) => {
            json.member("text", &*words::fact(fact, definition));
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

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::super::compare::compare;
    use super::*;
    use crate::feed::{Candidate, Fact, FactDefinition, Shared, Status, Topic};

    fn href(address: &str) -> Option<Href> {
        Href::parse(address, &|address| Some(address.to_owned()))
    }

    fn head() -> Head {
        Head {
            title: Some("A small | election".into()),
            home_page: href("https://example.org/election"),
            topics: vec![Rc::new(Topic {
                id: "water".into(),
                label: "Water | *wells*".into(),
                ..Topic::default()
            })],
            facts: vec![Rc::new(FactDefinition {
                id: "time".into(),
                label: "Time".into(),
                compare: true,
                ..FactDefinition::default()
            })],
            ..Head::default()
        }
    }

    fn nomination(name: &str, stances: Vec<Stance>) -> Nomination {
        Nomination {
            id: name.to_lowercase().into(),
            candidate: Candidate { name: name.into(), ..Candidate::default() },
            status: Some(Status::Nominated),
            stances,
            ..Nomination::default()
        }
    }

    fn quote(text: &str) -> Stance {
        Stance {
            topic: "water".into(),
            quote: Some(text.into()),
            url: href("https://example.org/post_1?a=(b)|c"),
            ..Stance::default()
        }
    }

    fn export(format: Format, nominations: impl IntoIterator<Item = Nomination>) -> String {
        let head = head();
        format.write(&compare(nominations.into_iter().map(Shared::new).collect(), &head), &head)
    }

    /// Two nominees: one says this, the other nothing.
    fn said(format: Format, text: &str) -> String {
        let other = Stance { topic: "paths".into(), ..Stance::default() };
        export(format, [nomination("Ann", vec![quote(text)]), nomination("Bob", vec![other])])
    }

    #[test]
    fn a_markdown_table_has_a_row_for_each_topic() {
        let mut ann = nomination("Ann", vec![quote("One hose per row.")]);
        ann.url = href("https://example.org/ann");
        ann.summary = Some("Mends the pump.".into());
        let mut bob = nomination("Bob", vec![quote("Two."), quote("Three.")]);
        bob.stances[1].summary = Some("Wants three.".into());
        assert_eq!(
            export(Format::Markdown, [ann, bob]),
            "| Topic | [Ann](https://example.org/ann) | Bob |\n\
             | --- | --- | --- |\n\
             | Summary | Editor’s words: Mends the pump. | *no summary* |\n\
             | Water \\| \\*wells\\* \
             | “One hose per row.” ([source](https://example.org/post_1?a=%28b%29%7Cc)) \
             | “Two.” ([source](https://example.org/post_1?a=%28b%29%7Cc))\
             <br>“Three.” ([source](https://example.org/post_1?a=%28b%29%7Cc))\
             <br>Editor’s words: Wants three. |\n\n\
             From: [A small \\| election](https://example.org/election)\n"
        );
    }

    #[test]
    fn forum_quotes_name_who_says_it_and_who_says_nothing() {
        assert_eq!(
            said(Format::Quotes, "One hose\n\nper row."),
            "### Water \\| \\*wells\\*\n\n\
             **Ann**\n\n\
             > One hose\n>\n> per row.\n>\n> [source](https://example.org/post_1?a=%28b%29%7Cc)\n\n\
             **Bob**: *not mentioned*\n\n\
             From: [A small \\| election](https://example.org/election)\n"
        );
    }

    /// Texts that would be something else where they are pasted.
    const HOSTILE: [&str; 14] = [
        "a | b || c",
        "line\r\nline\rline\u{2028}line",
        "```\ncode `x` ``y``\n```",
        "[/quote] [quote=\"x\"] [x](javascript:alert(1)) ![y](z)",
        "<script>alert(1)</script> &lt; <!--",
        "=cmd|' /C calc'!A0",
        "@everyone #tag $x$ ~~no~~",
        "# head\n---\n===\n+ a\n- b\n1. c\n22) d",
        "\u{202e}turned\u{2066}round\u{0}\u{7}",
        "back\\slash \\| and \\",
        "\"quotes\" and ''apostrophes''",
        "**bold** _x_ __y__",
        "    indented\n\tmore",
        "",
    ];

    #[test]
    fn no_text_breaks_out_of_a_markdown_table() {
        for text in HOSTILE {
            let table = said(Format::Markdown, text);
            let lines: Vec<_> = table.lines().collect();
            assert_eq!(lines.len(), 5, "{table}");
            for line in &lines[..3] {
                let cells = line.replace("\\\\", "").replace("\\|", "").matches('|').count();
                assert_eq!(cells, 4, "{line}");
            }
            only_our_markup(&table);
        }
    }

    #[test]
    fn no_text_breaks_out_of_a_quotation() {
        for text in HOSTILE {
            let quotes = said(Format::Quotes, text);
            let (_, rest) = quotes.split_once("**Ann**\n\n").unwrap();
            let (quoted, rest) = rest.split_once("\n\n**Bob**").unwrap();
            assert!(quoted.lines().all(|line| line.starts_with('>')), "{quoted}");
            assert!(rest.starts_with(": *not mentioned*\n\nFrom: "), "{rest}");
            only_our_markup(&quotes);
        }
    }

    /// Everything that is markup is ours.
    fn only_our_markup(text: &str) {
        use pulldown_cmark::{Event, Options, Parser, Tag};
        let events = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
        for event in events {
            match event {
                Event::Start(Tag::Link { dest_url, .. }) => {
                    assert!(dest_url.starts_with("https://example.org/"), "{text}");
                }
                Event::InlineHtml(html) => assert_eq!(&*html, "<br>", "{text}"),
                Event::Html(_)
                | Event::Code(_)
                | Event::Rule
                | Event::Start(
                    Tag::CodeBlock(_)
                    | Tag::Image { .. }
                    | Tag::List(_)
                    | Tag::Strikethrough
                    | Tag::HtmlBlock,
                ) => panic!("{event:?} in {text}"),
                Event::Text(words) => {
                    assert!(!words.chars().any(|c| is_dropped(c) && c != '\n'), "{words:?}");
                }
                _ => {}
            }
        }
    }

    #[test]
    fn csv_can_be_read_back_and_holds_no_formula() {
        for text in HOSTILE {
            let csv = said(Format::Csv, text);
            let rows = rows(csv.strip_prefix('\u{feff}').unwrap());
            assert!(rows.iter().all(|row| row.len() == 3), "{rows:?}");
            let labels: Vec<_> = rows.iter().map(|row| &*row[0]).collect();
            assert_eq!(labels, ["Topic", "Nomination", "Water | *wells*"]);
            assert_eq!(rows[2][2], "not mentioned");
            let kept: String = text.trim().chars().filter(|c| *c == '\n' || !is_dropped(*c)).collect();
            assert_eq!(rows[2][1], format!("“{kept}” (https://example.org/post_1?a=(b)|c)"));
        }
        for name in ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", " \n=1", "＝1", "\u{202e}=1"] {
            let mut ann = nomination(name, vec![quote("x")]);
            ann.facts = vec![("time".into(), Fact::Text(name.into()))];
            let csv = export(Format::Csv, [ann]);
            for row in rows(csv.strip_prefix('\u{feff}').unwrap()) {
                for field in row {
                    let first = field.trim_start().chars().next();
                    assert!(!matches!(first, Some('=' | '+' | '-' | '@' | '＝')), "{csv}");
                }
            }
        }
    }

    /// As RFC 4180 has it.
    fn rows(csv: &str) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        let mut rest = csv;
        while !rest.is_empty() {
            let mut row = Vec::new();
            loop {
                let inside = rest.strip_prefix('"').unwrap();
                let mut field = String::new();
                let mut chars = inside.char_indices().peekable();
                let end = loop {
                    match chars.next().unwrap() {
                        (at, '"') if chars.peek().is_none_or(|(_, c)| *c != '"') => break at + 1,
                        (_, '"') => {
                            chars.next();
                            field.push('"');
                        }
                        (_, c) => field.push(c),
                    }
                };
                row.push(field);
                rest = &inside[end..];
                match rest.strip_prefix(',') {
                    Some(more) => rest = more,
                    None => break,
                }
            }
            rest = rest.strip_prefix("\r\n").unwrap();
            rows.push(row);
        }
        rows
    }

    #[test]
    fn json_keeps_every_word_and_names_what_is_shared() {
        let work = |number: &str, role: &str| Reference {
            kind: Some("PEP".into()),
            number: Some(number.into()),
            role: Some(role.into()),
            ..Reference::default()
        };
        for text in HOSTILE {
            let mut ann = nomination("Ann", vec![quote(text)]);
            ann.references = vec![work("1", "author"), work("2", "author")];
            let mut bob = nomination("Bob", vec![]);
            bob.references = vec![work("2", "delegate")];
            let json: serde_json::Value = serde_json::from_str(&export(Format::Json, [ann, bob])).unwrap();
            assert_eq!(json["columns"][0]["name"], "Ann");
            assert_eq!(json["rows"][0]["kind"], "topic");
            assert_eq!(json["rows"][0]["contrast"], "some");
            assert_eq!(json["rows"][0]["cells"][0]["stances"][0]["quote"], text);
            assert_eq!(json["rows"][0]["cells"][1]["absent"], "statement not in this feed");
            assert_eq!(json["rows"][1]["cells"][1]["references"][0]["role"], "delegate");
            assert_eq!(
                json["shared"],
                serde_json::json!([{ "type": "PEP", "number": "2", "columns": ["ann", "bob"] }])
            );
        }
    }

    #[test]
    fn what_differs_alone_is_what_is_exported() {
        let head = head();
        let same = |name: &str| {
            let mut same = nomination(name, vec![quote(name)]);
            same.facts = vec![("time".into(), Fact::Text("8 hours".into()))];
            Shared::new(same)
        };
        let mut comparison = compare(vec![same("Ann"), same("Bob")], &head);
        comparison.keep_differences();
        for format in Format::ALL {
            assert!(!format.write(&comparison, &head).contains("8 hours"));
            assert_eq!(Format::from_id(format.id()), Some(format));
        }
    }

    #[test]
    fn one_person_twice_is_told_apart_by_the_election() {
        use crate::feed::Election;
        let mut head = head();
        head.elections = ["1999", "2000"]
            .map(|id| Rc::new(Election { id: id.into(), name: id.into(), ..Election::default() }))
            .into();
        let term = |id: &str| {
            let mut term = nomination("Ann", vec![quote("x")]);
            term.election = Some(id.into());
            Shared::new(term)
        };
        let csv = Format::Csv.write(&compare(vec![term("1999"), term("2000")], &head), &head);
        assert!(csv.contains(r#""Topic","Ann (1999)","Ann (2000)""#), "{csv}");
    }
}
