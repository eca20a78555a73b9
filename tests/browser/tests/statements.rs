//! What nominees wrote, as their readers see it.

use std::time::Duration;

use anyhow::Result;
use hustings_browser_tests::{Answer, Journey, Page, feeds, reader};
use serde_json::{Value, json};

const READER: &str = "/pkg/hustings_reader_bg.wasm";

async fn see_in_statement(page: &Page, query: &str, words: &str) -> Result<()> {
    let script = "return part('statement').some((statement) =>
        [...statement.querySelectorAll(given[0])].some((element) => text(element).includes(given[1])))";
    page.wait(&format!("{query} “{words}” in a statement"), script, [query, words]).await
}

#[test]
fn any_blogs_feed_makes_cards_that_open() -> Journey {
    reader(async |page| {
        page.show(r#"<h2>Posts</h2><hustings-widget src="/plain-feed.json"></hustings-widget>"#).await?;
        page.see_count("4 nominations").await?;
        let titles = page.names().await?;
        for title in &titles {
            page.read_more(title).await?;
        }
        see_in_statement(page, "p", "ask these five questions").await?;
        see_in_statement(
            page,
            "a[href='https://example.org/slow-compost/hedge-questions']",
            "five questions",
        )
        .await?;
        see_in_statement(page, "code", "who cuts it?").await?;
        see_in_statement(page, "li", "").await?;
        assert_eq!(page.site.asked_for(READER), 0, "HTML needs no reader of Markdown");
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
fn what_reads_markdown_is_fetched_with_the_first_statement() -> Journey {
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
        assert_eq!(page.site.asked_for(READER), 0);

        page.read_more("Ann Ash").await?;
        see_in_statement(page, "h5", "Hello").await?;
        see_in_statement(page, "h5, h6", "Why").await?;
        see_in_statement(page, "ul li em", "pump").await?;
        see_in_statement(page, "ul li strong", "gate").await?;
        see_in_statement(page, "blockquote", "Water runs downhill.").await?;
        see_in_statement(page, "ol li a[href='https://example.org/well']", "the well").await?;
        see_in_statement(page, "ol li code", "tap").await?;
        page.read_more("Bob Birch").await?;
        see_in_statement(page, "h5, h6", "Short").await?;
        assert_eq!(page.site.asked_for(READER), 1);
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
        see_in_statement(page, "h5, h6", "Water first").await?;
        see_in_statement(page, "ol li", "Barrels and gutters on the sheds").await?;
        see_in_statement(page, "blockquote", "What the spade disturbs").await?;
        see_in_statement(page, "h5, h6", "The waiting list").await?;
        see_in_statement(page, "h5, h6", "الماء").await
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
        see_in_statement(page, "h5", "Short").await
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
        see_in_statement(page, "h5, h6", "The pump").await?;
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
        see_in_statement(page, "p", "Bob’s own.").await?;
        tokio::time::sleep(Duration::from_millis(1200)).await;
        see_in_statement(page, "p", "Bob’s own.").await
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
        see_in_statement(page, "p", "Harmless words.").await?;
        see_in_statement(page, "*", "Harmless Markdown.").await?;
        see_in_statement(page, "*", "More words.").await?;
        see_in_statement(page, "*", "Folded words.").await?;
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
