//! What commands about audits, reviews and inspections refuse before anything is written, and how to say it instead: words that
//! are blank, names of people, returns that are accepted already, agencies given twice.

use crate::audit_out::{ID, panels, workspace};
use crate::workspaces::{init, said_on, text};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const TODAY: &str = "2026-11-26";

#[track_caller]
fn said(root: &Path, args: &[&str], code: i32) -> String {
    said_on(root, TODAY, args, code)
}

/// Every file of the workspace but earlier versions, with what it says.
pub fn all(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut folders = vec![root.to_owned()];
    let mut files = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.extend((!entry.ends_with(".chairside")).then_some(entry));
            } else {
                files.insert(entry.clone(), fs::read(&entry).unwrap());
            }
        }
    }
    files
}

/// Commands that take words, each without its last words.
const BLANK: [&[&str]; 32] = [
    &["audit", "new", "x", "--template", "neglect", "--panel", "2027-01-19", "--group", "sog", "--title"],
    &["audit", "new", "x", "--template", "neglect", "--panel", "2027-01-19", "--group", "sog", "--why"],
    &["audit", "excuse", ID, "C1", "police", "--exempt-by", "Chair", "--why"],
    &["audit", "excuse", ID, "C1", "police", "--why", "so", "--exempt-by"],
    &["audit", "challenge", ID, "police", "lived", "--asked"],
    &["audit", "challenge", ID, "police", "lived", "--answered"],
    &["audit", "challenge", ID, "police", "lived", "--asked", "why", "--by"],
    &["audit", "challenge", ID, "police", "lived", "--moderated", "RI", "--why"],
    &["audit", "recommend", ID, "F-26-001"],
    &["audit", "feedback", ID, "given", "C1", "care", "--to", "worker", "--by", "Lead", "--post"],
    &["audit", "feedback", ID, "given", "C1", "care", "--to", "worker", "--post", "Worker", "--by"],
    &["audit", "feedback", ID, "given", "C1", "care", "--to", "worker", "--post", "W", "--by", "L", "--note"],
    &["audit", "feedback", ID, "used", "--how", "team meeting"],
    &["audit", "feedback", ID, "used", "Front door", "--how"],
    &["audit", "feedback", ID, "used", "Front door", "--how", "talk", "--changed"],
    &[
        "audit",
        "programme",
        "add",
        "n",
        "--when",
        "2026-11",
        "--because",
        "data",
        "--group",
        "sog",
        "--theme",
    ],
    &[
        "audit",
        "programme",
        "add",
        "n",
        "--when",
        "2026-11",
        "--because",
        "data",
        "--group",
        "sog",
        "--theme",
        "x",
        "--why",
    ],
    &["audit", "programme", "drop", "later", "--why"],
    &["inspection", "new", "2027-x", "--theme"],
    &["inspection", "evidence", "ready", "ev-training", "--from", "2026-11-02", "--where"],
    &["inspection", "dry-run", "ready", "data-police", "--rows", "3", "--note"],
    &["inspection", "point", "ready", "--area", "Somerset", "--letter", "2024-09-10"],
    &["inspection", "point", "ready", "Late", "--letter", "2024-09-10", "--area"],
    &["rapid-review", "pause", "rr-2026-01", "--agreed-by", "sog", "--why"],
    &["rapid-review", "sent", "rr-2026-01", "--to", "panel"],
    &["rapid-review", "sent", "rr-2026-01", "It", "--to"],
    &["rapid-review", "decide", "rr-2026-01", "local-review", "--by", "sog", "--why"],
    &["recommendations", "close", "REC-Q-01", "--by", "sog", "--decision"],
    &["recommendations", "close", "REC-Q-01", "--by", "sog", "--decision", "1", "--why"],
    &["recommendations", "reopen", "REC-Q-01", "--why"],
    &["escalations", "came", "ESC-26-001"],
    &["inputs", "received", "reg-45", "--note"],
];

