//! The law that nothing of a hidden item is in a set of minutes for a lower tier, and that nothing else is lost.

use super::*;
use crate::domain::action::{Due, Level};
use crate::domain::agenda::{Item, Paper, Purpose};
use crate::domain::meeting::example::{Play, at, decision, item, sitting};
use crate::domain::meeting::{Act, Body, Decision, Handling, Mark, Review, Seat, Sitting};
use proptest::prelude::*;

fn partners(play: &Play) -> Minutes {
    Minutes::draft(&play.meeting, Tier::Partners, at("12:30"))
}

#[test]
fn a_restricted_action_is_minuted_only_in_the_restricted_set() {
    let mut play = Play::begun();
    assert!(play.meeting.has_restricted(), "item 8 is restricted");
    play.turn("10:05", "actions");
    let review = Review::Done { evidence: "CANARY".into(), level: Level::Done };
    play.act("10:06", Act::Reviewed { action: "EXEC-26-012".into(), review: review.clone() });
    assert!(!format!("{:?}", partners(&play)).contains("CANARY"));
    assert!(!format!("{:?}", partners(&play)).contains("EXEC-26-012"));
    let full = Minutes::draft(&play.meeting, Tier::Restricted, at("12:30"));
    assert!(format!("{full:?}").contains("CANARY"));
    // What is said while a restricted item is in hand is restricted, whatever the action.
    play.turn("10:10", "reviews");
    play.act("10:11", Act::Reviewed { action: "EXEC-26-011".into(), review });
    assert!(!format!("{:?}", partners(&play)).contains("EXEC-26-011"));
}

#[test]
fn a_line_may_be_restricted_by_itself() {
    let items = vec![item("talk", "Talk", Purpose::Discuss, 10)];
    let mut play = Play::begun_with(Sitting { items, ..sitting() });
    let id: crate::base::id::ActionId = "EXEC-26-021".into();
    let action = Body::Action {
        id: id.clone(),
        what: "CANARY".into(),
        lead: Some("police-dsp".into()),
        due: Due::ToBeSet,
        with: vec![],
        tags: vec![],
    };
    play.act("10:03", Act::Recorded { item: "talk".into(), body: action });
    let record = play.meeting.state().records[0].id.clone();
    play.act("10:04", Act::Restricted { record, restricted: true });
    assert!(play.meeting.has_restricted());
    let partners = format!("{:?}", partners(&play));
    assert!(!partners.contains("CANARY") && !partners.contains("EXEC-26-021"), "{partners}");
    assert!(partners.contains("Part of this item is recorded in the restricted minutes."));
    assert!(format!("{:?}", Minutes::draft(&play.meeting, Tier::Restricted, at("12:30"))).contains("CANARY"));
    assert_eq!(play.meeting.new_actions()[0].tier, Tier::Restricted);
}

/// A paper with a word in every field that a person fills in.
fn paper(word: &str, tier: Option<Tier>) -> Paper {
    Paper { reference: word.into(), title: word.into(), file: word.into(), tier, ..Paper::default() }
}

/// A meeting of one item with these papers, in hand or not yet.
fn with_papers(tier: Tier, papers: Vec<Paper>, reached: bool) -> Play {
    let items = vec![Item { tier, papers, ..item("talk", "Talk", Purpose::Discuss, 10) }];
    let from = Sitting { items, ..sitting() };
    if reached { Play::begun_with(from) } else { Play::opened(from) }
}

fn shown(play: &Play, tier: Tier) -> String {
    format!("{:?}", Minutes::draft(&play.meeting, tier, at("12:30")))
}

#[test]
fn a_paper_may_be_restricted_by_itself() {
    let papers = vec![paper("CANARY", Some(Tier::Restricted)), paper("SPARROW", None)];
    let play = with_papers(Tier::Partners, papers, true);
    assert!(play.meeting.has_restricted(), "a paper alone asks for a restricted set");
    let partners = shown(&play, Tier::Partners);
    assert!(!partners.contains("CANARY") && partners.contains("SPARROW"), "{partners}");
    assert!(partners.contains("Part of this item is recorded in the restricted minutes."));
    let full = shown(&play, Tier::Restricted);
    assert!(full.contains("CANARY") && full.contains("SPARROW") && !full.contains("Part of this item"));
}

#[test]
fn a_paper_for_partners_under_an_open_item_is_in_the_partners_set() {
    let play = with_papers(Tier::Open, vec![paper("CANARY", Some(Tier::Partners))], true);
    assert!(play.meeting.has_above(Tier::Open) && !play.meeting.has_restricted());
    let open = shown(&play, Tier::Open);
    assert!(!open.contains("CANARY"), "{open}");
    assert!(open.contains("Part of this item is recorded in the partners’ minutes."));
    assert!(shown(&play, Tier::Partners).contains("CANARY"));
}

#[test]
fn a_paper_cannot_open_what_its_item_closes() {
    let play = with_papers(Tier::Restricted, vec![paper("CANARY", Some(Tier::Open))], true);
    assert!(!shown(&play, Tier::Open).contains("CANARY"));
    assert!(!shown(&play, Tier::Partners).contains("CANARY"));
    assert!(shown(&play, Tier::Restricted).contains("CANARY"));
}

