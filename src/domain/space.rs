//! The same space for everyone: how much of a cell is shown until the reader
//! reads on. Counted in characters, since how many of them a line takes only
//! the browser knows, and lines of text that was cut there would be cut for
//! readers who listen, too.

/// What is left of the space that a cell has.
#[derive(Debug)]
pub struct Space {
    room: usize,
    left: usize,
    cut: bool,
}

impl Space {
    /// For a cell beside so many columns in all: the fewer, the wider they
    /// are. That makes some seven lines.
    #[must_use]
    pub fn of(columns: usize) -> Self {
        let room = (960 / columns.max(1)).clamp(240, 480);
        Self { room, left: room, cut: false }
    }

    /// For a place where everything is shown.
    #[must_use]
    pub fn without_end() -> Self {
        Self { room: usize::MAX, left: usize::MAX, cut: false }
    }

    /// Whether anything found no space.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// What of a text has space, whole words, and the rest of it. After the
    /// first rest nothing has space any more.
    pub fn take<'a>(&mut self, text: &'a str) -> (&'a str, &'a str) {
        if self.fits(text) {
            return (text, "");
        }
        // A few words of something are worth less than none.
        let left = if self.left < self.room / 3 { 0 } else { self.left };
        self.spend_all();
        text.split_at(last_word_within(text, left))
    }

    /// Whether a text has space as a whole. After the first that has none
    /// nothing has.
    pub fn takes(&mut self, text: &str) -> bool {
        let fits = self.fits(text);
        if !fits {
            self.spend_all();
        }
        fits
    }

    /// Something waits whatever space there is.
    pub fn spend_all(&mut self) {
        self.left = 0;
        self.cut = true;
    }

    fn fits(&mut self, text: &str) -> bool {
        if self.cut {
            return false;
        }
        // What is hardly longer is not worth another step of the reader's.
        let most = self.left.saturating_add(self.room / 6);
        let mut width = 0_usize;
        for c in text.chars() {
            width += width_of(c);
            if width > most {
                return false;
            }
        }
        self.left = self.left.saturating_sub(width);
        true
    }
}

/// Chinese, Japanese and Korean characters take twice the space of a letter,
/// and say twice as much.
fn width_of(c: char) -> usize {
    if matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..)
    {
        2
    } else {
        1
    }
}

/// Where the last word ends that has room, or, in a text without spaces, the
/// last character.
fn last_word_within(text: &str, room: usize) -> usize {
    /// No word is longer, in a text that has words at all.
    const LONGEST_WORD: usize = 40;
    let mut width = 0;
    let mut word = 0;
    let mut width_at_word = 0;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            (word, width_at_word) = (at, width);
        }
        width += width_of(c);
        if width > room {
            return if width - width_at_word <= LONGEST_WORD { word } else { at };
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_has_space_is_whole() {
        let mut space = Space::of(2);
        assert_eq!(space.take("short"), ("short", ""));
        assert!(!space.is_cut());
        let hardly_longer = "a ".repeat(250);
        assert_eq!(Space::of(2).take(&hardly_longer).1, "");
    }

    #[test]
    fn everyone_has_the_same_number_of_characters_to_the_next_word() {
        for words in ["one two three four five six ", "Donaudampfschiffahrt und mehr davon ", "a b "] {
            let text = words.repeat(100);
            let mut space = Space::of(4);
            let (head, rest) = space.take(&text);
            assert_eq!(format!("{head}{rest}"), text);
            assert!((200..=240).contains(&head.chars().count()), "{}", head.len());
            assert!(rest.starts_with(' ') && space.is_cut());
        }
    }

    #[test]
    fn what_comes_after_the_cut_waits_as_a_whole() {
        let mut space = Space::of(4);
        let text = "word ".repeat(60);
        let _ = space.take(&text);
        assert_eq!(space.take("next"), ("", "next"));
        assert!(!space.takes("x"));
    }

    #[test]
    fn a_few_words_of_a_second_text_are_worth_less_than_none() {
        let mut space = Space::of(4);
        let (first, second) = ("word ".repeat(40), "word ".repeat(60));
        assert_eq!(space.take(&first).1, "");
        assert_eq!(space.take(&second).0, "");
        assert!(space.is_cut());
    }

    #[test]
    fn texts_without_spaces_are_cut_between_characters() {
        let endless = "x".repeat(1_000_000);
        assert_eq!(Space::of(4).take(&endless).0.len(), 240);
        let japanese = "水の分け方は皆で決める。".repeat(40);
        let mut space = Space::of(4);
        assert_eq!(space.take(&japanese).0.chars().count(), 120);
        assert_eq!(Space::of(4).take("\u{20000}\u{1f469}"), ("\u{20000}\u{1f469}", ""));
    }

    #[test]
    fn fewer_columns_have_more_space_each() {
        let rooms = [0, 1, 2, 3, 4, 100].map(|columns| Space::of(columns).room);
        assert_eq!(rooms, [480, 480, 480, 320, 240, 240]);
        assert_eq!(Space::without_end().take(&"word ".repeat(100_000)).1, "");
    }
}
