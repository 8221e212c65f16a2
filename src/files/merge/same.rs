//! What counts as the same when versions of a file are compared: values whatever their spelling and the order of
//! keys, and items of a list by their id, their words or their day. Nothing is changed here.

use crate::files::yaml::{Kind, Node};
use std::collections::{BTreeMap, BTreeSet};

/// Whether two nodes say the same; the order of keys does not matter, the order of a list does.
pub(super) fn same(a: &Node, b: &Node) -> bool {
    a.says_the_same_as(b)
}

/// A text that is equal for nodes that say the same, and for no others.
pub(super) fn said(node: &Node) -> String {
    match &node.kind {
        Kind::Scalar { .. } if node.is_blank() => "~".to_owned(),
        Kind::Scalar { text, .. } => format!("{text:?}"),
        Kind::List(items) => format!("[{}]", items.iter().map(said).collect::<Vec<_>>().join(",")),
        Kind::Map(entries) => {
            let all: BTreeMap<&str, String> = entries.iter().map(|e| (e.name(), said(&e.value))).collect();
            format!("{all:?}")
        }
        Kind::Alias => "*".to_owned(),
    }
}

/// The keys whose values, taken together, are no other item's.
pub(super) type By = &'static [&'static str];

/// How the items of a list are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Identity {
    /// By the values of these keys: records.
    By(By),
    /// By what they say: plain values, and entries of a history, which are never changed but only added.
    Content,
}

/// Keys that name a record for ever. A list where one of these is doubtful is not taken apart at all.
const IDS: [By; 2] = [&["id"], &["ref"]];
/// Keys that tell items apart in lists without ids: apologies by post, the legend by letter, interests by words, answers by
/// what they answer, what is known of a child by the child and the agency.
const NAMES: [By; 5] = [&["post"], &["letter"], &["what"], &["question"], &["case", "agency"]];
/// Keys that make an item an entry of a history.
const DAYS: [&str; 3] = ["on", "date", "at"];

impl Identity {
    /// How the items of several versions of one list are told apart; nothing when they cannot be, and the list is
    /// one value then.
    pub(super) fn of(versions: &[&[Node]]) -> Option<Self> {
        let all = || versions.iter().copied().flatten();
        if all().all(|item| item.text().is_some()) {
            return Some(Self::Content);
        }
        if !all().all(|item| matches!(item.kind, Kind::Map(_))) {
            return None;
        }
        let has = |key: &str| all().any(|item| item.get(key).is_some());
        let tell = |by: By| versions.iter().all(|items| tells_apart(items, by));
        if let Some(by) = IDS.into_iter().find(|by| by.iter().any(|key| has(key))) {
            return tell(by).then_some(Self::By(by));
        }
        let dated = DAYS.into_iter().any(has);
        let name = NAMES.into_iter().find(|by| !dated && tell(by));
        Some(name.map_or(Self::Content, Self::By))
    }

    /// What each item is known by; items that say the same are counted, so that no two share a key. Where items
    /// have a day it comes first, so that keys sort by day.
    pub(super) fn keys(self, items: &[Node]) -> Vec<String> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let key = |item: &Node| match self {
            Self::By(by) => item.known_by(by).unwrap_or_default(),
            Self::Content => {
                let day = DAYS.iter().find_map(|key| item.get(key)?.text()).unwrap_or_default();
                let words = said(item);
                let nth = seen.entry(words.clone()).and_modify(|n| *n += 1).or_insert(0);
                format!("{day}\u{1}{words}\u{1}{nth}")
            }
        };
        items.iter().map(key).collect()
    }
}

/// Whether every item has its own values of these keys.
fn tells_apart(items: &[Node], by: By) -> bool {
    let mut seen = BTreeSet::new();
    items.iter().all(|item| item.known_by(by).is_some_and(|id| seen.insert(id)))
}

/// How many of several items that say the same there are to be, from how many there were and how many each side has.
/// Where one side adds and the other takes away, the larger number wins: rather one line too many than one lost.
pub(super) fn how_many(base: usize, ours: usize, theirs: usize) -> usize {
    if ours <= base && theirs <= base { ours.min(theirs) } else { ours.max(theirs) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::yaml::{Limits, read};

    fn root(text: &str) -> Node {
        read(text, &Limits::default()).root.unwrap()
    }

    #[test]
    fn keys_may_stand_in_any_order_and_items_may_not() {
        assert!(same(&root("a: 1\nb: [x]\n"), &root("b:\n  - 'x'\na: \"1\"\n")));
        assert!(!same(&root("[a, b]"), &root("[b, a]")));
        assert!(!same(&root("a: 1\n"), &root("a: 1\nb:\n")));
        assert_eq!(said(&root("{a: 1, b: ~}")), said(&root("b:\na: '1'\n")));
        assert_ne!(said(&root("['a,b']")), said(&root("[a, b]")));
    }

    #[test]
    fn each_kind_of_list_has_its_own_way_of_telling_items_apart() {
        let of = |text: &str| Identity::of(&[root(text).items()]);
        assert_eq!(of("[{id: a, what: x}, {id: b}]"), Some(Identity::By(&["id"])));
        assert_eq!(of("[{id: a}, {id: a}]"), None);
        assert_eq!(of("[{id: a}, {what: b}]"), None);
        assert_eq!(of("[{ref: 5a}]"), Some(Identity::By(&["ref"])));
        assert_eq!(of("[{post: a}, {post: b}]"), Some(Identity::By(&["post"])));
        assert_eq!(of("[{on: 2026-12-03, text: a}]"), Some(Identity::Content));
        assert_eq!(of("[a, b, a]"), Some(Identity::Content));
        assert_eq!(of("[a, {id: b}]"), None);
        assert_eq!(of("[[a]]"), None);
        let same = Identity::Content.keys(root("[a, b, a]").items());
        assert_eq!(same.iter().collect::<BTreeSet<_>>().len(), 3);
    }

    #[test]
    fn taking_away_and_adding_never_loses_a_line() {
        assert_eq!(how_many(1, 1, 0), 0);
        assert_eq!(how_many(1, 2, 2), 2);
        assert_eq!(how_many(1, 0, 2), 2);
        assert_eq!(how_many(2, 1, 1), 1);
        assert_eq!(how_many(0, 1, 0), 1);
    }
}
