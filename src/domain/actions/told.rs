//! What a change does to an action, in words, so that somebody can look at it before it is made.

use super::Light;
use crate::base::id::ActionId;
use crate::base::stamp::long_date;
use crate::base::text::{and_list, one_line};
use crate::domain::action::{Action, ActionChange, Due, Evidence};

impl Light<'_> {
    /// Who leads an action where there is no room for a name: the initials of whoever holds the post, else of the post.
    pub fn lead_in_short(&self, action: &Action) -> String {
        let Some(lead) = &action.lead else { return "–".to_owned() };
        let post = self.partnership.and_then(|partnership| partnership.post(lead));
        let holder = self.partnership.and_then(|partnership| partnership.holder(lead, self.today));
        match (holder.or_else(|| self.person(lead)), post) {
            (Some(person), _) if !person.initials.is_empty() => person.initials.clone(),
            (Some(person), _) => initials(&person.name),
            (None, Some(post)) if !post.short.is_empty() && post.short.len() <= 4 => post.short.clone(),
            (None, Some(post)) => initials(&post.title),
            (None, None) => initials(lead.as_str()),
        }
    }

    /// Where an action came from, and at which minute of which meeting about what it was set:
    /// `SOG 5 Nov 2026, minute 4.2 (Dashboard)`.
    pub fn from_said(&self, action: &Action) -> String {
        self.from(action, self.raised_said(action))
    }

    /// The same where there is no room for the topic.
    pub fn from_briefly(&self, action: &Action) -> String {
        self.from(action, self.minute_said(action))
    }

    fn from(&self, action: &Action, raised: String) -> String {
        let raised = Some(raised).filter(|raised| !raised.is_empty());
        if action.sources.is_empty() {
            return raised.unwrap_or_else(|| self.sources_said(action));
        }
        let raised = raised.map(|raised| match action.raised.meeting {
            Some(_) => format!(", raised at {raised}"),
            None => format!(", {raised}"),
        });
        self.sources_said(action) + &raised.unwrap_or_default()
    }

    /// The meeting, the minute and the topic at which an action was set; empty where none is known.
    pub fn raised_said(&self, action: &Action) -> String {
        let at = self.minute_said(action);
        match self.topic(action).map(one_line).filter(|topic| !topic.is_empty()) {
            Some(topic) if at.is_empty() => topic,
            Some(topic) => format!("{at} ({topic})"),
            None => at,
        }
    }

    fn minute_said(&self, action: &Action) -> String {
        let meeting = action.raised.meeting.iter().map(|meeting| self.meeting_said(meeting));
        let minute = Some(&action.raised.minute).filter(|minute| !minute.is_empty());
        let minute = minute.map(|minute| format!("minute {minute}"));
        meeting.chain(minute).collect::<Vec<_>>().join(", ")
    }

    /// The title of the item under which an action was set. One for fewer readers than the action is not said.
    fn topic(&self, action: &Action) -> Option<&str> {
        let raised = &action.raised;
        let agenda = self.meetings?.get(raised.meeting.as_ref()?)?;
        let item = agenda.items.iter().find(|item| Some(&item.id) == raised.item.as_ref())?;
        (item.tier <= action.tier).then_some(item.title.as_str())
    }

    /// What an action brings to another that it is merged into: where it came from, who led it and who helped.
    pub fn brings(&self, action: &Action) -> Vec<String> {
        let known = !action.sources.is_empty() || !self.raised_said(action).is_empty();
        let from = known.then(|| format!("it came from {}", self.from_said(action)));
        let with: Vec<String> = action.with.iter().map(|post| self.who_said(post)).collect();
        let with = (!with.is_empty()).then(|| format!("with {}", and_list(&with)));
        let led = format!("led by {}", self.lead_said(action));
        from.into_iter().chain([led]).chain(with).collect()
    }

    /// What a change comes to, one thing each: `due Thu 3 Dec 2026 -> Thu 4 Mar 2027, because …`. Nothing where the action
    /// says all of it already.
    pub fn change_said(&self, action: &Action, change: &ActionChange) -> Vec<String> {
        let mut after = action.clone();
        after.take(change);
        let mut said = Vec::new();
        if after.status != action.status {
            said.push(format!("{} → {}", action.status_said(), after.status_said()));
        }
        if after.due != action.due || after.moves.len() > action.moves.len() {
            let why = after.moves.last().map(|step| format!(", because {}", step.why)).unwrap_or_default();
            said.push(format!("due {} → {}{why}", due_said(action.due), due_said(after.due)));
        }
        if after.lead != action.lead {
            said.push(format!("lead {} → {}", self.lead_said(action), self.lead_said(&after)));
        }
        said.extend(after.evidence.iter().skip(action.evidence.len()).map(evidence_said));
        said.extend(after.updates.iter().skip(action.updates.len()).map(|update| update.text.clone()));
        if after.blocked_by.is_empty() && !action.blocked_by.is_empty() {
            let ids: Vec<&str> = action.blocked_by.iter().map(ActionId::as_str).collect();
            said.push(format!("waits no more for {}", and_list(&ids)));
        }
        said
    }
}

