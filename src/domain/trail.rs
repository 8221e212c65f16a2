//! The trail of a meeting: who did what and when, from what, to what and why, struck acts too.
//!
//! Confidential by construction, as minutes are: an act above the tier asked for keeps its writer and its time and
//! has no words at all. The words of an act are made in `words`; who may see them is settled here.

mod words;

use crate::base::id::{ActionId, ItemId};
use crate::base::stamp::Stamp;
use crate::domain::agenda::{ItemKind, Tier};
use crate::domain::meeting::{Act, Body, Entry, EntryId, Meeting, Reviewed};
use crate::domain::minutes::review_tier;
use std::collections::BTreeMap;

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its permanent id: the writer, and the writer's own count.
    pub id: EntryId,
    /// When.
    pub at: Stamp,
    /// What it was; nothing where that is for a higher tier.
    pub told: Option<Told>,
    /// Whether it was taken back and not brought back since.
    pub struck: bool,
    /// Whether it is counted as an act, here as everywhere: the program's note of a file it wrote is not.
    pub counted: bool,
}

/// What an act was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What was done: `the decision on item 5`.
    pub what: String,
    /// What it was before; empty where there was nothing.
    pub from: String,
    /// What it became.
    pub to: String,
    /// Why, where that was said.
    pub why: String,
}

/// Every act of a meeting, in order, for those who may see `tier`.
pub fn trail(meeting: &Meeting, tier: Tier) -> Vec<Row> {
    let tiers = Tiers::of(meeting);
    let mut rows = Vec::with_capacity(meeting.entries().len());
    meeting.step_through(|before, entry| {
        let may_show = tiers.tier(&entry.act, &entry.id) <= tier;
        let told = may_show.then(|| words::told(&tiers, before, entry, tier));
        let (id, at, struck) = (entry.id.clone(), entry.at, meeting.is_struck(&entry.id));
        rows.push(Row { id, at, told, struck, counted: entry.act.is_counted() });
    });
    rows
}

/// An act said in a few words of the program's own and none that anybody typed: `the decision on item 5`.
/// `None` where even that is for a higher tier.
pub fn named(meeting: &Meeting, entry: &Entry, tier: Tier) -> Option<String> {
    let tiers = Tiers::of(meeting);
    let may_show = tiers.tier(&entry.act, &entry.id) <= tier;
    may_show.then(|| words::subject(&tiers, meeting, &entry.act, tier))
}

/// Who may see each act.
struct Tiers<'a> {
    meeting: &'a Meeting,
    /// Every item there ever was, added ones that were taken back too.
    items: BTreeMap<&'a ItemId, Tier>,
    /// Every record there ever was: its item, and whether it was ever restricted.
    records: BTreeMap<&'a EntryId, (&'a ItemId, bool)>,
    /// The highest tier of any item that may have been in hand at an entry.
    in_hand: BTreeMap<&'a EntryId, Tier>,
}

impl<'a> Tiers<'a> {
    fn of(meeting: &'a Meeting) -> Self {
        let sitting = meeting.sitting();
        let planned = sitting.items.iter().chain(&sitting.carried);
        let mut tiers = Self {
            meeting,
            items: planned.map(|item| (&item.id, item.tier)).collect(),
            records: BTreeMap::new(),
            in_hand: BTreeMap::new(),
        };
        for entry in meeting.entries() {
            match &entry.act {
                Act::Added { item, .. } => {
                    let known = tiers.items.entry(&item.id).or_insert(item.tier);
                    *known = item.tier.max(*known);
                }
                Act::Recorded { item, .. } => {
                    tiers.records.entry(&entry.id).or_insert((item, false));
                }
                _ => {}
            }
        }
        let mut hand = Tier::Open;
        for entry in meeting.entries() {
            match &entry.act {
                // Once restricted, always: earlier words of the line may be what was restricted.
                Act::Restricted { record, restricted: true } => {
                    if let Some((_, restricted)) = tiers.records.get_mut(record) {
                        *restricted = true;
                    }
                }
                // A turn that was taken back was made all the same.
                Act::Turned { to, .. } => hand = tiers.item(to),
                Act::Began => hand = meeting.sitting().items.first().map_or(Tier::Open, |item| item.tier),
                _ => {}
            }
            tiers.in_hand.insert(&entry.id, hand);
        }
        tiers
    }

