//! The working calendar of England: bank holidays by rule, working days, quarters of the financial year.
//! School terms and the dates of meetings live elsewhere.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// A bank holiday in England and Wales, on the day it is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BankHoliday {
    /// The day.
    pub date: NaiveDate,
    /// What it is called, such as `Good Friday`.
    pub name: &'static str,
    /// Taken instead of a day that fell on a weekend.
    pub substitute: bool,
}

/// The bank holidays of one year, in order.
///
/// Worked out from the standing rules, with the one-off changes of 2012, 2020, 2022 and 2023 (the list the
/// government publishes for England and Wales). Earlier one-off changes are not known here, and later ones
/// must be given to [`WorkingDays`].
pub fn bank_holidays(year: i32) -> Vec<BankHoliday> {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let monday = |month, nth| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, nth);
    let last_monday = |month| monday(month, 5).or_else(|| monday(month, 4));
    let easter = easter_sunday(year);
    let early_may = match year {
        2020 => day(5, 8),
        _ => monday(5, 1),
    };
    let spring = match year {
        2012 => day(6, 4),
        2022 => day(6, 2),
        _ => last_monday(5),
    };
    let new_year = match day(1, 1).map(|d| d.weekday()) {
        Some(Weekday::Sat) => 3,
        Some(Weekday::Sun) => 2,
        _ => 1,
    };
    let (christmas, boxing) = match day(12, 25).map(|d| d.weekday()) {
        Some(Weekday::Fri) => (25, 28),
        Some(Weekday::Sat) => (27, 28),
        Some(Weekday::Sun) => (27, 26),
        _ => (25, 26),
    };
    let mut holidays: Vec<BankHoliday> = [
        (day(1, new_year), "New Year’s Day", new_year != 1),
        (easter.and_then(|d| d.checked_sub_days(Days::new(2))), "Good Friday", false),
        (easter.and_then(|d| d.succ_opt()), "Easter Monday", false),
        (early_may, "Early May bank holiday", false),
        (spring, "Spring bank holiday", false),
        (last_monday(8), "Summer bank holiday", false),
        (day(12, christmas), "Christmas Day", christmas != 25),
        (day(12, boxing), "Boxing Day", boxing != 26),
    ]
    .into_iter()
    .filter_map(|(date, name, substitute)| Some(BankHoliday { date: date?, name, substitute }))
    .collect();
    let extra = |&(y, m, d, name): &(i32, u32, u32, &'static str)| {
        (y == year).then(|| day(m, d)).flatten().map(|date| BankHoliday { date, name, substitute: false })
    };
    holidays.extend(EXTRA.iter().filter_map(extra));
    holidays.sort_by_key(|holiday| holiday.date);
    holidays
}

/// Days given once, by proclamation.
const EXTRA: [(i32, u32, u32, &str); 4] = [
    (2012, 6, 5, "Diamond Jubilee of Queen Elizabeth II"),
    (2022, 6, 3, "Platinum Jubilee of Queen Elizabeth II"),
    (2022, 9, 19, "State funeral of Queen Elizabeth II"),
    (2023, 5, 8, "Coronation of King Charles III"),
];

/// Easter Sunday by the Gregorian computus (the method of Meeus, Jones and Butcher).
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let solar = century - century.div_euclid(4) - (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let moon = (19 * golden + solar + 15).rem_euclid(30);
    let to_sunday =
        32 + 2 * century.rem_euclid(4) + 2 * of_century.div_euclid(4) - moon - of_century.rem_euclid(4);
    let to_sunday = to_sunday.rem_euclid(7);
    let late = (golden + 11 * moon + 22 * to_sunday).div_euclid(451);
    let from_march = moon + to_sunday - 7 * late + 114;
    let (month, day) = (from_march / 31, from_march % 31 + 1);
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// Which days are worked: Monday to Friday, less bank holidays, less what the partnership adds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingDays {
    /// Times the office is closed: first day, last day, what it is called ("the council's winter closure").
    pub closures: Vec<(NaiveDate, NaiveDate, String)>,
    /// Bank holidays the rule does not know, with their names.
    pub holidays: Vec<(NaiveDate, String)>,
}

impl WorkingDays {
    /// A calendar with the partnership's own closures and any one-off bank holidays.
    pub fn new(closures: Vec<(NaiveDate, NaiveDate, String)>, holidays: Vec<(NaiveDate, String)>) -> Self {
        Self { closures, holidays }
    }

