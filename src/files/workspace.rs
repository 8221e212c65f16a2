//! A whole workspace as values: every file that can be read, and everything that is wrong with the others.
//! A bad file never stops the good ones.

use super::assurance;
use super::audit_folder::AuditFolder;
use super::check::{Sources, check, hidden, personal};
pub(super) use super::taken::{by_name, keep, take};
use super::unmerged::Unmerged;
use super::yaml::{Node, decode};
use super::{
    action_review, agenda, audit_folder, audit_library, conflict_copy, escalations, inputs, issued, merge,
    names, partnership, places, recommendations, tracker, views,
};
use crate::base::hash::Sha256;
use crate::base::id::{AuditId, GroupId, MeetingId, TrackerId};
use crate::base::problem::{Place, Problem, Severity};
use crate::domain::action_review::ActionReview;
use crate::domain::actions::Light;
use crate::domain::actions::view::View;
use crate::domain::agenda::StandingAgenda;
use crate::domain::audit::Library;
use crate::domain::carried::Past;
use crate::domain::decided::{self, Row};
use crate::domain::issued::IssuedAgenda;
use crate::domain::partnership::{Group, Partnership};
use crate::domain::personal::Names;
use crate::domain::recommendation::Register;
use crate::domain::tracker::Tracker;
use crate::files::record;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::ops::Range;

/// Everything a workspace holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workspace {
    /// The partnership, when its file can be read.
    pub partnership: Option<Partnership>,
    /// Standing agendas.
    pub agendas: BTreeMap<GroupId, StandingAgenda>,
    /// Meetings.
    pub meetings: BTreeMap<MeetingId, IssuedAgenda>,
    /// Trackers.
    pub trackers: BTreeMap<TrackerId, Tracker>,
    /// What groups expect to be sent.
    pub inputs: crate::domain::inputs::Register,
    /// Recommendations, and areas with little or no progress.
    pub recommendations: Register,
    /// What the record of each meeting that has one says about its state, such as `ended`.
    pub record_states: BTreeMap<MeetingId, String>,
    /// How each meeting that has a record went, for the group's next.
    pub pasts: BTreeMap<MeetingId, Past>,
    /// Names that must stand in no paper.
    pub names: Names,
    /// What the agenda part of each meeting's file comes to.
    pub agenda_hashes: BTreeMap<MeetingId, Sha256>,
    /// Meetings that have a journal.
    pub with_journal: Vec<MeetingId>,
    /// Files and folders that could not be read at all: what they hold is missing here.
    pub unread: Vec<String>,
    /// What is wrong, file by file in order of path; files without a problem are not here.
    pub reports: Vec<Report>,
    /// What waits for somebody to put it together, in order of path.
    pub unmerged: Vec<Unmerged>,
    /// The line each action begins at, tracker by tracker, in the order of the file; for an editor.
    pub action_lines: BTreeMap<TrackerId, Vec<u32>>,
    /// Reviews of actions, by the names of their files.
    pub reviews: BTreeMap<String, ActionReview>,
    /// Saved views of the actions.
    pub views: Vec<View>,
    /// Files that were read and cannot be used until they are mended: what they hold is missing here.
    pub unusable: Vec<String>,
    /// Templates, packs and scales of audits.
    pub audits: Library,
    /// Audits by the names of their folders, each with its returns and panels.
    pub audit_folders: BTreeMap<AuditId, AuditFolder>,
    /// Inspections, rapid reviews, the programme of audits, feedback.
    pub assurance: crate::domain::assurance::Assurance,
    /// Which children who may have been unsafe were passed on, and when: of their register nothing else is here.
    pub passed_on: Vec<crate::domain::escalation::PassedOn>,
    /// How many files were read.
    pub files: usize,
    /// Why the folder itself could not be read, where only what this computer kept is here.
    pub away: Option<(String, String)>,
}