#[test]
fn blank_words_are_asked_for_and_nothing_is_written() {
    let (_folder, root) = workspace(panels());
    said(&root, &["inspection", "new", "ready", "--theme", "The front door"], 0);
    said(&root, &["rapid-review", "new", "--child", "Child A", "--aware", "2026-11-02"], 0);
    said(&root, &["audit", "programme", "begin", "--from", "2026-04"], 0);
    let later = ["--when", "2027-02", "--theme", "Later", "--because", "data", "--group", "sog"];
    said(&root, &[&["audit", "programme", "add", "later"], &later[..]].concat(), 0);
    said(&root, &["audit", "panel", ID, "C3", "concern", "No adult there", "--told", "Duty manager"], 0);
    let before = all(&root);
    for (nth, args) in BLANK.into_iter().enumerate() {
        // Each blank in turn: they are one to the program.
        let blank = ["", "  ", "\n"][nth % 3];
        let came = said(&root, &[args, &[blank]].concat(), 1);
        assert!(came.contains(" in words: "), "{args:?} {blank:?}: {came}");
        assert!(!came.contains("as it was meant"), "{args:?}: {came}");
    }
    assert!(all(&root) == before, "something was written");
}

#[test]
fn a_person_by_name_is_taken_down_nowhere_by_one_rule() {
    let (_folder, root) = workspace(panels());
    let partnership = text(&root, "partnership.yaml");
    let people = "people:\n  - {id: p-wvole, name: Wilma Vole, post: business-manager, from: 2023-05-01}\n";
    fs::write(root.join("partnership.yaml"), partnership.replace("people: []\n", people)).unwrap();
    said(&root, &["inspection", "new", "ready", "--theme", "The front door"], 0);
    said(&root, &["rapid-review", "new", "--child", "Child A", "--aware", "2026-11-02"], 0);
    let before = all(&root);
    let name = "as Wilma Vole said";
    for args in [
        &["audit", "panel", ID, "C3", "found", "develop", name][..],
        &["audit", "panel", ID, "C3", "settle", "shared", "RI", "--because", name],
        &["audit", "panel", ID, "C3", "missing", "Housing", "--why", name],
        &["audit", "panel", ID, "C3", "overall", "RI", "--because", name],
        &["audit", "panel", ID, "C3", "concern", name, "--told", "Duty manager"],
        &["audit", "panel", ID, "C3", "concern", "No adult there", "--told", name],
        &["audit", "recommend", ID, "F-26-001", name, "--yes"],
        &["audit", "challenge", ID, "police", "lived", "--asked", name],
        &["audit", "query", ID, "C1", "care", name],
        &["audit", "excuse", ID, "C1", "nobody", "--exempt-by", name, "--why", "so"],
        &["audit", "feedback", ID, "used", "Front door", "--how", name],
        &["inspection", "point", "ready", name, "--area", "Somerset", "--letter", "2024-09-10"],
        &["rapid-review", "pause", "rr-2026-01", "--agreed-by", "sog", "--why", name],
        &["escalations", "came", "ESC-26-001", name],
    ] {
        let came = said(&root, args, 1);
        assert!(came.contains("a person by name: write the post"), "{args:?}: {came}");
        assert!(!came.contains("Vole"), "{args:?}: {came}");
    }
    assert!(all(&root) == before, "something was written");
}

#[test]
fn an_accepted_return_is_not_excused_and_the_way_to_mend_it_is_said() {
    let (_folder, root) = workspace(panels());
    let before = all(&root);
    let exempt = ["--exempt-by", "Chair", "--why", "it counts twice"];
    for more in [&exempt[..], &["--until", "2026-12-01"]] {
        let came = said(&root, &[&["audit", "excuse", ID, "c1", "care"], more].concat(), 1);
        assert!(came.contains("the return for C1 by care is accepted and counts"), "{came}");
        assert!(
            came.contains(&format!("take audits/{ID}/returns/C1-care.yaml out of the workspace first")),
            "{came}"
        );
    }
    assert!(all(&root) == before, "something was written");
    // Mended as it was said.
    fs::remove_file(root.join(format!("audits/{ID}/returns/C1-care.yaml"))).unwrap();
    let came = said(&root, &[&["audit", "excuse", ID, "c1", "care"], &exempt[..]].concat(), 0);
    assert!(came.contains("C1 at care: exempt"), "{came}");
}

