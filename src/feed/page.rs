//! The documents of a feed, read while they come.

use std::collections::HashSet;

use super::reader::{Reader, Step, warn_before};
use super::wire::{self, Item, Place, Start};
use super::{ErrorKind, Head, Href, LARGE_BYTES, Nomination, Resolve, Shared, Text, Warning, megabytes};

/// What is known of a feed while its documents are read, one after the other.
#[derive(Debug, Default)]
pub struct Known {
    /// What the documents so far say beside their items.
    pub head: Head,
    /// Items that could not be read.
    pub lost: usize,
    /// Whether the head of the first document is read to its end.
    begun: bool,
    /// The ids of the items so far: each may be used once.
    ids: HashSet<Text>,
}

/// One document of a feed, read while it comes: what was read of it is forgotten.
///
/// What items name stands in `_hustings`. A document that has that before its items is read item
/// by item as it comes; any other waits until it is whole. Either way the result is the same for
/// the same bytes, however they come.
#[derive(Debug, Default)]
pub struct Page {
    /// Where the next document is, where the feed is split; known once everything is read.
    pub next: Option<Href>,
    /// The document's own address, for whoever knows it: it is handed on to the nominations.
    base: Text,
    /// Bytes that came.
    bytes: usize,
    /// The beginning of a letter that has not come whole.
    torn: Vec<u8>,
    /// What came before the items.
    head: String,
    /// What came and is kept; before `at` it is read.
    text: String,
    at: usize,
    /// Where in the document `text` begins.
    place: Place,
    stage: Stage,
    /// What is unread must be longer than this before it is worth another look: a value that
    /// has not come whole is looked at anew only when twice as much of it is there.
    enough: usize,
    /// Whether nothing more comes.
    whole: bool,
    /// Items so far.
    count: usize,
    /// How many warnings there were before those of this document.
    warned: usize,
}

/// How far a document is read.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Stage {
    #[default]
    Head,
    Items,
    /// Items of a document whose end was read before them.
    LastItems,
    Rest,
}

/// How reading a document goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// There is more to read.
    On,
    /// There is more to read when more has come.
    Wait,
    /// Everything is read.
    Done,
}

impl Page {
    /// A document at an address.
    #[must_use]
    pub fn new(base: Text) -> Self {
        Self { base, ..Self::default() }
    }

    /// A document that is there whole.
    #[must_use]
    pub fn given(base: Text, mut text: String) -> Self {
        let bytes = text.len();
        if text.starts_with('\u{feff}') {
            text.remove(0);
        }
        Self { base, bytes, text, whole: true, ..Self::default() }
    }

    /// Reads a document that is there whole, all at once.
    ///
    /// # Errors
    /// When nothing of it can be shown: not UTF-8, not JSON, no JSON Feed.
    pub fn read_whole(
        bytes: &[u8],
        known: &mut Known,
        resolve: Resolve<'_>,
        warnings: &mut Vec<Warning>,
    ) -> Result<(Self, Vec<Shared<Nomination>>), ErrorKind> {
        let (mut page, mut read) = (Self::default(), Vec::new());
        page.push(bytes)?;
        page.finish()?;
        while page.read(known, resolve, warnings, &mut read)? != Progress::Done {}
        Ok((page, read))
    }

