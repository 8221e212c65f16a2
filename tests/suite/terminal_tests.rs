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
    terminal.wait_for("Ask");
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
    terminal.wait("a screen again", |screen| !screen.contents().trim().is_empty());
    assert!(terminal.screen().lines().count() <= 10);
    terminal.signal(Signal::TERM);
    terminal.exit_code();
    assert!(terminal.raw().len() > before);
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
fn killed_it_leaves_the_terminal_as_it_was_and_the_harness_sees_that() {
    let (terminal, _folder) = started();
    terminal.kill();
    assert!(terminal.is_raw(), "or the tests above would pass whatever happened");
}
