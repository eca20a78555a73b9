//! The page of looks: one widget in three publications, by nothing but what a page may style.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use hustings_browser_tests::{Answer, Journey, Page, reader};
use serde_json::{Value, json};

const LOOKS: [&str; 3] = ["broadsheet", "terminal", "noticeboard"];

/// The nominees of the garden council.
const NAMES: [&str; 8] = [
    "Bartholomew Maximilian Ashgrove-Featherstonehaugh y Montenegro de la Fuente",
    "Hannelore Quist",
    "Juniper Vale",
    "Lucio Pell",
    "Odile Brandt",
    "Ravi Lindqvist",
    "Tam Okonjo",
    "سلمى درويش",
];

/// Whom to compare: one has the longest name, another the longest statement.
const PICKS: [&str; 3] =
    ["lanternfish-2027-b-ashgrove", "lanternfish-2027-juniper-vale", "lanternfish-2027-ravi-lindqvist"];

/// The parts that no look needs: the menu of filters looks as the toolbar does that it stands in.
const LEFT_OUT: [&str; 1] = ["filters"];

/// Brings the reader to a widget, which begins then, and waits for it.
async fn come_to(page: &Page, look: &str) -> Result<()> {
    page.look_at(&format!(".{look}"));
    page.promised("widget.scrollIntoView(); await widget.ready()").await?;
    page.wait("nominees", "return part('card').length > 0 || part('cell').length > 0", [0; 0]).await
}

async fn come_to_all(page: &Page) -> Result<()> {
    for look in LOOKS {
        come_to(page, look).await?;
    }
    Ok(())
}

#[test]
fn the_same_widget_looks_otherwise_in_each_publication() -> Journey {
    reader(async |page| {
        page.resize(1280, 900).await?;
        page.open("/looks.html").await?;
        come_to(page, "terminal").await?;
        page.see_columns(&["Odile Brandt", "Juniper Vale", "Ravi Lindqvist"]).await?;
        let mut seen: Vec<Value> = Vec::new();
        for look in LOOKS {
            come_to(page, look).await?;
            page.set("view", "cards").await?;
            page.see_names(&NAMES).await?;
            seen.push(
                page.ask(
                    "const style = (name) => getComputedStyle(part(name)[0]);
                     const clear = (colour) => colour === 'rgba(0, 0, 0, 0)';
                     const cards = part('card').map((card) => card.getBoundingClientRect());
                     return {
                         feed: widget.src,
                         font: style('frame').fontFamily,
                         accent: style('shortlist').color,
                         columns: cards.filter(({ top }) => top === cards[0].top).length,
                         // On what its words stand.
                         ground: ['card', 'frame'].map((name) => style(name).backgroundColor).find((colour) => !clear(colour)),
                         corners: getComputedStyle(all('.pick')[0]).borderRadius,
                         box: style('card').borderRadius + style('card').borderInlineWidth,
                     };",
                    [],
                )
                .await?,
            );
        }
        assert!(seen.iter().all(|look| look["feed"] == "sample-election.json"), "{seen:#?}");
        for what in ["font", "accent", "columns", "ground", "box"] {
            let values: BTreeSet<String> = seen.iter().map(|look| look[what].to_string()).collect();
            assert_eq!(values.len(), LOOKS.len(), "{what}: {values:?}");
        }
        let columns: Vec<&Value> = seen.iter().map(|look| &look["columns"]).collect();
        assert_eq!(columns, [3, 4, 2]);
        let corners: Vec<&Value> = seen.iter().map(|look| &look["corners"]).collect();
        assert!(corners[0] == "0px" && corners[1] == "0px" && corners[2] != "0px", "{corners:?}");
        Ok(())
    })
}

/// Nothing is wider than the page, whatever is open.
async fn fits(page: &Page) -> Result<()> {
    page.equal(
        "how much wider than its room the page is",
        "return Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)",
        0,
    )
    .await
}

#[test]
fn no_look_scrolls_sideways_on_any_screen() -> Journey {
    reader(async |page| {
        for (width, height) in [(360, 740), (800, 900), (1280, 900), (1600, 1000)] {
            page.resize(width, height).await?;
            page.open("/looks.html").await?;
            come_to_all(page).await?;
            page.ask("document.querySelectorAll('details').forEach((one) => { one.open = true; })", [])
                .await?;
            fits(page).await?;
            for (at, look) in LOOKS.into_iter().enumerate() {
                page.look_at(&format!(".{look}"));
                let other = if look == "terminal" { "cards" } else { "compare" };
                // Two comparisons of the same in the same order would have one name.
                let mut picks = PICKS;
                picks.rotate_left(at);
                page.set("picks", json!(picks)).await?;
                page.set("view", other).await?;
                page.see(if other == "compare" { "3 nominees side by side" } else { "8 nominations" })
                    .await?;
            }
            fits(page).await?;
            page.ask("document.documentElement.dir = 'rtl'", []).await?;
            fits(page).await?;
        }
        Ok(())
    })
}

