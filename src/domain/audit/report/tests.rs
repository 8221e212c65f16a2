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
