//! `chairside inputs`: what groups expect to be sent, how late it is, and who hears of it next; noting that one came.

use super::args::{Args, TierArg};
use super::args_registers::ReceivedArgs;
use super::decisions::holds;
use super::recommendations::{read, write};
use super::{Outcome, in_words, next, say, today};
use crate::base::calendar::WorkingDays;
use crate::base::stamp::long_date;
use crate::base::text::{and_list, count, nearest, one_line};
use crate::domain::agenda::Tier;
use crate::domain::inputs::{Expected, Received, Rung};
use crate::files::inputs as file;
use crate::files::places::INPUTS;
use crate::files::workspace::Workspace;
use chrono::NaiveDate;

pub(super) fn list(args: &Args, words: &[String], tier: TierArg) -> Outcome {
    let workspace = super::check::load(&super::workspace(args))?;
    let (tier, today) = (Tier::from(tier), today(args));
    let mut inputs: Vec<&Expected> =
        workspace.inputs.inputs.iter().filter(|input| input.tier <= tier).collect();
    let days = WorkingDays::default();
    inputs.sort_by_key(|input| {
        let standing = input.standing(today, &days);
        (standing.due.is_none(), standing.due)
    });
    let all = inputs.iter().map(|input| printed(&workspace, input, today));
    let shown: Vec<String> = all.filter(|text| holds(text, words)).collect();
    for text in &shown {
        say(text);
        say("");
    }
    let late = inputs.iter().filter(|input| input.standing(today, &days).late > 0).count();
    let all = format!("{}, {late} late", count(inputs.len(), "expected input", "expected inputs"));
    say(&if words.is_empty() { format!("{all}.") } else { format!("{} of {all}.", shown.len()) });
    Ok(0)
}

/// An input in a few lines: what it is; from whom to whom; how it stands; who hears of it.
fn printed(workspace: &Workspace, input: &Expected, today: NaiveDate) -> String {
    let standing = input.standing(today, &WorkingDays::default());
    let (from, to) = (who(workspace, &input.from), who(workspace, input.to.as_str()));
    let mut lines = vec![
        format!("{}  {}", input.id, one_line(&input.title)),
        format!("    every {} from {from} to {to}", input.every),
    ];
    let due = standing.due.map_or("no date yet".to_owned(), |day| format!("due {}", long_date(day)));
    let late = usize::try_from(standing.late).unwrap_or(0);
    let late = if late > 0 { format!(" · late {}", count(late, "day", "days")) } else { String::new() };
    let last = standing.last.map_or(" · none received yet".to_owned(), |one| {
        let note = if one.note.is_empty() { String::new() } else { format!(" ({})", one_line(&one.note)) };
        format!(" · last received {}{note}", long_date(one.on))
    });
    lines.push(format!("    {due}{late}{last}"));
    if !standing.missed.is_empty() {
        let days: Vec<String> = standing.missed.iter().map(|day| long_date(*day)).collect();
        lines.push(format!("    never received: the one due {}", and_list(&days)));
    }
    let step = |(rung, on): (&Rung, NaiveDate)| (who(workspace, rung.to.as_str()), long_date(on));
    let late = standing.late > 0;
    let steps = [
        standing.reached.map(step).map(|(group, on)| format!("for {group} since {on}")),
        standing
            .next
            .map(step)
            .map(|(group, on)| format!("{} for {group} from {on}", if late { "then" } else { "if late:" })),
    ];
    let undated: Vec<String> = input.undated_steps().map(|group| who(workspace, group.as_str())).collect();
    let undated = (!undated.is_empty())
        .then(|| format!("if late: for {}, after how many days is not set", and_list(&undated)));
    let steps: Vec<String> = steps.into_iter().flatten().chain(undated).collect();
    if !steps.is_empty() {
        lines.push(format!("    {}", steps.join(" · ")));
    }
    lines.join("\n")
}

/// A group or an agency as people call it.
fn who(workspace: &Workspace, id: &str) -> String {
    let known = workspace.partnership.as_ref();
    let group = known.and_then(|known| known.group(&id.into())).map(|group| group.said().to_owned());
    let agency = || known.and_then(|known| known.agency(&id.into())).map(|agency| agency.said().to_owned());
    one_line(&group.or_else(agency).unwrap_or_else(|| id.to_owned()))
}

pub(super) fn received(args: &Args, asked: &ReceivedArgs) -> Outcome {
    in_words("--note", "the note", asked.note.as_deref().unwrap_or("left out"))?;
    let root = super::workspace(args);
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
    if on > today(args) {
        return Err(format!("{} has not come yet: give the day it was received", long_date(on)));
    }
    if asked.due.is_none() && input.received.iter().any(|known| known.on == on) {
        return Err(format!(
            "{id} is noted as received on {} already: to note another, say which it is with --for",
            long_date(on)
        ));
    }
    let due = asked.due.or_else(|| input.standing(on, &WorkingDays::default()).due);
    if let Some(day) = due.filter(|day| !input.is_due_on(*day)) {
        return Err(format!(
            "{id} is not due on {}: it is due every {} from {}",
            long_date(day),
            input.every,
            input.due.map(long_date).unwrap_or_default()
        ));
    }
    let one = Received { on, due, note: asked.note.clone().unwrap_or_default() };
    write(&root, INPUTS, &text, file::received(&text, &id, &one)?)?;
    let of = due.map(|day| format!(", for the one due {}", long_date(day))).unwrap_or_default();
    say(&format!("{id} was received on {}{of}.", long_date(on)));
    let undo = next(args, &format!("restore {INPUTS} 1 --yes"));
    say(&format!("{INPUTS} is changed. To undo it: '{undo}'."));
    Ok(0)
}
