//! A journal of any bytes, folded: damage costs its own line, the order of arrival does not matter, and whatever the
//! entries say, every document can be made of them.

use super::room::OPENED;
use chairside::base::id::MeetingId;
use chairside::documents::minutes_markdown::minutes_markdown;
use chairside::documents::trail::{About, as_csv, json, markdown};
use chairside::domain::agenda::Tier;
use chairside::domain::meeting::{Entry, Meeting};
use chairside::domain::minutes::Minutes;
use chairside::domain::trail::trail;
use chairside::files::chain::Chains;
use chairside::files::yaml::{Limits, read as read_yaml};
use chairside::files::{journal as file, proof, record};

/// The bytes as they are, and again with every line that holds an entry as JSON sealed as the program seals it.
pub fn journal(bytes: &[u8]) {
    as_it_lies(bytes);
    as_it_lies(&sealed(bytes));
}

fn sealed(bytes: &[u8]) -> Vec<u8> {
    let mut chains = Chains::read(&"executive-2026-12-03".into(), []);
    let mut all = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match serde_json::from_slice::<Entry>(line) {
            Ok(entry) => all.extend(chains.line(&entry).bytes()),
            Err(_) => all.extend(line),
        }
    }
    all
}

fn as_it_lies(bytes: &[u8]) {
    let read = file::read(bytes);
    assert!(read.good_bytes <= bytes.len());
    let alone: Vec<Entry> =
        bytes.split_inclusive(|b| *b == b'\n').flat_map(|line| file::read(line).entries).collect();
    assert_eq!(read.entries, alone, "damage costs a line that was whole");
    let written = file::raw(bytes).filter(|line| line.holds.is_some()).count();
    assert_eq!(read.entries.len() + read.damaged.len(), written, "a line is read or said to be damaged");
    for entry in &read.entries {
        assert_eq!(
            serde_json::from_str::<Entry>(&file::json(entry)).ok().as_ref(),
            Some(entry),
            "an entry comes back"
        );
    }
    let id = MeetingId::from("executive-2026-12-03");
    proof::prove(&id, &[("meetings/executive-2026-12-03/journal/chair.jsonl", bytes)]);
    let head = Chains::read(&id, [bytes]).head();
    folded(read.entries.clone(), &head.to_string());
    // Without an opening nothing is folded, so there is a second go with one.
    folded(OPENED.entries().iter().cloned().chain(read.entries).collect(), &head.to_string());
}

fn folded(entries: Vec<Entry>, head: &str) {
    let Some(meeting) = Meeting::replay(entries.clone()) else { return };
    let backwards = entries.iter().rev().cloned().collect();
    assert_eq!(Meeting::replay(backwards).as_ref(), Some(&meeting), "the order of arrival matters");
    let twice = entries.iter().chain(&entries).cloned().collect();
    assert_eq!(Meeting::replay(twice).as_ref(), Some(&meeting), "an entry sent twice counts twice");
    let (some, rest): (Vec<_>, Vec<_>) = entries.into_iter().enumerate().partition(|(n, _)| n % 3 == 0);
    let [some, rest] = [some, rest].map(|part| part.into_iter().map(|(_, entry)| entry).collect::<Vec<_>>());
    if let Some(mut heard) = Meeting::replay(some) {
        heard.take_in(rest);
        assert_eq!(heard, meeting, "what is heard in parts is another meeting");
    }
    documents(&meeting, head);
}

fn documents(meeting: &Meeting, head: &str) {
    let now = meeting.entries().last().expect("a meeting has entries").at;
    meeting.forecast(now);
    for tier in [Tier::Open, Tier::Partners, Tier::Restricted] {
        let minutes = Minutes::draft(meeting, tier, now);
        assert!(minutes_markdown(&minutes).ends_with('\n'));
        let rows = trail(meeting, tier);
        let about = About { tier, head: head.to_owned(), ..About::default() };
        assert!(markdown(&about, &rows).ends_with('\n'));
        as_csv(&rows);
        json(&rows);
    }
    let record = record::text(meeting);
    let read = read_yaml(&record, &Limits::default());
    assert!(!read.has_errors(), "the record is no sound file: {:?}\n{record}", read.problems);
    record::past(&record);
}
