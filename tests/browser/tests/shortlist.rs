//! What a reader keeps for themself: it stays on the device, whatever the device makes of it.

use std::time::Duration;

use anyhow::{Result, ensure};
use hustings_browser_tests::{Answer, Journey, Key, Page, feeds, reader};
use serde_json::{Value, json};

const TAG: &str = r#"<hustings-widget src="/board.json"></hustings-widget>"#;
const SCRIPT: &str = r#"<script type="module" src="/pkg/hustings.js"></script>"#;
const KEY: &str = "hustings-notes:https://board.example/feed.json";
/// Words that stand in no feed.
const SECRET: &str = "Rather not, they never answer mail";

/// A board of five seats, elected by scores; at most two of one employer.
fn board() -> Value {
    let nominees = [
        ("Ann Ash", "Microsoft"),
        ("Bob Birch", "Microsoft"),
        ("Cleo Cedar", "microsoft"),
        ("Dan Dogwood", "IBM"),
        ("Eve Elm", ""),
    ];
    let mut feed = feeds::feed(nominees.map(|(name, employer)| {
        let mut item = feeds::nomination(name);
        item["url"] = format!("https://board.example/{}", name.replace(' ', "-")).into();
        if !employer.is_empty() {
            item["_hustings"]["facts"] = json!({ "employer": employer });
        }
        if name == "Eve Elm" {
            item["_hustings"]["status"] = "withdrawn".into();
        }
        item
    }));
    feed["feed_url"] = "https://board.example/feed.json".into();
    let extension = &mut feed["_hustings"];
    extension["facts"] = json!([{ "id": "employer", "label": "Employer" }]);
    let election = &mut extension["elections"][0];
    election["seats"] = 5.into();
    election["method"] = "STAR".into();
    election["limits"] = json!([{
        "fact": "employer", "most": 2, "label": "at most two of one employer", "url": "https://board.example/rules",
    }]);
    feed
}

async fn arrive(page: &Page) -> Result<()> {
    arrive_with(page, "").await
}

/// With a script of the page's that runs first.
async fn arrive_with(page: &Page, script: &str) -> Result<()> {
    page.site.put("/board.json", Answer::feed(board()));
    page.site.put("/first.js", Answer::script(script));
    page.show_with(&format!(r#"<script src="/first.js"></script>{SCRIPT}"#), TAG).await?;
    page.see_cards(5).await
}

async fn star(page: &Page, name: &str) -> Result<()> {
    page.click("button", &format!("Shortlist {name}")).await
}

async fn note(page: &Page, words: &str) -> Result<()> {
    page.ask("part('note')[0].querySelector('textarea').focus()", []).await?;
    page.type_in(words).await
}

async fn see_note(page: &Page, words: &str) -> Result<()> {
    page.equal("the note", "return part('note')[0]?.querySelector('textarea').value", words).await
}

/// Which cards say that they are on the shortlist.
async fn see_starred(page: &Page, names: &[&str]) -> Result<()> {
    let script = "return part('shortlist').filter((button) => button.ariaPressed === 'true')
        .map((button) => button.ariaLabel.replace('Shortlist ', '')).sort()";
    page.equal("the shortlist", script, names).await
}

async fn stored(page: &Page) -> Result<Value> {
    page.ask("return localStorage.getItem(given[0])", [KEY.into()]).await
}

async fn see_stored(page: &Page, words: &str) -> Result<()> {
    let script = "return (localStorage.getItem(given[0]) ?? 'nothing').includes(given[1])";
    page.wait(&format!("“{words}” to be kept"), script, [KEY, words]).await
}

/// Chooses a file with this in it, as a script.
async fn import(page: &Page, content: &str) -> Result<()> {
    let script = format!(
        "const files = new DataTransfer();
         files.items.add(new File([{content}], 'shortlist.json'));
         const input = root.querySelector('input[type=file]');
         input.files = files.files;
         input.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    );
    page.ask(&script, []).await?;
    Ok(())
}

async fn see_told(page: &Page, words: &str) -> Result<()> {
    page.equal("what is said", "return text(part('notes')[0].querySelector('.told'))", words).await
}

/// Another page between, or the browser would keep what the first one has.
async fn reload(page: &Page) -> Result<()> {
    page.ask("location.reload()", []).await?;
    page.see_cards(5).await
}

#[test]
fn a_star_a_note_and_a_score_survive_a_reload() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        star(page, "Bob Birch").await?;
        page.see("Shortlist (1)").await?;
        page.read_more("Ann Ash").await?;
        page.equal(
            "the scores",
            "return all('.scores :checked').length && text(all('.scores label')[0])",
            "no score",
        )
        .await?;
        see_note(page, "").await?;
        note(page, SECRET).await?;
        page.click("radio", "3").await?;
        page.see("Shortlist (2)").await?;
        see_stored(page, "\"score\":3").await?;
        ensure!(stored(page).await?.as_str().is_some_and(|text| text.contains(SECRET)));

        reload(page).await?;
        page.see("Shortlist (2)").await?;
        see_starred(page, &["Bob Birch"]).await?;
        page.click("button", "Shortlist (2)").await?;
        page.see(&format!("Ann Ash · not shortlisted · 3 of 5 (draft) Remove {SECRET}")).await?;
        page.see("1 shortlisted for 5 seats.").await?;
        page.see("Kept on this device only").await?;
        page.read_more("Ann Ash").await?;
        see_note(page, SECRET).await?;
        page.equal("the score", "return text(all('.scores label:has(:checked)')[0])", "3").await?;
        page.click("radio", "no score").await?;
        page.see_no("3 of 5 (draft)").await?;
        star(page, "Bob Birch").await?;
        page.see("Shortlist (1)").await?;
        reload(page).await?;
        page.see("Shortlist (1)").await?;
        see_starred(page, &[]).await
    })
}

