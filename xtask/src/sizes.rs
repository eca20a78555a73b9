//! What a reader downloads, and what of it comes from where.

use crate::package::{self, DOWNLOADED, FILES};
use crate::steps::{command, output, step};
use crate::{root, setup};
use anyhow::{Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// What a page may download by default, in bytes as brotli sends them.
const BUDGET: u64 = 144_909;

/// Node brings both compressors, so that nothing need be compiled for this.
const COMPRESS: &str = r#"
const { readFileSync } = require("node:fs");
const { brotliCompressSync, gzipSync, constants } = require("node:zlib");
const sizes = process.argv.slice(1).map((file) => {
  const raw = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length };
  return { raw: raw.length, gzip: gzipSync(raw, { level: 9 }).length, brotli: brotliCompressSync(raw, { params }).length };
});
console.log(JSON.stringify(sizes));
"#;

/// One file's bytes: as it is, after gzip -9, after brotli -11.
#[derive(Clone, Copy, Default, Deserialize)]
struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Size {
    fn sum(sizes: &[Self]) -> Self {
        sizes.iter().fold(Self::default(), |sum, size| Self {
            raw: sum.raw + size.raw,
            gzip: sum.gzip + size.gzip,
            brotli: sum.brotli + size.brotli,
        })
    }

    fn print(self, name: &str) {
        let [raw, gzip, brotli] = [self.raw, self.gzip, self.brotli].map(grouped);
        println!("{name:28} {raw:>11} {gzip:>11} {brotli:>11}");
    }
}

/// The sizes of what was built, in the order of [`FILES`].
pub(crate) struct Sizes(Vec<Size>);

impl Sizes {
    pub(crate) fn measure() -> Result<Self> {
        let mut node = command("node");
        node.args(["--eval", COMPRESS, "--"]).args(FILES.map(|file| root().join("pkg").join(file)));
        Ok(Self(serde_json::from_str(&output(&mut node)?)?))
    }

    fn downloaded(&self) -> Size {
        Size::sum(&self.0[..DOWNLOADED.min(self.0.len())])
    }

    pub(crate) fn print(&self) {
        println!("{:28} {:>11} {:>11} {:>11}", "pkg/", "bytes", "gzip -9", "brotli -11");
        for (file, size) in FILES.iter().zip(&self.0) {
            size.print(file);
        }
        Size::sum(&self.0).print("total");
        self.downloaded().print("a page downloads by default");
        println!("{:28} {:>11} {:>11} {:>11}", "the budget", "", "", grouped(BUDGET));
    }

    pub(crate) fn within_budget(&self) -> Result<()> {
        let brotli = self.downloaded().brotli;
        if BUDGET < brotli {
            bail!(
                "A page downloads {} bytes, {} more than the budget; `cargo xtask size` shows what weighs",
                grouped(brotli),
                grouped(brotli - BUDGET)
            );
        }
        Ok(())
    }
}

/// Prints Markdown tables of what each crate weighs in each wasm, before compression.
pub(crate) fn by_crate() -> Result<()> {
    setup::for_building()?;
    setup::for_weighing()?;
    for (module, wasm) in package::with_names()? {
        println!("\n`{module}_bg.wasm`\n");
        by_crate_of(&wasm)?;
    }
    Ok(())
}

fn by_crate_of(wasm: &Path) -> Result<()> {
    let mut twiggy = command("twiggy");
    let top = step("weigh its functions", || output(twiggy.args(["top", "--format", "json"]).arg(wasm)))?;
    let items: Vec<Item> = serde_json::from_str(&top)?;

    let mut weights = BTreeMap::<&str, u64>::new();
    for item in &items {
        if let Some(origin) = origin(&item.name) {
            *weights.entry(origin).or_default() += item.shallow_size;
        }
    }
    let mut weights: Vec<_> = weights.into_iter().collect();
    weights.sort_by_key(|&(_, bytes)| std::cmp::Reverse(bytes));
    let total: u64 = weights.iter().map(|(_, bytes)| bytes).sum();
    println!("| crate | bytes | share |\n| --- | ---: | ---: |");
    for (name, bytes) in weights {
        println!("| {name} | {} | {:.1} % |", grouped(bytes), 100.0 * bytes as f64 / total as f64);
    }
    println!("| **total** | **{}** | |", grouped(total));
    Ok(())
}

/// One line of `twiggy top`.
#[derive(Deserialize)]
struct Item {
    name: String,
    shallow_size: u64,
}

const STANDARD: [&str; 4] = ["core", "alloc", "std", "__rustc"];

/// Whose a thing in the wasm is; `None` if the published file doesn't have it. A function is its
/// crate's; but what the standard library makes of another crate's types counts to that crate:
/// `<alloc::vec::Vec<yew::html::Html>>::drain` is there because of yew.
fn origin(name: &str) -> Option<&str> {
    let mut crates = crates(name).peekable();
    if crates.peek().is_some() {
        return crates.find(|name| !STANDARD.contains(name)).or(Some("the standard library"));
    }
    match name {
        _ if name.starts_with('"') => None,
        _ if name.starts_with("data segment") => Some("data: texts and tables"),
        _ => Some("wasm: imports, exports, types, shims"),
    }
}

/// The crates in a symbol, which writes them as `yew[583f0392b05b3521]`.
fn crates(symbol: &str) -> impl Iterator<Item = &str> {
    symbol.match_indices('[').filter_map(|(at, _)| {
        let (before, after) = (&symbol[..at], &symbol[at + 1..]);
        let hash = &after[..after.find(']')?];
        let start = before.rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |last| last + 1);
        let is_hash = hash.len() >= 8 && hash.chars().all(|c| c.is_ascii_hexdigit());
        (is_hash && start < at).then(|| &before[start..])
    })
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_counts_to_the_crate_that_brings_it() {
        let check = |symbol, expected| assert_eq!(origin(symbol), expected, "{symbol}");
        check("yew[583f0392b05b3521]::scheduler::start", Some("yew"));
        check("<yew[583f0392b05b3521]::VNode as core[15266d276e3a2055]::clone::Clone>::clone", Some("yew"));
        check("<alloc[6ccceecd3902b573]::vec::Vec<yew[583f0392b05b3521]::Html>>::drain", Some("yew"));
        check("<alloc[6ccceecd3902b573]::vec::Vec<[u8]>>::push[2]", Some("the standard library"));
        check("data segment \".rodata\"", Some("data: texts and tables"));
        check("type[11]: (externref) -> i32", Some("wasm: imports, exports, types, shims"));
        check("\"function names\" subsection", None);
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
