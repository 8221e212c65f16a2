//! The forms a due date is typed in, each read on its own. Whether the day has passed is judged by the caller.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::{LATER, WHEN_MEND, WhenContext, WhenKind, WhenProblem, plain, too_far};
use crate::base::calendar::Quarter;

/// How a date was written, which tells how surely it was meant as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A day of a month: `11 dec`, `fri 11 dec`, `31/10/27`, `2027-10-31`.
    Date,
    /// Day and month in figures: `31/10`.
    Numbers,
    /// `today`, `tomorrow`, `friday`, `next friday`.
    Word,
    /// `+2w`, `in 2 weeks`.
    Ahead,
    /// `6w`.
    Compact,
    /// `2 weeks`.
    Spoken,
    /// `next`, `next sog`.
    Next,
    /// `sog`.
    Group,
    /// `end q3`, `end of december`.
    End,
    /// `q3`.
    Quarter,
}

/// A text that reads as a date, and the day it gives.
pub(super) struct Reading {
    pub form: Form,
    pub day: Result<NaiveDate, WhenProblem>,
}

/// Which day is meant where the words leave it open: of a day without its year, and of a weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    /// The next, for something to be done by then: one that has just passed is a slip.
    Due,
    /// The next, or the last where that has only just passed.
    Ahead,
    /// The last, today included.
    Back,
}

/// Reads words in small letters, without `the` and `of`; nothing when they are no date.
pub(super) fn understand(words: &[&str], ctx: &WhenContext, towards: Towards) -> Option<Reading> {
    near_word(words, ctx.today, towards)
        .or_else(|| calendar_day(words, ctx.today, towards))
        .or_else(|| ahead(words, ctx))
        .or_else(|| ending(words, ctx.today))
        .or_else(|| meeting(words, ctx))
}

fn found(form: Form, day: Option<NaiveDate>) -> Option<Reading> {
    Some(Reading { form, day: Ok(day?) })
}

fn near_word(words: &[&str], today: NaiveDate, towards: Towards) -> Option<Reading> {
    let day = match words {
        ["today"] => Some(today),
        ["tomorrow"] => today.succ_opt(),
        ["yesterday"] => today.pred_opt(),
        [name] if towards == Towards::Back => {
            let wanted = weekday(name)?;
            today.iter_days().rev().take(7).find(|day| day.weekday() == wanted)
        }
        [name] => first_from(today.succ_opt()?, weekday(name)?),
        ["this", name] => first_from(today, weekday(name)?),
        ["next", name] => {
            let until_monday = 7 - u64::from(today.weekday().num_days_from_monday());
            first_from(today.checked_add_days(Days::new(until_monday))?, weekday(name)?)
        }
        _ => None,
    };
    found(Form::Word, day)
}

fn first_from(day: NaiveDate, wanted: Weekday) -> Option<NaiveDate> {
    day.iter_days().take(7).find(|d| d.weekday() == wanted)
}

/// Day, month and perhaps year as typed, not yet known to be a day that exists.
struct Typed {
    day: u32,
    month: u32,
    year: Option<i32>,
    in_figures: bool,
}

fn calendar_day(words: &[&str], today: NaiveDate, towards: Towards) -> Option<Reading> {
    let said = words.first().and_then(|word| weekday(word));
    let (typed, form) = match if said.is_some() { &words[1..] } else { words } {
        [figures] => {
            let typed = in_figures(figures)?;
            let form = if typed.year.is_none() && said.is_none() { Form::Numbers } else { Form::Date };
            (typed, form)
        }
        [first, second, year @ ..] if year.len() < 2 => {
            let (day, month) = match (ordinal(first), month(second)) {
                (Some(day), Some(month)) => (day, month),
                _ => (ordinal(second)?, month(first)?),
            };
            let year = year.first().map(|y| year_in_figures(y).ok_or(())).transpose().ok()?;
            (Typed { day, month, year, in_figures: false }, Form::Date)
        }
        _ => return None,
    };
    let day = existing(&typed, today, towards).and_then(|day| match said {
        Some(said) if said != day.weekday() => Err(wrong_weekday(day, said)),
        _ => Ok(day),
    });
    Some(Reading { form, day })
}

/// `31/10`, `31/10/27`, `31.10.2027`, `31-10-2027`, `2027-10-31`. Day and month alone need the stroke: `10.30` is
/// a time and `3-4` is a range.
fn in_figures(text: &str) -> Option<Typed> {
    let separator = ['/', '-', '.'].into_iter().find(|c| text.contains(*c))?;
    let parts: Vec<&str> = text.split(separator).collect();
    let in_figures = true;
    match parts.as_slice() {
        [day, month] if separator == '/' => {
            Some(Typed { day: two_figures(day)?, month: two_figures(month)?, year: None, in_figures })
        }
        [year, month, day] if year.len() == 4 => {
            let year = Some(year_in_figures(year)?);
            Some(Typed { day: two_figures(day)?, month: two_figures(month)?, year, in_figures: false })
        }
        [day, month, year] => {
            let year = Some(year_in_figures(year)?);
            Some(Typed { day: two_figures(day)?, month: two_figures(month)?, year, in_figures })
        }
        _ => None,
    }
}

