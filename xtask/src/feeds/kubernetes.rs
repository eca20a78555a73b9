//! The Kubernetes Steering feed: employer and groups as the candidates' files state them, winners from the election facts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::shape::{
    Candidate, Election, Extension, Fact, Feed, Item, Nomination, Outcome, Status, VERSION, Value,
};
use super::{files, read, read_json, read_toml};

const SOURCE: &str = "kubernetes-steering.toml";
const REPOSITORY: &str = "https://github.com/kubernetes/community";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: String,
    home_page_url: String,
    description: String,
    user_comment: String,
    method: Option<String>,
    method_note: Option<String>,
    /// Group names as people write them, lower case, against the project's own spelling.
    groups: BTreeMap<String, String>,
    facts: Vec<Fact>,
    /// What no rule could read, read by a person: by YEAR/FILE.
    #[serde(default)]
    files: BTreeMap<String, Reading>,
}

/// What a candidate's file states.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Reading {
    name: Option<String>,
    handle: Option<String>,
    employer: Option<String>,
    sigs: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Facts {
    rows: Vec<Contest>,
}

#[derive(Deserialize)]
struct Contest {
    election: String,
    candidate_files: usize,
    seats_text: Option<String>,
    eligible: Option<u32>,
    cast: Option<u32>,
    winners: Vec<String>,
}

pub(super) fn feed(sources: &Path, data: &Path) -> Result<Feed> {
    let mut written: Written = read_toml(&sources.join(SOURCE))?;
    let facts: Facts = read_json(&data.join("elections/kubernetes-steering.json"))?;

    let mut elections = Vec::new();
    let mut items = Vec::new();
    for year in 2018..=2025_u16 {
        let path = format!("elections/steering/{year}");
        let contest = facts.rows.iter().find(|row| row.election == path).with_context(|| {
            format!("kubernetes-steering.json: {path} is missing; take a data folder that has it")
        })?;
        let mut absent: BTreeSet<&str> = contest.winners.iter().map(String::as_str).collect();
        let mut count = 0;
        for file in files(&data.join(format!("statements/kubernetes/{year}")), "md")? {
            let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let key = format!("{year}/{name}");
            let editor = written.files.remove(&key).unwrap_or_default();
            let reading = read_statement(&read(&file)?, &written.groups).or(editor);
            let winner = absent
                .iter()
                .find(|winner| Some(same_name(winner)) == reading.name.as_deref().map(same_name))
                .copied();
            if let Some(winner) = winner {
                absent.remove(winner);
            }
            items.push(item(year, contest, &key, reading, winner.is_some())?);
            count += 1;
        }
        elections.push(election(year, contest, count, &absent, &written));
    }
    if let Some(key) = written.files.keys().next() {
        bail!("{SOURCE}: files.{key:?} is no statement of the data; mend its year and name or remove it");
    }

    Ok(Feed {
        version: VERSION,
        title: written.title,
        home_page_url: written.home_page_url,
        description: written.description,
        user_comment: written.user_comment,
        language: "en".to_owned(),
        extension: Some(Extension::new(elections, Vec::new(), written.facts)),
        items,
    })
}

fn election(
    year: u16,
    contest: &Contest,
    count: usize,
    absent: &BTreeSet<&str>,
    written: &Written,
) -> Election {
    let mut note = if count == contest.candidate_files {
        format!("All {count} candidates are in this feed.")
    } else {
        format!("{} candidates stood; {count} of them are in this feed.", contest.candidate_files)
    };
    if !absent.is_empty() {
        let names: Vec<_> = absent.iter().copied().collect();
        note.push_str(&format!(" Elected but not in this feed: {}.", names.join(", ")));
    }
    Election {
        id: format!("k8s-{year}"),
        name: format!("Kubernetes Steering Committee, {year}"),
        office: "Kubernetes Steering Committee".to_owned(),
        term: format!("{year} to {}", year + 2),
        seats: contest.seats(),
        method: written.method.clone(),
        method_note: written.method_note.clone(),
        url: format!("{REPOSITORY}/tree/master/elections/steering/{year}"),
        eligible_voters: contest.eligible,
        ballots_cast: contest.cast,
        note: Some(note),
        ..Election::default()
    }
}

impl Contest {
    /// "3 (2 year term)" is 3.
    fn seats(&self) -> Option<u32> {
        self.seats_text.as_deref()?.split(' ').next()?.parse().ok()
    }
}

