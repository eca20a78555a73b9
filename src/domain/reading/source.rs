//! A statement's source before Markdown is read: the header between rules that
//! some elections ask for, the brackets of forums, and texts that lost their
//! marks on the way.

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
    if out.contains('[') { tags(&out) } else { out }
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
const TAGS: [(&str, &str); 10] = [
    ("quote", "aside"),
    ("details", "details"),
    ("spoiler", "span"),
    ("poll", "div"),
    ("wrap", "div"),
    ("url", "a"),
    ("b", "b"),
    ("i", "i"),
    ("u", "u"),
    ("s", "s"),
];

/// Writes forums' brackets as tags, where both stand that belong together.
fn tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let lower = text.to_ascii_lowercase();
    let last = TAGS.map(|(name, _)| lower.rfind(&["[/", name, "]"].concat()).unwrap_or(0));
    let mut brackets = Brackets { last, at: 0, open: Vec::new() };
    let mut fence = false;
    for line in text.split_inclusive('\n') {
        let start = line.trim_start();
        if start.starts_with("```") || start.starts_with("~~~") {
            fence = !fence;
        }
        let code = fence || line.starts_with("    ") || line.starts_with('\t');
        if code || !line.contains('[') {
            out.push_str(line);
        } else {
            brackets.line(line, &mut out);
        }
        brackets.at += line.len();
    }
    brackets.close_all(&mut out);
    out
}

/// The brackets that stand open, by their place in [`TAGS`].
struct Brackets {
    open: Vec<usize>,
    /// Where the last closing one of each kind stands: without one, a bracket is a bracket.
    last: [usize; TAGS.len()],
    /// Where the line stands.
    at: usize,
}

impl Brackets {
    fn line(&mut self, line: &str, out: &mut String) {
        let mut rest = line;
        while let Some(at) = rest.find(['[', '`']) {
            let (before, from) = rest.split_at(at);
            out.push_str(before);
            if let Some(code) = from.strip_prefix('`') {
                // Code goes up to the next mark of as many.
                let end = code.find('`').map_or(from.len(), |end| end + 2);
                out.push_str(&from[..end]);
                rest = &from[end..];
                continue;
            }
            match self.bracket(from, out) {
                Some(length) => rest = &from[length..],
                None => {
                    out.push('[');
                    rest = &from[1..];
                }
            }
        }
        out.push_str(rest);
    }

    /// Writes the bracket that a text begins with; says how long it is.
    fn bracket(&mut self, text: &str, out: &mut String) -> Option<usize> {
        const LONGEST: usize = 300;
        let end = text.bytes().take(LONGEST).position(|byte| byte == b']')?;
        let inside = text.get(1..end)?;
        let length = end + 1;
        // A link's words and a task's box are not for us.
        if text[length..].starts_with(['(', '[', ':']) && !inside.starts_with('/') {
            return None;
        }
        let closing = inside.strip_prefix('/');
        let name_end = inside.find([' ', '=']).unwrap_or(inside.len());
        let name = closing.unwrap_or(&inside[..name_end]).trim().to_ascii_lowercase();
        if name == "date" && closing.is_none() {
            push_date(&inside[name_end..], out);
            return Some(length);
        }
        let kind = TAGS.iter().position(|(known, _)| *known == name)?;
        let (known, tag) = TAGS[kind];
        let block = matches!(known, "quote" | "details" | "poll" | "wrap");
        if closing.is_some() {
            let at = self.open.iter().rposition(|open| *open == kind)?;
            for kind in self.open.drain(at..).rev() {
                close(TAGS[kind].1, block, out);
            }
        } else {
            let value = inside[name_end..].trim_start_matches('=').trim();
            // One on the same line may stand before it; that costs a pair of empty tags.
            if self.last[kind] == 0 || self.last[kind] < self.at || (known == "url" && value.is_empty()) {
                return None;
            }
            self.open.push(kind);
            open(known, tag, value, block, out);
        }
        Some(length)
    }

    fn close_all(&mut self, out: &mut String) {
        for kind in self.open.drain(..).rev() {
            close(TAGS[kind].1, true, out);
        }
    }
}

fn close(tag: &str, block: bool, out: &mut String) {
    let space = if block { "\n\n" } else { "" };
    out.extend([space, "</", tag, ">", space]);
}

fn open(known: &str, tag: &str, value: &str, block: bool, out: &mut String) {
    let value = value.trim_matches('"');
    let space = if block { "\n\n" } else { "" };
    out.extend([space, "<", tag]);
    match known {
        "quote" => {
            // user, post:1, topic:2
            let user = value.split(',').next().unwrap_or_default().trim();
            let user = user.strip_prefix("user:").unwrap_or(user);
            out.push_str(" class=\"quote\" data-username=\"");
            push_escaped(user, out);
            out.push('"');
        }
        "spoiler" => out.push_str(" class=\"spoiler\""),
        "url" => {
            out.push_str(" href=\"");
            push_escaped(value, out);
            out.push('"');
        }
        "poll" => out.push_str(" class=\"poll\""),
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
fn push_date(values: &str, out: &mut String) {
    let value = |name: &str| {
        let (_, rest) = values.split_once(name)?;
        Some(rest.split(' ').next()?.trim_matches('"'))
    };
    let day = values.trim_start_matches('=').split(' ').next();
    let zone = value("timezone=").map(|zone| format!("({zone})"));
    let parts = [day.map(str::to_owned), value(" time=").map(str::to_owned), zone];
    out.push_str(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "));
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
