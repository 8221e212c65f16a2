//! The stretches of text that belong to a key or an item, comments and all, and how they are taken from one file
//! into another: word for word, moved to the right column. What is to be taken is decided in `walk.rs`.

use crate::files::yaml::{Kind, Lines, Node, Style, Value, next_dash, spelt};
use std::ops::Range;

/// A stretch of a text and what takes its place.
pub(super) type Splice = (Range<usize>, String);

/// How every mark of a clash begins; see `marks.rs`.
pub(super) const MARK: &str = "# chairside: ";

/// The lines of a text.
pub(super) fn lines(text: &str) -> Lines<'_> {
    Lines { text }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The lines of a key or an item: its own, the comments right above it, and those below that stand further in.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Where its first line starts.
    pub start: usize,
    /// Where its last line ends, the line break left out.
    pub end: usize,
    /// The column, from 0, of its key or dash.
    pub column: usize,
    /// Whether a blank line stands above it.
    pub spaced: bool,
}

impl Piece {
    /// The piece whose key or dash is at `head` and whose value ends at `end`; `after` is where what stands before
    /// it ends. Nothing when it does not begin on a line of its own.
    fn of(text: &str, after: usize, head: usize, end: usize, column: usize) -> Option<Self> {
        let lines = lines(text);
        if !lines.is_first(head) {
            return None;
        }
        // For an edit a mark is a comment like any other; here it goes with what stands above it.
        let own = lines.start(head);
        let mut start = lines.lead(head, column, after);
        while start < own && is_mark(text, start, 0) {
            start = lines.next(start);
        }
        let spaced = start > 0 && lines.blanks_above(start, after) < start;
        let mut end = lines.tail(end, column);
        while lines.next(end) < text.len() && is_mark(text, lines.next(end), column) {
            end = lines.end(lines.next(end));
        }
        Some(Self { start, end, column, spaced })
    }

    /// What to take out with it: its lines and the line break before them.
    pub(super) fn with_break(&self, text: &str) -> Range<usize> {
        let lines = lines(text);
        lines.above(self.start, 0).map_or(self.start, |above| lines.end(above))..self.end
    }

    /// Its lines for another file, at another column, each after a line break.
    pub(super) fn lines_at(&self, text: &str, column: usize) -> String {
        let mut lines = String::new();
        if self.spaced {
            lines.push('\n');
        }
        for line in text[self.start..self.end].split('\n') {
            lines.push('\n');
            lines += &shifted(line, self.column, column);
        }
        lines
    }
}

/// Whether the line that starts here is a mark, at a column or further in.
fn is_mark(text: &str, start: usize, column: usize) -> bool {
    let line = &text[start..lines(text).end(start)];
    line.trim_start().starts_with(MARK) && indent(line) >= column
}

/// One line moved from a column to another; a line that is only blanks within the margin becomes empty.
fn shifted(line: &str, from: usize, to: usize) -> String {
    let line = line.strip_suffix('\r').unwrap_or(line);
    let by = indent(line);
    if by == line.len() && by <= from {
        return String::new();
    }
    let column = if by >= from { by - from + to } else { by.min(to) };
    format!("{}{}", " ".repeat(column), &line[by..])
}

/// Lines of which the first stands in its place already, the others moved.
pub(super) fn shifted_rest(lines: &str, from: usize, to: usize) -> String {
    let mut split = lines.split('\n');
    let first = split.next().unwrap_or_default();
    let mut out = first.strip_suffix('\r').unwrap_or(first).to_owned();
    for line in split {
        out.push('\n');
        out += &shifted(line, from, to);
    }
    out
}

/// The end of a key's value; a key without a colon has its blank value where the key ends.
pub(super) fn entry_end(map: &Node, index: usize) -> usize {
    let entry = &map.entries()[index];
    entry.value.range.end.max(entry.key.range.end)
}

/// The lines of a key of a block map.
pub(super) fn entry_piece(text: &str, map: &Node, index: usize) -> Option<Piece> {
    let key = &map.entries()[index].key;
    let after = if index == 0 { map.range.start } else { lines(text).end(entry_end(map, index - 1)) };
    // Above the first key of the file stand the comments about the whole file, which are not the key's own.
    Piece::of(text, after, key.range.start, entry_end(map, index), key.place.column - 1)
}

/// The lines of an item of a block list.
pub(super) fn item_piece(text: &str, list: &Node, index: usize) -> Option<Piece> {
    let items = list.items();
    let (dash, after) = match index.checked_sub(1) {
        None => (list.range.start, 0),
        Some(before) => {
            let end = items[before].range.end;
            (next_dash(text, end)?, lines(text).end(end))
        }
    };
    Piece::of(text, after, dash, items[index].range.end.max(dash + 1), list.place.column - 1)
}

