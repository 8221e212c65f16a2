//! Actions that were found, as documents: a table for a terminal, CSV and a workbook that can be edited and imported again,
//! JSON for other programs, Markdown and Word to read. Which actions these are, and who may see them, was settled before.

mod json;
mod markdown;
mod read;
mod table;
mod word;
pub(in crate::documents) mod workbook;
#[cfg(test)]
mod derived_laws;
#[cfg(test)]
mod generated;
#[cfg(test)]
mod laws;

pub use json::json;
pub use markdown::markdown;
pub use table::table;
pub use word::word;
pub(in crate::documents) use workbook::in_english;
pub use workbook::workbook;

use super::csv;
use crate::base::sheet::Content;
use crate::base::text::count;
use crate::domain::action::{Level, Rag};
use crate::domain::actions::{Light, Listed};
use crate::domain::agenda::Tier;
use crate::domain::import::columns::WORKED_OUT;
use crate::domain::import::{COLUMNS, own};

/// Actions, and what is known of them all.
#[derive(Clone, Debug)]
pub struct Listing<'a> {
    /// What they are looked at against.
    pub light: &'a Light<'a>,
    /// The actions, in their order.
    pub found: &'a [Listed<'a>],
    /// What was looked for.
    pub query: &'a str,
    /// Up to which tier they were looked for.
    pub tier: Tier,
}

impl Listing<'_> {
    /// How many of them are restricted.
    fn restricted(&self) -> usize {
        self.found.iter().filter(|listed| listed.action.tier == Tier::Restricted).count()
    }

    /// The partnership's name and its usual marking.
    fn partnership(&self) -> (&str, &str) {
        self.light.partnership.map_or(("", ""), |known| (&known.name, &known.marking.default))
    }

    /// That some are restricted, in a sentence; nothing where none is.
    fn warning(&self) -> Option<String> {
        let some = Some(self.restricted()).filter(|some| *some > 0)?;
        let are = if some == 1 { "is" } else { "are" };
        Some(format!(
            "{} in it {are} restricted: pass it on to nobody else.",
            count(some, "action", "actions")
        ))
    }
}

/// The headings of a spreadsheet: every column that an import takes, then what is worked out.
fn headings() -> Vec<&'static str> {
    COLUMNS.iter().map(|column| column.title).chain(WORKED_OUT).collect()
}

/// A row of a spreadsheet, in the order of the headings.
fn row(listing: &Listing<'_>, listed: Listed<'_>) -> Vec<Content> {
    let action = listed.action;
    let light = listing.light;
    let number = |n: i64| i32::try_from(n).map_or(Content::Blank, |n| Content::Number(f64::from(n)));
    let late = if let Rag::Late(days) = action.rag(light.today) { number(days) } else { Content::Blank };
    let moved = i64::try_from(action.moves.len()).unwrap_or(0);
    let level = action.level().map_or(Content::Blank, |level| Content::Text(rung(level)));
    let group = Content::Text(own::settled(&light.group_said(listed.tracker)));
    let raised = Content::Text(own::settled(&light.raised_said(action)));
    let read = COLUMNS.iter().map(|column| own::cell(column.field, action, light));
    read.chain([group, raised, late, number(moved), level]).collect()
}

/// A rung of the ladder of evidence: `2 of 5, done`.
fn rung(level: Level) -> String {
    format!("{} of {}, {}", level.number(), Level::ALL.len(), level.said())
}

/// As CSV, that an import takes back.
pub fn as_csv(listing: &Listing<'_>) -> String {
    let head: Vec<String> = headings().into_iter().map(str::to_owned).collect();
    let said = |content: Content| match content {
        Content::Day(day) => own::written(day),
        Content::Number(number) => number.to_string(),
        Content::Text(text) => text,
        _ => String::new(),
    };
    let rows = listing.found.iter().map(|listed| row(listing, *listed).into_iter().map(said).collect());
    csv::table([head].into_iter().chain(rows))
}
