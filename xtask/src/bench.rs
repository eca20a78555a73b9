//! The widget beside its peers, in the browser: `docs/benchmarks.md` says how.

use crate::package::{self, DOWNLOADED, FILES, Kind};
use crate::steps::{command, output, step, watch};
use crate::{root, setup};
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::fs;

/// Sets up, builds the widget and the peers, and measures. `args` are the runner's: a metric, `--sizes`,
/// `--runs`, `--only`; with `--docs` it rewrites the page and its plots, with `--report` from what is
/// there already.
pub(crate) fn run(args: Vec<OsString>) -> Result<()> {
    setup::for_browsing()?;
    package::build(Kind::Release).context("The widget could not be built.")?;
    setup::for_peers()?;
    let folder = root().join("target/bench");
    fs::create_dir_all(folder.join("peers"))?;
    let mut node = command("node");
    node.arg("benches/peers/build.mjs").arg(folder.join("peers"));
    node.args(FILES[..DOWNLOADED].iter().map(|file| root().join("pkg").join(file)));
    let sizes = step("build the peers", || output(&mut node))?;
    fs::write(folder.join("sizes.json"), sizes)?;
    package::inside(&folder.join("inside"))?;

    let mut bench = command("cargo");
    bench.args(["run", "--quiet", "--package", "hustings-bench", "--"]).arg("--folder").arg(folder);
    for arg in args {
        let docs = arg == "--docs";
        bench.arg(arg);
        if docs {
            bench.arg(root().join("docs"));
        }
    }
    watch("measure beside the peers", &mut bench).map(drop)
}
