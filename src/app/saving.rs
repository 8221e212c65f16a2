//! What is not on disk yet. One entry is appended at a time and the next only after it was acknowledged, so
//! the journal is always a prefix of the truth; nothing is called saved before the disk said so.

use super::leaving::Stake;
use super::mirroring::Mirroring;
use crate::base::stamp::Stamp;
use crate::domain::meeting::Entry;
use crate::effect::{Cause, Change, Doing, Effect, Fault, RawFile};
use crate::files::chain::Chains;
use crate::ui::look::Role;
use chrono::TimeDelta;
use std::collections::{BTreeMap, VecDeque};

/// How long to wait before trying again.
pub(super) const RETRY_AFTER: TimeDelta = TimeDelta::seconds(2);
/// How long the readable file may lag behind the journal, so that a burst of acts is written once.
const FILE_AFTER: TimeDelta = TimeDelta::milliseconds(400);

/// Entries and files on their way to the disk.
#[derive(Clone, Debug, Default)]
pub struct Saving {
    lines: VecDeque<(u64, String)>,
    sent: bool,
    /// What is not beside the meeting yet.
    pub mirroring: Mirroring,
    fault: Option<Fault>,
    retry_at: Option<Stamp>,
    files: BTreeMap<String, (Change, bool)>,
    file_at: Option<Stamp>,
    draft: String,
    draft_failed: bool,
    chains: Chains,
    /// Whether what was being typed is to be forgotten once the line it became is on disk.
    forget: bool,
}

impl Saving {
    /// What is appended from now on belongs to this meeting and goes on from its journals.
    pub fn goes_on(&mut self, chains: Chains) {
        self.chains = chains;
    }

    /// Other writers' journals went on.
    pub fn hear(&mut self, files: &[RawFile]) {
        for file in files {
            self.chains.hear(&file.bytes);
        }
    }

    /// Where the journals have got to, with all that is still on its way.
    pub fn chains(&self) -> &Chains {
        &self.chains
    }

    /// An entry to append.
    pub fn record(&mut self, entry: &Entry) {
        self.lines.push_back((entry.id.seq, self.chains.line(entry)));
    }

    /// The readable file of the meeting is out of date.
    pub fn meeting_changed(&mut self, now: Stamp) {
        self.file_at = self.file_at.or(Some(now + FILE_AFTER));
    }

    /// The readable file is to be written as soon as the journal holds everything.
    pub fn meeting_ended(&mut self, now: Stamp) {
        self.file_at = Some(now);
    }

    /// Whether the readable file is to be written now: only what the journal holds goes into it.
    pub fn wants_meeting_file(&mut self, now: Stamp) -> bool {
        let due = self.file_at.is_some_and(|at| at <= now) && !self.file_waits();
        if due {
            self.file_at = None;
        }
        due
    }

    /// Whether the readable file must wait: for the journal, and for the tracker, since once the file says that the
    /// meeting has ended nobody looks again whether its actions got there. A tracker that has to be mended by hand is
    /// not waited for.
    fn file_waits(&self) -> bool {
        let tracker = self.files.values().any(|(change, _)| matches!(change, Change::Tracker { .. }));
        let broken = self.fault.as_ref().is_some_and(|fault| fault.cause == Cause::Content);
        !self.lines.is_empty() || (tracker && !broken)
    }

    /// Whether the readable file is out of date; asking settles it.
    pub fn record_due(&mut self) -> bool {
        self.file_at.take().is_some()
    }

    /// A file to change; a later change of the same file takes the place of one not yet sent.
    pub fn change(&mut self, path: String, change: Change) {
        self.files.insert(path, (change, false));
    }

    /// What is kept already of a line being typed, as it was found.
    pub fn draft_found(&mut self, text: &str) {
        text.clone_into(&mut self.draft);
    }

    /// What is being typed, to keep; empty when nothing is. The words of a line that was kept are forgotten only
    /// when it is on disk: until then they are nowhere else.
    pub fn draft(&mut self, text: String, effects: &mut Vec<Effect>) {
        self.forget = text.is_empty() && !self.lines.is_empty();
        if text != self.draft && !self.forget {
            self.draft.clone_from(&text);
            self.draft_failed = false;
            effects.push(Effect::KeepDraft(text));
        }
    }

    /// Sends what may be sent.
    pub fn send(&mut self, now: Stamp, effects: &mut Vec<Effect>) {
        if self.retry_at.is_some_and(|at| at > now) {
            return;
        }
        self.retry_at = None;
        if self.forget {
            self.draft(String::new(), effects);
        }
        if !self.sent
            && let Some((seq, line)) = self.lines.front()
        {
            self.sent = true;
            effects.push(Effect::Append { seq: *seq, line: line.clone() });
        }
        self.mirroring.send(now, effects);
        for (path, (change, sent)) in &mut self.files {
            if !*sent {
                *sent = true;
                effects.push(Effect::Change { path: path.clone(), change: change.clone() });
            }
        }
    }

    /// An entry is on disk.
    pub fn recorded(&mut self, seq: u64) {
        if self.lines.front().is_some_and(|(s, _)| *s == seq) {
            self.lines.pop_front();
            self.sent = false;
            self.mirroring.recorded();
            self.clear_fault(|fault| fault.doing == Doing::Recording);
        }
    }

