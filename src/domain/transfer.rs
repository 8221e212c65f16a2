//! An action handed to another group. It goes on in that group's tracker under a number of that group's; what it was stays
//! where it was and says where it went, so that its old number is never given out again and still leads to it.

use super::action::{Action, ActionChange, Status, Update};
use super::tracker::Tracker;
use chrono::{Datelike as _, NaiveDate};

/// What becomes of the two trackers.
#[derive(Clone, Debug, PartialEq)]
pub struct Transfer {
    /// The action as it goes on, with its whole history, for the tracker it goes to.
    pub goes_on: Action,
    /// What the tracker it leaves says of it from then on.
    pub left: ActionChange,
}

/// Who hands it over, when and why.
#[derive(Clone, Debug)]
pub struct Because<'a> {
    /// The day.
    pub on: NaiveDate,
    /// Who did it.
    pub by: &'a str,
    /// Why, in words.
    pub why: &'a str,
    /// The group it leaves, as people call it.
    pub from: &'a str,
    /// The group it goes to.
    pub to: &'a str,
}

/// Hands an action of one tracker to another. Where half of it is done already the other half is what is left to do.
///
/// # Errors
/// A sentence without a full stop where it has ended or comes round.
pub fn transfer(action: &Action, to: &Tracker, because: &Because<'_>) -> Result<Transfer, String> {
    if action.id.as_str().contains('@') {
        return Err(format!("{} comes round: move what it comes of, under recurring:", action.id));
    }
    if !action.status.open() {
        return Err(format!("{} has ended: it is {}", action.id, action.status_said()));
    }
    let there = to.actions.iter().find(|known| known.aliases.contains(&action.id));
    let said = |text: String| Update { on: because.on, text, by: because.by.to_owned(), ..Update::default() };
    let goes_on = there.cloned().unwrap_or_else(|| {
        let year = because.on.year();
        let mut goes_on = action.clone();
        goes_on.id = super::tracker::action_id(&to.prefix, year, to.last_number(&to.prefix, year) + 1);
        goes_on.aliases = [action.id.clone()].into_iter().chain(action.aliases.iter().cloned()).collect();
        goes_on.updates.push(said(format!(
            "Transferred from {}, where it was {}: {}",
            because.from, action.id, because.why
        )));
        goes_on
    });
    let left = ActionChange {
        id: action.id.clone(),
        status: Some(Status::Merged),
        merged_into: Some(goes_on.id.clone()),
        update: Some(said(format!("Transferred to {} as {}: {}", because.to, goes_on.id, because.why))),
        ..ActionChange::default()
    };
    Ok(Transfer { goes_on, left })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actions::Known;

    fn because<'a>() -> Because<'a> {
        Because {
            on: "2026-12-03".parse().unwrap(),
            by: "jo",
            why: "It is for practice",
            from: "the Executive",
            to: "SOG",
        }
    }

    fn tracker(prefix: &str, actions: Vec<Action>) -> Tracker {
        Tracker { prefix: prefix.into(), actions, ..Tracker::default() }
    }

    #[test]
    fn it_goes_on_with_all_it_had_and_is_found_by_its_old_number() {
        let action = Action {
            id: "EXEC-26-014".into(),
            aliases: vec!["EXEC-26-009".into()],
            what: "Share the strategy".into(),
            updates: vec![Update { text: "Begun".into(), ..Update::default() }],
            ..Action::default()
        };
        let sog = tracker("SOG", vec![Action { id: "SOG-26-004".into(), ..Action::default() }]);
        let done = transfer(&action, &sog, &because()).unwrap();
        assert_eq!(done.goes_on.id.as_str(), "SOG-26-005");
        assert_eq!(done.goes_on.aliases, ["EXEC-26-014".into(), "EXEC-26-009".into()]);
        assert_eq!(done.goes_on.updates.len(), 2);
        let mut left = action.clone();
        left.take(&done.left);
        assert_eq!((left.status, left.merged_into.as_ref()), (Status::Merged, Some(&done.goes_on.id)));
        // Half done, the same again is the other half: no second number is given.
        let mut half = sog.clone();
        half.actions.push(done.goes_on.clone());
        assert_eq!(transfer(&action, &half, &because()).unwrap(), done);
        // The old number leads to it, and the tracker it left never gives it out again.
        let exec = tracker("EXEC", vec![left.clone()]);
        assert_eq!(exec.last_number("EXEC", 2026), 14);
        let trackers = [exec, half];
        let known = Known::of(trackers.iter());
        assert_eq!(known.goes_on(&action.id).unwrap().action.id, done.goes_on.id);
        assert!(transfer(&left, &trackers[1], &because()).unwrap_err().contains("has ended"));
    }

    #[test]
    fn what_comes_round_is_not_handed_over_once() {
        let action = Action { id: "EXEC-R-01@2026-12".into(), ..Action::default() };
        assert!(transfer(&action, &tracker("SOG", vec![]), &because()).unwrap_err().contains("recurring"));
    }
}
