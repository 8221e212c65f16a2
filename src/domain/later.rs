//! What leans on a meeting that was held: later meetings, decisions and actions. Said before its final minutes are opened
//! again, by ids and numbers alone, so that whoever reads it needs to be trusted with no words.

use super::carried::Past;
use super::issued::IssuedAgenda;
use super::tracker::Tracker;
use crate::base::id::{DecisionId, MeetingId};
use crate::base::stamp::long_date;
use crate::base::text::count;
use std::collections::BTreeMap;

/// What leans on a meeting, a sentence each without a full stop, later meetings in order of their ids first.
pub fn leaning_on<'a>(
    meeting: &MeetingId,
    agendas: &BTreeMap<MeetingId, IssuedAgenda>,
    pasts: &BTreeMap<MeetingId, Past>,
    trackers: impl Iterator<Item = &'a Tracker>,
) -> Vec<String> {
    let decided = pasts.get(meeting).map_or(&[][..], |past| &past.decisions);
    let own: Vec<&DecisionId> = decided.iter().filter_map(|decision| decision.id.as_ref()).collect();
    let mut said = Vec::new();
    for (id, agenda) in agendas.iter().filter(|(id, _)| *id != meeting) {
        let past = pasts.get(id);
        let mut leans = Vec::new();
        if agenda.last_meeting.as_ref() == Some(meeting) {
            leans.push(if past.is_some_and(|past| past.ended) {
                "looked at these minutes as those of its last meeting".to_owned()
            } else {
                "is to look at these minutes as those of its last meeting".to_owned()
            });
        }
        let carried = agenda.items.iter().filter(|item| item.carried_from.as_ref() == Some(meeting)).count();
        if carried > 0 {
            leans.push(format!("has {} carried from it", count(carried, "item", "items")));
        }
        let decisions = past.map_or(&[][..], |past| &past.decisions);
        let replaced = decisions.iter().filter_map(|decision| decision.replaces.as_ref());
        let replaced = replaced.filter(|one| own.contains(&&one.decision)).count();
        if replaced > 0 {
            leans.push(format!("replaced {} of it", count(replaced, "decision", "decisions")));
        }
        said.extend(leans.into_iter().map(|leans| format!("{id}, {}, {leans}", long_date(agenda.date))));
    }
    for tracker in trackers {
        let raised = |action: &&super::action::Action| action.raised.meeting.as_ref() == Some(meeting);
        let all = tracker.actions.iter().filter(raised).count();
        if all > 0 {
            let open = tracker.actions.iter().filter(raised).filter(|action| action.status.open()).count();
            said.push(format!(
                "{} in the tracker {} {} raised there, {open} still open",
                count(all, "action", "actions"),
                tracker.id,
                if all == 1 { "was" } else { "were" }
            ));
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Action, Raised, Status};
    use crate::domain::agenda::Item;
    use crate::domain::decided::Decided;
    use crate::domain::meeting::Replaces;

    #[test]
    fn later_meetings_decisions_and_actions_that_lean_on_it_are_named_without_words() {
        let id = MeetingId::from("executive-2026-12-03");
        let later = IssuedAgenda {
            id: "executive-2027-03-04".into(),
            date: "2027-03-04".parse().unwrap(),
            last_meeting: Some(id.clone()),
            items: vec![Item { title: "CANARY".into(), carried_from: Some(id.clone()), ..Item::default() }],
            ..IssuedAgenda::default()
        };
        let agendas = [later].map(|agenda| (agenda.id.clone(), agenda)).into();
        let decision = |id: &str| Decided { id: Some(id.into()), ..Decided::default() };
        let after = Decided {
            replaces: Some(Replaces { decision: "EXEC-26-D001".into(), rescinded: true }),
            ..decision("EXEC-27-D001")
        };
        let pasts = [
            (id.clone(), Past { decisions: vec![decision("EXEC-26-D001")], ended: true, ..Past::default() }),
            ("executive-2027-03-04".into(), Past { decisions: vec![after], ended: true, ..Past::default() }),
        ];
        let raised = Raised { meeting: Some(id.clone()), ..Raised::default() };
        let action = |status| Action { raised: raised.clone(), status, ..Action::default() };
        let actions = vec![action(Status::Closed), action(Status::UnderWay), Action::default()];
        let tracker = Tracker { id: "executive".into(), actions, ..Tracker::default() };
        assert_eq!(
            leaning_on(&id, &agendas, &pasts.into(), [&tracker].into_iter()),
            [
                "executive-2027-03-04, Thu 4 Mar 2027, looked at these minutes as those of its last meeting",
                "executive-2027-03-04, Thu 4 Mar 2027, has 1 item carried from it",
                "executive-2027-03-04, Thu 4 Mar 2027, replaced 1 decision of it",
                "2 actions in the tracker executive were raised there, 1 still open",
            ]
        );
    }
}
