//! What a reader keeps for themself. It takes no part in what a page or a link learns.
//!
//! Wishes wait until the code that fulfils them is there: only readers who keep something
//! download it. [`State::settle`] fulfils them, and says what is to be done about the device.

use crate::domain::ballot::Draft;
use crate::domain::rules::Kept;
use crate::domain::shortlist::{
    Entry, Import, MOST_ENTRIES, MOST_TIME, NoRoom, Recalled, Refusal, Shortlist, note,
};
use crate::domain::text::plural;
use crate::feed::{Shared, Text};
use crate::state::State;

/// How long what a reader writes is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Keeping {
    /// On the device.
    #[default]
    Device,
    /// Until the page is closed: the browser keeps nothing for it.
    Page,
    /// What was written before is kept on the device, the last change isn't: there is no room.
    Behind,
    /// Until the page is closed: the device has a list of a later version, which stays as it is.
    Later,
}

/// What a reader keeps of this feed, and how they look at it.
#[derive(Debug, Default)]
pub struct Own {
    /// Stars, notes and drafts.
    pub list: Shortlist,
    /// Whether it is looked at.
    pub open: bool,
    /// How long it is kept.
    pub keeping: Keeping,
    /// Whether the reader is asked if all of it should be forgotten.
    pub asked: bool,
    /// What became of the last wish, where that can't be seen.
    pub told: String,
    /// What was taken away last, and can be put back.
    pub taken: Option<(Text, Shared<Entry>)>,
    wishes: Vec<Wish>,
    /// When that was written which the device is known to have.
    saved: u64,
}

impl Own {
    /// Whether there is anything to fulfil or to show.
    #[must_use]
    pub fn matters(&self) -> bool {
        !self.wishes.is_empty() || self.open || !self.list.is_empty()
    }

    /// Whether wishes wait.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.wishes.is_empty()
    }

    pub(super) fn wish(&mut self, wish: Wish) {
        self.wishes.push(wish);
    }
}

/// What a reader wants with what they keep.
#[derive(Debug, Clone)]
pub enum Wish {
    /// A nomination is on the shortlist, or no longer.
    Star(Text),
    /// This is noted of a nomination.
    Note(Text, Text),
    /// The ballot may say this of a nomination.
    Draft(Text, Option<Draft>),
    /// Nothing is kept of a nomination any more.
    Remove(Text),
    /// What was taken away last comes back.
    Undo,
    /// All of it is looked at, or no longer.
    Look(bool),
    /// All of it is looked at, from afar: the reader is led there.
    Show,
    /// Whether all of it should be forgotten is asked, or no longer.
    Ask(bool),
    /// All of it is forgotten.
    Forget,
    /// It is saved as a file, or else copied.
    Take(bool),
    /// What the page's JavaScript says, by its name (`www/element/notes.js`), and a text.
    Hear(Text, Text),
}

