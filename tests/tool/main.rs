//! The feed tool as its users meet it: the program itself, on folders and feeds of their kind.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's way to fail")]

mod build;
mod check;
mod forum;
mod import;
mod render;
mod serve;
mod server;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder with files in it, gone at the end.
struct Folder(TempDir);

impl Folder {
    fn of(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        files.iter().for_each(|(name, text)| folder.put(name, text));
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    fn json(&self, name: &str) -> serde_json::Value {
        serde_json::from_str(&self.read(name)).unwrap()
    }

    /// Runs the program in it.
    fn run(&self, args: &[&str]) -> Told {
        run(self.path(), args)
    }
}

/// What the program said, and how it ended.
#[derive(Debug)]
struct Told {
    out: String,
    err: String,
    code: i32,
}

fn run(folder: &Path, args: &[&str]) -> Told {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
    command.current_dir(folder).args(args).env_remove("DISCOURSE_API_KEY");
    // Histories of these folders are of their own making.
    command.env("GIT_CEILING_DIRECTORIES", std::env::temp_dir());
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Told { out: text(stdout), err: text(stderr), code: status.code().unwrap() }
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder with other people's data, or `None` with a word to whoever runs the tests.
fn shared(path: &str) -> Option<PathBuf> {
    let found = project().join("../shared/data").join(path);
    if !found.exists() {
        eprintln!("SKIPPED: {} is not there", found.display());
        return None;
    }
    Some(found)
}

const ANN: &str = "---\nname: Ann Ash\nhandle: ann\n---\n\nI would mend the pump.\n";
const BOB: &str = "---\nname: Bob Birch\nhandle: bob\n---\n\nI would sell it.\n";
const BOARD: &str = "title: The board\nelection:\n  id: board\n  name: The board, 2027\n";

#[test]
fn a_new_folder_is_sound_from_the_first_command_to_the_last() {
    let folder = Folder::of(&[]);
    assert_eq!(folder.run(&["new", "board"]).code, 0);
    let told = folder.run(&["build", "board", "-o", "board/nominations.json", "--strict"]);
    assert_eq!(
        (told.code, told.err.trim()),
        (0, "board/nominations.json written: 2 nominations, nothing to mend")
    );
    assert_eq!(folder.run(&["check", "board/nominations.json", "--strict"]).code, 0);
    let again = folder.run(&["new", "board"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("not empty; nothing was written"), "{}", again.err);
}

#[test]
fn help_shows_examples_and_shells_and_readers_of_manuals_are_served() {
    let folder = Folder::of(&[]);
    for command in ["build", "check", "render", "serve"] {
        let told = folder.run(&[command, "--help"]);
        assert!(told.out.contains("Examples:"), "{command}: {}", told.out);
    }
    assert!(folder.run(&["completions", "bash"]).out.contains("complete"));
    assert!(folder.run(&["man"]).out.contains(".TH"));
    let wrong = folder.run(&["chekc"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("'check'"), "{}", wrong.err);
}
