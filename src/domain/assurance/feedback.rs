//! What goes back to people: who of those whose work an audit looked at was told what was found, with what was done well, and
//! which teams used the brief. Posts and teams, and no names.
//!
//! Its file is `audits/<id>/feedback.yaml`.

use crate::base::id::{AgencyId, AuditId, CaseId};
use crate::domain::audit::{Audit, Return, ReturnState};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The feedback of one audit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Feedback {
    /// Version of the file's format.
    pub schema: u32,
    /// The audit.
    pub audit: AuditId,
    /// What was told to whom, added to and never changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<Given>,
    /// Teams that used the brief, added to and never changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub used: Vec<Used>,
}

/// Somebody was told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Given {
    /// The child whose case it was.
    pub case: CaseId,
    /// The agency.
    pub agency: AgencyId,
    /// Whether the worker or the supervisor was told.
    pub to: Told,
    /// The post that was told.
    pub post: String,
    /// The post that told it.
    pub by: String,
    /// The day.
    pub on: NaiveDate,
    /// What was said to have been done well.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub praise: String,
    /// Anything else to say of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Who has to be told of each child.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Told {
    /// Who worked with the child.
    #[default]
    Worker,
    /// Who supervises them.
    Supervisor,
}

impl Told {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Worker, Self::Supervisor];

    /// The word.
    pub fn said(self) -> &'static str {
        match self {
            Self::Worker => "worker",
            Self::Supervisor => "supervisor",
        }
    }
}

/// A team used the brief.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Used {
    /// The team.
    pub team: String,
    /// The day.
    pub on: NaiveDate,
    /// How, such as at a team meeting.
    pub how: String,
    /// What changed; nothing while nobody can say.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub changed: String,
}

/// Who still has to be told of a child at an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed<'a> {
    /// The child.
    pub case: &'a CaseId,
    /// The agency.
    pub agency: &'a AgencyId,
    /// The worker, the supervisor or both.
    pub to: Vec<Told>,
}

/// Who still has to be told: of each child at each agency whose return was accepted, in the order of the audit's file.
pub fn owed<'a>(audit: &'a Audit, returns: &[Return], feedback: Option<&Feedback>) -> Vec<Owed<'a>> {
    let accepted = |case: &CaseId, agency: &AgencyId| {
        returns.iter().any(|of| of.case == *case && of.agency == *agency && of.state == ReturnState::Accepted)
    };
    let given = feedback.map_or(&[][..], |feedback| &feedback.given);
    let mut owed = Vec::new();
    for case in audit.cases.iter().map(|case| &case.id) {
        for agency in audit.agencies.iter().map(|agency| &agency.id).filter(|agency| accepted(case, agency)) {
            let told = |to: &Told| {
                given.iter().any(|one| one.case == *case && one.agency == *agency && one.to == *to)
            };
            let to: Vec<Told> = Told::ALL.into_iter().filter(|to| !told(to)).collect();
            if !to.is_empty() {
                owed.push(Owed { case, agency, to });
            }
        }
    }
    owed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::{AskedAgency, Case};

    #[test]
    fn only_accepted_returns_owe_feedback_and_each_person_is_told_once() {
        let audit = Audit {
            cases: ["C1", "C2"].map(|id| Case { id: id.into(), ..Case::default() }).to_vec(),
            agencies: ["police", "gp"]
                .map(|id| AskedAgency { id: id.into(), ..AskedAgency::default() })
                .to_vec(),
            ..Audit::default()
        };
        let came = |case: &str, agency: &str, state| Return {
            case: case.into(),
            agency: agency.into(),
            state,
            ..Return::default()
        };
        let returns = [
            came("C2", "gp", ReturnState::Accepted),
            came("C1", "police", ReturnState::Accepted),
            came("C1", "gp", ReturnState::Submitted),
        ];
        let all = owed(&audit, &returns, None);
        let said: Vec<(&str, &str, usize)> =
            all.iter().map(|one| (one.case.as_str(), one.agency.as_str(), one.to.len())).collect();
        assert_eq!(said, [("C1", "police", 2), ("C2", "gp", 2)]);
        let given = |case: &str, agency: &str, to| Given {
            case: case.into(),
            agency: agency.into(),
            to,
            ..Given::default()
        };
        let feedback = Feedback {
            given: vec![
                given("C1", "police", Told::Worker),
                given("C2", "gp", Told::Worker),
                given("C2", "gp", Told::Supervisor),
            ],
            ..Feedback::default()
        };
        let left = owed(&audit, &returns, Some(&feedback));
        assert_eq!(left.len(), 1);
        assert_eq!((left[0].case.as_str(), &left[0].to[..]), ("C1", &[Told::Supervisor][..]));
    }
}
