//! What the widget costs the reader's main thread, printed: `cargo xtask measure`.
//! A measurement, not a test: it passes however slow the machine is.

use hustings_browser_tests::{Journey, Page, reader};
use serde_json::Value;

const RUNS: usize = 7;

/// The milliseconds of every task over 50 ms so far.
const LONG_TASKS: &str = "return await new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries().map((entry) => entry.duration)))
        .observe({ type: 'longtask', buffered: true });
    setTimeout(() => done([]), 500);
})";

/// Milliseconds from the start of the page to the event that says that everything is shown.
const LOADED: &str = "return await widget.ready().then(() => performance.now())";

async fn long_tasks(page: &Page) -> anyhow::Result<Vec<f64>> {
    let tasks = page.promised(LONG_TASKS).await?;
    Ok(tasks.as_array().into_iter().flatten().filter_map(Value::as_f64).collect())
}

fn main() -> Journey {
    println!("77 nominations, release build, {RUNS} runs, a fresh browser each");
    for run in 1..=RUNS {
        reader(async |page| {
            page.show(r#"<hustings-widget src="/python-steering-council.json"></hustings-widget>"#).await?;
            let loaded = page.promised(LOADED).await?;
            page.see_count("77 nominations").await?;
            let loading = long_tasks(page).await?;
            page.search("barry").await?;
            page.click("button", "Clear").await?;
            page.see_cards(24).await?;
            page.click("button", "Compare all 6").await?;
            page.see("6 nominees side by side").await?;
            let using = long_tasks(page).await?;
            println!(
                "run {run}: loaded after {:.0} ms; tasks over 50 ms: {loading:?} while loading, {:?} with search and comparison",
                loaded.as_f64().unwrap_or_default(),
                using.get(loading.len()..).unwrap_or_default()
            );
            Ok(())
        })?;
    }
    Ok(())
}