    /// Whether people are at work.
    pub fn is_working(&self, day: NaiveDate) -> bool {
        !weekend(day)
            && self.closure(day).is_none()
            && !self.holidays.iter().any(|(date, _)| *date == day)
            && bank_holiday(day).is_none()
    }

    /// Why a day is not worked, to follow a date and a comma: `a Saturday`, `a bank holiday, Christmas Day`,
    /// or the name of a closure. Nothing for a working day.
    pub fn why_not_working(&self, day: NaiveDate) -> Option<String> {
        if weekend(day) {
            return Some(format!("a {}", day.format("%A")));
        }
        if let Some(holiday) = bank_holiday(day) {
            let instead = if holiday.substitute { " (substitute day)" } else { "" };
            return Some(holiday_reason(holiday.name) + instead);
        }
        if let Some((_, name)) = self.holidays.iter().find(|(date, _)| *date == day) {
            return Some(holiday_reason(name));
        }
        self.closure(day).map(str::to_owned)
    }

    /// The `n`th working day after `day`; `day` itself does not count. No days is `day`.
    #[must_use]
    pub fn add(&self, day: NaiveDate, n: u32) -> NaiveDate {
        self.walk(day, n, |d| d.succ_opt())
    }

    /// The `n`th working day before `day`; `day` itself does not count. No days is `day`.
    #[must_use]
    pub fn before(&self, day: NaiveDate, n: u32) -> NaiveDate {
        self.walk(day, n, |d| d.pred_opt())
    }

    /// The latest day that leaves `n` clear working days before `day`: neither end counts.
    #[must_use]
    pub fn clear_before(&self, day: NaiveDate, n: u32) -> NaiveDate {
        self.before(day, n.saturating_add(1))
    }

    /// The first working day after `day`, which never counts itself.
    #[must_use]
    pub fn next_working(&self, day: NaiveDate) -> NaiveDate {
        self.add(day, 1)
    }

    /// The last working day before `day`, which never counts itself.
    #[must_use]
    pub fn previous_working(&self, day: NaiveDate) -> NaiveDate {
        self.before(day, 1)
    }

    /// How many working days lie after `from`, up to and with `to`; none when `to` is not later.
    pub fn passed(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        let after = from.iter_days().skip(1).take_while(|day| *day <= to);
        u32::try_from(after.filter(|day| self.is_working(*day)).count()).unwrap_or(u32::MAX)
    }

    /// Steps until `n` working days have passed; at the end of the calendar it stops where it is.
    fn walk(&self, day: NaiveDate, n: u32, step: impl Fn(NaiveDate) -> Option<NaiveDate>) -> NaiveDate {
        let (mut at, mut left) = (day, n);
        while left > 0 {
            let Some(next) = step(at) else { break };
            at = next;
            left -= u32::from(self.is_working(at));
        }
        at
    }

    fn closure(&self, day: NaiveDate) -> Option<&str> {
        let closed = self.closures.iter().find(|(first, last, _)| (*first..=*last).contains(&day));
        closed.map(|(_, _, name)| name.as_str())
    }
}

fn weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn bank_holiday(day: NaiveDate) -> Option<BankHoliday> {
    bank_holidays(day.year()).into_iter().find(|holiday| holiday.date == day)
}

fn holiday_reason(name: &str) -> String {
    if name.ends_with("bank holiday") { format!("the {name}") } else { format!("a bank holiday, {name}") }
}

/// A quarter of the financial year: Q1 is April to June, Q4 is January to March.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Quarter {
    year: i32,
    number: u8,
}

impl Quarter {
    /// The quarter of the financial year that starts in April of `year`; nothing unless `number` is 1 to 4.
    pub fn new(year: i32, number: u8) -> Option<Self> {
        (1..=4).contains(&number).then_some(Self { year, number })
    }

    /// The quarter a day falls in.
    pub fn of(day: NaiveDate) -> Self {
        match day.month0() / 3 {
            0 => Self { year: day.year() - 1, number: 4 },
            1 => Self { year: day.year(), number: 1 },
            2 => Self { year: day.year(), number: 2 },
            _ => Self { year: day.year(), number: 3 },
        }
    }

