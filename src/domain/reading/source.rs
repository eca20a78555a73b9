//! A statement's source before Markdown is read: the header between rules that
//! some elections ask for, the brackets of forums, and texts that lost their
//! marks on the way.

use super::address;
use crate::domain::html::moment;

/// The fields of a header between two rules at the start of a text, and the
/// text after it: `---` as in front matter, or the longer rules of Kubernetes'
/// statements. An entry of a list counts as a field of its own.
#[must_use]
pub fn header(text: &str) -> (Vec<(String, String)>, &str) {
    const MOST_LINES: usize = 60;
    let nothing = (Vec::new(), text);
    let start = text.trim_start_matches('\u{feff}');
    let mut lines = start.split_inclusive('\n').peekable();
    let mut length = 0;
    while let Some(blank) = lines.next_if(|line| line.trim().is_empty()) {
        length += blank.len();
    }
    let Some(rule) = lines.next().filter(|line| is_rule(line)) else { return nothing };
    length += rule.len();
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in lines.take(MOST_LINES) {
        length += line.len();
        if is_rule(line) {
            let body = start.get(length..).unwrap_or_default();
            fields.retain(|(_, value)| !value.is_empty());
            return if fields.is_empty() { nothing } else { (fields, body) };
        }
        let line = line.trim();
        let entry = line.strip_prefix("- ").or(line.strip_prefix("* ")).unwrap_or(line).trim();
        if entry.is_empty() || entry.starts_with('#') {
            continue;
        }
        match entry.split_once(':').filter(|(name, _)| is_field_name(name)) {
            Some((name, value)) => fields.push((name.trim().to_owned(), unquoted(value))),
            // One more value of the field above.
            None => match fields.last_mut().filter(|_| entry.len() < line.len()) {
                Some((_, value)) if value.is_empty() => *value = unquoted(entry),
                Some((_, value)) => {
                    value.push_str(", ");
                    value.push_str(&unquoted(entry));
                }
                None => return nothing,
            },
        }
    }
    nothing
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.bytes().all(|byte| byte == b'-')
}

fn is_field_name(name: &str) -> bool {
    let name = name.trim();
    !name.is_empty() && name.chars().count() <= 40 && !name.contains(['.', '<', '[', '(', '"'])
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    let inner = ['"', '\''].iter().find_map(|mark| value.strip_prefix(*mark)?.strip_suffix(*mark));
    inner.unwrap_or(value).to_owned()
}

/// The text as Markdown can be told to read it: forums' brackets as tags, a
/// typed bullet as a list's, and each line of a text that lost its marks as a
/// paragraph. Code stays as it is.
#[must_use]
pub fn prepare(text: &str) -> String {
    let flat = is_flat(text);
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut fence: Option<&str> = None;
    let mut before = "";
    for line in text.lines() {
        let start = line.trim_start();
        if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark)) {
            fence = match fence {
                None => Some(mark),
                Some(open) if open == mark => None,
                open => open,
            };
        }
        if fence.is_none() {
            if flat && !before.trim().is_empty() && stands_apart(before, line) {
                out.push('\n');
            }
            push_line(line, &mut out);
        } else {
            out.push_str(line);
        }
        out.push('\n');
        before = line;
    }
    if out.contains('[') || out.contains("://") { tags(&out, true) } else { out }
}

/// A bullet that somebody's text has instead of a list's mark.
fn push_line(line: &str, out: &mut String) {
    let start = line.trim_start();
    match ["• ", "◦ ", "‣ ", "▪ ", "●"].into_iter().find_map(|bullet| start.strip_prefix(bullet)) {
        Some(rest) => {
            out.push_str(&line[..line.len() - start.len()]);
            out.push_str("- ");
            out.push_str(rest.trim_start());
        }
        None => out.push_str(line),
    }
}

/// Whether each line of a text is a paragraph, as in what a scraper or a word
/// processor leaves: no heading has its mark, and long lines follow each other
/// without an empty one between.
fn is_flat(text: &str) -> bool {
    const LONG: usize = 160;
    let mut pairs = 0;
    let mut before = "";
    for line in text.lines() {
        let start = line.trim_start();
        if start.starts_with("```")
            || (start.starts_with('#') && start.trim_start_matches('#').starts_with(' '))
        {
            return false;
        }
        let adjacent = !before.trim().is_empty() && !start.is_empty();
        // A list's entries are long lines in any text.
        let prose = !is_marked(before) && !is_marked(line);
        pairs += usize::from(adjacent && prose && before.len() > LONG);
        before = line;
    }
    pairs >= 2
}

