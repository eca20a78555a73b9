//! What people write on forums reads as what it is, whichever side of it a
//! feed has: the text as typed, or the HTML that the forum made of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

use anyhow::{Result, ensure};
use hustings_browser_tests::{Answer, Journey, Key, Page, feeds, reader};
use serde_json::{Value, json};

const TAG: &str = r#"<hustings-widget src="/feed.json"></hustings-widget>"#;

/// A statement's elements, without what is only style.
const OUTLINE: &str = r#"
    const close = (text) => text.replace(/\s+/g, " ");
    const outline = (node) => [...node.childNodes].map((child) => {
        if (child.nodeType === Node.TEXT_NODE) return close(child.data);
        if (child.nodeType !== Node.ELEMENT_NODE || child.matches(".contents")) return "";
        const { localName } = child;
        const kept = ["href", "src", "alt", "class", "start", "aria-label"].flatMap((name) =>
            child.hasAttribute(name) && !child.matches(".scroller") ? [` ${name}=${child.getAttribute(name)}`] : []);
        const box = child.matches("input") ? ` ${child.type}${child.checked ? " checked" : ""}` : "";
        return `<${localName}${kept.join("")}${box}>${outline(child)}${/^(br|hr|img|input)$/.test(localName) ? "" : `</${localName}>`}`;
    }).join("").trim();
    const card = part("card").find((card) => card.ariaLabel === given[0]);
    const statement = card?.querySelector("[part~=statement]");
    return statement && !statement.innerText.startsWith("Reading") ? outline(statement) : null;
"#;

/// Two nominees who say the same: one as typed, one as the forum serves it.
fn both(typed: &str, served: &str) -> Value {
    let [mut typist, mut server] = ["Tilda Typed", "Selma Served"].map(feeds::nomination);
    typist["_hustings"]["statement"] = json!(typed);
    server["_hustings"]["statement_html"] = json!(served);
    feeds::feed([typist, server])
}

