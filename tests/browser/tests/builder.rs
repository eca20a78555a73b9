//! The builder: what an author gives it, sees in it, and takes from it.

use std::time::Duration;

use anyhow::{Result, ensure};
use hustings_browser_tests::{Answer, CLOCK, Journey, Key, Page, Site, feeds, reader};
use serde_json::{Value, json};

const TWO: [&str; 2] = ["Ann Ash", "Bob Birch"];

/// What a preview shows: `shown(0)` is the phone's.
const SHOWN: &str = "const shown = (at) => document.querySelectorAll('iframe')[at].contentDocument.querySelector('hustings-widget');
    const names = (at) => [...shown(at).shadowRoot.querySelectorAll('[part~=name]')].map(text);
    const get = (id) => document.getElementById(id);";

/// Opens the builder in a room wide enough for everything, and with an empty tab.
async fn come(page: &Page) -> Result<()> {
    page.resize(1400, 1000).await?;
    page.open("/builder.html").await?;
    see_outcome(page, "Nothing is given yet.").await
}

/// Types a text into the text area all at once, in place of what stands there.
async fn give(page: &Page, text: &str) -> Result<()> {
    let script = "const area = document.getElementById('text');
        area.focus();
        area.select();
        document.execCommand('insertText', false, given[0])";
    page.ask(script, [text.into()]).await.map(drop)
}

/// A feed as authors have it, line by line.
fn pretty(feed: &Value) -> String {
    format!("{feed:#}")
}

async fn see_outcome(page: &Page, words: &str) -> Result<()> {
    page.equal("the outcome", "return text(document.getElementById('outcome'))", words).await
}

/// A preview comes to show these names, in any order.
async fn see_in(page: &Page, preview: usize, names: &[&str]) -> Result<()> {
    page.equal(
        &format!("the names in preview {preview}"),
        &format!("{SHOWN} return names({preview}).sort()"),
        names,
    )
    .await
}

/// Both previews come to answer so.
async fn both(page: &Page, what: &str, script: &str, value: impl Into<Value>) -> Result<()> {
    let value = value.into();
    let script = format!("{SHOWN} return [0, 1].map((at) => {{ const widget = shown(at); {script} }})");
    page.equal(what, &script, json!([value, value])).await
}

/// Clicks a control by the words beside it, or in it.
async fn choose(page: &Page, words: &str) -> Result<()> {
    let script = "[...document.querySelectorAll('main label, main button, main summary')]
        .find((element) => seen(element) && text(element).startsWith(given[0])).click()";
    page.ask(script, [words.into()]).await.map(drop)
}

/// Writes into a field.
async fn fill(page: &Page, id: &str, value: &str) -> Result<()> {
    let script = "const field = document.getElementById(given[0]);
        field.value = given[1];
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }))";
    page.ask(script, [id.into(), value.into()]).await.map(drop)
}

async fn lines(page: &Page, id: &str) -> Result<String> {
    let lines = page.ask("return document.getElementById(given[0]).textContent", [id.into()]).await?;
    Ok(lines.as_str().unwrap_or_default().to_owned())
}

/// How much wider the page is than its room.
const MISSING: &str =
    "const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth - clientWidth";

/// What is selected in the text area, once there is something and it has the focus.
const SELECTED: &str = "const area = document.getElementById('text');
    return focused() === area && area.value.slice(area.selectionStart, area.selectionEnd)";

#[test]
fn a_good_feed_is_said_to_be_good_and_shown_twice() -> Journey {
    reader(async |page| {
        come(page).await?;
        give(page, &pretty(&feeds::of(&TWO))).await?;
        see_outcome(page, "2 nominations in 1 election. Nothing is wrong with this feed.").await?;
        see_in(page, 0, &TWO).await?;
        see_in(page, 1, &TWO).await?;
        let script =
            format!("{SHOWN} return [0, 1].map((at) => shown(at).ownerDocument.defaultView.innerWidth)");
        page.equal("the previews’ widths", &script, json!([360, 1280])).await?;
        // Both are seen whole, side by side.
        let script = "const [phone, desktop] = [...document.querySelectorAll('iframe')].map((frame) => frame.getBoundingClientRect());
            return phone.right < desktop.left && desktop.right <= innerWidth && desktop.width > 800";
        page.wait("room for both", script, [0; 0]).await?;
        page.equal("the faults", "return document.querySelectorAll('.fault').length", 0).await?;
        page.equal("the address", "return location.search + location.hash", "").await
    })
}

