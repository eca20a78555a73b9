//! The widget in a topic of a Discourse forum: the theme component as it is installed, in a page that
//! stands in for Discourse (`discourse/stand_in.js`).
//!
//! What is real: the component's scripts, settings, texts and style, its assets as they are in the zip, the
//! browser, and Discourse's content policy. What is not: Discourse. It isn't compiled, installed or updated
//! here, and its router, its composer and its stream of posts are not there.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result, ensure};
use hustings_browser_tests::{Answer, Journey, Page, Site, feeds, reader};
use serde_json::{Map, Value, json};

/// What Discourse sends by default since `'strict-dynamic'` is all that there is, without what depends on
/// https and on embedding (lib/content_security_policy/default.rb); `{wasm}` is what the component adds.
const POLICY: &str = "base-uri 'self'; object-src 'none'; script-src 'strict-dynamic'{wasm} 'nonce-r4nd0m'; \
                      worker-src 'self'; manifest-src 'self'";

const FEED: &str = "/uploads/default/original/1X/feed.json";
const TWO: [&str; 2] = ["Ann Ash", "Bob Birch"];

/// A forum with the component, and another site that its uploads are served from.
struct Forum {
    cdn: Site,
    settings: Map<String, Value>,
    policy: String,
}

impl Forum {
    async fn new(page: &Page) -> Result<Self> {
        let cdn = Site::start(true).await?;
        page.allow(&cdn);
        let about: Value = serde_json::from_str(&fs::read_to_string(component("about.json")?)?)?;
        let mut settings = defaults()?;
        let (mut uploads, mut local) = (Map::new(), Map::new());
        for (name, path) in about["assets"].as_object().context("no assets")? {
            let path = path.as_str().unwrap_or_default();
            let bytes = fs::read(component(path)?)?;
            // An upload is called after what is in it, and tells nothing of what it was called.
            let hash = format!(
                "{:040x}",
                bytes.iter().fold(7_u128, |hash, byte| hash.wrapping_mul(0x0100_0193) ^ u128::from(*byte))
            );
            if path.ends_with(".js") {
                let address = format!("/theme-javascripts/{hash}.js?__ws=forum.example");
                page.site.put(&address, Answer::script(String::from_utf8(bytes)?));
                local.insert(name.clone(), address.into());
                uploads.insert(name.clone(), cdn.url(&format!("/original/1X/{hash}.js")).into());
            } else {
                let address = format!("/original/1X/{hash}.wasm");
                cdn.put(&format!("{address}?{name}.wasm"), Answer::wasm(bytes));
                uploads.insert(name.clone(), cdn.url(&address).into());
            }
        }
        settings.insert("theme_uploads".to_owned(), uploads.into());
        settings.insert("theme_uploads_local".to_owned(), local.into());
        // The component's scripts import each other as Discourse's build resolves them, without an ending.
        for script in ["api-initializers/hustings", "lib/hustings-package", "lib/hustings-wrap"] {
            let text = fs::read_to_string(component(&format!("javascripts/discourse/{script}.js"))?)?;
            page.site.put(&format!("/theme/discourse/{script}"), Answer::script(text));
        }
        let style = fs::read_to_string(component("common/common.scss")?)?;
        for (path, css) in [
            ("/theme.css", style.as_str()),
            ("/light.css", include_str!("discourse/light.css")),
            ("/dark.css", include_str!("discourse/dark.css")),
            ("/topic.css", include_str!("discourse/topic.css")),
        ] {
            page.site.put(path, Answer::file("text/css", css));
        }
        page.site.put("/stand_in.js", Answer::script(include_str!("discourse/stand_in.js")));
        page.site.put(FEED, Answer::feed(feeds::of(&TWO)));
        let extensions = about["modifiers"]["csp_extensions"].as_array().context("no csp_extensions")?;
        let added: String =
            extensions.iter().filter_map(|entry| entry.as_str()?.strip_prefix("script_src:")).collect();
        Ok(Self { cdn, settings, policy: POLICY.replace("{wasm}", &added) })
    }

    fn set(&mut self, setting: &str, value: impl Into<Value>) -> Result<()> {
        ensure!(self.settings.contains_key(setting), "settings.yml has no {setting}");
        self.settings.insert(setting.to_owned(), value.into());
        Ok(())
    }

