//! What one nominee has on one subject: a cell of the comparison.

use yew::prelude::*;

use super::parts::{el, view_absent, view_fact};
use super::references::{view_reference, view_reference_name, view_references};
use super::stance::{view_stance, view_text, view_words_of};
use crate::domain::compare::{Cell, Comparison, Row, Subject, Work};
use crate::domain::references::tally;
use crate::domain::space::Space;
use crate::domain::words::{absent, fact as plain_fact, outcome, summarised_by};
use crate::feed::{Fact, FactDefinition};
use crate::state::Action;

/// A cell, as far as there is space for it. What waits is there all the same,
/// for paper, but for lists of hundreds of works: `open` brings those.
pub fn view_cell(
    comparison: &Comparison,
    row: &Row,
    column: usize,
    open: bool,
    space: &mut Space,
    dispatch: &Callback<Action>,
) -> Html {
    let (Some(cell), Some(nomination)) = (row.cells.get(column), comparison.columns.get(column)) else {
        return Html::default();
    };
    match (cell, &row.subject) {
        (Cell::Summary(text), _) => view_words_of(summarised_by(nomination), text, nomination, space),
        (Cell::Stances(stances), _) => {
            stances.iter().map(|stance| view_stance(stance, nomination, space, dispatch)).collect()
        }
        (Cell::Fact(fact), Subject::Fact(definition)) => {
            el("div", "value", view_value(fact, definition, space))
        }
        (Cell::References(works), _) => {
            let counts = tally(&nomination.references);
            let counts = counts.iter().map(|tally| el("p", "tally", html! { {tally.line()} }));
            let whole = open || !comparison.has_many_works();
            html! {
                <>
                    { for counts }
                    {view_works(comparison, works, column, whole, space)}
                    if whole { {el("div", "rest", view_references(nomination))} }
                </>
            }
        }
        (Cell::Outcome(result), _) => el("div", "value", html! { {outcome(result)} }),
        (cell, subject) => view_absent(absent(cell, subject, nomination)),
    }
}

fn view_value(fact: &Fact, definition: &FactDefinition, space: &mut Space) -> Html {
    match fact {
        Fact::Text(text) | Fact::Quoted(text, _) => {
            let (_, text) = view_text(text, space);
            html! { <span dir="auto">{text}</span> }
        }
        Fact::List(list) => {
            let values = list.iter().map(|fact| {
                let class = if space.takes(&plain_fact(fact, definition)) { "" } else { "rest" };
                el("li", class, view_fact(fact, definition))
            });
            el("ul", "values", values.collect())
        }
        _ => view_fact(fact, definition),
    }
}

/// What others have too, and with whom; then the names of what nobody else has.
/// Where the `whole` list follows, the names are brief; where it does not, only
/// those are there that have space.
fn view_works(
    comparison: &Comparison,
    works: &[Work],
    column: usize,
    whole: bool,
    space: &mut Space,
) -> Html {
    let (mut shared, mut own) = (Vec::new(), Vec::new());
    let (mut shared_items, mut own_items) = (Vec::new(), Vec::new());
    for work in works {
        if work.holders.is_some() { shared.push(work) } else { own.push(work) }
    }
    for work in &shared {
        let also = comparison.also(work, column);
        let fits = space.takes(&also);
        if fits || whole {
            let item = view_reference(&work.reference, &also);
            shared_items.push(el("li", if fits { "" } else { "rest" }, item));
        }
    }
    let mut series = None;
    for work in &own {
        let fits = space.takes(&work.reference.name());
        if fits || whole {
            let kind = work.reference.kind.as_ref();
            let known = series.replace(kind) == Some(kind);
            let item = view_reference_name(&work.reference, known);
            own_items.push(el("li", if fits { "" } else { "rest" }, item));
        }
    }
    let shared_works = el("ul", "references", shared_items.into_iter().collect());
    let own_works = el("ul", if whole { "values brief" } else { "values" }, own_items.into_iter().collect());
    // The whole list waits.
    space.spend_all();
    let several = comparison.columns.len() > 1;
    html! {
        <>
            if several && !shared.is_empty() {
                {el("p", "label", html! { {format!("Shared: {}", shared.len())} })}
                {shared_works}
            }
            if several && !own.is_empty() {
                {el("p", "label brief", html! { {format!("Only theirs: {}", own.len())} })}
                {own_works}
            }
        </>
    }
}
