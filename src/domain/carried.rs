//! What a meeting carries from its group's last one: items put off to it, and decisions taken without a quorum,
//! which have no effect until a quorate meeting ratifies them. Worked out from the last record, never stored twice.

use super::agenda::{CHAIR, Item, Purpose, Tier};
use super::decided::Decided;
use super::issued::IssuedAgenda;
use crate::base::id::{ActionId, ItemId, MeetingId, PostId};
use crate::base::length::Minutes;
use crate::base::stamp::long_date;
use crate::base::text::and_list;

/// Minutes given to a decision to ratify.
const TO_RATIFY: Minutes = Minutes(3);

/// How the last meeting went, as far as the next one must know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// Items put off.
    pub deferred: Vec<PutOff>,
    /// Decisions taken, in the order of the record.
    pub decisions: Vec<Decided>,
    /// Actions that were ended without a quorum.
    pub actions: Vec<Ended>,
    /// Whether the meeting has ended.
    pub ended: bool,
    /// The seats of those who were there for any of it.
    pub here: Vec<PostId>,
}

/// An action that was ended without a quorum, and so has not ended yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// Whether by closing or dropping it.
    pub how: String,
    /// Which.
    pub action: ActionId,
    /// Whether it is restricted.
    pub restricted: bool,
}

/// An item put off.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PutOff {
    /// The item.
    pub id: ItemId,
    /// Its title, where the agenda does not know it.
    pub title: Option<String>,
    /// To which meeting, in words.
    pub to: String,
    /// To which meeting, where it is known.
    pub meeting: Option<MeetingId>,
    /// Why.
    pub why: String,
}

impl Past {
    /// The last number given to a decision there.
    pub fn last_decision(&self) -> u32 {
        self.decisions.iter().map(Decided::number).max().unwrap_or(0)
    }
}

/// Adds to an agenda what the last meeting left: a `why` on an item that is on it anyway, else an item of its own.
/// Gives the items to add.
pub fn carry(last: &IssuedAgenda, past: &Past, next: &mut IssuedAgenda) -> Vec<Item> {
    let mut added = Vec::new();
    let on = long_date(last.date);
    for put_off in past.deferred.iter().filter(|p| p.meeting.as_ref().is_none_or(|m| m == &next.id)) {
        let known = last.items.iter().find(|i| i.id == put_off.id).cloned().unwrap_or_default();
        let why = format!("Deferred on {on}: {}", put_off.why);
        if let Some(here) = next.items.iter_mut().find(|i| i.id == put_off.id) {
            // What was said under a restricted item is not for an item more people may see.
            let why = if known.tier > here.tier { format!("Deferred on {on}") } else { why };
            here.why = if here.why.is_empty() { why } else { format!("{why}. {}", here.why) };
            here.carried_from = Some(last.id.clone());
            continue;
        }
        added.push(Item {
            id: ItemId::new(format!("carried-{}", put_off.id)),
            title: put_off.title.clone().unwrap_or_else(|| known.title.clone()),
            lead: if known.lead.is_empty() { CHAIR.to_owned() } else { known.lead.clone() },
            carried_from: Some(last.id.clone()),
            why,
            papers: Vec::new(),
            lock: None,
            ..known
        });
    }
    for (i, decision) in past.decisions.iter().filter(|d| d.provisional).enumerate() {
        let number = decision.id.as_ref().map_or(String::new(), |id| format!(" {id}"));
        added.push(Item {
            id: ItemId::new(format!("ratify-{}", i + 1)),
            title: format!("To ratify: decision{number} of {on}"),
            purpose: Purpose::Decide,
            lead: CHAIR.to_owned(),
            minutes: TO_RATIFY,
            ask: format!("Ratify what was decided on {on} without a quorum: {}", decision.said(last)),
            why: "Taken when the meeting was not quorate, so it has no effect until it is ratified"
                .to_owned(),
            carried_from: Some(last.id.clone()),
            tier: decision.tier(last),
            ..Item::default()
        });
    }
    added.extend(actions_to_ratify(last, past));
    added
}

