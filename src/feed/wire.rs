//! The feed as written: JSON Feed 1.1 with the `_hustings` extension.
//!
//! The JSON is read here and nowhere else. A document is read as plain
//! [`Value`]s, and `read.rs` takes from them what it knows by name: what has the
//! wrong type becomes a warning there, and never fails the document. Which
//! names those are is the contract in `schema/feed-1.schema.json`; a test
//! holds the two together.
//!
//! The lexer is hifijson's: what stood here before, serde_json with derived
//! readers for each object, weighs much more in every reader's browser
//! (docs/size.md has the steps).

use std::borrow::Cow;

use hifijson::num::LexWrite;
use hifijson::str::{Lex as _, LexAlloc};
use hifijson::token::{Expect, Lex};
use hifijson::{Error, SliceLexer};

/// Any JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, and how it is written.
    Number(f64, &'a str),
    /// A string.
    Text(Cow<'a, str>),
    /// An array.
    List(Vec<Value<'a>>),
    /// An object.
    Object(Members<'a>),
}

impl Value<'_> {
    /// What a warning calls it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Boolean(_) => "true or false",
            Self::Number(..) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

/// The members of an object, in the order written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Members<'a>(pub Vec<(Cow<'a, str>, Value<'a>)>);

impl<'a> Members<'a> {
    /// Takes a member out; `null` is as good as absent. Of several with one
    /// name the last counts, as in browsers.
    pub fn take(&mut self, name: &str) -> Option<Value<'a>> {
        let at = self.0.iter().rposition(|(known, _)| known == name)?;
        Some(self.0.remove(at).1).filter(|value| *value != Value::Null)
    }
}

/// How far into a document.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Lines before.
    lines: usize,
    /// Characters before, on the same line.
    column: usize,
}

impl Place {
    /// Goes past a text.
    pub fn pass(&mut self, text: &str) {
        for byte in text.bytes() {
            if byte == b'\n' {
                *self = Self { lines: self.lines + 1, column: 0 };
            } else if !matches!(byte, 0x80..0xc0) {
                self.column += 1;
            }
        }
    }
}

/// Where a text stops being JSON.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// Bytes before it.
    at: usize,
    reason: String,
}

impl Fault {
    /// In words of lines and columns, where the text begins at `place`.
    #[must_use]
    pub fn told(self, mut place: Place, text: &str) -> SyntaxError {
        // The lexer may stand inside of a letter.
        place.pass(text.get(..text.floor_char_boundary(self.at)).unwrap_or_default());
        SyntaxError { line: place.lines + 1, column: place.column + 1, reason: self.reason }
    }
}

/// What is wrong with a text that should be JSON.
#[derive(Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What the lexer says.
    pub reason: String,
}

/// Values may stand this deep in each other: more is no feed, and would
/// exhaust the stack.
const MAX_DEPTH: usize = 64;

/// What is only looked over may be deeper: it is nobody's business here.
const MAX_SKIPPED_DEPTH: usize = 500;

/// What a document begins with.
#[derive(Debug, PartialEq)]
pub enum Start<'a> {
    /// These members, and then a list of items.
    Items(Members<'a>),
    /// An object without a list of items, which ends here.
    NoItems,
    /// Another value, which ends here.
    NoObject,
}

/// What stands in a list of items.
#[derive(Debug, PartialEq)]
pub enum Item<'a> {
    /// A value.
    Value(Value<'a>),
    /// A value with a fault that harms no other item.
    Bad(SyntaxError),
    /// The end of the list.
    End,
}

/// Reads a document up to its first list of items, or else to its end; says where that is.
///
/// # Errors
/// Where the text is not JSON, or not yet.
pub fn start(text: &str) -> Result<(Start<'_>, usize), Fault> {
    lex(text, 0, |lexer| {
        let next = lexer.ws_peek().ok_or(Expect::Value)?;
        if next != b'{' {
            skip(next, lexer, MAX_SKIPPED_DEPTH)?;
            return end(lexer).map(|()| Start::NoObject);
        }
        let mut known = Members::default();
        let mut items = false;
        let read = members(lexer.discarded(), |name, next, lexer| {
            if name == "items" && next == b'[' {
                items = true;
                // Any error leads out of here.
                return Err(Error::Depth);
            }
            member(name, next, lexer, &mut known)
        });
        if items {
            lexer.discarded();
            return Ok(Start::Items(known));
        }
        read?;
        end(lexer).map(|()| Start::NoItems)
    })
}

