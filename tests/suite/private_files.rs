//! Every file and folder the program makes is its owner's alone, whichever command makes it, where the system knows owners.
#![cfg(unix)]

use crate::audit_out::ID;
use crate::workspaces::{chairside, folder, printed};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

#[track_caller]
fn run(args: &[&str]) -> String {
    let output = chairside(args);
    assert!(output.status.success(), "{args:?}: {}", printed(&output));
    printed(&output)
}

/// Every file and every folder under a folder, with what may be done with it.
fn below(folder: &Path) -> Vec<(PathBuf, u32)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        let found = entry.metadata().unwrap();
        if found.is_dir() {
            all.extend(below(&entry.path()));
        }
        all.push((entry.path(), found.permissions().mode() & 0o777));
    }
    all
}

/// Nobody but the owner may read, write or run any of these.
#[track_caller]
fn assert_private(folder: &Path, at_least: usize) {
    let all = below(folder);
    assert!(all.len() >= at_least, "{} files", all.len());
    // The program's own folder is as open to a group as the workspace's is, and to nobody else.
    let closed = |path: &Path| if path.iter().any(|part| part == ".chairside") { 0o007 } else { 0o077 };
    for (path, mode) in all {
        assert_eq!(mode & closed(&path), 0, "{} is {mode:o}", path.display());
    }
}

#[test]
fn every_file_of_a_new_workspace_and_of_a_demonstration_is_its_owners_alone() {
    for like in ["south-gloucestershire", "north-somerset", "regional"] {
        let folder = folder();
        let root = folder.path().join("partnership");
        run(&["init", root.to_str().unwrap(), "--like", like]);
        assert_private(&root, 5);
    }
    // Played through: journals, minutes, trackers, earlier versions and the copy on this computer too.
    let folder = folder();
    run(&["demo", "--keep", folder.path().join("partnership").to_str().unwrap()]);
    assert_private(folder.path(), 10);
}

#[test]
fn every_file_a_command_makes_is_its_owners_alone() {
    let folder = folder();
    let root = folder.path().join("partnership");
    let place = root.to_str().unwrap();
    run(&["init", place, "--like", "south-gloucestershire"]);
    let on = |args: &[&str]| run(&[&["-w", place, "--today", "2026-10-06"], args].concat());
    let out = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let new = ["--panel", "2026-10-06", "--group", "sog"];
    crate::audit_out::write_audits(&root, crate::audit_out::panels());
    // What the tests put there is theirs: only what the program makes is looked at.
    for (path, _) in below(&root) {
        let mode = if path.is_dir() { 0o700 } else { 0o600 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
    // Whoever made the workspace's own folder may have left it open.
    for path in [root.clone(), root.join("audits")] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    on(&[&["audit", "new", "neglect", "--template", "neglect"], &new[..]].concat());
    on(&["audit", "known", "neglect", "police", "all=yes"]);
    on(&["audit", "excuse", "neglect", "C2", "police", "--exempt-by", "Chair", "--why", "so"]);
    on(&["audit", "chase", "neglect", "--noted"]);
    on(&["audit", "pack", "neglect", "--form"]);
    on(&[&["audit", "new", "old", "--template", "section-11-eight"], &new[..]].concat());
    on(&["audit", "challenge", "old", "police", "s11-training", "--asked", "Who?"]);
    let survey = out("survey.csv");
    fs::write(&survey, "Standard,Agree,Disagree,Don't know,n\ns11-training,41,22,9,72\n").unwrap();
    on(&["audit", "survey", "old", &survey, "--yes"]);
    fs::remove_file(&survey).unwrap();
    on(&["audit", "panel", ID, "C3", "found", "develop", "Letters go astray.", "--question", "shared"]);
    on(&["audit", "panel", ID, "C3", "concern", "No adult there", "--told", "Duty manager"]);
    on(&["audit", "meeting", ID]);
    let line = "Chief Superintendent ask for a second address by 30 oct";
    on(&["audit", "recommend", ID, "F-26-004", "Two addresses", "--action", line, "--yes"]);
    on(&["audit", "feedback", ID, "used", "Front door", "--how", "team meeting"]);
    on(&["audit", "programme", "begin", "--from", "2026-04"]);
    on(&["inspection", "new", "ready", "--theme", "The front door"]);
    on(&["rapid-review", "new", "--child", "Child A", "--aware", "2026-09-29"]);
    for (what, form) in
        [("report", "docx"), ("report", "html"), ("brief", "pdf"), ("answers", "xlsx"), ("answers", "csv")]
    {
        on(&["audit", what, ID, "--format", form, "--output", &out(&format!("{what}.{form}"))]);
    }
    on(&["actions", "--format", "xlsx", "--output", &out("actions.xlsx")]);
    for path in [root.clone(), root.join("audits")] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o700)).unwrap();
    }
    assert_private(folder.path(), 40);
}
