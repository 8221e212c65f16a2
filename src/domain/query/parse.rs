//! Reading a query. Whatever is typed is read or explained, at the word that is wrong.

use super::fields::{FIELDS, Field, Kind};
use super::{Asks, Day, Part, Query, Test, Than};
use crate::base::text::nearest;
use crate::base::when::{WhenKind, WhenProblem, asked};
use chrono::NaiveDate;
use std::fmt;
use std::ops::Range;

/// A day or a number further away than this is a slip.
const FURTHEST: i64 = 100 * 366;

/// What is wrong with a query, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryProblem {
    /// The bytes of the text that are wrong.
    pub at: Range<usize>,
    /// What is wrong and what to write instead, as a sentence without a full stop.
    pub message: String,
}

impl fmt::Display for QueryProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Reads a query.
pub fn parse(text: &str) -> Result<Query, QueryProblem> {
    let mut parts = Vec::new();
    for word in words(text)? {
        parts.push(part(word)?);
    }
    Ok(Query { parts })
}

/// A part as it is typed: its text, where it begins, and where a quote in it begins.
#[derive(Clone, Copy, Debug)]
struct Word<'a> {
    text: &'a str,
    start: usize,
}

impl<'a> Word<'a> {
    fn problem(self, message: impl Into<String>) -> QueryProblem {
        QueryProblem { at: self.start..self.start + self.text.len(), message: message.into() }
    }

    fn from(self, at: usize) -> Word<'a> {
        Word { text: &self.text[at..], start: self.start + at }
    }

    fn upto(self, at: usize) -> Word<'a> {
        Word { text: &self.text[..at], start: self.start }
    }
}

/// The parts of a text: what blanks separate, but for blanks in quotes.
fn words(text: &str) -> Result<Vec<Word<'_>>, QueryProblem> {
    let mut found = Vec::new();
    let (mut start, mut quote) = (None, None);
    for (at, c) in text.char_indices() {
        match (c, quote) {
            ('"', None) => {
                quote = Some(at);
                start = start.or(Some(at));
            }
            ('"', Some(_)) => quote = None,
            (c, None) if c.is_whitespace() => {
                if let Some(start) = start.take() {
                    found.push(Word { text: &text[start..at], start });
                }
            }
            _ => start = start.or(Some(at)),
        }
    }
    if let Some(at) = quote {
        let rest = Word { text: &text[at..], start: at };
        return Err(rest.problem("this quotation mark has no other: put one after the last word"));
    }
    if let Some(start) = start {
        found.push(Word { text: &text[start..], start });
    }
    Ok(found)
}

fn part(word: Word<'_>) -> Result<Part, QueryProblem> {
    let (not, word) = match word.text.strip_prefix('-') {
        Some("") => return Err(word.problem("a dash takes out what comes right after it: -status:blocked")),
        Some(_) => (true, word.from(1)),
        None => (false, word),
    };
    let plain = |word: Word<'_>, sign: &str, example: &str| match unquoted(word.text) {
        text if text.is_empty() => {
            Err(word.problem(format!("say what comes after {sign}, with no blank between: {example}")))
        }
        text => Ok(text),
    };
    let asks = match word.text.chars().next() {
        Some('@') => Asks::Lead(plain(word.from(1), "@", "@police")?),
        Some('#') => Asks::Tag(plain(word.from(1), "#", "#neglect")?),
        Some('"') => Asks::Words(plain(word, "the quotation mark", "\"exact words\"")?),
        _ => match word.text.find([':', '"']) {
            Some(at) if word.text[at..].starts_with(':') => field(word.upto(at), word.from(at + 1))?,
            _ => Asks::Words(unquoted(word.text)),
        },
    };
    Ok(Part { not, asks })
}

