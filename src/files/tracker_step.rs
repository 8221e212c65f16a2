//! Ticking a step in a tracker's text: one key of one step, and no other byte. Adding one: an entry of its own.

use super::action_value::part as part_value;
use super::yaml::{Edit, Step, Value};
use crate::domain::action::{Action, ActionChange, Part};

/// Where the step stands that a change ticks; nothing where it ticks none.
///
/// # Errors
/// A sentence without a full stop when the action has no such step any more. What a meeting said stands in the history all the
/// same, and stops nothing else of it.
pub(super) fn place(known: &Action, change: &ActionChange) -> Result<Option<usize>, String> {
    let Some(ticked) = &change.ticked else { return Ok(None) };
    let at = known.step_of(ticked);
    if at.is_none() && change.update.as_ref().is_some_and(|update| update.meeting.is_some()) {
        return Ok(None);
    }
    at.map(Some).ok_or_else(|| format!("{} has no step '{}' any more", known.id, ticked.what))
}

/// What ticking the step at a place comes to; nothing where it says so already. `step` is the way to it, `done` to its day.
pub(super) fn edit<'e>(
    known: &Action,
    change: &ActionChange,
    at: usize,
    (step, done): (&'e [Step<'e>], &'e [Step<'e>]),
) -> Option<Edit<'e>> {
    let part = known.steps.get(at)?;
    let day = change.ticked.as_ref()?.day(part);
    match day {
        same if same == part.done => None,
        Some(day) => Some(Edit::Put { at: step, key: "done", value: Value::Date(day) }),
        None => Some(Edit::Remove { at: done }),
    }
}

