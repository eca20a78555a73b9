//! Facets: their counts, what is asked of them, and the drawer on a phone.

use anyhow::Result;
use hustings_browser_tests::{Answer, Journey, Key, Page, feeds, reader};
use serde_json::{Value, json};

const TAG: &str = r#"<hustings-widget src="/feed.json"></hustings-widget>"#;

fn with_facts(name: &str, facts: Value) -> Value {
    let mut nomination = feeds::nomination(name);
    nomination["_hustings"]["facts"] = facts;
    nomination
}

/// Twelve employers, hours, days and groups; the last nominee states nothing.
fn feed() -> Value {
    let nominations = (0..12).map(|number| {
        let groups: &[&str] = if number % 2 == 0 { &["docs", "node"] } else { &["docs"] };
        let facts = json!({
            "employer": format!("Company {}", number.min(10)), "hours": number, "since": format!("20{:02}-05-01", number + 10),
            "groups": groups,
        });
        with_facts(&format!("Nominee Nr {number}"), facts)
    });
    let mut feed = feeds::feed(nominations.chain([feeds::nomination("Silent Sam")]).collect::<Vec<_>>());
    feed["_hustings"]["facts"] = json!([
        { "id": "employer", "label": "Employer", "kind": "text", "filter": true },
        { "id": "hours", "label": "Hours", "kind": "number", "unit": "hours a week", "filter": true },
        { "id": "since", "label": "Since", "kind": "date", "filter": true },
        { "id": "groups", "label": "Groups", "kind": "list", "filter": true },
        { "id": "shirt", "label": "Shirt", "kind": "text" },
    ]);
    feed
}

async fn arrive(page: &Page) -> Result<()> {
    page.site.put("/feed.json", Answer::feed(feed()));
    page.show(TAG).await?;
    page.see_count("13 nominations").await
}

/// The values that a facet offers, with their counts.
async fn see_choices(page: &Page, facet: &str, choices: &[&str]) -> Result<()> {
    let script = format!(
        "const facet = part('facet').find((facet) => text(facet.querySelector('legend')) === {});
         return [...(facet?.querySelectorAll('label:has([type=checkbox])') ?? [])].map(text)",
        json!(facet)
    );
    page.equal(&format!("what “{facet}” offers"), &script, choices).await
}

#[test]
fn counts_follow_the_other_facets_and_chips_take_back() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        page.click("menu", "Filters").await?;
        see_choices(page, "Groups", &["docs 12", "node 6", "Not stated in this feed 1"]).await?;
        page.see_no("Shirt").await?;
        page.click("checkbox", "node").await?;
        page.see_count("6 of 13 nominations").await?;
        page.click("checkbox", "docs").await?;
        page.see_count("12 of 13 nominations").await?;
        page.click("radio", "all of these").await?;
        page.see_count("6 of 13 nominations").await?;
        page.see("Groups: all of them").await?;
        page.click("checkbox", "Company 10").await?;
        page.see_count("1 of 13 nominations").await?;
        see_choices(page, "Groups", &["docs 1 of 12", "node 1 of 6", "Not stated in this feed 0 of 1"])
            .await?;
        page.see_property(
            "query",
            "fact.groups:node fact.groups:docs all:fact.groups fact.employer:\"Company 10\"",
        )
        .await?;
        page.press(Key::Escape).await?;
        page.click("button", "Take away: Employer: Company 10").await?;
        page.see_count("6 of 13 nominations").await?;
        page.click("button", "Clear all").await?;
        page.see_count("13 nominations").await
    })
}

#[test]
fn figures_and_days_are_asked_for_from_one_to_another() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        page.click("menu", "Filters").await?;
        page.click("number", "from").await?;
        page.type_in("9").await?;
        page.press(Key::Tab).await?;
        page.see_count("3 of 13 nominations").await?;
        page.type_in("10").await?;
        page.press(Key::Tab).await?;
        page.see_count("2 of 13 nominations").await?;
        page.see("Hours: 9 to 10").await?;
        page.set("query", "fact.since:..2012-12-31 fact.since:?").await?;
        page.see_count("4 of 13 nominations").await?;
        page.see("Since: up to 2012-12-31").await?;
        page.see("Since: not stated in this feed").await
    })
}

#[test]
fn one_of_many_values_is_looked_for() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        page.click("menu", "Filters").await?;
        page.see("3 more: look for one by its name.").await?;
        page.click("search", "Look for a value of Employer").await?;
        page.type_in("pany 9").await?;
        see_choices(page, "Employer", &["Company 9 1", "Not stated in this feed 1"]).await?;
        page.click("checkbox", "Company 9").await?;
        page.see_count("1 of 13 nominations").await
    })
}

#[test]
fn a_link_with_filters_is_understood_before_the_panel_is_open() -> Journey {
    reader(async |page| {
        page.site.put("/feed.json", Answer::feed(feed()));
        page.show(r#"<hustings-widget src="/feed.json" query="fact.groups:? fact.shirt:red fact.nothing:x"></hustings-widget>"#).await?;
        page.see_count("0 of 13 nominations").await?;
        page.open("/page.html#hustings:q=fact.groups:?%20fact.shirt:red%20fact.nothing:x").await?;
        // What the feed does not filter by is passed over.
        page.see_count("1 of 13 nominations").await?;
        page.see("Groups: not stated in this feed").await
    })
}

#[test]
fn on_a_phone_the_filters_are_a_drawer() -> Journey {
    reader(async |page| {
        page.resize(360, 640).await?;
        arrive(page).await?;
        page.tab_to("menu Filters").await?;
        page.press(Key::Enter).await?;
        page.wait("the filters", "return part('facet').length > 0", [0; 0]).await?;
        let drawn =
            "const { left, bottom, width } = root.querySelector('.filters .panel').getBoundingClientRect();
            return [left, bottom - innerHeight, width - document.documentElement.clientWidth].map(Math.round)";
        page.equal("where the drawer is", drawn, json!([0, 0, 0])).await?;
        page.tab_to("checkbox node").await?;
        page.press(Key::Space).await?;
        page.see_count("6 of 13 nominations").await?;
        page.click("button", "Show 6 nominations").await?;
        page.equal("the open menus", "return all('details[open]').length", 0).await?;
        page.see_focus("menu Filters 1").await
    })
}
