//! A meeting is a fold over entries: state, clocks and quorum are worked out, never stored.
//!
//! `entry` lists what can happen, `rules` says when it is allowed, `fold` what it means, `clock` tells the
//! time, `undo` strikes and restores, `words` says an act in English. Minutes are in `domain::minutes`.

mod apart;
mod attendance;
mod clock;
mod entry;
mod finality;
mod fold;
mod follow_up;
mod line;
mod numbers;
mod rules;
mod sitting;
mod undo;
mod words;

pub use apart::apart;
pub use attendance::{Attendance, Presence, Spell, Withdrawal};
pub use clock::Forecast;
pub use entry::{Act, Entry, EntryId, Handling, Head, LastMinutes, Mark, Review};
pub use finality::{Finality, Version};
pub use fold::{Declaration, Deferral, ItemState, Late, Record, Reviewed, Stage, State};
pub use follow_up::Voice;
pub use line::{Body, Decision, Outcome, Position, Replaces};
pub use rules::Refusal;
pub use sitting::{Capacity, Known, Seat, Sitting, meeting_in_passing};
pub use words::writer_said;

use crate::base::id::{ActionId, AgencyId, DecisionId, ItemId, PostId};
use crate::base::stamp::Stamp;
use crate::domain::agenda::Tier;
use crate::domain::partnership::{Agency, Interest};
use crate::domain::quorum::{Counted, Verdict};
use apart::without_saved;
use chrono::TimeDelta;
use numbers::Numbers;
use std::cmp::Ordering;
use std::collections::HashSet;

/// A meeting: its entries, and what they come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Meeting {
    sitting: Sitting,
    entries: Vec<Entry>,
    struck: HashSet<EntryId>,
    numbers: Numbers,
    state: State,
}

