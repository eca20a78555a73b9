//! The feed as written: JSON Feed 1.1 with the `_hustings` extension.
//!
//! Every serde derive for the feed lives here, and so does the schema, which
//! is made from these types. A member of the wrong type never fails the
//! document: it becomes [`Maybe::Bad`], and the reader in `read.rs`, which
//! knows the path, turns it into a warning. Unknown members are ignored, as
//! the standard asks.

use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

#[cfg(not(target_arch = "wasm32"))]
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// A member that may be absent or of the wrong type.
#[derive(Debug, Default, Clone, PartialEq)]
pub enum Maybe<T> {
    /// Absent, or `null`.
    #[default]
    Missing,
    /// Present and of the right type.
    Good(T),
    /// Present and of another type.
    Bad(Mismatch),
}

/// What was found where something else was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mismatch {
    /// What the format asks for: "a text".
    pub expected: &'static str,
    /// What the feed holds: "a number".
    pub found: &'static str,
}

/// How a type reads itself from any JSON value; `None` says "not mine".
pub trait Read<'de>: Sized {
    /// What a warning calls this type.
    const EXPECTED: &'static str;

    /// From a string.
    fn text(_: &str) -> Option<Self> {
        None
    }
    /// From a number.
    fn number(_: f64) -> Option<Self> {
        None
    }
    /// From `true` or `false`.
    fn boolean(_: bool) -> Option<Self> {
        None
    }
    /// From an array, which must be read to its end.
    ///
    /// # Errors
    /// The document's own syntax errors.
    fn list<A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }
    /// From an object, which must be read to its end.
    ///
    /// # Errors
    /// The document's own syntax errors.
    fn object<A: MapAccess<'de>>(mut object: A) -> Result<Option<Self>, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

struct MaybeVisitor<T>(PhantomData<T>);

impl<T> MaybeVisitor<T> {
    fn found<'de>(value: Option<T>, found: &'static str) -> Maybe<T>
    where
        T: Read<'de>,
    {
        match value {
            Some(value) => Maybe::Good(value),
            None => Maybe::Bad(Mismatch { expected: T::EXPECTED, found }),
        }
    }
}

impl<'de, T: Read<'de>> Visitor<'de> for MaybeVisitor<T> {
    type Value = Maybe<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Maybe::Missing)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Self::found(T::boolean(value), "true or false"))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Self::found(T::number(value as f64), "a number"))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Self::found(T::number(value as f64), "a number"))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Self::found(T::number(value), "a number"))
    }
    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Self::found(T::text(value), "a text"))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        Ok(Self::found(T::list(list)?, "a list"))
    }
    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
        Ok(Self::found(T::object(object)?, "an object"))
    }
}

impl<'de, T: Read<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MaybeVisitor(PhantomData))
    }
}

/// A text.
pub type Text = Rc<str>;

impl Read<'_> for Text {
    const EXPECTED: &'static str = "a text";
    fn text(value: &str) -> Option<Self> {
        Some(value.into())
    }
}

impl Read<'_> for f64 {
    const EXPECTED: &'static str = "a number";
    fn number(value: f64) -> Option<Self> {
        Some(value)
    }
}

impl Read<'_> for bool {
    const EXPECTED: &'static str = "true or false";
    fn boolean(value: bool) -> Option<Self> {
        Some(value)
    }
}

impl<'de, T: Deserialize<'de>> Read<'de> for Vec<T> {
    const EXPECTED: &'static str = "a list";
    fn list<A: SeqAccess<'de>>(list: A) -> Result<Option<Self>, A::Error> {
        Self::deserialize(SeqAccessDeserializer::new(list)).map(Some)
    }
}

/// A text, or a number read as one: JSON Feed lets an `id` be written so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label(pub Text);

impl Read<'_> for Label {
    const EXPECTED: &'static str = "a text";
    fn text(value: &str) -> Option<Self> {
        Some(Self(value.into()))
    }
    fn number(value: f64) -> Option<Self> {
        Some(Self(value.to_string().into()))
    }
}

