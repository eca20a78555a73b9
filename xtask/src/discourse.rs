//! The Discourse theme component with the package in it, as a folder and as the zip that Discourse's
//! administration takes.
//!
//! A theme's assets lose their names: each is served at an address of its own. So the scripts of the
//! package, which find each other by their places in one folder, are told here to look their addresses
//! up in `hustingsFiles`, which the component sets.

use crate::package::{self, Kind};
use crate::root;
use crate::steps::step;
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What Discourse reads of the component, and a page for who installs it; the rest of its folder is for us.
const PARTS: [&str; 6] = ["about.json", "settings.yml", "locales", "common", "javascripts", "README.md"];

const LICENCES: [&str; 2] = ["LICENSE-MIT", "LICENSE-APACHE"];

const SCRIPTS: [&str; 5] =
    ["hustings.js", "hustings_element.js", "hustings_widget.js", "hustings_more.js", "hustings_reader.js"];
const MODULES: [&str; 3] =
    ["hustings_widget_bg.wasm", "hustings_widget_more.wasm", "hustings_reader_bg.wasm"];

/// Text is no asset that Discourse takes; a script that holds it is.
const EMOJI: [&str; 2] = ["hustings_emoji.txt", "hustings_emoji.js"];

/// Where the component is put together.
pub(crate) fn folder() -> PathBuf {
    root().join("target/package/hustings-discourse")
}

/// Makes the zip, of a package that is built first, or of `pkg/` as it stands.
pub(crate) fn package(built: bool) -> Result<()> {
    if !built {
        package::build(Kind::Release)?;
    }
    let folder = assemble()?;
    let zipped = folder.with_file_name(format!("hustings-discourse-{}.zip", env!("CARGO_PKG_VERSION")));
    step("zip the theme component", || pack(&folder, &zipped))?;
    println!("{}", folder.display());
    println!("{}", zipped.display());
    Ok(())
}

/// Puts the component and the package together. Returns where.
pub(crate) fn assemble() -> Result<PathBuf> {
    let (root, folder) = (root(), folder());
    step("put the theme component together", || {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        for part in PARTS {
            copy(&root.join("integrations/discourse").join(part), &folder.join(part))?;
        }
        for licence in LICENCES {
            copy(&root.join(licence), &folder.join(licence))?;
        }
        add_assets(&root.join("pkg"), &folder.join("assets"))?;
        check(&folder)
    })?;
    Ok(folder)
}

/// A file, or a folder with what is in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    fs::copy(from, to).with_context(|| format!("{} can't be copied", from.display()))?;
    Ok(())
}

fn add_assets(pkg: &Path, assets: &Path) -> Result<()> {
    fs::create_dir_all(assets)?;
    let read = |file: &str| {
        let path = pkg.join(file);
        fs::read_to_string(&path)
            .with_context(|| format!("{} can't be read: build the package", path.display()))
    };
    for script in SCRIPTS {
        fs::write(assets.join(script), by_address(script, &read(script)?)?)?;
    }
    for module in MODULES {
        copy(&pkg.join(module), &assets.join(module))?;
    }
    let [text, script] = EMOJI;
    fs::write(assets.join(script), format!("export default {};\n", serde_json::to_string(&read(text)?)?))?;
    Ok(())
}

/// A script of the package that looks up where the others are.
fn by_address(name: &str, script: &str) -> Result<String> {
    let mut script = script.to_owned();
    let [text, holder] = EMOJI;
    for file in SCRIPTS.into_iter().chain(MODULES).chain([text]) {
        let address = format!("globalThis.hustingsFiles[\"{file}\"]");
        script = script.replace(&format!("import(\"./{file}\")"), &format!("import({address})"));
        for (place, gap) in [("./", ""), ("./", " "), ("", ""), ("", " ")] {
            let place = format!("new URL(\"{place}{file}\",{gap}import.meta.url)");
            let found = if file == text {
                script = script.replace(
                    &format!("fetch({place})"),
                    &format!(
                        "import(globalThis.hustingsFiles[\"{holder}\"]).then(e=>new Response(e.default))"
                    ),
                );
                continue;
            } else {
                format!("new URL({address})")
            };
            script = script.replace(&place, &found);
        }
    }
    // What was missed would be looked for beside a script that is alone.
    for left in ["import.meta", "import(\"./", "from\"./", "from \"./", "import\"./", "import \"./"] {
        if let Some(at) = script.find(left) {
            let around: String = script[at..].chars().take(60).collect();
            bail!("pkg/{name} finds a file in a way that xtask/src/discourse.rs does not know: `{around}`");
        }
    }
    Ok(script)
}

