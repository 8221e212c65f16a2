//! Putting items into lists, and keys into maps in brackets: where they go, and what stands around them.

use std::ops::Range;

use super::edit::EditRefusal;
use super::extent::next_sign;
use super::layout::{compact, flow};
use super::like::{Like, dash_gap};
use super::splice::{Splice, Splicer, Spot};
use super::tree::{Kind, Node, Step};
use super::value::Value;

impl<'t> Splicer<'t> {
    pub(super) fn append(&self, path: &[Step<'_>], value: &Value) -> Result<Splice, EditRefusal> {
        let spot = match (self.find(path), path) {
            (Ok(spot), _) => spot,
            (Err(refusal), [parent @ .., Step::Key(name)]) => {
                let Ok(parent) = self.find(parent) else { return Err(refusal) };
                return self.append_to_missing(&parent, name, value);
            }
            (Err(refusal), _) => return Err(refusal),
        };
        let node = spot.node;
        let in_full =
            || self.layout.items_in_full(std::slice::from_ref(value), self.list_column(&spot), &spot.like);
        let whole = Value::List(vec![value.clone()]);
        let as_brackets =
            spot.like.in_brackets(&whole) == Some(true) && compact(&whole, &spot.like).is_some();
        match &node.kind {
            Kind::List(items) if !items.is_empty() => self.insert(&spot, items.len(), value),
            Kind::List(_) if !spot.in_flow && value.scalar().is_none() && !as_brackets => {
                Ok(self.lines_instead(node, &in_full()))
            }
            Kind::List(_) => Ok(self.last_in_brackets(node, &flow(value, &spot.like.items()))),
            _ if node.is_blank() && (spot.in_flow || as_brackets) => Ok(self.fill(&spot, &whole)),
            _ if node.is_blank() => Ok(self.lines_instead(node, &in_full())),
            _ => Err(EditRefusal::at(node, "this is not a list, so nothing can be added to it")),
        }
    }

    /// Several items after the last of a list on lines of its own.
    pub(super) fn append_all(&self, path: &[Step<'_>], values: &[Value]) -> Result<Splice, EditRefusal> {
        let spot = self.find(path)?;
        let items = spot.node.items().len();
        if items == 0 || spot.node.flow {
            return Err(EditRefusal::at(spot.node, "this is not a list with items on lines of their own"));
        }
        let mut all: Option<Splice> = None;
        for value in values {
            let (range, written) = self.insert(&spot, items, value)?;
            all.get_or_insert_with(|| (range, String::new())).1.push_str(&written);
        }
        all.ok_or_else(|| EditRefusal::at(spot.node, "there is nothing to add"))
    }

    fn append_to_missing(&self, parent: &Spot<'t>, name: &str, value: &Value) -> Result<Splice, EditRefusal> {
        let whole = Value::List(vec![value.clone()]);
        let like = parent.like.key(name);
        let block = !parent.node.flow && value.scalar().is_none() && like.in_brackets(&whole) != Some(true);
        match parent.node.entries() {
            [first, .., last] | [first @ last] if block => {
                let column = first.key.place.column - 1;
                let dashes = column + self.layout.indent(&whole, &like);
                let items = self.layout.items_in_full(std::slice::from_ref(value), dashes, &like);
                let line = " ".repeat(column) + &parent.like.key_text(name);
                let lines = format!("{}{line}:{items}", self.layout.newline);
                Ok(self.insert_after(last.value.range.end, column, lines))
            }
            _ => self.put(parent, name, &whole),
        }
    }

    /// A new item at a position of a list.
    pub(super) fn insert(&self, spot: &Spot<'t>, index: usize, value: &Value) -> Result<Splice, EditRefusal> {
        let list = spot.node;
        let Kind::List(items) = &list.kind else {
            return Err(EditRefusal::at(list, "this is not a list, so nothing can be added to it"));
        };
        if index > items.len() {
            let message =
                format!("the list has {} items, so none can be put in at {}", items.len(), index + 1);
            return Err(EditRefusal::at(list, &message));
        }
        let like = spot.like.items_around(list, index, false);
        if !list.flow {
            return Ok(self.insert_line(list, items, index, value, &like));
        }
        let written = flow(value, &like);
        match items.get(index) {
            None => Ok(self.last_in_brackets(list, &written)),
            Some(next) => {
                let at = next.range.start;
                let start = self.lines.start(at);
                let between = if self.lines.is_first(at) && items.len() > 1 {
                    format!(",{}{}", self.layout.newline, &self.text[start..at])
                } else {
                    ", ".to_owned()
                };
                Ok((at..at, written + &between))
            }
        }
    }

    /// A new item on lines of its own, with the dash, the gap and the way of writing of the others.
    fn insert_line(
        &self,
        list: &Node,
        items: &[Node],
        index: usize,
        value: &Value,
        like: &Like<'_>,
    ) -> Splice {
        let column = list.place.column - 1;
        let gap = dash_gap(list).unwrap_or(2);
        let line = self.layout.item(value, column, gap, like);
        let (indent, newline) = (" ".repeat(column), self.layout.newline);
        let dashes = self.dashes(list);
        let near = index.clamp(1, items.len().max(2) - 1);
        let blanks = match (items.get(near - 1), dashes.get(near)) {
            (Some(before), Some(dash)) => newline.repeat(self.blank_lines(before.range.end, *dash, column)),
            _ => String::new(),
        };
        match index.checked_sub(1).and_then(|before| items.get(before).zip(dashes.get(before))) {
            Some((before, dash)) => {
                let end = before.range.end.max(dash + 1);
                self.insert_after(end, column, format!("{newline}{blanks}{indent}{line}"))
            }
            None => {
                let dash = list.range.start;
                let lead = self.lines.lead(dash, column, 0);
                // Where the line has a dash or key of its own before the list, the new item takes the place after it.
                let at = if self.lines.is_first(dash) { lead + column } else { dash };
                (at..at, format!("{line}{newline}{blanks}{indent}"))
            }
        }
    }

    /// How many blank lines part two items, as far as no comment stands apart between them.
    fn blank_lines(&self, before: usize, dash: usize, column: usize) -> usize {
        let lead = self.lines.lead(dash, column, before);
        let blanks = &self.text[self.lines.blanks_above(lead, before)..lead];
        blanks.matches('\n').count()
    }

    /// Where the dash of each item of a list in block style is.
    pub(super) fn dashes(&self, list: &Node) -> Vec<usize> {
        let mut dashes: Vec<usize> = Vec::with_capacity(list.items().len());
        let mut from = list.range.start;
        for item in list.items() {
            let dash = next_sign(self.text, from, '-').unwrap_or(from);
            dashes.push(dash);
            from = item.range.end.max(dash + 1);
        }
        dashes
    }

    /// The children of a list or map in brackets.
    pub(super) fn in_brackets(node: &Node) -> Vec<Range<usize>> {
        match &node.kind {
            Kind::List(items) => items.iter().map(|item| item.range.clone()).collect(),
            // A key without a colon has its blank value where the key ends.
            Kind::Map(entries) => entries
                .iter()
                .map(|entry| entry.key.range.start..entry.value.range.end.max(entry.key.range.end))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The comma after a child in brackets.
    pub(super) fn comma(&self, end: usize) -> Option<usize> {
        next_sign(self.text, end, ',')
    }

    /// A new last value for a list or map in brackets.
    pub(super) fn last_in_brackets(&self, node: &Node, written: &str) -> Splice {
        let children = Self::in_brackets(node);
        let Some(last) = children.last() else {
            let inside = node.range.start + 1..node.range.end - 1;
            let bare = self.text[inside.clone()].trim().is_empty();
            return (if bare { inside } else { inside.start..inside.start }, written.to_owned());
        };
        let comma = self.comma(last.end);
        let alone = self.lines.is_first(last.start) && children.len() > 1;
        if alone {
            // One value a line: so is the new one.
            let end = self.lines.end(comma.map_or(last.end, |comma| comma + 1));
            let indent = &self.text[self.lines.start(last.start)..last.start];
            let rest = self.text[last.end..end].trim_end();
            if rest.is_empty() || rest.starts_with(',') || rest.trim_start().starts_with('#') {
                let (before, after) = if comma.is_some() { ("", ",") } else { (",", "") };
                let newline = self.layout.newline;
                return (last.end..end, format!("{before}{rest}{newline}{indent}{written}{after}"));
            }
        }
        // A comma right after a colon would not be read alike everywhere.
        let before = if self.text[..last.end].ends_with(':') { " , " } else { ", " };
        (last.end..last.end, format!("{before}{written}"))
    }
}
