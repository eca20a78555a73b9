//! How far it is, for whoever waits at a terminal; in a pipe nothing is drawn.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Bytes below which nobody waits.
const MANY_BYTES: u64 = 8_000_000;
/// Files below which nobody waits.
const MANY_FILES: usize = 500;

/// Over the bytes of a document, where their number is known.
#[must_use]
pub fn over_bytes(length: Option<u64>) -> ProgressBar {
    bar(length.filter(|length| *length > MANY_BYTES), "{bar:30} {bytes} of {total_bytes}")
}

/// Over so many things.
#[must_use]
pub fn over(count: usize) -> ProgressBar {
    bar(Some(count as u64).filter(|_| count > MANY_FILES), "{bar:30} {pos} of {len}")
}

fn bar(length: Option<u64>, template: &str) -> ProgressBar {
    let bar = match length {
        Some(length) => ProgressBar::new(length),
        None => ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}
