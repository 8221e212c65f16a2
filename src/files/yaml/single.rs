//! Checks of single values: dates, times, numbers, words. Each says what is wrong and how to write it instead.

use chrono::{DateTime, NaiveDate};

use super::extent::short;
use super::shape::Shape;
use crate::base::every::{EVERY_MEND, Every, last_day_of};
use crate::base::length::Minutes;
use crate::base::text::nearest;

/// What is wrong with a value, and how to mend it.
#[derive(Debug)]
pub(super) struct Fault {
    pub message: String,
    pub mend: String,
}

fn fault(message: impl Into<String>, mend: impl Into<String>) -> Result<(), Fault> {
    Err(Fault { message: message.into(), mend: mend.into() })
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Checks the text of a scalar that is not blank. `quoted` matters to numbers only.
pub(super) fn check(text: &str, quoted: bool, shape: &Shape) -> Result<(), Fault> {
    match shape {
        Shape::Line if text.contains('\n') => {
            fault("this must be on one line", "write it on one line, without | or >")
        }
        Shape::Id => id(text),
        Shape::ActionId => action_id(text),
        Shape::RecommendationId => recommendation_id(text),
        Shape::SeriesId => series_id(text),
        Shape::Date => date(text),
        Shape::Time => time(text),
        Shape::Stamp => stamp(text),
        Shape::Length => length(text),
        Shape::Every => every(text),
        Shape::Whole => whole(text, quoted),
        Shape::Number => number(text, quoted),
        Shape::YesNo => yes_no(text, quoted),
        Shape::Word(words) => word(text, words),
        Shape::List(_) | Shape::Map(_) => {
            fault(format!("`{}` is text, where {} should be", short(text), shape.expected()), mend_for(shape))
        }
        Shape::Text | Shape::Line | Shape::OneOf(_) | Shape::Any => Ok(()),
    }
}

/// The message and mend for text that fits none of several shapes: a word nearly right, else a value that was meant
/// as a date, time or number, else all of them.
pub(super) fn nearest_fault(text: &str, whole: &Shape, shapes: &[&Shape]) -> (String, String) {
    let words = shapes.iter().flat_map(|shape| if let Shape::Word(words) = shape { words } else { &[][..] });
    if let Some(near) = nearest(text, words.copied()) {
        let message = format!("`{}` is not one of the words used here", short(text));
        return (message, format!("did you mean `{near}`?"));
    }
    let value = shapes.iter().find(|shape| match shape {
        Shape::Date => typed_date(text.trim()).is_some(),
        Shape::Time => typed_time(text).is_some(),
        Shape::Whole | Shape::Number | Shape::Length => text.starts_with(|c: char| c.is_ascii_digit()),
        _ => false,
    });
    if let Some(Err(Fault { message, mend })) = value.map(|shape| check(text, false, shape)) {
        return (message, mend);
    }
    (format!("`{}` is not {}", short(text), whole.expected()), format!("write {}", whole.expected()))
}

/// How a list or a map is written.
pub(super) fn mend_for(shape: &Shape) -> String {
    match shape {
        Shape::List(_) => "write each item on a line of its own below, after a dash and a space".into(),
        Shape::Map(_) => "write the keys on lines of their own below, indented by two spaces".into(),
        other => format!("write {}", other.expected()),
    }
}

fn id(text: &str) -> Result<(), Fault> {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if text.chars().all(good) && !text.starts_with('-') && !text.is_empty() {
        return Ok(());
    }
    let plain = |c: char| if good(c.to_ascii_lowercase()) { c.to_ascii_lowercase() } else { '-' };
    let spaced: String = text.chars().map(plain).collect();
    let better = spaced.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let mend = if better.is_empty() {
        "write small letters, digits and dashes".to_owned()
    } else {
        format!("write small letters, digits and dashes: {}", short(&better))
    };
    fault(format!("`{}` is not an id", short(text)), mend)
}

/// Capitals, a dash, and letters, digits and dashes.
fn numbered(text: &str) -> bool {
    text.split_once('-').is_some_and(|(prefix, rest)| {
        (1..=8).contains(&prefix.len())
            && prefix.chars().all(|c| c.is_ascii_uppercase())
            && (1..=40).contains(&rest.len())
            && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    })
}

fn action_id(text: &str) -> Result<(), Fault> {
    // One of something that comes round, and its period.
    let turn = text
        .split_once('@')
        .is_some_and(|(id, period)| series_id(id).is_ok() && last_day_of(period).is_some());
    if numbered(text) || turn {
        return Ok(());
    }
    fault(
        format!("`{}` is not the id of an action", short(text)),
        "write capitals, a dash, and letters or digits, such as EXEC-26-014",
    )
}

fn recommendation_id(text: &str) -> Result<(), Fault> {
    if numbered(text) {
        return Ok(());
    }
    fault(
        format!("`{}` is not the id of a recommendation", short(text)),
        "write capitals, a dash, and letters or digits, such as REC-26-004",
    )
}

fn series_id(text: &str) -> Result<(), Fault> {
    let good = (1..=16).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-');
    if good {
        return Ok(());
    }
    fault(
        format!("`{}` cannot name what comes round", short(text)),
        "write capitals and digits such as REG45",
    )
}

fn every(text: &str) -> Result<(), Fault> {
    match text.parse::<Every>() {
        Ok(_) => Ok(()),
        Err(_) => fault(format!("`{}` does not say how often", short(text)), EVERY_MEND),
    }
}

/// A day as people write it: year, month, day. Nothing when it is none of the usual ways.
fn typed_date(text: &str) -> Option<(i32, u32, u32)> {
    let month_of = |word: &str| {
        let start: String = word.chars().take(3).collect::<String>().to_lowercase();
        (1..).zip(MONTHS).find(|(_, name)| name.to_lowercase() == start).map(|(number, _)| number)
    };
    let parts: Vec<&str> = text.split([' ', '/', '-', '.', ',']).filter(|part| !part.is_empty()).collect();
    // A day of the week in front says nothing new.
    let parts = match parts.as_slice() {
        [weekday, rest @ ..] if rest.len() == 3 && weekday.chars().all(char::is_alphabetic) => rest,
        all => all,
    };
    let [first, middle, last] = parts else { return None };
    let number = |part: &str| part.trim_end_matches(char::is_alphabetic).parse::<u32>().ok();
    let month = month_of(middle).or_else(|| number(middle))?;
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    let year = match (year.len(), year.parse::<i32>().ok()?) {
        (2, short) => 2000 + short,
        (4, year) => year,
        _ => return None,
    };
    Some((year, month, number(day)?))
}

fn is_iso(text: &str) -> bool {
    let form = |(index, byte): (usize, u8)| {
        if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() }
    };
    text.len() == 10 && text.bytes().enumerate().all(form)
}

