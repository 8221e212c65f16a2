//! Reviews, inspections and registers worked by keys on the real screen: a milestone done and taken back, a pause, evidence, a
//! dry run, an input that came, a recommendation opened again; what is restricted shown only when it is asked for. What the
//! files say afterwards is what was done, and nothing else.

use crate::audit_out::put;
use crate::project::read;
use crate::terminal::Terminal;
use crate::workspaces::{assert_clean_but_for_returns, demo, kept_line, said_on, text, whole_demo};
use chairside::domain::audit::{Answer, Audit, Challenge, Return, ReturnState, survey};
use chairside::files::{audit, audit_challenge, audit_return, audit_survey, places, shipped};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

const FOLDER: &str = "tests/fixtures/reviews";
const FILES: [&str; 5] = [
    "audits/programme.yaml",
    "audits/inspections/2026-front-door.yaml",
    "reviews/rapid/rr-2026-01.yaml",
    "reviews/rapid/rr-2026-02.yaml",
    "registers/recommendations.yaml",
];
const RESTRICTED: &str = "reviews/rapid/rr-2026-01.yaml";
const INSPECTION: &str = "audits/inspections/2026-front-door.yaml";
const SECTION_11: &str = "2026-section-11";

/// Everything of this kind in a folder that holds the demonstration.
pub fn write_reviews(root: &Path) {
    for (path, bytes) in shipped::audits() {
        put(root, &path, std::str::from_utf8(bytes).unwrap());
    }
    for path in FILES {
        put(root, path, &read(&format!("{FOLDER}/{path}")));
    }
    crate::audit_out::write_audits(root, crate::audit_out::panels());
    section_11(root);
}

/// An audit of three organisations' arrangements, two of which have returned; a survey with one count of few.
fn section_11(root: &Path) {
    let new = [
        "audit",
        "new",
        SECTION_11,
        "--template",
        "section-11-eight",
        "--panel",
        "2026-12-15",
        "--group",
        "sog",
    ];
    let agencies = ["--agency", "police", "--agency", "housing", "--agency", "gp"];
    said_on(root, "2026-10-01", &[&new[..], &agencies].concat(), 0);
    let audit: Audit = audit::load(&text(root, &places::audit(&SECTION_11.into()))).value.unwrap();
    for (agency, answers) in [
        ("police", [("s11-training", "FULL"), ("s11-board-lead", "FULL")]),
        ("housing", [("s11-training", "MOST"), ("s11-board-lead", "PART")]),
    ] {
        let answers = answers.map(|(question, code)| Answer {
            question: question.into(),
            answer: vec![code.into()],
            ..Answer::default()
        });
        let of = Return {
            schema: 1,
            audit: audit.id.clone(),
            template_sha256: audit.template.sha256.clone(),
            case: "C1".into(),
            agency: agency.into(),
            state: ReturnState::Accepted,
            answers: answers.to_vec(),
            ..Return::default()
        };
        put(root, &places::audit_return(&audit.id, &of.case, &of.agency), &audit_return::text(&of));
    }
    let counted = |standard: &str, agree, disagree, n| survey::Counted {
        standards: vec![standard.to_owned()],
        agree,
        disagree,
        n,
        ..survey::Counted::default()
    };
    let survey = survey::Survey {
        audit: audit.id.clone(),
        asked: vec![counted("s11-training", 41, 22, 72), counted("s11-board-lead", 3, 1, 4)],
        ..survey::Survey::default()
    };
    put(root, &places::audit_survey(&audit.id), &audit_survey::text(&survey));
    let one = Challenge {
        agency: "housing".into(),
        question: "s11-training".into(),
        by: "police".into(),
        on: "2026-11-06".parse().ok(),
        asked: "Who was trained?".into(),
        moderated: Some("PART".into()),
        reason: "no figures for agency staff".into(),
        ..Challenge::default()
    };
    let challenge = audit_challenge::added(None, &audit.id, &one).unwrap();
    put(root, &places::audit_challenge(&audit.id), &challenge);
}

fn started(root: &Path, rows: u16, cols: u16) -> Terminal {
    let args = ["-w", root.to_str().unwrap(), "--today", "2026-12-03"];
    let terminal = Terminal::start(&args, root, &[("NO_COLOR", "1"), ("USER", "jo")], rows, cols);
    terminal.wait_for("v reviews");
    terminal
}

/// The lines that are in one text and not in the other.
fn added(before: &str, after: &str) -> Vec<String> {
    after
        .lines()
        .filter(|line| !before.lines().any(|known| known == *line))
        .map(|l| l.trim().to_owned())
        .collect()
}

