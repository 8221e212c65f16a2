//! What other programs leave beside a meeting: lines half typed, writers' names, signs of life, conflict copies, earlier
//! versions. Hostile text in each reaches no terminal raw. Every ninth payload is tried each time; all of them by
//! `cargo test --test suite hostile::writers -- --ignored`.

use super::{MEETING, acts, assert_harmless, corpus, unharmed};
use crate::workspaces::{chairside, demo, printed};
use chairside::app::{Ask, Msg};
use chairside::base::key::Key;
use chairside::domain::meeting::{Entry, EntryId};
use chairside::effect::{RawFile, Reply};
use chairside::files::chain::Chains;
use chairside::runtime::Clock;
use chairside::runtime::headless::Headless;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

const NOW: &str = "2026-12-03T11:30:00+00:00";

fn some(all: bool) -> impl Iterator<Item = String> {
    corpus::payloads().into_iter().step_by(if all { 1 } else { 9 })
}

fn opened(root: &Path) -> Headless {
    let ask = Ask { meet: Some(MEETING.to_owned()), ..Ask::default() };
    Headless::new(root, ask, Clock::still(NOW.parse().unwrap()))
}

fn journals(root: &Path) -> PathBuf {
    let place = root.join("meetings").join(MEETING).join("journal");
    fs::create_dir_all(&place).unwrap();
    place
}

/// What is on the screen after each of these keys.
fn walk(program: &mut Headless, what: &str, keys: &[&str]) -> String {
    let mut all = program.screen(120, 40);
    for key in keys {
        program.press(&key.parse::<Key>().unwrap());
        all += &program.screen(120, 40);
    }
    assert_harmless(what, &all);
    all
}

/// A line half typed, as a program that was killed leaves it, with the payload in each of its texts.
fn drafts(all: bool) {
    let (_folder, root) = demo();
    let mut shown = 0;
    for (n, payload) in some(all).enumerate() {
        let asked = [
            json!({"for": "note"}),
            json!({"for": "action"}),
            json!({"for": "decision", "outcome": "agreed"}),
            json!({"for": "defer", "item": payload}),
            json!({"for": "edit", "record": format!("1@{payload}")}),
            json!({"for": "withdraw", "seat": payload}),
            json!({"for": "done", "action": payload}),
        ];
        // Each kind of line with some payloads; with every payload where all are asked for.
        let count = if all { asked.len() } else { 2 };
        for asking in asked.iter().cycle().skip(2 * n).take(count) {
            let draft = json!({"asking": asking, "item": payload, "answers": [payload, payload], "text": payload,
                               "to_be_set": false, "after": null});
            fs::write(journals(&root).join("script.draft"), draft.to_string()).unwrap();
            let seen = walk(&mut opened(&root), &draft.to_string(), &["esc", "enter"]);
            shown += usize::from(seen.contains(&payload[..5]));
        }
        // And a file that is no draft at all.
        fs::write(journals(&root).join("script.draft"), &payload).unwrap();
        walk(&mut opened(&root), &payload, &[]);
    }
    assert!(shown > 10, "drafts are taken up and shown: {shown}");
}

#[test]
fn a_line_half_typed_is_shown_harmless() {
    drafts(false);
}

#[test]
#[ignore = "every payload; a sample is tried each time"]
fn every_line_half_typed_is_shown_harmless() {
    drafts(true);
}

/// A journal whose writer has this name, in every line.
fn journal_of(writer: &str) -> String {
    let start: chairside::base::stamp::Stamp = "2026-12-03T10:00:00+00:00".parse().unwrap();
    let mut chains = Chains::read(&MEETING.into(), []);
    let acts = acts(unharmed().clone(), || "words".to_owned());
    let entry = |(n, act): (usize, _)| {
        let id = EntryId { writer: writer.to_owned(), seq: n as u64 + 1 };
        chains.line(&Entry { id, at: start + chrono::TimeDelta::seconds(i64::try_from(n).unwrap()), act })
    };
    acts.into_iter().enumerate().map(entry).collect()
}

