//! Acts that are on no disk as a file to put somewhere else: a journal of its own, which is part of the meeting again once
//! it lies among its journals, whatever was recorded there meanwhile.

use super::chain::Chains;
use super::journal;
use crate::base::id::MeetingId;
use crate::domain::meeting::{Entry, apart};

/// The file's name, and what it is to hold, for lines that were to be added to a writer's journal.
pub fn elsewhere(meeting: &MeetingId, writer: &str, lines: &str) -> (String, String) {
    let entries: Result<Vec<Entry>, String> =
        journal::lines(lines.as_bytes()).map(|line| line.entry()).collect();
    let entries = apart(entries.unwrap_or_default());
    match entries.first() {
        Some(first) => {
            let name = format!("{meeting}-{}.jsonl", first.id.writer);
            let mut chains = Chains::read(meeting, []);
            (name, entries.iter().map(|entry| chains.line(entry)).collect())
        }
        // What cannot be read is put there as it is.
        None => (format!("{meeting}-{writer}-unsaved.jsonl"), lines.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::meeting::example::at;
    use crate::domain::meeting::{Act, Body, EntryId};
    use crate::files::proof::prove;

    fn entry(seq: u64, time: &str, act: Act) -> Entry {
        Entry { id: EntryId { writer: "jo-laptop".into(), seq }, at: at(time), act }
    }

    fn note(text: &str) -> Act {
        Act::Recorded { item: "budget".into(), body: Body::Note { text: text.into() } }
    }

    #[test]
    fn after_it_is_copied_back_nothing_is_called_altered_and_both_texts_are_there() {
        let meeting: MeetingId = "executive-2026-12-03".into();
        let mut chains = Chains::read(&meeting, []);
        let saved = chains.line(&entry(1, "10:00", note("saved")));
        let mut left = chains.clone();
        let struck = Act::Struck { entry: EntryId { writer: "jo-laptop".into(), seq: 2 } };
        let unsaved = [entry(2, "10:01", note("unsaved")), entry(3, "10:02", struck)];
        let lines: String = unsaved.iter().map(|entry| left.line(entry)).collect();
        let (name, text) = elsewhere(&meeting, "jo-laptop", &lines);
        assert_eq!(name, "executive-2026-12-03-jo-laptop-unsaved-20261203-100100.jsonl");
        // Recording went on, from the same number.
        let own = saved + &chains.line(&entry(2, "10:05", note("after")));
        let path = format!("meetings/{meeting}/journal/{name}");
        let journals =
            [("meetings/x/journal/jo-laptop.jsonl", own.as_bytes()), (path.as_str(), text.as_bytes())];
        let proof = prove(&meeting, &journals);
        assert_eq!((proof.findings.len(), proof.acts, proof.writers), (0, 4, 2), "{:?}", proof.findings);
        let all = format!("{:?}", proof.entries);
        assert!(
            ["saved", "unsaved", "after"].iter().all(|word| all.contains(&format!("\"{word}\""))),
            "{all}"
        );
    }
}
