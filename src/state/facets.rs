//! The panel of filters: what its facets offer, counted a slice at a time.

use super::{Phase, State};
use crate::domain::facets::{Facets, Offer};
use crate::domain::query::Facet;
use crate::feed::Head;

/// Nominations read for the facets in one go: some milliseconds' worth.
const SLICE: usize = 500;

/// What the facets are known to have.
#[derive(Debug, Default)]
pub struct Counting {
    facets: Facets,
    done: bool,
}

impl Counting {
    fn new(head: &Head) -> Self {
        Self { facets: Facets::new(head), done: false }
    }
}

impl State {
    /// Whether the panel waits for [`count_facets`](Self::count_facets).
    #[must_use]
    pub fn is_uncounted(&self) -> bool {
        let ready = self.phase == Phase::Ready && !self.reading;
        let counted = self.recount.is_none() && self.counting.as_ref().is_some_and(|counting| counting.done);
        self.filtering && ready && !counted
    }

    /// The nominations say something else now: what was counted is shown until that is, so that
    /// nothing goes away under the reader's hand.
    pub(super) fn count_again(&mut self) {
        if self.counting.is_some() {
            self.recount = Some(Counting::new(&self.head));
        }
    }

    /// The panel is closed, or gone with what it stood in.
    pub(super) fn close_filters(&mut self) {
        self.filtering = false;
        self.sought_value = None;
    }

    /// Reads some more nominations for the facets.
    pub fn count_facets(&mut self) {
        let counting = match &mut self.recount {
            Some(recount) => recount,
            None => self.counting.get_or_insert_with(|| Counting::new(&self.head)),
        };
        counting.done = counting.facets.read(self.index.all(), &self.head, SLICE);
        if self.recount.as_ref().is_some_and(|recount| recount.done) {
            self.counting = self.recount.take();
        }
    }