#[test]
fn a_restricted_clock_is_worked_by_keys_and_taken_back() {
    let (_folder, root) = demo();
    write_reviews(&root);
    let before = text(&root, RESTRICTED);
    let mut terminal = started(&root, 40, 120);
    terminal.send("v");
    terminal.wait_for("Reviews and inspections");
    terminal.wait_for("1 restricted not shown");
    assert!(!terminal.screen().contains("Child A") && !terminal.screen().contains("rr-2026-01"));
    terminal.send("R");
    terminal.wait_for("mind who sees this screen");
    // The first thing that is due of all is a summary of this review.
    terminal.wait_for("rr-2026-01");
    while !terminal.screen().lines().any(|line| line.contains("▶") && line.contains("· Child A")) {
        let shown = terminal.screen();
        terminal.send("\x1b[B");
        terminal.wait("the next row", |screen| screen.contents() != shown);
    }
    terminal.send("\r");
    terminal.wait_for("RESTRICTED Rapid review rr-2026-01 Child A");
    // The notification was done: x says so, and the third step is the first that was not.
    terminal.send("x");
    terminal.wait_for("choose a step that is not done");
    terminal.send("\x1b[B\x1b[Bx");
    terminal.wait_for("On which day was it done?");
    terminal.send("tomorrow");
    terminal.wait_for("has not come yet");
    terminal.send("\x15yesterday");
    terminal.wait_for("Wed 2 Dec 2026");
    terminal.send("\r");
    terminal.wait_for("u takes it back");
    terminal.wait_for("B done 2 working days late");
    assert_eq!(added(&before, &text(&root, RESTRICTED)), ["- {step: summaries, on: 2026-12-02}"]);
    terminal.send("u");
    terminal.wait_for("Undone");
    assert_eq!(text(&root, RESTRICTED), before);
    // A pause: why, who, from when; nothing that looks like a number of a child is taken down.
    terminal.send("p");
    terminal.wait_for("Why does the count stand still?");
    terminal.send("seen 943 476 5919\r");
    terminal.wait_for("an NHS number");
    terminal.send("\x15Another enquiry goes first\r");
    terminal.wait_for("Who agreed to it?");
    terminal.send("Nobody\r");
    terminal.wait_for("There is no group and no post");
    terminal.send("\x15Executive\r");
    terminal.wait_for("From which day?");
    terminal.send("1 dec\r");
    terminal.wait_for("Which is its last day?");
    terminal.send("\r");
    terminal.wait_for("Said to be paused since Tue 1 Dec 2026");
    terminal.send("g");
    terminal.wait_for("On which day does the count go on?");
    terminal.send("\r");
    terminal.wait_for("The count goes on from Thu 3 Dec 2026");
    let new = added(&before, &text(&root, RESTRICTED));
    assert_eq!(new.len(), 1, "{new:?}");
    let parts =
        ["from: 2026-12-01", "to: 2026-12-02", "why: Another enquiry goes first", "agreed_by: executive"];
    assert_eq!(parts.iter().find(|part| !new[0].contains(*part)), None, "{new:?}");
    // Hidden again, it goes from the screen at once.
    terminal.send("R");
    terminal.wait_for("What is restricted is not shown");
    assert!(!terminal.screen().contains("Child A") && !terminal.screen().contains("rr-2026-01"));
    // What is taken back now is not said with words that are hidden.
    terminal.send("u");
    terminal.wait_for("Undone: A change of something restricted, which R shows.");
    assert!(!terminal.screen().contains("Child A") && !terminal.screen().contains("rr-2026-01"));
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    assert_clean_but_for_returns(&root);
}

#[test]
fn a_run_book_and_the_registers_are_worked_by_keys_and_words_outlive_a_kill() {
    let (_folder, root) = demo();
    write_reviews(&root);
    let before = text(&root, INSPECTION);
    let mut terminal = started(&root, 40, 120);
    terminal.send("v");
    terminal.wait_for("The front door: Lists are in");
    terminal.send("\x1b[B\x1b[B\r");
    terminal.wait_for("Run-book in working days");
    terminal.wait_for("R late");
    terminal.send("x\r");
    terminal.wait_for("The step lists was done on Thu 3 Dec 2026");
    terminal.send("\x1b[6~");
    terminal.wait_for("f fresh");
    terminal.send("f");
    terminal.wait_for("From which day does it hold?");
    terminal.send("fri\r");
    terminal.wait_for("Where is it?");
    // Killed with the line on the screen, it is there again.
    let start = Instant::now();
    let kept = || kept_line(&root, places::REVIEWS_LINE);
    while !kept().contains("2026-11-27") {
        assert!(start.elapsed() < Duration::from_secs(20), "kept: “{}”", kept());
        thread::yield_now();
    }
    terminal.kill();
    let mut terminal = started(&root, 40, 120);
    terminal.send("v");
    terminal.wait_for("1 line typed here is not written yet");
    terminal.send("z");
    terminal.wait_for("Where is it?");
    terminal.send("folder 9\r");
    terminal.wait_for("Which post is asked for it?");
    terminal.send("\r");
    terminal.wait_for("holds from Fri 27 Nov 2026");
    terminal.send("\x1b[F");
    terminal.wait_for("Nobody asks where the father is");
    let after = text(&root, INSPECTION);
    assert!(after.contains("- {step: lists, on: 2026-12-03}"), "{after}");
    assert!(after.contains("holds_from: 2026-11-27") && after.contains("folder 9"), "{after}");
    assert_eq!(before.lines().filter(|line| !after.contains(line)).count(), 1, "{after}");
    terminal.send("\x1b");
    terminal.wait_for("Due next");
    terminal.send("\x1b");
    terminal.wait_for("g registers");
    terminal.send("g");
    terminal.wait_for("Return interviews after children went missing");
    terminal.send("x");
    terminal.wait_for("On which day did it come?");
    terminal.send("\rin full\r");
    terminal.wait_for("came on Thu 3 Dec 2026");
    assert!(text(&root, "registers/inputs.yaml").contains("note: in full"));
    terminal.send("\t");
    terminal.wait_for("2 recommendations");
    assert!(!terminal.screen().contains("CANARY"));
    terminal.send("c1");
    terminal.wait_for("is closed as achieved only when every action reaches");
    terminal.send("\x1b");
    terminal.wait_for("c close");
    terminal.send("\x1b[B");
    terminal.wait_for("o open again");
    terminal.send("o");
    terminal.wait_for("What was found?");
    terminal.send("It lapsed\rDip sample\r\r\r");
    terminal.wait_for("REC-26-002 is open again from Thu 3 Dec 2026");
    assert!(text(&root, "registers/recommendations.yaml").contains("why: It lapsed"));
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    assert_clean_but_for_returns(&root);
}

