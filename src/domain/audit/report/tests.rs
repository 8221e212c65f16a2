//! What a report of each tier may hold, and what none may.

use super::super::example;
use super::*;

fn made(tier: Tier) -> Report {
    let linked = example::linked();
    example::compared(|now, movement| Report::of(now, Some(movement), tier, &example::context(&linked)))
}

#[test]
fn nothing_of_a_concern_an_auditor_a_note_or_a_contact_is_in_any_report() {
    for tier in [Tier::Open, Tier::Partners, Tier::Restricted] {
        let said = format!("{:?}", made(tier));
        for word in ["CONCERN", "ESCALATED", "AUDITORROLE", "CASENOTE", "CONTACT"] {
            assert!(!said.contains(word), "{word} is in the report for {tier}");
        }
    }
}

#[test]
fn an_open_copy_names_no_child_and_no_agency_beside_an_answer_and_counts_nothing_small() {
    let said = format!("{:?}", made(Tier::Open));
    for word in ["C1", "C2", "C3", "Police", "Schools", "Housing", "breakfast club", "help came late"] {
        assert!(!said.contains(word), "{word} is in the open report: {said}");
    }
    assert!(said.contains("Fewer than five children, 4 agencies"), "{said}");
    assert!(said.contains("too few to show") && !said.contains(" of 3"), "{said}");
    let partners = format!("{:?}", made(Tier::Partners));
    assert!(partners.contains("C1") && partners.contains("Housing") && !partners.contains("breakfast club."));
    assert!(format!("{:?}", made(Tier::Restricted)).contains("I like breakfast club."));
}

/// The reports of each tier of the audit with somebody at the panel who would say otherwise, and a moderated grade.
fn beside(tier: Tier) -> String {
    let (audit, template, returns, mut panels) =
        (example::audit(), example::template(), example::returns(), example::panels());
    panels[0].settled[0].dissent.push(crate::domain::audit::Dissent {
        agency: "police".into(),
        grade: "G".into(),
        why: "DISSENTWHY".into(),
    });
    let challenges = [crate::domain::audit::Challenge {
        agency: "school".into(),
        question: "lived".into(),
        by: "care".into(),
        moderated: Some("RI".into()),
        reason: "MODERATEDWHY".into(),
        ..crate::domain::audit::Challenge::default()
    }];
    let linked = example::linked();
    let results = Results::of(&audit, &template, &returns, &panels);
    let bare = format!("{:?}", results.questions);
    let results = results.beside(&challenges);
    assert_eq!(format!("{:?}", results.questions), bare, "what agencies said stands as it was given");
    let brief = crate::domain::audit::brief::Brief::draft(&results, None, &example::context(&linked));
    for word in ["DISSENTWHY", "MODERATEDWHY"] {
        assert!(!format!("{brief:?}").contains(word), "{word} is in the brief");
    }
    format!("{:?}", Report::of(&results, None, tier, &example::context(&linked)))
}

#[test]
fn who_would_say_otherwise_and_moderated_grades_are_for_partners_and_stand_beside_the_answers() {
    for tier in [Tier::Partners, Tier::Restricted] {
        let said = beside(tier);
        assert!(said.contains("C1: Police would say ✓ Good: DISSENTWHY."), "{said}");
        assert!(said.contains("; moderated: ~ Requires improvement"), "{said}");
        assert!(said.contains("Moderated grades") && said.contains("MODERATEDWHY"), "{said}");
    }
    let open = beside(Tier::Open);
    for word in ["DISSENTWHY", "MODERATEDWHY", "oderated", "otherwise"] {
        assert!(!open.contains(word), "{word} is in the open report");
    }
}

#[test]
fn links_go_both_ways_and_what_may_not_be_read_is_not_named() {
    let said = format!("{:?}", made(Tier::Partners));
    assert!(said.contains("\"REC-Q-01\", \"Send every decision to all who were invited.\", \"F-26-002\""));
    assert!(!said.contains("REC-Q-02"), "it is not among what may be read");
}

