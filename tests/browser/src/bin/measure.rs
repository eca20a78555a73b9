//! What the widget costs the reader's main thread, printed: `cargo xtask measure`.
//! A measurement, not a test: it passes however slow the machine is.

use std::cell::RefCell;

use anyhow::{Result, anyhow, bail, ensure};
use hustings::cli::args::View;
use hustings::cli::render::{Feed, Form, What, render};
use hustings_browser_tests::{Answer, CLOCK, Journey, Page, reader, shared};
use serde_json::{Value, json};

const RUNS: usize = 7;

const HEAD: &str =
    r#"<script src="/clock.js"></script><script type="module" src="/pkg/hustings.js"></script>"#;

/// The tasks noted since this was asked last.
const TASKS: &str = "await new Promise((done) => setTimeout(done, 300)); return tasks.splice(0)";

/// Milliseconds from the start of the page to the event that says that everything is shown.
const LOADED: &str = "return await widget.ready().then(() => performance.now())";

/// Measures the part that is named, or all.
fn main() -> Journey {
    let wanted = std::env::args().nth(1);
    let is_wanted = |name: &str| wanted.as_deref().is_none_or(|wanted| wanted == name);
    if is_wanted("feed") {
        using_a_large_feed()?;
    }
    if is_wanted("cards") {
        reading_statements_for_cards()?;
    }
    if is_wanted("hostile") {
        opening_hostile_statements()?;
    }
    if is_wanted("reading") {
        reading_one_statement()?;
    }
    if is_wanted("paint") {
        painting_first()?;
    }
    Ok(())
}

async fn show(page: &Page, src: &str) -> Result<()> {
    page.site.put("/clock.js", Answer::script(CLOCK));
    page.show_with(HEAD, &format!(r#"<hustings-widget src="{src}"></hustings-widget>"#)).await
}

async fn tasks(page: &Page) -> Result<Value> {
    page.promised(TASKS).await
}

fn using_a_large_feed() -> Journey {
    println!("77 nominations, release build, {RUNS} runs, a fresh browser each; tasks over 50 ms in ms");
    for run in 1..=RUNS {
        reader(async |page| {
            show(page, "/python-steering-council.json").await?;
            let loaded = page.promised(LOADED).await?.as_f64().unwrap_or_default();
            page.see_count("77 nominations").await?;
            let loading = tasks(page).await?;
            page.search("barry").await?;
            page.click("button", "Clear").await?;
            page.see_cards(24).await?;
            page.click("button", "Compare all 6").await?;
            page.see("6 nominees side by side").await?;
            let using = tasks(page).await?;
            println!(
                "run {run}: loaded after {loaded:.0} ms; loading {loading}, searching and comparing {using}"
            );
            Ok(())
        })?;
    }
    Ok(())
}

/// A feed that has statements and nothing else, so that everything is read.
fn feed(statements: &[(String, String)], member: &str, topics: &Value) -> String {
    let items = statements.iter().map(|(name, text)| {
        json!({ "id": name, "url": "https://example.org/", "_hustings": { "candidate": { "name": name }, "election": "all", member: text } })
    });
    json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "Statements", "items": items.collect::<Vec<_>>(),
        "_hustings": { "version": 1, "elections": [{ "id": "all", "name": "All" }], "topics": topics },
    })
    .to_string()
}

/// The topics that statements of an election are labelled with in the tests, and their keywords.
fn labelled_topics(set: &str) -> Result<Value> {
    let labels: Value = serde_json::from_str(include_str!("../../../labels/topics.json"))?;
    let keywords: Value = serde_json::from_str(include_str!("../../../labels/keywords.json"))?;
    let mut topics = labels["sets"][set].clone();
    for topic in topics.as_array_mut().into_iter().flatten() {
        topic["keywords"] = keywords[set][topic["id"].as_str().unwrap_or_default()].clone();
    }
    Ok(topics)
}

fn reading_statements_for_cards() -> Journey {
    println!(
        "all real statements in one feed, all read; {RUNS} runs, a fresh browser each; tasks over 50 ms in ms"
    );
    for (name, set) in [("topics are found", None), ("topics of the feed", Some("kubernetes"))] {
        for run in 1..=RUNS {
            reader(async |page| {
                let Some(statements) = shared::statements()? else { return page.open("/").await };
                let topics = set.map_or_else(|| Ok(json!([])), labelled_topics)?;
                page.site.put("/feed.json", Answer::feed(feed(&statements, "statement", &topics)));
                show(page, "/feed.json").await?;
                page.see_cards(24).await?;
                let done = "return all('.topics button').length > 20 && !all('.summary').some((summary) => text(summary) === '…')";
                page.wait("all cards to be read", done, [0; 0]).await?;
                println!("{} statements, {name}, run {run}: {}", statements.len(), tasks(page).await?);
                Ok(())
            })?;
        }
    }
    Ok(())
}