/// What is to be done about the device, by its name in `www/element/notes.js`, and with what.
pub type Errand = (&'static str, String);

impl State {
    /// Fulfils the wishes that wait.
    pub fn settle(&mut self) -> Vec<Errand> {
        let mut errands = Vec::new();
        for wish in std::mem::take(&mut self.own.wishes) {
            self.fulfil(wish, &mut errands);
        }
        errands
    }

    /// What is kept, as far as the nominations are shown here: a look at the list, which is short,
    /// and not at all nominations.
    #[must_use]
    pub fn kept(&self) -> Vec<Kept> {
        let kept = self.own.list.iter().filter_map(|(id, entry)| Some((self.index.get(id)?, entry)));
        kept.filter(|(nomination, _)| self.is_within_scope(nomination))
            .map(|(nomination, entry)| (nomination.clone(), entry.clone()))
            .collect()
    }

    fn fulfil(&mut self, wish: Wish, errands: &mut Vec<Errand>) {
        let own = &mut self.own;
        let heard = matches!(wish, Wish::Hear(..));
        let taken = if heard { None } else { own.taken.take() };
        if !heard {
            own.told.clear();
            own.asked = false;
        }
        match wish {
            Wish::Star(id) => self.write(&id, errands, |entry| entry.star = !entry.star),
            Wish::Note(id, text) => self.write(&id, errands, |entry| entry.note = note(&text)),
            Wish::Draft(id, draft) => self.write(&id, errands, |entry| entry.draft = draft),
            Wish::Remove(id) => {
                let taken = own.list.get(&id).cloned();
                self.write(&id, errands, |entry| *entry = Entry::default());
                self.own.taken = taken.map(|entry| (id, entry));
            }
            Wish::Undo => {
                if let Some((id, taken)) = taken {
                    self.write(&id, errands, |entry| *entry = Entry::clone(&taken));
                }
            }
            Wish::Look(open) => own.open = open,
            Wish::Show => own.open = true,
            Wish::Ask(asked) => own.asked = asked,
            Wish::Forget => {
                own.list = Shortlist::default();
                own.saved = 0;
                own.keeping = Keeping::Device;
                "Everything is forgotten.".clone_into(&mut own.told);
                errands.push(("forget", String::new()));
            }
            Wish::Take(save) => {
                let name = |id: &str| self.index.get(id).map(|nomination| &*nomination.candidate.name);
                let feed = self.head.feed_url.as_ref().map(|url| url.as_str());
                let text = self.own.list.save(feed, self.head.title.as_deref(), name);
                errands.push((if save { "save" } else { "copy" }, text));
            }
            Wish::Hear(what, text) => self.hear(&what, &text, errands),
        }
    }

    /// Changes what is kept of a nomination.
    fn write(&mut self, id: &Text, errands: &mut Vec<Errand>, change: impl FnOnce(&mut Entry)) {
        let at = self.moment();
        let list = &mut self.own.list;
        if let Some(why) = list.has_no_room(id) {
            // Where it is looked at, it is said.
            self.own.open = true;
            self.own.told = match why {
                NoRoom::Id => "Nothing can be kept of this nomination: its id is too long.".to_owned(),
                NoRoom::List => {
                    format!(
                        "Nothing more can be kept: there are notes of {MOST_ENTRIES} nominations. Remove some."
                    )
                }
            };
            return;
        }
        let mut entry = list.get(id).map(|entry| Entry::clone(entry)).unwrap_or_default();
        change(&mut entry);
        entry.at = at;
        list.put(id, &Shared::new(entry));
        self.keep(errands);
    }

    /// Has the device keep the list, unless it keeps one that this version would spoil.
    fn keep(&self, errands: &mut Vec<Errand>) {
        if self.own.keeping == Keeping::Later {
            return;
        }
        errands.push(("keep", self.own.list.write()));
    }

    /// Now, and later than anything that was written: a clock may have been put back.
    fn moment(&self) -> u64 {
        let now = self.clock.map_or(self.now as u64 * 1000, |clock| clock() as u64);
        now.max(self.own.list.latest() + 1).min(MOST_TIME)
    }

    fn hear(&mut self, what: &str, text: &str, errands: &mut Vec<Errand>) {
        let own = &mut self.own;
        match what {
            "stored" => {
                let known = Recalled::read(text);
                if matches!(known, Err(Refusal::Newer)) {
                    own.keeping = Keeping::Later;
                    return;
                }
                if own.keeping == Keeping::Later {
                    own.keeping = Keeping::Device;
                }
                let whole = matches!(&known, Ok(recalled) if recalled.strange == 0);
                let recalled = known.unwrap_or_default().list;
                own.saved = own.saved.max(recalled.latest());
                let more = own.list.merge(&recalled);
                // Who is told what they say themself has nothing to answer.
                if own.list.write() == text {
                    return;
                }
                if !whole {
                    "Some of what this device kept can’t be read by this version. It is left on the device, set aside."
                        .clone_into(&mut own.told);
                    errands.push(("aside", text.to_owned()));
                }
                if more || !whole {
                    self.keep(errands);
                }
            }
            // Forgotten in another tab, or with all that the browser kept of this site.
            "gone" => {
                own.list.forget_until(own.saved);
                own.saved = 0;
                own.keeping = Keeping::Device;
                if !own.list.is_empty() {
                    self.keep(errands);
                }
            }
            "kept" | "page" | "behind" if own.keeping == Keeping::Later => {}
            "kept" => {
                own.keeping = Keeping::Device;
                own.saved = own.list.latest();
            }
            "forgotten" => {
                own.list = Shortlist::default();
                own.saved = 0;
                own.keeping = Keeping::Device;
            }
            "page" => own.keeping = Keeping::Page,
            "behind" => own.keeping = Keeping::Behind,
            "import" => self.import(text, errands),
            "large" => own.told = refused(Refusal::TooLarge),
            "saved" => "Saved as shortlist.json.".clone_into(&mut own.told),
            "copied" => "Copied.".clone_into(&mut own.told),
            _ => own.told = refused(Refusal::NotJson),
        }
    }

    fn import(&mut self, text: &str, errands: &mut Vec<Errand>) {
        let recalled = match Recalled::open(text) {
            Ok(recalled) => recalled,
            Err(refusal) => {
                self.own.told = refused(refusal);
                return;
            }
        };
        let now = self.moment();
        let import = self.own.list.import(&recalled.list, now);
        let unknown = recalled.list.iter().filter(|(id, _)| self.index.get(id).is_none()).count();
        let other =
            matches!((&recalled.feed, &self.head.feed_url), (Some(of), Some(url)) if **of != *url.as_str());
        self.own.told = came(import, unknown, recalled.strange, other);
        if import.came > 0 {
            self.keep(errands);
        }
    }
}

/// What became of a file.
fn came(import: Import, unknown: usize, strange: usize, other: bool) -> String {
    let Import { came, same, older, full } = import;
    let one = |count: usize, one: &str, many: &str| {
        (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
    };
    let parts = [
        Some(if came == 0 {
            "Nothing new came.".to_owned()
        } else {
            plural(came, "nomination", "nominations") + " came."
        }),
        one(same, "was here already.", "were here already."),
        one(older, "has later words here, which stay.", "have later words here, which stay."),
        (full > 0).then(|| format!("{full} found no room: {MOST_ENTRIES} nominations are the most.")),
        one(
            unknown,
            "is not in this list, and is kept all the same.",
            "are not in this list, and are kept all the same.",
        ),
        one(
            strange,
            "piece made no sense and was passed over.",
            "pieces made no sense and were passed over.",
        ),
        other.then(|| "The file was saved from another list.".to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn refused(refusal: Refusal) -> String {
    let why = match refusal {
        Refusal::TooLarge => "it is larger than any shortlist",
        Refusal::NotJson => "it can’t be read as JSON",
        Refusal::NotNotes => "it is no shortlist saved here",
        Refusal::Newer => "a later version of this program saved it",
    };
    format!("Nothing came from this file: {why}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::{Candidate, Head, Nomination};
    use crate::state::Action;

    fn state() -> State {
        let ann = Nomination {
            id: "ann".into(),
            candidate: Candidate { name: "Ann".into(), ..Candidate::default() },
            ..Nomination::default()
        };
        let mut state = State::default();
        state.apply(Action::Clock(|| 1_000_000.0));
        state.apply(Action::Load);
        state.apply(Action::Receive(Shared::new(Head::default()), vec![Shared::new(ann)]));
        state
    }

    fn wish(state: &mut State, wish: Wish) -> Vec<Errand> {
        state.apply(Action::Shortlist(wish));
        state.settle()
    }

    fn hear(state: &mut State, what: &str, text: &str) -> Vec<Errand> {
        wish(state, Wish::Hear(what.into(), text.into()))
    }

    fn names(errands: &[Errand]) -> Vec<&str> {
        errands.iter().map(|(what, _)| *what).collect()
    }

    #[test]
    fn wishes_wait_and_what_is_kept_is_in_no_link() {
        let mut state = state();
        let before = state.pieces();
        state.apply(Action::Shortlist(Wish::Star("ann".into())));
        state.apply(Action::Shortlist(Wish::Note("ann".into(), "mine".into())));
        assert!(state.own.waits() && state.own.list.is_empty());
        assert_eq!(names(&state.settle()), ["keep", "keep"]);
        let entry = state.own.list.get("ann").unwrap();
        assert_eq!((entry.star, &*entry.note, entry.at), (true, "mine", 1_000_001));
        assert_eq!(state.pieces(), before);
        assert!(!format!("{:?}", state.pieces()).contains("mine"));
    }

    #[test]
    fn two_tabs_come_to_the_same() {
        let (mut one, mut two) = (state(), state());
        let first = wish(&mut one, Wish::Star("ann".into())).remove(0).1;
        let second = wish(&mut two, Wish::Note("bob".into(), "x".into())).remove(0).1;
        let merged = hear(&mut one, "stored", &second).remove(0);
        assert_eq!(merged.0, "keep");
        assert_eq!(names(&hear(&mut two, "stored", &first)), ["keep"]);
        assert_eq!(names(&hear(&mut two, "stored", &merged.1)), [""; 0]);
        assert_eq!(one.own.list.write(), two.own.list.write());
    }

    #[test]
    fn what_another_tab_forgets_is_forgotten_but_what_was_just_written_stays() {
        let mut state = state();
        wish(&mut state, Wish::Star("ann".into()));
        hear(&mut state, "kept", "");
        assert_eq!(names(&hear(&mut state, "gone", "")), [""; 0]);
        assert!(state.own.list.is_empty());
        wish(&mut state, Wish::Star("ann".into()));
        hear(&mut state, "kept", "");
        wish(&mut state, Wish::Note("bob".into(), "new".into()));
        assert_eq!(names(&hear(&mut state, "gone", "")), ["keep"]);
        assert!(state.own.list.get("ann").is_none() && state.own.list.get("bob").is_some());
    }

    #[test]
    fn what_can_not_be_read_is_set_aside_and_never_just_written_over() {
        let mut state = state();
        let errands = hear(&mut state, "stored", "{broken");
        assert_eq!(names(&errands), ["aside", "keep"]);
        assert_eq!(errands[0].1, "{broken");
        let half = r#"{"hustings_notes":1,"items":[{"id":"ann","star":true},5]}"#;
        let errands = hear(&mut state, "stored", half);
        assert_eq!((names(&errands), &*errands[0].1), (vec!["aside", "keep"], half));
        assert!(state.own.list.get("ann").is_some() && state.own.told.contains("set aside"));
    }

    #[test]
    fn what_could_not_be_read_again_is_not_kept_and_the_reader_learns_it() {
        let mut state = state();
        let long: Text = "x".repeat(2001).into();
        assert_eq!(names(&wish(&mut state, Wish::Star(long))), [""; 0]);
        assert!(state.own.list.is_empty() && state.own.open);
        assert_eq!(state.own.told, "Nothing can be kept of this nomination: its id is too long.");
        // The last moment that is ever told.
        let last = r#"{"hustings_notes":1,"items":[{"id":"bob","at":4000000000000000,"note":"x"}]}"#;
        hear(&mut state, "stored", last);
        let kept = wish(&mut state, Wish::Star("ann".into())).remove(0).1;
        assert_eq!(Recalled::read(&kept).unwrap().strange, 0);
        let items: Vec<_> = (0..2000).map(|id| format!(r#"{{"id":"{id}","star":true}}"#)).collect();
        let file = format!(r#"{{"hustings_notes":1,"items":[{}]}}"#, items.join(","));
        hear(&mut state, "import", &file);
        assert!(
            state.own.told.contains("2 found no room: 2000 nominations are the most."),
            "{}",
            state.own.told
        );
        assert_eq!(names(&wish(&mut state, Wish::Star("new".into()))), [""; 0]);
        assert!(state.own.told.starts_with("Nothing more can be kept"), "{}", state.own.told);
        assert_eq!(names(&wish(&mut state, Wish::Note("ann".into(), "y".into()))), ["keep"]);
    }

    #[test]
    fn nobody_answers_their_own_words() {
        let mut state = state();
        // Of a version that kept what this one can't read.
        let long = "x".repeat(2001);
        state.own.list.put(&long.into(), &Shared::new(Entry { at: 5, star: true, ..Entry::default() }));
        let text = state.own.list.write();
        assert_eq!(names(&hear(&mut state, "stored", &text)), [""; 0]);
        assert_eq!(names(&hear(&mut self::state(), "stored", &text)), ["aside", "keep"]);
    }

    #[test]
    fn a_list_of_a_later_version_is_never_written_over() {
        const LATER: &str = r#"{"hustings_notes":2,"items":[]}"#;
        let mut state = state();
        assert_eq!(names(&hear(&mut state, "stored", LATER)), [""; 0]);
        assert_eq!(names(&wish(&mut state, Wish::Star("ann".into()))), [""; 0]);
        hear(&mut state, "kept", "");
        assert_eq!(state.own.keeping, Keeping::Later);
        assert_eq!(names(&hear(&mut state, "stored", r#"{"hustings_notes":1,"items":[]}"#)), ["keep"]);
        assert_eq!(state.own.keeping, Keeping::Device);
        hear(&mut state, "stored", LATER);
        assert_eq!(names(&hear(&mut state, "gone", "")), ["keep"]);
    }

    #[test]
    fn saved_forgotten_imported() {
        let mut state = state();
        wish(&mut state, Wish::Draft("ann".into(), Some(Draft::Score(3))));
        let file = wish(&mut state, Wish::Take(true)).remove(0);
        assert!(file.0 == "save" && file.1.contains(r#""name":"Ann""#), "{}", file.1);
        assert_eq!(names(&wish(&mut state, Wish::Forget)), ["forget"]);
        assert!(state.own.list.is_empty());
        assert_eq!(names(&hear(&mut state, "import", &file.1)), ["keep"]);
        assert_eq!(state.own.list.get("ann").unwrap().draft, Some(Draft::Score(3)));
        assert_eq!(state.own.told, "1 nomination came.");
    }

    #[test]
    fn an_import_says_what_came_of_each() {
        let mut state = state();
        hear(
            &mut state,
            "import",
            r#"{"hustings_notes":1,"items":[{"id":"gone","star":true},{"id":"ann","note":5},7]}"#,
        );
        assert_eq!(
            state.own.told,
            "1 nomination came. 1 is not in this list, and is kept all the same. \
             2 pieces made no sense and were passed over."
        );
        for (what, text, told) in [
            ("import", "%PDF", "Nothing came from this file: it can’t be read as JSON."),
            ("import", "{}", "Nothing came from this file: it is no shortlist saved here."),
            ("large", "", "Nothing came from this file: it is larger than any shortlist."),
        ] {
            assert_eq!(names(&hear(&mut state, what, text)), [""; 0]);
            assert_eq!(state.own.told, told);
        }
    }

    #[test]
    fn what_was_taken_away_can_be_put_back() {
        let mut state = state();
        wish(&mut state, Wish::Note("ann".into(), "long".into()));
        wish(&mut state, Wish::Remove("ann".into()));
        assert!(state.own.list.is_empty() && state.own.taken.is_some());
        wish(&mut state, Wish::Undo);
        assert_eq!(&*state.own.list.get("ann").unwrap().note, "long");
        assert!(state.own.taken.is_none());
    }

    #[test]
    fn what_is_kept_of_nominations_that_are_not_shown_is_not_among_the_others() {
        let mut state = state();
        let bob = Nomination { id: "bob".into(), election: Some("e".into()), ..Nomination::default() };
        state.apply(Action::Receive(Shared::new(Head::default()), vec![Shared::new(bob)]));
        for id in ["gone", "bob", "ann"] {
            wish(&mut state, Wish::Star(id.into()));
        }
        wish(&mut state, Wish::Note("ann".into(), "x".into()));
        let ids = |state: &State| -> Vec<_> {
            state.kept().iter().map(|(nomination, _)| nomination.id.to_string()).collect()
        };
        assert_eq!(ids(&state), ["ann", "bob"]);
        state.apply(Action::Keep(Some("e".into())));
        assert_eq!(ids(&state), ["bob"]);
    }

    #[test]
    fn another_feed_has_a_list_of_its_own() {
        let mut state = state();
        wish(&mut state, Wish::Star("ann".into()));
        state.apply(Action::Load);
        assert!(state.own.list.is_empty() && !state.own.matters());
    }
}
