//! An action: what it is, who leads it, when it is due, where it came from, and its whole history.
//!
//! What can be worked out from these is worked out and never stored: how it stands (`rag.rs`), how far it slipped
//! (`due.rs`). Actions of every tracker together are in `domain::actions`; changing the file is in `files::tracker_edit`.

mod change;
mod due;
mod evidence;
mod goes_on;
mod rag;
mod source;
mod status;
mod step;

pub use change::{ActionChange, Seen};
pub use due::{Due, Move};
pub use evidence::{Evidence, Level};
pub use goes_on::{NOT_DONE_YET, Said as GoesOn};
pub use rag::{Rag, SOON_DAYS};
pub use source::{Source, SourceKind};
pub use status::Status;
pub use step::Ticked;

use super::agenda::Tier;
use crate::base::id::{ActionId, DecisionId, GroupId, ItemId, MeetingId, PostId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An action.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Action {
    /// Permanent id, never reused.
    pub id: ActionId,
    /// Ids it had before, which still find it.
    #[serde(rename = "aka", skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<ActionId>,
    /// What is to be done.
    pub what: String,
    /// The one accountable lead, a post or a person; not set only when it is to be set at the next meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<PostId>,
    /// Anybody who helps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<PostId>,
    /// When and where it was raised.
    pub raised: Raised,
    /// Where it came from, when that is more than the meeting that raised it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// How much it matters among the others.
    #[serde(skip_serializing_if = "is_usual")]
    pub priority: Priority,
    /// The first due date, which never changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_due: Option<NaiveDate>,
    /// When it is due now.
    pub due: Due,
    /// Every change of the due date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<Move>,
    /// How far it has got, as people say.
    pub status: Status,
    /// Dated history, added to and never changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub updates: Vec<Update>,
    /// What shows that it was done.
    #[serde(deserialize_with = "evidence::one_or_many", skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Who confirmed that it is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<Closing>,
    /// The action that goes on with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<ActionId>,
    /// The decision that dropped it, where that is one with a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropped_by: Option<DecisionId>,
    /// Actions that have to end first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocked_by: Vec<ActionId>,
    /// Parts of it, each done or not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Part>,
    /// What will show that it worked.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub measure: String,
    /// What that measured before it began.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub baseline: String,
    /// Words to find it by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Who may see it.
    #[serde(skip_serializing_if = "is_partners")]
    pub tier: Tier,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_partners(tier: &Tier) -> bool {
    *tier == Tier::Partners
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_usual(priority: &Priority) -> bool {
    *priority == Priority::Usual
}

/// How much an action matters among the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    /// Before the others.
    High,
    /// As most are.
    #[default]
    Usual,
    /// After the others.
    Low,
}

impl Priority {
    /// The word in files and on screens.
    pub fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Usual => "usual",
            Self::Low => "low",
        }
    }
}

/// The meeting, item and day an action came from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Raised {
    /// The meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
    /// The item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// The minute, by its number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub minute: String,
    /// The day.
    pub date: NaiveDate,
}

/// Who confirmed that an action is closed: it is its group, never its owner alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Closing {
    /// The group; empty where only the day is known, as of what ended before this tracker was kept.
    #[serde(skip_serializing_if = "GroupId::is_empty")]
    pub by: GroupId,
    /// The day.
    pub on: NaiveDate,
    /// The minute, by its number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub minute: String,
    /// The meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
}

/// A part of an action.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Part {
    /// What it is.
    pub what: String,
    /// The day it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<NaiveDate>,
}

/// One dated line of history.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Update {
    /// The day.
    pub on: NaiveDate,
    /// What was said.
    pub text: String,
    /// Who said it, where no meeting did.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The meeting it was said at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
}

impl Action {
    /// How far it has got, in words. Where something shows that it is done, it is not the evidence that is awaited.
    pub fn status_said(&self) -> &'static str {
        match self.status {
            Status::Done if !self.evidence.is_empty() => "done, not closed yet",
            status => status.said(),
        }
    }

    /// The highest rung of the ladder its evidence reaches.
    pub fn level(&self) -> Option<Level> {
        self.evidence.iter().map(|evidence| evidence.level).max()
    }

    /// The last day on which anything was said of it, after it was raised.
    pub fn last_said(&self) -> Option<NaiveDate> {
        let updates = self.updates.iter().map(|update| update.on);
        let evidence = self.evidence.iter().map(|evidence| evidence.on);
        updates.chain(evidence).chain(self.moves.iter().map(|step| step.on)).max()
    }

    /// Days since it was raised, until a day; nothing when it was not raised yet.
    pub fn age(&self, on: NaiveDate) -> Option<i64> {
        Some((on - self.raised.date).num_days()).filter(|days| *days >= 0)
    }

    /// The day on which it ended: when it was closed, else when the last thing was said of one that is not open.
    pub fn ended(&self) -> Option<NaiveDate> {
        let closed = self.closed.as_ref().map(|closing| closing.on);
        closed.or_else(|| self.last_said()).filter(|_| !self.status.open())
    }
}
