//! What a reader keeps for themself: stars, notes and a draft of the ballot, by nomination. It is
//! merged from tab to tab and from file to file, nomination by nomination: the last word counts,
//! and what was taken away stays away.
//!
//! What a device or a file says is trusted with nothing: it is read piece by piece, and what makes
//! no sense is passed over and counted.

use std::borrow::Cow;

use crate::domain::ballot::{Draft, MOST_RANK, MOST_SCORE};
use crate::domain::json::Writer;
use crate::feed::wire::{self, Members, Value};
use crate::feed::{Shared, Text};

/// Characters of a note.
pub const MOST_NOTE: usize = 4000;
/// Bytes of a file: more than a browser keeps for a site, in the longest letters.
const MOST_BYTES: usize = 16_000_000;
/// Nominations in a list, as far as a reader adds them: what another tab has comes on top.
pub const MOST_ENTRIES: usize = 2000;
/// Nominations of which it is remembered that they were taken away.
const MOST_GONE: usize = 200;
/// Characters of a nomination's id.
const MOST_ID: usize = 2000;
/// Milliseconds since 1970: a moment that no clock shows, but that numbers are still exact at.
pub const MOST_TIME: u64 = 4_000_000_000_000_000;
/// The member that says what this is, and its version.
const MARK: &str = "hustings_notes";

/// What a reader keeps of one nomination.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// When it was written, in milliseconds since 1970: first, since the later one wins.
    pub at: u64,
    /// Whether it is on the shortlist.
    pub star: bool,
    /// In the reader's own words.
    pub note: Text,
    /// What the ballot may say.
    pub draft: Option<Draft>,
}

impl Entry {
    /// Whether nothing is kept: such an entry remembers that something was taken away.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.star && self.note.trim().is_empty() && self.draft.is_none()
    }

    fn says_the_same(&self, other: &Self) -> bool {
        (self.star, &self.note, self.draft) == (other.star, &other.note, other.draft)
    }
}

/// What a reader keeps of a feed.
#[derive(Debug, Clone, Default)]
pub struct Shortlist {
    /// By the nominations' ids, sorted: equal lists are equally written.
    entries: Vec<(Text, Shared<Entry>)>,
}

/// Why nothing of a text can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// More than any list can be.
    TooLarge,
    /// No JSON, or values too deep in each other.
    NotJson,
    /// JSON of something else.
    NotNotes,
    /// Of a later version of this program.
    Newer,
}

/// Why nothing can be kept of a nomination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRoom {
    /// Its id is too long.
    Id,
    /// There are [`MOST_ENTRIES`] others.
    List,
}

/// A list as read.
#[derive(Debug, Default)]
pub struct Recalled {
    /// What could be read.
    pub list: Shortlist,
    /// The feed that it is of, where it says so.
    pub feed: Option<Text>,
    /// Pieces that made no sense.
    pub strange: usize,
}

/// What became of a file.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Import {
    /// Nominations of which something came.
    pub came: usize,
    /// Those that the list has in these words already.
    pub same: usize,
    /// Those that the list has later words on.
    pub older: usize,
    /// Those that the list has no room for.
    pub full: usize,
}

