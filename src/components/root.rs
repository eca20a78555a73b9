//! The one component that holds state.

use std::rc::Rc;

use web_sys::wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlDialogElement, HtmlElement, ShadowRoot};
use yew::prelude::*;

use super::cards::{view_cards, view_tray};
use super::more::more;
use super::parts::attr;
use super::screens::{
    view_coming, view_empty, view_failed, view_loading, view_nobody_stands, view_nothing_found, view_notice,
};
use super::taken::view_refused;
use super::toolbar::view_toolbar;
use crate::domain::export::Format;
use crate::feed::{Nomination, Passage, Shared, Text};
use crate::state::{Action, Arrival, Errand, Phase, State, View, Wish};

/// What the page learns of the state.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The reader asks for the feed again.
    Retry,
    /// Other nominations fit now.
    Filtered {
        /// As [`Query::parse`](crate::domain::query::Query::parse) reads it.
        query: String,
        /// How many fit.
        count: usize,
        /// How many there are.
        total: usize,
    },
    /// Other nominations are picked now.
    Picked(Vec<Text>),
    /// Cards or comparison.
    Shown(View),
    /// The pieces of the view, as links have them.
    Moved(Vec<String>, Move),
    /// The reader takes this along, here as JSON, in this format; a link takes none.
    Export(Format, String),
    /// What the reader keeps for themself: to be done about the device.
    Errand(Errand),
    /// A card or the filters are open, or the comparison shown, or the reader keeps something: their style is
    /// needed, and [`fetch`](super::fetch),
    /// whose end [`Action::Arrive`] tells.
    More,
    /// Cards wait for the page to breathe.
    Waiting,
    /// A part of a long list is drawn: [`Action::Look`] says what is near the screen.
    Drawn,
    /// The filters wait for it, to be counted: [`Action::Count`] goes on.
    Uncounted,
    /// What is searched is to be made ready meanwhile: [`Action::Prepare`].
    Unprepared,
    /// Statements are needed: [`Action::Read`] brings them.
    Unread(Vec<Shared<Nomination>>),
    /// Words are to be marked in a statement: [`Action::Mark`] brings it.
    Unmarked(Text, Passage),
    /// Topics are wanted that the feed does not name: [`Action::Discover`] brings them.
    Topicless,
}

/// Why the view is another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// A link was followed, or it was made to fit the feed.
    Led,
    /// Somebody asks for something else.
    Change,
    /// The same, and a reader would go back over it: another view, an open card.
    Step,
}

/// The props of [`Root`].
#[derive(Properties, PartialEq)]
pub struct RootProps {
    /// Told of every change.
    #[prop_or_default]
    pub on_change: Callback<Change>,
    /// What happened before the first picture.
    #[prop_or_default]
    pub actions: Rc<Actions>,
}

/// Actions to begin with.
#[derive(Default)]
pub struct Actions(pub Vec<Action>);

impl PartialEq for Actions {
    /// They count once, when the component is made: later ones are no change.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The widget: state, and a picture of it.
pub struct Root {
    state: State,
    dispatch: Callback<Action>,
    top: NodeRef,
    /// Set when the reader asked for another view: its top takes the focus.
    move_focus: bool,
    /// Set when the reader asked for a place: it takes the focus once it is there.
    lead: bool,
    /// The statement over the comparison.
    sheet: NodeRef,
    /// Set when something of the widget had the focus before the last change.
    had_focus: bool,
}

impl Component for Root {
    type Message = Action;
    type Properties = RootProps;

