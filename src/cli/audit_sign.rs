//! `chairside audit stage`, `sign` and `reopen`: how far an audit has got, who signed what it comes to, and its next version.

use super::args::Args;
use super::args_audit_sign::{ReopenAuditArgs, SignArgs, StageArgs};
use super::audit_run::Opened;
use super::{Outcome, in_words, next, no_personal_data, say, today};
use crate::base::text::one_line;
use crate::domain::audit::{Reopened, Results, Signature, Signer, Stage, WentBack};
use crate::files::audit::AuditChange;

impl Opened {
    fn results(&self) -> Results<'_> {
        let folder = &self.folder;
        Results::of(&folder.audit, &self.template, &folder.returns, &folder.panels).beside(&folder.challenges)
    }

    /// What the group lacks to sign.
    fn missing(&self) -> Vec<String> {
        self.results().missing_to_sign(&self.folder.returns, &self.workspace.passed_on)
    }
}

pub(super) fn stage(args: &Args, asked: &StageArgs) -> Outcome {
    let open = Opened::read(args, &asked.id)?;
    let audit = &open.folder.audit;
    no_personal_data(&open.workspace, &[asked.why.as_deref()])?;
    audit.may_turn_to(asked.stage, asked.why.as_deref(), &open.missing())?;
    let change = match &asked.why {
        Some(why) if asked.stage < audit.stage => AuditChange::WentBack(WentBack {
            from: audit.stage,
            to: asked.stage,
            on: today(args),
            why: why.clone(),
        }),
        _ => AuditChange::Stage(asked.stage),
    };
    open.write(&[change])?;
    say(&format!("{}: {}.", audit.id, asked.stage.said()));
    Ok(0)
}

pub(super) fn sign(args: &Args, asked: &SignArgs) -> Outcome {
    let open = Opened::read(args, &asked.id)?;
    let audit = &open.folder.audit;
    in_words("--by", "the post that signs", &asked.by)?;
    no_personal_data(&open.workspace, &[Some(&asked.by)])?;
    let sha256 = open.results().hash();
    audit.may_sign(asked.part, &sha256, &open.missing())?;
    let panels = if asked.part == Signer::Group {
        open.results().panels.iter().map(|panel| panel.seal()).collect()
    } else {
        Vec::new()
    };
    let one = Signature {
        version: audit.version(),
        part: asked.part,
        by: one_line(&asked.by),
        on: today(args),
        sha256: sha256.clone(),
        panels,
    };
    open.write(&[AuditChange::Signed(one)])?;
    let (version, by) = (audit.version(), one_line(&asked.by));
    say(&format!("{}, version {version}: signed as {} by {by}, over {sha256}.", audit.id, asked.part.said()));
    if asked.part == Signer::Group {
        say(&format!(
            "Nothing that changes results is taken from now on; '{}' begins the next version.",
            next(args, &format!("audit reopen {} --why \"…\"", audit.id))
        ));
    }
    Ok(0)
}

pub(super) fn reopen(args: &Args, asked: &ReopenAuditArgs) -> Outcome {
    let open = Opened::read(args, &asked.id)?;
    let audit = &open.folder.audit;
    in_words("--why", "the reason", &asked.why)?;
    no_personal_data(&open.workspace, &[Some(&asked.why)])?;
    if audit.may_change().is_ok() {
        return Err(format!("{} is not signed off, so it is open already", audit.id));
    }
    let version = audit.version() + 1;
    open.write(&[AuditChange::Reopened(Reopened { version, on: today(args), why: asked.why.clone() })])?;
    let stage = audit.stage.min(Stage::Report).said();
    say(&format!(
        "{} is open again, as version {version}, at '{stage}'. What was signed before stays in its file: tell those who have it.",
        audit.id
    ));
    Ok(0)
}
