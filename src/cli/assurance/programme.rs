//! `chairside audit programme`: what is planned, beside the audits that were opened and the meetings of their groups.

use super::super::args::Args;
use super::super::args_programme::{AddArgs, ProgrammeVerb};
use super::super::{Outcome, in_words, next, pass_on, say, today};
use super::Open;
use crate::base::calendar::WorkingDays;
use crate::documents::assurance::programme as words;
use crate::domain::assurance::calendar::Beside;
use crate::domain::assurance::programme::{Expected, Programme};
use crate::effect;
use crate::files::assurance::begun::{self, Planned};
use crate::files::assurance::programme::{Change, fresh};
use crate::files::assurance::who;
use crate::files::places::PROGRAMME;
use chrono::NaiveDate;

pub(in super::super) fn programme(args: &Args, verb: Option<&ProgrammeVerb>) -> Outcome {
    match verb {
        None => show(args),
        Some(ProgrammeVerb::Begin { from, years, expected, defined_in }) => {
            begin(args, *from, *years, expected, defined_in.as_deref())
        }
        Some(ProgrammeVerb::Add(asked)) => add(args, asked),
        Some(ProgrammeVerb::Opened { slot, audit }) => {
            let open = Open::read(args)?;
            let audit = who::audit(&open.workspace, &audit.to_lowercase())?;
            change(args, &open, Change::Opened(slot.to_lowercase(), audit))
        }
        Some(ProgrammeVerb::Drop { slot, why }) => {
            in_words("--why", "the reason", why)?;
            let open = Open::read(args)?;
            open.no_personal_data(&[Some(why)])?;
            change(args, &open, Change::Dropped(slot.to_lowercase(), why.clone()))
        }
    }
}

fn change(args: &Args, open: &Open, change: Change) -> Outcome {
    open.make(args, PROGRAMME, &effect::Change::Programme(change))?;
    Ok(0)
}

fn show(args: &Args) -> Outcome {
    let open = Open::read(args)?;
    let workspace = &open.workspace;
    let Some(programme) = &workspace.assurance.programme else {
        return Err(format!(
            "there is no {PROGRAMME} that can be read: '{}' begins one",
            next(args, "audit programme begin --from 2026-04 --expect thematic=4 --expect exploitation=2")
        ));
    };
    let days = WorkingDays::default();
    let beside = Beside {
        audits: workspace.audit_folders.iter().map(|(id, folder)| (id, &folder.audit)).collect(),
        meetings: workspace.in_the_round().map(|meeting| (&meeting.group, meeting.date)).collect(),
        partnership: workspace.partnership.as_ref(),
        days: &days,
    };
    pass_on(&words::shown(programme, &beside, &workspace.audits, today(args)));
    Ok(0)
}

fn begin(
    args: &Args,
    from: NaiveDate,
    years: u32,
    expected: &[Expected],
    defined_in: Option<&str>,
) -> Outcome {
    let open = Open::read(args)?;
    open.no_personal_data(&[defined_in])?;
    let of = Programme {
        schema: 1,
        from,
        to: Programme::last_day(from, years),
        expected: expected.to_vec(),
        defined_in: defined_in.unwrap_or_default().to_owned(),
        slots: Vec::new(),
    };
    let text = fresh(&of);
    super::super::begin(&open.root, &[(PROGRAMME.to_owned(), text.as_bytes())])
        .map_err(|why| format!("the programme was not begun: {why}"))?;
    say(&format!("{PROGRAMME} is begun."));
    Ok(0)
}

fn add(args: &Args, asked: &AddArgs) -> Outcome {
    let open = Open::read(args)?;
    in_words("--theme", "the theme", &asked.theme)?;
    in_words("--why", "the reason", asked.why.as_deref().unwrap_or("left out"))?;
    let planned = Planned {
        id: &asked.slot,
        when: &asked.when,
        theme: &asked.theme,
        because: asked.because,
        why: asked.why.as_deref().unwrap_or_default(),
        group: &asked.group,
        template: asked.template.as_deref(),
        kind: asked.kind,
    };
    let slot = begun::slot(&open.workspace, &planned)?;
    change(args, &open, Change::Added(slot))
}
