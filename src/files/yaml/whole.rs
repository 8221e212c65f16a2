//! A whole file or part of one written from values. What no reader should meet raw, such as a sign that turns the
//! direction of the text, is written as an escape; all else is as the serialiser writes it.

use super::odd::is_hidden;
use super::{Edit, Value, apply};
use serde::Serialize;

/// A map as YAML text.
///
/// # Panics
/// Never for what files are made of: maps of text, numbers, lists and maps.
pub fn whole(map: &impl Serialize) -> String {
    let text = serde_yaml::to_string(map).expect("it is text, numbers, lists and maps");
    if text.chars().any(is_hidden) { escaped(map).unwrap_or(text) } else { text }
}

/// A key that no file has: it keeps the place for the first, and goes again.
const PLACE: &str = "_: 0\n";

/// The same with every scalar spelt by us.
fn escaped(map: &impl Serialize) -> Option<String> {
    let Some(Value::Map(entries)) = value_of(map) else { return None };
    let edits = entries.iter().map(|(key, value)| Edit::Put { at: &[], key, value: value.clone() });
    let text = apply(PLACE, &edits.collect::<Vec<_>>()).ok()?;
    Some(text.strip_prefix(PLACE).map_or(text.clone(), str::to_owned))
}

/// A value to be written into a file that is there.
pub fn value_of(of: &impl Serialize) -> Option<Value> {
    serde_yaml::to_value(of).ok().and_then(value)
}

/// A value as it is written; nothing for a blank, which is left out.
fn value(value: serde_yaml::Value) -> Option<Value> {
    Some(match value {
        serde_yaml::Value::Null => return None,
        serde_yaml::Value::Bool(yes) => Value::YesNo(yes),
        serde_yaml::Value::Number(number) => {
            number.as_i64().map_or_else(|| Value::Text(number.to_string()), Value::Whole)
        }
        serde_yaml::Value::String(text) => {
            let date = text.parse().ok().filter(|date: &chrono::NaiveDate| date.to_string() == text);
            date.map_or(Value::Text(text), Value::Date)
        }
        serde_yaml::Value::Sequence(items) => {
            Value::List(items.into_iter().filter_map(self::value).collect())
        }
        serde_yaml::Value::Mapping(entries) => {
            let pair = |(key, item)| match key {
                serde_yaml::Value::String(key) => Some((key, self::value(item)?)),
                _ => None,
            };
            Value::Map(entries.into_iter().filter_map(pair).collect())
        }
        serde_yaml::Value::Tagged(tagged) => return self::value(tagged.value),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::yaml::{Limits, read};
    use std::collections::BTreeMap;

    #[test]
    fn hidden_characters_are_escaped_and_mean_the_same() {
        let nested = |text: &str| {
            let lines = vec![text.to_owned(), "plain: 'text'".to_owned(), "2026-12-03".to_owned()];
            BTreeMap::from([("record", BTreeMap::from([("a", lines.clone()), ("b", lines)]))])
        };
        for hidden in [
            "a\u{202e}b",
            "a\u{2028}",
            "\u{e0001} \u{1b}[2J",
            "\u{85}",
            "\u{feff}x\ny\n",
            "a\u{202e}\u{fffe}\u{ffff}",
        ] {
            let written = whole(&nested(hidden));
            let raw: Vec<char> = written.chars().filter(|c| is_hidden(*c)).collect();
            assert!(raw.is_empty(), "{written:?}: {raw:?}");
            let parsed = read(&written, &Limits::default());
            assert!(!parsed.has_errors(), "{written:?}: {:?}", parsed.problems);
            let again: BTreeMap<String, BTreeMap<String, Vec<String>>> =
                serde_yaml::from_str(&written).unwrap();
            assert_eq!(again["record"]["b"][0], hidden);
        }
    }

    #[test]
    fn what_holds_none_is_as_the_serialiser_writes_it() {
        let map = BTreeMap::from([("when", "2026-12-03"), ("who", "on"), ("what", "two\nlines")]);
        assert_eq!(whole(&map), serde_yaml::to_string(&map).unwrap());
    }
}
