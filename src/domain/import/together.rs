//! A tracker that lies in several tables of a document, as one sheet: those whose header looks like a tracker's, one below
//! the other, each column under the one of the same name or meaning. Where each row lies is kept.

use super::Taken;
use super::columns::{self, plain};
use super::header::{self, Header};
use crate::base::sheet::{At, Cell, InTable, Sheet};
use std::collections::{BTreeMap, BTreeSet};

/// What was found among the tables of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The numbers of the tables taken, from the first.
    pub taken: Vec<u32>,
    /// The names of those that were passed over, and why.
    pub passed: Vec<(String, String)>,
    /// What was taken, as one sheet; nothing when no table looks like a tracker.
    pub sheet: Option<Sheet>,
}

/// Looks through the tables of a document, in their order.
pub fn together(tables: &[Sheet]) -> Found {
    let mut found = Found::default();
    for table in tables {
        let Some(number) = table.lies.values().next().map(|lies| lies.table) else { continue };
        let inside = table.inside.filter(|outer| found.taken.contains(outer));
        let why = match (inside, header::find(table, &[])) {
            (Some(outer), _) => format!("it stands in a cell of table {outer}"),
            (None, Err(_)) => "no row of it names columns such as Action, Owner and Due date".to_owned(),
            (None, Ok(header)) => {
                match &mut found.sheet {
                    None => found.sheet = Some(table.clone()),
                    Some(sheet) => add(sheet, table, &header),
                }
                found.taken.push(number);
                continue;
            }
        };
        found.passed.push((table.name.clone(), why));
    }
    found
}

/// Puts the rows of a table below its header under those there are.
fn add(sheet: &mut Sheet, table: &Sheet, header: &Header) {
    let Ok(base) = header::find(sheet, &[]) else { return };
    let columns = under(sheet, &base, table, header);
    let below = header.rows.last().copied().unwrap_or(0);
    let mut next = sheet.cells.keys().next_back().map_or(0, |at| at.row);
    let mut rows: BTreeMap<u32, u32> = BTreeMap::new();
    for row in table.rows().into_iter().filter(|row| *row > below) {
        next += 1;
        rows.insert(row, next);
        let lies = table.lies.get(&row).copied().unwrap_or(InTable { table: 0, row });
        sheet.lies.insert(next, lies);
    }
    for taken in header.columns.iter().filter(|taken| !taken.name.is_empty()) {
        if let (Some(column), Some(lies)) = (columns.get(&taken.column), table.lies.values().next()) {
            sheet.heads.insert((lies.table, *column), taken.name.clone());
        }
    }
    let placed = |at: &At| Some(At { row: *rows.get(&at.row)?, column: *columns.get(&at.column)? });
    let cells = table.cells.iter().filter_map(|(at, cell)| Some((placed(at)?, cell.clone())));
    sheet.cells.extend(cells);
    let covered = table.covered.iter().filter_map(|(at, over)| Some((placed(at)?, placed(over)?)));
    sheet.covered.extend(covered);
    for note in &table.notes {
        if !sheet.notes.contains(note) {
            sheet.notes.push(note.clone());
        }
    }
}

/// Under which column of the sheet each of a table's goes; one that has none gets one, with its name.
fn under(sheet: &mut Sheet, base: &Header, table: &Sheet, header: &Header) -> BTreeMap<u32, u32> {
    let mut free = sheet.width().max(base.columns.iter().map(|taken| taken.column + 1).max().unwrap_or(0));
    let mut used: BTreeSet<u32> = BTreeSet::new();
    let mut columns = BTreeMap::new();
    let named =
        |taken: &Taken, known: &Taken| !taken.name.is_empty() && plain(&taken.name) == plain(&known.name);
    let meant = |taken: &Taken, known: &Taken| {
        let one = taken.field.filter(|field| !columns::column(*field).several);
        one.is_some() && one == known.field
    };
    // Names go before meanings, for all columns: nobody takes the place of one that is called so.
    for by_name in [true, false] {
        for taken in &header.columns {
            let way = |known: &&Taken| if by_name { named(taken, known) } else { meant(taken, known) };
            let known = base.columns.iter().filter(|known| !used.contains(&known.column)).find(way);
            if let Some(known) = known.filter(|_| !columns.contains_key(&taken.column)) {
                used.insert(known.column);
                columns.insert(taken.column, known.column);
            }
        }
    }
    let head = base.rows.last().copied().unwrap_or(1);
    for column in 0..table.width() {
        columns.entry(column).or_insert_with(|| {
            let name = header.columns.iter().find(|taken| taken.column == column).map(|taken| &*taken.name);
            if let Some(name) = name.filter(|name| !name.is_empty()) {
                sheet.cells.insert(At { row: head, column: free }, Cell::text(name));
            }
            free += 1;
            free - 1
        });
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(number: u32, rows: &[&[&str]]) -> Sheet {
        let mut sheet = Sheet { name: format!("table {number}"), ..Sheet::default() };
        for (row, cells) in (1..).zip(rows) {
            sheet.lies.insert(row, InTable { table: number, row });
            for (column, words) in (0..).zip(*cells) {
                sheet.cells.insert(At { row, column }, Cell::text(words));
            }
        }
        sheet
    }

    #[test]
    fn tables_that_look_like_a_tracker_are_put_under_each_other_by_the_names_of_their_columns() {
        let nested =
            Sheet { inside: Some(3), ..table(4, &[&["Action", "Owner", "Due date"], &["x", "y", "z"]]) };
        let found = together(&[
            table(1, &[&["Name", "Agency"], &["Head", "Council"]]),
            table(2, &[&["Ref", "Action", "Owner", "Deadline"], &["1", "Write", "GD", "1/1/27"]]),
            table(3, &[&["Owner", "By when", "Cost", "Action"], &["NO", "2/2/27", "5", "Send"]]),
            nested,
            table(5, &[]),
        ]);
        assert_eq!(found.taken, [2, 3]);
        let why = "no row of it names columns such as Action, Owner and Due date";
        let passed = [("table 1", why), ("table 4", "it stands in a cell of table 3")];
        assert_eq!(found.passed, passed.map(|(name, why)| (name.to_owned(), why.to_owned())));
        let sheet = found.sheet.unwrap();
        let row = |row| (0..5).map(|column| sheet.cell(At { row, column }).line()).collect::<Vec<_>>();
        assert_eq!(row(1), ["Ref", "Action", "Owner", "Deadline", "Cost"]);
        assert_eq!(row(2), ["1", "Write", "GD", "1/1/27", ""]);
        assert_eq!(row(3), ["", "Send", "NO", "2/2/27", "5"]);
        assert_eq!(
            (sheet.row_said(2), sheet.row_said(3)),
            ("table 2, row 2".into(), "table 3, row 2".into())
        );
    }

    #[test]
    fn nothing_is_found_where_nothing_looks_right() {
        assert_eq!(together(&[table(1, &[&["Name", "Age"], &["x", "1"]])]).sheet, None);
        assert_eq!(together(&[]), Found::default());
    }
}
