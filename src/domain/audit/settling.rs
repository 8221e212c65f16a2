//! What a panel does, one step at a time: the one place where what it agreed changes, and what stands in the way of a step.
//! What agencies said is only ever read here.

use super::panel::{Agreed, Dissent, Finding, FindingKind, Missing, Panel, Settled, Settlement};
use super::results::{Cell, Outcome, Results, Row, non_score};
use super::scale::NonScore;
use super::template::Resolved;
use crate::base::id::{AgencyId, CaseId, FindingId, QuestionId, RecommendationId};
use crate::base::text::{and_list, fit, one_line};
use crate::domain::personal::Names;
pub use crate::domain::personal::clean_of;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// One step of a panel on a child.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// It sat on this day.
    Sat(NaiveDate),
    /// An agency was there, or was not after all.
    There(AgencyId, bool),
    /// The child took so many minutes more.
    Took(u32),
    /// A question was settled, or put aside.
    Settled(Settled),
    /// An agency would say otherwise about a question that is settled.
    Dissent(QuestionId, Dissent),
    /// The grade altogether.
    Overall(Agreed),
    /// An agency that was there would give another grade altogether.
    DissentAltogether(Dissent),
    /// An agency should have been there, or was never told.
    Missing(Missing),
    /// Something was found.
    Found(Finding),
    /// A finding rests on one more question.
    RestsOn(FindingId, QuestionId),
    /// A recommendation answers a finding.
    Answers(FindingId, RecommendationId),
}

impl Panel {
    /// What the panel has agreed after a step.
    #[must_use]
    pub fn after(mut self, step: &Step) -> Self {
        match step {
            Step::Sat(on) => self.sitting.on = Some(*on),
            Step::There(agency, there) => {
                self.sitting.present.retain(|one| one != agency);
                if *there {
                    self.sitting.present.push(agency.clone());
                }
            }
            Step::Took(more) => {
                self.sitting.minutes = Some(self.sitting.minutes.unwrap_or(0).saturating_add(*more));
            }
            // What was settled before stays above it: the last one counts.
            Step::Settled(settled) => self.settled.push(settled.clone()),
            Step::Dissent(question, dissent) => {
                if let Some(settled) = self.settled.iter_mut().rfind(|one| one.question == *question) {
                    settled.dissent.retain(|one| one.agency != dissent.agency);
                    settled.dissent.push(dissent.clone());
                }
            }
            Step::Overall(agreed) => self.overall = Some(agreed.clone()),
            // Who would say otherwise does not agree.
            Step::DissentAltogether(dissent) => {
                if let Some(overall) = &mut self.overall {
                    overall.by.retain(|one| *one != dissent.agency);
                    overall.dissent.retain(|one| one.agency != dissent.agency);
                    overall.dissent.push(dissent.clone());
                }
            }
            Step::Missing(missing) => self.missing.push(missing.clone()),
            Step::Found(finding) => self.findings.push(finding.clone()),
            Step::RestsOn(finding, question) => {
                if let Some(finding) = self.findings.iter_mut().find(|one| one.id == *finding)
                    && !finding.questions.contains(question)
                {
                    finding.questions.push(question.clone());
                }
            }
            Step::Answers(finding, recommendation) => {
                if let Some(finding) = self.findings.iter_mut().find(|one| one.id == *finding)
                    && !finding.recommendations.contains(recommendation)
                {
                    finding.recommendations.push(recommendation.clone());
                }
            }
        }
        self
    }

    /// The questions that were put aside and not settled since.
    pub fn parked(&self) -> BTreeSet<&QuestionId> {
        let last =
            |one: &&Settled| self.settled(&one.question).is_some_and(|is| is.how == Settlement::Parked);
        self.settled.iter().filter(last).map(|one| &one.question).collect()
    }
}

/// A question the panel looks at: what it came to, and this child's answers.
#[derive(Clone, Copy)]
pub struct Looked<'a> {
    /// What it came to.
    pub outcome: &'a Outcome<'a>,
    /// This child's answers.
    pub row: &'a Row<'a>,
    /// How many steps they are apart.
    pub steps: usize,
}

