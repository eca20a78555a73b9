//! What a page must not do, whatever its reader does.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use tokio::time::sleep;

use crate::page::Page;

impl Page {
    /// Nothing was said on the console, nobody else was asked for anything,
    /// and nothing on the page is in anybody's way.
    pub async fn assert_clean(&self) -> Result<()> {
        self.collect_notes().await?;
        let notes = self.notes.take();
        ensure!(notes.console.is_empty(), "The console says:\n{}", notes.console.join("\n"));
        let mut origins = self.allowed.borrow().clone();
        origins.push(self.site.origin.clone());
        for url in notes.requests {
            let local = !url.starts_with("http") && !url.starts_with("ws");
            let allowed = origins
                .iter()
                .any(|origin| url.strip_prefix(origin.as_str()).is_some_and(|path| path.starts_with('/')));
            ensure!(local || allowed, "The page asks another host: {url}");
        }
        self.assert_accessible().await
    }

    /// The console says each of these words, and it is all right.
    pub async fn expect_console(&self, words: &[&str]) -> Result<()> {
        if !self.browser.takes_notes() {
            return Ok(());
        }
        for words in words {
            let start = Instant::now();
            loop {
                self.collect_notes().await?;
                if self.notes.borrow_mut().forgive(words) {
                    break;
                }
                ensure!(
                    start.elapsed() < Duration::from_secs(3),
                    "The console doesn’t say “{words}”, but:\n{}",
                    self.notes.borrow().console.join("\n")
                );
                sleep(Duration::from_millis(30)).await;
            }
        }
        Ok(())
    }

    /// So many lines of the console have these words; they stay there.
    pub async fn expect_lines(&self, words: &str, count: usize) -> Result<()> {
        self.collect_notes().await?;
        let found = self.notes.borrow().console.iter().filter(|line| line.contains(words)).count();
        let known = self.browser.takes_notes();
        ensure!(found == count || !known, "The console says “{words}” {found} times, not {count} times.");
        Ok(())
    }

    /// A new tab asks for this address; the tab is closed again.
    pub async fn see_new_tab(&self, address: &str) -> Result<()> {
        let driver = &self.browser.driver;
        let here = driver.window().await?;
        let start = Instant::now();
        let there = loop {
            let tabs = driver.windows().await?;
            if let Some(tab) = tabs.into_iter().find(|tab| *tab != here) {
                break tab;
            }
            ensure!(start.elapsed() < Duration::from_secs(5), "No new tab opens.");
            sleep(Duration::from_millis(30)).await;
        };
        driver.switch_to_window(there).await?;
        let start = Instant::now();
        let asked = loop {
            let asked = driver.current_url().await?.to_string();
            if asked == address || start.elapsed() > Duration::from_secs(5) {
                break asked;
            }
            sleep(Duration::from_millis(30)).await;
        };
        driver.close_window().await?;
        driver.switch_to_window(here).await?;
        self.collect_notes().await?;
        self.notes.borrow_mut().requests.retain(|url| url != address);
        ensure!(asked == address, "The new tab asks for {asked}, not for {address}.");
        Ok(())
    }

    pub(crate) async fn collect_notes(&self) -> Result<()> {
        let new = self.browser.notes().await?;
        let mut notes = self.notes.borrow_mut();
        notes.console.extend(new.console);
        notes.requests.extend(new.requests);
        Ok(())
    }

    /// axe-core has nothing to find fault with, in the page and in the widgets.
    async fn assert_accessible(&self) -> Result<()> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&path)
            .with_context(|| format!("There is no {}: run `cargo xtask build`.", path.display()))?;
        if self.ask("return typeof axe", []).await? != "object" {
            self.browser.driver.execute(axe, Vec::new()).await?;
        }
        let scope = if self.guest.get() { "widget" } else { "document" };
        let findings = self.promised(&format!("const scope = {scope};\n{SCAN}")).await?;
        let findings: Vec<&str> =
            findings.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if findings.is_empty() {
            return Ok(());
        }
        let first = findings.iter().take(8).copied().collect::<Vec<_>>().join("\n");
        bail!("axe-core has {} findings:\n{first}", findings.len())
    }
}

/// What axe-core finds fault with, a text for each place.
const SCAN: &str = r#"
    const { violations } = await axe.run(scope, { resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, html, failureSummary, any, all, none }) => {
        const related = [...any, ...all, ...none].flatMap((check) => check.relatedNodes ?? []);
        return [`${id}: ${help}`, target.flat().join(" > "), html.slice(0, 200),
            ...failureSummary.split("\n"), ...related.map((node) => `with ${node.html.slice(0, 120)}`)].join("\n  ");
    }))
"#;
