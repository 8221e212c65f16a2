//! What a new audit is made of, and what none may be: one that asks a template for the first time, or asks again what an earlier
//! one asked. Commands and screens ask the same.

use super::assurance::{begun, who};
use super::audit::fresh;
use super::audit_template::{canonical, sha256};
use super::places;
use super::workspace::Workspace;
use crate::base::id::{AgencyId, AgencyKind, AuditId, CaseId, GroupId};
use crate::base::text::{and_list, nearest, one_line};
use crate::domain::audit::{
    AskedAgency, Audit, Case, Dates, Frozen, Involvement, KnownTo, Library, Resolved, Stage, Terms,
};
use chrono::{Datelike as _, Months, NaiveDate};

/// The most children an audit may have: more is a survey.
const MOST_CASES: u32 = 99;
/// How many there are where nobody says.
pub const USUAL_CASES: u32 = 6;

/// What is said of an audit that is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked<'a> {
    /// Its id; it names the folder.
    pub id: &'a str,
    /// The day of the panel.
    pub panel: NaiveDate,
    /// The group it reports to.
    pub group: &'a str,
    /// How many children, where somebody says so.
    pub cases: Option<u32>,
    /// What it is called; else what its template is called.
    pub title: Option<&'a str>,
    /// Agencies, as a kind or `kind=name`; none for one of every kind the template usually asks.
    pub agencies: &'a [String],
    /// Why this theme, now.
    pub why: &'a str,
    /// The audit it repeats.
    pub repeats: Option<AuditId>,
}

/// The id of an audit that is not there yet.
///
/// # Errors
/// Why it is none, as a sentence without a full stop.
pub fn id(workspace: &Workspace, text: &str) -> Result<AuditId, String> {
    let id = AuditId::new(text.to_lowercase());
    if !begun::is_plain_id(id.as_str()) {
        return Err(format!(
            "'{}' is no id: use small letters, digits and dashes, such as 2026-q4-neglect",
            one_line(text)
        ));
    }
    let (file, unusable) = (places::audit(&id), workspace.unusable.iter().chain(&workspace.unread));
    let there = workspace.audit_folders.contains_key(&id) || unusable.into_iter().any(|path| *path == file);
    if there || places::NO_AUDITS.contains(&id.as_str()) {
        return Err(format!("there is a folder audits/{id} already"));
    }
    Ok(id)
}

/// How many children are looked at.
///
/// # Errors
/// That so many cannot be, as a sentence without a full stop.
pub fn cases(template: &Resolved, asked: Option<u32>) -> Result<u32, String> {
    let usual = if template.kind.is_of_organisations() { 1 } else { USUAL_CASES };
    let cases = asked.unwrap_or(usual);
    if (1..=MOST_CASES).contains(&cases) {
        return Ok(cases);
    }
    Err(format!("an audit looks at 1 to {MOST_CASES} children, not at {cases}"))
}

/// The group somebody means.
///
/// # Errors
/// Which there are, as a sentence without a full stop.
pub fn group(workspace: &Workspace, name: &str) -> Result<GroupId, String> {
    let found = workspace.group_called(name).cloned();
    found.ok_or_else(|| {
        let groups = workspace.partnership.iter().flat_map(|known| &known.groups);
        let ids: Vec<&str> = groups.map(|group| group.id.as_str()).collect();
        match nearest(name, ids.iter().copied()) {
            Some(near) => format!("there is no group called {}: did you mean {near}?", one_line(name)),
            None => format!("there is no group called {}: there are {}", one_line(name), ids.join(", ")),
        }
    })
}

/// The kind of agency somebody means, by its id or by its word.
///
/// # Errors
/// Which there are, as a sentence without a full stop.
pub fn kind_called(library: &Library, name: &str) -> Result<AgencyKind, String> {
    let wanted = name.to_lowercase();
    let kinds = &library.vocabulary.agency_kinds;
    let found = kinds.iter().find(|kind| kind.id.as_str() == wanted || kind.word.to_lowercase() == wanted);
    found.map(|kind| kind.id.clone()).ok_or_else(|| {
        let ids: Vec<&str> = kinds.iter().map(|kind| kind.id.as_str()).collect();
        let mend = match nearest(&wanted, ids.iter().copied()) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("the kinds are {}", and_list(&ids)),
        };
        format!("there is no kind of agency called {}: {mend}", one_line(name))
    })
}

