//! A feed's files: the same input gives the same bytes, and a reader never meets half a file.

use std::fs;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::folder::Folder;
use super::nomination::{Item, in_order};
use super::report::{Finding, told};
use crate::domain::blocks::slug;
use crate::domain::reading::Kind;
use crate::domain::reading::engine::Engine;
use crate::feed::{MAX_BYTES, Text, Topic};

/// One file of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// From the folder that the feed stands in.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A folder's feed in one file.
#[must_use]
pub fn feed(folder: &Folder) -> Vec<u8> {
    let items = folder.items.iter().map(|item| item.value.clone()).collect();
    document(folder.head.clone(), items)
}

fn document(mut head: Map<String, Value>, items: Vec<Value>) -> Vec<u8> {
    head.insert("items".into(), Value::Array(items));
    json_bytes(&Value::Object(head))
}

/// JSON that a person can read and a diff can show: what fits in a line stands in one, the rest is indented by a space.
#[must_use]
pub fn json_bytes(value: &Value) -> Vec<u8> {
    let mut out = String::new();
    lay(value, 0, 0, &mut out);
    out.push('\n');
    out.into_bytes()
}

/// Writes a value that stands after so many characters of its line.
fn lay(value: &Value, depth: usize, before: usize, out: &mut String) {
    const WIDTH: usize = 100;
    let (open, close, length) = match value {
        Value::Object(members) => ('{', '}', members.len()),
        Value::Array(values) => ('[', ']', values.len()),
        _ => return out.push_str(&value.to_string()),
    };
    let start = out.len();
    line(value, out);
    if length == 0 || depth + before + out.len() - start <= WIDTH {
        return;
    }
    out.truncate(start);
    out.push(open);
    let begin = |at: usize, out: &mut String| {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.extend(std::iter::repeat_n(' ', depth + 1));
    };
    match value {
        Value::Object(members) => {
            for (at, (name, value)) in members.iter().enumerate() {
                begin(at, out);
                let name = Value::from(name.as_str()).to_string();
                out.push_str(&name);
                out.push_str(": ");
                lay(value, depth + 1, name.len() + 2, out);
            }
        }
        Value::Array(values) => {
            for (at, value) in values.iter().enumerate() {
                begin(at, out);
                lay(value, depth + 1, 0, out);
            }
        }
        _ => {}
    }
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', depth));
    out.push(close);
}

/// Writes a value in one line.
fn line(value: &Value, out: &mut String) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (at, (name, value)) in members.iter().enumerate() {
                out.push_str(if at == 0 { "{ " } else { ", " });
                out.push_str(&Value::from(name.as_str()).to_string());
                out.push_str(": ");
                line(value, out);
            }
            out.push_str(" }");
        }
        Value::Array(values) if !values.is_empty() => {
            for (at, value) in values.iter().enumerate() {
                out.push_str(if at == 0 { "[" } else { ", " });
                line(value, out);
            }
            out.push(']');
        }
        other => out.push_str(&other.to_string()),
    }
}

/// A folder's feed as an index and further pages of at most so many nominations, called after `name`
/// ("nominations.json"), with each statement in a file of its own: what a reader downloads then grows with what they
/// look at. The index comes last, so that what it names is there before it.
#[must_use]
pub fn pages(folder: &Folder, name: &str, size: usize) -> Vec<File> {
    let stem = name.strip_suffix(".json").unwrap_or(name);
    let mut files = Vec::new();
    let mut engine = engine(&folder.head);
    let mut used = std::collections::HashSet::new();
    let items: Vec<Value> = folder
        .items
        .iter()
        .map(|item| {
            let (value, statement) = apart(item, stem, &mut engine, &mut used);
            files.extend(statement);
            value
        })
        .collect();
    let chunks: Vec<&[Value]> = items.chunks(size.max(1)).collect();
    let page_name = |at: usize| if at == 0 { name.to_owned() } else { format!("{stem}-{}.json", at + 1) };
    let title = folder.head.get("title").cloned().unwrap_or_default();
    let last = chunks.len().saturating_sub(1);
    for at in (0..=last).rev() {
        let mut head = if at == 0 {
            folder.head.clone()
        } else {
            let version = folder.head.get("version").cloned().unwrap_or_default();
            // What items name stands in the index; a page that says so is read while it comes.
            let head = json!({ "version": version, "title": title, "_hustings": { "version": 1 } });
            head.as_object().cloned().unwrap_or_default()
        };
        if at < last {
            head.insert("next_url".into(), address_of(&page_name(at + 1)).into());
        }
        if let Some(own) = head.shift_remove("_hustings") {
            head.insert("_hustings".into(), own);
        }
        let items = chunks.get(at).map(|chunk| chunk.to_vec()).unwrap_or_default();
        files.push(File { path: page_name(at), bytes: document(head, items) });
    }
    files
}

