//! Actions changed on the real screen, outside a meeting: forty reviewed by keys with a restart in the middle, several
//! changed at once and taken back, one added. What the trackers say afterwards is what was done, and nothing else.

use crate::terminal::Terminal;
use crate::workspaces::{assert_clean, chairside, demo, printed, text};
use chairside::domain::action::{Action, Status};
use chairside::domain::action_review::Outcome;
use chairside::files::{action_review, tracker};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const TRACKER: &str = "trackers/sog.yaml";
const ACTIONS: usize = 40;

/// A tracker of forty actions, each with a remark of its own, the oldest due first.
fn forty() -> String {
    let mut text = String::from(
        "# Kept by hand.\nschema: 1\nid: sog\ntitle: SOG actions\ngroup: sog\nprefix: SOG\nactions:\n",
    );
    for n in 1..=ACTIONS {
        let (month, day) = (9 + n / 29, n % 28 + 1);
        let due = format!("2026-{month:02}-{day:02}");
        write!(
            text,
            "  # Remark {n}.\n  - id: SOG-26-{:03}\n    what: 'Report {n}: to the group'\n    lead: police-dsp\n    \
             raised: {{date: 2026-06-11}}\n    first_due: {due}\n    due: {due} # as agreed\n    status: not started\n",
            100 + n
        )
        .unwrap();
    }
    text
}

fn started(root: &Path, rows: u16, cols: u16) -> Terminal {
    let args = ["-w", root.to_str().unwrap(), "--today", "2026-12-03"];
    let mut terminal = Terminal::start(&args, root, &[("NO_COLOR", "1"), ("USER", "jo")], rows, cols);
    terminal.wait_for("a actions");
    terminal.send("a");
    terminal.wait_for("Find  status:open");
    terminal.wait_for("▶ ");
    terminal
}

/// Asks for the group's open actions.
fn only_sog(terminal: &mut Terminal) {
    terminal.send("/");
    terminal.wait_for("Esc leaves it as it was");
    // Pasted, for letters typed one by one are looked for one by one, and the last answer may come after the next key.
    terminal.send("\u{15}\u{1b}[200~group:sog status:open\u{1b}[201~");
    terminal.wait_for("40 of");
    terminal.send("\r");
    terminal.wait_for("sorted by what matters most");
}

/// The action the review is at.
fn in_hand(terminal: &Terminal) -> usize {
    let screen = terminal.screen();
    let from = screen.find("SOG-26-1").unwrap_or_else(|| panic!("no action in hand:\n{screen}"));
    screen[from + 7..from + 10].parse::<usize>().unwrap() - 100
}

/// What is done with an action: keys, and the outcome.
fn outcome(n: usize) -> (String, Outcome) {
    match n % 6 {
        0 => (format!("pThe draft {n} went out.\r"), Outcome::Progress),
        1 => (format!("xReport {n} was sent.\r"), Outcome::Done),
        2 => (format!("m4 mar 2027\rthe figures {n} came late\r"), Outcome::NewDate),
        3 => (format!("bthe data of {n}\r"), Outcome::Blocked),
        4 => (format!("rbusiness\rthe post of {n} is empty\r"), Outcome::NewLead),
        _ => (format!("dExecutive, 3 Dec 2026: {n} is not needed\r"), Outcome::Dropped),
    }
}

/// Reviews until so many were reviewed; every seventh action is passed over once.
fn review(terminal: &mut Terminal, skipped: &mut BTreeSet<usize>, from: usize, to: usize) {
    let mut reviewed = from;
    while reviewed < to {
        let n = in_hand(terminal);
        if n.is_multiple_of(7) && skipped.insert(n) {
            terminal.send(" ");
            let gone = format!("SOG-26-{:03}", 100 + n);
            terminal.wait("another action is in hand", |screen| !screen.contents().contains(&gone));
            continue;
        }
        let (keys, _) = outcome(n);
        for key in keys.split_inclusive('\r') {
            terminal.send(&key[..1]);
            terminal.wait_for("Enter keeps");
            terminal.send(&key[1..]);
        }
        reviewed += 1;
        terminal.wait_for(&format!(" {reviewed} reviewed"));
    }
}

