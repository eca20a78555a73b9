//! What a reader does, in a real browser.
//!
//! A test is a journey: [`reader`] opens a browser on a small site of its own,
//! the test says in a reader's words what is done and seen ([`Page`]), and at
//! the end the page must have kept quiet: nothing on the console, no request to
//! anybody else, nothing in the way of anybody (axe-core).

mod browser;
mod look;
mod page;
#[path = "../../../xtask/src/policy.rs"]
mod policy;
mod quiet;
mod site;
mod wire;

pub mod feeds;
pub mod shared;

pub use browser::Browser;
pub use look::LOOK;
pub use page::Page;
pub use policy::POLICY;
pub use site::{Answer, CLOCK, Site};
pub use thirtyfour::Key;

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};

/// The longest that a journey may take.
const JOURNEY: Duration = Duration::from_secs(60);

/// Browsers open at once.
const BROWSERS: usize = 2;

/// One journey of one reader, in a fresh browser. Whatever the journey leaves
/// on the last page is looked at in the end.
pub fn reader(journey: impl AsyncFnOnce(&Page) -> Result<()>) -> Journey {
    walk(journey).map_err(|error| Stumbled(format!("{error:#}")))
}

/// How a journey ends.
pub type Journey = Result<(), Stumbled>;

/// Why a journey ends early, in words and without a trace of the machinery.
pub struct Stumbled(String);

impl fmt::Debug for Stumbled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn walk(journey: impl AsyncFnOnce(&Page) -> Result<()>) -> Result<()> {
    let _seat = Seat::take();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let page = runtime.block_on(Page::start())?;
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            tokio::time::timeout(JOURNEY, async {
                journey(&page).await?;
                page.assert_clean().await
            })
            .await
            .context("The journey takes too long.")?
        })
    }));
    let shown =
        if matches!(outcome, Ok(Ok(()))) { None } else { runtime.block_on(page.what_is_shown()).ok() };
    let end = runtime.block_on(page.quit());
    runtime.shutdown_background();
    match outcome {
        Ok(Ok(())) => end,
        Ok(Err(error)) => match shown {
            Some(shown) => Err(anyhow!("{error:#}\n--- the page\n{shown}")),
            None => Err(error),
        },
        Err(panic) => resume_unwind(panic),
    }
}

static TAKEN: Mutex<usize> = Mutex::new(0);
static LEFT: Condvar = Condvar::new();

/// Room for one more browser on this machine.
struct Seat;

impl Seat {
    fn take() -> Self {
        let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken =
            LEFT.wait_while(taken, |taken| *taken >= BROWSERS).unwrap_or_else(PoisonError::into_inner);
        *taken += 1;
        Self
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        *TAKEN.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        LEFT.notify_one();
    }
}
