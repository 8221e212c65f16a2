//! What was signed off is changed by nothing, on the screen or by command: asked of the audit's file as it is at that moment.

use super::read;
use super::root::{Root, content};
use crate::effect::Change;
use crate::files::{audit, places};
use std::io;

/// An audit's file longer than this is not one of ours.
const LONGEST: u64 = 8 << 20;

/// Whether a change may be made: not one of what an audit comes to that its group has signed.
pub(super) fn may_change(root: &Root, path: &str, change: &Change) -> io::Result<()> {
    let Some(id) = change.results_of(path) else { return Ok(()) };
    let text = match read::file(root, &places::audit(&id), LONGEST) {
        Ok(bytes) => bytes,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(why) => return Err(why),
    };
    // What cannot be read is refused where it is changed.
    let audit = std::str::from_utf8(&text).ok().and_then(|text| audit::load(text).value);
    audit.map_or(Ok(()), |audit| audit.may_change().map_err(content))
}
