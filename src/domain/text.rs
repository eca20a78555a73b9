//! Text as readers compare it: without case and accents.

/// The base letters of U+00C0 to U+017F, in order; `.` stands for "as it is".
/// Latin-1 and Latin Extended-A cover the names of most European languages;
/// the tables of all scripts would weigh 20 kB in every reader's browser.
const BASES: &str = "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllllllllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// The base letters of U+1E00 to U+1EFF, which Vietnamese is written with.
const MORE_BASES: &str = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr\
ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

/// Adds `text` to `out` in lower case and without accents.
pub fn fold_into(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '\0'..='\u{7f}' => out.push(c),
            'ß' | 'ẞ' => out.push_str("ss"),
            'Æ' | 'æ' => out.push_str("ae"),
            'Œ' | 'œ' => out.push_str("oe"),
            'Þ' | 'þ' => out.push_str("th"),
            'Ĳ' | 'ĳ' => out.push_str("ij"),
            // Combining accents, and the joiners that only shape the script.
            '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{ad}' => {}
            '\u{c0}'..='\u{17f}' => out.push(base(BASES, c, 0xc0)),
            '\u{1e00}'..='\u{1eff}' => out.push(base(MORE_BASES, c, 0x1e00)),
            'Ά' | 'ά' => out.push('α'),
            'Έ' | 'έ' => out.push('ε'),
            'Ή' | 'ή' => out.push('η'),
            'Ί' | 'ί' | 'ϊ' | 'ΐ' | 'Ϊ' => out.push('ι'),
            'Ό' | 'ό' => out.push('ο'),
            'Ύ' | 'ύ' | 'ϋ' | 'ΰ' | 'Ϋ' => out.push('υ'),
            'Ώ' | 'ώ' => out.push('ω'),
            'ς' => out.push('σ'),
            'Ё' | 'ё' => out.push('е'),
            // Capitals stand a fixed way before their small letters: Greek and
            // Cyrillic, the further Cyrillic ones, Armenian, wide Latin.
            '\u{391}'..='\u{3a9}' | '\u{410}'..='\u{42f}' | '\u{ff21}'..='\u{ff3a}' => out.push(after(c, 32)),
            '\u{400}'..='\u{40f}' => out.push(after(c, 80)),
            '\u{531}'..='\u{556}' => out.push(after(c, 48)),
            '\u{460}'..='\u{481}' | '\u{48a}'..='\u{4bf}' | '\u{4d0}'..='\u{52f}' => {
                out.push(after(c, 1 - c as u32 % 2));
            }
            _ => out.push(c),
        }
    }
}

fn base(bases: &str, c: char, first: usize) -> char {
    match bases.as_bytes().get(c as usize - first) {
        None | Some(b'.') => c,
        Some(base) => char::from(*base),
    }
}

fn after(c: char, distance: u32) -> char {
    char::from_u32(c as u32 + distance).unwrap_or(c)
}

/// `text` in lower case and without accents.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// The whole sentences that open a text, at most `limit` characters of them;
/// of a single longer sentence the words that fit, and "…".
#[must_use]
pub fn lead(text: &str, limit: usize) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let head = &text[..end];
    let sentence = head.char_indices().rfind(|(at, c)| {
        let rest = &head[at + c.len_utf8()..];
        matches!(c, '。' | '！' | '？')
            || (matches!(c, '.' | '!' | '?' | '…' | '؟') && rest.starts_with(char::is_whitespace))
    });
    if let Some((at, c)) = sentence {
        return head[..at + c.len_utf8()].to_owned();
    }
    let words = head.rfind(char::is_whitespace).unwrap_or(end);
    format!("{}…", head[..words].trim_end())
}

/// At most two letters that stand for a name where there is no portrait.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words =
        name.split_whitespace().filter(|word| word.chars().next().is_some_and(char::is_alphanumeric));
    let first = words.next();
    let last = words.next_back();
    [first, last].into_iter().flatten().filter_map(|word| word.chars().next()).collect()
}

/// How many bytes at a text's beginning are ASCII and fit. Most of a text is
/// ASCII, and in runs it is read several times as fast as letter by letter.
#[must_use]
pub fn ascii_run(text: &str, fits: impl Fn(u8) -> bool) -> usize {
    text.bytes().position(|byte| !byte.is_ascii() || !fits(byte)).unwrap_or(text.len())
}