/// What reads statements with the feed's topics.
fn engine(head: &Map<String, Value>) -> Engine {
    let mut engine = Engine::default();
    let own = head.get("_hustings");
    let text = |value: &Value| Text::from(value.as_str().unwrap_or_default());
    let topics = own.and_then(|own| own.get("topics")).and_then(Value::as_array).into_iter().flatten();
    let topics = topics.filter_map(|topic| {
        let id = topic.get("id")?;
        let keywords = topic.get("keywords").and_then(Value::as_array).into_iter().flatten();
        Some(Topic {
            id: text(id),
            label: text(topic.get("label").unwrap_or(id)),
            keywords: keywords.map(text).collect(),
        })
    });
    let profiles = own.and_then(|own| own.get("profiles")).and_then(Value::as_str).unwrap_or_default();
    engine.set_topics(profiles.to_owned(), topics.collect());
    engine
}

/// An item whose statement stands in a file of its own. What its card needs of it is read now: the summary, and the
/// passages on the feed's topics.
fn apart(
    item: &Item,
    stem: &str,
    engine: &mut Engine,
    used: &mut std::collections::HashSet<String>,
) -> (Value, Option<File>) {
    let mut value = item.value.clone();
    let statement =
        value.get_mut("_hustings").and_then(Value::as_object_mut).and_then(|own| own.remove("statement"));
    let Some(Value::String(statement)) = statement else { return (value, None) };
    /// A file's name has room for so many bytes, and some more for what makes it unique.
    const LONGEST: usize = 100;
    let mut name = slug(&item.id);
    name.truncate(name.floor_char_boundary(LONGEST));
    if name != item.id || !used.insert(name.clone()) {
        // Two ids may have one slug: the bytes of the id tell them apart.
        name = format!("{name}-{}", sum(item.id.bytes()));
    }
    let path = format!("{stem}-statements/{name}.md");
    let read = engine.read(&item.id, &statement, Kind::Markdown, &|address| Some(address.to_owned()));
    engine.forget(&item.id);
    let read: Value = serde_json::from_str(&read).unwrap_or_default();
    if let Some(members) = value.as_object_mut() {
        let extract = read.get("summary").cloned().filter(|_| !members.contains_key("summary"));
        let is_extract = extract.is_some();
        members.extend(extract.map(|summary| ("summary".to_owned(), summary)));
        if let Some(own) = members.get_mut("_hustings").and_then(Value::as_object_mut) {
            own.insert("statement_url".into(), address_of(&path).into());
            if is_extract {
                own.insert("summary_extract".into(), true.into());
            }
            let stances = read.get("stances").cloned().filter(|_| !own.contains_key("stances"));
            own.extend(stances.map(|stances| ("stances".to_owned(), stances)));
        }
    }
    (in_order(value), Some(File { path, bytes: format!("{statement}\n").into_bytes() }))
}

/// Writes files below a folder, each at once or not at all; those that are there with the same bytes are left alone.
/// Says how many were written.
///
/// # Errors
/// When one can't be written: those before it are, those after it are as they were.
pub fn write(folder: &Path, files: &[File]) -> Result<usize, Finding> {
    let mut written = 0;
    for file in files {
        written += usize::from(save(&folder.join(&file.path), &file.bytes)?);
    }
    Ok(written)
}

