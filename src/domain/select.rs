//! The nominations that fit a query, in order, election by election.

use std::rc::Rc;

use super::bits::Bits;
use super::corpus::{Corpus, Places};
use super::filter::fitting;
use super::order::{Collation, Measure, Order, SEPARATOR, by_chance, by_date};
use super::query::{Facet, Filter, Query};
use super::table::{Table, hash};
use super::terms::{Asked, Term, terms};
use crate::feed::{Date, Election, FactDefinition, Head, Nomination, Shared};

/// Nominations, and the words that readers look for in them.
#[derive(Debug, Default)]
pub struct Index {
    /// In the order of the feed; what is told of one elsewhere is its place here.
    nominations: Vec<Shared<Nomination>>,
    /// The places by id.
    ids: Table,
    /// Their words once somebody searches: until then nobody pays for it.
    corpus: Corpus,
    /// The places of the sort names, once somebody asks for that order: ten
    /// thousand are compared once, not with every letter of a search.
    names: Vec<u32>,
    /// By which language's rules those are.
    language: Box<str>,
    /// Everybody in the order asked for last: no key press sorts anything.
    lineup: Lineup,
    /// What was asked last, and where it was found: who types on changes the
    /// last word alone.
    found: Vec<Found>,
    /// What was asked of facets last, and who has it.
    filtered: Vec<(Filter, Bits)>,
}

impl Index {
    /// Adds nominations.
    pub fn extend(&mut self, nominations: Vec<Shared<Nomination>>) {
        for nomination in nominations {
            self.ids.insert(hash(&nomination.id), self.nominations.len() as u32);
            self.nominations.push(nomination);
        }
        self.forget();
    }

    /// What was found holds no longer.
    fn forget(&mut self) {
        self.found.clear();
        self.filtered.clear();
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nominations.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nominations.is_empty()
    }

    /// All of them, in the order of the feed.
    #[must_use]
    pub fn all(&self) -> &[Shared<Nomination>] {
        &self.nominations
    }

    /// Those at these places.
    pub fn at<'a>(&'a self, places: &'a [u32]) -> impl DoubleEndedIterator<Item = &'a Shared<Nomination>> {
        places.iter().filter_map(|at| self.nominations.get(*at as usize))
    }

