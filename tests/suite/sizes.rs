//! Every state at every size: nothing panics, every line fits, and drawing changes nothing.

use crate::stage::{State, drawn, states, text};
use chairside::app::{self, Msg};
use chairside::base::text::width;
use proptest::prelude::*;
use proptest::sample::select;

/// Sizes from the smallest, closer together where little fits and where the layout changes.
const ACROSS: [u16; 14] = [1, 2, 3, 5, 8, 13, 20, 29, 38, 39, 40, 50, 59, 60];
const DOWN: [u16; 13] = [1, 2, 3, 4, 5, 6, 7, 8, 12, 15, 16, 22, 30];

/// Everything a finger can do in a meeting, with the keys that open lines and choices often.
const KEYS: [&str; 44] = [
    "space", "space", "enter", "enter", "enter", "esc", "tab", "up", "down", "up", "down", "d", "a", "n",
    "o", "g", "u", "k", "c", "r", "p", "s", "v", "b", "f", "l", "t", "i", "y", "Y", "N", "w", "x", "m", "h",
    "U", "z", "E", "A", "1", "2", "?", ":", "ctrl-r",
];

#[test]
fn every_state_is_drawn_at_every_size() {
    let states = states();
    let half = states.len() / 2;
    std::thread::scope(|scope| {
        // A state cannot be shared, but it can be given away.
        let mut first = states;
        let second = first.split_off(half);
        for some in [first, second] {
            scope.spawn(move || some.iter().for_each(every_size));
        }
    });
}

fn every_size((name, model): &State) {
    let before = [(40, 12), (80, 24)].map(|(across, down)| drawn(model, across, down));
    for across in ACROSS {
        for down in DOWN {
            let once = drawn(model, across, down);
            for line in text(&once) {
                assert!(width(line.trim_end()) <= usize::from(across), "{name} at {across}x{down}: {line}");
            }
        }
    }
    // After all those sizes it looks as it did before any of them.
    let after = [(40, 12), (80, 24)].map(|(across, down)| drawn(model, across, down));
    assert!(before == after, "{name} looks different after it was drawn at other sizes");
}

#[test]
fn what_must_never_be_missed_is_there_at_the_least_size() {
    for (name, model) in states() {
        let shown = text(&drawn(&model, 40, 12)).join("\n");
        let has = |words: &str| shown.contains(words);
        if model.over.is_some() || !matches!(model.screen, chairside::app::Screen::Meeting(_)) {
            continue;
        }
        assert!(has("OFFICIAL-SENSITIVE"), "{name}:\n{shown}");
        assert!(has("saved") || has("NOT SAVED"), "{name}:\n{shown}");
        assert!(has("uorate") || has("QUORATE") || has("no roll call"), "{name}:\n{shown}");
        assert!(has(" 09:") || has(" 10:") || has(" 11:"), "{name}:\n{shown}");
    }
}

thread_local! {
    /// Made once for all the cases, in the one thread they run in.
    static STATES: Vec<State> = states();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_pressed_at_whatever_size_is_drawn(
        from in any::<prop::sample::Index>(),
        keys in prop::collection::vec(select(&KEYS[..]), 1..30),
        sizes in prop::collection::vec((1u16..=130, 1u16..=45), 1..4),
    ) {
        let mut model = STATES.with(|states| from.get(states).1.clone());
        for (i, key) in keys.iter().enumerate() {
            // Nothing reaches a disk and nothing answers: that must not bring it down either.
            let now = model.now;
            app::update(&mut model, now, Msg::Key(key.parse().unwrap()));
            let (across, down) = sizes[i % sizes.len()];
            for line in text(&drawn(&model, across, down)) {
                prop_assert!(width(line.trim_end()) <= usize::from(across), "{line}");
            }
        }
    }
}
