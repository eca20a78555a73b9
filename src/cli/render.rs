//! `hustings render`: what the widget shows, without a script.
//!
//! The widget's own components make the picture; what only a script can answer (buttons, fields) is taken out of it.

use std::io::Write as _;
use std::path::Path;
use std::rc::Rc;

use serde_json::{Value, json};
use yew::LocalServerRenderer;

use super::args::{Render, View};
use super::report::{Finding, Report, told};
use super::source::{Root, read};
use super::still::still;
use super::{folder, write};
use crate::components::{Actions, Still, StillProps};
use crate::domain::html::native;
use crate::domain::query::Query;
use crate::domain::reading::engine::Engine;
use crate::domain::reading::{self, Kind};
use crate::domain::tape::Tape;
use crate::domain::text::lead;
use crate::domain::timeline::Timeline;
use crate::domain::tree;
use crate::feed::{Found, Head, Known, MAX_BYTES, Nomination, Page, Shared, Statement, Text, topics};
use crate::state::{Action, Read, Reading, View as StateView};

/// Renders, and writes what came of it.
///
/// # Errors
/// When there is no feed, or nothing can be written.
pub fn run(args: &Render) -> Result<Report, Finding> {
    let mut report = Report::default();
    let feed = feed(&args.feed, &mut report)?;
    if report.errors > 0 {
        return Ok(report);
    }
    let what = What {
        view: args.view,
        picks: &args.picks,
        query: &args.query,
        seed: args.seed,
        form: match (args.page, args.styled) {
            (true, _) => Form::Page,
            (false, true) => Form::Styled,
            (false, false) => Form::Plain,
        },
    };
    let html = render(&feed, &what)?;
    match &args.output {
        Some(path) => drop(write::save(path, html.as_bytes())?),
        // Whoever reads it may have had enough.
        None => drop(std::io::stdout().write_all(html.as_bytes())),
    }
    Ok(report)
}

/// A feed in one document.
fn feed(path: &Path, report: &mut Report) -> Result<Feed, Finding> {
    let file = told(path);
    let bytes = if path.is_dir() {
        let root = Root::new(path)?;
        let mut folder = folder::read(&root, true)?;
        let bytes = write::feed(&folder);
        report.extend(std::mem::take(&mut folder.report));
        bytes
    } else {
        read(path, &file, MAX_BYTES as u64)?.into_bytes()
    };
    Feed::read(&file, &bytes)
}

/// A feed that is there whole.
#[derive(Debug)]
pub struct Feed {
    head: Head,
    nominations: Vec<Shared<Nomination>>,
}

impl Feed {
    /// Reads a document.
    ///
    /// # Errors
    /// When it is no feed.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Finding> {
        let (mut known, mut warnings) = (Known::default(), Vec::new());
        let (page, nominations) =
            Page::read_whole(bytes, &mut known, &as_is, &mut warnings).map_err(|kind| {
                let problem = format!("no feed: {}", kind.for_reader());
                Finding::error(file, problem, "`hustings check` says where and why")
            })?;
        if page.next.is_some() {
            let problem = "split into pages, and only the first one is here";
            return Err(Finding::error(file, problem, "Render the folder that it was built from"));
        }
        Ok(Self { head: known.head, nominations })
    }
}

fn as_is(address: &str) -> Option<String> {
    Some(address.to_owned())
}

/// What to show of a feed.
#[derive(Debug, Clone, Copy)]
pub struct What<'a> {
    /// Cards, comparison or both.
    pub view: View,
    /// Those side by side; all, where there is none.
    pub picks: &'a [String],
    /// Only those that fit.
    pub query: &'a str,
    /// What draws the order.
    pub seed: u32,
    /// How much of a page.
    pub form: Form,
}

/// How much of a page there is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A piece, which looks as the page around it has it.
    Plain,
    /// A piece that looks as the widget does.
    Styled,
    /// A whole page.
    Page,
}

