//! Actions as a page of Markdown: what they are, of whom and when, then one table.

use super::Listing;
use super::read::{COLUMNS, about, cells};
use crate::documents::minutes_markdown::{Page, words};

/// The page, ending with a new line.
pub fn markdown(listing: &Listing<'_>) -> String {
    let (_, marking) = listing.partnership();
    let mut page = Page::default();
    page.paragraph(&words(marking));
    page.paragraph("# Actions");
    page.paragraph(&about(listing, words));
    if let Some(warning) = listing.warning() {
        page.paragraph(&format!("**{warning}**"));
    }
    if !listing.found.is_empty() {
        page.table(&COLUMNS, listing.found.iter().map(|listed| cells(listing, listed).to_vec()));
    }
    page.paragraph(&words(marking));
    page.text
}
