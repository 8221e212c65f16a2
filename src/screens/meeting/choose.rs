//! Choices made with one key: a decision's outcome, partners' positions, what a line turns into, the end.

use super::State;
use crate::base::id::{ActionId, AgencyId, ItemId};
use crate::base::key::{Key, KeyCode};
use crate::base::stamp::Stamp;
use crate::base::text::{and_list, sentence};
use crate::domain::meeting::{Act, Body, Decision, EntryId, LastMinutes, Outcome, Position, Represented};
use crate::screens::Out;
use crate::screens::ticks::{self, Offered};
use crate::screens::typing::Asking;
use crate::ui::look::Look;

/// A choice being made.
#[derive(Clone, Debug, PartialEq)]
pub enum Choosing {
    /// What was decided; when that was asked on leaving, where to.
    Outcome {
        /// The item to go to after choosing to come back later.
        leaving: Option<ItemId>,
    },
    /// What was said of the last minutes.
    LastMinutes,
    /// Where each statutory partner stands on a decision.
    Positions {
        /// The decision.
        record: EntryId,
    },
    /// What a line turns into.
    Turn {
        /// The line.
        record: EntryId,
    },
    /// Which items to note are taken together.
    Together {
        /// The items that wait.
        items: Vec<ItemId>,
        /// Which of them somebody pulled out.
        out: Vec<bool>,
    },
    /// Which steps of an action are done.
    Steps {
        /// The action.
        action: ActionId,
        /// Which of them are offered.
        offered: Offered,
    },
    /// Whether the meeting ends.
    End,
}

/// One thing that may be chosen: its key and its words.
pub type Choice = (String, String);

impl State {
    /// What may be chosen, and the question.
    pub fn choices(&self, look: Look) -> Option<(String, Vec<Choice>)> {
        let of = |key: &str, words: &str| (key.to_owned(), words.to_owned());
        Some(match self.choosing.as_ref()? {
            Choosing::Outcome { leaving } => {
                let mut all: Vec<Choice> = Outcome::ALL
                    .iter()
                    .enumerate()
                    .map(|(i, o)| ((i + 1).to_string(), o.said().to_owned()))
                    .collect();
                if leaving.is_some() {
                    all.push(of("7", "come back to it later"));
                }
                ("What was decided?".to_owned(), all)
            }
            Choosing::LastMinutes => (
                "The last minutes were".to_owned(),
                vec![
                    of("1", "agreed as a correct record"),
                    of("2", "agreed as amended"),
                    of("3", "not agreed"),
                ],
            ),
            Choosing::Positions { record } => {
                let said = |agency: &AgencyId| {
                    let record = self.meeting.state().record(record);
                    record.and_then(|r| r.positions.get(agency)).map_or("–", |p| p.said())
                };
                let mut all: Vec<Choice> = self
                    .meeting
                    .sitting()
                    .statutory()
                    .enumerate()
                    .map(|(i, a)| ((i + 1).to_string(), format!("{} {}", a.said(), said(&a.id))))
                    .collect();
                all.push(of("a", "all agree"));
                ("Where does each statutory partner stand?".to_owned(), all)
            }
            Choosing::Turn { .. } => (
                "Turn this line into".to_owned(),
                vec![
                    of("a", "an action"),
                    of("d", "a decision, agreed"),
                    of("n", "a note"),
                    of("k", "a risk"),
                    of("c", "a challenge"),
                    of("p", "a parked point"),
                ],
            ),
            Choosing::Together { items, out } => {
                let mut all: Vec<Choice> = items
                    .iter()
                    .zip(out)
                    .enumerate()
                    .map(|(i, (item, out))| {
                        let said = self.meeting.item_said(item);
                        let said = if *out { format!("{said} (pulled out)") } else { said };
                        ((i + 1).to_string(), said)
                    })
                    .collect();
                all.push(of("Enter", "note the rest together"));
                ("Note these together without discussion? A number pulls one out.".to_owned(), all)
            }
            Choosing::Steps { action, offered } => {
                let steps = self.meeting.action_now(action).map(|action| action.steps).unwrap_or_default();
                (ticks::question(steps.len()).to_owned(), offered.choices(&steps, look))
            }
            Choosing::End => (self.end_question(), vec![of("y", "end the meeting"), of("Esc", "go on")]),
        })
    }

    fn end_question(&self) -> String {
        let state = self.meeting.state();
        let actions = state.records.iter().filter(|r| matches!(r.body, Body::Action { .. })).count();
        let waiting = state
            .items
            .iter()
            .filter(|i| matches!(self.meeting.stage(i), crate::domain::meeting::Stage::Waiting))
            .count();
        let mut parts = vec![format!(
            "End the meeting? {} to the tracker",
            crate::base::text::count(actions, "action goes", "actions go")
        )];
        if waiting > 0 {
            parts
                .push(format!("{} not reached", crate::base::text::count(waiting, "item was", "items were")));
        }
        parts.join("; ")
    }

