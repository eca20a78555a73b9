//! `hustings new`: a folder to begin with.

use std::fs;
use std::process::ExitCode;

use super::args::New;
use super::report::{Finding, told};
use super::source::unreadable;
use super::write::save;

/// Everybody in them is invented.
const FILES: [(&str, &str); 4] = [
    ("election.yml", include_str!("starter/election.yml")),
    ("ada-example.md", include_str!("starter/ada-example.md")),
    ("ben-sample.md", include_str!("starter/ben-sample.md")),
    ("index.html", include_str!("starter/index.html")),
];

/// Makes the folder.
///
/// # Errors
/// When something is there already, or can't be written.
pub fn run(args: &New) -> Result<ExitCode, Finding> {
    let folder = told(&args.folder);
    match fs::read_dir(&args.folder) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                let problem = "not empty; nothing was written";
                return Err(Finding::error(&folder, problem, "Name a folder that is empty or not there"));
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(unreadable(&folder, &error)),
    }
    for (name, text) in FILES {
        save(&args.folder.join(name), text.as_bytes())?;
    }
    super::say(&format!("{folder}: election.yml, two invented nominations and a page"));
    super::say(&format!("Look at it:  hustings serve {folder}"));
    super::say(&format!("Publish it:  hustings build {folder} -o {folder}/nominations.json"));
    Ok(ExitCode::SUCCESS)
}

/// An election file to go on with.
#[must_use]
pub fn election(id: &str) -> String {
    include_str!("starter/imported.yml").replace("{id}", &serde_json::Value::from(id).to_string())
}
