//! `chairside audit recommend`: from findings to a recommendation to actions, linked both ways: each finding names the
//! recommendation, the recommendation its findings and its actions. Without `--yes` nothing is written.

use super::args::Args;
use super::args_audit_panel::RecommendArgs;
use super::audit_run::Opened;
use super::{Outcome, next, quoted, say, today};
use crate::base::id::{ActionId, CaseId, FindingId, GroupId, RecommendationId, TrackerId};
use crate::base::text::{and_list, count, one_line};
use crate::domain::action::{Action, Raised, Source, SourceKind};
use crate::domain::action_line::{Room, When};
use crate::domain::audit::settling::clean_of;
use crate::domain::audit::{Finding, Step};
use crate::domain::recommendation::{Recommendation, Register};
use crate::domain::tracker::{Tracker, action_id};
use crate::effect::Change;
use crate::files::workspace::Workspace;
use crate::files::{places, tracker_edit};
use crate::runtime::{Clock, disk};
use chrono::{Datelike, NaiveDate};

/// A finding, and the child at whose panel it was found.
type Found<'a> = (&'a CaseId, &'a Finding);

pub(super) fn recommend(args: &Args, asked: &RecommendArgs) -> Outcome {
    let open = Opened::read(args, &asked.id)?;
    let workspace = &open.workspace;
    let found = findings(&open, &asked.findings)?;
    if asked.text.trim().is_empty() {
        return Err("say what is recommended".to_owned());
    }
    let words = [&asked.text, &asked.success].into_iter().chain(&asked.actions);
    words.into_iter().try_for_each(|words| clean_of(words, &workspace.names))?;
    let audit = &open.folder.audit;
    let group = match &asked.group {
        None => audit.group.clone(),
        Some(name) => workspace
            .group_called(name)
            .cloned()
            .ok_or_else(|| format!("there is no group called {}", one_line(name)))?,
    };
    let on = today(args);
    let id = next_id(&workspace.recommendations, on);
    let source =
        |reference: String| Source { kind: SourceKind::Audit, called: one_line(&audit.title), reference };
    // From an action its recommendation is looked up: the link is kept in the register alone.
    let answering = Answering { args, workspace, group: &group, source: source(id.to_string()), on };
    let (path, fresh, actions) = answering.actions(&asked.actions, audit.tracker.as_ref())?;
    let one = Recommendation {
        id: id.clone(),
        text: asked.text.clone(),
        sources: found.iter().map(|(_, finding)| source(finding.id.to_string())).collect(),
        accepted: on,
        group,
        actions: actions.iter().map(|action| action.id.clone()).collect(),
        success: asked.success.clone(),
        ..Recommendation::default()
    };
    told(&one, &found, &actions);
    if !asked.yes {
        say("Nothing was changed. To write it, say the same with --yes.");
        return Ok(0);
    }
    let change = |path: &str, change: Change| {
        disk::change(&open.root, path, &change).map_err(|why| format!("{path} was not changed: {why}"))
    };
    if !actions.is_empty() {
        change(&path, Change::Actions { fresh: Some(fresh), add: actions, change: Vec::new() })?;
    }
    change(places::RECOMMENDATIONS, Change::Recommend(Box::new(one)))?;
    for (case, finding) in &found {
        let steps = vec![Step::Answers(finding.id.clone(), id.clone())];
        let (audit, case) = (audit.id.clone(), (*case).clone());
        change(&places::audit_panel(&audit, &case), Change::Panel { audit, case, steps })?;
    }
    let ids: Vec<&str> = found.iter().map(|(_, finding)| finding.id.as_str()).collect();
    say(&format!(
        "{id} is in {}, and {} it. To see it: '{}'",
        places::RECOMMENDATIONS,
        if ids.len() == 1 { format!("{} names", ids[0]) } else { format!("{} name", and_list(&ids)) },
        next(args, &format!("recommendations {}", quoted(id.as_str())))
    ));
    Ok(0)
}

