//! Personal data in what the files say: a warning at its place, and the text with it made unreadable, so that no report
//! repeats what it warns of.

use super::Sources;
use crate::base::problem::{Place, Problem};
use crate::domain::personal::{
    Finding, Kind, LIKELY, LIKELY_MEND, Names, Ordinary, belongs_to_a_place, found, likely,
};
use crate::files::audit_library::library;
use crate::files::yaml::{Kind as Is, Node};
use crate::files::{ordinary, places};
use std::collections::BTreeMap;
use std::ops::Range;

/// Most findings told of one file; a last one says that there are more.
const MOST: usize = 50;
/// Keys whose values tell where something is, and may say how to find it or ring it.
const OF_PLACES: [&str; 2] = ["place", "address"];
/// The key of an audit whose lines say whom practitioners may ask, and how: a learning brief is printed from them.
const OF_CONTACTS: &str = "tools";
/// Keys whose values point at something and say nothing.
const POINTERS: [&str; 2] = ["id", "schema"];

/// Keys of an audit's returns and panels under which people say something of a child.
const SAID: [&str; 14] = [
    "answer",
    "reason",
    "what",
    "so_what",
    "text",
    "why",
    "reply",
    "strengths",
    "develop",
    "learning_points",
    "system_barriers",
    "worker_spoken_to",
    "child_feedback",
    "parent_feedback",
];

/// Words that are nobody's name, where anything is said of a child.
fn ordinary_of(sources: &Sources) -> Option<Ordinary> {
    let (returns, panels) = (sources.returns.iter(), sources.panels.iter());
    if sources.returns.is_empty() && sources.panels.is_empty() {
        return None;
    }
    let library = library(sources.scales.clone(), sources.templates.clone(), sources.packs.clone());
    let partnership = sources.partnership.as_ref().map(|source| &source.value);
    let audits = sources.audits.iter().flat_map(|source| ordinary::of_audit(&source.value));
    let returns = returns.flat_map(|source| ordinary::of_return(&source.value));
    let panels = panels.flat_map(|source| ordinary::of_panel(&source.value));
    Some(ordinary::known(partnership, &library).with(audits).with_small(returns.chain(panels)))
}

/// What was found in one file.
#[derive(Debug, Default)]
pub struct Personal {
    /// Where, and how to mend it.
    pub problems: Vec<Problem>,
    /// The bytes of the text that must not be shown.
    pub hidden: Vec<Range<usize>>,
}

/// Everything in the files that looks like personal data, by path.
pub fn personal<'a>(
    sources: &'a Sources,
    texts: &BTreeMap<String, String>,
    names: &Names,
) -> Vec<(&'a str, Personal)> {
    let known = ordinary_of(sources);
    let found = sources.nodes().filter_map(|(path, node)| {
        let text = texts.get(path)?;
        let mut walk = Walk {
            text,
            names,
            partnership: path == places::PARTNERSHIP,
            audit: places::is_audit(path),
            known: known.as_ref().filter(|_| places::is_of_a_child(path)),
            found: Personal::default(),
        };
        walk.node(node, "");
        (!walk.found.problems.is_empty()).then_some((path, walk.found))
    });
    found.collect()
}

