//! `chairside audit collect`: returns that came back, previewed, and with `--yes` taken into the audit's folder. One that was
//! accepted is never written over.

use super::args::Args;
use super::args_audit_returns::{AcceptArgs, CollectArgs, QueryArgs, ReplyArgs};
use super::audit_run::Opened;
use super::{Outcome, REFUSED, audit_concern, next, quoted, say, today};
use crate::base::calendar::WorkingDays;
use crate::base::id::{AgencyId, CaseId, QuestionId};
use crate::base::problem::Severity;
use crate::base::text::{clean, count, nearest, one_line};
use crate::documents::audit_preview;
use crate::domain::audit::collect::{self, File, Ground, Holds};
use crate::domain::audit::{Query, Return, ReturnState, ask_for, may_accept, unasked};
use crate::effect::Change;
use crate::files::{audit_return, places, sheet};
use crate::runtime::disk;
use std::path::Path;

pub(super) fn collect(args: &Args, asked: &CollectArgs) -> Outcome {
    let root = super::workspace(args);
    let workspace = super::check::load(&root)?;
    let (folder, template) = disk::audit(&root, &workspace, &asked.id)?;
    let names = workspace.held_back();
    let days = WorkingDays::default();
    let ground = Ground {
        audit: &folder.audit,
        template: &template,
        returns: &folder.returns,
        names: &names,
        today: today(args),
        days: &days,
    };
    let files: Vec<File> = asked.files.iter().map(|place| file(place)).collect();
    let came = collect::collect(&files, &ground);
    say(clean(&audit_preview::text(&came)).trim_end_matches('\n'));
    let taken: Vec<&Return> =
        came.iter().flat_map(|came| &came.pieces).filter_map(collect::Piece::taken).collect();
    let pieces = came.iter().flat_map(|came| &came.pieces);
    let refused =
        came.iter().any(|came| came.refused.is_some()) || pieces.into_iter().any(collect::Piece::is_refused);
    let status = if refused { REFUSED } else { 0 };
    if taken.is_empty() {
        say("There is nothing to take.");
    } else if asked.yes {
        for of in &taken {
            write(&root, of)?;
        }
        let some = count(taken.len(), "return is", "returns are");
        say(&format!("{some} in {}/{}/returns.", places::AUDITS, folder.audit.id));
        let taken: Vec<Return> = taken.into_iter().cloned().collect();
        audit_concern::say_not_escalated(args, &folder.audit, &taken, &workspace.passed_on);
    } else {
        let files: Vec<String> = asked.files.iter().map(|file| quoted(&file.display().to_string())).collect();
        let again = next(args, &format!("audit collect {} {} --yes", folder.audit.id, files.join(" ")));
        say(&format!("Nothing was changed. To take what can be taken: {again}"));
    }
    Ok(status)
}

fn file(place: &Path) -> File {
    let name = place.file_name().unwrap_or(place.as_os_str()).to_string_lossy().into_owned();
    let ending = place.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let holds = match disk::read_bytes(place, sheet::MOST_BYTES) {
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => {
            Holds::Nothing("there is no such file".to_owned())
        }
        Err(why) => Holds::Nothing(why.to_string()),
        Ok(bytes) if ending == "yaml" || ending == "yml" => own(&bytes),
        Ok(bytes) => match sheet::read(&bytes) {
            Ok(book) => Holds::Sheets(book.sheets),
            Err(why) => Holds::Nothing(why),
        },
    };
    File { name, holds }
}

/// A return in our own form.
fn own(bytes: &[u8]) -> Holds {
    let Ok(text) = std::str::from_utf8(bytes) else { return Holds::Nothing("it is no text".to_owned()) };
    let loaded = audit_return::load(text);
    let error = loaded.problems.iter().find(|problem| problem.severity == Severity::Error);
    match (loaded.value, error) {
        (Some(of), None) => Holds::Return(Box::new(of)),
        // What is wrong may be quoted in the message, so only its place is said.
        (_, Some(error)) => {
            Holds::Nothing(format!("it is no return: line {} of it has to be mended", error.place.line))
        }
        (None, None) => Holds::Nothing("it is no return".to_owned()),
    }
}

