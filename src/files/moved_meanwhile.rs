//! Due dates that somebody set in a tracker while a meeting moved them too. What the meeting decides stands; the date it took
//! the place of is kept as where the move starts from, and is said.

use super::tracker;
use crate::domain::action::Move;
use crate::domain::agenda::Tier;
use crate::domain::tracker::Tracker;
use crate::files::tracker_edit::ActionChange;

/// What a meeting says of actions, each first move of one starting from when the tracker says that it is due. A move that is
/// there already stays as it is, so that doing it twice changes nothing more.
pub fn from_what_stands(tracker: &Tracker, changes: &[ActionChange]) -> Vec<ActionChange> {
    let mut changes = changes.to_vec();
    for n in 0..changes.len() {
        let (before, rest) = changes.split_at_mut(n);
        let first = !before.iter().any(|one| one.id == rest[0].id && one.moved.is_some());
        let Some(known) = tracker.action(&rest[0].id) else { continue };
        let Some((_, step)) = &mut rest[0].moved else { continue };
        if let Some(there) = known.moves.iter().find(|one| same(one, step)) {
            step.from = there.from;
        } else if first && known.due != step.to {
            step.from = known.due;
        }
    }
    changes
}

/// The dates that a meeting's moves took the place of in this tracker, and that the meeting did not know: each as a sentence.
pub fn overridden(text: &str, changes: &[ActionChange]) -> Vec<String> {
    if changes.iter().all(|change| change.moved.is_none()) {
        return Vec::new();
    }
    let Some(tracker) = tracker::load(text).value else { return Vec::new() };
    let said = changes.iter().filter_map(|change| {
        let (_, step) = change.moved.as_ref()?;
        let action = tracker.action(&change.id)?;
        let there = action.moves.iter().find(|one| same(one, step))?;
        if there.from == step.from {
            return None;
        }
        if action.tier == Tier::Restricted {
            return Some(
                "The date of a restricted action was set by hand meanwhile; the meeting's stands.".into(),
            );
        }
        let (was, stands) = (there.from.said(), action.due.said());
        Some(format!("{} was due {was} by hand meanwhile; the meeting's {stands} stands.", change.id))
    });
    said.collect()
}

/// Whether two moves are one, wherever they start from.
fn same(one: &Move, other: &Move) -> bool {
    Move { from: other.from, ..one.clone() } == *other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Action, Due};
    use crate::files::tracker_edit;

    fn due(day: &str) -> Due {
        Due::On(day.parse().unwrap())
    }

    fn moved(from: &str, to: &str, why: &str) -> ActionChange {
        let step = Move {
            from: due(from),
            to: due(to),
            on: "2026-12-03".parse().unwrap(),
            why: why.into(),
            meeting: Some("sog-2026-12-03".into()),
            ..Move::default()
        };
        ActionChange { id: "SOG-26-001".into(), moved: Some((due(to), step)), ..ActionChange::default() }
    }

    fn tracker(day: &str) -> String {
        let action = Action {
            id: "SOG-26-001".into(),
            what: "Share the data".into(),
            due: due(day),
            ..Action::default()
        };
        let fresh = tracker_edit::fresh("sog", "SOG actions", "sog", "SOG");
        tracker_edit::apply(None, &fresh, &[action], &[]).unwrap()
    }

    fn end(text: &str, changes: &[ActionChange]) -> String {
        let known = tracker::load(text).value.unwrap();
        tracker_edit::apply(Some(text), "", &[], &from_what_stands(&known, changes)).unwrap()
    }

    #[test]
    fn the_date_that_was_set_meanwhile_stands_in_the_history_and_is_said_however_often_the_meeting_ends() {
        let changes = [moved("2026-11-27", "2026-12-18", "a"), moved("2026-12-18", "2027-01-29", "b")];
        let text = end(&tracker("2027-03-31"), &changes);
        let action = tracker::load(&text).value.unwrap().actions[0].clone();
        let froms: Vec<Due> = action.moves.iter().map(|step| step.from).collect();
        assert_eq!((action.due, froms), (due("2027-01-29"), vec![due("2027-03-31"), due("2026-12-18")]));
        assert_eq!(
            overridden(&text, &changes),
            ["SOG-26-001 was due Wed 31 Mar 2027 by hand meanwhile; the meeting's Fri 29 Jan 2027 stands."]
        );
        assert_eq!(end(&text, &changes), text, "ending twice is ending once");
    }

    #[test]
    fn where_nobody_set_another_date_nothing_is_said() {
        let changes = [moved("2026-11-27", "2027-01-29", "a")];
        for day in ["2026-11-27", "2027-01-29"] {
            let text = end(&tracker(day), &changes);
            assert_eq!(overridden(&text, &changes), [""; 0]);
            assert_eq!(end(&text, &changes), text);
        }
    }
}
