//! `chairside audit panel`: the panel on a child in words, and its steps written into its file. What agencies said is only
//! read.

use super::args::Args;
use super::args_audit_panel::{PanelArgs, PanelVerb};
use super::args_audit_run::OneArgs;
use super::audit_run::Opened;
use super::{Outcome, escalations, next, pass_on, say, today};
use crate::base::id::{AgencyId, CaseId, FindingId, QuestionId};
use crate::base::text::one_line;
use crate::documents::audit_panel;
use crate::domain::audit::panel_agenda;
use crate::domain::audit::settling::{clean_of, how, next_finding, no_personal_data, words_of};
use crate::domain::audit::{
    Agreed, Dissent, Finding, Missing, NonScore, Overall, Panel, Results, Settled, Settlement, Step, form,
};
use crate::domain::escalation::Escalation;
use crate::effect::Change;
use crate::files::workspace::Workspace;
use crate::files::{issued, places};
use crate::runtime::place;

pub(super) fn panel(args: &Args, asked: &PanelArgs) -> Outcome {
    let open = Opened::read(args, &asked.id)?;
    let case = CaseId::new(asked.case.to_uppercase());
    let folder = &open.folder;
    let results = Results::of(&folder.audit, &open.template, &folder.returns, &folder.panels);
    if folder.audit.case(&case).is_none() {
        results.may(&case, &Step::Took(0))?;
    }
    let names = open.workspace.held_back();
    let Some(verb) = &asked.verb else {
        pass_on(&audit_panel::text(&results, &case, place::cells_across()));
        return Ok(0);
    };
    if let PanelVerb::Concern { what, told } = verb {
        clean_of(what, &names)?;
        clean_of(told, &names)?;
        let one = Escalation {
            on: today(args),
            audit: folder.audit.id.clone(),
            case,
            what: what.clone(),
            told: one_line(told),
            ..Escalation::default()
        };
        return escalations::add(args, &one);
    }
    let steps = steps(args, &open.workspace, &results, &case, verb);
    steps.iter().try_for_each(|step| results.may(&case, step))?;
    steps.iter().try_for_each(|step| no_personal_data(step, &names))?;
    let words: Vec<Option<&str>> = steps.iter().flat_map(words_of).map(Some).collect();
    super::doubt_names(&open.workspace, &words);
    let (audit, path) = (folder.audit.id.clone(), places::audit_panel(&folder.audit.id, &case));
    let change = Change::Panel { audit, case: case.clone(), steps: steps.clone(), seen: None };
    crate::cli::change(&open.root, &path, &change).map_err(|why| format!("{path} was not changed: {why}"))?;
    let was_there = results.panel(&case).is_some();
    said(args, &open, &case, &steps, was_there);
    Ok(0)
}

/// Makes the panel's meeting, unless it is there.
pub(super) fn meeting(args: &Args, asked: &OneArgs) -> Outcome {
    let open = Opened::read(args, &asked.id)?;
    let (workspace, audit) = (&open.workspace, &open.folder.audit);
    let group = workspace.partnership.as_ref().and_then(|known| known.group(&audit.group));
    let group =
        group.ok_or_else(|| format!("{} does not know the group {}", places::PARTNERSHIP, audit.group))?;
    let made = panel_agenda::agenda(audit, group, panel_agenda::BEGINS);
    let path = places::meeting(&made.id);
    let opened = next(args, &format!("meet {}", made.id));
    if workspace.meetings.contains_key(&made.id) {
        say(&format!("{path} is there already, and stays as it is. To open it: '{opened}'"));
        return Ok(0);
    }
    crate::cli::change(&open.root, &path, &Change::Create(issued::text(&made)))
        .map_err(|why| format!("{path} was not written: {why}"))?;
    say(&format!(
        "{path}  {}. Change it as you like; to open it: '{opened}'",
        panel_agenda::planned_said(&made)
    ));
    Ok(0)
}

