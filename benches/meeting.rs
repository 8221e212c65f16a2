//! How long things take that a chair waits for, each beside the least a program could do in the same run: what to
//! look at is the ratio. `cargo bench` runs it; `docs/performance.md` says what the figures mean.
#![allow(clippy::disallowed_methods, reason = "a stopwatch reads the clock, and the floors touch the disk")]

use chairside::app::{self, Ask};
use chairside::base::id::MeetingId;
use chairside::base::stamp::Stamp;
use chairside::documents::minutes_markdown::minutes_markdown;
use chairside::domain::agenda::Tier;
use chairside::domain::meeting::{Act, Body, Entry, EntryId, Meeting};
use chairside::domain::minutes::Minutes;
use chairside::files::chain::Chains;
use chairside::files::workspace::Workspace;
use chairside::files::{journal, shipped, tracker};
use chairside::runtime::Clock;
use chairside::runtime::disk::{self, Recorder, Root};
use chairside::runtime::headless::Headless;
use chrono::TimeDelta;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;

mod stopwatch;

use stopwatch::{HEAD, beside};

const MEETING: &str = "executive-2026-12-03";
const WRITER: &str = "script";
const ENTRIES: usize = 2_000;

fn workspace(files: &[shipped::Shipped]) -> Workspace {
    let yaml = files.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|e| e == "yaml"));
    Workspace::load(yaml.map(|(path, bytes)| (path.as_str(), *bytes)), &[], &[])
}

fn start() -> Stamp {
    "2026-12-03T10:00:00Z".parse().expect("the moment is written as one")
}

/// A meeting in which somebody typed two thousand times.
fn long_meeting() -> Meeting {
    let sitting = workspace(&shipped::demo()).sitting(&MeetingId::new(MEETING)).expect("the demo has it");
    let opened = Entry {
        id: EntryId { writer: WRITER.into(), seq: 1 },
        at: start(),
        act: Act::Opened { sitting: Box::new(sitting), agenda_sha256: None },
    };
    let mut meeting = Meeting::replay(vec![opened]).expect("it begins by being opened");
    let mut at = start();
    let mut enter = |meeting: &mut Meeting, act| {
        at += TimeDelta::seconds(3);
        meeting.enter(WRITER, at, act).expect("the rules allow it");
    };
    enter(&mut meeting, Act::Began);
    let items: Vec<_> = meeting.state().items.iter().map(|item| item.item.id.clone()).collect();
    while meeting.entries().len() < ENTRIES {
        let n = meeting.entries().len();
        let item = items[n % items.len()].clone();
        let text = format!("Point {n}: the figures were discussed, and what they leave out.");
        let body = if n.is_multiple_of(10) { Body::Risk { text } } else { Body::Note { text } };
        enter(&mut meeting, Act::Recorded { item, body });
    }
    meeting
}

fn tracker_of(actions: usize) -> String {
    let mut text = String::from(
        "schema: 1\nid: executive\ntitle: Executive action tracker\ngroup: executive\nprefix: EXEC\nactions:\n",
    );
    for n in 1..=actions {
        let _ = write!(
            text,
            "  - id: EXEC-26-{n:05}\n    what: Report on what schools say of notice number {n}\n    lead: police-dsp\n    \
             raised: {{meeting: executive-2026-06-11, item: dashboard, date: 2026-06-11}}\n    \
             first_due: 2026-09-30\n    due: 2026-11-27\n    status: under way\n    updates:\n      \
             - {{on: 2026-09-10, text: First draft shared with {n} schools.}}\n"
        );
    }
    text
}

fn draw(program: &Headless, across: u16, down: u16) {
    let screen = || Terminal::new(TestBackend::new(across, down)).expect("a screen in memory cannot fail");
    let (mut ours, mut floor) = (screen(), screen());
    let words = "x".repeat(usize::from(across));
    beside(
        &format!("draw the meeting, {across}x{down}"),
        200,
        || (),
        |()| ours.draw(|frame| app::view(program.model(), frame)).map(|_| ()).is_ok(),
        "every cell an x",
        || {
            let drawn = floor.draw(|frame| {
                for row in frame.area().rows() {
                    frame.render_widget(words.as_str(), row);
                }
            });
            black_box(drawn.is_ok());
        },
    );
}

