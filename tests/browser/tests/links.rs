//! Links: a view is shared, followed, gone back over, and nobody else's address is touched.

use anyhow::Result;
use hustings_browser_tests::{Answer, Journey, Page, feeds, reader};
use serde_json::json;

const THREE: [&str; 3] = ["Ann Ash", "Bob Birch", "Cleo Cedar"];
const TAG: &str = r#"<hustings-widget src="/three.json"></hustings-widget>"#;
const FOLLOWED: &str = r#"<hustings-widget src="/three.json" permalink></hustings-widget>"#;

/// A page with this in its body, at this fragment.
async fn arrive(page: &Page, body: &str, fragment: &str) -> Result<()> {
    page.site.put("/three.json", Answer::feed(feeds::of(&THREE)));
    page.show(body).await?;
    if !fragment.is_empty() {
        // Another page between, or the browser would only go to another place of the same.
        page.open("/pkg/hustings.d.ts").await?;
        page.open(&format!("/page.html{fragment}")).await?;
    }
    Ok(())
}

/// The fragment, but for the seed, which is another each time.
async fn see_fragment(page: &Page, fragment: &str) -> Result<()> {
    page.equal("the fragment", "return location.hash.replace(/seed=\\d+/g, 'seed=1')", fragment).await
}

async fn history(page: &Page, way: i32) -> Result<()> {
    page.ask("history.go(given[0])", [way.into()]).await?;
    Ok(())
}

