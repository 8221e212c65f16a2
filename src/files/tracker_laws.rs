//! Laws of changing trackers, over the shipped ones and restyled copies of them: what was asked for is what is read
//! afterwards, every other line stays as it was, and nothing is refused.

use proptest::prelude::*;

use super::*;
use crate::domain::action::{Closing, Due, Evidence, Level, Move, Raised};

/// A shipped tracker, in one of the ways people keep them.
fn trackers() -> impl Strategy<Value = String> {
    let (often, seldom) = (any::<bool>(), proptest::bool::weighted(0.3));
    (often, seldom, (seldom, seldom, seldom), (seldom, seldom)).prop_map(
        |(which, notes, (quoted, flat, apart), (crlf, mark))| {
            let path = if which { "trackers/executive.yaml" } else { "trackers/sog.yaml" };
            let files = crate::files::shipped::demo();
            let (_, bytes) = files.iter().find(|(known, _)| known == path).unwrap();
            let mut text = String::from_utf8(bytes.to_vec()).unwrap();
            if notes {
                text = text
                    .replace("\n  - id:", "\n  # a note\n  - id:")
                    .replace("    status:", "    # why\n    status:");
                text =
                    text.replace(": under way\n", ": under way   # since when?\n") + "  # end of the list\n";
            }
            if quoted {
                text = text
                    .replace("status: under way", "status: 'under way'")
                    .replace("lead: icb-dsp", "lead: \"icb-dsp\"");
            }
            if flat {
                let (head, actions) = text.split_once("actions:\n").unwrap();
                text = format!("{head}actions:\n{}", actions.replace("\n  ", "\n").trim_start_matches("  "));
            }
            if apart {
                text = text.replace("\n\n", "\n") + "\n\n";
            }
            let text = if crlf { text.replace('\n', "\r\n") } else { text };
            if mark { format!("\u{feff}{text}") } else { text }
        },
    )
}

fn days() -> impl Strategy<Value = NaiveDate> {
    (0..900_u64).prop_map(|days| NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(days))
}

fn dues() -> impl Strategy<Value = Due> {
    prop_oneof![4 => days().prop_map(Due::On), 1 => Just(Due::ToBeSet)]
}

fn updates() -> impl Strategy<Value = Update> {
    (days(), "[a-zA-Z'\"#-][ -~é\n]{0,40}[.a-z]", any::<bool>()).prop_map(|(on, text, met)| Update {
        on,
        text,
        by: String::new(),
        meeting: met.then(|| "executive-2026-12-03".into()),
    })
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let level = proptest::sample::select(&Level::ALL);
    let more = (level, proptest::option::of(days()), "[a-z]{0,6}");
    (updates(), more).prop_map(|(said, (level, effective, file))| Evidence {
        on: said.on,
        text: said.text,
        level,
        effective,
        file,
        meeting: said.meeting,
        ..Evidence::default()
    })
}

fn moves() -> impl Strategy<Value = (Due, Move)> {
    (dues(), dues(), days(), "[a-zA-Z][ -~]{0,30}[a-z]")
        .prop_map(|(from, to, on, why)| (to, Move { from, to, on, why, ..Move::default() }))
}

fn actions() -> impl Strategy<Value = Action> {
    let words = (
        "[A-Z][ -~é]{0,80}[a-z]",
        proptest::option::of(Just("icb-dsp")),
        proptest::collection::vec("[a-z]{1,8}", 0..3),
    );
    (words, days(), dues(), proptest::collection::vec(updates(), 0..2)).prop_map(
        |((what, lead, tags), date, due, updates)| Action {
            what,
            lead: lead.map(Into::into),
            with: vec!["police-dsp".into()],
            raised: Raised { meeting: Some("executive-2026-12-03".into()), date, ..Raised::default() },
            first_due: due.day(),
            due,
            tags,
            updates,
            ..Action::default()
        },
    )
}

