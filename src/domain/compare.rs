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
    /// How many subjects are the same for all, whether or not they are among
    /// the rows.
    pub same: usize,
}

impl Comparison {
    /// Leaves the rows in which the columns differ.
    pub fn keep_differences(&mut self) {
        self.rows.retain(|row| row.contrast != Contrast::Same);
    }

    /// Whether all lists of works together would be a burden to a browser.
    #[must_use]
    pub fn has_many_works(&self) -> bool {
        const MANY: usize = 600;
        self.columns.iter().map(|nomination| nomination.references.len()).sum::<usize>() > MANY
    }

    /// "also Ann, Bob, Cleo and 4 more"; empty where nobody else has the work.
    #[must_use]
    pub fn also(&self, work: &Work, column: usize) -> String {
        /// More would be a list beside the list.
        const NAMED: usize = 3;
        let mut out = String::new();
        let own = self.columns.get(column).map(|nomination| nomination.candidate.identity());
        let mut named = 0;
        for holder in work.holders.iter().flat_map(|holders| holders.iter()) {
            let Some(other) =
                self.columns.get(*holder).filter(|other| own != Some(other.candidate.identity()))
            else {
                continue;
            };
            named += 1;
            if named > NAMED {
                let more = work.holders.as_ref().map_or(0, |holders| holders.len() - 1 - NAMED);
                out.push_str(&format!(" and {more} more"));
                break;
            }
            out.push_str(if named == 1 { "also " } else { ", " });
            // Each name runs in its own direction.
            out.push_str(&format!("\u{2068}{}\u{2069}", other.candidate.name));
        }
        out
    }
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

    /// The kind, for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Topic(_) => "topic",
            Self::Fact(_) => "fact",
            Self::References => "references",
            Self::Outcome => "result",
        }
    }

    /// The id among those of its kind.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Topic(topic) => &topic.id,
            Self::Fact(fact) => &fact.id,
            _ => "",
        }
    }

    /// What tells it from every other subject.
    #[must_use]
    pub fn key(&self) -> Text {
        format!("{} {}", self.kind(), self.id()).into()
    }
}

/// A numbered work of one column.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// What it is.
    pub reference: Reference,
    /// Where several people have it: the first column of each, in order.
    pub holders: Option<Rc<[usize]>>,
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
    /// Numbered works, each with who else has it.
    References(Vec<Work>),
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
    let mut row = |subject: Subject, cell: &dyn Fn(usize, &Nomination) -> Cell| {
        let cells: Vec<_> =
            columns.iter().enumerate().map(|(column, nomination)| cell(column, nomination)).collect();
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

    row(Subject::Summary, &|_, nomination| {
        nomination.summary.clone().map_or(Cell::NotMentioned, Cell::Summary)
    });
    for topic in &head.topics {
        row(Subject::Topic(topic.clone()), &|_, nomination| {
            let stances: Vec<_> = nomination.stances_on(&topic.id).cloned().collect();
            match stances.is_empty() {
                false => Cell::Stances(stances),
                true if nomination.is_silent() => Cell::Unknown,
                true => Cell::NotMentioned,
            }
        });
    }
    for fact in head.facts.iter().filter(|fact| fact.compare) {
        row(Subject::Fact(fact.clone()), &|_, nomination| {
            let absent = if nomination.is_silent() { Cell::Unknown } else { Cell::NotMentioned };
            nomination.fact(&fact.id).cloned().map_or(absent, Cell::Fact)
        });
    }
    let works = works(&columns);
    row(Subject::References, &|column, _| match works.get(column) {
        Some(works) if !works.is_empty() => Cell::References(works.clone()),
        _ => Cell::NotMentioned,
    });
    row(Subject::Outcome, &|_, nomination| {
        nomination.outcome.clone().map_or(Cell::NotMentioned, Cell::Outcome)
    });
    let same = rows.iter().filter(|row| row.contrast == Contrast::Same).count();
    Comparison { columns, rows, silent, unknown, same }
}

fn contrast(cells: &[Cell]) -> Contrast {
    let mentioned = cells.iter().filter(|cell| cell.says_something()).count();
    if mentioned < cells.len() {
        let known = cells.iter().filter(|cell| **cell != Cell::Unknown).count();
        Contrast::Some { mentioned, known }
    } else if cells.len() > 1 && cells.windows(2).all(|pair| are_same(&pair[0], &pair[1])) {
        Contrast::Same
    } else {
        Contrast::All
    }
}

