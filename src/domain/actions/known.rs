//! Every action by the ids it has and had, for what names actions from elsewhere: a recommendation, another action.

use super::{Listed, all};
use crate::base::id::ActionId;
use crate::base::text::count;
use crate::domain::action::{Action, Rag};
use crate::domain::agenda::Tier;
use crate::domain::tracker::Tracker;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The actions of some trackers by their ids.
#[derive(Clone, Debug, Default)]
pub struct Known<'a> {
    by_id: BTreeMap<&'a str, Listed<'a>>,
}

impl<'a> Known<'a> {
    /// The actions of these trackers. An id that one has now counts before one that another had.
    pub fn of(trackers: impl IntoIterator<Item = &'a Tracker> + Clone) -> Self {
        let mut by_id = BTreeMap::new();
        for listed in all(trackers.clone()) {
            for alias in &listed.action.aliases {
                by_id.entry(alias.as_str()).or_insert(listed);
            }
        }
        let mut now: Vec<Listed<'a>> = all(trackers).collect();
        // Of two with one id the first counts, as in a tracker.
        now.reverse();
        by_id.extend(now.into_iter().map(|listed| (listed.action.id.as_str(), listed)));
        Self { by_id }
    }

    /// The action with this id, or that had it.
    pub fn find(&self, id: &ActionId) -> Option<Listed<'a>> {
        self.by_id.get(id.as_str()).copied()
    }

    /// Whether even the number of an action may be said. One that no tracker has, or none that can be used, is not known to
    /// be anybody's to read.
    pub fn may_be_named(&self, id: &ActionId, tier: Tier) -> bool {
        self.find(id).map_or(tier == Tier::Restricted, |listed| listed.action.tier <= tier)
    }

    /// The action that goes on with this one: itself, or the last of those it was merged into.
    pub fn goes_on(&self, id: &ActionId) -> Option<Listed<'a>> {
        let mut found = self.find(id)?;
        // Merged in a round, which `check` names, it ends where it began to repeat.
        for _ in 0..self.by_id.len() {
            let next = found.action.merged_into.as_ref().filter(|_| !found.action.status.open());
            let Some(next) = next.and_then(|into| self.find(into)) else { break };
            found = next;
        }
        Some(found)
    }
}

impl Known<'_> {
    /// What an action waits for, and what that waits for in its turn:
    /// `waits for SOG-26-004, which waits for EXEC-26-010 (late 12 days)`. Of what is up to the tier given the words are
    /// said too. Each is followed once, so that a round is said and ends.
    pub fn waits(&self, action: &Action, today: NaiveDate, words: Option<Tier>) -> Vec<String> {
        let mut seen = BTreeSet::from([action.id.as_str().to_owned()]);
        let one = |id| format!("waits for {}", self.waited(id, &action.id, (today, words), &mut seen));
        action.blocked_by.iter().map(one).collect()
    }

    fn waited(
        &self,
        id: &ActionId,
        first: &ActionId,
        how: (NaiveDate, Option<Tier>),
        seen: &mut BTreeSet<String>,
    ) -> String {
        let Some(found) = self.find(id).map(|listed| listed.action) else {
            return format!("{id} (in no tracker)");
        };
        let (today, words) = how;
        let what = if words.is_some_and(|tier| found.tier <= tier) { &found.what } else { "" };
        let open = found.status.open();
        let named = match (what.is_empty(), open) {
            (true, _) => id.to_string(),
            (false, true) => format!("{id} {what}, {}", found.status_said()),
            (false, false) => format!("{id} {what}"),
        };
        if found.id == *first {
            return format!("{id}, which is this one again");
        }
        if !open {
            return format!("{named} ({})", found.status.word());
        }
        let late = match found.rag(today) {
            Rag::Late(days) => {
                format!(" (late {})", count(usize::try_from(days).unwrap_or(0), "day", "days"))
            }
            _ => String::new(),
        };
        if !seen.insert(found.id.as_str().to_owned()) {
            return format!("{named}{late}");
        }
        let next: Vec<String> = found.blocked_by.iter().map(|id| self.waited(id, first, how, seen)).collect();
        let next = if next.is_empty() {
            String::new()
        } else {
            format!(", which waits for {}", next.join(" and for "))
        };
        format!("{named}{late}{next}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Due, Status};

    #[test]
    fn the_whole_chain_is_said_and_a_round_ends() {
        let action = |id: &str, due: &str, waits: &[&str]| Action {
            id: id.into(),
            what: format!("Do {id}"),
            due: Due::On(due.parse().unwrap()),
            blocked_by: waits.iter().map(|id| (*id).into()).collect(),
            ..Action::default()
        };
        let closed = Action { status: Status::Closed, ..action("A-5", "2026-01-01", &["A-1"]) };
        let hidden = Action { tier: Tier::Restricted, ..action("A-6", "2027-01-01", &[]) };
        let actions = vec![
            action("A-1", "2027-01-01", &["A-2"]),
            action("A-2", "2027-01-01", &["A-3"]),
            action("A-3", "2026-11-21", &[]),
            action("A-4", "2027-01-01", &["A-5", "A-9", "A-6"]),
            closed,
            hidden,
            action("B-1", "2027-01-01", &["B-2"]),
            action("B-2", "2027-01-01", &["B-1", "B-3"]),
            action("B-3", "2027-01-01", &["B-2"]),
        ];
        let trackers = [Tracker { actions, ..Tracker::default() }];
        let known = Known::of(&trackers);
        let today = "2026-12-03".parse().unwrap();
        let said = |id: &str| known.waits(known.find(&id.into()).unwrap().action, today, None);
        assert_eq!(said("A-1"), ["waits for A-2, which waits for A-3 (late 12 days)"]);
        assert_eq!(said("A-4"), ["waits for A-5 (closed)", "waits for A-9 (in no tracker)", "waits for A-6"]);
        let round =
            "waits for B-2, which waits for B-1, which is this one again and for B-3, which waits for B-2";
        assert_eq!(said("B-1"), [round]);
        let whole = known.waits(known.find(&"A-4".into()).unwrap().action, today, Some(Tier::Partners));
        assert_eq!(whole[0], "waits for A-5 Do A-5 (closed)");
        assert_eq!(whole[2], "waits for A-6", "its words are not for everybody");
    }

    #[test]
    fn an_action_is_found_by_every_id_and_followed_to_the_one_that_goes_on() {
        let merged = |id: &str, into: &str| Action {
            id: id.into(),
            status: Status::Merged,
            merged_into: Some(into.into()),
            ..Action::default()
        };
        let last = Action { id: "A-3".into(), aliases: vec!["A-9".into()], ..Action::default() };
        let actions = vec![merged("A-1", "A-2"), merged("A-2", "A-9"), last, merged("A-7", "A-8")];
        let more = Tracker { actions: vec![merged("A-8", "A-7")], ..Tracker::default() };
        let trackers = [Tracker { actions, ..Tracker::default() }, more];
        let known = Known::of(&trackers);
        let goes_on = |id: &str| known.goes_on(&id.into()).map(|listed| listed.action.id.to_string());
        assert_eq!(goes_on("A-1").as_deref(), Some("A-3"));
        assert_eq!(goes_on("A-9").as_deref(), Some("A-3"));
        assert!(goes_on("A-7").is_some(), "a round ends");
        assert_eq!(goes_on("A-4"), None);
    }
}