/// Reads what stands next in a list of items, from so many bytes on, and says where that ends.
///
/// # Errors
/// Where the text is not JSON, or not yet.
pub fn item(text: &str, from: usize, first: bool) -> Result<(Item<'_>, usize), Fault> {
    lex(text, from, |lexer| {
        let mut next = lexer.ws_peek().ok_or(if first { Expect::ValueOrEnd } else { Expect::CommaOrEnd })?;
        if next == b']' {
            lexer.discarded();
            return Ok(Item::End);
        }
        if !first {
            lexer.expect(|_| Some(next), b',').ok_or(Expect::CommaOrEnd)?;
            next = lexer.ws_peek().ok_or(Expect::Value)?;
        }
        let before = lexer.as_slice();
        let item = match value(next, lexer, MAX_DEPTH) {
            Ok(value) => Item::Value(value),
            Err(_) => {
                *lexer = SliceLexer::new(before);
                skip(next, lexer, MAX_SKIPPED_DEPTH)?;
                let length = before.len() - lexer.as_slice().len();
                let start = text.len() - before.len();
                match one(text.get(start..start + length).unwrap_or_default()) {
                    Ok(value) => Item::Value(value),
                    Err(error) => Item::Bad(error),
                }
            }
        };
        // What is cut off here may look whole.
        match lexer.ws_peek() {
            Some(b',' | b']') => Ok(item),
            _ => Err(Expect::CommaOrEnd)?,
        }
    })
}

/// Looks over a list of items, from its bracket on, and says where it ends.
///
/// # Errors
/// Where the text is not JSON; items may hold more faults.
pub fn pass_items(text: &str, bracket: usize) -> Result<usize, Fault> {
    lex(text, bracket, |lexer| skip(b'[', lexer, MAX_SKIPPED_DEPTH + 1)).map(|((), at)| at)
}

/// Reads the members after the list of items, from so many bytes on, up to the document's end.
///
/// # Errors
/// Where the text is not JSON, or not yet.
pub fn rest<'a>(text: &'a str, from: usize, known: &mut Members<'a>) -> Result<(), Fault> {
    lex(text, from, |lexer| {
        match lexer.ws_peek() {
            Some(b'}') => drop(lexer.discarded()),
            Some(b',') => match lexer.discarded().ws_peek() {
                None => Err(Expect::Value)?,
                Some(b'}') => Err(Expect::String)?,
                Some(_) => members(lexer, |name, next, lexer| member(name, next, lexer, known))?,
            },
            _ => Err(Expect::CommaOrEnd)?,
        }
        end(lexer)
    })
    .map(drop)
}

/// Reads one value.
///
/// # Errors
/// Where the text is not JSON.
pub fn one(text: &str) -> Result<Value<'_>, SyntaxError> {
    lex(text, 0, |lexer| lexer.exactly_one(Lex::ws_peek, |next, lexer| value(next, lexer, MAX_DEPTH)))
        .map(|(value, _)| value)
        .map_err(|fault| fault.told(Place::default(), text))
}

/// What `read` makes of a text from so many bytes on, and how far it went.
fn lex<'a, T>(
    text: &'a str,
    from: usize,
    read: impl FnOnce(&mut SliceLexer<'a>) -> Result<T, Error>,
) -> Result<(T, usize), Fault> {
    let mut lexer = SliceLexer::new(text.get(from..).unwrap_or_default().as_bytes());
    let read = read(&mut lexer);
    let at = text.len() - lexer.as_slice().len();
    read.map(|value| (value, at)).map_err(|error| fault(at, &error))
}

fn fault(at: usize, error: &Error) -> Fault {
    Fault { at, reason: error.to_string() }
}

/// Nothing comes but white space.
fn end(lexer: &mut SliceLexer<'_>) -> Result<(), Error> {
    match lexer.ws_peek() {
        None => Ok(()),
        Some(_) => Err(Expect::Eof)?,
    }
}

/// Reads a member of a document that is not its list of items.
fn member<'a>(
    name: Cow<'a, str>,
    next: u8,
    lexer: &mut SliceLexer<'a>,
    known: &mut Members<'a>,
) -> Result<(), Error> {
    // Of several lists of items the first counts: its items may be shown already.
    if name == "items" {
        return skip(next, lexer, MAX_SKIPPED_DEPTH);
    }
    known.0.push((name, value(next, lexer, MAX_DEPTH)?));
    Ok(())
}

/// Calls `read` with each member of the object that has just begun.
fn members<'a>(
    lexer: &mut SliceLexer<'a>,
    mut read: impl FnMut(Cow<'a, str>, u8, &mut SliceLexer<'a>) -> Result<(), Error>,
) -> Result<(), Error> {
    lexer.seq(b'}', Lex::ws_peek, |next, lexer| {
        lexer.expect(|_| Some(next), b'"').ok_or(Expect::String)?;
        let name = lexer.str_string()?;
        lexer.expect(Lex::ws_peek, b':').ok_or(Expect::Colon)?;
        read(name, lexer.ws_peek().ok_or(Expect::Value)?, lexer)
    })
}

fn value<'a>(next: u8, lexer: &mut SliceLexer<'a>, depth: usize) -> Result<Value<'a>, Error> {
    let depth = depth.checked_sub(1).ok_or(Error::Depth)?;
    match next {
        b'"' => Ok(Value::Text(lexer.discarded().str_string()?)),
        b'{' => {
            let mut all = Members::default();
            members(lexer.discarded(), |name, next, lexer| {
                all.0.push((name, value(next, lexer, depth)?));
                Ok(())
            })?;
            Ok(Value::Object(all))
        }
        b'[' => {
            let mut all = Vec::new();
            lexer.discarded().seq(b']', Lex::ws_peek, |next, lexer| {
                all.push(value(next, lexer, depth)?);
                Ok::<_, Error>(())
            })?;
            Ok(Value::List(all))
        }
        b'0'..=b'9' | b'-' => {
            let (text, _) = lexer.num_string().validated()?;
            Ok(Value::Number(number(text), text))
        }
        _ => {
            let word = lexer.null_or_bool().ok_or(Expect::Value)?;
            Ok(word.map_or(Value::Null, Value::Boolean))
        }
    }
}