/// What is wrong with one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Its path in the workspace.
    pub path: String,
    /// Its text, to show the lines that are wrong, with personal data made unreadable; empty when there is none.
    pub text: String,
    /// Everything found, in the order of the file.
    pub problems: Vec<Problem>,
}

const START: Place = Place { line: 1, column: 1, length: 1 };

impl Workspace {
    /// Reads every file given, decides its kind by its folder, and checks them all together. `unread` are files
    /// that could not be read from disk, with the reason.
    pub fn load<'a>(
        files: impl Iterator<Item = (&'a str, &'a [u8])>,
        unread: &[(String, String)],
        with_journal: &[MeetingId],
    ) -> Self {
        let files: Vec<(&str, &[u8])> = files.collect();
        let (copies, none) = (conflict_copy::among(&files), files.is_empty());
        let mut reader = Reader::default();
        for (path, bytes) in files {
            match copies.get(path) {
                Some(copy) if copy.there => reader.copy(path, bytes, copy),
                copy => {
                    reader.file(path, bytes);
                    reader.found_all(path, copy.map(recover));
                }
            }
        }
        for (path, why) in unread {
            let problem = Problem::error(START, format!("this file cannot be read: {why}"))
                .mend("check that it is there and that you may open it");
            reader.sources.paths.insert(path.clone());
            reader.report(path, String::new, vec![problem]);
        }
        for (path, problem) in check(&reader.sources) {
            reader.found(&path, problem);
        }
        reader.look_for_personal_data();
        let away = unread.first().filter(|_| none).cloned();
        let unread = unread.iter().map(|(path, _)| path.clone()).collect();
        let mut workspace = Self { with_journal: with_journal.to_vec(), unread, away, ..reader.finish() };
        workspace.with_journal.sort();
        workspace
    }

    /// How many errors there are in all files.
    pub fn errors(&self) -> usize {
        self.of(Severity::Error)
    }

    /// How many warnings there are in all files.
    pub fn warnings(&self) -> usize {
        self.of(Severity::Warning)
    }

    fn of(&self, severity: Severity) -> usize {
        self.reports.iter().flat_map(|report| &report.problems).filter(|p| p.severity == severity).count()
    }

    /// The group that meets.
    pub fn group_of(&self, meeting: &MeetingId) -> Option<&Group> {
        self.partnership.as_ref()?.group(&self.meetings.get(meeting)?.group)
    }

    /// The group's tracker: the first by id, should there be several.
    pub fn tracker_of(&self, group: &GroupId) -> Option<&Tracker> {
        self.trackers.values().find(|tracker| &tracker.group == group)
    }

    /// The register of decisions: every numbered decision of every group, by day.
    pub fn decisions(&self) -> Vec<Row> {
        let held = self.meetings.values().filter_map(|m| Some((m, self.pasts.get(&m.id)?)));
        decided::register(held)
    }

    /// What has come round by a day is seen among the actions of each tracker from now on.
    pub fn come_to(&mut self, today: NaiveDate) {
        self.trackers.values_mut().for_each(|tracker| tracker.come_to(today));
    }

    /// What actions are looked at against on a day.
    pub fn light(&self, today: NaiveDate) -> Light<'_> {
        let mut next = BTreeMap::new();
        for meeting in
            self.meetings.values().filter(|meeting| meeting.date >= today && !self.ended(&meeting.id))
        {
            let date = next.entry(&meeting.group).or_insert(meeting.date);
            *date = meeting.date.min(*date);
        }
        Light { partnership: self.partnership.as_ref(), today, next }
    }

    /// What the meeting's record says about its state, in the words of the file: `record: {state: ended}`.
    pub fn record_state(&self, meeting: &MeetingId) -> Option<&str> {
        self.record_states.get(meeting).map(String::as_str)
    }

    /// Whether the meeting's record says that it has ended; minutes approved later leave it so.
    pub fn ended(&self, meeting: &MeetingId) -> bool {
        matches!(self.record_state(meeting), Some("ended" | "approved"))
    }

    /// Names nobody types into an audit, a review or an inspection: those on the list, and everybody the partnership names, for
    /// posts stand for people there.
    pub fn held_back(&self) -> Names {
        let people = self.partnership.iter().flat_map(|known| &known.people);
        self.names.clone().with_people(people.map(|person| person.name.as_str()))
    }

    /// The group somebody means by a name: its id, short name, name or letters, small and capital alike.
    pub fn group_called(&self, name: &str) -> Option<&GroupId> {
        self.partnership.as_ref()?.group_called(name).map(|group| &group.id)
    }
}

