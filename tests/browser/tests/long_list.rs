//! A list that is too long to be drawn whole: what is near the screen is there.

use anyhow::{Result, ensure};
use hustings_browser_tests::{Answer, Journey, Key, Page, Site, feeds, reader};
use serde_json::json;

/// Three hundred nominees in a row, all shown.
async fn arrive(page: &Page) -> Result<()> {
    let names: Vec<String> = (0..300).map(|number| format!("Nominee {number:03}")).collect();
    page.site
        .put("/feed.json", Answer::feed(feeds::of(&names.iter().map(String::as_str).collect::<Vec<_>>())));
    page.show(r#"<hustings-widget src="/feed.json" order="name"></hustings-widget>"#).await?;
    page.see_count("300 nominations").await?;
    page.see("Show more (276 left)").await?;
    page.click("button", "Show all 300").await
}

/// A card is on the screen.
async fn see_on_screen(page: &Page, name: &str) -> Result<()> {
    let script = format!(
        "return part('name').filter((name) => {{
             const {{ top, bottom }} = name.getBoundingClientRect();
             return 0 <= top && bottom <= innerHeight;
         }}).map(text).includes({})",
        json!(name)
    );
    page.equal(&format!("whether {name} is on the screen"), &script, true).await
}

async fn scroll_to(page: &Page, part: f64) -> Result<()> {
    let script = format!("scrollTo(0, {part} * document.documentElement.scrollHeight)");
    page.ask(&script, []).await.map(drop)
}

#[test]
fn cards_come_as_the_reader_scrolls_and_few_are_there_at_once() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        for part in [0.5, 1.0, 0.25, 1.0] {
            scroll_to(page, part).await?;
            page.wait("cards on the whole screen", "return part('card').some((card) => card.getBoundingClientRect().top < 0) && part('card').some((card) => card.getBoundingClientRect().bottom > innerHeight - 400)", [0; 0]).await?;
            page.equal("whether few cards are there", "return part('card').length < 120", true).await?;
        }
        see_on_screen(page, "Nominee 299").await?;
        // Where it stands, and among how many, is said though the others are not there.
        let last = "const card = all('li.card').at(-1); return [card.ariaPosInSet, card.ariaSetSize]";
        page.equal("the place of the last", last, json!(["300", "300"])).await
    })
}

#[test]
fn the_keyboard_leads_from_card_to_card_beyond_what_is_drawn() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        for number in [30, 60, 90] {
            page.tab_to(&format!("button Compare Nominee {number:03}")).await?;
        }
        Ok(())
    })
}

#[test]
fn the_browsers_own_search_finds_names_that_are_not_drawn() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        let gap = "[...root.querySelectorAll('.gap')].find((gap) => gap.textContent.includes('Nominee 200'))";
        page.wait("a gap with the name", &format!("return Boolean({gap})"), [0; 0]).await?;
        page.equal("how it hides", &format!("return ({gap}).hidden"), "until-found").await?;
        // What a browser does that found it, once the list has its height.
        page.see_it_rest().await?;
        page.ask(
            &format!("const gap = {gap}; gap.dispatchEvent(new Event('beforematch', {{ bubbles: true }}))"),
            [],
        )
        .await?;
        see_on_screen(page, "Nominee 200").await
    })
}

#[test]
fn what_is_open_or_has_the_focus_stays_when_the_reader_scrolls_away() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        page.read_more("Nominee 003").await?;
        page.tab_to("button Compare Nominee 015").await?;
        scroll_to(page, 0.8).await?;
        page.wait("other cards", "return part('name').some((name) => text(name) === 'Nominee 240')", [0; 0])
            .await?;
        page.see_focus("button Compare Nominee 015").await?;
        page.press(Key::Space).await?;
        page.see("1 picked").await?;
        page.equal("the open cards", "return root.querySelectorAll('.card.open').length", 1).await
    })
}

#[test]
fn a_list_that_comes_back_steers_no_other() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        page.promised(
            "window.away = widget; widget.remove();
             // Longer than a widget may be away and come back as it was.
             await new Promise((done) => setTimeout(done, 1500));
             const other = widget.cloneNode(); other.id = 'other'; document.querySelector('main').append(other); await other.ready();",
        )
        .await?;
        page.look_at("#other");
        page.click("button", "Show all 300").await?;
        page.ask("away.id = 'back'; document.querySelector('main').append(away)", []).await?;
        page.look_at("#back");
        page.see_count("300 nominations").await?;
        page.click("button", "Show all 300").await?;
        page.wait("a gap to be laid", "return Boolean(root.querySelector('.gap[hidden]'))", [0; 0]).await?;
        let script = "const other = document.querySelector('#other').shadowRoot;
             const far = [];
             new MutationObserver(() => far.push(...[...other.querySelectorAll('.card')].filter((card) => card.dataset.chunk > 15)))
                 .observe(other, { subtree: true, childList: true });
             const gap = [...root.querySelectorAll('.gap')].find((gap) => gap.textContent.includes('Nominee 200'));
             gap.dispatchEvent(new Event('beforematch', { bubbles: true }));
             gap.scrollIntoView();
             for (let wait = 0; !root.querySelector('.card[data-chunk=\"16\"]'); wait += 1) {
                 if (wait > 200) throw new Error('nothing comes');
                 await new Promise((done) => setTimeout(done, 10));
             }
             await new Promise((done) => setTimeout(done, 200));
             return far.length;";
        let far = page.promised(script).await?;
        ensure!(far == 0, "The other list was steered: {far}");
        // Two lists of the same feed are no page for readers.
        page.ask("document.querySelector('#other').remove()", []).await?;
        Ok(())
    })
}

