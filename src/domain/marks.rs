//! Where the words that a reader looks for stand in a text, to be marked, and
//! the piece of a longer text that shows them.

use std::ops::Range;

use super::plain::Plain;

/// Marks in one text: more would make the reader's browser slow, and help nobody.
const MOST: usize = 100;
/// Characters of a piece around its first mark.
const BEFORE: usize = 60;
const LENGTH: usize = 180;

/// Where these stand in a text, in bytes of it, in order and apart; each as
/// [`Plain`] has it.
#[must_use]
pub fn marks(text: &str, plain: &[String]) -> Vec<Range<usize>> {
    let (words, places) = Plain::with_places(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    for plain in plain {
        for (at, _) in words.text.match_indices(plain.as_str()).take(MOST) {
            let letters = plain.trim();
            let start = at + plain.len() - plain.trim_start().len();
            let place = |byte: usize| places.get(byte).copied().unwrap_or(text.len());
            let last = place(start + letters.len() - 1);
            // Accents that combine with the last letter belong to it.
            let rest = text.get(last..).unwrap_or_default();
            let mut more = rest.char_indices().skip(1);
            let end = more
                .find(|(_, c)| !matches!(c, '\u{300}'..='\u{36f}'))
                .map_or(text.len(), |(at, _)| last + at);
            let range = place(start)..end;
            // A few at a time: the library's sort would weigh more than all of this.
            let at = found.partition_point(|known| (known.start, known.end) <= (range.start, range.end));
            found.insert(at, range);
        }
    }
    let mut apart: Vec<Range<usize>> = Vec::new();
    for range in found {
        match apart.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => apart.push(range),
        }
    }
    apart
}

/// The piece of a text around the first of these in the line that has most of
/// them, from word to word, and whether there is more before and after it; `None` where none of
/// them stands in it.
#[must_use]
pub fn piece<'a>(text: &'a str, plain: &[String]) -> Option<(&'a str, [bool; 2])> {
    // The line that has most of them; of those the one that says most.
    let (mut line, mut best) = ("", (0, 0));
    for other in text.split('\n') {
        let words = Plain::of(other).text;
        let has = plain.iter().filter(|plain| words.contains(plain.as_str())).count();
        if has > 0 && (has, other.len().min(LENGTH)) > best {
            (line, best) = (other.trim(), (has, other.len().min(LENGTH)));
        }
    }
    let first = marks(line, plain).into_iter().next()?;
    // As far as it may go, and from there to the next word.
    let before = line.get(..first.start)?.char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    let word = |from: usize| line.get(from..first.start)?.find(char::is_whitespace).map(|at| from + at + 1);
    let start = if before == 0 { 0 } else { word(before).unwrap_or(before) };
    let rest = line.get(start..)?;
    let most = rest.char_indices().nth(LENGTH).map(|(at, _)| at);
    let end = most.map_or(rest.len(), |most| {
        let space = rest.get(..most).and_then(|rest| rest.rfind(char::is_whitespace));
        space.filter(|end| start + end >= first.end).unwrap_or(most)
    });
    let piece = rest.get(..end)?.trim();
    let whole = text.trim();
    let at = piece.as_ptr() as usize - whole.as_ptr() as usize;
    Some((piece, [at > 0, at + piece.len() < whole.len()]))
}

/// Markdown without the marks that would show in a piece of it.
#[must_use]
pub fn bare(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find(['*', '`', '[', ']', '\n']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        rest = after.get(1..).unwrap_or_default();
        match after.as_bytes().first() {
            Some(b'\n') => {
                out.push('\n');
                rest = rest.trim_start_matches(['#', '>', ' ', '-', '|']);
            }
            // An address is none of the words.
            Some(b']') if rest.starts_with('(') => {
                rest = rest.split_once([')', '\n']).map_or(rest, |(_, rest)| rest);
            }
            _ => {}
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, plain: &[&str], expected: &str) {
        let plain: Vec<_> = plain.iter().map(|plain| (*plain).to_owned()).collect();
        let mut out = String::new();
        let mut from = 0;
        for range in marks(text, &plain) {
            out.push_str(&text[from..range.start]);
            out.extend(["[", &text[range.clone()], "]"]);
            from = range.end;
        }
        out.push_str(&text[from..]);
        assert_eq!(out, expected);
    }

    #[test]
    fn what_was_looked_for_is_marked_where_it_stands() {
        check("Łukasz Langa", &[" luk", " lan"], "[Łuk]asz [Lan]ga");
        check("Škarvada’s STRASSE, straße", &[" skarvadas", " strasse"], "[Škarvada’s] [STRASSE], [straße]");
        check("free-threading is free", &[" free threading ", " free"], "[free-threading] is [free]");
        check("cafe\u{301}!", &[" cafe"], "[cafe\u{301}]!");
        check("我希望导师，导师", &["导师"], "我希望[导师]，[导师]");
        check("nothing", &[" else"], "nothing");
        check("", &[" x"], "");
    }

    #[test]
    fn a_piece_shows_the_first_place_from_word_to_word() {
        let text = format!("{}the weir leaks {}", "word ".repeat(40), "more ".repeat(60));
        let (found, more) = piece(&text, &[" weir".into()]).unwrap();
        assert!(
            found.starts_with("word word")
                && found.contains("the weir leaks more")
                && found.ends_with("more"),
            "{found}"
        );
        assert!(found.chars().count() <= LENGTH && more == [true, true]);
        assert_eq!(piece("A\n  The weir. \nB", &[" weir".into()]), Some(("The weir.", [true, true])));
        assert_eq!(piece("The weir.\n", &[" weir".into()]), Some(("The weir.", [false, false])));
        assert_eq!(piece("The weir.", &[" pump".into()]), None);
        let both =
            piece("A weir.\nThe weir and the pump.\nOf pumps nothing.", &[" weir".into(), " pump".into()]);
        assert_eq!(both, Some(("The weir and the pump.", [true, true])));
        let endless = "é".repeat(500);
        assert_eq!(
            piece(&endless, &[format!(" {}", "e".repeat(500))]).map(|(piece, _)| piece.len()),
            Some(360)
        );
    }

    #[test]
    fn a_piece_of_markdown_shows_no_marks() {
        let text = "# The *old* weir\n\n> [leaks](https://example.org/a_b), `so`\n- says a_b [x]";
        assert_eq!(bare(text), "# The old weir\n\nleaks, so\nsays a_b x");
    }
}
