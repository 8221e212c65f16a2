//! What comes out of an audit, from the command line: results, reports for each tier, the brief and its gate, every answer,
//! movement. Whatever is asked, no file of the audit changes and nothing that leaves the audit by another way is printed.

use crate::workspaces::{chairside, init, printed};
use chairside::domain::audit::*;
use chairside::files::{audit, audit_panel, audit_return, audit_template, places};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

#[allow(dead_code)]
#[path = "../../src/domain/audit/example.rs"]
pub(crate) mod example;

/// The audit that is in the workspace; `2024-q3-neglect` is the one it repeats.
pub const ID: &str = "2026-q3-neglect";
/// What is planted where it may not come out.
const PLANTED: [&str; 5] = ["CONCERN", "ESCALATED", "AUDITORROLE", "CASENOTE", "CONTACT"];

const REGISTER: &str = "schema: 1
recommendations:
  - id: REC-Q-01
    text: Send every decision to all who were invited.
    sources:
      - {kind: audit, called: Neglect audit, ref: F-26-002}
    accepted: 2026-10-20
    group: sog
    tier: open
";

pub(crate) fn put(root: &Path, path: &str, text: &str) {
    let place = root.join(path);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, text).unwrap();
}

/// Writes an audit as it lies on disk.
pub(crate) fn write(
    root: &Path,
    (of, template, returns, panels): (Audit, Resolved, Vec<Return>, Vec<Panel>),
) {
    let sha256 = audit_template::sha256(&template).to_string();
    let frozen = Frozen { sha256: sha256.clone(), ..of.template.clone() };
    let of = Audit { schema: 1, group: "sog".into(), template: frozen, ..of };
    put(root, &places::frozen_template(&of.id), &audit_template::canonical(&template));
    put(root, &places::audit(&of.id), &audit::fresh(&of));
    for one in returns {
        let one = Return { schema: 1, template_sha256: sha256.clone(), ..one };
        put(root, &places::audit_return(&of.id, &one.case, &one.agency), &audit_return::text(&one));
    }
    for panel in panels {
        let panel = Panel { schema: 1, ..panel };
        put(root, &places::audit_panel(&of.id, &panel.case), &audit_panel::text(&panel));
    }
}

/// Writes the audit and the one it repeats.
pub fn write_audits(root: &Path, panels: Vec<Panel>) {
    write(root, (example::audit(), example::template(), example::returns(), panels));
    write(root, example::before());
}

/// What the panel agreed of the audit.
pub fn panels() -> Vec<Panel> {
    example::panels()
}

/// A workspace with both audits.
pub fn workspace(panels: Vec<Panel>) -> (TempDir, PathBuf) {
    let (folder, root) = init("south-gloucestershire");
    put(&root, places::RECOMMENDATIONS, REGISTER);
    write_audits(&root, panels);
    let checked = printed(&chairside(&["check", "-w", root.to_str().unwrap()]));
    assert!(checked.contains(": 0 errors"), "{checked}");
    (folder, root)
}

/// What a command prints, and what it says beside it.
#[track_caller]
pub(crate) fn said(root: &Path, args: &[&str], code: i32) -> (String, String) {
    let first = ["-w", root.to_str().unwrap(), "--today", "2026-11-26", "audit"];
    let output = chairside(&[&first, args].concat());
    assert_eq!(output.status.code(), Some(code), "{args:?}: {}", printed(&output));
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

/// Every file under a folder, with what it holds.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    all
}