#[test]
fn no_share_is_ever_said_without_how_many_it_is_of() {
    for tier in [Tier::Open, Tier::Partners, Tier::Restricted] {
        assert!(!format!("{:?}", made(tier)).contains('%'));
    }
}

/// The reports of each tier of the audit with words of agencies in it.
fn worded(tier: Tier) -> String {
    let (audit, template, mut returns, mut panels) =
        (example::audit(), example::template(), example::returns(), example::panels());
    let of = &mut returns[1];
    of.answers.last_mut().unwrap().answer = vec!["NARRATIVE of what\nchanged".into()];
    of.strengths = "STRENGTHS".into();
    of.develop = "DEVELOP".into();
    of.learning_points = "LEARNED".into();
    of.system_barriers = "BARRIERS".into();
    of.worker_spoken_to = "WORKER".into();
    panels[0].settled.push(crate::domain::audit::Settled {
        question: "changed".into(),
        reason: "AGREEDWORDS".into(),
        ..crate::domain::audit::Settled::default()
    });
    let linked = example::linked();
    let results = Results::of(&audit, &template, &returns, &panels);
    format!("{:?}", Report::of(&results, None, tier, &example::context(&linked)))
}

#[test]
fn words_of_agencies_are_in_the_reports_of_those_who_may_read_them_and_in_no_other() {
    let own = ["STRENGTHS", "DEVELOP", "LEARNED", "BARRIERS", "WORKER"];
    let open = worded(Tier::Open);
    for word in own.iter().chain(&["NARRATIVE", "AGREEDWORDS", "Meals are regular"]) {
        assert!(!open.contains(word), "{word} is in the open report: {open}");
    }
    let partners = worded(Tier::Partners);
    assert!(partners.contains("[\"C1\", \"Police\", \"NARRATIVE of what changed\"]"), "{partners}");
    assert!(partners.contains("[\"C1\", \"Panel\", \"AGREEDWORDS\"]"), "{partners}");
    assert!(own.iter().all(|word| !partners.contains(word)), "as agencies' reasons are: {partners}");
    let restricted = worded(Tier::Restricted);
    for word in own {
        assert!(restricted.contains(&format!("C1, Police: {word}")), "{word}: {restricted}");
    }
    assert!(restricted.contains("NARRATIVE"), "{restricted}");
}

#[test]
fn what_gives_no_grade_is_not_said_to_wait_for_one_and_levels_say_what_they_mean() {
    let (audit, mut template) = (example::audit(), example::template());
    let (mut returns, mut panels) = (example::returns(), example::panels());
    template.scales[0].levels[2].means = "Done well and in time.".into();
    template.sections[0].questions[0].descriptors =
        vec![crate::domain::audit::Descriptor { level: "G".into(), says: "the day is written down".into() }];
    for one in &mut returns {
        one.overall = None;
    }
    for one in &mut panels {
        one.overall = None;
    }
    let linked = example::linked();
    let said = |template: &crate::domain::audit::Resolved, tier| {
        let results = Results::of(&audit, template, &returns, &panels);
        format!("{:?}", Report::of(&results, None, tier, &example::context(&linked)))
    };
    let none = said(&template, Tier::Partners);
    assert!(!none.contains("not agreed yet") && none.contains("gives no overall grades"), "{none}");
    assert!(none.contains("(it takes: the day is written down)"), "{none}");
    for tier in [Tier::Open, Tier::Partners, Tier::Restricted] {
        assert!(said(&template, tier).contains("✓ Good: Done well and in time."));
    }
    assert!(said(&template, Tier::Open).contains("✓ Good takes: the day is written down"));
    template.closing.push(crate::domain::audit::Closing::OverallGrade);
    assert!(said(&template, Tier::Partners).contains("not agreed yet"));
}
