//! What is said of copies that were altered, outside the journals and in them.

use super::*;
use crate::domain::agenda::Purpose;
use crate::domain::meeting::example::{Play, item, sitting};
use crate::domain::meeting::{Outcome, Sitting};
use crate::files::chain::Chains;

const FILE: &str = "schema: 1\nid: executive-2026-12-03\ntitle: Executive\n";
const MINUTES: &str = "meetings/executive-2026-12-03/minutes.md";
const JOURNAL: &str = "meetings/executive-2026-12-03/journal/chair.jsonl";

/// A meeting that was held, ended and minuted, as it lies on the disk.
struct Held {
    id: MeetingId,
    file: String,
    lines: Vec<String>,
    minutes: Vec<RawFile>,
}

fn held() -> Held {
    let items = vec![item("talk", "Talk", Purpose::Discuss, 10), item("close", "Close", Purpose::Note, 5)];
    let from = Sitting { meeting: "executive-2026-12-03".into(), items, ..sitting() };
    let mut play = Play::begun_with(from);
    play.note("10:02", "talk", "Said.");
    play.decide("10:03", "talk", Outcome::Agreed, "to go on");
    play.turn("10:05", "close");
    play.act("10:10", Act::Ended);
    let id = play.meeting.sitting().meeting.clone();
    let mut chains = Chains::read(&id, []);
    let mut lines = Vec::new();
    for entry in play.meeting.entries() {
        let mut entry = entry.clone();
        if let Act::Opened { agenda_sha256, .. } = &mut entry.act {
            *agenda_sha256 = Some(issued::agenda_sha256(FILE));
        }
        lines.push(chains.line(&entry));
    }
    let text =
        minutes_text(&play.meeting, chains.head(), Tier::Partners, play.meeting.state().ended.unwrap());
    let bytes = marked(MINUTES, &text).into_bytes();
    let wrote = Act::Wrote { path: MINUTES.into(), sha256: Sha256::of(&bytes), others: vec![] };
    let at = play.meeting.entries().last().unwrap().at;
    lines.push(chains.line(&play.meeting.enter("chair", at, wrote).unwrap()));
    let file = format!("{FILE}{}", record::text(&play.meeting));
    Held { id, file, lines, minutes: vec![RawFile { path: MINUTES.into(), bytes }] }
}

impl Held {
    fn look(&self) -> Report {
        let journals = [RawFile { path: JOURNAL.into(), bytes: self.lines.concat().into_bytes() }];
        Copy {
            id: &self.id,
            file: Some(&self.file),
            journals: &journals,
            minutes: &self.minutes,
            gone: &|_| Some(String::new()),
        }
        .look()
    }

    #[track_caller]
    fn finds(&self, words: &str) {
        let report = self.look();
        assert!(report.findings.iter().any(|f| f.contains(words)), "{report:#?}");
        assert!(report.summary.ends_with("ALTERED."), "{}", report.summary);
    }

    fn edit_minutes(&mut self, from: &str, to: &str) {
        let text = String::from_utf8(self.minutes[0].bytes.clone()).unwrap();
        assert!(text.contains(from), "{text}");
        self.minutes[0].bytes = text.replace(from, to).into_bytes();
    }
}

#[test]
fn a_copy_that_nobody_touched_is_whole_and_its_minutes_name_its_trail() {
    let held = held();
    let report = held.look();
    assert_eq!((report.findings, report.notes), (vec![], vec![]));
    let trail = report.summary.split_once("Trail ").unwrap().1;
    assert_eq!(report.summary, format!("executive-2026-12-03: 10 acts of 1 writer, whole. Trail {trail}"));
    let minutes = String::from_utf8_lossy(&held.minutes[0].bytes).into_owned();
    assert!(minutes.contains(&format!("Made from 10 acts, trail {trail}\n")), "{minutes}");
}

#[test]
fn an_act_that_was_changed_is_named_by_line_item_and_time_and_not_by_its_words() {
    let mut held = held();
    let at = held.lines.iter().position(|line| line.contains("to go on")).unwrap();
    held.lines[at] = held.lines[at].replace("to go on", "to stop");
    held.finds(&format!(
        "line {} of {JOURNAL}, the decision on item 1, 10:03, was changed after it was written",
        at + 1
    ));
    let report = held.look();
    assert!(report.findings[0].starts_with("line "), "the journal comes first: {report:?}");
    assert!(!format!("{report:?}").contains("to stop"));
}

