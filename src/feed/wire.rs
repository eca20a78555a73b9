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
use std::ops::Range;

use hifijson::num::LexWrite;
use hifijson::str::{Lex as _, LexAlloc};
use hifijson::token::{Expect, Lex};
use hifijson::{Error, SliceLexer, Write};

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

/// A feed's own members, and where its items stand in the text: each is read
/// when its turn comes, so that a long feed never holds up the page and a bad
/// item harms no other.
#[derive(Debug, Default, PartialEq)]
pub struct Feed<'a> {
    /// Everything but the items.
    pub members: Members<'a>,
    /// The items, unread; `None` where there is no list of them.
    pub items: Option<Vec<Range<usize>>>,
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

/// Reads a document; `None` where it is JSON but no object.
///
/// # Errors
/// Where the text is not JSON; items are only looked over, and may hold more faults.
pub fn document(text: &str) -> Result<Option<Feed<'_>>, SyntaxError> {
    whole(text, |next, lexer| {
        if next != b'{' {
            return skip(next, lexer, MAX_SKIPPED_DEPTH).map(|()| None);
        }
        let mut feed = Feed::default();
        members(lexer, |name, next, lexer| {
            if name == "items" {
                feed.items = items(text, next, lexer)?;
            } else {
                feed.members.0.push((name, value(next, lexer, MAX_DEPTH)?));
            }
            Ok(())
        })?;
        Ok(Some(feed))
    })
}

/// Reads one value.
///
/// # Errors
/// Where the text is not JSON.
pub fn one(text: &str) -> Result<Value<'_>, SyntaxError> {
    whole(text, |next, lexer| value(next, lexer, MAX_DEPTH))
}

fn whole<'a, T>(
    text: &'a str,
    read: impl FnOnce(u8, &mut SliceLexer<'a>) -> Result<T, Error>,
) -> Result<T, SyntaxError> {
    let mut lexer = SliceLexer::new(text.as_bytes());
    lexer.exactly_one(Lex::ws_peek, read).map_err(|error| {
        let before = text.get(..offset(text, &mut lexer)).unwrap_or(text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        SyntaxError { line, column, reason: error.to_string() }
    })
}

/// How far into the text the lexer is.
fn offset(text: &str, lexer: &mut SliceLexer<'_>) -> usize {
    let mut nothing: &[u8] = &[];
    lexer.write_until(&mut nothing, |_| true);
    nothing.as_ptr() as usize - text.as_ptr() as usize
}

/// Calls `read` with each member of the object that comes next.
fn members<'a>(
    lexer: &mut SliceLexer<'a>,
    mut read: impl FnMut(Cow<'a, str>, u8, &mut SliceLexer<'a>) -> Result<(), Error>,
) -> Result<(), Error> {
    lexer.discarded().seq(b'}', Lex::ws_peek, |next, lexer| {
        lexer.expect(|_| Some(next), b'"').ok_or(Expect::String)?;
        let name = lexer.str_string()?;
        lexer.expect(Lex::ws_peek, b':').ok_or(Expect::Colon)?;
        read(name, lexer.ws_peek().ok_or(Expect::Value)?, lexer)
    })
}

fn items(text: &str, next: u8, lexer: &mut SliceLexer<'_>) -> Result<Option<Vec<Range<usize>>>, Error> {
    if next != b'[' {
        return skip(next, lexer, MAX_SKIPPED_DEPTH).map(|()| None);
    }
    let mut items = Vec::new();
    lexer.discarded().seq(b']', Lex::ws_peek, |next, lexer| {
        let start = offset(text, lexer);
        skip(next, lexer, MAX_SKIPPED_DEPTH)?;
        items.push(start..offset(text, lexer));
        Ok::<_, Error>(())
    })?;
    Ok(Some(items))
}

fn value<'a>(next: u8, lexer: &mut SliceLexer<'a>, depth: usize) -> Result<Value<'a>, Error> {
    let depth = depth.checked_sub(1).ok_or(Error::Depth)?;
    match next {
        b'"' => Ok(Value::Text(lexer.discarded().str_string()?)),
        b'{' => {
            let mut all = Members::default();
            members(lexer, |name, next, lexer| {
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
    fn a_document_keeps_its_items_for_later() {
        let text = r#"{"a": 1, "items": [ {"id": 1},2 ,"x"], "b": null}"#;
        let feed = document(text).unwrap().unwrap();
        let items: Vec<_> = feed.items.unwrap().into_iter().map(|item| &text[item]).collect();
        assert_eq!(items, [r#"{"id": 1}"#, "2", "\"x\""]);
        assert_eq!(feed.members.0.len(), 2);
        assert_eq!(document("[]"), Ok(None));
        assert_eq!(document(r#"{"items": {}}"#).unwrap().unwrap().items, None);
    }

    #[test]
    fn too_deep_is_a_fault_and_no_crash() {
        for text in ["[".repeat(100_000), "{\"items\":".repeat(100_000)] {
            assert!(document(&text).is_err() && one(&text).is_err());
        }
    }
}
