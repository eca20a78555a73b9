//! Topics and facts × picks: the nominees' words side by side.

use yew::prelude::*;

use super::detail::view_stance;
use super::parts::{
    Button, el, outcome_text, summarised_by, view_absent, view_button, view_fact, view_initials, view_link,
    view_standing, view_told, words,
};
use super::references::{view_reference, view_references};
use crate::domain::compare::{Cell, Comparison, Contrast, Row, Subject};
use crate::domain::references::tally;
use crate::feed::{Head, Nomination, Reference};
use crate::state::{Action, View};

/// Topics and facts × picks. `top` takes the focus when the reader comes here.
pub fn view_comparison(
    comparison: &Comparison,
    head: &Head,
    top: &NodeRef,
    dispatch: &Callback<Action>,
) -> Html {
    let back = Button { class: "quiet", ..Button::default() };
    let back = view_button(back, html! { {"← All nominations"} }, dispatch, Action::Show(View::Cards));
    let columns = comparison.columns.len();
    let names: Vec<_> = comparison.columns.iter().map(|column| &*column.candidate.name).collect();
    html! {
        <div class="comparison" part="compare">
            {el("p", "bar", back)}
            <h2 tabindex="-1" ref={top.clone()}>{title(columns)}</h2>
            {view_advice(columns)}
            <div class={classes!("scroller", width(columns))} tabindex="0" role="region" aria-label={format!("Comparison of {}", names.join(", "))}>
                <table>
                    {view_columns(comparison, head, dispatch)}
                    { for comparison.rows.iter().map(|row| view_row(row, comparison)) }
                </table>
            </div>
            if !comparison.silent.is_empty() {
                {el("p", "absent", html! { {format!("Mentioned by none of them: {}", comparison.silent.join(", "))} })}
            }
            if !comparison.unknown.is_empty() {
                {el("p", "absent", html! { {format!("Not in this feed for any of them: {}", comparison.unknown.join(", "))} })}
            }
        </div>
    }
}

fn title(columns: usize) -> String {
    match columns {
        0 => "Nobody to compare".to_owned(),
        1 => "1 nominee".to_owned(),
        _ => format!("{columns} nominees side by side"),
    }
}

fn view_advice(columns: usize) -> Html {
    if columns > 1 {
        return Html::default();
    }
    html! {
        <p class="notice" part="notice">{"Pick one more nominee to compare."}</p>
    }
}

/// How wide a table must become before it scrolls: the style knows these names.
fn width(columns: usize) -> &'static str {
    match columns {
        0..=2 => "two",
        3 => "three",
        4 => "four",
        _ => "many",
    }
}

fn view_columns(comparison: &Comparison, head: &Head, dispatch: &Callback<Action>) -> Html {
    html! {
        <thead>
            <tr>
                { for comparison.columns.iter().map(|nomination| view_column(nomination, head, dispatch)) }
            </tr>
        </thead>
    }
}

fn view_column(nomination: &Nomination, head: &Head, dispatch: &Callback<Action>) -> Html {
    let candidate = &nomination.candidate;
    let election = nomination.election.as_ref().and_then(|id| head.election(id));
    let term = election.map(|election| html! { <>{words("bdi", "", election.short_name())}{" · "}</> });
    let name = words("bdi", "", &candidate.name);
    let name = match &nomination.url {
        Some(url) => view_link(url, "", name),
        None => name,
    };
    let drop =
        Button { class: "drop", label: Some(format!("Take away: {}", candidate.name)), ..Button::default() };
    let drop = view_button(drop, html! { {"×"} }, dispatch, Action::Drop(nomination.id.clone()));
    html! {
        <th scope="col" key={&*nomination.id}>
            <div class="who">
                {view_initials(candidate)}
                <span class="name" part="name" dir="auto">{name}</span>
                {el("span", "quiet", html! { <>{term}{view_standing(nomination)}</> })}
                {drop}
            </div>
        </th>
    }
}