fn opening_hostile_statements() -> Journey {
    let prose = "I mentored 3 people at the mill, and would mend the weir before the winter comes. ";
    let deep = |open: &str, close: &str| format!("{}deep{}", open.repeat(10_000), close.repeat(10_000));
    let markdown: [(&str, String); 9] = [
        ("1 MB of prose", prose.repeat(12_500)),
        ("1 MB of paragraphs", "The weir needs oak, and the path needs gravel.\n\n".repeat(21_000)),
        ("1 MB of list", "- The weir needs oak, and the path needs gravel.\n".repeat(21_000)),
        ("1 MB of table", format!("|a|b|\n|-|-|\n{}", "|oak|gravel|\n".repeat(80_000))),
        ("100,000 headings", (0..100_000).map(|index| format!("# Heading {index}\n\n")).collect()),
        ("quotes, 10,000 deep", deep("> ", "")),
        ("emphasis, 10,000 deep", deep("*a **", "** b*")),
        ("one endless word", "weir".repeat(250_000)),
        ("only emoji", "🎉".repeat(250_000)),
    ];
    let html: [(&str, String); 5] = [
        ("1 MB of prose", format!("<p>{}</p>", prose.repeat(12_500))),
        ("1 MB of paragraphs", format!("<p>{prose}</p>").repeat(12_000)),
        ("100,000 headings", "<h2>Same</h2>".repeat(100_000)),
        ("elements, 10,000 deep", deep("<blockquote>", "</blockquote>")),
        ("one endless word", "weir".repeat(250_000)),
    ];
    println!(
        "hostile statements, each opened in a card; 3 runs, a fresh browser each; tasks over 50 ms in ms"
    );
    let all = [("statement", &markdown[..]), ("statement_html", &html[..])];
    let all = all.iter().flat_map(|(member, texts)| texts.iter().map(move |text| (member, text)));
    for (member, (name, text)) in all {
        for run in 1..=3 {
            reader(async |page| {
                let statements = [("Ann".to_owned(), text.clone()), ("Bob".to_owned(), "Short.".to_owned())];
                page.site.put("/feed.json", Answer::feed(feed(&statements, member, &json!([]))));
                show(page, "/feed.json").await?;
                page.see_cards(2).await?;
                page.read_more("Ann").await?;
                let read =
                    "return part('statement').some((statement) => !/^Reading…$/.test(text(statement)))";
                page.wait(&format!("{name} to be read"), read, [0; 0]).await?;
                println!("{name} ({member}), run {run}: {}", tasks(page).await?);
                Ok(())
            })?;
        }
    }
    Ok(())
}

/// One statement, as the module reads it: blocks, facts, works, endorsement, summary, stances, and the
/// tree and the JSON that carry them. The first reading pays for the compiler, too.
const READ: &str = r#"
    const glue = await import("/pkg/hustings_reader.js");
    await glue.default();
    const run = (reader, text) => { const begin = performance.now(); reader.read("a", text, "m"); return performance.now() - begin; };
    const make = () => { const reader = new glue.Reader((html) => new DOMParser().parseFromString(html, 'text/html')); reader.set_feed("", topics); return reader; };
    const reader = make();
    const first = run(reader, text);
    const times = Array.from({ length: 200 }, () => run(reader, text)).sort((a, b) => a - b);
    return [first, times[0], times[100], times[190]];
"#;

fn reading_one_statement() -> Journey {
    reader(async |page| {
        let Some(statements) = shared::statements()? else { return page.open("/").await };
        let longest = statements.iter().max_by_key(|(_, text)| text.len());
        println!(
            "one statement, read as a whole by the module; ms: the first time, then of 200 the best, the median, the 95th of 100"
        );
        for set in ["python", "kubernetes"] {
            let topics = labelled_topics(set)?;
            let topics = topics.as_array().map(Vec::as_slice).unwrap_or_default();
            let keywords = |topic: &Value| topic["keywords"].as_array().cloned().unwrap_or_default();
            let count: usize = topics.iter().map(|topic| keywords(topic).len()).sum();
            let known: String = topics
                .iter()
                .map(|topic| {
                    let words =
                        [topic["id"].clone(), topic["label"].clone()].into_iter().chain(keywords(topic));
                    let words: String =
                        words.map(|word| word.as_str().unwrap_or_default().to_owned() + "\u{1f}").collect();
                    words + "\u{1e}"
                })
                .collect();
            for (run, (name, text)) in (1..=3).flat_map(|run| longest.map(|longest| (run, longest))) {
                page.show("<p>Nothing.</p>").await?;
                let script = format!("const text = {}, topics = {};\n{READ}", json!(text), json!(known));
                let times = page.promised(&script).await?;
                let times: Vec<f64> =
                    times.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
                ensure!(times.len() == 4, "no times");
                println!(
                    "{name}, {} bytes, {} topics, {count} keywords, run {run}: {times:.2?}",
                    text.len(),
                    topics.len()
                );
            }
        }
        Ok(())
    })
}