/// Looks a value over without keeping it. Escapes in texts are looked at when it is read.
fn skip(next: u8, lexer: &mut SliceLexer<'_>, depth: usize) -> Result<(), Error> {
    let depth = depth.checked_sub(1).ok_or(Error::Depth)?;
    match next {
        b'"' => Ok(lexer.discarded().str_ignore()?),
        b'{' => lexer.discarded().seq(b'}', Lex::ws_peek, |next, lexer| {
            lexer.expect(|_| Some(next), b'"').ok_or(Expect::String)?;
            lexer.str_ignore()?;
            lexer.expect(Lex::ws_peek, b':').ok_or(Expect::Colon)?;
            skip(lexer.ws_peek().ok_or(Expect::Value)?, lexer, depth)
        }),
        b'[' => lexer.discarded().seq(b']', Lex::ws_peek, |next, lexer| skip(next, lexer, depth)),
        b'0'..=b'9' | b'-' => {
            lexer.num_string().validated()?;
            Ok(())
        }
        _ => Ok(lexer.null_or_bool().map(drop).ok_or(Expect::Value)?),
    }
}

/// A figure as JSON has it; anything else is none.
#[must_use]
pub fn figure(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_figure = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    is_figure.then(|| number(text))
}

/// A valid JSON number, exact to fifteen digits, which is more than any vote
/// has. The standard library's exact reading brings tables that weigh 4 kB in
/// every reader's browser, brotli.
fn number(text: &str) -> f64 {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, ""));
    let unreadable = if exponent.starts_with('-') { -400 } else { 400 };
    let mut exponent: i32 = match exponent.trim_start_matches('+') {
        "" => 0,
        exponent => exponent.parse().unwrap_or(unreadable),
    };
    let mut digits = 0.0_f64;
    let mut after_point = false;
    for byte in mantissa.bytes() {
        match byte {
            b'.' => after_point = true,
            b'0'..=b'9' => {
                digits = digits * 10.0 + f64::from(byte - b'0');
                exponent = exponent.saturating_sub(i32::from(after_point));
            }
            _ => {}
        }
    }
    if digits == 0.0 {
        return 0.0;
    }
    let scale = 10.0_f64.powi(exponent.unsigned_abs().min(400) as i32);
    let size = if exponent < 0 { digits / scale } else { digits * scale };
    if text.starts_with('-') { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_the_standard_library_says() {
        for text in [
            "0",
            "-0",
            "63",
            "71.9",
            "-2.5e2",
            "1E+3",
            "1e-7",
            "123456789012345",
            "0.1",
            "1e22",
            "1e999",
            "0e400",
            "0.0e999",
            "1e99999999999",
            "1e-99999999999",
        ] {
            assert_eq!(number(text), text.parse::<f64>().unwrap(), "{text}");
        }
    }

    #[test]
    fn a_fault_says_where_it_is() {
        let fault = |text| one(text).map_err(|error| (error.line, error.column, error.reason)).unwrap_err();
        assert_eq!(fault("{\n  \"é\": tru }"), (2, 9, "value expected".into()));
        assert_eq!(fault("[1, 2"), (1, 6, "comma or end of sequence expected".into()));
        assert_eq!(fault(""), (1, 1, "value expected".into()));
        assert_eq!(fault("\"\\ud800\"").0, 1);
        assert_eq!(fault("{} x"), (1, 4, "end of file expected".into()));
    }

    #[test]
    fn a_document_is_read_up_to_its_items_and_then_item_by_item() {
        let text =
            r#"{"a": 1, "items": {}, "items": [ {"id": 1},2 ,"x", "\ud800"], "items": [3], "b": null}"#;
        let Ok((Start::Items(mut known), mut at)) = start(text) else { panic!("no items") };
        let mut items = Vec::new();
        loop {
            let (item, end) = item(text, at, items.is_empty()).unwrap();
            at = end;
            match item {
                Item::Value(value) => items.push(value.kind()),
                Item::Bad(error) => items.push(if error.column == 8 { "bad" } else { "elsewhere" }),
                Item::End => break,
            }
        }
        assert_eq!(items, ["an object", "a number", "a text", "bad"]);
        rest(text, at, &mut known).unwrap();
        assert_eq!(known.0.iter().map(|(name, _)| &**name).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(start("[]").unwrap().0, Start::NoObject);
        assert_eq!(start(r#"{"items": {}}"#).unwrap().0, Start::NoItems);
    }

    #[test]
    fn too_deep_is_a_fault_and_no_crash() {
        for text in ["[".repeat(100_000), "{\"items\":".repeat(100_000)] {
            assert!(start(&text).is_err() && one(&text).is_err() && item(&text, 0, true).is_err());
        }
    }
}
