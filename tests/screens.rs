//! What the reader sees in each state, rendered natively. The whole picture of
//! each stands in `tests/screens`; `BLESS=1 cargo test` rewrites those.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

use std::fs;
use std::path::Path;
use std::rc::Rc;

use hustings::components::{Actions, Root, RootProps};
use hustings::domain::query::Query;
use hustings::domain::reading::Kind;
use hustings::domain::reading::engine::Engine;
use hustings::domain::timeline::Timeline;
use hustings::feed::{ErrorKind, FeedError, Found, Known, Page, Shared, Statement};
use hustings::state::{Action, Notice, Read, Reading, View, Wish};
use yew::LocalServerRenderer;

fn resolve(address: &str) -> Option<String> {
    Some(address.to_owned())
}

/// Noon of 6 December 2024, UTC: three days and a day before the end of the vote in `everything.json`.
const NOW: i64 = 1_733_486_400;

/// The actions that bring a feed, with every statement read.
fn arrival(json: &str) -> Vec<Action> {
    let mut warnings = Vec::new();
    let mut known = Known::default();
    let (_, nominations) = Page::read_whole(json.as_bytes(), &mut known, &resolve, &mut warnings).unwrap();
    let mut engine = Engine::default();
    let readings: Vec<_> = nominations
        .iter()
        .filter_map(|nomination| {
            let (text, kind) = match nomination.statement.as_ref()? {
                Statement::Markdown(text) => (text, Kind::Markdown),
                Statement::Plain(text) => (text, Kind::Plain),
                Statement::Html(_) | Statement::At(_) => return None,
            };
            let found = Found::read(&engine.read(&nomination.id, text, kind, &resolve), &resolve);
            let blocks = engine.blocks(&nomination.id).to_vec();
            Some(Read {
                id: nomination.id.clone(),
                reading: Reading::Done(Shared::new(blocks), found.cut),
                found,
            })
        })
        .collect();
    let timelines = known.head.elections.iter().map(|election| Timeline::of(election, |_, _| None));
    let time = Action::Time(Shared::new(timelines.collect()), NOW);
    let arrive = Action::Receive(Shared::new(known.head), nominations);
    vec![Action::Load, arrive, time, Action::Read(readings), Action::Finish(Vec::new())]
}

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The picture after some actions, as HTML.
fn picture(actions: Vec<Action>) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let local = tokio::task::LocalSet::new();
    let actions = Rc::new(Actions(actions));
    let props = yew::props!(RootProps { actions });
    runtime.block_on(local.run_until(async move {
        LocalServerRenderer::<Root>::with_props(props).hydratable(false).render().await
    }))
}

/// The words of a picture, white space folded.
fn words(html: &str) -> String {
    hustings::domain::markup::words_of_html(html).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Compares a picture with the file of its name, a line for each element.
fn check(name: &str, actions: Vec<Action>) -> String {
    let html = picture(actions);
    let lines = html.replace('<', "\n<").replace("\n</", "</");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/screens/{name}.html"));
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, lines.trim_start().to_owned() + "\n").unwrap();
    } else {
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(lines.trim(), expected.trim(), "{name} looks another way; BLESS=1 rewrites it");
    }
    words(&html)
}

fn with(mut actions: Vec<Action>, more: impl IntoIterator<Item = Action>) -> Vec<Action> {
    actions.extend(more);
    actions
}

fn failed(kind: ErrorKind) -> Vec<Action> {
    vec![Action::Load, Action::Fail(Rc::new(FeedError { source: "feed.json".into(), kind }))]
}

#[test]
fn loading() {
    assert_eq!(check("loading", vec![Action::Load]), "Loading nominations…");
}

#[test]
fn failed_for_now_offers_another_try() {
    let words = check("failed-for-now", failed(ErrorKind::Timeout { seconds: 20 }));
    assert_eq!(words, "The list of nominations didn’t arrive within 20 seconds. Try again");
}

#[test]
fn failed_for_good_says_who_can_mend_it() {
    let words = check("failed-for-good", failed(ErrorKind::Status { status: 404 }));
    assert!(words.starts_with("The list of nominations isn’t where this page looks for it."));
    assert!(!words.contains("Try again"));
}

#[test]
fn an_empty_election() {
    let words = check("empty", arrival(&file("tests/feeds/empty.json")));
    assert_eq!(words, "There are no nominations yet.");
}

#[test]
fn nothing_found_says_how_to_find_more() {
    let asked = Action::Ask(Query::parse("nobody here"));
    let words = check("nothing-found", with(arrival(&file("www/minimal.json")), [asked]));
    assert!(words.contains("0 of 2 nominations"));
    assert!(
        words.contains(
            "Nothing matches “\u{2068}nobody here\u{2069}”. Try fewer or shorter words. Show all 2"
        )
    );
}

