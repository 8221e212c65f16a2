//! The real program in a terminal: it starts, draws, and gives the terminal back however it ends.

use crate::journey::{kept_draft, own_copy};
use crate::offline::works;
use crate::terminal::Terminal;
use crate::workspaces::demo;
use rustix::process::Signal;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::{TempDir, tempdir};

fn started() -> (Terminal, TempDir) {
    let folder = tempdir().unwrap();
    let terminal = Terminal::start(&[], folder.path(), &[], 24, 80);
    terminal.wait("a screen", |screen| screen.alternate_screen() && !screen.contents().trim().is_empty());
    (terminal, folder)
}

#[test]
fn it_takes_the_terminal_and_gives_it_back() {
    let (mut terminal, _folder) = started();
    terminal.wait_for("No partnership here");
    terminal.wait("pasting and a hidden cursor", |screen| screen.bracketed_paste() && screen.hide_cursor());
    assert!(terminal.is_raw());
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn another_size_is_drawn() {
    let (terminal, _folder) = started();
    let before = terminal.raw().len();
    terminal.resize(10, 40);
    terminal.wait_for_output(before);
    terminal.wait_for("No partnership here");
    assert!(terminal.screen().lines().count() <= 10);
}

/// What is promised for giving the terminal back.
const AT_ONCE: Duration = Duration::from_millis(100);
/// What a hang would take, and no machine however busy.
const HANGS: Duration = Duration::from_secs(2);
/// How often a busy machine may be late before it is the program that is.
const TRIES: usize = 10;

/// One of several tries takes no longer than is promised, and none of them as long as a hang.
#[track_caller]
fn assert_at_once(what: &str, mut once: impl FnMut() -> Duration) {
    let mut least = HANGS;
    for _ in 0..TRIES {
        let took = once();
        assert!(took < HANGS, "{what} took {took:?}");
        least = least.min(took);
        if least < AT_ONCE {
            return;
        }
    }
    panic!("{what} took {least:?} at the least");
}

#[test]
fn requests_to_end_give_the_terminal_back_at_once() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)] {
        assert_at_once(&format!("{signal:?}"), || {
            let (terminal, _folder) = started();
            let asked = Instant::now();
            terminal.signal(signal);
            assert_eq!(terminal.exit_code(), code, "{signal:?}");
            let took = asked.elapsed();
            terminal.assert_restored();
            took
        });
    }
}

#[test]
fn a_closed_window_ends_it() {
    let (mut terminal, _folder) = started();
    terminal.hang_up();
    assert_eq!(terminal.exit_code(), 129);
}

#[test]
fn a_pipe_that_broke_somewhere_is_no_reason_to_end() {
    let (mut terminal, _folder) = started();
    terminal.signal(Signal::PIPE);
    terminal.assert_works_and_ends();
}

/// Nothing in the program itself can act after these. Out of memory and an overflow of the stack end in the first two.
const CRASHES: [Signal; 4] = [Signal::ABORT, Signal::SEGV, Signal::BUS, Signal::KILL];

#[test]
fn a_crash_gives_the_terminal_back() {
    for signal in CRASHES {
        assert_at_once(&format!("{signal:?}"), || {
            let (terminal, _folder) = started();
            // The program leads the session here, and its end hangs up whoever is in it still: a guard that has only begun.
            #[cfg(target_os = "linux")]
            crate::processes::wait("the guard in a session of its own", || {
                let there = crate::processes::children(terminal.process());
                !there.is_empty()
                    && there.iter().all(|guard| rustix::process::getsid(Some(*guard)) == Ok(*guard))
            });
            let crashed = Instant::now();
            terminal.crash(signal);
            terminal.assert_restored();
            crashed.elapsed()
        });
    }
}

#[test]
fn a_crash_in_the_middle_of_a_line_gives_the_terminal_back_and_the_words_come_back() {
    for signal in CRASHES {
        let folder = tempdir().unwrap();
        let place = folder.path().join("demo");
        let args = ["demo", "--keep", place.to_str().unwrap()];
        let mut terminal = Terminal::start(&args, folder.path(), &[], 30, 100);
        terminal.wait_for("Press Space to open the meeting");
        terminal.send(" ");
        terminal.wait_for("The meeting is open");
        terminal.send("nThe Chair welcomed");
        let kept = || kept_draft(&place, MEETING).is_some_and(|text| text == "The Chair welcomed");
        let typed = Instant::now();
        while !kept() {
            assert!(typed.elapsed() < Duration::from_secs(20), "the words are not kept");
            std::thread::yield_now();
        }
        terminal.crash(signal);
        terminal.assert_restored();
        let mut again = Terminal::start(&args, folder.path(), &[], 30, 100);
        again.wait_for("A line is still being typed");
        again.wait_for("The Chair welcomed");
        again.send("\u{1b}");
        again.wait("the line dropped", |screen| !screen.contents().contains("Enter keeps"));
        again.send("q");
        assert_eq!(again.exit_code(), 0);
    }
}

