//! What pages tell: where one is at the end, what a concern came to, what signs mean, what is seen where little fits.

use super::*;
use crate::domain::audit::KnownTo;
use crate::domain::escalation::{Escalation, Register, Since};
use crate::files::audit::AuditChange;

#[test]
fn a_grade_is_said_by_its_word_and_the_last_question_is_said_to_be_the_last() {
    let mut play = Play::new();
    play.run(Command::OpenPanel);
    play.run(Command::Agree);
    play.key("2");
    play.type_in("it was not repeated");
    assert_eq!(play.said, "Agreed: Requires improvement. u takes it back.");
    play.run(Command::Overall);
    play.key("2");
    play.type_in("help came late");
    assert!(play.said.starts_with("Altogether: Requires improvement"), "{}", play.said);
    for _ in 0..9 {
        play.run(Command::NextQuestion);
    }
    assert_eq!(play.said, "This is the last question about C1: ] goes to the next child");
    play.run(Command::Back);
    play.run(Command::OpenReturn);
    play.run(Command::PreviousQuestion);
    assert_eq!(play.said, "This is the first question");
    for _ in 0..60 {
        play.run(Command::NextQuestion);
    }
    assert_eq!(play.said, "This is the last question: Esc goes back to the board");
    play.run(Command::Back);
    (0..2).for_each(|_| play.run(Command::Down));
    play.run(Command::Right);
    play.run(Command::OpenReturn);
    for _ in 0..60 {
        play.run(Command::NextQuestion);
    }
    assert!(play.said.contains("S submits the return"), "{}", play.said);
}

#[test]
fn a_concern_that_was_passed_on_and_heard_of_is_no_longer_open_and_a_later_one_is() {
    let mut play = Play::new();
    let on = |day: &str| day.parse().unwrap();
    let mut one = Escalation {
        id: "ESC-26-001".into(),
        on: on("2026-10-02"),
        audit: example::audit().id,
        case: "C2".into(),
        what: "CANARY".into(),
        told: "CANARY".into(),
        ..Escalation::default()
    };
    let mut board = |one: &Escalation, came: &str| {
        let register = Register { schema: 1, escalations: vec![one.clone()] };
        play.workspace.passed_on = register.passed_on();
        for of in &mut play.workspace.audit_folders.values_mut().next().unwrap().returns {
            of.submitted = Some(on(came));
        }
        play.state.read_again(&Arc::new(play.workspace.clone()));
        let page = [play.page(), play.page_at(40, 12)].join("\n");
        assert!(!page.contains("CANARY"), "{page}");
        page
    };
    let other = Escalation { case: "C1".into(), ..one.clone() };
    assert!(board(&other, "2026-10-01").contains("C2 may be unsafe now, says"));
    let waiting = board(&one, "2026-10-01");
    assert!(waiting.contains("escalated on Fri 2 Oct 2026 (ESC-26-001), nothing heard since"), "{waiting}");
    assert!(waiting.contains("! C2 may be unsafe now: ESC-26-001"), "{waiting}");
    one.since.push(Since { on: on("2026-10-03"), what: "CANARY".into() });
    let dealt = board(&one, "2026-10-01");
    assert!(dealt.contains("escalated on Fri 2 Oct 2026 (ESC-26-001), last heard Sat 3 Oct 2026"), "{dealt}");
    assert!(!dealt.contains("unsafe now"), "{dealt}");
    // What was heard before the return came cannot be of it.
    assert!(board(&one, "2026-10-05").contains("C2 may be unsafe now, says"));
}

#[test]
fn a_concern_of_a_return_is_passed_on_from_the_board_by_saying_who_was_told() {
    let mut play = Play::new();
    assert!(play.page().contains("not escalated yet, ! does it. Told: "), "{}", play.page());
    play.sent.clear();
    play.run(Command::Concern);
    let question = play.state.asking.as_ref().map(|asking| asking.question.clone()).unwrap_or_default();
    assert!(question.starts_with("C2 may be unsafe now. Who was told? Tell them first"), "{question}");
    play.type_in("duty manager");
    let [Effect::Revise(revisions)] = play.sent.as_slice() else { panic!("{:?}", play.sent) };
    let Change::Escalate(one) = &revisions[0].change else { panic!("{revisions:?}") };
    assert_eq!((one.case.as_str(), one.told.as_str()), ("C2", "duty manager"));
    let said = &example::returns().iter().find_map(|of| of.immediate_concern.clone()).unwrap().what;
    assert_eq!(&one.what, said, "what the return says");
}

