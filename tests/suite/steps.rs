//! Steps of an action ticked on the command line and on the screen; the first action of a group that has no tracker; and that
//! looking at actions, on whatever day, changes no file.

use crate::edits::at_the_action;
use crate::final_minutes::{MEETING, held};
use crate::workspaces::{demo, said_on, text};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const TRACKER: &str = "trackers/executive.yaml";
const TODAY: &str = "2026-12-03";

#[track_caller]
fn said(root: &Path, args: &[&str], code: i32) -> String {
    said_on(root, TODAY, args, code)
}

/// An action of the demonstration is given steps by hand.
fn with_steps(root: &Path) -> String {
    let old = text(root, TRACKER);
    let id = "  - id: EXEC-26-017\n";
    assert!(old.contains(id));
    let steps =
        "    steps:\n      - what: Ask all three   # by letter\n      - {what: Sign, done: 2026-11-20}\n";
    let new = old.replacen(id, &format!("{id}{steps}"), 1);
    fs::write(root.join(TRACKER), &new).unwrap();
    new
}

#[test]
fn a_step_is_ticked_and_unticked_by_command_and_the_history_says_so() {
    let (_folder, root) = demo();
    let refused = said(&root, &["actions", "steps", "EXEC-26-017"], 1);
    assert!(refused.contains("has no steps yet") && refused.contains("--add \"words\"'"), "{refused}");
    let before = with_steps(&root);
    let listed = said(&root, &["actions", "steps", "017"], 0);
    assert!(listed.contains("  1. [ ] Ask all three\n"), "{listed}");
    assert!(listed.contains("  2. [x] Sign, done Fri 20 Nov 2026\n"), "{listed}");
    assert_eq!(text(&root, TRACKER), before);
    let done = said(&root, &["actions", "steps", "EXEC-26-017", "--done", "1", "--not-done", "2"], 0);
    assert!(
        done.contains("2 steps of EXEC-26-017 changed in trackers/executive.yaml. To undo it: "),
        "{done}"
    );
    let after = text(&root, TRACKER);
    assert!(
        after.contains("      - what: Ask all three   # by letter\n        done: 2026-12-03\n"),
        "{after}"
    );
    assert!(after.contains("{what: Sign}"), "{after}");
    assert!(
        after.contains("Step done: Ask all three") && after.contains("Step not done after all: Sign"),
        "{after}"
    );
    assert!(said(&root, &["actions", "steps", "EXEC-26-017", "--done", "1"], 0).contains("is done already"));
    assert!(
        said(&root, &["actions", "steps", "EXEC-26-017", "--done", "3"], 1).contains("there is no step 3")
    );
    assert_eq!(text(&root, TRACKER), after);
    assert!(said(&root, &["changes"], 0).contains("EXEC-26-017"));
    said(&root, &["restore", TRACKER, "1", "--yes"], 0);
    assert_eq!(text(&root, TRACKER), before);
}

#[test]
fn steps_are_added_by_command_after_the_others_and_as_the_first() {
    let (_folder, root) = demo();
    let before = with_steps(&root);
    let steps = |more: &[&str], code| {
        let args: Vec<&str> = ["actions", "steps", "EXEC-26-017"].iter().chain(more).copied().collect();
        said(&root, &args, code)
    };
    let added = steps(&["--add", "Hear from heads", "--add", "Write it up", "--done", "3"], 0);
    assert!(added.contains("2 steps of EXEC-26-017 added and 1 step of EXEC-26-017 changed in"), "{added}");
    let after = text(&root, TRACKER);
    assert!(after.contains("      - what: Ask all three   # by letter\n"), "{after}");
    let listed = steps(&[], 0);
    assert!(
        listed.contains("  3. [x] Hear from heads, done Thu 3 Dec 2026\n  4. [ ] Write it up\n"),
        "{listed}"
    );
    let refused = steps(&["--add", "Write it up"], 1);
    assert!(refused.contains("EXEC-26-017 has the step 'Write it up' already"), "{refused}");
    assert_eq!(text(&root, TRACKER), after, "nothing of what was refused is there");
    said(&root, &["restore", TRACKER, "1", "--yes"], 0);
    assert_eq!(text(&root, TRACKER), before);
    said(&root, &["actions", "steps", "EXEC-26-009", "--add", "Ask them first"], 0);
    assert!(text(&root, TRACKER).contains("what: Ask them first}"), "{}", text(&root, TRACKER));
    said(&root, &["check"], 0);
}

