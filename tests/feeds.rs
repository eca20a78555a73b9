//! The demo feeds under `www/`: their shape, the facts that they are made of, and whose words they hold.
//!
//! What compares with the facts needs the data folder beside this checkout and says so when it is absent.

#![allow(clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

const NAMES: [&str; 5] =
    ["python-steering-council", "kubernetes-steering", "sample-election", "minimal", "plain-feed"];
const NOTHING: &[Value] = &[];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn json(path: &Path) -> Value {
    let text = fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("{}: {error}; run `cargo xtask feeds`", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn feed(name: &str) -> Value {
    json(&root().join("www").join(name).with_extension("json"))
}

/// The data folder, or `None` with a word to whoever runs the tests.
fn data() -> Option<PathBuf> {
    let folder = root().join("../shared/data");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: {} is not there, so the feeds are not compared with the facts", folder.display());
    None
}

fn list<'a>(value: &'a Value, member: &str) -> &'a [Value] {
    value[member].as_array().map_or(NOTHING, Vec::as_slice)
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}

fn ids<'a>(value: &'a Value, member: &str) -> BTreeSet<&'a str> {
    let found = list(value, member);
    let ids: BTreeSet<_> = found.iter().map(|one| text(one, "id")).collect();
    assert_eq!(ids.len(), found.len(), "{member}: an id is used twice");
    assert!(!ids.contains(""), "{member}: an id is missing");
    ids
}

