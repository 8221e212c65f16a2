//! The disk: performs effects on the workspace's real folder. `root` keeps every path inside it, `read` reads the
//! workspace, `record` adds to journals, `writer` chooses the name they are under, `replace` changes whole files,
//! `folder` serves commands without a screen, `fault` says why something could not be done.

mod fault;
mod folder;
mod read;
mod record;
mod replace;
mod root;
#[cfg(test)]
mod tiny;
mod writer;

pub use folder::{change, read_journals, read_text, read_workspace, replace_text, set_aside, write_new};
pub use record::Recorder;
pub use root::Root;
pub use writer::{here, private_file};

use crate::effect::{Doing, Effect, Reply};
use crate::files::places;
use fault::fault;

/// Which worker does an effect. They do not wait for each other, so a slow share never holds up the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Journals and the text being typed.
    Record,
    /// Whole files.
    Files,
}

/// Who does it; nobody when it is no work for the disk.
pub fn work(effect: &Effect) -> Option<Work> {
    match effect {
        Effect::OpenJournals(_) | Effect::Append { .. } | Effect::KeepDraft(_) => Some(Work::Record),
        Effect::ReadWorkspace | Effect::Change { .. } => Some(Work::Files),
        Effect::Edit(_) | Effect::Quit => None,
    }
}

/// Does the record worker's effects; others are left alone.
pub fn record(recorder: &mut Recorder, effect: &Effect) -> Option<Reply> {
    match effect {
        Effect::OpenJournals(meeting) => Some(match recorder.open(meeting) {
            Ok(journals) => Reply::Journals(journals),
            Err(why) => Reply::Failed(fault(Doing::Reading, &places::journals(meeting), &why)),
        }),
        Effect::Append { seq, line } => {
            let path = recorder.path();
            Some(match recorder.append(line) {
                Ok(()) => Reply::Appended(*seq),
                Err(why) => Reply::Failed(fault(Doing::Recording, &path, &why)),
            })
        }
        Effect::KeepDraft(text) => {
            let kept = recorder.keep_draft(text);
            kept.err().map(|why| Reply::Failed(fault(Doing::KeepingDraft, &recorder.path(), &why)))
        }
        Effect::ReadWorkspace | Effect::Change { .. } | Effect::Edit(_) | Effect::Quit => None,
    }
}

/// Does the file worker's effects; others are left alone.
pub fn files(root: &Root, effect: &Effect) -> Option<Reply> {
    match effect {
        Effect::ReadWorkspace => Some(match read::workspace(root) {
            Ok(found) => Reply::Workspace(found),
            Err(why) => Reply::Failed(fault(Doing::Reading, "the workspace", &why)),
        }),
        Effect::Change { path, change } => Some(match replace::change(root, path, change) {
            Ok(beside) => Reply::Changed { path: path.clone(), beside },
            Err(why) => Reply::Failed(fault(Doing::Writing, path, &why)),
        }),
        Effect::OpenJournals(_)
        | Effect::Append { .. }
        | Effect::KeepDraft(_)
        | Effect::Edit(_)
        | Effect::Quit => None,
    }
}
