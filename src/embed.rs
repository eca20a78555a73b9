//! The only place that knows the browser: the handle that the tag's
//! JavaScript holds, its options, the way to the feed, and what the page is told.

mod download;
mod load;
mod locale;
mod read;
mod tell;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Element};
use yew::{AppHandle, Callback, Renderer};

use crate::components::{Actions, Root, RootProps, fetch};
use crate::domain::export::Format;
use crate::domain::order::Order;
use crate::domain::query::Query;
use crate::domain::timeline::Timeline;
use crate::feed::Shared;
use crate::state::{Action, Arrival, View, Wish};
use load::{Loading, Source};
use read::Statements;
use tell::Tell;

/// One widget on a page.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Widget {
    inner: Rc<Inner>,
}

struct Inner {
    app: RefCell<Option<AppHandle<Root>>>,
    tell: Tell,
    statements: Statements,
    /// `pause(milliseconds)`: promises that the browser has had its turn by then.
    pause: js_sys::Function,
    /// The dates of the elections, and the timer until what is next changes.
    timelines: RefCell<Shared<Vec<Timeline>>>,
    clock: RefCell<Option<Timeout>>,
    /// The next slice of cards; at most one is waiting.
    slice: RefCell<Option<Timeout>>,
    /// The next slice of what the filters offer.
    counting: RefCell<Option<Timeout>>,
    /// The next slice of what is made ready to be searched; at most one is waiting.
    ready: RefCell<Option<Timeout>>,
    /// Grows with every load: a load that is not the latest stops.
    generation: Cell<u32>,
    abort: RefCell<Option<AbortController>>,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inner")
    }
}

#[wasm_bindgen]
impl Widget {
    /// Mounts a widget. `tell(name, detail)` is called with what happens;
    /// `reader(text)` promises a new [`Reader`](read::Reader) that has what this text needs.
    /// `pause(milliseconds)` promises that they have passed and the browser has had its turn.
    #[wasm_bindgen(constructor)]
    pub fn new(
        mount: Element,
        tell: js_sys::Function,
        reader: js_sys::Function,
        pause: js_sys::Function,
    ) -> Self {
        let inner = Rc::new(Inner {
            app: RefCell::default(),
            tell: Tell::new(tell),
            statements: Statements::new(reader),
            pause,
            timelines: RefCell::default(),
            clock: RefCell::default(),
            slice: RefCell::default(),
            counting: RefCell::default(),
            ready: RefCell::default(),
            generation: Cell::default(),
            abort: RefCell::default(),
        });
        let weak = Rc::downgrade(&inner);
        let on_change = Callback::from(move |change| {
            if let Some(inner) = weak.upgrade() {
                inner.tell.change(&inner, change);
            }
        });
        let actions =
            Rc::new(Actions(vec![Action::Collate(locale::places), Action::Clock(js_sys::Date::now)]));
        let props = RootProps { on_change, actions };
        let app = Renderer::<Root>::with_root_and_props(mount, props).render();
        inner.app.replace(Some(app));
        Self { inner }
    }

    /// Shows cards or the comparison.
    pub fn set_view(&self, id: &str) {
        self.inner.send(View::from_id(id).map(Action::Show));
    }

    /// Keeps to one election; an empty id keeps to none.
    pub fn set_election(&self, id: &str) {
        self.inner.send([Action::Keep((!id.is_empty()).then(|| id.into()))]);
    }

    /// Shows the view that has these pieces. From the first call on the page is told of
    /// every view, at first of that which was set; no pieces change nothing.
    pub fn follow(&self, pieces: Vec<String>) {
        self.inner.send([Action::Follow(pieces)]);
    }

    /// Replaces the query.
    pub fn set_query(&self, text: &str) {
        self.inner.send([Action::Ask(Query::parse(text))]);
    }

    /// Replaces the picks.
    pub fn set_picks(&self, ids: Vec<String>) {
        self.inner.send([Action::SetPicks(ids.into_iter().map(Into::into).collect())]);
    }

    /// The hosts whose images are shown in statements; elsewhere they are links.
    pub fn set_images(&self, hosts: Vec<String>) {
        self.inner.statements.images.replace(hosts);
    }

    /// Sets the order.
    pub fn set_order(&self, id: &str) {
        self.inner.send(Order::from_id(id).map(Action::Sort));
    }

    /// Names are sorted as this language has it; as the reader's own, where it is empty.
    pub fn set_lang(&self, language: &str) {
        self.inner.send([Action::Speak(language.into())]);
    }

    /// Sets the reader's seed for the shuffled order.
    pub fn set_seed(&self, seed: u32) {
        self.inner.send([Action::Seed(seed)]);
    }

    /// An export of this name was done, or the browser refused to take this text.
    pub fn exported(&self, name: &str, refused: Option<String>) {
        let refused = refused.map(Into::into);
        self.inner.send(Format::from_id(name).map(|format| Action::Exported(format, refused)));
    }

    /// What the page's JavaScript says of what the reader keeps, by its name, and a text.
    pub fn hear(&self, what: &str, text: &str) {
        self.inner.send([Action::Shortlist(Wish::Hear(what.into(), text.into()))]);
    }

