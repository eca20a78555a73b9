//! What building and testing need beyond cargo itself. What is there already is left alone and
//! not mentioned; cargo's tools go to `target/tools`, so that nothing of the user's is replaced.

use crate::root;
use crate::steps::{alone, command, output, run};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// The oldest Node that the checks are run with.
const NODE: u32 = 20;

/// What `cargo xtask build` needs.
pub(crate) fn for_building() -> Result<()> {
    let _alone = alone()?;
    node()?;
    node_packages("")?;
    toolchain_part("lib/rustlib/wasm32-unknown-unknown", &["target", "add", "wasm32-unknown-unknown"])?;
    toolchain_part("lib/rustlib/src/rust/library", &["component", "add", "rust-src"])?;
    wasm_bindgen()?;
    installed("wasm-pack", &["wasm-pack", "--locked"])
}

/// What the checks need beyond that.
pub(crate) fn for_checking() -> Result<()> {
    toolchain_part("bin/cargo-fmt", &["component", "add", "rustfmt"])?;
    toolchain_part("bin/cargo-clippy", &["component", "add", "clippy"])
}

/// A browser that WebDriver can steer, for the tests of what a reader does.
pub(crate) fn for_browsing() -> Result<()> {
    let packages: Vec<&str> = [("chromium", "chromium"), ("chromedriver", "chromium-driver")]
        .into_iter()
        .filter_map(|(program, package)| (!starts(program)).then_some(package))
        .collect();
    if packages.is_empty() {
        return Ok(());
    }
    let packages = packages.join(" ");
    let root_user = output(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !root_user || !starts("apt-get") {
        bail!(
            "The browser tests need Debian's packages {packages}, and this account may not install them. \
             Run `sudo apt-get install {packages}`, or leave these tests out: `cargo xtask test --quick`."
        );
    }
    run("read Debian's package lists", command("apt-get").args(["update", "--quiet"]))?;
    run(
        &format!("install {packages}"),
        command("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["install", "--quiet", "--yes", "--no-install-recommends"])
            .args(packages.split(' ')),
    )
}

/// The frameworks that the widget is tried in.
pub(crate) fn for_frameworks() -> Result<()> {
    let _alone = alone()?;
    node_packages("tests/frameworks")
}

/// The peers of the benchmark.
pub(crate) fn for_peers() -> Result<()> {
    let _alone = alone()?;
    node_packages("benches/peers")
}

/// Twiggy weighs a wasm file function by function.
pub(crate) fn for_weighing() -> Result<()> {
    installed("twiggy", &["twiggy", "--locked"])
}

/// cargo-fuzz throws bytes at the readers.
pub(crate) fn for_fuzzing() -> Result<()> {
    installed("cargo-fuzz", &["cargo-fuzz", "--locked"])
}

fn node() -> Result<()> {
    let version = output(command("node").arg("--version"))
        .with_context(|| format!("Node {NODE} or newer is needed, with npm: https://nodejs.org"))?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    match major {
        Some(major) if NODE <= major => Ok(()),
        _ => bail!("Node {NODE} or newer is needed, this is {}", version.trim()),
    }
}

/// `npm ci` in a folder, unless it has run since the lock file there last changed.
fn node_packages(folder: &str) -> Result<()> {
    let folder = root().join(folder);
    let changed = |path: PathBuf| fs::metadata(path).and_then(|file| file.modified());
    let locked = changed(folder.join("package-lock.json")).context("package-lock.json")?;
    if changed(folder.join("node_modules/.package-lock.json")).is_ok_and(|installed| locked <= installed) {
        return Ok(());
    }
    // None of these packages needs its install script.
    run(
        "install what package-lock.json names",
        command("npm").current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]),
    )
}

/// A part of the Rust toolchain in use; `file` tells whether it is there.
fn toolchain_part(file: &str, add: &[&str]) -> Result<()> {
    let sysroot = output(command("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join(file).exists() {
        return Ok(());
    }
    run(&format!("rustup {}", add.join(" ")), command("rustup").args(add))
        .with_context(|| format!("this Rust toolchain has no {file}, and rustup could not add it"))
}

/// wasm-bindgen's program must be of exactly the version that the crate was compiled with.
fn wasm_bindgen() -> Result<()> {
    let version = locked_version("wasm-bindgen")?;
    let found = output(command("wasm-bindgen").arg("--version")).unwrap_or_default();
    if found.split_whitespace().nth(1) == Some(&version) {
        return Ok(());
    }
    install(&["wasm-bindgen-cli", "--version", &version])
}

fn installed(program: &str, install_args: &[&str]) -> Result<()> {
    if starts(program) { Ok(()) } else { install(install_args) }
}

fn install(args: &[&str]) -> Result<()> {
    run(
        &format!("install {} into target/tools (some minutes)", args.join(" ")),
        command("cargo").args(["install", "--root", "target/tools"]).args(args),
    )
}

fn starts(program: &str) -> bool {
    output(command(program).arg("--version")).is_ok()
}

/// The version of a package in Cargo.lock.
fn locked_version(name: &str) -> Result<String> {
    let lock: toml::Table = fs::read_to_string(root().join("Cargo.lock"))?.parse()?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    packages
        .into_iter()
        .flatten()
        .find(|package| package.get("name").and_then(toml::Value::as_str) == Some(name))
        .and_then(|package| package.get("version")?.as_str())
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock does not name {name}"))
}
