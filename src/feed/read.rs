//! From what is written to what it means.

use std::rc::Rc;

use super::reader::{Reader, Step};
use super::wire::{Members, Value};
use super::{
    Candidate, Edit, Election, Endorsement, Fact, FactDefinition, FactKind, Limit, Link, Nomination, Outcome,
    Passage, Reference, Stance, Statement, Status, Text, Topic,
};

/// The top of the feed.
impl Reader<'_> {
    pub(super) fn read_head(&mut self, members: &mut Members<'_>) {
        let known =
            self.text(members, "version").is_some_and(|version| version.contains("jsonfeed.org/version/1"));
        if !known {
            self.warn(
                "version",
                "no version of JSON Feed is named; read as 1.1",
                "Write \"version\": \"https://jsonfeed.org/version/1.1\"",
            );
        }
        self.head.title = self.text(members, "title");
        self.head.description = self.text(members, "description");
        self.head.home_page = self.href(members, "home_page_url");
        self.head.feed_url = self.href(members, "feed_url");
        self.head.language = self.text(members, "language");
        self.head.expired = self.flag(members, "expired").unwrap_or(false);
        self.inside(members, "_hustings", |reader, members| {
            if reader.number(members, "version").is_some_and(|version| version != 1.0) {
                reader.warn(
                    "version",
                    "another version than 1; read as 1",
                    "Update the widget, or write version 1",
                );
            }
            reader.head.about = reader.href(members, "about");
            reader.head.profiles = reader.text(members, "profiles");
            reader.head.elections = reader.named(members, "elections", Self::election, |known| &known.id);
            reader.head.topics = reader.named(members, "topics", Self::topic, |known| &known.id);
            reader.head.facts = reader.named(members, "facts", Self::definition, |known| &known.id);
        });
    }

    /// A list of things that items name by their ids: of two with one id the first counts.
    fn named<T>(
        &mut self,
        members: &mut Members<'_>,
        name: &str,
        read: fn(&mut Self, &mut Members<'_>) -> Option<Rc<T>>,
        id: fn(&T) -> &Text,
    ) -> Vec<Rc<T>> {
        let mut out: Vec<Rc<T>> = Vec::new();
        for one in self.objects(members, name, read) {
            if out.iter().any(|known| id(known) == id(&one)) {
                self.warn(
                    name,
                    format!("id “{}” is used twice; the first counts", id(&one)),
                    "Give each an id of its own",
                );
            } else {
                out.push(one);
            }
        }
        out
    }

    /// An id that things are named by; without it nothing can name them.
    fn id(&mut self, members: &mut Members<'_>) -> Option<Text> {
        let id = self.label(members, "id");
        if id.is_none() {
            self.warn("", "no id; left out", "Give it an id of its own");
        }
        id
    }

    fn election(&mut self, members: &mut Members<'_>) -> Option<Rc<Election>> {
        let id = self.id(members)?;
        let mut election = Election {
            name: self.text(members, "name").unwrap_or_else(|| id.clone()),
            id,
            office: self.text(members, "office"),
            term: self.text(members, "term"),
            seats: self.count(members, "seats"),
            limits: self.objects(members, "limits", Self::limit),
            method: self.text(members, "method"),
            method_note: self.text(members, "method_note"),
            url: self.href(members, "url"),
            ballot_url: self.href(members, "ballot_url"),
            eligible_voters: self.count(members, "eligible_voters"),
            ballots_cast: self.count(members, "ballots_cast"),
            results_as_of: self.date(members, "results_as_of"),
            note: self.text(members, "note"),
            ..Election::default()
        };
        self.inside(members, "dates", |reader, members| {
            let names = ["nominations_open", "nominations_close", "voting_open", "voting_close"];
            for (date, name) in election.dates.iter_mut().zip(names) {
                *date = reader.moment(members, name);
            }
            election.time_zone = reader.text(members, "time_zone");
            election.dates_note = reader.text(members, "note");
        });
        Some(Rc::new(election))
    }

    fn limit(&mut self, members: &mut Members<'_>) -> Option<Limit> {
        let (fact, most) = (self.label(members, "fact"), self.count(members, "most"));
        let (Some(fact), Some(most)) = (fact, most) else {
            self.warn("", "a limit that limits nothing; left out", "Name a fact, and how many may share it");
            return None;
        };
        Some(Limit { fact, most, label: self.text(members, "label"), url: self.href(members, "url") })
    }

    pub(super) fn topic(&mut self, members: &mut Members<'_>) -> Option<Rc<Topic>> {
        let id = self.id(members)?;
        let label = self.text(members, "label").unwrap_or_else(|| id.clone());
        Some(Rc::new(Topic { id, label, keywords: self.texts(members, "keywords") }))
    }

    fn definition(&mut self, members: &mut Members<'_>) -> Option<Rc<FactDefinition>> {
        let id = self.id(members)?;
        let kind = self.text(members, "kind");
        let kind = match kind.as_deref() {
            None | Some("text") => FactKind::Text,
            Some("number") => FactKind::Number,
            Some("date") => FactKind::Date,
            Some("list") => FactKind::List,
            Some("link") => FactKind::Link,
            Some("reference") => FactKind::Reference,
            Some(other) => {
                self.warn(
                    "kind",
                    format!("kind “{other}” is not known; read as text"),
                    "Use text, number, date, list, link or reference",
                );
                FactKind::Text
            }
        };
        Some(Rc::new(FactDefinition {
            label: self.text(members, "label").unwrap_or_else(|| id.clone()),
            id,
            kind,
            filter: self.flag(members, "filter").unwrap_or(false),
            compare: self.flag(members, "compare").unwrap_or(true),
            unit: self.text(members, "unit"),
        }))
    }
}

