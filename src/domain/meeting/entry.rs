//! Everything that can happen in a meeting. One entry is one gesture of one writer: a fact with who, in
//! which order and when.
//!
//! These types are what journals hold, and a journal that opened once opens for ever: a variant or a
//! field is never renamed, and a new field has a default. Undoing strikes an entry; the struck entry stays.

use super::line::{Body, Position};
use super::sitting::{Seat, Sitting};
use crate::base::hash::Sha256;
use crate::base::id::{ActionId, AgencyId, ItemId, MeetingId, PostId};
use crate::base::stamp::Stamp;
use crate::domain::action::{Due, Level};
use crate::domain::agenda::{Item, Tier};
use crate::domain::issued::NextMeeting;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// An entry's permanent id: its writer and the writer's own count, from 1. Written `12@chair-laptop`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId {
    /// Whose journal it is in.
    pub writer: String,
    /// Its place in that journal, from 1.
    pub seq: u64,
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.seq, self.writer)
    }
}

impl FromStr for EntryId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (seq, writer) = text.split_once('@').ok_or_else(|| format!("'{text}' is not an entry's id"))?;
        let seq = seq.parse().map_err(|_| format!("'{text}' is not an entry's id"))?;
        Ok(Self { writer: writer.to_owned(), seq })
    }
}

impl Serialize for EntryId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for EntryId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// One gesture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Who and in which order.
    pub id: EntryId,
    /// When.
    pub at: Stamp,
    /// What.
    pub act: Act,
}

/// How somebody stands in the roll call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "as")]
pub enum Mark {
    /// Here.
    Present,
    /// Apologies were sent.
    Apologies,
    /// Somebody sits in their place.
    Deputy {
        /// Who, in words.
        who: String,
    },
    /// Neither came nor sent apologies.
    DidNotAttend,
    /// Not here, but their views were brought by somebody; never counts towards the quorum
    /// (`regional-partnership-terms-of-reference-2019`).
    ViewsConveyed {
        /// By whom, in words.
        by: String,
    },
    /// Here to observe; never counts.
    Observer,
    /// Not heard from: what it was before the roll call.
    Unheard,
}

/// What the meeting said about the last minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "result")]
pub enum LastMinutes {
    /// Agreed as they stand.
    Agreed,
    /// Agreed with an amendment, spelt out.
    AgreedAsAmended {
        /// The amendment.
        amendment: String,
    },
    /// Not agreed, and why.
    NotAgreed {
        /// Why.
        why: String,
    },
}

/// What was said of an action from an earlier meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Review {
    /// Done, with what shows it.
    Done {
        /// What shows it.
        evidence: String,
        /// How far up the ladder of evidence that reaches.
        #[serde(default, skip_serializing_if = "Level::is_done")]
        level: Level,
    },
    /// Some progress.
    Progress {
        /// What was said.
        text: String,
    },
    /// A new date, and why.
    Moved {
        /// The new date.
        to: Due,
        /// Why.
        why: String,
    },
    /// It waits for something else, and for what.
    Blocked {
        /// What it waits for.
        why: String,
        /// The actions among that; those that the words name where nothing was found out about them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        waits_for: Option<Vec<ActionId>>,
    },
    /// Another lead, and why.
    Reassigned {
        /// The new lead.
        lead: PostId,
        /// Why; may be empty.
        why: String,
    },
    /// Dropped by decision of the meeting, and why.
    Dropped {
        /// Why.
        why: String,
    },
    /// One of its steps is done, or not done after all.
    Ticked {
        /// The step, in its words.
        step: String,
        /// Its place among the steps, from 0, when that was said.
        at: usize,
        /// Whether it is done.
        done: bool,
    },
    /// It has a step more.
    StepAdded {
        /// The step, in its words.
        step: String,
    },
}

impl Review {
    /// Whether it is about a step, and leaves open what comes of the whole.
    pub fn of_a_step(&self) -> bool {
        matches!(self, Self::Ticked { .. } | Self::StepAdded { .. })
    }
}

/// What was done about a declared interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Handling {
    /// Noted; they stayed.
    Noted,
    /// They withdrew for the item.
    Withdrew,
}

