//! What the reader sees now, and what one action changes. Values only: no
//! effect happens here.

mod facets;
mod link;
mod shortlist;
mod window;

use std::ops::Range;
use std::rc::Rc;

use crate::domain::blocks::Block;
use crate::domain::compare::{Comparison, compare};
use crate::domain::export::Format;
use crate::domain::order::{Collation, Order};
use crate::domain::query::{Facet, Query, Value};
use crate::domain::select::{Group, Index, Request, Selection, select};
use crate::domain::terms::terms;
use crate::domain::timeline::Timeline;
use crate::feed::{FeedError, Found, Head, Nomination, Passage, Shared, Statement, Text, Topic};
pub use shortlist::{Errand, Keeping, Own, Wish};

use window::Window;
pub use window::{CHUNK, Part};

/// Cards that are shown before the reader asks for more, and each time again:
/// what follows the widget on its page should not be a hundred screens away.
pub const FIRST_CARDS: usize = 24;

/// What is on screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Phase {
    /// The feed is on its way.
    #[default]
    Loading,
    /// Nothing of the feed can be shown.
    Failed(Rc<FeedError>),
    /// Nominations are there; more may come.
    Ready,
}

/// The two ways to look at nominations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    /// Every nomination that fits, as a card.
    #[default]
    Cards,
    /// The picks, side by side.
    Compare,
}

impl View {
    /// From an attribute's value.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "cards" => Some(Self::Cards),
            "compare" => Some(Self::Compare),
            _ => None,
        }
    }

    /// As an attribute's value.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Cards => "cards",
            Self::Compare => "compare",
        }
    }
}

/// What a reader should know about the list as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// So many nominations had faults that nothing could mend.
    LeftOut(usize),
    /// Further pages of the feed didn't come.
    Incomplete,
    /// So many bytes: it took its time.
    Large(usize),
}

/// Statements that are read to find topics where the feed names none: more
/// would keep the reader's device busy for a list that hardly changes by them.
pub const MOST_READ: usize = 200;

/// A function that tells the time, in milliseconds since 1970.
pub type Clock = fn() -> f64;

/// Milliseconds that what is searched is made ready for at a time: the reader types meanwhile.
const READY_SLICE: f64 = 8.0;

/// What became of one statement.
#[derive(Debug, Clone)]
pub struct Read {
    /// The id of its nomination.
    pub id: Text,
    /// Its text, as far as it could be read.
    pub reading: Reading,
    /// What was found in it.
    pub found: Found,
}

/// How far a statement is read.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Reading {
    /// Nobody needed it yet.
    #[default]
    Unread,
    /// Being read.
    Waiting,
    /// Read; whether it was too long to be read whole.
    Done(Shared<Vec<Block>>, bool),
    /// What reads it couldn't be had; its text as written, where that is known.
    Failed(Option<Text>),
}

/// Whether what is drawn only for some readers is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Arrival {
    /// Nobody needed it yet, or it is on its way.
    #[default]
    Awaited,
    /// It is there.
    There,
    /// It couldn't be had.
    Failed,
}

/// What a reader is led to in an open card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A passage of the statement.
    Passage(Passage),
    /// What the nominee says on the topic with this id.
    Stance(Text),
}

/// Where in a card or a statement the reader is led.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sought {
    /// To what is said on the topic with this id.
    Stance(Text),
    /// To the words that are marked.
    Words,
    /// To the section with this anchor.
    Section(Text),
    /// To the statement's beginning: the place itself was not found.
    Start,
}

