//! The developer's commands. Each sets up what it needs, may be repeated at any time, and says
//! on stderr what it does; what it has to show (sizes, an address, test results) goes to stdout.

mod bench;
mod bench_tool;
mod checks;
mod discourse;
mod emoji;
mod feeds;
mod hosts;
mod package;
mod policy;
mod publish;
mod serve;
mod setup;
mod sizes;
mod split;
mod steps;

use anyhow::{Result, bail};
use package::Kind;
use sizes::Sizes;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask build [--dev]             builds pkg/ and shows its sizes; --dev: quick, and panics keep their message
cargo xtask package                   the npm package and a folder of files that never change, in target/package/
cargo xtask discourse [--built]       the Discourse theme component, as a folder and as a zip, in target/package/;
                                      --built: of pkg/ as it stands
cargo xtask serve [--port N] [--dev]  builds if anything changed, then serves the demo on localhost (port 8400)
cargo xtask test [--quick]            every check there is, cheapest first; --quick leaves out the browser
cargo xtask hosts [NAME…]             builds posts with real hosts (tests/hosts), and reads them in the browser
cargo xtask feeds                     rebuilds the demo's feeds in www/ from the folders in feeds/
cargo xtask emoji                     rewrites www/element/hustings_emoji.txt from npm's emojibase-data
cargo xtask fuzz [--seconds N]        throws bytes at the readers of statements (300 seconds unless told)
cargo xtask measure [PART]            how long the widget holds up a page, in the browser; PART is one of
                                      feed, cards, hostile, reading, paint
cargo xtask bench [METRIC] [--sizes 20,200] [--runs 7] [--only hustings,lit] [--docs]
                                      the widget beside its peers, in the browser; METRIC is one of load, keys,
                                      reach, memory, mounts, markdown, filter; --docs rewrites docs/benchmarks.md,
                                      with --report from what was measured before
cargo xtask bench-tool                how long the feed tool takes for 10,000 files and a feed of 100,000, beside Hugo
cargo xtask size                      what each dependency weighs in the wasm, as a Markdown table";

fn main() -> ExitCode {
    match run(pico_args::Arguments::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if let Some(failed) = error.downcast_ref::<steps::Failed>() {
                eprintln!("{}", failed.said);
            }
            error.chain().for_each(|cause| eprintln!("{cause}"));
            ExitCode::FAILURE
        }
    }
}

fn run(mut args: pico_args::Arguments) -> Result<()> {
    let command = args.subcommand()?.unwrap_or_else(|| "help".to_owned());
    match command.as_str() {
        "build" => {
            let kind = kind(&mut args);
            no_more(args)?;
            package::build(kind)?;
            Sizes::measure()?.print();
            Ok(())
        }
        "package" => {
            no_more(args)?;
            publish::package()
        }
        "discourse" => {
            let built = args.contains("--built");
            no_more(args)?;
            discourse::package(built)
        }
        "serve" => {
            let kind = kind(&mut args);
            let port = args.opt_value_from_str("--port")?.unwrap_or(serve::PORT);
            no_more(args)?;
            serve::run(kind, port)
        }
        "test" => {
            let quick = args.contains("--quick");
            no_more(args)?;
            checks::run(quick)
        }
        "hosts" => {
            let mut names = Vec::new();
            while let Some(name) = args.opt_free_from_str()? {
                names.push(name);
            }
            no_more(args)?;
            hosts::run(&names)
        }
        "feeds" => {
            no_more(args)?;
            feeds::build()
        }
        "emoji" => {
            no_more(args)?;
            emoji::run()
        }
        "fuzz" => {
            let seconds: u32 = args.opt_value_from_str("--seconds")?.unwrap_or(300);
            no_more(args)?;
            checks::fuzz(seconds)
        }
        "measure" => {
            let part: Option<String> = args.opt_free_from_str()?;
            no_more(args)?;
            checks::measure(part.as_deref())
        }
        "bench-tool" => {
            no_more(args)?;
            bench_tool::run()
        }
        "bench" => bench::run(args.finish()),
        "size" => {
            no_more(args)?;
            sizes::by_crate()
        }
        "help" => {
            println!("{USAGE}");
            Ok(())
        }
        unknown => bail!("there is no command `{unknown}`\n{USAGE}"),
    }
}

fn kind(args: &mut pico_args::Arguments) -> Kind {
    if args.contains("--dev") { Kind::Dev } else { Kind::Release }
}

/// A misspelt option must not pass for its absence.
fn no_more(args: pico_args::Arguments) -> Result<()> {
    match args.finish().first() {
        None => Ok(()),
        Some(left) => bail!("`{}` is not understood here\n{USAGE}", left.display()),
    }
}

/// The repository's root, wherever the command was started.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
