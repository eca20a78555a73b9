//! The schema is the contract: the project's feeds keep it, and the reader
//! reads exactly what it names.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use hustings::feed::{Known, Page};
use serde_json::{Value, json};

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn parsed(path: &str) -> Value {
    serde_json::from_str(&file(path)).unwrap()
}

fn schema() -> Value {
    parsed("schema/feed-1.schema.json")
}

/// The paths of a feed's warnings.
fn warned(feed: &Value) -> Vec<String> {
    let resolve = |address: &str| Some(address.to_owned());
    let mut warnings = Vec::new();
    let feed = feed.to_string();
    Page::read_whole(feed.as_bytes(), &mut Known::default(), &resolve, &mut warnings).unwrap();
    warnings.into_iter().map(|warning| warning.path).collect()
}

#[test]
fn the_projects_feeds_keep_the_contract() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for feed in [
        "www/python-steering-council.json",
        "www/kubernetes-steering.json",
        "www/sample-election.json",
        "www/minimal.json",
        "www/plain-feed.json",
    ] {
        let errors: Vec<_> = validator
            .iter_errors(&parsed(feed))
            .take(5)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{feed}: {errors:#?}");
    }
}

#[test]
fn what_the_reader_objects_to_breaks_the_contract() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for feed in ["wrong-types", "not-a-feed", "items-of-another-type", "item-without-id"] {
        assert!(!validator.is_valid(&parsed(&format!("tests/feeds/{feed}.json"))), "{feed}");
    }
}

/// Every member of the schema, with the definition that holds it.
fn members(schema: &Value) -> Vec<(&str, &str, &Value)> {
    let definitions = schema["$defs"].as_object().unwrap();
    let objects = definitions.iter().map(|(name, object)| (name.as_str(), object)).chain([("", schema)]);
    objects
        .filter_map(|(name, object)| Some((name, object.get("properties")?.as_object()?)))
        .flat_map(|(name, members)| {
            members.iter().map(move |(member, schema)| (name, member.as_str(), schema))
        })
        .collect()
}

/// Where the first object of a definition stands in `tests/feeds/everything.json`.
fn place(definition: &str) -> &'static str {
    match definition {
        "" => "",
        "Extension" => "/_hustings",
        "Election" => "/_hustings/elections/0",
        "Dates" => "/_hustings/elections/0/dates",
        "Limit" => "/_hustings/elections/0/limits/0",
        "Topic" => "/_hustings/topics/0",
        "FactDefinition" => "/_hustings/facts/0",
        "Item" => "/items/0",
        "Author" => "/items/0/authors/0",
        "Nomination" => "/items/0/_hustings",
        "Candidate" => "/items/0/_hustings/candidate",
        "Stance" => "/items/0/_hustings/stances/0",
        "Reference" => "/items/0/_hustings/references/0",
        "Endorsement" => "/items/0/_hustings/endorsements/0",
        "Edit" => "/items/0/_hustings/edits/0",
        "Link" => "/items/0/_hustings/links/0",
        "Outcome" => "/items/0/_hustings/result",
        other => panic!("where does {other} stand? Add it to tests/feeds/everything.json and here"),
    }
}

/// `/items/0/url` as a warning writes it: `items[0].url`.
fn path(pointer: &str) -> String {
    let mut out = String::new();
    for step in pointer.split('/').skip(1) {
        if step.bytes().all(|byte| byte.is_ascii_digit()) {
            out.push_str(&format!("[{step}]"));
        } else {
            if !out.is_empty() {
                out.push('.');
            }
            out.push_str(step);
        }
    }
    out
}

#[test]
fn the_reader_reads_every_member_that_the_contract_names() {
    let schema = schema();
    let whole = parsed("tests/feeds/everything.json");
    let without: BTreeSet<_> = warned(&whole).into_iter().collect();
    assert!(without.is_empty(), "{without:?}");
    let mut checked = 0;
    for (definition, member, _) in members(&schema) {
        // Only in a fact does a reference have a label (it is then a link) or a value.
        if matches!((definition, member), ("Reference", "label" | "value") | ("", "items")) {
            continue;
        }
        // No member may be a list of lists, so this is of the wrong type everywhere.
        let pointer = format!("{}/{member}", place(definition));
        let mut feed = whole.clone();
        let holder = feed.pointer_mut(place(definition)).unwrap().as_object_mut().unwrap();
        let wrong = match holder.get(member) {
            Some(Value::Array(_)) => json!({ "wrong": true }),
            _ => json!([["wrong"]]),
        };
        holder.insert(member.to_owned(), wrong);
        let warned = warned(&feed);
        let at = path(&pointer);
        assert!(warned.contains(&at), "{at} is not read: {warned:?}");
        checked += 1;
    }
    assert!(checked > 80, "only {checked} members were checked");
}