/// What the reader sees now.
#[derive(Debug, Default)]
pub struct State {
    /// What is on screen.
    pub phase: Phase,
    /// What the feed says beside its nominations.
    pub head: Shared<Head>,
    /// Whether more nominations are still to come.
    pub reading: bool,
    /// What the reader should know about the list.
    pub notices: Vec<Notice>,
    /// What the reader asked.
    pub query: Query,
    /// The election that the page's author keeps the widget to.
    pub scope: Option<Text>,
    /// Whether the panel of filters is open.
    pub filtering: bool,
    /// The facet that the reader looks for a value of, and how its name goes.
    pub sought_value: Option<(Facet, String)>,
    /// What the facets offer, once the panel was open and for as long as the nominations are the same.
    counting: Option<facets::Counting>,
    /// What takes its place once it is counted, where the nominations say something else now.
    recount: Option<facets::Counting>,
    /// The order of the cards.
    pub order: Order,
    /// The reader's seed for [`Order::Shuffled`].
    pub seed: u32,
    /// How names are compared in the reader's locale, for [`Order::Name`].
    pub collation: Option<Collation>,
    /// Whose rules that goes by, where it is not the reader's own language.
    pub language: Text,
    /// What the reader keeps for themself.
    pub own: Own,
    /// The dates of the elections that have any.
    pub timelines: Shared<Vec<Timeline>>,
    /// Seconds since 1970, as of the last [`Action::Time`].
    pub now: i64,
    /// Ids of the nominations to compare, in the order picked; some may be
    /// unknown as yet.
    pub picks: Vec<Text>,
    /// Cards or comparison.
    pub view: View,
    /// Whether the pictures of open cards and of the comparison are there.
    pub more: Arrival,
    /// Ids of the cards that stand open.
    pub open: Vec<Text>,
    /// Ids of the nominations whose references are listed on their cards.
    pub unfolded: Vec<Text>,
    /// Whether the comparison leaves out what is the same for all.
    pub differences_only: bool,
    /// Keys of the comparison's rows that the reader reads on in.
    pub read_on: Vec<Text>,
    /// What the reader asked to see last, and the id of the nomination that has it.
    pub target: Option<(Text, Target)>,
    /// Whether the words sought were asked to be marked.
    asked: bool,
    /// The statement with the words marked; `None` in it where they were not found.
    marked: Option<Option<Shared<Vec<Block>>>>,
    /// What the comparison was last taken along as, and the text where the
    /// browser did not let it be copied.
    pub export: Option<(Format, Option<Text>)>,
    /// How many cards may be drawn before the reader asks for more.
    pub allowed: usize,
    /// Which of them are.
    window: Window,
    /// By the place of the nomination in the feed, as far as any was read; a
    /// statement is read when first needed, once.
    readings: Vec<Reading>,
    /// How many statements are being read, and how many were.
    waiting: usize,
    read: usize,
    /// How many statements were read when topics were looked for last.
    searched: usize,
    /// The reader's own seed, where `seed` may be that of a link.
    own_seed: u32,
    /// Whether the page asked for a view by its pieces, or for the pieces.
    begun: bool,
    /// Whether pieces were followed whose ids were not yet looked for in the feed.
    followed: bool,
    index: Index,
    selection: Selection,
    /// Tells the time, in milliseconds; without it, whatever takes long is done in one go.
    clock: Option<Clock>,
    /// Whether somebody is about to search: what is searched is made ready meanwhile.
    searching: bool,
    /// Whether the selection waits for that, and is still that of an earlier question.
    pending: bool,
    /// How many nominations the selection was made from: while the feed is still
    /// coming, not every one that came is among them.
    selected: usize,
}

/// One thing that happened.
#[derive(Debug, Clone)]
pub enum Action {
    /// Everything is as it was at first.
    Reset,
    /// The feed is asked for, again or for the first time.
    Load,
    /// The reader wants it asked for again: the page decides.
    Retry,
    /// The pictures of open cards and of the comparison came or didn't, or are asked for again.
    Arrive(Arrival),
    /// Nominations came.
    Receive(Shared<Head>, Vec<Shared<Nomination>>),
    /// Everything came that will come.
    Finish(Vec<Notice>),
    /// Nothing of the feed can be shown.
    Fail(Rc<FeedError>),
    /// The reader turns to the search box.
    Turn,
    /// What is searched is made ready, for a slice of time.
    Prepare,
    /// The reader typed.
    Search(String),
    /// The reader asked for a value of a facet, or no longer.
    Toggle(Facet, Value),
    /// All values asked of a facet must be there, or any of them.
    AllOf(Facet, bool),
    /// The reader asked for figures or days from one to another; an empty text is no bound.
    Between(Facet, Text, Text),
    /// The panel of filters is open, or no longer.
    Filters(bool),
    /// The reader looks for a value of a facet.
    Find(Facet, String),
    /// Time to count some more of what the facets offer.
    Count,
    /// The whole query is replaced.
    Ask(Query),
    /// The page keeps the widget to one election, or to none.
    Keep(Option<Text>),
    /// The reader chose an order.
    Sort(Order),
    /// The reader's seed is known.
    Seed(u32),
    /// How names are compared in the reader's locale is known.
    Collate(Collation),
    /// Names are sorted as this language has it.
    Speak(Text),
    /// How the time is told.
    Clock(Clock),
    /// The reader wants something with what they keep for themself.
    Shortlist(Wish),
    /// The dates of the elections are known, and what time it is: both change
    /// what is next.
    Time(Shared<Vec<Timeline>>, i64),
    /// A nomination is picked, or no longer.
    Pick(Text),
    /// All picks are replaced.
    SetPicks(Vec<Text>),
    /// Exactly these are picked, and compared.
    CompareThese(Vec<Text>),
    /// All that fit and stand in the election with this id are picked, and compared.
    CompareAll(Text),
    /// A column is taken out of the comparison.
    Drop(Text),
    /// Cards or comparison.
    Show(View),
    /// A link leads here: all the pieces of a view, as [`State::pieces`] has them.
    /// None at all change nothing; the first call makes the pieces known.
    Follow(Vec<String>),
    /// The comparison leaves out what is the same for all, or no longer.
    OnlyDifferences,
    /// The reader reads on in a row of the comparison, or no longer.
    ReadOn(Text),
    /// The reader wants to see words of a nomination in their place in the
    /// statement.
    ShowPassage(Text, Passage),
    /// The reader wants to see what a nominee says on the topic with this id.
    ShowStance(Text, Text),
    /// The reader has read the statement that stood over the comparison.
    CloseStatement,
    /// The reader takes the comparison along: the page has the means.
    Export(Format),
    /// It was, or the browser refused to copy this text.
    Exported(Format, Option<Text>),
    /// A card opens, or closes.
    Open(Text),
    /// A card lists its references, or only counts them.
    Unfold(Text),
    /// Statements are read, as far as they could be.
    Read(Vec<Read>),
    /// The words sought are marked in the statement of the nomination with this
    /// id, or were not found there.
    Mark(Text, Passage, Option<Shared<Vec<Block>>>),
    /// Topics are found that the feed does not name, and what the nominations
    /// with these ids say on them.
    Discover(Vec<Rc<Topic>>, Vec<(Text, Found)>),
    /// The page had time to breathe: render some more cards.
    Render,
    /// The card of this nomination is wanted, however far down the list it is.
    Reach(Text),
    /// These chunks of cards are near the screen, and those are in use elsewhere.
    Look(Range<u32>, Vec<u32>),
    /// The reader asked for more cards.
    More,
    /// The reader asked for all of them.
    All,
}

