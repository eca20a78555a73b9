//! What goes wrong: each has its own words for the reader, says to the page's
//! author what, where and what to do, and leaves the page's own words standing.

use std::time::Duration;

use anyhow::Result;
use hustings_browser_tests::{Answer, Journey, POLICY, Page, feeds, reader};
use serde_json::{Value, json};

const TAG: &str =
    r#"<hustings-widget src="/feed.json" timeout="2"><a href="/all">All nominations</a></hustings-widget>"#;

/// Opens a page whose feed is answered so.
async fn given(page: &Page, answer: Answer) -> Result<()> {
    page.site.put("/feed.json", answer);
    page.show(TAG).await
}

/// The reader sees these words and the page's own; the author hears the code
/// and a message with these words. Gives the event's detail.
async fn fails(page: &Page, notice: &str, code: &str, message: &str) -> Result<Value> {
    page.see_notice(notice).await?;
    page.see_fallback().await?;
    let failed = page.hear("failed").await?;
    anyhow::ensure!(failed["code"] == code, "expected the code {code}: {failed}");
    let said = failed["message"].as_str().unwrap_or_default();
    anyhow::ensure!(said.contains(message), "expected the message to say “{message}”: {said}");
    page.expect_console(&["hustings-widget: "]).await?;
    Ok(failed)
}

#[test]
fn a_damaged_file_is_told_with_line_and_column() -> Journey {
    reader(async |page| {
        given(page, Answer::feed("{\n  \"version\": \"https://jsonfeed.org/version/1.1\",\n  items: []\n}"))
            .await?;
        let failed =
            fails(page, "The list of nominations is damaged.", "not-json", "line 3, column 3").await?;
        assert_eq!((&failed["line"], &failed["column"]), (&json!(3), &json!(3)));
        assert_eq!(failed["source"], page.site.url("/feed.json"));
        Ok(())
    })
}