    /// Opens a topic with these posts, as they come from the server.
    async fn open(&self, page: &Page, posts: &[&str]) -> Result<()> {
        let articles: String = (1..=posts.len())
            .map(|number| {
                format!(
                    r#"<article class="topic-post" id="post_{number}" aria-label="Post {number}"><div class="topic-avatar"></div>
                       <div class="topic-body"><div class="names">poster{number}</div><div class="contents"></div></div></article>"#
                )
            })
            .collect();
        let posts: Vec<Value> =
            posts.iter().zip(101..).map(|(cooked, id)| json!({ "id": id, "cooked": cooked })).collect();
        let given =
            json!({ "settings": self.settings, "translations": texts()?, "posts": posts }).to_string();
        let html = format!(
            r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A topic</title>
            <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
            <link rel="stylesheet" href="/light.css" class="light-scheme"><link rel="stylesheet" href="/dark.css" class="dark-scheme" media="none">
            <link rel="stylesheet" href="/topic.css"><link rel="stylesheet" href="/theme.css">
            <script type="application/json" id="given">{}</script>
            <script type="importmap" nonce="r4nd0m">{{ "imports": {{
              "discourse/lib/api": "/stand_in.js", "discourse/lib/get-url": "/stand_in.js", "discourse-i18n": "/stand_in.js" }} }}</script>
            <script type="module" nonce="r4nd0m" src="/stand_in.js"></script>
            </head><body><main id="main"><h1>A topic</h1>{articles}<div id="composer"></div></main></body></html>"#,
            given.replace('<', "\\u003c")
        );
        page.site.put("/t/a-topic/7", Answer::page(html).under_policy(&self.policy));
        page.open("/t/a-topic/7").await?;
        page.wait("the posts", "return window.forum?.ready === true", [0; 0]).await
    }
}

/// A file of the component as it is installed.
fn component(file: &str) -> Result<PathBuf> {
    let unset = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/package/hustings-discourse");
    let folder = env::var_os("HUSTINGS_DISCOURSE").map_or(unset, PathBuf::from);
    let path = folder.join(file);
    ensure!(
        path.exists(),
        "There is no {}: run `cargo xtask discourse`, or let HUSTINGS_DISCOURSE name another folder.",
        path.display()
    );
    Ok(path)
}

/// The settings as they are until somebody changes them.
fn defaults() -> Result<Map<String, Value>> {
    let mut settings = Map::new();
    let mut name = String::new();
    for line in fs::read_to_string(component("settings.yml")?)?.lines() {
        if let Some(value) = line.strip_prefix("  default: ") {
            // Words without quotation marks are words.
            let value = serde_json::from_str(value).unwrap_or_else(|_| value.into());
            settings.insert(name.clone(), value);
        } else if let Some(named) = line.strip_suffix(':').filter(|line| !line.starts_with(' ')) {
            named.clone_into(&mut name);
        }
    }
    ensure!(settings.len() == 6, "settings.yml has other settings than this test knows: {settings:?}");
    Ok(settings)
}

/// The component's own texts.
fn texts() -> Result<Map<String, Value>> {
    let text = fs::read_to_string(component("locales/en.yml")?)?;
    let own = text.lines().filter_map(|line| line.strip_prefix("  ")?.split_once(": "));
    own.filter(|(name, _)| !name.starts_with(' '))
        .map(|(name, text)| Ok((name.to_owned(), serde_json::from_str(text)?)))
        .collect()
}

/// A wrap on lines of its own, as the server makes HTML of it (spec/lib/pretty_text_spec.rb, "wraps the [wrap] tag in block").
fn wrap(attributes: &str) -> String {
    format!(
        "<p>Here they are.</p>\n<div class=\"d-wrap\" data-wrap=\"hustings\" {attributes}>\n<p><a href=\"https://example.org/all\">All nominations</a></p>\n</div>"
    )
}

fn wrap_of(src: &str) -> String {
    wrap(&format!("data-src=\"{src}\""))
}

const WIDGETS: &str = "return document.querySelectorAll('hustings-widget').length";

#[test]
fn a_wrap_in_a_post_shows_the_nominations() -> Journey {
    reader(async |page| {
        let forum = Forum::new(page).await?;
        let mut nomination = feeds::nomination("Ann Ash");
        nomination["_hustings"]["statement"] = json!("## My *plan* :seedling:");
        page.site.put(FEED, Answer::feed(feeds::feed([nomination, feeds::nomination("Bob Birch")])));
        forum.open(page, &[&wrap_of(FEED)]).await?;
        page.see_names(&TWO).await?;
        page.see_no_fallback().await?;
        // Every file of the package is needed, and found: cards, statements, emoji, comparison.
        page.read_more("Ann Ash").await?;
        page.see("My plan 🌱").await?;
        page.click("button", "Compare Ann Ash").await?;
        page.see("1 picked").await?;
        assert_eq!(forum.cdn.asked().len(), 3, "{:?}", forum.cdn.asked());
        assert!(page.site.asked().iter().all(|path| !path.starts_with("/pkg/")));
        page.equal("the attributes", "return widget.getAttributeNames().sort().join(' ')", "id src theme")
            .await?;
        page.equal("its name", "return widget.id", "post-101-1").await
    })
}

