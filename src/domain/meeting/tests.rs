//! How a meeting goes: attendance, quorum, order of items, clocks, undo. What is refused is in `refusals`,
//! the laws that hold of every meeting are in `laws`.

use super::example::{Play, WRITER, added, at, deferred, item, sitting, together, turned};
use super::*;
use crate::base::length::Minutes;
use crate::domain::action::Due;
use crate::domain::agenda::{Item, Purpose};
use crate::domain::issued::NextMeeting;
use crate::domain::partnership::Deputies;
use crate::domain::quorum::QuorumRule;

fn quorate(play: &Play, time: &str, item: Option<&str>) -> Option<bool> {
    play.meeting.verdict(at(time), item.map(ItemId::from).as_ref()).met
}

#[test]
fn somebody_heard_during_the_first_item_was_there_from_the_start() {
    let mut play = Play::begun();
    play.mark("10:03", "head", Mark::Present);
    let presence = |play: &Play, seat: &str| play.meeting.state().attendance.of(&seat.into());
    assert_eq!(presence(&play, "head").came_late(at("10:00")), None);
    play.turn("10:05", "declarations");
    play.mark("10:12", "lead-member", Mark::Observer);
    assert_eq!(presence(&play, "lead-member").came_late(at("10:00")), Some(at("10:12")));
    let guest = Seat { id: "guest".into(), name: Some("Guest".into()), ..Seat::default() };
    play.act("10:20", Act::Joined { seat: Box::new(guest) });
    assert_eq!(presence(&play, "guest").came_late(at("10:00")), Some(at("10:20")));
    // A time that is given is taken at its word.
    let since = Some(at("10:08"));
    play.act("10:21", Act::Marked { seat: "lead-member".into(), mark: Mark::Observer, since });
    assert_eq!(presence(&play, "lead-member").came_late(at("10:00")), Some(at("10:08")));
}

#[test]
fn apologies_sent_beforehand_stand_until_the_roll_call_says_otherwise() {
    let mut play = Play::opened(sitting());
    let mark = |play: &Play| play.meeting.state().attendance.of(&"head".into()).mark;
    assert_eq!(mark(&play), Mark::Apologies);
    play.act("10:00", Act::Began);
    play.mark("10:01", "head", Mark::Present);
    assert_eq!(mark(&play), Mark::Present);
}

#[test]
fn a_second_writer_opening_the_file_does_not_undo_the_roll_call() {
    let mut play = Play::begun();
    play.mark("10:02", "head", Mark::Present);
    let before = play.meeting.state().clone();
    play.meeting
        .enter("clerk", at("10:30"), Act::Opened { sitting: Box::new(sitting()), agenda_sha256: None })
        .unwrap();
    assert_eq!(*play.meeting.state(), before);
    let replayed = Meeting::replay(play.meeting.entries().to_vec()).unwrap();
    assert_eq!(replayed, play.meeting);
}

#[test]
fn the_quorum_is_counted_for_each_item() {
    let mut play = Play::begun();
    play.turn("10:05", "budget");
    let (seat, item) = ("police-dsp".into(), "budget".into());
    play.act("10:06", Act::Withdrew { seat, item, interest: "a trustee".into() });
    assert_eq!(quorate(&play, "10:07", Some("budget")), Some(false));
    assert_eq!(quorate(&play, "10:07", None), Some(true));
    let record = play.decide("10:07", "budget", Outcome::Agreed, "");
    assert!(play.meeting.provisional(play.meeting.state().record(&record).unwrap()));
    play.turn("10:10", "forward");
    assert_eq!(quorate(&play, "10:10", Some("forward")), Some(true));
    // The decision stays provisional, and the withdrawal resumes when the item is come back to.
    assert!(play.meeting.provisional(play.meeting.state().record(&record).unwrap()));
    play.turn("10:15", "budget");
    assert_eq!(quorate(&play, "10:16", Some("budget")), Some(false));
    play.act("10:17", Act::Returned { seat: "police-dsp".into() });
    assert_eq!(quorate(&play, "10:17", Some("budget")), Some(true));
}

