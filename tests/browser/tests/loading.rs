//! When a widget begins, and what it costs until then.

use anyhow::Result;
use hustings_browser_tests::{Answer, Journey, Page, feeds, reader};
use serde_json::json;

const TWO: [&str; 2] = ["Ann Ash", "Bob Birch"];
/// What a page that only has the tag may fetch.
const TAG_ALONE: [&str; 1] = ["/pkg/hustings.js"];

/// A widget far down on the page, with this in its tag.
async fn far_down(page: &Page, attributes: &str) -> Result<()> {
    page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
    let tag = format!(
        r#"<div id="far"></div><hustings-widget src="/two.json" {attributes}><a href="/all">All nominations</a></hustings-widget>"#
    );
    let head =
        r#"<script type="module" src="/pkg/hustings.js"></script><link rel="stylesheet" href="/far.css">"#;
    page.site.put("/far.css", Answer::file("text/css", "#far { height: 9000px }"));
    page.show_with(head, &tag).await
}

/// What of the widget's the page has asked for, after some time for more.
async fn asked(page: &Page) -> Result<Vec<String>> {
    page.promised("await new Promise((done) => setTimeout(done, 700))").await?;
    let asked = page.site.asked();
    Ok(asked.into_iter().filter(|path| path.starts_with("/pkg/") || path.ends_with(".json")).collect())
}

#[test]
fn a_widget_that_nobody_comes_near_costs_only_the_tag() -> Journey {
    reader(async |page| {
        far_down(page, "").await?;
        page.see_fallback().await?;
        assert_eq!(asked(page).await?, TAG_ALONE);
        page.ask("document.querySelector('hustings-widget').scrollIntoView()", []).await?;
        page.see_names(&TWO).await?;
        page.see_no_fallback().await
    })
}

#[test]
fn an_eager_widget_waits_for_nobody() -> Journey {
    reader(async |page| {
        far_down(page, r#"loading="eager""#).await?;
        page.see_cards(2).await?;
        page.see_property("loading", "eager").await
    })
}

#[test]
fn a_widget_may_wait_for_a_click() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
        page.show(r#"<hustings-widget src="/two.json" loading="click"><a href="/all">All nominations</a></hustings-widget>"#).await?;
        page.see("Show nominations").await?;
        page.see_fallback().await?;
        assert_eq!(asked(page).await?, TAG_ALONE);
        page.click("button", "Show nominations").await?;
        page.see_names(&TWO).await?;
        page.see_no("Show nominations").await?;
        page.see_no_fallback().await
    })
}

#[test]
fn who_saves_data_is_asked_first() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
        page.site.put(
            "/saves.js",
            Answer::script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"),
        );
        let head =
            r#"<script src="/saves.js"></script><script type="module" src="/pkg/hustings.js"></script>"#;
        page.show_with(head, r#"<hustings-widget src="/two.json"></hustings-widget>"#).await?;
        page.see("Show nominations").await?;
        assert_eq!(page.site.asked_for("/two.json"), 0);
        // Whoever wants it all the same says so.
        page.set("loading", "eager").await?;
        page.see_cards(2).await
    })
}

#[test]
fn a_page_begins_a_widget_that_waits() -> Journey {
    reader(async |page| {
        far_down(page, r#"query="ann""#).await?;
        page.promised("await customElements.whenDefined('hustings-widget')").await?;
        page.set("query", "bob").await?;
        let loaded = page.promised("return (await widget.refresh()).count").await?;
        assert_eq!(loaded, json!(2));
        page.see_names(&["Bob Birch"]).await?;
        page.see_property("query", "bob").await
    })
}

#[test]
fn a_link_leads_to_a_widget_however_far_down() -> Journey {
    reader(async |page| {
        far_down(page, "").await?;
        page.open("/pkg/hustings.d.ts").await?;
        page.open("/page.html#hustings:q=bob").await?;
        page.see_names(&["Bob Birch"]).await?;
        page.wait("the place", "return widget.getBoundingClientRect().top < innerHeight", [0; 0]).await
    })
}

#[test]
fn a_package_without_its_inside_says_so() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
        page.site.put("/pkg/hustings_element.js", Answer::status(404));
        page.show(r#"<hustings-widget src="/two.json"><a href="/all">All nominations</a></hustings-widget>"#)
            .await?;
        page.see("Nominations can’t be shown here.").await?;
        page.see_fallback().await?;
        page.hear_that("failed", "code", "engine").await?;
        page.expect_console(&["status of 404", "Publish the whole pkg folder"]).await
    })
}