/// Every string of a value with its path, but for the addresses and the titles of references, which are facts.
fn strings(value: &Value, path: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => found.push((path.to_owned(), text.clone())),
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                strings(value, &format!("{path}[{index}]"), found);
            }
        }
        Value::Object(members) => {
            let reference = members.contains_key("number");
            for (name, value) in members {
                if !(name.ends_with("url") || reference && name == "title") {
                    strings(value, &format!("{path}.{name}"), found);
                }
            }
        }
        _ => {}
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// What is left of HTML without its tags.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut tag = false;
    for letter in html.chars() {
        match letter {
            '<' => tag = true,
            '>' => tag = false,
            _ if !tag => text.push(letter),
            _ => {}
        }
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn every_feed_is_a_json_feed_whose_parts_fit() {
    for name in NAMES {
        let feed = feed(name);
        assert_eq!(text(&feed, "version"), "https://jsonfeed.org/version/1.1", "{name}");
        assert!(!text(&feed, "title").is_empty(), "{name}: title");
        ids(&feed, "items");

        let extension = &feed["_hustings"];
        let elections = ids(extension, "elections");
        let topics = ids(extension, "topics");
        let kinds: BTreeMap<_, _> =
            list(extension, "facts").iter().map(|fact| (text(fact, "id"), text(fact, "kind"))).collect();

        for item in list(&feed, "items") {
            let id = text(item, "id");
            let at = format!("{name}: {id}");
            assert!(text(item, "url").starts_with("https://"), "{at}: url");
            assert!(item["content_text"].is_string() || item["content_html"].is_string(), "{at}: content");
            let Some(nomination) = item.get("_hustings") else {
                assert_eq!(name, "plain-feed", "{at}: _hustings");
                continue;
            };
            assert!(!text(&nomination["candidate"], "name").is_empty(), "{at}: candidate");
            assert!(!text(&nomination["candidate"], "id").is_empty(), "{at}: candidate");
            assert!(elections.contains(text(nomination, "election")), "{at}: election");
            if name != "minimal" {
                let status = text(nomination, "status");
                assert!(
                    ["nominated", "withdrawn", "elected", "not-elected"].contains(&status),
                    "{at}: status {status}"
                );
            }
            for stance in list(nomination, "stances") {
                let topic = text(stance, "topic");
                assert!(topics.contains(topic), "{at}: topic {topic}");
                assert!(
                    stance["summary"].is_string() || stance["quote"].is_string(),
                    "{at}: {topic} says nothing"
                );
            }
            for (fact, value) in nomination["facts"].as_object().into_iter().flatten() {
                let fits = match kinds.get(fact.as_str()) {
                    Some(&"text") => value.is_string(),
                    Some(&"date") => value.as_str().is_some_and(|day| day.len() == 10),
                    Some(&"number") => value.is_number(),
                    Some(&"list") => value.as_array().is_some_and(|list| list.iter().all(Value::is_string)),
                    Some(&"link") => value["label"].is_string() && value["url"].is_string(),
                    Some(&"reference") => {
                        value.as_array().is_some_and(|list| list.iter().all(|one| one["number"].is_number()))
                    }
                    _ => false,
                };
                assert!(fits, "{at}: fact {fact} is {value}");
            }
        }
    }
}

#[test]
fn the_feeds_hold_as_many_items_as_they_say() {
    let count = |name| list(&feed(name), "items").len();
    assert_eq!(count("python-steering-council"), 77);
    assert_eq!(count("kubernetes-steering"), 72);
    assert_eq!(count("sample-election"), 8);
    assert_eq!(count("minimal"), 2);
    assert_eq!(count("plain-feed"), 4);
}

#[test]
fn the_minimal_feed_is_short() {
    let text = fs::read_to_string(root().join("www/minimal.json")).expect("minimal.json");
    assert!(text.lines().count() <= 45);
}

#[test]
fn quotes_are_the_candidates_own_words() {
    for name in NAMES {
        for item in list(&feed(name), "items") {
            let nomination = &item["_hustings"];
            let statement = match nomination["statement_html"].as_str() {
                Some(html) => plain(html),
                None => text(nomination, "statement").to_owned(),
            };
            for stance in list(nomination, "stances") {
                let quote = text(stance, "quote");
                assert!(statement.contains(quote), "{name}: {}: {quote:?}", text(item, "id"));
            }
        }
    }
}

#[test]
fn the_sample_is_labelled_as_invented() {
    let feed = feed("sample-election");
    let election = &feed["_hustings"]["elections"][0];
    for (value, member) in [
        (&feed, "title"),
        (&feed, "description"),
        (&feed, "user_comment"),
        (election, "name"),
        (election, "note"),
    ] {
        assert!(text(value, member).contains("invented"), "{member}");
    }
    assert!(list(&feed, "items").iter().all(|item| item["_hustings"]["result"].is_null()));
}

#[test]
fn the_sample_has_every_kind_of_statement() {
    let feed = feed("sample-election");
    let items = list(&feed, "items");
    let some = |test: &dyn Fn(&Value) -> bool| items.iter().any(test);
    let statement = |item: &Value| text(&item["_hustings"], "statement").len();
    assert!(some(&|item| (1..300).contains(&statement(item))), "very short");
    assert!(some(&|item| statement(item) > 14_000), "very long");
    assert!(some(&|item| item["_hustings"]["statement_html"].is_string()), "HTML");
    assert!(some(&|item| text(item, "language") == "de"), "another language");
    assert!(some(&|item| text(item, "language") == "ar"), "right to left");
    assert!(some(&|item| text(&item["_hustings"], "status") == "withdrawn"), "withdrawn");
    assert!(some(&|item| item["summary"].is_null()), "no summary");
    assert!(some(&|item| list(&item["_hustings"], "stances").is_empty()), "no stances");
    assert!(some(&|item| text(&item["_hustings"]["candidate"], "name").len() > 60), "a long name");
}

#[test]
fn real_people_are_not_quoted() {
    for name in ["python-steering-council", "kubernetes-steering"] {
        for item in list(&feed(name), "items") {
            let nomination = &item["_hustings"];
            assert!(nomination["statement"].is_null() && nomination["statement_html"].is_null());
            for part in list(nomination, "stances").iter().chain(list(nomination, "endorsements")) {
                assert!(part["quote"].is_null(), "{}", text(item, "id"));
            }
            for stance in list(nomination, "stances") {
                assert_eq!(text(stance, "url"), text(item, "url"), "a stance names its source");
            }
        }
    }
}

#[test]
fn no_sentence_of_the_statements_is_in_the_feeds() {
    const RUN: usize = 8;
    let Some(data) = data() else { return };
    let mut runs: HashSet<Vec<String>> = HashSet::new();
    let mut folders = vec![data.join("statements")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                let words = words(&fs::read_to_string(&entry).expect("a statement"));
                runs.extend(words.windows(RUN).map(<[String]>::to_vec));
            }
        }
    }
    assert!(runs.len() > 10_000, "the statements were found");

    for name in NAMES {
        let mut found = Vec::new();
        strings(&feed(name), name, &mut found);
        for (path, text) in found {
            for run in words(&text).windows(RUN) {
                assert!(!runs.contains(run), "{path}: {:?} is in a statement", run.join(" "));
            }
        }
    }
}

