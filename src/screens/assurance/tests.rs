//! The pages over the demonstration and a few made-up reviews, with a disk that does what is asked of it, or does not.

mod saying;

use super::saying::What;
use super::*;
use crate::base::key::KeyCode;
use crate::effect::{Cause, Change, Doing, Revision};
use crate::files::assurance::{inspection, programme, rapid_review};
use crate::files::shipped::demo;
use crate::files::{inputs, recommendations};
use std::collections::BTreeMap;

const FILES: [(&str, &str); 5] = [
    ("audits/programme.yaml", include_str!("../../../tests/fixtures/reviews/audits/programme.yaml")),
    (
        "audits/inspections/2026-front-door.yaml",
        include_str!("../../../tests/fixtures/reviews/audits/inspections/2026-front-door.yaml"),
    ),
    (
        "reviews/rapid/rr-2026-01.yaml",
        include_str!("../../../tests/fixtures/reviews/reviews/rapid/rr-2026-01.yaml"),
    ),
    (
        "reviews/rapid/rr-2026-02.yaml",
        include_str!("../../../tests/fixtures/reviews/reviews/rapid/rr-2026-02.yaml"),
    ),
    (
        "registers/recommendations.yaml",
        include_str!("../../../tests/fixtures/reviews/registers/recommendations.yaml"),
    ),
];

/// The screen, and the files it reads and changes.
struct Play {
    state: State,
    files: BTreeMap<String, String>,
    said: String,
    refuses: bool,
}

fn now() -> Stamp {
    "2026-12-03T10:00:00Z".parse().unwrap()
}

impl Play {
    fn new(page: Page) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let shipped = demo().into_iter().filter(|(path, _)| path.strip_suffix(".yaml").is_some());
        let mut files: BTreeMap<String, String> = shipped.map(|(path, bytes)| (path, text(bytes))).collect();
        files.extend(FILES.map(|(path, text)| (path.to_owned(), text.to_owned())));
        let state = State::new(&read(&files), now().date_naive(), page);
        Self { state, files, said: String::new(), refuses: false }
    }

    fn take(&mut self, out: Out) {
        if let Some(notice) = out.notice {
            self.said = notice.words;
        }
        for effect in out.effects {
            if let Effect::Revise(revisions) = effect {
                self.revise(&revisions);
            }
        }
    }

    /// What the disk does.
    fn revise(&mut self, revisions: &[Revision]) {
        let (mut done, mut failed) = (Vec::new(), None);
        for Revision { path, change } in revisions {
            if self.refuses {
                let detail = "no space".to_owned();
                failed = Some(Fault {
                    doing: Doing::Writing,
                    path: path.clone(),
                    cause: Cause::Full,
                    detail,
                    clash: None,
                });
                continue;
            }
            if matches!(change, Change::Begin(_) | Change::Withdraw(_)) {
                done.push(self.made(path, change));
                continue;
            }
            let was = self.files[path].clone();
            let now = match change {
                Change::Programme(one) => programme::apply(&was, one),
                Change::Inspection(all) => {
                    all.iter().try_fold(was.clone(), |text, one| inspection::apply(&text, one))
                }
                Change::RapidReview(all) => {
                    all.iter().try_fold(was.clone(), |text, one| rapid_review::apply(&text, one))
                }
                Change::Came(id, one) => inputs::received(&was, id, one),
                Change::CloseRecommendation(id, one) => recommendations::close(&was, id, one),
                Change::ReopenRecommendation(id, one) => recommendations::reopen(&was, id, one),
                Change::TakeBack { was, .. } => Ok(was.clone()),
                other => panic!("{other:?}"),
            };
            let now = now.unwrap();
            self.files.insert(path.clone(), now.clone());
            done.push(Revised { path: path.clone(), was: Some(was), now: Some(now) });
        }
        let mut out = Out::default();
        self.state.revised(done, failed, &mut out);
        self.state.read_again(&read(&self.files));
        self.take(out);
    }

    /// A file that is begun, or taken away again.
    fn made(&mut self, path: &str, change: &Change) -> Revised {
        let was = self.files.remove(path);
        let now = match change {
            Change::Begin(text) => {
                assert_eq!(was, None, "{path}");
                self.files.insert(path.to_owned(), text.clone());
                Some(text.clone())
            }
            Change::Withdraw(text) => {
                assert_eq!(was.as_ref(), Some(text), "{path}");
                None
            }
            other => panic!("{other:?}"),
        };
        Revised { path: path.to_owned(), was, now }
    }

    fn run(&mut self, command: Command) {
        let mut out = Out::default();
        self.state.run(command, now(), &mut out);
        self.take(out);
    }

    fn key(&mut self, code: KeyCode) {
        let mut out = Out::default();
        self.state.typed(Key::plain(code), now(), &mut out);
        self.take(out);
    }

    /// Types words and Enter.
    fn answer(&mut self, words: &str) {
        self.letters(words);
        self.key(KeyCode::Enter);
    }

    fn letters(&mut self, words: &str) {
        for c in words.chars() {
            self.key(KeyCode::Char(c));
        }
    }

    /// Goes to the row that stands for this.
    fn go(&mut self, stop: &Stop) {
        self.state.choose(stop);
        assert_eq!(self.state.chosen(), *stop);
    }

    /// Everything on the page, a line each.
    fn page(&self, width: u16) -> Vec<String> {
        let (sheet, _) = self.state.paper(Look::default(), width).into_sheet(20);
        let line =
            |line: &ratatui::text::Line<'_>| line.spans.iter().map(|span| span.content.as_ref()).collect();
        sheet.into_lines().iter().map(line).collect()
    }

    fn question(&self) -> String {
        let asking = self.state.asking.as_ref().expect("something is asked");
        self.state.question(&asking.what, &asking.answers).unwrap().words
    }
}

