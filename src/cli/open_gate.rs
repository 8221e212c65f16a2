//! What every list for anybody has to pass: posts stand in it for people, and nothing in it looks like personal data.

use crate::base::text::count;
use crate::documents::held::held;
use crate::domain::agenda::Tier;
use crate::domain::partnership::Partnership;
use crate::files::workspace::Workspace;

/// Most findings listed; more would hide what to do.
const MOST_LISTED: usize = 20;

/// Who is who, as a tier may be told: for anybody, posts without those who hold them.
pub(super) fn who_is_who(workspace: &Workspace, tier: Tier) -> Option<Partnership> {
    let mut known = workspace.partnership.clone();
    if let (Tier::Open, Some(known)) = (tier, &mut known) {
        known.people.clear();
    }
    known
}

/// Lets a text out to a tier.
///
/// # Errors
/// What in a text for anybody looks like personal data and what to do, never the words.
pub(super) fn pass(workspace: &Workspace, tier: Tier, text: &str) -> Result<(), String> {
    let found = if tier == Tier::Open { held(text, &workspace.held_back()) } else { Vec::new() };
    if found.is_empty() {
        return Ok(());
    }
    let mut lines: Vec<String> =
        found.iter().take(MOST_LISTED).map(|one| format!("  {}: {}", one.why, one.mend)).collect();
    if found.len() > MOST_LISTED {
        lines.push(format!("  and {} more", found.len() - MOST_LISTED));
    }
    Err(format!(
        "nothing was made for anybody to read, for {}:\n{}\nPut the files right and ask again, or leave out '--tier open'.",
        count(found.len(), "thing in it looks like personal data", "things in it look like personal data"),
        lines.join("\n")
    ))
}
