//! The Python Steering Council feed: facts from `data/elections`, the editor's words from `feeds/python-steering-council.toml`.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::shape::{
    Author, Candidate, Dates, Election, Endorsement, Extension, Fact, Feed, Item, Limit, Link, Nomination,
    Outcome, Reference, Stance, Status, Topic, VERSION, Value,
};
use super::{read_json, read_toml};

const SOURCE: &str = "python-steering-council.toml";

// What is written by hand.

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: String,
    home_page_url: String,
    description: String,
    user_comment: String,
    /// Per person: the part of the name that it is sorted by.
    families: HashMap<String, Vec<String>>,
    elections: BTreeMap<String, WrittenElection>,
    /// Of all elections alike.
    limits: Vec<Limit>,
    topics: Vec<Topic>,
    facts: Vec<Fact>,
    #[serde(default)]
    nominations: BTreeMap<String, WrittenNomination>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenElection {
    method: String,
    method_note: String,
    note: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct WrittenNomination {
    summary: Option<String>,
    authors: Vec<Author>,
    nominated_by: Option<String>,
    facts: BTreeMap<String, Value>,
    stances: Vec<Stance>,
    endorsements: Vec<Endorsement>,
    links: Vec<Link>,
    stated_peps: bool,
}

// What was found out.

#[derive(Deserialize)]
struct Elections {
    commit_date: String,
    elections: Vec<Contest>,
}

#[derive(Deserialize)]
struct Contest {
    pep: u32,
    pep_url: String,
    term_year: u16,
    seats: u32,
    nomination_period: Period,
    voting_period: Voting,
    eligible_voters: u32,
    ballots_cast: u32,
    turnout_percent: f64,
    platform: String,
    result_unit: String,
    candidates: Vec<Candidacy>,
    withdrawn: Vec<Withdrawal>,
}

#[derive(Deserialize)]
struct Period {
    start: String,
    end: String,
}

#[derive(Deserialize)]
struct Voting {
    announced_start: String,
    announced_end_aoe_date: String,
}

#[derive(Deserialize)]
struct Candidacy {
    name: String,
    id: String,
    nomination_url: String,
    elected: bool,
    rank: u32,
    tied: bool,
    votes: Option<u32>,
    total_stars: Option<u32>,
}

#[derive(Deserialize)]
struct Withdrawal {
    name: String,
    id: String,
    nomination_url: String,
    withdrawal_url: String,
}

#[derive(Deserialize)]
struct AtNomination {
    rows: Vec<PepsThen>,
}

#[derive(Deserialize)]
struct PepsThen {
    term_year: u16,
    candidate: String,
    authored_by_status: BTreeMap<String, Vec<u32>>,
    delegate: Vec<u32>,
}

#[derive(Deserialize)]
struct ByPerson {
    people: Vec<Person>,
}

#[derive(Deserialize)]
struct Person {
    id: String,
    authored: Vec<Pep>,
    delegate: Vec<Pep>,
    sponsor: Vec<Pep>,
}

#[derive(Deserialize, Clone)]
struct Pep {
    pep: u32,
    title: String,
    python_version: Option<String>,
    n_authors: u32,
}

#[derive(Deserialize)]
struct Check {
    rows: Vec<Checked>,
}

#[derive(Deserialize)]
struct Checked {
    pep: u32,
    repo_title: String,
    repo_version: Option<String>,
    status_at_2021_11_16: String,
    n_authors: u32,
}

/// What a candidacy and a withdrawal have in common.
struct Entry<'a> {
    name: &'a str,
    person: &'a str,
    url: &'a str,
    status: Status,
    result: Option<Outcome>,
    withdrawal_url: Option<&'a str>,
}

/// What the other files know of one nomination.
struct Findings {
    sort_name: String,
    references: Vec<Reference>,
    stated: Vec<Reference>,
}

