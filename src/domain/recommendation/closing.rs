//! When a recommendation is closed, whether it may be, and when a later finding opens it again.

use super::{Closing, Reason, Recommendation, Reopening, Stage};
use crate::base::id::ActionId;
use crate::base::stamp::long_date;
use crate::base::text::and_list;
use crate::domain::action::Level;
use crate::domain::actions::Known;
use chrono::NaiveDate;

/// How far every action of a recommendation has to reach before it is closed as achieved.
pub const ENOUGH: Level = Level::Embedded;

impl Recommendation {
    /// The decision by which it is closed now; nothing while it is open. What opened it again on the day of a decision
    /// counts as after it.
    pub fn closing(&self) -> Option<&Closing> {
        let last = self.closed.iter().max_by_key(|closing| closing.on)?;
        self.reopening().is_none_or(|again| again.on < last.on).then_some(last)
    }

    /// What last opened it again.
    pub fn reopening(&self) -> Option<&Reopening> {
        self.reopened.iter().max_by_key(|again| again.on)
    }

    /// Its actions that do not reach far enough for it to be closed as achieved.
    pub fn short_of(&self, known: &Known<'_>) -> Vec<(ActionId, Stage)> {
        let short = self.stages(known).filter(|(_, stage)| *stage < Stage::Reached(ENOUGH));
        short.map(|(id, stage)| (id.clone(), stage)).collect()
    }

    /// Whether any action counts for it.
    pub fn is_answered(&self, known: &Known<'_>) -> bool {
        self.stages(known).next().is_some()
    }

    /// Whether it may be closed like this.
    ///
    /// # Errors
    /// Why not and what to do, as a sentence without a full stop.
    pub fn may_close(&self, closing: &Closing, known: &Known<'_>) -> Result<(), String> {
        let id = &self.id;
        if let Some(was) = self.closing() {
            let (by, on) = (&was.by, long_date(was.on));
            return Err(format!("{id} is closed already: {by} closed it on {on}"));
        }
        not_before(closing.on, self.accepted, || format!("{id} was accepted"))?;
        if let Some(again) = self.reopening().filter(|again| again.on >= closing.on) {
            let on = long_date(again.on);
            return Err(format!("{id} was opened again on {on}: it can be closed from the day after"));
        }
        match closing.reason {
            Reason::NoLongerNeeded if closing.why.trim().is_empty() => {
                Err(format!("say why {id} is no longer needed"))
            }
            Reason::NoLongerNeeded => Ok(()),
            Reason::Achieved if !self.is_answered(known) => Err(format!(
                "{id} has no action that shows it was achieved: link one under `actions`, {OR_ELSE}"
            )),
            Reason::Achieved => {
                let short = self.short_of(known);
                let each: Vec<String> =
                    short.iter().map(|(id, stage)| format!("{id} reaches {}", stage.said())).collect();
                if each.is_empty() {
                    return Ok(());
                }
                let (each, enough) = (and_list(&each), ENOUGH.said());
                Err(format!(
                    "{each}, and {id} is closed as achieved only when every action reaches {enough}: give the evidence in \
                     the tracker, {OR_ELSE}"
                ))
            }
        }
    }

    /// Whether it may be opened again like this.
    ///
    /// # Errors
    /// Why not and what to do, as a sentence without a full stop.
    pub fn may_reopen(&self, again: &Reopening) -> Result<(), String> {
        let id = &self.id;
        let Some(closing) = self.closing() else {
            return Err(format!("{id} is open: there is nothing to open again"));
        };
        if again.why.trim().is_empty() {
            return Err(format!("say why {id} is opened again"));
        }
        not_before(again.on, closing.on, || format!("{id} was closed"))
    }
}

const OR_ELSE: &str = "or close it as no longer needed, with the reason";

fn not_before(on: NaiveDate, day: NaiveDate, what: impl Fn() -> String) -> Result<(), String> {
    if on < day {
        return Err(format!("{} is before {} on {}", long_date(on), what(), long_date(day)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Action, Evidence};
    use crate::domain::tracker::Tracker;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn tracker(level: Level) -> Tracker {
        let evidence = vec![Evidence { level, ..Evidence::default() }];
        let actions = vec![Action { id: "A-1".into(), evidence, ..Action::default() }];
        Tracker { actions, ..Tracker::default() }
    }

    fn one() -> Recommendation {
        Recommendation {
            id: "REC-1".into(),
            accepted: day("2026-06-11"),
            actions: vec!["A-1".into()],
            ..Recommendation::default()
        }
    }

    fn closing(on: &str) -> Closing {
        Closing { by: "executive".into(), on: day(on), ..Closing::default() }
    }

    fn reopening(on: &str) -> Reopening {
        Reopening { on: day(on), why: "The audit found it lapsed".into(), ..Reopening::default() }
    }

    #[test]
    fn it_is_closed_as_achieved_only_when_its_actions_are_embedded() {
        let short = tracker(Level::Done);
        let refused = one().may_close(&closing("2026-12-03"), &Known::of([&short])).unwrap_err();
        assert!(
            refused.starts_with("A-1 reaches done, and REC-1 is closed as achieved only when every action"),
            "{refused}"
        );
        for level in [Level::Embedded, Level::Practice, Level::Children] {
            assert_eq!(one().may_close(&closing("2026-12-03"), &Known::of([&tracker(level)])), Ok(()));
        }
        let none = Recommendation { actions: Vec::new(), ..one() };
        let refused = none.may_close(&closing("2026-12-03"), &Known::of([&short])).unwrap_err();
        assert!(refused.contains("has no action"), "{refused}");
    }

    #[test]
    fn what_is_no_longer_needed_says_why() {
        let short = tracker(Level::Done);
        let bare = Closing { reason: Reason::NoLongerNeeded, ..closing("2026-12-03") };
        assert!(one().may_close(&bare, &Known::of([&short])).unwrap_err().contains("say why"));
        let said = Closing { why: "The law changed".into(), ..bare };
        assert_eq!(one().may_close(&said, &Known::of([&short])), Ok(()));
    }

    #[test]
    fn it_is_closed_and_opened_again_by_turns_and_days_come_in_order() {
        let enough = tracker(Level::Embedded);
        let known = Known::of([&enough]);
        let mut one = one();
        assert!(one.may_close(&closing("2026-06-10"), &known).unwrap_err().contains("before"));
        assert!(one.may_reopen(&reopening("2027-01-10")).unwrap_err().contains("nothing to open"));
        one.closed.push(closing("2026-12-03"));
        assert_eq!(one.closing().map(|closing| closing.on), Some(day("2026-12-03")));
        assert!(one.may_close(&closing("2027-03-04"), &known).unwrap_err().contains("closed already"));
        assert!(one.may_reopen(&reopening("2026-12-02")).unwrap_err().contains("before"));
        assert_eq!(one.may_reopen(&reopening("2026-12-03")), Ok(()));
        one.reopened.push(reopening("2027-01-10"));
        assert_eq!(one.closing(), None);
        assert!(one.may_close(&closing("2027-01-10"), &known).unwrap_err().contains("from the day after"));
        one.closed.push(closing("2027-03-04"));
        assert!(one.closing().is_some());
    }

    #[test]
    fn opened_again_on_the_day_of_the_decision_it_is_open() {
        let mut one = one();
        one.closed.push(closing("2026-12-03"));
        one.reopened.push(reopening("2026-12-03"));
        assert_eq!(one.closing(), None);
    }
}
