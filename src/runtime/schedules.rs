//! Laws of saving under any schedule: the chair acts, the workers take their turns, answers arrive, time passes, the
//! share and this computer's own disk go and come back, and the program is killed and started again, in any order.
//!
//! What runs here is the real thing: the screen's state (`app::saving`), the record worker's journal and the mirror, on
//! real folders. Only who goes next is decided by the test. A model checker for threads (loom, shuttle) would have
//! nothing to look at: the threads share no memory, each owns its state, and they speak through channels that keep their
//! order. So every run of the program is some order of whole messages, and those orders are what is tried.
#![allow(
    clippy::disallowed_methods,
    reason = "tests ask the environment how much to try, and how long it took"
)]

use super::disk::{self, Mirror, Recorder, Root};
use crate::app::saving::Saving;
use crate::base::id::MeetingId;
use crate::base::stamp::Stamp;
use crate::domain::meeting::{Act, Body, Entry, EntryId};
use crate::effect::{Doing, Effect, Reply};
use crate::files::chain::Chains;
use crate::files::journal;
use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const MEETING: &str = "executive-2026-12-03";

/// Who goes next.
#[derive(Clone, Copy, Debug)]
enum Turn {
    /// The chair does something.
    Act,
    /// The record worker performs what it was first given.
    Record,
    /// The mirror worker does.
    Mirror,
    /// The screen takes an answer.
    Answer,
    /// So many tenths of a second pass.
    Wait(u8),
    /// The share goes, or comes back.
    Share,
    /// This computer's own copy goes, or comes back.
    Own,
    /// The program is killed and started again.
    Kill,
}

fn turns(most: usize) -> impl Strategy<Value = Vec<Turn>> {
    let turn = prop_oneof![
        6 => Just(Turn::Act),
        6 => Just(Turn::Record),
        6 => Just(Turn::Mirror),
        8 => Just(Turn::Answer),
        4 => (1u8..40).prop_map(Turn::Wait),
        3 => Just(Turn::Share),
        1 => Just(Turn::Own),
        1 => Just(Turn::Kill),
    ];
    prop::collection::vec(turn, 1..most)
}

/// The program between two kills.
struct Running {
    saving: Saving,
    recorder: Recorder,
    mirror: Mirror,
    writer: String,
    seq: u64,
    /// What each worker was given and has not performed.
    record: VecDeque<Effect>,
    bring: VecDeque<Effect>,
    /// Answers on their way to the screen.
    inbox: VecDeque<Reply>,
    /// Acts the screen holds, in order: the number and the words of each.
    acts: Vec<(u64, String)>,
}

struct World {
    _folder: TempDir,
    share: PathBuf,
    own: PathBuf,
    now: Stamp,
    running: Option<Running>,
    said: usize,
    /// Words of acts that were acknowledged to the screen.
    acknowledged: Vec<String>,
}

/// A folder, or the place it is in while it is away.
fn wherever(place: &Path) -> PathBuf {
    if place.exists() { place.to_owned() } else { place.with_extension("away") }
}

/// How often each act's words are in the journals of a folder, wherever it is.
fn held(place: &Path) -> BTreeMap<String, usize> {
    let folder = wherever(place).join("meetings").join(MEETING).join("journal");
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().extension().is_some_and(|e| e == "jsonl") {
            for entry in journal::read(&fs::read(entry.path()).unwrap_or_default()).entries {
                if let Act::Recorded { body: Body::Note { text }, .. } = entry.act {
                    *found.entry(text).or_default() += 1;
                }
            }
        }
    }
    found
}

impl World {
    fn new() -> Self {
        // In memory where there is such a place: what is tried here is the order of things, not the disk.
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
        let (share, own) = (folder.path().join("share"), folder.path().join("own"));
        fs::create_dir_all(&share).unwrap();
        fs::create_dir_all(&own).unwrap();
        let now = "2026-12-03T10:00:00+00:00".parse().unwrap();
        let mut world =
            Self { _folder: folder, share, own, now, running: None, said: 0, acknowledged: Vec::new() };
        world.start();
        world
    }

