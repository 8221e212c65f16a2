//! The registers as people use them: the plan that one annual report prints goes in as files and its tables come out; a
//! recommendation is closed by its group, opened again by a finding, and neither without its reason. `UPDATE_GOLDEN=1`
//! writes the tables anew: read them beside the report.

use crate::project::{golden, read};
use crate::workspaces::{assert_clean, chairside, demo, init, printed, said_on, text};
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "tests/fixtures/plan";
const REGISTER: &str = "registers/recommendations.yaml";

/// What a command prints, which ends with this status.
#[track_caller]
fn said(root: &Path, args: &[&str], code: i32) -> String {
    said_on(root, "2026-12-03", args, code)
}

/// South Gloucestershire's arrangements with the plan of its annual report.
fn plan() -> (tempfile::TempDir, PathBuf) {
    let (folder, root) = init("south-gloucestershire");
    for path in ["trackers/task-and-finish.yaml", REGISTER] {
        let place = root.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, read(&format!("{FOLDER}/{path}"))).unwrap();
    }
    (folder, root)
}

#[test]
fn the_plan_of_the_annual_report_goes_in_and_its_tables_come_out() {
    let (_folder, root) = plan();
    // The report names nobody who leads a line: that is all there is to say of the files.
    let checked = said(&root, &["check"], 0);
    assert!(checked.contains(": 0 errors, 4 warnings"), "{checked}");
    assert_eq!(checked.matches("nobody leads `TF-24-00").count(), 4, "{checked}");
    for (name, args) in [
        ("actions.txt", &["actions", "group:task-and-finish"][..]),
        ("actions-cspr.txt", &["actions", "source:cspr"][..]),
        ("actions-jtai.txt", &["actions", "source:jtai"]),
        ("recommendations.txt", &["recommendations"]),
        ("recommendations.md", &["recommendations", "--format", "md"]),
        ("little-progress.txt", &["recommendations", "progress"]),
        ("little-progress.md", &["recommendations", "progress", "--year", "2024/25", "--format", "md"]),
    ] {
        golden(&format!("{FOLDER}/golden/{name}"), &said(&root, args, 0));
    }
    assert!(said(&root, &["recommendations", "progress", "--year", "2023-24"], 0).starts_with("0 areas"));
}

/// The demonstration with a recommendation that two of its actions answer.
fn answered() -> (tempfile::TempDir, PathBuf) {
    let (folder, root) = demo();
    fs::create_dir_all(root.join("registers")).unwrap();
    let register = "# Kept by hand.\nschema: 1\nrecommendations:\n  - id: REC-26-001   # the first\n    text: Use the brief in \
                    supervision\n    accepted: 2026-06-11\n    group: executive\n    actions: [SOG-26-003, EXEC-26-014]\n";
    fs::write(root.join(REGISTER), register).unwrap();
    (folder, root)
}

