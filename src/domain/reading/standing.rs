//! Which sentences of a statement say something when they stand alone, as
//! they do on a card: whole, the nominee's own, and not leaning on the
//! sentence before.
//!
//! Most of it is read from marks that every script has. The word lists are an
//! extra for the languages that they name; elsewhere a leaning sentence may pass.

use std::ops::Range;

use crate::domain::document::{Document, Kind, Place};
use crate::domain::text::{fold, is_letter, is_unspaced};

/// A sentence, and how well it stands alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub place: Place,
    /// The index of its section.
    pub section: usize,
    /// Columns that it takes: characters, wide ones twice.
    pub width: usize,
    /// How well it stands alone.
    pub standing: Standing,
    /// Whether some word in it points to what was said before.
    pub points: bool,
}

/// How well a sentence stands alone, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A sentence of a paragraph.
    Whole,
    /// A sentence of a list's entry.
    Listed,
    /// Of a paragraph, without a full stop or a capital.
    Loose,
    /// The same of a list's entry.
    LooselyListed,
    /// It leans on what stands before it, greets, thanks, asks, or is no sentence.
    Not,
}

/// Sentences that are looked at, the first of a statement.
const MOST_READ: usize = 2000;
/// Those of them that stand alone and are kept.
pub const MOST_STANDING: usize = 160;
/// The others that are kept: they tell what a statement is about.
pub const MOST_OTHERS: usize = 128;

/// Bytes of a sentence that is looked at: nobody would put a longer one beside a name.
const MOST_BYTES: usize = 4000;
/// Less, in columns, is a heading, a name or an interjection.
const LEAST_WIDTH: usize = 28;
/// The same, in words.
const LEAST_WORDS: usize = 5;
/// The least of a sentence without a full stop, in words.
const LEAST_LOOSE_WORDS: usize = 7;
/// Characters in which the label of a list's entry ends.
const LABEL: usize = 24;

/// First words that lean on the sentence before or greet, folded, by their
/// first letter: English, German, French, Spanish, Portuguese.
fn leaning_words(initial: u8) -> &'static str {
    match initial {
        b'a' => {
            "and also additionally although accordingly afterwards anyway another aber auch ausserdem aussi ainsi ademas asi alem assim"
        }
        b'b' => "but besides because both bonjour",
        b'c' => "consequently conversely cheers cela ceci cette cet ces ce cependant",
        b'd' => "dear dies diese dieser dieses dazu dabei damit dadurch darum deshalb daher dann donc",
        b'e' => "either ergo et elles esto esta este estos estas eso esa ese ellos ellas eles elas",
        b'f' => "furthermore finally",
        b'g' => "greetings",
        b'h' => "however he his her hence hi hello hey hallo hola",
        b'i' => "it its instead indeed ils isto isso",
        b'j' => "jedoch",
        b'l' => "likewise lastly liebe lieber",
        b'm' => "moreover meanwhile mais mas",
        b'n' => "nor nevertheless nonetheless neither",
        b'o' => "or otherwise other others oder ou ola",
        b'p' => "please pourtant pero",
        b'r' => "rather",
        b's' => "she so still such similarly secondly second",
        b't' => {
            "this that these those they them their then thus therefore too though thirdly third trotzdem toutefois tambien tambem"
        }
        b'u' => "und",
        b'w' => "which welcome",
        b'y' => "yet",
        b'z' => "zudem",
        _ => "",
    }
}

/// Openings of more words that lean, in small letters, by their first letter: English.
fn leaning_openings(initial: u8) -> &'static str {
    match initial {
        b'a' => "as such|as stated|as mentioned|as a result|along the way",
        b'f' => "for example|for instance",
        b'i' => "in addition|in particular|in fact|in turn|in contrast|in the meantime",
        b'o' => "of course",
        b's' => "since then|shortly after",
        b't' => "the other |the same ",
        _ => "",
    }
}

/// How leaning sentences and greetings begin where words are not spaced: Chinese, Japanese.
const LEANING_UNSPACED: &str = "这|那|但|因此|所以|而且|它|他|她|此外|另外|谢谢|感谢|大家好|你好|これ|それ|その|この|\
しかし|でも|また|そして|ありがとう|こんにちは|はじめまして";

