//! How often something comes round, as people write it, the days on which it falls, and the periods these are in. Days are
//! always counted from the first one, so that the end of a short month moves none after it.

use super::calendar::Quarter;
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How to write it, for people who mistyped it.
pub const EVERY_MEND: &str = "write week, month, quarter or year, or a number of them such as 6 months";

/// The longest that makes sense: ten years.
const LONGEST: u32 = 120;

/// How often something comes round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// Every so many weeks.
    Weeks(u32),
    /// Every so many months.
    Months(u32),
}

impl Default for Every {
    fn default() -> Self {
        Self::Months(12)
    }
}

impl FromStr for Every {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || format!("`{text}` does not say how often");
        let (number, word) = text.split_once(' ').unwrap_or(("1", text));
        let number: u32 = number.parse().map_err(|_| refused())?;
        let every = match word.strip_suffix('s').filter(|_| text.contains(' ')).unwrap_or(word) {
            "week" => Self::Weeks(number),
            "month" => Self::Months(number),
            "quarter" => Self::Months(number.saturating_mul(3)),
            "year" => Self::Months(number.saturating_mul(12)),
            _ => return Err(refused()),
        };
        let (Self::Weeks(n) | Self::Months(n)) = every;
        if (1..=LONGEST).contains(&n) {
            Ok(every)
        } else {
            Err(format!("`{text}` is too seldom or too often"))
        }
    }
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, word) = match *self {
            Self::Weeks(n) => (n, "week"),
            Self::Months(n) if n % 12 == 0 => (n / 12, "year"),
            Self::Months(3) => (1, "quarter"),
            Self::Months(n) => (n, "month"),
        };
        if number == 1 { f.write_str(word) } else { write!(f, "{number} {word}s") }
    }
}

impl Serialize for Every {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Every {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A stretch of days with a name that every machine gives it alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
    /// Its name: `2026Q3` and `2026H2` of the financial year that begins in April 2026, `2026-11`, `2026`.
    pub name: String,
}

impl Every {
    /// The day so many turns after the first one, or before it. Beyond the calendar's reach it stays at its edge.
    pub fn nth(self, first: NaiveDate, turns: i64) -> NaiveDate {
        let (forward, n) = (turns >= 0, turns.unsigned_abs());
        let edge = if forward { NaiveDate::MAX } else { NaiveDate::MIN };
        let day = match self {
            Self::Weeks(weeks) => {
                let days = Days::new(n.saturating_mul(7).saturating_mul(u64::from(weeks)));
                if forward { first.checked_add_days(days) } else { first.checked_sub_days(days) }
            }
            Self::Months(months) => {
                let months = n.saturating_mul(u64::from(months));
                let months = Months::new(u32::try_from(months).unwrap_or(u32::MAX));
                if forward { first.checked_add_months(months) } else { first.checked_sub_months(months) }
            }
        };
        day.unwrap_or(edge)
    }

    /// The month, quarter, half or year a day is in, where this comes round once in each; else the day alone.
    pub fn period(self, day: NaiveDate) -> Period {
        let quarter = Quarter::of(day);
        let (first, last, name) = match self {
            Self::Months(1) => {
                let first = day.with_day(1).unwrap_or(day);
                let next = first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt());
                (first, next.unwrap_or(day), day.format("%Y-%m").to_string())
            }
            Self::Months(3) => {
                let name = format!("{}Q{}", quarter.year(), quarter.number());
                (quarter.first_day(), quarter.last_day(), name)
            }
            Self::Months(6) => {
                let half = quarter.number().div_ceil(2);
                let one = |number| Quarter::new(quarter.year(), number).unwrap_or(quarter);
                let (from, to) = (one(half * 2 - 1), one(half * 2));
                (from.first_day(), to.last_day(), format!("{}H{half}", quarter.year()))
            }
            Self::Months(12) => {
                let edge = |month, date| NaiveDate::from_ymd_opt(day.year(), month, date).unwrap_or(day);
                (edge(1, 1), edge(12, 31), day.format("%Y").to_string())
            }
            _ => (day, day, day.to_string()),
        };
        Period { first, last, name }
    }

    /// Whether it comes round once in each period of the calendar.
    pub fn has_periods(self) -> bool {
        matches!(self, Self::Months(1 | 3 | 6 | 12))
    }
}

