//! `chairside inputs`: what groups expect to be sent, how late it is, and who hears of it next; noting that one came.

use super::args::{Args, TierArg};
use super::args_registers::ReceivedArgs;
use super::decisions::holds;
use super::recommendations::read;
use super::{Outcome, in_words, left_out, next, open_gate, say, summed, today};
use crate::base::calendar::WorkingDays;
use crate::base::stamp::long_date;
use crate::base::text::{count, nearest, one_line};
use crate::documents::inputs as document;
use crate::domain::agenda::Tier;
use crate::domain::inputs::Expected;
use crate::effect::Change;
use crate::files::inputs as file;
use crate::files::places::INPUTS;

pub(super) fn list(args: &Args, words: &[String], tier: TierArg) -> Outcome {
    let (tier, today) = (Tier::from(tier), today(args));
    let workspace = open_gate::told(super::check::load(&super::workspace(args))?, tier);
    let mut inputs: Vec<&Expected> =
        workspace.inputs.inputs.iter().filter(|input| input.tier <= tier).collect();
    let days = WorkingDays::default();
    inputs.sort_by_key(|input| {
        let standing = input.standing(today, &days);
        (standing.due.is_none(), standing.due)
    });
    let known = workspace.partnership.as_ref();
    let all = inputs.iter().map(|input| document::lines(input, known, today).join("\n"));
    let shown: Vec<String> = all.filter(|text| holds(text, words)).collect();
    open_gate::pass(args, &workspace, tier, "the list of expected inputs", &shown.join("\n"))?;
    for text in &shown {
        say(text);
        say("");
    }
    let late = inputs.iter().filter(|input| input.standing(today, &days).late > 0).count();
    let all = format!("{}, {late} late", count(inputs.len(), "expected input", "expected inputs"));
    let hidden = left_out(tier, workspace.inputs.inputs.iter().map(|input| input.tier));
    say(&summed(words, shown.len(), &all, &hidden));
    Ok(0)
}

pub(super) fn received(args: &Args, asked: &ReceivedArgs) -> Outcome {
    in_words("--note", "the note", asked.note.as_deref().unwrap_or("left out"))?;
    let root = super::workspace(args);
    super::no_child_named(&super::check::load(&root)?, &[asked.note.as_deref()])?;
    let text = read(&root, INPUTS)?;
    let register = file::load(&text).value;
    let register = register.ok_or_else(|| format!("{INPUTS} cannot be read: 'chairside check' says why"))?;
    let id = asked.id.to_lowercase();
    let input = register.input(&id).ok_or_else(|| {
        let near = nearest(&id, register.inputs.iter().map(|input| input.id.as_str()));
        let near = near.map(|near| format!(": did you mean {near}?")).unwrap_or_default();
        format!("{INPUTS} has no {}{near}", one_line(&asked.id))
    })?;
    let on = asked.on.unwrap_or_else(|| today(args));
    let one = input.came(on, asked.due, asked.note.as_deref().unwrap_or_default(), today(args));
    let one = one.map_err(|why| {
        let which =
            if why.ends_with("already") { ": to note another, say which it is with --for" } else { "" };
        why + which
    })?;
    let due = one.due;
    let change = Change::Came(id.clone(), one);
    crate::cli::change(&root, INPUTS, &change).map_err(|why| format!("{INPUTS} was not changed: {why}"))?;
    let of = due.map(|day| format!(", for the one due {}", long_date(day))).unwrap_or_default();
    say(&format!("{id} was received on {}{of}.", long_date(on)));
    let undo = next(args, &format!("restore {INPUTS} 1 --yes"));
    say(&format!("{INPUTS} is changed. To undo it: '{undo}'."));
    Ok(0)
}
