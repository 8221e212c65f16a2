//! Reading one file of a workspace after another, whatever kind it is, and what they come to together.

use super::check::{Sources, hidden, personal};
use super::kind::{Kind, kind};
use super::taken::{by_name, keep, take};
use super::unmerged::Unmerged;
use super::workspace::{Report, Workspace};
use super::yaml::{Node, decode};
use super::{
    action_review, agenda, assurance, audit_folder, audit_library, conflict_copy, disposals, escalations,
    inputs, issued, merge, names, partnership, recommendations, record, released, tracker, views,
};
use crate::base::problem::{Place, Problem};
use crate::domain::action_review::ActionReview;
use crate::domain::actions::view::View;
use crate::domain::carried::Past;
use crate::domain::decided;
use crate::domain::personal::Names;
use std::collections::BTreeMap;
use std::ops::Range;

/// The name of a file without its folder and its ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".yaml").unwrap_or(name)
}

/// A conflict copy whose original has gone may be all that is left of it.
pub(super) fn recover(copy: &conflict_copy::Copy) -> Problem {
    let mend = format!("if this is the file, rename it to {}", copy.original);
    Problem::warning(Place::START, copy.said()).mend(mend)
}

/// How what was emptied or broken comes back: by somebody, for what to do with the rest of it nobody else knows.
fn all_that_is_left(copy: &conflict_copy::Copy) -> String {
    format!(
        "this copy may be all that is left: move {0} out of the way and rename the copy to it, or press m in the list of \
         meetings to take the copy, or see what chairside restore {0} has of it",
        copy.original
    )
}

/// A file that was emptied or broken names the copy beside it.
pub(super) fn left_of(path: &str, copy: &conflict_copy::Copy) -> Option<Problem> {
    let broken = copy.broken.as_ref()?;
    let said =
        format!("this file {broken}, and {path} beside it is a conflict copy of it ({})", copy.left_by());
    Some(Problem::warning(Place::START, said).mend(all_that_is_left(copy)))
}

/// What has been read so far.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) sources: Sources,
    /// Texts of all files, until it is known which of them have problems.
    texts: BTreeMap<String, String>,
    reports: BTreeMap<String, Vec<Problem>>,
    names: Names,
    reviews: BTreeMap<String, ActionReview>,
    views: Vec<View>,
    unusable: Vec<String>,
    unmerged: Vec<Unmerged>,
    /// What the records of meetings say, by the paths of their files.
    pasts: BTreeMap<String, Past>,
    /// Bytes of each text that must not be shown.
    hidden: BTreeMap<String, Vec<Range<usize>>>,
}

impl Reader {
    pub(super) fn file(&mut self, path: &str, bytes: &[u8]) {
        let kind = match kind(path) {
            Ok(kind) => kind,
            Err(problem) => {
                self.report(path, || String::from_utf8_lossy(bytes).into_owned(), vec![problem]);
                return;
            }
        };
        self.sources.paths.insert(path.to_owned());
        let text = match decode(bytes) {
            Ok(text) => text,
            Err(problem) => {
                // Nothing at the very start is worth showing: the whole file is of another kind.
                let shown = problem.place != Place::START;
                let shown = shown && !matches!(kind, Kind::Names);
                let text = || if shown { String::from_utf8_lossy(bytes).into_owned() } else { String::new() };
                self.unusable.push(path.to_owned());
                return self.report(path, text, vec![problem]);
            }
        };
        let open = merge::left(&text);
        if !open.is_empty() {
            self.unmerged.push(Unmerged::Marked { path: path.to_owned(), marks: open.len() });
        }
        let kind_is_held = !matches!(kind, Kind::Names | Kind::Views | Kind::Review | Kind::Released);
        let mut problems = match kind {
            Kind::Partnership => {
                let (source, problems) = take(path, partnership::load(&text));
                self.sources.partnership = source;
                problems
            }
            Kind::Agenda => keep(&mut self.sources.agendas, take(path, agenda::load(&text))),
            Kind::Meeting => keep(&mut self.sources.meetings, take(path, issued::load(&text))),
            Kind::Tracker => keep(&mut self.sources.trackers, take(path, tracker::load(&text))),
            Kind::Review => {
                let loaded = action_review::load(&text);
                self.reviews.extend(loaded.value.map(|review| (stem(path).to_owned(), review)));
                loaded.problems
            }
            Kind::Views => {
                let loaded = views::load(&text);
                self.views = loaded.value.and_then(|read| read.views).unwrap_or_default();
                loaded.problems
            }
            Kind::Inputs => {
                let (source, problems) = take(path, inputs::load(&text));
                self.sources.inputs = source;
                problems
            }
            Kind::Escalations => {
                let (source, problems) = take(path, escalations::load(&text));
                self.sources.escalations = source;
                problems
            }
            Kind::Recommendations => {
                let (source, problems) = take(path, recommendations::load(&text));
                self.sources.recommendations = source;
                problems
            }
            Kind::Released => released::load(&text).problems,
            Kind::Disposals => disposals::load(&text).problems,
            Kind::Audit(kind) => audit_library::take_in(&mut self.sources, kind, path, &text),
            Kind::OneAudit(kind) => audit_folder::take_in(&mut self.sources, kind, path, &text),
            Kind::Assurance(kind) => assurance::take_in(&mut self.sources.assurance, kind, path, &text),
            Kind::Names => {
                let (names, problems) = names::load(&text);
                self.names = names;
                // Not even the lines that are wrong are shown.
                return self.report(path, String::new, problems);
            }
        };
        problems.extend(open);
        if kind_is_held && !self.sources.holds(path) {
            self.unusable.push(path.to_owned());
        }
        self.report(path, || text, problems);
    }

