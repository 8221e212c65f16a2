//! A whole workspace as values: every file that can be read, and everything that is wrong with the others.
//! A bad file never stops the good ones.

use super::audit_folder::AuditFolder;
use super::check::{self, check};
use super::conflict_copy;
use super::ordinary;
use super::reader::Reader;
use super::reader::{left_of, recover};
use super::unmerged::Unmerged;
use crate::base::hash::Sha256;
use crate::base::id::{ActionId, AuditId, GroupId, MeetingId, TrackerId};
use crate::base::problem::{Place, Problem, Severity};
use crate::domain::action::Evidence;
use crate::domain::action_review::ActionReview;
use crate::domain::actions::view::View;
use crate::domain::actions::{Known, Light, Listed};
use crate::domain::agenda::StandingAgenda;
use crate::domain::audit::{Library, following};
use crate::domain::carried::Past;
use crate::domain::decided::{self, Row};
use crate::domain::decision_numbers::Recorded;
use crate::domain::issued::IssuedAgenda;
use crate::domain::partnership::{Group, Partnership};
use crate::domain::personal::{Names, Ordinary};
use crate::domain::recommendation::Register;
use crate::domain::tracker::Tracker;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

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
        for (path, copy) in &copies {
            reader.found_all(&copy.original, left_of(path, copy));
        }
        for (path, why) in unread {
            let problem = Problem::error(Place::START, format!("this file cannot be read: {why}"))
                .mend("check that it is there and that you may open it");
            reader.sources.paths.insert(path.clone());
            reader.report(path, String::new, vec![problem]);
        }
        reader.read_records();
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

    /// With what is to be said of files that nothing reads, which are not what an action is shown by either.
    #[must_use]
    pub fn beside(mut self, strays: &[String]) -> Self {
        let actions = self.trackers.values().flat_map(Tracker::all);
        let shown: BTreeSet<&str> =
            actions.flat_map(|action| &action.evidence).filter_map(Evidence::in_workspace).collect();
        let strays: Vec<&String> = strays.iter().filter(|path| !shown.contains(path.as_str())).collect();
        for path in strays {
            let problems = vec![check::stray(path)];
            self.reports.push(Report { path: path.clone(), text: String::new(), problems });
        }
        self
    }

    /// Whether every action of an audit is closed and nobody has asked its questions again.
    pub fn asks_again(&self, folder: &AuditFolder) -> bool {
        let known = || Known::of(self.trackers.values());
        let others = self.audit_folders.values().map(|folder| &folder.audit);
        // Without recommendations there is nothing to look up.
        !following::recommended(&folder.panels, &self.recommendations).is_empty()
            && following::asks_again(&folder.audit, &folder.panels, &self.recommendations, &known(), others)
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

    /// The numbers of all decisions that meetings have recorded.
    pub fn recorded(&self) -> Vec<Recorded> {
        let held = self.meetings.values().filter_map(|m| Some((m, self.pasts.get(&m.id)?)));
        held.flat_map(|(agenda, past)| decided::recorded(agenda, past)).collect()
    }

    /// The action with this id, or that had it, in whichever tracker it is.
    pub fn listed(&self, id: &ActionId) -> Option<Listed<'_>> {
        self.trackers.values().find_map(|tracker| {
            let action = tracker.action(id)?;
            let at = tracker.all().position(|one| one.id == action.id)?;
            Some(Listed { tracker, action, at })
        })
    }

    /// What has come round by a day is seen among the actions of each tracker from now on.
    pub fn come_to(&mut self, today: NaiveDate) {
        self.trackers.values_mut().for_each(|tracker| tracker.come_to(today));
    }

    /// What actions are looked at against on a day.
    pub fn light(&self, today: NaiveDate) -> Light<'_> {
        let mut next = BTreeMap::new();
        for meeting in self.in_the_round().filter(|meeting| meeting.date >= today && !self.ended(&meeting.id))
        {
            let date = next.entry(&meeting.group).or_insert(meeting.date);
            *date = meeting.date.min(*date);
        }
        Light { partnership: self.partnership.as_ref(), today, next, meetings: Some(&self.meetings) }
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

    /// Words that are nobody's name: those of agencies, posts, groups and questions, and what stands in small letters in the texts
    /// of audits.
    pub fn ordinary(&self) -> Ordinary {
        let frozen = self.audits.templates.values().map(|one| one.title.as_str());
        let folders = self.audit_folders.values();
        let audits = folders.clone().flat_map(|folder| ordinary::of_audit(&folder.audit));
        let returns = folders.clone().flat_map(|folder| folder.returns.iter().flat_map(ordinary::of_return));
        let panels = folders.flat_map(|folder| folder.panels.iter().flat_map(ordinary::of_panel));
        ordinary::known(self.partnership.as_ref(), &self.audits)
            .with(frozen)
            .with(audits)
            .with_small(returns.chain(panels))
    }

    /// The group somebody means by a name: its id, short name, name or letters, small and capital alike.
    pub fn group_called(&self, name: &str) -> Option<&GroupId> {
        self.partnership.as_ref()?.group_called(name).map(|group| &group.id)
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
        files.push(("registers/imputs.yaml".into(), b"schema: 1\n".to_vec()));
        files.push(("trackers/old/sog.yaml".into(), b"a: [".to_vec()));
        let unread = [("agendas/gone.yaml".to_owned(), "no permission".to_owned())];
        let workspace = Workspace::load(
            files.iter().map(|(p, b)| (p.as_str(), b.as_slice())),
            &unread,
            &["executive-2026-12-03".into()],
        );
        let bad: Vec<&str> = workspace.reports.iter().map(|r| r.path.as_str()).collect();
        let unread = ["note.yaml", "registers/imputs.yaml"];
        let broken =
            ["agendas/gone.yaml", "meetings/broken.yaml", "trackers/broken.yaml", "trackers/old/sog.yaml"];
        assert_eq!(bad, [&broken[..2], &unread, &broken[2..]].concat());
        assert_eq!(workspace.errors(), 3);
        let said = |n: usize| &workspace.reports[n].problems[0].message;
        assert!(said(3).contains("this file is not read"), "{}", said(3));
        let mend = |n: usize| workspace.reports[n].problems[0].mend.clone().unwrap_or_default();
        assert!(
            mend(3).starts_with("what is read here are inputs.yaml, recommendations.yaml"),
            "{}",
            mend(3)
        );
        assert!(mend(5).starts_with("move it to trackers itself"), "{}", mend(5));
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
