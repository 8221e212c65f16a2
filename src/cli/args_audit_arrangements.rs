//! What may be asked of audits of organisations' own arrangements: last time's answers, a survey of staff, what is apart, who is
//! missing.

use super::args_audit_out::{Output, PageForm};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What can be done about an audit of arrangements.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum ArrangementVerb {
    /// Start returns from an earlier audit's answers, each marked as not reconfirmed.
    Carry(CarryArgs),
    /// Look at counts of a survey of practitioners, and with --yes put them beside the audit.
    Survey(SurveyArgs),
    /// Note what a peer asked of an organisation's own grade, and the moderated grade with its reason.
    Challenge(ChallengeArgs),
    /// Show self-grades beside moderated grades and what staff say, who has not returned, what is not of this year.
    Gap(ArrangementArgs),
    /// Show how many of many organisations have returned, who has not, and the weakest statements.
    Coverage(ArrangementArgs),
    /// Print what to write to those above about returns that are late; nothing is ever sent.
    Escalate(EscalateArgs),
}

/// Answers to start from.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct CarryArgs {
    /// The audit, such as 2026-section-11.
    pub id: String,
    /// The earlier audit; else the one it repeats.
    #[arg(long, value_name = "AUDIT")]
    pub from: Option<String>,
}

/// A survey to take over.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct SurveyArgs {
    /// The audit, such as 2026-section-11.
    pub id: String,
    /// A spreadsheet or CSV file with the columns standard, agree, disagree, don't know and n.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Put it beside the audit; without it nothing is written.
    #[arg(long)]
    pub yes: bool,
}

/// What was said of an organisation's own grade.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct ChallengeArgs {
    /// The audit, such as 2026-section-11.
    pub id: String,
    /// The organisation.
    pub agency: String,
    /// The question, by its id.
    pub question: String,
    /// Who challenged: another organisation of the audit, or a post.
    #[arg(long, value_name = "WHO")]
    pub by: Option<String>,
    /// What was asked.
    #[arg(long, value_name = "TEXT")]
    pub asked: Option<String>,
    /// What the organisation said to it.
    #[arg(long, value_name = "TEXT")]
    pub answered: Option<String>,
    /// The moderated grade, by its code or its word.
    #[arg(long, value_name = "GRADE", requires = "why")]
    pub moderated: Option<String>,
    /// Why it is this grade.
    #[arg(long, value_name = "REASON", requires = "moderated")]
    pub why: Option<String>,
}

/// A view to write.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct ArrangementArgs {
    /// The audit, such as 2026-section-11.
    pub id: String,
    /// In which form.
    #[arg(long, value_enum, default_value = "md")]
    pub format: PageForm,
    /// Where it goes.
    #[command(flatten)]
    pub to: Output,
}

/// Late returns to pass on.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct EscalateArgs {
    /// The audit, such as 2026-section-11.
    pub id: String,
}