    /// A conflict copy: named, and left out of everything else so that nothing in it counts twice.
    pub(super) fn copy(&mut self, path: &str, bytes: &[u8], copy: &conflict_copy::Copy) {
        let (said, mend) = match conflict_copy::unreadable(bytes) {
            None if copy.broken.is_some() => (
                format!("{}; that file {}", copy.said(), copy.broken.as_deref().unwrap_or_default()),
                all_that_is_left(copy),
            ),
            None => (
                copy.said(),
                "press m in the list of meetings, or run chairside merge --copies: it puts the two together, and \
                 moves the copy out of the way"
                    .to_owned(),
            ),
            Some(why) if copy.broken.is_some() => (
                format!("{}, neither of which can be read; of this one: {why}", copy.said()),
                format!(
                    "put one of them right in an editor, or see what chairside restore {} has of it",
                    copy.original
                ),
            ),
            Some(why) => (
                format!("{}, and it cannot be read: {why}", copy.said()),
                format!(
                    "put that right in an editor, then press m in the list of meetings; if {} says all that \
                     is needed, move the copy out of the workspace",
                    copy.original
                ),
            ),
        };
        self.unmerged.push(Unmerged::Copy { path: path.to_owned(), copy: copy.clone() });
        self.report(path, String::new, vec![Problem::warning(Place::START, said).mend(mend)]);
    }

    pub(super) fn report(&mut self, path: &str, text: impl FnOnce() -> String, problems: Vec<Problem>) {
        self.texts.insert(path.to_owned(), text());
        if !problems.is_empty() {
            self.reports.entry(path.to_owned()).or_default().extend(problems);
        }
    }

    pub(super) fn found(&mut self, path: &str, problem: Problem) {
        self.reports.entry(path.to_owned()).or_default().push(problem);
    }

    pub(super) fn found_all(&mut self, path: &str, problems: impl IntoIterator<Item = Problem>) {
        problems.into_iter().for_each(|problem| self.found(path, problem));
    }

    /// What the records of meetings say, which the rules need too.
    pub(super) fn read_records(&mut self) {
        for source in &self.sources.meetings {
            let past = record::past(self.texts.get(&source.path).map_or("", String::as_str));
            if past != Past::default() {
                self.sources.held.insert(source.value.id.clone());
                self.sources.recorded.extend(decided::recorded(&source.value, &past));
                self.pasts.insert(source.path.clone(), past);
            }
        }
    }

    /// What looks like personal data, in every file that can be read; the list of names is known by now.
    pub(super) fn look_for_personal_data(&mut self) {
        for (path, found) in personal(&self.sources, &self.texts, &self.names) {
            self.hidden.insert(path.to_owned(), found.hidden);
            self.reports.entry(path.to_owned()).or_default().extend(found.problems);
        }
    }

    pub(super) fn finish(mut self) -> Workspace {
        let partnership = self.sources.partnership.map(|source| source.value);
        let (files, names, unmerged) = (self.texts.len(), self.names, self.unmerged);
        let (reviews, views, unusable) = (self.reviews, self.views, self.unusable);
        let mut workspace = Workspace {
            partnership,
            names,
            unmerged,
            reviews,
            views,
            unusable,
            files,
            ..Workspace::default()
        };
        for source in by_name(self.sources.agendas, |agenda| agenda.group.as_str()) {
            workspace.agendas.entry(source.value.group.clone()).or_insert(source.value);
        }
        for source in by_name(self.sources.meetings, |meeting| meeting.id.as_str()) {
            let id = source.value.id.clone();
            if workspace.meetings.contains_key(&id) {
                continue;
            }
            let state = source.node.get("record").and_then(|record| record.get("state")).and_then(Node::text);
            let text = self.texts.get(&source.path).map_or("", String::as_str);
            workspace.agenda_hashes.insert(id.clone(), issued::agenda_sha256(text));
            if let Some(past) = self.pasts.remove(&source.path) {
                workspace.pasts.insert(id.clone(), past);
            }
            if let Some(state) = state {
                workspace.record_states.insert(id.clone(), state.to_owned());
            }
            workspace.meetings.insert(id, source.value);
        }
        for source in by_name(self.sources.trackers, |tracker| tracker.id.as_str()) {
            let items = source.node.get("actions").map_or(&[][..], Node::items);
            let lines = items.iter().map(|item| u32::try_from(item.place.line).unwrap_or(1)).collect();
            workspace.action_lines.entry(source.value.id.clone()).or_insert(lines);
            workspace.trackers.entry(source.value.id.clone()).or_insert(source.value);
        }
        let escalations = self.sources.escalations.map(|source| source.value.passed_on());
        workspace.passed_on = escalations.unwrap_or_default();
        workspace.inputs = self.sources.inputs.map(|source| source.value).unwrap_or_default();
        let recommendations = self.sources.recommendations.map(|source| source.value);
        workspace.recommendations = recommendations.unwrap_or_default();
        workspace.audits =
            audit_library::library(self.sources.scales, self.sources.templates, self.sources.packs);
        workspace.assurance = self.sources.assurance.values();
        let (audits, returns) = (self.sources.audits, self.sources.returns);
        let beside = (self.sources.surveys, self.sources.challenges);
        workspace.audit_folders = audit_folder::folders(audits, returns, self.sources.panels, beside);
        for (path, mut problems) in self.reports {
            problems.sort_by_key(|problem| problem.place);
            let text = self.texts.remove(&path).unwrap_or_default();
            let text = match self.hidden.remove(&path) {
                Some(ranges) => hidden(&text, ranges),
                None => text,
            };
            workspace.reports.push(Report { path, text, problems });
        }
        workspace
    }
}