fn existing(typed: &Typed, today: NaiveDate, towards: Towards) -> Result<NaiveDate, WhenProblem> {
    let &Typed { day, month, year, in_figures } = typed;
    let Some(name) = usize::try_from(month).ok().and_then(|m| MONTHS.get(m.checked_sub(1)?)) else {
        let swapped = in_figures && (1..=12).contains(&day) && month <= 31 && month > 0;
        let (why, mend) = if swapped {
            let year = year.map(|y| format!("/{y}")).unwrap_or_default();
            (" (the day comes first here)", format!("write {month}/{day}{year}"))
        } else {
            ("", WHEN_MEND.to_owned())
        };
        return Err(WhenProblem::new(WhenKind::NoMonth, format!("there is no month {month}{why}"), mend));
    };
    let day_found = match year {
        Some(year) => NaiveDate::from_ymd_opt(year, month, day),
        None => {
            // Eight years are enough to meet a 29 February.
            let in_year = |n| NaiveDate::from_ymd_opt(today.year().checked_add(n)?, month, day);
            let next = (0..=8).filter_map(in_year).find(|d| *d >= today);
            let last = (-8..=0).rev().filter_map(in_year).find(|d| *d < today);
            let just = last.filter(|d| (today - *d).num_days() <= JUST_PASSED);
            match (towards, just) {
                (Towards::Due, Some(last)) => return Err(just_passed(last, next, today)),
                (Towards::Ahead, Some(last)) => Some(last),
                (Towards::Back, _) => next.filter(|next| *next == today).or(last),
                (Towards::Due | Towards::Ahead, None) => next,
            }
        }
    };
    day_found.ok_or_else(|| {
        // 2024 had every day a year can have.
        let ever = NaiveDate::from_ymd_opt(2024, month, day).is_some();
        let year = year.filter(|_| ever).map(|y| format!(" {y}")).unwrap_or_default();
        let name = format!("{}{}", name[..1].to_uppercase(), &name[1..3]);
        let message = format!("there is no {day} {name}{year}");
        WhenProblem::new(WhenKind::Impossible, message, "check the day and the month")
    })
}

/// A day without a year that passed no longer ago than this, in days, is not taken for next year's: somebody who
/// types it has more likely lost count of the days.
const JUST_PASSED: i64 = 60;

fn just_passed(last: NaiveDate, next: Option<NaiveDate>, today: NaiveDate) -> WhenProblem {
    let mend = next.map_or_else(
        || LATER.to_owned(),
        |next| {
            let year = match next.year() - today.year() {
                0 => "this year".to_owned(),
                1 => "next year".to_owned(),
                _ => next.year().to_string(),
            };
            format!("for {year} write {}", plain(next).to_lowercase())
        },
    );
    WhenProblem::new(WhenKind::Passed, format!("{} has passed", plain(last)), mend)
}

fn wrong_weekday(day: NaiveDate, said: Weekday) -> WhenProblem {
    let said = WEEKDAYS[said.num_days_from_monday() as usize];
    let said = format!("{}{}", said[..1].to_uppercase(), &said[1..]);
    let message = format!("{} is a {}, not a {said}", plain(day), day.format("%A"));
    let mend = format!("write {}, or the date of that {said}", day.format("%a %-d %b %Y"));
    WhenProblem::new(WhenKind::WrongWeekday, message, mend)
}

/// `+2w`, `+5wd`, `in 2 weeks`, `10 working days`, `6w`.
fn ahead(words: &[&str], ctx: &WhenContext) -> Option<Reading> {
    let (surely, joined) = match words {
        ["in" | "within", rest @ ..] => (true, rest.join(" ")),
        [first, ..] if first.starts_with('+') => (true, words.join(" ").split_off(1)),
        _ => (false, words.join(" ")),
    };
    let joined = joined.trim_start();
    let unit = joined.trim_start_matches(|c: char| c.is_ascii_digit());
    let figures = &joined[..joined.len() - unit.len()];
    let glued = !figures.is_empty() && !unit.starts_with(' ');
    let (figures, unit) = match (figures, unit.split_once(' ')) {
        ("", Some(("a" | "an" | "one", unit))) => ("1", unit),
        _ => (figures, unit.trim_start()),
    };
    if figures.is_empty() || figures.len() > 4 {
        return None;
    }
    let n: u32 = figures.parse().ok()?;
    let day = match unit {
        "d" | "day" | "days" => ctx.today.checked_add_days(Days::new(n.into())),
        "w" | "wk" | "wks" | "week" | "weeks" => ctx.today.checked_add_days(Days::new(u64::from(n) * 7)),
        "fortnight" | "fortnights" => ctx.today.checked_add_days(Days::new(u64::from(n) * 14)),
        "m" | "month" | "months" => ctx.today.checked_add_months(Months::new(n)),
        "y" | "yr" | "yrs" | "year" | "years" => ctx.today.checked_add_months(Months::new(n * 12)),
        "wd" | "working day" | "working days" => Some(ctx.days.add(ctx.today, n)),
        _ => return None,
    };
    let form = match (surely, glued) {
        (true, _) => Form::Ahead,
        (false, true) => Form::Compact,
        (false, false) => Form::Spoken,
    };
    Some(Reading { form, day: day.ok_or_else(|| too_far("that")) })
}

