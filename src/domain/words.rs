//! What the feed says about a nomination, in words: the same on the screen and
//! in what a reader takes along.

use super::compare::{Cell, Subject};
use super::text::{number, ordinal};
use crate::feed::{Fact, FactDefinition, Nomination, Outcome, Reference};

/// Whose words a summary is: of a post without our extension that is not said.
#[must_use]
pub fn summarised_by(nomination: &Nomination) -> &'static str {
    match nomination.status {
        _ if nomination.extract => STATEMENT,
        Some(_) => EDITOR,
        None => "Summary:",
    }
}

/// Before what a program took from the statement.
pub const STATEMENT: &str = "From the statement:";

/// Before what the publisher of the feed says.
pub const EDITOR: &str = "Editor’s words:";

/// "63 votes · 1st".
#[must_use]
pub fn outcome(outcome: &Outcome) -> String {
    let value = outcome.value.map(|value| with_unit(value, outcome.unit.as_deref()));
    let rank = outcome.rank.map(|rank| {
        let tied = if outcome.tied { "tied " } else { "" };
        format!("{tied}{}", ordinal(rank))
    });
    value.into_iter().chain(rank).collect::<Vec<_>>().join(" · ")
}

/// A figure, with the unit where it has one.
#[must_use]
pub fn with_unit(value: f64, unit: Option<&str>) -> String {
    format!("{} {}", number(value), unit.unwrap_or_default()).trim_end().to_owned()
}

/// The value of a fact as plain text.
#[must_use]
pub fn fact(fact: &Fact, definition: &FactDefinition) -> String {
    match fact {
        Fact::Text(text) | Fact::Quoted(text, _) => text.to_string(),
        Fact::Number(value) => with_unit(*value, definition.unit.as_deref()),
        Fact::Date(date) => date.to_string(),
        Fact::List(list) => {
            list.iter().map(|value| self::fact(value, definition)).collect::<Vec<_>>().join(" · ")
        }
        Fact::Link(link) => link.label.to_string(),
        Fact::Reference(reference) => self::reference(reference),
    }
}

/// "PEP 703: Making the GIL optional".
#[must_use]
pub fn reference(reference: &Reference) -> String {
    let title = reference.title.as_ref().filter(|_| reference.number.is_some());
    title.map_or(reference.name(), |title| format!("{}: {title}", reference.name()))
}

/// What stands where there is nothing: never blank, never like an answer.
#[must_use]
pub fn absent(cell: &Cell, subject: &Subject, nomination: &Nomination) -> &'static str {
    match (cell, subject) {
        (Cell::Unknown, Subject::Topic(_)) => "statement not in this feed",
        (Cell::Unknown, _) => "not in this feed",
        (_, Subject::Topic(_)) if nomination.stances.is_empty() => "no topic noted",
        (_, Subject::Topic(_)) => "not mentioned",
        (_, Subject::Summary) => "no summary",
        _ => "not stated",
    }
}
