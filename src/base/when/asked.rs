//! Days as they are asked for: the forms of a due date, for a search, which looks back as well as ahead. They are told to
//! be days before anybody knows what today is, and become one when the search is answered.

use super::forms::{Reading, Towards, understand};
use super::{
    LONGEST, SKIPPED, WHEN_MEND, WhenContext, WhenKind, WhenProblem, WorkingDays, lead, plain, too_far, words,
};
use crate::base::text::{fit, one_line};
use chrono::{Datelike as _, NaiveDate};

/// Years whose first days are tried as today. In them every day of the year falls on every weekday.
const TRIED: std::ops::Range<i32> = 2020..2032;
/// A day in no such year is a slip.
const YEARS: std::ops::Range<i32> = 1900..2200;

/// The words of a text that reads as a day, as they are kept: in small letters and without what says nothing.
///
/// # Errors
/// When it reads as no day, whatever today is.
pub fn asked(text: &str) -> Result<String, WhenProblem> {
    let words = words(text);
    let (_, rest) = lead(&words);
    let bare: Vec<&str> =
        rest.iter().map(|word| word.text.as_str()).filter(|w| !SKIPPED.contains(w)).collect();
    let mut wrong = None;
    for today in TRIED.filter_map(|year| NaiveDate::from_ymd_opt(year, 1, 1)) {
        match read(&bare, today, Towards::Ahead) {
            Ok(_) => return Ok(bare.join(" ")),
            Err(problem) => wrong = Some(problem),
        }
    }
    Err(wrong.unwrap_or_else(|| no_date(text)))
}

/// The day that is asked for, from today on or back from it.
///
/// # Errors
/// When there is no such day.
pub fn asked_day(text: &str, towards: Towards, today: NaiveDate) -> Result<NaiveDate, WhenProblem> {
    read(&text.split(' ').collect::<Vec<_>>(), today, towards)
}

fn read(words: &[&str], today: NaiveDate, towards: Towards) -> Result<NaiveDate, WhenProblem> {
    let days = WorkingDays::default();
    let ctx = WhenContext { today, days: &days, next: None, meetings: &[] };
    let understood =
        Some(words).filter(|words| words.len() <= LONGEST).and_then(|w| understand(w, &ctx, towards));
    let Some(Reading { day, .. }) = understood else { return Err(no_date(&words.join(" "))) };
    day.and_then(|day| if YEARS.contains(&day.year()) { Ok(day) } else { Err(too_far(&plain(day))) })
}

fn no_date(text: &str) -> WhenProblem {
    let message = format!("“{}” does not read as a date", fit(&one_line(text), 40));
    WhenProblem::new(WhenKind::NotADate, message, WHEN_MEND)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str, towards: Towards) -> Result<String, String> {
        let kept = asked(text).map_err(|problem| problem.to_string())?;
        assert_eq!(asked(&kept).as_ref(), Ok(&kept), "kept as it is read");
        let found = asked_day(&kept, towards, "2026-12-03".parse().unwrap());
        found.map(|day| day.to_string()).map_err(|problem| problem.to_string())
    }

    #[test]
    fn the_forms_of_a_meeting_are_taken_and_look_either_way() {
        for (text, ahead, back) in [
            ("friday", "2026-12-04", "2026-11-27"),
            ("Thursday", "2026-12-10", "2026-12-03"),
            ("14 dec", "2026-12-14", "2025-12-14"),
            ("by the 3rd of Dec.", "2026-12-03", "2026-12-03"),
            ("14 nov", "2026-11-14", "2026-11-14"),
            ("1/4", "2027-04-01", "2026-04-01"),
            ("fri 11 dec 2026", "2026-12-11", "2026-12-11"),
            ("end of q3", "2026-12-31", "2026-12-31"),
            ("in 2 weeks", "2026-12-17", "2026-12-17"),
            ("6w", "2027-01-14", "2027-01-14"),
            ("29 feb", "2028-02-29", "2024-02-29"),
            ("yesterday", "2026-12-02", "2026-12-02"),
        ] {
            assert_eq!(day(text, Towards::Ahead).as_deref(), Ok(ahead), "{text}");
            assert_eq!(day(text, Towards::Back).as_deref(), Ok(back), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_explained_before_today_is_known() {
        for (text, says) in [
            ("31 feb", "there is no 31 Feb"),
            ("29/2/2026", "there is no 29 Feb 2026"),
            ("10/31", "there is no month 31"),
            ("fri 14 dec 2026", "14 Dec 2026 is a Monday, not a Friday"),
            ("soon", "does not read as a date"),
            ("", "does not read as a date"),
            ("1 jan 2900", "is more than 20 years away"),
            ("next", "the date of the next meeting is not known"),
        ] {
            let problem = asked(text).unwrap_err().to_string();
            assert!(problem.contains(says), "{text}: {problem}");
        }
        // Whether a day has its weekday may depend on the year, so on today.
        assert!(day("fri 11 dec", Towards::Ahead).is_ok());
        assert!(day("mon 11 dec", Towards::Ahead).unwrap_err().contains("is a Friday"));
    }
}
