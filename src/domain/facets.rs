//! What the facets offer: their values, and how many nominations have each.

use std::cmp::Reverse;

use super::bits::Bits;
use super::filter::{Past, values};
use super::query::{Facet, Filter, Query, Value};
use super::select::by_recency;
use super::table::{Table, hash};
use super::text::fold;
use crate::feed::{FactKind, Head, Nomination, Shared, Status, Text};

/// Values that a facet shows before somebody looks for one.
const FIRST_CHOICES: usize = 8;
/// Values that it shows to who looks for one.
const FOUND_CHOICES: usize = 20;

/// The values of all facets, nomination by nomination: read once, a slice at a
/// time, so that counting is adding up.
#[derive(Debug, Default)]
pub struct Facets {
    columns: Vec<Column>,
    past: Past,
    /// How many nominations the past knows, and how many were read.
    learned: usize,
    read: usize,
}

/// The values of one facet.
#[derive(Debug)]
struct Column {
    facet: Facet,
    /// Whether its values are figures or days, which are asked for from one to
    /// another: they all count as one value.
    measured: Option<FactKind>,
    values: Vec<Text>,
    /// The values as shown, and folded for who looks for one.
    labels: Vec<(Text, String)>,
    places: Table,
    /// Where the values of each nomination begin in `own`, and the last ones end.
    starts: Vec<u32>,
    own: Vec<u32>,
    /// Whether a nomination may have several.
    several: bool,
}

/// What one facet offers.
#[derive(Debug, PartialEq)]
pub struct Offer {
    /// Which.
    pub facet: Facet,
    /// Its name.
    pub label: Text,
    /// Whether a nomination may have several of its values.
    pub several: bool,
    /// Whether all that is asked for must be there.
    pub all: bool,
    /// In order, those asked for always among them.
    pub choices: Vec<Choice>,
    /// How many there are beyond those.
    pub left: usize,
    /// Whether there are so many that one may be looked for.
    pub long: bool,
    /// Whether it is asked for from one to another, of figures or of days.
    pub measured: Option<FactKind>,
    /// What is asked for now.
    pub between: (Text, Text),
}

/// One value of a facet.
#[derive(Debug, PartialEq)]
pub struct Choice {
    /// Which.
    pub value: Value,
    /// As shown.
    pub label: Text,
    /// How many have it among those that fit everything asked elsewhere.
    pub count: u32,
    /// How many have it at all.
    pub total: u32,
    /// Whether it is asked for.
    pub active: bool,
}

impl Facets {
    /// Those that a feed may have; nothing is read yet.
    #[must_use]
    pub fn new(head: &Head) -> Self {
        let facts = head.facts.iter().filter(|fact| fact.filter).map(|fact| {
            let measured = matches!(fact.kind, FactKind::Number | FactKind::Date).then_some(fact.kind);
            (Facet::Fact(fact.id.clone()), measured)
        });
        let facets = Facet::ALL.into_iter().map(|facet| (facet, None)).chain(facts);
        let columns = facets.map(|(facet, measured)| Column::new(facet, measured)).collect();
        Self { columns, past: Past::new(head), learned: 0, read: 0 }
    }

    /// Reads so many nominations more; says whether all are read.
    pub fn read(&mut self, nominations: &[Shared<Nomination>], head: &Head, many: usize) -> bool {
        // Who returns is known once everybody is.
        if self.learned < nominations.len() {
            let end = nominations.len().min(self.learned + many);
            (self.learned..end).for_each(|at| self.past.learn(at, nominations));
            self.learned = end;
            return false;
        }
        for nomination in nominations.iter().skip(self.read).take(many) {
            let returns = self.past.returns(nomination, nominations);
            self.columns.iter_mut().for_each(|column| column.read(nomination, returns, head));
            self.read += 1;
        }
        self.read == nominations.len()
    }

    /// What each facet offers that has something to choose between. `fitting` are those that fit
    /// everything but what is asked of this facet; `everyone` is the scope.
    #[must_use]
    pub fn offers(
        &self,
        query: &Query,
        head: &Head,
        everyone: &Bits,
        fitting: &dyn Fn(&Facet) -> Bits,
        find: Option<&(Facet, String)>,
    ) -> Vec<Offer> {
        let offer = |column: &Column| {
            let find = find.filter(|(facet, _)| *facet == column.facet);
            let find = find.map(|(_, text)| fold(text.trim())).unwrap_or_default();
            let filter = query.filter(&column.facet);
            let totals = column.count(everyone);
            let counts = column.count(&fitting(&column.facet));
            column.offer(filter, head, &totals, &counts, &find)
        };
        self.columns.iter().filter_map(offer).collect()
    }
}

impl Column {
    fn new(facet: Facet, measured: Option<FactKind>) -> Self {
        Self {
            facet,
            measured,
            values: Vec::new(),
            labels: Vec::new(),
            places: Table::default(),
            starts: vec![0],
            own: Vec::new(),
            several: false,
        }
    }

