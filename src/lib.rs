//! Nominees, side by side, on any page.
//!
//! The layers, each naming only those above it (`tests/layers.rs` holds this):
//!
//! 1. [`feed`]: the JSON as published, and what it means;
//! 2. [`domain`]: blocks, query, order, comparison; pure;
//! 3. [`state`]: what the reader sees now, and what one action changes;
//! 4. [`components`]: pictures of their props;
//! 5. `embed`: the only place that knows the browser (wasm only).
//!
//! Beside them stands `cli`, the native feed tool, which nothing names.

#[cfg(all(feature = "cli", not(target_arch = "wasm32")))]
pub mod cli;
#[cfg(feature = "widget")]
pub mod components;
pub mod domain;
#[cfg(all(feature = "widget", target_arch = "wasm32"))]
pub mod embed;
pub mod feed;
pub mod state;