/// The questions about a child that anybody answered, the furthest apart first, then where somebody was never told, then
/// as they are asked. What the panel settles does not move them.
pub fn looked_at<'a>(results: &'a Results<'a>, case: &CaseId) -> Vec<Looked<'a>> {
    let of = |outcome: &'a Outcome<'a>| {
        let row = outcome.rows.iter().find(|row| row.case == case)?;
        Some(Looked { outcome, row, steps: outcome.steps(results.template, row).unwrap_or(0) })
    };
    let mut all: Vec<Looked<'a>> = results.questions.iter().filter_map(of).collect();
    let untold = |one: &Looked<'_>| one.row.cells.iter().filter(|cell| is_untold(cell)).count();
    all.sort_by_key(|one| std::cmp::Reverse((one.steps, untold(one))));
    all
}

/// Whether an agency was never told.
pub fn is_untold(cell: &Cell<'_>) -> bool {
    cell.said == super::results::Said::None(NonScore::NotInformed)
}

/// Why a step's words cannot be kept: they look like personal data.
///
/// # Errors
/// What they look like and what to do, as a sentence without a full stop; never the words.
pub fn no_personal_data(step: &Step, names: &Names) -> Result<(), String> {
    words_of(step).into_iter().try_for_each(|words| clean_of(words, names))
}

/// The words of a step.
pub fn words_of(step: &Step) -> Vec<&str> {
    match step {
        Step::Settled(settled) => vec![&settled.reason],
        Step::Dissent(_, dissent) | Step::DissentAltogether(dissent) => vec![&dissent.why],
        Step::Overall(agreed) => vec![&agreed.overall.reason],
        Step::Missing(missing) => vec![&missing.agency, &missing.why],
        Step::Found(finding) => vec![&finding.text],
        Step::Sat(_) | Step::There(..) | Step::Took(_) | Step::RestsOn(..) | Step::Answers(..) => Vec::new(),
    }
}

/// The next number for a finding in a year, after those there are.
pub fn next_finding<'a>(known: impl IntoIterator<Item = &'a Finding>, on: NaiveDate) -> FindingId {
    let start = format!("F-{:02}-", on.year().rem_euclid(100));
    let number = |finding: &Finding| finding.id.as_str().strip_prefix(&start)?.parse::<u32>().ok();
    let last = known.into_iter().filter_map(number).max().unwrap_or(0);
    FindingId::new(format!("{start}{:03}", last.saturating_add(1)))
}

/// How a grade settles a question: as an agency said, or with one that none of them gave.
pub fn how(row: Option<&Row<'_>>, grade: &str) -> Settlement {
    let cells = row.map(|row| row.cells.as_slice()).unwrap_or_default();
    let given = cells.iter().any(|cell| cell.said.codes().contains(&grade));
    if given { Settlement::Agreed } else { Settlement::Regraded }
}

/// Whether a grade needs a reason: unless every agency that scored gave it.
pub fn needs_reason(row: Option<&Row<'_>>, grade: &str) -> bool {
    let cells = row.map(|row| row.cells.as_slice()).unwrap_or_default();
    let mut scored = cells.iter().map(|cell| cell.said.codes()).filter(|codes| !codes.is_empty()).peekable();
    scored.peek().is_none() || !scored.all(|codes| codes == [grade])
}

/// How much of a question is said where something is said of it.
const IN_SHORT: usize = 80;

/// Why somebody who would give the same grade does not dissent.
const NO_DISSENT: &str = "that is the grade the panel agreed, so it would be no dissent";

