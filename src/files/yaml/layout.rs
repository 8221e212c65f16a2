//! Lists, maps and long texts laid out as YAML lines. How a single scalar is spelt is in `value.rs`.

use super::like::Like;
use super::value::{Value, block, spelt_like};

/// The most characters of a list or map written in brackets on one line where neighbours do not show more.
const MOST_IN_BRACKETS: usize = 90;
/// The same where neighbours are in brackets.
const MOST_LIKE_NEIGHBOURS: usize = 110;

/// The habits of the file written to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// Its line break.
    pub newline: &'static str,
    /// Columns from a key to the dashes of its list: 0 or 2 in most files.
    pub list_indent: usize,
    /// Columns from a key to the keys of its map.
    pub map_indent: usize,
}

/// Any value in brackets, on one line.
pub(super) fn flow(value: &Value, like: &Like<'_>) -> String {
    let pad = if like.padded(value) { " " } else { "" };
    match value {
        Value::List(items) if !items.is_empty() => {
            let like = like.items();
            let items: Vec<_> = items.iter().map(|item| flow(item, &like)).collect();
            format!("[{pad}{}{pad}]", items.join(", "))
        }
        Value::Map(entries) if !entries.is_empty() => {
            let entries: Vec<_> =
                like.order(entries).into_iter().map(|(name, value)| pair(name, value, like)).collect();
            format!("{{{pad}{}{pad}}}", entries.join(", "))
        }
        Value::List(_) => "[]".to_owned(),
        Value::Map(_) => "{}".to_owned(),
        scalar => spelt_like(scalar, like.spelling(scalar), true),
    }
}

/// A key and its value as they stand in brackets; `like` are maps.
pub(super) fn pair(name: &str, value: &Value, like: &Like<'_>) -> String {
    format!("{}: {}", like.key_text(name), flow(value, &like.key(name)))
}

/// A list or map in brackets, where it is best written so: its neighbours are, or it holds a few short single values.
pub(super) fn compact(value: &Value, like: &Like<'_>) -> Option<String> {
    let single = |value: &Value| value.scalar().is_some_and(|text| !text.contains('\n'));
    let small = match value {
        Value::List(items) => items.iter().all(single),
        Value::Map(entries) => entries.iter().all(|(_, value)| single(value)),
        _ => return None,
    };
    let empty = matches!(value, Value::List(items) if items.is_empty())
        || matches!(value, Value::Map(entries) if entries.is_empty());
    let written = flow(value, like);
    let length = written.chars().count();
    let fits = match like.in_brackets(value).filter(|_| !empty) {
        Some(true) => length <= MOST_LIKE_NEIGHBOURS.max(like.longest()) && !written.contains("\\n"),
        Some(false) => false,
        None => small && length <= MOST_IN_BRACKETS,
    };
    fits.then_some(written)
}

impl Layout {
    fn new_line(self, column: usize) -> String {
        format!("{}{}", self.newline, " ".repeat(column))
    }

    /// A `|` block: its sign, what stands after the sign on its line, and its lines. Nothing when quotes must do.
    pub(super) fn block(self, text: &str, column: usize, after_sign: &str) -> Option<String> {
        let (sign, lines) = block(text)?;
        let mut out = format!("{sign}{after_sign}");
        for line in lines {
            out += &if line.is_empty() { self.newline.to_owned() } else { self.new_line(column) };
            out += line;
        }
        Some(out)
    }

    fn scalar(self, value: &Value, column: usize, like: &Like<'_>) -> String {
        let text = if let Value::Text(text) = value { self.block(text, column, "") } else { None };
        text.unwrap_or_else(|| spelt_like(value, like.spelling(value), false))
    }

    /// Columns from a key to the lines of its value.
    pub(super) fn indent(self, value: &Value, like: &Like<'_>) -> usize {
        match value {
            Value::List(_) => like.indent(value).unwrap_or(self.list_indent),
            _ => like.indent(value).filter(|indent| *indent > 0).unwrap_or(self.map_indent),
        }
    }

    /// What follows `key:` when the key stands at `column`: a space and the value, or lines of their own.
    pub(super) fn after_colon(self, value: &Value, column: usize, like: &Like<'_>) -> String {
        if let Some(brackets) = compact(value, like) {
            return format!(" {brackets}");
        }
        let inner = column + self.indent(value, like);
        match value {
            Value::List(items) => self.items(items, inner, like),
            Value::Map(entries) => self.entries(entries, inner, like),
            scalar => format!(" {}", self.scalar(scalar, column + 2, like)),
        }
    }

