//! What hustings does with nominations: pure, and covered by plain `cargo test`.

pub mod blocks;
pub mod compare;
#[cfg(feature = "markdown")]
pub mod document;
pub mod export;
#[cfg(feature = "markdown")]
pub mod html;
pub mod json;
#[cfg(feature = "markdown")]
pub mod markdown;
#[cfg(feature = "markdown")]
pub mod markup;
pub mod order;
#[cfg(feature = "markdown")]
pub mod passage;
pub mod query;
#[cfg(feature = "markdown")]
pub mod reading;
pub mod references;
pub mod select;
pub mod space;
#[cfg(feature = "markdown")]
pub mod tape;
pub mod text;
pub mod tree;
pub mod words;
