//! `chairside audit new`: an audit is opened, anew or as one that asks again what an earlier one asked.

use super::args::Args;
use super::args_audit_run::NewArgs;
use super::audit_run::{Opened, not_worked_on};
use super::{Outcome, next, say, today};
use crate::base::calendar::WorkingDays;
use crate::base::id::{AgencyId, AgencyKind, AuditId, CaseId, GroupId};
use crate::base::text::{count, nearest, one_line};
use crate::documents::{audit_board as words, audit_difference};
use crate::domain::audit::difference::Difference;
use crate::domain::audit::{AskedAgency, Audit, Case, Dates, Frozen, Involvement, KnownTo, Resolved, Stage};
use crate::files::assurance::begun;
use crate::files::audit::fresh;
use crate::files::audit_template::{canonical, sha256};
use crate::files::places;
use crate::files::workspace::Workspace;
use chrono::{Months, NaiveDate};

/// The most children an audit may have: more is a survey.
const MOST_CASES: u32 = 99;

/// What is said of a new audit is in words, and none of it looks like personal data.
fn words_of_new(workspace: &Workspace, asked: &NewArgs) -> Result<(), String> {
    for (flag, what, words) in [("--title", "the title", &asked.title), ("--why", "the reason", &asked.why)] {
        super::in_words(flag, what, words.as_deref().unwrap_or("left out"))?;
    }
    let said = [Some(asked.id.as_str()), asked.title.as_deref(), asked.why.as_deref()].into_iter();
    let said: Vec<_> = said.chain(asked.agencies.iter().map(|one| Some(one.as_str()))).collect();
    super::no_personal_data(workspace, &said)
}

pub(super) fn new(args: &Args, asked: &NewArgs) -> Outcome {
    let root = super::workspace(args);
    let workspace = super::check::load(&root)?;
    let id = AuditId::new(asked.id.to_lowercase());
    if !begun::is_plain_id(id.as_str()) {
        return Err(format!(
            "'{}' is no id: use small letters, digits and dashes, such as 2026-q4-neglect",
            asked.id
        ));
    }
    if places::NO_AUDITS.contains(&id.as_str()) || workspace.audit_folders.contains_key(&id) {
        return Err(format!("there is a folder audits/{id} already"));
    }
    not_worked_on("the panel", asked.panel);
    let template = asked_again(args, &workspace, asked)?;
    let whole = template.kind.is_of_organisations();
    let cases = asked.cases.unwrap_or(if whole { 1 } else { 6 });
    if !(1..=MOST_CASES).contains(&cases) {
        return Err(format!("an audit looks at 1 to {MOST_CASES} children, not at {cases}"));
    }
    words_of_new(&workspace, asked)?;
    let group = group(&workspace, &asked.group)?;
    let mut audit = Audit {
        schema: 1,
        id: id.clone(),
        title: asked.title.clone().unwrap_or_else(|| template.title.clone()),
        template: Frozen {
            id: template.id.clone(),
            version: template.version,
            sha256: sha256(&template).to_string(),
        },
        group,
        stage: Stage::Scoping,
        why: asked.why.clone().unwrap_or_default(),
        repeats: asked.repeats.as_deref().map(|before| AuditId::new(before.to_lowercase())),
        terms: terms(&template, asked.panel),
        dates: Dates { panel: asked.panel, ..Dates::default() },
        agencies: agencies(&workspace, &template, &asked.agencies)?,
        cases: (1..=cases).map(|n| Case { id: CaseId::new(format!("C{n}")), ..Case::default() }).collect(),
        ..Audit::default()
    };
    if whole {
        // Every organisation knows itself, and is asked from the start.
        let one = |(agency, case): (&AskedAgency, &Case)| Involvement {
            case: case.id.clone(),
            agency: agency.id.clone(),
            known: KnownTo::Yes,
            ..Involvement::default()
        };
        let pairs =
            audit.agencies.iter().flat_map(|agency| audit.cases.iter().map(move |case| (agency, case)));
        audit.involvement = pairs.map(one).collect();
    }
    let (text, frozen_text) = (fresh(&audit), canonical(&template));
    let files =
        [(places::frozen_template(&id), frozen_text.as_bytes()), (places::audit(&id), text.as_bytes())];
    super::begin(&root, &files).map_err(|why| format!("the audit was not opened: {why}"))?;
    say(&format!("Opened {id} with {}, version {}.", template.id, template.version));
    say(&format!(
        "{}, {} asked: {}.",
        if whole {
            "For themselves".to_owned()
        } else {
            format!("{} by pseudonym", count(audit.cases.len(), "child", "children"))
        },
        count(audit.agencies.len(), "agency", "agencies"),
        words::asked(&audit)
    ));
    say("");
    say(words::dates(&audit, today(args), &WorkingDays::default()).trim_end());
    say("");
    say(&format!(
        "Write its terms of reference into {}. Then: '{}'",
        places::audit(&id),
        next(
            args,
            &if whole { format!("audit pack {id}") } else { format!("audit known {id} AGENCY all=asked") }
        )
    ));
    Ok(0)
}

