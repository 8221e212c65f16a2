//! The steps of an action: its parts, each done on a day or not yet. Ticking one says so, and leaves a line of history.

use super::{Action, ActionChange, Part, Update};
use chrono::NaiveDate;

/// A step that was ticked, or whose tick was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticked {
    /// Its place among the steps, from 0, when that was said.
    pub at: usize,
    /// Its words, by which it is known wherever it stands now.
    pub what: String,
    /// The day it was done; none where it is not done after all.
    pub done: Option<NaiveDate>,
}

impl Action {
    /// What saying that a step is done, or is not done after all, does to the action. Nothing where it says so already, or
    /// where it has no such step.
    pub fn tick(&self, at: usize, done: bool, on: NaiveDate, by: &str) -> Option<ActionChange> {
        let part = self.steps.get(at).filter(|part| part.done.is_some() != done)?;
        let said = |word: &str| Update {
            on,
            text: format!("{word}: {}", part.what),
            by: by.to_owned(),
            ..Update::default()
        };
        let update = said(if done { "Step done" } else { "Step not done after all" });
        // History is added to: what was said today already is said once more in other words.
        let again = said(if done { "Step done again" } else { "Step again not done" });
        let update = if self.updates.contains(&update) { again } else { update };
        Some(ActionChange {
            id: self.id.clone(),
            ticked: Some(Ticked { at, what: part.what.clone(), done: done.then_some(on) }),
            update: Some(update),
            ..ActionChange::default()
        })
    }

    /// Where the step is that was ticked: at its place, or else where its words stand now.
    pub fn step_of(&self, ticked: &Ticked) -> Option<usize> {
        let is = |part: &Part| part.what == ticked.what;
        let there = self.steps.get(ticked.at).is_some_and(is).then_some(ticked.at);
        there.or_else(|| self.steps.iter().position(is))
    }
}

impl Ticked {
    /// The day on which a step is done after this. One that was done before keeps its day.
    pub fn day(&self, part: &Part) -> Option<NaiveDate> {
        self.done.map(|today| part.done.unwrap_or(today))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_step_is_ticked_and_taken_back_and_history_says_who_did_so() {
        let step = |what: &str| Part { what: what.into(), done: None };
        let mut action = Action { steps: vec![step("Draft"), step("Send")], ..Action::default() };
        let on = day("2026-12-03");
        for (done, said) in [
            (true, "Step done: Send"),
            (false, "Step not done after all: Send"),
            (true, "Step done again: Send"),
            (false, "Step again not done: Send"),
        ] {
            let change = action.tick(1, done, on, "jo").unwrap();
            action.take(&change);
            assert_eq!(action.steps[1].done, done.then_some(on));
            let last = action.updates.last().unwrap();
            assert_eq!((last.text.as_str(), last.by.as_str(), last.on), (said, "jo", on));
            assert_eq!(action.tick(1, done, on, "jo"), None, "it says so already");
        }
        assert_eq!(action.steps[0].done, None);
        assert_eq!(action.tick(2, true, on, "jo"), None);
    }

    #[test]
    fn a_step_is_known_by_its_words_where_others_came_before_it() {
        let step = |what: &str| Part { what: what.into(), done: None };
        let mut action = Action { steps: vec![step("Send")], ..Action::default() };
        let change = action.tick(0, true, day("2026-12-03"), "jo").unwrap();
        action.steps.insert(0, step("Draft"));
        action.take(&change);
        assert_eq!(action.steps.iter().map(|part| part.done.is_some()).collect::<Vec<_>>(), [false, true]);
        // Somebody else was first: their day stays.
        let later = ActionChange {
            ticked: Some(Ticked { at: 1, what: "Send".into(), done: Some(day("2026-12-09")) }),
            ..ActionChange::default()
        };
        action.take(&later);
        assert_eq!(action.steps[1].done, Some(day("2026-12-03")));
    }
}
