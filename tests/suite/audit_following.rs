//! What `chairside check` notes of what follows from an audit: lowest grades that nothing is recommended for, and actions of the
//! audit that are late.

use crate::audit_out::{ID, panels, workspace};
use crate::workspaces::{chairside, printed, said_on, text};
use chairside::files::places;
use std::fs;
use std::path::Path;

/// What `check` says on a day; a note is no reason to refuse.
#[track_caller]
fn checked(root: &Path, today: &str) -> String {
    let output = chairside(&["check", "-w", root.to_str().unwrap(), "--today", today]);
    let said = printed(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    said
}

#[track_caller]
fn said(root: &Path, args: &[&str]) -> String {
    said_on(root, "2026-10-20", &[&["audit"], args].concat(), 0)
}

/// The audit at a stage, as its file says it.
fn at_stage(root: &Path, stage: &str) {
    let path = places::audit(&ID.into());
    let file = text(root, &path);
    let lines = file.lines().map(|line| match line.split_once(':') {
        Some(("stage", _)) => format!("stage: {stage}\n"),
        _ => format!("{line}\n"),
    });
    fs::write(root.join(&path), lines.collect::<String>()).unwrap();
}

const LOWEST: &str = "`lived`: Inadequate, and nothing is recommended for it";

/// How many lowest grades are noted; the audit that is repeated has some of its own.
#[track_caller]
fn noted(root: &Path) -> usize {
    checked(root, "2026-10-20").matches(", and nothing is recommended for it").count()
}

#[test]
fn a_lowest_grade_is_noted_from_the_report_on_until_something_is_recommended_for_it() {
    let (_folder, root) = workspace(panels());
    at_stage(&root, "scoping");
    let others = noted(&root);
    at_stage(&root, "panel");
    assert_eq!(noted(&root), others, "before the report nothing has to follow yet");
    at_stage(&root, "report");
    assert_eq!(noted(&root), others + 1);
    let said_of = |root: &Path| {
        let said = checked(root, "2026-10-20");
        let place = format!("audits/{ID}/panel/C1.yaml");
        let blocks: Vec<String> =
            said.split("\n\n").filter(|block| block.contains(&place)).map(str::to_owned).collect();
        blocks.join("\n\n")
    };
    let one = said_of(&root);
    assert!(one.contains(LOWEST) && one.contains("chairside audit recommend"), "{one}");
    // A finding that nothing is recommended for answers nothing.
    let found =
        said(&root, &["panel", ID, "C1", "found", "develop", "Homes were not seen.", "--question", "lived"]);
    let finding = found.split_whitespace().next().unwrap().to_owned();
    assert_eq!(noted(&root), others + 1);
    said(&root, &["recommend", ID, &finding, "See every home", "--yes"]);
    assert_eq!(noted(&root), others);
    at_stage(&root, "published");
    assert_eq!(noted(&root), others);
}

#[test]
fn an_action_of_an_audit_is_noted_once_its_date_is_past_and_no_longer_once_it_has_a_later_one() {
    let (_folder, root) = workspace(panels());
    let action = "Ch Supt see every home on the list by 30 oct 2026 #neglect";
    let made = said(&root, &["recommend", ID, "F-26-004", "See every home", "--action", action, "--yes"]);
    let tracker = text(&root, "trackers/sog.yaml");
    let id = tracker.lines().rfind(|line| line.trim_start().starts_with("- id: SOG-")).unwrap();
    let id = id.split_once("id: ").unwrap().1.to_owned();
    assert!(made.contains(&id), "{made}");
    assert!(!checked(&root, "2026-10-30").contains("past the date"));
    let late = checked(&root, "2026-11-02");
    let noted = format!("1 action of this audit is past the date: {id} (due Fri 30 Oct 2026)");
    assert!(late.contains(&noted) && late.contains(&format!("audits/{ID}/audit.yaml")), "{late}");
    // An action that is no part of an audit is late in its tracker, and is not noted here.
    assert_eq!(late.matches("past the date").count(), 1, "{late}");
    let moved = "    due: 2026-12-18\n    moves:\n      - {from: 2026-10-30, to: 2026-12-18, on: 2026-10-28, why: leave}";
    let later = tracker.replacen("    due: 2026-10-30", moved, 1);
    assert_ne!(later, tracker);
    fs::write(root.join("trackers/sog.yaml"), later).unwrap();
    assert!(!checked(&root, "2026-11-02").contains("past the date"));
}
