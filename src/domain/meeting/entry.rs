//! Everything that can happen in a meeting. One entry is one gesture of one writer: a fact with who, in
//! which order and when.
//!
//! These types are what journals hold, and a journal that opened once opens for ever: a variant or a
//! field is never renamed, and a new field has a default. Undoing strikes an entry; the struck entry stays.

use super::sitting::{Seat, Sitting};
use crate::base::id::{ActionId, AgencyId, DecisionId, GroupId, ItemId, MeetingId, PostId};
use crate::base::stamp::Stamp;
use crate::domain::agenda::Item;
use crate::domain::issued::NextMeeting;
use crate::domain::tracker::Due;
use chrono::NaiveDate;
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

/// What happened to a decision item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Agreed.
    Agreed,
    /// Agreed with conditions.
    AgreedWithConditions,
    /// Not agreed.
    NotAgreed,
    /// Put off.
    Deferred,
    /// Sent to the group above for decision.
    ReferredUp,
    /// Noted: no decision was needed after all.
    Noted,
}

impl Outcome {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 6] = [
        Self::Agreed,
        Self::AgreedWithConditions,
        Self::NotAgreed,
        Self::Deferred,
        Self::ReferredUp,
        Self::Noted,
    ];

    /// The word on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::AgreedWithConditions => "agreed with conditions",
            Self::NotAgreed => "not agreed",
            Self::Deferred => "deferred",
            Self::ReferredUp => "referred up",
            Self::Noted => "noted",
        }
    }
}

/// Where a statutory partner stands on a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// Agrees.
    Agrees,
    /// Agrees with conditions.
    AgreesWithConditions,
    /// Does not agree, and wants that minuted.
    Dissents,
    /// Takes no part.
    Abstains,
}

impl Position {
    /// The words on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::AgreesWithConditions => "agrees with conditions",
            Self::Dissents => "dissents",
            Self::Abstains => "abstains",
        }
    }

    /// The next one, going round.
    #[must_use]
    pub fn next(current: Option<Self>) -> Option<Self> {
        match current {
            None => Some(Self::Agrees),
            Some(Self::Agrees) => Some(Self::AgreesWithConditions),
            Some(Self::AgreesWithConditions) => Some(Self::Dissents),
            Some(Self::Dissents) => Some(Self::Abstains),
            Some(Self::Abstains) => None,
        }
    }
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Its permanent id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<DecisionId>,
    /// What became of the matter.
    pub outcome: Outcome,
    /// Its wording; empty when the item's ask says it all.
    pub text: String,
    /// The reasons, where they were given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// The day by which it is to be looked at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<NaiveDate>,
    /// The group it was referred up to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<GroupId>,
}

impl Decision {
    /// A decision of so many words and no more.
    pub fn new(outcome: Outcome, text: impl Into<String>) -> Self {
        Self { id: None, outcome, text: text.into(), because: String::new(), review: None, to: None }
    }
}

/// Something recorded under an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Body {
    /// A note for the minutes.
    Note {
        /// In as many lines as it takes.
        text: String,
    },
    /// A decision.
    Decision(Decision),
    /// An action for the tracker.
    Action {
        /// Its permanent id.
        id: ActionId,
        /// What is to be done.
        what: String,
        /// The one lead; `None` only when it is to be set next time.
        lead: Option<PostId>,
        /// When it is due.
        due: Due,
        /// Words to find it by.
        #[serde(default)]
        tags: Vec<String>,
    },
    /// A risk.
    Risk {
        /// In a sentence.
        text: String,
    },
    /// A challenge by one agency of another.
    Challenge {
        /// In a sentence, naming the agencies.
        text: String,
    },
    /// A matter sent to another group.
    Referral {
        /// The group.
        to: GroupId,
        /// What is asked of it.
        text: String,
    },
    /// A point parked for later.
    Parked {
        /// In a sentence.
        text: String,
    },
}

impl Body {
    /// What kind of thing it is, in a word.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Note { .. } => "note",
            Self::Decision { .. } => "decision",
            Self::Action { .. } => "action",
            Self::Risk { .. } => "risk",
            Self::Challenge { .. } => "challenge",
            Self::Referral { .. } => "referral",
            Self::Parked { .. } => "parked point",
        }
    }

    /// Its words.
    pub fn text(&self) -> &str {
        match self {
            Self::Decision(decision) => &decision.text,
            Self::Note { text }
            | Self::Risk { text }
            | Self::Challenge { text }
            | Self::Referral { text, .. }
            | Self::Parked { text } => text,
            Self::Action { what, .. } => what,
        }
    }
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
                    tags: vec!["neglect".into()],
                },
            },
        };
        let line = serde_json::to_string(&entry).unwrap();
        assert_eq!(serde_json::from_str::<Entry>(&line).unwrap(), entry);
    }

    #[test]
    fn positions_go_round_and_can_be_taken_back() {
        let mut seen = vec![];
        let mut position = None;
        loop {
            position = Position::next(position);
            match position {
                Some(p) => seen.push(p.said()),
                None => break,
            }
        }
        assert_eq!(seen, ["agrees", "agrees with conditions", "dissents", "abstains"]);
    }
}
