//! Values to be written into a YAML file, and how a scalar is spelt so that every reader understands it the same way.

use std::fmt::Write;

use chrono::NaiveDate;

use super::odd::is_hidden;
use super::tree::{Entry, Kind, Node, Style};
use crate::base::problem::Place;

/// A value to write. Keys of maps keep their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, quoted where a reader would take it for something else.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// `true` or `false`.
    YesNo(bool),
    /// A day, written without quotes.
    Date(NaiveDate),
    /// A list.
    List(Vec<Value>),
    /// Keys with values.
    Map(Vec<(String, Value)>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Whole(number)
    }
}

impl From<NaiveDate> for Value {
    fn from(day: NaiveDate) -> Self {
        Self::Date(day)
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::List(items)
    }
}

impl Value {
    /// A map from its keys and values, in order.
    pub fn map<K: Into<String>>(entries: impl IntoIterator<Item = (K, Value)>) -> Self {
        Self::Map(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// What a node says, to be written elsewhere; nothing where it is, or holds, a blank or a reference.
    pub(in crate::files) fn of(node: &Node) -> Option<Self> {
        Some(match &node.kind {
            Kind::Scalar { .. } if node.is_blank() => return None,
            Kind::Scalar { text, style: Style::Plain } => Self::plain(text),
            Kind::Scalar { text, .. } => Self::Text(text.clone()),
            Kind::List(items) => Self::List(items.iter().map(Self::of).collect::<Option<_>>()?),
            Kind::Map(entries) => {
                let pair = |entry: &Entry| Some((entry.name().to_owned(), Self::of(&entry.value)?));
                Self::Map(entries.iter().map(pair).collect::<Option<_>>()?)
            }
            Kind::Alias => return None,
        })
    }

    /// What a scalar without quotes says, as the kind of value it is read as.
    fn plain(text: &str) -> Self {
        let same = |value: Self| Some(value).filter(|value| value.scalar().as_deref() == Some(text));
        let whole = text.parse().ok().map(Self::Whole).and_then(same);
        let yes_no = || text.parse().ok().map(Self::YesNo).and_then(same);
        let date = || text.parse().ok().map(Self::Date).and_then(same);
        whole.or_else(yes_no).or_else(date).unwrap_or_else(|| Self::Text(text.to_owned()))
    }

    /// What a scalar says; nothing for lists and maps.
    pub(super) fn scalar(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Whole(number) => Some(number.to_string()),
            Self::YesNo(yes) => Some(yes.to_string()),
            Self::Date(day) => Some(day.to_string()),
            Self::List(_) | Self::Map(_) => None,
        }
    }

    /// The tree a reader should find after this value is written; places are empty.
    pub(super) fn node(&self) -> Node {
        let kind = match self {
            Self::List(items) => Kind::List(items.iter().map(Value::node).collect()),
            Self::Map(entries) => {
                Kind::Map(entries.iter().map(|(key, value)| entry(key, value.node())).collect())
            }
            scalar => Kind::Scalar { text: scalar.scalar().unwrap_or_default(), style: Style::Double },
        };
        Node { kind, place: Place::default(), range: 0..0, flow: false }
    }
}

/// An entry of a tree that was never text.
pub(super) fn entry(key: &str, value: Node) -> Entry {
    Entry { key: Value::from(key).node(), value }
}

/// What plain text looks like to some reader.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looks {
    Text,
    /// A truth value, a blank or a merge key.
    Word,
    /// A number; times too, which older readers count in sixties.
    Number,
    Date,
}

fn looks(text: &str) -> Looks {
    const WORDS: [&str; 14] =
        ["yes", "no", "y", "n", "on", "off", "true", "false", "null", "~", "=", "<<", ".inf", ".nan"];
    let lower = text.to_lowercase();
    if text.is_empty() || WORDS.contains(&lower.as_str()) {
        return Looks::Word;
    }
    let bytes = text.as_bytes();
    if bytes.len() >= 8 && bytes[4] == b'-' && bytes[..4].iter().all(u8::is_ascii_digit) {
        return Looks::Date;
    }
    let digits = lower.trim_start_matches(['+', '-', '.']);
    let numeral = |c: char| match digits.get(..2) {
        Some("0x") => c.is_ascii_hexdigit() || matches!(c, 'x' | '_'),
        _ => c.is_ascii_digit() || matches!(c, '.' | '_' | ':' | 'e' | '+' | '-' | 'o' | 'b'),
    };
    let number = digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(numeral);
    if number || matches!(digits, "inf" | "nan") { Looks::Number } else { Looks::Text }
}

/// Whether text may stand without quotes because `other`, which readers take for the same, does. Words and numbers may
/// not: they would stop being text.
fn as_plain_as(text: &str, other: &str) -> bool {
    let kind = looks(text);
    let stays_text =
        matches!(kind, Looks::Text | Looks::Date) || (kind == Looks::Number && text.contains(':'));
    stays_text && looks(other) == kind
}

/// Whether the quotes of one text, or their absence, show how another is to be written.
pub(super) fn shows_how(one: &str, other: &str) -> bool {
    can_be_plain(one, true) && looks(one) == looks(other)
}

/// Whether text can stand without quotes as far as its signs go.
fn can_be_plain(text: &str, in_flow: bool) -> bool {
    const STARTS: &[char] = &[
        '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '.',
    ];
    let apart = text.trim() != text || text.starts_with(STARTS);
    let signs = text.contains(": ") || text.ends_with(':') || text.contains(" #");
    let flow_signs = in_flow && text.contains([',', '[', ']', '{', '}', ':']);
    !(text.is_empty() || apart || signs || flow_signs || text.chars().any(is_control_here))
}

