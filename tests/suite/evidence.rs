//! Files given as evidence: hashed when they are given, on the screen and on the command line, and looked at again by
//! `check`; and what is closed without any.

use crate::workspaces::{demo, said_on, text};
use std::fs;
use std::path::Path;

const TRACKER: &str = "trackers/executive.yaml";
/// What `sha256sum` prints for the file's bytes.
const HASH: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

#[track_caller]
fn said(root: &Path, args: &[&str], code: i32) -> String {
    said_on(root, "2026-12-03", args, code)
}

fn with_plan(root: &Path) {
    fs::create_dir(root.join("evidence")).unwrap();
    fs::write(root.join("evidence/the plan.pdf"), "abc").unwrap();
}

#[test]
fn a_file_that_is_given_is_hashed_and_check_says_when_it_changes_or_goes() {
    let (_folder, root) = demo();
    with_plan(&root);
    let plan = root.join("evidence/the plan.pdf");
    let give =
        ["actions", "evidence", "exec-26-017", "Letter of nomination", "--file", "evidence/the plan.pdf"];
    let done = said(&root, &[&give[..], &["--level", "embedded"]].concat(), 0);
    let undo =
        format!("with what its file comes to now. To undo it: chairside -w {} restore", root.display());
    assert!(done.contains(&undo), "{done}");
    let tracker = text(&root, TRACKER);
    assert!(tracker.contains("evidence/the plan.pdf") && tracker.contains(HASH), "{tracker}");
    let check = || said(&root, &["check"], 0);
    assert!(!check().contains("the plan.pdf"), "{}", check());
    fs::write(&plan, "abd").unwrap();
    let changed = "`evidence/the plan.pdf`, evidence of `EXEC-26-017`, has changed since it was given on Thu 3 Dec 2026";
    assert!(check().contains(changed), "{}", check());
    fs::remove_file(&plan).unwrap();
    assert!(
        check().contains("`evidence/the plan.pdf`, evidence of `EXEC-26-017`, is not there"),
        "{}",
        check()
    );
    let before = text(&root, TRACKER);
    for (file, why) in [
        ("evidence/other.pdf", "there is no such file in the workspace"),
        ("../other.pdf", "is not a path inside the workspace"),
    ] {
        let refused = said(&root, &["actions", "evidence", "EXEC-26-017", "x", "--file", file], 1);
        assert!(refused.contains(why), "{refused}");
    }
    assert_eq!(text(&root, TRACKER), before);
    let address = ["actions", "evidence", "EXEC-26-017", "Minutes", "--file", "https://example.org/minutes"];
    assert!(!said(&root, &address, 0).contains("comes to now"));
    assert!(
        said(&root, &["actions", "evidence", "EXEC-26-17", "x"], 1).contains("did you mean EXEC-26-017?")
    );
    assert!(said(&root, &["actions", "evidence", "EXEC-26-017"], 1).contains("say what shows"));
}

#[test]
fn evidence_says_from_which_day_it_holds_and_finds_its_action_by_digits_that_no_other_has() {
    let (_folder, root) = demo();
    let give = |id: &str, code| {
        let day = ["--effective", "2026-11-20"];
        said(&root, &[&["actions", "evidence", id, "Dip sample"][..], &day].concat(), code)
    };
    for id in ["017", "17", "id:17", "ID:EXEC-26-017"] {
        assert!(give(id, 0).starts_with("EXEC-26-017 has this evidence"), "{id}");
    }
    let before = text(&root, TRACKER);
    assert_eq!(before.matches("effective: 2026-11-20").count(), 1, "the same again is the same: {before}");
    assert!(give("99", 1).contains("no tracker has an action with the number 99"));
    // The other group's gets the same digits: nothing is guessed.
    let path = root.join("trackers/sog.yaml");
    let sog = fs::read_to_string(&path).unwrap();
    fs::write(&path, sog.replacen("id: SOG-26-003", "id: SOG-26-017", 1)).unwrap();
    let refused = give("17", 1);
    assert!(refused.contains("17 is the number of ") && refused.contains("SOG-26-017"), "{refused}");
    // One that may not be shown is as one that is not there.
    fs::write(&path, sog.replacen("id: SOG-26-003", "id: SOG-26-017\n    tier: restricted", 1)).unwrap();
    assert!(give("17", 0).starts_with("EXEC-26-017 has this evidence"));
}

#[cfg(unix)]
#[test]
fn a_file_named_on_the_line_is_hashed_and_one_that_is_not_there_brings_the_line_back() {
    let (_folder, root) = demo();
    with_plan(&root);
    let mut terminal = crate::edits::at_the_action(&root, "EXEC-26-017");
    terminal.send("x");
    terminal.wait_for("what shows that it was done");
    terminal.send("Signed file:evidence/none.pdf\r");
    terminal.wait_for("there is no such file in the workspace");
    terminal.wait_for("Signed file:evidence/none.pdf");
    terminal.send("\u{15}Signed file:\"evidence/the plan.pdf\"\r");
    terminal.wait_for("done, not closed yet");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    let tracker = text(&root, TRACKER);
    for line in ["text: Signed", "file: evidence/the plan.pdf", HASH, "by: jo"] {
        assert!(tracker.contains(line), "no '{line}' in\n{tracker}");
    }
    assert!(!tracker.contains("file:\\\""), "{tracker}");
}

#[test]
fn what_is_closed_without_evidence_is_listed_by_name_up_to_the_tier_asked_for() {
    let (_folder, root) = demo();
    let none = said(&root, &["actions", "unevidenced"], 0);
    assert_eq!(none, "None of 3 closed actions is without evidence.\n");
    let bare = text(&root, TRACKER).replacen(
        "    evidence: {on: 2026-09-10, text: The new member attended.}\n",
        "",
        1,
    );
    assert_ne!(bare, text(&root, TRACKER), "one of the demo's");
    fs::write(root.join(TRACKER), &bare).unwrap();
    let listed = said(&root, &["actions", "unevidenced"], 0);
    assert!(listed.starts_with("EXEC-26-009  closed") && listed.contains(" · Executive · "), "{listed}");
    assert!(listed.ends_with("1 of 3 closed actions is without evidence.\n"), "{listed}");
    assert!(said(&root, &["actions", "unevidenced", "group:sog"], 0).starts_with("None of "));
    let hidden = bare.replacen("  - id: EXEC-26-009\n", "  - id: EXEC-26-009\n    tier: restricted\n", 1);
    fs::write(root.join(TRACKER), hidden).unwrap();
    let listed = said(&root, &["actions", "unevidenced"], 0);
    assert_eq!(listed, "None of 2 closed actions is without evidence.\n");
    let listed = said(&root, &["actions", "unevidenced", "--tier", "restricted"], 0);
    assert!(listed.contains("EXEC-26-009") && listed.contains("restricted"), "{listed}");
    let refused = said(&root, &["actions", "evidence", "EXEC-26-009", "x"], 1);
    assert!(refused.contains("no tracker has EXEC-26-009"), "what is hidden is not changed: {refused}");
}