fn actions(root: &Path) -> Vec<Action> {
    tracker::load(&text(root, TRACKER)).value.unwrap().actions
}

#[test]
fn forty_actions_are_reviewed_by_keys_with_a_restart_and_nothing_else_changes() {
    let (_folder, root) = demo();
    let before = forty();
    fs::write(root.join(TRACKER), &before).unwrap();
    let mut skipped = BTreeSet::new();
    let mut terminal = started(&root, 24, 80);
    only_sog(&mut terminal);
    terminal.send("v");
    terminal.wait_for("Action 1 of 40");
    review(&mut terminal, &mut skipped, 0, 17);
    // Whoever is called away comes back to where they were.
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    let mut terminal = started(&root, 12, 40);
    terminal.send("v");
    terminal.wait_for("17 reviewed");
    review(&mut terminal, &mut skipped, 17, ACTIONS);
    terminal.wait_for("Something was said of every action");
    terminal.send("E");
    terminal.wait_for("End the review?");
    terminal.send("\r");
    terminal.wait_for("The review has ended");
    terminal.send(" ");
    terminal.wait_for("What      ");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);

    let after = text(&root, TRACKER);
    let old = tracker::load(&before).value.unwrap().actions;
    for (n, (was, is)) in (1..).zip(old.iter().zip(actions(&root))) {
        let (status, due_moved) = match outcome(n).1 {
            Outcome::Progress => (Status::UnderWay, false),
            Outcome::Done => (Status::Done, false),
            Outcome::NewDate => (Status::NotStarted, true),
            Outcome::Blocked => (Status::Blocked, false),
            Outcome::NewLead => (Status::NotStarted, false),
            Outcome::Dropped | Outcome::Merged => (Status::Dropped, false),
        };
        assert_eq!((is.status, is.due != was.due), (status, due_moved), "{n}");
        assert_eq!(is.lead != was.lead, outcome(n).1 == Outcome::NewLead, "{n}");
        assert_eq!((is.closed.as_ref(), is.first_due), (None, was.first_due), "only the group closes {n}");
        let said = is.updates.len() + is.evidence.len() + is.moves.len();
        assert_eq!(said, 1, "{n} was said something of once");
        let by = is.updates.iter().map(|u| &u.by).chain(is.evidence.iter().map(|e| &e.by));
        assert!(by.chain(is.moves.iter().map(|m| &m.by)).all(|by| by == "jo"), "{n}");
    }
    // Line by line: what stood there stands there, but for the states and dates that changed.
    let mut left = after.lines();
    for line in before.lines() {
        let changed = ["    status:", "    due:", "    lead:"].iter().any(|key| line.starts_with(key));
        assert!(changed || left.any(|now| now == line), "{line} has gone");
    }
    let review = action_review::load(&text(&root, "reviews/2026-12-03.yaml")).value.unwrap();
    assert_eq!((review.actions.len(), review.said.len(), review.reviewed()), (ACTIONS, ACTIONS, ACTIONS));
    assert!(review.said.iter().all(|said| {
        let n: usize = said.action.as_str()[7..].parse().unwrap();
        said.outcome == outcome(n - 100).1
    }));
    assert_eq!(review.ended, Some("2026-12-03".parse().unwrap()));
    let record = text(&root, "reviews/2026-12-03.md");
    assert!(
        record.contains("40 actions, something said of 40.") && record.contains("## Blocked"),
        "{record}"
    );
    // The demonstration's own actions are not among the forty, which a meeting of theirs is warned of.
    let checked = printed(&chairside(&["check", "-w", root.to_str().unwrap()]));
    assert!(checked.contains("0 errors") && !checked.contains("reviews/"), "{checked}");
}

