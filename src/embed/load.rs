//! The way to the feed: fetch, read in slices, follow its pages.

use std::rc::{Rc, Weak};

use gloo::net::http::Request;
use gloo::timers::callback::Timeout;
use gloo::timers::future::TimeoutFuture;
use web_sys::{AbortController, Url};

use super::Inner;
use crate::feed::{ErrorKind, FeedError, Head, LARGE_BYTES, MAX_BYTES, Nomination, Page, Shared, Warning};
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
    head: Head,
    count: usize,
    bytes: usize,
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
            head: Head::default(),
            count: 0,
            bytes: 0,
        }
    }

    pub(super) async fn run(mut self) {
        let outcome = self.load().await;
        let Ok(inner) = self.inner() else { return };
        match outcome {
            Ok(Ok(incomplete)) => {
                inner.send([Action::Finish(self.notices(incomplete))]);
                inner.tell.loaded(self.head.title.as_deref(), self.count, &self.warnings);
            }
            Ok(Err(error)) => {
                inner.tell.failed(&error);
                inner.send([Action::Fail(Rc::new(error))]);
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
                Ok(page) => page,
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
            self.head = page.head.clone();
        } else {
            self.head.extend(&page.head);
        }
        let resolve = |address: &str| resolve(address, base);
        let mut batch: Vec<Shared<Nomination>> = Vec::new();
        let mut start = 0;
        while start < page.len() {
            let end = (start + SLICE).min(page.len());
            batch.extend(page.read(start..end, &mut self.head, &resolve, &mut self.warnings));
            start = end;
            if batch.len() >= BATCH {
                self.hand_on(std::mem::take(&mut batch))?;
            }
            if start < page.len() {
                TimeoutFuture::new(0).await;
                self.inner()?;
            }
        }
        self.hand_on(batch)
    }

    fn hand_on(&mut self, batch: Vec<Shared<Nomination>>) -> Result<(), Superseded> {
        let inner = self.inner()?;
        self.count += batch.len();
        inner.send([Action::Receive(Shared::new(self.head.clone()), batch)]);
        inner.tell.ready();
        Ok(())
    }

    async fn fetch(&self, url: &str) -> Result<Vec<u8>, ErrorKind> {
        let unreachable = |reason: String| ErrorKind::Unreachable { reason };
        let abort = AbortController::new().map_err(|_| unreachable("no AbortController".to_owned()))?;
        if let Ok(inner) = self.inner() {
            inner.abort.replace(Some(abort.clone()));
        }
        let seconds = self.source.timeout;
        let late = Rc::new(std::cell::Cell::new(false));
        let _timer = {
            let (abort, late) = (abort.clone(), late.clone());
            Timeout::new((seconds * 1000.0) as u32, move || {
                late.set(true);
                abort.abort();
            })
        };
        let failed = |error: gloo::net::Error| {
            if late.get() {
                ErrorKind::Timeout { seconds: seconds as u32 }
            } else {
                unreachable(error.to_string())
            }
        };
        let request = Request::get(url).abort_signal(Some(&abort.signal()));
        let response = request.send().await.map_err(failed)?;
        if !response.ok() {
            return Err(ErrorKind::Status { status: response.status() });
        }
        let header = |name: &str| response.headers().get(name).unwrap_or_default();
        let announced = header("content-length").parse().unwrap_or(0);
        if announced > MAX_BYTES {
            abort.abort();
            return Err(ErrorKind::TooLarge { bytes: announced });
        }
        let mime = header("content-type").split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let bytes = response.binary().await.map_err(failed)?;
        if bytes.len() > MAX_BYTES {
            return Err(ErrorKind::TooLarge { bytes: bytes.len() });
        }
        // Some hosts announce every file as plain text; what looks like JSON is tried.
        let starts_like_json =
            bytes.iter().find(|byte| !byte.is_ascii_whitespace() && !byte.is_ascii_control());
        let is_json = mime.contains("json") || matches!(starts_like_json, Some(b'{' | b'[' | 0xef));
        if mime.is_empty() || is_json { Ok(bytes) } else { Err(ErrorKind::WrongType { mime }) }
    }

    fn notices(&self, incomplete: bool) -> Vec<Notice> {
        let lost = self.warnings.iter().filter(|warning| warning.loses_nomination).count();
        let notices = [
            (lost > 0).then_some(Notice::LeftOut(lost)),
            incomplete.then_some(Notice::Incomplete),
            (self.bytes > LARGE_BYTES).then_some(Notice::Large(self.bytes)),
        ];
        notices.into_iter().flatten().collect()
    }
}

/// An address made absolute from where it was written.
pub(super) fn resolve(address: &str, base: &str) -> Option<String> {
    Url::new_with_base(address, base).ok().map(|url| url.href())
}

/// A statement that stands in a file of its own.
pub(super) async fn text(url: &str) -> Option<String> {
    let response = Request::get(url).send().await.ok()?;
    if response.ok() { response.text().await.ok() } else { None }
}
