//! The demonstration brought into every state worth looking at, each kept as a value that can be drawn at any size.

use chairside::app::{self, Ask, Model, Msg};
use chairside::base::key::Key;
use chairside::effect::{Cause, Doing, Fault, Reply};
use chairside::files::script::parse;
use chairside::runtime::Clock;
use chairside::runtime::headless::Headless;
use chairside::runtime::script::play;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use std::path::Path;
use tempfile::{TempDir, tempdir};

/// The meeting the demonstration opens on.
const MEETING: &str = "executive-2026-12-03";

/// A state of the program, by name.
pub type State = (&'static str, Model);

/// One meeting chaired from its beginning, and where to stop and look.
const MEETING_STATES: [(&str, &str); 27] = [
    ("before", ""),
    (
        "roll-call",
        "at 10:01
         press space o p d
         type Jo Ellis, Supt
         press enter down p p a down
         wait 11m
         press p down down",
    ),
    (
        "interest",
        "press esc space i
         type begum",
    ),
    (
        "agree-minutes",
        "press esc space
         wait 3m
         press space
         expect The last minutes were",
    ),
    (
        "action-review",
        "press 1 space v down x
         type Every agency has confirmed that its teams have read it.
         press enter",
    ),
    ("action-review-whole", "press enter down"),
    ("review-picture", "press enter down"),
    (
        "review-date",
        "press m
         type next e",
    ),
    ("review-date-refused", "press enter"),
    (
        "item",
        "press esc esc space
         expect Be assured that notifications
         wait 4m
         press n
         type Schools reported that 38% of notices arrived after the school day.
         press enter d 2
         type Assured in part: monthly figures until March.
         press enter s a a
         type jo ellis give monthly timeliness figures by 29 jan #notices
         press enter
         wait 4m",
    ),
    (
        "typing-picture",
        "wait 4m
         press a
         type jo ellis share the neglect data by next sog #neglect",
    ),
    (
        "typing-action",
        "press ctrl-u
         type jo ellis share the neglect data by next",
    ),
    (
        "typing-lead",
        "press ctrl-u
         type h",
    ),
    (
        "typing-note",
        r"press esc n
         paste The police pilot found that weekend notices wait until Monday.\nSchools asked for one number to ring.\nThe college has asked to be part of the pilot from January, and will pay for its own licence.",
    ),
    ("chosen-line", "press enter up up"),
    (
        "over-run",
        "press down
         wait 11m30s",
    ),
    ("prompts", "press h"),
    ("area-list", "press tab"),
    ("area-people", "press tab"),
    (
        "outcome",
        "press space
         wait 9m
         press space
         expect come back to it later",
    ),
    (
        "positions",
        "press 1
         type All three answers agreed.
         press enter s 2 2
         expect agrees with conditions",
    ),
    ("defer", "press esc space f"),
    (
        "take-together",
        "press esc l
         type Inspection timetable
         press enter enter
         type note
         press enter enter
         type It came on Monday.
         press enter l
         type Change of venue in March
         press enter enter
         type note
         press enter enter
         type Rooms must be booked this week.
         press enter t 2
         expect pulled out",
    ),
    (
        "quorum-lost",
        "press esc o down l esc d 1
         type Agreed, subject to the police.
         press enter",
    ),
    ("minutes", "press m"),
    ("undo-list", "press esc U"),
    ("go-to", "press esc g"),
];

/// The state of this name.
pub fn state(states: &[State], name: &str) -> Model {
    let found = states.iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("there is no state called {name}")).1.clone()
}

/// The demonstration's files, in a folder that goes with the value.
fn folder() -> TempDir {
    let folder = tempdir().unwrap();
    for (path, bytes) in crate::workspaces::demo_files() {
        put(folder.path(), &path, bytes);
    }
    folder
}

/// The program started on a folder, its clock standing still before the meeting.
fn started(folder: &Path, meet: Option<&str>) -> Headless {
    let ask = Ask { meet: meet.map(str::to_owned), demo: true, ..Ask::default() };
    Headless::new(folder, ask, Clock::still("2026-12-03T09:58:00+00:00".parse().unwrap()))
}

/// What a state looks like in so many cells.
pub fn drawn(model: &Model, across: u16, down: u16) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(across, down)).unwrap();
    terminal.draw(|frame| app::view(model, frame)).unwrap().buffer.clone()
}