#[test]
fn the_reader_reads_no_member_that_the_contract_does_not_name() {
    let schema = schema();
    let named: BTreeSet<_> = members(&schema).into_iter().map(|(_, member, _)| member).collect();
    let source = file("src/feed/read.rs");
    let taken: BTreeSet<_> = source
        .split("members, \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|name| !name.is_empty())
        .collect();
    assert!(taken.len() > 50, "the names were not found");
    let unnamed: Vec<_> = taken.difference(&named).collect();
    assert!(unnamed.is_empty(), "schema/feed-1.schema.json lacks {unnamed:?}");
}

/// The definitions in the order in which somebody who writes a feed meets them.
const TOLD: [(&str, &str); 17] = [
    ("", "The feed"),
    ("Extension", "`_hustings` of the feed"),
    ("Election", "An election"),
    ("Dates", "`dates` of an election"),
    ("Limit", "A limit"),
    ("Topic", "A topic"),
    ("FactDefinition", "The definition of a fact"),
    ("Item", "An item"),
    ("Author", "An author"),
    ("Nomination", "`_hustings` of an item"),
    ("Candidate", "The candidate"),
    ("Stance", "A stance"),
    ("Reference", "A reference"),
    ("Endorsement", "An endorsement"),
    ("Edit", "An edit"),
    ("Link", "A link"),
    ("Outcome", "The result"),
];

/// Examples of what the first object of its kind in that feed does not have.
const LACKING: [(&str, &str, &str); 9] = [
    ("", "next_url", "nominations-2.json"),
    ("FactDefinition", "unit", "hours a week"),
    ("Item", "content_html", "<p>For others.</p>"),
    ("Author", "url", "https://somebody.example"),
    ("Nomination", "statement_html", "<p>More.</p>"),
    ("Nomination", "statement_url", "statements/3.md"),
    ("Reference", "label", "The talk"),
    ("Reference", "value", "Red Hat"),
    ("Outcome", "unit", "votes"),
];

/// What a member's values are, in a word or two.
fn kind(schema: &Value) -> String {
    let name = |reference: &str| {
        let name = reference.rsplit('/').next().unwrap();
        let told = TOLD.iter().find(|(definition, _)| *definition == name);
        let anchor = |title: &str| {
            let kept = title.to_lowercase().replace(' ', "-");
            kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect::<String>()
        };
        match told {
            Some((_, title)) => format!("[object](#{})", anchor(title)),
            None => "facts by their ids".to_owned(),
        }
    };
    if let Some(reference) = schema["$ref"].as_str() {
        return name(reference);
    }
    if let Some(values) = schema["enum"].as_array() {
        let values: Vec<_> =
            values.iter().filter_map(Value::as_str).map(|value| format!("`{value}`")).collect();
        return values.join(", ");
    }
    let one = |kind: &str| match kind {
        "string" => "text".to_owned(),
        "boolean" => "`true` or `false`".to_owned(),
        "integer" => "whole number".to_owned(),
        other => other.to_owned(),
    };
    match &schema["type"] {
        Value::String(kind) if kind == "array" => match schema["items"]["$ref"].as_str() {
            Some(reference) => name(reference).replace("[object]", "[list of objects]"),
            None => "list of texts".to_owned(),
        },
        Value::String(kind) => one(kind),
        Value::Array(kinds) => {
            kinds.iter().filter_map(Value::as_str).map(one).collect::<Vec<_>>().join(" or ")
        }
        other => panic!("what kind is {other}?"),
    }
}

/// `docs/feed.md`: what the schema says, with examples from a feed that has each member once.
fn page() -> String {
    let (schema, whole) = (schema(), parsed("tests/feeds/everything.json"));
    let mut out = file("schema/feed.head.md");
    for (definition, title) in TOLD {
        let object = if definition.is_empty() { &schema } else { &schema["$defs"][definition] };
        out.push_str(&format!("\n## {title}\n\n"));
        if !definition.is_empty() {
            out.push_str(&format!("{}\n\n", object["description"].as_str().unwrap()));
        }
        out.push_str("| member | what it is | value | example |\n| --- | --- | --- | --- |\n");
        let needed: Vec<&str> =
            object["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let holder = whole.pointer(place(definition)).unwrap();
        for (member, told) in object["properties"].as_object().unwrap() {
            let lacking = LACKING.iter().find(|(of, name, _)| (*of, *name) == (definition, member.as_str()));
            let lacking = lacking.map(|(.., value)| json!(value));
            let example = holder.get(member).or(lacking.as_ref()).map(|value| match value {
                Value::Object(_) => String::new(),
                Value::Array(list) if list.iter().any(Value::is_object) => String::new(),
                value => format!("`{}`", value.to_string().replace('|', "\\|").replace("\\n", " ")),
            });
            let bold = if needed.contains(&member.as_str()) { "**" } else { "" };
            let what = told["description"].as_str().unwrap_or_default().replace('|', "\\|");
            out.push_str(&format!(
                "| {bold}`{member}`{bold} | {what} | {} | {} |\n",
                kind(told),
                example.unwrap_or_default()
            ));
        }
    }
    out
}

#[test]
fn the_page_about_the_feed_says_what_the_schema_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/feed.md");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, page()).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == page(), "docs/feed.md: BLESS=1 rewrites it");
}