/// Whether two cells say the same: where each says it does not count.
fn are_same(a: &Cell, b: &Cell) -> bool {
    match (a, b) {
        (Cell::Fact(Fact::Quoted(a, _)), Cell::Fact(Fact::Quoted(b, _) | Fact::Text(b)))
        | (Cell::Fact(Fact::Text(a)), Cell::Fact(Fact::Quoted(b, _))) => a == b,
        (Cell::References(a), Cell::References(b)) => {
            a.iter().map(|work| identity(&work.reference)).eq(b.iter().map(|work| identity(&work.reference)))
        }
        _ => a == b,
    }
}

/// What makes two works the same.
fn identity(work: &Reference) -> (Option<&Text>, Option<&Text>, Option<&Text>) {
    let title = if work.number.is_none() { work.title.as_ref() } else { None };
    (work.kind.as_ref(), work.number.as_ref(), title)
}

/// The works of each column. A candidate's own nomination for another term
/// does not make a work a shared one.
fn works(columns: &[Shared<Nomination>]) -> Vec<Vec<Work>> {
    let first_columns: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(column, own)| {
            columns
                .iter()
                .position(|other| other.candidate.identity() == own.candidate.identity())
                .unwrap_or(column)
        })
        .collect();
    let mut works: Vec<Vec<Work>> = Vec::with_capacity(columns.len());
    let mut places = Vec::new();
    for (column, nomination) in columns.iter().enumerate() {
        let own = nomination.references.iter();
        works.push(own.map(|work| Work { reference: work.clone(), holders: None }).collect());
        places.extend(nomination.references.iter().zip(0..).map(|(work, at)| (work, column, at)));
    }
    // Sorted, since a hundred nominees may have hundreds of works each. (Stable: by column.)
    places.sort_by(|a, b| identity(a.0).cmp(&identity(b.0)));
    // For each person the last work that was theirs, so that nobody counts twice.
    let mut counted = vec![usize::MAX; columns.len()];
    for (number, same) in places.chunk_by(|a, b| identity(a.0) == identity(b.0)).enumerate() {
        let mut holders = Vec::new();
        for (_, column, _) in same {
            let first = first_columns[*column];
            if std::mem::replace(&mut counted[first], number) != number {
                holders.push(first);
            }
        }
        if holders.len() < 2 {
            continue;
        }
        let holders: Rc<[usize]> = holders.into();
        for (_, column, at) in same {
            works[*column][*at].holders = Some(holders.clone());
        }
    }
    works
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
        let shared: Vec<Vec<String>> = comparison.rows[0]
            .cells
            .iter()
            .enumerate()
            .map(|(column, cell)| match cell {
                Cell::References(works) => {
                    works.iter().map(|work| others(&comparison, work, column)).collect()
                }
                _ => vec![],
            })
            .collect();
        assert_eq!(shared, [vec!["", "also b"], vec!["also a"], vec![""]]);
    }

    fn others(comparison: &Comparison, work: &Work, column: usize) -> String {
        comparison.also(work, column).replace(['\u{2068}', '\u{2069}'], "")
    }

    #[test]
    fn a_hundred_people_with_hundreds_of_works_are_laid_side_by_side_at_once() {
        let peps: Vec<String> = (0..400).map(|number| number.to_string()).collect();
        let peps: Vec<&str> = peps.iter().map(String::as_str).collect();
        let columns: Vec<_> =
            (0..100).map(|column| nomination(&format!("n{column}"), &[], None, &peps[column..])).collect();
        let start = std::time::Instant::now();
        let comparison = compare(columns, &head());
        assert!(start.elapsed().as_millis() < 2000, "{:?}", start.elapsed());
        let Cell::References(works) = &comparison.rows[0].cells[2] else { panic!() };
        assert_eq!(others(&comparison, &works[0], 2), "also n0, n1");
        assert_eq!(others(&comparison, &works[397], 2), "also n0, n1, n3 and 96 more");
    }

    #[test]
    fn differences_only_leaves_out_what_is_the_same_for_all() {
        let mut comparison = compare(
            vec![
                nomination("a", &["docs", "speed"], Some("x"), &[]),
                nomination("b", &["docs"], Some("x"), &[]),
            ],
            &head(),
        );
        assert_eq!((comparison.rows.len(), comparison.same), (3, 2));
        comparison.keep_differences();
        let left: Vec<_> = comparison.rows.iter().map(|row| row.subject.key().to_string()).collect();
        assert_eq!((left, comparison.same), (vec!["topic speed".to_owned()], 2));
    }
}
