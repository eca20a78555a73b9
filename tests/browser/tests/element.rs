//! The tag: what the author of a page sets, hears and asks.

use std::time::Duration;

use hustings_browser_tests::{Answer, Journey, feeds, reader};
use serde_json::{Value, json};

const TWO: [&str; 2] = ["Ann Ash", "Bob Birch"];
const TAG: &str =
    r#"<hustings-widget id="one" src="/two.json"><a href="/all">All nominations</a></hustings-widget>"#;

#[test]
fn names_are_sorted_as_the_tags_language_has_it() -> Journey {
    reader(async |page| {
        page.site.put("/north.json", Answer::feed(feeds::of(&["Zorn", "Åke", "Ärla", "Olsson"])));
        page.show(r#"<hustings-widget src="/north.json" order="name" lang="sv"></hustings-widget>"#).await?;
        page.see_names(&["Olsson", "Zorn", "Åke", "Ärla"]).await?;
        page.set("lang", "de").await?;
        page.see_names(&["Åke", "Ärla", "Olsson", "Zorn"]).await?;
        page.see_property("lang", "de").await?;
        page.set("lang", "none_such").await?;
        page.expect_console(&["lang is “none_such”, but takes a language tag such as “sv”"]).await?;
        // The reader's own.
        page.see_names(&["Åke", "Ärla", "Olsson", "Zorn"]).await?;
        // What people wrote is in their language, what the widget says in English.
        let spoken =
            "const of = (name) => part(name)[0].closest('[lang]').lang; return [of('name'), of('toolbar')]";
        page.equal("whose words are in which language", spoken, json!(["en", "en"])).await
    })
}

#[test]
fn a_page_says_how_many_columns_there_are_at_most() -> Journey {
    reader(async |page| {
        let names: Vec<String> = (0..12).map(|at| format!("Nominee {at}")).collect();
        page.site.put(
            "/feed.json",
            Answer::feed(feeds::of(&names.iter().map(String::as_str).collect::<Vec<_>>())),
        );
        page.show(r#"<hustings-widget src="/feed.json"></hustings-widget>"#).await?;
        page.resize(1600, 900).await?;
        page.see_cards(12).await?;
        let columns = "return new Set(part('card').map((card) => card.getBoundingClientRect().left)).size";
        page.equal("the columns", columns, 4).await?;
        for most in [1, 2, 3] {
            page.ask("widget.style.setProperty('--hustings-columns', given[0])", [most.into()]).await?;
            page.equal("the columns", columns, most).await?;
        }
        page.ask("widget.style.setProperty('--hustings-card-width', '12em'); widget.style.removeProperty('--hustings-columns')", []).await?;
        page.equal("the columns", columns, 6).await?;
        // Where there is no room for so many, there are fewer.
        page.ask("widget.style.setProperty('--hustings-columns', 3)", []).await?;
        page.resize(360, 700).await?;
        page.equal("the columns", columns, 1).await
    })
}

#[test]
fn what_a_page_may_style_has_its_names_in_an_open_shadow_root() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
        page.show(TAG).await?;
        page.see_cards(2).await?;
        page.equal("the root’s mode", "return root.mode", "open").await?;
        page.pick("Ann Ash").await?;
        page.pick("Bob Birch").await?;
        let parts =
            json!(["root", "toolbar", "search", "count", "card", "name", "summary", "election", "tray"]);
        let missing = "return given[0].filter((name) => !part(name).length)";
        assert_eq!(page.ask(missing, [parts]).await?, json!([]));
        page.compare().await?;
        let parts = json!(["root", "compare", "cell", "name", "quote"]);
        assert_eq!(page.ask(missing, [parts]).await?, json!([]));
        Ok(())
    })
}

#[test]
fn the_pages_own_words_stand_until_nominations_do() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)).after(Duration::from_millis(1500)));
        page.show(TAG).await?;
        page.see_fallback().await?;
        page.see_cards(2).await?;
        page.see_no_fallback().await
    })
}

#[test]
fn without_the_script_the_pages_own_words_stay() -> Journey {
    reader(async |page| {
        page.show_with("", TAG).await?;
        page.see_fallback().await
    })
}