/// What was written, and what to look at.
fn said(args: &Args, open: &Opened, case: &CaseId, steps: &[Step], was_there: bool) {
    for step in steps {
        match step {
            Step::Found(finding) => say(&format!("{} is found: {}", finding.id, one_line(&finding.text))),
            Step::Settled(settled) if settled.how == Settlement::Parked => {
                say(&format!("{case}: {} is parked.", settled.question));
            }
            Step::Settled(settled) => {
                let grade = word(open, settled).unwrap_or_else(|| "settled".to_owned());
                say(&format!("{case}: {} is agreed, {grade}.", settled.question));
                stood(open, case, settled);
            }
            Step::Overall(agreed) => {
                let altogether = |code: &str| {
                    let level = open.template.grades().and_then(|scale| scale.level(code));
                    level.map_or_else(|| one_line(code), |level| one_line(&level.word))
                };
                say(&format!("{case}: the grade altogether is {}.", altogether(&agreed.overall.grade)));
                let before = panel_of(open, case).and_then(|panel| panel.overall.as_ref());
                if let Some(before) = before.filter(|before| *before != agreed) {
                    let grade = altogether(&before.overall.grade);
                    let reason = one_line(&before.overall.reason);
                    super::warn(&format!("it was {grade} before: {reason}"));
                }
            }
            _ => {}
        }
    }
    let folder = &open.folder;
    if steps.iter().any(|step| matches!(step, Step::Overall(_))) {
        let new = || Panel { case: case.clone(), ..Panel::default() };
        let before = folder.panels.iter().find(|panel| panel.case == *case).cloned().unwrap_or_else(new);
        let panel = [steps.iter().fold(before, Panel::after)];
        for one in Results::of(&folder.audit, &open.template, &folder.returns, &panel).overlooked() {
            super::warn(&format!(
                "the grade altogether is better than what a question about the child's safety came to ({}): {}",
                one.worst, one.question.text
            ));
        }
    }
    let path = places::audit_panel(&folder.audit.id, case);
    if was_there {
        let undo = next(args, &format!("restore {path} 1 --yes"));
        say(&format!("{path} is written. To undo it: '{undo}'."));
    } else {
        say(&format!("{path} is begun."));
    }
}

/// The panel on a child as it was before.
fn panel_of<'a>(open: &'a Opened, case: &CaseId) -> Option<&'a Panel> {
    open.folder.panels.iter().find(|panel| panel.case == *case)
}

/// The word for the grade a question was settled with.
fn word(open: &Opened, settled: &Settled) -> Option<String> {
    let code = settled.grade.as_deref()?;
    let asked = open.template.question(&settled.question);
    Some(one_line(&asked.map_or_else(|| code.to_owned(), |asked| form::word(code, asked, &open.template))))
}

/// Says how a question was settled before, where it was.
fn stood(open: &Opened, case: &CaseId, settled: &Settled) {
    let before = panel_of(open, case).and_then(|panel| panel.settled(&settled.question));
    let Some(before) = before.filter(|before| before.how != Settlement::Parked && *before != settled) else {
        return;
    };
    let grade = word(open, before).unwrap_or_else(|| "settled in words".to_owned());
    let reason =
        if before.reason.is_empty() { String::new() } else { format!(": {}", one_line(&before.reason)) };
    super::warn(&format!("it stood at {grade} before{reason}; that is kept above it in the file"));
}