/// A text with nothing hidden in it: see [`push_visible`].
#[must_use]
pub fn visible(text: &str, code: bool) -> String {
    let mut out = String::with_capacity(text.len());
    push_visible(text, code, &mut out);
    out
}

/// Adds `text` to `out` with the characters that hide or turn round what stands
/// beside them written out: U+202E becomes "[U+202E]". What only joins or
/// directs letters within its own paragraph stays as it is, except in code.
pub fn push_visible(text: &str, code: bool, out: &mut String) {
    let mut before = '\0';
    let mut rest = text;
    loop {
        let (plain, after) = rest.split_at(ascii_run(rest, |byte| byte > 0));
        out.push_str(plain);
        let mut letters = after.chars();
        let Some(c) = letters.next() else { break };
        rest = letters.as_str();
        if !plain.is_empty() {
            before = '\0';
        }
        let hidden = match c {
            // Directions: a paragraph is isolated, so that only an override deceives.
            '\u{202d}' | '\u{202e}' => true,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202c}' | '\u{2060}' => code,
            '\u{2066}'..='\u{2069}' => code,
            '\u{34f}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{180e}'
            | '\u{2061}'..='\u{2064}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}' => true,
            // Tags spell out flags behind a black one, and nothing else.
            '\u{e0001}' | '\u{e0020}'..='\u{e007f}' => {
                !matches!(before, '\u{1f3f4}' | '\u{e0020}'..='\u{e007e}')
            }
            _ => false,
        };
        if c == '\0' {
            out.push(char::REPLACEMENT_CHARACTER);
        } else if hidden {
            out.push_str("[U+");
            for shift in [16, 12, 8, 4, 0] {
                let digit = (c as u32 >> shift) & 15;
                if shift < 16 || digit > 0 {
                    out.extend(char::from_digit(digit, 16).map(|digit| digit.to_ascii_uppercase()));
                }
            }
            out.push(']');
        } else {
            out.push(c);
        }
        before = if hidden { '\0' } else { c };
    }
}

/// An HTML text without its tags: good enough to look for words in it. What is
/// shown was read by a parser.
#[must_use]
pub fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        out.extend([before, " "]);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    if out.contains('&') { decoded(&out) } else { out }
}

/// The characters that HTML writes by number, and the few that it must write by name.
fn decoded(text: &str) -> String {
    const NAMES: [(&str, &str); 6] =
        [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("nbsp", "\u{a0}")];
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';').unwrap_or_default();
        let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        });
        if let Some((_, character)) = NAMES.iter().find(|(known, _)| *known == name) {
            out.extend([*character, rest]);
        } else if let Some(character) = number.and_then(char::from_u32) {
            out.push(character);
            out.push_str(rest);
        } else {
            out.extend(["&", part]);
        }
    }
    out
}

/// Whether a character belongs to a word: what is neither ASCII nor one of the
/// common marks counts, whatever its script. (The standard library's exact
/// table would weigh 2 kB in every reader's browser, brotli.)
#[must_use]
pub fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        // Latin-1 marks, general punctuation to miscellaneous symbols, CJK
        // punctuation, emoji and what is drawn beside them, private use.
        '\u{80}'..='\u{bf}'
        | '×'
        | '÷'
        | '\u{2000}'..='\u{2bff}'
        | '\u{3000}'..='\u{3003}'
        | '\u{3008}'..='\u{3020}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fe00}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff0f}'
        | '\u{1f000}'.. => false,
        _ => true,
    }
}

/// Letters of scripts that put no space between words, or hang endings and
/// particles on them: what counts there are pairs of letters.
#[must_use]
pub fn is_unspaced(c: char) -> bool {
    c >= '\u{e00}'
        && matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}'
            | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// "1st", "2nd", "11th".
