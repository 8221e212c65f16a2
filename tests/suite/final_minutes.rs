//! Final minutes as people make them: looked at first, issued under a number, never changed, opened again with a reason, and
//! proved.

use crate::workspaces::{chairside, demo, printed, said_on, text};
use std::fs;
use std::path::{Path, PathBuf};

pub const MEETING: &str = "executive-2026-12-03";

/// What a command prints, which ends with this status.
#[track_caller]
fn said(root: &Path, args: &[&str], code: i32) -> String {
    said_on(root, "2026-12-10", args, code)
}

fn path(name: &str) -> String {
    format!("meetings/{MEETING}/{name}")
}

/// The demonstration's Executive, chaired to its end.
pub fn held() -> (tempfile::TempDir, PathBuf) {
    held_with("", "")
}

/// The same with something else in its agenda.
fn held_with(from: &str, to: &str) -> (tempfile::TempDir, PathBuf) {
    let (folder, root) = demo();
    let agenda = format!("meetings/{MEETING}.yaml");
    let planned = text(&root, &agenda);
    assert!(planned.contains(from), "{agenda} has no '{from}'");
    fs::write(root.join(&agenda), planned.replacen(from, to, 1)).unwrap();
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

/// What every journal of the meeting holds.
fn journals(root: &Path) -> String {
    let files = fs::read_dir(root.join(path("journal"))).unwrap().map(|file| file.unwrap().path());
    let files = files.filter(|file| file.extension().is_some_and(|is| is == "jsonl"));
    files.map(|file| fs::read_to_string(file).unwrap()).collect()
}

const NHS: &str = "943 476 5919";
const WELCOMED: &str = "phrase: The Chair welcomed members and confirmed";

#[test]
fn personal_data_in_partners_minutes_is_said_before_they_are_final_and_when_they_are() {
    let (_folder, root) = held_with(WELCOMED, &format!("{WELCOMED} for {NHS}"));
    for yes in [&[][..], &["--yes"]] {
        let came = said(&root, &[&["finalise", MEETING], yes].concat(), 0);
        assert!(
            came.contains("The partners' minutes hold what looks like personal data:\n  under “1 Welcome, apologies and who is here”: \
                           an NHS number ending 19: leave it out"),
            "{came}"
        );
        assert!(!came.contains("943") && !came.contains("open part"), "{came}");
        assert_eq!(root.join(path("minutes-final-1.md")).exists(), !yes.is_empty());
    }
    assert!(!journals(&root).contains("\"act\":\"released\""));
}

#[test]
fn personal_data_in_the_open_part_is_made_final_only_with_a_reason_that_is_recorded() {
    let open = WELCOMED.replacen("phrase:", "tier: open\n    phrase:", 1);
    let (_folder, root) = held_with(WELCOMED, &format!("{open} for {NHS}"));
    let before = journals(&root);
    for more in [&[][..], &["--yes"], &["--yes", "--despite", " "], &["--yes", "--despite", NHS]] {
        let came = said(&root, &[&["finalise", MEETING], more].concat(), 1);
        assert!(came.contains("an NHS number ending 19: leave it out") && !came.contains("943"), "{came}");
        let mend = "cannot be made final, for 1 thing in what anybody may be given of them looks like personal data:\n  under \
                    “1 Welcome, apologies and who is here”";
        assert!(
            came.contains(mend) && came.contains("--despite \"REASON\"") || more.contains(&NHS),
            "{came}"
        );
    }
    assert!(!root.join(path("minutes-final-1.md")).exists());
    let why = ["finalise", MEETING, "--despite", "a made-up number"];
    let dry = said(&root, &why, 0);
    assert!(dry.contains(&format!("finalise {MEETING} --despite \"a made-up number\" --yes'")), "{dry}");
    assert!(dry.contains("The open part holds what looks like personal data"), "{dry}");
    assert_eq!(journals(&root), before, "what is only asked or refused records nothing");
    said(&root, &[&why[..], &["--yes"]].concat(), 0);
    let lines = journals(&root);
    let line = lines.lines().find(|line| line.contains("\"act\":\"released\"")).expect("it is recorded");
    for part in ["\"tier\":\"open\"", "a made-up number", "\"findings\":1"] {
        assert!(line.contains(part), "{line}");
    }
    assert!(text(&root, &path("minutes-final-1.md")).contains("Final, version 1"));
    assert!(said(&root, &["verify", MEETING], 0).contains("whole"));
}
