//! `chairside people merge`: two entries for one person made one.

use super::args::Args;
use super::{Outcome, next, say};
use crate::base::text::clean;
use crate::effect::Change;
use crate::files::difference;
use crate::files::people_edit::{MadeOne, merge_people};
use crate::files::places::PARTNERSHIP;
use crate::runtime::disk;

pub(super) fn merge(args: &Args, kept: &str, other: &str, yes: bool) -> Outcome {
    let root = super::workspace(args);
    let now = disk::read_now(&root, PARTNERSHIP).map_err(|e| format!("{PARTNERSHIP}: {e}"))?;
    let now = now.ok_or_else(|| format!("there is no {PARTNERSHIP} in {}", root.display()))?;
    let MadeOne { text, gets, goes } = merge_people(&now, kept, other)?;
    say(&format!("{kept} and {other} become one, {kept}."));
    say(&format!("Kept: all that {kept} says but what goes, and of {other}: {}.", gets.join("; ")));
    let goes = if goes.is_empty() { String::new() } else { format!(": {}", goes.join("; ")) };
    say(&format!("Gone: the entry {other}{goes}."));
    say(&format!("'chairside actions @{other}' finds the same as 'chairside actions @{kept}'."));
    if !yes {
        let names = (format!("{PARTNERSHIP} as it is now"), format!("{PARTNERSHIP} as it would be"));
        let diff = difference::unified((&names.0, &now), (&names.1, &text));
        say(clean(&diff).trim_end_matches('\n'));
        say("No other file names people by these ids. Nothing was changed: add --yes to do it.");
        return Ok(0);
    }
    let change = Change::Whole { was: Some(now), text };
    crate::cli::change(&root, PARTNERSHIP, &change)
        .map_err(|e| format!("{PARTNERSHIP} was not changed: {e}"))?;
    say(&format!(
        "{PARTNERSHIP} is changed, and no other file. To undo it: '{}'.",
        next(args, &format!("restore {PARTNERSHIP} 1 --yes"))
    ));
    Ok(0)
}
