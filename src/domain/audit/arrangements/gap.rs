//! What organisations say of themselves beside what others say: standard by standard the self-grades, the moderated grades and
//! what practitioners said. Everything is counted, nothing averaged, and a self-grade is never changed.

use super::super::cautions::is_good;
use super::super::results::{Outcome, Results};
use super::super::scale::Scale;
use super::super::scope::AskedAgency;
use super::super::template::Section;
use super::challenge::{Challenge, moderated};
use super::coverage::Count;
use super::survey::{Counted, Survey};
use crate::base::id::CaseId;

/// What an audit says of organisations' own grades.
#[derive(Debug)]
pub struct Gaps<'a> {
    /// Its standards, section by section.
    pub standards: Vec<Standard<'a>>,
    /// Challenges that name an organisation or a question the audit has not.
    pub adrift: Vec<&'a Challenge>,
    /// Counts that stand beside nothing the audit asks.
    pub beside_nothing: Vec<&'a Counted>,
}

/// A section.
#[derive(Debug)]
pub struct Standard<'a> {
    /// The section.
    pub section: &'a Section,
    /// What staff said of it as a whole.
    pub staff: Vec<&'a Counted>,
    /// Its questions that are answered on a scale.
    pub questions: Vec<Held<'a>>,
}

/// A question, and who says what.
#[derive(Debug)]
pub struct Held<'a> {
    /// What organisations said of themselves.
    pub own: &'a Outcome<'a>,
    /// How often each grade was moderated, worst first.
    pub moderated: Vec<(String, usize)>,
    /// How many were moderated down, up, and as they were.
    pub moved: Moved,
    /// What staff said.
    pub staff: Vec<Staff<'a>>,
}

/// How moderated grades stand to the self-grades.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "named for what they count")]
pub struct Moved {
    pub down: usize,
    pub up: usize,
    pub same: usize,
}

/// What staff said to a statement, and how that stands to the grades.
#[derive(Debug, PartialEq, Eq)]
pub struct Staff<'a> {
    /// The counts.
    pub counted: &'a Counted,
    /// Whether the two are apart.
    pub apart: Option<Apart>,
}

/// How self-grades and staff are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// All grades are in the better half, and many of the staff do not agree.
    GradesHigher,
    /// No grade is in the better half, and most of the staff agree.
    StaffHigher,
}

impl<'a> Gaps<'a> {
    /// What these come to. Accepted returns only, and no answer that was taken over and not confirmed.
    pub fn of(results: &'a Results<'_>, challenges: &'a [Challenge], survey: &'a Survey) -> Self {
        let mut standards: Vec<Standard<'a>> = Vec::new();
        for outcome in &results.questions {
            let Some(scale) = results.template.scale_of(outcome.question).filter(|scale| scale.ordinal)
            else {
                continue;
            };
            let held = Held {
                own: outcome,
                moderated: tallied(results, outcome, scale, challenges),
                moved: moved(outcome, scale, challenges),
                staff: survey
                    .beside(outcome.question.id.as_str())
                    .into_iter()
                    .map(|counted| Staff {
                        counted,
                        apart: apart(outcome, scale, challenges, counted, survey),
                    })
                    .collect(),
            };
            match standards.last_mut().filter(|one| one.section.id == outcome.section.id) {
                Some(standard) => standard.questions.push(held),
                None => standards.push(Standard {
                    section: outcome.section,
                    staff: survey.beside(&outcome.section.id),
                    questions: vec![held],
                }),
            }
        }
        let known = |one: &&Challenge| {
            results.audit.agency(&one.agency).is_some() && results.template.question(&one.question).is_some()
        };
        let beside = |one: &&Counted| {
            let shown = |id: &String| {
                standards.iter().any(|standard| {
                    standard.section.id == *id
                        || standard.questions.iter().any(|held| held.own.question.id.as_str() == id)
                })
            };
            one.standards.iter().any(shown)
        };
        Self {
            adrift: challenges.iter().filter(|one| !known(one)).collect(),
            beside_nothing: survey.asked.iter().filter(|one| !beside(one)).collect(),
            standards,
        }
    }
}

