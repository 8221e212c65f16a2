//! Several programs record in one meeting's folder at once and are killed at random: the journals together hold every
//! act that any of them called saved, once, and each one's acts in the order in which they were done.

use crate::executive::START;
use crate::workspaces::demo;
use chairside::domain::meeting::{Act, Body, Meeting};
use chairside::files::journal;
use chairside::runtime::disk;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const MEETING: &str = "executive-2026-12-03";
const PROGRAMS: usize = 4;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }
}

/// The program playing a script in the meeting; what it says is read.
fn plays(root: &Path, script: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chairside"));
    command.args([
        "-w",
        root.to_str().unwrap(),
        "--now",
        START,
        "--pace",
        "5ms",
        "meet",
        MEETING,
        "--say-saved",
    ]);
    command.arg("--script").arg(script).env_clear().env("TZ", "Europe/London");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The words of every note, in the order of the meeting, with the id of each.
fn notes(root: &Path) -> Vec<(String, String)> {
    let files = disk::read_journals(root, &MEETING.into()).unwrap();
    let entries = files.iter().flat_map(|file| journal::read(&file.bytes).entries).collect();
    let meeting = Meeting::replay(entries).unwrap();
    let note = |entry: &chairside::domain::meeting::Entry| match &entry.act {
        Act::Recorded { body: Body::Note { text }, .. } => Some((entry.id.to_string(), text.clone())),
        _ => None,
    };
    meeting.entries().iter().filter_map(note).collect()
}

/// One program, started again after every kill until it has recorded everything. Gives the ids it called saved.
fn records(root: &Path, scripts: &Path, which: usize, many: usize, mut dice: Dice) -> (Vec<String>, usize) {
    let (mut saved, mut kills, mut next) = (Vec::new(), 0, 0);
    while next < many {
        let script = scripts.join(format!("{which}.session"));
        let lines = (next..many).map(|n| format!("press n\npaste program {which} note {n}\npress enter\n"));
        fs::write(&script, lines.collect::<String>()).unwrap();
        // Killed some time after so many acts, whatever it is doing then; or left alone.
        let most = dice.below(many / 4) + 1;
        let mut program = plays(root, &script).spawn().unwrap();
        let said = BufReader::new(program.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut alive = true;
        for (n, id) in said.filter_map(|line| line.strip_prefix("saved ").map(str::to_owned)).enumerate() {
            saved.push(id);
            if n == most {
                program.kill().unwrap();
                (alive, kills) = (false, kills + 1);
            }
        }
        let output = program.wait_with_output().unwrap();
        assert!(!alive || output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        // What it had not called saved yet may be on disk all the same.
        let mine = format!("program {which} note ");
        next = notes(root).iter().filter(|(_, text)| text.starts_with(&mine)).count();
    }
    (saved, kills)
}

fn many_writers(many: usize, seed: u64) {
    let (folder, root) = demo();
    let begin = folder.path().join("begin.session");
    fs::write(&begin, "press space\nexpect The meeting is open\n").unwrap();
    let begun = plays(&root, &begin).output().unwrap();
    assert!(begun.status.success(), "{}", String::from_utf8_lossy(&begun.stderr));
    let start = Instant::now();
    let (root, scripts) = (root.as_path(), folder.path());
    let done: Vec<(Vec<String>, usize)> = std::thread::scope(|scope| {
        let programs: Vec<_> = (0..PROGRAMS)
            .map(|which| {
                let dice = Dice(seed.wrapping_add(which as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
                scope.spawn(move || records(root, scripts, which, many, dice))
            })
            .collect();
        programs.into_iter().map(|program| program.join().unwrap()).collect()
    });
    let kills: usize = done.iter().map(|(_, kills)| kills).sum();
    let found = notes(root);
    println!("{PROGRAMS} programs, {many} acts each, {kills} kills in {:?}; seed {seed}", start.elapsed());
    assert!(kills >= PROGRAMS, "{kills} kills");
    for which in 0..PROGRAMS {
        let mine = format!("program {which} note ");
        let mine: Vec<usize> =
            found.iter().filter_map(|(_, text)| text.strip_prefix(&mine)?.parse().ok()).collect();
        assert_eq!(mine, (0..many).collect::<Vec<_>>(), "program {which}, seed {seed}");
    }
    assert_eq!(found.len(), PROGRAMS * many, "and nothing else");
    let all: std::collections::BTreeSet<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
    let files = disk::read_journals(root, &MEETING.into()).unwrap();
    let others =
        files.iter().flat_map(|file| journal::read(&file.bytes).entries).map(|entry| entry.id.to_string());
    let others: std::collections::BTreeSet<String> = others.collect();
    for (saved, _) in &done {
        let gone = saved.iter().find(|id| !all.contains(id.as_str()) && !others.contains(*id));
        assert_eq!(gone, None, "called saved and gone, seed {seed}");
    }
}

#[test]
fn four_programs_in_one_folder_lose_nothing_when_they_are_killed() {
    many_writers(40, 1);
}

/// `cargo test --release --test suite many_writers -- --ignored --nocapture`
#[test]
#[ignore = "takes minutes; a short form is tried each time"]
fn four_programs_record_five_thousand_acts_each() {
    many_writers(5000, std::process::id().into());
}
