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
use crate::base::text::{nearest, one_line};
use crate::domain::actions::Known;
use crate::files::workspace::Workspace;
use std::path::PathBuf;

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
        if new == text {
            say(&format!("{path} says so already."));
            return Ok(());
        }
        write(&self.root, path, &text, new)?;
        let undo = next(args, &format!("restore {path} 1 --yes"));
        say(&format!("{path} is changed. To undo it: '{undo}'."));
        Ok(())
    }

    /// Nothing of these words looks like personal data, or what it looks like, without saying it again.
    fn no_personal_data(&self, words: &[Option<&str>]) -> Result<(), String> {
        super::no_personal_data(&self.workspace, words)
    }

    fn group(&self, name: &str) -> Result<GroupId, String> {
        self.workspace.group_called(name).cloned().ok_or_else(|| {
            let near = nearest(name, self.workspace.names()).map(|near| format!(": did you mean {near}?"));
            format!("there is no group called {}{}", one_line(name), near.unwrap_or_default())
        })
    }

    fn post(&self, name: &str) -> Result<PostId, String> {
        let id = PostId::new(name.to_lowercase());
        let posts = || self.workspace.partnership.iter().flat_map(|known| &known.posts);
        if posts().any(|post| post.id == id) {
            return Ok(id);
        }
        let near = nearest(id.as_str(), posts().map(|post| post.id.as_str()));
        let near = near.map(|near| format!(": did you mean {near}?")).unwrap_or_default();
        Err(format!("there is no post {}{near}", one_line(name)))
    }

    /// Who agrees or decides: a group by any of its names, else a post.
    fn who(&self, name: &str) -> Result<String, String> {
        if let Some(group) = self.workspace.group_called(name) {
            return Ok(group.to_string());
        }
        self.post(name)
            .map(|post| post.to_string())
            .map_err(|_| format!("there is no group and no post called {}: a person is none", one_line(name)))
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