fn date(text: &str) -> Result<(), Fault> {
    let Some((year, month, day)) = typed_date(text.trim()) else {
        return fault(format!("`{}` is not a date", short(text)), "write year, month and day: 2026-12-03");
    };
    let Some(real) = NaiveDate::from_ymd_opt(year, month, day) else {
        return match MONTHS.get((month as usize).wrapping_sub(1)) {
            Some(name) => {
                fault(format!("there is no {day} {name} {year}"), "write a day that is in the calendar")
            }
            None => fault(format!("there is no month {month}"), "write year, month and day: 2026-12-03"),
        };
    };
    if is_iso(text) {
        return Ok(());
    }
    fault(format!("`{}` is not written as a date", short(text)), format!("write {}", real.format("%Y-%m-%d")))
}

/// Hours and minutes as people write them: `10.30`, `1030`, `2pm`, `2.15 pm`.
fn typed_time(text: &str) -> Option<(u32, u32)> {
    let lower = text.trim().to_lowercase();
    let (clock, shift) = match (lower.strip_suffix("pm"), lower.strip_suffix("am")) {
        (Some(clock), _) => (clock.trim(), Some(12)),
        (_, Some(clock)) => (clock.trim(), Some(0)),
        _ => (lower.as_str(), None),
    };
    let clock = clock.trim_end_matches('h');
    let (hours, minutes) = match clock.split_once([':', '.', 'h']) {
        Some(parts) => parts,
        None if clock.len() == 4 && clock.is_ascii() => clock.split_at(2),
        None => (clock, "00"),
    };
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if !digits(hours) || !digits(minutes) || minutes.len() != 2 || hours.is_empty() || hours.len() > 2 {
        return None;
    }
    let hours = hours.parse::<u32>().ok()?;
    let hours = match shift {
        Some(shift) if (1..=12).contains(&hours) => hours % 12 + shift,
        Some(_) => return None,
        None => hours,
    };
    Some((hours, minutes.parse().ok()?))
}

fn time(text: &str) -> Result<(), Fault> {
    match typed_time(text) {
        Some((hours, minutes)) if hours > 23 || minutes > 59 => fault(
            format!("there is no {hours:02}:{minutes:02} on the clock"),
            "write a time from 00:00 to 23:59",
        ),
        Some((hours, minutes))
            if text != format!("{hours:02}:{minutes:02}") && text != format!("{hours}:{minutes:02}") =>
        {
            fault(
                format!("`{}` is not written as a time", short(text)),
                format!("write \"{hours:02}:{minutes:02}\""),
            )
        }
        Some(_) => Ok(()),
        None => fault(format!("`{}` is not a time", short(text)), "write hours and minutes: \"10:00\""),
    }
}