impl Shortlist {
    /// What is kept of a nomination.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Shared<Entry>> {
        let at = self.entries.binary_search_by(|(known, _)| (**known).cmp(id)).ok()?;
        self.entries.get(at).map(|(_, entry)| entry).filter(|entry| !entry.is_empty())
    }

    /// All that is kept, by the nominations' ids.
    pub fn iter(&self) -> impl Iterator<Item = (&Text, &Shared<Entry>)> {
        self.entries.iter().filter(|(_, entry)| !entry.is_empty()).map(|(id, entry)| (id, entry))
    }

    /// Whether nothing is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// When something was written last.
    #[must_use]
    pub fn latest(&self) -> u64 {
        self.entries.iter().map(|(_, entry)| entry.at).max().unwrap_or_default()
    }

    /// Why a reader can add nothing of a nomination: whatever they can is read again, by any tab.
    #[must_use]
    pub fn has_no_room(&self, id: &str) -> Option<NoRoom> {
        if id.chars().nth(MOST_ID).is_some() {
            Some(NoRoom::Id)
        } else if self.get(id).is_none() && self.room() == 0 {
            Some(NoRoom::List)
        } else {
            None
        }
    }

    /// How many nominations more it takes.
    fn room(&self) -> usize {
        MOST_ENTRIES.saturating_sub(self.iter().count())
    }

    /// Keeps this of a nomination, unless it has later words. Says whether that changes anything.
    pub fn put(&mut self, id: &Text, entry: &Shared<Entry>) -> bool {
        match self.entries.binary_search_by(|(known, _)| known.cmp(id)) {
            Ok(at) => {
                let known = self.entries.get_mut(at).map(|(_, known)| known);
                known.filter(|known| ***known < **entry).map(|known| *known = entry.clone()).is_some()
            }
            Err(at) => {
                self.entries.insert(at, (id.clone(), entry.clone()));
                true
            }
        }
    }

    /// Takes in another list. Says whether this one has more than that one now.
    pub fn merge(&mut self, other: &Self) -> bool {
        for (id, entry) in &other.entries {
            self.put(id, entry);
        }
        self.limit();
        self.entries.len() != other.entries.len()
            || self.entries.iter().zip(&other.entries).any(|(own, other)| *own.1 != *other.1)
    }

    /// Forgets what was written up to a moment.
    pub fn forget_until(&mut self, moment: u64) {
        self.entries.retain(|(_, entry)| entry.at > moment);
    }

    /// Of what was taken away only the latest is remembered.
    fn limit(&mut self) {
        let mut gone: Vec<u64> =
            self.entries.iter().filter(|(_, entry)| entry.is_empty()).map(|(_, entry)| entry.at).collect();
        if gone.len() > MOST_GONE {
            gone.sort_unstable();
            let oldest = gone.get(gone.len() - MOST_GONE).copied().unwrap_or_default();
            self.entries.retain(|(_, entry)| !entry.is_empty() || entry.at >= oldest);
        }
    }

    /// Takes in what a reader brings along in a file, as of this moment. What was taken away here
    /// comes back: they ask for it.
    pub fn import(&mut self, other: &Self, now: u64) -> Import {
        let mut import = Import::default();
        let mut room = self.room();
        for (id, entry) in other.iter() {
            match self.get(id) {
                Some(own) if own.says_the_same(entry) => import.same += 1,
                Some(own) if own.at >= entry.at.min(now) => import.older += 1,
                None if room == 0 => import.full += 1,
                own => {
                    room -= usize::from(own.is_none());
                    import.came += 1;
                    self.put(id, &Shared::new(Entry { at: now, ..Entry::clone(entry) }));
                }
            }
        }
        import
    }

    /// As kept on the device.
    #[must_use]
    pub fn write(&self) -> String {
        self.write_with(&self.entries, |_| {}, |_| None)
    }

    /// As saved in a file: without what was taken away, and readable by whoever opens it.
    pub fn save<'a>(
        &self,
        feed: Option<&str>,
        title: Option<&str>,
        name: impl Fn(&str) -> Option<&'a str>,
    ) -> String {
        let kept: Vec<_> = self.entries.iter().filter(|(_, entry)| !entry.is_empty()).cloned().collect();
        let about = |json: &mut Writer| {
            json.member("feed", feed);
            json.member("title", title);
        };
        self.write_with(&kept, about, name)
    }

    fn write_with<'a>(
        &self,
        entries: &[(Text, Shared<Entry>)],
        about: impl FnOnce(&mut Writer),
        name: impl Fn(&str) -> Option<&'a str>,
    ) -> String {
        let mut json = Writer::default();
        json.object(|json| {
            json.member_count(MARK, 1);
            about(json);
            json.member_list("items", |json| {
                for (id, entry) in entries {
                    json.object(|json| {
                        json.member("id", &**id);
                        json.member("name", name(id));
                        json.member_count("at", entry.at);
                        if entry.star {
                            json.member_flag("star", true);
                        }
                        json.member("note", Some(&*entry.note).filter(|note| !note.is_empty()));
                        match entry.draft {
                            Some(Draft::Approve) => json.member_flag("approve", true),
                            Some(Draft::Score(score)) => json.member_count("score", score.into()),
                            Some(Draft::Rank(rank)) => json.member_count("rank", rank.into()),
                            None => {}
                        }
                    });
                }
            });
        });
        json.finish()
    }
}

