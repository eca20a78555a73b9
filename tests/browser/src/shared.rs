//! Texts and facts that nobody of this project wrote; a newcomer's clone doesn't have them.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result};
use serde_json::Value;

/// One of the JSON files below `HUSTINGS_SHARED`, or else `../shared` beside
/// this repository; `None`, and a word about it, where the folder is absent.
pub fn json(path: &str) -> Result<Option<Value>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let data = env::var_os("HUSTINGS_SHARED").map_or(beside, PathBuf::from).join("data");
    if !data.is_dir() {
        eprintln!("Skipped: {path} was not looked at, since {} is not there.", data.display());
        return Ok(None);
    }
    // A folder without the file is a fault, not another machine.
    let text = fs::read_to_string(data.join(path)).with_context(|| format!("{path} can’t be read"))?;
    Ok(Some(serde_json::from_str(&text)?))
}
