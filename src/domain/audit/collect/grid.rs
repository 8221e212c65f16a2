//! The lines of a form found again in a sheet: by their hidden keys wherever these stand, else by the exact words of the
//! question. Rows may have been added, columns moved and sheets renamed.

use super::Ground;
use crate::base::sheet::{At, Sheet};
use crate::base::text::and_list;
use crate::domain::audit::form::{self, Asks, Column};
use std::collections::{BTreeMap, BTreeSet};

/// Where the lines and columns of a form are in a sheet.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The row of each line, by its key.
    rows: BTreeMap<String, u32>,
    /// The columns.
    columns: BTreeMap<Column, u32>,
    /// Lines of which there are several.
    pub twice: Vec<(String, Vec<u32>)>,
    /// Whether every question that is asked was found.
    pub complete: bool,
    /// What is to be said of how it was found.
    pub notes: Vec<String>,
}

/// So many keys in one column are no accident.
const FEWEST: usize = 3;

/// Words as they are compared.
fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl Grid {
    /// The cell of a line's column.
    pub fn at(&self, key: &str, column: Column) -> Option<At> {
        Some(At { row: *self.rows.get(key)?, column: *self.columns.get(&column)? })
    }

    /// Finds the lines; nothing when the sheet is none of ours.
    pub fn of(sheet: &Sheet, ground: &Ground<'_>) -> Option<Self> {
        let lines = wanted(sheet, ground);
        let keys: BTreeSet<&str> = lines.iter().map(|(key, ..)| key.as_str()).collect();
        let mut grid = Self::default();
        let key_column = key_column(sheet, &keys);
        let titles = titles(sheet);
        match (&titles, key_column) {
            (Some((_, columns)), _) => grid.columns.clone_from(columns),
            (None, Some(first)) => {
                grid.columns = Column::ALL.into_iter().zip(first..).collect();
                let note = "The titles of the columns are gone: they were taken in the order in which they went out.";
                grid.notes.push(note.to_owned());
            }
            (None, None) => return None,
        }
        let mut found: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        if let Some(column) = key_column {
            for row in sheet.rows() {
                let key = sheet.cell(At { row, column }).line();
                if keys.contains(key.as_str()) {
                    found.entry(key).or_default().push(row);
                }
            }
        }
        let by_words = grid.by_words(sheet, &lines, &mut found);
        // What says which audit it is for stands on a sheet of its own too: that is no form yet.
        let is_mark = |key: &String| form::Mark::ALL.into_iter().any(|mark| mark.key() == key);
        if found.len() < FEWEST || found.keys().all(is_mark) {
            return None;
        }
        if by_words > 0 {
            grid.notes.push(
                "Keys are gone from it: what has none was found by the words of its question.".to_owned(),
            );
        }
        for (key, rows) in found {
            grid.settle(sheet, key, &rows);
        }
        grid.complete =
            lines.iter().filter(|(.., question)| *question).all(|(key, ..)| grid.rows.contains_key(key));
        grid.others(sheet, titles.map(|(row, _)| row));
        Some(grid)
    }

    /// Lines without a key, by their words; how many there are.
    fn by_words(
        &self,
        sheet: &Sheet,
        lines: &[(String, String, bool)],
        found: &mut BTreeMap<String, Vec<u32>>,
    ) -> usize {
        let Some(column) = self.columns.get(&Column::Question).copied() else { return 0 };
        let taken: BTreeSet<u32> = found.values().flatten().copied().collect();
        let mut rows: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for row in sheet.rows().into_iter().filter(|row| !taken.contains(row)) {
            rows.entry(plain(&sheet.cell(At { row, column }).line())).or_default().push(row);
        }
        let mut some = 0;
        for (key, label, _) in lines {
            if !found.contains_key(key)
                && let Some(rows) = rows.get(&plain(label))
            {
                some += 1;
                found.insert(key.clone(), rows.clone());
            }
        }
        some
    }

    /// One row for a key; of several the one that says something, and none where several do.
    fn settle(&mut self, sheet: &Sheet, key: String, rows: &[u32]) {
        let says = |row: &&u32| self.says_something(sheet, **row);
        match (rows, rows.iter().filter(says).copied().collect::<Vec<_>>().as_slice()) {
            (_, [one]) | ([one], _) => {
                self.rows.insert(key, *one);
            }
            ([first, ..], []) => {
                self.rows.insert(key, *first);
            }
            (_, several) => {
                self.rows.insert(key.clone(), several[0]);
                self.twice.push((key, several.to_vec()));
            }
        }
    }

    fn says_something(&self, sheet: &Sheet, row: u32) -> bool {
        let answers = self.columns.iter().filter(|(column, _)| **column >= Column::Answer);
        answers.into_iter().any(|(_, column)| !sheet.cell(At { row, column: *column }).blank())
    }

    /// Rows of others that say something where answers stand.
    fn others(&mut self, sheet: &Sheet, titles: Option<u32>) {
        let ours: BTreeSet<u32> = self
            .rows
            .values()
            .copied()
            .chain(titles)
            .chain(self.twice.iter().flat_map(|(_, rows)| rows.clone()))
            .collect();
        let rows = sheet.rows().into_iter().filter(|row| !ours.contains(row));
        let rows: Vec<String> =
            rows.filter(|row| self.says_something(sheet, *row)).map(|row| row.to_string()).collect();
        match rows.as_slice() {
            [] => {}
            [row] => self.notes.push(format!("Row {row} is none of ours and was not read.")),
            rows => self.notes.push(format!("Rows {} are none of ours and were not read.", and_list(rows))),
        }
    }
}

/// Keys, labels, and whether each is a question that is asked of the agency the sheet may be of.
fn wanted(sheet: &Sheet, ground: &Ground<'_>) -> Vec<(String, String, bool)> {
    // A sheet of another kind of agency is read too, so that a wrong question can be named.
    let kinds = ground.audit.agencies.iter();
    let said = |id: &str| sheet.cells.values().any(|cell| cell.line() == id);
    let mut all: Vec<(String, String, bool)> = Vec::new();
    for agency in kinds {
        let mine = said(agency.id.as_str());
        for line in form::lines(ground.audit, ground.template, &agency.kind, ("", "")) {
            if line.key.is_empty() {
                continue;
            }
            let asked = mine && matches!(line.asks, Asks::Question(_));
            match all.iter_mut().find(|(key, ..)| *key == line.key) {
                Some(known) => known.2 |= asked,
                None => all.push((line.key, line.label, asked)),
            }
        }
    }
    all
}

/// The column with most keys.
fn key_column(sheet: &Sheet, keys: &BTreeSet<&str>) -> Option<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for (at, cell) in &sheet.cells {
        if keys.contains(cell.line().as_str()) {
            *counts.entry(at.column).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, n)| *n >= FEWEST).max_by_key(|(_, n)| *n).map(|(column, _)| column)
}

/// The row of the titles, and the columns they stand above.
fn titles(sheet: &Sheet) -> Option<(u32, BTreeMap<Column, u32>)> {
    let width = sheet.width();
    sheet.rows().into_iter().find_map(|row| {
        let mut columns = BTreeMap::new();
        for column in 0..width {
            let said = plain(&sheet.cell(At { row, column }).line());
            let known = Column::ALL.into_iter().find(|known| plain(known.title()) == said);
            if let Some(known) = known {
                columns.entry(known).or_insert(column);
            }
        }
        let enough = columns.contains_key(&Column::Answer) && columns.contains_key(&Column::Question);
        enough.then_some((row, columns))
    })
}
