//! Undo and redo, without end and across restarts: both are worked out from the entries themselves.
//! Each writer undoes only their own gestures, the last first.

use super::Meeting;
use super::entry::{Act, Entry, EntryId};

impl Meeting {
    /// The gesture of `writer` that undo would strike.
    pub fn undoable(&self, writer: &str) -> Option<&Entry> {
        let (undo, _) = self.stacks(writer);
        self.entry(undo.last()?)
    }

    /// The gesture of `writer` that redo would restore.
    pub fn redoable(&self, writer: &str) -> Option<&Entry> {
        let (_, redo) = self.stacks(writer);
        self.entry(redo.last()?)
    }

    /// The gestures undo would strike, the next one first.
    pub fn undo_list(&self, writer: &str) -> Vec<&Entry> {
        self.stacks(writer).0.iter().rev().filter_map(|id| self.entry(id)).collect()
    }

    /// The entry with this id.
    pub fn entry(&self, id: &EntryId) -> Option<&Entry> {
        self.entries.iter().find(|e| &e.id == id)
    }

    fn stacks(&self, writer: &str) -> (Vec<EntryId>, Vec<EntryId>) {
        let (mut undo, mut redo): (Vec<EntryId>, Vec<EntryId>) = (Vec::new(), Vec::new());
        for entry in self.entries.iter().filter(|e| e.id.writer == writer) {
            match &entry.act {
                Act::Opened { .. }
                | Act::Wrote { .. }
                | Act::Released { .. }
                | Act::Finalised { .. }
                | Act::Reopened { .. }
                | Act::Renumbered { .. } => {}
                Act::Struck { entry } => {
                    undo.retain(|id| id != entry);
                    redo.push(entry.clone());
                }
                Act::Restored { entry } => {
                    redo.retain(|id| id != entry);
                    undo.push(entry.clone());
                }
                _ => {
                    undo.push(entry.id.clone());
                    redo.clear();
                }
            }
        }
        (undo, redo)
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{Play, WRITER};
    use super::super::rules::Refusal;
    use super::*;
    use crate::base::hash::Sha256;

    #[test]
    fn a_file_that_was_written_is_noted_and_is_no_gesture() {
        let mut play = Play::begun();
        play.note("10:02", "welcome", "Said.");
        let (state, acts) = (play.meeting.state().clone(), play.meeting.acts());
        let next = play.meeting.undoable(WRITER).unwrap().id.clone();
        let sha256 = Sha256::of(b"# Minutes");
        let wrote = play.act("10:03", Act::Wrote { path: "minutes.md".into(), sha256, others: vec![] });
        assert_eq!(*play.meeting.state(), state);
        assert_eq!(play.meeting.acts(), acts);
        assert_eq!(play.meeting.undoable(WRITER).unwrap().id, next);
        assert_eq!(play.refused("10:04", Act::Struck { entry: wrote }), Refusal::NothingTo("undo"));
    }
}
