//! What was read from a statement, in the words of a feed: what the feed
//! itself states wins over it.

use std::rc::Rc;

use super::reader::Reader;
use super::wire::{self, Members, Value};
use super::{
    Endorsement, Fact, FactDefinition, FactKind, Head, Link, Nomination, Reference, Resolve, Stance, Text,
    Topic,
};

/// What was read from one statement.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Found {
    /// Whole sentences that sum it up.
    pub summary: Option<Text>,
    /// Passages laid to topics.
    pub stances: Vec<Stance>,
    /// By the ids of [`Found::definitions`].
    pub facts: Vec<(Text, Fact)>,
    /// Numbered works that the candidate calls theirs.
    pub references: Vec<Reference>,
    /// Others' words at the statement's end.
    pub endorsements: Vec<Endorsement>,
    /// The pages that it links to.
    pub links: Vec<Link>,
    /// Whether it is too long to be read whole.
    pub cut: bool,
}

/// The facts that are read from statements: their ids and labels, and the ids
/// under which feeds state the same.
const FACTS: [(&str, &str, &[&str]); 5] = [
    ("affiliation", "Affiliation", &["employer", "company", "organisation", "organization"]),
    ("roles", "Roles", &["role", "positions"]),
    ("groups", "Groups", &["sigs", "working-groups"]),
    ("availability", "Time offered", &["time", "hours", "time-offered"]),
    ("mentoring", "Mentoring", &["mentorship", "mentees"]),
];

impl Found {
    /// Reads what the reader of statements wrote down. It is our own program's
    /// and still trusted no more than a feed: links are checked, faults left out.
    #[must_use]
    pub fn read(json: &str, resolve: Resolve<'_>) -> Self {
        with_members(json, resolve, Self::of).unwrap_or_default()
    }

    fn of(reader: &mut Reader<'_>, members: &mut Members<'_>) -> Self {
        Self {
            summary: reader.text(members, "summary"),
            stances: reader.objects(members, "stances", Reader::stance),
            facts: reader.facts(members),
            references: reader.objects(members, "references", Reader::reference),
            endorsements: reader.objects(members, "endorsements", Reader::endorsement),
            links: reader.objects(members, "links", Reader::link),
            cut: reader.flag(members, "cut").unwrap_or(false),
        }
    }

    /// The definitions of facts that a feed lacks and these findings need.
    #[must_use]
    pub fn definitions(&self, head: &Head) -> Vec<Rc<FactDefinition>> {
        let used = |id: &Text| self.facts.iter().any(|(own, _)| own == id) && own_id(head, id).is_none();
        definitions().into_iter().filter(|definition| used(&definition.id)).collect()
    }
}

/// Reads the topics that were found in the statements of a feed together.
#[must_use]
pub fn topics(json: &str, resolve: Resolve<'_>) -> Vec<Rc<Topic>> {
    let read =
        |reader: &mut Reader<'_>, members: &mut Members<'_>| reader.objects(members, "topics", Reader::topic);
    with_members(json, resolve, read).unwrap_or_default()
}

/// Reads the members of an object with a reader of its own, whose warnings nobody hears.
fn with_members<T>(
    json: &str,
    resolve: Resolve<'_>,
    read: impl FnOnce(&mut Reader<'_>, &mut Members<'_>) -> T,
) -> Option<T> {
    let Ok(Value::Object(mut members)) = wire::one(json) else { return None };
    let (mut head, mut warnings) = (Head::default(), Vec::new());
    head.facts = definitions();
    let mut reader = Reader { head: &mut head, warnings: &mut warnings, resolve, lost: 0, path: Vec::new() };
    Some(read(&mut reader, &mut members))
}

/// One definition for each fact that can be read.
fn definitions() -> Vec<Rc<FactDefinition>> {
    let definitions = FACTS.iter().map(|(id, label, _)| FactDefinition {
        id: (*id).into(),
        label: (*label).into(),
        kind: FactKind::Text,
        compare: true,
        ..FactDefinition::default()
    });
    definitions.map(Rc::new).collect()
}

/// The id under which a feed defines a fact that was read.
fn own_id(head: &Head, id: &str) -> Option<Text> {
    let also = FACTS.iter().find(|(known, ..)| *known == id).map_or(&[][..], |(_, _, also)| also);
    let defined = head.facts.iter().map(|fact| &fact.id);
    defined.into_iter().find(|own| &***own == id || also.contains(&&***own)).cloned()
}

impl Nomination {
    /// The nomination with what was read from its statement, where the feed is
    /// silent: topic by topic, fact by fact, list by list.
    #[must_use]
    pub fn with(&self, found: &Found, head: &Head) -> Self {
        let mut whole = self.clone();
        if whole.summary.is_none() && found.summary.is_some() {
            whole.summary.clone_from(&found.summary);
            whole.extract = true;
        }
        for stance in &found.stances {
            if self.stances_on(&stance.topic).next().is_none() {
                let url = stance.url.clone().or_else(|| self.url.clone());
                whole.stances.push(Stance { url, ..stance.clone() });
            }
        }
        for (id, fact) in &found.facts {
            let id = own_id(head, id).unwrap_or_else(|| id.clone());
            if self.fact(&id).is_none() {
                whole.facts.push((id, fact.clone()));
            }
        }
        if whole.references.is_empty() {
            whole.references.clone_from(&found.references);
        }
        if whole.endorsements.is_empty() {
            whole.endorsements.clone_from(&found.endorsements);
        }
        if whole.links.is_empty() {
            whole.links.clone_from(&found.links);
        }
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READ: &str = r#"{"summary": "Read.", "stances": [
            {"topic": "docs", "quote": "More docs.", "reason": "heading"},
            {"topic": "speed", "quote": "Faster.", "reason": "keyword: fast"}],
        "facts": {"affiliation": {"value": "Mill", "quote": "I work at Mill."}, "roles": {"value": "Keeper"}},
        "references": [{"type": "PEP", "number": 8, "quote": "I wrote PEP 8."}],
        "links": [{"label": "x", "url": "javascript:x"}]}"#;

    #[test]
    fn what_the_feed_states_wins() {
        let employer = FactDefinition { id: "employer".into(), ..FactDefinition::default() };
        let head = Head { facts: vec![Rc::new(employer)], ..Head::default() };
        let found = Found::read(READ, &|address| Some(address.to_owned()));
        let stated = Nomination {
            stances: vec![Stance {
                topic: "docs".into(),
                summary: Some("Stated.".into()),
                ..Stance::default()
            }],
            facts: vec![("employer".into(), Fact::Text("Bakery".into()))],
            ..Nomination::default()
        };
        let whole = stated.with(&found, &head);
        assert_eq!((whole.summary.as_deref(), whole.extract), (Some("Read."), true));
        let topics: Vec<_> =
            whole.stances.iter().map(|stance| (&*stance.topic, stance.reason.as_deref())).collect();
        assert_eq!(topics, [("docs", None), ("speed", Some("keyword: fast"))]);
        let facts: Vec<_> = whole.facts.iter().map(|(id, _)| &**id).collect();
        assert_eq!(facts, ["employer", "roles"]);
        assert_eq!((whole.references.len(), whole.links.len()), (1, 0));
        let missing: Vec<_> =
            found.definitions(&head).iter().map(|definition| definition.id.clone()).collect();
        assert_eq!(missing, ["roles".into()]);
    }

    #[test]
    fn nonsense_is_nothing_found() {
        assert_eq!(Found::read("{", &|_| None), Found::default());
    }
}