#[test]
fn a_wrap_says_what_is_seen() -> Journey {
    reader(async |page| {
        let forum = Forum::new(page).await?;
        let attributes = format!(
            "data-election=\"board\" data-lang=\"sv\" data-order=\"name\" data-picks=\"ann-ash bob-birch\" data-query=\"&amp;quot;would mend&amp;quot;\" data-src=\"{FEED}\" data-view=\"compare\""
        );
        forum.open(page, &[&wrap(&attributes)]).await?;
        page.see_property("query", "\"would mend\"").await?;
        page.see_property("order", "name").await?;
        page.equal("the language", "return widget.lang", "sv").await?;
        page.see("Water, says Ann Ash").await?;
        page.see("Water, says Bob Birch").await
    })
}

#[test]
fn without_the_components_word_in_the_policy_the_posts_own_words_stay() -> Journey {
    reader(async |page| {
        let mut forum = Forum::new(page).await?;
        forum.policy = POLICY.replace("{wasm}", "");
        forum.open(page, &[&wrap_of(FEED)]).await?;
        page.see_notice("Nominations can’t be shown here.").await?;
        page.see_fallback().await?;
        page.expect_console(&["hustings-widget: "]).await
    })
}

#[test]
fn it_has_the_colours_of_the_scheme_that_is_on() -> Journey {
    reader(async |page| {
        let forum = Forum::new(page).await?;
        forum.open(page, &[&wrap_of(FEED)]).await?;
        page.see_names(&TWO).await?;
        let colours = "const { color, backgroundColor } = getComputedStyle(part('frame')[0]); return [color, backgroundColor].join(' on ')";
        page.equal("the colours", colours, "rgb(34, 34, 34) on rgb(255, 255, 255)").await?;
        page.ask(
            "document.querySelector('.light-scheme').media = 'none'; document.querySelector('.dark-scheme').media = 'all'",
            [],
        )
        .await?;
        page.equal("the colours", colours, "rgb(221, 221, 221) on rgb(34, 34, 34)").await?;
        page.equal(
            "the browser's own",
            "return getComputedStyle(root.querySelector('input')).colorScheme",
            "dark",
        )
        .await
    })
}

#[test]
fn a_post_that_comes_back_shows_what_it_showed() -> Journey {
    reader(async |page| {
        let forum = Forum::new(page).await?;
        let post = wrap(&format!("data-loading=\"click\" data-src=\"{FEED}\""));
        forum.open(page, &[&post]).await?;
        page.click("button", "Show nominations").await?;
        page.see_names(&TWO).await?;
        page.equal("the posts that stay", "return [...forum.keptOnPage]", json!([101])).await?;
        page.set("query", "bob").await?;
        page.see_names(&["Bob Birch"]).await?;
        // Drawn anew at once, as after an edit of something else in it.
        page.ask("forum.render(1)", []).await?;
        page.see_names(&["Bob Birch"]).await?;
        page.equal("the widgets", WIDGETS, 1).await?;
        // And long after.
        page.ask("forum.leave(1)", []).await?;
        page.equal("the widgets", WIDGETS, 0).await?;
        page.equal("the posts that stay", "return [...forum.keptOnPage]", json!([])).await?;
        page.promised("await new Promise((done) => setTimeout(done, 1500))").await?;
        page.ask("forum.render(1)", []).await?;
        page.see_names(&["Bob Birch"]).await?;
        page.see_property("query", "bob").await
    })
}

#[test]
fn a_post_that_is_decorated_twice_has_one_widget() -> Journey {
    reader(async |page| {
        let forum = Forum::new(page).await?;
        forum.open(page, &[&wrap_of(FEED), &wrap_of("https://other.example/feed.json")]).await?;
        page.see_names(&TWO).await?;
        page.ask("forum.decorateAgain(1); forum.decorateAgain(2)", []).await?;
        page.equal("the widgets", WIDGETS, 1).await?;
        page.equal("the links", "return document.querySelectorAll('.hustings-elsewhere').length", 1).await?;
        assert_eq!(page.site.asked_for(FEED), 1);
        page.see_names(&TWO).await
    })
}

