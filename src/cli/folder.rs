//! A folder of nominations as a feed: what `build` writes, `check` reads and `serve` shows.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value, json};

use super::election::{self, NAMES, Said, definition, ordered};
use super::front::{self, Front};
use super::git::Histories;
use super::node::{self, Fault, Node};
use super::nomination::{Item, Source, item};
use super::progress;
use super::report::{Finding, Report, Spot};
use super::shape::{Fitter, Kinds};
use super::source::Root;
use crate::domain::blocks::slug;

/// What a folder says.
#[derive(Debug, Default)]
pub struct Folder {
    /// The feed without its items.
    pub head: Map<String, Value>,
    /// In the order of their ids: whatever the files are called, the same feed has the same bytes.
    pub items: Vec<Item>,
    /// What is wrong with its files.
    pub report: Report,
    /// Whether an election file is there that can't be read.
    broken: bool,
    /// The file of the elections at the top, and what it says, to find places in.
    election: Option<(String, Node)>,
}

/// Reads a folder; with `history`, what git tells of its files.
///
/// # Errors
/// When there is no such folder, or it can't be listed.
pub fn read(root: &Root, history: bool) -> Result<Folder, Finding> {
    let mut folder = Folder::default();
    let mut files = root.files(&mut folder.report)?;
    // What a build put beside its feed is no source of the next.
    let feeds: Vec<String> = files
        .iter()
        .filter_map(|path| Some(format!("{}-statements/", path.strip_suffix(".json")?)))
        .collect();
    files.retain(|path| !feeds.iter().any(|feed| path.starts_with(feed)));
    let mut said = read_elections(root, &files, &mut folder);
    let kinds = kinds(said.values());
    let sources = read_sources(root, &files, &mut said, &mut folder.report);

    let mut items: Vec<Item> = Vec::with_capacity(sources.len());
    for source in &sources {
        let file = root.told(&source.path);
        let mut fitter =
            Fitter { file: &file, kinds: &kinds, lenient: folder.broken, report: &mut folder.report };
        items.push(item(source, &mut fitter));
    }
    if history {
        date(root, &mut items, &mut folder.report);
    }
    items.sort_by(|one, other| (&one.id, &one.path).cmp(&(&other.id, &other.path)));
    for two in items.windows(2) {
        if let [first, second] = two
            && first.id == second.id
        {
            let problem = format!("has the id “{}”, which {} has too", second.id, root.told(&first.path));
            let remedy = "Give one of them another “id”";
            let (spot, _) = second.node.follow(["id"].into_iter());
            folder.report.add(Finding::error(&root.told(&second.path), problem, remedy).at(spot));
        }
    }
    items.dedup_by(|second, first| second.id == first.id);
    folder.head = head(root, said, &items, folder.broken, &mut folder.report);
    folder.items = items;
    Ok(folder)
}

/// The kinds of the facts that are defined anywhere.
fn kinds<'a>(said: impl Iterator<Item = &'a Said>) -> Kinds {
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    said.flat_map(|said| &said.facts)
        .filter_map(|fact| Some((text(fact, "id")?, text(fact, "kind").unwrap_or_else(|| "text".into()))))
        .collect()
}

/// What the election files say, by their folders.
fn read_elections(root: &Root, files: &[String], folder: &mut Folder) -> BTreeMap<String, Said> {
    let mut said = BTreeMap::new();
    let none = HashMap::new();
    for path in files {
        let (parent, name) = split(path);
        if !NAMES.contains(&name) {
            continue;
        }
        let file = root.told(path);
        if said.contains_key(parent) {
            let problem = "a second election file in one folder; left out";
            folder.report.add(Finding::warning(&file, problem, "Put everything into one"));
            continue;
        }
        let text = match root.read(path) {
            Ok(text) => text,
            Err(finding) => {
                folder.report.add(finding);
                folder.broken = true;
                continue;
            }
        };
        let node = if name.ends_with(".toml") { node::toml(&text) } else { node::yaml(&text) };
        match node {
            Ok(node) => {
                let mut fitter =
                    Fitter { file: &file, kinds: &none, lenient: false, report: &mut folder.report };
                let said_here =
                    election::read(node, parent.rsplit('/').next().unwrap_or_default(), &mut fitter);
                if parent.is_empty() {
                    folder.election = said_here.node.clone().map(|node| (file.clone(), node));
                }
                said.insert(parent.to_owned(), said_here);
            }
            Err(fault) => {
                folder.report.add(unread(&file, fault));
                folder.broken = true;
            }
        }
    }
    said
}

