//! Scripts: what somebody types, when, and what the screen must then say, one step a line. They are tests,
//! rehearsals and bug reports at once. Playing them is elsewhere.
//!
//! ```text
//! # The chair opens the meeting.
//! size 100x30
//! press space d 1
//! type share the audit by Friday
//! paste two\nlines
//! wait 12m30s
//! at 10:42
//! expect words on the screen
//! refuse words not on the screen
//! snapshot after-opening
//! ```

use crate::base::key::Key;
use crate::base::stamp::ClockTime;
use crate::base::text::nearest;
use std::fmt;
use std::time::Duration;

/// A script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// Its steps, each with its line, from 1.
    pub steps: Vec<(usize, Step)>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Press these keys one after another.
    Press(Vec<Key>),
    /// Type this text, key by key.
    Type(String),
    /// Paste this text at once.
    Paste(String),
    /// Let so much time pass.
    Wait(Duration),
    /// Let time pass until the clock shows this, today.
    At(ClockTime),
    /// Make the terminal so many cells wide and high.
    Size(u16, u16),
    /// The screen must hold these words.
    Expect(String),
    /// The screen must not hold these words.
    Refuse(String),
    /// A picture of the screen under this name; only tests take it.
    Snapshot(String),
}

/// A line that is no step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptProblem {
    /// Which, from 1.
    pub line: usize,
    /// What is wrong with it and what is expected.
    pub message: String,
}

impl fmt::Display for ScriptProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ScriptProblem {}

/// The words a step can begin with.
const VERBS: [&str; 9] = ["press", "type", "paste", "wait", "at", "size", "expect", "refuse", "snapshot"];

/// Reads a script; blank lines and lines that begin with `#` say nothing. Gives every problem, not only the first.
pub fn parse(text: &str) -> Result<Script, Vec<ScriptProblem>> {
    let mut script = Script::default();
    let mut problems = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        let text = text.trim_start();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        match step(text) {
            Ok(step) => script.steps.push((line, step)),
            Err(message) => problems.push(ScriptProblem { line, message }),
        }
    }
    if problems.is_empty() { Ok(script) } else { Err(problems) }
}

fn step(text: &str) -> Result<Step, String> {
    // What is typed is exact: one blank ends the word before it, every other blank is text.
    let (verb, rest) = text.split_once(' ').unwrap_or((text.trim_end(), ""));
    let words = rest.trim();
    if VERBS.contains(&verb) && words.is_empty() && !matches!(verb, "type" | "paste") {
        return Err(format!("“{verb}” needs something after it: {}", expected(verb)));
    }
    let wrong = || format!("“{words}” is not what “{verb}” takes: {}", expected(verb));
    match verb {
        "press" => keys(words).map(Step::Press),
        "type" if rest.is_empty() => Err(format!("“type” needs something after it: {}", expected("type"))),
        "type" => Ok(Step::Type(rest.to_owned())),
        "paste" => Ok(Step::Paste(unescaped(rest))),
        "wait" => length(words).map(Step::Wait).ok_or_else(wrong),
        "at" => words.parse().map(Step::At).map_err(|_| wrong()),
        "size" => size(words).ok_or_else(wrong),
        "expect" => Ok(Step::Expect(words.to_owned())),
        "refuse" => Ok(Step::Refuse(words.to_owned())),
        "snapshot" if words.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') => {
            Ok(Step::Snapshot(words.to_owned()))
        }
        "snapshot" => Err(wrong()),
        _ => {
            let meant =
                nearest(verb, VERBS).map_or(String::new(), |near| format!(", did you mean “{near}”?"));
            Err(format!("“{verb}” is not a step{meant} A step begins with {}", VERBS.join(", ")))
        }
    }
}

fn expected(verb: &str) -> &'static str {
    match verb {
        "press" => "keys with blanks between them, such as press space d 1 ctrl-r",
        "type" => "the text to type, such as type share the audit",
        "wait" => "a length of time, such as wait 12m30s",
        "at" => "a time of day not yet past, such as at 10:42",
        "size" => "cells across and down, such as size 100x30",
        "snapshot" => "a name of letters, digits and hyphens, such as snapshot after-opening",
        _ => "words, such as expect Quorate",
    }
}

