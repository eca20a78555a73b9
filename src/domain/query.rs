//! What the reader asked.

use std::fmt;

use crate::feed::{Head, Status, Text};

/// What the reader asked: words, and values of facets. Everything must hold together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// As typed; [`terms`](super::terms::terms) reads it.
    pub text: String,
    /// One for a facet at most, and none without a value.
    pub filters: Vec<Filter>,
}

/// What is asked of one facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Of which.
    pub facet: Facet,
    /// Whether a nomination must have all of the values: else they are alternatives.
    pub all: bool,
    /// At least one.
    pub values: Vec<Value>,
}

/// What nominations may be told apart by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Facet {
    /// The id of the election.
    Election,
    /// The ids of the topics that the nominee speaks of.
    Topic,
    /// Where the nomination stands.
    Status,
    /// Whether the candidate stood before.
    Candidate,
    /// The series of the numbered works: "PEP".
    Reference,
    /// The statuses of the numbered works: "Final".
    ReferenceStatus,
    /// What the fact with this id says.
    Fact(Text),
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// The nomination says nothing there.
    Absent,
    /// This one.
    Is(Text),
    /// A figure or a day from the one to the other, both included; an empty text is no bound.
    Between(Text, Text),
}

/// How a query writes [`Value::Absent`].
const ABSENT: &str = "?";

impl Facet {
    /// Those that need no definition.
    pub const ALL: [Self; 6] =
        [Self::Election, Self::Topic, Self::Status, Self::Candidate, Self::Reference, Self::ReferenceStatus];

    /// As a query names it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Election => "election".to_owned(),
            Self::Topic => "topic".to_owned(),
            Self::Status => "status".to_owned(),
            Self::Candidate => "candidate".to_owned(),
            Self::Reference => "reference".to_owned(),
            Self::ReferenceStatus => "reference-status".to_owned(),
            Self::Fact(id) => format!("fact.{id}"),
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        let fact = name.strip_prefix("fact.").filter(|id| !id.is_empty());
        let fact = fact.map(|id| Self::Fact(id.into()));
        fact.or_else(|| Self::ALL.into_iter().find(|facet| facet.name() == name))
    }

    /// As shown.
    #[must_use]
    pub fn label(&self, head: &Head) -> Text {
        match self {
            Self::Election => "Election".into(),
            Self::Topic => "Topic".into(),
            Self::Status => "Status".into(),
            Self::Candidate => "Candidate".into(),
            Self::Reference => "References".into(),
            Self::ReferenceStatus => "Status of references".into(),
            Self::Fact(id) => head.fact(id).map_or_else(|| id.clone(), |fact| fact.label.clone()),
        }
    }

    /// A value of it, as shown.
    #[must_use]
    pub fn value_label(&self, id: &Text, head: &Head) -> Text {
        let known = match self {
            Self::Election => head.election(id).map(|election| election.short_name().clone()),
            Self::Topic => head.topic(id).map(|topic| topic.label.clone()),
            Self::Status => Status::from_id(id).map(|status| status.label().into()),
            Self::Candidate if &**id == FIRST => Some("First nomination in this feed".into()),
            Self::Candidate if &**id == RETURNING => Some("Nominated before".into()),
            Self::Candidate | Self::Reference | Self::ReferenceStatus | Self::Fact(_) => None,
        };
        known.unwrap_or_else(|| id.clone())
    }
}

/// What a reader asked for, as shown.
impl Facet {
    /// A value that is asked for, by itself: with the facet's name where it would say too little.
    #[must_use]
    pub fn asked_label(&self, value: &Value, head: &Head) -> Text {
        let label = self.label(head);
        let said = match value {
            Value::Is(id) => match self {
                Self::Fact(_) | Self::Reference | Self::ReferenceStatus => {
                    self.value_label(id, head).to_string()
                }
                _ => return self.value_label(id, head),
            },
            Value::Absent => "not stated in this feed".to_owned(),
            Value::Between(from, to) if to.is_empty() => format!("from {from}"),
            Value::Between(from, to) if from.is_empty() => format!("up to {to}"),
            Value::Between(from, to) => format!("{from} to {to}"),
        };
        format!("{label}: {said}").into()
    }
}

