//! Lists of three versions: record by record where items have an id, as a set where they are plain values, as a
//! union where they are entries of a history.

use super::Sort;
use super::order::{Ordered, Prefer, order};
use super::same::{Identity, how_many, said, same};
use super::walk::{Fate, Spot, Walk, Want};
use super::words::Part;
use super::write::Origin;
use super::{Choice, Clash};
use crate::files::yaml::{Kind, Node};
use std::collections::{BTreeMap, BTreeSet};

/// One version of a list: its items and what each is known by.
struct Version<'n> {
    items: &'n [Node],
    keys: Vec<String>,
    places: BTreeMap<String, usize>,
    /// How many items say the same, by what they say; for sets and histories.
    counts: BTreeMap<String, usize>,
}

impl<'n> Version<'n> {
    fn of(items: &'n [Node], identity: Identity) -> Self {
        let keys = identity.keys(items);
        let places = keys.iter().cloned().enumerate().map(|(n, key)| (key, n)).collect();
        let mut counts = BTreeMap::new();
        if identity == Identity::Content {
            for item in items {
                *counts.entry(said(item)).or_insert(0) += 1;
            }
        }
        Self { items, keys, places, counts }
    }

    fn get(&self, key: &str) -> Option<usize> {
        self.places.get(key).copied()
    }

    fn item(&self, key: &str) -> Option<&'n Node> {
        self.items.get(self.get(key)?)
    }
}

/// Three versions of one list.
struct Three<'n> {
    base: Version<'n>,
    ours: Version<'n>,
    theirs: Version<'n>,
}

impl Three<'_> {
    /// Whether an item of a set or a history is among those that stay: so many of it are wanted.
    fn stays(&self, item: &Node, key: &str) -> bool {
        let said = said(item);
        let of = |version: &Version<'_>| version.counts.get(&said).copied().unwrap_or(0);
        let nth = key.rsplit('\u{1}').next().and_then(|nth| nth.parse::<usize>().ok()).unwrap_or(0);
        nth < how_many(of(&self.base), of(&self.ours), of(&self.theirs))
    }
}