impl Action {
    /// Whether somebody wants the view to be so, and now: the reader or the page,
    /// not a feed that came or a link that was followed.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        !matches!(
            self,
            Self::Arrive(_) | Self::Prepare | Self::Follow(_) | Self::Finish(_) | Self::Discover(..)
        )
    }
}

impl State {
    /// The nominations that fit the query.
    #[must_use]
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// The picks, side by side; without any, the latest election that fits.
    #[must_use]
    pub fn comparison(&self) -> Comparison {
        let mut comparison = compare(self.columns(), &self.head);
        if self.differences_only {
            comparison.keep_differences();
        }
        comparison
    }

    fn columns(&self) -> Vec<Shared<Nomination>> {
        let picked = self.picked();
        match self.selection.groups.first() {
            Some(group) if picked.is_empty() => self.at(&group.nominations).cloned().collect(),
            _ => picked,
        }
    }

    /// The nominations at these places of the feed.
    pub fn at<'a>(&'a self, places: &'a [u32]) -> impl DoubleEndedIterator<Item = &'a Shared<Nomination>> {
        self.index.at(places)
    }

    /// The nomination whose statement stands over the comparison.
    #[must_use]
    pub fn sheet(&self) -> Option<&Shared<Nomination>> {
        let (id, _) = self.target.as_ref().filter(|_| self.view == View::Compare)?;
        self.index.get(id)
    }

    /// The nomination with this id.
    #[must_use]
    pub fn nomination(&self, id: &str) -> Option<&Shared<Nomination>> {
        self.index.get(id)
    }

    /// The picked nominations that are known, in the order picked.
    #[must_use]
    pub fn picked(&self) -> Vec<Shared<Nomination>> {
        self.picks.iter().filter_map(|id| self.index.get(id).cloned()).collect()
    }

    /// How far a nomination's statement is read.
    #[must_use]
    pub fn reading(&self, id: &str) -> Reading {
        let place = self.index.place(id);
        let reading = place.and_then(|at| self.readings.get(at as usize)).cloned().unwrap_or_default();
        match (&self.marked, reading) {
            (Some(Some(marked)), Reading::Done(_, cut)) if self.is_sought_in(id) => {
                Reading::Done(marked.clone(), cut)
            }
            (_, reading) => reading,
        }
    }

    fn set_reading(&mut self, id: &str, reading: Reading) {
        let Some(at) = self.index.place(id).map(|at| at as usize) else { return };
        if self.readings.len() <= at {
            self.readings.resize(at + 1, Reading::Unread);
        }
        let Some(known) = self.readings.get_mut(at) else { return };
        let before = std::mem::replace(known, reading);
        let is = |reading: &Reading| {
            [usize::from(*reading == Reading::Waiting), usize::from(matches!(reading, Reading::Done(..)))]
        };
        let ([waited, was_read], [waits, is_read]) = (is(&before), is(known));
        self.waiting = self.waiting + waits - waited;
        self.read = self.read + is_read - was_read;
    }