#[test]
fn several_are_changed_at_once_and_taken_back_to_the_byte() {
    let (_folder, root) = demo();
    fs::write(root.join(TRACKER), forty()).unwrap();
    let (sog, executive) = (text(&root, TRACKER), text(&root, "trackers/executive.yaml"));
    let mut terminal = started(&root, 24, 80);
    terminal.send("A");
    terminal.wait_for("marked");
    terminal.send("m");
    terminal.wait_for("new date");
    terminal.send("4 mar 2027\r");
    terminal.wait_for("because");
    terminal.send("the figures came late\r");
    terminal.wait_for("Nothing is written yet");
    assert_eq!(text(&root, TRACKER), sog);
    terminal.send("\r");
    terminal.wait_for("u takes it back");
    let changed = text(&root, TRACKER);
    assert_eq!(changed.matches("the figures came late").count(), ACTIONS);
    assert!(text(&root, "trackers/executive.yaml").contains("the figures came late"));
    terminal.send("u");
    terminal.wait_for("Undone:");
    assert_eq!((text(&root, TRACKER), text(&root, "trackers/executive.yaml")), (sog, executive));
    terminal.send("\u{12}");
    terminal.wait_for("Redone:");
    assert_eq!(text(&root, TRACKER), changed);
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn what_somebody_else_wrote_meanwhile_stays_when_a_change_is_taken_back() {
    let (_folder, root) = demo();
    fs::write(root.join(TRACKER), forty()).unwrap();
    let mut terminal = started(&root, 24, 80);
    only_sog(&mut terminal);
    terminal.send("p");
    terminal.wait_for("progress");
    terminal.send("The first draft went out.\r");
    terminal.wait_for("u takes it back");
    let theirs = text(&root, TRACKER).replacen("Report 20: to", "Report 20, by hand: to", 1);
    fs::write(root.join(TRACKER), theirs).unwrap();
    terminal.send("u");
    terminal.wait_for("Undone:");
    let now = text(&root, TRACKER);
    assert!(now.contains("Report 20, by hand: to") && !now.contains("The first draft"), "{now}");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn an_action_is_added_with_the_line_of_a_meeting() {
    let (_folder, root) = demo();
    let mut terminal = started(&root, 24, 80);
    terminal.send("a");
    terminal.wait_for("Which group's action is it?");
    terminal.send("\r");
    terminal.wait_for("who what by when");
    terminal.send("jo ellis share the neglect figures by 4 feb 2027 #neglect\r");
    terminal.wait_for("is added. u takes it back");
    terminal.wait_for("Share the neglect figures");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    let found = printed(&chairside(&[
        "-w",
        root.to_str().unwrap(),
        "--today",
        "2026-12-03",
        "actions",
        "neglect figures",
    ]));
    assert!(found.contains("due Thu 4 Feb 2027") && found.contains("1 of"), "{found}");
    assert_clean(&root);
}

#[test]
fn what_is_being_typed_of_an_action_survives_a_kill() {
    let (_folder, root) = demo();
    let before = text(&root, "trackers/executive.yaml");
    let mut terminal = started(&root, 24, 80);
    terminal.send("p");
    terminal.wait_for("Enter keeps");
    terminal.send("Two of three providers have signed");
    let kept = crate::journey::own_copy(&root).join(chairside::files::places::ACTIONS_LINE);
    crate::processes::wait("the line is kept", || {
        fs::read_to_string(&kept).is_ok_and(|kept| kept.contains("providers have signed"))
    });
    terminal.kill();
    let mut terminal = started(&root, 24, 80);
    terminal.wait_for("What you were typing when the program ended is here again");
    terminal.wait_for("Two of three providers have signed");
    terminal.send(", says the ICB.\r");
    terminal.wait_for("u takes it back");
    crate::processes::wait("the line is forgotten once the tracker has it", || !kept.exists());
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    let after = text(&root, "trackers/executive.yaml") + &text(&root, TRACKER);
    assert!(after.contains("Two of three providers have signed, says the ICB."), "{after}");
    assert_ne!(text(&root, "trackers/executive.yaml"), before);
}