fn write(root: &Path, of: &Return) -> Result<(), String> {
    let path = places::audit_return(&of.audit, &of.case, &of.agency);
    let change = Change::Returned(audit_return::text(of));
    crate::cli::change(root, &path, &change)
        .map_err(|why| format!("{path} was not written: {why}"))
        .map(|_| ())
}

pub(super) fn accept(args: &Args, asked: &AcceptArgs) -> Outcome {
    let (Some(case), Some(agency)) = (&asked.case, &asked.agency) else { return accept_all(args, &asked.id) };
    let (open, path) = lying(args, &asked.id, case, agency)?;
    take_in(args, &open, &path, &AgencyId::new(agency.to_lowercase()))?;
    say(&format!("{path} is accepted: nothing of it changes any more."));
    let accepted = |of: &&Return| places::audit_return(&of.audit, &of.case, &of.agency) == path;
    let of: Vec<Return> = open.folder.returns.iter().filter(accepted).cloned().collect();
    audit_concern::say_not_escalated(args, &open.folder.audit, &of, &open.workspace.passed_on);
    Ok(0)
}

/// Accepts the return that lies here, if it may be.
fn take_in(args: &Args, open: &Opened, path: &str, agency: &AgencyId) -> Result<(), String> {
    let kind = open.folder.audit.agency(agency).map(|asked| asked.kind.clone()).unwrap_or_default();
    let template = Box::new(open.template.clone());
    change(&open.root, path, &Change::AcceptReturn { on: today(args), template, kind })
}

/// Accepts all returns that have come and wait for no reply; says which are left.
fn accept_all(args: &Args, id: &str) -> Outcome {
    let open = Opened::read(args, id)?;
    let mut accepted = 0;
    for of in &open.folder.returns {
        if !matches!(of.state, ReturnState::Submitted | ReturnState::Query) {
            continue;
        }
        if of.has_open_query() {
            say(&format!("{} by {} was left: something that was asked has no reply.", of.case, of.agency));
            continue;
        }
        let Some(asked) = open.folder.audit.agency(&of.agency) else { continue };
        if let Err(why) = may_accept(of, &open.template, &asked.kind) {
            say(&format!("{} by {} was left: {why}.", of.case, of.agency));
            continue;
        }
        let path = places::audit_return(&of.audit, &of.case, &of.agency);
        take_in(args, &open, &path, &of.agency)?;
        accepted += 1;
    }
    let some = count(accepted, "return is", "returns are");
    say(&format!("{some} accepted: nothing of them changes any more."));
    audit_concern::say_not_escalated(
        args,
        &open.folder.audit,
        &open.folder.returns,
        &open.workspace.passed_on,
    );
    Ok(0)
}

pub(super) fn query(args: &Args, asked: &QueryArgs) -> Outcome {
    let Some(text) = &asked.text else { return query_missing(args, asked) };
    not_blank(text)?;
    let (open, path) = lying(args, &asked.id, &asked.case, &asked.agency)?;
    super::no_personal_data(&open.workspace, &[Some(text)])?;
    let about = asked.about.as_deref().map(QuestionId::from);
    if let Some(about) = about.as_ref().filter(|about| open.template.question(about).is_none()) {
        let near = nearest(about.as_str(), open.template.questions().map(|question| question.id.as_str()));
        let near = near.map(|near| format!(": did you mean {near}?")).unwrap_or_default();
        return Err(format!("this audit asks no question {}{near}", one_line(about.as_str())));
    }
    let query = Query { on: today(args), about, text: text.clone(), ..Query::default() };
    change(&open.root, &path, &Change::AskBack(query))?;
    say(&format!("Asked, and noted in {path}. Nothing was sent: tell the agency."));
    Ok(0)
}

