//! Who gets a message, about what, and what is in none.

use super::*;
use crate::domain::action::{Evidence, Raised};
use crate::domain::partnership::{Agency, Partnership, Post};
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn partnership() -> Partnership {
    let agency = |id: &str| Agency { id: id.into(), name: id.into(), ..Agency::default() };
    let post = |id: &str, agency: &str| Post {
        id: id.into(),
        title: format!("Head of {id}"),
        agency: agency.into(),
        ..Post::default()
    };
    let person = |id: &str, name: &str, post: &str, to: Option<&str>| Person {
        id: id.into(),
        name: name.into(),
        post: post.into(),
        to: to.map(day),
        ..Person::default()
    };
    Partnership {
        agencies: vec![agency("police"), agency("icb")],
        posts: vec![
            post("dsp", "police"),
            post("second", "police"),
            post("nurse", "icb"),
            post("empty", "icb"),
        ],
        people: vec![
            person("p-old", "Ann Lee", "dsp", Some("2026-06-30")),
            person("p-1", "Gareth Davies", "dsp", None),
            person("p-2", "Gareth Davies", "second", None),
            person("p-3", "Gareth Davies", "nurse", None),
        ],
        ..Partnership::default()
    }
}

fn action(id: &str, lead: &str, due: &str) -> Action {
    Action {
        id: id.into(),
        what: format!("Do {id}"),
        lead: Some(lead).filter(|lead| !lead.is_empty()).map(Into::into),
        raised: Raised { date: day("2026-01-01"), ..Raised::default() },
        due: due.parse().unwrap(),
        ..Action::default()
    }
}

/// Each message as its file's name and its lines, such as `A-1 Late(3)`; and how many are in none.
fn chased(trackers: &[Tracker], tier: Tier) -> (Vec<(String, Vec<String>)>, usize) {
    let partnership = partnership();
    let light = Light {
        partnership: Some(&partnership),
        today: day("2026-12-03"),
        next: BTreeMap::new(),
        meetings: None,
    };
    let found: Vec<Listed<'_>> = all(trackers).collect();
    let chase = chase(&light, trackers, &found, Asked { within: 14, tier });
    let line = |ask: &Ask<'_>| format!("{} {:?}", ask.listed.action.id, ask.why);
    let message = |message: &Message<'_>| (message.slug.clone(), message.asks.iter().map(line).collect());
    (chase.messages.iter().map(message).collect(), chase.left_out)
}

fn tracker(group: &str, actions: Vec<Action>) -> Tracker {
    Tracker { id: group.into(), group: group.into(), actions, ..Tracker::default() }
}

#[test]
fn one_person_gets_one_message_however_many_posts_and_groups() {
    let first = tracker(
        "one",
        vec![
            action("A-1", "dsp", "2026-11-30"),
            action("A-2", "second", "2026-12-10"),
            action("A-3", "", "2026-12-10"),
        ],
    );
    let second = tracker("two", vec![action("B-1", "p-1", "2026-11-20"), action("B-2", "dsp", "2027-03-01")]);
    let third =
        tracker("three", vec![action("C-1", "nurse", "to be set"), action("C-2", "empty", "2026-12-03")]);
    let (messages, _) = chased(&[first, second, third], Tier::Partners);
    let expected: [(&str, &[&str]); 4] = [
        // Another agency may have another Gareth Davies.
        ("gareth-davies", &["C-1 Undated"]),
        ("gareth-davies-2", &["B-1 Late(13)", "A-1 Late(3)", "A-2 Soon(7)"]),
        ("head-of-empty", &["C-2 Soon(0)"]),
        ("nobody-leads", &["A-3 Leaderless"]),
    ];
    let expected = expected
        .map(|(slug, lines)| (slug.to_owned(), lines.iter().map(ToString::to_string).collect::<Vec<_>>()));
    assert_eq!(messages, expected);
}

#[test]
fn done_is_asked_for_its_evidence_and_what_has_it_is_its_groups_turn() {
    let shown = |level: Level| vec![Evidence { level, ..Evidence::default() }];
    let done = |id: &str, evidence: Vec<Evidence>| Action {
        status: Status::Done,
        evidence,
        ..action(id, "dsp", "2026-11-01")
    };
    let usual = tracker("one", vec![done("A-1", Vec::new()), done("A-2", shown(Level::Done))]);
    let more = Tracker {
        close_at: Some(Level::Embedded),
        ..tracker("two", vec![done("B-1", shown(Level::Done)), done("B-2", shown(Level::Practice))])
    };
    let closed =
        tracker("three", vec![Action { status: Status::Closed, ..action("C-1", "dsp", "2026-11-01") }]);
    let (messages, _) = chased(&[usual, more, closed], Tier::Partners);
    assert_eq!(messages[0].1, ["A-1 Unproven(Done)", "B-1 Unproven(Embedded)"]);
}

#[test]
fn a_chain_is_followed_through_every_tracker_and_never_in_a_round() {
    let waits = |id: &str, by: &[&str]| Action {
        blocked_by: by.iter().map(|id| (*id).into()).collect(),
        ..action(id, "dsp", "2027-05-01")
    };
    let first = tracker("one", vec![waits("A-1", &["B-1", "X-9"])]);
    let second = tracker(
        "two",
        vec![
            waits("B-1", &["A-1", "B-2"]),
            Action { tier: Tier::Restricted, ..waits("B-2", &["B-3"]) },
            waits("B-3", &[]),
        ],
    );
    let light = Light { partnership: None, today: day("2026-12-03"), next: BTreeMap::new(), meetings: None };
    let trackers = [first, second];
    let found: Vec<Listed<'_>> = all(&trackers).take(1).collect();
    let chase = chase(&light, &trackers, &found, Asked { within: 14, tier: Tier::Partners });
    let Why::Waiting(chain) = &chase.messages[0].asks[0].why else { panic!("{chase:?}") };
    let said: Vec<(usize, &str, bool)> =
        chain.iter().map(|link| (link.depth, link.id.as_str(), link.said.is_some())).collect();
    assert_eq!(said, [(0, "B-1", true), (1, "", false), (0, "X-9", false)]);
}

#[test]
fn what_is_restricted_is_counted_and_in_no_message() {
    let hidden = |id: &str, lead: &str| Action { tier: Tier::Restricted, ..action(id, lead, "2026-11-30") };
    let one = tracker(
        "one",
        vec![action("A-1", "dsp", "2026-11-30"), hidden("A-2", "dsp"), hidden("A-3", "empty")],
    );
    let (messages, left_out) = chased(std::slice::from_ref(&one), Tier::Partners);
    assert_eq!(messages, [("gareth-davies".to_owned(), vec!["A-1 Late(3)".to_owned()])]);
    assert_eq!(left_out, 2);
    let (messages, left_out) = chased(&[one], Tier::Restricted);
    assert_eq!((messages.len(), left_out), (2, 0));
}

#[test]
fn names_of_files_are_plain_and_lead_nowhere() {
    assert_eq!(file_name("Siân O'Brien-Ŵyn"), "sian-obrien-wyn");
    assert_eq!(file_name("../../etc/passwd"), "etc-passwd");
    assert_eq!(file_name("日本"), "somebody");
    assert!(file_name(&"a b ".repeat(200)).len() <= 60);
}