#[test]
fn a_text_that_is_not_json_is_told_with_its_place() -> Journey {
    reader(async |page| {
        come(page).await?;
        let good = pretty(&feeds::of(&TWO));
        // Behind a letter of two bytes.
        let broken = good.replacen("\"Ann Ash\"", "\"Änn Ash\" 'x'", 1);
        give(page, &broken).await?;
        see_outcome(page, "Nothing can be shown: this is not JSON yet.").await?;
        page.wait(
            "what to do",
            "return text(document.querySelector('.fault')).includes('double quotation marks')",
            [0; 0],
        )
        .await?;
        page.ask("document.querySelector('.place').click()", []).await?;
        page.equal("what is selected", SELECTED, "'").await?;
        let place = "const { value, selectionStart } = document.getElementById('text');
            const before = value.slice(0, selectionStart).split('\\n');
            return text(document.querySelector('.place')) === `Line ${before.length}, column ${before.at(-1).length + 1}`";
        page.wait("line and column", place, [0; 0]).await?;
        // Each of the previews says it on the console.
        page.expect_console(&["not JSON"]).await?;
        give(page, &good).await?;
        see_outcome(page, "2 nominations in 1 election. Nothing is wrong with this feed.").await?;
        page.equal("the faults", "return document.querySelectorAll('.fault').length", 0).await
    })
}

#[test]
fn what_is_wrong_with_whom_is_told_and_led_to() -> Journey {
    reader(async |page| {
        come(page).await?;
        let mut feed = feeds::of(&["Ann Ash", "Bob Birch", "Cleo Cedar", "Dan Dogwood"]);
        feed["items"][0]["date_published"] = json!("yesterday");
        feed["items"][2]["date_published"] = json!("soon");
        feed["items"][1]["_hustings"]["status"] = json!("winning");
        feed["items"][3].as_object_mut().and_then(|item| item.remove("id"));
        feed["_hustings"]["elections"][0]["seats"] = json!("five");
        give(page, &pretty(&feed)).await?;
        see_outcome(page, "3 nominations in 1 election. 5 things to mend, and 1 nomination left out.")
            .await?;
        let faults = "return [...document.querySelectorAll('.fault')].map((fault) =>
            [text(fault.querySelector('.problem')), ...[...fault.querySelectorAll('.place')].map((place) => text(place).replace(/ line .*/, ''))])";
        page.equal(
            "the faults",
            faults,
            json!([
                ["No id; the nomination is left out.", "Dan Dogwood"],
                ["A text where a number belongs; left out.", "Election “The board, 2027” seats"],
                [
                    "“…” is no date; left out.",
                    "Ann Ash date_published yesterday",
                    "Cleo Cedar date_published soon"
                ],
                ["Status “winning” is not known; read as “nominated”.", "Bob Birch _hustings.status"],
            ]),
        )
        .await?;
        for (place, selected) in [
            ("Bob Birch _hustings", "\"status\": \"winning\""),
            ("Election", "\"seats\": \"five\""),
            ("Cleo", "\"date_published\": \"soon\""),
            ("Dan", "{"),
        ] {
            let script = "[...document.querySelectorAll('.place')].find((place) => text(place).startsWith(given[0])).click()";
            page.ask(script, [place.into()]).await?;
            page.equal("what is selected", SELECTED, selected).await?;
            let inside = "const area = document.getElementById('text');
                const line = area.value.slice(0, area.selectionStart).split('\\n').length - 1;
                const at = line * parseFloat(getComputedStyle(area).lineHeight) - area.scrollTop;
                return at >= 0 && at < area.clientHeight - 20";
            page.wait("the selection in view", inside, [0; 0]).await?;
        }
        see_in(page, 1, &["Ann Ash", "Bob Birch", "Cleo Cedar"]).await?;
        page.expect_console(&["hustings-widget: "]).await
    })
}