/// The values of [`Facet::Candidate`].
pub const FIRST: &str = "first-time";
/// See [`FIRST`].
pub const RETURNING: &str = "returning";

impl Query {
    /// From what [`Display`](fmt::Display) writes: what was typed, and `election:id`,
    /// `topic:id`, `status:id`, `candidate:returning`, `reference:PEP`, `reference-status:Final`,
    /// `fact.id:value`, with `?` for what is not stated, `1..5` for what is between, and
    /// `all:topic` where all values must be there. Anything else is as typed: no query is wrong.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let (mut words, mut all) = (Vec::new(), Vec::new());
        for token in tokens(text) {
            match read(token) {
                Some(Token::All(facet)) => all.push(facet),
                Some(Token::Value(facet, value)) if !query.has(&facet, &value) => query.toggle(&facet, value),
                Some(Token::Value(..)) => {}
                None => words.push(token),
            }
        }
        all.iter().for_each(|facet| query.set_all(facet, true));
        query.text = words.join(" ");
        query
    }

    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.filters.is_empty()
    }

    /// What is asked of a facet.
    #[must_use]
    pub fn filter(&self, facet: &Facet) -> Option<&Filter> {
        self.filters.iter().find(|filter| filter.facet == *facet)
    }

    /// Whether a value is asked for.
    #[must_use]
    pub fn has(&self, facet: &Facet, value: &Value) -> bool {
        self.filter(facet).is_some_and(|filter| filter.values.contains(value))
    }

    /// Adds a value, or takes it away.
    pub fn toggle(&mut self, facet: &Facet, value: Value) {
        let Some(filter) = self.filters.iter_mut().find(|filter| filter.facet == *facet) else {
            self.filters.push(Filter { facet: facet.clone(), all: false, values: vec![value] });
            return;
        };
        match filter.values.iter().position(|known| *known == value) {
            Some(at) => drop(filter.values.remove(at)),
            None => filter.values.push(value),
        }
        self.keep_values(|_, _| true);
    }

    /// Asks for figures or days from one to another in place of those asked for before.
    pub fn set_between(&mut self, facet: &Facet, from: &str, to: &str) {
        self.keep_values(|known, value| known != facet || !matches!(value, Value::Between(..)));
        if !(from.is_empty() && to.is_empty()) {
            self.toggle(facet, Value::Between(from.into(), to.into()));
        }
    }

    /// Whether all of a facet's values must be there.
    pub fn set_all(&mut self, facet: &Facet, all: bool) {
        let filter = self.filters.iter_mut().find(|filter| filter.facet == *facet);
        filter.into_iter().for_each(|filter| filter.all = all);
    }

    /// Keeps the values that are wanted; says whether any went.
    pub fn keep_values(&mut self, wanted: impl Fn(&Facet, &Value) -> bool) -> bool {
        let mut gone = false;
        for Filter { facet, values, .. } in &mut self.filters {
            let before = values.len();
            values.retain(|value| wanted(facet, value));
            gone |= values.len() < before;
        }
        self.filters.retain(|filter| !filter.values.is_empty());
        gone
    }
}

/// The words of a query and its facets, as [`Query::parse`] reads them.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What was typed stays so: unlike values of a facet, it must all hold.
        let typed = |token: &str| if read(token).is_some() { format!("+{token}") } else { token.to_owned() };
        let mut parts: Vec<String> = tokens(&self.text).map(typed).collect();
        // A quotation mark that is still open would take in what follows.
        if let Some(last) = parts.last_mut().filter(|_| self.text.matches('"').count() % 2 == 1) {
            last.push('"');
        }
        for Filter { facet, all, values } in &self.filters {
            let name = facet.name();
            parts.extend(values.iter().map(|value| match value {
                Value::Absent => format!("{name}:{ABSENT}"),
                Value::Is(value) => format!("{name}:{}", written(value)),
                Value::Between(from, to) => format!("{name}:{from}..{to}"),
            }));
            if *all {
                parts.push(format!("all:{name}"));
            }
        }
        f.write_str(&parts.join(" "))
    }
}