/// The last day of a period by its name; nothing when no period has that name.
pub fn last_day_of(name: &str) -> Option<NaiveDate> {
    let year = |text: &str| {
        text.parse().ok().filter(|_| text.len() == 4 && text.bytes().all(|c| c.is_ascii_digit()))
    };
    let quarter = |year, number| Quarter::new(year, number).map(Quarter::last_day);
    if let Some((y, q)) = name.split_once('Q') {
        return quarter(year(y)?, q.parse().ok().filter(|_| q.len() == 1)?);
    }
    if let Some((y, h)) = name.split_once('H') {
        let half: u8 = h.parse().ok().filter(|half| h.len() == 1 && *half <= 2)?;
        return quarter(year(y)?, half * 2);
    }
    match name.len() {
        4 => NaiveDate::from_ymd_opt(year(name)?, 12, 31),
        7 => Some(Every::Months(1).period(format!("{name}-01").parse().ok()?).last),
        10 => name.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn it_is_read_as_people_write_it() {
        for (text, every, said) in [
            ("week", Every::Weeks(1), "week"),
            ("2 weeks", Every::Weeks(2), "2 weeks"),
            ("month", Every::Months(1), "month"),
            ("3 months", Every::Months(3), "quarter"),
            ("quarter", Every::Months(3), "quarter"),
            ("6 months", Every::Months(6), "6 months"),
            ("1 year", Every::Months(12), "year"),
            ("3 years", Every::Months(36), "3 years"),
        ] {
            assert_eq!(text.parse(), Ok(every), "{text}");
            assert_eq!(every.to_string(), said);
        }
        for wrong in
            ["", "months", "0 months", "6months", "-1 months", "11 years", "often", "6 moons", "1.5 years"]
        {
            assert!(wrong.parse::<Every>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_end_of_a_month_stays_the_end_where_there_is_one() {
        let at = |n| Every::Months(1).nth(day("2026-08-31"), n).to_string();
        assert_eq!([at(1), at(2), at(6), at(7)], ["2026-09-30", "2026-10-31", "2027-02-28", "2027-03-31"]);
        assert_eq!(Every::Months(6).nth(day("2026-10-31"), 1), day("2027-04-30"));
        assert_eq!(Every::Months(6).nth(day("2026-10-31"), 2), day("2027-10-31"));
        assert_eq!(Every::Months(12).nth(day("2028-02-29"), 4), day("2032-02-29"));
        assert_eq!(Every::Weeks(2).nth(day("2026-12-24"), -1), day("2026-12-10"));
    }

    #[test]
    fn periods_have_the_names_of_the_financial_year() {
        let name = |every: &str, on: &str| every.parse::<Every>().unwrap().period(day(on)).name;
        assert_eq!(name("quarter", "2026-11-26"), "2026Q3");
        assert_eq!(name("quarter", "2027-02-01"), "2026Q4");
        assert_eq!(name("6 months", "2026-10-31"), "2026H2");
        assert_eq!(name("6 months", "2027-04-30"), "2027H1");
        assert_eq!(name("month", "2026-11-26"), "2026-11");
        assert_eq!(name("year", "2027-02-01"), "2027");
        assert_eq!(name("2 weeks", "2026-11-26"), "2026-11-26");
    }

    #[test]
    fn nothing_else_is_the_name_of_a_period() {
        for name in [
            "",
            "2026Q5",
            "2026H0",
            "2026H3",
            "26Q1",
            "2026-13",
            "2026-1",
            "2026-02-30",
            "2026Q03",
            "+026",
            "é-01",
        ] {
            assert_eq!(last_day_of(name), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn days_never_drift_and_each_is_in_a_period_of_its_own(
            from in 0..4000_u64, turns in 0..200_i64, months in 1..=120_u32, weeks in any::<bool>(),
        ) {
            let first = day("2020-01-01") + Days::new(from);
            let every = if weeks { Every::Weeks(months) } else { Every::Months(months) };
            let (a, b) = (every.nth(first, turns), every.nth(first, turns + 1));
            prop_assert!(a < b);
            let (p, q) = (every.period(a), every.period(b));
            prop_assert!(p.first <= a && a <= p.last && p.last < q.first);
            prop_assert_ne!(&p.name, &q.name);
            if !weeks {
                let longest = (28..=31).filter_map(|date| b.with_day(date)).max();
                prop_assert!(b.day() == first.day() || Some(b) == longest && b.day() < first.day());
            }
            if every.has_periods() {
                prop_assert_eq!(p.last.succ_opt(), Some(q.first), "none is left out");
            }
            prop_assert_eq!(last_day_of(&p.name), Some(p.last));
            prop_assert_eq!(every.to_string().parse(), Ok(every));
        }
    }
}
