//! What is refused, and when: before anybody types a reason in vain, in the words people read, and without a trace on a disk.

use super::*;
use crate::domain::audit::{Dissent, Settled, Step};

impl Play {
    /// The panel on a child with nothing settled of it.
    fn at_the_panel(case: usize) -> Self {
        let mut play = Self::new();
        play.state.open.as_mut().unwrap().folder.panels.iter_mut().for_each(|panel| panel.settled.clear());
        play.workspace.audit_folders.values_mut().next().unwrap().panels.iter_mut().for_each(|panel| {
            panel.settled.clear();
        });
        (0..case).for_each(|_| play.run(Command::Down));
        play.run(Command::OpenPanel);
        play
    }

    fn typed(&self) -> String {
        self.state.asking.as_ref().and_then(Asking::typed).unwrap_or_default()
    }

    fn types(&mut self, words: &str) {
        for c in words.chars() {
            let mut out = Out::default();
            self.state.typed(Key::char(c), self.now, &mut out);
            self.take(out);
        }
    }
}

#[test]
fn personal_data_is_withheld_from_the_disk_while_it_stands_and_other_words_are_not() {
    let mut play = Play::at_the_panel(0);
    play.run(Command::Strength);
    play.types("Seen alone at school.");
    play.key("esc");
    play.run(Command::ToDevelop);
    play.types("As record 943 476 591");
    assert!(!play.state.withholds() && play.state.line_to_keep().contains("As record"));
    play.types("9");
    let kept = play.state.line_to_keep();
    assert!(play.state.withholds() && play.state.is_saying());
    assert!(kept.contains("Seen alone at school.") && !kept.contains("record"), "{kept}");
    play.key("enter");
    assert!(play.said.contains("looks like an NHS number"), "{}", play.said);
    assert!(play.typed().contains("943"), "the words stay to be put right");
    play.key("esc");
    assert!(!play.state.line_to_keep().contains("943"), "nor is what was dropped");
    play.run(Command::BringBack);
    (0..12).for_each(|_| play.key("backspace"));
    assert!(!play.state.withholds() && play.state.line_to_keep().contains("As record"));
}

#[test]
fn every_line_of_an_audit_refuses_personal_data_at_once_and_keeps_what_was_said_before_it() {
    let mut play = Play::at_the_panel(0);
    play.run(Command::Concern);
    play.type_in("seen at BS1 4DJ");
    assert!(play.said.contains("looks like a full postcode"), "{}", play.said);
    (0..10).for_each(|_| play.key("backspace"));
    play.type_in("alone");
    assert!(play.state.asking.as_ref().unwrap().question.contains("Who was told?"));
    play.types("07700 900123");
    let kept = play.state.line_to_keep();
    assert!(kept.contains("seen alone") && !kept.contains("900123"), "{kept}");
    play.key("esc");
    play.run(Command::Back);
    play.run(Command::Right);
    play.run(Command::AskBack);
    play.type_in("Is it 943 476 5919?");
    assert!(play.said.contains("looks like an NHS number"), "{}", play.said);
}

#[test]
fn nobody_dissents_from_what_is_not_settled_or_with_the_grade_that_was_and_hears_it_before_saying_why() {
    let mut play = Play::at_the_panel(0);
    let question = play.state.in_hand().unwrap();
    let words = play.state.asked().unwrap().question(&question).unwrap().text.clone();
    play.run(Command::Dissent);
    assert!(!play.state.busy());
    assert!(play.said.contains(&words) && play.said.ends_with("g settles it"), "{}", play.said);
    assert!(!play.said.contains(question.as_str()), "{}", play.said);
    play.run(Command::Agree);
    play.key("2");
    play.type_in("it was not repeated");
    play.run(Command::Dissent);
    play.key("1");
    play.key("2");
    assert!(play.said.contains("it would be no dissent"), "{}", play.said);
    assert!(play.state.asking.as_ref().unwrap().question.contains("Which grade"), "it is asked again");
    play.key("1");
    play.type_in("we saw it used");
    assert_eq!(play.panel().settled(&question).unwrap().dissent.len(), 1);
    play.run(Command::Park);
    play.key("enter");
    play.run(Command::Dissent);
    assert!(play.said.contains("is parked, and not settled"), "{}", play.said);
}

