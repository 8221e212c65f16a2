//! Trackers kept in spreadsheets and Word documents, taken over: each file in `tests/fixtures/sheets` has its preview beside it in `golden/`,
//! is taken over, taken over again without a change, and taken back to the byte. `UPDATE_GOLDEN=1` writes the previews
//! anew: read them as somebody who has kept that spreadsheet for years.

use crate::project::path;
use crate::workspaces::{chairside, demo, init, printed, text};
use std::fs;
use std::path::Path;

const FOLDER: &str = "tests/fixtures/sheets";
const EXECUTIVE: &str = "trackers/executive.yaml";

/// Every file, the tracker it goes to, and what else is asked.
const FILES: [(&str, &str, &[&str]); 18] = [
    ("two-header-rows.xlsx", "executive", &[]),
    ("two-header-rows-by-libreoffice.xlsx", "executive", &[]),
    ("two-header-rows-tabs.csv", "executive", &[]),
    ("words-for-dates.xlsx", "executive", &[]),
    ("words-for-dates-by-libreoffice.xlsx", "executive", &[]),
    ("words-for-dates-semicolons-1252.csv", "executive", &["--status", "nearly there=under way,blue=closed"]),
    ("only-colours.xlsx", "executive", &["--columns", "reason=-,evidence=Outcome"]),
    ("only-colours-by-libreoffice.xlsx", "executive", &["--status", "green=closed,blue=closed"]),
    ("only-colours-utf-16.csv", "executive", &[]),
    ("several-trackers.xlsx", "executive", &["--sheet", "executive"]),
    ("from-1904.xlsx", "sog", &[]),
    ("serial-dates.csv", "executive", &[]),
    ("hostile.xlsx", "executive", &[]),
    ("own-export.csv", "executive", &[]),
    ("own-export.xlsx", "executive", &[]),
    ("own-export-with-faults.xlsx", "executive", &[]),
    ("minutes-with-tables.docx", "executive", &[]),
    ("action-log-by-libreoffice.docx", "executive", &[]),
];

/// What a run says, and with which status. The commands it suggests name the workspace, which is another each time.
fn ran(root: &Path, file: &str, more: &[&str]) -> (String, Option<i32>) {
    let place = path(FOLDER).join(file);
    let usual =
        ["-w", root.to_str().unwrap(), "--today", "2026-11-26", "actions", "import", place.to_str().unwrap()];
    let output = chairside(&[&usual, more].concat());
    let here = format!(" -w {}", root.display());
    let said = printed(&output).replace(place.to_str().unwrap(), file).replace(&here, "");
    (said, output.status.code())
}

#[track_caller]
fn import(root: &Path, file: &str, more: &[&str], code: i32) -> String {
    let (said, status) = ran(root, file, more);
    assert_eq!(status, Some(code), "{file} {more:?}: {said}");
    said
}

/// What a run says, whatever its status.
fn said(root: &Path, file: &str, more: &[&str]) -> String {
    ran(root, file, more).0
}

#[test]
fn every_spreadsheet_has_the_preview_that_is_kept_and_goes_there_and_back() {
    for (file, tracker, more) in FILES {
        let (_folder, root) = demo();
        let place = format!("trackers/{tracker}.yaml");
        let before = text(&root, &place);
        let asked = [&["--tracker", tracker], more].concat();
        let preview = said(&root, file, &asked);
        crate::project::golden(&format!("{FOLDER}/golden/{file}.txt"), &preview);
        assert_eq!(text(&root, &place), before, "{file}: without --yes nothing is changed");
        assert!(
            preview.contains("Nothing was changed") || preview.contains("There is nothing to do"),
            "{preview}"
        );
        let written = said(&root, file, &[&asked[..], &["--yes", "--skip-errors"]].concat());
        if written.contains("There is nothing to do") {
            continue;
        }
        assert!(written.contains(&format!("{place} is changed: ")), "{file}: {written}");
        let checked = printed(&chairside(&["-w", root.to_str().unwrap(), "check"]));
        assert!(checked.contains(": 0 errors"), "{file}: {checked}");
        only_what_was_meant(&before, &text(&root, &place), file);
        let again = said(&root, file, &asked);
        assert!(again.contains(" 0 new, 0 changed, "), "{file}, the second time: {again}");
        let back = chairside(&["-w", root.to_str().unwrap(), "restore", &place, "1", "--yes"]);
        assert!(back.status.success(), "{}", printed(&back));
        assert_eq!(text(&root, &place), before, "{file}: one undo brings everything back");
    }
    let kept = crate::project::files(&format!("{FOLDER}/golden"), "txt");
    assert_eq!(kept.len(), FILES.len(), "{kept:?}");
}

/// Comments stay, and every line of an action the sheet does not name.
#[track_caller]
fn only_what_was_meant(before: &str, after: &str, file: &str) {
    let remark = |line: &&str| line.trim_start().starts_with('#');
    assert!(before.lines().filter(remark).eq(after.lines().filter(remark)), "{file}: a comment has gone");
    let untouched = before.split("\n\n").filter(|part| part.contains("EXEC-26-010"));
    assert!(untouched.into_iter().all(|part| after.contains(part)), "{file}");
}