#[test]
fn a_rank_is_kept_while_it_is_typed() -> Journey {
    reader(async |page| {
        let mut feed = board();
        feed["_hustings"]["elections"][0]["method"] = "STV".into();
        page.site.put("/board.json", Answer::feed(feed));
        page.show(TAG).await?;
        page.see_cards(5).await?;
        page.read_more("Ann Ash").await?;
        page.wait("a place for the rank", "return Boolean(root.querySelector('input[type=number]'))", [0; 0])
            .await?;
        page.ask("root.querySelector('input[type=number]').focus()", []).await?;
        page.type_in("1").await?;
        see_stored(page, "\"rank\":1").await?;
        // Something else is drawn anew in between.
        page.set("picks", json!(["bob-birch"])).await?;
        page.type_in("2").await?;
        see_stored(page, "\"rank\":12").await?;
        page.equal("the rank", "return root.querySelector('input[type=number]').value", "12").await
    })
}

#[test]
fn nothing_is_fetched_for_readers_who_keep_nothing() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        page.see_no("Shortlist (").await?;
        assert_eq!(page.site.asked_for("/pkg/hustings_more.js"), 0);
        page.ask(
            "localStorage.setItem(given[0], '{\"hustings_notes\":1,\"items\":[{\"id\":\"ann-ash\",\"at\":1,\"star\":true}]}')",
            [KEY.into()],
        )
        .await?;
        reload(page).await?;
        page.see("Shortlist (1)").await?;
        see_starred(page, &["Ann Ash"]).await?;
        assert_eq!(page.site.asked_for("/pkg/hustings_more.js"), 1);
        Ok(())
    })
}

#[test]
fn nothing_of_it_is_in_events_links_or_requests() -> Journey {
    reader(async |page| {
        arrive_with(
            page,
            "window.all = []; const dispatch = EventTarget.prototype.dispatchEvent;
             EventTarget.prototype.dispatchEvent = function (event) {
                 all.push([event.type, event.detail]); return dispatch.call(this, event);
             };",
        )
        .await?;
        page.ask("navigator.clipboard.writeText = async (text) => { window.copied = text; }", []).await?;
        page.set("permalink", true).await?;
        star(page, "Bob Birch").await?;
        page.read_more("Ann Ash").await?;
        note(page, SECRET).await?;
        page.click("radio", "4").await?;
        page.see("Shortlist (2)").await?;
        page.click("button", "Copy link").await?;
        page.see("Link copied.").await?;
        page.equal("the link", "return copied.includes('open=ann-ash')", true).await?;
        let asked = page.site.asked().join(" ");
        let said = page
            .ask("return JSON.stringify([all, heard, copied, location.href, history.state, document.documentElement.outerHTML])", [])
            .await?;
        for words in ["Rather", "notes", "bob-birch", "score", "star"] {
            ensure!(!said.as_str().unwrap_or_default().contains(words), "“{words}” is in {said}");
            ensure!(!asked.contains(words), "“{words}” is in {asked}");
        }
        Ok(())
    })
}

