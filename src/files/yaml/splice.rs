//! Where an edit goes: the one stretch of bytes it replaces and the text that takes its place. Proof is in `edit.rs`.

use std::ops::Range;

use super::edit::{Edit, EditRefusal};
use super::layout::{Layout, compact, flow};
use super::tree::{Kind, Node, Step, Style};
use super::value::{Value, key, spelt_like};

/// The stretch replaced and its new text.
pub(super) type Splice = (Range<usize>, String);

/// The most characters of a new item written in brackets because its neighbours are.
const MOST_IN_BRACKETS: usize = 110;

/// A node with what editing needs to know of where it stands.
#[derive(Clone, Copy)]
struct Spot<'n> {
    node: &'n Node,
    /// Whether it stands inside brackets.
    in_flow: bool,
    /// The column, from 0, of the key or dash it belongs to.
    column: usize,
    /// Whether it belongs to a key.
    has_key: bool,
}

/// Makes splices for one text and its tree.
pub(super) struct Splicer<'t> {
    text: &'t str,
    root: &'t Node,
    layout: Layout,
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

impl<'t> Splicer<'t> {
    pub(super) fn new(text: &'t str, root: &'t Node) -> Self {
        let layout = Layout { newline: newline(text), list_indent: list_indent(root).unwrap_or(2) };
        Self { text, root, layout }
    }

    /// The splice for one edit.
    pub(super) fn splice(&self, edit: &Edit<'_>) -> Result<Splice, EditRefusal> {
        match edit {
            Edit::Set { at, value } => self.set(self.find(at)?, value),
            Edit::Put { at, key, value } => self.put(self.find(at)?, key, value),
            Edit::Append { at, value } => self.append(at, value),
            Edit::ReplaceTop { key, block } => Ok(self.replace_top(key, block)),
        }
    }

