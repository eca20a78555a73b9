//! The tag is one, wherever it is told of: its code, its types, its manifest and the README.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The names of a list of the manifest.
fn manifest(list: &str) -> BTreeSet<String> {
    let manifest: Value = serde_json::from_str(&file("www/element/custom-elements.json")).unwrap();
    let list = manifest["modules"][0]["declarations"][0][list].as_array().unwrap().clone();
    list.iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

/// What stands between two marks, each time.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

/// The words in backticks of some text.
fn ticked(text: &str) -> BTreeSet<String> {
    between(text, "`", "`").into_iter().step_by(2).map(str::to_owned).collect()
}

/// The first cells of the table that stands below a line with these words.
fn table(readme: &str, head: &str) -> BTreeSet<String> {
    let lines = readme.lines().skip_while(|line| !line.starts_with(head)).skip(2);
    lines
        .take_while(|line| line.starts_with('|'))
        .filter_map(|line| ticked(line.split('|').nth(1)?).into_iter().next())
        .collect()
}

#[test]
fn attributes() {
    let script = file("www/element/hustings.js");
    let observed = between(&script, "static observedAttributes = [", "]")[0];
    let mut code: BTreeSet<String> =
        between(observed, "\"", "\"").into_iter().step_by(2).map(str::to_owned).collect();
    code.insert("permalink".into());
    assert_eq!(code, manifest("attributes"), "custom-elements.json");
    assert_eq!(code, table(&file("README.md"), "| attribute, and property"), "README.md");
    for name in &code {
        // Every element of HTML has a language.
        assert!(name == "lang" || script.contains(&format!("get {name}()")), "{name} is no property");
    }
    let types = file("www/element/hustings.d.ts");
    let members = between(&types, "export interface HustingsWidget extends HTMLElement {", "\n}")[0];
    let names =
        members.lines().filter(|line| line.starts_with("  ") && !line.trim_start().starts_with(['/', '*']));
    let typed: BTreeSet<String> = names
        .filter_map(|line| line.trim().split([':', '(', '<']).next())
        .filter(|name| {
            name.chars().all(char::is_alphabetic) && !name.is_empty() && *name != "addEventListener"
        })
        .map(str::to_owned)
        .filter(|name| name != "type")
        .collect();
    assert_eq!(typed, manifest("members"), "hustings.d.ts");
    let fields: BTreeSet<String> = ["feed", "ready", "refresh"].map(str::to_owned).into();
    assert_eq!(typed, code.union(&fields).cloned().collect(), "hustings.d.ts");
}

/// Who lets others write the tag takes each of its attributes, or has a reason here not to.
#[test]
fn attributes_of_whoever_writes_the_tag() {
    let quoted = |text: &str, mark: &str| -> BTreeSet<String> {
        between(text, mark, mark).into_iter().step_by(2).map(str::to_owned).collect()
    };
    let listed = |path: &str, before: &str, after: &str, mark: &str| {
        let text = file(path);
        let lists = between(&text, before, after);
        assert_eq!(lists.len(), 1, "{path}: `{before}`");
        quoted(lists[0], mark)
    };

    // Names before a colon, and whatever their values are.
    let discourse = file("integrations/discourse/javascripts/discourse/lib/hustings-wrap.js");
    let keys = between(&discourse, "const ATTRIBUTES = {", "\n};")[0].lines();
    let discourse: BTreeSet<String> =
        keys.filter_map(|line| Some(line.strip_prefix("  ")?.split_once(": ")?.0.to_owned())).collect();

    let plugin = "integrations/wordpress/hustings/hustings.php";
    let mut wordpress = listed(plugin, "const ATTRIBUTES = array(", ");", "'");
    wordpress.extend(listed(plugin, "const FLAGS = array(", ");", "'"));

    let misago = file("integrations/misago/hustings/misago_hustings/embed.py");
    let keys = between(&misago, "\nATTRIBUTES = {", "\n}")[0].lines();
    let misago: BTreeSet<String> =
        keys.filter_map(|line| Some(line.strip_prefix("    \"")?.split_once("\": ")?.0.to_owned())).collect();

    let page = "www/element/frame.js";
    let mut frame = listed(page, "const ATTRIBUTES = [", "]", "\"");
    frame.extend(between(&file(page), "given.has(\"", "\")").into_iter().map(str::to_owned));

    let builder = listed("www/builder/snippet.js", "const ATTRIBUTES = [", "]", "\"");

    let apart = ("src", "is read by itself");
    let of_the_forum = ("images", "is the forum's to set: each host is asked for what readers look at");
    let addresses = ("permalink", "would let any post change the address of its topic");
    let patience = ("timeout", "is no post's to set");
    for (who, mut takes, without, with) in [
        ("Discourse", discourse, &[apart, of_the_forum, addresses, patience][..], &[][..]),
        ("Misago", misago, &[apart, of_the_forum, addresses, patience], &[]),
        ("WordPress", wordpress, &[apart], &[("id", "names the widget in links to a view")]),
        ("frame.html", frame, &[], &[]),
        ("the builder", builder, &[apart], &[]),
    ] {
        for (name, reason) in without {
            assert!(takes.insert((*name).to_owned()), "{who} takes {name}, which {reason}");
        }
        for (name, reason) in with {
            assert!(takes.remove(*name), "{who} lacks {name}, which {reason}");
        }
        assert_eq!(takes, manifest("attributes"), "{who}");
    }
}

#[test]
fn values() {
    let (script, types, readme) =
        (file("www/element/hustings.js"), file("www/element/hustings.d.ts"), file("README.md"));
    for (list, name) in [("VIEWS", "view"), ("ORDERS", "order"), ("THEMES", "theme"), ("LOADING", "loading")]
    {
        let values = between(&script, &format!("const {list} = ["), "]")[0].replace("\", \"", "\" | \"");
        assert!(types.contains(&format!("{name}: {values};")), "hustings.d.ts: {name}: {values}");
        let row = readme.lines().find(|line| line.starts_with(&format!("| `{name}` |"))).unwrap();
        for value in between(&values, "\"", "\"").into_iter().step_by(2) {
            assert!(row.contains(&format!("`{value}`")), "README.md: {name}: {value}");
        }
    }
}

#[test]
fn events() {
    let types = file("www/element/hustings.d.ts");
    let map = between(&types, "export interface HustingsEventMap {", "\n}")[0];
    let names = between(map, "\"hustings-", "\":");
    let typed: BTreeSet<String> = names.iter().map(|name| format!("hustings-{name}")).collect();
    assert_eq!(typed, manifest("events"), "custom-elements.json");
    assert_eq!(typed, table(&file("README.md"), "| event"), "README.md");
}

#[test]
fn parts_and_properties_to_style_by() {
    let mut parts = BTreeSet::new();
    let mut read = |text: &str| {
        for found in between(text, "part=\"", "\"") {
            parts.extend(found.split(' ').map(str::to_owned));
        }
        for mark in ["part: Some(\"", ".part = \""] {
            parts.extend(between(text, mark, "\"").into_iter().map(str::to_owned));
        }
    };
    let folders =
        ["src/components", "www/element"].map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    for entry in folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()) {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "rs" || ending == "js") {
            read(&fs::read_to_string(path).unwrap());
        }
    }
    assert_eq!(parts, manifest("cssParts"), "custom-elements.json");
    let readme = file("README.md");
    let told = ticked(between(&readme, "For the rest there are `::part()`s:", "Class names are")[0]);
    assert_eq!(parts, told, "README.md");

    let style = file("www/element/hustings.css") + &file("www/element/more.css");
    let used: BTreeSet<String> = between(&style, "var(--hustings-", ",")
        .iter()
        .map(|name| format!("--hustings-{}", name.split(')').next().unwrap()))
        .collect();
    assert_eq!(used, manifest("cssProperties"), "custom-elements.json");
    let told = ticked(between(&readme, "## Style it", "For the rest")[0]);
    assert!(used.is_subset(&told), "README.md lacks {:?}", used.difference(&told));
}
