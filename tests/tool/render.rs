//! `hustings render`.

use std::fs;

use scraper::{Html, Selector};
use serde_json::{Value, json};

use super::{ANN, BOARD, BOB, Folder, project, run, shared};

fn select(html: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).map(|found| found.text().collect::<String>().trim().to_owned()).collect()
}

#[test]
fn cards_are_a_piece_of_a_page_that_needs_no_script() {
    let folder = Folder::of(&[("election.yml", BOARD), ("ann.md", ANN), ("bob.md", BOB)]);
    let told = folder.run(&["render", "."]);
    assert_eq!(told.code, 0, "{}", told.err);
    let html = Html::parse_fragment(&told.out);
    let mut names = select(&html, "[part=name]");
    names.sort();
    assert_eq!(names, ["Ann Ash", "Bob Birch"]);
    assert!(told.out.contains("I would mend the pump."), "{}", told.out);
    for scripted in [
        "button",
        "input",
        "select",
        "textarea",
        "dialog",
        "[onclick]",
        "[tabindex]",
        "script:not([type='application/ld+json'])",
    ] {
        assert_eq!(select(&html, scripted), [""; 0], "{scripted}");
    }
    assert!(!told.out.contains("<html") && !told.out.contains("<style"));
    // A page's own classes would style it otherwise.
    let classes = Selector::parse("[class]").unwrap();
    assert_eq!(
        html.select(&classes).filter_map(|found| found.attr("class")).collect::<Vec<_>>(),
        ["hustings"]
    );
    let data = select(&html, "script[type='application/ld+json']");
    let data: Value = serde_json::from_str(&data[0]).unwrap();
    assert_eq!(data["@type"], "ItemList");
    assert_eq!(data["itemListElement"][0]["item"]["name"], "Ann Ash");
}

