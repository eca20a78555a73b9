//! Topics that nominees share, for a feed that names none: nouns and phrases
//! that several of them use, most of all in headings, named as they name them.
//!
//! What is no topic is known in three ways. By counting: a heading that most
//! have is a form to fill in, a term in every second sentence is the subject of
//! the whole election, a term that is nearly always capitalised is a name. By
//! shape: a single word counts only if it ends as nouns for abstract things do
//! in many European languages, or heads paragraphs. And by lists, which know
//! English best: the words between which terms stand, `FILLER` and `OFFICE`. docs/topics.md shows what comes out.

mod words;

use self::words::{After, Form, Read, Word, list};
use super::forms::{Forms, is_unspaced};
use crate::domain::blocks::slug;
use crate::domain::document::Document;
use crate::domain::text::fold;
use crate::feed::{Text, Topic};

/// Topics that are found at most.
const MOST: usize = 12;
/// Spellings of a term that are told apart.
const MOST_SPELLINGS: usize = 24;

/// Beginnings of nouns that say nothing of a subject, or are what all these
/// elections are about; of English, and so of much that other languages share.
const FILLER: &str = "abilit achiev action activ addit announc applicat architectur attent background begin capab \
challeng change collaborat commit communit comunid comunit concern connect consider contribut convers creat \
decis dedicat develop differen direct discuss ecosyst edition educat effect effort engineer enhanc environ event \
evolution exist experien experience feature found function future generat goal group growth hearing idea \
impact implement importan improv informat instit interest introduc involve issue journey maintain management \
meeting member mission moment month motivat nation number operat opinion opportun option organi particip passion \
period person position possib presen product program project question reason relation requir respons \
section situat solut structur success task team tech technolog topic trying value version vision world";

/// Words of any election: a phrase that has one of them is no subject of it.
const OFFICE: &str = " ambassador board campaign candidacy candidate chair co-chair committee council coordinator \
elect elected election employer lead manager member nomination nominee office officer owner role seat source \
statement steer steering term tech vote voter voting ";

/// How nouns for abstract things end: in English, German, the Romance and Slavic languages.
const ENDINGS: [&str; 40] = [
    "ity", "tion", "sion", "ment", "ness", "ship", "ance", "ence", "cy", "ism", "ture", "out", "hood",
    "logy", "th", "ics", "sis", "ung", "heit", "keit", "schaft", "itat", "dad", "dade", "cion", "cao",
    "zione", "mento", "ncia", "nza", "ita", "alite", "ilite", "rsite", "ние", "ость", "ство", "ция", "osc",
    "acja",
];

/// A row of words: what tells it from others, and the index of the first.
type Gram = (u64, u32);

/// What tells a row from others: the indices of the forms, or that of a single word's family.
fn key(words: &[u32]) -> u64 {
    words.iter().fold(0, |key, word| key << 20 | u64::from(*word + 1))
}

/// A term that several nominees use.
struct Term {
    label: String,
    /// Its spellings, the most used first.
    spellings: Vec<String>,
    /// The families of its words, but for those that most nominees use.
    parts: Vec<u32>,
    /// By how many nominees, and how often: higher is better.
    score: usize,
    /// In rising order.
    sentences: Vec<u32>,
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
        Topic { id: slug(&self.label).into(), label: as_title(&self.label).into(), keywords }
    }
}

/// With a capital at the beginning, as the labels of feeds are; what has its capitals elsewhere ("eBPF") keeps
/// them, and so does a script whose capitals are for whole words only, Georgian.
fn as_title(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().filter(|letter| !('\u{10d0}'..='\u{10ff}').contains(letter));
    match first.filter(|_| letters.clone().next().is_none_or(|second| !second.is_uppercase())) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => label.to_owned(),
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

/// What looks for terms.
struct Terms<'a> {
    read: Read<'a>,
    documents: usize,
    /// Words of any election.
    office: Vec<String>,
}

