//! What follows from an audit: the recommendations that answer its findings, their actions, and whether it is time to ask the
//! same questions again.

use super::panel::{FindingKind, Panel};
use super::results::Results;
use super::scale::Scale;
use super::scope::{Audit, Stage};
use crate::base::id::{CaseId, QuestionId};
use crate::domain::action::Status;
use crate::domain::actions::{Known, Listed};
use crate::domain::recommendation::{Recommendation, Register};

/// The recommendations that findings of these panels name.
pub fn recommended<'r>(panels: &[Panel], register: &'r Register) -> Vec<&'r Recommendation> {
    let named = |one: &&Recommendation| {
        panels.iter().flat_map(|panel| &panel.findings).any(|of| of.recommendations.contains(&one.id))
    };
    register.recommendations.iter().filter(named).collect()
}

/// The actions that answer them, each once, as they go on; nothing for one that no tracker has.
pub fn actions<'k>(panels: &[Panel], register: &Register, known: &Known<'k>) -> Vec<Option<Listed<'k>>> {
    let mut all: Vec<Option<Listed<'k>>> = Vec::new();
    for id in recommended(panels, register).into_iter().flat_map(|one| &one.actions) {
        let goes_on = known.goes_on(id);
        let there = |one: &Listed<'_>| all.iter().flatten().any(|listed| listed.action.id == one.action.id);
        if !goes_on.as_ref().is_some_and(there) {
            all.push(goes_on);
        }
    }
    all
}

/// Whether every action of an audit is closed, so that it is time to see whether the questions are answered otherwise now; not
/// once another of these audits asks them again, or this one is closed.
pub fn asks_again<'a>(
    audit: &Audit,
    panels: &[Panel],
    register: &Register,
    known: &Known<'_>,
    mut others: impl Iterator<Item = &'a Audit>,
) -> bool {
    if audit.stage == Stage::Closed || others.any(|other| other.repeats.as_ref() == Some(&audit.id)) {
        return false;
    }
    let actions = actions(panels, register, known);
    let over = |one: &Option<Listed<'_>>| one.is_some_and(|listed| !listed.action.status.open());
    let done = |one: &Option<Listed<'_>>| one.is_some_and(|listed| listed.action.status != Status::Dropped);
    actions.iter().all(over) && actions.iter().any(done)
}

/// A grade at the bottom of its scale that nothing is recommended for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unanswered {
    /// The child.
    pub case: CaseId,
    /// The question; nothing where it is the grade altogether.
    pub question: Option<QuestionId>,
    /// The word for the grade.
    pub grade: String,
}

impl Results<'_> {
    /// Grades at the bottom of their scale, as panels agreed them, that no recommendation answers: of a question any finding to
    /// develop that rests on it, of a grade altogether any of that child. What practitioners are told to do needs no action.
    pub fn unanswered(&self) -> Vec<Unanswered> {
        let mut found = Vec::new();
        for panel in &self.panels {
            let case = &panel.case;
            for settled in &panel.settled {
                let Some(question) = self.template.question(&settled.question) else { continue };
                let grade = lowest(self.template.scale_of(question), settled.grade.as_deref());
                let Some(grade) = grade.filter(|_| !self.recommends(|_, on| on.contains(&question.id)))
                else {
                    continue;
                };
                found.push(Unanswered { case: case.clone(), question: Some(question.id.clone()), grade });
            }
            let overall = panel.overall.as_ref().map(|agreed| agreed.overall.grade.as_str());
            let grade = lowest(self.template.grades(), overall);
            if let Some(grade) = grade.filter(|_| !self.recommends(|of, _| of == case)) {
                found.push(Unanswered { case: case.clone(), question: None, grade });
            }
        }
        found
    }

    /// Whether a finding to develop that fits, by its child and the questions it rests on, names a recommendation.
    fn recommends(&self, fits: impl Fn(&CaseId, &[QuestionId]) -> bool) -> bool {
        self.panels.iter().any(|panel| {
            panel.findings.iter().any(|one| {
                one.kind == FindingKind::Develop
                    && fits(&panel.case, &one.questions)
                    && !one.recommendations.is_empty()
            })
        })
    }
}

/// The word for a grade where it is the lowest of an ordinal scale.
fn lowest(scale: Option<&Scale>, code: Option<&str>) -> Option<String> {
    let scale = scale.filter(|scale| scale.ordinal)?;
    let level = scale.level(code?)?;
    (scale.rank(&level.code) == Some(0)).then(|| level.word.clone())
}

#[cfg(test)]
mod tests {
    use super::super::{Finding, Overall, Settled, Settlement, example};
    use super::*;
    use crate::domain::action::Action;
    use crate::domain::audit::Agreed;
    use crate::domain::tracker::Tracker;

    fn recommendation(id: &str, actions: &[&str]) -> Recommendation {
        let actions = actions.iter().map(|id| (*id).into()).collect();
        Recommendation { id: id.into(), actions, ..Recommendation::default() }
    }

    fn panel(recommendations: &[&str]) -> Panel {
        Panel {
            case: "C1".into(),
            settled: vec![Settled {
                question: "shared".into(),
                how: Settlement::Agreed,
                grade: Some("I".into()),
                ..Settled::default()
            }],
            overall: Some(Agreed {
                overall: Overall { grade: "I".into(), reason: "late".into() },
                ..Agreed::default()
            }),
            findings: vec![Finding {
                questions: vec!["shared".into()],
                recommendations: recommendations.iter().map(|id| (*id).into()).collect(),
                ..Finding::default()
            }],
            ..Panel::default()
        }
    }

    #[test]
    fn the_lowest_grade_asks_for_a_recommendation() {
        let (audit, template, returns) = (example::audit(), example::template(), example::returns());
        let found = |names: &[&str]| {
            let panels = [panel(names)];
            let results = Results::of(&audit, &template, &returns, &panels);
            let of = |one: Unanswered| (one.question.map(|id| id.to_string()), one.grade);
            results.unanswered().into_iter().map(of).collect::<Vec<_>>()
        };
        let word = || "Inadequate".to_owned();
        assert_eq!(found(&[]), [(Some("shared".to_owned()), word()), (None, word())]);
        assert_eq!(found(&["REC-2"]), []);
    }

    #[test]
    fn once_every_action_is_closed_the_questions_are_to_be_asked_again_until_an_audit_does() {
        let audit = example::audit();
        let panels = [panel(&["REC-1"])];
        let register = Register {
            recommendations: vec![recommendation("REC-1", &["A-1", "A-2"])],
            ..Register::default()
        };
        let asks = |statuses: &[Status], others: &[Audit]| {
            let action = |(nth, status): (usize, &Status)| Action {
                id: format!("A-{}", nth + 1).as_str().into(),
                status: *status,
                ..Action::default()
            };
            let actions = statuses.iter().enumerate().map(action).collect();
            let tracker = Tracker { actions, ..Tracker::default() };
            asks_again(&audit, &panels, &register, &Known::of([&tracker]), others.iter())
        };
        assert!(asks(&[Status::Closed, Status::Dropped], &[]));
        assert!(!asks(&[Status::Closed, Status::Done], &[]), "done is not closed");
        assert!(!asks(&[Status::Closed], &[]), "one that no tracker has");
        assert!(!asks(&[Status::Dropped, Status::Dropped], &[]));
        let again = Audit { repeats: Some(audit.id.clone()), ..Audit::default() };
        assert!(!asks(&[Status::Closed, Status::Closed], &[again]));
    }
}