    /// As [`Layout::items`], with maps on lines of their own however small, unless neighbours are in brackets.
    pub(super) fn items_in_full(self, items: &[Value], column: usize, like: &Like<'_>) -> String {
        let one = like.items();
        items.iter().fold(String::new(), |mut out, item| {
            out += &self.new_line(column);
            out += &self.item(item, column, like.gap().unwrap_or(2), &one);
            out
        })
    }

    /// Items, each on a new line with its dash at `column`; small lists and maps are in brackets.
    pub(super) fn items(self, items: &[Value], column: usize, like: &Like<'_>) -> String {
        let (gap, one) = (like.gap().unwrap_or(2), like.items());
        items.iter().fold(String::new(), |mut out, item| {
            out += &self.new_line(column);
            let brackets = compact(item, &one).map(|text| format!("-{}{text}", " ".repeat(gap - 1)));
            out += &brackets.unwrap_or_else(|| self.item(item, column, gap, &one));
            out
        })
    }

    /// Entries, each on a new line with its key at `column`; `like` are maps.
    pub(super) fn entries(self, entries: &[(String, Value)], column: usize, like: &Like<'_>) -> String {
        like.order(entries).into_iter().fold(String::new(), |mut out, entry| {
            out += &self.new_line(column);
            out += &self.entry(entry, column, like);
            out
        })
    }

    fn entry(self, (name, value): &(String, Value), column: usize, like: &Like<'_>) -> String {
        format!("{}:{}", like.key_text(name), self.after_colon(value, column, &like.key(name)))
    }

    /// An item with its dash at `column`, in brackets if its neighbours are; `gap` is the distance from the dash to the
    /// value, and `like` are items.
    pub(super) fn item(self, value: &Value, column: usize, gap: usize, like: &Like<'_>) -> String {
        let space = " ".repeat(gap - 1);
        let brackets = like.in_brackets(value).and_then(|_| compact(value, like));
        let written = match value {
            _ if brackets.is_some() => format!("{space}{}", brackets.unwrap_or_default()),
            Value::Map(entries) if !entries.is_empty() => {
                let lines = self.entries(entries, column + gap, like);
                format!("{space}{}", lines.trim_start_matches(self.newline).trim_start_matches(' '))
            }
            Value::List(items) if !items.is_empty() => match compact(value, like) {
                Some(brackets) => format!("{space}{brackets}"),
                None => self.items(items, column + 2, like),
            },
            Value::List(_) | Value::Map(_) => format!("{space}{}", flow(value, like)),
            scalar => format!("{space}{}", self.scalar(scalar, column + gap, like)),
        };
        format!("-{written}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::yaml::{Limits, read};

    const LAYOUT: Layout = Layout { newline: "\n", list_indent: 2, map_indent: 2 };

    fn action() -> Value {
        Value::map([
            ("id", "EXEC-26-014".into()),
            ("what", "First line\nsecond line\n".into()),
            ("with", vec!["icb-dsp".into()].into()),
            ("raised", Value::map([("meeting", "m-1".into()), ("item", "dashboard".into())])),
            (
                "updates",
                vec![Value::map([("text", "No: not yet".into())]), Value::map([("text", "a\nb".into())])]
                    .into(),
            ),
            ("tags", vec![].into()),
        ])
    }

    #[test]
    fn an_item_is_laid_out_as_a_person_would() {
        let expected = concat!(
            "- id: EXEC-26-014\n",
            "    what: |\n      First line\n      second line\n",
            "    with: [icb-dsp]\n",
            "    raised: {meeting: m-1, item: dashboard}\n",
            "    updates:\n      - {text: \"No: not yet\"}\n      - text: |-\n          a\n          b\n",
            "    tags: []",
        );
        assert_eq!(LAYOUT.item(&action(), 2, 2, &Like::nothing("")), expected);
    }

    #[test]
    fn every_layout_reads_back_the_same() {
        for layout in [LAYOUT, Layout { newline: "\r\n", list_indent: 0, map_indent: 4 }] {
            let block = format!(
                "a:{}\n",
                layout.after_colon(&vec![action(), vec![action()].into()].into(), 0, &Like::nothing(""))
            );
            let flow = format!("a: {}\n", flow(&action(), &Like::nothing("")));
            for (source, value) in [(block, vec![action(), vec![action()].into()].into()), (flow, action())] {
                let parsed = read(&source, &Limits::default());
                assert_eq!(parsed.problems, [], "{source}");
                assert!(parsed.root.unwrap().get("a").unwrap().says_the_same_as(&value.node()), "{source}");
            }
        }
    }
}
