//! Feeds of any size, the same bytes for everybody: names of many scripts, summaries, stances,
//! and for one nomination in five a statement in Markdown.

use std::fmt::Write;

use hustings::domain::text::fold;

use crate::seeded::Seeded;
use crate::words::{HEADINGS, NAMES, OBJECTS, SOUGHT, STATUSES, SUBJECTS, TAILS, TOPICS, VERBS};

/// The election that everybody stands in.
pub const ELECTION: &str = "The council of Lower Invention, 2031";

/// What all feeds are drawn from, unless told.
pub const SEED: u64 = 8107;

/// One nomination, before it is written.
struct Nominee {
    /// Written with six digits, so that ids have one order as numbers and as texts.
    id: usize,
    name: String,
    sort: String,
    status: &'static str,
    summary: String,
    stances: Vec<(usize, String)>,
    statement: Option<String>,
}

/// A feed, and what to expect of a search in it.
pub struct Feed {
    /// The document.
    pub json: String,
    /// The name on the last card.
    pub last: String,
    /// By nomination, everything that words are looked for in, folded.
    texts: Vec<String>,
}

impl Feed {
    /// A feed of so many nominations in the order of their names.
    #[must_use]
    pub fn new(count: usize, seed: u64) -> Self {
        let mut seeded = Seeded::new(seed);
        let mut nominees: Vec<Nominee> = (0..count).map(|id| nominee(id, &mut seeded)).collect();
        nominees.sort_by(|a, b| a.sort.cmp(&b.sort).then(a.id.cmp(&b.id)));
        Self {
            json: write(&nominees),
            last: nominees.last().map(|nominee| nominee.name.clone()).unwrap_or_default(),
            texts: nominees.iter().map(searchable).collect(),
        }
    }

    /// How many nominations have every word of a query somewhere.
    #[must_use]
    pub fn count(&self, query: &str) -> usize {
        let query = fold(query);
        let words: Vec<&str> = query.split_whitespace().collect();
        self.texts.iter().filter(|text| words.iter().all(|word| text.contains(word))).count()
    }

    /// How many nominations there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// Summaries in Markdown, as nominees write them; some with what must not get through.
#[must_use]
pub fn markdown(count: usize, seed: u64) -> Vec<String> {
    let mut seeded = Seeded::new(seed);
    (0..count).map(|_| summary_in_markdown(&mut seeded)).collect()
}

fn nominee(id: usize, seeded: &mut Seeded) -> Nominee {
    let name = name(seeded);
    let summary = sentences(seeded, 2, 4);
    let mut topics: Vec<usize> = (0..TOPICS.len()).filter(|_| seeded.chance(14)).collect();
    if topics.is_empty() {
        topics.push(seeded.below(TOPICS.len()));
    }
    topics.truncate(4);
    let stances = topics.into_iter().map(|topic| (topic, sentence(seeded))).collect();
    let statement = seeded.chance(20).then(|| statement(seeded));
    let status = if seeded.chance(90) { "nominated" } else { seeded.pick(&STATUSES) };
    Nominee { id, sort: fold(&name), name, status: own(status), summary, stances, statement }
}

/// The same word, as long-lived as the list it comes from.
fn own(status: &str) -> &'static str {
    STATUSES.into_iter().find(|own| *own == status).unwrap_or("nominated")
}

fn name(seeded: &mut Seeded) -> String {
    let mut at = seeded.below(NAMES.iter().map(|names| names.share).sum());
    let names = NAMES.iter().find(|names| {
        let found = at < names.share;
        at = at.saturating_sub(names.share);
        found
    });
    let Some(names) = names else { return String::new() };
    let given = seeded.pick(names.given);
    let family = seeded.pick(names.family);
    let (first, last) = if names.family_first { (family, given) } else { (given, family) };
    // Some have a second given name, as people do.
    let second = seeded.chance(12).then(|| seeded.pick(names.given)).filter(|_| !names.family_first);
    let second = second.map(|second| format!("{second}{}", names.between)).unwrap_or_default();
    format!("{first}{}{second}{last}", names.between)
}

fn sentence(seeded: &mut Seeded) -> String {
    let subject = seeded.pick(&SUBJECTS);
    let verb = seeded.pick(&VERBS);
    let object = if seeded.chance(4) { seeded.pick(&SOUGHT) } else { seeded.pick(&OBJECTS) };
    let tail = if seeded.chance(35) { format!(" {}", seeded.pick(&TAILS)) } else { String::new() };
    format!("{subject} {verb} {object}{tail}.")
}

fn sentences(seeded: &mut Seeded, least: usize, most: usize) -> String {
    let count = seeded.between(least, most);
    (0..count).map(|_| sentence(seeded)).collect::<Vec<_>>().join(" ")
}

fn statement(seeded: &mut Seeded) -> String {
    let mut out = String::new();
    for _ in 0..seeded.between(1, 3) {
        let _ = write!(out, "## {}\n\n{}\n\n", seeded.pick(&HEADINGS), sentences(seeded, 1, 4));
        if seeded.chance(40) {
            for _ in 0..seeded.between(2, 4) {
                let _ = writeln!(out, "- {}", sentence(seeded));
            }
            out.push('\n');
        }
    }
    out
}

