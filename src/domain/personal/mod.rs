//! Personal data in a text: what looks like a number, an address or a name that no paper of a partnership should hold.
//!
//! `numbers` knows what is made of figures, `births` dates of birth, `addresses` postcodes and e-mail, `names` the list
//! a workspace may keep. A bare date is never a finding: meetings, reviews and deadlines are everywhere. What is found
//! is said without being repeated, so that a warning can be shown and logged.

mod addresses;
mod births;
mod likely;
mod names;
mod numbers;

pub use likely::{Ordinary, likely};
pub use names::Names;

/// What is said of what looks like somebody's name.
pub const LIKELY: &str = "what looks like somebody’s name";
/// What to do about it.
pub const LIKELY_MEND: &str = "write “a child”, the child’s letter or the post";

use std::collections::BTreeMap;
use std::ops::Range;

/// What something looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An NHS number: ten digits, the last of which checks the others.
    Nhs,
    /// A unique pupil number: a letter that checks the twelve characters after it.
    Pupil,
    /// A National Insurance number.
    Insurance,
    /// A date of birth.
    Birth,
    /// A full postcode.
    Postcode,
    /// A United Kingdom telephone number.
    Telephone,
    /// An e-mail address.
    Email,
    /// A long number that is no date, sum of money or id of ours.
    Digits,
    /// A name on the workspace's list.
    Name,
    /// A person the partnership or the meeting names.
    Person,
}

impl Kind {
    /// What it looks like: `an NHS number`.
    pub fn said(self) -> &'static str {
        match self {
            Self::Nhs => "an NHS number",
            Self::Pupil => "a pupil number",
            Self::Insurance => "a National Insurance number",
            Self::Birth => "a date of birth",
            Self::Postcode => "a full postcode",
            Self::Telephone => "a telephone number",
            Self::Email => "an e-mail address",
            Self::Digits => "a long number",
            Self::Name => "a name on the list",
            Self::Person => "a person by name",
        }
    }

    /// What to do about it: `leave it out, or write the child's letter`.
    pub fn mend(self) -> &'static str {
        match self {
            Self::Nhs | Self::Pupil | Self::Name => "leave it out, or write the child’s letter",
            Self::Birth => "leave it out, or write the age in years",
            Self::Postcode => "leave it out, or name the area",
            Self::Person => "write the post",
            Self::Insurance | Self::Telephone | Self::Email | Self::Digits => "leave it out",
        }
    }
}

/// Something that looks like personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it looks like.
    pub kind: Kind,
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it looks like, without saying it: `an NHS number ending 42`.
    pub why: String,
}

impl Finding {
    fn new(kind: Kind, text: &str, range: Range<usize>) -> Self {
        let why = match kind {
            // Enough to find it again, and not enough to know it.
            Kind::Nhs | Kind::Pupil | Kind::Telephone | Kind::Digits => {
                let shown: Vec<char> =
                    text[range.clone()].chars().filter(char::is_ascii_alphanumeric).collect();
                let end: String = shown[shown.len().saturating_sub(2)..].iter().collect();
                format!("{} ending {end}", kind.said())
            }
            _ => kind.said().to_owned(),
        };
        Self { kind, range, why }
    }
}

/// Everything in a text that looks like personal data, in order and without overlaps.
pub fn found(text: &str, names: &Names) -> Vec<Finding> {
    let mut all = Vec::new();
    if text.bytes().any(|b| b.is_ascii_digit()) {
        // What says most about its kind comes first, so that a date of birth is not a long number as well.
        births::find(text, &mut all);
        addresses::postcodes(text, &mut all);
        numbers::find(text, &mut all);
    }
    if text.contains('@') {
        addresses::emails(text, &mut all);
    }
    names.find(text, &mut all);
    // Where two overlap the one found first stays: it says more about what it is.
    let mut kept: BTreeMap<usize, Finding> = BTreeMap::new();
    for finding in all {
        let before = kept.range(..finding.range.end).next_back();
        if before.is_none_or(|(_, other)| other.range.end <= finding.range.start) {
            kept.insert(finding.range.start, finding);
        }
    }
    kept.into_values().collect()
}

/// Why words cannot be taken down: they look like personal data. This is the one question asked of everything that is typed into
/// an audit, a review or an inspection, on a screen and by command.
///
/// # Errors
/// What they look like and what to do, as a sentence without a full stop; never the words.
pub fn clean_of(words: &str, names: &Names) -> Result<(), String> {
    let first = found(words, names).into_iter().next();
    first.map_or(Ok(()), |one| Err(format!("this looks like {}: {}", one.why, one.kind.mend())))
}

/// What may stand where a place is told: how to find it, and how to ring it.
pub fn belongs_to_a_place(kind: Kind) -> bool {
    matches!(kind, Kind::Postcode | Kind::Telephone | Kind::Digits)
}

/// The text with a dot for every letter and figure of what was found, which is in order; as many characters as before.
pub fn masked(text: &str, findings: &[Finding]) -> String {
    let mut left = findings.iter().peekable();
    let mut masked = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        while left.next_if(|f| f.range.end <= at).is_some() {}
        let hidden = left.peek().is_some_and(|f| f.range.start <= at);
        masked.push(if hidden && c.is_alphanumeric() { '•' } else { c });
    }
    masked
}

#[cfg(test)]
mod tests;