#[test]
fn everything_comes_out_nothing_of_the_audit_changes_and_what_is_planted_stays_in() {
    let (_folder, root) = workspace(example::panels());
    let before = files(&root.join("audits"));
    let mut all = String::new();
    for args in [
        &["results", ID][..],
        &["report", ID],
        &["report", ID, "--tier", "open"],
        &["report", ID, "--tier", "open", "--format", "html"],
        &["report", ID, "--tier", "restricted", "--format", "html"],
        &["brief", ID],
        &["brief", ID, "--format", "html"],
        &["answers", ID],
        &["compare", ID],
    ] {
        let (out, beside) = said(&root, args, 0);
        assert!(!out.is_empty(), "{args:?}");
        all = all + &out + &beside;
    }
    for word in PLANTED {
        assert!(!all.contains(word), "{word} came out");
    }
    for part in [
        "11 of 11 returns accepted; only these count.",
        "C1, 1 step, Police never told: Did what was known reach those who needed it?",
        "Good or better: 1 of 4 → 6 of 9 (better)",
        "answered on another scale then",
        "| REC-Q-01 | Send every decision to all who were invited. | F-26-002 | none yet |",
        "<html lang=\"en-GB\">",
        "F-26-004 names REC-Q-02, which is not in the register of recommendations: add it there.",
        "to add: Tools and contacts has nothing: say which tools, training and contacts there are: 'chairside audit tools",
    ] {
        assert!(all.contains(part), "{part}\n{all}");
    }
    assert_eq!(files(&root.join("audits")), before);
}

#[test]
fn what_points_at_a_child_is_refused_with_its_place_in_the_brief_and_in_an_open_report() {
    let mut panels = example::panels();
    panels[2].findings[0].text = "Police never asked C3, a seven-year-old.".into();
    let (folder, root) = workspace(panels);
    let brief = folder.path().join("brief.html");
    let (out, beside) =
        said(&root, &["brief", ID, "--format", "html", "--output", brief.to_str().unwrap()], 1);
    assert!(out.is_empty() && !brief.exists(), "{out}");
    for part in [
        "no learning brief was made, for 3 things in it must not be read by anybody:",
        "What needs to improve, point 2 (F-26-004): a child by pseudonym (C3): say “a child” or “children”",
        "What needs to improve, point 2 (F-26-004): an age (seven year old)",
        "What needs to improve, point 2 (F-26-004): one agency is named alone (Police)",
    ] {
        assert!(beside.contains(part), "{part}\n{beside}");
    }
    let (out, beside) = said(&root, &["report", ID, "--tier", "open"], 1);
    assert!(
        out.is_empty() && beside.contains("under “What to develop”: a child by pseudonym (C3)"),
        "{beside}"
    );
    // Those who may read of children by pseudonym still can.
    assert!(said(&root, &["report", ID], 0).0.contains("Police never asked C3"));
}

#[test]
fn documents_go_where_they_are_asked_for_and_replace_nothing_unasked() {
    let (folder, root) = workspace(example::panels());
    for (what, name) in [("answers", "answers.xlsx"), ("report", "report.docx")] {
        let place = folder.path().join(name);
        let format = name.rsplit('.').next().unwrap();
        let asked = [what, ID, "--format", format];
        assert!(said(&root, &asked, 1).1.contains("cannot be printed: add --output"));
        let to = [&asked[..], &["--output", place.to_str().unwrap()]].concat();
        said(&root, &to, 0);
        assert!(fs::read(&place).unwrap().starts_with(b"PK"));
        assert!(said(&root, &to, 0).0.contains("holds the same already"));
        fs::write(&place, "mine").unwrap();
        assert!(said(&root, &to, 1).1.contains("was left alone"));
    }
}

#[test]
fn why_a_question_moved_is_kept_in_the_audit_and_stands_where_it_is_compared() {
    let (_folder, root) = workspace(example::panels());
    let why = |question: &str, why: &str, code| said(&root, &["movement", ID, "--why", question, why], code);
    let far = why("sharde", "One form.", 1).1;
    assert!(far.contains("is no question that is compared") && far.contains("did you mean shared?"), "{far}");
    assert!(why("shared", " ", 1).1.contains("--why"));
    assert!(why("shared", "NHS 943 476 5919", 1).1.contains("NHS number"));
    why("shared", "Told too late.", 0);
    assert!(why("shared", "One form is used by all now.", 0).0.contains("goes into results and report"));
    let compared = said(&root, &["compare", ID], 0).0;
    assert!(compared.contains("why: One form is used by all now."), "{compared}");
    assert!(said(&root, &["results", ID], 0).0.contains("Why it moved since last time"));
    let report = said(&root, &["report", ID], 0).0;
    assert!(report.contains("One form is used by all now.") && !report.contains("Told too late"), "{report}");
}

