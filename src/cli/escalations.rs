//! `chairside escalations`: children who may have been unsafe, met with in an audit: who was told and what came of it. What
//! was seen is shown only to those who ask for what is restricted.

use super::args::{Args, TierArg};
use super::args_audit_panel::EscalationsVerb;
use super::{Outcome, in_words, next, say, today};
use crate::base::stamp::long_date;
use crate::base::text::{count, one_line};
use crate::domain::agenda::Tier;
use crate::domain::escalation::{Escalation, Register, Since};
use crate::effect::Change;
use crate::files::escalations as file;
use crate::files::places::ESCALATIONS;
use crate::runtime::disk;

pub(super) fn list(args: &Args, tier: TierArg) -> Outcome {
    let register = read(args)?;
    let whole = Tier::from(tier) == Tier::Restricted;
    for one in &register.escalations {
        let at = if one.at.is_empty() { String::new() } else { format!(", {}", one.at) };
        say(&format!("{}  {}{at}  {} in {}", one.id, long_date(one.on), one.case, one.audit));
        say(&format!("    told: {}", one_line(&one.told)));
        if whole {
            say(&format!("    seen: {}", one_line(&one.what)));
        }
        for since in &one.since {
            let what = if whole { one_line(&since.what) } else { "something came of it".to_owned() };
            say(&format!("    {}  {what}", long_date(since.on)));
        }
        if one.since.is_empty() {
            let came = next(args, &format!("escalations came {} \"…\"", one.id));
            say(&format!("    nothing came of it yet: '{came}' writes it down"));
        }
    }
    say(&format!("{}.", count(register.escalations.len(), "escalation", "escalations")));
    if !whole && !register.escalations.is_empty() {
        say("What was seen is restricted: --tier restricted shows it.");
    }
    Ok(0)
}

pub(super) fn came(args: &Args, verb: &EscalationsVerb) -> Outcome {
    let EscalationsVerb::Came { id, what, on } = verb;
    in_words("came", "what came of it", what)?;
    super::no_personal_data(&super::check::load(&super::workspace(args))?, &[Some(what)])?;
    let since = Since { on: on.unwrap_or_else(|| today(args)), what: what.clone() };
    write(args, &Change::Escalated(id.to_uppercase(), since))?;
    say(&format!("Noted with {}.", id.to_uppercase()));
    Ok(0)
}

/// Writes one down.
pub(super) fn add(args: &Args, one: &Escalation) -> Outcome {
    one.may()?;
    write(args, &Change::Escalate(one.clone()))?;
    let id = read(args)?.escalations.last().map(|one| one.id.clone()).unwrap_or_default();
    say(&format!(
        "{id} is in {ESCALATIONS}: {} was told. No report, brief or export takes anything from there.",
        one_line(&one.told)
    ));
    Ok(0)
}

fn write(args: &Args, change: &Change) -> Result<(), String> {
    let root = super::workspace(args);
    crate::cli::change(&root, ESCALATIONS, change)
        .map_err(|why| format!("{ESCALATIONS} was not changed: {why}"))?;
    Ok(())
}

fn read(args: &Args) -> Result<Register, String> {
    let text = disk::read_now(&super::workspace(args), ESCALATIONS)
        .map_err(|why| format!("{ESCALATIONS}: {why}"))?;
    let Some(text) = text else { return Ok(Register::default()) };
    file::load(&text).value.ok_or_else(|| format!("{ESCALATIONS} cannot be read: 'chairside check' says why"))
}
