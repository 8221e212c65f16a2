//! The disk: performs effects on the workspace's real folder. `root` keeps every path inside it, `read` reads the
//! workspace, `record` adds to journals, `own_copy` is this computer's own copy of them and `mirror` brings it beside
//! the meetings, `trim` lets go of it when nothing depends on it any more, `heard` is what other writers add, `writer` chooses the name they are under, `opening` is how a file is opened for writing, `replace` changes whole
//! files: in `turn`, by a `fresh` one beside the old, which is kept among its `versions` in the program's `own` folder.
//! `changes` is the journal of who changed what.
//! `merging` puts a conflict copy into its original by `replace`, and the copy `aside`.
//! `folder` serves commands without a screen, `out` writes documents where somebody asked for them, `papers` those of an audit, `fault` says why something could not be done,
//! `evidence` what files that show something come to.

mod aside;
mod asked;
mod changes;
mod evidence;
mod fault;
mod folder;
mod fresh;
mod heard;
mod merging;
mod mirror;
mod opening;
mod out;
mod own;
mod own_copy;
mod papers;
mod read;
mod record;
mod replace;
mod root;
mod signed;
#[cfg(test)]
mod tiny;
mod trim;
mod turn;
#[cfg(test)]
mod undo_laws;
mod versions;
mod writer;

pub use asked::{audit, frozen_template};
pub use changes::{Kept, changes};
pub use evidence::evidence;
pub use folder::{
    begin, change, files_with_versions, merge, read_bytes, read_copy, read_journals, read_minutes, read_now,
    read_text, read_version, read_workspace, replace_text, versions_of, write_new,
};
pub use heard::Heard;
pub use mirror::Mirror;
pub use out::{Out, beside, folder_for, write_out};
pub use own_copy::{left_unfinished, own_copy, writer};
pub use papers::paper;
pub use read::{Stat, listing, papers};
pub use record::Recorder;
pub use replace::{Changed, Files};
pub use root::Root;
pub use trim::{trim, trim_one};
pub use writer::private_file;

use crate::effect::{Doing, Effect, Reply, Revision};
use crate::files::places;
use fault::fault;
use std::sync::Arc;

/// Which worker does an effect. They do not wait for each other, so a slow share never holds up the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Journals and the text being typed.
    Record,
    /// Whole files.
    Files,
    /// The copy of the journals beside the meeting.
    Mirror,
}

/// Who does it; nobody when it is no work for the disk.
pub fn work(effect: &Effect) -> Option<Work> {
    match effect {
        Effect::OpenJournals(_)
        | Effect::Append { .. }
        | Effect::KeepDraft(_)
        | Effect::KeepLine(..)
        | Effect::FindLine(_) => Some(Work::Record),
        Effect::ReadWorkspace
        | Effect::ReadTemplate(..)
        | Effect::Change { .. }
        | Effect::Revise(_)
        | Effect::ReadVersions { .. }
        | Effect::Merge(_)
        | Effect::PutElsewhere { .. }
        | Effect::WritePaper(_) => Some(Work::Files),
        Effect::Mirror { .. } => Some(Work::Mirror),
        Effect::Search(..) | Effect::Edit(_) | Effect::Quit => None,
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
        Effect::KeepLine(of, text) => {
            let kept = recorder.keep_line(*of, text);
            kept.err().map(|why| Reply::Failed(fault(Doing::KeepingDraft, record::line_of(*of), &why)))
        }
        Effect::FindLine(of) => Some(Reply::Line(*of, recorder.kept_line(*of))),
        Effect::ReadWorkspace
        | Effect::ReadTemplate(..)
        | Effect::Change { .. }
        | Effect::Revise(_)
        | Effect::ReadVersions { .. }
        | Effect::Merge(_)
        | Effect::PutElsewhere { .. }
        | Effect::WritePaper(_)
        | Effect::Mirror { .. }
        | Effect::Search(..)
        | Effect::Edit(_)
        | Effect::Quit => None,
    }
}

/// Does the mirror worker's effects; others are left alone.
pub fn mirror(mirror: &mut Mirror, effect: &Effect) -> Option<Reply> {
    let Effect::Mirror { meeting, writer } = effect else { return None };
    Some(match mirror.bring(meeting, writer) {
        Ok(()) => Reply::Mirrored,
        Err(why) => Reply::Failed(fault(Doing::Mirroring, &places::journals(meeting), &why)),
    })
}

/// Does the file worker's effects; others are left alone.
pub fn files(files: &mut Files, own: Option<&Root>, effect: &Effect) -> Option<Reply> {
    match effect {
        Effect::ReadWorkspace => Some(match read::workspace_and_own(files.root(), own) {
            // What the files say is worked out here, so that no key waits for it.
            Ok(found) => Reply::Workspace(Arc::new(found.read())),
            Err(why) => Reply::Failed(fault(Doing::Reading, "the workspace", &why)),
        }),
        Effect::Change { path, change } => Some(match files.change(path, change) {
            Ok(Changed { beside, sha256, unkept, renumbered, overridden }) => {
                Reply::Changed { path: path.clone(), beside, sha256, unkept, renumbered, overridden }
            }
            Err(why) => Reply::Failed(fault(Doing::Writing, path, &why)),
        }),
        Effect::ReadTemplate(id, sha256) => {
            Some(Reply::Template(id.clone(), asked::template(files.root(), id, sha256).map(Box::new)))
        }
        Effect::Revise(revisions) => Some(revised(files, revisions)),
        Effect::ReadVersions { file, copy } => Some(Reply::Versions {
            file: file.clone(),
            copy: copy.clone(),
            read: merging::versions(files.root(), file, copy.as_deref()),
        }),
        Effect::Merge(merge) => {
            Some(Reply::Merged { file: merge.file.clone(), done: merging::merge(files, merge) })
        }
        Effect::PutElsewhere { folder, name, text } => {
            let put = folder::put_elsewhere(folder, name, text);
            Some(Reply::PutElsewhere(put.map_err(|why| fault::detail(&why))))
        }
        Effect::WritePaper(asked) => Some(Reply::Paper(asked.clone(), papers::put(files.root(), own, asked))),
        Effect::OpenJournals(_)
        | Effect::Append { .. }
        | Effect::KeepDraft(_)
        | Effect::KeepLine(..)
        | Effect::FindLine(_)
        | Effect::Mirror { .. }
        | Effect::Search(..)
        | Effect::Edit(_)
        | Effect::Quit => None,
    }
}

/// Changes files one after another, up to the first that cannot be.
fn revised(files: &mut Files, revisions: &[Revision]) -> Reply {
    let (mut done, mut failed) = (Vec::new(), None);
    for revision in revisions {
        match files.revise(revision) {
            Ok(revised) => done.push(revised),
            Err(why) => {
                failed = Some(fault(Doing::Writing, &revision.path, &why));
                break;
            }
        }
    }
    Reply::Revised { done, failed, unkept: files.unkept() }
}
