//! What values in the same role elsewhere in the file show: how neighbours are quoted, bracketed, ordered and indented.
//! New values are written like them; `layout.rs` does the writing.

use super::tree::{Kind, Node, Style};
use super::value::{Value, key, shows_how};

/// The most neighbours looked at.
const MOST: usize = 200;

/// The neighbours of a value, the nearest first. There may be none.
#[derive(Clone)]
pub(super) struct Like<'n> {
    text: &'n str,
    /// Each with the column, from 0, of the key or dash it belongs to.
    nodes: Vec<(&'n Node, usize)>,
}

/// The column, from 0, where a node begins.
fn column(node: &Node) -> usize {
    node.place.column.saturating_sub(1)
}

fn same_kind(node: &Node, value: &Value) -> bool {
    match (&node.kind, value) {
        (Kind::List(items), Value::List(_)) => !items.is_empty(),
        (Kind::Map(entries), Value::Map(_)) => !entries.is_empty(),
        _ => false,
    }
}

impl<'n> Like<'n> {
    /// No neighbours.
    pub(super) fn nothing(text: &'n str) -> Self {
        Self { text, nodes: Vec::new() }
    }

    /// One more neighbour, nearer than the others.
    pub(super) fn first(mut self, node: &'n Node, owner: usize) -> Self {
        self.nodes.insert(0, (node, owner));
        self
    }

    /// The values of a key in the neighbours.
    pub(super) fn key(&self, name: &str) -> Self {
        let value = |(node, _): &(&'n Node, usize)| {
            let entry = node.entries().iter().find(|entry| entry.name() == name)?;
            Some((&entry.value, column(&entry.key)))
        };
        Self { text: self.text, nodes: self.nodes.iter().filter_map(value).collect() }
    }

    /// The items of the neighbours, the last ones first.
    pub(super) fn items(&self) -> Self {
        let items =
            |(node, _): &(&'n Node, usize)| node.items().iter().rev().map(|item| (item, column(node)));
        Self { text: self.text, nodes: self.nodes.iter().flat_map(items).take(MOST).collect() }
    }

    /// The other items of a list as seen from a position in it, and after them those of the neighbours of the list.
    pub(super) fn items_around(&self, list: &'n Node, position: usize, itself: bool) -> Self {
        let items = list.items();
        let (before, after) = items.split_at(position.min(items.len()));
        let after = &after[usize::from(itself && !after.is_empty())..];
        let own = before.iter().rev().chain(after).map(|item| (item, column(list)));
        Self { text: self.text, nodes: own.chain(self.items().nodes).take(MOST).collect() }
    }

    /// How the nearest neighbour that says something of this kind, and could stand without quotes, is written.
    pub(super) fn spelling(&self, value: &Value) -> Option<(Style, &'n str)> {
        let text = value.scalar()?;
        self.nodes.iter().find_map(|(node, _)| match &node.kind {
            Kind::Scalar { text: theirs, style } if !node.is_blank() && shows_how(theirs, &text) => {
                Some((*style, theirs.as_str()))
            }
            _ => None,
        })
    }

    /// A key, in the quotes it has in a neighbour.
    pub(super) fn key_text(&self, name: &str) -> String {
        let quoted = self.nodes.iter().find_map(|(node, _)| {
            let entry = node.entries().iter().find(|entry| entry.name() == name)?;
            let quoted = matches!(entry.key.kind, Kind::Scalar { style: Style::Single | Style::Double, .. });
            Some(&self.text[entry.key.range.clone()]).filter(|text| quoted && !text.contains(['\n', '\r']))
        });
        quoted.map_or_else(|| key(name), str::to_owned)
    }

    fn nearest(&self, value: &Value) -> Option<&(&'n Node, usize)> {
        self.nodes.iter().find(|(node, _)| same_kind(node, value))
    }

    /// Whether the nearest neighbour of this kind is in brackets; nothing when there is none that holds anything.
    pub(super) fn in_brackets(&self, value: &Value) -> Option<bool> {
        self.nearest(value).map(|(node, _)| node.flow)
    }

    /// The most characters a neighbour in brackets has on its line.
    pub(super) fn longest(&self) -> usize {
        let lines =
            self.nodes.iter().filter(|(node, _)| node.flow).map(|(node, _)| &self.text[node.range.clone()]);
        lines.filter(|text| !text.contains('\n')).map(|text| text.chars().count()).max().unwrap_or(0)
    }

    /// Whether there is a space inside the brackets of neighbours.
    pub(super) fn padded(&self, value: &Value) -> bool {
        let nearest = self.nodes.iter().find(|(node, _)| node.flow && same_kind(node, value));
        nearest.is_some_and(|(node, _)| self.text[node.range.start + 1..].starts_with(' '))
    }

    /// Columns from the key of a neighbour to its lines.
    pub(super) fn indent(&self, value: &Value) -> Option<usize> {
        let (node, owner) = self.nodes.iter().find(|(node, _)| !node.flow && same_kind(node, value))?;
        column(node).checked_sub(*owner)
    }

    /// Columns from the dash of a neighbour's first item to what follows it.
    pub(super) fn gap(&self) -> Option<usize> {
        self.nodes.iter().find_map(|(node, _)| dash_gap(node))
    }

    /// The entries of a map in the order in which neighbours have them; a key they lack follows the one before it.
    pub(super) fn order<'v>(&self, entries: &'v [(String, Value)]) -> Vec<&'v (String, Value)> {
        let mut names: Vec<&str> = Vec::new();
        for (node, _) in &self.nodes {
            let mut at = 0;
            for entry in node.entries() {
                let known = names.iter().position(|name| *name == entry.name());
                at = known.map_or(at, |known| known + 1);
                if known.is_none() {
                    names.insert(at, entry.name());
                    at += 1;
                }
            }
        }
        let mut rank = 0;
        let ranks = entries.iter().map(|(name, _)| {
            rank = names.iter().position(|known| known == name).map_or(rank, |known| known + 1);
            rank
        });
        let mut ordered: Vec<_> = ranks.zip(entries).collect();
        ordered.sort_by_key(|(rank, _)| *rank);
        ordered.into_iter().map(|(_, entry)| entry).collect()
    }
}

/// Columns from the dash of a list's first item to what follows it on its line.
pub(super) fn dash_gap(list: &Node) -> Option<usize> {
    let item = list.items().first().filter(|_| !list.flow)?;
    let same_line = item.place.line == list.place.line && !item.range.is_empty();
    same_line.then(|| (item.range.start - list.range.start).clamp(2, 8))
}