    fn is_sought_in(&self, id: &str) -> bool {
        self.target.as_ref().is_some_and(|(sought, _)| &**sought == id)
    }

    /// Where the reader is led in the card or the statement of this nomination.
    #[must_use]
    pub fn sought(&self, id: &str) -> Option<Sought> {
        let (_, target) = self.target.as_ref().filter(|_| self.is_sought_in(id))?;
        let passage = match target {
            Target::Stance(topic) => return Some(Sought::Stance(topic.clone())),
            Target::Passage(passage) => passage,
        };
        match &self.marked {
            Some(Some(_)) => Some(Sought::Words),
            // Not marked yet.
            None if passage.quote.is_some() => None,
            _ => Some(passage.anchor.clone().map_or(Sought::Start, Sought::Section)),
        }
    }

    /// The words that are to be marked now, and the nomination whose statement has them.
    pub fn take_unmarked(&mut self) -> Option<(Text, Passage)> {
        let Some((id, Target::Passage(passage))) = &self.target else { return None };
        let read = matches!(self.reading(id), Reading::Done(..));
        let wanted = read && !self.asked && passage.quote.is_some();
        wanted.then(|| (id.clone(), passage.clone())).inspect(|_| self.asked = true)
    }

    /// The nominations whose statements are needed now and were not before: of
    /// open cards, of columns, of cards whose feed has no summary or stances, and
    /// where the feed names no topics, of as many as it takes to find some.
    /// A statement in a file of its own waits until somebody asks for it.
    pub fn take_unread(&mut self) -> Vec<Shared<Nomination>> {
        let columns = if self.view == View::Compare { self.columns() } else { Vec::new() };
        let fits = |id: &&Text| {
            let place = self.index.place(id).filter(|_| self.reading(id) == Reading::Unread);
            place.is_some_and(|place| self.selection.places().any(|other| other == place))
        };
        let open = self.open.iter().filter(fits).filter_map(|id| self.index.get(id));
        let lacking = if self.view == View::Cards { self.drawn_places() } else { Vec::new() };
        let lacking = self.index.at(&lacking);
        let lacking =
            lacking.filter(|nomination| nomination.summary.is_none() || nomination.stances.is_empty());
        // Who asks for topics asks for those of cards that are not drawn, too.
        let by_topic = self.filtering || self.query.filter(&Facet::Topic).is_some();
        let sources =
            self.index.all().iter().filter(|nomination| {
                self.head.topics.is_empty() || by_topic && nomination.stances.is_empty()
            });
        let given =
            lacking.chain(sources.filter(|nomination| self.is_within_scope(nomination)).take(MOST_READ));
        let given = given.filter(|nomination| !matches!(nomination.statement, Some(Statement::At(_))));
        let given = given.filter(|_| self.phase == Phase::Ready && !self.reading);
        let mut unread: Vec<Shared<Nomination>> = Vec::new();
        for nomination in columns.iter().chain(open).chain(given) {
            let known = unread.contains(nomination) || self.reading(&nomination.id) != Reading::Unread;
            if nomination.statement.is_some() && !known {
                unread.push(nomination.clone());
            }
        }
        for nomination in &unread {
            self.set_reading(&nomination.id, Reading::Waiting);
        }
        unread
    }

    /// Whether topics should be looked for now: the feed names none, and
    /// statements were read since they were looked for last.
    pub fn take_search(&mut self) -> bool {
        let Self { reading, waiting, read, .. } = *self;
        let wanted = self.head.topics.is_empty() && !reading && waiting == 0 && read > self.searched.max(1);
        if wanted {
            self.searched = read;
        }
        wanted
    }

    fn is_within_scope(&self, nomination: &Nomination) -> bool {
        self.scope.is_none() || self.scope == nomination.election
    }

    /// How many nominations are known, whatever the query.
    #[must_use]
    pub fn known(&self) -> usize {
        self.index.len()
    }

    /// How many nominations the selection was made from.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Whether nominations came that the selection does not have yet: it will when twice
    /// as many are there, when the reader asks for something, and at the feed's end.
    #[must_use]
    pub fn has_more_coming(&self) -> bool {
        self.selected < self.index.len()
    }

    /// Whether what is searched is to be made ready, by one [`Action::Prepare`] after the other.
    #[must_use]
    pub fn is_preparing(&self) -> bool {
        self.searching && !self.index.is_prepared()
    }

