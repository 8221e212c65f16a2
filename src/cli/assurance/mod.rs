//! Commands about what goes with audits: `inspection.rs`, `rapid_review.rs`, `programme.rs`, `feedback.rs`. Here is what they
//! share: changing a file by a function of what it says, and taking nothing down that looks like personal data.

pub(super) mod feedback;
pub(super) mod inspection;
pub(super) mod programme;
pub(super) mod rapid_review;

use super::args::Args;
use super::recommendations::{read, write};
use super::{next, say};
use crate::base::id::{ActionId, GroupId, PostId};
use crate::base::text::one_line;
use crate::domain::actions::Known;
use crate::effect::Change;
use crate::files::assurance::who;
use crate::files::workspace::Workspace;
use std::path::PathBuf;

/// That a file is changed and how to undo it, or that it is the same.
fn said(args: &Args, path: &str, same: bool) {
    if same {
        say(&format!("{path} says so already."));
    } else {
        let undo = next(args, &format!("restore {path} 1 --yes"));
        say(&format!("{path} is changed. To undo it: '{undo}'."));
    }
}

/// The workspace a command is about.
struct Open {
    root: PathBuf,
    workspace: Workspace,
}

impl Open {
    fn read(args: &Args) -> Result<Self, String> {
        let root = super::workspace(args);
        let mut workspace = super::check::load(&root)?;
        workspace.come_to(super::today(args));
        Ok(Self { root, workspace })
    }

    /// Changes a file by a function of what it says now, and says how to undo it.
    fn change(
        &self,
        args: &Args,
        path: &str,
        change: impl FnOnce(&str) -> Result<String, String>,
    ) -> Result<(), String> {
        let text = read(&self.root, path)?;
        let new = change(&text).map_err(|why| format!("{path} was not changed: {why}"))?;
        let same = new == text;
        if !same {
            write(&self.root, path, &text, new)?;
        }
        said(args, path, same);
        Ok(())
    }

    /// The same by a change that screens make too.
    fn make(&self, args: &Args, path: &str, change: &Change) -> Result<(), String> {
        let text = read(&self.root, path)?;
        crate::cli::change(&self.root, path, change)
            .map_err(|why| format!("{path} was not changed: {why}"))?;
        said(args, path, read(&self.root, path)? == text);
        Ok(())
    }

    /// Nothing of these words looks like personal data, or what it looks like, without saying it again.
    fn no_personal_data(&self, words: &[Option<&str>]) -> Result<(), String> {
        super::no_personal_data(&self.workspace, words)
    }

    fn group(&self, name: &str) -> Result<GroupId, String> {
        who::group(&self.workspace, name)
    }

    fn post(&self, name: &str) -> Result<PostId, String> {
        who::post(&self.workspace, name)
    }

    fn who(&self, name: &str) -> Result<String, String> {
        who::who(&self.workspace, name)
    }

    fn actions(&self, ids: &[String]) -> Result<Vec<ActionId>, String> {
        let known = Known::of(self.workspace.trackers.values());
        let one = |id: &String| {
            let id = ActionId::new(id.to_uppercase());
            known
                .find(&id)
                .is_some()
                .then(|| id.clone())
                .ok_or_else(|| format!("no tracker has an action {}", one_line(id.as_str())))
        };
        ids.iter().map(one).collect()
    }
}
