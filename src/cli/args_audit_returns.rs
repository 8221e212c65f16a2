//! What may be asked of returns on the command line.

use clap::Args;
use std::path::PathBuf;

/// What goes out to agencies.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct PackArgs {
    /// The audit's id, the name of its folder.
    pub id: String,
    /// The folder to write to; otherwise the folder 'out' of the audit.
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Write over files that say something else.
    #[arg(long)]
    pub replace: bool,
    /// A form to print beside each workbook, as a Word document.
    #[arg(long)]
    pub form: bool,
}

/// A return to accept.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct AcceptArgs {
    /// The audit's id, the name of its folder.
    pub id: String,
    /// The child, such as C1.
    pub case: String,
    /// The agency.
    pub agency: String,
}

/// Something to ask an agency about its return.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct QueryArgs {
    /// The audit's id, the name of its folder.
    pub id: String,
    /// The child, such as C1.
    pub case: String,
    /// The agency.
    pub agency: String,
    /// What is asked.
    pub text: String,
    /// The question it is about, by its id.
    #[arg(long, value_name = "QUESTION")]
    pub about: Option<String>,
}

/// Files that came back.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct CollectArgs {
    /// The audit's id, the name of its folder.
    pub id: String,
    /// Workbooks, CSV files or returns in YAML.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Take what can be taken; without it nothing is written.
    #[arg(long)]
    pub yes: bool,
}