/// The sentences of a statement's paragraphs and lists, in order: at most
/// [`MOST_STANDING`] that stand alone and [`MOST_OTHERS`] that don't.
#[must_use]
pub fn sentences(document: &Document) -> Vec<Sentence> {
    let mut out: Vec<Sentence> = Vec::new();
    let (mut read, mut standing, mut others) = (0, 0, 0);
    for (at, leaf) in document.leaves.iter().enumerate() {
        let listed = match leaf.kind {
            Kind::Prose => false,
            Kind::Item(_) => true,
            _ => continue,
        };
        let from = out.len();
        let mut state = State::default();
        for place in document.sentences(at) {
            let sentence = sentence(document.text(&place), &mut state, listed, place, leaf.section);
            let stands = sentence.standing != Standing::Not;
            let (count, most) =
                if stands { (&mut standing, MOST_STANDING) } else { (&mut others, MOST_OTHERS) };
            if *count < most {
                *count += 1;
                out.push(sentence);
            }
            read += 1;
            if standing == MOST_STANDING || read == MOST_READ {
                break;
            }
        }
        if state.of_another {
            out.iter_mut().skip(from).for_each(|sentence| sentence.standing = Standing::Not);
        }
        if standing == MOST_STANDING || read == MOST_READ {
            break;
        }
    }
    out
}

fn sentence(text: &str, state: &mut State, listed: bool, place: Place, section: usize) -> Sentence {
    let mut sentence = Sentence { place, section, width: text.len(), standing: Standing::Not, points: false };
    if text.len() > MOST_BYTES {
        return sentence;
    }
    let told = Told::of(text, state);
    sentence.width = told.width;
    sentence.points = told.points;
    if let Some(full) = told.form(text) {
        sentence.standing = match (full, listed) {
            (true, false) => Standing::Whole,
            (true, true) => Standing::Listed,
            (false, false) => Standing::Loose,
            (false, true) => Standing::LooselyListed,
        };
    }
    sentence
}

/// Columns that a text takes: characters, wide ones twice.
#[must_use]
pub fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// 2 for characters that are drawn twice as wide as a Latin letter.
fn columns(c: char) -> usize {
    let wide = c >= '\u{1100}'
        && matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..);
    1 + usize::from(wide)
}

/// What the sentences of a leaf so far tell about the next.
#[derive(Default)]
struct State {
    /// A quotation is open. Its marks are told by turns, since languages
    /// disagree on which of them opens.
    quoted: bool,
    /// Brackets that are open.
    brackets: usize,
    /// Some sentence is about somebody else, or somebody else's about the nominee.
    of_another: bool,
}

/// What the characters and words of a sentence tell.
#[derive(Default)]
struct Told {
    width: usize,
    /// Words; two letters count as one where words are not spaced.
    words: usize,
    /// Those that begin with a capital or a figure, but for the first and for single letters.
    named: usize,
    /// It is part of a quotation or a remark in brackets, has an address or an
    /// account in it, or is a list or a table that lost its shape.
    broken: bool,
    /// It leans on the sentence before, greets, thanks or asks for a vote.
    leans: bool,
    points: bool,
    /// The words so far, unspaced ones too, and what the last of them is.
    read: usize,
    last: Word,
}

impl Told {
    fn of(text: &str, state: &mut State) -> Self {
        let mut told = Self { broken: state.quoted || state.brackets > 0, ..Self::default() };
        let (mut at, mut word, mut unspaced) = (0, None, false);
        while let Some(byte) = text.as_bytes().get(at) {
            // Most characters are these, and they are nothing else.
            if byte.is_ascii_alphanumeric() && !unspaced {
                told.width += 1;
                word = word.or(Some(at));
                at += 1;
                continue;
            }
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            told.width += columns(c);
            let letter = is_letter(c);
            let change = letter && is_unspaced(c) != unspaced;
            if let Some(from) = word.filter(|_| change || !letter) {
                told.take(text, from..at, unspaced, state);
                word = None;
            }
            if letter {
                unspaced ^= change;
                word = word.or(Some(at));
            } else {
                told.mark(text, at, c, state);
            }
            at += c.len_utf8();
        }
        if let Some(word) = word {
            told.take(text, word..text.len(), unspaced, state);
        }
        told.broken |= state.quoted || state.brackets > 0;
        // What it is about was said before.
        told.leans |= matches!(told.last, Word::Pointing | Word::That | Word::Object);
        told
    }

    /// Reads what is no letter.
    fn mark(&mut self, text: &str, at: usize, c: char, state: &mut State) {
        match c {
            ' ' | ',' | '.' => {}
            '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' => {
                state.quoted = !state.quoted;
            }
            '(' | '[' | '（' => state.brackets += 1,
            ')' | ']' | '）' => {
                self.broken |= state.brackets == 0;
                state.brackets = state.brackets.saturating_sub(1);
            }
            '@' | '•' | '|' | '\t' => self.broken = true,
            '/' => self.broken |= text.get(..at).is_some_and(|before| before.ends_with(":/")),
            _ => {}
        }
    }