#[test]
fn where_storage_is_blocked_it_lasts_as_long_as_the_page() -> Journey {
    reader(async |page| {
        arrive_with(
            page,
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
        )
        .await?;
        page.read_more("Ann Ash").await?;
        page.see("Your note – kept only until this page is closed").await?;
        star(page, "Bob Birch").await?;
        page.click("button", "Shortlist (1)").await?;
        page.see("Kept only until this page is closed: the browser keeps nothing for it.").await?;
        note(page, "mine").await?;
        page.see("Shortlist (2)").await?;
        // The feed comes again, and so does what is kept of it.
        page.promised("await widget.refresh()").await?;
        page.see("Shortlist (2)").await?;
        see_starred(page, &["Bob Birch"]).await
    })
}

#[test]
fn where_there_is_no_room_the_reader_learns_it_and_nothing_earlier_is_lost() -> Journey {
    reader(async |page| {
        arrive_with(
            page,
            "const set = Storage.prototype.setItem;
             Storage.prototype.setItem = function (...given) {
                 if (window.full) throw new DOMException('full', 'QuotaExceededError');
                 return set.apply(this, given);
             };",
        )
        .await?;
        star(page, "Bob Birch").await?;
        see_stored(page, "bob-birch").await?;
        page.ask("window.full = true", []).await?;
        star(page, "Ann Ash").await?;
        page.click("button", "Shortlist (2)").await?;
        page.see("The last change is not kept: the browser has no room left for this site.").await?;
        let kept = stored(page).await?;
        let kept = kept.as_str().unwrap_or_default();
        ensure!(kept.contains("bob-birch") && !kept.contains("ann-ash"), "{kept}");
        page.ask("window.full = false", []).await?;
        star(page, "Dan Dogwood").await?;
        page.see_no("The last change is not kept").await?;
        see_stored(page, "ann-ash").await
    })
}

/// What a script of another tab does: a frame is one, as far as storage goes.
const TABS: &str = r#"<hustings-widget src="/board.json"></hustings-widget><iframe src="/tab.html" title="Another tab"></iframe>"#;

async fn arrive_in_two_tabs(page: &Page) -> Result<()> {
    page.site.put("/board.json", Answer::feed(board()));
    page.site.put(
        "/tab.html",
        Answer::file("text/html", format!("<!doctype html><title>Tab</title>{SCRIPT}{TAG}")),
    );
    page.show_without_policy(SCRIPT, TABS).await?;
    page.see_cards(5).await?;
    page.ask(
        "window.other = () => document.querySelector('iframe').contentDocument.querySelector('hustings-widget').shadowRoot;
         window.press = (name) => other().querySelector(`[aria-label='${name}']`).click();",
        [],
    )
    .await?;
    page.wait(
        "the other tab",
        "return Boolean(other()?.querySelectorAll('[part=card]').length === 5)",
        [0; 0],
    )
    .await
}

async fn press_there(page: &Page, name: &str) -> Result<()> {
    page.ask("press(given[0])", [name.into()]).await?;
    Ok(())
}

async fn see_starred_there(page: &Page, names: &[&str]) -> Result<()> {
    let script = "return [...other().querySelectorAll('.star[aria-pressed=true]')]
        .map((button) => button.ariaLabel.replace('Shortlist ', '')).sort()";
    page.equal("the other tab’s shortlist", script, names).await
}

