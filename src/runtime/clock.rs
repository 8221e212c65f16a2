//! The clock: the only place that knows what time it is.

use crate::base::stamp::Stamp;
use chrono::{DateTime, Local, SubsecRound as _, TimeDelta};
use std::time::{Duration, Instant};

/// How far the clock on the wall may run ahead before ours follows it: more than corrections of a running
/// computer's clock, less than anybody would notice in minutes.
const FOLLOWS: TimeDelta = TimeDelta::seconds(2);

/// A clock that never goes back.
#[derive(Clone, Debug)]
pub struct Clock {
    start: Stamp,
    since: Instant,
    moved: Duration,
    run: Run,
    last: Stamp,
}

/// What moves it, beyond [`Clock::advance`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Run {
    /// Time, in step with the clock on the wall.
    Wall,
    /// Time, from a moment that was given.
    Given,
    /// Each key, by so much.
    Paced(Duration),
}

impl Clock {
    /// A clock that starts at `now`, or at the time it is, and runs on from there; with `pace` it moves by that
    /// much at each key and paste and at nothing else, so that a rehearsal is the same every time.
    pub fn start(now: Option<Stamp>, pace: Option<Duration>) -> Self {
        let run = match (now, pace) {
            (_, Some(pace)) => Run::Paced(pace),
            (Some(_), None) => Run::Given,
            (None, None) => Run::Wall,
        };
        let start = now.unwrap_or_else(wall).trunc_subsecs(3);
        Self { start, since: Instant::now(), moved: Duration::ZERO, run, last: start }
    }

    /// A clock that stands still unless it is moved.
    pub fn still(now: Stamp) -> Self {
        Self::start(Some(now), Some(Duration::ZERO))
    }

    /// The time, to the millisecond, never before a time it gave earlier. A clock put back or a change to winter
    /// time does not touch it; after the computer slept it is right again.
    pub fn now(&mut self) -> Stamp {
        let run = if matches!(self.run, Run::Paced(_)) { Duration::ZERO } else { self.since.elapsed() };
        let mut now = later(self.start, run + self.moved);
        if self.run == Run::Wall {
            now = self.beside_the_wall(now, wall());
        }
        self.last = self.last.max(now.trunc_subsecs(3));
        self.last
    }

    /// Our time, moved on where the wall's shows that the computer slept, and in the wall's offset.
    fn beside_the_wall(&mut self, mut now: Stamp, wall: Stamp) -> Stamp {
        let behind = wall - now;
        if behind > FOLLOWS {
            self.moved += behind.to_std().unwrap_or_default();
            now = wall;
        }
        now.with_timezone(wall.offset())
    }

    /// A key or a paste came.
    pub fn key(&mut self) {
        if let Run::Paced(pace) = self.run {
            self.moved += pace;
        }
    }

    /// Moves it on.
    pub fn advance(&mut self, by: Duration) {
        self.moved += by;
    }

    /// How long until then; nothing when waiting will not bring it about.
    pub fn until(&mut self, at: Stamp) -> Option<Duration> {
        let left = (at - self.now()).to_std().unwrap_or_default();
        (left.is_zero() || !matches!(self.run, Run::Paced(_))).then_some(left)
    }
}

fn wall() -> Stamp {
    Local::now().fixed_offset()
}

/// A moment so much later; the end of the calendar where that is beyond it.
fn later(at: Stamp, by: Duration) -> Stamp {
    let later = TimeDelta::from_std(by).ok().and_then(|by| at.checked_add_signed(by));
    later.unwrap_or_else(|| DateTime::from(DateTime::<chrono::Utc>::MAX_UTC))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Stamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_paced_clock_moves_by_keys_only() {
        let mut clock = Clock::start(Some(at("2026-12-03T10:00:00Z")), Some(Duration::from_secs(20)));
        assert_eq!(clock.now(), at("2026-12-03T10:00:00Z"));
        clock.key();
        clock.key();
        assert_eq!(clock.now(), at("2026-12-03T10:00:40Z"));
        assert_eq!(clock.until(at("2026-12-03T10:01:00Z")), None, "waiting would be for ever");
        assert_eq!(clock.until(at("2026-12-03T10:00:00Z")), Some(Duration::ZERO));
    }

    #[test]
    fn a_still_clock_moves_when_told() {
        let mut clock = Clock::still(at("2026-12-03T10:00:00+01:00"));
        clock.key();
        clock.advance(Duration::from_secs(90));
        assert_eq!(clock.now().to_rfc3339(), "2026-12-03T10:01:30+01:00");
    }

    #[test]
    fn a_given_time_runs_on_and_never_back() {
        let mut clock = Clock::start(Some(at("2026-12-03T10:00:00.0009Z")), None);
        let mut last = clock.now();
        assert!(last - at("2026-12-03T10:00:00Z") < TimeDelta::seconds(60));
        for _ in 0..100 {
            let now = clock.now();
            assert!(now >= last);
            last = now;
        }
        assert!(clock.until(later(last, Duration::from_secs(3600))).is_some());
    }

    #[test]
    fn after_the_computer_slept_the_time_is_right_and_a_clock_put_back_changes_nothing() {
        let mut clock = Clock::start(None, None);
        let ours = at("2026-10-25T00:30:00Z");
        let same = clock.beside_the_wall(ours, at("2026-10-25T01:30:01+01:00"));
        assert_eq!(same.to_rfc3339(), "2026-10-25T01:30:00+01:00", "a second is no sleep");
        let slept = clock.beside_the_wall(ours, at("2026-10-25T01:10:00+00:00"));
        assert_eq!(slept.to_rfc3339(), "2026-10-25T01:10:00+00:00");
        assert_eq!(clock.moved, Duration::from_secs(40 * 60));
        assert_eq!(clock.beside_the_wall(ours, at("2026-10-24T23:30:00Z")), ours, "put back");
    }
}