    /// Takes what came of the document, and forgets what was read.
    ///
    /// # Errors
    /// When it is not UTF-8.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), ErrorKind> {
        self.place.pass(self.text.get(..self.at).unwrap_or_default());
        drop(self.text.drain(..self.at));
        self.at = 0;
        let start = self.bytes - self.torn.len();
        self.bytes += bytes.len();
        let mut joined = std::mem::take(&mut self.torn);
        joined.extend_from_slice(bytes);
        let valid = match std::str::from_utf8(&joined) {
            Ok(text) => text.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(error) => return Err(ErrorKind::NotUtf8 { offset: start + error.valid_up_to() }),
        };
        self.torn = joined.split_off(valid);
        let text = std::str::from_utf8(&joined).unwrap_or_default();
        let text = if start == 0 { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text };
        self.text.push_str(text);
        Ok(())
    }

    /// How many bytes came.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// How many items were read, those that could not be among them.
    #[must_use]
    pub fn items(&self) -> usize {
        self.count
    }

    /// Nothing more comes.
    ///
    /// # Errors
    /// When it ends within a letter.
    pub fn finish(&mut self) -> Result<(), ErrorKind> {
        self.whole = true;
        if self.torn.is_empty() {
            return Ok(());
        }
        Err(ErrorKind::NotUtf8 { offset: self.bytes - self.torn.len() })
    }

    /// Reads on: a head, or an item, which is added to `read`. What items name and the head
    /// lacks is added to it.
    ///
    /// # Errors
    /// When nothing of the document can be shown: not JSON, no JSON Feed. It is known only
    /// once the document is whole; items before that may have been read.
    pub fn read(
        &mut self,
        known: &mut Known,
        resolve: Resolve<'_>,
        warnings: &mut Vec<Warning>,
        read: &mut Vec<Shared<Nomination>>,
    ) -> Result<Progress, ErrorKind> {
        let unread = self.text.len() - self.at;
        if !self.whole && unread < self.enough {
            return Ok(Progress::Wait);
        }
        let step = match self.stage {
            Stage::Head => self.start(known, resolve, warnings),
            Stage::Items | Stage::LastItems => self.item(known, resolve, warnings, read),
            Stage::Rest => self.rest(self.at, known, resolve, warnings).map(|()| Progress::Done),
        };
        match step {
            Err(_) if !self.whole => {
                self.enough = 2 * unread.max(1);
                Ok(Progress::Wait)
            }
            Err(Stop::Fault(fault)) => {
                let wire::SyntaxError { line, column, reason } = fault.told(self.place, &self.text);
                Err(ErrorKind::Syntax { line, column, reason })
            }
            Err(Stop::NotFeed(reason)) => Err(ErrorKind::NotFeed { reason }),
            Ok(progress) => Ok(progress),
        }
    }

    fn start(
        &mut self,
        known: &mut Known,
        resolve: Resolve<'_>,
        warnings: &mut Vec<Warning>,
    ) -> Result<Progress, Stop> {
        let (start, at) = wire::start(&self.text)?;
        let mut members = match start {
            Start::Items(members) => members,
            Start::NoItems => return Err(Stop::NotFeed("it has no list “items”")),
            Start::NoObject => return Err(Stop::NotFeed("it is no object")),
        };
        let early = members.0.iter().any(|(name, _)| name == "_hustings");
        let mut end = at;
        if early {
            let mut head = Head::default();
            // What is wrong with it is told once it is read to its end.
            let warnings = &mut Vec::new();
            Reader { head: &mut head, warnings, resolve, lost: 0, path: Vec::new() }.read_head(&mut members);
            if known.begun {
                known.head.extend(&head);
            } else {
                known.head = head;
            }
        } else if self.whole {
            end = wire::pass_items(&self.text, at - 1)?;
        } else {
            self.enough = usize::MAX;
            return Ok(Progress::Wait);
        }
        self.warned = warnings.len();
        self.head = self.text.drain(..at).collect();
        self.place.pass(&self.head);
        self.stage = Stage::Items;
        if !early {
            self.rest(end - at, known, resolve, warnings)?;
            self.stage = Stage::LastItems;
        }
        Ok(Progress::On)
    }

    fn item(
        &mut self,
        known: &mut Known,
        resolve: Resolve<'_>,
        warnings: &mut Vec<Warning>,
        read: &mut Vec<Shared<Nomination>>,
    ) -> Result<Progress, Stop> {
        let (item, at) = wire::item(&self.text, self.at, self.count == 0)?;
        self.at = at;
        self.enough = 0;
        let Known { head, ids, lost, .. } = known;
        let path = vec![Step::Member("items".into()), Step::Index(self.count)];
        let mut reader = Reader { head, warnings, resolve, lost: 0, path };
        let nomination = match item {
            Item::Value(value) => reader.item(value),
            Item::Bad(wire::SyntaxError { line, column, reason }) => {
                let problem = format!("line {line}, column {column} of the item: {reason}");
                reader.lose(&problem, "Mend the item there");
                None
            }
            Item::End if self.stage == Stage::LastItems => return Ok(Progress::Done),
            Item::End => {
                self.stage = Stage::Rest;
                self.enough = usize::MAX;
                return Ok(Progress::On);
            }
        };
        self.count += 1;
        if let Some(mut nomination) = nomination {
            nomination.base = self.base.clone();
            if ids.insert(nomination.id.clone()) {
                read.push(Shared::new(nomination));
            } else {
                let problem = format!("id “{}” is another item’s", nomination.id);
                reader.lose(&problem, "Give every item an “id” of its own");
            }
        }
        *lost += reader.lost;
        Ok(Progress::On)
    }

    /// Reads what stands after the items, and with it the whole head.
    fn rest(
        &mut self,
        at: usize,
        known: &mut Known,
        resolve: Resolve<'_>,
        warnings: &mut Vec<Warning>,
    ) -> Result<(), Stop> {
        let (Start::Items(mut members), _) = wire::start(&self.head)? else { return Ok(()) };
        wire::rest(&self.text, at, &mut members)?;
        let (mut head, mut own) = (Head::default(), Vec::new());
        let mut reader = Reader { head: &mut head, warnings: &mut own, resolve, lost: 0, path: Vec::new() };
        if self.bytes > LARGE_BYTES {
            let problem = format!("{}, which every reader downloads whole", megabytes(self.bytes));
            reader.warn("", problem, "Split the feed with next_url, or move statements to statement_url");
        }
        reader.read_head(&mut members);
        self.next = reader.href(&mut members, "next_url");
        warn_before(warnings, self.warned, own);
        // Its lists are known if items were read before its end, and may have grown since.
        let early = self.stage == Stage::Rest;
        if known.begun {
            if !early {
                known.head.extend(&head);
            }
        } else {
            known.begun = true;
            let Head { elections, topics, facts, .. } = std::mem::replace(&mut known.head, head);
            if early {
                known.head = Head { elections, topics, facts, ..std::mem::take(&mut known.head) };
            }
        }
        Ok(())
    }
}

/// Why a document can't be read on.
enum Stop {
    Fault(wire::Fault),
    NotFeed(&'static str),
}

impl From<wire::Fault> for Stop {
    fn from(fault: wire::Fault) -> Self {
        Self::Fault(fault)
    }
}