#[test]
fn steps_are_added_and_ticked_in_a_meetings_review_and_reach_journal_minutes_and_tracker() {
    let (folder, root) = held();
    let script = folder.path().join("review.session");
    fs::write(
        &script,
        "size 160x40\npress v\nexpect Action 1 of\npress t\nexpect what is to be done as one part\n\
         type Ask the providers\npress enter\nexpect Which step is done\nexpect step added: Ask the providers\n\
         press a\ntype Write it up\npress enter\nexpect Write it up\npress 1\n\
         expect step done: Ask the providers\npress esc u\nexpect Undone\npress t 1\n\
         expect step done: Ask the providers\npress esc\n",
    )
    .unwrap();
    said(&root, &["meet", MEETING, "--script", script.to_str().unwrap()], 0);
    let tracker = text(&root, TRACKER);
    let steps =
        "    steps:\n      - what: Ask the providers\n        done: 2026-12-03\n      - what: Write it up\n";
    assert!(tracker.contains(steps), "{tracker}");
    let step = |words: &str| format!("{{on: {TODAY}, text: \"{words}\", meeting: {MEETING}}}");
    for words in ["Step added: Ask the providers", "Step added: Write it up", "Step done: Ask the providers"]
    {
        assert_eq!(tracker.matches(&step(words)).count(), 1, "{tracker}");
    }
    let minutes = text(&root, &format!("meetings/{MEETING}/minutes.md"));
    let line = "Step added: Ask the providers. Step added: Write it up. Step done: Ask the providers.\n";
    assert!(minutes.contains(line), "{minutes}");
    assert!(
        text(&root, &format!("meetings/{MEETING}.yaml")).contains("said: 'step done: Ask the providers'")
    );
    assert!(said(&root, &["verify", MEETING], 0).contains("whole"));
}

#[test]
fn steps_are_ticked_by_keys_and_a_group_without_a_tracker_gets_one() {
    let (_folder, root) = demo();
    let before = with_steps(&root);
    let mut terminal = at_the_action(&root, "EXEC-26-017");
    terminal.send("t");
    terminal.wait_for("Which step is done");
    terminal.send("1");
    terminal.wait_for("EXEC-26-017: Step done: Ask all three");
    assert!(text(&root, TRACKER).contains("# by letter\n        done: 2026-12-03\n"));
    terminal.send("a");
    terminal.wait_for("what is to be done as one part");
    terminal.send("Hear from heads\r");
    terminal.wait_for("EXEC-26-017: Step added: Hear from heads");
    assert!(text(&root, TRACKER).contains("{what: Hear from heads}"));
    terminal.send("\u{1b}");
    terminal.wait_for("c figures");
    terminal.send("u");
    terminal.wait_for("Undone: EXEC-26-017: Step added");
    terminal.send("u");
    terminal.wait_for("Undone: EXEC-26-017: Step done");
    assert_eq!(text(&root, TRACKER), before);
    terminal.send("a");
    terminal.wait_for("Lead Safeguarding Partners (a new tracker)");
    terminal.send("3");
    terminal.wait_for("has no tracker yet");
    terminal.send("business manager write the terms with @police-dsp by 4 feb 2027\r");
    terminal.wait_for("LSP-26-001 is added to trackers/lsp.yaml, a new tracker");
    let made = text(&root, "trackers/lsp.yaml");
    assert!(
        made.contains("title: Lead Safeguarding Partners actions") && made.contains("police-dsp"),
        "{made}"
    );
    said(&root, &["check"], 0);
}

/// Every file of the workspace, to the byte; what the program keeps for itself aside.
fn bytes(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut left = vec![root.to_owned()];
    while let Some(folder) = left.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().is_some_and(|name| name == ".chairside") {
                continue;
            }
            if path.is_dir() {
                left.push(path);
            } else {
                all.insert(path.clone(), fs::read(&path).unwrap());
            }
        }
    }
    all
}

#[test]
fn looking_at_actions_on_whatever_day_changes_no_byte() {
    let (_folder, root) = demo();
    with_steps(&root);
    let before = bytes(&root);
    for today in ["2025-01-01", "2026-12-03", "2027-02-28", "2031-07-15"] {
        for args in [
            &["actions", "rag:red"][..],
            &["actions", "--format", "csv", "--tier", "restricted"],
            &["actions", "--format", "json"],
            &["actions", "report"],
            &["actions", "chase"],
            &["actions", "unevidenced"],
            &["actions", "steps", "EXEC-26-017"],
            &["recommendations"],
            &["check"],
        ] {
            said_on(&root, today, args, 0);
            assert_eq!(bytes(&root), before, "{today}: {args:?}");
        }
    }
}