/// Everything that can happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "act")]
pub enum Act {
    /// The meeting's file was opened; what it starts from.
    Opened {
        /// As it stood.
        sitting: Box<Sitting>,
        /// What the agenda part of the meeting's file came to, where that was known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agenda_sha256: Option<Sha256>,
    },
    /// The chair opened the meeting.
    Began,
    /// Somebody was marked in the roll call.
    Marked {
        /// Whose seat.
        seat: PostId,
        /// How.
        mark: Mark,
        /// When they came, where that is not now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<Stamp>,
    },
    /// Somebody left.
    Left {
        /// Whose seat.
        seat: PostId,
        /// When, where that is not now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<Stamp>,
    },
    /// Somebody came back.
    Returned {
        /// Whose seat.
        seat: PostId,
    },
    /// Somebody withdrew for an item because of an interest.
    Withdrew {
        /// Whose seat.
        seat: PostId,
        /// The item.
        item: ItemId,
        /// The interest.
        interest: String,
    },
    /// Somebody not expected joined.
    Joined {
        /// The seat made for them.
        seat: Box<Seat>,
    },
    /// Somebody took the chair.
    Chaired {
        /// Whose seat.
        seat: PostId,
    },
    /// An interest was declared.
    Declared {
        /// Whose.
        seat: PostId,
        /// In which item, where that was said.
        item: Option<ItemId>,
        /// The interest.
        interest: String,
        /// What was done about it.
        handling: Handling,
    },
    /// The last minutes were agreed, or not.
    AgreedLastMinutes {
        /// The result.
        result: LastMinutes,
    },
    /// An item was taken in hand, and the one before it left.
    Turned {
        /// The item now in hand.
        to: ItemId,
        /// Whether the one before is finished with; else it will be come back to.
        done: bool,
    },
    /// An item was put off.
    Deferred {
        /// The item.
        item: ItemId,
        /// To which meeting, in words.
        to: String,
        /// To which meeting, where it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        meeting: Option<MeetingId>,
        /// Why.
        why: String,
    },
    /// An item was added at the meeting.
    Added {
        /// The item.
        item: Box<Item>,
        /// Who allowed it.
        allowed_by: PostId,
        /// Why it could not wait.
        why: String,
    },
    /// Several items were noted together without discussion.
    TakenTogether {
        /// The items.
        items: Vec<ItemId>,
    },
    /// Something was recorded under an item.
    Recorded {
        /// The item.
        item: ItemId,
        /// What.
        body: Body,
    },
    /// Something recorded earlier was changed, or turned into something else.
    Amended {
        /// The entry that recorded it.
        record: EntryId,
        /// What it is now.
        body: Body,
    },
    /// Something recorded was kept to the restricted minutes, or let go from them.
    Restricted {
        /// The entry that recorded it.
        record: EntryId,
        /// Whether it is restricted.
        restricted: bool,
    },
    /// The same words were put right wherever they stood.
    Corrected {
        /// The words that were wrong.
        find: String,
        /// What they are now.
        with: String,
    },
    /// Something recorded earlier was taken out.
    Removed {
        /// The entry that recorded it.
        record: EntryId,
    },
    /// Statutory partners' positions on a decision were recorded.
    Positioned {
        /// The entry that recorded the decision.
        record: EntryId,
        /// The partners and where they stand; `None` takes it back.
        positions: Vec<(AgencyId, Option<Position>)>,
    },
    /// An action set here has another number from now on, because somebody had given its number in the tracker: found
    /// by the program itself, and no gesture.
    Renumbered {
        /// The entry that recorded it.
        record: EntryId,
        /// Its number.
        to: ActionId,
    },
    /// An action from an earlier meeting was reviewed.
    Reviewed {
        /// The action.
        action: ActionId,
        /// What was said.
        review: Review,
    },
    /// The next meeting was set.
    NextSet {
        /// When and where.
        next: NextMeeting,
    },
    /// The chair ended the meeting.
    Ended,
    /// A copy of the minutes was let out though it looks as if it held personal data.
    Released {
        /// For whom the copy is.
        tier: Tier,
        /// Why, in the words of whoever did it.
        reason: String,
        /// How many things in it looked like personal data.
        findings: usize,
    },
    /// The minutes were made final: of the record nothing changes any more.
    Finalised {
        /// The version that was made, from 1; what counts is how many were made before.
        version: u32,
        /// Who did it, in words.
        by: String,
    },
    /// Final minutes were opened again, so that a new version can be made; what was issued stays issued.
    Reopened {
        /// Why.
        why: String,
        /// Who did it, in words.
        by: String,
    },
    /// An entry was struck: undone.
    Struck {
        /// The entry.
        entry: EntryId,
    },
    /// A struck entry was restored: redone.
    Restored {
        /// The entry.
        entry: EntryId,
    },
    /// A document made from all this was put on the disk: kept by the program itself, for proof, and no gesture.
    Wrote {
        /// The file.
        path: String,
        /// What its bytes came to.
        sha256: Sha256,
        /// How far the journals of other writers went that it was made from.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        others: Vec<Head>,
    },
}

/// How far a writer's journal went, and what its chain came to there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The last entry.
    pub last: EntryId,
    /// Its hash in the chain.
    pub chain: Sha256,
}

impl Act {
    /// Whether somebody did this: not the opening of a file, an undo or redo, nor what the program notes itself.
    pub fn is_gesture(&self) -> bool {
        !matches!(
            self,
            Self::Opened { .. }
                | Self::Struck { .. }
                | Self::Restored { .. }
                | Self::Wrote { .. }
                | Self::Renumbered { .. }
                // What was let out, or made final, is: nothing takes that back.
                | Self::Released { .. }
                | Self::Finalised { .. }
                | Self::Reopened { .. }
        )
    }

    /// Whether it is an act of the meeting and counted as one, rather than the program's note of a file it wrote.
    pub fn is_counted(&self) -> bool {
        !matches!(self, Self::Wrote { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entrys_id_reads_back() {
        let id = EntryId { writer: "chair-laptop".into(), seq: 12 };
        assert_eq!(id.to_string(), "12@chair-laptop");
        assert_eq!("12@chair-laptop".parse::<EntryId>().unwrap(), id);
        assert!("twelve".parse::<EntryId>().is_err());
    }

    #[test]
    fn an_entry_reads_back_from_its_line() {
        let entry = Entry {
            id: EntryId { writer: "w".into(), seq: 3 },
            at: "2026-12-03T10:00:00+00:00".parse().unwrap(),
            act: Act::Recorded {
                item: "budget".into(),
                body: Body::Action {
                    id: "EXEC-26-021".into(),
                    what: "share the data".into(),
                    lead: None,
                    due: Due::ToBeSet,
                    with: vec!["icb-dsp".into()],
                    tags: vec!["neglect".into()],
                },
            },
        };
        let line = serde_json::to_string(&entry).unwrap();
        assert_eq!(serde_json::from_str::<Entry>(&line).unwrap(), entry);
        // A line of before anybody could be said to help, and one of an action that nobody helps with, say nothing of it.
        let alone = line.replace(r#""with":["icb-dsp"],"#, "");
        assert_ne!(alone, line);
        let read = serde_json::from_str::<Entry>(&alone).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), alone);
    }
}