/// Signs that only double quotes can carry: controls, tabs, line breaks and hidden characters.
fn is_control_here(c: char) -> bool {
    c.is_control() || is_hidden(c)
}

/// A scalar that takes the place of `old` (its style and what it said), keeping the way of writing if it fits.
pub(super) fn spelt_like(value: &Value, old: Option<(Style, &str)>, in_flow: bool) -> String {
    let text = value.scalar().unwrap_or_default();
    match old {
        _ if matches!(value, Value::Whole(_) | Value::YesNo(_)) => text,
        Some((Style::Double, _)) => double(&text),
        Some((Style::Single, _)) if !text.chars().any(is_control_here) => {
            format!("'{}'", text.replace('\'', "''"))
        }
        Some((Style::Plain, before)) if can_be_plain(&text, in_flow) && as_plain_as(&text, before) => text,
        _ if matches!(value, Value::Date(_)) => text,
        _ if can_be_plain(&text, in_flow) && looks(&text) == Looks::Text => text,
        _ => double(&text),
    }
}

/// A scalar written for the first time.
pub(in crate::files) fn spelt(value: &Value, in_flow: bool) -> String {
    spelt_like(value, None, in_flow)
}

/// A key. The keys of the formats, `on` among them, stand without quotes although very old readers take them for
/// truth values; people write them so by hand.
pub(in crate::files) fn key(name: &str) -> String {
    let word =
        name.chars().all(|c| c.is_ascii_lowercase()) && !matches!(name, "" | "true" | "false" | "null");
    if word { name.to_owned() } else { spelt(&Value::from(name), true) }
}

fn double(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_control_here(c) => {
                let code = u32::from(c);
                let written =
                    if code > 0xffff { write!(out, "\\U{code:08x}") } else { write!(out, "\\u{code:04x}") };
                written.expect("writing to a string cannot fail");
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The sign and the lines of a `|` block for text over several lines; nothing when only quotes can carry it.
pub(super) fn block(text: &str) -> Option<(&'static str, Vec<&str>)> {
    let (sign, body) = match text.strip_suffix('\n') {
        Some(body) => ("|", body),
        None => ("|-", text),
    };
    let lines: Vec<&str> = body.split('\n').collect();
    let first = lines.iter().find(|line| !line.is_empty())?;
    let odd = |line: &&str| line.starts_with('\t') || (!line.is_empty() && line.trim().is_empty());
    let fits = text.contains('\n')
        && !body.ends_with('\n')
        && !first.starts_with(' ')
        && !lines.iter().any(odd)
        && !text.chars().any(|c| c != '\n' && c != '\t' && is_control_here(c));
    fits.then_some((sign, lines))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::yaml::{Limits, read};

    #[test]
    fn text_is_quoted_only_where_a_reader_would_stumble() {
        for plain in
            ["a b", "EXEC-26-014", "it's", "15m", "1h30", "2026/27", "a:b", "Ward#4", "é", "(x)", "nobody"]
        {
            assert_eq!(spelt(&plain.into(), false), plain);
        }
        for quoted in [
            "",
            "yes",
            "No",
            "ON",
            "~",
            "null",
            "=",
            "12",
            "1.5",
            "1e5",
            "0x1f",
            "10:00",
            "2026-12-03",
            "+44",
            "- a",
            "a: b",
            "a:",
            "a #b",
            " a",
            "a ",
            "@a",
            "*a",
            "&a",
            "!a",
            "%a",
            "`a",
            "'a",
            "\"a",
            "#a",
            "[a",
            "{a",
            "|",
            ">",
            "?",
            "-",
            "a\u{200b}",
            "a\tb",
            ".5",
            "<<",
            ".inf",
            "1_000",
        ] {
            assert!(spelt(&quoted.into(), false).starts_with('"'), "{quoted}");
        }
        assert_eq!(spelt(&"a, b".into(), true), "\"a, b\"");
        assert_eq!(spelt(&Value::Whole(4), true), "4");
        assert_eq!(spelt(&NaiveDate::from_ymd_opt(2026, 12, 3).unwrap().into(), true), "2026-12-03");
    }

    #[test]
    fn the_old_way_of_writing_is_kept_where_it_fits() {
        assert_eq!(spelt_like(&"it's".into(), Some((Style::Single, "x")), false), "'it''s'");
        assert_eq!(spelt_like(&"a".into(), Some((Style::Double, "x")), false), "\"a\"");
        assert_eq!(spelt_like(&"a\tb".into(), Some((Style::Single, "x")), false), "\"a\\tb\"");
        assert_eq!(spelt_like(&"2026-12-03".into(), Some((Style::Plain, "2026-11-03")), false), "2026-12-03");
        assert_eq!(spelt_like(&"2026-12-03".into(), Some((Style::Plain, "soon")), false), "\"2026-12-03\"");
        assert_eq!(spelt_like(&"soon".into(), Some((Style::Plain, "2026-12-03")), false), "soon");
    }

    proptest::proptest! {
        #[test]
        fn any_scalar_reads_back_as_it_was(text in "[\\PC\\n\\t\\r\u{0}-\u{9f}\u{200b}\u{feff}'\": #,\\[\\]{}-]{0,12}") {
            let value = Value::Text(text.clone());
            for source in [format!("a: {}\n", spelt(&value, false)), format!("[{}]\n", spelt(&value, true))] {
                let root = read(&source, &Limits::default()).root.expect("it is YAML");
                let found = root.get("a").or(root.items().first()).unwrap();
                proptest::prop_assert_eq!(found.text(), Some(text.as_str()));
                let typed: serde_yaml::Value = serde_yaml::from_str(&source).unwrap();
                let typed = typed.get("a").or(typed.get(0)).unwrap();
                proptest::prop_assert_eq!(typed.as_str(), Some(text.as_str()));
            }
        }
    }
}
