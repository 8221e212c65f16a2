//! What a file says after a change, given what it says now. Nothing is written here.

use crate::effect::Change;

/// The file's new text; nothing when it is to be left as it is. The error says why the change cannot be made, as
/// a sentence without a full stop.
pub fn changed_text(existing: Option<&str>, change: &Change) -> Result<Option<String>, String> {
    match (change, existing) {
        (Change::Create(_), Some(_)) => Ok(None),
        (Change::Create(text) | Change::Document(text), _) => Ok(Some(text.clone())),
        (Change::Record(_), None) => Err("the meeting's file is not there any more".to_owned()),
        (Change::Record(record), Some(text)) => Ok(Some(with_record(text, record))),
        (Change::Tracker { fresh, add, change }, None) if add.is_empty() && change.is_empty() => {
            Ok(Some(fresh.clone()))
        }
        (Change::Tracker { .. }, _) => Err("this version cannot change trackers".to_owned()),
    }
}

/// Replaces the `record:` part of a meeting's file, or adds it at the end. A comment or blank line between it and
/// the next part belongs to the next part.
fn with_record(text: &str, record: &str) -> String {
    let ending = if text.split_inclusive('\n').next().is_some_and(|line| line.ends_with("\r\n")) {
        "\r\n"
    } else {
        "\n"
    };
    let record = format!("{}\n", record.trim_end()).replace("\r\n", "\n").replace('\n', ending);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let Some(first) = lines.iter().position(|line| line.starts_with("record:")) else {
        let gap = if text.is_empty() || text.ends_with('\n') { "" } else { ending };
        return format!("{text}{gap}{record}");
    };
    let mut after = first + 1 + lines[first + 1..].iter().take_while(|line| !begins_a_part(line)).count();
    let aside = |line: &str| line.trim().is_empty() || line.starts_with('#');
    if after < lines.len() {
        while after > first + 1 && aside(lines[after - 1]) {
            after -= 1;
        }
    }
    [&lines[..first].concat(), record.as_str(), &lines[after..].concat()].concat()
}

/// Whether a line begins another part of the file: something at its very start that is no comment or list.
fn begins_a_part(line: &str) -> bool {
    let part = |c: char| !c.is_whitespace() && c != '#';
    line.starts_with(part) && (!line.starts_with('-') || line.starts_with("---"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_added_at_the_end() {
        assert_eq!(
            with_record("title: A\n", "record:\n  began: 10:00\n"),
            "title: A\nrecord:\n  began: 10:00\n"
        );
        assert_eq!(with_record("title: A", "record: {}"), "title: A\nrecord: {}\n");
    }

    #[test]
    fn a_record_is_replaced_and_nothing_else_changes() {
        let text =
            "# top\ntitle: A\nrecord:\n  a: 1\n# inside\n\n  b:\n- c\n\n# about items\nitems: []\n# end\n";
        assert_eq!(
            with_record(text, "record:\n  a: 2\n"),
            "# top\ntitle: A\nrecord:\n  a: 2\n\n# about items\nitems: []\n# end\n"
        );
        let twice = with_record(&with_record(text, "record:\n  a: 2\n"), "record:\n  a: 2\n");
        assert_eq!(twice, with_record(text, "record:\n  a: 2\n"));
    }

    #[test]
    fn windows_line_ends_stay() {
        assert_eq!(
            with_record("title: A\r\nrecord: {}\r\nz: 1\r\n", "record:\n  a: 1\n"),
            "title: A\r\nrecord:\r\n  a: 1\r\nz: 1\r\n"
        );
    }

    #[test]
    fn creating_leaves_what_is_there() {
        assert_eq!(changed_text(Some("mine"), &Change::Create("ours".into())), Ok(None));
        assert_eq!(changed_text(None, &Change::Create("ours".into())), Ok(Some("ours".into())));
        assert!(changed_text(None, &Change::Record("record: {}".into())).is_err());
    }
}