#[test]
fn a_recommendation_is_closed_when_its_actions_are_embedded_and_opened_again_by_a_finding() {
    let (_folder, root) = answered();
    let before = text(&root, REGISTER);
    let close_by =
        |decision| ["recommendations", "close", "REC-26-001", "--by", "Exec", "--decision", decision];
    let refused = said(&root, &close_by("EXEC-26-D012"), 1);
    assert!(
        refused.contains("no meeting has recorded the decision EXEC-26-D012: those of EXEC are"),
        "{refused}"
    );
    assert!(refused.contains("EXEC-26-D006 of Thu 10 Sep 2026"), "{refused}");
    let on =
        |by, on| [&close_by("EXEC-26-D006")[..4], &[by, "--decision", "EXEC-26-D006", "--on", on]].concat();
    let refused = said(&root, &on("SOG", "2026-09-10"), 1);
    let expected =
        "EXEC-26-D006 is another group's decision of Thu 10 Sep 2026, not one of sog: correct the group";
    assert!(refused.contains(expected), "{refused}");
    let refused = said(&root, &on("Exec", "2026-09-11"), 1);
    let expected = "EXEC-26-D006 is a decision of Thu 10 Sep 2026, not of Fri 11 Sep 2026: correct the day";
    assert!(refused.contains(expected), "{refused}");
    let alone = |decision| ["recommendations", "close", "REC-26-001", "--decision", decision];
    let refused = said(&root, &alone("d004"), 1);
    assert!(refused.contains("say which group decided with --by"), "{refused}");
    let refused = said(&root, &alone("EXEC-26-D012"), 1);
    assert!(refused.contains("no meeting has recorded the decision EXEC-26-D012"), "{refused}");
    let close = close_by("d004");
    let refused = said(&root, &close, 1);
    assert!(refused.contains("SOG-26-003 reaches done and EXEC-26-014 reaches agreed"), "{refused}");
    assert_eq!(text(&root, REGISTER), before);
    let embedded = |path: &str, from: &str, to: &str| {
        let old = text(&root, path);
        assert!(old.contains(from), "{from}");
        fs::write(root.join(path), old.replacen(from, to, 1)).unwrap();
    };
    embedded(
        "trackers/sog.yaml",
        "evidence: {on: 2026-11-30,",
        "evidence: {level: embedded, on: 2026-11-30,",
    );
    embedded(
        "trackers/executive.yaml",
        "  - id: EXEC-26-014\n",
        "  - id: EXEC-26-014\n    evidence: {on: 2026-12-01, text: Dip sample, level: practice}\n",
    );
    assert!(said(&root, &["recommendations"], 0).contains("REC-26-001  embedded · 2 actions, 1 open"));
    let closed = said(&root, &alone("EXEC-26-D004"), 0);
    assert!(closed.contains("REC-26-001 is closed: executive decided it on Thu 10 Sep 2026"), "{closed}");
    let after = text(&root, REGISTER);
    assert!(after.starts_with(before.trim_end_matches('\n')), "{after}");
    assert_clean(&root);
    let moved = after.replacen("by: executive", "by: sog", 1);
    assert_ne!(moved, after);
    fs::write(root.join(REGISTER), moved).unwrap();
    let warned = said(&root, &["check"], 0);
    assert!(warned.contains("EXEC-26-D004 is another group's decision of Thu 10 Sep 2026"), "{warned}");
    fs::write(root.join(REGISTER), &after).unwrap();
    let listed = said(&root, &["recommendations", "d004"], 0);
    assert!(listed.contains("closed by Exec on Thu 10 Sep 2026, EXEC-26-D004: achieved"), "{listed}");
    assert!(said(&root, &close, 1).contains("is closed already"));
    let why =
        ["--why", "Half of the teams have stopped", "--source", "Neglect audit 2027", "--on", "2027-03-04"];
    let reopen = [&["recommendations", "reopen", "rec-26-001"], &why[..]].concat();
    assert!(said(&root, &reopen, 1).contains("Thu 4 Mar 2027 has not come yet: give a day up to today"));
    let again = said_on(&root, "2027-03-04", &reopen, 0);
    assert!(again.contains("REC-26-001 is open again from Thu 4 Mar 2027"), "{again}");
    let listed = said(&root, &["recommendations"], 0);
    let expected = "open again since Thu 4 Mar 2027: Half of the teams have stopped (Neglect audit 2027)";
    assert!(listed.contains(expected), "{listed}");
    assert_clean(&root);
    for _ in 0..2 {
        said(&root, &["restore", REGISTER, "1", "--yes"], 0);
    }
    assert!(said(&root, &["restore", REGISTER], 0).contains("2026"));
}

#[test]
fn what_is_no_longer_needed_needs_a_reason_and_a_decision() {
    let (_folder, root) = answered();
    let close =
        ["recommendations", "close", "REC-26-001", "--by", "executive", "--reason", "no-longer-needed"];
    assert!(said(&root, &close, 2).contains("--why"));
    let close = [&close[..], &["--why", "Another board does it"]].concat();
    assert!(said(&root, &close, 2).contains("--decision"));
    said(&root, &[&close[..], &["--minute", "5.2", "--on", "2026-12-03"]].concat(), 0);
    let listed = said(&root, &["recommendations"], 0);
    let expected = "closed by Exec on Thu 3 Dec 2026, minute 5.2: no longer needed: Another board does it";
    assert!(listed.contains(expected), "{listed}");
    assert_clean(&root);
    for (id, by, expected) in [
        ("REC-26-01", "executive", "did you mean REC-26-001?"),
        ("REC-26-001", "exective", "did you mean executive?"),
    ] {
        let refused = said(&root, &["recommendations", "close", id, "--by", by, "--decision", "x"], 1);
        assert!(refused.contains(expected), "{refused}");
    }
}

const INPUTS: &str = "registers/inputs.yaml";

#[test]
fn what_is_late_says_who_hears_of_it_and_what_came_is_noted() {
    let (_folder, root) = demo();
    let listed = said(&root, &["inputs"], 0);
    golden(&format!("{FOLDER}/golden/inputs-demo.txt"), &listed);
    assert!(said(&root, &["inputs", "hub"], 0).ends_with("1 of 2 expected inputs, 1 late.\n"));
    let before = text(&root, INPUTS);
    let noted = said(&root, &["inputs", "received", "return-interviews", "--note", "in full"], 0);
    assert!(noted.contains("was received on Thu 3 Dec 2026, for the one due Sat 31 Oct 2026"), "{noted}");
    assert!(text(&root, INPUTS).contains("- {on: 2026-12-03, for: 2026-10-31, note: in full}"));
    assert!(
        said(&root, &["inputs"], 0).contains("due Sun 31 Jan 2027 · last received Thu 3 Dec 2026 (in full)")
    );
    assert_clean(&root);
    said(&root, &["restore", INPUTS, "1", "--yes"], 0);
    assert_eq!(text(&root, INPUTS), before);
    let wrong = said(&root, &["inputs", "received", "hub-report", "--for", "2026-10-17"], 1);
    assert!(
        wrong.contains(
            "hub-report is not due on Sat 17 Oct 2026: it is due every quarter from Fri 16 Oct 2026"
        )
    );
    assert!(said(&root, &["inputs", "received", "hub-repot"], 1).contains("did you mean hub-report?"));
}

