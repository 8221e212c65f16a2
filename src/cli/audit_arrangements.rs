//! `chairside audit carry`, `survey`, `challenge`, `gap`, `coverage` and `escalate`: audits in which organisations grade their own
//! arrangements. What they said of themselves is never changed here.

use super::args::Args;
use super::args_audit_arrangements::{
    ArrangementArgs, ArrangementVerb, CarryArgs, ChallengeArgs, EscalateArgs, SurveyArgs,
};
use super::audit_report::write;
use super::recommendations::marking;
use super::{Outcome, REFUSED, next, pass_on, quoted, say, today, warn};
use crate::base::calendar::WorkingDays;
use crate::base::id::{AgencyId, QuestionId};
use crate::base::text::{and_list, clean, count, nearest, one_line};
use crate::documents::audit_gap as documents;
use crate::domain::audit::carry::{Carried, carried};
use crate::domain::audit::coverage::Coverage;
use crate::domain::audit::form;
use crate::domain::audit::gap::Gaps;
use crate::domain::audit::survey::Survey;
use crate::domain::audit::survey::reading::{Known, read};
use crate::domain::audit::{AskedAgency, Challenge, Resolved, Results, Standing, TemplateKind, board};
use crate::effect::Change;
use crate::files::audit_folder::AuditFolder;
use crate::files::workspace::Workspace;
use crate::files::{audit_challenge, audit_return, audit_survey, places, sheet};
use crate::runtime::disk;
use std::path::PathBuf;

pub(super) fn arrangements(args: &Args, verb: &ArrangementVerb) -> Outcome {
    let root = super::workspace(args);
    let workspace = super::check::load(&root)?;
    let id = match verb {
        ArrangementVerb::Carry(asked) => &asked.id,
        ArrangementVerb::Survey(asked) => &asked.id,
        ArrangementVerb::Challenge(asked) => &asked.id,
        ArrangementVerb::Gap(asked) | ArrangementVerb::Coverage(asked) => &asked.id,
        ArrangementVerb::Escalate(asked) => &asked.id,
    };
    let (folder, template) = disk::audit(&root, &workspace, id)?;
    let open = Open { args, root: root.clone(), workspace: &workspace, folder, template };
    match verb {
        ArrangementVerb::Carry(asked) => open.carry(asked),
        ArrangementVerb::Survey(asked) => open.survey(asked),
        ArrangementVerb::Challenge(asked) => open.challenge(asked),
        ArrangementVerb::Gap(asked) => open.gap(asked),
        ArrangementVerb::Coverage(asked) => open.coverage(asked),
        ArrangementVerb::Escalate(EscalateArgs { .. }) => Ok(open.escalate()),
    }
}

/// An audit that is read.
struct Open<'a> {
    args: &'a Args,
    root: PathBuf,
    workspace: &'a Workspace,
    folder: &'a AuditFolder,
    template: Resolved,
}

