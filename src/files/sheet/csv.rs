//! Text parted into cells: the encoding and the sign that parts them are found out. Rows are counted as a spreadsheet
//! counts them, blank ones too, whatever lines they take in the file.

use super::{Book, Kept, MOST_COLUMNS, MOST_ROWS};
use crate::base::sheet::{At, Cell, Sheet};

/// Signs that may part cells, and what they are called.
const SIGNS: [(char, &str); 4] = [(',', "commas"), (';', "semicolons"), ('\t', "tabs"), ('|', "bars")];

/// Rows looked at to find the sign.
const LOOKED_AT: usize = 50;

pub(super) fn read(bytes: &[u8]) -> Result<Book, String> {
    let (text, encoding) = decoded(bytes)?;
    let start = text.trim_start().get(..200).unwrap_or(text.trim_start()).to_lowercase();
    if ["<html", "<!doctype html", "<table", "<?xml"].iter().any(|sign| start.starts_with(sign)) {
        return Err("it is a web page or XML, whatever its name says: open it in a spreadsheet program and save it as .xlsx".into());
    }
    let (said, text) = said_sign(&text);
    let (sign, called) = said.unwrap_or_else(|| likely(text));
    let mut sheet = Sheet::default();
    let mut kept = Kept::default();
    let mut filled = 0;
    let mut beyond = 0;
    parted(text, sign, &mut |row, cells| {
        let mut any = false;
        for (column, words) in (0..).zip(cells) {
            let cell = Cell::text(unguarded(words));
            if cell.blank() {
                continue;
            }
            any = true;
            if column >= MOST_COLUMNS {
                beyond += 1;
                continue;
            }
            kept.take(&cell)?;
            sheet.cells.insert(At { row, column }, cell);
        }
        filled += usize::from(any);
        if filled > MOST_ROWS { Err(format!("it has more than {MOST_ROWS} rows")) } else { Ok(true) }
    })?;
    if beyond > 0 {
        sheet.notes.push(format!("What stands beyond the first {MOST_COLUMNS} columns was not read."));
    }
    Ok(Book { sort: format!("text parted by {called}, {encoding}"), sheets: vec![sheet] })
}

/// The text, and what its bytes are called.
fn decoded(bytes: &[u8]) -> Result<(String, &'static str), String> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|two| unit([two[0], two[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return Ok((wide(rest, u16::from_le_bytes), "UTF-16"));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return Ok((wide(rest, u16::from_be_bytes), "UTF-16"));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.contains(&0) {
        return Err("it is neither a spreadsheet nor text: save it as .xlsx or .csv".into());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), "UTF-8")),
        Err(_) => Ok((bytes.iter().map(|byte| windows(*byte)).collect(), "Windows-1252")),
    }
}

/// The characters Windows-1252 has where Latin-1 has controls; � where it has none.
const WINDOWS: [char; 32] = [
    '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž', '\u{FFFD}',
    '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}', 'ž', 'Ÿ',
];

fn windows(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

/// A first line `sep=;`, as spreadsheet programs write it, and what comes after it.
fn said_sign(text: &str) -> (Option<(char, &'static str)>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let said = first.trim_end_matches('\r').strip_prefix("sep=");
    let known = said.and_then(|said| SIGNS.into_iter().find(|(sign, _)| said == sign.to_string()));
    if known.is_some() { (known, rest) } else { (None, text) }
}

/// The sign that parts most of the rows it makes into the same number of cells. Parts of rows count as well as rows: a
/// sign that only stands in cells of several lines parts many of these lines, and never the header.
fn likely(text: &str) -> (char, &'static str) {
    let fits = |sign: char| {
        let mut widths: Vec<usize> = Vec::new();
        let mut rows = 0;
        let looked = parted(text, sign, &mut |_, cells| {
            let last = cells.iter().rposition(|cell| !cell.trim().is_empty());
            rows += usize::from(last.is_some());
            widths.extend(last.map(|last| last + 1).filter(|width| *width > 1).map(|_| cells.len()));
            Ok(widths.len() < LOOKED_AT)
        });
        let usual = widths.iter().map(|w| (widths.iter().filter(|other| *other == w).count(), *w)).max();
        let (often, wide) = usual.unwrap_or_default();
        (looked.is_ok(), often * 100 / rows.max(1), often, wide)
    };
    // The first of equals: commas, where nothing is parted at all.
    SIGNS.into_iter().rev().max_by_key(|(sign, _)| fits(*sign)).unwrap_or(SIGNS[0])
}

/// Words as they were before a careful program, such as this one, put an apostrophe before what a spreadsheet would act on.
fn unguarded(words: &str) -> &str {
    let Some(rest) = words.strip_prefix('\'') else { return words };
    let begins = rest.trim_start_matches(|c: char| {
        c.is_whitespace() && !matches!(c, '\t' | '\r' | '\n')
            || matches!(c, '"' | '\'' | '\u{feff}' | '\u{200b}')
    });
    let acts = begins.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '|', '%']);
    if acts { rest } else { words }
}

