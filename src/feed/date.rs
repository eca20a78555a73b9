//! A day, and a moment of one, as people write them.

use std::fmt;

use super::Text;

const HOUR: i64 = 3600;

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

    /// A number that grows with the date.
    #[must_use]
    pub fn ordinal(self) -> u32 {
        (u32::from(self.year) << 16) | (u32::from(self.month) << 8) | u32::from(self.day)
    }

    /// As RFC 3339: `2024-11-22`.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Date {
    /// Days since the first of 1970.
    #[must_use]
    pub fn days(self) -> i64 {
        const TO_1970: i64 = 719_468;
        // Years that begin in March have the leap day at their end.
        let month = i64::from(self.month);
        let year = i64::from(self.year) - i64::from(month <= 2);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(self.day) - 1;
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        year * 365 + leap_days + day_of_year - TO_1970
    }
}

/// A day, or a moment of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// In whatever zone it was written.
    pub date: Date,
    /// Seconds since the day began; `None` means the whole day.
    pub second: Option<i64>,
    /// Seconds that the zone it was written in is ahead of UTC, where that is written.
    pub offset: Option<i64>,
    /// As it was written.
    pub text: Text,
}

impl Moment {
    /// From RFC 3339. The offset may be left out: the moment is then one of a
    /// zone that is named elsewhere.
    #[must_use]
    pub fn parse(text: &Text) -> Option<Self> {
        let mut moment = Self { date: Date::parse(text)?, second: None, offset: None, text: text.clone() };
        if text.len() > 10 {
            let (clock, rest) = text.get(11..)?.split_at_checked(5)?;
            let (second, rest) = match rest.strip_prefix(':') {
                Some(rest) => (digits(rest.get(..2)?, 2)?, rest.get(2..)?),
                None => (0, rest),
            };
            moment.second = Some(hours_and_minutes(clock)? + i64::from(second));
            // A fraction of a second moves no deadline.
            let zone = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            if !zone.is_empty() {
                moment.offset = Some(offset(zone)?);
            }
        }
        Some(moment)
    }
}

/// "Z", "+02:00", "-03:30": how many seconds a zone is ahead of UTC.
#[must_use]
pub fn offset(text: &str) -> Option<i64> {
    match text.split_at_checked(1)? {
        ("Z" | "z", "") => Some(0),
        ("+", rest) => hours_and_minutes(rest),
        ("-", rest) => Some(-hours_and_minutes(rest)?),
        _ => None,
    }
}

/// "12:30" in seconds.
fn hours_and_minutes(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    (hours < 24 && minutes < 60).then_some(i64::from(hours) * HOUR + i64::from(minutes) * 60)
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
    fn days_are_counted_from_1970() {
        for (text, days) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2000-02-29", 11_016),
            ("2000-03-01", 11_017),
            ("0001-01-01", -719_162),
            ("9999-12-31", 2_932_896),
            ("2024-12-31", 20_088),
            ("2025-01-01", 20_089),
        ] {
            assert_eq!(Date::parse(text).unwrap().days(), days, "{text}");
        }
    }

    #[test]
    fn a_moment_keeps_its_time_and_offset() {
        let read = |text: &str| Moment::parse(&text.into()).map(|moment| (moment.second, moment.offset));
        for (text, second, offset) in [
            ("2025-12-09", None, None),
            ("2025-12-09T12:00:00Z", Some(43_200), Some(0)),
            ("2025-12-09t23:59:59.999z", Some(86_399), Some(0)),
            ("2025-12-09 12:30", Some(45_000), None),
            ("2025-12-09T12:00+05:30", Some(43_200), Some(19_800)),
            ("2025-12-09T12:00:00-12:00", Some(43_200), Some(-43_200)),
        ] {
            assert_eq!(read(text), Some((second, offset)), "{text}");
        }
        for text in [
            "2025-12-09T",
            "2025-12-09T12",
            "2025-12-09T24:00",
            "2025-12-09T12:60",
            "2025-12-09T1:00",
            "2025-12-09T12:00:00:00",
            "2025-12-09T12:00+",
            "2025-12-09T12:00+02:",
            "2025-12-09T12:00+25:00",
            "2025-12-09T12:00 noon",
            "2025-12-09Tö",
        ] {
            assert_eq!(read(text), None, "{text}");
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
