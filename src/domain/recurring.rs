//! What comes round: a definition, and the action it makes in each period. The action's id is that of the definition and
//! the period, so that every machine makes the same one, and it is in the tracker's file only once somebody touched it.

use super::action::{Action, Due, Raised, Source};
use super::agenda::Tier;
use super::recommendation::is_partners;
use super::tracker::{Tracker, called};
use crate::base::every::{Every, last_day_of};
use crate::base::id::{ActionId, PostId, SeriesId};
use crate::base::text::count;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Most untouched turns of one series that are seen.
const MOST_LEFT: usize = 12;
/// Most turns looked at: nothing comes round for longer.
const TURNS: i64 = 1000;

/// Something that comes round.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recurring {
    /// Permanent id.
    pub id: SeriesId,
    /// What is to be done each time.
    pub what: String,
    /// The one accountable lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<PostId>,
    /// Anybody who helps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<PostId>,
    /// Where it came from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// How often.
    pub every: Every,
    /// From what its days are counted.
    #[serde(skip_serializing_if = "is_fixed")]
    pub kind: Counted,
    /// The first day it is due.
    pub first_due: NaiveDate,
    /// Words to find it by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Who may see it.
    #[serde(skip_serializing_if = "is_partners")]
    pub tier: Tier,
}

/// From what the days of something that comes round are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Counted {
    /// From the first day: they are fixed.
    #[default]
    #[serde(rename = "fixed")]
    Fixed,
    /// From the day the last one ended.
    #[serde(rename = "after completion")]
    AfterCompletion,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_fixed(kind: &Counted) -> bool {
    *kind == Counted::Fixed
}

impl Recurring {
    /// The action of a period.
    fn action(&self, period: &str, raised: NaiveDate, due: NaiveDate) -> Action {
        Action {
            id: ActionId::new(format!("{}@{period}", self.id)),
            what: self.what.clone(),
            lead: self.lead.clone(),
            with: self.with.clone(),
            raised: Raised { date: raised.min(due), ..Raised::default() },
            sources: self.sources.clone(),
            first_due: Some(due),
            due: Due::On(due),
            tags: self.tags.clone(),
            tier: self.tier,
            ..Action::default()
        }
    }

    /// The action of a turn, raised when its period begins.
    fn turn(&self, turn: i64) -> Action {
        let due = self.every.nth(self.first_due, turn);
        let period = self.every.period(due);
        let after_last = || self.every.nth(self.first_due, turn - 1).succ_opt().unwrap_or(due);
        let raised = if self.every.has_periods() { period.first } else { after_last() };
        self.action(&period.name, raised, due)
    }

    /// Of fixed days: the actions of the periods up to that which a day is in, the first one first.
    fn fixed(&self, today: NaiveDate) -> impl Iterator<Item = Action> {
        let last_day = |turn: &i64| self.every.period(self.every.nth(self.first_due, *turn)).last;
        let now = (0..TURNS).find(|turn| last_day(turn) >= today).unwrap_or(TURNS);
        (0..=now).map(|turn| self.turn(turn)).filter(move |action| action.raised.date <= today)
    }

    /// Counted from the day the last one ended: the next, unless one is open.
    fn after_completion(&self, actions: &[Action]) -> Option<Action> {
        let mine = || actions.iter().filter(|action| self.makes(&action.id));
        if mine().any(|action| action.status.open()) {
            return None;
        }
        let ended = |action: &Action| action.ended().or(action.due.day()).unwrap_or(action.raised.date);
        let last = mine().map(ended).max();
        let raised = last.unwrap_or_else(|| self.every.nth(self.first_due, -1));
        let due = last.map_or(self.first_due, |ended| self.every.nth(ended, 1));
        let mut period = self.every.period(due);
        // The last may have ended so early that the next is due in the same period: it has the next free name.
        while called(actions, &self.action(&period.name, raised, due).id).is_some() {
            period = self.every.period(period.last.succ_opt()?);
        }
        Some(self.action(&period.name, raised, due))
    }

    /// Whether an action is one that this made.
    pub fn makes(&self, id: &ActionId) -> bool {
        id.as_str().split_once('@').is_some_and(|(series, _)| series == self.id.as_str())
    }
}

/// That turns of what comes round are not all listed, and what to do.
pub fn passed_over_said(series: &SeriesId, more: usize) -> String {
    format!(
        "of {series}, which comes round, {} that nobody touched are listed, and {more} before them: say of those listed \
         what came of them, or give it a later first_due in its tracker",
        count(MOST_LEFT, "turn", "turns")
    )
}

