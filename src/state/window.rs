//! Which cards are drawn. A list that is not long is drawn whole, a chunk at a time; of a
//! long one only what is near the screen is, and gaps stand for the rest.

use std::ops::Range;

use super::{Arrival, FIRST_CARDS, State, View};

/// Cards that are drawn together: more would hold up the reader's typing. Two, three
/// and four columns are filled by them.
pub const CHUNK: usize = 12;

/// Cards that the first picture has: a reader sees somebody sooner, and a key's answer.
const FIRST: usize = 6;

/// Cards up to which a list is drawn whole.
const WHOLE: usize = 120;
/// Chunks that may be asked for at once: some screens of the smallest cards.
const MOST_NEAR: u32 = 16;
/// Chunks that stay drawn away from the screen, being open or in use.
const MOST_KEPT: usize = 16;
/// Gaps that a list has at most, or little more.
const MOST_GAPS: usize = 1000;

/// What is drawn, by the numbers of chunks: they count on from election to election.
#[derive(Debug, Default, PartialEq)]
pub struct Window {
    /// Sorted.
    drawn: Vec<u32>,
    /// Whether of the first chunk only [`FIRST`] cards are drawn as yet.
    begun: bool,
    /// Near the screen.
    near: Range<u32>,
    /// Away from it, and in use.
    kept: Vec<u32>,
}

/// A part of an election's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Cards of one chunk, by their places in the group.
    Cards(u32, Range<usize>),
    /// The room of so many chunks, from this one on, and the cards that are not drawn there.
    Gap(u32, u32, Range<usize>),
}

impl Window {
    /// From the first card on.
    pub fn top() -> Self {
        Self { drawn: vec![0], begun: true, near: 0..(FIRST_CARDS / CHUNK) as u32, kept: Vec::new() }
    }

    /// The screen is here; says whether it was elsewhere before.
    pub fn look(&mut self, near: Range<u32>, mut kept: Vec<u32>) -> bool {
        kept.truncate(MOST_KEPT);
        let near = near.start..near.end.min(near.start.saturating_add(MOST_NEAR));
        let other = (&near, &kept) != (&self.near, &self.kept);
        (self.near, self.kept) = (near, kept);
        let Self { drawn, near, kept, .. } = self;
        drawn.retain(|chunk| near.contains(chunk) || kept.contains(chunk));
        other
    }

    fn is_drawn(&self, chunk: u32) -> bool {
        self.drawn.binary_search(&chunk).is_ok()
    }
}

impl State {
    /// Whether the list is too long to be drawn whole.
    #[must_use]
    pub fn is_windowed(&self) -> bool {
        self.selection.count.min(self.allowed) > WHOLE
    }

    /// How many chunks the cards have that need no asking.
    fn chunks(&self) -> u32 {
        let mut left = self.allowed;
        let chunks = self.selection.groups.iter().map(|group| {
            let cards = group.nominations.len().min(left);
            left -= cards;
            cards.div_ceil(CHUNK)
        });
        chunks.sum::<usize>() as u32
    }

    /// The screen is near these chunks, and those are in use elsewhere; says whether that is new.
    pub fn look(&mut self, near: Range<u32>, kept: Vec<u32>) -> bool {
        self.window.look(near, kept)
    }

    /// The chunk to be drawn next.
    fn waiting(&self) -> Option<u32> {
        let chunks = self.chunks();
        let Window { near, kept, .. } = &self.window;
        let wanted = if self.is_windowed() { near.clone() } else { 0..chunks };
        let kept = kept.iter().copied().filter(|_| self.is_windowed());
        wanted.chain(kept).find(|chunk| *chunk < chunks && !self.window.is_drawn(*chunk))
    }

    /// Whether only the very first cards are drawn as yet.
    #[must_use]
    pub fn is_beginning(&self) -> bool {
        self.window.begun && self.selection.count.min(self.allowed) > FIRST
    }

    /// Whether cards wait to be drawn that need no asking.
    #[must_use]
    pub fn has_waiting_cards(&self) -> bool {
        self.is_showing_cards() && (self.is_beginning() || self.waiting().is_some())
    }

    /// Whether everything is drawn, and read for it, that needs no asking.
    #[must_use]
    pub fn is_drawn(&self) -> bool {
        let there = self.view == View::Cards || self.more == Arrival::There;
        there && !self.has_waiting_cards() && self.waiting == 0
    }

    /// Draws the rest of the first chunk, or the next one.
    pub(super) fn draw(&mut self) {
        if std::mem::take(&mut self.window.begun) {
            return;
        }
        if let Some(chunk) = self.waiting()
            && let Err(at) = self.window.drawn.binary_search(&chunk)
        {
            self.window.drawn.insert(at, chunk);
        }
    }

    /// Lets the card of this nomination be drawn, however far down the list it is, and a screenful below it.
    pub(super) fn reach(&mut self, id: &str) {
        let place = self.index.place(id);
        let Some(card) = self.selection.places().position(|other| Some(other) == place) else { return };
        // With others below it, as many as there are at first: at a list's very end no card gets to the screen's top.
        self.allowed = self.allowed.max((card + 1 + FIRST_CARDS).min(self.selection.count));
        let mut before = card;
        let mut chunk = 0;
        for group in &self.selection.groups {
            let cards = group.nominations.len();
            if before < cards {
                self.window.kept.push((chunk + before / CHUNK) as u32);
                return;
            }
            before -= cards;
            chunk += cards.div_ceil(CHUNK);
        }
    }

