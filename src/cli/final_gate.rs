//! What minutes hold that looks like personal data, said before they are final. What anybody may be given of a meeting stays as
//! it is from then on, so that is made final only where somebody says why, which is recorded.

use super::args::Args;
use super::minutes::{listed, names};
use super::{open_gate, tell};
use crate::base::text::count;
use crate::documents::held::held;
use crate::domain::agenda::Tier;
use crate::domain::meeting::{Act, Meeting};
use crate::files::workspace::Workspace;

/// Looks through what would be final: the sets for partners and those that are restricted, and what anybody may be given of the
/// same record. Gives what is to be recorded before they are.
///
/// # Errors
/// What in the open part looks like personal data, under which heading, and what to do; never the words.
pub(super) fn look(
    args: &Args,
    workspace: &Workspace,
    meeting: &Meeting,
    sets: &[(Tier, String)],
    open: &str,
) -> Result<Option<Act>, String> {
    for (tier, text) in sets {
        let found = held(text, &names(workspace, meeting, *tier));
        if !found.is_empty() {
            let whose = if *tier == Tier::Restricted { "restricted" } else { "partners'" };
            tell(&format!("The {whose} minutes hold what looks like personal data:\n{}", listed(&found)));
        }
    }
    let found = held(open, &names(workspace, meeting, Tier::Open));
    if found.is_empty() {
        return Ok(None);
    }
    let Some(why) = open_gate::despite(args, workspace)? else {
        return Err(format!(
            "the minutes of {} cannot be made final, for {}:\n{}\nPut the record right and ask again; or, where it is no \
             such thing, say why with --despite \"REASON\", which is recorded.",
            meeting.sitting().meeting,
            count(
                found.len(),
                "thing in what anybody may be given of them looks like personal data",
                "things in what anybody may be given of them look like personal data"
            ),
            listed(&found)
        ));
    };
    tell(&format!("The open part holds what looks like personal data:\n{}", listed(&found)));
    Ok(Some(Act::Released { tier: Tier::Open, reason: why.to_owned(), findings: found.len() }))
}
