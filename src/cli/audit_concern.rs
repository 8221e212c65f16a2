//! `chairside audit concern`: a child who may be unsafe now, as a return says, is passed on; and what other commands say of
//! concerns that nobody was told of yet.

use super::args::Args;
use super::args_audit_returns::ConcernArgs;
use super::audit_run::Opened;
use super::{Outcome, escalations, in_words, next, no_personal_data, say, today};
use crate::base::id::{AgencyId, CaseId};
use crate::base::text::{and_list, one_line};
use crate::documents::audit_board;
use crate::domain::audit::{Audit, Return};
use crate::domain::escalation::{Escalation, PassedOn, not_passed_on};

/// Writes down who was told of what a return says.
pub(super) fn concern(args: &Args, asked: &ConcernArgs) -> Outcome {
    let open = Opened::read(args, &asked.id)?;
    let case = CaseId::new(asked.case.to_uppercase());
    in_words("--told", "the post that was told", &asked.told)?;
    no_personal_data(&open.workspace, &[asked.what.as_deref(), Some(&asked.told)])?;
    let agency = asked.agency.as_ref().map(|agency| AgencyId::new(agency.to_lowercase()));
    let says = |of: &&Return| {
        of.says_unsafe() == Some(true)
            && of.case == case
            && agency.as_ref().is_none_or(|agency| of.agency == *agency)
    };
    let returns: Vec<&Return> = open.folder.returns.iter().filter(says).collect();
    let of = match returns.as_slice() {
        [] => {
            return Err(format!(
                "no return says that {case} may be unsafe now: '{}' writes down what was seen elsewhere",
                next(
                    args,
                    &format!("audit panel {} {case} concern \"…\" --told \"POST\"", open.folder.audit.id)
                )
            ));
        }
        [of] => of,
        several => {
            let by: Vec<&str> = several.iter().map(|of| of.agency.as_str()).collect();
            return Err(format!("several returns say it of {case}: say whose, one of {}", and_list(&by)));
        }
    };
    let said = of.immediate_concern.as_ref().map_or("", |concern| concern.what.as_str());
    let what = asked.what.as_deref().unwrap_or(said).to_owned();
    if what.trim().is_empty() {
        return Err("the return does not say what was seen: say it with --what \"…\"".to_owned());
    }
    no_personal_data(&open.workspace, &[Some(&what)])?;
    let one = Escalation {
        on: today(args),
        audit: open.folder.audit.id.clone(),
        case,
        what,
        told: one_line(&asked.told),
        ..Escalation::default()
    };
    escalations::add(args, &one)
}

/// Says which concerns of these returns nobody was told of yet, with the command that passes each on.
pub(super) fn say_not_escalated(args: &Args, audit: &Audit, returns: &[Return], passed: &[PassedOn]) {
    let Some(said) = audit_board::not_escalated(returns, passed) else { return };
    say(&format!(
        "\n{said}. Tell the allocated manager or the front door today, then write down who was told:"
    ));
    for of in not_passed_on(passed, returns) {
        let how = format!("audit concern {} {} {} --told \"POST\"", audit.id, of.case, of.agency);
        say(&format!("  {}", next(args, &how)));
    }
    say("It stands in no report, and the group cannot sign the audit before.");
}
