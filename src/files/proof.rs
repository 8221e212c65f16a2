//! What a meeting's journals prove of themselves: that no line was changed, taken out, put in or put elsewhere
//! since it was written. What stands in other files is compared elsewhere.
//!
//! It cannot prove what a forger does who writes every later line anew, nor that nothing stood after the last line.

use super::chain::{self, Chains};
use super::journal::{self, Broken, Line};
use crate::base::hash::Sha256;
use crate::base::id::MeetingId;
use crate::domain::meeting::{Act, Entry, EntryId};
use std::collections::{BTreeMap, BTreeSet};

/// What the journals come to.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// Every entry that could be read.
    pub entries: Vec<Entry>,
    /// What was altered, writer by writer, in the order of their files.
    pub findings: Vec<Finding>,
    /// What looks odd and is no alteration.
    pub notes: Vec<Finding>,
    /// How many acts there are.
    pub acts: usize,
    /// How many writers.
    pub writers: usize,
    /// How many entries were recorded before hashes were kept and are under no later hash.
    pub unhashed: usize,
    /// Where the chains have got to.
    pub chains: Chains,
}

/// A place in a journal and what is wrong there.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The file; for something that is not there, where it is missed.
    pub path: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The entry there, as far as it can be read.
    pub entry: Option<Box<Entry>>,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The line was changed.
    Changed,
    /// The line, or the one before it, was changed: they do not follow.
    Unlinked,
    /// Bytes around the line were changed; what it says was not.
    Bytes,
    /// The line was put in: another with its number follows on what stands before.
    Added,
    /// Acts were taken out before this line, from the first number to the second.
    Missing(u64, u64),
    /// The line stands where another was written.
    Displaced,
    /// The line says again what an earlier one says.
    Repeated,
    /// The line has the number of an earlier one and says something else.
    Contradicts,
    /// The line has lost its hash.
    Unhashed,
    /// The line is another writer's.
    Foreign(String),
    /// An act that this one speaks of is not here.
    Dangling(EntryId),
    /// Acts of another writer that were there when a document was written are not here, up to this one.
    Unseen(EntryId),
    /// The act of another writer that was there when a document was written was another.
    Otherwise(EntryId),
    /// A line that was never finished: no act that was ever called saved.
    Torn,
    /// A line that is in another file of the writer too: sent again because the disk did not say that it had
    /// arrived, or the file is a copy. Said of the first such line of a file.
    Twice,
    /// A line this version of the program cannot read, and whole.
    Unknown,
}

/// A line and where it is.
struct Item<'a> {
    path: &'a str,
    number: usize,
    holds: Result<Line, Broken>,
}

impl Item<'_> {
    fn entry(&self) -> Option<Box<Entry>> {
        match &self.holds {
            Ok(line) => line.entry().ok().map(Box::new),
            Err(broken) => broken.entry.clone(),
        }
    }

    fn is(&self, wrong: Wrong) -> Finding {
        Finding { path: self.path.to_owned(), line: Some(self.number), entry: self.entry(), wrong }
    }
}

/// Looks at every journal of a meeting: paths and bytes.
pub fn prove(meeting: &MeetingId, journals: &[(&str, &[u8])]) -> Proof {
    let mut proof = Proof::default();
    let mut known = BTreeMap::new();
    let writers = by_writer(journals);
    for (writer, items) in &writers {
        let mut walk = Walk::begin(meeting, writer, items);
        walk.walk();
        proof.findings.extend(walk.findings);
        proof.notes.extend(walk.notes);
        proof.unhashed += walk.unhashed;
        proof.writers += usize::from(!walk.found.is_empty());
        let found = walk.found.into_iter();
        known.extend(found.map(|(seq, (_, hash, _))| (EntryId { writer: writer.clone(), seq }, hash)));
    }
    let mut seen = BTreeSet::new();
    for item in writers.values().flatten() {
        let Ok(line) = &item.holds else { continue };
        if !seen.insert((&line.id, &line.json)) {
            continue;
        }
        match line.entry() {
            Ok(entry) => {
                proof.findings.extend(spoken_of(&entry.act, &known).into_iter().map(|wrong| item.is(wrong)));
                proof.acts += usize::from(entry.act.is_counted());
                proof.entries.push(entry);
            }
            Err(_) => proof.notes.push(item.is(Wrong::Unknown)),
        }
    }
    proof.chains = Chains::read(meeting, journals.iter().map(|(_, bytes)| *bytes));
    proof
}

