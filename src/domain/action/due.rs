//! When an action is due, and every change of that.

use super::Action;
use crate::base::id::MeetingId;
use crate::base::stamp::long_date;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// When an action is due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Due {
    /// On a day.
    On(NaiveDate),
    /// The next meeting is to set it.
    #[default]
    ToBeSet,
}

const TO_BE_SET: &str = "to be set";

impl Due {
    /// The day, when there is one.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Self::On(day) => Some(day),
            Self::ToBeSet => None,
        }
    }

    /// The words within a sentence: `Fri 11 Dec 2026`, or that it is to be set.
    pub fn said(self) -> String {
        self.day().map_or_else(|| TO_BE_SET.to_owned(), long_date)
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(day) => write!(f, "{day}"),
            Self::ToBeSet => f.write_str(TO_BE_SET),
        }
    }
}

impl FromStr for Due {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == TO_BE_SET { Ok(Self::ToBeSet) } else { text.parse().map(Self::On) }
    }
}

impl Serialize for Due {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Due {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// One change of a due date.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Move {
    /// The date before.
    pub from: Due,
    /// The date after.
    pub to: Due,
    /// The day it was moved.
    pub on: NaiveDate,
    /// Why.
    pub why: String,
    /// Who moved it, where no meeting did.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The meeting that moved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
}

impl Move {
    /// Whether it moved a date that there was, and did not set the one that was to be set.
    pub fn moves(&self) -> bool {
        self.from.day().is_some()
    }
}

impl Action {
    /// How often its date was moved, in words: `moved twice`; empty when never.
    pub fn moved(&self) -> String {
        match self.times_moved() {
            0 => String::new(),
            1 => "moved once".to_owned(),
            2 => "moved twice".to_owned(),
            n => format!("moved {n} times"),
        }
    }

    /// How often its date was moved. That a date was set where there was none moves nothing.
    pub fn times_moved(&self) -> usize {
        self.moves.iter().filter(|step| step.moves()).count()
    }

    /// The first date it has from a move on, of one that has had none: what it was moved from or to.
    pub fn first_date_by(&self, step: &Move) -> Option<NaiveDate> {
        let mut dates = self.moves.iter().chain([step]).flat_map(|step| [step.from, step.to]);
        if self.first_due.is_some() { None } else { dates.find_map(Due::day) }
    }

    /// When it was due as things stood at the end of a day: what the first move after that day moved it from.
    pub fn due_on(&self, day: NaiveDate) -> Due {
        let later = self.moves.iter().filter(|step| step.on > day);
        later.min_by_key(|step| step.on).map_or(self.due, |step| step.from)
    }

    /// Days from the first due date to the one now; nothing while one of them is not set.
    pub fn slipped(&self) -> Option<i64> {
        Some((self.due.day()? - self.first_due?).num_days())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_due_date_is_a_day_or_to_be_set_and_nothing_else() {
        assert_eq!("to be set".parse::<Due>().unwrap(), Due::ToBeSet);
        assert!("ongoing".parse::<Due>().is_err());
        let text = serde_yaml::to_string(&Due::On(day("2026-12-11"))).unwrap();
        assert_eq!(serde_yaml::from_str::<Due>(&text).unwrap(), Due::On(day("2026-12-11")));
    }

    #[test]
    fn what_slipped_is_counted_from_the_first_date() {
        let action = |first: Option<&str>, due: &str| Action {
            first_due: first.map(day),
            due: due.parse().unwrap(),
            ..Action::default()
        };
        assert_eq!(action(Some("2026-09-30"), "2026-11-27").slipped(), Some(58));
        assert_eq!(action(Some("2026-09-30"), "to be set").slipped(), None);
        assert_eq!(action(None, "2026-11-27").slipped(), None);
    }

    #[test]
    fn the_first_date_of_one_that_had_none_is_kept_and_setting_it_is_no_move() {
        let step = |from: &str, to: &str| Move {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            ..Move::default()
        };
        let mut action = Action::default();
        let take = |action: &mut Action, step: Move| {
            let moved = Some((step.to, step));
            action.take(&super::super::ActionChange { moved, ..super::super::ActionChange::default() });
        };
        take(&mut action, step("to be set", "2026-07-31"));
        assert_eq!(
            (action.first_due, action.moved(), action.slipped()),
            (Some(day("2026-07-31")), String::new(), Some(0))
        );
        take(&mut action, step("2026-07-31", "to be set"));
        take(&mut action, step("to be set", "2026-09-30"));
        assert_eq!(
            (action.first_due, action.times_moved(), action.slipped()),
            (Some(day("2026-07-31")), 1, Some(61))
        );
        // One whose file says only when it is due now had that date first.
        let mut bare = Action { due: "2026-07-31".parse().unwrap(), ..Action::default() };
        take(&mut bare, step("2026-07-31", "2026-08-31"));
        assert_eq!((bare.first_due, bare.moved().as_str()), (Some(day("2026-07-31")), "moved once"));
    }

    #[test]
    fn the_date_it_had_on_a_day_is_what_the_next_move_moved_it_from() {
        let step = |from: &str, to: &str, on: &str| Move {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            on: day(on),
            ..Move::default()
        };
        let moves = vec![
            step("2026-09-30", "2026-11-27", "2026-09-10"),
            step("to be set", "2026-07-31", "2026-06-20"),
            step("2026-07-31", "2026-09-30", "2026-07-20"),
        ];
        let action = Action { due: "2026-11-27".parse().unwrap(), moves, ..Action::default() };
        for (on, due) in [
            ("2026-06-19", "to be set"),
            ("2026-06-20", "2026-07-31"),
            ("2026-07-19", "2026-07-31"),
            ("2026-09-09", "2026-09-30"),
            ("2026-09-10", "2026-11-27"),
        ] {
            assert_eq!(action.due_on(day(on)).to_string(), due, "{on}");
        }
    }
}
