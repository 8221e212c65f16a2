//! The screen over a small made-up audit, with a disk that does what is asked of it, or does not.

use super::*;
use crate::domain::audit::{Panel, Settlement, example};
use crate::effect::{Cause, Doing};
use crate::ui::look::Look;
use crate::ui::sheet::Sheet;

/// A screen, the workspace it reads, and the texts of the files it changed.
struct Play {
    state: State,
    workspace: Workspace,
    now: Stamp,
    said: String,
    refuses: bool,
    sent: Vec<Effect>,
}

fn folder() -> AuditFolder {
    AuditFolder {
        audit: example::audit(),
        returns: example::returns(),
        panels: example::panels(),
        ..AuditFolder::default()
    }
}

impl Play {
    /// The audit opened at its board.
    fn new() -> Self {
        let mut workspace = Workspace::default();
        let id = example::audit().id;
        workspace.audit_folders.insert(id, folder());
        let now: Stamp = "2026-10-06T10:00:00Z".parse().unwrap();
        let state = State::new(&Arc::new(workspace.clone()), now.date_naive(), "jo");
        let mut play = Self { state, workspace, now, said: String::new(), refuses: false, sent: Vec::new() };
        play.run(Command::OpenAudit);
        let id = example::audit().id;
        play.state.template(&id, Ok(Box::new(example::template())), &mut Out::default());
        play
    }

    fn take(&mut self, out: Out) {
        if let Some(notice) = out.notice {
            self.said = notice.words;
        }
        for effect in out.effects {
            self.sent.push(effect.clone());
            if let Effect::Revise(revisions) = effect {
                self.revise(&revisions);
            }
        }
    }

    /// What the disk does: the change is made to the folder as its files would have it.
    fn revise(&mut self, revisions: &[Revision]) {
        let mut out = Out::default();
        if self.refuses {
            let fault = Fault {
                doing: Doing::Writing,
                path: revisions[0].path.clone(),
                cause: Cause::Full,
                detail: "no space".into(),
            };
            self.state.revised(Vec::new(), Some(fault), &mut out);
            return self.take(out);
        }
        let folder = self.workspace.audit_folders.values_mut().next().unwrap();
        for Revision { change, .. } in revisions {
            match change {
                Change::Panel { case, steps, .. } => {
                    for panel in folder.panels.iter_mut().filter(|panel| panel.case == *case) {
                        *panel = steps.iter().fold(panel.clone(), Panel::after);
                    }
                }
                Change::Filled { fresh, pieces, order } => {
                    let of = pieces.iter().fold((**fresh).clone(), |of, piece| of.after(piece, order));
                    folder.returns.retain(|one| (&one.case, &one.agency) != (&of.case, &of.agency));
                    folder.returns.push(of);
                }
                _ => {}
            }
        }
        let done = Revised { path: revisions[0].path.clone(), was: String::new(), now: "x".into() };
        self.state.revised(vec![done], None, &mut out);
        self.state.read_again(&Arc::new(self.workspace.clone()));
        self.take(out);
    }

    fn run(&mut self, command: Command) {
        let mut out = Out::default();
        self.state.run(command, self.now, &mut out);
        self.take(out);
    }

    fn key(&mut self, key: &str) {
        let mut out = Out::default();
        self.state.typed(key.parse().unwrap(), self.now, &mut out);
        self.take(out);
    }

    fn type_in(&mut self, words: &str) {
        for c in words.chars() {
            let mut out = Out::default();
            self.state.typed(Key::char(c), self.now, &mut out);
            self.take(out);
        }
        self.key("enter");
    }

