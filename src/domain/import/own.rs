//! An action as a row of a spreadsheet of our own, and what such a row says anew when it comes back: a cell that still says
//! what ours would say of its action says nothing, so only what somebody edited is looked at.

use super::columns::{COLUMNS, Field, LATER};
use super::days::{self, Day};
use super::header::Header;
use super::row::lines;
use crate::base::id::{ActionId, PostId};
use crate::base::sheet::{At, Cell, Content, Sheet};
use crate::domain::action::{Action, Closing, Due, Status};
use crate::domain::actions::Light;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The most letters of a cell: a workbook takes no more than 32,767 in one.
const MOST: usize = 30_000;
/// What stands at the end of a cell that could not hold everything.
const CUT: &str = "Earlier lines are in the tracker.";

/// What a field's cell holds in a spreadsheet of our own.
pub fn cell(field: Field, action: &Action, light: &Light<'_>) -> Content {
    let day = |day: Option<NaiveDate>| day.map_or(Content::Blank, Content::Day);
    match field {
        Field::Id => words(action.id.as_str()),
        Field::What => words(&action.what),
        Field::Lead => action.lead.as_ref().map_or(Content::Blank, |lead| words(&light.who_said(lead))),
        Field::Agency if action.lead.is_none() => Content::Blank,
        Field::Agency => words(&light.agency_said(action)),
        Field::With => {
            let all: Vec<String> = action.with.iter().map(|post| helper(post, light)).collect();
            words(&all.join("; "))
        }
        Field::Raised => Content::Day(action.raised.date),
        Field::Source => match &action.raised.meeting {
            Some(meeting) if action.sources.is_empty() => words(meeting.as_str()),
            None if action.sources.is_empty() => Content::Blank,
            _ => words(&light.sources_said(action)),
        },
        Field::FirstDue => day(action.first_due),
        Field::Due => match action.due {
            Due::On(on) => Content::Day(on),
            Due::ToBeSet => words(&action.due.to_string()),
        },
        // Left for the reason of the next move.
        Field::Reason => Content::Blank,
        Field::Status => words(action.status.word()),
        Field::Priority => words(action.priority.word()),
        Field::Rag => {
            let legend = light.partnership.map_or(&[][..], |known| &known.legend);
            words(&action.rag(light.today).named(legend))
        }
        Field::Update => words(&bounded(&updates(action))),
        Field::Evidence => words(&bounded(&evidence(action))),
        Field::Closed => day(closing(action).map(|closing| closing.on)),
        Field::ClosedBy => {
            closing(action).map_or(Content::Blank, |closing| words(&closed_by(closing, light)))
        }
        Field::MergedInto => action.merged_into.as_ref().map_or(Content::Blank, |into| words(into.as_str())),
        Field::DroppedBy => {
            let by = action.dropped_by.as_ref().filter(|_| action.status == Status::Dropped);
            by.map_or(Content::Blank, |by| words(by.as_str()))
        }
        Field::Tags => words(&action.tags.join(", ")),
        Field::Tier => words(&action.tier.to_string()),
    }
}

/// Who closed it and when, of one that is closed.
fn closing(action: &Action) -> Option<&Closing> {
    action.closed.as_ref().filter(|_| action.status == Status::Closed)
}

/// The group that closed it, and the minute: `Executive, minute 4`.
fn closed_by(closing: &Closing, light: &Light<'_>) -> String {
    let group = light.partnership.and_then(|partnership| partnership.group(&closing.by));
    let group = group.map_or_else(|| closing.by.to_string(), |group| group.name.clone());
    if closing.minute.is_empty() { group } else { format!("{group}, minute {}", closing.minute) }
}

/// A day as our spreadsheets write it: `03/12/2026`.
pub fn written(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

fn words(text: &str) -> Content {
    let text = settled(text);
    if text.is_empty() { Content::Blank } else { Content::Text(text) }
}

/// Words as they come back from any spreadsheet: clean, line by line, with nothing that a file would lose on the way.
pub fn settled(text: &str) -> String {
    let kept = text.replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}");
    lines(&Cell::text(&lines(&kept)).words())
}

fn helper(post: &PostId, light: &Light<'_>) -> String {
    settled(&light.who_said(post).replace([';', '\n'], ","))
}

/// Its history, the latest first; each line that was said on a day begins with it.
fn updates(action: &Action) -> String {
    let mut all: Vec<_> = action.updates.iter().filter(|update| !update.text.trim().is_empty()).collect();
    all.reverse();
    all.sort_by_key(|update| std::cmp::Reverse(update.on));
    let said = all.iter().map(|update| format!("{}: {}", written(update.on), settled(&update.text)));
    said.collect::<Vec<_>>().join("\n")
}

