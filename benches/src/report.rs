//! What is told of the results: tables, plots, and where the widget loses.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::results::{Results, Series};
use crate::session::CONTESTANTS;

/// Repetitions that a figure takes to be trusted.
const LEAST: usize = 7;

/// The limit of what is only told.
const STATED: &str = "stated";

/// One thing to reach.
struct Goal {
    what: &'static str,
    limit: &'static str,
    /// The widget's value and what it is held against, as told; whether it is reached.
    judge: fn(&Results) -> Option<(String, bool)>,
    /// Why it is missed, where it is.
    why: &'static str,
}

fn against_best(results: &Results, metric: &str, size: usize, limit: f64) -> Option<(String, bool)> {
    let series = results.get(metric, size)?;
    let peer = series.best_peer()?;
    let (mut told, reached) = against(series, peer, limit)?;
    // The strongest is nobody's usual way: how far the usual ones are is worth knowing, too.
    if peer == "strongest"
        && let Some(usual) = series.best_of(&["hustings", "strongest"])
        && let Some((beside, _)) = against(series, usual, limit)
    {
        let _ = write!(told, "; {beside}");
    }
    Some((told, reached))
}

fn against(series: &Series, peer: &str, limit: f64) -> Option<(String, bool)> {
    let ratio = series.ratio(peer)?;
    let (ours, theirs) = (series.median("hustings")?, series.median(peer)?);
    let told =
        format!("**{ratio:.2} ×** ({} against {} {}, {peer})", figure(ours), figure(theirs), series.unit);
    Some((told, ratio <= limit))
}

