//! `chairside people merge`: two entries for one person made one.

use super::args::Args;
use super::{Outcome, next, say};
use crate::base::text::{clean, one_line};
use crate::effect::Change;
use crate::files::difference;
use crate::files::people_edit::{MadeOne, merge_people};
use crate::files::places::PARTNERSHIP;
use crate::runtime::disk;
use std::path::Path;

/// So many lines of a file are named.
const FIRST: usize = 5;

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
    let naming = naming(&root, other)?;
    if naming.is_empty() {
        say(&format!("No other file names {other}."));
    } else {
        say(&format!("Other files name {other}, are left as they are, and mean {kept} from then on:"));
        for line in &naming {
            say(line);
        }
    }
    if !yes {
        let names = (format!("{PARTNERSHIP} as it is now"), format!("{PARTNERSHIP} as it would be"));
        let diff = difference::unified((&names.0, &now), (&names.1, &text));
        say(clean(&diff).trim_end_matches('\n'));
        say("Nothing was changed: add --yes to do it.");
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

/// The other files in which this id stands as a word, each with its first lines.
fn naming(root: &Path, id: &str) -> Result<Vec<String>, String> {
    let raw = disk::read_workspace(root).map_err(|e| format!("{}: {e}", root.display()))?;
    let word = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'));
    let files = raw.files.iter().filter(|file| file.path != PARTNERSHIP);
    let said = files.filter_map(|file| {
        let text = String::from_utf8_lossy(&file.bytes);
        let lines = (1..).zip(text.lines()).filter(|(_, line)| line.split(word).any(|one| one == id));
        let lines: Vec<String> = lines.map(|(number, _): (usize, _)| number.to_string()).collect();
        let more = if lines.len() > FIRST { ", …" } else { "" };
        let first = lines.iter().take(FIRST).map(String::as_str).collect::<Vec<_>>().join(", ");
        let noun = if lines.len() == 1 { "line" } else { "lines" };
        (!lines.is_empty()).then(|| format!("  {}, {noun} {first}{more}", one_line(&file.path)))
    });
    Ok(said.collect())
}