fn stamp(text: &str) -> Result<(), Fault> {
    if DateTime::parse_from_rfc3339(text).is_ok() {
        return Ok(());
    }
    fault(format!("`{}` is not a date and time", short(text)), "write it as 2026-12-03T10:42:05+00:00")
}

fn length(text: &str) -> Result<(), Fault> {
    match text.parse::<Minutes>() {
        Ok(_) => Ok(()),
        Err(wrong) if wrong.message.contains("not a length") => {
            fault(format!("`{}` is not a length of time", short(text)), wrong.mend)
        }
        Err(wrong) => fault(wrong.message, wrong.mend),
    }
}

fn whole(text: &str, quoted: bool) -> Result<(), Fault> {
    let digits = text.chars().all(|c| c.is_ascii_digit()) && (1..=9).contains(&text.len());
    // A nought in front makes it text to YAML readers.
    let plain = text == "0" || !text.starts_with('0');
    match (digits, plain && !quoted) {
        (true, true) => Ok(()),
        (true, false) if quoted => {
            fault(format!("`{text}` is in quotes, so it is text"), "take the quotes away")
        }
        (true, false) => fault(
            format!("`{text}` has a nought in front"),
            format!("write {}", text.trim_start_matches('0')),
        ),
        (false, _) if text.len() > 9 && text.chars().all(|c| c.is_ascii_digit()) => {
            fault(format!("`{}` is too large a number", short(text)), "write a smaller one")
        }
        (false, _) => {
            fault(format!("`{}` is not a whole number", short(text)), "write digits only, such as 4")
        }
    }
}

fn number(text: &str, quoted: bool) -> Result<(), Fault> {
    let form = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
    if !text.chars().all(form) || text.parse::<f64>().is_err() {
        return fault(format!("`{}` is not a number", short(text)), "write a number, such as 4 or 4.5");
    }
    if quoted {
        fault(format!("`{text}` is in quotes, so it is text"), "take the quotes away")
    } else {
        Ok(())
    }
}

fn yes_no(text: &str, quoted: bool) -> Result<(), Fault> {
    match text.to_lowercase().as_str() {
        "true" | "false" if !quoted && text.chars().all(|c| c.is_ascii_lowercase()) => Ok(()),
        "yes" | "y" | "on" | "true" => fault(format!("`{text}` is neither true nor false"), "write true"),
        "no" | "n" | "off" | "false" => fault(format!("`{text}` is neither true nor false"), "write false"),
        _ => fault(format!("`{}` is neither true nor false", short(text)), "write true or false"),
    }
}

