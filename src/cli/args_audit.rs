//! What may be asked of audits on the command line.

use super::args_audit_out::OutVerb;
use clap::{Args, Subcommand, ValueEnum};

/// What can be done about audits.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum AuditVerb {
    /// List the audit templates: what sort each is, how many questions, how long they take.
    Templates,
    /// Print a template to read, or as a form to fill in by hand.
    Template(TemplateArgs),
    /// What comes out of an audit.
    #[command(flatten)]
    Out(OutVerb),
}

/// A template to print.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct TemplateArgs {
    /// The template's id, such as neglect.
    pub id: String,
    /// Only what this kind of agency is asked, such as school.
    #[arg(long, value_name = "KIND")]
    pub agency: Option<String>,
    /// In which form.
    #[arg(long, value_enum, default_value = "md")]
    pub format: FormArg,
}

/// The forms a template can be printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormArg {
    /// Markdown, to read, to print or to make a document of.
    Md,
    /// Plain text.
    Text,
}
