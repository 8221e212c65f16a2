//! Which audit, child, agency and questions a sheet says it is for, and whether that is what this audit asked.

use super::grid::Grid;
use super::{Ground, Return};
use crate::base::id::{AgencyId, CaseId};
use crate::base::sheet::{At, Sheet};
use crate::base::text::{fit, nearest, one_line};
use crate::domain::audit::form::{self, Column, Mark};

/// The sheet that says how to fill the others in.
pub const GUIDANCE: &str = "Guidance";
/// The hidden sheet that says once more what the file is for, with the lists to choose from.
pub const ABOUT: &str = "About this file";

/// What the hidden sheet says, for when it is gone from another.
#[derive(Debug, Default)]
pub(super) struct Spare {
    pub audit: Option<String>,
    pub agency: Option<String>,
    pub template: Option<String>,
}

/// What a sheet says it is for.
#[derive(Debug, Default)]
pub(super) struct Claimed {
    pub audit: String,
    pub case: CaseId,
    pub agency: AgencyId,
    /// Template, version and hash; nothing where that is gone.
    pub template: Option<String>,
}

pub(super) fn spare(sheets: &[Sheet]) -> Spare {
    let mut spare = Spare::default();
    let Some(about) = sheets.iter().find(|sheet| sheet.name == ABOUT) else { return spare };
    for row in about.rows() {
        let value = Some(about.cell(At { row, column: 1 }).line()).filter(|value| !value.is_empty());
        match about.cell(At { row, column: 0 }).line().as_str() {
            "@audit" => spare.audit = value,
            "@agency" => spare.agency = value,
            "@template" => spare.template = value,
            _ => {}
        }
    }
    spare
}

pub(super) fn claimed(sheet: &Sheet, grid: &Grid, spare: &Spare, ground: &Ground<'_>) -> Claimed {
    let says = |mark: Mark| {
        let cell = sheet.cell(grid.at(mark.key(), Column::Answer)?);
        Some(cell.line()).filter(|line| !line.is_empty())
    };
    let case = says(Mark::Case).unwrap_or_else(|| sheet.name.trim().to_owned());
    let known = ground.audit.cases.iter().find(|known| known.id.as_str().eq_ignore_ascii_case(&case));
    let agency = says(Mark::Agency).or_else(|| spare.agency.clone()).unwrap_or_default();
    Claimed {
        audit: says(Mark::Audit).or_else(|| spare.audit.clone()).unwrap_or_default(),
        case: known.map_or_else(|| CaseId::new(case), |known| known.id.clone()),
        agency: AgencyId::new(agency),
        template: says(Mark::Template).or_else(|| spare.template.clone()),
    }
}

/// Whether a sheet is for this audit; what is to be said all the same.
pub(super) fn checked(claimed: &Claimed, grid: &Grid, ground: &Ground<'_>) -> Result<Vec<String>, String> {
    let audit = &ground.audit.id;
    if !claimed.audit.is_empty() && claimed.audit != audit.as_str() {
        return Err(format!(
            "it is for the audit {}, and this is {audit}",
            fit(&one_line(&claimed.audit), 60)
        ));
    }
    known(&claimed.case, &claimed.agency, ground)?;
    let mut said = Vec::new();
    if claimed.audit.is_empty() {
        said.push("It does not say which audit it is for any more.".to_owned());
    }
    match &claimed.template {
        Some(template) if template.split_whitespace().last() == Some(&ground.audit.template.sha256) => {}
        Some(template) => return Err(other_questions(template, ground)),
        None if grid.complete => {
            said.push(
                "It does not say which questions it answers any more; all of ours are there.".to_owned(),
            );
        }
        None => {
            return Err("it does not say which questions it answers, and not all of ours are there: fill in the file \
                        that went out"
                .to_owned());
        }
    }
    said.extend(grid.notes.iter().cloned());
    Ok(said)
}

/// Whether a return of our own form is for this audit.
pub(super) fn checked_return(of: &Return, ground: &Ground<'_>) -> Result<(), String> {
    if of.audit != ground.audit.id {
        let other = fit(&one_line(of.audit.as_str()), 60);
        return Err(format!("it is for the audit {other}, and this is {}", ground.audit.id));
    }
    known(&of.case, &of.agency, ground)?;
    if of.template_sha256 != ground.audit.template.sha256 {
        return Err(other_questions(&of.template_sha256, ground));
    }
    Ok(())
}

fn known(case: &CaseId, agency: &AgencyId, ground: &Ground<'_>) -> Result<(), String> {
    if ground.audit.case(case).is_none() {
        let all: Vec<&str> = ground.audit.cases.iter().map(|case| case.id.as_str()).collect();
        let said = fit(&one_line(case.as_str()), 40);
        return Err(format!("there is no child “{said}” in this audit: it has {}", all.join(", ")));
    }
    if ground.audit.agency(agency).is_none() {
        let all: Vec<&str> = ground.audit.agencies.iter().map(|agency| agency.id.as_str()).collect();
        if agency.as_str().is_empty() {
            return Err(format!(
                "it does not say which agency it is from: the audit asks {}",
                all.join(", ")
            ));
        }
        let said = fit(&one_line(agency.as_str()), 40);
        let near = nearest(agency.as_str(), all.iter().copied());
        let near = near
            .map_or_else(|| format!("it asks {}", all.join(", ")), |near| format!("did you mean {near}?"));
        return Err(format!("“{said}” is not asked in this audit: {near}"));
    }
    Ok(())
}

fn other_questions(template: &str, ground: &Ground<'_>) -> String {
    let brief = |said: &str| {
        let words: Vec<&str> = said.split_whitespace().collect();
        let Some((hash, before)) = words.split_last() else { return String::new() };
        let short: String = hash.chars().take(12).collect();
        let before = before.join(" ");
        fit(&format!("{before}{}{short}…", if before.is_empty() { "" } else { " " }), 80)
    };
    format!(
        "it answers other questions: {}. This audit asks {}. Its agency needs the file that went out last",
        brief(template),
        brief(&form::template_said(ground.audit))
    )
}
