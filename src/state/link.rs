//! A view in pieces, of which the page makes links, and back.

use super::{Order, Phase, State, Text, View};
use crate::domain::query::{Facet, Query, Value};

impl State {
    /// What the reader sees now, each as `name:value`; empty until the page asks for it.
    #[must_use]
    pub fn pieces(&self) -> Vec<String> {
        let mut out = Vec::new();
        if self.begun {
            let mut add = |name: &str, value: &str| out.push([name, value].concat());
            add("query:", &self.query.to_string());
            add("view:", self.view.id());
            add("order:", self.order.id());
            add("seed:", &self.seed.to_string());
            self.picks.iter().for_each(|id| add("picks:", id));
            self.open.iter().for_each(|id| add("open:", id));
        }
        out
    }

    /// Shows what these pieces say, or only begins to have some where there are none.
    /// What is not understood is passed over.
    pub(super) fn follow(&mut self, pieces: &[String]) {
        self.begun = true;
        if pieces.is_empty() {
            return;
        }
        let mut query = Query::default();
        let (mut picks, mut open) = (Vec::new(), Vec::new());
        let (mut view, mut order, mut seed) = (View::Cards, self.order, self.own_seed);
        for (name, value) in pieces.iter().filter_map(|piece| piece.split_once(':')) {
            match name {
                "query" => query = Query::parse(value),
                "view" => view = View::from_id(value).unwrap_or(view),
                "order" => order = Order::from_id(value).unwrap_or(order),
                "seed" => seed = value.parse().unwrap_or(seed),
                "picks" => picks.push(value.into()),
                "open" => open.push(value.into()),
                _ => {}
            }
        }
        self.set_picks(picks);
        self.open = open;
        self.show(view);
        self.export = None;
        if query != self.query || (order, seed) != (self.order, self.seed) {
            self.query = query;
            (self.order, self.seed) = (order, seed);
            self.reselect();
        }
        self.followed = true;
        self.pass_over_unknown();
    }

    /// Of what a link names, the feed may not have everything, or no longer: once
    /// it is read, the rest is dropped. Topics that the feed does not name may still be found.
    pub(super) fn pass_over_unknown(&mut self) {
        if !self.followed || self.reading || self.pending || self.phase != Phase::Ready {
            return;
        }
        let Self { index, head, scope, query, picks, open, followed, .. } = self;
        let nominated = |id: &Text| {
            index.get(id).is_some_and(|nomination| scope.is_none() || *scope == nomination.election)
        };
        keep(picks, &nominated);
        keep(open, &nominated);
        *followed = head.topics.is_empty();
        let is_known = |facet: &Facet, value: &Value| match (facet, value) {
            (Facet::Election, Value::Is(id)) => scope.is_none() && head.election(id).is_some(),
            (Facet::Topic, Value::Is(id)) => *followed || head.topic(id).is_some(),
            (Facet::Fact(id), _) => head.fact(id).is_some_and(|fact| fact.filter),
            _ => true,
        };
        if query.keep_values(is_known) {
            self.reselect();
        }
        // A link may lead to a card that would wait until the reader asks for more.
        for id in self.open.clone() {
            self.reach(&id);
        }
    }
}

