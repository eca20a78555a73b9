//! Topics and facts × picks.

use std::rc::Rc;

use crate::feed::{Fact, FactDefinition, Head, Nomination, Outcome, Reference, Shared, Stance, Text, Topic};

/// Topics and facts × picks: a column for each pick, a row for each subject
/// that at least one of them has something on.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The picks, in the order in which the reader picked them.
    pub columns: Vec<Shared<Nomination>>,
    /// Summaries, topics, facts, references, results.
    pub rows: Vec<Row>,
    /// Topics that no pick whose words the feed has says anything on.
    pub silent: Vec<Text>,
    /// Topics and facts that the feed has nothing on for any pick.
    pub unknown: Vec<Text>,
}

/// One subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What the row is about.
    pub subject: Subject,
    /// One for each column.
    pub cells: Vec<Cell>,
    /// How the columns differ.
    pub contrast: Contrast,
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// The editor's summaries.
    Summary,
    /// A topic.
    Topic(Rc<Topic>),
    /// A fact.
    Fact(Rc<FactDefinition>),
    /// Numbered works.
    References,
    /// How the vote went.
    Outcome,
}

impl Subject {
    /// As shown.
    #[must_use]
    pub fn label(&self) -> Text {
        match self {
            Self::Summary => "Summary".into(),
            Self::Topic(topic) => topic.label.clone(),
            Self::Fact(fact) => fact.label.clone(),
            Self::References => "References".into(),
            Self::Outcome => "Result".into(),
        }
    }
}

/// What one nomination has on one subject.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing: never shown as an answer, never left blank.
    NotMentioned,
    /// The feed has neither statement nor stances of this nominee: whether the
    /// subject is mentioned can't be told, and must not look as if it could.
    Unknown,
    /// The editor's summary.
    Summary(Text),
    /// What the candidate says.
    Stances(Vec<Stance>),
    /// The value of a fact.
    Fact(Fact),
    /// Numbered works, each with whether another column has it too.
    References(Vec<(Reference, bool)>),
    /// How the vote went.
    Outcome(Outcome),
}

impl Cell {
    /// Whether there is something to read.
    #[must_use]
    pub fn says_something(&self) -> bool {
        !matches!(self, Self::NotMentioned | Self::Unknown)
    }
}

/// How the columns of a row differ: what can be seen from across a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contrast {
    /// Every column has something, and the same.
    Same,
    /// Every column has something of its own.
    All,
    /// Only some columns have something.
    Some {
        /// How many.
        mentioned: usize,
        /// Of how many that can be told.
        known: usize,
    },
}

/// Lays nominations side by side.
#[must_use]
pub fn compare(columns: Vec<Shared<Nomination>>, head: &Head) -> Comparison {
    let mut rows = Vec::new();
    let mut silent = Vec::new();
    let mut unknown = Vec::new();
    let mut row = |subject: Subject, cell: &dyn Fn(&Nomination) -> Cell| {
        let cells: Vec<_> = columns.iter().map(|nomination| cell(nomination)).collect();
        if cells.iter().any(Cell::says_something) {
            rows.push(Row { contrast: contrast(&cells), subject, cells });
        } else if let Subject::Topic(_) = subject
            && cells.contains(&Cell::NotMentioned)
        {
            silent.push(subject.label());
        } else if let Subject::Topic(_) | Subject::Fact(_) = subject {
            unknown.push(subject.label());
        }
    };

    row(Subject::Summary, &|nomination| nomination.summary.clone().map_or(Cell::NotMentioned, Cell::Summary));
    for topic in &head.topics {
        row(Subject::Topic(topic.clone()), &|nomination| {
            let stances: Vec<_> = nomination.stances_on(&topic.id).cloned().collect();
            match stances.is_empty() {
                false => Cell::Stances(stances),
                true if nomination.is_silent() => Cell::Unknown,
                true => Cell::NotMentioned,
            }
        });
    }
    for fact in head.facts.iter().filter(|fact| fact.compare) {
        row(Subject::Fact(fact.clone()), &|nomination| {
            let absent = if nomination.is_silent() { Cell::Unknown } else { Cell::NotMentioned };
            nomination.fact(&fact.id).cloned().map_or(absent, Cell::Fact)
        });
    }
    row(Subject::References, &|nomination| {
        if nomination.references.is_empty() {
            return Cell::NotMentioned;
        }
        let references = nomination.references.iter();
        Cell::References(references.map(|own| (own.clone(), is_shared(own, nomination, &columns))).collect())
    });
    row(Subject::Outcome, &|nomination| nomination.outcome.clone().map_or(Cell::NotMentioned, Cell::Outcome));
    Comparison { columns, rows, silent, unknown }
}

