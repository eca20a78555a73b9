//! Posts of any blog: JSON Feed, RSS and Atom.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::draft::Draft;
use crate::cli::report::{Finding, Report};
use crate::cli::source::{open, unreadable};
use crate::cli::web::{Web, resolve};
use crate::feed::MAX_BYTES;

/// What stands in a file or at an address.
pub fn fetch(source: &str) -> Result<Vec<u8>, Finding> {
    let mut file =
        if source.contains("://") { Web::new().spool(source)? } else { open(Path::new(source), source)? };
    let mut bytes = Vec::new();
    let mut limited = std::io::Read::take(&mut file, MAX_BYTES as u64);
    std::io::Read::read_to_end(&mut limited, &mut bytes).map_err(|error| unreadable(source, &error))?;
    Ok(bytes)
}

/// The items of a JSON Feed, page after page, with what they say in `_hustings`.
pub fn json_feed(source: &str, report: &mut Report) -> Result<Vec<Draft>, Finding> {
    let mut drafts = Vec::new();
    let mut seen = HashSet::new();
    let mut next = Some(source.to_owned());
    while let Some(page) = next.take().filter(|page| seen.insert(page.clone())) {
        let feed: Value = serde_json::from_slice(&fetch(&page)?).map_err(|error| {
            Finding::error(&page, format!("not JSON ({error})"), "Give the address of a JSON Feed")
        })?;
        let Some(items) = feed.get("items").and_then(Value::as_array) else {
            return Err(Finding::error(
                &page,
                "JSON, but no JSON Feed: it has no items",
                "Give the address of one",
            ));
        };
        for (at, item) in items.iter().enumerate() {
            match item.as_object() {
                Some(item) => drafts.push(of_item(item)),
                None => {
                    let problem = "an item that is no object; left out";
                    report.add(Finding::warning(&page, problem, "Mend the feed").on(format!("items[{at}]")));
                }
            }
        }
        next = feed.get("next_url").and_then(Value::as_str).and_then(|next| {
            if page.contains("://") {
                return resolve(&page, next);
            }
            let beside: PathBuf = Path::new(&page).parent()?.join(next);
            Some(beside.to_string_lossy().into_owned())
        });
    }
    Ok(drafts)
}

fn of_item(item: &Map<String, Value>) -> Draft {
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
    for name in ["url", "title", "summary", "date_published", "date_modified", "language", "tags", "image"] {
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
    let person = members.get("candidate").and_then(|one| one.get("name")).and_then(Value::as_str);
    let name = person.unwrap_or(&name).to_owned();
    let source = text("url").or_else(|| item.get("id").map(Value::to_string)).unwrap_or_else(|| name.clone());
    Draft { name, members, statement, html, source, version: None }
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
