//! Texts and facts that nobody of this project wrote; a newcomer's clone doesn't have them.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folder that holds them: `HUSTINGS_SHARED`, or else `../shared`.
pub fn data() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    env::var_os("HUSTINGS_SHARED").map_or(beside, PathBuf::from).join("data")
}

/// One of the files; `None`, and a word about it, where the folder is absent.
pub fn read(path: &str) -> Option<String> {
    let data = data();
    if !data.is_dir() {
        eprintln!("Skipped: {path} was not looked at, since {} is not there.", data.display());
        return None;
    }
    // A folder without the file is a fault, not another machine.
    Some(fs::read_to_string(data.join(path)).unwrap())
}
