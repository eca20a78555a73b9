//! What is measured, and how.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use anyhow::{Result, bail, ensure};
use hustings_browser_tests::{Answer, Site};
use serde_json::{Value, json};

use crate::feed::{Feed, SEED, markdown};
use crate::results::{Results, Series};
use crate::session::{CONTESTANTS, Mode, Session, counted};

/// The metrics by name, and the sizes that each is measured at unless told.
pub const METRICS: [(&str, &[usize]); 7] = [
    ("load", &[20, 200, 1_000, 10_000, 100_000]),
    ("keys", &[20, 200, 1_000, 10_000, 100_000]),
    ("reach", &[200, 1_000]),
    ("memory", &[20, 200, 1_000, 10_000, 100_000]),
    ("mounts", &[20]),
    ("markdown", &[10_000]),
    ("filter", &[100_000]),
];

/// What is typed, key by key. Each word begins with a letter that no word has inside, so that
/// engines that look for beginnings and engines that look anywhere find the same.
const EXACT: [&str; 3] = ["quarry", "quorum xyl", "щукин"];

/// Words with one typo each, and the words that are meant.
const TYPOS: [(&str, &str); 3] = [("quorm", "quorum"), ("quarrty", "quarry"), ("quintce", "quince")];

/// The runner: what all metrics share.
pub struct Bench {
    site: Site,
    feeds: HashMap<usize, Arc<Feed>>,
    /// Sizes at which all have shown the same.
    equal: HashSet<usize>,
    /// Repetitions of each.
    pub runs: usize,
    /// Who takes part.
    pub contestants: Vec<&'static str>,
}

impl Bench {
    /// On a site that serves the scripts.
    #[must_use]
    pub fn new(site: Site, runs: usize, contestants: Vec<&'static str>) -> Self {
        Self { site, feeds: HashMap::new(), equal: HashSet::new(), runs, contestants }
    }

    /// Measures one metric at one size.
    pub async fn measure(&mut self, metric: &str, size: usize, results: &mut Results) -> Result<()> {
        let feed = self.feed(size);
        if matches!(metric, "load" | "keys" | "reach" | "memory") && self.equal.insert(size) {
            self.assert_equal(&feed, size).await?;
        }
        match metric {
            "load" => self.load(&feed, size, results).await,
            "keys" => self.keys(&feed, size, results).await,
            "reach" => self.reach(&feed, size, results).await,
            "memory" => self.memory(&feed, size, results).await,
            "mounts" => self.mounts(size, results).await,
            "markdown" => self.markdown(size, results).await,
            "filter" => self.filter(&feed, size, results).await,
            unknown => bail!("there is no metric `{unknown}`"),
        }
    }

    /// The feed of a size; one is kept at a time, since the largest weighs some 60 MB.
    fn feed(&mut self, size: usize) -> Arc<Feed> {
        if let Some(feed) = self.feeds.get(&size) {
            return feed.clone();
        }
        for size in self.feeds.drain().map(|(size, _)| size) {
            self.site.take_away(&src(size));
        }
        let feed = Arc::new(Feed::new(size, SEED));
        self.site.put(&src(size), Answer::feed(&feed.json));
        self.feeds.insert(size, feed.clone());
        feed
    }

