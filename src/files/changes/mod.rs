//! The journal of changes outside meetings: who changed which file, when, what in it, from what, to what and why. One
//! file a writer, added to and never changed; each line carries a hash of all lines before it, so that one that is
//! changed, taken out or put in shows. Where they lie and how they are written is elsewhere.
//!
//! Nothing restricted is copied into it: of a file that is restricted it says only that it changed, of a restricted record
//! in another file only which field.

mod pieces;

pub use pieces::{Piece, pieces};

use crate::base::hash::{DIGITS, Sha256};
use crate::files::places;
use chrono::{DateTime, SubsecRound as _, Utc};
use serde::{Deserialize, Serialize};

/// More pieces of one change are counted and not written out.
const MOST: usize = 200;
/// A longer text is not looked through: only that it changed is said.
const LONGEST: usize = 8 << 20;

/// One change of one file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Line {
    /// When it was on the disk.
    pub at: DateTime<Utc>,
    /// Who sat at the machine, as the system knows them; empty where it does not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The file.
    pub file: String,
    /// What was done to it, such as `changed`.
    pub did: String,
    /// What in it is another now; nothing where that is restricted or cannot be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub what: Vec<Piece>,
    /// How many pieces more there were.
    #[serde(default, skip_serializing_if = "is_none")]
    pub more: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "it is called by reference")]
fn is_none(more: &usize) -> bool {
    *more == 0
}

impl Line {
    /// What became of a file; nothing for one whose changes are kept elsewhere, or are no record.
    pub fn of(
        at: DateTime<Utc>,
        by: &str,
        file: &str,
        did: &str,
        texts: (Option<&str>, &str),
    ) -> Option<Self> {
        if !is_kept(file) {
            return None;
        }
        let (before, after) = (texts.0.unwrap_or_default(), texts.1);
        let looked_at = !is_restricted(file) && before.len().max(after.len()) <= LONGEST;
        let mut what = if looked_at { pieces(before, after) } else { Vec::new() };
        let more = what.len().saturating_sub(MOST);
        what.truncate(MOST);
        let at = at.trunc_subsecs(3);
        Some(Self { at, by: by.to_owned(), file: file.to_owned(), did: did.to_owned(), what, more })
    }

    /// As it stands in a journal, after a line with this hash.
    ///
    /// # Panics
    /// Never: a line is plain text and numbers.
    pub fn sealed(&self, before: Sha256) -> String {
        let json = serde_json::to_string(self).expect("a line is plain text and numbers");
        format!("{} {json}\n", before.then(json.as_bytes()))
    }
}

/// Before the first line of a writer's journal.
pub fn seed(writer: &str) -> Sha256 {
    Sha256::of(format!("chairside changes 1\n{writer}\n").as_bytes())
}

/// Whether changes of a file are kept: those of meetings are in their own journals.
fn is_kept(file: &str) -> bool {
    let meetings = file.strip_prefix(places::MEETINGS).is_some_and(|rest| rest.starts_with('/'));
    file.rsplit_once('.').is_some_and(|(_, ending)| ending == "yaml") && !meetings
}

/// Whether nothing of what a file says may be copied. What is not known to be for partners is restricted.
fn is_restricted(file: &str) -> bool {
    let plain =
        [places::PARTNERSHIP, places::INPUTS, places::RECOMMENDATIONS, places::VIEWS, places::PROGRAMME];
    let within = |folder: &str| file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let plain_folders = [places::TRACKERS, places::AGENDAS, places::TEMPLATES, places::PACKS];
    let review = within(places::REVIEWS) && !within(places::RAPID_REVIEWS);
    let audit = within(places::AUDITS) && file.ends_with("/audit.yaml");
    !(plain.contains(&file) || plain_folders.iter().any(|folder| within(folder)) || review || audit)
}

/// What a writer's journal holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journal {
    /// Every line that could be read, with its number in the file.
    pub lines: Vec<(usize, Line)>,
    /// The numbers of lines that do not follow on the one before them: changed, put in, or one before them is missing.
    pub altered: Vec<usize>,
    /// The numbers of lines that were not written to their end.
    pub torn: Vec<usize>,
}

/// Reads a writer's journal, whatever state it is in.
pub fn read(writer: &str, bytes: &[u8]) -> Journal {
    let mut journal = Journal::default();
    let mut before = seed(writer);
    for (number, text) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        if text.iter().all(|byte| matches!(byte, 0 | b' ')) {
            continue;
        }
        // One cut short is followed by a line that goes on from before it; where a whole one was damaged, the next does not.
        let Some((hash, json, line)) = parts(text) else {
            journal.torn.push(number);
            continue;
        };
        if hash != before.then(json.as_bytes()) {
            journal.altered.push(number);
        }
        journal.lines.push((number, line));
        before = hash;
    }
    journal
}

/// Whose journal a file of this name is: a conflict copy's name begins with its writer's, and its first line says by its
/// hash where that ends. One of which no beginning fits is what its name says, and its first line was altered.
pub fn writer_of<'a>(name: &'a str, bytes: &[u8]) -> &'a str {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let Some((hash, json, _)) = lines.find_map(|text| parts(text.strip_suffix(b"\r").unwrap_or(text))) else {
        return name;
    };
    let ends = name.char_indices().map(|(at, _)| at).skip(1).chain([name.len()]);
    let mut beginnings: Vec<&str> = ends.filter_map(|end| name.get(..end)).collect();
    beginnings.reverse();
    let fits = |writer: &&str| seed(writer).then(json.as_bytes()) == hash;
    beginnings.into_iter().find(fits).unwrap_or(name)
}

