//! The package and the feed need not stand beside the page.

use hustings_browser_tests::{Answer, Journey, POLICY, Site, feeds, reader};
use serde_json::json;

const TWO: [&str; 2] = ["Ann Ash", "Bob Birch"];

fn policy_with(origin: &str) -> String {
    POLICY
        .replace("script-src 'self'", &format!("script-src 'self' {origin}"))
        .replace("connect-src 'self'", &format!("connect-src 'self' {origin}"))
}

#[test]
fn the_package_may_come_from_another_origin() -> Journey {
    reader(async |page| {
        let other = Site::start(true).await?;
        page.allow(&other);
        let mut nomination = feeds::nomination("Ann Ash");
        nomination["_hustings"]["statement"] = json!("## My *plan*");
        page.site.put("/feed.json", Answer::feed(feeds::feed([nomination])));
        let head = format!(r#"<script type="module" src="{}"></script>"#, other.url("/pkg/hustings.js"));
        let body = r#"<hustings-widget src="/feed.json"></hustings-widget>"#;
        page.show_under(&policy_with(&other.origin), &head, body).await?;
        page.see_names(&["Ann Ash"]).await?;
        page.read_more("Ann Ash").await?;
        page.see("My plan").await?;
        assert_eq!(page.site.asked_for("/pkg/hustings_widget_bg.wasm"), 0);
        assert_eq!(other.asked_for("/pkg/hustings_widget_bg.wasm"), 1);
        Ok(())
    })
}

#[test]
fn a_feed_may_come_from_another_origin_that_allows_it() -> Journey {
    reader(async |page| {
        let other = Site::start(true).await?;
        page.allow(&other);
        other.put("/feed.json", Answer::feed(feeds::of(&TWO)));
        let body = format!(r#"<hustings-widget src="{}"></hustings-widget>"#, other.url("/feed.json"));
        let head = r#"<script type="module" src="/pkg/hustings.js"></script>"#;
        page.show_under(&policy_with(&other.origin), head, &body).await?;
        page.see_names(&TWO).await
    })
}

#[test]
fn a_feed_of_an_origin_that_keeps_to_itself_says_what_it_must_send() -> Journey {
    reader(async |page| {
        let other = Site::start(false).await?;
        page.allow(&other);
        other.put("/feed.json", Answer::feed(feeds::of(&TWO)));
        let body =
            format!(r#"<hustings-widget src="{}"><p>All</p></hustings-widget>"#, other.url("/feed.json"));
        let head = r#"<script type="module" src="/pkg/hustings.js"></script>"#;
        page.show_under(&policy_with(&other.origin), head, &body).await?;
        page.see_notice("couldn’t be reached").await?;
        page.see_fallback().await?;
        let failed = page.hear("failed").await?;
        assert_eq!(failed["code"], "unreachable");
        assert!(failed["message"].to_string().contains("Access-Control-Allow-Origin"), "{failed}");
        page.expect_console(&["hustings-widget: "]).await?;
        page.expect_console(&["blocked by CORS policy", "net::ERR_FAILED"]).await
    })
}

#[test]
fn a_blog_keeps_everything_in_folders_of_its_own() -> Journey {
    reader(async |page| {
        let mut nomination = feeds::nomination("Ann Ash");
        nomination["_hustings"]["statement_url"] = json!("ann.md");
        page.site.put("/blog/2027/data/feed.json", Answer::feed(feeds::feed([nomination])));
        page.site.put("/blog/2027/data/ann.md", Answer::file("text/markdown", "## My *plan*"));
        page.site.put(
            "/blog/2027/post.html",
            Answer::page(
                r#"<!DOCTYPE html><html lang="en"><title>A post</title><link rel="icon" href="data:,">
                <script type="module" src="../posts/hustings/hustings.js"></script>
                <main><h1>A post</h1><hustings-widget src="data/feed.json"></hustings-widget></main>"#,
            ),
        );
        page.open("/blog/2027/post.html").await?;
        page.see_names(&["Ann Ash"]).await?;
        assert_eq!(page.site.asked_for("/blog/2027/data/ann.md"), 0);
        page.read_more("Ann Ash").await?;
        page.see("My plan").await
    })
}