impl Meeting {
    /// Folds entries of any number of writers, in any order, into the meeting they tell of.
    /// `None` when none of them opened a meeting.
    pub fn replay(mut entries: Vec<Entry>) -> Option<Self> {
        // Two different lines under one id, after damage, stand in one order whichever came first.
        // The same line comes from both places a journal lies in, so words are compared only where lines differ.
        let text = |entry: &Entry| format!("{:?}", entry.act);
        let damaged = |a: &Entry, b: &Entry| if a == b { Ordering::Equal } else { text(a).cmp(&text(b)) };
        entries.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| damaged(a, b)));
        // The same line in two copies of a journal. Two different lines under one id are both kept: words weigh more.
        entries.dedup_by(|a, b| a == b);
        let entries = without_saved(entries);
        let sitting = opened(&entries)?.0.clone();
        let state = State::new(&sitting);
        let mut meeting =
            Self { sitting, entries, struck: HashSet::new(), numbers: Numbers::default(), state };
        meeting.refold();
        Some(meeting)
    }

    /// The entry that opened the file it runs on.
    pub fn opening(&self) -> Option<&Entry> {
        opened(&self.entries).map(|(_, entry)| entry)
    }

    /// Takes in what other writers, or this one on another day, recorded. Gives how many of the entries were new.
    pub fn take_in(&mut self, entries: Vec<Entry>) -> usize {
        let known: HashSet<&EntryId> = self.entries.iter().map(|e| &e.id).collect();
        let (old, new): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(|e| known.contains(&e.id));
        let changed: Vec<Entry> = old.into_iter().filter(|e| self.entry(&e.id) != Some(e)).collect();
        let count = new.len();
        if count + changed.len() > 0 {
            let all = self.entries.iter().cloned().chain(new).chain(changed).collect();
            if let Some(meeting) = Self::replay(all) {
                *self = meeting;
            }
        }
        count
    }

    /// Leaves out an entry that never reached a journal: that this program looked at the file.
    pub fn forget(&mut self, id: &EntryId) {
        let rest: Vec<Entry> = self.entries.iter().filter(|e| &e.id != id).cloned().collect();
        if let Some(meeting) = Self::replay(rest) {
            *self = meeting;
        }
    }

    /// What it started from.
    pub fn sitting(&self) -> &Sitting {
        &self.sitting
    }

    /// What the entries come to.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// How many acts it is made of, struck ones too.
    pub fn acts(&self) -> usize {
        self.entries.iter().filter(|e| e.act.is_counted()).count()
    }

    /// Every entry, struck ones too, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whether an entry was struck.
    pub fn is_struck(&self, id: &EntryId) -> bool {
        self.struck.contains(id)
    }

    /// What a line says with the number that is its own, where two writers gave the same.
    pub fn with_own_number(&self, line: &EntryId, body: &Body) -> Body {
        self.numbers.own(line, body)
    }

    /// How many entries this writer has made.
    pub fn count(&self, writer: &str) -> u64 {
        self.entries.iter().filter(|e| e.id.writer == writer).map(|e| e.id.seq).max().unwrap_or(0)
    }

    /// Adds a gesture of `writer`, if the rules allow it, and returns the entry for the journal.
    /// It comes after every entry known here, whatever the clocks of other writers say.
    pub fn enter(&mut self, writer: &str, at: Stamp, act: Act) -> Result<Entry, Refusal> {
        let id = EntryId { writer: writer.to_owned(), seq: self.count(writer) + 1 };
        let act = with_own_id(act, &id);
        self.allow(&act)?;
        let after = |last: &Entry| {
            let alone = last.id.writer == writer;
            if alone { last.at } else { last.at + TimeDelta::milliseconds(1) }
        };
        let at = self.entries.last().map_or(at, |last| at.max(after(last)));
        let entry = Entry { id, at, act };
        self.add(&entry);
        Ok(entry)
    }

    /// Goes through the entries again, showing each with the meeting as it was just before.
    pub fn step_through(&self, mut see: impl FnMut(&Self, &Entry)) {
        let (sitting, state) = (self.sitting.clone(), State::new(&self.sitting));
        let (entries, struck, numbers) = (Vec::new(), HashSet::new(), Numbers::default());
        let mut meeting = Self { sitting, entries, struck, numbers, state };
        for entry in &self.entries {
            see(&meeting, entry);
            meeting.add(entry);
        }
    }

    fn add(&mut self, entry: &Entry) {
        self.entries.push(entry.clone());
        self.numbers.note(entry);
        if matches!(entry.act, Act::Struck { .. } | Act::Restored { .. }) {
            self.refold();
        } else {
            fold::apply(&mut self.state, &self.numbers, entry);
        }
    }

    fn refold(&mut self) {
        self.struck.clear();
        for entry in &self.entries {
            match &entry.act {
                Act::Struck { entry } => {
                    self.struck.insert(entry.clone());
                }
                Act::Restored { entry } => {
                    self.struck.remove(entry);
                }
                _ => {}
            }
        }
        self.numbers = Numbers::of(&self.entries);
        self.state = State::new(&self.sitting);
        for entry in self.entries.iter().filter(|e| !self.struck.contains(&e.id)) {
            fold::apply(&mut self.state, &self.numbers, entry);
        }
    }

    /// The quorum at a moment, for an item: who has left or withdrawn does not count.
    pub fn verdict(&self, at: Stamp, item: Option<&ItemId>) -> Verdict {
        let counted: Vec<Counted<'_>> = self
            .state
            .seats
            .iter()
            .filter(|s| s.capacity == Capacity::Member)
            .map(|s| Counted { agency: &s.agency, here: self.counts(s, at, item) })
            .collect();
        self.sitting.quorum.verdict(&counted, &self.sitting.agencies)
    }

    /// Whether a member's seat counts at a moment, for an item.
    fn counts(&self, seat: &Seat, at: Stamp, item: Option<&ItemId>) -> bool {
        let presence = self.state.attendance.of(&seat.id);
        let stands = match presence.mark {
            Mark::Present => true,
            Mark::Deputy { .. } => self.sitting.deputies.count(),
            _ => false,
        };
        stands && presence.in_room(at) && item.is_none_or(|i| !presence.withdrawn(i, at))
    }

    /// How a statutory partner is represented at a moment: by a member, only by a deputy, or not at all.
    pub fn represented(&self, agency: &Agency, at: Stamp, item: Option<&ItemId>) -> Represented {
        let mut best = Represented::Absent;
        for seat in
            self.state.seats.iter().filter(|s| s.agency == agency.id && s.capacity == Capacity::Member)
        {
            if self.counts(seat, at, item) {
                match self.state.attendance.of(&seat.id).mark {
                    Mark::Deputy { .. } => best = Represented::Deputy,
                    _ => return Represented::Member,
                }
            }
        }
        best
    }

    /// Who may see a line of the record: its item's tier, or a higher one of its own. A line whose item is not
    /// known is taken to be restricted.
    pub fn tier_of(&self, record: &Record) -> Tier {
        let own = if record.restricted { Tier::Restricted } else { Tier::Open };
        self.state.item(&record.item).map_or(Tier::Restricted, |i| i.item.tier.max(own))
    }

    /// Who may see a line, also one that was taken out since: as [`Meeting::tier_of`], and restricted when anybody ever
    /// restricted it.
    pub fn tier_of_line(&self, line: &EntryId) -> Tier {
        let recorded = self.entry(line).map(|entry| &entry.act);
        let Some(Act::Recorded { item, .. }) = recorded else { return Tier::Restricted };
        let kept = self.state.record(line).map_or(Tier::Open, |record| self.tier_of(record));
        let own = |entry: &Entry| matches!(&entry.act, Act::Restricted { record, restricted: true } if record == line);
        let own = if self.entries.iter().any(own) { Tier::Restricted } else { Tier::Open };
        self.state.item(item).map_or(Tier::Restricted, |i| i.item.tier.max(own)).max(kept)
    }

    /// Whether a decision was, or would be, only provisional.
    pub fn provisional(&self, record: &Record) -> bool {
        self.verdict(record.at, Some(&record.item)).provisional()
    }

    /// The seat with this id, guests and posts outside the group included.
    pub fn seat(&self, id: &PostId) -> Option<&Seat> {
        self.state.seats.iter().chain(&self.sitting.others).find(|s| &s.id == id)
    }

    /// How a seat is said: name or short title, and agency: `Jo Ellis, police`.
    pub fn seat_said(&self, id: &PostId) -> String {
        match self.seat(id) {
            Some(seat) if seat.agency.as_str().is_empty() => seat.said().to_owned(),
            // A post that holds a comma itself would run into its agency: `Head, primary (education)`.
            Some(seat) if seat.said().contains(',') => {
                format!("{} ({})", seat.said(), self.agency_said(&seat.agency))
            }
            Some(seat) => format!("{}, {}", seat.said(), self.agency_said(&seat.agency)),
            None => id.to_string(),
        }
    }

    /// An agency's short name.
    pub fn agency_said<'a>(&'a self, id: &'a AgencyId) -> &'a str {
        self.sitting.agency_said(id)
    }

    /// How an item's lead is said.
    pub fn lead_said(&self, lead: &str) -> String {
        if lead == crate::domain::agenda::CHAIR {
            return "Chair".to_owned();
        }
        self.seat_said(&PostId::new(lead))
    }

    /// The id the next action set here will have. Struck entries keep their numbers: none is given twice.
    pub fn next_action_id(&self) -> ActionId {
        let given = self.numbers.given().filter_map(|id| id.rsplit('-').next()?.parse().ok());
        self.sitting.action_id(given.max().unwrap_or(0).max(self.sitting.last_number) + 1)
    }

    /// The id the next decision taken here will have; like an action's, it is never given twice.
    pub fn next_decision_id(&self) -> DecisionId {
        let given = self.numbers.given().filter_map(|id| id.rsplit("-D").next()?.parse().ok());
        let number: u32 = given.max().unwrap_or(0).max(self.sitting.last_decision) + 1;
        let year = self.sitting.date.format("%y");
        DecisionId::new(format!("{}-{year}-D{number:03}", self.sitting.prefix))
    }

    /// Interests on the register that an item touches, of members who are here and have not declared them for it.
    pub fn undeclared(&self, item: &ItemState) -> Vec<(&Seat, &Interest)> {
        let declared = |seat: &Seat| {
            let mut all = self.state.declarations.iter();
            all.any(|d| d.seat == seat.id && d.item.as_ref().is_none_or(|i| i == &item.item.id))
        };
        // A deputy does not bring the member's interests along.
        let in_person = |s: &Seat| {
            let presence = self.state.attendance.of(&s.id);
            presence.here() && presence.mark == Mark::Present
        };
        let here = self.state.seats.iter().filter(|s| in_person(s) && !declared(s));
        let touched = |interest: &&Interest| interest.tags.iter().any(|tag| item.item.tags.contains(tag));
        here.flat_map(|seat| seat.interests.iter().filter(touched).map(move |i| (seat, i))).collect()
    }

    /// The item in hand.
    pub fn in_hand(&self) -> Option<&ItemState> {
        self.state.in_hand.as_ref().and_then(|id| self.state.item(id))
    }

    /// The item `space` goes to: the next that waits after the one in hand, then any before it.
    pub fn next_item(&self) -> Option<&ItemState> {
        let here = self.state.in_hand.as_ref();
        let index = self.state.items.iter().position(|i| Some(&i.item.id) == here);
        let after = index.map_or(0, |i| i + 1);
        let (before, rest) = self.state.items.split_at(after.min(self.state.items.len()));
        let open = |i: &&ItemState| matches!(self.stage(i), Stage::Waiting | Stage::Begun);
        rest.iter().find(open).or_else(|| before.iter().find(open))
    }

    /// How far an item has got.
    pub fn stage(&self, item: &ItemState) -> Stage {
        item.stage(self.state.in_hand.as_ref() == Some(&item.item.id) && self.state.ended.is_none())
    }
}