/// One fact as stated: its kind is named at the top of the feed.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// Words.
    Text(Text),
    /// A figure, in the unit that the fact's definition names.
    Number(f64),
    /// Several values.
    List(Vec<Maybe<Fact>>),
    /// A link (`label`, `url`) or a reference (`type`, `number`, …).
    Object(Box<Reference>),
}

impl<'de> Read<'de> for Fact {
    const EXPECTED: &'static str = "a text, a number, a list or a link";
    fn text(value: &str) -> Option<Self> {
        Some(Self::Text(value.into()))
    }
    fn number(value: f64) -> Option<Self> {
        Some(Self::Number(value))
    }
    fn boolean(value: bool) -> Option<Self> {
        Some(Self::Text(if value { "yes" } else { "no" }.into()))
    }
    fn list<A: SeqAccess<'de>>(list: A) -> Result<Option<Self>, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list)).map(|list| Some(Self::List(list)))
    }
    fn object<A: MapAccess<'de>>(object: A) -> Result<Option<Self>, A::Error> {
        Reference::deserialize(MapAccessDeserializer::new(object))
            .map(|object| Some(Self::Object(Box::new(object))))
    }
}

/// Facts by their id, in the order written.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Facts(pub Vec<(Text, Maybe<Fact>)>);

impl<'de> Read<'de> for Facts {
    const EXPECTED: &'static str = "an object";
    fn object<A: MapAccess<'de>>(mut object: A) -> Result<Option<Self>, A::Error> {
        let mut facts = Vec::new();
        while let Some(id) = object.next_key::<String>()? {
            facts.push((id.into(), object.next_value()?));
        }
        Ok(Some(Self(facts)))
    }
}

/// Declares the objects of the feed: each member a [`Maybe`], each object
/// readable, and natively the source of the schema.
macro_rules! objects {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident : $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Default, Clone, PartialEq, Deserialize)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
        #[serde(default)]
        pub struct $name { $($(#[$field_meta])* pub $field: Maybe<$type>,)* }

        impl<'de> Read<'de> for $name {
            const EXPECTED: &'static str = "an object";
            fn object<A: MapAccess<'de>>(object: A) -> Result<Option<Self>, A::Error> {
                Self::deserialize(MapAccessDeserializer::new(object)).map(Some)
            }
        }
    )*};
}

/// A feed whose items are still unread.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Feed<'a> {
    /// See [`Document::version`].
    pub version: Maybe<Text>,
    /// See [`Document::title`].
    pub title: Maybe<Text>,
    /// See [`Document::description`].
    pub description: Maybe<Text>,
    /// See [`Document::home_page_url`].
    pub home_page_url: Maybe<Text>,
    /// See [`Document::next_url`].
    pub next_url: Maybe<Text>,
    /// See [`Document::language`].
    pub language: Maybe<Text>,
    /// See [`Document::expired`].
    pub expired: Maybe<bool>,
    /// See [`Document::_hustings`].
    pub _hustings: Maybe<Extension>,
    /// The items as they stand in the text: each is read when its turn comes,
    /// so that a long feed never holds up the page and a bad item harms no other.
    #[serde(borrow)]
    pub items: Maybe<Vec<&'a RawValue>>,
}

/// A feed that the browser has parsed or will not parse whole: the contract.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug, JsonSchema)]
#[allow(dead_code, reason = "read by the schema only")]
pub struct Document {
    /// The JSON Feed version, as a URL.
    #[schemars(regex(pattern = r"^https://jsonfeed\.org/version/1(\.1)?$"))]
    pub version: String,
    /// The feed's name.
    pub title: String,
    /// What the feed is about.
    #[serde(default)]
    pub description: Maybe<Text>,
    /// The page that the feed describes.
    #[serde(default)]
    pub home_page_url: Maybe<Text>,
    /// The next page of the feed, where it is split.
    #[serde(default)]
    pub next_url: Maybe<Text>,
    /// Language of the feed, as RFC 5646.
    #[serde(default)]
    pub language: Maybe<Text>,
    /// Whether the feed is finished and will not change any more.
    #[serde(default)]
    pub expired: Maybe<bool>,
    /// What JSON Feed has no word for.
    #[serde(default)]
    pub _hustings: Maybe<Extension>,
    /// The nominations.
    pub items: Vec<Item>,
}