/// A value on one line, as it may stand between brackets: word for word where it can, else spelt anew.
pub(super) fn on_one_line(text: &str, node: &Node) -> String {
    match &node.kind {
        Kind::List(items) => {
            format!("[{}]", items.iter().map(|item| on_one_line(text, item)).collect::<Vec<_>>().join(", "))
        }
        Kind::Map(entries) => {
            let entry = |entry: &crate::files::yaml::Entry| {
                let key = on_one_line(text, &entry.key);
                format!("{key}: {}", on_one_line(text, &entry.value))
            };
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        Kind::Alias => text[node.range.clone()].to_owned(),
        // Nothing at all is not read alike everywhere between brackets.
        Kind::Scalar { .. } if node.range.is_empty() => "~".to_owned(),
        Kind::Scalar { text: said, style } => {
            let source = &text[node.range.clone()];
            let flow_signs = source.contains([',', '[', ']', '{', '}']) || source.contains(": ");
            let fits = match style {
                Style::Plain => !flow_signs && !source.ends_with(':') && !source.contains('\n'),
                Style::Single | Style::Double => !source.contains('\n'),
                Style::Literal | Style::Folded => false,
            };
            if fits { source.to_owned() } else { spelt(&Value::Text(said.clone()), true) }
        }
    }
}

/// Whether a value is a single one on one line, so that its source can stand in the place of another.
pub(super) fn is_short(text: &str, node: &Node) -> bool {
    match &node.kind {
        Kind::Scalar { style: Style::Literal | Style::Folded, .. } => false,
        Kind::Scalar { .. } => !text[node.range.clone()].contains('\n'),
        _ => false,
    }
}

/// A stretch of a text with splices made in it; those outside the stretch are not looked at.
pub(super) fn rendered(text: &str, range: Range<usize>, splices: &[Splice]) -> String {
    let mut sorted: Vec<&Splice> = splices.iter().collect();
    sorted.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::new();
    let mut at = range.start;
    for (place, written) in sorted {
        out += text.get(at..place.start).unwrap_or_default();
        out += written;
        at = at.max(place.end);
    }
    out + text.get(at..range.end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::yaml::{Limits, read};

    const TEXT: &str = "# about the file\na: 1\n\n# the list\nlist:\n  # first\n  - id: x # here\n    what: |\n      # no comment\n      b\n    # inside\n\n  # far\n\n  # second\n  - id: y\n    due: 1\n    # chairside: due: theirs was 2\n# after\nlast: {b: 'x, y', c: [p, \"q\"]}\n";

    #[test]
    fn a_piece_has_its_own_comments_and_no_others() {
        let root = read(TEXT, &Limits::default()).root.unwrap();
        let list = root.get("list").unwrap();
        let piece = |n| {
            let piece = item_piece(TEXT, list, n).unwrap();
            (&TEXT[piece.start..piece.end], piece.spaced)
        };
        assert_eq!(
            piece(0),
            ("  # first\n  - id: x # here\n    what: |\n      # no comment\n      b\n    # inside", false)
        );
        assert_eq!(piece(1), ("  # second\n  - id: y\n    due: 1\n    # chairside: due: theirs was 2", true));
        let entry = |n| entry_piece(TEXT, &root, n).map(|p| TEXT[p.start..p.end].to_owned());
        assert_eq!(entry(0).unwrap(), "a: 1");
        assert_eq!(entry(2).unwrap(), "# after\nlast: {b: 'x, y', c: [p, \"q\"]}");
        assert!(entry(1).unwrap().starts_with("# the list\nlist:"));
        assert!(entry_piece(TEXT, &list.items()[0], 0).is_none(), "it shares its line with a dash");
        let due = entry_piece(TEXT, &list.items()[1], 1).unwrap();
        assert!(TEXT[due.start..due.end].ends_with("theirs was 2"));
        let moved = item_piece(TEXT, list, 1).unwrap().lines_at(TEXT, 0);
        assert_eq!(moved, "\n\n# second\n- id: y\n  due: 1\n  # chairside: due: theirs was 2");
    }

    #[test]
    fn any_value_fits_on_one_line() {
        let root = read(TEXT, &Limits::default()).root.unwrap();
        assert_eq!(on_one_line(TEXT, root.get("last").unwrap()), "{b: 'x, y', c: [p, \"q\"]}");
        assert_eq!(
            on_one_line(TEXT, &root.get("list").unwrap().items()[0]),
            r##"{id: x, what: "# no comment\nb\n"}"##
        );
    }
}
