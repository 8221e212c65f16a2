//! `chairside audit feedback`: who was told, who still has to be, who used the brief; and `chairside audit themes`.

use super::super::args::Args;
use super::super::args_programme::FeedbackVerb;
use super::super::audit_run::Opened;
use super::super::{Outcome, day_past, in_words, pass_on, say, today};
use super::Open;
use crate::base::calendar::WorkingDays;
use crate::base::id::{AgencyId, CaseId};
use crate::base::text::one_line;
use crate::documents::assurance::feedback as words;
use crate::domain::assurance::feedback::{Given, Used};
use crate::domain::assurance::themes::{holding, index};
use crate::domain::audit::ReturnState;
use crate::files::assurance::feedback::{Addition, add, fresh};
use crate::files::places;
use crate::runtime::disk;

pub(in super::super) fn feedback(args: &Args, id: &str, verb: Option<&FeedbackVerb>) -> Outcome {
    // The audit as it was frozen, or why it cannot be used.
    let audit = Opened::read(args, id)?.folder;
    let open = Open::read(args)?;
    let known = open.workspace.assurance.feedback.get(&audit.audit.id);
    let addition = match verb {
        None => {
            let days = WorkingDays::default();
            pass_on(&words::shown(&audit.audit, &audit.returns, known, today(args), &days));
            return Ok(0);
        }
        Some(FeedbackVerb::Given(asked)) => {
            let (case, agency) =
                (CaseId::new(asked.case.to_uppercase()), AgencyId::new(asked.agency.to_lowercase()));
            in_words("--post", "the post that was told", &asked.post)?;
            in_words("--by", "the post that told it", &asked.by)?;
            in_words("--praise", "what was done well", asked.praise.as_deref().unwrap_or("left out"))?;
            in_words("--note", "the note", asked.note.as_deref().unwrap_or("left out"))?;
            let (praise, note) = (asked.praise.as_deref(), asked.note.as_deref());
            open.no_personal_data(&[Some(&asked.post), Some(&asked.by), praise, note])?;
            let accepted = audit
                .returns
                .iter()
                .any(|of| of.case == case && of.agency == agency && of.state == ReturnState::Accepted);
            if !accepted {
                return Err(format!(
                    "no return on {} by {} was accepted: 'chairside audit board {}' shows which were",
                    one_line(case.as_str()),
                    one_line(agency.as_str()),
                    audit.audit.id
                ));
            }
            Addition::Given(Given {
                case,
                agency,
                to: asked.to,
                post: asked.post.clone(),
                by: asked.by.clone(),
                on: day_past(args, asked.on)?,
                praise: praise.unwrap_or_default().to_owned(),
                note: note.unwrap_or_default().to_owned(),
            })
        }
        Some(FeedbackVerb::Used { team, how, changed, on }) => {
            in_words("used", "the team", team)?;
            in_words("--how", "how it was used", how)?;
            in_words("--changed", "what changed", changed.as_deref().unwrap_or("left out"))?;
            open.no_personal_data(&[Some(team), Some(how), changed.as_deref()])?;
            Addition::Used(Used {
                team: team.clone(),
                on: day_past(args, *on)?,
                how: how.clone(),
                changed: changed.clone().unwrap_or_default(),
            })
        }
    };
    let path = places::feedback(&audit.audit.id);
    if disk::read_now(&open.root, &path).map_err(|why| format!("{path}: {why}"))?.is_none() {
        let text = add(&fresh(&audit.audit.id), &addition)?;
        super::super::begin(&open.root, &[(path.clone(), text.as_bytes())])
            .map_err(|why| format!("{path} was not written: {why}"))?;
        say(&format!("{path} is begun."));
        return Ok(0);
    }
    open.change(args, &path, |text| add(text, &addition))?;
    Ok(0)
}

pub(in super::super) fn themes(args: &Args, asked: &[String]) -> Outcome {
    let open = Open::read(args)?;
    let folders = open.workspace.audit_folders.values();
    let audits = folders.map(|folder| (&folder.audit, &folder.panels[..]));
    if asked.is_empty() {
        pass_on(&words::index(&index(audits)));
    } else {
        pass_on(&words::findings(&holding(asked, audits)));
    }
    Ok(0)
}