/// Discourse installs what `about.json` names, and says little of what it misses.
fn check(folder: &Path) -> Result<()> {
    let about: Value = serde_json::from_str(&fs::read_to_string(folder.join("about.json"))?)?;
    ensure!(
        about["theme_version"] == env!("CARGO_PKG_VERSION"),
        "integrations/discourse/about.json: theme_version is {}, but this is {}",
        about["theme_version"],
        env!("CARGO_PKG_VERSION")
    );
    let named = about["assets"].as_object().context("integrations/discourse/about.json has no assets")?;
    let there = || SCRIPTS.into_iter().chain(MODULES).chain([EMOJI[1]]);
    for file in there() {
        let name = file.split('.').next().unwrap_or_default();
        ensure!(
            named.get(name).is_some_and(|path| *path == format!("assets/{file}")),
            "integrations/discourse/about.json: assets lack \"{name}\": \"assets/{file}\""
        );
    }
    ensure!(
        named.len() == there().count(),
        "integrations/discourse/about.json names assets that are not in the package"
    );
    Ok(())
}

/// All of it in one folder, as Discourse exports a theme. The same files make the same zip.
fn pack(folder: &Path, zipped: &Path) -> Result<()> {
    let mut zip = ZipWriter::new(File::create(zipped)?);
    let options =
        SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Deflated).unix_permissions(0o644);
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    for file in files_below(folder)? {
        let path = file.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        zip.start_file(format!("{name}/{path}"), options)?;
        zip.write_all(&fs::read(&file)?)?;
    }
    zip.finish()?;
    Ok(())
}

/// In the order of their paths.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_look_up_where_the_others_are() {
        let script = r#"let a=import("./hustings_more.js"),b=fetch(new URL("./hustings_widget_bg.wasm",import.meta.url),{integrity:c});
            d = new URL("hustings_reader_bg.wasm", import.meta.url); e=new URL(f,document.baseURI)"#;
        assert_eq!(
            by_address("x.js", script).unwrap(),
            r#"let a=import(globalThis.hustingsFiles["hustings_more.js"]),b=fetch(new URL(globalThis.hustingsFiles["hustings_widget_bg.wasm"]),{integrity:c});
            d = new URL(globalThis.hustingsFiles["hustings_reader_bg.wasm"]); e=new URL(f,document.baseURI)"#
        );
    }

    #[test]
    fn a_text_comes_in_a_script() {
        assert_eq!(
            by_address("x.js", r#"fetch(new URL("./hustings_emoji.txt",import.meta.url)).then(a)"#).unwrap(),
            r#"import(globalThis.hustingsFiles["hustings_emoji.js"]).then(e=>new Response(e.default)).then(a)"#
        );
    }

    #[test]
    fn a_file_that_would_not_be_found_is_told() {
        for script in [
            r#"import("./hustings_new.js")"#,
            r#"new URL("./x.wasm",import.meta.url)"#,
            r#"import{a}from"./hustings_more.js""#,
        ] {
            let error = by_address("x.js", script).unwrap_err().to_string();
            assert!(error.contains("pkg/x.js finds a file in a way"), "{error}");
        }
    }

    #[test]
    fn the_component_names_its_assets_and_its_version() {
        check(&root().join("integrations/discourse")).unwrap();
    }

    #[test]
    fn the_zip_holds_one_folder_and_is_always_the_same() {
        let temporary = std::env::temp_dir().join(format!("hustings-zip-{}", std::process::id()));
        let folder = temporary.join("component");
        fs::create_dir_all(folder.join("locales")).unwrap();
        fs::write(folder.join("about.json"), "{}").unwrap();
        fs::write(folder.join("locales/en.yml"), "en:\n").unwrap();
        let zips = ["a.zip", "b.zip"].map(|name| {
            pack(&folder, &temporary.join(name)).unwrap();
            fs::read(temporary.join(name)).unwrap()
        });
        assert_eq!(zips[0], zips[1]);
        let zip = zip::ZipArchive::new(std::io::Cursor::new(&zips[0])).unwrap();
        assert_eq!(
            zip.file_names().map(std::result::Result::unwrap).collect::<Vec<_>>(),
            ["component/about.json", "component/locales/en.yml"]
        );
        fs::remove_dir_all(temporary).unwrap();
    }
}