fn findings<'a>(open: &'a Opened, ids: &[String]) -> Result<Vec<Found<'a>>, String> {
    let all: Vec<Found<'a>> = open
        .folder
        .panels
        .iter()
        .flat_map(|panel| panel.findings.iter().map(move |finding| (&panel.case, finding)))
        .collect();
    let find = |id: &String| {
        let wanted = FindingId::new(id.trim().to_uppercase());
        all.iter().find(|(_, finding)| finding.id == wanted).copied().ok_or_else(|| {
            let known: Vec<&str> = all.iter().map(|(_, finding)| finding.id.as_str()).collect();
            if known.is_empty() {
                format!("{} has no finding yet", open.folder.audit.id)
            } else {
                format!("there is no finding {}: there are {}", one_line(id), and_list(&known))
            }
        })
    };
    ids.iter().map(find).collect()
}

fn next_id(register: &Register, on: NaiveDate) -> RecommendationId {
    let start = format!("REC-{:02}-", on.year().rem_euclid(100));
    let number = |one: &Recommendation| one.id.as_str().strip_prefix(&start)?.parse::<u32>().ok();
    let last = register.recommendations.iter().filter_map(number).max().unwrap_or(0);
    RecommendationId::new(format!("{start}{:03}", last + 1))
}

fn told(one: &Recommendation, found: &[Found<'_>], actions: &[Action]) {
    say(&format!("{}  {}", one.id, one_line(&one.text)));
    for (case, finding) in found {
        say(&format!("    answers {} ({case}): {}", finding.id, one_line(&finding.text)));
    }
    for action in actions {
        let due = action.due.day().map_or("date to be set".to_owned(), crate::base::stamp::long_date);
        let lead = action.lead.as_ref().map_or("nobody", crate::base::id::PostId::as_str);
        say(&format!("    {}  {lead}: {}, by {due}", action.id, one_line(&action.what)));
    }
    say(&format!(
        "{}, {}.",
        count(found.len(), "finding", "findings"),
        count(actions.len(), "action", "actions")
    ));
}

/// What the actions of a recommendation are made with.
struct Answering<'a> {
    args: &'a Args,
    workspace: &'a Workspace,
    group: &'a GroupId,
    /// Where they come from.
    source: Source,
    on: NaiveDate,
}

impl Answering<'_> {
    /// The tracker's path, the text of a new one, and the actions that were typed.
    fn actions(
        &self,
        lines: &[String],
        tracker: Option<&TrackerId>,
    ) -> Result<(String, String, Vec<Action>), String> {
        let named = tracker
            .map(|id| self.workspace.trackers.get(id).ok_or_else(|| format!("there is no tracker {id}")));
        let known = named.transpose()?.or_else(|| self.workspace.tracker_of(self.group)).cloned();
        let tracker = known.unwrap_or_else(|| Tracker {
            id: TrackerId::new(self.group.as_str()),
            group: self.group.clone(),
            ..Tracker::default()
        });
        let now = Clock::start(self.args.start(), None).now();
        let table = self.workspace.table(&tracker, now).ok_or_else(|| {
            format!("{} does not know the group {}: mend that first", places::PARTNERSHIP, self.group)
        })?;
        let sitting = table.sitting();
        let title = format!("Actions of the {}", sitting.group_name);
        let fresh = tracker_edit::fresh(tracker.id.as_str(), &title, self.group.as_str(), &sitting.prefix);
        let room = Room::new(&table, self.on);
        let mut actions = Vec::new();
        for (number, line) in (tracker.last_number(&sitting.prefix, self.on.year()) + 1..).zip(lines) {
            let id = action_id(&sitting.prefix, self.on.year(), number);
            actions.push(self.action(&room, id, line)?);
        }
        Ok((places::tracker(&tracker.id), fresh, actions))
    }

    fn action(&self, room: &Room<'_>, id: ActionId, line: &str) -> Result<Action, String> {
        let read = room.read(line, true);
        let lead = read.one_lead().cloned().ok_or_else(|| {
            format!("'{}' does not say who leads it: begin with one post or person", one_line(line))
        })?;
        if let When::Wrong(why) = &read.when {
            return Err(format!("'{}': {why}", one_line(line)));
        }
        let due = read.due().ok_or_else(|| {
            format!(
                "'{}' does not say by when: end it with 'by' and a day, or 'date to be set'",
                one_line(line)
            )
        })?;
        if read.what.trim().is_empty() {
            return Err(format!("'{}' does not say what is to be done", one_line(line)));
        }
        Ok(Action {
            id,
            what: read.what,
            lead: Some(lead),
            raised: Raised { date: self.on, ..Raised::default() },
            sources: vec![self.source.clone()],
            first_due: due.day(),
            due,
            tags: read.tags,
            ..Action::default()
        })
    }
}
