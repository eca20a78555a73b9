//! What is typed into the search box, term by term: words, `"exact phrases"`,
//! `-without`, `topic:mentoring`, `pep:703`, `elected:yes`. Nothing typed is
//! wrong: what is no term of these is a word.

use super::plain::Plain;
use super::text::{fold, is_letter};
use crate::feed::{Head, Nomination, Status, Text};

/// One thing asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A beginning of a word, as [`Plain`] has it.
    Word(String),
    /// Whole words in a row, as [`Plain`] has them.
    Phrase(String),
    /// A part of the name or the id of a topic, folded.
    Topic(String),
    /// A part of the name or the id of an election, folded.
    Election(String),
    /// Where the nomination stands.
    Status(Status),
    /// Whether the nominee was elected.
    Elected(bool),
    /// A numbered work: its series, folded, and its number.
    Work(String, String),
}

/// A term, and whether it is asked for or asked to be away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What.
    pub term: Term,
    /// Whether only nominations without it fit.
    pub without: bool,
}

impl Term {
    /// The words to look for, where it is about words.
    #[must_use]
    pub fn words(&self) -> Option<&String> {
        match self {
            Self::Word(words) | Self::Phrase(words) => Some(words),
            _ => None,
        }
    }

    /// The ids of the topics or elections that are meant, for [`fits`](Self::fits).
    #[must_use]
    pub fn ids<'a>(&self, head: &'a Head) -> Vec<&'a Text> {
        let mut ids = Vec::new();
        match self {
            Self::Topic(name) => {
                for topic in &head.topics {
                    let mut known = [&topic.id, &topic.label].into_iter().chain(&topic.keywords);
                    if known.any(|known| is_named(known, name)) {
                        ids.push(&topic.id);
                    }
                }
            }
            Self::Election(name) => {
                for election in &head.elections {
                    if is_named(&election.id, name) || is_named(&election.name, name) {
                        ids.push(&election.id);
                    }
                }
            }
            _ => {}
        }
        ids
    }

    /// Whether a nomination is one of those meant; words are looked for elsewhere.
    #[must_use]
    pub fn fits(&self, nomination: &Nomination, ids: &[&Text]) -> bool {
        match self {
            Self::Word(_) | Self::Phrase(_) => true,
            Self::Topic(_) => nomination.stances.iter().any(|stance| ids.contains(&&stance.topic)),
            Self::Election(_) => nomination.election.as_ref().is_some_and(|id| ids.contains(&id)),
            Self::Status(status) => nomination.status == Some(*status),
            Self::Elected(true) => nomination.status == Some(Status::Elected),
            Self::Elected(false) => nomination.status == Some(Status::NotElected),
            Self::Work(series, number) => nomination.references.iter().any(|work| {
                let same = |known: &str| known.trim_start_matches('0') == number;
                work.kind.as_ref().is_some_and(|kind| fold(kind) == *series)
                    && work.number.as_deref().is_some_and(same)
            }),
        }
    }
}

/// Whether a name, or one of its words, begins so.
fn is_named(name: &str, begin: &str) -> bool {
    let name = fold(name);
    name.match_indices(begin).any(|(at, _)| name.get(..at).is_some_and(|before| !before.ends_with(is_letter)))
}

/// Terms that count: more is a text pasted by mistake.
const MOST: usize = 24;

/// The terms of a text, in its order.
#[must_use]
pub fn terms(text: &str) -> Vec<Asked> {
    let mut terms = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() && terms.len() < MOST {
        // A lone "-" is none. "+" is how a query writes what was typed, not chosen.
        let without = rest.starts_with('-');
        rest = rest.strip_prefix(['-', '+']).unwrap_or(rest);
        let mut quoted = false;
        let ends = |c: char| {
            quoted ^= c == '"';
            c.is_whitespace() && !quoted
        };
        let (token, after) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
        rest = after.trim_start();
        terms.extend(term(token).map(|term| Asked { term, without }));
    }
    terms
}

