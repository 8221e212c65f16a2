//! Returns go out as workbooks and come back filled in by another program: previewed, taken, asked back, accepted, and never
//! written over once they are.

use crate::workspaces::{assert_clean, init, said_on, text};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub const ID: &str = "2026-q4-neglect";

/// What a command prints, which ends with this status.
#[track_caller]
fn said(root: &Path, args: &[&str], code: i32) -> String {
    said_on(root, "2027-01-07", &[&["audit"], args].concat(), code)
}

/// An audit of two children by the police and a school, packed.
pub fn packed() -> (tempfile::TempDir, PathBuf) {
    let (folder, root) = init("south-gloucestershire");
    let new = ["new", ID, "--template", "neglect", "--panel", "2027-01-19", "--group", "sog", "--cases", "2"];
    said(&root, &[&new[..], &["--agency", "police", "--agency", "school=Hillside Primary"]].concat(), 0);
    said(&root, &["known", ID, "police", "all=yes"], 0);
    said(&root, &["known", ID, "school", "C1=yes", "C2=no"], 0);
    let packed = said(&root, &["pack", ID], 0);
    assert!(
        packed.contains("police.xlsx  2 children") && packed.contains("school.xlsx  1 child"),
        "{packed}"
    );
    (folder, root)
}

/// A workbook filled in by openpyxl: every question answered with what its row says of the first choice. `more` is done to
/// the book afterwards.
pub fn filled(root: &Path, agency: &str, more: &str) -> Option<PathBuf> {
    let script = r#"
import sys, openpyxl
source, target, more = sys.argv[1:4]
book = openpyxl.load_workbook(source)
for sheet in book.worksheets:
    if sheet.title[:1] != "C" or not sheet.title[1:].isdigit():
        continue
    head = next(row for row in sheet.iter_rows() if any(cell.value == "Answer" for cell in row))
    columns = {cell.value: cell.column for cell in head if cell.value}
    answer = columns["Answer"]
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        key = row[0].value
        if not key or str(key).startswith("@audit") or key in ("@case", "@agency", "@template"):
            continue
        def put(column, value):
            sheet.cell(row=row[0].row, column=column).value = value
        if key == "@auditor": put(answer, "Review officer")
        elif key == "@grade": put(answer, "Good")
        elif key == "@grade-reason": put(answer, "Steady help.")
        elif not str(key).startswith("@"): put(answer, "Good")
exec(more)
book.save(target)
"#;
    let name = format!("{agency}{}.xlsx", if more.is_empty() { "" } else { "-changed" });
    let (source, target) = (root.join(format!("audits/{ID}/out/{agency}.xlsx")), root.join(name));
    for python in ["python3", "/usr/bin/python3"] {
        let ran = Command::new(python).args(["-c", script]).args([&source, &target]).arg(more).output();
        match ran {
            Ok(ran) if ran.status.success() => return Some(target),
            Ok(ran) if String::from_utf8_lossy(&ran.stderr).contains("No module named 'openpyxl'") => {}
            Ok(ran) => panic!("{}", String::from_utf8_lossy(&ran.stderr)),
            Err(_) => {}
        }
    }
    eprintln!("SKIPPED: install openpyxl (python3-openpyxl) to see that workbooks of others come back");
    None
}

