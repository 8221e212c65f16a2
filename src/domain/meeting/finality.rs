//! Final minutes: when the record of a meeting is closed for good, what has to be looked at before, and how it is opened
//! again so that a new version can be made. A version that was issued stays issued, and its number is never given again.

use super::entry::{Act, Entry, EntryId};
use super::line::Body;
use super::{Capacity, Meeting, Refusal, Stage};
use crate::base::stamp::Stamp;
use crate::base::text::{and_list, count};
use crate::domain::action::Due;

/// What became of a meeting's minutes after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finality {
    /// Every version that was made final, in order.
    pub versions: Vec<Version>,
    /// Why the last of them was opened again, while it is.
    pub reopened: Option<String>,
}

/// A version of the minutes that was made final.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub number: u32,
    /// When.
    pub at: Stamp,
    /// Who made it final, in words.
    pub by: String,
    /// The entry that did.
    pub entry: EntryId,
    /// Why the version before it was opened again; empty for the first.
    pub amended: String,
}

impl Finality {
    /// The version that is final now; none while the minutes are a draft, or are opened again.
    pub fn now(&self) -> Option<&Version> {
        self.versions.last().filter(|_| self.reopened.is_none())
    }

    /// The number of the version that is final, or that is being made.
    pub fn number(&self) -> u32 {
        let made = u32::try_from(self.versions.len()).unwrap_or(u32::MAX);
        if self.now().is_some() { made } else { made.saturating_add(1) }
    }

    /// Why the version that is final, or that is being made, differs from the one before.
    pub fn amended(&self) -> Option<&str> {
        let now = self.now().map(|version| version.amended.as_str());
        now.or(self.reopened.as_deref()).filter(|why| !why.is_empty())
    }

    /// Two writers may do the same at once: the second changes nothing.
    pub(super) fn apply(&mut self, entry: &Entry) {
        match &entry.act {
            Act::Finalised { by, .. } if self.now().is_none() => {
                let (number, amended) = (self.number(), self.reopened.take().unwrap_or_default());
                let (at, by, entry) = (entry.at, by.clone(), entry.id.clone());
                self.versions.push(Version { number, at, by, entry, amended });
            }
            Act::Reopened { why, .. } if self.now().is_some() => self.reopened = Some(why.clone()),
            _ => {}
        }
    }
}

impl Meeting {
    /// Whether final minutes allow an act: of the record nothing changes any more.
    pub(super) fn allow_beside_final(&self, act: &Act) -> Result<(), Refusal> {
        let finality = &self.state().finality;
        match (act, finality.now()) {
            (Act::Reopened { why, .. }, Some(_)) if why.trim().is_empty() => {
                Err(Refusal::NeedsReason("opening final minutes again"))
            }
            (Act::Reopened { .. }, None) => {
                Err(Refusal::NothingTo("open again: these minutes are not final"))
            }
            (Act::Finalised { .. }, None) if self.state().ended.is_none() => Err(Refusal::NotEnded),
            (
                Act::Reopened { .. }
                | Act::Opened { .. }
                | Act::Wrote { .. }
                | Act::Released { .. }
                | Act::Renumbered { .. },
                Some(_),
            ) => Ok(()),
            (_, Some(version)) => Err(Refusal::Final { version: version.number, at: version.at }),
            (_, None) => Ok(()),
        }
    }

    /// What stands in the way of final minutes, a sentence each without a full stop.
    pub fn bars_to_final(&self) -> Vec<String> {
        let state = self.state();
        let mut bars = Vec::new();
        if state.ended.is_none() {
            bars.push("the meeting has not ended".to_owned());
        }
        let came = |seat: &super::Seat| !state.attendance.of(&seat.id).spells.is_empty();
        if !state.seats.iter().any(|seat| seat.capacity == Capacity::Member && came(seat)) {
            bars.push("nobody is marked as present: the roll call is empty".to_owned());
        }
        bars
    }

    /// What somebody should have looked at before minutes are made final, a sentence each without a full stop.
    pub fn to_look_at_before_final(&self) -> Vec<String> {
        let state = self.state();
        let mut look = Vec::new();
        let mut say = |of: &[String], one: &str, many: &str| {
            if !of.is_empty() {
                look.push(format!("{}: {}", count(of.len(), one, many), and_list(of)));
            }
        };
        let actions = |is: fn(bool, bool) -> bool| -> Vec<String> {
            let lacking = state.records.iter().filter_map(|record| match &record.body {
                Body::Action { id, lead, due, .. } if is(lead.is_none(), *due == Due::ToBeSet) => {
                    Some(id.to_string())
                }
                _ => None,
            });
            lacking.collect()
        };
        say(&actions(|lead, _| lead), "action has no lead", "actions have no lead");
        say(&actions(|lead, due| due && !lead), "action has no date", "actions have no date");
        let reached = |stage| {
            let items = state.items.iter().filter(|item| self.stage(item) == stage);
            items.map(|item| item.no.clone()).collect::<Vec<_>>()
        };
        say(&reached(Stage::Waiting), "item was not reached", "items were not reached");
        let unheard = state.seats.iter().filter(|seat| {
            seat.capacity == Capacity::Member && state.attendance.of(&seat.id).mark == super::Mark::Unheard
        });
        let unheard: Vec<String> = unheard.map(|seat| self.seat_said(&seat.id)).collect();
        say(&unheard, "member is not in the roll call", "members are not in the roll call");
        if self.has_restricted() {
            look.push("part of it is restricted: read both sets before they are final".to_owned());
        }
        look
    }

