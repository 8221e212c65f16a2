//! What was said of an action so far, row by row, the same in a meeting's review of actions and outside one: what success
//! would be, its parts, every date it had, what was said of it and by whom, what shows that it was done.

use crate::base::id::MeetingId;
use crate::base::stamp::{long_date, near_date};
use crate::base::text::{and_list, count};
use crate::domain::action::{Action, Evidence, Level, Priority, Status};
use crate::ui::look::{Look, Sign};
use chrono::NaiveDate;

/// The row that says how far the evidence reaches, which every action has.
pub(in crate::screens) const LADDER: &str = "Ladder";

/// What an action is looked at with.
pub(in crate::screens) struct Seen<'a> {
    pub look: Look,
    pub today: NaiveDate,
    /// How far its evidence has to reach before the group closes it.
    pub close_at: Level,
    /// A meeting in a few words.
    pub meeting: &'a dyn Fn(&MeetingId) -> String,
}

/// Rows of a label and its words. What there is nothing of has no row.
pub(in crate::screens) fn history(action: &Action, seen: &Seen<'_>) -> Vec<(&'static str, String)> {
    let near = |day| near_date(day, seen.today);
    let mut rows = vec![("Success", success(action))];
    for part in &action.steps {
        let sign = seen.look.sign(if part.done.is_some() { Sign::Done } else { Sign::Waiting });
        let done = part.done.map(|day| format!(", {}", near(day))).unwrap_or_default();
        rows.push(("Part", format!("{sign} {}{done}", part.what)));
    }
    for moved in action.moves.iter().rev() {
        let to = moved.to.day().map_or("no date".to_owned(), near);
        let voice = seen.voice(&moved.by, moved.meeting.as_ref());
        rows.push(("Moved", format!("{}: to {to}{voice}: {}", near(moved.on), moved.why)));
    }
    for update in action.updates.iter().rev() {
        let voice = seen.voice(&update.by, update.meeting.as_ref());
        rows.push(("History", format!("{}{voice}: {}", near(update.on), update.text)));
    }
    for evidence in action.evidence.iter().rev() {
        rows.push(("Evidence", seen.evidence(evidence)));
    }
    rows.push((LADDER, ladder(action, seen.close_at)));
    let former: Vec<&str> = action.aliases.iter().map(crate::base::id::ActionId::as_str).collect();
    rows.push(("Also known", and_list(&former)));
    rows.retain(|(_, words)| !words.is_empty());
    rows
}

impl Seen<'_> {
    /// Who said it, or the meeting it was said at.
    fn voice(&self, by: &str, meeting: Option<&MeetingId>) -> String {
        let by = if by.is_empty() { String::new() } else { format!(", by {by}") };
        meeting.map_or(by.clone(), |meeting| format!("{by}, at {}", (self.meeting)(meeting)))
    }

    fn evidence(&self, evidence: &Evidence) -> String {
        let near = |day| near_date(day, self.today);
        let effective = evidence.effective.map(|day| format!(", from {}", near(day))).unwrap_or_default();
        let file = if evidence.file.is_empty() { String::new() } else { format!(" ({})", evidence.file) };
        let voice = self.voice(&evidence.by, evidence.meeting.as_ref());
        let level = evidence.level.said();
        format!("{}{voice}: {}{file}, {level}{effective}", near(evidence.on), evidence.text)
    }
}

/// How far an action has got, in a few words each: its state, what goes on with it, how much it matters.
pub(in crate::screens) fn state(action: &Action) -> Vec<String> {
    let priority = match action.priority {
        Priority::Usual => String::new(),
        priority => format!("{} priority", priority.word()),
    };
    let into = action.merged_into.as_ref().map(|into| format!("into {into}")).unwrap_or_default();
    let by = action.dropped_by.as_ref().filter(|_| action.status == Status::Dropped);
    let by = by.map(|by| format!("by {by}")).unwrap_or_default();
    let all = [action.status_said().to_owned(), into, by, priority];
    all.into_iter().filter(|part| !part.is_empty()).collect()
}

/// The meeting that raised it, and its minute.
pub(in crate::screens) fn raised(action: &Action, meeting: &dyn Fn(&MeetingId) -> String) -> String {
    let at = action.raised.meeting.as_ref().map_or_else(|| long_date(action.raised.date), meeting);
    let minute = &action.raised.minute;
    if minute.is_empty() { at } else { format!("{at}, minute {minute}") }
}

/// How an action's date was moved since it was first set, and by how much: nothing where it never was.
pub(in crate::screens) fn slips(action: &Action, today: NaiveDate) -> Vec<String> {
    let mut said = Vec::new();
    if let (Some(first), true) = (action.first_due, action.times_moved() > 0) {
        said.push(format!("first due {}", near_date(first, today)));
        said.push(action.moved());
    }
    if let Some(days) = action.slipped().filter(|days| *days > 0) {
        said.push(format!("slipped {}", count(usize::try_from(days).unwrap_or(0), "day", "days")));
    }
    said
}

fn success(action: &Action) -> String {
    match (action.measure.as_str(), action.baseline.as_str()) {
        ("", "") => String::new(),
        (measure, "") => measure.to_owned(),
        ("", baseline) => format!("before: {baseline}"),
        (measure, baseline) => format!("{measure}; before: {baseline}"),
    }
}

/// How far up the ladder its evidence reaches, and how far it has to.
fn ladder(action: &Action, asked: Level) -> String {
    let step = |level: Level| format!("{} of {}, {}", level.number(), Level::ALL.len(), level.said());
    let has = action.level().map_or("no evidence yet".to_owned(), |level| format!("reaches {}", step(level)));
    if action.status.open() { format!("{has}. Closing needs {}.", step(asked)) } else { has }
}
