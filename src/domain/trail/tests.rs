//! What the trail tells, and that nothing of a higher tier is in it.

use super::*;
use crate::domain::action::Due;
use crate::domain::agenda::{Item, Purpose};
use crate::domain::meeting::example::{Play, WRITER, decision, item, positioned, sitting, turned};
use crate::domain::meeting::{Handling, Mark, Outcome, Position, Review};

fn told(play: &Play, id: &EntryId) -> Told {
    let rows = trail(&play.meeting, Tier::Partners);
    rows.into_iter().find(|row| &row.id == id).unwrap().told.expect("it may be seen")
}

fn is(what: &str, from: &str, to: &str, why: &str) -> Told {
    Told { what: what.into(), from: from.into(), to: to.into(), why: why.into() }
}

#[test]
fn an_act_says_what_it_was_before_what_it_became_and_why() {
    let mut play = Play::begun();
    let present = play.mark("10:02", "head", Mark::Present);
    assert_eq!(
        told(&play, &present),
        is("the roll call: Headteacher, primary (schools)", "apologies", "present", "")
    );
    let turned = play.turn("10:05", "budget");
    assert_eq!(told(&play, &turned), is("going to item 6", "item 1", "", ""));
    let decided = play.decide("10:06", "budget", Outcome::Agreed, "to fund the pilot");
    assert_eq!(told(&play, &decided), is("the decision on item 6", "", "agreed: to fund the pilot", ""));
    let body = decision(Outcome::NotAgreed, "to fund the pilot");
    let amended = play.act("10:07", Act::Amended { record: decided.clone(), body });
    let (from, to) = ("agreed: to fund the pilot", "not agreed: to fund the pilot");
    assert_eq!(told(&play, &amended), is("the change to the decision on item 6", from, to, ""));
    play.position("10:08", &decided, "police", Some(Position::Agrees));
    let moved = play.act("10:09", positioned(&decided, "police", Some(Position::Dissents)));
    assert_eq!(
        told(&play, &moved),
        is("where partners stand on the decision on item 6", "police agrees", "police dissents", "")
    );
    let review = Review::Moved { to: Due::On("2027-01-29".parse().unwrap()), why: "asked for".into() };
    play.turn("10:10", "actions");
    let reviewed = play.act("10:11", Act::Reviewed { action: "EXEC-26-011".into(), review });
    let told = told(&play, &reviewed);
    assert_eq!((told.to.as_str(), told.why.as_str()), ("2027-01-29", "asked for"));
    assert!(!told.from.is_empty());
}

#[test]
fn struck_acts_are_there_and_shown_as_struck() {
    let mut play = Play::begun();
    let note = play.note("10:02", "welcome", "Said in error.");
    play.undo("10:03");
    let rows = trail(&play.meeting, Tier::Partners);
    let row = rows.iter().find(|row| row.id == note).unwrap();
    assert!(row.struck && row.told.as_ref().unwrap().to == "Said in error.");
    let last = rows.last().unwrap();
    assert_eq!(last.told.as_ref().unwrap().what, "taking back the note on item 1, 10:02");
    assert!(!last.struck);
    assert_eq!(rows.len(), play.meeting.entries().len());
    play.redo("10:04");
    let rows = trail(&play.meeting, Tier::Partners);
    assert!(!rows.iter().any(|row| row.struck));
}

#[test]
fn an_act_in_circles_ends() {
    let mut entries = Play::begun().meeting.entries().to_vec();
    let id = EntryId { writer: WRITER.into(), seq: 99 };
    let at = entries.last().unwrap().at;
    entries.push(Entry { id: id.clone(), at, act: Act::Struck { entry: id.clone() } });
    let meeting = Meeting::replay(entries).unwrap();
    assert_eq!(
        trail(&meeting, Tier::Restricted).last().unwrap().told.as_ref().unwrap().what,
        "taking back act 99@chair"
    );
    assert!(!meeting.said(&Act::Struck { entry: id }).is_empty());
}

