//! `chairside audit list`, `board`, `dates`, `known`, `excuse` and `chase`: one audit once it is open.

use super::args::Args;
use super::args_audit_run::{ChaseArgs, DatesArgs, ExcuseArgs, KnownArgs, OneArgs, RunbookArgs};
use super::{Outcome, next, pass_on, say, today, warn};
use crate::base::calendar::WorkingDays;
use crate::base::id::{AgencyId, CaseId};
use crate::base::stamp::long_date;
use crate::base::text::{count, one_line};
use crate::documents::audit_board as words;
use crate::domain::audit::{
    Exempt, Resolved, Runbook, TO_NOTIFY, Tile, action_plan_by, board, may_excuse, notify_by,
};
use crate::effect::Change;
use crate::files::audit::AuditChange;
use crate::files::audit_folder::AuditFolder;
use crate::files::places;
use crate::files::workspace::Workspace;
use crate::runtime::disk;
use chrono::NaiveDate;
use std::path::PathBuf;

/// An audit that is open, with the template it was frozen on.
pub(super) struct Opened {
    pub root: PathBuf,
    pub workspace: Workspace,
    pub folder: AuditFolder,
    pub template: Resolved,
}

impl Opened {
    /// Reads an audit of the workspace.
    ///
    /// # Errors
    /// A sentence without a full stop when there is none, or when what it asks is not what it was opened with.
    pub(super) fn read(args: &Args, id: &str) -> Result<Self, String> {
        let root = super::workspace(args);
        let workspace = super::check::load(&root)?;
        let (folder, template) = disk::audit(&root, &workspace, id)?;
        let folder = folder.clone();
        Ok(Self { root, workspace, folder, template })
    }

    /// Makes changes to the audit's file.
    pub(super) fn write(&self, changes: &[AuditChange]) -> Result<(), String> {
        let path = places::audit(&self.folder.audit.id);
        let change = Change::Audit(changes.to_vec());
        crate::cli::change(&self.root, &path, &change)
            .map_err(|why| format!("{path} was not changed: {why}"))?;
        Ok(())
    }

    fn board(&self, today: NaiveDate) -> Vec<Tile<'_>> {
        board(&self.folder.audit, &self.folder.returns, today, &WorkingDays::default())
    }
}

/// Warns of a day on which nobody works, and says the next on which somebody does. It is taken all the same.
pub(super) fn not_worked_on(what: &str, day: NaiveDate) {
    if let Some(why) = words::no_working_day(what, day, &WorkingDays::default()) {
        warn(&why);
    }
}

pub(super) fn list(args: &Args) -> Outcome {
    let root = super::workspace(args);
    let workspace = super::check::load(&root)?;
    let (today, days) = (today(args), WorkingDays::default());
    for (id, folder) in &workspace.audit_folders {
        let audit = &folder.audit;
        say(&format!(
            "{id}  {} · {} · panel {}",
            one_line(&audit.title),
            audit.stage.said(),
            long_date(audit.dates.panel)
        ));
        say(&format!("    {}", words::summed(&board(audit, &folder.returns, today, &days))));
        if let Some(said) = signed(folder) {
            say(&format!("    {said}"));
        }
        if workspace.asks_again(folder) {
            say(&format!("    {}.", words::score_again(audit)));
        }
        if let Some(said) = words::changed_since(&folder.returns) {
            say(&format!("    {said}"));
        }
        if let Some(said) = words::not_escalated(&folder.returns, &workspace.passed_on) {
            say(&format!("    {said}: '{}' says how.", next(args, &format!("audit board {id}"))));
        }
    }
    let unusable = workspace.unusable.iter().filter(|path| path.starts_with(places::AUDITS)).count();
    if unusable > 0 {
        warn(&format!(
            "{} cannot be used until mended: 'chairside check' says why",
            count(unusable, "file of audits", "files of audits")
        ));
    }
    say(&format!("{}.", count(workspace.audit_folders.len(), "audit", "audits")));
    Ok(0)
}

fn signed(folder: &AuditFolder) -> Option<String> {
    words::signed(&folder.audit, &folder.returns, &folder.panels, &folder.challenges)
}

pub(super) fn show_board(args: &Args, asked: &OneArgs) -> Outcome {
    let open = Opened::read(args, &asked.id)?;
    let audit = &open.folder.audit;
    say(&format!(
        "{} · {} · panel {}",
        one_line(&audit.title),
        audit.stage.said(),
        long_date(audit.dates.panel)
    ));
    if let Some(said) = signed(&open.folder) {
        say(&format!("{said}."));
    }
    if open.workspace.asks_again(&open.folder) {
        say(&format!("{}.", words::score_again(audit)));
    }
    if let Some(said) = words::changed_since(&open.folder.returns) {
        say(&said);
    }
    say("");
    pass_on(&words::text(audit, &open.board(today(args))));
    for (nth, line) in
        words::unsafe_now(&open.template, &open.folder.returns, &open.workspace.passed_on).iter().enumerate()
    {
        say(&if nth == 0 { format!("\n{line}") } else { line.clone() });
    }
    super::audit_concern::say_not_escalated(args, audit, &open.folder.returns, &open.workspace.passed_on);
    Ok(0)
}

