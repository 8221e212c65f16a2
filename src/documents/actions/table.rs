//! Actions as a table of text that fits a terminal: one line each, what does not fit ends with `…`, and what matters less
//! is left out where there is no room for it.

use super::Listing;
use crate::base::stamp::long_date;
use crate::base::text::{fit, one_line, width};
use crate::domain::action::Due;
use crate::domain::actions::Listed;
use crate::domain::agenda::Tier;

/// Cells that an action's words have at least before another column is shown.
const LEAST: usize = 30;
/// The widest that a name or a group is shown.
const WIDEST: usize = 28;

/// The table, for a terminal so many cells wide, ending with a new line.
pub fn table(listing: &Listing<'_>, cells: usize) -> String {
    let legend = listing.light.partnership.map_or(&[][..], |known| &known.legend);
    let row = |listed: &Listed<'_>| {
        let action = listed.action;
        let due = match action.due {
            Due::On(day) => long_date(day),
            Due::ToBeSet => "no date yet".to_owned(),
        };
        let marked = if action.tier == Tier::Restricted { "[restricted] " } else { "" };
        [
            action.id.to_string(),
            action.rag(listing.light.today).said(legend),
            due,
            listing.light.lead_said(action),
            action.status.word().to_owned(),
            listing.light.from_said(action),
            listing.light.group_said(listed.tracker),
            format!("{marked}{}", action.what),
        ]
        .map(|cell| one_line(&cell))
    };
    let rows: Vec<[String; 8]> = listing.found.iter().map(row).collect();
    let heads = ["Number", "RAG", "Due", "Lead", "Status", "From", "Group", "Action"];
    let widths = widths(&heads, &rows, cells);
    let line = |row: &[&str; 8]| {
        let mut line = String::new();
        for (cell, wide) in row.iter().zip(&widths).filter(|(_, wide)| **wide > 0) {
            let cell = fit(cell, *wide);
            let gap = " ".repeat(wide - width(&cell) + 2);
            line.extend([cell, gap]);
        }
        line.trim_end().to_owned() + "\n"
    };
    let head = line(&heads);
    let rows = rows.iter().map(|row| line(&row.each_ref().map(String::as_str)));
    head + &rows.collect::<String>()
}

/// How wide each column is; nothing where it is left out.
fn widths(heads: &[&str; 8], rows: &[[String; 8]], cells: usize) -> [usize; 8] {
    let widest = |at: usize| {
        let all = rows.iter().map(|row| width(&row[at])).chain([width(heads[at])]);
        all.max().unwrap_or(0).min(WIDEST)
    };
    let (mut widths, last) = ([0; 8], heads.len() - 1);
    let mut left = cells;
    for (at, wide) in widths.iter_mut().enumerate().take(last) {
        let wanted = widest(at);
        // The number is always there.
        if at == 0 || left >= wanted + 2 + LEAST {
            *wide = wanted.min(left);
            left = left.saturating_sub(wanted + 2);
        }
    }
    widths[last] = left;
    widths
}
