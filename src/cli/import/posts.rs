//! Posts of any blog: JSON Feed, RSS and Atom.

use std::collections::HashSet;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::draft::Draft;
use crate::cli::report::{Finding, Report};
use crate::cli::source::{open, unreadable};
use crate::cli::web::{Web, resolve};
use crate::cli::write::beside_and_below;
use crate::feed::{MAX_BYTES, megabytes};

/// What stands in a file or at an address.
pub fn fetch(source: &str) -> Result<Vec<u8>, Finding> {
    let mut file =
        if source.contains("://") { Web::new().spool(source)? } else { open(Path::new(source), source)? };
    let mut bytes = Vec::new();
    let mut limited = std::io::Read::take(&mut file, MAX_BYTES as u64 + 1);
    std::io::Read::read_to_end(&mut limited, &mut bytes).map_err(|error| unreadable(source, &error))?;
    if bytes.len() > MAX_BYTES {
        let problem = format!("more than {}; nothing was imported", megabytes(MAX_BYTES));
        return Err(Finding::error(source, problem, "Divide it, and import one part after the other"));
    }
    Ok(bytes)
}

/// The items of a JSON Feed, page after page, with what they say in `_hustings`; and the head of the first page.
pub fn json_feed(source: &str, report: &mut Report) -> Result<(Vec<Draft>, Map<String, Value>), Finding> {
    /// More are a circle that never says so.
    const MOST_PAGES: usize = 1_000;
    let (mut drafts, mut head) = (Vec::new(), Map::new());
    let mut seen = HashSet::new();
    let mut next = Some(source.to_owned());
    while let Some(page) = next.take().filter(|page| seen.insert(page.clone())) {
        let feed = match read_page(&page) {
            Ok(feed) => feed,
            Err(finding) if drafts.is_empty() => return Err(finding),
            // What came before it is not lost.
            Err(finding) => {
                report.add(finding);
                break;
            }
        };
        for (at, item) in feed.get("items").and_then(Value::as_array).into_iter().flatten().enumerate() {
            match item.as_object() {
                Some(item) => drafts.push(of_item(item, &page)),
                None => {
                    let problem = "an item that is no object; left out";
                    report.add(Finding::warning(&page, problem, "Mend the feed").on(format!("items[{at}]")));
                }
            }
        }
        let address = feed.get("next_url").and_then(Value::as_str);
        next = address.and_then(|address| beside(&page, address)).filter(|_| seen.len() < MOST_PAGES);
        if seen.len() == 1 {
            head = feed.as_object().cloned().unwrap_or_default();
        }
    }
    Ok((drafts, head))
}

fn read_page(page: &str) -> Result<Value, Finding> {
    let feed: Value = serde_json::from_slice(&fetch(page)?).map_err(|error| {
        Finding::error(page, format!("not JSON ({error})"), "Give the address of a JSON Feed")
    })?;
    if feed.get("items").and_then(Value::as_array).is_none() {
        let problem = "JSON, but no JSON Feed: it has no items";
        return Err(Finding::error(page, problem, "Give the address of one"));
    }
    Ok(feed)
}

/// Where an address of a page leads: on the web anywhere there, among files only beside it and below.
fn beside(page: &str, address: &str) -> Option<String> {
    if page.contains("://") {
        return resolve(page, address).filter(|address| address.starts_with("http"));
    }
    beside_and_below(Path::new(page), address).map(|path| path.to_string_lossy().into_owned())
}

