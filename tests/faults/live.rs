//! The real program in a terminal, chaired by somebody who types and sees what the screen says of each line; killed at its calls
//! as the other one is. Whatever the screen called saved is there afterwards, and the meeting goes on.

use crate::calls::{Call, Class};
use crate::meeting::{MEETING, Place};
use crate::sweep::kills;
use crate::trace::{Deed, Plan, Run, STOPPED, seen_through, works};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::{Read as _, Write as _};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

const NOW: &str = "2026-12-03T10:00:00+00:00";
/// How long anything may take.
const DEADLINE: Duration = Duration::from_secs(20);
/// So many points of a meeting are tried, with a kill at each or a write torn.
const POINTS: usize = 6;
/// What is noted, one after the other.
const SAID: [&str; 6] = [
    "The Chair welcomed members and asked who was there.",
    "Late notices were looked at one by one.",
    "Schools asked for one number to ring.",
    "The police found that weekend notices wait until Monday.",
    "Families who wait are told nothing: one plan is wanted.",
    "Members thanked the headteachers.",
];

/// What is on the screen, and whether anybody writes to it still.
struct Screen {
    seen: Mutex<(vt100::Parser, bool)>,
    changed: Condvar,
}

impl Screen {
    /// Waits until the screen is so; whether it came to that before the program ended.
    fn waits(&self, what: &str, is_so: impl Fn(&str) -> bool) -> bool {
        let start = Instant::now();
        let mut seen = self.seen.lock().unwrap();
        loop {
            let contents = seen.0.screen().contents();
            if is_so(&contents) {
                return true;
            }
            if seen.1 {
                return false;
            }
            assert!(start.elapsed() < DEADLINE, "waited for {what}; the screen shows:\n{contents}");
            seen = self.changed.wait_timeout(seen, DEADLINE / 20).unwrap().0;
        }
    }
}

fn shows(contents: &str, words: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    plain(contents).contains(&plain(words))
}

/// Whether the head of the screen says that everything is on a disk.
fn is_saved(contents: &str) -> bool {
    contents.lines().next().is_some_and(|head| head.trim_end().ends_with("  saved"))
}

/// A meeting in a terminal, opened, spoken in and left, the plan done to it meanwhile; and what the screen called saved.
fn chaired(place: &Place, plan: Plan, said: &[&str]) -> (Run, Vec<String>) {
    let size = PtySize { rows: 40, cols: 140, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let command = place.command(NOW, &["meet", MEETING]);
    let mut shell = CommandBuilder::new("/bin/sh");
    shell.args(STOPPED);
    shell.arg(command.get_program());
    shell.args(command.get_args());
    shell.env_clear();
    for (name, value) in command.get_envs() {
        shell.env(name, value.unwrap_or_default());
    }
    shell.env("TERM", "xterm-256color");
    let child = pair.slave.spawn_command(shell).unwrap();
    drop(pair.slave);
    let mut keys = pair.master.take_writer().unwrap();
    let mut reader = pair.master.try_clone_reader().unwrap();
    let screen = Arc::new(Screen {
        seen: Mutex::new((
            vt100::Parser::new(size.rows.try_into().unwrap(), size.cols.try_into().unwrap(), 0),
            false,
        )),
        changed: Condvar::new(),
    });
    let theirs = Arc::clone(&screen);
    thread::spawn(move || {
        let mut bytes = [0; 8192];
        loop {
            let read = reader.read(&mut bytes).unwrap_or(0);
            let mut seen = theirs.seen.lock().unwrap();
            seen.0.process(&bytes[..read]);
            seen.1 = read == 0;
            theirs.changed.notify_all();
            if read == 0 {
                return;
            }
        }
    });
    let said: Vec<String> = said.iter().map(|one| (*one).to_owned()).collect();
    let chair = thread::spawn(move || {
        let mut confirmed = Vec::new();
        // Nothing reads what is typed once the program is gone.
        let mut types = |text: &str| keys.write_all(text.as_bytes()).and_then(|()| keys.flush()).is_ok();
        let open = |contents: &str| shows(contents, "Press Space") || shows(contents, "Taken up");
        if !screen.waits("the meeting", open) {
            return confirmed;
        }
        let shown = screen.seen.lock().unwrap().0.screen().contents();
        if shows(&shown, "Press Space") {
            types(" ");
        } else if shows(&shown, "still being typed") {
            // A line that was being typed when it was killed is let go.
            types("\u{3}");
            screen.waits("the line dropped", |contents| !contents.contains("Enter keeps"));
        }
        for one in said {
            if !types(&format!("n{one}\r")) {
                return confirmed;
            }
            let noted = |contents: &str| shows(contents, &format!("Note {one}")) && is_saved(contents);
            if !screen.waits(&one, noted) {
                return confirmed;
            }
            confirmed.push(one);
        }
        types("q");
        confirmed
    });
    let run = seen_through(child.process_id().unwrap(), place.all(), plan);
    // The terminal is gone with this, if a guard of it has not let it go yet.
    drop(pair.master);
    (run, chair.join().unwrap())
}

fn said(command: &mut Command) -> (bool, String) {
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.success(), text + &String::from_utf8_lossy(&output.stderr))
}

