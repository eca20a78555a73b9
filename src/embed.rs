//! The only place that knows the browser: the handle that the tag's
//! JavaScript holds, its options, the way to the feed, and what the page is told.

mod html;
mod load;
mod options;
mod read;
mod tell;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, Element};
use yew::{AppHandle, Callback, Renderer};

use crate::components::{Root, RootProps};
use crate::domain::order::Order;
use crate::domain::query::Query;
use crate::state::{Action, View};
use load::Loading;
use options::{Options, Source};
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
    read: js_sys::Function,
    /// The next slice of cards; at most one is waiting.
    slice: RefCell<Option<Timeout>>,
    /// Grows with every load: a load that is not the latest stops.
    generation: Cell<u32>,
    abort: RefCell<Option<AbortController>>,
    /// Where relative addresses of statements start from.
    base: RefCell<String>,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inner")
    }
}

#[wasm_bindgen]
impl Widget {
    /// Mounts a widget. `tell(name, detail)` is called with what happens;
    /// `read(markdown)` promises a tape of the text's events.
    #[wasm_bindgen(constructor)]
    pub fn new(mount: Element, tell: js_sys::Function, read: js_sys::Function) -> Self {
        let inner = Rc::new(Inner {
            app: RefCell::default(),
            tell: Tell::new(tell),
            read,
            slice: RefCell::default(),
            generation: Cell::default(),
            abort: RefCell::default(),
            base: RefCell::default(),
        });
        let weak = Rc::downgrade(&inner);
        let on_change = Callback::from(move |change| {
            if let Some(inner) = weak.upgrade() {
                inner.tell.change(&inner, change);
            }
        });
        let props = RootProps { on_change, actions: Rc::default() };
        let app = Renderer::<Root>::with_root_and_props(mount, props).render();
        inner.app.replace(Some(app));
        Self { inner }
    }

    /// Takes the members that `options` has: `view`, `election`, `query`,
    /// `picks`, `order`, `seed`.
    ///
    /// # Errors
    /// When a member has another type than the tag gives it.
    pub fn set(&self, options: JsValue) -> Result<(), JsValue> {
        let options: Options = serde_wasm_bindgen::from_value(options)?;
        let actions = [
            options.seed.map(Action::Seed),
            options.election.map(|id| Action::Keep((!id.is_empty()).then(|| id.into()))),
            options.order.and_then(|id| Order::from_id(&id)).map(Action::Sort),
            options.query.map(|text| Action::Ask(Query::parse(&text))),
            options.picks.map(|ids| Action::SetPicks(ids.into_iter().map(Into::into).collect())),
            options.view.and_then(|id| View::from_id(&id)).map(Action::Show),
        ];
        self.inner.send(actions.into_iter().flatten().collect());
        Ok(())
    }

    /// Asks for the feed: at `src`, or in the text `feed`.
    ///
    /// # Errors
    /// When a member has another type than the tag gives it.
    pub fn load(&self, source: JsValue) -> Result<(), JsValue> {
        let source: Source = serde_wasm_bindgen::from_value(source)?;
        self.inner.base.replace(source.src.clone().unwrap_or_else(|| source.base.clone()));
        if let Some(abort) = self.inner.abort.take() {
            abort.abort();
        }
        self.inner.generation.set(self.inner.generation.get() + 1);
        self.inner.send(vec![Action::Load]);
        wasm_bindgen_futures::spawn_local(Loading::new(&self.inner, source).run());
        Ok(())
    }
}

impl Inner {
    fn send(&self, actions: Vec<Action>) {
        if let Some(app) = self.app.borrow().as_ref() {
            app.send_message_batch(actions);
        }
    }

    /// Renders the next slice of cards when the page has had time to breathe.
    fn render_soon(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let mut slice = self.slice.borrow_mut();
        if slice.is_none() {
            *slice = Some(Timeout::new(0, move || {
                if let Some(inner) = weak.upgrade() {
                    inner.slice.take();
                    inner.send(vec![Action::Render]);
                }
            }));
        }
    }
}
