//! What each entry means: the one place where the state of a meeting changes.
//!
//! Folding never fails. An entry that no longer makes sense, because what it speaks of was struck by
//! somebody else, changes nothing.

use super::attendance::{Attendance, Spell};
use super::entry::{Act, Entry, EntryId, Handling, LastMinutes, Mark, Review};
use super::finality::Finality;
use super::line::{Body, Position};
use super::numbers::Numbers;
use super::sitting::{Seat, Sitting};
use crate::base::id::{ActionId, AgencyId, ItemId, MeetingId, PostId};
use crate::base::stamp::Stamp;
use crate::domain::agenda::{Item, ItemKind, Purpose};
use crate::domain::issued::NextMeeting;
use std::collections::BTreeMap;

/// What the entries come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// When the chair opened the meeting.
    pub began: Option<Stamp>,
    /// When the chair ended it.
    pub ended: Option<Stamp>,
    /// Everybody expected, and guests.
    pub seats: Vec<Seat>,
    /// Who was there.
    pub attendance: Attendance,
    /// Who is in the chair.
    pub chair: Option<PostId>,
    /// The item in hand.
    pub in_hand: Option<ItemId>,
    /// The items in printed order, added ones too.
    pub items: Vec<ItemState>,
    /// Everything recorded, in order, removed lines left out.
    pub records: Vec<Record>,
    /// Interests declared.
    pub declarations: Vec<Declaration>,
    /// What was said of the last minutes.
    pub last_minutes: Option<LastMinutes>,
    /// What was said of earlier actions, in order.
    pub reviews: Vec<Reviewed>,
    /// The next meeting.
    pub next: Option<NextMeeting>,
    /// What became of its minutes.
    pub finality: Finality,
    /// How many items have been taken so far.
    taken: u32,
}

/// An item and how it went.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemState {
    /// The item.
    pub item: Item,
    /// Its printed number, which never changes: `7`, `AOB 1`.
    pub no: String,
    /// When it was in hand.
    pub spells: Vec<Spell>,
    /// Whether it is finished with.
    pub done: bool,
    /// Where it was put off to.
    pub deferral: Option<Deferral>,
    /// Who allowed it, for an item added at the meeting.
    pub late: Option<Late>,
    /// Whether it was carried from the last meeting: printed as `C1`, outside the planned times.
    pub carried: bool,
    /// Whether it was noted together with others.
    pub together: bool,
    /// Its place in the order items were taken, from 1.
    pub taken: Option<u32>,
}

/// Where an item was put off to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deferral {
    /// To which meeting, in words.
    pub to: String,
    /// To which meeting, where it is known.
    pub meeting: Option<MeetingId>,
    /// Why.
    pub why: String,
}

/// Who allowed an item added at the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// Who.
    pub allowed_by: PostId,
    /// Why it could not wait.
    pub why: String,
}

/// How far an item has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Not reached yet.
    Waiting,
    /// In hand.
    InHand,
    /// Begun, and to be come back to.
    Begun,
    /// Finished with.
    Done,
    /// Put off.
    Deferred,
    /// Noted together with others.
    Together,
}

impl ItemState {
    pub(super) fn stage(&self, in_hand: bool) -> Stage {
        if self.deferral.is_some() {
            Stage::Deferred
        } else if in_hand {
            Stage::InHand
        } else if self.together {
            Stage::Together
        } else if self.done {
            Stage::Done
        } else if self.spells.is_empty() {
            Stage::Waiting
        } else {
            Stage::Begun
        }
    }
}

/// Something recorded under an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The entry that recorded it.
    pub id: EntryId,
    /// The item.
    pub item: ItemId,
    /// When it was first recorded.
    pub at: Stamp,
    /// What it is now.
    pub body: Body,
    /// Whether it was changed since.
    pub amended: bool,
    /// Whether it is kept to the restricted minutes though its item is not.
    pub restricted: bool,
    /// Statutory partners' positions, for a decision.
    pub positions: BTreeMap<AgencyId, Position>,
}

/// A declared interest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// Whose.
    pub seat: PostId,
    /// In which item.
    pub item: Option<ItemId>,
    /// The interest.
    pub interest: String,
    /// What was done about it.
    pub handling: Handling,
}

/// What was said of an earlier action, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// The action.
    pub action: ActionId,
    /// What was said.
    pub review: Review,
    /// When.
    pub at: Stamp,
}

impl State {
    pub(super) fn new(sitting: &Sitting) -> Self {
        let numbered = sitting.items.iter().enumerate();
        let mut items: Vec<ItemState> = numbered.map(|(i, item)| fresh(item, (i + 1).to_string())).collect();
        let carried = sitting.carried.iter().enumerate();
        let carried =
            carried.map(|(i, item)| ItemState { carried: true, ..fresh(item, format!("C{}", i + 1)) });
        // Printed numbers never change, so what is carried has numbers of its own, before the close.
        let close = items.iter().position(|i| i.item.kind == ItemKind::Close).unwrap_or(items.len());
        items.splice(close..close, carried);
        Self {
            seats: sitting.seats.clone(),
            attendance: Attendance::expected(&sitting.apologies),
            chair: sitting.chair.clone(),
            items,
            next: sitting.next.clone(),
            ..Self::default()
        }
    }

