//! `chairside actions evidence`: what shows that an action was done, with the hash of its file. `chairside actions
//! unevidenced`: what is closed and has nothing that shows it.

use super::args::Args;
use super::args_actions::{EvidenceArgs, UnevidencedArgs};
use super::{Outcome, next, open_gate, say, today};
use crate::base::id::ActionId;
use crate::base::stamp::long_date;
use crate::base::text::{and_list, count, nearest, one_line};
use crate::domain::action::{ActionChange, Evidence, Level, Status};
use crate::domain::actions::{Light, Listed};
use crate::domain::agenda::Tier;
use crate::domain::personal::{Names, belongs_to_a_place, found};
use crate::domain::query::parse;
use crate::domain::tracker::Tracker;
use crate::effect::Change;
use crate::files::places;
use crate::files::workspace::Workspace;
use crate::runtime::place;
use chrono::NaiveDate;

pub(super) fn give(args: &Args, asked: &EvidenceArgs) -> Outcome {
    let root = super::workspace(args);
    let mut workspace = super::check::load(&root)?;
    let today = today(args);
    workspace.come_to(today);
    let id = known(&workspace, &asked.id, Tier::from(asked.tier), today)?;
    let tracker = workspace.trackers.values().find(|tracker| tracker.all().any(|action| action.id == id));
    let tracker = tracker.ok_or_else(|| format!("no tracker has {id}"))?;
    let file = asked.file.clone().unwrap_or_default();
    let typed = asked.text.join(" ");
    let words = if typed.trim().is_empty() { file.clone() } else { typed.trim().to_owned() };
    if words.is_empty() {
        return Err("say what shows that it was done, or name its file with --file".to_owned());
    }
    super::no_child_named(&workspace, &[Some(&typed)])?;
    named_after_nobody(&file, &workspace.names)?;
    let evidence = Evidence {
        on: today,
        text: words,
        level: asked.level.map_or(Level::Done, Level::from),
        effective: asked.effective.filter(|day| *day != today),
        file,
        by: place::user(),
        ..Evidence::default()
    };
    let path = places::tracker(&tracker.id);
    let hashed = evidence.in_workspace().is_some();
    let change = ActionChange { id: id.clone(), evidence: Some(evidence), ..ActionChange::default() };
    let change = Change::Actions { fresh: None, add: Vec::new(), change: vec![change] };
    crate::cli::change(&root, &path, &change).map_err(|why| format!("{path} was not changed: {why}"))?;
    let with = if hashed { ", with what its file comes to now" } else { "" };
    let undo = next(args, &format!("restore {path} 1 --yes"));
    say(&format!("{id} has this evidence in {path}{with}. To undo it: {undo}"));
    Ok(0)
}

/// The file's name says nothing of anybody. An address on the web has numbers of its own.
fn named_after_nobody(file: &str, names: &Names) -> Result<(), String> {
    let on_the_web = file.contains("://");
    let first = found(file, names).into_iter().find(|one| !(on_the_web && belongs_to_a_place(one.kind)));
    first.map_or(Ok(()), |one| {
        let (why, mend) = (one.why, one.kind.mend());
        Err(format!("nothing was written: the name of the file looks like {why}: {mend}"))
    })
}

/// The action that is meant: by its number, or by the digits of it where no other has them (`014`, `id:14`). One that may
/// not be shown is as one that is not there.
pub(super) fn known(
    workspace: &Workspace,
    asked: &str,
    tier: Tier,
    today: NaiveDate,
) -> Result<ActionId, String> {
    let plain = asked.trim().to_uppercase();
    let plain = plain.strip_prefix("ID:").unwrap_or(&plain).to_owned();
    if !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return by_digits(workspace, &plain, tier, today);
    }
    let all = workspace.trackers.values().flat_map(Tracker::all).filter(|action| action.tier <= tier);
    let all: Vec<&ActionId> = all.map(|action| &action.id).collect();
    let found = all.iter().find(|id| id.as_str().to_uppercase() == plain);
    found.map(|id| (*id).clone()).ok_or_else(|| {
        let near = nearest(&plain, all.iter().map(|id| id.as_str()));
        let near = near.map(|near| format!(": did you mean {near}?")).unwrap_or_default();
        format!("no tracker has {}{near}", one_line(asked))
    })
}

/// The one action with this number, whatever letters stand before it; a query finds it by the same digits.
fn by_digits(workspace: &Workspace, digits: &str, tier: Tier, today: NaiveDate) -> Result<ActionId, String> {
    let query = parse(&format!("id:{digits}")).map_err(|problem| problem.to_string())?;
    let mut found = workspace.light(today).find(workspace.trackers.values(), &query);
    found.retain(|listed| listed.action.tier <= tier);
    match &found[..] {
        [one] => Ok(one.action.id.clone()),
        [] => Err(format!("no tracker has an action with the number {digits}")),
        several => {
            let all: Vec<&str> = several.iter().map(|listed| listed.action.id.as_str()).collect();
            Err(format!("{digits} is the number of {}: give the one that is meant in full", and_list(&all)))
        }
    }
}

pub(super) fn unevidenced(args: &Args, asked: &UnevidencedArgs) -> Outcome {
    let (_, query) = super::actions::query(&asked.query, "", "actions unevidenced")?;
    let tier = Tier::from(asked.tier);
    let mut workspace = open_gate::told(super::check::load(&super::workspace(args))?, tier);
    let today = today(args);
    workspace.come_to(today);
    let light = workspace.light(today);
    let mut closed = light.find(workspace.trackers.values(), &query);
    closed.retain(|listed| listed.action.tier <= tier && listed.action.status == Status::Closed);
    let all = closed.len();
    closed.retain(|listed| listed.action.evidence.is_empty());
    let lines: Vec<String> = closed.iter().map(|listed| printed(&light, listed)).collect();
    let what = "the list of what is closed without evidence";
    open_gate::pass(args, &workspace, tier, what, &lines.join("\n"))?;
    for line in &lines {
        say(line);
    }
    let all = count(all, "closed action", "closed actions");
    say(&match closed.len() {
        0 => format!("None of {all} is without evidence."),
        1 => format!("1 of {all} is without evidence."),
        some => format!("{some} of {all} are without evidence."),
    });
    super::actions::hints(&query, &workspace, &light, tier);
    Ok(0)
}

/// An action in two lines: number, when and by whom it was closed, and its lead; then what was to be done.
fn printed(light: &Light<'_>, listed: &Listed<'_>) -> String {
    let action = listed.action;
    let closed = action.closed.as_ref().map(|closed| format!("closed {}", long_date(closed.on)));
    let mut facts = vec![closed.unwrap_or_else(|| "closed on no known day".to_owned())];
    facts.extend([light.group_said(listed.tracker), light.lead_said(action)]);
    if action.tier == Tier::Restricted {
        facts.push("restricted".to_owned());
    }
    facts.retain(|fact| !fact.is_empty());
    format!("{}  {}\n    {}", action.id, one_line(&facts.join(" · ")), one_line(&action.what))
}
