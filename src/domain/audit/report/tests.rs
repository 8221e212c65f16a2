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
