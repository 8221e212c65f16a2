//! An inspection that is prepared for: its run-book with real dates, how fresh its evidence is, how its lists went, and what
//! other areas' letters led to.

use super::{PROPOSAL, post_said, text};
use crate::base::calendar::WorkingDays;
use crate::base::stamp::long_date;
use crate::base::text::{and_list, count, one_line};
use crate::domain::actions::{Known, Light};
use crate::domain::agenda::Tier;
use crate::domain::assurance::inspection::{Evidence, Here, Inspection, TriedList, summed};
use crate::domain::assurance::linked::linked;
use crate::domain::audit::{Runbook, Vocabulary, action_plan_by};
use crate::domain::partnership::Partnership;
use chrono::NaiveDate;

/// What an inspection is said beside.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// Who is who, and what day it is.
    pub light: &'a Light<'a>,
    /// The actions of every tracker.
    pub known: &'a Known<'a>,
    /// Up to which tier actions are said.
    pub tier: Tier,
    /// What kinds of agencies are called.
    pub words: &'a Vocabulary,
    /// Which days are worked.
    pub days: &'a WorkingDays,
}

/// One line for a list: its kind, theme, notice and how much evidence is fresh.
pub fn in_brief(of: &Inspection, today: NaiveDate, days: &WorkingDays) -> String {
    let notice = of.notice.map_or("no notice yet".to_owned(), |day| format!("notice {}", long_date(day)));
    format!(
        "{}  {} · {} · {notice} · {}",
        of.id,
        one_line(&of.theme),
        of.kind.said(),
        summed(&of.freshness(today, days))
    )
}

/// All of it.
pub fn shown(of: &Inspection, beside: &Beside<'_>) -> String {
    let today = beside.light.today;
    let mut lines = vec![format!("{} · {} · {}", of.id, one_line(&of.theme), of.kind.said()), String::new()];
    runbook(of, beside, &mut lines);
    lines.push(String::new());
    lines.push(format!("Evidence on {}: {}.", long_date(today), summed(&of.freshness(today, beside.days))));
    lines.push(String::new());
    lists(of, beside, &mut lines);
    lines.extend(letters(of, beside));
    text(&lines)
}

fn runbook(of: &Inspection, beside: &Beside<'_>, lines: &mut Vec<String>) {
    let due = of.due(beside.days);
    let held = |step: &str| held(of, step, beside.light.partnership);
    if due.is_empty() {
        lines.push("No notice was given yet, so the run-book has no dates. Its steps:".to_owned());
        let steps = Runbook::JointInspection.steps().iter();
        lines.extend(steps.map(|step| format!("  {}: {} ({})", step.id, step.what, held(step.id))));
        return;
    }
    lines.push("Run-book, counted in working days; the day of notice is day 1:".to_owned());
    for due in &due {
        let from = long_date(due.from);
        let on = if due.from == due.to { from } else { format!("{from} to {}", long_date(due.to)) };
        let mark = if due.step.unconfirmed { " *" } else { "" };
        let passed = match of.done_on(due.step.id) {
            Some(day) => format!("  done on {}", long_date(day)),
            None if due.to < beside.light.today => "  passed".to_owned(),
            None => String::new(),
        };
        lines.push(format!("{on:<35}  {}: {}{mark}{passed}", due.step.id, due.step.what));
        lines.push(format!("{:<35}  held by: {}", "", held(due.step.id)));
    }
    lines.push(PROPOSAL.to_owned());
    lines.extend(plan_said(of, beside.days));
}

/// Who holds a step.
pub fn held(of: &Inspection, step: &str, partnership: Option<&Partnership>) -> String {
    let Some(holder) = of.holder(step) else { return "nobody holds it yet".to_owned() };
    let deputy = holder.deputy.as_ref().map(|id| format!(", or {}", post_said(partnership, id)));
    format!("{}{}", post_said(partnership, &holder.post), deputy.unwrap_or_default())
}

/// When the action plan is due, once the letter was published.
pub fn plan_said(of: &Inspection, days: &WorkingDays) -> Option<String> {
    let letter = of.letter?;
    Some(format!(
        "The letter was published on {}: the action plan is due by {}, 70 working days later. Unconfirmed: check the letter.",
        long_date(letter),
        long_date(action_plan_by(letter, days))
    ))
}

