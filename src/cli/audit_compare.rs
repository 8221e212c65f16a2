//! `chairside audit compare`: an audit beside the one it repeats, and why questions moved, as people say it.

use super::args::Args;
use super::args_audit_out::CompareArgs;
use super::audit_report::{Asked, load};
use super::{Outcome, in_words, no_personal_data, pass_on, say};
use crate::base::id::QuestionId;
use crate::documents::audit_report as documents;
use crate::domain::audit::Movement;
use crate::effect::Change;
use crate::files::audit::AuditChange;
use crate::files::places;
use crate::runtime::place;

pub(super) fn compare(args: &Args, asked: &CompareArgs) -> Outcome {
    let (root, workspace) = (super::workspace(args), load(args)?);
    let audit = Asked::read(&root, &workspace, &asked.id)?;
    if let [_, why] = asked.why.as_slice() {
        in_words("--why", "the reason", why)?;
        no_personal_data(&workspace, &[Some(why)])?;
    }
    let before = match &asked.with {
        Some(with) => Some(Asked::read(&root, &workspace, with)?),
        None => audit.before(&root, &workspace)?,
    };
    let before = before.ok_or_else(|| {
        format!(
            "{} repeats no other audit: add --with AUDIT, or 'repeats' in its file",
            audit.folder.audit.id
        )
    })?;
    let (then, now) = (before.results(), audit.results());
    let movement = Movement::of(&then, &now);
    if let [question, why] = asked.why.as_slice() {
        let question = QuestionId::new(question.to_lowercase());
        movement.may_say_why(&question)?;
        let path = places::audit(&audit.folder.audit.id);
        let change = Change::Audit(vec![AuditChange::MovedBecause(question.clone(), why.clone())]);
        super::change(&root, &path, &change).map_err(|why| format!("{path} was not changed: {why}"))?;
        say(&format!("{question}: why it moved is in {path}, and goes into results and report."));
        return Ok(0);
    }
    pass_on(&documents::compared(&movement, place::cells_across()));
    Ok(0)
}
