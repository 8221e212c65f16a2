//! Papers of an audit: made of what lies on the disk at that moment, and put where somebody asked for them from the screen.
//! Commands make theirs here too.

use super::fault::detail;
use super::out::{Out, beside, folder_for, typed, write_out};
use super::root::{Root, content};
use super::{asked, read};
use crate::documents::audit_board::changed_since;
use crate::documents::audit_report::{Form, Made, Of, Paper, Papered, made};
use crate::effect::{PaperAsked, PaperCame};
use crate::files::workspace::Workspace;
use chrono::NaiveDate;
use std::io;
use std::path::{Path, PathBuf};

/// A paper of an audit of this workspace, beside the audit it repeats; what only looks like somebody's name passes where it was
/// said that it is none.
///
/// # Errors
/// A sentence without a full stop when one of the two cannot be read, or its bytes cannot be made.
pub fn paper(
    root: &Path,
    workspace: &Workspace,
    id: &str,
    paper: (Paper, Form),
    today: NaiveDate,
    names_pass: bool,
) -> Result<Papered, String> {
    let (folder, template) = asked::audit(root, workspace, id)?;
    let before = folder.audit.repeats.as_ref().map(|id| asked::audit(root, workspace, id.as_str()));
    let before = before.transpose()?;
    let of = Of { folder, template: &template };
    let then = before.as_ref().map(|(folder, template)| Of { folder, template });
    // What counts was changed by hand: nobody passes that on without knowing.
    let changed = [Some(of), then].into_iter().flatten();
    let mut told: Vec<String> = changed.filter_map(|of| changed_since(&of.folder.returns)).collect();
    let papered = made(workspace, of, then, paper, today, names_pass)?;
    told.extend(papered.told);
    Ok(Papered { told, ..papered })
}

/// Makes a paper and puts it where it was asked for; a path that is not whole is one of the workspace.
pub(super) fn put(root: &Root, own: Option<&Root>, asked: &PaperAsked) -> PaperCame {
    let papered = read::workspace_and_own(root, own).map_err(|why| detail(&why)).and_then(|found| {
        let mut workspace = found.read();
        workspace.come_to(asked.today);
        let folder = root.real().map_err(|why| detail(&why))?;
        paper(&folder, &workspace, asked.audit.as_str(), asked.paper, asked.today, false)
    });
    let Papered { mut told, came, .. } = match papered {
        Ok(papered) => papered,
        Err(why) => return PaperCame::Failed(why),
    };
    let Made { bytes, said } = match came {
        Ok(made) => made,
        // What stands in the way comes first.
        Err(mut lines) => {
            lines.append(&mut told);
            return PaperCame::Refused(lines);
        }
    };
    let written = place(root, &asked.to).and_then(|place| write_out(&place, &bytes, asked.replace));
    let to = &asked.to;
    let said = match written {
        Ok(Out::New) => format!("{to}: {said}"),
        Ok(Out::Same) => format!("{to} holds the same already: {said}"),
        Ok(Out::Replaced) => format!("{to} is replaced: {said}"),
        Ok(Out::Another) => return PaperCame::Another,
        Err(why) => return PaperCame::Failed(format!("{to}: {}", detail(&why))),
    };
    told.extend(asked.paper.0.care().map(str::to_owned));
    PaperCame::Written { said, told }
}

/// Where a paper goes, with its folder made where that is in the workspace.
fn place(root: &Root, to: &str) -> io::Result<PathBuf> {
    let place = typed(to);
    if place.is_absolute() {
        return Ok(place);
    }
    let folder = root.called()?;
    let place = beside(&folder, to)?;
    let parent = place.parent().ok_or_else(|| content("it has no folder"))?;
    folder_for(parent)?;
    Ok(place)
}
