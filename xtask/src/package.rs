//! `pkg/`: everything a blog author hosts, in one folder.

use crate::publish;
use crate::split::{self, SECOND};
use crate::steps::{alone, command, run, step};
use crate::{root, setup};
use anyhow::{Context, Result};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a build writes into `pkg/`; the other files there are kept by hand.
pub(crate) const FILES: [&str; 21] = [
    "hustings.js",
    "hustings_element.js",
    "hustings_widget.js",
    "hustings_widget_bg.wasm",
    SECOND,
    "hustings_more.js",
    "hustings_reader.js",
    "hustings_reader_bg.wasm",
    "hustings_emoji.txt",
    "hustings.d.ts",
    "hustings_react.d.ts",
    "hustings_vue.d.ts",
    "hustings_svelte.d.ts",
    "frame.html",
    "hustings_frame.js",
    "hustings_parent.js",
    "custom-elements.json",
    "feed-1.schema.json",
    "sri.json",
    "LICENSE-MIT",
    "LICENSE-APACHE",
];

/// Those that are published as they stand.
const COPIED: [&str; 10] = [
    "www/element/frame.html",
    "www/element/custom-elements.json",
    "www/element/hustings.d.ts",
    "www/element/hustings_react.d.ts",
    "www/element/hustings_vue.d.ts",
    "www/element/hustings_svelte.d.ts",
    "www/element/hustings_emoji.txt",
    "schema/feed-1.schema.json",
    "LICENSE-MIT",
    "LICENSE-APACHE",
];

/// How many of [`FILES`], from the first, a page downloads by default.
pub(crate) const DOWNLOADED: usize = 4;

const TARGET: &str = "wasm32-unknown-unknown";

/// A WebAssembly module of the package: a crate, and what cargo is told about it.
struct Module {
    /// The crate's name; its files in `pkg/` are called after `out`.
    package: &'static str,
    folder: &'static str,
    library: &'static str,
    out: &'static str,
    features: &'static [&'static str],
    /// Whether it has a second part, for what only some readers ask for.
    split: bool,
}

/// The widget, which leaves Markdown to the reader, and the reader.
const MODULES: [Module; 2] = [
    Module {
        package: "hustings",
        folder: ".",
        library: "hustings.wasm",
        out: "hustings_widget",
        features: &["--no-default-features", "--features", "widget"],
        split: true,
    },
    Module {
        package: "hustings-reader",
        folder: "reader",
        library: "hustings_reader.wasm",
        out: "hustings_reader",
        features: &[],
        split: false,
    },
];

/// What the benchmark times without a page; not published.
const INSIDE: Module = Module {
    package: "hustings-inside",
    folder: "benches/inside",
    library: "hustings_inside.wasm",
    out: "hustings_inside",
    features: &[],
    split: false,
};

/// For whom a build is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// For readers: as small as it gets.
    Release,
    /// For debugging: built quickly, and a panic keeps its message.
    Dev,
}

impl Kind {
    /// A cargo (or wasm-pack, which starts cargo) that compiles for this kind. The small standard
    /// library has a target directory to itself, or it and other builds would evict each other.
    fn command(self, program: &str) -> Command {
        let mut command = command(program);
        command.env("CARGO_TARGET_DIR", root().join(self.target_dir()));
        if self == Self::Release {
            // The standard library rebuilt for size, without panic messages, `{:?}` and source
            // locations: a tenth of the download. Flags of the unstable kind are open to the
            // stable compiler under RUSTC_BOOTSTRAP; with `--target` they reach only the wasm.
            command
                .env("RUSTC_BOOTSTRAP", "1")
                .env(
                    "RUSTFLAGS",
                    "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none",
                )
                .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
                .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
        }
        command
    }

    fn target_dir(self) -> &'static str {
        match self {
            Self::Release => "target/small",
            Self::Dev => "target",
        }
    }

    fn minify(self) -> Option<&'static str> {
        (self == Self::Release).then_some("--minify")
    }

    fn profile(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Dev => "debug",
        }
    }
}