/// A text without the quotation marks around it or in it.
pub(super) fn unquoted(text: &str) -> String {
    text.replace('"', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn field(name: Word<'_>, value: Word<'_>) -> Result<Asks, QueryProblem> {
    let known = name.text.to_lowercase();
    let Some(field) = Field::of(&known) else {
        let meant = nearest(&known, FIELDS.iter().map(|field| field.word));
        let mend = meant.map_or_else(
            || {
                let all: Vec<&str> = FIELDS.iter().map(|field| field.word).collect();
                format!("what can be asked is {}", all.join(", "))
            },
            |meant| format!("did you mean {meant}:?"),
        );
        return Err(name.problem(format!("nothing is called “{}”: {mend}", name.text)));
    };
    let mut tests = Vec::new();
    for one in choices(value) {
        tests.push(test(field, one)?);
    }
    Ok(Asks::Field(field, tests))
}

/// What commas separate, but for commas in quotes.
fn choices(value: Word<'_>) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, c) in value.text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => {
                found.push(value.upto(at).from(start));
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(value.from(start));
    found
}

fn test(field: Field, value: Word<'_>) -> Result<Test, QueryProblem> {
    let known = field.known();
    let text = unquoted(value.text).to_lowercase();
    if text.is_empty() {
        return Err(value.problem(format!("say what comes after {}: as in {}", known.word, known.example)));
    }
    if text == "none" {
        return Ok(Test::None);
    }
    let (than, rest) = compared(&text);
    let wrong = |what: &str| value.problem(format!("“{text}” is {what}: write it as in {}", known.example));
    match known.kind {
        Kind::Word => Ok(Test::Word(text)),
        Kind::OneOf(words) => {
            let said = text.replace('-', " ");
            let found = words.iter().find(|word| **word == said);
            let found = found.or_else(|| words.iter().find(|word| word.starts_with(&said)));
            found.map(|word| Test::Word((*word).to_owned())).ok_or_else(|| {
                let meant = nearest(&said, words.iter().copied());
                let mend = meant.map_or_else(|| words.join(", "), |meant| format!("did you mean {meant}?"));
                value.problem(format!("“{text}” is no {}: {mend}", known.word))
            })
        }
        Kind::Days => {
            days(rest).map(|days| Test::Number(than, days)).ok_or_else(|| wrong("no number of days"))
        }
        Kind::Count => {
            let count = rest.parse::<u16>().ok().map(|count| Test::Number(than, count.into()));
            count.ok_or_else(|| wrong("no number"))
        }
        Kind::Day => match known_day(rest).map_or_else(|| said_day(rest), Ok) {
            Ok(day) => Ok(Test::Day(than, day)),
            Err(why) if why.kind == WhenKind::NotADate => Err(value.problem(format!(
                "“{text}” is no day: write it as in {0}, {1}:<friday or {1}:<\"14 dec\"",
                known.example, known.word
            ))),
            Err(why) => Err(value.problem(format!("“{text}” is no day: {why}"))),
        },
    }
}

/// The sign a text begins with, and the rest.
pub(super) fn compared(text: &str) -> (Than, &str) {
    for than in Than::ALL {
        if let Some(rest) = text.strip_prefix(than.sign()) {
            return (than, rest.trim_start());
        }
    }
    (Than::Is, text)
}

/// `30`, `30d`, `6w`.
fn days(text: &str) -> Option<i64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let each = match &text[digits.len()..] {
        "" | "d" => 1,
        "w" => 7,
        _ => return None,
    };
    if digits.is_empty() || !digits.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let days = digits.parse::<i64>().ok()?.checked_mul(each)?;
    (days <= FURTHEST).then_some(days)
}

/// `today`, `+2w`, `-30d`, `next-sog`, `2026-12-11`, `11/12/2026`. Days come before months.
fn known_day(text: &str) -> Option<Day> {
    if text == "today" {
        return Some(Day::FromToday(0));
    }
    if let Some(group) = text.strip_prefix("next-").or_else(|| text.strip_prefix("next ")) {
        return (!group.is_empty()).then(|| Day::NextOf(group.to_owned()));
    }
    if let Some(later) = text.strip_prefix('+') {
        return days(later).map(Day::FromToday);
    }
    if let Some(earlier) = text.strip_prefix('-') {
        return days(earlier).map(|days| Day::FromToday(-days));
    }
    let date =
        NaiveDate::parse_from_str(text, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(text, "%d/%m/%Y"));
    date.ok().filter(|date| (1900..2200).contains(&chrono::Datelike::year(date))).map(Day::On)
}

/// A day in the words that a meeting takes.
fn said_day(text: &str) -> Result<Day, WhenProblem> {
    asked(text).map(|words| known_day(&words).unwrap_or(Day::Said(words)))
}