    /// Whether the selection is still that of an earlier question.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.pending
    }

    /// Whether cards are seen.
    #[must_use]
    pub fn is_showing_cards(&self) -> bool {
        self.phase == Phase::Ready && self.view == View::Cards
    }

    /// What one action changes.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Load => {
                self.phase = Phase::Loading;
                self.index = Index::default();
                self.pending = false;
                self.selected = 0;
                self.head = Shared::default();
                (self.counting, self.recount) = (None, None);
                self.close_filters();
                self.readings.clear();
                (self.waiting, self.read, self.searched) = (0, 0, 0);
                self.own = Own::default();
                self.notices.clear();
                self.reading = true;
                self.reselect();
            }
            Action::Reset => {
                let Self { collation, clock, .. } = *self;
                // The locale and the clock are the reader's, whatever the feed.
                *self = Self { collation, clock, ..Self::default() };
            }
            Action::Retry => {}
            Action::Arrive(arrival) => self.more = arrival,
            Action::Receive(head, nominations) => {
                self.phase = Phase::Ready;
                self.head = head;
                self.count_again();
                self.index.extend(nominations);
                // All in one order again with each that comes would take longer and
                // longer; with every doubling it takes as long as reading does.
                if !self.reading || self.index.len() >= self.selected * 2 {
                    self.select();
                }
                if self.allowed == 0 {
                    self.start_at_the_top();
                }
            }
            Action::Finish(notices) => {
                self.phase = Phase::Ready;
                self.reading = false;
                self.notices = notices;
                if self.has_more_coming() {
                    self.select();
                }
                self.pass_over_unknown();
            }
            Action::Fail(error) => {
                self.phase = Phase::Failed(error);
                self.reading = false;
            }
            Action::Turn => self.searching = true,
            Action::Prepare => {
                if self.prepare() && self.pending {
                    self.reselect();
                    self.pass_over_unknown();
                }
            }
            Action::Search(text) => {
                self.query.text = text;
                self.reselect();
            }
            Action::Toggle(facet, value) => {
                self.query.toggle(&facet, value);
                self.reselect();
            }
            Action::AllOf(facet, all) => {
                self.query.set_all(&facet, all);
                self.reselect();
            }
            Action::Between(facet, from, to) => {
                self.query.set_between(&facet, &from, &to);
                self.reselect();
            }
            Action::Filters(open) => {
                self.close_filters();
                self.filtering = open;
            }
            Action::Find(facet, text) => self.sought_value = Some((facet, text)),
            // Who counts is fetched first: see `components/more.rs`.
            Action::Count => {}
            Action::Ask(query) => {
                self.query = query;
                self.reselect();
            }
            Action::Keep(scope) => {
                self.scope = scope;
                self.reselect();
            }
            Action::Sort(order) => {
                self.order = order;
                // Who chooses gets an order of their own, not that of a link.
                self.seed = self.own_seed;
                self.reselect();
            }
            Action::Seed(seed) => {
                self.seed = seed;
                self.own_seed = seed;
                self.reselect();
            }
            Action::Collate(collation) => self.collation = Some(collation),
            Action::Speak(language) => {
                self.language = language;
                self.reselect();
            }
            Action::Clock(clock) => self.clock = Some(clock),
            Action::Shortlist(wish) => self.own.wish(wish),
            Action::Time(timelines, now) => {
                self.timelines = timelines;
                self.now = now;
            }
            Action::Pick(id) => {
                toggle(&mut self.picks, id);
                self.export = None;
            }
            Action::SetPicks(picks) => self.set_picks(picks),
            Action::CompareThese(picks) => {
                self.set_picks(picks);
                self.show(View::Compare);
            }
            Action::CompareAll(election) => {
                let of = |group: &&Group| group.election.as_ref().is_some_and(|own| own.id == election);
                if let Some(group) = self.selection.groups.iter().find(of) {
                    self.set_picks(self.index.at(&group.nominations).map(|one| one.id.clone()).collect());
                    self.show(View::Compare);
                }
            }
            Action::Drop(id) => {
                let columns = self.comparison().columns;
                self.set_picks(columns.iter().map(|column| column.id.clone()).collect());
                self.picks.retain(|pick| *pick != id);
                if self.picks.is_empty() {
                    self.show(View::Cards);
                }
            }
            Action::Show(view) => self.show(view),
            Action::Follow(pieces) => self.follow(&pieces),
            Action::OnlyDifferences => {
                self.differences_only = !self.differences_only;
                self.export = None;
            }
            Action::ReadOn(key) => toggle(&mut self.read_on, key),
            Action::ShowPassage(id, passage) => self.lead(id, Target::Passage(passage)),
            Action::ShowStance(id, topic) => self.lead(id, Target::Stance(topic)),
            Action::CloseStatement => self.seek(None),
            Action::Mark(id, passage, blocks) => {
                if self.target == Some((id, Target::Passage(passage))) {
                    self.marked = Some(blocks);
                }
            }
            Action::Export(_) => self.export = None,
            Action::Exported(format, refused) => self.export = Some((format, refused)),
            Action::Open(id) => {
                toggle(&mut self.open, id);
                self.export = None;
            }
            Action::Unfold(id) => toggle(&mut self.unfolded, id),
            Action::Read(read) => {
                let found = read.iter().map(|read| (&read.id, &read.found));
                self.find(found);
                for Read { id, reading, .. } in read {
                    self.set_reading(&id, reading);
                }
            }
            Action::Discover(topics, found) => {
                if !topics.is_empty() {
                    self.head = Shared::new(Head { topics, ..Head::clone(&self.head) });
                    self.count_again();
                    self.find(found.iter().map(|(id, found)| (id, found)));
                    self.pass_over_unknown();
                }
            }
            Action::Render => self.draw(),
            Action::Reach(id) => self.reach(&id),
            // The picture's own: see `Root::update`.
            Action::Look(..) => {}
            Action::More => self.allowed += FIRST_CARDS,
            Action::All => self.allowed = usize::MAX,
        }
    }

    /// Fills in what was read from statements where the feed is silent.
    fn find<'a>(&mut self, found: impl Iterator<Item = (&'a Text, &'a Found)>) {
        let mut definitions = Vec::new();
        let mut any = false;
        for (id, found) in found.filter(|(_, found)| **found != Found::default()) {
            any = true;
            definitions.extend(found.definitions(&self.head));
            self.index.replace(id, &self.head, |nomination| nomination.with(found, &self.head));
        }
        if !definitions.is_empty() {
            let mut head = Head::clone(&self.head);
            for definition in definitions {
                if head.fact(&definition.id).is_none() {
                    head.facts.push(definition);
                }
            }
            self.head = Shared::new(head);
        }
        if any {
            self.count_again();
            self.select();
        }
    }

    /// In the comparison the statement opens over it, among the cards in its card.
    fn lead(&mut self, id: Text, target: Target) {
        if self.view == View::Cards && !self.open.contains(&id) {
            self.open.push(id.clone());
        }
        self.seek(Some((id, target)));
    }

    fn seek(&mut self, target: Option<(Text, Target)>) {
        self.target = target;
        self.asked = false;
        self.marked = None;
    }

    fn set_picks(&mut self, picks: Vec<Text>) {
        self.picks = Vec::with_capacity(picks.len());
        for id in picks {
            if !self.picks.contains(&id) {
                self.picks.push(id);
            }
        }
    }

    fn show(&mut self, view: View) {
        if self.view != view {
            self.view = view;
            self.close_filters();
            self.seek(None);
            self.window = Window::top();
            self.export = None;
        }
    }

    /// After a change of what is asked: from the first card again.
    fn reselect(&mut self) {
        self.export = None;
        self.select();
        if !self.pending {
            self.start_at_the_top();
        }
    }

    fn start_at_the_top(&mut self) {
        self.window = Window::top();
        self.allowed = FIRST_CARDS;
    }

    /// Makes what is searched ready, for as long as it may hold up the reader; says whether it is.
    fn prepare(&mut self) -> bool {
        let end = self.clock.map(|clock| (clock, clock() + READY_SLICE));
        self.index.prepare(&self.head, &mut || end.is_none_or(|(clock, end)| clock() < end))
    }

    fn select(&mut self) {
        let asks_words = terms(&self.query.text).iter().any(|asked| asked.term.words().is_some());
        self.searching |= asks_words;
        self.pending = asks_words && !self.prepare();
        if self.pending {
            return;
        }
        let request = Request {
            query: &self.query,
            scope: self.scope.as_deref(),
            order: self.order,
            seed: self.seed,
            collation: self.collation,
            language: &self.language,
        };
        let before = std::mem::take(&mut self.selection);
        self.selection = select(&mut self.index, &self.head, request);
        self.selected = self.index.len();
        // Cards that look as before need not be drawn again.
        if *before.words == *self.selection.words {
            self.selection.words = before.words;
        }
    }
}