#[test]
fn a_workbook_filled_in_elsewhere_is_taken_asked_about_and_accepted_once() {
    let (_folder, root) = packed();
    let Some(book) = filled(&root, "school", "") else { return };
    let book = book.to_str().unwrap();
    let path = format!("audits/{ID}/returns/C1-school.yaml");
    let preview = said(&root, &["collect", ID, book], 0);
    assert!(preview.contains("Nothing was changed"), "{preview}");
    assert!(!root.join(&path).exists());
    let taken = said(&root, &["collect", ID, book, "--yes"], 0);
    assert!(taken.contains("1 return is in audits"), "{taken}");
    let file = text(&root, &path);
    assert!(file.contains("- question: core-lived-experience\n  answer:\n  - G"), "{file}");
    assert_clean(&root);
    // What the form asks for and was not given stands in it as queries, so it cannot be accepted yet.
    assert!(file.contains("state: query"), "{file}");
    assert!(said(&root, &["accept", ID, "C1", "school"], 1).contains("has no reply yet"));
    assert!(said(&root, &["board", ID], 0).contains("query"));
    let near = said(&root, &["query", ID, "C1", "school", "Which tool?", "--about", "neglect-tol"], 1);
    assert!(near.contains("did you mean neglect-tool?"), "{near}");
    said(&root, &["query", ID, "C1", "school", "Which tool?", "--about", "neglect-tool"], 0);
    // Once everything asked has a reply it is accepted, and nothing that comes later changes it.
    assert!(said(&root, &["query", ID, "C1", "school", " "], 1).contains("there are no words in it"));
    let which = said(&root, &["reply", ID, "C1", "school", "It stands in the log."], 1);
    assert!(which.contains("things wait for a reply: say which with --number, or --all:\n  1. "), "{which}");
    let far = said(&root, &["reply", ID, "C1", "school", "It stands in the log.", "--number", "99"], 1);
    assert!(far.contains("there is no such number"), "{far}");
    said(&root, &["reply", ID, "C1", "school", "It stands in the log.", "--number", "1"], 0);
    assert!(said(&root, &["accept", ID, "--all"], 0).contains("C1 by school was left"));
    said(&root, &["reply", ID, "C1", "school", "It stands in the log.", "--all"], 0);
    said(&root, &["accept", ID, "C1", "school"], 0);
    let accepted = text(&root, &path);
    assert!(accepted.contains("state: accepted") && accepted.contains("accepted: 2027-01-07"), "{accepted}");
    let Some(other) = filled(&root, "school", "book['C1'].cell(row=3, column=1).value = None") else {
        return;
    };
    let more =
        "[setattr(c, 'value', 'Inadequate') for r in book['C1'].iter_rows() for c in r if c.value == 'Good']";
    let other = filled(&root, "school", more).unwrap_or(other);
    let refused = said(&root, &["collect", ID, other.to_str().unwrap(), "--yes"], 1);
    assert!(refused.contains("would change a return that was accepted"), "{refused}");
    assert_eq!(text(&root, &path), accepted);
    assert!(said(&root, &["query", ID, "C1", "school", "More?"], 1).contains("was accepted"));
    assert!(said(&root, &["board", ID], 0).contains("accepted"));
    assert_clean(&root);
    assert!(said_on(&root, "2027-01-07", &["verify"], 0).contains("Audits: 1 return as accepted."));
    // What is changed by hand all the same is named, wherever one looks; a remark changes nothing it says.
    fs::write(root.join(&path), accepted.clone() + "# as agreed\n").unwrap();
    assert_clean(&root);
    fs::write(root.join(&path), accepted.replace("Steady help.", "Steady, early help.")).unwrap();
    let found = said_on(&root, "2027-01-07", &["check"], 1);
    assert!(found.contains("the accepted return for C1 by school was changed by hand"), "{found}");
    let proof = said_on(&root, "2027-01-07", &["verify"], 1);
    assert!(proof.contains(&format!("1 ALTERED.\n  {path}.")), "{proof}");
    for args in [&["board", ID][..], &["list"], &["results", ID], &["report", ID]] {
        let shown = said(&root, args, 0);
        assert!(shown.contains("CHANGED BY HAND since it was accepted: C1 by school."), "{shown}");
    }
    for part in ["lead", "moderator"] {
        said(&root, &["sign", ID, "--as", part, "--by", "Head of quality"], 0);
    }
    let why = said(&root, &["sign", ID, "--as", "group", "--by", "Head of quality"], 1);
    assert!(why.contains("changed by hand since accepted: C1 by school"), "{why}");
}

/// A return written by hand: nobody filled it in, one answer is none of those that can be given, one has no reason.
const FAULTY: &str = "auditor: {role: \"\"}
answers:
  - question: core-lived-experience
    answer: [ZZZ]
  - question: core-voice
    answer: [na]
