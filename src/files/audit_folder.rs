//! The folder of one audit: its file, the returns and what panels agreed, as one value.

use super::check::{Source, Sources};
use super::taken::{keep, take};
use super::{audit, audit_challenge, audit_panel, audit_return, audit_survey, places};
use crate::base::id::AuditId;
use crate::base::problem::Problem;
use crate::domain::audit::survey::Survey;
use crate::domain::audit::{Audit, Challenge, Challenges, Panel, Return};
use std::collections::BTreeMap;

/// One audit with everything that came of it so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AuditFolder {
    /// The audit.
    pub audit: Audit,
    /// Returns, in the order of their files' names.
    pub returns: Vec<Return>,
    /// What panels agreed, in the order of their files' names.
    pub panels: Vec<Panel>,
    /// What practitioners said, where a survey stands beside it.
    pub survey: Option<Survey>,
    /// What peers asked of organisations' own grades, and moderated grades.
    pub challenges: Vec<Challenge>,
}

/// The kinds of files in an audit's folder.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Audit,
    Return,
    Panel,
    Survey,
    Challenge,
}

/// The kind of a file; nothing for one that is in no audit's folder.
pub(super) fn kind(path: &str) -> Option<Kind> {
    let rest = path.strip_prefix(places::AUDITS)?.strip_prefix('/')?;
    let (_, name) = rest.split_once('/')?;
    if [places::TEMPLATES, places::PACKS].iter().any(|folder| path.starts_with(&format!("{folder}/"))) {
        return None;
    }
    match name.split_once('/') {
        None if name == "audit.yaml" => Some(Kind::Audit),
        None if name == "survey.yaml" => Some(Kind::Survey),
        None if name == "challenge.yaml" => Some(Kind::Challenge),
        Some(("returns", file)) if is_yaml(file) => Some(Kind::Return),
        Some(("panel", file)) if is_yaml(file) => Some(Kind::Panel),
        _ => None,
    }
}

fn is_yaml(name: &str) -> bool {
    !name.contains('/') && name.strip_suffix(".yaml").is_some()
}

/// Reads a file into the sources; gives back what is wrong with it.
pub(super) fn take_in(sources: &mut Sources, kind: Kind, path: &str, text: &str) -> Vec<Problem> {
    match kind {
        Kind::Audit => keep(&mut sources.audits, take(path, audit::load(text))),
        Kind::Return => keep(&mut sources.returns, take(path, audit_return::load(text))),
        Kind::Panel => keep(&mut sources.panels, take(path, audit_panel::load(text))),
        Kind::Survey => keep(&mut sources.surveys, take(path, audit_survey::load(text))),
        Kind::Challenge => keep(&mut sources.challenges, take(path, audit_challenge::load(text))),
    }
}

/// Every audit by the name of its folder, with what lies in it.
pub(super) fn folders(
    audits: Vec<Source<Audit>>,
    returns: Vec<Source<Return>>,
    panels: Vec<Source<Panel>>,
    (surveys, challenges): (Vec<Source<Survey>>, Vec<Source<Challenges>>),
) -> BTreeMap<AuditId, AuditFolder> {
    let mut all: BTreeMap<AuditId, AuditFolder> = BTreeMap::new();
    for source in audits {
        let folder = AuditFolder { audit: source.value, ..AuditFolder::default() };
        all.insert(AuditId::new(folder_of(&source.path)), folder);
    }
    for source in returns {
        if let Some(folder) = all.get_mut(&AuditId::new(folder_of(&source.path))) {
            folder.returns.push(source.value);
        }
    }
    for source in panels {
        if let Some(folder) = all.get_mut(&AuditId::new(folder_of(&source.path))) {
            folder.panels.push(source.value);
        }
    }
    for source in surveys {
        if let Some(folder) = all.get_mut(&AuditId::new(folder_of(&source.path))) {
            folder.survey = Some(source.value);
        }
    }
    for source in challenges {
        if let Some(folder) = all.get_mut(&AuditId::new(folder_of(&source.path))) {
            folder.challenges = source.value.challenges;
        }
    }
    all
}

/// The name of the audit's folder a file lies in.
fn folder_of(path: &str) -> &str {
    path.split('/').nth(1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_of_a_kind_by_where_it_lies() {
        let is = |path: &str| kind(path).map(|kind| kind as u8);
        assert_eq!(is("audits/2026-q4-neglect/audit.yaml"), Some(Kind::Audit as u8));
        assert_eq!(is("audits/2026-q4-neglect/returns/C1-school.yaml"), Some(Kind::Return as u8));
        assert_eq!(is("audits/2026-q4-neglect/panel/C1.yaml"), Some(Kind::Panel as u8));
        assert_eq!(is("audits/2026-section-11/survey.yaml"), Some(Kind::Survey as u8));
        assert_eq!(is("audits/2026-section-11/challenge.yaml"), Some(Kind::Challenge as u8));
        for other in [
            "audits/scales.yaml",
            "audits/templates/neglect.yaml",
            "audits/packs/audit.yaml",
            "audits/x/returns/deeper/a.yaml",
            "audits/x/notes.yaml",
            "meetings/x/audit.yaml",
        ] {
            assert_eq!(is(other), None, "{other}");
        }
    }
}
