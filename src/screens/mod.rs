//! One folder or file a screen: its state, what its commands do, how it draws. A screen never sees the disk,
//! the terminal or another screen.

mod action_history;
pub mod actions;
pub mod assurance;
pub mod audits;
pub mod find;
mod framed;
pub mod home;
pub mod meeting;
pub mod merging;
pub mod problems;
pub mod steps;
mod ticks;
pub mod typing;

use crate::base::id::{AuditId, GroupId, MeetingId};
use crate::domain::meeting::Entry;
use crate::effect::{Edit, Effect};

/// What a screen hands back from one turn.
#[derive(Debug, Default)]
pub struct Out {
    /// Entries for the journal, in order.
    pub entries: Vec<Entry>,
    /// Something to say on the notice line.
    pub notice: Option<Notice>,
    /// Another screen to go to.
    pub go: Option<Goto>,
    /// Whether what is being typed changed, and should be kept.
    pub typing_changed: bool,
    /// Something for the user's own editor.
    pub edit: Option<Edit>,
    /// What is asked of the world besides.
    pub effects: Vec<Effect>,
}

/// Another screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goto {
    /// A meeting.
    Meeting(MeetingId),
    /// A new meeting of a group, today.
    NewMeeting(GroupId),
    /// What is wrong with the files.
    Problems,
    /// What waits to be put together.
    Copies,
    /// The actions of every tracker.
    Actions,
    /// The audits.
    Audits,
    /// One audit, at its board.
    Audit(AuditId),
    /// Reviews and inspections.
    Reviews,
    /// What groups expect to be sent, and what was recommended.
    Registers,
    /// The list of meetings.
    Home,
    /// Read the files again.
    ReadAgain,
}

/// A line for the chair: what happened, or why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub words: String,
    /// Whether it is a refusal.
    pub refusal: bool,
}

impl Out {
    /// Says what happened.
    pub fn say(&mut self, words: impl Into<String>) {
        self.notice = Some(Notice { words: words.into(), refusal: false });
    }

    /// What taking a step back, or bringing it back, comes to.
    pub fn step(&mut self, effect: Result<Option<Effect>, &'static str>) {
        match effect {
            Ok(effect) => self.effects.extend(effect),
            Err(why) => self.refuse(why),
        }
    }

    /// Says why something was not done, and what to do.
    pub fn refuse(&mut self, words: impl Into<String>) {
        self.notice = Some(Notice { words: words.into(), refusal: true });
    }
}
