//! What a hundred thousand actions cost whoever waits for a key: the table drawn, a key taken, a letter of a query, and,
//! behind the screen, reading and looking through all of them. `cargo bench` runs it.
#![allow(clippy::disallowed_methods, reason = "a stopwatch reads the clock")]

mod stopwatch;

use chairside::app::{self, Ask, Model, Msg};
use chairside::base::key::Key;
use chairside::base::stamp::Stamp;
use chairside::effect::{Effect, Reply};
use chairside::files::shipped;
use chairside::files::workspace::Workspace;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use stopwatch::{HEAD, beside};

/// Trackers the actions are in: a file holds ten thousand and not many more.
const TRACKERS: usize = 10;

/// One of the trackers, its actions as many people write them.
fn tracker(number: usize, actions: usize) -> String {
    let prefix = format!("T{}", char::from(b'A' + u8::try_from(number).unwrap_or(0)));
    let mut text = format!(
        "schema: 1\nid: t{number}\ntitle: Tracker {number}\ngroup: executive\nprefix: {prefix}\nactions:\n"
    );
    let leads = ["police-dsp", "council-dsp", "icb-dsp", "head-primary"];
    for n in 1..=actions {
        let (lead, day, month) = (leads[n % leads.len()], n % 28 + 1, n % 12 + 1);
        let status = ["not started", "under way", "closed", "done"][n % 4];
        let _ = write!(
            text,
            "  - id: {prefix}-26-{n:05}\n    what: Report on what schools say of notice number {n}\n    lead: {lead}\n    \
             raised: {{meeting: executive-2026-06-11, date: 2026-06-11}}\n    \
             first_due: 2026-{month:02}-{day:02}\n    due: 2026-{month:02}-{day:02}\n    status: {status}\n    \
             updates:\n      - {{on: 2026-09-10, text: First draft shared with {n} schools.}}\n    tags: [notices]\n"
        );
    }
    text
}

/// The demonstration with so many actions more, as its files.
fn files(actions: usize) -> Vec<(String, Vec<u8>)> {
    let yaml = |path: &str| Path::new(path).extension().is_some_and(|ending| ending == "yaml");
    let demo = shipped::demo().into_iter().filter(|(path, _)| yaml(path));
    let mut all: Vec<(String, Vec<u8>)> = demo.map(|(path, bytes)| (path, bytes.to_vec())).collect();
    let trackers = (0..TRACKERS).map(|n| (format!("trackers/t{n}.yaml"), tracker(n, actions / TRACKERS)));
    all.extend(trackers.map(|(path, text)| (path, text.into_bytes())));
    all
}

fn load(files: &[(String, Vec<u8>)]) -> Workspace {
    Workspace::load(files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())), &[], &[])
}

fn now() -> Stamp {
    "2026-12-03T10:00:00Z".parse().expect("the moment is written as one")
}

/// Takes a message and answers what it looks for, as the worker would.
fn send(model: &mut Model, msg: Msg) {
    for effect in app::update(model, now(), msg) {
        if let Effect::Search(search, workspace) = &effect {
            app::update(model, now(), Msg::Reply(Reply::found(search, workspace)));
        }
    }
}

/// The program with its table of actions open.
fn opened(workspace: &Arc<Workspace>) -> Model {
    let mut model = Model::new(Ask::default(), now());
    app::update(&mut model, now(), Msg::Start);
    send(&mut model, Msg::Reply(Reply::Workspace(Arc::clone(workspace))));
    send(&mut model, Msg::Key(Key::char('a')));
    model
}

fn key(name: &str) -> Msg {
    Msg::Key(name.parse().expect("it is a key"))
}

fn main() {
    println!("{HEAD}");
    for actions in [1_000, 10_000, 100_000] {
        measured(actions);
    }
}

fn measured(actions: usize) {
    let files = files(actions);
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let scan = || {
        let lines = files.iter().flat_map(|(_, bytes)| bytes.split(|byte| *byte == b'\n'));
        black_box(lines.filter(|line| line.starts_with(b"    due:")).count());
    };
    let rounds = if actions > 10_000 { 3 } else { 7 };
    let megabytes = bytes / 1_000_000;
    beside(
        &format!("read {actions} actions, {megabytes} MB, behind the screen"),
        rounds,
        || (),
        |()| load(&files),
        "look at every line",
        scan,
    );
    let workspace = Arc::new(load(&files));
    assert!(workspace.unusable.is_empty(), "every tracker is read");
    let mut model = opened(&workspace);
    for query in ["", "@police late:>30d", "notice number 77", "group:executive -status:closed #notices"] {
        let asked = chairside::domain::query::parse(query).expect("it is a query");
        let search = chairside::domain::actions::Search {
            query: asked,
            order: chairside::domain::actions::Order::Biggest,
            heading: chairside::domain::actions::Heading::None,
            tier: chairside::domain::agenda::Tier::Partners,
            hints: false,
            complete: None,
            report: false,
            today: now().date_naive(),
        };
        beside(
            &format!("look through {actions} for '{query}', behind the screen"),
            rounds,
            || (),
            |()| Reply::found(&search, &workspace),
            "look at every line",
            scan,
        );
    }
    let screen = || Terminal::new(TestBackend::new(200, 60)).expect("a screen in memory cannot fail");
    let (mut ours, mut floor) = (screen(), screen());
    let words = "x".repeat(200);
    let mut down = true;
    beside(
        &format!("a key that moves among {actions}, and its picture"),
        200,
        || (),
        |()| {
            down = !down;
            send(&mut model, key(if down { "down" } else { "end" }));
            ours.draw(|frame| app::view(&model, frame)).map(|_| ()).is_ok()
        },
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
    send(&mut model, key("/"));
    beside(
        &format!("a letter of a query over {actions}, until the next key is taken"),
        50,
        || (),
        |()| {
            // The search it asks for is a worker's: nobody waits for it.
            let effects = app::update(&mut model, now(), key("a"));
            black_box(ours.draw(|frame| app::view(&model, frame)).map(|_| ()).is_ok());
            effects
        },
        "every cell an x",
        || {
            let drawn = floor.draw(|frame| frame.render_widget(words.as_str(), frame.area()));
            black_box(drawn.is_ok());
        },
    );
}