    /// What the facets offer; `None` until they are counted.
    #[must_use]
    pub fn offers(&self) -> Option<Vec<Offer>> {
        let counting = self.counting.as_ref().filter(|counting| counting.done)?;
        let scope = self.scope.as_deref();
        let everyone = self.index.within(scope);
        let fitting = |facet: &Facet| {
            // Where all values must be there, a count tells what one more would leave.
            let all = self.query.filter(facet).is_some_and(|filter| filter.all);
            let mut fitting = self.index.fitting_but(Some(facet).filter(|_| !all));
            fitting.and(&everyone);
            fitting
        };
        let mut offers =
            counting.facets.offers(&self.query, &self.head, &everyone, &fitting, self.sought_value.as_ref());
        // The page's author chose the election.
        offers.retain(|offer| scope.is_none() || offer.facet != Facet::Election);
        Some(offers)
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::feed::{Election, Fact, FactDefinition, Nomination, Shared, Status, Text};
    use crate::state::Action;

    /// Nominations named by their number, with an election, a status and an employer; an empty text is none.
    fn ready(all: &[(&str, Status, &str)]) -> State {
        let election = |id: &str| Rc::new(Election { id: id.into(), name: id.into(), ..Election::default() });
        let employer = FactDefinition {
            id: "employer".into(),
            label: "Employer".into(),
            filter: true,
            ..FactDefinition::default()
        };
        let elections = vec![election("2020"), election("2022")];
        let head = Head { elections, facts: vec![Rc::new(employer)], ..Head::default() };
        let nominations = all.iter().enumerate().map(|(at, (election, status, employer))| {
            let facts: Vec<(Text, Fact)> = (!employer.is_empty())
                .then(|| ("employer".into(), Fact::Text((*employer).into())))
                .into_iter()
                .collect();
            Shared::new(Nomination {
                id: at.to_string().into(),
                election: Some((*election).into()),
                status: Some(*status),
                facts,
                ..Nomination::default()
            })
        });
        let mut state = State::default();
        state.apply(Action::Load);
        state.apply(Action::Receive(Shared::new(head), nominations.collect()));
        state.apply(Action::Finish(Vec::new()));
        state.apply(Action::Filters(true));
        while state.is_uncounted() {
            state.count_facets();
        }
        state
    }

    /// `facet: label count/total, …`, what is asked for in brackets.
    fn told(state: &State) -> Vec<String> {
        let offers = state.offers().unwrap();
        let told = offers.iter().map(|offer| {
            let choices = offer.choices.iter().map(|choice| {
                let told = format!("{} {}/{}", choice.label, choice.count, choice.total);
                if choice.active { format!("[{told}]") } else { told }
            });
            format!("{}: {}", offer.label, choices.collect::<Vec<_>>().join(", "))
        });
        told.collect()
    }

    fn ask(state: &mut State, query: &str) {
        state.apply(Action::Ask(crate::domain::query::Query::parse(query)));
    }

    #[test]
    fn counts_follow_what_is_asked_of_other_facets() {
        let mut state = ready(&[
            ("2020", Status::Elected, "Acme"),
            ("2022", Status::Elected, "Acme"),
            ("2022", Status::NotElected, "Bolt"),
            ("2022", Status::NotElected, ""),
        ]);
        assert_eq!(
            told(&state),
            [
                "Election: 2022 3/3, 2020 1/1",
                "Status: Elected 2/2, Not elected 2/2",
                // Nobody has a name here, so that all are one person.
                "Candidate: Nominated before 3/3, First nomination in this feed 1/1",
                "Employer: Acme 2/2, Bolt 1/1, Not stated in this feed 1/1",
            ]
        );
        ask(&mut state, "fact.employer:Acme");
        assert_eq!(state.selection().count, 2);
        assert_eq!(told(&state)[1], "Status: Elected 2/2, Not elected 0/2");
        assert_eq!(told(&state)[3], "Employer: [Acme 2/2], Bolt 1/1, Not stated in this feed 1/1");
        ask(&mut state, "fact.employer:? status:elected");
        assert_eq!(state.selection().count, 0);
        assert_eq!(told(&state)[1], "Status: [Elected 0/2], Not elected 1/2");
        assert_eq!(told(&state)[3], "Employer: Acme 2/2, Bolt 0/1, [Not stated in this feed 0/1]");
    }

    #[test]
    fn what_is_asked_for_is_offered_though_nobody_has_it() {
        let mut state = ready(&[("2020", Status::Elected, "Acme")]);
        assert!(told(&state).is_empty(), "there is nothing to choose between");
        ask(&mut state, "fact.employer:Nobody");
        assert_eq!(told(&state), ["Employer: Acme 1/1, [Nobody 0/0]"]);
    }

    #[test]
    fn of_many_values_some_are_shown_and_others_found() {
        let names: Vec<String> = (0..40).map(|number| format!("Company {number}")).collect();
        let all: Vec<_> = names.iter().map(|name| ("2020", Status::Elected, name.as_str())).collect();
        let mut state = ready(&all);
        ask(&mut state, "fact.employer:\"Company 39\"");
        let offer = |state: &State| state.offers().unwrap().remove(0);
        assert_eq!((offer(&state).choices.len(), offer(&state).left, offer(&state).long), (9, 31, true));
        state.apply(Action::Find(Facet::Fact("employer".into()), "PANY 1".into()));
        let found = offer(&state);
        assert_eq!((found.choices.len(), found.choices[0].label.as_ref()), (12, "Company 1"));
        assert!(found.choices.iter().any(|choice| choice.active));
    }

    #[test]
    fn what_was_counted_is_offered_until_it_is_counted_again() {
        let mut state = ready(&[("2020", Status::Elected, ""), ("2022", Status::NotElected, "")]);
        let (head, more) = (state.head.clone(), state.index.all().to_vec());
        state.apply(Action::Receive(head, more));
        assert_eq!(told(&state)[0], "Election: 2022 1/1, 2020 1/1");
        assert!(state.is_uncounted());
        while state.is_uncounted() {
            state.count_facets();
        }
        assert_eq!(told(&state)[0], "Election: 2022 2/2, 2020 2/2");
        // A list that goes away takes its panel along.
        state.apply(Action::Load);
        assert!(!state.filtering && state.offers().is_none());
    }

    #[test]
    fn the_page_keeps_to_one_election() {
        let mut state = ready(&[("2020", Status::Elected, ""), ("2022", Status::NotElected, "")]);
        state.apply(Action::Keep(Some("2020".into())));
        assert!(told(&state).is_empty());
    }
}