/// A drawing as lines of text.
pub fn text(buffer: &Buffer) -> Vec<String> {
    let rows = buffer.content.chunks(usize::from(buffer.area.width).max(1));
    rows.map(|cells| cells.iter().map(ratatui::buffer::Cell::symbol).collect()).collect()
}

/// Every state.
pub fn states() -> Vec<State> {
    let folder = folder();
    let mut states = vec![("meetings", started(folder.path(), None).model().clone())];
    let mut program = started(folder.path(), Some(MEETING));
    for (name, script) in MEETING_STATES {
        run(&mut program, name, script);
        states.push((name, program.model().clone()));
    }
    run(&mut program, "back to the meeting", "press esc");
    states.extend(over(program.model()));
    states.extend(failing(program.model()));
    let decided = "press g
         type 11
         press enter d 1 enter g
         type 13
         press enter d 1
         type To ask how the post is paid for from April.
         press enter
         wait 40m
         press E";
    run(&mut program, "the end", decided);
    states.push(("end", program.model().clone()));
    run(&mut program, "after the end", "press y");
    run(&mut program, "the files", "wait 2s");
    states.push(("ended", program.model().clone()));
    states.extend(troubled(folder.path()));
    states.extend(two_versions());
    states.extend(audits());
    states.extend(reviews());
    states.extend(every_tracker());
    states
}

fn run(program: &mut Headless, name: &str, script: &str) {
    let script = parse(script).unwrap_or_else(|e| panic!("{name}: {e:?}"));
    play(&script, program).unwrap_or_else(|e| panic!("{name}: {e}"));
}

/// What lies over a screen.
fn over(model: &Model) -> Vec<State> {
    let mut palette = pressed(model, ":");
    for key in ["m", "i", "n", "u"] {
        palette = pressed(&palette, key);
    }
    vec![("help", pressed(model, "?")), ("palette", pressed(model, ":")), ("palette-typed", palette)]
}

/// A disk that is full.
fn failing(model: &Model) -> Vec<State> {
    let mut model = pressed(&pressed(&pressed(model, "p"), "x"), "enter");
    let fault = Fault {
        doing: Doing::Recording,
        path: format!("meetings/{MEETING}/record/script.jsonl"),
        cause: Cause::Full,
        detail: "no space left on device".into(),
        clash: None,
    };
    let now = model.now;
    app::update(&mut model, now, Msg::Reply(Reply::Failed(fault)));
    let leaving = pressed(&model, "q");
    vec![("not-saved", model), ("leaving-unsaved", leaving)]
}

/// A folder with a meeting under way and a file that cannot be read.
fn troubled(folder: &Path) -> Vec<State> {
    put(
        folder,
        "agendas/sog.yaml",
        b"schema: 1\ngroup: sog\nitems:\n  - id: welcome\n    titel: Welcome\n    minutes: soon\n",
    );
    put(
        folder,
        "trackers/executive.yaml",
        b"schema: 1\nid: executive\nactions:\n  - {id: EXEC-26-001, what: [}\n",
    );
    let mut program = started(folder, None);
    let list = program.model().clone();
    program.press(&Key::char('p'));
    vec![("meetings-troubled", list), ("problems", program.model().clone())]
}

