//! The way to the feed: fetch, read in slices, follow its pages.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit, Response, Url};

use super::Inner;
use crate::feed::{ErrorKind, FeedError, Known, LARGE_BYTES, MAX_BYTES, Nomination, Page, Shared, Warning};
use crate::state::{Action, Notice};

/// Items read before the browser may do something else: some milliseconds' worth.
const SLICE: usize = 50;
/// Nominations that appear at once. Below this many the reader sees the whole
/// list in its order from the start; above, it grows.
const BATCH: usize = 500;
/// Pages followed: more is a feed that never ends.
const MAX_PAGES: usize = 1000;

/// Where a feed is, and how long to wait for it.
pub(super) struct Source {
    /// Its absolute address; empty where the page has the feed, or none.
    pub(super) src: String,
    /// Its text, where the page has it.
    pub(super) feed: Option<String>,
    /// Where relative addresses start from.
    pub(super) base: String,
    /// Seconds to wait for each document.
    pub(super) timeout: f64,
}

/// One load of one feed, until it is done or another one begins.
pub(super) struct Loading {
    inner: Weak<Inner>,
    generation: u32,
    source: Source,
    warnings: Vec<Warning>,
    known: Known,
    count: usize,
    bytes: usize,
    /// Elections whose dates were told.
    dated: usize,
}

/// A later load began, or the widget is gone.
struct Superseded;

impl Loading {
    pub(super) fn new(inner: &Rc<Inner>, source: Source) -> Self {
        Self {
            inner: Rc::downgrade(inner),
            generation: inner.generation.get(),
            source,
            warnings: Vec::new(),
            known: Known::default(),
            count: 0,
            bytes: 0,
            dated: 0,
        }
    }

    pub(super) async fn run(mut self) {
        let outcome = self.load().await;
        let Ok(inner) = self.inner() else { return };
        match outcome {
            Ok(Ok(incomplete)) => {
                inner.statements.know(&self.known.head);
                inner.send([Action::Finish(self.notices(incomplete))]);
                // Who hears of it finds the cards in their place.
                inner.pause().await;
                if self.inner().is_err() {
                    return;
                }
                inner.tell.loaded(&self.known.head, self.count, &self.warnings);
            }
            Ok(Err(error)) => {
                // First the screen: who hears of it may ask for another feed at once.
                let error = Rc::new(error);
                inner.send([Action::Fail(error.clone())]);
                inner.tell.failed(&error);
            }
            Err(Superseded) => {}
        }
    }

    fn inner(&self) -> Result<Rc<Inner>, Superseded> {
        let inner = self.inner.upgrade().ok_or(Superseded)?;
        if inner.generation.get() == self.generation { Ok(inner) } else { Err(Superseded) }
    }

    /// Reads the feed's documents one after the other; says whether one is missing.
    async fn load(&mut self) -> Result<Result<bool, FeedError>, Superseded> {
        let mut place = self.source.src.clone();
        let mut seen = Vec::new();
        loop {
            let bytes = match self.source.feed.take() {
                Some(text) => Ok(text.into_bytes()),
                None if place.is_empty() => Err(ErrorKind::NoSource),
                None => self.fetch(&place).await,
            };
            self.inner()?;
            let base = if place.is_empty() { self.source.base.clone() } else { place.clone() };
            let page = bytes.and_then(|bytes| {
                self.bytes += bytes.len();
                Page::open(bytes, &|address| resolve(address, &base), &mut self.warnings)
            });
            let page = match page {
                Ok(mut page) => {
                    page.base = base.as_str().into();
                    page
                }
                Err(kind) if seen.is_empty() => return Ok(Err(FeedError { source: place, kind })),
                Err(kind) => {
                    let error = FeedError { source: place, kind };
                    self.warn_page(seen.len(), error.to_string(), "The pages before it are shown");
                    return Ok(Ok(true));
                }
            };
            self.read(&page, &base, seen.is_empty()).await?;
            seen.push(place);
            let Some(next) = page.next.as_ref().map(|next| next.as_str().to_owned()) else {
                return Ok(Ok(false));
            };
            if seen.contains(&next) || seen.len() >= MAX_PAGES {
                self.warn_page(
                    seen.len(),
                    format!("next_url leads to {next} once more; not followed"),
                    "Leave next_url out on the last page",
                );
                return Ok(Ok(false));
            }
            place = next;
        }
    }

    fn warn_page(&mut self, page: usize, problem: String, remedy: &str) {
        self.warnings.push(Warning {
            path: format!("page {page}: next_url"),
            problem,
            remedy: remedy.to_owned(),
            loses_nomination: false,
        });
    }