pub(super) fn feed(sources: &Path, data: &Path) -> Result<Feed> {
    let folder = data.join("elections");
    let mut written: Written = read_toml(&sources.join(SOURCE))?;
    let found: Elections = read_json(&folder.join("python-steering-council.json"))?;
    let at_nomination: AtNomination = read_json(&folder.join("python-peps-at-nomination.json"))?;
    let by_person: ByPerson = read_json(&folder.join("python-peps-by-person.json"))?;
    let check: Check = read_json(&folder.join("stinner-2022-pep-check.json"))?;

    let peps = Peps::new(&at_nomination, &by_person);
    let mut elections = Vec::new();
    let mut items = Vec::new();
    let mut past = Past::default();
    for contest in &found.elections {
        elections.push(contest.election(&mut written.elections, &written.limits, &found.commit_date)?);
        for entry in contest.entries()? {
            let editor = written.nominations.remove(&contest.item_id(&entry)).unwrap_or_default();
            let person = Findings {
                sort_name: sort_name(&written.families, &entry)?,
                references: peps.references(entry.person, contest.term_year)?,
                stated: if editor.stated_peps { stated(&check) } else { Vec::new() },
            };
            items.push(item(contest, &entry, person, editor, &past)?);
        }
        past.add(contest);
    }
    if let Some(id) = written.nominations.keys().next() {
        bail!("{SOURCE}: nominations.{id} is no nomination of the data; mend its id or remove it");
    }

    Ok(Feed {
        version: VERSION,
        title: written.title,
        home_page_url: written.home_page_url,
        description: written.description,
        user_comment: written.user_comment,
        language: "en".to_owned(),
        extension: Some(Extension::new(elections, written.topics, written.facts)),
        items,
    })
}

fn item(
    contest: &Contest,
    entry: &Entry,
    person: Findings,
    editor: WrittenNomination,
    past: &Past,
) -> Result<Item> {
    let Findings { sort_name, references, stated } = person;
    let year = contest.term_year;
    let served = past.served(entry.person);
    let earlier = past.nominated(entry.person);
    let summary = editor.summary.unwrap_or_else(|| summary(entry, &references, earlier.len(), served));

    let mut facts = editor.facts;
    facts.insert("terms_served".to_owned(), Value::Number(served));
    // None is known, and not the same as not stated.
    let earlier = Value::List(if earlier.is_empty() { vec!["none".to_owned()] } else { earlier });
    facts.insert("earlier_nominations".to_owned(), earlier);
    if !stated.is_empty() {
        facts.insert("stated_peps".to_owned(), Value::References(stated));
    }
    let mut stances = editor.stances;
    for stance in &mut stances {
        stance.url.get_or_insert_with(|| entry.url.to_owned());
    }
    let mut links = editor.links;
    if let Some(url) = entry.withdrawal_url {
        links.push(Link { label: "Withdrawal".to_owned(), url: url.to_owned() });
    }
    links.push(Link { label: format!("PEP {}: the election", contest.pep), url: contest.pep_url.clone() });

    Ok(Item {
        id: contest.item_id(entry),
        url: entry.url.to_owned(),
        title: format!("{}, nominated for the {year} term", entry.name),
        // Without the address: some hold a name that the person no longer bears.
        content_text: Some(format!("{summary} The nomination is on discuss.python.org.")),
        summary: Some(summary),
        authors: editor.authors,
        tags: vec![format!("{year} term"), entry.status.label().to_owned()],
        nomination: Some(Nomination {
            candidate: Candidate {
                id: entry.person.to_owned(),
                name: entry.name.to_owned(),
                sort_name: Some(sort_name),
                ..Candidate::default()
            },
            election: format!("psc-{year}"),
            status: entry.status,
            nominated_by: editor.nominated_by,
            statement: None,
            statement_html: None,
            stances,
            facts,
            references,
            endorsements: editor.endorsements,
            links,
            result: entry.result,
            as_of: Some(contest.close()?),
        }),
        ..Item::default()
    })
}

