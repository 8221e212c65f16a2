//! Workbooks: a zip of XML, of which the sheets, the shared words, the styles and the theme are read. Values are those the
//! spreadsheet program last worked out; nothing is worked out here. Comments, pictures, and colours that a rule gives
//! are not read.

use super::colour::Theme;
use super::parts::Parts;
use super::style::{self, Shown, Style};
use super::xml::{Piece, Tag, walk};
use super::{Book, Kept, MOST_COLUMNS, MOST_COVERED, MOST_ROWS};
use crate::base::sheet::{At, Cell, Content, Sheet, column, day_of};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The most sheets of a workbook.
const MOST_SHEETS: usize = 60;
/// Days between the two calendars spreadsheets count in.
const FROM_1904: f64 = 1462.0;

const WORKBOOK: &str = "xl/workbook.xml";

pub(super) fn read(mut parts: Parts<'_>) -> Result<Book, String> {
    let Some(workbook) = parts.take(WORKBOOK)? else { return Err(parts.what_else()) };
    let places = parts.take("xl/_rels/workbook.xml.rels")?.map(|text| places(&text)).transpose()?;
    let (found, from_1904) = sheets(&workbook)?;
    let theme = parts.take("xl/theme/theme1.xml")?.map(|text| Theme::read(&text)).transpose()?;
    let styles = parts.take("xl/styles.xml")?;
    let styles = styles.map(|text| style::read(&text, &theme.unwrap_or_default())).transpose()?;
    let words = parts.take("xl/sharedStrings.xml")?.map(|text| shared(&text)).transpose()?;
    let about = About { styles: styles.unwrap_or_default(), words: words.unwrap_or_default(), from_1904 };
    let places = places.unwrap_or_default();
    let mut kept = Kept::default();
    let mut sheets = Vec::new();
    for (name, relation, hidden) in found.into_iter().take(MOST_SHEETS) {
        let Some(place) = places.get(&relation) else { continue };
        let Some(text) = parts.take(place)? else { continue };
        let mut sheet = Sheet { name, hidden, ..Sheet::default() };
        Reading::new(&about, &mut sheet, &mut kept).read(&text)?;
        sheets.push(sheet);
    }
    if sheets.is_empty() {
        return Err("the workbook has no sheet that can be read".to_owned());
    }
    Ok(Book { sort: "a workbook".to_owned(), sheets })
}

/// Where the parts are that the workbook names, by the name it uses.
fn places(text: &str) -> Result<HashMap<String, String>, String> {
    let mut places = HashMap::new();
    walk(text, |piece| {
        if let Piece::Begin(tag) = piece
            && tag.name() == "Relationship"
            && let (Some(id), Some(target)) = (tag.get("Id"), tag.get("Target"))
        {
            let place = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            places.insert(id, place);
        }
        Ok(())
    })?;
    Ok(places)
}

/// A sheet's name, the name of its part, and whether it is hidden.
type Listed = (String, String, bool);

