//! Time in a meeting, worked out from stored moments and never from ticks: it survives a restart, a sleep,
//! a resize and a change of clocks, and no edit of a list can touch it.

use super::Meeting;
use super::fold::{ItemState, Stage};
use crate::base::stamp::{ClockTime, Stamp};
use chrono::TimeDelta;

/// A meeting that begins this far from its planned start is being held at another time altogether
/// (a rehearsal, a moved meeting): its planned end moves with it.
const SAME_SITTING: TimeDelta = TimeDelta::hours(2);

/// Where the meeting is heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// When it is to end.
    pub planned: Stamp,
    /// When it will end, if what is left takes as long as planned.
    pub heading_for: Stamp,
}

impl Forecast {
    /// Whole minutes over the planned end; negative is time to give back.
    pub fn over(&self) -> i64 {
        (self.heading_for - self.planned).num_seconds().div_euclid(60)
    }
}

impl Meeting {
    /// Seconds an item has taken so far.
    pub fn spent(&self, item: &ItemState, now: Stamp) -> i64 {
        item.spells.iter().map(|s| s.seconds(now)).sum()
    }

    /// Seconds an item is over its planned time; `None` while it is within it.
    pub fn over_run(&self, item: &ItemState, now: Stamp) -> Option<i64> {
        let over = self.spent(item, now) - planned_seconds(item);
        (over > 0).then_some(over)
    }

    /// When each item is planned to begin, from the start of the meeting.
    pub fn planned_starts(&self) -> Vec<ClockTime> {
        let mut at = self.sitting.start;
        let starts = self.state.items.iter().map(|item| {
            let start = at;
            if item.late.is_none() && !item.carried {
                at = at.plus(item.item.minutes);
            }
            start
        });
        starts.collect()
    }

    /// Where the meeting is heading; `None` before it has begun.
    pub fn forecast(&self, now: Stamp) -> Option<Forecast> {
        let began = self.state.began?;
        let planned = self.planned_end(began);
        if let Some(ended) = self.state.ended {
            return Some(Forecast { planned, heading_for: ended });
        }
        let left: i64 = self.state.items.iter().map(|i| self.seconds_left(i, now)).sum();
        Some(Forecast { planned, heading_for: now + TimeDelta::seconds(left) })
    }

    fn seconds_left(&self, item: &ItemState, now: Stamp) -> i64 {
        match self.stage(item) {
            Stage::Waiting => planned_seconds(item),
            Stage::InHand | Stage::Begun => (planned_seconds(item) - self.spent(item, now)).max(0),
            Stage::Done | Stage::Deferred | Stage::Together => 0,
        }
    }

    fn planned_end(&self, began: Stamp) -> Stamp {
        let slot = TimeDelta::minutes(i64::from(self.sitting.start.until(self.sitting.end).0));
        let on = |time: ClockTime| {
            began.date_naive().and_time(time.time()).and_local_timezone(*began.offset()).single()
        };
        match on(self.sitting.start) {
            Some(start) if (began - start).abs() <= SAME_SITTING => start + slot,
            _ => began + slot,
        }
    }
}

fn planned_seconds(item: &ItemState) -> i64 {
    i64::from(item.item.minutes.0) * 60
}
