//! Every screen and state as text at four sizes, kept beside this file. `INSTA_UPDATE=always cargo test screens`
//! writes them again after a change that was meant; the difference is then read like any other.

use crate::stage::{drawn, state, states, text};
use chairside::app::Model;
use insta::Settings;
use std::fmt::Write as _;

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

#[test]
fn every_state_looks_as_it_did() {
    for (name, model) in states() {
        kept(name, &model);
    }
}

#[test]
fn terminals_without_utf_8_get_ascii() {
    let states = states();
    for name in ["item", "roll-call", "action-review", "merge-restricted"] {
        let mut model = state(&states, name);
        model.ask.look.ascii = true;
        kept(&format!("{name}-ascii"), &model);
    }
}

fn kept(name: &str, model: &Model) {
    let mut all = String::new();
    for (across, down) in SIZES {
        let _ = writeln!(all, "{across}x{down}");
        for line in text(&drawn(model, across, down)) {
            let _ = writeln!(all, "{}", line.trim_end());
        }
        all.push('\n');
    }
    let mut settings = Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("snapshots");
    settings.bind(|| insta::assert_snapshot!(name, all));
}
