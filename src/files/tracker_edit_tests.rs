//! Changes of a tracker, record by record, and what stays as it was.

use super::super::tracker_numbers::{Renumbered, renumbered};
use super::*;
use crate::domain::action::{Closing, Due, Level, Move, Raised};
use crate::domain::agenda::Tier;

fn demo() -> String {
    let files = crate::files::shipped::demo();
    let (_, bytes) = files.iter().find(|(path, _)| path == "trackers/executive.yaml").unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn action(id: &str) -> Action {
    Action {
        id: id.into(),
        what: "Report on: the pilot, #2".into(),
        lead: Some("police-dsp".into()),
        with: vec!["icb-dsp".into()],
        raised: Raised {
            meeting: Some("executive-2026-12-03".into()),
            item: Some("dashboard".into()),
            date: day("2026-12-03"),
            ..Raised::default()
        },
        first_due: Some(day("2026-12-18")),
        due: Due::On(day("2026-12-18")),
        tags: vec!["notices".into()],
        ..Action::default()
    }
}

fn change(id: &str) -> ActionChange {
    ActionChange { id: id.into(), ..ActionChange::default() }
}

/// The lines of the new text that are not in the old one, in order; fails when a line of the old is gone.
fn new_lines(old: &str, new: &str) -> Vec<String> {
    let mut left = old.lines().peekable();
    let mut more = Vec::new();
    for line in new.lines() {
        if left.peek() == Some(&line) {
            left.next();
        } else {
            more.push(line.to_owned());
        }
    }
    assert_eq!(left.next(), None, "a line of the tracker has gone");
    more
}

#[test]
fn an_action_is_added_and_every_other_byte_stays() {
    let old = demo();
    let new = apply(Some(&old), "", &[action("EXEC-26-021")], &[]).unwrap();
    assert!(new.starts_with(old.trim_end()), "{new}");
    let tracker = read(&new).unwrap();
    assert_eq!(tracker.actions.last().unwrap(), &action("EXEC-26-021"));
    assert_eq!(apply(Some(&new), "", &[action("EXEC-26-021")], &[]).unwrap(), new, "twice is once");
}

#[test]
fn more_evidence_is_added_beside_the_first_whatever_form_that_has() {
    let one =
        "    status: done\n    evidence: {on: 2026-11-30, text: Report, meeting: executive-2026-12-03}\n";
    let old = demo().replacen("    status: under way\n", one, 1);
    let id = read(&old)
        .unwrap()
        .actions
        .iter()
        .find(|a| a.evidence.iter().any(|e| e.text == "Report"))
        .unwrap()
        .id
        .clone();
    let shown = |text: &str| Evidence {
        on: day("2027-03-01"),
        text: text.into(),
        level: Level::Practice,
        ..Evidence::default()
    };
    let add = |text: &str, new: &str| {
        let change = ActionChange { evidence: Some(shown(new)), ..change(id.as_str()) };
        apply(Some(text), "", &[], &[change]).unwrap()
    };
    let two = add(&old, "Dip sample");
    let three = add(&two, "Audit");
    let all = read(&three).unwrap().action(&id).unwrap().evidence.clone();
    assert_eq!(all.iter().map(|e| e.text.as_str()).collect::<Vec<_>>(), ["Report", "Dip sample", "Audit"]);
    assert_eq!(new_lines(&two, &three).len(), 1, "{three}");
    assert_eq!(add(&three, "Audit"), three, "twice is once");
}

#[test]
fn many_actions_at_once_are_written_as_one_after_another() {
    let ids = ["EXEC-26-021", "EXEC-26-022", "EXEC-26-023", "EXEC-26-024"];
    let all = ids.map(action);
    for old in [demo(), demo().trim_end().to_owned(), fresh("sog", "SOG", "sog", "SOG")] {
        let each = all
            .iter()
            .fold(old.clone(), |text, one| take_over(&text, std::slice::from_ref(one), &[]).unwrap());
        assert_eq!(take_over(&old, &all, &[]).unwrap(), each);
    }
}

#[test]
fn changes_leave_comments_and_order_alone() {
    let old = demo();
    let step = Move {
        from: Due::ToBeSet,
        to: Due::On(day("2027-02-26")),
        on: day("2026-12-03"),
        why: "the date was agreed".into(),
        meeting: Some("executive-2026-12-03".into()),
        ..Move::default()
    };
    let update = Update {
        on: day("2026-12-03"),
        text: "Discussed.".into(),
        meeting: Some("executive-2026-12-03".into()),
        ..Update::default()
    };
    let shown = Evidence { on: day("2026-12-03"), text: "Signed copy.".into(), ..Evidence::default() };
    let closed = Closing { by: "executive".into(), on: day("2026-12-03"), ..Closing::default() };
    let changes = [
        ActionChange {
            status: Some(Status::UnderWay),
            update: Some(update.clone()),
            ..change("EXEC-26-017")
        },
        ActionChange { moved: Some((step.to, step.clone())), ..change("EXEC-26-019") },
        ActionChange {
            status: Some(Status::Closed),
            evidence: Some(shown.clone()),
            closed: Some(closed.clone()),
            lead: Some("icb-dsp".into()),
            ..change("EXEC-26-013")
        },
    ];
    let new = apply(Some(&old), "", &[], &changes).unwrap();
    for line in old.lines().filter(|line| line.trim_start().starts_with('#')) {
        assert!(new.lines().any(|kept| kept == line), "{line}");
    }
    assert!(new.contains("# listed first at the next meeting until a date is agreed"));
    let (before, after) = (read(&old).unwrap(), read(&new).unwrap());
    for (was, is) in before.actions.iter().zip(&after.actions) {
        assert_eq!(was.id, is.id);
        match is.id.as_str() {
            "EXEC-26-017" => {
                assert_eq!((is.status, is.updates.last()), (Status::UnderWay, Some(&update)));
            }
            "EXEC-26-019" => {
                assert_eq!((is.due, is.moves.as_slice()), (step.to, [step.clone()].as_slice()));
            }
            "EXEC-26-013" => {
                assert_eq!((is.status, is.evidence.as_slice()), (Status::Closed, [shown.clone()].as_slice()));
                assert_eq!(is.closed.as_ref(), Some(&closed));
                assert_eq!(is.lead, Some("icb-dsp".into()));
            }
            _ => assert_eq!(was, is),
        }
    }
    assert_eq!(apply(Some(&new), "", &[], &changes).unwrap(), new, "twice is once");
}

#[test]
fn a_new_update_only_adds_lines() {
    let old = demo();
    let update = Update { on: day("2026-12-03"), text: "Said: \"soon\"".into(), ..Update::default() };
    let one = ActionChange { update: Some(update), ..change("EXEC-26-014") };
    let new = apply(Some(&old), "", &[], &[one]).unwrap();
    assert!((1..=3).contains(&new_lines(&old, &new).len()), "{:?}", new_lines(&old, &new));
}

#[test]
fn the_same_action_of_the_same_meeting_is_corrected() {
    let first = apply(Some(&demo()), "", &[action("EXEC-26-021")], &[]).unwrap();
    let better = Action {
        what: "Report on the second pilot".into(),
        lead: Some("icb-dsp".into()),
        first_due: Some(day("2027-01-15")),
        due: Due::On(day("2027-01-15")),
        tags: vec!["notices".into(), "pilot".into()],
        ..action("EXEC-26-021")
    };
    let second = apply(Some(&first), "", std::slice::from_ref(&better), &[]).unwrap();
    assert_eq!(read(&second).unwrap().actions.last().unwrap(), &better);
}

#[test]
fn a_date_that_was_moved_is_not_set_back() {
    let first = apply(Some(&demo()), "", &[action("EXEC-26-021")], &[]).unwrap();
    let to = Due::On(day("2027-01-29"));
    let step =
        Move { from: action("A-1").due, to, on: day("2026-12-10"), why: "ill".into(), ..Move::default() };
    let moved = ActionChange { moved: Some((to, step)), ..change("EXEC-26-021") };
    let second = apply(Some(&first), "", &[], &[moved]).unwrap();
    assert_eq!(apply(Some(&second), "", &[action("EXEC-26-021")], &[]).unwrap(), second);
}

#[test]
fn an_action_whose_number_was_given_meanwhile_gets_the_next_and_is_found_by_both() {
    let (add, also) = (action("EXEC-26-014"), action("EXEC-26-021"));
    let (add, also) = (Action { what: "Book a room".into(), ..add }, Action { what: "Write".into(), ..also });
    let actions = [add, also];
    let text = apply(Some(&demo()), "", &actions, &[]).unwrap();
    let now = tracker::load(&text).value.unwrap();
    // 21 is given here too, so that 22 is the next.
    let found: Vec<&str> = now.actions.iter().rev().take(2).map(|a| a.id.as_str()).collect();
    assert_eq!(found, ["EXEC-26-021", "EXEC-26-022"]);
    assert_eq!(now.actions[now.actions.len() - 2].aliases, ["EXEC-26-014".into()]);
    assert_ne!(now.action(&"EXEC-26-014".into()).unwrap().what, "Book a room", "its own comes first");
    let numbers = renumbered(&text, &actions);
    assert_eq!(numbers, [Renumbered { given: "EXEC-26-014".into(), now: "EXEC-26-022".into() }]);
    assert_eq!(apply(Some(&text), "", &actions, &[]).unwrap(), text, "twice is once");
    assert_eq!(complete(Some(&text), "", &actions).unwrap(), text);
    assert_eq!(complete(Some(&demo()), "", &actions).unwrap(), text, "a while later too");
}

#[test]
fn a_sheet_taken_over_changes_its_own_fields_and_no_other_byte() {
    let old = demo();
    let (on, meeting) = (day("2026-11-26"), None);
    let to = Due::On(day("2027-01-15"));
    let said = |text: &str| Update { on, text: text.into(), by: "jo".into(), ..Update::default() };
    let step =
        Move { from: Due::On(day("2026-11-27")), to, on, why: "late".into(), meeting, ..Move::default() };
    let amends = vec![
        Amend::Due(to, step),
        Amend::Update(Update { on, text: "Two\nlines: #2".into(), ..Update::default() }),
        Amend::Status(Status::Done, said("Status changed.")),
        Amend::Tags(vec!["encompass".into(), "notices".into(), "pilot".into()]),
    ];
    let changes =
        [("EXEC-26-014".into(), amends), ("EXEC-26-017".into(), vec![Amend::Tier(Tier::Restricted)])];
    let new = take_over(&old, &[action("EXEC-26-021")], &changes).unwrap();
    let (before, after) = (read(&old).unwrap(), read(&new).unwrap());
    for (was, is) in before.actions.iter().zip(&after.actions) {
        match is.id.as_str() {
            "EXEC-26-014" => {
                assert_eq!((is.due, is.status, is.moves.len(), is.updates.len()), (to, Status::Done, 3, 3));
                assert_eq!(is.first_due, was.first_due);
            }
            "EXEC-26-017" => assert_eq!((is.tier, &is.what), (Tier::Restricted, &was.what)),
            _ => assert_eq!(was, is),
        }
    }
    assert_eq!(after.actions.last().unwrap(), &action("EXEC-26-021"));
    let gone: Vec<&str> = old.lines().filter(|line| !new.lines().any(|other| other == *line)).collect();
    assert_eq!(gone, ["    due: 2026-11-27", "    tags: [encompass, notices]"]);
    assert!(
        take_over(&old, &[], &[("EXEC-26-099".into(), Vec::new())])
            .unwrap_err()
            .contains("no action EXEC-26-099")
    );
}

#[test]
fn what_comes_round_is_written_by_the_first_change_of_it() {
    let series = "recurring:\n  - id: REG45   # every half year\n    what: Send the report\n    lead: police-dsp\n    every: 6 months\n    \
                  first_due: 2026-10-31\n    tags: [reg-45]\nactions:\n";
    let old = demo().replacen("actions:\n", series, 1);
    let tracker = read(&old).unwrap();
    let [come] = &tracker.occurrences(day("2026-12-03"))[..] else { panic!("one has come round") };
    assert_eq!(come.id.as_str(), "REG45@2026H2");
    let begun = ActionChange { status: Some(Status::UnderWay), ..change("REG45@2026H2") };
    let new = apply(Some(&old), "", &[], std::slice::from_ref(&begun)).unwrap();
    let after = read(&new).unwrap();
    let expected = Action { status: Status::UnderWay, ..come.clone() };
    assert_eq!(after.actions.last(), Some(&expected));
    assert_eq!(after.actions.len(), tracker.actions.len() + 1);
    assert_eq!(old.lines().find(|line| !new.lines().any(|l| l == *line)), None);
    assert_eq!(apply(Some(&new), "", &[], &[begun]).unwrap(), new, "twice is once");
    assert_eq!(after.occurrences(day("2026-12-03")), []);
    let said = Update { on: day("2026-12-03"), text: "As the sheet says.".into(), ..Update::default() };
    let amend = Amend::Status(Status::UnderWay, said.clone());
    let amended = take_over(&old, &[], &[("REG45@2026H2".into(), vec![amend])]).unwrap();
    let with = ActionChange { update: Some(said), ..change("REG45@2026H2") };
    assert_eq!(amended, apply(Some(&new), "", &[], &[with]).unwrap());
    let unknown = apply(Some(&old), "", &[], &[change("REG46@2026H2")]).unwrap_err();
    assert!(unknown.to_string().contains("no action REG46@2026H2"), "{unknown}");
}

#[test]
fn what_cannot_be_done_is_said() {
    let unknown = apply(Some(&demo()), "", &[], &[change("EXEC-26-099")]).unwrap_err();
    assert_eq!(unknown.to_string(), "the tracker has no action EXEC-26-099, so it cannot be changed");
    let broken = apply(Some("schema: 1\nactions: [\n"), "", &[action("A-1")], &[]).unwrap_err();
    assert!(broken.to_string().contains("until line 2 of it is mended"), "{broken}");
}

#[test]
fn a_new_tracker_takes_actions_and_their_changes_at_once() {
    let empty = fresh("sog", "SOG: actions", "sog", "SOG");
    let read_empty = tracker::load(&empty);
    assert_eq!(read_empty.problems, []);
    assert_eq!(read_empty.value.unwrap().title, "SOG: actions");
    let done = ActionChange { status: Some(Status::Done), ..change("SOG-26-001") };
    let new = apply(None, &empty, &[action("SOG-26-001"), action("SOG-26-002")], &[done]).unwrap();
    let tracker = read(&new).unwrap();
    assert_eq!(tracker.actions.len(), 2);
    assert_eq!(tracker.actions[0].status, Status::Done);
    assert!(new.starts_with("# Chairside adds actions here"));
}

#[test]
fn line_ends_of_windows_are_kept() {
    let old = demo().replace('\n', "\r\n");
    let new = apply(Some(&old), "", &[action("EXEC-26-021")], &[]).unwrap();
    assert_eq!(new.matches('\n').count(), new.matches("\r\n").count());
}

#[test]
fn an_action_taken_out_of_the_record_is_dropped_once_and_comes_back_with_it() {
    let (meeting, on) = (MeetingId::from("executive-2026-12-03"), day("2026-12-03"));
    let with = apply(Some(&demo()), "", &[action("EXEC-26-021")], &[]).unwrap();
    let ids: Vec<ActionId> = vec!["EXEC-26-021".into(), "EXEC-26-014".into(), "EXEC-26-099".into()];
    let out = withdraw(&with, &ids, &meeting, on).unwrap();
    let (before, after) = (read(&with).unwrap(), read(&out).unwrap());
    for (was, is) in before.actions.iter().zip(&after.actions).filter(|(was, _)| was.id != ids[0]) {
        assert_eq!(was, is, "only the meeting's own");
    }
    let dropped = after.actions.last().unwrap();
    let said = Update {
        on,
        text: "Taken out of the record of the meeting.".into(),
        meeting: Some(meeting.clone()),
        ..Update::default()
    };
    assert_eq!((dropped.status, dropped.updates.as_slice()), (Status::Dropped, [said].as_slice()));
    assert_eq!(withdraw(&out, &ids, &meeting, on).unwrap(), out, "twice is once");
    let back = apply(Some(&out), "", &[action("EXEC-26-021")], &[]).unwrap();
    assert_eq!(read(&back).unwrap().actions.last().unwrap(), &action("EXEC-26-021"));
}

#[test]
fn an_action_somebody_worked_on_or_of_another_meeting_is_not_dropped() {
    let with = apply(Some(&demo()), "", &[action("EXEC-26-021")], &[]).unwrap();
    let ids: Vec<ActionId> = vec!["EXEC-26-021".into()];
    assert_eq!(withdraw(&with, &ids, &"executive-2027-03-04".into(), day("2027-03-04")).unwrap(), with);
    let begun = ActionChange { status: Some(Status::UnderWay), ..change("EXEC-26-021") };
    let worked = apply(Some(&with), "", &[], &[begun]).unwrap();
    assert_eq!(withdraw(&worked, &ids, &"executive-2026-12-03".into(), day("2026-12-03")).unwrap(), worked);
}