fn unread(file: &str, Fault { spot, problem }: Fault) -> Finding {
    let remedy = if problem.contains("twice") {
        "Keep one of them"
    } else {
        "Put the value in quotation marks if it has a colon or another mark, or mend the place before it"
    };
    Finding::error(file, problem, remedy).at(spot)
}

/// The files that are nominations, with the election that each one's folder is for.
fn read_sources(
    root: &Root,
    files: &[String],
    said: &mut BTreeMap<String, Said>,
    report: &mut Report,
) -> Vec<Source> {
    let mut sources = Vec::new();
    for path in progress::over(files.len()).wrap_iter(files.iter()) {
        let (parent, name) = split(path);
        let Some((stem, ending)) = name.rsplit_once('.') else { continue };
        let (stem, ending) = (stem.to_lowercase(), ending.to_lowercase());
        let html = matches!(ending.as_str(), "html" | "htm");
        if matches!(ending.as_str(), "txt" | "mdx" | "docx" | "odt" | "rst" | "adoc") {
            let problem = "not Markdown (.md) and not HTML (.html); passed over";
            let remedy = "Save a nomination as .md, or begin its name with _";
            report.add(Finding::warning(&root.told(path), problem, remedy));
        }
        if !(html || matches!(ending.as_str(), "md" | "markdown")) || stem == "readme" {
            continue;
        }
        let text = root.read(path);
        if let Ok(text) = &text {
            let text = text.trim_start().to_lowercase();
            let begins = |marks: &[&str]| marks.iter().any(|mark| text.starts_with(mark));
            // A page, or what every repository has beside its content.
            let is_page = html && begins(&["<!doctype", "<html"]);
            let usual = ["index", "contributing", "license", "changelog", "code_of_conduct"];
            if is_page || usual.contains(&stem.as_str()) && !begins(&["---", "+++"]) {
                continue;
            }
        }
        let front =
            text.and_then(|text| front::divide(&text).map_err(|fault| unread(&root.told(path), fault)));
        match front {
            Ok(front) if is_empty(&front) => {
                let problem = "nothing stands in it; left out";
                report.add(Finding::warning(&root.told(path), problem, "Write a statement, or take it away"));
            }
            Ok(front) => {
                let election = election_of(parent, said);
                sources.push(Source { path: path.clone(), front, html, election });
            }
            Err(finding) => report.add(finding),
        }
    }
    sources
}

fn is_empty(front: &Front) -> bool {
    front.statement.is_empty() && front.node.members().is_empty()
}