#[test]
fn nothing_jumps_where_the_page_keeps_its_room() -> Journey {
    reader(async |page| {
        let names: Vec<String> = (0..30).map(|at| format!("Nominee {at}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        page.site.put("/two.json", Answer::feed(feeds::of(&names)));
        page.site.put(
            "/shifts.js",
            Answer::script(
                "window.shifts = 0; window.moved = [];
                 new PerformanceObserver((list) => { for (const entry of list.getEntries()) {
                     shifts += entry.value;
                     moved.push([entry.value, entry.startTime, entry.sources.map(({ previousRect: a, currentRect: b }) => [a.x, a.y, a.width, b.x, b.y, b.width])]);
                 } }).observe({ type: 'layout-shift', buffered: true });",
            ),
        );
        page.site.put(
            "/page.css",
            Answer::file("text/css", "hustings-widget { display: block; min-height: 150vh }"),
        );
        let head = r#"<link rel="stylesheet" href="/page.css"><script src="/shifts.js"></script>
            <script type="module" src="/pkg/hustings.js"></script>"#;
        let body = r#"<p>Before.</p><hustings-widget src="/two.json"></hustings-widget><p>After.</p>"#;
        page.show_with(head, body).await?;
        page.see_count("30 nominations").await?;
        page.promised("await new Promise((done) => setTimeout(done, 500))").await?;
        page.equal("the layout’s shifts", "return shifts < 0.01 || moved", true).await
    })
}

#[test]
fn a_widget_takes_the_pages_own_colours() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
        page.site.put(
            "/page.css",
            Answer::file("text/css", "body { background: rgb(10, 20, 30); color: rgb(250, 240, 230); font-family: monospace } .light body { background: rgb(255, 255, 250); color: rgb(1, 2, 3) }"),
        );
        let head = r#"<script type="module" src="/pkg/hustings.js"></script><link rel="stylesheet" href="/page.css">"#;
        page.show_with(head, r#"<hustings-widget src="/two.json" theme="inherit"></hustings-widget>"#)
            .await?;
        page.see_cards(2).await?;
        let colours = "const name = getComputedStyle(part('name')[0]);
            const probe = document.createElement('div'); probe.style.background = 'var(--ground)';
            part('root')[0].append(probe); const ground = getComputedStyle(probe).backgroundColor; probe.remove();
            return [name.color, ground, name.fontFamily]";
        page.equal("the colours", colours, json!(["rgb(250, 240, 230)", "rgb(10, 20, 30)", "monospace"]))
            .await?;
        // A page may turn light.
        page.ask("document.documentElement.className = 'light'", []).await?;
        page.equal("the colours", colours, json!(["rgb(1, 2, 3)", "rgb(255, 255, 250)", "monospace"]))
            .await?;
        // What is pressed turns the two round.
        page.pick("Ann Ash").await?;
        let pressed = "const { color, backgroundColor } =
            getComputedStyle(root.querySelector('button[aria-pressed=\"true\"]')); return [color, backgroundColor]";
        page.equal("the pressed button", pressed, json!(["rgb(255, 255, 250)", "rgb(1, 2, 3)"])).await?;
        page.set("theme", "light").await?;
        page.wait(
            "its own colours",
            "return getComputedStyle(part('name')[0]).color !== 'rgb(1, 2, 3)'",
            [0; 0],
        )
        .await
    })
}

#[test]
fn a_widget_is_light_or_dark_as_its_page_is() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
        page.site.put(
            "/page.css",
            Answer::file("text/css", ".dark body { background: oklch(0.2 0.02 250); transition: background 0.2s } .grey main { background: #888 } main { transition: background 0.2s } main.slow { background: #111 } main.slow.faint { background: rgb(0 0 0 / 4%) }"),
        );
        let head = r#"<script type="module" src="/pkg/hustings.js"></script><link rel="stylesheet" href="/page.css">"#;
        let widget = r#"<hustings-widget src="/two.json"></hustings-widget>"#;
        page.show_with(head, widget).await?;
        page.see_cards(2).await?;
        let scheme = "return getComputedStyle(part('frame')[0]).colorScheme";
        page.equal("the scheme", scheme, "light").await?;
        // A page's own switch.
        page.ask("document.documentElement.className = 'dark'", []).await?;
        page.equal("the scheme", scheme, "dark").await?;
        page.ask("document.documentElement.className = 'grey'", []).await?;
        page.equal("the scheme", scheme, "light").await?;
        // Bit by bit, on what surrounds it; a faint tint on it is no ground.
        page.ask("document.querySelector('main').className = 'slow'", []).await?;
        page.equal("the scheme", scheme, "dark").await?;
        page.ask("document.querySelector('main').className = 'slow faint'", []).await?;
        page.equal("the scheme", scheme, "light").await?;
        page.ask("document.documentElement.className = 'dark'", []).await?;
        page.set("theme", "light").await?;
        page.equal("the scheme", scheme, "light").await?;
        page.ask("document.documentElement.className = ''", []).await?;
        page.set("theme", "dark").await?;
        page.equal("the scheme", scheme, "dark").await?;
        // A page without a ground of its own may say that it is dark.
        page.show_with(&format!(r#"<meta name="color-scheme" content="dark">{head}"#), widget).await?;
        page.see_cards(2).await?;
        page.equal("the scheme", scheme, "dark").await
    })
}

#[test]
fn the_demo_stands_still_while_it_loads() -> Journey {
    reader(async |page| {
        for (width, path) in
            [(360, "/index.html"), (1280, "/index.html"), (360, "/blog.html"), (1280, "/forum.html")]
        {
            page.resize(width, 900).await?;
            page.open(path).await?;
            page.wait("cards", "return part('card').length > 0 || part('cell').length > 0", [0; 0]).await?;
            // What moved before this observer came is told to it, too.
            let shifts = page
                .promised(
                    "let shifts = 0;
                     new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { shifts += value; }))
                         .observe({ type: 'layout-shift', buffered: true });
                     await new Promise((done) => setTimeout(done, 700));
                     return shifts",
                )
                .await?;
            // A machine that has other things to do shows the first cards before the rest is read: a toolbar gains an order
            // then, and cards move sideways once. Beyond a tenth it would be felt (the bound of the web's vital signs).
            anyhow::ensure!(shifts.as_f64().is_some_and(|shifts| shifts < 0.1), "{path}, {width}: {shifts}");
        }
        Ok(())
    })
}
