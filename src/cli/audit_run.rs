//! `chairside audit new`, `list`, `board`, `dates`, `known`, `excuse` and `chase`: one audit from its opening on.

use super::args::Args;
use super::args_audit_run::{ChaseArgs, DatesArgs, ExcuseArgs, KnownArgs, NewArgs, OneArgs, RunbookArgs};
use super::{Outcome, audit_open, next, pass_on, say, today, warn};
use crate::base::calendar::WorkingDays;
use crate::base::id::{AgencyId, AgencyKind, AuditId, CaseId, GroupId};
use crate::base::stamp::long_date;
use crate::base::text::{count, nearest, one_line};
use crate::documents::audit_board as words;
use crate::domain::audit::{
    AskedAgency, Audit, Case, Dates, Exempt, Frozen, Involvement, KnownTo, Resolved, Runbook, Stage,
    TO_NOTIFY, Tile, action_plan_by, board, may_excuse, notify_by,
};
use crate::effect::Change;
use crate::files::assurance::begun;
use crate::files::audit::{AuditChange, fresh};
use crate::files::audit_folder::AuditFolder;
use crate::files::audit_template::{canonical, sha256};
use crate::files::places;
use crate::files::workspace::Workspace;
use chrono::{Months, NaiveDate};
use std::path::PathBuf;

/// The most children an audit may have: more is a survey.
const MOST_CASES: u32 = 99;

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
        let (folder, template) = audit_open::read(&root, &workspace, id)?;
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

/// What is said of a new audit is in words, and none of it looks like personal data.
fn words_of_new(workspace: &Workspace, asked: &NewArgs) -> Result<(), String> {
    for (flag, what, words) in [("--title", "the title", &asked.title), ("--why", "the reason", &asked.why)] {
        super::in_words(flag, what, words.as_deref().unwrap_or("left out"))?;
    }
    let said = [Some(asked.id.as_str()), asked.title.as_deref(), asked.why.as_deref()].into_iter();
    let said: Vec<_> = said.chain(asked.agencies.iter().map(|one| Some(one.as_str()))).collect();
    super::no_personal_data(workspace, &said)
}

pub(super) fn new(args: &Args, asked: &NewArgs) -> Outcome {
    let root = super::workspace(args);
    let workspace = super::check::load(&root)?;
    let id = AuditId::new(asked.id.to_lowercase());
    if !begun::is_plain_id(id.as_str()) {
        return Err(format!(
            "'{}' is no id: use small letters, digits and dashes, such as 2026-q4-neglect",
            asked.id
        ));
    }
    if places::NO_AUDITS.contains(&id.as_str()) || workspace.audit_folders.contains_key(&id) {
        return Err(format!("there is a folder audits/{id} already"));
    }
    not_worked_on("the panel", asked.panel);
    let template = match &asked.repeats {
        None => begun::template(&workspace.audits, &asked.template)?,
        // Asked again with the same questions: what was frozen then is frozen now.
        Some(before) => {
            let frozen = Opened::read(args, before)?.template;
            if !frozen.id.as_str().eq_ignore_ascii_case(&asked.template) {
                return Err(format!(
                    "{} asks what {} asks: to ask it again say --template {}, or leave out --repeats",
                    one_line(before),
                    frozen.id,
                    frozen.id
                ));
            }
            frozen
        }
    };
    let whole = template.kind.is_of_organisations();
    let cases = asked.cases.unwrap_or(if whole { 1 } else { 6 });
    if !(1..=MOST_CASES).contains(&cases) {
        return Err(format!("an audit looks at 1 to {MOST_CASES} children, not at {cases}"));
    }
    words_of_new(&workspace, asked)?;
    let group = group(&workspace, &asked.group)?;
    let mut audit = Audit {
        schema: 1,
        id: id.clone(),
        title: asked.title.clone().unwrap_or_else(|| template.title.clone()),
        template: Frozen {
            id: template.id.clone(),
            version: template.version,
            sha256: sha256(&template).to_string(),
        },
        group,
        stage: Stage::Scoping,
        why: asked.why.clone().unwrap_or_default(),
        repeats: asked.repeats.as_deref().map(|before| AuditId::new(before.to_lowercase())),
        terms: terms(&template, asked.panel),
        dates: Dates { panel: asked.panel, ..Dates::default() },
        agencies: agencies(&workspace, &template, &asked.agencies)?,
        cases: (1..=cases).map(|n| Case { id: CaseId::new(format!("C{n}")), ..Case::default() }).collect(),
        ..Audit::default()
    };
    if whole {
        // Every organisation knows itself, and is asked from the start.
        let one = |(agency, case): (&AskedAgency, &Case)| Involvement {
            case: case.id.clone(),
            agency: agency.id.clone(),
            known: KnownTo::Yes,
            ..Involvement::default()
        };
        let pairs =
            audit.agencies.iter().flat_map(|agency| audit.cases.iter().map(move |case| (agency, case)));
        audit.involvement = pairs.map(one).collect();
    }
    let (text, frozen_text) = (fresh(&audit), canonical(&template));
    let files =
        [(places::frozen_template(&id), frozen_text.as_bytes()), (places::audit(&id), text.as_bytes())];
    super::begin(&root, &files).map_err(|why| format!("the audit was not opened: {why}"))?;
    say(&format!("Opened {id} with {}, version {}.", template.id, template.version));
    say(&format!(
        "{}, {} asked: {}.",
        if whole {
            "For themselves".to_owned()
        } else {
            format!("{} by pseudonym", count(audit.cases.len(), "child", "children"))
        },
        count(audit.agencies.len(), "agency", "agencies"),
        words::asked(&audit)
    ));
    say("");
    say(words::dates(&audit, today(args), &WorkingDays::default()).trim_end());
    say("");
    say(&format!(
        "Write its terms of reference into {}. Then: '{}'",
        places::audit(&id),
        next(
            args,
            &if whole { format!("audit pack {id}") } else { format!("audit known {id} AGENCY all=asked") }
        )
    ));
    Ok(0)
}

