//! The real program in a terminal: it starts, draws, and gives the terminal back however it ends.

use crate::terminal::Terminal;
use rustix::process::Signal;
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

#[test]
fn requests_to_end_give_the_terminal_back_at_once() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)] {
        let (terminal, _folder) = started();
        let asked = Instant::now();
        terminal.signal(signal);
        assert_eq!(terminal.exit_code(), code, "{signal:?}");
        // A tenth of a second is promised; busy machines get more, but not what a hang would take.
        assert!(asked.elapsed() < Duration::from_secs(2), "{signal:?} took {:?}", asked.elapsed());
        terminal.assert_restored();
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
    terminal.send("?");
    terminal.wait_for("What works here");
    terminal.send("\u{1b}");
    terminal.wait("help closed", |screen| !screen.contents().contains("What works here"));
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
}

/// Nothing in the program itself can act after these. Out of memory and an overflow of the stack end in the first two.
const CRASHES: [Signal; 4] = [Signal::ABORT, Signal::SEGV, Signal::BUS, Signal::KILL];

// `killed_it_leaves_the_terminal_as_it_was_and_the_harness_sees_that` goes when this is switched on.
#[test]
#[ignore = "needs the guard"]
fn a_crash_gives_the_terminal_back() {
    for signal in CRASHES {
        let (terminal, _folder) = started();
        let crashed = Instant::now();
        terminal.signal(signal);
        terminal.exit_code();
        terminal.assert_restored();
        // A tenth of a second is promised; busy machines get more, but not what a hang would take.
        assert!(crashed.elapsed() < Duration::from_secs(2), "{signal:?} took {:?}", crashed.elapsed());
    }
}

#[test]
#[ignore = "needs the guard"]
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
        let draft = place.join("meetings/executive-2026-12-03/journal");
        let kept = || {
            let files = std::fs::read_dir(&draft).into_iter().flatten().flatten().map(|entry| entry.path());
            let mut drafts = files.filter(|path| path.extension().is_some_and(|ending| ending == "draft"));
            drafts.any(|path| {
                std::fs::read_to_string(path).is_ok_and(|text| text.contains("The Chair welcomed"))
            })
        };
        let typed = Instant::now();
        while !kept() {
            assert!(typed.elapsed() < Duration::from_secs(20), "the words are not kept");
            std::thread::yield_now();
        }
        terminal.signal(signal);
        terminal.exit_code();
        terminal.assert_restored();
        let mut again = Terminal::start(&args, folder.path(), &[], 30, 100);
        again.wait_for("What was being typed is here too.");
        again.wait_for("The Chair welcomed");
        again.send("\u{1b}");
        again.wait("the line dropped", |screen| !screen.contents().contains("Enter keeps"));
        again.send("q");
        assert_eq!(again.exit_code(), 0);
    }
}

#[test]
fn killed_it_leaves_the_terminal_as_it_was_and_the_harness_sees_that() {
    let (terminal, _folder) = started();
    terminal.kill();
    assert!(terminal.is_raw(), "or the tests above would pass whatever happened");
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
    let journal = place.join("meetings/executive-2026-12-03/journal");
    let written = |name: &std::fs::DirEntry| name.path().extension().is_some_and(|ending| ending == "jsonl");
    assert_eq!(std::fs::read_dir(&journal).unwrap().flatten().filter(written).count(), 1);
    let mut again = Terminal::start(&args, folder.path(), &[], 30, 100);
    again.wait("the meeting gone on with", begun);
    again.send("q");
    assert_eq!(again.exit_code(), 0);
    again.assert_restored();
}