    fn read(&mut self, nomination: &Nomination, returns: Option<bool>, head: &Head) {
        let Self { facet, values: known, labels, places, own, .. } = self;
        let start = own.len();
        let measured = self.measured.is_some();
        values(nomination, facet, returns, &mut |value| {
            let value = if measured { "" } else { value };
            let is = |at: u32| known.get(at as usize).is_some_and(|known| **known == *value);
            let at = places.find(hash(value), is).unwrap_or_else(|| {
                places.insert(hash(value), known.len() as u32);
                let value: Text = value.into();
                let label = facet.value_label(&value, head);
                labels.push((label.clone(), fold(&label)));
                known.push(value);
                known.len() as u32 - 1
            });
            if !own.get(start..).unwrap_or_default().contains(&at) {
                own.push(at);
            }
        });
        self.several |= own.len() > start + 1;
        self.starts.push(own.len() as u32);
    }

    /// How many of these have each value, and at the end how many have none.
    fn count(&self, of: &Bits) -> Vec<u32> {
        let mut counts = vec![0; self.values.len() + 1];
        for at in of.iter() {
            let range = |at: u32| self.starts.get(at as usize).map(|start| *start as usize);
            let own = range(at).zip(range(at + 1)).and_then(|(start, end)| self.own.get(start..end));
            match own {
                Some([]) => counts[self.values.len()] += 1,
                Some(own) => own.iter().for_each(|value| counts[*value as usize] += 1),
                None => {}
            }
        }
        counts
    }

    fn offer(
        &self,
        filter: Option<&Filter>,
        head: &Head,
        totals: &[u32],
        counts: &[u32],
        find: &str,
    ) -> Option<Offer> {
        let active = |value: &Value| filter.is_some_and(|filter| filter.values.contains(value));
        let choice = |value: Value, label: Text, at: usize| {
            let of = |counts: &[u32]| counts.get(at).copied().unwrap_or_default();
            Choice { active: active(&value), value, label, count: of(counts), total: of(totals) }
        };
        // By their numbers, as long as they may be many.
        let mut found: Vec<usize> = Vec::new();
        let mut many = 0;
        if self.measured.is_none() {
            found =
                (0..self.values.len()).filter(|at| totals.get(*at).is_some_and(|total| *total > 0)).collect();
            many = found.len();
        }
        let long = many > FIRST_CHOICES + 2;
        if long {
            found.retain(|at| self.labels.get(*at).is_some_and(|(_, folded)| folded.contains(find)));
            let shown = if find.is_empty() { FIRST_CHOICES } else { FOUND_CHOICES };
            self.keep_first(&mut found, shown, totals, head);
            let asked = filter.into_iter().flat_map(|filter| &filter.values);
            let asked = asked.filter_map(|value| match value {
                Value::Is(id) => self.values.iter().position(|known| known == id),
                _ => None,
            });
            for at in asked {
                if !found.contains(&at) {
                    found.push(at);
                }
            }
        }
        self.keep_first(&mut found, usize::MAX, totals, head);
        let mut choices: Vec<Choice> = Vec::new();
        for at in found {
            if let (Some(value), Some((label, _))) = (self.values.get(at), self.labels.get(at)) {
                choices.push(choice(Value::Is(value.clone()), label.clone(), at));
            }
        }
        let left = many.saturating_sub(choices.len());
        // What is asked for and nobody has, any more.
        for value in filter.into_iter().flat_map(|filter| &filter.values) {
            if let Value::Is(id) = value
                && self.measured.is_none()
                && !choices.iter().any(|choice| choice.value == *value)
            {
                choices.push(choice(value.clone(), self.facet.value_label(id, head), usize::MAX));
                many += 1;
            }
        }
        let stated = if self.measured.is_some() { totals.first().copied().unwrap_or_default() } else { 0 };
        let absent = choice(Value::Absent, "Not stated in this feed".into(), self.values.len());
        let said = many + usize::from(stated > 0);
        let lacks = absent.total > 0 || absent.active;
        if said == 0 || said == 1 && !lacks && filter.is_none() {
            return None;
        }
        if lacks {
            choices.push(absent);
        }
        let between = filter.into_iter().flat_map(|filter| &filter.values).find_map(|value| match value {
            Value::Between(from, to) => Some((from.clone(), to.clone())),
            _ => None,
        });
        Some(Offer {
            facet: self.facet.clone(),
            label: self.facet.label(head),
            several: self.several,
            all: filter.is_some_and(|filter| filter.all),
            choices,
            left,
            long,
            measured: self.measured,
            between: between.unwrap_or_else(|| ("".into(), "".into())),
        })
    }

    /// Sorts values by their numbers and keeps the first: as the feed has them, elections the
    /// latest first; else what most have first.
    fn keep_first(&self, values: &mut Vec<usize>, many: usize, totals: &[u32], head: &Head) {
        let order: Vec<Text> = match self.facet {
            Facet::Election => by_recency(head).iter().map(|election| election.id.clone()).collect(),
            Facet::Topic => head.topics.iter().map(|topic| topic.id.clone()).collect(),
            Facet::Status => Status::ALL.into_iter().map(|status| status.id().into()).collect(),
            _ => Vec::new(),
        };
        let key = |at: &usize| {
            let place = self.values.get(*at).and_then(|value| order.iter().position(|id| id == value));
            let folded = self.labels.get(*at).map(|(_, folded)| folded);
            (place.unwrap_or(order.len()), Reverse(totals.get(*at).copied()), folded)
        };
        // Of a hundred thousand, those that are not shown need no order.
        if many < values.len() {
            values.select_nth_unstable_by(many, |a, b| key(a).cmp(&key(b)));
            values.truncate(many);
        }
        values.sort_by(|a, b| key(a).cmp(&key(b)));
    }
}
