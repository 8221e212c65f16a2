//! Who is meant by a name that is typed, and words that no file of this kind may hold. Commands and screens ask the same.

use crate::base::id::{AuditId, GroupId, PostId};
use crate::base::text::{meant, one_line};
use crate::domain::partnership::Post;
use crate::domain::personal::clean_of;
use crate::files::workspace::Workspace;

/// Nothing of these words looks like personal data; the names of people are held back as well, for posts stand for them.
///
/// # Errors
/// What it looks like, without saying it again, as a sentence without a full stop.
pub fn nothing_personal(workspace: &Workspace, words: &[Option<&str>]) -> Result<(), String> {
    let names = workspace.held_back();
    words.iter().flatten().try_for_each(|words| clean_of(words, &names))
}

/// Every post there is.
pub fn posts(workspace: &Workspace) -> impl Iterator<Item = &Post> + Clone {
    workspace.partnership.iter().flat_map(|known| &known.posts)
}

/// Every group there is, by its id, with what people call it.
pub fn groups(workspace: &Workspace) -> impl Iterator<Item = (&GroupId, &str)> + Clone {
    workspace.partnership.iter().flat_map(|known| &known.groups).map(|group| (&group.id, group.said()))
}

/// The group somebody means.
///
/// # Errors
/// That there is none, as a sentence without a full stop.
pub fn group(workspace: &Workspace, name: &str) -> Result<GroupId, String> {
    workspace.group_called(name).cloned().ok_or_else(|| {
        let all = groups(workspace).map(|(id, _)| id.as_str());
        format!("there is no group called {}: {}", one_line(name), meant(name, all))
    })
}

/// The post somebody means: by its id, its title or what it is called in short.
///
/// # Errors
/// That there is none, as a sentence without a full stop.
pub fn post(workspace: &Workspace, name: &str) -> Result<PostId, String> {
    let id = PostId::new(name.to_lowercase());
    let posts = || posts(workspace);
    let called = |post: &&Post| {
        let names = [&post.title, &post.short].into_iter().chain(&post.also);
        post.id == id || names.into_iter().any(|known| known.to_lowercase() == id.as_str())
    };
    // Its id counts before what another is called.
    if let Some(post) = posts().find(|post| post.id == id).or_else(|| posts().find(called)) {
        return Ok(post.id.clone());
    }
    let all = posts().map(|post| post.id.as_str());
    Err(format!("there is no post {}: {}", one_line(name), meant(name, all)))
}

/// The audit somebody means by its id.
///
/// # Errors
/// That there is none, as a sentence without a full stop.
pub fn audit(workspace: &Workspace, name: &str) -> Result<AuditId, String> {
    let id = AuditId::new(name.to_lowercase());
    if workspace.audit_folders.contains_key(&id) {
        return Ok(id);
    }
    let which = meant(name, workspace.audit_folders.keys().map(AuditId::as_str));
    Err(format!("there is no audit {}: {which}", one_line(name)))
}

/// Who agrees or decides: a group by any of its names, else a post.
///
/// # Errors
/// That there is none, as a sentence without a full stop.
pub fn who(workspace: &Workspace, name: &str) -> Result<String, String> {
    if let Some(group) = workspace.group_called(name) {
        return Ok(group.to_string());
    }
    let post = post(workspace, name).map(|post| post.to_string());
    post.map_err(|_| {
        let groups = groups(workspace).map(|(id, _)| id.as_str());
        let all = groups.chain(posts(workspace).map(|post| post.id.as_str()));
        format!(
            "there is no group and no post called {}, and no person is one: {}",
            one_line(name),
            meant(name, all)
        )
    })
}
