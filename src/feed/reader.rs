//! Takes members by name: what has the wrong type is left out with a warning
//! that says where it stands, and nothing else is.

use super::wire::{Members, Value};
use super::{Date, Head, Href, MAX_WARNINGS, Moment, Resolve, Text, Warning};

/// One step of a path into the document.
pub(super) enum Step {
    Member(Text),
    Index(usize),
}

/// Takes members by name. Each that has the wrong type is left out with a
/// warning, and nothing else is.
pub(super) struct Reader<'a> {
    pub(super) head: &'a mut Head,
    pub(super) warnings: &'a mut Vec<Warning>,
    pub(super) resolve: Resolve<'a>,
    /// Items that could not be read.
    pub(super) lost: usize,
    /// Where the members being read stand.
    pub(super) path: Vec<Step>,
}

/// The last warning, where there are more.
fn too_many() -> Warning {
    Warning {
        path: "the feed".to_owned(),
        problem: format!("more than {MAX_WARNINGS} faults; the further ones are not listed"),
        remedy: "Mend these first".to_owned(),
        loses_nomination: false,
    }
}

/// Puts warnings before those that stand at this place; whoever takes them as they come has none there any more.
pub(super) fn warn_before(warnings: &mut Vec<Warning>, at: usize, earlier: Vec<Warning>) {
    let at = at.min(warnings.len());
    warnings.splice(at..at, earlier);
    if warnings.len() >= MAX_WARNINGS {
        warnings.truncate(MAX_WARNINGS - 1);
        warnings.push(too_many());
    }
}

