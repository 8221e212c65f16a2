//! Who changed what outside meetings: each change made by a command or a screen is a line that says so, is listed, and shows
//! when it is altered; nothing restricted is copied into it.

use crate::workspaces::{assert_clean, demo, said_on, text, whole_demo};
use std::fs;
use std::path::{Path, PathBuf};

const TODAY: &str = "2026-12-03";

fn journal(root: &Path) -> PathBuf {
    let mut found = fs::read_dir(root.join(".chairside/changes")).unwrap().map(|entry| entry.unwrap().path());
    let one = found.next().expect("a journal of changes");
    assert!(found.next().is_none(), "one writer, one journal");
    one
}

#[track_caller]
fn changes(root: &Path, more: &[&str]) -> String {
    said_on(root, TODAY, &[&["changes"], more].concat(), 0)
}

#[test]
fn a_change_is_listed_with_its_file_its_record_from_what_and_to_what_and_is_proved() {
    let (_folder, root) = demo();
    assert_eq!(changes(&root, &[]).trim(), "0 changes.");
    said_on(&root, TODAY, &["actions", "evidence", "EXEC-26-017", "Signed by all three"], 0);
    said_on(&root, TODAY, &["restore", "trackers/executive.yaml", "1", "--yes"], 0);
    let listed = changes(&root, &["--file", "trackers/executive.yaml"]);
    assert!(listed.contains("trackers/executive.yaml: changed\n"), "{listed}");
    assert!(listed.contains("EXEC-26-017, evidence") && listed.contains("Signed by all three"), "{listed}");
    assert!(listed.contains("trackers/executive.yaml: put in its place\n"), "{listed}");
    assert!(listed.trim_end().ends_with("2 changes."), "{listed}");
    assert_eq!(changes(&root, &["--file", "registers"]).trim(), "0 changes.");
    assert_eq!(changes(&root, &["--since", "2999-01-01"]).trim(), "0 changes.");
    let csv = changes(&root, &["--format", "csv"]);
    assert!(
        csv.contains("at,writer,by,file,did,record,field,from,to,why") && csv.contains("EXEC-26-017"),
        "{csv}"
    );
    let json: serde_json::Value = serde_json::from_str(&changes(&root, &["--format", "json"])).unwrap();
    assert_eq!(json[0]["what"][0]["of"], "EXEC-26-017");
    let whole = said_on(&root, TODAY, &["verify"], 0);
    assert!(whole.contains("Changes outside meetings: whole, 2 changes by 1 writer."), "{whole}");
    assert_clean(&root);

    let place = journal(&root);
    let line = fs::read_to_string(&place).unwrap();
    fs::write(&place, line.replacen("Signed by all three", "Signed by nobody", 1)).unwrap();
    let altered = said_on(&root, TODAY, &["verify"], 1);
    assert!(
        altered.contains("ALTERED") && altered.contains("line 1: it, or the line before it"),
        "{altered}"
    );
}

#[test]
fn what_is_restricted_is_not_copied_into_it() {
    let (_folder, root) = whole_demo();
    let tracker = text(&root, "trackers/executive.yaml");
    let at = tracker.find("  - id: EXEC-26-017").unwrap() + "  - id: EXEC-26-017".len();
    let restricted = format!("{}\n    tier: restricted{}", &tracker[..at], &tracker[at..]);
    fs::write(root.join("trackers/executive.yaml"), restricted).unwrap();
    said_on(
        &root,
        TODAY,
        &["actions", "evidence", "EXEC-26-017", "Canary of an action", "--tier", "restricted"],
        0,
    );
    let panel = ["audit", "panel", "2026-winter-neglect", "C1"];
    let settle = ["settle", "core-lived-experience", "RI", "--because", "Canary of a panel"];
    said_on(&root, TODAY, &[&panel[..], &settle[..]].concat(), 0);
    let line = fs::read_to_string(journal(&root)).unwrap();
    assert!(!line.contains("Canary"), "{line}");
    let listed = changes(&root, &[]);
    assert!(listed.contains("EXEC-26-017, evidence: changed (restricted)"), "{listed}");
    assert!(listed.contains("audits/2026-winter-neglect/panel/C1.yaml: changed\n"), "{listed}");
}

#[test]
fn a_line_that_cannot_be_written_stops_no_change_and_is_said() {
    let (_folder, root) = demo();
    fs::create_dir(root.join(".chairside")).unwrap();
    fs::write(root.join(".chairside/changes"), "in the way").unwrap();
    let said = said_on(&root, TODAY, &["actions", "evidence", "EXEC-26-017", "Signed by all three"], 0);
    assert!(
        said.contains("The change is saved, but who made it could not be noted in .chairside/changes"),
        "{said}"
    );
    assert!(text(&root, "trackers/executive.yaml").contains("Signed by all three"));
}

#[test]
fn what_a_command_makes_anew_is_kept_too_and_nothing_restricted_of_it() {
    let (_folder, root) = whole_demo();
    said_on(&root, TODAY, &["inspection", "new", "2026-front-door", "--theme", "The front door"], 0);
    said_on(&root, TODAY, &["rapid-review", "new", "--child", "Child A", "--aware", "2026-11-30"], 0);
    let listed = changes(&root, &[]);
    assert!(listed.contains("audits/inspections/2026-front-door.yaml: made"), "{listed}");
    assert!(listed.contains("reviews/rapid/rr-2026-01.yaml: made"), "{listed}");
    assert!(!fs::read_to_string(journal(&root)).unwrap().contains("Child A"));
}

#[test]
fn a_conflict_copy_of_a_writers_journal_alters_nothing_and_what_was_altered_in_one_is_named() {
    let (_folder, root) = demo();
    said_on(&root, TODAY, &["actions", "evidence", "EXEC-26-017", "Signed by all three"], 0);
    said_on(&root, TODAY, &["restore", "trackers/executive.yaml", "1", "--yes"], 0);
    let own = journal(&root);
    let whole = fs::read_to_string(&own).unwrap();
    let stem = own.file_stem().unwrap().to_str().unwrap().to_owned();
    let copy = own.with_file_name(format!("{stem}-LAPTOP-JO.jsonl"));
    for lines in [whole.as_str(), whole.split_inclusive('\n').next().unwrap()] {
        fs::write(&copy, lines).unwrap();
        let said = said_on(&root, TODAY, &["verify"], 0);
        assert!(said.contains("Changes outside meetings: whole, 2 changes by 1 writer."), "{said}");
        assert!(
            said.contains(&format!("{stem}-LAPTOP-JO.jsonl is a copy of the journal of {stem}")),
            "{said}"
        );
        assert!(changes(&root, &[]).trim_end().ends_with("2 changes."));
    }
    fs::write(&copy, whole.replacen("put in its place", "changed", 1)).unwrap();
    let altered = said_on(&root, TODAY, &["verify"], 1);
    assert!(altered.contains("ALTERED") && altered.contains("-LAPTOP-JO.jsonl, line 2"), "{altered}");
}