/// What adding a step comes to; nothing where it is there already. `steps` is the way to the list.
pub(super) fn added<'e>(known: &Action, change: &ActionChange, steps: &'e [Step<'e>]) -> Option<Edit<'e>> {
    let what = change.step_added.as_ref().filter(|what| !known.has_step(what))?;
    let part = Part { what: what.clone(), done: None };
    Some(Edit::Append { at: steps, value: part_value(&part) })
}

#[cfg(test)]
mod tests {
    use crate::domain::action::{Action, ActionChange, Status};
    use crate::files::{tracker, tracker_edit};
    use proptest::prelude::*;

    /// Steps in the ways people write them.
    const TRACKER: &str = "# Ours.\nschema: 1\nid: sog\ntitle: SOG actions\ngroup: sog\nprefix: SOG\nactions:\n  \
                           - id: SOG-26-001\n    what: Plan   # by hand\n    raised: {date: 2026-10-01}\n    \
                           due: 2026-12-31\n    status: under way\n    steps:\n      # first of all\n      \
                           - what: Draft it\n      - {what: 'Send it', done: 2026-11-02}   # to all\n      \
                           - what: >-\n          Hear what\n          they say\n        done: 2026-11-20\n      \
                           - {what: Draft it}\n    tags: [plan]\n";

    fn tick(text: &str, at: usize, done: bool, on: &str) -> Option<ActionChange> {
        tracker::load(text).value.unwrap().actions[0].tick(at, done, on.parse().unwrap(), "jo")
    }

    #[test]
    fn only_the_day_of_the_step_and_a_line_of_history_come_into_the_file() {
        let change = tick(TRACKER, 0, true, "2026-12-03").unwrap();
        let now = tracker_edit::apply(Some(TRACKER), "", &[], std::slice::from_ref(&change)).unwrap();
        let mut left = TRACKER.lines().peekable();
        let added: Vec<&str> = now.lines().filter(|line| left.next_if_eq(line).is_none()).collect();
        assert!(left.peek().is_none(), "{now}");
        assert_eq!(added[0], "        done: 2026-12-03", "{now}");
        assert!(added[1..].iter().any(|line| line.contains("Step done: Draft it")), "{now}");
        assert!(added[1..].iter().all(|line| !line.contains("what")), "{now}");
        assert_eq!(tracker_edit::apply(Some(&now), "", &[], &[change]).unwrap(), now, "twice is once");
        let gone = TRACKER.replace("Send it", "Post it");
        let change = tick(TRACKER, 1, false, "2026-12-03").unwrap();
        let why = tracker_edit::apply(Some(&gone), "", &[], &[change]).unwrap_err();
        assert_eq!(why.to_string(), "SOG-26-001 has no step 'Send it' any more");
    }

    #[test]
    fn what_a_meeting_says_of_a_step_that_is_gone_stands_in_the_history() {
        let mut change = tick(TRACKER, 1, false, "2026-12-03").unwrap();
        change.update.as_mut().unwrap().meeting = Some("sog-2026-12-03".into());
        let gone = TRACKER.replace("Send it", "Post it");
        let now = tracker_edit::apply(Some(&gone), "", &[], &[change]).unwrap();
        assert!(now.contains("Post it', done: 2026-11-02") && now.contains("not done after all"), "{now}");
    }

    #[test]
    fn a_step_is_added_after_the_others_or_as_the_first() {
        let on = "2026-12-03".parse().unwrap();
        let (before, rest) = TRACKER.split_once("    steps:\n").unwrap();
        let without = format!("{before}    tags: [plan]\n");
        assert!(rest.ends_with("tags: [plan]\n"));
        for text in [TRACKER, &without] {
            let action = &tracker::load(text).value.unwrap().actions[0];
            let change = action.add_step("Hear: what 'they' say", on, "jo").unwrap();
            let now = tracker_edit::apply(Some(text), "", &[], std::slice::from_ref(&change)).unwrap();
            let mut meant = action.clone();
            meant.take(&change);
            assert_eq!(tracker::load(&now).value.unwrap().actions[0], meant, "{now}");
            let mut left = text.lines().peekable();
            let added: Vec<&str> = now.lines().filter(|line| left.next_if_eq(line).is_none()).collect();
            assert!(left.peek().is_none() && !added.is_empty(), "{now}");
            assert_eq!(tracker_edit::apply(Some(&now), "", &[], &[change]).unwrap(), now, "twice is once");
        }
    }

    #[test]
    fn what_is_said_of_one_action_at_once_follows_on() {
        let mut meant = tracker::load(TRACKER).value.unwrap();
        let on = "2026-12-03".parse().unwrap();
        let mut all = Vec::new();
        let mut say = |meant: &mut Action, change: ActionChange| {
            meant.take(&change);
            all.push(change);
        };
        let action = &mut meant.actions[0];
        let added = action.add_step("Write it up", on, "jo").unwrap();
        say(action, added);
        let ticked = action.tick(4, true, on, "jo").unwrap();
        say(action, ticked);
        for status in [Status::Blocked, Status::UnderWay] {
            let status = Some(status);
            say(action, ActionChange { id: "SOG-26-001".into(), status, ..ActionChange::default() });
        }
        let now = tracker_edit::apply(Some(TRACKER), "", &[], &all).unwrap();
        assert_eq!(tracker::load(&now).value.unwrap(), meant, "{now}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever is ticked and taken back, in the file stands what the action says; and a tick taken back leaves the
        /// steps as they were.
        #[test]
        fn the_file_says_what_the_action_says(ticks in prop::collection::vec((0_usize..4, any::<bool>()), 1..6)) {
            let mut text = TRACKER.to_owned();
            let mut meant = tracker::load(&text).value.unwrap();
            for (n, (at, done)) in ticks.into_iter().enumerate() {
                let Some(change) = tick(&text, at, done, &format!("2026-12-{:02}", n + 1)) else { continue };
                text = tracker_edit::apply(Some(&text), "", &[], std::slice::from_ref(&change)).unwrap();
                meant.actions[0].take(&change);
                prop_assert_eq!(&tracker::load(&text).value.unwrap(), &meant, "{}", text);
                for comment in ["# Ours.", "# by hand", "# first of all", "# to all"] {
                    prop_assert!(text.contains(comment), "{}", text);
                }
            }
        }
    }
}
