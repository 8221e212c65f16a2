//! What a piece of a return or a step of a panel would write over although somebody else set it since it was looked at. An
//! answer is one thing with its reason and its evidence, and so is what a question was settled with: what two people said of
//! it is never mixed.

use super::answered::Return;
use super::filling::Filled;
use super::form;
use super::panel::{Agreed, Panel, Settled};
use super::settling::Step;
use crate::base::id::{AgencyId, QuestionId};
use crate::domain::clash::Clash;

impl Filled {
    /// What this would write over in a return as it is `now`, that somebody had looked at.
    pub fn clash(&self, seen: &Return, now: &Return, order: &[QuestionId]) -> Option<Clash> {
        let then = now.clone().after(self, order);
        let written_over = match self {
            Self::Answer(answer) => {
                let of = |of: &Return| of.answer(&answer.question).cloned();
                of(now) != of(seen) && of(now) != of(&then)
            }
            Self::Field(field, _) => {
                let of = |of: &Return| form::said(of, *field);
                of(now) != of(seen) && of(now) != of(&then)
            }
            // It is submitted as it lies.
            Self::Submitted(..) => false,
        };
        let clash = || Clash::Return {
            piece: Box::new(self.clone()),
            is: Box::new(now.clone()),
            was: Box::new(seen.clone()),
        };
        written_over.then(clash)
    }
}

impl Step {
    /// What this would write over of what a panel has agreed `now`, that somebody had looked at. What is only added to it
    /// writes over nothing.
    pub fn clash(&self, seen: &Panel, now: &Panel) -> Option<Clash> {
        let written_over = match self {
            Self::Settled(new) => {
                let (is, was) = (now.settled(&new.question), seen.settled(&new.question));
                is != was && is != Some(new)
            }
            Self::Dissent(question, dissent) => {
                let of = |panel: &Panel| {
                    let mut settled = panel.settled(question).cloned()?;
                    settled.dissent.retain(|one| one.agency == dissent.agency);
                    Some(settled)
                };
                let is = of(now);
                is != of(seen) && is.is_none_or(|is: Settled| !is.dissent.contains(dissent))
            }
            Self::Overall(new) => now.overall != seen.overall && now.overall.as_ref() != Some(new),
            Self::DissentAltogether(dissent) => {
                let is = overall_of(now, &dissent.agency);
                is != overall_of(seen, &dissent.agency) && is.is_none_or(|is| !is.dissent.contains(dissent))
            }
            // Its number was the next one when it was given.
            Self::Found(new) => now.findings.iter().any(|one| one.id == new.id && one != new),
            _ => false,
        };
        let clash = || Clash::Panel {
            step: Box::new(self.clone()),
            is: Box::new(now.clone()),
            was: Box::new(seen.clone()),
        };
        written_over.then(clash)
    }
}

/// The grade altogether, with what one agency says of it and no other.
fn overall_of(panel: &Panel, agency: &AgencyId) -> Option<Agreed> {
    let mut overall = panel.overall.clone()?;
    overall.by.clear();
    overall.dissent.retain(|one| one.agency == *agency);
    Some(overall)
}

#[cfg(test)]
mod tests {
    use super::super::{Answer, Dissent, Finding, Overall, Settlement};
    use super::*;
    use crate::domain::clash::AsWritten;
    use form::{Field, Said};

    fn answer(code: &str, reason: &str) -> Filled {
        let answer = if code.is_empty() { Vec::new() } else { vec![code.into()] };
        Filled::Answer(Answer { question: "q".into(), answer, reason: reason.into(), ..Answer::default() })
    }

    fn with(piece: &Filled) -> Return {
        Return::default().after(piece, &[])
    }

    #[test]
    fn an_answer_that_somebody_else_gave_meanwhile_is_not_written_over_and_the_same_answer_is() {
        let none = Return::default();
        let good = answer("G", "");
        let said = |clash: Option<Clash>| clash.map(|clash| clash.said(&AsWritten));
        assert_eq!(good.clash(&none, &none, &[]), None);
        assert_eq!(good.clash(&none, &with(&good), &[]), None, "both said the same");
        assert_eq!(
            said(good.clash(&none, &with(&answer("RI", "")), &[])).unwrap(),
            "“q” is answered RI now, and was not answered when you looked at it"
        );
        // A reason belongs to its answer.
        assert_eq!(
            said(answer("RI", "mine").clash(&with(&answer("RI", "")), &with(&answer("RI", "theirs")), &[]))
                .unwrap(),
            "“q” is answered RI as when you looked at it, but with another reason or evidence"
        );
        let lines = |words: &str| Filled::Field(Field::Strengths, Said::Words(words.into()));
        assert!(
            said(lines("mine").clash(&none, &with(&lines("theirs")), &[]))
                .unwrap()
                .contains("is “theirs” now, and was blank when")
        );
        // What somebody wrote of another line is no matter of this one.
        assert_eq!(lines("mine").clash(&none, &with(&good), &[]), None);
        assert_eq!(good.clash(&none, &with(&lines("theirs")), &[]), None);
    }

    #[test]
    fn what_a_panel_settled_meanwhile_is_not_written_over_and_what_is_only_added_is_added() {
        let settled = |grade: &str, reason: &str| {
            Step::Settled(Settled {
                question: "q".into(),
                how: Settlement::Regraded,
                grade: Some(grade.into()),
                reason: reason.into(),
                ..Settled::default()
            })
        };
        let dissent =
            |agency: &str, why: &str| Dissent { agency: agency.into(), grade: "G".into(), why: why.into() };
        let of = |steps: &[Step]| steps.iter().fold(Panel::default(), Panel::after);
        let overall = |grade: &str| {
            let overall = Overall { grade: grade.into(), reason: "so".into() };
            Step::Overall(Agreed { overall, ..Agreed::default() })
        };
        let none = Panel::default();
        let now = of(&[settled("RI", "late"), overall("RI")]);
        let said =
            |step: &Step, seen: &Panel, now: &Panel| step.clash(seen, now).map(|one| one.said(&AsWritten));
        let words = "“q” is settled as RI now, and was not settled when you looked at it";
        assert_eq!(said(&settled("G", ""), &none, &now).as_deref(), Some(words));
        assert_eq!(said(&settled("RI", "late"), &none, &now), None, "both said the same");
        assert_eq!(said(&settled("G", ""), &now, &now), None, "looked at, and settled anew");
        let mine = Step::Dissent("q".into(), dissent("gp", "mine"));
        assert_eq!(said(&mine, &none, &now).as_deref(), Some(words));
        let others = of(&[settled("RI", "late"), Step::Dissent("q".into(), dissent("school", "theirs"))]);
        assert_eq!(said(&mine, &of(&[settled("RI", "late")]), &others), None, "each agency for itself");
        assert!(said(&settled("G", ""), &of(&[settled("RI", "late")]), &others).is_some());
        assert!(said(&overall("G"), &none, &now).unwrap().starts_with("“The grade altogether” is RI now"));
        assert!(said(&Step::DissentAltogether(dissent("gp", "mine")), &none, &now).is_some());
        let found = |text: &str| {
            Step::Found(Finding { id: "F-27-001".into(), text: text.into(), ..Finding::default() })
        };
        assert!(said(&found("mine"), &none, &of(&[found("theirs")])).unwrap().starts_with("F-27-001 is the"));
        assert_eq!(said(&found("mine"), &none, &of(&[found("mine")])), None);
        assert_eq!(said(&Step::Took(3), &none, &now), None);
    }
}