impl Tracker {
    /// What has come round by a day and is not in the file: the action of the day's period, and of those before it that
    /// nobody ever touched. Of many only the last few are seen, and [`Tracker::passed_over`] says of the others.
    pub fn occurrences(&self, today: NaiveDate) -> Vec<Action> {
        let come = self.recurring.iter().flat_map(|series| match series.kind {
            Counted::Fixed => {
                let mut left = self.left(series, today);
                left.split_off(left.len().saturating_sub(MOST_LEFT))
            }
            Counted::AfterCompletion => {
                let next = series.after_completion(&self.actions).into_iter();
                next.filter(|action| called(&self.actions, &action.id).is_none()).collect()
            }
        });
        come.collect()
    }

    /// What comes round and has more untouched turns than are seen, with how many more: none of them is forgotten.
    pub fn passed_over(&self, today: NaiveDate) -> Vec<(&SeriesId, usize)> {
        let fixed = self.recurring.iter().filter(|series| series.kind == Counted::Fixed);
        let more = fixed.map(|series| (&series.id, self.left(series, today).len().saturating_sub(MOST_LEFT)));
        more.filter(|(_, more)| *more > 0).collect()
    }

    /// The turns of a series that nobody touched, the first one first.
    fn left(&self, series: &Recurring, today: NaiveDate) -> Vec<Action> {
        // Gathered once a series: a tracker may hold very many actions, and each turn would look through all of them.
        let ids = self.actions.iter().flat_map(|action| std::iter::once(&action.id).chain(&action.aliases));
        let touched: HashSet<&ActionId> = ids.filter(|id| series.makes(id)).collect();
        series.fixed(today).filter(|action| !touched.contains(&action.id)).collect()
    }