#[test]
fn a_sheet_with_errors_is_not_taken_by_halves_unless_that_is_asked() {
    let (_folder, root) = demo();
    let before = text(&root, EXECUTIVE);
    let asked = ["--tracker", "executive"];
    let refused = import(&root, "two-header-rows.xlsx", &[&asked[..], &["--yes"]].concat(), 1);
    assert!(refused.contains("Nothing was changed, for 1 row has an error"), "{refused}");
    assert!(refused.contains("--tracker executive --yes --skip-errors"), "{refused}");
    assert_eq!(text(&root, EXECUTIVE), before);
    let done = import(&root, "two-header-rows.xlsx", &[&asked[..], &["--yes", "--skip-errors"]].concat(), 0);
    assert!(
        done.contains(
            "1 row was left out. To undo all of it: chairside restore trackers/executive.yaml 1 --yes"
        ),
        "{done}"
    );
    import(&root, "two-header-rows.xlsx", &["--skip-errors"], 2);
}

#[test]
fn which_tracker_and_which_sheet_is_asked_and_not_guessed() {
    let (_folder, root) = demo();
    let which = import(&root, "several-trackers.xlsx", &[], 1);
    assert!(which.contains("say which tracker it goes to, with --tracker: executive, sog"), "{which}");
    let near = import(&root, "several-trackers.xlsx", &["--tracker", "executiv"], 1);
    assert!(near.contains("there is no tracker and no group 'executiv': did you mean executive?"), "{near}");
    let which = import(&root, "several-trackers.xlsx", &["--tracker", "Exec"], 1);
    assert!(which.contains("say which with --sheet: 'Executive' and 'Senior Officer Group'"), "{which}");
    let none = import(&root, "several-trackers.xlsx", &["--tracker", "Exec", "--sheet", "x"], 1);
    assert!(none.contains("there is no sheet 'x'"), "{none}");
    let column = import(&root, "serial-dates.csv", &["--tracker", "Exec", "--columns", "du=D"], 1);
    assert!(column.contains("'du' is none of id, what, lead"), "{column}");
    let state = import(&root, "serial-dates.csv", &["--tracker", "Exec", "--status", "x=finished"], 1);
    assert!(state.contains("'finished' is none of not started, under way"), "{state}");
    let gone = import(&root, "nowhere.xlsx", &["--tracker", "Exec"], 1);
    assert!(gone.starts_with("chairside: nowhere.xlsx: "), "{gone}");
}

#[test]
fn of_a_document_one_table_can_be_asked_for() {
    let (_folder, root) = demo();
    let all = said(&root, "minutes-with-tables.docx", &["--tracker", "executive"]);
    assert!(all.contains("a Word document, tables 2 and 4, header in row 1 of table 2."), "{all}");
    for asked in ["table 4", "4"] {
        let one = import(&root, "minutes-with-tables.docx", &["--tracker", "executive", "--sheet", asked], 1);
        assert!(one.contains("a Word document, table 4,") && one.contains("table 4, row 3  new"), "{one}");
        assert!(
            one.contains("error: table 4, row 2, column By when: ") && !one.contains("row 3 of"),
            "{one}"
        );
        assert!(one.contains("mend the document and run this again"), "{one}");
    }
    let none = import(&root, "minutes-with-tables.docx", &["--tracker", "executive", "--sheet", "9"], 1);
    assert!(
        none.contains("there is no table '9' with anything in it: there are 'table 1', 'table 2'"),
        "{none}"
    );
}

#[test]
fn a_group_without_a_tracker_gets_one_and_the_same_one_undo() {
    let (_folder, root) = init("south-gloucestershire");
    let place = path(FOLDER).join("first.csv");
    let run = |more: &[&str]| {
        let usual = [
            "-w",
            root.to_str().unwrap(),
            "--today",
            "2026-11-26",
            "actions",
            "import",
            place.to_str().unwrap(),
        ];
        printed(&chairside(&[&usual, more].concat()))
    };
    let asked = ["--tracker", "executive"];
    let preview = run(&asked);
    assert!(preview.contains("2 new") && preview.contains("To do it: "), "{preview}");
    assert!(!root.join(EXECUTIVE).exists());
    let done = run(&[&asked[..], &["--yes"]].concat());
    assert!(done.contains("2 actions added"), "{done}");
    assert!(text(&root, EXECUTIVE).contains("what: Write the winter plan"));
    let again = run(&asked);
    assert!(again.contains("0 new, 0 changed, 2 same"), "{again}");
    let back = chairside(&["-w", root.to_str().unwrap(), "restore", EXECUTIVE, "1", "--yes"]);
    assert!(back.status.success(), "{}", printed(&back));
    assert!(text(&root, EXECUTIVE).contains("actions: []"), "{}", text(&root, EXECUTIVE));
}

#[test]
fn nothing_restricted_is_shown_unless_it_is_asked_for() {
    let (_folder, root) = demo();
    let plain = import(&root, "hostile.xlsx", &["--tracker", "executive"], 1);
    assert!(!plain.contains("closed part") && !plain.contains("in confidence"), "{plain}");
    assert!(!plain.contains('\u{1b}') && !plain.contains('\u{202e}'), "{plain}");
    assert!(!plain.contains("943 476 5919"), "{plain}");
    let whole = import(&root, "hostile.xlsx", &["--tracker", "executive", "--tier", "restricted"], 1);
    assert!(whole.contains("closed part"), "{whole}");
    import(&root, "hostile.xlsx", &["--tracker", "executive", "--yes", "--skip-errors"], 0);
    let tracker = fs::read_to_string(root.join(EXECUTIVE)).unwrap();
    assert!(tracker.contains("tier: restricted") && tracker.contains("=HYPERLINK"), "{tracker}");
}
