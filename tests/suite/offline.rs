//! No network: a whole meeting goes through where there is none, and no call to one is ever made.

use crate::workspaces::{folder, printed};
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
    let way = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", calls.to_str().unwrap()];
    if !works(&way) {
        eprintln!("SKIPPED: install strace to see that no socket is opened");
        return;
    }
    let keep = folder.path().join("demo");
    let played = demo_by(&way, keep.to_str().unwrap()).unwrap();
    assert!(played.status.success(), "{}", printed(&played));
    let seen = std::fs::read_to_string(&calls).unwrap();
    let sockets: Vec<&str> = seen.lines().filter(|line| line.contains("socket(")).collect();
    assert_eq!(sockets, [""; 0], "the program opened a socket");
}
