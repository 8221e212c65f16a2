//! Who is in the room, since when, and for which items they withdrew. Counting them is `quorum`.

use super::entry::Mark;
use crate::base::id::{ItemId, PostId};
use crate::base::stamp::Stamp;
use crate::domain::issued::Apology;
use std::collections::BTreeMap;

/// A stretch of time; still running while `to` is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// When it began.
    pub from: Stamp,
    /// When it ended.
    pub to: Option<Stamp>,
}

impl Spell {
    /// One that is running.
    pub fn since(from: Stamp) -> Self {
        Self { from, to: None }
    }

    /// Whether a moment lies in it: the first moment does, the last does not.
    pub fn covers(&self, at: Stamp) -> bool {
        self.from <= at && self.to.is_none_or(|to| at < to)
    }

    /// Seconds of it up to now; never negative.
    pub fn seconds(&self, now: Stamp) -> i64 {
        (self.to.unwrap_or(now) - self.from).num_seconds().max(0)
    }

    /// Ends it, if it is running.
    pub fn end(&mut self, at: Stamp) {
        if self.to.is_none() {
            self.to = Some(at.max(self.from));
        }
    }
}

/// A withdrawal for one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// The item.
    pub item: ItemId,
    /// The interest.
    pub interest: String,
    /// From when to when.
    pub spell: Spell,
}

/// One seat's part in the meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Presence {
    /// How it was marked.
    pub mark: Mark,
    /// When somebody sat there.
    pub spells: Vec<Spell>,
    /// Items withdrawn for.
    pub withdrawals: Vec<Withdrawal>,
}

impl Default for Presence {
    fn default() -> Self {
        Self { mark: Mark::Unheard, spells: Vec::new(), withdrawals: Vec::new() }
    }
}

impl Mark {
    /// Whether it means somebody sits there.
    pub fn seated(&self) -> bool {
        matches!(self, Self::Present | Self::Deputy { .. } | Self::Observer)
    }
}

impl Presence {
    /// Whether somebody sits there at that moment.
    pub fn in_room(&self, at: Stamp) -> bool {
        self.mark.seated() && self.spells.iter().any(|s| s.covers(at))
    }

    /// Whether somebody sits there now, as far as is known.
    pub fn here(&self) -> bool {
        self.mark.seated() && self.spells.last().is_some_and(|s| s.to.is_none())
    }

    /// Whether they have withdrawn for this item at that moment.
    pub fn withdrawn(&self, item: &ItemId, at: Stamp) -> bool {
        self.withdrawals.iter().any(|w| &w.item == item && w.spell.covers(at))
    }

    /// When they came, where that was after `began`.
    pub fn came_late(&self, began: Stamp) -> Option<Stamp> {
        self.spells.first().map(|s| s.from).filter(|from| *from > began)
    }

    /// When they last left, for somebody who is not here now.
    pub fn left(&self) -> Option<Stamp> {
        self.spells.last().and_then(|s| s.to)
    }
}

/// Everybody's part, by seat.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attendance {
    seats: BTreeMap<PostId, Presence>,
}

impl Attendance {
    /// Before the roll call: apologies sent stand until it says otherwise; a deputy announced is still awaited.
    pub(super) fn expected(apologies: &[Apology]) -> Self {
        let absent = || Presence { mark: Mark::Apologies, ..Presence::default() };
        Self { seats: apologies.iter().map(|a| (a.post.clone(), absent())).collect() }
    }

    /// One seat's part; an unheard seat has none yet.
    pub fn of(&self, seat: &PostId) -> Presence {
        self.seats.get(seat).cloned().unwrap_or_default()
    }

    /// Whether somebody sits there now.
    pub fn here(&self, seat: &PostId) -> bool {
        self.seats.get(seat).is_some_and(Presence::here)
    }

    /// Marks a seat. Somebody first seen while the first item runs was there from `start`;
    /// marking a seat as not here is a correction, so its spells go.
    pub(super) fn mark(&mut self, seat: &PostId, mark: Mark, at: Stamp, since: Option<Stamp>) {
        let presence = self.seats.entry(seat.clone()).or_default();
        if mark.seated() {
            match (presence.here(), since) {
                (true, Some(from)) => {
                    if let Some(spell) = presence.spells.last_mut() {
                        spell.from = from;
                    }
                }
                (true, None) => {}
                (false, _) => presence.spells.push(Spell::since(since.unwrap_or(at))),
            }
        } else {
            presence.spells.clear();
        }
        presence.mark = mark;
    }

