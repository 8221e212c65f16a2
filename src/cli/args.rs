//! The command line: what may be asked, and what help says of it.

use crate::base::stamp::Stamp;
use crate::domain::agenda::Tier;
use crate::domain::recommendation::Reason;
use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::time::Duration;

/// Chair safeguarding partnership meetings live, from plain YAML agendas to minutes on disk.
#[derive(Debug, Parser)]
#[command(name = "chairside", version, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 fine, 1 findings or a refusal, 2 wrong usage. Nothing is ever sent anywhere."
)]
pub struct Args {
    /// The folder of files to work in; else this folder, else the usual place.
    #[arg(long, short = 'w', global = true, value_name = "DIR")]
    pub workspace: Option<PathBuf>,

    /// Take this day for today, such as 2026-12-03.
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<NaiveDate>,

    /// Start the clock at this moment.
    #[arg(long, global = true, hide = true, value_name = "MOMENT")]
    pub now: Option<Stamp>,

    /// Move the clock by this much at each key, and not otherwise.
    #[arg(long, global = true, hide = true, value_name = "LENGTH", value_parser = pace)]
    pub pace: Option<Duration>,

    /// What to do; without it, the list of meetings.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

fn pace(text: &str) -> Result<Duration, String> {
    crate::files::script::length(text)
        .ok_or_else(|| format!("'{text}' is not a length of time: write 20s or 1m30s"))
}

/// What can be asked.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Open a fictional partnership's Executive to practise on; without a terminal, play it through.
    Demo {
        /// Keep the copy in this folder.
        #[arg(long, value_name = "DIR")]
        keep: Option<PathBuf>,
    },
    /// Make a new folder of files with complete arrangements.
    Init {
        /// The folder to make.
        dir: PathBuf,
        /// Whose arrangements to start from.
        #[arg(long, value_enum)]
        like: Like,
    },
    /// Check every file: what is wrong, where, and how to mend it.
    Check {
        /// Only these files or folders.
        paths: Vec<PathBuf>,
    },
    /// List decisions and whether they still stand.
    Decisions {
        /// Only those that hold all of these words.
        words: Vec<String>,
        /// Up to which tier: open, partners or restricted.
        #[arg(long, value_enum, default_value = "partners")]
        tier: TierArg,
    },
    /// Find actions in every tracker, such as: chairside actions @police 'late:>30d' '#neglect'
    #[command(args_conflicts_with_subcommands = true)]
    Actions {
        /// Which, and in which form.
        #[command(flatten)]
        asked: ActionsArgs,
        /// What else can be done with actions.
        #[command(subcommand)]
        verb: Option<ActionsVerb>,
    },
    /// List what groups expect to be sent: when it is due, how late it is, and who hears of it next.
    #[command(args_conflicts_with_subcommands = true)]
    Inputs {
        /// Only those that hold all of these words.
        words: Vec<String>,
        /// Up to which tier: open, partners or restricted.
        #[arg(long, value_enum, default_value = "partners")]
        tier: TierArg,
        /// What else can be done with them.
        #[command(subcommand)]
        verb: Option<InputsVerb>,
    },
    /// Go straight into a meeting.
    Meet {
        /// A meeting such as executive-2026-12-03, or a group such as executive.
        meeting: String,
        /// Play typed acts from this file, with no screen.
        #[arg(long, value_name = "FILE")]
        script: Option<PathBuf>,
        /// With a script: print each act's number as soon as it is on disk.
        #[arg(long, requires = "script")]
        say_saved: bool,
    },
    /// Merge two versions of a file record by record, as git asks it; or conflict copies in the workspace.
    Merge {
        /// What both came from, my version, which the result is written over, and theirs.
        #[arg(num_args = 3, value_names = ["BASE", "MINE", "THEIRS"])]
        #[arg(required_unless_present = "copies", conflicts_with = "copies")]
        files: Vec<PathBuf>,
        /// Print the result instead of writing it.
        #[arg(long)]
        print: bool,
        /// Find conflict copies that programs for sharing folders have left, and say what merging them comes to.
        #[arg(long, conflicts_with = "print")]
        copies: bool,
        /// Merge those that can be merged, and move them out of the way.
        #[arg(long, requires = "copies")]
        yes: bool,
    },
    /// Write a meeting's minutes from its record.
    Minutes {
        /// A meeting such as executive-2026-12-03.
        meeting: String,
        /// In which form.
        #[arg(long, value_enum, default_value = "md")]
        format: Format,
        /// For whom: open, partners or restricted.
        #[arg(long, value_enum, default_value = "partners")]
        tier: TierArg,
        /// Print them instead of writing a file.
        #[arg(long)]
        print: bool,
        /// Make an open copy although something in it looks like personal data; the reason is recorded.
        #[arg(long, value_name = "REASON")]
        despite: Option<String>,
    },
    /// Print a meeting's trail: who did what and when, from what, to what and why.
    Trail {
        /// A meeting such as executive-2026-12-03.
        meeting: String,
        /// In which form.
        #[arg(long, value_enum, default_value = "md")]
        format: TrailFormat,
        /// For whom: open, partners or restricted.
        #[arg(long, value_enum, default_value = "partners")]
        tier: TierArg,
    },
    /// Put right who is who.
    People {
        /// What to do.
        #[command(subcommand)]
        verb: PeopleVerb,
    },
    /// List recommendations of audits, reviews and scrutiny: how far each got, and who closed it.
    #[command(args_conflicts_with_subcommands = true)]
    Recommendations {
        /// Only those that hold all of these words.
        words: Vec<String>,
        /// In which form.
        #[arg(long, value_enum, default_value = "text")]
        format: ListForm,
        /// Up to which tier: open, partners or restricted.
        #[arg(long, value_enum, default_value = "partners")]
        tier: TierArg,
        /// What else can be done with recommendations.
        #[command(subcommand)]
        verb: Option<RecommendationsVerb>,
    },
    /// Prove that nothing was changed since it was recorded, or name the first record that was.
    Verify {
        /// Only these meetings, such as executive-2026-12-03; else all of them, and the other files too.
        meetings: Vec<String>,
    },
    /// List earlier versions of files, show how one differs, and bring it back.
    Restore {
        /// The file, such as trackers/executive.yaml; else every file that has earlier versions.
        file: Option<String>,
        /// Which: its number in the list, or the beginning of its name.
        #[arg(conflicts_with = "list")]
        version: Option<String>,
        /// Only list.
        #[arg(long)]
        list: bool,
        /// Bring it back; without it nothing is changed.
        #[arg(long, requires = "version")]
        yes: bool,
    },
}