/// The agencies that are asked: those that were named, else one of every kind the template usually asks.
///
/// # Errors
/// Which of them is none, or comes twice, as a sentence without a full stop.
pub fn agencies(
    library: &Library,
    template: &Resolved,
    asked: &[String],
) -> Result<Vec<AskedAgency>, String> {
    let words = &library.vocabulary;
    if asked.is_empty() {
        let one = |kind: &AgencyKind| AskedAgency {
            id: AgencyId::new(kind.as_str()),
            name: words.called(kind).to_owned(),
            kind: kind.clone(),
            contact: String::new(),
        };
        return Ok(template.agencies.iter().map(one).collect());
    }
    let mut all: Vec<AskedAgency> = Vec::new();
    for text in asked {
        let (kind, name) = text.split_once('=').unwrap_or((text, ""));
        let kind = kind_called(library, kind.trim())?;
        let name = if name.trim().is_empty() { words.called(&kind) } else { name.trim() };
        let before = all.iter().filter(|one| one.kind == kind).count();
        if all.iter().any(|one| one.name.to_lowercase() == name.to_lowercase()) {
            let name = one_line(name);
            return Err(format!(
                "{name} is asked twice: give each agency once, and two of one kind a name each, as \"{kind}=NAME\""
            ));
        }
        let id = if before == 0 { kind.to_string() } else { format!("{kind}-{}", before + 1) };
        all.push(AskedAgency { id: AgencyId::new(id), name: name.to_owned(), kind, contact: String::new() });
    }
    Ok(all)
}

/// The template by now of an audit that is asked again, where it differs from what was frozen.
///
/// # Errors
/// Why it cannot be had; that is no reason not to ask again what was asked.
pub fn newer(library: &Library, frozen: &Resolved) -> Result<Option<Resolved>, String> {
    let now = begun::template(library, frozen.id.as_str())?;
    Ok(Some(now).filter(|now| sha256(now) != sha256(frozen)))
}

/// A new audit.
///
/// # Errors
/// Why it cannot be opened, as a sentence without a full stop.
pub fn audit(workspace: &Workspace, template: &Resolved, asked: &Asked<'_>) -> Result<Audit, String> {
    let id = id(workspace, asked.id)?;
    let cases = cases(template, asked.cases)?;
    let said = [Some(asked.id), asked.title, Some(asked.why)].into_iter();
    let said: Vec<_> = said.chain(asked.agencies.iter().map(|one| Some(one.as_str()))).collect();
    who::nothing_personal(workspace, &said).map_err(|why| format!("nothing was written: {why}"))?;
    let mut audit = Audit {
        schema: 1,
        id,
        title: asked.title.map_or_else(|| template.title.clone(), str::to_owned),
        template: Frozen {
            id: template.id.clone(),
            version: template.version,
            sha256: sha256(template).to_string(),
        },
        group: group(workspace, asked.group)?,
        stage: Stage::Scoping,
        why: asked.why.to_owned(),
        repeats: asked.repeats.clone(),
        terms: terms(template, asked.panel),
        dates: Dates { panel: asked.panel, ..Dates::default() },
        agencies: agencies(&workspace.audits, template, asked.agencies)?,
        cases: (1..=cases).map(|n| Case { id: CaseId::new(format!("C{n}")), ..Case::default() }).collect(),
        ..Audit::default()
    };
    if template.kind.is_of_organisations() {
        audit.involvement = themselves(&audit);
    }
    Ok(audit)
}

/// Every organisation knows itself, and is asked from the start.
fn themselves(audit: &Audit) -> Vec<Involvement> {
    let pairs = audit.agencies.iter().flat_map(|agency| audit.cases.iter().map(move |case| (agency, case)));
    let one = |(agency, case): (&AskedAgency, &Case)| Involvement {
        case: case.id.clone(),
        agency: agency.id.clone(),
        known: KnownTo::Yes,
        ..Involvement::default()
    };
    pairs.map(one).collect()
}

/// The files of a new audit, in the order in which they are made: what it asks, then the audit.
pub fn files(audit: &Audit, template: &Resolved) -> [(String, String); 2] {
    [(places::frozen_template(&audit.id), canonical(template)), (places::audit(&audit.id), fresh(audit))]
}

/// The months that are looked at end at the last day of the month before the panel.
fn terms(template: &Resolved, panel: NaiveDate) -> Terms {
    let to = panel.with_day(1).and_then(|first| first.pred_opt());
    let from = template.look_back_months.and_then(|months| {
        let to = to?;
        to.with_day(1)?.checked_sub_months(Months::new(months.saturating_sub(1)))
    });
    Terms { from, to: from.and(to), ..Terms::default() }
}
