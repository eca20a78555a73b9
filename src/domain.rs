//! What hustings does with nominations: pure, and covered by plain `cargo test`.

pub mod blocks;
pub mod compare;
pub mod document;
pub mod export;
pub mod html;
pub mod json;
#[cfg(feature = "markdown")]
pub mod markdown;
pub mod markup;
pub mod order;
pub mod passage;
pub mod query;
#[cfg(feature = "markdown")]
pub mod reading;
pub mod references;
pub mod select;
pub mod space;
pub mod tape;
pub mod text;
pub mod words;