#[test]
fn a_page_follows_what_is_changed_in_another_window_however_deep_its_folder_is() {
    let (_folder, root) = whole_demo();
    let mut terminal = started(&root, 40, 120);
    terminal.send("v");
    terminal.wait_for("None is prepared for: i begins.");
    let run = |args: &[&str]| said_on(&root, "2026-12-03", args, 0);
    // Neither folder is there yet.
    assert!(!root.join("audits/inspections").exists() && !root.join("reviews").exists());
    run(&["inspection", "new", "2026-front-door", "--theme", "The front door"]);
    terminal.wait_for("The front door");
    terminal.wait_for("no notice yet");
    run(&["inspection", "dates", "2026-front-door", "--notice", "2026-12-01"]);
    terminal.wait_for("notice Tue 1 Dec 2026");
    run(&["rapid-review", "new", "--child", "Child A", "--aware", "2026-11-30"]);
    terminal.wait_for("1 restricted not shown");
    // An audit's own folder, two down, on the audits' page, which stays where it is.
    terminal.send("\x1b");
    terminal.wait_for("u audits");
    terminal.send("u");
    terminal.wait_for("1 audit");
    run(&["audit", "new", "2026-x", "--template", "neglect", "--panel", "2027-01-19", "--group", "sog"]);
    terminal.wait_for("2 audits");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    assert_clean_but_for_returns(&root);
}

#[test]
fn an_inspection_is_begun_by_keys_outlives_a_kill_and_is_taken_back() {
    let (_folder, root) = whole_demo();
    let path = "audits/inspections/2026-the-front-door.yaml";
    let mut terminal = started(&root, 24, 80);
    terminal.send("v");
    terminal.wait_for("i new inspection");
    terminal.send("i");
    terminal.wait_for("What is the inspection about?");
    terminal.send("The front door\r");
    terminal.wait_for("Which kind of inspection?");
    let start = Instant::now();
    let kept = || kept_line(&root, places::REVIEWS_LINE);
    while !kept().contains("The front door") {
        assert!(start.elapsed() < Duration::from_secs(20), "kept: “{}”", kept());
        thread::yield_now();
    }
    terminal.kill();
    let mut terminal = started(&root, 24, 80);
    terminal.send("v");
    terminal.wait_for("1 line typed here is not written yet");
    terminal.send("z");
    terminal.wait_for("Which kind of inspection?");
    terminal.send("1");
    terminal.wait_for("Which template says what is kept ready?");
    terminal.send("\r");
    terminal.wait_for("Under which id?");
    terminal.send("\r");
    terminal.wait_for("is begun: 16 pieces of evidence");
    let made = text(&root, path);
    assert!(made.contains("theme: The front door") && made.contains("kind: front-door"), "{made}");
    terminal.wait("the cursor on it", |screen| {
        screen.contents().lines().any(|line| line.contains('▶') && line.contains("The front door"))
    });
    terminal.send("u");
    terminal.wait_for("Undone");
    assert!(!root.join(path).exists());
    terminal.send("\x12");
    terminal.wait_for("Redone");
    assert_eq!(text(&root, path), made);
    // Changed by somebody else since, it stays.
    said_on(
        &root,
        "2026-12-03",
        &["inspection", "dates", "2026-the-front-door", "--notice", "2026-12-01"],
        0,
    );
    terminal.send("u");
    terminal.wait_for("it was changed since it was begun");
    assert!(text(&root, path).contains("notice: 2026-12-01"));
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    assert_clean_but_for_returns(&root);
}
