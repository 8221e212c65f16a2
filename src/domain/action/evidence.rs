//! What shows that an action was done, and how far up the ladder of evidence it reaches: from "it was agreed" to "children
//! are better off". An action may be done on one rung and closed only on a higher one.

use crate::base::id::MeetingId;
use chrono::NaiveDate;
use serde::de::{Deserializer, SeqAccess, Visitor, value};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A rung of the ladder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Agreed, with an owner and a date.
    Agreed,
    /// Done, with proof of what was made.
    #[default]
    Done,
    /// Embedded: staff know it and use it.
    Embedded,
    /// Practice has changed: an audit found it.
    Practice,
    /// Children are better off: figures or their own words show it.
    Children,
}

impl Level {
    /// All of them, from the lowest.
    pub const ALL: [Self; 5] = [Self::Agreed, Self::Done, Self::Embedded, Self::Practice, Self::Children];

    /// Whether it is the usual one, which files leave out.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub fn is_done(&self) -> bool {
        *self == Self::Done
    }

    /// Its number on the ladder, from 1.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Done => "done",
            Self::Embedded => "embedded",
            Self::Practice => "practice",
            Self::Children => "children",
        }
    }

    /// The rung of this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }

    /// The words on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::Practice => "impact on practice",
            Self::Children => "impact on children",
            other => other.word(),
        }
    }
}

/// One piece of evidence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Evidence {
    /// The day it was given.
    pub on: NaiveDate,
    /// What shows it.
    pub text: String,
    /// How far up the ladder it reaches.
    #[serde(skip_serializing_if = "Level::is_done")]
    pub level: Level,
    /// The day from which what it shows holds, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective: Option<NaiveDate>,
    /// A file of the workspace, or an address, where it can be seen.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// The SHA-256 of that file when it was given.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sha256: String,
    /// Who gave it, where no meeting did.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The meeting it was given to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
}

/// What begins a word that names a file.
const FILE: &str = "file:";

impl Evidence {
    /// What was typed, parted into the words and the file that `file:` names: `Signed copy file:evidence/plan.pdf`, or
    /// `file:"evidence/signed copy.pdf"` where its name has blanks. The last one counts; nothing else is taken out.
    pub fn typed(typed: &str) -> (String, String) {
        let whole = || (typed.to_owned(), String::new());
        let begins = |at: &usize| typed[..*at].chars().next_back().is_none_or(char::is_whitespace);
        let Some(at) = typed.rmatch_indices(FILE).map(|(at, _)| at).find(begins) else { return whole() };
        let rest = &typed[at + FILE.len()..];
        let (file, after) = match rest.strip_prefix('"').and_then(|quoted| quoted.split_once('"')) {
            Some(parted) => parted,
            None => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
        };
        let file = file.trim();
        if file.is_empty() {
            return whole();
        }
        let words = [typed[..at].trim_end(), after.trim()].into_iter().filter(|part| !part.is_empty());
        let words = words.collect::<Vec<_>>().join(" ");
        (if words.is_empty() { file.to_owned() } else { words }, file.to_owned())
    }

    /// The file of the workspace that shows it; nothing where none does, or an address is given.
    pub fn in_workspace(&self) -> Option<&str> {
        let address = ["://", "mailto:"].iter().any(|sign| self.file.contains(sign));
        (!address && !self.file.is_empty()).then_some(self.file.as_str())
    }

    /// Whether it is the same piece as another: one of them may not know yet what its file came to.
    pub fn same(&self, other: &Self) -> bool {
        let known = [self, other].iter().all(|one| !one.sha256.is_empty());
        let bare = |one: &Self| Self { sha256: String::new(), ..one.clone() };
        if known || self.sha256 == other.sha256 { self == other } else { bare(self) == bare(other) }
    }
}

/// Reads one piece of evidence, as the first version of the format had it, or a list of them.
pub(super) fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Evidence>, D::Error> {
    struct OneOrMany;
    impl<'de> Visitor<'de> for OneOrMany {
        type Value = Vec<Evidence>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("evidence, or a list of it")
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Vec::new())
        }

        fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
            Evidence::deserialize(value::MapAccessDeserializer::new(map)).map(|one| vec![one])
        }

        fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
            Vec::deserialize(value::SeqAccessDeserializer::new(seq))
        }
    }
    deserializer.deserialize_any(OneOrMany)
}

#[cfg(test)]
mod tests {
    use super::super::Action;
    use super::*;

    #[test]
    fn one_piece_of_evidence_or_several_are_read() {
        let read = |text: &str| serde_yaml::from_str::<Action>(text).unwrap().evidence;
        assert_eq!(read("what: x\n"), []);
        let one = read("evidence: {on: 2026-11-30, text: Report}\n");
        assert_eq!((one[0].text.as_str(), one[0].level), ("Report", Level::Done));
        let two = read(
            "evidence:\n  - {on: 2026-11-30, text: Report}\n  - {on: 2027-03-01, text: Dip sample, level: practice}\n",
        );
        assert_eq!(two.iter().map(|e| e.level.number()).collect::<Vec<_>>(), [2, 4]);
    }

    #[test]
    fn a_file_is_told_from_the_words_around_it() {
        for (typed, words, file) in [
            ("Signed copy", "Signed copy", ""),
            ("Signed copy file:evidence/plan.pdf", "Signed copy", "evidence/plan.pdf"),
            ("Signed file:\"evidence/the plan.pdf\" by all", "Signed by all", "evidence/the plan.pdf"),
            ("file:evidence/plan.pdf", "evidence/plan.pdf", "evidence/plan.pdf"),
            ("the profile:x and a file: of it", "the profile:x and a file: of it", ""),
            ("a file:one.pdf and file:two.pdf", "a file:one.pdf and", "two.pdf"),
            ("é file:\"never closed", "é closed", "\"never"),
            ("", "", ""),
        ] {
            assert_eq!(Evidence::typed(typed), (words.to_owned(), file.to_owned()), "{typed}");
        }
        let file = |file: &str| Evidence { file: file.into(), ..Evidence::default() };
        assert_eq!(file("evidence/plan.pdf").in_workspace(), Some("evidence/plan.pdf"));
        assert_eq!([file("https://example.org/plan.pdf").in_workspace(), file("").in_workspace()], [None; 2]);
    }

    #[test]
    fn a_piece_whose_file_is_not_hashed_yet_is_the_same_piece() {
        let hashed =
            |sha256: &str| Evidence { file: "a.pdf".into(), sha256: sha256.into(), ..Evidence::default() };
        assert!(
            hashed("").same(&hashed("1")) && hashed("1").same(&hashed("")) && hashed("1").same(&hashed("1"))
        );
        assert!(!hashed("1").same(&hashed("2")));
        assert!(!hashed("1").same(&Evidence { text: "x".into(), ..hashed("") }));
    }

    #[test]
    fn the_ladder_is_climbed_in_order() {
        assert!(Level::ALL.is_sorted());
        assert_eq!(Level::ALL.map(Level::number), [1, 2, 3, 4, 5]);
    }
}