fn word(text: &str, words: &[&'static str]) -> Result<(), Fault> {
    if words.contains(&text) {
        return Ok(());
    }
    let list = words.join(", ");
    let mend = match nearest(text, words.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? It is one of: {list}"),
        None => format!("write one of: {list}"),
    };
    fault(format!("`{}` is not one of the words used here", short(text)), mend)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, shape: &Shape) -> String {
        check(text, false, shape)
            .map_or_else(|wrong| format!("{} | {}", wrong.message, wrong.mend), |()| "fine".into())
    }

    #[test]
    fn values_as_they_should_be_are_fine() {
        for (shape, texts) in [
            (&Shape::Id, &["exec", "a-1", "0"][..]),
            (
                &Shape::ActionId,
                &["EXEC-26-014", "E-1", "LSP-a1", "REG45@2026H2", "MASH@2026-11", "S-11@2026"],
            ),
            (&Shape::RecommendationId, &["REC-26-004", "REC-NWG-01"]),
            (&Shape::SeriesId, &["REG45", "S-11", "A"]),
            (&Shape::Date, &["2026-12-03", "2028-02-29"]),
            (&Shape::Time, &["10:00", "9:30", "00:00", "23:59"]),
            (&Shape::Stamp, &["2026-12-03T10:42:05+00:00", "2026-12-03T10:42:05Z"]),
            (&Shape::Length, &["15", "15m", "1h30", "1.5h"]),
            (&Shape::Every, &["quarter", "year", "6 months", "2 weeks"]),
            (&Shape::Whole, &["0", "4", "2026"]),
            (&Shape::Number, &["0.5", "-3", "66"]),
            (&Shape::YesNo, &["true", "false"]),
            (&Shape::Line, &["No", "yes", "2026", "true"]),
            (&Shape::Text, &["a\nb"]),
            (&Shape::Word(&["decide", "note"]), &["note"]),
        ] {
            for text in texts {
                assert_eq!(said(text, shape), "fine", "{text} as {shape:?}");
            }
        }
    }

    #[test]
    fn dates_are_mended_to_the_day_that_was_meant() {
        for (text, expected) in [
            ("2026-09-31", "there is no 31 Sep 2026 |"),
            ("29 Feb 2027", "there is no 29 Feb 2027 |"),
            ("2026-13-01", "there is no month 13 |"),
            ("03/12/2026", "`03/12/2026` is not written as a date | write 2026-12-03"),
            ("3.12.26", "`3.12.26` is not written as a date | write 2026-12-03"),
            ("2026-9-3", "`2026-9-3` is not written as a date | write 2026-09-03"),
            ("Thu 3rd December 2026", "`Thu 3rd December 2026` is not written as a date | write 2026-12-03"),
            ("next week", "`next week` is not a date | write year, month and day: 2026-12-03"),
            ("2026-12-03T10:00", "`2026-12-03T10:00` is not"),
            ("20261-1-1", "`20261-1-1` is not a date"),
        ] {
            assert!(said(text, &Shape::Date).starts_with(expected), "{}", said(text, &Shape::Date));
        }
    }

    #[test]
    fn times_are_mended_to_the_clock() {
        for (text, expected) in [
            ("10.30", "`10.30` is not written as a time | write \"10:30\""),
            ("1030", "`1030` is not written as a time | write \"10:30\""),
            ("2pm", "`2pm` is not written as a time | write \"14:00\""),
            ("12.15 am", "`12.15 am` is not written as a time | write \"00:15\""),
            ("24:10", "there is no 24:10 on the clock |"),
            ("noon", "`noon` is not a time | write hours"),
            ("é:00", "`é:00` is not a time |"),
        ] {
            assert!(said(text, &Shape::Time).starts_with(expected), "{}", said(text, &Shape::Time));
        }
    }

    #[test]
    fn other_values_say_how_to_write_them() {
        let words = Shape::Word(&["decide", "assure", "discuss", "note"]);
        for (text, shape, expected) in [
            (
                "Chief Nurse",
                &Shape::Id,
                "`Chief Nurse` is not an id | write small letters, digits and dashes: chief-nurse",
            ),
            ("-", &Shape::Id, "`-` is not an id | write small letters"),
            ("exec-1", &Shape::ActionId, "`exec-1` is not the id of an action |"),
            ("REG45@2026H3", &Shape::ActionId, "`REG45@2026H3` is not the id of an action |"),
            ("rec-4", &Shape::RecommendationId, "`rec-4` is not the id of a recommendation |"),
            ("reg45", &Shape::SeriesId, "`reg45` cannot name what comes round |"),
            ("a while", &Shape::Length, "`a while` is not a length of time | write minutes as 15"),
            ("1h75", &Shape::Length, "the minutes after the hours go up to 59 |"),
            ("now and then", &Shape::Every, "`now and then` does not say how often | write week, month"),
            ("007", &Shape::Whole, "`007` has a nought in front | write 7"),
            ("four", &Shape::Whole, "`four` is not a whole number |"),
            ("inf", &Shape::Number, "`inf` is not a number |"),
            ("yes", &Shape::YesNo, "`yes` is neither true nor false | write true"),
            ("True", &Shape::YesNo, "`True` is neither true nor false | write true"),
            ("Assure", &words, "`Assure` is not one of the words used here | did you mean `assure`?"),
            ("vote", &words, "`vote` is not one of the words used here |"),
            ("today", &Shape::Stamp, "`today` is not a date and time |"),
            ("a\nb", &Shape::Line, "this must be on one line |"),
            ("text", &Shape::List(&Shape::Id), "`text` is text, where a list should be |"),
        ] {
            assert!(said(text, shape).starts_with(expected), "{}", said(text, shape));
        }
        assert!(check("4", true, &Shape::Whole).unwrap_err().mend.contains("quotes"));
        assert!(check("4.5", true, &Shape::Number).unwrap_err().mend.contains("quotes"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_a_check_panic(text in "\\PC{0,12}|[0-9./:apmh -]{0,12}") {
            let words = Shape::Word(&["decide"]);
            for shape in [&Shape::Id, &Shape::ActionId, &Shape::Date, &Shape::Time, &Shape::Stamp, &Shape::Length,
                &Shape::Every, &Shape::Whole, &Shape::Number, &Shape::YesNo, &words] {
                let _ = check(&text, false, shape);
            }
        }
    }
}