/// Sets up, and brings `pkg/` up to date.
pub(crate) fn build(kind: Kind) -> Result<()> {
    setup::for_building()?;
    let _alone = alone()?;
    let compiled = MODULES.iter().map(|module| compile(module, kind)).collect::<Result<Vec<_>>>()?;

    let stamp = root().join("target/xtask/pkg.stamp");
    let inputs = inputs(compiled.clone())?;
    let made = || Some(format!("{kind:?} {inputs:x} {:x}", digest(&outputs()).ok()?));
    if made().is_some_and(|made| fs::read_to_string(&stamp).is_ok_and(|stamped| stamped == made)) {
        eprintln!("pkg/ is up to date");
        return Ok(());
    }
    let _ = fs::remove_file(&stamp);
    pack(&compiled, kind)?;
    fs::write(&stamp, made().unwrap_or_default())?;
    Ok(())
}

/// Compiles the crate to wasm, as it is before wasm-bindgen and wasm-opt. Cargo knows whether
/// anything changed, so this is also the question whether `pkg/` is up to date.
fn compile(module: &Module, kind: Kind) -> Result<PathBuf> {
    let mut cargo = kind.command("cargo");
    cargo.args(["rustc", "--package", module.package, "--lib", "--target", TARGET]).args(module.features);
    if kind == Kind::Release {
        cargo.arg("--release");
    }
    if module.split {
        // Said here and not in Cargo.toml: the file of a `cdylib` has one name whatever its features,
        // and the reader's build of this crate would evict the widget's each time.
        cargo.args(["--crate-type", "cdylib", "--"]).args(split::LINK_ARGS);
    }
    run(&format!("compile {}", module.package), &mut cargo)?;
    Ok(root().join(kind.target_dir()).join(TARGET).join(kind.profile()).join(module.library))
}

const BUNDLE: [&str; 5] =
    ["--bundle", "--format=esm", "--target=es2022", "--legal-comments=none", "--log-level=warning"];

/// A module's wasm and glue, from its crate to `pkg/`.
fn pack_module(module: &Module, compiled: &Path, kind: Kind) -> Result<()> {
    let made = root().join("target/wasm-pack").join(module.out);
    if module.split {
        for wasm in bind_both(module, compiled, &made)? {
            if kind == Kind::Release {
                shrink(&wasm, Names::Dropped)?;
            }
        }
        copy(&made.join(SECOND), &root().join("pkg"))?;
    } else {
        bind_by_wasm_pack(module, kind, &made)?;
    }
    copy(&made.join(format!("{}_bg.wasm", module.out)), &root().join("pkg"))?;
    run(
        &format!("minify the glue of {}", module.package),
        command("esbuild")
            .args(BUNDLE)
            .args(kind.minify())
            .arg(made.join(format!("{}.js", module.out)))
            .arg(format!("--outfile=pkg/{}.js", module.out)),
    )
}

/// Splits a module and binds its first part to JavaScript; both parts are then in the folder.
/// (wasm-pack has no place between compiling and binding.)
fn bind_both(module: &Module, compiled: &Path, folder: &Path) -> Result<[PathBuf; 2]> {
    let first = step(&format!("split {}", module.package), || split::split(compiled, folder, module.out))?;
    Ok([bind(module, &first, folder)?, folder.join(SECOND)])
}

/// Binds a module to JavaScript, into a folder, as wasm-pack would. Returns where its wasm is then.
fn bind(module: &Module, wasm: &Path, folder: &Path) -> Result<PathBuf> {
    // The second part is linked to the first by what the linker exports.
    let exports = module.split.then_some("--keep-lld-exports");
    run(
        &format!("bind {}", module.package),
        command("wasm-bindgen")
            .args(["--target", "web", "--no-typescript", "--out-name", module.out, "--out-dir"])
            .arg(folder)
            .args(exports)
            .arg(wasm),
    )?;
    Ok(folder.join(format!("{}_bg.wasm", module.out)))
}

/// Whether the names of functions outlive the optimiser.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Kept,
    Dropped,
}