    /// A file is on disk. A change made since it was sent stays to be sent.
    pub fn written(&mut self, path: &str) {
        if self.files.get(path).is_some_and(|(_, sent)| *sent) {
            self.files.remove(path);
        }
        // That this file could be written says nothing of another that could not.
        self.clear_fault(|fault| fault.doing == Doing::Writing && fault.path == path);
    }

    fn clear_fault(&mut self, over: impl Fn(&Fault) -> bool) {
        if self.fault.as_ref().is_some_and(|f| over(f) || f.doing == Doing::KeepingDraft) {
            self.fault = None;
        }
    }

    /// Something did not reach the disk: it is tried again.
    pub fn failed(&mut self, fault: Fault, now: Stamp) {
        match fault.doing {
            Doing::Recording => self.sent = false,
            Doing::Writing => {
                if let Some((_, sent)) = self.files.get_mut(&fault.path) {
                    *sent = false;
                }
            }
            Doing::Mirroring => return self.mirroring.failed(fault, now),
            // Nothing waits for it.
            Doing::BeingHere => return,
            Doing::KeepingDraft | Doing::Reading => {
                self.draft_failed = true;
                self.draft.clear();
            }
        }
        self.retry_at = Some(now + RETRY_AFTER);
        // What the journal lacks matters more than what a readable file lacks.
        let graver = self.fault.as_ref().is_none_or(|f| f.doing != Doing::Recording);
        if graver || fault.doing == Doing::Recording {
            self.fault = Some(fault);
        }
    }

