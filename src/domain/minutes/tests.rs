//! Whole minutes: every kind of sentence in its place, and nothing of a hidden item anywhere.

use super::*;
use crate::base::id::MeetingId;
use crate::domain::action::{Action, Due, Level};
use crate::domain::agenda::{Item, Purpose};
use crate::domain::meeting::example::{Play, at, item, sitting};
use crate::domain::meeting::{Act, Handling, LastMinutes, Mark, Position, Review, Sitting};
use crate::domain::quorum::QuorumRule;

fn partners(play: &Play) -> Minutes {
    Minutes::draft(&play.meeting, Tier::Partners, at("12:30"))
}

fn here<'a>(minutes: &'a Minutes, id: &str) -> &'a ItemMinute {
    let found = minutes.items.iter().find_map(|m| match m {
        Minute::Here(item) if item.id.as_str() == id => Some(item),
        _ => None,
    });
    found.expect("the item is minuted here")
}

/// Everything said in an item's minute, a line each.
fn said(minutes: &Minutes, id: &str) -> Vec<String> {
    let line = |b: &Block| match b {
        Block::Said(text) | Block::Note(text) => text.clone(),
        Block::Decision { label, said, positions } => {
            format!("{label}: {said}{}", positions.as_ref().map(|p| format!(" {p}")).unwrap_or_default())
        }
        Block::Labelled { label, said } => format!("{label}: {said}"),
        Block::Reviewed(line) => format!("{} {} {}", line.id, line.what, line.said.join(" ")),
        Block::Action(line) => format!("{} {} {} {}", line.id, line.what, line.lead, line.due),
    };
    here(minutes, id).blocks.iter().map(line).collect()
}

fn attended(minutes: &Minutes, post: &str) -> String {
    let rows = minutes.attendance.iter().flat_map(|g| &g.rows);
    rows.filter(|r| r.post == post).map(|r| r.attended.clone()).collect()
}

fn end(play: &mut Play) {
    for (item, minute) in [("last-minutes", "11:55"), ("budget", "11:56")] {
        if play.meeting.state().item(&item.into()).is_some_and(|i| !play.meeting.state().has_outcome(i)) {
            let (to, why) = ("next meeting".to_owned(), "there was no time".to_owned());
            play.act(minute, Act::Deferred { item: item.into(), to, meeting: None, why });
        }
    }
    play.act("12:00", Act::Ended);
}

#[test]
fn the_heading_gives_the_facts_and_the_real_times() {
    let mut play = Play::begun();
    let draft = partners(&play);
    assert_eq!(draft.heading.time, "from 10:00 (planned 10:00 to 11:10)");
    assert_eq!((draft.status().to_string().as_str(), draft.version()), ("Draft", 1));
    end(&mut play);
    let minutes = partners(&play);
    assert_eq!(minutes.heading.time, "10:00 to 12:00 (planned 10:00 to 11:10)");
    assert_eq!(minutes.heading.date, "Thu 3 Dec 2026");
    assert_eq!(minutes.heading.chair, "Nia Orme, ICB");
    assert_eq!(minutes.heading.minute_taker, "Helen Frost, council");
    assert_eq!(minutes.closed.as_deref(), Some("The meeting closed at 12:00."));
    assert_eq!(minutes.next, "The next meeting is on Thu 4 Mar 2027 at 10:00, Microsoft Teams.");
}

#[test]
fn whoever_took_the_chair_is_named_and_so_is_the_one_planned() {
    let mut play = Play::begun();
    play.act("10:02", Act::Chaired { seat: "council-dsp".into() });
    play.turn("10:10", "declarations");
    play.act("10:40", Act::Chaired { seat: "police-dsp".into() });
    let said = partners(&play).heading.chair;
    assert_eq!(said, "Mary Hart, council (in place of Nia Orme, ICB); Gwyn Dale, police from 10:40");
}