/// What ended actions without a quorum, restricted ones apart.
fn actions_to_ratify(last: &IssuedAgenda, past: &Past) -> Vec<Item> {
    let on = long_date(last.date);
    let of = |restricted: bool| {
        let ended = past.actions.iter().filter(move |ended| ended.restricted == restricted);
        let said: Vec<String> = ended.map(|ended| format!("{} {}", ended.how, ended.action)).collect();
        (!said.is_empty()).then(|| Item {
            id: ItemId::new(if restricted { "ratify-restricted-actions" } else { "ratify-actions" }),
            title: format!("To ratify: actions ended on {on}"),
            purpose: Purpose::Decide,
            lead: CHAIR.to_owned(),
            minutes: TO_RATIFY,
            ask: format!("Ratify what was decided on {on} without a quorum: {}", and_list(&said)),
            why: "Decided when the meeting was not quorate: each stays open, and is ended in the review of actions once \
                  that is ratified"
                .to_owned(),
            carried_from: Some(last.id.clone()),
            tier: if restricted { Tier::Restricted } else { Tier::default() },
            ..Item::default()
        })
    };
    [false, true].into_iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agenda(id: &str, date: &str, items: &[&str]) -> IssuedAgenda {
        let items = items.iter().map(|i| Item { id: (*i).into(), title: (*i).into(), ..Item::default() });
        IssuedAgenda {
            id: id.into(),
            date: date.parse().unwrap(),
            items: items.collect(),
            ..Default::default()
        }
    }

    fn put_off(id: &str, meeting: Option<&str>) -> PutOff {
        PutOff {
            id: id.into(),
            meeting: meeting.map(MeetingId::from),
            why: "no paper".into(),
            ..PutOff::default()
        }
    }

    #[test]
    fn a_deferred_standing_item_says_why_and_another_is_added() {
        let last = agenda("a", "2026-12-03", &["budget", "visit"]);
        let mut next = agenda("b", "2027-03-04", &["budget"]);
        let past = Past {
            deferred: vec![put_off("budget", None), put_off("visit", Some("b")), put_off("other", Some("c"))],
            ..Past::default()
        };
        let added = carry(&last, &past, &mut next);
        assert_eq!(next.items[0].why, "Deferred on Thu 3 Dec 2026: no paper");
        assert_eq!(added.len(), 1, "what went to another meeting stays there");
        assert_eq!((added[0].id.as_str(), added[0].title.as_str()), ("carried-visit", "visit"));
    }

    #[test]
    fn the_reason_given_under_a_restricted_item_stays_there() {
        let mut last = agenda("a", "2026-12-03", &["budget"]);
        last.items[0].tier = Tier::Restricted;
        let mut next = agenda("b", "2027-03-04", &["budget"]);
        carry(&last, &Past { deferred: vec![put_off("budget", None)], ..Past::default() }, &mut next);
        assert_eq!(next.items[0].why, "Deferred on Thu 3 Dec 2026");
    }

    #[test]
    fn actions_ended_without_a_quorum_come_back_to_be_ratified() {
        let last = agenda("a", "2026-12-03", &["actions"]);
        let mut next = agenda("b", "2027-03-04", &["actions"]);
        let ended = |how: &str, action: &str, restricted| Ended {
            how: how.into(),
            action: action.into(),
            restricted,
        };
        let actions = vec![
            ended("closing", "EXEC-26-014", false),
            ended("closing", "EXEC-26-012", true),
            ended("dropping", "EXEC-26-009", false),
        ];
        let added = carry(&last, &Past { actions, ..Past::default() }, &mut next);
        assert_eq!(added[0].title, "To ratify: actions ended on Thu 3 Dec 2026");
        assert_eq!(
            added[0].ask,
            "Ratify what was decided on Thu 3 Dec 2026 without a quorum: closing EXEC-26-014 and dropping EXEC-26-009"
        );
        assert_eq!((added.len(), added[1].tier), (2, Tier::Restricted), "a restricted one is said apart");
    }

    #[test]
    fn a_decision_without_a_quorum_comes_back_to_be_ratified() {
        let last = agenda("a", "2026-12-03", &["budget"]);
        let mut next = agenda("b", "2027-03-04", &["budget"]);
        let taken = |id: &str, provisional, restricted| Decided {
            id: Some(id.into()),
            item: "budget".into(),
            text: "agree it".into(),
            provisional,
            restricted,
            ..Decided::default()
        };
        let decisions = vec![
            taken("EXEC-26-D001", true, false),
            taken("EXEC-26-D002", false, false),
            taken("EXEC-26-D003", true, true),
        ];
        let added = carry(&last, &Past { decisions, ..Past::default() }, &mut next);
        assert_eq!(added[0].title, "To ratify: decision EXEC-26-D001 of Thu 3 Dec 2026");
        assert_eq!(added[0].purpose, Purpose::Decide);
        assert_eq!(added[1].title, "To ratify: decision EXEC-26-D003 of Thu 3 Dec 2026");
        assert_eq!(added[1].tier, Tier::Restricted, "a restricted line is restricted wherever it goes");
    }
}
