//! Whatever style the page has for everything, inside the widget nothing is otherwise.

use std::path::Path;

use anyhow::{Context, Result};
use hustings_browser_tests::{Answer, Journey, LOOK, Page, feeds, reader};
use serde_json::json;

/// A page's own measures and letters, which reach in by design; and styles for everything that follow.
const PAGE: &str = "
    #post { inline-size: 60em; font: 16px/1.4 sans-serif; }
    @media (width < 60em) { #post { inline-size: 20em; } }
    hustings-widget { --hustings-font: serif; }";

/// What is otherwise than it was: the first of them.
fn compared() -> String {
    format!(
        "const now = (() => {{ {LOOK} }})();
         if (now.length !== before.length) return [`${{before.length}} elements were there, and ${{now.length}} are`];
         return now.flatMap(({{ element, look }}, at) => Object.keys(look)
             .filter((name) => look[name] !== before[at].look[name])
             .map((name) => `${{element}}: ${{name}} was ${{before[at].look[name]}}, and is ${{look[name]}}`)).slice(0, 5)"
    )
}

/// A style sheet of a package that pages are made with.
fn of_package(path: &str) -> Result<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../node_modules").join(path);
    std::fs::read_to_string(&file).with_context(|| format!("{} is not there: `npm ci`", file.display()))
}

async fn see_nothing_change(page: &Page, styles: &[(&str, String)]) -> Result<()> {
    // What comes by itself, once it is read or has room, is no doing of a style's.
    page.see_it_rest().await?;
    page.ask(&format!("window.before = (() => {{ {LOOK} }})()"), []).await?;
    for (at, (name, style)) in styles.iter().enumerate() {
        let path = format!("/host-{at}.css");
        page.site.put(&path, Answer::file("text/css", style.clone()));
        page.promised(&format!(
            "const link = document.createElement('link');
             Object.assign(link, {{ rel: 'stylesheet', href: '{path}', id: 'host' }});
             await new Promise((done, fail) => {{ link.onload = done; link.onerror = fail; document.head.append(link); }})",
        ))
        .await?;
        page.equal(&format!("what “{name}” changes inside"), &compared(), json!([])).await?;
        page.ask("document.querySelector('#host').remove()", []).await?;
    }
    Ok(())
}

#[test]
fn no_style_of_the_page_for_everything_changes_anything_inside() -> Journey {
    reader(async |page| {
        let rule = |text: &str| text.to_owned();
        let styles = [
            ("Bootstrap’s reboot", of_package("bootstrap/dist/css/bootstrap-reboot.css")?),
            ("Bootstrap", of_package("bootstrap/dist/css/bootstrap.css")?),
            ("Tailwind’s preflight", of_package("tailwindcss/preflight.css")?),
            ("everything reverted", rule("* { all: revert }")),
            ("divs are boxes that flex", rule("div { display: flex !important }")),
            ("letters of 10 px at the root", rule("html { font-size: 10px }")),
            ("letters of 24 px at the root", rule("html { font-size: 24px }")),
            (
                "what is inherited",
                rule(
                    "#post * { letter-spacing: 3px !important; word-spacing: 1em !important; line-height: 3 !important; \
                      text-align: center !important; text-transform: uppercase !important; text-indent: 2em !important; \
                      white-space: pre !important; color: red !important; visibility: visible; cursor: crosshair !important; \
                      list-style: square !important; quotes: none !important; font-weight: 900; font-style: italic; hyphens: auto; \
                      word-break: break-all !important; border-collapse: collapse; text-shadow: 1px 1px red }",
                ),
            ),
            (
                "elements and classes",
                rule(
                    "article, button, .card, .summary, h3, p, ul, li, table, th, td, input { display: block !important; float: left; \
                      margin: 3em !important; padding: 3em !important; border: 9px solid red !important; width: 7px !important }",
                ),
            ),
        ];
        page.resize(1280, 900).await?;
        let names: Vec<String> = (0..8).map(|at| format!("Nominee {at}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        page.site.put("/feed.json", Answer::feed(feeds::of(&names)));
        page.site.put("/own.css", Answer::file("text/css", PAGE));
        let head = r#"<link rel="stylesheet" href="/own.css"><script type="module" src="/pkg/hustings.js"></script>"#;
        page.show_with(
            head,
            r#"<div id="post"><hustings-widget src="/feed.json" order="name"></hustings-widget></div>"#,
        )
        .await?;
        page.see_cards(8).await?;
        page.read_more("Nominee 3").await?;
        for part in ["All your notes", "Topic by topic", "Not mentioned: Paths"] {
            page.see(part).await?;
        }
        see_nothing_change(page, &styles).await?;
        page.click("button", "Compare all 8").await?;
        page.see("8 nominees side by side").await?;
        see_nothing_change(page, &styles).await?;
        page.resize(360, 740).await?;
        see_nothing_change(page, &styles).await
    })
}
