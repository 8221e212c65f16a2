//! A tracker somebody keeps in a spreadsheet or in tables of a document, taken over: which rows are its header, what its columns are, what each row
//! says, and what that changes in the tracker here. Nothing is written and nothing is guessed between two answers.

mod amend;
pub mod columns;
mod compare;
pub mod days;
mod ending;
mod header;
mod history;
mod name;
pub mod own;
mod owners;
mod progress;
mod row;
mod state;
#[cfg(test)]
mod tests;
mod together;

pub use columns::{COLUMNS, Column, Field};
pub use header::{Header, Pick, Taken};
pub use together::{Found, together};

use crate::base::id::{ActionId, DecisionId, GroupId, MeetingId, PostId};
use crate::base::problem::Severity;
use crate::base::sheet::{At, InTable, Sheet, letters};
use crate::domain::action::{Action, Closing, Due, Evidence, Move, Priority, Status, Update};
use crate::domain::actions::Light;
use crate::domain::agenda::Tier;
use crate::domain::decision_numbers::Recorded;
use crate::domain::partnership::Partnership;
use crate::domain::personal::Names;
use crate::domain::tracker::Tracker;
use chrono::NaiveDate;
use owners::Owners;
use row::{Draft, Rows};
use std::collections::{BTreeMap, BTreeSet};

/// What a sheet is read against.
#[derive(Debug)]
pub struct Ground<'a> {
    /// Who is who.
    pub partnership: Option<&'a Partnership>,
    /// The tracker it goes to.
    pub tracker: &'a Tracker,
    /// The other trackers.
    pub elsewhere: Vec<&'a Tracker>,
    /// Every meeting, its group and its day.
    pub meetings: Vec<(MeetingId, GroupId, NaiveDate)>,
    /// Decisions that meetings have recorded.
    pub decisions: Vec<Recorded>,
    /// Names that must stand in no paper.
    pub names: &'a Names,
    /// Today.
    pub today: NaiveDate,
    /// The spreadsheet's name.
    pub file: String,
    /// Who takes it over.
    pub by: String,
    /// Words for states whose meaning somebody has said, in small letters.
    pub told: Vec<(String, Status)>,
}

impl Ground<'_> {
    /// What sort of file it is, in a word.
    pub fn sort(&self) -> &'static str {
        if self.file.to_lowercase().ends_with(".docx") { "document" } else { "spreadsheet" }
    }
}

/// Something to be known of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// How grave it is: a row with an error is not taken.
    pub severity: Severity,
    /// The cell.
    pub at: At,
    /// What is to be known, in a sentence without a full stop.
    pub said: String,
}

impl Note {
    fn error(at: At, said: impl Into<String>) -> Self {
        Self { severity: Severity::Error, at, said: said.into() }
    }

    fn warning(at: At, said: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, at, said: said.into() }
    }
}

/// A change to an action that is in the tracker.
#[derive(Clone, Debug, PartialEq)]
pub enum Amend {
    /// A number it had elsewhere.
    Alias(ActionId),
    /// Its words.
    What(String),
    /// Its lead, with the line of history that says so.
    Lead(PostId, Update),
    /// All who help.
    With(Vec<PostId>),
    /// Its due date, with the move.
    Due(Due, Move),
    /// How far it has got, with the line of history that says so.
    Status(Status, Update),
    /// Who closed it and when.
    Closed(Closing),
    /// The action that goes on with it.
    MergedInto(ActionId),
    /// The decision that dropped it.
    DroppedBy(DecisionId),
    /// How much it matters.
    Priority(Priority),
    /// A line of history.
    Update(Update),
    /// What shows that it was done, where nothing is kept yet.
    Evidence(Evidence),
    /// All its tags.
    Tags(Vec<String>),
    /// Who may see it.
    Tier(Tier),
}

/// A change in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What changes.
    pub field: Field,
    /// What the tracker says; empty when it says nothing.
    pub old: String,
    /// What it is to say.
    pub new: String,
}

