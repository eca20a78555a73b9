//! What nominees wrote, as their readers see it.

use std::time::Duration;

use anyhow::Result;
use hustings_browser_tests::{Answer, CLOCK, Journey, Key, Page, feeds, reader};
use serde_json::{Value, json};

const READER: &str = "/pkg/hustings_reader_bg.wasm";
const EMOJI: &str = "/pkg/hustings_emoji.txt";

#[test]
fn any_blogs_feed_makes_cards_that_open() -> Journey {
    reader(async |page| {
        page.show(r#"<h2>Posts</h2><hustings-widget src="/plain-feed.json"></hustings-widget>"#).await?;
        page.see_count("4 nominations").await?;
        let titles = page.names().await?;
        for title in &titles {
            page.read_more(title).await?;
        }
        page.see_in_statement("p", "ask these five questions").await?;
        page.see_in_statement("a[href='https://example.org/slow-compost/hedge-questions']", "five questions")
            .await?;
        page.see_in_statement("code", "who cuts it?").await?;
        page.see_in_statement("li", "").await?;
        assert_eq!(page.site.asked_for(READER), 1, "what a plain feed lacks is read from its posts");
        Ok(())
    })
}

#[test]
fn cards_without_an_election_still_have_a_heading_above_them() -> Journey {
    reader(async |page| {
        page.show(r#"<hustings-widget src="/plain-feed.json"></hustings-widget>"#).await?;
        page.see_count("4 nominations").await
    })
}

#[test]
fn a_feed_that_sums_up_fetches_no_reader_until_a_statement_opens() -> Journey {
    reader(async |page| {
        let mut ann = feeds::nomination("Ann Ash");
        ann["_hustings"]["statement"] = json!(
            "# Hello\n\nI would\n\n- mend the *pump*\n- paint the **gate**\n\n## Why\n\n> Water runs downhill.\n\n\
             1. First [the well](https://example.org/well)\n2. then `tap`\n"
        );
        let mut bob = feeds::nomination("Bob Birch");
        bob["_hustings"]["statement"] = json!("## Short");
        page.site.put("/feed.json", Answer::feed(feeds::feed([ann, bob])));
        page.show(r#"<hustings-widget src="/feed.json"></hustings-widget>"#).await?;
        page.see_cards(2).await?;
        // Nothing of what is on the way would have come by then.
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!((page.site.asked_for(READER), page.site.asked_for(EMOJI)), (0, 0));

        page.read_more("Ann Ash").await?;
        page.see_in_statement("h5", "Hello").await?;
        page.see_in_statement("h5, h6", "Why").await?;
        page.see_in_statement("ul li em", "pump").await?;
        page.see_in_statement("ul li strong", "gate").await?;
        page.see_in_statement("blockquote", "Water runs downhill.").await?;
        page.see_in_statement("ol li a[href='https://example.org/well']", "the well").await?;
        page.see_in_statement("ol li code", "tap").await?;
        page.read_more("Bob Birch").await?;
        page.see_in_statement("h5, h6", "Short").await?;
        assert_eq!((page.site.asked_for(READER), page.site.asked_for(EMOJI)), (1, 0));
        Ok(())
    })
}

#[test]
fn statements_of_the_sample_election_are_set_in_type() -> Journey {
    reader(async |page| {
        page.show(r#"<hustings-widget src="/sample-election.json"></hustings-widget>"#).await?;
        page.see_count("8 nominations").await?;
        for name in page.names().await? {
            page.read_more(&name).await?;
        }
        page.see_in_statement("h5, h6", "Water first").await?;
        page.see_in_statement("ol li", "Barrels and gutters on the sheds").await?;
        page.see_in_statement("blockquote", "What the spade disturbs").await?;
        page.see_in_statement("h5, h6", "The waiting list").await?;
        page.see_in_statement("h5, h6", "الماء").await
    })
}

#[test]
fn html_within_markdown_is_not_shown_as_its_source() -> Journey {
    reader(async |page| {
        let mut ann = feeds::nomination("Ann Ash");
        ann["_hustings"]["statement"] = json!(
            "One.\n\n<details>\n<summary>Two</summary>\n\nThree.\n</details>\n\n<script>four()</script>"
        );
        page.site.put("/feed.json", Answer::feed(feeds::feed([ann])));
        page.show(r#"<hustings-widget src="/feed.json"></hustings-widget>"#).await?;
        page.read_more("Ann Ash").await?;
        page.see("One.").await?;
        page.see_no("Three.").await?;
        page.click("menu", "Two").await?;
        page.see("Three.").await?;
        page.see_no("<details>").await?;
        page.see_no("<script>").await
    })
}

#[test]
fn the_headings_of_a_statement_go_on_from_the_cards() -> Journey {
    reader(async |page| {
        let mut ann = feeds::nomination("Ann Ash");
        ann["_hustings"]["statement"] = json!("### Short\n\nand low.");
        page.site.put("/feed.json", Answer::feed(feeds::feed([ann])));
        page.show(r#"<hustings-widget src="/feed.json"></hustings-widget>"#).await?;
        page.read_more("Ann Ash").await?;
        page.see_in_statement("h5", "Short").await
    })
}

#[test]
fn without_what_reads_markdown_the_text_is_there_as_written() -> Journey {
    reader(async |page| {
        let mut ann = feeds::nomination("Ann Ash");
        ann["_hustings"]["statement"] = json!("I would mend *the pump*.");
        page.site.put("/feed.json", Answer::feed(feeds::feed([ann])));
        page.site.put(READER, Answer::status(404));
        page.show(r#"<hustings-widget src="/feed.json"></hustings-widget>"#).await?;
        page.read_more("Ann Ash").await?;
        page.see("I would mend *the pump*.").await?;
        page.see("couldn’t be loaded in full").await?;
        page.expect_console(&["status of 404", "statements can’t be read"]).await
    })
}

#[test]
fn a_statement_in_a_file_of_its_own_is_fetched_when_opened() -> Journey {
    reader(async |page| {
        let mut ann = feeds::nomination("Ann Ash");
        ann["_hustings"]["statement_url"] = json!("/ann.md");
        let mut bob = feeds::nomination("Bob Birch");
        bob["_hustings"]["statement_url"] = json!("/gone.md");
        page.site.put("/ann.md", Answer::file("text/markdown", "## The *pump*"));
        page.site.put("/feed.json", Answer::feed(feeds::feed([ann, bob])));
        page.show(r#"<hustings-widget src="/feed.json"></hustings-widget>"#).await?;
        page.see_cards(2).await?;
        assert_eq!(page.site.asked_for("/ann.md"), 0);
        page.read_more("Ann Ash").await?;
        page.see_in_statement("h5, h6", "The pump").await?;
        page.read_more("Bob Birch").await?;
        page.see("Read the statement where it was published").await?;
        page.expect_console(&["status of 404"]).await
    })
}

#[test]
fn a_statement_that_comes_late_is_nobody_elses() -> Journey {
    reader(async |page| {
        let nominee = |name: &str, statement: &str| {
            let mut nominee = feeds::nomination(name);
            nominee["id"] = json!("1");
            nominee["_hustings"]["statement_url"] = json!(statement);
            Answer::feed(feeds::feed([nominee]))
        };
        page.site
            .put("/ann.md", Answer::file("text/markdown", "Ann’s own.").after(Duration::from_millis(900)));
        page.site.put("/bob.md", Answer::file("text/markdown", "Bob’s own."));
        page.site.put("/ann.json", nominee("Ann Ash", "/ann.md"));
        page.site.put("/bob.json", nominee("Bob Birch", "/bob.md"));
        page.show(r#"<hustings-widget src="/ann.json"></hustings-widget>"#).await?;
        page.see_cards(1).await?;
        page.read_more("Ann Ash").await?;
        page.set("src", "/bob.json").await?;
        page.see("Bob Birch").await?;
        page.see_in_statement("p", "Bob’s own.").await?;
        tokio::time::sleep(Duration::from_millis(1200)).await;
        page.see_in_statement("p", "Bob’s own.").await
    })
}

#[test]
fn a_statement_that_never_comes_holds_up_no_other() -> Journey {
    reader(async |page| {
        let mut ann = feeds::nomination("Ann Ash");
        ann["_hustings"]["statement_url"] = json!("/never.md");
        let mut bob = feeds::nomination("Bob Birch");
        bob["_hustings"]["statement"] = json!("Bob’s own.");
        page.site.put("/never.md", Answer::never());
        page.site.put("/feed.json", Answer::feed(feeds::feed([ann, bob])));
        page.show(r#"<hustings-widget src="/feed.json"></hustings-widget>"#).await?;
        page.see_cards(2).await?;
        page.read_more("Ann Ash").await?;
        page.read_more("Bob Birch").await?;
        page.see("Bob’s own.").await
    })
}

/// All that a text could hope to smuggle in, and the words that may stay.
const HOSTILE: &str = r#"
    <p>Harmless words.</p>
    <script>window.pwned = "script"</script>
    <img src="https://evil.example/pixel.gif" onerror="window.pwned = 'onerror'" alt="A pixel">
    <img src="x" onerror="window.pwned = 'onerror'">
    <a href="javascript:window.pwned='href'">A link</a>
    <a href="&#106;avascript:window.pwned='href'">Another</a>
    <a href="java&#9;script:window.pwned='href'">A third</a>
    <a href="data:text/html,<script>window.pwned='data'</script>">A fourth</a>
    <style>* { display: none !important } body { background: url(https://evil.example/style) }</style>
    <link rel="stylesheet" href="https://evil.example/style.css">
    <iframe src="https://evil.example/frame" srcdoc="<script>parent.pwned='frame'</script>"></iframe>
    <svg onload="window.pwned='svg'"><script>window.pwned='svg'</script><use href="https://evil.example/#a"/></svg>
    <math><mtext><table><mglyph><style><img src=x onerror="window.pwned='math'"></style></mglyph></table></mtext></math>
    <object data="https://evil.example/o"></object><embed src="https://evil.example/e">
    <video src="https://evil.example/v" autoplay onplay="window.pwned='video'"></video>
    <form action="https://evil.example/f"><input name="secret" autofocus onfocus="window.pwned='focus'"></form>
    <p style="position: fixed; inset: 0" onclick="window.pwned='click'" id="main" class="tray">More words.</p>
    <details open ontoggle="window.pwned='toggle'"><summary>Sum</summary>Folded words.</details>
    <hustings-widget src="https://evil.example/feed"></hustings-widget>
    <base href="https://evil.example/"><meta http-equiv="refresh" content="0; url=https://evil.example/">
    <template><img src=x onerror="window.pwned='template'"></template>
"#;

/// Whether anything hostile is left in the widget, or ran.
const HARM: &str = r#"
    const elements = [...root.querySelectorAll("*")];
    const harm = elements.flatMap((element) => [
        ...("SCRIPT STYLE LINK IFRAME SVG MATH OBJECT EMBED IMG VIDEO FORM BASE META TEMPLATE HUSTINGS-WIDGET"
            .split(" ").includes(element.tagName.toUpperCase()) ? [element.outerHTML.slice(0, 80)] : []),
        ...[...element.attributes]
            .filter(({ name, value }) => name.startsWith("on") || name === "style" || name === "id"
                || (["href", "src"].includes(name) && !/^https?:/.test(value)))
            .map(({ name, value }) => `${element.localName} ${name}=${value.slice(0, 60)}`),
    ]);
    if (window.pwned) harm.push(`ran: ${window.pwned}`);
    return harm;
"#;

#[test]
fn a_hostile_text_leaves_nothing_behind() -> Journey {
    reader(async |page| {
        let html = json!({ "id": "ann-ash", "title": "Ann Ash", "content_html": HOSTILE });
        let mut markdown = feeds::nomination("Bob Birch");
        markdown["_hustings"]["statement"] = json!(format!(
            "Harmless Markdown.\n\n[A link](javascript:window.pwned='md') <b onclick=\"window.pwned='md'\">bold</b>\n\n\
             ![Pixel](https://evil.example/pixel.gif)\n\n<javascript:window.pwned=1>\n\n{HOSTILE}"
        ));
        let script = "<script>window.pwned = 'text'</script><img src=x onerror=\"window.pwned='text'\">";
        let mut fields = feeds::nomination("Cleo Cedar");
        fields["url"] = json!("javascript:window.pwned='url'");
        fields["title"] = json!(script);
        fields["summary"] = json!(script);
        fields["_hustings"]["candidate"]["name"] = json!(format!("Cleo {script}"));
        fields["_hustings"]["links"] = json!([{ "label": script, "url": "javascript:window.pwned='link'" }]);
        fields["_hustings"]["references"] =
            json!([{ "type": "GCP", "number": 1, "url": "vbscript:x", "title": script }]);
        fields["_hustings"]["stances"] =
            json!([{ "topic": "water", "quote": script, "url": " javascript:window.pwned='stance'" }]);
        page.site.put("/feed.json", Answer::feed(feeds::feed([html, markdown, fields])));

        // Not the page's policy shall hold this off, but the widget.
        let lax = "default-src * data: blob: 'unsafe-inline' 'unsafe-eval'";
        let head = r#"<script type="module" src="/pkg/hustings.js"></script>"#;
        page.show_under(lax, head, r#"<hustings-widget src="/feed.json"></hustings-widget>"#).await?;
        page.see_cards(3).await?;
        for name in page.names().await? {
            page.read_more(&name).await?;
        }
        page.see_in_statement("p", "Harmless words.").await?;
        page.see_in_statement("*", "Harmless Markdown.").await?;
        page.see_in_statement("*", "More words.").await?;
        page.see_in_statement("*", "Folded words.").await?;
        assert_eq!(page.ask(HARM, []).await?, json!([]));
        page.ask("part('statement').flatMap((statement) => [...statement.querySelectorAll('p, a, b')]).filter((element) => !element.href).forEach((element) => element.click())", [])
            .await?;
        assert_eq!(page.ask("return window.pwned ?? null", []).await?, Value::Null);
        page.set("picks", json!(["ann-ash", "bob-birch", "cleo-cedar"])).await?;
        page.set("view", "compare").await?;
        page.see("side by side").await?;
        assert_eq!(page.ask(HARM, []).await?, json!([]));
        page.expect_console(&["hustings-widget: "]).await
    })
}

#[test]
fn what_a_feed_lacks_is_read_from_its_statements_once_the_cards_are_there() -> Journey {
    reader(async |page| {
        let mut ann = without(feeds::nomination("Ann Ash"), &["summary"]);
        ann["_hustings"]["statement"] = json!(SAID);
        page.site.put("/feed.json", Answer::feed(feeds::feed([ann, feeds::nomination("Bob Birch")])));
        page.show(TAG).await?;
        page.see("From the statement:").await?;
        assert_eq!((page.site.asked_for(READER), page.site.asked_for(EMOJI)), (1, 0));
        page.see_no("How this was made").await?;
        page.read_more("Ann Ash").await?;
        page.click("menu", "How this was made").await?;
        page.see("a program in your browser reads it in the statement").await
    })
}

const TAG: &str = r#"<hustings-widget src="/feed.json"></hustings-widget>"#;

/// What an invented nominee might write.
const SAID: &str = "\
# Why I stand\n\nI have kept the weir at Alder for nine years, through two floods and one very dry summer. \
I work at Alder Mill. I can give 5 hours a week to the board.\n\n\
# Water\n\nThe weir leaks at the *northern* gate, and every bucket that we lose there is lost to the gardens below. \
I would mend the gate before the next winter, with oak from our own wood.\n\n\
# Paths\n\nThe upper path needs gravel and two new steps. People with prams turn round there today.\n\n\
# Money\n\nNothing of this costs more than a thousand a year, and the mill gives the wood.\n";

fn without(mut nomination: Value, members: &[&str]) -> Value {
    if let Some(nomination) = nomination.as_object_mut() {
        nomination.retain(|name, _| !members.contains(&name.as_str()));
    }
    nomination
}

/// The element that has the focus, some of it within the screen, says so.
async fn led_to(page: &Page, name: &str) -> Result<()> {
    page.see_focus(name).await?;
    let visible = "const { top, bottom, width } = focused().getBoundingClientRect();
        return width > 0 && bottom > 0 && top < innerHeight && top >= 0";
    page.wait(&format!("{name} on the screen"), visible, [0; 0]).await
}

/// Exactly these words are marked.
async fn see_marked(page: &Page, words: &str) -> Result<()> {
    page.equal(
        "the marked words",
        "return all('mark').map((mark) => mark.textContent).join('').replace(/\\s+/g, ' ')",
        words,
    )
    .await
}

/// One nominee with a statement of four sections below some screens of text,
/// and a stance that quotes it.
fn ann() -> Value {
    let mut ann = feeds::nomination("Ann Ash");
    let padding = "The gardens lie between the hill and the brook, and have done so for long.\n\n".repeat(60);
    ann["_hustings"]["statement"] = json!(format!("{padding}{SAID}"));
    ann["_hustings"]["stances"] = json!([{ "topic": "water", "quote": "The weir leaks at the northern gate, and every bucket", "anchor": "water" }]);
    ann
}

#[test]
fn the_contents_lead_to_a_section() -> Journey {
    reader(async |page| {
        page.site.put("/feed.json", Answer::feed(feeds::feed([ann(), feeds::nomination("Bob Birch")])));
        page.show(TAG).await?;
        page.read_more("Ann Ash").await?;
        page.click("menu", "Contents").await?;
        for section in ["Paths", "Why I stand"] {
            page.click("button", section).await?;
            led_to(page, &format!("h5 {section}")).await?;
        }
        Ok(())
    })
}

#[test]
fn a_chip_opens_the_card_at_its_stance() -> Journey {
    reader(async |page| {
        page.site.put("/feed.json", Answer::feed(feeds::feed([ann(), feeds::nomination("Bob Birch")])));
        page.show(TAG).await?;
        page.tab_to("button Ann Ash on Water").await?;
        page.press(Key::Enter).await?;
        led_to(page, "dt Water").await?;
        page.wait("an open card", "return part('detail').length === 1", [0; 0]).await
    })
}

#[test]
fn a_quotation_leads_to_its_words_in_the_statement() -> Journey {
    reader(async |page| {
        page.site.put("/feed.json", Answer::feed(feeds::feed([ann(), feeds::nomination("Bob Birch")])));
        page.show(TAG).await?;
        page.read_more("Ann Ash").await?;
        page.click("button", "in the statement of Ann Ash: The weir").await?;
        see_marked(page, "The weir leaks at the northern gate, and every bucket").await?;
        let first = page.focus().await?;
        led_to(page, &first).await?;
        assert!(first.starts_with("mark The weir leaks"), "{first}");
        Ok(())
    })
}

#[test]
fn from_the_comparison_a_quotation_opens_the_statement_over_it() -> Journey {
    reader(async |page| {
        page.site.put("/feed.json", Answer::feed(feeds::feed([ann(), feeds::nomination("Bob Birch")])));
        page.show(
            r#"<hustings-widget src="/feed.json" view="compare" picks="ann-ash bob-birch"></hustings-widget>"#,
        )
        .await?;
        let columns = ["Ann Ash", "Bob Birch"];
        page.see_columns(&columns).await?;
        let way = "button in the statement of Ann Ash: The weir leaks at the";
        for close in ["Escape", "Close"] {
            page.click("button", "in the statement of Ann Ash").await?;
            see_marked(page, "The weir leaks at the northern gate, and every bucket").await?;
            let first = page.focus().await?;
            led_to(page, &first).await?;
            page.wait("a dialog", "return all('dialog').every((dialog) => dialog.matches(':modal')) && all('dialog').length === 1", [0; 0]).await?;
            page.assert_clean().await?;
            match close {
                "Escape" => page.press(Key::Escape).await?,
                _ => page.click("button", "Close").await?,
            }
            page.equal("the dialogs", "return all('dialog').length", 0).await?;
            page.see_focus(way).await?;
            page.see_columns(&columns).await?;
        }
        Ok(())
    })
}

#[test]
fn topics_are_found_in_the_posts_of_a_plain_feed() -> Journey {
    reader(async |page| {
        let items = [
            ("Ann Ash", "The weir leaks, and the pump is older than I am.", "Gravel for the upper path, and a rail."),
            ("Bob Birch", "We should count what the brook gives in a dry summer.", "Two steps, wide enough for a pram."),
            ("Cleo Cedar", "A second barrel at every shed would carry us through June.", "Light at the gate, until ten."),
            ("Dan Dogwood", "I would leave the weir as it is and save at the taps.", "Nothing new; mend what there is."),
        ]
        .map(|(name, water, paths)| {
            json!({ "id": name, "title": format!("{name} stands"), "authors": [{ "name": name }], "content_html": format!(
                "<p>I stand for the board of the gardens, as many of you asked me to do in spring.</p><h2>Water supply</h2><p>{water}</p><h2>Footpaths</h2><p>{paths}</p>") })
        });
        let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Posts", "items": items });
        page.site.put("/feed.json", Answer::feed(feed));
        page.show(&format!("<h2>Posts</h2>{TAG}")).await?;
        page.see_cards(4).await?;
        page.see("From the statement:").await?;
        let chips = "return all('.topics').map((topics) => [...topics.querySelectorAll('button')].map((topic) => text(topic).toLowerCase()).sort().join())";
        page.equal("the chips", chips, json!(vec!["footpaths,water supply"; 4])).await?;
        let label =
            "return all('.topics button').map(label).find((label) => /Cleo Cedar on water/i.test(label))";
        let label = page.ask(label, []).await?;
        let label = label.as_str().unwrap_or_default();
        page.click("button", label).await?;
        led_to(page, &label.replace("Cleo Cedar on", "dt")).await?;
        page.see("A second barrel at every shed").await?;
        page.see("found by heading").await
    })
}

#[test]
fn facts_that_were_read_lead_to_where_they_stand() -> Journey {
    reader(async |page| {
        page.site.put("/feed.json", Answer::feed(feeds::feed([ann(), feeds::nomination("Bob Birch")])));
        page.show(TAG).await?;
        page.read_more("Ann Ash").await?;
        let facts = "return Object.fromEntries([...part('detail')[0].querySelectorAll('.facts dt')].map((name) => [text(name), text(name.nextElementSibling)]))";
        page.equal("the facts", facts, json!({ "Affiliation": "Alder Mill in the statement", "Time offered": "5 hours a week in the statement" }))
            .await?;
        page.click("button", "in the statement of Ann Ash: I work at Alder Mill").await?;
        see_marked(page, "I work at Alder Mill.").await?;
        led_to(page, "mark I work at Alder Mill.").await?;
        page.click("menu", "How this was made").await
    })
}

#[test]
fn what_the_feed_states_stands_before_what_was_read() -> Journey {
    reader(async |page| {
        let mut ann = ann();
        ann["_hustings"]["facts"] = json!({ "employer": "The bakery" });
        let mut feed = feeds::feed([ann, feeds::nomination("Bob Birch")]);
        feed["_hustings"]["facts"] = json!([{ "id": "employer", "label": "Employer", "kind": "text" }]);
        page.site.put("/feed.json", Answer::feed(feed));
        page.show(TAG).await?;
        page.read_more("Ann Ash").await?;
        page.see("Time offered").await?;
        page.see("Editor’s words: Ann Ash would mend the pump.").await?;
        page.see_no("From the statement:").await?;
        let employer = "return [...part('detail')[0].querySelectorAll('.facts dt')].filter((name) => /Employer|Affiliation/.test(text(name))).map((name) => text(name.nextElementSibling))";
        page.equal("the employer", employer, json!(["The bakery"])).await?;
        // One topic was stated; on the other there is only what was read.
        let stances = "return [...part('detail')[0].querySelectorAll('.stances dd')].map((stance) => /found by/.test(text(stance)))";
        page.equal("what was found", stances, json!([false, true])).await
    })
}

#[test]
fn without_the_table_of_emoji_shortcodes_stay() -> Journey {
    reader(async |page| {
        let mut ann = feeds::nomination("Ann Ash");
        ann["_hustings"]["statement"] = json!("The weir holds :tada: again.");
        page.site.put("/feed.json", Answer::feed(feeds::feed([ann])));
        page.site.put(EMOJI, Answer::status(404));
        page.show(TAG).await?;
        page.see_cards(1).await?;
        assert_eq!(page.site.asked_for(EMOJI), 0);
        page.read_more("Ann Ash").await?;
        page.see_in_statement("p", "The weir holds :tada: again.").await?;
        assert_eq!(page.site.asked_for(EMOJI), 1);
        page.expect_console(&["status of 404"]).await
    })
}

/// A statement that nobody wrote for readers opens, and closes again. `cut`
/// says whether some of it is too much to be shown.
async fn open_and_close(page: &Page, name: &str, member: &str, text: &str, cut: bool) -> Result<()> {
    let mut ann = without(feeds::nomination("Ann Ash"), &["summary"]);
    ann["url"] = json!("https://example.org/ann");
    ann["_hustings"][member] = json!(text);
    page.site.put("/clock.js", Answer::script(CLOCK));
    page.site.put("/feed.json", Answer::feed(feeds::feed([ann, feeds::nomination("Bob Birch")])));
    let head = r#"<script src="/clock.js"></script><script type="module" src="/pkg/hustings.js"></script>"#;
    page.show_with(head, TAG).await?;
    page.see_cards(2).await?;
    page.read_more("Ann Ash").await?;
    let read = "const [statement] = part('statement');
        return statement ? text(statement) !== 'Reading…' && !text(statement).includes('couldn’t be loaded') : given[0] === ''";
    page.wait(&format!("{name} to be read"), read, [text.trim()]).await?;
    let notice = "return all('.statement .notice').length === 1";
    if cut {
        page.wait(&format!("a word about the rest of {name}"), notice, [0; 0]).await?;
        page.see("This statement is longer than can be shown here. Read it whole where it was published")
            .await?;
    } else {
        assert_eq!(page.ask(notice, []).await?, false, "{name} is whole");
    }
    // The page still answers.
    page.click("button", "Less about Ann Ash").await?;
    page.equal("the statements", "return part('statement').length", 0).await?;
    page.pick("Bob Birch").await?;
    page.see("1 picked").await?;
    let tasks = page.ask("return tasks", []).await?;
    eprintln!("{name} ({member}): tasks of more than 50 ms: {tasks}");
    Ok(())
}

#[test]
fn nothing_much_and_one_endless_word_are_statements_too() -> Journey {
    reader(async |page| {
        for (name, text) in [
            ("nothing", String::new()),
            ("white space", " \n\n".to_owned()),
            ("only emoji", "🎉🎉 🎉\n\n🎉".to_owned()),
            ("only shortcodes", ":tada: :tada:".to_owned()),
        ] {
            open_and_close(page, name, "statement", &text, false).await?;
        }
        open_and_close(page, "one endless word", "statement", &"weir".repeat(75_000), true).await?;
        open_and_close(page, "one endless word", "statement_html", &"weir".repeat(75_000), true).await
    })
}

#[test]
fn ten_thousand_levels_are_shown_or_cut() -> Journey {
    reader(async |page| {
        let deep = |open: &str, close: &str| format!("{}deep{}", open.repeat(10_000), close.repeat(10_000));
        open_and_close(page, "quotes in quotes", "statement", &deep("> ", ""), false).await?;
        open_and_close(page, "elements in Markdown", "statement", &deep("<div>", "</div>"), true).await?;
        open_and_close(
            page,
            "elements in elements",
            "statement_html",
            &deep("<blockquote>", "</blockquote>"),
            true,
        )
        .await
    })
}

#[test]
fn a_hundred_thousand_headings_are_cut_and_said_to_be() -> Journey {
    reader(async |page| {
        let headings: String = (0..100_000).map(|index| format!("# Heading {index}\n\n")).collect();
        open_and_close(page, "100,000 headings", "statement", &headings, true).await?;
        open_and_close(page, "100,000 headings", "statement_html", &"<h2>Same</h2>".repeat(100_000), true)
            .await
    })
}

#[test]
fn a_megabyte_is_cut_and_said_to_be() -> Journey {
    reader(async |page| {
        let prose = "I mentored 3 people at the mill, and would mend the weir before the winter comes. "
            .repeat(12_500);
        open_and_close(page, "a megabyte in one paragraph", "statement", &prose, true).await?;
        let paragraphs = "The weir needs oak, and the path needs gravel.\n\n".repeat(21_000);
        open_and_close(page, "a megabyte of paragraphs", "statement", &paragraphs, true).await?;
        open_and_close(
            page,
            "a megabyte of HTML",
            "statement_html",
            &format!("<p>{}</p>", prose.replace("comes. ", "comes.</p><p>")),
            true,
        )
        .await
    })
}
