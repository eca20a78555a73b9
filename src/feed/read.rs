//! From what is written to what it means.

use std::ops::Range;
use std::rc::Rc;

use serde_json::error::Category;
use serde_json::value::RawValue;

use super::wire::{self, Label, Maybe, Value};
use super::{
    Candidate, Date, Election, Endorsement, ErrorKind, Fact, FactDefinition, FactKind, Head, Href,
    LARGE_BYTES, Link, Nomination, Outcome, Reference, Resolve, Shared, Span, Stance, Statement, Status,
    Text, Topic, Warning, megabytes,
};

/// One document of a feed: its head is read, its items wait.
#[derive(Debug)]
pub struct Page {
    /// What the document says beside its items.
    pub head: Head,
    /// Where the next document is, where the feed is split.
    pub next: Option<Href>,
    text: String,
    items: Vec<Range<usize>>,
}

impl Page {
    /// Reads a document's head and finds its items.
    ///
    /// # Errors
    /// When nothing of it can be shown: not UTF-8, not JSON, no JSON Feed.
    pub fn open(
        bytes: Vec<u8>,
        resolve: Resolve<'_>,
        warnings: &mut Vec<Warning>,
    ) -> Result<Self, ErrorKind> {
        let mut text = String::from_utf8(bytes)
            .map_err(|error| ErrorKind::NotUtf8 { offset: error.utf8_error().valid_up_to() })?;
        if text.starts_with('\u{feff}') {
            text.remove(0);
        }
        let wire::Feed { mut members, items } = serde_json::from_str(&text).map_err(|error| document_error(&error))?;
        let items = match items.map(|items| serde_json::from_str::<Vec<&RawValue>>(items.get())) {
            Some(Ok(items)) => items.iter().map(|item| range_in(&text, item)).collect(),
            _ => return Err(ErrorKind::NotFeed { reason: "it has no list “items”" }),
        };

        let mut reader = Reader { warnings, resolve };
        if text.len() > LARGE_BYTES {
            reader.warn(
                &Place::Root,
                format!("the feed is {}, which every reader downloads whole", megabytes(text.len())),
                "Split it with next_url, or move statements to statement_url",
            );
        }
        match members.take::<Text>("version") {
            Maybe::Good(version) if version.contains("jsonfeed.org/version/1") => {}
            _ => reader.warn(
                &Place::Root.member("version"),
                "no version of JSON Feed is named; read as 1.1",
                "Write \"version\": \"https://jsonfeed.org/version/1.1\"",
            ),
        }
        let next = reader.href(members.take("next_url"), &Place::Root.member("next_url"));
        let head = reader.head(members);
        Ok(Self { head, next, text, items })
    }

    /// How many items the document has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether the document has no item.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Reads some of the items. What they name and `head` lacks is added to it.
    pub fn read(
        &self,
        range: Range<usize>,
        head: &mut Head,
        resolve: Resolve<'_>,
        warnings: &mut Vec<Warning>,
    ) -> Vec<Shared<Nomination>> {
        let mut reader = Reader { warnings, resolve };
        let mut nominations = Vec::with_capacity(range.len());
        for index in range {
            let Some(text) = self.items.get(index).and_then(|item| self.text.get(item.clone())) else {
                break;
            };
            let items = Place::Root.member("items");
            let place = items.index(index);
            if let Some(nomination) = reader.item(text, head, &place) {
                nominations.push(Shared::new(nomination));
            }
        }
        nominations
    }
}

/// What is JSON but no object is no feed; everything else is a fault of syntax.
fn document_error(error: &serde_json::Error) -> ErrorKind {
    if error.classify() == Category::Data {
        return ErrorKind::NotFeed { reason: "it is no object" };
    }
    let whole = error.to_string();
    let reason = whole.split(" at line ").next().unwrap_or(&whole).to_owned();
    ErrorKind::Syntax { line: error.line(), column: error.column(), reason }
}

fn range_in(text: &str, item: &RawValue) -> Range<usize> {
    let start = item.get().as_ptr() as usize - text.as_ptr() as usize;
    start..start + item.get().len()
}

/// A place in the document, written out only when a warning needs it.
#[derive(Clone, Copy)]
enum Place<'a> {
    Root,
    Member(&'a Place<'a>, &'a str),
    Index(&'a Place<'a>, usize),
}