#[test]
fn attendance_is_said_in_words() {
    let mut play = Play::begun();
    play.turn("10:10", "declarations");
    play.mark("10:12", "head", Mark::Present);
    play.act("10:30", Act::Left { seat: "head".into(), when: None });
    play.act("10:45", Act::Returned { seat: "head".into() });
    play.act("11:40", Act::Left { seat: "council-dsp".into(), when: None });
    play.mark("11:41", "police-dsp", Mark::Deputy { who: "Supt Rees".into() });
    let minutes = partners(&play);
    assert_eq!(attended(&minutes, "Deputy Chief Nurse"), "Present");
    assert_eq!(attended(&minutes, "Headteacher, primary"), "Present from 10:12 to 10:30 and from 10:45");
    assert_eq!(attended(&minutes, "Executive Director, People"), "Present until 11:40");
    assert_eq!(attended(&minutes, "Chief Superintendent"), "Apologies, represented by Supt Rees");
    assert_eq!(attended(&minutes, "Lead Member for Children"), "Not recorded");
    let conveyed = Mark::ViewsConveyed { by: "Mary Hart".into() };
    for (mark, words) in [
        (Mark::Apologies, "Apologies"),
        (Mark::DidNotAttend, "Did not attend"),
        (conveyed, "Views conveyed by Mary Hart"),
        (Mark::Observer, "Observer from 11:50"),
    ] {
        play.mark("11:50", "lead-member", mark);
        assert_eq!(attended(&partners(&play), "Lead Member for Children"), words);
    }
    let titles: Vec<_> = minutes.attendance.iter().map(|g| g.title).collect();
    assert_eq!(titles, ["Members", "In attendance", "Observers"]);
}

#[test]
fn each_change_of_the_quorum_is_minuted_with_its_time_and_why() {
    let mut play = Play::begun();
    play.act("10:55", Act::Left { seat: "police-dsp".into(), when: None });
    play.act("11:05", Act::Returned { seat: "police-dsp".into() });
    assert_eq!(
        partners(&play).quorum,
        [
            "The quorum is at least one representative of each of council, police and ICB.",
            "At 10:00 the meeting was quorate: council, police and ICB represented.",
            "10:55: not quorate: police not represented.",
            "11:05: quorate: council, police and ICB represented.",
        ]
    );
    let mut quiet = Play::begun();
    end(&mut quiet);
    assert_eq!(partners(&quiet).quorum.last().unwrap(), "It remained quorate throughout.");
}

#[test]
fn a_quorum_of_numbers_gives_the_count() {
    let quorum: QuorumRule = serde_yaml::from_str("{percent: 66, of: members}").unwrap();
    let play = Play::begun_with(Sitting { quorum, ..sitting() });
    assert_eq!(
        partners(&play).quorum,
        [
            "The quorum is 66% of the members.",
            "At 10:00 the meeting was quorate: 3 members present and 3 needed."
        ]
    );
}

#[test]
fn without_a_defined_quorum_the_statutory_partners_are_named() {
    let silent = Sitting { quorum: QuorumRule::default(), ..sitting() };
    let mut play = Play::begun_with(silent.clone());
    assert_eq!(
        partners(&play).quorum,
        ["No quorum is defined in the arrangements; council, police and ICB were represented throughout."]
    );
    play.act("10:50", Act::Left { seat: "icb-dsp".into(), when: None });
    assert_eq!(
        partners(&play).quorum,
        [
            "No quorum is defined in the arrangements; council, police and ICB were represented at the start.",
            "10:50: ICB no longer represented.",
        ]
    );
    play.mark("10:51", "police-dsp", Mark::Apologies);
    assert!(
        partners(&play).quorum[0].ends_with("council and ICB were represented at the start, but not police.")
    );
    let empty = Play::opened(silent);
    assert_eq!(partners(&empty).quorum, ["No quorum is defined in the arrangements."]);
}

#[test]
fn declarations_name_the_item_the_interest_and_what_was_done() {
    let mut play = Play::begun();
    play.turn("10:05", "declarations");
    assert_eq!(
        said(&partners(&play), "declarations"),
        ["No interest was declared in the items recorded here."]
    );
    let declared = |item: Option<&str>, handling| Act::Declared {
        seat: "council-dsp".into(),
        item: item.map(Into::into),
        interest: "a trustee of a provider".into(),
        handling,
    };
    play.act("10:06", declared(Some("budget"), Handling::Withdrew));
    play.act("10:07", declared(None, Handling::Noted));
    assert_eq!(
        said(&partners(&play), "declarations"),
        [
            "Mary Hart (council) declared an interest in item 6, Budget: a trustee of a provider. \
             They withdrew for that item.",
            "Mary Hart (council) declared an interest: a trustee of a provider. It was noted, and they stayed.",
        ]
    );
    let everything = Minutes::draft(&Play::begun().meeting, Tier::Restricted, at("10:02"));
    assert!(said(&everything, "declarations")[0].contains("not been reached"));
}