#[test]
fn hundreds_of_faults_of_one_kind_are_one() -> Journey {
    reader(async |page| {
        come(page).await?;
        let names: Vec<String> = (0..300).map(|number| format!("Nominee {number}")).collect();
        let mut feed = feeds::of(&names.iter().map(String::as_str).collect::<Vec<_>>());
        for item in feed["items"].as_array_mut().into_iter().flatten() {
            item["summary"] = json!(5);
        }
        give(page, &feed.to_string()).await?;
        see_outcome(page, "300 nominations in 1 election. 300 things to mend.").await?;
        page.equal(
            "the faults and the places seen",
            "return [document.querySelectorAll('.fault').length, [...document.querySelectorAll('.place')].filter(seen).length, text(document.querySelector('.fault summary'))]",
            json!([1, 4, "296 more places like this"]),
        )
        .await?;
        page.expect_console(&["hustings-widget: "]).await
    })
}

#[test]
fn what_is_chosen_is_seen_at_once_in_both_previews() -> Journey {
    reader(async |page| {
        come(page).await?;
        let mut feed = feeds::of(&TWO);
        feed["_hustings"]["elections"] =
            json!([{ "id": "board", "name": "The board" }, { "id": "chair", "name": "The chair" }]);
        feed["items"][1]["_hustings"]["election"] = json!("chair");
        give(page, &pretty(&feed)).await?;
        see_outcome(page, "2 nominations in 2 elections. Nothing is wrong with this feed.").await?;
        see_in(page, 1, &TWO).await?;
        both(page, "a mark", "return (widget.ownerDocument.defaultView.mark = true)", true).await?;

        choose(page, "Side by side").await?;
        both(
            page,
            "the comparison",
            "return Boolean(widget.shadowRoot.querySelector('[part~=compare]'))",
            true,
        )
        .await?;
        choose(page, "Cards").await?;
        both(page, "the view", "return widget.view", "cards").await?;
        choose(page, "Dark").await?;
        both(
            page,
            "the ground",
            "return getComputedStyle(widget.shadowRoot.querySelector('.frame')).backgroundColor",
            "rgb(23, 24, 27)",
        )
        .await?;
        choose(page, "Light").await?;
        both(
            page,
            "the ground",
            "return getComputedStyle(widget.shadowRoot.querySelector('.frame')).backgroundColor",
            "rgb(255, 255, 255)",
        )
        .await?;
        choose(page, "A–Z").await?;
        both(page, "the order", "return widget.shadowRoot.querySelector('select').value", "name").await?;
        page.equal(
            "the elections",
            "return [...document.getElementById('election').options].map(text)",
            json!(["All of them", "The board", "The chair"]),
        )
        .await?;
        fill(page, "election", "chair").await?;
        see_in(page, 0, &["Bob Birch"]).await?;
        see_in(page, 1, &["Bob Birch"]).await?;
        fill(page, "accent", "#8b2f2a").await?;
        both(
            page,
            "the accent",
            "return getComputedStyle(widget).getPropertyValue('--hustings-accent')",
            "#8b2f2a",
        )
        .await?;
        // Nothing was loaded anew for that.
        both(page, "the mark", "return widget.ownerDocument.defaultView.mark", true).await?;
        let wanted = "<style>\n  hustings-widget {\n    --hustings-accent: #8b2f2a;\n  }\n</style>\n<hustings-widget src=\"nominations.json\" election=\"chair\" order=\"name\" theme=\"light\">";
        let snippet = lines(page, "snippet-lines").await?;
        ensure!(snippet.contains(wanted), "{snippet}");
        // Another feed without that election shows everybody.
        give(page, &pretty(&feeds::of(&["Cleo Cedar"]))).await?;
        see_in(page, 0, &["Cleo Cedar"]).await?;
        see_in(page, 1, &["Cleo Cedar"]).await
    })
}

