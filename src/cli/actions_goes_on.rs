//! `chairside actions reopen` and `actions merge`: an action that goes on after all, or in another.

use super::actions_evidence::known;
use super::args::Args;
use super::args_actions::{MergeIntoArgs, ReopenArgs};
use super::{Outcome, in_words, next, say, today};
use crate::domain::action::{ActionChange, GoesOn};
use crate::domain::actions::Listed;
use crate::domain::agenda::Tier;
use crate::effect::Change;
use crate::files::places;
use crate::files::workspace::Workspace;
use crate::runtime::place;

pub(super) fn reopen(args: &Args, asked: &ReopenArgs) -> Outcome {
    in_words("--why", "the reason", &asked.why)?;
    let workspace = super::check::load(&super::workspace(args))?;
    super::no_child_named(&workspace, &[Some(&asked.why)])?;
    let id = known(&workspace, &asked.id, Tier::from(asked.tier), today(args))?;
    let Listed { tracker, action, .. } =
        workspace.listed(&id).ok_or_else(|| format!("no tracker has {id}"))?;
    let said = GoesOn { on: today(args), by: &place::user(), why: asked.why.trim() };
    let path = write(args, &places::tracker(&tracker.id), vec![action.opened_again(&said)?])?;
    say(&format!("{id} is under way again, in {path}. To undo it: {}", undo(args, &path)));
    Ok(0)
}

pub(super) fn merge(args: &Args, asked: &MergeIntoArgs) -> Outcome {
    in_words("--why", "the reason", &asked.why)?;
    let workspace = super::check::load(&super::workspace(args))?;
    super::no_child_named(&workspace, &[Some(&asked.why)])?;
    let (id, into) = (one(args, asked, &workspace, &asked.id)?, one(args, asked, &workspace, &asked.into)?);
    let light = workspace.light(today(args));
    let said = GoesOn { on: today(args), by: &place::user(), why: asked.why.trim() };
    let (left, goes_on) = id.action.merged_into(into.action, &light.brings(id.action), &said)?;
    let (was, now) = (left.id.clone(), goes_on.id.clone());
    let (from, to) = (places::tracker(&id.tracker.id), places::tracker(&into.tracker.id));
    // What it brings first: were the second write refused, nothing is lost, and the same command does it.
    let undone = if from == to {
        write(args, &to, vec![goes_on, left])?;
        undo(args, &to)
    } else {
        write(args, &to, vec![goes_on])?;
        write(args, &from, vec![left])?;
        format!("{} and {}", undo(args, &to), undo(args, &from))
    };
    say(&format!("{was} goes on in {now}, whose history says what it had. To undo it: {undone}"));
    Ok(0)
}

/// One of the two actions.
fn one<'a>(
    args: &Args,
    asked: &MergeIntoArgs,
    workspace: &'a Workspace,
    named: &str,
) -> Result<Listed<'a>, String> {
    let id = known(workspace, named, Tier::from(asked.tier), today(args))?;
    workspace.listed(&id).ok_or_else(|| format!("no tracker has {id}"))
}

fn write(args: &Args, path: &str, change: Vec<ActionChange>) -> Result<String, String> {
    let change = Change::Actions { fresh: None, add: Vec::new(), change };
    super::change(&super::workspace(args), path, &change)
        .map_err(|why| format!("{path} was not changed: {why}"))?;
    Ok(path.to_owned())
}

fn undo(args: &Args, path: &str) -> String {
    next(args, &format!("restore {path} 1 --yes"))
}