/// What a row comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// An action the tracker does not have.
    New(Box<Action>),
    /// Changes to one it has.
    Changed(ActionId, Vec<Amend>, Vec<Difference>),
    /// Nothing the tracker does not say already.
    Same(ActionId),
    /// It is not taken.
    Wrong,
}

/// A row, and what it comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The row in the sheet.
    pub row: u32,
    /// What is to be done.
    pub what: String,
    /// What it comes to.
    pub outcome: Outcome,
    /// What is to be known of it.
    pub notes: Vec<Note>,
    /// Who may see it.
    pub tier: Tier,
}

/// What taking a sheet over comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// Its header.
    pub header: Header,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Rows that hold no action, and why.
    pub left_out: Vec<(u32, String)>,
    /// What is to be known of the sheet as a whole, in sentences.
    pub notes: Vec<String>,
    /// Where its rows lie, when they are those of tables of a document.
    pub lies: BTreeMap<u32, InTable>,
    /// What columns are called in those tables, by table and column, where that is not the header's name.
    pub heads: BTreeMap<(u32, u32), String>,
}

impl Preview {
    /// What a row is called: `row 5`, `table 2, row 5`.
    pub fn row_said(&self, row: u32) -> String {
        self.lies.get(&row).map_or_else(|| format!("row {row}"), InTable::to_string)
    }

    /// What a cell is called: `D14` in a spreadsheet, `table 2, row 5, column Owner` in a document.
    pub fn cell_said(&self, at: At) -> String {
        let Some(lies) = self.lies.get(&at.row) else { return at.to_string() };
        let taken = self.header.columns.iter().find(|taken| taken.column == at.column);
        let there = self.heads.get(&(lies.table, at.column)).cloned();
        let name = there.or_else(|| taken.map(|taken| taken.name.clone())).filter(|name| !name.is_empty());
        format!("{lies}, column {}", name.unwrap_or_else(|| letters(at.column)))
    }

    /// Actions to be added.
    pub fn new_actions(&self) -> Vec<Action> {
        let new = self.rows.iter().filter_map(|row| match &row.outcome {
            Outcome::New(action) => Some((**action).clone()),
            _ => None,
        });
        new.collect()
    }

    /// Changes to actions that are there.
    pub fn amendments(&self) -> Vec<(ActionId, Vec<Amend>)> {
        let changed = self.rows.iter().filter_map(|row| match &row.outcome {
            Outcome::Changed(id, amends, _) => Some((id.clone(), amends.clone())),
            _ => None,
        });
        changed.collect()
    }

    /// How many rows are wrong.
    pub fn wrong(&self) -> usize {
        self.rows.iter().filter(|row| row.outcome == Outcome::Wrong).count()
    }
}

/// Reads a sheet against a tracker.
///
/// # Errors
/// A sentence without a full stop when no header is found.
pub fn preview(sheet: &Sheet, picks: &[Pick], ground: &Ground<'_>) -> Result<Preview, String> {
    let header = header::find(sheet, picks)?;
    let group = ground.partnership.and_then(|partnership| partnership.group(&ground.tracker.group));
    let owners = Owners::new(ground.partnership, group, ground.today);
    let ours = own::is_ours(&header);
    let light =
        Light { partnership: ground.partnership, today: ground.today, next: BTreeMap::new(), meetings: None };
    let fresh = own::without_what_is_known(sheet, &header, &light, ground.tracker.actions.iter());
    let rows = Rows { sheet: &fresh, header: &header, ground, owners: &owners, ours };
    let last = header.rows.last().copied().unwrap_or(0);
    let width = sheet.width();
    let (mut drafts, mut left_out) = (Vec::new(), Vec::new());
    for row in sheet.rows().into_iter().filter(|row| *row > last) {
        let elsewhere = || ours.then(|| of_another(sheet, &header, row, ground)).flatten();
        match no_action(sheet, &header, width, row).or_else(elsewhere) {
            Some(why) => left_out.push((row, why)),
            None => drafts.push(rows.read(row)),
        }
    }
    let notes = notes(sheet, &header, &drafts);
    let rows = compare::all(&rows, drafts);
    Ok(Preview { header, rows, left_out, notes, lies: sheet.lies.clone(), heads: sheet.heads.clone() })
}