struct Walk<'a> {
    text: &'a str,
    names: &'a Names,
    partnership: bool,
    audit: bool,
    /// In what is said of an audit's child: words that are nobody's name.
    known: Option<&'a Ordinary>,
    found: Personal,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node, key: &str) {
        match &node.kind {
            Is::Scalar { text, .. } if !POINTERS.contains(&key) && !is_hash(key, text) => {
                self.value(node, text, key);
            }
            Is::Scalar { .. } | Is::Alias => {}
            Is::List(items) => items.iter().for_each(|item| self.node(item, key)),
            Is::Map(entries) => entries.iter().for_each(|entry| self.node(&entry.value, entry.name())),
        }
    }

    /// Whether something of this kind may stand under a key.
    fn belongs(&self, kind: Kind, key: &str) -> bool {
        let contact = belongs_to_a_place(kind) || kind == Kind::Email;
        let asked = self.audit && key == OF_CONTACTS;
        ((self.partnership || asked) && contact) || (OF_PLACES.contains(&key) && belongs_to_a_place(kind))
    }

    fn value(&mut self, node: &Node, value: &str, key: &str) {
        let mut from = node.range.start;
        let held = found(value, self.names);
        if self.known.is_some() && SAID.contains(&key) {
            self.doubt(node, value, &held);
        }
        for finding in held {
            if self.belongs(finding.kind, key) {
                continue;
            }
            // Where quotes or folded lines stand in between, the whole value is the place.
            let there = self.text[from..node.range.end].find(&value[finding.range.clone()]);
            let range = there.map(|at| from + at..from + at + finding.range.len());
            from = range.as_ref().map_or(from, |range| range.end);
            self.found.hidden.push(range.clone().unwrap_or_else(|| node.range.clone()));
            self.tell(&finding, range.map_or(node.place, |range| place(self.text, &range)));
        }
    }

    /// What looks like somebody's name although no list has it: it may be none, so it is not made unreadable.
    fn doubt(&mut self, node: &Node, value: &str, held: &[Finding]) {
        for range in self.known.map(|known| likely(value, known)).unwrap_or_default() {
            // What is on a list is certain, and said once.
            if held.iter().any(|one| one.range.start < range.end && range.start < one.range.end) {
                continue;
            }
            let there = self.text[node.range.clone()].find(&value[range.clone()]);
            let from = there.map(|at| node.range.start + at);
            let at = from.map_or(node.place, |from| place(self.text, &(from..from + range.len())));
            let message = format!("this is {LIKELY}");
            if self.found.problems.len() < MOST {
                self.found.problems.push(Problem::warning(at, message).mend(LIKELY_MEND));
            }
        }
    }

    fn tell(&mut self, finding: &Finding, place: Place) {
        match self.found.problems.len() {
            told if told < MOST => {
                let message = format!("this looks like {}", finding.why);
                self.found.problems.push(Problem::warning(place, message).mend(finding.kind.mend()));
            }
            MOST => {
                let message = format!("more than {MOST} things in this file look like personal data");
                self.found
                    .problems
                    .push(Problem::warning(place, message).mend("look through the rest yourself"));
            }
            _ => {}
        }
    }
}

/// Whether a value is a hash and nothing else: eight of its figures may stand side by side, and say nothing of anybody.
fn is_hash(key: &str, text: &str) -> bool {
    let hexadecimal = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    key.ends_with("sha256") && text.len() == 64 && text.bytes().all(hexadecimal)
}

/// Line and column of some bytes of a text.
fn place(text: &str, range: &Range<usize>) -> Place {
    let before = &text[..range.start];
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start_matches('\u{feff}');
    Place {
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
        length: text[range.clone()].lines().next().map_or(1, |shown| shown.chars().count()),
    }
}

/// A text with a dot for every letter and figure of these bytes of it; as many characters and lines as before.
pub fn hidden(text: &str, mut ranges: Vec<Range<usize>>) -> String {
    ranges.sort_by_key(|range| range.start);
    let mut left = ranges.iter().peekable();
    let mut until = 0;
    let dot = |(at, c): (usize, char)| {
        while let Some(range) = left.next_if(|range| range.start <= at) {
            until = until.max(range.end);
        }
        if at < until && c.is_alphanumeric() { '•' } else { c }
    };
    text.char_indices().map(dot).collect()
}

#[cfg(test)]
mod tests {
    use super::is_hash;

    #[test]
    fn a_hash_is_no_long_number_and_a_number_is_no_hash() {
        let hash = "9acfa5f1e0fc26c3c602c2a10f3f686cf094c12345678ca0a4edf9759d2bfe1f";
        assert!(is_hash("sha256", hash) && is_hash("template_sha256", hash));
        assert!(!is_hash("note", hash) && !is_hash("sha256", "9434765919"));
        assert!(!is_hash("sha256", &hash.to_uppercase()) && !is_hash("sha256", &hash[1..]));
    }
}