    /// Starts the program; it does not start where nothing of the meeting can be reached.
    fn start(&mut self) {
        let (share, own) = (Root::new(&self.share), Root::new(&self.own));
        let meeting = MeetingId::from(MEETING);
        let mut recorder = Recorder::new(share.clone(), Some(own.clone()), "jo-laptop".to_owned());
        let Ok(raw) = recorder.open(&meeting) else { return };
        let found = raw.journals.iter().map(|file| file.bytes.as_slice());
        let mut saving = Saving::default();
        saving.goes_on(Chains::read(&meeting, found));
        saving.mirroring.opened(meeting, raw.writer.clone());
        let entries = raw.journals.iter().flat_map(|file| journal::read(&file.bytes).entries);
        let seq = entries.filter(|e| e.id.writer == raw.writer).map(|e| e.id.seq).max().unwrap_or(0);
        let (record, bring, inbox) = Default::default();
        let mirror = Mirror::new(Some(own), share);
        let writer = raw.writer;
        let acts = Vec::new();
        self.running = Some(Running { saving, recorder, mirror, writer, seq, record, bring, inbox, acts });
        self.send();
    }

    fn send(&mut self) {
        let Some(running) = &mut self.running else { return };
        let mut effects = Vec::new();
        running.saving.send(self.now, &mut effects);
        for effect in effects {
            match disk::work(&effect) {
                Some(disk::Work::Mirror) => running.bring.push_back(effect),
                _ => running.record.push_back(effect),
            }
        }
    }

    fn turn(&mut self, turn: Turn) {
        match turn {
            Turn::Share => flap(&self.share),
            Turn::Own => flap(&self.own),
            Turn::Kill => {
                self.running = None;
                self.start();
            }
            Turn::Wait(tenths) => self.now += TimeDelta::milliseconds(100 * i64::from(tenths)),
            Turn::Act | Turn::Record | Turn::Mirror | Turn::Answer => self.inside(turn),
        }
        self.send();
    }

    fn inside(&mut self, turn: Turn) {
        let Some(running) = &mut self.running else { return self.start() };
        match turn {
            Turn::Act => {
                (self.said, running.seq) = (self.said + 1, running.seq + 1);
                let text = format!("act {}", self.said);
                let id = EntryId { writer: running.writer.clone(), seq: running.seq };
                running.acts.push((id.seq, text.clone()));
                let act = Act::Recorded { item: "welcome".into(), body: Body::Note { text } };
                running.saving.record(&Entry { id, at: self.now, act });
            }
            Turn::Record => {
                let effect = running.record.pop_front();
                let reply = effect.and_then(|effect| disk::record(&mut running.recorder, &effect));
                running.inbox.extend(reply);
            }
            Turn::Mirror => {
                let effect = running.bring.pop_front();
                let reply = effect.and_then(|effect| disk::mirror(&mut running.mirror, &effect));
                running.inbox.extend(reply);
            }
            _ => match running.inbox.pop_front() {
                Some(Reply::Appended(seq)) => {
                    let act = running.acts.iter().find(|(known, _)| *known == seq);
                    self.acknowledged.extend(act.map(|(_, words)| words.clone()));
                    running.saving.recorded(seq);
                }
                Some(Reply::Mirrored) => running.saving.mirroring.done(),
                Some(Reply::Failed(fault)) => running.saving.failed(fault, self.now),
                Some(other) => panic!("{other:?}"),
                None => {}
            },
        }
    }

