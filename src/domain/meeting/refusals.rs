//! Every refusal: what is not allowed, when, and what is said of it.

use super::example::{Play, added, at, decision, deferred, positioned, sitting, together, turned};
use super::*;
use crate::domain::action::{Due, Level};

fn stage(play: &Play, id: &str) -> Stage {
    play.meeting.stage(play.meeting.state().item(&id.into()).unwrap())
}

#[test]
fn nothing_is_taken_before_the_meeting_begins_or_after_it_ends() {
    let mut play = Play::opened(sitting());
    for act in [
        turned("budget", true),
        deferred("budget", "next", "why"),
        added("x", "X", "why"),
        together(&["forward"]),
        Act::Ended,
    ] {
        assert_eq!(play.refused("09:55", act), Refusal::NotBegun);
    }
    play.act("10:00", Act::Began);
    assert_eq!(play.refused("10:01", Act::Began), Refusal::AlreadyBegun);
    for item in ["last-minutes", "budget"] {
        play.act("10:02", deferred(item, "next", "no time"));
    }
    play.act("10:03", Act::Ended);
    for act in [turned("budget", true), added("x", "X", "why"), Act::Ended] {
        assert_eq!(play.refused("10:04", act), Refusal::Ended);
    }
    // Minutes are still put right after the end.
    play.note("10:05", "budget", "a slip mended");
}

#[test]
fn an_item_for_decision_cannot_be_left_as_done_without_an_outcome() {
    let mut play = Play::begun();
    play.turn("10:05", "budget");
    let refusal = play.refused("10:06", turned("dashboard", true));
    assert_eq!(refusal, Refusal::NeedsOutcome { item: "6, Budget".into() });
    // It may be left to be come back to.
    play.act("10:07", turned("dashboard", false));
    assert_eq!(stage(&play, "budget"), Stage::Begun);
    play.turn("10:08", "budget");
    play.decide("10:09", "budget", Outcome::Agreed, "");
    play.turn("10:10", "dashboard");
    assert_eq!(stage(&play, "budget"), Stage::Done);
}

#[test]
fn every_way_of_dealing_with_an_item_for_decision_lets_it_be_left() {
    let mut play = Play::begun();
    play.turn("10:05", "last-minutes");
    assert!(matches!(play.refused("10:06", turned("budget", true)), Refusal::NeedsOutcome { .. }));
    play.act("10:06", Act::AgreedLastMinutes { result: LastMinutes::Agreed });
    play.turn("10:07", "budget");
    play.act("10:08", deferred("budget", "next meeting", "no figures"));
    assert_eq!(stage(&play, "budget"), Stage::Deferred);
    play.turn("10:09", "forward");
}

#[test]
fn the_meeting_cannot_end_with_a_decision_left_open() {
    let mut play = Play::begun();
    let items = vec!["3, Minutes of the last meeting".to_owned(), "6, Budget".to_owned()];
    assert_eq!(play.refused("10:05", Act::Ended), Refusal::OpenAtEnd { items });
    play.act("10:06", deferred("last-minutes", "next", "they came late"));
    play.decide("10:07", "budget", Outcome::Noted, "");
    play.act("10:08", Act::Ended);
    assert_eq!(play.meeting.state().ended, Some(at("10:08")));
    assert_eq!(stage(&play, "welcome"), Stage::Done);
    assert_eq!(stage(&play, "dashboard"), Stage::Waiting);
}

#[test]
fn deferring_says_to_where_and_why() {
    let mut play = Play::begun();
    assert_eq!(play.refused("10:05", deferred("nothing", "next", "x")), Refusal::NoItem("nothing".into()));
    assert_eq!(
        play.refused("10:05", deferred("budget", " ", "x")),
        Refusal::NothingWritten("meeting it is deferred to")
    );
    assert_eq!(play.refused("10:05", deferred("budget", "next", " ")), Refusal::NeedsReason("a deferral"));
    play.act("10:06", deferred("budget", "next meeting", "no figures"));
    let deferral = play.meeting.state().item(&"budget".into()).unwrap().deferral.clone().unwrap();
    assert_eq!((deferral.to.as_str(), deferral.why.as_str()), ("next meeting", "no figures"));
}

