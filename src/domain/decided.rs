//! Decisions as the records of past meetings tell them, and which of them still stand. Worked out, never stored: a
//! decision stands until a later one that has effect takes its place or takes it back.

use super::agenda::Tier;
use super::carried::Past;
use super::decision_numbers::Recorded;
use super::issued::IssuedAgenda;
use super::meeting::{Outcome, Replaces};
use crate::base::id::{DecisionId, GroupId, ItemId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A decision as the record of its meeting tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decided {
    /// Its number, where it has one.
    pub id: Option<DecisionId>,
    /// The item it was taken under.
    pub item: ItemId,
    /// What became of the matter, in a word; nothing where the record was changed into something else.
    pub outcome: Option<Outcome>,
    /// Its wording; empty where the item's ask says it all.
    pub text: String,
    /// Whether it was taken without a quorum, and so has no effect yet.
    pub provisional: bool,
    /// Whether the line is kept to the restricted minutes, whatever its item is.
    pub restricted: bool,
    /// What it does to an earlier one.
    pub replaces: Option<Replaces>,
    /// The day by which it is to be looked at again.
    pub review: Option<NaiveDate>,
}

impl Decided {
    /// The last digits of its number; nought where it has none.
    pub fn number(&self) -> u32 {
        let id = self.id.as_ref().map_or("", |id| id.as_str());
        id.rsplit("-D").next().and_then(|number| number.parse().ok()).unwrap_or(0)
    }

    /// Who may see it, given the agenda it was taken under: an item that is not known is for the partners.
    pub fn tier(&self, agenda: &IssuedAgenda) -> Tier {
        let own = if self.restricted { Tier::Restricted } else { Tier::Open };
        let item = agenda.items.iter().find(|item| item.id == self.item);
        item.map_or(Tier::Partners, |item| item.tier).max(own)
    }

    /// It in a few words: its own, else the item's and what became of it.
    pub fn said(&self, agenda: &IssuedAgenda) -> String {
        if !self.text.is_empty() {
            return self.text.clone();
        }
        let outcome = self.outcome.map_or("decided", Outcome::said);
        match agenda.items.iter().find(|item| item.id == self.item) {
            Some(item) if !item.ask.is_empty() => format!("{outcome}: {}", item.ask),
            Some(item) => format!("{outcome}: {}", item.title),
            None => outcome.to_owned(),
        }
    }

    /// Whether it changes anything: what was not agreed, or has no quorum behind it, does not.
    fn has_effect(&self) -> bool {
        !self.provisional && matches!(self.outcome, Some(Outcome::Agreed | Outcome::AgreedWithConditions))
    }
}

/// An earlier decision, as a later meeting knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Earlier {
    /// Its number.
    pub id: DecisionId,
    /// The day it was taken.
    pub on: NaiveDate,
    /// It in a few words.
    pub said: String,
    /// Who may see it.
    pub tier: Tier,
}

/// Whether a decision still stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It stands.
    Stands,
    /// It has no effect until a quorate meeting ratifies it.
    Provisional,
    /// A later decision took its place.
    Superseded(DecisionId),
    /// A later decision took it back.
    Rescinded(DecisionId),
}

impl Standing {
    /// The words on screens and documents: `superseded by EXEC-26-D014`.
    pub fn said(&self) -> String {
        match self {
            Self::Stands => "stands".to_owned(),
            Self::Provisional => "provisional, to be ratified".to_owned(),
            Self::Superseded(by) => format!("superseded by {by}"),
            Self::Rescinded(by) => format!("rescinded by {by}"),
        }
    }
}

/// One row of the register of decisions.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The decision.
    pub decision: Earlier,
    /// The group that took it.
    pub group: GroupId,
    /// What became of the matter.
    pub outcome: Option<Outcome>,
    /// The day by which it is to be looked at again.
    pub review: Option<NaiveDate>,
    /// Whether it still stands.
    pub standing: Standing,
}

