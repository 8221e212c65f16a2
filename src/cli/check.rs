//! `chairside check`: every rule over every file.

use super::args::Args;
use super::{Outcome, REFUSED, say, tell, today};
use crate::base::problem::{Problem, Severity, show};
use crate::base::text::{count, one_line};
use crate::domain::action::Evidence;
use crate::domain::actions::Known;
use crate::domain::audit::{Results, ReturnState, unasked};
use crate::domain::tracker::Tracker;
use crate::files::workspace::{Report, Workspace};
use crate::files::{check, places};
use crate::runtime::disk;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub(super) fn check(args: &Args, paths: &[PathBuf]) -> Outcome {
    let root = super::workspace(args);
    let mut found = read(&root)?;
    evidence(&root, &mut found)?;
    audits(&root, &mut found, today(args))?;
    keys(&root, &mut found)?;
    let root_shown = root.canonicalize().unwrap_or(root);
    let wanted: Vec<PathBuf> = paths.iter().map(|p| p.canonicalize().unwrap_or_else(|_| p.clone())).collect();
    let mut counts = [0usize; 3];
    for report in &found.reports {
        let place = root_shown.join(&report.path);
        if !wanted.is_empty() && !wanted.iter().any(|w| place.starts_with(w)) {
            continue;
        }
        for problem in &report.problems {
            counts[problem.severity as usize] += 1;
            say(&show(problem, &report.path, &report.text));
            say("");
        }
    }
    if found.files == 0 {
        return Err(format!("there are no YAML files of a workspace in {}", root_shown.display()));
    }
    let [errors, warnings, notes] = counts;
    say(&format!(
        "{} checked: {}, {}, {}.",
        count(found.files, "file", "files"),
        count(errors, "error", "errors"),
        count(warnings, "warning", "warnings"),
        count(notes, "note", "notes"),
    ));
    Ok(if counts[Severity::Error as usize] > 0 { REFUSED } else { 0 })
}

/// Adds what is to be known of files given as evidence. Their bytes are read here and nowhere else: a screen shall not
/// wait for them.
pub(super) fn evidence(root: &Path, found: &mut Workspace) -> Result<(), String> {
    let actions = found.trackers.values().flat_map(Tracker::all);
    let paths: BTreeSet<&str> =
        actions.flat_map(|action| &action.evidence).filter_map(Evidence::in_workspace).collect();
    let seen = disk::evidence(root, paths.into_iter());
    if seen.is_empty() {
        return Ok(());
    }
    let mut all = Vec::new();
    for tracker in found.trackers.keys() {
        let path = places::tracker(tracker);
        let text = disk::read_now(root, &path).map_err(|why| format!("{path}: {why}"))?.unwrap_or_default();
        let problems = check::evidence(&text, &seen);
        all.extend((!problems.is_empty()).then_some((path, problems)));
    }
    all.into_iter().try_for_each(|(path, problems)| add(root, found, path, problems))
}

/// Adds what is to be known of what follows from audits: it takes what was frozen, and the day.
fn audits(root: &Path, found: &mut Workspace, today: NaiveDate) -> Result<(), String> {
    let mut all = Vec::new();
    for (id, folder) in &found.audit_folders {
        let known = Known::of(found.trackers.values());
        let late = check::late_actions(folder, &found.recommendations, &known, today);
        all.extend(late.map(|problem| (places::audit(id), problem)));
        // That what was frozen is not there is said wherever the audit is opened.
        let Ok(template) = disk::frozen_template(root, id, &folder.audit.template.sha256) else { continue };
        for of in folder.returns.iter().filter(|of| of.state != ReturnState::Draft) {
            let Some(asked) = folder.audit.agency(&of.agency) else { continue };
            // Most lack nothing, and only what is to be said of a file is worth reading it again.
            if unasked(of, &template, &asked.kind).is_empty() {
                continue;
            }
            let path = places::audit_return(id, &of.case, &of.agency);
            let text = disk::read_now(root, &path).map_err(|why| format!("{path}: {why}"))?;
            let problems = check::lacking(&text.unwrap_or_default(), of, &template, &asked.kind);
            all.extend(problems.into_iter().map(|problem| (path.clone(), problem)));
        }
        let results = Results::of(&folder.audit, &template, &folder.returns, &folder.panels);
        for panel in &folder.panels {
            let path = places::audit_panel(id, &panel.case);
            let text = disk::read_now(root, &path).map_err(|why| format!("{path}: {why}"))?;
            let problems = check::unanswered(&text.unwrap_or_default(), &results);
            all.extend(problems.into_iter().map(|problem| (path.clone(), problem)));
        }
    }
    for (path, problem) in all {
        add(root, found, path, vec![problem])?;
    }
    Ok(())
}

/// Adds what looks like the key of an audit's pseudonyms in tables and texts. No line of such a file is ever shown.
fn keys(root: &Path, found: &mut Workspace) -> Result<(), String> {
    let cases = found.audit_folders.values().flat_map(|folder| &folder.audit.cases);
    let pseudonyms: BTreeSet<String> = cases.map(|case| case.id.to_string()).collect();
    if pseudonyms.is_empty() {
        return Ok(());
    }
    let ordinary = found.ordinary();
    let papers = disk::papers(root).map_err(|why| format!("{}: {why}", root.display()))?;
    for (path, bytes) in papers {
        let problems = check::pseudonym_key(&path, &bytes, &pseudonyms, &ordinary);
        if problems.is_empty() {
            continue;
        }
        match found.reports.iter_mut().find(|report| report.path == path) {
            Some(report) => report.problems.extend(problems),
            None => found.reports.push(Report { path, text: String::new(), problems }),
        }
    }
    Ok(())
}

/// Adds problems to what is said of a file.
fn add(root: &Path, found: &mut Workspace, path: String, problems: Vec<Problem>) -> Result<(), String> {
    match found.reports.iter_mut().find(|report| report.path == path) {
        Some(report) => report.problems.extend(problems),
        None => {
            let text = disk::read_now(root, &path).map_err(|why| format!("{path}: {why}"))?;
            found.reports.push(Report { path, text: text.unwrap_or_default(), problems });
        }
    }
    Ok(())
}

/// The workspace as it lies on disk. What of it cannot be used is said, for what a command finds lacks it.
pub(super) fn load(root: &Path) -> Result<Workspace, String> {
    let workspace = read(root)?;
    for path in &workspace.unusable {
        tell(&format!(
            "chairside: {} cannot be used until it is mended, and what it holds is missing here: 'chairside check' says \
             where",
            one_line(path)
        ));
    }
    Ok(workspace)
}

fn read(root: &Path) -> Result<Workspace, String> {
    let raw = disk::read_workspace(root).map_err(|e| format!("{}: {e}", root.display()))?;
    Ok(raw.read())
}
