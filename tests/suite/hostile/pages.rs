//! Every page outside meetings over files with something hostile in every text that may be any: the table of actions and its
//! review, audits, reviews and inspections, registers.

use super::values::{as_yaml, harm, holds_a_payload};
use super::{assert_harmless, in_turn};
use crate::workspaces::whole_demo;
use chairside::app::Ask;
use chairside::base::key::Key;
use chairside::files::yaml::{Edit, Limits, Step, Value as Yaml, apply, read};
use chairside::runtime::Clock;
use chairside::runtime::headless::Headless;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Pages, the keys that lead there from the list of meetings, and about on them.
const PAGES: [(&str, &str); 11] = [
    ("the meetings", "down down up : esc ? esc"),
    (
        "the actions",
        "a down enter down n n esc g enter esc s enter esc R V esc c esc x esc m esc a esc / esc",
    ),
    ("the review of actions", "a v space n n down x esc p esc E esc"),
    ("the audits", "u down up enter down right right k esc Q esc c pagedown esc s esc"),
    ("a return", "u enter down down down right right right right enter right right right e esc S down esc"),
    ("a return that was accepted", "u enter enter right right pagedown right right"),
    ("a panel", "u enter p n n pagedown s esc o esc r esc d esc m esc ]"),
    ("the results", "u enter v pagedown pagedown pagedown end"),
    ("the reviews", "v R down enter x esc end esc down down enter pagedown f esc esc end enter pagedown"),
    ("the programme", "v down down down down down enter down enter"),
    ("the registers", "g down x esc tab down R c esc pagedown"),
];

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            all.push(path);
        }
    }
}

/// What a file says, with something hostile in it.
fn harmed(path: &Path, hostile: &mut impl FnMut() -> String) -> String {
    let mut value: Value = serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    // A line stays one.
    harm(&mut value, "", &mut |_, text| *text += &hostile().replace(['\n', '\0'], " "));
    as_yaml(&value)
}

#[test]
fn no_cell_of_any_page_outside_meetings_holds_anything_harmful() {
    let (_folder, root) = whole_demo();
    crate::reviews::write_reviews(&root);
    let mut hostile = in_turn(0);
    let mut all = Vec::new();
    files(&root, &mut all);
    let tracker = root.join("trackers/executive.yaml");
    let theirs = harmed(&tracker, &mut hostile);
    for path in all {
        let text = harmed(&path, &mut hostile);
        fs::write(path, text).unwrap();
    }
    fs::write(root.join("trackers/executive-LAPTOP-JO.yaml"), theirs).unwrap();
    for (page, keys) in PAGES {
        walked(&root, page, keys);
    }
}

/// Presses these keys from the list of meetings on; whatever is shown meanwhile is harmless, and something hostile is.
/// What is shown at the end.
fn walked(root: &Path, page: &str, keys: &str) -> String {
    let clock = Clock::still("2026-12-03T11:30:00+00:00".parse().unwrap());
    let mut program = Headless::new(root, Ask::default(), clock);
    let mut reached = false;
    for key in keys.split(' ') {
        program.press(&key.parse::<Key>().unwrap());
        for (across, down) in [(160, 50), (60, 16)] {
            let screen = program.screen(across, down);
            assert_harmless(&format!("{page}, after {key}"), &screen);
            reached |= holds_a_payload(&screen);
        }
    }
    assert!(reached, "nothing hostile was on {page}:\n{}", program.screen(160, 50));
    program.screen(160, 50)
}

/// A tracker with something hostile at the end of the wording of each action, and the rest as it stands.
fn reworded(text: &str, hostile: &mut impl FnMut() -> String) -> String {
    let parsed = read(text, &Limits::default());
    let actions = parsed.root.as_ref().and_then(|root| root.get("actions")).unwrap().items().len();
    (0..actions).fold(text.to_owned(), |text, nth| {
        let at = [Step::Key("actions"), Step::Index(nth), Step::Key("what")];
        let value = Yaml::Text(format!("Reworded {}", hostile().replace(['\n', '\0'], " ")));
        apply(&text, &[Edit::Set { at: &at, value }]).unwrap()
    })
}

#[test]
fn no_cell_of_the_page_of_two_versions_holds_anything_harmful() {
    let mut hostile = in_turn(0);
    // Every payload is in one version or the other, some time.
    for _ in 0..8 {
        let (_folder, root) = whole_demo();
        let tracker = root.join("trackers/executive.yaml");
        let text = fs::read_to_string(&tracker).unwrap();
        fs::write(&tracker, reworded(&text, &mut hostile)).unwrap();
        fs::write(root.join("trackers/executive-LAPTOP-JO.yaml"), reworded(&text, &mut hostile)).unwrap();
        let answers = "m enter enter n pagedown pageup p m t b m t b m t b m t b";
        let shown = walked(&root, "two versions", &format!("{answers} {}", "m ".repeat(60).trim_end()));
        assert!(shown.contains("Everything is answered"), "{shown}");
        walked(
            &root,
            "two versions, written",
            &format!("{answers} {} w esc a down enter", "m ".repeat(60).trim_end()),
        );
    }
}
