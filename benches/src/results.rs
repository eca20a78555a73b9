//! What was measured, kept from one run to the next.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::metrics::{middle, slope};

/// One metric at one size: for each contestant the values, one of each repetition.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Series {
    /// What was measured.
    pub metric: String,
    /// Nominations in the feed.
    pub size: usize,
    /// Of the values.
    pub unit: String,
    /// By contestant, in the order of the repetitions.
    pub values: BTreeMap<String, Vec<f64>>,
}

impl Series {
    /// Nothing measured yet.
    #[must_use]
    pub fn new(metric: &str, size: usize, unit: &str) -> Self {
        Self { metric: metric.to_owned(), size, unit: unit.to_owned(), values: BTreeMap::new() }
    }

    /// Adds what one repetition gave.
    pub fn add(&mut self, contestant: &str, value: Option<f64>) {
        if let Some(value) = value {
            self.values.entry(contestant.to_owned()).or_default().push(value);
        }
    }

    /// A contestant's median.
    #[must_use]
    pub fn median(&self, contestant: &str) -> Option<f64> {
        middle(self.values.get(contestant)?)
    }

    /// How often each was measured, at least.
    #[must_use]
    pub fn repetitions(&self) -> usize {
        self.values.values().map(Vec::len).min().unwrap_or_default()
    }

    /// The peer with the least median.
    #[must_use]
    pub fn best_peer(&self) -> Option<&str> {
        self.best_of(&["hustings"])
    }

    /// The one with the least median but for some.
    #[must_use]
    pub fn best_of(&self, but: &[&str]) -> Option<&str> {
        let peers = self.values.keys().filter(|name| !but.contains(&name.as_str()));
        let medians = peers.filter_map(|name| Some((self.median(name)?, name.as_str())));
        medians.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
    }

    /// The median of the ratios of the widget to a peer, each within one repetition.
    #[must_use]
    pub fn ratio(&self, peer: &str) -> Option<f64> {
        let ratios: Vec<f64> =
            self.values.get("hustings")?.iter().zip(self.values.get(peer)?).map(|(a, b)| a / b).collect();
        middle(&ratios)
    }
}

/// Everything measured so far, and on what.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Results {
    /// The machine and the browser.
    pub machine: String,
    /// The time of the first and of the last measurement.
    pub from: String,
    /// The last.
    pub to: String,
    /// What was typed, each time.
    #[serde(default)]
    pub commands: Vec<String>,
    /// The machine's load (of one minute) when each metric began.
    pub load: Vec<f64>,
    /// Bytes by contestant: raw, gzip, brotli.
    pub bytes: BTreeMap<String, [u64; 3]>,
    /// In the order measured.
    pub series: Vec<Series>,
}

impl Results {
    /// What a file has, or nothing.
    pub fn read(file: &Path) -> Result<Self> {
        match fs::read(file) {
            Ok(bytes) => serde_json::from_slice(&bytes).with_context(|| file.display().to_string()),
            Err(_) => Ok(Self::default()),
        }
    }

    /// Keeps it.
    pub fn write(&self, file: &Path) -> Result<()> {
        fs::write(file, serde_json::to_vec_pretty(self)?).with_context(|| file.display().to_string())
    }

    /// Adds a series, in the place of what was measured before.
    pub fn put(&mut self, series: Series) {
        self.series.retain(|known| known.metric != series.metric || known.size != series.size);
        self.series.push(series);
    }

    /// One metric at one size.
    #[must_use]
    pub fn get(&self, metric: &str, size: usize) -> Option<&Series> {
        self.series.iter().find(|series| series.metric == metric && series.size == size)
    }

    /// One metric at all its sizes, from the least.
    #[must_use]
    pub fn all(&self, metric: &str) -> Vec<&Series> {
        let mut all: Vec<_> = self.series.iter().filter(|series| series.metric == metric).collect();
        all.sort_by_key(|series| series.size);
        all
    }

    /// How a metric grows with the size: the exponent, over the sizes that were measured.
    #[must_use]
    pub fn exponent(&self, metric: &str, contestant: &str) -> Option<f64> {
        let points: Vec<(f64, f64)> = self
            .all(metric)
            .into_iter()
            .filter_map(|series| Some(((series.size as f64).ln(), series.median(contestant)?.max(0.01).ln())))
            .collect();
        (points.len() > 2).then(|| slope(&points))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_taken_within_a_repetition() {
        let mut series = Series::new("m", 20, "ms");
        for (ours, theirs) in [(1.0, 2.0), (10.0, 10.0), (3.0, 12.0)] {
            series.add("hustings", Some(ours));
            series.add("lit", Some(theirs));
            series.add("solid", Some(99.0));
        }
        assert_eq!(series.best_peer(), Some("lit"));
        assert_eq!(series.ratio("lit"), Some(0.5));
    }

    #[test]
    fn what_doubles_with_the_size_grows_with_exponent_one() {
        let mut results = Results::default();
        for size in [20, 200, 2000] {
            let mut series = Series::new("m", size, "ms");
            series.add("hustings", Some(size as f64 * 3.0));
            results.put(series);
        }
        assert!((results.exponent("m", "hustings").unwrap() - 1.0).abs() < 1e-9);
    }
}