/// Two nominees: one is called what the other writes about.
const WEIRS: &str = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Board", "items": [
    {"id": "a", "summary": "Would mend it.", "_hustings": {"candidate": {"name": "Ada Weir"}, "status": "nominated"}},
    {"id": "b", "summary": "Would pay for it.", "_hustings": {"candidate": {"name": "Bo Bá"}, "status": "nominated",
        "statement": "Dear all.\n\nThe **old weir** leaks, and [the pump](https://mill.example) is older than I am."}}]}"#;

#[test]
fn what_was_taken_for_another_word_is_said() {
    let ask = |text: &str| words(&picture(with(arrival(WEIRS), [Action::Search(text.to_owned())])));
    let told = "Showing results for “\u{2068}weir\u{2069}” instead of “\u{2068}wier\u{2069}”.";
    assert!(ask("Wier").contains(told), "{}", ask("Wier"));
    assert!(!ask("weir").contains("Showing results"));
}

#[test]
fn words_that_are_found_are_marked_and_the_statement_shows_its_place() {
    let ask = |text: &str| words(&picture(with(arrival(WEIRS), [Action::Search(text.to_owned())])));
    let found = check("found", with(arrival(WEIRS), [Action::Search("WEIR ".to_owned())]));
    // Who is called so stands first, whatever the shuffled order.
    assert!(found.contains("2 nominations") && found.find("Ada Weir") < found.find("Bo Bá"), "{found}");
    assert!(
        found.contains("From the statement: … The old weir leaks, and the pump is older than I am."),
        "{found}"
    );
    assert!(ask("wier ba").contains("1 of 2 nominations"));
    assert!(ask("weir -pump").contains("1 of 2 nominations"));
    assert!(ask("\"the old weir\"").contains("1 of 2 nominations"));
    assert!(ask("\"the old we\"").contains("0 of 2 nominations"));
    assert!(ask("elected:yes").contains("0 of 2 nominations"));
    let marked = picture(with(arrival(WEIRS), [Action::Search("wier".to_owned())]));
    assert_eq!(marked.matches("<mark>Weir</mark>").count() + marked.matches("<mark>weir</mark>").count(), 2);
}

#[test]
fn two_cards() {
    let words =
        check("two-cards", with(arrival(&file("www/minimal.json")), [Action::Pick("board-tom".into())]));
    for part in [
        "2 nominations",
        "Allotment board 2027 (invented)",
        "2 nominees · 1 seat",
        "Ines Okafor",
        "Water",
        "1 picked",
    ] {
        assert!(words.contains(part), "{part} is not in: {words}");
    }
}

#[test]
fn everything_about_one_nominee() {
    let words = check(
        "open-card",
        with(
            arrival(&file("tests/feeds/everything.json")),
            [Action::Open("n1".into()), Action::Unfold("n1".into())],
        ),
    );
    for part in [
        "Elected · 63 votes · tied 1st",
        "From the statement: Summed up.",
        "1 PEP: 1 Accepted",
        "More. Zoë Ł, in their own words",
        "8 hours a week",
        "6 June 2018",
        "In their own words",
        "Facts as of 22 November 2024.",
    ] {
        assert!(words.contains(part), "{part} is not in: {words}");
    }
}

#[test]
fn side_by_side() {
    let both = Action::CompareThese(vec!["board-ines".into(), "board-tom".into()]);
    let words = check("side-by-side", with(arrival(&file("www/minimal.json")), [both]));
    assert!(words.starts_with("← All nominations 2 nominees side by side"), "{words}");
    for part in ["Water 2 of 3 all", "One hose per row is enough.", "in their own words"] {
        assert!(words.contains(part), "{part} is not in: {words}");
    }
}

#[test]
fn side_by_side_with_much_to_read() {
    let picks = Action::CompareThese(vec!["ann".into(), "bob".into(), "cleo".into()]);
    let words = check("much-to-read", with(arrival(&file("tests/feeds/comparison.json")), [picks.clone()]));
    for part in [
        "Water 2 of 6 all",
        "[…]",
        "not mentioned",
        "Shared: 1 PEP 8 Style for barrels · author · also \u{2068}Bob Birch\u{2069}",
        "Only theirs: 2 PEP 7",
        "found by keyword: rain",
    ] {
        assert!(words.contains(part), "{part} is not in: {words}");
    }
    let open = with(
        arrival(&file("tests/feeds/comparison.json")),
        [picks, Action::ReadOn("topic water".into()), Action::OnlyDifferences],
    );
    let html = picture(open);
    assert_eq!(html.matches("aria-expanded=\"true\"").count(), 2);
    assert!(self::words(&html).contains("1 row is the same for all, and hidden."));
    assert!(!html.contains("8 hours"));
}

/// What a reader keeps of the nominees of `everything.json`.
const OWN: &str = r#"{"hustings_notes":1,"items":[{"id":"n1","at":2,"star":true,"note":"Ask about <b>docs</b>.","approve":true},
    {"id":"gone","at":1,"note":"x"}]}"#;