    fn find(&self, path: &[Step<'_>]) -> Result<Spot<'t>, EditRefusal> {
        let mut spot = Spot { node: self.root, in_flow: false, column: 0, has_key: false };
        for (index, step) in path.iter().enumerate() {
            let parent = spot.node;
            let node = parent.at(&[*step]).ok_or_else(|| EditRefusal::nowhere(parent, &path[..=index]))?;
            let owner = parent.entries().iter().find(|entry| std::ptr::eq(&raw const entry.value, node));
            let column = owner.map_or(parent.place.column, |entry| entry.key.place.column) - 1;
            spot = Spot { node, in_flow: spot.in_flow || parent.flow, column, has_key: owner.is_some() };
        }
        Ok(spot)
    }

    /// The end of the line a byte is on, its line break left out.
    fn line_end(&self, byte: usize) -> usize {
        self.text[byte..].find(['\n', '\r']).map_or(self.text.len(), |at| byte + at)
    }

    /// New lines put in after the line that `byte` is on; `lines` starts with a line break and ends without one.
    fn insert_after_line(&self, byte: usize, lines: String) -> Splice {
        let at = self.line_end(byte);
        (at..at, lines)
    }

    fn set(&self, spot: Spot<'_>, value: &Value) -> Result<Splice, EditRefusal> {
        let node = spot.node;
        let (Kind::Scalar { text: old, style }, Some(_)) = (&node.kind, value.scalar()) else {
            return Err(EditRefusal::at(node, "only a single value can take the place of a single value"));
        };
        let is_block = matches!(style, Style::Literal | Style::Folded);
        let first_line = self.line_end(node.range.start);
        let sign_end = if is_block { self.end_of_sign(node) } else { node.range.end };
        // A comment after the value, or after the sign of a block, stays on its line.
        let rest = self.text[sign_end..self.line_end(sign_end)].trim_end();
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

    fn put(&self, spot: Spot<'_>, name: &str, value: &Value) -> Result<Splice, EditRefusal> {
        let node = spot.node;
        let pair = (name.to_owned(), value.clone());
        let Kind::Map(entries) = &node.kind else {
            if !node.is_blank() {
                return Err(EditRefusal::at(node, "a key can only be added to a map"));
            }
            return Ok(self.fill(spot, &Value::Map(vec![pair])));
        };
        if let Some(entry) = entries.iter().find(|entry| entry.name() == name) {
            let spot = Spot {
                node: &entry.value,
                in_flow: spot.in_flow || node.flow,
                column: entry.key.place.column - 1,
                has_key: true,
            };
            return self.change(spot, &entry.key, value);
        }
        match entries.last() {
            _ if node.flow => Ok(self.last_in_brackets(node, format!("{}: {}", key(name), flow(value)))),
            Some(last) => {
                let column = entries[0].key.place.column - 1;
                Ok(self.insert_after_line(last.value.range.end, self.layout.entries(&[pair], column)))
            }
            None => Err(EditRefusal::at(node, "this map has no place for a key")),
        }
    }

    /// A new last value for a list or map in brackets.
    fn last_in_brackets(&self, node: &Node, written: String) -> Splice {
        let last = match &node.kind {
            Kind::List(items) => items.last().map(|item| item.range.end),
            Kind::Map(entries) => {
                // A key without a colon has its blank value where the key ends.
                entries.last().map(|entry| entry.value.range.end.max(entry.key.range.end))
            }
            _ => None,
        };
        match last {
            // A comma right after a colon would not be read alike everywhere.
            Some(end) if self.text[..end].ends_with(':') => (end..end, format!(" , {written}")),
            Some(end) => (end..end, format!(", {written}")),
            None => (node.range.start + 1..node.range.start + 1, written),
        }
    }

    /// Another value of any kind for a key that is there.
    fn change(&self, spot: Spot<'_>, owner: &Node, value: &Value) -> Result<Splice, EditRefusal> {
        let node = spot.node;
        if node.text().is_some() && value.scalar().is_some() {
            return self.set(spot, value);
        }
        if spot.in_flow || (node.flow && compact(value).is_some()) {
            return Ok((node.range.clone(), format!("{}{}", self.gap_before(node), flow(value))));
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
                Ok((node.range.clone(), self.first_in_place(&self.layout.items(items, column))))
            }
            Value::Map(entries)
                if same_column && !entries.is_empty() && matches!(node.kind, Kind::Map(_)) =>
            {
                Ok((node.range.clone(), self.first_in_place(&self.layout.entries(entries, column))))
            }
            _ => {
                let written = self.layout.after_colon(value, spot.column);
                let one_line = matches!(&node.kind, Kind::Scalar { style, .. } if !matches!(style, Style::Literal | Style::Folded));
                if !one_line || !written.starts_with(self.layout.newline) {
                    return Ok((start..node.range.end, written));
                }
                // Lines come after the comment that stood after the old value.
                let rest = self.text[node.range.end..self.line_end(node.range.end)].trim_end();
                Ok((start..node.range.end + rest.len(), format!("{rest}{written}")))
            }
        }
    }

    /// Lines whose first starts where the old one did, so that its line break and indentation are there already.
    fn first_in_place(&self, lines: &str) -> String {
        lines.trim_start_matches(self.layout.newline).trim_start_matches(' ').to_owned()
    }

    /// A list or map for a key or dash with nothing after it.
    fn fill(&self, spot: Spot<'_>, value: &Value) -> Splice {
        let node = spot.node;
        if spot.in_flow {
            return (node.range.clone(), format!("{}{}", self.gap_before(node), flow(value)));
        }
        let lines = match value {
            Value::List(items) if !items.is_empty() => self.layout.items(items, self.list_column(spot)),
            Value::Map(entries) if !entries.is_empty() => self.layout.entries(entries, spot.column + 2),
            other => {
                let written = self.layout.after_colon(other, spot.column);
                return (node.range.clone(), format!("{}{}", self.gap_before(node), written.trim_start()));
            }
        };
        self.lines_instead(node, &lines)
    }

    /// The column of the dashes of a list that belongs to a key or dash.
    fn list_column(&self, spot: Spot<'_>) -> usize {
        spot.column + if spot.has_key { self.layout.list_indent } else { 2 }
    }

    /// Lines in place of a blank or `[]`; a comment after it stays on the line of the key.
    fn lines_instead(&self, node: &Node, lines: &str) -> Splice {
        let end = self.line_end(node.range.end);
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

    fn append(&self, path: &[Step<'_>], value: &Value) -> Result<Splice, EditRefusal> {
        let spot = match (self.find(path), path) {
            (Ok(spot), _) => spot,
            (Err(refusal), [parent @ .., Step::Key(name)]) => {
                let Ok(parent) = self.find(parent) else { return Err(refusal) };
                return self.append_to_missing(parent, name, value);
            }
            (Err(refusal), _) => return Err(refusal),
        };
        let node = spot.node;
        let in_full = || self.layout.items_in_full(std::slice::from_ref(value), self.list_column(spot));
        match &node.kind {
            Kind::List(items) if !node.flow => Ok(self.append_block(node, items, value)),
            Kind::List(items) if items.is_empty() && !spot.in_flow && value.scalar().is_none() => {
                Ok(self.lines_instead(node, &in_full()))
            }
            Kind::List(_) => Ok(self.last_in_brackets(node, flow(value))),
            _ if node.is_blank() && spot.in_flow => Ok(self.fill(spot, &Value::List(vec![value.clone()]))),
            _ if node.is_blank() => Ok(self.lines_instead(node, &in_full())),
            _ => Err(EditRefusal::at(node, "this is not a list, so nothing can be added to it")),
        }
    }

    fn append_to_missing(&self, parent: Spot<'_>, name: &str, value: &Value) -> Result<Splice, EditRefusal> {
        let whole = Value::List(vec![value.clone()]);
        let Kind::Map(entries) = &parent.node.kind else {
            return self.put(parent, name, &whole);
        };
        let block = !parent.node.flow && value.scalar().is_none();
        match entries.last().filter(|_| block) {
            None => self.put(parent, name, &whole),
            Some(last) => {
                let column = entries[0].key.place.column - 1;
                let items =
                    self.layout.items_in_full(std::slice::from_ref(value), column + self.layout.list_indent);
                let lines = format!("{}{}{}:{items}", self.layout.newline, " ".repeat(column), key(name));
                Ok(self.insert_after_line(last.value.range.end, lines))
            }
        }
    }

    /// A new last item, with the dash, the gap and the way of writing of the items before it.
    fn append_block(&self, list: &Node, items: &[Node], value: &Value) -> Splice {
        let column = list.place.column - 1;
        let same_line = |item: &&Node| item.place.line == list.place.line && !item.range.is_empty();
        let gap = items.first().filter(same_line).map_or(2, |item| item.range.start - list.range.start);
        let gap = gap.clamp(2, 8);
        let in_brackets = items.last().is_some_and(|item| item.flow);
        let written = Some(flow(value))
            .filter(|text| {
                in_brackets && value.scalar().is_none() && text.chars().count() <= MOST_IN_BRACKETS
            })
            .filter(|text| !text.contains("\\n"))
            .map_or_else(
                || self.layout.after_dash(value, column, gap),
                |brackets| format!("{}{brackets}", " ".repeat(gap - 1)),
            );
        let line = format!("{}{}-{written}", self.layout.newline, " ".repeat(column));
        self.insert_after_line(list.range.end, line)
    }

    fn replace_top(&self, name: &str, block: &str) -> Splice {
        let lines =
            block.trim_end_matches(['\n', '\r']).replace("\r\n", "\n").replace('\n', self.layout.newline);
        if let Some(entry) = self.root.entries().iter().find(|entry| entry.name() == name) {
            return (entry.key.range.start..self.line_end(entry.value.range.end), lines);
        }
        let end = self.text.len();
        let before = if self.text.ends_with(['\n', '\r']) { "" } else { self.layout.newline };
        (end..end, format!("{before}{lines}{}", self.layout.newline))
    }
}
