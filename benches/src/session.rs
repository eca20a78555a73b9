//! One contestant in one fresh browser.

use std::fs;

use anyhow::{Context, Result, ensure};
use hustings_browser_tests::{Answer, Browser, Site};
use serde_json::{Value, json};

use crate::feed::Feed;

/// Who is measured: the widget first, then its peers.
pub const CONTESTANTS: [&str; 7] = ["hustings", "vanilla", "strongest", "preact", "lit", "solid", "svelte"];

/// Settings of one page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mode {
    /// Every card is in the document at once; else some, and more as the reader scrolls.
    pub all: bool,
    /// One typo is forgiven.
    pub fuzzy: bool,
}

/// A browser with one contestant's page.
pub struct Session {
    browser: Browser,
}

/// Serves the probe, the peers, and what is timed without a page, from the folder where they were built.
pub fn serve_scripts(site: &Site, built: &std::path::Path) -> Result<()> {
    let missing = |file: &std::path::Path| format!("{}: `cargo xtask bench` makes it", file.display());
    let inside = built.join("inside");
    let (glue, wasm) = (inside.join("hustings_inside.js"), inside.join("hustings_inside_bg.wasm"));
    site.put(
        "/inside/hustings_inside.js",
        Answer::script(fs::read_to_string(&glue).with_context(|| missing(&glue))?),
    );
    site.put(
        "/inside/hustings_inside_bg.wasm",
        Answer::wasm(fs::read(&wasm).with_context(|| missing(&wasm))?),
    );
    site.put("/probe.js", Answer::script(include_str!("probe.js")));
    for name in CONTESTANTS.iter().skip(1).chain(&["micro"]) {
        let file = built.join(format!("peers/{name}.js"));
        let script = fs::read_to_string(&file).with_context(|| missing(&file))?;
        site.put(&format!("/peers/{name}.js"), Answer::script(script));
    }
    Ok(())
}

fn script(contestant: &str) -> String {
    match contestant {
        "hustings" => "/pkg/hustings.js".to_owned(),
        peer => format!("/peers/{peer}.js"),
    }
}

fn page(script: &str, body: &str) -> Answer {
    Answer::file(
        "text/html; charset=utf-8",
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Bench</title>\n\
             <link rel=\"icon\" href=\"data:,\">\n<script src=\"/probe.js\"></script>\n\
             <script type=\"module\" src=\"{script}\"></script>\n<body>{body}</body>\n</html>\n"
        ),
    )
}

impl Session {
    /// A fresh browser that has come to rest.
    pub async fn start() -> Result<Self> {
        let browser = Browser::start_undisturbed(&[]).await?;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        Ok(Self { browser })
    }

    /// Opens a contestant's page with a feed.
    pub async fn open(&self, site: &Site, contestant: &str, src: &str, mode: Mode) -> Result<()> {
        let attributes = [(mode.all, " data-all"), (mode.fuzzy, " data-fuzzy")];
        let attributes: String =
            attributes.into_iter().filter_map(|(on, attribute)| on.then_some(attribute)).collect();
        let body = match contestant {
            "hustings" => format!("<hustings-widget src=\"{src}\" order=\"name\"></hustings-widget>"),
            _ => format!("<div data-peer data-feed=\"{src}\"{attributes}></div>"),
        };
        self.show(site, &script(contestant), &body).await
    }

    /// Opens a page with a contestant's script and nothing shown.
    pub async fn open_empty(&self, site: &Site, contestant: &str) -> Result<()> {
        self.show(site, &script(contestant), "").await
    }

    /// Opens a page with a script.
    pub async fn show(&self, site: &Site, script: &str, body: &str) -> Result<()> {
        site.put("/bench.html", page(script, body));
        self.browser.open(&site.url("/bench.html")).await
    }

    /// What a script's promise comes to.
    pub async fn ask(&self, script: &str, given: Value) -> Result<Value> {
        self.browser.promised(script, given).await
    }