impl<'a> Place<'a> {
    fn member(&'a self, name: &'a str) -> Self {
        Self::Member(self, name)
    }

    fn index(&'a self, index: usize) -> Self {
        Self::Index(self, index)
    }

    fn path(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Member(Self::Root, name) => (*name).to_owned(),
            Self::Member(up, name) => format!("{}.{name}", up.path()),
            Self::Index(up, index) => format!("{}[{index}]", up.path()),
        }
    }
}

struct Reader<'a> {
    warnings: &'a mut Vec<Warning>,
    resolve: Resolve<'a>,
}

impl Reader<'_> {
    fn warn(&mut self, place: &Place<'_>, problem: impl Into<String>, remedy: impl Into<String>) {
        let path = match place {
            Place::Root => "the feed".to_owned(),
            _ => place.path(),
        };
        self.warnings.push(Warning {
            path,
            problem: problem.into(),
            remedy: remedy.into(),
            loses_nomination: false,
        });
    }

    fn lose(&mut self, place: &Place<'_>, problem: impl Into<String>, remedy: impl Into<String>) {
        self.warn(place, problem, remedy);
        if let Some(warning) = self.warnings.last_mut() {
            warning.loses_nomination = true;
        }
    }

    fn take<T>(&mut self, value: Maybe<T>, place: &Place<'_>) -> Option<T> {
        match value {
            Maybe::Missing => None,
            Maybe::Good(value) => Some(value),
            Maybe::Bad(wire::Mismatch { expected, found }) => {
                self.warn(
                    place,
                    format!("{found} where {expected} belongs; left out"),
                    format!("Write {expected} there, or leave the member out"),
                );
                None
            }
        }
    }

    /// A text with something in it.
    fn text(&mut self, value: Maybe<Text>, place: &Place<'_>) -> Option<Text> {
        self.take(value, place).filter(|text| !text.trim().is_empty())
    }

    fn label(&mut self, value: Maybe<Label>, place: &Place<'_>) -> Option<Text> {
        self.take(value, place).map(|Label(text)| text).filter(|text| !text.trim().is_empty())
    }

    fn href(&mut self, value: Maybe<Text>, place: &Place<'_>) -> Option<Href> {
        let text = self.text(value, place)?;
        let href = Href::parse(&text, self.resolve);
        if href.is_none() {
            self.warn(
                place,
                format!("“{text}” is no address that a page may link to; left out"),
                "Use an http, https or mailto address, or a relative one",
            );
        }
        href
    }

    fn date(&mut self, value: Maybe<Text>, place: &Place<'_>) -> Option<Date> {
        let text = self.text(value, place)?;
        let date = Date::parse(&text);
        if date.is_none() {
            self.warn(
                place,
                format!("“{text}” is no date; left out"),
                "Write a date as RFC 3339: 2025-11-24 or 2025-11-24T12:00:00Z",
            );
        }
        date
    }

    fn count(&mut self, value: Maybe<f64>, place: &Place<'_>) -> Option<u32> {
        let number = self.take(value, place)?;
        if number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number) {
            return Some(number as u32);
        }
        self.warn(place, format!("{number} is no count; left out"), "Write a whole number from 0");
        None
    }

    /// Each member of a list that `read` can make something of.
    fn list<T, U>(
        &mut self,
        value: Maybe<Vec<Maybe<T>>>,
        place: &Place<'_>,
        mut read: impl FnMut(&mut Self, T, &Place<'_>) -> Option<U>,
    ) -> Vec<U> {
        let Some(list) = self.take(value, place) else { return Vec::new() };
        let mut out = Vec::with_capacity(list.len());
        for (index, value) in list.into_iter().enumerate() {
            let place = place.index(index);
            if let Some(value) = self.take(value, &place) {
                out.extend(read(self, value, &place));
            }
        }
        out
    }

    fn texts(&mut self, value: Maybe<Vec<Maybe<Text>>>, place: &Place<'_>) -> Vec<Text> {
        self.list(value, place, |reader, text, place| reader.text(Maybe::Good(text), place))
    }

    fn head(&mut self, mut members: wire::Members<'_>) -> Head {
        let root = Place::Root;
        let here = root.member("_hustings");
        let extension = self.take(members.take::<wire::Extension>("_hustings"), &here).unwrap_or_default();
        if let Maybe::Good(version) = extension.version
            && version != 1.0
        {
            self.warn(
                &here.member("version"),
                format!("version {version} is not known here; read as 1"),
                "Update the widget, or write version 1",
            );
        }
        let elections = self.list(extension.elections, &here.member("elections"), Self::election);
        let topics = self.list(extension.topics, &here.member("topics"), Self::topic);
        let facts = self.list(extension.facts, &here.member("facts"), Self::definition);
        Head {
            title: self.text(members.take("title"), &root.member("title")),
            description: self.text(members.take("description"), &root.member("description")),
            home_page: self.href(members.take("home_page_url"), &root.member("home_page_url")),
            language: self.text(members.take("language"), &root.member("language")),
            expired: self.take(members.take("expired"), &root.member("expired")).unwrap_or(false),
            elections,
            topics,
            facts,
        }
    }

    /// An id that things are named by; without it nothing can name them.
    fn id(&mut self, id: Maybe<Label>, place: &Place<'_>, what: &str) -> Option<Text> {
        let id = self.label(id, &place.member("id"));
        if id.is_none() {
            self.warn(place, format!("{what} without id; left out"), "Give it an id of its own");
        }
        id
    }

    fn election(&mut self, wire: wire::Election, place: &Place<'_>) -> Option<Rc<Election>> {
        let id = self.id(wire.id, place, "an election")?;
        let at = place.member("dates");
        let dates = self.take(wire.dates, &at).unwrap_or_default();
        Some(Rc::new(Election {
            name: self.text(wire.name, &place.member("name")).unwrap_or_else(|| id.clone()),
            id,
            office: self.text(wire.office, &place.member("office")),
            term: self.text(wire.term, &place.member("term")),
            seats: self.count(wire.seats, &place.member("seats")),
            method: self.text(wire.method, &place.member("method")),
            method_note: self.text(wire.method_note, &place.member("method_note")),
            url: self.href(wire.url, &place.member("url")),
            ballot_url: self.href(wire.ballot_url, &place.member("ballot_url")),
            nominations: Span {
                open: self.date(dates.nominations_open, &at.member("nominations_open")),
                close: self.date(dates.nominations_close, &at.member("nominations_close")),
            },
            voting: Span {
                open: self.date(dates.voting_open, &at.member("voting_open")),
                close: self.date(dates.voting_close, &at.member("voting_close")),
            },
            time_zone: self.text(dates.time_zone, &at.member("time_zone")),
            turnout: (
                self.count(wire.eligible_voters, &place.member("eligible_voters")),
                self.count(wire.ballots_cast, &place.member("ballots_cast")),
            ),
            note: self.text(wire.note, &place.member("note")),
        }))
    }

    fn topic(&mut self, wire: wire::Topic, place: &Place<'_>) -> Option<Rc<Topic>> {
        let id = self.id(wire.id, place, "a topic")?;
        Some(Rc::new(Topic {
            label: self.text(wire.label, &place.member("label")).unwrap_or_else(|| id.clone()),
            id,
            keywords: self.texts(wire.keywords, &place.member("keywords")),
        }))
    }

    fn definition(&mut self, wire: wire::FactDefinition, place: &Place<'_>) -> Option<Rc<FactDefinition>> {
        let id = self.id(wire.id, place, "a fact")?;
        let at = place.member("kind");
        let kind = match self.text(wire.kind, &at).as_deref() {
            None | Some("text") => FactKind::Text,
            Some("number") => FactKind::Number,
            Some("date") => FactKind::Date,
            Some("list") => FactKind::List,
            Some("link") => FactKind::Link,
            Some("reference") => FactKind::Reference,
            Some(other) => {
                self.warn(
                    &at,
                    format!("kind “{other}” is not known; read as text"),
                    "Use text, number, date, list, link or reference",
                );
                FactKind::Text
            }
        };
        Some(Rc::new(FactDefinition {
            label: self.text(wire.label, &place.member("label")).unwrap_or_else(|| id.clone()),
            id,
            kind,
            filter: self.take(wire.filter, &place.member("filter")).unwrap_or(false),
            compare: self.take(wire.compare, &place.member("compare")).unwrap_or(true),
            unit: self.text(wire.unit, &place.member("unit")),
        }))
    }

    fn item(&mut self, text: &str, head: &mut Head, place: &Place<'_>) -> Option<Nomination> {
        let item = match serde_json::from_str::<Value<'_>>(text).map(Maybe::<wire::Item>::of) {
            Ok(Maybe::Good(item)) => item,
            Ok(_) => {
                self.lose(place, "no object; the nomination is left out", "Write each item as an object");
                return None;
            }
            Err(error) => {
                self.lose(
                    place,
                    format!("{error} of the item; the nomination is left out"),
                    "Mend the item there",
                );
                return None;
            }
        };
        let Some(id) = self.label(item.id, &place.member("id")) else {
            self.lose(
                place,
                "no id; the nomination is left out",
                "Give every item an “id” that never changes",
            );
            return None;
        };

        let author = self
            .list(item.authors, &place.member("authors"), |reader, author, place| {
                let url = reader.href(author.url, &place.member("url"));
                Some((reader.text(author.name, &place.member("name"))?, url))
            })
            .into_iter()
            .next();
        let title = self.text(item.title, &place.member("title"));
        let post = Post {
            id,
            author,
            title,
            url: self.href(item.url, &place.member("url")),
            summary: self.text(item.summary, &place.member("summary")),
            html: self.text(item.content_html, &place.member("content_html")),
            plain: self.text(item.content_text, &place.member("content_text")),
            published: self.date(item.date_published, &place.member("date_published")),
            language: self.text(item.language, &place.member("language")),
            tags: self.texts(item.tags, &place.member("tags")),
        };
        let here = place.member("_hustings");
        Some(match self.take(item._hustings, &here) {
            Some(extension) => self.nomination(post, extension, head, &here),
            None => post.into_nomination(),
        })
    }

    fn nomination(
        &mut self,
        post: Post,
        wire: wire::Nomination,
        head: &mut Head,
        place: &Place<'_>,
    ) -> Nomination {
        let url = post.url.clone();
        let candidate = self.take(wire.candidate, &place.member("candidate"));
        let election = self.label(wire.election, &place.member("election"));
        if let Some(id) = &election {
            self.known_election(id, head, &place.member("election"));
        }
        let outcome = self
            .take(wire.result, &place.member("result"))
            .map(|wire| self.outcome(wire, &place.member("result")));
        let status = self.status(wire.status, outcome.as_ref(), &place.member("status"));

        let statement = self
            .text(wire.statement, &place.member("statement"))
            .map(Statement::Markdown)
            .or_else(|| self.text(wire.statement_html, &place.member("statement_html")).map(Statement::Html))
            .or_else(|| self.href(wire.statement_url, &place.member("statement_url")).map(Statement::At));
        let stances = self.list(wire.stances, &place.member("stances"), |reader, stance, place| {
            reader.stance(stance, head, url.as_ref(), place)
        });

        Nomination {
            candidate: self.candidate(candidate.unwrap_or_default(), &post, &place.member("candidate")),
            election,
            status: Some(status),
            nominated_by: self.text(wire.nominated_by, &place.member("nominated_by")),
            summary: post.summary,
            statement,
            stances,
            facts: self.facts(wire.facts, head, &place.member("facts")),
            references: self.list(wire.references, &place.member("references"), Self::reference),
            endorsements: self.list(wire.endorsements, &place.member("endorsements"), Self::endorsement),
            links: self.list(wire.links, &place.member("links"), Self::link),
            outcome,
            as_of: self.date(wire.as_of, &place.member("as_of")),
            id: post.id,
            url: post.url,
            title: None,
            published: post.published,
            language: post.language,
            tags: post.tags,
        }
    }

    /// An election that the top of the feed does not describe is still shown.
    fn known_election(&mut self, id: &Text, head: &mut Head, place: &Place<'_>) {
        if head.election(id).is_none() {
            self.warn(
                place,
                format!("election “{id}” is not described; its id is shown as its name"),
                "Describe it in _hustings.elections",
            );
            let (id, name) = (id.clone(), id.clone());
            head.elections.push(Rc::new(Election { id, name, ..Election::default() }));
        }
    }

    fn status(&mut self, status: Maybe<Text>, outcome: Option<&Outcome>, place: &Place<'_>) -> Status {
        let by_outcome = match outcome.and_then(|outcome| outcome.elected) {
            Some(true) => Status::Elected,
            Some(false) => Status::NotElected,
            None => Status::Nominated,
        };
        let Some(text) = self.text(status, place) else { return by_outcome };
        Status::from_id(&text).unwrap_or_else(|| {
            self.warn(
                place,
                format!("status “{text}” is not known; read as “{}”", by_outcome.id()),
                "Use nominated, withdrawn, elected or not-elected",
            );
            by_outcome
        })
    }

    fn candidate(&mut self, wire: wire::Candidate, post: &Post, place: &Place<'_>) -> Candidate {
        let name = self.text(wire.name, &place.member("name")).unwrap_or_else(|| {
            let name = post.name();
            self.warn(
                place,
                format!("no name; shown as “{name}”"),
                "Write candidate.name as the person wants it shown",
            );
            name
        });
        Candidate {
            id: self.label(wire.id, &place.member("id")),
            name,
            sort_name: self.text(wire.sort_name, &place.member("sort_name")),
            handle: self.text(wire.handle, &place.member("handle")),
            url: self.href(wire.url, &place.member("url")),
            image: self.href(wire.image, &place.member("image")),
        }
    }

    fn stance(
        &mut self,
        wire: wire::Stance,
        head: &mut Head,
        post: Option<&Href>,
        place: &Place<'_>,
    ) -> Option<Stance> {
        let Some(topic) = self.label(wire.topic, &place.member("topic")) else {
            self.warn(place, "a stance without topic; left out", "Name a topic of _hustings.topics");
            return None;
        };
        let summary = self.text(wire.summary, &place.member("summary"));
        let quote = self.text(wire.quote, &place.member("quote"));
        if summary.is_none() && quote.is_none() {
            self.warn(place, "a stance that says nothing; left out", "Give it a summary or a quote");
            return None;
        }
        if head.topic(&topic).is_none() {
            self.warn(
                &place.member("topic"),
                format!("topic “{topic}” is not described; its id is shown as its name"),
                "Describe it in _hustings.topics",
            );
            let (id, label) = (topic.clone(), topic.clone());
            head.topics.push(Rc::new(Topic { id, label, keywords: Vec::new() }));
        }
        Some(Stance {
            topic,
            summary,
            quote,
            anchor: self.text(wire.anchor, &place.member("anchor")),
            url: self.href(wire.url, &place.member("url")).or_else(|| post.cloned()),
        })
    }

    /// The facts, in the order of their definitions.
    fn facts(&mut self, wire: Maybe<wire::Facts>, head: &mut Head, place: &Place<'_>) -> Vec<(Text, Fact)> {
        let Some(wire::Facts(facts)) = self.take(wire, place) else { return Vec::new() };
        let mut out = Vec::with_capacity(facts.len());
        for (id, value) in facts {
            let place = place.member(&id);
            let Some(value) = self.take(value, &place) else { continue };
            if head.fact(&id).is_none() {
                self.warn(
                    &place,
                    format!("fact “{id}” is not described; its id is shown as its name"),
                    "Describe it in _hustings.facts",
                );
                let kind = match value {
                    wire::Fact::Number(_) => FactKind::Number,
                    wire::Fact::List(_) => FactKind::List,
                    _ => FactKind::Text,
                };
                let (id, label) = (id.clone(), id.clone());
                head.facts.push(Rc::new(FactDefinition {
                    id,
                    label,
                    kind,
                    compare: true,
                    ..FactDefinition::default()
                }));
            }
            let position = head.facts.iter().position(|fact| fact.id == id);
            let kind = position.map(|at| head.facts[at].kind).unwrap_or_default();
            if let Some(value) = self.fact(value, kind, &place) {
                out.push((position, (id.clone(), value)));
            }
        }
        out.sort_by_key(|(position, _)| *position);
        out.into_iter().map(|(_, fact)| fact).collect()
    }

    fn fact(&mut self, wire: wire::Fact, kind: FactKind, place: &Place<'_>) -> Option<Fact> {
        match wire {
            wire::Fact::Text(text) if text.trim().is_empty() => None,
            wire::Fact::Text(text) => Some(match kind {
                FactKind::Date => {
                    self.date(Maybe::Good(text.clone()), place).map_or(Fact::Text(text), Fact::Date)
                }
                FactKind::Link => {
                    let url = self.href(Maybe::Good(text.clone()), place)?;
                    Fact::Link(Link { label: text, url })
                }
                _ => Fact::Text(text),
            }),
            wire::Fact::Number(number) => Some(Fact::Number(number)),
            wire::Fact::List(list) => {
                let list =
                    self.list(Maybe::Good(list), place, |reader, fact, place| reader.fact(fact, kind, place));
                (!list.is_empty()).then_some(Fact::List(list))
            }
            wire::Fact::Object(object) if matches!(object.label, Maybe::Missing) => {
                self.reference(*object, place).map(Fact::Reference)
            }
            wire::Fact::Object(object) => {
                let link = wire::Link { label: object.label, url: object.url };
                self.link(link, place).map(Fact::Link)
            }
        }
    }

    fn reference(&mut self, wire: wire::Reference, place: &Place<'_>) -> Option<Reference> {
        let reference = Reference {
            kind: self.text(wire.r#type, &place.member("type")),
            number: self.label(wire.number, &place.member("number")),
            title: self.text(wire.title, &place.member("title")),
            status: self.text(wire.status, &place.member("status")),
            version: self.text(wire.version, &place.member("version")),
            role: self.text(wire.role, &place.member("role")),
            url: self.href(wire.url, &place.member("url")),
        };
        if reference.number.is_none() && reference.title.is_none() {
            self.warn(
                place,
                "a reference with neither number nor title; left out",
                "Give it a number or a title",
            );
            return None;
        }
        Some(reference)
    }

    fn endorsement(&mut self, wire: wire::Endorsement, place: &Place<'_>) -> Option<Endorsement> {
        let endorsement = Endorsement {
            by: self.text(wire.by, &place.member("by")),
            summary: self.text(wire.summary, &place.member("summary")),
            quote: self.text(wire.quote, &place.member("quote")),
            url: self.href(wire.url, &place.member("url")),
        };
        let says = endorsement.by.is_some() || endorsement.summary.is_some() || endorsement.quote.is_some();
        if !says {
            self.warn(place, "an endorsement that says nothing; left out", "Say who endorses, or what");
        }
        says.then_some(endorsement)
    }

    fn link(&mut self, wire: wire::Link, place: &Place<'_>) -> Option<Link> {
        let label = self.text(wire.label, &place.member("label"));
        let at = place.member("url");
        if matches!(wire.url, Maybe::Missing) {
            self.warn(&at, "a link without address; left out", "Give it a url");
        }
        let url = self.href(wire.url, &at)?;
        Some(Link { label: label.unwrap_or_else(|| url.text()), url })
    }

    fn outcome(&mut self, wire: wire::Outcome, place: &Place<'_>) -> Outcome {
        Outcome {
            value: self.take(wire.value, &place.member("value")),
            unit: self.text(wire.unit, &place.member("unit")),
            rank: self.count(wire.rank, &place.member("rank")),
            tied: self.take(wire.tied, &place.member("tied")).unwrap_or(false),
            elected: self.take(wire.elected, &place.member("elected")),
        }
    }
}

/// What JSON Feed itself says of an item.
struct Post {
    id: Text,
    author: Option<(Text, Option<Href>)>,
    title: Option<Text>,
    url: Option<Href>,
    summary: Option<Text>,
    html: Option<Text>,
    plain: Option<Text>,
    published: Option<Date>,
    language: Option<Text>,
    tags: Vec<Text>,
}

impl Post {
    /// Whom the post is by, or else what it is called.
    fn name(&self) -> Text {
        let author = self.author.as_ref().map(|(name, _)| name);
        author.or(self.title.as_ref()).unwrap_or(&self.id).clone()
    }

    /// A post of any blog, read as a nomination of its author.
    fn into_nomination(self) -> Nomination {
        let name = self.name();
        let statement = self.html.map(Statement::Html).or_else(|| self.plain.map(Statement::Plain));
        Nomination {
            candidate: Candidate {
                url: self.author.and_then(|(_, url)| url),
                name: name.clone(),
                ..Candidate::default()
            },
            title: self.title.filter(|title| *title != name),
            id: self.id,
            url: self.url,
            summary: self.summary,
            statement,
            published: self.published,
            language: self.language,
            tags: self.tags,
            ..Nomination::default()
        }
    }
}