    fn create(ctx: &Context<Self>) -> Self {
        let mut state = State::default();
        for action in &ctx.props().actions.0 {
            state.apply(action.clone());
        }
        // Natively a picture is made of the first actions alone.
        #[cfg(not(target_arch = "wasm32"))]
        drop(state.settle());
        let dispatch = ctx.link().callback(|action| action);
        Self {
            state,
            dispatch,
            top: NodeRef::default(),
            move_focus: false,
            had_focus: false,
            lead: false,
            sheet: NodeRef::default(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        let before = Snapshot::of(&self.state);
        if matches!(action, Action::Count) {
            return self.count(ctx);
        }
        if let Action::Look(near, kept) = action {
            let elsewhere = self.state.look(near, kept);
            self.had_focus |= elsewhere && self.has_focus();
            if elsewhere && self.state.has_waiting_cards() {
                ctx.props().on_change.emit(Change::Waiting);
            }
            return elsewhere;
        }
        let retry = matches!(action, Action::Retry);
        let by_reader = matches!(
            action,
            Action::Show(_) | Action::CompareThese(_) | Action::CompareAll(_) | Action::Drop(_)
        );
        let export = if let Action::Export(format) = action { Some(format) } else { None };
        match action {
            Action::ShowPassage(..) | Action::ShowStance(..) => self.lead = true,
            Action::Open(_) | Action::Show(_) | Action::Load | Action::Reset => self.lead = false,
            _ => {}
        }
        let wanted = action.is_wanted();
        let came = matches!(action, Action::Receive(..));
        let prepares = matches!(action, Action::Turn | Action::Prepare);
        let pended = self.state.is_pending();
        let focused = self.has_focus();
        self.move_focus |= matches!(action, Action::Shortlist(Wish::Show));
        self.state.apply(action);
        let errands = match more().filter(|_| self.state.own.waits()) {
            Some(more) => (more.settle)(&mut self.state),
            None => Vec::new(),
        };
        let after = Snapshot::of(&self.state);
        self.move_focus |= by_reader && before.view != after.view;

        let tell = &ctx.props().on_change;
        if retry {
            tell.emit(Change::Retry);
        }
        if let Some(format) = export {
            let text = match more() {
                Some(more) if format != Format::Link => (more.export)(&self.state),
                _ => String::new(),
            };
            tell.emit(Change::Export(format, text));
        }
        if after.pieces != before.pieces {
            let step = (after.view, &after.open) != (before.view, &before.open);
            let why = match wanted {
                false => Move::Led,
                true if step => Move::Step,
                true => Move::Change,
            };
            tell.emit(Change::Moved(after.pieces.clone(), why));
        }
        after.tell_differences(&before, tell);
        if self.state.is_uncounted() && more().is_some() {
            tell.emit(Change::Uncounted);
        }
        for errand in errands {
            tell.emit(Change::Errand(errand));
        }
        if self.state.has_waiting_cards() {
            tell.emit(Change::Waiting);
        }
        if self.state.is_preparing() {
            tell.emit(Change::Unprepared);
        }
        let unread = self.state.take_unread();
        if !unread.is_empty() {
            tell.emit(Change::Unread(unread));
        }
        if let Some((id, passage)) = self.state.take_unmarked() {
            tell.emit(Change::Unmarked(id, passage));
        }
        if self.state.take_search() {
            tell.emit(Change::Topicless);
        }
        // Of what only came, nothing is seen yet; but a pick may have been waiting for it.
        let unseen = came && self.state.has_more_coming() && self.state.picks.is_empty();
        // What is made ready is seen once it answers what was asked.
        let seen = !(unseen || prepares && pended == self.state.is_pending());
        // Only a new picture can take the focus away.
        self.had_focus |= seen && focused;
        seen
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        if self.state.is_windowed() && self.state.is_showing_cards() {
            ctx.props().on_change.emit(Change::Drawn);
        }
        if let Some(sheet) = self.sheet.cast::<HtmlDialogElement>().filter(|sheet| !sheet.open()) {
            // Where the browser has no dialogs, the statement stands below the table.
            let _ = sheet.show_modal();
        }
        if self.lead && self.follow() {
            self.lead = false;
            self.had_focus = false;
            return;
        }
        // What the reader acted on may be gone: who uses the keyboard would
        // start at the page's top again.
        let lost = std::mem::take(&mut self.had_focus) && !self.has_focus();
        let asked = std::mem::take(&mut self.move_focus);
        if let Some(top) = self.top.cast::<HtmlElement>().filter(|_| asked || lost) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(!asked);
            // Nothing is lost where the browser won't: the view is there all the same.
            let _ = top.focus_with_options(&options);
        }
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let Self { state, dispatch, .. } = self;
        let body = match &state.phase {
            Phase::Loading => view_loading(),
            Phase::Failed(error) => view_failed(error, dispatch),
            Phase::Ready if state.selected() == 0 && (state.reading || state.is_pending()) => view_loading(),
            Phase::Ready if state.known() == 0 => view_empty(&state.head),
            Phase::Ready => self.view_ready(),
        };
        html! {
            <div class="hustings" part="root" lang={state.head.language.as_ref().map(attr)} aria-busy={(state.reading || state.is_pending()).to_string()}>
                {body}
                { for state.notices.iter().map(view_notice) }
            </div>
        }
    }
}

impl Root {
    /// Whether everything is drawn, and read for it, that needs no asking.
    #[must_use]
    pub fn is_drawn(&self) -> bool {
        self.state.is_drawn()
    }

