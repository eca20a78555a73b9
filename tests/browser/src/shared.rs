//! Texts and facts that nobody of this project wrote; a newcomer's clone doesn't have them.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result};
use serde_json::Value;

/// One of the JSON files below `HUSTINGS_SHARED`, or else `../shared` beside
/// this repository; `None`, and a word about it, where the folder is absent.
pub fn json(path: &str) -> Result<Option<Value>> {
    let Some(data) = data(path) else { return Ok(None) };
    // A folder without the file is a fault, not another machine.
    let text = fs::read_to_string(data.join(path)).with_context(|| format!("{path} can’t be read"))?;
    Ok(Some(serde_json::from_str(&text)?))
}

/// Every statement there is, under its path within the folder of statements, in the order of the paths.
pub fn statements() -> Result<Option<Vec<(String, String)>>> {
    let Some(data) = data("statements") else { return Ok(None) };
    let root = data.join("statements");
    let mut folders = vec![root.clone()];
    let mut statements = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root)?.to_string_lossy().into_owned();
                statements.push((name, fs::read_to_string(path)?));
            }
        }
    }
    statements.sort();
    Ok(Some(statements))
}

fn data(path: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let data = env::var_os("HUSTINGS_SHARED").map_or(beside, PathBuf::from).join("data");
    if data.is_dir() {
        return Some(data);
    }
    eprintln!("Skipped: {path} was not looked at, since {} is not there.", data.display());
    None
}