/// The same two sentences for everyone, from facts only.
fn summary(entry: &Entry, references: &[Reference], earlier: usize, served: u64) -> String {
    let before = match (earlier, served) {
        (0, _) => "First nomination.".to_owned(),
        (_, 0) => format!("Nominated {} before, not elected.", times(earlier as u64)),
        _ => format!("Nominated {} before, elected {}.", times(earlier as u64), times(served)),
    };
    if entry.status == Status::Withdrawn {
        return format!("The nomination was withdrawn. {before}");
    }

    let authored: Vec<_> = references.iter().filter(|pep| pep.role.as_deref() != Some("delegate")).collect();
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for status in STATUSES {
        let count = authored.iter().filter(|pep| pep.status.as_deref() == Some(status)).count();
        if count > 0 {
            counts.push((status, count));
        }
    }
    let by_status: Vec<_> = counts.iter().map(|(status, count)| format!("{count} {status}")).collect();
    let authored = match (authored.len(), by_status.as_slice()) {
        (0, _) => "Author of no PEP".to_owned(),
        (1, _) => {
            format!("Author or co-author of 1 PEP ({})", counts.first().map_or("", |(status, _)| *status))
        }
        (total, _) => format!("Author or co-author of {total} PEPs ({})", by_status.join(", ")),
    };
    let delegated = match references.iter().filter(|pep| pep.role.as_deref() == Some("delegate")).count() {
        0 => "delegate for none".to_owned(),
        count => format!("delegate for {count}"),
    };
    format!("{authored}, {delegated}, when nominations closed. {before}")
}

fn times(count: u64) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    }
}

/// Every status that a PEP header had on one of the days, in the order in which a summary names them.
const STATUSES: [&str; 10] = [
    "Final",
    "Accepted",
    "Provisional",
    "Active",
    "Draft",
    "Deferred",
    "Rejected",
    "Withdrawn",
    "Superseded",
    "April Fool!",
];

impl Contest {
    /// By the person's id and the term: a name may change.
    fn item_id(&self, entry: &Entry) -> String {
        format!("psc-{}-{}", self.term_year, entry.person)
    }

    /// The last day of nominations, anywhere on earth (AoE): noon UTC is the end of the day before.
    fn close(&self) -> Result<String> {
        match self.nomination_period.end.split_once('T') {
            Some((day, "12:00:00Z")) => day_before(day),
            Some(_) => bail!(
                "python-steering-council.json: nominations of {} end at {}, which is no day's end anywhere on earth; \
                 extend `close` in python.rs",
                self.term_year,
                self.nomination_period.end
            ),
            None => Ok(self.nomination_period.end.clone()),
        }
    }

    fn election(
        &self,
        written: &mut BTreeMap<String, WrittenElection>,
        limits: &[Limit],
        snapshot: &str,
    ) -> Result<Election> {
        let year = self.term_year;
        let Some(editor) = written.remove(&year.to_string()) else {
            bail!("{SOURCE}: elections.{year} is missing; add its method and method_note");
        };
        let note = if year == 2019 {
            "No time of day is given for the nomination period. Voting is in days anywhere on earth (AoE)."
        } else {
            "Days are meant anywhere on earth (AoE): each ends at noon UTC on the next."
        };
        let turnout = format!("Turnout {} %; the poll ran on {}.", self.turnout_percent, self.platform);
        Ok(Election {
            id: format!("psc-{year}"),
            name: format!("Python Steering Council, {year} term"),
            office: "Python Steering Council".to_owned(),
            term: format!("{year} term"),
            seats: Some(self.seats),
            limits: limits.to_vec(),
            method: Some(editor.method),
            method_note: Some(editor.method_note),
            url: self.pep_url.clone(),
            dates: Some(Dates {
                nominations_open: Some(self.nomination_period.start.clone()),
                nominations_close: Some(self.close()?),
                voting_open: Some(day_of(&self.voting_period.announced_start)?),
                voting_close: Some(self.voting_period.announced_end_aoe_date.clone()),
                time_zone: Some("AoE".to_owned()),
                note: Some(note.to_owned()),
            }),
            eligible_voters: Some(self.eligible_voters),
            ballots_cast: Some(self.ballots_cast),
            results_as_of: Some(day_of(snapshot)?),
            note: Some(match editor.note {
                Some(note) => format!("{turnout} {note}"),
                None => turnout,
            }),
            ..Election::default()
        })
    }