#[test]
fn check_names_keys_of_pseudonyms_what_nothing_reads_and_lowest_grades_that_nothing_follows_from() {
    let (_folder, root) = workspace(example::panels());
    let check = |code| {
        let output = chairside(&["check", "-w", root.to_str().unwrap(), "--today", "2027-11-26"]);
        assert_eq!(output.status.code(), Some(code), "{}", printed(&output));
        printed(&output)
    };
    put(&root, &format!("audits/{ID}/notes.txt"), "C1");
    let checked = check(0);
    assert!(checked.contains("notes.txt") && checked.contains("nothing reads this file"), "{checked}");
    put(&root, &format!("audits/{ID}/key.csv"), "C1,somebody");
    let checked = check(1);
    assert!(checked.contains("this is named like the key that says who the children are"), "{checked}");
    assert!(!checked.contains("somebody"), "{checked}");
}

#[test]
fn tools_and_contacts_of_a_brief_are_said_through_its_gate_and_stand_in_it() {
    let (_folder, root) = workspace(example::panels());
    let path = root.join("audits").join(ID).join("audit.yaml");
    let before = fs::read_to_string(&path).unwrap();
    let tools = |more: &[&str], code| said(&root, &[&["tools", ID], more].concat(), code);
    assert!(tools(&[], 0).0.contains("0 lines stand"));
    for planted in ["Ask about C2", "NHS 943 476 5919", "in one case"] {
        let why = tools(&["--add", planted], 1).1;
        assert!(why.contains("nothing was added") && !why.contains("943"), "{why}");
    }
    assert!(tools(&["--remove", "1"], 1).1.contains("there is no line 1"));
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
    let lines = ["Neglect tool: on every desktop", "Front door: 01454 866000, frontdoor@wrenshire.example"];
    let shown = tools(&["--add", lines[0], "--add", lines[1]], 0).0;
    assert!(shown.contains(&format!("  2. {}\n2 lines stand", lines[1])), "{shown}");
    assert!(fs::read_to_string(&path).unwrap().starts_with(before.trim_end()), "every other byte stays");
    let checked = printed(&chairside(&["check", "-w", root.to_str().unwrap()]));
    assert!(!checked.contains("looks like"), "{checked}");
    let (brief, beside) = said(&root, &["brief", ID], 0);
    assert!(brief.contains("Tools and contacts") && lines.iter().all(|line| brief.contains(line)), "{brief}");
    assert!(!beside.contains("Tools and contacts has nothing"), "{beside}");
    assert!(tools(&["--remove", "1"], 0).0.contains("  1. Front door"));
    tools(&["--remove", "1"], 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
}

#[test]
fn what_cannot_be_counted_is_said_and_nothing_is_made() {
    let (_folder, root) = workspace(example::panels());
    assert!(said(&root, &["results", "2026-q3-neglct"], 1).1.contains("did you mean 2026-q3-neglect?"));
    assert!(said(&root, &["compare", "2024-q2-neglect"], 1).1.contains("repeats no other audit"));
    put(&root, &format!("audits/{ID}/returns/C1-care.yaml"), "schema: 1\nanswers: [\n");
    assert!(said(&root, &["results", ID], 1).1.contains("nothing is counted without it"));
    let (_other, root) = workspace(example::panels());
    let mut template = example::template();
    template.title = "Another".into();
    put(&root, &format!("audits/{ID}/template.json"), &audit_template::canonical(&template));
    assert!(said(&root, &["report", ID], 1).1.contains("is not the template this audit was opened with"));
}
