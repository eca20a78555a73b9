//! What was written as JSON, as a Markdown table, as quotes for a forum and as
//! CSV: with the reader's module, for who asks for it.
//!
//! What people wrote stays words wherever it is pasted: it makes no markup, no
//! formula and no mention of anybody, and turns no line around.

use super::Format;
use crate::domain::words::EDITOR;
use crate::feed::wire::{Members, Value, one};

/// A comparison's JSON in another format.
#[must_use]
pub fn write(format: Format, json: &str) -> String {
    let Ok(Value::Object(members)) = one(json) else { return String::new() };
    let sheet = Sheet::of(&members);
    let mut out = String::new();
    match format {
        Format::Markdown => write_table(&mut out, &sheet),
        Format::Quotes => write_quotes(&mut out, &sheet),
        Format::Csv => write_csv(&mut out, &sheet),
        // Of these the page makes what it takes itself.
        Format::Json | Format::Link => out.push_str(json),
    }
    out
}

/// What there is to write.
struct Sheet {
    title: Option<String>,
    home_page: Option<String>,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

struct Column {
    heading: String,
    url: Option<String>,
}

struct Row {
    label: String,
    /// Whether it is of what was said, and not of facts.
    said: bool,
    cells: Vec<Vec<Said>>,
}

/// One thing that a cell says.
struct Said {
    whose: Whose,
    words: String,
    source: Option<String>,
}

enum Whose {
    Nominee,
    /// Said of somebody, after these words.
    Told(String),
    Feed,
    /// There is nothing, and these words say so.
    Nobody,
}

impl Sheet {
    fn of(members: &Members<'_>) -> Self {
        let columns = objects(members, "columns").map(|column| Column {
            heading: text(column, "heading").unwrap_or_default(),
            url: text(column, "url"),
        });
        let rows = objects(members, "rows").map(|row| Row {
            label: text(row, "label").unwrap_or_default(),
            said: matches!(text(row, "kind").as_deref(), Some("summary" | "topic")),
            cells: objects(row, "cells").map(cell).collect(),
        });
        Self {
            columns: columns.collect(),
            rows: rows.collect(),
            title: text(members, "title"),
            home_page: text(members, "home_page_url"),
        }
    }
}

fn cell(members: &Members<'_>) -> Vec<Said> {
    let said = |whose, words, source| Said { whose, words, source };
    let mut out = Vec::new();
    for stance in objects(members, "stances") {
        let (quote, source) = (text(stance, "quote"), text(stance, "url"));
        let alone = source.clone().filter(|_| quote.is_none());
        out.extend(quote.map(|quote| said(Whose::Nominee, quote, source)));
        out.extend(text(stance, "summary").map(|told| said(Whose::Told(EDITOR.to_owned()), told, alone)));
    }
    out.extend(texts(members, "counts").map(|count| said(Whose::Feed, count, None)));
    for work in objects(members, "references") {
        let mut words = text(work, "words").unwrap_or_default();
        if let Some(also) = text(work, "also") {
            words.push_str(&format!(" ({also})"));
        }
        out.push(said(Whose::Feed, words, text(work, "url")));
    }
    if let Some(words) = text(members, "text") {
        let whose = text(members, "before").map_or(Whose::Feed, Whose::Told);
        out.push(said(whose, words, text(members, "url")));
    }
    out.extend(text(members, "absent").map(|absent| said(Whose::Nobody, absent, None)));
    out
}

fn member<'a>(members: &'a Members<'_>, wanted: &str) -> Option<&'a Value<'a>> {
    members.0.iter().find(|(name, _)| name == wanted).map(|(_, value)| value)
}

fn text(members: &Members<'_>, name: &str) -> Option<String> {
    match member(members, name)? {
        Value::Text(text) => Some(text.clone().into_owned()),
        _ => None,
    }
}

fn list<'a>(members: &'a Members<'_>, name: &str) -> &'a [Value<'a>] {
    match member(members, name) {
        Some(Value::List(list)) => list,
        _ => &[],
    }
}

fn objects<'a>(members: &'a Members<'_>, name: &str) -> impl Iterator<Item = &'a Members<'a>> {
    list(members, name).iter().filter_map(|value| match value {
        Value::Object(members) => Some(members),
        _ => None,
    })
}

fn texts<'a>(members: &'a Members<'_>, name: &str) -> impl Iterator<Item = String> + 'a {
    list(members, name).iter().filter_map(|value| match value {
        Value::Text(text) => Some(text.clone().into_owned()),
        _ => None,
    })
}

// Markdown.