/// The lines of each writer's journals, in the order in which they were written. A file that goes by another name,
/// as a program that copies files leaves one, is its first line's writer's, and comes last.
fn by_writer<'a>(journals: &[(&'a str, &'a [u8])]) -> BTreeMap<String, Vec<Item<'a>>> {
    let mut files: Vec<(String, bool, u32, &str, &[u8])> = Vec::new();
    for (path, bytes) in journals {
        let (named, number) = chain::part(path).unwrap_or((path, 1));
        let own = journal::lines(bytes).next().map_or(named.to_owned(), |line| line.id.writer);
        files.push((own.clone(), own != named, number, path, bytes));
    }
    files.sort_unstable();
    let mut writers: BTreeMap<String, Vec<Item<'_>>> = BTreeMap::new();
    for (writer, _, _, path, bytes) in files {
        let item = |raw: journal::Raw| Some(Item { path, number: raw.number, holds: raw.holds? });
        writers.entry(writer).or_default().extend(journal::raw(bytes).filter_map(item));
    }
    writers
}

/// What is wrong with what an act says of others: those it speaks of, and those it saw.
fn spoken_of(act: &Act, known: &BTreeMap<EntryId, Sha256>) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    match act {
        Act::Amended { record: id, .. }
        | Act::Restricted { record: id, .. }
        | Act::Removed { record: id }
        | Act::Positioned { record: id, .. }
        | Act::Struck { entry: id }
        | Act::Restored { entry: id }
            if !known.contains_key(id) =>
        {
            wrong.push(Wrong::Dangling(id.clone()));
        }
        Act::Wrote { others, .. } => {
            wrong.extend(others.iter().filter_map(|head| match known.get(&head.last) {
                None => Some(Wrong::Unseen(head.last.clone())),
                Some(hash) => (*hash != head.chain).then(|| Wrong::Otherwise(head.last.clone())),
            }));
        }
        _ => {}
    }
    wrong
}

/// A walk along one writer's lines.
struct Walk<'a> {
    writer: &'a str,
    items: &'a [Item<'a>],
    /// The number the next line is to have, and the hash it goes on from.
    expected: u64,
    before: Sha256,
    /// Lines found so far: what they say, their hash, and the file.
    found: BTreeMap<u64, (&'a str, Sha256, &'a str)>,
    /// Files of which it was said that their lines are in others too.
    copies: BTreeSet<&'a str>,
    /// Lines that are not whole, since the last that was.
    broken: Vec<&'a Item<'a>>,
    /// Whether any line had a hash yet, and how many have been without one since the last that did.
    hashed: bool,
    unhashed: usize,
    findings: Vec<Finding>,
    notes: Vec<Finding>,
}

