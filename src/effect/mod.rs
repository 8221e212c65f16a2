//! What the program asks of the world, and what the world answers, as plain data. Nothing is done here.
//!
//! `fault.rs` is why something could not be done, and `change.rs` a change to a file.
//!
//! Paths are relative to the workspace, with `/` between parts; only the runtime knows where that is.

mod change;
mod fault;

use crate::base::hash::Sha256;
use crate::base::id::{AuditId, MeetingId};
use crate::documents::audit_report::{Form, Paper};
use crate::domain::actions::{Found, Search};
use crate::domain::audit::Resolved;
use crate::files::tracker_numbers::Renumbered;
use crate::files::workspace::Workspace;
pub use change::Change;
use chrono::NaiveDate;
pub use fault::{Cause, Doing, Fault};
use std::sync::Arc;

/// Work for the runtime. Appends are done in order and one at a time; changes to files are done in order
/// on another thread, so that a slow disk never holds up the record or the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read every YAML file of the workspace; answered by `Reply::Workspace`.
    ReadWorkspace,
    /// Find actions among many; answered by `Reply::Found`. Of several only the last is answered.
    Search(Search, Arc<Workspace>),
    /// Find a meeting's journals and become one of its writers; answered by `Reply::Journals`.
    OpenJournals(MeetingId),
    /// Add one line to the writer's journal and sync it; answered by `Reply::Appended`.
    Append {
        /// The entry's place in the journal.
        seq: u64,
        /// The whole line, with its newline.
        line: String,
    },
    /// Bring this computer's own copy of a writer's journal beside the meeting; answered by `Reply::Mirrored`.
    Mirror {
        /// The meeting.
        meeting: MeetingId,
        /// The name this program writes under.
        writer: String,
    },
    /// Keep the text being typed; empty text forgets it. Answered only when it fails.
    KeepDraft(String),
    /// Keep what is being typed outside a meeting; empty text forgets it. Answered only when it fails.
    KeepLine(Typed, String),
    /// Find what was being typed outside a meeting when the program was last heard of; answered by `Reply::Line`.
    FindLine(Typed),
    /// Change a file: read it afresh, apply the change, replace it whole. Answered by `Reply::Changed`.
    Change {
        /// The file.
        path: String,
        /// What to do to it.
        change: Change,
    },
    /// Read what an audit asks, as it was frozen; answered by `Reply::Template`.
    ReadTemplate(AuditId, String),
    /// Change files one after another, as somebody asked outside a meeting; answered by `Reply::Revised`.
    Revise(Vec<Revision>),
    /// Read a file, and a conflict copy of it; answered by `Reply::Versions`.
    ReadVersions {
        /// The file.
        file: String,
        /// The conflict copy, if there is one.
        copy: Option<String>,
    },
    /// Put a text that somebody decided on in the place of a file, then move the conflict copy it took in out of the
    /// way. Nothing is done when either says something else by now. Answered by `Reply::Merged`.
    Merge(Merge),
    /// Let the user's own editor have a text or a file; answered by `Reply::Edited`. Nothing else happens until it
    /// is closed.
    Edit(Edit),
    /// Put text into a new file of a folder the user named, wherever that is; answered by `Reply::PutElsewhere`.
    PutElsewhere {
        /// The folder, as it was typed.
        folder: String,
        /// The file's name.
        name: String,
        /// What it is to hold.
        text: String,
    },
    /// Make a paper of an audit and put it where it was asked for; answered by `Reply::Paper`.
    WritePaper(Box<PaperAsked>),
    /// Leave the program.
    Quit,
}

/// A paper of an audit that somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperAsked {
    /// The audit.
    pub audit: AuditId,
    /// Which paper, in which form.
    pub paper: (Paper, Form),
    /// Where it goes: a path of the workspace, or a whole one.
    pub to: String,
    /// Whether another file there may be replaced.
    pub replace: bool,
    /// The day.
    pub today: NaiveDate,
}

/// What came of asking for a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperCame {
    /// It is there: in a sentence, and what to look at.
    Written {
        /// Where it is and what.
        said: String,
        /// What to look at.
        told: Vec<String>,
    },
    /// It would say what must not be in it: line by line.
    Refused(Vec<String>),
    /// There is another file in that place.
    Another,
    /// It could not be made or written.
    Failed(String),
}

/// What a line typed outside a meeting is of: each has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// Of actions.
    Actions,
    /// Of audits.
    Audits,
    /// Of reviews, inspections and registers.
    Reviews,
}

/// A change of a file that somebody made outside a meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// The file.
    pub path: String,
    /// What to do to it.
    pub change: Change,
}

/// What a file said before a change and says after it, so that the change can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revised {
    /// The file.
    pub path: String,
    /// What it said; for one that something was added to as it was made, what it would say without that. Nothing for one that
    /// was not there.
    pub was: Option<String>,
    /// What it says; nothing for one that was taken away.
    pub now: Option<String>,
}

/// A file that is to hold what two versions of it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The file.
    pub file: String,
    /// What it said when somebody decided.
    pub was: String,
    /// What it is to say.
    pub text: String,
    /// The conflict copy, and what that said; nothing when there is none.
    pub copy: Option<(String, String)>,
}