/// Every self-grade of a question that was moderated, with the code it was given by itself and by others.
fn pairs<'a>(outcome: &'a Outcome<'_>, challenges: &'a [Challenge]) -> Vec<(&'a str, &'a str)> {
    let cells = outcome.rows.iter().flat_map(|row| &row.cells);
    let pair = |cell: &'a super::super::results::Cell<'_>| {
        let (grade, _) = moderated(challenges, cell.agency, &outcome.question.id)?;
        Some((*cell.said.codes().first()?, grade))
    };
    cells.filter_map(pair).collect()
}

fn tallied(
    results: &Results<'_>,
    outcome: &Outcome<'_>,
    scale: &Scale,
    challenges: &[Challenge],
) -> Vec<(String, usize)> {
    let grades: Vec<&str> = results
        .audit
        .agencies
        .iter()
        .filter_map(|agency| moderated(challenges, &agency.id, &outcome.question.id))
        .map(|(grade, _)| grade)
        .collect();
    let mut all: Vec<(String, usize)> = scale
        .levels
        .iter()
        .map(|level| (outcome.word(&level.code), grades.iter().filter(|grade| **grade == level.code).count()))
        .filter(|(_, n)| *n > 0)
        .collect();
    // A code the scale has not is said as it was typed.
    for grade in grades.iter().filter(|grade| scale.level(grade).is_none()) {
        all.push(((*grade).to_owned(), 1));
    }
    all
}

fn moved(outcome: &Outcome<'_>, scale: &Scale, challenges: &[Challenge]) -> Moved {
    let mut moved = Moved::default();
    for (own, grade) in pairs(outcome, challenges) {
        match (scale.rank(own), scale.rank(grade)) {
            (Some(own), Some(grade)) if grade < own => moved.down += 1,
            (Some(own), Some(grade)) if grade > own => moved.up += 1,
            (Some(_), Some(_)) => moved.same += 1,
            _ => {}
        }
    }
    moved
}

/// Whether grades and staff are apart: the moderated grade counts where there is one. Few replies say nothing.
fn apart(
    outcome: &Outcome<'_>,
    scale: &Scale,
    challenges: &[Challenge],
    counted: &Counted,
    survey: &Survey,
) -> Option<Apart> {
    let cells = outcome.rows.iter().flat_map(|row| &row.cells);
    let ranks: Vec<usize> = cells
        .filter(|cell| counted.agency.as_ref().is_none_or(|agency| agency == cell.agency))
        .filter_map(|cell| {
            let grade = moderated(challenges, cell.agency, &outcome.question.id).map(|(grade, _)| grade);
            scale.rank(grade.or_else(|| cell.said.codes().first().copied())?)
        })
        .collect();
    if ranks.is_empty() || !counted.is_shown(survey) {
        return None;
    }
    let (n, apart) = (u64::from(counted.n), u64::from(survey.apart.min(100)));
    let good = |rank: &usize| is_good(*rank, scale);
    if ranks.iter().all(good) && u64::from(counted.not_agreed()) * 100 >= apart * n {
        return Some(Apart::GradesHigher);
    }
    let none_good = !ranks.iter().any(good);
    (none_good && u64::from(counted.agree) * 100 >= (100 - apart) * n).then_some(Apart::StaffHigher)
}

impl Apart {
    /// What is pointed out, in counts.
    pub fn said(self, counted: &Counted) -> String {
        match self {
            Self::GradesHigher => {
                format!("graded well, and {} of {} staff do not say so", counted.not_agreed(), counted.n)
            }
            Self::StaffHigher => format!("graded low, and {} of {} staff agree", counted.agree, counted.n),
        }
    }
}

/// How many organisations returned of those asked, and how many are not asked.
pub fn returned(results: &Results<'_>) -> Count {
    let audit = results.audit;
    let mut count = Count::default();
    for agency in &audit.agencies {
        let came = results.accepted.iter().any(|one| one.agency == agency.id);
        let involved = || audit.involvement.iter().filter(|one| one.agency == agency.id);
        if !came && involved().count() > 0 && super::super::form::asked_about(audit, &agency.id).is_empty() {
            count.exempt += 1;
        } else {
            count.asked += 1;
            count.returned += usize::from(came && !missing_some(results, agency));
        }
    }
    count
}

