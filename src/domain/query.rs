//! What the reader asked.

use std::fmt;

use super::text::{fold, fold_into};
use crate::feed::{Fact, Head, Nomination, Statement, Status, Text};

/// What the reader asked: words, and values per facet. Values of one facet
/// are alternatives; everything else must hold together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// As typed.
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
    /// From what [`Display`](fmt::Display) writes: words and `election:id`,
    /// `topic:id`, `status:id`. Anything else is a word: no query is wrong.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let mut words = Vec::new();
        for token in tokens(text) {
            match facet(&token) {
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
        self.text.trim().is_empty()
            && self.elections.is_empty()
            && self.topics.is_empty()
            && self.statuses.is_empty()
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

    /// The words asked for, folded.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        fold(&self.text).split_whitespace().map(str::to_owned).collect()
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
        let mut parts: Vec<String> = self.text.split_whitespace().map(str::to_owned).collect();
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

/// The parts of a query: white space ends one, but not between quotation marks.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut token = String::new();
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => {
                if !token.is_empty() {
                    tokens.push(std::mem::take(&mut token));
                }
            }
            c => token.push(c),
        }
    }
    if !token.is_empty() {
        tokens.push(token);
    }
    tokens
}

fn facet(token: &str) -> Option<Facet> {
    let (name, value) = token.split_once(':')?;
    match name {
        _ if value.is_empty() => None,
        "election" => Some(Facet::Election(value.into())),
        "topic" => Some(Facet::Topic(value.into())),
        "status" => Status::from_id(value).map(Facet::Status),
        _ => None,
    }
}

/// Everything of a nomination that words are looked for in, folded.
#[must_use]
pub fn searchable(nomination: &Nomination, head: &Head) -> String {
    let mut out = String::new();
    let mut add = |text: &str| {
        fold_into(text, &mut out);
        out.push('\n');
    };
    let candidate = &nomination.candidate;
    add(&candidate.name);
    let texts = [&candidate.handle, &nomination.title, &nomination.summary, &nomination.nominated_by];
    texts.into_iter().flatten().for_each(|text| add(text));
    if let Some(election) = nomination.election.as_ref().and_then(|id| head.election(id)) {
        add(&election.name);
    }
    for stance in &nomination.stances {
        if let Some(topic) = head.topic(&stance.topic) {
            add(&topic.label);
        }
        [&stance.summary, &stance.quote].into_iter().flatten().for_each(|text| add(text));
    }
    nomination.facts.iter().for_each(|(_, fact)| add_fact(fact, &mut add));
    for reference in &nomination.references {
        add(&reference.name());
        reference.title.iter().for_each(|title| add(title));
    }
    for endorsement in &nomination.endorsements {
        let texts = [&endorsement.by, &endorsement.summary, &endorsement.quote];
        texts.into_iter().flatten().for_each(|text| add(text));
    }
    nomination.tags.iter().for_each(|tag| add(tag));
    match &nomination.statement {
        Some(Statement::Markdown(text) | Statement::Plain(text)) => add(text),
        Some(Statement::Html(html)) => add(&super::text::without_tags(html)),
        Some(Statement::At(_)) | None => {}
    }
    out
}

fn add_fact(fact: &Fact, add: &mut impl FnMut(&str)) {
    match fact {
        Fact::Text(text) => add(text),
        Fact::Number(_) | Fact::Date(_) => {}
        Fact::List(list) => list.iter().for_each(|fact| add_fact(fact, add)),
        Fact::Link(link) => add(&link.label),
        Fact::Quoted(value, _) => add(value),
        Fact::Reference(reference) => add(&reference.name()),
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
        ] {
            assert_eq!(Query::parse(text).to_string(), text);
        }
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
