//! The laws of everything that comes out of an audit, by name, on random returns, panels and challenges: results, the report for
//! each tier, the brief, the table of answers, the gap view.

use super::*;
use crate::base::calendar::WorkingDays;
use crate::documents::audit_gap;
use crate::documents::pages::markdown;
use crate::domain::audit::coverage::Coverage;
use crate::domain::audit::gap::Gaps;
use crate::domain::audit::survey::{Counted, Survey};
use crate::domain::audit::{
    Agreed, Audit, Challenge, Dissent, NonScore, Overall, Panel, Resolved, Results, Return, ReturnState,
    Settled, Settlement, board, example,
};
use proptest::prelude::*;

const LEVELS: [&str; 4] = ["I", "RI", "G", "O"];
const CODES: [&str; 9] =
    ["I", "RI", "G", "O", "na", "not_known", "not_informed", "insufficient_evidence", ""];

/// An audit with whatever came, was agreed and was challenged.
#[derive(Clone, Debug)]
struct Case {
    audit: Audit,
    template: Resolved,
    returns: Vec<Return>,
    panels: Vec<Panel>,
    challenges: Vec<Challenge>,
}

impl Case {
    fn results(&self) -> Results<'_> {
        Results::of(&self.audit, &self.template, &self.returns, &self.panels).beside(&self.challenges)
    }

    /// Everything that comes out, in words.
    fn out(&self) -> String {
        let results = self.results();
        let linked = example::linked();
        let context = example::context(&linked);
        let mut all = vec![super::results(&results, 100, 100, true), as_csv(&results)];
        for tier in [Tier::Open, Tier::Partners, Tier::Restricted] {
            all.push(markdown(&report(&Report::of(&results, None, tier, &context))));
        }
        all.push(format!("{:?}", Brief::draft(&results, None, &context)));
        let today = "2026-11-26".parse().unwrap();
        let tiles = board(&self.audit, &self.accepted(), today, &WorkingDays::default());
        let covered = Coverage::of(&results, &tiles);
        let kind = |id: &str| id.to_owned();
        all.push(markdown(&audit_gap::coverage(&results, &covered, kind, ("OFFICIAL", today))));
        let counted =
            Counted { standards: vec!["lived".into()], agree: 10, disagree: 10, n: 20, ..Counted::default() };
        let survey = Survey { asked: vec![counted], ..Survey::default() };
        all.push(markdown(&audit_gap::gap(&audit_gap::Gap {
            results: &results,
            gaps: Gaps::of(&results, &self.challenges, &survey),
            challenges: &self.challenges,
            survey: &survey,
            missing: Vec::new(),
            today,
            marking: "OFFICIAL",
            partnership: "Anywhere",
        })));
        all.join("\n====\n")
    }

    fn accepted(&self) -> Vec<Return> {
        self.returns.iter().filter(|one| one.state == ReturnState::Accepted).cloned().collect()
    }
}

/// Any answers in any state, any grades typed, any challenges.
fn any_case() -> impl Strategy<Value = Case> {
    let code = || prop::sample::select(CODES.to_vec());
    let level = || prop::sample::select(LEVELS.to_vec());
    let one = (code(), code(), any::<bool>());
    let panel = (level(), level(), any::<bool>());
    let challenge = (0_usize..4, level());
    (prop::collection::vec(one, 12), prop::collection::vec(panel, 3), prop::collection::vec(challenge, 0..4))
        .prop_map(|(answers, grades, challenged)| {
            let (audit, mut returns, mut panels) = (example::audit(), example::returns(), example::panels());
            for (one, (lived, shared, accepted)) in returns.iter_mut().zip(answers) {
                one.state = if accepted { ReturnState::Accepted } else { ReturnState::Query };
                for answer in &mut one.answers {
                    match answer.question.as_str() {
                        "lived" => answer.answer = vec![lived.to_owned()],
                        "shared" => answer.answer = vec![shared.to_owned()],
                        _ => {}
                    }
                }
            }
            for (panel, (overall, lived, otherwise)) in panels.iter_mut().zip(grades) {
                let typed = Overall { grade: overall.into(), reason: "typed with a reason".into() };
                panel.overall = Some(Agreed { overall: typed, ..Agreed::default() });
                let dissent =
                    Dissent { agency: "police".into(), grade: "G".into(), why: "seen twice".into() };
                panel.settled = vec![Settled {
                    question: "lived".into(),
                    how: Settlement::Agreed,
                    grade: Some(lived.into()),
                    reason: "as it was said".into(),
                    dissent: otherwise.then_some(dissent).into_iter().collect(),
                }];
            }
            let challenge = |(agency, grade): (usize, &str)| Challenge {
                agency: audit.agencies[agency].id.clone(),
                question: "shared".into(),
                moderated: Some(grade.into()),
                reason: "nothing shows it".into(),
                ..Challenge::default()
            };
            let challenges = challenged.into_iter().map(challenge).collect();
            Case { template: example::template(), audit, returns, panels, challenges }
        })
}