    /// The action with an id as it comes round, before anybody touched it; nothing when nothing here makes it.
    pub fn occurrence(&self, id: &ActionId) -> Option<Action> {
        let (_, period) = id.as_str().split_once('@')?;
        let series = self.recurring.iter().find(|series| series.makes(id))?;
        let due = last_day_of(period)?;
        match series.kind {
            Counted::Fixed => {
                let turn = |turn: i64| series.every.period(series.every.nth(series.first_due, turn));
                let turn =
                    (0..TURNS).take_while(|n| turn(*n).first <= due).find(|n| turn(*n).name == period)?;
                Some(series.turn(turn))
            }
            Counted::AfterCompletion => {
                let now = series.after_completion(&self.actions).filter(|action| action.id == *id);
                // Somebody ended another meanwhile: what was said of this one is kept all the same.
                now.or_else(|| Some(series.action(period, series.every.nth(due, -1), due)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Closing, Status};
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn tracker(every: &str, first: &str, kind: Counted) -> Tracker {
        let series = Recurring {
            id: "REG45".into(),
            what: "Send the report".into(),
            every: every.parse().unwrap(),
            first_due: day(first),
            kind,
            ..Recurring::default()
        };
        Tracker { recurring: vec![series], ..Tracker::default() }
    }

    fn seen(tracker: &Tracker, today: &str) -> Vec<String> {
        let come = tracker.occurrences(day(today));
        come.iter().map(|action| format!("{} {}", action.id, action.due)).collect()
    }

    fn ended(id: &str, on: &str) -> Action {
        let closed = Some(Closing { on: day(on), ..Closing::default() });
        Action { id: id.into(), status: Status::Closed, closed, ..Action::default() }
    }

    #[test]
    fn of_fixed_days_every_period_is_seen_until_somebody_touches_it() {
        let mut tracker = tracker("6 months", "2026-10-31", Counted::Fixed);
        assert_eq!(seen(&tracker, "2026-09-30"), Vec::<String>::new());
        assert_eq!(seen(&tracker, "2026-10-01"), ["REG45@2026H2 2026-10-31"]);
        assert_eq!(seen(&tracker, "2027-03-31"), ["REG45@2026H2 2026-10-31"]);
        assert_eq!(seen(&tracker, "2027-04-01"), ["REG45@2026H2 2026-10-31", "REG45@2027H1 2027-04-30"]);
        tracker.actions.push(ended("REG45@2026H2", "2026-11-02"));
        assert_eq!(seen(&tracker, "2027-03-31"), Vec::<String>::new());
        assert_eq!(seen(&tracker, "2027-04-01"), ["REG45@2027H1 2027-04-30"]);
        // One that was missed stays, however long ago it was due and whatever was done of those after it.
        tracker.actions.push(ended("REG45@2027H2", "2027-11-02"));
        let left = seen(&tracker, "2029-04-01");
        assert_eq!(left.len(), 4, "{left:?}");
        assert_eq!(left[0], "REG45@2027H1 2027-04-30");
        assert_eq!(tracker.passed_over(day("2029-04-01")), []);
        // Of very many the last are seen, and how many there are besides is known.
        let left = seen(&tracker, "2040-04-01");
        assert_eq!((left.len(), left[11].as_str()), (MOST_LEFT, "REG45@2040H1 2040-04-30"));
        assert_eq!(tracker.passed_over(day("2040-04-01")), [(&"REG45".into(), 14)]);
    }

    #[test]
    fn what_has_no_period_of_the_calendar_is_seen_from_the_day_after_the_last() {
        let tracker = tracker("2 weeks", "2026-12-03", Counted::Fixed);
        assert_eq!(seen(&tracker, "2026-11-19"), Vec::<String>::new());
        assert_eq!(seen(&tracker, "2026-11-20"), ["REG45@2026-12-03 2026-12-03"]);
        assert_eq!(seen(&tracker, "2027-01-01").len(), 4);
        assert_eq!(
            seen(&tracker, "2026-12-04"),
            ["REG45@2026-12-03 2026-12-03", "REG45@2026-12-17 2026-12-17"]
        );
    }

    #[test]
    fn counted_from_the_end_of_the_last_one_is_seen_at_a_time() {
        let mut tracker = tracker("quarter", "2026-11-30", Counted::AfterCompletion);
        assert_eq!(seen(&tracker, "2026-12-03"), ["REG45@2026Q3 2026-11-30"]);
        tracker.actions.push(Action { id: "REG45@2026Q3".into(), ..Action::default() });
        assert_eq!(seen(&tracker, "2026-12-03"), Vec::<String>::new(), "it is in the file and open");
        tracker.actions = vec![ended("REG45@2026Q3", "2026-12-10")];
        assert_eq!(seen(&tracker, "2026-12-11"), ["REG45@2026Q4 2027-03-10"]);
        tracker.actions = vec![ended("REG45@2026Q3", "2026-09-20")];
        assert_eq!(seen(&tracker, "2026-10-01"), ["REG45@2026Q4 2026-12-20"], "its own name is taken");
    }

    #[test]
    fn what_is_named_comes_round_as_it_was_seen() {
        for (every, kind) in [
            ("6 months", Counted::Fixed),
            ("month", Counted::Fixed),
            ("5 weeks", Counted::Fixed),
            ("year", Counted::AfterCompletion),
        ] {
            let tracker = tracker(every, "2026-10-31", kind);
            for action in tracker.occurrences(day("2027-02-01")) {
                assert_eq!(tracker.occurrence(&action.id), Some(action));
            }
            for id in ["REG46@2026H2", "REG45@soon", "REG45", "EXEC-26-014"] {
                assert_eq!(tracker.occurrence(&id.into()), None, "{id}");
            }
        }
        let tracker = tracker("6 months", "2026-10-31", Counted::Fixed);
        assert_eq!(tracker.occurrence(&"REG45@2026H1".into()), None, "before the first");
        assert_eq!(tracker.occurrence(&"REG45@2026Q3".into()), None, "of another length");
    }

    proptest! {
        #[test]
        fn every_machine_makes_the_same_and_none_is_passed_over(
            from in 0..800_u64, days in 1..60_u64, every in 0..6_usize, first in 1..=31_u32,
        ) {
            let every = ["week", "2 weeks", "month", "quarter", "6 months", "year"][every];
            let first = NaiveDate::from_ymd_opt(2026, 1, first).unwrap();
            let tracker = tracker(every, &first.to_string(), Counted::Fixed);
            let today = first + chrono::Days::new(from);
            let (one, later) = (tracker.occurrences(today), tracker.occurrences(today + chrono::Days::new(days)));
            prop_assert!(!one.is_empty() && one.len() <= MOST_LEFT);
            // What is seen stays in sight, but for what is too many.
            let more: usize = tracker.passed_over(today + chrono::Days::new(days)).iter().map(|(_, n)| n).sum();
            let was: usize = tracker.passed_over(today).iter().map(|(_, n)| n).sum();
            let gone = one.iter().filter(|action| !later.contains(action)).count();
            prop_assert!(gone <= more - was, "{gone} gone, {more} too many, {was} before");
            for action in one.iter().chain(&later) {
                let again = tracker.occurrence(&action.id);
                prop_assert_eq!(again.as_ref(), Some(action));
                prop_assert!(action.raised.date <= action.due.day().unwrap());
                let mut same = one.iter().chain(&later).filter(|other| other.id == action.id);
                prop_assert!(same.all(|other| other == action), "one id, one action");
            }
        }
    }
}
