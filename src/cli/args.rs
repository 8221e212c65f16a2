//! The command line: what may be asked, and what help says of it.

use super::args_actions::{ActionsArgs, ActionsVerb};
use super::args_assurance::{InspectionVerb, RapidReviewVerb};
use super::args_audit::AuditVerb;
use super::args_audit_panel::EscalationsVerb;
use super::args_final::{FinaliseArgs, ReopenArgs};
use super::args_registers::{InputsVerb, ListForm, RecommendationsVerb};
use crate::base::stamp::Stamp;
use crate::domain::agenda::Tier;
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

    /// With --tier open, and with finalise: do it although something looks like personal data; the reason is written down.
    #[arg(long, global = true, value_name = "REASON")]
    pub despite: Option<String>,

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
    /// Work through multi-agency audits: which templates there are, and what they ask.
    Audit {
        /// What to do.
        #[command(subcommand)]
        verb: AuditVerb,
    },
    /// Be ready for a joint inspection: who holds what, how fresh the evidence is, how the lists went.
    Inspection {
        /// What to do.
        #[command(subcommand)]
        verb: InspectionVerb,
    },
    /// Keep the clock of a rapid review after a serious incident.
    RapidReview {
        /// What to do.
        #[command(subcommand)]
        verb: RapidReviewVerb,
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
    /// Make a meeting's minutes final; says what that comes to, and does it with --yes.
    Finalise(FinaliseArgs),
    /// Open final minutes again, so that the next version can be made; what was issued stays.
    Reopen(ReopenArgs),
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
    /// Bring files of an earlier version of the format into the one written now; without --yes, only show what would change.
    Migrate {
        /// Do it; an earlier version of each file is kept.
        #[arg(long)]
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
    /// List children who may have been unsafe, met with in an audit: who was told, and what came of it.
    #[command(args_conflicts_with_subcommands = true)]
    Escalations {
        /// Up to which tier: what was seen is restricted.
        #[arg(long, value_enum, default_value = "partners")]
        tier: TierArg,
        /// What to do, instead of listing them.
        #[command(subcommand)]
        verb: Option<EscalationsVerb>,
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
        /// What is named and missing, and lawfully so: a path such as evidence/log.pdf, or a folder. It is listed from then on.
        #[arg(long, value_name = "PATH", requires = "why", conflicts_with = "meetings")]
        acknowledge: Option<String>,
        /// Why it is not here any more.
        #[arg(long, value_name = "REASON", requires = "acknowledge")]
        why: Option<String>,
    },
    /// List who changed what outside meetings: when, in which file, from what, to what and why.
    Changes {
        /// Only changes of this file, such as trackers/executive.yaml, or of a folder.
        #[arg(long, value_name = "PATH")]
        file: Option<String>,
        /// Only from this day on, such as 2026-12-03.
        #[arg(long, value_name = "DATE")]
        since: Option<NaiveDate>,
        /// In which form.
        #[arg(long, value_enum, default_value = "text")]
        format: ChangesFormat,
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

/// In which form changes are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ChangesFormat {
    /// To read.
    Text,
    /// CSV, for a spreadsheet.
    Csv,
    /// JSON, for other programs.
    Json,
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
