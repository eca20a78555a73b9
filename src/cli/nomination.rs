//! One file, one nomination: from its front matter and statement to an item of the feed.

use serde_json::{Map, Value, json};

use super::election::ordered;
use super::front::Front;
use super::node::{Key, Node, Written};
use super::report::{Finding, Spot};
use super::shape::{Fitter, member, natural, schema};
use crate::domain::blocks::{Block, plain, slug};
use crate::domain::html::native;
use crate::domain::reading::{self, Kind, Means};

/// A file that is a nomination.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its path from the folder.
    pub path: String,
    /// What it holds.
    pub front: Front,
    /// Whether its statement is HTML.
    pub html: bool,
    /// The id of the election that its folder is for, where it is for one.
    pub election: Option<String>,
}

/// An item of the feed, and where it comes from.
#[derive(Debug, Clone)]
pub struct Item {
    /// Unique in the feed.
    pub id: String,
    /// As the feed has it.
    pub value: Value,
    /// The file's path from the folder.
    pub path: String,
    /// What its front matter says, with the shape of the feed, to find places in.
    pub node: Node,
    /// The line that its statement begins on.
    pub line: usize,
}

const ITEM: [&str; 13] = [
    "id",
    "url",
    "title",
    "summary",
    "content_text",
    "content_html",
    "image",
    "authors",
    "tags",
    "date_published",
    "date_modified",
    "language",
    "_hustings",
];
const NOMINATION: [&str; 16] = [
    "candidate",
    "election",
    "status",
    "nominated_by",
    "statement",
    "statement_html",
    "statement_url",
    "summary_extract",
    "stances",
    "facts",
    "references",
    "endorsements",
    "links",
    "result",
    "as_of",
    "edits",
];
/// Members of an item that JSON Feed has and we pass on.
const FEED: [&str; 4] = ["external_url", "image", "banner_image", "attachments"];
const CANDIDATE: [&str; 6] = ["id", "name", "sort_name", "handle", "url", "image"];

/// Makes an item of a file.
pub fn item(source: &Source, fitter: &mut Fitter<'_>) -> Item {
    let mut node = source.front.node.clone();
    gather_candidate(&mut node, fitter);
    gather_facts(&mut node, fitter);
    rename(&mut node, "date", "date_published");
    if let Written::Map(members) = &mut node.value {
        for (key, value) in members {
            match key.name.as_str() {
                "links" => *value = pairs(value.clone(), "label", "url"),
                "stances" => *value = by_name(value.clone(), "topic"),
                "references" => *value = works(list(value.clone())),
                "endorsements" => *value = by_name(value.clone(), "by"),
                "tags" => *value = list(value.clone()),
                _ => {}
            }
        }
    }

    let (mut item, mut nomination) = (Map::new(), Map::new());
    for (key, value) in node.members() {
        let name = key.name.as_str();
        let (into, of) = match () {
            () if member(name, "Nomination").is_some() => (&mut nomination, "Nomination"),
            () if member(name, "Item").is_some() && name != "_hustings" => (&mut item, "Item"),
            // Begun so, it is the editor's own, and for nobody else.
            () if name.starts_with('_') => continue,
            () if FEED.contains(&name) => {
                item.insert(name.to_owned(), natural(value));
                continue;
            }
            () => {
                let known = ["Nomination", "Item", "Candidate"].map(|name| schema(name).get("properties"));
                let known = known.into_iter().flatten().filter_map(Value::as_object).flat_map(Map::keys);
                let facts: Vec<String> = fitter.kinds.keys().cloned().collect();
                fitter.unknown(key, known.chain(&facts).map(String::as_str));
                continue;
            }
        };
        let fitted = member(name, of).and_then(|schema| fitter.fit(value, schema));
        into.extend(fitted.map(|fitted| (name.to_owned(), fitted)));
    }

    let statement = &source.front.statement;
    let name = name_candidate(source, &mut nomination, fitter);
    if let Some(election) = source.election.clone().filter(|_| !nomination.contains_key("election")) {
        nomination.insert("election".into(), election.into());
    }
    if !statement.is_empty() {
        let kind = if source.html { "statement_html" } else { "statement" };
        if nomination.insert(kind.into(), statement.clone().into()).is_some() {
            let problem = format!("a statement in “{kind}:” and one below; the one below counts");
            let spot = node.follow([kind].into_iter()).0;
            fitter.report.add(Finding::warning(fitter.file, problem, "Keep one of them").at(spot));
        }
    }
    let id = item.get("id").map_or_else(|| made_id(source, &nomination), words_of);
    item.insert("id".into(), id.clone().into());
    item.entry("title").or_insert_with(|| name.clone().into());
    // JSON Feed asks each item for some content: readers that don't know the extension have nothing else.
    if !item.contains_key("content_text") && !item.contains_key("content_html") {
        item.insert("content_text".into(), content(&item, &name).into());
    }
    item.insert("_hustings".into(), ordered(Value::Object(nomination), &NOMINATION));
    let value = ordered(Value::Object(item), &ITEM);
    Item { id, value, path: source.path.clone(), node, line: source.front.line }
}

