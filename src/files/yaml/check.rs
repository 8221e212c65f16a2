//! Checks a tree against a shape and reports everything wrong at once. Single values are checked in `single.rs`.

use super::extent::short;
use super::read::MOST_PROBLEMS;
use super::shape::{Field, Shape};
use super::single;
use super::tree::{Kind, Node, Style};
use crate::base::problem::{Problem, Severity};
use crate::base::text::nearest;

/// Everything in which a tree differs from a shape, in the order of the shape. Unknown keys are warnings, the rest
/// are errors; at most [`MOST_PROBLEMS`] are reported.
pub fn check(node: &Node, shape: &Shape) -> Vec<Problem> {
    let mut checker = Checker { path: Vec::new(), problems: Vec::new() };
    checker.node(node, shape);
    checker.problems
}

/// One step of the way to a value, as people say it.
#[derive(Clone, Copy)]
enum Way {
    Key(&'static str),
    Item(usize),
}

struct Checker {
    path: Vec<Way>,
    problems: Vec<Problem>,
}

impl Checker {
    fn report(&mut self, problem: Problem) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        }
    }

    /// An error with the way to it in brackets, when it is inside a list.
    fn wrong(&mut self, node: &Node, message: &str, mend: impl Into<String>) {
        let inside = self.path.iter().any(|way| matches!(way, Way::Item(_)));
        let message = if inside { format!("{message} ({})", self.words()) } else { message.to_owned() };
        self.report(Problem::error(node.place, message).mend(mend));
    }

    /// The way in words: `items, 3rd: minutes`.
    fn words(&self) -> String {
        let mut words = String::new();
        for (index, way) in self.path.iter().enumerate() {
            match way {
                Way::Key(key) if index > 0 => words.extend([": ", key]),
                Way::Key(key) => words.push_str(key),
                Way::Item(item) if index > 0 => words.extend([", ", &ordinal(item + 1)]),
                Way::Item(item) => words.push_str(&ordinal(item + 1)),
            }
        }
        words
    }

    fn node(&mut self, node: &Node, shape: &Shape) {
        match (shape, &node.kind) {
            (Shape::Any, _) => {}
            (Shape::OneOf(shapes), _) => self.one_of(node, shape, shapes),
            (Shape::List(item), Kind::List(items)) => {
                for (index, value) in items.iter().enumerate() {
                    self.path.push(Way::Item(index));
                    if value.is_blank() {
                        self.wrong(value, "this item is blank", "fill it in, or take the dash out");
                    } else {
                        self.node(value, item);
                    }
                    self.path.pop();
                }
            }
            (Shape::Map(fields), Kind::Map(_)) => self.map(node, fields),
            // Lists and maps that are blank count as empty: then a map may still lack keys.
            (Shape::List(_), Kind::Scalar { .. }) if node.is_blank() => {}
            (Shape::Map(fields), Kind::Scalar { .. }) if node.is_blank() => self.map(node, fields),
            (_, Kind::Scalar { text, style }) => {
                if let Err(fault) = single::check(text, *style != Style::Plain, shape) {
                    self.wrong(node, &fault.message, fault.mend);
                }
            }
            (_, Kind::List(_)) => self.kind(node, "a list", shape),
            (_, Kind::Map(_)) => self.kind(node, "a map with keys", shape),
            (_, Kind::Alias) => {}
        }
    }

    fn kind(&mut self, node: &Node, found: &str, shape: &Shape) {
        self.wrong(
            node,
            &format!("this is {found}, where {} should be", shape.expected()),
            single::mend_for(shape),
        );
    }

    fn map(&mut self, node: &Node, fields: &'static [Field]) {
        for field in fields {
            match node.get(field.key) {
                None if field.required => self.missing(node, field),
                None => {}
                Some(value) => self.field(value, field),
            }
        }
        // Looked up once: a map may have more keys than anybody would write.
        let free: Vec<&str> =
            fields.iter().map(|field| field.key).filter(|key| node.get(key).is_none()).collect();
        for entry in node.entries() {
            let name = entry.name();
            // Merge keys have been refused already.
            let known = name == "<<" || fields.iter().any(|field| field.key == name);
            if known || entry.key.text().is_none() || self.problems.len() >= MOST_PROBLEMS {
                continue;
            }
            let mend = match nearest(name, free.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "take it out, or check how it is spelt".into(),
            };
            let message = format!("`{}` is not a key we know", short(name));
            self.report(Problem::warning(entry.key.place, message).mend(mend));
        }
    }

    fn field(&mut self, value: &Node, field: &'static Field) {
        self.path.push(Way::Key(field.key));
        let empty = value.is_blank() || value.text().is_some_and(|text| text.trim().is_empty());
        match field.shape {
            Shape::Any | Shape::List(_) if empty => {}
            _ if empty && field.required => {
                let mend = format!("fill it in: {}", about(field));
                self.wrong(value, &format!("`{}` is blank", field.key), mend);
            }
            _ if value.is_blank() => {}
            shape => self.node(value, shape),
        }
        self.path.pop();
    }

    fn missing(&mut self, map: &Node, field: &Field) {
        let from = match self.path.as_slice() {
            [] => "this file".to_owned(),
            [.., Way::Item(_)] => format!("this item ({})", self.words()),
            _ => format!("`{}`", self.words()),
        };
        let mend = format!("add {}: {}", field.key, about(field));
        self.report(Problem::error(map.place, format!("`{}` is missing from {from}", field.key)).mend(mend));
    }

    /// Fine when any shape fits; otherwise the problems of the shape that is nearest in kind.
    fn one_of(&mut self, node: &Node, whole: &Shape, shapes: &'static [&'static Shape]) {
        let mut nearest: Option<Vec<Problem>> = None;
        for shape in shapes {
            let mut inner = Checker { path: self.path.clone(), problems: Vec::new() };
            inner.node(node, shape);
            let fits = inner.problems.iter().all(|p| p.severity != Severity::Error);
            if fits {
                for problem in inner.problems {
                    self.report(problem);
                }
                return;
            }
            let same_kind = matches!(
                (shape, &node.kind),
                (Shape::Map(_), Kind::Map(_)) | (Shape::List(_), Kind::List(_)) | (Shape::OneOf(_), _)
            );
            if same_kind && nearest.as_ref().is_none_or(|least| inner.problems.len() < least.len()) {
                nearest = Some(inner.problems);
            }
        }
        if let Some(problems) = nearest {
            for problem in problems {
                self.report(problem);
            }
            return;
        }
        match node.text() {
            None => {
                self.kind(node, if node.items().is_empty() { "a map with keys" } else { "a list" }, whole);
            }
            Some(text) => {
                let (message, mend) = single::nearest_fault(text, whole, shapes);
                self.wrong(node, &message, mend);
            }
        }
    }
}