    /// The browser closed the statement that stood over the comparison.
    pub fn close_statement(&self) {
        self.inner.send([Action::CloseStatement]);
    }

    /// A reader comes near: what draws open cards and the comparison may be needed soon.
    pub fn fetch_more(&self) {
        self.inner.fetch_more(false);
    }

    /// These chunks of cards are near the screen, and those are in use elsewhere.
    pub fn look(&self, from: u32, to: u32, kept: Vec<u32>) {
        self.inner.send([Action::Look(from..to, kept)]);
    }

    /// Draws the card of this nomination, too, however far down the list it is.
    pub fn reach(&self, id: &str) {
        self.inner.send([Action::Reach(id.into())]);
    }

    /// Whether everything is drawn, and read for it, that needs no asking.
    pub fn is_drawn(&self) -> bool {
        let app = self.inner.app.borrow();
        app.as_ref().and_then(|app| app.get_component()).is_some_and(|root| root.is_drawn())
    }

    /// The reader opened the panel of filters, or closed it.
    pub fn set_filters(&self, open: bool) {
        self.inner.send([Action::Filters(open)]);
    }

    /// Stops whatever is on its way.
    pub fn stop(&self) {
        self.inner.stop_loading();
    }

    /// Forgets everything: the next feed is another widget's.
    pub fn reset(&self) {
        self.inner.stop_loading();
        self.inner.send([Action::Reset]);
    }

    /// Takes the feed from `src`, an absolute address; each document of it may take so many
    /// seconds. Where it was asked for already, the answer is promised, and `abort` ends that.
    pub fn load(
        &self,
        src: String,
        timeout: f64,
        promise: Option<js_sys::Promise>,
        abort: Option<AbortController>,
    ) {
        self.inner.load(Source { base: src.clone(), src, feed: None, timeout, asked: promise.zip(abort) });
    }

    /// Reads a feed that the page has; relative addresses start from `base`.
    pub fn read(&self, feed: String, base: String, timeout: f64) {
        self.inner.load(Source { src: String::new(), base, feed: Some(feed), timeout, asked: None });
    }
}

impl Inner {
    fn send(&self, actions: impl IntoIterator<Item = Action>) {
        if let Some(app) = self.app.borrow().as_ref() {
            app.send_message_batch(actions.into_iter().collect());
        }
    }

    fn load(self: &Rc<Self>, source: Source) {
        self.stop_loading();
        self.statements.forget();
        self.send([Action::Load]);
        wasm_bindgen_futures::spawn_local(Loading::new(self, source).run());
    }

    /// Fetches what is drawn only for some readers; who waits for it hears that it failed.
    fn fetch_more(self: &Rc<Self>, wanted: bool) {
        let weak = Rc::downgrade(self);
        wasm_bindgen_futures::spawn_local(async move {
            let arrival = match fetch().await {
                Ok(()) => Arrival::There,
                Err(_) if wanted => Arrival::Failed,
                Err(_) => return,
            };
            if let Some(inner) = weak.upgrade() {
                inner.send([Action::Arrive(arrival)]);
            }
        });
    }

    /// Lets the browser do something else.
    async fn pause(&self) {
        if let Some(turn) = self.wait(0.0) {
            // Where it can't wait, it goes on.
            let _ = JsFuture::from(turn).await;
        }
    }

    /// Promises that so many milliseconds have passed, and the browser had its turn.
    fn wait(&self, milliseconds: f64) -> Option<js_sys::Promise> {
        self.pause.call1(&JsValue::NULL, &milliseconds.into()).ok().map(js_sys::Promise::from)
    }

    fn stop_loading(&self) {
        self.clock.take();
        if let Some(abort) = self.abort.take() {
            abort.abort();
        }
        self.generation.set(self.generation.get() + 1);
    }

    /// Renders the next slice of cards when the page has had time to breathe.
    fn render_soon(self: &Rc<Self>) {
        let mut slice = self.slice.borrow_mut();
        if slice.is_none() {
            *slice = Some(self.later(0, |inner| {
                inner.slice.take();
                inner.send([Action::Render]);
            }));
        }
    }

    /// Counts the next slice of what the filters offer.
    fn count_soon(self: &Rc<Self>) {
        self.counting.replace(Some(self.later(0, |inner| {
            inner.counting.take();
            inner.send([Action::Count]);
        })));
    }

    /// Makes another slice ready of what is searched; the reader may type first.
    fn prepare_soon(self: &Rc<Self>) {
        let mut ready = self.ready.borrow_mut();
        if ready.is_none() {
            *ready = Some(self.later(0, |inner| {
                inner.ready.take();
                inner.send([Action::Prepare]);
            }));
        }
    }

    /// Does something so many milliseconds later, if the widget and the timer still are.
    fn later(self: &Rc<Self>, wait: u32, what: fn(&Rc<Self>)) -> Timeout {
        let weak = Rc::downgrade(self);
        Timeout::new(wait, move || {
            if let Some(inner) = weak.upgrade() {
                what(&inner);
            }
        })
    }
}
