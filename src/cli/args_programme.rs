//! What may be asked of the programme of audits, of feedback and of the words of findings on the command line.

use crate::domain::assurance::feedback::Told;
use crate::domain::assurance::programme::{Because, Expected};
use crate::domain::audit::TemplateKind;
use crate::files::assurance::{begun, from_word};
use chrono::NaiveDate;
use clap::{Args, Subcommand};

/// What stands beside single audits.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum BesideVerb {
    /// Show the programme: what is planned, late to be opened, month by month, and what clashes.
    Programme {
        /// What else can be done with it.
        #[command(subcommand)]
        verb: Option<ProgrammeVerb>,
    },
    /// Show who was told what an audit found in their work, and who still has to be; note who was, or who used the brief.
    Feedback {
        /// The audit, such as 2026-q4-neglect.
        id: String,
        /// What to note.
        #[command(subcommand)]
        verb: Option<FeedbackVerb>,
    },
    /// List findings of every audit that hold some words; without any, the words that come again in audit after audit.
    Themes {
        /// The words, such as fathers.
        words: Vec<String>,
    },
}

/// What can be done with the programme.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum ProgrammeVerb {
    /// Begin a programme.
    Begin {
        /// Its first month, such as 2026-04.
        #[arg(long, value_name = "MONTH", value_parser = begun::month)]
        from: NaiveDate,
        /// How many years it is for.
        #[arg(long, value_name = "NUMBER", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=10))]
        years: u32,
        /// How many audits of a kind there are to be in a year, such as thematic=4; give it once for each.
        #[arg(long = "expect", value_name = "KIND=NUMBER", value_parser = begun::expected)]
        expected: Vec<Expected>,
        /// Where that is said.
        #[arg(long, value_name = "DOCUMENT")]
        defined_in: Option<String>,
    },
    /// Plan an audit.
    Add(AddArgs),
    /// Note that a planned audit was opened.
    Opened {
        /// Which, by its id in the programme.
        slot: String,
        /// The audit, such as 2026-q4-neglect.
        audit: String,
    },
    /// Note that a planned audit is not held.
    Drop {
        /// Which, by its id in the programme.
        slot: String,
        /// Why.
        #[arg(long, value_name = "REASON")]
        why: String,
    },
}

/// An audit to plan.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct AddArgs {
    /// Its id in the programme, such as neglect-2026.
    pub slot: String,
    /// A quarter or a month: "Q3 2026/27" or 2026-11.
    #[arg(long, value_name = "WHEN")]
    pub when: String,
    /// Its theme.
    #[arg(long, value_name = "THEME")]
    pub theme: String,
    /// What gave rise to it: priority, review, data, earlier-audit, inspection or other.
    #[arg(long, value_parser = because)]
    pub because: Because,
    /// More about that.
    #[arg(long, value_name = "REASON")]
    pub why: Option<String>,
    /// The group it reports to.
    #[arg(long, value_name = "GROUP")]
    pub group: String,
    /// The template it is to be opened with.
    #[arg(long, value_name = "TEMPLATE")]
    pub template: Option<String>,
    /// Its kind, where no template says it, such as exploitation.
    #[arg(long, value_parser = begun::kind)]
    pub kind: Option<TemplateKind>,
}

/// What can be noted of feedback.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum FeedbackVerb {
    /// Note that a worker or a supervisor was told.
    Given(GivenArgs),
    /// Note that a team used the brief.
    Used {
        /// The team.
        team: String,
        /// How, such as "team meeting".
        #[arg(long, value_name = "HOW")]
        how: String,
        /// What changed, once somebody can say.
        #[arg(long, value_name = "TEXT")]
        changed: Option<String>,
        /// The day; today when left out.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
    },
}

/// Somebody was told.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct GivenArgs {
    /// The child, such as C1.
    pub case: String,
    /// The agency.
    pub agency: String,
    /// Who was told: worker or supervisor.
    #[arg(long, value_parser = told)]
    pub to: Told,
    /// The post that was told.
    #[arg(long, value_name = "POST")]
    pub post: String,
    /// The post that told it.
    #[arg(long, value_name = "POST")]
    pub by: String,
    /// What was said to have been done well.
    #[arg(long, value_name = "TEXT")]
    pub praise: Option<String>,
    /// Anything else to say of it.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// The day; today when left out.
    #[arg(long, value_name = "DATE")]
    pub on: Option<NaiveDate>,
}

fn because(text: &str) -> Result<Because, String> {
    from_word(text)
        .ok_or_else(|| "it is priority, review, data, earlier-audit, inspection or other".to_owned())
}

fn told(text: &str) -> Result<Told, String> {
    from_word(text).ok_or_else(|| "it is worker or supervisor".to_owned())
}