/// Whether a line of a flat text begins something new.
fn stands_apart(before: &str, line: &str) -> bool {
    let (before, start) = (before.trim_end(), line.trim_start());
    if start.is_empty() || (is_marked(before) && is_marked(line)) {
        return false;
    }
    // A line that a link or a piece of code broke in two.
    let open = !before.ends_with(['.', '!', '?', ':', '…', ')', '”', '"']);
    !(open && start.starts_with(char::is_lowercase))
}

/// Whether a line is an entry of a list, a row of a table or a quotation.
fn is_marked(line: &str) -> bool {
    let start = line.trim_start();
    let number = start.trim_start_matches(|c: char| c.is_ascii_digit());
    start.starts_with(['-', '*', '+', '•', '◦', '‣', '▪', '●', '|', '>'])
        || (number.len() < start.len() && number.starts_with(['.', ')']))
}

/// The brackets that forums read, and what each is as a tag.
const TAGS: [(&str, &str); 14] = [
    ("quote", "aside"),
    ("details", "details"),
    ("spoiler", "span"),
    ("poll", "div"),
    ("wrap", "span"),
    ("url", "a"),
    ("email", "a"),
    ("b", "b"),
    ("i", "i"),
    ("u", "u"),
    ("s", "s"),
    // What stands in these is no Markdown.
    ("code", ""),
    ("img", ""),
    // What makes no pair.
    ("date", ""),
];

/// Writes forums' brackets as tags, where both stand that belong together,
/// and their notes in the line (`^[so]`) as notes below the text.
fn tags(text: &str, notes: bool) -> String {
    let lower = text.to_ascii_lowercase();
    let last = TAGS.map(|(name, _)| lower.rfind(&["[/", name, "]"].concat()).unwrap_or(0));
    let out = String::with_capacity(text.len() + text.len() / 16);
    let patience = if notes { 100_000 } else { 0 };
    let (open, noted) = (Vec::new(), Vec::new());
    let mut brackets = Brackets { text, lower: &lower, at: 0, out, open, last, notes: noted, patience };
    let number = if notes { highest_note(text) } else { 0 };
    let mut fence = false;
    while let Some(rest) = text.get(brackets.at..).filter(|rest| !rest.is_empty()) {
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let line = &rest[..end];
        let start = line.trim_start();
        if start.starts_with("```") || start.starts_with("~~~") {
            fence = !fence;
        }
        let code = fence || line.starts_with("    ") || line.starts_with('\t');
        if code || !(line.contains('[') || line.contains("://")) {
            brackets.out.push_str(line);
            brackets.at += end;
        } else {
            brackets.line(brackets.at + end, number);
        }
    }
    let Brackets { mut out, mut open, notes, .. } = brackets;
    for (kind, block) in open.drain(..).rev() {
        close(tag(kind, block), true, &mut out);
    }
    for (index, note) in notes.into_iter().enumerate() {
        let label = (number + index + 1).to_string();
        out.extend(["\n\n[^", &label, "]: ", &tags(&note.replace('\n', " "), false)]);
    }
    out
}

/// The highest number that the text itself has for a note.
fn highest_note(text: &str) -> usize {
    let numbers = text.split("[^").skip(1).filter_map(|rest| {
        let end = rest.bytes().take(6).position(|byte| byte == b']')?;
        rest[..end].parse().ok()
    });
    numbers.max().unwrap_or(0)
}

/// The brackets of a text.
struct Brackets<'a> {
    text: &'a str,
    lower: &'a str,
    /// How much of the text is read.
    at: usize,
    out: String,
    /// Those that stand open, by their place in [`TAGS`], and whether what is in them stands in lines of its own.
    open: Vec<(usize, bool)>,
    /// Where the last closing one of each kind stands: without one, a bracket is a bracket.
    last: [usize; TAGS.len()],
    notes: Vec<&'a str>,
    /// How many bytes may be looked at for notes in vain.
    patience: usize,
}

