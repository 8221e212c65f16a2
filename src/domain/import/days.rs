//! Days as they stand in cells: real dates, numbers a spreadsheet counts days by, and whatever people type. The day comes
//! before the month, always, and nothing is made up: a day without its year is asked for.

use crate::base::calendar::Quarter;
use crate::base::sheet::{Cell, Content, day_of};
use crate::base::stamp::long_date;
use crate::base::text::fit;
use crate::base::when::{MONTHS, WEEKDAYS};
use chrono::{Datelike, Months, NaiveDate};

/// What a cell says of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Day {
    /// Nothing.
    Blank,
    /// This day.
    On(NaiveDate),
    /// This day, by a reading that somebody should look at; why.
    About(NaiveDate, String),
    /// That there is none: `ongoing`.
    None(String),
    /// Something that is no day; why, and what to do.
    Wrong(String),
}

impl Day {
    /// The day, when there is one.
    pub fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::On(day) | Self::About(day, _) => Some(*day),
            Self::Blank | Self::None(_) | Self::Wrong(_) => None,
        }
    }
}

/// Words that stand where a date should, and are none.
const NO_DATE: [&str; 32] = [
    "ongoing",
    "on going",
    "on-going",
    "continuous",
    "continuing",
    "tbc",
    "tba",
    "tbd",
    "to be confirmed",
    "to be agreed",
    "to be set",
    "to be decided",
    "to be determined",
    "asap",
    "as soon as possible",
    "immediate",
    "immediately",
    "n/a",
    "na",
    "none",
    "rolling",
    "as required",
    "when available",
    "next meeting",
    "monthly",
    "quarterly",
    "annually",
    "annual",
    "weekly",
    "not set",
    "date to be set",
    "urgent",
];

/// Nobody writes a date at greater length.
const LONGEST: usize = 200;

/// Years a tracker speaks of.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2099;

/// What a cell says.
pub fn read(cell: &Cell) -> Day {
    match &cell.content {
        Content::Blank => Day::Blank,
        Content::Day(day) => in_reach(*day),
        Content::Month(day) => month_of(day.year(), day.month(), &cell.line()),
        Content::Number(number) => serial(*number, &cell.line()),
        Content::Fault(why) => Day::Wrong(why.clone()),
        Content::YesNo(_) => Day::Wrong(format!("'{}' is no date", cell.line())),
        Content::Text(_) => text(&cell.line()),
    }
}

/// A day in words, when they say nothing else: for the beginning of a line of history.
pub fn plainly(words: &str) -> Option<NaiveDate> {
    match text(words) {
        Day::On(day) => Some(day),
        _ => None,
    }
}

fn in_reach(day: NaiveDate) -> Day {
    if YEARS.contains(&day.year()) {
        return Day::On(day);
    }
    Day::Wrong(format!("{} cannot be right: check the year", long_date(day)))
}

/// A number where a date should be: the count of days of a spreadsheet whose format was lost.
fn serial(number: f64, said: &str) -> Day {
    // From 1995 to 2064; smaller numbers are years and counts.
    match day_of(number).filter(|_| (34_700.0..60_300.0).contains(&number)) {
        Some(day) => in_reach(day),
        None => Day::Wrong(format!("'{}' is a number and no date", fit(said, 40))),
    }
}

fn month_of(year: i32, month: u32, said: &str) -> Day {
    let first = NaiveDate::from_ymd_opt(year, month, 1);
    let last = first.and_then(|first| first.checked_add_months(Months::new(1))?.pred_opt());
    match last.map(in_reach) {
        Some(Day::On(last)) => about(last, said, "its last day"),
        Some(other) => other,
        None => Day::Wrong(format!("'{}' is no month", fit(said, 40))),
    }
}

fn about(day: NaiveDate, said: &str, which: &str) -> Day {
    let which = if which.is_empty() { String::new() } else { format!("{which}, ") };
    Day::About(day, format!("'{}' is taken for {which}{}", fit(said, 40), long_date(day)))
}

fn text(said: &str) -> Day {
    if said.len() > LONGEST {
        return Day::Wrong(format!("'{}' is no date", fit(said, 40)));
    }
    let lower = said.to_lowercase();
    let lower = lower.trim().trim_end_matches(['.', '?', '*']).trim();
    let bare = ["by ", "before ", "due ", "on "]
        .iter()
        .fold(lower, |text, word| text.strip_prefix(word).unwrap_or(text));
    if bare.chars().all(|c| matches!(c, '-' | '–' | '—' | '?' | '.' | ' ')) {
        return if said.trim().is_empty() { Day::Blank } else { Day::None(said.to_owned()) };
    }
    let apart = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
    if NO_DATE.iter().any(|word| bare.strip_prefix(word).is_some_and(apart)) {
        return Day::None(said.to_owned());
    }
    if bare.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        match bare.len() {
            4 => return Day::Wrong(format!("'{said}' is a year: write the day, such as 31/03/{said}")),
            8 if !bare.contains('.') => {
                let parts = (bare[..4].parse(), bare[4..6].parse(), bare[6..].parse());
                if let (Ok(year), Ok(month), Ok(day)) = parts {
                    return exists(year, month, day, said);
                }
            }
            _ => {}
        }
        if let Ok(number) = bare.parse() {
            return serial(number, said);
        }
    }
    worded(bare, said)
}

