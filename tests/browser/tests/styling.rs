//! What an author may style reaches what it says.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};
use hustings_browser_tests::{Answer, Journey, LOOK, Page, feeds, reader};
use serde_json::{Value, json};

/// The tag's manifest: what an author is told.
fn manifest(list: &str) -> Result<BTreeSet<String>> {
    let manifest: Value = serde_json::from_str(include_str!("../../../www/element/custom-elements.json"))?;
    let list = manifest["modules"][0]["declarations"][0][list].as_array().cloned().unwrap_or_default();
    Ok(list.iter().filter_map(|one| one["name"].as_str().map(str::to_owned)).collect())
}

/// A value that each custom property doesn't have by itself.
fn another(property: &str) -> &'static str {
    match property {
        "--hustings-font" | "--hustings-heading-font" | "--hustings-quote-font" => "monospace",
        "--hustings-card-width" => "11em",
        "--hustings-columns" => "1",
        "--hustings-padding" | "--hustings-space" => "2.5em",
        "--hustings-radius" => "1.1em",
        "--hustings-top" => "77px",
        _ => "rgb(1, 99, 22)",
    }
}

/// An election with everything that a card may have.
fn feed() -> Value {
    let mut items: Vec<Value> = (0..5).map(|at| feeds::nomination(&format!("Nominee {at}"))).collect();
    for item in &mut items {
        item["url"] = json!("https://forum.example/t/1");
        item["_hustings"]["statement"] =
            json!("## Water\n\nThe pump first.\n\n## Paths\n\nGravel.\n\n## Fees\n\nNone.");
        item["_hustings"]["facts"] = json!({ "hours": 4 });
        item["_hustings"]["references"] = json!([{ "type": "PEP", "number": 1, "title": "On pumps", "status": "Final", "url": "https://peps.example/1" }]);
        item["_hustings"]["endorsements"] = json!([{ "by": "Somebody", "quote": "Knows pumps." }]);
    }
    let mut feed = feeds::feed(items);
    feed["_hustings"]["facts"] =
        json!([{ "id": "hours", "label": "Hours", "kind": "number", "filter": true }]);
    feed
}

/// The states of a widget that have between them all there is to style, one after the other.
async fn through_all_states(page: &Page, mut look: impl AsyncFnMut(&Page) -> Result<()>) -> Result<()> {
    page.resize(1280, 900).await?;
    page.search("gravel").await?;
    page.wait("marks", "return all('mark').length > 0", [0; 0]).await?;
    page.pick("Nominee 1").await?;
    page.read_more("Nominee 3").await?;
    page.see("The pump first.").await?;
    look(page).await?;
    page.click("button", "All your notes").await?;
    page.wait("the notes", "return part('notes').length > 0", [0; 0]).await?;
    look(page).await?;
    page.click("menu", "Filters").await?;
    look(page).await?;
    page.click("menu", "Filters").await?;
    page.click("button", "Clear").await?;
    page.click("button", "Compare all 5").await?;
    page.see("5 nominees side by side").await?;
    look(page).await?;
    page.set("picks", json!(["nominee-1", "nominee-2"])).await?;
    page.see("2 nominees side by side").await?;
    look(page).await?;
    page.ask("all('.way button').at(-1).click()", []).await?;
    page.wait("the passage", "return part('passage').length > 0", [0; 0]).await?;
    look(page).await?;
    page.press(hustings_browser_tests::Key::Escape).await
}

async fn show(page: &Page) -> Result<()> {
    page.site.put("/feed.json", Answer::feed(feed()));
    page.show(r#"<hustings-widget src="/feed.json"></hustings-widget>"#).await?;
    page.see_cards(5).await
}

#[test]
fn each_custom_property_reaches_something() -> Journey {
    reader(async |page| {
        show(page).await?;
        let mut left = manifest("cssProperties")?;
        let known = left.len();
        ensure!(known > 15, "the manifest names {known} properties");
        through_all_states(page, async |page| {
            let values: BTreeMap<&str, &str> =
                left.iter().map(|property| (property.as_str(), another(property))).collect();
            let script = format!(
                "const look = () => {{ {LOOK} }};
                 const before = JSON.stringify(look());
                 return Object.entries(given[0]).filter(([property, value]) => {{
                     widget.style.setProperty(property, value);
                     const now = JSON.stringify(look());
                     widget.style.removeProperty(property);
                     return now !== before;
                 }}).map(([property]) => property)"
            );
            let reached = page.ask(&script, [json!(values)]).await?;
            for property in reached.as_array().into_iter().flatten().filter_map(Value::as_str) {
                left.remove(property);
            }
            Ok(())
        })
        .await?;
        ensure!(left.is_empty(), "These change nothing anywhere: {left:?}");
        Ok(())
    })
}

#[test]
fn each_part_is_there_to_be_styled() -> Journey {
    reader(async |page| {
        show(page).await?;
        let mut left = manifest("cssParts")?;
        through_all_states(page, async |page| {
            let seen = page
                .ask(
                    "return [...root.querySelectorAll('[part]')].flatMap((element) => [...element.part])",
                    [],
                )
                .await?;
            for part in seen.as_array().into_iter().flatten().filter_map(Value::as_str) {
                left.remove(part);
            }
            Ok(())
        })
        .await?;
        // What stands where nominations would has journeys of its own.
        left.remove("notice");
        ensure!(left.is_empty(), "These are nowhere: {left:?}");
        Ok(())
    })
}
