//! What an agency sends back for a child: its answers, with evidence and reasons, as it gave them. Once accepted nothing of
//! it changes; a question to the agency and its reply stand beside it.
//!
//! Its file is `audits/<id>/returns/<case>-<agency>.yaml`.

use super::asked::Answers;
use crate::base::id::{AgencyId, AuditId, CaseId, QuestionId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An agency's return for a child.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Return {
    /// Version of the file's format.
    pub schema: u32,
    /// The audit.
    pub audit: AuditId,
    /// The SHA-256 of the frozen template it answers.
    pub template_sha256: String,
    /// The child.
    pub case: CaseId,
    /// The agency.
    pub agency: AgencyId,
    /// How far it has got.
    pub state: ReturnState,
    /// When it was submitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted: Option<NaiveDate>,
    /// When it was accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<NaiveDate>,
    /// The SHA-256 of what it said when it was accepted; see [`Return::seal`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted_sha256: Option<String>,
    /// Who read the records.
    pub auditor: Auditor,
    /// Who in the agency looked it over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_off: Option<SignedOff>,
    /// The practice that was looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The records and systems that were read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub records_read: Vec<String>,
    /// The answers, in the order of the questions.
    pub answers: Vec<Answer>,
    /// The agency's own overall grade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overall: Option<Overall>,
    /// What was done well.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub strengths: String,
    /// What should be done better.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub develop: String,
    /// What the agency has learned.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub learning_points: String,
    /// What in the system stood in the way.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub system_barriers: String,
    /// What the worker added.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub worker_spoken_to: String,
    /// What the child said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub child_feedback: String,
    /// What parents or carers said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub parent_feedback: String,
    /// Whether a child may be unsafe now. It leaves the audit at once and stands in no report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub immediate_concern: Option<Concern>,
    /// That it was asked whether a child may be unsafe now, and the answer was no. Without either nobody has said.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_concern: bool,
    /// What the audit lead asked, and what the agency said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub queries: Vec<Query>,
}

/// How far a return has got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReturnState {
    /// Being filled in.
    #[default]
    Draft,
    /// The agency has sent it.
    Submitted,
    /// The audit lead asked something back.
    Query,
    /// Taken into the audit: nothing of it changes any more.
    Accepted,
}

/// Who read the records: a post, and no name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Auditor {
    /// The post.
    pub role: String,
    /// Whether they had no part in the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub independent: Option<bool>,
}

/// Who in the agency looked a return over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignedOff {
    /// The post.
    pub role: String,
    /// The day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
}

/// From a day to a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// An answer to one question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// The question.
    pub question: QuestionId,
    /// The answer: the code of a level, of a choice, or of an answer that is no score; several where several were chosen;
    /// else a number, a day or words.
    pub answer: Vec<String>,
    /// Why; always with an answer that is no score.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What shows it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Proof>,
    /// What it meant for the child.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub so_what: String,
    /// How sure the record makes one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// The earlier audit it was taken over from; nothing once the agency has confirmed or changed it. Until then it is no answer
    /// of this audit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried: Option<AuditId>,
}

/// What shows an answer, without anything that names anybody.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Proof {
    /// What, and where it stands.
    pub what: String,
    /// The day from which it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective: Option<NaiveDate>,
    /// The day after which it does not show it any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<NaiveDate>,
}

/// How sure a record makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// It stands there.
    Recorded,
    /// It follows from what stands there.
    Inferred,
    /// It does not stand there.
    NotRecorded,
}

/// The code of a level, as it was given.
pub type Grade = String;

/// An overall grade, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Overall {
    /// The grade.
    pub grade: Grade,
    /// Why. A grade without a reason is not taken.
    pub reason: String,
}

/// A child may be unsafe now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Concern {
    /// What.
    pub what: String,
    /// Who was told, and when.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub told: String,
}

/// Something the audit lead asked an agency.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Query {
    /// The day.
    pub on: NaiveDate,
    /// The question it is about, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<QuestionId>,
    /// What was asked.
    pub text: String,
    /// Whether what it is about was changed since it was asked; submitting the return again answers it then.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub changed: bool,
    /// The day of the reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered: Option<NaiveDate>,
    /// The reply.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reply: String,
}

impl Return {
    /// What was answered to a question.
    pub fn answer(&self, question: &QuestionId) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.question == *question)
    }

    /// The answers by question, for working out what is asked next.
    pub fn given(&self) -> Answers {
        self.answers.iter().map(|answer| (answer.question.clone(), answer.answer.clone())).collect()
    }

    /// The day it came; nothing while it is being filled in.
    pub fn came(&self) -> Option<NaiveDate> {
        (self.state != ReturnState::Draft).then(|| self.submitted.or(self.accepted)).flatten()
    }

    /// Whether it says that a child may be unsafe now; nothing where nobody has said. What is written there counts as a yes
    /// even beside a no.
    pub fn says_unsafe(&self) -> Option<bool> {
        if self.immediate_concern.is_some() { Some(true) } else { self.no_concern.then_some(false) }
    }

    /// Whether anything the audit lead asked has no reply yet.
    pub fn has_open_query(&self) -> bool {
        self.queries.iter().any(Query::is_open)
    }
}
