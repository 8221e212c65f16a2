//! What differs between two texts of a file: in a few words, and line by line. For people; nothing is decided by it.

use super::yaml::{Kind, Limits, Node, read};
use crate::base::text::count;
use similar::{ChangeTag, TextDiff};
use std::collections::{HashMap, HashSet};
use std::time::Duration;

/// How long to look for the shortest way from one text to the other.
const PATIENCE: Duration = Duration::from_secs(2);
/// Lines shown around what differs.
const AROUND: usize = 3;

/// What was done to a file since it said `then`, in a few words: records by their ids where it is YAML that can be
/// read, else lines.
pub fn since(path: &str, then: &str, now: &str) -> String {
    if then == now {
        return "the same as now".to_owned();
    }
    let yaml = [".yaml", ".yml"].iter().any(|ending| path.to_lowercase().ends_with(ending));
    let said = yaml.then(|| records(then, now)).flatten().unwrap_or_else(|| lines(then, now));
    format!("since then {said}")
}

/// The way from one text to another, line by line, as people know it from other tools.
pub fn unified(from: (&str, &str), to: (&str, &str)) -> String {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(from.1, to.1);
    diff.unified_diff().context_radius(AROUND).header(from.0, to.0).to_string()
}

fn lines(then: &str, now: &str) -> String {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(then, now);
    let number = |tag| diff.iter_all_changes().filter(|change| change.tag() == tag).count();
    let (added, gone) = (number(ChangeTag::Insert), number(ChangeTag::Delete));
    format!("{} added, {gone} gone", count(added, "line", "lines"))
}

/// Nothing when either cannot be read.
fn records(then: &str, now: &str) -> Option<String> {
    let (then, now) = (root(then)?, root(now)?);
    let mut said = Vec::new();
    for entry in now.entries() {
        match then.get(entry.name()) {
            None => said.push(format!("`{}` added", entry.name())),
            Some(was) if was.says_the_same_as(&entry.value) => {}
            Some(was) => said.push(
                items(entry.name(), was, &entry.value)
                    .unwrap_or_else(|| format!("`{}` changed", entry.name())),
            ),
        }
    }
    let gone = then.entries().iter().filter(|entry| now.get(entry.name()).is_none());
    said.extend(gone.map(|entry| format!("`{}` gone", entry.name())));
    Some(if said.is_empty() { "only comments, order or spacing changed".to_owned() } else { said.join("; ") })
}

fn root(text: &str) -> Option<Node> {
    let read = read(text, &Limits::default());
    if read.has_errors() { None } else { read.root }
}

/// What was done to a list of records with ids; nothing when it is not one.
fn items(key: &str, was: &Node, is: &Node) -> Option<String> {
    let (was, is) = (by_id(was)?, by_id(is)?);
    let ids =
        |records: &[(&str, &Node)]| records.iter().map(|(id, _)| (*id).to_owned()).collect::<HashSet<_>>();
    let (before, after) = (ids(&was), ids(&is));
    let added = after.difference(&before).count();
    let gone = before.difference(&after).count();
    let old: HashMap<&str, &Node> = was.iter().copied().collect();
    let changed =
        is.iter().filter(|(id, node)| old.get(id).is_some_and(|old| !old.says_the_same_as(node))).count();
    let parts = [(added, "added"), (changed, "changed"), (gone, "gone")];
    let parts: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    Some(format!("{key}: {}", if parts.is_empty() { "another order".to_owned() } else { parts.join(", ") }))
}

/// The records of a list by their ids; nothing when it is something else, or one has no id.
fn by_id(list: &Node) -> Option<Vec<(&str, &Node)>> {
    let is_list = list.is_blank() || matches!(&list.kind, Kind::List(_));
    let records = list.items().iter().map(|item| Some((item.get("id")?.text()?, item)));
    records.collect::<Option<Vec<_>>>().filter(|_| is_list)
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEN: &str = "schema: 1\ntitle: A\nactions:\n  - {id: A-1, what: one}\n  - {id: A-2, what: two}\n";

    #[test]
    fn records_are_counted_by_their_ids() {
        let now = "schema: 1\ntitle: A\nactions:\n  - {id: A-2, what: \"two, now\"}\n  - {id: A-3, what: three}\n  - {id: A-4, what: four}\n";
        assert_eq!(since("t.yaml", THEN, now), "since then actions: 2 added, 1 changed, 1 gone");
        assert_eq!(
            since("t.yaml", "actions: []\n", now),
            "since then `schema` added; `title` added; actions: 3 added"
        );
        let other = THEN.replace("title: A", "name: A") + "# a comment\n";
        assert_eq!(since("t.yaml", THEN, &other), "since then `name` added; `title` gone");
        let turned = "schema: 1\ntitle: A\nactions:\n  - {id: A-2, what: two}\n  - {id: A-1, what: one}\n";
        assert_eq!(since("t.yaml", THEN, turned), "since then actions: another order");
        assert_eq!(
            since("t.yaml", THEN, &(THEN.to_owned() + "# new\n")),
            "since then only comments, order or spacing changed"
        );
        assert_eq!(
            since("t.yaml", THEN, &THEN.replace("title: A", "title: B")),
            "since then `title` changed"
        );
    }

    #[test]
    fn what_is_not_yaml_is_counted_in_lines() {
        assert_eq!(since("minutes.md", "a\nb\n", "a\nc\nd\n"), "since then 2 lines added, 1 gone");
        assert_eq!(since("t.yaml", "a: [\n", "a: 1\n"), "since then 1 line added, 1 gone");
        assert_eq!(since("t.yaml", THEN, THEN), "the same as now");
    }

    #[test]
    fn lines_are_shown_with_those_around_them() {
        let shown = unified(("now", "a\nb\nc\n"), ("then", "a\nB\nc\n"));
        assert_eq!(shown, "--- now\n+++ then\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
    }
}