/// Makes a wasm file as small as wasm-pack would.
fn shrink(wasm: &Path, names: Names) -> Result<()> {
    let kept = names == Names::Kept;
    let flags = wasm_opt_flags()?;
    run(
        &format!("shrink {}", wasm.file_name().unwrap_or_default().display()),
        command("wasm-opt")
            .args(flags.iter().filter(|flag| !kept || *flag != "--strip-debug"))
            .args(kept.then_some("--debuginfo"))
            .arg(wasm)
            .arg("--output")
            .arg(wasm),
    )
}

fn bind_by_wasm_pack(module: &Module, kind: Kind, made: &Path) -> Result<()> {
    let mode = match kind {
        Kind::Release => "--release",
        Kind::Dev => "--dev",
    };
    run(
        &format!("bind and shrink {}", module.package),
        kind.command("wasm-pack")
            .args(["build", mode, "--mode", "no-install", "--target", "web", "--no-typescript", "--no-pack"])
            .args(["--out-name", module.out, "--out-dir"])
            .arg(made)
            .arg(root().join(module.folder))
            .arg("--")
            .args(module.features),
    )
}

fn pack(compiled: &[PathBuf], kind: Kind) -> Result<()> {
    let root = root();
    let pkg = root.join("pkg");
    for (module, compiled) in MODULES.iter().zip(compiled) {
        pack_module(module, compiled, kind)?;
    }

    // esbuild takes a file imported as text as it is, so the style sheets are minified first, in
    // a copy of the folder.
    let source = root.join("www/element");
    let copied = root.join("target/xtask/element");
    let _ = fs::remove_dir_all(&copied);
    fs::create_dir_all(&copied)?;
    for file in files(&source)? {
        if file.extension().is_some_and(|extension| extension == "css") {
            let mut esbuild = command("esbuild");
            esbuild
                .args(kind.minify())
                .arg("--log-level=warning")
                .arg(&file)
                .arg(format!("--outdir={}", copied.display()));
            run("minify the style sheet", &mut esbuild)?;
        } else {
            copy(&file, &copied)?;
        }
    }
    // The module is fetched by its hash: another build's, or one that somebody changed on the way, is refused.
    let hashes = publish::integrity(&[pkg.join("hustings_widget_bg.wasm")])?;
    let hash = format!("--define:WASM_INTEGRITY=\"{}\"", hashes.concat());
    for (script, out) in [
        ("hustings.js", "hustings.js"),
        ("inside.js", "hustings_element.js"),
        ("more.js", "hustings_more.js"),
        ("frame.js", "hustings_frame.js"),
        ("parent.js", "hustings_parent.js"),
    ] {
        run(
            &format!("bundle {out}"),
            command("esbuild")
                .args(BUNDLE)
                .args(kind.minify())
                .arg("--loader:.css=text")
                .arg(&hash)
                .args(["--external:./hustings.js", "--external:./hustings_*.js"])
                .arg(copied.join(script))
                .arg(format!("--outfile=pkg/{out}")),
        )?;
    }
    for file in COPIED {
        copy(&root.join(file), &pkg)?;
    }
    publish::write_hashes(&pkg)
}

/// Each module of a release, by its name in `pkg/`, before names are stripped: bound and optimised
/// like the published one.
pub(crate) fn with_names() -> Result<Vec<(&'static str, PathBuf)>> {
    let mut all = Vec::new();
    for module in &MODULES {
        let compiled = compile(module, Kind::Release)?;
        let folder = root().join("target/xtask/named").join(module.out);
        if module.split {
            let [first, second] = bind_both(module, &compiled, &folder)?;
            all.extend([(module.out, first), (SECOND.trim_end_matches(".wasm"), second)]);
        } else {
            all.push((module.out, bind(module, &compiled, &folder)?));
        }
    }
    for (_, wasm) in &all {
        shrink(wasm, Names::Kept)?;
    }
    Ok(all)
}

/// What the benchmark times without a page, into a folder: compiled, bound and optimised like what is published.
pub(crate) fn inside(folder: &Path) -> Result<()> {
    let _alone = alone()?;
    let compiled = compile(&INSIDE, Kind::Release)?;
    shrink(&bind(&INSIDE, &compiled, folder)?, Names::Dropped)
}

