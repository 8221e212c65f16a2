//! `chairside actions transfer`: an action handed to another group.

use super::actions_evidence::known;
use super::args::Args;
use super::args_actions::TransferArgs;
use super::{Outcome, in_words, next, say, today};
use crate::base::text::one_line;
use crate::domain::agenda::Tier;
use crate::domain::tracker::Tracker;
use crate::domain::transfer::{Because, Transfer};
use crate::effect::Change;
use crate::files::places;
use crate::files::workspace::Workspace;
use crate::runtime::place;

pub(super) fn transfer(args: &Args, asked: &TransferArgs) -> Outcome {
    in_words("--why", "the reason", &asked.why)?;
    let root = super::workspace(args);
    let write = |tracker: &Tracker, add, change| {
        let path = places::tracker(&tracker.id);
        let change = Change::Actions { fresh: None, add, change };
        super::change(&root, &path, &change).map_err(|why| format!("{path} was not changed: {why}"))?;
        Ok::<_, String>(path)
    };
    let workspace = super::check::load(&root)?;
    super::no_child_named(&workspace, &[Some(&asked.why)])?;
    let (_, to, half) = parts(args, asked, &workspace)?;
    let there = write(to, vec![half.goes_on], Vec::new())?;
    // Somebody may have given its number meanwhile: what it was says the number that it has.
    let workspace = super::check::load(&root)?;
    let (from, _, whole) = parts(args, asked, &workspace)?;
    let (was, now) = (whole.left.id.clone(), whole.goes_on.id);
    let here = write(from, Vec::new(), vec![whole.left])?;
    let undo = |path: &str| next(args, &format!("restore {path} 1 --yes"));
    say(&format!(
        "{was} goes on as {now} in {there}, and is found by either number. To undo it: {} and {}",
        undo(&there),
        undo(&here)
    ));
    Ok(0)
}

/// The tracker it leaves, the one it goes to, and what becomes of them.
fn parts<'a>(
    args: &Args,
    asked: &TransferArgs,
    workspace: &'a Workspace,
) -> Result<(&'a Tracker, &'a Tracker, Transfer), String> {
    let id = known(workspace, &asked.id, Tier::from(asked.tier), today(args))?;
    let of = |tracker: &&Tracker| tracker.actions.iter().any(|action| action.id == id);
    let from = workspace.trackers.values().find(of).ok_or_else(|| format!("no tracker has {id}"))?;
    let called = one_line(&asked.group);
    let group = workspace.group_called(&asked.group);
    let to = group.and_then(|group| workspace.tracker_of(group)).ok_or_else(|| match group {
        Some(_) => format!("{called} has no tracker: begin one under {}", places::TRACKERS),
        None => format!("there is no group {called}: it is one of {}", workspace.names().join(", ")),
    })?;
    if to.id == from.id {
        return Err(format!("{id} is in {called}'s tracker already"));
    }
    let light = workspace.light(today(args));
    let because = Because {
        on: today(args),
        by: &place::user(),
        why: asked.why.trim(),
        from: &light.group_said(from),
        to: &light.group_said(to),
    };
    let action = from.action(&id).ok_or_else(|| format!("no tracker has {id}"))?;
    Ok((from, to, crate::domain::transfer::transfer(action, to, &because)?))
}