/// What can be done with actions, besides finding them.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum ActionsVerb {
    /// Take over a tracker kept in a spreadsheet (.xlsx or .csv); says what each row comes to, and does it with --yes.
    Import(ImportArgs),
    /// Count what was opened, closed and late by quarter and agency, how old open actions are, how long closing took.
    Report(ReportArgs),
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
    /// Up to which tier: open, partners or restricted.
    #[arg(long, value_enum, default_value = "partners")]
    pub tier: TierArg,
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

/// A spreadsheet to take over, and how.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct ImportArgs {
    /// The spreadsheet.
    pub file: PathBuf,
    /// The tracker, or the group whose tracker it is; needed where there is more than one.
    #[arg(long, value_name = "ID")]
    pub tracker: Option<String>,
    /// Which of its sheets.
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

/// What can be done with expected inputs, besides listing them.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum InputsVerb {
    /// Note that one came.
    Received(ReceivedArgs),
}

/// Something that came.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct ReceivedArgs {
    /// The input, such as reg-45.
    pub id: String,
    /// The day; today when left out.
    #[arg(long, value_name = "DATE")]
    pub on: Option<NaiveDate>,
    /// The due date it is for; else the one that is due next.
    #[arg(long = "for", value_name = "DATE")]
    pub due: Option<NaiveDate>,
    /// Anything to say of it.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