/// Whether a sheet looks like a tracker.
pub fn looks_right(sheet: &Sheet) -> bool {
    header::find(sheet, &[]).is_ok()
}

/// Where a row of our own goes, when its action is in another tracker: what is exported together is imported one tracker
/// at a time.
fn of_another(sheet: &Sheet, header: &Header, row: u32, ground: &Ground<'_>) -> Option<String> {
    let id = own::number(sheet, header, row)?;
    let has = |tracker: &Tracker| tracker.actions.iter().any(|action| action.id == id);
    let other = ground.elsewhere.iter().find(|other| !has(ground.tracker) && has(other))?;
    Some(format!("{id} is in another tracker: --tracker {} takes it", other.id))
}

/// Why a row holds no action: it is a heading, the header again, or a number and nothing else.
fn no_action(sheet: &Sheet, header: &Header, width: u32, row: u32) -> Option<String> {
    let filled: Vec<(u32, String)> = (0..width)
        .map(|column| (column, sheet.cell(At { row, column }).line()))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    let named = |column: u32| {
        let mut names = header.rows.iter().rev().map(move |row| sheet.cell(At { row: *row, column }).line());
        names.find(|name| !name.is_empty())
    };
    let again = filled.iter().filter(|(column, words)| named(*column).as_ref() == Some(words)).count();
    if again >= 2 && again * 3 > filled.len() * 2 {
        return Some("the header again".to_owned());
    }
    let taken = |field: Field, column: u32| header.of(field).any(|of| of == column);
    let figures = |words: &str| words.chars().any(|c| c.is_ascii_digit()) && !words.contains(' ');
    if filled.iter().all(|(column, words)| taken(Field::Id, *column) && figures(words)) {
        return Some("a number and nothing else".to_owned());
    }
    let different: BTreeSet<&String> = filled.iter().map(|(_, words)| words).collect();
    let only = different.first().filter(|_| different.len() == 1)?;
    let is_what = filled.iter().any(|(column, _)| taken(Field::What, *column));
    (filled.len() > 1 || !is_what).then(|| format!("a heading: {only}"))
}

/// What is to be known of the whole sheet.
fn notes(sheet: &Sheet, header: &Header, drafts: &[Draft]) -> Vec<String> {
    let mut notes = sheet.notes.clone();
    let hidden = drafts.iter().filter(|draft| sheet.hidden_rows.contains(&draft.row)).count();
    if hidden > 0 {
        let rows = if hidden == 1 {
            "1 row is hidden in the sheet and was".to_owned()
        } else {
            format!("{hidden} rows are hidden in the sheet and were")
        };
        notes.push(format!("{rows} read all the same."));
    }
    if !header.has(Field::Raised) && !header.has(Field::Source) {
        notes.push(
            "No column says when actions were raised: the earliest date in its row, or today, stands for it."
                .to_owned(),
        );
    }
    if !header.has(Field::Status) {
        notes.push("No column says how far actions have got: new ones are not started.".to_owned());
    }
    if !header.has(Field::Lead) && !header.has(Field::Agency) {
        notes.push("No column says who leads.".to_owned());
    }
    let numbers = |column: u32| {
        let cells = drafts.iter().map(|draft| sheet.cell(At { row: draft.row, column }).line());
        let mut cells = cells.filter(|words| !words.is_empty()).peekable();
        cells.peek().is_some() && cells.all(|words| words.chars().all(|c| c.is_ascii_digit() || c == '.'))
    };
    if header.of(Field::Id).any(numbers) {
        notes.push(
            "Its numbers only count rows, so they are not kept: rows are known again by their words and dates.".to_owned(),
        );
    }
    notes
}