/// A meeting with a word planted in every act under a restricted item, and taken back in every way.
fn planted(word: &str) -> Play {
    let text = || word.to_owned();
    let hidden = Item { tier: Tier::Restricted, ..item("hidden", word, Purpose::Note, 10) };
    let mut from = sitting();
    from.items.insert(2, hidden.clone());
    from.items.insert(3, Item { id: "other".into(), ..hidden });
    let open = from.items.iter().find(|i| i.id.as_str() == "budget").unwrap().clone();
    let mut play = Play::begun_with(from);
    let (seat, interest) = ("police-dsp".into(), text());
    play.act(
        "10:03",
        Act::Declared { seat, item: Some("hidden".into()), interest, handling: Handling::Noted },
    );
    play.turn("10:04", "hidden");
    let review = || Review::Progress { text: text() };
    // Said while the hidden item is in hand, of an action that is not hidden; and all of it taken back.
    play.act("10:05", Act::Reviewed { action: "EXEC-26-011".into(), review: review() });
    play.undo("10:05");
    play.undo("10:05");
    play.turn("10:06", "hidden");
    play.act("10:06", Act::Withdrew { seat: "icb-dsp".into(), item: "hidden".into(), interest: text() });
    play.note("10:06", "hidden", word);
    let decided = play.record("10:07", "hidden", decision(Outcome::Agreed, word));
    play.act("10:07", Act::Amended { record: decided.clone(), body: decision(Outcome::NotAgreed, word) });
    play.position("10:07", &decided, "icb", Some(Position::Dissents));
    play.act("10:07", Act::Corrected { find: text(), with: format!("{word}-2") });
    play.act("10:08", Act::Removed { record: decided });
    play.undo("10:08");
    // A line of an open item, first said openly, then kept to the restricted set, changed there, and let go again.
    play.turn("10:09", open.id.as_str());
    let record = play.note("10:10", open.id.as_str(), word);
    play.act("10:11", Act::Restricted { record: record.clone(), restricted: true });
    play.act("10:12", Act::Amended { record: record.clone(), body: Body::Note { text: text() } });
    play.act(
        "10:12",
        Act::Amended { record: record.clone(), body: Body::Note { text: "Fit to be read.".into() } },
    );
    play.act("10:13", Act::Restricted { record, restricted: false });
    let late = Item { tier: Tier::Restricted, ..item("late", word, Purpose::Note, 5) };
    play.act("10:14", Act::Added { item: Box::new(late), allowed_by: "icb-dsp".into(), why: text() });
    play.note("10:15", "late", word);
    play.undo("10:16");
    play.undo("10:16");
    play.act("10:17", Act::TakenTogether { items: vec!["other".into(), "forward".into()] });
    play.act("10:18", turned("close", false));
    play
}

#[test]
fn nothing_of_a_restricted_item_is_in_a_lower_trail() {
    let play = planted("CANARY");
    for tier in [Tier::Open, Tier::Partners] {
        let rows = trail(&play.meeting, tier);
        assert_eq!(rows.len(), play.meeting.entries().len(), "every act keeps its place");
        for row in &rows {
            assert!(!format!("{row:?}").contains("CANARY"), "{row:?}");
        }
        assert!(rows.iter().filter(|row| row.told.is_none()).count() > 12);
        for entry in play.meeting.entries() {
            let named = named(&play.meeting, entry, tier).unwrap_or_default();
            assert!(!named.contains("CANARY"), "{named}");
        }
    }
    let all = trail(&play.meeting, Tier::Restricted);
    assert!(all.iter().all(|row| row.told.is_some()));
    assert!(format!("{all:?}").matches("CANARY").count() > 12);
}

#[test]
fn what_is_noted_together_is_told_of_the_items_that_may_be_named() {
    let play = planted("CANARY");
    let rows = trail(&play.meeting, Tier::Partners);
    let together =
        rows.iter().filter_map(|row| row.told.as_ref()).find(|told| told.what.contains("together"));
    assert_eq!(together.unwrap().what.matches(" and ").count(), 0);
}

#[test]
fn a_name_holds_none_of_the_words_people_typed() {
    let mut play = Play::begun();
    let id = play.note("10:02", "welcome", "SPARROW");
    let entry = play.meeting.entry(&id).unwrap().clone();
    assert_eq!(named(&play.meeting, &entry, Tier::Restricted).unwrap(), "the note on item 1");
}