/// The name of a file without its folder and its ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".yaml").unwrap_or(name)
}

/// A conflict copy whose original has gone may be all that is left of it.
fn recover(copy: &conflict_copy::Copy) -> Problem {
    let mend = format!("if this is the file, rename it to {}", copy.original);
    Problem::warning(START, copy.said()).mend(mend)
}

/// The kinds of file, by folder.
enum Kind {
    Partnership,
    Agenda,
    Meeting,
    Tracker,
    Review,
    Names,
    Views,
    Inputs,
    Escalations,
    Recommendations,
    Audit(audit_library::Kind),
    OneAudit(audit_folder::Kind),
    Assurance(assurance::Kind),
}

/// The kind of a file, or why it is not one that is read: nothing at all for files deeper down.
fn kind(path: &str) -> Result<Kind, Option<Problem>> {
    let stray = |message: &str, mend: String| {
        let problem = Problem { severity: Severity::Info, ..Problem::warning(START, message) };
        Err(Some(problem.mend(mend)))
    };
    if let Some(kind) = assurance::kind(path) {
        return Ok(Kind::Assurance(kind));
    }
    match path {
        places::NAMES => return Ok(Kind::Names),
        places::VIEWS => return Ok(Kind::Views),
        places::INPUTS => return Ok(Kind::Inputs),
        places::ESCALATIONS => return Ok(Kind::Escalations),
        places::RECOMMENDATIONS => return Ok(Kind::Recommendations),
        _ => {}
    }
    let Some((folder, name)) = path.split_once('/') else {
        return if path == places::PARTNERSHIP {
            Ok(Kind::Partnership)
        } else {
            stray(
                "this file is not read",
                format!(
                    "only {} belongs here; move other files to {}, {} or {}",
                    places::PARTNERSHIP,
                    places::AGENDAS,
                    places::MEETINGS,
                    places::TRACKERS
                ),
            )
        };
    };
    if folder == places::AUDITS {
        let one = || audit_folder::kind(path).map(Kind::OneAudit);
        return audit_library::kind(path).map(Kind::Audit).or_else(one).ok_or(None);
    }
    let kind = match folder {
        places::AGENDAS => Kind::Agenda,
        places::MEETINGS => Kind::Meeting,
        places::TRACKERS => Kind::Tracker,
        places::REVIEWS => Kind::Review,
        _ => return Err(None),
    };
    match name {
        deeper if deeper.contains('/') => Err(None),
        other if other.strip_suffix(".yaml").is_none() => {
            stray("this file is not read", "give its name the ending .yaml".to_owned())
        }
        _ => Ok(kind),
    }
}

/// What has been read so far.
#[derive(Default)]
struct Reader {
    sources: Sources,
    /// Texts of all files, until it is known which of them have problems.
    texts: BTreeMap<String, String>,
    reports: BTreeMap<String, Vec<Problem>>,
    names: Names,
    reviews: BTreeMap<String, ActionReview>,
    views: Vec<View>,
    unusable: Vec<String>,
    unmerged: Vec<Unmerged>,
    /// Bytes of each text that must not be shown.
    hidden: BTreeMap<String, Vec<Range<usize>>>,
}