    /// Reads one word.
    fn take(&mut self, text: &str, place: Range<usize>, unspaced: bool, state: &mut State) {
        if self.read == 0 {
            self.leans |= opening_leans(text, place.clone());
        }
        let word = text.get(place).unwrap_or_default();
        let before = self.last;
        self.last = Word::Other;
        self.read += 1;
        if unspaced {
            self.words += word.chars().count().div_ceil(2);
            return;
        }
        let named = match word.as_bytes() {
            [] | [_] => false,
            [first, ..] if first.is_ascii() => !first.is_ascii_lowercase(),
            _ => word.starts_with(char::is_uppercase),
        };
        self.named += usize::from(self.words > 0 && named);
        self.words += 1;
        self.last = Word::of(word);
        match (before, self.last) {
            (_, Word::Pointing) => {
                self.points = true;
                self.leans |= self.read <= 3;
            }
            (Word::Preposition | Word::For, Word::That) => self.leans |= self.read == 2,
            (_, Word::Courtesy)
            | (Word::Reach, Word::Me)
            | (Word::Vote, Word::For)
            | (Word::Your, Word::Vote | Word::Favour | Word::Reach) => self.leans = true,
            (_, Word::Also) => {
                self.points = true;
                self.leans |= self.read <= 4;
            }
            (_, Word::Adding | Word::Your) => self.points = true,
            (_, Word::Another) => state.of_another = true,
            (_, Word::Site) => self.broken = true,
            _ => {}
        }
    }

    /// Whether a sentence stands alone, and if so whether it has a full stop
    /// and a capital, where its script has any.
    fn form(&self, text: &str) -> Option<bool> {
        if self.broken || self.leans || self.words < LEAST_WORDS || self.width < LEAST_WIDTH {
            return None;
        }
        let first = text.chars().next()?;
        let rest = text.trim_start_matches(['"', '“', '„', '«', '「', '『', '\'', '‘', '¿', '¡', '(']);
        let initial = rest.chars().next().filter(|c| is_letter(*c))?;
        let core = text.trim_end_matches(['"', '”', '“', '»', '\'', '’', ')', '）', '」', '』']);
        // Somebody else's words, or a remark in brackets.
        if core.len() < text.len() && !is_letter(first) {
            return None;
        }
        let stopped = match core.chars().next_back()? {
            // Unfinished.
            '.' if core.ends_with("..") => return None,
            '.' | '!' | '。' | '！' | '．' | '।' | '۔' | '։' | '።' | '။' | '។' => true,
            last if is_letter(last) => false,
            // A question, an opening of a list, a part of a sentence.
            _ => return None,
        };
        if stopped && 2 * self.named <= self.words && !initial.is_lowercase() {
            return Some(true);
        }
        let labelled = text.chars().take(LABEL).any(|c| c == ':');
        let loose = !labelled && self.words >= LEAST_LOOSE_WORDS && 3 * self.named <= self.words;
        loose.then_some(false)
    }
}

/// Whether a text begins with words that lean on the sentence before, or
/// greets; the first word stands in `first`.
fn opening_leans(text: &str, first: Range<usize>) -> bool {
    let folded = fold(text.get(first.clone()).unwrap_or_default());
    let rest = text.get(first.start..).unwrap_or_default();
    let begins = |opening: &str| {
        let head = rest.get(..opening.len());
        !opening.is_empty() && head.is_some_and(|head| head.eq_ignore_ascii_case(opening))
    };
    match folded.bytes().next() {
        None => false,
        Some(initial) if initial.is_ascii() => {
            leaning_words(initial).split(' ').any(|leaning| leaning == folded)
                || leaning_openings(initial).split('|').any(begins)
        }
        Some(_) => LEANING_UNSPACED.split('|').any(begins),
    }
}

/// What a word is; all but [`Word::Other`] are told by [`WORDS`].
#[derive(Clone, Copy, PartialEq, Default)]
enum Word {
    #[default]
    Other,
    /// Points back.
    Pointing,
    /// Points back after a preposition, or as the last word.
    That,
    /// Points back as the last word.
    Object,
    Preposition,
    /// A preposition, and what a vote is asked with.
    For,
    /// Adds to what was said before.
    Also,
    /// Adds to what was said before, or speaks to the reader.
    Adding,
    /// Speaks to the reader.
    Your,
    /// Asks for an answer before [`Word::Me`]; "your consideration" too.
    Reach,
    Me,
    Vote,
    /// Is asked of the reader after [`Word::Your`].
    Favour,
    /// Thanks: also German, French, Spanish, Portuguese, Italian.
    Courtesy,
    /// Somebody speaks of the nominee, or of somebody named before.
    Another,
    /// An address begins.
    Site,
}

