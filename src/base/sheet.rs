//! A sheet of cells as it lies in a spreadsheet, a CSV file or a table of a document: what each cell holds, where, and in which colour. What any
//! of it means is decided elsewhere.

use super::text::one_line;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A cell's place, row by row; said as people say it: `D14`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// The row, from 1.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", letters(self.column), self.row)
    }
}

/// A column's letters: `A` for 0, `AB` for 27.
pub fn letters(column: u32) -> String {
    let mut left = column;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or(0)));
        match (left / 26).checked_sub(1) {
            Some(next) => left = next,
            None => return letters.iter().rev().collect(),
        }
    }
}

/// The column with these letters, of at most three; small and capital alike.
pub fn column(letters: &str) -> Option<u32> {
    let good = (1..=3).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_alphabetic());
    let value = |b: u8| u32::from(b.to_ascii_uppercase() - b'A') + 1;
    good.then(|| letters.bytes().fold(0, |sum, b| sum * 26 + value(b)) - 1)
}

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Content {
    /// Nothing.
    #[default]
    Blank,
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(NaiveDate),
    /// A day of which only the month and the year are shown.
    Month(NaiveDate),
    /// Yes or no.
    YesNo(bool),
    /// Something that went wrong in the spreadsheet itself, in words.
    Fault(String),
}

/// A colour: red, green and blue.
pub type Rgb = [u8; 3];

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// What it is filled with; nothing where it has no fill.
    pub fill: Option<Rgb>,
    /// Whether its words are struck through.
    pub struck: bool,
}

impl Cell {
    /// A cell with words in it; blank when there are none.
    pub fn text(words: &str) -> Self {
        let words = tidy(words);
        let content = if words.trim().is_empty() { Content::Blank } else { Content::Text(words) };
        Self { content, ..Self::default() }
    }

    /// Whether it holds nothing.
    pub fn blank(&self) -> bool {
        self.content == Content::Blank
    }

    /// What it holds, in words, with its line breaks.
    pub fn words(&self) -> String {
        match &self.content {
            Content::Blank => String::new(),
            Content::Text(text) => text.clone(),
            Content::Number(number) => number.to_string(),
            Content::Day(day) => day.format("%-d %b %Y").to_string(),
            Content::Month(day) => day.format("%b %Y").to_string(),
            Content::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Content::Fault(why) => why.clone(),
        }
    }

    /// What it holds, on one line.
    pub fn line(&self) -> String {
        one_line(&self.words())
    }
}

/// Words without what copying brings along: marks that cannot be seen, blanks of other widths, line ends of Windows.
fn tidy(words: &str) -> String {
    let kept = words.replace("\r\n", "\n").replace('\r', "\n");
    let seen =
        |c: &char| !matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}');
    let plain = |c: char| if matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}' | '\t') { ' ' } else { c };
    kept.chars().filter(seen).map(plain).collect()
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name; empty where the file has no sheets.
    pub name: String,
    /// Whether the spreadsheet hides it.
    pub hidden: bool,
    /// Its cells; those that hold nothing and have no colour may be missing.
    pub cells: BTreeMap<At, Cell>,
    /// For the cells that a merged one covers, the one that speaks for them.
    pub covered: BTreeMap<At, At>,
    /// Rows the spreadsheet hides.
    pub hidden_rows: BTreeSet<u32>,
    /// What could not be read, in sentences.
    pub notes: Vec<String>,
    /// Where its rows lie, when they are those of tables of a document, whose cells are not called by letters.
    pub lies: BTreeMap<u32, InTable>,
    /// What its columns are called in the tables it was put together from, by table and column, where that is another name.
    pub heads: BTreeMap<(u32, u32), String>,
    /// The number of the table in one of whose cells this one stands.
    pub inside: Option<u32>,
}

/// A row of a table of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct InTable {
    /// The table, from 1.
    pub table: u32,
    /// Its row, from 1.
    pub row: u32,
}

impl fmt::Display for InTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "table {}, row {}", self.table, self.row)
    }
}

static NOTHING: Cell = Cell { content: Content::Blank, fill: None, struck: false };

impl Sheet {
    /// The cell at a place, or the merged one that covers it.
    pub fn cell(&self, at: At) -> &Cell {
        let own = self.cells.get(&at);
        if own.is_some_and(|cell| !cell.blank()) {
            return own.unwrap_or(&NOTHING);
        }
        let over = self.covered.get(&at).and_then(|over| self.cells.get(over));
        over.or(own).unwrap_or(&NOTHING)
    }

    /// Every row that holds anything, in order.
    pub fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> =
            self.cells.iter().filter(|(_, cell)| !cell.blank()).map(|(at, _)| at.row).collect();
        rows.dedup();
        rows
    }

    /// What a row is called: `row 5`, `table 2, row 5`.
    pub fn row_said(&self, row: u32) -> String {
        self.lies.get(&row).map_or_else(|| format!("row {row}"), InTable::to_string)
    }

    /// The columns up to the last that holds anything.
    pub fn width(&self) -> u32 {
        self.cells.iter().filter(|(_, cell)| !cell.blank()).map(|(at, _)| at.column + 1).max().unwrap_or(0)
    }
}

/// The day a spreadsheet means by a number, in the calendar that begins with 1900; nothing beyond the year 9999.
pub fn day_of(serial: f64) -> Option<NaiveDate> {
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was just compared")]
    let days = serial as u64;
    // The first spreadsheet took 1900 for a leap year, and all others had to follow.
    let start = NaiveDate::from_ymd_opt(1899, 12, if days < 60 { 31 } else { 30 })?;
    start.checked_add_days(Days::new(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_called_as_people_call_them() {
        let said: Vec<String> = [0, 25, 26, 27, 701, 702].map(letters).into();
        assert_eq!(said, ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
        for n in 0..2000 {
            assert_eq!(column(&letters(n)), Some(n));
        }
        assert_eq!([column("ab"), column(""), column("A1"), column("ABCD")], [Some(27), None, None, None]);
        assert_eq!(At { row: 14, column: 3 }.to_string(), "D14");
    }

    #[test]
    fn numbers_are_days_as_spreadsheets_count_them() {
        let said = |n: f64| day_of(n).map(|day| day.to_string());
        assert_eq!(said(46_000.0).as_deref(), Some("2025-12-09"));
        assert_eq!(said(46_000.75).as_deref(), Some("2025-12-09"));
        assert_eq!(said(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(said(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!([said(0.5), said(f64::NAN), said(-1.0), said(1e18)], [None, None, None, None]);
    }

    #[test]
    fn a_merged_cell_speaks_for_those_it_covers() {
        let at = |row, column| At { row, column };
        let sheet = Sheet {
            cells: BTreeMap::from([(at(1, 0), Cell::text("Dates\u{200E}")), (at(2, 1), Cell::text("Due"))]),
            covered: BTreeMap::from([(at(1, 1), at(1, 0))]),
            ..Sheet::default()
        };
        assert_eq!(sheet.cell(at(1, 1)).line(), "Dates");
        assert_eq!(sheet.cell(at(2, 1)).line(), "Due");
        assert!(sheet.cell(at(9, 9)).blank());
        assert_eq!((sheet.rows(), sheet.width()), (vec![1, 2], 2));
    }
}
