//! Spreadsheets, CSV files and the tables of Word documents to sheets of cells: `.xlsx` in `xlsx.rs`, text in `csv.rs`,
//! `.docx` in `docx.rs`. The file decides by its first bytes what it is, not by its name. Nothing here is trusted: sizes are bounded before anything is kept.

mod colour;
mod csv;
mod docx;
#[cfg(test)]
mod docx_tests;
mod parts;
mod style;
mod xlsx;
mod xml;

use crate::base::sheet::{Cell, Sheet};

/// The longest file that is read, in bytes.
pub const MOST_BYTES: usize = 32 << 20;
/// The most rows of a sheet that hold anything; with more it is something else.
const MOST_ROWS: usize = 10_000;
/// The most cells of a file.
const MOST_CELLS: usize = 200_000;
/// The most words of all cells together, in bytes.
const MOST_TEXT: usize = 8 << 20;
/// Columns that are looked at; what stands further right is said to be left out.
const MOST_COLUMNS: u32 = 200;
/// The most cells that merged ones may cover, all together.
const MOST_COVERED: usize = 50_000;

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// What sort of file it is, in words: `a workbook`, `text parted by semicolons`.
    pub sort: String,
    /// Its sheets, in their order; of a Word document its tables.
    pub sheets: Vec<Sheet>,
}

/// Reads a file.
///
/// # Errors
/// A sentence without a full stop that says what it is instead, and what to do.
pub fn read(bytes: &[u8]) -> Result<Book, String> {
    if bytes.len() > MOST_BYTES {
        return Err(format!(
            "it is longer than {} MiB: save the sheet that is wanted alone",
            MOST_BYTES >> 20
        ));
    }
    let begins = |with: &[u8]| bytes.starts_with(with);
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        let parts = parts::Parts::open(bytes)?;
        return if parts.has(docx::DOCUMENT) { docx::read(parts) } else { xlsx::read(parts) };
    }
    if begins(b"\xD0\xCF\x11\xE0") {
        return Err(if has_password(bytes) {
            "it has a password: open it and save a copy without one".into()
        } else {
            "it is an old .xls or .doc file: open it and save a copy as .xlsx or .docx".into()
        });
    }
    if begins(b"%PDF") {
        return Err("it is a PDF: save what it was made from as .xlsx, .csv or .docx".into());
    }
    if begins(b"{\\rtf") {
        return Err("it is rich text (.rtf), whatever its name says: open it and save a copy as .docx".into());
    }
    csv::read(bytes)
}

/// Whether a file of the old container has a new one locked inside: its list of parts names it.
fn has_password(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|part| part == name)
}

/// Counts what was kept of a file, and refuses more than is sensible.
#[derive(Debug, Default)]
struct Kept {
    cells: usize,
    text: usize,
}

impl Kept {
    fn take(&mut self, cell: &Cell) -> Result<(), String> {
        self.cells += 1;
        self.text += match &cell.content {
            crate::base::sheet::Content::Text(text) => text.len(),
            _ => 0,
        };
        if self.cells > MOST_CELLS {
            return Err(format!("it has more than {MOST_CELLS} cells: save the sheet that is wanted alone"));
        }
        if self.text > MOST_TEXT {
            return Err(format!("its cells hold more than {} MiB of words", MOST_TEXT >> 20));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_spreadsheet_is_told_by_its_first_bytes() {
        assert!(read(b"\xD0\xCF\x11\xE0\xA1\xB1").unwrap_err().contains("save a copy as .xlsx"));
        let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let locked = [b"\xD0\xCF\x11\xE0\xA1\xB1", locked.as_slice()].concat();
        assert!(read(&locked).unwrap_err().contains("has a password"));
        assert!(read(b"%PDF-1.7").unwrap_err().contains("PDF"));
        assert!(read(b"PK\x03\x04 and then nothing").unwrap_err().contains("damaged"));
        assert!(read(b"<html><table><tr><td>Action</td>").unwrap_err().contains("web page"));
        assert_eq!(read(b"").unwrap().sheets[0].rows(), [0; 0]);
    }

    #[test]
    fn more_cells_than_a_tracker_has_are_refused() {
        let many = "a,b,c,d,e,f,g,h,i,j\n".repeat(20_001);
        assert!(read(many.as_bytes()).unwrap_err().contains("more than"));
        let long = format!("\"{}\"\n", "x".repeat(MOST_TEXT + 1));
        assert!(read(long.as_bytes()).unwrap_err().contains("MiB of words"));
    }
}