#[test]
fn a_decision_taken_when_a_partner_had_left_is_provisional_and_after_the_return_is_not() {
    let mut play = Play::begun();
    play.act("10:05", Act::Left { seat: "icb-dsp".into(), when: None });
    let first = play.decide("10:06", "budget", Outcome::Agreed, "");
    play.act("10:07", Act::Returned { seat: "icb-dsp".into() });
    let second = play.decide("10:08", "budget", Outcome::Agreed, "");
    let provisional = |id| play.meeting.provisional(play.meeting.state().record(id).unwrap());
    assert!(provisional(&first) && !provisional(&second));
}

#[test]
fn a_deputy_counts_unless_deputies_are_not_accepted() {
    let deputy = Mark::Deputy { who: "Supt Rees".into() };
    let mut play = Play::begun();
    play.mark("10:02", "police-dsp", deputy.clone());
    assert_eq!(quorate(&play, "10:03", None), Some(true));
    let police = play.meeting.sitting().agencies[1].clone();
    assert_eq!(play.meeting.represented(&police, at("10:03"), None), Represented::Deputy);
    let deputies: Deputies = serde_yaml::from_str("not accepted").unwrap();
    let mut strict = Play::begun_with(Sitting { deputies, ..sitting() });
    strict.mark("10:02", "police-dsp", deputy);
    assert_eq!(quorate(&strict, "10:03", None), Some(false));
    assert_eq!(strict.meeting.represented(&police, at("10:03"), None), Represented::Absent);
    strict.mark("10:04", "police-dsp", Mark::ViewsConveyed { by: "Mary Hart".into() });
    assert_eq!(quorate(&strict, "10:05", None), Some(false));
}

#[test]
fn where_no_quorum_is_defined_nothing_is_provisional() {
    let mut play = Play::begun_with(Sitting { quorum: QuorumRule::default(), ..sitting() });
    for seat in ["council-dsp", "police-dsp", "icb-dsp"] {
        play.act("10:05", Act::Left { seat: seat.into(), when: None });
    }
    let record = play.decide("10:06", "budget", Outcome::Agreed, "");
    assert!(!play.meeting.provisional(play.meeting.state().record(&record).unwrap()));
}

#[test]
fn the_next_item_is_the_next_that_waits_and_then_any_before() {
    let mut play = Play::begun();
    let next = |play: &Play| play.meeting.next_item().map(|i| i.item.id.to_string());
    assert_eq!(next(&play).as_deref(), Some("declarations"));
    play.turn("10:05", "inputs");
    assert_eq!(next(&play).as_deref(), Some("close"));
    play.act("10:06", turned("close", true));
    assert_eq!(next(&play).as_deref(), Some("declarations"), "it goes round");
    play.act("10:07", deferred("declarations", "next", "x"));
    assert_eq!(next(&play).as_deref(), Some("last-minutes"));
    play.turn("10:08", "last-minutes");
    play.act("10:09", turned("actions", false));
    for id in ["dashboard", "budget", "forward", "reviews"] {
        play.act("10:10", deferred(id, "next", "x"));
    }
    assert_eq!(next(&play).as_deref(), Some("last-minutes"), "what was begun is come back to");
}

#[test]
fn the_order_items_were_taken_in_is_kept() {
    let mut play = Play::begun();
    play.turn("10:05", "inputs");
    play.turn("10:06", "forward");
    play.turn("10:07", "inputs");
    let taken = |id: &str| play.meeting.state().item(&id.into()).unwrap().taken;
    assert_eq!(
        (taken("welcome"), taken("inputs"), taken("forward"), taken("budget")),
        (Some(1), Some(2), Some(3), None)
    );
    assert_eq!(play.meeting.state().item(&"inputs".into()).unwrap().spells.len(), 2);
}