/// Nothing confirmed is lost, every file reads, and the meeting is taken up in a terminal and goes on.
fn assert_kept(place: &Place, run: &Run, confirmed: &[String], plan: Plan) {
    let what = format!("{plan:?} at {:?}, {} lines confirmed", run.fired, confirmed.len());
    let minutes = || said(&mut place.minutes()).1;
    let kept = minutes();
    for one in confirmed {
        assert!(kept.contains(one.as_str()), "{what}: “{one}” is lost\n{kept}");
    }
    let (sound, checked) = said(&mut place.command(NOW, &["check"]));
    assert!(sound, "{what}: {checked}");
    let (whole, proved) = said(&mut place.command(NOW, &["verify"]));
    assert!(whole, "{what}: {proved}");
    let more = ["It went on after that."];
    let (again, then) = chaired(place, Plan::WATCH, &more);
    assert_eq!((again.status, then.as_slice()), (Some(0), more.map(str::to_owned).as_slice()), "{what}");
    let kept = minutes();
    assert!(confirmed.iter().chain(&then).all(|one| kept.contains(one.as_str())), "{what}: {kept}");
}

/// Points spread over a meeting, a line half written at every other one.
fn spread(calls: &[Call]) -> Vec<Plan> {
    let changes: Vec<(usize, &Call)> =
        (1..).zip(calls.iter().filter(|call| call.class == Class::Changes)).collect();
    let mut plans = Vec::new();
    for nth in 0..POINTS {
        let at = (nth * 2 + 1) * changes.len() / (POINTS * 2);
        // The next call that writes, where a write is to be torn.
        let tears = nth % 2 == 1;
        let found = changes[at..].iter().find(|(_, call)| !tears || call.length > 2);
        let ways: Vec<Plan> = found.map(|point| kills(&[*point])).unwrap_or_default();
        plans.extend(ways.get(if tears { 1 + nth / 2 % 3 } else { 0 }).copied());
    }
    plans
}

#[test]
fn killed_at_calls_in_a_terminal_it_loses_nothing_the_screen_called_saved() {
    if !works() {
        eprintln!("SKIPPED: no program may be traced here, so none was killed in a terminal");
        return;
    }
    let place = Place::new();
    let (watched, all) = chaired(&place, Plan::WATCH, &SAID);
    assert_eq!((watched.status, all.len()), (Some(0), SAID.len()), "undisturbed");
    let plans = spread(&watched.calls);
    assert!(plans.iter().any(|plan| matches!(plan.deed, Deed::Torn(_))), "{plans:?}");
    let tried = thread::scope(|scope| {
        let each = plans.iter().map(|plan| {
            scope.spawn(move || {
                let place = Place::new();
                let (run, confirmed) = chaired(&place, *plan, &SAID);
                assert_kept(&place, &run, &confirmed, *plan);
                (run.status.is_none(), confirmed.len())
            })
        });
        // All are started before the first is waited for.
        let each: Vec<_> = each.collect();
        each.into_iter().map(|one| one.join().unwrap()).collect::<Vec<_>>()
    });
    // How many calls there are depends a little on the moment, so the last points may come too late.
    assert!(tried.iter().filter(|(killed, _)| *killed).count() > POINTS / 2, "{tried:?}");
    assert!(tried.iter().any(|(_, confirmed)| (1..SAID.len()).contains(confirmed)), "{tried:?}");
}
