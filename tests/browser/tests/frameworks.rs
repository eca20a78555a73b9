//! React, Vue and Svelte need no wrapper: the apps of `tests/frameworks`, in the browser and rendered by a server.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::{fs, io};

use anyhow::{Context, Result, anyhow, ensure};
use hustings_browser_tests::{Answer, Journey, Page, feeds, reader};
use serde_json::{Value, json};

/// With the framework's own checks, and as it is published.
const BUNDLES: [&str; 2] = ["js", "min.js"];
const FALLBACK: &str = "The board’s nominations";

#[test]
fn react_hands_over_hears_and_asks() -> Journey {
    reader(async |page| in_the_browser(page, "react").await)
}

#[test]
fn react_takes_over_what_a_server_rendered() -> Journey {
    reader(async |page| from_a_server(page, "react").await)
}

#[test]
fn vue_hands_over_hears_and_asks() -> Journey {
    reader(async |page| in_the_browser(page, "vue").await)
}

#[test]
fn vue_takes_over_what_a_server_rendered() -> Journey {
    reader(async |page| from_a_server(page, "vue").await)
}

#[test]
fn svelte_hands_over_hears_and_asks() -> Journey {
    reader(async |page| in_the_browser(page, "svelte").await)
}

#[test]
fn svelte_takes_over_what_a_server_rendered() -> Journey {
    reader(async |page| from_a_server(page, "svelte").await)
}

#[test]
fn a_property_that_a_server_wrote_as_false_is_false() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&["Eve Elm", "Fay Fir"])));
        page.show(r#"<hustings-widget src="/two.json" order="name" permalink="false"></hustings-widget>"#)
            .await?;
        page.pick("Eve Elm").await?;
        page.see("1 picked").await?;
        page.see_property("permalink", false).await?;
        page.equal("the address", "return location.hash", "").await?;
        page.set("permalink", true).await?;
        page.pick("Fay Fir").await?;
        page.equal("the address", "return location.hash", "#hustings:picks=eve-elm,fay-fir&order=name").await
    })
}