/// A day of words and figures.
fn worded(bare: &str, said: &str) -> Day {
    let bare = moment_cut(bare);
    let commencing = ["w/c ", "wc ", "w/b ", "week commencing ", "week beginning "];
    if let Some(rest) = commencing.iter().find_map(|word| bare.strip_prefix(word)) {
        return match worded(rest, said) {
            Day::On(day) => about(day, said, "the day that week begins"),
            other => other,
        };
    }
    let all: Vec<&str> = bare.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let weekday = all.iter().find_map(|word| weekday(word));
    let time = |word: &str| word.contains(':') || matches!(word, "am" | "pm" | "the" | "of");
    let words: Vec<&str> =
        all.iter().copied().filter(|word| self::weekday(word).is_none() && !time(word)).collect();
    let read = phrase(&words, said).unwrap_or_else(|| among(&words, said));
    match (read, weekday) {
        (Day::On(day), Some(said_day)) if day.weekday().num_days_from_monday() != said_day => {
            Day::Wrong(format!("'{}': {} is a {}", fit(said, 40), day.format("%-d %b %Y"), day.format("%A")))
        }
        (read, _) => read,
    }
}

/// A moment as programs write it, without its time: `2026-12-03t00:00:00z`.
fn moment_cut(text: &str) -> &str {
    match text.split_once('t') {
        Some((day, time)) if day.len() == 10 && day.contains('-') && time.contains(':') => day,
        _ => text,
    }
}

/// Words that are a date and nothing else.
fn phrase(words: &[&str], said: &str) -> Option<Day> {
    let words = match words {
        ["end", rest @ ..] => rest,
        words => words,
    };
    match words {
        [one] => figures(one, said),
        [first, second] => match (ordinal(first), month(first), month(second)) {
            (Some(_), _, Some(_)) => Some(no_year(said)),
            (None, Some(_), None) if year(second).is_none() && ordinal(second).is_some() => {
                Some(no_year(said))
            }
            (None, Some(month), None) => Some(month_of(year(second)?, month, said)),
            _ => quarter(first, second, said),
        },
        [first, second, third] => {
            let year = year(third)?;
            let (day, month) = match (ordinal(first), month(second)) {
                (Some(day), Some(month)) => (day, month),
                _ => (ordinal(second)?, month(first)?),
            };
            Some(exists(year, month, day, said))
        }
        _ => None,
    }
}

/// The one date among other words; two are asked about.
fn among(words: &[&str], said: &str) -> Day {
    let mut found: Vec<NaiveDate> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let clean: Vec<&str> =
            words[at..].iter().take(3).map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).collect();
        let three = if clean.len() == 3 { phrase(&clean, said) } else { None };
        let one = || phrase(&clean[..1], said);
        let (step, day) = match (three.and_then(|d| d.day()), one().and_then(|d| d.day())) {
            (Some(day), _) => (3, Some(day)),
            (None, Some(day)) => (1, Some(day)),
            (None, None) => (1, None),
        };
        found.extend(day);
        at += step;
    }
    found.dedup();
    match found.as_slice() {
        [] => Day::Wrong(format!("'{}' is no date: write it as 31/03/2027", fit(said, 40))),
        [one] => about(*one, said, ""),
        _ => Day::Wrong(format!("'{}' holds more than one date: keep one", fit(said, 40))),
    }
}

fn no_year(said: &str) -> Day {
    Day::Wrong(format!("'{}' has no year: write the whole date", fit(said, 40)))
}

fn exists(year: i32, month: u32, day: u32, said: &str) -> Day {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => in_reach(day),
        None if month > 12 && day <= 12 => Day::Wrong(format!(
            "'{}': there is no month {month}; the day comes first here: {month}/{day}/{year}?",
            fit(said, 40)
        )),
        None => Day::Wrong(format!("'{}': there is no such day", fit(said, 40))),
    }
}