const GOALS: [Goal; 17] = [
    Goal {
        what: "first card, 20 nominations",
        limit: "1.0 × the best peer",
        judge: |results| against_best(results, "first card", 20, 1.0),
        why: "400 kB of module and glue are fetched and compiled before the first card, the peers’ 115 to 175 kB of script are not compiled as a whole",
    },
    Goal {
        what: "first card, 10,000 nominations, windowed",
        limit: "0.8 ×",
        judge: |results| against_best(results, "first card", 10_000, 0.8),
        why: "the module is compiled, function by function, while the first nominations are read and the first cards drawn",
    },
    Goal {
        what: "200 cards reachable by scrolling",
        limit: "0.5 ×",
        judge: |results| against_best(results, "every card reachable by scrolling", 200, 0.5),
        why: "the widget shows 24 cards, then asks whether to show all, which the benchmark clicks at once",
    },
    Goal {
        what: "1,000 cards reachable by scrolling",
        limit: "0.35 ×",
        judge: |results| against_best(results, "every card reachable by scrolling", 1_000, 0.35),
        why: "the same",
    },
    Goal {
        what: "key to frame, 10,000, median",
        limit: "0.7 ×",
        judge: |results| against_best(results, "key to frame, median", 10_000, 0.7),
        why: "what a key finds takes a millisecond or less; the rest is the picture, which compares every card that is there",
    },
    Goal {
        what: "key to frame, 10,000, first key",
        limit: "0.05 ×",
        judge: |results| against_best(results, "key to frame, first key", 10_000, 0.05),
        why: "what is searched is made ready, in slices, from when the reader turns to the search box; who types at once waits for it",
    },
    Goal {
        what: "exact filter, 100,000, slowest query",
        limit: "0.2 × `includes()`",
        judge: |results| {
            against(results.get("filter alone, exact, slowest query", 100_000)?, "includes", 0.2)
        },
        why: "who has each word that begins so is read anew, and what fits is put in order, which is in the figure",
    },
    Goal {
        what: "one-typo filter, 100,000, full text",
        limit: "8 ms for every query",
        judge: |results| {
            let series = results.get("filter alone, one typo, slowest query", 100_000)?;
            let (ours, theirs) = (series.median("hustings")?, series.median("minisearch")?);
            Some((format!("**{} ms** (MiniSearch {} ms)", figure(ours), figure(theirs)), ours <= 8.0))
        },
        why: "every word that there is, is held against what was typed",
    },
    Goal {
        what: "index building, 100,000, in slices under 16 ms",
        limit: "0.03 × MiniSearch",
        judge: |results| {
            let (told, reached) =
                against(results.get("building what is searched", 100_000)?, "minisearch", 0.03)?;
            let slice = results.get("building what is searched, longest slice", 100_000)?;
            let longest = slice.median("hustings")?;
            Some((format!("{told}; longest slice **{} ms**", figure(longest)), reached && longest < 16.0))
        },
        why: "each word of all text is folded and looked up once, by code that is built for size",
    },
    Goal {
        what: "Markdown and sanitising, 10,000 summaries, commonmark.js",
        limit: "0.5 ×",
        judge: |results| against(results.get("Markdown to what may be shown", 10_000)?, "commonmark", 0.5),
        why: "the module is built for size, not for speed, and each text goes by way of JavaScript in and, as a tree, out",
    },
    Goal {
        what: "the same, marked and DOMPurify",
        limit: "0.05 ×",
        judge: |results| {
            against(results.get("Markdown to what may be shown", 10_000)?, "marked+DOMPurify", 0.05)
        },
        why: "the same",
    },
    Goal {
        what: "longest task after the first card, 1,000 cards",
        limit: "50 ms",
        judge: |results| {
            let series = results.get("longest task after the first card, every card shown", 1_000)?;
            let ours = series.median("hustings")?;
            let told = if ours < 50.0 {
                "**none over 50 ms**".to_owned()
            } else {
                format!("**{} ms**", figure(ours))
            };
            Some((told, ours <= 50.0))
        },
        why: "the cards near the screen are drawn, and the room of the others is laid out",
    },
    Goal {
        what: "memory, 10,000, windowed",
        limit: "0.8 ×",
        judge: |results| against_best(results, "memory beyond an empty page", 10_000, 0.8),
        why: "an empty page with the module and 24 cards takes more than a peer’s, and a nomination’s texts and lists stand in memory one by one",
    },
    Goal {
        what: "listeners left by a mount, of 50",
        limit: "0",
        judge: |results| {
            let ours = results.get("listeners left by a mount", 20)?.median("hustings")?;
            Some((format!("**{}**", figure(ours)), ours.abs() < 0.05))
        },
        why: "something keeps listeners of widgets that went away",
    },
    Goal {
        what: "nodes left by a mount",
        limit: "0",
        judge: |results| {
            let ours = results.get("nodes left by a mount", 20)?.median("hustings")?;
            Some((format!("**{}**", figure(ours)), ours.abs() < 0.5))
        },
        why: "something keeps elements of widgets that went away",
    },
    Goal {
        what: "script objects left by a mount",
        limit: "0 within noise (1 kB)",
        judge: |results| {
            let ours = results.get("script objects left by a mount", 20)?.median("hustings")?;
            Some((format!("**{} kB**", figure(ours)), ours.abs() < 1.0))
        },
        why: "something keeps objects of widgets that went away",
    },
    Goal {
        what: "bytes a page downloads, brotli",
        limit: STATED,
        judge: |results| {
            let [_, _, ours] = results.bytes.get("hustings")?;
            let peers = results.bytes.iter().filter(|(name, _)| *name != "hustings");
            let peers: Vec<u64> = peers.map(|(_, [_, _, brotli])| *brotli).collect();
            let (least, most) = (peers.iter().min()?, peers.iter().max()?);
            Some((format!("**{ours}** (peers {least} to {most})"), ours <= least))
        },
        why: "the widget does more (facets, comparison, sharing), and WebAssembly brings its own runtime",
    },
];

/// Prints the medians of each series as Markdown tables.
#[must_use]
pub fn tables(results: &Results) -> String {
    let mut out = String::new();
    let mut told: Vec<&str> = Vec::new();
    for series in &results.series {
        if !told.contains(&series.metric.as_str()) {
            told.push(&series.metric);
            table(results, &series.metric, &mut out);
        }
    }
    out
}

