//! The files of what goes with audits: inspections, rapid reviews, the programme, feedback. Which file is which, and taking
//! them in; what each may hold is beside each.

pub mod begun;
pub mod feedback;
pub mod inspection;
pub mod programme;
pub mod rapid_review;
pub mod who;

use super::check::Source;
use super::places;
use super::taken::{by_name, keep, take};
use super::yaml::{Edit, Loaded, Node, apply};
use crate::base::id::AuditId;
use crate::base::problem::Problem;
use crate::domain::assurance::Assurance;
use crate::domain::assurance::feedback::Feedback;
use crate::domain::assurance::inspection::Inspection;
use crate::domain::assurance::programme::Programme;
use crate::domain::assurance::rapid_review::RapidReview;

/// The kinds of these files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Inspection,
    RapidReview,
    Programme,
    Feedback,
}

/// These files as far as they could be read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Inspections.
    pub inspections: Vec<Source<Inspection>>,
    /// Rapid reviews.
    pub rapid_reviews: Vec<Source<RapidReview>>,
    /// The programme.
    pub programme: Option<Source<Programme>>,
    /// Feedback of audits.
    pub feedback: Vec<Source<Feedback>>,
}

/// The kind of a file; nothing for one that is none of these.
pub(super) fn kind(path: &str) -> Option<Kind> {
    if path == places::PROGRAMME {
        return Some(Kind::Programme);
    }
    let inside = |folder: &str| {
        let name = path.strip_prefix(folder)?.strip_prefix('/')?;
        (!name.contains('/') && name.strip_suffix(".yaml").is_some()).then_some(())
    };
    if inside(places::INSPECTIONS).is_some() {
        return Some(Kind::Inspection);
    }
    if inside(places::RAPID_REVIEWS).is_some() {
        return Some(Kind::RapidReview);
    }
    let (audit, name) = path.strip_prefix(places::AUDITS)?.strip_prefix('/')?.split_once('/')?;
    (name == places::FEEDBACK_NAME && !places::NO_AUDITS.contains(&audit)).then_some(Kind::Feedback)
}

/// Reads a file into the sources; gives back what is wrong with it.
pub(super) fn take_in(all: &mut Sources, kind: Kind, path: &str, text: &str) -> Vec<Problem> {
    match kind {
        Kind::Inspection => keep(&mut all.inspections, take(path, inspection::load(text))),
        Kind::RapidReview => keep(&mut all.rapid_reviews, take(path, rapid_review::load(text))),
        Kind::Feedback => keep(&mut all.feedback, take(path, feedback::load(text))),
        Kind::Programme => {
            let (source, problems) = take(path, programme::load(text));
            all.programme = source;
            problems
        }
    }
}

impl Sources {
    /// The tree of every file, with its path.
    pub(super) fn nodes(&self) -> impl Iterator<Item = (&str, &Node)> {
        let inspections = self.inspections.iter().map(Source::tree);
        let rapid = self.rapid_reviews.iter().map(Source::tree);
        let programme = self.programme.iter().map(Source::tree);
        inspections.chain(rapid).chain(programme).chain(self.feedback.iter().map(Source::tree))
    }

    /// What the files say. A copy never takes the place of the file that has its name.
    pub(super) fn values(self) -> Assurance {
        let mut all = Assurance::default();
        for source in by_name(self.inspections, |one| one.id.as_str()) {
            all.inspections.entry(source.value.id.clone()).or_insert(source.value);
        }
        for source in by_name(self.rapid_reviews, |one| one.id.as_str()) {
            all.rapid_reviews.entry(source.value.id.clone()).or_insert(source.value);
        }
        for source in self.feedback {
            let folder = source.path.split('/').nth(1).unwrap_or_default();
            all.feedback.insert(AuditId::new(folder), source.value);
        }
        all.programme = self.programme.map(|source| source.value);
        all
    }
}

/// A text with edits made, which is read again before it counts.
fn edited<T>(text: &str, edits: &[Edit<'_>], load: fn(&str) -> Loaded<T>) -> Result<String, String> {
    let new = apply(text, edits).map_err(|refused| refused.to_string())?;
    match load(&new).value {
        Some(_) => Ok(new),
        None => Err("it would not be read again as it was meant".to_owned()),
    }
}

/// The word of one of a few in a file.
pub fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A word as a file has it; nothing when it is none.
pub fn from_word<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text.to_lowercase())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_of_a_kind_by_where_it_lies() {
        for (path, is) in [
            ("audits/programme.yaml", Some(Kind::Programme)),
            ("audits/inspections/2026-front-door.yaml", Some(Kind::Inspection)),
            ("audits/inspections/audit.yaml", Some(Kind::Inspection)),
            ("reviews/rapid/rr-2026-01.yaml", Some(Kind::RapidReview)),
            ("audits/2026-q4-neglect/feedback.yaml", Some(Kind::Feedback)),
            ("audits/templates/feedback.yaml", None),
            ("audits/inspections/deeper/a.yaml", None),
            ("audits/2026-q4-neglect/out/feedback.yaml", None),
            ("reviews/2026-11-26.yaml", None),
            ("reviews/rapid/notes.md", None),
            ("trackers/programme.yaml", None),
        ] {
            // What lies among inspections is one, whatever its name.
            assert_eq!(kind(path), is, "{path}");
        }
    }
}
