//! A journal as text: one entry a line, each with its own checksum, so that a line half written, or damaged
//! since, is known for what it is and harms no other. Each also carries a hash of everything its writer wrote
//! before (`chain`). Where journals lie and how they are written is elsewhere.

use crate::base::hash::{DIGITS, Sha256};
use crate::domain::meeting::{Entry, EntryId};
use serde::Deserialize;

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

/// A line as it lies in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Raw {
    /// Which, from 1.
    pub number: usize,
    /// Where it ends in the file, its line end included.
    pub end: usize,
    /// What it holds; nothing for a line of blanks and padding.
    pub holds: Option<Result<Line, Broken>>,
}

/// A line that is whole: its checksum is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whose entry it is, and which.
    pub id: EntryId,
    /// Its hash in the chain; none in a line from before hashes were kept.
    pub hash: Option<Sha256>,
    /// The entry.
    pub json: String,
    /// The kind of act, such as `recorded`.
    pub act: String,
    /// Whether every byte of the line is as the program writes it, Windows line ends allowed.
    pub exact: bool,
}

/// A line that is not whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// Why, as the end of a sentence that begins "line 3".
    pub why: String,
    /// Whether it is a last line that stops short, as a power cut leaves one.
    pub torn: bool,
    /// What can still be read of it, to say which entry it was. Nothing here can be relied on.
    pub entry: Option<Box<Entry>>,
}

impl Line {
    /// The entry; the error says why this version cannot read it, as the end of a sentence.
    pub fn entry(&self) -> Result<Entry, String> {
        // A right checksum on an entry unknown here means a later version of the program wrote it.
        serde_json::from_str(&self.json)
            .map_err(|why| format!("is not an entry known to this version ({why})"))
    }

    /// Whether it is an act of the meeting, not a note of a file that was written.
    pub fn is_counted(&self) -> bool {
        self.act != "wrote"
    }
}

/// An entry as JSON.
///
/// # Panics
/// Never: an entry is plain data, and plain data has a JSON form.
pub fn json(entry: &Entry) -> String {
    serde_json::to_string(entry).expect("an entry has no maps with odd keys and no failing parts")
}

/// An entry's line: checksum in eight hexadecimal digits, a blank, its hash in the chain, a blank, JSON, new line.
/// The checksum is of everything after its blank.
pub fn line(hash: Sha256, json: &str) -> String {
    let rest = format!("{hash} {json}");
    format!("{:08x} {rest}\n", crc32fast::hash(rest.as_bytes()))
}

/// Reads a journal, whatever state it is in. A torn end, padding with NUL after a power cut, blank lines, Windows
/// line ends and damaged lines in the middle cost no other line.
pub fn read(bytes: &[u8]) -> ReadJournal {
    let mut journal = ReadJournal::default();
    for raw in raw(bytes) {
        let entry = match raw.holds {
            None => Ok(None),
            Some(Ok(line)) => line.entry().map(Some),
            Some(Err(broken)) => Err(broken.why),
        };
        match entry {
            Ok(found) => journal.entries.extend(found),
            Err(why) => journal.damaged.push(Damage { line: raw.number, why }),
        }
        if journal.damaged.is_empty() {
            journal.good_bytes = raw.end;
        }
    }
    journal
}

/// Every line of a journal as it lies there.
pub fn raw(bytes: &[u8]) -> impl Iterator<Item = Raw> {
    let mut end = 0;
    bytes.split_inclusive(|byte| *byte == b'\n').enumerate().map(move |(index, text)| {
        end += text.len();
        Raw { number: index + 1, end, holds: held(text) }
    })
}

/// The lines of a journal that are whole.
pub fn lines(bytes: &[u8]) -> impl Iterator<Item = Line> {
    raw(bytes).filter_map(|raw| raw.holds?.ok())
}

fn held(text: &[u8]) -> Option<Result<Line, Broken>> {
    let inner = trimmed(text);
    if inner.is_empty() {
        return None;
    }
    let read = whole(inner).map(|line| {
        let bare = text.strip_suffix(b"\r\n").or_else(|| text.strip_suffix(b"\n")).unwrap_or(text);
        let sum = &inner[..8];
        Line { exact: bare == inner && !sum.iter().any(u8::is_ascii_uppercase) && sum[0] != b'+', ..line }
    });
    Some(read.map_err(|why| {
        let json = inner.iter().position(|byte| *byte == b'{').map(|at| &inner[at..]);
        let entry = json.and_then(|json| serde_json::from_slice(json).ok());
        // A line that stops short stops inside its JSON or before it.
        let torn = !text.ends_with(b"\n") && entry.is_none() && whole(&inner[..inner.len() - 1]).is_err();
        let why = if torn { "was not written to its end".to_owned() } else { why };
        Broken { why, torn, entry }
    }))
}

