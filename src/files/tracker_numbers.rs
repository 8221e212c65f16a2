//! Numbers that a meeting gave to its actions and that somebody gave in the tracker meanwhile. The tracker's keeps the
//! number; the meeting's action gets the next free one and is still found by the old one.

use super::tracker;
use crate::base::id::ActionId;
use crate::domain::action::Action;
use crate::domain::tracker::{Tracker, number_after};

/// An action that has another number in the tracker than its meeting gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renumbered {
    /// The number the meeting gave.
    pub given: ActionId,
    /// The one it has.
    pub now: ActionId,
}

/// The action of the tracker that a meeting means by this one; none when it is yet to be added.
pub fn known<'a>(tracker: &'a Tracker, action: &Action) -> Option<&'a Action> {
    let named = |known: &&Action| known.id == action.id || known.aliases.contains(&action.id);
    let of_the_meeting = |known: &&Action| known.raised.meeting == action.raised.meeting;
    let found = tracker.actions.iter().filter(named).find(of_the_meeting);
    // Somebody may have taken away where it came from.
    found.or_else(|| tracker.actions.iter().filter(named).find(|known| known.what == action.what))
}

/// An action as it may be added: under its own number where that is free, else under the next that is. `also` are other
/// numbers that are given.
pub fn numbered(tracker: &Tracker, action: &Action, also: &[ActionId]) -> Action {
    let taken = |id: &ActionId| {
        tracker.actions.iter().any(|known| known.id == *id || known.aliases.contains(id)) || also.contains(id)
    };
    let mut action = action.clone();
    if tracker.actions.iter().all(|known| known.id != action.id && !known.aliases.contains(&action.id)) {
        return action;
    }
    let given = action.id.clone();
    while taken(&action.id) {
        action.id = ActionId::new(number_after(action.id.as_str()));
    }
    action.aliases.push(given);
    action
}

/// Which of a meeting's actions have other numbers in this tracker than the meeting gave them.
pub fn renumbered(text: &str, actions: &[Action]) -> Vec<Renumbered> {
    if actions.is_empty() {
        return Vec::new();
    }
    let Some(tracker) = tracker::load(text).value else { return Vec::new() };
    let other = |action: &Action| {
        let known = known(&tracker, action).filter(|known| known.id != action.id)?;
        Some(Renumbered { given: action.id.clone(), now: known.id.clone() })
    };
    actions.iter().filter_map(other).collect()
}
