//! A review of open actions outside a meeting: which actions, in which order, and what came of each so far. It can be left
//! and taken up again. What was said of an action stands in its tracker; here is only that it was said.

use crate::base::id::ActionId;
use crate::domain::meeting::Review;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A review.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionReview {
    /// Version of the file's format.
    pub schema: u32,
    /// The day it was begun.
    pub begun: NaiveDate,
    /// Who began it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The query that found its actions.
    pub asked: String,
    /// Its actions, in the order they are looked at.
    pub actions: Vec<ActionId>,
    /// What came of them, in the order it was said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Said>,
    /// The day it was ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<NaiveDate>,
}

/// What came of an action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// Which.
    pub action: ActionId,
    /// The day.
    pub on: NaiveDate,
    /// Who said it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// What came of it.
    pub outcome: Outcome,
    /// In words, as it changed the action.
    pub words: String,
}

/// What can come of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It was done.
    Done,
    /// It goes on.
    Progress,
    /// It has a new date.
    #[serde(rename = "new date")]
    NewDate,
    /// It waits for something else.
    Blocked,
    /// Somebody else leads it.
    #[serde(rename = "new lead")]
    NewLead,
    /// It was dropped.
    Dropped,
    /// Another action goes on with it.
    Merged,
}

impl Outcome {
    /// All of them, in the order a record lists them.
    pub const ALL: [Self; 7] = [
        Self::Done,
        Self::Progress,
        Self::NewDate,
        Self::Blocked,
        Self::NewLead,
        Self::Dropped,
        Self::Merged,
    ];

    /// The word in files and on screens.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Progress => "progress",
            Self::NewDate => "new date",
            Self::Blocked => "blocked",
            Self::NewLead => "new lead",
            Self::Dropped => "dropped",
            Self::Merged => "merged",
        }
    }

    /// What something said of an action comes to.
    pub fn of(review: &Review) -> Self {
        match review {
            Review::Done { .. } => Self::Done,
            // A step done is how far it has got.
            Review::Progress { .. } | Review::Ticked { .. } | Review::StepAdded { .. } => Self::Progress,
            Review::Moved { .. } => Self::NewDate,
            Review::Blocked { .. } => Self::Blocked,
            Review::Reassigned { .. } => Self::NewLead,
            Review::Dropped { .. } => Self::Dropped,
        }
    }
}

impl ActionReview {
    /// What was last said of an action.
    pub fn of(&self, action: &ActionId) -> Option<&Said> {
        self.said.iter().rfind(|said| &said.action == action)
    }

    /// Everybody who said something, whoever began it first.
    pub fn who(&self) -> Vec<&str> {
        let mut who: Vec<&str> = Vec::new();
        for by in std::iter::once(&self.by).chain(self.said.iter().map(|said| &said.by)) {
            if !by.is_empty() && !who.contains(&by.as_str()) {
                who.push(by);
            }
        }
        who
    }

    /// How many of its actions something was said of.
    pub fn reviewed(&self) -> usize {
        self.actions.iter().filter(|action| self.of(action).is_some()).count()
    }

    /// The position of the next action after this one that nothing was said of; those passed over come round again.
    pub fn next(&self, after: Option<usize>) -> Option<usize> {
        let from = after.map_or(0, |at| at + 1);
        let open = |at: &usize| self.of(&self.actions[*at]).is_none();
        let round = (from..self.actions.len()).chain(0..from.min(self.actions.len()));
        round.into_iter().find(open)
    }

    /// How many actions came to each outcome, by what was last said of them.
    pub fn counts(&self) -> Vec<(Outcome, usize)> {
        let last = |action: &ActionId| self.of(action).map(|said| said.outcome);
        let count = |outcome| self.actions.iter().filter(|action| last(action) == Some(outcome)).count();
        Outcome::ALL.into_iter().map(|outcome| (outcome, count(outcome))).filter(|(_, n)| *n > 0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(action: &str, outcome: Outcome) -> Said {
        let by = String::new();
        Said { action: action.into(), on: NaiveDate::default(), by, outcome, words: String::new() }
    }

    #[test]
    fn what_is_passed_over_comes_round_again_until_something_is_said_of_it() {
        let mut review = ActionReview {
            actions: ["A-1", "A-2", "A-3"].map(ActionId::from).to_vec(),
            ..ActionReview::default()
        };
        assert_eq!(review.next(None), Some(0));
        assert_eq!(review.next(Some(0)), Some(1), "the first is passed over");
        review.said.push(said("A-2", Outcome::Done));
        assert_eq!(review.next(Some(1)), Some(2));
        review.said.push(said("A-3", Outcome::Progress));
        assert_eq!(review.next(Some(2)), Some(0));
        assert_eq!(review.next(Some(0)), Some(0), "the only one that is left");
        review.said.push(said("A-1", Outcome::NewDate));
        assert_eq!((review.next(Some(0)), review.reviewed()), (None, 3));
        review.said.push(said("A-1", Outcome::Dropped));
        let counts = [(Outcome::Done, 1), (Outcome::Progress, 1), (Outcome::Dropped, 1)];
        assert_eq!(review.counts(), counts, "what was last said counts");
    }

    #[test]
    fn a_review_of_nothing_is_over() {
        assert_eq!(ActionReview::default().next(None), None);
    }
}
