//! What is handed out: the npm package, and a folder of files that never change.

use crate::package::{self, FILES, Kind};
use crate::root;
use crate::steps::{command, output, run, step};
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};

/// Node brings the hash, so that nothing need be compiled for it.
const HASH: &str = r#"
const { readFileSync } = require("node:fs");
const { createHash } = require("node:crypto");
const hash = (file) => "sha384-" + createHash("sha384").update(readFileSync(file)).digest("base64");
console.log(JSON.stringify(process.argv.slice(1).map(hash)));
"#;

/// What kind of file a page may ask for by its hash.
fn is_hashed(file: &str) -> bool {
    file.ends_with(".js") || file.ends_with(".wasm")
}

/// The hashes of files as `integrity` has them, in the same order.
pub(crate) fn integrity(files: &[PathBuf]) -> Result<Vec<String>> {
    let mut node = command("node");
    node.args(["--eval", HASH, "--"]).args(files);
    Ok(serde_json::from_str(&output(&mut node)?)?)
}

/// Writes `pkg/sri.json`: each script and module with its hash.
pub(crate) fn write_hashes(pkg: &Path) -> Result<()> {
    let names: Vec<&str> = FILES.into_iter().filter(|file| is_hashed(file)).collect();
    let files: Vec<PathBuf> = names.iter().map(|file| pkg.join(file)).collect();
    let hashes = integrity(&files)?.into_iter().map(Value::from);
    let members: Map<String, Value> = names.iter().map(|name| (*name).to_owned()).zip(hashes).collect();
    let text = serde_json::to_string_pretty(&members)?;
    fs::write(pkg.join("sri.json"), text + "\n").context("pkg/sri.json can't be written")
}

/// Builds, and puts both into `target/package/`: `hustings-VERSION.tgz`, and `hustings-VERSION/`, whose files a host may
/// keep for ever.
pub(crate) fn package() -> Result<()> {
    package::build(Kind::Release)?;
    let (root, version) = (root(), env!("CARGO_PKG_VERSION"));
    let target = root.join("target/package");
    let folder = target.join(format!("hustings-{version}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    step("copy the package", || {
        for file in FILES.into_iter().chain(["package.json", "README.md"]) {
            fs::copy(root.join("pkg").join(file), folder.join(file)).with_context(|| file.to_owned())?;
        }
        Ok(())
    })?;
    let mut npm = command("npm");
    npm.args(["pack", "--silent", "--pack-destination"]).arg(&target).current_dir(root.join("pkg"));
    run("pack it for npm", &mut npm)?;

    let hashes: Map<String, Value> = serde_json::from_str(&fs::read_to_string(folder.join("sri.json"))?)?;
    let hash = hashes.get("hustings.js").and_then(Value::as_str).context("sri.json lacks hustings.js")?;
    println!("{}", target.join(format!("hustings-{version}.tgz")).display());
    println!("{}", folder.display());
    println!(
        "<script type=\"module\" src=\"hustings-{version}/hustings.js\" integrity=\"{hash}\" crossorigin></script>"
    );
    Ok(())
}
