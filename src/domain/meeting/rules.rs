//! What is allowed, and what to say when it is not. A refusal is a sentence the chair can act on.

use super::Meeting;
use super::entry::{Act, EntryId, LastMinutes, Mark, Review};
use super::line::{Body, Outcome};
use crate::base::id::{ItemId, PostId};
use crate::base::stamp::{Stamp, long_date};
use crate::domain::action::Due;
use std::fmt;

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The meeting has not begun.
    NotBegun,
    /// The meeting has begun already.
    AlreadyBegun,
    /// The meeting has ended.
    Ended,
    /// The meeting has not ended.
    NotEnded,
    /// Its minutes are final.
    Final {
        /// Which version.
        version: u32,
        /// When it was made final.
        at: Stamp,
    },
    /// No such item.
    NoItem(String),
    /// The item in hand needs an outcome first.
    NeedsOutcome {
        /// The item's number and title.
        item: String,
    },
    /// These items were begun, or are for decision and were not reached, and cannot be left so at the end.
    OpenAtEnd {
        /// Their numbers and titles.
        items: Vec<String>,
    },
    /// A decision on an ask that is a question needs words.
    NeedsWords(String),
    /// `Agreed with conditions` needs the conditions.
    NeedsConditions,
    /// An item that was decided cannot be put off as well.
    Decided(String),
    /// Nothing was written.
    NothingWritten(&'static str),
    /// A reason is needed.
    NeedsReason(&'static str),
    /// An action has no lead.
    NoLead,
    /// An action has no date.
    NoDate,
    /// No such seat.
    NoSeat(String),
    /// Somebody who is not here cannot do that.
    NotHere(String),
    /// The line is gone.
    NoRecord,
    /// The tracker has no such open action.
    NoAction(String),
    /// The action has such a step.
    HasStep(String),
    /// Words to put right stand nowhere in the record.
    NotSaid(String),
    /// Undo or redo has nothing to do.
    NothingTo(&'static str),
    /// The item was dealt with already.
    AlreadyDealtWith(String),
    /// Only items to note can be taken together.
    NotToNote(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotBegun => f.write_str("The meeting has not begun: press Space to open it"),
            Self::AlreadyBegun => f.write_str("The meeting has begun already"),
            Self::Ended => f.write_str("The meeting has ended: undo brings it back"),
            Self::NotEnded => f.write_str("The meeting has not ended yet"),
            Self::Final { version, at } => write!(
                f,
                "The minutes are final, version {version} of {}: 'chairside reopen' makes a new version",
                long_date(at.date_naive())
            ),
            Self::NoItem(what) => write!(f, "There is no item '{what}' on this agenda"),
            Self::NeedsOutcome { item } => {
                write!(
                    f,
                    "Item {item} is for decision and has no outcome yet: press d to say what was decided"
                )
            }
            Self::OpenAtEnd { items } => write!(
                f,
                "Before the meeting ends, decide or defer {}: press g to go there",
                crate::base::text::and_list(items)
            ),
            Self::NeedsWords(ask) => write!(f, "Say what was decided, for the item asks: {ask}"),
            Self::NeedsConditions => f.write_str("Say on which conditions it was agreed"),
            Self::Decided(item) => {
                write!(f, "Item {item} has been decided: take the decision out before putting the item off")
            }
            Self::NothingWritten(what) => write!(f, "Nothing was written for the {what}"),
            Self::NeedsReason(what) => write!(f, "Say why, so that the minutes can: {what} needs a reason"),
            Self::NoLead => f.write_str(
                "Nobody leads this action: begin with one name, or press Ctrl-T to set it next time",
            ),
            Self::NoDate => f.write_str(
                "This action has no date: end with 'by 11 dec', or press Ctrl-T to set it next time",
            ),
            Self::NoSeat(who) => write!(f, "'{who}' has no seat at this meeting"),
            Self::NotHere(who) => write!(f, "{who} is not here"),
            Self::NoRecord => f.write_str("That line is no longer there"),
            Self::NoAction(id) => write!(f, "{id} is not an open action of this group"),
            Self::HasStep(id) => write!(f, "{id} has a step with these words already"),
            Self::NotSaid(words) => write!(f, "'{words}' stands nowhere in the record of this meeting"),
            Self::NothingTo(what) => write!(f, "There is nothing to {what}"),
            Self::AlreadyDealtWith(item) => write!(f, "Item {item} has been dealt with already"),
            Self::NotToNote(item) => {
                write!(f, "Item {item} is not to note: only items to note are taken together")
            }
        }
    }
}

impl std::error::Error for Refusal {}

impl Meeting {
    /// Whether an act is allowed now.
    pub fn allow(&self, act: &Act) -> Result<(), Refusal> {
        self.allow_beside_final(act)?;
        match act {
            Act::Began if self.state.began.is_some() => Err(Refusal::AlreadyBegun),
            Act::Marked { seat, mark, .. } => {
                self.seated(seat)?;
                match mark {
                    Mark::Deputy { who } => written(who, "deputy"),
                    Mark::ViewsConveyed { by } => written(by, "views conveyed"),
                    _ => Ok(()),
                }
            }
            // Correcting when somebody left needs only that they were here.
            Act::Left { seat, when: Some(_) } if !self.state.attendance.of(seat).spells.is_empty() => {
                self.seated(seat)
            }
            Act::Left { seat, .. } => self.seated(seat).and_then(|()| self.here(seat)),
            Act::Returned { seat } | Act::Chaired { seat } => self.seated(seat),
            Act::Withdrew { seat, item, interest } => {
                self.seated(seat)?;
                self.here(seat)?;
                self.known(item)?;
                reason(interest, "a withdrawal")
            }
            Act::Declared { seat, item, interest, .. } => {
                self.seated(seat)?;
                item.as_ref().map_or(Ok(()), |i| self.known(i))?;
                written(interest, "declaration")
            }
            Act::AgreedLastMinutes { result } => match result {
                LastMinutes::Agreed => Ok(()),
                LastMinutes::AgreedAsAmended { amendment } => written(amendment, "amendment"),
                LastMinutes::NotAgreed { why } => reason(why, "not agreeing the minutes"),
            },
            Act::Turned { .. } | Act::Deferred { .. } | Act::Added { .. } | Act::TakenTogether { .. } => {
                self.allow_item(act)
            }
            Act::Recorded { item, body } => {
                self.known(item)?;
                self.words_enough(item, body)?;
                allow_body(body)
            }
            Act::Amended { record, body } => {
                self.recorded(record)?;
                if let Some(found) = self.state.record(record) {
                    self.words_enough(&found.item, body)?;
                }
                allow_body(body)
            }
            Act::Corrected { find, .. } => {
                written(find, "words to put right")?;
                let times = self.times_said(find);
                if times == 0 { Err(Refusal::NotSaid(find.clone())) } else { Ok(()) }
            }
            Act::Restricted { record, .. } | Act::Removed { record } | Act::Positioned { record, .. } => {
                self.recorded(record)
            }
            Act::Renumbered { record, .. } if self.numbers.action(record).is_none() => {
                Err(Refusal::NoAction(record.to_string()))
            }
            Act::Reviewed { action, review } => {
                self.sitting.action(action).ok_or_else(|| Refusal::NoAction(action.to_string()))?;
                match review {
                    // What was there already may be accepted as it is.
                    Review::Done { evidence, .. }
                        if evidence.trim().is_empty() && self.evidence_there(action).is_some() =>
                    {
                        Ok(())
                    }
                    Review::StepAdded { step }
                        if self.action_now(action).is_some_and(|now| now.has_step(step)) =>
                    {
                        Err(Refusal::HasStep(action.to_string()))
                    }
                    review => allow_review(review),
                }
            }
            Act::Ended => self.allow_end(),
            Act::Released { reason: why, .. } => reason(why, "letting out such a copy"),
            Act::Struck { entry } if !self.strikable(entry) => Err(Refusal::NothingTo("undo")),
            Act::Restored { entry } if !self.is_struck(entry) => Err(Refusal::NothingTo("redo")),
            Act::Opened { .. }
            | Act::Began
            | Act::Joined { .. }
            | Act::NextSet { .. }
            | Act::Struck { .. }
            | Act::Restored { .. }
            | Act::Renumbered { .. }
            | Act::Finalised { .. }
            | Act::Reopened { .. }
            | Act::Wrote { .. } => Ok(()),
        }
    }

    /// Whether an entry is a standing gesture: an opening is none, and an undo is undone by redoing.
    fn strikable(&self, id: &EntryId) -> bool {
        !self.is_struck(id) && self.entry(id).is_some_and(|e| e.act.is_gesture())
    }

    fn allow_item(&self, act: &Act) -> Result<(), Refusal> {
        self.running()?;
        match act {
            Act::Turned { to, done } => {
                self.known(to)?;
                match self.in_hand() {
                    Some(here) if *done && !self.state.has_outcome(here) => {
                        Err(Refusal::NeedsOutcome { item: self.item_said(&here.item.id) })
                    }
                    _ => Ok(()),
                }
            }
            Act::Deferred { item, to, why, .. } => {
                self.known(item)?;
                if self.state.under(item).any(|r| matches!(r.body, Body::Decision(_))) {
                    return Err(Refusal::Decided(self.item_said(item)));
                }
                written(to, "meeting it is deferred to")?;
                reason(why, "a deferral")
            }
            Act::Added { item, why, .. } => {
                written(&item.title, "item's title")?;
                reason(why, "an item added at the meeting")
            }
            Act::TakenTogether { items } => {
                for id in items {
                    let item = self.state.item(id).ok_or_else(|| Refusal::NoItem(id.to_string()))?;
                    if item.item.purpose != crate::domain::agenda::Purpose::Note {
                        return Err(Refusal::NotToNote(self.item_said(id)));
                    }
                    if item.done || item.deferral.is_some() {
                        return Err(Refusal::AlreadyDealtWith(self.item_said(id)));
                    }
                }
                if items.is_empty() { Err(Refusal::NothingTo("take together")) } else { Ok(()) }
            }
            _ => Ok(()),
        }
    }

    /// The meeting may end when no item for decision that was begun lacks its outcome. Items not reached
    /// are minuted as such, except those for decision, which must be deferred with a reason.
    fn allow_end(&self) -> Result<(), Refusal> {
        self.running()?;
        let open: Vec<String> = self
            .state
            .items
            .iter()
            .filter(|i| !self.state.has_outcome(i))
            .map(|i| self.item_said(&i.item.id))
            .collect();
        if open.is_empty() { Ok(()) } else { Err(Refusal::OpenAtEnd { items: open }) }
    }

    fn running(&self) -> Result<(), Refusal> {
        match (self.state.began, self.state.ended) {
            (None, _) => Err(Refusal::NotBegun),
            (_, Some(_)) => Err(Refusal::Ended),
            _ => Ok(()),
        }
    }

    fn known(&self, item: &ItemId) -> Result<(), Refusal> {
        self.state.item(item).map(|_| ()).ok_or_else(|| Refusal::NoItem(item.to_string()))
    }

    /// `Agreed` alone does not answer an ask such as `Agree whether …`.
    fn words_enough(&self, item: &ItemId, body: &Body) -> Result<(), Refusal> {
        let Body::Decision(decision) = body else { return Ok(()) };
        let wordless = decision.text.trim().is_empty();
        if wordless && decision.outcome == Outcome::AgreedWithConditions {
            return Err(Refusal::NeedsConditions);
        }
        let wordless = wordless && decision.outcome == Outcome::Agreed;
        match self.state.item(item) {
            Some(found) if wordless && found.item.asks_a_question() => {
                Err(Refusal::NeedsWords(found.item.ask.clone()))
            }
            _ => Ok(()),
        }
    }

    fn seated(&self, seat: &PostId) -> Result<(), Refusal> {
        let found = self.state.seats.iter().any(|s| &s.id == seat);
        if found { Ok(()) } else { Err(Refusal::NoSeat(seat.to_string())) }
    }

    fn here(&self, seat: &PostId) -> Result<(), Refusal> {
        if self.state.attendance.here(seat) { Ok(()) } else { Err(Refusal::NotHere(self.seat_said(seat))) }
    }

    fn recorded(&self, record: &EntryId) -> Result<(), Refusal> {
        self.state.record(record).map(|_| ()).ok_or(Refusal::NoRecord)
    }

    /// How often words stand in what was recorded.
    pub fn times_said(&self, words: &str) -> usize {
        self.state.records.iter().map(|r| r.body.says(words)).sum()
    }

    /// An item's number and title: `5, Dashboard`.
    pub fn item_said(&self, id: &ItemId) -> String {
        self.state.item(id).map_or_else(|| id.to_string(), |i| format!("{}, {}", i.no, i.item.title))
    }
}

fn allow_body(body: &Body) -> Result<(), Refusal> {
    match body {
        // A decision needs no words: its outcome and the item's ask make the sentence.
        Body::Decision(_) => Ok(()),
        Body::Action { what, lead, due, .. } => {
            written(what, "action")?;
            match (lead, due) {
                (None, Due::On(_)) => Err(Refusal::NoLead),
                _ => Ok(()),
            }
        }
        Body::Note { text } => written(text, "note"),
        Body::Risk { text } => written(text, "risk"),
        Body::Challenge { text } => written(text, "challenge"),
        Body::Referral { text, .. } => written(text, "referral"),
        Body::Parked { text } => written(text, "parked point"),
    }
}

fn allow_review(review: &Review) -> Result<(), Refusal> {
    match review {
        Review::Done { evidence, .. } => written(evidence, "evidence that it was done"),
        Review::Progress { text } => written(text, "progress"),
        Review::Moved { why, .. } => reason(why, "a new date"),
        Review::Reassigned { .. } => Ok(()),
        Review::Blocked { why, .. } => written(why, "word of what it waits for"),
        Review::Dropped { why } => reason(why, "dropping an action"),
        Review::Ticked { step, .. } | Review::StepAdded { step } => written(step, "step"),
    }
}

fn written(text: &str, what: &'static str) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::NothingWritten(what)) } else { Ok(()) }
}

fn reason(text: &str, what: &'static str) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::NeedsReason(what)) } else { Ok(()) }
}