/// What can be done with recommendations, besides listing them.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum RecommendationsVerb {
    /// Print areas with little or no progress: area, impact, what has been achieved, what needs to happen.
    Progress {
        /// Only of this year, such as 2024-25.
        #[arg(long, value_name = "YEAR")]
        year: Option<String>,
        /// In which form.
        #[arg(long, value_enum, default_value = "text")]
        format: ListForm,
        /// Up to which tier: open, partners or restricted.
        #[arg(long, value_enum, default_value = "partners")]
        tier: TierArg,
    },
    /// Close one by a group's dated decision; refused while its actions are not embedded.
    Close(CloseArgs),
    /// Open a closed one again, for what was found later.
    Reopen(ReopenArgs),
}

/// A decision that closes a recommendation.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct CloseArgs {
    /// The recommendation, such as REC-26-004.
    pub id: String,
    /// The group that decided.
    #[arg(long, value_name = "GROUP")]
    pub by: String,
    /// The day; today when left out.
    #[arg(long, value_name = "DATE")]
    pub on: Option<NaiveDate>,
    /// The decision, by its number or in words.
    #[arg(long, value_name = "DECISION", required_unless_present_any = ["minute", "meeting"])]
    pub decision: Option<String>,
    /// The minute, by its number.
    #[arg(long, value_name = "NUMBER")]
    pub minute: Option<String>,
    /// The meeting, such as executive-2026-12-03.
    #[arg(long, value_name = "MEETING")]
    pub meeting: Option<String>,
    /// Whether it was achieved or is no longer needed.
    #[arg(long, value_enum, default_value = "achieved")]
    pub reason: ReasonArg,
    /// Why it is no longer needed, or more about what was achieved.
    #[arg(long, value_name = "REASON", required_if_eq("reason", "no-longer-needed"))]
    pub why: Option<String>,
}

/// What opens a recommendation again.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct ReopenArgs {
    /// The recommendation, such as REC-26-004.
    pub id: String,
    /// What was found.
    #[arg(long, value_name = "REASON")]
    pub why: String,
    /// The day; today when left out.
    #[arg(long, value_name = "DATE")]
    pub on: Option<NaiveDate>,
    /// The group that opens it again.
    #[arg(long, value_name = "GROUP")]
    pub by: Option<String>,
    /// Where it was found, such as "Neglect audit 2027".
    #[arg(long, value_name = "SOURCE")]
    pub source: Option<String>,
}

/// Why a recommendation is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReasonArg {
    /// Its actions reach far enough.
    Achieved,
    /// It does not matter any more.
    NoLongerNeeded,
}

impl From<ReasonArg> for Reason {
    fn from(reason: ReasonArg) -> Self {
        match reason {
            ReasonArg::Achieved => Self::Achieved,
            ReasonArg::NoLongerNeeded => Self::NoLongerNeeded,
        }
    }
}

/// The forms lists can be printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListForm {
    /// Lines to read here.
    Text,
    /// Markdown, for a document.
    Md,
}

/// What can be done about people.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum PeopleVerb {
    /// Make two entries for one person in one post one; says what it comes to, and does it with --yes.
    Merge {
        /// The id that stays, such as p-nowen.
        kept: String,
        /// The id that goes and still finds the person.
        other: String,
        /// Do it; without it nothing is changed.
        #[arg(long)]
        yes: bool,
    },
}

/// The arrangements that come with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs, reason = "named for the place")]
pub enum Like {
    SouthGloucestershire,
    NorthSomerset,
    Regional,
}

/// The forms minutes can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Markdown.
    Md,
}

/// The forms a trail can be printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TrailFormat {
    /// Markdown, to read.
    Md,
    /// CSV, for a spreadsheet.
    Csv,
    /// JSON, for other programs.
    Json,
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
}

/// Who minutes are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TierArg {
    /// Anybody.
    Open,
    /// The partnership.
    Partners,
    /// Only those who were there for the restricted part.
    Restricted,
}

impl From<TierArg> for Tier {
    fn from(tier: TierArg) -> Self {
        match tier {
            TierArg::Open => Self::Open,
            TierArg::Partners => Self::Partners,
            TierArg::Restricted => Self::Restricted,
        }
    }
}

impl Args {
    /// The moment the clock is to start at, when one was asked for.
    pub fn start(&self) -> Option<Stamp> {
        self.now.or_else(|| self.today.map(crate::runtime::place::today_as))
    }
}
