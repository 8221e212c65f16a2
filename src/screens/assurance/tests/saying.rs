//! What is begun, planned, linked and noted by keys, with its refusals; and what comes of it on the page.

use super::*;

#[test]
fn an_inspection_is_begun_by_keys_and_taken_back_and_nothing_over_another() {
    let mut play = Play::new(Page::List);
    let before = play.files.clone();
    play.run(Command::NewInspection);
    play.answer("Children who go missing");
    play.key(KeyCode::Char('2'));
    assert_eq!(play.state.asking.as_ref().unwrap().line.text(), "joint-inspection");
    play.key(KeyCode::Enter);
    assert_eq!(play.state.asking.as_ref().unwrap().line.text(), "2026-children-who-go-missing");
    play.answer("-again");
    assert!(
        play.said.starts_with("The inspection 2026-children-who-go-missing-again is begun: 16 pieces"),
        "{}",
        play.said
    );
    let page = Page::Inspection("2026-children-who-go-missing-again".into());
    assert_eq!(play.state.chosen(), Stop::page(page));
    play.run(Command::Undo);
    assert_eq!(play.files, before);
    play.run(Command::Redo);
    assert!(play.files.contains_key("audits/inspections/2026-children-who-go-missing-again.yaml"));
    play.run(Command::NewInspection);
    play.answer("Front door");
    play.key(KeyCode::Char('1'));
    play.key(KeyCode::Enter);
    play.key(KeyCode::Enter);
    assert!(play.said.contains("2026-front-door.yaml is there already: give another id"), "{}", play.said);
}

#[test]
fn a_rapid_review_is_begun_by_keys_and_nothing_of_it_is_said_while_it_is_hidden() {
    let mut play = Play::new(Page::List);
    let before = play.files.clone();
    play.run(Command::NewReview);
    play.answer("Jo Smith");
    assert!(play.said.contains("a pseudonym") || play.said.contains("A child is called by"), "{}", play.said);
    assert!(!play.said.contains("Jo Smith"), "{}", play.said);
    play.key(KeyCode::Esc);
    assert!(play.state.asking.is_none());
    play.run(Command::NewReview);
    play.answer("Child C");
    play.answer("mon 30 nov");
    play.answer("27 nov");
    assert!(play.said.contains("cannot have been notified before"), "{}", play.said);
    play.key(KeyCode::Esc);
    play.run(Command::BringBack);
    assert!(play.question().starts_with("On which day was the national panel notified"));
    for _ in 0.."27 nov".len() {
        play.key(KeyCode::Backspace);
    }
    play.key(KeyCode::Enter);
    play.answer("exec");
    assert!(
        play.said.starts_with("A change of something restricted, which R shows. u takes"),
        "{}",
        play.said
    );
    let text = &play.files["reviews/rapid/rr-2026-03.yaml"];
    assert!(text.contains("child: Child C") && text.contains("group: executive"), "{text}");
    assert!(!play.page(80).join("\n").contains("Child C"));
    play.run(Command::ShowRestricted);
    assert!(play.page(80).join("\n").contains("rr-2026-03 · Child C"));
    play.run(Command::Undo);
    assert_eq!(play.said, "Undone: Rapid review rr-2026-03 is begun, and restricted. Ctrl-R brings it back.");
    assert_eq!(play.files, before);
}

#[test]
fn the_programme_is_begun_and_changed_by_keys() {
    let mut play = Play::new(Page::Programme);
    play.run(Command::PlanAudit);
    play.answer("Fathers");
    play.answer("autumn");
    assert!(play.said.contains("is no quarter and no month"), "{}", play.said);
    for _ in 0.."autumn".len() {
        play.key(KeyCode::Backspace);
    }
    play.answer("q3 2027/28");
    play.key(KeyCode::Char('2'));
    play.answer("Two reviews asked for it");
    play.answer("sog");
    play.answer("");
    assert_eq!(play.question(), "Which kind of audit?");
    play.key(KeyCode::Char('1'));
    assert_eq!(play.state.asking.as_ref().unwrap().line.text(), "fathers-2027");
    play.key(KeyCode::Enter);
    assert!(play.said.starts_with("Fathers is planned for Q3 2027/28"), "{}", play.said);
    assert_eq!(play.state.chosen(), Stop::Slot("fathers-2027".into()));
    play.run(Command::AuditOpened);
    play.answer("2026-winter");
    assert!(play.said.contains("it is one of") && play.said.contains("2026-winter-neglect"), "{}", play.said);
    play.answer("-neglect");
    assert!(
        play.said.starts_with("The audit fathers-2027 was opened as 2026-winter-neglect"),
        "{}",
        play.said
    );
    assert!(play.state.facts().contains(&Need::Leads));
    play.run(Command::Drop);
    play.answer("Nobody is free");
    assert!(play.files["audits/programme.yaml"].contains("dropped: Nobody is free"));
    for _ in 0..3 {
        play.run(Command::Undo);
    }
    assert!(!play.files["audits/programme.yaml"].contains("fathers-2027"));
    // And where there is none.
    play.files.remove("audits/programme.yaml");
    play.state.read_again(&read(&play.files));
    assert!(
        play.state.facts().contains(&Need::NoProgramme) && !play.state.facts().contains(&Need::Programme)
    );
    play.run(Command::NewProgramme);
    play.key(KeyCode::Enter);
    play.key(KeyCode::Enter);
    play.answer("thematic 4, exploitation 2");
    play.answer("");
    assert!(play.said.contains("from Wed 1 Apr 2026 to Fri 31 Mar 2028"), "{}", play.said);
    play.run(Command::Undo);
    assert!(!play.files.contains_key("audits/programme.yaml"));
}

