//! The tables of a Word document, each a sheet: what somebody sees who reads it with its changes accepted. Inserted words
//! count and deleted ones do not; of fields and links the words that are shown. A table inside a cell is a sheet of its
//! own, and its words are also in that cell. Text boxes, comments, notes, pictures, headers and footers are not read.

use super::parts::Parts;
use super::xml::{Piece, Tag, walk};
use super::{Book, Kept, MOST_COLUMNS, MOST_COVERED, MOST_ROWS};
use crate::base::sheet::{At, Cell, InTable, Rgb, Sheet};
use std::collections::BTreeMap;

/// Where the text is, in every document that any program is known to write.
pub(super) const DOCUMENT: &str = "word/document.xml";
/// The most tables of a document, those in cells too.
const MOST_TABLES: usize = 200;
/// How deep tables may stand in one another.
const MOST_DEEP: usize = 12;

pub(super) fn read(mut parts: Parts<'_>) -> Result<Book, String> {
    let text = parts.take(DOCUMENT)?.ok_or_else(|| format!("it is damaged: it has no {DOCUMENT}"))?;
    let mut reading = Reading::default();
    walk(&text, |piece| reading.take(&piece))?;
    let sheets: Vec<Sheet> = reading.done.into_values().collect();
    if sheets.is_empty() {
        return Err("it is a Word document without a table".to_owned());
    }
    Ok(Book { sort: "a Word document".to_owned(), sheets })
}

/// A document being read.
#[derive(Default)]
struct Reading {
    /// Tables that are whole, by their number, and how many have begun.
    done: BTreeMap<u32, Sheet>,
    begun: u32,
    /// The tables in hand, the innermost last.
    open: Vec<Table>,
    kept: Kept,
    covered: usize,
    /// What is read over, with everything in it, and how deep in that.
    over: Option<(String, usize)>,
    /// What holds the elements in hand; only what matters is here.
    within: Vec<Within>,
    run: Run,
    /// Whether words are being read that are shown.
    words: bool,
    /// Whether the field in hand only asks for words, and in how many such ones this is.
    asks: bool,
    asked: usize,
}

/// Whose look is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    Run,
    Row,
    Cell,
    Paragraph,
}

/// A run of words.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    struck: bool,
    hidden: bool,
}

/// A table being read.
#[derive(Default)]
struct Table {
    number: u32,
    sheet: Sheet,
    row: u32,
    column: u32,
    filled: usize,
    beyond: bool,
    hidden: bool,
    /// Whether the row in hand was deleted.
    gone: bool,
    cell: Open,
    /// For each column the cell that goes on downwards.
    down: BTreeMap<u32, At>,
}

/// A cell being read.
#[derive(Default)]
struct Open {
    text: String,
    /// Whether the next words begin a line, and whether the next paragraph does not.
    next_line: bool,
    joined: bool,
    /// Letters that are struck through, and all others.
    struck: usize,
    plain: usize,
    fill: Option<Rgb>,
    span: u32,
    down: Down,
    gone: bool,
}

/// How a cell stands to those above and below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Down {
    #[default]
    Alone,
    /// It is the first of those that are one.
    First,
    /// It goes on from the one above.
    GoesOn,
}

/// Elements that are read over, with all that is in them.
fn read_over(name: &str) -> bool {
    // A picture's or a box's words are there twice, for old programs and new; what was moved is read where it is now.
    matches!(
        name,
        "del"
            | "moveFrom"
            | "Fallback"
            | "txbxContent"
            | "drawing"
            | "pict"
            | "object"
            | "instrText"
            | "delText"
    ) || matches!(
        name,
        "rPrChange" | "pPrChange" | "tcPrChange" | "trPrChange" | "tblPrChange" | "tblGridChange"
    )
}

impl Reading {
    fn take(&mut self, piece: &Piece<'_>) -> Result<(), String> {
        if let Some((name, deep)) = &mut self.over {
            match piece {
                Piece::Begin(tag) if tag.name() == *name => *deep += 1,
                Piece::End(end) if end == name => *deep -= 1,
                _ => {}
            }
            if *deep == 0 {
                self.over = None;
            }
            return Ok(());
        }
        match piece {
            Piece::Begin(tag) => self.begin(tag),
            Piece::End(name) => self.end(name),
            Piece::Words(words) => {
                if self.words {
                    self.say(words);
                }
                Ok(())
            }
        }
    }

