//! Topics that nominees share, for a feed that names none: nouns and phrases
//! that several of them use, most of all in headings, named as they name them.
//!
//! What is no topic is known in three ways. By counting: a heading that most
//! have is a form to fill in, a term in every second sentence is the subject of
//! the whole election, a term that is nearly always capitalised is a name. By
//! shape: a single word counts only if it ends as nouns for abstract things do
//! in many European languages, or heads paragraphs. And by lists, which know
//! English best: [`STOP`], [`FILLER`], [`OFFICE`]. docs/topics.md shows what comes out.

use super::forms::{Forms, is_unspaced};
use super::topics::{has_noun_capitals, is_names, lead_in};
use crate::domain::blocks::slug;
use crate::domain::document::{Document, Kind};
use crate::domain::text::fold;
use crate::feed::{Text, Topic};

/// Topics that are found at most.
const MOST: usize = 12;
/// Words that are read at most, of each nominee the same share.
const MOST_WORDS: usize = 40_000;
/// Words of a term.
const LONGEST: usize = 3;
/// Headings of one nominee.
const MOST_SECTIONS: usize = 200;
/// Letters of a word.
const MOST_LETTERS: usize = 40;
/// Spellings of a term that are told apart.
const MOST_SPELLINGS: usize = 24;

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

/// Beginnings of nouns that say nothing of a subject, or are what all these
/// elections are about; of English, and so of much that other languages share.
const FILLER: &str = "abilit achiev action activ addit announc applicat architectur attent background begin capab \
challeng change collaborat commit communit comunid comunit concern connect consider contribut convers creat \
decis dedicat develop differen direct discuss ecosyst edition educat effect effort engineer enhanc environ event \
evolution exist experien experience feature found function future generat goal group growth hearing idea \
impact implement importan improv informat instit interest introduc involve issue journey maintain management \
meeting member mission moment month motivat nation number operat opinion opportun option organi particip passion \
perform_ period person position possib presen product program project question reason relation requir respons \
section situat solut structur success task team tech technolog topic trying value version vision world";

/// Words of any election: a phrase that has one of them is no subject of it.
const OFFICE: &str = " ambassador board campaign candidacy candidate chair co-chair committee council coordinator \
elect elected election employer lead manager member nomination nominee office officer owner role seat source \
statement steer steering term tech vote voter voting engineer ";

/// How nouns for abstract things end: in English, German, the Romance and Slavic languages.
const ENDINGS: [&str; 40] = [
    "ity", "tion", "sion", "ment", "ness", "ship", "ance", "ence", "cy", "ism", "ture", "out", "hood",
    "logy", "th", "ics", "sis", "ung", "heit", "keit", "schaft", "itat", "dad", "dade", "cion", "cao",
    "zione", "mento", "ncia", "nza", "ita", "alite", "ilite", "rsite", "ние", "ость", "ство", "ция", "osc",
    "acja",
];

/// What is taken off words so that "inclusive", "inclusion" and "inclusivity" meet.
const DERIVED: [&str; 21] = [
    "ability", "ibility", "ivity", "iveness", "ation", "ition", "ity", "ion", "iv", "abl", "ibl", "ancy",
    "ency", "anc", "enc", "ment", "ent", "ant", "ly", "at", "y",
];

/// Chinese characters that stand between terms.
const BETWEEN: &str = "的和与在是了我们你他她它为对将会要有这那也都及或以把被让使更并而但从到于等很能可不就";

/// One word as it stands.
struct Word<'a> {
    form: String,
    as_written: &'a str,
    document: usize,
    /// Counted over all documents.
    sentence: usize,
    /// In a heading, or in the words that head a paragraph.
    heads: bool,
    /// The first of its sentence.
    first: bool,
    /// How it follows the word before.
    after: After,
    /// Whether it stands between terms and is of none.
    stop: bool,
    /// The identity of its form, and of what words of its origin share.
    id: u32,
    family: u32,
}