    /// A key while a choice is being made.
    pub(super) fn chosen_key(&mut self, now: Stamp, key: Key, out: &mut Out) {
        let Some(choosing) = self.choosing.clone() else { return };
        if key.code == KeyCode::Esc || (key.ctrl && key.code == KeyCode::Char('c')) {
            self.choosing = None;
            return;
        }
        let number = key.typed().and_then(|c| c.to_digit(10)).and_then(|n| usize::try_from(n).ok());
        match choosing {
            Choosing::Outcome { leaving } => self.outcome(now, number, leaving, out),
            Choosing::LastMinutes => self.last_minutes(now, number, out),
            Choosing::Positions { record } => self.positions(now, key, number, &record, out),
            Choosing::Turn { record } => self.turn_line(now, key, &record, out),
            Choosing::Together { items, out: pulled } => self.together(now, key, number, items, pulled, out),
            Choosing::Steps { action, offered } => self.tick_key(now, key, action, offered, out),
            Choosing::End if key.typed() == Some('y') => {
                self.choosing = None;
                if self.act(now, Act::Ended, out) {
                    self.pane = super::Pane::Item;
                    out.say("The meeting has ended: the minutes are being written.");
                }
            }
            Choosing::End => {}
        }
    }

    fn outcome(&mut self, now: Stamp, number: Option<usize>, leaving: Option<ItemId>, out: &mut Out) {
        let Some(number) = number else { return };
        if number == 7
            && let Some(to) = leaving
        {
            self.choosing = None;
            out.notice = None;
            return self.turn_now(now, Act::Turned { to, done: false }, out);
        }
        let Some(outcome) = number.checked_sub(1).and_then(|i| Outcome::ALL.get(i)).copied() else { return };
        self.choosing = None;
        out.notice = None;
        match outcome {
            Outcome::Deferred => {
                if let Some(item) = self.item_id() {
                    self.ask(Asking::Defer { item }, "", out);
                }
            }
            Outcome::ReferredUp => self.ask(Asking::ReferUp, "", out),
            _ => self.ask(Asking::Decision { outcome }, "", out),
        }
    }

    fn last_minutes(&mut self, now: Stamp, number: Option<usize>, out: &mut Out) {
        match number {
            Some(1) => {
                self.act(now, Act::AgreedLastMinutes { result: LastMinutes::Agreed }, out);
            }
            Some(2) => self.ask(Asking::AmendMinutes, "", out),
            Some(3) => self.ask(Asking::NotAgreeMinutes, "", out),
            _ => return,
        }
        self.choosing = None;
    }

    fn positions(&mut self, now: Stamp, key: Key, number: Option<usize>, record: &EntryId, out: &mut Out) {
        let partners: Vec<AgencyId> = self.meeting.sitting().statutory().map(|a| a.id.clone()).collect();
        let act = |positions| Act::Positioned { record: record.clone(), positions };
        if key.typed() == Some('a') {
            self.choosing = None;
            self.all_agree(now, record, out);
        } else if key.code == KeyCode::Enter {
            self.choosing = None;
        } else if let Some(agency) = number.and_then(|n| n.checked_sub(1)).and_then(|i| partners.get(i)) {
            let current = self.meeting.state().record(record).and_then(|r| r.positions.get(agency)).copied();
            self.act(now, act(vec![(agency.clone(), Position::next(current))]), out);
        }
    }

    /// Every statutory partner at the table agrees; one that is not there cannot, unless it is said by its number.
    fn all_agree(&mut self, now: Stamp, record: &EntryId, out: &mut Out) {
        let item = self.meeting.state().record(record).map(|r| r.item.clone());
        let (here, away): (Vec<_>, Vec<_>) = self
            .meeting
            .sitting()
            .statutory()
            .partition(|a| self.meeting.represented(a, now, item.as_ref()) != Represented::Absent);
        let positions: Vec<_> = here.iter().map(|a| (a.id.clone(), Some(Position::Agrees))).collect();
        let away: Vec<String> = away.iter().map(|a| a.said().to_owned()).collect();
        let act = Act::Positioned { record: record.clone(), positions };
        if self.act(now, act, out) && !away.is_empty() {
            let is = if away.len() == 1 { "is" } else { "are" };
            out.say(format!(
                "{} {is} not represented, and so left out.",
                sentence(&and_list(&away)).trim_end_matches('.')
            ));
        }
    }

    fn turn_line(&mut self, now: Stamp, key: Key, record: &EntryId, out: &mut Out) {
        let Some(text) = self.meeting.state().record(record).map(|r| r.body.text().to_owned()) else {
            self.choosing = None;
            return;
        };
        let body = match key.typed() {
            Some('a') => {
                self.choosing = None;
                let one_line = crate::base::text::one_line(&text);
                return self.ask(Asking::TurnIntoAction { record: record.clone() }, &one_line, out);
            }
            Some('d') => {
                let id = Some(self.meeting.next_decision_id());
                Body::Decision(Decision { id, ..Decision::new(Outcome::Agreed, text) })
            }
            Some('n') => Body::Note { text },
            Some('k') => Body::Risk { text },
            Some('c') => Body::Challenge { text },
            Some('p') => Body::Parked { text },
            _ => return,
        };
        self.choosing = None;
        self.act(now, Act::Amended { record: record.clone(), body }, out);
    }

    fn together(
        &mut self,
        now: Stamp,
        key: Key,
        number: Option<usize>,
        items: Vec<ItemId>,
        mut pulled: Vec<bool>,
        out: &mut Out,
    ) {
        if key.code == KeyCode::Enter {
            self.choosing = None;
            let items = items.into_iter().zip(pulled).filter(|(_, out)| !out).map(|(id, _)| id).collect();
            self.act(now, Act::TakenTogether { items }, out);
        } else if let Some(one) = number.and_then(|n| n.checked_sub(1)).and_then(|i| pulled.get_mut(i)) {
            *one = !*one;
            self.choosing = Some(Choosing::Together { items, out: pulled });
        }
    }
}
