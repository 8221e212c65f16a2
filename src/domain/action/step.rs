//! The steps of an action: its parts, each done on a day or not yet. Ticking one says so, and leaves a line of history; so
//! does adding one.

use super::{Action, ActionChange, Part, Update};
use crate::base::text::one_line;
use chrono::NaiveDate;

/// What history says of a step.
const STEP_DONE: &str = "Step done";
/// What history says of a step whose tick was taken back.
const STEP_NOT_DONE: &str = "Step not done after all";
/// What history says of a step that was added.
const STEP_ADDED: &str = "Step added";

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
        let ticked = Ticked { at, what: part.what.clone(), done: done.then_some(on) };
        Some(self.ticked(ticked, &Update { on, by: by.to_owned(), ..Update::default() }))
    }

    /// What ticking a step does, with a line of history in the voice of somebody.
    pub fn ticked(&self, ticked: Ticked, voice: &Update) -> ActionChange {
        let done = ticked.done.is_some();
        let said = |word: &str| Update { text: format!("{word}: {}", ticked.what), ..voice.clone() };
        let update = said(if done { STEP_DONE } else { STEP_NOT_DONE });
        // History is added to: what was said today already is said once more in other words.
        let again = said(if done { "Step done again" } else { "Step again not done" });
        let update = if self.updates.contains(&update) { again } else { update };
        let (id, ticked) = (self.id.clone(), Some(ticked));
        ActionChange { id, ticked, update: Some(update), ..ActionChange::default() }
    }

    /// What adding a step does, with a line of history in the voice of somebody.
    pub fn step_added(&self, what: &str, voice: Update) -> ActionChange {
        let what = one_line(what);
        let update = Some(Update { text: format!("{STEP_ADDED}: {what}"), ..voice });
        ActionChange { id: self.id.clone(), step_added: Some(what), update, ..ActionChange::default() }
    }

    /// What adding a step does, where it is not there yet.
    ///
    /// # Errors
    /// That there are no words, or that it has this step already: a sentence without a full stop.
    pub fn add_step(&self, what: &str, on: NaiveDate, by: &str) -> Result<ActionChange, String> {
        if what.trim().is_empty() {
            return Err("nothing was written for the step: say what is to be done".to_owned());
        }
        if self.has_step(what) {
            return Err(format!("{} has the step '{}' already", self.id, one_line(what)));
        }
        Ok(self.step_added(what, Update { on, by: by.to_owned(), ..Update::default() }))
    }

    /// Whether a step says this.
    pub fn has_step(&self, what: &str) -> bool {
        let what = one_line(what);
        self.steps.iter().any(|part| one_line(&part.what) == what)
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
    fn a_step_is_added_once_and_history_says_who_did_so() {
        let mut action = Action { id: "SOG-26-001".into(), ..Action::default() };
        let change = action.add_step("  Draft\n it ", day("2026-12-03"), "jo").unwrap();
        action.take(&change);
        action.take(&change);
        assert_eq!(action.steps, [Part { what: "Draft it".into(), done: None }]);
        let [said] = &action.updates[..] else { panic!("{:?}", action.updates) };
        assert_eq!((said.text.as_str(), said.by.as_str()), ("Step added: Draft it", "jo"));
        let why = |what: &str| action.add_step(what, day("2026-12-04"), "jo").unwrap_err();
        assert_eq!(why("Draft it"), "SOG-26-001 has the step 'Draft it' already");
        assert!(why(" ").starts_with("nothing was written"));
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