/// The election that a folder is for: the one that its election file describes, or that of the folder above. A folder
/// below the top without a file is one of its own, called after it.
fn election_of(parent: &str, said: &mut BTreeMap<String, Said>) -> Option<String> {
    let id = |said: &Said| match said.elections.as_slice() {
        [only] => only.get("id").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    };
    let mut folder = parent;
    while !folder.is_empty() {
        if let Some(said) = said.get(folder) {
            return id(said);
        }
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
    if let Some(top) = said.get("") {
        // With several at the top, each nomination says its own, or its folder is called after one.
        let named = top.elections.iter().filter_map(|one| one.get("id")?.as_str()).find(|id| *id == parent);
        return named.map(str::to_owned).or_else(|| id(top));
    }
    if parent.is_empty() {
        return None;
    }
    let id = slug(parent);
    let made = json!({ "id": id, "name": parent.replace('/', " ") });
    said.insert(parent.to_owned(), Said { elections: vec![made], ..Said::default() });
    Some(id)
}

/// A path's folder and its last name.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// When each was written and changed, where the history tells and the file does not.
fn date(root: &Root, items: &mut [Item], report: &mut Report) {
    let histories = Histories::of(root.path());
    if histories.shallow {
        let problem = "a checkout without its history; no dates are taken from it";
        let remedy = "Fetch the whole history (fetch-depth: 0), or use --no-git";
        report.add(Finding::warning(&root.told(""), problem, remedy));
    }
    for item in items {
        let Some(history) = histories.get(&item.path) else { continue };
        let (Some(latest), Some(first)) = (history.edits.first(), history.edits.last()) else { continue };
        let Value::Object(members) = &mut item.value else { continue };
        members.entry("date_published").or_insert_with(|| first.date.clone().into());
        let edited = history.edits.len() > 1;
        if edited {
            members.entry("date_modified").or_insert_with(|| latest.date.clone().into());
        }
        let edits = history.edits.iter().rev().skip(1);
        let edits = edits.map(|edit| json!({ "date": edit.date, "note": edit.subject })).collect::<Vec<_>>();
        if edited && let Some(Value::Object(nomination)) = members.get_mut("_hustings") {
            nomination.entry("edits").or_insert(edits.into());
        }
        let whole = Value::Object(std::mem::take(members));
        item.value = super::nomination::in_order(whole);
    }
}

/// Everything beside the items.
fn head(
    root: &Root,
    said: BTreeMap<String, Said>,
    items: &[Item],
    broken: bool,
    report: &mut Report,
) -> Map<String, Value> {
    let (mut top, mut extension) = (Map::new(), Map::new());
    let (mut elections, mut topics, mut facts) = (Vec::new(), Vec::new(), Vec::new());
    let has_file = broken || said.values().any(|said| said.node.is_some());
    for (_, said) in said {
        // What stands at the top comes first, and counts.
        for (into, members) in [(&mut top, said.top), (&mut extension, said.extension)] {
            for (name, value) in members {
                into.entry(name).or_insert(value);
            }
        }
        elections.extend(said.elections);
        topics.extend(said.topics);
        facts.extend(said.facts);
    }
    let id = |value: &Value| value.get("id").cloned();
    for list in [&mut elections, &mut topics, &mut facts] {
        let mut known = Vec::new();
        list.retain(|value| {
            let id = id(value);
            let new = !known.contains(&id);
            known.push(id);
            new
        });
    }
    define_facts(&mut facts, items);
    if !has_file && items.is_empty() {
        let problem = "no nomination in it, and no election file";
        let remedy = "Name the folder with the .md files; `hustings new` makes one to begin with";
        report.add(Finding::error(&root.told(""), problem, remedy));
    } else if items.is_empty() {
        let problem = "no nomination in it as yet";
        report.add(Finding::warning(&root.told(""), problem, "Write a file for each nominee"));
    } else if !has_file {
        let problem =
            "has no election file: the feed is called after the folder, and its topics are found by reading";
        let remedy =
            "Write election.yml with a title, the election, topics and facts; `hustings new` shows one";
        report.add(Finding::warning(&root.told(""), problem, remedy));
    }
    let called = match elections.as_slice() {
        [only] => only.get("name").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    };
    let title = called.unwrap_or_else(|| root.name());
    top.entry("title").or_insert_with(|| title.into());
    top.insert("version".into(), "https://jsonfeed.org/version/1.1".into());
    extension.insert("version".into(), 1.into());
    for (name, list) in [("elections", elections), ("topics", topics), ("facts", facts)] {
        if !list.is_empty() {
            extension.insert(name.into(), list.into());
        }
    }
    let order = ["version", "about", "profiles", "elections", "topics", "facts"];
    top.insert("_hustings".into(), ordered(Value::Object(extension), &order));
    let order = [
        "version",
        "title",
        "home_page_url",
        "feed_url",
        "next_url",
        "description",
        "user_comment",
        "icon",
        "favicon",
        "authors",
        "language",
        "expired",
        "_hustings",
    ];
    match ordered(Value::Object(top), &order) {
        Value::Object(top) => top,
        _ => Map::new(),
    }
}

/// Facts that nominations state and nobody defined.
fn define_facts(facts: &mut Vec<Value>, items: &[Item]) {
    let mut stated: Vec<(&String, Vec<&Value>)> = Vec::new();
    for item in items {
        let own = item.value.get("_hustings").and_then(|own| own.get("facts")).and_then(Value::as_object);
        for (id, value) in own.into_iter().flatten() {
            match stated.iter_mut().find(|(known, _)| *known == id) {
                Some((_, values)) => values.push(value),
                None => stated.push((id, vec![value])),
            }
        }
    }
    stated.retain(|(id, _)| !facts.iter().any(|fact| fact.get("id").and_then(Value::as_str) == Some(id)));
    stated.sort_by_key(|(id, _)| *id);
    facts.extend(stated.iter().map(|(id, values)| definition(id, values)));
}

impl Folder {
    /// The place in a file that a place in the feed comes from, where it is known.
    #[must_use]
    pub fn place(&self, root: &Root, path: &str) -> Option<(String, Option<Spot>)> {
        let steps: Vec<&str> = path.split(['.', '[']).map(|step| step.trim_end_matches(']')).collect();
        if let ["items", at, rest @ ..] = steps.as_slice() {
            let item = self.items.get(at.parse::<usize>().ok()?)?;
            let own: Vec<&str> = rest.iter().copied().filter(|step| *step != "_hustings").collect();
            let spot = if own.first().is_some_and(|first| first.starts_with("statement")) {
                Spot { line: item.line, column: 1 }
            } else {
                item.node.follow(own.into_iter()).0
            };
            return Some((root.told(&item.path), Some(spot)));
        }
        let (file, node) = self.election.as_ref()?;
        let (spot, _) = node.follow(steps.into_iter());
        Some((file.clone(), Some(spot)))
    }
}
