//! `chairside restore`: earlier versions are listed, shown and brought back, and nothing is lost by it.

use crate::workspaces::{assert_clean, chairside, demo, printed, text};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const TRACKER: &str = "trackers/executive.yaml";

/// The demonstration, played to its end, so that its tracker has an earlier version.
fn played() -> (TempDir, PathBuf, String) {
    let (folder, root) = demo();
    let before = text(&root, TRACKER);
    let played = chairside(&["demo", "--keep", root.to_str().unwrap()]);
    assert!(played.status.success(), "{}", printed(&played));
    assert_ne!(text(&root, TRACKER), before);
    (folder, root, before)
}

#[track_caller]
fn restore(root: &Path, args: &[&str], code: i32) -> String {
    let output = chairside(&[&["-w", root.to_str().unwrap(), "restore"], args].concat());
    assert_eq!(output.status.code(), Some(code), "{args:?}: {}", printed(&output));
    printed(&output)
}

#[test]
fn a_tracker_is_brought_back_and_forth() {
    let (_folder, root, before) = played();
    let after = text(&root, TRACKER);
    let files = restore(&root, &[], 0);
    assert!(files.contains("trackers/executive.yaml  1 version, the newest of "), "{files}");
    let list = restore(&root, &["--list", TRACKER], 0);
    assert!(list.contains("since then actions: 3 added, 4 changed") && list.contains("  1  "), "{list}");
    let shown = restore(&root, &[TRACKER, "1"], 0);
    assert!(shown.contains("--- trackers/executive.yaml as it is now") && shown.contains("\n-"), "{shown}");
    assert!(shown.contains("Nothing was changed. Add --yes"), "{shown}");
    assert_eq!(text(&root, TRACKER), after);
    let done = restore(&root, &[TRACKER, "1", "--yes"], 0);
    assert!(done.contains("What it said until now is its version 1"), "{done}");
    assert_eq!(text(&root, TRACKER), before);
    assert_clean(&root);
    // And back again: what was replaced was kept.
    restore(&root, &[&format!("./{TRACKER}"), "1", "--yes"], 0);
    assert_eq!(text(&root, TRACKER), after);
    assert!(restore(&root, &[TRACKER], 0).contains("  2  "));
}

#[test]
fn a_file_that_was_deleted_comes_back() {
    let (_folder, root, before) = played();
    fs::remove_file(root.join(TRACKER)).unwrap();
    assert!(restore(&root, &[TRACKER], 0).contains("the file itself is not there now"));
    restore(&root, &[TRACKER, "1", "--yes"], 0);
    assert_eq!(text(&root, TRACKER), before);
}

#[test]
fn what_cannot_be_done_is_said() {
    let (_folder, root) = demo();
    assert!(restore(&root, &[], 0).contains("No earlier versions of files are kept here yet."));
    assert!(restore(&root, &[TRACKER], 1).contains("no earlier version of trackers/executive.yaml is kept"));
    for outside in ["../other.yaml", "/etc/passwd", "a/../../b"] {
        assert!(restore(&root, &[outside], 1).contains("is not a path inside the workspace"), "{outside}");
    }
    restore(&root, &[TRACKER, "1", "--list"], 2);
    restore(&root, &[TRACKER, "--yes"], 2);
    let gone = restore(&root.join("nowhere"), &[], 1);
    assert!(gone.contains("nowhere"), "{gone}");
    let (_folder, root, _) = played();
    assert!(restore(&root, &[TRACKER, "7"], 1).contains("there is no version '7'"));
}

#[test]
fn what_a_version_holds_cannot_harm_the_terminal() {
    let (_folder, root, before) = played();
    let hostile = before + "# \u{1b}]52;c;AAAA\u{7} and \u{202e}turned\n";
    fs::write(root.join(TRACKER), hostile).unwrap();
    let shown = restore(&root, &[TRACKER, "1"], 0);
    assert!(shown.contains("␛]52") && !shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown}");
}