/// A value as a token has it: between quotation marks, which are doubled in it, where it would be read as something else.
fn written(value: &str) -> String {
    let plain = !value.contains(|c: char| c.is_whitespace() || c == '"') && value != ABSENT;
    if plain && !value.contains("..") {
        value.to_owned()
    } else {
        format!("\"{}\"", value.replace('"', "\"\""))
    }
}

/// The parts of a query as written: white space ends one, but not between
/// quotation marks.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let tokens = text.split(move |c: char| {
        quoted ^= c == '"';
        c.is_whitespace() && !quoted
    });
    tokens.filter(|token| !token.is_empty())
}

/// What a token is that is not as typed.
enum Token {
    Value(Facet, Value),
    All(Facet),
}

fn read(token: &str) -> Option<Token> {
    let (name, value) = token.split_once(':')?;
    if name == "all" {
        return Facet::from_name(value).map(Token::All);
    }
    let facet = Facet::from_name(name)?;
    let quoted = value.strip_prefix('"').map(|value| value.strip_suffix('"').unwrap_or(value));
    let value = match (quoted, value.split_once("..")) {
        (Some(quoted), _) => Value::Is(quoted.replace("\"\"", "\"").into()),
        (None, _) if value == ABSENT => Value::Absent,
        (None, Some((from, to))) if matches!(facet, Facet::Fact(_)) => Value::Between(from.into(), to.into()),
        _ => Value::Is(value.into()),
    };
    let is_none = match &value {
        Value::Is(id) => id.is_empty() || facet == Facet::Status && Status::from_id(id).is_none(),
        Value::Between(from, to) => from.is_empty() && to.is_empty(),
        Value::Absent => false,
    };
    (!is_none).then_some(Token::Value(facet, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_written_as_it_is_read() {
        for text in [
            "",
            "mentoring",
            "free threading election:psc-2025 topic:performance topic:c-api status:elected",
            "election:\"a b\"",
            "unknown:facet status:maybe topic: fact.:x fact.hours:.. all:x",
            "\"exact phrase\" -\"not this\" -topic:ci pep:703",
            "+topic:growth topic:t1",
            "topic:a topic:b all:topic candidate:returning reference:PEP reference-status:Final",
            "fact.employer:\"Red Hat\" fact.employer:? fact.employer:\"?\" fact.hours:10..20",
            "fact.hours:..20 fact.hours:? fact.motto:\"a..b\" fact.motto:\"say \"\"yes\"\" or no\"",
        ] {
            assert_eq!(Query::parse(text).to_string(), text);
        }
        let typed = Query { text: "topic:growth  \"a  b\"".into(), ..Query::default() };
        assert_eq!(Query::parse(&typed.to_string()).text, "+topic:growth \"a  b\"");
        let open = Query { text: "say \"foo ".into(), ..Query::parse("topic:a") };
        assert_eq!(Query::parse(&open.to_string()).to_string(), "say \"foo \" topic:a");
        let motto = Query::parse("fact.motto:\"say \"\"yes\"\"\"");
        assert!(motto.has(&Facet::Fact("motto".into()), &Value::Is("say \"yes\"".into())));
    }

    #[test]
    fn the_same_value_twice_is_asked_once() {
        assert_eq!(Query::parse("topic:a topic:a").filters[0].values.len(), 1);
    }

    #[test]
    fn a_range_takes_the_place_of_the_one_before() {
        let mut query = Query::parse("fact.hours:? fact.hours:1..2");
        let hours = Facet::Fact("hours".into());
        query.set_between(&hours, "3", "");
        assert_eq!(query.to_string(), "fact.hours:? fact.hours:3..");
        query.set_between(&hours, "", "");
        query.toggle(&hours, Value::Absent);
        assert!(query.is_empty());
    }
}