#[test]
fn a_post_of_many_wraps_that_is_decorated_twice_has_no_more_widgets_than_one_may() -> Journey {
    reader(async |page| {
        let mut forum = Forum::new(page).await?;
        forum.set("widgets_per_post", 2)?;
        forum.open(page, &[&wrap_of(FEED).repeat(4)]).await?;
        page.see_names(&TWO).await?;
        let counted = "return [document.querySelectorAll('.hustings-elsewhere').length,
            ...[...document.querySelectorAll('hustings-widget')].map((one) => one.id)]";
        let expected = json!([2, "post-101-1", "post-101-2"]);
        page.equal("links and widgets", counted, expected.clone()).await?;
        page.ask("forum.decorateAgain(1)", []).await?;
        page.equal("links and widgets", counted, expected).await?;
        // Somebody else's decorator made a second wrap of a text that had none.
        forum.open(page, &[&wrap_of(FEED)]).await?;
        page.ask(
            "const one = document.querySelector('#post_1 .d-wrap'); const more = () => { const wrap = one.cloneNode(); one.parentNode.append(wrap) };
             more(); more(); forum.decorateAgain(1)",
            [],
        )
        .await?;
        page.equal("links and widgets", counted, json!([1, "post-101-1", "post-101-2"])).await
    })
}

#[test]
fn what_members_write_is_no_feed() -> Journey {
    reader(async |page| {
        let mut forum = Forum::new(page).await?;
        let texts = ["/raw/7/1", "/posts/101/raw", "/%72aw/7/1"];
        for path in texts {
            page.site.put(path, Answer::file("text/plain", feeds::of(&["Mallory"]).to_string()));
        }
        let posts: String = texts.iter().map(|src| wrap_of(src)).collect();
        for places in [None, Some("/"), Some("/raw/|/posts/")] {
            if let Some(places) = places {
                forum.set("allowed_feeds", places)?;
            }
            forum.open(page, &[&posts]).await?;
            page.equal("the links", "return document.querySelectorAll('.hustings-elsewhere').length", 3)
                .await?;
            page.equal("the widgets", WIDGETS, 0).await?;
        }
        assert!(texts.iter().all(|path| page.site.asked_for(path) == 0), "{:?}", page.site.asked());
        Ok(())
    })
}

#[test]
fn a_feed_that_the_forum_does_not_show_is_a_link() -> Journey {
    reader(async |page| {
        let forum = Forum::new(page).await?;
        forum.open(page, &[&wrap_of("https://other.example/feed.json?a=1&amp;amp;b=2")]).await?;
        let link = "const [own, link] = document.querySelectorAll('.d-wrap a'); return [own.textContent, link.textContent, link.href, link.rel].join('|')";
        page.equal(
            "the links",
            link,
            "All nominations|Nominations at other.example|https://other.example/feed.json?a=1&b=2|nofollow ugc noopener",
        )
        .await?;
        page.equal("the widgets", WIDGETS, 0).await?;
        // Who never sees a widget downloads none of it.
        assert!(page.site.asked().iter().all(|path| !path.starts_with("/theme-javascripts/")));
        Ok(())
    })
}

#[test]
fn a_forum_says_where_feeds_may_be() -> Journey {
    reader(async |page| {
        let mut forum = Forum::new(page).await?;
        forum.cdn.put("/feeds/board.json", Answer::feed(feeds::of(&["Cleo Cedar"])));
        forum.set("allowed_feeds", format!("/uploads/|{}/feeds/|board.example", forum.cdn.origin))?;
        let theirs = wrap_of(&forum.cdn.url("/feeds/board.json"));
        let outside = wrap_of("/t/8.json");
        forum.open(page, &[&theirs, &outside, &wrap_of(FEED)]).await?;
        page.see_names(&["Cleo Cedar"]).await?;
        page.look_at("#post_3 hustings-widget");
        page.see_names(&TWO).await?;
        page.equal("the widgets", WIDGETS, 2).await?;
        page.expect_console(&["allowed_feeds has “board.example”"]).await
    })
}