/// What stands in one token; `None` where that is nothing yet.
fn term(token: &str) -> Option<Term> {
    if let Some(phrase) = token.strip_prefix('"') {
        let (phrase, closed) = phrase.split_once('"').map_or((phrase, false), |(phrase, _)| (phrase, true));
        let plain = Plain::of(phrase).text;
        // The quotation mark that ends it may still be typed: until then its last word may go on.
        let phrase = if closed { plain } else { plain.trim_end().to_owned() };
        return (!phrase.trim().is_empty()).then_some(Term::Phrase(phrase));
    }
    if let Some((name, value)) = token.split_once(':') {
        let (name, value) = (fold(name), value.trim_matches('"'));
        let folded = fold(value);
        let series = !name.is_empty() && name.chars().all(is_letter);
        match &*name {
            // Something will stand there in a moment.
            "topic" | "election" | "status" | "elected" if value.is_empty() => return None,
            "topic" => return Some(Term::Topic(folded)),
            "election" => return Some(Term::Election(folded)),
            "elected" if matches!(&*folded, "yes" | "no") => return Some(Term::Elected(folded == "yes")),
            "status" if Status::from_id(&folded).is_some() => {
                return Status::from_id(&folded).map(Term::Status);
            }
            _ if series && !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                return Some(Term::Work(name, value.trim_start_matches('0').to_owned()));
            }
            _ => {}
        }
    }
    let plain = Plain::of(token).text;
    let word = plain.trim_end();
    (!word.trim().is_empty()).then(|| Term::Word(word.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = terms(text)
            .iter()
            .map(|Asked { term, without }| format!("{}{term:?}", if *without { "not " } else { "" }))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_are_plain_and_may_go_on() {
        check("Łukasz  ŠKARVADA", &[r#"Word(" lukasz")"#, r#"Word(" skarvada")"#]);
        check(
            "free-threading İş Straße 3.13 don’t",
            &[
                r#"Word(" free threading")"#,
                r#"Word(" is")"#,
                r#"Word(" strasse")"#,
                r#"Word(" 3 13")"#,
                r#"Word(" dont")"#,
            ],
        );
        check("导师", &[r#"Word("导师")"#]);
        check(" . - \" ", &[]);
    }

    #[test]
    fn phrases_are_whole_words_once_they_are_closed() {
        check("\"Free Threading\"", &[r#"Phrase(" free threading ")"#]);
        check("\"free thr", &[r#"Phrase(" free thr")"#]);
        check("a \"\" b", &[r#"Word(" a")"#, r#"Word(" b")"#]);
    }

    #[test]
    fn what_is_asked_to_be_away_says_so() {
        check(
            "-docs -\"free threading\" -topic:ci re-use",
            &[
                r#"not Word(" docs")"#,
                r#"not Phrase(" free threading ")"#,
                r#"not Topic("ci")"#,
                r#"Word(" re use")"#,
            ],
        );
    }

    #[test]
    fn names_before_a_colon_are_understood_or_words() {
        check(
            "topic:Mentorship pep:0703 KEP:1 elected:yes status:withdrawn election:\"the board\"",
            &[
                r#"Topic("mentorship")"#,
                r#"Work("pep", "703")"#,
                r#"Work("kep", "1")"#,
                "Elected(true)",
                "Status(Withdrawn)",
                r#"Election("the board")"#,
            ],
        );
        check("+topic:ci + -", &[r#"Topic("ci")"#]);
        check("topic: elected:maybe note:this", &[r#"Word(" elected maybe")"#, r#"Word(" note this")"#]);
    }

    #[test]
    fn a_nomination_fits_what_is_asked_of_it() {
        use crate::feed::{Reference, Stance, Topic};
        let topic = Topic {
            id: "t1".into(),
            label: "Mentoring & growth".into(),
            keywords: vec!["mentorship".into()],
        };
        let election = crate::feed::Election { id: "board-2027".into(), ..Default::default() };
        let head = Head { topics: vec![topic.into()], elections: vec![election.into()], ..Head::default() };
        let nomination = Nomination {
            status: Some(Status::Elected),
            election: Some("board-2027".into()),
            stances: vec![Stance { topic: "t1".into(), ..Stance::default() }],
            references: vec![Reference {
                kind: Some("PEP".into()),
                number: Some("703".into()),
                ..Reference::default()
            }],
            ..Nomination::default()
        };
        for (text, fits) in [
            ("topic:mentorship", true),
            ("topic:grow", true),
            ("topic:t1", true),
            ("topic:entoring", false),
            ("pep:703", true),
            ("pep:70", false),
            ("kep:703", false),
            ("elected:yes", true),
            ("elected:no", false),
            ("status:elected", true),
            ("election:2027", true),
            ("election:2026", false),
        ] {
            assert!(
                terms(text).iter().all(|asked| asked.term.fits(&nomination, &asked.term.ids(&head)) == fits),
                "{text}"
            );
        }
    }

    #[test]
    fn a_text_pasted_by_mistake_is_cut() {
        assert_eq!(terms(&"word ".repeat(100_000)).len(), MOST);
        assert_eq!(terms(&"\"".repeat(100_000)).len(), 0);
    }
}
