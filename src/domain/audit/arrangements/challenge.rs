//! What others said of an organisation's own grades: what a peer asked, what it answered, and the grade that was moderated. It
//! stands beside the self-grade and never changes it.
//!
//! Its file is `audits/<id>/challenge.yaml`.

use super::super::answered::Grade;
use crate::base::id::{AgencyId, AuditId, QuestionId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Every challenge of an audit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Challenges {
    /// Version of the file's format.
    pub schema: u32,
    /// The audit.
    pub audit: AuditId,
    /// What was said, in the order in which it was.
    pub challenges: Vec<Challenge>,
}

/// What was said of one answer of one organisation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Challenge {
    /// The organisation.
    pub agency: AgencyId,
    /// The question.
    pub question: QuestionId,
    /// Who challenged: another organisation of the audit, or a post.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// What was asked.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub asked: String,
    /// What the organisation said to it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub answered: String,
    /// The moderated grade; nothing while there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moderated: Option<Grade>,
    /// Why; always with a moderated grade.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// The moderated grade of an answer, and the challenge it stands in: what was moderated last counts.
pub fn moderated<'a>(
    challenges: &'a [Challenge],
    agency: &AgencyId,
    question: &QuestionId,
) -> Option<(&'a str, &'a Challenge)> {
    let of = |one: &&Challenge| one.agency == *agency && one.question == *question;
    challenges.iter().filter(of).rev().find_map(|one| Some((one.moderated.as_deref()?, one)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_moderated_last_counts_and_a_question_alone_moderates_nothing() {
        let one = |grade: Option<&str>| Challenge {
            agency: "police".into(),
            question: "q".into(),
            moderated: grade.map(str::to_owned),
            ..Challenge::default()
        };
        let all = [one(Some("G")), one(Some("RI")), one(None)];
        assert_eq!(moderated(&all, &"police".into(), &"q".into()).unwrap().0, "RI");
        assert_eq!(moderated(&all[2..], &"police".into(), &"q".into()), None);
        assert_eq!(moderated(&all, &"gp".into(), &"q".into()), None);
    }
}
