//! A whole Executive of South Gloucestershire, chaired by keys in a real terminal, and the files it leaves behind
//! compared with golden ones. `UPDATE_GOLDEN=1` writes those anew: read them before you keep them.

use crate::journey::{Chair, session, without_terminal};
use crate::workspaces::{chairside, init, printed, text};
use chairside::files::issued;
use chairside::files::workspace::Workspace;
use chairside::runtime::disk;
use chairside::runtime::script::play;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// When the program is started.
pub const START: &str = "2026-12-03T10:00:00+00:00";
/// The meeting that is chaired.
pub const MEETING: &str = "executive-2026-12-03";

/// South Gloucestershire's arrangements, with this meeting's agenda and those of two later ones issued.
pub fn workspace() -> (TempDir, PathBuf) {
    let (folder, root) = init("south-gloucestershire");
    let raw = disk::read_workspace(&root).unwrap();
    let files = raw.files.iter().map(|f| (f.path.as_str(), f.bytes.as_slice()));
    let workspace = Workspace::load(files, &[], &[]);
    fs::create_dir_all(root.join("meetings")).unwrap();
    for (group, day) in [("executive", "2026-12-03"), ("sog", "2027-02-04"), ("executive", "2027-03-04")] {
        let start = "10:00".parse().unwrap();
        let agenda = workspace.new_meeting(&group.into(), day.parse().unwrap(), start).unwrap();
        fs::write(root.join(format!("meetings/{}.yaml", agenda.id)), issued::text(&agenda)).unwrap();
    }
    (folder, root)
}

/// Compares with the golden file, or writes it when asked to.
#[track_caller]
fn assert_golden(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, found).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    for (n, (found, golden)) in found.lines().zip(golden.lines()).enumerate() {
        assert_eq!(found, golden, "{name}, line {}", n + 1);
    }
    assert_eq!(found.lines().count(), golden.lines().count(), "{name}: lines");
    assert_eq!(found, golden, "{name}: line ends");
}

/// What the meeting leaves behind: its minutes, the restricted ones, its record and the tracker.
pub fn left_behind(root: &Path) -> [(&'static str, String); 4] {
    [
        ("executive-minutes.md", masked(&text(root, &format!("meetings/{MEETING}/minutes.md")))),
        (
            "executive-minutes-restricted.md",
            masked(&text(root, &format!("meetings/{MEETING}/minutes-restricted.md"))),
        ),
        ("executive-record.yaml", text(root, &format!("meetings/{MEETING}.yaml"))),
        ("executive-tracker.yaml", text(root, "trackers/executive.yaml")),
    ]
}

/// Minutes without the trail and the checksum, for both depend on the name of whoever recorded.
fn masked(minutes: &str) -> String {
    let mask = |line: &str| match line.split_once(", trail ").or_else(|| line.split_once(", checksum ")) {
        Some((before, _)) if line.starts_with("Made from ") => format!("{before}, trail …\n"),
        Some((before, _)) if line.starts_with("<!-- ") => format!("{before}, checksum …\n"),
        _ => format!("{line}\n"),
    };
    minutes.lines().map(mask).collect()
}

#[test]
fn the_whole_executive_is_chaired_by_keys_in_a_terminal() {
    let (_folder, root) = workspace();
    let mut chair = Chair::sits_down(&root, "executive", START);
    for (line, step) in &session("executive").steps {
        chair.does(*line, step);
    }
    assert_eq!(chair.terminal.exit_code(), 0);
    chair.terminal.assert_restored();
    for (name, found) in left_behind(&root) {
        assert_golden(name, &found);
    }
    // Left to the next meeting by choice, and so still wanting a lead.
    let checked = chairside(&["check", "-w", root.to_str().unwrap()]);
    let said = printed(&checked);
    assert!(said.contains("nobody leads `EXEC-26-006`") && said.contains("0 errors, 1 warning"), "{said}");
}

#[test]
fn without_a_terminal_the_same_keys_leave_the_same_files() {
    let (_folder, root) = workspace();
    let mut program = without_terminal(&root, "executive", START);
    if let Err(failure) = play(&session("executive"), &mut program) {
        panic!("{failure}");
    }
    assert!(program.ended(), "{}", program.shown());
    for (name, found) in left_behind(&root) {
        assert_golden(name, &found);
    }
}