/// How a word follows the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    /// A mark is between them, or nothing before.
    Mark,
    Hyphen,
    Space,
}

/// A row of words: its identity, and the index of its first.
type Gram = ([u32; LONGEST], usize);

/// A term that several nominees use.
struct Term {
    label: String,
    /// Its spellings, the most used first.
    spellings: Vec<String>,
    /// What it is made of, but for words that everybody uses.
    parts: Vec<u32>,
    /// In ten-thousandths of a nominee.
    score: usize,
    /// In rising order.
    sentences: Vec<usize>,
}

/// The topics that several nominees share, the most shared first; none where
/// nothing is. The order of the documents does not matter.
#[must_use]
pub fn discover(documents: &[&Document]) -> Vec<Topic> {
    let mut terms = Terms::of(documents).found();
    terms.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.label.cmp(&b.label)));
    let mut kept: Vec<Term> = Vec::new();
    for term in terms {
        if kept.len() == MOST {
            break;
        }
        if !kept.iter().any(|other| other.is_like(&term)) {
            kept.push(term);
        }
    }
    kept.into_iter().map(Term::topic).collect()
}

/// How many nominees a topic is shared by: three, two where there are fewer
/// than five, and an eighth of many.
fn least(count: usize) -> usize {
    if count < 5 { 2 } else { (count / 8).max(3) }
}

impl Term {
    /// Whether two terms would be about the same passages.
    fn is_like(&self, other: &Self) -> bool {
        let both = self.sentences.iter().filter(|at| other.sentences.binary_search(at).is_ok()).count();
        both * 2 >= self.sentences.len().min(other.sentences.len())
            || self.parts.iter().any(|part| other.parts.contains(part))
    }

    fn topic(self) -> Topic {
        let mut forms = vec![Forms::of(&self.label).text];
        let mut keywords: Vec<Text> = Vec::new();
        for spelling in &self.spellings {
            let form = Forms::of(spelling).text;
            if !forms.contains(&form) {
                forms.push(form);
                keywords.push(spelling.as_str().into());
            }
        }
        Topic { id: slug(&self.label).into(), label: self.label.into(), keywords }
    }
}

/// One way in which a term is written.
struct Spelling {
    as_written: String,
    folded: String,
    times: usize,
    /// Whether it stands within a sentence somewhere, where a capital has a reason.
    inside: bool,
}

/// How a word is used.
#[derive(Default, Clone)]
struct Uses {
    times: usize,
    /// By how many nominees.
    by: usize,
    /// The last of them.
    last: Option<usize>,
    /// How often within a sentence, and how often with a capital there.
    inside: usize,
    capital: usize,
}

/// The words of all documents, counted.
struct Terms<'a> {
    words: Vec<Word<'a>>,
    documents: usize,
    /// All forms and families, sorted; an identity is an index and one more.
    table: Vec<String>,
    /// How each is used.
    uses: Vec<Uses>,
    /// Words of any election.
    office: Vec<String>,
    /// Whether nouns have capitals here, as in German.
    noun_capitals: bool,
}

