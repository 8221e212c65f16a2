//! Two people edit one tracker at the same time and nothing is lost: in one folder, by way of conflict copies, and by
//! way of two branches of git. Each in a short form, and with a thousand random edits of each, which
//! `cargo test --test suite thousand -- --ignored` tries.

use crate::edits::{TRACKER, assert_all_there, both_write};
use crate::merging::{done, git, git_is_here};
use crate::workspaces::{assert_clean, chairside, demo, printed, text};
use std::fs;

/// Edits of each writer in the short form.
const FEW: usize = 40;
const MANY: usize = 1000;

/// Two programs write to one file.
fn in_one_folder(edits: usize) {
    let (_folder, root) = demo();
    both_write([&root, &root], edits);
    assert_all_there(&root, edits);
    let beside = fs::read_dir(root.join("trackers")).unwrap().map(|e| e.unwrap().file_name());
    assert!(beside.into_iter().all(|name| !name.to_string_lossy().starts_with('.')));
    assert_clean(&root);
}

/// Each writes on a machine of their own, and the program that syncs leaves one as a copy beside the other.
fn by_conflict_copies(edits: usize) {
    let (_folder, root) = demo();
    let (_elsewhere, other) = demo();
    both_write([&root, &other], edits);
    let copy = root.join("trackers/executive-LAPTOP-JO.yaml");
    fs::write(&copy, text(&other, TRACKER)).unwrap();
    let merged = chairside(&["merge", "--copies", "--yes", "-w", root.to_str().unwrap()]);
    assert!(merged.status.success(), "{}", printed(&merged));
    assert!(!copy.exists());
    assert_all_there(&root, edits);
    assert_clean(&root);
}

/// Each writes on a branch, and git merges the two with the driver.
fn by_git_branches(edits: usize) {
    if !git_is_here() {
        return;
    }
    let (folder, root) = demo();
    fs::write(root.join(".gitattributes"), "*.yaml merge=chairside\n").unwrap();
    fs::write(root.join(".gitignore"), ".chairside\n").unwrap();
    done(&root, &["init", "-q"]);
    done(&root, &["add", "."]);
    done(&root, &["commit", "-qm", "start"]);
    let other = folder.path().join("other");
    done(&root, &["worktree", "add", "-qb", "other", other.to_str().unwrap()]);
    both_write([&root, &other], edits);
    for place in [&root, &other] {
        done(place, &["commit", "-qam", "edits"]);
    }
    let merged = git(&root, &["merge", "--no-edit", "other"]);
    assert!(merged.status.success(), "{}", printed(&merged));
    assert_all_there(&root, edits);
    assert_clean(&root);
}

#[test]
fn two_programs_at_once_lose_nothing() {
    in_one_folder(FEW);
}

#[test]
fn two_machines_lose_nothing_by_conflict_copies() {
    by_conflict_copies(FEW);
}

#[test]
fn two_branches_lose_nothing() {
    by_git_branches(FEW);
}

#[test]
#[ignore = "a thousand edits each: cargo test --test suite thousand -- --ignored"]
fn two_programs_at_once_lose_nothing_of_a_thousand() {
    in_one_folder(MANY);
}

#[test]
#[ignore = "a thousand edits each: cargo test --test suite thousand -- --ignored"]
fn two_machines_lose_nothing_of_a_thousand_by_conflict_copies() {
    by_conflict_copies(MANY);
}

#[test]
#[ignore = "a thousand edits each: cargo test --test suite thousand -- --ignored"]
fn two_branches_lose_nothing_of_a_thousand() {
    by_git_branches(MANY);
}