    /// How many acts came from elsewhere after the minutes were made final: they stand in no final version.
    pub fn acts_since_final(&self) -> usize {
        let Some(version) = self.state().finality.now() else { return 0 };
        let after = self.entries().iter().skip_while(|entry| entry.id != version.entry).skip(1);
        after
            .filter(|entry| {
                entry.act.is_gesture() || matches!(entry.act, Act::Struck { .. } | Act::Restored { .. })
            })
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{Play, at};
    use super::*;

    fn finalised() -> Act {
        Act::Finalised { version: 1, by: "Priya Nair".into() }
    }

    fn reopened(why: &str) -> Act {
        Act::Reopened { why: why.into(), by: "Priya Nair".into() }
    }

    fn ended() -> Play {
        let mut play = Play::begun();
        for item in ["last-minutes", "budget"] {
            play.act("10:02", super::super::example::deferred(item, "next", "no time"));
        }
        play.act("10:03", Act::Ended);
        play
    }

    #[test]
    fn a_meeting_that_runs_has_no_final_minutes_and_after_them_nothing_changes() {
        let mut play = Play::begun();
        assert_eq!(play.refused("10:01", finalised()), Refusal::NotEnded);
        assert!(play.meeting.bars_to_final().iter().any(|bar| bar.contains("not ended")));
        let mut play = ended();
        play.note("10:05", "budget", "a slip mended");
        play.act("10:06", finalised());
        assert_eq!(play.meeting.state().finality.number(), 1);
        let note = Act::Recorded { item: "budget".into(), body: Body::Note { text: "more".into() } };
        let last = play.meeting.entries()[play.meeting.entries().len() - 2].id.clone();
        for act in [note, Act::Struck { entry: last }, finalised(), Act::Began] {
            assert_eq!(play.refused("10:07", act), Refusal::Final { version: 1, at: at("10:06") });
        }
        assert_eq!(play.meeting.acts_since_final(), 0);
    }

    #[test]
    fn opened_again_with_a_reason_they_become_the_next_version_as_amended() {
        let mut play = ended();
        assert!(matches!(play.refused("10:05", reopened("why")), Refusal::NothingTo(_)));
        play.act("10:06", finalised());
        assert!(matches!(play.refused("10:07", reopened(" ")), Refusal::NeedsReason(_)));
        play.act("10:08", reopened("a name was wrong"));
        let finality = &play.meeting.state().finality;
        assert_eq!(
            (finality.now(), finality.number(), finality.amended()),
            (None, 2, Some("a name was wrong"))
        );
        play.note("10:09", "budget", "the right name");
        play.act("10:10", Act::Finalised { version: 2, by: "Priya Nair".into() });
        let finality = &play.meeting.state().finality;
        assert_eq!(finality.versions.iter().map(|v| v.number).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(finality.amended(), Some("a name was wrong"));
        assert_eq!(finality.versions[0].amended, "");
    }

    #[test]
    fn two_who_make_them_final_at_once_make_one_version_and_what_comes_later_is_counted() {
        let play = ended();
        let (mut one, mut two) = (play.meeting.clone(), play.meeting.clone());
        let first = one.enter("one", at("10:06"), finalised()).unwrap();
        let second = two.enter("two", at("10:07"), finalised()).unwrap();
        let note =
            Act::Recorded { item: "budget".into(), body: Body::Note { text: "typed elsewhere".into() } };
        let late = play.meeting.clone().enter("three", at("10:08"), note).unwrap();
        one.take_in(vec![second.clone(), late.clone()]);
        two.take_in(vec![late, first]);
        for meeting in [&one, &two] {
            assert_eq!(meeting.state().finality.versions.len(), 1);
            assert_eq!(meeting.acts_since_final(), 1, "what was typed elsewhere");
            assert!(
                meeting.state().records.iter().any(|r| r.body.text() == "typed elsewhere"),
                "nothing is lost"
            );
        }
    }

    #[test]
    fn what_is_worth_a_look_is_named() {
        let mut play = Play::begun();
        play.turn("10:01", "budget");
        play.act(
            "10:02",
            Act::Recorded {
                item: "budget".into(),
                body: Body::Action {
                    id: "EXEC-26-021".into(),
                    what: "find out".into(),
                    lead: None,
                    due: Due::ToBeSet,
                    with: Vec::new(),
                    tags: Vec::new(),
                },
            },
        );
        let look = play.meeting.to_look_at_before_final();
        assert!(look.iter().any(|said| said.starts_with("1 action has no lead: EXEC-26-021")), "{look:?}");
        assert!(look.iter().any(|said| said.contains("items were not reached")), "{look:?}");
    }
}