impl<'a> Terms<'a> {
    fn of(documents: &[&'a Document]) -> Self {
        Self { read: Read::of(documents), documents: documents.len(), office: list(OFFICE) }
    }

    fn form(&self, word: &Word<'_>) -> Option<&Form> {
        self.read.forms.get(word.form as usize)
    }

    /// The words that stand in a row.
    fn row(&self, at: u32, length: usize) -> &[Word<'a>] {
        let at = at as usize;
        self.read.words.get(at..at + length).unwrap_or_default()
    }

    /// All rows of at most three words that may be terms, the same ones together.
    fn grams(&self) -> Vec<Gram> {
        let least = least(self.documents);
        let mut grams: Vec<Gram> = Vec::new();
        let mut push = |words: &[u32], at: usize| grams.push((key(words), at as u32));
        // A term is used by no more nominees than each of its words.
        let fits = |word: &Word<'_>| !word.stop && self.form(word).is_some_and(|form| form.by >= least);
        for at in 0..self.read.words.len() {
            let rest = self.read.words.get(at + 1..).unwrap_or_default();
            let Some(first) = self.read.words.get(at).filter(|word| !word.stop) else { continue };
            let family = self.form(first).map_or(0, |form| form.family);
            if self.read.families.get(family as usize).is_some_and(|family| family.by >= least) {
                push(&[family], at);
            }
            let Some(second) = rest.first().filter(|word| fits(first) && word.after != After::Mark) else {
                continue;
            };
            if fits(second) {
                push(&[first.form, second.form], at);
            }
            // "code of conduct": what joins is short.
            let joins =
                fits(second) || (second.stop && self.form(second).is_some_and(|form| form.text.len() <= 3));
            if let Some(third) = rest.get(1).filter(|word| joins && word.after != After::Mark && fits(word)) {
                push(&[first.form, second.form, third.form], at);
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
        let (key, first) = group.first().filter(|_| group.len() >= least(count))?;
        let length = 1 + usize::from(key >> 20 > 0) + usize::from(key >> 40 > 0);
        let row = self.row(*first, length);
        let (mut by, mut headed_by) = (Vec::new(), Vec::new());
        let (mut names, mut seen) = (0, 0);
        let mut sentences: Vec<u32> = Vec::new();
        let spaced = group.iter().any(|(_, at)| self.is_spaced(*at, length));
        for (_, at) in group {
            let word = self.read.words.get(*at as usize)?;
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
        let name = !self.read.noun_capitals && names * 5 >= seen * if length > 1 { 2 } else { 3 } && seen > 0;
        // What everybody speaks of all the time is what the election is about.
        let subject = count >= 6 && by * 5 > count * 4 && times * 2 > by * 5;
        if by < least(count) || name || subject {
            return None;
        }
        let spellings = self.spellings(group, length);
        let label = if length == 1 {
            let says_nothing = spellings.iter().any(|spelling| is_filler(&spelling.folded))
                || group.iter().any(|(_, at)| self.is_of_office(self.row(*at, 1)));
            noun(&spellings, times, headed).filter(|_| !says_nothing)?
        } else {
            let as_words = spellings.iter().find(|spelling| !spelling.as_written.contains('-'));
            as_words.or(spellings.first()).filter(|_| self.is_phrase(row, times))?
        };
        let label = self.as_within_a_sentence(label);
        let families =
            row.iter().filter(|word| !word.stop).filter_map(|word| self.form(word)).map(|form| form.family);
        let is_rare =
            |family: &u32| self.read.families.get(*family as usize).is_some_and(|used| used.by * 2 <= count);
        let parts = families.filter(is_rare).collect();
        let often = (times * 10 / by).min(30);
        let score = (by + 2 * headed) * if length > 1 { 130 } else { 100 } * (90 + often);
        let spellings = spellings.iter().map(|spelling| self.as_within_a_sentence(spelling)).collect();
        Some(Term { label, spellings, parts, score, sentences })
    }

    /// A spelling without the capital that only the beginning of a sentence gave it.
    fn as_within_a_sentence(&self, spelling: &Spelling) -> String {
        let word = &spelling.as_written;
        let mut letters = word.chars();
        let first = letters.next().filter(|_| !spelling.inside && !self.read.noun_capitals);
        // "CI" and "Code of Conduct" have theirs anyway.
        let small = letters.all(|letter| !letter.is_uppercase());
        match first.filter(|_| small) {
            Some(first) => first.to_lowercase().chain(word.chars().skip(1)).collect(),
            None => word.clone(),
        }
    }

    fn is_spaced(&self, at: u32, length: usize) -> bool {
        self.row(at + 1, length - 1).iter().all(|word| word.after == After::Space)
    }

    /// Whether a row of words has capitals although it begins no sentence.
    fn is_name(&self, at: u32, length: usize) -> bool {
        let mut inside = self.row(at, length).iter().filter(|word| !word.stop && !word.first).peekable();
        inside.peek().is_some() && inside.all(|word| word.as_written.starts_with(char::is_uppercase))
    }

    /// Whether words belong together: they don't stand alone much more often.
    fn is_phrase(&self, row: &[Word<'_>], times: usize) -> bool {
        let forms = || row.iter().filter(|word| !word.stop).filter_map(|word| self.form(word));
        let rarest = forms().map(|form| form.times).min().unwrap_or(0);
        let is_named = |form: &Form| !self.read.noun_capitals && form.capital * 10 > form.inside * 6;
        times * 5 >= rarest
            && !forms().any(is_named)
            && !self.is_of_office(row)
            && !forms().all(|form| is_filler(&form.text))
    }

    /// Whether one of the words is of any election.
    fn is_of_office(&self, row: &[Word<'_>]) -> bool {
        let mut forms = row.iter().filter_map(|word| self.form(word));
        forms.any(|form| self.office.binary_search(&form.text).is_ok())
    }

    /// The spellings of a term, the most used first; those that begin sentences last.
    fn spellings(&self, group: &[Gram], length: usize) -> Vec<Spelling> {
        let mut spellings: Vec<Spelling> = Vec::new();
        for (_, at) in group {
            let row = self.row(*at, length);
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
        assert_eq!(labels(&texts), ["Young sailors", "Mentoring", "Governance"]);
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
        assert_eq!(topics, [("Inclusion", vec!["inclusive".into()])]);
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
        assert_eq!(labels(&texts), ["Quays"]);
    }

    #[test]
    fn topics_are_found_in_other_languages_and_scripts() {
        let spanish = [
            "Quiero más transparencia en el puerto. Hay que cuidar la sostenibilidad de la flota.",
            "La transparencia es lo primero. Sin sostenibilidad no hay flota.",
            "Pido transparencia, nada menos. Pido una flota con sostenibilidad.",
        ];
        assert_eq!(labels(&spanish), ["Sostenibilidad", "Transparencia"]);
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
        assert_eq!(labels(&russian), ["Обучение", "Прозрачность"]);
    }

    #[test]
    fn one_nominee_shares_nothing() {
        assert!(labels(&[]).is_empty());
        assert!(labels(&["Governance, governance."]).is_empty());
        assert!(labels(&["", ""]).is_empty());
    }
}
