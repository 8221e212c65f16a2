//! One meeting's copy: its file, its journals and its minutes, compared with one another. Values in, words out.

use super::said::{clock, finding_said};
use crate::app::closing::minutes_text;
use crate::base::hash::Sha256;
use crate::base::id::MeetingId;
use crate::base::stamp::Stamp;
use crate::base::text::count;
use crate::documents::minutes_markdown::made_from;
use crate::domain::agenda::Tier;
use crate::domain::meeting::{Act, Entry, Meeting};
use crate::effect::RawFile;
use crate::files::mark::marked;
use crate::files::proof::{Proof, prove};
use crate::files::{issued, places, record};

/// What lies on the disk.
pub(super) struct Copy<'a> {
    pub(super) id: &'a MeetingId,
    pub(super) file: Option<&'a str>,
    pub(super) journals: &'a [RawFile],
    pub(super) minutes: &'a [RawFile],
    /// Of a file that is not there what brings it back, as the end of a sentence, empty where nothing does; nothing where
    /// somebody has said why it is not there.
    pub(super) gone: &'a dyn Fn(&str) -> Option<String>,
}

/// What a copy came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing was altered.
    Whole,
    /// There is nothing to prove it by.
    Unproved,
    /// Something was altered.
    Altered,
}

/// What is to be said of it.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) verdict: Verdict,
    pub(super) summary: String,
    /// Without full stops, the first altered record first.
    pub(super) findings: Vec<String>,
    pub(super) notes: Vec<String>,
    /// Files that are named and not there.
    pub(super) missing: Vec<String>,
}

/// A look at a copy under way.
struct Look<'a> {
    copy: &'a Copy<'a>,
    proof: &'a Proof,
    meeting: &'a Meeting,
    findings: Vec<String>,
    notes: Vec<String>,
    missing: Vec<String>,
}

impl Copy<'_> {
    /// Compares everything with everything.
    pub(super) fn look(&self) -> Report {
        let journals: Vec<(&str, &[u8])> =
            self.journals.iter().map(|f| (f.path.as_str(), f.bytes.as_slice())).collect();
        let proof = prove(self.id, &journals);
        let meeting = Meeting::replay(proof.entries.clone());
        let (mut findings, mut notes, mut missing) = (Vec::new(), Vec::new(), Vec::new());
        findings.extend(proof.findings.iter().map(|f| finding_said(meeting.as_ref(), f)));
        notes.extend(proof.notes.iter().map(|f| finding_said(meeting.as_ref(), f)));
        if proof.unhashed > 0 {
            let acts = count(proof.unhashed, "act was", "acts were");
            notes.push(format!("{acts} recorded before hashes were kept: only their checksums are proved"));
        }
        if let Some(meeting) = &meeting {
            let mut look = Look { copy: self, proof: &proof, meeting, findings, notes, missing };
            look.agenda();
            look.record();
            look.documents();
            (findings, notes, missing) = (look.findings, look.notes, look.missing);
        } else {
            findings.extend(self.without_opening(&proof));
        }
        Report { missing, ..self.report(&proof, findings, notes) }
    }

    /// What is missing when no entry says how the meeting was opened.
    fn without_opening(&self, proof: &Proof) -> Vec<String> {
        let mut findings = Vec::new();
        if !proof.entries.is_empty() {
            findings.push("the act that opened the meeting is not here".to_owned());
        }
        for file in self.minutes {
            if let Some((acts, _)) = made_from(&String::from_utf8_lossy(&file.bytes)) {
                let acts = count(acts, "act", "acts");
                findings.push(format!("{} was made from {acts}, and no journal of them is here", file.path));
            }
        }
        findings
    }

    fn report(&self, proof: &Proof, findings: Vec<String>, notes: Vec<String>) -> Report {
        let id = self.id;
        let acts = count(proof.acts, "act", "acts");
        let writers = count(proof.writers, "writer", "writers");
        let (verdict, summary) = if !findings.is_empty() {
            (Verdict::Altered, format!("{id}: {acts} of {writers}, ALTERED."))
        } else if proof.entries.is_empty() {
            let why = "there is a record and no journal, so nothing can be proved of it";
            (Verdict::Unproved, format!("{id}: {why}."))
        } else {
            let head = proof.chains.head().short();
            (Verdict::Whole, format!("{id}: {acts} of {writers}, whole. Trail {head}."))
        };
        Report { verdict, summary, findings, notes, missing: Vec::new() }
    }
}

