//! What is drawn only once a reader asks for more than the list: its code is a
//! file of its own, fetched with the first of it.
//!
//! The module is split where [`fetch`] is called: whatever only [`More`] leads to,
//! the build moves into the second file (`xtask/src/package.rs`).

use std::cell::Cell;

use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

use super::comparison::view_comparison;
use super::detail::{Opened, view_detail};
use super::filters::view_filters;
use super::shortlist::view_shortlist;
use super::statement::view_sheet;
use crate::domain::export::json;
use crate::state::{Action, Errand, State};

/// The ways into the second file.
#[derive(Clone, Copy)]
pub struct More {
    /// Picks, side by side.
    pub view_comparison: fn(&State, &NodeRef, &Callback<Action>) -> Html,
    /// A statement over the comparison.
    pub view_sheet: fn(&State, &NodeRef, &Callback<Action>) -> Html,
    /// What a card opens to.
    pub view_detail: fn(&Opened<'_>, &Callback<Action>) -> Html,
    /// The panel of filters.
    pub view_filters: fn(&State, &Callback<Action>) -> Html,
    /// Counts some more of what the filters offer.
    pub count: fn(&mut State),
    /// The button of the shortlist, and what it opens.
    pub view_shortlist: fn(&State, &Callback<Action>) -> [Html; 2],
    /// Fulfils the wishes that wait.
    pub settle: fn(&mut State) -> Vec<Errand>,
    /// The comparison, to be taken along.
    pub export: fn(&State) -> String,
}

thread_local! {
    static MORE: Cell<Option<More>> = const { Cell::new(None) };
}

/// The second file, once it is there.
pub fn more() -> Option<More> {
    #[cfg(not(target_arch = "wasm32"))]
    MORE.set(Some(ways_in()));
    MORE.get()
}

/// Fetches the second file, where it isn't there yet.
///
/// # Errors
/// It couldn't be had; the next call tries again. The console has the reason.
pub async fn fetch() -> Result<(), SplitLoaderError> {
    MORE.set(Some(second_file().await?));
    Ok(())
}

fn ways_in() -> More {
    More {
        view_comparison,
        view_sheet,
        view_detail,
        view_filters,
        count: State::count_facets,
        view_shortlist,
        settle: State::settle,
        export: |state| json(&state.comparison(), &state.head),
    }
}

mod split {
    #![allow(unsafe_code, missing_docs, reason = "the macro links to the second file by name")]

    use super::{More, SplitLoaderError, wasm_split, ways_in};

    #[wasm_split(more, fallible)]
    pub fn second_file() -> Result<More, SplitLoaderError> {
        Ok(ways_in())
    }
}
use split::second_file;
