//! How far an action has got, as people say it.

use serde::{Deserialize, Serialize};

/// How far an action has got. People say it; it is never worked out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not started.
    #[default]
    #[serde(rename = "not started")]
    NotStarted,
    /// Under way.
    #[serde(rename = "under way")]
    UnderWay,
    /// Waiting for something else.
    Blocked,
    /// Done, awaiting evidence.
    Done,
    /// Closed by the group.
    Closed,
    /// Dropped by the group.
    Dropped,
    /// Merged into another.
    Merged,
}

impl Status {
    /// All of them, in the order an action goes through them.
    pub const ALL: [Self; 7] = [
        Self::NotStarted,
        Self::UnderWay,
        Self::Blocked,
        Self::Done,
        Self::Closed,
        Self::Dropped,
        Self::Merged,
    ];

    /// Whether anything is still to be done or shown.
    pub fn open(self) -> bool {
        !matches!(self, Self::Closed | Self::Dropped | Self::Merged)
    }

    /// The words on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::Done => "done, awaiting evidence",
            other => other.word(),
        }
    }

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotStarted => "not started",
            Self::UnderWay => "under way",
            Self::Blocked => "blocked",
            Self::Done => "done",
            Self::Closed => "closed",
            Self::Dropped => "dropped",
            Self::Merged => "merged",
        }
    }
}
