//! The package and the feed need not stand beside the page.

use std::fs;
use std::path::Path;

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
fn a_page_that_enforces_trusted_types_shows_statements_in_html() -> Journey {
    reader(async |page| {
        let mut nomination = feeds::nomination("Ann Ash");
        nomination["_hustings"]["statement_html"] = json!("<h2>My <em>plan</em></h2>");
        page.site.put("/feed.json", Answer::feed(feeds::feed([nomination])));
        let body = r#"<hustings-widget src="/feed.json"></hustings-widget>"#;
        let head = r#"<script type="module" src="/pkg/hustings.js"></script>"#;
        let policy = format!("{POLICY}; require-trusted-types-for 'script'; trusted-types hustings");
        page.show_under(&policy, head, body).await?;
        page.read_more("Ann Ash").await?;
        page.see("My plan").await?;
        page.click("button", "Compare Ann Ash").await?;
        page.see("1 picked").await
    })
}

#[test]
fn a_sandbox_without_an_origin_is_no_obstacle() -> Journey {
    reader(async |page| {
        let other = Site::start(true).await?;
        page.allow(&other);
        other.put("/feed.json", Answer::feed(feeds::of(&TWO)));
        let inside = format!(
            r#"<!doctype html><html lang="en"><title>Inside</title>
               <script>addEventListener("hustings-loaded", ({{ detail }}) => parent.postMessage(detail.count, "*"))</script>
               <script type="module" src="{}"></script>
               <main><h1>Inside</h1><hustings-widget src="{}"></hustings-widget></main>"#,
            other.url("/pkg/hustings.js"),
            other.url("/feed.json")
        );
        // It has no storage, and no origin to ask anybody by: whoever it asks must answer everybody.
        other.put("/inside.html", Answer::file("text/html", inside));
        other.put(
            "/told.js",
            Answer::script("addEventListener('message', ({ data }) => { window.told = data })"),
        );
        let frame = format!(
            r#"<iframe title="Inside" sandbox="allow-scripts" width="600" height="600" src="{}"></iframe>"#,
            other.url("/inside.html")
        );
        let head = format!(r#"<script src="{}"></script>"#, other.url("/told.js"));
        page.show_without_policy(&head, &frame).await?;
        page.equal("what the frame tells", "return window.told", 2).await
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

#[test]
fn a_page_from_a_disk_keeps_what_stands_inside_the_tag() -> Journey {
    reader(async |page| {
        let folder = tempfile::tempdir()?;
        let package = std::env::var("HUSTINGS_PKG").unwrap_or_else(|_| "../../pkg".to_owned());
        fs::create_dir(folder.path().join("pkg"))?;
        for entry in fs::read_dir(Path::new(&package))? {
            let entry = entry?;
            fs::copy(entry.path(), folder.path().join("pkg").join(entry.file_name()))?;
        }
        fs::write(folder.path().join("feed.json"), feeds::of(&TWO).to_string())?;
        let html = r#"<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
            <script type="module" src="pkg/hustings.js"></script>
            <main><h1>A page</h1><hustings-widget src="feed.json"><a href="https://example.org/all">All nominations</a></hustings-widget></main></html>"#;
        fs::write(folder.path().join("page.html"), html)?;
        page.visit(&format!("file://{}", folder.path().join("page.html").display())).await?;
        page.expect_console(&["origin 'null' has been blocked by CORS policy", "net::ERR_FAILED"]).await?;
        page.equal(
            "what is seen",
            "return text(document.querySelector('hustings-widget'))",
            "All nominations",
        )
        .await?;
        // It is no element of ours there, and nobody's page is broken by it.
        page.equal("the tag", "return customElements.get('hustings-widget') === undefined", true).await
    })
}