    /// The item with this id.
    pub fn item(&self, id: &ItemId) -> Option<&ItemState> {
        self.items.iter().find(|i| &i.item.id == id)
    }

    fn item_mut(&mut self, id: &ItemId) -> Option<&mut ItemState> {
        self.items.iter_mut().find(|i| &i.item.id == id)
    }

    /// The record an entry made.
    pub fn record(&self, id: &EntryId) -> Option<&Record> {
        self.records.iter().find(|r| &r.id == id)
    }

    /// What was recorded under an item, in order.
    pub fn under<'a>(&'a self, item: &'a ItemId) -> impl Iterator<Item = &'a Record> {
        self.records.iter().filter(move |r| &r.item == item)
    }

    /// The last thing said of an earlier action here.
    pub fn review_of(&self, action: &ActionId) -> Option<&Reviewed> {
        self.reviews.iter().rfind(|r| &r.action == action)
    }

    /// Whether an item for decision has its outcome, or is not for decision at all.
    pub fn has_outcome(&self, state: &ItemState) -> bool {
        state.item.purpose != Purpose::Decide
            || state.deferral.is_some()
            || state.together
            || (state.item.kind == ItemKind::LastMinutes && self.last_minutes.is_some())
            || self.under(&state.item.id).any(|r| matches!(r.body, Body::Decision(_)))
    }

    fn running(&self) -> bool {
        self.began.is_some() && self.ended.is_none()
    }

    fn seated(&self, seat: &PostId) -> bool {
        self.seats.iter().any(|s| &s.id == seat)
    }

    fn first_item_runs(&self) -> bool {
        self.began.is_some() && self.taken <= 1 && self.in_hand.is_some()
    }

    fn leave_item(&mut self, at: Stamp, done: bool) {
        if let Some(id) = self.in_hand.clone()
            && let Some(item) = self.item_mut(&id)
        {
            if let Some(spell) = item.spells.last_mut() {
                spell.end(at);
            }
            item.done = item.done || done;
        }
        self.attendance.end_withdrawals(None, at);
        self.in_hand = None;
    }

    fn take_item(&mut self, id: &ItemId, at: Stamp) {
        let next = self.taken + 1;
        let Some(item) = self.item_mut(id) else { return };
        item.spells.push(Spell::since(at));
        let first_time = item.taken.is_none();
        if first_time {
            item.taken = Some(next);
        }
        item.done = false;
        self.taken += u32::from(first_time);
        self.in_hand = Some(id.clone());
        self.attendance.resume_withdrawals(id, at);
    }

    /// Where somebody first seen now is taken to have come: from the start, while the first item runs.
    fn seen_since(&self, seat: &PostId, at: Stamp) -> Stamp {
        let new = self.attendance.of(seat).spells.is_empty();
        if new && self.first_item_runs() { self.began.unwrap_or(at) } else { at }
    }
}

fn fresh(item: &Item, no: String) -> ItemState {
    ItemState {
        item: item.clone(),
        no,
        spells: Vec::new(),
        done: false,
        deferral: None,
        late: None,
        carried: false,
        together: false,
        taken: None,
    }
}

/// Applies one standing entry.
pub(super) fn apply(state: &mut State, numbers: &Numbers, entry: &Entry) {
    let at = entry.at;
    match &entry.act {
        Act::Began => began(state, at),
        Act::Turned { to, done } if state.running() && state.item(to).is_some() => {
            state.leave_item(at, *done);
            state.take_item(to, at);
        }
        Act::Ended if state.running() => {
            state.leave_item(at, true);
            state.ended = Some(at);
        }
        Act::Finalised { .. } | Act::Reopened { .. } => state.finality.apply(entry),
        Act::Turned { .. } | Act::Ended | Act::Released { .. } => {}
        Act::Opened { .. } | Act::Struck { .. } | Act::Restored { .. } | Act::Wrote { .. } => {}
        Act::Renumbered { record, .. } => {
            if let Some(found) = state.records.iter_mut().find(|found| found.id == *record) {
                found.body = numbers.own(record, &found.body);
            }
        }
        Act::Deferred { item, to, meeting, why } => {
            let deferral = Deferral { to: to.clone(), meeting: meeting.clone(), why: why.clone() };
            if let Some(item) = state.item_mut(item) {
                item.deferral = Some(deferral);
            }
        }
        Act::Added { item, allowed_by, why } => add_item(state, item, allowed_by, why),
        Act::TakenTogether { items } => {
            for id in items {
                if let Some(item) = state.item_mut(id) {
                    item.together = true;
                    item.done = true;
                }
            }
        }
        Act::AgreedLastMinutes { result } => state.last_minutes = Some(result.clone()),
        Act::Reviewed { action, review } => {
            state.reviews.push(Reviewed { action: action.clone(), review: review.clone(), at });
        }
        Act::NextSet { next } => state.next = Some(next.clone()),
        Act::Recorded { .. }
        | Act::Amended { .. }
        | Act::Corrected { .. }
        | Act::Restricted { .. }
        | Act::Removed { .. }
        | Act::Positioned { .. } => {
            record(state, numbers, entry);
        }
        Act::Marked { .. }
        | Act::Left { .. }
        | Act::Returned { .. }
        | Act::Withdrew { .. }
        | Act::Joined { .. }
        | Act::Chaired { .. }
        | Act::Declared { .. } => people(state, at, &entry.act),
    }
}

