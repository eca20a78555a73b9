//! What reads the statements of one feed: it keeps what it read, since topics
//! that the feed does not name are found in all of them together.

use super::emoji::{Emoji, shortcode};
use super::endorsement::Endorsement;
use super::facts::{FactKind, facts};
use super::references::references;
use super::scan::Scan;
use super::topics::Keywords;
use super::{Kind, Means, discover, read, summary};
use crate::domain::blocks::Block;
use crate::domain::document::{self, Document, Place};
use crate::domain::json::Writer;
use crate::feed::{Resolve, Text, Topic};

/// Reads the statements of one feed.
#[derive(Debug, Default)]
pub struct Engine {
    emoji: Option<Emoji>,
    profiles: Option<String>,
    /// As the feed names them, or as they were found.
    topics: Vec<Topic>,
    keywords: Option<Keywords>,
    read: Vec<Statement>,
}

/// A statement that was read.
#[derive(Debug)]
struct Statement {
    /// The id of its nomination.
    id: String,
    blocks: Vec<Block>,
    document: Document,
}

/// Links of one statement that are listed.
const MOST_LINKS: usize = 40;

impl Engine {
    /// Gives it the emoji by their shortcodes.
    pub fn set_emoji(&mut self, table: String) {
        self.emoji = Some(Emoji::new(table));
    }

    /// Whether a text has shortcodes and the emoji are not there yet.
    #[must_use]
    pub fn wants_emoji(&self, text: &str) -> bool {
        self.emoji.is_none() && shortcode(text).is_some()
    }

    /// Where people's profiles are, as an address with `{handle}` in it, and
    /// the topics of the feed: id, label and keywords, each followed by
    /// `\u{1f}`, each topic by `\u{1e}`. Without any, those found stay.
    pub fn set_feed(&mut self, profiles: String, topics: &str) {
        let topics = topics.split_terminator('\u{1e}').filter_map(|topic| {
            let mut words = topic.split_terminator('\u{1f}').map(Text::from);
            Some(Topic { id: words.next()?, label: words.next()?, keywords: words.collect() })
        });
        self.set_topics(profiles, topics.collect());
    }

    /// The same, where the topics are there as such.
    pub fn set_topics(&mut self, profiles: String, topics: Vec<Topic>) {
        self.profiles = Some(profiles).filter(|profiles| !profiles.is_empty());
        self.know(topics);
    }

    fn know(&mut self, topics: Vec<Topic>) {
        if !topics.is_empty() && topics != self.topics {
            self.keywords = Some(Keywords::of(&topics));
            self.topics = topics;
        }
    }

    /// Reads a nomination's statement, and keeps its blocks; what was found in it is
    /// given as the JSON that [`Found`](crate::feed::Found) reads.
    pub fn read(&mut self, id: &str, text: &str, kind: Kind, resolve: Resolve<'_>) -> String {
        let means = Means { emoji: self.emoji.as_ref(), profiles: self.profiles.as_deref() };
        let (blocks, cut) = read(text, kind, &means, resolve);
        let mut document = Document::new(&blocks);
        let mut json = Writer::default();
        json.object(|json| {
            if cut {
                json.member_flag("cut", true);
            }
            let scan = Scan::new(&blocks, &document);
            write_facts(&scan, &document, json);
            write_references(&scan, &document, json);
            let endorsement = scan.endorsement.clone();
            write_endorsement(&mut document, endorsement, json);
            let summary = summary::extract(&document, summary::LENGTH);
            if !summary.is_empty() {
                json.member("summary", &*summary::text(&document, &summary));
            }
            self.write_stances(&document, json);
        });
        self.forget(id);
        self.read.push(Statement { id: id.to_owned(), blocks, document });
        json.finish()
    }

    /// Keeps a statement no longer.
    pub fn forget(&mut self, id: &str) {
        self.read.retain(|known| known.id != id);
    }

    /// The blocks of a statement that was read.
    #[must_use]
    pub fn blocks(&self, id: &str) -> &[Block] {
        self.read.iter().find(|known| known.id == id).map_or(&[], |known| &known.blocks)
    }