/// Whether anything an organisation is asked for is not accepted.
fn missing_some(results: &Results<'_>, agency: &AskedAgency) -> bool {
    let came =
        |case: &CaseId| results.accepted.iter().any(|one| one.agency == agency.id && one.case == *case);
    super::super::form::asked_about(results.audit, &agency.id).iter().any(|case| !came(&case.id))
}

/// The organisations whose return is not accepted, in the audit's order.
pub fn not_returned<'a>(results: &Results<'a>) -> Vec<&'a AskedAgency> {
    let audit = results.audit;
    let asked = |agency: &&AskedAgency| !super::super::form::asked_about(audit, &agency.id).is_empty();
    let came = |agency: &&AskedAgency| results.accepted.iter().any(|one| one.agency == agency.id);
    audit.agencies.iter().filter(asked).filter(|agency| !came(agency)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::example;
    use super::*;

    fn counted(agree: u32, n: u32) -> Counted {
        Counted { standards: vec!["lived".into()], agree, disagree: n - agree, n, ..Counted::default() }
    }

    fn of<T>(challenges: &[Challenge], asked: Vec<Counted>, say: impl FnOnce(&Gaps<'_>) -> T) -> T {
        let (audit, template) = (example::audit(), example::template());
        // One organisation each: only the first child.
        let returns: Vec<_> =
            example::returns().into_iter().filter(|one| one.case.as_str() == "C2").collect();
        let results = Results::of(&audit, &template, &returns, &[]);
        let survey = Survey { asked, ..Survey::default() };
        say(&Gaps::of(&results, challenges, &survey))
    }

    #[test]
    fn grades_and_staff_are_held_against_one_another_in_counts_and_few_replies_say_nothing() {
        let asked = vec![counted(10, 20), counted(19, 20), counted(1, 4)];
        of(&[], asked, |gaps| {
            let held = &gaps.standards[0].questions[0];
            let apart: Vec<Option<Apart>> = held.staff.iter().map(|staff| staff.apart).collect();
            assert_eq!(apart, [Some(Apart::GradesHigher), None, None]);
            assert_eq!(
                Apart::GradesHigher.said(held.staff[0].counted),
                "graded well, and 10 of 20 staff do not say so"
            );
            let survey = Survey::default();
            assert_eq!(held.staff[2].counted.said(&survey), "fewer than 5 replies: not shown");
            assert_eq!(held.staff[1].counted.said(&survey), "19 of 20 agree, 1 do not, 0 do not know");
        });
    }

    #[test]
    fn a_moderated_grade_stands_beside_the_self_grade_and_is_what_staff_are_held_against() {
        let low = |agency: &str| Challenge {
            agency: agency.into(),
            question: "lived".into(),
            moderated: Some("I".into()),
            reason: "nothing shows it".into(),
            ..Challenge::default()
        };
        let all = ["care", "school", "health", "nobody"].map(low);
        of(&all, vec![counted(19, 20)], |gaps| {
            let held = &gaps.standards[0].questions[0];
            assert_eq!(held.own.tallies.iter().map(|tally| tally.n).collect::<Vec<_>>(), [0, 0, 2, 1]);
            assert_eq!(held.moderated, [("✗ Inadequate".to_owned(), 3)]);
            assert_eq!(held.moved, Moved { down: 3, up: 0, same: 0 });
            assert_eq!(held.staff[0].apart, Some(Apart::StaffHigher));
            assert_eq!(gaps.adrift.len(), 1);
        });
    }

    #[test]
    fn counts_that_stand_beside_nothing_are_named() {
        let lost = Counted { standards: vec!["gone".into()], ..counted(5, 9) };
        of(&[], vec![lost], |gaps| assert_eq!(gaps.beside_nothing.len(), 1));
    }
}