/// What became of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merging {
    /// The file says it.
    Done {
        /// Where the copy is now, when there was one.
        aside: Option<String>,
        /// What could not be kept beside the change, in words; told once.
        unkept: Option<String>,
    },
    /// The file says it, and the copy could not be moved out of the way: why.
    CopyLeft(String),
    /// One of the two was changed meanwhile, and nothing was done.
    Changed,
    /// Nothing was done: why, and what to do.
    Refused(String),
}

/// What the user's own editor is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A text; what it has become comes back.
    Text(String),
    /// A file of the workspace, at a line.
    File {
        /// The file.
        path: String,
        /// The line, from 1.
        line: usize,
    },
}

/// A file as it lies on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawFile {
    /// Relative path.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The workspace as it lies on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawWorkspace {
    /// Every YAML file, in order of path.
    pub files: Vec<RawFile>,
    /// Files that could not be read, and why.
    pub unread: Vec<(String, String)>,
    /// Meetings that have a journal.
    pub with_journal: Vec<MeetingId>,
    /// Files in audits' folders, and what other programs left of YAML files, that nothing reads; by name alone.
    pub strays: Vec<String>,
}

impl RawWorkspace {
    /// What the files say.
    pub fn read(&self) -> Workspace {
        let files = self.files.iter().map(|file| (file.path.as_str(), file.bytes.as_slice()));
        Workspace::load(files, &self.unread, &self.with_journal).beside(&self.strays)
    }
}

/// A meeting's journals as they lie on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawJournals {
    /// The meeting.
    pub meeting: MeetingId,
    /// The name this program writes under.
    pub writer: String,
    /// Every writer's journal.
    pub journals: Vec<RawFile>,
    /// Text this writer was typing when it was last heard of.
    pub draft: String,
}

/// What the world answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// The workspace was read.
    Workspace(Arc<Workspace>),
    /// What an audit asks; or why that cannot be known.
    Template(AuditId, Result<Box<Resolved>, String>),
    /// The actions that were looked for, in the workspace they were looked for in.
    Found(Box<Found>, Arc<Workspace>),
    /// The journals were read.
    Journals(RawJournals),
    /// What was being typed outside a meeting; empty when nothing was.
    Line(Typed, String),
    /// An entry is on disk.
    Appended(u64),
    /// Lines other writers added to the meeting that is open.
    Heard(Vec<RawFile>),
    /// Who else has the meeting open, by the names they write under.
    Present(Vec<String>),
    /// Files of the workspace have changed.
    Touched,
    /// What was on this computer's disk when that was asked for is beside the meeting too.
    Mirrored,
    /// A file was changed; where the text went when that was beside it.
    Changed {
        /// The file asked for.
        path: String,
        /// The file written instead, because the one asked for was edited by hand.
        beside: Option<String>,
        /// For a text that was to be written whole: what its bytes come to, when the file now holds them.
        sha256: Option<Sha256>,
        /// What could not be kept beside the change, an earlier version or who made it, in words; told once.
        unkept: Option<String>,
        /// In a tracker: the meeting's actions that have other numbers there.
        renumbered: Vec<Renumbered>,
        /// In a tracker: the dates set by hand that a meeting took the place of, each as a sentence.
        overridden: Vec<String>,
    },
    /// What somebody asked for outside a meeting was done: these files, up to the one that could not be written.
    Revised {
        /// The files that were changed.
        done: Vec<Revised>,
        /// Why the next one was not.
        failed: Option<Fault>,
        /// What could not be kept beside the change, an earlier version or who made it, in words; told once.
        unkept: Option<String>,
    },
    /// What a file and its conflict copy say; or why that cannot be known.
    Versions {
        /// The file.
        file: String,
        /// The conflict copy, if there is one.
        copy: Option<String>,
        /// What the two say.
        read: Result<(String, Option<String>), String>,
    },
    /// What became of a merge into this file.
    Merged {
        /// The file.
        file: String,
        /// What became of it.
        done: Merging,
    },
    /// The text is in this file; or why it is not.
    PutElsewhere(Result<String, String>),
    /// What came of asking for a paper of an audit.
    Paper(Box<PaperAsked>, PaperCame),
    /// The editor was closed: the text as it is now, empty for a file; or why it did not work.
    Edited(Result<String, String>),
    /// Something could not be done.
    Failed(Fault),
}

impl Reply {
    /// The answer to a search.
    pub fn found(search: &Search, workspace: &Arc<Workspace>) -> Self {
        let light = workspace.light(search.today);
        let found = light.search(workspace.trackers.values(), search);
        Self::Found(Box::new(found), Arc::clone(workspace))
    }
}

/// What to say when a change could not be kept in the journal of changes, and why.
pub fn unsigned(why: &str) -> String {
    let own = crate::files::places::CHANGES;
    format!(
        "The change is saved, but who made it could not be noted in {own} ({why}): see to the permissions of that folder, \
         or make room."
    )
}

/// What to say when what a file held before could not be kept, and why.
pub fn unkept(why: &str) -> String {
    let own = crate::files::places::OWN;
    format!(
        "The change is saved, but the earlier version could not be kept in {own} ({why}): see to the permissions of \
         that folder, or make room."
    )
}