#[test]
fn nothing_surprising_comes_of_a_strangers_post() -> Journey {
    reader(async |page| {
        let forum = Forum::new(page).await?;
        let attributes = format!(
            "data-class=\"admin\" data-id=\"main\" data-images=\"evil.example\" data-loading=\"eager\" data-onclick=\"evil()\" data-permalink=\"yes\" \
             data-src=\"{FEED}\" data-style=\"position: fixed\" data-theme=\"hotdog\" data-timeout=\"3600\" data-view=\"&lt;b&gt;\""
        );
        let hostile: String = [
            "javascript:alert(1)",
            "data:application/json,{}",
            "//other.example/feed.json",
            "\\\\other.example\\feed.json",
            "https://127.0.0.1@other.example/feed.json",
            "",
        ]
        .iter()
        .map(|src| wrap_of(src))
        .collect();
        let many = wrap_of(FEED).repeat(5);
        let nested = format!(
            "<div class=\"d-wrap\" data-wrap=\"hustings\" data-src=\"{FEED}\">{}</div>",
            wrap_of(FEED)
        );
        let inline = format!(
            "<p>And <span class=\"d-wrap\" data-wrap=\"hustings\" data-src=\"{FEED}\">these</span></p>"
        );
        forum.open(page, &[&wrap(&attributes), &hostile, &many, &nested, &inline]).await?;
        page.see_names(&TWO).await?;
        page.equal("the attributes", "return widget.getAttributeNames().sort().join(' ')", "id src theme")
            .await?;
        page.see_property("theme", "inherit").await?;
        let counted = "return [...document.querySelectorAll('.topic-post')].map((post) =>
            [post.querySelectorAll('hustings-widget').length, post.querySelectorAll('.hustings-elsewhere').length])";
        page.equal("widgets and links", counted, json!([[1, 0], [0, 3], [3, 2], [1, 0], [0, 0]])).await
    })
}

#[test]
fn in_quotations_and_previews_of_pages_its_words_stay_words() -> Journey {
    reader(async |page| {
        let forum = Forum::new(page).await?;
        let quote = format!(
            "<aside class=\"quote no-group\" data-username=\"bo\" data-post=\"1\" data-topic=\"7\"><div class=\"title\">bo:</div><blockquote>{}</blockquote></aside>",
            wrap_of(FEED)
        );
        let typed = format!("<blockquote>{}</blockquote>", wrap_of(FEED));
        let onebox = format!(
            "<aside class=\"onebox allowlistedgeneric\"><article class=\"onebox-body\">{}</article></aside>",
            wrap_of(FEED)
        );
        forum.open(page, &[&quote, &typed, &onebox, &wrap_of(FEED)]).await?;
        page.look_at("#post_4 hustings-widget");
        page.see_names(&TWO).await?;
        page.equal("the widgets", WIDGETS, 1).await?;
        page.equal("the words", "return document.querySelectorAll('.d-wrap > p > a').length", 3).await
    })
}

#[test]
fn the_preview_of_a_post_says_what_readers_will_see() -> Journey {
    reader(async |page| {
        let forum = Forum::new(page).await?;
        let own = wrap_of("upload://abc123.json");
        let draft = format!(
            "{own}{}{}{own}{own}{own}",
            wrap_of("https://other.example/feed.json"),
            wrap_of("feeds:board")
        );
        forum.open(page, &["<p>Nothing yet.</p>"]).await?;
        page.ask("forum.preview(given[0])", [draft.into()]).await?;
        let notes = "return [...document.querySelectorAll('.hustings-preview')].map((note) => note.textContent.split(' ').slice(0, 3).join(' '))";
        let shown = "The nominations of";
        page.equal(
            "the notes",
            notes,
            json!([shown, "Readers see a", "Nothing is shown", shown, shown, "Readers see a"]),
        )
        .await?;
        page.equal(
            "the first note",
            "return document.querySelector('.hustings-preview').textContent",
            format!(
                "The nominations of {} are shown here once this is posted.",
                page.site.url("/uploads/short-url/abc123.json")
            ),
        )
        .await?;
        page.equal("the widgets", WIDGETS, 0).await?;
        assert_eq!(page.site.asked_for("/uploads/short-url/abc123.json"), 0);
        Ok(())
    })
}

#[test]
fn a_link_to_a_view_is_followed_within_the_forum() -> Journey {
    reader(async |page| {
        let forum = Forum::new(page).await?;
        forum.open(page, &[&wrap_of(FEED), "<h2 id=\"rules\">Rules</h2>"]).await?;
        page.see_names(&TWO).await?;
        page.ask("forum.routeTo('/t/a-topic/7#hustings-post-101-1:q=bob')", []).await?;
        page.see_names(&["Bob Birch"]).await?;
        page.ask("forum.routeTo('/t/a-topic/7#rules')", []).await?;
        page.equal("the address", "return location.hash", "#hustings-post-101-1:q=bob").await?;
        page.see_names(&["Bob Birch"]).await
    })
}

