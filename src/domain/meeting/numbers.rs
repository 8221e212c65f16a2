//! Numbers of the actions and decisions set in a meeting. Two writers who did not hear one another may give the same
//! number at the same moment: the first in the order of the journal keeps it, the other gets the next free one, on
//! every machine alike. A struck entry keeps its number, so none ever comes to mean something else.

use super::Meeting;
use super::entry::{Act, Entry, EntryId};
use super::line::Body;
use crate::base::id::{ActionId, DecisionId, ItemId, PostId};
use std::collections::{BTreeSet, HashMap};

/// Which number each recorded line has.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Numbers {
    given: BTreeSet<String>,
    of: HashMap<EntryId, Given>,
}

/// The numbers of one line, which may have been a decision before it was turned into an action.
#[derive(Clone, Debug, Default, PartialEq)]
struct Given {
    action: Option<ActionId>,
    decision: Option<DecisionId>,
}

impl Numbers {
    /// The numbers of every line, given the entries in the order of the journal.
    pub fn of(entries: &[Entry]) -> Self {
        let mut numbers = Self::default();
        for entry in entries {
            numbers.note(entry);
        }
        numbers
    }

    /// Gives the line of one more entry, the last in order, its number.
    pub fn note(&mut self, entry: &Entry) {
        let (line, body) = match &entry.act {
            Act::Recorded { body, .. } => (&entry.id, body),
            Act::Amended { record, body } => (record, body),
            _ => return,
        };
        let before = self.of.get(line).cloned().unwrap_or_default();
        match body {
            Body::Action { id, .. } if before.action.is_none() => {
                let id = ActionId::new(self.free(id.as_str()));
                self.of.entry(line.clone()).or_default().action = Some(id);
            }
            Body::Decision(decision) if before.decision.is_none() => {
                let Some(id) = &decision.id else { return };
                let id = DecisionId::new(self.free(id.as_str()));
                self.of.entry(line.clone()).or_default().decision = Some(id);
            }
            _ => {}
        }
    }

    /// This number where it is free, else the next that is; it is given from now on.
    fn free(&mut self, wanted: &str) -> String {
        let mut number = wanted.to_owned();
        while !self.given.insert(number.clone()) {
            number = next(&number);
        }
        number
    }

    /// A line with the number that is its own.
    pub fn own(&self, line: &EntryId, body: &Body) -> Body {
        let mut body = body.clone();
        let Some(given) = self.of.get(line) else { return body };
        match &mut body {
            Body::Action { id, .. } => *id = given.action.clone().unwrap_or_else(|| id.clone()),
            Body::Decision(decision) if decision.id.is_some() => decision.id.clone_from(&given.decision),
            _ => {}
        }
        body
    }

    /// Every number given, of struck lines too.
    pub fn given(&self) -> impl Iterator<Item = &str> {
        self.given.iter().map(String::as_str)
    }

    /// The number of a line's action, where it has ever been one.
    pub fn action(&self, line: &EntryId) -> Option<&ActionId> {
        self.of.get(line)?.action.as_ref()
    }
}

impl Meeting {
    /// An item's id as files write it: one added at the meeting goes by its printed number, `aob-1`.
    pub fn written_item(&self, id: &ItemId) -> ItemId {
        let late = self.state().item(id).filter(|item| item.late.is_some());
        late.map_or_else(|| id.clone(), |item| ItemId::new(item.no.to_lowercase().replace(' ', "-")))
    }

    /// A seat's id as files write it: somebody who was not expected is `guest-1`, in the order they joined.
    pub fn written_seat(&self, id: &PostId) -> PostId {
        let guests = self.state().seats.iter().skip(self.sitting().seats.len());
        let nth = guests.into_iter().position(|guest| &guest.id == id);
        nth.map_or_else(|| id.clone(), |nth| PostId::new(format!("guest-{}", nth + 1)))
    }
}

/// The number after this one: `EXEC-26-022` after `EXEC-26-021`, `EXEC-26-D010` after `EXEC-26-D009`.
fn next(number: &str) -> String {
    let digits = number.len() - number.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (front, count) = number.split_at(number.len() - digits);
    match count.parse::<u64>() {
        Ok(count) => format!("{front}{:0digits$}", count + 1),
        Err(_) => format!("{number}-2"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_number_keeps_its_width() {
        assert_eq!(next("EXEC-26-021"), "EXEC-26-022");
        assert_eq!(next("EXEC-26-999"), "EXEC-26-1000");
        assert_eq!(next("EXEC-26-D009"), "EXEC-26-D010");
        assert_eq!(next("odd"), "odd-2");
        assert_eq!(next("odd-2"), "odd-3");
    }
}
