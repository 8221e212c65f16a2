//! Rules about what files say, once each can be read: ids that lead nowhere, minutes that do not add up, dates that
//! cannot be. Each rule is a small function; how a file is read at all is not here.

mod action_links;
mod agenda;
mod audit_beside;
mod assurance;
mod audit_folder;
mod audit_following;
mod audits;
mod evidence;
mod inputs;
mod items;
mod meeting;
mod page;
mod partnership;
mod people;
mod personal;
mod pseudonym_key;
mod recommendations;
mod tracker;

pub use audit_following::{lacking, late_actions, stray, unanswered};
pub use evidence::{Unseen, evidence};
pub use personal::{hidden, personal};
pub use pseudonym_key::{may_hold_key, pseudonym_key};

use super::kind::{Kind, kind};
use super::yaml::Node;
use crate::base::id::MeetingId;
use crate::base::problem::Problem;
use crate::domain::agenda::StandingAgenda;
use crate::domain::audit::{Audit, Pack, Panel, Return, Template, Vocabulary};
use crate::domain::decision_numbers::{self, Recorded};
use crate::domain::issued::IssuedAgenda;
use crate::domain::partnership::Partnership;
use crate::domain::recommendation::Register;
use crate::domain::tracker::Tracker;
use chrono::NaiveDate;
use page::Ids;
use std::collections::BTreeSet;

/// A file that could be read.
#[derive(Clone, Debug)]
pub struct Source<T> {
    /// Its path in the workspace.
    pub path: String,
    /// What it says.
    pub value: T,
    /// Where it says it.
    pub node: Node,
}

/// Every file of a workspace that could be read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The partnership's file.
    pub partnership: Option<Source<Partnership>>,
    /// Standing agendas.
    pub agendas: Vec<Source<StandingAgenda>>,
    /// Meetings.
    pub meetings: Vec<Source<IssuedAgenda>>,
    /// Trackers.
    pub trackers: Vec<Source<Tracker>>,
    /// The register of escalations: looked at for mistakes; only its numbers and days are given to anybody.
    pub escalations: Option<Source<crate::domain::escalation::Register>>,
    /// The register of expected inputs.
    pub inputs: Option<Source<crate::domain::inputs::Register>>,
    /// The register of recommendations.
    pub recommendations: Option<Source<Register>>,
    /// Scales of audits.
    pub scales: Option<Source<Vocabulary>>,
    /// Audit templates.
    pub templates: Vec<Source<Template>>,
    /// Packs of questions.
    pub packs: Vec<Source<Pack>>,
    /// Audits.
    pub audits: Vec<Source<Audit>>,
    /// Returns of agencies.
    pub returns: Vec<Source<Return>>,
    /// What panels agreed.
    pub panels: Vec<Source<Panel>>,
    /// Surveys beside audits.
    pub surveys: Vec<Source<crate::domain::audit::survey::Survey>>,
    /// Challenges of organisations' own grades.
    pub challenges: Vec<Source<crate::domain::audit::Challenges>>,
    /// Inspections, rapid reviews, the programme of audits, feedback.
    pub assurance: super::assurance::Sources,
    /// Meetings that have begun, by their records.
    pub held: BTreeSet<MeetingId>,
    /// Decisions that the records of meetings hold.
    pub recorded: Vec<Recorded>,
    /// The paths of all files, those that could not be read among them.
    pub paths: BTreeSet<String>,
}

/// A problem and the file it is in.
pub type Found = (String, Problem);

/// Everything that is wrong with what the files say, kind by kind. Rules that need the partnership's file are left
/// out when it could not be read, so that one slip there is not repeated from every other file.
pub fn check(sources: &Sources) -> Vec<Found> {
    let mut found = Vec::new();
    let ids = sources.partnership.as_ref().map(Ids::of);
    if let (Some(source), Some(ids)) = (&sources.partnership, &ids) {
        partnership::check(source, ids, sources, &mut found);
    }
    agenda::check(sources, ids.as_ref(), &mut found);
    meeting::check(sources, ids.as_ref(), &mut found);
    tracker::check(sources, ids.as_ref(), &mut found);
    inputs::check(sources, ids.as_ref(), &mut found);
    recommendations::check(sources, ids.as_ref(), &mut found);
    audits::check(sources, &mut found);
    audit_folder::check(sources, ids.as_ref(), &mut found);
    audit_beside::check(sources, &mut found);
    assurance::check(sources, ids.as_ref(), &mut found);
    found
}

