//! `chairside verify`: proves a copy whole, or names the first record that was altered.

mod acknowledged;
mod complete;
mod copy;
mod said;

use super::args::Args;
use super::{Outcome, REFUSED, say};
use crate::base::id::MeetingId;
use crate::base::problem::{Problem, Severity};
use crate::base::text::count;
use crate::domain::audit::{Return, Sealed};
use crate::domain::disposal::Register;
use crate::files::places;
use crate::files::workspace::Workspace;
use crate::runtime::disk;
pub(super) use acknowledged::Asked;
use complete::Gaps;
use copy::{Copy, Report};
use std::collections::BTreeSet;
use std::path::Path;

/// How many findings of a meeting are said; the first is what matters.
const MOST: usize = 10;

/// What this cannot prove, said every time.
const LIMITS: &str = "A forger who writes every later line and every document anew is not found by this alone: \
                      compare the trail with the one printed in minutes that were circulated.";

pub(super) fn verify(args: &Args, meetings: &[String], asked: Option<Asked<'_>>) -> Outcome {
    let root = super::workspace(args);
    let raw = disk::read_workspace(&root).map_err(|e| format!("{}: {e}", root.display()))?;
    let files = || raw.files.iter().map(|f| (f.path.as_str(), f.bytes.as_slice()));
    let mut workspace = Workspace::load(files(), &raw.unread, &raw.with_journal).beside(&raw.strays);
    let wanted = if meetings.is_empty() { recorded(&workspace) } else { named(&workspace, meetings)? };
    let known = acknowledged::read(&root)?;
    let beside = Beside { args, root: &root, known: &known };
    let mut reports = Vec::new();
    for id in &wanted {
        let path = places::meeting(id);
        let file = files().find(|(known, _)| *known == path).map(|(_, bytes)| bytes);
        reports.push(look(&beside, id, file)?);
    }
    let gaps = if meetings.is_empty() {
        super::check::evidence(&root, &mut workspace)?;
        let unread = raw.unread.iter().map(|(path, _)| path.as_str());
        let there: BTreeSet<&str> = files().map(|(path, _)| path).chain(unread).collect();
        Some(Gaps::find(&beside, &workspace, &there)?)
    } else {
        None
    };
    if let Some(asked) = asked {
        let missing = reports.iter().flat_map(|report| &report.missing);
        let missing: Vec<String> = missing.chain(gaps.iter().flat_map(Gaps::missing)).cloned().collect();
        return acknowledged::add(args, &workspace, &known, asked, &missing).map(|()| 0);
    }
    let mut counts = [0; 3];
    for report in &reports {
        counts[report.verdict as usize] += 1;
        print(report);
    }
    let mut errors = 0;
    if let Some(gaps) = gaps {
        errors = other_files(&workspace, &gaps, &known)
            + gaps.say()
            + accepted(&workspace)
            + super::changes::verify(&root)?;
        acknowledged::list(&known, |what| root.join(what).symlink_metadata().is_ok());
    }
    let [whole, unproved, altered] = counts;
    let mut sum = vec![format!("{} whole", count(whole, "meeting", "meetings"))];
    sum.extend((unproved > 0).then(|| format!("{unproved} that cannot be proved")));
    sum.extend((altered > 0).then(|| format!("{altered} ALTERED")));
    say(&format!("{}. {LIMITS}", sum.join(", ")));
    Ok(if altered > 0 || errors > 0 { REFUSED } else { 0 })
}

/// What is to be known of a file that is not there.
#[derive(Clone, Copy)]
struct Beside<'a> {
    args: &'a Args,
    root: &'a Path,
    known: &'a Register,
}

impl Beside<'_> {
    /// What brings a file back, as the end of a sentence; empty where nothing does.
    fn back(&self, path: &str) -> String {
        let command = super::restore::what_brings_back(self.args, self.root, path);
        command.map(|command| format!(": '{command}' brings it back")).unwrap_or_default()
    }

    /// Whether somebody has said why it is not there.
    fn is_acknowledged(&self, what: &str) -> bool {
        self.known.of(what).is_some()
    }
}

