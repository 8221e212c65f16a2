//! Commands that change files outside meetings or make minutes final, over hostile files and words: what they print is harmless,
//! and so is what they leave. Some payloads each time; all of them by
//! `cargo test --test suite hostile::changing -- --ignored`.

use super::values::{assert_no_formula, holds_a_payload, quoted};
use super::{MEETING, acts, assert_harmless, corpus, in_turn, lines, sitting};
use crate::workspaces::{chairside, demo, printed, text};
use chairside::domain::meeting::Act;
use chairside::files::changes::{Line, Piece, seed};
use chairside::files::places;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const TODAY: &str = "2026-12-03";

/// Payloads with their numbers; a command line holds none with a NUL.
fn some(step: usize) -> impl Iterator<Item = (usize, String)> {
    let all = corpus::payloads().into_iter().enumerate().filter(|(_, payload)| !payload.contains('\0'));
    all.step_by(step)
}

/// What a command prints, which is harmless; and whether it did what it was asked to.
#[track_caller]
fn said(root: &Path, args: &[&str]) -> (bool, String) {
    let output = chairside(&[&["-w", root.to_str().unwrap(), "--today", TODAY], args].concat());
    let said = printed(&output);
    assert_harmless(&format!("{args:?}"), &said);
    (output.status.success(), said)
}

/// A payload on one line.
fn on_a_line(payload: &str) -> String {
    payload.replace(['\n', '\r'], " ")
}

#[test]
fn a_journal_of_changes_is_listed_harmless_in_every_form() {
    const LEADS: [&str; 5] = ["", "=", "+", "-", "@"];
    let (_folder, root) = demo();
    let place = root.join(places::CHANGES);
    fs::create_dir_all(&place).unwrap();
    for (nth, writers) in corpus::payloads().chunks(40).enumerate() {
        // A journal is called by its writer, whom another machine names as it likes.
        let writer: String =
            writers[nth % writers.len()].chars().filter(|c| !matches!(c, '/' | '\0')).take(40).collect();
        let (mut before, mut journal) = (seed(&writer), String::new());
        for (n, payload) in writers.iter().enumerate() {
            let hostile = || format!("{}{payload}", LEADS[n % LEADS.len()]);
            let what = Piece {
                of: hostile(),
                field: hostile(),
                from: Some(hostile()),
                to: Some(hostile()),
                why: hostile(),
                restricted: false,
            };
            let at = "2026-12-03T10:00:00Z".parse().unwrap();
            let line = Line { at, by: hostile(), file: hostile(), did: hostile(), what: vec![what], more: n };
            let sealed = line.sealed(before);
            before = chairside::files::changes::last_hash(sealed.as_bytes()).unwrap();
            journal += &sealed;
        }
        fs::write(place.join(format!("{writer}.jsonl")), journal).unwrap();
    }
    for args in [&["changes"][..], &["changes", "--format", "json"], &["verify"], &["check"]] {
        said(&root, args);
    }
    let (_, listed) = said(&root, &["changes"]);
    assert!(
        listed.contains("k000q") && listed.contains("k300q"),
        "every change is listed: {}",
        &listed[..3000]
    );
    let csv = chairside(&["-w", root.to_str().unwrap(), "changes", "--format", "csv"]);
    assert_no_formula("changes as CSV", &printed(&csv));
    for (_, payload) in some(20) {
        said(&root, &["changes", "--file", &payload]);
        said(&root, &["changes", "--since", &payload]);
    }
}

