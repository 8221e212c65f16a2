//! The words all audits share: scales with their levels, answers that are no score, and kinds of agencies.
//!
//! A level has a word, a code, a symbol and a colour, so that nothing is ever said by colour alone. What is no score is
//! kept apart from every level: not enough evidence is not inadequate, and not applicable is neither.

use crate::base::id::{AgencyKind, ScaleId};
use serde::{Deserialize, Serialize};

/// The words all audits of a workspace share.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Vocabulary {
    /// Version of the file's format.
    pub schema: u32,
    /// The scales.
    pub scales: Vec<Scale>,
    /// Answers that are no score.
    pub non_scores: Vec<NonAnswer>,
    /// Kinds of agencies.
    pub agency_kinds: Vec<KindOfAgency>,
}

/// A scale.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scale {
    /// Permanent id.
    pub id: ScaleId,
    /// What it is called.
    pub title: String,
    /// Whether its levels go from worse to better, so that two answers are so many steps apart.
    pub ordinal: bool,
    /// The levels, worst first; none when the answer is in words only.
    pub levels: Vec<Level>,
    /// Anything to say of it to those who choose it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A level of a scale.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Level {
    /// The short code that answers are kept by, such as `RI`.
    pub code: String,
    /// The word, such as Requires improvement.
    pub word: String,
    /// A sign that says the same without colour.
    pub symbol: String,
    /// A colour that says the same once more.
    pub colour: Colour,
    /// What the level means, where the word does not say enough.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub means: String,
}

/// The colours a level may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "named for the colour")]
pub enum Colour {
    Red,
    Amber,
    Yellow,
    Green,
    Blue,
    #[default]
    Grey,
}

/// An answer that is no score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NonScore {
    /// The question does not fit this child or this agency. Always says why.
    #[default]
    Na,
    /// The agency does not know.
    NotKnown,
    /// The agency was never told. That is a finding, not a blank.
    NotInformed,
    /// There is too little in the record to judge.
    InsufficientEvidence,
}

impl NonScore {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Na, Self::NotKnown, Self::NotInformed, Self::InsufficientEvidence];

    /// The code answers are kept by.
    pub fn code(self) -> &'static str {
        match self {
            Self::Na => "na",
            Self::NotKnown => "not_known",
            Self::NotInformed => "not_informed",
            Self::InsufficientEvidence => "insufficient_evidence",
        }
    }

    /// Whether a reason must go with it. Not applicable always needs one, whatever a file says.
    pub fn needs_reason(self, known: &[NonAnswer]) -> bool {
        self == Self::Na || known.iter().any(|one| one.code == self && one.reason)
    }

    /// The one with this code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// How a workspace says an answer that is no score, and whether a reason must go with it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NonAnswer {
    /// Which.
    pub code: NonScore,
    /// The word.
    pub word: String,
    /// A sign that says the same.
    pub symbol: String,
    /// Whether a reason must be given.
    pub reason: bool,
    /// When to use it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub means: String,
}

/// A kind of agency that audits ask.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KindOfAgency {
    /// Permanent id.
    pub id: AgencyKind,
    /// What people call it.
    pub word: String,
    /// Which services it stands for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub means: String,
    /// What people also call it, and those who work there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

impl Vocabulary {
    /// The scale with this id.
    pub fn scale(&self, id: &ScaleId) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.id == *id)
    }

    /// The kind of agency with this id.
    pub fn agency_kind(&self, id: &AgencyKind) -> Option<&KindOfAgency> {
        self.agency_kinds.iter().find(|kind| kind.id == *id)
    }

    /// What people call a kind of agency; its id when nobody has said.
    pub fn called<'a>(&'a self, id: &'a AgencyKind) -> &'a str {
        self.agency_kind(id).map_or(id.as_str(), |kind| kind.word.as_str())
    }
}

impl Scale {
    /// The level with this code.
    pub fn level(&self, code: &str) -> Option<&Level> {
        self.levels.iter().find(|level| level.code == code)
    }

    /// How high a level is, from 0 for the worst; nothing on a scale that has no order, or for a code it has not.
    pub fn rank(&self, code: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.code == code).filter(|_| self.ordinal)
    }

    /// How many steps two answers are apart; nothing where steps mean nothing.
    pub fn steps(&self, one: &str, other: &str) -> Option<usize> {
        Some(self.rank(one)?.abs_diff(self.rank(other)?))
    }
}
