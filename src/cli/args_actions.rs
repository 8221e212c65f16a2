//! What may be asked of actions on the command line.

use super::args::TierArg;
use crate::domain::action::Level;
use chrono::NaiveDate;
use clap::{Subcommand, ValueEnum};
use std::path::PathBuf;

/// What can be done with actions, besides finding them.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum ActionsVerb {
    /// Take over a tracker kept in a spreadsheet or a Word document (.xlsx, .csv, .docx); says what each row comes to, and does it with --yes.
    Import(ImportArgs),
    /// Count what was opened, closed and late by quarter and agency, how old open actions are, how long closing took.
    Report(ReportArgs),
    /// Add what shows that an action was done; of a file in the workspace its hash is kept, so that a change is seen.
    Evidence(EvidenceArgs),
    /// List the steps of an action, add some, or say which are done and which are not.
    Steps(StepsArgs),
    /// Hand an action to another group: it goes on in that group's tracker, and its old number still finds it.
    Transfer(TransferArgs),
    /// Merge an action into another, which goes on with it; its history there says what it had.
    Merge(MergeIntoArgs),
    /// Open an action again that has ended; what had ended it stands in its history.
    Reopen(ReopenArgs),
    /// List what is closed and has no evidence.
    Unevidenced(UnevidencedArgs),
    /// Make one message for each person about the actions they lead, to paste or as drafts; nothing is ever sent.
    Chase(ChaseArgs),
}

/// Which actions a report counts, and in which form.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct ReportArgs {
    /// Which actions count; without it, every one, also those that have ended.
    #[arg(allow_hyphen_values = true)]
    pub query: Vec<String>,
    /// In which form.
    #[arg(long, value_enum, default_value = "text")]
    pub format: ReportFormat,
    /// Write it to this file instead of printing it.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// With --output: replace the file if it is there.
    #[arg(long, requires = "output")]
    pub replace: bool,
    /// Up to which tier: open, partners or restricted.
    #[arg(long, value_enum, default_value = "partners")]
    pub tier: TierArg,
}

/// What shows that an action was done.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct EvidenceArgs {
    /// The action's number; its digits alone where no other action has them.
    pub id: String,
    /// What shows it, in words.
    pub text: Vec<String>,
    /// A file of the workspace, such as evidence/report.pdf, or an address.
    #[arg(long, value_name = "FILE")]
    pub file: Option<String>,
    /// How far up the ladder of evidence it reaches; done when left out.
    #[arg(long, value_enum)]
    pub level: Option<LevelArg>,
    /// The day from which what it shows holds, where that is not today; written as 2026-12-03.
    #[arg(long, value_name = "DAY")]
    pub effective: Option<NaiveDate>,
    /// Up to which tier: open, partners or restricted.
    #[arg(long, value_enum, default_value = "partners")]
    pub tier: TierArg,
}

/// Which action's steps, and which of them are done.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct StepsArgs {
    /// The action's number; its digits alone where no other action has them.
    pub id: String,
    /// A step that is done, by its number in the list.
    #[arg(long, value_name = "NUMBER", value_delimiter = ',')]
    pub done: Vec<usize>,
    /// A step that is not done after all, by its number in the list.
    #[arg(long, value_name = "NUMBER", value_delimiter = ',')]
    pub not_done: Vec<usize>,
    /// A step to add, in words; it comes after the others.
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub add: Vec<String>,
    /// Up to which tier: open, partners or restricted.
    #[arg(long, value_enum, default_value = "partners")]
    pub tier: TierArg,
}

/// Which action goes to whom, and why.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct TransferArgs {
    /// The action's number; its digits alone where no other action has them.
    pub id: String,
    /// The group it goes to.
    pub group: String,
    /// Why; it stands in the action's history.
    #[arg(long, value_name = "WORDS")]
    pub why: String,
    /// Up to which tier: open, partners or restricted.
    #[arg(long, value_enum, default_value = "partners")]
    pub tier: TierArg,
}

/// Which action goes on in which other, and why.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct MergeIntoArgs {
    /// The action's number; its digits alone where no other action has them.
    pub id: String,
    /// The number of the action that goes on with it.
    pub into: String,
    /// Why; it stands in the history of both.
    #[arg(long, value_name = "WORDS")]
    pub why: String,
    /// Up to which tier: open, partners or restricted.
    #[arg(long, value_enum, default_value = "partners")]
    pub tier: TierArg,
}

/// Which action is opened again, and why.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct ReopenArgs {
    /// The action's number; its digits alone where no other action has them.
    pub id: String,
    /// Why; it stands in the action's history.
    #[arg(long, value_name = "WORDS")]
    pub why: String,
    /// Up to which tier: open, partners or restricted.
    #[arg(long, value_enum, default_value = "partners")]
    pub tier: TierArg,
}