#[test]
fn a_page_hears_what_happens() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
        page.show(TAG).await?;
        let loaded =
            json!({ "title": "A small election", "count": 2, "elections": ["board"], "warnings": [] });
        assert_eq!(page.hear("loaded").await?, loaded);
        page.search("ann").await?;
        page.see_count("1 of 2 nominations").await?;
        page.hear_that("filtered", "query", "ann").await?;
        assert_eq!(page.hear("filtered").await?, json!({ "query": "ann", "count": 1, "total": 2 }));
        page.pick("Ann Ash").await?;
        page.hear_that("picked", "picks", json!(["ann-ash"])).await?;
        let script =
            "return heard.every((event) => event.bubbles && event.composed && event.target === 'one')";
        assert_eq!(page.ask(script, []).await?, Value::Bool(true));

        page.set("src", "/gone.json").await?;
        let failed = page.hear("failed").await?;
        assert_eq!(failed["code"], "http-status");
        assert_eq!(failed["source"], page.site.url("/gone.json"));
        page.expect_console(&["status of 404", "hustings-widget: "]).await
    })
}

#[test]
fn a_feed_without_a_title_is_told_with_an_empty_one() -> Journey {
    reader(async |page| {
        let mut feed = feeds::of(&TWO);
        feed.as_object_mut().and_then(|feed| feed.remove("title"));
        page.site.put("/two.json", Answer::feed(feed));
        page.show(TAG).await?;
        page.hear("loaded").await?;
        let script = "return heard.find((event) => event.name === 'loaded').detail.title === ''";
        assert_eq!(
            page.ask(script, []).await?,
            Value::Bool(true),
            "title should be empty, as hustings.d.ts says"
        );
        Ok(())
    })
}

#[test]
fn what_is_set_before_the_script_comes_counts() -> Journey {
    reader(async |page| {
        let early = format!(
            "const widget = document.querySelector('hustings-widget');
             widget.feed = {};
             widget.picks = ['bob-birch', 'ann-ash'];
             widget.view = 'compare';
             widget.query = 'ann';",
            feeds::of(&TWO)
        );
        page.site.put("/early.js", Answer::script(early));
        page.show(r#"<hustings-widget></hustings-widget><script src="/early.js"></script>"#).await?;
        page.see_columns(&["Bob Birch", "Ann Ash"]).await?;
        page.back().await?;
        page.see_count("1 of 2 nominations").await
    })
}

#[test]
fn a_feed_may_be_an_object_or_text_or_stand_inside_the_tag() -> Journey {
    reader(async |page| {
        let inside = feeds::of(&["Cleo Cedar"]);
        let tag = format!(
            r#"<hustings-widget><script type="application/feed+json">{inside}</script></hustings-widget>"#
        );
        page.show(&tag).await?;
        page.see_names(&["Cleo Cedar"]).await?;
        page.set("feed", feeds::of(&TWO)).await?;
        page.see_names(&TWO).await?;
        page.set("feed", feeds::of(&["Dan Dogwood"]).to_string()).await?;
        page.see_names(&["Dan Dogwood"]).await?;
        page.ask("widget.feed = undefined", []).await?;
        page.see_names(&["Cleo Cedar"]).await
    })
}

#[test]
fn another_src_is_loaded_at_once() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
        page.site.put("/other.json", Answer::feed(feeds::of(&["Cleo Cedar"])));
        page.show(TAG).await?;
        page.see_names(&TWO).await?;
        page.set("src", "/other.json").await?;
        page.see_names(&["Cleo Cedar"]).await?;
        page.set_attribute("src", "/two.json").await?;
        page.see_names(&TWO).await
    })
}

