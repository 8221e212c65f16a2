//! What a file says after a change, given what it says now. Nothing is written here.

use crate::effect::Change;
use crate::files::tracker_edit;
use crate::files::yaml::{Edit, apply};

/// The file's new text; nothing when it is to be left as it is. The error says why the change cannot be made, as
/// a sentence without a full stop.
pub fn changed_text(existing: Option<&str>, change: &Change) -> Result<Option<String>, String> {
    match (change, existing) {
        (Change::Create(_), Some(_)) => Ok(None),
        (Change::Create(text) | Change::Document(text), _) => Ok(Some(text.clone())),
        (Change::Record(_), None) => Err("the meeting's file is not there any more".to_owned()),
        (Change::Record(record), Some(text)) => with_record(text, record).map(Some),
        (Change::Tracker { fresh, add, change, live: true }, _) => {
            tracker_edit::apply(existing, fresh, add, change).map(Some)
        }
        (Change::Tracker { fresh, add, live: false, .. }, _) => {
            tracker_edit::complete(existing, fresh, add).map(Some)
        }
    }
}

/// Replaces the `record:` part of a meeting's file, or adds it at the end; every other byte stays.
fn with_record(text: &str, record: &str) -> Result<String, String> {
    let edit = Edit::ReplaceTop { key: "record", block: record };
    apply(text, &[edit]).map_err(|refused| refused.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_added_or_replaced_and_nothing_else_changes() {
        let record =
            |existing: &str, text: &str| changed_text(Some(existing), &Change::Record(text.to_owned()));
        let first = record("# top\ntitle: A\n", "record:\n  a: 1\n").unwrap().unwrap();
        assert_eq!(first, "# top\ntitle: A\nrecord:\n  a: 1\n");
        let second = record(&(first + "items: []\n"), "record:\n  a: 2\n").unwrap().unwrap();
        assert_eq!(second, "# top\ntitle: A\nrecord:\n  a: 2\nitems: []\n");
        assert!(record("title: [\n", "record: {}\n").is_err(), "a file with errors is left alone");
    }

    #[test]
    fn creating_leaves_what_is_there() {
        assert_eq!(changed_text(Some("mine"), &Change::Create("ours".into())), Ok(None));
        assert_eq!(changed_text(None, &Change::Create("ours".into())), Ok(Some("ours".into())));
        assert!(changed_text(None, &Change::Record("record: {}".into())).is_err());
    }
}