#[test]
fn items_added_at_the_meeting_are_numbered_apart_and_stand_before_the_close() {
    let mut play = Play::begun();
    assert_eq!(play.refused("10:05", added("a", " ", "why")), Refusal::NothingWritten("item's title"));
    assert_eq!(
        play.refused("10:05", added("a", "A", "")),
        Refusal::NeedsReason("an item added at the meeting")
    );
    play.act("10:06", added("a", "A", "urgent"));
    play.act("10:07", added("b", "B", "urgent"));
    let numbers: Vec<&str> = play.meeting.state().items.iter().map(|i| i.no.as_str()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "AOB 1", "AOB 2", "10"]);
    let late = play.meeting.state().item(&"a".into()).unwrap().late.clone().unwrap();
    assert_eq!((late.allowed_by.as_str(), late.why.as_str()), ("icb-dsp", "urgent"));
}

#[test]
fn only_waiting_items_to_note_are_taken_together() {
    let mut play = Play::begun();
    assert_eq!(play.refused("10:05", together(&[])), Refusal::NothingTo("take together"));
    assert_eq!(play.refused("10:05", together(&["nothing"])), Refusal::NoItem("nothing".into()));
    assert_eq!(play.refused("10:05", together(&["budget"])), Refusal::NotToNote("6, Budget".into()));
    play.act("10:06", together(&["forward", "inputs"]));
    assert_eq!(stage(&play, "forward"), Stage::Together);
    assert_eq!(
        play.refused("10:07", together(&["inputs"])),
        Refusal::AlreadyDealtWith("9, Reports received".into())
    );
    play.act("10:08", deferred("declarations", "next", "x"));
    assert!(matches!(play.refused("10:09", together(&["declarations"])), Refusal::AlreadyDealtWith(_)));
}

#[test]
fn words_are_asked_for_where_the_minutes_need_them() {
    let mut play = Play::begun();
    let empty = || " \n".to_owned();
    let recorded = |body| Act::Recorded { item: "budget".into(), body };
    for (body, what) in [
        (Body::Note { text: empty() }, "note"),
        (Body::Risk { text: empty() }, "risk"),
        (Body::Challenge { text: empty() }, "challenge"),
        (Body::Referral { to: "lsp".into(), text: empty() }, "referral"),
        (Body::Parked { text: empty() }, "parked point"),
    ] {
        assert_eq!(play.refused("10:05", recorded(body)), Refusal::NothingWritten(what));
    }
    play.act("10:06", recorded(decision(Outcome::Agreed, " ")));
    let note = Body::Note { text: "x".into() };
    let nowhere = Act::Recorded { item: "nothing".into(), body: note };
    assert_eq!(play.refused("10:06", nowhere), Refusal::NoItem("nothing".into()));
    let marked = |mark| Act::Marked { seat: "head".into(), mark, since: None };
    assert_eq!(
        play.refused("10:06", marked(Mark::Deputy { who: empty() })),
        Refusal::NothingWritten("deputy")
    );
    assert_eq!(
        play.refused("10:06", marked(Mark::ViewsConveyed { by: empty() })),
        Refusal::NothingWritten("views conveyed")
    );
    let interest =
        Act::Declared { seat: "head".into(), item: None, interest: empty(), handling: Handling::Noted };
    assert_eq!(play.refused("10:06", interest), Refusal::NothingWritten("declaration"));
    let agreed = |result| Act::AgreedLastMinutes { result };
    assert_eq!(
        play.refused("10:06", agreed(LastMinutes::AgreedAsAmended { amendment: empty() })),
        Refusal::NothingWritten("amendment")
    );
    assert_eq!(
        play.refused("10:06", agreed(LastMinutes::NotAgreed { why: empty() })),
        Refusal::NeedsReason("not agreeing the minutes")
    );
}

#[test]
fn an_action_has_one_lead_and_a_date_or_neither_until_next_time() {
    let mut play = Play::begun();
    let action = |what: &str, lead: Option<&str>, due| Act::Recorded {
        item: "budget".into(),
        body: Body::Action {
            id: "EXEC-26-021".into(),
            what: what.into(),
            lead: lead.map(Into::into),
            due,
            with: vec![],
            tags: vec![],
        },
    };
    let on = Due::On("2026-12-11".parse().unwrap());
    assert_eq!(play.refused("10:05", action("", Some("manager"), on)), Refusal::NothingWritten("action"));
    assert_eq!(play.refused("10:05", action("do it", None, on)), Refusal::NoLead);
    play.act("10:06", action("do it", None, Due::ToBeSet));
}

