//! What a meeting carries from its group's last one: items put off to it, and decisions taken without a quorum,
//! which have no effect until a quorate meeting ratifies them. Worked out from the last record, never stored twice.

use super::agenda::{CHAIR, Item, Purpose, Tier};
use super::issued::IssuedAgenda;
use crate::base::id::{ItemId, MeetingId};
use crate::base::length::Minutes;
use crate::base::stamp::long_date;

/// Minutes given to a decision to ratify.
const TO_RATIFY: Minutes = Minutes(3);

/// How the last meeting went, as far as the next one must know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// Items put off.
    pub deferred: Vec<PutOff>,
    /// Decisions taken without a quorum.
    pub provisional: Vec<Provisional>,
    /// The last number given to a decision there.
    pub last_decision: u32,
    /// Whether the meeting has ended.
    pub ended: bool,
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

/// A decision taken without a quorum.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provisional {
    /// Its number, where it has one.
    pub id: Option<String>,
    /// The item it was taken under.
    pub item: ItemId,
    /// What was decided, in a few words.
    pub said: String,
    /// Whether it was kept to the restricted minutes though its item was not.
    pub restricted: bool,
}

/// Adds to an agenda what the last meeting left: a `why` on an item that is on it anyway, else an item of its own.
/// Gives the items to add.
pub fn carry(last: &IssuedAgenda, past: &Past, next: &mut IssuedAgenda) -> Vec<Item> {
    let mut added = Vec::new();
    let on = long_date(last.date);
    for put_off in past.deferred.iter().filter(|p| p.meeting.as_ref().is_none_or(|m| m == &next.id)) {
        let why = format!("Deferred on {on}: {}", put_off.why);
        if let Some(here) = next.items.iter_mut().find(|i| i.id == put_off.id) {
            here.why = if here.why.is_empty() { why } else { format!("{why}. {}", here.why) };
            here.carried_from = Some(last.id.clone());
            continue;
        }
        let known = last.items.iter().find(|i| i.id == put_off.id).cloned().unwrap_or_default();
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
    for (i, decision) in past.provisional.iter().enumerate() {
        let under = last.items.iter().find(|item| item.id == decision.item);
        let own = if decision.restricted { Tier::Restricted } else { Tier::Open };
        let number = decision.id.as_ref().map_or(String::new(), |id| format!(" {id}"));
        added.push(Item {
            id: ItemId::new(format!("ratify-{}", i + 1)),
            title: format!("To ratify: decision{number} of {on}"),
            purpose: Purpose::Decide,
            lead: CHAIR.to_owned(),
            minutes: TO_RATIFY,
            ask: format!("Ratify what was decided on {on} without a quorum: {}", decision.said),
            why: "Taken when the meeting was not quorate, so it has no effect until it is ratified"
                .to_owned(),
            carried_from: Some(last.id.clone()),
            tier: under.map_or(Tier::Partners, |item| item.tier).max(own),
            ..Item::default()
        });
    }
    added
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
    fn a_decision_without_a_quorum_comes_back_to_be_ratified() {
        let last = agenda("a", "2026-12-03", &["budget"]);
        let mut next = agenda("b", "2027-03-04", &["budget"]);
        let decision = |restricted| Provisional {
            id: Some("EXEC-26-D001".into()),
            item: "budget".into(),
            said: "agree it".into(),
            restricted,
        };
        let provisional = vec![decision(false), decision(true)];
        let added = carry(&last, &Past { provisional, ..Past::default() }, &mut next);
        assert_eq!(added[0].title, "To ratify: decision EXEC-26-D001 of Thu 3 Dec 2026");
        assert_eq!(added[0].purpose, Purpose::Decide);
        let tiers: Vec<Tier> = added.iter().map(|item| item.tier).collect();
        assert_eq!(tiers, [Tier::Partners, Tier::Restricted], "what was restricted stays restricted");
    }
}