fn of_item(item: &Map<String, Value>, page: &str) -> Draft {
    let text = |name: &str| item.get(name).and_then(Value::as_str).map(str::to_owned);
    let mut members = Map::new();
    let own = item.get("_hustings").and_then(Value::as_object).cloned().unwrap_or_default();
    let author = item.get("authors").and_then(|authors| authors.get(0)).or_else(|| item.get("author"));
    let name = author.and_then(|author| author.get("name")).and_then(Value::as_str).map(str::to_owned);
    let name = name.or_else(|| text("title")).unwrap_or_else(|| "Unnamed".to_owned());
    members.extend(item.get("id").map(|id| ("id".to_owned(), id.clone())));
    if !own.contains_key("candidate") {
        let mut candidate = json!({ "name": name });
        if let Some(url) = author.and_then(|author| author.get("url")) {
            candidate["url"] = url.clone();
        }
        members.insert("candidate".into(), candidate);
    }
    for name in [
        "url",
        "external_url",
        "title",
        "summary",
        "date_published",
        "date_modified",
        "language",
        "tags",
        "image",
    ] {
        members.extend(item.get(name).map(|value| (name.to_owned(), value.clone())));
    }
    let (mut statement, mut html) = (String::new(), false);
    for (name, value) in own {
        match (name.as_str(), value.as_str()) {
            ("statement", Some(text)) => (statement, html) = (text.to_owned(), false),
            ("statement_html", Some(text)) => (statement, html) = (text.to_owned(), true),
            _ => drop(members.insert(name, value)),
        }
    }
    if statement.is_empty() && !members.contains_key("statement_url") {
        (statement, html) = match (text("content_html"), text("content_text")) {
            (Some(content), _) => (content, true),
            (None, Some(content)) => (content, false),
            (None, None) => (String::new(), false),
        };
    }
    if page.contains("://") {
        make_whole(&mut members, page);
    }
    let person = members.get("candidate").and_then(|one| one.get("name")).and_then(Value::as_str);
    let name = person.unwrap_or(&name).to_owned();
    let source = text("url").or_else(|| item.get("id").map(Value::to_string)).unwrap_or_else(|| name.clone());
    Draft { name, members, statement, html, source, version: None }
}

/// Addresses that lead from the feed, made to lead from anywhere.
fn make_whole(members: &mut Map<String, Value>, page: &str) {
    for (name, value) in members.iter_mut() {
        match value {
            Value::String(text)
                if matches!(name.as_str(), "url" | "external_url" | "image" | "statement_url") =>
            {
                if let Some(whole) = resolve(page, text) {
                    *text = whole;
                }
            }
            Value::Object(inner) => make_whole(inner, page),
            Value::Array(list) => {
                list.iter_mut().filter_map(Value::as_object_mut).for_each(|inner| make_whole(inner, page));
            }
            _ => {}
        }
    }
}

/// The entries of RSS or Atom.
pub fn rss(source: &str) -> Result<Vec<Draft>, Finding> {
    let bytes = fetch(source)?;
    let feed = feed_rs::parser::parse(&bytes[..]).map_err(|error| {
        Finding::error(source, format!("neither RSS nor Atom ({error})"), "Give the address of a feed")
    })?;
    Ok(feed.entries.into_iter().map(of_entry).collect())
}

fn of_entry(entry: feed_rs::model::Entry) -> Draft {
    let title = entry.title.map(|title| title.content);
    let author = entry.authors.first().and_then(|author| author.name.as_deref());
    let author = author.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let name = author.or_else(|| title.clone()).unwrap_or_else(|| "Unnamed".to_owned());
    let link = entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let link = link.or(entry.links.first()).map(|link| link.href.clone());
    let summary = entry.summary.map(|summary| summary.content);
    let content = entry.content.and_then(|content| content.body);
    // Many feeds have the whole post as its summary.
    let statement = content.or(summary).unwrap_or_default();
    let mut members = Map::new();
    members.insert("candidate".into(), json!({ "name": name }));
    members.extend(title.map(|title| ("title".to_owned(), title.into())));
    members.extend(link.clone().map(|link| ("url".to_owned(), link.into())));
    let date = |date: Option<chrono::DateTime<chrono::Utc>>| {
        date.map(|date| date.to_rfc3339().replace("+00:00", "Z"))
    };
    members.extend(date(entry.published).map(|date| ("date_published".to_owned(), date.into())));
    if entry.updated != entry.published {
        members.extend(date(entry.updated).map(|date| ("date_modified".to_owned(), date.into())));
    }
    let tags: Vec<String> = entry.categories.into_iter().map(|category| category.term).collect();
    if !tags.is_empty() {
        members.insert("tags".into(), json!(tags));
    }
    let source = link.unwrap_or_else(|| entry.id.clone());
    Draft { name, members, statement, html: true, source, version: None }
}