/// The flags that wasm-pack gives to wasm-opt for a release.
fn wasm_opt_flags() -> Result<Vec<String>> {
    wasm_opt_flags_in("Cargo.toml")
}

fn wasm_opt_flags_in(file: &str) -> Result<Vec<String>> {
    let manifest: toml::Table = fs::read_to_string(root().join(file))?.parse()?;
    ["package", "metadata", "wasm-pack", "profile", "release", "wasm-opt"]
        .iter()
        .try_fold(&toml::Value::Table(manifest), |value, key| value.get(key))
        .and_then(|flags| flags.clone().try_into().ok())
        .with_context(|| {
            format!("{file}: [package.metadata.wasm-pack.profile.release] has no list `wasm-opt`")
        })
}

/// Everything that decides what `pkg/` becomes, as one number.
fn inputs(compiled: Vec<PathBuf>) -> Result<u64> {
    let root = root();
    let mut all = files(&root.join("www/element"))?;
    all.extend(compiled);
    let more = [
        "Cargo.toml",
        "Cargo.lock",
        "package-lock.json",
        file!(),
        "xtask/src/split.rs",
        "xtask/src/publish.rs",
    ];
    all.extend(more.iter().chain(&COPIED).map(|file| root.join(file)));
    digest(&all)
}

fn outputs() -> Vec<PathBuf> {
    FILES.map(|file| root().join("pkg").join(file)).into()
}

fn digest(files: &[PathBuf]) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        fs::read(file).with_context(|| file.display().to_string())?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// A folder's files, in the order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|path| path.is_file());
    files.sort();
    Ok(files)
}

fn copy(file: &Path, folder: &Path) -> Result<()> {
    let name = file.file_name().unwrap_or_default();
    fs::copy(file, folder.join(name)).with_context(|| format!("{} can't be copied", file.display()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_npm_package_has_the_crates_version_and_every_file() {
        let json = fs::read(root().join("pkg/package.json")).unwrap();
        let package: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(package["version"], env!("CARGO_PKG_VERSION"), "pkg/package.json and Cargo.toml");
        assert_eq!(package["license"], env!("CARGO_PKG_LICENSE"), "pkg/package.json and Cargo.toml");
        for file in FILES {
            let listed = package["files"].as_array().unwrap().iter().any(|listed| listed == file);
            assert!(listed, "pkg/package.json: `files` lacks {file}");
        }
    }

    #[test]
    fn none_of_the_feed_tools_libraries_is_in_the_wasm() {
        let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
        let tool = manifest["features"]["cli"].as_array().unwrap().iter();
        let tool: Vec<&str> = tool.filter_map(|feature| feature.as_str()?.strip_prefix("dep:")).collect();
        assert!(tool.len() > 20, "{tool:?}");
        for module in &MODULES {
            let mut tree = command("cargo");
            tree.args([
                "tree",
                "--package",
                module.package,
                "--target",
                TARGET,
                "--edges",
                "normal,no-proc-macro",
            ])
            .args(["--prefix", "none", "--format", "{p}"])
            .args(module.features);
            let tree = crate::steps::output(&mut tree).unwrap();
            let packages: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
            assert!(packages.contains(&"hustings") && packages.contains(&"wasm-bindgen"), "{tree}");
            // What Yew has by gloo, whoever else uses it: it is weighed, and little of it is linked.
            let known = ["serde", "serde_json", "percent-encoding"];
            for package in packages.iter().filter(|package| !known.contains(package)) {
                assert!(!tool.contains(package), "{package} is in {}", module.package);
            }
        }
    }

    #[test]
    fn both_modules_are_optimised_alike() {
        assert_eq!(wasm_opt_flags().unwrap(), wasm_opt_flags_in("reader/Cargo.toml").unwrap());
    }

    #[test]
    fn an_optimiser_that_drops_names_has_flags_to_drop_them() {
        assert!(wasm_opt_flags().unwrap().contains(&"--strip-debug".to_owned()));
    }
}
