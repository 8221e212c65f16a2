//! Actions as a workbook: one real table with its header in sight, days that are days, lists to choose states from, red,
//! amber, green and blue as words with a colour behind them; and a sheet that says how to send it back. Nothing in it is a
//! formula: what comes from files is written as words.

use super::{Listing, headings, row};
use crate::base::sheet::Content;
use crate::base::stamp::long_date;
use crate::base::text::{count, fit, one_line, wrap};
use crate::domain::action::{Priority, Rag, Status};
use crate::domain::actions::Listed;
use crate::domain::agenda::Tier;
use crate::domain::import::columns::{WORKED_OUT, column};
use crate::domain::import::{COLUMNS, Field, own};
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Table,
    TableColumn, TableStyle, Workbook, Worksheet, XlsxError,
};
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Rows below the last action that have the lists to choose from too.
const MORE_ROWS: u32 = 200;

/// The workbook's bytes; the same for the same actions on the same day.
///
/// # Errors
/// A sentence without a full stop, when an action does not fit a workbook.
pub fn workbook(listing: &Listing<'_>) -> Result<Vec<u8>, String> {
    let failed = |why: XlsxError| format!("no workbook can be made of these actions: {why}");
    let bytes = made(listing).map_err(failed)?;
    in_english(&bytes).map_err(|why| format!("no workbook can be made of these actions: {why}"))
}

fn made(listing: &Listing<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (partnership, marking) = listing.partnership();
    let title = format!("Actions, as they stood on {}", long_date(listing.light.today));
    let today = listing.light.today;
    let (year, month, day) = (u16::try_from(today.year()).unwrap_or(1900), today.month(), today.day());
    let made =
        ExcelDateTime::from_ymd(year, u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))?;
    book.set_properties(
        &DocProperties::new()
            .set_title(&title)
            .set_subject(one_line(partnership))
            .set_status(one_line(marking))
            .set_author("chairside")
            .set_creation_datetime(&made),
    );
    let actions = book.add_worksheet();
    actions.set_name("Actions")?;
    the_actions(actions, listing)?;
    printed(actions, &title, partnership, marking, listing)?;
    the_way_back(book.add_worksheet(), listing, &title)?;
    book.save_to_buffer()
}

/// How cells look.
struct Looks {
    words: Format,
    day: Format,
    head: Format,
    own: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        let cell = cell.set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00BF_BFBF));
        Self {
            words: cell.clone(),
            day: cell.clone().set_num_format("[$-809]ddd d mmm yyyy").set_align(FormatAlign::Left),
            head: cell.clone().set_background_color(Color::RGB(0x00D9_D9D9)).set_bold(),
            own: cell.set_background_color(Color::RGB(0x00F2_F2F2)),
        }
    }

    /// A cell filled with a pale colour, on which black words can be read by everybody.
    fn filled(&self, colour: u32) -> Format {
        self.words.clone().set_background_color(Color::RGB(colour)).set_bold()
    }
}

fn the_actions(sheet: &mut Worksheet, listing: &Listing<'_>) -> Result<(), XlsxError> {
    let looks = Looks::new();
    let heads = headings();
    let last_column = u16::try_from(heads.len() - 1).unwrap_or(0);
    let rows = u32::try_from(listing.found.len()).unwrap_or(0).max(1);
    let columns: Vec<TableColumn> = heads
        .iter()
        .map(|head| TableColumn::new().set_header(*head).set_header_format(&looks.head))
        .collect();
    let table = Table::new()
        .set_name("Actions")
        .set_style(TableStyle::Light1)
        .set_alt_text("Actions, one a row, with who leads each, when it is due and how far it has got")
        .set_columns(&columns);
    sheet.add_table(0, 0, rows, last_column, &table)?;
    for (at, listed) in (1..).zip(listing.found) {
        for (column, content) in (0..).zip(row(listing, *listed)) {
            let look = look(&looks, column, listed, listing);
            write(sheet, (at, column), &content, &look, &looks)?;
        }
        sheet.set_row_height(at, height(&heads, &row(listing, *listed)))?;
    }
    for (column, head) in (0..).zip(&heads) {
        sheet.set_column_width(column, wide(head))?;
    }
    sheet.set_freeze_panes(1, 2)?;
    let last = rows + MORE_ROWS;
    choices(sheet, Field::Status, last, &Status::ALL.map(Status::word))?;
    choices(
        sheet,
        Field::Priority,
        last,
        &[Priority::High, Priority::Usual, Priority::Low].map(Priority::word),
    )?;
    let tiers = [Tier::Open, Tier::Partners, Tier::Restricted].map(|tier| tier.to_string());
    choices(sheet, Field::Tier, last, &tiers.each_ref().map(String::as_str))?;
    Ok(())
}

