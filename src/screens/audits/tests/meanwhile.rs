//! What another hand sets while somebody types: it is never written over unseen, and what was typed comes back.

use super::*;
use crate::base::id::QuestionId;
use crate::domain::audit::{Answer, Filled, Return, Settled, Step};
use crate::domain::clash::Clash;

/// What a change would write over in the files as they are.
fn clash(folder: &AuditFolder, change: &Change) -> Option<Clash> {
    match change {
        Change::Panel { case, steps, seen: Some(seen), .. } => {
            let now = folder.panels.iter().find(|panel| panel.case == *case)?;
            steps.iter().find_map(|step| step.clash(seen, now))
        }
        Change::Filled { fresh, seen, pieces, order } => {
            let same = |of: &&Return| (&of.case, &of.agency) == (&fresh.case, &fresh.agency);
            let now = folder.returns.iter().find(same)?;
            pieces.iter().find_map(|piece| piece.clash(seen, now, order))
        }
        _ => None,
    }
}

/// How the disk refuses what would write over what somebody else has set.
pub(super) fn refusal(folder: &AuditFolder, revisions: &[Revision]) -> Option<Fault> {
    let clash = revisions.iter().find_map(|one| clash(folder, &one.change))?;
    Some(Fault {
        doing: Doing::Writing,
        path: revisions[0].path.clone(),
        cause: Cause::Meanwhile,
        detail: String::new(),
        clash: Some(Box::new(clash)),
    })
}

impl Play {
    /// Somebody else takes a step of the panel in hand, on the disk only.
    fn meanwhile(&mut self, step: &Step) {
        let case = self.state.case().unwrap().clone();
        let folder = self.workspace.audit_folders.values_mut().next().unwrap();
        for panel in folder.panels.iter_mut().filter(|panel| panel.case == case) {
            *panel = panel.clone().after(step);
        }
    }

    /// Somebody else answers the question in hand.
    fn answered_meanwhile(&mut self, code: &str, reason: &str) -> Filled {
        let question = self.state.question().unwrap().id.clone();
        let answer =
            Answer { question, answer: vec![code.into()], reason: reason.into(), ..Answer::default() };
        let piece = Filled::Answer(answer);
        let (case, agency) = self.state.pair().unwrap();
        let folder = self.workspace.audit_folders.values_mut().next().unwrap();
        let of = folder.returns.iter_mut().find(|of| of.case == case && of.agency == agency);
        let of = of.expect("it was begun");
        *of = of.clone().after(&piece, &[]);
        piece
    }

    fn read_again(&mut self) {
        self.state.read_again(&Arc::new(self.workspace.clone()));
    }
}

fn settled(question: &QuestionId) -> Step {
    Step::Settled(Settled {
        question: question.clone(),
        how: Settlement::Regraded,
        grade: Some("G".into()),
        reason: "theirs".into(),
        ..Settled::default()
    })
}

#[test]
fn what_a_panel_settled_elsewhere_while_a_reason_was_typed_is_said_and_the_reason_comes_back() {
    for is_read in [false, true] {
        let mut play = Play::new();
        play.run(Command::OpenPanel);
        let question = play.state.in_hand().unwrap();
        play.run(Command::Agree);
        play.key("2");
        play.meanwhile(&settled(&question));
        if is_read {
            // The page behind the line shows it; whoever types looks at the line.
            play.read_again();
        }
        play.type_in("mine");
        assert!(
            play.said.contains("is settled as") && play.said.contains("Nothing was written"),
            "{}",
            play.said
        );
        assert!(!play.said.contains(question.as_str()), "in the words of the question: {}", play.said);
        assert_eq!(play.panel().settled(&question).unwrap().reason, "theirs", "it is shown at once");
        assert_eq!(play.state.asking.as_ref().unwrap().typed().as_deref(), Some("mine"));
        play.key("enter");
        let settled = play.panel().settled.iter().map(|one| one.reason.clone()).collect::<Vec<_>>();
        assert!(settled.ends_with(&["theirs".to_owned(), "mine".to_owned()]), "{settled:?}");
    }
}

#[test]
fn what_another_answered_in_a_return_meanwhile_is_said_and_what_was_typed_comes_back() {
    for is_read in [false, true] {
        let mut play = Play::new();
        play.open_begun_return();
        play.run(Command::Because);
        let theirs = play.answered_meanwhile("RI", "theirs");
        if is_read {
            play.read_again();
        }
        play.type_in(" and mine");
        assert!(
            play.said.contains("is answered") && play.said.contains("Nothing was written"),
            "{}",
            play.said
        );
        let Filled::Answer(theirs) = theirs else { unreachable!() };
        let now = |play: &Play| play.state.came().unwrap().answer(&theirs.question).cloned().unwrap();
        assert_eq!(now(&play), theirs, "what stands there is shown, and stays");
        assert!(play.state.asking.as_ref().unwrap().typed().unwrap().ends_with("mine"));
        // Said again, it holds, beside the answer that stands there now.
        play.key("enter");
        assert_eq!((now(&play).answer, now(&play).reason.ends_with("mine")), (theirs.answer.clone(), true));
    }
}

#[test]
fn an_answer_by_one_key_is_held_against_what_was_seen_as_well() {
    let mut play = Play::new();
    play.open_begun_return();
    let theirs = play.answered_meanwhile("RI", "theirs");
    play.run(Command::Level(4));
    assert!(play.said.contains("Nothing was written"), "{}", play.said);
    let Filled::Answer(theirs) = theirs else { unreachable!() };
    assert_eq!(play.state.came().unwrap().answer(&theirs.question), Some(&theirs));
}

#[test]
fn answers_faster_than_the_disk_are_held_against_one_another_and_not_refused() {
    let mut play = Play::new();
    play.open_begun_return();
    for code in [1, 2, 3, 2] {
        let at = play.state.open.as_ref().unwrap().at;
        play.run(Command::Level(code));
        play.state.open.as_mut().unwrap().at = at;
        assert!(!play.said.contains("Nothing was written"), "{}", play.said);
    }
}

impl Play {
    /// A return that has come, and that may change, at a question of grades.
    fn open_begun_return(&mut self) {
        let folder = self.workspace.audit_folders.values_mut().next().unwrap();
        let (case, agency) = (folder.audit.cases[0].id.clone(), folder.audit.agencies[0].id.clone());
        folder.returns.retain(|of| of.case != case || of.agency != agency);
        let of = Return { audit: folder.audit.id.clone(), case, agency, ..Return::default() };
        folder.returns.push(of);
        self.read_again();
        self.state.open_return();
        let graded =
            |play: &Self| play.state.offered().is_some_and(|(all, line)| all.len() > 3 && line.is_none());
        while !graded(self) {
            self.run(Command::NextQuestion);
        }
    }
}
