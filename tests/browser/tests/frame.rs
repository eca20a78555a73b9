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

/// Unless `#box` in the element sees to it, one frame of thirty or more stays empty in Chromium: so seldom that it is
/// asked, too, whether that was at work.
#[test]
fn who_is_nominated_is_seen_though_the_frame_is_resized_meanwhile() -> Journey {
    const FRAMES: usize = 12;
    reader(async |page| {
        let other = Site::start(false).await?;
        page.allow(&other);
        let names: Vec<String> = (0..200).map(|number| format!("Nominee {number:03}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        other.put("/feed.json", Answer::feed(feeds::of(&names)));
        // It tells how many cards it has, how many have no box, and whether it was seen to.
        other.put(
            "/inside.js",
            Answer::script(
                "setInterval(() => {
                     const root = document.querySelector('hustings-widget').shadowRoot;
                     const cards = [...root?.querySelectorAll('.card') ?? []];
                     const boxed = root?.querySelector('.frame').style.getPropertyValue('--boxed');
                     parent.postMessage([cards.length, cards.filter((card) => !card.getClientRects().length).length, Boolean(boxed)], '*');
                 }, 50)",
            ),
        );
        let inside = r#"<!doctype html><html lang="en"><title>Inside</title><script type="module" src="/pkg/hustings.js"></script>
            <script src="/inside.js"></script><hustings-widget src="/feed.json" loading="eager"></hustings-widget>"#;
        other.put("/inside.html", Answer::file("text/html; charset=utf-8", inside));
        page.site.put(
            "/outside.js",
            Answer::script(
                "window.told = new Map();
                 addEventListener('message', ({ data, source }) => told.set(source, data));
                 let turn = 0;
                 const resizing = setInterval(() => {
                     turn += 1;
                     document.querySelectorAll('iframe').forEach((frame) => { frame.style.height = `${300 + 37 * (turn % 60)}px`; });
                     if (turn > 110) { clearInterval(resizing); window.rests = true; }
                 }, 16)",
            ),
        );
        let address = other.url("/inside.html");
        let frames: String = (0..FRAMES)
            .map(|at| format!(r#"<iframe title="Nominees {at}" width="900" src="{address}"></iframe>"#))
            .collect();
        page.show_without_policy(r#"<script src="/outside.js"></script>"#, &frames).await?;
        page.wait("the frames to rest", "return Boolean(window.rests)", [0; 0]).await?;
        let script = "return [told.size, [...told.values()].filter(([cards, without, boxed]) => cards < 24 || without || !boxed).length]";
        page.equal("the frames, and those where somebody is not seen", script, json!([FRAMES, 0])).await
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