#[test]
fn no_set_sends_a_reader_to_another_that_says_no_more() {
    // Papers are minuted once their item was reached; before that the restricted set has nothing more to say.
    let play = with_papers(Tier::Partners, vec![paper("CANARY", Some(Tier::Restricted))], false);
    assert!(!shown(&play, Tier::Partners).contains("Part of this item"));
    assert!(!shown(&play, Tier::Restricted).contains("CANARY"));
}

#[test]
fn a_meeting_without_restricted_items_needs_one_set() {
    let items = vec![item("talk", "Talk", Purpose::Discuss, 10)];
    let play = Play::begun_with(Sitting { items, ..sitting() });
    assert!(!play.meeting.has_restricted());
    assert!(play.meeting.has_above(Tier::Open));
}

/// A meeting in which everybody has the word for a name, and is somewhere a name could be printed.
fn all_named(word: &str) -> Play {
    let items = ["declarations", "actions", "talk"].map(|id| Item {
        tier: Tier::Open,
        lead: "police-dsp".into(),
        kind: match id {
            "declarations" => crate::domain::agenda::ItemKind::Declarations,
            "actions" => crate::domain::agenda::ItemKind::Actions,
            _ => crate::domain::agenda::ItemKind::Ordinary,
        },
        ..item(id, "Talk", Purpose::Discuss, 10)
    });
    let mut from = Sitting { items: items.to_vec(), ..sitting() };
    for seat in from.seats.iter_mut().chain(&mut from.others) {
        (seat.name, seat.initials) = (Some(format!("{word} Vole")), word.into());
    }
    for action in &mut from.actions {
        (action.tier, action.lead) = (Tier::Open, Some("head".into()));
    }
    from.chair = Some("icb-dsp".into());
    from.minute_taker = Some("manager".into());
    let mut play = Play::begun_with(from);
    let guest = |id: &str, title: &str| Act::Joined {
        seat: Box::new(Seat {
            id: id.into(),
            title: title.into(),
            name: Some(word.into()),
            ..Seat::default()
        }),
    };
    play.act("10:01", guest("guest-1", "Inspector"));
    play.act("10:01", guest("guest-2", ""));
    play.mark("10:01", "head", Mark::Deputy { who: word.into() });
    play.mark("10:01", "manager", Mark::ViewsConveyed { by: word.into() });
    play.act("10:02", Act::Chaired { seat: "council-dsp".into() });
    for (seat, handling) in [("police-dsp", Handling::Noted), ("guest-2", Handling::Noted)] {
        let interest = "a trustee".to_owned();
        play.act("10:02", Act::Declared { seat: seat.into(), item: None, interest, handling });
    }
    play.turn("10:03", "actions");
    play.act("10:03", Act::Chaired { seat: "police-dsp".into() });
    let review = Review::Reassigned { lead: "council-dsp".into(), why: "they asked".into() };
    play.act("10:03", Act::Reviewed { action: "EXEC-26-011".into(), review });
    play.turn("10:04", "talk");
    let interest = "a governor".to_owned();
    play.act("10:04", Act::Withdrew { seat: "guest-1".into(), item: "talk".into(), interest });
    for lead in ["head", "guest-2", word] {
        let (id, what) = (format!("EXEC-26-{:03}", lead.len()).as_str().into(), "do it".into());
        play.record(
            "10:05",
            "talk",
            Body::Action {
                id,
                what,
                lead: Some(lead.into()),
                due: Due::ToBeSet,
                with: vec![lead.into()],
                tags: vec![],
            },
        );
    }
    let made = Decision { delivered_by: Some("icb-dsp".into()), ..Decision::new(Outcome::Agreed, "to wait") };
    play.record("10:05", "talk", Body::Decision(made));
    let late = Item { tier: Tier::Open, ..item("late", "Late", Purpose::Note, 5) };
    let why = "it is due".to_owned();
    play.act("10:06", Act::Added { item: Box::new(late), allowed_by: "guest-1".into(), why });
    play
}

#[test]
fn open_minutes_name_posts_and_never_people() {
    let play = all_named("CANARY");
    let open = shown(&play, Tier::Open);
    assert!(!open.contains("CANARY"), "{open}");
    for post in ["Inspector", "represented by a deputy", "Views conveyed\"", "a guest declared an interest"] {
        assert!(open.contains(post), "{post}: {open}");
    }
    assert!(shown(&play, Tier::Partners).matches("CANARY").count() > 20, "elsewhere people are named");
}

#[test]
fn the_place_of_a_hidden_item_says_where_it_is() {
    let minutes = partners(&Play::begun());
    let hidden: Vec<_> = minutes.items.iter().filter_map(Minute::elsewhere).collect();
    assert_eq!(hidden, ["Item 8 is recorded in the restricted minutes."]);
    let open = Minutes::draft(&Play::begun().meeting, Tier::Open, at("12:30"));
    assert_eq!(open.items[0].elsewhere().unwrap(), "Item 1 is recorded in the partners’ minutes.");
}