    /// The place of the nomination with this id.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<u32> {
        let is = |at| self.nominations.get(at as usize).is_some_and(|nomination| &*nomination.id == id);
        self.ids.find(hash(id), is)
    }

    /// The nomination with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Shared<Nomination>> {
        self.nominations.get(self.place(id)? as usize)
    }

    /// Puts another in the place of the nomination with this id: one that says
    /// more, of the same person in the same election, so that its place in every order stays.
    pub fn replace(&mut self, id: &str, head: &Head, other: impl FnOnce(&Nomination) -> Nomination) {
        let place = self.place(id);
        if let Some(at) = place
            && let Some(nomination) = self.nominations.get_mut(at as usize)
        {
            *nomination = Shared::new(other(nomination));
            self.corpus.replace(at, nomination, head);
            self.forget();
            let place = self.lineup.places.get(at as usize).copied().unwrap_or(u32::MAX);
            let after = self.lineup.standings.partition_point(|standing| standing.first <= place);
            if let Some(standing) = self.lineup.standings.get_mut(after.wrapping_sub(1)) {
                standing.stale = true;
            }
        }
    }

    /// Puts everybody in the order asked for, where that is not done yet.
    fn line_up(&mut self, head: &Shared<Head>, request: &Request<'_>) {
        let Request { order, seed, collation, language, .. } = *request;
        let collation = collation.filter(|_| order == Order::Name);
        let same_people = self.lineup.places.len() == self.nominations.len();
        if collation.is_some() && *self.language != *language {
            self.language = language.into();
            self.names.clear();
            self.lineup.asked.2 = false;
        }
        if same_people && self.lineup.head == *head && self.lineup.asked == (order, seed, collation.is_some())
        {
            let stale = self.lineup.standings.iter_mut().filter(|standing| standing.stale);
            for standing in stale {
                standing.stale = false;
                let members = members(&self.nominations, &standing.everyone);
                standing.keep_or(Layout::of(&members, head));
            }
            return;
        }
        if let Some(collation) = collation.filter(|_| self.names.len() != self.nominations.len()) {
            let mut names = String::new();
            for nomination in &self.nominations {
                if !names.is_empty() {
                    names.push_str(SEPARATOR);
                }
                names.push_str(nomination.candidate.sort_name());
            }
            self.names = collation(language, &names);
        }
        if self.lineup.head != *head {
            self.forget();
        }
        let asked = (order, seed, collation.is_some());
        let places = vec![u32::MAX; self.nominations.len()];
        let lineup = Lineup { head: head.clone(), asked, places, standings: Vec::new() };
        let before = std::mem::replace(&mut self.lineup, lineup).standings;
        let mut first = 0;
        for (election, mut everyone) in by_election(&self.nominations, head) {
            let members = members(&self.nominations, &everyone);
            let known = before.iter().find(|known| known.id() == election.as_ref().map(|own| &*own.id));
            let measure = Measure::of(&members);
            let mut standing = Standing {
                first,
                dated: members.iter().any(|other| other.published != members[0].published),
                measured: measure != Measure::None,
                layout: known.map(|known| known.layout.clone()).unwrap_or_default(),
                ..Standing::default()
            };
            standing.keep_or(Layout::of(&members, head));
            self.sort(&mut everyone, order, seed, measure);
            for at in &everyone {
                if let Some(place) = self.lineup.places.get_mut(*at as usize) {
                    *place = first;
                }
                first += 1;
            }
            self.lineup.standings.push(Standing { election, everyone: everyone.into(), ..standing });
        }
    }

    fn sort(&self, everyone: &mut [u32], order: Order, seed: u32, measure: Measure) {
        let mut keys: Vec<(u64, u64, u32)> = Vec::with_capacity(everyone.len());
        for at in everyone.iter() {
            let Some(nomination) = self.nominations.get(*at as usize) else { continue };
            let place = match order {
                Order::Shuffled => 0,
                Order::Name => self.names.get(*at as usize).map_or(0, |place| u64::from(*place)),
                Order::Date => by_date(nomination),
                Order::Result => measure.place(nomination),
            };
            keys.push((place, by_chance(nomination, seed), *at));
        }
        let id = |at: u32| self.nominations.get(at as usize).map(|nomination| &nomination.id);
        keys.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| id(a.2).cmp(&id(b.2))));
        everyone.iter_mut().zip(keys).for_each(|(at, (_, _, sorted))| *at = sorted);
    }

    /// Reads the words of those whose words are not read yet, while it may go on;
    /// says whether all are read.
    pub fn prepare(&mut self, head: &Head, goes_on: &mut dyn FnMut() -> bool) -> bool {
        self.corpus.extend(&self.nominations, head, goes_on)
    }

    /// Whether the words of all nominations are read.
    #[must_use]
    pub fn is_prepared(&self) -> bool {
        self.corpus.read() == self.nominations.len()
    }

    /// Looks for what is asked, but for what was asked before.
    fn look(&mut self, asked: Vec<Asked>, head: &Head) {
        let mut before = std::mem::take(&mut self.found);
        for asked in asked {
            let found = match before.iter().position(|found| found.asked == asked) {
                Some(at) => before.swap_remove(at),
                None => self.find(asked, &before, head),
            };
            self.found.push(found);
        }
    }

    /// Looks for one thing asked for. A word that nobody has as it was typed is
    /// looked for as it may have been meant.
    fn find(&mut self, asked: Asked, before: &[Found], head: &Head) -> Found {
        let Some(word) = asked.term.words().cloned() else {
            let ids = asked.term.ids(head);
            let bits = matching(&self.nominations, &|nomination| asked.term.fits(nomination, &ids));
            let places = Places { bits, ..Places::default() };
            return Found { asked, words: Vec::new(), places, mended: false };
        };
        self.prepare(head, &mut || true);
        let Self { nominations, corpus, .. } = self;
        // Who types on finds it among those who had what was typed before.
        let shorter = |found: &&Found| {
            !found.mended && found.words.first().is_some_and(|known| word.starts_with(&**known))
        };
        let among = before.iter().find(shorter).map(|found| &found.places.bits);
        let mut words = vec![word.clone()];
        let mut places = corpus.find(&words, among, nominations, head);
        let mut mended = false;
        if places.bits.is_empty() && !asked.without && matches!(asked.term, Term::Word(_)) {
            let meant = corpus.meant(&word);
            mended = !meant.is_empty();
            if mended {
                places = corpus.find(&meant, None, nominations, head);
                words = meant;
            }
        }
        Found { asked, words, places, mended }
    }

    /// Finds out who has what is asked of facets, but for what was asked before.
    fn filter(&mut self, filters: &[Filter], head: &Head) {
        let mut before = std::mem::take(&mut self.filtered);
        for filter in filters {
            let known = before.iter().position(|(known, _)| known == filter);
            let known = known.map(|at| before.swap_remove(at));
            let filtered =
                known.unwrap_or_else(|| (filter.clone(), fitting(filter, &self.nominations, head)));
            self.filtered.push(filtered);
        }
    }

    /// Those that fit; `None` where nothing was asked.
    fn fitting(&self) -> Option<Bits> {
        let asked = !(self.found.is_empty() && self.filtered.is_empty());
        asked.then(|| self.fitting_but(None))
    }

    /// Those that fit everything that was asked last but of one facet.
    #[must_use]
    pub fn fitting_but(&self, facet: Option<&Facet>) -> Bits {
        let mut fitting = Bits::all(self.nominations.len());
        for (_, bits) in self.filtered.iter().filter(|(filter, _)| Some(&filter.facet) != facet) {
            fitting.and(bits);
        }
        for Found { asked, places, .. } in &self.found {
            let narrow = if asked.without { Bits::without } else { Bits::and };
            narrow(&mut fitting, &places.bits);
        }
        fitting
    }

    /// Those who stand in the election with this id, or everybody.
    #[must_use]
    pub fn within(&self, scope: Option<&str>) -> Bits {
        if scope.is_none() {
            return Bits::all(self.nominations.len());
        }
        let mut bits = Bits::none(self.nominations.len());
        let standing = self.lineup.standings.iter().filter(|standing| standing.id() == scope);
        standing.for_each(|standing| standing.everyone.iter().for_each(|at| bits.set(*at)));
        bits
    }

    /// In the same order, but that who has the words asked for where they say most comes first.
    fn rank(&self, places: impl Iterator<Item = u32>) -> Vec<u32> {
        let ranking = self.found.iter().filter(|found| !found.asked.without);
        let ranking: Vec<_> = ranking.map(|found| &found.places.zones[..]).collect();
        let mut ranks: Vec<Vec<u32>> = vec![Vec::new()];
        for at in places {
            // How far from the best place each word is found.
            let rank = ranking.iter().map(|zones| usize::from(zones.get(at as usize).copied().unwrap_or(0)));
            let rank = rank.sum();
            if ranks.len() <= rank {
                ranks.resize(rank + 1, Vec::new());
            }
            if let Some(same) = ranks.get_mut(rank) {
                same.push(at);
            }
        }
        ranks.concat()
    }
}

