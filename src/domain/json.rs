//! JSON as written: for what is handed on or saved. A writer of this size
//! ships to readers; serde_json weighs ten times as much there.

use super::text::ascii_run;

/// Writes one value.
#[derive(Debug, Default)]
pub struct Writer {
    out: String,
    /// Whether the next value of the object or list is its first.
    first: bool,
}

impl Writer {
    /// What was written.
    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }

    fn separate(&mut self) {
        if !std::mem::replace(&mut self.first, false) && !self.out.is_empty() {
            self.out.push(',');
        }
    }

    fn within(&mut self, marks: [char; 2], inside: impl FnOnce(&mut Self)) {
        self.open(marks[0]);
        inside(self);
        self.end(marks[1]);
    }

    fn open(&mut self, mark: char) {
        self.out.push(mark);
        self.first = true;
    }

    /// Begins an object or a list, by its mark: as a member where it has a name.
    pub fn begin(&mut self, name: &str, mark: char) {
        if name.is_empty() {
            self.separate();
        } else {
            self.name(name);
        }
        self.open(mark);
    }

    /// Ends the object or list that began last, by its mark.
    pub fn end(&mut self, mark: char) {
        self.first = false;
        self.out.push(mark);
    }

    /// An object, as a value of a list or alone.
    pub fn object(&mut self, inside: impl FnOnce(&mut Self)) {
        self.separate();
        self.within(['{', '}'], inside);
    }

    /// A text, as a value of a list or alone.
    pub fn text(&mut self, text: &str) {
        self.separate();
        push_text(text, &mut self.out);
    }

    fn name(&mut self, name: &str) {
        self.separate();
        push_text(name, &mut self.out);
        self.out.push(':');
    }

    /// A member that is an object.
    pub fn member_object(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.name(name);
        self.within(['{', '}'], inside);
    }

    /// A member that is a list.
    pub fn member_list(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.name(name);
        self.within(['[', ']'], inside);
    }

    /// A member that is true or false.
    pub fn member_flag(&mut self, name: &str, flag: bool) {
        self.name(name);
        self.out.push_str(if flag { "true" } else { "false" });
    }

    /// A member that is a count.
    pub fn member_count(&mut self, name: &str, count: u64) {
        self.name(name);
        self.out.push_str(&count.to_string());
    }

    /// A member that is a text; none where there is no text.
    pub fn member<'a>(&mut self, name: &str, text: impl Into<Option<&'a str>>) {
        if let Some(text) = text.into() {
            self.name(name);
            push_text(text, &mut self.out);
        }
    }
}

fn push_text(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    loop {
        let (plain, after) =
            rest.split_at(ascii_run(rest, |byte| byte >= b' ' && !matches!(byte, b'"' | b'\\' | b'<')));
        out.push_str(plain);
        let mut letters = after.chars();
        let Some(c) = letters.next() else { break };
        rest = letters.as_str();
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // What would end a line, or a script that the text is pasted into.
            '\0'..='\u{1f}' | '\u{2028}' | '\u{2029}' | '<' => {
                out.push_str("\\u");
                for shift in [12, 8, 4, 0] {
                    out.extend(char::from_digit((c as u32 >> shift) & 15, 16));
                }
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read() {
        let mut json = Writer::default();
        json.object(|json| {
            json.member("a", "say \"\\\n\u{1}</script>");
            json.member("none", None);
            json.member_flag("yes", true);
            json.member_count("at", 1_800_000_000_000);
            json.member_list("list", |json| {
                json.text("x");
                json.object(|json| json.member("y", "z"));
                json.object(|_| {});
            });
            json.begin("o", '{');
            json.member("p", "");
            json.end('}');
            json.begin("empty", '[');
            json.end(']');
        });
        let text = json.finish();
        assert!(!text.contains('<'));
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            value,
            serde_json::json!({"yes": true, "at": 1_800_000_000_000_u64, "a": "say \"\\\n\u{1}</script>", "list": ["x", {"y": "z"}, {}], "o": {"p": ""}, "empty": []})
        );
    }
}
