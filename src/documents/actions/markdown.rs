//! Actions as a page of Markdown: what they are, of whom and when, then one table.

use super::Listing;
use crate::base::stamp::long_date;
use crate::base::text::count;
use crate::documents::minutes_markdown::{Page, words};
use crate::domain::actions::Listed;
use crate::domain::agenda::Tier;

/// The page, ending with a new line.
pub fn markdown(listing: &Listing<'_>) -> String {
    let light = listing.light;
    let (partnership, marking) = listing.partnership();
    let mut page = Page::default();
    page.paragraph(&words(marking));
    page.paragraph("# Actions");
    let of = if partnership.is_empty() { String::new() } else { format!(" of {}", words(partnership)) };
    page.paragraph(&format!(
        "{}{of}, as they stood on {}. Looked for: {}.",
        count(listing.found.len(), "action", "actions"),
        long_date(light.today),
        words(listing.query)
    ));
    if let Some(warning) = listing.warning() {
        page.paragraph(&format!("**{warning}**"));
    }
    let legend = light.partnership.map_or(&[][..], |known| &known.legend);
    let row = |listed: &Listed<'_>| {
        let action = listed.action;
        let latest = action.updates.iter().max_by_key(|update| update.on);
        let latest = latest.map(|update| format!("{}: {}", long_date(update.on), update.text));
        let tier = if action.tier == Tier::Restricted { "restricted" } else { "" };
        vec![
            action.id.to_string(),
            action.what.clone(),
            light.lead_said(action),
            light.group_said(listed.tracker),
            action.due.said(),
            action.moved(),
            action.status_said().to_owned(),
            action.rag(light.today).said(legend),
            latest.unwrap_or_default(),
            tier.to_owned(),
        ]
    };
    let head =
        ["Number", "Action", "Lead", "Group", "Due", "Moved", "Status", "RAG", "Latest update", "Tier"];
    if !listing.found.is_empty() {
        page.table(&head, listing.found.iter().map(row));
    }
    page.paragraph(&words(marking));
    page.text
}