fn matching(nominations: &[Shared<Nomination>], fits: &dyn Fn(&Nomination) -> bool) -> Bits {
    let mut bits = Bits::none(nominations.len());
    for (at, nomination) in nominations.iter().enumerate() {
        if fits(nomination) {
            bits.set(at as u32);
        }
    }
    bits
}

fn members<'a>(nominations: &'a [Shared<Nomination>], places: &[u32]) -> Vec<&'a Nomination> {
    places.iter().filter_map(|at| nominations.get(*at as usize)).map(|nomination| &**nomination).collect()
}

/// The elections that anybody stands in, the latest first, and who does, in the order of the feed.
fn by_election(nominations: &[Shared<Nomination>], head: &Head) -> Vec<(Option<Rc<Election>>, Vec<u32>)> {
    let elections = by_recency(head).into_iter().map(Some).chain([None]);
    let mut elections: Vec<_> = elections.map(|election| (election, Vec::new())).collect();
    let mut numbers = Table::default();
    for (number, (election, _)) in elections.iter().enumerate() {
        numbers.insert(hash(election.as_ref().map_or("", |election| &election.id)), number as u32);
    }
    for (at, nomination) in nominations.iter().enumerate() {
        let id = nomination.election.as_ref();
        let is = |number: u32| {
            let known = elections.get(number as usize);
            known.is_some_and(|(election, _)| election.as_ref().map(|election| &election.id) == id)
        };
        let number = numbers.find(hash(id.map_or("", |id| id)), is);
        if let Some((_, everyone)) = number.and_then(|number| elections.get_mut(number as usize)) {
            everyone.push(at as u32);
        }
    }
    elections.retain(|(_, everyone)| !everyone.is_empty());
    elections
}