impl Look<'_> {
    fn agenda(&mut self) {
        let path = places::meeting(self.copy.id);
        let opening = self.meeting.opening();
        let Some(Entry { at, act: Act::Opened { agenda_sha256, .. }, .. }) = opening else { return };
        match (agenda_sha256, self.copy.file) {
            (_, None) => self.not_here(&path, format!("{path} is not here")),
            (None, _) => {
                self.notes.push("the agenda as issued was recorded before hashes were kept".to_owned());
            }
            (Some(hash), Some(text)) if issued::agenda_sha256(text) != *hash => self.findings.push(format!(
                "the agenda in {path} was changed after the meeting was opened with it, {}",
                clock(self.meeting, *at)
            )),
            _ => {}
        }
    }

    fn record(&mut self) {
        let Some(text) = self.copy.file else { return };
        let path = places::meeting(self.copy.id);
        let found = issued::record_part(text);
        let told = record::text(self.meeting);
        if found.trim_end() == told.trim_end() {
            return;
        }
        if found.is_empty() {
            return self.notes.push(format!("{path} has no record yet"));
        }
        // The readable part lags a moment, and a program that was stopped did not come to write it.
        let (mut behind, mut left) = (None, self.meeting.entries().len());
        self.meeting.step_through(|before, _| {
            if record::text(before).trim_end() == found.trim_end() {
                behind = Some(left);
            }
            left -= 1;
        });
        match behind {
            Some(acts) => self.notes.push(format!(
                "the record in {path} is {} behind the journals: the next act writes it anew",
                count(acts, "act", "acts")
            )),
            None => {
                let first = text.lines().position(|line| line.starts_with("record:")).unwrap_or(0);
                let same = found.lines().zip(told.lines()).take_while(|(found, told)| found == told).count();
                self.findings.push(format!(
                    "the record in {path} does not say what the journals say, from line {}: it was changed, or \
                     the journals are not all here",
                    first + same + 1
                ));
            }
        }
    }

    fn documents(&mut self) {
        for file in self.copy.minutes {
            self.document(&file.path, &file.bytes);
        }
        for entry in self.meeting.entries() {
            if let Act::Wrote { path, .. } = &entry.act
                && !self.copy.minutes.iter().any(|file| &file.path == path)
                && !self.missing.contains(path)
            {
                let at = clock(self.meeting, entry.at);
                self.not_here(path, format!("{path} was written, {at}, and is not here"));
            }
        }
    }

    /// A file is not there: an alteration, unless somebody has said why.
    fn not_here(&mut self, path: &str, said: String) {
        self.missing.push(path.to_owned());
        match (self.copy.gone)(path) {
            Some(back) => self.findings.push(said + &back),
            None => self.notes.push(format!("{said}, as was acknowledged")),
        }
    }

    fn document(&mut self, path: &str, bytes: &[u8]) {
        let sha256 = Sha256::of(bytes);
        let text = String::from_utf8_lossy(bytes);
        let written = self.written(path);
        let last = written.last().copied();
        if last.is_some_and(|(_, hash)| hash == sha256)
            || self.made_again(path).is_some_and(|made| made == text)
        {
            return;
        }
        if let Some((acts, _)) = made_from(&text)
            && acts > self.proof.acts
        {
            return self.findings.push(format!(
                "{path} was made from {}, and the journals here hold {}: the end of a journal, or a whole one, \
                 is missing",
                count(acts, "act", "acts"),
                self.proof.acts
            ));
        }
        let earlier = written.iter().find(|(_, hash)| *hash == sha256);
        match (earlier, last) {
            (Some((earlier, _)), Some((last, _))) => self.findings.push(format!(
                "{path} is the version written {}, and a later one was written {}",
                clock(self.meeting, *earlier),
                clock(self.meeting, last)
            )),
            (None, Some((last, hash))) => self.findings.push(format!(
                "{path} was edited by hand: it is not the version written {}, whose SHA-256 is {hash}",
                clock(self.meeting, last)
            )),
            _ => self.notes.push(format!(
                "{path} cannot be proved: its hash was not recorded, and it is not what the journals come to now"
            )),
        }
    }

    /// Every version of a document that was recorded, in order.
    fn written(&self, wanted: &str) -> Vec<(Stamp, Sha256)> {
        let entries = self.meeting.entries().iter();
        let written = entries.filter_map(|e| match &e.act {
            Act::Wrote { path, sha256, .. } if path == wanted => Some((e.at, *sha256)),
            _ => None,
        });
        written.collect()
    }

    /// What `chairside minutes` would write there today; nothing while the meeting runs, for then that changes.
    fn made_again(&self, path: &str) -> Option<String> {
        let ended = self.meeting.state().ended?;
        let name = path.rsplit('/').next().unwrap_or(path);
        let tier = match name.strip_suffix(".md")?.strip_prefix("minutes")? {
            other if other.starts_with("-restricted") => Tier::Restricted,
            other if other.starts_with("-open") => Tier::Open,
            _ => Tier::Partners,
        };
        Some(marked(path, &minutes_text(self.meeting, self.proof.chains.head(), tier, ended)))
    }
}

#[cfg(test)]
#[path = "copy_tests.rs"]
mod tests;
