//! The feed as understood: what the rest of the program works on.
//!
//! Invariant: nothing outside this module sees the JSON. [`Page::push`] takes
//! the bytes as they come, [`Page::read`] gives nominations, and warnings beside
//! what could be read; only an unusable document is an error.

mod date;
mod error;
mod found;
mod href;
mod page;
mod read;
mod reader;
pub mod wire;

use std::rc::Rc;

pub use date::{Date, Moment, offset};
pub use error::{ErrorKind, FeedError, LARGE_BYTES, MAX_BYTES, MAX_WARNINGS, Warning, megabytes};
pub use found::{Found, topics};
pub use href::{Href, Resolve};
pub use page::{Known, Page, Progress};
pub use wire::figure;

/// A short immutable text, cheap to share.
pub type Text = Rc<str>;

/// A value in many hands; two are equal when they are the same one, so that a
/// component can tell at once that nothing changed.
#[derive(Debug, Default)]
pub struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    /// Shares a value.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> std::ops::Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What a feed says beside its items.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Head {
    /// The feed's name.
    pub title: Option<Text>,
    /// What the feed is about.
    pub description: Option<Text>,
    /// The page that the feed describes.
    pub home_page: Option<Href>,
    /// The address that names the feed, wherever it is fetched from.
    pub feed_url: Option<Href>,
    /// Language of the feed, as RFC 5646.
    pub language: Option<Text>,
    /// A page that documents the extension as this feed uses it.
    pub about: Option<Href>,
    /// Where people's profiles are: an address with `{handle}` in it.
    pub profiles: Option<Text>,
    /// Whether the feed will not change any more.
    pub expired: bool,
    /// In the order of the feed.
    pub elections: Vec<Rc<Election>>,
    /// In the order in which they are shown.
    pub topics: Vec<Rc<Topic>>,
    /// In the order in which they are shown.
    pub facts: Vec<Rc<FactDefinition>>,
}

impl Head {
    /// The election with this id.
    #[must_use]
    pub fn election(&self, id: &str) -> Option<&Rc<Election>> {
        self.elections.iter().find(|election| &*election.id == id)
    }

    /// The topic with this id.
    #[must_use]
    pub fn topic(&self, id: &str) -> Option<&Rc<Topic>> {
        self.topics.iter().find(|topic| &*topic.id == id)
    }

    /// The definition of the fact with this id.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<&Rc<FactDefinition>> {
        self.facts.iter().find(|fact| &*fact.id == id)
    }

    /// What a further page of the same feed adds.
    pub fn extend(&mut self, other: &Self) {
        for election in &other.elections {
            if self.election(&election.id).is_none() {
                self.elections.push(election.clone());
            }
        }
        for topic in &other.topics {
            if self.topic(&topic.id).is_none() {
                self.topics.push(topic.clone());
            }
        }
        for fact in &other.facts {
            if self.fact(&fact.id).is_none() {
                self.facts.push(fact.clone());
            }
        }
    }
}

/// One contest.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Election {
    /// What nominations name it by.
    pub id: Text,
    /// As shown.
    pub name: Text,
    /// What the elected will be.
    pub office: Option<Text>,
    /// The term that the elected will serve.
    pub term: Option<Text>,
    /// How many are elected.
    pub seats: Option<u32>,
    /// How many of the elected may have a fact in common.
    pub limits: Vec<Limit>,
    /// The voting method.
    pub method: Option<Text>,
    /// How the method works here.
    pub method_note: Option<Text>,
    /// A page about the election.
    pub url: Option<Href>,
    /// Where voters vote.
    pub ballot_url: Option<Href>,
    /// When what happens, in the order of [`Milestone::ALL`].
    pub dates: [Option<Moment>; 4],
    /// The time zone that dates are meant in.
    pub time_zone: Option<Text>,
    /// What a reader should know about the dates.
    pub dates_note: Option<Text>,
    /// How many might vote.
    pub eligible_voters: Option<u32>,
    /// How many voted.
    pub ballots_cast: Option<u32>,
    /// The day that the results are as of.
    pub results_as_of: Option<Date>,
    /// What a reader should know beside this.
    pub note: Option<Text>,
}

impl Election {
    /// The short name where space is scarce: the term, or else the name.
    #[must_use]
    pub fn short_name(&self) -> &Text {
        self.term.as_ref().unwrap_or(&self.name)
    }
}