/// What a key is for, and how its value is written.
fn about(field: &Field) -> String {
    match field.shape {
        Shape::Text | Shape::Line | Shape::List(_) | Shape::Map(_) | Shape::Any => field.about.to_owned(),
        shape => format!("{} ({})", field.about, shape.expected()),
    }
}

/// `1st`, `2nd`, `3rd`, `11th`.
fn ordinal(n: usize) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::yaml::shape::{may, need};
    use crate::files::yaml::{Limits, read};

    const DEPUTIES: Shape = Shape::OneOf(&[
        &Shape::Word(&["not defined", "not accepted"]),
        &Shape::Map(&[need("accepted", &Shape::Word(&["named", "any"]), "which deputies")]),
    ]);
    const DUE: Shape = Shape::OneOf(&[&Shape::Word(&["to be set"]), &Shape::Date]);
    const ITEM: Shape = Shape::Map(&[
        need("id", &Shape::Id, "its id"),
        need("title", &Shape::Line, "what it is called"),
        need("purpose", &Shape::Word(&["decide", "assure", "discuss", "note"]), "what it is for"),
        may("minutes", &Shape::Length, "how long it takes"),
        may("due", &DUE, "when"),
        may("prompts", &Shape::List(&Shape::Line), "questions"),
    ]);
    const AGENDA: Shape = Shape::Map(&[
        need("schema", &Shape::Whole, "the version of the format"),
        may("deputies", &DEPUTIES, "who may stand in"),
        may("record", &Shape::Any, "written by the program"),
        need("items", &Shape::List(&ITEM), "the items"),
    ]);

    fn said(text: &str) -> Vec<String> {
        let parsed = read(text, &Limits::default());
        let problems = check(&parsed.root.unwrap(), &AGENDA);
        let line = |p: &Problem| {
            let mend = p.mend.as_deref().unwrap_or_default();
            format!("{} {}:{} {} | {mend}", p.severity, p.place.line, p.place.column, p.message)
        };
        problems.iter().map(line).collect()
    }

    #[test]
    fn a_good_file_says_nothing() {
        let text = "schema: 1\ndeputies: not defined\nrecord: {any: [thing]}\nitems:\n  - id: welcome\n    title: No\n    purpose: note\n    minutes: 1h30\n    due: to be set\n    prompts:\n";
        assert_eq!(said(text), Vec::<String>::new());
        assert_eq!(said("schema: 1\nitems: []\ndeputies: {accepted: any}\n"), Vec::<String>::new());
        assert_eq!(said("schema: 1\nitems:\n"), Vec::<String>::new());
    }

    #[test]
    fn everything_wrong_is_said_at_once_with_its_place() {
        let text = "items:\n  - id: A b\n    purpse: note\n    minutes: a while\n    due: 31/09/2026\n    prompts: [x, [y]]\n  -\n  - words\n";
        let expected = [
            "error 1:1 `schema` is missing from this file | add schema: the version of the format (a whole number)",
            "error 2:9 `A b` is not an id (items, 1st: id) | write small letters, digits and dashes: a-b",
            "error 2:5 `title` is missing from this item (items, 1st) | add title: what it is called",
            "error 2:5 `purpose` is missing from this item (items, 1st) | add purpose: what it is for (`decide`, `assure`, `discuss` or `note`)",
            "error 4:14 `a while` is not a length of time (items, 1st: minutes) | write minutes as 15, 15m, 1h30 or 1.5h",
            "error 5:10 there is no 31 Sep 2026 (items, 1st: due) | write a day that is in the calendar",
            "error 6:18 this is a list, where text on one line should be (items, 1st: prompts, 2nd) | write text on one line",
            "warning 3:5 `purpse` is not a key we know | did you mean `purpose`?",
            "error 7:4 this item is blank (items, 2nd) | fill it in, or take the dash out",
            "error 8:5 `words` is text, where keys such as `id` should be (items, 3rd) | write the keys on lines of their own below, indented by two spaces",
        ];
        let found = said(text);
        for (found, expected) in found.iter().zip(expected) {
            assert_eq!(found, expected);
        }
        assert_eq!(found.len(), expected.len());
    }

    #[test]
    fn blanks_matter_where_something_is_needed() {
        let found = said("schema:\nitems:\n  - {id: a, title: '  ', purpose: note, minutes: , due: ~}\n");
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("error 1:8 `schema` is blank | fill it in"), "{}", found[0]);
        assert!(found[1].starts_with("error 3:20 `title` is blank (items, 1st: title)"), "{}", found[1]);
    }

    #[test]
    fn one_of_several_shapes_says_what_was_nearest() {
        let one = |deputies: &str| {
            let found = said(&format!("schema: 1\nitems: []\ndeputies: {deputies}\n"));
            assert_eq!(found.len(), 1, "{found:?}");
            found[0].clone()
        };
        assert!(one("not definde").ends_with("| did you mean `not defined`?"));
        assert!(
            one("{accepted: name}")
                .contains("3:22 `name` is not one of the words used here | did you mean `named`?")
        );
        assert!(one("{}").contains("`accepted` is missing from `deputies`"));
        assert!(
            one("[a]")
                .contains("this is a list, where `not defined`, `not accepted` or keys such as `accepted`")
        );
        assert!(one("whoever").contains("`whoever` is not `not defined`, `not accepted` or keys such as"));
    }

    #[test]
    fn a_list_where_a_map_should_be_is_one_problem() {
        let parsed = read("- a\n- b\n", &Limits::default());
        let found = check(&parsed.root.unwrap(), &AGENDA);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("this is a list, where keys such as `schema` should be"));
        assert_eq!(found[0].severity, Severity::Error);
    }

    #[test]
    fn ordinals_are_english() {
        let some: Vec<_> = [1, 2, 3, 4, 11, 12, 13, 21, 112].map(ordinal).into();
        assert_eq!(some, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"]);
    }
}
