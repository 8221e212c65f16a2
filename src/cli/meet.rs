//! `chairside meet` and the program with its screen; and a meeting played from a file, with none.

use super::args::Args;
use super::{Outcome, say};
use crate::app::Ask;
use crate::base::text::count;
use crate::domain::meeting::EntryId;
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
    let ask = Ask { meet, look: place::look(), who: place::user(), ..Ask::default() };
    open(&super::workspace(args), ask, Clock::start(args.start(), args.pace))
}

/// The screen, on a folder.
pub(super) fn open(root: &Path, ask: Ask, clock: Clock) -> Outcome {
    runtime::run(root, ask, clock).map_err(|e| e.to_string())
}

/// A meeting played from a file.
pub(super) fn script(args: &Args, meeting: &str, file: &Path, say_saved: bool) -> Outcome {
    let text = disk::read_text(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let root = super::workspace(args);
    let ask = Ask { meet: Some(meeting.to_owned()), ..Ask::default() };
    let clock = args.start().map_or_else(
        || Clock::start(None, args.pace),
        |start| Clock::start(Some(start), Some(args.pace.unwrap_or_default())),
    );
    let tell = say_saved.then_some(said as fn(&EntryId));
    let headless = play(&root, ask, clock, (&file.display().to_string(), &text), tell)?;
    for line in headless.written() {
        say(&line);
    }
    Ok(0)
}

/// Says that an act is on disk; whoever listens may rely on it from then on.
fn said(id: &EntryId) {
    say(&format!("saved {id}"));
}

/// Plays a script, given with its name, through the engine, on a real folder, to where everything is on disk. `tell`
/// is told of each act that is.
pub(super) fn play(
    root: &Path,
    ask: Ask,
    clock: Clock,
    (name, text): (&str, &str),
    tell: Option<fn(&EntryId)>,
) -> Result<Headless, String> {
    let parsed = script::parse(text).map_err(|all| {
        all.iter().map(|problem| format!("{name}: {problem}")).collect::<Vec<_>>().join("\n")
    })?;
    let mut headless = Headless::new(root, ask, clock);
    if let Some(why) = headless.not_opened() {
        return Err(format!(
            "{}: {}. 'chairside check' says what is wrong with the files there.",
            root.display(),
            why.trim_end_matches('.')
        ));
    }
    if let Some(tell) = tell {
        let there = headless.tell(tell);
        say(&format!("{} on disk already", count(there, "act is", "acts are")));
    }
    let played = runtime::script::play(&parsed, &mut headless);
    // What was played is brought to the disk even when what came of it was not what the script expects.
    let saved = headless.settle();
    played.map_err(|e| format!("{name}: {e}")).and(saved)?;
    Ok(headless)
}