impl Sources {
    /// Whether a file is among those that can be used.
    pub fn holds(&self, path: &str) -> bool {
        fn has<T>(some: &[Source<T>], path: &str) -> bool {
            some.iter().any(|source| source.path == path)
        }
        has(self.partnership.as_slice(), path)
            || has(&self.agendas, path)
            || has(&self.meetings, path)
            || has(&self.trackers, path)
            || has(self.inputs.as_slice(), path)
            || has(self.escalations.as_slice(), path)
            || has(self.recommendations.as_slice(), path)
            || has(self.scales.as_slice(), path)
            || has(&self.templates, path)
            || has(&self.packs, path)
            || has(&self.audits, path)
            || has(&self.returns, path)
            || has(&self.panels, path)
            || has(&self.surveys, path)
            || has(&self.challenges, path)
            || self.assurance.nodes().any(|(known, _)| known == path)
    }

    /// Whether there is a file with this path, readable or not.
    fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// Whether every meeting could be read: else a decision that is not known may be in another.
    fn all_records(&self) -> bool {
        let meetings = self.paths.iter().filter(|path| matches!(kind(path), Ok(Kind::Meeting))).count();
        meetings <= self.meetings.len()
    }

    /// The first number in some words of a decision that no meeting has recorded.
    fn unknown_decision<'w>(&self, words: &'w str, prefix: &str) -> Option<&'w str> {
        let unknown = decision_numbers::unknown_in(words, prefix, &self.recorded);
        unknown.filter(|_| self.all_records())
    }

    /// What a decision that is given by its number says otherwise than that a group with these letters took it on a day.
    fn apart(&self, words: &str, prefix: &str, on: NaiveDate) -> Option<decision_numbers::Apart<'_>> {
        let full = decision_numbers::in_full(words, prefix, &self.recorded).ok()?;
        decision_numbers::apart(&full, prefix, on, &self.recorded).filter(|_| !prefix.is_empty())
    }

    /// The tree of every file, with its path.
    fn nodes(&self) -> impl Iterator<Item = (&str, &Node)> {
        let partnership = self.partnership.iter().map(Source::tree);
        let agendas = self.agendas.iter().map(Source::tree);
        let meetings = self.meetings.iter().map(Source::tree);
        let inputs = self.inputs.iter().map(Source::tree);
        let registers = inputs.chain(self.escalations.iter().map(Source::tree));
        let registers = registers.chain(self.recommendations.iter().map(Source::tree));
        let trackers = self.trackers.iter().map(Source::tree);
        let audits = self.scales.iter().map(Source::tree).chain(self.templates.iter().map(Source::tree));
        let audits = audits.chain(self.packs.iter().map(Source::tree));
        let audits = audits.chain(self.audits.iter().map(Source::tree));
        let audits = audits.chain(self.returns.iter().map(Source::tree));
        let audits = audits.chain(self.panels.iter().map(Source::tree));
        let audits = audits.chain(self.surveys.iter().map(Source::tree));
        let audits = audits.chain(self.challenges.iter().map(Source::tree)).chain(self.assurance.nodes());
        partnership.chain(agendas).chain(meetings).chain(trackers).chain(registers).chain(audits)
    }
}

impl<T> Source<T> {
    pub(super) fn tree(&self) -> (&str, &Node) {
        (&self.path, &self.node)
    }

    /// The file's name without folder and ending.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.strip_suffix(".yaml").unwrap_or(name)
    }
}

#[cfg(test)]
mod audit_tests;
#[cfg(test)]
mod tests;
