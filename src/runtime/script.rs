//! Plays a script to the program and stops at the first expectation that is not met.

use super::headless::Headless;
use crate::app::Msg;
use crate::base::stamp::{ClockTime, clock_face};
use crate::files::script::{Script, Step};
use std::fmt;
use std::time::Duration;

/// Where a script stopped, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptFailure {
    /// The line of the script, from 1.
    pub line: usize,
    /// What happened, and what was expected.
    pub message: String,
    /// What the screen showed.
    pub screen: String,
}

impl fmt::Display for ScriptFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}. The screen showed:\n{}", self.line, self.message, self.screen)
    }
}

impl std::error::Error for ScriptFailure {}

/// Plays a script; pictures it asks for are not taken.
pub fn play(script: &Script, program: &mut Headless) -> Result<(), ScriptFailure> {
    play_with(script, program, |_, _| {})
}

/// Plays a script; `snapshot` is given the name and the screen of each picture it asks for.
pub fn play_with(
    script: &Script,
    program: &mut Headless,
    mut snapshot: impl FnMut(&str, &str),
) -> Result<(), ScriptFailure> {
    for (line, step) in &script.steps {
        if let Step::Snapshot(name) = step {
            snapshot(name, &program.shown());
        }
        do_step(step, program).map_err(|message| ScriptFailure {
            line: *line,
            message,
            screen: program.shown(),
        })?;
    }
    Ok(())
}

fn do_step(step: &Step, program: &mut Headless) -> Result<(), String> {
    if program.ended() && matches!(step, Step::Press(_) | Step::Type(_) | Step::Paste(_)) {
        return Err("the program has ended, so it takes no more keys".to_owned());
    }
    match step {
        Step::Press(keys) => keys.iter().for_each(|key| program.press(key)),
        Step::Type(text) => program.type_text(text),
        Step::Paste(text) => program.send(Msg::Paste(text.clone())),
        Step::Wait(length) => program.advance(*length),
        Step::At(time) => {
            let left = until(*time, program)?;
            program.advance(left);
        }
        Step::Size(across, down) => program.resize(*across, *down),
        Step::Expect(words) if !shows(&program.shown(), words) => {
            return Err(format!("“{words}” is not on the screen, and should be"));
        }
        Step::Refuse(words) if shows(&program.shown(), words) => {
            return Err(format!("“{words}” is on the screen, and should not be"));
        }
        Step::Expect(_) | Step::Refuse(_) | Step::Snapshot(_) => {}
    }
    Ok(())
}

/// How long until the program's clock shows this time, today.
fn until(time: ClockTime, program: &mut Headless) -> Result<Duration, String> {
    let now = program.now();
    let left = time.time() - now.time();
    left.to_std()
        .map_err(|_| format!("the clock shows {} already and does not go back to {time}", clock_face(now)))
}

/// Whether the words are on the screen, however they are spaced or broken into lines.
fn shows(screen: &str, words: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    plain(screen).contains(&plain(words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Ask;
    use crate::files::script::parse;
    use crate::runtime::Clock;

    fn played(text: &str) -> Result<Vec<String>, String> {
        let folder = tempfile::tempdir().unwrap();
        let now = "2026-12-03T10:00:00Z".parse().unwrap();
        let mut program = Headless::new(folder.path(), Ask::default(), Clock::still(now));
        let mut names = Vec::new();
        let ended = play_with(&parse(text).unwrap(), &mut program, |name, _| names.push(name.to_owned()));
        ended.map(|()| names).map_err(|failure| failure.to_string())
    }

    #[test]
    fn time_passes_and_never_goes_back() {
        assert_eq!(played("wait 12m30s\nat 10:42\nsnapshot later\n"), Ok(vec!["later".to_owned()]));
        let failed = played("wait 1h\n\nat 10:42\n").unwrap_err();
        assert!(
            failed.starts_with("line 3: the clock shows 11:00 already and does not go back to 10:42."),
            "{failed}"
        );
    }

    #[test]
    fn an_expectation_not_met_names_its_line_and_shows_the_screen() {
        let failed = played("size 40x4\nrefuse no such words\nexpect no such words\n").unwrap_err();
        assert!(
            failed.starts_with("line 3: “no such words” is not on the screen, and should be."),
            "{failed}"
        );
        assert_eq!(failed.lines().count(), 5, "{failed}");
    }

    #[test]
    fn words_are_found_however_they_are_broken() {
        assert!(shows("  The meeting is\n   quorate  now.\n", "is quorate now"));
        assert!(!shows("The meeting", "the meeting"));
    }
}