    /// The contestants in another order for each repetition, so that none is always after the same.
    fn order(&self, run: usize) -> Vec<&'static str> {
        let mut order = self.contestants.clone();
        let shift = run % order.len().max(1);
        order.rotate_left(shift);
        if run % 2 == 1 {
            order.reverse();
        }
        order
    }

    /// Before anything is timed: all show the same cards of the whole list, and the same counts for each
    /// key of each query. (What fits the widget puts in order of where it was found, and shows a piece of
    /// the statement: that is more than the peers do, and no other answer.)
    async fn assert_equal(&self, feed: &Feed, size: usize) -> Result<()> {
        const COMPARED: usize = 8;
        let mut expected: Option<Vec<Value>> = None;
        for contestant in &self.contestants {
            let session = Session::start().await?;
            session.open(&self.site, contestant, &src(size), Mode::default()).await?;
            session.ask("return await bench.load(given)", json!(counted(size, size))).await?;
            let number = COMPARED.min(size);
            let mut seen = vec![session.ask("return await bench.text(given)", json!(number)).await?];
            session.ask("bench.focus()", Value::Null).await?;
            for query in EXACT {
                for (key, typed) in prefixes(query) {
                    let (_, count) = session.key(key, feed, &typed, None).await?;
                    let right = counted(feed.count(&typed), size);
                    ensure!(count == right, "{contestant}, {size}, “{typed}”: {count}, not {right}");
                }
                let mut text = session.ask("return await bench.text(given)", json!(0)).await?;
                seen.extend([text["count"].take(), text["election"].take()]);
                session.ask("await bench.clear(given)", json!(counted(size, size))).await?;
            }
            session.quit().await?;
            match &expected {
                None => expected = Some(seen),
                Some(expected) => {
                    for (a, b) in expected.iter().zip(&seen) {
                        ensure!(a == b, "{contestant} shows, for {size}:\n{b:#}\nand not\n{a:#}");
                    }
                }
            }
        }
        Ok(())
    }

    async fn load(&self, _: &Feed, size: usize, results: &mut Results) -> Result<()> {
        let mut first = Series::new("first card", size, "ms");
        let mut whole = Series::new("everything counted", size, "ms");
        let mut longest = Series::new("longest task", size, "ms");
        let mut after = Series::new("longest task after the first card", size, "ms");
        for run in 0..self.runs {
            for contestant in self.order(run) {
                let session = Session::start().await?;
                session.open(&self.site, contestant, &src(size), Mode::default()).await?;
                let seen = session.ask("return await bench.load(given)", json!(counted(size, size))).await?;
                session.quit().await?;
                first.add(contestant, seen["first"].as_f64());
                whole.add(contestant, seen["settled"].as_f64());
                longest.add(contestant, seen["longest"].as_f64());
                after.add(contestant, seen["after"].as_f64());
            }
        }
        [first, whole, longest, after].into_iter().for_each(|series| results.put(series));
        Ok(())
    }

    async fn keys(&self, feed: &Feed, size: usize, results: &mut Results) -> Result<()> {
        let mut first = Series::new("key to frame, first key", size, "ms");
        let mut median = Series::new("key to frame, median", size, "ms");
        let mut typos = Series::new("key to frame, the key that makes a typo's word whole", size, "ms");
        for run in 0..self.runs {
            for contestant in self.order(run) {
                let session = Session::start().await?;
                session.open(&self.site, contestant, &src(size), Mode::default()).await?;
                session.ask("return await bench.load(given)", json!(counted(size, size))).await?;
                session.ask("bench.focus()", Value::Null).await?;
                let mut times = Vec::new();
                for query in EXACT {
                    for (key, typed) in prefixes(query) {
                        times.push(session.key(key, feed, &typed, None).await?.0);
                    }
                    session.ask("await bench.clear(given)", json!(counted(size, size))).await?;
                }
                session.quit().await?;
                first.add(contestant, times.first().copied());
                median.add(contestant, middle(times.get(1..).unwrap_or_default()));
            }
        }
        for run in 0..self.runs {
            for contestant in self.order(run) {
                let session = Session::start().await?;
                let mode = Mode { fuzzy: true, ..Mode::default() };
                session.open(&self.site, contestant, &src(size), mode).await?;
                session.ask("return await bench.load(given)", json!(counted(size, size))).await?;
                let mut times = Vec::new();
                for (typo, meant) in TYPOS {
                    let start = "const search = bench.search(); search.value = given;
                                 search.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
                                 bench.focus(); search.setSelectionRange(given.length, given.length);
                                 await new Promise((done) => setTimeout(done, 100))";
                    let mut head = typo.to_owned();
                    let Some(last) = head.pop() else { continue };
                    session.ask(start, json!(head)).await?;
                    let expected = feed.count(meant);
                    let (time, count) = session.key(last, feed, typo, Some(expected)).await?;
                    let right = counted(expected, size);
                    ensure!(count == right, "{contestant}, {size}, “{typo}”: {count}, not {right}");
                    times.push(time);
                }
                session.quit().await?;
                typos.add(contestant, times.into_iter().reduce(f64::max));
            }
        }
        [first, median, typos].into_iter().for_each(|series| results.put(series));
        Ok(())
    }

    async fn reach(&self, feed: &Feed, size: usize, results: &mut Results) -> Result<()> {
        let mut reach = Series::new("every card reachable by scrolling", size, "ms");
        let mut clicks = Series::new("clicks that takes", size, "");
        let mut after = Series::new("longest task after the first card, every card shown", size, "ms");
        for run in 0..self.runs {
            for contestant in self.order(run) {
                let session = Session::start().await?;
                let mode = Mode { all: true, ..Mode::default() };
                session.open(&self.site, contestant, &src(size), mode).await?;
                let given = json!([counted(size, size), size]);
                let seen = session.ask("return await bench.reach(...given)", given).await?;
                let end =
                    session.ask("return await bench.end(...given)", json!([feed.last, src(size)])).await?;
                ensure!(end == true, "{contestant}, {size}: the end is not {}", feed.last);
                session.quit().await?;
                reach.add(contestant, seen["reached"].as_f64());
                clicks.add(contestant, seen["clicks"].as_f64());
                after.add(contestant, seen["after"].as_f64());
            }
        }
        [reach, clicks, after].into_iter().for_each(|series| results.put(series));
        Ok(())
    }

    async fn memory(&self, _: &Feed, size: usize, results: &mut Results) -> Result<()> {
        const MB: f64 = 1e6;
        let mut memory = Series::new("memory beyond an empty page", size, "MB");
        for run in 0..self.runs {
            for contestant in self.order(run) {
                let session = Session::start().await?;
                session.show(&self.site, "/probe.js", "").await?;
                let empty = session.memory().await?;
                session.open(&self.site, contestant, &src(size), Mode::default()).await?;
                session.ask("return await bench.load(given)", json!(counted(size, size))).await?;
                let full = session.memory().await?;
                session.quit().await?;
                memory.add(contestant, Some((full - empty) / MB));
            }
        }
        results.put(memory);
        Ok(())
    }

    /// What each further mount leaves behind: the slope over 50 of them, after five to settle.
    async fn mounts(&self, size: usize, results: &mut Results) -> Result<()> {
        const STEP: usize = 10;
        let mut series = [
            Series::new("listeners left by a mount", size, ""),
            Series::new("nodes left by a mount", size, ""),
            Series::new("script objects left by a mount", size, "kB"),
            Series::new("memory left by a mount", size, "kB"),
        ];
        // A widget rests a second after each: one run takes a minute.
        for run in 0..self.runs.min(3) {
            for contestant in self.order(run) {
                let session = Session::start().await?;
                session.open_empty(&self.site, contestant).await?;
                let mut points: Vec<[f64; 4]> = Vec::new();
                for times in [5, STEP, STEP, STEP, STEP, STEP] {
                    session.ask("await bench.mount(...given)", json!([times, src(size)])).await?;
                    let [listeners, nodes, heap] = session.left().await?;
                    let process = session.memory().await?;
                    points.push([listeners, nodes, heap / 1000.0, process / 1000.0]);
                }
                session.quit().await?;
                for (at, series) in series.iter_mut().enumerate() {
                    let points: Vec<(f64, f64)> = points
                        .iter()
                        .enumerate()
                        .map(|(step, point)| ((step * STEP) as f64, point[at]))
                        .collect();
                    series.add(contestant, Some(slope(&points)));
                }
            }
        }
        series.into_iter().for_each(|series| results.put(series));
        Ok(())
    }

    /// Markdown to what may be shown: safe HTML, or the widget's checked tree.
    async fn markdown(&self, size: usize, results: &mut Results) -> Result<()> {
        let texts = markdown(size, SEED);
        let script = "const inside = await import('/inside/hustings_inside.js');
            await inside.default();
            const begin = performance.now();
            inside.trees(given);
            const ours = performance.now() - begin;
            const found = micro.markdown(given);
            const bare = (text) => text.replace(/\\s+/g, '');
            const text = (html) => bare(new DOMParser().parseFromString(html, 'text/html').body.textContent);
            const words = inside.plain(given).map(bare);
            const same = Object.values(found).every(([, all]) => all.every((html, at) => text(html) === words[at]));
            return { same, hustings: ours, ...Object.fromEntries(Object.entries(found).map(([name, [time]]) => [name, time])) }";
        let mut times = Series::new("Markdown to what may be shown", size, "ms");
        for _ in 0..self.runs {
            let session = Session::start().await?;
            session.show(&self.site, "/peers/micro.js", "").await?;
            let seen = session.ask(script, json!(texts)).await?;
            session.quit().await?;
            ensure!(seen["same"] == true, "the engines' words differ");
            for engine in ["hustings", "commonmark", "marked", "marked+DOMPurify"] {
                times.add(engine, seen[engine].as_f64());
            }
        }
        results.put(times);
        Ok(())
    }

    /// The libraries alone, without a page around them.
    async fn filter(&self, feed: &Feed, size: usize, results: &mut Results) -> Result<()> {
        let mut folding = Series::new("building what is searched", size, "ms");
        let mut slice = Series::new("building what is searched, longest slice", size, "ms");
        let mut exact = Series::new("filter alone, exact, slowest query", size, "ms");
        let mut typo = Series::new("filter alone, one typo, slowest query", size, "ms");
        let script = "const { exact, typos, src } = given;
            const glue = await import('/inside/hustings_inside.js');
            await glue.default();
            const inside = new glue.Inside(new Uint8Array(await (await fetch(src)).arrayBuffer()));
            // In slices, as the widget does; all of them count.
            const slices = [];
            for (let done = false; !done;) {
                const begin = performance.now();
                done = inside.prepare(8);
                slices.push(performance.now() - begin);
                await new Promise((done) => setTimeout(done));
            }
            const folding = slices.reduce((sum, time) => sum + time);
            const ours = (query) => {
                // It keeps what was found last: each is asked as the first.
                inside.find('');
                const begin = performance.now();
                const count = inside.find(query);
                return [performance.now() - begin, count];
            };
            // The order that everything stands in is made once.
            ours('');
            const built = await micro.prepare(src);
            const run = (queries, fuzzy) => queries.map((query) => {
                const once = () => ({ hustings: ours(query), ...micro.find(query, fuzzy) });
                once();
                once();
                return once();
            });
            return { folding, slice: Math.max(...slices), built, exact: run(exact, false), typos: run(typos, true) }";
        let queries: Vec<String> = EXACT.into_iter().flat_map(prefixes).map(|(_, typed)| typed).collect();
        for _ in 0..self.runs {
            let session = Session::start().await?;
            session.show(&self.site, "/peers/micro.js", "").await?;
            let given = json!({ "exact": queries, "typos": TYPOS.map(|(typo, _)| typo), "src": src(size) });
            let seen = session.ask(script, given).await?;
            session.quit().await?;
            let rows = |name: &str| seen[name].as_array().cloned().unwrap_or_default();
            for (row, query) in rows("exact").iter().zip(&queries) {
                let right = feed.count(query);
                for engine in ["hustings", "includes", "minisearch"] {
                    ensure!(row[engine][1] == right, "{engine}, “{query}”: {}, not {right}", row[engine][1]);
                }
            }
            for (row, (query, meant)) in rows("typos").iter().zip(TYPOS) {
                let right = feed.count(meant);
                for engine in ["hustings", "minisearch"] {
                    ensure!(row[engine][1] == right, "{engine}, “{query}”: {}, not {right}", row[engine][1]);
                }
            }
            let slowest = |name: &str, engine: &str| {
                rows(name).iter().filter_map(|row| row[engine][0].as_f64()).reduce(f64::max)
            };
            folding.add("hustings", seen["folding"].as_f64());
            slice.add("hustings", seen["slice"].as_f64());
            exact.add("hustings", slowest("exact", "hustings"));
            typo.add("hustings", slowest("typos", "hustings"));
            folding.add("includes", seen["built"]["folding"].as_f64());
            folding.add("minisearch", seen["built"]["indexing"].as_f64());
            exact.add("includes", slowest("exact", "includes"));
            exact.add("minisearch", slowest("exact", "minisearch"));
            typo.add("minisearch", slowest("typos", "minisearch"));
        }
        [folding, slice, exact, typo].into_iter().for_each(|series| results.put(series));
        Ok(())
    }
}

