//! Reads statements for the state, with the module that is fetched for it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Date, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{Inner, download, load};
use crate::domain::export::Format;
use crate::domain::text::without_tags;
use crate::domain::tree;
use crate::feed::{Found, Head, Nomination, Passage, Shared, Statement, Text, topics};
use crate::state::{Action, Read, Reading};

/// As much of a statement as the reader takes (`domain/reading.rs`), before anything parses it.
const MOST_BYTES: usize = 60_000;
/// Statements that are handed over together.
const BATCH: usize = 8;
/// Milliseconds of reading after which the browser may do something else.
const SLICE: f64 = 8.0;

#[wasm_bindgen]
extern "C" {
    /// What reads the statements of one feed: another WebAssembly module's
    /// (`reader/src/lib.rs`). A fault of it is a value here.
    pub type Reader;

    #[wasm_bindgen(method, catch)]
    fn set_feed(this: &Reader, profiles: &str, topics: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn read(this: &Reader, id: &str, text: &str, format: char) -> Result<String, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn mark(this: &Reader, id: &str, quote: &str, anchor: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn export(this: &Reader, format: &str, json: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn discover(this: &Reader) -> Result<String, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn lay(this: &Reader, id: &str) -> Result<String, JsValue>;
}

/// The statements that wait, and what reads them.
pub(super) struct Statements {
    /// `reader(text)`: promises a reader that has what this text needs; see `hustings.js`.
    open: js_sys::Function,
    reader: RefCell<Option<Reader>>,
    /// The next one last.
    waiting: RefCell<Vec<Job>>,
    busy: Cell<bool>,
    /// The hosts whose images the page's author lets in.
    pub(super) images: RefCell<Vec<String>>,
    /// Where the relative addresses of each statement that was read start from.
    bases: RefCell<Vec<(Text, Text)>>,
    /// Where profiles live, and the topics, as the reader takes them.
    feed: RefCell<(String, String)>,
}

/// One statement to be read.
struct Job {
    id: Text,
    text: Text,
    /// "m", "h" or "p", as the reader names them.
    format: char,
    /// Where relative addresses start from.
    base: Text,
    generation: u32,
}

impl Statements {
    pub(super) fn new(open: js_sys::Function) -> Self {
        Self {
            open,
            reader: RefCell::default(),
            waiting: RefCell::default(),
            busy: Cell::default(),
            images: RefCell::default(),
            bases: RefCell::default(),
            feed: RefCell::default(),
        }
    }

    /// Another feed comes.
    pub(super) fn forget(&self) {
        self.reader.take();
        self.waiting.take();
        self.feed.take();
        self.bases.take();
    }

    /// What the reader must know of the feed.
    pub(super) fn know(&self, head: &Head) {
        let mut topics = String::new();
        for topic in &head.topics {
            let words = [&topic.id, &topic.label].into_iter().chain(&topic.keywords);
            words.for_each(|word| topics.extend([word, "\u{1f}"]));
            topics.push('\u{1e}');
        }
        let profiles = head.profiles.as_deref().unwrap_or_default().to_owned();
        self.feed.replace((profiles, topics));
    }

    /// A reader that has what a text needs; the same one for a feed.
    async fn reader(&self, text: &str) -> Result<Reader, JsValue> {
        let known = self.reader.borrow().as_ref().map_or(JsValue::NULL, JsValue::from);
        let promise = self.open.call2(&JsValue::NULL, &known, &text.into())?;
        let reader: Reader = JsFuture::from(promise.dyn_into::<Promise>()?).await?.unchecked_into();
        let (profiles, topics) = &*self.feed.borrow();
        reader.set_feed(profiles, topics)?;
        self.reader.replace(Some(reader.clone().unchecked_into()));
        Ok(reader)
    }
}

/// Reads what is needed now. Those in files of their own are fetched side by
/// side: a slow one holds up no other.
pub(super) fn read(inner: &Rc<Inner>, nominations: Vec<Shared<Nomination>>) {
    let generation = inner.generation.get();
    // Of one or two somebody waits to read them now.
    let urgent = nominations.len() <= 2;
    for nomination in nominations {
        let id = nomination.id.clone();
        let job = |text: &Text, format| Job {
            id: id.clone(),
            text: text.clone(),
            format,
            base: nomination.base.clone(),
            generation,
        };
        match &nomination.statement {
            Some(Statement::Markdown(text)) => inner.queue(job(text, 'm'), urgent),
            Some(Statement::Html(text)) => inner.queue(job(text, 'h'), urgent),
            Some(Statement::Plain(text)) => inner.queue(job(text, 'p'), urgent),
            Some(Statement::At(url)) => {
                let (inner, url, id) = (inner.clone(), url.clone(), id.clone());
                spawn_local(async move {
                    match download::text(url.as_str()).await {
                        Some(text) => {
                            let base = url.as_str().into();
                            inner.queue(Job { id, text: text.into(), format: 'm', base, generation }, true);
                        }
                        None => inner.hand_over(vec![(generation, failed(id, None))]),
                    }
                });
            }
            None => {}
        }
    }
}

impl Inner {
    fn queue(self: &Rc<Self>, job: Job, urgent: bool) {
        let mut waiting = self.statements.waiting.borrow_mut();
        if urgent {
            waiting.push(job);
        } else {
            waiting.insert(0, job);
        }
        if !self.statements.busy.replace(true) {
            let inner = self.clone();
            spawn_local(async move {
                inner.read_waiting().await;
                inner.statements.busy.set(false);
            });
        }
    }

    /// Reads what waits, a slice at a time; one picture for as many as one render may add.
    async fn read_waiting(self: &Rc<Self>) {
        let mut done = Vec::new();
        loop {
            let begin = Date::now();
            while Date::now() - begin < SLICE {
                let Some(job) = self.statements.waiting.borrow_mut().pop() else { break };
                done.push((job.generation, self.read_one(job).await));
            }
            let over = self.statements.waiting.borrow().is_empty();
            if over && done.is_empty() {
                return;
            }
            if over || done.len() >= BATCH {
                self.hand_over(std::mem::take(&mut done));
            }
            self.pause().await;
        }
    }

    async fn read_one(&self, job: Job) -> Read {
        // One byte more than is read says that there is more.
        let most = job.text.floor_char_boundary(MOST_BYTES + 4);
        let text = job.text.get(..most).unwrap_or_default();
        let reader = self.statements.reader(text).await;
        let read = reader.and_then(|reader| reader.read(&job.id, text, job.format));
        let Ok(read) = read else {
            // Whatever it failed at, the next statement gets another.
            self.statements.reader.take();
            let html = job.format == 'h';
            return failed(job.id, Some(if html { without_tags(&job.text).into() } else { job.text }));
        };
        let resolve = |address: &str| load::resolve(address, &job.base);
        self.statements.bases.borrow_mut().push((job.id.clone(), job.base.clone()));
        let (tree, found) = read.split_once('\u{6}').unwrap_or((&read, ""));
        let found = Found::read(found, &resolve);
        let images = self.statements.images.borrow();
        let reading = Reading::Done(Shared::new(tree::read(tree, &resolve, &images)), found.cut);
        Read { id: job.id, reading, found }
    }

    /// When another feed has come by then, its nominations may have the same
    /// ids: nobody gets another's words.
    fn hand_over(&self, read: Vec<(u32, Read)>) {
        let now = self.generation.get();
        let read: Vec<_> = read.into_iter().filter(|(of, _)| *of == now).map(|(_, read)| read).collect();
        if !read.is_empty() {
            self.send([Action::Read(read)]);
        }
    }
}

fn failed(id: Text, text: Option<Text>) -> Read {
    Read { id, reading: Reading::Failed(text), found: Found::default() }
}

/// Hands the page a link, or a comparison in the format that its reader asked for. What
/// makes the other formats of the JSON may have to be fetched; without it the
/// JSON is there to be copied by hand.
pub(super) fn export(inner: &Rc<Inner>, format: Format, json: String) {
    if matches!(format, Format::Json | Format::Link) {
        return inner.tell.say(format.id(), &json);
    }
    let inner = inner.clone();
    spawn_local(async move {
        let reader = inner.statements.reader("").await;
        match reader.and_then(|reader| reader.export(format.id(), &json)) {
            Ok(text) => inner.tell.say(format.id(), &text),
            Err(_) => inner.send([Action::Exported(format, Some(json.into()))]),
        }
    });
}

/// Marks words in the statement that has them.
pub(super) fn mark(inner: &Rc<Inner>, id: Text, passage: Passage) {
    let quote = passage.quote.as_deref().unwrap_or_default();
    let reader = inner.statements.reader.borrow();
    let marked = reader
        .as_ref()
        .and_then(|reader| reader.mark(&id, quote, passage.anchor.as_deref().unwrap_or_default()).ok());
    let images = inner.statements.images.borrow();
    let bases = inner.statements.bases.borrow();
    let base = bases.iter().find(|(known, _)| *known == id).map_or("", |(_, base)| base);
    let blocks = marked
        .filter(|marked| !marked.is_empty())
        .map(|marked| Shared::new(tree::read(&marked, &|address| load::resolve(address, base), &images)));
    inner.send([Action::Mark(id, passage, blocks)]);
}

/// Looks for topics in all that was read, for a feed that names none, and lays
/// the statements to them, a slice at a time; all of it makes one picture.
pub(super) fn discover(inner: &Rc<Inner>) {
    let inner = inner.clone();
    let generation = inner.generation.get();
    spawn_local(async move {
        // What asked for it still has its picture to draw.
        inner.pause().await;
        // Neither topics nor what is laid to them have addresses.
        let resolve = |_: &str| None;
        if inner.generation.get() != generation {
            return;
        }
        let topics = inner.ask_reader(Reader::discover).map(|json| topics(&json, &resolve));
        let Some(topics) = topics.filter(|topics| !topics.is_empty()) else { return };
        let read: Vec<Text> = inner.statements.bases.borrow().iter().map(|(id, _)| id.clone()).collect();
        let mut found = Vec::new();
        let mut begin = 0.0;
        for id in read {
            if Date::now() - begin >= SLICE {
                inner.pause().await;
                begin = Date::now();
            }
            let laid = inner.ask_reader(|reader| reader.lay(&id));
            found.extend(laid.map(|json| (id, Found::read(&json, &resolve))));
        }
        inner.pause().await;
        if inner.generation.get() == generation {
            inner.send([Action::Discover(topics, found)]);
        }
    });
}

impl Inner {
    /// What the reader says, if there is one and it can.
    fn ask_reader(&self, ask: impl FnOnce(&Reader) -> Result<String, JsValue>) -> Option<String> {
        self.statements.reader.borrow().as_ref().and_then(|reader| ask(reader).ok())
    }
}
