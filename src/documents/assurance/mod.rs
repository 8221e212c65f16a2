//! What goes with audits, in words: inspections, rapid reviews, the programme, feedback. Each is lines to read on a terminal;
//! posts and groups are said as people call them, and no person by name. `due` is what comes next of all of them.

pub mod due;
pub mod feedback;
pub mod inspection;
pub mod programme;
pub mod rapid_review;

use crate::base::id::{GroupId, PostId};
use crate::base::text::{clean, one_line};
use crate::domain::partnership::Partnership;

/// What stands below dates that are not confirmed.
pub const PROPOSAL: &str = "* A proposal, or unconfirmed: check it against the primary text.";

/// A post as people call it.
pub fn post_said(partnership: Option<&Partnership>, id: &PostId) -> String {
    let post = partnership.and_then(|known| known.post(id));
    one_line(post.map_or(id.as_str(), |post| if post.short.is_empty() { &post.title } else { &post.short }))
}

/// A post or a group as people call it.
pub fn who_said(partnership: Option<&Partnership>, id: &str) -> String {
    let group = partnership.and_then(|known| known.group(&GroupId::from(id)));
    group.map_or_else(|| post_said(partnership, &PostId::from(id)), |group| one_line(group.said()))
}

/// Lines as a text that is safe for any terminal.
fn text(lines: &[String]) -> String {
    clean(&(lines.join("\n") + "\n")).into_owned()
}
