//! The way to the feed: read it in slices while it comes, follow its pages.

use std::rc::{Rc, Weak};

use js_sys::Date;
use web_sys::Url;

use super::Inner;
use super::download::{Asked, Download, Piece, ask};
use crate::feed::{
    ErrorKind, FeedError, Href, Known, LARGE_BYTES, Nomination, Page, Progress, Shared, Warning,
};
use crate::state::{Action, FIRST_CARDS, Notice};

/// Milliseconds that are read before the browser may do something else.
const SLICE: f64 = 8.0;
/// Items between two looks at the clock.
const STRIDE: usize = 8;
/// Milliseconds from the first bytes until the first cards may appear, if not all is read by
/// then: who gets a list within that time sees it whole and in its order from the start.
const FIRST: f64 = 24.0;
/// Nominations that appear at once, at the least, after the first; and never fewer than are there
/// already. The list grows a few times, and not under the reader's eyes all the time.
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
    /// The answer from `src`, where that was asked already.
    pub(super) asked: Option<Asked>,
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
            let base = if place.is_empty() { self.source.base.clone() } else { place.clone() };
            let before = (self.known.head.clone(), self.known.lost, self.warnings.len());
            let next = match self.read(&place, &base, seen.is_empty()).await? {
                Ok(next) => next,
                Err(kind) if seen.is_empty() => return Ok(Err(FeedError { source: place, kind })),
                Err(kind) => {
                    (self.known.head, self.known.lost) = (before.0, before.1);
                    self.warnings.truncate(before.2);
                    let error = FeedError { source: place, kind };
                    self.warn_page(seen.len(), error.to_string(), "The pages before it are shown");
                    return Ok(Ok(true));
                }
            };
            seen.push(place);
            let Some(next) = next.map(|next| next.as_str().to_owned()) else {
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

    /// Reads a document while it comes, some milliseconds at a time, and hands its nominations on:
    /// those of the first document as they come, a further one's together, since nothing of it is
    /// shown where it is damaged. Gives the address of the next.
    async fn read(
        &mut self,
        place: &str,
        base: &str,
        first: bool,
    ) -> Result<Result<Option<Href>, ErrorKind>, Superseded> {
        self.inner()?;
        let mut download = None;
        let mut page = match self.source.feed.take() {
            Some(text) => Page::given(base.into(), text),
            None if place.is_empty() => return Ok(Err(ErrorKind::NoSource)),
            None => {
                download = Some(self.ask(place));
                Page::new(base.into())
            }
        };
        let resolve = |address: &str| resolve(address, base);
        let mut batch: Vec<Shared<Nomination>> = Vec::new();
        // When the first bytes came, and when the browser last had its turn.
        let (mut begin, mut turn) = (None, Date::now());
        for step in 0_usize.. {
            match page.read(&mut self.known, &resolve, &mut self.warnings, &mut batch) {
                Ok(Progress::On) => {}
                Ok(Progress::Done) => break,
                Ok(Progress::Wait) => {
                    let Some(download) = &mut download else { break };
                    let may_show = first && self.count == 0 && batch.len() >= FIRST_CARDS;
                    let patience = if may_show { self.inner()?.wait(FIRST) } else { None };
                    let came = download.next(patience).await;
                    self.inner()?;
                    let came = match came {
                        Ok(Piece::Bytes(bytes)) => page.push(&bytes),
                        Ok(Piece::End) => page.finish(),
                        Ok(Piece::Late) => {
                            self.hand_on(std::mem::take(&mut batch))?;
                            continue;
                        }
                        Err(kind) => Err(kind),
                    };
                    if let Err(kind) = came {
                        return Ok(Err(kind));
                    }
                }
                Err(kind) => return Ok(Err(kind)),
            }
            if step % STRIDE != 0 {
                continue;
            }
            let now = Date::now();
            let begin = *begin.get_or_insert_with(|| {
                turn = now;
                now
            });
            if now - turn < SLICE {
                continue;
            }
            let enough = match self.count {
                0 => batch.len() >= FIRST_CARDS && now - begin >= FIRST,
                shown => batch.len() >= BATCH.max(shown),
            };
            if first && enough {
                self.hand_on(std::mem::take(&mut batch))?;
            }
            self.inner()?.pause().await;
            self.inner()?;
            turn = Date::now();
        }
        self.bytes += page.bytes();
        self.hand_on(batch)?;
        Ok(Ok(page.next))
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

    /// Asks for the document at an address, unless that was done already.
    fn ask(&mut self, url: &str) -> Download {
        let asked = self.source.asked.take().map_or_else(|| ask(url), Ok);
        if let Ok(inner) = self.inner() {
            inner.abort.replace(asked.as_ref().ok().map(|(_, abort)| abort.clone()));
        }
        Download::new(asked, self.source.timeout)
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

/// An address made absolute from where it was written.
pub(super) fn resolve(address: &str, base: &str) -> Option<String> {
    Url::new_with_base(address, base).ok().map(|url| url.href())
}