fn writers(all: bool) {
    let (_folder, root) = demo();
    let at = root.to_str().unwrap();
    for (n, payload) in some(all).enumerate() {
        let journal = journal_of(&payload);
        let place = journals(&root).join("other.jsonl");
        let mut program = opened(&root);
        // Heard while the meeting is open, with a sign of life of the same name.
        program.send(Msg::Reply(Reply::Present(vec![payload.clone(), payload.clone()])));
        let path = format!("meetings/{MEETING}/journal/other.jsonl");
        program.send(Msg::Reply(Reply::Heard(vec![RawFile { path, bytes: journal.clone().into_bytes() }])));
        walk(&mut program, &payload, &["U", "esc", "m", "esc", "v", "esc"]);
        // Found when it is opened, and by every command; starting those is slow, so some only.
        fs::write(&place, &journal).unwrap();
        walk(&mut opened(&root), &payload, &["U", "esc"]);
        if n % 8 == 0 {
            for args in [
                &["verify"][..],
                &["check"],
                &["decisions"],
                &["trail", MEETING, "--tier", "restricted"],
                &["trail", MEETING, "--tier", "restricted", "--format", "json"],
                &["minutes", MEETING, "--print"],
            ] {
                let said = printed(&chairside(&[&["-w", at], args].concat()));
                assert_harmless(&format!("{args:?} of {payload:?}"), &said);
            }
        }
        fs::remove_file(place).unwrap();
    }
}

#[test]
fn a_writer_of_any_name_is_told_harmless() {
    writers(false);
}

#[test]
#[ignore = "every payload; a sample is tried each time"]
fn a_writer_of_every_name_is_told_harmless() {
    writers(true);
}

const TRACKER: &str = "trackers/executive.yaml";

/// The tracker with the payload in a title, a history and a comment: as YAML can say it, and raw.
fn tracker_with(text: &str, payload: &str, raw: bool) -> String {
    let quoted = serde_json::to_string(payload).unwrap();
    let first = text.find("what: ").unwrap();
    let end = first + text[first..].find('\n').unwrap();
    let said = if raw { payload.replace('\n', " ") } else { quoted };
    format!("{}what: {said}{}", &text[..first], &text[end..])
}

/// Two versions that clash, put together on the command line and in a folder, and an earlier version shown.
fn merging(all: bool) {
    for (n, payload) in some(all).enumerate() {
        if !all && n % 3 != 0 {
            continue;
        }
        let (folder, root) = demo();
        let at = root.to_str().unwrap();
        let text = fs::read_to_string(root.join(TRACKER)).unwrap();
        for raw in [false, true] {
            let mine = tracker_with(&text, &payload, raw);
            let theirs = tracker_with(&text, &format!("{payload} and more"), raw);
            let name: String = payload.chars().filter(|c| !matches!(c, '/' | '\0')).take(40).collect();
            let places = ["base", &name, &format!("{name} of theirs")].map(|name| folder.path().join(name));
            for (place, text) in places.iter().zip([&text, &mine, &theirs]) {
                fs::write(place, text).unwrap();
            }
            let files = places.each_ref().map(|place| place.to_str().unwrap());
            let said = printed(&chairside(&["merge", files[0], files[1], files[2]]));
            assert_harmless(&format!("merging {payload:?}, raw: {raw}"), &said.replace("\r\n", "\n"));
            fs::write(root.join(TRACKER), &mine).unwrap();
            fs::write(root.join("trackers/executive-LAPTOP-JO.yaml"), &theirs).unwrap();
            let said = printed(&chairside(&["-w", at, "merge", "--copies"]));
            assert_harmless(&format!("copies of {payload:?}, raw: {raw}"), &said);
            fs::remove_file(root.join("trackers/executive-LAPTOP-JO.yaml")).unwrap();
        }
        // What is brought back is an earlier version, and what it replaces is kept as another.
        let kept = root.join(".chairside/versions").join(TRACKER);
        fs::create_dir_all(&kept).unwrap();
        let version = chairside::files::version::Version::new(NOW.parse().unwrap(), TRACKER, text.as_bytes());
        fs::write(kept.join(version.name()), &text).unwrap();
        for args in
            [&["restore"][..], &["restore", TRACKER], &["restore", TRACKER, "1"], &["restore", &payload]]
        {
            if args.iter().all(|arg| !arg.contains('\0')) {
                let said = printed(&chairside(&[&["-w", at], args].concat()));
                assert_harmless(&format!("{args:?} of {payload:?}"), &said);
            }
        }
    }
}

#[test]
fn what_clashes_and_what_was_is_told_harmless() {
    merging(false);
}

#[test]
#[ignore = "every payload; a sample is tried each time"]
fn whatever_clashes_and_was_is_told_harmless() {
    merging(true);
}
