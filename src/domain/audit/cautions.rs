//! What to look at before an audit's results are passed on: a grade that looks past a child's safety, answers without
//! the evidence they need, links that go one way only. These are said; nothing is changed by them.

use super::question::{Evidence, Question};
use super::results::{Outcome, Results, Row};
use crate::base::id::{AgencyId, CaseId, FindingId, RecommendationId};
use crate::domain::recommendation::Register;

/// A panel's overall grade that is better than a question about the child's safety came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlooked<'a> {
    /// The child.
    pub case: &'a CaseId,
    /// The overall grade, as it was typed.
    pub overall: &'a str,
    /// The question.
    pub question: &'a Question,
    /// The worst that was agreed of it; else the worst that was answered.
    pub worst: String,
    /// Whether the panel agreed that.
    pub agreed: bool,
}

/// An answer of an agency about a child.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place<'a> {
    /// The child.
    pub case: &'a CaseId,
    /// The agency.
    pub agency: &'a AgencyId,
    /// The question.
    pub question: &'a Question,
}

/// A link from a finding to a recommendation that does not come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loose {
    /// There is no such recommendation.
    Unknown(FindingId, RecommendationId),
    /// The recommendation does not name the finding among its sources.
    NotBack(FindingId, RecommendationId),
}

impl<'a> Results<'a> {
    /// Where a panel's overall grade is better than what a safety-critical question came to. Grades on another scale are
    /// compared in one case only: the worst there is, against anything but the worst.
    pub fn overlooked(&self) -> Vec<Overlooked<'a>> {
        let overall = self.template.grades();
        let mut found = Vec::new();
        for panel in &self.panels {
            let Some(grade) = panel.overall.as_ref().map(|agreed| agreed.overall.grade.as_str()) else {
                continue;
            };
            let Some(given) = overall.and_then(|scale| scale.rank(grade)) else { continue };
            for outcome in self.questions.iter().filter(|one| one.question.safety_critical) {
                let Some(row) = outcome.rows.iter().find(|row| *row.case == panel.case) else { continue };
                let Some((worst, code, agreed)) = self.worst(outcome, row) else { continue };
                let same = outcome.question.scale == self.template.default_scale;
                if if same { given > worst } else { worst == 0 && given > 0 } {
                    found.push(Overlooked {
                        case: &panel.case,
                        overall: grade,
                        question: outcome.question,
                        worst: outcome.word(&code),
                        agreed,
                    });
                }
            }
        }
        found
    }

    /// Children whose overall grade the panel gave without a reason.
    pub fn unreasoned(&self) -> Vec<&'a CaseId> {
        let bare = |panel: &&&super::Panel| {
            panel.overall.as_ref().is_some_and(|agreed| agreed.overall.reason.trim().is_empty())
        };
        self.panels.iter().filter(bare).map(|panel| &panel.case).collect()
    }

    /// How low what was agreed of a question is; else the lowest of what was answered.
    fn worst(&self, outcome: &Outcome<'_>, row: &Row<'_>) -> Option<(usize, String, bool)> {
        let scale = self.template.scale_of(outcome.question)?;
        let grade = row.settled.and_then(|settled| settled.grade.as_deref());
        let agreed = grade.and_then(|code| Some((scale.rank(code)?, code.to_owned(), true)));
        agreed.or_else(|| {
            let given = row.cells.iter().flat_map(|cell| cell.said.codes());
            given.filter_map(|code| Some((scale.rank(code)?, (*code).to_owned(), false))).min()
        })
    }

    /// Scores without the evidence that must go with them.
    pub fn without_evidence(&self) -> Vec<Place<'a>> {
        self.places(|outcome, _| outcome.question.evidence == Evidence::Required)
    }

    /// Good answers that nothing shows, where evidence need not be given but may.
    pub fn good_without_evidence(&self) -> Vec<Place<'a>> {
        self.places(|outcome, code| {
            let scale = self.template.scale_of(outcome.question);
            let good = |scale: &super::Scale| scale.rank(code).is_some_and(|rank| is_good(rank, scale));
            outcome.question.evidence == Evidence::Optional && scale.is_some_and(good)
        })
    }

    /// Scores without evidence of which something holds.
    fn places(&self, holds: impl Fn(&Outcome<'a>, &str) -> bool) -> Vec<Place<'a>> {
        let mut found = Vec::new();
        for outcome in &self.questions {
            for row in &outcome.rows {
                for cell in &row.cells {
                    let shown = |answer: &super::Answer| {
                        answer.evidence.iter().any(|proof| !proof.what.trim().is_empty())
                    };
                    let scored = cell.said.codes().iter().any(|code| holds(outcome, code));
                    if scored && !cell.answer.is_some_and(shown) {
                        let (case, agency) = (row.case, cell.agency);
                        found.push(Place { case, agency, question: outcome.question });
                    }
                }
            }
        }
        found
    }

    /// Links between findings and recommendations that go one way only.
    pub fn loose(&self, register: &Register) -> Vec<Loose> {
        let mut loose = Vec::new();
        for found in self.findings() {
            let id = &found.finding.id;
            for named in &found.finding.recommendations {
                match register.recommendation(named.as_str()) {
                    None => loose.push(Loose::Unknown(id.clone(), named.clone())),
                    Some(one) if one.sources.iter().any(|source| source.reference.contains(id.as_str())) => {}
                    Some(_) => loose.push(Loose::NotBack(id.clone(), named.clone())),
                }
            }
        }
        loose
    }
}

/// Whether a level is in the better half of its scale; the middle of an odd number is in neither.
pub fn is_good(rank: usize, scale: &super::Scale) -> bool {
    2 * rank > scale.levels.len().saturating_sub(1)
}

impl Loose {
    /// What is wrong, and how to mend it.
    pub fn said(&self) -> String {
        match self {
            Self::Unknown(finding, one) => {
                format!(
                    "{finding} names {one}, which is not in the register of recommendations: add it there."
                )
            }
            Self::NotBack(finding, one) => format!(
                "{finding} names {one}, which does not name it back: give {one} a source of kind audit with the \
                 reference {finding}."
            ),
        }
    }
}