objects! {
    /// `_hustings` at the top of the feed.
    Extension {
        /// The version of this extension: 1.
        version: f64,
        /// A page that documents the extension.
        about: Text,
        /// The contests that the items belong to.
        elections: Vec<Maybe<Election>>,
        /// The subjects, in the order in which they are shown.
        topics: Vec<Maybe<Topic>>,
        /// The typed values of a nomination, in the order in which they are shown.
        facts: Vec<Maybe<FactDefinition>>,
    }

    /// One contest.
    Election {
        /// What items name it by.
        id: Label,
        /// Its name.
        name: Text,
        /// What the elected will be: "Steering Council".
        office: Text,
        /// The term that the elected will serve: "2025 term".
        term: Text,
        /// How many are elected.
        seats: f64,
        /// The voting method: "Approval".
        method: Text,
        /// How the method works here.
        method_note: Text,
        /// A page about the election.
        url: Text,
        /// Where voters vote.
        ballot_url: Text,
        /// When what happens.
        dates: Dates,
        /// How many might vote.
        eligible_voters: f64,
        /// How many voted.
        ballots_cast: f64,
        /// The date of the results, as RFC 3339.
        results_as_of: Text,
        /// What a reader should know beside this.
        note: Text,
    }

    /// An election's dates: RFC 3339, a day or a moment.
    Dates {
        /// First day of nominations.
        nominations_open: Text,
        /// Last day of nominations.
        nominations_close: Text,
        /// First day of the vote.
        voting_open: Text,
        /// Last day of the vote.
        voting_close: Text,
        /// The time zone that days are meant in: "AoE", "UTC".
        time_zone: Text,
        /// What a reader should know about the dates.
        note: Text,
    }

    /// One subject.
    Topic {
        /// What stances name it by.
        id: Label,
        /// Its name.
        label: Text,
        /// Words that mark a passage as being about it.
        keywords: Vec<Maybe<Text>>,
    }

    /// What a fact is.
    FactDefinition {
        /// What items name it by.
        id: Label,
        /// Its name.
        label: Text,
        /// `text`, `number`, `date`, `list`, `link` or `reference`.
        kind: Text,
        /// Whether readers may filter by it.
        filter: bool,
        /// Whether the comparison has a row for it.
        compare: bool,
        /// The unit of a number.
        unit: Text,
    }

    /// One item: a nomination, or any post.
    Item {
        /// Unique in the feed, and the same for ever.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(required))]
        id: Label,
        /// The original post.
        url: Text,
        /// The post's title.
        title: Text,
        /// A summary: the editor's words.
        summary: Text,
        /// The post as HTML.
        content_html: Text,
        /// The post as plain text.
        content_text: Text,
        /// Who wrote the post.
        authors: Vec<Maybe<Author>>,
        /// The tags of the post.
        tags: Vec<Maybe<Text>>,
        /// When the post was published, as RFC 3339.
        date_published: Text,
        /// Language of the post, as RFC 5646.
        language: Text,
        /// What JSON Feed has no word for.
        _hustings: Nomination,
    }

    /// An author of JSON Feed.
    Author {
        /// The author's name.
        name: Text,
        /// The author's page.
        url: Text,
    }

    /// `_hustings` in an item.
    Nomination {
        /// Who is nominated.
        candidate: Candidate,
        /// The id of the election.
        election: Label,
        /// `nominated`, `withdrawn`, `elected` or `not-elected`.
        status: Text,
        /// Who nominated the candidate.
        nominated_by: Text,
        /// The candidate's own words, as Markdown.
        statement: Text,
        /// The candidate's own words, as HTML.
        statement_html: Text,
        /// Where the candidate's own words are, as Markdown.
        statement_url: Text,
        /// What the candidate says, topic by topic.
        stances: Vec<Maybe<Stance>>,
        /// Typed values by the id of their definition.
        facts: Facts,
        /// Proposals and other numbered works.
        references: Vec<Maybe<Reference>>,
        /// Who supports the nomination.
        endorsements: Vec<Maybe<Endorsement>>,
        /// Other pages.
        links: Vec<Maybe<Link>>,
        /// How the vote went.
        result: Outcome,
        /// The day that the facts are as of, as RFC 3339.
        as_of: Text,
    }

    /// The person.
    Candidate {
        /// The same for ever, whatever the name.
        id: Label,
        /// As it should be shown.
        name: Text,
        /// As it should be sorted.
        sort_name: Text,
        /// The name on the forum or code host.
        handle: Text,
        /// The person's page.
        url: Text,
        /// A portrait.
        image: Text,
    }

    /// What one candidate says on one topic.
    Stance {
        /// The id of the topic.
        topic: Label,
        /// The editor's words.
        summary: Text,
        /// The candidate's words, verbatim.
        quote: Text,
        /// The section of the statement.
        anchor: Text,
        /// Where the evidence is, if not in the post.
        url: Text,
    }

    /// A proposal or another numbered work; in a fact also a plain link.
    Reference {
        /// The series: "PEP".
        r#type: Text,
        /// The number in the series.
        number: Label,
        /// Its title.
        title: Text,
        /// Its status, at the nomination's `as_of`.
        status: Text,
        /// The release that carries it.
        version: Text,
        /// The candidate's part in it.
        role: Text,
        /// Its page.
        url: Text,
        /// The words of a link.
        label: Text,
    }

    /// Another person's support.
    Endorsement {
        /// Who gives it.
        by: Text,
        /// The editor's words.
        summary: Text,
        /// Their words, verbatim.
        quote: Text,
        /// Where it stands.
        url: Text,
    }

    /// A page and what to call it.
    Link {
        /// What to call it.
        label: Text,
        /// Where it is.
        url: Text,
    }

    /// How the vote went for one nomination.
    Outcome {
        /// Votes, stars or another count.
        value: f64,
        /// What is counted: "votes".
        unit: Text,
        /// Place among the nominations of the election; ties share one.
        rank: f64,
        /// Whether another nomination has the same value.
        tied: bool,
        /// Whether the candidate was elected.
        elected: bool,
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod schema {
    //! A `Maybe<T>` is written as a `T`.

    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{Fact, Facts, Label, Maybe, Reference};

    impl<T: JsonSchema> JsonSchema for Maybe<T> {
        fn inline_schema() -> bool {
            T::inline_schema()
        }
        fn schema_name() -> Cow<'static, str> {
            T::schema_name()
        }
        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            T::json_schema(generator)
        }
    }

    impl JsonSchema for Label {
        fn inline_schema() -> bool {
            true
        }
        fn schema_name() -> Cow<'static, str> {
            "Label".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({ "type": ["string", "number"] })
        }
    }

    impl JsonSchema for Fact {
        fn schema_name() -> Cow<'static, str> {
            "Fact".into()
        }
        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let one = generator.subschema_for::<Reference>();
            json_schema!({ "anyOf": [
                { "type": ["string", "number", "boolean"] },
                { "type": "array", "items": { "anyOf": [{ "type": ["string", "number"] }, one] } },
                one,
            ] })
        }
    }

    impl JsonSchema for Facts {
        fn schema_name() -> Cow<'static, str> {
            "Facts".into()
        }
        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let fact = generator.subschema_for::<Fact>();
            json_schema!({ "type": "object", "additionalProperties": fact })
        }
    }
}