fn read(files: &BTreeMap<String, String>) -> Arc<Workspace> {
    Arc::new(Workspace::load(files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())), &[], &[]))
}

fn front_door() -> Page {
    Page::Inspection("2026-front-door".into())
}

fn pages() -> [Page; 6] {
    let partners = Page::RapidReview("rr-2026-02".into());
    [Page::List, Page::Programme, front_door(), partners, Page::Inputs, Page::Recommendations]
}

#[test]
fn nothing_restricted_is_on_any_page_until_it_is_asked_for() {
    let mut restricted = pages().to_vec();
    restricted.push(Page::RapidReview("rr-2026-01".into()));
    for page in restricted {
        let mut play = Play::new(page.clone());
        let planted = |play: &Play| {
            let all = play.page(120).join("\n") + &format!("{:?}", play.state.due());
            ["Child A", "rr-2026-01", "CANARY", "REC-26-003"].iter().any(|word| all.contains(word))
        };
        assert!(!planted(&play), "{page:?}\n{}", play.page(120).join("\n"));
        play.run(Command::ShowRestricted);
        let shown = matches!(page, Page::List | Page::Recommendations) || play.state.page != Page::List;
        assert!(shown && play.said.contains("mind who sees this screen"));
        play.run(Command::ShowRestricted);
        assert!(!planted(&play), "{page:?}");
    }
}

#[test]
fn hidden_again_the_page_of_a_restricted_review_is_left() {
    let mut play = Play::new(Page::List);
    play.run(Command::ShowRestricted);
    let page = Page::RapidReview("rr-2026-01".into());
    play.state.turn_to(page.clone(), &Stop::Read, &mut Out::default());
    assert!(play.page(80).join("\n").contains("REC-26-001"));
    play.state.turn_to(Page::Recommendations, &Stop::Read, &mut Out::default());
    play.run(Command::ShowRestricted);
    play.run(Command::Back);
    assert!(play.state.review().is_none() && !play.page(80).join("\n").contains("2026-11-17"));
    play.run(Command::ShowRestricted);
    assert!(play.state.review().is_some());
    play.run(Command::ShowRestricted);
    assert_eq!(play.state.page, Page::List);
}

#[test]
fn every_page_fits_any_width_and_its_rows_are_the_same() {
    for page in pages() {
        let mut play = Play::new(page.clone());
        play.run(Command::ShowRestricted);
        let stops = play.state.paper(Look::default(), 80).into_stops();
        for width in [0, 1, 7, 20, 40, 80, 110, 150, 200] {
            let lines = play.page(width);
            let too_wide = |line: &&String| crate::base::text::width(line) > usize::from(width.max(2));
            if width >= 20 {
                assert_eq!(lines.iter().find(too_wide), None, "{page:?} in {width}");
            }
            assert_eq!(play.state.paper(Look::default(), width).into_stops(), stops, "{page:?} in {width}");
        }
        for _ in 0..stops.len() {
            play.run(Command::Down);
        }
        assert_eq!(play.state.at, stops.len().saturating_sub(1), "{page:?}");
    }
}

