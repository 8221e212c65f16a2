//! What may be asked of the registers on the command line.

use super::args::TierArg;
use crate::domain::recommendation::Reason;
use chrono::NaiveDate;
use clap::{Subcommand, ValueEnum};

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
    /// The group that decided; that of the decision when left out, where it is given by its number in full.
    #[arg(long, value_name = "GROUP", required_unless_present = "decision")]
    pub by: Option<String>,
    /// The day; when left out that of the decision, where it is given by its number, and else today.
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
