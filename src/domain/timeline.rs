//! When an election's nominations and vote open and close, and what is next.
//!
//! What time it is, and what zones there are, the browser knows: both come as
//! values. A moment is counted in seconds since the first of 1970, UTC.

use super::text::plural;
use crate::feed::{Election, Milestone, Moment, Text, offset};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// A deadline so near is told by the time that is left.
const NEAR: i64 = 14 * DAY;

/// Further away than any date: some 30 million years.
const FAR: i64 = 1 << 50;

/// Nowhere on earth is a day over later than where clocks are so far ahead of UTC.
const LAST_ON_EARTH: i64 = -12 * HOUR;

/// The seconds that a zone is ahead of UTC at a moment; `None` for a zone that
/// the browser doesn't know.
pub type Ahead = fn(&str, i64) -> Option<i64>;

impl Milestone {
    /// As shown before and after.
    #[must_use]
    pub fn labels(self) -> (&'static str, &'static str) {
        match self {
            Self::NominationsOpen => ("Nominations open", "Nominations opened"),
            Self::NominationsClose => ("Nominations close", "Nominations closed"),
            Self::VotingOpens => ("Voting opens", "Voting opened"),
            Self::VotingCloses => ("Voting closes", "Voting ended"),
        }
    }
}

/// One of the dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Which.
    pub milestone: Milestone,
    /// As the feed has it.
    pub moment: Moment,
    /// When it is. Of a zone that is not known, when it is so everywhere.
    pub second: i64,
    /// Whether the zone is known.
    pub certain: bool,
}

/// The dates of one election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The election's id.
    pub election: Text,
    /// What happens, in the order in which it usually does.
    pub events: Vec<Event>,
}

impl Timeline {
    /// Of an election; its dates may be none.
    #[must_use]
    pub fn of(election: &Election, ahead: Ahead) -> Self {
        let zone = Zone { name: election.time_zone.as_deref().unwrap_or_default(), ahead };
        let mut events = Vec::new();
        for (at, moment) in election.dates.iter().enumerate() {
            if let Some(moment) = moment {
                events.push(zone.event(Milestone::ALL[at], moment));
            }
        }
        Self { election: election.id.clone(), events }
    }

    /// What is next, in words: "Voting closes", "in 3 days"; when nothing is,
    /// what was last.
    #[must_use]
    pub fn next(&self, now: i64) -> Option<(&Event, &'static str, String)> {
        let event = self.nearest(now)?;
        let left = event.second - now;
        let (what, past) = event.milestone.labels();
        let when = if left <= 0 || left >= NEAR || !event.certain {
            format!("on {}", event.moment.date)
        } else if left < HOUR {
            "in less than an hour".to_owned()
        } else if left < 2 * DAY {
            format!("in {}", plural((left / HOUR) as usize, "hour", "hours"))
        } else {
            format!("in {} days", (left / DAY) as usize)
        };
        Some((event, if left > 0 { what } else { past }, when))
    }

    /// Seconds until [`next`](Self::next) may say something else: an hour at most.
    #[must_use]
    pub fn changes_in(&self, now: i64) -> Option<i64> {
        let left = self.nearest(now)?.second - now;
        (left > 0).then_some(left % HOUR + 1)
    }

    /// What comes first, or else what was last. A feed may call for nominations
    /// while the vote is on: that is not always the next in the list.
    fn nearest(&self, now: i64) -> Option<&Event> {
        self.events.iter().min_by_key(|event| {
            let left = event.second - now;
            if left > 0 { left } else { FAR - left }
        })
    }
}

/// The zone that an election's dates are meant in.
struct Zone<'a> {
    /// As the feed names it; may be empty.
    name: &'a str,
    ahead: Ahead,
}

