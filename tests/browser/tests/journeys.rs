//! What readers come for, over the demo page.

use anyhow::{Result, ensure};
use hustings_browser_tests::{Answer, Journey, Key, Page, feeds, reader};
use serde_json::json;

const PABLOS_POST: &str =
    "https://discuss.python.org/t/steering-council-nomination-pablo-galindo-salgado-2025-term/71915";

#[test]
fn a_search_understands_how_people_type() -> Journey {
    reader(async |page| {
        page.open("/").await?;
        for (typed, count) in [
            ("lukasz langa", "1 of 77 nominations"),
            ("GALINDO", "7 of 77 nominations"),
            // One letter wrong, one missing in each word.
            ("galindp", "7 of 77 nominations"),
            ("steerng coucil", "77 nominations"),
            ("galindo elected:yes", "6 of 77 nominations"),
            ("galindo -election:2025", "6 of 77 nominations"),
        ] {
            page.search(typed).await?;
            page.see_count(count).await?;
        }
        page.search("galindo").await?;
        page.equal(
            "what is marked",
            "return all('mark').map(text).filter((word) => word !== 'Galindo')",
            json!([]),
        )
        .await?;
        page.click("button", "Clear").await?;
        page.see_count("77 nominations").await?;
        page.equal("the marks", "return all('mark').length", 0).await
    })
}

#[test]
fn a_reader_searches_filters_and_compares_with_the_mouse() -> Journey {
    reader(async |page| {
        page.open("/").await?;
        page.see_count("77 nominations").await?;
        page.see_no_fallback().await?;

        page.search("free threading").await?;
        page.see_count("2 of 77 nominations").await?;
        page.click("button", "Clear").await?;
        page.see_count("77 nominations").await?;
        page.search("nobody of this name").await?;
        page.see_notice("No nominations match.").await?;
        page.click("button", "Show all 77").await?;
        page.see_count("77 nominations").await?;

        page.filter("2025 term").await?;
        page.see_count("8 of 77 nominations").await?;
        page.filter("2022 term").await?;
        page.see_count("18 of 77 nominations").await?;
        page.filter("Elected").await?;
        page.see_count("10 of 77 nominations").await?;
        page.filter("Elected").await?;

        page.pick("Pablo Galindo Salgado").await?;
        page.pick("Victor Stinner").await?;
        page.see("2 picked").await?;
        page.compare().await?;
        page.see_columns(&["Pablo Galindo Salgado", "Victor Stinner"]).await?;
        page.see("2 nominees side by side").await?;
        page.see("Trust and communication").await?;
        page.see_cell("Wants clear ways to give criticism").await?;
        page.see_cell("not mentioned").await?;
        page.see_cell("63 votes").await?;

        page.click("link", "Pablo Galindo Salgado").await?;
        page.see_new_tab(PABLOS_POST).await?;

        page.click("button", "Take away: Victor Stinner").await?;
        page.see_columns(&["Pablo Galindo Salgado"]).await?;
        page.see_notice("Pick one more nominee").await?;
        page.back().await?;
        page.see_count("18 of 77 nominations").await?;
        page.see("1 picked").await?;
        page.click("button", "Take all away").await?;
        page.see_no("picked").await?;

        page.click("button", "Compare all 8").await?;
        page.see("8 nominees side by side").await?;
        page.back().await
    })
}

#[test]
fn a_reader_searches_filters_and_compares_with_the_keyboard_alone() -> Journey {
    reader(async |page| {
        page.open("/").await?;
        page.see_count("77 nominations").await?;

        page.tab_to("search Search nominations").await?;
        page.type_in("galindo").await?;
        page.see_count("7 of 77 nominations").await?;

        page.tab_to("menu Filters").await?;
        page.press(Key::Enter).await?;
        page.wait("the filters", "return part('facet').length > 0", [0; 0]).await?;
        page.tab_to("checkbox 2025 term").await?;
        page.press(Key::Space).await?;
        page.see_count("1 of 77 nominations").await?;
        page.tab_to("checkbox 2024 term").await?;
        page.press(Key::Space).await?;
        page.see_count("2 of 77 nominations").await?;

        page.tab_to("select Order").await?;
        page.press(Key::Down).await?;
        page.see_property("order", "shuffled").await?;
        page.wait("order by name", "return all('select')[0].selectedIndex === 1", [0; 0]).await?;

        page.tab_to("button Compare Pablo Galindo Salgado").await?;
        page.press(Key::Space).await?;
        page.see("1 picked").await?;
        page.tab_to("button More about Pablo Galindo Salgado").await?;
        page.press(Key::Enter).await?;
        page.see_focus("button Less about Pablo Galindo Salgado").await?;
        page.see("Topic by topic").await?;
        page.press(Key::Enter).await?;
        page.tab_to("button Compare Pablo Galindo Salgado").await?;
        page.press(Key::Enter).await?;
        page.see("2 picked").await?;

        page.tab_to("button Side by side").await?;
        page.press(Key::Enter).await?;
        page.see_focus("heading 2 nominees side by side").await?;
        page.tab_to("region ").await?;
        let before =
            page.ask("return scrollY + all('[part~=compare] [role=region]')[0].scrollTop", []).await?;
        page.press(Key::Down).await?;
        page.press(Key::PageDown).await?;
        let scrolls = "return scrollY + all('[part~=compare] [role=region]')[0].scrollTop > given[0]";
        page.wait("the comparison to scroll", scrolls, [before]).await?;
        page.tab_to("link Pablo Galindo Salgado").await?;
        page.tab_to("button Take away: Pablo Galindo Salgado").await?;

        shift_tab_to(page, "button ← All nominations").await?;
        page.press(Key::Enter).await?;
        page.see_count("2 of 77 nominations").await?;
        focus_is_inside(page, "after going back").await?;
        page.see("2 picked").await
    })
}

