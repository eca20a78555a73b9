//! The widget's module in two: what the first cards need, and what is drawn only once a reader asks
//! for more (`src/components/more.rs`).

use anyhow::{Context, Result, anyhow, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_split_cli_support::{Options, transform};

/// What the compiler must be told for it: the splitter follows what refers to what.
pub(crate) const LINK_ARGS: [&str; 1] = ["-Clink-arg=--emit-relocs"];

/// The second part; its name tells the element that a fault in it is the widget's.
pub(crate) const SECOND: &str = "hustings_widget_more.wasm";

/// Splits what the compiler made, into a folder: the first part, whose path is returned, the second,
/// and `__wasm_split.js`, which the first one's glue imports and which fetches the second.
pub(crate) fn split(compiled: &Path, folder: &Path, glue: &str) -> Result<PathBuf> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder)?;
    let bytes = fs::read(compiled).with_context(|| compiled.display().to_string())?;
    let first = folder.join("first.wasm");
    let glue = format!("./{glue}.js");
    let mut options = Options::new(&bytes);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.main_module = &glue;
    let made = transform(options).map_err(|error| anyhow!("the widget can't be split: {error:?}"))?;
    let [second] = made.split_modules.as_slice() else {
        return Err(anyhow!("the widget should have two parts, not {}", made.split_modules.len() + 1));
    };
    fs::rename(second, folder.join(SECOND))?;

    // Under its own name; and whatever a server calls it, as the first part is taken.
    let name = second.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let link = folder.join("__wasm_split.js");
    let mut script = fs::read_to_string(&link)?;
    for (from, to) in [
        (name.as_str(), SECOND),
        (
            "WebAssembly.instantiateStreaming(src, imports)",
            "src.then((response) => response.arrayBuffer()).then((bytes) => WebAssembly.instantiate(bytes, imports))",
        ),
    ] {
        ensure!(script.contains(from), "{} has changed: it lacks `{from}`", link.display());
        script = script.replace(from, to);
    }
    fs::write(link, script)?;
    Ok(first)
}
