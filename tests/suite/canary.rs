//! A word planted in every restricted place, and every output that is not restricted searched for it. The files a
//! workspace is made of and the journals are the store, not outputs: whoever holds them holds everything. So do the
//! screen of an item in hand, and what `check` quotes of a file to whoever may open it.

use crate::workspaces::{assert_clean, chairside, demo, printed, text};
use chairside::app::Ask;
use chairside::runtime::Clock;
use chairside::runtime::headless::Headless;
use std::fs;
use std::path::{Path, PathBuf};

const MEETING: &str = "executive-2026-12-03";
const NEXT: &str = "executive-2027-03-04";
/// What is planted begins with this, in capitals or not.
const CANARY: &str = "canary";
/// What is planted and belongs in the restricted minutes of the first meeting.
const MINUTED: [&str; 21] = [
    "title",
    "8a",
    "8a-title",
    "5b",
    "5b-title",
    "interest",
    "tracker",
    "evidence",
    "note",
    "decision",
    "reason",
    "action",
    "risk",
    "challenge",
    "parked",
    "referral",
    "hidden-note",
    "hidden-action",
    "hidden-decision",
    "withdrawal",
    "deferral",
];

/// In a file of the demonstration: what stands there, and what is to stand there instead.
type Change = (&'static str, &'static str);

const AGENDA: [Change; 8] = [
    ("title: Rapid reviews and practice reviews", "title: Canary-title"),
    (
        "ask: Be assured that reviews are on time",
        "prompts: [Canary-prompt]\n    ask: Canary-ask, that they are on time",
    ),
    ("phrase: An update on rapid reviews and practice reviews was received.", "phrase: Canary-phrase."),
    (
        "ref: 8a, title: Reviews in progress, file: papers/8a-reviews.md",
        "ref: Canary-8a, title: Canary-8a-title, file: papers/canary-8a.md",
    ),
    (
        "pages: 1}\n    why: Standing item",
        "pages: 1}\n    why: Canary-why\n    last_time: {date: 2026-09-10, said: Canary-last-time}",
    ),
    (
        "received: 2026-11-25, pages: 4}\n",
        "received: 2026-11-25, pages: 4}\n      - {ref: Canary-5b, title: Canary-5b-title, file: papers/canary-5b.md, state: late, tier: restricted}\n",
    ),
    ("receives: scrutiny-recommendations\n", "receives: scrutiny-recommendations\n    tier: restricted\n"),
    ("phrase: Progress against the recommendations of", "phrase: Canary-progress, the recommendations of"),
];

const TRACKER: [Change; 3] = [
    ("what: Report on the robotics pilot\n", "what: Canary-tracker\n    tier: restricted\n"),
    ("why: the pilot started a month late", "why: Canary-moved"),
    ("text: First draft shared. Figures for weekends were missing.", "text: Canary-update"),
];

const REGISTER: &str = "schema: 1
recommendations:
  - {id: REC-26-001, text: Seen by all, accepted: 2026-06-11, group: executive, actions: [EXEC-26-014]}
  - id: REC-26-002
    text: Canary-recommended
    sources: [{kind: cspr, called: Canary-source}]
    accepted: 2026-06-11
    group: executive
    success: Canary-success
    baseline: Canary-baseline
    closed: [{by: executive, on: 2026-09-10, reason: no longer needed, why: Canary-closed, decision: Canary-decided}]
    reopened: [{on: 2026-11-05, why: Canary-reopened}]
    tier: restricted
little_progress:
  - {id: a, area: Known to all, impact: None yet, year: 2025-26, recommendations: [REC-26-001]}
  - {id: b, area: Canary-area, impact: Canary-impact, achieved: [Canary-achieved], needed: [Canary-needed], year: 2025-26, tier: restricted}
";

const INPUTS: &str = "schema: 1
inputs:
  - {id: a, title: Awaited by all, from: council, to: sog, every: quarter, due: 2026-10-31}
  - id: canary-input
    title: Canary-awaited
    from: police
    to: sog
    every: quarter
    due: 2026-07-31
    received: [{on: 2026-08-01, note: Canary-received}]
    tier: restricted
";

const RAPID_REVIEW: &str = "schema: 1
id: rr-2026-01
child: Child A
aware: 2026-09-10
notified: 2026-09-14
pauses: [{from: 2026-09-21, why: Canary-pause, agreed_by: executive}]
sent: [{on: 2026-09-30, what: Canary-sent, to: Canary-panel}]
decision: {on: 2026-10-05, outcome: no-local-review, by: executive, why: Canary-decision}
actions: [EXEC-26-014]
find: Canary-query
";

fn change(root: &Path, path: &str, changes: &[Change]) {
    let mut changed = text(root, path).replace("\r\n", "\n");
    for (from, to) in changes {
        assert!(changed.contains(from), "{path} has no '{from}'");
        changed = changed.replacen(from, to, 1);
    }
    fs::write(root.join(path), changed).unwrap();
}