/// A meeting chaired to its end in which everything was hostile, made final and opened again for these reasons.
fn made_final(step: usize) {
    let mut done = 0;
    for (n, payload) in some(step) {
        let (_folder, root) = demo();
        let mut hostile = in_turn(n);
        let mut all = acts(sitting(&mut hostile), &mut hostile);
        all.push(Act::Ended);
        let place = root.join("meetings").join(MEETING).join("journal");
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join("hand.jsonl"), lines(all)).unwrap();
        let finalise = ["finalise", MEETING, "--by", &payload, "--despite", &payload];
        said(&root, &finalise);
        let (was_final, words) = said(&root, &[&finalise[..], &["--yes"]].concat());
        assert!(was_final || words.contains("looks like"), "{payload:?}: {words}");
        let issued = root.join("meetings").join(MEETING).join("minutes-final-1.md");
        assert_eq!(was_final, issued.exists(), "{payload:?}: {words}");
        if was_final {
            let text = fs::read_to_string(&issued).unwrap();
            assert_harmless(&format!("final minutes by {payload:?}"), &text);
            assert!(holds_a_payload(&text));
            done += 1;
        }
        // Asked again, opened, and made final as amended, which says why.
        said(&root, &finalise);
        let reopen = ["reopen", MEETING, "--why", &payload, "--by", &payload];
        said(&root, &reopen);
        said(&root, &[&reopen[..], &["--yes"]].concat());
        said(&root, &[&finalise[..], &["--yes"]].concat());
        let again = root.join("meetings").join(MEETING).join("minutes-final-2.md");
        if again.exists() {
            assert_harmless(&format!("amended for {payload:?}"), &fs::read_to_string(again).unwrap());
        }
        for args in [&["verify"][..], &["trail", MEETING], &["check"]] {
            said(&root, args);
        }
        // Who is no meeting is not said back raw.
        said(&root, &["finalise", &payload, "--yes"]);
        said(&root, &["reopen", &payload, "--why", &payload, "--yes"]);
    }
    assert!(done > 3, "{done} were made final");
}

#[test]
fn minutes_are_made_final_and_opened_again_without_harm() {
    made_final(60);
}

#[test]
#[ignore = "every payload; a sample is tried each time"]
fn minutes_are_made_final_and_opened_again_for_any_reason_without_harm() {
    made_final(1);
}

#[test]
fn files_of_an_earlier_version_are_shown_and_brought_over_without_harm() {
    let (_folder, root) = demo();
    let mut shown = String::new();
    for raw in [true, false] {
        for (n, payload) in corpus::payloads().iter().enumerate() {
            let title = if raw { on_a_line(payload) } else { quoted(payload) };
            let comment = if raw { on_a_line(payload) } else { "a comment".to_owned() };
            // Every fourth is called so as well.
            let name: String = match n % 4 {
                0 => payload.chars().filter(|c| !matches!(c, '/' | '\0')).take(40).collect(),
                _ => format!("tracker-{n}"),
            };
            let file = root.join(format!("trackers/{name}-{raw}.yaml"));
            fs::write(file, format!("# {comment}\ntitle: {title}\nid: t{n}\nactions: []\n")).unwrap();
        }
        shown += &said(&root, &["migrate"]).1;
        said(&root, &["migrate", "--yes"]);
        shown += &said(&root, &["migrate"]).1;
    }
    assert!(shown.contains("+schema: 1") && holds_a_payload(&shown), "{shown}");
    assert!(shown.contains("it cannot be read, and was left alone"), "{shown}");
    let migrated = text(&root, "trackers/tracker-1-false.yaml");
    assert!(
        migrated.contains("schema: 1\n") && migrated.contains(&quoted(&corpus::payloads()[1])),
        "{migrated}"
    );
}

/// Two entries for one person, whose every text is hostile, made one.
fn people(step: usize) {
    let mut done = 0;
    for (_, payload) in some(step) {
        let (_folder, root) = demo();
        let file = root.join(places::PARTNERSHIP);
        let name = quoted(&on_a_line(&payload));
        let twice = format!(
            "  # {}\n  - {{id: p-nowen2, name: {name}, initials: {name}, post: icb-dsp, from: 2023-04-01, \
             interests: [{{what: {name}, tags: [a]}}]}}\n",
            // A comment holds what can be seen; other things make the file unreadable, which is tried with commands that read.
            payload.chars().filter(|c| super::harmless(*c)).collect::<String>()
        );
        let before =
            fs::read_to_string(&file).unwrap().replacen("people:\n", &format!("people:\n{twice}"), 1);
        fs::write(&file, &before).unwrap();
        said(&root, &["people", "merge", "p-nowen", "p-nowen2"]);
        let (merged, words) = said(&root, &["people", "merge", "p-nowen", "p-nowen2", "--yes"]);
        let now = fs::read_to_string(&file).unwrap();
        assert_eq!(merged, now != before, "{payload:?}: {words}");
        done += usize::from(merged);
        said(&root, &["people", "merge", &payload, &payload, "--yes"]);
        said(&root, &["people", "merge", "p-nowen", &payload]);
        said(&root, &["restore"]);
    }
    assert!(done > 3, "{done} were made one");
}

