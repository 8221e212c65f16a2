//! The actions of every tracker on the real screen: what is typed finds what the command line finds, the table follows the
//! files while it is open, and a restricted action is shown only when it is asked for.

use crate::edits::TRACKER;
use crate::terminal::Terminal;
use crate::workspaces::{assert_clean, chairside, demo, printed, said_on, text};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn started(root: &Path, rows: u16, cols: u16) -> Terminal {
    let args = ["-w", root.to_str().unwrap(), "--today", "2026-12-03"];
    let mut terminal = Terminal::start(&args, root, &[("NO_COLOR", "1")], rows, cols);
    terminal.wait_for("a actions");
    terminal.send("a");
    terminal.wait_for("2 trackers");
    terminal
}

/// The numbers of actions in a text.
fn numbers(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    words
        .filter(|word| word.starts_with("EXEC-26-") || word.starts_with("SOG-26-"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_screen_finds_what_the_command_line_finds() {
    let (_folder, root) = demo();
    let mut terminal = started(&root, 60, 200);
    for query in ["@council late:>0", "group:sog -status:closed", "due:<2027-01-31 moved:>=1", "#notices"] {
        let found =
            printed(&chairside(&["-w", root.to_str().unwrap(), "--today", "2026-12-03", "actions", query]));
        let count = found.lines().last().unwrap().split(' ').next().unwrap().to_owned();
        terminal.send("/");
        terminal.wait_for("Esc leaves it as it was");
        terminal.send(&format!("\u{15}{query}"));
        terminal.wait_for(&format!("Find  {query} "));
        terminal.wait_for(&format!("{count} of 17 shown"));
        terminal.send("\r");
        terminal.wait_for("sorted by what matters most");
        let screen = terminal.screen();
        let table = screen.split("────").next().unwrap().to_owned();
        assert_eq!(numbers(&table), numbers(&found), "{query}\n{screen}");
    }
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn an_option_after_the_query_is_not_taken_for_words() {
    let (_folder, root) = demo();
    let output = chairside(&["-w", root.to_str().unwrap(), "actions", "@police", "--tier", "restricted"]);
    assert!(!output.status.success());
    assert!(printed(&output).contains("--tier comes before what is looked for"), "{}", printed(&output));
}

#[test]
fn the_table_follows_the_files_and_writes_none() {
    let (_folder, root) = demo();
    let mut terminal = started(&root, 24, 80);
    terminal.wait_for("Agree an information");
    terminal.send("\r");
    terminal.wait_for("Closing needs 2 of 5, done");
    let changed =
        text(&root, TRACKER).replacen("Agree an information sharing", "Write an information sharing", 1);
    fs::write(root.join(TRACKER), &changed).unwrap();
    terminal.wait_for("Write an information sharing");
    terminal.send("\u{1b}");
    terminal.wait_for("Number       What");
    terminal.send("\u{1b}");
    terminal.wait_for("A new meeting today");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    assert_eq!(text(&root, TRACKER), changed);
}

#[test]
fn a_restricted_action_is_on_the_screen_only_when_asked_for() {
    let (_folder, root) = demo();
    let hidden = text(&root, TRACKER).replacen(
        "    tags: [housing, hub]\n",
        "    tags: [housing, hub]\n    tier: restricted\n",
        1,
    );
    fs::write(root.join(TRACKER), hidden).unwrap();
    let mut terminal = started(&root, 24, 80);
    terminal.wait_for("1 restricted not shown");
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(!raw.contains("EXEC-26-011") && !raw.contains("information sharing"), "{raw}");
    terminal.send("R");
    terminal.wait_for("EXEC-26-011");
    terminal.send("R");
    terminal.wait("it is gone again", |screen| !screen.contents().contains("EXEC-26-011"));
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn a_view_saved_on_the_screen_is_there_for_the_command_line() {
    let (_folder, root) = demo();
    let mut terminal = started(&root, 24, 80);
    terminal.send("/");
    terminal.wait_for("Esc leaves it as it was");
    terminal.send("\u{15}group:sog status:open\r");
    terminal.wait_for("sorted by what matters most");
    terminal.send("V");
    terminal.wait_for("Which view?");
    terminal.send("s");
    terminal.wait_for("Name of the view");
    terminal.send("Senior officers\r");
    terminal.wait_for("The view Senior officers is saved.");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    let list = |query: &[&str]| {
        let start = ["-w", root.to_str().unwrap(), "--today", "2026-12-03", "actions"];
        printed(&chairside(&[&start[..], query].concat()))
    };
    assert_eq!(list(&["--view", "senior OFFICERS"]), list(&["group:sog", "status:open"]));
    let fewer = list(&["--view", "Senior officers", "late:>0"]);
    assert_eq!(fewer, list(&["group:sog", "status:open", "late:>0"]));
    let unknown = list(&["--view", "Nobody's"]);
    assert!(unknown.contains("there is no view called 'Nobody's': Senior officers"), "{unknown}");
}

#[test]
fn a_tracker_that_cannot_be_used_is_said_wherever_its_actions_are_missed() {
    let (_folder, root) = demo();
    let tracker = root.join("trackers/sog.yaml");
    let broken = fs::read_to_string(&tracker).unwrap().replacen("    status:", "      status:", 1);
    fs::write(&tracker, broken).unwrap();
    let start = ["-w", root.to_str().unwrap(), "--today", "2026-12-03", "actions"];
    for asked in [&["group:sog"][..], &["report"], &["chase"], &["--format", "csv"]] {
        let said = printed(&chairside(&[&start[..], asked].concat()));
        assert!(said.contains("trackers/sog.yaml cannot be used until it is mended"), "{asked:?}: {said}");
    }
    let args = ["-w", root.to_str().unwrap(), "--today", "2026-12-03"];
    let mut terminal = Terminal::start(&args, &root, &[("NO_COLOR", "1")], 24, 80);
    terminal.wait_for("a actions");
    terminal.send("a");
    terminal.wait_for("1 CANNOT BE USED");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn an_action_handed_to_another_group_is_found_by_either_number() {
    let (_folder, root) = demo();
    let run = |args: &[&str], code| said_on(&root, "2026-12-03", args, code);
    let open = |query: &str| run(&["actions", query], 0);
    assert!(open("group:sog").lines().all(|line| !line.contains("EXEC-26-014")));
    let refused = run(&["actions", "transfer", "EXEC-26-014", "nobody", "--why", "It is theirs"], 1);
    assert!(refused.contains("there is no group nobody: it is one of"), "{refused}");
    let refused = run(&["actions", "transfer", "EXEC-26-014", "executive", "--why", "It is theirs"], 1);
    assert!(refused.contains("is in executive's tracker already"), "{refused}");
    let before = (text(&root, TRACKER), text(&root, "trackers/sog.yaml"));
    let hand = ["actions", "transfer", "exec-26-014", "SOG", "--why", "It is for practice leads"];
    let done = run(&hand, 0);
    assert!(done.contains("EXEC-26-014 goes on as SOG-26-"), "{done}");
    let now = done.split(" goes on as ").nth(1).unwrap().split(' ').next().unwrap().to_owned();
    assert_clean(&root);
    let (here, there) = (text(&root, TRACKER), text(&root, "trackers/sog.yaml"));
    assert!(here.contains(&format!("merged_into: {now}")), "{here}");
    assert!(there.contains("aka: [EXEC-26-014]") || there.contains("- EXEC-26-014"), "{there}");
    for id in ["EXEC-26-014", now.as_str()] {
        assert!(open(&format!("id:{id}")).contains(&now), "{id}");
    }
    // It is not open twice, and not handed over twice.
    let all = run(&["actions"], 0);
    assert!(all.lines().all(|line| !line.starts_with("EXEC-26-014")) && all.contains(&now), "{all}");
    assert!(run(&hand, 1).contains("has ended"));
    // Half of it done, the other half is what the same command does.
    std::fs::write(root.join(TRACKER), &before.0).unwrap();
    assert!(run(&hand, 0).contains(&format!("goes on as {now}")));
    assert_eq!((text(&root, TRACKER), text(&root, "trackers/sog.yaml")), (here, there));
    assert_clean(&root);
}

#[test]
fn an_action_goes_on_in_another_and_what_has_ended_is_opened_again() {
    let (_folder, root) = demo();
    let run = |args: &[&str], code| said_on(&root, "2026-12-03", args, code);
    let merge = ["actions", "merge", "EXEC-26-014", "SOG-26-004", "--why", "Both ask for the same"];
    let done = run(&merge, 0);
    assert!(done.contains("EXEC-26-014 goes on in SOG-26-004"), "{done}");
    assert_clean(&root);
    assert!(text(&root, TRACKER).contains("merged_into: SOG-26-004"));
    assert!(
        text(&root, "trackers/sog.yaml").contains("EXEC-26-014 was merged into this, Both ask for the same")
    );
    assert!(run(&merge, 1).contains("has ended"));
    let again = ["actions", "reopen", "EXEC-26-014", "--why", "It is not the same"];
    assert!(run(&again, 1).contains("it goes on as SOG-26-004"));
    let closed = ended(&root, "closed");
    let again = ["actions", "reopen", &closed, "--why", "The audit found otherwise"];
    assert!(run(&again, 0).contains("is under way again"), "{closed}");
    assert_clean(&root);
    let listed = run(&["actions", &format!("id:{closed}")], 0);
    assert!(listed.contains("under way"), "{listed}");
    assert!(run(&again, 1).contains("has not ended"));
}

/// An action of the Executive in this state.
fn ended(root: &Path, state: &str) -> String {
    let text = text(root, TRACKER);
    let of = text.split("- id: ").find(|action| action.contains(&format!("status: {state}\n"))).unwrap();
    of.lines().next().unwrap().to_owned()
}
