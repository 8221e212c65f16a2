//! `chairside meet` and the program with its screen; and a meeting played from a file, with none.

use super::args::Args;
use super::{Outcome, say};
use crate::app::Ask;
use crate::files::script;
use crate::runtime::Clock;
use crate::runtime::headless::Headless;
use crate::runtime::{self, disk, place};
use std::path::Path;

/// With the screen: the list of meetings, or straight into one.
pub(super) fn screen(args: &Args, meet: Option<String>) -> Outcome {
    if !place::has_terminal() {
        return Err(
            "this needs a terminal: 'chairside meet MEETING --script FILE' plays a meeting without one"
                .into(),
        );
    }
    let ask = Ask { meet, demo: false, look: place::look() };
    open(&super::workspace(args), ask, Clock::start(args.start(), args.pace))
}

/// The screen, on a folder.
pub(super) fn open(root: &Path, ask: Ask, clock: Clock) -> Outcome {
    runtime::run(root, ask, clock).map_err(|e| e.to_string())
}

/// A meeting played from a file.
pub(super) fn script(args: &Args, meeting: &str, file: &Path) -> Outcome {
    let text = disk::read_text(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let root = super::workspace(args);
    let ask = Ask { meet: Some(meeting.to_owned()), ..Ask::default() };
    let clock = args.start().map_or_else(|| Clock::start(None, None), Clock::still);
    let headless = play(&root, ask, clock, &text).map_err(|e| format!("{}: {e}", file.display()))?;
    for line in headless.written() {
        say(&line);
    }
    Ok(0)
}

/// Plays a script through the engine, on a real folder.
pub(super) fn play(root: &Path, ask: Ask, clock: Clock, text: &str) -> Result<Headless, String> {
    let parsed = script::parse(text)
        .map_err(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    let mut headless = Headless::new(root, ask, clock);
    runtime::script::play(&parsed, &mut headless).map_err(|e| e.to_string())?;
    Ok(headless)
}