    fn entries(&self) -> Result<Vec<Entry<'_>>> {
        let mut entries = Vec::new();
        for candidacy in &self.candidates {
            let (value, unit) = match (self.result_unit.as_str(), candidacy.votes, candidacy.total_stars) {
                ("votes", Some(votes), None) => (votes, "votes"),
                ("total_stars", None, Some(stars)) => (stars, "stars"),
                _ => bail!(
                    "python-steering-council.json: {} of {} has no result in {}; one unit per election",
                    candidacy.id,
                    self.term_year,
                    self.result_unit
                ),
            };
            entries.push(Entry {
                name: &candidacy.name,
                person: &candidacy.id,
                url: &candidacy.nomination_url,
                status: Status::of(candidacy.elected),
                result: Some(Outcome {
                    value: Some(value),
                    unit: Some(unit),
                    rank: Some(candidacy.rank),
                    tied: Some(candidacy.tied),
                    elected: candidacy.elected,
                }),
                withdrawal_url: None,
            });
        }
        for withdrawal in &self.withdrawn {
            entries.push(Entry {
                name: &withdrawal.name,
                person: &withdrawal.id,
                url: &withdrawal.nomination_url,
                status: Status::Withdrawn,
                result: None,
                withdrawal_url: Some(&withdrawal.withdrawal_url),
            });
        }
        Ok(entries)
    }
}

/// What happened in the elections before the one at hand, per person.
#[derive(Default)]
struct Past(HashMap<String, Vec<(String, bool)>>);

impl Past {
    fn add(&mut self, contest: &Contest) {
        for candidacy in &contest.candidates {
            let term = (contest.term_year.to_string(), candidacy.elected);
            self.0.entry(candidacy.id.clone()).or_default().push(term);
        }
        for withdrawal in &contest.withdrawn {
            let term = (format!("{} (withdrawn)", contest.term_year), false);
            self.0.entry(withdrawal.id.clone()).or_default().push(term);
        }
    }

    fn nominated(&self, person: &str) -> Vec<String> {
        self.0.get(person).into_iter().flatten().map(|(term, _)| term.clone()).collect()
    }

    fn served(&self, person: &str) -> u64 {
        self.0.get(person).into_iter().flatten().map(|(_, elected)| u64::from(*elected)).sum()
    }
}

