//! Opening a meeting: from its file and its journals, or from a group's standing agenda.

use super::{Model, Screen};
use crate::base::hash::Sha256;
use crate::base::id::MeetingId;
use crate::base::stamp::ClockTime;
use crate::domain::issued::IssuedAgenda;
use crate::domain::meeting::{Act, Entry, EntryId, Meeting};
use crate::effect::{Change, Effect, RawJournals};
use crate::files::chain::Chains;
use crate::files::{issued, journal, places};
use crate::screens::{Out, meeting};
use chrono::Timelike;
use std::sync::Arc;

/// What is written before the first act of a meeting, and not before: opening a file to look leaves no trace.
#[derive(Clone, Debug)]
pub(super) struct Unsaved {
    pub(super) entry: Entry,
    create: Option<(String, String)>,
}

impl Unsaved {
    /// The entry that says the file was opened.
    pub(super) fn id(&self) -> &EntryId {
        &self.entry.id
    }
}

impl Model {
    /// Opens a meeting by its id, or by the name of the group that meets.
    pub(super) fn open_named(&mut self, name: &str, effects: &mut Vec<Effect>) {
        let today = self.now.date_naive();
        if let Some(id) = self.workspace.meeting_for(name, today).map(|m| m.id.clone()) {
            return self.open(&id, effects);
        }
        // One known from its journal alone: its file cannot be read, or not now.
        if self.workspace.with_journal.contains(&MeetingId::from(name)) {
            return self.open(&name.into(), effects);
        }
        match self.workspace.group_called(name).cloned() {
            Some(group) => self.open_new(&group, effects),
            None => {
                let mut out = Out::default();
                // Without the partnership nobody can tell which groups there are.
                let broken = self.workspace.partnership.is_none()
                    && self.workspace.reports.iter().any(|report| report.path == places::PARTNERSHIP);
                out.refuse(if broken {
                    format!("{} cannot be used until it is mended: p shows where", places::PARTNERSHIP)
                } else {
                    format!("There is no meeting and no group called '{name}' here")
                });
                self.notice = out.notice;
            }
        }
    }

    /// Opens a meeting of a group today, made from its standing agenda.
    pub(super) fn open_new(&mut self, group: &crate::base::id::GroupId, effects: &mut Vec<Effect>) {
        let now = self.now.time();
        // A meeting made on the spot is taken to begin at the last five minutes.
        let start = format!("{:02}:{:02}", now.hour(), now.minute() / 5 * 5);
        let start: ClockTime = start.parse().unwrap_or_default();
        let Some(made) = self.workspace.new_meeting(group, self.now.date_naive(), start) else { return };
        let id = made.id.clone();
        Arc::make_mut(&mut self.workspace).meetings.insert(id.clone(), made);
        self.open(&id, effects);
    }

    pub(super) fn open(&mut self, id: &MeetingId, effects: &mut Vec<Effect>) {
        self.opening = Some(id.clone());
        effects.push(Effect::OpenJournals(id.clone()));
    }

    /// The journals came: the meeting is what they fold to, or starts from its file.
    pub(super) fn journals(&mut self, raw: &RawJournals, out: &mut Out) {
        if self.opening.as_ref() != Some(&raw.meeting) {
            return;
        }
        self.opening = None;
        let mut entries = Vec::new();
        let mut damaged = 0;
        for file in &raw.journals {
            let read = journal::read(&file.bytes);
            damaged += read.damaged.len();
            entries.extend(read.entries);
        }
        if entries.is_empty() && self.held_elsewhere(&raw.meeting) {
            return out.refuse(format!(
                "{0} was recorded, and its journal is not here: read the record in {1}; starting it afresh would \
                 write over that",
                raw.meeting,
                places::meeting(&raw.meeting)
            ));
        }
        let sitting = self.workspace.sitting(&raw.meeting);
        let recorded =
            entries.iter().filter(|e| e.id.writer == raw.writer).map(|e| e.id.seq).max().unwrap_or(0);
        let resumed = Meeting::replay(entries.clone());
        // The same act in two copies of a journal is one act.
        let came_back = resumed.as_ref().map_or(0, Meeting::acts);
        let begun = resumed.as_ref().is_some_and(|m| m.state().began.is_some());
        let agenda_sha256 = self.agenda_sha256(&raw.meeting);
        let opened = resumed.as_ref().and_then(agenda_of);
        let fresh = resumed.as_ref().map(Meeting::sitting) != sitting.as_ref() || opened != agenda_sha256;
        if let Some(last) = entries.iter().map(|e| e.at).max().filter(|last| *last > self.now) {
            self.ahead += last - self.now;
            self.now = last;
        }
        self.opened = None;
        let journals = raw.journals.iter().map(|file| file.bytes.as_slice());
        self.saving.goes_on(Chains::read(&raw.meeting, journals));
        // Until the chair opens the meeting its file may still change; afterwards it runs on what it began with.
        if let Some(sitting) = sitting.filter(|_| !begun && fresh) {
            let id = EntryId { writer: raw.writer.clone(), seq: recorded + 1 };
            let act = Act::Opened { sitting: Box::new(sitting), agenda_sha256 };
            let entry = Entry { id, at: self.now, act };
            entries.push(entry.clone());
            let made = self.workspace.meetings.get(&raw.meeting);
            let create = made.map(|m| (places::meeting(&raw.meeting), file_text(m)));
            self.opened = Some(Unsaved { entry, create });
        }
        match Meeting::replay(entries) {
            None => out.refuse(format!("{} cannot be opened: see the problems, with p", raw.meeting)),
            Some(meeting) => {
                let mut state = meeting::State::new(meeting, raw.writer.clone());
                state.names = self.workspace.names.clone();
                self.saving.mirroring.opened(raw.meeting.clone(), raw.writer.clone());
                state.typing =
                    crate::screens::typing::Typing::from_draft(&raw.draft, &state.meeting, recorded);
                self.saving.draft_found(&raw.draft);
                self.say_resumed(&state, came_back, damaged, out);
                let ended = state.meeting.state().ended.is_some();
                self.screen = Screen::Meeting(Box::new(state));
                match (ended, self.workspace.ended(&raw.meeting)) {
                    (true, true) => self.close_again(),
                    // The record is the last that is written: nobody has worked on what the end was to write.
                    (true, false) => self.close(),
                    (false, _) => {}
                }
            }
        }
    }