#[test]
fn the_latest_src_wins_however_slow_the_others_are() -> Journey {
    reader(async |page| {
        page.site.put("/slow.json", Answer::feed(feeds::of(&TWO)).after(Duration::from_millis(800)));
        page.site.put("/slower.json", Answer::feed(feeds::of(&TWO)).after(Duration::from_millis(900)));
        page.site.put("/fast.json", Answer::feed(feeds::of(&["Cleo Cedar"])));
        page.show(r#"<hustings-widget src="/slow.json"></hustings-widget>"#).await?;
        page.set("src", "/slower.json").await?;
        page.set("src", "/fast.json").await?;
        page.see_names(&["Cleo Cedar"]).await?;
        tokio::time::sleep(Duration::from_millis(1200)).await;
        page.see_names(&["Cleo Cedar"]).await?;
        let heard = page.ask("return JSON.stringify(heard)", []).await?;
        let times = (page.times_heard("loaded").await?, page.times_heard("failed").await?);
        assert_eq!(times, (1, 0), "{heard}");
        Ok(())
    })
}

#[test]
fn everybody_can_be_compared_with_everybody() -> Journey {
    reader(async |page| {
        page.show(r#"<hustings-widget src="/python-steering-council.json"></hustings-widget>"#).await?;
        page.see_count("77 nominations").await?;
        page.ask(
            "fetch('/python-steering-council.json').then((answer) => answer.json())
                .then((feed) => { widget.picks = feed.items.map(({ id }) => id); widget.view = 'compare'; })",
            [],
        )
        .await?;
        page.see("77 nominees side by side").await?;
        page.equal("the number of columns", "return all('thead th').length", 77).await
    })
}

#[test]
fn view_picks_and_query_are_one_for_page_and_reader() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
        page.show(TAG).await?;
        page.see_cards(2).await?;

        page.set("query", "bob").await?;
        page.see_names(&["Bob Birch"]).await?;
        page.search("ann").await?;
        page.see_names(&["Ann Ash"]).await?;
        page.see_property("query", "ann").await?;
        page.set_attribute("query", "").await?;
        page.see_cards(2).await?;

        page.set("picks", json!(["bob-birch"])).await?;
        page.see("1 picked").await?;
        page.pick("Ann Ash").await?;
        page.see_property("picks", json!(["bob-birch", "ann-ash"])).await?;

        page.compare().await?;
        page.see_columns(&["Bob Birch", "Ann Ash"]).await?;
        page.see_property("view", "compare").await?;
        page.set("view", "cards").await?;
        page.see_cards(2).await?;
        page.set_attribute("view", "compare").await?;
        page.see_columns(&["Bob Birch", "Ann Ash"]).await?;
        page.back().await?;
        page.see_property("view", "cards").await
    })
}

#[test]
fn the_order_that_a_page_asks_for_is_the_order() -> Journey {
    reader(async |page| {
        let names = ["Ann Ash", "Bob Birch", "Cleo Cedar", "Dan Dogwood", "Eve Elm", "Finn Fir"];
        page.site.put("/two.json", Answer::feed(feeds::of(&names)));
        page.show(TAG).await?;
        page.see_cards(6).await?;
        let shuffled = page.names().await?;
        page.set("order", "name").await?;
        page.equal("the names", "return part('name').map(text)", names).await?;
        page.set("order", "shuffled").await?;
        page.equal("the names", "return part('name').map(text)", shuffled.clone()).await?;
        page.open("/page.html").await?;
        page.equal("the names", "return part('name').map(text)", shuffled).await
    })
}

#[test]
fn a_wrong_value_falls_back_with_one_warning() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
        page.show(r#"<hustings-widget src="/two.json" view="grid" order="random" theme="pink" timeout="soon"></hustings-widget>"#)
            .await?;
        page.see_cards(2).await?;
        for (property, value) in [
            ("view", json!("cards")),
            ("order", json!("shuffled")),
            ("theme", json!("auto")),
            ("timeout", json!(20)),
        ] {
            page.see_property(property, value.clone()).await?;
            page.see_property(property, value).await?;
            page.expect_lines(&format!("hustings-widget: {property} is"), 1).await?;
        }
        page.expect_console(&["view is “grid”", "order is “random”", "theme is “pink”", "timeout is “soon”"])
            .await
    })
}

#[test]
fn two_widgets_leave_each_other_alone() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
        page.site.put("/other.json", Answer::feed(feeds::of(&["Cleo Cedar", "Dan Dogwood"])));
        page.show(&format!(r#"{TAG}<hustings-widget id="other" src="/other.json"></hustings-widget>"#))
            .await?;
        page.see_names(&TWO).await?;
        page.search("ann").await?;
        page.pick("Ann Ash").await?;
        page.look_at("#other");
        page.see_names(&["Cleo Cedar", "Dan Dogwood"]).await?;
        page.see_count("2 nominations").await?;
        page.see_no("picked").await?;
        page.set("src", "/gone.json").await?;
        page.see_notice("isn’t where this page looks for it").await?;
        page.look_at("#one");
        page.see_names(&["Ann Ash"]).await?;
        page.see("1 picked").await?;
        page.expect_console(&["status of 404", "hustings-widget: "]).await
    })
}