/// How a statutory partner is represented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Represented {
    /// A member is here.
    Member,
    /// Only a deputy is here.
    Deputy,
    /// Nobody who counts is here.
    Absent,
}

/// What the meeting starts from: as its file was when it was last opened before it began, on whichever machine.
fn opened(entries: &[Entry]) -> Option<(&Sitting, &Entry)> {
    let began = entries.iter().position(|e| e.act == Act::Began).unwrap_or(entries.len());
    let opened = |entry: &Entry| matches!(entry.act, Act::Opened { .. });
    let before = entries[..began].iter().rfind(|e| opened(e));
    let entry = before.or_else(|| entries.iter().find(|e| opened(e)))?;
    match &entry.act {
        Act::Opened { sitting, .. } => Some((sitting, entry)),
        _ => None,
    }
}

/// What is made in a meeting and brings no id of its own is known by its entry's, which no other writer can give.
fn with_own_id(mut act: Act, id: &EntryId) -> Act {
    let own = |what: &str| format!("{what}-{}-{}", id.writer, id.seq);
    match &mut act {
        Act::Added { item, .. } if item.id.as_str().is_empty() => item.id = ItemId::new(own("added")),
        Act::Joined { seat } if seat.id.as_str().is_empty() => seat.id = PostId::new(own("guest")),
        _ => {}
    }
    act
}

/// The one order of entries of several writers: by time, then writer, then the writer's own count.
fn order(entry: &Entry) -> (Stamp, &str, u64) {
    (entry.at, &entry.id.writer, entry.id.seq)
}

#[cfg(test)]
pub(crate) mod example;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod tests;