/// Everybody in one order, election after election.
#[derive(Debug, Default)]
struct Lineup {
    /// What it was made for: the head, the order, its seed and whether names were compared.
    head: Shared<Head>,
    asked: (Order, u32, bool),
    /// By nomination, where in this order; `u32::MAX` for nobody's election.
    places: Vec<u32>,
    standings: Vec<Standing>,
}

/// Everybody who stands in an election.
#[derive(Debug, Default)]
struct Standing {
    /// `None` for nominations that name no election.
    election: Option<Rc<Election>>,
    /// Where in the order of all these begin.
    first: u32,
    /// In order.
    everyone: Rc<[u32]>,
    layout: Shared<Layout>,
    /// Whether what a nomination says has changed since the layout was made.
    stale: bool,
    dated: bool,
    measured: bool,
}

impl Standing {
    fn id(&self) -> Option<&str> {
        self.election.as_ref().map(|election| &*election.id)
    }

    /// Cards whose layout is as before need not be drawn again.
    fn keep_or(&mut self, layout: Layout) {
        if *self.layout != layout {
            self.layout = Shared::new(layout);
        }
    }
}

/// What was asked, and where it is found.
#[derive(Debug)]
struct Found {
    asked: Asked,
    /// What was looked for, to be marked where it is shown.
    words: Vec<String>,
    /// Who has it, asked for or not; without zones where it is not about words.
    places: Places,
    /// Whether the words are what was meant, and not what was typed.
    mended: bool,
}

/// What is asked of an [`Index`].
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// What the reader asked.
    pub query: &'a Query,
    /// The election that the page's author keeps the widget to.
    pub scope: Option<&'a str>,
    /// The order within an election.
    pub order: Order,
    /// The seed of [`Order::Shuffled`].
    pub seed: u32,
    /// How [`Order::Name`] compares; before that is known, names are shuffled.
    pub collation: Option<Collation>,
    /// Whose rules it goes by; the reader's own language, where this is empty.
    pub language: &'a str,
}

/// The nominations of one election that fit, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// `None` for nominations that name no election.
    pub election: Option<Rc<Election>>,
    /// Their places in the feed, in order: [`Index::at`] has them. At least one.
    pub nominations: Rc<[u32]>,
    /// What every card of the group has a place for.
    pub layout: Shared<Layout>,
}