    /// The list in parts, election by election.
    #[must_use]
    pub fn parts(&self) -> Vec<Vec<Part>> {
        let (windowed, gap) =
            (self.is_windowed(), (self.chunks() as usize).div_ceil(MOST_GAPS).max(1) as u32);
        let mut left = self.allowed;
        let mut chunk = 0;
        let mut groups = Vec::new();
        for group in &self.selection.groups {
            let cards = group.nominations.len().min(left);
            left -= cards;
            let mut parts: Vec<Part> = Vec::new();
            for start in (0..cards).step_by(CHUNK) {
                let own = start..cards.min(start + CHUNK);
                if self.window.is_drawn(chunk) {
                    let first = if self.window.begun { FIRST } else { CHUNK };
                    parts.push(Part::Cards(chunk, own.start..own.end.min(own.start + first)));
                } else if windowed {
                    match parts.last_mut() {
                        // Where gaps begin does not depend on what is drawn, so that few of them change.
                        Some(Part::Gap(_, chunks, cards)) if !chunk.is_multiple_of(gap) => {
                            *chunks += 1;
                            cards.end = own.end;
                        }
                        _ => parts.push(Part::Gap(chunk, 1, own)),
                    }
                }
                chunk += 1;
            }
            if parts.is_empty() {
                break;
            }
            groups.push(parts);
        }
        groups
    }

    /// The places in the feed of the nominations whose cards are drawn.
    pub(super) fn drawn_places(&self) -> Vec<u32> {
        let mut places = Vec::new();
        for (group, parts) in self.selection.groups.iter().zip(self.parts()) {
            for part in parts {
                if let Part::Cards(_, cards) = part {
                    places.extend_from_slice(group.nominations.get(cards).unwrap_or_default());
                }
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::{Nomination, Shared};
    use crate::state::Action;

    fn ready(cards: usize) -> State {
        let nominations = (0..cards)
            .map(|at| Shared::new(Nomination { id: at.to_string().into(), ..Nomination::default() }));
        let mut state = State::default();
        state.apply(Action::Load);
        state.apply(Action::Receive(Shared::default(), nominations.collect()));
        state.apply(Action::Finish(Vec::new()));
        state
    }

    fn draw(state: &mut State) -> usize {
        let mut renders = 0;
        while state.has_waiting_cards() {
            state.apply(Action::Render);
            renders += 1;
        }
        renders
    }

    /// `c` for a chunk's cards, and gaps with their chunks.
    fn told(state: &State) -> String {
        let part = |part: &Part| match part {
            Part::Cards(chunk, cards) => format!("c{chunk}:{}", cards.len()),
            Part::Gap(chunk, chunks, cards) => format!("-{chunk}+{chunks}:{}", cards.len()),
        };
        state.parts().iter().flatten().map(part).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_list_that_is_not_long_is_drawn_whole_as_far_as_is_allowed() {
        let mut state = ready(77);
        assert_eq!(told(&state), "c0:6");
        assert_eq!((draw(&mut state), told(&state).as_str()), (2, "c0:12 c1:12"));
        state.apply(Action::More);
        assert_eq!((draw(&mut state), told(&state).as_str()), (2, "c0:12 c1:12 c2:12 c3:12"));
        state.apply(Action::All);
        assert_eq!((draw(&mut state), state.drawn_places().len()), (3, 77));
    }

    #[test]
    fn of_a_long_list_what_is_near_the_screen_is_drawn() {
        let mut state = ready(130);
        state.apply(Action::All);
        draw(&mut state);
        let gaps =
            |chunks: Range<u32>| chunks.map(|chunk| format!("-{chunk}+1:12")).collect::<Vec<_>>().join(" ");
        assert_eq!(told(&state), format!("c0:12 c1:12 {} -10+1:10", gaps(2..10)));
        assert!(state.look(8..11, vec![1]) && !state.look(8..11, vec![1]));
        assert_eq!((draw(&mut state), state.drawn_places().len()), (3, 12 + 12 + 12 + 10));
        assert_eq!(told(&state), format!("-0+1:12 c1:12 {} c8:12 c9:12 c10:10", gaps(2..8)));
        // What a page could not mean does not make it slow.
        state.look(5..u32::MAX, vec![u32::MAX; 1000]);
        assert_eq!(draw(&mut state), 3);
    }

    #[test]
    fn a_hundred_thousand_cards_have_few_gaps() {
        let mut state = ready(100_000);
        state.apply(Action::All);
        state.look(4_000..4_003, Vec::new());
        draw(&mut state);
        let parts: Vec<Part> = state.parts().into_iter().flatten().collect();
        assert!(parts.len() < 1000, "{}", parts.len());
        let cards = |part: &Part| match part {
            Part::Cards(_, cards) | Part::Gap(_, _, cards) => cards.clone(),
        };
        // Nobody is left out, and nobody is there twice.
        assert!(parts.windows(2).all(|two| cards(&two[0]).end == cards(&two[1]).start));
        assert_eq!(parts.last().map(|part| cards(part).end), Some(100_000));
    }

    #[test]
    fn a_link_may_lead_far_down() {
        let mut state = ready(1_000);
        state.apply(Action::Follow(vec![format!("open:{}", state.selection().places().nth(700).unwrap())]));
        draw(&mut state);
        assert!(told(&state).ends_with(" c58:12 -59+1:12 -60+1:5"), "{}", told(&state));
    }
}