fn changes() -> impl Strategy<Value = (prop::sample::Index, ActionChange)> {
    let status =
        prop_oneof![Just(Status::Done), Just(Status::UnderWay), Just(Status::Blocked), Just(Status::Closed)];
    let lead = proptest::option::of(Just("business-manager"));
    (
        any::<prop::sample::Index>(),
        proptest::option::of(status),
        proptest::option::of(moves()),
        lead,
        proptest::option::of(evidence()),
        proptest::option::of(updates()),
        any::<bool>(),
        (
            prop::sample::subsequence(vec!["EXEC-26-012".into(), "SOG-26-001".into()], 0..=2),
            any::<bool>(),
            proptest::option::of("[a-zA-Z'\"#-]( ?[!-~é]){0,30}"),
        ),
    )
        .prop_map(
            |(
                which,
                status,
                moved,
                lead,
                evidence,
                update,
                closed,
                (waits_for, waits_no_more, step_added),
            )| {
                let lead = lead.map(Into::into);
                let closed = closed.then(|| Closing {
                    by: "executive".into(),
                    on: NaiveDate::default(),
                    ..Closing::default()
                });
                let merged_into = (status == Some(Status::Blocked)).then(|| "SOG-26-002".into());
                let dropped_by = (status == Some(Status::UnderWay)).then(|| "EXEC-26-D002".into());
                let change = ActionChange {
                    id: "X-1".into(),
                    status,
                    moved,
                    lead,
                    evidence,
                    closed,
                    update,
                    merged_into,
                    dropped_by,
                    waits_for,
                    waits_no_more,
                    opened_again: status == Some(Status::UnderWay) && waits_no_more,
                    ticked: None,
                    step_added,
                    seen: None,
                };
                (which, change)
            },
        )
}

/// The first line of the old text that is not in the new one, in order; lines that hold a changed value aside.
fn lost<'t>(old: &'t str, new: &str, keys: &[&str]) -> Option<&'t str> {
    let mut left = new.split('\n').map(|line| line.trim_end_matches('\r'));
    old.split('\n')
        .map(|line| line.trim_end_matches('\r'))
        .filter(|line| !line.is_empty() && !keys.iter().any(|key| line.trim_start().starts_with(key)))
        .find(|line| !left.any(|kept| kept == *line))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_tracker_says_what_it_said_with_just_the_changes(
        old in trackers(),
        add in proptest::collection::vec(actions(), 0..3),
        change in proptest::collection::vec(changes(), 0..3),
    ) {
        let old = old.as_str();
        let mut meant = read(old).unwrap();
        let add: Vec<Action> = (1..).zip(add).map(|(n, action)| Action { id: format!("EXEC-27-{n:03}").as_str().into(), ..action }).collect();
        let mut change: Vec<ActionChange> = change
            .into_iter()
            .map(|(which, change)| ActionChange { id: which.get(&meant.actions).id.clone(), ..change })
            .collect();
        change.sort_by(|a, b| a.id.as_str().cmp(b.id.as_str()));
        change.dedup_by(|a, b| a.id == b.id);
        let new = apply(Some(old), "", &add, &change);
        prop_assert!(new.is_ok(), "{:?}", new);
        let new = new.unwrap();
        meant.actions.extend(add.iter().cloned());
        for change in &change {
            meant.actions.iter_mut().find(|action| action.id == change.id).unwrap().take(change);
        }
        prop_assert_eq!(&read(&new).unwrap(), &meant, "{}", new);
        let moved = change.iter().filter(|change| change.moved.is_some());
        for (change, action) in moved.filter_map(|change| Some((change, meant.action(&change.id)?))) {
            // Whatever day it is given first is kept for good, and that it was given one is no move.
            prop_assert!(action.first_due.is_some() || action.due == Due::ToBeSet);
            let set = change.moved.as_ref().is_some_and(|(_, step)| step.from == Due::ToBeSet);
            prop_assert!(!set || action.times_moved() < action.moves.len());
        }
        let keys: &[&str] = if change.is_empty() { &[] } else { &["status:", "lead:", "due:", "evidence:", "closed:", "blocked_by:", "dropped_by:", "merged_into:"] };
        prop_assert_eq!(lost(old, &new, keys), None, "{}", new);
        for comment in ["# a note", "# why", "# since when?", "# end of the list", "# listed first"] {
            prop_assert_eq!(old.matches(comment).count(), new.matches(comment).count());
        }
        prop_assert_eq!(old.contains('\r'), new.contains('\r'));
        prop_assert!(!new.contains('\r') || new.matches('\n').count() == new.matches("\r\n").count());
        prop_assert_eq!(&apply(Some(&new), "", &[], &change).unwrap(), &new, "twice is once");
    }
}
