//! What a reader of a post sees and does there.

use anyhow::{Context, Result, ensure};
use hustings_browser_tests::Page;
use serde_json::{Value, json};

/// Cards that come without asking.
const FIRST: usize = 24;

/// The narrowest screen, and one for which hosts lay out all they have; in CSS pixels.
const NARROW: (u32, u32) = (360, 740);
const WIDE: (u32, u32) = (1280, 900);

/// Where the widget and the paragraph before it stand, and how they are written.
const COLUMN: &str = r#"
    const before = [...document.querySelectorAll("p")].filter((p) => seen(p) && text(p).length > 80 && !p.closest("hustings-widget")
        && widget.compareDocumentPosition(p) & Node.DOCUMENT_POSITION_PRECEDING);
    const look = (box, element) => {
        const { left, right } = box.getBoundingClientRect();
        const { fontFamily, fontSize } = getComputedStyle(element);
        return { left: Math.round(left), right: Math.round(right), fontFamily, fontSize };
    };
    return [before.length ? look(before.at(-1), before.at(-1)) : null, look(widget, part("frame")[0])];
"#;

/// How wide the page is with the widget and without it, and the screen.
const SIDEWAYS: &str = r#"
    const width = () => document.documentElement.scrollWidth;
    const own = widget.style.display;
    const there = width();
    widget.style.setProperty("display", "none", "important");
    const gone = width();
    widget.style.display = own;
    return [there, gone, innerWidth];
"#;

/// Reads the post that the page shows; in the end two nominees stand side by side on a narrow screen.
pub(crate) async fn read(page: &Page, feed: &Value) -> Result<String> {
    page.resize(WIDE.0, WIDE.1).await?;
    page.wait("a widget that runs", "return !!widget?.matches(':defined')", [0; 0]).await?;
    page.ask("widget.scrollIntoView()", []).await?;
    let nominees = nominees(feed, &page.ask("return widget.election", []).await?);
    ensure!(nominees.len() > 2, "The post’s election has {} nominees in the feed.", nominees.len());
    let cards = nominees.len().min(FIRST);
    page.see_cards(cards).await?;
    page.see_no_fallback().await?;
    let names = page.names().await?;
    for name in &names {
        ensure!(nominees.contains(&name.as_str()), "“{name}” is on a card, and not in the feed.");
    }
    stands_in_its_column(page).await.context("On a wide screen")?;
    page.assert_clean().await?;

    page.resize(NARROW.0, NARROW.1).await?;
    stands_in_its_column(page).await.context("On a narrow screen")?;
    page.assert_clean().await?;
    page.resize(WIDE.0, WIDE.1).await?;

    // Hosts have heads that stay at the top of the screen, over whatever is scrolled there.
    page.ask("part('search')[0].scrollIntoView({ block: 'center' })", []).await?;
    let first = names.first().context("no name")?;
    page.search(&format!("\"{first}\"")).await?;
    let narrowed =
        "const names = part('name').map(text); return names.length < given[1] && names[0] === given[0]";
    page.wait("the search to narrow", narrowed, [json!(first), json!(cards)]).await?;
    let found = page.names().await?.len();
    page.click("button", "Clear").await?;
    page.see_cards(cards).await?;

    let second = names.iter().find(|name| *name != first).context("one name only")?;
    page.pick(first).await?;
    page.pick(second).await?;
    page.compare().await?;
    // Where the column is narrow, a topic is a page, and the names stand in it instead of above.
    let both =
        "return given.every((name) => part('compare').some((compare) => text(compare).includes(name)))";
    page.wait("both in the comparison", both, [first.as_str(), second]).await?;
    page.see("2 nominees side by side").await?;
    stands_in_its_column(page).await.context("The comparison on a wide screen")?;
    page.assert_clean().await?;
    page.resize(NARROW.0, NARROW.1).await?;
    stands_in_its_column(page).await.context("The comparison on a narrow screen")?;
    Ok(format!("{cards} of {} cards, {found} found, 2 compared", nominees.len()))
}

/// The names of those who stand in an election, or in any.
fn nominees<'f>(feed: &'f Value, election: &Value) -> Vec<&'f str> {
    let items = feed["items"].as_array().into_iter().flatten().map(|item| &item["_hustings"]);
    items
        .filter(|item| election == "" || &item["election"] == election)
        .filter_map(|item| item["candidate"]["name"].as_str())
        .collect()
}

/// It is as wide as the text around it, written like it, and pushes nothing out of the page.
async fn stands_in_its_column(page: &Page) -> Result<()> {
    let (before, widget): (Option<Value>, Value) = serde_json::from_value(page.ask(COLUMN, []).await?)?;
    let before = before.context("no paragraph stands before the widget")?;
    ensure!(before == widget, "The paragraph before the widget is {before}, the widget {widget}.");
    let (there, gone, screen): (u64, u64, u64) = serde_json::from_value(page.ask(SIDEWAYS, []).await?)?;
    ensure!(
        there <= gone.max(screen),
        "The page is {there} px wide on a screen of {screen}, and {gone} without the widget."
    );
    Ok(())
}