#[test]
fn the_next_meeting_and_the_chair_can_be_set() {
    let mut play = Play::begun();
    let next = NextMeeting { date: "2027-03-11".parse().unwrap(), ..NextMeeting::default() };
    play.act("10:05", Act::NextSet { next: next.clone() });
    play.act("10:06", Act::Chaired { seat: "police-dsp".into() });
    assert_eq!(play.meeting.state().next, Some(next));
    assert_eq!(play.meeting.state().chair, Some("police-dsp".into()));
}

#[test]
fn undo_strikes_the_last_gesture_and_redo_brings_it_back() {
    let mut play = Play::begun();
    let before = play.meeting.state().clone();
    play.note("10:05", "budget", "a note");
    let after = play.meeting.state().clone();
    play.undo("10:06");
    assert_eq!(*play.meeting.state(), before);
    play.redo("10:07");
    assert_eq!(*play.meeting.state(), after);
    // It survives a restart.
    play.undo("10:08");
    play.meeting = Meeting::replay(play.meeting.entries().to_vec()).unwrap();
    assert_eq!(*play.meeting.state(), before);
    play.redo("10:09");
    assert_eq!(*play.meeting.state(), after);
    // Something new forgets what could have been redone.
    play.undo("10:10");
    play.note("10:11", "budget", "another");
    assert!(play.meeting.redoable(WRITER).is_none());
    assert_eq!(play.meeting.undo_list(WRITER).len(), 6);
}

#[test]
fn each_writer_undoes_only_their_own() {
    let mut play = Play::begun();
    let theirs = Act::Recorded { item: "budget".into(), body: Body::Note { text: "theirs".into() } };
    play.meeting.enter("clerk", at("10:05"), theirs).unwrap();
    let mine = play.note("10:06", "budget", "mine");
    assert_eq!(play.meeting.undoable(WRITER).unwrap().id, mine);
    let entry = play.meeting.undoable("clerk").unwrap().id.clone();
    assert_eq!(entry.to_string(), "1@clerk");
    play.meeting.enter("clerk", at("10:07"), Act::Struck { entry: entry.clone() }).unwrap();
    assert_eq!(play.meeting.state().records.len(), 1);
    assert_eq!(play.meeting.undoable("clerk"), None);
    assert_eq!(play.meeting.undoable(WRITER).unwrap().id, mine);
    assert!(play.meeting.is_struck(&entry));
}

#[test]
fn only_a_standing_gesture_is_struck_and_only_a_struck_one_restored() {
    let mut play = Play::begun();
    let entry = play.note("10:05", "budget", "a note");
    let unknown = EntryId { writer: "nobody".into(), seq: 1 };
    let struck = |entry: &EntryId| Act::Struck { entry: entry.clone() };
    let restored = |entry: &EntryId| Act::Restored { entry: entry.clone() };
    assert_eq!(play.refused("10:06", struck(&unknown)), Refusal::NothingTo("undo"));
    assert_eq!(play.refused("10:06", restored(&entry)), Refusal::NothingTo("redo"));
    let strike = play.act("10:06", struck(&entry));
    assert_eq!(play.refused("10:07", struck(&entry)), Refusal::NothingTo("undo"));
    // Undoing an undo is redoing, and a meeting cannot be unopened.
    let opened = play.meeting.entries()[0].id.clone();
    assert_eq!(play.refused("10:07", struck(&strike)), Refusal::NothingTo("undo"));
    assert_eq!(play.refused("10:07", struck(&opened)), Refusal::NothingTo("undo"));
    play.act("10:08", restored(&entry));
    assert_eq!(play.meeting.state().records.len(), 1);
}

