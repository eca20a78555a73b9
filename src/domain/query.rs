//! What the reader asked.

use std::fmt;

use crate::feed::{Nomination, Status, Text};

/// What the reader asked: words, and values per facet. Values of one facet
/// are alternatives; everything else must hold together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// As typed; [`terms`](super::terms::terms) reads it.
    pub text: String,
    /// Ids of elections.
    pub elections: Vec<Text>,
    /// Ids of topics.
    pub topics: Vec<Text>,
    /// Where the nomination stands.
    pub statuses: Vec<Status>,
}

/// One value of one facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Facet {
    /// The id of an election.
    Election(Text),
    /// The id of a topic.
    Topic(Text),
    /// Where the nomination stands.
    Status(Status),
}

impl Query {
    /// From what [`Display`](fmt::Display) writes: what was typed, and `election:id`,
    /// `topic:id`, `status:id`. Anything else is as typed: no query is wrong.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let mut words = Vec::new();
        for token in tokens(text) {
            match facet(token) {
                Some(facet) if !query.has(&facet) => query.toggle(&facet),
                Some(_) => {}
                None => words.push(token),
            }
        }
        query.text = words.join(" ");
        query
    }

    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && !self.has_facets()
    }

    /// Whether a value of any facet is asked for.
    #[must_use]
    pub fn has_facets(&self) -> bool {
        !(self.elections.is_empty() && self.topics.is_empty() && self.statuses.is_empty())
    }

    /// Whether a value is asked for.
    #[must_use]
    pub fn has(&self, facet: &Facet) -> bool {
        match facet {
            Facet::Election(id) => self.elections.contains(id),
            Facet::Topic(id) => self.topics.contains(id),
            Facet::Status(status) => self.statuses.contains(status),
        }
    }

    /// Adds a value, or takes it away.
    pub fn toggle(&mut self, facet: &Facet) {
        fn flip<T: PartialEq + Clone>(list: &mut Vec<T>, value: &T) {
            match list.iter().position(|known| known == value) {
                Some(at) => drop(list.remove(at)),
                None => list.push(value.clone()),
            }
        }
        match facet {
            Facet::Election(id) => flip(&mut self.elections, id),
            Facet::Topic(id) => flip(&mut self.topics, id),
            Facet::Status(status) => flip(&mut self.statuses, status),
        }
    }

    /// Whether the nomination has what the facets ask for.
    #[must_use]
    pub fn fits_facets(&self, nomination: &Nomination) -> bool {
        let election = self.elections.is_empty()
            || nomination.election.as_ref().is_some_and(|id| self.elections.contains(id));
        let topic = self.topics.is_empty()
            || nomination.stances.iter().any(|stance| self.topics.contains(&stance.topic));
        let status = self.statuses.is_empty()
            || nomination.status.is_some_and(|status| self.statuses.contains(&status));
        election && topic && status
    }
}

/// The words of a query and its facets, as [`Query::parse`] reads them.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let facets = [("election", &self.elections), ("topic", &self.topics)];
        // What was typed stays so: unlike values of a facet, it must all hold.
        let typed = |token: &str| if facet(token).is_some() { format!("+{token}") } else { token.to_owned() };
        let mut parts: Vec<String> = tokens(&self.text).map(typed).collect();
        for (name, values) in facets {
            parts.extend(values.iter().map(|value| match value.contains(char::is_whitespace) {
                true => format!("{name}:\"{value}\""),
                false => format!("{name}:{value}"),
            }));
        }
        parts.extend(self.statuses.iter().map(|status| format!("status:{}", status.id())));
        f.write_str(&parts.join(" "))
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

fn facet(token: &str) -> Option<Facet> {
    let (name, value) = token.split_once(':')?;
    let value = value.trim_matches('"');
    match name {
        _ if value.is_empty() => None,
        "election" => Some(Facet::Election(value.into())),
        "topic" => Some(Facet::Topic(value.into())),
        "status" => Status::from_id(value).map(Facet::Status),
        _ => None,
    }
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
            "unknown:facet status:maybe topic:",
            "\"exact phrase\" -\"not this\" -topic:ci pep:703",
            "+topic:growth topic:t1",
        ] {
            assert_eq!(Query::parse(text).to_string(), text);
        }
        let typed = Query { text: "topic:growth  \"a  b\"".into(), ..Query::default() };
        assert_eq!(Query::parse(&typed.to_string()).text, "+topic:growth \"a  b\"");
    }

    #[test]
    fn the_same_value_twice_is_asked_once() {
        assert_eq!(Query::parse("topic:a topic:a").topics.len(), 1);
    }

    #[test]
    fn values_of_a_facet_are_alternatives_and_facets_hold_together() {
        let nomination = Nomination {
            election: Some("e1".into()),
            status: Some(Status::Elected),
            stances: vec![crate::feed::Stance { topic: "docs".into(), ..Default::default() }],
            ..Nomination::default()
        };
        for (text, fits) in [
            ("", true),
            ("election:e1 election:e2", true),
            ("election:e2", false),
            ("topic:docs status:elected", true),
            ("topic:docs status:withdrawn", false),
        ] {
            assert_eq!(Query::parse(text).fits_facets(&nomination), fits, "{text}");
        }
    }
}
