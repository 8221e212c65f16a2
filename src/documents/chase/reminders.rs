//! Due dates as reminders for a calendar, in the form of RFC 5545: an event of a whole day for each action that is still to
//! come, by the number of the action, so that a later file moves it.

use super::{Letter, marked};
use crate::base::hash::Sha256;
use crate::base::text::one_line;
use crate::domain::chase::Ask;
use chrono::NaiveDate;

/// The most bytes of a line before it is folded.
const LINE: usize = 75;

/// The calendar's bytes; nothing where no date is still to come. The same for the same actions on the same day.
pub fn reminders(letter: &Letter<'_>) -> Option<Vec<u8>> {
    let today = letter.light.today;
    let dated = letter.message.asks.iter().filter_map(|ask| Some((ask, ask.listed.action.due.day()?)));
    let events: Vec<String> =
        dated.filter(|(_, day)| *day >= today).flat_map(|(ask, day)| event(letter, ask, day)).collect();
    if events.is_empty() {
        return None;
    }
    let head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//chairside//actions//EN", "CALSCALE:GREGORIAN"];
    let lines = head.map(str::to_owned).into_iter().chain(events).chain(["END:VCALENDAR".to_owned()]);
    Some(lines.map(|line| folded(&line)).collect::<String>().into_bytes())
}

fn event(letter: &Letter<'_>, ask: &Ask<'_>, day: NaiveDate) -> Vec<String> {
    let action = ask.listed.action;
    let compact = |day: NaiveDate| day.format("%Y%m%d").to_string();
    let what = format!("{}{}", marked(action.tier), one_line(&action.what));
    let id = one_line(action.id.as_str());
    let about = format!("{}\n{}", letter.light.group_said(ask.listed.tracker), letter.raised(ask));
    vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@actions.chairside.invalid", uid(action.id.as_str())),
        format!("DTSTAMP:{}T000000Z", compact(letter.light.today)),
        format!("SEQUENCE:{}", action.moves.len()),
        format!("DTSTART;VALUE=DATE:{}", compact(day)),
        format!("DTEND;VALUE=DATE:{}", compact(day.succ_opt().unwrap_or(day))),
        format!("SUMMARY:{}", escaped(&format!("Due: {what} ({id})"))),
        format!("DESCRIPTION:{}", escaped(&about)),
        "CLASS:PRIVATE".to_owned(),
        "TRANSP:TRANSPARENT".to_owned(),
        "BEGIN:VALARM".to_owned(),
        "ACTION:DISPLAY".to_owned(),
        format!("DESCRIPTION:{}", escaped(&format!("Due tomorrow: {what}"))),
        // Nine in the morning of the day before.
        "TRIGGER:-PT15H".to_owned(),
        "END:VALARM".to_owned(),
        "END:VEVENT".to_owned(),
    ]
}

/// An action's number as a calendar keeps it for ever.
fn uid(id: &str) -> String {
    if id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && !id.is_empty() {
        return id.to_lowercase();
    }
    Sha256::of(id.as_bytes()).to_string()[..32].to_owned()
}

/// Words as a calendar takes them.
fn escaped(words: &str) -> String {
    let lines: Vec<String> = words.lines().map(one_line).collect();
    let mut out = String::new();
    for c in lines.join("\n").chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\\' | ';' | ',' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// A line as lines of at most 75 bytes, of which each after the first begins with a blank.
fn folded(line: &str) -> String {
    let (mut out, mut length) = (String::new(), 0);
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_that_mean_something_to_a_calendar_are_escaped() {
        assert_eq!(escaped("a, b; c\\ d\ne\r\nBEGIN:VEVENT"), "a\\, b\\; c\\\\ d\\ne\\nBEGIN:VEVENT");
        assert_eq!(uid("EXEC-26-014"), "exec-26-014");
        assert_eq!(uid("../x\r\n").len(), 32);
    }

    proptest! {
        #[test]
        fn lines_are_folded_and_come_back_whole(text in any::<String>()) {
            let line = format!("SUMMARY:{}", escaped(&text));
            let folded = folded(&line);
            prop_assert!(folded.ends_with("\r\n") && folded.split("\r\n").all(|part| part.len() <= LINE));
            prop_assert_eq!(folded.replace("\r\n ", ""), line + "\r\n");
        }
    }
}