#[test]
fn a_widget_that_is_moved_or_taken_away_and_put_back_goes_on() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
        page.show(&format!("{TAG}<div id='elsewhere'></div>")).await?;
        page.search("ann").await?;
        page.pick("Ann Ash").await?;
        page.ask("document.querySelector('#elsewhere').append(widget)", []).await?;
        page.see_count("1 of 2 nominations").await?;
        page.ask("window.kept = widget; widget.remove()", []).await?;
        page.ask("document.querySelector('main').append(window.kept)", []).await?;
        page.see("1 picked").await?;
        page.see_names(&["Ann Ash"]).await?;
        page.search("bob").await?;
        page.see_names(&["Bob Birch"]).await?;
        page.see_property("picks", json!(["ann-ash"])).await?;
        assert_eq!(page.site.asked_for("/two.json"), 1);
        Ok(())
    })
}

#[test]
fn a_widget_that_comes_back_after_long_can_be_waited_for() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)).after(Duration::from_millis(1800)));
        page.show(TAG).await?;
        page.set("picks", json!(["ann-ash"])).await?;
        page.promised(
            "const later = (time) => new Promise((done) => setTimeout(done, time));
             const [away, place] = [widget, widget.parentNode];
             await later(400); away.remove();
             await later(1400); place.append(away);
             await away.ready();",
        )
        .await?;
        page.see_cards(2).await?;
        page.see_property("picks", json!(["ann-ash"])).await
    })
}

#[test]
fn a_widget_that_is_taken_away_for_good_is_forgotten() -> Journey {
    reader(async |page| {
        page.show(&format!(
            r#"<div id="room"></div><script type="application/json" id="feed">{}</script>"#,
            feeds::of(&TWO)
        ))
        .await?;
        page.promised(
            "await customElements.whenDefined('hustings-widget');
             const one = document.createElement('hustings-widget');
             one.feed = document.querySelector('#feed').textContent;
             document.querySelector('#room').append(one);
             await one.ready();
             window.one = new WeakRef(one);
             one.remove();",
        )
        .await?;
        let start = std::time::Instant::now();
        while page.ask("return window.one.deref() !== undefined", []).await? == true {
            page.collect_garbage().await?;
            anyhow::ensure!(
                start.elapsed() < Duration::from_secs(4),
                "The widget is kept in memory after it was removed."
            );
        }
        Ok(())
    })
}

#[test]
fn a_widget_that_is_taken_away_at_once_does_no_harm() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)).after(Duration::from_millis(300)));
        page.show("<p>Nothing here yet.</p>").await?;
        page.ask(
            "const late = document.createElement('hustings-widget');
             const main = document.querySelector('main');
             late.src = '/two.json';
             main.append(late); late.remove();
             setTimeout(() => main.append(late), 200);",
            [],
        )
        .await?;
        page.see_cards(2).await
    })
}

#[test]
fn the_script_may_come_twice() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
        let head = r#"<script type="module" src="/pkg/hustings.js"></script>
            <script type="module" src="/pkg/hustings.js"></script>
            <script type="module" src="/pkg/hustings.js?v=2"></script>"#;
        page.show_with(head, TAG).await?;
        page.see_names(&TWO).await?;
        assert_eq!(page.times_heard("loaded").await?, 1);
        Ok(())
    })
}

#[test]
fn a_page_can_wait_until_nominations_are_shown() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)).after(Duration::from_millis(300)));
        page.show(TAG).await?;
        let loaded = page
            .promised("await customElements.whenDefined('hustings-widget'); return widget.ready()")
            .await?;
        assert_eq!(loaded["count"], 2);
        page.see_cards(2).await?;

        page.site.put("/two.json", Answer::feed(feeds::of(&["Ann Ash", "Bob Birch", "Cleo Cedar"])));
        page.pick("Ann Ash").await?;
        let loaded = page.promised("return widget.refresh()").await?;
        assert_eq!(loaded["count"], 3);
        page.see_cards(3).await?;
        page.see("1 picked").await?;

        page.site.put("/two.json", Answer::status(500));
        let failed = page.promised("return widget.refresh().catch((error) => error.code)").await?;
        assert_eq!(failed, "http-status");
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
        page.click("button", "Try again").await?;
        page.see_cards(2).await?;
        page.see_no_fallback().await?;
        page.expect_console(&["status of 500", "hustings-widget: "]).await
    })
}