/// Of one person's PEPs: numbers by status, for those authored.
fn by_status(references: &[Value]) -> BTreeMap<String, Vec<u64>> {
    let mut found: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for pep in references.iter().filter(|pep| text(pep, "role") != "delegate") {
        let number = pep["number"].as_u64().expect("a number");
        found.entry(text(pep, "status").to_owned()).or_default().push(number);
    }
    found
}

fn numbers(values: &[Value]) -> Vec<u64> {
    let mut numbers: Vec<_> = values.iter().filter_map(Value::as_u64).collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn the_python_feed_says_what_the_facts_say() {
    let Some(data) = data() else { return };
    let facts = json(&data.join("elections/python-steering-council.json"));
    let then = json(&data.join("elections/python-peps-at-nomination.json"));
    let feed = feed("python-steering-council");
    let item = |id: &str| {
        let items = list(&feed, "items");
        items.iter().find(|item| text(item, "id") == id).unwrap_or_else(|| panic!("{id} is missing"))
    };

    let mut count = 0;
    for (contest, election) in list(&facts, "elections").iter().zip(list(&feed["_hustings"], "elections")) {
        let year = &contest["term_year"];
        assert_eq!(text(election, "id"), format!("psc-{year}"));
        assert_eq!(election["seats"], contest["seats"]);
        assert_eq!(election["eligible_voters"], contest["eligible_voters"]);
        assert_eq!(election["ballots_cast"], contest["ballots_cast"]);
        assert_eq!(text(election, "url"), text(contest, "pep_url"));
        assert_eq!(election["dates"]["voting_close"], contest["voting_period"]["announced_end_aoe_date"]);

        let (unit, member) = if *year == 2026 { ("stars", "total_stars") } else { ("votes", "votes") };
        let mut elected = BTreeSet::new();
        for candidacy in list(contest, "candidates") {
            count += 1;
            let id = format!("psc-{year}-{}", text(candidacy, "id"));
            let item = item(&id);
            let nomination = &item["_hustings"];
            assert_eq!(text(item, "url"), text(candidacy, "nomination_url"), "{id}");
            assert_eq!(nomination["candidate"]["name"], candidacy["name"], "{id}");
            assert_eq!(nomination["candidate"]["id"], candidacy["id"], "{id}");
            assert_eq!(text(nomination, "election"), format!("psc-{year}"), "{id}");
            assert_eq!(nomination["as_of"], election["dates"]["nominations_close"], "{id}");
            assert_eq!(nomination["facts"]["affiliation"], candidacy["affiliation"], "{id}");

            let result = &nomination["result"];
            assert_eq!(text(result, "unit"), unit, "{id}");
            assert_eq!(result["value"], candidacy[member], "{id}");
            assert_eq!(result["rank"], candidacy["rank"], "{id}");
            assert_eq!(result["tied"], candidacy["tied"], "{id}");
            assert_eq!(result["elected"], candidacy["elected"], "{id}");
            let status = if candidacy["elected"] == true { "elected" } else { "not-elected" };
            assert_eq!(text(nomination, "status"), status, "{id}");
            if candidacy["elected"] == true {
                elected.insert(text(candidacy, "name"));
            }

            let row = list(&then, "rows")
                .iter()
                .find(|row| row["term_year"] == *year && row["candidate"] == candidacy["id"])
                .unwrap_or_else(|| panic!("{id}: no PEPs"));
            let references = list(nomination, "references");
            let expected: BTreeMap<_, _> = row["authored_by_status"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(status, peps)| {
                    (status.clone(), numbers(peps.as_array().map_or(NOTHING, Vec::as_slice)))
                })
                .collect();
            assert_eq!(by_status(references), expected, "{id}: PEPs authored");
            let delegated: Vec<_> = references
                .iter()
                .filter(|pep| text(pep, "role") == "delegate")
                .filter_map(|pep| pep["number"].as_u64())
                .collect();
            assert_eq!(delegated, numbers(list(row, "delegate")), "{id}: PEPs decided");
        }
        let printed: BTreeSet<_> =
            list(contest, "elected_in_source_order").iter().filter_map(Value::as_str).collect();
        assert_eq!(elected, printed, "{year}: elected");

        for withdrawal in list(contest, "withdrawn") {
            count += 1;
            let nomination = &item(&format!("psc-{year}-{}", text(withdrawal, "id")))["_hustings"];
            assert_eq!(text(nomination, "status"), "withdrawn");
            assert!(nomination["result"].is_null());
            assert!(list(nomination, "links").iter().any(|link| link["url"] == withdrawal["withdrawal_url"]));
        }
    }
    assert_eq!(count, list(&feed, "items").len());
}

#[test]
fn the_statement_of_2022_lists_the_peps_that_were_checked() {
    let Some(data) = data() else { return };
    let check = json(&data.join("elections/stinner-2022-pep-check.json"));
    let feed = feed("python-steering-council");
    let item = list(&feed, "items").iter().find(|item| text(item, "id") == "psc-2022-victor-stinner");
    let nomination = &item.expect("the nomination")["_hustings"];
    let stated = list(&nomination["facts"], "stated_peps");
    assert_eq!(by_status(stated)["Final"], numbers(list(&check, "final_set_at_2021_11_16")));
    for row in list(&check, "rows") {
        let pep = stated.iter().find(|pep| pep["number"] == row["pep"]).expect("a PEP");
        assert_eq!(pep["title"], row["repo_title"]);
        assert_eq!(pep["version"], row["seed_version"]);
    }
}

#[test]
fn the_kubernetes_feed_says_what_the_facts_say() {
    let Some(data) = data() else { return };
    let facts = json(&data.join("elections/kubernetes-steering.json"));
    let feed = feed("kubernetes-steering");
    let items = list(&feed, "items");
    for election in list(&feed["_hustings"], "elections") {
        let id = text(election, "id");
        let path = format!("elections/steering/{}", id.trim_start_matches("k8s-"));
        let row = list(&facts, "rows").iter().find(|row| text(row, "election") == path).expect("a row");
        assert_eq!(election["eligible_voters"], row["eligible"], "{id}");
        assert_eq!(election["ballots_cast"], row["cast"], "{id}");
        assert!(text(row, "seats_text").starts_with(&election["seats"].to_string()), "{id}");

        let here: Vec<_> = items.iter().filter(|item| text(&item["_hustings"], "election") == id).collect();
        let elected = here.iter().filter(|item| item["_hustings"]["result"]["elected"] == true).count();
        let winners = list(row, "winners");
        let absent =
            winners.iter().filter_map(Value::as_str).filter(|name| text(election, "note").contains(name));
        assert_eq!(
            elected + absent.count(),
            winners.len(),
            "{id}: each winner is in the feed or named as absent"
        );

        for item in here {
            let file = text(item, "url").rsplit('/').next().expect("a file");
            let statement = data
                .join("statements/kubernetes")
                .join(path.trim_start_matches("elections/steering/"))
                .join(file);
            let statement = fs::read_to_string(&statement)
                .unwrap_or_else(|error| panic!("{}: {error}", statement.display()));
            if let Some(employer) = item["_hustings"]["facts"]["employer"].as_str() {
                assert!(
                    statement.to_lowercase().contains(&employer.to_lowercase()),
                    "{}: {employer} is not in the statement",
                    text(item, "id")
                );
            }
        }
    }
}
