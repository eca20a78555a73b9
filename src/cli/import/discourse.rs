//! Topics of a Discourse forum: the first post of each is a statement.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use scraper::{Html, Node, Selector};
use serde_json::{Map, Value, json};

use super::draft::{Draft, Drafts, line};
use crate::cli::args::Discourse;
use crate::cli::report::{Finding, Report};
use crate::cli::source::read;
use crate::cli::web::{Web, resolve};
use crate::cli::write::save;
use crate::feed::MAX_BYTES;

/// Imports all sources; what can't be had is told, and the rest goes on.
///
/// # Errors
/// When nothing can be written.
pub fn run(args: &Discourse, report: &mut Report) -> Result<(), Finding> {
    let hosts: std::collections::HashSet<_> = args.sources.iter().filter_map(|source| host(source)).collect();
    if args.api_key.is_some() && hosts.len() > 1 {
        let problem = "a key was given, and the addresses are of several forums";
        return Err(Finding::error(
            "--api-key",
            problem,
            "Import from one forum at a time: a key is shown to nobody else",
        ));
    }
    let mut forum = Forum::new(args);
    let mut drafts = Drafts::new(&args.into.output, args.into.election.clone());
    let mut done = Done::of(&args.into.output);
    let mut topics = Vec::new();
    for source in &args.sources {
        let found = if source.contains("://") { forum.find(source) } else { saved(source) };
        match found {
            Ok(found) => topics.extend(found),
            Err(finding) => report.add(finding),
        }
    }
    let bar = ProgressBar::new(topics.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    for topic in topics {
        bar.set_message(topic.told());
        if !done.has(&topic.key()) {
            match take(&topic, &mut forum, args, report) {
                Ok(Some(draft)) => match drafts.put(draft) {
                    Ok(outcome) => bar.suspend(|| crate::cli::say(&line(&outcome))),
                    Err(finding) => report.add(finding),
                },
                Ok(None) => {}
                Err(finding) => {
                    report.add(finding);
                    bar.inc(1);
                    continue;
                }
            }
            done.add(&topic.key())?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    // Whoever asks again asks for what is new.
    if report.errors == 0 {
        done.forget();
    }
    Ok(())
}

fn host(source: &str) -> Option<String> {
    let url = url::Url::parse(source).ok()?;
    Some(format!("{}:{}", url.host_str()?, url.port_or_known_default()?))
}

/// A topic: where it is, or what was saved of it.
enum Topic {
    At(String),
    Saved(String, Value),
}

impl Topic {
    fn told(&self) -> String {
        match self {
            Self::At(address) => address.clone(),
            Self::Saved(file, _) => file.clone(),
        }
    }

    fn key(&self) -> String {
        self.told()
    }
}

/// Reads what was saved: a topic, or a list of topics by their addresses.
fn saved(source: &str) -> Result<Vec<Topic>, Finding> {
    let text = read(Path::new(source), source, MAX_BYTES as u64)?;
    let json: Value = serde_json::from_str(&text).map_err(|error| {
        Finding::error(source, format!("not JSON ({error})"), "Save the address with .json at its end")
    })?;
    if json.get("post_stream").is_some() || json.get("cooked").is_some() {
        return Ok(vec![Topic::Saved(source.to_owned(), json)]);
    }
    let problem = "neither a topic nor a post of Discourse";
    Err(Finding::error(source, problem, "Save a topic: its address with .json at its end"))
}

/// Makes a draft of a topic; nothing where there is nothing to make.
fn take(
    topic: &Topic,
    forum: &mut Forum,
    args: &Discourse,
    report: &mut Report,
) -> Result<Option<Draft>, Finding> {
    let (told, base, json) = match topic {
        Topic::Saved(file, json) => (file.clone(), None, json.clone()),
        Topic::At(address) => match forum.topic(address)? {
            Some(json) => (address.clone(), Some(address.clone()), json),
            None => {
                let problem = "the topic is gone; a nomination that was imported before stays as it is";
                report.add(Finding::warning(
                    &told_of(address),
                    problem,
                    "Write “status: withdrawn” in it, if that is so",
                ));
                return Ok(None);
            }
        },
    };
    let tags = tags(&json);
    if args.tag.as_ref().is_some_and(|tag| !tags.iter().any(|own| own.eq_ignore_ascii_case(tag))) {
        return Ok(None);
    }
    let Some(post) = first_post(&json) else {
        let problem = "has no first post";
        return Err(Finding::error(&told, problem, "Save or name the topic itself, not a post further down"));
    };
    Ok(Some(draft(&told, base.as_deref(), &json, post, &tags, report)))
}

fn told_of(address: &str) -> String {
    address.split('?').next().unwrap_or(address).to_owned()
}

/// The post that the topic began with: the first of its stream, wherever it stands among those that are there.
fn first_post(json: &Value) -> Option<&Value> {
    let Some(stream) = json.get("post_stream") else {
        return Some(json).filter(|json| json.get("cooked").is_some());
    };
    let posts = stream.get("posts")?.as_array()?;
    let first = stream.get("stream").and_then(|ids| ids.get(0)).and_then(Value::as_u64);
    posts.iter().find(|post| match first {
        Some(first) => post.get("id").and_then(Value::as_u64) == Some(first),
        None => post.get("post_number").and_then(Value::as_u64) == Some(1),
    })
}

/// Tags are words in older forums, and objects in newer ones.
fn tags(json: &Value) -> Vec<String> {
    let tags = json.get("tags").and_then(Value::as_array).into_iter().flatten();
    let name = |tag: &Value| tag.as_str().or_else(|| tag.get("name")?.as_str()).map(str::to_owned);
    tags.filter_map(name).collect()
}

fn draft(
    told: &str,
    base: Option<&str>,
    json: &Value,
    post: &Value,
    tags: &[String],
    report: &mut Report,
) -> Draft {
    let text = |value: &Value, name: &str| {
        value
            .get(name)
            .and_then(Value::as_str)
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let number = |value: &Value, name: &str| value.get(name).and_then(Value::as_u64);
    let handle = text(post, "username");
    let name = text(post, "name").or_else(|| handle.clone()).unwrap_or_else(|| "Unnamed".to_owned());
    let id = number(post, "topic_id").or_else(|| number(json, "id")).unwrap_or_default();
    let slug = text(post, "topic_slug").or_else(|| text(json, "slug"));
    let title = text(json, "title");
    let url = base.and_then(|base| {
        resolve(
            base,
            &format!("/t/{}{id}", slug.as_deref().map(|slug| format!("{slug}/")).unwrap_or_default()),
        )
    });

    let mut candidate = Map::new();
    candidate.insert("name".into(), name.clone().into());
    if let Some(handle) = &handle {
        candidate.insert("handle".into(), handle.clone().into());
        let profile = base.and_then(|base| resolve(base, &format!("/u/{handle}")));
        candidate.extend(profile.map(|profile| ("url".to_owned(), profile.into())));
    }
    let mut members = Map::new();
    members.insert("candidate".into(), candidate.into());
    members.extend(title.clone().map(|title| ("title".to_owned(), title.into())));
    members.extend(url.clone().map(|url| ("url".to_owned(), url.into())));
    members.extend(text(post, "created_at").map(|date| ("date_published".to_owned(), date.into())));
    let version = number(post, "version");
    if version.is_some_and(|version| version > 1) {
        members.extend(text(post, "updated_at").map(|date| ("date_modified".to_owned(), date.into())));
    }
    if !tags.is_empty() {
        members.insert("tags".into(), json!(tags));
    }
    let is_true = |value: &Value, name: &str| value.get(name).and_then(Value::as_bool).unwrap_or(false);
    let gone = ["deleted_at", "deleted_by"]
        .iter()
        .any(|name| [json, post].iter().any(|value| value.get(*name).is_some_and(|value| !value.is_null())));
    let gone = gone || is_true(post, "user_deleted") || is_true(post, "hidden");
    let is_withdrawn = |word: &str| word.to_lowercase().contains("withdrawn");
    let withdrawn =
        gone || tags.iter().any(|tag| is_withdrawn(tag)) || title.as_deref().is_some_and(is_withdrawn);
    if withdrawn {
        members.insert("status".into(), "withdrawn".into());
    }
    let (mut statement, mut html) = match (text(post, "raw"), text(post, "cooked")) {
        (Some(raw), _) => (raw, false),
        (None, Some(cooked)) => {
            (base.map_or_else(|| cooked.clone(), |base| whole_addresses(&cooked, base)), true)
        }
        (None, None) => (String::new(), false),
    };
    if gone {
        let problem =
            "the post was deleted or hidden; its words are left out, and the nomination is withdrawn";
        report.add(Finding::warning(
            told,
            problem,
            "Ask the nominee, and take the file away if that is right",
        ));
        (statement, html) = (String::new(), false);
    }
    let source = url.unwrap_or_else(|| format!("discourse topic {id}"));
    let name = handle.unwrap_or(name);
    Draft { name, members, statement, html, source, version }
}

/// A post's HTML with addresses that lead to the forum from anywhere.
fn whole_addresses(cooked: &str, base: &str) -> String {
    let mut document = Html::parse_fragment(cooked);
    let Ok(selector) = Selector::parse("[href], [src]") else { return cooked.to_owned() };
    let found: Vec<_> = document.select(&selector).map(|element| element.id()).collect();
    for id in found {
        if let Some(mut node) = document.tree.get_mut(id)
            && let Node::Element(element) = node.value()
        {
            for (name, value) in element.attrs.iter_mut() {
                let is_relative = value.starts_with('/');
                if matches!(&*name.local, "href" | "src") && is_relative {
                    *value = resolve(base, value).unwrap_or_else(|| value.to_string()).into();
                }
            }
        }
    }
    document.root_element().inner_html()
}

/// What an import that was cut off has done already.
struct Done {
    path: PathBuf,
    keys: Vec<String>,
}

impl Done {
    fn of(folder: &Path) -> Self {
        let path = folder.join(".hustings-import");
        let keys = fs::read_to_string(&path).unwrap_or_default().lines().map(str::to_owned).collect();
        Self { path, keys }
    }

    fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|done| done == key)
    }

    fn add(&mut self, key: &str) -> Result<(), Finding> {
        self.keys.push(key.to_owned());
        save(&self.path, self.keys.join("\n").as_bytes()).map(drop)
    }

    fn forget(&self) {
        // It would only save the next import some requests.
        let _ = fs::remove_file(&self.path);
    }
}

/// A forum that is asked one thing at a time.
struct Forum {
    web: Web,
    delay: Duration,
    key: Option<(String, Option<String>)>,
    asked: bool,
}

/// Times that one thing is asked for.
const MOST_TRIES: u32 = 5;
/// The longest that a server may tell us to wait.
const MOST_WAIT: Duration = Duration::from_secs(300);

impl Forum {
    fn new(args: &Discourse) -> Self {
        let delay = Duration::try_from_secs_f64(args.delay).unwrap_or(Duration::from_secs(1));
        let key = args.api_key.clone().map(|key| (key, args.api_username.clone()));
        // A key does not follow a redirection to somebody else.
        let web = if key.is_some() { Web::without_redirects() } else { Web::new() };
        Self { web, delay, key, asked: false }
    }

    /// The topics that an address leads to: one, or those of a category.
    fn find(&mut self, address: &str) -> Result<Vec<Topic>, Finding> {
        let bad = |problem: &str| {
            Finding::error(
                address,
                problem,
                "Give the address of a topic (…/t/name/123) or a category (…/c/name/12)",
            )
        };
        let url = url::Url::parse(address).map_err(|_| bad("no address"))?;
        let parts: Vec<&str> = url.path().trim_matches('/').trim_end_matches(".json").split('/').collect();
        let at = |name: &str| parts.iter().position(|part| *part == name);
        let number = |part: &&&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(at) = at("t") {
            let id = parts.iter().skip(at + 1).find(number).ok_or_else(|| bad("names no topic"))?;
            let prefix = parts.get(..at).unwrap_or_default().join("/");
            let prefix = if prefix.is_empty() { String::new() } else { format!("/{prefix}") };
            let topic = resolve(address, &format!("{prefix}/t/{id}.json?include_raw=true"));
            return Ok(topic.map(Topic::At).into_iter().collect());
        }
        let Some(at) = at("c") else { return Err(bad("neither a topic nor a category")) };
        let prefix = parts.get(..at).unwrap_or_default().join("/");
        let prefix = if prefix.is_empty() { String::new() } else { format!("/{prefix}") };
        let category = parts.get(at..).unwrap_or_default().join("/");
        self.list(address, &prefix, &format!("{prefix}/{category}.json"))
    }

    /// The topics of a category, page after page.
    fn list(&mut self, address: &str, prefix: &str, path: &str) -> Result<Vec<Topic>, Finding> {
        const MOST_PAGES: usize = 1_000;
        let mut topics = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for page in 0..MOST_PAGES {
            let Some(at) = resolve(address, &format!("{path}?page={page}")) else { break };
            let Some(json) = self.json(&at)? else {
                let problem = "there is no such category, or it is not open";
                return Err(Finding::error(
                    address,
                    problem,
                    "Check the address; closed ones need --api-key",
                ));
            };
            let list = json.get("topic_list");
            let found = list.and_then(|list| list.get("topics")).and_then(Value::as_array);
            let Some(found) = found else {
                return Err(Finding::error(&at, "no list of topics of Discourse", "Check the address"));
            };
            let before = seen.len();
            for topic in found {
                let Some(id) = topic.get("id").and_then(Value::as_u64) else { continue };
                if is_nomination(topic) && seen.insert(id) {
                    let topic = resolve(address, &format!("{prefix}/t/{id}.json?include_raw=true"));
                    topics.extend(topic.map(Topic::At));
                }
            }
            let more = list.and_then(|list| list.get("more_topics_url")).is_some_and(|more| !more.is_null());
            // A server that gives the same page for ever is not asked for ever.
            if !more || seen.len() == before {
                break;
            }
        }
        Ok(topics)
    }

    /// A topic with its first post; nothing where it is gone.
    fn topic(&mut self, address: &str) -> Result<Option<Value>, Finding> {
        let Some(mut json) = self.json(address)? else { return Ok(None) };
        let Some(stream) = json.get("post_stream") else {
            let problem = "no topic of Discourse";
            return Err(Finding::error(&told_of(address), problem, "Check the address"));
        };
        if first_post(&json).is_none()
            && let Some(first) = stream.get("stream").and_then(|ids| ids.get(0)).and_then(Value::as_u64)
        {
            // The posts that came are others: the first is asked for by its number.
            let path = address.split(".json").next().unwrap_or(address);
            let posts = self.json(&format!("{path}/posts.json?post_ids[]={first}&include_raw=true"))?;
            let posts = posts.as_ref().and_then(|json| json.get("post_stream")?.get("posts")).cloned();
            if let (Some(stream), Some(posts)) = (json.get_mut("post_stream"), posts) {
                stream["posts"] = posts;
            }
        }
        Ok(Some(json))
    }

    /// What stands at an address; nothing where the server says that it is gone.
    fn json(&mut self, address: &str) -> Result<Option<Value>, Finding> {
        let mut headers = vec![("Accept".to_owned(), "application/json".to_owned())];
        if let Some((key, name)) = &self.key {
            headers.push(("Api-Key".to_owned(), key.clone()));
            headers.extend(name.clone().map(|name| ("Api-Username".to_owned(), name)));
        }
        let mut last = String::new();
        for attempt in 0..MOST_TRIES {
            if std::mem::replace(&mut self.asked, true) {
                std::thread::sleep(self.delay);
            }
            match self.ask(address, &headers) {
                Answer::Json(json) => return Ok(Some(json)),
                Answer::Gone => return Ok(None),
                Answer::Refused(why) => {
                    let remedy = "Check the address; what is not open needs --api-key";
                    return Err(Finding::error(&told_of(address), why, remedy));
                }
                Answer::Later(why, wait) => {
                    last = why;
                    if attempt + 1 < MOST_TRIES {
                        let backoff = self.delay * 2_u32.pow(attempt);
                        std::thread::sleep(wait.unwrap_or(backoff).min(MOST_WAIT));
                    }
                }
            }
        }
        let problem = format!("{last}, {MOST_TRIES} times");
        let remedy = "Try again later: what is here already is not asked for again";
        Err(Finding::error(&told_of(address), problem, remedy))
    }

    fn ask(&self, address: &str, headers: &[(String, String)]) -> Answer {
        let mut response = match self.web.get(address, headers) {
            Ok(response) => response,
            Err(error) => return Answer::Later(format!("no answer ({error})"), None),
        };
        let status = response.status().as_u16();
        let after = response.headers().get("retry-after").and_then(|value| value.to_str().ok());
        let after = after.and_then(|after| after.trim().parse().ok()).map(Duration::from_secs);
        let mut body = Vec::new();
        let read = response.body_mut().as_reader().take(MAX_BYTES as u64).read_to_end(&mut body);
        match status {
            404 | 410 => Answer::Gone,
            429 => Answer::Later("the server asks us to wait".to_owned(), after.or_else(|| wait_of(&body))),
            500..=599 => Answer::Later(format!("the server answered with status {status}"), after),
            200..=299 => match (read, serde_json::from_slice(&body)) {
                (Err(error), _) => Answer::Later(format!("the answer was cut off ({error})"), None),
                (Ok(_), Ok(json)) => Answer::Json(json),
                (Ok(_), Err(error)) if error.is_eof() => {
                    Answer::Later(format!("the answer was cut off ({error})"), None)
                }
                (Ok(_), Err(error)) => Answer::Refused(format!("the answer is not JSON ({error})")),
            },
            _ => Answer::Refused(format!("the server answered with status {status}")),
        }
    }
}

/// What came of a question.
enum Answer {
    Json(Value),
    Gone,
    Refused(String),
    Later(String, Option<Duration>),
}

/// Discourse tells in the body, too, how long to wait.
fn wait_of(body: &[u8]) -> Option<Duration> {
    let json: Value = serde_json::from_slice(body).ok()?;
    json.get("extras")?.get("wait_seconds")?.as_u64().map(Duration::from_secs)
}

/// Whether a topic of a list may be a nomination: what the forum pins about the category itself is none.
fn is_nomination(topic: &Value) -> bool {
    let flag = |name: &str| topic.get(name).and_then(Value::as_bool);
    let title = topic.get("title").and_then(Value::as_str).unwrap_or_default();
    let regular = topic.get("archetype").and_then(Value::as_str).is_none_or(|kind| kind == "regular");
    let about = flag("pinned") == Some(true) && title.starts_with("About the ");
    regular && !about && flag("visible") != Some(false) && flag("pinned_globally") != Some(true)
}