    /// Reads a document's items, some at a time, and hands them on.
    async fn read(&mut self, page: &Page, base: &str, first: bool) -> Result<(), Superseded> {
        if first {
            self.known.head = page.head.clone();
        } else {
            self.known.head.extend(&page.head);
        }
        let resolve = |address: &str| resolve(address, base);
        let mut batch: Vec<Shared<Nomination>> = Vec::new();
        let mut start = 0;
        while start < page.len() {
            let end = (start + SLICE).min(page.len());
            batch.extend(page.read(start..end, &mut self.known, &resolve, &mut self.warnings));
            start = end;
            if batch.len() >= BATCH {
                self.hand_on(std::mem::take(&mut batch))?;
            }
            if start < page.len() {
                self.inner()?.pause().await;
                self.inner()?;
            }
        }
        self.hand_on(batch)
    }

    fn hand_on(&mut self, batch: Vec<Shared<Nomination>>) -> Result<(), Superseded> {
        let inner = self.inner()?;
        self.count += batch.len();
        let elections = self.known.head.elections.len();
        if std::mem::replace(&mut self.dated, elections) != elections {
            inner.know_dates(&self.known.head);
        }
        inner.send([Action::Receive(Shared::new(self.known.head.clone()), batch)]);
        inner.tell.ready(&self.known.head);
        Ok(())
    }

    /// The bytes at an address, if they may be a feed.
    async fn fetch(&self, url: &str) -> Result<Vec<u8>, ErrorKind> {
        let abort = AbortController::new().map_err(unreachable)?;
        if let Ok(inner) = self.inner() {
            inner.abort.replace(Some(abort.clone()));
        }
        let late = Rc::new(Cell::new(false));
        let _timer = {
            let (abort, late) = (abort.clone(), late.clone());
            Timeout::new((self.source.timeout * 1000.0) as u32, move || {
                late.set(true);
                abort.abort();
            })
        };
        let answer = fetch_bytes(url, &abort).await;
        if late.get() { Err(ErrorKind::Timeout { seconds: self.source.timeout as u32 }) } else { answer }
    }

    fn notices(&self, incomplete: bool) -> Vec<Notice> {
        let lost = self.known.lost;
        let notices = [
            (lost > 0).then_some(Notice::LeftOut(lost)),
            incomplete.then_some(Notice::Incomplete),
            (self.bytes > LARGE_BYTES).then_some(Notice::Large(self.bytes)),
        ];
        notices.into_iter().flatten().collect()
    }
}

fn unreachable(error: impl Into<JsValue>) -> ErrorKind {
    let error: JsValue = error.into();
    let reason = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    ErrorKind::Unreachable { reason: reason.unwrap_or_else(|| "no reason given".to_owned()) }
}

async fn response_to(url: &str, abort: &AbortController) -> Result<Response, ErrorKind> {
    let options = RequestInit::new();
    options.set_signal(Some(&abort.signal()));
    let window = web_sys::window().ok_or_else(|| unreachable(JsValue::UNDEFINED))?;
    let response =
        JsFuture::from(window.fetch_with_str_and_init(url, &options)).await.map_err(unreachable)?;
    let response: Response = response.unchecked_into();
    if response.ok() { Ok(response) } else { Err(ErrorKind::Status { status: response.status() }) }
}

async fn fetch_bytes(url: &str, abort: &AbortController) -> Result<Vec<u8>, ErrorKind> {
    let response = response_to(url, abort).await?;
    let header = |name: &str| response.headers().get(name).ok().flatten().unwrap_or_default();
    let announced = header("content-length").parse().unwrap_or(0);
    if announced > MAX_BYTES {
        abort.abort();
        return Err(ErrorKind::TooLarge { bytes: announced });
    }
    let mime = header("content-type").split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let buffer = response.array_buffer().map_err(unreachable)?;
    let buffer = JsFuture::from(buffer).await.map_err(unreachable)?;
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    if bytes.len() > MAX_BYTES {
        return Err(ErrorKind::TooLarge { bytes: bytes.len() });
    }
    // Some hosts announce every file as plain text; what looks like JSON is tried.
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    let is_json = mime.contains("json") || matches!(first, Some(b'{' | b'[' | 0xef));
    if mime.is_empty() || is_json { Ok(bytes) } else { Err(ErrorKind::WrongType { mime }) }
}

/// A statement that stands in a file of its own; a web page is none.
pub(super) async fn text(url: &str) -> Option<String> {
    const WAIT_MS: u32 = 20_000;
    let abort = AbortController::new().ok()?;
    let _timer = {
        let abort = abort.clone();
        Timeout::new(WAIT_MS, move || abort.abort())
    };
    let response = response_to(url, &abort).await.ok()?;
    let mime = response.headers().get("content-type").ok().flatten().unwrap_or_default();
    if mime.starts_with("text/html") {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// An address made absolute from where it was written.
pub(super) fn resolve(address: &str, base: &str) -> Option<String> {
    Url::new_with_base(address, base).ok().map(|url| url.href())
}