#[test]
fn a_tag_that_is_taken_away_before_it_gets_its_feed_says_nothing() -> Journey {
    reader(async |page| {
        page.show(r#"<hustings-widget loading="eager"></hustings-widget>"#).await?;
        // At once when it begins to wait for its feed: a driver may be too slow for that.
        let away = "const frame = root.querySelector('.frame');
            while (!frame.firstChild) await new Promise(requestAnimationFrame);
            window.away = widget;
            widget.remove();
            await new Promise((resolve) => setTimeout(resolve, 500));
            return heard.length";
        ensure!(page.promised(away).await? == json!(0), "It fails though it is gone.");
        let back = "document.querySelector('main').append(away); away.feed = given[0]";
        page.ask(back, [feeds::of(&["Eve Elm"])]).await?;
        page.see_names(&["Eve Elm"]).await
    })
}

/// The app begins with an empty page.
async fn in_the_browser(page: &Page, framework: &str) -> Result<()> {
    for bundle in BUNDLES {
        put(page, framework, bundle)?;
        page.show_with(r#"<script type="module" src="/app.js"></script>"#, r#"<div id="app"></div>"#).await?;
        use_it(page).await.with_context(|| format!("{framework}.{bundle}"))?;
    }
    Ok(())
}

/// A server renders the app, and it is hydrated.
async fn from_a_server(page: &Page, framework: &str) -> Result<()> {
    let html = fs::read_to_string(built()?.join(format!("{framework}.html")))?;
    ensure!(html.contains(r#"src="/two.json""#) && html.contains(FALLBACK), "The server’s page: {html}");
    ensure!(!html.contains("[object"), "The server writes an object as text: {html}");
    let body = format!(r#"<div id="app">{html}</div>"#);

    for bundle in BUNDLES {
        put(page, framework, bundle)?;
        page.show_with("", &body).await?;
        page.look_at("#given");
        page.see_fallback().await?;
        let script = "window.first = document.getElementById('by-address');
            const script = document.createElement('script');
            document.head.append(Object.assign(script, { type: 'module', src: '/app.js' }))";
        page.ask(script, []).await?;
        use_it(page).await.with_context(|| format!("{framework}.{bundle}, from a server"))?;
        let same = "return first === document.getElementById('by-address')";
        ensure!(page.ask(same, []).await? == Value::Bool(true), "The server’s tag was not taken over.");
    }
    Ok(())
}

/// What an app's author relies on, from the first nominations to the second mount.
async fn use_it(page: &Page) -> Result<()> {
    page.look_at("#by-address");
    page.see_names(&["Eve Elm", "Fay Fir"]).await?;
    page.look_at("#given");
    page.see_names(&["Ann Ash", "Bob Birch", "Cleo Cedar"]).await?;
    page.see_no_fallback().await?;
    hears(page, "loaded: A small election, 3; query: ; picks: bob-birch ann-ash;").await?;
    page.see("2 picked").await?;

    // From the reader to the app, which hands it back.
    page.pick("Cleo Cedar").await?;
    hears(page, "picks: bob-birch ann-ash cleo-cedar;").await?;
    page.pick("Bob Birch").await?;
    hears(page, "picks: ann-ash cleo-cedar;").await?;
    page.see_property("picks", json!(["ann-ash", "cleo-cedar"])).await?;
    page.search("ann").await?;
    hears(page, "query: ann;").await?;
    page.see_names(&["Ann Ash"]).await?;

    // From the app to the widget.
    press(page, "Find Cleo").await?;
    page.see_names(&["Cleo Cedar"]).await?;
    press(page, "Other view").await?;
    page.see_columns(&["Ann Ash", "Cleo Cedar"]).await?;
    press(page, "Other view").await?;
    page.see_names(&["Cleo Cedar"]).await?;
    let scheme = "return getComputedStyle(part('frame')[0]).colorScheme";
    page.equal("the colours", scheme, "light").await?;
    press(page, "Other theme").await?;
    page.equal("the colours", scheme, "dark").await?;

    // By its methods.
    press(page, "Refresh").await?;
    hears(page, "3 read again").await?;

    // Off the page, and back with what the app knows.
    press(page, "There or not").await?;
    page.equal("whether it is there", "return widget === null", true).await?;
    press(page, "There or not").await?;
    page.see_names(&["Cleo Cedar"]).await?;
    page.see("2 picked").await?;
    press(page, "Other feed").await?;
    hears(page, "loaded: A small election, 1;").await?;

    // A property that is true or false.
    page.look_at("#by-address");
    let address = "return location.hash";
    page.pick("Eve Elm").await?;
    page.see("1 picked").await?;
    page.equal("the address", address, "").await?;
    press(page, "Permalink or not").await?;
    page.see_property("permalink", true).await?;
    page.pick("Fay Fir").await?;
    page.equal("the address", address, "#hustings-by-address:picks=eve-elm,fay-fir&order=name").await?;
    press(page, "Permalink or not").await?;
    page.see_property("permalink", false).await?;
    page.look_at("#given");
    Ok(())
}

/// The page of the app has these words beside the widgets.
async fn hears(page: &Page, words: &str) -> Result<()> {
    let script = "return text(document.querySelector('output')).includes(given[0])";
    page.wait(&format!("“{words}” on the app’s page"), script, [words]).await
}

/// Presses a button of the app.
async fn press(page: &Page, name: &str) -> Result<()> {
    let script =
        "[...document.querySelectorAll('#app button')].find((button) => text(button) === given[0]).click()";
    page.ask(script, [name.into()]).await?;
    Ok(())
}

/// Puts the app where the pages look for it, and the feed that it names.
fn put(page: &Page, framework: &str, bundle: &str) -> Result<()> {
    let app = fs::read_to_string(built()?.join(format!("{framework}.{bundle}")))?;
    page.site.put("/app.js", Answer::script(app));
    page.site.put("/two.json", Answer::feed(feeds::of(&["Eve Elm", "Fay Fir"])));
    Ok(())
}

/// The folder with the apps' bundles, built once for all tests.
fn built() -> Result<&'static Path> {
    static BUILT: OnceLock<std::result::Result<PathBuf, String>> = OnceLock::new();
    let built = BUILT.get_or_init(|| build().map_err(|error| format!("{error:#}")));
    built.as_deref().map_err(|error| anyhow!("{error}"))
}

fn build() -> Result<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../frameworks");
    ensure!(
        source.join("node_modules/hustings").exists(),
        "The frameworks are not there: run `npm ci` in tests/frameworks, or `cargo xtask test`."
    );
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("frameworks");
    match fs::remove_dir_all(&out) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => fs::create_dir_all(&out)?,
    }
    let made = Command::new("node").arg(source.join("build.mjs")).arg(&out).output().context("node")?;
    ensure!(
        made.status.success(),
        "tests/frameworks/build.mjs failed:\n{}",
        String::from_utf8_lossy(&made.stderr)
    );
    Ok(out)
}