/// What is asked: what the template asks now or, where an audit is repeated, what was frozen for that one; with `--newer` what
/// the same template asks by now. How the two differ is said either way.
fn asked_again(args: &Args, workspace: &Workspace, asked: &NewArgs) -> Result<Resolved, String> {
    let Some(before) = &asked.repeats else { return begun::template(&workspace.audits, &asked.template) };
    let frozen = Opened::read(args, before)?.template;
    if !frozen.id.as_str().eq_ignore_ascii_case(&asked.template) {
        return Err(format!(
            "{} asks what {} asks: to ask it again say --template {}, or leave out --repeats",
            one_line(before),
            frozen.id,
            frozen.id
        ));
    }
    // A template that has gone, or cannot be used, is no reason not to ask again what was asked.
    let newer = match begun::template(&workspace.audits, frozen.id.as_str()) {
        Ok(newer) if sha256(&newer) != sha256(&frozen) => newer,
        Err(why) if asked.newer => return Err(why),
        _ if asked.newer => {
            return Err(format!("{} asks the same as then: leave out --newer", frozen.id));
        }
        _ => return Ok(frozen),
    };
    say(audit_difference::text(&Difference::between(&frozen, &newer)).trim_end());
    if asked.newer {
        say("Taken. Compared is only what has the same id and the same scale.\n");
        return Ok(newer);
    }
    say(&format!(
        "Not taken: {} asks exactly what {} asked. To take it, say --newer.\n",
        one_line(&asked.id),
        one_line(before)
    ));
    Ok(frozen)
}

/// The months that are looked at end at the last day of the month before the panel.
fn terms(template: &Resolved, panel: NaiveDate) -> crate::domain::audit::Terms {
    use chrono::Datelike;
    let to = panel.with_day(1).and_then(|first| first.pred_opt());
    let from = template.look_back_months.and_then(|months| {
        let to = to?;
        to.with_day(1)?.checked_sub_months(Months::new(months.saturating_sub(1)))
    });
    crate::domain::audit::Terms { from, to: from.and(to), ..crate::domain::audit::Terms::default() }
}

fn group(workspace: &Workspace, name: &str) -> Result<GroupId, String> {
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

/// The agencies that are asked: those that were named, else one of every kind the template usually asks.
fn agencies(
    workspace: &Workspace,
    template: &Resolved,
    asked: &[String],
) -> Result<Vec<AskedAgency>, String> {
    let words = &workspace.audits.vocabulary;
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
        let kind = super::audit::kind_called(&workspace.audits, kind.trim())?;
        let name = if name.trim().is_empty() { words.called(&kind) } else { name.trim() };
        let before = all.iter().filter(|one| one.kind == kind).count();
        if all.iter().any(|one| one.name.to_lowercase() == name.to_lowercase()) {
            let name = one_line(name);
            return Err(format!(
                "{name} is asked twice: give each agency once, and two of one kind a name each, as --agency \"{kind}=NAME\""
            ));
        }
        let id = if before == 0 { kind.to_string() } else { format!("{kind}-{}", before + 1) };
        all.push(AskedAgency { id: AgencyId::new(id), name: name.to_owned(), kind, contact: String::new() });
    }
    Ok(all)
}