#[test]
fn what_was_saved_is_there_after_the_program_was_killed() {
    let folder = tempdir().unwrap();
    let place = folder.path().join("demo");
    let args = ["demo", "--keep", place.to_str().unwrap()];
    let mut terminal = Terminal::start(&args, folder.path(), &[], 30, 100);
    terminal.wait_for("Press Space to open the meeting");
    terminal.send(" ");
    let begun = |screen: &vt100::Screen| {
        let shown = screen.contents();
        !shown.contains("Press Space to open") && shown.contains("Budget") && shown.contains("saved")
    };
    terminal.wait("the meeting opened and saved", begun);
    terminal.kill();
    // What is called saved is on this computer; it may not be beside the meeting yet.
    let journal = own_copy(&place).join("meetings/executive-2026-12-03/journal");
    let written = |name: &std::fs::DirEntry| name.path().extension().is_some_and(|ending| ending == "jsonl");
    assert_eq!(std::fs::read_dir(&journal).unwrap().flatten().filter(written).count(), 1);
    let mut again = Terminal::start(&args, folder.path(), &[], 30, 100);
    again.wait("the meeting gone on with", begun);
    again.send("q");
    assert_eq!(again.exit_code(), 0);
    again.assert_restored();
}

/// The demonstration's meeting.
const MEETING: &str = "executive-2026-12-03";
/// What the program says when it has failed.
const EXPLAINED: &str = "Chairside has stopped because of a mistake in Chairside. Everything it said it saved is on \
                         disk: start it again to go on with the meeting.";

/// The demonstration's meeting in the program as it is, but for the system, which `strace` makes fail as told: so
/// Rust's own library panics, and nothing in the program is there for the test. Nothing without a `strace` that may.
fn with_failing(fault: &[&str], root: &Path) -> Option<Terminal> {
    let way: Vec<&str> = ["strace", "-qq", "-o", "/dev/null"].iter().chain(fault).copied().collect();
    if !works(&way) {
        eprintln!("SKIPPED: install strace, and let it trace, to see what a panic leaves behind");
        return None;
    }
    Some(meeting_by(&way, root))
}

fn meeting_by(way: &[&str], root: &Path) -> Terminal {
    let args = ["-w", root.to_str().unwrap(), "--now", "2026-12-03T09:58:00+00:00", "meet", MEETING];
    let env = [("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")];
    Terminal::start_by(way, &args, Path::new("/"), &env, 30, 100)
}

/// Opens the meeting and writes a note.
fn note_saved(terminal: &mut Terminal) {
    terminal.wait_for("Press Space to open the meeting");
    terminal.send(" nThe panic button works.\r");
    terminal.wait("the note, saved", |screen| {
        let shown = screen.contents();
        let saved = shown.lines().next().is_some_and(|head| head.trim_end().ends_with("  saved"));
        saved && shown.contains("Note            The panic button works.")
    });
}

/// The program says what happened, on a terminal as it was before.
#[track_caller]
fn assert_panicked(terminal: &Terminal, what: &str) {
    assert_eq!(terminal.exit_code(), 101);
    terminal.wait_for(what);
    terminal.wait_for(EXPLAINED);
    terminal.assert_restored();
}

/// Started again, the meeting is where it was.
#[track_caller]
fn assert_goes_on(root: &Path) {
    let mut terminal = meeting_by(&[], root);
    terminal.wait_for("Taken up where it was left: 3 acts.");
    terminal.wait_for("Note            The panic button works.");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn a_panic_of_the_thread_that_draws_gives_the_terminal_back_and_loses_nothing() {
    // Without `-f` only the first thread is traced. Its first hash table is a meeting's, and wants a random seed.
    let fault = ["-e", "trace=getrandom", "-e", "inject=getrandom:error=EIO"];
    let (_folder, root) = demo();
    let mut terminal = meeting_by(&[], &root);
    note_saved(&mut terminal);
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    let Some(terminal) = with_failing(&fault, &root) else { return };
    assert_panicked(&terminal, "thread 'main'");
    assert!(terminal.raw().windows(8).any(|bytes| bytes == b"\x1b[?1049h"), "it had not taken the terminal");
    assert_goes_on(&root);
}

#[test]
fn a_panic_of_the_file_worker_gives_the_terminal_back_and_loses_nothing() {
    let (_folder, root) = demo();
    // Reading the workspace closes this folder twice, so the next reading panics: only a listed folder's close can.
    let meetings = root.canonicalize().unwrap().join("meetings");
    let fault =
        ["-f", "-P", meetings.to_str().unwrap(), "-e", "trace=close", "-e", "inject=close:error=EIO:when=3+"];
    let Some(mut terminal) = with_failing(&fault, &root) else { return };
    note_saved(&mut terminal);
    terminal.send("L");
    assert_panicked(&terminal, "file worker panicked at");
    assert_goes_on(&root);
}

#[test]
fn a_panic_of_a_worker_while_a_meeting_is_taken_up_loses_nothing() {
    let (_folder, root) = demo();
    // The record worker lists the folder of journals twice each time the meeting is taken up, the file worker once each
    // time the files are read: whichever comes to the third first.
    let journal = root.canonicalize().unwrap().join("meetings").join(MEETING).join("journal");
    let fault =
        ["-f", "-P", journal.to_str().unwrap(), "-e", "trace=close", "-e", "inject=close:error=EIO:when=3+"];
    let Some(mut terminal) = with_failing(&fault, &root) else { return };
    note_saved(&mut terminal);
    for _ in 0..3 {
        terminal.send("L\r");
    }
    assert_panicked(&terminal, "panicked at");
    assert_goes_on(&root);
}