impl<'a> Brackets<'a> {
    /// Reads a line; what begins in it may go on behind it.
    fn line(&mut self, end: usize, number: usize) {
        while let Some(rest) = self.text.get(self.at..end).filter(|rest| !rest.is_empty()) {
            let next = rest.find(['[', '`']).unwrap_or(rest.len());
            push_plain(&rest[..next], &mut self.out);
            self.at += next;
            let from = &rest[next..];
            if from.starts_with('`') {
                // Code goes up to the next mark of as many.
                let code = from.trim_start_matches('`');
                let marks = &from[..from.len() - code.len()];
                let end = code.find(marks).map_or(from.len(), |end| end + 2 * marks.len());
                self.out.push_str(&from[..end]);
                self.at += end;
            } else if from.is_empty() {
                return;
            } else if let Some(length) = self.note() {
                self.out.truncate(self.out.len() - 1);
                self.out.extend(["[^", &(number + self.notes.len()).to_string(), "]"]);
                self.at += length;
            } else if let Some(length) = self.bracket() {
                self.at += length;
            } else {
                self.out.push('[');
                self.at += 1;
            }
        }
    }

    /// Keeps the note that stands here, "[so]" behind "^"; says how long it is.
    fn note(&mut self) -> Option<usize> {
        const LONGEST: usize = 3000;
        let text = &self.text[self.at..];
        if self.patience == 0 || !self.out.ends_with('^') || self.out.ends_with("\\^") {
            return None;
        }
        let mut depth = 0;
        let mut before = 0;
        for (at, byte) in text.bytes().take(LONGEST.min(self.patience)).enumerate() {
            match byte {
                b'[' => depth += 1,
                b']' => depth -= 1,
                // A note ends with its paragraph.
                b'\n' if before == b'\n' => break,
                _ => {}
            }
            if depth == 0 {
                let linked = text[at + 1..].starts_with('(');
                let note = text.get(1..at).filter(|note| !linked && !note.trim().is_empty())?;
                self.notes.push(note);
                return Some(at + 1);
            }
            before = byte;
        }
        self.patience = self.patience.saturating_sub(LONGEST);
        None
    }

    /// Writes the bracket that stands here; says how long it is.
    fn bracket(&mut self) -> Option<usize> {
        const LONGEST: usize = 300;
        let text = &self.text[self.at..];
        let end = text.bytes().take(LONGEST).position(|byte| byte == b']')?;
        let inside = text.get(1..end)?;
        let length = end + 1;
        let after = &text[length..];
        let Some(name) = inside.strip_prefix('/') else {
            // A link's words are not for us.
            return if after.starts_with(['(', ':']) { None } else { self.open(inside, length) };
        };
        let kind = TAGS.iter().position(|(known, _)| known.eq_ignore_ascii_case(name.trim()))?;
        let at = self.open.iter().rposition(|(open, _)| *open == kind)?;
        for (kind, block) in self.open.drain(at..).rev() {
            close(tag(kind, block), block, &mut self.out);
        }
        Some(length)
    }

    /// Writes what a bracket opens.
    fn open(&mut self, inside: &str, length: usize) -> Option<usize> {
        const LONGEST: usize = 2000;
        let name_end = inside.find([' ', '=']).unwrap_or(inside.len());
        let (name, values) = inside.split_at(name_end);
        let kind = TAGS.iter().position(|(known, _)| known.eq_ignore_ascii_case(name))?;
        let (known, name) = TAGS[kind];
        if known == "date" {
            self.out.push_str(&date(values));
            return Some(length);
        }
        let start = self.at + length;
        if self.last[kind] < start {
            return None;
        }
        let value = value(values);
        if name.is_empty() || (name == "a" && value.is_empty()) {
            let closing = ["[/", known, "]"].concat();
            let reach = if known == "code" { self.text.len() } else { start + LONGEST };
            let end = start + self.lower[start..self.lower.floor_char_boundary(reach)].find(&closing)?;
            self.whole(known, &self.text[start..end])?;
            return Some(end + closing.len() - self.at);
        }
        let after = &self.text[start..];
        let ends = after.trim_start_matches(' ').starts_with('\n');
        let alone = || {
            let line = self.out.rsplit('\n').next().unwrap_or_default();
            line.trim().is_empty()
        };
        let block = matches!(known, "quote" | "details" | "poll") || (name == "span" && ends && alone());
        self.open.push((kind, block));
        open(known, tag(kind, block), value, block, &mut self.out);
        // A tag alone on its line would have HTML behind it.
        Some(length + usize::from(!block && after.starts_with('\n')))
    }