/// Where a field's column is.
fn place(field: Field) -> u16 {
    let at = COLUMNS.iter().position(|column| column.field == field);
    at.and_then(|at| u16::try_from(at).ok()).unwrap_or(0)
}

fn look(looks: &Looks, column: u16, listed: &Listed<'_>, listing: &Listing<'_>) -> Format {
    let action = listed.action;
    let colour = match action.rag(listing.light.today) {
        Rag::Late(_) => Some(0x00FF_C7CE),
        Rag::Soon(_) | Rag::Undated => Some(0x00FF_EB9C),
        Rag::OnTrack => Some(0x00C6_EFCE),
        Rag::Complete => Some(0x00BD_D7EE),
        Rag::Dropped | Rag::Merged => None,
    };
    if let Some(colour) = colour.filter(|_| column == place(Field::Rag)) {
        return looks.filled(colour);
    }
    if column == place(Field::Tier) && action.tier == Tier::Restricted {
        return looks.filled(0x00E4_DFEC);
    }
    if usize::from(column) >= COLUMNS.len() { looks.own.clone() } else { looks.words.clone() }
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    content: &Content,
    look: &Format,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match content {
        Content::Day(day) => match serial(*day) {
            Some(serial) => sheet.write_number_with_format(row, column, serial, &looks.day)?,
            None => sheet.write_string_with_format(row, column, own::written(*day), look)?,
        },
        Content::Number(number) => sheet.write_number_with_format(row, column, *number, look)?,
        Content::Text(text) => sheet.write_string_with_format(row, column, text, look)?,
        _ => sheet.write_blank(row, column, look)?,
    };
    Ok(())
}

/// The number by which workbooks know a day; none before March 1900, where they disagree.
pub(in crate::documents) fn serial(day: NaiveDate) -> Option<f64> {
    let days = (day - NaiveDate::from_ymd_opt(1899, 12, 30)?).num_days();
    i32::try_from(days).ok().filter(|days| (61..2_958_466).contains(days)).map(f64::from)
}

/// How wide a column is, in letters.
fn wide(head: &str) -> f64 {
    match head {
        "Action" => 40.0,
        "Updates" => 50.0,
        "Evidence" => 30.0,
        "Lead" | "With" | "Source" | "Reason for move" | "Group" | "Raised at" => 22.0,
        "Raised" | "First due" | "Due" | "Closed on" | "Tags" | "Evidence level" => 17.0,
        "Agency" | "Status" | "RAG" => 12.0,
        "Priority" | "Days late" | "Times moved" => 9.0,
        _ => 13.0,
    }
}

/// How high a row is, in points, so that all its words are seen.
fn height(heads: &[&str], row: &[Content]) -> f64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "widths are small")]
    let cell = |(head, content): (&&str, &'_ Content)| match content {
        Content::Text(text) => (text.clone(), wide(head) as usize),
        _ => (String::new(), 1),
    };
    high_enough(heads.iter().zip(row).map(cell))
}

/// How high a row is, in points, so that these words are seen in cells of these widths; no program takes more than 409.
pub(in crate::documents) fn high_enough<T: AsRef<str>>(cells: impl IntoIterator<Item = (T, usize)>) -> f64 {
    let lines = cells.into_iter().map(|(words, wide)| wrap(words.as_ref(), wide).len());
    let most = lines.max().unwrap_or(1).max(1);
    f64::from(u32::try_from(most).unwrap_or(27).min(27)) * 15.0
}

/// A list to choose a field's words from.
fn choices(sheet: &mut Worksheet, field: Field, last: u32, words: &[&str]) -> Result<(), XlsxError> {
    let title = column(field).title;
    let list = DataValidation::new()
        .allow_list_strings(words)?
        .set_error_title(title)?
        .set_error_message(format!("Choose one of: {}.", words.join(", ")))?;
    let column = place(field);
    sheet.add_data_validation(1, column, last, column, &list)?;
    Ok(())
}