#[test]
fn names_are_sorted_and_written_in_the_previews_as_is_chosen() -> Journey {
    reader(async |page| {
        come(page).await?;
        give(page, &pretty(&feeds::of(&["Åsa Alm", "Zoe Zorn", "Bob Birch"]))).await?;
        see_outcome(page, "3 nominations in 1 election. Nothing is wrong with this feed.").await?;
        choose(page, "A–Z").await?;
        let sorted = |names: [&str; 3]| json!([names, names]);
        let script = format!("{SHOWN} return [names(0), names(1)]");
        fill(page, "lang", "sv").await?;
        page.equal("the names", &script, sorted(["Bob Birch", "Zoe Zorn", "Åsa Alm"])).await?;
        fill(page, "lang", "de").await?;
        page.equal("the names", &script, sorted(["Åsa Alm", "Bob Birch", "Zoe Zorn"])).await?;
        // What is no language is said here, and not given to the widget.
        fill(page, "lang", "Svenska!").await?;
        page.equal(
            "what is said",
            "return document.getElementById('lang-hints').textContent",
            "“Svenska!” is no language tag. Write one as sv or pt-BR.",
        )
        .await?;
        both(page, "the language", "return widget.hasAttribute('lang')", false).await?;
        fill(page, "lang", "sv").await?;
        fill(page, "heading-font", "own").await?;
        fill(page, "own-heading-font-field", "Charter, serif").await?;
        fill(page, "padding", "3").await?;
        fill(page, "top", "48").await?;
        both(
            page,
            "the font and the room",
            "const { getComputedStyle } = widget.ownerDocument.defaultView;
             const [name, root] = ['name', 'root'].map((part) => getComputedStyle(widget.shadowRoot.querySelector(`[part~=${part}]`)));
             return [name.fontFamily, root.paddingLeft, widget.style.getPropertyValue('--hustings-top')]",
            json!(["Charter, serif", "48px", "48px"]),
        )
        .await?;
        let snippet = lines(page, "snippet-lines").await?;
        let wanted = "    --hustings-heading-font: Charter, serif;\n    --hustings-padding: 3em;\n    --hustings-top: 48px;\n  }\n</style>\n<hustings-widget src=\"nominations.json\" order=\"name\" lang=\"sv\">";
        ensure!(snippet.contains(wanted), "{snippet}");
        choose(page, "Colours, type and measures").await?;
        choose(page, "Back to the widget’s own").await?;
        both(page, "the style", "return widget.style.length", 0).await
    })
}

#[test]
fn a_feed_puts_no_script_into_a_link() -> Journey {
    reader(async |page| {
        come(page).await?;
        for address in ["java\tscript:alert(1)//", "java\nscript:alert(1)//", "\u{1}javascript:alert(1)//"] {
            // The widget can't show it: what stands inside the tag does.
            let feed = json!({ "title": address, "home_page_url": address, "items": 5 });
            give(page, &pretty(&feed)).await?;
            see_outcome(page, "Nothing can be shown.").await?;
            let href = page.site.url("/builder/nominations.json");
            both(page, "the link", "return widget.querySelector('a')?.href", href).await?;
            let snippet = lines(page, "snippet-lines").await?;
            ensure!(snippet.contains("<a href=\"nominations.json\">"), "{snippet}");
            give(page, "").await?;
        }
        page.expect_console(&["hustings-widget: "]).await
    })
}