#[test]
fn neither_the_page_nor_the_widget_styles_the_other() -> Journey {
    reader(async |page| {
        let css = "html { font-size: 4px } body { font-size: 16px } h3, p { color: red; font-size: 40px }
            button, .cards, .card, .toolbar, ul { display: none !important } * { letter-spacing: 1em; line-height: 4 }
            .notice { border: 5px solid lime } *:focus { outline: 9px solid lime }";
        page.site.put("/page.css", Answer::file("text/css", css));
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
        let head = r#"<script type="module" src="/pkg/hustings.js"></script><link rel="stylesheet" href="/page.css">"#;
        page.show_with(
            head,
            &format!(r#"<p class="facts controls quiet" id="own">The page’s own.</p>{TAG}"#),
        )
        .await?;
        page.see_cards(2).await?;
        page.pick("Ann Ash").await?;
        page.see("1 picked").await?;
        let styles = "const name = getComputedStyle(part('name')[0]), own = getComputedStyle(document.querySelector('#own'));
            return [name.color, name.letterSpacing, name.fontSize, own.color, own.fontSize, own.display]";
        let expected = json!(["rgb(28, 29, 31)", "normal", "19.2px", "rgb(255, 0, 0)", "40px", "block"]);
        assert_eq!(page.ask(styles, []).await?, expected);
        // What has the focus is the button inside, and not the tag around it.
        page.equal("the tag's outline", "return getComputedStyle(widget).outlineStyle", "none").await?;
        Ok(())
    })
}

#[test]
fn a_page_may_answer_what_it_hears_at_once() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&["Ann Ash", "Bob Birch", "Cleo Cedar"])));
        let answers = "addEventListener('hustings-picked', ({ target, detail }) => {
                if (detail.picks.length > 2) target.picks = detail.picks.slice(-2);
            });
            addEventListener('hustings-filtered', ({ target, detail }) => {
                if (detail.count === 0) target.query = '';
            });
            addEventListener('hustings-failed', ({ target }) => { target.src = '/two.json'; });
            addEventListener('hustings-loaded', ({ target }) => { target.order = 'name'; });";
        page.site.put("/answers.js", Answer::script(answers));
        page.show_with(
            r#"<script src="/answers.js"></script><script type="module" src="/pkg/hustings.js"></script>"#,
            r#"<hustings-widget src="/gone.json"></hustings-widget>"#,
        )
        .await?;
        let names = ["Ann Ash", "Bob Birch", "Cleo Cedar"];
        page.equal("the names", "return part('name').map(text)", names).await?;
        page.see_no_notice().await?;
        for name in names {
            page.pick(name).await?;
        }
        page.see("2 picked").await?;
        page.see_property("picks", json!(["bob-birch", "cleo-cedar"])).await?;
        page.set("query", "nobody").await?;
        page.see_cards(3).await?;
        page.see_property("query", "").await?;
        page.expect_console(&["status of 404", "hustings-widget: "]).await
    })
}

#[test]
fn a_listener_that_throws_harms_nobody_else() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
        let throws = "for (const name of ['loaded', 'filtered', 'picked'])
            addEventListener(`hustings-${name}`, () => { throw new Error(`mine, in ${name}`); });";
        page.site.put("/throws.js", Answer::script(throws));
        page.show_with(
            r#"<script src="/throws.js"></script><script type="module" src="/pkg/hustings.js"></script>"#,
            TAG,
        )
        .await?;
        page.see_names(&TWO).await?;
        page.search("ann").await?;
        page.pick("Ann Ash").await?;
        page.see("1 picked").await?;
        page.expect_console(&["mine, in loaded", "mine, in filtered", "mine, in picked"]).await
    })
}

#[test]
fn an_author_keeps_a_widget_to_one_election() -> Journey {
    reader(async |page| {
        page.show(
            r#"<hustings-widget src="/python-steering-council.json" election="psc-2025"></hustings-widget>"#,
        )
        .await?;
        page.see_count("8 nominations").await?;
        page.set("election", "psc-2026").await?;
        page.see_count("6 nominations").await?;
        page.ask("widget.removeAttribute('election')", []).await?;
        page.see_count("77 nominations").await
    })
}

#[test]
fn an_attribute_outlives_a_property_that_was_set_to_nothing_before_the_class_was_known() -> Journey {
    reader(async |page| {
        page.site.put("/two.json", Answer::feed(feeds::of(&TWO)));
        page.show_with("", TAG).await?;
        let begin = "widget.src = widget.src;
            document.head.append(Object.assign(document.createElement('script'), { type: 'module', src: '/pkg/hustings.js' }))";
        page.ask(begin, []).await?;
        page.see_names(&TWO).await
    })
}