/// The actions of every tracker, one of them restricted and one with all that an action may hold.
fn every_tracker() -> Vec<State> {
    let folder = folder();
    let path = "trackers/executive.yaml";
    let text = std::fs::read_to_string(folder.path().join(path)).unwrap();
    let whole = "    sources:\n      - {kind: audit, called: Neglect audit 2025, ref: finding 3}\n      - {kind: cspr}\n\
                 \u{20}   priority: high\n    blocked_by: [SOG-26-004]\n    steps:\n\
                 \u{20}     - {what: Draft the wording, done: 2026-07-24}\n      - {what: Agree it with every provider}\n\
                 \u{20}   evidence:\n      - {on: 2026-11-20, text: Two providers signed., level: agreed, by: LB}\n\
                 \u{20}   measure: Notices answered within two days\n    baseline: four in ten in June 2026\n\
                 \u{20}   tags: [housing, hub]\n";
    let text = text
        .replacen("    tags: [housing, hub]\n", whole, 1)
        .replacen("    tags: [budget]\n", "    tags: [budget]\n    tier: restricted\n", 1)
        .replacen("prefix: EXEC\n", "prefix: EXEC\nclose_at: embedded\n", 1);
    put(folder.path(), path, text.as_bytes());
    let mut program = started(folder.path(), None);
    let mut states = Vec::new();
    for (name, script) in [
        ("actions", "press a"),
        ("actions-whole", "press enter"),
        ("actions-by-agency", "press esc\npress g\npress g"),
        ("actions-restricted", "press R"),
        ("actions-finding", "press /\npress ctrl-u\ntype @police late:>x"),
        ("actions-completing", "press ctrl-u\ntype @wren gr"),
        ("actions-none", "press ctrl-u\ntype @polcie\npress enter"),
        (
            "actions-marked",
            "press R\npress /\npress ctrl-u\ntype status:open\npress enter g g g g\npress space space space",
        ),
        ("actions-date", "press m\ntype 4 mar 2027"),
        ("actions-preview", "press enter\ntype The figures came late.\npress enter"),
        ("actions-changed", "press enter"),
        ("actions-add-which", "press a"),
        ("actions-add", "press enter\ntype jo ellis share the figures by 4 feb"),
        ("actions-review", "press esc v"),
        ("actions-review-said", "press p\ntype The first draft went to heads.\npress enter"),
        ("actions-review-evidence", "press x\ntype Every provider has signed.\npress enter"),
        ("actions-review-end", "press esc E"),
        ("actions-review-over", "press enter"),
        ("actions-figures", "press enter c"),
        ("actions-views", "press c V"),
        ("actions-view-name", "press s\ntype Late at the police"),
    ] {
        run(&mut program, name, script);
        states.push((name, program.model().clone()));
    }
    states
}

/// Audits: the list of two small ones, and what is asked in one of them.
fn audits() -> Vec<State> {
    let folder = folder();
    crate::audit_out::write_audits(folder.path(), crate::audit_out::panels());
    let mut program = started(folder.path(), None);
    let mut states = Vec::new();
    for (name, script) in [
        ("audits", "press u"),
        ("audit-known", "press down\npress enter\npress k"),
        ("audit-chasing", "press esc c"),
        (
            "audit-return-evidence",
            "press esc down down right enter right right right right right e
             type Chronology, spring term: \"she sleeps on the sofa\"",
        ),
        ("audit-return-period", "press enter left left left left enter\ntype 1 jan\npress enter"),
        (
            "audit-panel-because",
            "press esc esc esc up up p g 2\ntype it was not repeated, and the school never saw it",
        ),
        ("audit-panel-here", "press enter a"),
        ("audit-panel-overall", "press esc o 4\ntype it went well\npress enter"),
        ("audit-panel-concern", "press !\ntype no adult at home since Monday"),
    ] {
        run(&mut program, name, script);
        states.push((name, program.model().clone()));
    }
    states.extend(whole_audit());
    states
}

/// The demonstration's audit of six children and nine agencies: its board, a return, its panel half done; and what it comes to
/// once the panel has agreed of all six.
fn whole_audit() -> Vec<State> {
    let folder = folder();
    for (path, bytes) in chairside::files::shipped::demo() {
        put(folder.path(), &path, bytes);
    }
    let mut program = started(folder.path(), None);
    let mut states = Vec::new();
    for (name, script) in [
        ("audit-board", "press u enter"),
        ("audit-board-late", "press down down down right right right right right"),
        ("audit-return", "press enter"),
        ("audit-return-question", "press right right right right right right right right"),
        ("audit-return-lacking", "press S"),
        ("audit-return-accepted", "press esc esc up up up left left left left left enter right right"),
        ("audit-panel-agreed", "press esc p n n"),
        ("audit-panel-stands", "press o"),
        ("audit-panel-recommend", "press esc r"),
        ("audit-panel", "press esc ] ]"),
        ("audit-write", "press esc w"),
        ("audit-write-form", "press 4"),
        ("audit-write-place", "press 1"),
        ("audit-written", "press enter"),
        ("audit-new", "press esc esc n"),
        ("audit-new-agencies", "press b\ntype 19 jan 2027\npress enter 2 enter"),
    ] {
        run(&mut program, name, script);
        states.push((name, program.model().clone()));
    }
    for n in 3..=6 {
        let panel = std::fs::read_to_string(format!(
            "{}/tests/fixtures/neglect-audit/panel/C{n}.yaml",
            env!("CARGO_MANIFEST_DIR")
        ));
        let panel = panel.unwrap().replace("2026-q4-neglect", "2026-winter-neglect");
        let panel: String = panel
            .lines()
            .filter(|line| !line.contains("recommendations:"))
            .map(|l| l.to_owned() + "\n")
            .collect();
        put(folder.path(), &format!("audits/2026-winter-neglect/panel/C{n}.yaml"), panel.as_bytes());
    }
    let mut program = started(folder.path(), None);
    for (name, script) in
        [("audit-results", "press u enter v"), ("audit-results-below", &"press down\n".repeat(12))]
    {
        run(&mut program, name, script);
        states.push((name, program.model().clone()));
    }
    // What would point at a child is in the way of a brief.
    let path = "audits/2026-winter-neglect/panel/C3.yaml";
    let panel = std::fs::read_to_string(folder.path().join(path)).unwrap();
    put(folder.path(), path, panel.replacen("text: ", "text: In one case, ", 1).as_bytes());
    let mut program = started(folder.path(), None);
    run(&mut program, "audit-not-written", "press u enter w 4 1 enter");
    states.push(("audit-not-written", program.model().clone()));
    states
}

