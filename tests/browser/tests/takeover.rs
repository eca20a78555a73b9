//! A widget takes the place of what the feed tool rendered, under the reader's eyes.

use anyhow::{Result, anyhow, ensure};
use hustings::cli::args::View;
use hustings::cli::render::{Feed, Form, What, render};
use hustings_browser_tests::{Answer, Journey, Page, feeds, reader};
use serde_json::{Value, json};

/// In every picture that the browser shows: whether nobody is there to be read.
const WATCH: &str = "
    window.blanks = [];
    const look = () => {
        const widget = document.querySelector('hustings-widget');
        const seen = (element) => element?.checkVisibility();
        const cards = [widget?.querySelector('[data-id]'), widget?.shadowRoot?.querySelector('[part~=card]')];
        if (widget?.querySelector('[data-id]') && cards.filter(seen).length !== 1) blanks.push([performance.now(), cards.filter(seen).length]);
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);";

fn nominees(count: usize) -> Value {
    let linked = |at| {
        let mut item = feeds::nomination(&format!("Nominee {at}"));
        item["url"] = json!(format!("https://forum.example/t/{at}"));
        item
    };
    feeds::feed((0..count).map(linked))
}

fn rendered(feed: &Value, view: View, form: Form) -> Result<String> {
    let text = feed.to_string();
    // A journey has a runtime, and the tool brings its own.
    let render = move || {
        let what = What { view, picks: &[], query: "", seed: 7, form };
        Feed::read("feed.json", text.as_bytes()).and_then(|feed| render(&feed, &what))
    };
    let html = std::thread::spawn(render).join().map_err(|_| anyhow!("the tool panicked"))?;
    html.map_err(|finding| anyhow!("{finding:?}"))
}

/// A page with a rendered fallback; the widget comes when the test says so ([`taken_over`]).
async fn show(page: &Page, feed: &Value, form: Form) -> Result<()> {
    show_view(page, feed, View::Cards, form).await
}

async fn show_view(page: &Page, feed: &Value, view: View, form: Form) -> Result<()> {
    show_around(page, feed, view, form, ["", ""]).await
}

/// The same, with this style of the page and this around the tag.
async fn show_around(
    page: &Page,
    feed: &Value,
    view: View,
    form: Form,
    [style, class]: [&str; 2],
) -> Result<()> {
    page.site.put("/feed.json", Answer::feed(feed));
    page.site.put("/watch.js", Answer::script(WATCH));
    let attributes = if view == View::Compare { "view=\"compare\"" } else { "" };
    let body = format!(
        r#"<h1>A post</h1><p id="before">Before.</p><div class="{class}"><hustings-widget src="/feed.json" {attributes}>{}</hustings-widget></div><p id="after">After.</p><div id="end"></div>"#,
        rendered(feed, view, form)?
    );
    page.site.put("/end.css", Answer::file("text/css", format!("#end {{ height: 3000px }} {style}")));
    let head = r#"<link rel="stylesheet" href="/end.css"><script src="/watch.js"></script>"#;
    if form == Form::Styled {
        // What it brings along is a style of the page.
        page.show_without_policy(head, &body).await
    } else {
        page.show_with(head, &body).await
    }
}

/// The widget's script comes.
const BEGIN: &str = "const tag = document.createElement('script');
    tag.type = 'module'; tag.src = '/pkg/hustings.js'; document.head.append(tag)";

async fn taken_over(page: &Page, count: &str) -> Result<()> {
    page.ask(BEGIN, []).await?;
    page.see_count(count).await?;
    page.see_no_fallback().await?;
    page.equal("pictures with nobody, or with both", "return blanks", json!([])).await
}

#[test]
fn who_reads_its_beginning_sees_no_blank() -> Journey {
    reader(async |page| {
        show(page, &nominees(30), Form::Plain).await?;
        let cards = page.ask("return widget.querySelectorAll('[data-id]').length", []).await?;
        ensure!(cards == json!(30), "{cards} cards were rendered");
        let before = "return document.querySelector('#before').getBoundingClientRect().top";
        let stood = page.ask(before, []).await?;
        taken_over(page, "30 nominations").await?;
        page.equal("where the text before it stands", before, stood).await?;
        page.equal("how far the page is scrolled", "return scrollY", 0).await
    })
}