/// Every numbered decision of meetings that were held, by day and number.
pub fn register<'a>(held: impl Iterator<Item = (&'a IssuedAgenda, &'a Past)>) -> Vec<Row> {
    let mut all: Vec<(&IssuedAgenda, &Decided)> =
        held.flat_map(|(agenda, past)| past.decisions.iter().map(move |d| (agenda, d))).collect();
    all.sort_by_key(|(agenda, decided)| (agenda.date, decided.id.clone()));
    let replaced: Vec<(&DecisionId, Standing)> =
        all.iter().filter_map(|(_, later)| replaced(later)).collect();
    let rows = all.iter().filter_map(|(agenda, decided)| {
        let id = decided.id.clone()?;
        let by_later = replaced.iter().rev().find(|(earlier, _)| **earlier == id);
        let standing = match by_later {
            Some((_, standing)) => standing.clone(),
            None if decided.provisional => Standing::Provisional,
            None => Standing::Stands,
        };
        let (said, tier) = (decided.said(agenda), decided.tier(agenda));
        Some(Row {
            decision: Earlier { id, on: agenda.date, said, tier },
            group: agenda.group.clone(),
            outcome: decided.outcome,
            review: decided.review,
            standing,
        })
    });
    rows.collect()
}

/// The numbers of the decisions that one meeting recorded.
pub fn recorded<'a>(agenda: &'a IssuedAgenda, past: &'a Past) -> impl Iterator<Item = Recorded> + 'a {
    past.decisions.iter().filter_map(|decided| {
        let restricted = decided.tier(agenda) == Tier::Restricted;
        Some(Recorded { id: decided.id.clone()?, on: agenda.date, restricted })
    })
}

/// What a decision makes of the one it replaces.
fn replaced(later: &Decided) -> Option<(&DecisionId, Standing)> {
    let (replaces, by) = (later.replaces.as_ref()?, later.id.clone()?);
    let standing = if replaces.rescinded { Standing::Rescinded(by) } else { Standing::Superseded(by) };
    later.has_effect().then_some((&replaces.decision, standing))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agenda::Item;

    fn held(id: &str, date: &str, decisions: Vec<Decided>) -> (IssuedAgenda, Past) {
        let items = vec![Item { id: "budget".into(), ask: "Agree the budget.".into(), ..Item::default() }];
        let agenda =
            IssuedAgenda { id: id.into(), date: date.parse().unwrap(), items, ..IssuedAgenda::default() };
        (agenda, Past { decisions, ..Past::default() })
    }

    fn decided(id: &str, replaces: Option<(&str, bool)>) -> Decided {
        Decided {
            id: Some(id.into()),
            item: "budget".into(),
            outcome: Some(Outcome::Agreed),
            replaces: replaces.map(|(id, rescinded)| Replaces { decision: id.into(), rescinded }),
            ..Decided::default()
        }
    }

    fn standings(all: &[(IssuedAgenda, Past)]) -> Vec<String> {
        register(all.iter().map(|(agenda, past)| (agenda, past))).iter().map(|r| r.standing.said()).collect()
    }

    #[test]
    fn a_decision_stands_until_a_later_one_takes_its_place_or_takes_it_back() {
        let all = [
            held("b", "2026-12-03", vec![decided("E-26-D003", Some(("E-26-D001", false)))]),
            held("a", "2026-09-10", vec![decided("E-26-D001", None), decided("E-26-D002", None)]),
            held("c", "2027-03-04", vec![decided("E-27-D001", Some(("E-26-D002", true)))]),
        ];
        assert_eq!(
            standings(&all),
            ["superseded by E-26-D003", "rescinded by E-27-D001", "stands", "stands"]
        );
    }

    #[test]
    fn what_has_no_effect_replaces_nothing() {
        let mut provisional = decided("E-26-D002", Some(("E-26-D001", false)));
        provisional.provisional = true;
        let mut refused = decided("E-26-D003", Some(("E-26-D001", true)));
        refused.outcome = Some(Outcome::NotAgreed);
        let all = [
            held("a", "2026-09-10", vec![decided("E-26-D001", None)]),
            held("b", "2026-12-03", vec![provisional, refused]),
        ];
        assert_eq!(standings(&all), ["stands", "provisional, to be ratified", "stands"]);
    }

    #[test]
    fn a_decision_without_words_is_said_by_its_item_and_a_restricted_line_stays_restricted() {
        let (agenda, _) = held("a", "2026-09-10", vec![]);
        let mut decision = decided("E-26-D012", None);
        assert_eq!(decision.said(&agenda), "agreed: Agree the budget.");
        assert_eq!((decision.tier(&agenda), decision.number()), (Tier::Partners, 12));
        decision.restricted = true;
        assert_eq!(decision.tier(&agenda), Tier::Restricted);
    }
}
