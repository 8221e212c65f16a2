//! How many actions were opened, ended and late, quarter by quarter and by the agency of who leads them; how long the open
//! ones have been open; how long closing took; how far dates slipped. Nothing of it is stored.
//!
//! Every figure is what was so on its day, by the dates in the trackers: an action is open from the day it was raised until the
//! day it ended, and late by the due date it had then. So a quarter that is over keeps its figures. Who leads an action is
//! known as it is now. Which actions count, and for whom, is the caller's to say; small numbers are not hidden.

mod median;

#[cfg(test)]
mod tests;

pub use median::Median;

use super::{Light, Listed};
use crate::base::calendar::Quarter;
use crate::domain::action::{Action, Status};
use chrono::{Months, NaiveDate, TimeDelta};
use std::collections::BTreeMap;

/// Quarters that are looked back on: ten years.
pub const MOST_QUARTERS: usize = 40;

/// How long open actions have been open, in words, from the youngest.
pub const AGES: [&str; 5] =
    ["0 to 4 weeks", "1 to 3 months", "3 to 6 months", "6 to 12 months", "over a year"];

/// What some actions came to, up to a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Throughput {
    /// The day.
    pub on: NaiveDate,
    /// The quarters, the oldest first; the last is the one the day is in.
    pub quarters: Vec<Quarter>,
    /// All of the actions.
    pub all: Figures,
    /// By the agency of who leads them, in the order of their names, those of no agency last.
    pub agencies: Vec<(String, Figures)>,
    /// Actions that have ended without anything saying when, or before they were raised. They count nowhere.
    pub undated: usize,
    /// Actions raised after that day. They count nowhere.
    pub to_come: usize,
}

/// The figures of some actions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// How many were open when the first quarter began.
    pub before: usize,
    /// Quarter by quarter.
    pub quarters: Vec<Counts>,
    /// How many of those that are open have been so for how long; the words are in [`AGES`].
    pub ages: [usize; AGES.len()],
    /// Days from being raised to being closed, of all that were closed.
    pub to_close: Median,
    /// How many days those that are late are past the due date they have on the day.
    pub days_late: Median,
    /// The most of these days; nothing where none is late.
    pub latest: Option<i64>,
    /// How many of those that are open are blocked, as people say now.
    pub blocked: usize,
    /// How many had their date moved.
    pub moved: usize,
    /// How many times, all together.
    pub moves: usize,
    /// Of those that were moved and have both, days from the first due date to the one now.
    pub slip: Median,
}

/// The figures of a quarter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Raised in it.
    pub opened: usize,
    /// Closed in it.
    pub closed: usize,
    /// Dropped in it.
    pub dropped: usize,
    /// Merged into another in it.
    pub merged: usize,
    /// Open at its end, or on the day where that comes first.
    pub open: usize,
    /// Of these, past the due date they had then.
    pub late: usize,
    /// Days from being raised to being closed, of those closed in it.
    pub to_close: Median,
}

impl Counts {
    /// All that ended in it.
    pub fn ended(&self) -> usize {
        self.closed + self.dropped + self.merged
    }
}

impl Figures {
    /// How things stand in the end.
    pub fn now(&self) -> Counts {
        self.quarters.last().copied().unwrap_or_default()
    }

    /// The figures of the last quarters alone: as many as these, or all there are.
    #[must_use]
    pub fn last(&self, quarters: usize) -> Self {
        let from = self.quarters.len().saturating_sub(quarters);
        let before = from.checked_sub(1).map_or(self.before, |last| self.quarters[last].open);
        Self { before, quarters: self.quarters[from..].to_vec(), ..self.clone() }
    }

    /// One figure of every quarter, added up.
    pub fn sum(&self, of: impl Fn(&Counts) -> usize) -> usize {
        self.quarters.iter().map(of).sum()
    }

