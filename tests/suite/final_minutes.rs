//! Final minutes as people make them: looked at first, issued under a number, never changed, opened again with a reason, and
//! proved.

use crate::workspaces::{chairside, demo, printed, said_on, text};
use std::fs;
use std::path::{Path, PathBuf};

const MEETING: &str = "executive-2026-12-03";

/// What a command prints, which ends with this status.
#[track_caller]
fn said(root: &Path, args: &[&str], code: i32) -> String {
    said_on(root, "2026-12-10", args, code)
}

fn path(name: &str) -> String {
    format!("meetings/{MEETING}/{name}")
}

/// The demonstration's Executive, chaired to its end.
fn held() -> (tempfile::TempDir, PathBuf) {
    let (folder, root) = demo();
    let played = chairside(&["demo", "--keep", root.to_str().unwrap()]);
    assert!(played.status.success(), "{}", printed(&played));
    (folder, root)
}

#[test]
fn minutes_are_made_final_and_every_later_version_leaves_the_issued_ones_alone() {
    let (_folder, root) = held();
    let looked = said(&root, &["finalise", MEETING], 0);
    assert!(
        looked.contains("Nothing was changed. It would write") && looked.contains("Look at this first"),
        "{looked}"
    );
    assert!(!root.join(path("minutes-final-1.md")).exists());

    let done = said(&root, &["finalise", MEETING, "--by", "Helen Fletcher", "--yes"], 0);
    assert!(done.contains("minutes-final-1.md") && done.contains("minutes-final-1-restricted.md"), "{done}");
    let first = text(&root, &path("minutes-final-1.md"));
    assert!(first.contains("- **Status:** Final, version 1"), "{first}");
    assert!(text(&root, &path("minutes.md")).contains("- **Status:** Final, version 1"));
    assert!(text(&root, &format!("meetings/{MEETING}.yaml")).contains("by: Helen Fletcher"));
    assert!(said(&root, &["verify", MEETING], 0).contains("whole"));

    // Nothing changes any more, and asking twice makes nothing new.
    let script = root.join("late.session");
    fs::write(&script, "press n\ntype One more thing.\npress enter\nexpect The minutes are final, version 1 of Thu 10 Dec 2026\n").unwrap();
    said(&root, &["meet", MEETING, "--script", script.to_str().unwrap()], 0);
    assert!(
        said(&root, &["finalise", MEETING, "--yes"], 0)
            .contains("has been final since Thu 10 Dec 2026, by Helen Fletcher")
    );

    // What leans on them is named before they are opened again.
    let why = ["reopen", MEETING, "--why", "The ICB's deputy was misnamed"];
    let asked = said(&root, &why, 0);
    assert!(
        asked.contains("Leans on it: ") && asked.contains("in the tracker executive were raised there"),
        "{asked}"
    );
    assert!(asked.contains("Nothing was changed"), "{asked}");
    said(&root, &[&why[..], &["--yes"]].concat(), 0);
    assert!(said(&root, &why, 1).contains("has been opened again already"));
    fs::write(&script, "press n\ntype The deputy was Sam Okoro.\npress enter\nexpect saved\n").unwrap();
    said(&root, &["meet", MEETING, "--script", script.to_str().unwrap()], 0);
    let again = said(&root, &["finalise", MEETING, "--yes"], 0);
    assert!(
        again.contains("It takes the place of version 1, because: The ICB's deputy was misnamed"),
        "{again}"
    );
    let second = text(&root, &path("minutes-final-2.md"));
    assert!(
        second.contains("- **Status:** Final as amended, version 2\n- **Amended because:** The ICB"),
        "{second}"
    );
    assert!(second.contains("The deputy was Sam Okoro."));
    assert_eq!(text(&root, &path("minutes-final-1.md")), first, "what was issued stays");
    assert!(said(&root, &["verify", MEETING], 0).contains("whole"));
    let trail = said(&root, &["trail", MEETING, "--format", "csv"], 0);
    assert!(
        trail.contains("the final minutes") && trail.contains("The ICB's deputy was misnamed"),
        "{trail}"
    );
    let open = ["--despite", "the deputy agreed", "trail", MEETING, "--tier", "open"];
    assert!(!said(&root, &open, 0).contains("misnamed"), "why is for the partners");
    // A deputy is called by name there.
    assert!(said(&root, &open[2..], 1).contains("for 1 thing in it looks like personal data"));

    fs::write(root.join(path("minutes-final-1.md")), first.replacen("## Quorum", "## No quorum", 1)).unwrap();
    let altered = said(&root, &["verify", MEETING], 1);
    assert!(altered.contains("minutes-final-1.md was edited by hand"), "{altered}");
}

#[test]
fn minutes_that_somebody_edited_are_final_only_as_somebody_says() {
    let (_folder, root) = held();
    let draft = root.join(path("minutes.md"));
    let edited = text(&root, &path("minutes.md")).replacen("## Quorum", "In my own words.\n\n## Quorum", 1);
    fs::write(&draft, &edited).unwrap();
    let refused = said(&root, &["finalise", MEETING, "--yes"], 1);
    assert!(
        refused.contains("minutes.md was edited by hand") && refused.contains("--from-record"),
        "{refused}"
    );
    said(&root, &["finalise", MEETING, "--edited", "--yes"], 0);
    let issued = text(&root, &path("minutes-final-1.md"));
    assert!(
        issued.contains("In my own words.\n\n## Quorum") && issued.contains("Final, version 1"),
        "{issued}"
    );
    assert_eq!(text(&root, &path("minutes.md")), edited, "what somebody edited is left alone");
}

#[test]
fn a_meeting_that_has_not_ended_has_no_final_minutes() {
    let (_folder, root) = demo();
    let script = root.join("begin.session");
    fs::write(&script, "press space\nexpect The meeting is open\n").unwrap();
    assert!(said(&root, &["finalise", MEETING], 1).contains("nothing has been recorded"));
    said(&root, &["meet", MEETING, "--script", script.to_str().unwrap()], 0);
    let refused = said(&root, &["finalise", MEETING, "--yes"], 1);
    assert!(refused.contains("has not ended") && refused.contains("the roll call is empty"), "{refused}");
    assert!(said(&root, &["reopen", MEETING, "--why", "x"], 1).contains("are not final"));
}