    /// An item's tier; one that is not known is taken to be restricted.
    fn item(&self, id: &ItemId) -> Tier {
        self.items.get(id).copied().unwrap_or(Tier::Restricted)
    }

    /// The tier of what was recorded by an entry.
    fn record(&self, id: &EntryId) -> Tier {
        match self.records.get(id) {
            Some((item, false)) => self.item(item),
            _ => Tier::Restricted,
        }
    }

    /// The highest tier of the items of a kind.
    fn kind(&self, kind: ItemKind) -> Tier {
        let items = self.meeting.sitting().items.iter().filter(|i| i.kind == kind);
        items.map(|i| i.tier).max().unwrap_or(Tier::Open)
    }

    fn tier(&self, act: &Act, id: &EntryId) -> Tier {
        match act {
            // Who was there, and when, stands in every set of minutes.
            Act::Opened { .. }
            | Act::Began
            | Act::Ended
            | Act::Marked { .. }
            | Act::Left { .. }
            | Act::Returned { .. }
            | Act::Joined { .. }
            | Act::Chaired { .. }
            | Act::NextSet { .. }
            | Act::Wrote { .. } => Tier::Open,
            // Why it was let out, or opened again, is for the partners.
            Act::Released { .. } | Act::Finalised { .. } | Act::Reopened { .. } => Tier::Partners,
            Act::Withdrew { item, .. } | Act::Declared { item: Some(item), .. } => self.item(item),
            Act::Declared { item: None, .. } => self.kind(ItemKind::Declarations),
            Act::AgreedLastMinutes { .. } => self.kind(ItemKind::LastMinutes),
            Act::Turned { to: item, .. } | Act::Deferred { item, .. } | Act::Recorded { item, .. } => {
                let own = if self.records.contains_key(id) { self.record(id) } else { Tier::Open };
                own.max(self.item(item))
            }
            Act::Added { item, .. } => item.tier.max(self.item(&item.id)),
            // Said of those that may be named.
            Act::TakenTogether { items } => {
                items.iter().map(|id| self.item(id)).min().unwrap_or(Tier::Restricted)
            }
            Act::Renumbered { record, .. }
            | Act::Amended { record, .. }
            | Act::Restricted { record, .. }
            | Act::Removed { record }
            | Act::Positioned { record, .. } => self.record(record),
            Act::Corrected { find, with } => self.corrected(find, with),
            Act::Reviewed { action, .. } => self.reviewed(action, id),
            Act::Struck { entry } | Act::Restored { entry } => match self.meeting.entry(entry) {
                Some(of) if of.act.is_gesture() => self.tier(&of.act, &of.id),
                _ => Tier::Restricted,
            },
        }
    }

    /// The highest tier of any line that ever held one of the words; where none did, nobody knows whose they are.
    fn corrected(&self, find: &str, with: &str) -> Tier {
        let says = |body: &Body| body.says(find) + body.says(with) > 0;
        let held = self.meeting.entries().iter().filter_map(|e| match &e.act {
            Act::Recorded { item, body } if says(body) => Some(self.item(item).max(self.record(&e.id))),
            Act::Amended { record, body } if says(body) => Some(self.record(record)),
            _ => None,
        });
        held.max().unwrap_or(Tier::Restricted)
    }

    /// As in minutes, and as high as any item that was in hand, taken back or not.
    fn reviewed(&self, action: &ActionId, id: &EntryId) -> Tier {
        let Some(Entry { at, act: Act::Reviewed { review, .. }, .. }) = self.meeting.entry(id) else {
            return Tier::Restricted;
        };
        let reviewed = Reviewed { action: action.clone(), review: review.clone(), at: *at };
        let hand = self.in_hand.get(id).copied().unwrap_or(Tier::Restricted);
        review_tier(self.meeting, &reviewed).max(hand)
    }
}

#[cfg(test)]
mod tests;
