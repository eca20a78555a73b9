//! Topics and facts × picks: the nominees' words side by side.
//!
//! One table for every width: a row is a subject, its head and a cell for each
//! nominee. Where the columns don't fit, the style turns each row into a page
//! of its own, with the nominees below each other; the roles are written out,
//! since browsers forget a table's when its display is changed.

use yew::prelude::*;

use super::cells::view_cell;
use super::parts::{Button, attr, el, view_button, view_initials, view_link, view_standing, words};
use super::taken::{told, view_refused, view_told};
use crate::domain::compare::{Cell, Comparison, Contrast, Row, Subject};
use crate::domain::export::Format;
use crate::domain::space::Space;
use crate::domain::text::plural;
use crate::feed::{Date, Head, Href, Nomination, Text};
use crate::state::{Action, State, View};

/// Topics and facts × picks. `top` takes the focus when the reader comes here.
pub fn view_comparison(state: &State, top: &NodeRef, dispatch: &Callback<Action>) -> Html {
    let comparison = &state.comparison();
    let back = Button { class: "quiet", ..Button::default() };
    let back = view_button(back, html! { {"← All nominations"} }, dispatch, Action::Show(View::Cards));
    let columns = comparison.columns.len();
    html! {
        <div class="comparison" part="compare">
            {el("p", "bar", back)}
            <div class="title">
                <h2 tabindex="-1" ref={top.clone()}>{title(columns)}</h2>
                {view_tools(state, comparison, dispatch)}
            </div>
            {view_told(told_of(state, comparison))}
            {view_advice(columns)}
            {view_refused(state)}
            if columns > 0 {
                {view_table(state, comparison, dispatch)}
            }
            {view_absences("Mentioned by none of them: ", &comparison.silent)}
            {view_absences("Not in this feed for any of them: ", &comparison.unknown)}
            {view_sources(comparison, &state.head)}
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

/// What a reader can do with the whole of it, and what came of it.
fn view_tools(state: &State, comparison: &Comparison, dispatch: &Callback<Action>) -> Html {
    let only = Button { pressed: Some(state.differences_only), ..Button::default() };
    let only = view_button(only, html! { {"Differences only"} }, dispatch, Action::OnlyDifferences);
    let formats = Format::ALL.map(|format| {
        view_button(Button::default(), html! { {format.label()} }, dispatch, Action::Export(format))
    });
    html! {
        <div class="tools" role="group" aria-label="This comparison">
            if comparison.same > 0 { {only} }
            if !comparison.columns.is_empty() {
                <details class="facet" name="hustings-facet">
                    <summary>{"Copy or save"}</summary>
                    <div class="panel export">{ for formats }</div>
                </details>
            }
        </div>
    }
}

/// What came of the tools, said to who can't see it, too.
fn told_of(state: &State, comparison: &Comparison) -> String {
    if state.export.is_none() && state.differences_only {
        let rows = plural(comparison.same, "row is", "rows are");
        return format!("{rows} the same for all, and hidden.");
    }
    told(state)
}

fn view_table(state: &State, comparison: &Comparison, dispatch: &Callback<Action>) -> Html {
    let columns = comparison.columns.len();
    let rows = comparison.rows.iter().enumerate();
    html! {
        <>
            <div class={classes!("scroller", width(columns))} tabindex="0" role="region" aria-label={label(comparison)}>
                <table role="table" aria-label="Topics and facts, nominee by nominee">
                    {view_heads(comparison, &state.head, dispatch)}
                    <tbody role="rowgroup">
                        { for rows.map(|(at, row)| view_row(state, comparison, row, at, dispatch)) }
                    </tbody>
                </table>
            </div>
            if comparison.rows.len() > 1 { {view_pager()} }
        </>
    }
}

fn label(comparison: &Comparison) -> String {
    const NAMED: usize = 6;
    let names = comparison.columns.iter().take(NAMED).map(|column| &*column.candidate.name);
    let names: Vec<_> = names.collect();
    let more = if comparison.columns.len() > NAMED { " and others" } else { "" };
    format!("Comparison of {}{more}", names.join(", "))
}

/// How wide a table must become before it scrolls: the style knows these names.
fn width(columns: usize) -> &'static str {
    match columns {
        0 | 1 => "one",
        2 => "two",
        3 => "three",
        4 => "four",
        5 => "five",
        6 => "six",
        _ => "many",
    }
}

/// From page to page where a row is one; the tag's script turns them.
fn view_pager() -> Html {
    let button = |way: &'static str, words: &'static str| {
        html! { <button type="button" data-turn={way}>{words}</button> }
    };
    html! {
        <div class="pager" role="group" aria-label="Topics">
            {button("-1", "Previous")}
            {button("1", "Next")}
            <span class="hidden" role="status" />
        </div>
    }
}

fn view_heads(comparison: &Comparison, head: &Head, dispatch: &Callback<Action>) -> Html {
    html! {
        <thead role="rowgroup">
            <tr role="row">
                <td role="cell"><span class="hidden">{"Topic"}</span></td>
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
    let drop = view_drop(nomination, dispatch);
    html! {
        <th scope="col" role="columnheader" aria-label={attr(&candidate.name)} key={&*nomination.id}>
            // Alone where the head is only heard.
            {words("span", "by", &candidate.name)}
            <div class="who">
                {view_initials(candidate)}
                <span class="name" part="name" dir="auto">{name}</span>
                {el("span", "quiet", html! { <>{term}{view_standing(nomination)}</> })}
                {drop}
            </div>
        </th>
    }
}

fn view_drop(nomination: &Nomination, dispatch: &Callback<Action>) -> Html {
    let name = &nomination.candidate.name;
    let drop = Button { class: "drop", label: Some(format!("Take away: {name}")), ..Button::default() };
    view_button(drop, html! { {"×"} }, dispatch, Action::Drop(nomination.id.clone()))
}

/// A band that names the subject, and below it what each nominee has on it.
fn view_row(
    state: &State,
    comparison: &Comparison,
    row: &Row,
    at: usize,
    dispatch: &Callback<Action>,
) -> Html {
    let key = row.subject.key();
    // Everybody's cell opens at once, so that nobody has more space than another,
    // unless that would be a thousand works.
    let alone = matches!(row.subject, Subject::References) && comparison.has_many_works();
    let same = row.contrast == Contrast::Same;
    let place = format!("{} of {}", at + 1, comparison.rows.len());
    let cells = row.cells.iter().zip(&comparison.columns).enumerate().map(|(column, (cell, nomination))| {
        // Whose cell it is, for where the columns' heads are not above it.
        let name = words("span", "", &nomination.candidate.name);
        let name = el("div", "by", html! { <>{name}{" "}{view_drop(nomination, dispatch)}</> });
        let key = if alone { format!("{key} {}", nomination.id).into() } else { key.clone() };
        let open = state.read_on.contains(&key);
        let class = match cell {
            Cell::NotMentioned => "none",
            Cell::Unknown => "unknown",
            _ if open => "open",
            _ => "",
        };
        html! {
            <td role="cell" part="cell" {class}>
                {name}
                {view_space(comparison, row, column, open, key, dispatch)}
            </td>
        }
    });
    html! {
        <tr role="row" key={&*key} class={if same { "same" } else { "" }}>
            <th scope="row" role="rowheader">
                <div class="band">
                    {words("span", "subject", &row.subject.label())}{" "}
                    {el("span", "quiet place", html! { {place} })}{" "}
                    {view_contrast(row)}
                </div>
            </th>
            { for cells }
        </tr>
    }
}

/// The difference at a glance: a mark for each column, filled where it has
/// something, and the same in words.
fn view_contrast(row: &Row) -> Html {
    /// More are no glance any more.
    const MARKS: usize = 12;
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
        <span class="contrast">
            if columns <= MARKS {
                <span class="marks" aria-hidden="true">
                    { for row.cells.iter().map(|cell| html! {
                        <i class={match cell {
                            Cell::NotMentioned => "off",
                            Cell::Unknown => "unknown",
                            _ => "on",
                        }} />
                    }) }
                </span>
            }
            {el("span", "quiet", html! { {words} })}
        </span>
    }
}

/// What a cell has space for, and the way to the rest, which opens what has this key.
fn view_space(
    comparison: &Comparison,
    row: &Row,
    column: usize,
    open: bool,
    key: Text,
    dispatch: &Callback<Action>,
) -> Html {
    let mut space = Space::of(comparison.columns.len());
    let cell = view_cell(comparison, row, column, open, &mut space, dispatch);
    if !space.is_cut() {
        return cell;
    }
    let words = if open { "Less" } else { "Read on" };
    let name = comparison.columns.get(column).map_or("", |nomination| &nomination.candidate.name);
    let button = Button {
        class: "quiet on",
        label: Some(format!("{words}: {name}, {}", row.subject.label())),
        expanded: Some(open),
        ..Button::default()
    };
    html! { <>{cell}{view_button(button, html! { {words} }, dispatch, Action::ReadOn(key))}</> }
}

fn view_absences(what: &'static str, labels: &[Text]) -> Html {
    if labels.is_empty() {
        return Html::default();
    }
    el("p", "absent", html! { {format!("{what}{}", labels.join(", "))} })
}

/// On paper an address is no link: each is written out, with its day.
fn view_sources(comparison: &Comparison, head: &Head) -> Html {
    let mut lines = Vec::new();
    let mut line = |name: &str, url: &Href, date: Option<Date>| {
        let date = date.map(|date| format!(" ({date})")).unwrap_or_default();
        lines.push(words("li", "", &format!("\u{2068}{name}\u{2069}: {}{date}", url.as_str()).into()));
    };
    if let Some(page) = &head.home_page {
        line(head.title.as_deref().unwrap_or("Feed"), page, None);
    }
    for nomination in &comparison.columns {
        if let Some(url) = &nomination.url {
            line(&nomination.candidate.name, url, nomination.as_of.or(nomination.published));
        }
    }
    html! { <footer class="sources">{el("h3", "", html! { {"Sources"} })}<ul>{ for lines }</ul></footer> }
}