    /// The calendar year in which its financial year starts.
    pub fn year(self) -> i32 {
        self.year
    }

    /// 1 to 4.
    pub fn number(self) -> u8 {
        self.number
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        let (year, month) = match self.number {
            4 => (self.year.saturating_add(1), 1),
            number => (self.year, u32::from(number) * 3 + 1),
        };
        // A year beyond the calendar's reach stays at its edge: dates that far are never printed.
        NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(NaiveDate::MAX)
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        self.next().first_day().pred_opt().unwrap_or(NaiveDate::MAX)
    }

    /// The quarter after it.
    #[must_use]
    pub fn next(self) -> Self {
        match self.number {
            4 => Self { year: self.year.saturating_add(1), number: 1 },
            number => Self { number: number + 1, ..self },
        }
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ends = self.year.saturating_add(1).rem_euclid(100);
        write!(f, "Q{} {}/{ends:02}", self.number, self.year)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every bank holiday of England and Wales from 2012 to 2028, as the government lists them.
    const LISTED: &str = include_str!("../../tests/data/bank-holidays.txt");

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_rule_gives_the_published_list_with_names() {
        let ours: Vec<String> = (2012..=2028)
            .flat_map(bank_holidays)
            .map(|holiday| format!("{} {}", holiday.date, holiday.name))
            .collect();
        let listed: Vec<&str> = LISTED.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(ours.len(), 140);
        assert_eq!(ours, listed);
    }

    #[test]
    fn lead_times_before_and_after_meetings() {
        let days = WorkingDays::default();
        // Meeting; papers five working days before; five clear; draft minutes ten after.
        for (meeting, papers, clear, minutes) in [
            ("2025-09-11", "2025-09-04", "2025-09-03", "2025-09-25"),
            ("2026-04-09", "2026-03-31", "2026-03-30", "2026-04-23"),
            ("2026-01-05", "2025-12-24", "2025-12-23", "2026-01-19"),
            ("2026-09-03", "2026-08-26", "2026-08-25", "2026-09-17"),
            ("2027-01-04", "2026-12-23", "2026-12-22", "2027-01-18"),
        ] {
            let meeting = day(meeting);
            assert_eq!(days.before(meeting, 5), day(papers), "papers for {meeting}");
            assert_eq!(days.clear_before(meeting, 5), day(clear), "clear days for {meeting}");
            assert_eq!(days.add(meeting, 10), day(minutes), "minutes of {meeting}");
        }
        assert_eq!(days.add(day("2025-09-11"), 1), day("2025-09-12"));
        assert_eq!(days.add(day("2025-09-11"), 2), day("2025-09-15"));
        assert_eq!(days.add(day("2026-12-18"), 10), day("2027-01-06"));
    }

    #[test]
    fn working_days_that_have_passed_are_those_that_were_added() {
        let days = WorkingDays::default();
        // After Fri 19 December 2025: 22, 23, 24, 29, 30, 31 December, and 2 January.
        assert_eq!(days.passed(day("2025-12-19"), day("2026-01-02")), 7);
        // After Thu 2 April 2026: Good Friday and Easter Monday fall out, and Tue 7 April is the first.
        assert_eq!(days.passed(day("2026-04-02"), day("2026-04-07")), 1);
        assert_eq!(days.passed(day("2026-04-07"), day("2026-04-02")), 0);
        for n in [0, 1, 5, 15, 70] {
            assert_eq!(days.passed(day("2025-12-15"), days.add(day("2025-12-15"), n)), n);
        }
    }

    #[test]
    fn statutory_clocks_skip_bank_holidays() {
        let days = WorkingDays::default();
        for (from, n, until) in [
            ("2025-12-15", 15, "2026-01-08"),
            ("2025-12-15", 10, "2025-12-31"),
            ("2025-12-15", 14, "2026-01-07"),
            ("2026-03-27", 15, "2026-04-21"),
            ("2026-08-20", 15, "2026-09-11"),
            ("2025-12-22", 5, "2025-12-31"),
            ("2026-04-01", 5, "2026-04-10"),
        ] {
            assert_eq!(days.add(day(from), n), day(until), "{from} and {n} working days");
        }
    }

    #[test]
    fn four_weeks_before_can_be_christmas_day_and_the_day_before_is_offered() {
        let days = WorkingDays::default();
        let sog = day("2026-01-22") - Days::new(28);
        assert_eq!(days.why_not_working(sog).as_deref(), Some("a bank holiday, Christmas Day"));
        assert_eq!(days.previous_working(sog), day("2025-12-24"));
        assert_eq!(days.next_working(sog), day("2025-12-29"));
        assert_eq!(day("2026-04-09") - Days::new(28), day("2026-03-12"));
    }

    #[test]
    fn each_kind_of_closed_day_says_why() {
        let closure = (day("2026-12-29"), day("2026-12-31"), "the council’s winter closure".to_owned());
        let days = WorkingDays::new(vec![closure], vec![(day("2026-12-04"), "a national day".to_owned())]);
        let why = |text| days.why_not_working(day(text));
        assert_eq!(why("2026-12-03"), None);
        assert_eq!(why("2026-12-05").as_deref(), Some("a Saturday"));
        assert_eq!(why("2026-12-04").as_deref(), Some("a bank holiday, a national day"));
        assert_eq!(why("2026-12-28").as_deref(), Some("a bank holiday, Boxing Day (substitute day)"));
        assert_eq!(why("2027-05-03").as_deref(), Some("the Early May bank holiday"));
        assert_eq!(why("2026-12-30").as_deref(), Some("the council’s winter closure"));
        assert_eq!(days.next_working(day("2026-12-24")), day("2027-01-04"));
    }

    #[test]
    fn the_ends_of_the_calendar_hold() {
        let days = WorkingDays::default();
        assert_eq!(days.add(NaiveDate::MAX, 3), NaiveDate::MAX);
        assert_eq!(days.before(NaiveDate::MIN, 3), NaiveDate::MIN);
        assert!(Quarter::of(NaiveDate::MAX).last_day() >= Quarter::of(NaiveDate::MAX).first_day());
        let _ = Quarter::of(NaiveDate::MIN).next().to_string();
    }

    #[test]
    fn quarters_follow_the_financial_year() {
        assert_eq!(Quarter::of(day("2026-03-31")).to_string(), "Q4 2025/26");
        assert_eq!(Quarter::of(day("2026-04-01")).to_string(), "Q1 2026/27");
        assert_eq!(Quarter::of(day("2025-09-22")).to_string(), "Q2 2025/26");
        assert_eq!(Quarter::of(day("2026-12-03")).to_string(), "Q3 2026/27");
        assert_eq!(Quarter::of(day("2099-12-03")).to_string(), "Q3 2099/00");
        let third = Quarter::new(2026, 3).unwrap();
        assert_eq!((third.first_day(), third.last_day()), (day("2026-10-01"), day("2026-12-31")));
        assert_eq!(third.next().last_day(), day("2027-03-31"));
        assert_eq!(third.next().next(), Quarter::new(2027, 1).unwrap());
        assert_eq!(Quarter::new(2026, 5), None);
    }

    fn any_day() -> impl Strategy<Value = NaiveDate> {
        (0i32..60_000).prop_map(|n| NaiveDate::from_num_days_from_ce_opt(720_000 + n).unwrap())
    }

    proptest! {
        #[test]
        fn there_and_back_again(from in any_day(), n in 1u32..60) {
            let days = WorkingDays::default();
            let there = days.add(from, n);
            prop_assert!(days.is_working(there) && there > from);
            prop_assert!(days.is_working(days.before(from, n)));
            let home = days.before(there, n);
            prop_assert_eq!(home == from, days.is_working(from));
        }

        #[test]
        fn clear_days_are_clear(meeting in any_day(), n in 0u32..30) {
            let days = WorkingDays::default();
            let sent = days.clear_before(meeting, n);
            let between = sent.iter_days().skip(1).take_while(|d| *d < meeting).filter(|d| days.is_working(*d));
            prop_assert_eq!(between.count(), n as usize);
        }

        #[test]
        fn a_closed_day_always_says_why(at in any_day()) {
            let days = WorkingDays::default();
            prop_assert_eq!(days.is_working(at), days.why_not_working(at).is_none());
        }

        #[test]
        fn a_day_lies_in_its_quarter(at in any_day()) {
            let quarter = Quarter::of(at);
            prop_assert!(quarter.first_day() <= at && at <= quarter.last_day());
            prop_assert_eq!(Quarter::of(quarter.last_day().succ_opt().unwrap()), quarter.next());
        }
    }
}
