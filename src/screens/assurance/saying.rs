//! What can be said on these pages: by which command, of what, and where it belongs.

use super::asking::Asking;
use super::paper::Stop;
use super::{Page, State};
use crate::base::id::{InspectionId, RapidReviewId, RecommendationId};
use crate::command::Command;
use crate::domain::assurance::rapid_review::DECIDED;
use serde::{Deserialize, Serialize};

/// What is being said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum What {
    /// An inspection is prepared for.
    NewInspection,
    /// A rapid review is begun.
    NewReview,
    /// A programme of audits is begun.
    NewProgramme,
    /// An audit is planned in it.
    Plan,
    /// A planned audit was opened.
    Opened(String),
    /// A planned audit is not held.
    Drop(String),
    /// A step of a rapid review was done.
    Milestone(RapidReviewId, String),
    /// Whether there is to be a local review.
    Decide(RapidReviewId),
    /// The count is said to stand still.
    Pause(RapidReviewId),
    /// It goes on.
    GoOn(RapidReviewId),
    /// Something was sent on.
    Sent(RapidReviewId),
    /// What came of it.
    Link(RapidReviewId),
    /// Notice of an inspection was given.
    Notice(InspectionId),
    /// The inspectors' letter was published.
    Letter(InspectionId),
    /// What another area's letter says.
    Point(InspectionId),
    /// A step of its run-book was done.
    Step(InspectionId, String),
    /// Who holds a step.
    Hold(InspectionId, String),
    /// Evidence is fresh from a day on.
    Fresh(InspectionId, String),
    /// A list of data was tried out.
    Tried(InspectionId, String),
    /// An expected input came.
    Came(String),
    /// A recommendation is closed.
    Close(RecommendationId),
    /// One is opened again.
    Reopen(RecommendationId),
}

impl What {
    /// The page of a line, and the row it is about.
    pub fn place(&self) -> (Page, Stop) {
        match self {
            Self::NewInspection | Self::NewReview => (Page::List, Stop::Read),
            Self::NewProgramme | Self::Plan => (Page::Programme, Stop::Read),
            Self::Opened(slot) | Self::Drop(slot) => (Page::Programme, Stop::Slot(slot.clone())),
            Self::Milestone(id, step) => (Page::RapidReview(id.clone()), Stop::Step(step.clone())),
            Self::Decide(id) | Self::Pause(id) | Self::GoOn(id) | Self::Sent(id) | Self::Link(id) => {
                (Page::RapidReview(id.clone()), Stop::Read)
            }
            Self::Step(id, step) | Self::Hold(id, step) => {
                (Page::Inspection(id.clone()), Stop::Step(step.clone()))
            }
            Self::Fresh(id, item) => (Page::Inspection(id.clone()), Stop::Evidence(item.clone())),
            Self::Tried(id, list) => (Page::Inspection(id.clone()), Stop::Data(list.clone())),
            Self::Notice(id) | Self::Letter(id) | Self::Point(id) => {
                (Page::Inspection(id.clone()), Stop::Read)
            }
            Self::Came(id) => (Page::Inputs, Stop::Input(id.clone())),
            Self::Close(id) | Self::Reopen(id) => (Page::Recommendations, Stop::Recommendation(id.clone())),
        }
    }

    /// The row of what was made of it, with the answers that made it; nothing where none is made, or none that is shown.
    pub fn made(&self, answers: &[String]) -> Option<Stop> {
        match self {
            Self::NewInspection => {
                Some(Stop::page(Page::Inspection(InspectionId::new(answers.last()?.clone()))))
            }
            Self::Plan => Some(Stop::Slot(answers.last()?.clone())),
            _ => None,
        }
    }
}

impl State {
    /// A command that says something of what is chosen, or of the page: its first question.
    pub(super) fn begin(&mut self, command: Command) {
        let stop = self.chosen();
        let review = self.review().map(|of| of.id.clone());
        let inspection = self.inspection().map(|of| of.id.clone());
        let what = match (command, stop, review, inspection) {
            (Command::NewInspection, ..) => What::NewInspection,
            (Command::NewReview, ..) => What::NewReview,
            (Command::NewProgramme, ..) => What::NewProgramme,
            (Command::PlanAudit, ..) => What::Plan,
            (Command::AuditOpened, Stop::Slot(slot), ..) => What::Opened(slot),
            (Command::Drop, Stop::Slot(slot), ..) => What::Drop(slot),
            (Command::Done, Stop::Step(step), Some(id), _) if step == DECIDED => What::Decide(id),
            (Command::Done, Stop::Step(step), Some(id), _) => What::Milestone(id, step),
            (Command::PauseClock, _, Some(id), _) => What::Pause(id),
            (Command::GoOn, _, Some(id), _) => What::GoOn(id),
            (Command::SentOn, _, Some(id), _) => What::Sent(id),
            (Command::CameOfIt, _, Some(id), _) => What::Link(id),
            (Command::Done, Stop::Step(step), _, Some(id)) => What::Step(id, step),
            (Command::Hold, Stop::Step(step), _, Some(id)) => What::Hold(id, step),
            (Command::GiveNotice, _, _, Some(id)) => What::Notice(id),
            (Command::LetterCame, _, _, Some(id)) => What::Letter(id),
            (Command::AreaLetter, _, _, Some(id)) => What::Point(id),
            (Command::Evidence, Stop::Evidence(item), _, Some(id)) => What::Fresh(id, item),
            (Command::TryOut, Stop::Data(list), _, Some(id)) => What::Tried(id, list),
            (Command::Came, Stop::Input(id), ..) => What::Came(id),
            (Command::CloseOne, Stop::Recommendation(id), ..) => What::Close(id),
            (Command::Reopen, Stop::Recommendation(id), ..) => What::Reopen(id),
            _ => return,
        };
        let mut asking = Asking::new(what, Vec::new(), "");
        // What was done here and is not read again yet is not what the page shows.
        asking.seen = self.inspection().filter(|_| !self.stale).cloned().map(Box::new);
        self.go_on(asking);
    }
}
