//! Where an action came from, when that is more than the meeting that raised it. One action may answer several: the
//! seeds' plan unites an audit of neglect, a practice review and an inspection in its lines.

use crate::base::id::AuditId;
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

/// Words by which a source people name is known to be of a kind, the first that is found.
const NAMES: [(&str, SourceKind); 14] = [
    ("jtai", SourceKind::Inspection),
    ("inspection", SourceKind::Inspection),
    ("ofsted", SourceKind::Inspection),
    ("ilacs", SourceKind::Inspection),
    ("rapid", SourceKind::Rapid),
    ("cspr", SourceKind::Cspr),
    ("practice review", SourceKind::Cspr),
    ("serious case", SourceKind::Cspr),
    ("scrutin", SourceKind::Scrutiny),
    ("audit", SourceKind::Audit),
    ("risk", SourceKind::Risk),
    ("meeting", SourceKind::Meeting),
    ("minute", SourceKind::Meeting),
    ("executive", SourceKind::Meeting),
];

impl Source {
    /// A source as somebody called it; its kind is told from the words, where they tell it.
    pub fn called(words: &str) -> Self {
        let lower = words.to_lowercase();
        let kind = NAMES.iter().find(|(name, _)| lower.contains(name)).map(|(_, kind)| *kind);
        Self { kind: kind.unwrap_or(SourceKind::Other), called: words.to_owned(), ..Self::default() }
    }

    /// The audit whose panel set the action.
    pub fn of_audit(audit: &AuditId) -> Self {
        Self { kind: SourceKind::Audit, reference: audit.to_string(), ..Self::default() }
    }

    /// As screens and documents say it: `Neglect audit 2025, finding 3`, or its kind where it has no name.
    pub fn said(&self) -> String {
        let called = if self.called.is_empty() { self.kind.said() } else { &self.called };
        if self.reference.is_empty() { called.to_owned() } else { format!("{called}, {}", self.reference) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_source_is_told_from_its_name() {
        let kind = |words: &str| Source::called(words).kind;
        assert_eq!(kind("JTAI 2025"), SourceKind::Inspection);
        assert_eq!(kind("Neglect audit, finding 3"), SourceKind::Audit);
        assert_eq!(kind("Local CSPR, Child T"), SourceKind::Cspr);
        assert_eq!(kind("away day"), SourceKind::Other);
        assert_eq!(Source::called("away day").said(), "away day");
    }
}