#[test]
fn two_tabs_follow_each_other() -> Journey {
    reader(async |page| {
        arrive_in_two_tabs(page).await?;
        star(page, "Bob Birch").await?;
        see_starred(page, &["Bob Birch"]).await?;
        press_there(page, "Shortlist Ann Ash").await?;
        see_starred_there(page, &["Ann Ash", "Bob Birch"]).await?;
        see_starred(page, &["Ann Ash", "Bob Birch"]).await?;
        // What one takes away stays away, whatever the other does next.
        star(page, "Ann Ash").await?;
        see_starred_there(page, &["Bob Birch"]).await?;
        press_there(page, "Shortlist Dan Dogwood").await?;
        see_starred(page, &["Bob Birch", "Dan Dogwood"]).await?;
        page.click("button", "Shortlist (2)").await?;
        page.click("button", "Forget everything").await?;
        page.click("button", "Forget everything").await?;
        page.see("Everything is forgotten.").await?;
        see_starred_there(page, &[]).await?;
        press_there(page, "Shortlist Eve Elm").await?;
        see_starred(page, &["Eve Elm"]).await
    })
}

#[test]
fn a_tab_that_heard_nothing_loses_nothing() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        star(page, "Bob Birch").await?;
        see_stored(page, "bob-birch").await?;
        // Written by a tab whose event is still on its way.
        page.ask(
            "const list = JSON.parse(localStorage.getItem(given[0]));
             list.items.push({ id: 'ann-ash', at: Date.now(), note: 'from elsewhere' });
             localStorage.setItem(given[0], JSON.stringify(list));",
            [KEY.into()],
        )
        .await?;
        star(page, "Dan Dogwood").await?;
        see_stored(page, "dan-dogwood").await?;
        see_stored(page, "from elsewhere").await?;
        page.see("Shortlist (3)").await?;
        // And one that empties it, in the same way.
        page.ask("localStorage.clear()", []).await?;
        star(page, "Eve Elm").await?;
        see_starred(page, &["Eve Elm"]).await?;
        see_stored(page, "eve-elm").await?;
        ensure!(!stored(page).await?.as_str().unwrap_or_default().contains("bob-birch"));
        Ok(())
    })
}

#[test]
fn widgets_of_one_feed_on_a_page_follow_each_other_and_those_of_another_do_not() -> Journey {
    reader(async |page| {
        let mut other = board();
        other["feed_url"] = "https://board.example/other.json".into();
        page.site.put("/board.json", Answer::feed(board()));
        // The same feed, moved.
        page.site.put("/moved/board.json", Answer::feed(board()));
        page.site.put("/other.json", Answer::feed(other));
        page.show(
            r#"<hustings-widget src="/board.json" class="a"></hustings-widget>
               <hustings-widget src="/moved/board.json" class="b"></hustings-widget>
               <hustings-widget src="/other.json" class="c"></hustings-widget>"#,
        )
        .await?;
        for widget in [".a", ".b", ".c"] {
            page.look_at(widget);
            page.see_cards(5).await?;
        }
        page.look_at(".a");
        star(page, "Bob Birch").await?;
        page.look_at(".b");
        // It has come near nobody yet.
        star(page, "Ann Ash").await?;
        see_starred(page, &["Ann Ash", "Bob Birch"]).await?;
        page.look_at(".a");
        see_starred(page, &["Ann Ash", "Bob Birch"]).await?;
        page.look_at(".c");
        star(page, "Eve Elm").await?;
        see_starred(page, &["Eve Elm"]).await?;
        page.look_at(".a");
        page.set("src", "/other.json").await?;
        see_starred(page, &["Eve Elm"]).await?;
        page.look_at(".b");
        see_starred(page, &["Ann Ash", "Bob Birch"]).await
    })
}