impl Recalled {
    /// From what a file says.
    ///
    /// # Errors
    /// Where nothing of it can be taken.
    pub fn open(text: &str) -> Result<Self, Refusal> {
        if text.len() > MOST_BYTES { Err(Refusal::TooLarge) } else { Self::read(text) }
    }

    /// From what a device says: as much as it has, since all of it was written here.
    ///
    /// # Errors
    /// Where nothing of it can be taken.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        // Some programs begin a file with this.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let Value::Object(mut members) = wire::one(text).map_err(|_| Refusal::NotJson)? else {
            return Err(Refusal::NotNotes);
        };
        match members.take(MARK) {
            Some(Value::Number(1.0, _)) => {}
            Some(Value::Number(..)) => return Err(Refusal::Newer),
            _ => return Err(Refusal::NotNotes),
        }
        let Some(Value::List(items)) = members.take("items") else { return Err(Refusal::NotNotes) };
        let mut recalled = Self::default();
        if let Some(Value::Text(feed)) = members.take("feed") {
            recalled.feed = Some(feed.into());
        }
        for item in items {
            match entry(item, &mut recalled.strange) {
                Some((id, entry)) => drop(recalled.list.put(&id, &Shared::new(entry))),
                None => recalled.strange += 1,
            }
        }
        Ok(recalled)
    }
}

/// One nomination's; what makes no sense in it is counted.
fn entry(item: Value<'_>, strange: &mut usize) -> Option<(Text, Entry)> {
    let Value::Object(mut members) = item else { return None };
    let id = match members.take("id")? {
        Value::Text(id) if !id.is_empty() && id.chars().count() <= MOST_ID => Text::from(id),
        _ => return None,
    };
    let at = count(&mut members, "at", 0, MOST_TIME, strange).unwrap_or_default();
    let star = flag(&mut members, "star", strange);
    let note = match members.take("note") {
        None => Text::default(),
        Some(Value::Text(note)) if note.chars().count() <= MOST_NOTE => plain(&note).into(),
        Some(_) => {
            *strange += 1;
            Text::default()
        }
    };
    let score = count(&mut members, "score", 0, MOST_SCORE.into(), strange);
    let rank = count(&mut members, "rank", 1, MOST_RANK.into(), strange);
    let draft = match (flag(&mut members, "approve", strange), score, rank) {
        (true, ..) => Some(Draft::Approve),
        (_, Some(score), _) => Some(Draft::Score(score as u8)),
        (_, _, Some(rank)) => Some(Draft::Rank(rank as u8)),
        _ => None,
    };
    Some((id, Entry { at, star, note, draft }))
}

fn flag(members: &mut Members<'_>, name: &str, strange: &mut usize) -> bool {
    match members.take(name) {
        None => false,
        Some(Value::Boolean(flag)) => flag,
        Some(_) => {
            *strange += 1;
            false
        }
    }
}

fn count(members: &mut Members<'_>, name: &str, least: u64, most: u64, strange: &mut usize) -> Option<u64> {
    match members.take(name)? {
        Value::Number(value, _) if value.fract() == 0.0 && value >= least as f64 && value <= most as f64 => {
            Some(value as u64)
        }
        _ => {
            *strange += 1;
            None
        }
    }
}

/// Lines of text: nothing that steers a terminal or ends what it stands in.
fn plain(note: &str) -> Cow<'_, str> {
    let steers = |c: char| c.is_control() && c != '\n' && c != '\t';
    if note.contains(steers) { note.replace(steers, "").into() } else { note.into() }
}