impl Zone<'_> {
    /// The seconds that it is ahead of UTC at a moment.
    fn at(&self, second: i64) -> Option<i64> {
        if self.name.eq_ignore_ascii_case("aoe") {
            return Some(LAST_ON_EARTH);
        }
        offset(self.name).or_else(|| (self.ahead)(self.name, second))
    }

    fn event(&self, milestone: Milestone, moment: &Moment) -> Event {
        // A day that closes something does so at its end.
        let whole = if milestone.closes() { DAY } else { 0 };
        let local = moment.date.days() * DAY + moment.second.unwrap_or(whole);
        // How far ahead the zone is then depends on the moment that is sought: the
        // second try is right but for the hour in which clocks are changed.
        let ahead = moment.offset.or_else(|| self.at(local - self.at(local)?));
        let second = local - ahead.unwrap_or(LAST_ON_EARTH);
        Event { milestone, moment: moment.clone(), second, certain: ahead.is_some() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A browser that knows Berlin, in 2025, and Kathmandu.
    fn ahead(zone: &str, at: i64) -> Option<i64> {
        let summer = seconds("2025-03-30T01:00Z")..seconds("2025-10-26T01:00Z");
        match zone {
            "Europe/Berlin" => Some(if summer.contains(&at) { 2 * HOUR } else { HOUR }),
            "Asia/Kathmandu" => Some(5 * HOUR + 45 * 60),
            "UTC" => Some(0),
            "Etc/GMT+12" => Some(-12 * HOUR),
            _ => None,
        }
    }

    fn seconds(text: &str) -> i64 {
        let Moment { date, second, offset, .. } = Moment::parse(&text.into()).unwrap();
        date.days() * DAY + second.unwrap() - offset.unwrap()
    }

    fn council(zone: &str, dates: [&str; 4]) -> Timeline {
        let dates = dates.map(|text| Moment::parse(&text.into()));
        let time_zone = Some(zone.into());
        Timeline::of(&Election { dates, time_zone, ..Election::default() }, ahead)
    }

    const DAYS: [&str; 4] = ["2025-11-10", "2025-11-24", "2025-11-28", "2025-12-12"];

    fn told(timeline: &Timeline, now: i64) -> String {
        let (_, what, when) = timeline.next(now).unwrap();
        format!("{what} {when}")
    }

    #[test]
    fn what_is_next_is_told_at_each_moment() {
        let timeline = council("AoE", DAYS);
        for (now, words) in [
            ("2025-01-01T00:00Z", "Nominations open on 10 November 2025"),
            ("2025-11-06T00:00Z", "Nominations open in 4 days"),
            ("2025-11-10T11:59Z", "Nominations open in less than an hour"),
            ("2025-11-10T12:00Z", "Nominations close on 24 November 2025"),
            ("2025-11-24T23:00Z", "Nominations close in 13 hours"),
            ("2025-11-25T12:00Z", "Voting opens in 3 days"),
            ("2025-11-28T12:00Z", "Voting closes on 12 December 2025"),
            ("2025-12-10T12:00Z", "Voting closes in 3 days"),
            ("2025-12-10T12:01Z", "Voting closes in 2 days"),
            ("2025-12-11T12:00Z", "Voting closes in 2 days"),
            ("2025-12-11T12:01Z", "Voting closes in 47 hours"),
            ("2025-12-13T10:30Z", "Voting closes in 1 hour"),
            ("2025-12-13T11:59Z", "Voting closes in less than an hour"),
            ("2025-12-13T12:00Z", "Voting ended on 12 December 2025"),
            ("2031-01-01T00:00Z", "Voting ended on 12 December 2025"),
        ] {
            assert_eq!(told(&timeline, seconds(now)), words, "{now}");
        }
    }

    #[test]
    fn nothing_else_is_told_before_the_widget_looks_again() {
        let timeline = council("AoE", DAYS);
        let mut now = seconds("2025-10-20T09:30Z");
        let mut looks = 0;
        while let Some(wait) = timeline.changes_in(now) {
            assert!((1..=HOUR).contains(&wait));
            // Up to the second in which it changes.
            for step in 0..60 {
                let then = now + (wait - 2).max(0) * step / 59;
                assert_eq!(told(&timeline, then), told(&timeline, now), "{now} {wait}");
            }
            now += wait;
            looks += 1;
        }
        assert_eq!(told(&timeline, now), "Voting ended on 12 December 2025");
        assert!(looks < 1400, "{looks}");
    }

    #[test]
    fn what_overlaps_is_told_by_what_comes_first() {
        let timeline = council("UTC", ["2025-01-01", "2025-03-01", "2025-02-01", "2025-02-10"]);
        assert_eq!(told(&timeline, seconds("2025-01-30T00:00Z")), "Voting opens in 2 days");
        assert_eq!(told(&timeline, seconds("2025-12-30T00:00Z")), "Nominations closed on 1 March 2025");
    }

    /// When a vote ends that closes on this date.
    fn end(zone: &str, date: &str) -> i64 {
        let event = council(zone, ["", "", "", date]).events.remove(0);
        assert!(event.certain, "{zone} {date}");
        event.second
    }

    #[test]
    fn a_day_means_the_whole_day_in_the_elections_zone() {
        let instants: Vec<_> = council("AoE", DAYS).events.iter().map(|event| event.second).collect();
        let expected =
            ["2025-11-10T12:00Z", "2025-11-25T12:00Z", "2025-11-28T12:00Z", "2025-12-13T12:00Z"].map(seconds);
        assert_eq!(instants, expected);
    }

    #[test]
    fn zones_are_named_in_many_ways() {
        for (zone, instant) in [
            ("AoE", "2025-12-10T12:00Z"),
            ("Etc/GMT+12", "2025-12-10T12:00Z"),
            ("-12:00", "2025-12-10T12:00Z"),
            ("UTC", "2025-12-10T00:00Z"),
            ("Z", "2025-12-10T00:00Z"),
            ("+02:00", "2025-12-09T22:00Z"),
            ("Europe/Berlin", "2025-12-09T23:00Z"),
            ("Asia/Kathmandu", "2025-12-09T18:15Z"),
        ] {
            assert_eq!(end(zone, "2025-12-09"), seconds(instant), "{zone}");
        }
    }

    #[test]
    fn clocks_that_change_are_followed() {
        for (day, instant) in [
            ("2025-03-29", "2025-03-29T23:00Z"),
            ("2025-03-30", "2025-03-30T22:00Z"),
            ("2025-10-25", "2025-10-25T22:00Z"),
            ("2025-10-26", "2025-10-26T23:00Z"),
        ] {
            assert_eq!(end("Europe/Berlin", day), seconds(instant), "{day}");
        }
    }

    #[test]
    fn a_moment_is_of_the_zone_that_is_written_with_it_or_else_of_the_elections() {
        for (zone, date, instant) in [
            ("AoE", "2025-12-09T12:00:00Z", "2025-12-09T12:00Z"),
            ("Mars/Olympus", "2025-12-09T12:00+02:00", "2025-12-09T10:00Z"),
            ("Asia/Kathmandu", "2025-07-09T23:30", "2025-07-09T17:45Z"),
        ] {
            assert_eq!(end(zone, date), seconds(instant), "{zone} {date}");
        }
    }

    #[test]
    fn what_is_not_known_is_not_counted_down() {
        for zone in ["Mars/Olympus", ""] {
            let timeline = council(zone, DAYS);
            assert!(timeline.events.iter().all(|event| !event.certain));
            for (now, words) in [
                ("2025-12-12T23:00Z", "Voting closes on 12 December 2025"),
                // Somewhere it may still be the day.
                ("2025-12-13T11:59Z", "Voting closes on 12 December 2025"),
                ("2025-12-13T12:00Z", "Voting ended on 12 December 2025"),
            ] {
                assert_eq!(told(&timeline, seconds(now)), words, "{now}");
            }
        }
    }

    #[test]
    fn an_election_without_dates_has_nothing_to_tell() {
        let timeline = Timeline::of(&Election::default(), ahead);
        assert_eq!((timeline.next(0), timeline.changes_in(0)), (None, None));
    }
}