impl Open<'_> {
    fn results(&self) -> Results<'_> {
        Results::of(&self.folder.audit, &self.template, &self.folder.returns, &self.folder.panels)
            .beside(&self.folder.challenges)
    }

    fn coverage_of<'a>(&'a self, results: &'a Results<'a>) -> Coverage<'a> {
        let (audit, returns) = (&self.folder.audit, &self.folder.returns);
        Coverage::of(results, &board(audit, returns, today(self.args), &WorkingDays::default()))
    }

    fn carry(&self, asked: &CarryArgs) -> Outcome {
        let audit = &self.folder.audit;
        let from = asked.from.as_deref().or(audit.repeats.as_ref().map(crate::base::id::AuditId::as_str));
        let from = from.ok_or_else(|| {
            format!("{} repeats no other audit: add --from AUDIT, or 'repeats' in its file", audit.id)
        })?;
        let (before, asked_then) = disk::audit(&self.root, self.workspace, from)?;
        if before.audit.id == audit.id {
            return Err("an audit cannot start from itself: name an earlier one".to_owned());
        }
        let Carried { drafts, rescaled } =
            carried((audit, &self.template), &self.folder.returns, (&asked_then, &before.returns));
        for (question, agencies) in &rescaled {
            let mut agencies: Vec<&str> = agencies.iter().map(AgencyId::as_str).collect();
            agencies.dedup();
            warn(&format!(
                "{question} is answered on another scale by now: what {} said then was left behind",
                and_list(&agencies)
            ));
        }
        for draft in &drafts {
            let path = places::audit_return(&audit.id, &draft.case, &draft.agency);
            let change = Change::Create(audit_return::text(draft));
            crate::cli::change(&self.root, &path, &change)
                .map_err(|why| format!("{path} was not written: {why}"))?;
            say(&format!("{path}  {}", count(draft.answers.len(), "answer", "answers")));
        }
        if drafts.is_empty() {
            say(if rescaled.is_empty() {
                "There is nothing to start from: no agency of this audit has an accepted return there and none here."
            } else {
                "Nothing was begun: no answer there is on a scale of this audit."
            });
            return Ok(0);
        }
        say(&format!(
            "{} begun with the answers of {}. None counts until the agency confirms or changes it. Send them out: {}",
            count(drafts.len(), "return", "returns"),
            before.audit.id,
            next(self.args, &format!("audit pack {}", audit.id))
        ));
        Ok(0)
    }

    fn survey(&self, asked: &SurveyArgs) -> Outcome {
        let bytes = disk::read_bytes(&asked.file, sheet::MOST_BYTES)
            .map_err(|why| format!("{}: {why}", asked.file.display()))?;
        let book = sheet::read(&bytes).map_err(|why| format!("{}: {why}", asked.file.display()))?;
        let all = self.workspace.audits.templates.values();
        let surveys = all.filter(|template| template.kind == TemplateKind::Survey);
        let statements =
            surveys.flat_map(|one| &one.sections).flat_map(|section| &section.questions).collect();
        let audit = &self.folder.audit;
        let read = read(&book.sheets, &Known { audit, template: &self.template, statements });
        let before = self.folder.survey.clone();
        let survey = Survey { asked: read.asked, audit: audit.id.clone(), ..before.unwrap_or_default() };
        for one in &survey.asked {
            let whose = one.agency.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
            say(clean(&format!("{}{whose}: {}", one_line(&one.standards.join(", ")), one.said(&survey)))
                .as_ref());
        }
        if !read.refused.is_empty() {
            for refused in &read.refused {
                warn(&clean(refused));
            }
            warn("nothing was changed: put these right in the file, and ask again");
            return Ok(REFUSED);
        }
        let path = places::audit_survey(&audit.id);
        if !asked.yes {
            let file = quoted(&asked.file.display().to_string());
            let again = next(self.args, &format!("audit survey {} {file} --yes", audit.id));
            say(&format!("Nothing was changed. To put these counts into {path}: {again}"));
            return Ok(0);
        }
        let changed = self.put(&path, |_| Ok(audit_survey::text(&survey)))?;
        let some = count(survey.asked.len(), "statement", "statements");
        say(&if changed {
            format!("{path} holds {some}.")
        } else {
            format!("{path} says the same already.")
        });
        Ok(0)
    }

    fn challenge(&self, asked: &ChallengeArgs) -> Outcome {
        let audit = &self.folder.audit;
        audit.may_change()?;
        let (agency, id) =
            (AgencyId::new(asked.agency.to_lowercase()), QuestionId::from(asked.question.as_str()));
        if audit.agency(&agency).is_none() {
            let near = nearest(agency.as_str(), audit.agencies.iter().map(|one| one.id.as_str()));
            return Err(unknown("agency", &asked.agency, near));
        }
        let Some(question) = self.template.question(&id) else {
            let near = nearest(id.as_str(), self.template.questions().map(|one| one.id.as_str()));
            return Err(unknown("question", &asked.question, near));
        };
        let offered = form::options(question, &self.template);
        let grade = |words: &String| {
            form::meant(words, &offered).ok_or_else(|| {
                let said = form::offered_said(&offered);
                format!("'{}' is no answer to this question: there are {said}", one_line(words))
            })
        };
        let by = asked.by.clone().unwrap_or_default();
        if by.to_lowercase() == agency.as_str() {
            return Err("an organisation does not challenge itself: name the one that asked".to_owned());
        }
        let one = Challenge {
            agency,
            question: id,
            by,
            on: Some(today(self.args)),
            asked: asked.asked.clone().unwrap_or_default(),
            answered: asked.answered.clone().unwrap_or_default(),
            moderated: asked.moderated.as_ref().map(grade).transpose()?,
            reason: asked.why.clone().unwrap_or_default(),
        };
        for (flag, what, words) in [
            ("--by", "who challenged", &asked.by),
            ("--asked", "what was asked", &asked.asked),
            ("--answered", "what was answered", &asked.answered),
            ("--why", "the reason", &asked.why),
        ] {
            super::in_words(flag, what, words.as_deref().unwrap_or("left out"))?;
        }
        let words = [&asked.by, &asked.asked, &asked.answered, &asked.why].map(|words| words.as_deref());
        super::no_personal_data(self.workspace, &words)?;
        if one.asked.is_empty() && one.answered.is_empty() && one.moderated.is_none() {
            return Err(
                "there is nothing to note: add --asked, --answered, or --moderated with --why".to_owned()
            );
        }
        if one.moderated.is_some() && one.reason.trim().is_empty() {
            return Err("a moderated grade needs its reason: say why".to_owned());
        }
        let path = places::audit_challenge(&audit.id);
        self.put(&path, |there| audit_challenge::added(there, &audit.id, &one))?;
        say(&format!("Noted in {path}, beside what the organisation said of itself. Nothing was sent."));
        Ok(0)
    }

    /// Makes a file anew from what it says at this moment; whether it says anything else afterwards.
    fn put(&self, path: &str, text: impl Fn(Option<&str>) -> Result<String, String>) -> Result<bool, String> {
        let failed = |why: &dyn std::fmt::Display| format!("{path} was not written: {why}");
        let there = disk::read_now(&self.root, path).map_err(|why| failed(&why))?;
        let text = text(there.as_deref()).map_err(|why| failed(&why))?;
        let change = match there {
            Some(there) if there == text => return Ok(false),
            Some(there) => Change::Whole { was: Some(there), text },
            None => Change::Begin(text),
        };
        crate::cli::change(&self.root, path, &change).map_err(|why| failed(&why))?;
        Ok(true)
    }

    fn gap(&self, asked: &ArrangementArgs) -> Outcome {
        let results = self.results();
        let survey = self.folder.survey.clone().unwrap_or_default();
        let document = documents::gap(&documents::Gap {
            results: &results,
            gaps: Gaps::of(&results, &self.folder.challenges, &survey),
            challenges: &self.folder.challenges,
            survey: &survey,
            missing: self.coverage_of(&results).missing,
            today: today(self.args),
            marking: marking(self.workspace),
            partnership: self.workspace.partnership.as_ref().map_or("", |known| &known.name),
        });
        write(&document, asked.format, &asked.to, "the gap view")
    }

    fn coverage(&self, asked: &ArrangementArgs) -> Outcome {
        let results = self.results();
        let known = &self.workspace.audits.vocabulary;
        let kind = |id: &str| one_line(known.called(&id.into()));
        let about = (marking(self.workspace), today(self.args));
        let document = documents::coverage(&results, &self.coverage_of(&results), kind, about);
        write(&document, asked.format, &asked.to, "the coverage")
    }

    fn escalate(&self) -> u8 {
        let results = self.results();
        let late: Vec<(&AskedAgency, Standing)> = self
            .coverage_of(&results)
            .missing
            .into_iter()
            .filter(|(_, standing)| matches!(standing, Standing::Late(_)))
            .collect();
        if late.is_empty() {
            say("No return is late.");
            return 0;
        }
        let partnership = self.workspace.partnership.as_ref();
        let group = &self.folder.audit.group;
        let said =
            partnership.and_then(|known| known.group(group)).map_or(group.as_str(), |known| known.said());
        pass_on(&documents::escalation(&results, said, &late, today(self.args)));
        0
    }
}

/// What to say of something the audit has not.
fn unknown(what: &str, words: &str, near: Option<&str>) -> String {
    let near = near.map(|near| format!(": did you mean {near}?")).unwrap_or_default();
    format!("this audit has no {what} {}{near}", one_line(words))
}
