//! Bringing files into the version of the format that is written now. There has been one version so far; what comes from
//! before it, or was begun by hand, says none, and is brought into it by saying so. Nothing else of a file changes.

use super::kind;
use super::reading::SCHEMA;
use super::yaml::{Kind, Limits, Node, read};

/// The key that says the version.
const KEY: &str = "schema";

/// Which version of the format a file is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// The one written now.
    Current,
    /// One this program does not know; it is left as it is.
    Unknown(String),
    /// An earlier one: the text it becomes.
    Earlier(String),
    /// It cannot be told, because it is no YAML or not a list of keys; the check says where.
    Unreadable,
}

/// Which version of the format a file of a workspace is in; nothing for a file that is not read.
pub fn format(path: &str, text: &str) -> Option<Format> {
    kind::kind(path).is_ok().then(|| of(text))
}

fn of(text: &str) -> Format {
    let parsed = read(text, &Limits::default());
    let Some(root) = parsed.root.as_ref().filter(|_| !parsed.has_errors()) else { return Format::Unreadable };
    match root.get(KEY).map(|said| said.text().unwrap_or_default()) {
        Some(SCHEMA) => Format::Current,
        Some(said) => Format::Unknown(said.to_owned()),
        None => said_first(text, root).map_or(Format::Unreadable, Format::Earlier),
    }
}

/// The text with the version said in a line of its own before the first key.
fn said_first(text: &str, root: &Node) -> Option<String> {
    let first = root.entries().first().filter(|_| matches!(root.kind, Kind::Map(_)) && !root.flow)?;
    let at = first.key.range.start;
    let line = text.get(at..)?.split_inclusive('\n').next()?;
    let end = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
    let new = format!("{}{KEY}: {SCHEMA}{end}{}", &text[..at], &text[at..]);
    // Said again: what stands there now is what stood there, and the version.
    let again = read(&new, &Limits::default());
    let now = again.root.as_ref().filter(|_| !again.has_errors())?;
    let (said, rest) = now.entries().split_first()?;
    let same = rest.len() == root.entries().len()
        && rest
            .iter()
            .zip(root.entries())
            .all(|(now, was)| now.name() == was.name() && now.value.says_the_same_as(&was.value));
    (said.name() == KEY && same).then_some(new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TRACKER: &str = "trackers/executive.yaml";

    fn becomes(text: &str) -> Option<String> {
        match format(TRACKER, text) {
            Some(Format::Earlier(new)) => Some(new),
            _ => None,
        }
    }

    #[test]
    fn a_file_that_says_no_version_says_it_and_nothing_else_changes() {
        for (before, after) in [
            ("id: a\n", "schema: 1\nid: a\n"),
            ("# Ours.\n\nid: a # here\nactions: []", "# Ours.\n\nschema: 1\nid: a # here\nactions: []"),
            ("# Ours.\r\nid: a\r\n", "# Ours.\r\nschema: 1\r\nid: a\r\n"),
            ("\u{feff}id: a\n", "\u{feff}schema: 1\nid: a\n"),
            ("--- # begins\nid: a\n", "--- # begins\nschema: 1\nid: a\n"),
        ] {
            assert_eq!(becomes(before).as_deref(), Some(after), "{before:?}");
            assert_eq!(format(TRACKER, after), Some(Format::Current));
        }
    }

    #[test]
    fn what_is_newer_or_cannot_be_told_is_left() {
        assert_eq!(format(TRACKER, "schema: 2\nid: a\n"), Some(Format::Unknown("2".to_owned())));
        for text in ["", "- a\n", "{id: a}\n", "id: [\n", "words\n", "  id: a\n", "id: a\nid: b\n"] {
            assert_eq!(format(TRACKER, text), Some(Format::Unreadable), "{text:?}");
        }
        assert_eq!(format("notes/mine.yaml", "id: a\n"), None, "it is not read");
    }

    #[test]
    fn every_shipped_file_without_its_version_becomes_what_it_was() {
        let mut tried = 0;
        for (path, bytes) in crate::files::shipped::demo() {
            let text = std::str::from_utf8(bytes).unwrap();
            if format(&path, text) != Some(Format::Current) {
                continue;
            }
            let line = text.lines().find(|line| line.starts_with("schema:")).unwrap();
            let without = text.replacen(&format!("{line}\n"), "", 1);
            let Some(Format::Earlier(new)) = format(&path, &without) else { panic!("{path}") };
            assert_eq!(format(&path, &new), Some(Format::Current), "{path}");
            tried += 1;
        }
        assert!(tried > 5, "{tried}");
    }

    proptest! {
        #[test]
        fn any_text_is_left_or_has_one_line_more(text in "(\u{feff})?([a-z]: [a-z]\r?\n|# c\n|\n|  - x\n|---\n){0,6}") {
            if let Some(new) = becomes(&text) {
                let without = new.replacen("schema: 1\r\n", "", 1).replacen("schema: 1\n", "", 1);
                prop_assert_eq!(without, text);
            }
        }
    }
}