impl Results<'_> {
    /// Why a step cannot be taken by the panel on a child, as a sentence without a full stop.
    ///
    /// # Errors
    /// The reason, and what to do.
    pub fn may(&self, case: &CaseId, step: &Step) -> Result<(), String> {
        if self.audit.case(case).is_none() {
            let all: Vec<&str> = self.audit.cases.iter().map(|case| case.id.as_str()).collect();
            return Err(format!(
                "there is no child {} in this audit: it has {}",
                one_line(case.as_str()),
                and_list(&all)
            ));
        }
        match step {
            Step::Sat(_) | Step::Took(_) => Ok(()),
            Step::There(agency, _) => self.asked_agency(agency),
            Step::Settled(settled) => self.may_settle(case, settled),
            Step::Dissent(question, dissent) => {
                let asked = self.outcome_of(question)?;
                if let Some(why) = self.unsettled(case, question) {
                    return Err(format!("{why}: settle it first"));
                }
                let is = self.panel(case).and_then(|panel| panel.settled(question));
                if is.is_some_and(|is| is.grade.as_ref() == Some(&dissent.grade)) {
                    return Err(NO_DISSENT.to_owned());
                }
                self.asked_agency(&dissent.agency)?;
                if !asked.tallies.is_empty() {
                    grade_of(asked, &dissent.grade)?;
                }
                said(&dissent.why, "say why the agency would say otherwise")
            }
            Step::Overall(agreed) => {
                self.grade_altogether(&agreed.overall.grade)?;
                agreed.by.iter().try_for_each(|agency| self.asked_agency(agency))?;
                said(&agreed.overall.reason, "an overall grade is not taken without its reason")
            }
            Step::DissentAltogether(dissent) => {
                if self.panel(case).is_none_or(|panel| panel.overall.is_none()) {
                    return Err("there is no grade altogether yet: give it first".to_owned());
                }
                self.asked_agency(&dissent.agency)?;
                self.grade_altogether(&dissent.grade)?;
                if self
                    .panel(case)
                    .and_then(|panel| panel.overall.as_ref())
                    .is_some_and(|is| is.overall.grade == dissent.grade)
                {
                    return Err(NO_DISSENT.to_owned());
                }
                said(&dissent.why, "say why the agency would say otherwise")
            }
            Step::Missing(missing) => {
                said(&missing.agency, "say which agency")?;
                self.was_missing(case, &missing.agency)?;
                said(&missing.why, "say why it should have been there, or what it was never told")
            }
            Step::Found(finding) => {
                finding.questions.iter().try_for_each(|question| self.outcome_of(question).map(|_| ()))?;
                if self.findings().iter().any(|found| found.finding.id == finding.id) {
                    return Err(format!("there is a finding {} already", finding.id));
                }
                said(&finding.text, "say what was found")
            }
            Step::RestsOn(finding, question) => {
                self.outcome_of(question)?;
                self.found_of(case, finding)
            }
            Step::Answers(finding, _) => self.found_of(case, finding),
        }
    }

    /// Why nobody can dissent about a question yet, in its own words; nothing where it is settled.
    pub fn unsettled(&self, case: &CaseId, question: &QuestionId) -> Option<String> {
        let settled = self.panel(case).and_then(|panel| panel.settled(question));
        let stands = match settled.map(|is| is.how) {
            Some(Settlement::Agreed | Settlement::Regraded) => return None,
            Some(Settlement::Parked) => "is parked, and not settled",
            None => "is not settled yet",
        };
        let words = self.outcome_of(question).map_or(question.as_str(), |one| &one.question.text);
        Some(format!("“{}” {stands}", fit(&one_line(words), IN_SHORT)))
    }

    fn found_of(&self, case: &CaseId, finding: &FindingId) -> Result<(), String> {
        let here = |panel: &super::Panel| panel.findings.iter().any(|one| one.id == *finding);
        let known = self.panel(case).is_some_and(here);
        if known {
            Ok(())
        } else {
            Err(format!("{case} has no finding {}", fit(&one_line(finding.as_str()), 40)))
        }
    }

    fn grade_altogether(&self, grade: &str) -> Result<(), String> {
        let scale = self.template.grades().ok_or("this audit gives no overall grade")?;
        if scale.level(grade).is_some() {
            return Ok(());
        }
        Err(no_such(grade, scale.levels.iter().map(|level| level.code.as_str())))
    }

    /// Whether an agency can have been missing: not one that is here, or whose own answers about the child are looked at.
    fn was_missing(&self, case: &CaseId, who: &str) -> Result<(), String> {
        let plain = |text: &str| one_line(text).to_lowercase();
        let who = plain(who);
        let is = |one: &&super::AskedAgency| who == one.id.as_str() || who == plain(&one.name);
        let Some(agency) = self.audit.agencies.iter().find(is) else { return Ok(()) };
        let name = one_line(&agency.name);
        if self.panel(case).is_some_and(|panel| panel.sitting.present.contains(&agency.id)) {
            return Err(format!(
                "{name} is here, so it is not missing: take it out of those who are here first"
            ));
        }
        if self.accepted.iter().any(|of| of.case == *case && of.agency == agency.id) {
            return Err(format!(
                "{name} is audited about {case}, and what it was never told stands in its own answers: name who is \
                 not, or write down a finding"
            ));
        }
        Ok(())
    }

    fn may_settle(&self, case: &CaseId, settled: &Settled) -> Result<(), String> {
        let outcome = self.outcome_of(&settled.question)?;
        if settled.how == Settlement::Parked {
            return Ok(());
        }
        if outcome.tallies.is_empty() {
            return said(&settled.reason, "this question is answered in words: say what the panel agreed");
        }
        let row = outcome.rows.iter().find(|row| row.case == case);
        let Some(grade) = &settled.grade else { return Err("say which grade was agreed".to_owned()) };
        grade_of(outcome, grade)?;
        if needs_reason(row, grade) {
            said(&settled.reason, "not every agency gave this grade: say why the panel did")?;
        }
        Ok(())
    }

    fn asked_agency(&self, agency: &AgencyId) -> Result<(), String> {
        if self.audit.agency(agency).is_some() {
            return Ok(());
        }
        let all: Vec<&str> = self.audit.agencies.iter().map(|one| one.id.as_str()).collect();
        Err(format!("{} is not asked in this audit: it asks {}", one_line(agency.as_str()), and_list(&all)))
    }

    fn outcome_of(&self, question: &QuestionId) -> Result<&Outcome<'_>, String> {
        let found = self.questions.iter().find(|one| one.question.id == *question);
        found.ok_or_else(|| {
            let all = self.questions.iter().map(|one| one.question.id.as_str());
            let near = crate::base::text::nearest(question.as_str(), all);
            let near = near.map(|near| format!(": did you mean {near}?")).unwrap_or_default();
            format!("this audit asks no question {}{near}", fit(&one_line(question.as_str()), 60))
        })
    }
}

