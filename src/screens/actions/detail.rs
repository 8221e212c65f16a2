//! One action whole: what it is, who turns next, every date it had, everything that was said of it, what shows that it was
//! done and how far that reaches.

use crate::base::stamp::{long_date, near_date};
use crate::base::text::{and_list, count};
use crate::domain::action::{Action, Evidence, Level, Status};
use crate::domain::actions::{Known, Light, Listed};
use crate::domain::agenda::Tier;
use crate::files::workspace::Workspace;
use crate::screens::meeting::{rag_role, said_at, standing};
use crate::ui::look::{Look, Role, Sign};
use crate::ui::sheet::Sheet;

/// Where words begin beside their label.
const LABEL: usize = 13;
/// Beyond this width lines would be hard to read.
const MEASURE: u16 = 120;

/// The action as a sheet.
pub(super) fn detail(
    look: Look,
    light: &Light<'_>,
    workspace: &Workspace,
    listed: Listed<'_>,
    cells: u16,
) -> Sheet {
    let mut sheet = Sheet::new(look, cells.min(MEASURE));
    let action = listed.action;
    let say = |sheet: &mut Sheet, label: &str, words: &str| {
        if !words.is_empty() {
            sheet.labelled(&format!(" {label}"), Role::Plain, words, LABEL);
        }
    };
    sheet.hanging(
        &format!(" {}", action.id),
        Role::Strong,
        &said_at(action.tier, look, &action.what),
        Role::Strong,
        LABEL.max(crate::base::text::width(action.id.as_str()) + 2),
    );
    let with: Vec<String> = action.with.iter().map(|post| light.who_said(post)).collect();
    say(&mut sheet, "Lead", &light.lead_said(action));
    say(&mut sheet, "With", &and_list(&with.iter().map(String::as_str).collect::<Vec<_>>()));
    let legend = workspace.partnership.as_ref().map_or(&[][..], |p| &p.legend);
    let state = [standing(action, light.today, legend), action.status_said().to_owned(), turn(light, action)];
    let state: Vec<String> = state.into_iter().filter(|part| !part.is_empty()).collect();
    sheet.labelled(" State", rag_role(action.rag(light.today)), &state.join(" · "), LABEL);
    say(&mut sheet, "Dates", &dates(light, action));
    say(&mut sheet, "From", &from(light, action));
    say(&mut sheet, "Success", &success(action));
    if !action.blocked_by.is_empty() {
        let known = Known::of(workspace.trackers.values());
        for waits in known.waits(action, light.today, Some(Tier::Partners)) {
            say(&mut sheet, "Waits for", waits.trim_start_matches("waits for "));
        }
    }
    let recommended = workspace.recommendations.answered_by(action);
    let recommended = recommended.filter(|one| one.tier != Tier::Restricted).map(|one| one.id.as_str());
    say(&mut sheet, "Answers", &recommended.collect::<Vec<_>>().join(", "));
    for part in &action.steps {
        let sign = look.sign(if part.done.is_some() { Sign::Done } else { Sign::Waiting });
        let done = part.done.map(|day| format!(", {}", near_date(day, light.today))).unwrap_or_default();
        say(&mut sheet, "Part", &format!("{sign} {}{done}", part.what));
    }
    let near = |day| near_date(day, light.today);
    for moved in action.moves.iter().rev() {
        let to = moved.to.day().map_or("no date".to_owned(), near);
        say(&mut sheet, "Moved", &format!("{}: to {to}{}: {}", near(moved.on), by(&moved.by), moved.why));
    }
    for update in action.updates.iter().rev() {
        say(&mut sheet, "History", &format!("{}{}: {}", near(update.on), by(&update.by), update.text));
    }
    for evidence in action.evidence.iter().rev() {
        say(&mut sheet, "Evidence", &shown(light, evidence));
    }
    say(&mut sheet, "Ladder", &ladder(listed));
    say(&mut sheet, "Tags", &action.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "));
    sheet
}

/// Whose turn it is, where that can be told.
fn turn(light: &Light<'_>, action: &Action) -> String {
    match action.status {
        Status::NotStarted | Status::UnderWay if action.lead.is_some() => {
            format!("whose turn: {}", light.agency_said(action))
        }
        Status::Done => "whose turn: the group, to look at the evidence".to_owned(),
        _ => String::new(),
    }
}

fn by(who: &str) -> String {
    if who.is_empty() { String::new() } else { format!(", by {who}") }
}

fn dates(light: &Light<'_>, action: &Action) -> String {
    let now = action.due.day().map_or("no date yet".to_owned(), |day| format!("due {}", long_date(day)));
    let mut said = vec![now];
    if let (Some(first), false) = (action.first_due, action.moves.is_empty()) {
        said.push(format!("first due {}", near_date(first, light.today)));
        said.push(action.moved());
    }
    if let Some(days) = action.slipped().filter(|days| *days > 0) {
        said.push(format!("slipped {}", count(usize::try_from(days).unwrap_or(0), "day", "days")));
    }
    let age = action.age(light.today).and_then(|days| usize::try_from(days).ok());
    let age = age.map(|days| format!(", {} ago", count(days, "day", "days"))).unwrap_or_default();
    said.push(format!("raised {}{age}", near_date(action.raised.date, light.today)));
    if let Some(closing) = &action.closed {
        let minute =
            if closing.minute.is_empty() { String::new() } else { format!(", minute {}", closing.minute) };
        let by = if closing.by.is_empty() { String::new() } else { format!(" by {}", closing.by) };
        said.push(format!("closed {}{by}{minute}", near_date(closing.on, light.today)));
    }
    said.join(" · ")
}

fn from(light: &Light<'_>, action: &Action) -> String {
    let mut said = vec![light.sources_said(action)];
    if let (false, Some(meeting)) = (action.sources.is_empty(), &action.raised.meeting) {
        said.push(format!("raised at {}", light.meeting_said(meeting)));
    }
    if !action.raised.minute.is_empty() {
        said.push(format!("minute {}", action.raised.minute));
    }
    said.join(", ")
}

fn success(action: &Action) -> String {
    match (action.measure.as_str(), action.baseline.as_str()) {
        ("", "") => String::new(),
        (measure, "") => measure.to_owned(),
        ("", baseline) => format!("before: {baseline}"),
        (measure, baseline) => format!("{measure}; before: {baseline}"),
    }
}

/// An action that has to end first, and how far it has got.
fn shown(light: &Light<'_>, evidence: &Evidence) -> String {
    let near = |day| near_date(day, light.today);
    let effective = evidence.effective.map(|day| format!(", from {}", near(day))).unwrap_or_default();
    let file = if evidence.file.is_empty() { String::new() } else { format!(" ({})", evidence.file) };
    let level = evidence.level.said();
    format!("{}{}: {}{file}, {level}{effective}", near(evidence.on), by(&evidence.by), evidence.text)
}

/// How far up the ladder its evidence reaches, and how far it has to.
fn ladder(listed: Listed<'_>) -> String {
    let asked = listed.tracker.close_at.unwrap_or_default();
    let step = |level: Level| format!("{} of {}, {}", level.number(), Level::ALL.len(), level.said());
    let has = listed
        .action
        .level()
        .map_or("no evidence yet".to_owned(), |level| format!("reaches {}", step(level)));
    if listed.action.status.open() { format!("{has}. Closing needs {}.", step(asked)) } else { has }
}