#[must_use]
pub fn ordinal(number: u32) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// "1 nominee", "2 nominees".
#[must_use]
pub fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A number as people write it: thousands apart, at most two decimals.
///
/// By whole numbers only: the standard library's way to write a fraction
/// exactly would weigh 3 kB in every reader's browser, brotli.
#[must_use]
pub fn number(value: f64) -> String {
    let hundredths = (value.abs() * 100.0).round() as u64;
    let mut out = String::from(if value < 0.0 && hundredths > 0 { "−" } else { "" });
    let digits = (hundredths / 100).to_string();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) && digits.len() > 4 {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    match hundredths % 100 {
        0 => {}
        rest if rest % 10 == 0 => out.push_str(&format!(".{}", rest / 10)),
        rest => out.push_str(&format!(".{}{}", rest / 10, rest % 10)),
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_without_tags_is_what_a_reader_reads() {
        let read = |html: &str| without_tags(html).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(read("<p>dry &lt; 14&nbsp;% &amp; cut<br>off</p>"), "dry < 14 % & cut off");
        assert_eq!(read("&quot;Caf&#233;&quot; &#x2014; &apos;n"), "\"Café\" — 'n");
        // What is none stays as it stands; nothing is decoded twice.
        assert_eq!(read("R&D; &amp;lt; & &#xd800; &#;"), "R&D; &lt; & &#xd800; &#;");
    }

    #[test]
    fn the_tables_of_bases_cover_their_ranges() {
        assert_eq!(BASES.len(), 0x180 - 0xc0);
        assert_eq!(MORE_BASES.len(), 0x100);
    }

    #[test]
    fn case_and_accents_do_not_count() {
        for (text, folded) in [
            ("Łukasz Langa", "lukasz langa"),
            ("Škarvada", "skarvada"),
            ("Batuhan Taşkaya", "batuhan taskaya"),
            ("Straße", "strasse"),
            ("Çelik Ğ ı İ", "celik g i i"),
            ("e\u{301}tude", "etude"),
            ("Ærø × ÷ ŉ ſ", "aero × ÷ n s"),
            ("ŽŻź Œuvre ŠĐď", "zzz oeuvre sdd"),
            ("徐俊杰", "徐俊杰"),
            ("ИВАН Ёлкин ЇЖАК ҐАЛА", "иван елкин їжак ґала"),
            ("ΓΙΏΡΓΟΣ Άννα", "γιωργοσ αννα"),
            ("Nguyễn Thị Ánh", "nguyen thi anh"),
            ("ԱՆԻ Ｗｉｄｅ", "անի ｗｉｄｅ"),
            ("محمد 김", "محمد 김"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn a_lead_ends_with_a_sentence_where_it_can() {
        assert_eq!(lead("One. Two is longer.", 100), "One. Two is longer.");
        assert_eq!(lead("One. Two is longer.", 12), "One.");
        assert_eq!(lead("No stop in this one", 10), "No stop…");
        assert_eq!(lead("Python 3.11 is here and there", 15), "Python 3.11 is…");
        assert_eq!(lead("一つ目。二つ目の文です", 6), "一つ目。");
        assert_eq!(lead("  ", 6), "");
    }

    #[test]
    fn what_hides_or_turns_words_is_written_out_and_in_code_all_of_it() {
        let shown = visible;
        // A joiner shapes words, an override deceives.
        assert_eq!(shown("a\u{200d}b\u{202e}c", false), "a\u{200d}b[U+202E]c");
        for c in ['\u{ad}', '\u{61c}', '\u{200b}', '\u{200d}', '\u{200f}', '\u{202a}', '\u{2060}', '\u{2069}']
        {
            assert_eq!(shown(&c.to_string(), true), format!("[U+{:04X}]", u32::from(c)));
            assert_eq!(shown(&c.to_string(), false), c.to_string());
        }
    }

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        for (name, letters) in [
            ("Pablo Galindo Salgado", "PS"),
            ("Mariatta", "M"),
            ("Gregory P. Smith", "GS"),
            ("徐俊杰", "徐"),
            ("(…)", ""),
            ("“Ada” 😀 (she) Łoś", "Ł"),
        ] {
            assert_eq!(initials(name), letters);
        }
    }

    #[test]
    fn numbers_are_written_for_people() {
        for (value, text) in [
            (63.0, "63"),
            (0.5, "0.5"),
            (71.926, "71.93"),
            (3.04, "3.04"),
            (1234.0, "1234"),
            (12345.5, "12\u{202f}345.5"),
            (-3.0, "−3"),
        ] {
            assert_eq!(number(value), text);
        }
        assert_eq!([1, 2, 3, 4, 11, 21].map(ordinal), ["1st", "2nd", "3rd", "4th", "11th", "21st"]);
    }
}
