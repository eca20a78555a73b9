//! Room: a phone's and a wide screen's.

use anyhow::{Result, ensure};
use hustings_browser_tests::{Answer, Journey, Key, Page, feeds, reader};
use serde_json::json;

const PHONE: (u32, u32) = (360, 800);
const WIDE: (u32, u32) = (1600, 900);
const TAG: &str = r#"<hustings-widget src="/python-steering-council.json"></hustings-widget>"#;

/// Nothing on the page reaches beyond its sides.
async fn fits(page: &Page) -> Result<()> {
    let script = r#"
        const box = document.scrollingElement;
        if (box.scrollWidth <= innerWidth) return "";
        const wide = [...document.querySelectorAll("body *"), ...(root?.querySelectorAll("*") ?? [])]
            .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5 && !element.closest(".scroller, pre"));
        return `${box.scrollWidth} > ${innerWidth}: ${wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 120)).join("\n")}`"#;
    let what = page.ask(script, []).await?;
    ensure!(what == "", "The page scrolls sideways: {}", what.as_str().unwrap_or_default());
    Ok(())
}

/// What makes a card or a comparison scroll sideways, but for the scrollers meant for it.
async fn only_the_scrollers_scroll(page: &Page) -> Result<()> {
    let script = r#"
        return all("*").filter((element) => element.scrollWidth > element.clientWidth + 1
                && ["auto", "scroll"].includes(getComputedStyle(element).overflowX)
                && !element.matches("[part~=compare] [role=region]")
                && !element.closest("[part~=statement]"))
            .map((element) => element.outerHTML.slice(0, 120))"#;
    let found = page.ask(script, []).await?;
    ensure!(found == json!([]), "Something else scrolls sideways: {found}");
    Ok(())
}

/// Scrolls the comparison down by half of it; the names are still in view.
async fn heads_stay(page: &Page) -> Result<()> {
    let script = r#"
        const scroller = all("[part~=compare] [role=region]")[0];
        const inside = scroller.scrollHeight > scroller.clientHeight + 1
            && getComputedStyle(scroller).overflowY !== "visible";
        if (inside) { scroller.scrollIntoView(); scroller.scrollTo({ top: scroller.scrollHeight / 2, behavior: "instant" }); }
        else { scrollTo(0, scrollY + scroller.getBoundingClientRect().top + scroller.offsetHeight / 2); }
        await new Promise((done) => setTimeout(done, 100));
        const moved = inside ? scroller.scrollTop : scrollY;
        const { left } = scroller.getBoundingClientRect();
        const right = left + scroller.clientWidth; // without the scroll bar
        const heads = part("compare")[0].querySelectorAll("thead [part~=name]");
        return { inside, moved, hidden: [...heads].filter((head) => {
            const rect = head.getBoundingClientRect();
            if (rect.right < left || rect.left + 5 > right) return false;
            const at = root.elementFromPoint(Math.max(rect.left, left) + 5, rect.top + rect.height / 2);
            return !(rect.top >= 0 && rect.bottom <= innerHeight && at && head.closest("th").contains(at));
        }).map(text) }"#;
    let seen = page.promised(script).await?;
    ensure!(seen["moved"].as_f64() > Some(100.0), "The comparison doesn’t scroll: {seen}");
    ensure!(seen["hidden"] == json!([]), "Names out of view: {seen}");
    Ok(())
}

async fn picks_of_the_2025_term(page: &Page, count: usize) -> Result<()> {
    let picks: Vec<String> =
        ["pablo-galindo-salgado", "barry-warsaw", "emily-morehouse", "mariatta", "ethan-furman"]
            .iter()
            .take(count)
            .map(|name| format!("psc-2025-{name}"))
            .collect();
    page.set("picks", json!(picks)).await?;
    page.set("view", "compare").await?;
    page.see(&format!("{count} nominees side by side")).await
}

