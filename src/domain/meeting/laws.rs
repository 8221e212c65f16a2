//! The laws a journal keeps, over meetings made up at random: replaying it gives the same meeting, and
//! undoing everything and redoing everything gives the same state.

use super::example::{WRITER, at, decision, item, positioned, sitting};
use super::*;
use crate::base::stamp::Stamp;
use crate::domain::action::Due;
use crate::domain::agenda::Purpose;
use chrono::TimeDelta;
use proptest::prelude::*;

const ITEMS: [&str; 8] =
    ["welcome", "last-minutes", "dashboard", "budget", "forward", "inputs", "close", "nothing"];
const SEATS: [&str; 5] = ["council-dsp", "police-dsp", "icb-dsp", "head", "nobody"];

/// One gesture to try: what kind, and numbers to choose with. Many are refused, as slips are.
type Try = (u8, usize, usize, bool);

fn tries() -> impl Strategy<Value = Vec<(bool, Try)>> {
    prop::collection::vec((any::<bool>(), (0u8..24, 0usize..40, 0usize..40, any::<bool>())), 0..60)
}

fn act(meeting: &Meeting, writer: &str, (kind, a, b, flag): Try) -> Act {
    let item_id = || ItemId::from(ITEMS[a % ITEMS.len()]);
    let seat = || PostId::from(SEATS[a % SEATS.len()]);
    let record = || {
        let entries = meeting.entries();
        entries[b % entries.len()].id.clone()
    };
    let text = || if flag { format!("text {b}") } else { String::new() };
    match kind {
        0 => Act::Began,
        1 => Act::Marked { seat: seat(), mark: mark(b), since: None },
        2 => Act::Left { seat: seat(), when: None },
        3 => Act::Returned { seat: seat() },
        4 => Act::Withdrew { seat: seat(), item: item_id(), interest: "an interest".into() },
        5 => Act::Joined {
            seat: Box::new(Seat { id: format!("guest-{}", a % 3).as_str().into(), ..Seat::default() }),
        },
        6 => Act::Chaired { seat: seat() },
        7 => Act::Declared {
            seat: seat(),
            item: flag.then(item_id),
            interest: text(),
            handling: Handling::Noted,
        },
        8 => Act::AgreedLastMinutes { result: LastMinutes::Agreed },
        9 | 10 => Act::Turned { to: item_id(), done: flag },
        11 => Act::Deferred { item: item_id(), to: "next".into(), meeting: None, why: text() },
        12 => Act::Added {
            item: Box::new(item(&format!("extra-{}", a % 3), "Extra", Purpose::Note, 5)),
            allowed_by: seat(),
            why: text(),
        },
        13 => Act::TakenTogether { items: vec![item_id()] },
        14 => Act::Recorded { item: item_id(), body: Body::Note { text: text() } },
        15 => Act::Recorded { item: item_id(), body: decision(Outcome::ALL[b % 6], &text()) },
        16 => {
            let id = meeting.next_action_id();
            let body =
                Body::Action { id, what: text(), lead: None, due: Due::ToBeSet, with: vec![], tags: vec![] };
            Act::Recorded { item: item_id(), body }
        }
        17 if flag => Act::Removed { record: record() },
        17 => Act::Amended { record: record(), body: Body::Risk { text: "a risk".into() } },
        18 => positioned(&record(), "police", flag.then_some(Position::Dissents)),
        19 => Act::Reviewed { action: "EXEC-26-011".into(), review: Review::Progress { text: text() } },
        20 => match meeting.undoable(writer) {
            Some(entry) => Act::Struck { entry: entry.id.clone() },
            None => Act::Ended,
        },
        21 => {
            let path = "meetings/executive/minutes.md".into();
            Act::Wrote { path, sha256: crate::base::hash::Sha256::of(text().as_bytes()), others: vec![] }
        }
        22 => Act::Renumbered { record: record(), to: format!("EXEC-26-{:03}", 20 + a % 9).as_str().into() },
        _ => match meeting.redoable(writer) {
            Some(entry) => Act::Restored { entry: entry.id.clone() },
            None => Act::Ended,
        },
    }
}

fn mark(n: usize) -> Mark {
    match n % 5 {
        0 | 1 => Mark::Present,
        2 => Mark::Apologies,
        3 => Mark::Deputy { who: "somebody".into() },
        _ => Mark::Unheard,
    }
}

fn opened() -> Meeting {
    let act = Act::Opened { sitting: Box::new(sitting()), agenda_sha256: None };
    let entry = Entry { id: EntryId { writer: WRITER.into(), seq: 1 }, at: at("09:50"), act };
    Meeting::replay(vec![entry]).expect("it was opened")
}