/// Scrolls so that the rendered card at this place stands 10 pixels above the screen's top; says whose it is.
async fn read_on_to(page: &Page, at: usize) -> Result<Value> {
    let script = "const card = [...widget.querySelectorAll('[data-id]')][given[0]];
        scrollBy(0, card.getBoundingClientRect().top + 10);
        return card.dataset.id";
    page.ask(script, [at.into()]).await
}

/// The card of this nominee stands where the reader had it, but for a part of a pixel.
async fn see_it_there(page: &Page, id: Value) -> Result<()> {
    let script = "const card = root.querySelector(`[data-id=${given[0]}]`);
        return Math.abs(card?.getBoundingClientRect().top + 10) < 1.5";
    page.wait("the same card at the same place", script, [id]).await
}

#[test]
fn who_reads_of_somebody_goes_on_reading_of_them() -> Journey {
    reader(async |page| {
        // Beyond those that are drawn without asking.
        show(page, &nominees(60), Form::Plain).await?;
        let id = read_on_to(page, 41).await?;
        taken_over(page, "60 nominations").await?;
        see_it_there(page, id).await?;
        // And in a list that is drawn near the screen only.
        show(page, &nominees(200), Form::Plain).await?;
        let id = read_on_to(page, 150).await?;
        taken_over(page, "200 nominations").await?;
        see_it_there(page, id).await
    })
}

#[test]
fn who_reads_on_a_subject_goes_on_reading_on_it() -> Journey {
    reader(async |page| {
        page.resize(1280, 600).await?;
        let mut feed = nominees(3);
        let subjects: Vec<String> = (0..30).map(|at| format!("Subject {at}")).collect();
        feed["_hustings"]["topics"] =
            subjects.iter().map(|subject| json!({ "id": subject, "label": subject })).collect();
        for item in feed["items"].as_array_mut().into_iter().flatten() {
            item["_hustings"]["stances"] = subjects
                .iter()
                .map(|subject| json!({ "topic": subject, "quote": format!("Of {subject} this and that. ").repeat(8) }))
                .collect();
        }
        show_view(page, &feed, View::Compare, Form::Plain).await?;
        let row = "const row = [...(given[0] ? root : widget).querySelectorAll('tbody > tr')].find((row) => row.querySelector('th [dir]').textContent === 'Subject 20');";
        page.ask(&format!("{row} scrollBy(0, row.getBoundingClientRect().top + 10)"), [Value::Null]).await?;
        page.ask(BEGIN, []).await?;
        page.see("3 nominees side by side").await?;
        page.see_no_fallback().await?;
        let there = format!("{row} return Math.abs(row.getBoundingClientRect().top + 10) < 1.5");
        page.wait("the same row at the same place", &there, [json!(true)]).await
    })
}

#[test]
fn who_reads_what_follows_stays_there() -> Journey {
    reader(async |page| {
        show(page, &nominees(40), Form::Plain).await?;
        page.ask("document.querySelector('#after').scrollIntoView()", []).await?;
        let after = "return Math.round(document.querySelector('#after').getBoundingClientRect().top)";
        let before = page.ask(after, []).await?;
        taken_over(page, "40 nominations").await?;
        page.equal("where the text after it stands", after, before).await
    })
}

#[test]
fn the_keyboard_stays_with_the_nominee() -> Journey {
    reader(async |page| {
        show(page, &nominees(5), Form::Plain).await?;
        page.ask("widget.querySelector('[data-id=\"nominee-3\"] a').focus()", []).await?;
        taken_over(page, "5 nominations").await?;
        page.equal("what has the focus", "return focused().dataset.id ?? focused().outerHTML", "nominee-3")
            .await
    })
}

#[test]
fn a_styled_one_looks_as_the_widget_will_and_the_page_as_it_did() -> Journey {
    reader(async |page| {
        show(page, &nominees(12), Form::Styled).await?;
        let look = |within: &str| {
            format!(
                "const card = {within}.querySelector('[data-id=\"nominee-3\"]');
                 const style = (element) => {{ const {{ color, font, lineHeight }} = getComputedStyle(element); return [color, font, lineHeight]; }};
                 const width = Math.round(card.getBoundingClientRect().width);
                 return [style(card.querySelector('h3')), style(card.querySelector('[part=summary]')), width, getComputedStyle(document.querySelector('h1')).font]"
            )
        };
        let still = page.ask(&look("widget"), []).await?;
        let columns = "return new Set([...widget.querySelectorAll('[data-id]')].map((card) => card.getBoundingClientRect().left)).size";
        ensure!(page.ask(columns, []).await? != json!(1), "the cards stand in one column");
        taken_over(page, "12 nominations").await?;
        page.equal("the look", &look("root"), still).await?;
        page.ask("widget.querySelector('style').remove()", []).await?;
        let heading = "return getComputedStyle(document.querySelector('h1')).font";
        let alone = page.ask(heading, []).await?;
        page.equal("the page’s own", heading, alone).await
    })
}

