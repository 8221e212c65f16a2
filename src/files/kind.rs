//! Which kind a file of a workspace is, by the place it stands at, and what does not belong there.

use super::{assurance, audit_folder, audit_library, places};
use crate::base::problem::{Place, Problem, Severity};

/// The kinds of file, by folder.
pub(super) enum Kind {
    Partnership,
    Agenda,
    Meeting,
    Tracker,
    Review,
    Names,
    Views,
    Inputs,
    Escalations,
    Recommendations,
    Audit(audit_library::Kind),
    OneAudit(audit_folder::Kind),
    Assurance(assurance::Kind),
}

/// The kind of a file, or why it is not one that is read: nothing at all for files deeper down.
pub(super) fn kind(path: &str) -> Result<Kind, Option<Problem>> {
    let stray = |message: &str, mend: String| {
        let problem = Problem { severity: Severity::Info, ..Problem::warning(Place::START, message) };
        Err(Some(problem.mend(mend)))
    };
    if let Some(kind) = assurance::kind(path) {
        return Ok(Kind::Assurance(kind));
    }
    match path {
        places::NAMES => return Ok(Kind::Names),
        places::VIEWS => return Ok(Kind::Views),
        places::INPUTS => return Ok(Kind::Inputs),
        places::ESCALATIONS => return Ok(Kind::Escalations),
        places::RECOMMENDATIONS => return Ok(Kind::Recommendations),
        _ => {}
    }
    let Some((folder, name)) = path.split_once('/') else {
        return if path == places::PARTNERSHIP {
            Ok(Kind::Partnership)
        } else {
            stray(
                "this file is not read",
                format!(
                    "only {} belongs here; move other files to {}, {} or {}",
                    places::PARTNERSHIP,
                    places::AGENDAS,
                    places::MEETINGS,
                    places::TRACKERS
                ),
            )
        };
    };
    if folder == places::AUDITS {
        let one = || audit_folder::kind(path).map(Kind::OneAudit);
        return audit_library::kind(path).map(Kind::Audit).or_else(one).ok_or(None);
    }
    let kind = match folder {
        places::AGENDAS => Kind::Agenda,
        places::MEETINGS => Kind::Meeting,
        places::TRACKERS => Kind::Tracker,
        places::REVIEWS => Kind::Review,
        _ => return Err(None),
    };
    match name {
        deeper if deeper.contains('/') => Err(None),
        other if other.strip_suffix(".yaml").is_none() => {
            stray("this file is not read", "give its name the ending .yaml".to_owned())
        }
        _ => Ok(kind),
    }
}