#[test]
fn dissent_from_what_was_agreed_in_words_needs_no_grade() {
    let mut template = example::template();
    let asked = &mut template.sections[0].questions[0];
    (asked.scale, asked.kind) = (None, Some(crate::domain::audit::AnswerKind::Text));
    let id = asked.id.clone();
    let (audit, returns) = (example::audit(), example::returns());
    let settled = Settled { question: id.clone(), reason: "it was lived".into(), ..Settled::default() };
    let panels = [Panel { case: "C1".into(), settled: vec![settled], ..Panel::default() }];
    let dissent = Dissent { agency: "school".into(), why: "we saw more".into(), ..Dissent::default() };
    let results = Results::of(&audit, &template, &returns, &panels);
    assert_eq!(results.may(&"C1".into(), &Step::Dissent(id.clone(), dissent.clone())), Ok(()));
    let outcome = results.questions.iter().find(|one| one.question.id == id).unwrap();
    assert_eq!(outcome.otherwise(&template, &dissent), "otherwise");
}

#[test]
fn an_accepted_return_is_not_exempted_on_the_board_either() {
    let mut play = Play::new();
    play.run(Command::Exempt);
    assert!(!play.state.busy());
    assert!(play.said.contains("is accepted and counts, so there is nothing to excuse"), "{}", play.said);
    assert!(play.said.contains("returns/C1-care.yaml"), "{}", play.said);
    (0..2).for_each(|_| play.run(Command::Down));
    play.run(Command::Right);
    play.run(Command::Exempt);
    assert!(play.state.busy(), "one that is begun may be");
    play.type_in("Panel chair");
    play.state.open.as_mut().unwrap().folder.returns.last_mut().unwrap().state = ReturnState::Accepted;
    play.sent.clear();
    play.type_in("no capacity");
    assert!(play.sent.is_empty() && play.typed() == "no capacity", "{:?}", play.sent);
}

#[test]
fn a_return_that_cannot_be_accepted_is_refused_in_words_and_nothing_is_sent_to_the_disk() {
    let mut play = Play::new();
    play.run(Command::AcceptReturn);
    assert_eq!(
        play.said,
        "The return for C1 by care cannot be accepted: it was accepted, and what was accepted stays as it is"
    );
    (0..2).for_each(|_| play.run(Command::Down));
    play.run(Command::Right);
    play.run(Command::AcceptReturn);
    assert_eq!(play.said, "The return for C3 by police cannot be accepted: it has not been submitted yet");
    play.state.open.as_mut().unwrap().folder.returns.clear();
    play.run(Command::AcceptReturn);
    assert_eq!(play.said, "The return for C3 by police cannot be accepted: none has come");
    assert!(play.sent.iter().all(|effect| !matches!(effect, Effect::Revise(_))));
}

#[test]
fn a_return_sent_with_something_missing_is_asked_back_and_not_accepted_before_the_reply() {
    let mut play = Play::new();
    (0..2).for_each(|_| play.run(Command::Down));
    play.run(Command::Right);
    play.run(Command::OpenReturn);
    play.run(Command::Submit);
    assert_eq!(play.state.page, Page::Lacking, "{}", play.said);
    play.run(Command::Submit);
    assert!(play.said.contains("waits for a reply"), "{}", play.said);
    let of = play.workspace.audit_folders.values().next().unwrap().returns.last().unwrap().clone();
    assert_eq!(of.state, ReturnState::Query);
    assert!(of.queries.iter().any(|query| query.text.starts_with("It needs evidence")), "{:?}", of.queries);
    play.run(Command::Back);
    play.sent.clear();
    play.run(Command::AcceptReturn);
    assert!(play.said.contains("cannot be accepted: what was asked on"), "{}", play.said);
    // As a file written by hand would have it: nothing was asked, and it says that it was sent.
    let lies = play.state.open.as_mut().unwrap().folder.returns.last_mut().unwrap();
    (lies.state, lies.queries) = (ReturnState::Submitted, Vec::new());
    play.run(Command::AcceptReturn);
    assert!(play.said.contains("the agency was not asked: "), "{}", play.said);
    assert!(play.sent.is_empty(), "{:?}", play.sent);
}
