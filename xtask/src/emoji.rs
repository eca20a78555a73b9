//! The emoji by their shortcodes: a file that a page fetches when a statement has some.

use crate::root;
use crate::setup;
use crate::steps::{command, output};
use anyhow::{Context, Result};
use std::fs;

/// The sets that Discourse's and GitHub's names are a part of; of two with one name the first counts.
/// The reader looks names up in the order of their bytes.
const TABLE: &str = r#"
const emoji = require("emojibase-data/en/data.json");
const sets = ["joypixels", "github"].map((set) => require(`emojibase-data/en/shortcodes/${set}.json`));
const table = new Map();
for (const set of sets) for (const { hexcode, emoji: sign } of emoji)
  for (const name of [set[hexcode] ?? []].flat()) if (!table.has(name)) table.set(name, sign);
const lines = [...table].sort(([a], [b]) => (a < b ? -1 : 1)).map((entry) => entry.join(" "));
console.log(lines.join("\n"));
"#;

/// Rewrites the file.
pub(crate) fn run() -> Result<()> {
    setup::for_building()?;
    let table = output(command("node").args(["--eval", TABLE]))?;
    let file = root().join("www/element/hustings_emoji.txt");
    fs::write(&file, table).with_context(|| file.display().to_string())
}