/// Both sides read so.
async fn read(page: &Page, feed: Value, outlines: [&str; 2]) -> Result<()> {
    page.site.put("/feed.json", Answer::feed(feed));
    page.show(TAG).await?;
    page.see_cards(2).await?;
    let mut wrong = Vec::new();
    for (name, expected) in ["Tilda Typed", "Selma Served"].into_iter().zip(outlines) {
        page.read_more(name).await?;
        let read = "const card = part('card').find((card) => card.ariaLabel === given[0]);
            return !/^Reading…$/.test(text(card.querySelector('[part~=statement]')) || 'Reading…')";
        page.wait("the statement", read, [name]).await?;
        let found = page.ask(OUTLINE, [name.into()]).await?;
        if found != expected {
            wrong.push(format!(
                "{name}\n  expected {expected}\n  found    {}",
                found.as_str().unwrap_or("nothing")
            ));
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

async fn read_the_same(page: &Page, typed: &str, served: &str, outline: &str) -> Result<()> {
    read(page, both(typed, served), [outline, outline]).await
}

#[test]
fn shortcodes_are_emoji() -> Journey {
    reader(async |page| {
        read_the_same(
            page,
            "The mill turns :tada: and :wave:t3: to all. Not `:tada:`, not :no_such_thing:, not 10:30:45. 🌊",
            "<p>The mill turns <img src=\"/images/emoji/twitter/tada.png?v=12\" title=\":tada:\" class=\"emoji\" alt=\":tada:\" loading=\"lazy\" width=\"20\" height=\"20\"> \
             and <img src=\"/images/emoji/twitter/wave/3.png?v=12\" title=\":wave:t3:\" class=\"emoji\" alt=\":wave:t3:\"> to all. \
             Not <code>:tada:</code>, not :no_such_thing:, not 10:30:45. <img src=\"/images/emoji/twitter/ocean.png?v=12\" title=\":ocean:\" class=\"emoji only-emoji\" alt=\":ocean:\"></p>",
            "<p>The mill turns 🎉 and 👋 to all. Not <code>:tada:</code>, not :no_such_thing:, not 10:30:45. 🌊</p>",
        )
        .await?;
        assert_eq!(page.site.asked_for("/pkg/hustings_emoji.txt"), 1);
        Ok(())
    })
}

const MENTIONS: [&str; 2] = [
    "Ask @ada-l, or write to me@mill.example.",
    "<p>Ask <a class=\"mention\" href=\"/u/ada-l\">@ada-l</a>, or write to me@mill.example.</p>",
];

#[test]
fn mentions_are_plain_until_the_feed_says_where_profiles_live() -> Journey {
    reader(async |page| {
        let [typed, served] = MENTIONS;
        read_the_same(page, typed, served, "<p>Ask @ada-l, or write to me@mill.example.</p>").await?;
        let mut feed = both(typed, served);
        feed["_hustings"]["profiles"] = json!("https://forum.example/u/{handle}");
        let linked =
            "<p>Ask <a href=https://forum.example/u/ada-l>@ada-l</a>, or write to me@mill.example.</p>";
        read(page, feed, [linked, linked]).await
    })
}

#[test]
fn quotes_details_and_polls_read_as_what_they_are() -> Journey {
    reader(async |page| {
        read_the_same(
            page,
            "[quote=\"bo, post:2, topic:10, full:true\"]\nThe weir *leaks*.\n[/quote]\n\nI would mend it.",
            "<aside class=\"quote no-group\" data-username=\"bo\" data-post=\"2\" data-topic=\"10\"><div class=\"title\"><div class=\"quote-controls\"></div>\
             <img class=\"avatar\" src=\"/avatar.png\" alt=\"\"> bo:</div><blockquote><p>The weir <em>leaks</em>.</p></blockquote></aside><p>I would mend it.</p>",
            "<blockquote><p class=quiet><bdi>bo</bdi>:</p><p>The weir <em>leaks</em>.</p></blockquote><p>I would mend it.</p>",
        )
        .await?;
        read_the_same(
            page,
            "[details=\"What it costs\"]\nTwo thousand a year.\n\n- planks\n- nails\n[/details]\n\nAfter it.",
            "<details><summary>What it costs</summary><p>Two thousand a year.</p><ul><li>planks</li><li>nails</li></ul></details><p>After it.</p>",
            "<details><summary>What it costs</summary><p>Two thousand a year.</p><ul><li>planks</li><li>nails</li></ul></details><p>After it.</p>",
        )
        .await?;
        read_the_same(
            page,
            "[poll type=multiple min=1 max=2 public=true]\n* In May\n* In June\n[/poll]",
            "<div class=\"poll\" data-poll-name=\"poll\" data-poll-status=\"open\"><div class=\"poll-container\"><ul><li data-poll-option-id=\"a1\">In May</li>\
             <li data-poll-option-id=\"b2\">In June</li></ul></div><div class=\"poll-info\"><span class=\"info-number\">0</span> voters</div></div>",
            "<blockquote><p class=quiet><bdi>Poll</bdi>:</p><ul><li>In May</li><li>In June</li></ul></blockquote>",
        )
        .await
    })
}

#[test]
fn a_preview_of_a_page_is_a_quotation_and_an_address_is_a_link() -> Journey {
    reader(async |page| {
        let feed = both(
            "As told here:\n\nhttps://mill.example/weir\n",
            "<p>As told here:</p><aside class=\"onebox allowlistedgeneric\" data-onebox-src=\"https://mill.example/weir\"><header class=\"source\">\
             <a href=\"https://mill.example/weir\" target=\"_blank\">mill.example</a></header><article class=\"onebox-body\">\
             <h3><a href=\"https://mill.example/weir\">The weir</a></h3><p>How it was built.</p></article></aside>",
        );
        let preview = "<p>As told here:</p><blockquote><p class=quiet><bdi>Link preview</bdi>:</p>\
            <p><a href=https://mill.example/weir>mill.example</a></p><p><strong><a href=https://mill.example/weir>The weir</a></strong></p><p>How it was built.</p></blockquote>";
        let link =
            "<p>As told here:</p><p><a href=https://mill.example/weir>https://mill.example/weir</a></p>";
        read(page, feed, [link, preview]).await
    })
}

#[test]
fn footnotes_headings_and_tables_read_as_what_they_are() -> Journey {
    reader(async |page| {
        read_the_same(
            page,
            "The weir is old[^1].\n\n[^1]: Built in 1911.\n",
            "<p>The weir is old<sup class=\"footnote-ref\"><a href=\"#footnote-77-1\" id=\"footnote-ref-77-1\">[1]</a></sup>.</p><hr class=\"footnotes-sep\">\
             <ol class=\"footnotes-list\"><li id=\"footnote-77-1\" class=\"footnote-item\"><p>Built in 1911. <a href=\"#footnote-ref-77-1\" class=\"footnote-backref\">↩︎</a></p></li></ol>",
            "<p>The weir is old<sup>1</sup>.</p><div class=note><sup>1</sup><p>Built in 1911.</p></div>",
        )
        .await?;
        read_the_same(
            page,
            "# Why I stand\n\nFor the weir.\n\n## How\n\nWith planks.",
            "<h1><a name=\"why-i-stand-1\" class=\"anchor\" href=\"#why-i-stand-1\"></a>Why I stand</h1><p>For the weir.</p>\
             <h2><a name=\"how-2\" class=\"anchor\" href=\"#how-2\"></a>How</h2><p>With planks.</p>",
            "<h5>Why I stand</h5><p>For the weir.</p><h6>How</h6><p>With planks.</p>",
        )
        .await?;
        read_the_same(
            page,
            "| Month | Work |\n|:-:|---|\n| May | planks |\n",
            "<div class=\"md-table\"><table><thead><tr><th style=\"text-align:center\">Month</th><th>Work</th></tr></thead>\
             <tbody><tr><td style=\"text-align:center\">May</td><td>planks</td></tr></tbody></table></div>",
            "<div><table><tbody><tr><th>Month</th><th>Work</th></tr><tr><td>May</td><td>planks</td></tr></tbody></table></div>",
        )
        .await?;
        read_the_same(
            page,
            "- [x] weir\n- [ ] pump\n",
            "<ul><li class=\"chcklst\"><span class=\"chcklst-box checked fa fa-square-check-o fa-fw\"></span> weir</li>\
             <li class=\"task-list-item\"><input type=\"checkbox\" class=\"task-list-item-checkbox\" disabled> pump</li></ul>",
            "<ul><li><input aria-label=Done checkbox checked> weir</li><li><input aria-label=To do checkbox> pump</li></ul>",
        )
        .await
    })
}

const PICTURE: [&str; 2] = [
    "![The weir|690x400, 50%](https://forum.example/t/weir.jpeg)",
    "<p><div class=\"lightbox-wrapper\"><a class=\"lightbox\" href=\"https://forum.example/o/weir.jpeg\" data-download-href=\"/d\" title=\"The weir\">\
     <img src=\"https://forum.example/t/weir.jpeg\" alt=\"The weir\" width=\"690\" height=\"400\"><div class=\"meta\"><svg class=\"fa\"><use href=\"#far-image\"></use></svg>\
     <span class=\"filename\">The weir</span><span class=\"informations\">966×737 1.47 MB</span></div></a></div></p>",
];

#[test]
fn an_image_is_a_link_unless_the_page_lets_its_host_in() -> Journey {
    reader(async |page| {
        let [typed, served] = PICTURE;
        read(
            page,
            both(typed, served),
            [
                "<p><a href=https://forum.example/t/weir.jpeg>The weir</a></p>",
                "<p><a href=https://forum.example/o/weir.jpeg>The weir</a></p>",
            ],
        )
        .await?;
        // Of this site, so that the picture can come.
        let here = page.site.origin.clone();
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'/>";
        page.site.put("/weir.svg", Answer::file("image/svg+xml", svg));
        let [typed, served] = PICTURE.map(|text| {
            text.replace("https://forum.example/t/weir.jpeg", "/weir.svg")
                .replace("https://forum.example", &here)
        });
        let feed = both(&typed, &served);
        page.site.put("/feed.json", Answer::feed(feed));
        let host = here.trim_start_matches("http://");
        let tag =
            format!(r#"<hustings-widget src="/feed.json" images="other.example {host}"></hustings-widget>"#);
        page.show(&tag).await?;
        page.see_cards(2).await?;
        for name in ["Tilda Typed", "Selma Served"] {
            page.read_more(name).await?;
        }
        let shown = "const images = all('[part~=statement] img');
            return images.length === 2 && images.every((image) => image.complete && image.naturalWidth === 40 && image.alt === 'The weir')";
        page.wait("two pictures", shown, [0; 0]).await
    })
}

#[test]
fn a_spoiler_hides_its_words_until_somebody_asks() -> Journey {
    reader(async |page| {
        read_the_same(
            page,
            "The weir [spoiler]falls in May[/spoiler], I fear.",
            "<p>The weir <span class=\"spoiler\">falls in May</span>, I fear.</p>",
            "<p>The weir <span class=spoiler>falls in May</span>, I fear.</p>",
        )
        .await?;
        let hides = "const [spoiler] = all('.spoiler'); const style = getComputedStyle(spoiler);
            return (style.backgroundColor === style.color) === given[0]";
        page.wait("hidden words", hides, [true]).await?;
        let near = "all('.spoiler')[0].previousSibling.parentElement.closest('article').querySelector('footer button').focus()";
        page.ask(near, []).await?;
        for _ in 0..30 {
            page.press(Key::Tab).await?;
            if page.ask("return focused().matches('.spoiler')", []).await? == true {
                break;
            }
        }
        page.wait("words for who asks", hides, [false]).await?;
        read_the_same(
            page,
            "[spoiler]\n\nIt falls in May.\n\nOr in June.\n\n[/spoiler]\n\nI fear.",
            "<div class=\"spoiler\"><p>It falls in May.</p><p>Or in June.</p></div><p>I fear.</p>",
            "<p><span class=spoiler>It falls in May.</span></p><p><span class=spoiler>Or in June.</span></p><p>I fear.</p>",
        )
        .await
    })
}

#[test]
fn marks_wraps_and_dates_of_a_forum_leave_their_words() -> Journey {
    reader(async |page| {
        read_the_same(
            page,
            "[b]Bold[/b], [i]slanted[/i], [s]gone[/s] and [url=https://mill.example]the mill[/url].\n\n[wrap=note]\nWrapped.\n[/wrap]",
            "<p><b>Bold</b>, <i>slanted</i>, <s>gone</s> and <a href=\"https://mill.example\" data-bbcode=\"true\">the mill</a>.</p>\
             <div class=\"d-wrap\" data-wrap=\"note\"><p>Wrapped.</p></div>",
            "<p><strong>Bold</strong>, <em>slanted</em>, <s>gone</s> and <a href=https://mill.example/>the mill</a>.</p><p>Wrapped.</p>",
        )
        .await?;
        let served = "<p><span class=\"bbcode-b\">Bold</span> <span class=\"hashtag-raw\">#unknown</span> \
            <a class=\"hashtag-cooked\" href=\"https://forum.example/c/mill/3\" data-type=\"category\"><span class=\"hashtag-icon-placeholder\"></span><span>mill</span></a></p>";
        let feed = both("[date=2027-05-01 time=14:00 timezone=\"Europe/Paris\"]", served);
        read(
            page,
            feed,
            [
                "<p>2027-05-01 14:00 (Europe/Paris)</p>",
                "<p><strong>Bold</strong> #unknown <a href=https://forum.example/c/mill/3>#mill</a></p>",
            ],
        )
        .await
    })
}