    /// Whether the meeting's file has a record that no journal here stands behind.
    fn held_elsewhere(&self, meeting: &MeetingId) -> bool {
        matches!(self.workspace.record_state(meeting), Some(state) if state != "before")
    }

    /// What the agenda part of the meeting's file came to when it was read, or will when it is made.
    fn agenda_sha256(&self, meeting: &MeetingId) -> Option<Sha256> {
        let made = || self.workspace.meetings.get(meeting).map(|m| issued::agenda_sha256(&file_text(m)));
        self.workspace.agenda_hashes.get(meeting).copied().or_else(made)
    }

    fn say_resumed(&self, state: &meeting::State, came_back: usize, damaged: usize, out: &mut Out) {
        let mut said = Vec::new();
        if came_back > 0 && state.meeting.state().ended.is_none() {
            said.push(format!(
                "Taken up where it was left: {}.",
                crate::base::text::count(came_back, "act", "acts")
            ));
        }
        // Whoever looks up must not take it for recorded.
        if state.typing.is_some() {
            said.push(
                "A line is still being typed, not recorded yet: Enter keeps it, Esc drops it.".to_owned(),
            );
        }
        if damaged > 0 {
            said.push(format!(
                "{} of the journal could not be read and was left alone.",
                crate::base::text::count(damaged, "line", "lines")
            ));
        }
        if let Some(path) = self.workspace.unread.first() {
            said.push(format!(
                "{path} could not be read, so what it holds is missing here: L, then p, shows why."
            ));
        }
        if self.ask.demo && came_back == 0 {
            said.push(
                "A fictional partnership, its clock set to the meeting. Nothing here is real.".to_owned(),
            );
            said.extend(self.ask.earlier.clone());
        }
        if !said.is_empty() {
            out.say(said.join(" "));
        }
    }

    pub(super) fn save_opening(&mut self, unsaved: Unsaved) {
        self.saving.record(&unsaved.entry);
        if let Some((path, text)) = unsaved.create {
            self.saving.change(path, Change::Create(text));
        }
    }
}

/// What the agenda came to with which a meeting was opened.
fn agenda_of(meeting: &Meeting) -> Option<Sha256> {
    match &meeting.opening()?.act {
        Act::Opened { agenda_sha256, .. } => *agenda_sha256,
        _ => None,
    }
}

/// A meeting's file as the program writes it when there is none.
fn file_text(meeting: &IssuedAgenda) -> String {
    issued::text(meeting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Ask, Msg, update};
    use crate::base::stamp::Stamp;
    use crate::effect::{RawFile, RawWorkspace, Reply};

    /// What is said when somebody asks for the Executive and these are the files.
    fn asked_for_the_executive(files: &[(&str, &str)]) -> String {
        let now: Stamp = "2026-12-03T10:00:00Z".parse().unwrap();
        let mut model = Model::new(Ask::default(), now);
        let file = |(path, text): &(&str, &str)| RawFile { path: (*path).into(), bytes: (*text).into() };
        let raw = RawWorkspace { files: files.iter().map(file).collect(), ..RawWorkspace::default() };
        update(&mut model, now, Msg::Start);
        update(&mut model, now, Msg::Reply(Reply::Workspace(Arc::new(raw.read()))));
        model.open_named("executive", &mut Vec::new());
        model.notice.unwrap().words
    }

    #[test]
    fn a_record_without_its_journal_is_not_started_afresh() {
        let now: Stamp = "2026-12-03T10:00:00Z".parse().unwrap();
        let mut model = Model::new(Ask::default(), now);
        let files = crate::files::shipped::demo().into_iter();
        let files = files.map(|(path, bytes)| RawFile { path, bytes: bytes.to_vec() }).collect();
        let raw = RawWorkspace { files, ..RawWorkspace::default() };
        update(&mut model, now, Msg::Start);
        update(&mut model, now, Msg::Reply(Reply::Workspace(Arc::new(raw.read()))));
        let opened = |model: &mut Model, id: &str| {
            model.open(&id.into(), &mut Vec::new());
            let raw = RawJournals { meeting: id.into(), writer: "w".into(), ..RawJournals::default() };
            update(model, now, Msg::Reply(Reply::Journals(raw)));
            matches!(model.screen, Screen::Meeting(_))
        };
        assert!(!opened(&mut model, "executive-2026-09-10"), "its record would be written over");
        assert!(model.notice.as_ref().unwrap().words.contains("meetings/executive-2026-09-10.yaml"));
        assert!(opened(&mut model, "executive-2026-12-03"));
    }

    #[test]
    fn a_group_cannot_be_found_while_the_partnership_is_broken_and_that_is_said() {
        let said = asked_for_the_executive(&[("partnership.yaml", "schema: 1\nid: [\n")]);
        assert!(
            said.starts_with("partnership.yaml cannot be used until it is mended: p shows where"),
            "{said}"
        );
        let said = asked_for_the_executive(&[]);
        assert!(said.starts_with("There is no meeting and no group called 'executive' here"), "{said}");
    }
}
