//! `chairside actions steps`: the steps of an action, which of them are done, and some more.

use super::actions_evidence::known;
use super::args::Args;
use super::args_actions::StepsArgs;
use super::{Outcome, next, open_gate, say, today};
use crate::base::stamp::long_date;
use crate::base::text::{and_list, count, one_line};
use crate::domain::action::{Action, ActionChange};
use crate::domain::agenda::Tier;
use crate::domain::tracker::Tracker;
use crate::effect::Change;
use crate::files::places;
use crate::runtime::place;

pub(super) fn steps(args: &Args, asked: &StepsArgs) -> Outcome {
    let root = super::workspace(args);
    let tier = Tier::from(asked.tier);
    let listing = asked.done.is_empty() && asked.not_done.is_empty() && asked.add.is_empty();
    let mut workspace = super::check::load(&root)?;
    if listing {
        // What is written is made of what the files say, and only what is shown of what may be shown.
        workspace = open_gate::told(workspace, tier);
    }
    let today = today(args);
    workspace.come_to(today);
    let id = known(&workspace, &asked.id, tier, today)?;
    let of = |tracker: &&Tracker| tracker.all().any(|action| action.id == id);
    let tracker = workspace.trackers.values().find(of).ok_or_else(|| format!("no tracker has {id}"))?;
    let action = tracker.action(&id).ok_or_else(|| format!("no tracker has {id}"))?;
    let path = places::tracker(&tracker.id);
    if action.steps.is_empty() && asked.add.is_empty() {
        let add = next(args, &format!("actions steps {id} --add \"words\""));
        return Err(format!("{id} has no steps yet: '{add}' adds one"));
    }
    if listing {
        let lines = listed(action).join("\n");
        open_gate::pass(args, &workspace, tier, "the list of steps", &lines)?;
        say(&lines);
        return Ok(0);
    }
    let added: Vec<Option<&str>> = asked.add.iter().map(|words| Some(words.as_str())).collect();
    super::no_child_named(&workspace, &added)?;
    // As it stands after what was said of it before on the same line.
    let mut action = action.clone();
    let mut change: Vec<ActionChange> = Vec::new();
    for words in &asked.add {
        let one = action.add_step(words, today, &place::user())?;
        action.take(&one);
        change.push(one);
    }
    let all = asked.done.iter().map(|n| (*n, true)).chain(asked.not_done.iter().map(|n| (*n, false)));
    for (number, done) in all {
        let Some(part) = number.checked_sub(1).and_then(|at| action.steps.get(at)) else {
            let has = count(action.steps.len(), "step", "steps");
            return Err(format!("there is no step {number}: {id} has {has}"));
        };
        let what = one_line(&part.what);
        let ticked = action.tick(number - 1, done, today, &place::user());
        match ticked {
            None => {
                let state = if done { "done already" } else { "not done as it is" };
                say(&format!("Step {number} is {state}: {what}"));
            }
            Some(one) => {
                action.take(&one);
                change.push(one);
            }
        }
    }
    if change.is_empty() {
        return Ok(0);
    }
    let counted =
        |n: usize, what: &str| (n > 0).then(|| format!("{} of {id} {what}", count(n, "step", "steps")));
    let (added, ticked) = (asked.add.len(), change.len() - asked.add.len());
    let said: Vec<String> = counted(added, "added").into_iter().chain(counted(ticked, "changed")).collect();
    let said = and_list(&said);
    let change = Change::Actions { fresh: None, add: Vec::new(), change };
    super::change(&root, &path, &change).map_err(|why| format!("{path} was not changed: {why}"))?;
    let undo = next(args, &format!("restore {path} 1 --yes"));
    say(&format!("{said} in {path}. To undo it: {undo}"));
    Ok(0)
}

/// A line for each: its number, whether it is done and when.
fn listed(action: &Action) -> Vec<String> {
    let line = |(n, part): (usize, &crate::domain::action::Part)| {
        let done = part.done.map(|day| format!(", done {}", long_date(day))).unwrap_or_default();
        let mark = if part.done.is_some() { "[x]" } else { "[ ]" };
        format!("{:>3}. {mark} {}{done}", n + 1, one_line(&part.what))
    };
    let head = format!("{}  {}", action.id, one_line(&action.what));
    std::iter::once(head).chain(action.steps.iter().enumerate().map(line)).collect()
}