fn toggle(list: &mut Vec<Text>, id: Text) {
    match list.iter().position(|known| *known == id) {
        Some(at) => drop(list.remove(at)),
        None => list.push(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::{Stance, Topic};

    fn ready(ids: &[&str]) -> State {
        let mut state = State::default();
        let nominations = ids.iter().map(|id| {
            Shared::new(Nomination { id: (*id).into(), summary: Some((*id).into()), ..Nomination::default() })
        });
        state.apply(Action::Load);
        state.apply(Action::Receive(Shared::default(), nominations.collect()));
        state
    }

    #[test]
    fn searching_narrows_and_clearing_widens() {
        let mut state = ready(&["ann", "bob"]);
        state.apply(Action::Search("ann".into()));
        assert_eq!((state.selection().count, state.selection().total), (1, 2));
        state.apply(Action::Ask(Query::default()));
        assert_eq!(state.selection().count, 2);
    }

    #[test]
    fn picks_keep_their_order_and_wait_for_later_pages() {
        let mut state = ready(&["ann", "bob"]);
        state.apply(Action::SetPicks(vec!["zoe".into(), "bob".into(), "bob".into()]));
        assert_eq!(state.picked().len(), 1);
        let zoe = Nomination { id: "zoe".into(), ..Nomination::default() };
        state.apply(Action::Receive(Shared::default(), vec![Shared::new(zoe)]));
        let picked: Vec<_> = state.picked().iter().map(|nomination| nomination.id.to_string()).collect();
        assert_eq!(picked, ["zoe", "bob"]);
    }

    #[test]
    fn words_are_marked_once_their_statement_is_read() {
        let mut state = ready(&["ann"]);
        let passage = Passage { anchor: Some("why".into()), quote: Some("said".into()) };
        state.apply(Action::ShowPassage("ann".into(), passage.clone()));
        assert_eq!((state.take_unmarked(), state.sought("ann")), (None, None));
        let blocks = Shared::new(Vec::new());
        let reading = Reading::Done(blocks, false);
        state.apply(Action::Read(vec![Read { id: "ann".into(), reading, found: Found::default() }]));
        assert_eq!(state.take_unmarked(), Some(("ann".into(), passage.clone())));
        assert_eq!(state.take_unmarked(), None);
        state.apply(Action::Mark("ann".into(), passage.clone(), None));
        assert_eq!(state.sought("ann"), Some(Sought::Section("why".into())));
        let marked = Shared::new(Vec::new());
        state.apply(Action::Mark("ann".into(), passage, Some(marked.clone())));
        assert_eq!(state.sought("ann"), Some(Sought::Words));
        assert_eq!(state.reading("ann"), Reading::Done(marked, false));
    }

    #[test]
    fn taking_the_last_pick_away_leaves_the_comparison() {
        let mut state = ready(&["ann"]);
        state.apply(Action::CompareThese(vec!["ann".into()]));
        state.apply(Action::Drop("ann".into()));
        assert_eq!((state.view, state.picks.len()), (View::Cards, 0));
    }

    #[test]
    fn a_passage_opens_in_its_card_or_over_the_comparison() {
        let mut state = ready(&["ann", "bob"]);
        let passage = Passage { anchor: None, quote: Some("said".into()) };
        state.apply(Action::ShowPassage("bob".into(), passage.clone()));
        assert_eq!((&state.open[..], state.sheet().is_some()), (&["bob".into()][..], false));
        state.apply(Action::CompareThese(vec!["ann".into(), "bob".into()]));
        assert_eq!(state.target, None);
        state.apply(Action::ShowPassage("ann".into(), passage.clone()));
        assert_eq!(state.sheet().map(|nomination| nomination.id.clone()), Some("ann".into()));
        assert_eq!((state.view, state.open.len()), (View::Compare, 1));
        state.apply(Action::CloseStatement);
        assert!(state.sheet().is_none());
    }

    #[test]
    fn what_became_of_an_export_is_told_until_the_reader_does_something_else() {
        let mut state = ready(&["ann", "bob"]);
        state.apply(Action::Show(View::Compare));
        for next in [Action::Export(Format::Csv), Action::OnlyDifferences, Action::Show(View::Cards)] {
            state.apply(Action::Exported(Format::Quotes, None));
            state.apply(next);
            assert_eq!(state.export, None);
        }
    }

    #[test]
    fn a_statement_is_read_when_first_needed_and_once() {
        let nomination = Nomination {
            id: "ann".into(),
            summary: Some("summed up".into()),
            stances: vec![Stance::default()],
            statement: Some(crate::feed::Statement::Plain("said".into())),
            ..Nomination::default()
        };
        let mut state = State::default();
        state.apply(Action::Receive(Shared::default(), vec![Shared::new(nomination)]));
        state.apply(Action::Finish(Vec::new()));
        state.head = Shared::new(Head { topics: vec![Rc::default()], ..Head::default() });
        assert_eq!(state.take_unread().len(), 0);
        state.apply(Action::Open("ann".into()));
        assert_eq!((state.take_unread().len(), state.reading("ann")), (1, Reading::Waiting));
        assert_eq!(state.take_unread().len(), 0);
    }

    #[test]
    fn what_a_feed_lacks_is_read_from_its_statements() {
        let said = |id: &str| {
            let statement = Some(Statement::Plain("said".into()));
            Shared::new(Nomination { id: id.into(), statement, ..Nomination::default() })
        };
        let mut state = State::default();
        state.apply(Action::Load);
        state.apply(Action::Receive(Shared::default(), vec![said("ann"), said("bob")]));
        assert_eq!(state.take_unread().len(), 0, "the feed is still coming");
        state.apply(Action::Finish(Vec::new()));
        assert_eq!((state.take_unread().len(), state.take_search()), (2, false));
        let found = Found { summary: Some("in short".into()), ..Found::default() };
        let read = |id: &str| Read {
            id: id.into(),
            reading: Reading::Done(Shared::default(), false),
            found: found.clone(),
        };
        state.apply(Action::Read(vec![read("ann"), read("bob")]));
        let first = state.at(&state.selection().groups[0].nominations).next().unwrap();
        assert_eq!((first.summary.as_deref(), first.extract), (Some("in short"), true));
        assert_eq!((state.take_search(), state.take_search()), (true, false));
        let topic = Rc::new(Topic { id: "docs".into(), ..Topic::default() });
        let stance = Stance { topic: "docs".into(), ..Stance::default() };
        let found = Found { stances: vec![stance], ..Found::default() };
        state.apply(Action::Discover(vec![topic], vec![("bob".into(), found)]));
        assert_eq!(state.index.get("bob").map(|bob| bob.stances.len()), Some(1));
        assert_eq!(state.head.topics.len(), 1);
    }

    #[test]
    fn a_feed_that_grows_is_put_in_order_with_each_doubling_and_at_its_end() {
        let mut state = State::default();
        state.apply(Action::Load);
        let mut totals = Vec::new();
        for id in 0..9 {
            let nomination = Nomination { id: id.to_string().into(), ..Nomination::default() };
            state.apply(Action::Receive(Shared::default(), vec![Shared::new(nomination)]));
            totals.push(state.selection().total);
        }
        assert_eq!((totals, state.has_more_coming()), (vec![1, 2, 2, 4, 4, 4, 4, 8, 8], true));
        state.apply(Action::Search("x".into()));
        assert_eq!(state.selection().total, 9);
        state.apply(Action::Ask(Query::default()));
        state.apply(Action::Receive(Shared::default(), vec![Shared::default()]));
        assert_eq!(state.selection().count, 9);
        state.apply(Action::Finish(Vec::new()));
        assert_eq!((state.selection().count, state.has_more_coming()), (10, false));
    }

    #[test]
    fn a_search_waits_until_what_is_searched_is_ready_and_holds_up_nobody() {
        use std::cell::Cell;
        thread_local!(static NOW: Cell<f64> = const { Cell::new(0.0) });
        // Eight nominations take three milliseconds.
        let clock = || {
            NOW.set(NOW.get() + 3.0);
            NOW.get()
        };
        let ids: Vec<String> = (0..100).map(|id| format!("n{id}")).collect();
        let mut state = ready(&ids.iter().map(String::as_str).collect::<Vec<_>>());
        state.apply(Action::Finish(Vec::new()));
        state.apply(Action::Clock(clock));
        assert!(!state.is_preparing());
        state.apply(Action::Turn);
        state.apply(Action::Prepare);
        assert_eq!((state.is_preparing(), state.is_pending()), (true, false));
        state.apply(Action::Search("n7".into()));
        assert_eq!((state.query.text.as_str(), state.is_pending()), ("n7", true));
        assert_eq!(state.selection().count, 100, "as it was");
        let mut slices = 0;
        while state.is_preparing() {
            state.apply(Action::Prepare);
            slices += 1;
        }
        assert_eq!((state.selection().count, state.is_pending()), (11, false));
        assert!(slices > 2, "{slices}");
    }

    #[test]
    fn all_of_an_election_are_compared() {
        let election = |id: &str| Rc::new(crate::feed::Election { id: id.into(), ..Default::default() });
        let head = Shared::new(Head { elections: vec![election("a"), election("b")], ..Head::default() });
        let stands = |id: &str, election: &str| {
            let election = Some(election.into());
            Shared::new(Nomination { id: id.into(), election, ..Nomination::default() })
        };
        let mut state = State::default();
        state.apply(Action::Receive(head, vec![stands("1", "a"), stands("2", "b"), stands("3", "b")]));
        state.apply(Action::CompareAll("b".into()));
        assert_eq!((state.view, state.picks.len()), (View::Compare, 2));
        assert!(state.picked().iter().all(|nomination| nomination.election.as_deref() == Some("b")));
    }

    #[test]
    fn loading_again_forgets_the_old_feed_and_keeps_the_question() {
        let mut state = ready(&["ann"]);
        state.apply(Action::Search("x".into()));
        state.apply(Action::Load);
        assert_eq!((state.known(), state.query.text.as_str()), (0, "x"));
    }
}
