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
        "to add: Tools and contacts has nothing: name tools, training and contacts with 'chairside audit tools'",
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

#[test]
fn a_brief_names_tools_and_contacts_and_nothing_personal_among_them() {
    let (_folder, root) = workspace(example::panels());
    let path = root.join("audits").join(ID).join("audit.yaml");
    let before = fs::read_to_string(&path).unwrap();
    let (_, beside) = said(&root, &["tools", ID, "Ask for the file of 943 476 5919"], 1);
    assert!(beside.contains("line 1") && beside.contains("nothing was changed"), "{beside}");
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
    let lines = [
        "Neglect tool, version 3: on every desktop",
        "Front door: 01454 866000, frontdoor@wrenshire.example",
    ];
    let (out, _) = said(&root, &["tools", ID, lines[0], lines[1]], 0);
    assert!(out.contains("2 lines of tools and contacts"), "{out}");
    let (listed, _) = said(&root, &["tools", ID], 0);
    assert!(lines.iter().all(|line| listed.contains(line)), "{listed}");
    let now = fs::read_to_string(&path).unwrap();
    assert!(now.starts_with(before.trim_end()), "every other byte stays:\n{now}");
    let checked = crate::workspaces::chairside(&["-w", root.to_str().unwrap(), "check"]);
    let checked = crate::workspaces::printed(&checked);
    assert!(!checked.contains("telephone") && !checked.contains("e-mail"), "{checked}");
    let (brief, beside) = said(&root, &["brief", ID], 0);
    assert!(
        brief.contains("Tools and contacts") && lines.iter().all(|line| brief.contains(line)),
        "{brief}{beside}"
    );
    assert!(!beside.contains("Tools and contacts has nothing"), "{beside}");
    said(&root, &["tools", ID, "--none"], 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
}
