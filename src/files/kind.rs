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
    Released,
    Disposals,
    Audit(audit_library::Kind),
    OneAudit(audit_folder::Kind),
    Assurance(assurance::Kind),
}

impl Kind {
    /// Whether its place says which one it is: nothing else is read in that place.
    fn is_alone(&self) -> bool {
        match self {
            Self::Partnership
            | Self::Names
            | Self::Views
            | Self::Inputs
            | Self::Escalations
            | Self::Recommendations
            | Self::Released
            | Self::Disposals => true,
            Self::Agenda | Self::Meeting | Self::Tracker | Self::Review => false,
            Self::Audit(kind) => matches!(kind, audit_library::Kind::Scales),
            Self::OneAudit(kind) => !matches!(kind, audit_folder::Kind::Return | audit_folder::Kind::Panel),
            Self::Assurance(kind) => {
                matches!(kind, assurance::Kind::Programme | assurance::Kind::Feedback)
            }
        }
    }
}

/// Whether a file is the only one of its kind where it stands, so that it needs not say what it is.
pub(super) fn is_alone(path: &str) -> bool {
    kind(path).is_ok_and(|kind| kind.is_alone())
}

/// The kind of a file, or that it is none that is read and where one would be.
pub(super) fn kind(path: &str) -> Result<Kind, Problem> {
    let known = match path {
        places::PARTNERSHIP => Some(Kind::Partnership),
        places::NAMES => Some(Kind::Names),
        places::VIEWS => Some(Kind::Views),
        places::INPUTS => Some(Kind::Inputs),
        places::ESCALATIONS => Some(Kind::Escalations),
        places::RECOMMENDATIONS => Some(Kind::Recommendations),
        places::RELEASED => Some(Kind::Released),
        places::DISPOSALS => Some(Kind::Disposals),
        _ => None,
    };
    let known = known
        .or_else(|| assurance::kind(path).map(Kind::Assurance))
        .or_else(|| audit_library::kind(path).map(Kind::Audit))
        .or_else(|| audit_folder::kind(path).map(Kind::OneAudit))
        .or_else(|| in_folder(path));
    known.ok_or_else(|| {
        let problem = Problem::warning(Place::START, "this file is not read");
        Problem { severity: Severity::Info, ..problem }.mend(mend(path))
    })
}

/// The kinds of which a folder holds many.
fn in_folder(path: &str) -> Option<Kind> {
    let (folder, name) = path.rsplit_once('/')?;
    let kind = match folder {
        places::AGENDAS => Kind::Agenda,
        places::MEETINGS => Kind::Meeting,
        places::TRACKERS => Kind::Tracker,
        places::REVIEWS => Kind::Review,
        _ => return None,
    };
    name.ends_with(ENDING).then_some(kind)
}

/// The ending of every name that is read.
const ENDING: &str = ".yaml";

/// What to do with a file that is not read.
fn mend(path: &str) -> String {
    let Some((folder, name)) = path.split_once('/') else {
        let (partnership, agendas, meetings, trackers) =
            (places::PARTNERSHIP, places::AGENDAS, places::MEETINGS, places::TRACKERS);
        return format!(
            "only {partnership} belongs here; move other files to {agendas}, {meetings} or {trackers}"
        );
    };
    if !name.ends_with(ENDING) {
        return format!("give its name the ending {ENDING}");
    }
    let belongs = match folder {
        places::REGISTERS => {
            let names = [
                places::INPUTS,
                places::RECOMMENDATIONS,
                places::ESCALATIONS,
                places::RELEASED,
                places::DISPOSALS,
                places::VIEWS,
                places::NAMES,
            ];
            format!("what is read here are {}", names.map(in_place).join(", "))
        }
        places::AUDITS => format!(
            "what is read here are {} and {}, templates, packs, inspections, and of each audit's folder its own \
             files, returns and panel",
            in_place(places::SCALES),
            in_place(places::PROGRAMME)
        ),
        _ => format!("move it to {folder} itself"),
    };
    format!("{belongs}; if it is a copy that is not needed, move it out of the workspace")
}

fn in_place(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