/// An item.
impl Reader<'_> {
    pub(super) fn item(&mut self, value: Value<'_>) -> Option<Nomination> {
        let Value::Object(mut members) = value else {
            self.lose("no object", "Write each item as an object");
            return None;
        };
        let members = &mut members;
        let Some(id) = self.label(members, "id") else {
            self.lose("no id", "Give every item an “id” that never changes");
            return None;
        };
        let authors = self.objects(members, "authors", |reader, members| {
            let url = reader.href(members, "url");
            Some((reader.text(members, "name")?, url))
        });
        let author = authors.into_iter().next();
        let title = self.text(members, "title");
        let name = author.as_ref().map(|(name, _)| name).or(title.as_ref()).unwrap_or(&id).clone();
        let html = self.text(members, "content_html");
        let plain = self.text(members, "content_text");
        let mut nomination = Nomination {
            id,
            url: self.href(members, "url"),
            candidate: Candidate {
                url: author.and_then(|(_, url)| url),
                name: name.clone(),
                ..Candidate::default()
            },
            summary: self.text(members, "summary"),
            published: self.date(members, "date_published"),
            modified: self.date(members, "date_modified"),
            language: self.text(members, "language"),
            tags: self.texts(members, "tags"),
            ..Nomination::default()
        };
        let extended = self.inside(members, "_hustings", |reader, members| {
            reader.nomination(&mut nomination, members);
        });
        if extended.is_none() {
            // A post of any blog is read as a nomination of its author.
            nomination.title = title.filter(|title| *title != name);
            nomination.statement = html.map(Statement::Html).or_else(|| plain.map(Statement::Plain));
        }
        Some(nomination)
    }

    /// What the extension says. `content_html` and `content_text` are then the
    /// publisher's words for readers that don't know it, not the candidate's.
    fn nomination(&mut self, nomination: &mut Nomination, members: &mut Members<'_>) {
        let name = nomination.candidate.name.clone();
        let candidate = self.inside(members, "candidate", |reader, members| reader.candidate(members, &name));
        match candidate {
            Some(candidate) => nomination.candidate = candidate,
            None => {
                self.warn("candidate", format!("no candidate; shown as “{name}”"), "Say who is nominated");
            }
        }
        nomination.election = self.label(members, "election").map(|id| self.know_election(id));
        nomination.outcome = self.inside(members, "result", Self::outcome);
        nomination.status = Some(self.status(members, nomination.outcome.as_ref()));
        nomination.nominated_by = self.text(members, "nominated_by");
        nomination.statement = self.statement(members);
        nomination.stances = self.objects(members, "stances", Self::stance);
        // Ten thousand nominations leave no room for more in their lists.
        nomination.stances.shrink_to_fit();
        for stance in &mut nomination.stances {
            stance.url = stance.url.take().or_else(|| nomination.url.clone());
        }
        nomination.facts = self.facts(members);
        nomination.references = self.objects(members, "references", Self::reference);
        nomination.endorsements = self.objects(members, "endorsements", Self::endorsement);
        nomination.links = self.objects(members, "links", Self::link);
        nomination.as_of = self.date(members, "as_of");
        nomination.edits = self.objects(members, "edits", Self::edit);
        nomination.extract = self.flag(members, "summary_extract").unwrap_or(false);
    }

    fn edit(&mut self, members: &mut Members<'_>) -> Option<Edit> {
        Some(Edit { date: self.date(members, "date"), note: self.text(members, "note") })
    }

    /// The first of the three ways to give a statement; the others are left aside.
    fn statement(&mut self, members: &mut Members<'_>) -> Option<Statement> {
        let markdown = self.text(members, "statement").map(Statement::Markdown);
        let html = self.text(members, "statement_html").map(Statement::Html);
        let at = self.href(members, "statement_url").map(Statement::At);
        markdown.or(html).or(at)
    }

    /// An election that the top of the feed does not describe is still shown. Its id is one text for all.
    fn know_election(&mut self, id: Text) -> Text {
        if let Some(known) = self.head.election(&id) {
            return known.id.clone();
        }
        self.warn(
            "election",
            format!("election “{id}” is not described; its id is shown as its name"),
            "Describe it in _hustings.elections",
        );
        let name = id.clone();
        self.head.elections.push(Rc::new(Election { id: id.clone(), name, ..Election::default() }));
        id
    }

    fn status(&mut self, members: &mut Members<'_>, outcome: Option<&Outcome>) -> Status {
        let by_outcome = match outcome.and_then(|outcome| outcome.elected) {
            Some(true) => Status::Elected,
            Some(false) => Status::NotElected,
            None => Status::Nominated,
        };
        let Some(text) = self.text(members, "status") else { return by_outcome };
        Status::from_id(&text).unwrap_or_else(|| {
            self.warn(
                "status",
                format!("status “{text}” is not known; read as “{}”", by_outcome.id()),
                "Use nominated, withdrawn, elected or not-elected",
            );
            by_outcome
        })
    }

    fn candidate(&mut self, members: &mut Members<'_>, otherwise: &Text) -> Candidate {
        let name = self.text(members, "name").unwrap_or_else(|| {
            self.warn(
                "name",
                format!("no name; shown as “{otherwise}”"),
                "Write candidate.name as the person wants it shown",
            );
            otherwise.clone()
        });
        Candidate {
            id: self.label(members, "id"),
            name,
            sort_name: self.text(members, "sort_name"),
            handle: self.text(members, "handle"),
            url: self.href(members, "url"),
            image: self.href(members, "image"),
        }
    }

    pub(super) fn stance(&mut self, members: &mut Members<'_>) -> Option<Stance> {
        let Some(topic) = self.label(members, "topic") else {
            self.warn("", "a stance without topic; left out", "Name a topic of _hustings.topics");
            return None;
        };
        let mut stance = Stance {
            topic,
            summary: self.text(members, "summary"),
            quote: self.text(members, "quote"),
            anchor: self.text(members, "anchor"),
            url: self.href(members, "url"),
            reason: self.text(members, "reason"),
        };
        if stance.summary.is_none() && stance.quote.is_none() {
            self.warn("", "a stance that says nothing; left out", "Give it a summary or a quote");
            return None;
        }
        if let Some(known) = self.head.topic(&stance.topic) {
            // One text for all.
            stance.topic = known.id.clone();
        } else {
            let id = stance.topic.clone();
            self.warn(
                "topic",
                format!("topic “{id}” is not described; its id is shown as its name"),
                "Describe it in _hustings.topics",
            );
            self.head.topics.push(Rc::new(Topic { label: id.clone(), id, keywords: Vec::new() }));
        }
        Some(stance)
    }

    /// The facts, in the order of their definitions.
    pub(super) fn facts(&mut self, members: &mut Members<'_>) -> Vec<(Text, Fact)> {
        let facts = self.object(members, "facts").unwrap_or_default();
        let mut out = Vec::with_capacity(facts.0.len());
        self.path.push(Step::Member("facts".into()));
        for (id, value) in facts.0.into_iter().filter(|(_, value)| *value != Value::Null) {
            let id: Text = id.into();
            let position = self.definition_of(&id, &value);
            let kind = self.head.facts.get(position).map(|fact| fact.kind).unwrap_or_default();
            self.path.push(Step::Member(id.clone()));
            let fact = self.fact(value, kind);
            self.path.pop();
            out.extend(fact.map(|fact| (position, (id, fact))));
        }
        self.path.pop();
        out.sort_by_key(|(position, _)| *position);
        out.into_iter().map(|(_, fact)| fact).collect()
    }

    /// Where a fact's definition stands; one that lacks is made up from its value.
    fn definition_of(&mut self, id: &Text, value: &Value<'_>) -> usize {
        if let Some(position) = self.head.facts.iter().position(|fact| fact.id == *id) {
            return position;
        }
        self.warn(
            id,
            format!("fact “{id}” is not described; its id is shown as its name"),
            "Describe it in _hustings.facts",
        );
        let kind = match value {
            Value::Number(..) => FactKind::Number,
            Value::List(_) => FactKind::List,
            _ => FactKind::Text,
        };
        let (id, label) = (id.clone(), id.clone());
        let definition = FactDefinition { id, label, kind, compare: true, ..FactDefinition::default() };
        self.head.facts.push(Rc::new(definition));
        self.head.facts.len() - 1
    }

    /// One value. The path leads to it, so that names are empty here.
    fn fact(&mut self, value: Value<'_>, kind: FactKind) -> Option<Fact> {
        let alone = |value| Members(vec![("".into(), value)]);
        match (value, kind) {
            (Value::Text(text), FactKind::Date) => Some(
                self.date(&mut alone(Value::Text(text.clone())), "")
                    .map_or_else(|| Fact::Text(text.into()), Fact::Date),
            ),
            (Value::Text(text), FactKind::Link) => {
                let url = self.href(&mut alone(Value::Text(text.clone())), "")?;
                Some(Fact::Link(Link { label: text.into(), url }))
            }
            (Value::Text(text), _) => (!text.trim().is_empty()).then(|| Fact::Text(text.into())),
            (Value::Number(number, _), _) => Some(Fact::Number(number)),
            (Value::Boolean(yes), _) => Some(Fact::Text(if yes { "yes" } else { "no" }.into())),
            (list @ Value::List(_), _) => {
                let mut facts = Vec::new();
                self.each(&mut alone(list), "", &mut |reader, value| facts.extend(reader.fact(value, kind)));
                (!facts.is_empty()).then_some(Fact::List(facts))
            }
            (Value::Object(mut members), _) => {
                let has = |wanted: &str| members.0.iter().any(|(name, _)| name == wanted);
                if has("label") {
                    self.link(&mut members).map(Fact::Link)
                } else if has("value") {
                    let value = self.text(&mut members, "value")?;
                    Some(Fact::Quoted(value, self.passage(&mut members)))
                } else {
                    self.reference(&mut members).map(Fact::Reference)
                }
            }
            (Value::Null, _) => None,
        }
    }

    /// The evidence for what was read from a statement.
    fn passage(&mut self, members: &mut Members<'_>) -> Passage {
        Passage { anchor: self.text(members, "anchor"), quote: self.text(members, "quote") }
    }

    pub(super) fn reference(&mut self, members: &mut Members<'_>) -> Option<Reference> {
        let reference = Reference {
            kind: self.text(members, "type"),
            number: self.label(members, "number"),
            title: self.text(members, "title"),
            status: self.text(members, "status"),
            version: self.text(members, "version"),
            role: self.text(members, "role"),
            url: self.href(members, "url"),
            passage: self.passage(members),
        };
        if reference.number.is_none() && reference.title.is_none() {
            self.warn(
                "",
                "a reference with neither number nor title; left out",
                "Give it a number or a title",
            );
            return None;
        }
        Some(reference)
    }

    pub(super) fn endorsement(&mut self, members: &mut Members<'_>) -> Option<Endorsement> {
        let endorsement = Endorsement {
            by: self.text(members, "by"),
            summary: self.text(members, "summary"),
            quote: self.text(members, "quote"),
            anchor: self.text(members, "anchor"),
            url: self.href(members, "url"),
        };
        let says = endorsement.by.is_some() || endorsement.summary.is_some() || endorsement.quote.is_some();
        if !says {
            self.warn("", "an endorsement that says nothing; left out", "Say who endorses, or what");
        }
        says.then_some(endorsement)
    }

    pub(super) fn link(&mut self, members: &mut Members<'_>) -> Option<Link> {
        let label = self.text(members, "label");
        if !members.0.iter().any(|(name, _)| name == "url") {
            self.warn("url", "a link without address; left out", "Give it a url");
        }
        let url = self.href(members, "url")?;
        Some(Link { label: label.unwrap_or_else(|| url.text()), url })
    }

    fn outcome(&mut self, members: &mut Members<'_>) -> Outcome {
        Outcome {
            value: self.number(members, "value"),
            unit: self.text(members, "unit"),
            rank: self.count(members, "rank"),
            tied: self.flag(members, "tied").unwrap_or(false),
            elected: self.flag(members, "elected"),
        }
    }
}
