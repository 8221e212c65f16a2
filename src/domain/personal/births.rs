//! Dates of birth: a full date that words such as `born` or `DOB` stand right beside. Any other date is somebody's
//! meeting, review or deadline.

use super::numbers::dated;
use super::{Finding, Kind};
use crate::base::when::{MONTHS, WEEKDAYS};
use std::ops::Range;

/// Words that make the date beside them a date of birth.
const MARKS: [&str; 8] =
    ["born", "dob", "d.o.b.", "d.o.b", "date of birth", "birth date", "birthdate", "birthday"];
/// Words that may stand between them and the date.
const BETWEEN: [&str; 18] = [
    "on",
    "is",
    "was",
    "of",
    "the",
    "child",
    "child’s",
    "her",
    "his",
    "their",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "in",
];
/// Bytes looked at on either side of a date.
const NEAR: usize = 48;

pub(super) fn find(text: &str, found: &mut Vec<Finding>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let begins = bytes[at].is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric());
        match begins.then(|| dated(text, at).or_else(|| in_words(text, at))).flatten() {
            Some(end) => {
                if marked(text, &(at..end)) {
                    found.push(Finding::new(Kind::Birth, text, at..end));
                }
                at = end;
            }
            None => at += 1,
        }
    }
}

/// Where a date in words that begins here ends: `3 December 2014`, `3rd of Dec, 2014`.
fn in_words(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let day = rest.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = day;
    let lower = |from: usize| rest[from..].chars().take(16).collect::<String>().to_ascii_lowercase();
    if !(1..=2).contains(&day) {
        return None;
    }
    if let Some(ending) = ["st", "nd", "rd", "th"].iter().find(|e| lower(end).starts_with(**e)) {
        end += ending.len();
    }
    let skip =
        |from: usize| from + rest[from..].bytes().take_while(|b| matches!(b, b' ' | b',' | b'-')).count();
    end = skip(end);
    if lower(end).starts_with("of ") {
        end += 3;
    }
    let word = rest[end..].bytes().take_while(u8::is_ascii_alphabetic).count();
    let month = rest[end..end + word].to_ascii_lowercase();
    if word < 3 || !MONTHS.iter().any(|m| m.starts_with(&month)) {
        return None;
    }
    end = skip(end + word);
    let year = rest[end..].bytes().take_while(u8::is_ascii_digit).count();
    matches!(year, 2 | 4).then_some(at + end + year)
}

/// Whether words for a birth stand right before the date, or right after it.
fn marked(text: &str, date: &Range<usize>) -> bool {
    let from = (date.start.saturating_sub(NEAR)..=date.start).find(|at| text.is_char_boundary(*at));
    let before = text[from.unwrap_or(date.start)..date.start].to_lowercase();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let to = (date.end..=text.len().min(date.end + NEAR)).rev().find(|at| text.is_char_boundary(*at));
    let after = text[date.end..to.unwrap_or(date.end)].to_lowercase();
    ends_marked(before) || starts_marked(after.split('\n').next().unwrap_or_default())
}

/// Signs that may stand between a mark and its date.
fn sign(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '.' | ';' | '?' | '!')
}

fn ends_marked(before: &str) -> bool {
    let mut rest = before.trim_end_matches(sign);
    loop {
        if MARKS.iter().any(|mark| ends_with_word(rest, mark)) {
            return true;
        }
        let between = BETWEEN.iter().chain(&WEEKDAYS).find(|word| ends_with_word(rest, word));
        match between {
            Some(word) => rest = rest[..rest.len() - word.len()].trim_end_matches(sign),
            None => return false,
        }
    }
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|head| !head.ends_with(char::is_alphanumeric))
}

fn starts_marked(after: &str) -> bool {
    let rest = after.trim_start_matches(sign);
    // `… on 3 Dec 2026, born …` speaks of somebody else’s day.
    MARKS[1..].iter().any(|mark| {
        rest.strip_prefix(mark).is_some_and(|tail| !tail.starts_with(|c: char| c.is_alphanumeric()))
    })
}