    fn of(lives: &[&Life<'_>], quarters: &[Quarter], on: NaiveDate) -> Self {
        let those = |wanted: &dyn Fn(&Life<'_>) -> bool| lives.iter().filter(|life| wanted(life)).count();
        let closed = lives.iter().filter(|life| life.action.status == Status::Closed);
        let counts = |quarter: &Quarter| {
            let within = |day: NaiveDate| Quarter::of(day) == *quarter;
            let by = |status| those(&|life| life.action.status == status && life.ended.is_some_and(within));
            let closed = closed.clone().filter(|life| life.ended.is_some_and(within));
            let end = quarter.last_day().min(on);
            Counts {
                opened: those(&|life| within(life.action.raised.date)),
                closed: by(Status::Closed),
                dropped: by(Status::Dropped),
                merged: by(Status::Merged),
                open: those(&|life| life.open(end)),
                late: those(&|life| life.late(end)),
                to_close: closed.filter_map(|life| life.days()).collect(),
            }
        };
        let eve = quarters.first().and_then(|first| first.first_day().pred_opt());
        let mut ages = [0; AGES.len()];
        for life in lives.iter().filter(|life| life.open(on)) {
            ages[age(life.action.raised.date, on)] += 1;
        }
        let moved = lives.iter().filter(|life| life.moves(on) > 0);
        let days_late = lives.iter().filter_map(|life| life.days_late(on));
        Self {
            before: eve.map_or(0, |eve| those(&|life| life.open(eve))),
            quarters: quarters.iter().map(counts).collect(),
            ages,
            to_close: closed.clone().filter_map(|life| life.days()).collect(),
            days_late: days_late.clone().collect(),
            latest: days_late.max(),
            blocked: those(&|life| life.open(on) && life.action.status == Status::Blocked),
            moved: moved.clone().count(),
            moves: lives.iter().map(|life| life.moves(on)).sum(),
            slip: moved.filter_map(|life| life.slip(on)).collect(),
        }
    }
}

/// An action from the day it was raised to the day it ended, where that is not to come.
struct Life<'a> {
    action: &'a Action,
    ended: Option<NaiveDate>,
}

impl Life<'_> {
    /// Whether it was open at the end of a day.
    fn open(&self, day: NaiveDate) -> bool {
        self.action.raised.date <= day && self.ended.is_none_or(|ended| ended > day)
    }

    fn late(&self, day: NaiveDate) -> bool {
        self.days_late(day).is_some()
    }

    /// Days past the due date it had on a day, of one that was open and late then. They end on the day it was done: from then
    /// on it waits for its group.
    fn days_late(&self, day: NaiveDate) -> Option<i64> {
        let until = self.action.done_on().map_or(day, |done| done.min(day));
        let due = self.action.due_on(day).day().filter(|due| *due < until && self.open(day))?;
        Some((until - due).num_days())
    }

    /// Days it took to end.
    fn days(&self) -> Option<i64> {
        Some((self.ended? - self.action.raised.date).num_days())
    }

    fn moves(&self, on: NaiveDate) -> usize {
        self.action.moves.iter().filter(|step| step.moves() && step.on <= on).count()
    }

    fn slip(&self, on: NaiveDate) -> Option<i64> {
        Some((self.action.due_on(on).day()? - self.action.first_due?).num_days())
    }
}

/// Which of [`AGES`] something raised on a day is of.
fn age(raised: NaiveDate, on: NaiveDate) -> usize {
    let since = [
        on.checked_sub_signed(TimeDelta::weeks(4)),
        on.checked_sub_months(Months::new(3)),
        on.checked_sub_months(Months::new(6)),
        on.checked_sub_months(Months::new(12)),
    ];
    since.iter().position(|since| since.is_none_or(|since| raised >= since)).unwrap_or(since.len())
}

/// The quarters from the one a day is in back to the one of another, and not too many.
fn quarters(first: NaiveDate, on: NaiveDate) -> Vec<Quarter> {
    let back = |quarter: &Quarter| quarter.first_day().pred_opt().map(Quarter::of);
    let all = std::iter::successors(Some(Quarter::of(on)), back).take(MOST_QUARTERS);
    let mut quarters: Vec<Quarter> = all.take_while(|quarter| *quarter >= Quarter::of(first)).collect();
    quarters.reverse();
    quarters
}

/// A quarter as these figures name it, in files too: `Q3 2026-27`.
pub fn label(quarter: Quarter) -> String {
    quarter.to_string().replace('/', "-")
}

impl Light<'_> {
    /// What some actions came to, up to today.
    pub fn throughput<'b>(&self, actions: impl IntoIterator<Item = Listed<'b>>) -> Throughput {
        let on = self.today;
        let (mut undated, mut to_come) = (0, 0);
        let mut agencies: BTreeMap<String, Vec<Life<'b>>> = BTreeMap::new();
        for Listed { action, .. } in actions {
            let raised = action.raised.date;
            let ended = action.ended().filter(|ended| *ended >= raised);
            if !action.status.open() && ended.is_none() {
                undated += 1;
            } else if raised > on {
                to_come += 1;
            } else {
                let life = Life { action, ended: ended.filter(|ended| *ended <= on) };
                agencies.entry(self.agency_said(action)).or_default().push(life);
            }
        }
        let first = agencies.values().flatten().map(|life| life.action.raised.date).min();
        let quarters = quarters(first.unwrap_or(on), on);
        let all = Figures::of(&agencies.values().flatten().collect::<Vec<_>>(), &quarters, on);
        let of = |(name, lives): (String, Vec<Life>)| {
            (name, Figures::of(&lives.iter().collect::<Vec<_>>(), &quarters, on))
        };
        let mut agencies: Vec<(String, Figures)> = agencies.into_iter().map(of).collect();
        let none = self.agency_said(&Action::default());
        agencies.sort_by_cached_key(|(name, _)| (*name == none, name.to_lowercase(), name.clone()));
        Throughput { on, quarters, all, agencies, undated, to_come }
    }
}
