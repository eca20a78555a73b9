//! A table: a row a nomination.

use serde_json::{Map, Value};

use super::draft::Draft;
use super::posts::fetch;
use crate::cli::report::{Finding, Spot};

/// The rows of a table with a head. A column is called as a member of a nomination (`name`, `url`, `candidate.handle`,
/// `facts.hours`); `statement` is the statement. What stands in several columns of one name, or between semicolons in
/// `tags`, is a list.
pub fn read(source: &str) -> Result<Vec<Draft>, Finding> {
    let bytes = fetch(source)?;
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::Headers).delimiter(delimiter(bytes)).from_reader(bytes);
    let fault = |error: csv::Error| {
        let spot = error.position().map(|place| Spot { line: place.line() as usize, column: 1 });
        let finding = Finding::error(source, format!("no table ({error})"), "Save it as CSV, in UTF-8");
        spot.map_or(finding.clone(), |spot| finding.at(spot))
    };
    let heads: Vec<String> =
        reader.headers().map_err(fault)?.iter().map(|head| head.to_lowercase()).collect();
    if !heads.iter().any(|head| matches!(head.as_str(), "name" | "candidate" | "candidate.name")) {
        let problem = format!("no column says who is nominated; there are: {}", heads.join(", "));
        return Err(
            Finding::error(source, problem, "Call one of them “name”").at(Spot { line: 1, column: 1 })
        );
    }
    let mut drafts = Vec::new();
    for row in reader.records() {
        let row = row.map_err(fault)?;
        let mut draft = Draft::default();
        for (head, cell) in heads.iter().zip(row.iter()) {
            let cell = cell.trim();
            match head.as_str() {
                _ if cell.is_empty() => {}
                "statement" => draft.statement = cell.to_owned(),
                "statement_html" => (draft.statement, draft.html) = (cell.to_owned(), true),
                "tags" => {
                    let tags = cell.split([';', ',']).map(|tag| Value::from(tag.trim()));
                    draft.members.insert("tags".into(), tags.collect());
                }
                head => set(&mut draft.members, head, cell),
            }
        }
        let person = draft.members.get("candidate");
        let name = draft.members.get("name").or(person.and_then(|one| one.get("name"))).or(person);
        draft.name = name.and_then(Value::as_str).unwrap_or("nomination").to_owned();
        let id = draft.members.get("id").or(draft.members.get("url")).and_then(Value::as_str);
        // By whatever way the table is named.
        let table = source.rsplit(['/', '\\']).next().unwrap_or(source);
        draft.source = format!("{table}: {}", id.unwrap_or(&draft.name));
        drafts.push(draft);
    }
    Ok(drafts)
}

/// Spreadsheets of half the world write semicolons.
fn delimiter(bytes: &[u8]) -> u8 {
    let head = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |wanted: u8| head.iter().filter(|byte| **byte == wanted).count();
    [b';', b'\t'].into_iter().fold(b',', |best, other| if count(other) > count(best) { other } else { best })
}

/// Sets a member by its name, `candidate.handle` inside of `candidate`.
fn set(members: &mut Map<String, Value>, name: &str, cell: &str) {
    let Some((outer, inner)) = name.split_once('.') else {
        let value = Value::from(cell);
        match members.get_mut(name) {
            Some(Value::Array(list)) => list.push(value),
            Some(other) => *other = Value::Array(vec![other.take(), value]),
            None => drop(members.insert(name.to_owned(), value)),
        }
        return;
    };
    let outer = members.entry(outer).or_insert_with(|| Value::Object(Map::new()));
    if !outer.is_object() {
        // "candidate" alone is the name.
        *outer = Value::Object([("name".to_owned(), outer.take())].into_iter().collect());
    }
    if let Some(outer) = outer.as_object_mut() {
        set(outer, inner, cell);
    }
}