#[test]
fn an_actions_number_is_never_given_twice() {
    let mut play = Play::begun();
    assert_eq!(play.set("10:05", "budget", "first"), "EXEC-26-021");
    play.undo("10:06");
    assert_eq!(play.set("10:07", "budget", "second"), "EXEC-26-022");
    let record = play.note("10:08", "budget", "a note that becomes an action");
    let (id, what) = (play.meeting.next_action_id(), "third".to_owned());
    let body = Body::Action { id, what, lead: None, due: Due::ToBeSet, with: vec![], tags: vec![] };
    play.act("10:09", Act::Amended { record, body });
    play.undo("10:10");
    assert_eq!(play.meeting.next_action_id().as_str(), "EXEC-26-024");
}

#[test]
fn time_never_goes_backwards_in_a_journal() {
    let mut play = Play::begun();
    play.note("10:30", "budget", "late");
    play.note("10:20", "budget", "the clock was put back");
    assert_eq!(play.meeting.entries().last().unwrap().at, at("10:30"));
}

#[test]
fn an_item_over_its_time_says_by_how_much() {
    let mut play = Play::begun();
    let welcome = |play: &Play| play.meeting.state().items[0].clone();
    assert_eq!(play.meeting.over_run(&welcome(&play), at("10:05")), None);
    assert_eq!(play.meeting.over_run(&welcome(&play), at("10:05:01")), Some(1));
    play.turn("10:07", "declarations");
    play.turn("10:08", "welcome");
    play.turn("10:10", "declarations");
    assert_eq!(play.meeting.spent(&welcome(&play), at("11:00")), 9 * 60);
    assert_eq!(play.meeting.over_run(&welcome(&play), at("11:00")), Some(4 * 60));
}

#[test]
fn the_forecast_moves_with_what_is_left() {
    let mut play = Play::opened(sitting());
    assert_eq!(play.meeting.forecast(at("09:55")), None);
    play.act("10:00", Act::Began);
    let over = |play: &Play, time: &str| play.meeting.forecast(at(time)).unwrap().over();
    assert_eq!(over(&play, "10:00"), 0);
    assert_eq!(over(&play, "10:05"), 0);
    assert_eq!(over(&play, "10:08"), 3, "the item in hand has run over");
    play.act("10:08", deferred("dashboard", "next", "x"));
    assert_eq!(over(&play, "10:08"), -12, "what is put off is time to give back");
    play.act("10:08", together(&["forward", "inputs"]));
    assert_eq!(over(&play, "10:08"), -22);
    play.act("10:08", added("extra", "Extra", "urgent"));
    assert_eq!(over(&play, "10:08"), -17);
    for id in ["last-minutes", "budget"] {
        play.act("10:08", deferred(id, "next", "x"));
    }
    play.act("10:20", Act::Ended);
    let forecast = play.meeting.forecast(at("23:00")).unwrap();
    assert_eq!((forecast.planned, forecast.heading_for), (at("11:10"), at("10:20")));
    assert_eq!(forecast.over(), -50);
}

#[test]
fn a_meeting_that_began_late_still_has_its_planned_end_and_a_rehearsal_has_its_own() {
    let planned = |time: &str| {
        let mut play = Play::opened(sitting());
        play.act(time, Act::Began);
        play.meeting.forecast(at(time)).unwrap().planned
    };
    assert_eq!(planned("10:20"), at("11:10"));
    assert_eq!(planned("15:00"), at("16:10"));
}

#[test]
fn planned_starts_add_up_and_added_items_take_no_planned_time() {
    let mut play = Play::begun();
    play.act("10:05", added("extra", "Extra", "urgent"));
    let starts: Vec<String> = play.meeting.planned_starts().iter().map(ToString::to_string).collect();
    assert_eq!(
        starts,
        ["10:00", "10:05", "10:06", "10:10", "10:20", "10:35", "10:45", "10:50", "11:00", "11:05", "11:05"]
    );
}

