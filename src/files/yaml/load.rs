//! Text to a typed value in one call: read, check, and only then let serde at it.

use serde::de::DeserializeOwned;

use super::check::check;
use super::extent::short;
use super::read::{Limits, read};
use super::shape::Shape;
use super::tree::Node;
use crate::base::problem::{Place, Problem, Severity};

/// What loading a file gave. There is a value exactly when no problem is an error; only the
/// partnership's file may leave out people who are wrong.
#[derive(Clone, Debug)]
pub struct Loaded<T> {
    /// The value.
    pub value: Option<T>,
    /// The tree, for places of problems found later; it may be there when the value is not.
    pub node: Option<Node>,
    /// Everything found, in the order of the file.
    pub problems: Vec<Problem>,
}

/// Reads a text of a known shape into a value, within the usual limits.
pub fn load<T: DeserializeOwned>(text: &str, shape: &Shape) -> Loaded<T> {
    load_within(text, shape, &Limits::default())
}

/// As [`load`], within limits of one's own.
pub fn load_within<T: DeserializeOwned>(text: &str, shape: &Shape, limits: &Limits) -> Loaded<T> {
    let parsed = read(text, limits);
    let mut problems = parsed.problems;
    if let Some(root) = &parsed.root {
        problems.extend(check(root, shape));
    }
    let mut value = None;
    if problems.iter().all(|problem| problem.severity != Severity::Error) {
        // The tree is sound and bounded by now, so this reader only ever sees files it can manage.
        // A byte-order mark goes: that reader counts it as a column, and then a list does not line up.
        match serde_yaml::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)) {
            Ok(read) => value = Some(read),
            Err(error) => problems.push(explain(&error)),
        }
    }
    problems.sort_by_key(|problem| problem.place);
    Loaded { value, node: parsed.root, problems }
}

/// A failure of the typed reader, at its own place.
fn explain(error: &serde_yaml::Error) -> Problem {
    let place =
        error.location().map_or(Place::START, |at| Place { line: at.line(), column: at.column(), length: 1 });
    let whole = error.to_string();
    let words = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(words, _)| words);
    let words: String = words.chars().take(400).collect();
    let words = if words.is_empty() { short(&whole) } else { words };
    Problem::error(place, format!("this cannot be read: {words}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::length::Minutes;
    use crate::files::yaml::shape::{may, need};

    const ITEM: Shape = Shape::Map(&[
        need("id", &Shape::Id, "its id"),
        may("minutes", &Shape::Length, "how long it takes"),
        may("date", &Shape::Date, "the day"),
        may("number", &Shape::Any, "a small number"),
    ]);
    const FILE: Shape = Shape::Map(&[need("items", &Shape::List(&ITEM), "the items")]);

    #[derive(Debug, serde::Deserialize)]
    struct Item {
        id: String,
        minutes: Option<Minutes>,
        date: Option<chrono::NaiveDate>,
        number: Option<u8>,
    }

    #[derive(Debug, serde::Deserialize)]
    struct File {
        items: Vec<Item>,
    }

    #[test]
    fn a_good_file_becomes_a_value_and_keeps_its_warnings() {
        let text =
            "\u{feff}items:\r\n  - id: a\r\n    minutes: 1h30\r\n    date: 2026-12-03\r\n    colour: red\r\n";
        let loaded = load::<File>(text, &FILE);
        let item = &loaded.value.unwrap().items[0];
        assert_eq!((item.id.as_str(), item.minutes, item.number), ("a", Some(Minutes(90)), None));
        assert_eq!(item.date.unwrap().to_string(), "2026-12-03");
        assert_eq!(loaded.problems.len(), 1);
        assert_eq!(loaded.problems[0].severity, Severity::Warning);
        assert!(loaded.node.is_some());
    }

    #[test]
    fn a_mark_does_not_put_the_first_line_out_of_line() {
        let loaded = load::<Vec<String>>("\u{feff}- a\n- b\n", &Shape::List(&Shape::Line));
        assert_eq!(loaded.value.unwrap(), ["a", "b"]);
    }

    #[test]
    fn errors_leave_no_value_and_come_in_the_order_of_the_file() {
        let loaded = load::<File>("items:\n  - minutes: x\n    minutes: y\n    idd: a\n", &FILE);
        assert!(loaded.value.is_none() && loaded.node.is_some());
        let lines: Vec<_> = loaded.problems.iter().map(|p| p.place.line).collect();
        assert_eq!(lines, [2, 2, 3, 4], "{:?}", loaded.problems);
    }

    #[test]
    fn what_only_the_types_refuse_has_a_place_too() {
        let loaded = load::<File>("items:\n  - id: a\n    number: 300\n", &FILE);
        assert!(loaded.value.is_none());
        let problem = &loaded.problems[0];
        assert_eq!((problem.place.line, problem.place.column), (3, 13));
        assert!(problem.message.starts_with("this cannot be read: items[0].number"), "{}", problem.message);
    }

    #[test]
    fn a_file_that_is_not_yaml_or_empty_has_one_problem() {
        for text in ["", "items: [\n", "a: \"b\n"] {
            let loaded = load::<File>(text, &FILE);
            assert!(loaded.value.is_none());
            assert_eq!(loaded.problems.len(), 1, "{:?}", loaded.problems);
        }
    }
}
