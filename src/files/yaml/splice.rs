//! Where an edit goes: the one stretch of bytes it replaces and the text that takes its place. Items are put into lists in
//! `items.rs`, records taken out in `remove.rs`. Proof is in `edit.rs`.

use std::ops::Range;

use super::around::Lines;
use super::edit::{Edit, EditRefusal};
use super::layout::{Layout, compact, flow, pair};
use super::like::Like;
use super::tree::{Entry, Kind, Node, Step, Style};
use super::value::{Value, spelt_like};

/// The stretch replaced and its new text.
pub(super) type Splice = (Range<usize>, String);

/// A node with what editing needs to know of where it stands.
#[derive(Clone)]
pub(super) struct Spot<'n> {
    pub node: &'n Node,
    /// Whether it stands inside brackets.
    pub in_flow: bool,
    /// The column, from 0, of the key or dash it belongs to.
    pub column: usize,
    /// Its key, if it has one.
    pub key: Option<&'n Node>,
    /// What stands in the same place in the neighbours.
    pub like: Like<'n>,
}

/// Makes splices for one text and its tree.
pub(super) struct Splicer<'t> {
    pub text: &'t str,
    pub lines: Lines<'t>,
    root: &'t Node,
    pub layout: Layout,
}

/// The line break of a text: the first one found.
pub(in crate::files) fn newline(text: &str) -> &'static str {
    match text.find(['\n', '\r']) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// How far lists stand in from their keys, going by the first block list found.
fn list_indent(node: &Node) -> Option<usize> {
    node.entries()
        .iter()
        .find_map(|entry| match &entry.value.kind {
            Kind::List(_) if !entry.value.flow && entry.value.place.line > entry.key.place.line => {
                Some(entry.value.place.column.saturating_sub(entry.key.place.column))
            }
            _ => list_indent(&entry.value),
        })
        .or_else(|| node.items().iter().find_map(list_indent))
}

/// How far maps stand in from their keys, going by the first block map found.
fn map_indent(node: &Node) -> Option<usize> {
    let indent = |entry: &Entry| match &entry.value.kind {
        Kind::Map(_) if !entry.value.flow && entry.value.place.line > entry.key.place.line => {
            entry.value.place.column.checked_sub(entry.key.place.column).filter(|indent| *indent > 0)
        }
        _ => map_indent(&entry.value),
    };
    node.entries().iter().find_map(indent).or_else(|| node.items().iter().find_map(map_indent))
}

impl<'t> Splicer<'t> {
    pub(super) fn new(text: &'t str, root: &'t Node) -> Self {
        let layout = Layout {
            newline: newline(text),
            list_indent: list_indent(root).unwrap_or(2),
            map_indent: map_indent(root).unwrap_or(2),
        };
        Self { text, lines: Lines { text }, root, layout }
    }

    /// The splice for one edit.
    pub(super) fn splice(&self, edit: &Edit<'_>) -> Result<Splice, EditRefusal> {
        match edit {
            Edit::Set { at, value } => self.set(&self.find(at)?, value),
            Edit::Put { at, key, value } => self.put(&self.find(at)?, key, value),
            Edit::Append { at, value } => self.append(at, value),
            Edit::AppendAll { at, values } => self.append_all(at, values),
            Edit::Insert { at, index, value } => self.insert(&self.find(at)?, *index, value),
            Edit::Remove { at } => self.remove(at),
            Edit::ReplaceTop { key, block } => Ok(self.replace_top(key, block)),
        }
    }