/// What readers of JSON Feed without the extension show.
fn content(item: &Map<String, Value>, name: &str) -> String {
    let text = |name: &str| item.get(name).and_then(Value::as_str);
    let summary = text("summary").map_or_else(|| format!("{name} is nominated."), str::to_owned);
    match text("url") {
        Some(url) => format!("{summary} The statement: {url}"),
        None => summary,
    }
}

/// The candidate's name: as stated, or the statement's first heading, or the file's name.
fn name_candidate(source: &Source, nomination: &mut Map<String, Value>, fitter: &mut Fitter<'_>) -> String {
    let candidate = nomination.entry("candidate").or_insert_with(|| json!({}));
    let Value::Object(candidate) = candidate else {
        *candidate = json!({ "name": stem(&source.path) });
        return stem(&source.path);
    };
    if let Some(handle) = candidate.get("handle").map(words_of)
        && !candidate.contains_key("id")
    {
        candidate.insert("id".into(), handle.to_lowercase().into());
    }
    let stated = candidate.get("name").map(words_of).filter(|name| !name.is_empty());
    let name = stated.or_else(|| first_heading(source)).unwrap_or_else(|| {
        let name = stem(&source.path);
        let spot = Spot { line: 1, column: 1 };
        let problem = format!("says nowhere who is nominated; shown as “{name}”");
        let remedy = "Write “name:” with the person's name between two lines of --- at the file's beginning";
        fitter.report.add(Finding::warning(fitter.file, problem, remedy).at(spot));
        name
    });
    candidate.insert("name".into(), name.clone().into());
    let sorted = ordered(Value::Object(std::mem::take(candidate)), &CANDIDATE);
    nomination.insert("candidate".into(), sorted);
    name
}

/// The words of a heading that a statement begins with.
fn first_heading(source: &Source) -> Option<String> {
    let resolve = |_: &str| None;
    if source.html {
        let end = source.front.statement.floor_char_boundary(10_000);
        let blocks = native::blocks(source.front.statement.get(..end).unwrap_or_default(), &resolve);
        return heading(blocks.first()?);
    }
    let beginning = source.front.statement.lines().take(5).collect::<Vec<_>>().join("\n");
    let (blocks, _) = reading::read(&beginning, Kind::Markdown, &Means::default(), &resolve);
    heading(blocks.first()?)
}

fn heading(block: &Block) -> Option<String> {
    match block {
        Block::Heading { words, .. } => Some(plain(words).trim().to_owned()).filter(|name| !name.is_empty()),
        _ => None,
    }
}

/// The same for ever, however the file is called: from the election and the person's handle where both are known.
fn made_id(source: &Source, nomination: &Map<String, Value>) -> String {
    let candidate = nomination.get("candidate");
    let person = candidate.and_then(|candidate| candidate.get("id")).map(words_of);
    let person = person.map_or_else(|| slug(&stem(&source.path)), |id| slug(&id));
    match nomination.get("election").map(words_of) {
        Some(election) => format!("{}-{person}", slug(&election)),
        None => person,
    }
}

/// A file's name without its folder, its ending and what Elekto puts before it.
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    name.strip_prefix("candidate-").unwrap_or(name).to_owned()
}

/// A text, or a number as text.
fn words_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    }
}

/// The person may be a name alone, and what is told of them may stand at the top.
fn gather_candidate(node: &mut Node, fitter: &mut Fitter<'_>) {
    let spot = node.spot;
    let mut candidate = match node.take("candidate").filter(|(_, value)| !value.is_null()) {
        Some((_, value)) if value.words().is_some() => {
            Node::map(vec![(Key { name: "name".into(), spot: value.spot }, value.clone())], value.spot)
        }
        Some((_, value)) if matches!(value.value, Written::Map(_)) => value,
        Some((_, value)) => {
            let problem = "“candidate” is a list, where one person belongs; left out";
            let remedy = "Write “candidate: Ann Ash”, and a file for each nominee";
            fitter.report.add(Finding::warning(fitter.file, problem, remedy).at(value.spot));
            Node::map(Vec::new(), value.spot)
        }
        None => Node::map(Vec::new(), spot),
    };
    for name in ["name", "sort_name", "handle", "image"] {
        if candidate.get(name).is_none()
            && let Some(member) = node.take(name)
            && let Written::Map(members) = &mut candidate.value
        {
            members.push(member);
        }
    }
    if let Written::Map(members) = &mut node.value {
        members.insert(0, (Key { name: "candidate".into(), spot: candidate.spot }, candidate));
    }
}