fn item(year: u16, contest: &Contest, key: &str, reading: Reading, elected: bool) -> Result<Item> {
    let (Some(name), Some(handle)) = (reading.name, reading.handle) else {
        bail!(
            "{key}: no name or no GitHub id found in the statement; add them to {SOURCE} under files.{key:?}"
        );
    };
    let id = handle.to_lowercase();
    let url = format!("{REPOSITORY}/blob/master/elections/steering/{key}");
    let sigs = reading.sigs.unwrap_or_default();

    let seats =
        contest.seats().map(|seats| format!("one of {seats} seats")).unwrap_or_else(|| "a seat".to_owned());
    let employer = match &reading.employer {
        Some(employer) => format!("Employer as stated: {employer}."),
        None => "No employer stated.".to_owned(),
    };
    let groups = match sigs.as_slice() {
        [] => "No SIG or working group listed.".to_owned(),
        [only] => format!("Listed: {only}."),
        [first, second] => format!("Listed: {first} and {second}."),
        [first, second, rest @ ..] => format!("Listed: {first}, {second} and {} more.", rest.len()),
    };
    let summary = format!("Candidate for {seats} in {year}. {employer} {groups}");

    let mut facts = BTreeMap::new();
    if let Some(employer) = reading.employer {
        facts.insert("employer".to_owned(), Value::Text(employer));
    }
    if !sigs.is_empty() {
        facts.insert("sigs".to_owned(), Value::List(sigs));
    }
    let status = Status::of(elected);
    Ok(Item {
        id: format!("k8s-{year}-{id}"),
        url: url.clone(),
        title: format!("{name}, candidate in {year}"),
        content_text: Some(format!("{summary} The statement: {url}")),
        summary: Some(summary),
        tags: vec![year.to_string(), status.label().to_owned()],
        nomination: Some(Nomination {
            candidate: Candidate {
                id,
                sort_name: sort_name(&name),
                name,
                url: Some(format!("https://github.com/{handle}")),
                handle: Some(handle),
            },
            election: format!("k8s-{year}"),
            status,
            nominated_by: None,
            statement: None,
            statement_html: None,
            stances: Vec::new(),
            facts,
            references: Vec::new(),
            endorsements: Vec::new(),
            links: Vec::new(),
            result: Some(Outcome { value: None, unit: None, rank: None, tied: None, elected }),
            as_of: None,
        }),
        ..Item::default()
    })
}

/// Two ways to write a name are one person's if the letters of their Latin words are: "Paco Xu 徐俊杰" is "Paco Xu".
fn same_name(name: &str) -> String {
    let latin = |letter: char| letter.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&letter);
    name.chars().filter(|letter| latin(*letter)).flat_map(char::to_lowercase).collect()
}

/// The family name first, where a name is two words of plain Latin letters; else unsaid.
fn sort_name(name: &str) -> Option<String> {
    let (given, family) = name.split_once(' ')?;
    let word = |word: &str| {
        !word.is_empty() && word.chars().all(|letter| letter.is_alphabetic() && letter < '\u{250}')
    };
    (word(given) && word(family)).then(|| format!("{family}, {given}"))
}

impl Reading {
    /// What a person read wins over what a rule read.
    fn or(self, editor: Self) -> Self {
        Self {
            name: editor.name.or(self.name),
            handle: editor.handle.or(self.handle),
            employer: editor.employer.or(self.employer),
            sigs: editor.sigs.or(self.sigs),
        }
    }
}

/// Reads the head of a statement (a block between rules of dashes, or a list under the name), its list of groups
/// and a section that says where the candidate works, if that is one line.
fn read_statement(text: &str, groups: &BTreeMap<String, String>) -> Reading {
    let mut reading = Reading::default();
    let mut section = String::new();
    let mut place: Vec<&str> = Vec::new();
    let mut listed: Vec<String> = Vec::new();
    let mut past = false;
    for line in text.lines() {
        let line = line.trim_end();
        if let Some(heading) = line.strip_prefix('#') {
            let heading = heading.trim_matches(['#', ' ']);
            if reading.name.is_none() && section.is_empty() {
                reading.name = Some(heading.to_owned());
            }
            section = heading.to_lowercase();
            continue;
        }
        if let Some((field, value)) = field(line) {
            match field.as_str() {
                "name" => reading.name = Some(value.to_owned()),
                "id" => reading.handle = Some(value.to_owned()),
                "github" => reading.handle = handle(value).or(reading.handle),
                "employer" | "affiliation" | "employment" if reading.employer.is_none() => {
                    reading.employer = employer(value);
                }
                _ => {}
            }
        }
        if section == "sigs" {
            past |= line == "Past";
            // A nested line tells of roles; a former role is not a group that someone is in.
            if !past && !line.starts_with(' ') && !line.to_lowercase().contains("emeritus") {
                listed.extend(
                    groups_in(line, groups)
                        .into_iter()
                        .filter(|group| !listed.contains(group))
                        .collect::<Vec<_>>(),
                );
            }
        } else if section.starts_with("where i work")
            && !line.is_empty()
            && !line.starts_with('[')
            && !line.starts_with("--")
        {
            place.push(line);
        }
    }
    if let ([place], None) = (place.as_slice(), &reading.employer) {
        reading.employer = employer(place);
    }
    if !listed.is_empty() {
        reading.sigs = Some(listed);
    }
    reading
}

