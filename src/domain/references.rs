//! Numbered works, counted by their status.

use crate::feed::{Reference, Text};

/// The references of one series that a candidate has one part in, by status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally<'a> {
    /// The series: "PEP".
    pub kind: Option<&'a Text>,
    /// The candidate's part, where it is not the author's: "delegate".
    pub part: Option<&'a Text>,
    /// The references by status, most first; `None` where none is stated.
    pub by_status: Vec<(Option<&'a Text>, Vec<&'a Reference>)>,
}

impl Tally<'_> {
    /// How many references there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_status.iter().map(|(_, references)| references.len()).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_status.is_empty()
    }

    /// "11 PEPs", "2 PEPs as delegate".
    #[must_use]
    pub fn count(&self) -> String {
        let kind = self.kind.map_or("reference", |kind| kind);
        let count = super::text::plural(self.len(), kind, &format!("{kind}s"));
        self.part.map_or(count.clone(), |part| format!("{count} as {part}"))
    }

    /// "11 PEPs: 10 Final, 1 Active".
    #[must_use]
    pub fn line(&self) -> String {
        let statuses = self.statuses();
        let colon = if statuses.is_empty() { "" } else { ": " };
        format!("{}{colon}{statuses}", self.count())
    }

    /// "10 Final, 1 Active"; empty where no status is stated at all.
    #[must_use]
    pub fn statuses(&self) -> String {
        if self.by_status.iter().all(|(status, _)| status.is_none()) {
            return String::new();
        }
        let parts: Vec<_> = self
            .by_status
            .iter()
            .map(|(status, references)| {
                format!("{} {}", references.len(), status.map_or("without status", |status| status))
            })
            .collect();
        parts.join(", ")
    }
}

/// The references by series and part, in the order of the first of each. What
/// somebody wrote and what somebody decided are two things to have done.
#[must_use]
pub fn tally(references: &[Reference]) -> Vec<Tally<'_>> {
    let mut tallies: Vec<Tally<'_>> = Vec::new();
    for reference in references {
        let part = reference.role.as_ref().filter(|role| !role.ends_with("author"));
        let kind = reference.kind.as_ref();
        let at = tallies.iter().position(|tally| (tally.kind, tally.part) == (kind, part));
        let at = at.unwrap_or_else(|| {
            tallies.push(Tally { kind, part, by_status: Vec::new() });
            tallies.len() - 1
        });
        let by_status = &mut tallies[at].by_status;
        let status = reference.status.as_ref();
        match by_status.iter_mut().find(|(known, _)| *known == status) {
            Some((_, references)) => references.push(reference),
            None => by_status.push((status, vec![reference])),
        }
    }
    for tally in &mut tallies {
        // Stable: statuses of equal number stay in the order of the feed.
        tally.by_status.sort_by_key(|(status, references)| (status.is_none(), usize::MAX - references.len()));
    }
    tallies
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pep(number: &str, status: Option<&str>) -> Reference {
        Reference {
            kind: Some("PEP".into()),
            number: Some(number.into()),
            status: status.map(Into::into),
            ..Reference::default()
        }
    }

    #[test]
    fn references_are_counted_by_status() {
        let peps =
            [pep("1", Some("Active")), pep("2", Some("Final")), pep("3", Some("Final")), pep("4", None)];
        let tallies = tally(&peps);
        assert_eq!(tallies.len(), 1);
        assert_eq!(tallies[0].count(), "4 PEPs");
        assert_eq!(tallies[0].statuses(), "2 Final, 1 Active, 1 without status");
        assert_eq!(tally(&peps[3..])[0].statuses(), "");
        assert_eq!(tally(&peps[..1])[0].count(), "1 PEP");
    }

    #[test]
    fn what_was_decided_is_counted_apart_from_what_was_written() {
        let mut peps = [pep("1", Some("Final")), pep("2", Some("Final")), pep("2", None)];
        peps[0].role = Some("co-author".into());
        peps[2].role = Some("delegate".into());
        let counts: Vec<_> = tally(&peps).iter().map(Tally::count).collect();
        assert_eq!(counts, ["2 PEPs", "1 PEP as delegate"]);
    }
}
