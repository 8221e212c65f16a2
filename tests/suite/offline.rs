//! No network: a whole meeting goes through where there is none, and no call to one is ever made.

use crate::executive::START;
use crate::journey::shows;
use crate::terminal::Terminal;
use crate::workspaces::{demo, folder, printed};
use std::path::Path;
use std::process::{Command, Stdio};

/// The demo played through by way of another program, which is given its command line.
fn demo_by(way: &[&str], keep: &str) -> Option<std::process::Output> {
    let (program, arguments) = way.split_first()?;
    Command::new(program)
        .args(arguments)
        .args([env!("CARGO_BIN_EXE_chairside"), "demo", "--keep", keep])
        .env_clear()
        .envs([("LANG", "C.UTF-8"), ("TZ", "Europe/London"), ("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")])
        .stdin(Stdio::null())
        .output()
        .ok()
}

/// Whether programs can be started by way of this one here.
pub fn works(way: &[&str]) -> bool {
    let (program, arguments) = (way[0], &way[1..]);
    Command::new(program).args(arguments).arg("true").output().is_ok_and(|o| o.status.success())
}

#[test]
fn a_whole_meeting_goes_through_with_networking_off() {
    let way = ["unshare", "--net"];
    if !works(&way) {
        eprintln!(
            "SKIPPED: 'unshare --net' needs Linux and root: the meeting without a network was not tried"
        );
        return;
    }
    let folder = folder();
    let keep = folder.path().join("demo");
    let played = demo_by(&way, keep.to_str().unwrap()).unwrap();
    assert!(played.status.success(), "{}", printed(&played));
    assert!(keep.join("meetings/executive-2026-12-03/minutes.md").exists());
}

#[test]
fn no_socket_is_ever_opened() {
    let folder = folder();
    let calls = folder.path().join("calls");
    let way = tracing(&calls);
    let way: Vec<&str> = way.iter().map(String::as_str).collect();
    if !works(&way) {
        eprintln!("SKIPPED: install strace to see that no socket is opened");
        return;
    }
    let keep = folder.path().join("demo");
    let played = demo_by(&way, keep.to_str().unwrap()).unwrap();
    assert!(played.status.success(), "{}", printed(&played));
    assert_no_socket(&calls);
}

/// The way of strace, which writes down every call that could reach a network.
fn tracing(calls: &Path) -> Vec<String> {
    // Calls handed to the system in a ring would not be seen one by one.
    let network = "trace=%network,io_uring_setup";
    let calls = calls.to_str().unwrap();
    ["strace", "-f", "--seccomp-bpf", "-qq", "-e", network, "-o", calls].map(str::to_owned).to_vec()
}

/// No socket was made, tied to a place or brought to one but those of this computer alone.
#[track_caller]
fn assert_no_socket(calls: &Path) {
    const MAKE: [&str; 6] = ["socket(", "socketpair(", "connect(", "bind(", "listen(", "io_uring_setup("];
    let seen = std::fs::read_to_string(calls).unwrap();
    let makes = |line: &&str| MAKE.iter().any(|call| line.contains(call)) && !line.contains("(AF_UNIX");
    let far: Vec<&str> = seen.lines().filter(makes).collect();
    assert_eq!(far, [""; 0], "the program made sockets");
}

#[test]
fn no_socket_is_opened_in_a_terminal_either() {
    let (folder, root) = demo();
    let calls = folder.path().join("calls");
    let way = tracing(&calls);
    let way: Vec<&str> = way.iter().map(String::as_str).collect();
    if !works(&way) {
        eprintln!("SKIPPED: install strace to see that no socket is opened");
        return;
    }
    let args = ["-w", root.to_str().unwrap(), "--now", START];
    let env = [("USER", "chair"), ("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")];
    let mut terminal = Terminal::start_by(&way, &args, Path::new("/"), &env, 40, 120);
    for (keys, words) in [
        ("", "Executive"),
        ("a", "EXEC-26-0"),
        ("/@police", "@police"),
        ("\r", "EXEC-26-0"),
        ("\u{1b}", "Executive"),
        ("\r", "Press Space"),
        (" ", "The meeting is open"),
        ("nSaid where no network is.\r", "Note Said where no network is."),
        ("m", "Minutes taken by"),
    ] {
        terminal.send(keys);
        terminal.wait(words, |screen| shows(&screen.contents(), words));
    }
    terminal.send("\u{1b}");
    // An escape and a letter that come together are another key.
    let meeting = |screen: &vt100::Screen| shows(&screen.contents(), "Note Said where no network is.");
    terminal.wait("the meeting again", meeting);
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    // What was seen includes its own sockets, which wake it up.
    assert!(std::fs::read_to_string(&calls).unwrap().contains("socketpair(AF_UNIX"));
    assert_no_socket(&calls);
}
