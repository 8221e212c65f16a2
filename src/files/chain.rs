//! The chain of hashes through a writer's journal, and what all writers' chains of a meeting come to together.
//!
//! A line's hash is SHA-256 of the hash before it and of the line's own JSON. So a line that is changed, taken
//! out or put elsewhere shows in the line after it, however well its own checksum was mended.

use super::journal::{self, Line};
use crate::base::hash::Sha256;
use crate::base::id::MeetingId;
use crate::domain::meeting::{Entry, EntryId, Head};
use std::collections::BTreeMap;

/// Before the first line of a writer's journal of a meeting: no line fits at the beginning of another's.
pub fn seed(meeting: &MeetingId, writer: &str) -> Sha256 {
    Sha256::of(format!("chairside journal 1\n{meeting}\n{writer}\n").as_bytes())
}

/// What a line's hash is to be, after the one before it.
pub fn link(before: Sha256, json: &str) -> Sha256 {
    before.then(json.as_bytes())
}

/// The name of the writer whose file this is, and which of the writer's files: `jo-laptop.2.jsonl` is the second.
pub fn part(path: &str) -> Option<(&str, u32)> {
    let name = path.rsplit('/').next()?.strip_suffix(".jsonl")?;
    let numbered = name.rsplit_once('.').and_then(|(writer, n)| Some((writer, n.parse().ok()?)));
    Some(numbered.filter(|(writer, n)| !writer.is_empty() && *n > 1).unwrap_or((name, 1)))
}

/// Where every writer's chain of a meeting has got to. New lines are made here.
#[derive(Clone, Debug, Default)]
pub struct Chains {
    meeting: MeetingId,
    writers: BTreeMap<String, Chain>,
}

/// One writer's.
#[derive(Clone, Debug)]
struct Chain {
    seq: u64,
    last: Sha256,
    /// The last act of the meeting: notes of files written after it leave it as it is.
    act: Option<(u64, Sha256)>,
}

impl Chain {
    fn begun(meeting: &MeetingId, writer: &str) -> Self {
        Self { seq: 0, last: seed(meeting, writer), act: None }
    }

    fn add(&mut self, seq: u64, hash: Sha256, counted: bool) {
        (self.seq, self.last) = (seq, hash);
        if counted {
            self.act = Some((seq, hash));
        }
    }
}

impl Chains {
    /// From a meeting's journals, whatever state they are in: a line's own hash stands for those before it.
    pub fn read<'a>(meeting: &MeetingId, journals: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut chains = Self { meeting: meeting.clone(), writers: BTreeMap::new() };
        chains.add(journals.into_iter().flat_map(journal::lines));
        chains
    }

    /// Lines that were added to a journal since.
    pub fn hear(&mut self, lines: &[u8]) {
        self.add(journal::lines(lines));
    }

    fn add(&mut self, lines: impl Iterator<Item = Line>) {
        let mut found: BTreeMap<EntryId, Line> = BTreeMap::new();
        for line in lines {
            found.entry(line.id.clone()).or_insert(line);
        }
        for (id, line) in &found {
            let chain = self.of(&id.writer);
            // A second copy of a line says nothing new.
            if id.seq > chain.seq {
                let hash = line.hash.unwrap_or_else(|| link(chain.last, &line.json));
                chain.add(id.seq, hash, line.is_counted());
            }
        }
    }

    fn of(&mut self, writer: &str) -> &mut Chain {
        let begun = Chain::begun(&self.meeting, writer);
        self.writers.entry(writer.to_owned()).or_insert(begun)
    }

    /// A new entry's line for its writer's journal; the chain goes on from it.
    pub fn line(&mut self, entry: &Entry) -> String {
        let json = journal::json(entry);
        let chain = self.of(&entry.id.writer);
        let hash = link(chain.last, &json);
        chain.add(entry.id.seq, hash, entry.act.is_counted());
        journal::line(hash, &json)
    }

    /// How far the journals of all writers but this one went, acts only.
    pub fn others(&self, writer: &str) -> Vec<Head> {
        self.heads().into_iter().filter(|head| head.last.writer != writer).collect()
    }

    /// How far every writer's journal went, acts only.
    pub fn heads(&self) -> Vec<Head> {
        let heads = self.writers.iter().filter_map(|(writer, chain)| {
            let (seq, chain) = chain.act?;
            Some(Head { last: EntryId { writer: writer.clone(), seq }, chain })
        });
        heads.collect()
    }

    /// What the acts of all writers come to: two copies with the same head hold the same acts.
    pub fn head(&self) -> Sha256 {
        head(&self.meeting, &self.heads())
    }
}