#[test]
fn what_was_said_of_the_last_minutes_names_their_meeting() {
    let mut play = Play::begun();
    play.turn("10:05", "last-minutes");
    let of = "The minutes of the meeting of Thu 10 Sep 2026";
    assert_eq!(said(&partners(&play), "last-minutes"), [format!("{of} were not considered.")]);
    let why = "two figures disagree".to_owned();
    let results = [
        (LastMinutes::Agreed, "were agreed as a correct record."),
        (
            LastMinutes::AgreedAsAmended { amendment: "item 4, for June read July".into() },
            "were agreed as a correct record with this amendment: item 4, for June read July.",
        ),
        (LastMinutes::NotAgreed { why }, "were not agreed: two figures disagree."),
    ];
    for (result, words) in results {
        play.act("10:06", Act::AgreedLastMinutes { result });
        assert_eq!(said(&partners(&play), "last-minutes"), [format!("{of} {words}")]);
    }
}

#[test]
fn without_items_for_them_declarations_and_last_minutes_stand_at_the_front() {
    let items: Vec<Item> = vec![item("talk", "Talk", Purpose::Discuss, 10)];
    let last_meeting = Some(MeetingId::from("some-meeting"));
    let play = Play::begun_with(Sitting { items, last_meeting, ..sitting() });
    let minutes = partners(&play);
    assert_eq!(minutes.declarations, ["None were declared."]);
    assert_eq!(minutes.last_minutes.as_deref(), Some("The minutes of the last meeting were not considered."));
}

#[test]
fn an_item_says_what_was_received_and_its_phrase_where_nothing_was_typed() {
    let mut play = Play::begun();
    play.turn("10:05", "dashboard");
    let received = "Paper 5a, Quarterly dashboard, was received.";
    assert_eq!(said(&partners(&play), "dashboard"), [received, "The quarterly dashboard was received."]);
    play.note("10:06", "dashboard", "Notices fell.\n\nNobody knew why.");
    assert_eq!(said(&partners(&play), "dashboard"), [received, "Notices fell.\n\nNobody knew why."]);
    let minutes = partners(&play);
    let dashboard = here(&minutes, "dashboard");
    assert_eq!(dashboard.lead.as_deref(), Some("Helen Frost, council"));
    assert_eq!((dashboard.planned, dashboard.seconds.is_some()), (15, true));
    assert_eq!(said(&minutes, "welcome"), ["The Chair welcomed those present."]);
}

#[test]
fn decisions_carry_the_partners_positions() {
    let mut play = Play::begun();
    play.turn("10:05", "budget");
    let record = play.decide("10:06", "budget", Outcome::Agreed, "");
    for (agency, position) in [("police", Position::Abstains), ("council", Position::Agrees)] {
        play.position("10:07", &record, agency, Some(position));
    }
    assert_eq!(
        said(&partners(&play), "budget").last().unwrap(),
        "Agreed: The Executive agreed the budget for 2027/28. Council agreed; police abstained."
    );
}

#[test]
fn decisions_without_a_quorum_are_provisional_and_listed_for_the_next_meeting() {
    let mut play = Play::begun();
    play.turn("10:05", "budget");
    play.act("10:06", Act::Left { seat: "police-dsp".into(), when: None });
    play.decide("10:07", "budget", Outcome::Agreed, "");
    play.decide("10:08", "budget", Outcome::Deferred, "to March");
    let minutes = partners(&play);
    let lines = said(&minutes, "budget");
    assert!(lines.contains(
        &"Provisionally agreed: While the meeting was not quorate (police not represented), the Executive \
          provisionally agreed the budget for 2027/28; this has no effect until a quorate meeting ratifies it."
            .to_owned()
    ));
    assert_eq!(lines.last().unwrap(), "Deferred: The decision was deferred to March.");
    let ratify = &minutes.to_ratify;
    assert_eq!(ratify.len(), 1, "putting off needs no quorum");
    assert_eq!(ratify[0].minute, "6");
    assert_eq!(ratify[0].said, "Provisionally agreed: Agree the budget for 2027/28.");
}

