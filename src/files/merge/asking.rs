//! A merge as a person meets it: what is taken without asking, what has to be decided, and the text that comes of the
//! answers. Of two versions, as conflict copies leave them; or of one with the marks that git's driver left in it.

use super::question::Question;
use super::taken::{Taken, taken};
use super::{Choice, Clash, Merged, Read, marked, merge};
use chrono::NaiveDate;

/// A merge that may have to be decided in places.
#[derive(Clone, Debug)]
pub struct Asking {
    /// What comes in without a question.
    pub taken: Vec<Taken>,
    /// What somebody should know, each a sentence or two without a full stop at the end.
    pub notes: Vec<String>,
    /// What has to be decided.
    pub questions: Vec<Question>,
    how: How,
}

#[derive(Clone, Debug)]
enum How {
    Versions(Box<Merged>),
    Marks(String),
}

impl Asking {
    /// Two versions of a file of which nobody knows what both came from: nothing is taken out, and whatever differs is
    /// asked.
    pub fn of_copy(ours: &str, theirs: &str) -> Self {
        let merged = merge("", ours, theirs);
        let start = merged.told_apart.as_deref().unwrap_or(ours);
        let roots = [ours, theirs].map(|text| Read::of(text).ok());
        let versions: Vec<_> = roots.iter().flatten().map(|read| &read.root).collect();
        let ends = Read::of(start).ok().zip(Read::of(&merged.text).ok());
        Self {
            taken: ends.map(|(before, after)| taken(&before.root, &after.root)).unwrap_or_default(),
            notes: merged.notes.clone(),
            questions: merged.clashes.iter().map(|clash| Question::new(clash.clone(), &versions)).collect(),
            how: How::Versions(Box::new(merged)),
        }
    }

    /// A file with marks of clashes in it; nothing when it cannot be read.
    pub fn of_marks(text: &str) -> Option<Self> {
        let read = Read::of(text).ok()?;
        let questions = marked::clashes(&read).into_iter();
        Some(Self {
            taken: Vec::new(),
            notes: Vec::new(),
            questions: questions.map(|clash| Question::new(clash, &[&read.root])).collect(),
            how: How::Marks(read.text),
        })
    }

    /// The text that comes of the answers, one a question in their order. `on` is the day of deciding.
    ///
    /// # Errors
    /// A sentence without a full stop when an answer is missing or cannot be carried out; then there is no text.
    pub fn text(&self, choices: &[Choice], on: NaiveDate) -> Result<String, String> {
        match &self.how {
            How::Versions(merged) => merged.resolve(choices, on),
            How::Marks(text) => {
                let clashes: Vec<&Clash> = self.questions.iter().map(|question| &question.clash).collect();
                marked::resolved(text, &clashes, choices, on)
            }
        }
    }
}