/// English words by their keys, in the order of these.
const WORDS: [(u64, Word); 61] = [
    (key("above"), Word::Adding),
    (key("after"), Word::Preposition),
    (key("also"), Word::Also),
    (key("apologies"), Word::Courtesy),
    (key("apologise"), Word::Courtesy),
    (key("apologize"), Word::Courtesy),
    (key("at"), Word::Preposition),
    (key("before"), Word::Preposition),
    (key("beside"), Word::Preposition),
    (key("by"), Word::Preposition),
    (key("consider"), Word::Reach),
    (key("contact"), Word::Reach),
    (key("danke"), Word::Courtesy),
    (key("during"), Word::Preposition),
    (key("find"), Word::Reach),
    (key("for"), Word::For),
    (key("from"), Word::Preposition),
    (key("gracias"), Word::Courtesy),
    (key("grateful"), Word::Courtesy),
    (key("grazie"), Word::Courtesy),
    (key("he"), Word::Another),
    (key("her"), Word::Another),
    (key("him"), Word::Another),
    (key("his"), Word::Another),
    (key("in"), Word::Preposition),
    (key("it"), Word::Object),
    (key("later"), Word::Also),
    (key("me"), Word::Me),
    (key("mentioned"), Word::Adding),
    (key("merci"), Word::Courtesy),
    (key("obrigada"), Word::Courtesy),
    (key("obrigado"), Word::Courtesy),
    (key("of"), Word::Preposition),
    (key("on"), Word::Preposition),
    (key("over"), Word::Preposition),
    (key("ping"), Word::Reach),
    (key("previous"), Word::Adding),
    (key("reach"), Word::Reach),
    (key("she"), Word::Another),
    (key("since"), Word::Preposition),
    (key("sorry"), Word::Courtesy),
    (key("such"), Word::Pointing),
    (key("support"), Word::Favour),
    (key("thank"), Word::Courtesy),
    (key("thankful"), Word::Courtesy),
    (key("thanks"), Word::Courtesy),
    (key("that"), Word::That),
    (key("them"), Word::Object),
    (key("then"), Word::Also),
    (key("these"), Word::Pointing),
    (key("this"), Word::Pointing),
    (key("those"), Word::Pointing),
    (key("through"), Word::Preposition),
    (key("to"), Word::Preposition),
    (key("too"), Word::Adding),
    (key("vote"), Word::Vote),
    (key("with"), Word::Preposition),
    (key("within"), Word::Preposition),
    (key("www"), Word::Site),
    (key("you"), Word::Adding),
    (key("your"), Word::Your),
];

/// The first eight letters of a word in ASCII, in lower case, as a number.
const fn key(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut key = 0;
    let mut at = 0;
    while at < 8 && at < bytes.len() {
        key = key << 8 | bytes[at].to_ascii_lowercase() as u64;
        at += 1;
    }
    if at == 0 { 0 } else { key << (8 * (8 - at)) }
}

