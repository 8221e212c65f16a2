//! Due dates as people type them in a meeting: `31/10`, `fri 11 dec`, `+2w`, `next sog`, `end q3`. Days come
//! before months, always. The forms themselves are in `forms`; nothing here knows what today is.

use std::fmt;

use chrono::{Months, NaiveDate};

use super::calendar::WorkingDays;
use super::stamp::{long_date, near_date};
use super::text::{and_list, fit, nearest, one_line};
use forms::{Form, Reading, understand};

mod asked;
mod forms;

pub use asked::{asked, asked_day};
pub use forms::{MONTHS, Towards, WEEKDAYS};

/// How to write a date, for the people whose date was not understood.
pub const WHEN_MEND: &str =
    "write it as 31/10, 31 oct 2027, friday, +2w, +5wd, next, next sog, end q3 or 2027-10-31";

/// What to do about a day that has passed.
const LATER: &str = "give today or a later day";

/// A due date further away than this, in months, is taken for a slip in the year.
const FURTHEST: Months = Months::new(20 * 12);

/// Words of a text that are looked at; a date phrase is never longer.
const LONGEST: usize = 12;

/// What a date is read against.
#[derive(Clone, Copy, Debug)]
pub struct WhenContext<'a> {
    /// The day on which it is typed.
    pub today: NaiveDate,
    /// The days that are worked.
    pub days: &'a WorkingDays,
    /// The next meeting of the group that is meeting, if its date is known.
    pub next: Option<NaiveDate>,
    /// Meetings of any group whose dates are known.
    pub meetings: &'a [KnownMeeting],
}

/// A meeting that can be named instead of its date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownMeeting {
    /// Id of the group that meets.
    pub group: String,
    /// What people call the group, in small letters: `sog`, `senior officer group`.
    pub names: Vec<String>,
    /// The day it meets.
    pub date: NaiveDate,
}

/// What sort of thing is wrong with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenKind {
    /// It does not read as a date at all.
    NotADate,
    /// There is no such day in the month.
    Impossible,
    /// There is no such month; often the month was put first.
    NoMonth,
    /// The day and its weekday disagree.
    WrongWeekday,
    /// The day has passed.
    Passed,
    /// The day is so far away that the year must be wrong.
    TooFar,
    /// No date of the meeting it names is known.
    NoMeeting,
}

/// Why a text gives no due date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhenProblem {
    /// What sort of thing is wrong.
    pub kind: WhenKind,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub mend: String,
}

impl WhenProblem {
    fn new(kind: WhenKind, message: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { kind, message: message.into(), mend: mend.into() }
    }
}

impl fmt::Display for WhenProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.message, self.mend)
    }
}

impl std::error::Error for WhenProblem {}

/// Reads a due date.
///
/// Without a year it is the next such day, today included, unless it passed in the last 60 days: that is more
/// likely a slip than a date a year ahead, and a problem. A weekday alone is the first after today, and
/// `next friday` is the Friday of next week (weeks start on Monday). A quarter means its last day, and `end of
/// year` the last day of the financial year, 31 March. `m` is months. `by`, `before`, `on` and `due` in front
/// are skipped.
///
/// # Errors
/// When there is no such day, it has passed, it is over twenty years away, its weekday is another, or the text
/// is no date.
pub fn read(text: &str, ctx: &WhenContext) -> Result<NaiveDate, WhenProblem> {
    let words = words(text);
    let (_, rest) = lead(&words);
    if rest.is_empty() {
        return Err(WhenProblem::new(WhenKind::NotADate, "no date was given", WHEN_MEND));
    }
    match reading(rest, ctx) {
        Some(reading) => reading.day,
        None => Err(unread(text, rest, ctx)),
    }
}

/// Says a date back, so that a slip is seen at once: `Fri 11 Dec 2026, a working day`, or why it is not one and
/// which working day follows.
pub fn echo(day: NaiveDate, days: &WorkingDays, today: NaiveDate) -> String {
    let date = long_date(day) + if day == today { " (today)" } else { "" };
    match days.why_not_working(day) {
        None => format!("{date}, a working day"),
        Some(why) => {
            let next = near_date(days.next_working(day), day);
            format!("{date}, {why}: the next working day is {next}")
        }
    }
}

/// Finds a due date at the end of an action as it was typed: `share the report by fri 11 dec`.
///
/// Gives the byte where the date phrase begins, its `by` included (the caller trims what stands before it), and
/// the day or what is wrong with it. After `by`, `before` or `due` most forms are taken; after `on`, and with
/// nothing in front, only those that can hardly mean anything else. `by email` and `by 2 weeks` are no dates.
pub fn split_trailing(text: &str, ctx: &WhenContext) -> Option<(usize, Result<NaiveDate, WhenProblem>)> {
    let words = words(text);
    let first = words.len().saturating_sub(LONGEST);
    // The longest phrase wins, so that a wrong weekday is not dropped to make the rest of the date right.
    (first..words.len()).find_map(|start| {
        let (lead, rest) = lead(&words[start..]);
        let previous = start.checked_sub(1).map_or("", |i| words[i].text.as_str());
        let reading = reading(rest, ctx)?;
        let meant = match lead {
            Lead::By => reading.form != Form::Spoken,
            Lead::On => matches!(reading.form, Form::Date | Form::Numbers | Form::Word),
            Lead::None => stands_alone(&reading, rest, previous),
        };
        meant.then(|| (words[start].at, reading.day))
    })
}

