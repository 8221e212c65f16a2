//! What a person is asked about their actions: in words to paste, as a draft for a mail program, as reminders for a
//! calendar. Whom to ask for what was settled before; nothing here is ever sent.

mod draft;
#[cfg(test)]
mod laws;
mod reminders;

pub use draft::draft;
pub use reminders::reminders;

use crate::base::stamp::long_date;
use crate::base::text::{clean, count, one_line, sentence};
use crate::domain::action::{Level, Rag};
use crate::domain::actions::Light;
use crate::domain::agenda::Tier;
use crate::domain::chase::{Ask, Link, Message, Whom, Why};
use chrono::Days;

/// A message, and what is known of them all.
#[derive(Clone, Copy, Debug)]
pub struct Letter<'a> {
    /// The message.
    pub message: &'a Message<'a>,
    /// What its actions are looked at against.
    pub light: &'a Light<'a>,
    /// How many days ahead was looked.
    pub within: i64,
}

/// A heading, and what stands under it.
type Section = (String, fn(&Why) -> bool);

impl Letter<'_> {
    /// The subject, on one line.
    pub fn subject(&self) -> String {
        let known = self.light.partnership;
        let short = known.map_or("", |known| if known.short.is_empty() { &known.name } else { &known.short });
        let of = if short.is_empty() { String::new() } else { format!("{short}: ") };
        let late = self.message.asks.iter().filter(|ask| self.is_late(ask)).count();
        let late = if late == 0 { String::new() } else { format!(", {late} late") };
        let all = count(self.message.asks.len(), "action", "actions");
        let whose = if self.message.whom == Whom::BusinessManager { "without a lead" } else { "to look at" };
        one_line(&format!("{of}{all} {whose}{late}, {}", long_date(self.light.today)))
    }

    /// What it says, ending with a new line.
    pub fn body(&self) -> String {
        let mut parts = vec![self.greeting()];
        for (heading, of) in self.sections() {
            let asks = self.message.asks.iter().filter(|ask| of(&ask.why));
            let lines: Vec<String> = asks.map(|ask| self.line(ask)).collect();
            if !lines.is_empty() {
                parts.push(format!("{heading}\n{}", lines.join("\n")));
            }
        }
        parts.extend(self.left_out());
        parts.push(self.answering().to_owned());
        clean(&(parts.join("\n\n") + "\n")).into_owned()
    }

    fn greeting(&self) -> String {
        let known = self.light.partnership;
        let marking = known.map_or("", |known| known.marking.default.as_str());
        let restricted = self.message.asks.iter().any(|ask| ask.listed.action.tier == Tier::Restricted);
        let warning = "This message holds restricted actions: please pass it on to nobody else.";
        let on = long_date(self.light.today);
        let what = match self.message.whom {
            Whom::BusinessManager => format!("These actions have no lead yet, as of {on}."),
            _ => format!(
                "These are the actions you lead that would be good to look at, in every group, as of {on}."
            ),
        };
        let name = one_line(self.message.whom.name());
        let parts = [one_line(marking), if restricted { warning.to_owned() } else { String::new() }];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.chain([format!("Dear {name},"), what]).collect::<Vec<_>>().join("\n\n")
    }

    /// Whether what is asked about is late, also where it waits for others.
    fn is_late(&self, ask: &Ask<'_>) -> bool {
        ask.why.is_owed() && matches!(ask.listed.action.rag(self.light.today), Rag::Late(_))
    }

    /// The headings, and what stands under each.
    fn sections(&self) -> [Section; 6] {
        let days = Days::new(u64::try_from(self.within).unwrap_or(0));
        let until = self.light.today.checked_add_days(days).unwrap_or(self.light.today);
        [
            ("Past the date that was agreed".to_owned(), |why| matches!(why, Why::Late(_))),
            (format!("Due by {}", long_date(until)), |why| matches!(why, Why::Soon(_))),
            ("Without a date yet".to_owned(), |why| matches!(why, Why::Undated)),
            ("Done, and what shows it is still to come".to_owned(), |why| matches!(why, Why::Unproven(_))),
            ("Waiting for others".to_owned(), |why| matches!(why, Why::Waiting(_))),
            ("Without a lead".to_owned(), |why| matches!(why, Why::Leaderless)),
        ]
    }

    /// An action: its number and what it is, then where it came from, when it is due and why it is here.
    fn line(&self, ask: &Ask<'_>) -> String {
        let action = ask.listed.action;
        let marked = marked(action.tier);
        let mut facts = vec![format!("{}, {}", self.light.group_said(ask.listed.tracker), self.raised(ask))];
        facts.push(match action.due.day() {
            Some(day) => format!("due {}", long_date(day)),
            None => "no date yet".to_owned(),
        });
        match &ask.why {
            Why::Late(days) => facts.push(ago(*days)),
            Why::Soon(0) => facts.push("today".to_owned()),
            Why::Soon(1) => facts.push("tomorrow".to_owned()),
            Why::Soon(days) => facts.push(format!("in {days} days")),
            Why::Unproven(level) => facts.push(asked_for(*level)),
            Why::Waiting(_) | Why::Leaderless => {
                if let Rag::Late(days) = action.rag(self.light.today) {
                    facts.push(ago(days));
                }
            }
            Why::Undated => {}
        }
        facts.push(action.moved());
        facts.retain(|fact| !fact.is_empty());
        let mut lines = vec![
            format!("- {}  {marked}{}", one_line(action.id.as_str()), one_line(&action.what)),
            format!("  {}", sentence(&one_line(&facts.join(", ")))),
        ];
        if let Why::Waiting(chain) = &ask.why {
            lines.extend(chain.iter().map(link));
            let last = action.updates.iter().max_by_key(|update| update.on).filter(|_| chain.is_empty());
            lines.extend(last.map(|said| {
                format!("  Last said, {}: {}", long_date(said.on), sentence(&one_line(&said.text)))
            }));
        }
        lines.join("\n")
    }

    /// The meeting and the minute it came from, else the day.
    fn raised(&self, ask: &Ask<'_>) -> String {
        let raised = &ask.listed.action.raised;
        let minute =
            if raised.minute.is_empty() { String::new() } else { format!(" minute {}", raised.minute) };
        match &raised.meeting {
            Some(meeting) => format!("from {}{minute}", self.light.meeting_said(meeting)),
            None => format!("raised {}{minute}", long_date(raised.date)),
        }
    }

    /// That something is not in it.
    fn left_out(&self) -> Option<String> {
        let some = Some(self.message.left_out).filter(|some| *some > 0)?;
        Some(format!(
            "Not in this message: {}. Ask whoever sent it.",
            count(some, "action that is restricted", "actions that are restricted")
        ))
    }

    /// How to answer.
    fn answering(&self) -> &'static str {
        if self.message.whom == Whom::BusinessManager {
            return "Please find a lead for each, or bring them to the next meeting of the group.\nThank you.";
        }
        "To answer, write back the number and one of these, a line for each action:\n\
         - done, and what shows it\n\
         - what has happened since, and what is next\n\
         - a new date, and the reason\n\
         - what would help, or who should lead it instead\n\
         Thank you."
    }
}