    fn page(&self) -> String {
        let mut sheet = Sheet::new(Look::default(), 120);
        match self.state.page {
            Page::Panel => self.state.panel_sheet(&mut sheet),
            Page::Filling => self.state.filling_sheet(&mut sheet),
            _ => self.state.board_sheet(&mut sheet),
        }
        sheet.into_lines().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    fn panel(&self) -> Panel {
        self.state.agreed().unwrap().clone()
    }
}

#[test]
fn the_panel_begins_where_agencies_are_furthest_apart_and_stays_there_once_it_is_settled() {
    let mut play = Play::new();
    play.run(Command::OpenPanel);
    let first = play.state.in_hand().unwrap();
    assert!(play.page().contains("Question 1 of"), "{}", play.page());
    play.run(Command::Agree);
    play.key("2");
    assert!(play.state.busy(), "a reason is asked for");
    play.type_in("it was not repeated");
    assert!(!play.state.busy());
    let settled = play.panel().settled(&first).unwrap().clone();
    assert_eq!((settled.grade.as_deref(), settled.reason.as_str()), (Some("RI"), "it was not repeated"));
    assert_eq!(play.state.in_hand().unwrap(), first, "nothing moves by itself");
    assert_eq!(
        play.state.folder().unwrap().returns,
        example::returns(),
        "what agencies said is never changed"
    );
    play.run(Command::Dissent);
    play.key("1");
    play.key("3");
    play.type_in("we saw it used");
    assert_eq!(play.panel().settled(&first).unwrap().dissent[0].why, "we saw it used");
    assert!(play.page().contains("Dissent"), "{}", play.page());
    play.run(Command::Park);
    assert_eq!(play.panel().settled(&first).unwrap().how, Settlement::Parked);
    assert!(play.page().contains("Parked"), "{}", play.page());
}

#[test]
fn minutes_are_counted_while_the_panel_sits_and_only_then() {
    let mut play = Play::new();
    play.run(Command::OpenPanel);
    play.run(Command::NextCase);
    play.run(Command::NextCase);
    let before = play.panel().sitting.minutes;
    play.run(Command::WhoIsHere);
    play.key("1");
    play.key("3");
    play.key("esc");
    let here = play.panel().sitting;
    assert_eq!((here.present.len(), here.on), (2, Some(play.now.date_naive())));
    play.now += chrono::TimeDelta::seconds(14 * 60 + 50);
    play.run(Command::Back);
    assert_eq!(play.panel().sitting.minutes, Some(before.unwrap_or(0) + 14));
}

#[test]
fn what_is_found_is_numbered_and_an_overall_grade_past_safety_is_said() {
    let mut play = Play::new();
    play.run(Command::OpenPanel);
    play.run(Command::ToDevelop);
    play.type_in("The tool is started and not finished.");
    play.key("2");
    let found = play.panel().findings.last().unwrap().clone();
    assert_eq!((found.id.as_str(), found.questions.len()), ("F-26-005", 1));
    assert_eq!(found.ground, crate::domain::audit::Ground::System);
    play.run(Command::Overall);
    play.key("4");
    play.key("enter");
    assert!(play.said.contains("Say something"), "{}", play.said);
    play.type_in("it went well");
    assert!(play.said.contains("better than what was said of the child's safety"), "{}", play.said);
    assert!(play.page().contains("Better than what was said of the child's safety"), "{}", play.page());
    play.run(Command::MissingAgency);
    play.type_in("Housing");
    play.type_in("overcrowding was known");
    assert_eq!(play.panel().missing.last().unwrap().agency, "Housing");
}

#[test]
fn an_immediate_concern_goes_to_the_register_of_escalations_and_to_nothing_else() {
    let mut play = Play::new();
    play.run(Command::OpenPanel);
    play.sent.clear();
    play.run(Command::Concern);
    play.type_in("no adult at home");
    play.type_in("duty manager");
    let [Effect::Revise(revisions)] = play.sent.as_slice() else { panic!("{:?}", play.sent) };
    assert_eq!(revisions[0].path, places::ESCALATIONS);
    let Change::Escalate(one) = &revisions[0].change else { panic!("{revisions:?}") };
    assert_eq!((one.at.as_str(), one.told.as_str(), one.by.as_str()), ("10:00", "duty manager", "jo"));
    assert!(!play.page().contains("no adult"), "{}", play.page());
}

#[test]
fn words_come_back_where_the_disk_refuses_and_nothing_is_shown_as_done() {
    let mut play = Play::new();
    play.run(Command::OpenPanel);
    play.refuses = true;
    let before = play.panel();
    play.run(Command::Strength);
    play.type_in("Seen alone at school.");
    play.key("1");
    assert!(play.said.contains("could not be written"), "{}", play.said);
    assert_eq!(play.panel(), before);
    assert_eq!(play.state.asking.as_ref().and_then(Asking::typed).as_deref(), Some("Seen alone at school."));
}

#[test]
fn what_is_being_typed_can_be_kept_and_brought_back() {
    let mut play = Play::new();
    play.run(Command::OpenPanel);
    play.run(Command::Strength);
    for c in "Half a sen".chars() {
        play.key(&c.to_string().replace(' ', "space"));
    }
    let kept = play.state.line_to_keep();
    assert!(kept.contains("Half a sen"), "{kept}");
    let mut again = Play::new();
    let mut out = Out::default();
    again.state.line_found(&kept, &mut out);
    assert!(out.notice.unwrap().words.contains("z brings it back"));
    again.run(Command::Down);
    again.run(Command::BringBack);
    assert_eq!(again.state.case().unwrap().as_str(), "C1", "words come back where they were typed");
    assert_eq!(again.state.asking.as_ref().and_then(Asking::typed).as_deref(), Some("Half a sen"));
}

#[test]
fn a_return_is_filled_in_by_one_key_an_answer_and_an_accepted_one_is_only_read() {
    let mut play = Play::new();
    // C1 at the first agency was accepted.
    play.run(Command::OpenReturn);
    assert!(!play.state.facts().contains(&Need::Open));
    play.run(Command::Back);
    // C3 at the police is begun.
    play.run(Command::Down);
    play.run(Command::Down);
    play.run(Command::Right);
    play.run(Command::OpenReturn);
    assert!(play.state.facts().contains(&Need::Open), "{}", play.page());
    let lines: Vec<String> = play.state.lines().unwrap().iter().map(|line| line.key.clone()).collect();
    let at = lines.iter().position(|key| key == "shared").unwrap();
    while play.state.open.as_ref().unwrap().at < at {
        play.run(Command::NextQuestion);
    }
    while play.state.open.as_ref().unwrap().at > at {
        play.run(Command::PreviousQuestion);
    }
    play.run(Command::Level(3));
    let of = play.state.came().unwrap();
    assert_eq!(of.answer(&"shared".into()).unwrap().answer, ["G"]);
    assert_eq!(play.state.open.as_ref().unwrap().at, at + 1, "{}", play.page());
    play.run(Command::PreviousQuestion);
    play.run(Command::Because);
    play.type_in("the letter came");
    let of = play.state.came().unwrap();
    assert_eq!(of.answer(&"shared".into()).unwrap().reason, "the letter came");
    play.run(Command::Level(9));
    assert!(play.said.contains("There is no answer 9"), "{}", play.said);
    play.run(Command::Submit);
    play.key("1");
    assert_eq!(play.state.came().unwrap().state, ReturnState::Submitted);
}
