//! The screen over a small made-up audit, with a disk that does what is asked of it, or does not.

use super::*;
use crate::domain::audit::{Panel, Settlement, example};
use crate::effect::{Cause, Doing};
use crate::ui::look::Look;
use crate::ui::sheet::Sheet;

mod meanwhile;
mod opening;
mod papers;
mod refused;
mod told;

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
                clash: None,
            };
            self.state.revised(Vec::new(), Some(fault), &mut out);
            return self.take(out);
        }
        let folder = self.workspace.audit_folders.values_mut().next().unwrap();
        if let Some(fault) = meanwhile::refusal(folder, revisions) {
            self.state.revised(Vec::new(), Some(fault), &mut out);
            return self.take(out);
        }
        for Revision { change, .. } in revisions {
            match change {
                Change::Panel { case, steps, .. } => {
                    for panel in folder.panels.iter_mut().filter(|panel| panel.case == *case) {
                        *panel = steps.iter().fold(panel.clone(), Panel::after);
                    }
                }
                Change::Filled { fresh, pieces, order, .. } => {
                    let of = pieces.iter().fold((**fresh).clone(), |of, piece| of.after(piece, order));
                    folder.returns.retain(|one| (&one.case, &one.agency) != (&of.case, &of.agency));
                    folder.returns.push(of);
                }
                _ => {}
            }
        }
        let done =
            Revised { path: revisions[0].path.clone(), was: Some(String::new()), now: Some("x".into()) };
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
        self.page_at(120, 40)
    }

    fn page_at(&self, across: u16, height: usize) -> String {
        let mut sheet = Sheet::new(Look::default(), across);
        match self.state.page {
            Page::Panel => self.state.panel_sheet(&mut sheet),
            Page::Filling => self.state.filling_sheet(&mut sheet, height),
            Page::Lacking => _ = self.state.lacking_sheet(&mut sheet),
            _ => _ = self.state.board_sheet(&mut sheet),
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
    play.type_in("for the group that owns the form");
    let parked = play.panel().settled(&first).unwrap().clone();
    assert_eq!(
        (parked.how, parked.reason.as_str()),
        (Settlement::Parked, "for the group that owns the form")
    );
    play.run(Command::Park);
    play.key("enter");
    assert_eq!(play.panel().settled(&first).unwrap().reason, "", "a reason may be left out");
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
    assert!(play.page().contains("not right. Enter goes to it."), "{}", play.page());
    play.run(Command::Down);
    play.run(Command::Up);
    play.run(Command::Write);
    assert_eq!(play.state.scope(), Scope::Filling);
    let first = play.state.missing()[0].key.clone();
    assert_eq!(play.state.line_key(), Some(first), "the list leads to the line");
    play.run(Command::Submit);
    play.run(Command::Submit);
    let of = play.state.came().unwrap();
    assert_eq!(of.state, ReturnState::Query, "what is missing is asked back");
    assert!(of.queries.iter().all(crate::domain::audit::Query::is_open) && of.submitted.is_some());
}

#[test]
fn a_return_that_was_asked_about_opens_there_and_answers_it_when_it_is_submitted_mended() {
    use crate::domain::audit::{Query, Return};
    let mut play = Play::new();
    let asked = Query { about: Some("shared".into()), text: "When?".into(), ..Query::default() };
    let of = &mut play.workspace.audit_folders.values_mut().next().unwrap().returns;
    let at = of.iter_mut().find(|of| of.case.as_str() == "C3" && of.agency.as_str() == "police").unwrap();
    *at = Return { state: ReturnState::Query, queries: vec![asked], ..at.clone() };
    play.state.read_again(&Arc::new(play.workspace.clone()));
    play.run(Command::Down);
    play.run(Command::Down);
    play.run(Command::Right);
    play.run(Command::OpenReturn);
    assert_eq!(play.state.line_key().as_deref(), Some("shared"), "{}", play.page());
    play.run(Command::Because);
    play.type_in("on the day it came");
    assert!(play.state.came().unwrap().has_open_query(), "not before it is submitted");
    play.run(Command::Submit);
    play.run(Command::Submit);
    let of = play.state.came().unwrap();
    assert!(!of.queries[0].is_open(), "{}", play.said);
    let asked: Vec<&str> = of.queries[1..].iter().map(|query| query.text.as_str()).collect();
    assert_eq!(asked, ["It needs evidence: what, where it is, and from which day."], "what is missing still");
}

#[test]
fn last_times_answer_is_confirmed_by_its_own_key_and_changed_by_another() {
    let mut play = Play::new();
    let folder = play.workspace.audit_folders.values_mut().next().unwrap();
    let of = folder.returns.iter_mut().find(|of| of.case.as_str() == "C3" && of.agency.as_str() == "police");
    let of = of.unwrap();
    let carried = |question: &str, code: &str| crate::domain::audit::Answer {
        question: question.into(),
        answer: vec![code.into()],
        reason: "as before".into(),
        carried: Some("2024-q2-neglect".into()),
        ..Default::default()
    };
    of.answers = vec![carried("lived", "RI"), carried("shared", "G")];
    play.state.read_again(&Arc::new(play.workspace.clone()));
    play.run(Command::Down);
    play.run(Command::Down);
    play.run(Command::Right);
    play.run(Command::OpenReturn);
    let goto = |play: &mut Play, key: &str| {
        let at = play.state.line_keys().iter().position(|known| known == key).unwrap();
        play.state.open.as_mut().unwrap().at = at;
    };
    let carried = |play: &Play, key: &str| {
        let of = play.state.came().unwrap();
        of.answer(&key.into()).unwrap().carried.is_some()
    };
    let done = play.state.filled_said();
    goto(&mut play, "shared");
    assert!(play.page().contains("Last time's answer (2024-q2-neglect)"), "{}", play.page());
    assert!(play.page().contains("its key again confirms it"), "{}", play.page());
    play.run(Command::Level(3));
    assert!(play.said.contains("Confirmed: "), "{}", play.said);
    assert!(!carried(&play, "shared") && carried(&play, "lived"));
    assert_ne!(play.state.filled_said(), done, "only what is confirmed counts as done");
    goto(&mut play, "shared");
    assert!(!play.page().contains("Last time's answer"), "{}", play.page());
    goto(&mut play, "lived");
    play.run(Command::Level(3));
    assert!(play.said.contains("Answered: "), "{}", play.said);
    assert!(!carried(&play, "lived"));
}

#[test]
fn a_period_has_both_its_days_or_none_and_days_are_typed_as_in_a_meeting() {
    let mut play = Play::new();
    play.run(Command::Down);
    play.run(Command::Down);
    play.run(Command::Right);
    play.run(Command::OpenReturn);
    let at = play.state.line_keys().iter().position(|key| key == "@from").unwrap();
    play.state.open.as_mut().unwrap().at = at;
    play.run(Command::Write);
    play.type_in("1 jan");
    assert!(
        play.state.asking.as_ref().unwrap().question.contains("From Thu 1 Jan 2026. And until which day?")
    );
    assert_eq!(play.state.came().unwrap().period, None, "one day stands for nothing");
    play.type_in("30/12/2025");
    assert!(play.said.contains("the first day comes first"), "{}", play.said);
    play.key("esc");
    play.key("esc");
    assert!(!play.state.busy());
    play.run(Command::BringBack);
    assert!(play.state.asking.as_ref().unwrap().question.contains("until which day?"));
    for _ in 0..10 {
        play.key("backspace");
    }
    play.type_in("yesterday");
    let period = play.state.came().unwrap().period.unwrap();
    assert_eq!((period.from.to_string(), period.to.to_string()), ("2026-01-01".into(), "2026-10-05".into()));
    assert_eq!(play.state.open.as_ref().unwrap().at, at + 2, "both lines are done");
    play.run(Command::PreviousQuestion);
    assert!(play.page().contains("Mon 5 Oct 2026"), "{}", play.page());
    play.run(Command::Write);
    play.type_in("soonish");
    assert!(play.said.contains("does not read as a date"), "{}", play.said);
}

#[test]
fn a_grade_altogether_that_stands_is_said_before_another_takes_its_place_and_dissent_stays() {
    let mut play = Play::new();
    play.run(Command::OpenPanel);
    play.run(Command::NextCase);
    play.run(Command::NextCase);
    let before = play.panel().overall.clone().unwrap();
    play.run(Command::DissentAltogether);
    play.key("1");
    play.key("1");
    play.type_in("nothing held");
    let agreed = play.panel().overall.clone().unwrap();
    assert_eq!((agreed.dissent.len(), agreed.dissent[0].grade.as_str()), (1, "I"));
    assert!(play.page().contains("would say Inadequate: nothing held"), "{}", play.page());
    play.run(Command::Overall);
    let asked = play.state.asking.as_ref().unwrap().question.clone();
    assert!(asked.contains("stands now") && asked.contains(&before.overall.reason), "{asked}");
    play.key("esc");
    assert_eq!(play.panel().overall.unwrap().overall, before.overall, "Esc leaves it as it is");
    play.run(Command::Overall);
    play.key("2");
    play.type_in("help came late");
    let agreed = play.panel().overall.clone().unwrap();
    assert_eq!((agreed.overall.grade.as_str(), agreed.dissent.len()), ("RI", 1), "who dissents still does");
}

#[test]
fn who_is_audited_was_not_missing_and_that_is_said_before_anybody_says_why() {
    let mut play = Play::new();
    play.run(Command::OpenPanel);
    play.run(Command::MissingAgency);
    play.type_in("police");
    assert!(play.said.contains("Police is"), "{}", play.said);
    assert_eq!(play.state.asking.as_ref().and_then(Asking::typed).as_deref(), Some("police"));
}

#[test]
fn what_is_recommended_is_written_in_one_step_and_linked_to_every_finding_it_answers() {
    let mut play = Play::new();
    let files = crate::files::shipped::demo();
    let plain = files.iter().filter(|(path, _)| !path.starts_with("audits/"));
    let demo = Workspace::load(plain.map(|(path, bytes)| (path.as_str(), *bytes)), &[], &[]);
    play.workspace.partnership = demo.partnership.clone();
    play.workspace.trackers = demo.trackers.clone();
    play.workspace.audit_folders.values_mut().next().unwrap().audit.group = "sog".into();
    play.state.read_again(&Arc::new(play.workspace.clone()));
    play.run(Command::OpenPanel);
    play.run(Command::Recommend);
    play.key("enter");
    assert!(play.said.contains("Choose the findings"), "{}", play.said);
    play.key("1");
    play.key("2");
    play.key("enter");
    play.type_in("Send every decision to all who were invited.");
    play.type_in("Most have it within five days.");
    play.type_in("Few have it.");
    play.type_in("somebody does something");
    assert!(play.said.contains("does not say who leads it"), "{}", play.said);
    for _ in 0..30 {
        play.key("backspace");
    }
    play.type_in("business manager send the list by 30 oct #sharing");
    assert!(play.said.contains("Business Manager"), "{}", play.said);
    play.key("enter");
    play.sent.clear();
    play.key("1");
    let [Effect::Revise(revisions)] = play.sent.as_slice() else { panic!("{:?}", play.sent) };
    let paths: Vec<&str> = revisions.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(paths[..3], [places::RECOMMENDATIONS, "trackers/sog.yaml", places::RECOMMENDATIONS]);
    let Change::Recommend(one) = &revisions[2].change else { panic!("{revisions:?}") };
    assert_eq!((one.sources.len(), one.actions.len(), one.tier), (2, 1, crate::domain::agenda::Tier::Open));
    assert_eq!(one.baseline, "Few have it.");
    let answered = |panel: &&Panel| panel.findings.iter().any(|one| !one.recommendations.is_empty());
    assert!(play.state.folder().unwrap().panels.iter().any(|panel| answered(&panel)));
}
