//! The programme of audits in words: what is planned and what is late to be opened, the calendar month by month, how many
//! audits a year there are beside how many there are to be, and what does not fit together.

use super::text;
use crate::base::stamp::{long_date, short_date};
use crate::base::text::{count, one_line};
use crate::domain::assurance::calendar::{Beside, Event};
use crate::domain::assurance::programme::{Opening, Programme, Slot, When};
use crate::domain::audit::{Library, Milestone, TemplateKind};
use chrono::NaiveDate;

/// All of it on a day.
pub fn shown(of: &Programme, beside: &Beside<'_>, library: &Library, today: NaiveDate) -> String {
    let mut lines =
        vec![format!("Programme of audits, {} to {}.", long_date(of.from), long_date(of.to)), String::new()];
    let mut slots: Vec<&Slot> = of.slots.iter().collect();
    slots.sort_by_key(|slot| slot.when().map(|when| (when.first_day(), when.last_day())));
    for slot in &slots {
        planned(slot, beside, library, today, &mut lines);
    }
    let late =
        slots.iter().filter(|slot| matches!(slot.opening(today, beside.days), Opening::Late(..))).count();
    lines.push(format!(
        "{}, {late} late to be opened.",
        count(slots.len(), "audit planned", "audits planned")
    ));
    lines.push(String::new());
    months(&beside.events(of), &mut lines);
    lines.extend(counted(of, library));
    lines.extend(clashing(of, beside));
    text(&lines)
}

/// What does not fit together, and audits that stand in the programme nowhere.
pub fn clashing(of: &Programme, beside: &Beside<'_>) -> Vec<String> {
    let clashes = beside.clashes(of);
    let mut lines = if clashes.is_empty() {
        vec!["Nothing clashes.".to_owned()]
    } else {
        vec!["What does not fit together:".to_owned()]
    };
    lines.extend(clashes.iter().map(|clash| format!("- {}.", clash.said(beside))));
    let unplanned = beside.audits.keys().filter(|id| {
        let named = |slot: &Slot| slot.audit.as_ref().is_some_and(|audit| audit == **id);
        !of.slots.iter().any(named)
    });
    lines.extend(unplanned.map(|id| format!("In the programme nowhere: {id}.")));
    lines
}

fn planned(slot: &Slot, beside: &Beside<'_>, library: &Library, today: NaiveDate, lines: &mut Vec<String>) {
    let when = slot.when().map_or_else(|| one_line(&slot.when), When::said);
    let why = if slot.why.is_empty() { String::new() } else { format!(": {}", one_line(&slot.why)) };
    lines.push(format!(
        "{}  {when} · {} · {} · to {}",
        slot.id,
        one_line(&slot.theme),
        slot.kind(library).said(),
        beside.group(&slot.group)
    ));
    lines.push(format!("    because of {}{why}", slot.because.said()));
    lines.push(format!("    {}", opening_said(slot, beside, today)));
}

/// How a planned audit stands with its opening, and the dates of one that was opened.
pub fn opening_said(slot: &Slot, beside: &Beside<'_>, today: NaiveDate) -> String {
    let days = |n: u32| count(n as usize, "working day", "working days");
    let template = slot.template.as_ref().map(|id| format!(" with the template {id}")).unwrap_or_default();
    match slot.opening(today, beside.days) {
        Opening::Dropped => format!("dropped: {}", one_line(&slot.dropped)),
        Opening::Unknown => "nobody can say when it is to be opened: its time cannot be read".to_owned(),
        Opening::By(day) => format!("to be opened{template} by {}", long_date(day)),
        Opening::Late(day, n) => {
            format!("late to be opened{template}: by {}, {} ago", long_date(day), days(n))
        }
        Opening::Opened => match beside.audit(slot) {
            None => "opened, as an audit that cannot be read".to_owned(),
            Some(audit) => {
                let on = |milestone| long_date(audit.dates.on(milestone, beside.days));
                format!(
                    "{}: {} · panel {} · report {} · out {}",
                    audit.id,
                    audit.stage.said(),
                    on(Milestone::Panel),
                    on(Milestone::Draft),
                    on(Milestone::Published)
                )
            }
        },
    }
}

fn months(events: &[Event], lines: &mut Vec<String>) {
    let mut month = String::new();
    for event in events {
        let of = event.on.format("%B %Y").to_string();
        if of != month {
            lines.push(of.clone());
            month = of;
        }
        lines.push(format!("  {:<10}  {}", short_date(event.on), one_line(&event.what)));
    }
    if !events.is_empty() {
        lines.push(String::new());
    }
}

/// How many audits a year there are beside how many there are to be; an empty line below.
pub fn counted(of: &Programme, library: &Library) -> Vec<String> {
    let (all, mut lines) = (of.years(library), Vec::new());
    for one in &all {
        let kind = match one.kind {
            // One survey, many surveys; the others end in a word that takes the same s.
            kind if one.expected == 1 => kind.said().to_owned(),
            TemplateKind::JointInspection => "joint inspections".to_owned(),
            kind => format!("{}s", kind.said()),
        };
        let expected = usize::try_from(one.expected).unwrap_or(0);
        let short = match expected.saturating_sub(one.planned) {
            0 => String::new(),
            n => format!(": {n} short"),
        };
        lines.push(format!(
            "{}/{:02}: {} of {} {kind}{short}",
            one.year,
            (one.year + 1).rem_euclid(100),
            one.planned,
            one.expected
        ));
    }
    if !all.is_empty() {
        let of = one_line(&of.defined_in);
        lines.push(if of.is_empty() {
            "A year goes from April to March.".to_owned()
        } else {
            format!("A year goes from April to March; how many there are to be: {of}.")
        });
        lines.push(String::new());
    }
    lines
}