#[test]
fn a_line_is_changed_taken_out_and_positioned_only_while_it_is_there() {
    let mut play = Play::begun();
    let record = play.decide("10:05", "budget", Outcome::Agreed, "");
    let police = |record: &EntryId, position| positioned(record, "police", position);
    play.act("10:06", police(&record, Some(Position::Dissents)));
    assert_eq!(play.meeting.state().record(&record).unwrap().positions.len(), 1);
    play.act("10:07", police(&record, None));
    assert!(play.meeting.state().record(&record).unwrap().positions.is_empty());
    let note = Body::Note { text: "only a note".into() };
    play.act("10:08", Act::Amended { record: record.clone(), body: note.clone() });
    let changed = play.meeting.state().record(&record).unwrap();
    assert_eq!((changed.amended, changed.at, &changed.body), (true, at("10:05"), &note));
    play.act("10:09", Act::Removed { record: record.clone() });
    for act in [
        Act::Removed { record: record.clone() },
        Act::Amended { record: record.clone(), body: note },
        police(&record, None),
    ] {
        assert_eq!(play.refused("10:10", act), Refusal::NoRecord);
    }
}

#[test]
fn only_open_actions_of_the_group_are_reviewed_and_changes_need_a_reason() {
    let mut play = Play::begun();
    let review = |id: &str, review| Act::Reviewed { action: id.into(), review };
    let done = |evidence: &str| Review::Done { evidence: evidence.into(), level: Level::Done };
    assert_eq!(
        play.refused("10:05", review("SOG-26-001", done("x"))),
        Refusal::NoAction("SOG-26-001".into())
    );
    let id = "EXEC-26-011";
    let evidence = Refusal::NothingWritten("evidence that it was done");
    assert_eq!(play.refused("10:05", review(id, done(""))), evidence);
    let progress = Review::Progress { text: String::new() };
    assert_eq!(play.refused("10:05", review(id, progress)), Refusal::NothingWritten("progress"));
    let moved = Review::Moved { to: Due::ToBeSet, why: String::new() };
    assert_eq!(play.refused("10:05", review(id, moved)), Refusal::NeedsReason("a new date"));
    let dropped = Review::Dropped { why: String::new() };
    assert_eq!(play.refused("10:05", review(id, dropped)), Refusal::NeedsReason("dropping an action"));
    play.act("10:06", review(id, Review::Reassigned { lead: "head".into(), why: String::new() }));
    play.act("10:07", review(id, done("seen")));
    assert_eq!(play.meeting.state().review_of(&id.into()).unwrap().review, done("seen"));
}

#[test]
fn only_people_with_a_seat_who_are_here_leave_or_withdraw() {
    let mut play = Play::begun();
    let nobody = || PostId::from("nobody");
    for act in [
        Act::Marked { seat: nobody(), mark: Mark::Present, since: None },
        Act::Left { seat: nobody(), when: None },
        Act::Returned { seat: nobody() },
        Act::Chaired { seat: nobody() },
        Act::Withdrew { seat: nobody(), item: "budget".into(), interest: "x".into() },
        Act::Declared { seat: nobody(), item: None, interest: "x".into(), handling: Handling::Noted },
    ] {
        assert_eq!(play.refused("10:05", act), Refusal::NoSeat("nobody".into()));
    }
    let absent = Refusal::NotHere("Headteacher, primary (schools)".into());
    assert_eq!(play.refused("10:05", Act::Left { seat: "head".into(), when: None }), absent);
    let withdrew = |item: &str, interest: &str| Act::Withdrew {
        seat: "police-dsp".into(),
        item: item.into(),
        interest: interest.into(),
    };
    assert_eq!(play.refused("10:05", withdrew("nothing", "x")), Refusal::NoItem("nothing".into()));
    assert_eq!(play.refused("10:05", withdrew("budget", "")), Refusal::NeedsReason("a withdrawal"));
    play.act("10:06", withdrew("budget", "a trustee"));
}
