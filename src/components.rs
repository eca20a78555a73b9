//! What the reader sees: pictures of their props.
//!
//! [`Root`] holds the state and is the only component that decides; everything
//! below it is a function of its props, and sends [`Action`](crate::state::Action)s up.

mod blocks;
mod card;
mod cards;
mod cells;
mod comparison;
mod detail;
mod filters;
mod more;
mod parts;
mod references;
mod root;
mod screens;
mod shortlist;
mod stance;
mod statement;
#[cfg(not(target_arch = "wasm32"))]
mod still;
mod taken;
mod timeline;
mod toolbar;

pub use more::fetch;
pub use root::{Actions, Change, Move, Root, RootProps};
#[cfg(not(target_arch = "wasm32"))]
pub use still::{Still, StillProps};