#[test]
fn a_readers_steps_in_a_preview_may_be_where_the_page_begins() -> Journey {
    reader(async |page| {
        come(page).await?;
        give(page, &pretty(&feeds::of(&TWO))).await?;
        see_in(page, 0, &TWO).await?;
        see_in(page, 1, &TWO).await?;
        let pick = format!(
            "{SHOWN} [...shown(1).shadowRoot.querySelectorAll('button')].find((button) => label(button).startsWith('Compare Bob')).click()"
        );
        page.ask(&pick, []).await?;
        page.equal(
            "what is offered",
            "const take = document.getElementById('take'); return seen(take) && text(take)",
            "In the preview now: 1 picked. Begin the page like that",
        )
        .await?;
        choose(page, "Begin the page like that").await?;
        page.equal("the picks", "return document.getElementById('picks').value", "bob-birch").await?;
        both(page, "the picks", "return widget.picks", json!(["bob-birch"])).await?;
        page.equal("the offer", "return seen(document.getElementById('take'))", false).await?;
        ensure!(
            lines(page, "snippet-lines").await?.contains(r#"picks="bob-birch">"#),
            "the picks are missing"
        );
        Ok(())
    })
}

#[test]
fn the_lines_show_on_a_page_what_the_builder_showed() -> Journey {
    reader(async |page| {
        come(page).await?;
        let mut feed = feeds::of(&TWO);
        feed["home_page_url"] = json!("https://board.example/?a=1&b=2");
        give(page, &pretty(&feed)).await?;
        see_in(page, 0, &TWO).await?;
        choose(page, "Side by side").await?;
        page.ask("navigator.clipboard.writeText = async (text) => { window.copied = text; }", []).await?;
        page.ask("document.querySelector('[data-copy=snippet-lines]').click()", []).await?;
        page.equal(
            "what the button says",
            "return text(document.querySelector('[data-copy=snippet-lines]'))",
            "Copied",
        )
        .await?;
        page.equal("what is said", "return text(document.getElementById('copied'))", "Copied").await?;
        let copied = page.ask("return copied", []).await?;
        let copied = copied.as_str().unwrap_or_default();
        ensure!(copied.contains("integrity=\"sha384-"), "no integrity: {copied}");
        let framed = lines(page, "frame-lines").await?;

        page.site.put("/nominations.json", Answer::feed(&feed));
        page.show_with("", copied).await?;
        page.see_columns(&TWO).await.or(page.see_columns(&["Bob Birch", "Ann Ash"]).await)?;
        page.equal(
            "the link inside",
            "return widget.querySelector('a').outerHTML",
            "<a href=\"https://board.example/?a=1&amp;b=2\">A small election</a>",
        )
        .await?;

        // Another file under that name is not run.
        page.site.put("/pkg/hustings.js", Answer::script("window.evil = true"));
        page.show_with("", copied).await?;
        page.see_fallback().await?;
        page.expect_console(&["integrity"]).await?;
        ensure!(page.ask("return 'evil' in window", []).await? == json!(false), "it ran");
        page.site.take_away("/pkg/hustings.js");

        // And in a frame.
        page.site.put("/favicon.ico", Answer::file("image/x-icon", ""));
        let framed = framed.replace("https://you.example", &page.site.origin);
        page.show_without_policy("", &framed).await?;
        let script = format!(
            "{SHOWN} return [...shown(0).shadowRoot.querySelectorAll('thead [part~=name]')].map(text).sort()"
        );
        page.equal("the columns", &script, TWO.to_vec()).await
    })
}

#[test]
fn where_the_clipboard_is_refused_the_lines_are_selected() -> Journey {
    reader(async |page| {
        come(page).await?;
        page.ask("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))", []).await?;
        page.ask("document.querySelector('[data-copy=snippet-lines]').click()", []).await?;
        page.equal(
            "what is said",
            "return text(document.getElementById('copied'))",
            "Selected, ready to copy",
        )
        .await?;
        page.wait("the lines to be selected", "return getSelection().toString().trim() === document.getElementById('snippet-lines').textContent.trim()", [0; 0]).await
    })
}

#[test]
fn a_file_may_be_dropped_anywhere() -> Journey {
    reader(async |page| {
        come(page).await?;
        let drop = "const data = new DataTransfer();
            data.items.add(new File([Uint8Array.from(given[2] ?? new TextEncoder().encode(given[0]))], given[1], { type: 'application/json' }));
            for (const name of ['dragover', 'drop']) document.querySelector('footer').dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: data }))";
        let feed = pretty(&feeds::of(&TWO));
        page.ask(drop, [format!("\u{feff}{}", feed.replace('\n', "\r\n")).into(), "board 2027.json".into()])
            .await?;
        see_outcome(page, "2 nominations in 1 election. Nothing is wrong with this feed.").await?;
        page.equal("the text", "return document.getElementById('text').value", feed).await?;
        // A published feed mostly keeps its name.
        page.equal("the feed’s address", "return document.getElementById('src').value", "board%202027.json")
            .await?;
        page.equal("the veil", "return seen(document.querySelector('.dropping'))", false).await?;
        // Not every file is text.
        page.ask(drop, ["".into(), "old.json".into(), json!([123, 34, 228, 34])]).await?;
        see_outcome(page, "old.json is not UTF-8 text. Save it as UTF-8, and give it again.").await?;
        see_in(page, 1, &TWO).await
    })
}