    /// Writes what has no marks of its own in it.
    fn whole(&mut self, known: &str, text: &str) -> Option<()> {
        let address =
            !text.is_empty() && !text.contains(|c: char| c <= ' ' || matches!(c, '<' | '>' | '[' | '\\'));
        match known {
            "code" if text.contains('\n') => {
                self.out.push_str("\n\n<pre>");
                push_escaped(text.strip_prefix('\n').unwrap_or(text), &mut self.out);
                self.out.push_str("</pre>\n\n");
            }
            "code" if !text.is_empty() => {
                let runs = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
                let marks = "`".repeat(runs + 1);
                let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
                self.out.extend([&*marks, space, text, space, &*marks]);
            }
            "img" if address => self.out.extend(["![](<", text, ">)"]),
            "url" if address && text.contains("://") => self.out.extend(["<", text, ">"]),
            "email" if address && text.contains('@') && !text.contains(['/', ':', '"', '\'']) => {
                self.out.extend(["<", text, ">"]);
            }
            _ => return None,
        }
        Some(())
    }
}

/// What a bracket becomes.
fn tag(kind: usize, block: bool) -> &'static str {
    match TAGS[kind].1 {
        "span" if block => "div",
        tag => tag,
    }
}

/// What a bracket says behind its name, `="so"` or `=so`.
fn value(values: &str) -> &str {
    let value = values.strip_prefix('=').unwrap_or_default().trim();
    for (open, close) in [('"', '"'), ('“', '”'), ('\'', '\'')] {
        if let Some(rest) = value.strip_prefix(open) {
            return rest.split(close).next().unwrap_or_default();
        }
    }
    value
}

fn close(tag: &str, block: bool, out: &mut String) {
    let space = if block { "\n\n" } else { "" };
    out.extend([space, "</", tag, ">", space]);
}

fn open(known: &str, tag: &str, value: &str, block: bool, out: &mut String) {
    let space = if block { "\n\n" } else { "" };
    out.extend([space, "<", tag]);
    let mut attribute = |name: &str, value: &str| {
        out.extend([" ", name, "=\""]);
        push_escaped(value, out);
        out.push('"');
    };
    match known {
        "quote" => {
            // user, post:1, topic:2
            let user = value.split(',').next().unwrap_or_default().trim();
            attribute("class", "quote");
            attribute("data-username", user.strip_prefix("user:").unwrap_or(user));
        }
        "spoiler" | "poll" => attribute("class", known),
        "url" => attribute("href", value),
        "email" => attribute("href", &["mailto:", value].concat()),
        _ => {}
    }
    out.push('>');
    if known == "details" {
        out.push_str("<summary>");
        push_escaped(if value.is_empty() { "Details" } else { value }, out);
        out.push_str("</summary>");
    }
    out.push_str(space);
}

/// "[date=2022-08-15 time=14:00 timezone="Europe/Paris"]" as its values.
fn date(values: &str) -> String {
    let value = |name: &str| {
        let (_, rest) = values.split_once(name)?;
        Some(rest.split(' ').next()?.trim_matches('"'))
    };
    let day = values.trim_start_matches('=').split(' ').next().unwrap_or_default();
    let [time, zone] = [" time=", " timezone="].map(|name| value(name).unwrap_or_default());
    moment(day, time, zone)
}

/// Writes words, and what would be a mark of Markdown in their addresses as a
/// reference: `/__init__.py` is not bold.
fn push_plain(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(found) = address::find(rest) {
        out.push_str(&rest[..found.start]);
        let address = &rest[found.clone()];
        rest = &rest[found.end..];
        // There, references are none, or quoted already.
        if out.ends_with(['<', '"', '\'', '=']) {
            out.push_str(address);
            continue;
        }
        for c in address.chars() {
            match c {
                '_' => out.push_str("&#95;"),
                '*' => out.push_str("&#42;"),
                '~' => out.push_str("&#126;"),
                _ => out.push(c),
            }
        }
    }
    out.push_str(rest);
}

