//! Architecture invariant: each layer names only those above it in this list.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

use std::fs;
use std::path::{Path, PathBuf};

/// From the first, which names none, to the last, which may name all.
const LAYERS: [&str; 5] = ["feed", "domain", "state", "components", "embed"];

/// What only some layers may use: a crate, and the layers.
const CRATES: [(&str, &[&str]); 8] = [
    ("hifijson", &["feed"]),
    ("pulldown_cmark", &["domain"]),
    ("scraper", &["domain"]),
    ("yew", &["components", "embed"]),
    ("web_sys", &["components", "embed"]),
    ("gloo", &["embed"]),
    ("wasm_bindgen", &["components", "embed"]),
    ("js_sys", &["embed"]),
];

fn sources() -> Vec<PathBuf> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                out.push(path);
            }
        }
    }
    let mut out = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut out);
    assert!(out.len() > 20, "the sources were not found");
    out
}

/// The layer that a file is of; `None` for the crate's root.
fn layer(path: &Path) -> Option<&'static str> {
    let below = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = below.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
    LAYERS.into_iter().find(|layer| *layer == first)
}

/// The code before its tests, without comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_layer_names_only_those_above_it() {
    for path in sources() {
        let Some(own) = layer(&path) else { continue };
        let below = LAYERS.iter().skip_while(|layer| **layer != own).skip(1);
        let code = code(&path);
        assert!(
            !code.contains("crate::cli"),
            "{} names the feed tool, which stands beside the layers",
            path.display()
        );
        for lower in below {
            assert!(!code.contains(&format!("crate::{lower}")), "{} names {lower}", path.display());
        }
    }
}

#[test]
fn only_the_layers_meant_for_it_use_a_crate() {
    for path in sources() {
        let Some(own) = layer(&path) else { continue };
        let code = code(&path);
        for (name, layers) in CRATES {
            let uses = code.contains(&format!("{name}::"));
            assert!(!uses || layers.contains(&own), "{} uses {name}", path.display());
        }
    }
}

/// What clippy can't see: the element's own JavaScript turns no string into HTML either.
#[test]
fn no_script_of_ours_turns_a_string_into_html() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/element");
    let scripts = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let scripts: Vec<_> = scripts.filter(|path| path.extension().is_some_and(|end| end == "js")).collect();
    assert!(!scripts.is_empty());
    for path in scripts {
        let code = fs::read_to_string(&path).unwrap();
        for sink in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "setHTML",
            "createContextualFragment",
            "eval(",
            "srcdoc",
        ] {
            assert!(!code.contains(sink), "{} uses {sink}", path.display());
        }
    }
}

#[test]
fn a_file_is_short_enough_to_have_one_subject() {
    for path in sources() {
        let lines = code(&path).lines().count();
        assert!(lines <= 700, "{} has {lines} lines: more than one subject?", path.display());
    }
}