#[test]
fn an_audit_is_signed_on_its_board_by_a_post_and_the_group_last() {
    let mut play = Play::new();
    play.run(Command::SignAudit);
    play.key("3");
    assert!(play.said.contains("the lead has not signed"), "{}", play.said);
    assert!(play.said.contains("a concern that is not escalated yet: C2 by health"), "{}", play.said);
    play.run(Command::SignAudit);
    play.key("1");
    play.type_in("Audit lead");
    assert!(play.said.starts_with("Signed as the lead by Audit lead"), "{}", play.said);
    let Some(Effect::Revise(revisions)) = play.sent.last() else { panic!("{:?}", play.sent) };
    let Change::Audit(changes) = &revisions[0].change else { panic!("{revisions:?}") };
    let [AuditChange::Signed(one)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((one.by.as_str(), one.version, one.sha256.len(), one.panels.len()), ("Audit lead", 1, 64, 0));
    assert!(!play.state.facts().contains(&Need::Undoable), "what was signed is not taken back");
}

#[test]
fn who_was_not_asked_and_who_does_not_know_the_child_differ_by_sign_and_word() {
    let mut play = Play::new();
    let folder = &mut play.state.open.as_mut().unwrap().folder;
    folder.returns.clear();
    folder.audit.involvement.truncate(2);
    folder.audit.involvement[0].known = KnownTo::No;
    for page in [play.page(), play.page_at(40, 12)] {
        assert!(page.contains("· = nobody asked yet"), "{page}");
        let known = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(known.contains("× nil = asked, and the child is not known there"), "{page}");
    }
}

#[test]
fn where_little_fits_a_long_question_gives_way_to_what_can_be_chosen_and_stands_whole_below() {
    let mut play = Play::new();
    let long = "How were the wishes and feelings of the child found out, by whom, how often, and are they there in words?";
    let template = play.state.open.as_mut().unwrap().template.as_mut().unwrap();
    template.sections[0].questions[0].text = long.into();
    let id = template.sections[0].questions[0].id.to_string();
    (0..2).for_each(|_| play.run(Command::Down));
    play.run(Command::Right);
    play.run(Command::OpenReturn);
    let at = play.state.line_keys().iter().position(|key| *key == id).unwrap();
    play.state.open.as_mut().unwrap().at = at;
    let page = play.page_at(40, 7);
    let seen: Vec<&str> = page.lines().take(7).collect();
    assert!(seen[2].trim_end().ends_with('…') && seen[6].contains("4  "), "{page}");
    let whole = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(whole.contains(long), "{page}");
    let roomy = play.page_at(40, 40);
    assert!(!roomy.contains('…') || roomy.lines().all(|line| !line.trim_end().ends_with('…')), "{roomy}");
}

#[test]
fn a_child_who_may_be_unsafe_stands_above_the_board_whichever_cell_is_chosen() {
    let mut play = Play::new();
    let concern =
        crate::domain::audit::Concern { what: "NOTHERE".into(), told: "Duty manager, 9 Oct".into() };
    play.state.open.as_mut().unwrap().folder.returns[4].immediate_concern = Some(concern);
    let of = play.state.folder().unwrap().returns[4].case.clone();
    let page = play.page();
    assert!(
        page.contains(&format!("{of} may be unsafe now")) && page.contains("Told: Duty manager"),
        "{page}"
    );
    assert!(!page.contains("NOTHERE"), "{page}");
}

#[test]
fn a_finding_rests_on_more_than_one_question() {
    let mut play = Play::new();
    play.run(Command::OpenPanel);
    play.run(Command::ToDevelop);
    play.type_in("Letters go to one address.");
    play.key("1");
    play.run(Command::NextQuestion);
    let second = play.state.in_hand().unwrap();
    play.run(Command::RestsOn);
    let found = play.panel().findings.len();
    let before = play.panel().findings.iter().filter(|one| !one.questions.contains(&second)).count();
    play.key(&before.to_string());
    assert_eq!(play.panel().findings[found - 1].questions.last(), Some(&second));
    assert_eq!(play.panel().findings[found - 1].questions.len(), 2);
}

#[test]
fn agencies_own_grades_and_words_stand_on_the_page_while_a_grade_altogether_is_asked_for() {
    let mut play = Play::new();
    let of = &mut play.workspace.audit_folders.values_mut().next().unwrap().returns[0];
    of.strengths = "One chronology was kept.".into();
    of.system_barriers = "Two systems were in use.".into();
    play.state.read_again(&Arc::new(play.workspace.clone()));
    play.run(Command::OpenPanel);
    assert!(!play.page().contains("One chronology"), "{}", play.page());
    play.run(Command::Overall);
    let page = play.page_at(80, 24);
    for words in [
        "Requires improvement: as the record shows",
        "What was done well: One chronology was kept.",
        "What in the system stood in the way: Two",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("Schools Good · Community"), "{page}");
    play.key("pagedown");
    assert_eq!(play.state.scroll.first(100, 20), 8, "the page is longer than the screen");
    play.key("2");
    assert!(play.page().contains("One chronology"), "while its reason is asked for too: {}", play.page());
    play.key("esc");
    assert!(!play.page().contains("One chronology"), "{}", play.page());
}

#[test]
fn where_no_return_is_asked_for_that_is_said_when_one_is_opened_and_when_it_becomes_known() {
    let mut play = Play::new();
    let folder = play.workspace.audit_folders.values_mut().next().unwrap();
    folder.returns.retain(|of| (of.case.as_str(), of.agency.as_str()) != ("C1", "care"));
    for one in &mut folder.audit.involvement {
        if (one.case.as_str(), one.agency.as_str()) == ("C1", "care") {
            one.exempt =
                Some(crate::domain::audit::Exempt { by: "Panel chair".into(), why: "closed".into() });
        }
    }
    play.state.read_again(&Arc::new(play.workspace.clone()));
    play.run(Command::SetKnown);
    play.key("1");
    assert!(play.said.contains("C1 at care: known; it stays exempt."), "{}", play.said);
    play.run(Command::OpenReturn);
    assert_eq!(play.said, "No return is asked for here: it is exempt, by Panel chair.");
}