/// A note as it is kept: not longer than [`MOST_NOTE`].
#[must_use]
pub fn note(text: &str) -> Text {
    let end = text.char_indices().nth(MOST_NOTE).map_or(text.len(), |(end, _)| end);
    plain(text.get(..end).unwrap_or_default()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(at: u64, note: &str) -> Shared<Entry> {
        Shared::new(Entry { at, star: true, note: note.into(), draft: None })
    }

    fn gone(at: u64) -> Shared<Entry> {
        Shared::new(Entry { at, ..Entry::default() })
    }

    fn list(entries: &[(&str, &Shared<Entry>)]) -> Shortlist {
        let mut list = Shortlist::default();
        for (id, entry) in entries {
            list.put(&(*id).into(), entry);
        }
        list
    }

    fn notes(list: &Shortlist) -> Vec<(&str, &str)> {
        list.iter().map(|(id, entry)| (&**id, &*entry.note)).collect()
    }

    #[test]
    fn what_is_written_can_be_read() {
        let drafts = [None, Some(Draft::Approve), Some(Draft::Score(0)), Some(Draft::Rank(99))];
        let mut written = Shortlist::default();
        for (at, draft) in drafts.into_iter().enumerate() {
            let note = "“Ünü” <b>\\ \"\n\t\u{2067}x".into();
            let entry = Entry { at: 1_800_000_000_000 + at as u64, star: at == 0, note, draft };
            written.put(&format!("id {at}").as_str().into(), &Shared::new(entry));
        }
        written.put(&"gone".into(), &gone(7));
        let read = Recalled::read(&written.write()).unwrap();
        assert_eq!((read.strange, read.list.write()), (0, written.write()));
        let saved = written.save(Some("https://a.example/f"), Some("F"), |_| Some("Ada"));
        let read = Recalled::read(&saved).unwrap();
        assert_eq!((read.feed.as_deref(), read.strange), (Some("https://a.example/f"), 0));
        assert_eq!((read.list.entries.len(), notes(&read.list)), (4, notes(&written)));
    }

    #[test]
    fn what_a_list_has_no_room_for_is_not_added_and_all_that_is_can_be_read() {
        let long: Text = "長".repeat(MOST_NOTE).into();
        let of = |ids: std::ops::Range<usize>, note: &Text| {
            let mut list = Shortlist::default();
            for at in ids {
                list.put(&format!("{at}").into(), &entry(1, note));
            }
            list
        };
        // Over a megabyte.
        let heavy = of(0..100, &long);
        assert_eq!(Recalled::read(&heavy.write()).unwrap().strange, 0);
        assert!(Recalled::open(&heavy.save(None, None, |_| None)).is_ok());

        let mut own = list(&[("own", &entry(1, "x")), ("gone", &gone(2))]);
        assert_eq!(own.has_no_room("1"), None);
        assert_eq!(own.has_no_room(&"é".repeat(MOST_ID)), None);
        assert_eq!(own.has_no_room(&"é".repeat(MOST_ID + 1)), Some(NoRoom::Id));
        let import = own.import(&of(0..MOST_ENTRIES, &"y".into()), 9);
        assert_eq!((import.came, import.full), (MOST_ENTRIES - 1, 1));
        assert_eq!(
            (own.has_no_room("new"), own.has_no_room("gone")),
            (Some(NoRoom::List), Some(NoRoom::List))
        );
        assert_eq!(own.has_no_room("own"), None);
        // Two tabs may have more together than either takes.
        own.merge(&of(MOST_ENTRIES..MOST_ENTRIES + 50, &"z".into()));
        let read = Recalled::read(&own.write()).unwrap();
        assert_eq!((read.strange, read.list.write()), (0, own.write()));
        assert_eq!(own.import(&of(5000..5001, &"y".into()), 9).full, 1);
    }

    #[test]
    fn the_last_word_counts_whoever_merges() {
        let left = list(&[
            ("a", &entry(1, "old")),
            ("b", &entry(5, "kept")),
            ("c", &gone(9)),
            ("l", &entry(1, "l")),
        ]);
        let right = list(&[
            ("a", &entry(2, "new")),
            ("b", &gone(4)),
            ("c", &entry(8, "back?")),
            ("r", &entry(1, "r")),
        ]);
        let (mut one, mut two) = (left.clone(), right.clone());
        assert!(one.merge(&right) && two.merge(&left));
        assert_eq!(notes(&one), [("a", "new"), ("b", "kept"), ("l", "l"), ("r", "r")]);
        assert_eq!(one.write(), two.write());
        // And then nobody has anything to tell.
        assert!(!one.clone().merge(&two) && !two.merge(&one));
    }

    #[test]
    fn at_the_same_moment_all_choose_the_same() {
        let (left, right) = (list(&[("a", &entry(1, "x"))]), list(&[("a", &entry(1, "y"))]));
        let (mut one, mut two) = (left.clone(), right.clone());
        one.merge(&right);
        two.merge(&left);
        assert_eq!(one.write(), two.write());
    }

    #[test]
    fn only_so_much_is_remembered_of_what_is_gone() {
        let mut all = Shortlist::default();
        for at in 0..300 {
            all.put(&format!("{at:03}").as_str().into(), &gone(at));
        }
        all.put(&"kept".into(), &entry(1, "x"));
        all.merge(&Shortlist::default());
        assert_eq!(all.entries.len(), MOST_GONE + 1);
        assert_eq!(all.entries[0].1.at, 100);
    }

    #[test]
    fn an_import_keeps_the_later_words_and_brings_back_what_was_taken_away() {
        let mut own = list(&[("a", &entry(5, "here")), ("b", &entry(5, "same")), ("c", &gone(9))]);
        let file = list(&[
            ("a", &entry(4, "older")),
            ("b", &entry(9, "same")),
            ("c", &entry(1, "again")),
            ("d", &entry(u64::MAX, "from the future")),
            ("e", &gone(9)),
        ]);
        assert_eq!(own.import(&file, 20), Import { came: 2, same: 1, older: 1, full: 0 });
        assert_eq!(notes(&own), [("a", "here"), ("b", "same"), ("c", "again"), ("d", "from the future")]);
        assert_eq!(own.latest(), 20);
        let later = list(&[("a", &entry(19, "later there"))]);
        assert_eq!(own.import(&later, 21).came, 1);
        assert_eq!(own.import(&list(&[("a", &entry(30, "clock"))]), 21).older, 1);
    }

    #[test]
    fn what_was_forgotten_elsewhere_is_forgotten_here() {
        let mut own = list(&[("a", &entry(5, "kept there")), ("b", &entry(7, "just written"))]);
        own.forget_until(5);
        assert_eq!(notes(&own), [("b", "just written")]);
    }

    #[test]
    fn a_hostile_text_is_refused_or_passed_over_piece_by_piece() {
        let refusal = |text: &str| Recalled::read(text).unwrap_err();
        assert_eq!(Recalled::open(&" ".repeat(MOST_BYTES + 1)).unwrap_err(), Refusal::TooLarge);
        // The element doesn't even read such a file.
        let script = include_str!("../../www/element/notes.js").replace('_', "");
        assert!(script.contains(&format!("const MOSTBYTES = {MOST_BYTES};")));
        assert_eq!(refusal(&"[".repeat(100_000)), Refusal::NotJson);
        assert_eq!(refusal(&"{\"a\":".repeat(50_000)), Refusal::NotJson);
        for text in ["", "{", "\u{0}", "nominees,notes", "{\"hustings_notes\":1,\"items\":[\"\\ud800\"]}"] {
            assert_eq!(refusal(text), Refusal::NotJson, "{text}");
        }
        for text in [
            "[]",
            "5",
            "null",
            "{}",
            r#"{"items":[]}"#,
            r#"{"hustings_notes":1}"#,
            r#"{"hustings_notes":1,"items":{}}"#,
            r#"{"hustings_notes":"1","items":[]}"#,
        ] {
            assert_eq!(refusal(text), Refusal::NotNotes, "{text}");
        }
        assert_eq!(refusal(r#"{"hustings_notes":2,"items":[]}"#), Refusal::Newer);

        let long = "x".repeat(MOST_NOTE + 1);
        let items = [
            "null",
            "[[[]]]",
            "{}",
            r#"{"id":5,"star":true}"#,
            r#"{"id":"","star":true}"#,
            r#"{"id":"__proto__","star":true,"__proto__":{"star":false},"constructor":1}"#,
            r#"{"id":"types","star":"yes","note":{"a":[]},"approve":1,"score":6,"rank":0,"at":-1}"#,
            r#"{"id":"sizes","at":1e300,"score":2.5,"rank":1e9,"star":true}"#,
            r#"{"id":"bell","note":"a\u0007b\u001b[2J\r\nc"}"#,
            &format!(r#"{{"id":"long","note":"{long}"}}"#),
        ];
        let read =
            Recalled::read(&format!(r#"{{"hustings_notes":1,"items":[{}]}}"#, items.join(","))).unwrap();
        assert_eq!(notes(&read.list), [("__proto__", ""), ("bell", "ab[2J\nc"), ("sizes", "")]);
        assert_eq!(read.strange, 5 + 6 + 3 + 1);
    }

    #[test]
    fn a_note_is_cut_between_letters() {
        assert_eq!(note("a\u{0}b\nc"), "ab\nc".into());
        assert_eq!(note(&"é".repeat(MOST_NOTE + 5)).chars().count(), MOST_NOTE);
    }
}