/// Which closed actions are looked at.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct UnevidencedArgs {
    /// What to look for; without it, every closed action.
    #[arg(allow_hyphen_values = true)]
    pub query: Vec<String>,
    /// Up to which tier: open, partners or restricted.
    #[arg(long, value_enum, default_value = "partners")]
    pub tier: TierArg,
}

/// How far up the ladder of evidence something reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LevelArg {
    /// It was agreed, with a lead and a date.
    Agreed,
    /// It was done: there is what was made.
    Done,
    /// Staff know it and use it.
    Embedded,
    /// Practice has changed: an audit found it.
    Practice,
    /// Children are better off: figures or their own words show it.
    Children,
}

impl From<LevelArg> for Level {
    fn from(level: LevelArg) -> Self {
        match level {
            LevelArg::Agreed => Self::Agreed,
            LevelArg::Done => Self::Done,
            LevelArg::Embedded => Self::Embedded,
            LevelArg::Practice => Self::Practice,
            LevelArg::Children => Self::Children,
        }
    }
}

/// Whom to ask about actions, and in which form.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct ChaseArgs {
    /// What to look for; without it, every action that has not ended.
    #[arg(allow_hyphen_values = true)]
    pub query: Vec<String>,
    /// Ask about what is due within this time, such as 10d or 4w.
    #[arg(long, value_name = "TIME", default_value = "14d", value_parser = ahead)]
    pub within: i64,
    /// Write drafts for a mail program to this folder.
    #[arg(long, value_name = "DIR")]
    pub eml: Option<PathBuf>,
    /// Write reminders for a calendar to this folder.
    #[arg(long, value_name = "DIR")]
    pub ics: Option<PathBuf>,
    /// Up to which tier: open, partners or restricted.
    #[arg(long, value_enum, default_value = "partners")]
    pub tier: TierArg,
}

/// Days ahead: `10d`, `4w`.
fn ahead(text: &str) -> Result<i64, String> {
    let (number, each) = match text.strip_suffix('w') {
        Some(weeks) => (weeks, 7),
        None => (text.strip_suffix('d').unwrap_or(text), 1),
    };
    let days = number.parse::<i64>().ok().filter(|days| (0..=520).contains(days)).map(|days| days * each);
    days.ok_or_else(|| format!("'{text}' is no time ahead: write days or weeks, such as 10d or 4w"))
}

/// Which actions are to be listed, and in which form.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct ActionsArgs {
    /// What to look for; without it, every action that has not ended. The page docs/queries.md says what can be asked.
    #[arg(allow_hyphen_values = true)]
    pub query: Vec<String>,
    /// Take a saved view, by its name; what is looked for is added to what it asks.
    #[arg(long, value_name = "NAME")]
    pub view: Option<String>,
    /// Up to which tier: open, partners or restricted.
    #[arg(long, value_enum, default_value = "partners")]
    pub tier: TierArg,
    /// In which form; without it, two lines an action. The page docs/export.md says what each holds.
    #[arg(long, value_enum)]
    pub format: Option<ActionsFormat>,
    /// Write it to this file instead of printing it.
    #[arg(long, value_name = "FILE", requires = "format")]
    pub output: Option<PathBuf>,
    /// With --output: replace the file if it is there.
    #[arg(long, requires = "output")]
    pub replace: bool,
}

/// A spreadsheet or a document to take over, and how.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct ImportArgs {
    /// The spreadsheet or the Word document.
    pub file: PathBuf,
    /// The tracker, or the group whose tracker it is; needed where there is more than one.
    #[arg(long, value_name = "ID")]
    pub tracker: Option<String>,
    /// Which of its sheets, or of a document's tables, such as "table 2".
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Which column is what, by letters or name, such as "due=D,lead=Owner"; "lead=-" takes none.
    #[arg(long, value_name = "WHAT=COLUMN,…", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// What a word or a colour for a state means, such as "complete=closed,green=done".
    #[arg(long, value_name = "WORD=STATE,…", value_delimiter = ',')]
    pub status: Vec<String>,
    /// Show restricted actions too.
    #[arg(long, value_enum, default_value = "partners")]
    pub tier: TierArg,
    /// Do it; without it nothing is changed.
    #[arg(long)]
    pub yes: bool,
    /// With --yes: leave out the rows that have errors.
    #[arg(long, requires = "yes")]
    pub skip_errors: bool,
}

/// The forms a report can be printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Text with bars, to read here.
    Text,
    /// CSV, for a spreadsheet: one long table.
    Csv,
    /// Markdown, to read elsewhere.
    Md,
    /// A Word document, to read or print. Needs --output.
    Docx,
}

/// The forms actions can be listed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ActionsFormat {
    /// A table of text that fits the terminal.
    Table,
    /// CSV, for a spreadsheet; it can be imported again.
    Csv,
    /// JSON, for other programs.
    Json,
    /// Markdown, to read.
    Md,
    /// A workbook, for a spreadsheet; it can be imported again. Needs --output.
    Xlsx,
    /// A Word document, to read. Needs --output.
    Docx,
}
