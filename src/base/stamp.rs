//! Moments and days, and how they are written for people.

use super::length::Minutes;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A moment, kept with the local offset of the place it was recorded in.
/// Differences are taken between moments, never between clock faces, so a clock change cannot touch them.
pub type Stamp = DateTime<FixedOffset>;

/// `10:42`, as the clock on the wall showed it.
pub fn clock_face(at: Stamp) -> String {
    at.format("%H:%M").to_string()
}

/// `Thu 3 Dec`, for lists.
pub fn short_date(day: NaiveDate) -> String {
    day.format("%a %-d %b").to_string()
}

/// `Thu 3 Dec 2026`, where the year matters.
pub fn long_date(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string()
}

/// `Thu 3 Dec`, with the year only when it is not the year of `today`.
pub fn near_date(day: NaiveDate, today: NaiveDate) -> String {
    if day.year() == today.year() { short_date(day) } else { long_date(day) }
}

/// A time of day as an agenda gives it, to the minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockTime(NaiveTime);

impl ClockTime {
    /// A whole hour of the day; midnight for one there is not.
    pub const fn on_the_hour(hour: u32) -> Self {
        match NaiveTime::from_hms_opt(hour, 0, 0) {
            Some(time) => Self(time),
            None => Self(NaiveTime::MIN),
        }
    }

    /// The time as chrono has it.
    pub fn time(self) -> NaiveTime {
        self.0
    }

    /// The time so many minutes later, on the same day's clock.
    #[must_use]
    pub fn plus(self, length: Minutes) -> Self {
        Self(self.0.overflowing_add_signed(TimeDelta::minutes(i64::from(length.0))).0)
    }

    /// The time so many minutes later, but never past the end of the day.
    #[must_use]
    pub fn plus_within_the_day(self, length: Minutes) -> Self {
        let later = self.plus(length);
        if later < self { Self(NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default()) } else { later }
    }

    /// The minutes from this time to a later one; past midnight when that is earlier.
    pub fn until(self, end: Self) -> Minutes {
        let minutes = (end.0 - self.0).num_minutes().rem_euclid(24 * 60);
        Minutes(u32::try_from(minutes).unwrap_or(0))
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%H:%M"))
    }
}

impl FromStr for ClockTime {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        NaiveTime::parse_from_str(&text.trim().replace('.', ":"), "%H:%M").map(Self)
    }
}

impl Serialize for ClockTime {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ClockTime {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_meeting_ends_with_the_day() {
        let at = |text: &str| text.parse::<ClockTime>().unwrap();
        assert_eq!(at("23:40").plus_within_the_day(Minutes(120)), at("23:59"));
        assert_eq!(at("10:00").plus_within_the_day(Minutes(120)), at("12:00"));
    }

    #[test]
    fn days_are_written_as_people_in_england_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
        assert_eq!(short_date(day), "Thu 3 Dec");
        assert_eq!(long_date(day), "Thu 3 Dec 2026");
        assert_eq!(near_date(day, day), "Thu 3 Dec");
    }
}