pub(super) fn dates(args: &Args, asked: &DatesArgs) -> Outcome {
    let mut changes: Vec<AuditChange> =
        asked.fix.iter().map(|(milestone, day)| AuditChange::Fixed(*milestone, *day)).collect();
    changes.extend(asked.panel.map(AuditChange::Panel));
    for (milestone, day) in &asked.fix {
        if let Some(day) = day {
            not_worked_on(&format!("'{}'", milestone.said()), *day);
        }
    }
    if let Some(day) = asked.panel {
        not_worked_on("the panel", day);
    }
    let open = change(args, &asked.id, &changes)?;
    pass_on(&words::dates(&open.folder.audit, today(args), &WorkingDays::default()));
    Ok(0)
}

pub(super) fn known(args: &Args, asked: &KnownArgs) -> Outcome {
    let before = Opened::read(args, &asked.id)?;
    let agency = AgencyId::new(asked.agency.to_lowercase());
    let mut changes = Vec::new();
    for (case, is) in &asked.children {
        let all = before.folder.audit.cases.iter().map(|one| &one.id);
        match case.as_str() {
            "ALL" => changes.extend(all.map(|case| AuditChange::Known(case.clone(), agency.clone(), *is))),
            case => changes.push(AuditChange::Known(CaseId::new(case), agency.clone(), *is)),
        }
    }
    before.write(&changes)?;
    let open = Opened::read(args, &asked.id)?;
    let tiles = open.board(today(args));
    for tile in tiles.iter().filter(|tile| *tile.agency == agency) {
        say(&format!("{}  {}", tile.case, tile.standing.said()));
    }
    Ok(0)
}

pub(super) fn excuse(args: &Args, asked: &ExcuseArgs) -> Outcome {
    let (case, agency) = (CaseId::new(asked.case.to_uppercase()), AgencyId::new(asked.agency.to_lowercase()));
    let mut changes = Vec::new();
    for (flag, what, words) in
        [("--exempt-by", "who exempts it", &asked.exempt_by), ("--why", "the reason", &asked.why)]
    {
        super::in_words(flag, what, words.as_deref().unwrap_or("left out"))?;
    }
    let before = Opened::read(args, &asked.id)?;
    super::no_personal_data(&before.workspace, &[asked.exempt_by.as_deref(), asked.why.as_deref()])?;
    let path = places::audit_return(&before.folder.audit.id, &case, &agency);
    may_excuse(&before.folder.returns, &case, &agency, &path)?;
    if let (Some(by), Some(why)) = (&asked.exempt_by, &asked.why) {
        let exempt = Exempt { by: by.clone(), why: why.clone() };
        changes.push(AuditChange::Exempt(case.clone(), agency.clone(), exempt));
    }
    changes.extend(asked.until.map(|day| AuditChange::Extended(case.clone(), agency.clone(), day)));
    let open = change(args, &asked.id, &changes)?;
    let tiles = open.board(today(args));
    if let Some(tile) = tiles.iter().find(|tile| *tile.case == case && *tile.agency == agency) {
        say(&format!("{case} at {agency}: {}, due {}.", tile.standing.said(), long_date(tile.due)));
    }
    Ok(0)
}

pub(super) fn chase(args: &Args, asked: &ChaseArgs) -> Outcome {
    let open = Opened::read(args, &asked.id)?;
    let (today, days) = (today(args), WorkingDays::default());
    let tiles = open.board(today);
    let chasers = words::chasers(&open.folder.audit, &tiles);
    if chasers.is_empty() {
        say("Nothing is awaited of anybody.");
        return Ok(0);
    }
    let texts: Vec<String> = chasers
        .iter()
        .map(|chaser| chaser.text(&open.folder.audit, open.template.kind, today, &days))
        .collect();
    pass_on(&texts.join("\n----\n\n"));
    if asked.noted {
        let pairs = chasers.iter().flat_map(|chaser| {
            chaser.awaited.iter().map(|(case, ..)| ((*case).clone(), chaser.agency.id.clone()))
        });
        open.write(&[AuditChange::Chased(pairs.collect(), today)])?;
        say(&format!("\nNoted that {} chased on {}.", were(chasers.len()), long_date(today)));
    }
    Ok(0)
}

fn were(agencies: usize) -> String {
    count(agencies, "agency was", "agencies were")
}

pub(super) fn runbook(args: &Args, asked: &RunbookArgs) -> u8 {
    let (today, days) = (today(args), WorkingDays::default());
    let book = asked.notice.map(|first| (Runbook::JointInspection, first));
    let book = book.or_else(|| asked.notified.map(|first| (Runbook::RapidReview, first)));
    if let Some((book, first)) = book {
        pass_on(&words::runbook(book, first, today, &days));
    }
    if let Some(aware) = asked.aware {
        say(&format!(
            "Known on {}: the national panel is told by {}, {TO_NOTIFY} working days later.",
            long_date(aware),
            long_date(notify_by(aware, &days))
        ));
    }
    if let Some(published) = asked.letter {
        say(&format!(
            "Published on {}: the action plan is due by {}, 70 working days later. Unconfirmed: check the letter.",
            long_date(published),
            long_date(action_plan_by(published, &days))
        ));
    }
    0
}

/// The audit with changes made to its file; without any it is only read.
fn change(args: &Args, id: &str, changes: &[AuditChange]) -> Result<Opened, String> {
    let open = Opened::read(args, id)?;
    if changes.is_empty() {
        return Ok(open);
    }
    open.write(changes)?;
    Opened::read(args, id)
}
