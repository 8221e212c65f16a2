//! Rules for what actions say of one another: what an action waits for, and what goes on with it.

use super::page::Page;
use super::{Source, Sources};
use crate::base::id::ActionId;
use crate::base::text::fit;
use crate::domain::action::{Action, Status};
use crate::domain::tracker::Tracker;
use crate::files::places;
use crate::files::yaml::Step;
use crate::files::yaml::Step::{Index, Key};
use std::collections::{BTreeMap, BTreeSet};

/// The actions of every tracker by the ids they have and had.
pub(super) struct Links<'a> {
    by_id: BTreeMap<&'a str, &'a Action>,
    /// Ids that one action has and another had, with the one that had it.
    twice: BTreeMap<&'a str, &'a Action>,
    trackers: Vec<&'a Tracker>,
    /// Whether every tracker could be read: else an action that is not known may be in another.
    whole: bool,
}

impl<'a> Links<'a> {
    pub(super) fn new(all: &'a Sources) -> Self {
        let mut by_id = BTreeMap::new();
        let actions = || all.trackers.iter().flat_map(|source: &Source<_>| &source.value.actions);
        for action in actions() {
            for alias in &action.aliases {
                by_id.insert(alias.as_str(), action);
            }
        }
        let mut twice = BTreeMap::new();
        for action in actions() {
            let before = by_id.insert(action.id.as_str(), action);
            if let Some(other) = before.filter(|other| other.id != action.id) {
                twice.insert(action.id.as_str(), other);
            }
        }
        let trackers = all.paths.iter().filter(|path| path.starts_with(places::TRACKERS));
        let whole = trackers.count() <= all.trackers.len();
        Self { by_id, twice, trackers: all.trackers.iter().map(|source| &source.value).collect(), whole }
    }

    /// Whether every tracker could be read.
    pub(super) fn whole(&self) -> bool {
        self.whole
    }

    fn find(&self, id: &ActionId) -> Option<&'a Action> {
        self.by_id.get(id.as_str()).copied()
    }

    /// What an action says of others.
    pub(super) fn check(&self, page: &mut Page<'_>, at: [Step<'_>; 2], action: &'a Action) {
        for (nth, id) in action.blocked_by.iter().enumerate() {
            let place = [at[0], at[1], Key("blocked_by"), Index(nth)];
            self.is_known(page, &place, id);
            if let Some(round) = self.find(id).and_then(|other| self.way_back(other, &action.id)) {
                let way: Vec<&str> = round.iter().map(|id| id.as_str()).collect();
                let message = if way.len() < 2 {
                    format!("`{}` waits for itself", action.id)
                } else {
                    format!("`{}` waits for itself, by way of {}", action.id, way[..way.len() - 1].join(", "))
                };
                page.error(&place, message, "take out the one that need not wait");
            }
        }
        if let Some(into) = &action.merged_into {
            let place = [at[0], at[1], Key("merged_into")];
            self.is_known(page, &place, into);
            if self.find(into).is_some_and(|other| other.id == action.id) {
                page.error(&place, format!("`{}` is merged into itself", action.id), "name the other action");
            }
        } else if action.status == Status::Merged {
            let message = format!("`{}` is merged, and nothing says into which action", action.id);
            page.warning(
                &[at[0], at[1], Key("status")],
                message,
                "add merged_into: with the action that goes on",
            );
        }
    }

    /// An error when no tracker has this action, and a warning when the number was another's before, as after a merge of two
    /// trackers that gave it at the same time.
    pub(super) fn is_known(&self, page: &mut Page<'_>, at: &[Step<'_>], id: &ActionId) {
        let comes_round = || self.trackers.iter().any(|tracker| tracker.occurrence(id).is_some());
        if self.whole && self.find(id).is_none() && !comes_round() {
            let message = format!("no tracker has an action `{}`", fit(id.as_str(), 40));
            page.error(at, message, "correct the number, or take it out");
        }
        if let Some(other) = self.twice.get(id.as_str()) {
            let message = format!("`{id}` is one action now, and was the number of {} before", other.id);
            let mend =
                format!("look which of the two is meant here, and write {} if it is that one", other.id);
            page.warning(at, message, mend);
        }
    }

    /// The actions from one to another that it waits for in the end, both ends in it.
    fn way_back(&self, from: &'a Action, to: &ActionId) -> Option<Vec<&'a ActionId>> {
        let mut seen = BTreeSet::new();
        let mut ways = vec![vec![from]];
        while let Some(way) = ways.pop() {
            let last = *way.last()?;
            if &last.id == to {
                return Some(way.iter().map(|action| &action.id).collect());
            }
            if seen.insert(&last.id) {
                let next = last.blocked_by.iter().filter_map(|id| self.find(id));
                ways.extend(next.map(|other| way.iter().copied().chain([other]).collect()));
            }
        }
        None
    }
}
