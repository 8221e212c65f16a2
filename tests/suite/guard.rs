//! The guard that stands beside the program: what it is, when it acts, when it does not, and that it always ends.

use crate::executive::{START, workspace};
use crate::offline::works;
use crate::processes::{children, status, wait};
use crate::terminal::Terminal;
use rustix::process::{Pid, Signal, getpgid, getsid, kill_process};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use tempfile::{TempDir, tempdir};

/// What the guard says when it has acted.
const SAID: &str = "Chairside was stopped suddenly.";
/// The end of the screen the program draws on.
const LEAVES: &[u8] = b"\x1b[?1049l";

fn started() -> (Terminal, TempDir) {
    let folder = tempdir().unwrap();
    let terminal = Terminal::start(&[], folder.path(), &[], 24, 80);
    terminal.wait_for("No partnership here");
    (terminal, folder)
}

fn guard(terminal: &Terminal) -> Pid {
    let mut there = children(terminal.process());
    assert_eq!(there.len(), 1, "{there:?}");
    there.remove(0)
}

#[track_caller]
fn wait_gone(process: Pid) {
    wait("the guard's end", || status(process, "State").is_none());
}

fn said(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

#[test]
fn it_stands_apart_and_holds_next_to_nothing() {
    let (terminal, folder) = started();
    let guard = guard(&terminal);
    wait("a session of its own", || getsid(Some(guard)) == Ok(guard) && getpgid(Some(guard)) == Ok(guard));
    let at = PathBuf::from(format!("/proc/{}", guard.as_raw_nonzero()));
    wait("another folder", || fs::read_link(at.join("cwd")).unwrap() == Path::new("/"));
    let mut open: Vec<_> = fs::read_dir(at.join("fd")).unwrap().map(|fd| fd.unwrap().file_name()).collect();
    open.sort();
    assert_eq!(open, ["0", "1", "2"]);
    let own = status(guard, "RssAnon").unwrap();
    let kilobytes: u32 = own.trim_end_matches(" kB").parse().unwrap();
    // A build for tests is four times as large, and its tables, put in their place at the start, are most of this.
    let most = if cfg!(debug_assertions) { 3072 } else { 512 };
    assert!(kilobytes < most, "it uses {own} of memory");
    drop(folder);
}

#[test]
fn nothing_of_it_is_left_however_the_program_ends() {
    type End = fn(&mut Terminal);
    let ends: [(&str, End); 6] = [
        ("left", |terminal| terminal.send("q")),
        ("asked to end", |terminal| terminal.signal(Signal::TERM)),
        ("killed", |terminal| terminal.kill()),
        ("crashed", |terminal| terminal.crash(Signal::SEGV)),
        ("its window closed", Terminal::hang_up),
        ("killed in a window that was closed", |terminal| {
            terminal.signal(Signal::STOP);
            terminal.hang_up();
            terminal.signal(Signal::KILL);
        }),
    ];
    for (how, end) in ends {
        let (mut terminal, _folder) = started();
        let guard = guard(&terminal);
        end(&mut terminal);
        terminal.exit_code();
        wait(&format!("the guard's end after the program was {how}"), || status(guard, "State").is_none());
    }
}

#[test]
fn a_terminal_that_goes_without_a_signal_ends_the_program_and_its_guard() {
    let folder = tempdir().unwrap();
    // The terminal is not that of its session, so nobody tells it.
    let way = ["/usr/bin/setsid", "--wait"];
    if !works(&way) {
        eprintln!("SKIPPED: install setsid to see that a program ends whose terminal has gone");
        return;
    }
    let mut terminal = Terminal::start_by(&way, &[], folder.path(), &[], 24, 80);
    terminal.wait_for("No partnership here");
    let program = children(terminal.process())[0];
    let guard = children(program)[0];
    terminal.hang_up();
    wait("the program's end", || status(program, "State").is_none());
    wait_gone(guard);
}

#[test]
fn it_says_what_happened_and_only_when_the_program_could_not() {
    let (terminal, _folder) = started();
    terminal.kill();
    terminal.wait_for(SAID);
    terminal.wait_for("start it again to go on with the meeting.");
    terminal.assert_restored();

    let (mut terminal, _folder) = started();
    let guard = guard(&terminal);
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    wait_gone(guard);
    let all = terminal.all_written();
    assert!(!said(&all, SAID.as_bytes()), "{}", String::from_utf8_lossy(&all));
    assert_eq!(all.windows(LEAVES.len()).filter(|bytes| *bytes == LEAVES).count(), 1);
}

#[test]
fn a_program_that_was_only_stopped_keeps_its_terminal() {
    let (mut terminal, _folder) = started();
    let guard = guard(&terminal);
    terminal.signal(Signal::STOP);
    wait("the program stopped", || {
        status(terminal.process(), "State").is_some_and(|state| state.starts_with('T'))
    });
    terminal.signal(Signal::CONT);
    terminal.send("?");
    terminal.wait_for("What works here");
    assert!(terminal.is_raw() && !said(&terminal.raw(), LEAVES));
    assert!(status(guard, "State").is_some(), "it still stands");
    // Killed while it is stopped, it has the terminal still.
    terminal.signal(Signal::STOP);
    terminal.kill();
    terminal.wait_for(SAID);
    terminal.assert_restored();
}

#[test]
fn a_terminal_that_is_lent_to_an_editor_is_left_to_it() {
    let (_folder, root) = workspace();
    let own = tempdir().unwrap();
    let editor = own.path().join("editor");
    fs::write(&editor, "#!/bin/sh\ntrap '' HUP\necho EDITOR IS OPEN\nread -r line\n").unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let env = [("USER", "chair"), ("EDITOR", editor.to_str().unwrap())];
    let args = ["-w", root.to_str().unwrap(), "--now", START, "meet", "executive"];
    let lent = || {
        let mut terminal = Terminal::start(&args, Path::new("/"), &env, 24, 80);
        terminal.wait_for("Executive");
        let guard = guard(&terminal);
        terminal.send(" nThe police said this\u{f}");
        terminal.wait_for("EDITOR IS OPEN");
        (terminal, guard)
    };
    let (terminal, guard) = lent();
    terminal.kill();
    wait_gone(guard);
    let all = terminal.all_written();
    assert!(!said(&all, SAID.as_bytes()), "{}", String::from_utf8_lossy(&all));
    assert!(!terminal.is_raw());

    // Taken back from it, it is guarded again.
    let (mut terminal, _) = lent();
    terminal.send("\n");
    terminal.wait("the program again", vt100::Screen::alternate_screen);
    wait("the keys taken", || terminal.is_raw());
    terminal.kill();
    terminal.wait_for(SAID);
    terminal.assert_restored();
}

#[test]
fn without_one_the_program_runs_all_the_same() {
    let folder = tempdir().unwrap();
    let copy = folder.path().join("copy");
    // A program whose file has gone cannot be started once more.
    let way = "cp \"$1\" \"$0\"; exec 3<\"$0\"; rm \"$0\"; shift; exec /proc/self/fd/3 \"$@\"";
    let way = ["/bin/sh", "-c", way, copy.to_str().unwrap()];
    let env = [("PATH", "/usr/bin:/bin")];
    let started = || {
        let terminal = Terminal::start_by(&way, &[], folder.path(), &env, 24, 80);
        terminal.wait_for("No partnership here");
        assert_eq!(children(terminal.process()), []);
        terminal
    };
    let mut terminal = started();
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();

    let terminal = started();
    terminal.kill();
    assert!(terminal.is_raw(), "or the tests with a guard would pass whatever happened");
}

#[test]
fn one_that_was_killed_does_not_end_the_program() {
    let (mut terminal, _folder) = started();
    let guard = guard(&terminal);
    kill_process(guard, Signal::KILL).unwrap();
    wait_gone(guard);
    terminal.assert_works_and_ends();
}