/// A rule of an election: so many of the elected may have one value of a fact.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Limit {
    /// The id of the fact's definition.
    pub fact: Text,
    /// How many may have the same value.
    pub most: u32,
    /// The rule in words, after "the rules allow".
    pub label: Option<Text>,
    /// Where the rule stands.
    pub url: Option<Href>,
}

/// The dates of an election.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Milestone {
    /// Nominations open.
    NominationsOpen,
    /// Nominations close.
    NominationsClose,
    /// The vote opens.
    VotingOpens,
    /// The vote closes.
    VotingCloses,
}

impl Milestone {
    /// All of them, in the order in which they usually come.
    pub const ALL: [Self; 4] =
        [Self::NominationsOpen, Self::NominationsClose, Self::VotingOpens, Self::VotingCloses];

    /// Whether a day without a time means its end.
    #[must_use]
    pub fn closes(self) -> bool {
        matches!(self, Self::NominationsClose | Self::VotingCloses)
    }
}

/// One subject.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Topic {
    /// What stances name it by.
    pub id: Text,
    /// As shown.
    pub label: Text,
    /// Words that mark a passage as being about it.
    pub keywords: Vec<Text>,
}

/// What a fact is.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct FactDefinition {
    /// What nominations name it by.
    pub id: Text,
    /// As shown.
    pub label: Text,
    /// What its values are.
    pub kind: FactKind,
    /// Whether readers may filter by it.
    pub filter: bool,
    /// Whether the comparison has a row for it.
    pub compare: bool,
    /// The unit of a number.
    pub unit: Option<Text>,
}

/// What a fact's values are.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum FactKind {
    /// Words.
    #[default]
    Text,
    /// A figure.
    Number,
    /// A day.
    Date,
    /// Several values.
    List,
    /// A page.
    Link,
    /// A numbered work.
    Reference,
}

/// A nomination joins a candidate to an election: the unit of a card.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Nomination {
    /// Unique in the feed.
    pub id: Text,
    /// The address of the document that it stands in: relative addresses of its
    /// statement start there. Empty where that is not known.
    pub base: Text,
    /// The original post.
    pub url: Option<Href>,
    /// The person.
    pub candidate: Candidate,
    /// The id of the election, where the feed names one.
    pub election: Option<Text>,
    /// Where the nomination stands; `None` for a plain post.
    pub status: Option<Status>,
    /// Who nominated the candidate.
    pub nominated_by: Option<Text>,
    /// The post's title, where it says more than the candidate's name.
    pub title: Option<Text>,
    /// The editor's summary, or an extract.
    pub summary: Option<Text>,
    /// Whether the summary is made of the statement's own sentences, chosen by a program.
    pub extract: bool,
    /// The candidate's own words.
    pub statement: Option<Statement>,
    /// What the candidate says, topic by topic.
    pub stances: Vec<Stance>,
    /// Typed values by the id of their definition, in the definitions' order.
    pub facts: Vec<(Text, Fact)>,
    /// Proposals and other numbered works.
    pub references: Vec<Reference>,
    /// Who supports the nomination.
    pub endorsements: Vec<Endorsement>,
    /// Other pages.
    pub links: Vec<Link>,
    /// How the vote went.
    pub outcome: Option<Outcome>,
    /// The day that the facts are as of.
    pub as_of: Option<Date>,
    /// When the post was published.
    pub published: Option<Date>,
    /// When it was last changed.
    pub modified: Option<Date>,
    /// Its changes, as far as the feed tells them, the first one first.
    pub edits: Vec<Edit>,
    /// Language of the post, as RFC 5646.
    pub language: Option<Text>,
    /// The tags of the post.
    pub tags: Vec<Text>,
}

impl Nomination {
    /// Whether the feed has none of the candidate's words: what is absent then
    /// can't be held against the candidate.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.stances.is_empty() && self.statement.is_none()
    }

    /// The stances on one topic.
    pub fn stances_on<'a>(&'a self, topic: &'a str) -> impl Iterator<Item = &'a Stance> {
        self.stances.iter().filter(move |stance| &*stance.topic == topic)
    }

    /// The value of one fact.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|(fact, _)| &**fact == id).map(|(_, value)| value)
    }
}

/// A change of a nomination.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Edit {
    /// When.
    pub date: Option<Date>,
    /// What was changed, in the words of whoever did.
    pub note: Option<Text>,
}

