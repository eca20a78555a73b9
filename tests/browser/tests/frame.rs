//! The widget in an iframe, for pages that let no script in.

use anyhow::Result;
use hustings_browser_tests::{Answer, Journey, Page, Site, feeds, reader};
use serde_json::json;

/// A page that holds a frame of another site, with this in the fragment.
async fn hold(page: &Page, other: &Site, fragment: &str, script: &str) -> Result<()> {
    page.allow(other);
    other.put("/feed.json", Answer::feed(feeds::of(&["Ann Ash", "Bob Birch"])));
    let frame = format!(
        r#"<iframe data-hustings title="Nominations" width="700" height="80" src="{}"></iframe>"#,
        other.url(&format!("/pkg/frame.html#{fragment}"))
    );
    page.show_without_policy(script, &frame).await
}

const PARENT: &str = r#"<script type="module" src="/pkg/hustings_parent.js"></script>"#;
const HEIGHT: &str = "return document.querySelector('iframe').getBoundingClientRect().height";

#[test]
fn a_frame_is_as_high_as_what_it_shows() -> Journey {
    reader(async |page| {
        let other = Site::start(true).await?;
        hold(page, &other, "src=/feed.json&query=ann", PARENT).await?;
        page.wait("the frame’s height", &format!("{HEIGHT} > 250"), [0; 0]).await?;
        // Nobody else sets it.
        page.ask("postMessage({ hustings: 'height', height: 5000 }, '*')", []).await?;
        page.promised("await new Promise((done) => setTimeout(done, 300))").await?;
        page.wait("the same height", &format!("{HEIGHT} < 2000"), [0; 0]).await
    })
}

#[test]
fn without_a_script_on_the_page_it_keeps_its_height() -> Journey {
    reader(async |page| {
        let other = Site::start(true).await?;
        hold(page, &other, "src=/feed.json", "").await?;
        page.promised("await new Promise((done) => setTimeout(done, 1000))").await?;
        page.equal("the frame’s height", HEIGHT, json!(84)).await
    })
}

#[test]
fn the_page_of_a_frame_shows_what_its_fragment_says() -> Journey {
    reader(async |page| {
        page.site.put("/feed.json", Answer::feed(feeds::of(&["Ann Ash", "Bob Birch"])));
        page.site.put("/favicon.ico", Answer::file("image/x-icon", ""));
        page.open("/pkg/frame.html#src=/feed.json&query=bob&theme=dark&lang=de").await?;
        page.see_names(&["Bob Birch"]).await?;
        page.see_property("theme", "dark").await?;
        page.see_property("lang", "de").await
    })
}

#[test]
fn nobody_shows_their_own_feed_under_anothers_name() -> Journey {
    reader(async |page| {
        page.site.put("/favicon.ico", Answer::file("image/x-icon", ""));
        page.open("/pkg/frame.html#src=https://evil.example/feed.json").await?;
        page.equal(
            "the page",
            "return document.querySelector('main').lastChild.data",
            "This page shows feeds of its own site only.",
        )
        .await?;
        page.expect_console(&["Name that origin in data-feeds"]).await
    })
}
