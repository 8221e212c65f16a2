//! `chairside demo`: a fictional partnership's Executive, live; without a terminal, played through.

use super::args::Args;
use super::{Outcome, init, meet, say};
use crate::app::Ask;
use crate::base::stamp::Stamp;
use crate::files::shipped;
use crate::runtime::Clock;
use crate::runtime::{disk, place};
use crate::ui::look::Look;
use std::path::{Path, PathBuf};

/// The meeting the demo opens, and the moment its clock is set to: two minutes before it begins.
const MEETING: &str = "executive-2026-12-03";
const MOMENT: &str = "2026-12-03T09:58:00+00:00";

/// What a scratch folder's name begins with.
const SCRATCH: &str = "chairside-demo-";

pub(super) fn demo(args: &Args, keep: Option<&Path>) -> Outcome {
    let root: PathBuf = match keep {
        Some(dir) => dir.to_owned(),
        None => place::scratch(SCRATCH).map_err(|e| format!("no scratch folder could be made: {e}"))?,
    };
    if !root.join(crate::files::places::PARTNERSHIP).exists() {
        init::write_all(&root, &shipped::demo())?;
    }
    let moment: Stamp = MOMENT.parse().expect("the demo's moment is written as one");
    let now = args.start().unwrap_or(moment);
    let minutes_of = |root: &Path| root.join("meetings").join(MEETING).join("minutes.md");
    let minutes = minutes_of(&root);
    let here = disk::Root::new(&root).real().unwrap_or_else(|_| root.clone());
    let earlier = disk::left_unfinished(SCRATCH, &here, |root| minutes_of(root).exists());
    let earlier = earlier.map(|at| {
        format!(
            "An earlier demonstration was left unfinished: chairside demo --keep {} opens it.",
            at.display()
        )
    });
    let ask = Ask {
        meet: Some(MEETING.to_owned()),
        demo: true,
        earlier: earlier.clone(),
        look: place::look(),
        who: place::user(),
    };
    if place::has_terminal() {
        let code = meet::open(&root, ask, Clock::start(Some(now), args.pace))?;
        say(&format!("The demo's files are in {}", root.display()));
        if let Some(earlier) = &earlier {
            say(earlier);
        }
        if minutes.exists() {
            say(&format!("The minutes: {}", minutes.display()));
        } else {
            say(&format!("The meeting waits where you left it: chairside demo --keep {}", root.display()));
        }
        return Ok(code);
    }
    let ask = Ask { look: Look::default(), ..ask };
    let played =
        meet::play(&root, ask, Clock::still(now), ("the demo's script", shipped::DEMO_SCRIPT), None)?;
    for line in played.written() {
        say(&line);
    }
    say(&format!("Played a fictional Executive through in {}", root.display()));
    say(&format!("The minutes: {}", minutes.display()));
    Ok(0)
}