    fn begin(&mut self, tag: &Tag<'_>) -> Result<(), String> {
        let name = tag.name();
        let name = name.as_str();
        match (self.within.last(), name) {
            // A mark in the look of a row or a cell says that all of it was deleted.
            (Some(Within::Row), "del") => self.table(|table| table.gone = true),
            (Some(Within::Cell), "cellDel") => self.table(|table| table.cell.gone = true),
            // In that of a paragraph's end: the next paragraph goes on in its line.
            (Some(Within::Run), "del") if self.within.contains(&Within::Paragraph) => {
                self.table(|table| table.cell.joined = true);
            }
            _ if read_over(name) => self.over = Some((name.to_owned(), 1)),
            (_, "rPr") => self.within.push(Within::Run),
            (_, "trPr") => self.within.push(Within::Row),
            (_, "tcPr") => self.within.push(Within::Cell),
            (_, "pPr") => self.within.push(Within::Paragraph),
            (Some(Within::Run), "strike" | "dstrike") => self.run.struck = on(tag),
            (Some(Within::Run), "vanish" | "webHidden") => self.run.hidden = on(tag),
            (Some(Within::Row), "gridBefore") => {
                let before = wide(tag);
                self.table(|table| table.column = before);
            }
            (Some(Within::Cell), "gridSpan") => self.table(|table| table.cell.span = wide(tag).max(1)),
            (Some(Within::Cell), "vMerge") => {
                let first = tag.get("val").is_some_and(|val| val == "restart");
                self.table(|table| table.cell.down = if first { Down::First } else { Down::GoesOn });
            }
            (Some(Within::Cell), "shd") => {
                let fill = tag.get("fill").as_deref().and_then(super::colour::hex);
                self.table(|table| table.cell.fill = fill);
            }
            (Some(_), _) => {}
            (None, "tbl") => return self.open_table(),
            (None, "tr") => self.table(Table::begin_row),
            (None, "tc") => self.table(|table| table.cell = Open { span: 1, ..Open::default() }),
            (None, "p") => self.table(|table| {
                table.cell.next_line = !std::mem::take(&mut table.cell.joined);
            }),
            // What asks for words until somebody gives some is nobody's.
            (None, "showingPlcHdr") => self.asks = true,
            (None, "sdtContent") if self.asks || self.asked > 0 => {
                (self.asks, self.asked) = (false, self.asked + 1);
            }
            (None, "r") => self.run = Run::default(),
            (None, "t") => self.words = true,
            (None, "tab" | "ptab") => self.say(" "),
            (None, "br" | "cr") => self.say("\n"),
            (None, "noBreakHyphen") => self.say("-"),
            (None, _) => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), String> {
        match name {
            "t" => self.words = false,
            "rPr" | "trPr" | "tcPr" | "pPr" => {
                self.within.pop();
            }
            "sdtContent" => self.asked = self.asked.saturating_sub(1),
            "tc" => return self.close_cell(),
            "tr" => self.table(Table::end_row),
            "tbl" => self.close_table(),
            _ => {}
        }
        Ok(())
    }

    /// Does something with the table in hand; what stands in none is not read.
    fn table(&mut self, act: impl FnOnce(&mut Table)) {
        if let Some(table) = self.open.last_mut() {
            act(table);
        }
    }

    fn say(&mut self, words: &str) {
        let run = self.run;
        if self.asked > 0 {
            return;
        }
        self.table(|table| {
            if run.hidden {
                table.hidden |= !words.trim().is_empty();
            } else {
                table.cell.add(words, run.struck);
            }
        });
    }

    fn open_table(&mut self) -> Result<(), String> {
        self.begun += 1;
        if self.begun as usize > MOST_TABLES {
            return Err(format!(
                "it has more than {MOST_TABLES} tables: copy those that are wanted into a document of their own"
            ));
        }
        if self.open.len() >= MOST_DEEP {
            return Err(format!("its tables stand in one another more than {MOST_DEEP} deep"));
        }
        let inside = self.open.last().map(|outer| outer.number);
        let sheet = Sheet { name: format!("table {}", self.begun), inside, ..Sheet::default() };
        self.open.push(Table { number: self.begun, sheet, ..Table::default() });
        Ok(())
    }

    fn close_table(&mut self) {
        let Some(mut table) = self.open.pop() else { return };
        if table.beyond {
            let note = format!("What stands beyond the first {MOST_COLUMNS} columns was not read.");
            table.sheet.notes.push(note);
        }
        if table.hidden {
            table.sheet.notes.push("Hidden words were not read.".to_owned());
        }
        self.table(|outer| outer.cell.next_line = true);
        self.done.insert(table.number, table.sheet);
    }

    /// A cell is whole.
    fn close_cell(&mut self) -> Result<(), String> {
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        let open = std::mem::take(&mut table.cell);
        let at = At { row: table.row, column: table.column };
        table.column = table.column.saturating_add(open.span.max(1));
        if table.gone || open.gone {
            return Ok(());
        }
        let mut cell = Cell::text(open.text.trim());
        (cell.fill, cell.struck) = (open.fill, open.struck > 0 && open.plain == 0);
        if at.column >= MOST_COLUMNS {
            table.beyond |= !cell.blank();
            return Ok(());
        }
        let over = table.over(at, open.down);
        for column in at.column..table.column.min(MOST_COLUMNS) {
            let covered = At { column, ..at };
            if covered != over && self.covered < MOST_COVERED {
                table.sheet.covered.insert(covered, over);
                self.covered += 1;
            }
        }
        if cell.blank() && cell.fill.is_none() {
            return Ok(());
        }
        if !cell.blank() {
            table.filled += usize::from(!table.sheet.lies.contains_key(&at.row));
            table.sheet.lies.insert(at.row, InTable { table: table.number, row: at.row });
        }
        if table.filled > MOST_ROWS {
            return Err(format!("{} has more than {MOST_ROWS} rows", table.sheet.name));
        }
        self.kept.take(&cell)?;
        let words = cell.words();
        table.sheet.cells.insert(at, cell);
        // The words of a table in a cell are that cell's too.
        if let Some(outer) = self.open.iter_mut().nth_back(1) {
            outer.cell.next_line = true;
            outer.cell.add(&words, false);
        }
        Ok(())
    }
}

impl Table {
    fn begin_row(&mut self) {
        self.row = self.row.saturating_add(1);
        (self.column, self.gone) = (0, false);
    }