/// The demonstration with the word in every restricted place that a person fills in with an editor.
fn planted() -> (tempfile::TempDir, PathBuf) {
    let (folder, root) = demo();
    change(&root, &format!("meetings/{MEETING}.yaml"), &AGENDA);
    change(&root, "trackers/executive.yaml", &TRACKER);
    fs::create_dir_all(root.join("registers")).unwrap();
    fs::write(root.join("registers/recommendations.yaml"), REGISTER).unwrap();
    fs::write(root.join("registers/inputs.yaml"), INPUTS).unwrap();
    fs::create_dir_all(root.join("reviews/rapid")).unwrap();
    fs::write(root.join("reviews/rapid/rr-2026-01.yaml"), RAPID_REVIEW).unwrap();
    (folder, root)
}

/// What a command prints, which must hold nothing planted.
#[track_caller]
fn silent(root: &Path, args: &[&str]) -> String {
    let said = printed(&chairside(&[&["-w", root.to_str().unwrap()], args].concat()));
    assert!(!said.to_lowercase().contains(CANARY), "{args:?} says:\n{said}");
    said
}

/// Plays a meeting from its script; what is printed holds nothing planted.
#[track_caller]
fn played(root: &Path, meeting: &str, day: &str, session: &str) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys").join(session);
    let now = format!("{day}T09:58:00+00:00");
    // Not `silent`: a script that fails shows the screen, and then that is what one must see.
    let run = chairside(&[
        "-w",
        root.to_str().unwrap(),
        "--now",
        &now,
        "meet",
        meeting,
        "--script",
        script.to_str().unwrap(),
    ]);
    let said = printed(&run);
    assert!(run.status.success(), "{said}");
    assert!(said.contains("minutes-restricted.md") && !said.to_lowercase().contains(CANARY), "{said}");
}

/// Whether a file is part of the store, or the set that is restricted.
fn keeps_everything(path: &str) -> bool {
    path.strip_suffix(".yaml").is_some()
        || path.contains("/journal/")
        // And earlier versions of them.
        || path.ends_with("/minutes-restricted.md")
        || path.contains("/minutes-restricted.md/")
}

/// Every file's name, and what is in each that is not the store, hold nothing planted.
#[track_caller]
fn assert_files_silent(root: &Path) {
    let mut folders = vec![root.to_owned()];
    let mut searched = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            assert!(!name.to_lowercase().contains(CANARY), "{name}");
            if path.is_dir() {
                folders.push(path);
            } else if !keeps_everything(&name) {
                let held = String::from_utf8_lossy(&fs::read(&path).unwrap()).to_lowercase();
                let line = held.lines().find(|line| line.contains(CANARY));
                assert_eq!(line, None, "{name}");
                searched.push(name);
            }
        }
    }
    assert!(searched.iter().any(|name| name.ends_with("/minutes.md")), "{searched:?}");
}

/// What a file that went out holds, in words: a workbook cell by cell, a draft without its line ends.
fn held(place: &Path) -> String {
    let bytes = fs::read(place).unwrap();
    if place.extension().is_some_and(|ending| ending == "xlsx") {
        let book = chairside::files::sheet::read(&bytes).unwrap();
        return book
            .sheets
            .iter()
            .flat_map(|sheet| sheet.cells.values())
            .map(|cell| cell.words() + "\n")
            .collect();
    }
    String::from_utf8(bytes).unwrap().replace("=\r\n", "").replace("\r\n ", "")
}

