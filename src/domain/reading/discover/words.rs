//! The words of all nominees, counted: how each is used, and by how many.

use std::ops::Range;

use super::super::forms::{Forms, is_unspaced};
use super::super::topics::{has_noun_capitals, is_names, lead_in};
use crate::domain::document::{Document, Kind};
use crate::domain::text::fold;

/// Words that are read at most, of each nominee the same share.
const MOST_WORDS: usize = 40_000;
/// Headings of one nominee.
const MOST_SECTIONS: usize = 200;
/// Letters of a word.
const MOST_LETTERS: usize = 40;

/// Words between which a term stands, as they are compared: of English, and the
/// commonest of Spanish, Portuguese, French, Italian and German.
const STOP: &str = " a an the and or but nor not no so as at by for from in into of off on onto out over per to up \
upon via with within without about above after again against across all along also although always am among \
another any anyone anything are around be because been before being below between both can could did do does \
done down during each either else ever every everyone everything few first further get getting give given go \
going gone got had has have having he her here hers him his how however if is it its itself just keep let like \
long lot made make making many may me might mine more most much must my myself need never next now often once \
one only other our ours ourself own part past rather really same second see seen shall she should since some \
someone something still such take taken than thank that their them then there therefore these they thing this \
those though three through throughout time today together too toward try two under until us use used using \
very want was way we well were what when where whether which while who whom whose why will wish would year yet \
you your able add allow another ask available back base become begin believe best better big bring call com come \
continue current currently daily day different early easy enable end-to-end ensure etc even exist existing far \
feel find focus full good great happy hard help high hope http https huge important improve include know large \
last late lead little look love main mean meet move old open org part people personal place please \
provide put ready real reduce right run say serve several show small start stay support sure talk tell think \
true understand various via welcome work www \
al ante como con cual cuando de del desde donde el ella en entre era es esa ese esta este hasta la las lo los \
mas mi muy nos o para pero por porque que se ser si sin sobre son su sus tambien todo un una uno y ya \
ao aos com da das dos e em isso mais meu minha na nas nao no nos ou pela pelo quando sao sem seu sua tem uma \
au aux avec ce ces cette dans depuis des du elle est et il ils je le les leur mais mes mon ne notre nous on ou \
par pas plus pour qui sa ses sont sur tout tres une vous \
che ci della delle degli di e gli ho il io nella non per piu questo sono tra un \
als am auch auf aus bei bin bis das dass dem den der die dies diese durch ein eine einen einer es fur haben hat \
ich ihr im ist kann mein meine mich mir mit nach nicht noch nur oder sein sich sie sind uber um und uns unser \
vom von vor war wenn werden wie wir wird zu zum zur ";

/// Words of headings about the nominee, in some languages: "What I've done", "Über mich".
const ONESELF: &str = " about contact i je ich io jag ja jeg link links me mein meine mi moi my mon myself \
resource thanks thank you what where who why wer warum was quien por qui pourquoi yo eu minha meu chi perche ";

/// What is taken off words so that "inclusive", "inclusion" and "inclusivity" meet.
const DERIVED: [&str; 21] = [
    "ability", "ibility", "ivity", "iveness", "ation", "ition", "ity", "ion", "iv", "abl", "ibl", "ancy",
    "ency", "anc", "enc", "ment", "ent", "ant", "ly", "at", "y",
];

/// Chinese characters that stand between terms.
const BETWEEN: &str = "的和与在是了我们你他她它为对将会要有这那也都及或以把被让使更并而但从到于等很能可不就";

/// One word as it stands.
pub(super) struct Word<'a> {
    pub as_written: &'a str,
    pub document: u32,
    /// Counted over all documents.
    pub sentence: u32,
    /// The index of its form.
    pub form: u32,
    /// In a heading, or in the words that head a paragraph.
    pub heads: bool,
    /// The first of its sentence.
    pub first: bool,
    /// How it follows the word before.
    pub after: After,
    /// Whether it stands between terms and is of none.
    pub stop: bool,
}

/// How a word follows the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// A mark is between them, or nothing before.
    Mark,
    Hyphen,
    Space,
}

/// A word as it is compared, and how it is used.
#[derive(Default)]
pub(super) struct Form {
    pub text: String,
    /// The index of what words of its origin share.
    pub family: u32,
    pub times: usize,
    /// By how many nominees.
    pub by: usize,
    /// How often within a sentence, and how often with a capital there.
    pub inside: usize,
    pub capital: usize,
    stop: bool,
    /// The last nominee, from 1.
    last: u32,
}

/// What words of one origin share.
#[derive(Default)]
pub(super) struct Family {
    /// By how many nominees they are used.
    pub by: usize,
    last: u32,
}