/// The person.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Candidate {
    /// The same for ever, whatever the name.
    pub id: Option<Text>,
    /// As shown.
    pub name: Text,
    /// As sorted.
    pub sort_name: Option<Text>,
    /// The name on the forum or code host.
    pub handle: Option<Text>,
    /// The person's page.
    pub url: Option<Href>,
    /// A portrait.
    pub image: Option<Href>,
}

impl Candidate {
    /// The same for every nomination of one person, as far as the feed says who is who.
    #[must_use]
    pub fn identity(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.name)
    }

    /// What the candidate is sorted by.
    #[must_use]
    pub fn sort_name(&self) -> &str {
        self.sort_name.as_deref().unwrap_or(&self.name)
    }
}

/// Where a nomination stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Up for election.
    Nominated,
    /// No longer up for election.
    Withdrawn,
    /// Elected.
    Elected,
    /// Stood, and was not elected.
    NotElected,
}

impl Status {
    /// Every status, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Nominated, Self::Elected, Self::NotElected, Self::Withdrawn];

    /// As written in a feed and in a query.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Nominated => "nominated",
            Self::Withdrawn => "withdrawn",
            Self::Elected => "elected",
            Self::NotElected => "not-elected",
        }
    }

    /// As shown.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Nominated => "Nominated",
            Self::Withdrawn => "Withdrawn",
            Self::Elected => "Elected",
            Self::NotElected => "Not elected",
        }
    }

    /// From its id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.id() == id)
    }
}

/// The candidate's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// As Markdown.
    Markdown(Text),
    /// As HTML.
    Html(Text),
    /// As plain text.
    Plain(Text),
    /// As Markdown, at an address.
    At(Href),
}

/// What one candidate says on one topic.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Stance {
    /// The id of the topic.
    pub topic: Text,
    /// The editor's words.
    pub summary: Option<Text>,
    /// The candidate's words, verbatim.
    pub quote: Option<Text>,
    /// The section of the statement.
    pub anchor: Option<Text>,
    /// Where the evidence is.
    pub url: Option<Href>,
    /// Why the passage is laid to the topic, where a program did it: "keyword: mentoring".
    pub reason: Option<Text>,
}

/// A passage of the statement: the evidence for what was read from it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The section of the statement.
    pub anchor: Option<Text>,
    /// The words, verbatim.
    pub quote: Option<Text>,
}

/// The value of one fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// Words.
    Text(Text),
    /// A figure.
    Number(f64),
    /// A day.
    Date(Date),
    /// Several values.
    List(Vec<Fact>),
    /// A page.
    Link(Link),
    /// A numbered work.
    Reference(Reference),
    /// Words read from the statement, and where.
    Quoted(Text, Passage),
}

/// A proposal or another numbered work.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The series: "PEP".
    pub kind: Option<Text>,
    /// The number in the series.
    pub number: Option<Text>,
    /// Its title.
    pub title: Option<Text>,
    /// Its status.
    pub status: Option<Text>,
    /// The release that carries it.
    pub version: Option<Text>,
    /// The candidate's part in it.
    pub role: Option<Text>,
    /// Its page.
    pub url: Option<Href>,
    /// Where the statement speaks of it.
    pub passage: Passage,
}

impl Reference {
    /// "PEP 703", or the title where there is no number.
    #[must_use]
    pub fn name(&self) -> String {
        match (&self.kind, &self.number) {
            (Some(kind), Some(number)) => format!("{kind} {number}"),
            (None, Some(number)) => number.to_string(),
            _ => self.title.as_deref().unwrap_or_default().to_owned(),
        }
    }
}

/// Another person's support.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Endorsement {
    /// Who gives it.
    pub by: Option<Text>,
    /// The editor's words.
    pub summary: Option<Text>,
    /// Their words, verbatim.
    pub quote: Option<Text>,
    /// The section of the statement that they stand in.
    pub anchor: Option<Text>,
    /// Where it stands.
    pub url: Option<Href>,
}

/// A page and what to call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What to call it.
    pub label: Text,
    /// Where it is.
    pub url: Href,
}

/// How the vote went for one nomination.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Outcome {
    /// Votes, stars or another count.
    pub value: Option<f64>,
    /// What is counted.
    pub unit: Option<Text>,
    /// Place among the nominations of the election, from 1; ties share one.
    pub rank: Option<u32>,
    /// Whether another nomination has the same value.
    pub tied: bool,
    /// Whether the candidate was elected.
    pub elected: Option<bool>,
}
