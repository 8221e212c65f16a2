//! Why something could not be done, and what to do about it.

use crate::domain::clash::{Clash, Words};
use std::fmt;

/// What could not be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Reading.
    Reading,
    /// Adding an entry to the journal.
    Recording,
    /// Bringing the journal beside the meeting.
    Mirroring,
    /// Keeping the text being typed.
    KeepingDraft,
    /// Writing a file.
    Writing,
    /// Showing others that somebody is here.
    BeingHere,
}

/// Why it could not be done, as far as the system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// No room on the disk, or a quota is used up.
    Full,
    /// The disk or folder can only be read.
    ReadOnly,
    /// This user may not.
    Denied,
    /// The folder or the share has gone.
    Gone,
    /// Another program has the file in hand.
    Busy,
    /// The file is not as expected.
    Content,
    /// Somebody else changed the same thing since it was looked at.
    Meanwhile,
    /// What lies there is a link, or no ordinary file, and is not written to.
    NotOrdinary,
    /// Anything else.
    Other,
}

impl Cause {
    /// The two or three words for the head of the screen.
    pub fn said(self) -> &'static str {
        match self {
            Self::Full => "disk full",
            Self::ReadOnly => "folder can only be read",
            Self::Denied => "no permission",
            Self::Gone => "folder not reachable",
            Self::Busy => "file in use",
            Self::Content => "file not as expected",
            Self::Meanwhile => "changed meanwhile",
            Self::NotOrdinary => "no ordinary file",
            Self::Other => "disk error",
        }
    }

    /// What to do about it.
    pub fn mend(self) -> &'static str {
        match self {
            Self::Full => "Free some space: Chairside keeps trying.",
            Self::ReadOnly => {
                "Make the folder writable, or copy the workspace to one that is: Chairside keeps trying."
            }
            Self::Denied => "Ask whoever owns the folder for permission to write: Chairside keeps trying.",
            Self::Gone => "Reconnect the drive or the share: Chairside keeps trying.",
            Self::Busy => "Close it in the other program, or let it finish: Chairside keeps trying.",
            Self::Content => "Run 'chairside check' to see the place, mend it, and try again.",
            Self::Meanwhile => {
                "Nothing was written: look at what it says now, and say it again if it still holds."
            }
            Self::NotOrdinary => {
                "Look who put it there and take it away, or put the file itself in its place."
            }
            Self::Other => "Chairside keeps trying.",
        }
    }

    /// What to do about it once nothing tries any more.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Full => "Free some space, and do it again.",
            Self::ReadOnly => {
                "Make the folder writable, or copy the workspace to one that is, and do it again."
            }
            Self::Denied => "Ask whoever owns the folder for permission to write, and do it again.",
            Self::Gone => "Reconnect the drive or the share, and do it again.",
            Self::Busy => "Close it in the other program, or let it finish, and do it again.",
            Self::Content | Self::Meanwhile | Self::NotOrdinary => self.mend(),
            Self::Other => "Look at the disk or the share, and do it again.",
        }
    }
}

/// The world said no.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What was being done.
    pub doing: Doing,
    /// To which file.
    pub path: String,
    /// Why, in kind.
    pub cause: Cause,
    /// Why, in the system's words.
    pub detail: String,
    /// What was to be written over, where somebody else has set it since it was looked at.
    pub clash: Option<Box<Clash>>,
}

impl Fault {
    /// The fault in the words of people, where it is about what two of them set.
    #[must_use]
    pub fn in_words(mut self, words: &impl Words) -> Self {
        if let Some(clash) = &self.clash {
            self.detail = clash.said(words);
        }
        self
    }

    /// The fault as told by a program that ends rather than tries again.
    pub fn given_up(&self) -> String {
        self.told(self.cause.advice())
    }

    fn told(&self, advice: &str) -> String {
        let doing = match self.doing {
            Doing::Reading => "could not be read",
            Doing::Recording => "could not be added to",
            Doing::Mirroring => "could not be reached",
            Doing::KeepingDraft => "could not keep what is being typed",
            Doing::Writing => "could not be written",
            Doing::BeingHere => "cannot show others that you are here",
        };
        format!("{} {doing}: {} ({}). {advice}", self.path, self.cause.said(), self.detail)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(self.cause.mend()))
    }
}

impl std::error::Error for Fault {}