/// Takes a row, with its number; whether there is to be another.
type Take<'a> = dyn FnMut(u32, &[String]) -> Result<bool, String> + 'a;

/// Takes a text apart, row by row, for as long as `take` wants more. A quotation mark that is never closed is refused,
/// because everything after it would be one cell.
fn parted(text: &str, sign: char, take: &mut Take<'_>) -> Result<(), String> {
    let mut chars = text.chars().peekable();
    let (mut row, mut cells, mut cell) = (1, Vec::new(), String::new());
    let mut opened = None;
    while let Some(c) = chars.next() {
        if opened.is_some() {
            match c {
                '"' if chars.next_if_eq(&'"').is_some() => cell.push('"'),
                '"' => opened = None,
                other => cell.push(other),
            }
            continue;
        }
        match c {
            '"' if cell.trim().is_empty() => {
                cell.clear();
                opened = Some(row);
            }
            '\n' | '\r' => {
                if c == '\r' {
                    chars.next_if_eq(&'\n');
                }
                cells.push(std::mem::take(&mut cell));
                if !take(row, &cells)? {
                    return Ok(());
                }
                cells.clear();
                row += 1;
            }
            c if c == sign => cells.push(std::mem::take(&mut cell)),
            other => cell.push(other),
        }
    }
    if let Some(row) = opened {
        return Err(format!("a quotation mark that opens in row {row} is never closed"));
    }
    cells.push(cell);
    take(row, &cells).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(bytes: &[u8]) -> (String, Vec<String>) {
        let book = read(bytes).unwrap();
        let cells = book.sheets[0].cells.iter().map(|(at, cell)| format!("{at} {}", cell.words()));
        (book.sort, cells.collect())
    }

    #[test]
    fn the_sign_is_found_out() {
        for (text, called) in [
            ("Action,Owner\nWrite; then send,GD\n", "commas"),
            ("Action;Owner\nWrite, then send;GD\n", "semicolons"),
            ("Action\tOwner\nWrite, then send\tGD\n", "tabs"),
            ("Action|Owner\nWrite, then send|GD\n", "bars"),
            ("sep=;\nAction;a,b\n", "semicolons"),
            ("Action\nWrite\n", "commas"),
            ("ID,Action\n1,\"Write;x\nsend;x\nread;x\"\n", "commas"),
        ] {
            assert_eq!(said(text.as_bytes()).0, format!("text parted by {called}, UTF-8"), "{text}");
        }
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        let (_, cells) = said(b"A,B\r\n\r\n\"two\nlines, \"\"so\"\"\",x\r\n'=1+1, y");
        assert_eq!(cells, ["A1 A", "B1 B", "A3 two\nlines, \"so\"", "B3 x", "A4 =1+1", "B4  y"]);
    }

    #[test]
    fn the_encoding_is_found_out() {
        let (sort, cells) = said(b"Action,\x93Owner\x94\nCaf\xe9 \x96 \x80,x\n");
        assert_eq!(
            (sort.as_str(), cells[2].as_str()),
            ("text parted by commas, Windows-1252", "A2 Café – €")
        );
        assert!(said("\u{FEFF}é,b\n".as_bytes()).0.ends_with("UTF-8"));
        let wide: Vec<u8> = "é,b\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(said(&[&b"\xFF\xFE"[..], &wide].concat()).1, ["A1 é", "B1 b"]);
        assert!(read(&wide).is_err() || !wide.contains(&0));
        assert!(read(b"a\0b").unwrap_err().contains("neither"));
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_named() {
        assert!(read(b"A,B\n\"x,y\nz\n").unwrap_err().contains("row 2"));
    }
}
