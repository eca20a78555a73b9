//! The file that says what a folder's nominations are for: `election.yml` (or `.yaml`, `.toml`).

use serde_json::{Map, Value, json};

use super::node::{Key, Node, Written};
use super::report::Finding;
use super::shape::{Fitter, member, natural, nearest, schema};
use crate::domain::blocks::slug;

/// The names that it may have.
pub const NAMES: [&str; 4] = ["election.yml", "election.yaml", "election.toml", "elections.yml"];

/// What an election file says.
#[derive(Debug, Default)]
pub struct Said {
    /// Members of the feed beside `_hustings` and the items.
    pub top: Map<String, Value>,
    /// Members of `_hustings` beside the lists.
    pub extension: Map<String, Value>,
    /// In the order written.
    pub elections: Vec<Value>,
    /// In the order written.
    pub topics: Vec<Value>,
    /// In the order written.
    pub facts: Vec<Value>,
    /// With the shape of the feed, to find places in.
    pub node: Option<Node>,
}

/// Reads an election file; `name` is the folder's, for an election that has neither an id nor a name.
pub fn read(node: Node, name: &str, fitter: &mut Fitter<'_>) -> Said {
    let mut said = Said::default();
    let mut node = if node.get("no_winners").is_some() || node.get("start_datetime").is_some() {
        elekto(node)
    } else {
        node
    };
    let spot = node.spot;
    if !matches!(node.value, Written::Map(_)) && !node.is_null() {
        let problem = "no list of “name: value”; nothing of it is read";
        let remedy = "Begin with “title:” and the election's name; `hustings new` writes such a file";
        fitter.report.add(Finding::error(fitter.file, problem, remedy).at(spot));
        return said;
    }
    let mut extension_members = Vec::new();
    for (list, definition) in [("topics", "Topic"), ("facts", "FactDefinition")] {
        let Some((key, value)) = node.take(list) else { continue };
        let value = labelled(value);
        if let Written::List(items) = &value.value {
            let items = items.iter().filter_map(|item| fitter.fit(item, schema(definition)));
            let out = if list == "topics" { &mut said.topics } else { &mut said.facts };
            out.extend(items.map(|item| ordered(item, &TOPIC)));
        }
        extension_members.push((key, value));
    }

    let mut elections = Vec::new();
    if let Some((key, one)) = node.take("election") {
        // Words alone are its name.
        elections.push(match one.words() {
            Some(_) => Node::map(vec![(Key { name: "name".into(), ..key }, one)], spot),
            None => one,
        });
    }
    if let Some((_, all)) = node.take("elections") {
        match all.value {
            Written::List(items) => elections.extend(items),
            // By id.
            Written::Map(members) => {
                elections.extend(members.into_iter().map(|(key, value)| with_id(key, value)));
            }
            Written::Scalar { .. } => {
                let problem = "“elections” is words, where elections belong; left out";
                let remedy = "Write each one below it: “- id: board” and “  name: …”";
                fitter.report.add(Finding::warning(fitter.file, problem, remedy).at(all.spot));
            }
        }
    }
    // What an election has may stand at the top, where there is but one.
    let known = schema("Election").get("properties").and_then(Value::as_object);
    let own: Vec<_> = known.into_iter().flat_map(Map::keys).filter_map(|name| node.take(name)).collect();
    if !own.is_empty() {
        elections.insert(0, Node::map(own, spot));
    }
    let mut election_nodes = Vec::new();
    for mut election in elections {
        if let Written::Map(members) = &mut election.value
            && !members.iter().any(|(key, _)| key.name == "id")
        {
            let words =
                members.iter().find(|(key, _)| key.name == "name").and_then(|(_, value)| value.words());
            let id = slug(if name.is_empty() { words.unwrap_or("election") } else { name });
            members
                .insert(0, (Key { name: "id".into(), spot: election.spot }, Node::text(id, election.spot)));
        }
        said.elections
            .extend(fitter.fit(&election, schema("Election")).map(|value| ordered(value, &ELECTION)));
        election_nodes.push(election);
    }
    extension_members
        .push((Key { name: "elections".into(), spot }, Node { spot, value: Written::List(election_nodes) }));

    let feed = schema("").get("properties").and_then(Value::as_object);
    let extension = schema("Extension").get("properties").and_then(Value::as_object);
    let mut top = Vec::new();
    for (key, value) in node.members().to_vec() {
        if key.name != "version" && extension.is_some_and(|known| known.contains_key(&key.name)) {
            let fitted = member(&key.name, "Extension").and_then(|schema| fitter.fit(&value, schema));
            said.extension.extend(fitted.map(|fitted| (key.name.clone(), fitted)));
            extension_members.push((key, value));
        } else if let Some(schema) = member(&key.name, "").filter(|_| key.name != "items") {
            said.top.extend(fitter.fit(&value, schema).map(|fitted| (key.name.clone(), fitted)));
            top.push((key, value));
        } else if TOP.contains(&key.name.as_str()) {
            said.top.insert(key.name.clone(), natural(&value));
        } else {
            let known = feed.into_iter().chain(extension).chain(known).flat_map(Map::keys);
            fitter.unknown(&key, known.map(String::as_str));
        }
    }
    top.push((Key { name: "_hustings".into(), spot }, Node::map(extension_members, spot)));
    said.node = Some(Node::map(top, spot));
    said
}

