//! `chairside audit results`, `report`, `brief` and `answers`: what comes out of an audit. Nothing here changes
//! a file of the audit; what is written goes where somebody asked for it. Papers are made in `documents::audit_report`, for
//! pages as for commands.

use super::args::Args;
use super::args_audit_out::{BriefForm, OutVerb, Output, PageForm, ResultsArgs, TableForm};
use super::{Outcome, REFUSED, pass_on, say, today, warn};
use super::{audit_compare, audit_tools, open_gate};
use crate::documents::audit_board::changed_since;
use crate::documents::audit_report::{self as documents, Form, Of, Paper};
use crate::documents::word::Document;
use crate::domain::agenda::Tier;
use crate::domain::audit::{Resolved, Results};
use crate::files::audit_folder::AuditFolder;
use crate::files::workspace::Workspace;
use crate::runtime::{disk, place};
use std::path::Path;

pub(super) fn out(args: &Args, verb: &OutVerb) -> Outcome {
    match verb {
        OutVerb::Results(asked) => results(args, asked),
        OutVerb::Report(asked) => {
            paper(args, &asked.id, (Paper::Report(Tier::from(asked.tier)), asked.format.into()), &asked.to)
        }
        OutVerb::Brief(asked) => paper(args, &asked.id, (Paper::Brief, asked.format.into()), &asked.to),
        OutVerb::Answers(asked) => paper(args, &asked.id, (Paper::Answers, asked.format.into()), &asked.to),
        OutVerb::Tools(asked) => audit_tools::tools(args, asked),
        OutVerb::Compare(asked) => audit_compare::compare(args, asked),
    }
}

impl From<PageForm> for Form {
    fn from(form: PageForm) -> Self {
        match form {
            PageForm::Md => Self::Markdown,
            PageForm::Html => Self::Html,
            PageForm::Docx => Self::Word,
        }
    }
}

impl From<BriefForm> for Form {
    fn from(form: BriefForm) -> Self {
        match form {
            BriefForm::Md => Self::Markdown,
            BriefForm::Html => Self::Html,
            BriefForm::Docx => Self::Word,
            BriefForm::Pdf => Self::Pdf,
        }
    }
}

impl From<TableForm> for Form {
    fn from(form: TableForm) -> Self {
        match form {
            TableForm::Csv => Self::Csv,
            TableForm::Xlsx => Self::Workbook,
        }
    }
}

/// An audit that is read, and what it was frozen on.
pub(super) struct Asked<'a> {
    pub folder: &'a AuditFolder,
    template: Resolved,
}

impl<'a> Asked<'a> {
    pub(super) fn read(root: &Path, workspace: &'a Workspace, id: &str) -> Result<Self, String> {
        let (folder, template) = disk::audit(root, workspace, id)?;
        // What counts was changed by hand: nobody passes that on without knowing.
        if let Some(said) = changed_since(&folder.returns) {
            warn(&said);
        }
        Ok(Self { folder, template })
    }

    /// The audit it repeats, where that is named.
    pub(super) fn before(&self, root: &Path, workspace: &'a Workspace) -> Result<Option<Self>, String> {
        let repeats = self.folder.audit.repeats.as_ref();
        repeats.map(|id| Self::read(root, workspace, id.as_str())).transpose()
    }

    pub(super) fn results(&self) -> Results<'_> {
        Of { folder: self.folder, template: &self.template }.results()
    }
}

/// The workspace as it is today.
pub(super) fn load(args: &Args) -> Result<Workspace, String> {
    let mut workspace = super::check::load(&super::workspace(args))?;
    workspace.come_to(today(args));
    Ok(workspace)
}

fn results(args: &Args, asked: &ResultsArgs) -> Outcome {
    let (root, workspace) = (super::workspace(args), load(args)?);
    let audit = Asked::read(&root, &workspace, &asked.id)?;
    let results = audit.results();
    let across = place::cells_across();
    pass_on(&documents::results(&results, across, across, place::look().ascii));
    for one in documents::loose(&results, &workspace) {
        warn(&one);
    }
    Ok(0)
}

/// Makes a paper, and prints it or puts it where it was asked for.
fn paper(args: &Args, id: &str, (paper, form): (Paper, Form), to: &Output) -> Outcome {
    let (root, workspace) = (super::workspace(args), load(args)?);
    let make = |names_pass| disk::paper(&root, &workspace, id, (paper, form), today(args), names_pass);
    let mut papered = make(false)?;
    if !papered.likely.is_empty() {
        let about = format!("the {} of the audit {id}", paper.said());
        if open_gate::goes_out_despite(args, &workspace, &about, &papered.likely)? {
            papered = make(true)?;
        }
    }
    for told in &papered.told {
        warn(told);
    }
    let made = match papered.came {
        Ok(made) => made,
        Err(lines) => {
            for line in &lines {
                warn(line);
            }
            return Ok(REFUSED);
        }
    };
    let outcome = put(&made.bytes, form, to, &made.said)?;
    if let Some(care) = paper.care() {
        warn(care);
    }
    Ok(outcome)
}

/// Prints a document, or puts it where it was asked for.
pub(super) fn write(document: &Document, form: PageForm, to: &Output, said: &str) -> Outcome {
    put(&documents::bytes(document, form.into())?, form.into(), to, said)
}

fn put(bytes: &[u8], form: Form, to: &Output, said: &str) -> Outcome {
    match (&to.output, form.unshown()) {
        (Some(output), _) => say(&super::actions::write(output, bytes, to.replace, said)?),
        (None, Some(why)) => return Err(why.to_owned()),
        (None, None) => pass_on(&String::from_utf8_lossy(bytes)),
    }
    Ok(0)
}
