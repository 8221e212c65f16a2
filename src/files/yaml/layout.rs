//! Lists, maps and long texts laid out as YAML lines. How a single scalar is spelt is in `value.rs`.

use super::value::{Value, block, key, spelt};

/// The most characters of a list or map written in brackets on one line.
const MOST_IN_BRACKETS: usize = 90;

/// The habits of the file written to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// Its line break.
    pub newline: &'static str,
    /// Columns from a key to the dashes of its list: 0 or 2 in most files.
    pub list_indent: usize,
}

/// Any value in brackets, on one line.
pub(super) fn flow(value: &Value) -> String {
    match value {
        Value::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let entry = |(name, value): &(String, Value)| format!("{}: {}", key(name), flow(value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        scalar => spelt(scalar, true),
    }
}

/// A list or map of short single values, as it is best written: in brackets. Nothing for larger ones.
pub(super) fn compact(value: &Value) -> Option<String> {
    let single = |value: &Value| value.scalar().is_some_and(|text| !text.contains('\n'));
    let small = match value {
        Value::List(items) => items.iter().all(single),
        Value::Map(entries) => entries.iter().all(|(_, value)| single(value)),
        _ => false,
    };
    Some(flow(value)).filter(|text| small && text.chars().count() <= MOST_IN_BRACKETS)
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

    fn scalar(self, value: &Value, column: usize) -> String {
        let text = if let Value::Text(text) = value { self.block(text, column, "") } else { None };
        text.unwrap_or_else(|| spelt(value, false))
    }

    /// What follows `key:` when the key stands at `column`: a space and the value, or lines of their own.
    pub(super) fn after_colon(self, value: &Value, column: usize) -> String {
        if let Some(brackets) = compact(value) {
            return format!(" {brackets}");
        }
        match value {
            Value::List(items) => self.items(items, column + self.list_indent),
            Value::Map(entries) => self.entries(entries, column + 2),
            scalar => format!(" {}", self.scalar(scalar, column + 2)),
        }
    }

    /// As [`Layout::items`], with maps on lines of their own however small.
    pub(super) fn items_in_full(self, items: &[Value], column: usize) -> String {
        items.iter().fold(String::new(), |mut out, item| {
            out += &self.new_line(column);
            out.push('-');
            out += &self.after_dash(item, column, 2);
            out
        })
    }

    /// Items, each on a new line with its dash at `column`; small lists and maps are in brackets.
    pub(super) fn items(self, items: &[Value], column: usize) -> String {
        items.iter().fold(String::new(), |mut out, item| {
            out += &self.new_line(column);
            out.push('-');
            out += &compact(item)
                .map_or_else(|| self.after_dash(item, column, 2), |brackets| format!(" {brackets}"));
            out
        })
    }

    /// Entries, each on a new line with its key at `column`.
    pub(super) fn entries(self, entries: &[(String, Value)], column: usize) -> String {
        entries.iter().fold(String::new(), |mut out, entry| {
            out += &self.new_line(column);
            out += &self.entry(entry, column);
            out
        })
    }

    fn entry(self, (name, value): &(String, Value), column: usize) -> String {
        format!("{}:{}", key(name), self.after_colon(value, column))
    }

    /// What follows a dash at `column`; `gap` is the distance from the dash to the value.
    pub(super) fn after_dash(self, value: &Value, column: usize, gap: usize) -> String {
        let space = " ".repeat(gap - 1);
        match value {
            Value::Map(entries) if !entries.is_empty() => {
                let first = self.entry(&entries[0], column + gap);
                format!("{space}{first}{}", self.entries(&entries[1..], column + gap))
            }
            Value::List(items) if !items.is_empty() => match compact(value) {
                Some(brackets) => format!("{space}{brackets}"),
                None => self.items(items, column + 2),
            },
            Value::List(_) | Value::Map(_) => format!("{space}{}", flow(value)),
            scalar => format!("{space}{}", self.scalar(scalar, column + gap)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::yaml::{Limits, read};

    const LAYOUT: Layout = Layout { newline: "\n", list_indent: 2 };

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
            " id: EXEC-26-014\n",
            "    what: |\n      First line\n      second line\n",
            "    with: [icb-dsp]\n",
            "    raised: {meeting: m-1, item: dashboard}\n",
            "    updates:\n      - {text: \"No: not yet\"}\n      - text: |-\n          a\n          b\n",
            "    tags: []",
        );
        assert_eq!(LAYOUT.after_dash(&action(), 2, 2), expected);
    }

    #[test]
    fn every_layout_reads_back_the_same() {
        for layout in [LAYOUT, Layout { newline: "\r\n", list_indent: 0 }] {
            let block =
                format!("a:{}\n", layout.after_colon(&vec![action(), vec![action()].into()].into(), 0));
            let flow = format!("a: {}\n", flow(&action()));
            for (source, value) in [(block, vec![action(), vec![action()].into()].into()), (flow, action())] {
                let parsed = read(&source, &Limits::default());
                assert_eq!(parsed.problems, [], "{source}");
                assert!(parsed.root.unwrap().get("a").unwrap().says_the_same_as(&value.node()), "{source}");
            }
        }
    }
}