/// The words of all nominees.
pub(super) struct Read<'a> {
    pub words: Vec<Word<'a>>,
    pub forms: Vec<Form>,
    pub families: Vec<Family>,
    /// Whether nouns have capitals here, as in German.
    pub noun_capitals: bool,
}

impl<'a> Read<'a> {
    /// Reads all documents, of each the same share.
    pub fn of(documents: &[&'a Document]) -> Self {
        let german = documents.iter().filter(|document| has_noun_capitals(document)).count();
        let noun_capitals = german * 2 > documents.len();
        let mut read = Self { words: Vec::new(), forms: Vec::new(), families: Vec::new(), noun_capitals };
        let mut reader = Reader::default();
        let to_fill_in = forms_to_fill_in(documents);
        let share = MOST_WORDS / documents.len().max(1);
        let mut sentence = 0;
        for (index, document) in documents.iter().enumerate() {
            let end = read.words.len() + share;
            for (at, leaf) in document.leaves.iter().enumerate() {
                if read.words.len() >= end {
                    break;
                }
                let lead = match leaf.kind {
                    Kind::Heading if to_fill_in.binary_search(&fold(&leaf.text)).is_ok() => continue,
                    Kind::Heading if reader.is_of_oneself(&leaf.text) => continue,
                    Kind::Heading => leaf.text.len(),
                    Kind::Prose | Kind::Item(_) if noun_capitals || !is_names(&leaf.text) => {
                        lead_in(&leaf.text)
                    }
                    _ => continue,
                };
                for place in document.sentences(at) {
                    sentence += 1;
                    let lead = lead.saturating_sub(place.bytes.start);
                    reader.sentence(document.text(&place), lead, (index as u32, sentence), end, &mut read);
                    if read.words.len() >= end {
                        break;
                    }
                }
            }
        }
        read.find_families();
        read.count();
        read
    }

    fn find_families(&mut self) {
        let mut known = Names::default();
        for form in &mut self.forms {
            form.family = known.index(family(&form.text));
        }
        self.families.resize_with(known.names.len(), Family::default);
    }

    fn count(&mut self) {
        for word in &self.words {
            let Some(form) = self.forms.get_mut(word.form as usize).filter(|_| !word.stop) else { continue };
            let inside = usize::from(!word.first && !word.heads);
            form.times += 1;
            form.inside += inside;
            form.capital += inside * usize::from(word.as_written.starts_with(char::is_uppercase));
            let document = word.document + 1;
            form.by += usize::from(form.last != document);
            form.last = document;
            if let Some(family) = self.families.get_mut(form.family as usize) {
                family.by += usize::from(family.last != document);
                family.last = document;
            }
        }
    }
}

/// Words by their indices, and the indices by the words.
#[derive(Default)]
struct Names {
    names: Vec<String>,
    /// Indices and one more, at the places that hashes of the words begin to look at.
    places: Vec<u32>,
}

impl Names {
    /// The index of a word, which is new if it was not known.
    fn index(&mut self, name: &str) -> u32 {
        if self.names.len() * 2 >= self.places.len() {
            self.grow();
        }
        let mut at = self.place(name);
        while let Some(index) = self.places.get(at).and_then(|index| index.checked_sub(1)) {
            if self.names.get(index as usize).is_some_and(|known| known == name) {
                return index;
            }
            at = (at + 1) % self.places.len();
        }
        self.names.push(name.to_owned());
        if let Some(place) = self.places.get_mut(at) {
            *place = self.names.len() as u32;
        }
        self.names.len() as u32 - 1
    }

    fn place(&self, name: &str) -> usize {
        // FNV-1a, folded: its low bits alone would be like each other.
        let mix = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        let hash = name.bytes().fold(0x811c_9dc5, mix);
        (hash ^ (hash >> 15)) as usize % self.places.len().max(1)
    }

    fn grow(&mut self) {
        let places = (self.places.len() * 2).max(1024);
        self.places = vec![0; places];
        for (index, name) in self.names.iter().enumerate() {
            let mut at = self.place(name);
            while self.places.get(at).is_some_and(|place| *place > 0) {
                at = (at + 1) % places;
            }
            if let Some(place) = self.places.get_mut(at) {
                *place = index as u32 + 1;
            }
        }
    }
}

/// What is kept from sentence to sentence.
struct Reader {
    stop: Vec<String>,
    oneself: Vec<String>,
    known: Names,
    forms: Forms,
    form: String,
}
impl Default for Reader {
    fn default() -> Self {
        let (known, forms, form) = (Names::default(), Forms::default(), String::new());
        Self { stop: list(STOP), oneself: list(ONESELF), known, forms, form }
    }
}

impl Reader {
    fn is_of_oneself(&mut self, heading: &str) -> bool {
        self.forms.read(heading);
        let is_known = |form: &str| self.oneself.binary_search_by(|word| word.as_str().cmp(form)).is_ok();
        self.forms.text.split(' ').any(is_known)
    }

