//! The demo's feeds in `www/`, built by the feed tool from the folders in `feeds/`.

use crate::root;
use crate::steps::{command, run};
use anyhow::{Context, Result};
use std::fs;

/// Rebuilds each.
pub(crate) fn build() -> Result<()> {
    let folders = fs::read_dir(root().join("feeds")).context("feeds/ can't be listed")?;
    let mut names = Vec::new();
    for folder in folders {
        let path = folder?.path();
        if path.is_dir() {
            names.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    for name in names {
        run(
            &format!("build www/{name}.json"),
            command("cargo")
                .args([
                    "run",
                    "--quiet",
                    "--package",
                    "hustings",
                    "--features",
                    "cli",
                    "--bin",
                    "hustings",
                    "--",
                ])
                // What stands in a repository must not depend on its history.
                .args([
                    "build",
                    &format!("feeds/{name}"),
                    "--no-git",
                    "--output",
                    &format!("www/{name}.json"),
                ]),
        )?;
    }
    Ok(())
}
