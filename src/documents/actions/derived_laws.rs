//! The laws of what is worked out of actions: how they stand, how late they are, how far they slipped. Looking at them on
//! any day, by any legend, leaves the file as it was, and what is saved afterwards holds what people said and no more.

use super::generated::{listed_on, partnership, tracker, typed};
use super::{as_csv, json, markdown, table, word, workbook};
use crate::domain::action::{Action, ActionChange, Due, Update};
use crate::domain::actions::{Known, Light, all};
use crate::domain::agenda::Tier;
use crate::domain::chase::{Asked, chase};
use crate::domain::partnership::{LegendEntry, Partnership};
use crate::domain::tracker::Tracker;
use crate::files::{tracker as file, tracker_edit};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Everything that an action in a file may say, as `docs/formats.md` lists it. Nothing of it is worked out.
const SAID: [&str; 23] = [
    "id",
    "aka",
    "what",
    "lead",
    "with",
    "raised",
    "sources",
    "priority",
    "first_due",
    "due",
    "moves",
    "status",
    "updates",
    "evidence",
    "closed",
    "merged_into",
    "dropped_by",
    "blocked_by",
    "steps",
    "measure",
    "baseline",
    "tags",
    "tier",
];

/// What comes round is worked out as well, until somebody says something of it.
const COMES_ROUND: &str = "recurring:\n  - id: REG45\n    what: Chase the report\n    lead: police-dsp\n    every: 2 months\n    \
                           first_due: 2025-06-30\nactions:";

/// Letters with words of their own, which stand nowhere else.
fn legend() -> impl Strategy<Value = Vec<LegendEntry>> {
    let entry = |letter: &'static str| {
        "[a-z]{3,8}".prop_map(move |word| LegendEntry {
            letter: letter.into(),
            word: format!("legend {word}"),
            when: String::new(),
        })
    };
    ["R", "A", "G", "B"].map(entry).to_vec()
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..4000).prop_map(|days| NaiveDate::from_ymd_opt(2021, 1, 1).unwrap() + Days::new(days))
}

/// A file that says what a tracker says.
fn written(tracker: &Tracker) -> String {
    let fresh = tracker_edit::fresh("executive", "Executive actions", "executive", "EXEC");
    let text = tracker_edit::apply(None, &fresh, &tracker.actions, &[]).unwrap();
    text.replacen("actions:", COMES_ROUND, 1)
}

fn read(text: &str) -> Tracker {
    let loaded = file::load(text);
    loaded.value.unwrap_or_else(|| panic!("{:?}\n{text}", loaded.problems))
}

/// Works out all there is to work out on a day, and says it in every form there is.
fn looked_at(tracker: &Tracker, partnership: &Partnership, on: NaiveDate) -> Vec<u8> {
    let light = Light { partnership: Some(partnership), today: on, next: BTreeMap::new() };
    let known = Known::of([tracker]);
    let mut said = String::new();
    for action in tracker.all() {
        write!(
            said,
            "{} {} {:?} {:?} {:?} {:?} {:?} {} {:?}",
            action.rag(on).said(&partnership.legend),
            action.moved(),
            action.slipped(),
            action.age(on),
            action.ended(),
            action.level(),
            action.due_on(on),
            action.status_said(),
            known.waits(action, on, Some(Tier::Restricted)),
        )
        .unwrap();
    }
    let found: Vec<_> = all([tracker]).collect();
    for one in &found {
        write!(said, "{:?}", light.facts(*one)).unwrap();
    }
    write!(said, "{:?}", light.throughput(found.iter().copied())).unwrap();
    let asked = Asked { within: 14, tier: Tier::Restricted };
    write!(said, "{:?}", chase(&light, [tracker], &found, asked)).unwrap();
    listed_on(tracker, partnership, on, |listing| {
        said += &[as_csv(listing), json(listing), markdown(listing), table(listing, 100)].concat();
        let mut bytes = said.into_bytes();
        bytes.extend(workbook(listing).unwrap());
        bytes.extend(word(listing).unwrap());
        bytes
    })
}

