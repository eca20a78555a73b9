//! The feed tool: `hustings --help` says what it does.

use std::process::ExitCode;

fn main() -> ExitCode {
    hustings::cli::run()
}