impl Reader {
    fn file(&mut self, path: &str, bytes: &[u8]) {
        let kind = match kind(path) {
            Ok(kind) => kind,
            Err(problem) => {
                if let Some(problem) = problem {
                    self.report(path, || String::from_utf8_lossy(bytes).into_owned(), vec![problem]);
                }
                return;
            }
        };
        self.sources.paths.insert(path.to_owned());
        let text = match decode(bytes) {
            Ok(text) => text,
            Err(problem) => {
                // Nothing at the very start is worth showing: the whole file is of another kind.
                let shown = problem.place != START;
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
        let kind_is_held = !matches!(kind, Kind::Names | Kind::Views | Kind::Review);
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
    fn copy(&mut self, path: &str, bytes: &[u8], copy: &conflict_copy::Copy) {
        let (said, mend) = match conflict_copy::unreadable(bytes) {
            None => (
                copy.said(),
                "press m in the list of meetings, or run chairside merge --copies: it puts the two together, and \
                 moves the copy out of the way"
                    .to_owned(),
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
        self.report(path, String::new, vec![Problem::warning(START, said).mend(mend)]);
    }

    fn report(&mut self, path: &str, text: impl FnOnce() -> String, problems: Vec<Problem>) {
        self.texts.insert(path.to_owned(), text());
        if !problems.is_empty() {
            self.reports.entry(path.to_owned()).or_default().extend(problems);
        }
    }

    fn found(&mut self, path: &str, problem: Problem) {
        self.reports.entry(path.to_owned()).or_default().push(problem);
    }

    fn found_all(&mut self, path: &str, problems: impl IntoIterator<Item = Problem>) {
        problems.into_iter().for_each(|problem| self.found(path, problem));
    }

    /// What looks like personal data, in every file that can be read; the list of names is known by now.
    fn look_for_personal_data(&mut self) {
        for (path, found) in personal(&self.sources, &self.texts, &self.names) {
            self.hidden.insert(path.to_owned(), found.hidden);
            self.reports.entry(path.to_owned()).or_default().extend(found.problems);
        }
    }

    fn finish(mut self) -> Workspace {
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
            let past = record::past(text);
            if past != Past::default() {
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

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn demo() -> Vec<(String, Vec<u8>)> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("agendas/demo");
        let mut all = Vec::new();
        let mut folders = vec![folder.clone()];
        while let Some(next) = folders.pop() {
            #[allow(clippy::disallowed_methods, reason = "tests may read the shipped files")]
            for entry in std::fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|e| e == "yaml") {
                    let name = path.strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
                    #[allow(clippy::disallowed_methods, reason = "tests may read the shipped files")]
                    all.push((name, std::fs::read(&path).unwrap()));
                }
            }
        }
        all.sort();
        all
    }

    fn load(files: &[(String, Vec<u8>)]) -> Workspace {
        Workspace::load(files.iter().map(|(p, b)| (p.as_str(), b.as_slice())), &[], &[])
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_demo_is_read_whole() {
        let workspace = load(&demo());
        assert_eq!(workspace.reports, []);
        assert_eq!((workspace.errors(), workspace.warnings()), (0, 0));
        assert_eq!(workspace.agendas.len(), 3);
        assert_eq!(workspace.meetings.len(), 6);
        assert_eq!(workspace.trackers.len(), 2);
        let id = MeetingId::from("executive-2026-12-03");
        assert_eq!(workspace.group_of(&id).unwrap().name, "Executive");
        let sitting = workspace.sitting(&id).unwrap();
        assert_eq!(sitting.prefix, "EXEC");
        assert_eq!(sitting.last_number, 20);
        assert!(!sitting.actions.is_empty() && sitting.known.len() == 6);
    }

    #[test]
    fn a_meeting_is_found_by_what_people_call_it() {
        let workspace = load(&demo());
        let found = |name: &str, on: &str| workspace.meeting_for(name, day(on)).map(|m| m.id.as_str());
        assert_eq!(found("executive-2026-06-11", "2026-12-03"), Some("executive-2026-06-11"));
        assert_eq!(found("exec", "2026-12-03"), Some("executive-2026-12-03"));
        assert_eq!(found("executive", "2026-12-04"), Some("executive-2027-03-04"));
        assert_eq!(found(" Senior officer group ", "2026-12-03"), Some("sog-2027-02-04"));
        assert_eq!(found("sog", "2027-02-05"), None);
        assert_eq!(found("nobody", "2026-12-03"), None);
        assert!(workspace.names().contains(&"Senior Officer Group"));
    }

    #[test]
    fn a_meeting_that_has_ended_is_not_met_again() {
        let mut files = demo();
        let file = files.iter_mut().find(|(path, _)| path == "meetings/executive-2026-12-03.yaml").unwrap();
        file.1.extend_from_slice(b"record:\n  state: ended\n");
        let workspace = load(&files);
        assert_eq!(workspace.record_state(&"executive-2026-12-03".into()), Some("ended"));
        let next = workspace.meeting_for("executive", day("2026-12-03")).unwrap();
        assert_eq!(next.id.as_str(), "executive-2027-03-04");
        assert!(workspace.meeting_for("executive-2026-12-03", day("2026-12-03")).is_some());
    }

    #[test]
    fn a_new_meeting_follows_the_groups_last_one() {
        let workspace = load(&demo());
        let made =
            workspace.new_meeting(&"executive".into(), day("2027-06-10"), "10:00".parse().unwrap()).unwrap();
        assert_eq!(made.id.as_str(), "executive-2027-06-10");
        assert_eq!(made.last_meeting, Some("executive-2027-03-04".into()));
        assert_eq!((made.place.as_str(), made.items.len()), ("Microsoft Teams", 14));
        assert!(
            workspace
                .new_meeting(&"nobody".into(), day("2027-06-10"), crate::base::stamp::ClockTime::default())
                .is_none()
        );
    }

    #[test]
    fn a_bad_file_never_stops_the_good_ones() {
        let mut files = demo();
        files.push(("meetings/broken.yaml".into(), b"title: Children\x92s\n".to_vec()));
        files.push(("trackers/broken.yaml".into(), b"schema: 1\nactions: [\n".to_vec()));
        files.push(("note.yaml".into(), b"a: 1\n".to_vec()));
        files.push(("meetings/executive-2026-12-03/papers/data.yaml".into(), b"a: [".to_vec()));
        let unread = [("agendas/gone.yaml".to_owned(), "no permission".to_owned())];
        let workspace = Workspace::load(
            files.iter().map(|(p, b)| (p.as_str(), b.as_slice())),
            &unread,
            &["executive-2026-12-03".into()],
        );
        let bad: Vec<&str> = workspace.reports.iter().map(|r| r.path.as_str()).collect();
        assert_eq!(bad, ["agendas/gone.yaml", "meetings/broken.yaml", "note.yaml", "trackers/broken.yaml"]);
        assert_eq!(workspace.errors(), 3);
        assert!(workspace.reports[1].text.starts_with("title: Children"));
        assert!(workspace.reports[0].problems[0].message.contains("no permission"));
        assert!(workspace.sitting(&"executive-2026-12-03".into()).is_some());
        assert_eq!(workspace.with_journal.len(), 1);
        assert_eq!(workspace.unread, ["agendas/gone.yaml"]);
    }

    #[test]
    fn a_copy_never_takes_the_place_of_the_file_copied() {
        let mut files = demo();
        let (_, bytes) =
            files.iter().find(|(path, _)| path == "meetings/sog-2027-02-04.yaml").unwrap().clone();
        let changed = String::from_utf8(bytes).unwrap().replace("place: ", "place: Not ");
        files.insert(0, ("meetings/a copy.yaml".into(), changed.into_bytes()));
        let workspace = load(&files);
        assert!(!workspace.meetings[&MeetingId::from("sog-2027-02-04")].place.starts_with("Not"));
    }
}