    /// Milliseconds from a key to the end of the frame that shows the count it leads to.
    pub async fn key(
        &self,
        key: char,
        feed: &Feed,
        query: &str,
        expected: Option<usize>,
    ) -> Result<(f64, String)> {
        let expected = expected.unwrap_or_else(|| feed.count(query));
        self.ask("bench.arm(given)", json!(counted(expected, feed.len()))).await?;
        self.browser.type_in(&key.to_string()).await?;
        let answer = self.ask("return await bench.pressed", Value::Null).await?;
        let time = answer["time"].as_f64().context("no time")?;
        Ok((time, answer["count"].as_str().unwrap_or_default().to_owned()))
    }

    /// Bytes that the page's process holds for itself, once garbage is collected.
    pub async fn memory(&self) -> Result<f64> {
        for _ in 0..2 {
            self.browser.collect_garbage().await?;
        }
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        renderers(self.browser.driver_process())
    }

    /// Listeners, nodes and bytes of script objects that are left, once garbage is collected.
    pub async fn left(&self) -> Result<[f64; 3]> {
        for _ in 0..2 {
            self.browser.collect_garbage().await?;
        }
        self.browser.command("Performance.enable", json!({})).await?;
        let answer = self.browser.command("Performance.getMetrics", json!({})).await?;
        let metric = |name: &str| {
            let metrics = answer["metrics"].as_array().into_iter().flatten();
            metrics.filter(|metric| metric["name"] == name).find_map(|metric| metric["value"].as_f64())
        };
        let names = ["JSEventListeners", "Nodes", "JSHeapUsedSize"].map(metric);
        ensure!(names.iter().all(Option::is_some), "Chromium does not tell: {answer}");
        Ok(names.map(Option::unwrap_or_default))
    }

    /// The browser's name and version.
    pub async fn version(&self) -> Result<String> {
        let answer = self.browser.command("Browser.getVersion", json!({})).await?;
        // As in Chrome/156.0.8078.108: the page itself is not told so much.
        Ok(answer["product"].as_str().unwrap_or("Chromium").to_owned())
    }

    /// Ends the browser.
    pub async fn quit(self) -> Result<()> {
        self.browser.quit().await
    }
}

/// As the list says how many are found.
#[must_use]
pub fn counted(count: usize, total: usize) -> String {
    let all = format!("{total} {}", if total == 1 { "nomination" } else { "nominations" });
    if count == total { all } else { format!("{count} of {all}") }
}

/// The private bytes of all renderers below a process.
fn renderers(driver: u32) -> Result<f64> {
    let mut parents = Vec::new();
    for entry in fs::read_dir("/proc").context("memory is read from /proc, which only Linux has")? {
        let Some(process) = entry?.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        // A process may end meanwhile.
        let Ok(stat) = fs::read_to_string(format!("/proc/{process}/stat")) else { continue };
        let after = stat.rsplit_once(") ").map(|(_, after)| after.to_owned()).unwrap_or_default();
        if let Some(parent) = after.split(' ').nth(1).and_then(|parent| parent.parse::<u32>().ok()) {
            parents.push((process, parent));
        }
    }
    let mut ours = vec![driver];
    let mut at = 0;
    while let Some(parent) = ours.get(at).copied() {
        ours.extend(parents.iter().filter(|(_, its)| *its == parent).map(|(process, _)| *process));
        at += 1;
    }
    let mut bytes = 0.0;
    for process in ours {
        let command = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
        if !String::from_utf8_lossy(&command).contains("--type=renderer") {
            continue;
        }
        let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
        for line in rollup.lines().filter(|line| line.starts_with("Private_")) {
            let kilobytes = line.split_whitespace().nth(1).and_then(|number| number.parse::<f64>().ok());
            bytes += kilobytes.unwrap_or_default() * 1024.0;
        }
    }
    ensure!(bytes > 0.0, "the page's process was not found");
    Ok(bytes)
}