    /// What must hold at every moment.
    fn check(&self) -> Result<(), TestCaseError> {
        let (share, own) = (held(&self.share), held(&self.own));
        for words in &self.acknowledged {
            prop_assert!(share.contains_key(words) || own.contains_key(words), "{} has gone", words);
        }
        let often = share.values().chain(own.values()).max().copied().unwrap_or(0);
        prop_assert!(often <= 1, "something is there twice");
        let Some(running) = &self.running else { return Ok(()) };
        let (saving, head) = (&running.saving, running.saving.said().1);
        let nowhere =
            running.acts.iter().filter(|(_, w)| !share.contains_key(w) && !own.contains_key(w)).count();
        let behind = running.acts.iter().filter(|(_, w)| !share.contains_key(w)).count();
        if head == "saved" {
            prop_assert_eq!(nowhere, 0, "the head says saved");
        }
        if nowhere > 0 {
            let counted = head.contains(&format!("saving {}", saving.waiting()));
            prop_assert!(
                counted || head.starts_with("NOT SAVED"),
                "{} acts on no disk, and: {}",
                nowhere,
                head
            );
        }
        if head.starts_with("NOT SAVED") {
            prop_assert!(saving.waiting() > 0 && saving.fault().is_some_and(|f| f.doing == Doing::Recording));
        }
        if head.contains("on this computer only") {
            let counted = saving.mirroring.behind() + saving.waiting();
            prop_assert!(behind <= counted, "{} acts are not beside the meeting, and: {}", behind, head);
        }
        if saving.all_saved() {
            prop_assert_eq!(behind, 0, "all saved, the program says");
        }
        Ok(())
    }

    /// Everything comes back, and everybody does what there is to do.
    fn settle(&mut self) -> Result<(), TestCaseError> {
        for place in [&self.share, &self.own] {
            if !place.exists() {
                flap(place);
            }
        }
        for _ in 0..1000 {
            for turn in [Turn::Record, Turn::Mirror, Turn::Answer, Turn::Wait(25)] {
                self.turn(turn);
            }
            let running = self.running.as_ref();
            if running
                .is_some_and(|r| r.inbox.is_empty() && r.saving.all_saved() && r.saving.fault().is_none())
            {
                break;
            }
        }
        let running = self.running.as_ref().expect("it starts when everything is there");
        prop_assert_eq!(running.saving.said().1, "saved");
        let share = held(&self.share);
        for words in self.acknowledged.iter().chain(running.acts.iter().map(|(_, words)| words)) {
            prop_assert_eq!(share.get(words), Some(&1), "{}", words);
        }
        self.check()
    }
}

fn flap(place: &Path) {
    let away = place.with_extension("away");
    if place.exists() { fs::rename(place, away) } else { fs::rename(away, place) }.unwrap();
}

fn laws(turns: &[Turn]) -> Result<(), TestCaseError> {
    let mut world = World::new();
    for turn in turns {
        world.turn(*turn);
        world.check()?;
    }
    world.settle()
}

fn try_schedules(cases: u32) {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    TestRunner::new(config).run(&turns(60), |turns| laws(&turns)).unwrap_or_else(|why| panic!("{why}"));
}

#[test]
fn whatever_the_order_nothing_acknowledged_is_lost_and_the_head_is_true() {
    try_schedules(150);
}

#[test]
fn a_share_that_flaps_a_thousand_times_loses_nothing_and_doubles_nothing() {
    let mut world = World::new();
    for n in 0..1000 {
        // Away for half of what happens, at another moment of it each time.
        let mut turns =
            [Turn::Act, Turn::Record, Turn::Answer, Turn::Mirror, Turn::Answer, Turn::Wait(21)].to_vec();
        turns.insert(n % 7, Turn::Share);
        for turn in turns {
            world.turn(turn);
        }
        if n % 50 == 0 {
            world.check().unwrap();
        }
    }
    world.settle().unwrap();
    assert_eq!(world.acknowledged.len(), 1000);
}

/// `SCHEDULES=100000 cargo test --release --lib any_schedules -- --ignored --nocapture`
#[test]
#[ignore = "takes minutes; run by hand with SCHEDULES=100000 and --release"]
fn any_schedules() {
    let many = std::env::var("SCHEDULES").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let begun = std::time::Instant::now();
    try_schedules(many);
    println!("{many} schedules in {:?}", begun.elapsed());
}
