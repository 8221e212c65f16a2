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
                Act::Opened { .. } | Act::Released { .. } => {}
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
