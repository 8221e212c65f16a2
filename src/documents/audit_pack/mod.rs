//! What goes out to an agency: one workbook with a sheet that says how to fill it in and a sheet for each child. Only cells
//! for answers can be changed, and no sheet is added, renamed or taken out, without a password; each line has a hidden key, so that it is found again. Nothing in it is a
//! formula, and the same audit gives the same bytes on every day. `paper` is the same as a form to print.

mod case;
mod guidance;
mod paper;

pub use paper::form;

use super::actions::workbook::in_english_and_locked;
use crate::base::text::one_line;
use crate::domain::audit::collect::ABOUT;
use crate::domain::audit::form::{Mark, Offer, template_said, to_answer};
use crate::domain::audit::{AskedAgency, Audit, Case, Milestone, Resolved, Return};
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

/// What is packed for an agency.
#[derive(Clone, Copy, Debug)]
pub struct Pack<'a> {
    /// The audit.
    pub audit: &'a Audit,
    /// Its frozen questions.
    pub template: &'a Resolved,
    /// The agency.
    pub agency: &'a AskedAgency,
    /// What it has said so far, where it is asked again.
    pub returns: &'a [Return],
    /// The day returns are due.
    pub due: NaiveDate,
    /// What the partnership is called.
    pub partnership: &'a str,
}

impl<'a> Pack<'a> {
    /// The children it is about: those whose return was not accepted yet.
    pub fn cases(&self) -> Vec<&'a Case> {
        to_answer(self.audit, &self.agency.id, self.returns)
    }

    /// What the agency has said of a child so far.
    fn said_of(&self, case: &Case) -> Option<&'a Return> {
        self.returns.iter().find(|one| one.case == case.id && one.agency == self.agency.id)
    }
}

/// Lists to choose from, kept on a hidden sheet, for a list written beside its cell may not be long.
#[derive(Debug, Default)]
struct Lists {
    all: Vec<Vec<String>>,
}

impl Lists {
    /// Where a list stands, as a workbook says it.
    fn place(&mut self, words: &[String]) -> String {
        let at = self.all.iter().position(|known| known == words).unwrap_or_else(|| {
            self.all.push(words.to_vec());
            self.all.len() - 1
        });
        let column = crate::base::sheet::letters(u32::try_from(at).unwrap_or(0) + 3);
        format!("='{ABOUT}'!${column}$1:${column}${}", words.len())
    }
}

fn words(offered: &[Offer<'_>]) -> Vec<String> {
    offered.iter().map(|(_, word, _)| (*word).to_owned()).collect()
}

/// The workbook's bytes.
///
/// # Errors
/// A sentence without a full stop, when it does not fit a workbook.
pub fn workbook(pack: &Pack<'_>) -> Result<Vec<u8>, String> {
    let failed = |why: String| format!("no workbook can be made for {}: {why}", pack.agency.id);
    let bytes = made(pack).map_err(|why| failed(why.to_string()))?;
    in_english_and_locked(&bytes).map_err(failed)
}

fn made(pack: &Pack<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A day of the audit and not today, so that the same is the same tomorrow.
    let on = pack.audit.dates.on(Milestone::ToolsOut, &crate::base::calendar::WorkingDays::default());
    let small = |n: u32| u8::try_from(n).unwrap_or(1);
    let day = ExcelDateTime::from_ymd(
        u16::try_from(on.year()).unwrap_or(2000),
        small(on.month()),
        small(on.day()),
    )?;
    let title = format!("{}: {}", one_line(&pack.audit.title), one_line(&pack.agency.name));
    let about = DocProperties::new().set_title(&title).set_author("chairside").set_creation_datetime(&day);
    book.set_properties(&about);
    guidance::write(book.add_worksheet(), pack)?;
    let mut lists = Lists::default();
    for case in pack.cases() {
        case::write(book.add_worksheet(), pack, case, &mut lists)?;
    }
    hidden(book.add_worksheet(), pack, &lists)?;
    book.save_to_buffer()
}

/// The hidden sheet: what the file is for, and the lists.
fn hidden(sheet: &mut Worksheet, pack: &Pack<'_>, lists: &Lists) -> Result<(), XlsxError> {
    sheet.set_name(ABOUT)?;
    let rows = [
        (Mark::Audit.key(), pack.audit.id.to_string()),
        (Mark::Agency.key(), pack.agency.id.to_string()),
        (Mark::Template.key(), template_said(pack.audit)),
    ];
    for (row, (key, value)) in (0..).zip(rows) {
        sheet.write_string(row, 0, key)?;
        sheet.write_string(row, 1, value)?;
    }
    for (column, list) in (3..).zip(&lists.all) {
        for (row, word) in (0..).zip(list) {
            sheet.write_string(row, column, word)?;
        }
    }
    sheet.set_hidden(true).protect();
    Ok(())
}

#[cfg(test)]
mod tests;