struct Peps<'a> {
    then: HashMap<(&'a str, u16), &'a PepsThen>,
    /// The status of a PEP in the year's snapshot, where a candidate of that year had authored it.
    status: HashMap<(u32, u16), &'a str>,
    authored: HashMap<(&'a str, u32), &'a Pep>,
    any: HashMap<u32, &'a Pep>,
}

impl<'a> Peps<'a> {
    fn new(at_nomination: &'a AtNomination, by_person: &'a ByPerson) -> Self {
        let mut peps = Self {
            then: HashMap::new(),
            status: HashMap::new(),
            authored: HashMap::new(),
            any: HashMap::new(),
        };
        for row in &at_nomination.rows {
            peps.then.insert((&row.candidate, row.term_year), row);
            for (status, numbers) in &row.authored_by_status {
                for number in numbers {
                    peps.status.insert((*number, row.term_year), status);
                }
            }
        }
        for person in &by_person.people {
            for pep in &person.authored {
                peps.authored.insert((&person.id, pep.pep), pep);
            }
            for pep in person.authored.iter().chain(&person.delegate).chain(&person.sponsor) {
                peps.any.insert(pep.pep, pep);
            }
        }
        peps
    }

    /// The PEPs that a person had authored, then those decided as delegate, by number.
    fn references(&self, person: &str, year: u16) -> Result<Vec<Reference>> {
        let Some(row) = self.then.get(&(person, year)) else {
            return Ok(Vec::new());
        };
        let mut authored: Vec<_> = row
            .authored_by_status
            .iter()
            .flat_map(|(status, numbers)| numbers.iter().map(move |number| (*number, status.as_str())))
            .collect();
        authored.sort_unstable();

        let mut references = Vec::new();
        for (number, status) in authored {
            // Who left a PEP's header later is not in the snapshot as its author: others are, so there were several.
            let alone = self.authored.get(&(person, number)).is_some_and(|pep| pep.n_authors == 1);
            let role = if alone { "author" } else { "co-author" };
            references.push(self.reference(number, Some(status), role)?);
        }
        let mut delegated = row.delegate.clone();
        delegated.sort_unstable();
        for number in delegated {
            let status = self.status.get(&(number, year)).copied();
            references.push(self.reference(number, status, "delegate")?);
        }
        Ok(references)
    }

    fn reference(&self, number: u32, status: Option<&str>, role: &str) -> Result<Reference> {
        let pep = self.any.get(&number).with_context(|| {
            format!("python-peps-by-person.json: PEP {number} has no title; take a snapshot that has it")
        })?;
        if let Some(status) = status
            && !STATUSES.contains(&status)
        {
            bail!("python-peps-at-nomination.json: PEP {number} is {status:?}; add the status to STATUSES");
        }
        // The version is as of the snapshot; only a PEP that was Final then is sure to have had it then.
        let version = pep.python_version.clone().filter(|_| status == Some("Final"));
        Ok(Reference {
            kind: "PEP".to_owned(),
            number,
            title: plain(&pep.title),
            status: status.map(str::to_owned),
            version,
            role: Some(role.to_owned()),
            url: pep_url(number),
            status_as_of: None,
        })
    }
}

/// The PEPs that the 2022 statement lists, as they were checked against the PEP headers of that day.
fn stated(check: &Check) -> Vec<Reference> {
    let mut references: Vec<_> = check
        .rows
        .iter()
        .map(|row| Reference {
            kind: "PEP".to_owned(),
            number: row.pep,
            title: plain(&row.repo_title),
            status: Some(row.status_at_2021_11_16.clone()),
            version: row.repo_version.clone(),
            role: Some(if row.n_authors == 1 { "author" } else { "co-author" }.to_owned()),
            url: pep_url(row.pep),
            status_as_of: None,
        })
        .collect();
    references.sort_by_key(|reference| reference.number);
    references
}

/// A title without the marks of reStructuredText.
fn plain(title: &str) -> String {
    title.replace("``", "").replace("\\ ", "")
}

fn pep_url(number: u32) -> String {
    format!("https://peps.python.org/pep-{number:04}/")
}

/// "Wouters, Thomas": the family name is written down per person, the rest is what the election printed.
fn sort_name(families: &HashMap<String, Vec<String>>, entry: &Entry) -> Result<String> {
    let Some(names) = families.get(entry.person) else {
        bail!(
            "{SOURCE}: families.{} is missing; add the part of the name that it is sorted by",
            entry.person
        );
    };
    for family in names {
        if entry.name == family {
            return Ok(family.clone());
        }
        if let Some(given) = entry.name.strip_suffix(family.as_str()) {
            return Ok(format!("{family}, {}", given.trim()));
        }
    }
    bail!("{SOURCE}: families.{} is no end of {:?}; mend it", entry.person, entry.name)
}

fn day_of(moment: &str) -> Result<String> {
    let day = moment.get(..10).with_context(|| format!("{moment:?} is no date; write YYYY-MM-DD"))?;
    Ok(day.to_owned())
}

/// The day before, within a month: no period of the data ends on a month's first day.
fn day_before(day: &str) -> Result<String> {
    let number =
        day.get(8..10).and_then(|number| number.parse::<u8>().ok()).and_then(|number| number.checked_sub(1));
    match (day.get(..8), number) {
        (Some(month), Some(number @ 1..)) => Ok(format!("{month}{number:02}")),
        _ => bail!(
            "{day:?}: it is no date, or the day before is in another month; extend `day_before` in python.rs"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noon_utc_is_the_end_of_the_day_before() {
        assert_eq!(day_before("2021-11-16").unwrap(), "2021-11-15");
        assert!(day_before("2021-11-01").is_err());
        assert!(day_before("soon").is_err());
    }

    #[test]
    fn a_title_loses_the_marks_of_restructuredtext() {
        assert_eq!(plain("Add ``math.tau``"), "Add math.tau");
        assert_eq!(plain("handling of ``ExceptionGroup``\\ s"), "handling of ExceptionGroups");
    }
}