#[test]
fn what_the_seeds_say_is_expected_and_nothing_is_late_without_a_date() {
    for like in ["south-gloucestershire", "north-somerset"] {
        let (_folder, root) = init(like);
        golden(&format!("{FOLDER}/golden/inputs-{like}.txt"), &said(&root, &["inputs"], 0));
    }
}

const SERIES: &str = "recurring:
  - {id: REG45, what: Chase the Regulation 45 report, lead: business-manager, every: 6 months, first_due: 2026-10-30, tags: [reg-45]}
actions:
";

#[test]
fn what_comes_round_is_an_action_like_any_other_and_in_the_file_once_a_meeting_touches_it() {
    let (_folder, root) = demo();
    let path = "trackers/executive.yaml";
    let old = text(&root, path).replacen("actions:\n", SERIES, 1);
    fs::write(root.join(path), &old).unwrap();
    assert_clean(&root);
    let found = said(&root, &["actions", "#reg-45"], 0);
    assert!(
        found
            .starts_with("REG45@2026H2  R late 34 days · due Fri 30 Oct 2026 · not started · Helen Fletcher"),
        "{found}"
    );
    assert!(found.contains("1 of 18 actions."), "{found}");
    assert_eq!(text(&root, path), old, "seen, and written nowhere");
    let raw = chairside::runtime::disk::read_workspace(&root).unwrap();
    let files = raw.files.iter().map(|file| (file.path.as_str(), file.bytes.as_slice()));
    let workspace = chairside::files::workspace::Workspace::load(files, &[], &[]);
    let sitting = workspace.sitting(&"executive-2026-12-03".into()).unwrap();
    assert!(
        sitting.actions.iter().any(|action| action.id.as_str() == "REG45@2026H2"),
        "the meeting reviews it"
    );
}

#[test]
fn what_comes_round_is_reviewed_to_the_end_in_a_meeting_and_comes_round_again() {
    let (folder, root) = demo();
    let path = "trackers/executive.yaml";
    let old = text(&root, path).replacen("actions:\n", SERIES, 1);
    fs::write(root.join(path), &old).unwrap();
    let script = folder.path().join("review.session");
    fs::write(&script, REVIEW).unwrap();
    let played = said(&root, &["meet", "executive-2026-12-03", "--script", script.to_str().unwrap()], 0);
    assert!(played.contains("1 action updated"), "{played}");
    let now = text(&root, path);
    let tracker = chairside::files::tracker::load(&now).value.unwrap();
    let done = tracker.action(&"REG45@2026H2".into()).unwrap_or_else(|| panic!("{now}"));
    assert_eq!(
        (done.status.word(), done.evidence[0].text.as_str()),
        ("closed", "The report came on 2 December")
    );
    assert_eq!(done.closed.as_ref().unwrap().by.as_str(), "executive");
    assert!(now.contains(SERIES.trim_end_matches("actions:\n")), "what comes round stays as it was");
    assert_clean(&root);
    let later = ["-w", root.to_str().unwrap(), "--today", "2027-05-03", "actions", "#reg-45"];
    let next = printed(&chairside(&later));
    assert!(next.contains("REG45@2027H1  R late 3 days"), "{next}");
}

/// The action is done, every decision has an outcome, and the meeting ends.
const REVIEW: &str = "size 160x50
press space o p p A o v down down down
expect Action 4 of
expect REG45@2026H2
press x
type The report came on 2 December
press enter
expect 1 reviewed
press esc g
type 3
press enter y g
type 6
press enter d 1 enter g
type 11
press enter d 6 enter g
type 13
press enter f enter
type Nothing goes up this time.
press enter E y
expect The meeting ended
";

#[test]
fn looking_at_actions_on_any_day_changes_no_file() {
    let (_folder, root) = demo();
    let before = everything(&root);
    for today in ["2026-01-01", "2026-12-03", "2027-06-30"] {
        for args in [
            &["actions"][..],
            &["actions", "--format", "csv"],
            &["actions", "--format", "json"],
            &["actions", "report"],
            &["actions", "chase"],
            &["recommendations"],
            &["inputs"],
            &["decisions"],
        ] {
            let root = root.to_str().unwrap();
            let output = chairside(&[&["-w", root, "--today", today], args].concat());
            assert!(output.status.success(), "{args:?}: {}", printed(&output));
        }
    }
    assert_eq!(everything(&root), before, "how an action stands is worked out and never stored");
}

/// Every file and what it says.
fn everything(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut folders = vec![root.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path => files.push((path.clone(), fs::read(&path).unwrap())),
            }
        }
    }
    files.sort();
    files
}