/// Replaces a file's bytes at once: whoever reads it meets the old ones or the new ones. Says whether it was another.
///
/// # Errors
/// When it can't be written; it is then as it was.
pub fn save(path: &Path, bytes: &[u8]) -> Result<bool, Finding> {
    let file = told(path);
    let fault = |error: &std::io::Error| {
        let remedy =
            "Check that the folder may be written to and that there is room; what was there before is whole";
        Finding::error(&file, format!("can't be written ({error})"), remedy)
    };
    if path.file_name().is_none() {
        return Err(Finding::error(&file, "no name of a file", "Name the file to write"));
    }
    // A link stays, and leads to what is written.
    let real = path.canonicalize();
    let path = real.as_deref().unwrap_or(path);
    if let Ok(about) = fs::metadata(path) {
        // Who opens a pipe waits for whoever is at its other end.
        if !about.is_file() {
            let problem = "is there, and no plain file; can't be written";
            return Err(Finding::error(&file, problem, "Name another file"));
        }
        if about.len() == bytes.len() as u64 && fs::read(path).is_ok_and(|there| there == bytes) {
            return Ok(false);
        }
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(|error| fault(&error))?;
    let mut temporary = tempfile::Builder::new();
    temporary.prefix(".hustings-");
    #[cfg(unix)]
    temporary.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut temporary = temporary.tempfile_in(parent).map_err(|error| fault(&error))?;
    temporary.write_all(bytes).map_err(|error| fault(&error))?;
    temporary.as_file().sync_all().map_err(|error| fault(&error))?;
    temporary.persist(path).map_err(|error| fault(&error.error))?;
    Ok(true)
}

/// The files beside a feed that an earlier build made of it: those that its pages name, by names that only a build gives.
#[must_use]
pub fn beside(folder: &Path, name: &str) -> Vec<String> {
    let stem = name.strip_suffix(".json").unwrap_or(name);
    let (mut found, mut next) = (Vec::new(), Some(name.to_owned()));
    while let Some(page) = next.take() {
        let path = folder.join(&page);
        let Ok(text) = super::source::read(&path, &page, MAX_BYTES as u64) else { break };
        let Ok(feed) = serde_json::from_str::<Value>(&text) else { break };
        let items = feed.get("items").and_then(Value::as_array).into_iter().flatten();
        let statements =
            items.filter_map(|item| item.get("_hustings")?.get("statement_url")?.as_str()).map(name_of);
        let folder_of = format!("{stem}-statements/");
        found.extend(statements.filter(|path| {
            path.strip_prefix(&folder_of)
                .is_some_and(|name| !name.contains(['/', '\\']) && name.ends_with(".md"))
        }));
        let address = feed.get("next_url").and_then(Value::as_str).map(name_of);
        let number = address.as_deref().and_then(|next| {
            next.strip_prefix(stem)?.strip_prefix('-')?.strip_suffix(".json")?.parse::<usize>().ok()
        });
        if let Some(address) = address.filter(|address| number.is_some() && !found.contains(address)) {
            found.push(address.clone());
            next = Some(address);
        }
    }
    found
}

/// Takes those of an earlier build's files away that are none of this one; says how many.
///
/// # Errors
/// When one can't be taken away.
pub fn sweep(folder: &Path, earlier: &[String], files: &[File]) -> Result<usize, Finding> {
    let mut swept = 0;
    for name in earlier.iter().filter(|name| files.iter().all(|file| file.path != **name)) {
        let path = folder.join(name);
        match fs::remove_file(&path) {
            Ok(()) => swept += 1,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => {
                let problem = format!("can't be taken away ({error})");
                return Err(Finding::error(&told(&path), problem, "Take it away yourself"));
            }
        }
    }
    Ok(swept)
}

/// FNV-1a, 64 bits, as 16 digits: the same for the same bytes on every machine, and for nothing that must be safe.
#[must_use]
pub fn sum(bytes: impl Iterator<Item = u8>) -> String {
    let sum = bytes
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{sum:016x}")
}

/// A file's name as an address has it.
fn address_of(name: &str) -> String {
    const KEPT: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
    utf8_percent_encode(name, KEPT).to_string()
}

/// The file's name that an address has.
#[must_use]
pub fn name_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// The file that an address in a feed's file leads to: beside that file or below, and no other of this machine.
#[must_use]
pub fn beside_and_below(file: &Path, address: &str) -> Option<PathBuf> {
    let name = name_of(address);
    let is_below = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    Path::new(&name).components().all(is_below).then(|| file.parent().map(|parent| parent.join(&name)))?
}