#[test]
fn people_are_made_one_without_harm() {
    people(40);
}

#[test]
#[ignore = "every payload; a sample is tried each time"]
fn people_of_any_name_are_made_one_without_harm() {
    people(1);
}

/// Actions of hostile words handed to another group for hostile reasons, and found there as they were.
fn transfers(step: usize) {
    let (_folder, root) = demo();
    let tracker = root.join("trackers/executive.yaml");
    let mut text = fs::read_to_string(&tracker).unwrap();
    for (n, payload) in some(1) {
        let (what, line) = (quoted(&payload), quoted(&on_a_line(&payload)));
        write!(
            text,
            "\n  - id: EXEC-26-{n}\n    what: {what}\n    lead: police-dsp\n    raised: {{date: 2026-01-01, minute: {line}}}\n    due: 2026-11-30\n    status: blocked\n    updates: [{{on: 2026-11-01, text: {what}}}]\n    tags: [{line}]\n",
            n = n + 100
        )
        .unwrap();
    }
    fs::write(&tracker, text).unwrap();
    let mut gone = Vec::new();
    for (n, payload) in some(step) {
        let id = format!("EXEC-26-{}", n + 100);
        let (done, words) = said(&root, &["actions", "transfer", &id, "sog", "--why", &payload]);
        if done {
            gone.push((id, payload.clone()));
        } else {
            // What looks like an address is no reason, and what is no action of the tracker stays.
            assert!(!words.is_empty(), "{payload:?}");
        }
        said(&root, &["actions", "transfer", &payload, "sog", "--why", &payload]);
        said(&root, &["actions", "transfer", "EXEC-26-017", &payload, "--why", &payload]);
    }
    assert!(gone.len() > 3, "{} were handed over", gone.len());
    for args in [&["check"][..], &["actions", "lead:police"], &["changes"], &["restore", "trackers/sog.yaml"]]
    {
        said(&root, args);
    }
    // Word for word, whatever it was.
    let there: serde_json::Value =
        serde_yaml::from_str(&crate::workspaces::text(&root, "trackers/sog.yaml")).unwrap();
    for (id, payload) in gone {
        let moved = there["actions"].as_array().unwrap().iter().find(|action| {
            action["aka"].as_array().is_some_and(|names| names.iter().any(|name| *name == *id))
        });
        assert_eq!(moved.unwrap()["what"], *payload, "{id}");
    }
}

#[test]
fn actions_are_handed_to_another_group_without_harm() {
    transfers(50);
}

#[test]
#[ignore = "every payload; a sample is tried each time"]
fn any_action_is_handed_to_another_group_without_harm() {
    transfers(1);
}

/// The register of children who may be unsafe, with something hostile in every text, and added to.
fn escalations(step: usize) {
    let (_folder, root) = demo();
    let mut register = String::from("schema: 1\nescalations:\n");
    for (n, payload) in corpus::payloads().iter().enumerate() {
        let (line, words) = (quoted(&on_a_line(payload)), quoted(payload));
        writeln!(
            register,
            "  - {{id: ESC-26-{n:03}, on: 2026-11-20, at: \"11:04\", audit: 2026-q4-neglect, case: C1, what: {words}, \
             told: {line}, by: {line}, since: [{{on: 2026-11-21, what: {words}}}]}}"
        )
        .unwrap();
    }
    let file = root.join(places::ESCALATIONS);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, register).unwrap();
    for tier in ["open", "partners", "restricted"] {
        let (_, listed) = said(&root, &["escalations", "--tier", tier]);
        assert!(listed.contains("ESC-26-100"), "{listed}");
        assert!(tier != "restricted" || holds_a_payload(&listed), "{listed}");
    }
    for (_, payload) in some(step) {
        said(&root, &["escalations", "came", "ESC-26-001", &payload]);
        said(&root, &["escalations", "came", &payload, &payload]);
    }
    said(&root, &["escalations", "--tier", "restricted"]);
    said(&root, &["check"]);
}

#[test]
fn escalations_are_listed_and_added_to_without_harm() {
    escalations(25);
}

#[test]
#[ignore = "every payload; a sample is tried each time"]
fn escalations_are_added_to_in_any_words_without_harm() {
    escalations(1);
}