/// A picture of a feed as HTML.
///
/// # Errors
/// When a pick is not there.
pub fn render(feed: &Feed, what: &What<'_>) -> Result<String, Finding> {
    let ids: Vec<Text> = feed.nominations.iter().map(|nomination| nomination.id.clone()).collect();
    let mut picks = Vec::new();
    for pick in what.picks {
        let Some(id) = ids.iter().find(|id| ***id == **pick) else {
            let remedy = super::election::near(pick, ids.iter().map(|id| &**id));
            let remedy =
                if remedy.starts_with("Write") { remedy } else { "Take an “id” of the feed".to_owned() };
            return Err(Finding::error("--picks", format!("nobody has the id “{pick}”"), remedy));
        };
        picks.push(id.clone());
    }
    if picks.is_empty() && what.view != View::Cards {
        picks = ids.clone();
    }
    let mut actions = arrival(feed);
    actions.push(Action::Seed(what.seed));
    if !what.query.is_empty() {
        actions.push(Action::Ask(Query::parse(what.query)));
    }
    if what.view == View::All {
        actions.extend(ids.iter().flat_map(|id| [Action::Open(id.clone()), Action::Unfold(id.clone())]));
    }
    if what.view != View::Cards {
        actions.push(Action::SetPicks(picks));
    }
    if what.view == View::Compare {
        actions.push(Action::Show(StateView::Compare));
    }
    let html = still(&picture(actions, what.view), what.form != Form::Plain);
    let data = linked_data(feed);
    Ok(match what.form {
        Form::Plain => format!("{html}\n{data}\n"),
        Form::Styled => format!(
            "<div class=\"hustings-still\" data-dressed>\n<style>@scope (.hustings-still) {{\n{}:scope {{ color-scheme: inherit; }}\n.card {{ content-visibility: auto; contain-intrinsic-block-size: auto 20em; }}\n}}</style>\n{html}\n</div>\n{data}\n",
            style(":scope", what.view != View::Cards)
        ),
        Form::Page => page(feed, &html, &data),
    })
}

/// What brings the feed, with every statement read.
fn arrival(feed: &Feed) -> Vec<Action> {
    let mut engine = Engine::default();
    let known = feed.head.topics.iter().map(|topic| (**topic).clone());
    engine.set_topics(feed.head.profiles.as_deref().unwrap_or_default().to_owned(), known.collect());
    let mut readings = Vec::new();
    for nomination in &feed.nominations {
        let Some((text, kind)) = text_of(nomination) else { continue };
        let found = Found::read(&engine.read(&nomination.id, &text, kind, &as_is), &as_is);
        // As the widget takes them from the reader: an image elsewhere is a link, so that nobody learns of readers.
        let blocks = tree::read(&tree::write(engine.blocks(&nomination.id)), &as_is, &[]);
        let blocks = Shared::new(blocks);
        readings.push(Read { id: nomination.id.clone(), reading: Reading::Done(blocks, found.cut), found });
    }
    let timelines = feed.head.elections.iter().map(|election| Timeline::of(election, |_, _| None)).collect();
    let mut actions = vec![
        Action::Load,
        Action::Receive(Shared::new(feed.head.clone()), feed.nominations.clone()),
        Action::Time(Shared::new(timelines), 0),
        Action::Read(readings),
    ];
    if feed.head.topics.is_empty() {
        let found = topics(&engine.discover(), &as_is);
        let laid = feed
            .nominations
            .iter()
            .map(|nomination| (nomination.id.clone(), Found::read(&engine.lay(&nomination.id), &as_is)));
        actions.push(Action::Discover(found, laid.collect()));
    }
    actions.push(Action::Finish(Vec::new()));
    actions
}

fn text_of(nomination: &Nomination) -> Option<(String, Kind)> {
    match nomination.statement.as_ref()? {
        Statement::Markdown(text) => Some((text.to_string(), Kind::Markdown)),
        Statement::Plain(text) => Some((text.to_string(), Kind::Plain)),
        Statement::Html(html) => {
            let head = html.get(..html.floor_char_boundary(reading::MAX_BYTES)).unwrap_or_default();
            let mut tape = Tape::default();
            native::read(head, &mut tape);
            Some((tape.into_string(), Kind::Tape(head.len() < html.len())))
        }
        Statement::At(_) => None,
    }
}

