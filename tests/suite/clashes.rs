//! Two versions of a file put together on the real screen: conflict copies, and what git's driver left. Nothing is
//! written before the end, the copy is kept, and what changed meanwhile is asked again.

use crate::edits::TRACKER;
use crate::terminal::Terminal;
use crate::workspaces::{assert_clean, chairside, demo, printed, text};
use std::fs;
use std::path::Path;

const COPY: &str = "trackers/executive.sync-conflict-20261203-104200-ABCDEFG.yaml";

fn started(root: &Path, rows: u16, cols: u16) -> Terminal {
    let terminal = Terminal::start(&["-w", root.to_str().unwrap()], root, &[("NO_COLOR", "1")], rows, cols);
    terminal.wait_for("A new meeting today");
    terminal
}

/// The demonstration's tracker with these words changed.
fn with(root: &Path, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(text(root, TRACKER), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

const DUE: &str = "due: 2026-11-13\n    status: not started";
const WHAT: &str = "what: Name a health lead for the intelligence meetings";

/// A tracker and its conflict copy that differ in a state and in words; the copy has an action more.
fn two_versions() -> (tempfile::TempDir, std::path::PathBuf) {
    let (folder, root) = demo();
    let more = "  - {id: EXEC-26-031, what: Ring the college, lead: icb-dsp, raised: {date: 2026-12-01}, due: to be set, status: not started}\n";
    let theirs = with(
        &root,
        &[(DUE, "due: 2026-11-13\n    status: under way"), (WHAT, "what: Name two health leads")],
    );
    fs::write(root.join(COPY), theirs + more).unwrap();
    let ours = with(&root, &[(WHAT, "what: Name a lead for the meetings")]);
    fs::write(root.join(TRACKER), ours).unwrap();
    (folder, root)
}

#[test]
fn a_conflict_copy_is_offered_asked_and_put_into_its_original() {
    let (_folder, root) = two_versions();
    let before = text(&root, TRACKER);
    let copy = text(&root, COPY);
    let mut terminal = started(&root, 24, 80);
    terminal.wait_for("1 conflict copy of trackers/executive.yaml: m puts");
    terminal.send("m");
    terminal.wait_for("left by Syncthing, device ABCDEFG, 2026-12-03");
    terminal.send("\r");
    terminal.wait_for("1 thing comes in without a question");
    terminal.wait_for("action EXEC-26-031 added: Ring the college");
    terminal.wait_for("2 places say two different things");
    assert!(!terminal.screen().contains("p previous"), "{}", terminal.screen());
    terminal.send("\r");
    terminal.wait_for("question 1 of 2");
    terminal.wait_for("from device ABCDEFG");
    terminal.send("w");
    terminal.wait_for("answer every question first");
    terminal.send("b");
    terminal.wait_for("question 2 of 2");
    terminal.send("t");
    terminal.wait_for("Everything is answered");
    terminal.wait_for("mine: Name a lead for the meetings");
    terminal.wait_for("Also written: Name two health leads");
    assert!(!terminal.screen().contains("n next"), "{}", terminal.screen());
    terminal.send("u");
    terminal.wait_for("question 2 of 2, 1 answered");
    terminal.send("t");
    terminal.wait_for("Everything is answered");
    assert_eq!(text(&root, TRACKER), before, "nothing is written before the end");
    terminal.send("w");
    terminal.wait_for("Both versions are in trackers/executive.yaml");
    terminal.wait_for("trackers/executive.yaml 1 --yes' brings back what it said before");
    terminal.wait_for("No conflict copy and no clash is left");
    terminal.send("\u{1b}");
    terminal.wait_for("A new meeting today");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);

    let after = text(&root, TRACKER);
    for words in ["Ring the college", "Name a lead for the meetings", "Name two health leads"] {
        assert!(after.contains(words), "{words}: {after}");
    }
    assert!(!root.join(COPY).exists());
    let kept = ".chairside/merged/trackers-executive.sync-conflict-20261203-104200-ABCDEFG.yaml";
    assert_eq!(text(&root, kept), copy);
    assert_clean(&root);
    let at = root.to_str().unwrap();
    let back = chairside(&["restore", "-w", at, TRACKER, "1", "--yes"]);
    assert!(back.status.success(), "{}", printed(&back));
    assert_eq!(text(&root, TRACKER), before);
}

#[test]
fn what_changes_meanwhile_is_put_together_again_and_never_written_over() {
    let (_folder, root) = two_versions();
    let mut terminal = started(&root, 30, 120);
    terminal.send("m\r");
    terminal.wait_for("2 places say two different things");
    terminal.send("nt");
    terminal.wait_for("question 2 of 2, 1 answered");
    fs::write(root.join(TRACKER), text(&root, TRACKER) + "# By hand, meanwhile.\n").unwrap();
    terminal.wait_for("One of the two was changed meanwhile");
    terminal.wait_for("1 of 1 answer stand");
    // Leaving lets answers go only when asked twice.
    terminal.send("q");
    terminal.wait_for("not written yet");
    terminal.send("\u{1b}");
    terminal.wait_for("Nothing was written. 1 answer is kept");
    terminal.send("\r");
    terminal.wait_for("1 answer is here from before");
    terminal.send("nm");
    terminal.wait_for("question 2 of 2");
    terminal.send("mw");
    terminal.wait_for("Both versions are in");
    let after = text(&root, TRACKER);
    assert!(after.contains("# By hand, meanwhile.") && after.contains("Ring the college"), "{after}");
    terminal.send("qq");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn what_git_left_is_asked_on_the_screen_too() {
    let (_folder, root) = demo();
    let place = |name: &str| root.join(name).to_str().unwrap().to_owned();
    fs::write(place("base"), text(&root, TRACKER)).unwrap();
    fs::write(place("theirs"), with(&root, &[(DUE, "due: 2026-12-18\n    status: not started")])).unwrap();
    fs::write(root.join(TRACKER), with(&root, &[(DUE, "due: 2027-01-08\n    status: not started")])).unwrap();
    let merged = chairside(&["merge", &place("base"), &place(TRACKER), &place("theirs")]);
    assert_eq!(merged.status.code(), Some(1), "{}", printed(&merged));
    let mut terminal = started(&root, 24, 80);
    terminal.wait_for("1 clash left by git of trackers/executive.yaml");
    terminal.send("m\r");
    terminal.wait_for("1 place says two different things");
    terminal.send("n");
    terminal.wait_for("action EXEC-26-017, due");
    terminal.wait_for("Fri 8 Jan 2027");
    terminal.wait_for("Fri 18 Dec 2026");
    terminal.send("tw");
    terminal.wait_for("Both versions are in trackers/executive.yaml");
    terminal.wait_for("add trackers/executive.yaml', and go on with git");
    terminal.send("qq");
    assert_eq!(terminal.exit_code(), 0);
    let after = text(&root, TRACKER);
    assert!(after.contains("due: 2026-12-18\n    status: not") && !after.contains("# chairside:"), "{after}");
}

#[test]
fn names_that_must_stand_nowhere_stand_on_no_screen() {
    let (_folder, root) = demo();
    fs::create_dir_all(root.join("registers")).unwrap();
    fs::write(root.join("registers/names.yaml"), "names:\n  - Fictional Person\n").unwrap();
    fs::write(
        root.join("registers/names.sync-conflict-20261203-104200-ABCDEFG.yaml"),
        "names:\n  - Another Person\n",
    )
    .unwrap();
    let mut terminal = started(&root, 24, 80);
    terminal.send("m\r");
    terminal.wait_for("must stand on no screen");
    let shown = terminal.screen();
    assert!(!shown.contains("Person"), "{shown}");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn what_somebody_else_set_since_it_was_looked_at_is_not_written_over_and_is_said() {
    use chairside::app::Ask;
    use chairside::base::key::Key;
    use chairside::runtime::Clock;
    use chairside::runtime::headless::Headless;
    let (_folder, root) = demo();
    let clock = Clock::still("2026-12-03T11:30:00+00:00".parse().unwrap());
    let mut program = Headless::new(&root, Ask::default(), clock);
    let press = |program: &mut Headless, keys: &str| {
        for key in keys.split(' ') {
            program.press(&key.parse::<Key>().unwrap());
        }
    };
    press(&mut program, "a /");
    program.type_text("EXEC-26-018\n");
    press(&mut program, "r");
    program.type_text("gareth");
    // Meanwhile somebody gives it to another, and somebody else changes what is no matter of this.
    let before = text(&root, TRACKER);
    let at = before.find("EXEC-26-018").unwrap();
    let line = before[at..].lines().find(|line| line.trim_start().starts_with("lead:")).unwrap();
    let theirs =
        [&before[..at], &before[at..].replacen(line, "    lead: council-dsp", 1), "# theirs\n"].concat();
    fs::write(root.join(TRACKER), &theirs).unwrap();
    // The lead, then no reason.
    press(&mut program, "enter enter");
    let shown = program.screen(200, 40);
    assert!(shown.contains("EXEC-26-018 is led by "), "{shown}");
    assert!(!shown.contains("led by council-dsp"), "by the title of the post: {shown}");
    assert_eq!(text(&root, TRACKER), theirs);
}