fn read_tracker(actions: usize, rounds: usize) {
    let text = tracker_of(actions);
    beside(
        &format!("read a tracker of {actions} actions, {} kB", text.len() / 1000),
        rounds,
        || (),
        |()| tracker::load(&text),
        "untyped by serde_yaml",
        || {
            black_box(serde_yaml::from_str::<serde_yaml::Value>(&text).is_ok());
        },
    );
}

fn append(folder: &Path, line: &str) {
    let mut recorder = Recorder::new(Root::new(folder), None, "bench".into());
    recorder.open(&MeetingId::new("bench-2026-12-03")).expect("the folder can be written");
    let raw = folder.join("raw.jsonl");
    let mut file = OpenOptions::new().create(true).append(true).open(raw).expect("the folder can be written");
    beside(
        &format!("add a line of {} bytes to the journal, on disk", line.len()),
        300,
        || (),
        |()| recorder.append(line).expect("the disk takes it"),
        "append and fdatasync",
        || {
            file.write_all(line.as_bytes()).expect("the disk takes it");
            file.sync_data().expect("the disk takes it");
        },
    );
}

fn main() {
    println!("{HEAD}");
    let long = long_meeting();
    let entries = long.entries().to_vec();
    let mut chains = Chains::read(&MeetingId::new(MEETING), []);
    let lines: String = entries.iter().map(|entry| chains.line(entry)).collect();
    let line = lines.lines().nth(100).expect("there are that many").to_owned() + "\n";

    beside(
        "read a journal of 2,000 entries and fold it",
        50,
        || (),
        |()| Meeting::replay(journal::read(lines.as_bytes()).entries),
        "parse its JSON untyped",
        || {
            for line in lines.lines() {
                black_box(serde_json::from_str::<serde_json::Value>(&line[9..]).is_ok());
            }
        },
    );
    let floor = || {
        black_box(entries.clone());
    };
    let fold = |entries| Meeting::replay(entries);
    beside("fold 2,000 entries", 50, || entries.clone(), fold, "copy them", floor);
    let at = start() + TimeDelta::hours(3);
    let item = long.state().items[4].item.id.clone();
    let note = Act::Recorded { item, body: Body::Note { text: "One more point.".into() } };
    beside(
        "one act on 2,000 entries",
        200,
        || (long.clone(), note.clone()),
        |(mut meeting, act)| {
            let entered = meeting.enter(WRITER, at, act).is_ok();
            (meeting, entered)
        },
        "its line, with its hash",
        || {
            black_box(chains.line(&entries[100]));
        },
    );
    beside(
        "undo on 2,000 entries",
        50,
        || (long.clone(), Act::Struck { entry: entries[ENTRIES - 1].id.clone() }),
        |(mut meeting, act)| {
            let entered = meeting.enter(WRITER, at, act).is_ok();
            (meeting, entered)
        },
        "copy the entries",
        floor,
    );
    beside(
        "minutes of 2,000 entries as Markdown",
        30,
        || (),
        |()| minutes_markdown(&Minutes::draft(&long, Tier::Restricted, at)),
        "copy the entries",
        floor,
    );

    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("the target folder can be written");
    disk::write_new(folder.path(), &shipped::demo()).expect("the folder can be written");
    let journals = folder.path().join("meetings").join(MEETING).join("journal");
    std::fs::create_dir_all(&journals).expect("the folder can be written");
    std::fs::write(journals.join(format!("{WRITER}.jsonl")), &lines).expect("the folder can be written");
    let ask = Ask { meet: Some(MEETING.into()), ..Ask::default() };
    let program = Headless::new(folder.path(), ask, Clock::still(at));
    draw(&program, 120, 40);
    draw(&program, 200, 60);

    let set = shipped::set("south-gloucestershire").expect("the program carries it");
    beside(
        "read and check the South Gloucestershire workspace",
        20,
        || (),
        |()| workspace(&set),
        "untyped by serde_yaml",
        || {
            for (_, bytes) in &set {
                black_box(serde_yaml::from_slice::<serde_yaml::Value>(bytes).is_ok());
            }
        },
    );
    read_tracker(1_000, 10);
    read_tracker(10_000, 5);
    append(folder.path(), &line);
}
