//! Measures the widget beside its peers: `cargo xtask bench`.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use hustings_bench::feed::{Feed, SEED};
use hustings_bench::metrics::{Bench, METRICS, contestants};
use hustings_bench::report;
use hustings_bench::results::Results;
use hustings_bench::session::{Session, serve_scripts};
use hustings_browser_tests::Site;

/// Repetitions, unless told.
const RUNS: usize = 7;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            error.chain().for_each(|cause| eprintln!("{cause}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let typed = typed();
    let mut args = pico_args::Arguments::from_env();
    if let Some(count) = args.opt_value_from_str("--write-feed")? {
        print!("{}", Feed::new(count, SEED).json);
        return Ok(());
    }
    let bench: PathBuf = args.value_from_str("--folder")?;
    let sizes: Option<String> = args.opt_value_from_str("--sizes")?;
    let runs = args.opt_value_from_str("--runs")?.unwrap_or(RUNS);
    let only: Option<String> = args.opt_value_from_str("--only")?;
    let docs: Option<PathBuf> = args.opt_value_from_str("--docs")?;
    let report_only = args.contains("--report");
    let metric: Option<String> = args.opt_free_from_str()?;
    if let Some(left) = args.finish().first() {
        bail!("`{}` is not understood here", left.display());
    }
    let file = bench.join("results.json");
    let mut results = Results::read(&file)?;
    let sizes = sizes
        .map(|sizes| {
            sizes.split(',').map(|size| size.parse().context("--sizes")).collect::<Result<Vec<usize>>>()
        })
        .transpose()?;
    let metrics: Vec<_> =
        METRICS.iter().filter(|(name, _)| metric.as_deref().is_none_or(|metric| metric == *name)).collect();
    if metrics.is_empty() {
        let known: Vec<_> = METRICS.iter().map(|(name, _)| *name).collect();
        bail!("there is no such metric: {}", known.join(", "));
    }
    if !report_only {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        results.bytes = sizes_of_scripts(&bench)?;
        let taken = contestants(only.as_deref())?;
        runtime.block_on(async {
            let site = Site::start(false).await?;
            serve_scripts(&site, &bench)?;
            let session = Session::start().await?;
            results.machine = machine(&session.version().await?);
            session.quit().await?;
            if !results.commands.contains(&typed) {
                results.commands.push(typed);
            }
            if results.from.is_empty() {
                results.from = now();
            }
            let mut bench = Bench::new(site, runs, taken);
            for (name, usual) in metrics {
                for size in sizes.as_deref().unwrap_or(usual) {
                    eprintln!("{name}, {size} nominations …");
                    results.load.push(load());
                    let mut fresh = Results::default();
                    bench.measure(name, *size, &mut fresh).await?;
                    print!("{}", report::tables(&fresh));
                    fresh.series.into_iter().for_each(|series| results.put(series));
                    results.to = now();
                    results.write(&file)?;
                }
            }
            anyhow::Ok(())
        })?;
    }
    if let Some(docs) = docs {
        report::write(&results, &docs)?;
    }
    Ok(())
}

/// The command, without the folders that xtask adds.
fn typed() -> String {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut words = vec!["cargo xtask bench".to_owned()];
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        match &*arg {
            "--folder" => drop(args.next()),
            "--docs" => {
                args.next();
                words.push(arg);
            }
            _ => words.push(arg),
        }
    }
    words.join(" ")
}

/// What the build of the peers said of their weight.
fn sizes_of_scripts(bench: &std::path::Path) -> Result<BTreeMap<String, [u64; 3]>> {
    let file = bench.join("sizes.json");
    let text =
        fs::read(&file).with_context(|| format!("{}: `cargo xtask bench` makes it", file.display()))?;
    Ok(serde_json::from_slice(&text)?)
}

fn machine(browser: &str) -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cpu = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let cpu = cpu.map(|(_, name)| format!(" ({})", name.trim())).unwrap_or_default();
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let memory = memory
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:")?.split_whitespace().next()?.parse::<f64>().ok());
    let memory = memory.map(|kilobytes| format!(", {:.0} GB", kilobytes / 1e6)).unwrap_or_default();
    format!("{cores} cores{cpu}{memory}, {}, headless {browser}", std::env::consts::OS)
}

/// The machine's load of the last minute.
fn load() -> f64 {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().and_then(|load| load.parse().ok()).unwrap_or_default()
}

/// The time, to the minute.
fn now() -> String {
    let date = Command::new("date").args(["--utc", "+%Y-%m-%d %H:%M UTC"]).output();
    date.map(|date| String::from_utf8_lossy(&date.stdout).trim().to_owned()).unwrap_or_default()
}