impl<'a> Walk<'a> {
    fn begin(meeting: &MeetingId, writer: &'a str, items: &'a [Item<'a>]) -> Self {
        Self {
            writer,
            items,
            expected: 1,
            before: chain::seed(meeting, writer),
            found: BTreeMap::new(),
            copies: BTreeSet::new(),
            broken: Vec::new(),
            hashed: false,
            unhashed: 0,
            findings: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn walk(&mut self) {
        for (index, item) in self.items.iter().enumerate() {
            match &item.holds {
                Err(_) => self.broken.push(item),
                Ok(line) if line.id.writer != self.writer => {
                    self.findings.push(item.is(Wrong::Foreign(line.id.writer.clone())));
                }
                Ok(line) => self.whole(index, item, line),
            }
        }
        self.leftovers();
    }

    fn whole(&mut self, index: usize, item: &'a Item<'a>, line: &'a Line) {
        if !line.exact {
            self.findings.push(item.is(Wrong::Bytes));
        }
        if line.id.seq < self.expected {
            return self.again(item, line);
        }
        if line.id.seq > self.expected {
            self.gap(index, item, line.id.seq);
        } else {
            // Nothing is missing between the whole lines, so what is broken there was never part of them.
            self.leftovers();
            if line.hash.is_some_and(|hash| hash != chain::link(self.before, &line.json)) {
                if self.another_fits(index, line) {
                    return self.findings.push(item.is(Wrong::Added));
                }
                self.findings.push(item.is(Wrong::Unlinked));
            }
        }
        if line.hash.is_none() && (self.hashed || knows_hashes(line)) {
            self.findings.push(item.is(Wrong::Unhashed));
        }
        self.hashed |= line.hash.is_some();
        self.unhashed = if line.hash.is_some() { 0 } else { self.unhashed + 1 };
        let hash = line.hash.unwrap_or_else(|| chain::link(self.before, &line.json));
        self.found.insert(line.id.seq, (&line.json, hash, item.path));
        (self.expected, self.before) = (line.id.seq + 1, hash);
    }

    /// A line whose number has been passed already.
    fn again(&mut self, item: &'a Item<'a>, line: &'a Line) {
        match self.found.get(&line.id.seq) {
            Some((json, hash, path)) if *json == line.json && line.hash.is_none_or(|own| own == *hash) => {
                // Sent again because nobody said that it had arrived: then nothing was written in between.
                let sent_again = line.id.seq + 1 == self.expected;
                if !sent_again && *path == item.path {
                    self.findings.push(item.is(Wrong::Repeated));
                } else if self.copies.insert(item.path) {
                    self.notes.push(item.is(Wrong::Twice));
                }
            }
            Some(_) => self.findings.push(item.is(Wrong::Contradicts)),
            // It was missed where it should have stood, and that was said there.
            None => {
                let hash = line.hash.unwrap_or(self.before);
                self.found.insert(line.id.seq, (&line.json, hash, item.path));
            }
        }
    }

    /// Lines are missing before this one: changed, taken out, or further down.
    fn gap(&mut self, index: usize, item: &Item<'_>, seq: u64) {
        if !self.broken.is_empty() {
            for broken in std::mem::take(&mut self.broken) {
                self.findings.push(broken.is(Wrong::Changed));
            }
            return;
        }
        let later = |seq: u64| {
            self.items[index..].iter().any(|item| matches!(&item.holds, Ok(line) if line.id.seq == seq))
        };
        let wrong =
            if later(self.expected) { Wrong::Displaced } else { Wrong::Missing(self.expected, seq - 1) };
        self.findings.push(item.is(wrong));
    }

    /// Whether a later line has the number of this one and goes on from what stands before, as this one does not.
    fn another_fits(&self, index: usize, line: &Line) -> bool {
        let follows = |other: &Line| other.hash == Some(chain::link(self.before, &other.json));
        let later = self.items[index + 1..].iter().filter_map(|item| item.holds.as_ref().ok());
        later.into_iter().any(|other| other.id == line.id && follows(other))
    }

    /// Broken lines that no whole line is missing for.
    fn leftovers(&mut self) {
        let last = self.items.last().map(|item| (item.path, item.number));
        for item in std::mem::take(&mut self.broken) {
            let Err(broken) = &item.holds else { continue };
            let at_the_end = last == Some((item.path, item.number)) && !broken.torn;
            // A piece of a line has no whole entry in it.
            if at_the_end || broken.entry.is_some() {
                self.findings.push(item.is(Wrong::Changed));
            } else {
                self.notes.push(item.is(Wrong::Torn));
            }
        }
    }
}

/// Whether a line holds something that was only ever written with a hash.
fn knows_hashes(line: &Line) -> bool {
    line.act == "wrote"
        || matches!(line.entry(), Ok(Entry { act: Act::Opened { agenda_sha256: Some(_), .. }, .. }))
}

#[cfg(test)]
#[path = "proof_tests.rs"]
mod tests;