impl<'n> Walk<'n, '_> {
    /// What a list is to say; nothing when its items cannot be told apart, and it is one value.
    pub(super) fn list(
        &mut self,
        base: Option<&'n Node>,
        ours: Spot<'n>,
        theirs: Spot<'n>,
    ) -> Option<Want<'n>> {
        let base = base.filter(|node| matches!(node.kind, Kind::List(_)) || node.is_blank());
        let before = base.map_or(&[][..], Node::items);
        let identity = Identity::of(&[before, ours.node.items(), theirs.node.items()])?;
        // A list of ours that is one of the odd places no text can be put in is one value.
        if ours.owner.is_none() && !ours.in_flow && ours.node.items().is_empty() {
            return None;
        }
        let three = Three {
            base: Version::of(before, identity),
            ours: Version::of(ours.node.items(), identity),
            theirs: Version::of(theirs.node.items(), identity),
        };
        let by = match identity {
            Identity::By(key) => Some(key),
            Identity::Content => None,
        };
        let mut want: BTreeMap<&str, Want<'n>> = BTreeMap::new();
        let mut marks: BTreeMap<&str, Clash> = BTreeMap::new();
        let mut removed = Vec::new();
        // What an answer takes out had a place until then, and others stand by it.
        let mut answered: BTreeSet<&str> = BTreeSet::new();
        for (index, key) in three.ours.keys.iter().enumerate() {
            self.path.push(Part::Item { by, key: key.clone() });
            let spot = ours.item(index);
            match self.our_item(&three, key, spot, theirs, self.can_remove_item(ours, index)) {
                Some(value) => {
                    want.insert(key, value);
                }
                None => {
                    let changed = three.base.item(key).is_some_and(|before| !same(before, spot.node));
                    answered.extend(changed.then_some(key.as_str()));
                    removed.push(index);
                }
            }
            self.path.pop();
        }
        for key in three.theirs.keys.iter().filter(|key| three.ours.get(key).is_none()) {
            let Some(item) = three.theirs.item(key) else { continue };
            self.path.push(Part::Item { by, key: key.clone() });
            let fate = match identity {
                Identity::By(_) => self.comes(three.base.item(key), item, ours),
                Identity::Content if three.stays(item, key) => self.comes(None, item, ours),
                Identity::Content => Fate::Out,
            };
            match fate {
                Fate::In(mark) => {
                    want.insert(key, Want::Node(item));
                    marks.extend(mark.map(|clash| (key.as_str(), clash)));
                }
                Fate::Answered => answered.extend([key.as_str()]),
                Fate::Out => {}
            }
            self.path.pop();
        }
        answered.extend(want.keys());
        let mut keys = self.ordered(&three, base, (ours, theirs), &answered);
        keys.retain(|key| want.contains_key(key));
        let origin = |key: &&str| match three.ours.get(key) {
            Some(index) => Origin::Ours(index),
            None => Origin::Theirs(three.theirs.get(key).unwrap_or_default()),
        };
        let order = keys.iter().map(|key| (origin(key), marks.remove(key))).collect();
        self.write_list(ours, theirs, order, &removed);
        if keys.is_empty() && ours.node.is_blank() {
            return Some(Want::Node(ours.node));
        }
        Some(Want::List(keys.iter().filter_map(|key| want.remove(key)).collect()))
    }

    /// What one of our items is to say; nothing when it goes.
    fn our_item(
        &mut self,
        three: &Three<'n>,
        key: &str,
        spot: Spot<'n>,
        theirs: Spot<'n>,
        can: bool,
    ) -> Option<Want<'n>> {
        let records = matches!(self.path.last(), Some(Part::Item { by: Some(_), .. }));
        match three.theirs.get(key) {
            Some(other) if records => Some(self.value(three.base.item(key), spot, theirs.item(other))),
            None if records => (!self.goes(three.base.item(key), spot, can)).then_some(Want::Node(spot.node)),
            _ if three.stays(spot.node, key) => Some(Want::Node(spot.node)),
            _ => (!self.goes(Some(spot.node), spot, can)).then_some(Want::Node(spot.node)),
        }
    }

    /// The order of the items that stay, or would but for an answer.
    fn ordered<'k>(
        &mut self,
        three: &'k Three<'n>,
        base: Option<&'n Node>,
        (ours, theirs): (Spot<'n>, Spot<'n>),
        placed: &BTreeSet<&str>,
    ) -> Vec<&'k str> {
        let stay = |version: &'k Version<'n>| -> Vec<&'k str> {
            version.keys.iter().map(String::as_str).filter(|key| placed.contains(key)).collect()
        };
        let (before, mine, other) =
            (three.base.keys.iter().map(String::as_str), stay(&three.ours), stay(&three.theirs));
        let before: Vec<&str> = before.collect();
        let before = base.map(|_| before.as_slice());
        let made = |prefer| order(before, &mine, &other, prefer);
        let Ordered { mut keys, clash } = made(Prefer::Changed);
        self.path.push(Part::Order);
        if clash {
            let clash = self.clash(Sort::Order, base, Some(ours.node), Some(theirs.node));
            if self.settle(clash, ours) == Some(Choice::Theirs) {
                keys = made(Prefer::Theirs).keys;
            }
        }
        let as_ours = |keys: &[&str]| {
            let places: Vec<usize> = keys.iter().filter_map(|key| three.ours.get(key)).collect();
            places.is_sorted()
        };
        if !as_ours(&keys) && !self.allowed("~") {
            let clash = self.clash(Sort::ByHand, base, Some(ours.node), Some(theirs.node));
            self.settle(clash, ours);
            keys = made(Prefer::Ours).keys;
        }
        self.path.pop();
        keys
    }
}
