//! The nominations that fit a query, in order, election by election.

use std::rc::Rc;

use super::corpus::{Corpus, NOWHERE};
use super::order::{Collation, Measure, Order, SEPARATOR, by_chance, by_date};
use super::query::Query;
use super::terms::{Asked, Term, terms};
use crate::feed::{Date, Election, FactDefinition, Head, Nomination, Shared};

/// Nominations, and the words that readers look for in them.
#[derive(Debug, Default, PartialEq)]
pub struct Index {
    /// In the order of the feed.
    pub nominations: Vec<Shared<Nomination>>,
    /// Their words once somebody searches: until then nobody pays for it.
    corpus: Corpus,
    /// The places of the sort names, once somebody asks for that order: ten
    /// thousand are compared once, not with every letter of a search.
    places: Vec<u32>,
}

impl Index {
    /// Adds nominations.
    pub fn extend(&mut self, nominations: Vec<Shared<Nomination>>) {
        self.nominations.extend(nominations);
    }

    /// The nomination with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Shared<Nomination>> {
        self.nominations.iter().find(|nomination| &*nomination.id == id)
    }

    /// Puts another in the place of the nomination with this id.
    pub fn replace(&mut self, id: &str, head: &Head, other: impl FnOnce(&Nomination) -> Nomination) {
        let place = self.nominations.iter().position(|nomination| &*nomination.id == id);
        if let Some(at) = place
            && let Some(nomination) = self.nominations.get_mut(at)
        {
            *nomination = Shared::new(other(nomination));
            self.corpus.replace(at, nomination, head);
        }
    }

    fn sort_names(&mut self, collation: Collation) {
        if self.places.len() != self.nominations.len() {
            let mut names = String::new();
            for nomination in &self.nominations {
                if !names.is_empty() {
                    names.push_str(SEPARATOR);
                }
                names.push_str(nomination.candidate.sort_name());
            }
            self.places = collation(&names);
        }
    }
}

/// What was asked in words, and where it is found.
struct Found {
    /// What to look for, to be marked where it is shown.
    words: Vec<String>,
    /// By nomination, as [`Corpus::zones`] gives it.
    zones: Vec<u8>,
    without: bool,
}

/// Looks for each of the words asked for. One that nobody has as it was typed
/// is looked for as it may have been meant.
fn look(asked: &[Asked], index: &mut Index, head: &Head) -> Vec<Found> {
    let Index { nominations, corpus, .. } = index;
    let mut all = Vec::new();
    for Asked { term, without } in asked {
        let Some(word) = term.words() else { continue };
        corpus.extend(nominations, head);
        let mut found = Found { words: vec![word.clone()], zones: Vec::new(), without: *without };
        let had = corpus.zones(&found.words, &mut found.zones);
        if !had && !without && matches!(term, Term::Word(_)) {
            let meant = corpus.meant(word);
            if corpus.zones(&meant, &mut found.zones) {
                found.words = meant;
            }
        }
        all.push(found);
    }
    all
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
}

