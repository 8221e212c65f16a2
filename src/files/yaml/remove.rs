//! Taking a record out of a file: an item of a list or a key of a map, with the comments that are its own.
//! Which comments those are is said in `around.rs`.

use std::ops::Range;

use super::edit::EditRefusal;
use super::extent::next_sign;
use super::splice::{Splice, Splicer, Spot};
use super::tree::{Kind, Node, Step};

/// A child of a list or map in block style.
struct Child {
    /// The byte of its dash or key.
    first: usize,
    /// The end of its content.
    end: usize,
}

/// Where a record is, to tell its comments from others.
pub(super) struct Record {
    /// From its dash, key or first sign to the end of its content.
    pub range: Range<usize>,
    /// The column, from 0, of its first sign.
    pub column: usize,
    /// Whether it is in block style.
    pub block: bool,
}

impl<'t> Splicer<'t> {
    pub(super) fn remove(&self, path: &[Step<'_>]) -> Result<Splice, EditRefusal> {
        let (parent, index) = self.parent(path)?;
        if parent.node.flow {
            return Ok(self.remove_in_brackets(parent.node, index));
        }
        self.remove_lines(&parent, index)
    }

    /// The list or map a path ends in, and which of its children is meant.
    fn parent(&self, path: &[Step<'_>]) -> Result<(Spot<'t>, usize), EditRefusal> {
        let Some((_, up)) = path.split_last() else {
            return Err(EditRefusal::at(self.find(&[])?.node, "the whole file cannot be taken out"));
        };
        let (parent, child) = (self.find(up)?, self.find(path)?.node);
        let is = |other: &Node| std::ptr::eq(other, child);
        let index = match &parent.node.kind {
            Kind::Map(entries) => entries.iter().position(|entry| is(&entry.value)),
            _ => parent.node.items().iter().position(is),
        };
        index.map(|index| (parent, index)).ok_or_else(|| EditRefusal::nowhere(child, path))
    }

    /// Where the record at the end of a path is.
    pub(super) fn record(&self, path: &[Step<'_>]) -> Result<Record, EditRefusal> {
        let (parent, index) = self.parent(path)?;
        let node = parent.node;
        let range = if node.flow {
            Self::in_brackets(node)[index].clone()
        } else {
            let child = &self.children(node)[index];
            child.first..child.end
        };
        let column = self.text[self.lines.start(range.start)..range.start].chars().count();
        Ok(Record { range, column, block: !node.flow })
    }

    fn children(&self, node: &Node) -> Vec<Child> {
        match &node.kind {
            Kind::Map(entries) => entries
                .iter()
                .map(|entry| Child { first: entry.key.range.start, end: entry.value.range.end })
                .collect(),
            _ => (self.dashes(node).into_iter().zip(node.items()))
                .map(|(first, item)| Child { first, end: item.range.end.max(first + 1) })
                .collect(),
        }
    }

    fn remove_lines(&self, parent: &Spot<'_>, index: usize) -> Result<Splice, EditRefusal> {
        let lines = self.lines;
        let children = self.children(parent.node);
        let Child { first, end } = children[index];
        let column = parent.node.place.column - 1;
        let tail = lines.tail(end, column);
        let only = children.len() == 1;
        let empty = if matches!(parent.node.kind, Kind::List(_)) { "[]" } else { "{}" };
        if !lines.is_first(first) {
            // Its line begins with the dash or key it belongs to, which stays.
            return match (index, only) {
                (0, true) => Ok((first..tail, empty.to_owned())),
                (0, false) => {
                    let rest = &self.text[tail..];
                    let next = tail + rest.len() - rest.trim_start().len();
                    Ok((first..next, String::new()))
                }
                _ => {
                    Err(EditRefusal::at(parent.node, "this one does not begin its line: take it out by hand"))
                }
            };
        }
        let owner = self.owner_end(parent);
        let floor = index.checked_sub(1).map_or(owner, |before| Some(children[before].end)).unwrap_or(0);
        let lead = lines.lead(first, column, floor);
        let next = lines.next(tail);
        let below = lines.blanks_below(next);
        // A heading above the blank lines keeps them, so that it does not become the next record's.
        let above = match lines.blanks_above(lead, floor) {
            above if next < self.text.len() && lines.is_below_comment(above, floor) => lead,
            above => above,
        };
        if only {
            let Some(owner) = owner else {
                return Ok((lead..tail, format!("{}{empty}", " ".repeat(column))));
            };
            let lead = if below > next || below == self.text.len() { above } else { lead };
            return Ok((owner..next, format!(" {empty}{}", &self.text[owner..lead])));
        }
        let last = index + 1 == children.len();
        Ok(match (above < lead, below > next) {
            // The blank line that parted it goes with it.
            (true, false) if last => (above..next, String::new()),
            (true, true) if below == self.text.len() => (above..next, String::new()),
            (true, true) => (lead..below, String::new()),
            (false, true) if index == 0 => (lead..below, String::new()),
            _ => (lead..next, String::new()),
        })
    }

    /// The byte after the colon or dash that a list or map belongs to; nothing for that of the file itself.
    fn owner_end(&self, spot: &Spot<'_>) -> Option<usize> {
        if let Some(key) = spot.key {
            return next_sign(self.text, key.range.end, ':').map(|colon| colon + 1);
        }
        // In a list of lists the dash is the last sign above that is not in a comment.
        let mut line = self.lines.start(spot.node.range.start);
        while let Some(above) = self.lines.above(line, 0) {
            let bare = self.text[above..line].trim_start();
            if bare.starts_with('-') {
                let after = bare.trim_start_matches(['-', ' ']).len();
                let signs = &self.text[above..line - after];
                return signs.rfind('-').map(|dash| above + dash + 1);
            }
            if !bare.is_empty() && !bare.starts_with('#') {
                break;
            }
            line = above;
        }
        None
    }

    fn remove_in_brackets(&self, node: &Node, index: usize) -> Splice {
        let children = Self::in_brackets(node);
        let Range { start, end } = children[index].clone();
        let (open, close) = (node.range.start + 1, node.range.end - 1);
        let comma = self.comma(end);
        let after = comma.map_or(end, |comma| comma + 1);
        let before = index.checked_sub(1).map(|before| children[before].end);
        let next = children.get(index + 1).map(|next| next.start);
        let rest = self.text[after..self.lines.end(after)].trim();
        let alone = self.lines.is_first(start) && (rest.is_empty() || rest.starts_with('#'));
        let column = start - self.lines.start(start);
        if alone {
            let floor = before.and_then(|end| self.comma(end)).unwrap_or(node.range.start);
            let (lead, to) = (self.lines.lead(start, column, floor), self.lines.next(after));
            let nothing_else = children.len() == 1
                && self.text[open..lead].trim().is_empty()
                && self.text[to..close].trim().is_empty();
            return match before.filter(|_| next.is_none() && comma.is_none()) {
                _ if nothing_else => (open..close, String::new()),
                Some(before) => (before..to, self.without_comma(before..lead)),
                None => (lead..to, String::new()),
            };
        }
        let same_line = |range: Range<usize>| !self.text[range].contains('\n');
        match (before, next) {
            (None, None) => {
                let bare =
                    self.text[open..start].trim().is_empty() && self.text[after..close].trim().is_empty();
                (if bare { open..close } else { start..after }, String::new())
            }
            (_, Some(next)) if same_line(after..next) => (start..next, String::new()),
            (Some(before), Some(_)) if same_line(before..start) => {
                let from = self.comma(before).map_or(start, |comma| comma + 1);
                (from..after, String::new())
            }
            (_, Some(_)) => (start..after, String::new()),
            (Some(before), None) if same_line(before..start) => (before..end, String::new()),
            (Some(before), None) if comma.is_none() => (before..end, self.without_comma(before..start)),
            (Some(_), None) => (start..after, String::new()),
        }
    }

    /// A stretch between two values in brackets, its comma left out.
    fn without_comma(&self, range: Range<usize>) -> String {
        let comma = self.comma(range.start).filter(|comma| range.contains(comma));
        match comma {
            Some(comma) => format!("{}{}", &self.text[range.start..comma], &self.text[comma + 1..range.end]),
            None => self.text[range].to_owned(),
        }
    }
}