#[test]
fn a_shortlist_with_a_note_and_a_draft() {
    let wish = Action::Shortlist;
    let actions =
        [wish(Wish::Hear("stored".into(), OWN.into())), wish(Wish::Look(true)), Action::Open("n1".into())];
    let words = check("shortlist", with(arrival(&file("tests/feeds/everything.json")), actions.clone()));
    for part in [
        "Shortlist (1)",
        "Kept on this device only",
        "★ Zoë Ł · Approve (draft) Remove Ask about <b>docs</b>.",
        "1 shortlisted for 5 seats. Holds: the rules allow at most two of one employer. · the rule",
        "1 is kept of nominations that are not shown here.",
        "Your note – kept on this device only",
    ] {
        assert!(words.contains(part), "{part} is not in: {words}");
    }
    let more = [wish(Wish::Hear("behind".into(), "".into())), wish(Wish::Ask(true))];
    let words = self::words(&picture(with(
        arrival(&file("tests/feeds/everything.json")),
        actions.into_iter().chain(more),
    )));
    assert!(
        words.contains("The last change is not kept") && words.contains("This can’t be undone."),
        "{words}"
    );
}

#[test]
fn silence_is_said_and_not_taken_for_ignorance() {
    let picks = ["psc-2025-pablo-galindo-salgado", "psc-2022-victor-stinner", "psc-2025-donghee-na"];
    let actions = with(
        arrival(&file("www/python-steering-council.json")),
        [Action::CompareThese(picks.map(Into::into).to_vec())],
    );
    let words = words(&picture(actions));
    assert!(words.contains("1 of 3, 1 not in this feed"), "{words}");
    assert!(words.contains("not mentioned") && words.contains("statement not in this feed"), "{words}");
}

#[test]
fn one_nominee_only_is_told_to_find_another() {
    let one = Action::CompareThese(vec!["board-ines".into()]);
    let words = words(&picture(with(arrival(&file("www/minimal.json")), [one])));
    assert!(words.contains("1 nominee Copy or save") && words.contains("Pick one more nominee"), "{words}");
}

#[test]
fn a_hundred_nominees_come_some_at_a_time() {
    let items: Vec<_> = (0..100)
        .map(|index| serde_json::json!({ "id": index, "title": format!("Nominee {index}"), "content_text": "x" }))
        .collect();
    let feed =
        serde_json::json!({ "version": "https://jsonfeed.org/version/1.1", "title": "x", "items": items });
    let renders = std::iter::repeat_n(Action::Render, 20);
    let html = picture(with(arrival(&feed.to_string()), renders));
    assert_eq!(html.matches("<article").count(), 24);
    assert!(words(&html).contains("100 nominations") && words(&html).contains("Show more (76 left)"));
}

#[test]
fn what_is_lost_is_said() {
    let notices = vec![Notice::LeftOut(1), Notice::Incomplete, Notice::Large(5_200_000)];
    let words = words(&picture(with(arrival(&file("www/minimal.json")), [Action::Finish(notices)])));
    for part in ["1 nomination can’t be shown", "The list may be incomplete", "5.2 MB were loaded"] {
        assert!(words.contains(part), "{part} is not in: {words}");
    }
}

#[test]
fn foreign_texts_are_escaped_and_links_checked() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": "<b>\"'", "url": "javascript:alert(1)",
        "title": "<img src=x onerror=alert(1)>", "summary": "<script>alert(1)</script>", "content_text": "x",
        "_hustings": {"candidate": {"name": "<svg onload=alert(1)>"}, "statement": "[x](javascript:alert(1)) <iframe src=x></iframe> ![y](data:text/html,z)"}}]}"#;
    let html = picture(with(arrival(feed), [Action::Open("<b>\"'".into())]));
    for danger in ["<script", "<img", "<svg", "<iframe", "<b>\"", "javascript:", "data:"] {
        assert!(!html.contains(danger), "{danger}: {html}");
    }
    assert!(html.contains("&lt;svg onload=alert(1)&gt;"), "{html}");
}

#[test]
fn the_comparison_is_a_table_with_heads() {
    let both = Action::CompareThese(vec!["board-ines".into(), "board-tom".into()]);
    let html = picture(with(arrival(&file("www/minimal.json")), [both, Action::Show(View::Compare)]));
    // A cell's name and topic are its column's and its row's heads, whatever the style makes of the table.
    assert_eq!(html.matches("<th scope=\"col\" role=\"columnheader\" aria-label=").count(), 2);
    assert_eq!(html.matches("<th scope=\"row\" role=\"rowheader\"").count(), 3);
    assert_eq!(html.matches("<tr role=\"row\"").count(), 4);
    assert_eq!(html.matches("role=\"cell\"").count(), 7);
}