#[test]
fn an_item_put_off_at_once_is_not_said_to_have_been_considered() {
    let mut from = sitting();
    for item in from.items.iter_mut().filter(|i| i.id.as_str() == "dashboard") {
        item.phrase = "The dashboard was considered.".into();
        item.papers.clear();
    }
    let mut play = Play::begun_with(from);
    play.turn("10:10", "dashboard");
    let (item, to, why) = ("dashboard".into(), "the next meeting".into(), "there was no time".into());
    play.act("10:11", Act::Deferred { item, to, meeting: None, why });
    assert_eq!(
        said(&partners(&play), "dashboard"),
        ["Deferred: The item was deferred to the next meeting because there was no time."]
    );
}

#[test]
fn items_deferred_not_reached_added_and_out_of_order_say_so() {
    let mut play = Play::begun();
    play.turn("10:05", "forward");
    play.turn("10:10", "dashboard");
    let mut late = item("letter", "Letter", Purpose::Note, 5);
    late.phrase = "The letter was read".into();
    let why = "A reply is due.".to_owned();
    play.act("10:20", Act::Added { item: Box::new(late), allowed_by: "council-dsp".into(), why });
    play.turn("10:21", "letter");
    end(&mut play);
    let minutes = partners(&play);
    assert_eq!(said(&minutes, "dashboard")[0], "Taken after item 7.");
    assert_eq!(said(&minutes, "inputs"), ["The item was not reached."]);
    assert_eq!(
        said(&minutes, "budget"),
        ["Deferred: The item was deferred to the next meeting because there was no time."]
    );
    assert_eq!(
        said(&minutes, "letter"),
        [
            "Added at the meeting with the agreement of Mary Hart (council) because a reply is due.",
            "The letter was read."
        ]
    );
    assert_eq!(here(&minutes, "letter").no, "AOB 1");
    assert_eq!(said(&minutes, "last-minutes").len(), 1);
}

#[test]
fn items_taken_together_name_one_another() {
    let mut play = Play::begun();
    play.act("10:02", Act::TakenTogether { items: vec!["forward".into(), "inputs".into()] });
    assert_eq!(said(&partners(&play), "inputs"), ["Items 7 and 9 were noted together without discussion."]);
    play.undo("10:03");
    play.act("10:04", Act::TakenTogether { items: vec!["inputs".into()] });
    assert_eq!(said(&partners(&play), "inputs"), ["This item was noted without discussion."]);
}

#[test]
fn a_withdrawal_is_minuted_with_its_times_within_the_item() {
    let mut play = Play::begun();
    let withdrew =
        |item: &str| Act::Withdrew { seat: "head".into(), item: item.into(), interest: "governor".into() };
    play.mark("10:02", "head", Mark::Present);
    // Said beforehand, it takes hold when the item is taken in hand.
    play.act("10:05", withdrew("dashboard"));
    play.turn("10:55", "dashboard");
    play.turn("11:05", "forward");
    play.act("11:06", withdrew("forward"));
    let minutes = partners(&play);
    assert_eq!(
        said(&minutes, "dashboard")[0],
        "Headteacher, primary (schools) withdrew for this item (governor) from 10:55 to 11:05."
    );
    assert!(said(&minutes, "forward")[0].ends_with("for this item (governor) from 11:06."));
}

#[test]
fn earlier_actions_say_what_was_said_of_each() {
    let mut play = Play::begun();
    play.turn("10:05", "actions");
    let action = "EXEC-26-011";
    let to = Due::On("2027-01-29".parse().unwrap());
    let reviews = [
        (Review::Progress { text: "a draft is out".into() }, "In progress: a draft is out."),
        (
            Review::Moved { to, why: "providers asked for changes".into() },
            "The due date was moved to Fri 29 Jan 2027 because providers asked for changes.",
        ),
        (
            Review::Moved { to: Due::ToBeSet, why: "no answer".into() },
            "The due date is to be set at the next meeting: no answer.",
        ),
        (
            Review::Reassigned { lead: "council-dsp".into(), why: String::new() },
            "The lead passed to Mary Hart (council).",
        ),
        (
            Review::Dropped { why: "it was overtaken".into() },
            "Dropped by decision of the meeting because it was overtaken.",
        ),
        (
            Review::Done { evidence: "Signed copy".into(), level: Level::Done },
            "Closed as done. Evidence: Signed copy.",
        ),
    ];
    let mut words = Vec::new();
    for (review, line) in reviews {
        play.act("10:06", Act::Reviewed { action: action.into(), review });
        words.push(line);
    }
    let lines = said(&partners(&play), "actions");
    assert_eq!(lines[1], format!("{action} Agree the sharing protocol {}", words.join(" ")));
}