";

#[test]
fn a_faulty_return_written_by_hand_is_named_by_check_and_not_accepted_before_the_agency_says_something() {
    let (_folder, root) = packed();
    let audit = text(&root, &format!("audits/{ID}/audit.yaml"));
    let sha = audit.split("sha256: ").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap();
    let path = format!("audits/{ID}/returns/C1-police.yaml");
    let head = |state: &str| {
        format!(
            "schema: 1\naudit: {ID}\ntemplate_sha256: {sha}\ncase: C1\nagency: police\nstate: {state}\n{FAULTY}"
        )
    };
    fs::create_dir_all(root.join(format!("audits/{ID}/returns"))).unwrap();
    for state in ["submitted", "accepted"] {
        fs::write(root.join(&path), head(state)).unwrap();
        let found = said_on(&root, "2027-01-07", &["check"], 0);
        for what in [
            "`auditor`: Nobody says which post filled it in",
            "“ZZZ” is not one of the answers",
            "“Not applicable” needs its reason",
            "questions have no answer: core-seen-alone, ",
        ] {
            assert!(found.contains(what), "{what}: {found}");
        }
        assert!(found.contains("C1-police.yaml:9:"), "{found}");
    }
    fs::write(root.join(&path), head("submitted")).unwrap();
    let why = said(&root, &["accept", ID, "C1", "police"], 1);
    assert!(why.contains("the agency was not asked: auditor: Nobody says which post"), "{why}");
    assert!(said(&root, &["accept", ID, "--all"], 0).contains("0 returns are accepted"));
    let asked = said(&root, &["query", ID, "C1", "police", "--missing"], 0);
    assert!(asked.contains("core-lived-experience: “ZZZ” is not one of the answers"), "{asked}");
    assert!(said(&root, &["query", ID, "C1", "police", "--missing"], 0).contains("nothing to ask"));
    assert!(said(&root, &["accept", ID, "C1", "police"], 1).contains("has no reply yet"));
    said(&root, &["reply", ID, "C1", "police", "We hold no more than this.", "--all"], 0);
    said(&root, &["accept", ID, "C1", "police"], 0);
    assert!(!said_on(&root, "2027-01-07", &["check"], 0).contains("ZZZ"));
}

#[test]
fn personal_data_in_a_return_is_refused_and_not_said_again() {
    let (_folder, root) = packed();
    for planted in ["943 476 5919", "born 3 April 2014", "BS37 6AA"] {
        let more = format!(
            "c = next(c for r in book['C1'].iter_rows() for c in r if c.value == 'Steady help.'); c.value = 'Steady help. {planted}'"
        );
        let Some(book) = filled(&root, "school", &more) else { return };
        let refused = said(&root, &["collect", ID, book.to_str().unwrap(), "--yes"], 1);
        assert!(refused.contains("looks like personal data"), "{planted}: {refused}");
        assert!(!refused.contains(planted), "{refused}");
        assert!(!root.join(format!("audits/{ID}/returns/C1-school.yaml")).exists());
    }
}

#[test]
fn another_audits_workbook_and_what_is_none_are_refused() {
    let (_folder, root) = packed();
    let Some(book) = filled(&root, "school", "") else { return };
    said(
        &root,
        &[
            "new",
            "2027-q1-again",
            "--template",
            "themed",
            "--panel",
            "2027-03-19",
            "--group",
            "sog",
            "--agency",
            "school",
        ],
        0,
    );
    let refused = said(&root, &["collect", "2027-q1-again", book.to_str().unwrap(), "--yes"], 1);
    assert!(!root.join("audits/2027-q1-again/returns").exists(), "{refused}");
    let pdf = root.join("x.xlsx");
    fs::write(&pdf, b"%PDF-1.7").unwrap();
    assert!(said(&root, &["collect", ID, pdf.to_str().unwrap()], 1).contains("PDF"));
}
