//! The demonstration has this audit in it, at its panel with two of six children done: made by the same commands from the same
//! answers, seven weeks earlier, so that the panel sat two days before the demonstration's. `UPDATE_GOLDEN=1` writes it anew.

use super::chaired::at_the_panel;
use super::desk::{Desk, Plan};
use super::returns;
use crate::workspaces::{chairside, printed};
use chairside::files::{places, shipped};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The audit as the demonstration has it.
const SHOWN: Plan = Plan { id: "2026-winter-neglect", later: -49, kept: false };
/// Where its files stand in the source.
const SOURCE: &str = "agendas/demo";

#[test]
fn the_demonstration_has_the_audit_as_the_same_answers_make_it() {
    let desk = Desk::new(SHOWN);
    returns::opened(&desk);
    returns::packed(&desk);
    returns::collected(&desk);
    returns::accepted(&desk);
    at_the_panel(&desk, 1..=2);
    let made: BTreeMap<String, Vec<u8>> = files(&desk.root).into_iter().collect();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(SOURCE);
        let _ = fs::remove_dir_all(source.join(places::AUDITS));
        for (path, bytes) in &made {
            let place = source.join(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, bytes).unwrap();
        }
    }
    let kept: BTreeMap<String, Vec<u8>> =
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(SOURCE)).into_iter().collect();
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        names(&kept),
        names(&made),
        "UPDATE_GOLDEN=1 cargo test --test suite neglect_audit writes them"
    );
    for (path, bytes) in &made {
        assert!(
            kept[path] == *bytes,
            "{path}: UPDATE_GOLDEN=1 cargo test --test suite neglect_audit writes it"
        );
    }
}

/// The files of the audit, but for the workbooks that went out.
fn files(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for part in ["", "returns", "panel"] {
        let folder = format!("{}/{}/{part}", places::AUDITS, SHOWN.id);
        for entry in fs::read_dir(root.join(&folder)).into_iter().flatten().flatten() {
            if entry.file_type().unwrap().is_file() {
                let name = format!("{folder}/{}", entry.file_name().to_str().unwrap()).replace("//", "/");
                all.push((name, fs::read(entry.path()).unwrap()));
            }
        }
    }
    all
}

#[test]
fn the_demonstration_checks_clean_with_its_audit_and_shows_it() {
    let folder = crate::workspaces::folder();
    let root = folder.path().join("demo");
    chairside::runtime::disk::write_new(&root, &shipped::demo()).unwrap();
    let at = root.to_str().unwrap();
    let checked = printed(&chairside(&["check", "-w", at, "--today", "2026-12-03"]));
    assert!(checked.contains(": 0 errors"), "{checked}");
    let board = printed(&chairside(&["audit", "board", SHOWN.id, "-w", at, "--today", "2026-12-03"]));
    assert!(board.contains("36 accepted") && board.contains("panel Tue 1 Dec 2026"), "{board}");
}