/// The hash of the last whole line of a stretch of a journal; nothing when it holds none.
pub fn last_hash(bytes: &[u8]) -> Option<Sha256> {
    bytes
        .split(|byte| *byte == b'\n')
        .rev()
        .find_map(|text| parts(text.strip_suffix(b"\r").unwrap_or(text)).map(|(hash, ..)| hash))
}

/// A whole line's hash, its JSON and what that says.
fn parts(text: &[u8]) -> Option<(Sha256, &str, Line)> {
    let text = std::str::from_utf8(text).ok()?;
    let (hash, json) = text.split_at_checked(DIGITS)?;
    let json = json.strip_prefix(' ')?;
    Some((hash.parse().ok()?, json, serde_json::from_str(json).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(file: &str, before: &str, after: &str) -> Option<Line> {
        let at = "2026-12-03T10:00:00Z".parse().unwrap();
        Line::of(at, "Jo", file, "changed", (Some(before), after))
    }

    const BEFORE: &str = "actions:\n  - {id: A-1, what: one, due: 2026-12-11}\n";
    const AFTER: &str = "actions:\n  - {id: A-1, what: one, due: 2026-12-18}\n";

    #[test]
    fn of_restricted_files_only_that_they_changed_is_kept_and_of_meetings_nothing() {
        for path in ["trackers/sog.yaml", "partnership.yaml", "registers/inputs.yaml", "audits/a/audit.yaml"]
        {
            assert_eq!(line(path, BEFORE, AFTER).unwrap().what.len(), 1, "{path}");
        }
        for path in [
            "registers/names.yaml",
            "registers/escalations.yaml",
            "reviews/rapid/rr-2026-01.yaml",
            "audits/a/returns/C1-school.yaml",
            "audits/a/panel/C1.yaml",
            "audits/inspections/ready.yaml",
        ] {
            let line = line(path, BEFORE, AFTER).unwrap();
            assert_eq!((line.what.len(), line.did.as_str()), (0, "changed"), "{path}");
        }
        assert_eq!(line("meetings/executive-2026-12-03.yaml", BEFORE, AFTER), None);
        assert_eq!(line("meetings/a/minutes.md", "a", "b"), None);
    }

    fn three() -> String {
        let line = line("trackers/sog.yaml", BEFORE, AFTER).unwrap();
        let mut text = String::new();
        for _ in 0..3 {
            let before = last_hash(text.as_bytes()).unwrap_or_else(|| seed("jo"));
            text += &line.sealed(before);
        }
        text
    }

    #[test]
    fn a_line_changed_taken_out_or_put_elsewhere_shows() {
        let text = three();
        let whole = read("jo", text.as_bytes());
        assert_eq!((whole.lines.len(), whole.altered.len(), whole.torn.len()), (3, 0, 0));
        assert_eq!(read("kit", text.as_bytes()).altered, [1], "another's journal");
        assert_eq!(read("jo", text.replacen("Jo", "Mo", 1).as_bytes()).altered, [1]);
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        assert_eq!(read("jo", [lines[0], lines[2]].concat().as_bytes()).altered, [2]);
        assert_eq!(read("jo", [lines[1], lines[0], lines[2]].concat().as_bytes()).altered.first(), Some(&1));
        let broken = text.replacen("changed", "\u{fffd}", 2).replacen('{', "(", 1);
        assert!(
            !read("jo", broken.as_bytes()).altered.is_empty(),
            "a line made unreadable is missed by the next"
        );
    }

    #[test]
    fn a_conflict_copy_is_of_the_writer_its_name_begins_with() {
        let text = three();
        let first = text.split_inclusive('\n').next().unwrap();
        for name in ["jo", "jo-LAPTOP-JO", "jo (conflicted copy)", "jo.sync-conflict-20261203-104200-ABCDEFG"]
        {
            assert_eq!(writer_of(name, text.as_bytes()), "jo", "{name}");
            assert_eq!(writer_of(name, first.as_bytes()), "jo", "{name}");
        }
        assert_eq!(writer_of("kit", text.as_bytes()), "kit", "another's journal");
        let altered = text.replacen("Jo", "Mo", 1);
        assert_eq!(writer_of("jo-LAPTOP", altered.as_bytes()), "jo-LAPTOP");
        assert_eq!(writer_of("jo-LAPTOP", b""), "jo-LAPTOP");
    }

    #[test]
    fn a_line_cut_short_costs_no_other() {
        let text = three();
        let first = text.split_inclusive('\n').next().unwrap();
        let torn = format!("{first}{}", &first[..90]);
        let next =
            line("trackers/sog.yaml", AFTER, BEFORE).unwrap().sealed(last_hash(torn.as_bytes()).unwrap());
        let journal = read("jo", format!("{torn}\n{next}").as_bytes());
        assert_eq!((journal.lines.len(), journal.altered.len(), journal.torn), (2, 0, vec![2]));
    }
}
