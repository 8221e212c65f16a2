//! A tracker: a group's actions, how they are found in it by their ids, and how new ids are numbered.

use super::action::{Action, Level};
use super::recurring::Recurring;
use crate::base::id::{ActionId, GroupId, TrackerId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A group's actions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tracker {
    /// Version of the file's format.
    pub schema: u32,
    /// Permanent id, the file's name.
    pub id: TrackerId,
    /// Its name.
    pub title: String,
    /// The group that owns it.
    pub group: GroupId,
    /// Letters its ids begin with.
    pub prefix: String,
    /// The rung of the ladder that evidence has to reach before the group closes an action.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub close_at: Option<Level>,
    /// What comes round, each apart from the actions it makes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recurring: Vec<Recurring>,
    /// The actions, oldest first.
    pub actions: Vec<Action>,
    /// Actions that have come round and nobody has touched: they are in no file.
    #[serde(skip)]
    pub untouched: Vec<Action>,
}

impl Tracker {
    /// The tracker without its actions, however many there are.
    #[must_use]
    pub fn clone_head(&self) -> Self {
        Self {
            schema: self.schema,
            id: self.id.clone(),
            title: self.title.clone(),
            group: self.group.clone(),
            prefix: self.prefix.clone(),
            close_at: self.close_at,
            actions: Vec::new(),
            recurring: Vec::new(),
            untouched: Vec::new(),
        }
    }

    /// The action with this id; else the one that had it before.
    pub fn action(&self, id: &ActionId) -> Option<&Action> {
        called(&self.actions, id).or_else(|| called(&self.untouched, id))
    }

    /// Every action: those of the file, then those that have come round untouched.
    pub fn all(&self) -> impl Iterator<Item = &Action> {
        self.actions.iter().chain(&self.untouched)
    }

    /// The action at a position among all.
    pub fn nth(&self, at: usize) -> Option<&Action> {
        self.actions.get(at).or_else(|| self.untouched.get(at.checked_sub(self.actions.len())?))
    }

    /// What has come round by a day is seen among the actions from now on.
    pub fn come_to(&mut self, today: NaiveDate) {
        self.untouched = self.occurrences(today);
    }

    /// The tracker as a meeting on a day has it: what has come round is one of its actions.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Self {
        let mut tracker = self.clone();
        tracker.untouched.clear();
        tracker.actions.extend(self.occurrences(day));
        tracker
    }

    /// The highest number ever given out in a year, so that the next is never one used before.
    pub fn last_number(&self, prefix: &str, year: i32) -> u32 {
        let start = format!("{prefix}-{:02}-", year.rem_euclid(100));
        self.actions
            .iter()
            .flat_map(|action| std::iter::once(&action.id).chain(&action.aliases))
            .filter_map(|id| id.as_str().strip_prefix(&start)?.parse().ok())
            .max()
            .unwrap_or(0)
    }
}

/// Of some actions the one with this id; else the one that had it before.
pub fn called<'a>(actions: &'a [Action], id: &ActionId) -> Option<&'a Action> {
    let now = actions.iter().find(|action| &action.id == id);
    now.or_else(|| actions.iter().find(|action| action.aliases.contains(id)))
}

/// `EXEC-26-014`: the group's letters, the year, a number.
pub fn action_id(prefix: &str, year: i32, number: u32) -> ActionId {
    ActionId::new(format!("{prefix}-{:02}-{number:03}", year.rem_euclid(100)))
}

/// The number after this one: `EXEC-26-022` after `EXEC-26-021`, `EXEC-26-D010` after `EXEC-26-D009`.
pub fn number_after(number: &str) -> String {
    let digits = number.len() - number.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (front, count) = number.split_at(number.len() - digits);
    match count.parse::<u64>() {
        Ok(count) => format!("{front}{:0digits$}", count + 1),
        Err(_) => format!("{number}-2"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_number_keeps_its_width() {
        assert_eq!(number_after("EXEC-26-021"), "EXEC-26-022");
        assert_eq!(number_after("EXEC-26-999"), "EXEC-26-1000");
        assert_eq!(number_after("EXEC-26-D009"), "EXEC-26-D010");
        assert_eq!(number_after("odd"), "odd-2");
        assert_eq!(number_after("odd-2"), "odd-3");
    }

    #[test]
    fn numbers_are_never_reused() {
        let with = |id: &str| Action { id: id.into(), ..Action::default() };
        let tracker = Tracker {
            actions: vec![with("EXEC-26-014"), with("EXEC-25-099"), with("EXEC-26-003"), with("SOG-26-050")],
            ..Tracker::default()
        };
        assert_eq!(tracker.last_number("EXEC", 2026), 14);
        assert_eq!(tracker.last_number("EXEC", 2027), 0);
        assert_eq!(action_id("EXEC", 2026, 15).as_str(), "EXEC-26-015");
    }

    #[test]
    fn an_action_is_found_by_an_id_it_had_and_that_id_is_not_given_out_again() {
        let moved =
            Action { id: "EXEC-26-003".into(), aliases: vec!["EXEC-26-009".into()], ..Action::default() };
        let tracker = Tracker { actions: vec![moved], ..Tracker::default() };
        assert_eq!(tracker.action(&"EXEC-26-009".into()).unwrap().id.as_str(), "EXEC-26-003");
        assert_eq!(tracker.action(&"EXEC-26-004".into()), None);
        assert_eq!(tracker.last_number("EXEC", 2026), 9);
    }
}