impl<'a> Terms<'a> {
    fn of(documents: &[&'a Document]) -> Self {
        let noun_capitals =
            documents.iter().filter(|document| has_noun_capitals(document)).count() * 2 > documents.len();
        let mut words = words(documents, noun_capitals);
        let mut table: Vec<String> = Vec::new();
        for word in words.iter().filter(|word| !word.stop) {
            table.push(word.form.clone());
            let family = family(&word.form);
            if family.len() < word.form.len() {
                table.push(family.to_owned());
            }
        }
        table.sort_unstable();
        table.dedup();
        let id = |form: &str| {
            let at = table.binary_search_by(|known| known.as_str().cmp(form));
            at.map_or(0, |at| at as u32 + 1)
        };
        for word in words.iter_mut().filter(|word| !word.stop) {
            word.id = id(&word.form);
            word.family = id(family(&word.form));
        }
        let uses = vec![Uses::default(); table.len() + 1];
        let office = list(OFFICE);
        let mut terms = Self { words, documents: documents.len(), table, uses, office, noun_capitals };
        for word in terms.words.iter().filter(|word| !word.stop) {
            let inside = usize::from(!word.first && !word.heads);
            let capital = inside * usize::from(word.as_written.starts_with(char::is_uppercase));
            if let Some(uses) = terms.uses.get_mut(word.id as usize) {
                uses.times += 1;
                uses.by += usize::from(uses.last != Some(word.document));
                uses.last = Some(word.document);
                uses.inside += inside;
                uses.capital += capital;
            }
        }
        terms
    }

    /// All rows of at most three words that may be terms, the same ones together.
    fn grams(&self) -> Vec<Gram> {
        let mut grams = Vec::new();
        let id = |at: usize| self.words.get(at).map_or(0, |word| word.id);
        let joined = |at: usize| self.words.get(at).is_some_and(|word| word.after != After::Mark);
        let stop = |at: usize| self.words.get(at).is_none_or(|word| word.stop);
        for (at, word) in self.words.iter().enumerate().filter(|(_, word)| !word.stop) {
            grams.push(([word.family, 0, 0], at));
            if !joined(at + 1) {
                continue;
            }
            if !stop(at + 1) {
                grams.push(([id(at), id(at + 1), 0], at));
            }
            // "code of conduct": what joins is short.
            let joins = !stop(at + 1) || self.words.get(at + 1).is_some_and(|word| word.form.len() <= 3);
            if joins && joined(at + 2) && !stop(at + 2) {
                grams.push(([id(at), id(at + 1), id(at + 2)], at));
            }
        }
        grams.sort_unstable();
        grams
    }

    /// The terms that enough nominees use.
    fn found(&self) -> Vec<Term> {
        let grams = self.grams();
        let mut terms = Vec::new();
        for group in grams.chunk_by(|a, b| a.0 == b.0) {
            terms.extend(self.term(group));
        }
        terms
    }

    /// The term that these uses are of, if it may be a topic.
    fn term(&self, group: &[Gram]) -> Option<Term> {
        let count = self.documents;
        let (key, _) = group.first().filter(|_| group.len() >= least(count))?;
        let length = key.iter().rposition(|id| *id > 0)? + 1;
        let (mut by, mut headed_by) = (Vec::new(), Vec::new());
        let (mut names, mut seen) = (0, 0);
        let mut sentences: Vec<usize> = Vec::new();
        let spaced = group.iter().any(|(_, at)| self.is_spaced(*at, length));
        for (_, at) in group {
            let word = self.words.get(*at)?;
            if by.last() != Some(&word.document) {
                by.push(word.document);
            }
            if sentences.last() != Some(&word.sentence) {
                sentences.push(word.sentence);
            }
            if word.heads && headed_by.last() != Some(&word.document) {
                headed_by.push(word.document);
            }
            if !word.heads && (length > 1 || !word.first) && (!spaced || self.is_spaced(*at, length)) {
                seen += 1;
                names += usize::from(self.is_name(*at, length));
            }
        }
        let (times, by, headed) = (group.len(), by.len(), headed_by.len());
        let name = !self.noun_capitals && names * 5 >= seen * if length > 1 { 2 } else { 3 } && seen > 0;
        // What everybody speaks of all the time is what the election is about.
        let subject = count >= 6 && by * 5 > count * 4 && times * 2 > by * 5;
        if by < least(count) || name || subject {
            return None;
        }
        let spellings = self.spellings(group, length);
        let label = if length == 1 {
            let says_nothing =
                spellings.iter().any(|spelling| is_filler(&spelling.folded)) || self.is_of_office(key);
            noun(&spellings, times, headed).filter(|_| !says_nothing)?
        } else {
            let as_words = spellings.iter().find(|spelling| !spelling.as_written.contains('-'));
            as_words.or(spellings.first()).filter(|_| self.is_phrase(key, times))?
        };
        let label = self.as_within_a_sentence(label);
        let used = |id: &&u32| self.uses.get(**id as usize).is_some_and(|uses| uses.by * 2 <= count);
        let parts = key.iter().filter(|id| **id > 0).filter(used).copied().collect();
        let often = (times * 10 / by).min(30);
        let score = (by + 2 * headed) * if length > 1 { 130 } else { 100 } * (90 + often);
        let spellings = spellings.iter().map(|spelling| self.as_within_a_sentence(spelling)).collect();
        Some(Term { label, spellings, parts, score, sentences })
    }

    /// A spelling without the capital that only the beginning of a sentence gave it.
    fn as_within_a_sentence(&self, spelling: &Spelling) -> String {
        let word = &spelling.as_written;
        let mut letters = word.chars();
        let first = letters.next().filter(|_| !spelling.inside && !self.noun_capitals);
        // "CI" and "Code of Conduct" have theirs anyway.
        let small = letters.all(|letter| !letter.is_uppercase());
        match first.filter(|_| small) {
            Some(first) => first.to_lowercase().chain(word.chars().skip(1)).collect(),
            None => word.clone(),
        }
    }

    fn is_spaced(&self, at: usize, length: usize) -> bool {
        self.words.get(at + 1..at + length).unwrap_or_default().iter().all(|word| word.after == After::Space)
    }

    /// Whether a row of words has capitals although it begins no sentence.
    fn is_name(&self, at: usize, length: usize) -> bool {
        let row = self.words.get(at..at + length).unwrap_or_default();
        let mut inside = row.iter().filter(|word| !word.stop && !word.first).peekable();
        inside.peek().is_some() && inside.all(|word| word.as_written.starts_with(char::is_uppercase))
    }

    /// Whether words belong together: they don't stand alone much more often.
    fn is_phrase(&self, key: &[u32; LONGEST], times: usize) -> bool {
        let ids = || key.iter().filter(|id| **id > 0).map(|id| *id as usize);
        let uses = || ids().filter_map(|id| self.uses.get(id));
        let rarest = uses().map(|uses| uses.times).min().unwrap_or(0);
        let named = |uses: &Uses| !self.noun_capitals && uses.capital * 10 > uses.inside * 6;
        times * 5 >= rarest
            && !uses().any(named)
            && !self.is_of_office(key)
            && !ids().filter_map(|id| self.table.get(id - 1)).all(|part| is_filler(part))
    }

    /// Whether one of the words is of any election.
    fn is_of_office(&self, key: &[u32; LONGEST]) -> bool {
        let mut parts = key.iter().filter_map(|id| self.table.get((*id as usize).checked_sub(1)?));
        parts.any(|part| self.office.binary_search(part).is_ok())
    }

    /// The spellings of a term, the most used first; those that begin sentences last.
    fn spellings(&self, group: &[Gram], length: usize) -> Vec<Spelling> {
        let mut spellings: Vec<Spelling> = Vec::new();
        for (_, at) in group {
            let row = self.words.get(*at..at + length).unwrap_or_default();
            let (Some(first), Some(rest)) = (row.first(), row.get(1..)) else { continue };
            let mut spelling = first.as_written.to_owned();
            for word in rest {
                spelling.push(if word.after == After::Hyphen { '-' } else { ' ' });
                spelling.push_str(word.as_written);
            }
            let inside = !first.first && !first.heads;
            let full = spellings.len() == MOST_SPELLINGS;
            match spellings.iter_mut().find(|known| known.as_written == spelling) {
                Some(known) => {
                    known.times += 1;
                    known.inside |= inside;
                }
                None if full => {}
                None => spellings.push(Spelling {
                    folded: fold(&spelling),
                    as_written: spelling,
                    times: 1,
                    inside,
                }),
            }
        }
        spellings.sort_by(|a, b| {
            (b.inside, b.times).cmp(&(a.inside, a.times)).then_with(|| a.as_written.cmp(&b.as_written))
        });
        spellings
    }
}

/// The spelling that names a single word's topic: the noun of its family, if it
/// is used as one.
fn noun(spellings: &[Spelling], times: usize, headed: usize) -> Option<&Spelling> {
    let used = |fits: &dyn Fn(&Spelling) -> bool| -> usize {
        spellings.iter().filter(|spelling| fits(spelling)).map(|spelling| spelling.times).sum()
    };
    let is_noun = |spelling: &Spelling| is_noun(&spelling.folded);
    let is_doing = |spelling: &Spelling| spelling.folded.len() >= 7 && spelling.folded.ends_with("ing");
    // "mentoring", of "mentor", is a noun more often than "serving" is.
    let of_person = spellings.iter().any(|spelling| spelling.folded.trim_end_matches('s').ends_with("or"));
    if used(&is_noun) * 4 >= times && used(&is_noun) > 1 {
        return spellings.iter().find(|spelling| is_noun(spelling) || (of_person && is_doing(spelling)));
    }
    if used(&is_doing) * 10 >= times * 7 || (of_person && used(&is_doing) > 1) {
        return spellings.iter().find(|spelling| is_doing(spelling));
    }
    // What heads paragraphs names what they are about, whatever it looks like.
    let dense = spellings.iter().any(|spelling| spelling.folded.chars().any(is_unspaced));
    spellings.first().filter(|_| headed > 1 || dense)
}

fn is_noun(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    let long = |word: &str| word.chars().nth(5).is_some();
    ENDINGS
        .iter()
        .any(|ending| (long(one) && one.ends_with(ending)) || (long(word) && word.ends_with(ending)))
}

fn is_filler(word: &str) -> bool {
    FILLER.split(' ').any(|beginning| word.starts_with(beginning))
}

/// What words of one origin share, roughly.
fn family(form: &str) -> &str {
    let origins = DERIVED.iter().filter_map(|ending| form.strip_suffix(ending));
    origins.filter(|origin| origin.len() >= 5).min_by_key(|origin| origin.len()).unwrap_or(form)
}

/// The words of a list as they are compared, sorted.
fn list(words: &str) -> Vec<String> {
    let mut forms: Vec<_> =
        words.split_whitespace().map(|word| Forms::of(word).text.replace(' ', "")).collect();
    forms.sort_unstable();
    forms
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

/// "What I've done", "Über mich": headings about the nominee, in some languages.
fn is_of_oneself(heading: &str) -> bool {
    const ONESELF: &str = " about about me contact i je ich io jag ja jeg link links me mein meine mi moi my mon myself resource \
        thanks thank you what where who why wer warum was quien por qui pourquoi yo eu minha meu chi perche ";
    let oneself = list(ONESELF);
    let forms = Forms::of(heading);
    forms.text.split(' ').any(|form| oneself.iter().any(|known| known == form))
}

/// The words of all documents, of each the same share.
fn words<'a>(documents: &[&'a Document], noun_capitals: bool) -> Vec<Word<'a>> {
    let stop = list(STOP);
    let to_fill_in = forms_to_fill_in(documents);
    let share = MOST_WORDS / documents.len().max(1);
    let mut words: Vec<Word<'a>> = Vec::new();
    let mut forms = Forms::default();
    let mut sentence = 0;
    for (index, document) in documents.iter().enumerate() {
        let end = words.len() + share;
        for (at, leaf) in document.leaves.iter().enumerate() {
            if words.len() >= end {
                break;
            }
            let lead = match leaf.kind {
                Kind::Heading if to_fill_in.binary_search(&fold(&leaf.text)).is_ok() => continue,
                Kind::Heading if is_of_oneself(&leaf.text) => continue,
                Kind::Heading => leaf.text.len(),
                Kind::Prose | Kind::Item(_) if noun_capitals || !is_names(&leaf.text) => lead_in(&leaf.text),
                _ => continue,
            };
            for place in document.sentences(at) {
                sentence += 1;
                let text = document.text(&place);
                forms.read(text);
                let lead = lead.saturating_sub(place.bytes.start);
                let of = Word { document: index, sentence, ..Word::NONE };
                add(&forms, text, lead, &of, end, &mut words);
                if words.len() >= end {
                    break;
                }
            }
        }
    }
    for word in &mut words {
        word.stop |= word.form.len() < 3 || stop.binary_search(&word.form).is_ok();
    }
    words
}