    /// Counts some more of what the filters offer; there is something to see at the end.
    fn count(&mut self, ctx: &Context<Self>) -> bool {
        let Some(more) = more().filter(|_| self.state.is_uncounted()) else { return false };
        (more.count)(&mut self.state);
        if self.state.is_uncounted() {
            ctx.props().on_change.emit(Change::Uncounted);
            return false;
        }
        true
    }

    /// Whether something of the widget has the focus.
    fn has_focus(&self) -> bool {
        let root = self.top.cast::<HtmlElement>().map(|top| top.get_root_node());
        root.and_then(|root| root.dyn_ref::<ShadowRoot>().and_then(ShadowRoot::active_element)).is_some()
    }

    /// Leads the reader to the place asked for, when it is there already.
    fn follow(&self) -> bool {
        let root = self.top.cast::<HtmlElement>().map(|top| top.get_root_node());
        let root = root.and_then(|root| root.dyn_into::<ShadowRoot>().ok());
        let place = root.and_then(|root| root.query_selector("[data-target]").ok().flatten());
        let place = place.and_then(|place| place.dyn_into::<HtmlElement>().ok());
        // The browser scrolls to what takes the focus.
        place.is_some_and(|place| place.focus().is_ok())
    }

    fn view_ready(&self) -> Html {
        let Self { state, dispatch, top, sheet, .. } = self;
        if state.view == View::Compare {
            return match more() {
                Some(more) => html! {
                    <>{(more.view_comparison)(state, top, dispatch)}{(more.view_sheet)(state, sheet, dispatch)}</>
                },
                None => view_coming(state.more, dispatch),
            };
        }
        let selection = state.selection();
        let picked = state.picked();
        html! {
            <div class="list" tabindex="-1" ref={top.clone()}>
                {view_toolbar(state, dispatch)}
                {view_refused(state)}
                if selection.total == 0 {
                    {view_nobody_stands()}
                } else if selection.count == 0 {
                    {view_nothing_found(&state.query, selection.total, dispatch)}
                } else {
                    {view_cards(state, dispatch)}
                }
                if !picked.is_empty() { {view_tray(&picked, dispatch)} }
            </div>
        }
    }
}

/// What the page may want to hear about, before and after an action.
#[derive(PartialEq)]
struct Snapshot {
    query: String,
    count: usize,
    total: usize,
    picks: Vec<Text>,
    view: View,
    open: Vec<Text>,
    pieces: Vec<String>,
    filtering: bool,
    more: Arrival,
    own: bool,
    ready: bool,
}

impl Snapshot {
    fn of(state: &State) -> Self {
        Self {
            query: state.query.to_string(),
            count: state.selection().count,
            total: state.selection().total,
            picks: state.picks.clone(),
            view: state.view,
            open: state.open.clone(),
            pieces: state.pieces(),
            filtering: state.filtering,
            more: state.more,
            own: state.own.matters(),
            ready: state.phase == Phase::Ready && !state.reading && !state.is_pending(),
        }
    }

    fn needs_more(&self) -> bool {
        let opened = self.view == View::Compare || self.filtering || !self.open.is_empty();
        self.more != Arrival::Failed && (opened || self.own)
    }

    fn tell_differences(&self, before: &Self, tell: &Callback<Change>) {
        let Self { query, count, total, .. } = self;
        let filtered = (query, count, total) != (&before.query, &before.count, &before.total);
        if self.ready && (filtered || !before.ready) {
            tell.emit(Change::Filtered { query: query.clone(), count: *count, total: *total });
        }
        if self.picks != before.picks {
            tell.emit(Change::Picked(self.picks.clone()));
        }
        if self.needs_more() && !before.needs_more() {
            tell.emit(Change::More);
        }
        if self.view != before.view {
            tell.emit(Change::Shown(self.view));
        }
    }
}
