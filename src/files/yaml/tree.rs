//! The tree of a YAML file: every key and value with its place and its bytes. How it is read is in `read.rs`.

use std::ops::Range;

use crate::base::problem::Place;

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single quotes.
    Single,
    /// In double quotes.
    Double,
    /// A `|` block: line breaks are kept.
    Literal,
    /// A `>` block: lines are joined.
    Folded,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A single value; `text` is what it says once quotes and escapes are undone, and empty when it is blank.
    Scalar {
        /// What it says.
        text: String,
        /// How it is written.
        style: Style,
    },
    /// A list.
    List(Vec<Node>),
    /// Keys with values, in the order of the file.
    Map(Vec<Entry>),
    /// A reference to another part of the file, such as `*name`.
    Alias,
}

/// One key of a map with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: Node,
    /// Its value; blank when nothing follows the colon.
    pub value: Node,
}

/// One value of a YAML file.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it starts; the length is what it covers of that line, and 1 for lists and maps.
    pub place: Place,
    /// Its bytes in the text, from its first sign (quote, bracket, dash, `|`) to the end of its content.
    /// A blank value has an empty range just after its colon or dash.
    pub range: Range<usize>,
    /// Whether a list or map is written in brackets.
    pub flow: bool,
}

/// One step from a node towards a node inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// The value of a key.
    Key(&'a str),
    /// An item of a list, from 0.
    Index(usize),
    /// The first item of a list whose key has this value, such as `id: EXEC-26-014`.
    Where {
        /// The key looked at.
        key: &'a str,
        /// The value it must have.
        is: &'a str,
    },
    /// The first item of a list that these keys say this of, one after the other, such as the child and the agency `C1, police`.
    Known {
        /// The keys looked at.
        by: &'a [&'a str],
        /// What they must say.
        is: &'a str,
    },
}

impl Entry {
    /// The key as text; empty when it is not text.
    pub fn name(&self) -> &str {
        self.key.text().unwrap_or_default()
    }
}

impl Node {
    /// What a scalar says; nothing for lists, maps and aliases.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The items of a list; empty for anything else.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    /// The entries of a map; empty for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            Kind::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Whether nothing is written here, or only `~` or `null`.
    pub fn is_blank(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, style: Style::Plain }
            if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// The value of a key of this map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.name() == key).map(|entry| &entry.value)
    }

    /// What these keys of this map say, one after the other; nothing where one of them is not there or blank.
    pub fn known_by(&self, keys: &[&str]) -> Option<String> {
        let said = |key: &&str| self.get(key).filter(|said| !said.is_blank())?.text();
        keys.iter().map(said).collect::<Option<Vec<_>>>().map(|said| said.join(", "))
    }

    /// The node at the end of a path; nothing when a step leads nowhere.
    pub fn at(&self, path: &[Step<'_>]) -> Option<&Node> {
        path.iter().try_fold(self, |node, step| match step {
            Step::Key(key) => node.get(key),
            Step::Index(index) => node.items().get(*index),
            Step::Where { .. } | Step::Known { .. } => node.items().get(node.index_of(step)?),
        })
    }

    /// As [`Node::at`], to change what is there.
    pub(super) fn at_mut(&mut self, path: &[Step<'_>]) -> Option<&mut Node> {
        path.iter().try_fold(self, |node, step| {
            let index = node.index_of(step);
            match &mut node.kind {
                Kind::List(items) => items.get_mut(index?),
                Kind::Map(entries) => match step {
                    Step::Key(key) => {
                        entries.iter_mut().find(|entry| entry.name() == *key).map(|entry| &mut entry.value)
                    }
                    _ => None,
                },
                _ => None,
            }
        })
    }

    /// The position in this list that a step means.
    pub(super) fn index_of(&self, step: &Step<'_>) -> Option<usize> {
        match step {
            Step::Key(_) => None,
            Step::Index(index) => Some(*index),
            Step::Where { key, is } => {
                self.items().iter().position(|item| item.get(key).and_then(Node::text) == Some(*is))
            }
            Step::Known { by, is } => {
                self.items().iter().position(|item| item.known_by(by).as_deref() == Some(*is))
            }
        }
    }

    /// Whether two nodes say the same, places, ways of writing and the order of keys aside; a blank equals only a blank.
    pub fn says_the_same_as(&self, other: &Node) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Scalar { text: mine, .. }, Kind::Scalar { text: theirs, .. }) => {
                self.is_blank() == other.is_blank() && (mine == theirs || self.is_blank())
            }
            (Kind::List(mine), Kind::List(theirs)) => {
                mine.len() == theirs.len() && mine.iter().zip(theirs).all(|(a, b)| a.says_the_same_as(b))
            }
            (Kind::Map(mine), Kind::Map(theirs)) => {
                let same = |a: &Entry, b: &Entry| a.key.says_the_same_as(&b.key);
                let other = |at: usize, entry: &Entry| {
                    let here = theirs.get(at).filter(|other| same(entry, other));
                    here.or_else(|| theirs.iter().find(|other| same(entry, other)))
                };
                mine.len() == theirs.len()
                    && mine.iter().enumerate().all(|(at, entry)| {
                        other(at, entry).is_some_and(|other| entry.value.says_the_same_as(&other.value))
                    })
            }
            _ => false,
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
    fn a_path_leads_through_keys_positions_and_ids() {
        let node = root("actions:\n  - id: A-1\n    what: first\n  - {id: A-2, what: second}\n");
        let what = node.at(&[Step::Key("actions"), Step::Where { key: "id", is: "A-2" }, Step::Key("what")]);
        assert_eq!(what.and_then(Node::text), Some("second"));
        let what = node.at(&[Step::Key("actions"), Step::Index(0), Step::Key("what")]);
        assert_eq!(what.and_then(Node::text), Some("first"));
        assert!(node.at(&[Step::Key("actions"), Step::Key("what")]).is_none());
        assert!(node.at(&[Step::Key("actions"), Step::Where { key: "id", is: "A-3" }]).is_none());
    }

    #[test]
    fn sameness_is_about_meaning_not_writing() {
        assert!(root("a: [x, 'y']\nb:\n").says_the_same_as(&root("\"a\":\n- x\n- y\nb: ~\n")));
        assert!(root("a: x\nb: y\n").says_the_same_as(&root("b: y\na: x\n")));
        assert!(!root("a: x\nb: y\n").says_the_same_as(&root("b: x\na: y\n")));
        assert!(!root("a: x\n").says_the_same_as(&root("a: y\n")));
        assert!(!root("a: \"\"\n").says_the_same_as(&root("a:\n")));
        assert!(!root("a: '~'\n").says_the_same_as(&root("a: ~\n")));
    }
}
