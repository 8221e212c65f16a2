//! Comments that one side has added: each stays, above what it stands above there, also where what it was about
//! was taken out or taken from the other side. No remark is lost.

use super::pieces::{MARK, Splice, lines, rendered};
use super::same::Identity;
use super::words::Part;
use crate::files::yaml::{Kind, Node};
use std::collections::BTreeMap;
use std::ops::Range;

/// A text with its tree and the places of its comments.
#[derive(Clone, Copy)]
pub(super) struct Commented<'n> {
    pub text: &'n str,
    pub root: &'n Node,
    pub comments: &'n [Range<usize>],
}

impl<'n> Commented<'n> {
    fn all(self) -> impl Iterator<Item = (&'n Range<usize>, &'n str)> {
        self.comments.iter().map(move |range| (range, self.text[range.clone()].trim_end()))
    }

    fn counted(self) -> BTreeMap<&'n str, usize> {
        let mut counts = BTreeMap::new();
        self.all().for_each(|(_, comment)| *counts.entry(comment).or_insert(0) += 1);
        counts
    }
}

/// The merged text with the comments that a side has added to the base's; nothing when they are there.
pub(super) fn carried(
    base: Option<Commented<'_>>,
    merged: Commented<'_>,
    side: Commented<'_>,
) -> Option<String> {
    let before = base.map(Commented::counted).unwrap_or_default();
    let all = side.counted();
    let mut here = merged.counted();
    let mut splices: Vec<Splice> = Vec::new();
    for (range, comment) in side.all() {
        // Of remarks that say the same, so many as the side has are wanted, where it added any.
        let added = all.get(comment) > before.get(comment);
        match here.get_mut(comment).filter(|count| **count > 0) {
            Some(count) => *count -= 1,
            None if added => splices.push(placed(merged, side, range.start, comment)),
            None => {}
        }
    }
    (!splices.is_empty()).then(|| rendered(merged.text, 0..merged.text.len(), &splices))
}

/// Where a comment goes: above the first thing after it in its own file that is here too, else at the end.
fn placed(merged: Commented<'_>, side: Commented<'_>, at: usize, comment: &str) -> Splice {
    // A remark at the end of a line is about that line, and a mark about the line above it.
    let own = side.text[lines(side.text).start(at)..at].trim().is_empty();
    let from = if own { at } else { lines(side.text).start(at) };
    let mut path = Vec::new();
    let mut places = Vec::new();
    walk(side.root, &mut path, &mut |path, node| {
        if node.range.start >= from {
            places.push((node.range.start, path.to_vec()));
        }
    });
    places.sort_by_key(|(start, _)| *start);
    // What it stands above; else the record around that; else what comes next.
    let first = places.first().map_or(&[][..], |(_, path)| path.as_slice());
    let around = (1..first.len()).rev().map(|n| &first[..n]);
    let around = around.filter(|path| matches!(path.last(), Some(Part::Item { .. })));
    let next = places.iter().skip(1).take(8).map(|(_, path)| path.as_slice());
    let here = std::iter::once(first).chain(around).chain(next).find_map(|path| {
        let head = find(merged.root, path)?;
        let start = lines(merged.text).start(head);
        merged.text[start..head].trim_matches([' ', '-', '\u{feff}']).is_empty().then_some((start, head))
    });
    let newline = crate::files::yaml::newline(merged.text);
    let Some((start, _)) = here.filter(|_| !comment.starts_with(MARK) || own) else {
        let end = merged.text.len();
        return (end..end, format!("{comment}{newline}"));
    };
    let line = &merged.text[start..lines(merged.text).end(start)];
    let margin = &line[..line.len() - line.trim_start_matches(' ').len()];
    (start..start, format!("{margin}{comment}{newline}"))
}

/// Every key and item with its way, outermost first.
fn walk<'n>(node: &'n Node, path: &mut Vec<Part>, seen: &mut impl FnMut(&[Part], &'n Node)) {
    match &node.kind {
        Kind::Map(entries) if !node.flow => {
            for entry in entries {
                path.push(Part::Key(entry.name().to_owned()));
                seen(path, &entry.key);
                walk(&entry.value, path, seen);
                path.pop();
            }
        }
        Kind::List(items) if !node.flow => {
            let Some(identity) = Identity::of(&[items]) else { return };
            let by = match identity {
                Identity::By(key) => Some(key),
                Identity::Content => None,
            };
            for (item, key) in items.iter().zip(identity.keys(items)) {
                path.push(Part::Item { by, key });
                seen(path, item);
                walk(item, path, seen);
                path.pop();
            }
        }
        _ => {}
    }
}

/// Where the key or item at the end of a way starts.
fn find(node: &Node, path: &[Part]) -> Option<usize> {
    let (first, rest) = path.split_first()?;
    let (start, inside) = match first {
        Part::Key(key) => {
            let entry = node.entries().iter().find(|entry| entry.name() == key)?;
            (entry.key.range.start, &entry.value)
        }
        Part::Item { key, .. } => {
            let items = node.items();
            let index = Identity::of(&[items])?.keys(items).iter().position(|known| known == key)?;
            (items[index].range.start, &items[index])
        }
        Part::Order => return None,
    };
    if rest.is_empty() { Some(start) } else { find(inside, rest) }
}
