//! What may be asked of audits on the command line.

use super::args_audit_arrangements::ArrangementVerb;
use super::args_audit_out::OutVerb;
use super::args_audit_panel::{PanelArgs, RecommendArgs};
use super::args_audit_returns::{AcceptArgs, CollectArgs, ConcernArgs, PackArgs, QueryArgs, ReplyArgs};
use super::args_audit_run::{ChaseArgs, DatesArgs, ExcuseArgs, KnownArgs, NewArgs, OneArgs, RunbookArgs};
use super::args_audit_sign::{ReopenAuditArgs, SignArgs, StageArgs};
use super::args_programme::BesideVerb;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

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
    /// What organisations say of their own arrangements, beside what others say.
    #[command(flatten)]
    Arrangements(ArrangementVerb),
    /// What stands beside single audits.
    #[command(flatten)]
    Beside(BesideVerb),
    /// Open an audit: freezes its template and works out its dates.
    New(NewArgs),
    /// List the audits, and how their returns stand.
    List,
    /// Show an audit's board: each child by each agency.
    Board(OneArgs),
    /// Show an audit's dates; move its panel, or fix a date by hand.
    Dates(DatesArgs),
    /// Say how far an audit has got.
    Stage(StageArgs),
    /// Sign what an audit comes to, as its lead, its moderator or its group; after the group nothing of it changes.
    Sign(SignArgs),
    /// Open an audit again that was signed off: its next version begins.
    Reopen(ReopenAuditArgs),
    /// Note which children an agency knows.
    Known(KnownArgs),
    /// Exempt an agency from a return, or give it longer.
    Excuse(ExcuseArgs),
    /// Say what is due on which working day, after notice of a joint inspection or a serious incident.
    Runbook(RunbookArgs),
    /// Print what to write to agencies whose returns are awaited; nothing is ever sent.
    Chase(ChaseArgs),
    /// Write a workbook for each agency, with a sheet for each child it is asked about.
    Pack(PackArgs),
    /// Look at returns that came back, and with --yes take them.
    Collect(CollectArgs),
    /// Take a return into the audit: nothing of it changes any more.
    Accept(AcceptArgs),
    /// Pass on that a child may be unsafe now, as a return says: writes down who was told, where no report takes anything from.
    Concern(ConcernArgs),
    /// Ask an agency something about its return.
    Query(QueryArgs),
    /// Make the panel's meeting: an agenda with an item for each child, to chair like any other.
    Meeting(OneArgs),
    /// Show the panel on a child, or write down a step of it.
    Panel(PanelArgs),
    /// Recommend something that answers findings, with the actions that deliver it.
    Recommend(RecommendArgs),
    /// Note what an agency said to something that was asked of its return.
    Reply(ReplyArgs),
}

/// A template to print.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
#[command(subcommand_negates_reqs = true, args_conflicts_with_subcommands = true)]
pub struct TemplateArgs {
    /// The template's id, such as neglect.
    #[arg(required = true)]
    pub id: Option<String>,
    /// Make one instead.
    #[command(subcommand)]
    pub verb: Option<TemplateVerb>,
    /// Only what this kind of agency is asked, such as school.
    #[arg(long, value_name = "KIND")]
    pub agency: Option<String>,
    /// In which form.
    #[arg(long, value_enum, default_value = "md")]
    pub format: FormArg,
}

/// Making a template.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum TemplateVerb {
    /// Make a template of a spreadsheet, one question a row; shown first, written with --yes.
    FromXlsx(FromXlsxArgs),
}

/// A spreadsheet to make a template of.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct FromXlsxArgs {
    /// The file: .xlsx, .csv, or .docx with a table. Its columns: Question; and Section, Id, Prompts, Answer, Evidence, Safety,
    /// Agencies as far as they are needed.
    pub file: PathBuf,
    /// The template's id, such as school-moves; else made of the file's name.
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// What it is called; else the file's name.
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// The scale of questions that name none, and of the overall grade.
    #[arg(long, value_name = "SCALE", default_value = "ofsted-four")]
    pub scale: String,
    /// Write it; without it nothing is changed.
    #[arg(long)]
    pub yes: bool,
}

/// The forms a template can be printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormArg {
    /// Markdown, to read, to print or to make a document of.
    Md,
    /// Plain text.
    Text,
}
