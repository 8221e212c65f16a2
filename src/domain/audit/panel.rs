//! What the panel agreed of a child: question by question, beside what the agencies said, which it never changes. A grade is
//! typed by people with a reason and never worked out.
//!
//! Its file is `audits/<id>/panel/<case>.yaml`. What may leave the audit at once, because a child is unsafe, is not here.

use super::answered::{Grade, Overall};
use crate::base::id::{AgencyId, AuditId, CaseId, FindingId, QuestionId, RecommendationId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What the panel agreed of a child.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panel {
    /// Version of the file's format.
    pub schema: u32,
    /// The audit.
    pub audit: AuditId,
    /// The child.
    pub case: CaseId,
    /// When it sat.
    pub sitting: Sitting,
    /// What was settled, in the order in which it was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<Settled>,
    /// The grade of the work with this child altogether, typed and with its reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overall: Option<Agreed>,
    /// Agencies that should have been there and were not, or were never told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
    /// What was found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

/// When a panel sat and who was there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sitting {
    /// The day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// Agencies that were there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<AgencyId>,
    /// Minutes this child took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
}

/// What became of a question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settled {
    /// The question.
    pub question: QuestionId,
    /// How.
    pub how: Settlement,
    /// The grade the panel agreed; nothing while it is parked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Why; always with another grade than the agencies gave.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who would say otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dissent: Vec<Dissent>,
}

/// How a question was settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Settlement {
    /// As the agencies said.
    #[default]
    Agreed,
    /// With another grade, and why.
    Regraded,
    /// Put aside, to come back to.
    Parked,
}

/// An agency that would say otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dissent {
    /// Which.
    pub agency: AgencyId,
    /// The grade it would give.
    pub grade: Grade,
    /// Why.
    pub why: String,
}

/// An overall grade of the panel.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Agreed {
    /// The grade and its reason.
    #[serde(flatten)]
    pub overall: Overall,
    /// Who agreed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<AgencyId>,
    /// Who would say otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dissent: Vec<Dissent>,
}

/// An agency that should have been there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Missing {
    /// Which, one of the audit or any other.
    pub agency: String,
    /// Why it should have been, or what it was never told.
    pub why: String,
}

/// Something that was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Finding {
    /// Permanent id, unique in the workspace.
    pub id: FindingId,
    /// Whether it is a strength.
    pub kind: FindingKind,
    /// The section it belongs to.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub section: String,
    /// Whether it is about how people work, or about what they work in.
    pub ground: Ground,
    /// What was found, without anything that names anybody.
    pub text: String,
    /// Questions it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<QuestionId>,
    /// The recommendations that answer it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<RecommendationId>,
}

/// Whether something is to be kept or to be changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FindingKind {
    /// Done well.
    Strength,
    /// To be done better.
    #[default]
    Develop,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ground {
    /// How people work.
    #[default]
    Practice,
    /// What they work in.
    System,
}

impl Panel {
    /// What became of a question: what was settled last counts.
    pub fn settled(&self, question: &QuestionId) -> Option<&Settled> {
        self.settled.iter().rfind(|settled| settled.question == *question)
    }
}