/// A post, with this in its midst.
fn post(head: &str, widget: &str) -> Answer {
    let text =
        "<p>Whoever is elected sits for a year, and the year before was a long one for all who sat.</p>";
    Answer::file(
        "text/html; charset=utf-8",
        format!(
            "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>
             <link rel=icon href='data:,'><title>A post</title>{head}<main><h1>Who stands</h1>{}{widget}{}</main>",
            text.repeat(3),
            text.repeat(12)
        ),
    )
}

/// What is between a page and its reader, in milliseconds and bytes a second: nothing, and what Lighthouse takes for
/// a phone's slow network.
const NETWORKS: [(&str, Option<(u32, u32)>); 2] =
    [("nothing between", None), ("150 ms and 1.6 Mbit/s between", Some((150, 200_000)))];

/// When a page first shows something: with the widget and what the tool rendered for it, and without any.
fn painting_first() -> Journey {
    NETWORKS.into_iter().try_for_each(|(name, network)| painting_first_over(name, network))
}

fn painting_first_over(between: &str, network: Option<(u32, u32)>) -> Journey {
    const PAINTED: &str = "for (;;) {
        const [paint] = performance.getEntriesByName('first-contentful-paint');
        if (paint) return paint.startTime;
        await new Promise((done) => setTimeout(done, 20));
    }";
    const ROUNDS: usize = 21;
    /// What docs/embedding.md tells authors of long lists.
    const NEAR: &str = "<style>hustings-widget article { content-visibility: auto; contain-intrinsic-block-size: auto 12em }</style>";
    let script = r#"<script type="module" src="/pkg/hustings.js"></script>"#;
    let tag = |inside: &str| format!(r#"<hustings-widget src="/feed.json">{inside}</hustings-widget>"#);
    for nominees in [8, 24, 72] {
        let Ok((feed, [plain, styled])) = rendered(nominees) else {
            return reader(async |_| bail!("the feed can't be rendered"));
        };
        let pages = [
            ("without any widget", post("", "")),
            ("with the tag", post(script, &tag(""))),
            ("rendered, without the widget", post("", &plain)),
            ("with a rendered fallback", post(script, &tag(&plain))),
            ("and cards laid out near the screen only", post(&format!("{script}{NEAR}"), &tag(&plain))),
            ("with a styled one", post(script, &tag(&styled))),
        ];
        let times = RefCell::new(vec![Vec::new(); pages.len()]);
        for round in 0..ROUNDS {
            reader(async |page| {
                page.forget_files().await?;
                if let Some((latency, throughput)) = network {
                    page.over_a_network(latency, throughput).await?;
                }
                page.site.put("/feed.json", Answer::feed(&feed));
                // The first page of a browser pays for the browser.
                page.site.put("/post.html", pages[0].1.clone());
                page.open("/post.html").await?;
                for place in 0..pages.len() {
                    let place = (place + round) % pages.len();
                    page.site.put("/post.html", pages[place].1.clone());
                    page.open("/post.html").await?;
                    let painted = page.promised(PAINTED).await?.as_f64().unwrap_or(f64::NAN);
                    times.borrow_mut()[place].push(painted);
                    // The next page is not to wait for what this one still does.
                    page.promised("await widget?.ready?.()").await?;
                }
                Ok(())
            })?;
        }
        println!(
            "first contentful paint of a post, {nominees} nominees, {between}; medians of {ROUNDS} loads each, in turn, nothing kept from before"
        );
        let mut first = None;
        for ((name, _), times) in pages.iter().zip(times.into_inner().iter_mut()) {
            times.sort_by(f64::total_cmp);
            let median = times[times.len() / 2];
            let first = *first.get_or_insert(median);
            println!("{name}: {median:.0} ms, {:.2} of the first", median / first);
        }
    }
    Ok(())
}

/// The first nominations of a real feed, and what the tool makes of them: without a style, and with the widget's.
fn rendered(nominees: usize) -> Result<(Value, [String; 2])> {
    let www = std::env::var("HUSTINGS_WWW").unwrap_or_else(|_| "www".to_owned());
    let text = std::fs::read_to_string(std::path::Path::new(&www).join("kubernetes-steering.json"))?;
    let mut feed: Value = serde_json::from_str(&text)?;
    if let Some(items) = feed["items"].as_array_mut() {
        items.truncate(nominees);
    }
    let read = || Feed::read("feed.json", feed.to_string().as_bytes());
    let html = |form| {
        let what = What { view: View::Cards, picks: &[], query: "", seed: 1, form };
        read().and_then(|feed| render(&feed, &what)).map_err(|finding| anyhow!("{finding:?}"))
    };
    let forms = [html(Form::Plain)?, html(Form::Styled)?];
    Ok((feed, forms))
}
