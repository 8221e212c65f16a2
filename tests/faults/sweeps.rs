//! Which points are tried, and in which ways: a few at every change, all of them when asked for.

use crate::calls::Class::{self, Changes, Reads};
use crate::meeting::Rehearsed;
use crate::sweep::{Sweep, kills, refusals, refusals_in_turn};
use crate::trace;
use nix::errno::Errno;

/// Everything a disk or a share may say instead of doing what it is asked to; beside these, writes that are cut short.
const REFUSALS: [Errno; 10] = [
    Errno::ENOSPC,
    Errno::EIO,
    Errno::EROFS,
    Errno::EDQUOT,
    Errno::EACCES,
    Errno::ESTALE,
    Errno::ETIMEDOUT,
    Errno::EMFILE,
    Errno::EINTR,
    Errno::ENOLCK,
];
/// Those that looking at a file may meet with.
const UNSEEN: [Errno; 5] = [Errno::EIO, Errno::EACCES, Errno::ESTALE, Errno::EMFILE, Errno::EINTR];

/// Whether the program can be traced here; else that is said past the capture of the tests.
fn can_trace(test: &str) -> bool {
    let can = trace::works();
    if !can {
        let said = format!("SKIPPED {test}: no program may be traced here, so nothing was tried\n");
        std::io::Write::write_all(&mut std::io::stderr(), said.as_bytes()).unwrap();
    }
    can
}

/// Every nth point only, when a run of all of them would take too long.
fn step() -> usize {
    std::env::var("CHAIRSIDE_FAULTS_STEP").ok().and_then(|step| step.parse().ok()).unwrap_or(1).max(1)
}

#[test]
fn killed_at_calls_of_every_kind_it_loses_nothing_it_called_saved() {
    if !can_trace("killed_at_calls_of_every_kind") {
        return;
    }
    let rehearsed = Rehearsed::brief();
    let sweep = Sweep::new(&rehearsed);
    sweep.tried("killed, some points", &kills(&sweep.kinds(Changes))).told();
}

#[test]
fn refused_at_calls_of_every_kind_it_says_so_and_loses_nothing_it_called_saved() {
    if !can_trace("refused_at_calls_of_every_kind") {
        return;
    }
    let rehearsed = Rehearsed::brief();
    let sweep = Sweep::new(&rehearsed);
    sweep.tried("refused, some points", &refusals_in_turn(Changes, &sweep.kinds(Changes), &REFUSALS)).told();
    sweep.tried("not readable, some points", &refusals_in_turn(Reads, &sweep.kinds(Reads), &UNSEEN)).told();
}

/// Every point of a whole meeting, in one way each.
fn in_turn(name: &str, class: Class, ways: &[Errno]) {
    assert!(can_trace(name));
    let rehearsed = Rehearsed::whole();
    let sweep = Sweep::new(&rehearsed);
    sweep.tried(name, &refusals_in_turn(class, &sweep.chosen(class, step()), ways)).told();
}

#[test]
#[ignore = "takes minutes: every point of a whole meeting"]
fn killed_at_every_call_of_a_whole_meeting() {
    assert!(can_trace("killed_at_every_call"));
    let rehearsed = Rehearsed::whole();
    let sweep = Sweep::new(&rehearsed);
    sweep.tried("killed", &kills(&sweep.chosen(Changes, step()))).told();
}

#[test]
#[ignore = "takes minutes: every point of a whole meeting, one way each"]
fn refused_in_turn_at_every_call_of_a_whole_meeting() {
    in_turn("refused in turn", Changes, &REFUSALS);
}

#[test]
#[ignore = "takes minutes: every file looked at in a whole meeting, one way each"]
fn not_readable_in_turn_at_every_look_of_a_whole_meeting() {
    in_turn("not readable in turn", Reads, &UNSEEN);
}

#[test]
#[ignore = "takes hours: every point of a whole meeting, and every way"]
fn refused_at_every_call_of_a_whole_meeting() {
    assert!(can_trace("refused_at_every_call"));
    let rehearsed = Rehearsed::whole();
    let sweep = Sweep::new(&rehearsed);
    sweep.tried("refused", &refusals(Changes, &sweep.chosen(Changes, step()), &REFUSALS)).told();
}

#[test]
#[ignore = "takes hours: every file looked at in a whole meeting, and every way"]
fn not_readable_at_every_look_of_a_whole_meeting() {
    assert!(can_trace("not_readable_at_every_look"));
    let rehearsed = Rehearsed::whole();
    let sweep = Sweep::new(&rehearsed);
    sweep.tried("not readable", &refusals(Reads, &sweep.chosen(Reads, step()), &UNSEEN)).told();
}
