//! What a meeting, a review or a hand does to an action that is in its tracker, as one value.

use super::{Action, Closing, Due, Evidence, Move, Part, Status, Ticked, Update};
use crate::base::id::{ActionId, DecisionId, PostId};
use crate::domain::clash::{Clash, Stands};
use serde::{Deserialize, Serialize};

/// A change of an action. What is none stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActionChange {
    /// Which.
    pub id: ActionId,
    /// Its new state, when that changed.
    pub status: Option<Status>,
    /// Its new due date and the move to add, when that changed.
    pub moved: Option<(Due, Move)>,
    /// Its new lead, when that changed.
    pub lead: Option<PostId>,
    /// Evidence to add.
    pub evidence: Option<Evidence>,
    /// Who confirmed that it is closed.
    pub closed: Option<Closing>,
    /// A line for its history.
    pub update: Option<Update>,
    /// The action that goes on with it.
    pub merged_into: Option<ActionId>,
    /// The decision that dropped it, by its number.
    pub dropped_by: Option<DecisionId>,
    /// Actions it waits for from now on.
    pub waits_for: Vec<ActionId>,
    /// Whether it waits for nothing any more: what it waited for is taken out before that is added which it waits for now.
    pub waits_no_more: bool,
    /// Whether what had ended it ends it no more.
    pub opened_again: bool,
    /// A step that was ticked.
    pub ticked: Option<Ticked>,
    /// A step that was added, in its words.
    pub step_added: Option<String>,
    /// How it stood when somebody said this of it; nothing where that does not matter, as for what a meeting decides.
    pub seen: Option<Seen>,
}

/// How an action stood when somebody looked at it: what two people can set to two different things.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Its state.
    pub status: Status,
    /// When it was due.
    pub due: Due,
    /// Who led it.
    pub lead: Option<PostId>,
}

impl Seen {
    /// As it stands.
    pub fn of(action: &Action) -> Self {
        Self { status: action.status, due: action.due, lead: action.lead.clone() }
    }
}

impl ActionChange {
    /// What this would set although somebody else has set it to another thing since it was looked at.
    pub fn clash(&self, now: &Action) -> Option<Clash> {
        let seen = self.seen.as_ref()?;
        let (is, was) = match (self.status, &self.moved, &self.lead) {
            (Some(new), ..) if now.status != seen.status && now.status != new => {
                (Stands::Status(now.status), Stands::Status(seen.status))
            }
            (_, Some((new, _)), _) if now.due != seen.due && now.due != *new => {
                (Stands::Due(now.due), Stands::Due(seen.due))
            }
            (.., Some(new)) if now.lead != seen.lead && now.lead.as_ref() != Some(new) => {
                (Stands::Lead(now.lead.clone()), Stands::Lead(seen.lead.clone()))
            }
            _ => return None,
        };
        Some(Clash::Action { id: self.id.clone(), is, was })
    }
}

impl Action {
    /// Makes a change. What is there already is not added again.
    pub fn take(&mut self, change: &ActionChange) {
        fn add<T: Clone + PartialEq>(to: &mut Vec<T>, one: Option<&T>) {
            to.extend(one.filter(|one| !to.contains(one)).cloned().into_iter().collect::<Vec<_>>());
        }
        self.status = change.status.unwrap_or(self.status);
        if let Some((due, step)) = &change.moved {
            self.due = *due;
            self.first_due = self.first_due.or_else(|| self.first_date_by(step));
        }
        if let Some(lead) = &change.lead {
            self.lead = Some(lead.clone());
        }
        if change.opened_again {
            (self.closed, self.dropped_by, self.merged_into) = (None, None, None);
        }
        if let Some(closed) = &change.closed {
            self.closed = Some(closed.clone());
        }
        if let Some(into) = &change.merged_into {
            self.merged_into = Some(into.clone());
        }
        if let Some(decision) = &change.dropped_by {
            self.dropped_by = Some(decision.clone());
        }
        add(&mut self.moves, change.moved.as_ref().map(|(_, step)| step));
        let evidence = change.evidence.as_ref();
        let evidence = evidence.filter(|new| !self.evidence.iter().any(|known| known.same(new)));
        add(&mut self.evidence, evidence);
        add(&mut self.updates, change.update.as_ref());
        if let Some(ticked) = &change.ticked
            && let Some(at) = self.step_of(ticked)
        {
            self.steps[at].done = ticked.day(&self.steps[at]);
        }
        if change.waits_no_more {
            self.blocked_by.clear();
        }
        if let Some(what) = change.step_added.as_ref().filter(|what| !self.has_step(what)) {
            self.steps.push(Part { what: what.clone(), done: None });
        }
        for id in &change.waits_for {
            add(&mut self.blocked_by, Some(id));
        }
    }
}