fn table(results: &Results, metric: &str, out: &mut String) {
    let all = results.all(metric);
    let Some(one) = all.first() else { return };
    let known = |name: &&str| all.iter().any(|series| series.values.contains_key(*name));
    let engines = ["includes", "minisearch", "commonmark", "marked", "marked+DOMPurify"];
    let names: Vec<&str> = CONTESTANTS.iter().chain(&engines).copied().filter(known).collect();
    let unit = if one.unit.is_empty() { String::new() } else { format!(", {}", one.unit) };
    let repetitions = all.iter().map(|series| series.repetitions()).min().unwrap_or_default();
    let _ = writeln!(out, "\n### {}{unit}\n\nRepetitions: {repetitions}.\n", capital(metric));
    let judged = names.contains(&"hustings") && names.len() > 1;
    let ratio = if judged { " widget : best peer |" } else { "" };
    let _ = writeln!(out, "| nominations | {} |{ratio}", names.join(" | "));
    let _ = writeln!(out, "| ---: |{}", " ---: |".repeat(names.len() + usize::from(judged)));
    for series in &all {
        let medians: Vec<String> =
            names.iter().map(|name| series.median(name).map_or_else(|| "–".to_owned(), figure)).collect();
        let ratio = series.best_peer().and_then(|peer| series.ratio(peer)).filter(|ratio| ratio.is_finite());
        let ratio = match ratio {
            Some(ratio) if judged => format!(" {ratio:.2} |"),
            _ if judged => " – |".to_owned(),
            _ => String::new(),
        };
        let _ = writeln!(out, "| {} | {} |{ratio}", grouped(series.size), medians.join(" | "));
    }
    if all.len() > 2 {
        let exponent = |name: &&str| {
            results.exponent(metric, name).map_or_else(|| "–".to_owned(), |exponent| format!("{exponent:.2}"))
        };
        let exponents: Vec<String> = names.iter().map(exponent).collect();
        let _ = writeln!(out, "| *exponent* | {} |{}", exponents.join(" | "), if judged { " |" } else { "" });
    }
}

/// Writes the page and its plots.
pub fn write(results: &Results, docs: &Path) -> Result<()> {
    const PLOTS: [(&str, &str, &str); 4] = [
        ("first-card", "first card", "First card"),
        ("first-key", "key to frame, first key", "Key to frame, first key"),
        ("key", "key to frame, median", "Key to frame, median of the later keys"),
        ("memory", "memory beyond an empty page", "Memory beyond an empty page"),
    ];
    let folder = docs.join("benchmarks");
    fs::create_dir_all(&folder)?;
    let mut plots = String::new();
    for (file, metric, title) in PLOTS {
        let all = results.all(metric);
        if all.len() > 1 {
            fs::write(folder.join(format!("{file}.svg")), plot(title, &all))?;
            let _ = writeln!(plots, "![{title}](benchmarks/{file}.svg)");
        }
    }
    fs::write(docs.join("benchmarks.md"), page(results, &plots))?;
    Ok(())
}

fn page(results: &Results, plots: &str) -> String {
    let mut out = String::from(include_str!("head.md"));
    let (least, most) = (
        results.load.iter().copied().reduce(f64::min).unwrap_or_default(),
        results.load.iter().copied().reduce(f64::max).unwrap_or_default(),
    );
    let _ = write!(
        out,
        "\n## These figures\n\n```sh\n{}\n```\n\n{}. Measured from {} to {}.\n",
        results.commands.join("\n"),
        results.machine,
        results.from,
        results.to
    );
    let fewest = results.series.iter().map(Series::repetitions).min().unwrap_or_default();
    if fewest < LEAST {
        let _ = write!(
            out,
            "\n**Some were repeated less than {LEAST} times** (each table says how often): they say where the widget \
             stands, not by how much.\n"
        );
    }
    // Two cores that one browser keeps busy: more than that is somebody else.
    if most > 2.5 {
        let _ = write!(
            out,
            "\n**Other builds and tests ran on the machine meanwhile** (its load was {least:.1} to {most:.1} when \
             the metrics began): ratios within a repetition stand up to that better than milliseconds do, but \
             both are noisy and are to be measured again on a quiet machine.\n"
        );
    }
    let _ = write!(
        out,
        "\n## What is to be reached\n\n| metric | at most | measured | |\n| --- | --- | --- | --- |\n"
    );
    let mut losses = String::new();
    for goal in &GOALS {
        let (told, reached) = (goal.judge)(results).unwrap_or_else(|| ("not measured".to_owned(), false));
        let verdict = match (&*told, reached) {
            ("not measured", _) => "–",
            _ if goal.limit == STATED => STATED,
            (_, true) => "reached",
            (_, false) => "**missed**",
        };
        let _ = writeln!(out, "| {} | {} | {told} | {verdict} |", goal.what, goal.limit);
        if !reached && verdict != "–" {
            let _ = writeln!(losses, "- **{}**: {}.", goal.what, goal.why);
        }
    }
    if !losses.is_empty() {
        let _ = write!(out, "\n## Where the widget loses, and why\n\n{losses}");
    }
    let _ = write!(out, "\n## How each grows\n\n{}\n{plots}", include_str!("growth.md"));
    let _ = write!(out, "\n## Bytes\n\nScript, module and style of a page, before the feed.\n\n");
    let _ = writeln!(out, "| | raw | gzip -9 | brotli -11 |\n| --- | ---: | ---: | ---: |");
    for name in CONTESTANTS {
        if let Some([raw, gzip, brotli]) = results.bytes.get(name) {
            let _ = writeln!(out, "| {name} | {raw} | {gzip} | {brotli} |");
        }
    }
    let _ = write!(out, "\n## All medians\n{}", tables(results));
    out
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn figure(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 0.005 => format!("{value:.2}"),
        _ => "0".to_owned(),
    }
}

