//! `chairside audit recommend`: from findings to a recommendation to actions, linked both ways: each finding names the
//! recommendation, the recommendation its findings and its actions. Without `--yes` nothing is written.

use super::args::Args;
use super::args_audit_panel::RecommendArgs;
use super::audit_run::Opened;
use super::{Outcome, next, quoted, say};
use crate::base::id::{CaseId, FindingId};
use crate::base::text::{and_list, count, one_line};
use crate::domain::action::Action;
use crate::domain::audit::settling::clean_of;
use crate::domain::audit::{Finding, Step};
use crate::domain::recommendation::Recommendation;
use crate::effect::Change;
use crate::files::audit_recommend::{self, Made};
use crate::files::places;
use crate::runtime::{Clock, disk};

/// A finding, and the child at whose panel it was found.
type Found<'a> = (&'a CaseId, &'a Finding);

pub(super) fn recommend(args: &Args, asked: &RecommendArgs) -> Outcome {
    let open = Opened::read(args, &asked.id)?;
    let workspace = &open.workspace;
    let found = findings(&open, &asked.findings)?;
    if asked.text.trim().is_empty() {
        return Err("say what is recommended".to_owned());
    }
    let words = [&asked.text, &asked.success, &asked.baseline].into_iter().chain(&asked.actions);
    words.into_iter().try_for_each(|words| clean_of(words, &workspace.names))?;
    let audit = &open.folder.audit;
    let group = match &asked.group {
        None => audit.group.clone(),
        Some(name) => workspace
            .group_called(name)
            .cloned()
            .ok_or_else(|| format!("there is no group called {}", one_line(name)))?,
    };
    let drafted = audit_recommend::Asked {
        findings: found.iter().map(|(_, finding)| finding.id.clone()).collect(),
        text: asked.text.clone(),
        success: asked.success.clone(),
        baseline: asked.baseline.clone(),
        actions: asked.actions.clone(),
        tier: asked.tier.into(),
    };
    let now = Clock::start(args.start(), None).now();
    let Made { recommendation: one, actions, tracker: path, fresh } =
        audit_recommend::made(workspace, audit, &group, &drafted, now)?;
    let id = one.id.clone();
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
