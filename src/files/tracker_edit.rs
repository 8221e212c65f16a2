//! Changes to a tracker's text: actions added and changed, with every other byte left alone.

use crate::base::id::{ActionId, PostId};
use crate::domain::tracker::{Due, Move, Status, Update};

/// A change to an action that is in the tracker.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionChange {
    /// Which.
    pub id: ActionId,
    /// Its new state, when that changed.
    pub status: Option<Status>,
    /// Its new due date and the move to add, when that changed.
    pub moved: Option<(Due, Move)>,
    /// Its new lead, when that changed.
    pub lead: Option<PostId>,
    /// Evidence that it was done.
    pub evidence: Option<Update>,
    /// A line for its history.
    pub update: Option<Update>,
}
