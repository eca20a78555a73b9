//! What people write on forums reads as what it is: each habit as it was
//! typed and as a forum serves it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

use hustings::domain::blocks::{Block, Inline};
use hustings::domain::html::native;
use hustings::domain::reading::emoji::Emoji;
use hustings::domain::reading::{Kind, Means, read};
use hustings::domain::tape::Tape;

/// The blocks of a text, as short tags.
fn blocks(text: &str, kind: Kind) -> String {
    let emoji = Emoji::new("slight_smile 🙂\nwave 👋\n".to_owned());
    let means = Means { emoji: Some(&emoji), profiles: Some("https://f.example/u/{handle}") };
    let resolve = |address: &str| {
        let relative = !address.contains("://") && !address.starts_with("mailto:");
        Some(if relative { format!("https://f.example{address}") } else { address.to_owned() })
    };
    let mut out = String::new();
    show_blocks(&read(text, kind, &means, &resolve).0, &mut out);
    out
}

/// As somebody typed it.
fn typed(text: &str) -> String {
    blocks(text, Kind::Markdown)
}

/// As a forum serves it.
fn served(html: &str) -> String {
    let mut tape = Tape::default();
    native::read(html, &mut tape);
    blocks(&tape.into_string(), Kind::Tape(false))
}

fn both(text: &str, html: &str, shown: &str) {
    assert_eq!(typed(text), shown, "{text}");
    assert_eq!(served(html), shown, "{html}");
}

fn show_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Heading { level, words, .. } => show(&format!("h{level}"), words, out),
            Block::Paragraph(words) => show("p", words, out),
            Block::List(_, items) => {
                for item in items {
                    out.push_str("<li>");
                    show_blocks(item, out);
                    out.push_str("</li>");
                }
            }
            Block::Quote(whose, blocks) => {
                out.extend(["<quote ", whose.as_deref().unwrap_or("?"), ">"]);
                show_blocks(blocks, out);
                out.push_str("</quote>");
            }
            Block::Details(summary, blocks) => {
                show("summary", summary, out);
                show_blocks(blocks, out);
                out.push_str("</details>");
            }
            Block::Note(label, blocks) => {
                out.extend(["<note ", label, ">"]);
                show_blocks(blocks, out);
                out.push_str("</note>");
            }
            Block::Code(code) => out.extend(["<pre>", code, "</pre>"]),
            Block::Table(_, rows) => {
                for row in rows {
                    out.push_str("<tr>");
                    row.iter().for_each(|cell| show("td", cell, out));
                    out.push_str("</tr>");
                }
            }
            Block::Rule => out.push_str("<hr>"),
        }
    }
}

fn show(tag: &str, words: &[Inline], out: &mut String) {
    let name = tag.split(' ').next().unwrap();
    out.extend(["<", tag, ">"]);
    for inline in words {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Emphasis(words) => show("i", words, out),
            Inline::Strong(words) => show("b", words, out),
            Inline::Struck(words) => show("s", words, out),
            Inline::Mark(words) => show("mark", words, out),
            Inline::Spoiler(words) => show("spoiler", words, out),
            Inline::Code(code) => out.extend(["<code>", code, "</code>"]),
            Inline::Link(href, words) => show(&format!("a {}", href.as_str()), words, out),
            Inline::Image(href, words) => out.extend(["<img ", href.as_str(), " ", words, ">"]),
            Inline::Note(label) => out.extend(["<ref ", label, ">"]),
            Inline::Task(done) => out.push_str(if *done { "[x]" } else { "[ ]" }),
            Inline::Break => out.push_str("<br>"),
        }
    }
    out.extend(["</", name, ">"]);
}