/// What agencies said, line by line of the table: everything but the columns beside it.
fn said_by_agencies(case: &Case) -> Vec<String> {
    let results = case.results();
    let mut lines = Vec::new();
    for outcome in &results.questions {
        for row in &outcome.rows {
            for cell in &row.cells {
                lines.push(format!("{} {} {} {:?}", row.case, cell.agency, outcome.question.id, cell.answer));
            }
        }
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn law_agencies_answers_never_change(case in any_case()) {
        let given = case.returns.clone();
        let bare = Case { panels: Vec::new(), challenges: Vec::new(), ..case.clone() };
        prop_assert_eq!(said_by_agencies(&case), said_by_agencies(&bare));
        // Each stands in the table as it was given.
        let csv = as_csv(&case.results());
        for one in case.accepted() {
            let answer = one.answer(&"lived".into()).unwrap().answer.join(", ");
            let name = &case.audit.agency(&one.agency).unwrap().name;
            let start = format!("{},{name},", one.case);
            let line = csv.lines().find(|line| line.starts_with(&start) && line.contains(",lived,")).unwrap();
            let code = line.split(",lived,").nth(1).unwrap();
            let code = code.strip_prefix("Do we know what a day is like for this child?,").unwrap();
            prop_assert!(code.starts_with(&format!("{answer},")), "{}", line);
        }
        case.out();
        prop_assert_eq!(case.returns, given);
    }

    #[test]
    fn law_a_grade_is_never_computed(case in any_case(), other in any_case()) {
        // Whatever agencies answered, the panel's grade is the one that was typed; and without one there is none.
        for returns in [&case.returns, &other.returns] {
            let case = Case { returns: returns.clone(), ..case.clone() };
            let results = case.results();
            for graded in results.overall() {
                let typed = case.panels.iter().find(|panel| panel.case == *graded.case);
                prop_assert_eq!(graded.agreed, typed.and_then(|panel| panel.overall.as_ref()));
                for (agency, own) in &graded.own {
                    let of = case.returns.iter().find(|of| of.case == *graded.case && of.agency == **agency);
                    prop_assert_eq!(Some(*own), of.unwrap().overall.as_ref());
                }
            }
            for row in results.questions.iter().flat_map(|outcome| &outcome.rows) {
                let panel = case.panels.iter().find(|panel| panel.case == *row.case);
                let typed = |id| panel.and_then(|panel| panel.settled(id));
                let asked = results.questions.iter().find(|one| one.rows.iter().any(|r| std::ptr::eq(r, row)));
                prop_assert_eq!(row.settled, typed(&asked.unwrap().question.id));
            }
        }
        let bare = Case { panels: Vec::new(), ..case };
        prop_assert!(bare.results().overall().iter().all(|one| one.agreed.is_none()));
    }

    #[test]
    fn law_what_is_no_score_never_counts_as_one(case in any_case(), other in 0_usize..4) {
        let mut swapped = case.clone();
        let mut gone = case.clone();
        for (with, without) in swapped.returns.iter_mut().zip(&mut gone.returns) {
            for (answer, blank) in with.answers.iter_mut().zip(&mut without.answers) {
                if answer.answer.iter().any(|code| NonScore::of(code).is_some()) {
                    answer.answer = vec![NonScore::ALL[other].code().to_owned()];
                    blank.answer = Vec::new();
                }
            }
        }
        let (one, two, three) = (case.results(), swapped.results(), gone.results());
        for ((one, two), three) in one.questions.iter().zip(&two.questions).zip(&three.questions) {
            for other in [two, three] {
                prop_assert_eq!(&one.tallies, &other.tallies);
                prop_assert_eq!(one.assessed(), other.assessed());
                prop_assert_eq!(one.range(&case.template), other.range(&case.template));
            }
        }
        let weakest = |results: &Results<'_>| -> Vec<(String, usize, usize)> {
            let covered = Coverage::of(results, &[]);
            covered.weakest.iter().map(|one| (one.outcome.question.id.to_string(), one.low, one.of)).collect()
        };
        prop_assert_eq!(weakest(&one), weakest(&two));
        prop_assert_eq!(weakest(&one), weakest(&three));
    }

    #[test]
    fn law_permuting_returns_changes_nothing(
        (case, shuffled) in any_case().prop_flat_map(|case| {
            let returns = case.returns.clone();
            (Just(case), Just(returns).prop_shuffle())
        })
    ) {
        let permuted = Case { returns: shuffled, ..case.clone() };
        prop_assert_eq!(case.out(), permuted.out());
    }

    #[test]
    fn law_results_depend_on_accepted_returns_alone(case in any_case(), words in "[a-z]{3,9}") {
        let alone = Case { returns: case.accepted(), ..case.clone() };
        prop_assert_eq!(case.out(), alone.out());
        // Whatever those that are not accepted say.
        let mut changed = case.clone();
        for one in changed.returns.iter_mut().filter(|one| one.state != ReturnState::Accepted) {
            one.child_feedback.clone_from(&words);
            one.answers.iter_mut().for_each(|answer| answer.answer = vec!["O".into()]);
        }
        prop_assert_eq!(case.out(), changed.out());
    }
}