impl Word<'_> {
    const NONE: Self = Self {
        form: String::new(),
        as_written: "",
        document: 0,
        sentence: 0,
        heads: false,
        first: false,
        after: After::Mark,
        stop: false,
        id: 0,
        family: 0,
    };
}

/// Adds the words of one sentence, until there are `most`; its first `lead` bytes head a paragraph.
fn add<'a>(forms: &Forms, text: &'a str, lead: usize, of: &Word<'a>, most: usize, words: &mut Vec<Word<'a>>) {
    let mut end = 0;
    let mut at = 0;
    let mut first = true;
    while let Some(start) = forms.starts.get(at).filter(|_| words.len() < most) {
        let mut source = start.source.clone();
        let dense =
            text.get(source.clone()).and_then(|letter| letter.chars().next()).map_or(Script::Spaced, script);
        let mut form = String::from(if dense == Script::Spaced { forms.word_at(at) } else { "" });
        at += 1;
        // The further letters of a run, and the second half of "owner ship".
        while let Some(next) = forms.starts.get(at) {
            let same = next.source == source;
            let letter = text.get(next.source.clone()).and_then(|letter| letter.chars().next());
            let runs_on = dense != Script::Spaced
                && next.source.start == source.end
                && letter.is_some_and(|letter| script(letter) == dense);
            if !same && !runs_on {
                break;
            }
            if same {
                form.push_str(forms.word_at(at));
            }
            source.end = next.source.end;
            at += 1;
        }
        let as_written = text.get(source.clone()).unwrap_or_default();
        let letters = as_written.chars().count();
        let (form, stop) = match dense {
            Script::Spaced => {
                let figure = as_written.starts_with(|c: char| c.is_ascii_digit());
                (form, figure || letters > MOST_LETTERS)
            }
            Script::Other => (String::new(), true),
            _ => (as_written.to_owned(), !(2..=6).contains(&letters)),
        };
        let after = match text.get(end..source.start) {
            Some("-") if end > 0 => After::Hyphen,
            Some(between)
                if end > 0 && dense == Script::Spaced && between.bytes().all(|byte| byte == b' ') =>
            {
                After::Space
            }
            _ => After::Mark,
        };
        let heads = source.start < lead;
        words.push(Word { form, as_written, heads, first, after, stop, ..*of });
        end = source.end;
        first = false;
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

fn script(c: char) -> Script {
    match c {
        '\u{30a1}'..='\u{30fc}' => Script::Katakana,
        _ if !is_unspaced(c) => Script::Spaced,
        '\u{3400}'..='\u{9fff}' if !BETWEEN.contains(c) => Script::Han,
        _ => Script::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::markdown;

    fn labels(texts: &[&str]) -> Vec<String> {
        let documents: Vec<_> =
            texts.iter().map(|text| Document::new(&markdown::blocks(text, &|_| None))).collect();
        let found = |documents: Vec<&Document>| -> Vec<_> {
            discover(&documents).iter().map(|topic| topic.label.to_string()).collect()
        };
        let labels = found(documents.iter().collect());
        assert_eq!(labels, found(documents.iter().rev().collect()), "the order of the nominees matters");
        labels
    }

    #[test]
    fn nouns_and_phrases_that_three_share_are_topics() {
        let texts = [
            "# Ada Moor\n\n## What I have done\n\nI helped the harbour with dredging. I wrote the port guide. \
             Our governance is old. I teach young sailors on Mondays.",
            "# Ben Ruiz\n\n## What I have done\n\nI served with Harbour Trust. My wish is clear governance. \
             The young sailors need boats. I mentor two. Mentoring is slow.",
            "# Cem Aydin\n\n## What I have done\n\nI helped too. Governance bores me. I like mentoring. \
             The young sailors like it too. I served with Harbour Trust.",
            "# Dee Olsen\n\n## What I have done\n\nMentoring is what I do. I served with Harbour Trust.",
            "# Eve Tan\n\n## What I have done\n\nI served. I helped. I rowed.",
        ];
        assert_eq!(labels(&texts), ["young sailors", "mentoring", "governance"]);
    }

    #[test]
    fn words_of_one_origin_are_one_topic_named_by_its_noun() {
        let texts = [
            "I want an inclusive port, and a quay for all. It is inclusive now.",
            "Let it be inclusive, with inclusion in our charter.",
            "An inclusive club asks for inclusion of those who row.",
        ];
        let documents: Vec<_> =
            texts.iter().map(|text| Document::new(&markdown::blocks(text, &|_| None))).collect();
        let topics = discover(&documents.iter().collect::<Vec<_>>());
        let topics: Vec<_> = topics.iter().map(|topic| (&*topic.label, topic.keywords.clone())).collect();
        assert_eq!(topics, [("inclusion", vec!["inclusive".into()])]);
    }

    #[test]
    fn headings_that_several_have_name_topics_and_forms_to_fill_in_do_not() {
        let texts = [
            "## Background\n\nText one.\n\n## Quays\n\nThey rot away.\n\n## About me\n\nI row.",
            "## Background\n\nText two.\n\n## Quays\n\nStone by stone.\n\n## About me\n\nI sail.",
            "## Background\n\nText three.\n\n## Quays\n\nAll over again.\n\n## About me\n\nI swim.",
            "## Background\n\nText four.\n\nNo more than that.",
            "## Background\n\nText five.\n\nNo less than that.",
        ];
        assert_eq!(labels(&texts), ["quays"]);
    }

    #[test]
    fn topics_are_found_in_other_languages_and_scripts() {
        let spanish = [
            "Quiero más transparencia en el puerto. Hay que cuidar la sostenibilidad de la flota.",
            "La transparencia es lo primero. Sin sostenibilidad no hay flota.",
            "Pido transparencia, nada menos. Pido una flota con sostenibilidad.",
        ];
        assert_eq!(labels(&spanish), ["sostenibilidad", "transparencia"]);
        let german = [
            "Ich will mehr Beteiligung der Mitglieder am Hafen. Dazu gehört eine bessere Ausbildung.",
            "Ohne Beteiligung geht es nicht. Die Ausbildung der Jugend ist alt.",
            "Die Ausbildung ist teuer. Mir liegt an Beteiligung, gerade im Winter.",
        ];
        assert_eq!(labels(&german), ["Ausbildung", "Beteiligung"]);
        let chinese = [
            "我是为志愿者来的。也会重视透明度。",
            "透明度很重要。志愿者是我们的根本。",
            "没有志愿者就不行。透明度是我的目标。",
        ];
        assert_eq!(labels(&chinese), ["志愿者", "透明度"]);
        let russian = [
            "Мне важна прозрачность порта. Нужно обучение новых моряков.",
            "Прозрачность прежде всего. Наше обучение идёт зимой.",
            "Обучение моряков мне близко. Мне близка прозрачность решений.",
        ];
        assert_eq!(labels(&russian), ["обучение", "прозрачность"]);
    }

    #[test]
    fn one_nominee_shares_nothing() {
        assert!(labels(&[]).is_empty());
        assert!(labels(&["Governance, governance."]).is_empty());
        assert!(labels(&["", ""]).is_empty());
    }
}
