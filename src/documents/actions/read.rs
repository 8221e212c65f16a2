//! What a document to read says of actions, whatever its form: one sentence of them all, and a row of each.

use super::Listing;
use crate::base::stamp::long_date;
use crate::base::text::count;
use crate::domain::actions::Listed;
use crate::domain::agenda::Tier;

/// The columns.
pub(super) const COLUMNS: [&str; 11] =
    ["Number", "Action", "Lead", "Group", "From", "Due", "Moved", "Status", "RAG", "Latest update", "Tier"];

/// How many they are, of whom and when; what comes from files is made harmless by the form.
pub(super) fn about(listing: &Listing<'_>, words: impl Fn(&str) -> String) -> String {
    let partnership = listing.partnership().0;
    let of = if partnership.is_empty() { String::new() } else { format!(" of {}", words(partnership)) };
    format!(
        "{}{of}, as they stood on {}. Looked for: {}.",
        count(listing.found.len(), "action", "actions"),
        long_date(listing.light.today),
        words(listing.query)
    )
}

/// A row, a cell for each column.
pub(super) fn cells(listing: &Listing<'_>, listed: &Listed<'_>) -> [String; 11] {
    let (action, light) = (listed.action, listing.light);
    let legend = light.partnership.map_or(&[][..], |known| &known.legend);
    let latest = action.updates.iter().max_by_key(|update| update.on);
    let latest = latest.map(|update| format!("{}: {}", long_date(update.on), update.text));
    let tier = if action.tier == Tier::Restricted { "restricted" } else { "" };
    [
        action.id.to_string(),
        action.what.clone(),
        light.lead_said(action),
        light.group_said(listed.tracker),
        light.from_said(action),
        action.due.said(),
        action.moved(),
        action.status_said().to_owned(),
        action.rag(light.today).said(legend),
        latest.unwrap_or_default(),
        tier.to_owned(),
    ]
}