#[test]
fn what_the_disk_refuses_comes_back_with_its_words() {
    let mut play = Play::new(Page::Inputs);
    let before = play.files.clone();
    play.refuses = true;
    play.run(Command::Came);
    play.answer("1 dec");
    play.answer("without the east");
    assert!(play.said.contains("disk full"), "{}", play.said);
    assert_eq!(play.question(), "Anything to say of it? Enter alone says nothing");
    assert_eq!(play.state.asking.as_ref().unwrap().line.text(), "without the east");
    assert_eq!(play.files, before);
    play.refuses = false;
    play.key(KeyCode::Enter);
    assert!(
        play.said.starts_with("Return interviews after children went missing came on Tue 1 Dec 2026"),
        "{}",
        play.said
    );
    assert!(play.files["registers/inputs.yaml"].contains("without the east"));
    play.run(Command::Undo);
    assert_eq!(play.files, before);
}

#[test]
fn a_line_is_kept_with_its_answers_and_taken_up_where_it_was_typed() {
    let mut play = Play::new(front_door());
    play.go(&Stop::Data("data-schools".into()));
    play.run(Command::TryOut);
    play.answer("");
    play.answer("60");
    play.letters("no date 2");
    let kept = play.state.line_to_keep();
    let mut again = Play::new(Page::List);
    let mut out = Out::default();
    again.state.line_found(&kept, &mut out);
    assert!(out.notice.unwrap().words.starts_with("1 line typed here is not written yet"));
    again.run(Command::BringBack);
    assert_eq!((&again.state.page, again.state.chosen()), (&front_door(), Stop::Data("data-schools".into())));
    assert!(again.question().starts_with("What was wrong"));
    again.key(KeyCode::Enter);
    again.answer("4");
    again.answer("");
    assert!(again.said.contains("List data-schools was tried out: 60 rows, 2 wrong"), "{}", again.said);
    assert_eq!(again.state.line_to_keep(), "");
}

#[test]
fn a_line_of_a_restricted_review_waits_until_that_is_shown() {
    let mut play = Play::new(Page::List);
    play.run(Command::ShowRestricted);
    play.state.turn_to(Page::RapidReview("rr-2026-01".into()), &Stop::Read, &mut Out::default());
    play.run(Command::PauseClock);
    play.letters("because");
    play.key(KeyCode::Esc);
    play.run(Command::ShowRestricted);
    play.run(Command::BringBack);
    assert!(
        play.said.contains("R shows what is restricted") && !play.said.contains("rr-2026"),
        "{}",
        play.said
    );
    play.run(Command::ShowRestricted);
    play.run(Command::BringBack);
    assert_eq!(play.state.asking.as_ref().unwrap().what, What::Pause("rr-2026-01".into()));
}

#[test]
fn esc_goes_back_a_question_and_then_lets_go() {
    let mut play = Play::new(Page::Inputs);
    play.run(Command::Came);
    play.answer("1 dec");
    play.key(KeyCode::Esc);
    assert_eq!(play.question(), "On which day did it come? Enter alone is today");
    assert_eq!(play.state.asking.as_ref().unwrap().line.text(), "2026-12-01");
    play.run(Command::Undo);
    play.key(KeyCode::Esc);
    assert!(play.state.asking.is_none() && play.state.facts().contains(&Need::Dropped));
}

#[test]
fn evidence_keeps_its_place_while_it_is_worked_on() {
    let mut play = Play::new(front_door());
    let order = play.state.order.clone();
    assert_eq!(order, ["ev-audits", "ev-training", "ev-front-door"]);
    play.go(&Stop::Evidence("ev-audits".into()));
    play.run(Command::Evidence);
    play.answer("fri");
    play.answer("folder 7");
    play.answer("");
    assert!(play.said.starts_with("Evidence ev-audits holds from Fri 27 Nov 2026"), "{}", play.said);
    assert_eq!(play.state.chosen(), Stop::Evidence("ev-audits".into()));
    let shown = play.page(80).join("\n");
    assert!(shown.contains("2 of 3 fresh, 1 stale") && shown.contains("G fresh until"), "{shown}");
    let at = |word: &str| shown.find(word).unwrap();
    assert!(at("The last three audits") < at("Training: who"), "{shown}");
}

