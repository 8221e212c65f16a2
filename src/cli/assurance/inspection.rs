//! `chairside inspection`: being ready for a joint inspection.

use super::super::args::Args;
use super::super::args_assurance::{DryRunArgs, InspectionVerb, PointArgs};
use super::super::{Outcome, day_past, in_words, next, open_gate, pass_on, say, today};
use super::Open;
use crate::base::calendar::WorkingDays;
use crate::base::id::InspectionId;
use crate::base::text::{count, meant, one_line};
use crate::documents::assurance::inspection::{self as words, Beside};
use crate::domain::actions::Known;
use crate::domain::agenda::Tier;
use crate::domain::assurance::inspection::{DryRun, Errors, Holder, Inspection, InspectionKind};
use crate::domain::assurance::rapid_review::Done;
use crate::domain::audit::Runbook;
use crate::effect;
use crate::files::assurance::begun;
use crate::files::assurance::inspection::{Change, fresh};
use crate::files::places;
use chrono::NaiveDate;

pub(in super::super) fn inspection(args: &Args, verb: &InspectionVerb) -> Outcome {
    match verb {
        InspectionVerb::New { id, theme, template, kind } => new(args, id, theme, template, *kind),
        InspectionVerb::List => list(args),
        InspectionVerb::Show { id, tier } => said(args, id, Tier::from(*tier), words::shown),
        InspectionVerb::Freshness { id, on } => {
            let on = on.unwrap_or_else(|| today(args));
            said(args, id, Tier::Partners, |of, beside| words::freshness(of, on, beside))
        }
        InspectionVerb::Dates { id, notice, letter } => dates(args, id, *notice, *letter),
        InspectionVerb::Hold { id, step, post, deputy } => hold(args, id, step, post, deputy.as_deref()),
        InspectionVerb::Done { id, step, on } => done(args, id, step, day_past(args, *on)?),
        InspectionVerb::Evidence { id, item, from, place, owner } => {
            let (open, id) = opened(args, id)?;
            in_words("--where", "the place", place.as_deref().unwrap_or("left out"))?;
            open.no_personal_data(&[place.as_deref()])?;
            let owner = owner.as_deref().map(|post| open.post(post)).transpose()?;
            let (item, place) = (item.to_lowercase(), place.clone());
            let of = &open.workspace.assurance.inspections[&id];
            known("evidence", &item, of.evidence.iter().map(|one| one.id.as_str()))?;
            let change = Change::Refreshed { id: item, from: *from, place, owner };
            write(args, &open, &id, &[change])
        }
        InspectionVerb::DryRun(asked) => dry_run(args, asked),
        InspectionVerb::Point(asked) => point(args, asked),
    }
}

fn new(args: &Args, id: &str, theme: &str, template: &str, kind: InspectionKind) -> Outcome {
    let open = Open::read(args)?;
    in_words("--theme", "the theme", theme)?;
    let of = begun::inspection(&open.workspace, id, theme, kind, template)?;
    let id = of.id.clone();
    let (path, text) = (places::inspection(&id), fresh(&of));
    super::super::begin(&open.root, &[(path.clone(), text.as_bytes())])
        .map_err(|why| format!("the inspection was not begun: {why}"))?;
    say(&format!(
        "{path} has {} and {} to keep ready.",
        count(of.evidence.len(), "piece of evidence", "pieces of evidence"),
        count(of.data_lists.len(), "list of data", "lists of data")
    ));
    say(&format!("Next: '{}'", next(args, &format!("inspection freshness {id}"))));
    Ok(0)
}

fn list(args: &Args) -> Outcome {
    let open = Open::read(args)?;
    let all = &open.workspace.assurance.inspections;
    for of in all.values() {
        say(&words::in_brief(of, today(args), &WorkingDays::default()));
    }
    say(&format!("{}.", count(all.len(), "inspection", "inspections")));
    Ok(0)
}

/// The workspace, and the id of an inspection in it.
fn opened(args: &Args, id: &str) -> Result<(Open, InspectionId), String> {
    let open = Open::read(args)?;
    let id = InspectionId::new(id.to_lowercase());
    let all = &open.workspace.assurance.inspections;
    if !all.contains_key(&id) {
        let which = meant(id.as_str(), all.keys().map(InspectionId::as_str));
        return Err(format!("there is no inspection {}: {which}", one_line(id.as_str())));
    }
    Ok((open, id))
}