/// What every card of a group has a place for, so that all are alike: a
/// nomination that lacks one of these says so there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// A summary.
    pub summary: bool,
    /// The topics of its stances.
    pub topics: bool,
    /// Numbered works.
    pub references: bool,
    /// These facts.
    pub facts: Vec<Rc<FactDefinition>>,
}

impl Layout {
    /// Facts have a place when at least a third of the nominations state them;
    /// the rest waits until a card is opened.
    fn of(nominations: &[&Nomination], head: &Head) -> Self {
        const MOST_FACTS: usize = 4;
        let any = |has: &dyn Fn(&Nomination) -> bool| nominations.iter().any(|nomination| has(nomination));
        let stated = |fact: &FactDefinition| {
            nominations.iter().filter(|nomination| nomination.fact(&fact.id).is_some()).count()
        };
        let facts = head.facts.iter().filter(|fact| fact.compare && stated(fact) * 3 >= nominations.len());
        Self {
            summary: any(&|nomination| nomination.summary.is_some() || nomination.statement.is_some()),
            topics: any(&|nomination| !nomination.stances.is_empty()),
            references: any(&|nomination| !nomination.references.is_empty()),
            facts: facts.take(MOST_FACTS).cloned().collect(),
        }
    }
}

/// The nominations that fit a query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Selection {
    /// The latest election first; none is empty.
    pub groups: Vec<Group>,
    /// How many fit.
    pub count: usize,
    /// How many there are within the scope.
    pub total: usize,
    /// The words that were looked for, to be marked where they are shown; as
    /// [`Plain`](super::plain::Plain) has them.
    pub words: Shared<Vec<String>>,
    /// Words that nobody has as they were typed, folded, and the words that were looked
    /// for instead, the likeliest first.
    pub mended: Vec<(String, Vec<String>)>,
    /// Whether [`Order::Date`] tells any of an election's apart, whatever the query.
    pub dated: bool,
    /// Whether any election has results that [`Order::Result`] goes by, whatever the query.
    pub measured: bool,
}

impl Selection {
    /// The places of all that fit, in order.
    pub fn places(&self) -> impl Iterator<Item = u32> {
        self.groups.iter().flat_map(|group| group.nominations.iter().copied())
    }

    /// Whether an order makes a difference here.
    #[must_use]
    pub fn offers(&self, order: Order) -> bool {
        match order {
            Order::Shuffled | Order::Name => true,
            Order::Date => self.dated,
            Order::Result => self.measured,
        }
    }
}

/// Picks out what fits. While words are asked for, those that have them where
/// they say most come first.
pub fn select(index: &mut Index, head: &Shared<Head>, request: Request<'_>) -> Selection {
    index.line_up(head, &request);
    index.look(terms(&request.query.text), head);
    index.filter(&request.query.filters, head);
    // By their place in the order, which makes one of them with no comparing.
    let places = index.fitting().map(|fitting| {
        let mut places = Bits::none(index.len());
        for at in fitting.iter() {
            places.set(index.lineup.places.get(at as usize).copied().unwrap_or(u32::MAX));
        }
        places
    });
    let mut selection = Selection::default();
    for standing in &index.lineup.standings {
        let Standing { election, first, everyone, layout, .. } = standing;
        if request.scope.is_some() && request.scope != standing.id() {
            continue;
        }
        selection.total += everyone.len();
        selection.dated |= standing.dated;
        selection.measured |= standing.measured;
        let nominations: Rc<[u32]> = match &places {
            None => everyone.clone(),
            Some(places) => {
                let places = places.within(*first..first + everyone.len() as u32);
                index.rank(places.filter_map(|place| everyone.get((place - first) as usize).copied())).into()
            }
        };
        if !nominations.is_empty() {
            selection.count += nominations.len();
            let (election, layout) = (election.clone(), layout.clone());
            selection.groups.push(Group { election, nominations, layout });
        }
    }
    let mut words = Vec::new();
    for found in index.found.iter().filter(|found| !found.asked.without) {
        words.extend_from_slice(&found.words);
        if let Some(typed) = found.asked.term.words().filter(|_| found.mended) {
            let bare = |word: &String| word.trim().to_owned();
            selection.mended.push((bare(typed), found.words.iter().map(bare).collect()));
        }
    }
    selection.words = Shared::new(words);
    selection
}