#[test]
fn a_step_is_held_and_done_on_no_day_to_come_and_notice_can_be_given() {
    let mut play = Play::new(front_door());
    play.go(&Stop::Step("children".into()));
    play.run(Command::Hold);
    play.answer("head of early help");
    play.answer("nobody we know");
    assert!(play.said.starts_with("There is no post nobody we know"), "{}", play.said);
    play.key(KeyCode::Esc);
    play.run(Command::Done);
    play.answer("31 dec");
    assert!(
        play.said.contains("Thu 31 Dec 2026 has not come yet") || play.said.contains("before notice"),
        "{}",
        play.said
    );
    play.key(KeyCode::Esc);
    play.run(Command::Done);
    play.answer("27/11");
    assert!(play.said.contains("is before notice was given on Mon 30 Nov 2026"), "{}", play.said);
    play.key(KeyCode::Esc);
    play.run(Command::GiveNotice);
    play.answer("1 dec");
    assert!(play.said.contains("would come after the step notice"), "{}", play.said);
    play.key(KeyCode::Esc);
    play.run(Command::GiveNotice);
    play.answer("sun 29 nov");
    assert!(play.files["audits/inspections/2026-front-door.yaml"].contains("notice: 2026-11-29"));
}

#[test]
fn a_decision_ends_the_step_that_asks_for_one() {
    let mut play = Play::new(Page::RapidReview("rr-2026-02".into()));
    play.run(Command::Done);
    play.answer("26 nov");
    assert!(play.said.contains("before the incident became known on Fri 27 Nov 2026"), "{}", play.said);
    play.key(KeyCode::Esc);
    play.run(Command::Done);
    play.answer("");
    assert!(play.said.starts_with("Done on Thu 3 Dec 2026: The national panel is notified"), "{}", play.said);
    play.go(&Stop::Step("decided".into()));
    play.run(Command::Done);
    assert_eq!(play.question(), "What was decided?");
    play.key(KeyCode::Char('2'));
    play.answer("exec");
    play.answer("What was learned is enough");
    play.answer("");
    assert!(play.said.starts_with("Decided on Thu 3 Dec 2026: no local review"), "{}", play.said);
    assert!(play.files["reviews/rapid/rr-2026-02.yaml"].contains("outcome: no-local-review"));
    assert!(!play.state.facts().contains(&Need::Undone));
}

#[test]
fn a_recommendation_is_closed_with_a_reason_where_one_is_needed_and_opened_again() {
    let mut play = Play::new(Page::Recommendations);
    play.go(&Stop::Recommendation("REC-26-001".into()));
    play.run(Command::CloseOne);
    play.key(KeyCode::Char('1'));
    assert!(play.said.contains("closed as achieved only when every action reaches"), "{}", play.said);
    play.key(KeyCode::Char('2'));
    assert_eq!(play.state.asking.as_ref().unwrap().line.text(), "Exec");
    play.key(KeyCode::Enter);
    play.answer("EXEC-26-D014");
    assert!(play.said.starts_with("No meeting has recorded the decision EXEC-26-D014"), "{}", play.said);
    assert_eq!(play.state.asking.as_ref().unwrap().line.text(), "EXEC-26-D014", "what was typed stays");
    (0.."EXEC-26-D014".len()).for_each(|_| play.key(KeyCode::Backspace));
    play.answer("d004");
    play.answer("");
    play.answer("Another board does it");
    assert!(play.said.starts_with("REC-26-001 is closed by a decision of Thu 10 Sep 2026"), "{}", play.said);
    assert_eq!(play.state.chosen(), Stop::Recommendation("REC-26-001".into()));
    assert!(play.state.facts().contains(&Need::ClosedOne));
    play.run(Command::Reopen);
    play.answer("It lapsed");
    play.answer("");
    play.answer("");
    play.answer("SOG");
    assert!(play.said.starts_with("REC-26-001 is open again"), "{}", play.said);
    let text = &play.files["registers/recommendations.yaml"];
    assert!(text.contains("reason: no longer needed") && text.contains("why: It lapsed"), "{text}");
    assert!(text.contains("decision: EXEC-26-D004"), "{text}");
}
