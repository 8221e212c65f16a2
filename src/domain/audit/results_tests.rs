//! What an audit comes to, on the made-up audit and on random ones.

use super::super::{Loose, Movement, Way, example, movement::How};
use super::*;
use crate::domain::recommendation::Register;
use proptest::prelude::*;

fn outcome<'r, 'a>(results: &'r Results<'a>, id: &str) -> &'r Outcome<'a> {
    results.questions.iter().find(|one| one.question.id.as_str() == id).unwrap()
}

#[test]
fn answers_are_counted_and_what_is_no_score_stands_apart() {
    let (audit, template, returns, panels) =
        (example::audit(), example::template(), example::returns(), example::panels());
    let results = Results::of(&audit, &template, &returns, &panels);
    assert_eq!((results.accepted.len(), results.expected()), (11, 11));
    let lived = outcome(&results, "lived");
    let counts: Vec<(&str, usize)> = lived.tallies.iter().map(|tally| (tally.code, tally.n)).collect();
    assert_eq!(counts, [("I", 1), ("RI", 2), ("G", 5), ("O", 1)]);
    assert_eq!((lived.assessed(), lived.asked(), lived.blank), (9, 11, 0));
    assert_eq!(lived.none[..2], [(NonScore::Na, 1), (NonScore::NotKnown, 1)]);
    let (worst, best) = lived.range(&template).unwrap();
    assert_eq!((worst.code, best.code), ("I", "O"));
    // Asked of schools only.
    assert_eq!((outcome(&results, "school-day").asked(), outcome(&results, "tool").assessed()), (3, 11));
    assert_eq!(outcome(&results, "changed").open, 11);
}

#[test]
fn the_furthest_apart_come_first_and_who_was_never_told_is_there() {
    let (audit, template, returns, panels) =
        (example::audit(), example::template(), example::returns(), example::panels());
    let results = Results::of(&audit, &template, &returns, &panels);
    let gaps = results.gaps();
    let said: Vec<(&str, &str, usize, usize)> = gaps
        .iter()
        .map(|gap| (gap.case.as_str(), gap.question.id.as_str(), gap.steps, gap.not_told.len()))
        .collect();
    assert_eq!(
        said,
        [
            ("C1", "lived", 2, 0),
            ("C1", "shared", 1, 1),
            ("C3", "shared", 1, 1),
            ("C2", "lived", 1, 0),
            ("C3", "lived", 1, 0),
        ]
    );
    let told: Vec<String> =
        results.not_told().iter().map(|(case, agency, _)| format!("{case} {agency}")).collect();
    assert_eq!(told, ["C1 police", "C3 school"]);
}

#[test]
fn a_grade_that_looks_past_safety_and_answers_without_evidence_are_named() {
    let (audit, template, returns, panels) =
        (example::audit(), example::template(), example::returns(), example::panels());
    let results = Results::of(&audit, &template, &returns, &panels);
    let overlooked = results.overlooked();
    assert_eq!(overlooked.len(), 1);
    let one = &overlooked[0];
    assert_eq!((one.case.as_str(), one.overall, &*one.worst, one.agreed), ("C1", "RI", "✗ Inadequate", true));
    let missing = results.without_evidence();
    assert_eq!(missing.len(), 1);
    assert_eq!((missing[0].case.as_str(), missing[0].agency.as_str()), ("C2", "care"));
    assert_eq!(results.good_without_evidence().len(), 1);
    let loose = results.loose(&Register::default());
    assert_eq!(loose[0], Loose::Unknown("F-26-002".into(), "REC-Q-01".into()));
}

#[test]
fn without_a_panel_the_worst_answer_counts_for_safety() {
    let (audit, template, returns) = (example::audit(), example::template(), example::returns());
    let mut panels = example::panels();
    for panel in &mut panels {
        panel.settled.clear();
    }
    panels[1].overall.as_mut().unwrap().overall.reason = " ".into();
    let results = Results::of(&audit, &template, &returns, &panels);
    assert_eq!(results.unreasoned(), [&crate::base::id::CaseId::from("C2")]);
    let cases: Vec<(&str, bool)> =
        results.overlooked().iter().map(|one| (one.case.as_str(), one.agreed)).collect();
    assert_eq!(cases, [("C1", false), ("C3", false)]);
}

#[test]
fn movement_is_said_in_counts_and_another_scale_is_not_compared() {
    example::compared(|_, movement| {
        let of = |id: &str| movement.questions.iter().find(|one| one.question.id.as_str() == id).unwrap();
        let How::Compared { answers, agreed } = &of("lived").how else { panic!("it is compared") };
        assert_eq!(answers.as_ref().unwrap().said(), "Good or better: 1 of 4 → 6 of 9");
        assert_eq!(answers.as_ref().unwrap().way, Way::Better);
        assert_eq!(agreed.as_ref().unwrap().said(), "Good or better: 1 of 2 → 2 of 3");
        assert!(of("lived").reworded && !of("shared").reworded);
        let How::Counted { answers, agreed } = &of("tool").how else { panic!("it is counted") };
        let said: Vec<String> = answers.iter().map(super::super::movement::Counted::said).collect();
        assert_eq!((said, agreed.len()), (vec!["Yes: 0 of 4 → 6 of 11".to_owned()], 0));
        assert_eq!((of("tool").way(), movement.in_words), (None, 1));
        assert_eq!(of("school-day").how, How::Rescaled { was: "Four grades".into() });
        assert!(movement.questions.iter().all(|one| one.question.id.as_str() != "changed"));
    });
}

