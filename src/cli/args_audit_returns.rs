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
    #[arg(required_unless_present = "all", requires = "agency")]
    pub case: Option<String>,
    /// The agency.
    pub agency: Option<String>,
    /// All that have come and wait for no reply.
    #[arg(long, conflicts_with = "case")]
    pub all: bool,
}

/// A concern of a return to pass on.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct ConcernArgs {
    /// The audit's id, the name of its folder.
    pub id: String,
    /// The child, such as C1.
    pub case: String,
    /// The agency whose return says it; needed where several do.
    pub agency: Option<String>,
    /// The post that was told. Tell them first.
    #[arg(long, value_name = "POST")]
    pub told: String,
    /// What was seen, where the return does not say it; without anything that names anybody.
    #[arg(long, value_name = "WORDS")]
    pub what: Option<String>,
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
    #[arg(required_unless_present = "missing")]
    pub text: Option<String>,
    /// The question it is about, by its id.
    #[arg(long, value_name = "QUESTION")]
    pub about: Option<String>,
    /// Everything that is missing or not right in it, and was not asked for yet.
    #[arg(long, conflicts_with_all = ["text", "about"])]
    pub missing: bool,
}

/// What an agency said to what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct ReplyArgs {
    /// The audit's id, the name of its folder.
    pub id: String,
    /// The child, such as C1.
    pub case: String,
    /// The agency.
    pub agency: String,
    /// What it said.
    pub text: String,
    /// Which of the things that are open, by its number; once for each. Not needed where there is one.
    #[arg(long, value_name = "NUMBER", conflicts_with = "all")]
    pub number: Vec<usize>,
    /// To everything that is open.
    #[arg(long)]
    pub all: bool,
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
