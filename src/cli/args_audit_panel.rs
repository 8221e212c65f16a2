//! What may be asked of a panel on the command line, and of what it found.

use super::args::TierArg;
use crate::domain::audit::{FindingKind, Ground};
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};

/// The panel on a child: shown, or one step of it written down.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct PanelArgs {
    /// The audit, such as 2026-q4-neglect.
    pub id: String,
    /// The child, such as C1.
    pub case: String,
    /// What the panel did; without it the panel is shown.
    #[command(subcommand)]
    pub verb: Option<PanelVerb>,
}

/// What a panel does.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum PanelVerb {
    /// It sat: on which day, who was there, how long the child took.
    Sat {
        /// The day; today when left out.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
        /// The agencies that were there, with commas between; else those in the roll call of the panel's meeting.
        #[arg(long, value_name = "AGENCIES", value_delimiter = ',')]
        here: Vec<String>,
        /// Minutes the child took, added to those before.
        #[arg(long, value_name = "NUMBER")]
        minutes: Option<u32>,
    },
    /// It settled a question with a grade; nothing is ever worked out.
    Settle {
        /// The question, by its id.
        question: String,
        /// The grade, by its code or its word; left out for a question answered in words.
        grade: Option<String>,
        /// Why; needed unless every agency gave this grade.
        #[arg(long, value_name = "REASON", default_value = "")]
        because: String,
    },
    /// It put a question aside.
    Park {
        /// The question, by its id.
        question: String,
        /// Why.
        #[arg(long, value_name = "REASON", default_value = "")]
        because: String,
    },
    /// An agency would say otherwise about a question that is settled, or about the grade altogether.
    Dissent {
        /// The question, by its id; 'overall' for the grade altogether.
        question: String,
        /// The agency.
        agency: String,
        /// The grade it would give.
        grade: String,
        /// Why.
        #[arg(long, value_name = "REASON")]
        why: String,
    },
    /// It gave the grade altogether.
    Overall {
        /// The grade, by its code or its word.
        grade: String,
        /// Why.
        #[arg(long, value_name = "REASON")]
        because: String,
        /// The agencies that agreed, with commas between; those that were there when left out.
        #[arg(long, value_name = "AGENCIES", value_delimiter = ',')]
        by: Vec<String>,
    },
    /// An agency should have been there, or was never told.
    Missing {
        /// Which, one of the audit or any other.
        agency: String,
        /// Why it should have been there, or what it was never told.
        #[arg(long, value_name = "REASON")]
        why: String,
    },
    /// It found something: a strength, or something to develop.
    Found {
        /// Which of the two.
        #[arg(value_enum)]
        kind: KindArg,
        /// What was found, without anything that names anybody.
        text: String,
        /// Questions it rests on, by their ids.
        #[arg(long = "question", value_name = "QUESTION")]
        questions: Vec<String>,
        /// Whether it is about how people work, or what they work in.
        #[arg(long, value_enum, default_value = "practice")]
        ground: GroundArg,
    },
    /// A finding rests on one more question.
    Rests {
        /// The finding, such as F-26-004.
        finding: String,
        /// The question, by its id.
        question: String,
    },
    /// A child may be unsafe now: writes down what was seen and who was told, where no report takes anything from.
    Concern {
        /// What was seen, without anything that names anybody.
        what: String,
        /// The post that was told. Tell them first.
        #[arg(long, value_name = "POST")]
        told: String,
    },
}

/// Whether something is to be kept or to be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs, reason = "named for what they say")]
pub enum KindArg {
    Strength,
    Develop,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs, reason = "named for what they say")]
pub enum GroundArg {
    Practice,
    System,
}

impl From<KindArg> for FindingKind {
    fn from(kind: KindArg) -> Self {
        match kind {
            KindArg::Strength => Self::Strength,
            KindArg::Develop => Self::Develop,
        }
    }
}

impl From<GroundArg> for Ground {
    fn from(ground: GroundArg) -> Self {
        match ground {
            GroundArg::Practice => Self::Practice,
            GroundArg::System => Self::System,
        }
    }
}

/// A recommendation that answers findings.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct RecommendArgs {
    /// The audit, such as 2026-q4-neglect.
    pub id: String,
    /// The findings it answers, with commas between, such as F-26-001,F-26-004.
    #[arg(value_delimiter = ',', required = true)]
    pub findings: Vec<String>,
    /// What is recommended.
    pub text: String,
    /// What will show that it worked.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub success: String,
    /// An action that answers it, as it is typed in a meeting: who what by when #tag; give it once for each.
    #[arg(long = "action", value_name = "LINE")]
    pub actions: Vec<String>,
    /// What that is now, before it begins.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub baseline: String,
    /// Who may read it and its actions: only what is open can stand in a learning brief.
    #[arg(long, value_enum, default_value = "partners")]
    pub tier: TierArg,
    /// The group that follows it; the audit's when left out.
    #[arg(long, value_name = "GROUP")]
    pub group: Option<String>,
    /// Write it; without it nothing is changed.
    #[arg(long)]
    pub yes: bool,
}

/// What came of an escalation.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum EscalationsVerb {
    /// Write down what came of one.
    Came {
        /// Its number, such as ESC-26-001.
        id: String,
        /// What was heard or done.
        what: String,
        /// The day; today when left out.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
    },
}
