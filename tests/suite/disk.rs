//! The disk fills up, and the folder can only be read: the screen says that nothing was saved and why, nothing
//! pretends otherwise, and when the disk is well again everything is saved without a key being pressed.

use crate::executive::{MEETING, START};
use crate::journey::shows;
use crate::terminal::Terminal;
use crate::workspaces::{assert_clean, chairside, printed};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A file system of its own, mounted on a folder that goes with it.
struct Small(TempDir);

impl Small {
    /// One with so many KiB, with South Gloucestershire's arrangements in it; nothing, and a loud word past the
    /// capture of the tests, where mounting is not allowed.
    fn mount(kib: u32, test: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let options = format!("size={kib}k,mode=0777");
        if !run("mount", &["-t", "tmpfs", "-o", &options, "tmpfs"], folder.path()) {
            let said =
                format!("SKIPPED {test}: it mounts a small file system, so run the tests as root for it\n");
            std::io::stderr().write_all(said.as_bytes()).unwrap();
            return None;
        }
        let small = Self(folder);
        let made = chairside(&["init", small.root().to_str().unwrap(), "--like", "south-gloucestershire"]);
        assert!(made.status.success(), "{}", printed(&made));
        Some(small)
    }

    fn root(&self) -> PathBuf {
        self.0.path().join("partnership")
    }

    /// Makes it so that it can only be read, or written again.
    fn read_only(&self, only: bool) {
        assert!(run("mount", &["-o", if only { "remount,ro" } else { "remount,rw" }], self.0.path()));
    }

    /// Takes all the room there is, and gives the file to remove for having it back.
    fn fill(&self) -> PathBuf {
        let path = self.0.path().join("ballast");
        let mut file = File::create(&path).unwrap();
        for size in [4096, 1] {
            while file.write_all(&vec![b'x'; size]).is_ok() {}
        }
        path
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        run("umount", &["-l"], self.0.path());
    }
}

fn run(program: &str, arguments: &[&str], last: &Path) -> bool {
    Command::new(program).args(arguments).arg(last).output().is_ok_and(|done| done.status.success())
}

fn start(root: &Path) -> Terminal {
    let args = ["-w", root.to_str().unwrap(), "--now", START, "meet", "executive"];
    let terminal = Terminal::start(&args, Path::new("/"), &[("USER", "chair")], 30, 120);
    terminal.wait_for("Press Space");
    terminal
}

fn head(screen: &vt100::Screen) -> String {
    screen.contents().lines().next().unwrap_or_default().trim_end().to_owned()
}

#[track_caller]
fn wait_for_head(terminal: &Terminal, ending: &str) {
    terminal.wait(&format!("a head that ends with “{ending}”"), |screen| head(screen).ends_with(ending));
}

fn wait_for_words(terminal: &Terminal, words: &str) {
    terminal.wait(&format!("“{words}”"), |screen| shows(&screen.contents(), words));
}

/// The minutes as the record on disk gives them now.
fn minutes(root: &Path) -> String {
    printed(&chairside(&["-w", root.to_str().unwrap(), "minutes", MEETING, "--print"]))
}

#[test]
fn a_full_disk_is_said_and_what_waited_is_saved_when_there_is_room_again() {
    let Some(disk) = Small::mount(2048, "a_full_disk_is_said") else { return };
    let root = disk.root();
    let mut terminal = start(&root);
    terminal.send(" ");
    wait_for_words(&terminal, "The meeting is open");
    terminal.send("nThe first note, saved.\r");
    wait_for_words(&terminal, "Note The first note, saved.");
    wait_for_head(&terminal, "  saved");
    let ballast = disk.fill();
    // A page may have room left in the journal's last block: each of these is longer than that.
    let long = "and this goes on for a while ".repeat(200);
    terminal.send(&format!("n\u{1b}[200~The second note, {long}\u{1b}[201~\r"));
    wait_for_head(&terminal, "NOT SAVED – disk full");
    wait_for_words(&terminal, "Free some space: Chairside keeps trying.");
    // The meeting goes on: what is typed is on the screen, and still nothing is called saved.
    terminal.send(" ");
    wait_for_words(&terminal, "stand to gain or lose");
    terminal.send("nThe third note.\r");
    wait_for_words(&terminal, "Note The third note.");
    wait_for_head(&terminal, "NOT SAVED – disk full");
    let on_disk = minutes(&root);
    assert!(on_disk.contains("The first note") && !on_disk.contains("The second note"), "{on_disk}");
    // Leaving would lose it, and is not done unasked.
    terminal.send("q");
    wait_for_words(&terminal, "Leaving now loses them, unless");
    terminal.send("n");
    fs::remove_file(ballast).unwrap();
    terminal.send("\u{1b}");
    wait_for_head(&terminal, "  saved");
    let on_disk = minutes(&root);
    assert!(on_disk.contains("The second note") && on_disk.contains("The third note"), "{on_disk}");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
    assert_clean(&root);
}