#[test]
fn what_was_sent_on_and_what_came_of_a_review_is_noted_by_keys() {
    let mut play = Play::new(Page::RapidReview("rr-2026-02".into()));
    play.run(Command::SentOn);
    play.answer("Notification");
    play.answer("national panel");
    play.answer("");
    assert!(play.said.starts_with("Sent on Thu 3 Dec 2026 to national panel"), "{}", play.said);
    play.run(Command::CameOfIt);
    // What is restricted is not known here, and not told apart from what is nowhere.
    play.answer("REC-26-003");
    assert!(play.said.contains("no recommendation that is shown here"), "{}", play.said);
    for _ in 0.."REC-26-003".len() {
        play.key(KeyCode::Backspace);
    }
    play.answer("rec-26-001, sog-26-004");
    play.answer("source:cspr");
    let text = &play.files["reviews/rapid/rr-2026-02.yaml"];
    assert!(text.contains("REC-26-001") && text.contains("SOG-26-004"), "{text}");
    assert!(text.contains("find: source:cspr") || text.contains("find: \"source:cspr\""), "{text}");
    assert!(play.page(80).join("\n").contains("Notification to national panel"));
    play.run(Command::CameOfIt);
    play.answer("");
    play.key(KeyCode::Enter);
    assert!(play.said.contains("Nothing is added"), "{}", play.said);
    play.key(KeyCode::Esc);
    play.key(KeyCode::Esc);
    play.run(Command::PauseClock);
    play.answer("Another enquiry goes first");
    play.answer("executive");
    play.answer("1 dec");
    play.answer("2026-11-30");
    assert!(play.said.contains("would end before it begins"), "{}", play.said);
}

#[test]
fn letters_and_points_of_other_areas_are_noted_by_keys() {
    let mut play = Play::new(front_door());
    play.run(Command::LetterCame);
    play.answer("2 dec");
    assert!(play.said.contains("letter was published on Wed 2 Dec 2026"), "{}", play.said);
    play.run(Command::AreaLetter);
    assert_eq!(play.state.asking.as_ref().unwrap().line.text(), "Anyshire");
    play.key(KeyCode::Enter);
    play.key(KeyCode::Enter);
    play.answer("Fathers are not asked");
    play.key(KeyCode::Char('1'));
    play.answer("SOG-26-004");
    assert!(play.said.contains("A point of Anyshire's letter"), "{}", play.said);
    let text = &play.files["audits/inspections/2026-front-door.yaml"];
    assert_eq!(text.matches("area: Anyshire").count(), 1, "{text}");
    assert!(text.contains("Fathers are not asked") && text.contains("here: same"), "{text}");
}

#[test]
fn what_came_goes_to_its_place_and_the_cursor_with_it() {
    let mut play = Play::new(Page::Inputs);
    assert_eq!(play.state.chosen(), Stop::Input("return-interviews".into()));
    play.run(Command::Came);
    play.answer("");
    play.answer("");
    assert_eq!(play.state.chosen(), Stop::Input("return-interviews".into()));
    assert_eq!(play.state.order, ["hub-report", "return-interviews"]);
    let shown = play.page(80).join("\n");
    assert!(shown.contains("To come") && !shown.contains("Late"), "{shown}");
    // A second of one day says which it was.
    play.run(Command::Came);
    play.answer("");
    play.answer("");
    assert!(play.question().starts_with("Which one was it?"));
    play.key(KeyCode::Char('1'));
    assert!(play.said.contains("for the one due Sun 31 Jan 2027"), "{}", play.said);
}

#[test]
fn nothing_late_is_not_said_while_something_is_hidden() {
    let mut play = Play::new(Page::Inputs);
    let path = "registers/inputs.yaml";
    let hidden = "  - {id: secret, title: CANARY, from: police, to: sog, every: quarter, due: 2026-01-31, tier: restricted}\n";
    let text = play.files[path].replace("due: 2026-07-31\n", "due: 2027-07-31\n") + "\n" + hidden;
    play.files.insert(path.to_owned(), text);
    play.state.read_again(&read(&play.files));
    assert_eq!(play.state.state_said().1, "1 not shown");
    play.state.page = Page::List;
    assert!(play.state.state_said().1.ends_with("late, 2 not shown"), "{}", play.state.state_said().1);
}

#[test]
fn who_may_be_meant_is_offered_and_tab_fills_it_in() {
    let mut play = Play::new(front_door());
    play.go(&Stop::Step("children".into()));
    play.run(Command::Hold);
    play.letters("early");
    play.key(KeyCode::Tab);
    assert_eq!(play.state.asking.as_ref().unwrap().line.text(), "head-of-early-help");
    play.key(KeyCode::Enter);
    play.answer("nobody we know");
    assert!(play.said.contains("it is one of") && play.said.contains("business-manager"), "{}", play.said);
}
