//! A day, as people read it.

use std::fmt;

/// A day of the proleptic Gregorian calendar, in whatever zone it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// From RFC 3339, a day or a moment; the time of day is left aside.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, time) = text.split_at_checked(10)?;
        if !(time.is_empty() || time.starts_with(['T', 't', ' '])) {
            return None;
        }
        let mut parts = day.split('-');
        let date = Self {
            year: digits(parts.next()?, 4)?,
            month: digits(parts.next()?, 2)?.try_into().ok()?,
            day: digits(parts.next()?, 2)?.try_into().ok()?,
        };
        let leap =
            date.year.is_multiple_of(4) && (!date.year.is_multiple_of(100) || date.year.is_multiple_of(400));
        let last = match date.month {
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u8::from(leap),
            1..=12 => 31,
            _ => return None,
        };
        (1..=last).contains(&date.day).then_some(date)
    }

    /// As the first of two days: "10", "28 November", "30 December 2025". A
    /// space sets the dash off from a word.
    pub(super) fn before(self, last: Self) -> String {
        let whole = self.to_string();
        match (self.year == last.year, self.month == last.month) {
            (true, true) => self.day.to_string(),
            (true, false) => {
                format!("{} ", whole.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end())
            }
            (false, _) => format!("{whole} "),
        }
    }

    /// As RFC 3339: `2024-11-22`.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn digits(text: &str, length: usize) -> Option<u16> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// "22 November 2024".
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = MONTHS.get(usize::from(self.month).wrapping_sub(1)).unwrap_or(&"");
        write!(f, "{} {month} {}", self.day, self.year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_moment_are_read() {
        for text in ["2024-11-22", "2024-11-22T12:00:00Z", "2024-11-22T00:00:00-12:00"] {
            let date = Date::parse(text).unwrap();
            assert_eq!((date.to_string(), date.iso()), ("22 November 2024".into(), "2024-11-22".into()));
        }
        assert!(Date::parse("2024-02-29").is_some());
    }

    #[test]
    fn what_two_days_share_is_said_once() {
        for (open, close, text) in [
            ("2025-11-10", "2025-11-24", "10–24 November 2025"),
            ("2025-11-28", "2025-12-12", "28 November – 12 December 2025"),
            ("2019-12-30", "2020-01-02", "30 December 2019 – 2 January 2020"),
            ("2025-11-10", "2025-11-10", "10 November 2025"),
        ] {
            let span = crate::feed::Span { open: Date::parse(open), close: Date::parse(close) };
            assert_eq!(span.text().unwrap(), text);
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "2024",
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-1-010",
            "24-11-22xx",
            "2024-11-22x",
            "２０２４-11-22",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
