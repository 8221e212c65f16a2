//! Files of an earlier version of the format brought into the one written now: shown first, done when asked, what each said
//! before kept; a newer one is left.

use crate::edits::TRACKER;
use crate::workspaces::{assert_clean, demo, said_on, text};
use std::fs;

const TODAY: &str = "2026-12-03";
const NAMES: &str = "registers/names.yaml";

#[test]
fn a_file_that_says_no_version_is_shown_then_changed_and_what_it_said_is_kept() {
    let (_folder, root) = demo();
    let said = said_on(&root, TODAY, &["migrate"], 0);
    assert!(said.contains("nothing is to be migrated"), "{said}");
    let whole = text(&root, TRACKER);
    let without = whole.replacen("schema: 1\n", "", 1);
    assert_ne!(whole, without);
    fs::write(root.join(TRACKER), &without).unwrap();
    fs::write(root.join(NAMES), "names:\n  - the case in Yate\n").unwrap();

    let shown = said_on(&root, TODAY, &["migrate"], 1);
    assert!(shown.contains("+schema: 1") && shown.contains("2 files would be changed"), "{shown}");
    assert!(!shown.contains("Yate"), "what the list of names holds stands nowhere: {shown}");
    assert_eq!(text(&root, TRACKER), without, "only shown");

    let done = said_on(&root, TODAY, &["migrate", "--yes"], 0);
    assert!(done.contains("2 files were changed"), "{done}");
    assert_eq!(text(&root, TRACKER), whole);
    assert_eq!(text(&root, NAMES), "schema: 1\nnames:\n  - the case in Yate\n");
    assert_clean(&root);
    said_on(&root, TODAY, &["migrate"], 0);
    said_on(&root, TODAY, &["restore", TRACKER, "1", "--yes"], 0);
    assert_eq!(text(&root, TRACKER), without);
}

#[test]
fn a_newer_file_and_one_that_cannot_be_read_are_left() {
    let (_folder, root) = demo();
    let newer = text(&root, TRACKER).replacen("schema: 1\n", "schema: 2\n", 1);
    fs::write(root.join(TRACKER), &newer).unwrap();
    let agenda = "agendas/executive.yaml";
    fs::write(root.join(agenda), "items: [\n").unwrap();
    let said = said_on(&root, TODAY, &["migrate", "--yes"], 1);
    assert!(said.contains("version 2 of the format, which this program does not know"), "{said}");
    assert!(said.contains(&format!("{agenda}: it cannot be read")), "{said}");
    assert_eq!(text(&root, TRACKER), newer);
}