fn steps(
    args: &Args,
    workspace: &Workspace,
    results: &Results<'_>,
    case: &CaseId,
    verb: &PanelVerb,
) -> Vec<Step> {
    let agency = |text: &String| AgencyId::new(text.trim().to_lowercase());
    match verb {
        PanelVerb::Sat { on, here, minutes } => {
            let mut steps = vec![Step::Sat(on.unwrap_or_else(|| today(args)))];
            // Nobody is asked twice who was there: the roll call of the panel's meeting says it.
            let noted = results.panel(case).is_some_and(|panel| !panel.sitting.present.is_empty());
            let here = match here.as_slice() {
                [] if !noted => workspace.at_the_panel(results.audit),
                here => here.iter().map(agency).collect(),
            };
            steps.extend(here.into_iter().map(|one| Step::There(one, true)));
            steps.extend(minutes.map(Step::Took));
            steps
        }
        PanelVerb::Settle { question, grade, because } => {
            let question = QuestionId::new(question.to_lowercase());
            let grade = grade.as_ref().map(|grade| code(results, &question, grade));
            let outcome = results.questions.iter().find(|one| one.question.id == question);
            let row = outcome.and_then(|one| one.rows.iter().find(|row| row.case == case));
            let how = grade.as_deref().map_or(Settlement::Agreed, |grade| how(row, grade));
            let reason = because.clone();
            vec![Step::Settled(Settled { question, how, grade, reason, ..Settled::default() })]
        }
        PanelVerb::Park { question, because } => {
            let (question, reason) = (QuestionId::new(question.to_lowercase()), because.clone());
            vec![Step::Settled(Settled { question, how: Settlement::Parked, reason, ..Settled::default() })]
        }
        PanelVerb::Dissent { question, agency: who, grade, why }
            if question.eq_ignore_ascii_case("overall") =>
        {
            let grade = form::meant(grade, &form::grades(results.template)).unwrap_or_else(|| grade.clone());
            vec![Step::DissentAltogether(Dissent { agency: agency(who), grade, why: why.clone() })]
        }
        PanelVerb::Rests { finding, question } => {
            let finding = FindingId::new(finding.trim().to_uppercase());
            vec![Step::RestsOn(finding, QuestionId::new(question.to_lowercase()))]
        }
        PanelVerb::Dissent { question, agency: who, grade, why } => {
            let question = QuestionId::new(question.to_lowercase());
            let grade = code(results, &question, grade);
            let dissent = Dissent { agency: agency(who), grade, why: why.clone() };
            vec![Step::Dissent(question, dissent)]
        }
        PanelVerb::Overall { grade, because, by } => {
            let grade = form::meant(grade, &form::grades(results.template)).unwrap_or_else(|| grade.clone());
            let overall = Overall { grade, reason: because.clone() };
            let there = || results.panel(case).map(|panel| panel.sitting.present.clone()).unwrap_or_default();
            let by = if by.is_empty() { there() } else { by.iter().map(agency).collect() };
            vec![Step::Overall(Agreed { overall, by, dissent: Vec::new() })]
        }
        PanelVerb::Missing { agency, why } => {
            vec![Step::Missing(Missing { agency: one_line(agency), why: why.clone() })]
        }
        PanelVerb::Found { kind, text, questions, ground } => {
            let panels = workspace.audit_folders.values().flat_map(|folder| &folder.panels);
            let questions: Vec<QuestionId> =
                questions.iter().map(|id| QuestionId::new(id.to_lowercase())).collect();
            let outcome = results.questions.iter().find(|one| questions.contains(&one.question.id));
            vec![Step::Found(Finding {
                id: next_finding(panels.flat_map(|panel| &panel.findings), today(args)),
                kind: (*kind).into(),
                section: outcome.map(|one| one.section.id.clone()).unwrap_or_default(),
                ground: (*ground).into(),
                text: text.clone(),
                questions,
                ..Finding::default()
            })]
        }
        PanelVerb::Concern { .. } => Vec::new(),
    }
}

/// The code of a grade somebody means by a code or a word; what they said where there is none.
fn code(results: &Results<'_>, question: &QuestionId, said: &str) -> String {
    let Some(asked) = results.template.question(question) else { return said.to_owned() };
    let none = NonScore::of(&said.to_lowercase()).map(|one| one.code().to_owned());
    let offered = form::options(asked, results.template);
    form::meant(said, &offered).or(none).unwrap_or_else(|| said.to_owned())
}
