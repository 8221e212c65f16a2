//! What a new inspection, rapid review or planned audit is made of, and what none may be. Commands and screens ask the same.

use super::{from_word, who};
use crate::base::id::{GroupId, InspectionId, RapidReviewId, TemplateId};
use crate::base::text::{meant, one_line};
use crate::domain::assurance::inspection::{Inspection, InspectionKind};
use crate::domain::assurance::programme::{Because, Expected, Slot, When};
use crate::domain::assurance::rapid_review::{RapidReview, is_pseudonym, next_id};
use crate::domain::audit::{Library, Resolved, TemplateKind};
use crate::files::places;
use crate::files::workspace::Workspace;
use chrono::{Datelike, NaiveDate};

/// What a child is called, for a refusal. What was typed may be a name, and is not said back.
pub const PSEUDONYM: &str =
    "a pseudonym: Child and one letter, or C and a number; never initials, never a name";

/// A template of the library with its packs merged in.
///
/// # Errors
/// Why it cannot be had, as a sentence without a full stop.
pub fn template(library: &Library, id: &str) -> Result<Resolved, String> {
    let wanted = TemplateId::new(id.to_lowercase());
    let Some(merged) = library.resolved(&wanted) else {
        let all = library.templates.keys().map(TemplateId::as_str);
        return Err(format!("there is no audit template called {}: {}", one_line(id), meant(id, all)));
    };
    merged.map_err(|faults| {
        let first = faults.first().map(|fault| format!("{fault}: {}", fault.mend())).unwrap_or_default();
        format!("the template {wanted} cannot be used: {first}")
    })
}

/// Whether this may be the id of something that is begun: small letters, digits and dashes, and no dash first.
pub fn is_plain_id(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    id.starts_with(|c: char| c.is_ascii_alphanumeric()) && id.chars().all(plain)
}

/// An id that somebody gives, in small letters.
///
/// # Errors
/// That it is none, as a sentence without a full stop.
fn plain_id(id: &str, such_as: &str) -> Result<String, String> {
    let id = id.to_lowercase();
    if is_plain_id(&id) {
        return Ok(id);
    }
    let id = one_line(&id);
    Err(format!("'{id}' is no id: use small letters, digits and dashes, such as {such_as}"))
}

/// The id of an inspection that is not there yet.
///
/// # Errors
/// Why it is none, as a sentence without a full stop.
pub fn inspection_id(workspace: &Workspace, id: &str) -> Result<InspectionId, String> {
    let id = InspectionId::new(plain_id(id, "2026-front-door")?);
    let path = places::inspection(&id);
    if workspace.assurance.inspections.contains_key(&id) || workspace.unusable.contains(&path) {
        return Err(format!("{path} is there already: give another id"));
    }
    Ok(id)
}

/// A new inspection: its evidence and lists are those of a template.
///
/// # Errors
/// Why it cannot be begun, as a sentence without a full stop.
pub fn inspection(
    workspace: &Workspace,
    id: &str,
    theme: &str,
    kind: InspectionKind,
    template: &str,
) -> Result<Inspection, String> {
    let id = inspection_id(workspace, id)?;
    who::nothing_personal(workspace, &[Some(id.as_str()), Some(theme)])?;
    let template = self::template(&workspace.audits, template)?;
    Ok(Inspection { id, theme: theme.to_owned(), kind, ..Inspection::from_template(&template) })
}

/// A new rapid review, which is restricted, under the next number of its year.
///
/// # Errors
/// Why it cannot be begun, as a sentence without a full stop.
pub fn rapid_review(
    workspace: &Workspace,
    child: &str,
    aware: NaiveDate,
    notified: Option<NaiveDate>,
    group: Option<GroupId>,
) -> Result<RapidReview, String> {
    if !is_pseudonym(child) {
        return Err(format!("a child is called by {PSEUDONYM}"));
    }
    if notified.is_some_and(|notified| notified < aware) {
        return Err("the panel cannot have been notified before the incident became known".to_owned());
    }
    // A file that has to be mended keeps its number too.
    let path_of = |path: &String| {
        let name = path.strip_prefix(places::RAPID_REVIEWS)?.strip_prefix('/')?.strip_suffix(".yaml")?;
        Some(RapidReviewId::new(name))
    };
    let unusable: Vec<RapidReviewId> = workspace.unusable.iter().filter_map(path_of).collect();
    let id = next_id(aware.year(), workspace.assurance.rapid_reviews.keys().chain(&unusable));
    Ok(RapidReview {
        schema: 1,
        id,
        child: child.to_owned(),
        group,
        aware,
        notified,
        ..RapidReview::default()
    })
}