#[test]
fn earlier_actions_nobody_spoke_of_are_named_once_others_were() {
    let mut sitting = sitting();
    let action = |id: &str, tier| Action { id: id.into(), tier, ..Action::default() };
    sitting.actions = vec![
        action("EXEC-26-011", Tier::Partners),
        action("EXEC-26-012", Tier::Restricted),
        action("EXEC-26-013", Tier::Partners),
        action("EXEC-26-014", Tier::Open),
        action("EXEC-26-015", Tier::Partners),
    ];
    let mut play = Play::begun_with(sitting);
    play.turn("10:05", "actions");
    let listed = |play: &Play, tier| {
        let minutes = Minutes::draft(&play.meeting, tier, at("12:30"));
        said(&minutes, "actions").into_iter().find(|line| line.starts_with("Not discussed"))
    };
    assert_eq!(listed(&play, Tier::Restricted), None, "nothing was reviewed at all");
    let say = |play: &mut Play, time: &str, id: &str| {
        let review = Review::Progress { text: "A draft is out".into() };
        play.act(time, Act::Reviewed { action: id.into(), review });
    };
    say(&mut play, "10:06", "EXEC-26-011");
    let partners = "Not discussed: EXEC-26-013, EXEC-26-014 and EXEC-26-015.";
    assert_eq!(listed(&play, Tier::Partners).as_deref(), Some(partners));
    let all = "Not discussed: EXEC-26-012, EXEC-26-013, EXEC-26-014 and EXEC-26-015.";
    assert_eq!(listed(&play, Tier::Restricted).as_deref(), Some(all));
    // What is said of it under a restricted item is hidden, but it was discussed.
    play.turn("10:10", "reviews");
    say(&mut play, "10:11", "EXEC-26-013");
    let partners = "Not discussed: EXEC-26-014 and EXEC-26-015.";
    assert_eq!(listed(&play, Tier::Partners).as_deref(), Some(partners));
    for (time, id) in [("10:12", "EXEC-26-012"), ("10:13", "EXEC-26-014"), ("10:14", "EXEC-26-015")] {
        say(&mut play, time, id);
    }
    assert_eq!(listed(&play, Tier::Restricted), None);
}

#[test]
fn the_details_of_a_decision_are_sentences_of_their_own() {
    use crate::domain::decided::Earlier;
    use crate::domain::meeting::{Body, Decision, Outcome, Replaces};
    let earlier = Earlier {
        id: "EXEC-26-D003".into(),
        on: "2026-09-10".parse().unwrap(),
        said: "To wait".into(),
        tier: Tier::Partners,
    };
    let items = vec![item("talk", "Talk", Purpose::Decide, 10)];
    let mut play = Play::begun_with(Sitting { items, decisions: vec![earlier], ..sitting() });
    let body = |rescinded| {
        Body::Decision(Decision {
            options: vec!["hear from each agency.".into(), "wait".into()],
            delivered_by: Some("police-dsp".into()),
            replaces: Some(Replaces { decision: "EXEC-26-D003".into(), rescinded }),
            ..Decision::new(Outcome::Agreed, "To hear from each agency")
        })
    };
    play.act("10:05", Act::Recorded { item: "talk".into(), body: body(false) });
    play.act("10:06", Act::Recorded { item: "talk".into(), body: body(true) });
    let said = said(&partners(&play), "talk").join("\n");
    for sentence in [
        "Options considered: hear from each agency; wait. Gwyn Dale (police) is to deliver it. It replaces decision \
         EXEC-26-D003 of Thu 10 Sep 2026.",
        "It rescinds decision EXEC-26-D003 of Thu 10 Sep 2026.",
    ] {
        assert!(said.contains(sentence), "{said}");
    }
}
