//! What reading has in common for every kind of file of a workspace: its limits and the version of the format.

use super::yaml::{Limits, Loaded, Node, Shape, Sharing, load_within};
use crate::base::problem::{Problem, Severity};
use serde::de::DeserializeOwned;

/// The version of the format this program reads and writes.
pub(super) const SCHEMA: &str = "1";

/// The limits for every kind of file, so that none can exhaust the machine. A tracker of ten thousand actions stays
/// well within them.
const LIMITS: Limits =
    Limits { bytes: 16 << 20, nodes: 680_000, depth: 64, aliases: 1000, sharing: Sharing::Refuse };

/// Reads a file of a known shape. A file of another version of the format gives no value.
pub(super) fn read<T: DeserializeOwned>(text: &str, shape: &Shape) -> Loaded<T> {
    let mut loaded = load_within(text, shape, &LIMITS);
    if let (None, Some(node)) = (&loaded.value, &loaded.node)
        && loaded.problems.iter().all(|p| p.severity != Severity::Error || p.message.starts_with(UNREAD))
    {
        let mut found = Vec::new();
        blanks(node, shape, &mut found);
        if !found.is_empty() {
            loaded.problems.retain(|p| p.severity != Severity::Error);
            loaded.problems.extend(found);
        }
    }
    let Some(schema) = loaded.node.as_ref().and_then(|node| node.get("schema")) else { return loaded };
    let broken = loaded.problems.iter().any(|p| p.severity == Severity::Error && p.place == schema.place);
    if !broken && let Some(version) = schema.text().filter(|version| *version != SCHEMA) {
        let problem = Problem::error(
            schema.place,
            format!(
                "this file is in version {version} of the format, and this program reads version {SCHEMA}"
            ),
        );
        loaded.problems.push(problem.mend("use a newer Chairside, or write `schema: 1` if that was a slip"));
        loaded.problems.sort_by_key(|problem| problem.place);
        loaded.value = None;
    }
    loaded
}

/// What a file says, for a change of it; a file that has to be mended first is left alone.
///
/// # Errors
/// A sentence without a full stop that names the first line to mend.
pub(super) fn usable<T>(loaded: Loaded<T>) -> Result<T, String> {
    let error = loaded.problems.iter().find(|problem| problem.severity == Severity::Error);
    match (loaded.value, error) {
        (Some(value), _) => Ok(value),
        (None, Some(error)) => {
            Err(format!("line {} of it has to be mended first: {}", error.place.line, error.message))
        }
        (None, None) => Err("it cannot be read".to_owned()),
    }
}

/// How the typed reader's own words begin; they are for programmers.
const UNREAD: &str = "this cannot be read: ";

/// Keys that may be left out but not left blank, and are blank.
fn blanks(node: &Node, shape: &Shape, found: &mut Vec<Problem>) {
    match shape {
        Shape::List(inner) => node.items().iter().for_each(|item| blanks(item, inner, found)),
        Shape::OneOf(shapes) => shapes.iter().for_each(|shape| blanks(node, shape, found)),
        Shape::Map(fields) => {
            for field in *fields {
                let Some(value) = node.get(field.key) else { continue };
                let fixed =
                    matches!(field.shape, Shape::Word(_) | Shape::YesNo | Shape::Whole | Shape::Map(_));
                let known = found.iter().any(|problem| problem.place == value.place);
                if fixed && !field.required && value.is_blank() && !known {
                    let mend = format!("fill it in ({}), or take the line out", field.shape.expected());
                    found.push(Problem::error(value.place, format!("`{}` is blank", field.key)).mend(mend));
                }
                blanks(value, field.shape, found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::files::{agenda, issued, partnership, tracker};

    #[test]
    fn a_file_of_a_newer_format_is_not_used() {
        let text = "schema: 2\nid: a\ntitle: A\ngroup: a\nprefix: AB\nactions: []\n";
        let loaded = tracker::load(text);
        assert!(loaded.value.is_none());
        assert_eq!(loaded.problems.len(), 1);
        assert!(loaded.problems[0].message.contains("version 2"), "{:?}", loaded.problems);
        assert!(tracker::load(&text.replace('2', "1")).value.is_some());
    }

    const PARTNERSHIP: &str = "schema: 1\nid: a\nname: A\nmarking: {default: A, levels: [A]}\nagencies:\nposts:\ngroups:\n  - id: a\n    name: A\n    prefix: AA\n    chair: not defined\n    members:\n    deputies: not defined\n    quorum: not defined\n    cadence: {}\n    slot: 2h\n";

    #[test]
    fn a_key_left_blank_is_none_or_is_named() {
        let item = "schema: 1\ngroup: a\ntitle: A\nslot: 2h\nitems:\n  - id: a\n    title: A\n    purpose: note\n    lead: chair\n    minutes: 5\n";
        let meeting =
            "schema: 1\nid: a\ngroup: a\ntitle: A\ndate: 2026-12-03\nstart: 10:00\nend: 12:00\nitems:\n";
        for key in ["ask", "prompts", "phrase", "lock", "receives", "marking"] {
            assert_eq!(agenda::load(&format!("{item}    {key}:\n")).problems, [], "{key}");
        }
        for key in ["place", "chair", "marking", "next", "apologies", "record", "last_meeting"] {
            assert_eq!(issued::load(&format!("{meeting}{key}:\n")).problems, [], "{key}");
        }
        for key in ["short", "people", "legend", "area", "sources", "lead_times"] {
            let problems = partnership::load(&format!("{PARTNERSHIP}{key}:\n")).problems;
            assert!(problems.iter().all(|p| p.message == format!("`{key}` is blank")), "{problems:?}");
        }
        for key in ["kind", "tier"] {
            let loaded = agenda::load(&format!("{item}    {key}:\n"));
            assert_eq!(loaded.problems[0].message, format!("`{key}` is blank"));
            assert_eq!(loaded.problems[0].place.line, 11);
        }
        for key in ["minutes_public", "short", "about", "minute_taker", "receives", "reports_to"] {
            let problems = partnership::load(&format!("{PARTNERSHIP}    {key}:\n")).problems;
            assert!(problems.iter().all(|p| p.message == format!("`{key}` is blank")), "{problems:?}");
        }
    }
}