/// `end q3`, `q3 2027/28`, `end month`, `end dec`, `end year`: the last day of it, from today on.
fn ending(words: &[&str], today: NaiveDate) -> Option<Reading> {
    let (form, words) = match words {
        ["end", rest @ ..] => (Form::End, rest),
        _ => (Form::Quarter, words),
    };
    if let Some((number, financial_year)) = quarter(words) {
        let mut quarter = match financial_year {
            Some(year) => return found(form, Some(Quarter::new(year, number)?.last_day())),
            None => Quarter::of(today),
        };
        while quarter.number() != number {
            quarter = quarter.next();
        }
        return found(form, Some(quarter.last_day()));
    }
    if form != Form::End {
        return None;
    }
    let day = match words {
        ["week"] => first_from(today, Weekday::Fri),
        ["month"] => last_of(today.year(), today.month()),
        ["quarter"] => Some(Quarter::of(today).last_day()),
        ["year"] => last_of(Quarter::of(today).year() + 1, 3),
        [name] => {
            let month = month(name)?;
            last_of(today.year() + i32::from(month < today.month()), month)
        }
        [name, year] => last_of(year_in_figures(year)?, month(name)?),
        _ => None,
    };
    found(form, day)
}

/// `q3`, or `q3 2026/27` with the year its financial year starts in.
fn quarter(words: &[&str]) -> Option<(u8, Option<i32>)> {
    let number = |word: &str| (1..=4).find(|n| word == format!("q{n}"));
    match words {
        [one] => Some((number(one)?, None)),
        [one, years] => {
            let (starts, ends) = years.split_once('/')?;
            let year = year_in_figures(starts)?;
            let ends = year_in_figures(ends)?;
            ((year + 1).rem_euclid(100) == ends.rem_euclid(100)).then_some((number(one)?, Some(year)))
        }
        _ => None,
    }
}

fn last_of(year: i32, month: u32) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    first.checked_add_months(Months::new(1))?.pred_opt()
}

/// `next`, `next meeting`, `next sog`, `sog`: the first of them after today.
fn meeting(words: &[&str], ctx: &WhenContext) -> Option<Reading> {
    let (form, name) = match words {
        ["next"] | ["next", "meeting"] => {
            let day = ctx.next.ok_or_else(|| unknown_meeting("the next meeting"));
            return Some(Reading { form: Form::Next, day });
        }
        ["next", name @ ..] => (Form::Next, name),
        name => (Form::Group, name),
    };
    let bare = name.strip_suffix(&["meeting"]).unwrap_or(name);
    let called = |known: &str| {
        let known = known.to_lowercase();
        let known = || known.split_whitespace().filter(|w| !matches!(*w, "the" | "of"));
        known().eq(name.iter().copied()) || known().eq(bare.iter().copied())
    };
    let dates = ctx.meetings.iter().filter(|m| called(&m.group) || m.names.iter().any(|name| called(name)));
    let mut dates = dates.map(|m| m.date).peekable();
    if bare.is_empty() || dates.peek().is_none() {
        return None;
    }
    let later = dates.filter(|date| *date > ctx.today).min();
    let day = later.ok_or_else(|| unknown_meeting(&format!("the next {} meeting", bare.join(" "))));
    Some(Reading { form, day })
}

fn unknown_meeting(which: &str) -> WhenProblem {
    let message = format!("the date of {which} is not known");
    WhenProblem::new(WhenKind::NoMeeting, message, "give the date itself, such as 31 oct")
}

/// The days of the week, from Monday.
pub const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The months.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A weekday in full or cut to three letters or more: `thu`, `thur`, `thurs`.
fn weekday(word: &str) -> Option<Weekday> {
    let at = WEEKDAYS.iter().position(|name| word.len() >= 3 && name.starts_with(word))?;
    Weekday::try_from(u8::try_from(at).ok()?).ok()
}

/// A month in full or cut to three letters or more, 1 to 12.
fn month(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|name| word.len() >= 3 && name.starts_with(word))?;
    u32::try_from(at + 1).ok()
}

/// `3` or `3rd`.
fn ordinal(word: &str) -> Option<u32> {
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending));
    two_figures(bare.unwrap_or(word))
}

fn two_figures(text: &str) -> Option<u32> {
    ((1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// `2027`, or `27` for this century.
fn year_in_figures(text: &str) -> Option<i32> {
    let year: i32 = text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())??;
    match text.len() {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}