    /// Somebody left; a second time corrects when.
    pub(super) fn leave(&mut self, seat: &PostId, at: Stamp, corrects: bool) {
        if let Some(spell) = self.seats.get_mut(seat).and_then(|p| p.spells.last_mut()) {
            if corrects {
                spell.to = None;
            }
            spell.end(at);
        }
    }

    pub(super) fn come_back(&mut self, seat: &PostId, at: Stamp) {
        let presence = self.seats.entry(seat.clone()).or_default();
        if !presence.mark.seated() {
            presence.mark = Mark::Present;
        }
        if !presence.here() {
            presence.spells.push(Spell::since(at));
        }
    }

    pub(super) fn withdraw(&mut self, seat: &PostId, item: &ItemId, interest: &str, at: Stamp) {
        let presence = self.seats.entry(seat.clone()).or_default();
        if !presence.withdrawn(item, at) {
            presence.withdrawals.push(Withdrawal {
                item: item.clone(),
                interest: interest.to_owned(),
                spell: Spell::since(at),
            });
        }
    }

    /// Ends every withdrawal for an item that is left, or one seat's when they come back.
    pub(super) fn end_withdrawals(&mut self, only: Option<&PostId>, at: Stamp) {
        for (seat, presence) in &mut self.seats {
            if only.is_none_or(|s| s == seat) {
                presence.withdrawals.iter_mut().for_each(|w| w.spell.end(at));
            }
        }
    }

    /// Withdraws again, for an item come back to.
    pub(super) fn resume_withdrawals(&mut self, item: &ItemId, at: Stamp) {
        for presence in self.seats.values_mut() {
            if let Some(last) = presence.withdrawals.iter().rfind(|w| &w.item == item).cloned() {
                presence.withdrawals.push(Withdrawal { spell: Spell::since(at), ..last });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> Stamp {
        format!("2026-12-03T{time}:00+00:00").parse().unwrap()
    }

    #[test]
    fn a_seat_is_in_the_room_between_coming_and_leaving() {
        let mut a = Attendance::default();
        let seat = PostId::from("police-dsp");
        a.mark(&seat, Mark::Present, at("10:12"), None);
        a.leave(&seat, at("11:40"), false);
        let p = a.of(&seat);
        assert!(!p.in_room(at("10:11")) && p.in_room(at("10:12")));
        assert!(p.in_room(at("11:39")) && !p.in_room(at("11:40")));
        assert_eq!(p.came_late(at("10:00")), Some(at("10:12")));
        assert_eq!(p.left(), Some(at("11:40")));
        a.come_back(&seat, at("11:50"));
        assert!(a.of(&seat).in_room(at("11:55")));
    }

    #[test]
    fn a_later_mark_corrects_how_and_since_when_without_a_second_spell() {
        let mut a = Attendance::default();
        let seat = PostId::from("police-dsp");
        a.mark(&seat, Mark::Present, at("10:12"), None);
        a.mark(&seat, Mark::Deputy { who: "Supt".into() }, at("10:13"), Some(at("10:00")));
        assert_eq!(a.of(&seat).spells, [Spell::since(at("10:00"))]);
        a.mark(&seat, Mark::Apologies, at("10:14"), None);
        assert!(!a.of(&seat).in_room(at("10:13")));
    }

    #[test]
    fn a_withdrawal_lasts_until_the_item_is_left() {
        let mut a = Attendance::default();
        let (seat, item) = (PostId::from("head"), ItemId::from("budget"));
        a.mark(&seat, Mark::Present, at("10:00"), None);
        a.withdraw(&seat, &item, "governor of a provider", at("10:30"));
        assert!(a.of(&seat).withdrawn(&item, at("10:31")));
        a.end_withdrawals(None, at("10:40"));
        assert!(!a.of(&seat).withdrawn(&item, at("10:40")));
        a.resume_withdrawals(&item, at("11:00"));
        assert!(a.of(&seat).withdrawn(&item, at("11:01")));
    }
}