/// The elections, the latest first. One without dates counts as the year that
/// its term, name or id has in it; without a year it comes last.
#[must_use]
pub fn by_recency(head: &Head) -> Vec<Rc<Election>> {
    let mut elections = head.elections.clone();
    elections.sort_by_key(|election| std::cmp::Reverse(day(election)));
    elections
}

/// The last day that an election dates itself with, or else the end of the year that its term, name or id has in it.
#[must_use]
pub fn day(election: &Election) -> Option<Date> {
    let dated = election.dates.iter().rev().flatten().next();
    let named = [election.term.as_ref(), Some(&election.name), Some(&election.id)];
    dated.map(|moment| moment.date).or_else(|| named.into_iter().flatten().find_map(|text| year_in(text)))
}

/// The end of the year that a text names.
fn year_in(text: &str) -> Option<Date> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .find_map(|year| Date::parse(&format!("{year}-12-31")))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;
    use crate::domain::order::folded;
    use crate::feed::{Candidate, Moment, Outcome};

    fn nomination(id: &str, name: &str, election: &str) -> Shared<Nomination> {
        Shared::new(Nomination {
            id: id.into(),
            candidate: Candidate { name: name.into(), ..Candidate::default() },
            election: Some(election.into()),
            ..Nomination::default()
        })
    }

    fn election(id: &str, close: Option<&str>) -> Rc<Election> {
        Rc::new(Election {
            id: id.into(),
            name: id.into(),
            dates: [None, None, None, close.and_then(|close| Moment::parse(&close.into()))],
            ..Election::default()
        })
    }

    fn run(text: &str, scope: Option<&str>) -> (Vec<String>, usize, usize) {
        let head = Shared::new(Head {
            elections: vec![
                election("undated", None),
                election("old", Some("2020-01-01")),
                election("new", Some("2025-01-01")),
            ],
            ..Head::default()
        });
        let mut index = Index::default();
        index.extend(vec![
            nomination("1", "Zoë", "old"),
            nomination("2", "Łukasz", "new"),
            nomination("3", "Anna", "new"),
            nomination("4", "Bo", "undated"),
        ]);
        let query = Query::parse(text);
        let request = Request {
            query: &query,
            scope,
            order: Order::Name,
            seed: 1,
            collation: Some(folded),
            language: "",
        };
        let selection = select(&mut index, &head, request);
        let ids = selection.groups.iter().flat_map(|group| index.at(&group.nominations));
        (ids.map(|nomination| nomination.id.to_string()).collect(), selection.count, selection.total)
    }

    #[test]
    fn the_latest_election_comes_first_and_names_are_in_order() {
        assert_eq!(run("", None), (vec!["3".into(), "2".into(), "1".into(), "4".into()], 4, 4));
    }

    #[test]
    fn an_election_without_dates_counts_as_the_year_it_names() {
        let elections = ["council", "council-2018", "council-2024"].map(|id| election(id, None));
        let head = Head { elections: elections.to_vec(), ..Head::default() };
        let ids: Vec<_> = by_recency(&head).iter().map(|election| election.id.to_string()).collect();
        assert_eq!(ids, ["council-2024", "council-2018", "council"]);
    }

    #[test]
    fn words_are_found_without_case_and_accents() {
        assert_eq!(run("lukasz", None), (vec!["2".into()], 1, 4));
        assert_eq!(run("zoe OLD", None).0, ["1"]);
        assert_eq!(run("nobody", None), (vec![], 0, 4));
    }

    /// The ids of all, and the orders offered. `old` has ranks, `new` has votes, `undated` has neither.
    fn sorted(order: Order, scope: Option<&str>) -> (String, Vec<Order>) {
        let head = Shared::new(Head {
            elections: vec![
                election("undated", None),
                election("old", Some("2020-01-01")),
                election("new", Some("2025-01-01")),
            ],
            ..Head::default()
        });
        let stood = |id: &str, election: &str, outcome: Outcome, published: &str| {
            let nomination = nomination(id, id, election);
            let published = Date::parse(published);
            Shared::new(Nomination { outcome: Some(outcome), published, ..Nomination::clone(&nomination) })
        };
        let rank = |rank| Outcome { rank: Some(rank), ..Outcome::default() };
        let votes = |votes| Outcome { value: Some(votes), unit: Some("votes".into()), ..Outcome::default() };
        let mut index = Index::default();
        index.extend(vec![
            stood("a", "old", rank(3), "2019-05-03"),
            stood("b", "old", rank(1), "2019-05-01"),
            stood("c", "old", rank(2), "2019-05-02"),
            stood("d", "new", votes(20.0), ""),
            stood("e", "new", votes(1000.0), ""),
            stood("f", "undated", Outcome::default(), ""),
            stood("g", "undated", Outcome::default(), "2018-01-01"),
        ]);
        let query = Query::default();
        let request = Request { query: &query, scope, order, seed: 1, collation: Some(folded), language: "" };
        let selection = select(&mut index, &head, request);
        let ids = selection.groups.iter().flat_map(|group| index.at(&group.nominations));
        let offered = Order::ALL.into_iter().filter(|order| selection.offers(*order));
        (ids.map(|nomination| &*nomination.id).collect(), offered.collect())
    }

    #[test]
    fn each_election_is_sorted_by_its_own_result_or_by_date() {
        assert_eq!(
            sorted(Order::Date, None).0,
            "deacbgf".replace("de", &sorted(Order::Shuffled, Some("new")).0)
        );
        let without = sorted(Order::Shuffled, Some("undated")).0;
        assert_eq!(sorted(Order::Result, None).0, format!("edbca{without}"));
    }

    #[test]
    fn only_orders_that_make_a_difference_are_offered() {
        let offered = |scope| sorted(Order::Shuffled, scope).1[2..].to_vec();
        assert_eq!(offered(None), [Order::Date, Order::Result]);
        assert_eq!(offered(Some("old")), [Order::Date, Order::Result]);
        assert_eq!(offered(Some("new")), [Order::Result]);
        assert_eq!(offered(Some("undated")), [Order::Date]);
    }

    #[test]
    fn ten_thousand_names_are_compared_once() {
        static COMPARED: AtomicU32 = AtomicU32::new(0);
        let collation: Collation = |_, names| {
            COMPARED.fetch_add(1, Ordering::Relaxed);
            (0..names.split(SEPARATOR).count() as u32).rev().collect()
        };
        let mut index = Index::default();
        index.extend((0..10_000).map(|id| nomination(&format!("{id:05}"), "Ann", "e")).collect());
        let head = Shared::new(Head { elections: vec![election("e", None)], ..Head::default() });
        for text in ["", "a", "an", "ann"] {
            let query = Query::parse(text);
            let request = Request {
                query: &query,
                scope: None,
                order: Order::Name,
                seed: 1,
                collation: Some(collation),
                language: "",
            };
            let selection = select(&mut index, &head, request);
            let ids = index.at(&selection.groups[0].nominations).map(|nomination| &nomination.id);
            assert!(ids.is_sorted_by(|a, b| a > b));
        }
        assert_eq!(COMPARED.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn the_scope_narrows_the_total() {
        assert_eq!(run("", Some("old")), (vec!["1".into()], 1, 1));
    }
}