fn lists(of: &Inspection, beside: &Beside<'_>, lines: &mut Vec<String>) {
    let tried = of.data_lists.iter().filter(|list| !list.dry_runs.is_empty()).count();
    lines.push(format!("Lists of data: {tried} of {} tried out.", of.data_lists.len()));
    lines.extend(of.data_lists.iter().flat_map(|list| list_lines(list, beside)));
    lines.push(String::new());
}

/// A list of data, and how it went each time it was tried out.
pub fn list_lines(list: &TriedList, beside: &Beside<'_>) -> Vec<String> {
    let owner = list.owner.as_ref().map(|post| format!("; {}", post_said(beside.light.partnership, post)));
    let mut lines = vec![format!(
        "{}  {} ({}{})",
        list.id,
        one_line(&list.title),
        one_line(beside.words.called(&list.holder)),
        owner.unwrap_or_default()
    )];
    let runs = list.runs();
    let Some(last) = runs.last() else {
        lines.push("    never tried out".to_owned());
        return lines;
    };
    let hours = last.hours.map(|n| format!(", {}", count(n as usize, "hour", "hours"))).unwrap_or_default();
    lines.push(format!(
        "    errors {} · last tried on {}, {}{hours}",
        list.course(),
        long_date(last.on),
        count(last.rows as usize, "row", "rows")
    ));
    lines.extend(
        list.by_kind().into_iter().map(|(kind, course)| format!("      {}: {course}", one_line(kind))),
    );
    lines
}

/// Other areas' letters, and the actions they led to here.
pub fn letters(of: &Inspection, beside: &Beside<'_>) -> Vec<String> {
    if of.benchmarks.is_empty() {
        return vec!["No other area's letter was looked at yet.".to_owned()];
    }
    let mut lines = vec!["Other areas' letters:".to_owned()];
    for benchmark in &of.benchmarks {
        lines.push(format!("{}, letter of {}", one_line(&benchmark.area), long_date(benchmark.letter)));
        for point in &benchmark.points {
            let here = point.here.map(|here| format!(" · {}", here.said())).unwrap_or_default();
            lines.push(format!("  - {}{here}", one_line(&point.text)));
            let linked = linked(&point.actions, beside.known, beside.light, beside.tier);
            lines.extend(linked.lines.iter().map(|line| format!("      {line}")));
            lines.extend(linked.left_out().map(|said| format!("      {said}")));
            if point.actions.is_empty() && point.here != Some(Here::NotHere) {
                lines.push("      no action is named".to_owned());
            }
        }
    }
    let all: usize = of.benchmarks.iter().map(|one| one.points.len()).sum();
    let without = of.unanswered().count();
    lines.push(format!("{}, {without} without an action.", count(all, "point", "points")));
    lines
}

/// How fresh every piece of evidence is on a day, what needs most first.
pub fn freshness(of: &Inspection, on: NaiveDate, beside: &Beside<'_>) -> String {
    let all = of.freshness(on, beside.days);
    let mut lines =
        vec![format!("How fresh the evidence is on {}: {}.", long_date(on), summed(&all)), String::new()];
    let wide = all.iter().map(|(_, fresh)| fresh.said().len()).max().unwrap_or(0);
    for (one, fresh) in &all {
        lines.push(format!("{:<wide$}  {}  {}", fresh.said(), one.id, one_line(&one.what)));
        lines.push(format!("{:<wide$}  {}", "", asked(one, beside)));
    }
    text(&lines)
}

/// Whom to ask for a piece of evidence, and where it is.
pub fn asked(one: &Evidence, beside: &Beside<'_>) -> String {
    let mut said = vec![one_line(beside.words.called(&one.holder))];
    said.extend(one.owner.as_ref().map(|post| format!("ask {}", post_said(beside.light.partnership, post))));
    said.extend((!one.place.is_empty()).then(|| one_line(&one.place)));
    said.push(format!("looked at again after {}", count(one.fresh_days as usize, "day", "days")));
    said.join(" · ")
}

/// The steps of the run-book, to choose from.
pub fn steps() -> String {
    and_list(&Runbook::JointInspection.steps().iter().map(|step| step.id).collect::<Vec<_>>())
}