/// The months that are looked at end at the last day of the month before the panel.
fn terms(template: &Resolved, panel: NaiveDate) -> crate::domain::audit::Terms {
    use chrono::Datelike;
    let to = panel.with_day(1).and_then(|first| first.pred_opt());
    let from = template.look_back_months.and_then(|months| {
        let to = to?;
        to.with_day(1)?.checked_sub_months(Months::new(months.saturating_sub(1)))
    });
    crate::domain::audit::Terms { from, to: from.and(to), ..crate::domain::audit::Terms::default() }
}

fn group(workspace: &Workspace, name: &str) -> Result<GroupId, String> {
    let found = workspace.group_called(name).cloned();
    found.ok_or_else(|| {
        let groups = workspace.partnership.iter().flat_map(|known| &known.groups);
        let ids: Vec<&str> = groups.map(|group| group.id.as_str()).collect();
        match nearest(name, ids.iter().copied()) {
            Some(near) => format!("there is no group called {}: did you mean {near}?", one_line(name)),
            None => format!("there is no group called {}: there are {}", one_line(name), ids.join(", ")),
        }
    })
}

/// The agencies that are asked: those that were named, else one of every kind the template usually asks.
fn agencies(
    workspace: &Workspace,
    template: &Resolved,
    asked: &[String],
) -> Result<Vec<AskedAgency>, String> {
    let words = &workspace.audits.vocabulary;
    if asked.is_empty() {
        let one = |kind: &AgencyKind| AskedAgency {
            id: AgencyId::new(kind.as_str()),
            name: words.called(kind).to_owned(),
            kind: kind.clone(),
            contact: String::new(),
        };
        return Ok(template.agencies.iter().map(one).collect());
    }
    let mut all: Vec<AskedAgency> = Vec::new();
    for text in asked {
        let (kind, name) = text.split_once('=').unwrap_or((text, ""));
        let kind = super::audit::kind_called(&workspace.audits, kind.trim())?;
        let name = if name.trim().is_empty() { words.called(&kind) } else { name.trim() };
        let before = all.iter().filter(|one| one.kind == kind).count();
        if all.iter().any(|one| one.name.to_lowercase() == name.to_lowercase()) {
            let name = one_line(name);
            return Err(format!(
                "{name} is asked twice: give each agency once, and two of one kind a name each, as --agency \"{kind}=NAME\""
            ));
        }
        let id = if before == 0 { kind.to_string() } else { format!("{kind}-{}", before + 1) };
        all.push(AskedAgency { id: AgencyId::new(id), name: name.to_owned(), kind, contact: String::new() });
    }
    Ok(all)
}

/// Warns of a day on which nobody works, and says the next on which somebody does. It is taken all the same.
fn not_worked_on(what: &str, day: NaiveDate) {
    let days = WorkingDays::default();
    if !days.is_working(day) {
        warn(&format!(
            "{what} is on {}, which is no working day: the next is {}",
            long_date(day),
            long_date(days.add(day, 1))
        ));
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
        if let Some(said) = workspace.score_again(id) {
            say(&format!("    {said}"));
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
    if let Some(said) = open.workspace.score_again(&audit.id) {
        say(&format!("{said}."));
    }
    say("");
    pass_on(&words::text(audit, &open.board(today(args))));
    for (nth, line) in
        words::unsafe_now(&open.template, &open.folder.returns, &open.workspace.passed_on).iter().enumerate()
    {
        say(&if nth == 0 { format!("\n{line}") } else { line.clone() });
    }
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