/// Facts may stand at the top, under the id that the election file gives them.
fn gather_facts(node: &mut Node, fitter: &mut Fitter<'_>) {
    let is_fact = |name: &str| {
        member(name, "Item").is_none()
            && member(name, "Nomination").is_none()
            && (fitter.kinds.contains_key(name)
                || matches!(name, "affiliation" | "affiliations" | "employer"))
    };
    let Written::Map(members) = &mut node.value else { return };
    let (facts, rest): (Vec<_>, Vec<_>) =
        std::mem::take(members).into_iter().partition(|(key, _)| is_fact(&key.name));
    *members = rest;
    if facts.is_empty() {
        return;
    }
    let spot = facts.first().map_or(node.spot, |(key, _)| key.spot);
    let named = facts.into_iter().map(|(key, value)| {
        let name = if key.name == "affiliations" && !fitter.kinds.contains_key("affiliations") {
            "affiliation".to_owned()
        } else {
            key.name
        };
        (Key { name, ..key }, value)
    });
    let named: Vec<(Key, Node)> = named.collect();
    let mut all = match members.iter().position(|(key, _)| key.name == "facts") {
        Some(at) => members.remove(at).1,
        None => Node::map(Vec::new(), spot),
    };
    if let Written::Map(known) = &mut all.value {
        for (key, value) in named {
            if known.iter().any(|(other, _)| other.name == key.name) {
                let problem = format!("“{}” is stated twice; the first counts", key.name);
                let remedy = "Keep one, as a list where it has several values";
                fitter.report.add(Finding::warning(fitter.file, problem, remedy).at(key.spot));
            } else {
                known.push((key, value));
            }
        }
    }
    members.push((Key { name: "facts".into(), spot }, all));
}

fn rename(node: &mut Node, from: &str, to: &str) {
    if node.get(to).is_some() {
        return;
    }
    if let Some((key, value)) = node.take(from)
        && let Written::Map(members) = &mut node.value
    {
        members.push((Key { name: to.to_owned(), ..key }, value));
    }
}

/// `label: address` as objects, and an address alone as its own label.
fn pairs(node: Node, first: &str, second: &str) -> Node {
    let spot = node.spot;
    let pair = |label: Node, address: Node| {
        let key = |name: &str, spot| Key { name: name.to_owned(), spot };
        let at = label.spot;
        Node::map(vec![(key(first, at), label), (key(second, address.spot), address)], at)
    };
    let items = match node.value {
        Written::Map(members) => {
            members.into_iter().map(|(key, value)| pair(Node::text(key.name, key.spot), value)).collect()
        }
        Written::List(items) => items
            .into_iter()
            .map(|item| if item.words().is_some() { pair(item.clone(), item) } else { item })
            .collect(),
        scalar => return Node { spot, value: scalar },
    };
    Node { spot, value: Written::List(items) }
}

/// A map by names as a list of what the names have: each with its name as one member.
fn by_name(node: Node, name: &str) -> Node {
    let spot = node.spot;
    let Written::Map(members) = node.value else { return node };
    let items = members.into_iter().map(|(key, value)| {
        let named = (Key { name: name.to_owned(), spot: key.spot }, Node::text(key.name, key.spot));
        let mut own = vec![named];
        match value.value {
            Written::Map(more) => own.extend(more),
            // Words alone are the nominee's: what the editor writes must be called a summary.
            _ if value.words().is_some() => own.push((Key { name: "quote".into(), spot: value.spot }, value)),
            _ => {}
        }
        Node::map(own, key.spot)
    });
    Node { spot, value: Written::List(items.collect()) }
}

/// "PEP 703" as its series and its number.
fn works(node: Node) -> Node {
    let spot = node.spot;
    let Written::List(items) = node.value else { return node };
    let work = |item: Node| {
        let Some(words) = item.words() else { return item };
        let key = |name: &str| Key { name: name.to_owned(), spot: item.spot };
        let member = |name: &str, text: &str| (key(name), Node::text(text, item.spot));
        match words.rsplit_once([' ', '-']) {
            Some((kind, number))
                if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                Node::map(vec![member("type", kind), member("number", number)], item.spot)
            }
            _ => Node::map(vec![member("title", words)], item.spot),
        }
    };
    Node { spot, value: Written::List(items.into_iter().map(work).collect()) }
}

/// Words alone as a list of one.
fn list(node: Node) -> Node {
    if node.words().is_none() {
        return node;
    }
    Node { spot: node.spot, value: Written::List(vec![node]) }
}

/// An item with its members in the order of the feed, whatever was added.
#[must_use]
pub fn in_order(item: Value) -> Value {
    let mut item = ordered(item, &ITEM);
    if let Some(own) = item.get_mut("_hustings") {
        *own = ordered(own.take(), &NOMINATION);
    }
    item
}
