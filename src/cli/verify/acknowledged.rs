//! What is not here any more and lawfully so: somebody has said why. It is listed ever after, and counts as no gap.

use super::super::args::Args;
use super::super::{next, no_personal_data, quoted, say, today};
use crate::base::stamp::long_date;
use crate::base::text::{count, one_line};
use crate::domain::disposal::{Disposal, Register};
use crate::effect::Change;
use crate::files::workspace::Workspace;
use crate::files::{disposals, places};
use crate::runtime::{disk, place};
use std::path::Path;

/// What is asked to be acknowledged.
#[derive(Clone, Copy)]
pub(in crate::cli) struct Asked<'a> {
    /// What is missing.
    pub what: &'a str,
    /// Why that is so.
    pub why: &'a str,
}

/// What was acknowledged so far.
///
/// # Errors
/// That the register cannot be read: then nobody can say what was.
pub(super) fn read(root: &Path) -> Result<Register, String> {
    let failed = |why: &dyn std::fmt::Display| format!("{}: {why}", places::DISPOSALS);
    let text = disk::read_now(root, places::DISPOSALS).map_err(|why| failed(&why))?;
    text.map_or_else(|| Ok(Register::default()), |text| disposals::known(&text).map_err(|why| failed(&why)))
}

/// Lists what was acknowledged; the reasons are for whoever may read the register.
pub(super) fn list(register: &Register, is_there: impl Fn(&str) -> bool) {
    if register.disposals.is_empty() {
        return;
    }
    let all = count(register.disposals.len(), "thing was", "things were");
    say(&format!("{all} deleted or renamed on purpose; why stands in {}.", places::DISPOSALS));
    for Disposal { what, on, by, .. } in &register.disposals {
        let by = if by.is_empty() { String::new() } else { format!(", by {}", one_line(by)) };
        let again = if is_there(what) { "; it is here again" } else { "" };
        say(&format!("  {}: acknowledged {}{by}{again}.", one_line(what), long_date(*on)));
    }
}

/// Writes down that something is lawfully not here any more; `missing` is what is named and not here.
pub(super) fn add(
    args: &Args,
    workspace: &Workspace,
    register: &Register,
    asked: Asked<'_>,
    missing: &[String],
) -> Result<(), String> {
    let what = asked.what.strip_prefix("./").unwrap_or(asked.what).trim_end_matches('/');
    no_personal_data(workspace, &[Some(what), Some(asked.why)])?;
    if asked.why.trim().is_empty() {
        return Err("say with --why why it is not here any more".to_owned());
    }
    if let Some(known) = register.of(what) {
        say(&format!("{what} was acknowledged on {} already: nothing was written.", long_date(known.on)));
        return Ok(());
    }
    let one = Disposal {
        what: what.to_owned(),
        on: today(args),
        by: place::user(),
        why: asked.why.trim().to_owned(),
    };
    if !missing.iter().any(|missing| one.is_of(missing)) {
        let shows = next(args, "verify");
        return Err(format!("nothing called {} is named and missing: '{shows}' says what is", quoted(what)));
    }
    let root = super::super::workspace(args);
    super::super::change(&root, places::DISPOSALS, &Change::Dispose(one))
        .map_err(|why| format!("{}: nothing was written: {why}", places::DISPOSALS))?;
    say(&format!(
        "Acknowledged: {what}, in {}. It is listed from now on, and counts as no gap.",
        places::DISPOSALS
    ));
    Ok(())
}