const CODES: [&str; 9] =
    ["I", "RI", "G", "O", "na", "not_known", "not_informed", "insufficient_evidence", ""];

/// Any answers to everything, in any state.
fn any_returns() -> impl Strategy<Value = Vec<Return>> {
    let code = || prop::sample::select(CODES.to_vec());
    let one = (code(), code(), any::<bool>());
    prop::collection::vec(one, 12).prop_map(|all| {
        let mut returns = example::returns();
        for (one, (lived, shared, accepted)) in returns.iter_mut().zip(all) {
            one.state = if accepted { ReturnState::Accepted } else { ReturnState::Submitted };
            for answer in &mut one.answers {
                match answer.question.as_str() {
                    "lived" => answer.answer = vec![lived.to_owned()],
                    "shared" => answer.answer = vec![shared.to_owned()],
                    _ => {}
                }
            }
        }
        returns
    })
}

proptest! {
    #[test]
    fn the_order_of_files_changes_nothing(
        (returns, shuffled) in any_returns().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        panels in Just(example::panels()).prop_shuffle()
    ) {
        let (audit, template, in_order) = (example::audit(), example::template(), example::panels());
        let one = Results::of(&audit, &template, &returns, &in_order);
        prop_assert_eq!(one, Results::of(&audit, &template, &shuffled, &panels));
    }

    #[test]
    fn only_accepted_returns_count(returns in any_returns()) {
        let (audit, template, panels) = (example::audit(), example::template(), example::panels());
        let accepted: Vec<Return> =
            returns.iter().filter(|one| one.state == ReturnState::Accepted).cloned().collect();
        let all = Results::of(&audit, &template, &returns, &panels);
        prop_assert_eq!(all, Results::of(&audit, &template, &accepted, &panels));
    }

    #[test]
    fn answers_stand_as_they_were_given_whatever_the_panel_agreed(returns in any_returns()) {
        let (audit, template, panels) = (example::audit(), example::template(), example::panels());
        let with = Results::of(&audit, &template, &returns, &panels);
        let without = Results::of(&audit, &template, &returns, &[]);
        for (one, other) in with.questions.iter().zip(&without.questions) {
            prop_assert_eq!(&one.tallies, &other.tallies);
            for (row, bare) in one.rows.iter().zip(&other.rows) {
                prop_assert_eq!(&row.cells, &bare.cells);
                for cell in &row.cells {
                    let from = returns.iter().find(|r| r.case == *row.case && r.agency == *cell.agency).unwrap();
                    prop_assert_eq!(cell.answer, from.answer(&one.question.id));
                }
            }
        }
    }

    #[test]
    fn no_grade_is_there_that_nobody_typed(returns in any_returns()) {
        let (audit, template) = (example::audit(), example::template());
        let results = Results::of(&audit, &template, &returns, &[]);
        prop_assert!(results.overall().iter().all(|one| one.agreed.is_none()));
        prop_assert!(results.questions.iter().flat_map(|one| &one.rows).all(|row| row.settled.is_none()));
        prop_assert_eq!(results.overlooked(), vec![]);
    }

    #[test]
    fn what_is_no_score_is_never_counted_as_one(returns in any_returns(), other in 0_usize..4) {
        let (audit, template) = (example::audit(), example::template());
        let results = Results::of(&audit, &template, &returns, &[]);
        for one in &results.questions {
            let scores: usize = one.tallies.iter().map(|tally| tally.n).sum();
            let none: usize = one.none.iter().map(|(_, n)| n).sum();
            prop_assert_eq!(scores + none + one.open + one.blank, one.asked());
            prop_assert_eq!(scores, one.assessed());
        }
        // Another answer that is no score changes no count of scores, no range and no step.
        let mut swapped = returns.clone();
        for answer in swapped.iter_mut().flat_map(|one| &mut one.answers) {
            if answer.answer.iter().any(|code| NonScore::of(code).is_some()) {
                answer.answer = vec![NonScore::ALL[other].code().to_owned()];
            }
        }
        let again = Results::of(&audit, &template, &swapped, &[]);
        for (one, other) in results.questions.iter().zip(&again.questions) {
            prop_assert_eq!(&one.tallies, &other.tallies);
            prop_assert_eq!(one.range(&template), other.range(&template));
            let steps = |outcome: &Outcome<'_>| -> Vec<Option<usize>> {
                outcome.rows.iter().map(|row| outcome.steps(&template, row)).collect()
            };
            prop_assert_eq!(steps(one), steps(other));
        }
    }

    #[test]
    fn movement_against_itself_is_none(returns in any_returns()) {
        let (audit, template, panels) = (example::audit(), example::template(), example::panels());
        let results = Results::of(&audit, &template, &returns, &panels);
        let movement = Movement::of(&results, &results);
        prop_assert!(movement.questions.iter().filter_map(super::super::movement::Moved::way).all(|way| way == Way::Same));
    }
}