fn contrast(cells: &[Cell]) -> Contrast {
    let mentioned = cells.iter().filter(|cell| cell.says_something()).count();
    if mentioned < cells.len() {
        let known = cells.iter().filter(|cell| **cell != Cell::Unknown).count();
        Contrast::Some { mentioned, known }
    } else if cells.len() > 1 && cells.windows(2).all(|pair| pair[0] == pair[1]) {
        Contrast::Same
    } else {
        Contrast::All
    }
}

fn person(nomination: &Nomination) -> &str {
    nomination.candidate.id.as_ref().unwrap_or(&nomination.candidate.name)
}

/// Whether another candidate's column has the same work; the candidate's own
/// nomination for another term does not count.
fn is_shared(own: &Reference, nomination: &Nomination, columns: &[Shared<Nomination>]) -> bool {
    let same = |other: &Reference| {
        other.number == own.number
            && other.kind == own.kind
            && (own.number.is_some() || other.title == own.title)
    };
    columns.iter().any(|other| person(other) != person(nomination) && other.references.iter().any(same))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::Candidate;

    fn nomination(
        name: &str,
        topics: &[&str],
        affiliation: Option<&str>,
        peps: &[&str],
    ) -> Shared<Nomination> {
        Shared::new(Nomination {
            id: name.into(),
            candidate: Candidate { name: name.into(), ..Candidate::default() },
            stances: topics
                .iter()
                .map(|topic| Stance {
                    topic: (*topic).into(),
                    summary: Some("says".into()),
                    ..Stance::default()
                })
                .collect(),
            facts: affiliation
                .map(|value| ("affiliation".into(), Fact::Text(value.into())))
                .into_iter()
                .collect(),
            references: peps
                .iter()
                .map(|number| Reference { number: Some((*number).into()), ..Reference::default() })
                .collect(),
            ..Nomination::default()
        })
    }

    fn head() -> Head {
        let topic = |id: &str| Rc::new(Topic { id: id.into(), label: id.into(), keywords: vec![] });
        let fact = |id: &str, compare| {
            Rc::new(FactDefinition { id: id.into(), label: id.into(), compare, ..FactDefinition::default() })
        };
        Head {
            topics: vec![topic("docs"), topic("speed"), topic("silence")],
            facts: vec![fact("affiliation", true), fact("shoe size", false)],
            ..Head::default()
        }
    }

    #[test]
    fn rows_are_topics_then_facts_and_say_how_the_columns_differ() {
        let comparison = compare(
            vec![
                nomination("a", &["docs", "speed"], Some("x"), &["1", "2"]),
                nomination("b", &["docs"], Some("x"), &["2"]),
            ],
            &head(),
        );
        let rows: Vec<_> =
            comparison.rows.iter().map(|row| (row.subject.label().to_string(), row.contrast)).collect();
        assert_eq!(
            rows,
            [
                ("docs".into(), Contrast::Same),
                ("speed".into(), Contrast::Some { mentioned: 1, known: 2 }),
                ("affiliation".into(), Contrast::Same),
                ("References".into(), Contrast::All),
            ]
        );
        assert_eq!(comparison.rows[1].cells[1], Cell::NotMentioned);
        assert_eq!(comparison.silent, ["silence".into()]);
    }

    #[test]
    fn who_is_not_in_the_feed_is_not_said_to_be_silent() {
        let comparison =
            compare(vec![nomination("a", &["docs"], None, &[]), nomination("b", &[], None, &[])], &head());
        assert_eq!(comparison.rows[0].cells[1], Cell::Unknown);
        assert_eq!(comparison.rows[0].contrast, Contrast::Some { mentioned: 1, known: 1 });
    }

    #[test]
    fn shared_references_are_those_of_two_people() {
        let comparison = compare(
            vec![
                nomination("a", &[], None, &["1", "2"]),
                nomination("b", &[], None, &["2"]),
                nomination("b", &[], None, &["3"]),
            ],
            &head(),
        );
        let shared: Vec<Vec<bool>> = comparison.rows[0]
            .cells
            .iter()
            .map(|cell| match cell {
                Cell::References(references) => references.iter().map(|(_, shared)| *shared).collect(),
                _ => vec![],
            })
            .collect();
        assert_eq!(shared, [vec![false, true], vec![true], vec![false]]);
    }
}