#[test]
fn what_clips_sideways_is_not_what_scrolls() -> Journey {
    reader(async |page| {
        for (style, class) in [
            ("body { overflow-x: hidden }", ""),
            ("html, body { overflow-x: hidden }", ""),
            (".clips { overflow-x: hidden }", "clips"),
        ] {
            show_around(page, &nominees(40), View::Cards, Form::Plain, [style, class]).await?;
            let id = read_on_to(page, 33).await?;
            taken_over(page, "40 nominations").await?;
            see_it_there(page, id).await?;
        }
        Ok(())
    })
}

#[test]
fn a_box_that_scrolls_keeps_its_reader() -> Journey {
    reader(async |page| {
        let style = ".box { height: 500px; overflow-y: auto; }";
        show_around(page, &nominees(60), View::Cards, Form::Plain, [style, "box"]).await?;
        // In a box nothing follows the list: those below the reader's nominee, too, must be drawn.
        page.ask("widget.setAttribute('order', 'name')", []).await?;
        let below = "const box = document.querySelector('.box');
            const below = (card) => card?.getBoundingClientRect().top - box.getBoundingClientRect().top;";
        page.ask(
            &format!("{below} box.scrollBy(0, below(widget.querySelector('[data-id=nominee-33]')) + 10)"),
            [],
        )
        .await?;
        taken_over(page, "60 nominations").await?;
        let script =
            format!("{below} return Math.abs(below(root.querySelector('[data-id=nominee-33]')) + 10) < 1.5");
        page.wait("the same card at the same place in the box", &script, [0; 0]).await
    })
}

#[test]
fn the_keyboard_stays_in_the_other_widget() -> Journey {
    reader(async |page| {
        let feed = nominees(5);
        page.site.put("/feed.json", Answer::feed(&feed));
        let tag = |id: &str, loading: &str, inside: &str| {
            format!(
                r#"<hustings-widget id="{id}" src="/feed.json" loading="{loading}">{inside}</hustings-widget>"#
            )
        };
        let rendered = rendered(&feed, View::Cards, Form::Plain)?;
        let body = format!("{}{}", tag("one", "eager", &rendered), tag("two", "click", &rendered));
        page.show_with("", &body).await?;
        let link = "document.querySelector('#two [data-id=\"nominee-3\"] a')";
        page.ask(&format!("{link}.focus()"), []).await?;
        page.ask(BEGIN, []).await?;
        page.look_at("#one");
        page.see_count("5 nominations").await?;
        page.see_no_fallback().await?;
        page.equal(
            "whether the focus is where it was",
            &format!("return document.activeElement === {link}"),
            true,
        )
        .await?;
        // Beside a card, it comes to the widget.
        page.look_at("#two");
        page.ask("widget.refresh()", []).await?;
        page.see_count("5 nominations").await?;
        page.equal("what has the focus", "return focused().dataset.id", "nominee-3").await
    })
}

#[test]
fn a_feed_that_is_asked_for_again_brings_no_fallback_back() -> Journey {
    reader(async |page| {
        show(page, &nominees(8), Form::Plain).await?;
        taken_over(page, "8 nominations").await?;
        page.ask("window.back = 0; new MutationObserver(() => { back += widget.firstElementChild.checkVisibility(); }).observe(root, { attributes: true, subtree: true })", []).await?;
        page.promised("await widget.refresh()").await?;
        page.see_count("8 nominations").await?;
        page.equal("how often the fallback was seen", "return back", 0).await?;
        // But when there is nothing else to show, it is there.
        page.set("src", "/nowhere.json").await?;
        page.see_fallback().await?;
        page.expect_console(&["404"]).await
    })
}