/// Reviews and inspections: what is due, the clock of a review, a run-book, the programme, coverage and gap, the registers.
fn reviews() -> Vec<State> {
    let folder = folder();
    crate::reviews::write_reviews(folder.path());
    let mut program = started(folder.path(), None);
    let mut states = Vec::new();
    for (name, script) in [
        ("reviews", "press v"),
        ("reviews-restricted", "press R"),
        ("rapid-review", "press down enter"),
        ("rapid-review-done", "press x\ntype tue"),
        ("rapid-review-pause", "press esc p\ntype A criminal enquiry goes first\npress enter\ntype execu"),
        ("rapid-review-noted", "press esc x\npress enter"),
        ("rapid-review-links", "press end"),
        ("inspection", "press esc down down enter"),
        ("inspection-evidence", "press pagedown"),
        ("inspection-where", "press f enter"),
        (
            "inspection-errors",
            "press esc esc down down down t enter\ntype 60\npress enter\ntype no date 2, twice 1",
        ),
        ("programme", "press esc esc home down down down down down enter"),
        ("coverage", "press esc down down down down enter"),
        ("gap", "press tab"),
        ("gap-further", "press pagedown"),
        ("inputs", "press esc esc g"),
        ("inputs-note", "press x enter\ntype without the east"),
        ("recommendations", "press esc tab"),
        ("recommendations-close", "press c 2 enter\ntype EXEC-26-D004\npress enter\npress enter"),
    ] {
        run(&mut program, name, script);
        states.push((name, program.model().clone()));
    }
    states
}

/// A tracker with a conflict copy that differs in words, in a state and in something restricted, page by page.
fn two_versions() -> Vec<State> {
    let folder = folder();
    let path = "trackers/executive.yaml";
    let ours = std::fs::read_to_string(folder.path().join(path)).unwrap();
    let change = |from: &str, to: &str| ours.replacen(from, to, 1);
    let (lead, state) =
        ("what: Name a health lead for the intelligence meetings", "11-13\n    status: not started");
    let (plan, tags) = ("what: Bring a costed plan", "tags: [budget]");
    let theirs = change(
        lead,
        "what: Name two health leads, one for each of the two meetings, and who stands in for them",
    )
    .replacen(state, "11-13\n    status: under way", 1)
    .replacen(plan, "what: Bring a full costed plan", 1)
    .replacen(tags, "tags: [budget, staff]\n    tier: restricted", 1)
        + "  - {id: EXEC-26-031, what: Ring the college, lead: icb-dsp, raised: {date: 2026-12-01}, due: to be set, status: not started}\n";
    put(folder.path(), "trackers/executive-LAPTOP-JO.yaml", theirs.as_bytes());
    put(
        folder.path(),
        path,
        change(lead, "what: Name a lead for the meetings")
            .replacen(state, "11-13\n    status: blocked", 1)
            .as_bytes(),
    );
    let mut program = started(folder.path(), None);
    let mut states = vec![("meetings-copies", program.model().clone())];
    let pages = [
        ("copies", "press m"),
        ("merge-taken", "press enter"),
        ("merge-text", "press n"),
        ("merge-state", "press b"),
        ("merge-restricted", "press t"),
        ("merge-answers", "press m"),
        ("merge-done", "press w"),
    ];
    for (name, script) in pages {
        run(&mut program, name, script);
        states.push((name, program.model().clone()));
    }
    states
}

/// A state after a key, nothing of which reaches a disk.
fn pressed(model: &Model, key: &str) -> Model {
    let mut model = model.clone();
    let now = model.now;
    app::update(&mut model, now, Msg::Key(key.parse().unwrap()));
    model
}

fn put(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}