#[test]
fn a_piece_may_look_as_the_widget_does_and_styles_nothing_else() {
    let folder = Folder::of(&[("election.yml", BOARD), ("ann.md", ANN), ("bob.md", BOB)]);
    let told = folder.run(&["render", ".", "--styled"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let html = Html::parse_fragment(&told.out);
    assert_eq!(select(&html, ".hustings-still > .hustings .card [part=name]").len(), 2);
    let style = select(&html, ".hustings-still > style").concat();
    assert!(style.starts_with("@scope (.hustings-still) {") && style.ends_with('}'), "{style}");
    assert!(style.contains("hustings-widget[theme=\"dark\"] :scope {"), "{style}");
    for of_the_tag in [":host", ".frame", "/*", "<"] {
        assert!(!style.contains(of_the_tag), "{of_the_tag} in {style}");
    }
    assert_eq!(style.matches('{').count(), style.matches('}').count());
}

#[test]
fn a_comparison_has_those_that_were_picked() {
    let folder =
        Folder::of(&[("feed.json", &fs::read_to_string(project().join("www/minimal.json")).unwrap())]);
    let told = folder.run(&["render", "feed.json", "--view", "compare", "--picks", "board-tom,board-ines"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let html = Html::parse_fragment(&told.out);
    assert_eq!(select(&html, "thead th [part=name]"), ["Tom Varga", "Ines Okafor"]);
    assert_eq!(select(&html, "tbody th"), ["Summary", "Water", "Paths"]);
    let told = folder.run(&["render", "feed.json", "--view", "compare", "--picks", "board-tm"]);
    assert_eq!(told.code, 2);
    assert!(
        told.err.contains("nobody has the id “board-tm”. Write “board-tom”, if that is meant"),
        "{}",
        told.err
    );
}

#[test]
fn nothing_is_cut_where_nobody_can_read_on() {
    let long = |name: &str| {
        format!(
            "---\nname: {name}\nhandle: {name}\n---\n\n## Pump\n\n{}And here it ends, {name}.\n",
            "I would mend the pump. ".repeat(60)
        )
    };
    let board = "title: The board\nid: board\ntopics: [Pump]\n";
    let folder = Folder::of(&[("election.yml", board), ("ann.md", &long("ann")), ("bob.md", &long("bob"))]);
    let told = folder.run(&["render", ".", "--view", "compare"]);
    for name in ["ann", "bob"] {
        assert!(told.out.contains(&format!("And here it ends, {name}.")), "{}", told.out);
    }
    let order =
        |seed: &str| select(&Html::parse_fragment(&folder.run(&["render", ".", "--seed", seed]).out), "h3");
    assert_eq!(order("1"), order("1"));
    assert!((2..12).any(|seed| order(&seed.to_string()) != order("1")));
}

#[test]
fn a_page_has_everything_of_everybody() {
    let told = run(project(), &["render", "www/kubernetes-steering.json", "--view", "all", "--page"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let html = Html::parse_document(&told.out);
    let feed: Value =
        serde_json::from_str(&fs::read_to_string(project().join("www/kubernetes-steering.json")).unwrap())
            .unwrap();
    let count = feed["items"].as_array().unwrap().len();
    assert_eq!(select(&html, "article[part=card]").len(), count);
    assert_eq!(select(&html, "thead th[scope=col]").len(), count);
    assert_eq!(select(&html, "title"), [feed["title"].as_str().unwrap()]);
    assert!(
        told.out.starts_with("<!doctype html>")
            && told.out.contains("<style>")
            && !told.out.contains(":host")
    );
}

/// Whatever a statement holds, what is rendered has no script, no handler and no address that runs one.
fn assert_harmless(out: &str, input: &str) {
    let html = Html::parse_document(out);
    for node in html.tree.nodes() {
        let Some(element) = node.value().as_element() else { continue };
        let name = element.name();
        let ours = name == "script" && element.attr("type") == Some("application/ld+json");
        let bad = [
            "script", "iframe", "object", "embed", "base", "link", "meta", "form", "svg", "math", "style",
            "img",
        ];
        assert!(ours || !bad.contains(&name), "<{name}> came of {input}");
        for (attribute, value) in element.attrs() {
            assert!(
                !attribute.starts_with("on") && attribute != "style" && attribute != "srcdoc",
                "{attribute} came of {input}"
            );
            let scheme: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            let scheme = scheme.to_lowercase();
            let address = matches!(attribute, "href" | "src" | "action" | "formaction" | "xlink:href");
            assert!(
                !address
                    || !scheme.starts_with("javascript:")
                        && !scheme.starts_with("data:")
                        && !scheme.starts_with("vbscript:"),
                "{value} came of {input}"
            );
        }
    }
}

#[test]
fn hostile_words_stay_words_everywhere() {
    let hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg/onload=alert(1)>";
    let item = json!({
        "id": hostile, "title": hostile, "summary": hostile, "url": "https://example.org/\"><script>alert(1)</script>", "tags": [hostile],
        "_hustings": {
            "candidate": { "name": hostile, "handle": hostile, "sort_name": hostile }, "election": hostile, "nominated_by": hostile,
            "statement": hostile, "stances": [{ "topic": hostile, "quote": hostile, "anchor": hostile }],
            "facts": { hostile: hostile }, "references": [{ "type": hostile, "number": hostile, "title": hostile, "status": hostile }],
            "endorsements": [{ "by": hostile, "quote": hostile }], "links": [{ "label": hostile, "url": "javascript:alert(1)" }],
        },
    });
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": hostile, "description": hostile, "language": hostile, "items": [item] });
    let folder = Folder::of(&[("feed.json", &feed.to_string())]);
    for args in [&["--view", "all"][..], &["--view", "compare"], &[]] {
        let told = folder.run(&[&["render", "feed.json"], args].concat());
        assert_eq!(told.code, 0, "{}", told.err);
        assert_harmless(&told.out, "a hostile feed");
        assert!(!told.out.contains("<script>"), "{}", told.out);
    }
    // A page of its own has its own head and style.
    let page = folder.run(&["render", "feed.json", "--page"]).out;
    assert_eq!(select(&Html::parse_document(&page), "script:not([type='application/ld+json'])"), [""; 0]);
}

#[test]
fn the_hostile_inputs_of_the_field_do_nothing() {
    let Some(path) = shared("security/dompurify-expect.json") else { return };
    let inputs: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut payloads = Vec::new();
    collect(&inputs, &mut payloads);
    assert!(payloads.len() >= 200, "{} inputs", payloads.len());
    let items: Vec<Value> = payloads
        .iter()
        .enumerate()
        .flat_map(|(at, payload)| {
            ["statement", "statement_html"].map(|kind| {
                json!({ "id": format!("{kind}-{at}"), "_hustings": { "candidate": { "name": "N" }, kind: payload } })
            })
        })
        .collect();
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "T", "items": items });
    let folder = Folder::of(&[("feed.json", &feed.to_string())]);
    let told = folder.run(&["render", "feed.json", "--view", "all"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert_harmless(&told.out, "the inputs");
}

/// The inputs, wherever they stand.
fn collect(value: &Value, payloads: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, payloads)),
        Value::Object(members) => match members.get("payload").and_then(Value::as_str) {
            Some(payload) => payloads.push(payload.to_owned()),
            None => members.values().for_each(|value| collect(value, payloads)),
        },
        _ => {}
    }
}