fn picture(actions: Vec<Action>, view: View) -> String {
    let props = StillProps {
        actions: Rc::new(Actions(actions)),
        cards: view != View::Compare,
        comparison: view != View::Cards,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    // Nothing of it waits: the runtime needs neither time nor network.
    let Ok(runtime) = runtime else { return String::new() };
    tokio::task::LocalSet::new().block_on(&runtime, async move {
        LocalServerRenderer::<Still>::with_props(props).hydratable(false).render().await
    })
}

/// The election and its candidates in the words of schema.org, for programs.
fn linked_data(feed: &Feed) -> String {
    const DESCRIPTION: usize = 300;
    let head = &feed.head;
    let people = feed.nominations.iter().enumerate().map(|(at, nomination)| {
        let candidate = &nomination.candidate;
        let mut person = json!({ "@type": "Person", "name": &*candidate.name });
        let mut add = |name: &str, value: Option<&str>| {
            if let (Some(members), Some(value)) = (person.as_object_mut(), value) {
                members.insert(name.to_owned(), value.into());
            }
        };
        add("alternateName", candidate.handle.as_deref());
        add("url", candidate.url.as_ref().or(nomination.url.as_ref()).map(|url| url.as_str()));
        add("image", candidate.image.as_ref().map(|url| url.as_str()));
        let summary = nomination.summary.as_ref().map(|text| lead(text, DESCRIPTION));
        add("description", summary.as_deref());
        json!({ "@type": "ListItem", "position": at + 1, "item": person })
    });
    let mut list = json!({
        "@context": "https://schema.org",
        "@type": "ItemList",
        "name": head.title.as_deref().unwrap_or("Nominations"),
        "itemListOrder": "https://schema.org/ItemListUnordered",
        "numberOfItems": feed.nominations.len(),
        "itemListElement": people.collect::<Vec<Value>>(),
    });
    if let (Some(members), Some(page)) = (list.as_object_mut(), &head.home_page) {
        members.insert("url".to_owned(), page.as_str().into());
    }
    // A script ends at the first "</", wherever that stands.
    let json = list.to_string().replace('<', "\\u003c");
    format!("<script type=\"application/ld+json\">{json}</script>")
}

/// A page around a picture, with the widget's own style.
fn page(feed: &Feed, html: &str, data: &str) -> String {
    let head = &feed.head;
    let title = escape(head.title.as_deref().unwrap_or("Nominations"));
    let language = escape(head.language.as_deref().unwrap_or("en"));
    let description = head
        .description
        .as_deref()
        .map(|text| format!("<meta name=\"description\" content=\"{}\">\n", escape(text)));
    let style = style(".hustings-still", true);
    let description = description.unwrap_or_default();
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n{description}\
         <style>\nhtml {{ color-scheme: light dark; background: light-dark(#fff, #17181b); color: light-dark(#1c1d1f, #e9e7e2); }}\n\
         body {{ margin: 0 auto; max-width: 76rem; padding: 1rem 0; font-family: system-ui, sans-serif; }}\nh1 {{ margin: 0 1rem; line-height: 1.2; }}\n{style}</style>\n\
         </head>\n<body>\n<h1>{title}</h1>\n<div class=\"hustings-still\" data-dressed>\n{html}\n</div>\n{data}\n</body>\n</html>\n"
    )
}

/// The widget's own style, for a frame that this selector finds; `more` of it where cards are open, or compared.
fn style(frame: &str, more: bool) -> String {
    let mut style = include_str!("../../www/element/hustings.css").to_owned();
    if more {
        style.push_str(include_str!("../../www/element/more.css"));
    }
    let mut lean = String::new();
    for (at, part) in style.split("/*").enumerate() {
        let part = if at == 0 { part } else { part.split_once("*/").map_or("", |(_, rest)| rest) };
        for line in part.lines().map(str::trim).filter(|line| !line.is_empty()) {
            lean.push_str(line);
            lean.push('\n');
        }
    }
    // What the tag says of its look holds for what stands inside it.
    let mut out = String::new();
    for (at, part) in lean.split(":host(").enumerate() {
        match part.split_once(')').filter(|_| at > 0) {
            Some((asked, rest)) => out.extend(["hustings-widget", asked, rest]),
            None => out.push_str(part),
        }
    }
    out.replace(":host", "hustings-widget").replace(".frame", frame)
}

/// Words as HTML.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