    /// What is wrong, while something is.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref().or_else(|| self.mirroring.fault())
    }

    /// What would be lost or left behind by leaving now; nothing where all is well or still on its way.
    pub fn stake(&self) -> Option<Stake> {
        match (self.lines.len(), self.mirroring.behind()) {
            _ if self.fault().is_none() || self.all_saved() => None,
            (acts @ 1.., _) => Some(Stake::Acts(acts)),
            (0, acts @ 1..) if self.mirroring.fault().is_some() => Some(Stake::Here(acts)),
            (0, _) => Some(Stake::Files),
        }
    }

    /// The acts on no disk, as lines of a journal.
    pub fn unsaved(&self) -> String {
        self.lines.iter().map(|(_, line)| line.as_str()).collect()
    }

    /// Whether the entry of this number is not on disk.
    pub fn is_waiting(&self, seq: u64) -> bool {
        self.lines.iter().any(|(waiting, _)| *waiting == seq)
    }

    /// Acts not on disk.
    pub fn waiting(&self) -> usize {
        self.lines.len()
    }

    /// Whether everything is on disk, readable files too.
    pub fn all_saved(&self) -> bool {
        self.lines.is_empty() && self.files.is_empty() && self.file_at.is_none() && self.mirroring.all_there()
    }

    /// When something comes due.
    pub fn next_wake(&self) -> Option<Stamp> {
        let file = self.file_at.filter(|_| !self.file_waits());
        [self.retry_at, self.mirroring.next_wake(), file].into_iter().flatten().min()
    }

    /// The word for the head of the screen.
    pub fn said(&self) -> (Role, String) {
        // A share that has gone takes no file either: one sentence for both.
        let recording = self.fault.as_ref().is_some_and(|f| f.doing == Doing::Recording);
        if let Some((role, said)) = self.mirroring.said().filter(|_| !recording) {
            // What is on no disk yet is not on this computer either.
            return match self.lines.len() {
                0 => (role, said),
                n => (role, format!("saving {n}, {said}")),
            };
        }
        match (&self.fault, self.lines.len()) {
            (Some(fault), n) if n > 0 => (Role::Bad, format!("NOT SAVED – {}", fault.cause.said())),
            (Some(fault), _) if fault.doing == Doing::Writing => {
                (Role::Care, format!("saved in the journal only – {}", fault.cause.said()))
            }
            (Some(fault), _) => (Role::Care, format!("typing not kept – {}", fault.cause.said())),
            // The record is safe; the documents made from it at the end are still on their way.
            (None, 0) if self.files.values().any(|(change, _)| matches!(change, Change::Document(_))) => {
                (Role::Plain, "saved, writing minutes".to_owned())
            }
            (None, 0) => (Role::Good, "saved".to_owned()),
            (None, n) => (Role::Plain, format!("saving {n}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::meeting::{Act, EntryId};

    fn at(second: u32) -> Stamp {
        format!("2026-12-03T10:00:{second:02}+00:00").parse().unwrap()
    }

    fn entry(seq: u64) -> Entry {
        Entry { id: EntryId { writer: "w".into(), seq }, at: at(0), act: Act::Began }
    }

    fn sent(saving: &mut Saving, now: Stamp) -> Vec<Effect> {
        let mut effects = Vec::new();
        saving.send(now, &mut effects);
        effects
    }

    fn full() -> Fault {
        Fault {
            doing: Doing::Recording,
            path: "j".into(),
            cause: Cause::Full,
            detail: "no space".into(),
            clash: None,
        }
    }

    #[test]
    fn one_entry_at_a_time_and_the_next_after_it_was_acknowledged() {
        let mut saving = Saving::default();
        saving.record(&entry(1));
        saving.record(&entry(2));
        assert!(matches!(sent(&mut saving, at(0))[..], [Effect::Append { seq: 1, .. }]));
        assert!(sent(&mut saving, at(0)).is_empty());
        assert_eq!(saving.said().1, "saving 2");
        saving.recorded(1);
        assert!(matches!(sent(&mut saving, at(0))[..], [Effect::Append { seq: 2, .. }]));
        saving.recorded(2);
        assert_eq!(saving.said().1, "saved");
    }

    #[test]
    fn nothing_pretends_to_be_saved_and_it_is_tried_again() {
        let mut saving = Saving::default();
        saving.record(&entry(1));
        sent(&mut saving, at(0));
        saving.failed(full(), at(0));
        assert_eq!(saving.said().1, "NOT SAVED – disk full");
        assert!(sent(&mut saving, at(1)).is_empty());
        assert!(matches!(sent(&mut saving, at(2))[..], [Effect::Append { seq: 1, .. }]));
        saving.recorded(1);
        assert_eq!(saving.said().1, "saved");
        assert!(saving.fault().is_none());
    }

    #[test]
    fn while_the_share_is_away_what_is_on_its_way_to_this_computer_is_said_too() {
        let mut saving = Saving::default();
        saving.mirroring.opened("executive-2026-12-03".into(), "w".into());
        sent(&mut saving, at(0));
        saving.record(&entry(1));
        sent(&mut saving, at(0));
        saving.failed(Fault { doing: Doing::Mirroring, cause: Cause::Gone, ..full() }, at(0));
        assert_eq!(saving.said().1, "saving 1, on this computer only – folder not reachable");
        saving.recorded(1);
        assert_eq!(saving.said().1, "on this computer only, 1 act – folder not reachable");
    }

    #[test]
    fn words_being_typed_are_forgotten_only_when_their_line_is_on_disk() {
        let mut saving = Saving::default();
        let mut effects = Vec::new();
        saving.draft("half a sen".into(), &mut effects);
        assert_eq!(effects, [Effect::KeepDraft("half a sen".into())]);
        saving.record(&entry(1));
        effects.clear();
        saving.draft(String::new(), &mut effects);
        saving.send(at(0), &mut effects);
        assert!(matches!(effects[..], [Effect::Append { seq: 1, .. }]), "{effects:?}");
        saving.failed(full(), at(0));
        assert!(matches!(sent(&mut saving, at(2))[..], [Effect::Append { seq: 1, .. }]));
        saving.recorded(1);
        assert_eq!(sent(&mut saving, at(2)), [Effect::KeepDraft(String::new())]);
        assert!(sent(&mut saving, at(2)).is_empty());
    }

    #[test]
    fn words_found_when_the_meeting_was_opened_can_be_forgotten() {
        let mut saving = Saving::default();
        let mut effects = Vec::new();
        saving.draft_found("half a sen");
        saving.draft(String::new(), &mut effects);
        assert_eq!(effects, [Effect::KeepDraft(String::new())]);
    }

    #[test]
    fn the_readable_file_waits_for_the_journal() {
        let mut saving = Saving::default();
        saving.record(&entry(1));
        saving.meeting_changed(at(0));
        assert!(!saving.wants_meeting_file(at(5)));
        saving.recorded(1);
        assert!(saving.wants_meeting_file(at(5)));
        assert!(!saving.wants_meeting_file(at(5)));
    }

    #[test]
    fn it_says_so_while_the_minutes_are_on_their_way() {
        let mut saving = Saving::default();
        saving.change("meetings/a/minutes.md".into(), Change::Document("# Minutes".into()));
        sent(&mut saving, at(0));
        assert_eq!(saving.said().1, "saved, writing minutes");
        saving.written("meetings/a/minutes.md");
        assert_eq!(saving.said().1, "saved");
    }

    #[test]
    fn a_file_that_cannot_be_written_is_said_while_others_can_be() {
        let mut saving = Saving::default();
        for path in ["minutes.md", "tracker.yaml"] {
            saving.change(path.into(), Change::Document("text".into()));
        }
        sent(&mut saving, at(0));
        saving.failed(Fault { doing: Doing::Writing, path: "minutes.md".into(), ..full() }, at(0));
        saving.written("tracker.yaml");
        assert_eq!(saving.said().1, "saved in the journal only – disk full");
        sent(&mut saving, at(2));
        saving.written("minutes.md");
        assert_eq!(saving.said().1, "saved");
    }

    #[test]
    fn a_change_made_while_one_is_written_is_written_too() {
        let mut saving = Saving::default();
        saving.change("a.yaml".into(), Change::Record("one".into()));
        assert_eq!(sent(&mut saving, at(0)).len(), 1);
        saving.change("a.yaml".into(), Change::Record("two".into()));
        saving.written("a.yaml");
        assert!(!saving.all_saved());
        assert_eq!(sent(&mut saving, at(0)).len(), 1);
    }
}
