//! The comparison: what stands side by side, on a phone topic by topic, and what a reader takes along.

use anyhow::{Result, ensure};
use hustings_browser_tests::{Answer, Journey, Key, Page, feeds, reader};
use serde_json::{Value, json};

const PHONE: (u32, u32) = (360, 740);

/// Three nominees, some with much to say.
async fn three(page: &Page) -> Result<()> {
    let feed: Value = serde_json::from_str(include_str!("../../feeds/comparison.json"))?;
    page.site.put("/feed.json", Answer::feed(feed));
    page.show(r#"<hustings-widget src="/feed.json" view="compare" order="name" picks="ann bob cleo"></hustings-widget>"#)
        .await?;
    page.see("3 nominees side by side").await
}

/// So many nominees, each with something on water.
async fn many(page: &Page, count: usize) -> Result<()> {
    let names: Vec<String> = (0..count).map(|number| format!("Nominee Nr {number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    page.site.put("/feed.json", Answer::feed(feeds::of(&names)));
    page.show(r#"<hustings-widget src="/feed.json" view="compare" order="name"></hustings-widget>"#).await?;
    page.see(&format!("{count} nominees side by side")).await
}

/// What is known of the page of the deck that is in view.
const DECK: &str = r#"
    const deck = all("[part~=compare] > [role=region]")[0];
    const box = deck.getBoundingClientRect();
    const pages = [...deck.querySelectorAll("tbody > [role=row]")];
    const here = pages.find((page) => Math.abs(page.getBoundingClientRect().left - box.left) < 2);
    const shown = (element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        const at = root.elementFromPoint(left + Math.min(width / 2, 20), top + height / 2);
        return height > 0 && top >= 0 && top + height <= innerHeight && at && element.contains(at);
    };
"#;

/// The topic in view and its place, as `Water 2 of 6`.
async fn see_topic(page: &Page, topic: &str) -> Result<()> {
    let script = format!(
        "{DECK} return here && shown(here.querySelector('.subject'))
            ? `${{text(here.querySelector('.subject'))}} ${{text(here.querySelector('.place'))}}` : ''"
    );
    page.equal("the topic in view", &script, topic).await
}

#[test]
fn on_a_phone_each_topic_is_a_page_with_all_nominees_on_it() -> Journey {
    reader(async |page| {
        page.resize(PHONE.0, PHONE.1).await?;
        three(page).await?;
        page.ask("part('compare')[0].scrollIntoView()", []).await?;
        see_topic(page, "Summary 1 of 6").await?;
        let names = format!("{DECK} return [...here.querySelectorAll('.by > span')].map(text)");
        page.equal("the names on the page", &names, json!(["Ann Ash", "Bob Birch", "Cleo Cedar"])).await?;
        let below =
            format!("{DECK} const tops = [...here.querySelectorAll('[role=cell]')].map((cell) => cell.getBoundingClientRect().top);
                return tops.every((top, at) => at === 0 || top > tops[at - 1])");
        page.equal("whether the nominees stand below each other", &below, true).await?;

        // By finger, by button, by keyboard.
        page.swipe((320.0, 400.0), (-280.0, 0.0)).await?;
        see_topic(page, "Water 2 of 6").await?;
        page.click("button", "Next").await?;
        see_topic(page, "Paths 3 of 6").await?;
        page.equal(
            "what is announced",
            "return text(root.querySelector('.pager [role=status]')).slice(0, 12)",
            "Paths 3 of 6",
        )
        .await?;
        page.click("button", "Previous").await?;
        see_topic(page, "Water 2 of 6").await?;
        page.ask("root.querySelector('[part~=compare] > [role=region]').focus()", []).await?;
        page.press(Key::Right).await?;
        see_topic(page, "Paths 3 of 6").await?;
        page.press(Key::Left).await?;
        see_topic(page, "Water 2 of 6").await?;
        for topic in
            ["Paths 3 of 6", "Time offered 4 of 6", "Roles 5 of 6", "References 6 of 6", "References 6 of 6"]
        {
            page.click("button", "Next").await?;
            see_topic(page, topic).await?;
        }
        Ok(())
    })
}

#[test]
fn on_a_phone_topic_and_name_stay_in_view_while_a_topic_is_read() -> Journey {
    reader(async |page| {
        page.resize(PHONE.0, PHONE.1).await?;
        three(page).await?;
        page.ask("part('compare')[0].scrollIntoView()", []).await?;
        page.click("button", "Next").await?;
        see_topic(page, "Water 2 of 6").await?;
        page.click("button", "Read on: Ann Ash").await?;
        page.see("Less").await?;
        let scroll = format!("{DECK} here.scrollTop = 250; return here.scrollTop");
        page.equal("how far the topic is scrolled", &scroll, 250).await?;
        see_topic(page, "Water 2 of 6").await?;
        page.equal(
            "whether Ann's name is in view",
            &format!("{DECK} return !!shown(here.querySelector('.by > span'))"),
            true,
        )
        .await?;
        // The next topic begins at its beginning.
        page.click("button", "Next").await?;
        see_topic(page, "Paths 3 of 6").await?;
        page.equal("how far it is scrolled", &format!("{DECK} return here.scrollTop"), 0).await
    })
}

/// Scrolls page and table, then says which heads, of columns and of rows, are not where they should be.
async fn heads_in_view(page: &Page, (down, across): (i32, i32)) -> Result<()> {
    let script = r#"
        const scroller = all("[part~=compare] > [role=region]")[0];
        const own = scroller.scrollHeight > scroller.clientHeight + 1 && getComputedStyle(scroller).overflowY !== "visible";
        scroller.scrollIntoView();
        if (!own) scrollBy(0, DOWN);
        scroller.scrollTo({ top: DOWN, left: ACROSS, behavior: "instant" });
        await new Promise((done) => setTimeout(done, 400));
        const box = scroller.getBoundingClientRect();
        const edge = own ? box.top : 0;
        const inside = (element) => {
            const { left, top, right, bottom } = element.getBoundingClientRect();
            // From right to left the scroll bar stands at the left.
            const x = Math.max(left, box.left + scroller.clientLeft) + 4;
            const at = root.elementFromPoint(x, (top + bottom) / 2);
            return top >= Math.max(edge, 0) - 1 && bottom <= innerHeight && x < Math.min(right, innerWidth) && at && element.closest("th").contains(at);
        };
        const onScreen = (element) => {
            const { left, right } = element.getBoundingClientRect();
            return right > box.left + scroller.clientLeft + 20 && left < Math.min(box.right, innerWidth) - 20;
        };
        const names = [...scroller.querySelectorAll("thead [part~=name] bdi")].filter(onScreen);
        const heads = scroller.querySelector("thead").getBoundingClientRect();
        // The row under the heads: its topic is in view.
        const rows = [...scroller.querySelectorAll("tbody > [role=row]")];
        const row = rows.find((row) => row.getBoundingClientRect().bottom > heads.bottom + 60);
        return {
            scrolled: own ? scroller.scrollTop : scrollY, across: scroller.scrollLeft, names: names.length,
            hidden: [...names, row.querySelector(".subject")].filter((element) => !inside(element)).map(text),
        };"#;
    let script = script.replace("DOWN", &down.to_string()).replace("ACROSS", &across.to_string());
    let seen = page.promised(&script).await?;
    ensure!(seen["scrolled"].as_f64() > Some(f64::from(down) / 2.0), "It doesn’t scroll: {seen}");
    ensure!(
        seen["across"].as_f64().map(f64::abs) >= Some(f64::from(across.abs()) / 2.0),
        "Not across: {seen}"
    );
    ensure!(seen["names"].as_u64() > Some(1), "There are no names: {seen}");
    ensure!(seen["hidden"] == json!([]), "Out of view: {seen}");
    Ok(())
}

#[test]
fn names_and_topics_stay_in_view_when_the_page_scrolls() -> Journey {
    reader(async |page| {
        page.resize(1280, 700).await?;
        three(page).await?;
        for down in [150, 400, 700] {
            heads_in_view(page, (down, 0)).await?;
        }
        page.resize(760, 700).await?;
        heads_in_view(page, (500, 0)).await
    })
}

#[test]
fn names_and_topics_stay_in_view_when_many_columns_scroll() -> Journey {
    reader(async |page| {
        page.resize(1000, 320).await?;
        many(page, 20).await?;
        for place in [(60, 0), (90, 700), (120, 3000)] {
            heads_in_view(page, place).await?;
        }
        page.ask("document.documentElement.dir = 'rtl'", []).await?;
        heads_in_view(page, (90, -900)).await
    })
}

#[test]
fn differences_only_hides_what_is_the_same_and_says_so() -> Journey {
    reader(async |page| {
        three(page).await?;
        page.see("Time offered").await?;
        page.tab_to("button Differences only").await?;
        page.press(Key::Space).await?;
        page.see_no("Time offered").await?;
        let told = "return text(root.querySelector('[part~=compare] > [role=status]'))";
        page.equal("what is said", told, "1 row is the same for all, and hidden.").await?;
        page.see_focus("button Differences only").await?;
        page.press(Key::Space).await?;
        page.see("Time offered").await?;
        page.equal("what is said", told, "").await
    })
}

#[test]
fn everyone_has_the_same_space_until_the_reader_reads_on() -> Journey {
    reader(async |page| {
        three(page).await?;
        // Ann and Cleo have much to say, and as many characters of it are seen.
        let seen = r#"
            const row = all("[part~=compare] tbody > [role=row]")[1];
            return [...row.querySelectorAll("[role=cell]")].map((cell) =>
                all("*").filter((element) => cell.contains(element) && element.matches("blockquote, .editor"))
                    .reduce((sum, element) => sum + element.innerText.length, 0))"#;
        let lengths: Vec<i64> = serde_json::from_value(page.ask(seen, []).await?)?;
        ensure!((lengths[0] - lengths[2]).abs() < 40, "Not the same space: {lengths:?}");
        page.see_no("One hose per row.").await?;

        page.tab_to("button Read on: Ann Ash, Water").await?;
        page.press(Key::Enter).await?;
        page.see_focus("button Less: Ann Ash, Water").await?;
        page.see("One hose per row.").await?;
        let open = "return all('[aria-expanded=true]').map(label)";
        page.equal("what is open", open, json!(["Less: Ann Ash, Water", "Less: Cleo Cedar, Water"])).await?;
        let quote = r#"
            const quote = all("[part~=compare] blockquote")[0];
            return quote.textContent.replace(" […]", "") === given[0] && !quote.innerText.includes("[…]")"#;
        let feed: Value = serde_json::from_str(include_str!("../../feeds/comparison.json"))?;
        let whole = feed["items"][0]["_hustings"]["stances"][0]["quote"].clone();
        page.wait("the quote as the feed has it", quote, [whole]).await?;

        page.press(Key::Enter).await?;
        page.see_no("One hose per row.").await?;
        page.see_focus("button Read on: Ann Ash, Water").await
    })
}

#[test]
fn shared_works_name_with_whom() -> Journey {
    reader(async |page| {
        three(page).await?;
        page.see("Shared: 1 PEP 8 Style for barrels · author · also \u{2068}Bob Birch\u{2069}").await?;
        page.see("Only theirs: 2").await?;
        page.see_no("Hoses").await?;
        page.click("button", "Read on: Ann Ash, References").await?;
        page.see("PEP 7 Hoses").await
    })
}

#[test]
fn a_quote_leads_to_its_statement() -> Journey {
    reader(async |page| {
        three(page).await?;
        page.tab_to("button in the statement of Ann Ash").await?;
        page.press(Key::Enter).await?;
        let marked = "return text(part('dialog')[0]?.querySelector('mark')).slice(0, 16)";
        page.equal("the marked passage", marked, "Rain is free and").await?;
        page.press(Key::Escape).await?;
        page.wait("the statement to close", "return part('dialog').length === 0", [0; 0]).await?;
        page.see_focus("button in the statement of Ann Ash: Rain is free and comes").await
    })
}

/// Notes what would go to the clipboard and to the disk.
const NOTES: &str = r"
    window.taken = {};
    navigator.clipboard.writeText = async (text) => { taken.copied = text; };
    URL.createObjectURL = (blob) => { taken.blob = blob; return 'data:,'; };
    HTMLAnchorElement.prototype.click = function () { taken.name = this.download; };
";

async fn take_along(page: &Page, what: &str, told: &str) -> Result<()> {
    page.click("menu", "Copy or save").await?;
    page.click("button", what).await?;
    page.equal("what is said", "return text(root.querySelector('[part~=compare] > [role=status]'))", told)
        .await?;
    page.see_focus("menu Copy or save").await?;
    page.equal("the open menus", "return all('details[open]').length", 0).await
}

#[test]
fn a_comparison_is_taken_along() -> Journey {
    reader(async |page| {
        three(page).await?;
        page.ask(NOTES, []).await?;
        take_along(page, "Copy as a Markdown table", "Copied.").await?;
        let copied = page.ask("return taken.copied", []).await?;
        let copied = copied.as_str().unwrap_or_default();
        ensure!(
            copied.starts_with(
                "| Topic | [Ann Ash](https://example.org/ann) | [Bob Birch](https://example.org/bob) | Cleo Cedar |\n\
                 | --- | --- | --- | --- |\n\
                 | Summary | Editor’s words: Ann would mend the pump. | Editor’s words: Bob would pave. | *no summary* |\n"
            ),
            "{copied}"
        );
        take_along(page, "Copy as forum quotes", "Copied.").await?;
        let copied = page.ask("return taken.copied", []).await?;
        ensure!(copied.as_str().is_some_and(|text| text.contains("\n\n> Dig.\n>\n> [source](")), "{copied}");

        take_along(page, "Save as CSV", "Saved as nominees.csv.").await?;
        let bytes = "return [...new Uint8Array(await taken.blob.arrayBuffer())]";
        let bytes: Vec<u8> = serde_json::from_value(page.promised(bytes).await?)?;
        let csv = String::from_utf8(bytes)?;
        ensure!(
            csv.starts_with(
                "\u{feff}\"Topic\",\"Ann Ash\",\"Bob Birch\",\"Cleo Cedar\"\r\n\
                 \"Nomination\",\"https://example.org/ann\",\"https://example.org/bob\",\"\"\r\n"
            ) && csv.contains("\r\n\"Time offered\",\"8 hours\",\"8 hours\",\"8 hours\"\r\n"),
            "{csv}"
        );
        page.equal("the file", "return [taken.name, taken.blob.type]", json!(["nominees.csv", "text/csv"]))
            .await?;

        page.click("button", "Differences only").await?;
        take_along(page, "Save as JSON", "Saved as nominees.json.").await?;
        let saved = page.promised("return JSON.parse(await taken.blob.text())").await?;
        assert_eq!(saved["columns"][0]["id"], "ann");
        let rows: Vec<_> = saved["rows"].as_array().into_iter().flatten().map(|row| &row["label"]).collect();
        assert_eq!(rows, ["Summary", "Water", "Paths", "Roles", "References"]);
        assert_eq!(saved["shared"][0]["columns"], json!(["ann", "bob"]));
        Ok(())
    })
}

#[test]
fn what_the_browser_will_not_copy_can_be_copied_by_hand() -> Journey {
    reader(async |page| {
        three(page).await?;
        page.ask("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))", []).await?;
        take_along(page, "Copy as forum quotes", "Not copied.").await?;
        page.see_notice("The browser doesn’t let this page copy.").await?;
        page.wait("the text", "return all('textarea')[0].value.includes('> Dig.')", [0; 0]).await?;
        page.click("button", "Differences only").await?;
        page.see_no_notice().await
    })
}

#[test]
fn on_paper_everything_is_open_and_nothing_is_a_control() -> Journey {
    reader(async |page| {
        three(page).await?;
        page.on_paper(true).await?;
        page.see("One hose per row.").await?;
        page.see("https://example.org/ann (2 January 2027)").await?;
        let controls = "return all('[part~=compare] :is(button, summary, input)').filter((element) => element.getClientRects().length).map(label)";
        page.equal("the controls", controls, json!([])).await?;
        // Three fit side by side, with the topics to their left.
        let side_by_side = r#"
            const [first, second] = all("[part~=compare] tbody [role=cell]").map((cell) => cell.getBoundingClientRect());
            return first.top === second.top && first.right <= second.left"#;
        page.equal("whether cells stand side by side", side_by_side, true).await?;
        page.on_paper(false).await?;

        many(page, 12).await?;
        page.resize(720, 1000).await?;
        page.on_paper(true).await?;
        let names = r#"
            const row = [...root.querySelectorAll("tbody > [role=row]")][1];
            const cells = [...row.querySelectorAll("[role=cell]")];
            return cells.filter((cell) => {
                const name = cell.querySelector(".by > span").getBoundingClientRect();
                const box = cell.getBoundingClientRect();
                return name.height > 0 && name.top >= box.top - 1 && name.bottom <= box.bottom + 1 && box.right <= innerWidth;
            }).length"#;
        page.equal("the cells with their names", names, 12).await?;
        page.on_paper(false).await
    })
}
