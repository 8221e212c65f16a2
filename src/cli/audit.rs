//! `chairside audit`: which templates there are, and one of them to read or to print.

use super::args::Args;
use super::args_audit::{AuditVerb, FormArg, TemplateArgs, TemplateVerb};
use super::args_programme::BesideVerb;
use super::{
    Outcome, assurance, audit_arrangements, audit_collect, audit_concern, audit_from_xlsx, audit_new,
    audit_pack, audit_panel, audit_recommend, audit_report, audit_run, audit_sign, pass_on, say, warn,
};
use crate::base::text::{count, one_line};
use crate::documents::audit_form;
use crate::domain::audit::Library;
use crate::files::assurance::begun;
use crate::files::audit_begun::kind_called;

pub(super) fn audit(args: &Args, verb: &AuditVerb) -> Outcome {
    match verb {
        AuditVerb::Templates => templates(args),
        AuditVerb::Template(asked) => template(args, asked),
        AuditVerb::Out(verb) => audit_report::out(args, verb),
        AuditVerb::Arrangements(verb) => audit_arrangements::arrangements(args, verb),
        AuditVerb::Beside(BesideVerb::Programme { verb }) => {
            assurance::programme::programme(args, verb.as_ref())
        }
        AuditVerb::Beside(BesideVerb::Feedback { id, verb }) => {
            assurance::feedback::feedback(args, id, verb.as_ref())
        }
        AuditVerb::Beside(BesideVerb::Themes { words }) => assurance::feedback::themes(args, words),
        AuditVerb::New(asked) => audit_new::new(args, asked),
        AuditVerb::List => audit_run::list(args),
        AuditVerb::Board(asked) => audit_run::show_board(args, asked),
        AuditVerb::Dates(asked) => audit_run::dates(args, asked),
        AuditVerb::Stage(asked) => audit_sign::stage(args, asked),
        AuditVerb::Sign(asked) => audit_sign::sign(args, asked),
        AuditVerb::Reopen(asked) => audit_sign::reopen(args, asked),
        AuditVerb::Known(asked) => audit_run::known(args, asked),
        AuditVerb::Excuse(asked) => audit_run::excuse(args, asked),
        AuditVerb::Chase(asked) => audit_run::chase(args, asked),
        AuditVerb::Runbook(asked) => Ok(audit_run::runbook(args, asked)),
        AuditVerb::Pack(asked) => audit_pack::pack(args, asked),
        AuditVerb::Collect(asked) => audit_collect::collect(args, asked),
        AuditVerb::Meeting(asked) => audit_panel::meeting(args, asked),
        AuditVerb::Panel(asked) => audit_panel::panel(args, asked),
        AuditVerb::Recommend(asked) => audit_recommend::recommend(args, asked),
        AuditVerb::Accept(asked) => audit_collect::accept(args, asked),
        AuditVerb::Concern(asked) => audit_concern::concern(args, asked),
        AuditVerb::Query(asked) => audit_collect::query(args, asked),
        AuditVerb::Reply(asked) => audit_collect::reply(args, asked),
    }
}

/// The templates, packs and scales of the workspace.
fn library(args: &Args) -> Result<Library, String> {
    let library = super::check::load(&super::workspace(args))?.audits;
    if library.templates.is_empty() {
        return Err(
            "there are no audit templates in audits/templates: make a workspace with 'chairside init', and copy its \
             folder 'audits' here"
                .to_owned(),
        );
    }
    Ok(library)
}

fn templates(args: &Args) -> Outcome {
    let library = library(args)?;
    let mut unusable = 0;
    for (id, template) in &library.templates {
        match library.resolved(id).unwrap_or(Err(Vec::new())) {
            Ok(resolved) => {
                say(&format!("{id}  {}", one_line(&resolved.title)));
                say(&format!("    {}", audit_form::in_brief(&resolved)));
            }
            Err(_) => {
                unusable += 1;
                say(&format!("{id}  {}", one_line(&template.title)));
                say("    cannot be used until it is mended: 'chairside check' says why");
            }
        }
    }
    say("");
    say(&format!(
        "{}. To read one: 'chairside audit template ID'.",
        count(library.templates.len(), "template", "templates")
    ));
    if unusable > 0 {
        warn(&format!("{} cannot be used", count(unusable, "template", "templates")));
    }
    Ok(0)
}

fn template(args: &Args, asked: &TemplateArgs) -> Outcome {
    if let Some(TemplateVerb::FromXlsx(asked)) = &asked.verb {
        return audit_from_xlsx::from_xlsx(args, asked);
    }
    let library = library(args)?;
    let template = begun::template(&library, asked.id.as_deref().unwrap_or_default())?;
    let kind = asked.agency.as_deref().map(|kind| kind_called(&library, kind)).transpose()?;
    if let Some(kind) = &kind
        && !template.agencies.is_empty()
        && !template.agencies.contains(kind)
    {
        warn(&format!("{} does not usually ask {}", template.id, library.vocabulary.called(kind)));
    }
    let (kind, words) = (kind.as_ref(), &library.vocabulary);
    match asked.format {
        FormArg::Md => pass_on(&audit_form::markdown(&template, kind, words)),
        FormArg::Text => pass_on(&audit_form::text(&template, kind, words)),
    }
    Ok(0)
}