    fn write_stances(&self, document: &Document, json: &mut Writer) {
        let Some(keywords) = &self.keywords else { return };
        json.member_list("stances", |json| {
            for laid in keywords.lay(document) {
                let Some(topic) = self.topics.get(laid.topic) else { continue };
                json.object(|json| {
                    json.member("topic", &*topic.id);
                    json.member("reason", &*laid.reason.to_string());
                    write_passage(document, &laid.place, json);
                });
            }
        });
    }

    /// Finds topics in all that was read: the JSON that [`topics`](crate::feed::topics) reads.
    /// What each statement says on them is told by [`Engine::lay`].
    pub fn discover(&mut self) -> String {
        let documents: Vec<_> = self.read.iter().map(|known| &known.document).collect();
        self.know(discover::discover(&documents));
        let mut json = Writer::default();
        json.object(|json| {
            json.member_list("topics", |json| {
                for topic in &self.topics {
                    json.object(|json| {
                        json.member("id", &*topic.id);
                        json.member("label", &*topic.label);
                        json.member_list("keywords", |json| {
                            topic.keywords.iter().for_each(|word| json.text(word));
                        });
                    });
                }
            });
        });
        json.finish()
    }

    /// Lays a statement that was read to the topics known by now: the JSON that
    /// [`Found`](crate::feed::Found) reads.
    #[must_use]
    pub fn lay(&self, id: &str) -> String {
        let mut json = Writer::default();
        json.object(|json| {
            if let Some(known) = self.read.iter().find(|known| known.id == id) {
                self.write_stances(&known.document, json);
            }
        });
        json.finish()
    }
}

/// The words at a place, and the anchor of their section.
fn write_passage(document: &Document, place: &Place, json: &mut Writer) {
    json.member("quote", document.text(place));
    json.member("anchor", Some(document.anchor(place)).filter(|anchor| !anchor.is_empty()));
}

fn write_facts(scan: &Scan<'_>, document: &Document, json: &mut Writer) {
    let facts = facts(scan);
    json.member_object("facts", |json| {
        for kind in FactKind::ALL {
            let of_kind = || facts.iter().filter(|fact| fact.kind == kind);
            if of_kind().next().is_none() {
                continue;
            }
            json.member_list(kind.id(), |json| {
                for fact in of_kind() {
                    json.object(|json| {
                        json.member("value", &*fact.value);
                        write_passage(document, &fact.evidence, json);
                    });
                }
            });
        }
    });
}

/// What is only mentioned is not the nominee's.
fn write_references(scan: &Scan<'_>, document: &Document, json: &mut Writer) {
    let references = references(scan);
    json.member_list("references", |json| {
        for work in references.works.iter().filter(|work| !work.mentioned) {
            json.object(|json| {
                json.member("type", work.series);
                json.member("number", &*work.number.to_string());
                json.member("title", work.title.as_ref().map(|place| document.text(place)));
                json.member("status", work.status);
                json.member("version", work.version.as_ref().map(|place| document.text(place)));
                json.member("role", work.role);
                json.member("url", work.page().as_deref());
                write_passage(document, &work.evidence, json);
            });
        }
    });
    json.member_list("links", |json| {
        for link in references.links.iter().filter(|link| link.listed).take(MOST_LINKS) {
            json.object(|json| {
                json.member("label", document.text(&link.label));
                json.member("url", &*link.address);
            });
        }
    });
}

/// Another's words at the end are not the nominee's: neither summary nor
/// stances are made of them.
fn write_endorsement(document: &mut Document, endorsement: Option<Endorsement>, json: &mut Writer) {
    let Some(endorsement) = endorsement else { return };
    let said =
        endorsement.leaves.clone().filter(|leaf| endorsement.by.as_ref().is_none_or(|by| by.leaf != *leaf));
    // One quotation stands for all of it, and leads there.
    let longest = said.max_by_key(|leaf| document.leaves.get(*leaf).map_or(0, |leaf| leaf.text.len()));
    json.member_list("endorsements", |json| {
        json.object(|json| {
            json.member("by", endorsement.by.as_ref().map(|place| document.text(place)));
            if let Some(leaf) = longest {
                let bytes = 0..document.leaves.get(leaf).map_or(0, |leaf| leaf.text.len());
                write_passage(document, &Place { leaf, bytes }, json);
            }
        });
    });
    for leaf in document.leaves.get_mut(endorsement.leaves).into_iter().flatten() {
        if leaf.kind != document::Kind::Heading {
            leaf.kind = document::Kind::Quoted;
        }
    }
}