/// Cards, an open one, picks, and the comparison: axe-core looks at each, in the page and in the widgets.
async fn every_state_is_readable(page: &Page, dark: bool, look: &str) -> Result<()> {
    page.in_the_dark(dark).await?;
    page.open("/looks.html").await?;
    come_to(page, look).await?;
    page.set("view", "cards").await?;
    page.read_more("Odile Brandt").await?;
    page.see("Barrels and gutters").await?;
    page.set("picks", json!(PICKS)).await?;
    page.see("3 picked").await?;
    page.assert_clean().await?;
    page.set("view", "compare").await?;
    page.see("3 nominees side by side").await
}

#[test]
fn each_look_is_readable_where_the_system_is_light() -> Journey {
    reader(async |page| {
        for look in LOOKS {
            every_state_is_readable(page, false, look).await?;
        }
        Ok(())
    })
}

#[test]
fn each_look_is_readable_where_the_system_is_dark() -> Journey {
    reader(async |page| {
        for look in LOOKS {
            every_state_is_readable(page, true, look).await?;
        }
        // Paper is light and a terminal is dark; the noticeboard follows.
        for (look, scheme) in [("broadsheet", "light"), ("terminal", "dark"), ("noticeboard", "dark")] {
            come_to(page, look).await?;
            page.equal(look, "return getComputedStyle(part('frame')[0]).colorScheme", scheme).await?;
        }
        Ok(())
    })
}

#[test]
fn the_names_of_a_comparison_stay_below_the_bar_of_the_page() -> Journey {
    reader(async |page| {
        page.resize(1280, 900).await?;
        page.open("/looks.html").await?;
        come_to(page, "terminal").await?;
        page.ask("part('cell').at(-1).scrollIntoView({ block: 'center', behavior: 'instant' })", []).await?;
        page.wait(
            "the bar, and the names right below it",
            "const bar = document.querySelector('.pumphouse .bar').getBoundingClientRect();
             const names = root.querySelector('thead').getBoundingClientRect();
             return bar.top === 0 && Math.abs(names.top - bar.bottom) < 1",
            [0; 0],
        )
        .await
    })
}

#[test]
fn the_style_that_is_shown_is_the_style_that_is_worn() -> Journey {
    reader(async |page| {
        page.open("/looks.html").await?;
        page.ask("navigator.clipboard.writeText = async (text) => { window.copied = text; }", []).await?;
        for look in LOOKS {
            let file = std::fs::read_to_string(www().join(format!("demo/looks/{look}.css")))?;
            page.ask("document.querySelector(`#${given[0]} details`).open = true", [look.into()]).await?;
            page.wait(
                &format!("the style of the {look}"),
                "return document.getElementById(`${given[0]}-css`).textContent === given[1]",
                [look, &file],
            )
            .await?;
            // What the browser reads in the words that are shown is what it read in the sheet.
            let same = page
                .ask(
                    "const rules = (sheet) => [...sheet.cssRules].map(({ cssText }) => cssText).join('\\n');
                     const shown = new CSSStyleSheet();
                     shown.replaceSync(document.getElementById(`${given[0]}-css`).textContent);
                     const worn = [...document.styleSheets].find(({ href }) => href.endsWith(`/${given[0]}.css`));
                     return !worn.disabled && shown.cssRules.length > 10 && rules(shown) === rules(worn)",
                    [look.into()],
                )
                .await?;
            assert_eq!(same, true, "{look}");
            page.ask("document.querySelector(`[data-copy='${given[0]}-css']`).click()", [look.into()])
                .await?;
            page.wait(
                &format!("the style of the {look} to be copied"),
                "return window.copied === given[0]",
                [file.as_str()],
            )
            .await?;
        }
        // Nothing else dresses a widget: no other sheet, no attribute.
        let others = page
            .ask(
                "const rules = [...document.styleSheets].filter(({ href }) => !href.includes('/looks/'))
                     .flatMap(({ cssRules }) => [...cssRules]).map(({ cssText }) => cssText);
                 return [rules.filter((rule) => /--hustings|::part/.test(rule)),
                     [...document.querySelectorAll('[style]')].map(({ outerHTML }) => outerHTML)]",
                [],
            )
            .await?;
        assert_eq!(others, json!([[], []]));
        Ok(())
    })
}

#[test]
fn a_pasted_style_makes_the_same_look_on_another_page() -> Journey {
    reader(async |page| {
        let look = "return ['card', 'name', 'search', 'facts'].map((name) => {
            const { fontFamily, color, backgroundColor, borderRadius, borderBlockStart, paddingBlock } = getComputedStyle(part(name)[0]);
            return { fontFamily, color, backgroundColor, borderRadius, borderBlockStart, paddingBlock };
        })";
        for (name, theme) in [("broadsheet", "light"), ("noticeboard", "auto")] {
            page.open("/looks.html").await?;
            come_to(page, name).await?;
            let here = page.ask(look, []).await?;
            let css = std::fs::read_to_string(www().join(format!("demo/looks/{name}.css")))?;
            page.site.put("/pasted.css", Answer::file("text/css", css));
            page.site.put(
                "/ground.css",
                Answer::file("text/css", "body { font-size: 17px; background: #fbc95f }"),
            );
            page.show_with(
                r#"<link rel="stylesheet" href="/ground.css"><link rel="stylesheet" href="/pasted.css">
                   <script type="module" src="/pkg/hustings.js"></script>"#,
                &format!(
                    r#"<hustings-widget class="{name}" theme="{theme}" src="/sample-election.json"></hustings-widget>"#
                ),
            )
            .await?;
            page.see_cards(8).await?;
            page.equal(&format!("the {name} on another page"), look, here).await?;
        }
        Ok(())
    })
}

