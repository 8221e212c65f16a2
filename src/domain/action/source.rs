//! Where an action came from, when that is more than the meeting that raised it. One action may answer several: the
//! seeds' plan unites an audit of neglect, a practice review and an inspection in its lines.

use serde::{Deserialize, Serialize};

/// The kinds of place an action comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// A meeting.
    #[default]
    Meeting,
    /// A finding of an audit.
    Audit,
    /// A local child safeguarding practice review.
    Cspr,
    /// A rapid review.
    Rapid,
    /// Independent scrutiny.
    Scrutiny,
    /// An inspection.
    Inspection,
    /// A risk.
    Risk,
    /// Anything else.
    Other,
}

impl SourceKind {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 8] = [
        Self::Meeting,
        Self::Audit,
        Self::Cspr,
        Self::Rapid,
        Self::Scrutiny,
        Self::Inspection,
        Self::Risk,
        Self::Other,
    ];

    /// The word in files and queries.
    pub fn word(self) -> &'static str {
        match self {
            Self::Meeting => "meeting",
            Self::Audit => "audit",
            Self::Cspr => "cspr",
            Self::Rapid => "rapid",
            Self::Scrutiny => "scrutiny",
            Self::Inspection => "inspection",
            Self::Risk => "risk",
            Self::Other => "other",
        }
    }

    /// The words on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::Cspr => "practice review",
            Self::Rapid => "rapid review",
            other => other.word(),
        }
    }
}

/// One source of an action.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    /// What kind of source.
    pub kind: SourceKind,
    /// What people call it: `Neglect audit 2025`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub called: String,
    /// Its own reference, or that of a finding, recommendation or minute in it.
    #[serde(rename = "ref", skip_serializing_if = "String::is_empty")]
    pub reference: String,
}

impl Source {
    /// As screens and documents say it: `Neglect audit 2025, finding 3`, or its kind where it has no name.
    pub fn said(&self) -> String {
        let called = if self.called.is_empty() { self.kind.said() } else { &self.called };
        if self.reference.is_empty() { called.to_owned() } else { format!("{called}, {}", self.reference) }
    }
}