fn began(state: &mut State, at: Stamp) {
    if state.began.is_none() {
        state.began = Some(at);
        if let Some(first) = state.items.first().map(|i| i.item.id.clone()) {
            state.take_item(&first, at);
        }
    }
}

fn add_item(state: &mut State, item: &Item, allowed_by: &PostId, why: &str) {
    if state.item(&item.id).is_some() {
        return;
    }
    let nth = state.items.iter().filter(|i| i.late.is_some()).count() + 1;
    let mut added = fresh(item, format!("AOB {nth}"));
    added.late = Some(Late { allowed_by: allowed_by.clone(), why: why.to_owned() });
    let close = state.items.iter().position(|i| i.item.kind == ItemKind::Close);
    state.items.insert(close.unwrap_or(state.items.len()), added);
}

fn record(state: &mut State, numbers: &Numbers, entry: &Entry) {
    match &entry.act {
        Act::Recorded { item, body } if state.item(item).is_some() => {
            state.records.push(Record {
                id: entry.id.clone(),
                item: item.clone(),
                at: entry.at,
                body: numbers.own(&entry.id, body),
                amended: false,
                restricted: false,
                positions: BTreeMap::new(),
            });
        }
        Act::Amended { record, body } => {
            if let Some(found) = state.records.iter_mut().find(|r| &r.id == record) {
                found.body = numbers.own(record, body);
                found.amended = true;
            }
        }
        Act::Restricted { record, restricted } => {
            if let Some(found) = state.records.iter_mut().find(|r| &r.id == record) {
                found.restricted = *restricted;
            }
        }
        Act::Corrected { find, with } => {
            for found in &mut state.records {
                found.amended |= found.body.correct(find, with) > 0;
            }
        }
        Act::Removed { record } => state.records.retain(|r| &r.id != record),
        Act::Positioned { record, positions } => {
            if let Some(found) = state.records.iter_mut().find(|r| &r.id == record) {
                for (agency, position) in positions {
                    match position {
                        Some(position) => found.positions.insert(agency.clone(), *position),
                        None => found.positions.remove(agency),
                    };
                }
            }
        }
        _ => {}
    }
}

fn people(state: &mut State, at: Stamp, act: &Act) {
    if !known(state, act) {
        return;
    }
    match act {
        Act::Marked { seat, mark, since } => {
            let from = since.or_else(|| {
                (mark.seated() && !state.attendance.here(seat)).then(|| state.seen_since(seat, at))
            });
            state.attendance.mark(seat, mark.clone(), at, from);
        }
        Act::Left { seat, when } => state.attendance.leave(seat, when.unwrap_or(at), when.is_some()),
        Act::Returned { seat } => {
            state.attendance.come_back(seat, at);
            state.attendance.end_withdrawals(Some(seat), at);
        }
        Act::Withdrew { seat, item, interest } => {
            state.attendance.withdraw(seat, item, interest, at);
            declare(state, seat, Some(item), interest, Handling::Withdrew);
        }
        Act::Joined { seat } => {
            if !state.seated(&seat.id) {
                state.seats.push((**seat).clone());
            }
            let from = state.seen_since(&seat.id, at);
            state.attendance.mark(&seat.id, Mark::Present, at, Some(from));
        }
        Act::Chaired { seat } => state.chair = Some(seat.clone()),
        Act::Declared { seat, item, interest, handling } => {
            declare(state, seat, item.as_ref(), interest, *handling);
        }
        _ => {}
    }
}

/// Whether the seat and the item an act speaks of are still there.
fn known(state: &State, act: &Act) -> bool {
    match act {
        Act::Marked { seat, .. }
        | Act::Left { seat, .. }
        | Act::Returned { seat }
        | Act::Chaired { seat } => state.seated(seat),
        Act::Withdrew { seat, item, .. } => state.seated(seat) && state.item(item).is_some(),
        Act::Declared { seat, item, .. } => {
            state.seated(seat) && item.as_ref().is_none_or(|i| state.item(i).is_some())
        }
        _ => true,
    }
}

fn declare(state: &mut State, seat: &PostId, item: Option<&ItemId>, interest: &str, handling: Handling) {
    // Withdrawing for an interest declared earlier is the same declaration, handled otherwise.
    let earlier = state.declarations.iter_mut().find(|d| &d.seat == seat && d.item.as_ref() == item);
    if let Some(earlier) = earlier.filter(|d| d.interest == interest || handling == Handling::Withdrew) {
        earlier.handling = handling;
        return;
    }
    state.declarations.push(Declaration {
        seat: seat.clone(),
        item: item.cloned(),
        interest: interest.to_owned(),
        handling,
    });
}