/// Against the stream: Shift and Tab until the focus is here.
async fn shift_tab_to(page: &Page, name: &str) -> Result<()> {
    for _ in 0..20 {
        page.press_with_shift(Key::Tab).await?;
        if page.focus().await?.starts_with(name) {
            return Ok(());
        }
    }
    anyhow::bail!("Shift and Tab do not lead back to “{name}”")
}

async fn focus_is_inside(page: &Page, when: &str) -> Result<()> {
    let inside = page.ask("return focused().getRootNode() === root", []).await?;
    let focus = page.focus().await?;
    ensure!(inside == true, "The focus is lost {when}: it is on {focus}.");
    Ok(())
}

#[test]
fn what_goes_away_does_not_take_the_focus_with_it() -> Journey {
    reader(async |page| {
        page.site.put("/feed.json", Answer::feed(feeds::of(&["Ann Ash", "Bob Birch", "Cleo Cedar"])));
        page.show(r#"<hustings-widget src="/feed.json"></hustings-widget>"#).await?;
        page.see_cards(3).await?;
        let mut lost = Vec::new();
        let mut note = |focus: Result<()>| lost.extend(focus.err().map(|error| error.to_string()));

        page.set("query", "ann").await?;
        page.tab_to("button Clear").await?;
        page.press(Key::Enter).await?;
        page.see_cards(3).await?;
        note(focus_is_inside(page, "after Clear").await);

        page.set("query", "nobody").await?;
        page.see_notice("No nominations match").await?;
        page.tab_to("button Show all 3").await?;
        page.press(Key::Enter).await?;
        page.see_cards(3).await?;
        note(focus_is_inside(page, "after Show all").await);

        page.set("picks", json!(["ann-ash", "bob-birch", "cleo-cedar"])).await?;
        page.tab_to("button Take away: Bob Birch").await?;
        page.press(Key::Enter).await?;
        page.see("2 picked").await?;
        note(focus_is_inside(page, "after a pick was taken away").await);
        page.tab_to("button Take all away").await?;
        page.press(Key::Enter).await?;
        page.see_no("picked").await?;
        note(focus_is_inside(page, "after all picks were taken away").await);

        page.set("picks", json!(["ann-ash", "bob-birch", "cleo-cedar"])).await?;
        page.set("view", "compare").await?;
        page.tab_to("button Take away: Cleo Cedar").await?;
        page.press(Key::Enter).await?;
        page.see_columns(&["Ann Ash", "Bob Birch"]).await?;
        note(focus_is_inside(page, "after a column was taken away").await);
        ensure!(lost.is_empty(), "{}", lost.join("\n"));
        Ok(())
    })
}

#[test]
fn an_open_menu_closes_with_escape() -> Journey {
    reader(async |page| {
        page.open("/").await?;
        page.see_count("77 nominations").await?;
        page.tab_to("menu Filters").await?;
        page.press(Key::Enter).await?;
        page.wait("the menu to open", "return all('details[open]').length === 1", [0; 0]).await?;
        page.press(Key::Escape).await?;
        page.wait("the menu to close", "return all('details[open]').length === 0", [0; 0]).await?;
        page.see_focus("menu Filters").await
    })
}

#[test]
fn a_post_shows_one_election_and_two_agendas() -> Journey {
    reader(async |page| {
        page.open("/blog.html").await?;
        page.see_count("8 nominations").await?;
        page.look_at("[view=compare]");
        page.see_columns(&["Pablo Galindo Salgado", "Victor Stinner"]).await?;
        page.see_cell("not mentioned").await
    })
}

#[test]
fn a_forum_topic_shows_its_nominees() -> Journey {
    reader(async |page| {
        page.open("/forum.html").await?;
        page.see_count("8 nominations").await?;
        page.click("button", "Compare all 8").await?;
        page.see("8 nominees side by side").await
    })
}

#[test]
fn the_demo_shows_other_feeds_in_the_same_tag() -> Journey {
    reader(async |page| {
        page.open("/").await?;
        page.look_at("#other");
        // It begins when a reader comes near.
        page.ask("widget.scrollIntoView()", []).await?;
        page.see("side by side").await?;
        for (feed, count) in
            [("kubernetes-steering", 72), ("minimal", 2), ("plain-feed", 4), ("sample-election", 8)]
        {
            let choice = "document.querySelector(`[value='${given[0]}.json']`).click()";
            page.ask(choice, [feed.into()]).await?;
            let loaded = page.promised("return widget.ready()").await?;
            assert_eq!(loaded["count"], count, "{feed}");
        }
        Ok(())
    })
}
