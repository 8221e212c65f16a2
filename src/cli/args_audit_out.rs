//! What may be asked of what comes out of an audit: results, report, brief, every answer, what moved.

use super::args::TierArg;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// What comes out of an audit.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum OutVerb {
    /// Show what an audit came to: how answers spread, who is apart, what the panel agreed, what to look at.
    Results(ResultsArgs),
    /// Write an audit's report, for anybody, for partners, or whole.
    Report(ReportArgs),
    /// Write an audit's learning brief; refused while anything in it points at a child or blames an agency alone.
    Brief(BriefArgs),
    /// Show the tools, training and contacts that stand in an audit's learning brief; add one, or take one out.
    Tools(ToolsArgs),
    /// Write every accepted answer as a table; it holds children's pseudonyms.
    Answers(AnswersArgs),
    /// Compare an audit with the one it repeats, in counts; with --why, say why a question moved.
    #[command(visible_alias = "movement")]
    Compare(CompareArgs),
}

/// An audit to look at.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct ResultsArgs {
    /// The audit, such as 2026-q4-neglect.
    pub id: String,
}

/// A report to write.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct ReportArgs {
    /// The audit, such as 2026-q4-neglect.
    pub id: String,
    /// In which form.
    #[arg(long, value_enum, default_value = "md")]
    pub format: PageForm,
    /// For whom: open, partners or restricted.
    #[arg(long, value_enum, default_value = "partners")]
    pub tier: TierArg,
    /// Where it goes.
    #[command(flatten)]
    pub to: Output,
}

/// A brief to write.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct BriefArgs {
    /// The audit, such as 2026-q4-neglect.
    pub id: String,
    /// In which form.
    #[arg(long, value_enum, default_value = "md")]
    pub format: BriefForm,
    /// Where it goes.
    #[command(flatten)]
    pub to: Output,
}

/// Tools, training and contacts of a brief.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct ToolsArgs {
    /// The audit, such as 2026-q4-neglect.
    pub id: String,
    /// Add this line; once for each. How to reach a service may stand in it, and nobody's name.
    #[arg(long, value_name = "LINE")]
    pub add: Vec<String>,
    /// Take out the line with this number; once for each.
    #[arg(long, value_name = "NUMBER")]
    pub remove: Vec<usize>,
}

/// Answers to write.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct AnswersArgs {
    /// The audit, such as 2026-q4-neglect.
    pub id: String,
    /// In which form.
    #[arg(long, value_enum, default_value = "csv")]
    pub format: TableForm,
    /// Where it goes.
    #[command(flatten)]
    pub to: Output,
}

/// Two audits to compare.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct CompareArgs {
    /// The audit, such as 2026-q4-neglect.
    pub id: String,
    /// The earlier audit; else the one it repeats.
    #[arg(long, value_name = "AUDIT", conflicts_with = "why")]
    pub with: Option<String>,
    /// Say why a question moved, or did not; in the place of what was said of it before.
    #[arg(long, num_args = 2, value_names = ["QUESTION", "REASON"])]
    pub why: Vec<String>,
}

/// Where a document goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct Output {
    /// Write it to this file instead of printing it.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long, requires = "output")]
    pub replace: bool,
}

/// The forms of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PageForm {
    /// Markdown.
    Md,
    /// One page of HTML that stands by itself.
    Html,
    /// A Word document.
    Docx,
}

/// The forms of a brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BriefForm {
    /// Markdown.
    Md,
    /// One page of HTML that stands by itself.
    Html,
    /// A Word document.
    Docx,
    /// One side of A4 as a PDF.
    Pdf,
}

/// The forms of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableForm {
    /// CSV, for a spreadsheet.
    Csv,
    /// A workbook.
    Xlsx,
}