/// `31/03/26`, `31.3.2026`, `2026-03-31`, `3-dec-26`, `mar-26`, `31mar26`.
fn figures(word: &str, said: &str) -> Option<Day> {
    let sign = ['/', '-', '.'].into_iter().find(|sign| word.contains(*sign))?;
    match word.split(sign).collect::<Vec<_>>().as_slice() {
        [first, second] => match (month(first), month(second)) {
            (Some(month), _) => Some(month_of(year(second)?, month, said)),
            (None, Some(_)) => ordinal(first).map(|_| no_year(said)),
            (None, None) => {
                (sign == '/' && number(first).is_some() && number(second).is_some()).then(|| no_year(said))
            }
        },
        [first, second, third] => {
            let month = number(second).or_else(|| month(second))?;
            if first.len() == 4 {
                return Some(exists(year(first)?, month, number(third)?, said));
            }
            Some(exists(year(third)?, month, ordinal(first)?, said))
        }
        _ => None,
    }
}

/// `q3 2025/26`: the last day of a quarter of the financial year.
fn quarter(first: &str, second: &str, said: &str) -> Option<Day> {
    let number = (1..=4u8).find(|n| first == format!("q{n}"))?;
    let (starts, _) = second.split_once(['/', '-'])?;
    let last = Quarter::new(year(starts)?, number)?.last_day();
    Some(match in_reach(last) {
        Day::On(last) => about(last, said, "its last day"),
        other => other,
    })
}

fn weekday(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let at = WEEKDAYS.iter().position(|name| word.len() >= 3 && name.starts_with(word))?;
    u32::try_from(at).ok()
}

fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let at = MONTHS.iter().position(|name| {
        word.len() >= 3 && (name.starts_with(word) || word == "sept" && *name == "september")
    })?;
    u32::try_from(at + 1).ok()
}

fn number(word: &str) -> Option<u32> {
    ((1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok())?
}

fn ordinal(word: &str) -> Option<u32> {
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
    number(bare.unwrap_or(word))
}

fn year(word: &str) -> Option<i32> {
    let figures = word.trim_start_matches(['\'', '’']);
    let year: i32 = figures.bytes().all(|b| b.is_ascii_digit()).then(|| figures.parse().ok())??;
    match figures.len() {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &str) -> String {
        match read(&Cell::text(words)) {
            Day::Blank => "blank".to_owned(),
            Day::On(day) => day.to_string(),
            Day::About(day, _) => format!("about {day}"),
            Day::None(_) => "none".to_owned(),
            Day::Wrong(why) => why,
        }
    }

    #[test]
    fn the_day_comes_before_the_month() {
        for words in [
            "03/12/2026",
            "3/12/26",
            "3.12.26",
            "03-12-2026",
            "2026-12-03",
            "2026-12-03T00:00:00",
            "2026-12-03 00:00:00",
            "03/12/2026 09:30",
            "3 Dec 2026",
            "3rd December 2026",
            "Thu 3 Dec 2026",
            "Thursday, 3rd of December 2026",
            "December 3, 2026",
            "3-Dec-26",
            "by 3 Dec 2026",
            "20261203",
            "46359",
            "46359.5",
            "3 Dec '26",
        ] {
            assert_eq!(said(words), "2026-12-03", "{words}");
        }
    }

    #[test]
    fn what_is_near_a_day_is_read_and_said() {
        for (words, day) in [
            ("March 2027", "about 2027-03-31"),
            ("Mar-27", "about 2027-03-31"),
            ("end of March 2027", "about 2027-03-31"),
            ("Q3 2026/27", "about 2026-12-31"),
            ("w/c 07/12/2026", "about 2026-12-07"),
            ("31/03/2027 (extended)", "about 2027-03-31"),
            ("Exec of 3 Dec 2026", "about 2026-12-03"),
        ] {
            assert_eq!(said(words), day, "{words}");
        }
    }

    #[test]
    fn words_that_are_no_date_are_known() {
        for words in [
            "Ongoing",
            "on-going",
            "TBC",
            "asap",
            "Ongoing - review in March",
            "n/a",
            "-",
            "Next meeting",
            "?",
        ] {
            assert_eq!(said(words), "none", "{words}");
        }
        assert_eq!(said("  "), "blank");
    }

    #[test]
    fn nothing_is_made_up() {
        for (words, why) in [
            ("3 Dec", "no year"),
            ("31/03", "no year"),
            ("12/25/2026", "the day comes first here: 25/12/2026?"),
            ("31/02/2026", "no such day"),
            ("Fri 3 Dec 2026", "3 Dec 2026 is a Thursday"),
            ("2026", "is a year"),
            ("14", "is a number and no date"),
            ("31/03/26 revised to 30/06/26", "more than one date"),
            ("3 Dec 1926", "check the year"),
            ("soon", "is no date"),
        ] {
            assert!(said(words).contains(why), "{words}: {}", said(words));
        }
    }
}