/// Plays what is allowed; two writers, a gesture every twenty seconds.
fn played(tries: &[(bool, Try)]) -> (Meeting, Stamp) {
    let (mut meeting, mut now) = (opened(), at("09:55"));
    for (second, attempt) in tries {
        now += TimeDelta::seconds(20);
        let writer = if *second { "clerk" } else { WRITER };
        let before = meeting.clone();
        let act = act(&meeting, writer, *attempt);
        if let Err(refusal) = meeting.enter(writer, now, act) {
            assert_eq!(meeting, before, "a refusal changes nothing");
            assert!(!refusal.to_string().is_empty());
        }
    }
    (meeting, now)
}

proptest! {
    #[test]
    fn replaying_a_journal_in_any_order_gives_the_same_meeting(tries in tries(), turn in 0usize..60) {
        let (meeting, now) = played(&tries);
        let mut entries = meeting.entries().to_vec();
        prop_assert_eq!(&Meeting::replay(entries.clone()).unwrap(), &meeting);
        let by = turn % entries.len();
        entries.rotate_left(by);
        entries.reverse();
        prop_assert_eq!(&Meeting::replay(entries).unwrap(), &meeting);
        prop_assert_eq!(meeting.forecast(now).is_some(), meeting.state().began.is_some());
    }

    #[test]
    fn two_machines_come_to_the_same_meeting_and_nothing_recorded_is_lost(
        tries in tries(), hears in prop::collection::vec(any::<(bool, bool)>(), 60), skew in -300i64..300,
    ) {
        let (mut chair, mut clerk) = (opened(), opened());
        let (mut now, mut refused) = (at("09:55"), 0);
        for ((second, attempt), hear) in tries.iter().zip(&hears) {
            now += TimeDelta::seconds(20);
            // The clerk's clock is wrong.
            let (writer, meeting, at) = match second {
                true => ("clerk", &mut clerk, now + TimeDelta::seconds(skew)),
                false => (WRITER, &mut chair, now),
            };
            let act = act(meeting, writer, *attempt);
            refused += usize::from(meeting.enter(writer, at, act).is_err());
            if hear.0 {
                chair.take_in(clerk.entries().to_vec());
            }
            if hear.1 {
                clerk.take_in(chair.entries().to_vec());
            }
        }
        chair.take_in(clerk.entries().to_vec());
        clerk.take_in(chair.entries().to_vec());
        prop_assert_eq!(&chair, &clerk);
        prop_assert_eq!(chair.entries().len(), 1 + tries.len().min(hears.len()) - refused);
        let mut given: Vec<ActionId> = Vec::new();
        for record in &chair.state().records {
            if let Body::Action { id, .. } = &record.body {
                prop_assert!(!given.contains(id), "{} is given twice", id);
                given.push(id.clone());
            }
        }
    }

    #[test]
    fn undoing_everything_and_redoing_everything_gives_the_same_state(tries in tries()) {
        // One writer: with two, what one undoes may be what the other's gestures stood on.
        let alone: Vec<(bool, Try)> = tries.into_iter().map(|(_, t)| (false, t)).collect();
        let (mut meeting, now) = played(&alone);
        let (state, steps) = (meeting.state().clone(), meeting.undo_list(WRITER).len());
        for _ in 0..steps {
            let entry = meeting.undoable(WRITER).unwrap().id.clone();
            meeting.enter(WRITER, now, Act::Struck { entry }).unwrap();
        }
        let fresh = opened();
        prop_assert_eq!(meeting.state(), fresh.state());
        for _ in 0..steps {
            let entry = meeting.redoable(WRITER).unwrap().id.clone();
            meeting.enter(WRITER, now, Act::Restored { entry }).unwrap();
        }
        prop_assert_eq!(meeting.state(), &state);
    }

    #[test]
    fn whatever_happens_the_state_makes_sense(tries in tries()) {
        let (meeting, now) = played(&tries);
        let state = meeting.state();
        let running: Vec<&ItemId> = state
            .items
            .iter()
            .filter(|i| i.spells.iter().any(|s| s.to.is_none()))
            .map(|i| &i.item.id)
            .collect();
        prop_assert_eq!(running, state.in_hand.iter().collect::<Vec<_>>(), "only the item in hand runs");
        prop_assert!(state.began.is_some() || (state.in_hand.is_none() && state.ended.is_none()));
        prop_assert!(state.ended.is_none() || state.in_hand.is_none());
        let spent: i64 = state.items.iter().map(|i| meeting.spent(i, now)).sum();
        let whole = state.began.map_or(0, |began| (state.ended.unwrap_or(now) - began).num_seconds());
        prop_assert!(spent <= whole, "items took {} seconds of {}", spent, whole);
        prop_assert!(state.records.iter().all(|r| state.item(&r.item).is_some()));
        let mut given: Vec<&str> = meeting
            .entries()
            .iter()
            .filter_map(|e| match &e.act {
                Act::Recorded { body: Body::Action { id, .. }, .. } => Some(id.as_str()),
                _ => None,
            })
            .collect();
        let all = given.len();
        given.sort_unstable();
        given.dedup();
        prop_assert_eq!(given.len(), all, "no number is given twice");
    }
}