/// A meeting of one item across a change of clocks, from the first stamp to the second.
fn across(start: &str, from: &str, to: &str) -> (i64, i64) {
    let items = vec![Item { minutes: Minutes(60), ..item("night", "Night", Purpose::Discuss, 60) }];
    let date = from[..10].parse().unwrap();
    let start: crate::base::stamp::ClockTime = start.parse().unwrap();
    let sitting = Sitting { date, start, end: start.plus(Minutes(60)), items, ..sitting() };
    let (from, to): (Stamp, Stamp) = (from.parse().unwrap(), to.parse().unwrap());
    let entry = |seq, act| Entry { id: EntryId { writer: WRITER.into(), seq }, at: from, act };
    let opened = Act::Opened { sitting: Box::new(sitting), agenda_sha256: None };
    let meeting = Meeting::replay(vec![entry(1, opened), entry(2, Act::Began)]).unwrap();
    let spent = meeting.spent(&meeting.state().items[0], to);
    (spent, meeting.forecast(to).unwrap().over())
}

#[test]
fn clocks_going_back_or_forward_do_not_touch_the_time_spent() {
    // 25 October 2026: at 02:00 summer time the clocks go back to 01:00.
    assert_eq!(across("01:30", "2026-10-25T01:30:00+01:00", "2026-10-25T01:45:00+00:00"), (75 * 60, 15));
    // 28 March 2027: at 01:00 the clocks go forward to 02:00.
    assert_eq!(across("00:50", "2027-03-28T00:50:00+00:00", "2027-03-28T02:20:00+01:00"), (30 * 60, 0));
}

#[test]
fn entries_of_two_writers_come_to_the_same_in_any_order() {
    let mut play = Play::begun();
    for (n, writer) in ["clerk", WRITER, "clerk", WRITER].into_iter().enumerate() {
        let body = Body::Note { text: format!("note {n}") };
        let act = Act::Recorded { item: "budget".into(), body };
        play.meeting.enter(writer, at("10:05"), act).unwrap();
    }
    let mut entries = play.meeting.entries().to_vec();
    entries.reverse();
    let reversed = Meeting::replay(entries.clone()).unwrap();
    entries.rotate_left(3);
    entries.push(entries[0].clone());
    assert_eq!(Meeting::replay(entries).unwrap(), reversed, "told twice is told once");
    assert_eq!(reversed.state().records.len(), 4);
    assert!(Meeting::replay(vec![]).is_none());
}

#[test]
fn what_stood_on_a_struck_entry_changes_nothing_until_it_is_restored() {
    let mut play = Play::opened(sitting());
    play.act("10:00", Act::Began);
    let clerk = |play: &mut Play, time: &str, act| play.meeting.enter("clerk", at(time), act).unwrap();
    clerk(&mut play, "10:05", turned("dashboard", true));
    play.undo("10:06");
    assert_eq!((play.meeting.state().began, &play.meeting.state().in_hand), (None, &None));
    play.redo("10:07");
    assert_eq!(play.meeting.state().in_hand, Some("dashboard".into()));
    play.act("10:08", added("letter", "Letter", "urgent"));
    let (item, body) = ("letter".into(), Body::Note { text: "theirs".into() });
    clerk(&mut play, "10:09", Act::Recorded { item, body });
    play.undo("10:10");
    assert!(play.meeting.state().records.is_empty());
    play.redo("10:11");
    assert_eq!(play.meeting.state().records.len(), 1);
}