/// Asks for everything that is missing or not right in a return, and was not asked for yet.
fn query_missing(args: &Args, asked: &QueryArgs) -> Outcome {
    let (open, path) = lying(args, &asked.id, &asked.case, &asked.agency)?;
    let returns = open.folder.returns.iter();
    let mut here = returns.filter(|of| places::audit_return(&of.audit, &of.case, &of.agency) == path);
    let (of, kind) = here
        .find_map(|of| Some((of, &open.folder.audit.agency(&of.agency)?.kind)))
        .ok_or_else(|| format!("{path} is by an agency that this audit does not ask"))?;
    let missing = unasked(of, &open.template, kind);
    if missing.is_empty() {
        say(&format!("There is nothing to ask: nothing else is missing in {path}."));
        return Ok(0);
    }
    let mut queries = Vec::new();
    ask_for(&mut queries, &missing, today(args));
    say(&format!("Asked, and noted in {path}:{}", listed(&queries.iter().collect::<Vec<_>>())));
    for query in queries {
        change(&open.root, &path, &Change::AskBack(query))?;
    }
    say("Nothing was sent: tell the agency.");
    Ok(0)
}

pub(super) fn reply(args: &Args, asked: &ReplyArgs) -> Outcome {
    not_blank(&asked.text)?;
    let (open, path) = lying(args, &asked.id, &asked.case, &asked.agency)?;
    super::no_personal_data(&open.workspace, &[Some(&asked.text)])?;
    let of =
        open.folder.returns.iter().find(|of| places::audit_return(&of.audit, &of.case, &of.agency) == path);
    let queries: Vec<&Query> =
        of.iter().flat_map(|of| &of.queries).filter(|one| one.answered.is_none()).collect();
    let mut picked: Vec<usize> = match (queries.len(), asked.number.is_empty()) {
        (0, _) => return Err(format!("nothing that was asked of {path} waits for a reply")),
        (1, true) => vec![1],
        (n, true) if asked.all => (1..=n).collect(),
        (n, true) => {
            return Err(format!(
                "{n} things wait for a reply: say which with --number, or --all:{}",
                listed(&queries)
            ));
        }
        (_, false) => asked.number.clone(),
    };
    picked.sort_unstable();
    picked.dedup();
    let query = |n: &usize| n.checked_sub(1).and_then(|at| queries.get(at)).map(|query| (*query).clone());
    let Some(to) = picked.iter().map(query).collect::<Option<Vec<Query>>>() else {
        return Err(format!("there is no such number among what waits for a reply:{}", listed(&queries)));
    };
    let (left, on) = (queries.len() - to.len(), today(args));
    change(&open.root, &path, &Change::Reply { to, on, text: asked.text.clone() })?;
    let left = match left {
        0 => "nothing else waits for a reply".to_owned(),
        left => format!("{left} more {} for a reply", if left == 1 { "waits" } else { "wait" }),
    };
    say(&format!("Noted in {path}: {left}."));
    Ok(0)
}

/// A question or a reply without words would make the file of the return unreadable.
fn not_blank(text: &str) -> Result<(), String> {
    if text.trim().is_empty() {
        Err("there are no words in it: say what was asked or said".to_owned())
    } else {
        Ok(())
    }
}

/// What waits for a reply, a line each with its number.
fn listed(queries: &[&Query]) -> String {
    let about = |query: &Query| query.about.as_ref().map(|about| format!("{about}: ")).unwrap_or_default();
    let line = |(n, query): (usize, &&Query)| format!("\n  {n}. {}{}", about(query), one_line(&query.text));
    (1..).zip(queries).map(line).collect()
}

/// The audit, and where a return lies that is there.
fn lying(args: &Args, id: &str, case: &str, agency: &str) -> Result<(Opened, String), String> {
    let open = Opened::read(args, id)?;
    let (case, agency) = (CaseId::new(case.to_uppercase()), AgencyId::new(agency.to_lowercase()));
    let audit = &open.folder.audit.id;
    let path = places::audit_return(audit, &case, &agency);
    if open.folder.returns.iter().any(|of| of.case == case && of.agency == agency) {
        return Ok((open, path));
    }
    Err(format!(
        "there is no return for {case} by {agency}: 'chairside audit board {audit}' shows what is there"
    ))
}

fn change(root: &Path, path: &str, change: &Change) -> Result<(), String> {
    crate::cli::change(root, path, change).map_err(|why| format!("{path} was not changed: {why}")).map(|_| ())
}