#[test]
fn people_are_linked_and_groups_lead_to_themselves() {
    let shown = "<p>Hi <a https://f.example/u/ada-l>@ada-l</a>.</p>";
    both("Hi @ada-l.", r#"<p>Hi <a class="mention" href="/u/ada-l">@ada-l</a>.</p>"#, shown);
    both("Hi @ada-l.", r#"<p>Hi <span class="mention">@ada-l</span>.</p>"#, shown);
    assert_eq!(
        served(r#"<p>Hi <a class="mention-group notify" href="/groups/millers">@millers</a>.</p>"#),
        "<p>Hi <a https://f.example/groups/millers>@millers</a>.</p>"
    );
}

#[test]
fn categories_and_tags_keep_their_sign() {
    both("In #wheels", r#"<p>In <span class="hashtag-raw">#wheels</span></p>"#, "<p>In #wheels</p>");
    for html in [
        r##"<a class="hashtag-cooked" href="/c/wheels/7" data-type="category"><span class="hashtag-icon-placeholder"></span><span>wheels</span></a>"##,
        r##"<a class="hashtag-cooked" href="/c/wheels/7"><span class="hashtag-icon-placeholder"><svg><use href="#x"></use></svg></span><span>wheels</span></a>"##,
        r##"<a class="hashtag" href="/c/wheels/7">#<span>wheels</span></a>"##,
    ] {
        let html = format!("<p>In {html}</p>");
        assert_eq!(served(&html), "<p>In <a https://f.example/c/wheels/7>#wheels</a></p>");
    }
}

#[test]
fn emoji_are_signs() {
    both(
        "Hi :slight_smile: :wave:t5: :mill:",
        r#"<p>Hi <img src="/images/emoji/x/slight_smile.png?v=1" title=":slight_smile:" class="emoji" alt=":slight_smile:"> <img class="emoji only-emoji" alt=":wave:t5:"> <img class="emoji emoji-custom" alt=":mill:"></p>"#,
        "<p>Hi 🙂 👋 :mill:</p>",
    );
}

#[test]
fn quotations_say_whose_they_are() {
    let shown = "<quote bo><p>It <b>turns</b>.</p></quote><p>Yes.</p>";
    both(
        "[quote=\"bo, post:2, topic:10, full:true\"]\nIt **turns**.\n[/quote]\n\nYes.",
        r#"<aside class="quote group-millers" data-username="bo" data-post="2"><div class="title"><div class="quote-controls"></div><img alt="" width="24" src="/a.png" class="avatar"> bo:</div><blockquote><p>It <strong>turns</strong>.</p></blockquote></aside><p>Yes.</p>"#,
        shown,
    );
    assert_eq!(typed("[quote=“bo, post:2”]\nIt **turns**.\n[/quote]\nYes."), shown);
    // Without a name, its title is all that there is.
    assert_eq!(
        served(
            r#"<aside class="quote"><div class="title"><a href="/t/1">The wheel</a></div><blockquote>So.</blockquote></aside>"#
        ),
        "<quote ?><p><a https://f.example/t/1>The wheel</a></p><quote ?><p>So.</p></quote></quote>"
    );
}

#[test]
fn an_address_alone_is_a_link_and_its_preview_a_preview() {
    both(
        "Look:\n\nhttps://mill.example/a_b_(c)\n\nend",
        r#"<p>Look:</p><p><a href="https://mill.example/a_b_(c)" class="onebox" target="_blank">https://mill.example/a_b_(c)</a></p><p>end</p>"#,
        "<p>Look:</p><p><a https://mill.example/a_b_(c)>https://mill.example/a_b_(c)</a></p><p>end</p>",
    );
    assert_eq!(
        served(
            r#"<aside class="onebox allowlistedgeneric" data-onebox-src="https://mill.example/a"><header class="source"><img src="/i.ico" class="site-icon" width="16"><a href="https://mill.example/a">mill.example</a></header><article class="onebox-body"><img src="/t.png" class="thumbnail"><h3><a href="https://mill.example/a">The wheel</a></h3><p>How it turns.</p></article><div class="onebox-metadata"></div><div style="clear: both"></div></aside>"#
        ),
        "<quote Link preview><p><a https://mill.example/a>mill.example</a></p><p><b><a https://mill.example/a>The wheel</a></b></p><p>How it turns.</p></quote>"
    );
}

#[test]
fn addresses_among_words_are_links() {
    for (text, shown) in [
        ("See https://mill.example/a.", "<p>See <a https://mill.example/a>https://mill.example/a</a>.</p>"),
        (
            "**https://mill.example/**, (http://mill.example)",
            "<p><b><a https://mill.example/>https://mill.example/</a></b>, (<a http://mill.example>http://mill.example</a>)</p>",
        ),
        (
            "https://mill.example/__init__.py and https://mill.example/~a/_b_/*c*/x",
            "<p><a https://mill.example/__init__.py>https://mill.example/__init__.py</a> and <a https://mill.example/~a/_b_/*c*/x>https://mill.example/~a/_b_/*c*/x</a></p>",
        ),
        (
            "[https://mill.example/_a_](https://mill.example/_b_) <https://mill.example/_c_>",
            "<p><a https://mill.example/_b_>https://mill.example/_a_</a> <a https://mill.example/_c_>https://mill.example/_c_</a></p>",
        ),
        (
            "<a href=\"https://mill.example/_b_\">x</a> [y]\n\n[y]: https://mill.example/_y_",
            "<p><a https://mill.example/_b_>x</a> <a https://mill.example/_y_>y</a></p>",
        ),
        (
            "https://mill.example/@ada :wave: https://mill.example/:wave:/",
            "<p><a https://mill.example/@ada>https://mill.example/@ada</a> 👋 <a https://mill.example/:wave:/>https://mill.example/:wave:/</a></p>",
        ),
        (
            "`https://mill.example/_a_` www.mill.example",
            "<p><code>https://mill.example/_a_</code> www.mill.example</p>",
        ),
        ("    https://mill.example/_a_", "<pre>https://mill.example/_a_\n</pre>"),
        (
            "# At https://mill.example\n\n- https://mill.example/x",
            "<h1>At <a https://mill.example>https://mill.example</a></h1><li><p><a https://mill.example/x>https://mill.example/x</a></p></li>",
        ),
        // A link in a summary would take its click.
        (
            "<details><summary>https://mill.example</summary>x</details>",
            "<summary>https://mill.example</summary><p>x</p></details>",
        ),
    ] {
        assert_eq!(typed(text), shown, "{text}");
    }
    let shown = "<p>At <a https://mill.example>https://mill.example</a>\nand on</p>";
    assert_eq!(blocks("At https://mill.example\nand on", Kind::Plain), shown);
    assert_eq!(
        served(
            "<p>At https://mill.example/?a&amp;b, or <a class=\"inline-onebox\" href=\"https://mill.example\">The mill</a>"
        ),
        "<p>At <a https://mill.example/?a&b>https://mill.example/?a&b</a>, or <a https://mill.example>The mill</a></p>"
    );
}

#[test]
fn details_have_their_summary() {
    let shown = "<summary>More</summary><p>water</p></details>";
    both(
        "[details=\"More\"]\nwater\n[/details]",
        "<details><summary>More</summary><p>water</p></details>",
        shown,
    );
    assert_eq!(typed("[details=\"More\" open]\nwater\n[/details]"), shown);
    assert_eq!(typed("[details=More]\nwater\n[/details]"), shown);
    assert_eq!(typed("[details open]\nwater\n[/details]"), shown.replace("More", "Details"));
    assert_eq!(
        served(
            r#"<details class="elided"><summary title="Show it">&#183;&#183;&#183;</summary><p>water</p></details>"#
        ),
        shown.replace("More", "Trimmed text")
    );
}

#[test]
fn a_poll_has_its_options_and_nobody_votes_here() {
    let text = "[poll type=multiple min=1 max=3 public=true]\n* a\n* b\n[/poll]";
    let html = |title: &str| {
        format!(
            r#"<div class="poll" data-poll-name="poll" data-poll-status="open"><div class="poll-container">{title}<ul><li data-poll-option-id="1">a</li><li data-poll-option-id="2">b</li></ul></div><div class="poll-info"><div><span class="info-number">0</span><span class="info-label">voters</span></div></div></div>"#
        )
    };
    both(text, &html(""), "<quote Poll><li><p>a</p></li><li><p>b</p></li></quote>");
    // Its title is no section of the statement.
    assert_eq!(
        typed(&text.replace("\n* a", "\n# Which\n* a")),
        "<quote Poll><p><b>Which</b></p><li><p>a</p></li><li><p>b</p></li></quote>"
    );
    assert_eq!(
        served(&html(r#"<div class="poll-title">Which</div>"#)),
        "<quote Poll><p>Which</p><li><p>a</p></li><li><p>b</p></li></quote>"
    );
}

#[test]
fn spoilers_wait_in_a_line_and_in_lines_of_their_own() {
    for class in ["spoiler", "spoiled"] {
        both(
            "It is [spoiler]the *wheel*[/spoiler].",
            &format!("<p>It is <span class=\"{class}\">the <em>wheel</em></span>.</p>"),
            "<p>It is <spoiler>the <i>wheel</i></spoiler>.</p>",
        );
        both(
            "[spoiler]\nthe *wheel*\n[/spoiler]",
            &format!("<div class=\"{class}\"><p>the <em>wheel</em></p></div>"),
            "<p><spoiler>the <i>wheel</i></spoiler></p>",
        );
    }
}

#[test]
fn footnotes_stand_below_and_have_numbers() {
    let shown = "<p>It turns<ref 1>.</p><note 1><p>Slowly.</p></note>";
    both(
        "It turns[^1].\n\n[^1]: Slowly.",
        r##"<p>It turns<sup class="footnote-ref"><a href="#footnote-12-1" id="footnote-ref-12-1">[1]</a></sup>.</p><hr class="footnotes-sep"><ol class="footnotes-list"><li id="footnote-12-1" class="footnote-item"><p>Slowly. <a href="#footnote-ref-12-1" class="footnote-backref">↩︎</a></p></li></ol>"##,
        shown,
    );
    assert_eq!(typed("It turns^[Slowly.]."), shown);
    for (text, shown) in [
        (
            "A^[*b* [c](/d)\nand e] f^[g][^1].\n\n[^1]: h",
            "<p>A<ref 2> f<ref 3><ref 1>.</p><note 1><p>h</p></note><note 2><p><i>b</i> <a https://f.example/d>c</a> and e</p></note><note 3><p>g</p></note>",
        ),
        ("A^[no end\n\nb]", "<p>A^[no end</p><p>b]</p>"),
        (
            "`a^[b]` c\\^[d] e^[] ^[f](/g)",
            "<p><code>a^[b]</code> c^[d] e^[] ^<a https://f.example/g>f</a></p>",
        ),
        ("A^[b ^[c] d]", "<p>A<ref 1></p><note 1><p>b ^[c] d</p></note>"),
    ] {
        assert_eq!(typed(text), shown, "{text}");
    }
}

#[test]
fn a_headings_anchor_is_none_of_its_words() {
    both(
        "## The wheel",
        r##"<h2><a name="the-wheel-1" class="anchor" href="#the-wheel-1"></a>The wheel</h2>"##,
        "<h2>The wheel</h2>",
    );
    for html in [
        r##"<h2>The wheel<a class="anchor" href="#w">#</a></h2>"##,
        r##"<h2><a class="anchor" href="#w">The wheel</a></h2>"##,
    ] {
        assert_eq!(served(html), "<h2>The wheel</h2>");
    }
}

#[test]
fn code_is_code_and_hides_nothing() {
    assert_eq!(typed("```rust\na();\u{202e}\n```"), "<pre>a();[U+202E]\n</pre>");
    assert_eq!(
        served(
            "<pre data-code-wrap=\"rust\"><code class=\"lang-rust\">a();<span class=\"bidi-warning\" title=\"x\">&lt;U+202E&gt;</span>\n</code></pre>"
        ),
        "<pre>a();<U+202E>\n</pre>"
    );
}

#[test]
fn tables_have_their_rows() {
    both(
        "| a | b |\n|---|:-:|\n| 1 | 2 |",
        r#"<div class="md-table"><table><thead><tr><th>a</th><th style="text-align:center">b</th></tr></thead><tbody><tr><td>1</td><td style="text-align:center">2</td></tr></tbody></table></div>"#,
        "<tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr>",
    );
}

#[test]
fn pictures_have_their_words_and_not_their_size() {
    let shown = "<p><img https://f.example/w.png The wheel></p>";
    for size in ["|690x400", "|690x400, 50%", "|690x400,50%|thumbnail", ""] {
        both(
            &format!("![The wheel{size}](/w.png)"),
            r#"<p><img src="/w.png" alt="The wheel" width="345" height="200" data-base62-sha1="x"></p>"#,
            shown,
        );
    }
    assert_eq!(
        served(
            r##"<p><div class="lightbox-wrapper"><a class="lightbox" href="/w.png" data-download-href="/d" title="w"><img src="/s.png" alt="The wheel" width="690" height="400"><div class="meta"><svg><use href="#i"></use></svg><span class="filename">w</span><span class="informations">966×737 1.47 MB</span><svg></svg></div></a></div></p>"##
        ),
        "<p><a https://f.example/w.png><img https://f.example/s.png The wheel></a></p>"
    );
    // Elsewhere that name stands for words.
    assert_eq!(served("<div class=\"meta\">By Ada</div>"), "<p>By Ada</p>");
}

#[test]
fn what_was_never_uploaded_has_its_words() {
    both(
        "![wheel|690x400](upload://abc.png)",
        r#"<p><img src="/images/transparent.png" data-orig-src="upload://abc.png" alt="wheel"></p>"#,
        "<p>wheel</p>",
    );
    both(
        "[plan.pdf|attachment](upload://abc.pdf)",
        r#"<p><a class="attachment" href="/404" data-orig-href="upload://abc.pdf">plan.pdf</a></p>"#,
        "<p>plan.pdf</p>",
    );
}

#[test]
fn an_attachment_has_its_name() {
    both(
        "[plan.pdf|attachment](/plan.pdf) (12 KB)",
        r#"<p><a class="attachment" href="/plan.pdf">plan.pdf</a> (12 KB)</p>"#,
        "<p><a https://f.example/plan.pdf>plan.pdf</a> (12 KB)</p>",
    );
}

#[test]
fn old_brackets_are_what_they_were() {
    for (text, html, shown) in [
        ("[b]x[/b]", r#"<span class="bbcode-b">x</span>"#, "<b>x</b>"),
        (
            "[B][i]x[/i][/b]",
            r#"<span class="bbcode-b"><span class="bbcode-i">x</span></span>"#,
            "<b><i>x</i></b>",
        ),
        ("[i]x[/i]", r#"<span class="bbcode-i">x</span>"#, "<i>x</i>"),
        ("[u]x[/u]", r#"<span class="bbcode-u">x</span>"#, "x"),
        ("[s]x[/s]", r#"<span class="bbcode-s">x</span>"#, "<s>x</s>"),
        (
            "[url]https://m.example/_a_[/url]",
            r#"<a href="https://m.example/_a_" data-bbcode="true">https://m.example/_a_</a>"#,
            "<a https://m.example/_a_>https://m.example/_a_</a>",
        ),
        (
            "[url=\"https://m.example/_a_\"]m[/url]",
            r#"<a href="https://m.example/_a_" data-bbcode="true">m</a>"#,
            "<a https://m.example/_a_>m</a>",
        ),
        (
            "[email]a@m.example[/email]",
            r#"<a href="mailto:a@m.example" data-bbcode="true">a@m.example</a>"#,
            "<a mailto:a@m.example>a@m.example</a>",
        ),
        (
            "[email=a@m.example]Ada[/email]",
            r#"<a href="mailto:a@m.example" data-bbcode="true">Ada</a>"#,
            "<a mailto:a@m.example>Ada</a>",
        ),
        ("[img]/i.png[/img]", r#"<img src="/i.png" alt="">"#, "<img https://f.example/i.png >"),
        ("[code]a[i] *b* `c`[/code]", "<code>a[i] *b* `c`</code>", "<code>a[i] *b* `c`</code>"),
    ] {
        both(&format!("A {text}"), &format!("<p>A {html}</p>"), &format!("<p>A {shown}</p>"));
    }
    both(
        "[code]\na[i]\n\n*b* <b>\n[/code]",
        "<pre><code class=\"lang-auto\">a[i]\n\n*b* &lt;b&gt;\n</code></pre>",
        "<pre>a[i]\n\n*b* <b>\n</pre>",
    );
    assert_eq!(typed("[b]\n*x*\n[/b]"), "<p><b><i>x</i> </b></p>");
    // What makes no pair, and no address, stays.
    for text in ["[code]a", "[url]a b[/url]", "[email]a[/email]", "[img][/img]", "[code][/code]"] {
        assert_eq!(typed(text), format!("<p>{text}</p>"));
    }
}

#[test]
fn a_wrap_leaves_what_it_wraps() {
    both(
        "[wrap=note key=value]\n*turn*\n[/wrap]",
        r#"<div class="d-wrap" data-key="value" data-wrap="note"><p><em>turn</em></p></div>"#,
        "<p><i>turn</i></p>",
    );
    both(
        "It [wrap=note]turns[/wrap] on",
        r#"<p>It <span class="d-wrap" data-wrap="note">turns</span> on</p>"#,
        "<p>It turns on</p>",
    );
}

#[test]
fn a_line_that_a_forum_broke_is_broken_and_one_that_was_wrapped_is_not() {
    assert_eq!(served("<p>one<br>\ntwo</p>"), "<p>one<br>two</p>");
    assert_eq!(typed("one\ntwo  \nthree"), "<p>one two<br>three</p>");
}

#[test]
fn what_plays_is_a_link() {
    let shown = "<p><a https://f.example/w.mp4>wheel</a></p>";
    assert_eq!(typed("![wheel|video](/w.mp4)"), shown);
    let unnamed = shown.replace("wheel", "Video");
    for html in [
        r#"<div class="video-placeholder-container" data-video-src="/w.mp4"></div>"#,
        r#"<div class="video-container"><video controls><source src="/w.mp4"><source src="/w.webm"><a href="/w.mp4">/w.mp4</a></video></div>"#,
        r#"<audio src="/w.mp4">Get a browser.</audio>"#,
    ] {
        assert_eq!(served(html), unnamed);
        assert_eq!(typed(html), unnamed);
    }
    assert_eq!(
        served(
            r#"<div class="youtube-onebox lazy-video-container" data-video-id="a-b_1" data-video-title="My wheel" data-provider-name="youtube"><a href="https://www.youtube.com/watch?v=a-b_1" class="video-thumbnail"><img class="youtube-thumbnail" src="/t.jpg"></a></div>"#
        ),
        "<p><a https://www.youtube.com/watch?v=a-b_1>My wheel</a></p>"
    );
}

#[test]
fn what_only_a_forum_can_show_takes_no_words_with_it() {
    for class in ["web-artifact", "ai-artifact"] {
        let html = format!("<p>a</p><div class=\"{class}\" data-{class}-id=\"12\"></div><p>b</p>");
        assert_eq!(served(&html), "<p>a</p><p>b</p>");
    }
}

#[test]
fn a_date_is_its_values() {
    both(
        "On [date=2022-08-15 time=14:00:00 timezone=\"Europe/Paris\"].",
        r#"<p>On <span class="discourse-local-date" data-date="2022-08-15" data-time="14:00:00" data-timezone="Europe/Paris">2022-08-15T12:00:00Z</span>.</p>"#,
        "<p>On 2022-08-15 14:00 (Europe/Paris).</p>",
    );
}