/// A grade of the question: one of its levels or choices, or an answer that is no score.
fn grade_of(outcome: &Outcome<'_>, grade: &str) -> Result<(), String> {
    let levels = outcome.tallies.iter().map(|tally| tally.code);
    let other = NonScore::ALL.map(NonScore::code);
    if levels.clone().chain(other).any(|code| code == grade) {
        return Ok(());
    }
    Err(no_such(grade, levels))
}

impl Outcome<'_> {
    /// The word for what a question was settled with: a level, a choice, or an answer that is no score.
    pub fn settled_word(&self, template: &Resolved, code: &str) -> String {
        NonScore::of(code).map_or_else(|| self.word(code), |one| non_score(template, one))
    }

    /// The word for the grade of who dissents; a question that is answered in words has none.
    pub fn otherwise(&self, template: &Resolved, dissent: &Dissent) -> String {
        if dissent.grade.is_empty() {
            "otherwise".to_owned()
        } else {
            self.settled_word(template, &dissent.grade)
        }
    }
}

impl FindingKind {
    /// The word on screens.
    pub fn said(self) -> &'static str {
        match self {
            Self::Strength => "strength",
            Self::Develop => "to develop",
        }
    }
}

fn said(words: &str, else_say: &str) -> Result<(), String> {
    if words.trim().is_empty() { Err(else_say.to_owned()) } else { Ok(()) }
}