/// Longer than a write that fails may go unsaid on any machine; `docs/performance.md` says how long it takes.
const UNSAID: Duration = Duration::from_secs(1);

#[test]
fn a_write_that_fails_is_said_at_once() {
    let Some(disk) = Small::mount(2048, "a_write_that_fails_is_said_at_once") else { return };
    let mut terminal = start(&disk.root());
    terminal.send(" ");
    wait_for_words(&terminal, "The meeting is open");
    wait_for_head(&terminal, "  saved");
    let long = "and this goes on for a while ".repeat(200);
    let mut took = Vec::new();
    for round in 0..5 {
        // What is being typed is kept already: it is the act that finds no room.
        terminal.send(&format!("n\u{1b}[200~{long}round {round}\u{1b}[201~"));
        wait_for_words(&terminal, &format!("round {round}"));
        let ballast = disk.fill();
        let key = Instant::now();
        terminal.send("\r");
        wait_for_head(&terminal, "NOT SAVED – disk full");
        took.push(key.elapsed());
        fs::remove_file(ballast).unwrap();
        wait_for_head(&terminal, "  saved");
    }
    took.sort();
    println!("from the key to the sentence that nothing was saved: {took:?}");
    assert!(took[0] < UNSAID, "{took:?}");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn a_folder_that_can_only_be_read_is_said_and_a_meeting_in_it_is_saved_as_soon_as_it_can_be() {
    let Some(disk) = Small::mount(2048, "a_folder_that_can_only_be_read_is_said") else { return };
    let root = disk.root();
    disk.read_only(true);
    let mut terminal = start(&root);
    terminal.send(" ");
    wait_for_head(&terminal, "NOT SAVED – folder can only be read");
    wait_for_words(&terminal, "Make the folder writable");
    terminal.send("nA note on a disk that takes nothing.\r");
    wait_for_words(&terminal, "Note A note on a disk that takes nothing.");
    wait_for_head(&terminal, "NOT SAVED – folder can only be read");
    assert!(!root.join("meetings").exists(), "nothing was written");
    disk.read_only(false);
    // Nobody presses a key.
    wait_for_head(&terminal, "  saved");
    assert!(minutes(&root).contains("A note on a disk that takes nothing."));
    terminal.kill();
    let mut again = start_again(&root);
    wait_for_words(&again, "Note A note on a disk that takes nothing.");
    again.send("q");
    assert_eq!(again.exit_code(), 0);
}

/// The program on a workspace of one disk, its own copies on another.
fn start_with_state(root: &Path, state: &Path) -> Terminal {
    let args = ["-w", root.to_str().unwrap(), "--now", START, "meet", MEETING];
    let env = [("USER", "chair"), ("XDG_STATE_HOME", state.to_str().unwrap())];
    Terminal::start(&args, Path::new("/"), &env, 30, 120)
}

#[test]
fn a_share_that_goes_in_mid_meeting_is_said_and_brought_up_to_date_when_it_is_back() {
    let Some(share) = Small::mount(2048, "a_share_that_goes_in_mid_meeting") else { return };
    let (root, own) = (share.root(), tempfile::tempdir().unwrap());
    // The meeting's file is made with the first act.
    let mut terminal = start(&root);
    terminal.send(" q");
    assert_eq!(terminal.exit_code(), 0);
    let mut terminal = start_with_state(&root, own.path());
    terminal.wait_for("Taken up where it was left");
    terminal.send("nWhile the share is there.\r");
    wait_for_words(&terminal, "Note While the share is there.");
    wait_for_head(&terminal, "  saved");
    share.read_only(true);
    terminal.send("nWhile the share takes nothing.\r");
    wait_for_head(&terminal, "on this computer only, 1 act – folder can only be read");
    terminal.send("nAnd another.\r");
    wait_for_head(&terminal, "on this computer only, 2 acts – folder can only be read");
    let beside = |words: &str| {
        let folder = root.join(format!("meetings/{MEETING}/journal"));
        let files = fs::read_dir(folder).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
        files.filter(|bytes| String::from_utf8_lossy(bytes).contains(words)).count()
    };
    assert_eq!((beside("While the share is there."), beside("While the share takes nothing.")), (1, 0));
    // Leaving says what is where, and loses nothing.
    terminal.send("q");
    wait_for_words(&terminal, "2 acts are safe on this computer");
    terminal.kill();
    let mut terminal = start_with_state(&root, own.path());
    wait_for_words(&terminal, "Note And another.");
    wait_for_head(&terminal, "on this computer only – folder can only be read");
    share.read_only(false);
    // Nobody presses a key.
    wait_for_head(&terminal, "  saved");
    assert_eq!((beside("While the share takes nothing."), beside("And another.")), (1, 1));
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn a_meeting_is_taken_up_from_this_computer_while_the_share_is_not_there() {
    let (folder, root) = crate::workspaces::demo();
    let own = tempfile::tempdir().unwrap();
    let meeting = || {
        let args = ["-w", root.to_str().unwrap(), "--now", START, "meet", MEETING];
        let env = [("USER", "chair"), ("XDG_STATE_HOME", own.path().to_str().unwrap())];
        Terminal::start(&args, Path::new("/"), &env, 30, 120)
    };
    let mut terminal = meeting();
    terminal.wait_for("Press Space");
    terminal.send(" nSaid before the share went.\r");
    wait_for_words(&terminal, "Note Said before the share went.");
    wait_for_head(&terminal, "  saved");
    terminal.kill();
    let away = folder.path().join("away");
    fs::rename(&root, &away).unwrap();
    let mut terminal = meeting();
    wait_for_words(&terminal, "Note Said before the share went.");
    terminal.send("nSaid while it was away.\r");
    wait_for_words(&terminal, "Note Said while it was away.");
    wait_for_head(&terminal, "folder not reachable");
    fs::rename(&away, &root).unwrap();
    wait_for_head(&terminal, "  saved");
    assert!(minutes_with(&root, own.path()).contains("Said while it was away."));
}

#[test]
fn what_is_on_no_disk_can_be_put_in_another_folder_before_leaving() {
    let Some(disk) = Small::mount(2048, "what_is_on_no_disk") else { return };
    let (root, stick) = (disk.root(), tempfile::tempdir().unwrap());
    let mut terminal = start(&root);
    terminal.send(" ");
    wait_for_words(&terminal, "The meeting is open");
    wait_for_head(&terminal, "  saved");
    let ballast = disk.fill();
    let long = "and this goes on for a while ".repeat(200);
    terminal.send(&format!("n\u{1b}[200~On no disk, {long}\u{1b}[201~\r"));
    wait_for_head(&terminal, "NOT SAVED – disk full");
    terminal.send("qs/nowhere/at/all\r");
    wait_for_words(&terminal, "They could not be put there: there is no folder /nowhere/at/all.");
    terminal.send(&format!("s{}\r", stick.path().display()));
    wait_for_words(&terminal, "are in");
    terminal.send("y");
    terminal.exit_code();
    fs::remove_file(ballast).unwrap();
    let mut put = fs::read_dir(stick.path()).unwrap().map(|entry| entry.unwrap().path());
    let put = put.next().expect("the acts are on the stick");
    // As the screen said: copied into the folder of journals they are part of the meeting again.
    assert!(!minutes(&root).contains("On no disk"));
    let journal = root.join(format!("meetings/{MEETING}/journal")).join(put.file_name().unwrap());
    fs::copy(&put, journal).unwrap();
    assert!(minutes(&root).contains("On no disk"));
}

fn minutes_with(root: &Path, state: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chairside"));
    let args = ["-w", root.to_str().unwrap(), "minutes", MEETING, "--print"];
    printed(&command.args(args).env("XDG_STATE_HOME", state).output().unwrap())
}

fn start_again(root: &Path) -> Terminal {
    let args = ["-w", root.to_str().unwrap(), "--now", START, "meet", MEETING];
    let terminal = Terminal::start(&args, Path::new("/"), &[("USER", "chair")], 30, 120);
    terminal.wait_for("Taken up where it was left");
    terminal
}

#[test]
fn minutes_that_cannot_be_written_at_the_end_are_written_when_they_can_be() {
    let Some(disk) = Small::mount(2048, "minutes_that_cannot_be_written") else { return };
    let root = disk.root();
    let mut terminal = start(&root);
    terminal.send(" ");
    wait_for_words(&terminal, "The meeting is open");
    wait_for_head(&terminal, "  saved");
    // Every item for decision: the last minutes, then three others.
    terminal.send("g3\ry");
    wait_for_words(&terminal, "agreed as a correct record");
    for item in ["6", "11", "13"] {
        terminal.send(&format!("g{item}\r"));
        wait_for_words(&terminal, &format!("{item}  "));
        terminal.send("d6\r");
        wait_for_words(&terminal, "noted");
    }
    wait_for_head(&terminal, "  saved");
    let ballast = disk.fill();
    terminal.send("E");
    wait_for_words(&terminal, "End the meeting?");
    terminal.send("y");
    wait_for_words(&terminal, "The meeting ended at");
    // Whichever lacks room first, the journal or a file: it is said, and no half of anything lies there.
    terminal.wait("that the disk is full", |screen| head(screen).ends_with("disk full"));
    let place = root.join("meetings").join(MEETING).join("minutes.md");
    assert!(!place.exists(), "{}", fs::read_to_string(place).unwrap());
    fs::remove_file(ballast).unwrap();
    wait_for_head(&terminal, "  saved");
    // The program does not end before the files are written too.
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    let written = fs::read_to_string(&place).unwrap();
    assert!(written.contains("The meeting closed at"), "{written}");
    assert_clean(&root);
}