fn summary_in_markdown(seeded: &mut Seeded) -> String {
    let mut out = format!("**{}** {}", sentence(seeded), sentences(seeded, 1, 2));
    match seeded.below(8) {
        0 => out.push_str(" See [my notes](https://example.org/notes?a=1&b=2)."),
        1 => {
            let _ = write!(out, " I keep `council-{}` running.", seeded.between(2, 900));
        }
        2 => {
            let _ = write!(out, "\n\n- {}\n- *{}*", sentence(seeded), sentence(seeded));
        }
        3 => {
            let _ = write!(out, "\n\n1. {}\n2. {}", sentence(seeded), sentence(seeded));
        }
        4 => {
            let _ = write!(out, "\n\n> {}\n\n{}", sentence(seeded), sentence(seeded));
        }
        _ => {}
    }
    out
}

fn searchable(nominee: &Nominee) -> String {
    let stances = nominee.stances.iter().flat_map(|(topic, quote)| [TOPICS[*topic].1, quote.as_str()]);
    let parts = [&*nominee.name, &nominee.summary, ELECTION].into_iter().chain(stances);
    let parts: Vec<&str> = parts.chain(nominee.statement.as_deref()).collect();
    fold(&parts.join("\n"))
}

fn write(nominees: &[Nominee]) -> String {
    let mut out = String::with_capacity(600 * nominees.len() + 2000);
    out.push_str(
        r#"{"version":"https://jsonfeed.org/version/1.1","title":"Nominations (invented)","language":"en","#,
    );
    out.push_str(r#""_hustings":{"version":1,"elections":[{"id":"council","name":"#);
    text(&mut out, ELECTION);
    out.push_str(r#","seats":7}],"topics":["#);
    for (at, (id, label)) in TOPICS.iter().enumerate() {
        let _ = write!(out, r#"{}{{"id":"{id}","label":"{label}"}}"#, comma(at));
    }
    out.push_str("]},\"items\":[\n");
    for (at, nominee) in nominees.iter().enumerate() {
        let _ = write!(out, r#"{}{{"id":"n{:06}","summary":"#, comma(at), nominee.id);
        text(&mut out, &nominee.summary);
        out.push_str(r#","_hustings":{"candidate":{"name":"#);
        text(&mut out, &nominee.name);
        let _ = write!(out, r#"}},"election":"council","status":"{}","stances":["#, nominee.status);
        for (at, (topic, quote)) in nominee.stances.iter().enumerate() {
            let _ = write!(out, r#"{}{{"topic":"{}","quote":"#, comma(at), TOPICS[*topic].0);
            text(&mut out, quote);
            out.push('}');
        }
        out.push(']');
        if let Some(statement) = &nominee.statement {
            out.push_str(r#","statement":"#);
            text(&mut out, statement);
        }
        out.push_str("}}\n");
    }
    out.push_str("]}\n");
    out
}

fn comma(at: usize) -> &'static str {
    if at == 0 { "" } else { "," }
}

/// A JSON string.
fn text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            _ => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let feed = || Feed::new(200, SEED).json;
        assert_eq!(feed(), feed());
        assert_ne!(feed(), Feed::new(200, SEED + 1).json);
        // FNV-1a of the bytes: a change of the words changes what was measured.
        let hash = feed().bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        assert_eq!(format!("{hash:016x}"), "4035479ed0700239");
    }

    #[test]
    fn a_feed_is_json_in_the_order_of_names() {
        let feed = Feed::new(1000, SEED);
        let json: serde_json::Value = serde_json::from_str(&feed.json).unwrap();
        let items = json["items"].as_array().unwrap();
        assert_eq!(items.len(), 1000);
        let names: Vec<String> =
            items.iter().map(|item| fold(item["_hustings"]["candidate"]["name"].as_str().unwrap())).collect();
        assert!(names.is_sorted());
        let scripts = ["а", "α", "ا", "א", "王", "김", "अ", "nguyen"];
        for script in scripts {
            assert!(names.iter().any(|name| name.contains(script)), "no name has {script}");
        }
    }

    #[test]
    fn what_readers_look_for_is_found_by_its_beginning_alone() {
        let feed = Feed::new(2000, SEED);
        for text in &feed.texts {
            for word in text.split(|c: char| !c.is_alphanumeric()) {
                for letter in ['q', 'x', 'щ'] {
                    assert!(!word.chars().skip(1).any(|c| c == letter), "{word}");
                }
            }
        }
        for query in ["q", "quarry", "quorum xyl", "щукин"] {
            assert!((1..1000).contains(&feed.count(query)), "{query}: {}", feed.count(query));
        }
    }

    #[test]
    fn an_item_is_as_long_as_real_ones_without_their_statements() {
        let feed = Feed::new(1000, SEED);
        assert!((500..750).contains(&(feed.json.len() / 1000)), "{}", feed.json.len() / 1000);
        let summaries = markdown(1000, SEED);
        assert_eq!(summaries, markdown(1000, SEED));
        let bytes: usize = summaries.iter().map(String::len).sum();
        assert!((150..400).contains(&(bytes / 1000)), "{}", bytes / 1000);
    }
}