fn push_escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::blocks::{Block, plain_blocks};
    use crate::domain::reading::{Kind, Means, blocks};

    fn read(text: &str) -> Vec<Block> {
        blocks(text, Kind::Markdown, &Means::default(), &|address| Some(address.to_owned()))
    }

    #[test]
    fn a_header_between_rules_is_fields() {
        let rule = "-".repeat(61);
        let text = format!(
            "{rule}\nname: Ada Brook\nID: adab\ninfo:\n  - employer: \"Mill: North\"\n  - slack: ada\n{rule}\n\n## Why\n"
        );
        let (fields, body) = header(&text);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(
            fields,
            [("name", "Ada Brook"), ("ID", "adab"), ("employer", "Mill: North"), ("slack", "ada")]
        );
        assert_eq!(body.trim(), "## Why");
        for text in ["---\n\nJust a rule.\n\n---\n", "Title\n---\n", "", "---\nno end: x"] {
            assert_eq!(header(text), (Vec::new(), text));
        }
    }

    #[test]
    fn what_a_header_says_stays_in_the_text() {
        assert_eq!(plain_blocks(&read("---\nname: Ada\n---\nText.")), "name Ada \nText.");
    }

    #[test]
    fn forums_brackets_become_what_they_stand_for() {
        let text = "[quote=\"bo, post:2, topic:10\"]\nSaid **this**.\n[/quote]\n\nMine. [spoiler]end[/spoiler] [b]x[/b]\n\n[details=\"More\"]\n- a\n[/details]\n[poll type=regular]\n* yes\n* no\n[/poll]";
        let debug: Vec<_> = read(text).iter().map(|block| format!("{block:?}")).collect();
        assert_eq!(
            debug,
            [
                r#"Quote(Some("bo"), [Paragraph([Text("Said "), Strong([Text("this")]), Text(".")])])"#,
                r#"Paragraph([Text("Mine. "), Spoiler([Text("end")]), Text(" "), Strong([Text("x")])])"#,
                r#"Details([Text("More")], [List(None, [[Paragraph([Text("a")])]])])"#,
                r#"Quote(Some("Poll"), [List(None, [[Paragraph([Text("yes")])], [Paragraph([Text("no")])]])])"#,
            ]
        );
    }

    #[test]
    fn brackets_that_are_none_stay() {
        for text in [
            "[quote] without an end",
            "a[i] and b[s]",
            "`[b]x[/b]`",
            "[b](https://x.example)",
            "[/quote]",
            "[url]x",
        ] {
            let plain = text.replace('`', "").replace("[b](https://x.example)", "b");
            assert_eq!(plain_blocks(&read(text)), plain, "{text}");
        }
        assert_eq!(plain_blocks(&read("    [quote]\n    [/quote]")), "[quote]\n[/quote]\n");
    }

    #[test]
    fn a_text_without_marks_gets_its_sections_and_lists() {
        let prose = "I have kept the mill for ten years, and every one of them taught me that a mill is kept by those who stay, not by those who run it, and least of all by one person alone.";
        let text = format!(
            "I stand again.\n{prose}\n{prose}\n{prose}\nMy agenda\nWater for all\n{prose} It went on with the wheel\nand with its house.\n• first\n• second\nThanks for reading\nYour mill"
        );
        let shape: Vec<_> = read(&text)
            .iter()
            .map(|block| match block {
                Block::Heading { anchor, .. } => format!("# {anchor}"),
                Block::Paragraph(_) => "p".to_owned(),
                Block::List(_, items) => format!("list of {}", items.len()),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(shape, ["p", "p", "p", "p", "# my-agenda", "# water-for-all", "p", "list of 2", "p", "p"]);
    }

    #[test]
    fn a_bold_line_alone_is_a_heading() {
        let text =
            "# Ada\n\n**What I did**\n\nI built the wheel, twice.\n\n**Not one, since it is a sentence.**";
        let headings: Vec<_> = read(text)
            .iter()
            .filter_map(|block| match block {
                Block::Heading { level, anchor, .. } => Some((*level, anchor.clone())),
                _ => None,
            })
            .collect();
        assert_eq!(headings, [(1, "ada".to_owned()), (2, "what-i-did".to_owned())]);
    }

    #[test]
    fn dates_of_a_forum_are_read() {
        assert_eq!(
            plain_blocks(&read("On [date=2022-08-15 time=14:00 timezone=\"Europe/Paris\"].")),
            "On 2022-08-15 14:00 (Europe/Paris)."
        );
    }
}