#[test]
fn an_agency_given_twice_is_refused_and_two_of_a_kind_need_names() {
    let (_folder, root) = init("south-gloucestershire");
    let new = ["audit", "new", "x", "--template", "neglect", "--panel", "2027-01-19", "--group", "sog"];
    for (twice, name) in [
        (["school=", "school="], "School"),
        (["school", "school"], "School"),
        (["school=Oak High", "school=oak high"], "oak high"),
    ] {
        let agencies = twice.iter().flat_map(|agency| ["--agency", *agency]);
        let args: Vec<&str> = new.into_iter().chain(agencies).collect();
        let came = said(&root, &args, 1);
        assert!(
            came.contains("is asked twice") && came.to_lowercase().contains(&name.to_lowercase()),
            "{came}"
        );
        assert!(came.contains("as \"school=NAME\""), "{came}");
        assert!(!root.join("audits/x").exists());
    }
    let agencies = ["--agency", "school=Oak High", "--agency", "school=Hillside"];
    said(&root, &[&new[..], &agencies].concat(), 0);
}

#[test]
fn what_is_accepted_is_not_packed_again_and_an_organisation_has_returns_and_no_children() {
    let (_folder, root) = workspace(panels());
    // Everything of this audit is accepted, but what the police never sent.
    let came = said(&root, &["audit", "pack", ID], 0);
    assert!(
        came.contains("care: everything asked of it is accepted, so there is nothing to send."),
        "{came}"
    );
    assert!(!root.join(format!("audits/{ID}/out/care.xlsx")).exists());
    fs::remove_file(root.join(format!("audits/{ID}/returns/C2-care.yaml"))).unwrap();
    let came = said(&root, &["audit", "pack", ID, "--form"], 0);
    assert!(came.contains("care.xlsx  1 child; left out, because accepted: "), "{came}");
    assert!(came.contains("care.docx  1 child; left out, because accepted: "), "{came}");
    let new =
        ["audit", "new", "s11", "--template", "section-11-eight", "--panel", "2027-01-19", "--group", "sog"];
    said(&root, &[&new[..], &["--agency", "housing", "--agency", "gp"]].concat(), 0);
    let exempt = ["--exempt-by", "Chair", "--why", "it has closed"];
    said(&root, &[&["audit", "excuse", "s11", "C1", "gp"], &exempt[..]].concat(), 0);
    let came = said(&root, &["audit", "pack", "s11"], 0);
    assert!(came.contains("housing.xlsx  1 return") && !came.contains("child"), "{came}");
    assert!(came.contains("gp: no return is asked of it, so there is nothing to send."), "{came}");
}

#[test]
fn a_grade_over_one_that_stands_says_what_stood_there() {
    let (_folder, root) = workspace(panels());
    let panel = |rest: &[&str]| said(&root, &[&["audit", "panel", ID, "C1"], rest].concat(), 0);
    let came = panel(&["settle", "lived", "RI", "--because", "seen again"]);
    assert!(
        came.contains("it stood at Inadequate before: the health record says most; that is kept above it"),
        "{came}"
    );
    let came = panel(&["overall", "G", "--because", "it held"]);
    assert!(came.contains("it was Requires improvement before: help came late and held"), "{came}");
    assert!(panel(&["overall", "G", "--because", "it held"]).contains("the grade altogether is Good."));
    let came = panel(&["settle", "tool", "no", "--because", "never begun"]);
    assert!(!came.contains("it stood at"), "nothing stood there: {came}");
}
