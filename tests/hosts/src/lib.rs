//! The widget in posts of real hosts, in a real browser.
//!
//! Each folder beside `src` that has a `start.sh` is a recipe: it builds or
//! starts a real host with one post ([`recipe`]), and a reader reads that post
//! ([`post`]). `cargo xtask hosts` runs them; docs/hosts.md tells authors.

#![cfg(unix)]

mod post;
mod recipe;
mod serve;

use std::fmt;
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use hustings_browser_tests::reader;

use recipe::{Host, Place};

/// How a test ends: in words, without a trace of the machinery.
pub struct Failure(String);

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Runs a recipe and reads its post. What was seen is noted in `target/hosts/<name>/outcome`.
pub fn read_post(name: &str) -> Result<(), Failure> {
    run(name).map_err(|error| Failure(format!("{name}: {error:#}")))
}

fn run(name: &str) -> Result<()> {
    let started = Instant::now();
    let host = Host::start(name)?;
    let ready = started.elapsed();
    let mut seen = None;
    reader(async |page| {
        let address = match &host.place {
            Place::Site { folder, path } => serve::folder(folder).await? + path.as_str(),
            Place::Address(address) => address.clone(),
        };
        page.visit(&address).await?;
        seen = Some(post::read(page, &host.feed).await?);
        Ok(())
    })
    .map_err(|stumbled| anyhow!("{stumbled:?}"))?;
    let seen = seen.context("nothing was seen")?;
    let read = started.elapsed() - ready;
    host.note(&format!(
        "{name}\t{}\t{} ({:.0} s), {seen} ({:.0} s)\n",
        host.version,
        host.place.done(),
        ready.as_secs_f64(),
        read.as_secs_f64()
    ))
}