/// A meeting with a word planted in every field of a restricted item and of all that happened under it.
fn planted(word: &str, added: bool) -> Play {
    let text = || word.to_owned();
    let mut hidden = Item {
        tier: Tier::Restricted,
        ask: text(),
        phrase: text(),
        why: text(),
        marking: text(),
        lead: text(),
        prompts: vec![text()],
        papers: vec![paper(word, None), paper(word, Some(Tier::Open))],
        ..item("hidden", word, Purpose::Note, 10)
    };
    let mut from = sitting();
    if !added {
        from.items.insert(5, hidden.clone());
    }
    let mut play = Play::begun_with(from);
    if added {
        hidden.purpose = Purpose::Decide;
        play.act(
            "10:02",
            Act::Added { item: Box::new(hidden), allowed_by: "council-dsp".into(), why: text() },
        );
    } else {
        play.act("10:02", Act::TakenTogether { items: vec!["hidden".into(), "forward".into()] });
    }
    let (seat, interest) = ("police-dsp".into(), text());
    play.act(
        "10:03",
        Act::Declared { seat, item: Some("hidden".into()), interest, handling: Handling::Noted },
    );
    play.turn("10:04", "hidden");
    play.act("10:05", Act::Withdrew { seat: "police-dsp".into(), item: "hidden".into(), interest: text() });
    let id = word.into();
    let (to, meeting) = (text(), Some(word.into()));
    play.act("10:05", Act::Deferred { item: "hidden".into(), to, meeting, why: text() });
    for body in [
        Body::Note { text: text() },
        decision(Outcome::Agreed, word),
        Body::Action {
            id,
            what: text(),
            lead: Some(word.into()),
            due: Due::ToBeSet,
            with: vec![word.into()],
            tags: vec![text()],
        },
        Body::Risk { text: text() },
        Body::Challenge { text: text() },
        Body::Referral { to: word.into(), text: text() },
        Body::Parked { text: text() },
    ] {
        play.record("10:06", "hidden", body);
    }
    let (action, review) = ("EXEC-26-011".into(), Review::Progress { text: text() });
    play.act("10:07", Act::Reviewed { action, review });
    play.turn("10:10", "close");
    play
}

#[test]
fn nothing_of_a_restricted_item_is_in_a_lower_set() {
    for added in [false, true] {
        let play = planted("CANARY", added);
        for tier in [Tier::Open, Tier::Partners] {
            let shown = format!("{:?}", Minutes::draft(&play.meeting, tier, at("12:30")));
            assert!(!shown.contains("CANARY"), "{shown}");
            assert!(!shown.contains("hidden"), "not even its id");
            assert!(!shown.contains("not quorate"), "nor that somebody withdrew for it");
        }
        let full = Minutes::draft(&play.meeting, Tier::Restricted, at("12:30"));
        assert!(format!("{full:?}").matches("CANARY").count() > 12);
    }
}

fn tier() -> impl Strategy<Value = Tier> {
    prop_oneof![Just(Tier::Open), Just(Tier::Partners), Just(Tier::Restricted)]
}

proptest! {
    #[test]
    fn minutes_hold_every_paper_decision_and_action_of_their_tier_and_none_above(
        tiers in prop::collection::vec(tier(), 1..6),
        papers in prop::collection::vec((0usize..6, prop::option::of(tier())), 0..6),
        records in prop::collection::vec((0usize..6, any::<bool>(), any::<bool>()), 0..20),
        shown in tier(),
    ) {
        let mut items: Vec<Item> = tiers
            .iter()
            .enumerate()
            .map(|(i, tier)| Item { tier: *tier, ..item(&format!("i{i}"), "Title", Purpose::Discuss, 5) })
            .collect();
        let mut expected = Vec::new();
        for (n, (which, own)) in papers.iter().enumerate() {
            let (which, word) = (which % tiers.len(), format!("paper{n}paper"));
            items[which].papers.push(paper(&word, *own));
            expected.push((word, own.unwrap_or(Tier::Open).max(tiers[which]) <= shown));
        }
        let mut play = Play::begun_with(Sitting { items, ..sitting() });
        for i in 0..tiers.len() {
            play.turn("10:04", &format!("i{i}"));
        }
        for (n, (which, is_action, undone)) in records.iter().enumerate() {
            let which = which % tiers.len();
            let (item, word) = (format!("i{which}"), format!("word{n}word"));
            if *is_action {
                play.set("10:05", &item, &word);
            } else {
                play.decide("10:05", &item, Outcome::Agreed, &format!("to {word}"));
            }
            if *undone {
                play.undo("10:06");
            }
            expected.push((word, !undone && tiers[which] <= shown));
        }
        let text = format!("{:?}", Minutes::draft(&play.meeting, shown, at("12:30"))).to_lowercase();
        for (word, there) in expected {
            prop_assert_eq!(text.contains(&word), there, "{}", word);
        }
    }
}
