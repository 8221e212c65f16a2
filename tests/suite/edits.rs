//! Random edits of a tracker as meetings make them, each of which can be told from every other; made by processes of
//! their own, so that two write at once. What becomes of them is tested in `thousand.rs`.

use crate::terminal::Terminal;
use crate::workspaces::text;
use chairside::domain::action::{Action, Raised, Update};
use chairside::effect::Change;
use chairside::files::tracker;
use chairside::files::tracker_edit::{self, ActionChange};
use chairside::runtime::disk;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};

pub const TRACKER: &str = "trackers/executive.yaml";
/// Actions of the demonstration's tracker that both writers say something of.
const SHARED: [&str; 3] = ["EXEC-26-017", "EXEC-26-018", "EXEC-26-019"];
/// Tells a run of these tests that it is a writer: the workspace, a blank, its digit, a blank, how many edits.
const WRITER: &str = "CHAIRSIDE_TEST_TRACKER_WRITER";

/// Numbers that look random and are the same every time.
fn roll(writer: &str, n: usize, of: usize) -> usize {
    let seed =
        n.wrapping_mul(0x9e37_79b9).wrapping_add(writer.len() ^ usize::from(writer.as_bytes()[0])) ^ 0x5bd1;
    (seed.wrapping_mul(seed | 1) >> 7) % of
}

/// What an edit says and no other does.
fn words(writer: &str, n: usize) -> String {
    format!("Edit {n} of writer {writer}")
}

fn id(writer: &str, n: usize) -> String {
    format!("EXEC-26-{writer}{n:04}")
}

/// Whether an edit adds an action; the first of each writer does.
fn adds(writer: &str, n: usize) -> bool {
    n == 0 || roll(writer, n, 3) == 0
}

/// The edit of this number: a new action, or what happened with one of this writer's or one that both know.
fn edit(writer: &str, n: usize) -> Change {
    let on = "2026-12-03".parse().unwrap();
    let (mut add, mut change) = (Vec::new(), Vec::new());
    if adds(writer, n) {
        add.push(Action {
            id: id(writer, n).as_str().into(),
            what: words(writer, n),
            lead: Some("police-dsp".into()),
            raised: Raised { date: on, ..Raised::default() },
            ..Action::default()
        });
    } else {
        let own = (0..n).rev().filter(|n| adds(writer, *n)).nth(roll(writer, n, 4)).unwrap_or(0);
        let shared = roll(writer, n, 7) < 2;
        let id = if shared { SHARED[roll(writer, n, 3)].to_owned() } else { id(writer, own) };
        change.push(ActionChange {
            id: id.as_str().into(),
            lead: (!shared && roll(writer, n, 2) == 0).then(|| "icb-dsp".into()),
            update: Some(Update { on, text: words(writer, n), ..Update::default() }),
            ..ActionChange::default()
        });
    }
    let fresh = tracker_edit::fresh("executive", "Executive actions", "executive", "EXEC");
    let meeting = "executive-2026-12-03".into();
    Change::Tracker { fresh, add, change, withdrawn: Vec::new(), meeting, on, live: true }
}

/// No test by itself: what each process does.
#[test]
fn one_writer() {
    let Ok(asked) = std::env::var(WRITER) else { return };
    let [edits, writer, folder] = asked.rsplitn(3, ' ').collect::<Vec<_>>()[..] else { panic!("{asked}") };
    for n in 0..edits.parse().unwrap() {
        disk::change(Path::new(folder), TRACKER, &edit(writer, n)).unwrap();
    }
}

fn start(root: &Path, writer: &str, edits: usize) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "edits::one_writer"]).stdout(Stdio::null());
    command.env(WRITER, format!("{} {writer} {edits}", root.display())).spawn().unwrap()
}

/// Two processes at once make so many edits each, in the workspaces given.
pub fn both_write(roots: [&Path; 2], edits: usize) {
    let writers = [(roots[0], "1"), (roots[1], "2")].map(|(root, writer)| start(root, writer, edits));
    for mut writer in writers {
        assert!(writer.wait().unwrap().success());
    }
}

/// Every edit of both writers is in the tracker once, and nothing twice.
#[track_caller]
pub fn assert_all_there(root: &Path, edits: usize) {
    let loaded = tracker::load(&text(root, TRACKER));
    assert_eq!(loaded.problems, []);
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for action in loaded.value.unwrap().actions {
        let said = action.updates.into_iter().map(|update| update.text).chain([action.what]);
        said.for_each(|said| *found.entry(said).or_default() += 1);
    }
    for writer in ["1", "2"] {
        for n in 0..edits {
            assert_eq!(found.get(&words(writer, n)), Some(&1), "{}", words(writer, n));
        }
    }
}

/// The screen of the demonstration's actions with this one chosen and no other shown.
pub fn at_the_action(root: &Path, id: &str) -> Terminal {
    let args = ["-w", root.to_str().unwrap(), "--today", "2026-12-03"];
    let mut terminal = Terminal::start(&args, root, &[("NO_COLOR", "1"), ("USER", "jo")], 50, 120);
    terminal.wait_for("a actions");
    terminal.send("a");
    terminal.wait_for("2 trackers");
    terminal.send("/");
    terminal.wait_for("Esc leaves it as it was");
    terminal.send(&format!("{CLEARED}{id}\r"));
    terminal.wait_for("1 of 17 shown");
    terminal
}

/// Takes out what stands in a line.
const CLEARED: char = '\u{15}';