    pub(super) fn find(&self, path: &[Step<'_>]) -> Result<Spot<'t>, EditRefusal> {
        let like = Like::nothing(self.text);
        let mut spot = Spot { node: self.root, in_flow: false, column: 0, key: None, like };
        for (index, step) in path.iter().enumerate() {
            let parent = spot.node;
            let node = parent.at(&[*step]).ok_or_else(|| EditRefusal::nowhere(parent, &path[..=index]))?;
            let owner = parent.entries().iter().find(|entry| std::ptr::eq(&raw const entry.value, node));
            let position = parent.items().iter().position(|item| std::ptr::eq(item, node));
            spot = Spot {
                node,
                in_flow: spot.in_flow || parent.flow,
                column: owner.map_or(parent.place.column, |entry| entry.key.place.column) - 1,
                key: owner.map(|entry| &entry.key),
                like: match (owner, position) {
                    (Some(entry), _) => spot.like.key(entry.name()),
                    (None, Some(position)) => spot.like.items_around(parent, position, true),
                    (None, None) => Like::nothing(self.text),
                },
            };
        }
        Ok(spot)
    }

    /// New lines put in after the record that ends at `byte` and the comments that are its own; `column` is that of its
    /// dash or key, and `lines` starts with a line break and ends without one.
    pub(super) fn insert_after(&self, byte: usize, column: usize, lines: String) -> Splice {
        let at = self.lines.tail(byte, column);
        (at..at, lines)
    }

    fn set(&self, spot: &Spot<'_>, value: &Value) -> Result<Splice, EditRefusal> {
        let node = spot.node;
        let (Kind::Scalar { text: old, style }, Some(_)) = (&node.kind, value.scalar()) else {
            return Err(EditRefusal::at(node, "only a single value can take the place of a single value"));
        };
        let is_block = matches!(style, Style::Literal | Style::Folded);
        let first_line = self.lines.end(node.range.start);
        let sign_end = if is_block { self.end_of_sign(node) } else { node.range.end };
        // A comment after the value, or after the sign of a block, stays on its line.
        let rest = self.text[sign_end..self.lines.end(sign_end)].trim_end();
        let has_lines = is_block && node.range.end > sign_end;
        if let Value::Text(new) = value
            && !spot.in_flow
        {
            let column = if has_lines { self.block_column(node, first_line) } else { None };
            if let Some(block) = self.layout.block(new, column.unwrap_or(spot.column + 2), rest) {
                let end = if has_lines { node.range.end } else { sign_end + rest.len() };
                return Ok((node.range.start..end, format!("{}{block}", self.gap_before(node))));
            }
        }
        let old = Some((*style, old.as_str())).filter(|_| !is_block && !node.is_blank());
        let old = old.or_else(|| spot.like.spelling(value));
        let written = spelt_like(value, old, spot.in_flow);
        let rest = if has_lines { rest } else { "" };
        Ok((node.range.clone(), format!("{}{written}{rest}", self.gap_before(node))))
    }

    /// A space, where a blank value has none before it.
    fn gap_before(&self, node: &Node) -> &'static str {
        let before = self.text[..node.range.start].ends_with([':', '-']);
        if node.range.is_empty() && before { " " } else { "" }
    }

    fn end_of_sign(&self, node: &Node) -> usize {
        let sign = |c: char| matches!(c, '|' | '>' | '+' | '-') || c.is_ascii_digit();
        self.text[node.range.start..].find(|c| !sign(c)).map_or(self.text.len(), |at| node.range.start + at)
    }

    /// The column a block's lines start in.
    fn block_column(&self, node: &Node, first_line: usize) -> Option<usize> {
        let lines = self.text.get(first_line..node.range.end)?;
        let line = lines.split(['\n', '\r']).find(|line| !line.trim().is_empty())?;
        Some(line.len() - line.trim_start_matches(' ').len())
    }

    pub(super) fn put(&self, spot: &Spot<'t>, name: &str, value: &Value) -> Result<Splice, EditRefusal> {
        let node = spot.node;
        let Kind::Map(entries) = &node.kind else {
            if !node.is_blank() {
                return Err(EditRefusal::at(node, "a key can only be added to a map"));
            }
            return Ok(self.fill(spot, &Value::Map(vec![(name.to_owned(), value.clone())])));
        };
        if let Some(entry) = entries.iter().find(|entry| entry.name() == name) {
            let column = entry.key.place.column - 1;
            let spot = Spot {
                node: &entry.value,
                in_flow: spot.in_flow || node.flow,
                column,
                key: Some(&entry.key),
                like: spot.like.key(name).first(&entry.value, column),
            };
            return self.change(&spot, &entry.key, value);
        }
        match entries.last() {
            _ if node.flow => {
                let like = spot.like.clone().first(node, spot.column);
                Ok(self.last_in_brackets(node, &pair(name, value, &like)))
            }
            Some(last) => {
                let column = entries[0].key.place.column - 1;
                let lines = self.layout.entries(&[(name.to_owned(), value.clone())], column, &spot.like);
                Ok(self.insert_after(last.value.range.end, column, lines))
            }
            None => Err(EditRefusal::at(node, "this map has no place for a key")),
        }
    }

    /// Another value of any kind for a key that is there.
    fn change(&self, spot: &Spot<'_>, owner: &Node, value: &Value) -> Result<Splice, EditRefusal> {
        let node = spot.node;
        if node.text().is_some() && value.scalar().is_some() {
            return self.set(spot, value);
        }
        if spot.in_flow || (node.flow && compact(value, &spot.like).is_some()) {
            return Ok((node.range.clone(), format!("{}{}", self.gap_before(node), flow(value, &spot.like))));
        }
        if node.is_blank() {
            return Ok(self.fill(spot, value));
        }
        let colon = self.text[owner.range.end..].find(':').map(|at| owner.range.end + at + 1);
        let start = colon.ok_or_else(|| EditRefusal::at(owner, "this key has no colon"))?;
        let same_column = !node.flow && node.text().is_none() && node.place.line > owner.place.line;
        let column = node.place.column - 1;
        match value {
            // Lines for lines: what stands between the key and the first of them stays.
            Value::List(items) if same_column && !items.is_empty() && matches!(node.kind, Kind::List(_)) => {
                Ok((node.range.clone(), self.first_in_place(&self.layout.items(items, column, &spot.like))))
            }
            Value::Map(entries)
                if same_column && !entries.is_empty() && matches!(node.kind, Kind::Map(_)) =>
            {
                Ok((
                    node.range.clone(),
                    self.first_in_place(&self.layout.entries(entries, column, &spot.like)),
                ))
            }
            _ => {
                let written = self.layout.after_colon(value, spot.column, &spot.like);
                let one_line = matches!(&node.kind, Kind::Scalar { style, .. } if !matches!(style, Style::Literal | Style::Folded));
                if !one_line || !written.starts_with(self.layout.newline) {
                    return Ok((start..node.range.end, written));
                }
                // Lines come after the comment that stood after the old value.
                let rest = self.text[node.range.end..self.lines.end(node.range.end)].trim_end();
                Ok((start..node.range.end + rest.len(), format!("{rest}{written}")))
            }
        }
    }

    /// Lines whose first starts where the old one did, so that its line break and indentation are there already.
    fn first_in_place(&self, lines: &str) -> String {
        lines.trim_start_matches(self.layout.newline).trim_start_matches(' ').to_owned()
    }

    /// A list or map for a key or dash with nothing after it.
    pub(super) fn fill(&self, spot: &Spot<'_>, value: &Value) -> Splice {
        let node = spot.node;
        let written = match value {
            _ if spot.in_flow => flow(value, &spot.like),
            Value::List(items) if !items.is_empty() => {
                let lines = self.layout.items(items, self.list_column(spot), &spot.like);
                return self.lines_instead(node, &lines);
            }
            Value::Map(entries) if !entries.is_empty() => {
                let indent = if spot.key.is_some() { self.layout.indent(value, &spot.like) } else { 2 };
                let lines = self.layout.entries(entries, spot.column + indent, &spot.like);
                return self.lines_instead(node, &lines);
            }
            other => self.layout.after_colon(other, spot.column, &spot.like).trim_start().to_owned(),
        };
        (node.range.clone(), format!("{}{written}", self.gap_before(node)))
    }

    /// The column of the dashes of a list that belongs to a key or dash.
    pub(super) fn list_column(&self, spot: &Spot<'_>) -> usize {
        let indent = || self.layout.indent(&Value::List(Vec::new()), &spot.like);
        spot.column + if spot.key.is_some() { indent() } else { 2 }
    }

    /// Lines in place of a blank or `[]`; a comment after it stays on the line of the key.
    pub(super) fn lines_instead(&self, node: &Node, lines: &str) -> Splice {
        let end = self.lines.end(node.range.end);
        let rest = self.text[node.range.end..end].trim_end();
        let mut start = node.range.start;
        if node.range.is_empty() {
            return (start..end, format!("{rest}{lines}"));
        }
        if rest.is_empty() {
            start = self.text[..start].trim_end_matches(' ').len();
        }
        (start..end, format!("{}{lines}", rest.trim_start()))
    }

    fn replace_top(&self, name: &str, block: &str) -> Splice {
        let lines =
            block.trim_end_matches(['\n', '\r']).replace("\r\n", "\n").replace('\n', self.layout.newline);
        if let Some(entry) = self.root.entries().iter().find(|entry| entry.name() == name) {
            return (entry.key.range.start..self.lines.end(entry.value.range.end), lines);
        }
        let end = self.text.len();
        let before = if self.text.ends_with(['\n', '\r']) { "" } else { self.layout.newline };
        (end..end, format!("{before}{lines}{}", self.layout.newline))
    }
}