/// The keys that the actions of a file say something under.
fn keys(text: &str) -> Vec<String> {
    let root: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
    let actions = root["actions"].as_sequence().unwrap();
    let keys = actions.iter().flat_map(|action| action.as_mapping().unwrap().keys());
    keys.map(|key| key.as_str().unwrap().to_owned()).collect()
}

/// The lines that came into a text; none where a line of it has gone or changed.
fn added<'t>(was: &str, now: &'t str) -> Option<Vec<&'t str>> {
    let mut left = was.lines().peekable();
    let added = now.lines().filter(|line| left.next_if_eq(line).is_none()).collect();
    left.peek().is_none().then_some(added)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_worked_out_on_any_day_by_any_legend_is_never_stored(
        tracker in tracker(&typed()),
        legend in legend(),
        days in (any_day(), any_day()),
        at in any::<prop::sample::Index>(),
    ) {
        let text = written(&tracker);
        let partnership = Partnership { legend, ..partnership() };
        let id = at.get(&tracker.actions).id.clone();
        let said = Update { on: days.0, text: "Nobody has said this before".into(), ..Update::default() };
        let change = ActionChange { id: id.clone(), update: Some(said.clone()), ..ActionChange::default() };
        let stored = read(&text);
        prop_assert_eq!(&stored.actions, &tracker.actions);
        let mut saved = Vec::new();
        for on in [days.0, days.1] {
            let mut seen = read(&text);
            // As when the workspace is read: what has come round stands beside what the file says.
            seen.come_to(on);
            let first = looked_at(&seen, &partnership, on);
            prop_assert_eq!(looked_at(&seen, &partnership, on), first, "the same day says the same");
            prop_assert_eq!(&seen.actions, &stored.actions);
            // Every action that is seen, written into a file again: it says what was stored.
            let copy = Tracker { actions: seen.actions.clone(), ..seen.clone_head() };
            prop_assert_eq!(&written(&copy), &text);
            saved.push(tracker_edit::apply(Some(&text), "", &[], std::slice::from_ref(&change)).unwrap());
        }
        // Whatever day it was looked at, the same is saved.
        prop_assert_eq!(&saved[0], &saved[1]);
        let strange: Vec<String> = keys(&saved[0]).into_iter().filter(|key| !SAID.contains(&key.as_str())).collect();
        prop_assert_eq!(strange, Vec::<String>::new());
        prop_assert!(!saved[0].contains("legend "), "{}", saved[0]);
        // What was said is one more line of history, and every other line stays where it is.
        let added = added(&text, &saved[0]).unwrap_or_else(|| panic!("{}", saved[0]));
        let key = ["updates:", "- on:", "- {on:", "text: Nobody has said this before"];
        let known = |line: &&str| key.iter().any(|known| line.trim_start().starts_with(known));
        prop_assert!(added.iter().all(known), "{:?}", added);
        let mut meant = stored;
        meant.actions.iter_mut().find(|action| action.id == id).unwrap().updates.push(said);
        prop_assert_eq!(read(&saved[0]), meant);
    }

    #[test]
    fn how_it_stands_follows_from_its_state_and_its_date_alone(
        tracker in tracker(&typed()),
        on in any_day(),
    ) {
        for action in &tracker.actions {
            let bare = Action { status: action.status, due: action.due, ..Action::default() };
            prop_assert_eq!(bare.rag(on), action.rag(on));
            let late = action.status.open() && action.due.day().is_some_and(|due| due < on);
            prop_assert_eq!(matches!(action.rag(on), crate::domain::action::Rag::Late(_)), late);
            // However often it was moved, what slipped is counted from the first date to the one now.
            let slipped = action.due.day().zip(action.first_due).map(|(due, first)| (due - first).num_days());
            prop_assert_eq!(action.slipped(), slipped);
            let unmoved = Action { moves: Vec::new(), ..action.clone() };
            prop_assert_eq!(unmoved.slipped(), slipped);
            prop_assert_eq!(unmoved.due, action.due);
            if action.due == Due::ToBeSet {
                prop_assert_eq!(action.slipped(), None);
            }
        }
    }
}