/// Every command that can say something of a meeting, and the list of meetings.
#[track_caller]
fn assert_commands_silent(root: &Path, meeting: &str) {
    for tier in ["open", "partners"] {
        let said = silent(root, &["minutes", meeting, "--tier", tier, "--print"]);
        assert!(said.contains("is recorded in the"), "{said}");
        silent(root, &["minutes", meeting, "--tier", tier]);
    }
    silent(root, &["minutes", meeting]);
    silent(root, &["minutes", "no-such-meeting"]);
    silent(root, &["check"]);
    silent(root, &["decisions"]);
    silent(root, &["actions", "moved:>=0"]);
    silent(root, &["actions", "--tier", "open"]);
    for format in ["text", "csv", "md"] {
        silent(root, &["actions", "report", "--format", format]);
        silent(root, &["actions", "report", "--format", format, "--tier", "open", "status:open"]);
    }
    for format in ["table", "csv", "json", "md"] {
        silent(root, &["actions", "--format", format, "moved:>=0"]);
    }
    silent(root, &["actions", "chase", "--within", "50w"]);
    let out = tempfile::tempdir().unwrap();
    let to = out.path().to_str().unwrap();
    silent(root, &["actions", "chase", "--within", "50w", "--eml", to, "--ics", to]);
    let place = out.path().join("actions.xlsx");
    silent(root, &["actions", "--format", "xlsx", "--output", place.to_str().unwrap(), "moved:>=0"]);
    for entry in fs::read_dir(out.path()).unwrap().map(|entry| entry.unwrap().path()) {
        let held = held(&entry).to_lowercase();
        assert!(!held.contains(CANARY), "{}: {held}", entry.display());
    }
    silent(root, &["decisions", "--tier", "open"]);
    assert!(silent(root, &["inputs"]).contains("Awaited by all"));
    silent(root, &["inputs", "--tier", "open"]);
    silent(root, &["inputs", "received", "b"]);
    assert!(silent(root, &["rapid-review", "list"]).contains("1 not shown here"));
    silent(root, &["rapid-review", "list", "--tier", "open"]);
    for form in ["text", "md"] {
        assert!(silent(root, &["recommendations", "--format", form]).contains("Seen by all"));
        let said = silent(root, &["recommendations", "progress", "--format", form]);
        assert!(said.contains("Known to all"), "{said}");
        silent(root, &["recommendations", "progress", "--format", form, "--tier", "open"]);
    }
    silent(root, &["verify"]);
    silent(root, &["verify", meeting]);
    for format in ["md", "csv", "json"] {
        let said = silent(root, &["trail", meeting, "--format", format]);
        assert!(said.contains("a restricted act"), "{said}");
        silent(root, &["trail", meeting, "--format", format, "--tier", "open"]);
    }
    silent(root, &["meet", meeting]);
    silent(root, &[]);
    silent(root, &["init", root.to_str().unwrap(), "--like", "regional"]);
    let now = "2027-03-05T09:00:00+00:00".parse().unwrap();
    let list = Headless::new(root, Ask::default(), Clock::still(now)).shown();
    assert!(list.contains("Executive") && !list.to_lowercase().contains(CANARY), "{list}");
}

#[test]
fn nothing_restricted_is_in_any_other_output() {
    let (_folder, root) = planted();
    assert_clean(&root);
    played(&root, MEETING, "2026-12-03", "canary.session");
    assert_commands_silent(&root, MEETING);
    assert_files_silent(&root);
    let restricted = text(&root, &format!("meetings/{MEETING}/minutes-restricted.md")).to_lowercase();
    for word in MINUTED {
        assert!(restricted.contains(&format!("{CANARY}-{word}")), "{word} is nowhere:\n{restricted}");
    }
    let printed = printed(&chairside(&[
        "-w",
        root.to_str().unwrap(),
        "minutes",
        MEETING,
        "--tier",
        "restricted",
        "--print",
    ]));
    assert!(printed.to_lowercase().contains(CANARY), "the restricted set may be printed by name");
}

#[test]
fn what_was_restricted_is_restricted_at_the_next_meeting() {
    let (_folder, root) = planted();
    played(&root, MEETING, "2026-12-03", "canary.session");
    played(&root, NEXT, "2027-03-04", "canary-next.session");
    assert_commands_silent(&root, NEXT);
    assert_files_silent(&root);
    let restricted = text(&root, &format!("meetings/{NEXT}/minutes-restricted.md"));
    assert!(restricted.contains("Canary-ratified"), "{restricted}");
}

/// The report of the demonstration's trackers in every form, with another text of one action of the Executive's.
fn reports(action: impl Fn(&str) -> String) -> Vec<String> {
    let (_folder, root) = demo();
    let path = root.join("trackers/executive.yaml");
    let whole = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let from = whole.find("  - id: EXEC-26-011\n").unwrap();
    let to = from + whole[from..].find("\n\n").unwrap();
    let changed = action(&whole[from..to]);
    fs::write(path, format!("{}{changed}{}", &whole[..from], &whole[to..])).unwrap();
    // Hints go by the names there are, so what only this action has is asked for too.
    let report = ["-w", root.to_str().unwrap(), "--today", "2026-12-03", "actions", "report", "--format"];
    let asked = ["-source:canary", "-#housing"];
    ["text", "csv", "md"].map(|format| printed(&chairside(&[&report[..], &[format], &asked].concat()))).into()
}

#[test]
fn a_report_is_as_if_there_were_no_restricted_action() {
    let sources = "    sources:\n      - {kind: risk, called: Canary-risk}\n    tier: restricted";
    let hidden = reports(|action| format!("{action}\n{sources}"));
    assert!(hidden[0].contains("nothing here came from canary"), "{}", hidden[0]);
    assert_eq!(hidden, reports(|_| String::new()));
    assert_ne!(hidden, reports(str::to_owned), "the action would count");
}

#[test]
fn the_demonstration_played_through_says_nothing_restricted() {
    let (_folder, root) = planted();
    let said = silent(&root, &["demo", "--keep", root.to_str().unwrap()]);
    assert!(said.contains("Played a fictional Executive through"), "{said}");
    assert_files_silent(&root);
}