/// Whether a phrase with no `by` in front is still meant as a due date.
fn stands_alone(reading: &Reading, rest: &[Word], previous: &str) -> bool {
    let clear = match reading.form {
        Form::Date | Form::Ahead | Form::Next | Form::End => true,
        // Round-the-clock cover is no day in July.
        Form::Numbers => rest[0].text != "24/7",
        Form::Word | Form::Compact | Form::Spoken | Form::Group | Form::Quarter => false,
    };
    // Scores and clauses look like dates too: only a likely slip in a date is worth stopping for.
    let likely = match (&reading.day, reading.form) {
        (Ok(_), _) => true,
        (Err(problem), Form::Date) => problem.kind != WhenKind::TooFar,
        (Err(problem), Form::Numbers) => matches!(problem.kind, WhenKind::Impossible | WhenKind::Passed),
        (Err(_), _) => false,
    };
    clear && likely && !LINKS.contains(&previous) && !SKIPPED.contains(&rest[0].text.as_str())
}

/// Words that tie what follows to the action itself: `minutes of 31/10`, `ready for next`.
const LINKS: [&str; 28] = [
    "a", "about", "and", "as", "at", "between", "comes", "dated", "due", "during", "for", "from", "happens",
    "held", "in", "is", "of", "or", "over", "per", "since", "than", "the", "to", "until", "was", "what",
    "with",
];

/// Words that carry no meaning inside a date.
const SKIPPED: [&str; 2] = ["the", "of"];

/// A word of the text as it is compared, and the byte where it begins.
struct Word {
    at: usize,
    text: String,
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(|c: char| c.is_whitespace() || c == ',') {
        let word = piece.trim_start_matches(['(', '[']);
        let word = word.trim_end_matches(|c: char| c.is_whitespace() || ".,;:!)]".contains(c));
        if !word.is_empty() {
            words.push(Word { at, text: word.to_lowercase() });
        }
        at += piece.len();
    }
    words
}

/// What introduces a date phrase.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    By,
    On,
    None,
}

fn lead(words: &[Word]) -> (Lead, &[Word]) {
    let is = |i: usize, any: &[&str]| words.get(i).is_some_and(|w: &Word| any.contains(&w.text.as_str()));
    match () {
        () if is(0, &["due"]) && is(1, &["by", "before", "on"]) => (Lead::By, &words[2..]),
        () if is(0, &["by", "before", "due"]) => (Lead::By, &words[1..]),
        () if is(0, &["on"]) => (Lead::On, &words[1..]),
        () => (Lead::None, words),
    }
}

fn reading(rest: &[Word], ctx: &WhenContext) -> Option<Reading> {
    if rest.len() > LONGEST || rest.first()?.text == "of" {
        return None;
    }
    let bare = rest.iter().map(|w| w.text.as_str()).filter(|w| !SKIPPED.contains(w)).collect::<Vec<_>>();
    let reading = understand(&bare, ctx, Towards::Due)?;
    Some(Reading { day: reading.day.and_then(|day| in_reach(day, ctx.today)), ..reading })
}

fn in_reach(day: NaiveDate, today: NaiveDate) -> Result<NaiveDate, WhenProblem> {
    if day < today {
        let message = format!("{} has passed", plain(day));
        return Err(WhenProblem::new(WhenKind::Passed, message, LATER));
    }
    if today.checked_add_months(FURTHEST).is_some_and(|last| day > last) {
        return Err(too_far(&plain(day)));
    }
    Ok(day)
}

fn too_far(what: &str) -> WhenProblem {
    WhenProblem::new(WhenKind::TooFar, format!("{what} is more than 20 years away"), "check the year")
}

/// `11 Dec 2026`: without its weekday, where the weekday may be what is wrong.
fn plain(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

fn unread(text: &str, rest: &[Word], ctx: &WhenContext) -> WhenProblem {
    let name: Vec<&str> = rest.iter().map(|w| w.text.as_str()).filter(|w| !SKIPPED.contains(w)).collect();
    if let ["next", name @ ..] = name.as_slice() {
        let name = name.join(" ");
        let mut known: Vec<&str> =
            ctx.meetings.iter().filter_map(|m| Some(m.names.first()?.as_str())).collect();
        known.sort_unstable();
        known.dedup();
        let every = ctx.meetings.iter().flat_map(|m| m.names.iter().map(String::as_str));
        let mend = match nearest(&name, every) {
            Some(near) => format!("write next {near}"),
            None if known.is_empty() => "give the date itself, such as 31 oct".to_owned(),
            None => format!("the meetings known are {}", and_list(&known)),
        };
        let message = format!("no meeting called “{}” is known", fit(&one_line(&name), 40));
        return WhenProblem::new(WhenKind::NoMeeting, message, mend);
    }
    let message = format!("“{}” does not read as a date", fit(&one_line(text), 40));
    WhenProblem::new(WhenKind::NotADate, message, WHEN_MEND)
}

#[cfg(test)]
mod tests;