/// Where the feed of a size is.
fn src(size: usize) -> String {
    format!("/feed-{size}.json")
}

/// Each key of a query, and what is typed once it is pressed.
fn prefixes(query: &str) -> Vec<(char, String)> {
    query.char_indices().map(|(at, key)| (key, query[..at + key.len_utf8()].to_owned())).collect()
}

/// The median.
#[must_use]
pub fn middle(values: &[f64]) -> Option<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    let upper = values.get(half).copied()?;
    Some(if values.len().is_multiple_of(2) { (upper + values.get(half - 1).copied()?) / 2.0 } else { upper })
}

/// The slope of the straight line that is nearest to the points.
#[must_use]
pub fn slope(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let mean = |of: &dyn Fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(&|point| point.0), mean(&|point| point.1));
    let above: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let below: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    above / below
}

/// The names that `--only` may have.
pub fn contestants(only: Option<&str>) -> Result<Vec<&'static str>> {
    let Some(only) = only else { return Ok(CONTESTANTS.to_vec()) };
    only.split(',')
        .map(|name| match CONTESTANTS.iter().find(|known| **known == name) {
            Some(known) => Ok(*known),
            None => bail!("`{name}` does not take part: {}", CONTESTANTS.join(", ")),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_slopes() {
        assert_eq!(middle(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(middle(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(middle(&[]), None);
        assert!((slope(&[(0.0, 1.0), (10.0, 21.0), (20.0, 41.0)]) - 2.0).abs() < 1e-9);
    }

    #[test]
    fn a_query_is_typed_key_by_key() {
        assert_eq!(prefixes("щу"), [('щ', "щ".to_owned()), ('у', "щу".to_owned())]);
    }
}