fn grouped(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}

/// Lines over logarithmic axes; the widget's is the thick one.
fn plot(title: &str, all: &[&Series]) -> String {
    const WIDTH: f64 = 720.0;
    const HEIGHT: f64 = 380.0;
    const LEFT: f64 = 70.0;
    const TOP: f64 = 40.0;
    const BOTTOM: f64 = 50.0;
    const RIGHT: f64 = 130.0;
    const COLOURS: [&str; 7] = ["#c2410c", "#2563eb", "#111827", "#7c3aed", "#0891b2", "#16a34a", "#ca8a04"];
    let unit = all.first().map(|series| series.unit.as_str()).unwrap_or_default();
    let values = all.iter().flat_map(|series| {
        CONTESTANTS.iter().filter_map(|name| series.median(name)).map(|value| value.max(0.1))
    });
    let (mut least, mut most) = (f64::MAX, f64::MIN);
    for value in values {
        (least, most) = (least.min(value), most.max(value));
    }
    let (bottom, top) = (least.log10().floor(), most.log10().ceil().max(least.log10().floor() + 1.0));
    let sizes: Vec<f64> = all.iter().map(|series| (series.size as f64).log10()).collect();
    let (first, last) =
        (sizes.first().copied().unwrap_or_default(), sizes.last().copied().unwrap_or_default());
    let x = |size: usize| LEFT + (WIDTH - LEFT - RIGHT) * ((size as f64).log10() - first) / (last - first);
    let y = |value: f64| {
        HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value.max(0.1).log10() - bottom) / (top - bottom)
    };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
         font-size=\"12\" role=\"img\" aria-label=\"{title}\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"{LEFT}\" y=\"22\" font-size=\"15\">{title}, {unit}</text>\n"
    );
    for power in bottom as i32..=top as i32 {
        let value = 10_f64.powi(power);
        let at = y(value);
        let _ = writeln!(
            out,
            "<path d=\"M{LEFT} {at:.1}H{}\" stroke=\"#ddd\"/><text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            WIDTH - RIGHT,
            LEFT - 8.0,
            at + 4.0,
            if value < 1.0 { value.to_string() } else { grouped(value as usize) }
        );
    }
    for series in all {
        let _ = writeln!(
            out,
            "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            x(series.size),
            HEIGHT - BOTTOM + 20.0,
            grouped(series.size)
        );
    }
    let _ = writeln!(out, "<text x=\"{LEFT}\" y=\"{}\">nominations</text>", HEIGHT - 8.0);
    // Labels at the lines' ends, moved apart where they would lie upon each other.
    let mut labels: Vec<(f64, &str, &str)> = Vec::new();
    for (name, colour) in CONTESTANTS.iter().zip(COLOURS) {
        let points: Vec<String> = all
            .iter()
            .filter_map(|series| Some(format!("{:.1},{:.1}", x(series.size), y(series.median(name)?))))
            .collect();
        let Some(end) = all.last().and_then(|series| series.median(name)) else { continue };
        let width = if *name == "hustings" { 3.5 } else { 1.5 };
        let _ = writeln!(
            out,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>",
            points.join(" ")
        );
        labels.push((y(end), name, colour));
    }
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut above = f64::MIN;
    for (at, name, colour) in labels {
        above = at.max(above + 14.0);
        let weight = if name == "hustings" { " font-weight=\"bold\"" } else { "" };
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{:.1}\" fill=\"{colour}\"{weight}>{name}</text>",
            WIDTH - RIGHT + 10.0,
            above + 4.0
        );
    }
    out.push_str("</svg>\n");
    out
}
