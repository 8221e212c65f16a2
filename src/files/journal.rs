//! A journal as text: one entry a line, each with its own checksum, so that a line half written, or damaged
//! since, is known for what it is and harms no other. Where journals lie and how they are written is elsewhere.

use crate::domain::meeting::Entry;

/// What a journal holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadJournal {
    /// Every entry that could be read, in the order of the file. An entry sent twice is here twice.
    pub entries: Vec<Entry>,
    /// The length in bytes of the longest start of the file in which nothing is damaged.
    pub good_bytes: usize,
    /// Lines that could not be read.
    pub damaged: Vec<Damage>,
}

/// A line that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Which, from 1.
    pub line: usize,
    /// Why, as the end of a sentence that begins "line 3".
    pub why: String,
}

/// An entry's line: checksum in eight hexadecimal digits, a blank, JSON, new line.
///
/// # Panics
/// Never: an entry is plain data, and plain data has a JSON form.
pub fn line(entry: &Entry) -> String {
    let json = serde_json::to_string(entry).expect("an entry has no maps with odd keys and no failing parts");
    format!("{:08x} {json}\n", crc32fast::hash(json.as_bytes()))
}

/// Reads a journal, whatever state it is in. A torn end, padding with NUL after a power cut, blank lines, Windows
/// line ends and damaged lines in the middle cost no other line.
pub fn read(bytes: &[u8]) -> ReadJournal {
    let mut journal = ReadJournal::default();
    let mut end = 0;
    for (index, raw) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        end += raw.len();
        let whole = raw.ends_with(b"\n");
        match entry(trimmed(raw)) {
            Ok(found) => journal.entries.extend(found),
            Err(why) => {
                let why = if whole { why } else { "was not written to its end".to_owned() };
                journal.damaged.push(Damage { line: index + 1, why });
            }
        }
        if journal.damaged.is_empty() {
            journal.good_bytes = end;
        }
    }
    journal
}

/// The line without its end, blanks and the NULs some file systems pad with.
fn trimmed(line: &[u8]) -> &[u8] {
    let padding = |byte: &u8| matches!(*byte, 0 | b' ' | b'\r' | b'\n' | b'\t');
    let start = line.iter().position(|byte| !padding(byte)).unwrap_or(line.len());
    let end = line.iter().rposition(|byte| !padding(byte)).map_or(start, |last| last + 1);
    &line[start..end]
}

