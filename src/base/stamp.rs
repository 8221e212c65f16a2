//! Moments and days, and how they are written for people.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_people_in_england_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
        assert_eq!(short_date(day), "Thu 3 Dec");
        assert_eq!(long_date(day), "Thu 3 Dec 2026");
        assert_eq!(near_date(day, day), "Thu 3 Dec");
    }
}
