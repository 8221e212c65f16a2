//! One action whole: what it is, who turns next, every date it had, everything that was said of it, what shows that it was
//! done and how far that reaches.

use crate::base::id::{ActionId, MeetingId, SeriesId};
use crate::base::stamp::{long_date, near_date};
use crate::base::text::{and_list, count, sentence};
use crate::domain::action::{Action, Status};
use crate::domain::actions::{Known, Light, Listed};
use crate::domain::agenda::Tier;
use crate::domain::partnership::LegendEntry;
use crate::domain::recurring::passed_over_said;
use crate::files::workspace::Workspace;
use crate::screens::action_history::{Seen, history, slips, state};
use crate::screens::meeting::{rag_role, said_at, standing};
use crate::ui::look::{Look, Role};
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
    let state = stands(light, legend, action).join(" · ");
    sheet.labelled(" State", rag_role(action.rag(light.today)), &state, LABEL);
    say(&mut sheet, "Dates", &dates(light, listed));
    say(&mut sheet, "From", &light.from_said(action));
    say(&mut sheet, "Turns", &turns(light, listed));
    if !action.blocked_by.is_empty() {
        let known = Known::of(workspace.trackers.values());
        for waits in known.waits(action, light.today, Some(Tier::Partners)) {
            say(&mut sheet, "Waits for", waits.trim_start_matches("waits for "));
        }
    }
    let recommended = workspace.recommendations.answered_by(action);
    let recommended = recommended.filter(|one| one.tier != Tier::Restricted).map(|one| one.id.as_str());
    say(&mut sheet, "Answers", &recommended.collect::<Vec<_>>().join(", "));
    let meeting = |meeting: &MeetingId| light.meeting_said(meeting);
    let close_at = listed.tracker.close_at.unwrap_or_default();
    let seen = Seen { look, today: light.today, close_at, meeting: &meeting };
    for (label, words) in history(action, &seen) {
        say(&mut sheet, label, &words);
    }
    say(&mut sheet, "Tags", &action.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "));
    sheet
}

/// Whose turn it is, where that can be told.
fn turn(light: &Light<'_>, action: &Action) -> String {
    match action.status {
        Status::NotStarted | Status::UnderWay if action.lead.is_some() => {
            format!("whose turn: {}", light.agency_said(action))
        }
        Status::Blocked => match action.blocked_by.as_slice() {
            [] => "whose turn: the group, to clear the way".to_owned(),
            ids => {
                let ids: Vec<&str> = ids.iter().map(ActionId::as_str).collect();
                format!("whose turn: whoever leads {}", and_list(&ids))
            }
        },
        Status::Done => "whose turn: the group, to look at the evidence".to_owned(),
        _ => String::new(),
    }
}

/// How it stands, in a few words each: colour, state, priority, whose turn.
fn stands(light: &Light<'_>, legend: &[LegendEntry], action: &Action) -> Vec<String> {
    let mut all = vec![standing(action, light.today, legend)];
    all.extend(state(action));
    all.push(turn(light, action));
    all.retain(|part| !part.is_empty());
    // What ended without a colour stands by its state.
    all.dedup();
    all
}

fn dates(light: &Light<'_>, listed: Listed<'_>) -> String {
    let action = listed.action;
    let now = action.due.day().map_or("no date yet".to_owned(), |day| format!("due {}", long_date(day)));
    let mut said = vec![now];
    said.extend(slips(action, light.today));
    let age = action.age(light.today).and_then(|days| usize::try_from(days).ok());
    let age = age.map(|days| format!(", {} ago", count(days, "day", "days"))).unwrap_or_default();
    said.push(format!("raised {}{age}", near_date(action.raised.date, light.today)));
    if let Some(closing) = &action.closed {
        let minute =
            if closing.minute.is_empty() { String::new() } else { format!(", minute {}", closing.minute) };
        let by = if closing.by.is_empty() { String::new() } else { format!(" by {}", closing.by) };
        said.push(format!("closed {}{by}{minute}", near_date(closing.on, light.today)));
    }
    // Its group's next meeting is when it is looked at again.
    if let Some(next) = light.next.get(&listed.tracker.group).filter(|_| action.status.open()) {
        said.push(format!("next review {}", near_date(*next, light.today)));
    }
    said.join(" · ")
}

/// Where it comes round and more of its turns are untouched than are listed: how many there are before those.
fn turns(light: &Light<'_>, listed: Listed<'_>) -> String {
    let Listed { tracker, action, at } = listed;
    if at < tracker.actions.len() {
        return String::new();
    }
    let mine =
        |series: &SeriesId| tracker.recurring.iter().any(|one| one.id == *series && one.makes(&action.id));
    let more = tracker.passed_over(light.today).into_iter().find(|(series, _)| mine(series));
    more.map_or_else(String::new, |(series, more)| {
        sentence(&format!("{}, e opens it", passed_over_said(series, more)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::every::Every;
    use crate::domain::actions::all;
    use crate::domain::recurring::Recurring;
    use crate::domain::tracker::Tracker;
    use std::collections::BTreeMap;

    #[test]
    fn turns_that_are_not_listed_are_counted_beside_each_that_is() {
        let today = "2026-12-03".parse().unwrap();
        let light = Light { partnership: None, today, next: BTreeMap::new(), meetings: None };
        let monthly = |id: &str, first: &str| Recurring {
            id: id.into(),
            every: "1 month".parse::<Every>().unwrap(),
            first_due: first.parse().unwrap(),
            ..Recurring::default()
        };
        let action = Action { id: "SOG-26-001".into(), ..Action::default() };
        let mut tracker = Tracker {
            actions: vec![action],
            recurring: vec![monthly("REG45", "2025-01-31"), monthly("LADO", "2026-10-31")],
            ..Tracker::default()
        };
        tracker.come_to(today);
        let said = |prefix: &str| {
            let mut listed = all([&tracker]).filter(|listed| listed.action.id.as_str().starts_with(prefix));
            turns(&light, listed.next().unwrap())
        };
        assert!(
            said("REG45@").contains("12 turns that nobody touched are listed, and 12 before them"),
            "{}",
            said("REG45@")
        );
        assert_eq!([said("LADO@"), said("SOG-26-001")], ["", ""]);
    }
}