/// What chains come to together.
pub fn head(meeting: &MeetingId, heads: &[Head]) -> Sha256 {
    let lines = heads.iter().map(|head| format!("{} {}\n", head.last, head.chain));
    let text = format!("chairside trail 1\n{meeting}\n{}", lines.collect::<String>());
    Sha256::of(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::meeting::{Act, Body};

    fn meeting() -> MeetingId {
        "executive-2026-12-03".into()
    }

    fn entry(writer: &str, seq: u64, act: Act) -> Entry {
        Entry { id: EntryId { writer: writer.into(), seq }, at: "2026-12-03T10:00:00Z".parse().unwrap(), act }
    }

    fn note(writer: &str, seq: u64) -> Entry {
        let body = Body::Note { text: format!("note {seq}") };
        entry(writer, seq, Act::Recorded { item: "budget".into(), body })
    }

    fn wrote(writer: &str, seq: u64) -> Entry {
        let sha256 = Sha256::of(b"# Minutes");
        entry(writer, seq, Act::Wrote { path: "minutes.md".into(), sha256, others: vec![] })
    }

    #[test]
    fn a_chain_goes_on_over_files_and_restarts() {
        let mut whole = Chains::read(&meeting(), []);
        let lines: Vec<String> = (1..=4).map(|seq| whole.line(&note("w", seq))).collect();
        // The second line was sent twice, because nobody said that it had arrived.
        let (first, second) = (lines[..2].concat(), lines[1..3].concat());
        let mut resumed = Chains::read(&meeting(), [first.as_bytes(), second.as_bytes()]);
        let mut heard = Chains::read(&meeting(), [first.as_bytes()]);
        heard.hear(second.as_bytes());
        heard.hear(first.as_bytes());
        assert_eq!(resumed.line(&note("w", 4)), lines[3]);
        assert_eq!(heard.line(&note("w", 4)), lines[3]);
        assert_eq!(resumed.head(), whole.head());
    }

    #[test]
    fn every_writer_and_every_meeting_has_a_chain_of_its_own() {
        let mut chains = Chains::read(&meeting(), []);
        let hash = |line: String| line[9..73].to_owned();
        let (jo, kit) = (hash(chains.line(&note("jo", 1))), hash(chains.line(&note("kit", 1))));
        assert_ne!(jo, kit);
        let mut other = Chains::read(&"sog-2026-12-03".into(), []);
        assert_ne!(hash(other.line(&note("jo", 1))), jo);
        assert_eq!(chains.others("jo").len(), 1);
        assert_eq!(chains.heads()[1].last.to_string(), "1@kit");
        assert_eq!(chains.heads()[1].chain.to_string(), kit);
    }

    #[test]
    fn the_head_is_of_acts_and_a_note_of_a_file_leaves_it() {
        let mut chains = Chains::read(&meeting(), []);
        chains.line(&note("w", 1));
        let head = chains.head();
        chains.line(&wrote("w", 2));
        assert_eq!(chains.head(), head);
        chains.line(&note("w", 3));
        let noted = chains.head();
        let mut without = Chains::read(&meeting(), []);
        without.line(&note("w", 1));
        without.line(&note("w", 3));
        assert_ne!(without.head(), noted, "a note in the middle is in the chain");
    }

    #[test]
    fn lines_from_before_hashes_are_under_the_first_hash_after_them() {
        let old = |text: &str| {
            let json = journal::json(&note("w", 1)).replace("note 1", text);
            format!("{:08x} {json}\n", crc32fast::hash(json.as_bytes()))
        };
        let next = |old: String| Chains::read(&meeting(), [old.as_bytes()]).line(&note("w", 2));
        assert_ne!(next(old("one")), next(old("another")));
    }

    #[test]
    fn files_are_known_by_their_writers() {
        assert_eq!(part("meetings/a/journal/jo-laptop.jsonl"), Some(("jo-laptop", 1)));
        assert_eq!(part("jo-laptop.12.jsonl"), Some(("jo-laptop", 12)));
        assert_eq!(part("jo.laptop.jsonl"), Some(("jo.laptop", 1)));
        assert_eq!(part("jo-laptop.draft"), None);
    }
}
