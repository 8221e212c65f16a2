//! Ticking a step in a tracker's text: one key of one step, and no other byte.

use super::yaml::{Edit, Step, Value};
use crate::domain::action::{Action, ActionChange};

/// Where the step stands that a change ticks; nothing where it ticks none.
///
/// # Errors
/// A sentence without a full stop when the action has no such step any more.
pub(super) fn place(known: &Action, change: &ActionChange) -> Result<Option<usize>, String> {
    let Some(ticked) = &change.ticked else { return Ok(None) };
    let at = known.step_of(ticked);
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

#[cfg(test)]
mod tests {
    use crate::domain::action::ActionChange;
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
