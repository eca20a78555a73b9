//! The feeds that are invented: an election and a blog, written in `feeds/`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};
use serde::Deserialize;

use super::shape::{
    Author, Candidate, Election, Endorsement, Extension, Fact, Feed, Item, Link, Nomination, Reference,
    Stance, Status, Topic, VERSION, Value,
};
use super::{files, read_front_matter, read_toml};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    title: String,
    home_page_url: String,
    description: String,
    user_comment: String,
    language: String,
    election: Option<Election>,
    #[serde(default)]
    topics: Vec<Topic>,
    #[serde(default)]
    facts: Vec<Fact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nominee {
    id: String,
    url: String,
    title: String,
    summary: Option<String>,
    date_published: String,
    language: Option<String>,
    candidate: Candidate,
    status: Status,
    nominated_by: Option<String>,
    as_of: String,
    #[serde(default)]
    facts: BTreeMap<String, Value>,
    #[serde(default)]
    stances: Vec<Stance>,
    #[serde(default)]
    references: Vec<Reference>,
    #[serde(default)]
    endorsements: Vec<Endorsement>,
    #[serde(default)]
    links: Vec<Link>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Post {
    id: String,
    url: String,
    title: String,
    summary: Option<String>,
    date_published: String,
    authors: Vec<Author>,
    tags: Vec<String>,
}

/// The invented election: one file per nominee, `.md` for a Markdown statement and `.html` for one in HTML.
pub(super) fn sample_election(sources: &Path) -> Result<Feed> {
    let folder = sources.join("sample-election");
    let mut head: Head = read_toml(&folder.join("election.toml"))?;
    let Some(election) = head.election.take() else {
        bail!("sample-election/election.toml: no election; add [election] with its id, name and dates");
    };

    let mut paths = files(&folder, "md")?;
    paths.extend(files(&folder, "html")?);
    paths.sort();
    let mut items = Vec::new();
    for path in paths {
        let (nominee, statement): (Nominee, String) = read_front_matter(&path)?;
        let html = path.extension().is_some_and(|extension| extension == "html");
        items.push(nominee.item(&election.id, statement, html));
    }
    Ok(head.feed(Some(election), items))
}

/// The invented blog: a JSON Feed without the extension.
pub(super) fn plain_feed(sources: &Path) -> Result<Feed> {
    let folder = sources.join("plain-feed");
    let head: Head = read_toml(&folder.join("blog.toml"))?;
    let mut items = Vec::new();
    for path in files(&folder, "html")? {
        let (post, html): (Post, String) = read_front_matter(&path)?;
        items.push(Item {
            id: post.id,
            url: post.url,
            title: post.title,
            summary: post.summary,
            content_html: Some(html),
            authors: post.authors,
            tags: post.tags,
            date_published: Some(post.date_published),
            ..Item::default()
        });
    }
    items.sort_by(|one, other| other.date_published.cmp(&one.date_published));
    Ok(head.feed(None, items))
}

impl Head {
    fn feed(self, election: Option<Election>, items: Vec<Item>) -> Feed {
        Feed {
            version: VERSION,
            title: self.title,
            home_page_url: self.home_page_url,
            description: self.description,
            user_comment: self.user_comment,
            language: self.language,
            extension: election.map(|election| Extension::new(vec![election], self.topics, self.facts)),
            items,
        }
    }
}

impl Nominee {
    fn item(self, election: &str, statement: String, html: bool) -> Item {
        // Readers that don't know the extension get the editor's summary, or failing that a pointer to the statement.
        let pointer = format!("An invented nomination. The statement: {}", self.url);
        let text = match &self.summary {
            Some(summary) => format!("{summary} {pointer}"),
            None => pointer,
        };
        let (statement, statement_html) =
            if html { (None, Some(statement)) } else { (Some(statement), None) };
        Item {
            id: self.id,
            url: self.url,
            title: self.title,
            summary: self.summary,
            content_text: (!html).then_some(text),
            content_html: statement_html.clone(),
            authors: vec![Author { name: self.candidate.name.clone(), url: None }],
            tags: vec!["invented".to_owned(), self.status.label().to_owned()],
            date_published: Some(self.date_published),
            language: self.language,
            nomination: Some(Nomination {
                candidate: self.candidate,
                election: election.to_owned(),
                status: self.status,
                nominated_by: self.nominated_by,
                statement,
                statement_html,
                stances: self.stances,
                facts: self.facts,
                references: self.references,
                endorsements: self.endorsements,
                links: self.links,
                result: None,
                as_of: Some(self.as_of),
            }),
        }
    }
}