/// Every meeting of which something was recorded.
fn recorded(workspace: &Workspace) -> Vec<MeetingId> {
    let begun = |id: &&MeetingId| workspace.record_state(id).is_some_and(|state| state != "before");
    let mut all: Vec<MeetingId> = workspace.meetings.keys().filter(begun).cloned().collect();
    all.extend(workspace.with_journal.iter().cloned());
    all.sort();
    all.dedup();
    all
}

/// The meetings somebody named.
fn named(workspace: &Workspace, meetings: &[String]) -> Result<Vec<MeetingId>, String> {
    let known = |name: &String| {
        let id = MeetingId::new(name.as_str());
        let there = workspace.meetings.contains_key(&id) || workspace.with_journal.contains(&id);
        if there { Ok(id) } else { Err(format!("there is no meeting called '{name}' here")) }
    };
    meetings.iter().map(known).collect()
}

fn look(beside: &Beside<'_>, id: &MeetingId, file: Option<&[u8]>) -> Result<Report, String> {
    let unread = |e: std::io::Error| format!("{id}: {e}");
    let journals = disk::read_copy(beside.root, id).map_err(unread)?;
    let minutes = disk::read_minutes(beside.root, id).map_err(unread)?;
    let file = file.map(String::from_utf8_lossy);
    let gone = |path: &str| if beside.is_acknowledged(path) { None } else { Some(beside.back(path)) };
    Ok(Copy { id, file: file.as_deref(), journals: &journals, minutes: &minutes, gone: &gone }.look())
}

fn print(report: &Report) {
    say(&report.summary);
    for (n, finding) in report.findings.iter().take(MOST).enumerate() {
        say(&format!("  {}: {finding}.", if n == 0 { "First altered" } else { "Also" }));
    }
    if report.findings.len() > MOST {
        say(&format!("  And {} more.", report.findings.len() - MOST));
    }
    for note in &report.notes {
        say(&format!("  Note: {note}."));
    }
}

/// Whether accepted returns say what they said when they were accepted; how many do not.
fn accepted(workspace: &Workspace) -> usize {
    let all = || workspace.audit_folders.values().flat_map(|folder| &folder.returns);
    let of = |which: Sealed| all().filter(move |of| of.sealed() == which);
    let (whole, unproved) = (of(Sealed::Whole).count(), of(Sealed::Unproved).count());
    let changed: Vec<&Return> = of(Sealed::Changed).collect();
    if whole + unproved + changed.len() == 0 {
        return 0;
    }
    let returns = |n| count(n, "return", "returns");
    let mut sum = vec![format!("{} as accepted", returns(whole))];
    sum.extend((unproved > 0).then(|| {
        format!("{} without a hash, accepted by hand or before hashes were kept", returns(unproved))
    }));
    sum.extend((!changed.is_empty()).then(|| format!("{} ALTERED", changed.len())));
    say(&format!("Audits: {}.", sum.join(", ")));
    for of in &changed {
        say(&format!("  {}.", places::audit_return(&of.audit, &of.case, &of.agency)));
    }
    changed.len()
}

/// What `check` finds wrong with ids and links over all files; how many errors.
fn other_files(workspace: &Workspace, gaps: &Gaps, known: &Register) -> usize {
    let errors = workspace.reports.iter().flat_map(|report| {
        let lawful = |p: &Problem| p.missing.as_ref().is_some_and(|what| known.of(what).is_some());
        let errors = report.problems.iter().filter(move |p| p.severity == Severity::Error && !lawful(p));
        errors.map(|p| format!("{}, line {}: {}", report.path, p.place.line, p.message))
    });
    let errors: Vec<String> = errors.collect();
    match errors.first() {
        None => say(&format!("{}: {}.", files_said(workspace), gaps.links())),
        Some(first) => {
            let all = count(errors.len(), "error", "errors");
            say(&format!("{}: {all}. First: {first}. 'chairside check' shows all.", files_said(workspace)));
        }
    }
    errors.len()
}

fn files_said(workspace: &Workspace) -> String {
    count(workspace.files, "file", "files")
}
