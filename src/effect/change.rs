//! A change to a file, as plain data. What a file says after it is worked out in `runtime::change`.

use crate::base::id::{ActionId, AgencyKind, AuditId, CaseId, MeetingId, QuestionId, RecommendationId};
use crate::domain::action::Action;
use crate::domain::action_review::Said;
use crate::domain::actions::view::View;
use crate::domain::audit::{Filled, Panel, Query, Resolved, Return, Step};
use crate::domain::disposal::Disposal;
use crate::domain::escalation::{Escalation, Since};
use crate::domain::inputs::Received;
use crate::domain::recommendation::{Closing, Recommendation, Reopening};
use crate::domain::release::Release;
use crate::files::assurance::{inspection, programme, rapid_review};
use crate::files::audit::AuditChange;
use crate::files::audit_recommend::Write;
use crate::files::places;
use crate::files::tracker_edit::ActionChange;
use chrono::NaiveDate;

/// A change to a file, as a function of what the file holds when it is made.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Create the file with this text if it does not exist; leave it alone if it does.
    Create(String),
    /// Make a file that must not be there yet, as somebody asked outside a meeting.
    Begin(String),
    /// Take away a file that was made so, where it still says just this; it is kept among the earlier versions first.
    Withdraw(String),
    /// Replace, or add, the `record:` part of a meeting's file; every byte before it stays.
    Record(String),
    /// Add actions to a tracker, and change some; ids already there are not added twice.
    /// Creates the tracker from `fresh` when there is none.
    Tracker {
        /// The text of a new, empty tracker.
        fresh: String,
        /// Actions to add.
        add: Vec<Action>,
        /// Changes to actions already there.
        change: Vec<ActionChange>,
        /// Actions this meeting gave an id and then took out: dropped where the tracker has them untouched.
        withdrawn: Vec<ActionId>,
        /// The meeting.
        meeting: MeetingId,
        /// The day it is held.
        on: NaiveDate,
        /// Whether the meeting ends now; else what is in the tracker already is left alone.
        live: bool,
    },
    /// Add actions to a tracker, and change some, as somebody asked outside a meeting. Creates the tracker from `fresh`
    /// where that is given and there is none.
    Actions {
        /// The text of a new, empty tracker; nothing for one that has to be there.
        fresh: Option<String>,
        /// Actions to add.
        add: Vec<Action>,
        /// Changes to actions already there.
        change: Vec<ActionChange>,
    },
    /// Add what came of an action to a review, or that it ended. Creates the file from `fresh` when there is none.
    Review {
        /// The text of the review as it was begun.
        fresh: String,
        /// What came of an action.
        said: Option<Said>,
        /// The day it ended.
        ended: Option<NaiveDate>,
    },
    /// Write an agency's return, in the place of one that was not accepted yet; one that was stays as it is.
    Returned(String),
    /// Fill in pieces of an agency's return; makes it from `fresh` where there is none.
    Filled {
        /// The return as it is begun.
        fresh: Box<Return>,
        /// The return as it stood when somebody said this of it.
        seen: Box<Return>,
        /// What is filled in.
        pieces: Vec<Filled>,
        /// The order of the questions.
        order: Vec<QuestionId>,
    },
    /// Change an audit's own file.
    Audit(Vec<AuditChange>),
    /// Take an agency's return into its audit, on a day: nothing of it changes any more.
    AcceptReturn {
        /// The day.
        on: NaiveDate,
        /// What the audit asks: what lies there is held against it at that moment.
        template: Box<Resolved>,
        /// The kind of agency.
        kind: AgencyKind,
    },
    /// Ask an agency something about its return.
    AskBack(Query),
    /// Write what a panel did into the file of its child; makes the file where there is none.
    Panel {
        /// The audit.
        audit: AuditId,
        /// The child.
        case: CaseId,
        /// What it did, in order.
        steps: Vec<Step>,
        /// What it had agreed when that was said; nothing where that does not matter.
        seen: Option<Box<Panel>>,
    },
    /// Add a recommendation to the register; makes it where there is none.
    Recommend(Box<Recommendation>),
    /// Write down that a child may be unsafe, and who was told; makes the register where there is none.
    Escalate(Escalation),
    /// Write down what was let out for anybody to read, and why.
    Release(Release),
    /// Write down what was deleted or renamed on purpose, and why.
    Dispose(Disposal),
    /// Write down what came of an escalation.
    Escalated(String, Since),
    /// Note what an agency said to things that were asked, on a day.
    Reply {
        /// What was asked.
        to: Vec<Query>,
        /// The day.
        on: NaiveDate,
        /// What it said.
        text: String,
    },
    /// Change the file of an inspection.
    Inspection(Vec<inspection::Change>),
    /// Change the file of a rapid review.
    RapidReview(Vec<rapid_review::Change>),
    /// Change the programme of audits.
    Programme(programme::Change),
    /// Note that something a group expects came.
    Came(String, Received),
    /// Close a recommendation by a decision.
    CloseRecommendation(RecommendationId, Closing),
    /// Open a recommendation again.
    ReopenRecommendation(RecommendationId, Reopening),
    /// Save a view of the actions among the others.
    View(View),
    /// Take a change back: the file says again what it said before, but for what was written into it since.
    TakeBack {
        /// What the file said after the change.
        now: String,
        /// What it said before.
        was: String,
    },
    /// Replace the whole text, if the file still says what it said when somebody decided to; for bringing back an
    /// earlier version. What is replaced is kept first, without fail.
    Whole {
        /// What the file said; nothing when there was none.
        was: Option<String>,
        /// What it is to say.
        text: String,
    },
    /// A document made by the program. One that somebody edited by hand is never overwritten: the new
    /// text goes beside it.
    Document(String),
}

impl Change {
    /// Whether it stands once it is made: what was accepted or signed, and a meeting that was made, are not taken back.
    pub fn stands(&self) -> bool {
        let signs = |one: &AuditChange| matches!(one, AuditChange::Signed(_));
        match self {
            Self::AcceptReturn { .. } | Self::Create(_) => true,
            Self::Audit(changes) => changes.iter().any(signs),
            _ => false,
        }
    }

    /// The audit whose results it changes in the file at this place; nothing where it changes no results.
    pub fn results_of(&self, path: &str) -> Option<AuditId> {
        let changes = match self {
            Self::Audit(changes) => changes.iter().any(AuditChange::changes_results),
            Self::Panel { steps, .. } => !steps.iter().all(Step::leaves_results),
            Self::TakeBack { .. } => !path.ends_with("/audit.yaml"),
            _ => true,
        };
        places::results_of(path).filter(|_| changes)
    }
}

impl From<Write> for Change {
    fn from(write: Write) -> Self {
        match write {
            Write::Register(one) => Self::Recommend(Box::new(one)),
            Write::Tracker(add, fresh) => Self::Actions { fresh: Some(fresh), add, change: Vec::new() },
        }
    }
}