/// The first letters of words: `HS` of Head of Safeguarding.
fn initials(name: &str) -> String {
    let words = name
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|word| !matches!(*word, "of" | "and" | "the" | "for"));
    words.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).take(4).collect()
}

/// `evidence: Report (done), in evidence/report.pdf`.
fn evidence_said(evidence: &Evidence) -> String {
    let file = if evidence.file.is_empty() { String::new() } else { format!(", in {}", evidence.file) };
    format!("evidence: {} ({}){file}", evidence.text, evidence.level.said())
}

/// A due date in words.
pub(super) fn due_said(due: Due) -> String {
    due.day().map_or_else(|| "to be set".to_owned(), long_date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Move, Raised, Source, SourceKind, Status, Update};
    use crate::domain::agenda::Tier;
    use crate::domain::issued::IssuedAgenda;
    use std::collections::BTreeMap;

    #[test]
    fn where_it_came_from_is_said_with_the_meeting_and_the_minute() {
        let light = Light {
            partnership: None,
            today: "2026-12-03".parse().unwrap(),
            next: BTreeMap::new(),
            meetings: None,
        };
        let raised = |meeting: Option<&str>, minute: &str| Raised {
            meeting: meeting.map(Into::into),
            minute: minute.into(),
            ..Raised::default()
        };
        let source = Source { kind: SourceKind::Cspr, called: "Child A".into(), ..Source::default() };
        for (sources, raised, said) in [
            (vec![], raised(Some("sog-2026-11-05"), "4.2"), "sog 5 Nov 2026, minute 4.2"),
            (vec![], raised(Some("sog-2026-11-05"), ""), "sog 5 Nov 2026"),
            (vec![], raised(None, "4.2"), "minute 4.2"),
            (vec![], raised(None, ""), "not said"),
            (vec![source.clone()], raised(None, ""), "Child A"),
            (
                vec![source],
                raised(Some("sog-2026-11-05"), "4.2"),
                "Child A, raised at sog 5 Nov 2026, minute 4.2",
            ),
        ] {
            assert_eq!(light.from_said(&Action { raised, sources, ..Action::default() }), said);
        }
    }

    #[test]
    fn the_topic_is_said_where_it_may_be() {
        let item = |id: &str, title: &str, tier| crate::domain::agenda::Item {
            id: id.into(),
            title: title.into(),
            tier,
            ..crate::domain::agenda::Item::default()
        };
        let agenda = IssuedAgenda {
            items: vec![item("data", "Dashboard", Tier::Partners), item("b", "Part B", Tier::Restricted)],
            ..IssuedAgenda::default()
        };
        let meetings = BTreeMap::from([("sog-2026-11-05".into(), agenda)]);
        let today = "2026-12-03".parse().unwrap();
        let light = Light { partnership: None, today, next: BTreeMap::new(), meetings: Some(&meetings) };
        let action = |item: &str, tier| Action {
            raised: Raised {
                meeting: Some("sog-2026-11-05".into()),
                item: Some(item.into()),
                minute: "4.2".into(),
                ..Raised::default()
            },
            tier,
            ..Action::default()
        };
        assert_eq!(
            light.from_said(&action("data", Tier::Partners)),
            "sog 5 Nov 2026, minute 4.2 (Dashboard)"
        );
        assert_eq!(light.from_briefly(&action("data", Tier::Partners)), "sog 5 Nov 2026, minute 4.2");
        assert_eq!(light.from_said(&action("b", Tier::Partners)), "sog 5 Nov 2026, minute 4.2");
        assert_eq!(light.from_said(&action("b", Tier::Restricted)), "sog 5 Nov 2026, minute 4.2 (Part B)");
    }

    #[test]
    fn a_change_is_said_before_and_after() {
        let light = Light {
            partnership: None,
            today: "2026-12-03".parse().unwrap(),
            next: BTreeMap::new(),
            meetings: None,
        };
        let action = Action {
            lead: Some("police".into()),
            due: Due::On("2026-12-03".parse().unwrap()),
            ..Action::default()
        };
        let to = Due::On("2027-03-04".parse().unwrap());
        let change = ActionChange {
            status: Some(Status::Done),
            moved: Some((
                to,
                Move { from: action.due, to, why: "the figures came late".into(), ..Move::default() },
            )),
            lead: Some("icb".into()),
            evidence: Some(Evidence { text: "Report".into(), ..Evidence::default() }),
            update: Some(Update { text: "Lead is now ICB".into(), ..Update::default() }),
            ..ActionChange::default()
        };
        assert_eq!(
            light.change_said(&action, &change),
            [
                "not started → done, not closed yet",
                "due Thu 3 Dec 2026 → Thu 4 Mar 2027, because the figures came late",
                "lead police → icb",
                "evidence: Report (done)",
                "Lead is now ICB",
            ]
        );
        assert_eq!(light.change_said(&action, &ActionChange::default()), [""; 0]);
    }
}