/// What stands before an action that is restricted.
fn marked(tier: Tier) -> &'static str {
    if tier == Tier::Restricted { "[restricted] " } else { "" }
}

fn ago(days: i64) -> String {
    if days == 1 { "yesterday".to_owned() } else { format!("{days} days ago") }
}

/// How far up the ladder evidence is asked for.
fn asked_for(level: Level) -> String {
    format!(
        "its group asks for evidence that it is {} ({} of {})",
        level.said(),
        level.number(),
        Level::ALL.len()
    )
}

/// Something an action waits for.
fn link(link: &Link) -> String {
    let indent = "  ".repeat(link.depth + 1);
    let waits = if link.depth == 0 { "Waits for" } else { "which waits for" };
    match &link.said {
        Some((what, lead)) => {
            format!("{indent}{waits} {}, {what} (lead: {lead})", one_line(link.id.as_str()))
        }
        None if link.id.as_str().is_empty() => format!("{indent}{waits} an action that cannot be named here"),
        None => format!("{indent}{waits} {}, which no tracker has", one_line(link.id.as_str())),
    }
}

/// A message to paste: to whom, the subject, and what it says.
pub fn printed(letter: &Letter<'_>) -> String {
    format!("To: {}\nSubject: {}\n\n{}", letter.message.whom.said(), letter.subject(), letter.body())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Action, Due, Status};
    use crate::domain::actions::all;
    use crate::domain::chase::{Asked, chase};
    use crate::domain::tracker::Tracker;
    use std::collections::BTreeMap;

    #[test]
    fn what_waits_and_is_late_is_said_to_be_late() {
        let action = |id: &str, status, blocked_by: Vec<crate::base::id::ActionId>| Action {
            id: id.into(),
            lead: Some("police-dsp".into()),
            due: Due::On("2026-11-27".parse().unwrap()),
            status,
            blocked_by,
            ..Action::default()
        };
        let actions = vec![
            action("A-1", Status::Blocked, vec!["A-2".into()]),
            action("A-2", Status::UnderWay, Vec::new()),
            action("A-3", Status::Done, Vec::new()),
        ];
        let trackers = [Tracker { actions, ..Tracker::default() }];
        let light = Light {
            partnership: None,
            today: "2026-12-03".parse().unwrap(),
            next: BTreeMap::new(),
            meetings: None,
        };
        let found: Vec<_> = all(&trackers).collect();
        let chase = chase(&light, &trackers, &found, Asked { within: 14, tier: Tier::Partners });
        let letter = Letter { message: &chase.messages[0], light: &light, within: 14 };
        assert_eq!(letter.subject(), "3 actions to look at, 2 late, Thu 3 Dec 2026");
        let waits = letter.body().split("Waiting for others").nth(1).unwrap().to_owned();
        assert!(waits.contains("6 days ago") && waits.contains("Waits for A-2"), "{waits}");
    }
}