/// A band that names the subject, and below it what each nominee has on it.
fn view_row(row: &Row, comparison: &Comparison) -> Html {
    let columns = row.cells.len();
    let same = row.contrast == Contrast::Same && columns > 1;
    html! {
        <tbody class={classes!(same.then_some("same"))}>
            <tr class="band">
                <th scope="rowgroup" colspan={columns.to_string()}>
                    <div>{words("span", "subject", &row.subject.label())}{" "}{view_contrast(row)}</div>
                </th>
            </tr>
            <tr>
                { for row.cells.iter().zip(&comparison.columns).map(|(cell, nomination)| html! {
                    <td part="cell" class={match cell {
                        Cell::NotMentioned => Some("none"),
                        Cell::Unknown => Some("unknown"),
                        _ => None,
                    }}>
                        {view_cell(cell, &row.subject, nomination)}
                    </td>
                }) }
            </tr>
        </tbody>
    }
}

/// The difference at a glance: a mark for each column, filled where it has
/// something, and the same in words.
fn view_contrast(row: &Row) -> Html {
    let columns = row.cells.len();
    if columns < 2 {
        return Html::default();
    }
    let words = match row.contrast {
        Contrast::Same => "the same for all".to_owned(),
        // Each has something of its own: nothing to remark but on a topic.
        Contrast::All if !matches!(row.subject, Subject::Topic(_)) => return Html::default(),
        Contrast::All => "all".to_owned(),
        Contrast::Some { mentioned, known } if known == columns => format!("{mentioned} of {columns}"),
        Contrast::Some { mentioned, known } => {
            format!("{mentioned} of {columns}, {} not in this feed", columns - known)
        }
    };
    html! {
        <>
            <span class="marks" aria-hidden="true">
                { for row.cells.iter().map(|cell| html! {
                    <i class={match cell {
                        Cell::NotMentioned => "off",
                        Cell::Unknown => "unknown",
                        _ => "on",
                    }} />
                }) }
            </span>
            {el("span", "quiet", html! { {words} })}
        </>
    }
}

fn view_cell(cell: &Cell, subject: &Subject, nomination: &Nomination) -> Html {
    match cell {
        Cell::Unknown => match subject {
            Subject::Topic(_) => view_absent("statement not in this feed"),
            _ => view_absent("not in this feed"),
        },
        Cell::NotMentioned => match subject {
            Subject::Topic(_) if nomination.stances.is_empty() => view_absent("no topic noted"),
            Subject::Topic(_) => view_absent("not mentioned"),
            Subject::Summary => view_absent("no summary"),
            _ => view_absent("not stated"),
        },
        Cell::Summary(text) => view_told(summarised_by(nomination), text),
        Cell::Stances(stances) => stances.iter().map(|stance| view_stance(stance, nomination)).collect(),
        Cell::Fact(fact) => match subject {
            Subject::Fact(definition) => el("div", "value", view_fact(fact, definition)),
            _ => Html::default(),
        },
        Cell::References(references) => view_works(references, nomination),
        Cell::Outcome(outcome) => el("div", "value", html! { {outcome_text(outcome)} }),
    }
}

/// Counts first, then what another column has too, then the whole list for who opens it.
fn view_works(references: &[(Reference, bool)], nomination: &Nomination) -> Html {
    let counts = tally(&nomination.references);
    let counts = counts.iter().map(|tally| el("p", "tally", html! { {tally.line()} }));
    let shared = references.iter().filter(|(_, shared)| *shared);
    let shared = shared.map(|(work, _)| el("li", "", view_reference(work, true))).collect::<Html>();
    html! {
        <>
            { for counts }
            {el("ul", "references", shared)}
            <details class="works">
                <summary>{format!("Show all {}", references.len())}</summary>
                {view_references(nomination)}
            </details>
        </>
    }
}