#[test]
fn what_was_kept_while_the_feed_came_goes_by_the_name_that_it_tells_at_its_end() -> Journey {
    const CARDS: &str = r#"<hustings-widget src="/late.json"></hustings-widget>"#;
    reader(async |page| {
        let names: Vec<String> = (0..60).map(|number| format!("Nominee {number:02}")).collect();
        let feed = feeds::of(&names.iter().map(String::as_str).collect::<Vec<_>>()).to_string();
        let at = feed.len() - 400;
        let end = feed.strip_suffix('}').unwrap_or_default();
        let feed = format!(r#"{end},"feed_url":"https://board.example/feed.json"}}"#);
        let pause = Duration::from_secs(6);
        let kept = |star: &str| {
            format!(
                "localStorage.setItem('{KEY}', '{{\"hustings_notes\":1,\"items\":[{{\"id\":\"{star}\",\"at\":5,\"star\":true}}]}}')"
            )
        };
        for before in [false, true] {
            page.site.put("/late.json", Answer::feed(&feed).halting(at, pause));
            page.show(CARDS).await?;
            page.see("Nominee 0").await?;
            if before {
                page.ask(&kept("elsewhere"), []).await?;
            }
            page.ask("part('shortlist')[0].click()", []).await?;
            page.see("Shortlist (1)").await?;
            page.wait(
                "the star to be kept",
                "return Object.keys(localStorage).some((key) => key.endsWith('/late.json'))",
                [0; 0],
            )
            .await?;
            page.see_count("60 nominations").await?;
            see_stored(page, "nominee-").await?;
            page.equal(
                "what is kept, and by which names",
                "return Object.keys(localStorage).filter((key) => key.includes('notes'))",
                [KEY],
            )
            .await?;
            if before {
                see_stored(page, "elsewhere").await?;
            }
            // The next star goes there, too; who has the first may stand anywhere among all.
            page.ask("part('shortlist').find((star) => star.ariaPressed === 'false').click()", []).await?;
            page.see("Shortlist (2)").await?;
            page.wait(
                "both to be kept",
                "return localStorage.getItem(given[0]).split('\"star\":true').length > 2",
                [KEY],
            )
            .await?;
            page.ask("localStorage.clear()", []).await?;
        }
        Ok(())
    })
}

#[test]
fn what_no_version_could_read_again_is_not_kept() -> Journey {
    reader(async |page| {
        let mut feed = board();
        feed["items"][0]["id"] = "x".repeat(2001).into();
        page.site.put("/board.json", Answer::feed(feed));
        page.show(TAG).await?;
        page.see_cards(5).await?;
        star(page, "Ann Ash").await?;
        see_told(page, "Nothing can be kept of this nomination: its id is too long.").await?;
        star(page, "Bob Birch").await?;
        see_starred(page, &["Bob Birch"]).await?;
        see_stored(page, "bob-birch").await?;
        ensure!(!stored(page).await?.as_str().unwrap_or_default().contains("xxx"));
        Ok(())
    })
}

#[test]
fn a_list_of_a_later_version_stays_as_it_is() -> Journey {
    const LATER: &str = r#"{"hustings_notes":2,"items":[]}"#;
    reader(async |page| {
        arrive(page).await?;
        page.ask("localStorage.setItem(given[0], given[1])", [KEY.into(), LATER.into()]).await?;
        reload(page).await?;
        star(page, "Bob Birch").await?;
        page.click("button", "Shortlist (1)").await?;
        page.see("a later version of this program keeps your shortlist on this device").await?;
        see_starred(page, &["Bob Birch"]).await?;
        ensure!(stored(page).await? == LATER);
        Ok(())
    })
}

#[test]
fn what_can_not_be_read_is_set_aside() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        page.ask("localStorage.setItem(given[0], '{\"hustings_notes\":1,\"items\":[{\"id\":\"ann-ash\",\"star\":true},7]')", [KEY.into()])
            .await?;
        reload(page).await?;
        star(page, "Bob Birch").await?;
        see_stored(page, "bob-birch").await?;
        let aside = format!("{KEY} (set aside)");
        let script = "return localStorage.getItem(given[0])?.endsWith(',7]')";
        page.wait("what was kept to be set aside", script, [aside.as_str()]).await?;
        reload(page).await?;
        see_starred(page, &["Bob Birch"]).await
    })
}