#[test]
fn images_are_shown_of_hosts_that_the_forum_names() -> Journey {
    reader(async |page| {
        let mut forum = Forum::new(page).await?;
        forum.set("image_hosts", "images.example|pictures.example")?;
        forum.open(page, &[&wrap(&format!("data-images=\"evil.example\" data-src=\"{FEED}\""))]).await?;
        page.see_names(&TWO).await?;
        page.see_property("images", json!(["images.example", "pictures.example"])).await
    })
}

#[test]
fn a_wrap_with_nothing_in_it_has_a_link_until_it_is_there() -> Journey {
    reader(async |page| {
        let mut forum = Forum::new(page).await?;
        forum.set("loading", "click")?;
        let post = format!(
            "<div class=\"d-wrap\" data-wrap=\"hustings\" data-loading=\"lazy\" data-src=\"{FEED}\">\n<p></p>\n</div>"
        );
        forum.open(page, &[&post]).await?;
        page.equal("the link", "return widget.querySelector('a').textContent", "Nominations").await?;
        page.click("button", "Show nominations").await?;
        page.see_names(&TWO).await
    })
}

#[test]
fn a_package_may_be_hosted_elsewhere() -> Journey {
    reader(async |page| {
        let mut forum = Forum::new(page).await?;
        let pkg = env::var_os("HUSTINGS_PKG")
            .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pkg"), PathBuf::from);
        let hashes: Value = serde_json::from_str(&fs::read_to_string(pkg.join("sri.json"))?)?;
        forum.set("package_url", forum.cdn.url("/pkg/"))?;
        forum.set("package_integrity", hashes["hustings.js"].clone())?;
        forum.open(page, &[&wrap_of(FEED)]).await?;
        page.see_names(&TWO).await?;
        assert_eq!(forum.cdn.asked_for("/pkg/hustings_widget_bg.wasm"), 1);
        assert!(page.site.asked().iter().all(|path| !path.starts_with("/theme-javascripts/")));

        forum.set("package_integrity", hashes["hustings_more.js"].clone())?;
        forum.open(page, &[&wrap_of(FEED)]).await?;
        page.expect_console(&["is not what package_integrity says", "integrity"]).await?;
        page.see_fallback().await?;

        forum.set("package_url", "static.example/hustings")?;
        forum.open(page, &[&wrap_of(FEED)]).await?;
        page.expect_console(&["the setting package_url is “static.example/hustings”"]).await?;
        page.see_fallback().await
    })
}

#[test]
fn assets_that_the_forum_did_not_take_are_named() -> Journey {
    reader(async |page| {
        let mut forum = Forum::new(page).await?;
        let uploads = forum.settings["theme_uploads"].as_object_mut().context("no uploads")?;
        uploads.remove("hustings_widget_bg");
        forum.open(page, &[&wrap_of(FEED)]).await?;
        page.expect_console(&["lacks hustings_widget_bg.wasm. The site setting theme_authorized_extensions must have js and wasm"])
            .await?;
        page.see_fallback().await
    })
}

/// A crash is told from one of somebody else by the names of files in its trace.
#[test]
fn its_files_can_be_told_by_their_addresses() -> Journey {
    reader(async |page| {
        let forum = Forum::new(page).await?;
        forum.open(page, &[&wrap(&format!("data-loading=\"click\" data-src=\"{FEED}\""))]).await?;
        page.wait("the tag", "return customElements.get('hustings-widget') !== undefined", [0; 0]).await?;
        page.ask(
            "const made = Document.prototype.createElement; window.traces = [];
             Document.prototype.createElement = function (...given) { traces.push(new Error().stack); return made.apply(this, given); }",
            [],
        )
        .await?;
        page.click("button", "Show nominations").await?;
        page.see_names(&TWO).await?;
        let traces = page.ask("return traces.filter((trace) => trace.includes('wasm-function'))", []).await?;
        let traces: Vec<&str> =
            traces.as_array().context("no traces")?.iter().filter_map(Value::as_str).collect();
        ensure!(
            traces.iter().any(|trace| trace.contains(".wasm?hustings_widget_bg.wasm:wasm-function")),
            "{traces:?}"
        );
        ensure!(traces.iter().all(|trace| trace.contains("hustings_widget")), "{traces:?}");
        Ok(())
    })
}
