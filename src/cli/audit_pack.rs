//! `chairside audit pack`: a workbook for each agency, with a sheet for each child it is asked about, and a form to
//! print where that is asked for.

use super::args::Args;
use super::args_audit_returns::PackArgs;
use super::{Outcome, REFUSED, next, say, warn};
use crate::base::calendar::WorkingDays;
use crate::base::text::count;
use crate::documents::audit_pack::{Pack, form, workbook};
use crate::domain::audit::Milestone;
use crate::domain::audit::form::{asked_about, to_answer};
use crate::files::places;
use crate::runtime::disk::{self, Out};

pub(super) fn pack(args: &Args, asked: &PackArgs) -> Outcome {
    let root = super::workspace(args);
    let workspace = super::check::load(&root)?;
    let (folder, template) = disk::audit(&root, &workspace, &asked.id)?;
    let audit = &folder.audit;
    let own = format!("{}/{}/out", places::AUDITS, audit.id);
    let beside = |path: &str| disk::beside(&root, path).map_err(|why| why.to_string());
    let out = asked.output.clone().map_or_else(|| beside(&own), Ok)?;
    let place = |name: String| match &asked.output {
        Some(out) => Ok(out.join(name)),
        None => beside(&format!("{own}/{name}")),
    };
    disk::folder_for(&out).map_err(|why| format!("{}: {why}", out.display()))?;
    let due = audit.dates.on(Milestone::ReturnsDue, &WorkingDays::default());
    let partnership = workspace.partnership.as_ref().map_or("", |known| known.name.as_str());
    let whole = template.kind.is_of_organisations();
    let some = |n| if whole { count(n, "return", "returns") } else { count(n, "child", "children") };
    let (mut packed, mut left) = (0, 0);
    for agency in &audit.agencies {
        let cases = to_answer(audit, &agency.id, &folder.returns).len();
        let accepted = asked_about(audit, &agency.id).len() - cases;
        if cases == 0 {
            say(&match (accepted, whole) {
                (0, false) => {
                    format!("{}: it is asked about no child, so there is nothing to send.", agency.id)
                }
                (0, true) => format!("{}: no return is asked of it, so there is nothing to send.", agency.id),
                _ => {
                    format!("{}: everything asked of it is accepted, so there is nothing to send.", agency.id)
                }
            });
            continue;
        }
        let due = audit
            .involvement
            .iter()
            .filter(|one| one.agency == agency.id)
            .filter_map(|one| one.extended)
            .max()
            .unwrap_or(due);
        let pack = Pack { audit, template: &template, agency, returns: &folder.returns, due, partnership };
        let mut files = vec![(place(format!("{}.xlsx", agency.id))?, workbook(&pack)?)];
        if asked.form {
            files.push((place(format!("{}.docx", agency.id))?, form(&pack).bytes()?));
        }
        let mut written = true;
        for (place, bytes) in files {
            let shown = place.display();
            match disk::write_out(&place, &bytes, asked.replace).map_err(|why| format!("{shown}: {why}"))? {
                Out::Another => {
                    written = false;
                    warn(&format!(
                        "{shown} says something else and was left alone: add --replace to write over it"
                    ));
                }
                Out::New | Out::Same | Out::Replaced => {
                    let some = some(cases);
                    say(&match accepted {
                        0 => format!("{shown}  {some}"),
                        n => format!("{shown}  {some}; left out, because accepted: {n}"),
                    });
                }
            }
        }
        if written {
            packed += 1;
        } else {
            left += 1;
        }
    }
    say(&format!(
        "{packed} packed. What comes back: {}",
        next(args, &format!("audit collect {} FILE", audit.id))
    ));
    Ok(if left > 0 { REFUSED } else { 0 })
}