impl Word {
    fn of(word: &str) -> Self {
        let key = key(word);
        let found = WORDS.binary_search_by(|(other, _)| other.cmp(&key));
        found.ok().and_then(|at| WORDS.get(at)).map_or(Self::Other, |(_, word)| *word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::blocks::{Block, Inline};

    fn standing_of(text: &str) -> Standing {
        let block = Block::Paragraph(vec![Inline::Text(text.to_owned())]);
        let sentences = sentences(&Document::new(&[block]));
        assert!(sentences.len() == 1 || sentences.iter().all(|one| one.standing == sentences[0].standing));
        sentences.first().map_or(Standing::Not, |sentence| sentence.standing)
    }

    #[track_caller]
    fn check(standing: Standing, texts: &[&str]) {
        for text in texts {
            assert_eq!(standing_of(text), standing, "{text}");
        }
    }

    #[test]
    fn sentences_of_any_script_stand_alone() {
        check(
            Standing::Whole,
            &[
                "I have kept the build servers of Lighthouse running since 2016.",
                "“Lighthouse for everyone” is what I would like to work on next year!",
                "Most of my time goes to reviewers (people who wait too long).",
                "Ich möchte, dass mehr Menschen aus der Region mitarbeiten können.",
                "Je voudrais que chaque équipe trouve deux relecteurs de plus.",
                "¡Quiero que las reuniones se celebren a horas distintas!",
                "Я хочу, чтобы новые участники получали ответ за неделю.",
                "لقد عملت على أدوات البناء منذ سنوات طويلة مع فريق صغير.",
                "मैं चाहती हूँ कि नए लोगों को एक सप्ताह में उत्तर मिले।",
                "私は三年間リリースチームで働き、文書の翻訳を支えてきました。",
                "我希望新的贡献者能够在一周之内得到答复和帮助。",
                "저는 새로운 기여자가 일주일 안에 답을 받기를 바랍니다.",
            ],
        );
    }

    #[test]
    fn what_leans_on_the_sentence_before_does_not() {
        check(
            Standing::Not,
            &[
                "This is why the council should meet twice a month.",
                "However, the release took longer than anybody had hoped.",
                "That’s what I would change about the review of proposals.",
                "But the tools alone have never kept anybody with us.",
                "It’s time for somebody from another region to serve.",
                "So I would ask every team to name a second maintainer.",
                "During that time I learned how the releases are made.",
                "With these changes the servers cost half of what they did.",
                "For example, the build servers were moved last summer.",
                "I was also the release manager of Lighthouse for two years.",
                "I then joined the group that answers for the build servers.",
                "I have worked with three others to repair all of these.",
                "Aber die Werkzeuge allein haben noch niemanden gehalten.",
                "Cependant la version suivante a pris plus de temps.",
                "しかし、リリースには思ったより長い時間がかかりました。",
                "但是发布所花的时间比任何人想象的都要长得多。",
            ],
        );
    }

    #[test]
    fn greetings_thanks_questions_and_requests_do_not() {
        check(
            Standing::Not,
            &[
                "Hello everybody, I am running for the council this year.",
                "Thank you all for reading this far into my statement.",
                "I am grateful to everyone who has nominated me today.",
                "Sorry for the length of what I have written here today.",
                "Please reach out to me about anything that is unclear.",
                "I hope that you will vote for me in this election.",
                "Who will maintain the build servers five years from now?",
                "Vielen Dank, danke für eure Zeit und euer Vertrauen.",
                "大家好，我今年参加指导委员会的选举，希望得到支持。",
            ],
        );
    }

    #[test]
    fn parts_of_sentences_links_and_headings_do_not() {
        check(
            Standing::Not,
            &[
                "My goals for the coming term are these three:",
                "What I have done",
                "Member, Release Team, Lighthouse Council, Harbour Working Group.",
                "I can be found as @ada on every network there is.",
                "My talks are collected at https://example.org/talks for everyone.",
                "• Keep the servers running • Answer within a week.",
                "The same thing that we do every night of the week...",
                "(Everything below was written on a train to the coast.)",
                "“Ada would be the calmest council member that we ever had.”",
                "🚀 Keep shipping a release in every month of the year.",
                "I care.",
            ],
        );
    }

    #[test]
    fn what_has_no_full_stop_or_capital_stands_less_well() {
        check(
            Standing::Loose,
            &[
                "Keep the servers running and answer every question within a week",
                "i have kept the build servers of the project running since 2016.",
            ],
        );
    }

    #[test]
    fn a_quotation_over_sentences_is_somebody_elses() {
        let text = "“Ada answers all that is asked. Nobody waits for long. We should elect Ada again.” \
                    I have kept the build servers running since 2016.";
        let block = Block::Paragraph(vec![Inline::Text(text.to_owned())]);
        let document = Document::new(&[block]);
        let found: Vec<_> = sentences(&document).iter().map(|sentence| sentence.standing).collect();
        assert_eq!(found, [Standing::Not, Standing::Not, Standing::Not, Standing::Whole]);
    }

    #[test]
    fn a_paragraph_about_her_is_somebody_elses() {
        let text =
            "I believe that she respects everybody. Ada has kept the build servers running since 2016.";
        check(Standing::Not, &[text]);
    }

    #[test]
    fn the_words_stand_in_the_order_of_their_keys() {
        assert!(WORDS.is_sorted_by(|one, next| one.0 < next.0));
        assert!(Word::of("These") == Word::Pointing && Word::of("theses") == Word::Other);
        assert!(Word::of("Apologizing") == Word::Courtesy && Word::of("été") == Word::Other);
    }

    #[test]
    fn wide_letters_take_two_columns() {
        assert_eq!(width("Rustの文書 été"), 14);
    }
}