fn keys(words: &str) -> Result<Vec<Key>, String> {
    words.split_whitespace().map(|word| word.parse::<Key>().map_err(|why| why.to_string())).collect()
}

/// `\n` is a new line and `\\` a backslash; anything else stays.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let mend = match (c, chars.peek()) {
            ('\\', Some('n')) => Some('\n'),
            ('\\', Some('\\')) => Some('\\'),
            _ => None,
        };
        if mend.is_some() {
            chars.next();
        }
        out.push(mend.unwrap_or(c));
    }
    out
}

/// `1h5m`, `12m30s`, `20s`, `250ms`, with blanks where you like.
pub fn length(text: &str) -> Option<Duration> {
    let mut rest = text.trim();
    let mut total = None;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: u32 = rest[..digits].parse().ok()?;
        let after = rest[digits..].trim_start();
        let letters = after.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(after.len());
        let unit = match &after[..letters] {
            "h" => Duration::from_secs(3600),
            "m" => Duration::from_secs(60),
            "s" => Duration::from_secs(1),
            "ms" => Duration::from_millis(1),
            _ => return None,
        };
        total = Some(total.unwrap_or(Duration::ZERO) + unit * number);
        rest = after[letters..].trim_start();
    }
    total
}

fn size(words: &str) -> Option<Step> {
    let (across, down) = words.split_once('x')?;
    let (across, down): (u16, u16) = (across.trim().parse().ok()?, down.trim().parse().ok()?);
    // Beyond this no terminal goes, and the memory for the picture would be wasted.
    let sensible = 1..=1000;
    (sensible.contains(&across) && sensible.contains(&down)).then_some(Step::Size(across, down))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::key::KeyCode;

    fn problem(text: &str) -> String {
        parse(text).unwrap_err()[0].to_string()
    }

    #[test]
    fn every_step_is_read() {
        let text = "# a comment\n\npress space d 1 ctrl-r\r\ntype  two words \npaste a\\nb\\\\n\nwait 12m30s\n\
                    at 10:42\nsize 100x30\n  expect Quorate now\nrefuse lost\nsnapshot after-1\n";
        let script = parse(text).unwrap();
        let keys = vec![Key::char(' '), Key::char('d'), Key::char('1'), Key::ctrl('r')];
        assert_eq!(
            script.steps,
            [
                (3, Step::Press(keys)),
                (4, Step::Type(" two words ".into())),
                (5, Step::Paste("a\nb\\n".into())),
                (6, Step::Wait(Duration::from_secs(750))),
                (7, Step::At("10:42".parse().unwrap())),
                (8, Step::Size(100, 30)),
                (9, Step::Expect("Quorate now".into())),
                (10, Step::Refuse("lost".into())),
                (11, Step::Snapshot("after-1".into())),
            ]
        );
    }

    #[test]
    fn problems_name_the_line_and_what_is_expected() {
        assert!(
            problem("\nexpct x").starts_with("line 2: “expct” is not a step, did you mean “expect”? A step")
        );
        assert!(problem("press").contains("needs something after it: keys with blanks"));
        assert!(problem("press spaec").contains("“spaec” is not a key"), "{}", problem("press spaec"));
        assert!(problem("wait long").contains("“long” is not what “wait” takes: a length of time, such as"));
        assert!(problem("at 25:00").contains("such as at 10:42"));
        assert!(problem("size 0x30").contains("such as size 100x30"));
        assert!(problem("type").contains("the text to type"));
        assert!(problem("snapshot ../x").contains("letters, digits and hyphens"));
        assert_eq!(parse("wat\nwait\n").unwrap_err().len(), 2);
    }

    #[test]
    fn lengths_of_time() {
        assert_eq!(length("1h5m"), Some(Duration::from_secs(3900)));
        assert_eq!(length(" 2 m 3s"), Some(Duration::from_secs(123)));
        assert_eq!(length("250ms"), Some(Duration::from_millis(250)));
        for wrong in ["", "5", "m", "-1m", "5 days", "1.5h", "99999999999s"] {
            assert_eq!(length(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_hyphen_can_be_pressed() {
        assert_eq!(parse("press -").unwrap().steps[0].1, Step::Press(vec![Key::plain(KeyCode::Char('-'))]));
    }
}