/// The nominations of one election that fit, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// `None` for nominations that name no election.
    pub election: Option<Rc<Election>>,
    /// In order.
    pub nominations: Vec<Shared<Nomination>>,
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
    fn of(nominations: &[(usize, &Shared<Nomination>)], head: &Head) -> Self {
        const MOST_FACTS: usize = 4;
        let any =
            |has: &dyn Fn(&Nomination) -> bool| nominations.iter().any(|(_, nomination)| has(nomination));
        let stated = |fact: &FactDefinition| {
            nominations.iter().filter(|(_, nomination)| nomination.fact(&fact.id).is_some()).count()
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
    /// Whether [`Order::Date`] tells any of an election's apart, whatever the query.
    pub dated: bool,
    /// Whether any election has results that [`Order::Result`] goes by, whatever the query.
    pub measured: bool,
}

impl Selection {
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
pub fn select(index: &mut Index, head: &Head, request: Request<'_>) -> Selection {
    let asked = terms(&request.query.text);
    let found = look(&asked, index, head);
    if let (Order::Name, Some(collation)) = (request.order, request.collation) {
        index.sort_names(collation);
    }
    let mut selection = Selection::default();
    for election in by_recency(head).into_iter().map(Some).chain([None]) {
        let id = election.as_ref().map(|election| &election.id);
        let all = index.nominations.iter().enumerate();
        let members: Vec<_> = all.filter(|(_, nomination)| nomination.election.as_ref() == id).collect();
        if members.is_empty() || request.scope.is_some_and(|scope| id.is_none_or(|id| **id != *scope)) {
            continue;
        }
        selection.total += members.len();
        let published = |at: usize| members[at].1.published;
        selection.dated |= (1..members.len()).any(|at| published(at) != published(0));
        let measure = Measure::of(&members);
        selection.measured |= measure != Measure::None;

        let mut fitting: Vec<((usize, u64, u64), &Shared<Nomination>)> = Vec::new();
        for &(at, nomination) in &members {
            let fits = |asked: &Asked| {
                asked.term.words().is_some() || asked.term.fits(nomination, head) != asked.without
            };
            if !request.query.fits_facets(nomination) || !asked.iter().all(fits) {
                continue;
            }
            // How far from the best place each word is found.
            let mut rank = 0;
            let has_words = found.iter().all(|Found { zones, without, .. }| {
                let zone = zones.get(at).copied().unwrap_or(NOWHERE);
                rank += if *without { 0 } else { usize::from(zone) };
                (zone == NOWHERE) == *without
            });
            if has_words {
                let place = match request.order {
                    Order::Shuffled => 0,
                    Order::Name => index.places.get(at).map_or(0, |place| u64::from(*place)),
                    Order::Date => by_date(nomination),
                    Order::Result => measure.place(nomination),
                };
                fitting.push(((rank, place, by_chance(nomination, request.seed)), nomination));
            }
        }
        if !fitting.is_empty() {
            fitting.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.id.cmp(&y.id)));
            selection.count += fitting.len();
            let nominations = fitting.into_iter().map(|(_, nomination)| nomination.clone()).collect();
            let layout = Shared::new(Layout::of(&members, head));
            selection.groups.push(Group { election, nominations, layout });
        }
    }
    let mut words = Vec::new();
    for mut found in found {
        if !found.without {
            words.append(&mut found.words);
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
    let end = |election: &Election| {
        let dated = election.dates.iter().rev().flatten().next();
        let named = [election.term.as_ref(), Some(&election.name), Some(&election.id)];
        dated.map(|moment| moment.date).or_else(|| named.into_iter().flatten().find_map(|text| year_in(text)))
    };
    elections.sort_by_key(|election| std::cmp::Reverse(end(election)));
    elections
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
        let head = Head {
            elections: vec![
                election("undated", None),
                election("old", Some("2020-01-01")),
                election("new", Some("2025-01-01")),
            ],
            ..Head::default()
        };
        let mut index = Index::default();
        index.extend(vec![
            nomination("1", "Zoë", "old"),
            nomination("2", "Łukasz", "new"),
            nomination("3", "Anna", "new"),
            nomination("4", "Bo", "undated"),
        ]);
        let query = Query::parse(text);
        let request = Request { query: &query, scope, order: Order::Name, seed: 1, collation: Some(folded) };
        let selection = select(&mut index, &head, request);
        let ids = selection.groups.iter().flat_map(|group| &group.nominations);
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
        let head = Head {
            elections: vec![
                election("undated", None),
                election("old", Some("2020-01-01")),
                election("new", Some("2025-01-01")),
            ],
            ..Head::default()
        };
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
        let request = Request { query: &query, scope, order, seed: 1, collation: Some(folded) };
        let selection = select(&mut index, &head, request);
        let ids = selection.groups.iter().flat_map(|group| &group.nominations);
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
        let collation: Collation = |names| {
            COMPARED.fetch_add(1, Ordering::Relaxed);
            (0..names.split(SEPARATOR).count() as u32).rev().collect()
        };
        let mut index = Index::default();
        index.extend((0..10_000).map(|id| nomination(&format!("{id:05}"), "Ann", "e")).collect());
        let head = Head { elections: vec![election("e", None)], ..Head::default() };
        for text in ["", "a", "an", "ann"] {
            let query = Query::parse(text);
            let request = Request {
                query: &query,
                scope: None,
                order: Order::Name,
                seed: 1,
                collation: Some(collation),
            };
            let selection = select(&mut index, &head, request);
            let ids = selection.groups[0].nominations.iter().map(|nomination| &nomination.id);
            assert!(ids.is_sorted_by(|a, b| a > b));
        }
        assert_eq!(COMPARED.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn the_scope_narrows_the_total() {
        assert_eq!(run("", Some("old")), (vec!["1".into()], 1, 1));
    }
}