#[test]
fn all_that_can_be_reached_is_listed() -> Journey {
    reader(async |page| {
        page.open("/looks.html").await?;
        let manifest = manifest()?;
        let listed: Vec<String> = names(&manifest, "cssProperties")
            .into_iter()
            .chain(names(&manifest, "cssParts").into_iter().map(|part| format!("::part({part})")))
            .collect();
        let seen = "return [...document.querySelectorAll('.reach dt')].map(text)";
        page.equal("the list", seen, listed).await?;

        page.site.put("/pkg/custom-elements.json", Answer::status(404));
        page.open("/looks.html").await?;
        page.equal(
            "what is said where the list is not there",
            "return text(document.querySelector('.reach')).includes('The list can’t be shown here')",
            true,
        )
        .await?;
        page.expect_console(&["404"]).await
    })
}

// What needs no browser.

fn www() -> std::path::PathBuf {
    std::env::var_os("HUSTINGS_WWW")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www"), Into::into)
}

fn manifest() -> Result<Value> {
    let text = std::fs::read_to_string(www().join("element/custom-elements.json"))?;
    Ok(serde_json::from_str(&text)?)
}

/// The names of one of the manifest's lists, in its order.
fn names(manifest: &Value, list: &str) -> Vec<String> {
    let list = manifest["modules"][0]["declarations"][0][list].as_array();
    list.into_iter().flatten().filter_map(|one| one["name"].as_str()).map(str::to_owned).collect()
}

/// The style of a look without its comments.
fn style(look: &str) -> Result<String> {
    let text = std::fs::read_to_string(www().join(format!("demo/looks/{look}.css")))?;
    let mut style = String::new();
    for piece in text.split("*/") {
        style.push_str(piece.split("/*").next().unwrap_or_default());
    }
    Ok(style)
}

/// The words that follow a mark, each up to a character that is in no name.
fn after<'a>(text: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    let ends = |at: char| !at.is_ascii_alphanumeric() && at != '-';
    text.split(mark).skip(1).filter_map(move |rest| rest.split(ends).next())
}

#[test]
fn the_looks_use_all_that_is_documented_and_nothing_else() -> Result<()> {
    let manifest = manifest()?;
    let properties: BTreeSet<String> = names(&manifest, "cssProperties").into_iter().collect();
    let parts: BTreeSet<String> = names(&manifest, "cssParts").into_iter().collect();
    let (mut declared, mut used) = (BTreeSet::new(), BTreeSet::new());
    for look in LOOKS {
        let style = style(look)?;
        for property in style.split([';', '{', '}']).filter_map(|line| line.split_once(':')) {
            let name = property.0.trim();
            if name.starts_with("--") {
                declared.insert(name.to_owned());
            }
        }
        for property in after(&style, "var(--").map(|name| format!("--{name}")) {
            ensure!(properties.contains(&property), "{look}: {property} is not documented");
        }
        used.extend(after(&style, "::part(").map(str::to_owned));
        for block in style.split('}') {
            let mut heads: Vec<&str> = block.split('{').collect();
            heads.pop();
            for selector in heads.iter().flat_map(|head| head.split(',')).map(str::trim) {
                let rest = selector
                    .strip_prefix(&format!(".{look}::part("))
                    .and_then(|rest| rest.split_once(')'))
                    .map(|(_, rest)| rest);
                ensure!(
                    matches!(rest, Some("" | "::before" | "::after"))
                        || selector == format!("hustings-widget.{look}")
                        || selector.starts_with("@media "),
                    "{look}: “{selector}” is neither the tag nor a part"
                );
            }
        }
    }
    assert_eq!(declared, properties, "what the looks set is what is documented");
    let left_out: Vec<&String> = parts.difference(&used).collect();
    assert_eq!(left_out, LEFT_OUT, "the parts that no look needs");
    ensure!(used.is_subset(&parts), "no such parts: {:?}", used.difference(&parts));
    Ok(())
}

#[test]
fn the_first_page_and_the_page_of_looks_lead_to_each_other() -> Result<()> {
    let page = |name: &str| std::fs::read_to_string(www().join(name)).context(name.to_owned());
    ensure!(page("index.html")?.contains(r#"href="looks.html""#), "index.html doesn't lead to looks.html");
    ensure!(page("looks.html")?.contains(r#"href="index.html""#), "looks.html doesn't lead to index.html");
    Ok(())
}
