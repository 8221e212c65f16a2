//! The columns of the table: which of them fit a width, and how wide each is.

use crate::base::text::{fit, width};

/// Below this width a line has only what is to be done and the letter of how it stands.
pub(super) const NARROW: u16 = 60;
/// From these widths on there is room for when it is due and the initials of who leads it, for their name, how often it was
/// moved, and where it came from.
const WITH_DUE: u16 = 80;
const WITH_LEAD: u16 = 110;
const WITH_MOVED: u16 = 120;
const WITH_FROM: u16 = 150;
/// Cells of the columns.
pub(super) const NUMBER: usize = 12;
const LEAD: usize = 24;
const INITIALS: usize = 4;
const DUE: usize = 15;
const STATE: usize = 17;
const MOVED: usize = 5;
const FROM: usize = 27;

/// The titles of the columns that fit.
pub(super) fn titles(cells: u16) -> String {
    let mut line = format!("   {:<NUMBER$} What", "Number");
    let right = columns(cells, ["State", "Due", "Moved", "Lead", "Lead", "From"].map(str::to_owned));
    let pad = usize::from(cells).saturating_sub(width(&line) + width(&right));
    line.push_str(&" ".repeat(pad));
    line + &right
}

/// State, due, moved, lead, their initials and source in the columns that fit, from left to right as they stand.
pub(super) fn columns(cells: u16, [state, due, moved, lead, initials, from]: [String; 6]) -> String {
    let cell = |text: &str, wide: usize| {
        let text = fit(text, wide);
        format!("{text}{}  ", " ".repeat(wide.saturating_sub(width(&text))))
    };
    let mut line = String::from(" ");
    if cells < NARROW {
        line.extend(state.chars().next());
        line.push(' ');
        return line;
    }
    let usual = (WITH_DUE..WITH_LEAD).contains(&cells);
    let all = [
        (lead, LEAD, cells >= WITH_LEAD),
        (initials, INITIALS, usual),
        (due, DUE, cells >= WITH_DUE),
        (state, STATE, true),
        (moved, MOVED, cells >= WITH_MOVED),
        (from, FROM, cells >= WITH_FROM),
    ];
    line.extend(all.iter().filter(|(.., fits)| *fits).map(|(text, wide, _)| cell(text, *wide)));
    // Where cells are few, one is enough between the last column and the edge.
    if usual {
        line.pop();
    }
    line
}
