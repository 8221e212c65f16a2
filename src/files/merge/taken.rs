//! What a merge brings into our version without a question, in words: for whoever is to agree to it.

use super::question::readable_node;
use super::same::{By, Identity, same};
use super::words::{Part, words};
use crate::files::yaml::{Kind, Node};
use std::collections::{BTreeMap, BTreeSet};

/// Keys that tell people what a record is.
const NAMES: [&str; 6] = ["what", "title", "name", "text", "said", "post"];

/// What a record says that it is.
pub(super) fn about(record: &Node) -> Option<&str> {
    let known = NAMES.iter().find_map(|key| record.get(key)?.text());
    known.map(str::trim).filter(|text| !text.is_empty())
}

/// Whether a record is for the restricted minutes only.
pub(super) fn is_restricted(node: &Node) -> bool {
    node.get("tier").and_then(Node::text) == Some("restricted")
}

/// One thing that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What, in words.
    pub said: String,
    /// Whether it is in something restricted.
    pub restricted: bool,
}

/// Everything that `after` says and `before` did not, in the order of the file.
pub(super) fn taken(before: &Node, after: &Node) -> Vec<Taken> {
    let mut comparing = Comparing { path: Vec::new(), restricted: false, found: Vec::new() };
    comparing.compare(before, after);
    comparing.found
}

struct Comparing {
    path: Vec<Part>,
    restricted: bool,
    found: Vec<Taken>,
}

impl Comparing {
    fn say(&mut self, what: &str) {
        let said = format!("{}{what}", words(&self.path));
        self.found.push(Taken { said, restricted: self.restricted });
    }

    fn compare(&mut self, before: &Node, after: &Node) {
        if same(before, after) {
            return;
        }
        match (&before.kind, &after.kind) {
            (Kind::Map(_), Kind::Map(_)) => self.maps(before, after),
            (Kind::List(old), Kind::List(new)) if !self.lists(old, new) => self.say(" changed"),
            (Kind::List(_), Kind::List(_)) => {}
            (_, Kind::List(new)) if before.is_blank() && self.lists(&[], new) => {}
            _ => self.say(&format!(": now {}, was {}", readable_node(after), readable_node(before))),
        }
    }

    fn within(&mut self, part: Part, node: &Node, look: impl FnOnce(&mut Self)) {
        let around = self.restricted;
        self.restricted |= is_restricted(node);
        self.path.push(part);
        look(self);
        self.path.pop();
        self.restricted = around;
    }

    fn maps(&mut self, before: &Node, after: &Node) {
        for entry in after.entries() {
            let part = Part::Key(entry.name().to_owned());
            self.within(part, &entry.value, |this| match before.get(entry.name()) {
                Some(old) => this.compare(old, &entry.value),
                None => this.say(&format!(" added: {}", readable_node(&entry.value))),
            });
        }
        for entry in before.entries().iter().filter(|entry| after.get(entry.name()).is_none()) {
            self.within(Part::Key(entry.name().to_owned()), &entry.value, |this| this.say(" taken out"));
        }
    }

    /// Whether the items could be told apart.
    fn lists(&mut self, before: &[Node], after: &[Node]) -> bool {
        match Identity::of(&[before, after]) {
            Some(Identity::By(key)) => self.records(key, before, after),
            Some(Identity::Content) => self.lines(before, after),
            None => return false,
        }
        true
    }

    fn records(&mut self, by: By, before: &[Node], after: &[Node]) {
        let identity = Identity::By(by);
        let (old, keys) = (identity.keys(before), identity.keys(after));
        let known: BTreeMap<&String, &Node> = old.iter().zip(before).collect();
        let part = |key: &String| Part::Item { by: Some(by), key: key.clone() };
        for (key, item) in keys.iter().zip(after) {
            self.within(part(key), item, |this| match known.get(&key) {
                Some(old) => this.compare(old, item),
                None => {
                    let is = about(item).map_or_else(|| readable_node(item), str::to_owned);
                    this.say(&format!(" added: {is}"));
                }
            });
        }
        let still: BTreeSet<&String> = keys.iter().collect();
        for (key, item) in old.iter().zip(before).filter(|(key, _)| !still.contains(key)) {
            self.within(part(key), item, |this| this.say(" taken out"));
        }
        let staying = old.iter().filter(|key| still.contains(key));
        if keys.iter().filter(|key| known.contains_key(key)).ne(staying) {
            self.path.push(Part::Order);
            self.say(" changed");
            self.path.pop();
        }
    }

    /// Plain values, and the entries of a history, whose order says nothing.
    fn lines(&mut self, before: &[Node], after: &[Node]) {
        let (old, new) = (Identity::Content.keys(before), Identity::Content.keys(after));
        let only = |keys: &[String], items: &[Node], others: &[String]| -> Vec<String> {
            let others: BTreeSet<&String> = others.iter().collect();
            let is = |item: &Node| about(item).map_or_else(|| readable_node(item), str::to_owned);
            keys.iter()
                .zip(items)
                .filter(|(key, _)| !others.contains(key))
                .map(|(_, item)| is(item))
                .collect()
        };
        for line in only(&new, after, &old) {
            self.say(&format!(": {line} added"));
        }
        for line in only(&old, before, &new) {
            self.say(&format!(": {line} taken out"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::yaml::{Limits, read};

    fn root(text: &str) -> Node {
        read(text, &Limits::default()).root.unwrap()
    }

    #[test]
    fn what_comes_in_is_said_record_by_record() {
        let before = root(
            "title: A\nactions:\n  - {id: A-1, what: one, due: 2026-12-11, tags: [x]}\n  - {id: A-2, what: two}\n",
        );
        let after = root(
            "title: A\nnote: new\nactions:\n  - {id: A-1, what: one, due: 2026-12-18, tags: [x, y], tier: restricted}\n  - {id: A-3, what: three\n      lines}\n",
        );
        let said: Vec<(String, bool)> =
            taken(&before, &after).into_iter().map(|taken| (taken.said, taken.restricted)).collect();
        let expected = [
            ("note added: new", false),
            ("action A-1, due: now Fri 18 Dec 2026, was Fri 11 Dec 2026", true),
            ("action A-1, tags: y added", true),
            ("action A-1, tier added: restricted", true),
            ("action A-3 added: three lines", false),
            ("action A-2 taken out", false),
        ];
        assert_eq!(said, expected.map(|(said, restricted)| (said.to_owned(), restricted)));
        assert_eq!(taken(&before, &before), []);
    }

    #[test]
    fn another_order_is_said_of_records_only() {
        let (a, b) = (root("l: [{id: a}, {id: b}]\n"), root("l: [{id: b}, {id: a}]\n"));
        assert_eq!(taken(&a, &b)[0].said, "the order of l changed");
        let (a, b) = (root("l: [x, y]\n"), root("l: [y, x]\n"));
        assert_eq!(taken(&a, &b), []);
    }
}