#[test]
fn of_two_files_the_later_one_is_meant_though_the_earlier_one_is_slower() -> Journey {
    reader(async |page| {
        come(page).await?;
        // What was typed a moment before is not meant either, though nobody has read it yet.
        give(page, "{}").await?;
        let script = "const read = Blob.prototype.arrayBuffer;
            Blob.prototype.arrayBuffer = async function () {
                await new Promise((done) => setTimeout(done, this.name === 'slow.json' ? 1200 : 600));
                if (this.name === 'slow.json') window.late = true;
                return read.call(this);
            };
            for (const [name, text] of given) {
                const data = new DataTransfer();
                data.items.add(new File([text], name, { type: 'application/json' }));
                document.querySelector('footer').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
            }";
        let late = pretty(&feeds::of(&["Cleo Cedar"]));
        page.ask(script, [json!(["slow.json", late]), json!(["quick.json", pretty(&feeds::of(&TWO))])])
            .await?;
        see_outcome(page, "2 nominations in 1 election. Nothing is wrong with this feed.").await?;
        page.wait("the slow one", "return window.late", [0; 0]).await?;
        tokio::time::sleep(Duration::from_millis(600)).await;
        see_outcome(page, "2 nominations in 1 election. Nothing is wrong with this feed.").await?;
        see_in(page, 0, &TWO).await?;
        page.equal("the feed’s address", "return document.getElementById('src').value", "quick.json").await
    })
}

#[test]
fn a_feed_may_be_given_by_its_address() -> Journey {
    reader(async |page| {
        let other = Site::start(false).await?;
        page.allow(&other);
        come(page).await?;
        page.site.put("/feeds/board.json", Answer::feed(pretty(&json!({
            "version": "https://jsonfeed.org/version/1.1", "title": "In two parts", "next_url": "more.json",
            "items": [feeds::nomination("Ann Ash")],
        }))));
        page.site.put("/feeds/more.json", Answer::feed(feeds::of(&["Bob Birch"])));
        fill(page, "address", "feeds/board.json").await?;
        choose(page, "Load").await?;
        // Its pages are found, too.
        see_in(page, 0, &TWO).await?;
        page.wait(
            "its text",
            "return document.getElementById('text').value.includes('In two parts')",
            [0; 0],
        )
        .await?;
        let url = page.site.url("/feeds/board.json");
        page.equal("the feed’s address", "return document.getElementById('src').value", url).await?;

        fill(page, "address", "feeds/none.json").await?;
        choose(page, "Load").await?;
        see_outcome(page, "Nothing can be shown.").await?;
        page.wait("why", "return text(document.querySelector('.fault')).includes('status 404')", [0; 0])
            .await?;
        page.expect_console(&["404", "hustings-widget: "]).await?;

        other.put("/feed.json", Answer::feed(feeds::of(&TWO)));
        fill(page, "address", &other.url("/feed.json")).await?;
        choose(page, "Load").await?;
        page.wait(
            "why",
            "return text(document.querySelector('.fault')).includes('Access-Control-Allow-Origin')",
            [0; 0],
        )
        .await?;
        page.wait(
            "a hint",
            "return text(document.getElementById('address-hints')).includes('Access-Control-Allow-Origin')",
            [0; 0],
        )
        .await?;
        page.expect_console(&["CORS", "ERR_FAILED", "hustings-widget: "]).await
    })
}