fn said(args: &Args, id: &str, tier: Tier, say: impl Fn(&Inspection, &Beside<'_>) -> String) -> Outcome {
    let (mut open, id) = opened(args, id)?;
    open.workspace = open_gate::told(open.workspace, tier);
    let workspace = &open.workspace;
    let beside = Beside {
        light: &workspace.light(today(args)),
        known: &Known::of(workspace.trackers.values()),
        tier,
        words: &workspace.audits.vocabulary,
        days: &WorkingDays::default(),
    };
    let text = say(&workspace.assurance.inspections[&id], &beside);
    open_gate::pass(args, workspace, tier, "the inspection", &text)?;
    pass_on(&text);
    Ok(0)
}

fn write(args: &Args, open: &Open, id: &InspectionId, changes: &[Change]) -> Outcome {
    open.make(args, &places::inspection(id), &effect::Change::Inspection(changes.to_vec()))?;
    Ok(0)
}

fn dates(args: &Args, id: &str, notice: Option<NaiveDate>, letter: Option<NaiveDate>) -> Outcome {
    let (open, id) = opened(args, id)?;
    notice.map_or(Ok(()), |on| open.workspace.assurance.inspections[&id].may_begin(on))?;
    let changes: Vec<Change> =
        notice.map(Change::Notice).into_iter().chain(letter.map(Change::Letter)).collect();
    write(args, &open, &id, &changes)
}

fn hold(args: &Args, id: &str, step: &str, post: &str, deputy: Option<&str>) -> Outcome {
    let (open, id) = opened(args, id)?;
    let step = a_step(step)?;
    let deputy = deputy.map(|post| open.post(post)).transpose()?;
    let holder = Holder { step, post: open.post(post)?, deputy };
    write(args, &open, &id, &[Change::Holds(holder)])
}

/// A step of the run-book.
fn a_step(step: &str) -> Result<String, String> {
    let step = step.to_lowercase();
    if Runbook::JointInspection.steps().iter().all(|known| known.id != step) {
        return Err(format!("the run-book has no step {}: it has {}", one_line(&step), words::steps()));
    }
    Ok(step)
}

fn done(args: &Args, id: &str, step: &str, on: NaiveDate) -> Outcome {
    let (open, id) = opened(args, id)?;
    let step = a_step(step)?;
    open.workspace.assurance.inspections[&id].may_note(&step, on)?;
    write(args, &open, &id, &[Change::Done(Done { step, on })])
}

/// What is named is there.
fn known<'a>(what: &str, id: &str, all: impl Iterator<Item = &'a str> + Clone) -> Result<(), String> {
    if all.clone().any(|known| known == id) {
        return Ok(());
    }
    Err(format!("the inspection has no {what} {}: {}", one_line(id), meant(id, all)))
}

fn dry_run(args: &Args, asked: &DryRunArgs) -> Outcome {
    let (open, id) = opened(args, &asked.id)?;
    in_words("--note", "the note", asked.note.as_deref().unwrap_or("left out"))?;
    let kinds = asked.errors.iter().map(|one| Some(one.kind.as_str()));
    open.no_personal_data(&kinds.chain([asked.note.as_deref()]).collect::<Vec<_>>())?;
    Errors::once(&asked.errors)?;
    let list = asked.list.to_lowercase();
    let of = &open.workspace.assurance.inspections[&id];
    known("list", &list, of.data_lists.iter().map(|one| one.id.as_str()))?;
    let on = day_past(args, asked.on)?;
    let run = DryRun {
        on,
        rows: asked.rows,
        errors: asked.errors.iter().filter(|one| one.count > 0).cloned().collect(),
        hours: asked.hours,
        note: asked.note.clone().unwrap_or_default(),
    };
    write(args, &open, &id, &[Change::Tried(list, run)])
}

fn point(args: &Args, asked: &PointArgs) -> Outcome {
    let (open, id) = opened(args, &asked.id)?;
    in_words("point", "what the letter says", &asked.text)?;
    in_words("--area", "the area", &asked.area)?;
    open.no_personal_data(&[Some(&asked.text), Some(&asked.area)])?;
    let change = Change::Taken {
        area: asked.area.clone(),
        letter: asked.letter,
        text: asked.text.clone(),
        here: asked.here,
        actions: open.actions(&asked.actions)?,
    };
    write(args, &open, &id, &[change])
}