#[test]
fn the_agenda_the_record_and_the_minutes_are_held_against_what_was_recorded() {
    let mut agenda = held();
    agenda.file = agenda.file.replace("title: Executive", "title: Another");
    agenda.finds("the agenda in meetings/executive-2026-12-03.yaml was changed after the meeting was opened with it, 09:50");
    let mut record = held();
    record.file = record.file.replace("to go on", "to stop");
    record.finds("does not say what the journals say, from line ");
    let mut minutes = held();
    minutes.edit_minutes("Said.", "Never said.");
    minutes.finds("minutes.md was edited by hand: it is not the version written 10:10, whose SHA-256 is ");
    minutes.minutes.clear();
    minutes.finds("minutes.md was written, 10:10, and is not here");
}

#[test]
fn minutes_whose_own_checksum_was_mended_are_found_all_the_same() {
    let mut held = held();
    let text = String::from_utf8(held.minutes[0].bytes.clone()).unwrap();
    let body = text[..text.rfind("<!-- ").unwrap()].replace("Said.", "Never said.");
    held.minutes[0].bytes = marked(MINUTES, &body).into_bytes();
    held.finds("was edited by hand");
}

#[test]
fn a_truncated_journal_is_found_by_its_minutes_and_its_record() {
    for left in 1..9 {
        let mut held = held();
        held.lines.truncate(left);
        held.finds("minutes.md was made from 10 acts, and the journals here hold ");
        held.finds("the journals are not all here");
    }
    let mut held = held();
    held.lines.clear();
    held.finds("minutes.md was made from 10 acts, and no journal of them is here");
}

#[test]
fn a_record_that_lags_is_no_alteration() {
    let mut held = held();
    let entries = prove(&held.id, &[(JOURNAL, held.lines.concat().as_bytes())]).entries;
    let earlier = Meeting::replay(entries[..entries.len() - 3].to_vec()).unwrap();
    held.file = format!("{FILE}{}", record::text(&earlier));
    let report = held.look();
    assert_eq!(report.findings, [""; 0]);
    assert!(report.notes[0].contains("is 3 acts behind the journals"), "{report:?}");
}

#[test]
fn minutes_put_back_to_an_earlier_version_are_told_from_edited_ones() {
    let mut held = held();
    let mut chains = Chains::read(&held.id, [held.lines.concat().as_bytes()]);
    let entries = prove(&held.id, &[(JOURNAL, held.lines.concat().as_bytes())]).entries;
    let mut meeting = Meeting::replay(entries).unwrap();
    let at = meeting.entries().last().unwrap().at + chrono::TimeDelta::minutes(30);
    let wrote = Act::Wrote { path: MINUTES.into(), sha256: Sha256::of(b"later"), others: vec![] };
    held.lines.push(chains.line(&meeting.enter("chair", at, wrote).unwrap()));
    // They are also what the journals come to, so a correction has to have come between.
    held.edit_minutes("Said.", "Later.");
    held.finds("was edited by hand: it is not the version written 10:40");
    let bytes = held.minutes[0].bytes.clone();
    let wrote = |bytes: &[u8]| Act::Wrote { path: MINUTES.into(), sha256: Sha256::of(bytes), others: vec![] };
    held.lines.push(chains.line(&meeting.enter("chair", at, wrote(&bytes)).unwrap()));
    held.lines.push(
        chains.line(&meeting.enter("chair", at + chrono::TimeDelta::minutes(5), wrote(b"last")).unwrap()),
    );
    held.finds("is the version written 10:40, and a later one was written 10:45");
}

#[test]
fn what_was_recorded_before_hashes_were_kept_is_said_to_be_so() {
    let mut held = held();
    let old = |line: &String| {
        let json = line[74..]
            .trim_end()
            .replace(&format!(",\"agenda_sha256\":\"{}\"", issued::agenda_sha256(FILE)), "");
        format!("{:08x} {json}\n", crc32fast::hash(json.as_bytes()))
    };
    held.lines.pop();
    held.lines = held.lines.iter().map(old).collect();
    held.minutes.clear();
    let report = held.look();
    assert_eq!(report.findings, [""; 0]);
    assert_eq!(report.notes.len(), 2, "{report:?}");
    assert!(report.notes[0].starts_with("10 acts were recorded before hashes were kept"));
    assert!(report.summary.contains("10 acts of 1 writer, whole."));
}

#[test]
fn a_record_without_any_journal_can_neither_be_proved_nor_accused() {
    let held = Held { lines: vec![], minutes: vec![], ..held() };
    let report = held.look();
    assert_eq!(report.verdict, Verdict::Unproved);
    assert!(report.summary.ends_with("there is a record and no journal, so nothing can be proved of it."));
}
