//! Comments that only theirs has: each is put above what it stands above there, so that no remark is lost.

use super::pieces::{MARK, Piece, Splice, entry_piece, item_piece, line_end, line_start, rendered};
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

/// The merged text with the comments that theirs has and neither the base nor the merged text.
pub(super) fn carried(base: Option<Commented<'_>>, merged: Commented<'_>, theirs: Commented<'_>) -> Option<String> {
    let before = base.map(Commented::counted).unwrap_or_default();
    // A remark about something that was taken out went with it.
    let gone: Vec<Range<usize>> = base.map_or_else(Vec::new, |base| taken_out(base.root, merged.root, theirs));
    let kept = |range: &Range<usize>| !gone.iter().any(|g| g.start <= range.start && range.end <= g.end);
    let theirs_all = || theirs.all().filter(|(range, _)| kept(range));
    let mut all: BTreeMap<&str, usize> = BTreeMap::new();
    theirs_all().for_each(|(_, comment)| *all.entry(comment).or_insert(0) += 1);
    let mut here = merged.counted();
    let mut splices: Vec<Splice> = Vec::new();
    for (range, comment) in theirs_all() {
        // Of remarks that say the same, so many as theirs has are wanted, where theirs added any.
        let added = all.get(comment) > before.get(comment);
        match here.get_mut(comment).filter(|count| **count > 0) {
            Some(count) => *count -= 1,
            None if added => splices.push(placed(merged, theirs, range.start, comment)),
            None => {}
        }
    }
    (!splices.is_empty()).then(|| rendered(merged.text, 0..merged.text.len(), &splices))
}

/// The lines of what theirs still has of the base and the merged file has not.
fn taken_out(base: &Node, merged: &Node, theirs: Commented<'_>) -> Vec<Range<usize>> {
    let mut gone = Vec::new();
    walk(theirs.root, &mut Vec::new(), &mut |path, _, piece| {
        if find(merged, path).is_none() && find(base, path).is_some() {
            gone.extend(piece(theirs.text).map(|piece| piece.start..piece.end));
        }
    });
    gone
}

/// Where a comment of theirs goes: above the first thing after it there that is here too, else at the end.
fn placed(merged: Commented<'_>, theirs: Commented<'_>, at: usize, comment: &str) -> Splice {
    // A remark at the end of a line is about that line, and a mark about the line above it.
    let own = theirs.text[line_start(theirs.text, at)..at].trim().is_empty();
    let from = if own { at } else { line_start(theirs.text, at) };
    let mut path = Vec::new();
    let mut places = Vec::new();
    walk(theirs.root, &mut path, &mut |path, node, _| {
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
        let start = line_start(merged.text, head);
        merged.text[start..head].trim_matches([' ', '-', '\u{feff}']).is_empty().then_some((start, head))
    });
    let newline = crate::files::yaml::newline(merged.text);
    let Some((start, _)) = here.filter(|_| !comment.starts_with(MARK) || own) else {
        let end = merged.text.len();
        return (end..end, format!("{comment}{newline}"));
    };
    let line = &merged.text[start..line_end(merged.text, start)];
    let margin = &line[..line.len() - line.trim_start_matches(' ').len()];
    (start..start, format!("{margin}{comment}{newline}"))
}

/// The lines of a key or item in the text it is in.
type Lines<'a> = &'a dyn Fn(&str) -> Option<Piece>;

/// Every key and item with its way and its lines, outermost first.
fn walk<'n>(node: &'n Node, path: &mut Vec<Part>, seen: &mut impl FnMut(&[Part], &'n Node, Lines<'_>)) {
    match &node.kind {
        Kind::Map(entries) if !node.flow => {
            for (index, entry) in entries.iter().enumerate() {
                path.push(Part::Key(entry.name().to_owned()));
                seen(path, &entry.key, &|text| entry_piece(text, node, index));
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
            for (index, (item, key)) in items.iter().zip(identity.keys(items)).enumerate() {
                path.push(Part::Item { by, key });
                seen(path, item, &|text| item_piece(text, node, index));
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