#[test]
fn another_kind_of_json_is_no_list_of_nominations() -> Journey {
    reader(async |page| {
        given(page, Answer::feed(r#"{ "name": "left-pad", "version": "1.3.0" }"#)).await?;
        fails(page, "it isn’t a list of nominations", "not-a-feed", "jsonfeed.org").await.map(drop)
    })
}

#[test]
fn an_item_without_an_id_is_left_out_and_counted() -> Journey {
    reader(async |page| {
        let mut nameless = feeds::nomination("Nobody");
        nameless.as_object_mut().and_then(|item| item.remove("id"));
        let items = vec![feeds::nomination("Ann Ash"), nameless, feeds::nomination("Bob Birch")];
        given(page, Answer::feed(feeds::feed(items))).await?;
        page.see_names(&["Ann Ash", "Bob Birch"]).await?;
        page.see_notice("1 nomination can’t be shown").await?;
        let loaded = page.hear("loaded").await?;
        assert_eq!(loaded["count"], 2);
        assert_eq!(loaded["warnings"][0]["path"], "items[1]");
        page.expect_console(&["items[1]"]).await
    })
}

#[test]
fn wrong_types_cost_no_nomination() -> Journey {
    reader(async |page| {
        let mut wrong = feeds::nomination("Ann Ash");
        wrong["summary"] = json!(5);
        wrong["_hustings"]["status"] = json!("maybe");
        wrong["_hustings"]["stances"] = json!("many");
        wrong["date_published"] = json!("yesterday");
        given(page, Answer::feed(feeds::feed([wrong, feeds::nomination("Bob Birch")]))).await?;
        page.see_names(&["Ann Ash", "Bob Birch"]).await?;
        page.see_no_notice().await?;
        let loaded = page.hear("loaded").await?;
        let warnings = loaded["warnings"].as_array().cloned().unwrap_or_default();
        let mut paths: Vec<&str> = warnings.iter().filter_map(|warning| warning["path"].as_str()).collect();
        paths.sort_unstable();
        let expected = [
            "items[0]._hustings.stances",
            "items[0]._hustings.status",
            "items[0].date_published",
            "items[0].summary",
        ];
        assert_eq!(paths, expected);
        page.expect_console(&["items[0].summary", "items[0]._hustings.status", "stances", "date_published"])
            .await
    })
}

#[test]
fn a_missing_file_is_not_where_the_page_looks() -> Journey {
    reader(async |page| {
        given(page, Answer::status(404)).await?;
        fails(page, "isn’t where this page looks for it", "http-status", "status 404").await?;
        page.expect_console(&["status of 404"]).await
    })
}

#[test]
fn a_servers_trouble_may_pass() -> Journey {
    reader(async |page| {
        given(page, Answer::status(500)).await?;
        fails(
            page,
            "The server couldn’t give the list of nominations (status 500).",
            "http-status",
            "status 500",
        )
        .await?;
        page.site.put("/feed.json", Answer::feed(feeds::of(&["Ann Ash"])));
        page.click("button", "Try again").await?;
        page.see_names(&["Ann Ash"]).await?;
        page.see_no_fallback().await?;
        page.see_no_notice().await?;
        page.expect_console(&["status of 500"]).await
    })
}

#[test]
fn a_web_page_in_place_of_the_feed_is_named() -> Journey {
    reader(async |page| {
        given(page, Answer::page("<!DOCTYPE html><title>Not found</title><p>Not here.")).await?;
        fails(page, "A web page came instead of the list of nominations.", "wrong-type", "text/html")
            .await
            .map(drop)
    })
}

#[test]
fn json_counts_whatever_it_is_announced_as() -> Journey {
    reader(async |page| {
        for mime in ["text/plain; charset=utf-8", "text/html", "application/octet-stream"] {
            given(page, Answer::feed(feeds::of(&["Ann Ash"])).announced_as(mime)).await?;
            page.see_names(&["Ann Ash"]).await?;
        }
        Ok(())
    })
}

#[test]
fn a_server_that_never_answers_is_waited_for_no_longer_than_told() -> Journey {
    reader(async |page| {
        given(page, Answer::never()).await?;
        page.set("timeout", 1).await?;
        fails(page, "didn’t arrive within 1 second", "timeout", "1 second").await.map(drop)
    })
}

#[test]
fn a_slow_server_is_waited_for() -> Journey {
    reader(async |page| {
        given(page, Answer::feed(feeds::of(&["Ann Ash"])).after(Duration::from_millis(1500))).await?;
        page.see_fallback().await?;
        page.see_names(&["Ann Ash"]).await
    })
}

#[test]
fn a_body_that_breaks_off_is_not_shown_in_part() -> Journey {
    reader(async |page| {
        given(page, Answer::feed(feeds::of(&["Ann Ash", "Bob Birch"])).cut()).await?;
        fails(page, "couldn’t be reached", "unreachable", "no answer").await?;
        page.expect_console(&["net::ERR"]).await
    })
}

/// A feed of a hundred, which says before its items what they name.
fn hundred() -> String {
    let names: Vec<String> = (0..100).map(|number| format!("Nominee {number:03}")).collect();
    feeds::of(&names.iter().map(String::as_str).collect::<Vec<_>>()).to_string()
}

#[test]
fn the_first_cards_do_not_wait_for_the_last() -> Journey {
    reader(async |page| {
        let feed = hundred();
        let half = feed.len() / 2;
        page.site.put("/feed.json", Answer::feed(&feed).halting(half, Duration::from_millis(1500)));
        page.show(r#"<hustings-widget src="/feed.json"></hustings-widget>"#).await?;
        page.see("Nominee 0").await?;
        let loaded = page.ask("return heard.some(({ name }) => name === 'loaded')", []).await?;
        assert_eq!(loaded, false, "the first cards came with the last");
        page.see_count("100 nominations").await?;
        assert_eq!(page.hear("loaded").await?["count"], 100);
        Ok(())
    })
}

#[test]
fn a_feed_whose_end_is_damaged_is_not_shown_in_part_for_long() -> Journey {
    reader(async |page| {
        let mut feed = hundred();
        feed.truncate(feed.len() - 1);
        feed.push_str(",]");
        let half = feed.len() / 2;
        given(page, Answer::feed(&feed).halting(half, Duration::from_millis(1000))).await?;
        page.see("Nominee 0").await?;
        fails(page, "The list of nominations is damaged.", "not-json", "line 1").await?;
        page.see_no("Nominee 0").await
    })
}

#[test]
fn five_megabytes_are_shown_and_said_to_be_much() -> Journey {
    reader(async |page| {
        let names: Vec<String> = (0..1000).map(|number| format!("Nominee {number}")).collect();
        let mut items: Vec<Value> = names.iter().map(|name| feeds::nomination(name)).collect();
        for item in &mut items {
            item["content_text"] = json!("A long statement about the pump. ".repeat(150));
        }
        given(page, Answer::feed(feeds::feed(items))).await?;
        page.see_count("1000 nominations").await?;
        page.see_notice("This is a large list: 5").await?;
        page.search("nominee 777").await?;
        page.see_names(&["Nominee 777"]).await?;
        page.expect_console(&["Split the feed with next_url"]).await
    })
}

#[test]
fn an_empty_feed_says_that_there_are_none_yet() -> Journey {
    reader(async |page| {
        given(page, Answer::feed(feeds::of(&[]))).await?;
        page.see_notice("There are no nominations yet.").await?;
        assert_eq!(page.hear("loaded").await?["count"], 0);
        Ok(())
    })
}

#[test]
fn every_page_of_a_feed_is_read() -> Journey {
    reader(async |page| {
        for (path, name, next) in [
            ("/feed.json", "Ann Ash", "2.json"),
            ("/2.json", "Bob Birch", "/3.json"),
            ("/3.json", "Cleo Cedar", ""),
        ] {
            let mut feed = feeds::of(&[name]);
            if !next.is_empty() {
                feed["next_url"] = json!(next);
            }
            page.site.put(path, Answer::feed(feed));
        }
        page.show(TAG).await?;
        page.see_names(&["Ann Ash", "Bob Birch", "Cleo Cedar"]).await?;
        page.see_no_notice().await?;
        assert_eq!(page.hear("loaded").await?["count"], 3);
        Ok(())
    })
}

#[test]
fn pages_in_a_circle_are_read_once() -> Journey {
    reader(async |page| {
        let (mut first, mut second) = (feeds::of(&["Ann Ash"]), feeds::of(&["Bob Birch"]));
        first["next_url"] = json!("/2.json");
        second["next_url"] = json!("/feed.json");
        page.site.put("/2.json", Answer::feed(second));
        given(page, Answer::feed(first)).await?;
        page.see_names(&["Ann Ash", "Bob Birch"]).await?;
        let loaded = page.hear("loaded").await?;
        assert!(loaded["warnings"].to_string().contains("next_url"), "{loaded}");
        assert_eq!(page.site.asked_for("/feed.json"), 1);
        page.expect_console(&["next_url"]).await
    })
}

#[test]
fn what_came_is_shown_when_a_later_page_is_missing() -> Journey {
    reader(async |page| {
        let mut first = feeds::of(&["Ann Ash"]);
        first["next_url"] = json!("/2.json");
        page.site.put("/2.json", Answer::status(404));
        given(page, Answer::feed(first)).await?;
        page.see_names(&["Ann Ash"]).await?;
        page.see_notice("The list may be incomplete").await?;
        let loaded = page.hear("loaded").await?;
        assert!(loaded["warnings"].to_string().contains("404"), "{loaded}");
        page.see_no_fallback().await?;
        page.expect_console(&["status of 404", "hustings-widget: "]).await
    })
}

#[test]
fn a_tag_without_a_feed_says_so() -> Journey {
    reader(async |page| {
        page.show("<hustings-widget><p>All nominations</p></hustings-widget>").await?;
        fails(page, "This page doesn’t say where its nominations are.", "no-source", "Add src=")
            .await
            .map(drop)
    })
}

#[test]
fn an_address_that_is_none_is_told() -> Journey {
    reader(async |page| {
        page.show(r#"<hustings-widget src="https://"><p>All nominations</p></hustings-widget>"#).await?;
        fails(page, "can’t be shown", "unreachable", "Check").await.map(drop)
    })
}

#[test]
fn a_mended_address_is_enough_to_go_on() -> Journey {
    reader(async |page| {
        page.site.put("/feed.json", Answer::feed(feeds::of(&["Ann Ash"])));
        page.show(r#"<hustings-widget src="https://"><p>All nominations</p></hustings-widget>"#).await?;
        fails(page, "can’t be shown", "unreachable", "Check").await?;
        page.set("src", "/feed.json").await?;
        page.hear("loaded").await?;
        page.see_names(&["Ann Ash"]).await?;
        page.see_no_notice().await?;
        page.see_no_fallback().await
    })
}

#[test]
fn a_package_that_came_late_is_enough_to_go_on() -> Journey {
    reader(async |page| {
        page.site.put("/pkg/hustings_widget_bg.wasm", Answer::status(503));
        given(page, Answer::feed(feeds::of(&["Ann Ash"]))).await?;
        fails(page, "Nominations can’t be shown here.", "engine", "Publish the whole pkg folder").await?;
        page.site.take_away("/pkg/hustings_widget_bg.wasm");
        assert_eq!(page.promised("return widget.refresh()").await?["count"], 1);
        page.see_names(&["Ann Ash"]).await?;
        page.see_no_notice().await?;
        page.see_no_fallback().await?;
        page.expect_console(&["status of 503", "integrity"]).await
    })
}

#[test]
fn a_crash_brings_the_pages_own_words_back() -> Journey {
    reader(async |page| {
        given(page, Answer::feed(feeds::of(&["Ann Ash"]))).await?;
        page.see_names(&["Ann Ash"]).await?;
        page.see_no_fallback().await?;
        page.ask(
            "const error = new WebAssembly.RuntimeError('unreachable');
             error.stack = 'RuntimeError: unreachable\\n  at wasm://wasm/hustings_widget_bg.wasm:1';
             dispatchEvent(new ErrorEvent('error', { error }))",
            [],
        )
        .await?;
        fails(page, "Nominations can’t be shown here.", "crashed", "Reload the page").await?;
        page.see_no("Ann Ash").await
    })
}

#[test]
fn a_policy_without_wasm_names_what_is_to_be_added() -> Journey {
    reader(async |page| {
        page.site.put("/feed.json", Answer::feed(feeds::of(&["Ann Ash"])));
        let policy = POLICY.replace(" 'wasm-unsafe-eval'", "");
        page.show_under(&policy, r#"<script type="module" src="/pkg/hustings.js"></script>"#, TAG).await?;
        let failed =
            fails(page, "Nominations can’t be shown here.", "blocked-by-policy", "'wasm-unsafe-eval'")
                .await?;
        assert_eq!(failed["directive"], "script-src 'wasm-unsafe-eval'");
        Ok(())
    })
}

#[test]
fn a_package_that_was_not_published_whole_says_so() -> Journey {
    reader(async |page| {
        page.site.put("/pkg/hustings_widget_bg.wasm", Answer::status(404));
        given(page, Answer::feed(feeds::of(&["Ann Ash"]))).await?;
        fails(page, "Nominations can’t be shown here.", "engine", "Publish the whole pkg folder").await?;
        page.expect_console(&["status of 404", "integrity"]).await
    })
}

#[test]
fn a_module_of_another_build_is_refused() -> Journey {
    reader(async |page| {
        page.site.put("/pkg/hustings_widget_bg.wasm", Answer::wasm(b"\0asm\x01\0\0\0".to_vec()));
        given(page, Answer::feed(feeds::of(&["Ann Ash"]))).await?;
        fails(page, "Nominations can’t be shown here.", "engine", "Publish the whole pkg folder").await?;
        page.expect_console(&["integrity"]).await
    })
}

#[test]
fn a_server_that_does_not_know_wasm_only_makes_it_slower() -> Journey {
    reader(async |page| {
        page.site.announce("/pkg/hustings_widget_bg.wasm", "application/octet-stream");
        given(page, Answer::feed(feeds::of(&["Ann Ash"]))).await?;
        page.see_names(&["Ann Ash"]).await?;
        page.expect_console(&["application/wasm"]).await
    })
}