impl Reader<'_> {
    /// Whether there is room for one more warning; the last one says that there are more.
    fn may_warn(&mut self) -> bool {
        if self.warnings.len() + 1 == MAX_WARNINGS {
            self.warnings.push(too_many());
        }
        self.warnings.len() < MAX_WARNINGS
    }

    pub(super) fn warn(&mut self, name: &str, problem: impl Into<String>, remedy: &str) {
        if !self.may_warn() {
            return;
        }
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Member(name) if path.is_empty() || name.is_empty() => path.push_str(name),
                Step::Member(name) => path.extend([".", name]),
                Step::Index(index) => path.push_str(&format!("[{index}]")),
            }
        }
        if !name.is_empty() {
            path.extend([if path.is_empty() { "" } else { "." }, name]);
        }
        if path.is_empty() {
            path.push_str("the feed");
        }
        self.warnings.push(Warning {
            path,
            problem: problem.into(),
            remedy: remedy.to_owned(),
            loses_nomination: false,
        });
    }

    pub(super) fn lose(&mut self, problem: &str, remedy: &str) {
        self.lost += 1;
        let before = self.warnings.len();
        self.warn("", format!("{problem}; the nomination is left out"), remedy);
        if let Some(warning) = self.warnings.get_mut(before) {
            warning.loses_nomination = true;
        }
    }

    pub(super) fn mismatch(&mut self, name: &str, found: &'static str, expected: &str) {
        if !self.may_warn() {
            return;
        }
        self.warn(
            name,
            format!("{found} where {expected} belongs; left out"),
            &format!("Write {expected} there, or leave the member out"),
        );
    }

    /// A text with something in it.
    pub(super) fn text(&mut self, members: &mut Members<'_>, name: &str) -> Option<Text> {
        match members.take(name)? {
            Value::Text(text) => (!text.trim().is_empty()).then(|| text.into()),
            other => {
                self.mismatch(name, other.kind(), "a text");
                None
            }
        }
    }

    /// A text, or a number read as one: JSON Feed lets an `id` be written so.
    pub(super) fn label(&mut self, members: &mut Members<'_>, name: &str) -> Option<Text> {
        match members.take(name)? {
            Value::Number(value, text) if value.fract() == 0.0 && !text.contains(['e', 'E']) => {
                // As written: a long one is no exact number any more.
                Some(text.split('.').next().unwrap_or(text).into())
            }
            value => {
                members.0.push((name.to_owned().into(), value));
                self.text(members, name)
            }
        }
    }

    pub(super) fn flag(&mut self, members: &mut Members<'_>, name: &str) -> Option<bool> {
        match members.take(name)? {
            Value::Boolean(value) => Some(value),
            other => {
                self.mismatch(name, other.kind(), "true or false");
                None
            }
        }
    }

    pub(super) fn number(&mut self, members: &mut Members<'_>, name: &str) -> Option<f64> {
        match members.take(name)? {
            Value::Number(value, _) => Some(value),
            other => {
                self.mismatch(name, other.kind(), "a number");
                None
            }
        }
    }

    pub(super) fn count(&mut self, members: &mut Members<'_>, name: &str) -> Option<u32> {
        let value = self.number(members, name)?;
        if value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&value) {
            return Some(value as u32);
        }
        self.warn(name, "a number that is no count; left out", "Write a whole number from 0");
        None
    }

    pub(super) fn href(&mut self, members: &mut Members<'_>, name: &str) -> Option<Href> {
        let text = self.text(members, name)?;
        let href = Href::parse(&text, self.resolve);
        if href.is_none() {
            self.warn(
                name,
                format!("“{text}” is no address that a page may link to; left out"),
                "Use an http, https or mailto address, or a relative one",
            );
        }
        href
    }

    pub(super) fn date(&mut self, members: &mut Members<'_>, name: &str) -> Option<Date> {
        self.dated(members, name, |text| Date::parse(text))
    }

    /// The day or moment of that name.
    pub(super) fn moment(&mut self, members: &mut Members<'_>, name: &str) -> Option<Moment> {
        self.dated(members, name, Moment::parse)
    }

    fn dated<T>(
        &mut self,
        members: &mut Members<'_>,
        name: &str,
        parse: fn(&Text) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(members, name)?;
        let date = parse(&text);
        if date.is_none() {
            self.warn(
                name,
                format!("“{text}” is no date; left out"),
                "Write a date as RFC 3339: 2025-11-24 or 2025-11-24T12:00:00Z",
            );
        }
        date
    }

    /// The object of that name.
    pub(super) fn object<'v>(&mut self, members: &mut Members<'v>, name: &str) -> Option<Members<'v>> {
        match members.take(name)? {
            Value::Object(members) => Some(members),
            other => {
                self.mismatch(name, other.kind(), "an object");
                None
            }
        }
    }

    /// What `read` makes of the object of that name.
    pub(super) fn inside<T>(
        &mut self,
        members: &mut Members<'_>,
        name: &str,
        read: impl FnOnce(&mut Self, &mut Members<'_>) -> T,
    ) -> Option<T> {
        let mut inner = self.object(members, name)?;
        self.path.push(Step::Member(name.into()));
        let value = read(self, &mut inner);
        self.path.pop();
        Some(value)
    }

    /// Calls `read` with each value of a list, the path leading there.
    pub(super) fn each(
        &mut self,
        members: &mut Members<'_>,
        name: &str,
        read: &mut dyn FnMut(&mut Self, Value<'_>),
    ) {
        let list = match members.take(name) {
            None => return,
            Some(Value::List(list)) => list,
            Some(other) => return self.mismatch(name, other.kind(), "a list"),
        };
        self.path.push(Step::Member(name.into()));
        for (index, value) in list.into_iter().enumerate().filter(|(_, value)| *value != Value::Null) {
            self.path.push(Step::Index(index));
            read(self, value);
            self.path.pop();
        }
        self.path.pop();
    }

    /// What `read` makes of each object of a list.
    pub(super) fn objects<T>(
        &mut self,
        members: &mut Members<'_>,
        name: &str,
        read: fn(&mut Self, &mut Members<'_>) -> Option<T>,
    ) -> Vec<T> {
        let mut out = Vec::new();
        self.each(members, name, &mut |reader, value| match value {
            Value::Object(mut members) => out.extend(read(reader, &mut members)),
            other => reader.mismatch("", other.kind(), "an object"),
        });
        out
    }

    pub(super) fn texts(&mut self, members: &mut Members<'_>, name: &str) -> Vec<Text> {
        let mut out = Vec::new();
        self.each(members, name, &mut |reader, value| match value {
            Value::Text(text) => out.push(text.into()),
            other => reader.mismatch("", other.kind(), "a text"),
        });
        out
    }
}