/// The sheets; and whether days are counted from 1904.
fn sheets(text: &str) -> Result<(Vec<Listed>, bool), String> {
    let (mut found, mut from_1904) = (Vec::new(), false);
    walk(text, |piece| {
        if let Piece::Begin(tag) = piece {
            match tag.name().as_str() {
                "workbookPr" => from_1904 = tag.yes("date1904"),
                "sheet" => {
                    let hidden = tag.get("state").is_some_and(|state| state != "visible");
                    if let (Some(name), Some(id)) = (tag.get("name"), tag.get("id")) {
                        found.push((name, id, hidden));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok((found, from_1904))
}

/// The words cells share, without the readings that East Asian scripts have beside them.
fn shared(text: &str) -> Result<Vec<String>, String> {
    let mut all = Vec::new();
    let (mut inside, mut beside) = (false, false);
    walk(text, |piece| {
        match piece {
            Piece::Begin(tag) => match tag.name().as_str() {
                "si" => all.push(String::new()),
                "t" => inside = true,
                "rPh" => beside = true,
                _ => {}
            },
            Piece::End("t") => inside = false,
            Piece::End("rPh") => beside = false,
            Piece::End(_) => {}
            Piece::Words(words) if inside && !beside => {
                all.last_mut().into_iter().for_each(|last| last.push_str(words));
            }
            Piece::Words(_) => {}
        }
        Ok(())
    })?;
    Ok(all)
}

/// `_x000D_` is how a workbook writes what XML does not allow.
fn unescaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.get(at + 6..at + 7) == Some("_"));
        let sign = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let (until, from) = if sign.is_some() { (at, at + 7) } else { (at + 2, at + 2) };
        out.push_str(&rest[..until]);
        out.extend(sign);
        rest = &rest[from..];
    }
    out + rest
}

/// What cells of all sheets refer to.
struct About {
    styles: Vec<Style>,
    words: Vec<String>,
    from_1904: bool,
}

/// A sheet being read.
struct Reading<'a> {
    about: &'a About,
    sheet: &'a mut Sheet,
    kept: &'a mut Kept,
    at: At,
    kind: String,
    style: Style,
    value: Option<String>,
    formula: bool,
    inside: bool,
    filled: BTreeSet<u32>,
    beyond: bool,
    merged: Vec<(At, At)>,
}

impl<'a> Reading<'a> {
    fn new(about: &'a About, sheet: &'a mut Sheet, kept: &'a mut Kept) -> Self {
        Self {
            about,
            sheet,
            kept,
            at: At::default(),
            kind: String::new(),
            style: Style::default(),
            value: None,
            formula: false,
            inside: false,
            filled: BTreeSet::new(),
            beyond: false,
            merged: Vec::new(),
        }
    }

    fn read(mut self, text: &str) -> Result<(), String> {
        walk(text, |piece| {
            match piece {
                Piece::Begin(tag) => self.begin(&tag),
                Piece::End("c") => self.end()?,
                Piece::End("v" | "t") => self.inside = false,
                Piece::End(_) => {}
                Piece::Words(words) if self.inside => {
                    self.value.get_or_insert_default().push_str(words);
                }
                Piece::Words(_) => {}
            }
            Ok(())
        })?;
        self.cover();
        if self.beyond {
            let note = format!("What stands beyond the first {MOST_COLUMNS} columns was not read.");
            self.sheet.notes.push(note);
        }
        Ok(())
    }

    fn begin(&mut self, tag: &Tag<'_>) {
        match tag.name().as_str() {
            "row" => {
                let next = self.at.row.saturating_add(1);
                let row = tag.number("r").and_then(|row| u32::try_from(row).ok());
                self.at = At { row: row.unwrap_or(next), column: 0 };
                if tag.yes("hidden") {
                    self.sheet.hidden_rows.insert(self.at.row);
                }
            }
            "c" => {
                if let Some(at) = tag.get("r").as_deref().and_then(place) {
                    self.at = at;
                }
                self.kind = tag.get("t").unwrap_or_default();
                self.style = tag
                    .number("s")
                    .and_then(|style| self.about.styles.get(style).copied())
                    .unwrap_or_default();
                (self.value, self.formula) = (None, false);
            }
            "f" => self.formula = true,
            "v" | "t" => self.inside = true,
            "mergeCell" => {
                let area = tag.get("ref").unwrap_or_default();
                if let Some((from, to)) = area.split_once(':')
                    && let (Some(from), Some(to)) = (place(from), place(to))
                {
                    self.merged.push((from, to));
                }
            }
            _ => {}
        }
    }

    /// A cell is whole.
    fn end(&mut self) -> Result<(), String> {
        let at = self.at;
        self.at.column = self.at.column.saturating_add(1);
        let content = self.content();
        let cell = Cell { content, fill: self.style.fill, struck: self.style.struck };
        if cell.blank() && cell.fill.is_none() {
            return Ok(());
        }
        if at.column >= MOST_COLUMNS {
            self.beyond |= !cell.blank();
            return Ok(());
        }
        if !cell.blank() && self.filled.insert(at.row) && self.filled.len() > MOST_ROWS {
            return Err(format!("the sheet {} has more than {MOST_ROWS} rows", self.sheet.name));
        }
        self.kept.take(&cell)?;
        self.sheet.cells.insert(at, cell);
        Ok(())
    }

    fn content(&mut self) -> Content {
        let Some(value) = self.value.take() else {
            let lost =
                "a formula whose value is not in the file: open it in a spreadsheet program and save it";
            return if self.formula { Content::Fault(lost.to_owned()) } else { Content::Blank };
        };
        let words = |words: &str| Cell::text(&unescaped(words)).content;
        match self.kind.as_str() {
            "s" => {
                let shared = value.trim().parse().ok().and_then(|at: usize| self.about.words.get(at));
                shared.map_or_else(
                    || Content::Fault("its words are not in the file".to_owned()),
                    |shared| words(shared),
                )
            }
            "str" | "inlineStr" => words(&value),
            "b" => Content::YesNo(value.trim() == "1"),
            "e" => Content::Fault(format!("the spreadsheet says {}", value.trim())),
            "d" => {
                value.get(..10).and_then(|day| day.parse().ok()).map_or_else(|| words(&value), Content::Day)
            }
            _ => match value.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => self.number(number),
                _ => words(&value),
            },
        }
    }

    fn number(&self, number: f64) -> Content {
        let serial = if self.about.from_1904 { number + FROM_1904 } else { number };
        match (self.style.shown, day_of(serial)) {
            (Shown::Day, Some(day)) => Content::Day(day),
            (Shown::Month, Some(day)) => Content::Month(day),
            _ => Content::Number(number),
        }
    }

    /// Notes which cells the merged ones cover, as far as the sheet is filled.
    fn cover(&mut self) {
        let last = self.sheet.cells.keys().next_back().map_or(0, |at| at.row);
        let mut covered = BTreeMap::new();
        'all: for (from, to) in &self.merged {
            for row in from.row..=to.row.min(last) {
                for column in from.column..=to.column.min(MOST_COLUMNS) {
                    let at = At { row, column };
                    if at != *from {
                        covered.insert(at, *from);
                    }
                }
                if covered.len() > MOST_COVERED {
                    break 'all;
                }
            }
        }
        self.sheet.covered = covered;
    }
}

/// `$AB$12` as a place.
fn place(text: &str) -> Option<At> {
    let text = text.replace('$', "");
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = text.split_at(digits);
    let row = row.parse().ok().filter(|row| (1..=1_048_576).contains(row))?;
    Some(At { row, column: column(letters)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_escapes_are_read_as_they_are_written() {
        assert_eq!(place("$D$14"), Some(At { row: 14, column: 3 }));
        assert_eq!([place("14"), place("D"), place("D0"), place("ABCD1"), place("é1")], [None; 5]);
        assert_eq!(unescaped("a_x000D_\nb_x005F_x000D_ _xyz _x"), "a\r\nb_x000D_ _xyz _x");
    }
}