/// How it comes out of a printer.
fn printed(
    sheet: &mut Worksheet,
    title: &str,
    partnership: &str,
    marking: &str,
    listing: &Listing<'_>,
) -> Result<(), XlsxError> {
    // What begins with an ampersand is an order to a header.
    let words = |text: &str| fit(&one_line(text), 60).replace('&', "&&");
    let some = if listing.restricted() > 0 { " · holds restricted actions" } else { "" };
    sheet.set_landscape().set_paper_size(9).set_repeat_rows(0, 0)?;
    // On one page across nobody could read it: the number and the action are on each of three.
    sheet.set_repeat_columns(0, 1)?.set_print_fit_to_pages(3, 0);
    sheet.set_header(format!("&L{}&C{}&R{}", words(partnership), words(title), words(marking)));
    sheet.set_footer(format!("&L{}{some}&RPage &P of &N", words(marking)));
    Ok(())
}

/// The sheet that says how to send it back.
fn the_way_back(sheet: &mut Worksheet, listing: &Listing<'_>, title: &str) -> Result<(), XlsxError> {
    sheet.set_name("How to send this back")?;
    sheet.set_column_width(0, 100)?;
    let (partnership, marking) = listing.partnership();
    let mut lines = vec![title.to_owned(), partnership.to_owned(), marking.to_owned()];
    lines.push(count(listing.found.len(), "action", "actions"));
    lines.extend(listing.warning());
    lines.extend(
        [
            "Change any cell on the first sheet, save the file as .xlsx and send it to whoever gave it to you.",
            "Only the cells you change are taken over. A cell you empty changes nothing.",
            "A new line under Updates or Evidence is added to the history; nothing there is ever taken away.",
            "Give a reason beside every new due date: the date before it is kept.",
            "Leave the column ID as it is: it says which action a row is. A new action has an empty ID.",
        ]
        .map(str::to_owned),
    );
    lines.push(format!("RAG, {} are worked out from the others and not read.", WORKED_OUT.join(", ")));
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let heading = plain.clone().set_bold().set_font_size(14);
    let lines = lines.iter().map(|line| one_line(line)).filter(|line| !line.is_empty());
    for (row, line) in (0..).zip(lines) {
        sheet.write_string_with_format(row, 0, line, if row == 0 { &heading } else { &plain })?;
    }
    sheet.set_paper_size(9);
    Ok(())
}

/// What is put into a part of a workbook, before what stands there.
struct Put {
    part: &'static str,
    before: &'static str,
    text: &'static str,
}

/// Its language, for those who have it read out.
const ENGLISH: Put = Put {
    part: "docProps/core.xml",
    before: "</cp:coreProperties>",
    text: "<dc:language>en-GB</dc:language>",
};
/// That no sheet of it is added, renamed, moved or taken out; without a password, as its sheets are.
const LOCKED: Put =
    Put { part: "xl/workbook.xml", before: "<bookViews>", text: "<workbookProtection lockStructure=\"1\"/>" };

/// The same workbook with its language named.
pub(in crate::documents) fn in_english(bytes: &[u8]) -> Result<Vec<u8>, String> {
    put(bytes, &[ENGLISH])
}

/// The same workbook with its language named, its sheets where they are.
pub(in crate::documents) fn in_english_and_locked(bytes: &[u8]) -> Result<Vec<u8>, String> {
    put(bytes, &[ENGLISH, LOCKED])
}

fn put(bytes: &[u8], all: &[Put]) -> Result<Vec<u8>, String> {
    let said = |why: zip::result::ZipError| why.to_string();
    let mut book = ZipArchive::new(Cursor::new(bytes)).map_err(said)?;
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..book.len() {
        let mut part = book.by_index(at).map_err(said)?;
        let name = part.name().map_err(said)?.into_owned();
        let Some(Put { before, text: more, .. }) = all.iter().find(|one| one.part == name) else {
            new.raw_copy_file(part).map_err(said)?;
            continue;
        };
        let mut text = String::new();
        part.read_to_string(&mut text).map_err(|why| why.to_string())?;
        let text = text.replacen(before, &format!("{more}{before}"), 1);
        let plain = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        new.start_file(name, plain).map_err(said)?;
        new.write_all(text.as_bytes()).map_err(|why| why.to_string())?;
    }
    Ok(new.finish().map_err(said)?.into_inner())
}
