//! Numbers of the actions and decisions set in a meeting. Two writers who did not hear one another may give the same
//! number at the same moment: the first in the order of the journal keeps it, the other gets the next free one, on
//! every machine alike. A struck entry keeps its number, so none ever comes to mean something else. A number that
//! turns out to be another action's in the tracker is given up for the one the tracker gives.

use super::Meeting;
use super::entry::{Act, Entry, EntryId};
use super::line::Body;
use crate::base::id::{ActionId, DecisionId, ItemId, PostId};
use crate::domain::tracker::number_after;
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
    /// Numbers the action had before.
    former: Vec<ActionId>,
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
        if let Act::Renumbered { record, to } = &entry.act {
            return self.renumber(record, to);
        }
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

    fn renumber(&mut self, line: &EntryId, to: &ActionId) {
        let Some(old) = self.action(line).filter(|old| *old != to).cloned() else { return };
        let new = ActionId::new(self.free(to.as_str()));
        let given = self.of.entry(line.clone()).or_default();
        given.former.push(old);
        given.action = Some(new);
    }

    /// This number where it is free, else the next that is; it is given from now on.
    fn free(&mut self, wanted: &str) -> String {
        let mut number = wanted.to_owned();
        while !self.given.insert(number.clone()) {
            number = number_after(&number);
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

    /// The numbers a line's action had before, the first one first.
    pub fn former(&self, line: &EntryId) -> impl Iterator<Item = &ActionId> {
        self.of.get(line).into_iter().flat_map(|given| &given.former)
    }

    /// The line whose action has this number.
    pub fn line_of(&self, action: &ActionId) -> Option<&EntryId> {
        self.of.iter().find(|(_, given)| given.action.as_ref() == Some(action)).map(|(line, _)| line)
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

#[cfg(test)]
mod tests {
    use super::super::example::{Play, WRITER, at};
    use super::*;
    use crate::domain::action::Due;

    #[test]
    fn numbers_given_at_the_same_moment_are_told_apart_on_every_machine() {
        let mut chair = Play::begun().meeting;
        let mut clerk = chair.clone();
        let action = |meeting: &Meeting, what: &str| Act::Recorded {
            item: "budget".into(),
            body: Body::Action {
                id: meeting.next_action_id(),
                what: what.into(),
                lead: None,
                due: Due::ToBeSet,
                with: vec![],
                tags: vec![],
            },
        };
        let act = action(&chair, "first");
        chair.enter("chair", at("10:10"), act).unwrap();
        let act = action(&clerk, "second");
        let second = clerk.enter("clerk", at("10:11"), act).unwrap().id;
        // A change knows the line by the number it had when it was made.
        let Body::Action { id, .. } = &clerk.state().record(&second).unwrap().body else { unreachable!() };
        let amended = Body::Action {
            id: id.clone(),
            what: "second, in other words".into(),
            lead: None,
            due: Due::ToBeSet,
            with: vec![],
            tags: vec![],
        };
        clerk.enter("clerk", at("10:12"), Act::Amended { record: second, body: amended }).unwrap();
        chair.take_in(clerk.entries().to_vec());
        clerk.take_in(chair.entries().to_vec());
        assert_eq!(chair, clerk);
        let said = |meeting: &Meeting| {
            let actions = meeting.new_actions().into_iter();
            actions.map(|a| format!("{} {}", a.id, a.what)).collect::<Vec<_>>()
        };
        assert_eq!(said(&chair), ["EXEC-26-021 first", "EXEC-26-022 second, in other words"]);
        assert_eq!(chair.next_action_id().as_str(), "EXEC-26-023");
        // Whoever takes it back, or hears of it, is told the number that it has now.
        let listed: Vec<String> = clerk.undo_list("clerk").into_iter().map(|e| clerk.said_of(e)).collect();
        assert!(listed[0].starts_with("the change to action: EXEC-26-022 second"), "{listed:?}");
        assert!(listed[1].ends_with(": EXEC-26-022 second"), "{listed:?}");
        let undone = clerk.undoable("clerk").unwrap().clone();
        assert!(clerk.said_with_time(&undone).contains("EXEC-26-022"));
        clerk.enter("clerk", at("10:13"), Act::Struck { entry: undone.id.clone() }).unwrap();
        assert!(clerk.said_of(clerk.entries().last().unwrap()).contains("EXEC-26-022"));
    }

    #[test]
    fn a_number_given_in_the_tracker_meanwhile_is_given_up_and_remembered() {
        let mut play = Play::begun();
        let [first, second] = ["first", "second"].map(|what| {
            let id = play.meeting.next_action_id();
            let due = Due::ToBeSet;
            let body = Body::Action { id, what: what.into(), lead: None, due, with: vec![], tags: vec![] };
            play.act("10:10", Act::Recorded { item: "budget".into(), body })
        });
        let to = |number: &str| Act::Renumbered { record: first.clone(), to: number.into() };
        play.act("10:21", to("EXEC-26-030"));
        let actions = play.meeting.new_actions();
        assert_eq!(actions[0].id.as_str(), "EXEC-26-030");
        assert_eq!(actions[0].aliases, ["EXEC-26-021".into()]);
        assert_eq!((actions[1].id.as_str(), actions[1].aliases.len()), ("EXEC-26-022", 0));
        assert_eq!(play.meeting.next_action_id().as_str(), "EXEC-26-031");
        assert_eq!(play.meeting.line_that_set(&"EXEC-26-022".into()), Some(&second));
        // Nobody did it, so nobody takes it back.
        let undone = &play.meeting.undoable(WRITER).unwrap().act;
        assert!(matches!(undone, Act::Recorded { .. }), "{undone:?}");
        assert_eq!(
            play.meeting.said(&to("EXEC-26-030")),
            "EXEC-26-021 is EXEC-26-030, for its number was given in the tracker already"
        );
    }
}