/// The entry of a line; nothing for a blank line.
fn entry(line: &[u8]) -> Result<Option<Entry>, String> {
    if line.is_empty() {
        return Ok(None);
    }
    let (sum, json) = line.split_at_checked(8).ok_or("is too short to be an entry")?;
    let json = json.strip_prefix(b" ").ok_or("does not begin with a checksum")?;
    let sum = std::str::from_utf8(sum).ok().and_then(|sum| u32::from_str_radix(sum, 16).ok());
    let sum = sum.ok_or("does not begin with a checksum")?;
    if sum != crc32fast::hash(json) {
        return Err("has changed since it was written".to_owned());
    }
    // A right checksum on an entry unknown here means a later version of the program wrote it.
    serde_json::from_slice(json)
        .map(Some)
        .map_err(|why| format!("is not an entry known to this version ({why})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::meeting::{Act, Body, EntryId};
    use chrono::{DateTime, FixedOffset};
    use proptest::prelude::*;

    fn note(seq: u64, text: &str) -> Entry {
        Entry {
            id: EntryId { writer: "chair-laptop".into(), seq },
            at: "2026-12-03T10:00:00+00:00".parse().unwrap(),
            act: Act::Recorded { item: "budget".into(), body: Body::Note { text: text.into() } },
        }
    }

    fn texts(journal: &ReadJournal) -> Vec<u64> {
        journal.entries.iter().map(|entry| entry.id.seq).collect()
    }

    #[test]
    fn a_line_can_be_checked_by_hand() {
        let line = line(&note(1, "agreed"));
        let (sum, json) = line.trim_end().split_once(' ').unwrap();
        assert_eq!(sum.len(), 8);
        assert!(json.starts_with(r#"{"id":"1@chair-laptop","at":"2026-12-03T10:00:00Z""#), "{json}");
        assert_eq!(u32::from_str_radix(sum, 16).unwrap(), crc32fast::hash(json.as_bytes()));
    }

    #[test]
    fn damage_in_the_middle_costs_one_line() {
        let mut text = line(&note(1, "one")) + &line(&note(2, "two")) + &line(&note(3, "three"));
        text = text.replace("two", "too");
        let journal = read(text.as_bytes());
        assert_eq!(texts(&journal), [1, 3]);
        assert_eq!(
            journal.damaged,
            [Damage { line: 2, why: "has changed since it was written".into() }],
            "the reader says which line and why"
        );
        assert_eq!(journal.good_bytes, line(&note(1, "one")).len());
    }

    #[test]
    fn padding_blank_lines_and_windows_line_ends_are_no_damage() {
        let one = line(&note(1, "one"));
        let mut bytes = one.replace('\n', "\r\n").into_bytes();
        bytes.extend_from_slice(b"\n\r\n\0\0\0\0");
        bytes.extend_from_slice(line(&note(2, "two")).as_bytes());
        bytes.extend_from_slice(&[0; 512]);
        let journal = read(&bytes);
        assert_eq!(texts(&journal), [1, 2]);
        assert_eq!(journal.damaged, []);
        assert_eq!(journal.good_bytes, bytes.len());
    }

    #[test]
    fn a_last_line_without_its_new_line_counts_when_its_checksum_is_right() {
        let text = line(&note(1, "one")) + line(&note(2, "two")).trim_end();
        assert_eq!(texts(&read(text.as_bytes())), [1, 2]);
    }

    #[test]
    fn an_entry_of_a_later_version_is_reported_not_dropped_in_silence() {
        let json = r#"{"id":"1@w","at":"2026-12-03T10:00:00+00:00","act":{"act":"flew"}}"#;
        let journal = read(format!("{:08x} {json}\n", crc32fast::hash(json.as_bytes())).as_bytes());
        assert!(journal.damaged[0].why.starts_with("is not an entry known to this version"), "{journal:?}");
    }

    prop_compose! {
        fn any_entry()(seq in 1u64.., secs in 0i64..4_000_000_000, offset in -14..=14i32,
                       writer in "[a-z0-9-]{1,12}", text in any::<String>(), which in 0..4)
                       -> Entry {
            let at = DateTime::from_timestamp(secs, 0).unwrap();
            let act = match which {
                0 => Act::Began,
                1 => Act::Withdrew { seat: "seat".into(), item: "item".into(), interest: text },
                2 => Act::Struck { entry: EntryId { writer: writer.clone(), seq } },
                _ => Act::Recorded { item: "item".into(), body: Body::Risk { text } },
            };
            let at = at.with_timezone(&FixedOffset::east_opt(offset * 3600).unwrap());
            Entry { id: EntryId { writer, seq }, at, act }
        }
    }

    proptest! {
        #[test]
        fn entries_come_back(entries in prop::collection::vec(any_entry(), 0..12)) {
            let text: String = entries.iter().map(line).collect();
            let journal = read(text.as_bytes());
            prop_assert_eq!(journal.good_bytes, text.len());
            prop_assert_eq!(journal.damaged, vec![]);
            prop_assert_eq!(journal.entries, entries);
        }

        #[test]
        fn a_cut_anywhere_leaves_every_whole_entry_before_it(
            entries in prop::collection::vec(any_entry(), 1..8), at in any::<prop::sample::Index>(),
        ) {
            let text: String = entries.iter().map(line).collect();
            let cut = &text.as_bytes()[..at.index(text.len() + 1)];
            let whole = cut.split_inclusive(|byte| *byte == b'\n').filter(|line| line.ends_with(b"\n")).count();
            let journal = read(cut);
            prop_assert!(journal.entries.len() >= whole && entries.starts_with(&journal.entries));
            prop_assert!(journal.damaged.len() <= 1);
            // What is added afterwards on a line of its own is read, whatever was cut.
            let mended = [cut, b"\n", text.as_bytes()].concat();
            prop_assert!(read(&mended).entries.ends_with(&entries));
        }

        #[test]
        fn no_bytes_stop_the_reader(bytes in any::<Vec<u8>>()) {
            let journal = read(&bytes);
            prop_assert!(journal.good_bytes <= bytes.len());
        }
    }
}