fn no_such<'a>(grade: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    format!("there is no grade {}: there are {}", fit(&one_line(grade), 40), and_list(&known))
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;
    use crate::domain::audit::Overall;

    fn settled(question: &str, how: Settlement, grade: Option<&str>, reason: &str) -> Step {
        Step::Settled(Settled {
            question: question.into(),
            how,
            grade: grade.map(str::to_owned),
            reason: reason.into(),
            ..Settled::default()
        })
    }

    fn may(case: &str, step: &Step) -> Result<(), String> {
        let (audit, template, returns, panels) =
            (example::audit(), example::template(), example::returns(), example::panels());
        Results::of(&audit, &template, &returns, &panels).may(&case.into(), step)
    }

    fn refused(case: &str, step: &Step) -> String {
        may(case, step).unwrap_err()
    }

    #[test]
    fn a_grade_not_every_agency_gave_needs_a_reason_and_a_parked_question_needs_nothing() {
        let (audit, template, returns) = (example::audit(), example::template(), example::returns());
        let results = Results::of(&audit, &template, &returns, &[]);
        let outcome = &results.questions[0];
        let row = outcome.rows.iter().find(|row| outcome.steps(&template, row) > Some(0)).unwrap();
        let (case, id) = (row.case.as_str(), outcome.question.id.as_str());
        let code = row.cells.iter().flat_map(|cell| cell.said.codes()).next().unwrap();
        assert!(needs_reason(Some(row), code));
        assert_eq!(how(Some(row), code), Settlement::Agreed);
        let unsaid = refused(case, &settled(id, Settlement::Agreed, Some(code), " "));
        assert_eq!(unsaid, "not every agency gave this grade: say why the panel did");
        assert_eq!(may(case, &settled(id, Settlement::Agreed, Some(code), "as the school saw it")), Ok(()));
        assert_eq!(may(case, &settled(id, Settlement::Parked, None, "")), Ok(()));
        assert_eq!(
            refused(case, &settled(id, Settlement::Agreed, Some("X"), "so")),
            "there is no grade X: there are I, RI, G and O"
        );
        assert_eq!(refused(case, &settled(id, Settlement::Agreed, None, "so")), "say which grade was agreed");
        assert!(refused("C9", &Step::Took(1)).starts_with("there is no child C9 in this audit"));
        assert!(
            refused(case, &settled("livd", Settlement::Parked, None, "")).ends_with("did you mean lived?")
        );
    }

    #[test]
    fn an_overall_grade_a_dissent_a_finding_and_a_missing_agency_each_need_their_words() {
        let overall = |grade: &str, reason: &str| {
            let overall = Overall { grade: grade.into(), reason: reason.into() };
            Step::Overall(Agreed { overall, ..Agreed::default() })
        };
        assert_eq!(refused("C1", &overall("RI", "")), "an overall grade is not taken without its reason");
        assert!(refused("C1", &overall("7", "so")).starts_with("there is no grade 7"));
        assert_eq!(may("C1", &overall("RI", "drift")), Ok(()));
        let finding = |text: &str| {
            Step::Found(Finding { id: "F-99-001".into(), text: text.into(), ..Finding::default() })
        };
        assert_eq!(refused("C1", &finding("")), "say what was found");
        assert_eq!(may("C1", &finding("Seen alone at school.")), Ok(()));
        let missing = Step::Missing(Missing { agency: "Housing".into(), why: String::new() });
        assert!(refused("C1", &missing).starts_with("say why"));
        let dissent = |why: &str| Dissent { agency: "school".into(), grade: "G".into(), why: why.into() };
        assert!(refused("C1", &Step::Dissent("changed".into(), dissent("x"))).contains("not settled yet"));
        assert!(refused("C1", &Step::There("nobody".into(), true)).contains("is not asked in this audit"));
    }

    #[test]
    fn who_is_audited_about_a_child_was_not_missing_and_others_may_have_been() {
        let missing = |agency: &str| {
            may("C1", &Step::Missing(Missing { agency: agency.into(), why: "never told".into() }))
        };
        assert_eq!((missing("Dental service"), missing("Housing")), (Ok(()), Ok(())));
        let (audit, panels) = (example::audit(), example::panels());
        for agency in &audit.agencies {
            let why = missing(&agency.name.to_uppercase()).unwrap_err();
            let here =
                panels.iter().any(|one| one.case == "C1".into() && one.sitting.present.contains(&agency.id));
            let part = if here { "is here, so it is not missing" } else { "is audited about C1" };
            assert!(why.contains(part), "{why}");
        }
    }

    #[test]
    fn who_dissents_altogether_does_not_agree_and_a_finding_may_rest_on_more_questions() {
        let dissent = Dissent { agency: "school".into(), grade: "G".into(), why: "it held".into() };
        let overall = Overall { grade: "RI".into(), reason: "late".into() };
        let by = vec!["school".into(), "gp".into()];
        let finding = Finding { id: "F-27-001".into(), ..Finding::default() };
        let steps = [
            Step::Overall(Agreed { overall, by, dissent: Vec::new() }),
            Step::DissentAltogether(Dissent { grade: "I".into(), ..dissent.clone() }),
            Step::DissentAltogether(dissent.clone()),
            Step::Found(finding),
            Step::RestsOn("F-27-001".into(), "lived".into()),
            Step::RestsOn("F-27-001".into(), "lived".into()),
        ];
        let panel = steps.iter().fold(Panel::default(), Panel::after);
        let agreed = panel.overall.as_ref().unwrap();
        assert_eq!(
            (agreed.by.as_slice(), agreed.dissent.as_slice()),
            (&["gp".into()][..], &[dissent.clone()][..])
        );
        assert_eq!(panel.findings[0].questions, ["lived".into()]);
        assert!(
            refused("C1", &Step::RestsOn("F-99-001".into(), "lived".into())).contains("no finding F-99-001")
        );
        let alone = |case: &str| may(case, &Step::DissentAltogether(dissent.clone()));
        let graded = example::panels().into_iter().find(|panel| panel.overall.is_some()).unwrap();
        assert_eq!(alone(graded.case.as_str()), Ok(()));
        let (audit, template, returns) = (example::audit(), example::template(), example::returns());
        let none = Results::of(&audit, &template, &returns, &[]);
        let why = none.may(&"C1".into(), &Step::DissentAltogether(dissent.clone())).unwrap_err();
        assert_eq!(why, "there is no grade altogether yet: give it first");
    }

    #[test]
    fn what_was_settled_last_counts_and_what_was_before_stays() {
        let step = |how, grade: Option<&str>| settled("lived", how, grade, "so");
        let panel = Panel::default().after(&step(Settlement::Parked, None));
        assert_eq!(panel.parked().len(), 1);
        let panel = panel.after(&step(Settlement::Agreed, Some("RI")));
        assert_eq!((panel.parked().len(), panel.settled.len()), (0, 2));
        let dissent = |grade: &str| {
            Step::Dissent(
                "lived".into(),
                Dissent { agency: "gp".into(), grade: grade.into(), why: "so".into() },
            )
        };
        let panel = panel.after(&dissent("I")).after(&dissent("G"));
        let is = panel.settled(&"lived".into()).unwrap();
        assert_eq!(
            (is.grade.as_deref(), is.dissent.len(), is.dissent[0].grade.as_str()),
            (Some("RI"), 1, "G")
        );
    }

    #[test]
    fn findings_are_numbered_on_within_a_year() {
        let known = ["F-26-009", "F-25-040", "odd"].map(|id| Finding { id: id.into(), ..Finding::default() });
        let next = |on: &str| next_finding(&known, on.parse().unwrap());
        assert_eq!((next("2026-12-11").as_str(), next("2027-01-04").as_str()), ("F-26-010", "F-27-001"));
    }
}
