//! The feed as written: JSON Feed 1.1 with the `_hustings` extension.
//!
//! Everything serde does for the feed lives here, and so does the schema,
//! which is made from these types. A member of the wrong type never fails the
//! document: it becomes [`Maybe::Bad`], and the reader in `read.rs`, which
//! knows the path, turns it into a warning. Unknown members are ignored, as
//! the standard asks.
//!
//! Each object is read from a [`Value`], not by a derive of its own: derived
//! readers of these types weighed 30 kB in every reader's browser, brotli.

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

#[cfg(not(target_arch = "wasm32"))]
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// Any JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(Cow<'a, str>),
    /// An array.
    List(Vec<Value<'a>>),
    /// An object.
    Object(Members<'a>),
}

/// The members of an object, in the order written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Members<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl Members<'_> {
    /// Takes a member out; of several with one name the last, as browsers do.
    pub fn take<T: Read>(&mut self, name: &str) -> Maybe<T> {
        // Rust writes a member that is one of its own words so.
        let name = name.trim_start_matches("r#");
        match self.0.iter().rposition(|(known, _)| known == name) {
            Some(at) => Maybe::of(self.0.swap_remove(at).1),
            None => Maybe::Missing,
        }
    }
}

impl Value<'_> {
    /// What a warning calls it.
    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Boolean(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Value::Boolean(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Value::Number(value as f64))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Value::Number(value as f64))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Value::Number(value))
    }
    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(value.to_owned())))
    }
    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Borrowed(value)))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(Name(name)) = object.next_key()? {
            members.push((name, object.next_value()?));
        }
        Ok(Value::Object(Members(members)))
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

/// The name of a member, borrowed where it has no escapes.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_str(ValueVisitor)? {
            Value::Text(name) => Ok(Self(name)),
            _ => Ok(Self(Cow::Borrowed(""))),
        }
    }
}

/// A feed's own members, and its items as they stand in the text: each is read
/// when its turn comes, so that a long feed never holds up the page and a bad
/// item harms no other.
#[derive(Debug, Default)]
pub struct Feed<'a> {
    /// Everything but the items.
    pub members: Members<'a>,
    /// The items, unread.
    pub items: Option<&'a RawValue>,
}

impl<'de> Deserialize<'de> for Feed<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FeedVisitor;
        impl<'de> Visitor<'de> for FeedVisitor {
            type Value = Feed<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
                let mut feed = Feed::default();
                while let Some(Name(name)) = object.next_key()? {
                    if name == "items" {
                        feed.items = Some(object.next_value()?);
                    } else {
                        feed.members.0.push((name, object.next_value()?));
                    }
                }
                Ok(feed)
            }
        }
        deserializer.deserialize_map(FeedVisitor)
    }
}

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

impl<T: Read> Maybe<T> {
    /// Reads a value.
    #[must_use]
    pub fn of(value: Value<'_>) -> Self {
        let found = value.kind();
        if value == Value::Null {
            return Self::Missing;
        }
        T::read(value).map_or(Self::Bad(Mismatch { expected: T::EXPECTED, found }), Self::Good)
    }
}

/// How a type reads itself from any JSON value; `None` says "not mine".
pub trait Read: Sized {
    /// What a warning calls this type.
    const EXPECTED: &'static str;

    /// Reads a value that is not `null`.
    fn read(value: Value<'_>) -> Option<Self>;
}

/// A text.
pub type Text = Rc<str>;

impl Read for Text {
    const EXPECTED: &'static str = "a text";
    fn read(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.into()),
            _ => None,
        }
    }
}

impl Read for f64 {
    const EXPECTED: &'static str = "a number";
    fn read(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }
}

impl Read for bool {
    const EXPECTED: &'static str = "true or false";
    fn read(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Boolean(value) => Some(value),
            _ => None,
        }
    }
}

impl<T: Read> Read for Vec<Maybe<T>> {
    const EXPECTED: &'static str = "a list";
    fn read(value: Value<'_>) -> Option<Self> {
        match value {
            Value::List(list) => Some(list.into_iter().map(Maybe::of).collect()),
            _ => None,
        }
    }
}

/// A text, or a number read as one: JSON Feed lets an `id` be written so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label(pub Text);

impl Read for Label {
    const EXPECTED: &'static str = "a text";
    fn read(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Text(text) => Some(Self(text.into())),
            Value::Number(number) => Some(Self(number.to_string().into())),
            _ => None,
        }
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

impl Read for Fact {
    const EXPECTED: &'static str = "a text, a number, a list or a link";
    fn read(value: Value<'_>) -> Option<Self> {
        Some(match value {
            Value::Null => return None,
            Value::Text(text) => Self::Text(text.into()),
            Value::Number(number) => Self::Number(number),
            Value::Boolean(yes) => Self::Text(if yes { "yes" } else { "no" }.into()),
            Value::List(list) => Self::List(list.into_iter().map(Maybe::of).collect()),
            object @ Value::Object(_) => Self::Object(Box::new(Reference::read(object)?)),
        })
    }
}

/// Facts by their id, in the order written.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Facts(pub Vec<(Text, Maybe<Fact>)>);

impl Read for Facts {
    const EXPECTED: &'static str = "an object";
    fn read(value: Value<'_>) -> Option<Self> {
        let Value::Object(Members(members)) = value else { return None };
        Some(Self(members.into_iter().map(|(id, value)| (id.into(), Maybe::of(value))).collect()))
    }
}

/// Declares the objects of the feed: each member a [`Maybe`], each object
/// readable, and natively the source of the schema.
macro_rules! objects {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident : $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Default, Clone, PartialEq)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema), schemars(default))]
        pub struct $name { $($(#[$field_meta])* pub $field: Maybe<$type>,)* }

        impl Read for $name {
            const EXPECTED: &'static str = "an object";
            fn read(value: Value<'_>) -> Option<Self> {
                let Value::Object(mut members) = value else { return None };
                Some(Self { $($field: members.take(stringify!($field)),)* })
            }
        }
    )*};
}

/// A whole document: the contract, as the schema states it.
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
    #[schemars(default)]
    pub description: Maybe<Text>,
    /// The page that the feed describes.
    #[schemars(default)]
    pub home_page_url: Maybe<Text>,
    /// The next page of the feed, where it is split.
    #[schemars(default)]
    pub next_url: Maybe<Text>,
    /// Language of the feed, as RFC 5646.
    #[schemars(default)]
    pub language: Maybe<Text>,
    /// Whether the feed is finished and will not change any more.
    #[schemars(default)]
    pub expired: Maybe<bool>,
    /// What JSON Feed has no word for.
    #[schemars(default)]
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
