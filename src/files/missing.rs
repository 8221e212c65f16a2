//! What a copy of a workspace names and does not hold: from what files say of one another, and from the journal of
//! changes. A file that nothing names leaves no gap that could be seen.

use super::changes::Line;
use super::places;
use super::workspace::Workspace;
use crate::base::id::MeetingId;
use std::collections::{BTreeMap, BTreeSet};

/// One thing that is named and is nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The path of a file, or words for what a file would hold.
    pub what: String,
    /// Where it is named, first to last; at least one.
    pub named: Vec<String>,
    /// Whether it may never have been here: a meeting from before the first that is kept, of which nothing is left.
    pub perhaps: bool,
}

/// Everything that files name and that is nowhere. `traces` tells whether a meeting left anything but its file.
pub fn missing(workspace: &Workspace, traces: impl Fn(&MeetingId) -> bool) -> Vec<Missing> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for report in &workspace.reports {
        for problem in &report.problems {
            let Some(what) = problem.missing.clone().filter(|what| is_expected(workspace, what)) else {
                continue;
            };
            all.entry(what).or_default().push(format!("{}, line {}", report.path, problem.place.line));
        }
    }
    if workspace.partnership.is_none() && !is_in_the_way(workspace, places::PARTNERSHIP) {
        let why = "every other file, for who takes part".to_owned();
        all.entry(places::PARTNERSHIP.to_owned()).or_default().push(why);
    }
    actions_without_a_tracker(workspace, &mut all);
    let first = workspace.meetings.values().map(|meeting| meeting.date).min();
    let before_all = |id: &MeetingId| id.day().is_some_and(|day| first.is_none_or(|first| day < first));
    let one = |(what, named): (String, Vec<String>)| {
        let perhaps = meeting_of(&what).is_some_and(|id| before_all(&id) && !traces(&id));
        Missing { what, named, perhaps }
    };
    all.into_iter().map(one).collect()
}

/// A group may do without a standing agenda as long as it never met.
fn is_expected(workspace: &Workspace, what: &str) -> bool {
    let met = |path: &str| workspace.meetings.values().any(|meeting| places::agenda(&meeting.group) == path);
    !what.starts_with(places::AGENDAS) || met(what)
}

/// Whether a file is there and cannot be read or used, which is said elsewhere.
fn is_in_the_way(workspace: &Workspace, path: &str) -> bool {
    workspace.files == 0 || workspace.unread.iter().chain(&workspace.unusable).any(|known| known == path)
}

/// With no tracker at all `check` says nothing of actions: a workspace may have been begun just now. A copy was not.
fn actions_without_a_tracker(workspace: &Workspace, all: &mut BTreeMap<String, Vec<String>>) {
    let in_trackers = |path: &String| path.starts_with(places::TRACKERS);
    let unusable = workspace.unread.iter().chain(&workspace.unusable).any(in_trackers);
    if unusable || !workspace.trackers.is_empty() {
        return;
    }
    for meeting in workspace.meetings.values() {
        for action in meeting.items.iter().flat_map(|item| &item.actions) {
            all.entry(format!("the action {action}")).or_default().push(places::meeting(&meeting.id));
        }
    }
}

/// The meeting whose file this is the path of.
fn meeting_of(path: &str) -> Option<MeetingId> {
    let name = path.strip_prefix(places::MEETINGS)?.strip_prefix('/')?.strip_suffix(".yaml")?;
    Some(MeetingId::new(name))
}

/// Files that the journal of changes knows to have been there and not to have been taken away, and that are gone: each
/// with its last change.
pub fn gone<'a>(lines: impl Iterator<Item = &'a Line>, there: &BTreeSet<&str>) -> Vec<&'a Line> {
    let mut last: BTreeMap<&str, &Line> = BTreeMap::new();
    for line in lines {
        let known = last.entry(&line.file).or_insert(line);
        if known.at <= line.at {
            *known = line;
        }
    }
    last.into_values()
        .filter(|line| line.did != "taken away" && !there.contains(line.file.as_str()))
        .collect()
}