/// The line without its end, blanks and the NULs some file systems pad with.
fn trimmed(line: &[u8]) -> &[u8] {
    let padding = |byte: &u8| matches!(*byte, 0 | b' ' | b'\r' | b'\n' | b'\t');
    let start = line.iter().position(|byte| !padding(byte)).unwrap_or(line.len());
    let end = line.iter().rposition(|byte| !padding(byte)).map_or(start, |last| last + 1);
    &line[start..end]
}

/// What a whole line holds.
fn whole(line: &[u8]) -> Result<Line, String> {
    #[derive(Deserialize)]
    struct Known {
        id: EntryId,
        act: Kind,
    }
    #[derive(Deserialize)]
    struct Kind {
        act: String,
    }
    let (sum, rest) = line.split_at_checked(8).ok_or("is too short to be an entry")?;
    let rest = rest.strip_prefix(b" ").ok_or("does not begin with a checksum")?;
    let sum = std::str::from_utf8(sum).ok().and_then(|sum| u32::from_str_radix(sum, 16).ok());
    let sum = sum.ok_or("does not begin with a checksum")?;
    if sum != crc32fast::hash(rest) {
        return Err("has changed since it was written".to_owned());
    }
    let rest = std::str::from_utf8(rest).map_err(|_| "is not text")?;
    let chained = rest.split_at_checked(DIGITS).and_then(|(hash, json)| {
        let hash: Sha256 = hash.parse().ok()?;
        Some((hash, json.strip_prefix(' ')?))
    });
    let (hash, json) = chained.map_or((None, rest), |(hash, json)| (Some(hash), json));
    let known: Known =
        serde_json::from_str(json).map_err(|why| format!("is not an entry known to this version ({why})"))?;
    Ok(Line { id: known.id, hash, json: json.to_owned(), act: known.act.act, exact: true })
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

    fn line(entry: &Entry) -> String {
        super::line(Sha256::of(b"before"), &json(entry))
    }

    /// As lines were before hashes were kept.
    fn old(entry: &Entry) -> String {
        let json = json(entry);
        format!("{:08x} {json}\n", crc32fast::hash(json.as_bytes()))
    }

    fn texts(journal: &ReadJournal) -> Vec<u64> {
        journal.entries.iter().map(|entry| entry.id.seq).collect()
    }

    #[test]
    fn a_line_can_be_checked_by_hand() {
        let line = line(&note(1, "agreed"));
        let (sum, rest) = line.trim_end().split_once(' ').unwrap();
        let (hash, json) = rest.split_once(' ').unwrap();
        assert_eq!((sum.len(), hash.len()), (8, DIGITS));
        assert!(json.starts_with(r#"{"id":"1@chair-laptop","at":"2026-12-03T10:00:00Z""#), "{json}");
        assert_eq!(u32::from_str_radix(sum, 16).unwrap(), crc32fast::hash(rest.as_bytes()));
    }

    #[test]
    fn lines_from_before_hashes_are_read_for_ever() {
        let text = old(&note(1, "one")) + &old(&note(2, "two")) + &line(&note(3, "three"));
        assert_eq!(texts(&read(text.as_bytes())), [1, 2, 3]);
        let hashed: Vec<bool> = lines(text.as_bytes()).map(|line| line.hash.is_some()).collect();
        assert_eq!(hashed, [false, false, true]);
    }

    #[test]
    fn a_byte_that_changes_nothing_that_is_said_is_seen_all_the_same() {
        let text = line(&note(1, "one"));
        let exact = |text: &str| lines(text.as_bytes()).map(|line| line.exact).collect::<Vec<_>>();
        assert_eq!(exact(&text), [true]);
        assert_eq!(exact(&text.replace('\n', "\r\n")), [true]);
        assert_eq!(exact(text.trim_end()), [true], "the line end is missing, and nothing else");
        assert_eq!(exact(&text.replace('\n', " ")), [false]);
        assert_eq!(exact(&text.replace('\n', "\r")), [false]);
        assert_eq!(
            exact(&(text[..8].to_uppercase() + &text[8..])),
            [!text[..8].contains(char::is_alphabetic)]
        );
    }

    #[test]
    fn a_torn_line_is_told_from_one_whose_end_was_changed() {
        let text = line(&note(1, "one"));
        let torn = |bytes: &str| match raw(bytes.as_bytes()).next().unwrap().holds {
            Some(Err(broken)) => broken.torn,
            other => panic!("{other:?}"),
        };
        assert!(torn(&text[..40]) && torn(&text[..text.len() - 2]));
        assert!(!torn(&text.replace('\n', "x")));
        assert!(!torn(&text.replace("one", "two")));
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