/// What shows that it was done, the latest first.
fn evidence(action: &Action) -> String {
    let texts = action.evidence.iter().rev().map(|evidence| settled(&evidence.text));
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

/// As many lines as a cell takes.
fn bounded(text: &str) -> String {
    let length = |text: &str| text.encode_utf16().count();
    if length(text) <= MOST {
        return text.to_owned();
    }
    let mut kept = String::new();
    for line in text.lines() {
        if length(&kept) + length(line) > MOST {
            break;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept + CUT
}

/// Whether a header is that of a spreadsheet of our own.
pub(super) fn is_ours(header: &Header) -> bool {
    COLUMNS.iter().filter(|known| !LATER.contains(&known.field)).all(|known| {
        header.columns.iter().any(|taken| taken.name == known.title && taken.field == Some(known.field))
    })
}

/// The number a row gives its action, exactly as it stands there.
pub(super) fn number(sheet: &Sheet, header: &Header, row: u32) -> Option<ActionId> {
    let column = header.of(Field::Id).next()?;
    let words = sheet.cell(At { row, column }).line();
    (!words.is_empty()).then(|| ActionId::new(words))
}

/// A sheet without what its rows say of actions just as ours would say it.
pub(super) fn without_what_is_known<'a>(
    sheet: &Sheet,
    header: &Header,
    light: &Light<'_>,
    known: impl Iterator<Item = &'a Action>,
) -> Sheet {
    let by_id: HashMap<&str, &Action> = known.map(|action| (action.id.as_str(), action)).collect();
    let mut rest = sheet.clone();
    let last = header.rows.last().copied().unwrap_or(0);
    for row in sheet.rows().into_iter().filter(|row| *row > last) {
        let number = number(sheet, header, row);
        if let Some(action) = number.and_then(|number| by_id.get(number.as_str())) {
            let fresh = Returned { sheet, header, row, action, light }.unsaid();
            for (at, cell) in fresh {
                // A cell that is there and blank, so that no merged one speaks for it.
                rest.covered.remove(&at);
                rest.cells.insert(at, cell);
            }
        }
    }
    rest
}

/// A row of an action that is known.
struct Returned<'a> {
    sheet: &'a Sheet,
    header: &'a Header,
    row: u32,
    action: &'a Action,
    light: &'a Light<'a>,
}

impl Returned<'_> {
    /// The cells that say less than they seem to, as they are to be read.
    fn unsaid(&self) -> BTreeMap<At, Cell> {
        let mut changed = BTreeMap::new();
        for taken in &self.header.columns {
            let at = At { row: self.row, column: taken.column };
            let cell = self.sheet.cell(at);
            let Some(field) = taken.field.filter(|_| !cell.blank()) else { continue };
            let rest = match field {
                // They find the action; a state that is said again changes nothing.
                Field::Id | Field::What | Field::Status => continue,
                // An agency alone would be taken for the lead, so a new one is read beside the lead it is of.
                Field::Lead if self.same(Field::Lead) && self.same(Field::Agency) => String::new(),
                Field::Lead => continue,
                // How it stands is worked out, and may be another by the day it comes back.
                Field::Rag => String::new(),
                _ if self.says(cell, field) => String::new(),
                Field::Update => without(&cell.words(), &updates(self.action)),
                Field::Evidence => without(&cell.words(), &evidence(self.action)),
                Field::With => self.helpers(&cell.words()),
                _ => continue,
            };
            let new = Cell { fill: cell.fill, struck: cell.struck, ..Cell::text(&rest) };
            changed.insert(at, new);
        }
        changed
    }

    /// Whether every cell of a field says what ours would; also where there is none.
    fn same(&self, field: Field) -> bool {
        self.header.of(field).all(|column| self.says(self.sheet.cell(At { row: self.row, column }), field))
    }

    /// Whether a cell says what ours would.
    fn says(&self, said: &Cell, field: Field) -> bool {
        match cell(field, self.action, self.light) {
            Content::Day(day) => {
                days::read(said) == Day::On(day)
                    || said.content == Content::Day(day)
                    || said.line() == written(day)
            }
            Content::Text(text) => settled(&said.words()) == settled(&text),
            _ => said.blank(),
        }
    }

    /// Helpers, those that ours names by the ids they have.
    fn helpers(&self, said: &str) -> String {
        let known: Vec<(String, &PostId)> =
            self.action.with.iter().map(|post| (helper(post, self.light), post)).collect();
        let parts = said.split([';', '\n']).map(|part| {
            let part = settled(part);
            known.iter().find(|(name, _)| *name == part).map_or(part, |(_, post)| post.to_string())
        });
        parts.collect::<Vec<_>>().join(";")
    }
}

/// The lines of a cell that ours would not have.
fn without(said: &str, ours: &str) -> String {
    let ours: HashSet<String> = ours.lines().chain([CUT]).map(settled).collect();
    let settled = settled(said);
    settled.lines().filter(|line| !ours.contains(*line)).collect::<Vec<_>>().join("\n")
}
