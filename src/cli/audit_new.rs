//! `chairside audit new`: an audit is opened, anew or as one that asks again what an earlier one asked.

use super::args::Args;
use super::args_audit_run::NewArgs;
use super::audit_run::{Opened, not_worked_on};
use super::{Outcome, next, say, today};
use crate::base::calendar::WorkingDays;
use crate::base::id::AuditId;
use crate::base::text::{count, one_line};
use crate::documents::{audit_board as words, audit_difference};
use crate::domain::audit::Resolved;
use crate::domain::audit::difference::Difference;
use crate::files::assurance::begun;
use crate::files::workspace::Workspace;
use crate::files::{audit_begun, places};

/// What is said of a new audit is in words.
fn in_words_of_new(asked: &NewArgs) -> Result<(), String> {
    for (flag, what, words) in [("--title", "the title", &asked.title), ("--why", "the reason", &asked.why)] {
        super::in_words(flag, what, words.as_deref().unwrap_or("left out"))?;
    }
    Ok(())
}

pub(super) fn new(args: &Args, asked: &NewArgs) -> Outcome {
    let root = super::workspace(args);
    let workspace = super::check::load(&root)?;
    audit_begun::id(&workspace, &asked.id)?;
    not_worked_on("the panel", asked.panel);
    let template = asked_again(args, &workspace, asked)?;
    let whole = template.kind.is_of_organisations();
    in_words_of_new(asked)?;
    let of = audit_begun::Asked {
        id: &asked.id,
        panel: asked.panel,
        group: &asked.group,
        cases: asked.cases,
        title: asked.title.as_deref(),
        agencies: &asked.agencies,
        why: asked.why.as_deref().unwrap_or_default(),
        repeats: asked.repeats.as_deref().map(|before| AuditId::new(before.to_lowercase())),
    };
    let audit = audit_begun::audit(&workspace, &template, &of)?;
    let id = &audit.id;
    let files = audit_begun::files(&audit, &template);
    let files = files.each_ref().map(|(path, text)| (path.clone(), text.as_bytes()));
    super::begin(&root, &files).map_err(|why| format!("the audit was not opened: {why}"))?;
    say(&format!("Opened {id} with {}, version {}.", template.id, template.version));
    say(&format!(
        "{}, {} asked: {}.",
        if whole {
            "For themselves".to_owned()
        } else {
            format!("{} by pseudonym", count(audit.cases.len(), "child", "children"))
        },
        count(audit.agencies.len(), "agency", "agencies"),
        words::asked(&audit)
    ));
    say("");
    say(words::dates(&audit, today(args), &WorkingDays::default()).trim_end());
    say("");
    say(&format!(
        "Write its terms of reference into {}. Then: '{}'",
        places::audit(id),
        next(
            args,
            &if whole { format!("audit pack {id}") } else { format!("audit known {id} AGENCY all=asked") }
        )
    ));
    Ok(0)
}

/// What is asked: what the template asks now or, where an audit is repeated, what was frozen for that one; with `--newer` what
/// the same template asks by now. How the two differ is said either way.
fn asked_again(args: &Args, workspace: &Workspace, asked: &NewArgs) -> Result<Resolved, String> {
    let Some(before) = &asked.repeats else { return begun::template(&workspace.audits, &asked.template) };
    let frozen = Opened::read(args, before)?.template;
    if !frozen.id.as_str().eq_ignore_ascii_case(&asked.template) {
        return Err(format!(
            "{} asks what {} asks: to ask it again say --template {}, or leave out --repeats",
            one_line(before),
            frozen.id,
            frozen.id
        ));
    }
    // A template that has gone, or cannot be used, is no reason not to ask again what was asked.
    let newer = match audit_begun::newer(&workspace.audits, &frozen) {
        Ok(Some(newer)) => newer,
        Err(why) if asked.newer => return Err(why),
        Ok(None) if asked.newer => {
            return Err(format!("{} asks the same as then: leave out --newer", frozen.id));
        }
        _ => return Ok(frozen),
    };
    say(audit_difference::text(&Difference::between(&frozen, &newer)).trim_end());
    if asked.newer {
        say("Taken. Compared is only what has the same id and the same scale.\n");
        return Ok(newer);
    }
    say(&format!(
        "Not taken: {} asks exactly what {} asked. To take it, say --newer.\n",
        one_line(&asked.id),
        one_line(before)
    ));
    Ok(frozen)
}