#[test]
fn the_work_survives_a_reload_and_nothing_else() -> Journey {
    reader(async |page| {
        come(page).await?;
        give(page, &pretty(&feeds::of(&TWO))).await?;
        see_in(page, 0, &TWO).await?;
        see_in(page, 1, &TWO).await?;
        choose(page, "A–Z").await?;
        fill(page, "pkg", "https://cdn.example/h/").await?;
        let before = lines(page, "snippet-lines").await?;
        page.open("/builder.html").await?;
        see_outcome(page, "2 nominations in 1 election. Nothing is wrong with this feed.").await?;
        see_in(page, 1, &TWO).await?;
        page.equal("the lines", "return document.getElementById('snippet-lines').textContent", before)
            .await?;
        page.equal("the order", "return document.querySelector('[name=order]:checked').value", "name")
            .await?;
        page.equal("the address", "return location.search + location.hash", "").await?;
        choose(page, "Begin anew").await?;
        see_outcome(page, "Nothing is given yet.").await?;
        page.open("/builder.html").await?;
        see_outcome(page, "Nothing is given yet.").await?;
        page.equal("the text", "return document.getElementById('text').value", "").await?;
        page.equal("the order", "return document.querySelector('[name=order]:checked').value", "shuffled")
            .await
    })
}

#[test]
fn without_storage_it_works_as_long_as_the_page() -> Journey {
    reader(async |page| {
        come(page).await?;
        let block = "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } })";
        page.ask(block, []).await?;
        give(page, &pretty(&feeds::of(&TWO))).await?;
        see_outcome(page, "2 nominations in 1 election. Nothing is wrong with this feed.").await?;
        page.wait(
            "that it is said",
            "return text(document.getElementById('size')).includes('no room to keep it')",
            [0; 0],
        )
        .await
    })
}

#[test]
fn a_feed_of_five_megabytes_is_read_and_edited_in_parts() -> Journey {
    reader(async |page| {
        let words = "Rain is free and comes in all at once. ".repeat(45);
        let items: Vec<Value> = (0..2500)
            .map(|number| {
                let mut item = feeds::nomination(&format!("Nominee {number:04}"));
                item["_hustings"]["statement"] = json!(words);
                item
            })
            .collect();
        let mut feed = feeds::feed(items);
        feed["items"][2400]["date_published"] = json!("soon");
        let text = pretty(&feed);
        ensure!(text.len() > 5_000_000, "{} bytes are no large feed", text.len());
        page.site.put("/large.json", Answer::feed(text));
        come(page).await?;
        page.ask(CLOCK, []).await?;
        fill(page, "address", "large.json").await?;
        choose(page, "Load").await?;
        see_outcome(page, "2,500 nominations in 1 election. 2 things to mend.").await?;
        let parts = "return text(document.querySelector('[data-told]')).startsWith('Lines 1 to ') && document.getElementById('text').value.length < 100_000";
        page.wait("a part of the text", parts, [0; 0]).await?;
        let place = "[...document.querySelectorAll('.place')].find((place) => text(place).startsWith('Nominee 2400'))";
        page.wait("the place that is wrong", &format!("return Boolean({place})"), [0; 0]).await?;
        page.ask(&format!("{place}.click()"), []).await?;
        page.equal("what is selected", SELECTED, "\"date_published\": \"soon\"").await?;
        // What is changed in a part is changed in the whole.
        page.type_in("\"date_published\": \"2026-01-01\"").await?;
        see_outcome(page, "2,500 nominations in 1 election. 1 thing to mend.").await?;
        // Whoever selects all of it means all.
        page.ask("document.getElementById('text').focus(); document.getElementById('text').select()", [])
            .await?;
        page.press(Key::Delete).await?;
        see_outcome(page, "Nothing is given yet.").await?;
        give(page, &pretty(&feeds::of(&TWO))).await?;
        see_outcome(page, "2 nominations in 1 election. Nothing is wrong with this feed.").await?;
        page.equal("the parts", "return seen(document.getElementById('pager'))", false).await?;
        let longest = page.ask("return Math.max(0, ...tasks)", []).await?.as_u64().unwrap_or(u64::MAX);
        // A text area of that size would take seconds, and one of them with each key.
        ensure!(longest < 1500, "the page stood still for {longest} ms");
        page.expect_console(&["hustings-widget: "]).await
    })
}

