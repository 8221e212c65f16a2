//! Acts that reached no disk and were put into another folder before the program was left. Their numbers are given again
//! when the meeting goes on, so they are another writer's from then on: nothing of either is taken for the other.
//!
//! The disk may have come back after all, or held more than it had said. What the writer's own journal says as well is
//! then counted once.

use super::entry::{Act, Entry, EntryId};
use std::collections::{HashMap, HashSet};

/// What stands between a writer's name and the moment of the first act that was put elsewhere.
const UNSAVED: &str = "-unsaved-";

/// One writer's acts as those of a writer of their own, counted from 1; what they say of one another follows. The name
/// goes by the first of them, so that the same acts put elsewhere twice are the same both times.
pub fn apart(entries: Vec<Entry>) -> Vec<Entry> {
    let Some(first) = entries.first() else { return entries };
    let writer = format!("{}{UNSAVED}{}", first.id.writer, first.at.format("%Y%m%d-%H%M%S"));
    let mut now: HashMap<EntryId, EntryId> = HashMap::new();
    let renamed = entries.into_iter().zip(1..).map(|(Entry { id, at, mut act }, seq)| {
        follow(&mut act, &now);
        let own = EntryId { writer: writer.clone(), seq };
        now.insert(id, own.clone());
        Entry { id: own, at, act }
    });
    renamed.collect()
}

/// Leaves out acts put elsewhere that are in their writer's own journal too. Those that speak of one speak of the other
/// from then on.
pub(super) fn without_saved(entries: Vec<Entry>) -> Vec<Entry> {
    if !entries.iter().any(|entry| of(&entry.id.writer).is_some()) {
        return entries;
    }
    let mut saved: HashMap<EntryId, EntryId> = HashMap::new();
    let mut taken: HashSet<EntryId> = HashSet::new();
    for entry in &entries {
        let Some(writer) = of(&entry.id.writer) else { continue };
        let mut act = entry.act.clone();
        follow(&mut act, &saved);
        let same = |own: &&Entry| own.id.writer == writer && own.at == entry.at && own.act == act;
        if let Some(own) = entries.iter().filter(same).find(|own| !taken.contains(&own.id)) {
            taken.insert(own.id.clone());
            saved.insert(entry.id.clone(), own.id.clone());
        }
    }
    let left = entries.into_iter().filter(|entry| !saved.contains_key(&entry.id));
    let mut left: Vec<Entry> = left
        .map(|mut entry| {
            follow(&mut entry.act, &saved);
            entry
        })
        .collect();
    // One that was taken in before speaks of the other already.
    left.dedup();
    left
}

/// Whose acts a writer's are, when they were put elsewhere.
fn of(writer: &str) -> Option<&str> {
    writer.rsplit_once(UNSAVED).map(|(own, _)| own)
}

/// Speaks of another entry where the one spoken of has another id now.
fn follow(act: &mut Act, now: &HashMap<EntryId, EntryId>) {
    if let Some(id) = subject(act)
        && let Some(own) = now.get(id)
    {
        id.clone_from(own);
    }
}

/// The entry that an act speaks of.
fn subject(act: &mut Act) -> Option<&mut EntryId> {
    match act {
        Act::Amended { record: id, .. }
        | Act::Restricted { record: id, .. }
        | Act::Removed { record: id }
        | Act::Positioned { record: id, .. }
        | Act::Renumbered { record: id, .. }
        | Act::Struck { entry: id }
        | Act::Restored { entry: id } => Some(id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Meeting;
    use super::super::example::{Play, WRITER, at};
    use super::*;
    use crate::domain::action::Due;
    use crate::domain::meeting::Body;

    fn action(meeting: &Meeting, what: &str) -> Act {
        let (id, due) = (meeting.next_action_id(), Due::ToBeSet);
        let body = Body::Action { id, what: what.into(), lead: None, due, with: vec![], tags: vec![] };
        Act::Recorded { item: "budget".into(), body }
    }

    /// A meeting of which the last three acts reached no disk: an action, another, and that the second was undone.
    fn left() -> (Meeting, Vec<Entry>) {
        let mut meeting = Play::begun().meeting;
        let saved = meeting.clone();
        let mut unsaved = Vec::new();
        for (time, what) in [("10:10", "first"), ("10:11", "second")] {
            let act = action(&meeting, what);
            unsaved.push(meeting.enter(WRITER, at(time), act).unwrap());
        }
        let entry = unsaved[1].id.clone();
        unsaved.push(meeting.enter(WRITER, at("10:12"), Act::Struck { entry }).unwrap());
        (saved, unsaved)
    }

    fn said(meeting: &Meeting) -> Vec<String> {
        meeting.new_actions().iter().map(|action| format!("{} {}", action.id, action.what)).collect()
    }

    #[test]
    fn what_was_put_elsewhere_and_what_was_recorded_after_it_both_count() {
        let (mut meeting, unsaved) = left();
        // Opened again without them, so their numbers are given a second time.
        let act = action(&meeting, "after");
        let after = meeting.enter(WRITER, at("10:20"), act).unwrap();
        assert_eq!(after.id, unsaved[0].id);
        meeting.take_in(apart(unsaved.clone()));
        assert_eq!(said(&meeting), ["EXEC-26-021 first", "EXEC-26-023 after"]);
        let again = meeting.clone();
        meeting.take_in(apart(unsaved));
        assert_eq!(meeting, again, "copied twice they are there once");
        assert_eq!(meeting.count(WRITER), after.id.seq);
    }

    #[test]
    fn what_reached_the_disk_after_all_counts_once() {
        let (saved, unsaved) = left();
        for reached in 0..=3 {
            let mut meeting = saved.clone();
            meeting.take_in(unsaved[..reached].to_vec());
            meeting.take_in(apart(unsaved.clone()));
            assert_eq!(said(&meeting), ["EXEC-26-021 first"], "{reached} reached it");
            let mut other = saved.clone();
            other.take_in(apart(unsaved.clone()));
            other.take_in(unsaved[..reached].to_vec());
            assert_eq!(meeting, other, "{reached} reached it, in whatever order they come");
        }
    }
}
