//! How far a recommendation got: the lowest stage of the actions that answer it. Worked out and never stored.

use super::Recommendation;
use crate::base::id::ActionId;
use crate::domain::action::{Action, Level, Rag, Status};
use crate::domain::actions::Known;
use crate::domain::agenda::Tier;
use chrono::NaiveDate;

/// How far a recommendation got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// It was accepted, and nobody has begun on it with a date.
    #[default]
    Accepted,
    /// Its actions reach this rung of the ladder.
    Reached(Level),
}

impl Stage {
    /// The words on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Reached(level) => level.said(),
        }
    }
}

/// The actions of a recommendation, counted up to a tier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many there are.
    pub actions: usize,
    /// How many of them are open.
    pub open: usize,
    /// How many of them are late.
    pub late: usize,
    /// How many are for a higher tier.
    pub hidden: usize,
    /// How many no tracker has, or none that can be used.
    pub unknown: usize,
}

/// The stage of one action: what its evidence reaches; without evidence it is agreed once it has a lead and a date.
fn reached(action: &Action) -> Stage {
    let agreed = action.lead.is_some() && action.due.day().is_some();
    let begun = if agreed { Stage::Reached(Level::Agreed) } else { Stage::Accepted };
    action.level().map_or(begun, Stage::Reached)
}

impl Recommendation {
    /// The lowest stage of its actions. One that was dropped does not count, one that was merged counts as the one that
    /// goes on, one that no tracker has holds the recommendation at its beginning.
    pub fn stage(&self, known: &Known<'_>) -> Stage {
        self.stages(known).map(|(_, stage)| stage).min().unwrap_or_default()
    }

    /// The stage of each of its actions that counts.
    pub(super) fn stages<'r>(&'r self, known: &'r Known<'_>) -> impl Iterator<Item = (&'r ActionId, Stage)> {
        self.actions.iter().filter_map(|id| match known.goes_on(id) {
            Some(listed) if listed.action.status == Status::Dropped => None,
            Some(listed) => Some((id, reached(listed.action))),
            None => Some((id, Stage::Accepted)),
        })
    }

    /// Its actions counted on a day, up to a tier.
    pub fn progress(&self, known: &Known<'_>, today: NaiveDate, tier: Tier) -> Progress {
        let mut progress = Progress::default();
        for id in &self.actions {
            let listed = match known.find(id) {
                Some(listed) if listed.action.tier <= tier => listed,
                Some(_) => {
                    progress.hidden += 1;
                    continue;
                }
                None => {
                    progress.unknown += 1;
                    continue;
                }
            };
            progress.actions += 1;
            progress.open += usize::from(listed.action.status.open());
            progress.late += usize::from(matches!(listed.action.rag(today), Rag::Late(_)));
        }
        progress
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Due, Evidence};
    use crate::domain::tracker::Tracker;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn action(id: &str, level: Option<Level>) -> Action {
        Action {
            id: id.into(),
            lead: Some("police-dsp".into()),
            due: Due::On(day("2026-11-27")),
            evidence: level.map(|level| Evidence { level, ..Evidence::default() }).into_iter().collect(),
            ..Action::default()
        }
    }

    fn stage(actions: &[&str], tracker: &Tracker) -> Stage {
        let one = Recommendation {
            actions: actions.iter().map(|id| (*id).into()).collect(),
            ..Recommendation::default()
        };
        one.stage(&Known::of([tracker]))
    }

    #[test]
    fn a_recommendation_is_where_the_last_of_its_actions_is() {
        let mut undated = action("A-6", None);
        undated.due = Due::ToBeSet;
        let tracker = Tracker {
            actions: vec![
                action("A-1", Some(Level::Practice)),
                action("A-2", Some(Level::Embedded)),
                action("A-3", None),
                Action { status: Status::Dropped, ..action("A-4", None) },
                Action { status: Status::Merged, merged_into: Some("A-1".into()), ..action("A-5", None) },
                undated,
            ],
            ..Tracker::default()
        };
        assert_eq!(stage(&["A-1", "A-2"], &tracker), Stage::Reached(Level::Embedded));
        assert_eq!(stage(&["A-1", "A-2", "A-3"], &tracker), Stage::Reached(Level::Agreed));
        assert_eq!(
            stage(&["A-1", "A-4"], &tracker),
            Stage::Reached(Level::Practice),
            "dropped does not count"
        );
        assert_eq!(
            stage(&["A-5"], &tracker),
            Stage::Reached(Level::Practice),
            "merged counts as what goes on"
        );
        assert_eq!(stage(&["A-1", "A-6"], &tracker), Stage::Accepted, "no date yet");
        assert_eq!(stage(&["A-1", "A-9"], &tracker), Stage::Accepted, "no such action");
        assert_eq!(stage(&["A-4"], &tracker), Stage::Accepted);
        assert_eq!(stage(&[], &tracker), Stage::Accepted);
        assert!(Stage::Accepted < Stage::Reached(Level::Agreed));
    }

    #[test]
    fn its_actions_are_counted_up_to_a_tier() {
        let hidden = Action { tier: Tier::Restricted, ..action("A-3", None) };
        let closed = Action { status: Status::Closed, ..action("A-2", Some(Level::Done)) };
        let tracker = Tracker { actions: vec![action("A-1", None), closed, hidden], ..Tracker::default() };
        let one = Recommendation {
            actions: vec!["A-1".into(), "A-2".into(), "A-3".into(), "A-9".into()],
            ..Recommendation::default()
        };
        let known = Known::of([&tracker]);
        let counted = one.progress(&known, day("2026-12-03"), Tier::Partners);
        assert_eq!(counted, Progress { actions: 2, open: 1, late: 1, hidden: 1, unknown: 1 });
        assert_eq!(one.progress(&known, day("2026-11-27"), Tier::Restricted).late, 0);
    }
}