fn write_table(out: &mut String, sheet: &Sheet) {
    out.push_str("| Topic |");
    for column in &sheet.columns {
        out.push(' ');
        push_link(out, &column.heading, column.url.as_deref());
        out.push_str(" |");
    }
    out.push_str("\n| --- |");
    for _ in &sheet.columns {
        out.push_str(" --- |");
    }
    for row in &sheet.rows {
        out.push_str("\n| ");
        push_words(out, &row.label);
        out.push_str(" |");
        for cell in &row.cells {
            let mut gap = " ";
            for said in cell {
                out.push_str(gap);
                gap = "<br>";
                push_said(out, said);
            }
            out.push_str(" |");
        }
    }
    push_foot(out, sheet);
}

fn push_said(out: &mut String, said: &Said) {
    match &said.whose {
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
        Whose::Feed => return push_link(out, &said.words, said.source.as_deref()),
        Whose::Told(whose) => {
            out.push_str(whose);
            out.push(' ');
            push_words(out, &said.words);
        }
    }
    push_source(out, said.source.as_deref());
}

fn push_source(out: &mut String, source: Option<&str>) {
    if source.is_some() {
        out.push_str(" (");
        push_link(out, "source", source);
        out.push(')');
    }
}

/// The nominees' words, topic by topic; who says nothing is named, too.
fn write_quotes(out: &mut String, sheet: &Sheet) {
    for row in sheet.rows.iter().filter(|row| row.said) {
        out.push_str("### ");
        push_words(out, &row.label);
        out.push_str("\n\n");
        for (column, cell) in sheet.columns.iter().zip(&row.cells) {
            out.push_str("**");
            push_link(out, &column.heading, column.url.as_deref());
            out.push_str("**");
            for said in cell {
                if let Whose::Nominee = said.whose {
                    out.push_str("\n\n");
                    push_quote(out, &said.words);
                    if said.source.is_some() {
                        out.push_str("\n>\n> ");
                        push_link(out, "source", said.source.as_deref());
                    }
                } else {
                    let gap = if matches!(said.whose, Whose::Nobody) { ": " } else { "\n\n" };
                    out.push_str(gap);
                    push_said(out, said);
                }
            }
            out.push_str("\n\n");
        }
    }
    out.truncate(out.trim_end().len());
    push_foot(out, sheet);
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
fn push_foot(out: &mut String, sheet: &Sheet) {
    if let Some(title) = &sheet.title {
        out.push_str("\n\nFrom: ");
        push_link(out, title, sheet.home_page.as_deref());
    }
    out.push('\n');
}

fn push_link(out: &mut String, words: &str, target: Option<&str>) {
    let Some(target) = target else { return push_words(out, words) };
    out.push('[');
    push_words(out, words);
    out.push_str("](");
    for c in target.chars() {
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

fn write_csv(out: &mut String, sheet: &Sheet) {
    // Without this mark spreadsheets take the text for that of another century.
    out.push('\u{feff}');
    push_field(out, "Topic");
    for column in &sheet.columns {
        out.push(',');
        push_field(out, &column.heading);
    }
    out.push_str("\r\n");
    push_field(out, "Nomination");
    for column in &sheet.columns {
        out.push(',');
        push_field(out, column.url.as_deref().unwrap_or_default());
    }
    out.push_str("\r\n");
    for row in &sheet.rows {
        push_field(out, &row.label);
        for cell in &row.cells {
            let lines: Vec<_> = cell.iter().map(line).collect();
            out.push(',');
            push_field(out, &lines.join("\n"));
        }
        out.push_str("\r\n");
    }
}

fn line(said: &Said) -> String {
    let words = said.words.trim();
    let mut line = match &said.whose {
        Whose::Nominee => format!("“{words}”"),
        Whose::Told(whose) => format!("{whose} {words}"),
        Whose::Feed | Whose::Nobody => words.to_owned(),
    };
    if let Some(source) = &said.source {
        line.push_str(&format!(" ({source})"));
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

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::super::json;
    use super::*;
    use crate::domain::compare::compare;
    use crate::feed::{
        Candidate, Fact, FactDefinition, Head, Href, Nomination, Reference, Shared, Stance, Status, Topic,
    };

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
        let comparison = compare(nominations.into_iter().map(Shared::new).collect(), &head);
        write(format, &json(&comparison, &head))
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
            assert!(!write(format, &json(&comparison, &head)).contains("8 hours"));
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
        let csv = write(Format::Csv, &json(&compare(vec![term("1999"), term("2000")], &head), &head));
        assert!(csv.contains(r#""Topic","Ann (1999)","Ann (2000)""#), "{csv}");
    }
}