fn keep(ids: &mut Vec<Text>, is_known: &dyn Fn(&Text) -> bool) {
    ids.retain(|id| is_known(id));
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::feed::{Election, Head, Nomination, Shared, Topic};
    use crate::state::{Action, FIRST_CARDS};

    /// `;` apart.
    fn pieces(text: &str) -> Vec<String> {
        text.split(';').map(|piece| piece.trim().to_owned()).collect()
    }

    /// The first stands in election two, the others in one; the page asked for the view.
    fn ready(ids: &[&str]) -> State {
        let election = |id: &str| Rc::new(Election { id: id.into(), name: id.into(), ..Election::default() });
        let topic = Rc::new(Topic { id: "docs".into(), ..Topic::default() });
        let elections = vec![election("one"), election("two")];
        let head = Shared::new(Head { elections, topics: vec![topic], ..Head::default() });
        let nominations = ids.iter().enumerate().map(|(at, id)| {
            let election = Some(if at == 0 { "two" } else { "one" }.into());
            Shared::new(Nomination { id: (*id).into(), election, ..Nomination::default() })
        });
        let mut state = State::default();
        state.apply(Action::Seed(7));
        state.apply(Action::Follow(Vec::new()));
        state.apply(Action::Load);
        state.apply(Action::Receive(head, nominations.collect()));
        state
    }

    #[test]
    fn a_view_is_followed_as_it_was_told() {
        let all = pieces(
            "query:pump election:one topic:docs status:elected; view:compare; order:name; seed:9; \
             picks:bob; picks:ann; open:cleo",
        );
        let mut state = ready(&["ann", "bob", "cleo"]);
        state.apply(Action::Finish(Vec::new()));
        let first = state.pieces();
        state.apply(Action::Follow(all.clone()));
        assert_eq!(state.pieces(), all);
        assert_eq!(state.picked().len(), 2);
        state.apply(Action::Follow(first.clone()));
        assert_eq!((state.pieces(), state.view, state.seed), (first, View::Cards, 7));
    }

    #[test]
    fn a_page_that_never_asks_is_not_told() {
        assert_eq!(State::default().pieces(), Vec::<String>::new());
    }

    #[test]
    fn what_is_not_understood_is_passed_over() {
        let mut state = ready(&["ann"]);
        state.apply(Action::Finish(Vec::new()));
        let odd =
            "picks:ann; view:grid; order:random; seed:-1; seed:x; __proto__:x; nothing; :; :x;; picks:ann";
        state.apply(Action::Follow(pieces(odd)));
        assert_eq!(state.pieces(), pieces("query:; view:cards; order:shuffled; seed:7; picks:ann"));
    }

    #[test]
    fn what_the_feed_does_not_have_is_passed_over_once_it_is_read() {
        let link =
            "picks:gone; picks:ann; open:gone; query:election:gone election:one topic:gone; view:compare";
        for late in [false, true] {
            let mut state = ready(&["ann", "bob"]);
            if late {
                state.apply(Action::Finish(Vec::new()));
            }
            state.apply(Action::Follow(pieces(link)));
            assert_eq!(state.picks.len(), if late { 1 } else { 2 }, "the rest may still come");
            state.apply(Action::Finish(Vec::new()));
            let expected = "query:election:one; view:compare; order:shuffled; seed:7; picks:ann";
            assert_eq!(state.pieces(), pieces(expected));
        }
    }

    #[test]
    fn a_widget_that_is_kept_to_an_election_stays_there() {
        let mut state = ready(&["ann", "bob"]);
        state.apply(Action::Keep(Some("one".into())));
        state.apply(Action::Follow(pieces("query:election:two; picks:ann; picks:bob")));
        state.apply(Action::Finish(Vec::new()));
        assert_eq!(state.pieces(), pieces("query:; view:cards; order:shuffled; seed:7; picks:bob"));
    }

    #[test]
    fn topics_that_are_still_to_be_found_are_waited_for() {
        let mut state = ready(&["ann"]);
        state.head = Shared::default();
        state.apply(Action::Follow(pieces("query:topic:docs topic:gone")));
        state.apply(Action::Finish(Vec::new()));
        assert_eq!(state.query.filter(&Facet::Topic).map(|filter| filter.values.len()), Some(2));
        let docs = Rc::new(Topic { id: "docs".into(), ..Topic::default() });
        state.apply(Action::Discover(vec![docs], Vec::new()));
        assert_eq!(state.query.filter(&Facet::Topic).map(|filter| filter.values.len()), Some(1));
        assert!(state.query.has(&Facet::Topic, &Value::Is("docs".into())));
    }

    #[test]
    fn what_a_page_sets_by_itself_is_not_looked_for() {
        let mut state = ready(&["ann"]);
        state.apply(Action::SetPicks(vec!["later".into()]));
        state.apply(Action::Ask(Query::parse("election:later")));
        state.apply(Action::Finish(Vec::new()));
        assert_eq!((state.picks.len(), state.query.filters.len()), (1, 1));
    }

    #[test]
    fn an_open_card_is_shown_however_late_it_comes() {
        let ids: Vec<String> = (0..FIRST_CARDS + 30).map(|at| at.to_string()).collect();
        let mut state = ready(&ids.iter().map(String::as_str).collect::<Vec<_>>());
        state.apply(Action::Follow(ids.iter().map(|id| format!("open:{id}")).collect()));
        state.apply(Action::Finish(Vec::new()));
        assert_eq!(state.allowed, ids.len());
    }

    #[test]
    fn who_chooses_an_order_has_their_own() {
        let mut state = ready(&["ann", "bob"]);
        state.apply(Action::Follow(pieces("seed:9")));
        assert_eq!(state.seed, 9);
        state.apply(Action::Sort(Order::Name));
        state.apply(Action::Sort(Order::Shuffled));
        assert_eq!(state.seed, 7);
    }
}
