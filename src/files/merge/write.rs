//! How what is taken from theirs is written into ours: word for word with its comments where both are written on
//! lines, on one line between brackets. Every splice is proved afterwards, in `mod.rs`.
//!
//! These are not the edits of `yaml/edit.rs`: an edit writes a value in the file's own style and is proved alone, while
//! here text comes over as somebody wrote it, and hundreds of changes of one list are made and proved together. What
//! belongs to a record, and what says the same, is asked of `yaml`; clashes decided one by one are edits.

use super::Clash;
use super::marks;
use super::pieces::{
    Splice, entry_end, entry_piece, is_short, item_piece, lines, on_one_line, rendered, shifted_rest,
};
use super::walk::{Spot, Walk};
use crate::files::yaml::{Kind, Node, Value, key, next_sign, spelt};
use std::ops::Range;

/// A value on one line, spelt anew.
pub(super) fn spelt_out(node: &Node) -> String {
    match &node.kind {
        Kind::List(items) => format!("[{}]", items.iter().map(spelt_out).collect::<Vec<_>>().join(", ")),
        Kind::Map(entries) => {
            let entry = |e: &crate::files::yaml::Entry| format!("{}: {}", key(e.name()), spelt_out(&e.value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        Kind::Scalar { .. } if node.is_blank() => "~".to_owned(),
        Kind::Scalar { text, .. } if text.parse::<i64>().is_ok() => text.clone(),
        Kind::Scalar { text, .. } => match text.parse::<chrono::NaiveDate>() {
            Ok(day) => spelt(&Value::Date(day), true),
            Err(_) => spelt(&Value::from(text.as_str()), true),
        },
        Kind::Alias => "*".to_owned(),
    }
}

/// A line break and the margin of a line at a column.
fn new_line(column: usize) -> String {
    format!("\n{}", " ".repeat(column))
}

/// Just after the colon of a key.
fn after_colon(text: &str, key: &Node) -> Option<usize> {
    next_sign(text, key.range.end, ':').map(|colon| colon + 1)
}

impl<'n> Walk<'n, '_> {
    /// A comment on a line of its own under a place.
    pub(super) fn line_under(&mut self, spot: Spot<'n>, comment: &str) {
        let end = lines(self.ours.text).end(spot.end);
        self.splices.push((end..end, format!("{}{comment}", new_line(spot.column))));
    }

    /// The splices that put their value in the place of ours; nothing when it has no key to stand after.
    pub(super) fn taken(&self, ours: Spot<'n>, theirs: Spot<'n>) -> Option<Vec<Splice>> {
        let (text, other) = (self.ours.text, self.theirs.text);
        let (node, new) = (ours.node, theirs.node);
        let gap =
            if node.range.is_empty() && text[..node.range.start].ends_with([':', '-']) { " " } else { "" };
        if ours.in_flow {
            return Some(vec![(node.range.clone(), format!("{gap}{}", on_one_line(other, new)))]);
        }
        if is_short(text, node) && is_short(other, new) {
            return Some(vec![(node.range.clone(), format!("{gap}{}", &other[new.range.clone()]))]);
        }
        let start = after_colon(text, ours.owner?)?;
        let written = if theirs.in_flow || (new.flow && !other[new.range.clone()].contains('\n')) {
            format!(" {}", on_one_line(other, new))
        } else {
            let from = theirs.owner?;
            let source = &other[after_colon(other, from)?..new.range.end];
            shifted_rest(source, from.place.column - 1, ours.column)
        };
        // Comments inside or behind the old value stay, under the new one.
        let end = lines(text).end(node.range.end.max(start));
        let lines = self.comments(start..end).map(|c| format!("{}{c}", new_line(ours.column)));
        Some(vec![(start..end, format!("{written}{}", lines.collect::<String>()))])
    }

    /// Our comments in a stretch of our text.
    fn comments(&self, range: Range<usize>) -> impl Iterator<Item = &'n str> {
        let (text, all) = (self.ours.text, self.ours.comments);
        let inside = move |c: &&Range<usize>| c.start >= range.start && c.end <= range.end;
        all.iter().filter(inside).map(move |c| text[c.clone()].trim_end())
    }

    /// Takes out the splices made inside a stretch, to be used on parts of it. Lines put in where it starts come
    /// before it, and after brackets what is put in where they end comes after them.
    fn splices_in(&mut self, range: &Range<usize>, brackets: bool) -> Vec<Splice> {
        let all = std::mem::take(&mut self.splices);
        let within = |at: &Range<usize>| {
            let point = at.is_empty();
            let starts = if point && !brackets { at.start > range.start } else { at.start >= range.start };
            let ends = if point && brackets { at.end < range.end } else { at.end <= range.end };
            starts && ends
        };
        let (inside, outside) = all.into_iter().partition(|(at, _)| within(at));
        self.splices = outside;
        inside
    }

    /// A part of a stretch with its splices; lines put in where it starts belong to the part before.
    fn part(&self, range: Range<usize>, splices: &[Splice]) -> String {
        let mine = |(at, _): &&Splice| {
            at.start >= range.start
                && at.end <= range.end
                && (!at.is_empty() || at.start > range.start || range.is_empty())
        };
        let mine: Vec<Splice> = splices.iter().filter(mine).cloned().collect();
        rendered(self.ours.text, range, &mine)
    }

    pub(super) fn can_remove_key(&self, map: Spot<'n>, index: usize) -> bool {
        map.in_flow || map.node.flow || entry_piece(self.ours.text, map.node, index).is_some()
    }

    pub(super) fn can_remove_item(&self, list: Spot<'n>, index: usize) -> bool {
        list.in_flow || list.node.flow || item_piece(self.ours.text, list.node, index).is_some()
    }

    /// Takes keys out of our map and puts theirs in, each after the key it follows in theirs.
    pub(super) fn write_map(
        &mut self,
        ours: Spot<'n>,
        theirs: Spot<'n>,
        (kept, removed): (&[usize], &[usize]),
        added: Vec<(usize, Option<Clash>)>,
    ) {
        if removed.is_empty() && added.is_empty() {
            return;
        }
        let place = |index: usize| {
            let mut before = theirs.node.entries()[..index].iter().rev();
            let known = |name: &str| kept.iter().rposition(|k| ours.node.entries()[*k].name() == name);
            before.find_map(|e| known(e.name())).unwrap_or(0)
        };
        if ours.in_flow || ours.node.flow {
            return self.write_flow_map(
                ours,
                theirs,
                kept,
                &added.iter().map(|a| (a.0, place(a.0))).collect::<Vec<_>>(),
                added.iter().filter_map(|a| a.1.as_ref()),
            );
        }
        let text = self.ours.text;
        for piece in removed.iter().filter_map(|index| entry_piece(text, ours.node, *index)) {
            self.splices.push((piece.with_break(text), String::new()));
        }
        let Some(column) = ours.node.entries().first().map(|e| e.key.place.column - 1) else { return };
        for (index, mark) in added {
            let mut written = self.key_lines(theirs, index, column);
            written.extend(mark.map(|clash| format!("{}{}", new_line(column), marks::line(&clash))));
            let after = kept.get(place(index)).copied().unwrap_or(0);
            let end = entry_piece(text, ours.node, after)
                .map_or_else(|| lines(text).end(entry_end(ours.node, after)), |piece| piece.end);
            self.splices.push((end..end, written));
        }
    }

    /// The lines of one of their keys, at a column of ours.
    fn key_lines(&self, theirs: Spot<'n>, index: usize, column: usize) -> String {
        let other = self.theirs.text;
        let entry = &theirs.node.entries()[index];
        if theirs.in_flow || theirs.node.flow {
            let value = on_one_line(other, &entry.value);
            return format!("{}{}: {value}", new_line(column), on_one_line(other, &entry.key));
        }
        if let Some(piece) = entry_piece(other, theirs.node, index) {
            return piece.lines_at(other, column);
        }
        let source = &other[entry.key.range.start..entry_end(theirs.node, index)];
        format!("{}{}", new_line(column), shifted_rest(source, entry.key.place.column - 1, column))
    }

    fn write_flow_map<'c>(
        &mut self,
        ours: Spot<'n>,
        theirs: Spot<'n>,
        kept: &[usize],
        added: &[(usize, usize)],
        marked: impl Iterator<Item = &'c Clash>,
    ) {
        let inner = self.splices_in(&ours.node.range, true);
        let other = self.theirs.text;
        let mut parts = Vec::new();
        let new = |index: usize| {
            let entry = &theirs.node.entries()[index];
            let value = on_one_line(other, &entry.value);
            format!("{}: {value}", on_one_line(other, &entry.key))
        };
        for (nth, index) in kept.iter().enumerate() {
            let range = ours.node.entries()[*index].key.range.start..entry_end(ours.node, *index);
            parts.push(self.part(range, &inner));
            parts.extend(added.iter().filter(|(_, after)| *after == nth).map(|(index, _)| new(*index)));
        }
        if kept.is_empty() {
            parts.extend(added.iter().map(|(index, _)| new(*index)));
        }
        self.in_brackets(ours, &parts, ('{', '}'));
        for clash in marked {
            self.line_under(ours, &marks::line(clash));
        }
    }

    /// A list or map in brackets, written anew from its parts.
    fn in_brackets(&mut self, ours: Spot<'n>, parts: &[String], (open, close): (char, char)) {
        let range = ours.node.range.clone();
        let gap = if range.is_empty() { " " } else { "" };
        let pad = if self.ours.text[range.clone()].starts_with([open])
            && self.ours.text[range.clone()][1..].starts_with(' ')
        {
            " "
        } else {
            ""
        };
        // A blank last part ends with its colon, and a comma right after a colon is not read alike everywhere.
        let joined =
            parts.iter().map(|part| if part.ends_with(':') { format!("{part} ") } else { part.clone() });
        let joined = joined.collect::<Vec<_>>().join(", ");
        let written = if parts.is_empty() {
            format!("{gap}{open}{close}")
        } else {
            format!("{gap}{open}{pad}{joined}{pad}{close}")
        };
        let lost: Vec<&str> = self.comments(range.clone()).filter(|c| !written.contains(c)).collect();
        self.splices.push((range, written));
        for comment in lost {
            self.line_under(ours, comment);
        }
    }

    /// Writes a list: `order` names the items that stay, ours or theirs by position, `removed` ours that go.
    pub(super) fn write_list(
        &mut self,
        ours: Spot<'n>,
        theirs: Spot<'n>,
        order: Vec<(Origin, Option<Clash>)>,
        removed: &[usize],
    ) {
        let stay: Vec<usize> = order.iter().filter_map(|(origin, _)| origin.ours()).collect();
        let moved = !stay.is_sorted();
        if !moved && removed.is_empty() && stay.len() == order.len() {
            return;
        }
        let block = !ours.in_flow && !ours.node.flow && !ours.node.items().is_empty();
        let empty = ours.node.items().is_empty() && !ours.in_flow && !theirs.in_flow && !theirs.node.flow;
        if block && (moved || stay.is_empty()) {
            self.rebuild(ours, theirs, &order, removed);
        } else if block {
            self.put_in(ours, theirs, order, removed);
        } else if empty {
            self.fill(ours, theirs, &order);
        } else {
            let inner = self.splices_in(&ours.node.range, true);
            let part = |(origin, _): &(Origin, Option<Clash>)| match origin {
                Origin::Ours(index) => self.part(ours.node.items()[*index].range.clone(), &inner),
                Origin::Theirs(index) => on_one_line(self.theirs.text, &theirs.node.items()[*index]),
            };
            let parts: Vec<String> = order.iter().map(part).collect();
            self.in_brackets(ours, &parts, ('[', ']'));
            for clash in order.iter().filter_map(|(_, clash)| clash.as_ref()) {
                self.line_under(ours, &marks::line(clash));
            }
        }
    }

    /// The lines of one of their items, its dash at a column of ours.
    fn item_lines(&self, theirs: Spot<'n>, index: usize, column: usize, mark: Option<&Clash>) -> String {
        let other = self.theirs.text;
        let flow = theirs.in_flow || theirs.node.flow;
        let piece = if flow { None } else { item_piece(other, theirs.node, index) };
        let mut lines = piece.map_or_else(
            || format!("{}- {}", new_line(column), on_one_line(other, &theirs.node.items()[index])),
            |piece| piece.lines_at(other, column),
        );
        lines.extend(mark.map(|clash| format!("{}{}", new_line(column + 2), marks::line(clash))));
        lines
    }

    /// New items between ours, which keep their order.
    fn put_in(
        &mut self,
        ours: Spot<'n>,
        theirs: Spot<'n>,
        order: Vec<(Origin, Option<Clash>)>,
        removed: &[usize],
    ) {
        let (text, column) = (self.ours.text, ours.node.place.column - 1);
        for piece in removed.iter().filter_map(|index| item_piece(text, ours.node, *index)) {
            self.splices.push((piece.with_break(text), String::new()));
        }
        let first = order.iter().find_map(|(origin, _)| origin.ours()).unwrap_or(0);
        let mut place = item_piece(text, ours.node, first).map(|piece| piece.with_break(text).start);
        for (origin, mark) in order {
            match origin {
                Origin::Ours(index) => place = item_piece(text, ours.node, index).map(|piece| piece.end),
                Origin::Theirs(index) => {
                    let lines = self.item_lines(theirs, index, column, mark.as_ref());
                    let at = place.unwrap_or(ours.node.range.end);
                    self.splices.push((at..at, lines));
                }
            }
        }
    }

    /// A block list written anew from the lines of its items; what stands between them goes with the one below.
    fn rebuild(
        &mut self,
        ours: Spot<'n>,
        theirs: Spot<'n>,
        order: &[(Origin, Option<Clash>)],
        removed: &[usize],
    ) {
        let (text, list) = (self.ours.text, ours.node);
        let pieces: Option<Vec<_>> = (0..list.items().len()).map(|n| item_piece(text, list, n)).collect();
        let Some(pieces) = pieces else { return };
        let start = pieces[0].with_break(text).start;
        let from = |n: usize| if n == 0 { start } else { pieces[n - 1].end };
        let range = start..pieces.last().map_or(start, |piece| piece.end);
        let inner = self.splices_in(&range, false);
        // What stands above an item that goes stays.
        let mut left: String =
            removed.iter().map(|n| &text[from(*n)..pieces[*n].with_break(text).start]).collect();
        if order.is_empty() {
            let Some(colon) = ours.owner.and_then(|owner| after_colon(text, owner)) else { return };
            let between = text[colon..start].trim_end().to_owned();
            self.splices.push((colon..range.end, format!(" []{between}{left}")));
            return;
        }
        let mut written = String::new();
        for (origin, mark) in order {
            match origin {
                Origin::Ours(index) => written += &self.part(from(*index)..pieces[*index].end, &inner),
                Origin::Theirs(index) => {
                    written += &self.item_lines(theirs, *index, list.place.column - 1, mark.as_ref());
                }
            }
        }
        left.push_str(&written);
        self.splices.push((range, left));
    }

    /// Their items in a list of ours that is empty or blank.
    fn fill(&mut self, ours: Spot<'n>, theirs: Spot<'n>, order: &[(Origin, Option<Clash>)]) {
        let owner = ours.owner.zip(theirs.owner);
        let Some((mine, other)) = owner else { return };
        let Some(colon) = after_colon(self.ours.text, mine) else { return };
        let column = mine.place.column - 1 + theirs.node.place.column.saturating_sub(other.place.column);
        let end = lines(self.ours.text).end(ours.node.range.end.max(colon));
        let rest = self.ours.text[ours.node.range.end.max(colon)..end].trim_end();
        let lines = order.iter().map(|(origin, mark)| match origin {
            Origin::Theirs(index) => self.item_lines(theirs, *index, column, mark.as_ref()),
            Origin::Ours(_) => String::new(),
        });
        let written = format!("{rest}{}", lines.collect::<String>());
        self.splices.push((colon..end, written));
    }
}

/// Where an item of a merged list comes from, by its position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Ours(usize),
    Theirs(usize),
}

impl Origin {
    fn ours(self) -> Option<usize> {
        match self {
            Self::Ours(index) => Some(index),
            Self::Theirs(_) => None,
        }
    }
}