#[test]
fn heights_of_other_cards_are_forgotten() -> Journey {
    reader(async |page| {
        let nomination = |number: usize| {
            let mut nomination =
                feeds::nomination(&format!("{} {number:03}", if number < 150 { "Short" } else { "Tall" }));
            if number >= 150 {
                nomination["summary"] = "Whoever is tall says a lot. ".repeat(20).into();
            }
            nomination
        };
        page.site.put("/feed.json", Answer::feed(feeds::feed((0..300).map(nomination))));
        page.show(r#"<hustings-widget src="/feed.json" order="name"></hustings-widget>"#).await?;
        page.click("button", "Show all 300").await?;
        for part in [0.1, 0.2, 0.0] {
            scroll_to(page, part).await?;
            page.wait("the cards on the screen", "return part('card').some((card) => card.getBoundingClientRect().top < innerHeight / 2) && part('card').some((card) => card.getBoundingClientRect().bottom > innerHeight)", [0; 0]).await?;
        }
        page.set("query", "tall").await?;
        page.click("button", "Show all 150").await?;
        let script = "const height = (of) => {
                const all = [...root.querySelectorAll(of)].map((element) => element.getBoundingClientRect());
                return all.length && Math.max(...all.map(({ bottom }) => bottom)) - Math.min(...all.map(({ top }) => top));
            };
            const [gap, cards] = ['.gap[data-chunk=\"6\"]', '.card[data-chunk=\"0\"]'].map(height);
            return gap > 0.9 * cards";
        page.wait("room for tall cards", script, [0; 0]).await
    })
}

/// A page in a frame that is as high as its page; what the frame tells of its cards.
async fn see_in_frame(page: &Page, site: &Site) -> Result<()> {
    let names: Vec<String> = (0..600).map(|number| format!("Nominee {number:03}")).collect();
    let feed = feeds::of(&names.iter().map(String::as_str).collect::<Vec<_>>());
    site.put("/feed.json", Answer::feed(feed));
    site.put("/inside.js", Answer::script(r#"setInterval(() => {
        const root = document.querySelector("hustings-widget").shadowRoot;
        const find = (query) => [...root?.querySelectorAll(query) ?? []];
        find("button").find((button) => button.textContent.startsWith("Show all"))?.click();
        const cards = find(".card").map((card) => card.getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom }));
        parent.postMessage({ height: document.documentElement.scrollHeight, cards }, "*");
    }, 50)"#));
    let inside = r#"<!doctype html><html lang="en"><title>Inside</title><script type="module" src="/pkg/hustings.js"></script>
        <script type="module" src="/inside.js"></script><hustings-widget src="/feed.json" order="name"></hustings-widget>"#;
    site.put("/inside.html", Answer::file("text/html; charset=utf-8", inside));
    page.site.put(
        "/outside.js",
        Answer::script(
            r#"addEventListener("message", ({ data }) => {
        window.told = data;
        document.querySelector("iframe").style.height = `${data.height}px`;
    })"#,
        ),
    );
    let frame =
        format!(r#"<iframe title="Nominees" width="900" src="{}"></iframe>"#, site.url("/inside.html"));
    page.show_without_policy(r#"<script src="/outside.js"></script>"#, &frame).await?;
    page.wait("a long list", "return window.told?.height > 20 * innerHeight", [0; 0]).await?;
    for part in [0.5, 0.9, 0.25, 0.02, 0.7] {
        scroll_to(page, part).await?;
        let script = "const { top } = document.querySelector('iframe').getBoundingClientRect();
            const there = (at) => told.cards.some((card) => card.top + top <= at + 60 && at - 60 <= card.bottom + top);
            return [0.2, 0.5, 0.8].every((at) => there(at * innerHeight)) && told.cards.length < 250";
        page.wait(&format!("cards on the screen at {part}"), script, [0; 0]).await?;
    }
    Ok(())
}

#[test]
fn in_a_frame_as_high_as_its_page_cards_come_where_the_reader_is() -> Journey {
    reader(async |page| see_in_frame(page, &page.site).await)
}

#[test]
fn so_they_do_in_another_origins_frame() -> Journey {
    reader(async |page| {
        let other = Site::start(false).await?;
        page.allow(&other);
        see_in_frame(page, &other).await
    })
}

#[test]
fn on_paper_nobody_is_left_out() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        page.wait("a gap to be laid", "return Boolean(root.querySelector('.gap[hidden]'))", [0; 0]).await?;
        page.on_paper(true).await?;
        let script = "const words = text(part('frame')[0]);
            return Array.from({ length: 300 }, (_, at) => `Nominee ${String(at).padStart(3, 0)}`).filter((name) => !words.includes(name))";
        page.equal("who is left out", script, json!([])).await?;
        let script = "const told = [...root.querySelectorAll('.gap')].map((gap) => getComputedStyle(gap, '::before').content);
            return [told.length > 2, told.filter((words) => words.includes('printed')).length]";
        page.equal("how often that is said", script, json!([true, 1])).await?;
        page.on_paper(false).await
    })
}

#[test]
fn a_search_in_a_long_list_begins_at_the_top() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        scroll_to(page, 0.6).await?;
        page.search("nominee").await?;
        page.see_count("300 nominations").await?;
        page.see("Show more (276 left)").await?;
        page.search("nominee 1").await?;
        page.see_count("100 of 300 nominations").await
    })
}
