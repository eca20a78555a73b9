//! The feed as it is published: JSON Feed 1.1 with `_hustings`. The order of the fields is the order in the file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(super) const VERSION: &str = "https://jsonfeed.org/version/1.1";

/// Where the extension is described; a placeholder until the project has an address.
pub(super) const ABOUT: &str = "https://example.org/hustings/feed";

#[derive(Serialize)]
pub(super) struct Feed {
    pub(super) version: &'static str,
    pub(super) title: String,
    pub(super) home_page_url: String,
    pub(super) description: String,
    pub(super) user_comment: String,
    pub(super) language: String,
    #[serde(rename = "_hustings", skip_serializing_if = "Option::is_none")]
    pub(super) extension: Option<Extension>,
    pub(super) items: Vec<Item>,
}

#[derive(Serialize)]
pub(super) struct Extension {
    pub(super) version: u32,
    pub(super) about: &'static str,
    pub(super) elections: Vec<Election>,
    pub(super) topics: Vec<Topic>,
    pub(super) facts: Vec<Fact>,
}

impl Extension {
    pub(super) fn new(elections: Vec<Election>, topics: Vec<Topic>, facts: Vec<Fact>) -> Self {
        Self { version: 1, about: ABOUT, elections, topics, facts }
    }
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Election {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) office: String,
    pub(super) term: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) seats: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) limits: Vec<Limit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) method: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) method_note: Option<String>,
    pub(super) url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ballot_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dates: Option<Dates>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) eligible_voters: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ballots_cast: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) results_as_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

#[derive(Serialize, Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct Limit {
    pub(super) fact: String,
    pub(super) most: u32,
    pub(super) label: String,
    pub(super) url: String,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Dates {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) nominations_open: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) nominations_close: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) voting_open: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) voting_close: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time_zone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Topic {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) keywords: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fact {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) kind: Kind,
    pub(super) filter: bool,
    pub(super) compare: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) unit: Option<String>,
}

#[derive(Serialize, Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Text,
    Number,
    Date,
    List,
    Link,
    Reference,
}

#[derive(Serialize, Default)]
pub(super) struct Item {
    pub(super) id: String,
    pub(super) url: String,
    pub(super) title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) content_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) content_html: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) authors: Vec<Author>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<String>,
    #[serde(rename = "_hustings", skip_serializing_if = "Option::is_none")]
    pub(super) nomination: Option<Nomination>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Author {
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Nomination {
    pub(super) candidate: Candidate,
    pub(super) election: String,
    pub(super) status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) nominated_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) statement: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) statement_html: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) stances: Vec<Stance>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) facts: BTreeMap<String, Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) references: Vec<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) endorsements: Vec<Endorsement>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) links: Vec<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) result: Option<Outcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) as_of: Option<String>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Candidate {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sort_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) handle: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
}

#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Status {
    Nominated,
    Withdrawn,
    Elected,
    NotElected,
}

impl Status {
    pub(super) fn of(elected: bool) -> Self {
        if elected { Self::Elected } else { Self::NotElected }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Nominated => "nominated",
            Self::Withdrawn => "withdrawn",
            Self::Elected => "elected",
            Self::NotElected => "not elected",
        }
    }
}

/// What a candidate says on a topic: `summary` is the editor's, `quote` is the candidate's own.
#[derive(Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Stance {
    pub(super) topic: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quote: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) anchor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
}

/// A fact's value; which one it may be is the `kind` of the fact.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Value {
    Text(String),
    Number(u64),
    List(Vec<String>),
    Link(Link),
    References(Vec<Reference>),
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Reference {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) number: u32,
    pub(super) title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<String>,
    pub(super) url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status_as_of: Option<String>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Endorsement {
    pub(super) by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quote: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Link {
    pub(super) label: String,
    pub(super) url: String,
}

#[derive(Serialize, Clone, Copy)]
pub(super) struct Outcome {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unit: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rank: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tied: Option<bool>,
    pub(super) elected: bool,
}