#[test]
fn a_phone_has_room_for_it() -> Journey {
    reader(async |page| {
        come(page).await?;
        page.resize(360, 740).await?;
        let mut feed = feeds::of(&TWO);
        feed["items"][0]["date_published"] = json!("yesterday");
        give(page, &pretty(&feed)).await?;
        see_in(page, 0, &TWO).await?;
        page.ask("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })", []).await?;
        fill(page, "font", "own").await?;
        fill(page, "pkg", "https://cdn.example/a-long-address/that-no-phone-has-room-for/in-one-line/pkg/")
            .await?;
        page.equal("the room that is missing", MISSING, 0).await?;
        let script = "return [...document.querySelectorAll('iframe')].map(seen)";
        page.equal("which preview is seen", script, json!([true, false])).await?;
        choose(page, "Desktop").await?;
        page.equal("which preview is seen", script, json!([false, true])).await?;
        let width =
            "return Math.round(document.querySelectorAll('iframe')[1].getBoundingClientRect().right) <= 340";
        page.wait("the desktop to fit", width, [0; 0]).await?;
        page.equal("the room that is missing", MISSING, 0).await?;
        page.expect_console(&["hustings-widget: "]).await
    })
}

#[test]
fn all_of_it_is_reached_by_keyboard() -> Journey {
    reader(async |page| {
        come(page).await?;
        let mut feed = feeds::of(&TWO);
        feed["items"][0]["summary"] = json!(5);
        give(page, &pretty(&feed)).await?;
        page.wait("a fault", "return Boolean(document.querySelector('.place'))", [0; 0]).await?;
        page.ask("document.getElementById('text').focus()", []).await?;
        let mut path = Vec::new();
        for _ in 0..12 {
            page.press(Key::Tab).await?;
            let focused = page.ask("const { outlineStyle } = getComputedStyle(focused()); return [named(focused()), outlineStyle !== 'none' || Boolean(focused().nextElementSibling && getComputedStyle(focused().nextElementSibling).outlineStyle !== 'none')]", []).await?;
            if focused[0] == "iframe" {
                break;
            }
            ensure!(focused[1] == json!(true), "{} can’t be seen to have the focus", focused[0]);
            path.push(focused[0].as_str().unwrap_or_default().to_owned());
        }
        for name in
            ["button Save as a file", "button Ann Ash summary", "radio Cards", "radio Auto", "radio Shuffled"]
        {
            ensure!(
                path.iter().any(|step| step.starts_with(name)),
                "Tab does not lead to {name}, but by {path:?}"
            );
        }
        page.ask("document.querySelector('.place').focus()", []).await?;
        page.press(Key::Enter).await?;
        page.equal("what is selected", SELECTED, "\"summary\": 5").await?;
        tokio::time::sleep(Duration::from_millis(200)).await;
        page.expect_console(&["hustings-widget: "]).await
    })
}