/// A quarter or a month.
///
/// # Errors
/// How to write it, without a full stop.
pub fn when(text: &str) -> Result<When, String> {
    let said = || format!("'{}' is no quarter and no month: write \"Q3 2026/27\" or 2026-11", one_line(text));
    When::read(text).ok_or_else(said)
}

/// The id of a planned audit that the programme does not have yet.
///
/// # Errors
/// Why it is none, as a sentence without a full stop.
pub fn slot_id(workspace: &Workspace, id: &str) -> Result<String, String> {
    let id = plain_id(id, "neglect-2026")?;
    if workspace.assurance.programme.iter().any(|of| of.slot(&id).is_some()) {
        return Err(format!("the programme has a {id} already: give another id"));
    }
    Ok(id)
}

/// What is said of an audit that is to be planned.
#[derive(Clone, Debug, Default)]
pub struct Planned<'a> {
    /// Its id in the programme.
    pub id: &'a str,
    /// A quarter or a month.
    pub when: &'a str,
    /// Its theme.
    pub theme: &'a str,
    /// What gave rise to it.
    pub because: Because,
    /// More about that.
    pub why: &'a str,
    /// The group it reports to.
    pub group: &'a str,
    /// The template it is to be opened with, where one is known.
    pub template: Option<&'a str>,
    /// Its kind, where no template says it.
    pub kind: Option<TemplateKind>,
}

/// An audit to plan.
///
/// # Errors
/// Why it cannot be planned, as a sentence without a full stop.
pub fn slot(workspace: &Workspace, of: &Planned<'_>) -> Result<Slot, String> {
    when(of.when)?;
    who::nothing_personal(workspace, &[Some(of.id), Some(of.theme), Some(of.why)])?;
    let template = of.template.map(|id| template(&workspace.audits, id)).transpose()?;
    Ok(Slot {
        id: slot_id(workspace, of.id)?,
        when: of.when.to_owned(),
        theme: of.theme.to_owned(),
        kind: of.kind,
        because: of.because,
        why: of.why.to_owned(),
        template: template.map(|template| template.id),
        group: who::group(workspace, of.group)?,
        ..Slot::default()
    })
}

/// The first day of a month.
///
/// # Errors
/// How to write it, without a full stop.
pub fn month(text: &str) -> Result<NaiveDate, String> {
    let said = || format!("'{}' is no month: write it as 2026-04", one_line(text));
    // A day of it says the month too.
    let month = text.get(..7).filter(|_| text.len() == 7 || text.ends_with("-01"));
    month.and_then(|month| format!("{month}-01").parse().ok()).ok_or_else(said)
}

/// The kind of audit a word means.
///
/// # Errors
/// Which there are, without a full stop.
pub fn kind(text: &str) -> Result<TemplateKind, String> {
    from_word(text).ok_or_else(|| {
        "it is thematic, exploitation, section11, section175, joint-inspection or survey".to_owned()
    })
}

/// How many audits of a kind there are to be in a year: `thematic=4` or `thematic 4`.
///
/// # Errors
/// How to write it, without a full stop.
pub fn expected(text: &str) -> Result<Expected, String> {
    let text = text.trim();
    let (of, number) = text.split_once(['=', ' ']).ok_or("write it as thematic=4")?;
    let a_year = number.trim().parse().map_err(|_| format!("'{}' is no number", one_line(number.trim())))?;
    Ok(Expected { kind: kind(of.trim())?, a_year })
}
