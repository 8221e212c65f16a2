//! The law of looking: whatever day it is and whatever keys are pressed to look at actions, nothing is asked of the disk,
//! and no tracker says anything else afterwards.

use super::tests::{answer, key_typed, workspace};
use super::*;
use proptest::prelude::*;

/// Keys that only look.
const LOOKING: [Command; 19] = [
    Command::Up,
    Command::Down,
    Command::PageUp,
    Command::PageDown,
    Command::First,
    Command::Last,
    Command::NextAction,
    Command::PreviousAction,
    Command::ShowAction,
    Command::SortActions,
    Command::GroupActions,
    Command::ShowRestricted,
    Command::Charts,
    Command::MarkAction,
    Command::MarkAll,
    Command::FindActions,
    Command::ReviewActions,
    Command::Skip,
    Command::Back,
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn looking_on_any_day_writes_nothing(
        day in 0_u64..3000,
        keys in prop::collection::vec(prop::sample::select(LOOKING.to_vec()), 1..30),
        query in prop::sample::select(vec!["late:>0", "rag:red", "moved:>=1", "age:>30", "quiet:>8w", "@police", ""]),
    ) {
        let now = "2024-01-01T09:00:00Z".parse::<Stamp>().unwrap() + chrono::Days::new(day);
        let mut loaded = Arc::unwrap_or_clone(workspace());
        // As when the files are read: what has come round by that day is seen, and is in no file.
        loaded.come_to(now.date_naive());
        let loaded = Arc::new(loaded);
        let before = loaded.trackers.clone();
        let (mut state, search) = State::new(&loaded, now.date_naive(), "jo");
        let mut first = Out { effects: vec![search], ..Out::default() };
        answer(&mut state, &mut first);
        for key in keys {
            let mut out = Out::default();
            state.run(key, now, &mut out);
            answer(&mut state, &mut out);
            prop_assert!(out.effects.is_empty() && out.edit.is_none(), "{:?}: {:?}", key, out.effects);
            if state.typing.is_some() {
                for c in query.chars() {
                    key_typed(&mut state, Key::char(c));
                }
                key_typed(&mut state, Key::plain(KeyCode::Esc));
            }
        }
        prop_assert!(!state.is_saving() && !state.is_saying());
        prop_assert_eq!(&state.workspace.trackers, &before);
    }
}