#[test]
fn a_reader_shares_a_view_and_another_sees_the_same() -> Journey {
    reader(async |page| {
        let names: Vec<String> = (0..30).map(|number| format!("Nominee Nr {number}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        page.site.put("/three.json", Answer::feed(feeds::of(&names)));
        page.show(TAG).await?;
        page.see_count("30 nominations").await?;
        page.ask("navigator.clipboard.writeText = async (text) => { window.copied = text; }", []).await?;
        page.search("nominee 1").await?;
        page.see_count("11 of 30 nominations").await?;
        page.pick("Nominee Nr 11").await?;
        let order = page.names().await?;
        page.click("button", "Copy link").await?;
        page.see("Link copied.").await?;
        page.equal("the address", "return location.hash", "").await?;
        let link = page.ask("return copied.slice(location.origin.length)", []).await?;
        let link = link.as_str().unwrap_or_default().to_owned();
        anyhow::ensure!(
            link.starts_with("/page.html#hustings:q=nominee+1&picks=nominee-nr-11&seed="),
            "{link}"
        );
        page.pick("Nominee Nr 12").await?;
        page.see_no("Link copied.").await?;

        page.open("/pkg/hustings.d.ts").await?;
        page.ask("localStorage.setItem('hustings-seed', '12345')", []).await?;
        page.open(&link).await?;
        page.see_count("11 of 30 nominations").await?;
        page.see_property("query", "nominee 1").await?;
        page.see_property("picks", json!(["nominee-nr-11"])).await?;
        page.equal("the names", "return part('name').map(text)", order).await?;
        page.click("menu", "Why this order?").await?;
        page.see("a link brings that of whoever shared it").await?;
        page.equal("the reader’s seed", "return localStorage.getItem('hustings-seed')", "12345").await
    })
}

#[test]
fn a_link_keeps_filters_of_words_and_of_ranges() -> Journey {
    reader(async |page| {
        let mut feed = feeds::of(&THREE);
        feed["_hustings"]["facts"] = json!([{ "id": "employer", "label": "Employer", "filter": true }]);
        for (item, employer) in [(0, "Red Hat"), (1, "Red"), (2, "?")] {
            feed["items"][item]["_hustings"]["facts"] = json!({ "employer": employer });
        }
        page.site.put("/three.json", Answer::feed(feed));
        page.show(FOLLOWED).await?;
        // A property set before the feed is there is what the page begins with, and in no link.
        page.see_cards(3).await?;
        page.set("query", r#"fact.employer:"Red Hat" fact.employer:"?""#).await?;
        page.see_names(&["Ann Ash", "Cleo Cedar"]).await?;
        let fragment = "#hustings:filter=fact.employer:%22Red+Hat%22,fact.employer:%22%3F%22&seed=1";
        see_fragment(page, fragment).await?;
        page.open("/pkg/hustings.d.ts").await?;
        page.open(&format!("/page.html{fragment}")).await?;
        page.see_names(&["Ann Ash", "Cleo Cedar"]).await
    })
}

#[test]
fn a_comparison_is_shared_from_its_menu() -> Journey {
    reader(async |page| {
        arrive(page, TAG, "").await?;
        page.ask("navigator.clipboard.writeText = async (text) => { window.copied = text; }", []).await?;
        page.set("order", "name").await?;
        page.pick("Cleo Cedar").await?;
        page.pick("Ann Ash").await?;
        page.compare().await?;
        page.click("menu", "Copy or save").await?;
        page.click("button", "Copy link").await?;
        page.see("Link copied.").await?;
        page.equal(
            "the link",
            "return copied.replace(location.origin, '')",
            "/page.html#hustings:view=compare&picks=cleo-cedar,ann-ash&order=name",
        )
        .await
    })
}

#[test]
fn a_link_that_can_not_be_copied_is_shown() -> Journey {
    reader(async |page| {
        arrive(page, TAG, "").await?;
        page.see_cards(3).await?;
        page.ask("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))", []).await?;
        page.click("button", "Copy link").await?;
        page.see("Not copied.").await?;
        page.see_notice("The browser doesn’t let this page copy.").await?;
        page.wait(
            "the link",
            "return all('textarea')[0].value.includes('/page.html#hustings:seed=')",
            [0; 0],
        )
        .await?;
        page.search("ann").await?;
        page.see_no_notice().await
    })
}

#[test]
fn a_link_wins_over_what_the_page_begins_with() -> Journey {
    reader(async |page| {
        let tag = r#"<hustings-widget src="/three.json" query="ann" picks="ann-ash" view="compare" order="name"></hustings-widget>"#;
        arrive(page, tag, "#hustings:picks=cleo-cedar,bob-birch").await?;
        page.see_columns(&["Cleo Cedar", "Bob Birch"]).await?;
        page.see_property("query", "ann").await?;
        page.ask("location.hash = 'hustings:q=&view=cards&open=bob-birch'", []).await?;
        page.see_cards(3).await?;
        page.see("Less").await?;
        page.see_property("picks", json!(["ann-ash"])).await
    })
}

#[test]
fn back_and_forward_lead_over_views_and_open_cards() -> Journey {
    reader(async |page| {
        arrive(page, FOLLOWED, "").await?;
        page.see_cards(3).await?;
        see_fragment(page, "").await?;
        page.search("a").await?;
        page.see_count("1 of 3 nominations").await?;
        page.search("ann").await?;
        see_fragment(page, "#hustings:q=ann&seed=1").await?;
        page.read_more("Ann Ash").await?;
        see_fragment(page, "#hustings:q=ann&open=ann-ash&seed=1").await?;
        page.pick("Ann Ash").await?;
        see_fragment(page, "#hustings:q=ann&picks=ann-ash&open=ann-ash&seed=1").await?;
        page.compare().await?;
        see_fragment(page, "#hustings:q=ann&view=compare&picks=ann-ash&open=ann-ash&seed=1").await?;
        let length = page.ask("return history.length", []).await?;

        history(page, -1).await?;
        page.see_names(&["Ann Ash"]).await?;
        page.see("1 picked").await?;
        page.see_property("view", "cards").await?;
        history(page, -1).await?;
        see_fragment(page, "#hustings:q=ann&seed=1").await?;
        page.wait("the card to close", "return all('[aria-expanded=true]').length === 0", [0; 0]).await?;
        page.see_property("picks", json!([])).await?;
        history(page, 2).await?;
        page.see_columns(&["Ann Ash"]).await?;
        page.equal("the steps", "return history.length", length).await?;
        assert_eq!(page.site.asked_for("/three.json"), 1);

        page.back().await?;
        page.click("button", "Clear").await?;
        page.set("picks", json!([])).await?;
        page.click("button", "Less about Ann Ash").await?;
        // As the page began: there is nothing to say.
        see_fragment(page, "").await?;
        history(page, -1).await?;
        page.see("Less").await
    })
}

#[test]
fn a_page_that_is_loaded_again_shows_what_it_did() -> Journey {
    reader(async |page| {
        arrive(page, FOLLOWED, "").await?;
        page.see_cards(3).await?;
        page.set("picks", json!(["ann-ash", "bob-birch"])).await?;
        page.compare().await?;
        page.see_columns(&["Ann Ash", "Bob Birch"]).await?;
        see_fragment(page, "#hustings:view=compare&picks=ann-ash,bob-birch&seed=1").await?;
        page.ask("location.reload()", []).await?;
        page.see_columns(&["Ann Ash", "Bob Birch"]).await?;
        history(page, -1).await?;
        page.see_cards(3).await?;
        page.see("2 picked").await
    })
}

#[test]
fn without_permalink_the_pages_address_and_anchors_are_its_own() -> Journey {
    reader(async |page| {
        let body = format!(r##"<a id="toc" href="#rules">Rules</a>{TAG}<h2 id="rules">Rules</h2>"##);
        arrive(page, &body, "").await?;
        page.see_cards(3).await?;
        let length = page.ask("return history.length", []).await?;
        page.search("ann").await?;
        page.read_more("Ann Ash").await?;
        page.pick("Ann Ash").await?;
        page.compare().await?;
        see_fragment(page, "").await?;
        page.equal("the steps", "return history.length", length).await?;
        page.ask("document.querySelector('#toc').click()", []).await?;
        see_fragment(page, "#rules").await?;
        page.see_columns(&["Ann Ash"]).await?;
        page.back().await?;
        page.see_names(&["Ann Ash"]).await
    })
}

#[test]
fn with_permalink_the_pages_anchors_are_places_on_the_way() -> Journey {
    reader(async |page| {
        let head = r#"<base href="/elsewhere/"><script type="module" src="/pkg/hustings.js"></script>"#;
        let body = format!(r#"{FOLLOWED}<h2 id="rules">Rules</h2>"#);
        page.site.put("/three.json", Answer::feed(feeds::of(&THREE)));
        page.show_without_policy(head, &body).await?;
        page.see_cards(3).await?;
        page.search("ann").await?;
        page.ask("location.hash = 'rules'", []).await?;
        page.see_names(&["Ann Ash"]).await?;
        page.read_more("Ann Ash").await?;
        see_fragment(page, "#rules;hustings:q=ann&open=ann-ash&seed=1").await?;
        page.equal("the path", "return location.pathname", "/page.html").await?;
        history(page, -1).await?;
        page.wait("the card to close", "return all('[aria-expanded=true]').length === 0", [0; 0]).await?;
        see_fragment(page, "#rules").await?;
        page.see_names(&["Ann Ash"]).await
    })
}

#[test]
fn several_widgets_on_a_page_keep_apart() -> Journey {
    reader(async |page| {
        let body = r#"<hustings-widget src="/three.json" permalink id="a"></hustings-widget>
            <hustings-widget src="/three.json" permalink class="b"></hustings-widget>
            <hustings-widget src="/three.json" permalink id="ça va?" class="c"></hustings-widget>"#;
        arrive(page, body, "").await?;
        page.see_cards(3).await?;
        page.set("query", "ann").await?;
        page.look_at(".b");
        page.see_cards(3).await?;
        page.set("view", "compare").await?;
        page.look_at(".c");
        page.see_cards(3).await?;
        page.set("query", "cleo").await?;
        let third = "hustings-%C3%A7a%20va%3F:q=cleo&seed=1";
        let all = format!("#hustings-a:q=ann&seed=1;hustings2:view=compare&seed=1;{third}");
        see_fragment(page, &all).await?;
        history(page, -1).await?;
        see_fragment(page, "#hustings-a:q=ann&seed=1").await?;
        page.look_at(".b");
        page.see_cards(3).await?;
        page.look_at("#a");
        page.see_names(&["Ann Ash"]).await?;
        history(page, 1).await?;
        page.look_at(".b");
        page.see_property("view", "compare").await?;

        page.ask("location.reload()", []).await?;
        page.look_at("#a");
        page.see_names(&["Ann Ash"]).await?;
        page.look_at(".b");
        page.see_property("view", "compare").await?;
        page.look_at(".c");
        page.see_names(&["Cleo Cedar"]).await
    })
}

#[test]
fn a_hostile_link_is_passed_over_piece_by_piece() -> Journey {
    reader(async |page| {
        let link = "#hustings:q=%E0%A4%A&view=grid&order=%00&seed=-1&status=maybe&election=gone&topic=gone\
            &__proto__=x&constructor=y&picks=gone,%GG,bob-birch,%3Cscript%3E&picks=ann-ash&open=gone&&=&";
        arrive(page, TAG, link).await?;
        page.see_cards(3).await?;
        page.see("1 picked").await?;
        page.see_property("picks", json!(["bob-birch"])).await?;
        page.see_property("query", "").await?;
        page.see_property("view", "cards").await?;
        page.ask("location.hash = 'hustings:q=' + 'x+'.repeat(512 * 1024)", []).await?;
        page.see_property("picks", json!([])).await?;
        page.see_cards(3).await
    })
}

#[test]
fn where_the_browser_keeps_its_history_to_itself_the_widget_goes_on() -> Journey {
    reader(async |page| {
        arrive(page, FOLLOWED, "").await?;
        page.see_cards(3).await?;
        page.ask("history.pushState = history.replaceState = () => { throw new DOMException('no', 'SecurityError'); }", [])
            .await?;
        page.search("ann").await?;
        page.see_names(&["Ann Ash"]).await?;
        page.read_more("Ann Ash").await?;
        page.see("Less").await?;
        see_fragment(page, "").await
    })
}

#[test]
fn permalink_is_live_and_leaves_the_pages_own_state_alone() -> Journey {
    reader(async |page| {
        arrive(page, TAG, "").await?;
        page.see_cards(3).await?;
        page.ask("history.replaceState({ mine: 1 }, '')", []).await?;
        page.search("ann").await?;
        page.see_names(&["Ann Ash"]).await?;
        see_fragment(page, "").await?;
        page.set("permalink", true).await?;
        page.read_more("Ann Ash").await?;
        see_fragment(page, "#hustings:q=ann&open=ann-ash&seed=1").await?;
        page.equal("the page’s state", "return history.state", json!({ "mine": 1 })).await?;
        history(page, -1).await?;
        page.wait("the card to close", "return all('[aria-expanded=true]').length === 0", [0; 0]).await?;
        page.see_names(&["Ann Ash"]).await?;
        page.set("permalink", false).await?;
        page.search("bob").await?;
        page.see_names(&["Bob Birch"]).await?;
        see_fragment(page, "").await
    })
}

#[test]
fn a_widget_that_is_away_follows_no_link_and_comes_back_as_it_was() -> Journey {
    reader(async |page| {
        arrive(page, TAG, "#hustings:q=ann").await?;
        page.see_names(&["Ann Ash"]).await?;
        page.search("bob").await?;
        page.see_names(&["Bob Birch"]).await?;
        page.promised(
            "window.kept = widget; const place = widget.parentNode; widget.remove();
             await new Promise((done) => setTimeout(done, 1300));
             location.hash = 'hustings:q=cleo';
             await new Promise((done) => setTimeout(done, 50));
             place.append(kept); await kept.ready();",
        )
        .await?;
        page.see_names(&["Bob Birch"]).await?;
        page.ask("location.hash = 'hustings:q=ann'", []).await?;
        page.see_names(&["Ann Ash"]).await
    })
}
