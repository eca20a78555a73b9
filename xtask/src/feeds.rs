//! The demo feeds under `www/`: from public facts in `shared/data` and from what is written in `feeds/`.

mod kubernetes;
mod python;
mod shape;
mod written;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Rebuilds every demo feed in `out`; the two that are made of facts only where `shared` exists.
pub(crate) fn run(shared: &Path, out: &Path) -> Result<()> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../feeds");
    fs::create_dir_all(out)
        .with_context(|| format!("{}: cannot be made; name a folder that can be written", out.display()))?;

    write(&out.join("sample-election.json"), &written::sample_election(&sources)?)?;
    write(&out.join("plain-feed.json"), &written::plain_feed(&sources)?)?;
    copy(&sources.join("minimal.json"), &out.join("minimal.json"))?;

    let data = shared.join("data");
    if !data.is_dir() {
        eprintln!(
            "feeds: {} is not there, so python-steering-council.json and kubernetes-steering.json stay as they are; \
             set HUSTINGS_SHARED to the folder that holds `data`, or put it at ../shared",
            data.display()
        );
        return Ok(());
    }
    write(&out.join("python-steering-council.json"), &python::feed(&sources, &data)?)?;
    write(&out.join("kubernetes-steering.json"), &kubernetes::feed(&sources, &data)?)
}

/// Writes a feed as JSON with an indent of one space: readable, and small enough to ship.
fn write(path: &Path, feed: &shape::Feed) -> Result<()> {
    let mut bytes = Vec::new();
    let indent = serde_json::ser::PrettyFormatter::with_indent(b" ");
    feed.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, indent))
        .with_context(|| format!("{}: cannot be turned into JSON", path.display()))?;
    bytes.push(b'\n');
    save(path, &bytes)
}

/// Copies a feed that is written by hand, once it is known to be JSON.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let text = read(from)?;
    serde_json::from_str::<serde_json::Value>(&text)
        .with_context(|| format!("{}: not JSON; mend the line that is named below", from.display()))?;
    save(to, text.as_bytes())
}

fn save(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes)
        .with_context(|| format!("{}: cannot be written; check its permissions", path.display()))?;
    println!("feeds: {} ({} bytes)", path.display(), bytes.len());
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path)
        .with_context(|| format!("{}: cannot be read; it must exist and be UTF-8", path.display()))
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    serde_json::from_str(&read(path)?).with_context(|| {
        format!("{}: not the JSON that was expected; compare it with data/README.md", path.display())
    })
}

fn read_toml<T: DeserializeOwned>(path: &Path) -> Result<T> {
    parse_toml(&read(path)?, path)
}

fn parse_toml<T: DeserializeOwned>(text: &str, path: &Path) -> Result<T> {
    toml::from_str(text)
        .with_context(|| format!("{}: not the TOML that was expected; mend the line below", path.display()))
}

/// A file of `+++`, TOML, `+++`, text.
fn read_front_matter<T: DeserializeOwned>(path: &Path) -> Result<(T, String)> {
    let text = read(path)?;
    let Some((head, body)) = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")) else {
        bail!("{}: no head; begin with a line of +++, the TOML, and another line of +++", path.display());
    };
    Ok((parse_toml(head, path)?, body.trim().to_owned()))
}

/// The files of a folder with this extension, in the order of their names.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .with_context(|| format!("{}: cannot be listed; the folder must exist", folder.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("{}: cannot be listed", folder.display()))?.path();
        if path.extension().is_some_and(|found| found == extension) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