async fn every_view_fits(page: &Page, (width, height): (u32, u32)) -> Result<()> {
    page.resize(width, height).await?;
    page.show(TAG).await?;
    page.see_count("77 nominations").await?;
    page.set("query", "election:psc-2025").await?;
    page.see_count("8 of 77 nominations").await?;
    for menu in ["Filters", "Why this order?"] {
        page.click("menu", menu).await?;
        fits(page).await?;
        // (A drawer lies upon its own menu.)
        page.press(Key::Escape).await?;
    }
    page.read_more("Pablo Galindo Salgado").await?;
    page.click("button", "11 PEPs of Pablo Galindo Salgado").await?;
    page.pick("Barry Warsaw").await?;
    fits(page).await?;
    only_the_scrollers_scroll(page).await?;
    for count in [2, 3, 5] {
        picks_of_the_2025_term(page, count).await?;
        fits(page).await?;
        only_the_scrollers_scroll(page).await?;
    }
    page.set("picks", json!(["psc-2025-pablo-galindo-salgado"])).await?;
    page.see("1 nominee").await?;
    fits(page).await?;
    only_the_scrollers_scroll(page).await
}

#[test]
fn on_a_phone_nothing_but_the_comparison_scrolls_sideways() -> Journey {
    reader(async |page| every_view_fits(page, PHONE).await)
}

#[test]
fn on_a_wide_screen_nothing_scrolls_sideways() -> Journey {
    reader(async |page| every_view_fits(page, WIDE).await)
}

#[test]
fn the_demo_fits_a_phone_and_a_wide_screen() -> Journey {
    reader(async |page| {
        for (width, height) in [PHONE, WIDE] {
            page.resize(width, height).await?;
            page.open("/").await?;
            page.see_count("77 nominations").await?;
            fits(page).await?;
            page.open("/forum.html").await?;
            page.see_count("8 nominations").await?;
            for name in page.names().await? {
                page.read_more(&name).await?;
            }
            page.see("Barrels and gutters on the sheds").await?;
            fits(page).await?;
            only_the_scrollers_scroll(page).await?;
            page.open("/blog.html").await?;
            page.see_count("8 nominations").await?;
            fits(page).await?;
        }
        Ok(())
    })
}

#[test]
fn names_stay_in_view_however_far_the_comparison_is_scrolled() -> Journey {
    reader(async |page| {
        // On a phone each topic is a page: tests/comparison.rs.
        for (width, height) in [(800, 900), WIDE] {
            page.resize(width, height).await?;
            page.show(TAG).await?;
            page.see_count("77 nominations").await?;
            for count in [2, 5] {
                picks_of_the_2025_term(page, count).await?;
                heads_stay(page).await?;
            }
        }
        Ok(())
    })
}

#[test]
fn two_comparisons_on_a_page_have_names_of_their_own() -> Journey {
    reader(async |page| {
        page.site.put("/one.json", Answer::feed(feeds::of(&["Ann Ash", "Bob Birch"])));
        page.site.put("/two.json", Answer::feed(feeds::of(&["Cleo Cedar", "Dan Dogwood"])));
        page.show(
            r#"<hustings-widget src="/one.json" view="compare"></hustings-widget>
            <hustings-widget id="two" src="/two.json" view="compare"></hustings-widget>"#,
        )
        .await?;
        page.see("2 nominees side by side").await?;
        page.look_at("#two");
        page.see("2 nominees side by side").await
    })
}

#[test]
fn from_right_to_left_nothing_scrolls_sideways_either() -> Journey {
    reader(async |page| {
        page.resize(PHONE.0, PHONE.1).await?;
        page.show(r#"<div dir="rtl"><hustings-widget src="/sample-election.json"></hustings-widget></div>"#)
            .await?;
        page.see_count("8 nominations").await?;
        fits(page).await?;
        page.read_more("سلمى درويش").await?;
        page.see("الماء").await?;
        fits(page).await?;
        page.set("view", "compare").await?;
        page.see("8 nominees side by side").await?;
        fits(page).await
    })
}

#[test]
fn dark_and_light_are_both_readable() -> Journey {
    reader(async |page| {
        page.show(r#"<hustings-widget src="/sample-election.json" theme="dark"></hustings-widget>"#).await?;
        page.see_count("8 nominations").await?;
        page.read_more("Odile Brandt").await?;
        page.pick("Odile Brandt").await?;
        page.see("Barrels and gutters").await?;
        page.assert_clean().await?;
        page.set("theme", "light").await?;
        page.assert_clean().await?;
        page.set("view", "compare").await?;
        page.see("1 nominee").await?;
        page.assert_clean().await?;
        page.set("theme", "dark").await
    })
}