    /// Adds the words of one sentence, until there are `most`; its first `lead` bytes head a paragraph.
    fn sentence<'a>(
        &mut self,
        text: &'a str,
        lead: usize,
        (document, sentence): (u32, u32),
        most: usize,
        read: &mut Read<'a>,
    ) {
        self.forms.read(text);
        let letter =
            |source: &Range<usize>| text.get(source.clone()).and_then(|letter| letter.chars().next());
        let (mut at, mut end) = (0, 0);
        while let Some(start) = self.forms.starts.get(at).filter(|_| read.words.len() < most) {
            let mut source = start.source.clone();
            let script = letter(&source).map_or(Script::Spaced, Script::of);
            self.form.clear();
            if script == Script::Spaced {
                self.form.push_str(self.forms.word_at(at));
            }
            at += 1;
            // The further letters of a run, and the second half of "owner ship".
            while let Some(next) = self.forms.starts.get(at) {
                let same = next.source == source;
                let runs_on = script != Script::Spaced
                    && next.source.start == source.end
                    && letter(&next.source).is_some_and(|letter| Script::of(letter) == script);
                if !same && !runs_on {
                    break;
                }
                if same {
                    self.form.push_str(self.forms.word_at(at));
                }
                source.end = next.source.end;
                at += 1;
            }
            let as_written = text.get(source.clone()).unwrap_or_default();
            let letters = as_written.chars().take(MOST_LETTERS + 1).count();
            let stop = match script {
                Script::Spaced => {
                    letters > MOST_LETTERS || as_written.starts_with(|c: char| c.is_ascii_digit())
                }
                Script::Other => true,
                Script::Han | Script::Katakana => {
                    self.form.push_str(as_written);
                    !(2..=6).contains(&letters)
                }
            };
            if stop {
                self.form.clear();
            }
            let form = self.known.index(&self.form);
            if form as usize == read.forms.len() {
                let text = self.form.clone();
                let stop = text.len() < 3 || self.stop.binary_search(&text).is_ok();
                read.forms.push(Form { text, stop, ..Form::default() });
            }
            let stop = stop || read.forms.get(form as usize).is_none_or(|form| form.stop);
            let after = match text.get(end..source.start) {
                Some("-") if end > 0 => After::Hyphen,
                Some(between) if end > 0 && between.bytes().all(|byte| byte == b' ') => {
                    if script == Script::Spaced { After::Space } else { After::Mark }
                }
                _ => After::Mark,
            };
            let (heads, first) = (source.start < lead, end == 0);
            read.words.push(Word { as_written, document, sentence, form, heads, first, after, stop });
            end = source.end;
        }
    }
}

/// How a script puts words together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    /// With spaces between them.
    Spaced,
    /// Chinese characters: a run of them between the commonest is a term.
    Han,
    /// The kana of foreign words: a run of them is a word.
    Katakana,
    /// Without a way to tell where a word ends, or what stands between terms.
    Other,
}

impl Script {
    fn of(c: char) -> Self {
        match c {
            '\u{30a1}'..='\u{30fc}' => Self::Katakana,
            _ if !is_unspaced(c) => Self::Spaced,
            '\u{3400}'..='\u{9fff}' if !BETWEEN.contains(c) => Self::Han,
            _ => Self::Other,
        }
    }
}

/// Headings that most nominees have, folded and sorted: a form to fill in.
fn forms_to_fill_in(documents: &[&Document]) -> Vec<String> {
    let mut headings: Vec<(String, usize)> = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let sections = document.sections.iter().take(MOST_SECTIONS).filter(|section| section.level > 0);
        headings.extend(sections.map(|section| (fold(&section.title), index)));
    }
    headings.sort_unstable();
    headings.dedup();
    let same = headings.chunk_by(|a, b| a.0 == b.0);
    let most = same.filter(|same| documents.len() >= 5 && same.len() * 5 > documents.len() * 3);
    most.filter_map(|same| same.first().map(|(heading, _)| heading.clone())).collect()
}

/// What words of one origin share, roughly.
fn family(form: &str) -> &str {
    let origins = DERIVED.iter().filter_map(|ending| form.strip_suffix(ending));
    origins.filter(|origin| origin.len() >= 5).min_by_key(|origin| origin.len()).unwrap_or(form)
}

/// The words of a list as they are compared, sorted.
pub(super) fn list(words: &str) -> Vec<String> {
    let mut forms: Vec<_> =
        words.split_whitespace().map(|word| Forms::of(word).text.replace(' ', "")).collect();
    forms.sort_unstable();
    forms
}
