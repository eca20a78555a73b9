//! The same pictures where nothing moves: every card and the comparison at once, for pages without script.

use std::rc::Rc;

use yew::prelude::*;

use super::cards::view_whole;
use super::comparison::view_comparison;
use super::parts::attr;
use super::root::Actions;
use super::screens::view_empty;
use crate::state::{Action, State};

/// The props of [`Still`].
#[derive(Properties, PartialEq)]
pub struct StillProps {
    /// What happened before the picture.
    pub actions: Rc<Actions>,
    /// Whether the cards are shown.
    pub cards: bool,
    /// Whether the picks are shown side by side.
    pub comparison: bool,
}

/// A picture of everything, however long.
#[component]
pub fn Still(props: &StillProps) -> Html {
    let mut state = State::default();
    for action in &props.actions.0 {
        state.apply(action.clone());
    }
    if props.comparison {
        // Nobody can read on: everything is open.
        let comparison = state.comparison();
        for row in &comparison.rows {
            let key = row.subject.key();
            let alone = comparison.columns.iter().map(|column| format!("{key} {}", column.id).into());
            for key in alone.chain([key.clone()]) {
                state.apply(Action::ReadOn(key));
            }
        }
    }
    let nothing = Callback::noop();
    html! {
        <div class="hustings" part="root" lang={state.head.language.as_ref().map(attr)}>
            if state.known() == 0 { {view_empty(&state.head)} }
            if props.cards { {view_whole(&state, &nothing)} }
            if props.comparison { {view_comparison(&state, &NodeRef::default(), &nothing)} }
        </div>
    }
}