/// Members of a feed that JSON Feed has and we pass on.
const TOP: [&str; 6] = ["user_comment", "icon", "favicon", "authors", "hubs", "author"];

const ELECTION: [&str; 15] = [
    "id",
    "name",
    "office",
    "term",
    "seats",
    "limits",
    "method",
    "method_note",
    "url",
    "ballot_url",
    "dates",
    "eligible_voters",
    "ballots_cast",
    "results_as_of",
    "note",
];
const TOPIC: [&str; 7] = ["id", "label", "kind", "keywords", "filter", "compare", "unit"];

/// An object with its members in this order, the others after them.
#[must_use]
pub fn ordered(value: Value, order: &[&str]) -> Value {
    let Value::Object(mut members) = value else { return value };
    let mut out = Map::new();
    for name in order {
        out.extend(members.remove_entry(*name));
    }
    out.extend(members);
    Value::Object(out)
}

/// A list of things with an id and a label: written as that, as words alone, or as a map by id.
fn labelled(node: Node) -> Node {
    let spot = node.spot;
    let items = match node.value {
        Written::List(items) => items,
        Written::Map(members) => members.into_iter().map(|(key, value)| with_id(key, value)).collect(),
        // Words with commas between.
        Written::Scalar { text, .. } => text
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(|word| Node::text(word, spot))
            .collect(),
    };
    let item = |item: Node| match item.words().map(str::to_owned) {
        Some(label) => {
            let key = |name: &str| Key { name: name.into(), spot: item.spot };
            let members = vec![
                (key("id"), Node::text(slug(&label), item.spot)),
                (key("label"), Node::text(label, item.spot)),
            ];
            Node::map(members, item.spot)
        }
        None => item,
    };
    Node { spot, value: Written::List(items.into_iter().map(item).collect()) }
}

/// A member as a thing with an id: its value is what the thing has, or its label.
fn with_id(key: Key, value: Node) -> Node {
    let spot = key.spot;
    let id = (Key { name: "id".into(), spot }, Node::text(key.name, spot));
    let mut members = vec![id];
    match value.value {
        Written::Map(more) => members.extend(more),
        _ if value.words().is_some() => members.push((Key { name: "label".into(), spot }, value)),
        _ => {}
    }
    Node::map(members, spot)
}

/// Elekto's election file, in the words of a feed.
fn elekto(mut node: Node) -> Node {
    let spot = node.spot;
    let mut out = Vec::new();
    let mut dates = Vec::new();
    let key = |name: &str, spot| Key { name: name.to_owned(), spot };
    for (from, to) in [("name", "name"), ("organization", "office"), ("no_winners", "seats")] {
        out.extend(node.take(from).map(|(old, value)| (key(to, old.spot), value)));
    }
    for (from, to) in [("start_datetime", "voting_open"), ("end_datetime", "voting_close")] {
        dates.extend(node.take(from).map(|(old, value)| {
            // "2025-10-01 00:00:01" is meant as UTC there.
            let text = value.words().unwrap_or_default().replace(' ', "T");
            (key(to, old.spot), Node::text(text, value.spot))
        }));
    }
    dates.push((key("time_zone", spot), Node::text("UTC", spot)));
    out.push((key("dates", spot), Node::map(dates, spot)));
    if node.take("allow_no_opinion").is_some() {
        out.push((key("method", spot), Node::text("Condorcet", spot)));
    }
    if let Some((old, shown)) = node.take("show_candidate_fields") {
        out.push((key("facts", old.spot), shown));
    }
    out.extend(node.take("description").map(|(old, value)| (key("description", old.spot), value)));
    // The rest is for those who run the election.
    for name in [
        "election_officers",
        "eligibility",
        "exception_description",
        "exception_due",
        "delete_after",
        "delete",
    ] {
        node.take(name);
    }
    out.extend(node.members().to_vec());
    Node::map(out, spot)
}

/// A name of these that is near: for whoever wrote another.
#[must_use]
pub fn near<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    match nearest(name, known) {
        Some(near) => format!("Write “{near}”, if that is meant"),
        None => "Describe it in the election file".to_owned(),
    }
}

/// The definition of a fact that nominations state and nobody defined, from its values.
#[must_use]
pub fn definition(id: &str, values: &[&Value]) -> Value {
    let all = |is: fn(&Value) -> bool| values.iter().all(|value| is(value));
    let kind = if all(Value::is_number) {
        "number"
    } else if values.iter().any(|value| value.is_array()) {
        "list"
    } else {
        "text"
    };
    let mut label: String = id.replace(['_', '-'], " ");
    if let Some(first) = label.get(..1).map(str::to_uppercase) {
        label.replace_range(..1, &first);
    }
    let filter = matches!(id, "affiliation" | "employer" | "organization" | "organisation" | "company");
    json!({ "id": id, "label": label, "kind": kind, "filter": filter, "compare": id != "slack" })
}
