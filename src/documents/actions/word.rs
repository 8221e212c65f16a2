//! Actions as a Word document: what Markdown says of them, on pages that lie on their side, with the table's first row
//! repeated on each.

use super::Listing;
use super::read::{COLUMNS, about, cells};
use crate::base::stamp::long_date;
use crate::documents::word::{Block, Column, Document, Level, Table, Words};

/// How wide each column is beside the others.
const SHARES: [u32; 11] = [15, 30, 14, 12, 12, 11, 12, 10, 10, 24, 9];

/// The document's bytes.
///
/// # Errors
/// A sentence without a full stop, when there are too many actions for such a file.
pub fn word(listing: &Listing<'_>) -> Result<Vec<u8>, String> {
    let (partnership, marking) = listing.partnership();
    let mut blocks = vec![
        Block::Heading(Level::One, "Actions".into()),
        Block::Paragraph(about(listing, str::to_owned).into()),
    ];
    blocks.extend(listing.warning().map(|warning| Block::Paragraph(Words::bold(warning))));
    let rows: Vec<[String; 11]> = listing.found.iter().map(|listed| cells(listing, listed)).collect();
    let kept: Vec<usize> =
        (0..COLUMNS.len()).filter(|at| rows.iter().any(|row| !row[*at].is_empty())).collect();
    let column = |at: &usize| Column { head: COLUMNS[*at].to_owned(), share: SHARES[*at], figures: false };
    let row = |row: &[String; 11]| kept.iter().map(|at| Words::from(row[*at].as_str())).collect();
    if !rows.is_empty() {
        blocks.push(Block::Table(Table {
            about: "Actions, one a row, with who leads each, when it is due and how far it has got"
                .to_owned(),
            whole: false,
            columns: kept.iter().map(column).collect(),
            rows: rows.iter().map(row).collect(),
        }));
    }
    let some = if listing.restricted() > 0 { "holds restricted actions" } else { "" };
    let document = Document {
        title: format!("Actions, as they stood on {}", long_date(listing.light.today)),
        subject: partnership.to_owned(),
        marking: marking.to_owned(),
        made: Some(listing.light.today),
        landscape: true,
        foot: some.to_owned(),
        blocks,
    };
    document.bytes()
}