#[test]
fn saved_forgotten_and_brought_back() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        page.ask(
            "window.taken = {};
             navigator.clipboard.writeText = async (text) => { taken.copied = text; };
             URL.createObjectURL = (blob) => { taken.blob = blob; return 'data:,'; };
             HTMLAnchorElement.prototype.click = function () { taken.name = this.download; };",
            [],
        )
        .await?;
        star(page, "Bob Birch").await?;
        page.read_more("Ann Ash").await?;
        note(page, SECRET).await?;
        page.click("button", "Shortlist (2)").await?;
        page.click("button", "Save as a file").await?;
        see_told(page, "Saved as shortlist.json.").await?;
        page.equal("the file", "return taken.name", "shortlist.json").await?;
        page.click("button", "Copy").await?;
        page.promised("window.file = await taken.blob.text()").await?;
        page.equal("what is copied", "return taken.copied === file", false).await?;
        page.click("button", "Forget everything").await?;
        page.see("This can’t be undone.").await?;
        page.click("button", "Keep it").await?;
        page.see_no("This can’t be undone.").await?;
        page.click("button", "Forget everything").await?;
        page.click("button", "Forget everything").await?;
        see_told(page, "Everything is forgotten.").await?;
        page.see("Shortlist (0)").await?;
        see_note(page, "").await?;
        page.equal(
            "what is left",
            "return Object.keys(localStorage).filter((key) => key.includes('notes'))",
            json!([]),
        )
        .await?;
        import(page, "file").await?;
        see_told(page, "2 nominations came.").await?;
        see_starred(page, &["Bob Birch"]).await?;
        see_note(page, SECRET).await?;
        see_stored(page, "Rather").await?;
        import(page, "file").await?;
        see_told(page, "Nothing new came. 2 were here already.").await
    })
}

#[test]
fn a_hostile_file_harms_nothing_and_is_explained() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        star(page, "Bob Birch").await?;
        page.click("button", "Shortlist (1)").await?;
        for (content, told) in [
            ("new Uint8Array(50e6)", "Nothing came from this file: it is larger than any shortlist."),
            ("'['.repeat(500000)", "Nothing came from this file: it can’t be read as JSON."),
            ("new Uint8Array([255, 254, 0, 128])", "Nothing came from this file: it can’t be read as JSON."),
            ("'[1, 2]'", "Nothing came from this file: it is no shortlist saved here."),
            (
                "'{\"hustings_notes\": 2, \"items\": []}'",
                "Nothing came from this file: a later version of this program saved it.",
            ),
            (
                r#"'{"hustings_notes":1,"__proto__":{"x":1},"items":[{"id":"__proto__","star":true},{"id":"ann-ash","note":["x"],"score":99,"at":1e300},null]}'"#,
                "1 nomination came. 1 is not in this list, and is kept all the same. 4 pieces made no sense and were passed over.",
            ),
            (
                r#"'{"hustings_notes":1,"feed":"https://elsewhere.example/","items":[{"id":"ann-ash","note":"<img src=x onerror=alert(1)>"}]}'"#,
                "1 nomination came. The file was saved from another list.",
            ),
        ] {
            import(page, content).await?;
            see_told(page, told).await?;
        }
        page.see("<img src=x onerror=alert(1)>").await?;
        page.see("1 is kept of nominations that are not shown here.").await?;
        see_starred(page, &["Bob Birch"]).await?;
        page.equal("the prototype", "return ({}).star ?? null", Value::Null).await
    })
}

#[test]
fn the_shortlist_says_how_the_rules_stand() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        star(page, "Dan Dogwood").await?;
        page.click("button", "Shortlist (1)").await?;
        page.see("Holds: the rules allow at most two of one employer. · the rule").await?;
        star(page, "Ann Ash").await?;
        star(page, "Bob Birch").await?;
        page.see(
            "2 of Microsoft (Ann Ash, Bob Birch) – as many as the rules allow: at most two of one employer.",
        )
        .await?;
        star(page, "Cleo Cedar").await?;
        page.see(
            "3 of Microsoft (Ann Ash, Bob Birch, Cleo Cedar) – the rules allow at most two of one employer.",
        )
        .await?;
        star(page, "Eve Elm").await?;
        page.see("Eve Elm · has withdrawn").await?;
        page.see("4 shortlisted for 5 seats; 1 has withdrawn and doesn’t count.").await?;
        page.click("button", "Remove Eve Elm").await?;
        page.see("Eve Elm is removed.").await?;
        page.click("button", "Undo").await?;
        see_starred(page, &["Ann Ash", "Bob Birch", "Cleo Cedar", "Dan Dogwood", "Eve Elm"]).await?;
        page.click("button", "Remove Eve Elm").await?;
        page.click("button", "Compare these").await?;
        page.see_columns(&["Ann Ash", "Bob Birch", "Cleo Cedar", "Dan Dogwood"]).await
    })
}