/// `- Affiliation: Google` is ("affiliation", "Google").
fn field(line: &str) -> Option<(String, &str)> {
    let (field, value) = line.trim_start_matches([' ', '-', '*']).split_once(':')?;
    let value = value.trim();
    (!value.is_empty() && !field.contains(' ')).then(|| (field.to_lowercase(), value))
}

/// `@name`, `[@name](https://github.com/name)` and `https://github.com/name/` are all "name".
fn handle(value: &str) -> Option<String> {
    let value = match value.split_once("github.com/") {
        Some((_, rest)) => rest,
        None => value,
    };
    let handle: String = value
        .trim_start_matches(['@', '[', '`'])
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
        .collect();
    (!handle.is_empty()).then_some(handle)
}

fn employer(value: &str) -> Option<String> {
    let value = value.trim();
    match value {
        "" => None,
        "independent" => Some("Independent".to_owned()),
        _ => Some(value.to_owned()),
    }
}

/// The groups that a line names: "SIG Release", "sig-release", "WG LTS", "Structured Logging WG", "Release: …",
/// and names of several words without a mark.
fn groups_in(line: &str, groups: &BTreeMap<String, String>) -> Vec<String> {
    let folded: String = line
        .to_lowercase()
        .chars()
        .map(|letter| if letter.is_alphanumeric() || letter == ':' { letter } else { ' ' })
        .collect();
    let folded = format!(" {} ", folded.replace(':', " : ").split_whitespace().collect::<Vec<_>>().join(" "));

    let mut found: Vec<(usize, String)> = Vec::new();
    for (spelling, name) in groups {
        let sig = [format!(" sig {spelling} ")];
        let wg =
            [format!(" wg {spelling} "), format!(" {spelling} wg "), format!(" {spelling} working group ")];
        let at = |ways: &[String]| ways.iter().filter_map(|way| folded.find(way.as_str())).min();
        if let Some(at) = at(&wg) {
            found.push((at, format!("WG {name}")));
        } else if let Some(at) = at(&sig) {
            found.push((at, format!("SIG {name}")));
        } else if folded.starts_with(&format!(" {spelling} : ")) {
            found.push((0, format!("SIG {name}")));
        } else if let (Some(at), true) = (folded.find(&format!(" {spelling} ")), spelling.contains(' ')) {
            found.push((at, format!("SIG {name}")));
        }
    }
    found.sort();
    found.dedup_by(|one, other| one.1 == other.1);
    found.into_iter().map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups() -> BTreeMap<String, String> {
        [("release", "Release"), ("security", "Security"), ("structured logging", "Structured Logging")]
            .map(|(written, name)| (written.to_owned(), name.to_owned()))
            .into()
    }

    fn check(text: &str, expected: (&str, &str, &str)) {
        let reading = read_statement(text, &groups());
        let found = [reading.name, reading.handle, reading.employer].map(Option::unwrap_or_default);
        assert_eq!(found, [expected.0, expected.1, expected.2]);
    }

    #[test]
    fn a_head_is_read_in_each_of_its_forms() {
        check("-----\nname: A B\nID: ab\ninfo:\n  - employer: C D\n-----\n## SIGS\n", ("A B", "ab", "C D"));
        check("# A B\n\n- GitHub: [@ab](https://github.com/ab)\n- Affiliation: C\n", ("A B", "ab", "C"));
        check(
            "# A B\n- Github: https://github.com/ab/\n- Employment: Independent\n",
            ("A B", "ab", "Independent"),
        );
        check("# A B\n## Where I work?\n\nC\n\n[x]: https://example.org\n", ("A B", "", "C"));
    }

    #[test]
    fn an_employer_in_prose_of_several_lines_is_left_to_a_person() {
        check("# A B\n## Where I work\n\nAt C, and\nsometimes D\n", ("A B", "", ""));
    }

    #[test]
    fn groups_are_found_as_people_write_them() {
        let found = |line| groups_in(line, &groups());
        assert_eq!(found("- SIG-Release (shadow)"), ["SIG Release"]);
        assert_eq!(found("- Release: 1.21 lead"), ["SIG Release"]);
        assert_eq!(
            found("- sig-security / Structured Logging WG lead"),
            ["SIG Security", "WG Structured Logging"]
        );
        assert!(found("- Release team: 1.16 release lead").is_empty());
    }

    #[test]
    fn former_roles_and_nested_lines_name_no_group() {
        let text = "## SIGs\n- Emeritus SIG Release chair\n- Committee\n  - liaison for SIG Security\nPast\n- SIG Release\n";
        assert_eq!(read_statement(text, &groups()).sigs, None);
    }

    #[test]
    fn a_name_with_and_without_its_other_script_is_one() {
        assert_eq!(same_name("Paco Xu 徐俊杰"), same_name("Paco Xu"));
        assert_ne!(same_name("Paco Xu"), same_name("Patrick Ohly"));
        assert_eq!(sort_name("Marko Mudrinić").as_deref(), Some("Mudrinić, Marko"));
        assert_eq!(sort_name("Paco Xu 徐俊杰"), None);
    }
}
