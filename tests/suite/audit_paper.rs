//! What of an audit goes on paper: the learning brief as one page of PDF, counted by another program, and forms to fill in by
//! hand, opened by another.

use crate::audit_out::{ID, example, said, workspace};
use crate::exports::converted;
use crate::workspaces::{init, said_on};
use std::fs;
use std::path::Path;
use std::process::Command;

/// What a program of poppler prints; nothing where there is none.
pub fn poppler(program: &str, args: &[&str]) -> Option<String> {
    let Ok(run) = Command::new(program).args(args).output() else {
        eprintln!("SKIPPED a part of audit_paper: install poppler-utils to see {program} read the brief");
        return None;
    };
    assert!(run.status.success(), "{program}: {}", String::from_utf8_lossy(&run.stderr));
    Some(String::from_utf8(run.stdout).unwrap())
}

#[test]
fn the_brief_is_one_page_of_a4_that_other_programs_read() {
    let (folder, root) = workspace(example::panels());
    let asked = ["brief", ID, "--format", "pdf"];
    assert!(said(&root, &asked, 1).1.contains("a PDF cannot be shown here: add --output brief.pdf"));
    let place = folder.path().join("brief.pdf");
    let place = place.to_str().unwrap();
    let to = [&asked[..], &["--output", place]].concat();
    let (out, _) = said(&root, &to, 0);
    assert!(out.contains("on one side of A4 in letters of 12 points"), "{out}");
    assert!(said(&root, &to, 0).0.contains("holds the same already"));
    if let Some(about) = poppler("pdfinfo", &[place]) {
        for part in
            ["Pages:           1\n", "Tagged:          yes\n", "(A4)", "Neglect, autumn 2026: learning brief"]
        {
            assert!(about.contains(part), "{part}\n{about}");
        }
    }
    if let Some(text) = poppler("pdftotext", &[place, "-"]) {
        for part in ["Good practice", "Breakfast clubs gave children a steady start.", "• "] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }
    let picture = folder.path().join("picture");
    if poppler("pdftoppm", &["-png", "-r", "40", place, picture.to_str().unwrap()]).is_some() {
        let pages =
            fs::read_dir(folder.path()).unwrap().filter_map(|one| one.ok()?.file_name().into_string().ok());
        assert_eq!(pages.filter(|name| name.starts_with("picture")).count(), 1);
    }
}

#[test]
fn a_brief_over_one_page_is_not_written_in_any_form_and_what_does_not_fit_is_named() {
    let mut panels = example::panels();
    let heap = "Ask first.\n".repeat(24);
    for panel in &mut panels {
        for finding in &mut panel.findings {
            finding.text = format!("{heap}({})", finding.id);
        }
    }
    let (folder, root) = workspace(panels);
    for form in ["md", "html", "docx", "pdf"] {
        let place = folder.path().join(format!("brief.{form}"));
        let (out, beside) =
            said(&root, &["brief", ID, "--format", form, "--output", place.to_str().unwrap()], 1);
        assert!(out.is_empty() && !place.exists(), "{out}");
        assert!(beside.contains("no learning brief was made: in letters of 10 points "), "{beside}");
        assert!(
            beside.contains("beyond one side of A4:") && beside.contains("What needs to improve, point 2: "),
            "{beside}"
        );
    }
}

#[test]
fn a_sign_that_cannot_be_printed_is_named_and_nothing_gets_past_the_gate() {
    let mut panels = example::panels();
    panels[0].findings[0].text = "Breakfast clubs gave children a smile 🙂.".into();
    let (folder, root) = workspace(panels);
    let place = folder.path().join("brief.pdf");
    let to = ["brief", ID, "--format", "pdf", "--output", place.to_str().unwrap()];
    let (out, beside) = said(&root, &to, 1);
    assert!(out.is_empty() && !place.exists(), "{out}");
    assert!(beside.contains("“🙂” (U+1F642) in Good practice, point 1"), "{beside}");
    said(&root, &["brief", ID, "--format", "html"], 0);
    let mut panels = example::panels();
    panels[0].findings[0].text = "C1 was born 3 March 2015.".into();
    let (_other, root) = workspace(panels);
    let (_, beside) = said(&root, &to, 1);
    assert!(beside.contains("must not be read by anybody") && !place.exists(), "{beside}");
}

#[test]
fn a_form_to_print_goes_out_beside_the_workbook_and_opens_in_libreoffice() {
    let (folder, root) = init("south-gloucestershire");
    let said = |args: &[&str]| said_on(&root, "2027-01-07", &[&["audit"], args].concat(), 0);
    let new = ["new", "2026-q4-neglect", "--template", "neglect", "--panel", "2027-01-19", "--group", "sog"];
    said(&[&new[..], &["--cases", "2", "--agency", "police"]].concat());
    said(&["known", "2026-q4-neglect", "police", "all=yes"]);
    let packed = said(&["pack", "2026-q4-neglect", "--form"]);
    assert!(
        packed.contains("police.xlsx  2 children") && packed.contains("police.docx  2 children"),
        "{packed}"
    );
    let form = root.join("audits/2026-q4-neglect/out/police.docx");
    assert!(!root.join("audits/2026-q4-neglect/out/police.pdf").exists());
    let Some((text, ran)) = converted(folder.path(), form.to_str().unwrap(), "txt") else { return };
    if !Path::new(&text).exists() {
        eprintln!("SKIPPED a part of audit_paper: install libreoffice-writer to see it open forms ({ran})");
        return;
    }
    let text = fs::read_to_string(text).unwrap().replace('\u{A0}', " ");
    for part in [
        "C1, Police",
        "C2, Police",
        "☐ ★ Outstanding",
        "☐ Recorded",
        "____________",
        "Child, by pseudonym: C2",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}