#[test]
fn it_can_be_done_with_the_keyboard_alone() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        page.set("order", "name").await?;
        page.tab_to("button Shortlist Ann Ash").await?;
        page.press(Key::Space).await?;
        see_starred(page, &["Ann Ash"]).await?;
        page.see_focus("button Shortlist Ann Ash").await?;
        page.tab_to("button More about Ann Ash").await?;
        page.press(Key::Enter).await?;
        page.tab_to("textarea Your note").await?;
        page.type_in("first").await?;
        see_note(page, "first").await?;
        page.tab_to("radio no score").await?;
        page.press(Key::Right).await?;
        page.equal("the score", "return text(all('.scores label:has(:checked)')[0])", "0").await?;
        page.tab_to("button All your notes").await?;
        page.press(Key::Enter).await?;
        page.tab_to("button Shortlist (1)").await?;
        page.tab_to("input Import a file").await
    })
}

#[test]
fn what_could_not_be_fetched_is_asked_for_again_and_the_wish_fulfilled() -> Journey {
    const MORE: &str = "/pkg/hustings_widget_more.wasm";
    reader(async |page| {
        page.site.put(MORE, Answer::status(500));
        arrive(page).await?;
        star(page, "Bob Birch").await?;
        page.see_notice("This part couldn’t be loaded.").await?;
        see_starred(page, &[]).await?;
        page.site.take_away(MORE);
        page.click("button", "Try again").await?;
        see_starred(page, &["Bob Birch"]).await?;
        page.see("Shortlist (1)").await?;
        see_stored(page, "bob-birch").await?;
        page.expect_console(&["status of 500", "CompileError"]).await
    })
}

#[test]
fn who_comes_near_before_the_engine_is_there_has_the_rest_with_it() -> Journey {
    reader(async |page| {
        let script = "window.let_go = []; const real = fetch; window.fetch = async (...given) => {
            if (/widget_bg/.test(given[0])) await new Promise((done) => let_go.push(done));
            return real(...given);
        };";
        page.site.put("/board.json", Answer::feed(board()));
        page.site.put("/first.js", Answer::script(script));
        page.show_with(&format!(r#"<script src="/first.js"></script>{SCRIPT}"#), TAG).await?;
        page.wait("the engine to be asked for", "return let_go.length === 1", [0; 0]).await?;
        page.ask(
            "root.firstElementChild.dispatchEvent(new Event('pointerover', { bubbles: true })); let_go[0]()",
            [],
        )
        .await?;
        page.see_cards(5).await?;
        let script = "return performance.getEntriesByType('resource')
            .some(({ name }) => name.endsWith('/hustings_widget_more.wasm'))";
        page.wait("the rest to be asked for", script, [0; 0]).await
    })
}

#[test]
fn on_paper_there_are_only_notes_of_open_cards() -> Journey {
    reader(async |page| {
        arrive(page).await?;
        page.read_more("Ann Ash").await?;
        page.read_more("Bob Birch").await?;
        page.equal("the notes", "return part('note').length", 2).await?;
        page.ask("part('note')[1].querySelector('textarea').focus()", []).await?;
        page.type_in("on paper").await?;
        page.click("button", "Shortlist (1)").await?;
        page.see("Kept on this device only").await?;
        page.on_paper(true).await?;
        page.see_no("Kept on this device only").await?;
        page.equal(
            "the notes on paper",
            "return part('note').map((note) => note.querySelector('textarea').value)",
            json!(["on paper"]),
        )
        .await?;
        page.on_paper(false).await
    })
}