#[test]
fn an_interest_on_the_register_is_shown_until_it_is_declared() {
    use crate::domain::partnership::Interest;
    let mut from = sitting();
    for seat in from.seats.iter_mut().filter(|s| s.id.as_str() == "police-dsp") {
        seat.interests = vec![Interest { what: "sits on a board".into(), tags: vec!["money".into()] }];
    }
    for item in from.items.iter_mut().filter(|i| i.id.as_str() == "budget") {
        item.tags = vec!["money".into()];
    }
    let mut play = Play::begun_with(from);
    let touched = |play: &Play, item: &str| {
        let item = play.meeting.state().item(&item.into()).unwrap();
        play.meeting.undeclared(item).iter().map(|(seat, _)| seat.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(touched(&play, "budget"), ["police-dsp"]);
    assert!(touched(&play, "welcome").is_empty());
    play.mark("10:02", "police-dsp", Mark::Deputy { who: "Supt".into() });
    assert!(touched(&play, "budget").is_empty(), "a deputy does not bring the member's interests");
    play.mark("10:03", "police-dsp", Mark::Present);
    let (seat, interest) = ("police-dsp".into(), "sits on a board".into());
    play.act(
        "10:04",
        Act::Declared { seat, item: Some("budget".into()), interest, handling: Handling::Noted },
    );
    assert!(touched(&play, "budget").is_empty());
}

#[test]
fn an_act_comes_after_all_that_its_writer_had_seen_whatever_the_clocks_say() {
    let mut chair = Play::begun().meeting;
    let mut clerk = chair.clone();
    let note = |text: &str| Act::Recorded { item: "budget".into(), body: Body::Note { text: text.into() } };
    let record = chair.enter("chair", at("10:20"), note("typed by a fast clock")).unwrap().id;
    clerk.take_in(chair.entries().to_vec());
    let body = Body::Note { text: "put right by a slow clock".into() };
    clerk.enter("clerk", at("10:05"), Act::Amended { record, body }).unwrap();
    chair.take_in(clerk.entries().to_vec());
    let texts: Vec<&str> = chair.state().records.iter().map(|r| r.body.text()).collect();
    assert_eq!(texts, ["put right by a slow clock"]);
}

#[test]
fn guests_and_items_added_on_two_machines_are_all_kept() {
    let mut chair = Play::begun().meeting;
    let mut clerk = chair.clone();
    let guest =
        |name: &str| Act::Joined { seat: Box::new(Seat { name: Some(name.into()), ..Seat::default() }) };
    let added = |title: &str| Act::Added {
        item: Box::new(crate::domain::agenda::Item { title: title.into(), ..Default::default() }),
        allowed_by: "icb-dsp".into(),
        why: "it came late".into(),
    };
    for (meeting, writer, name) in [(&mut chair, "chair", "Maya"), (&mut clerk, "clerk", "Tom")] {
        meeting.enter(writer, at("10:10"), guest(name)).unwrap();
        meeting.enter(writer, at("10:11"), added(name)).unwrap();
    }
    chair.take_in(clerk.entries().to_vec());
    let late: Vec<(&str, &str)> = chair
        .state()
        .items
        .iter()
        .filter(|i| i.late.is_some())
        .map(|i| (i.no.as_str(), i.item.title.as_str()))
        .collect();
    assert_eq!(late, [("AOB 1", "Maya"), ("AOB 2", "Tom")]);
    let guests = chair.state().seats.iter().filter(|s| ["Maya", "Tom"].contains(&s.said())).count();
    assert_eq!(guests, 2);
}

#[test]
fn a_meeting_starts_from_its_file_as_it_was_last_seen_before_it_began() {
    let opened = |writer: &str, time: &str, place: &str| Entry {
        id: EntryId { writer: writer.into(), seq: 1 },
        at: at(time),
        act: Act::Opened {
            sitting: Box::new(Sitting { place: place.into(), ..sitting() }),
            agenda_sha256: None,
        },
    };
    let began = Entry { id: EntryId { writer: "chair".into(), seq: 2 }, at: at("10:00"), act: Act::Began };
    let entries = vec![
        opened("chair", "09:50", "in the hall"),
        opened("clerk", "09:55", "in the library"),
        began,
        opened("late", "10:20", "nowhere"),
    ];
    assert_eq!(Meeting::replay(entries).unwrap().sitting().place, "in the library");
}
