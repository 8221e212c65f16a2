//! What comes round is written into a tracker by whoever touches it first, on every machine alike. Where two did so, what
//! both came from is the action as it came round, though no file had it: so the changes of both can be taken.

use crate::base::id::ActionId;
use crate::files::tracker_edit;
use crate::files::yaml::{Limits, Node, read};
use std::collections::BTreeSet;

/// The common version with what both sides touched since; nothing when there is no such thing.
pub(super) fn in_base(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let has = |text: &str| text.contains("recurring:") && text.contains('@');
    if !base.contains("recurring:") || !has(ours) || !has(theirs) {
        return None;
    }
    let (before, mine, other) = (touched(base), touched(ours), touched(theirs));
    let both: Vec<ActionId> =
        mine.intersection(&other).filter(|id| !before.contains(*id)).map(|id| id.as_str().into()).collect();
    if both.is_empty() {
        return None;
    }
    tracker_edit::touched(base, both.iter()).ok().filter(|with| with != base)
}

/// The ids of the actions of a file that came round.
fn touched(text: &str) -> BTreeSet<String> {
    let root = read(text, &Limits::default()).root;
    let actions = root.as_ref().and_then(|root| root.get("actions")).map_or(&[][..], Node::items);
    let ids = actions.iter().filter_map(|action| action.get("id")?.text());
    ids.filter(|id| id.contains('@')).map(str::to_owned).collect()
}