    /// A row that was deleted leaves no gap.
    fn end_row(&mut self) {
        if self.gone {
            self.row = self.row.saturating_sub(1);
        }
    }

    /// The cell that speaks for this one: itself, or where it goes on from.
    fn over(&mut self, at: At, down: Down) -> At {
        let over = match down {
            Down::GoesOn => self.down.get(&at.column).copied().unwrap_or(at),
            Down::First | Down::Alone => at,
        };
        match down {
            Down::Alone => self.down.remove(&at.column),
            Down::First | Down::GoesOn => self.down.insert(at.column, over),
        };
        over
    }
}

impl Open {
    fn add(&mut self, words: &str, struck: bool) {
        if std::mem::take(&mut self.next_line) && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(words);
        let letters = words.chars().filter(|c| !c.is_whitespace()).count();
        if struck {
            self.struck += letters;
        } else {
            self.plain += letters;
        }
    }
}

/// Whether what an element says holds: it does when nothing else is said.
fn on(tag: &Tag<'_>) -> bool {
    !tag.get("val").is_some_and(|said| matches!(said.as_str(), "0" | "false" | "off" | "none"))
}

/// A number of columns; more than are read is as good as all.
fn wide(tag: &Tag<'_>) -> u32 {
    tag.number("val").and_then(|wide| u32::try_from(wide).ok()).unwrap_or(1).min(MOST_COLUMNS)
}
